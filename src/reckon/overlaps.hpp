#pragma once
// What an incident counts that lies within another one is in the other's count already.

#include "model/ledger_view.hpp"
#include "reckon/policy.hpp"

namespace histor {

/// Notes on each toll, or subtracts from it by the policy, what incidents within its own tell apart. Needs all tolls.
void reckon_overlaps(LedgerView& view, const Policy& policy);

}  // namespace histor
