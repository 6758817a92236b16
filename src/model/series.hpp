#pragma once
// Running totals: what one origin said it had counted since a start, over time. Points are never added to incidents.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "model/vocabulary.hpp"

namespace histor {

struct Point {
  std::uint32_t figure = 0;  ///< index into LedgerView::figures; its parts hang below it
  std::string at;  ///< as-of time, else last day of the window, else day of publication; empty where none is known
};

/// Running totals of one origin, outcome, population and start.
struct Series {
  std::string id;      ///< "s_" and a digest of its core claim's id
  std::string origin;  ///< actor id; empty where no source is named
  Outcome outcome = Outcome::killed;
  Group group = Group::people;
  std::optional<Day> start;   ///< the earliest that its points give
  std::vector<Point> points;  ///< by time, those without one first
  std::vector<std::string> outlets;
};

}  // namespace histor
