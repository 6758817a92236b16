#pragma once
// What in the timelines of places needs a person's eye.

#include "model/ledger_view.hpp"

namespace histor {

/// Adds to view.findings, and keeps their order: two sides said to hold a place on one day, a taking that is denied, a
/// place told as fought over and as not. Needs view.control.
void find_control_findings(LedgerView& view);

}  // namespace histor
