#pragma once
// What finds, among a million, the few that could belong together: digests of what they must have in common, and lists
// under them.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/hash.hpp"
#include "link/scope.hpp"

namespace histor {

/// A digest of values one after the other. The same on every machine.
class Digest {
 public:
  template <class... Numbers>
    requires(std::is_arithmetic_v<Numbers> && ...)
  void add(Numbers... numbers) {
    (mix(static_cast<std::uint64_t>(numbers)), ...);
  }
  void add(std::string_view text) { mix(hash64(text)); }
  [[nodiscard]] std::uint64_t value() const { return state_; }

 private:
  void mix(std::uint64_t number) {  // splitmix64's finisher over the running state
    std::uint64_t z = state_ + 0x9E3779B97F4A7C15 + number * 0xD6E8FEB86659FD93;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EB;
    state_ = z ^ (z >> 31U);
  }
  std::uint64_t state_ = 0;
};

template <class... Numbers>
[[nodiscard]] std::uint64_t digest_of(Numbers... numbers) {
  Digest digest;
  digest.add(numbers...);
  return digest.value();
}

/// Keys of the stretches of time that a window touches. Windows that share a day have a key in common, of the one's
/// `found_by` with the other's `kept_by`.
class TimeKeys {
 public:
  explicit TimeKeys(const Window& window);
  [[nodiscard]] std::span<const std::uint64_t> kept_by() const { return {kept_.data(), kept_count_}; }
  [[nodiscard]] std::span<const std::uint64_t> found_by() const { return {found_.data(), found_count_}; }

 private:
  void keep(std::uint64_t key) { kept_[kept_count_++] = key; }
  void find(std::uint64_t key) { found_[found_count_++] = key; }
  std::array<std::uint64_t, 32> kept_{};
  std::array<std::uint64_t, 32> found_{};
  std::size_t kept_count_ = 0;
  std::size_t found_count_ = 0;
};

/// Numbers listed under keys. Keys must be digests: they are searched for where an even spread would put them. What was
/// added is found after the next settle().
class BlockIndex {
 public:
  void add(std::uint64_t key, std::uint32_t one) { incoming_.push_back({key, one}); }
  void remove(std::uint64_t key, std::uint32_t one);

  /// Calls visit(one) for each number under `key`.
  template <class Visit>
  void visit(std::uint64_t key, const Visit& visit) const {
    for (std::size_t at = first_of(key); at < settled_.size() && settled_[at].key == key; ++at) {
      if (removed_.empty() || removed_.count(digest_of(key, settled_[at].one)) == 0) visit(settled_[at].one);
    }
    const auto fresh = fresh_.find(key);
    if (fresh == fresh_.end()) return;
    for (const std::uint32_t one : fresh->second) visit(one);
  }

  void settle();

 private:
  struct Entry {
    std::uint64_t key;
    std::uint32_t one;
    friend bool operator<(const Entry& a, const Entry& b) { return a.key != b.key ? a.key < b.key : a.one < b.one; }
  };
  [[nodiscard]] std::size_t first_of(std::uint64_t key) const;

  std::vector<Entry> incoming_;
  std::vector<Entry> settled_;  ///< sorted: a million claims have several million keys
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> fresh_;
  std::size_t fresh_count_ = 0;
  std::unordered_set<std::uint64_t> removed_;  ///< of the settled ones
};

}  // namespace histor
