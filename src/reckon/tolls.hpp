#pragma once
// Low, best and high for each outcome and population of an incident, by a policy.

#include "model/ledger_view.hpp"
#include "reckon/policy.hpp"

namespace histor {

/// Fills Incident::tolls. Needs figures with their relations settled.
void reckon_tolls(LedgerView& view, const Policy& policy);

}  // namespace histor
