#include "source/archive/allowance.hpp"

#include <algorithm>
#include <utility>

namespace histor {
namespace {

// Text seldom packs better than this; what does is charged when it is passed over.
constexpr std::uint64_t usual_ratio = 10;

}  // namespace

UnpackLimit Allowance::member() const {
  const std::uint64_t left = budget_.total_bytes - std::min(spent_, budget_.total_bytes);
  return {std::min(budget_.member_bytes, left), budget_.ratio};
}

void Allowance::pass_over(std::uint64_t packed, std::uint64_t unpacked) {
  if (unpacked / usual_ratio > packed) spent_ += unpacked - packed * usual_ratio;
}

Error Allowance::over_members(std::string where) const {
  return {ErrorCode::too_large,
          "it holds more than " + std::to_string(budget_.members) + " members; the rest is not read", std::move(where),
          "unpack it and give its files in parts"};
}

Error Allowance::over_total(std::string where) const {
  return {ErrorCode::too_large,
          "it unpacks to more than " + size_in_words(budget_.total_bytes) + "; the rest is not read", std::move(where),
          "split it, or raise the budget if you trust where it comes from"};
}

Error Allowance::over_member(std::string where) const {
  const UnpackLimit limit = member();
  if (limit.bytes == budget_.member_bytes) return over_size(limit.bytes, std::move(where));
  return {ErrorCode::too_large, "with it, the whole unpacks to more than " + size_in_words(budget_.total_bytes),
          std::move(where), "split it, or raise the budget if you trust where it comes from"};
}

std::string size_in_words(std::uint64_t bytes) {
  constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20U;
  if (bytes >= mebibyte) return std::to_string(bytes / mebibyte) + " MiB";
  return std::to_string(bytes) + " bytes";
}

Error over_size(std::uint64_t bytes, std::string where) {
  return {ErrorCode::too_large, "it unpacks to more than one member may have, " + size_in_words(bytes),
          std::move(where), "unpack it by hand if you trust where it comes from, or raise the budget"};
}

Error over_ratio(std::uint64_t ratio, std::string where) {
  return {ErrorCode::too_large, "it unpacks to more than " + std::to_string(ratio) + " times its size",
          std::move(where), "a report does not; if you trust where it comes from, unpack it by hand"};
}

}  // namespace histor
