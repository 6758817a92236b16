#pragma once
// How the statements of one place's timeline stand to each other: what contradicts, denies or confirms what, and whom
// the latest of them names as the holder.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/ledger_view.hpp"

namespace histor {

/// By the id of a claim: the claims that deny it.
using Denials = std::map<std::string_view, std::vector<ClaimIndex>>;

/// The denials of `view`, which must outlive them.
[[nodiscard]] Denials denials_of(const LedgerView& view);

/// The day by which a statement is ordered: its first day, else its last, else that of its printing.
[[nodiscard]] std::optional<Day> day_of(const Holding& holding);

/// Gives the holder of a place: captured, recaptured, held.
[[nodiscard]] bool gives(ControlAction action);
/// Takes the place from the one who held it: lost, withdrew.
[[nodiscard]] bool takes_away(ControlAction action);
/// For whom an actor fights, as far as it is known; an actor that no file knows is a side of its own. Empty for roles.
[[nodiscard]] std::string camp_of(const LedgerView& view, const std::string& actor);

/// Fills marks, holder and what the statements owe to each other: status, violence, who confirms and denies. Needs
/// place.holdings in their order.
void tie_holdings(const LedgerView& view, const Denials& denials, ControlPlace& place);

}  // namespace histor
