#pragma once
// What a running total leaves when the incidents that it is known to cover are taken from it. A remainder of two
// counts, shown with its arithmetic; it is no count of anything, and never becomes an incident.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace histor {

/// One incident inside a total, with what is told of it in the total's class.
struct Covered {
  std::uint32_t incident = 0;          ///< index into LedgerView::incidents
  std::vector<std::uint32_t> figures;  ///< indices into LedgerView::figures: live ones of the total's outcome
  std::optional<std::int64_t> low;     ///< the least that they allow; nullopt: nothing is said
  std::optional<std::int64_t> high;    ///< the most; nullopt: open
};

struct Residual {
  std::uint32_t series = 0;  ///< index into LedgerView::series; its latest point is meant
  std::uint32_t total = 0;   ///< the point's figure, or a part of it
  bool own = true;           ///< covered are counts of the total's own origin; else of all origins
  std::vector<Covered> covered;
  std::vector<Covered> doubtful;    ///< not taken from it: they may lie outside it, or overlap with one that is covered
  std::string obstacle;             ///< why nothing is covered: "the total names no place"; else empty
  std::optional<std::int64_t> low;  ///< of the remainder; with `high` below it the counts contradict each other
  std::optional<std::int64_t> high;
  bool about = false;  ///< one of the counts is approximate
};

}  // namespace histor
