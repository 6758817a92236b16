#pragma once
// The derived records as JSON lines: one object a line, `type` first, ids instead of indices.

#include <string>

#include "model/ledger_view.hpp"

namespace histor {

/// Incidents, then series, control places, background and displacement figures, relations and findings, in the view's
/// order. Invalid UTF-8 of the texts is replaced by U+FFFD.
[[nodiscard]] std::string ledger_json(const LedgerView& view);

/// The places whose control is told, alone, as they stand among the records of ledger_json().
[[nodiscard]] std::string control_json(const LedgerView& view);

}  // namespace histor
