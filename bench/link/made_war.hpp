#pragma once
// A war that never was, as its reports tell it: a made-up archive in which it is known which claims tell of one
// incident. Everything follows from a seed; towns, bodies and outlets are numbers.

#include <cstdint>
#include <string>
#include <vector>

#include "model/claim.hpp"
#include "model/document.hpp"

namespace histor::bench {

struct MadeWar {
  std::vector<Document> documents;
  std::vector<Claim> claims;

  static constexpr std::uint32_t none = 0xFFFFFFFF;
  /// By claim, in the order of `claims`: the incident that it tells of, the count (of one origin, outcome and state of
  /// knowledge) that it carries, the line of running totals; `none` where it has none.
  std::vector<std::uint32_t> incident, count, line;
};

/// About `claims` claims. The archive grows in time, not in density: twice the claims are twice the days.
[[nodiscard]] MadeWar make_war(std::size_t claims, std::uint64_t seed);

/// One more report of the last days of the war, with about ten claims.
[[nodiscard]] MadeWar make_report(const MadeWar& war, std::uint64_t seed);

}  // namespace histor::bench
