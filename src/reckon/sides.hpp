#pragma once
// Who speaks for a record of several figures when it is held against another.

#include <optional>

#include "model/ledger_view.hpp"
#include "reckon/why.hpp"

namespace histor {

/// The side that `subject` makes: of an incident the figure that is nearest to `other` by outcome and population, of a
/// toll the one that its best rests on, of a running total the latest point. nullopt where nothing speaks for it.
[[nodiscard]] std::optional<Side> side_of(const LedgerView& view, const Subject& subject,
                                          const std::optional<FigureIndex>& other);

}  // namespace histor
