#pragma once
// The account of one carrier under an UnfoldBudget: what a member may still have, and when the rest is left unread.
// What is inflated only to be passed over is charged too, where it is far more than what it was packed in, so that the
// work on any carrier is bounded by its size and the budget, whatever it claims to hold.

#include <cstdint>
#include <string>

#include "base/result.hpp"
#include "source/capture.hpp"

namespace histor {

/// How far one run of packed bytes may be unpacked.
struct UnpackLimit {
  std::uint64_t bytes = 0;     ///< that may come out
  std::uint64_t ratio = 1000;  ///< unpacked to packed, asked above 1 MiB

  /// Whether `unpacked` bytes may come out of `packed` ones.
  [[nodiscard]] bool allows_ratio(std::uint64_t packed, std::uint64_t unpacked) const {
    return unpacked <= (std::uint64_t{1} << 20U) || unpacked / ratio_or_one() <= packed;
  }

 private:
  [[nodiscard]] std::uint64_t ratio_or_one() const { return ratio == 0 ? 1 : ratio; }
};

class Allowance {
 public:
  explicit Allowance(const UnfoldBudget& budget) : budget_(budget) {}

  /// Counts one more member. False: there are more than the budget has.
  [[nodiscard]] bool next_member() { return ++members_ <= budget_.members; }
  /// What the next member may have: the budget of one, or what is left of the total.
  [[nodiscard]] UnpackLimit member() const;
  /// A member of `bytes` was taken.
  void take(std::uint64_t bytes) { spent_ += bytes; }
  /// `unpacked` bytes came out of `packed` ones and were passed over.
  void pass_over(std::uint64_t packed, std::uint64_t unpacked);
  /// Nothing more may be unpacked.
  [[nodiscard]] bool spent() const { return spent_ >= budget_.total_bytes; }

  /// Why a member at `where`, or all that follows it, is not read.
  [[nodiscard]] Error over_members(std::string where) const;
  [[nodiscard]] Error over_total(std::string where) const;
  /// Why one member at `where` is not read: over its own budget or, where less was left, over the total.
  [[nodiscard]] Error over_member(std::string where) const;

 private:
  UnfoldBudget budget_;
  std::uint64_t members_ = 0;
  std::uint64_t spent_ = 0;
};

/// "64 MiB", "300 bytes".
[[nodiscard]] std::string size_in_words(std::uint64_t bytes);
/// A member at `where` that has more than `bytes`.
[[nodiscard]] Error over_size(std::uint64_t bytes, std::string where);
/// A member at `where` that unpacks to more than `ratio` times its size.
[[nodiscard]] Error over_ratio(std::uint64_t ratio, std::string where);

}  // namespace histor
