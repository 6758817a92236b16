#pragma once
// Who is said to have taken, left or held which place. Statements are gathered, not judged.

#include "model/ledger_view.hpp"

namespace histor {

/// Fills view.control and view.background_control. Needs view.claims and view.documents.
void link_control(LedgerView& view);

}  // namespace histor
