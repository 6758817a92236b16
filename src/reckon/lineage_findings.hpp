#pragma once
// What the relay graph says of the ledger: which outlets print another's text, and what was lost or changed between two
// reports of one source.

#include "model/ledger_view.hpp"

namespace histor {

class Actors;

/// Traces who has it from whom, fills `lineage` and the `copied` of figures and incidents, and adds the changes along
/// its edges to the findings, but for those that were found in a figure already. Needs all the other lists.
void reckon_lineage(LedgerView& view, const Actors& actors);

}  // namespace histor
