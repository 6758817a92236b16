#pragma once
// The sieve: which parts of a text can hold a claim at all. One pass of a multi-literal matcher over the bytes; what it
// passes over costs a scan and nothing more.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace histor {

/// Immutable; any number of threads may scan at once.
class Sieve {
 public:
  /// A sieve for `words`, whole words, whatever their case.
  explicit Sieve(const std::vector<std::string>& words);
  ~Sieve();
  Sieve(const Sieve&) = delete;
  Sieve& operator=(const Sieve&) = delete;

  /// The offsets at which one of the words ends, ascending. Never passes over a word that stands in the text.
  [[nodiscard]] std::vector<std::uint32_t> hits(std::string_view text) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace histor
