#pragma once
// Running totals in a lane of their own: one origin, one outcome, one population, one start.

#include "model/ledger_view.hpp"

namespace histor {

/// Fills view.series. Needs view.figures.
void link_series(LedgerView& view);

}  // namespace histor
