#pragma once
// The last strokes of a linked view.

#include "link/link.hpp"
#include "model/ledger_view.hpp"

namespace histor {

/// Fills view.actors with what is known of every actor that occurs. One that no file knows goes by the words that its
/// id was made from, as the first claim has them.
void name_actors(LedgerView& view, const ActorLookup& actors);

/// Fills background, displacement, statements, standings and the denials of incidents. Needs all the other lists.
void give_standings(LedgerView& view);

}  // namespace histor
