#pragma once
// Running totals in a lane of their own: one origin, one outcome, one population, one start.

#include <string>

#include "model/ledger_view.hpp"

namespace histor {

/// When a point of a running total was closed: its as-of time, else its last day, else its day of publication. ISO
/// 8601; may be empty.
[[nodiscard]] std::string told_at(const Figure& figure);

/// Fills view.series. Needs view.figures.
void link_series(LedgerView& view);

}  // namespace histor
