#pragma once
// Who is said to have taken, left or held which place: one timeline a place. Statements are gathered, not judged.
// O(n log n) in the claims.

#include "model/ledger_view.hpp"

namespace histor {

/// Fills view.control and view.background_control. Needs view.claims, view.documents and view.actors.
void link_control(LedgerView& view);

}  // namespace histor
