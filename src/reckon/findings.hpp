#pragma once
// What needs a person's eye: each finding has its claims and says in one sentence what stands against what.

#include "model/ledger_view.hpp"

namespace histor {

/// Fills view.findings, ordered by the first claim of each. Needs relations and arithmetic.
void find_findings(LedgerView& view);

}  // namespace histor
