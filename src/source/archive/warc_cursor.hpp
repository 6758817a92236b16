#pragma once
// Where a WARC reader stands: in a file as it is, or in one gzip member of it.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "source/archive/allowance.hpp"
#include "source/archive/byte_source.hpp"
#include "source/archive/gzip.hpp"

namespace histor {

class WarcCursor {
 public:
  /// Both must outlive it. What is skipped in a packed member is charged to `allowance`.
  WarcCursor(const ByteSource& bytes, Allowance& allowance);

  /// Begins at `offset` of the file.
  void begin_plain(std::uint64_t offset);
  /// Begins at the start of what the gzip member at `offset` holds.
  void begin_member(std::uint64_t offset);

  /// Makes ahead() hold `wanted` bytes, or all that are left. Errors: parse (damaged, in a packed member), io.
  [[nodiscard]] Result<void> fill(std::size_t wanted);
  [[nodiscard]] std::string_view ahead() const { return std::string_view(buffer_).substr(at_); }
  /// Moves behind `length` bytes of ahead().
  void drop(std::size_t length) { at_ += length; }
  /// Moves behind `length` bytes. Errors: parse (fewer are left, or damaged), too_large (nothing more may be unpacked).
  [[nodiscard]] Result<void> skip(std::uint64_t length);
  /// The next `length` bytes, moved behind. Errors as of skip(), and too_large for a ratio over `limit`.
  [[nodiscard]] Result<std::string> take(std::uint64_t length, const UnpackLimit& limit);

  [[nodiscard]] bool packed() const { return packed_; }
  /// Where ahead() begins: in the file, or in what the member holds.
  [[nodiscard]] std::uint64_t offset() const { return base_ + at_; }
  /// Where the packed member ends; asked once ahead() is empty and fill(1) has not changed that.
  [[nodiscard]] std::uint64_t member_end() const { return inflate_.position(); }

 private:
  Result<std::size_t> pull(std::uint64_t offset, std::span<char> into);
  void begin(bool packed, std::uint64_t base);

  const ByteSource& bytes_;
  Allowance& allowance_;
  InflateStream inflate_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t base_ = 0;  // of buffer_
  bool packed_ = false;
};

}  // namespace histor
