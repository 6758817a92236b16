#pragma once
// Figures of the incident lane become incidents: updates of one origin, one day and place, or one passage of one
// report.

#include "model/ledger_view.hpp"

namespace histor {

/// Fills view.incidents, and whole, parts and superseded_by of the figures where no words but their scope ties them.
/// Needs view.figures.
void link_incidents(LedgerView& view);

/// Whether `later` is the same origin's later word on what `earlier` counted: same outcome, same or wider population, a
/// day in common, and the same area or one area-wide count within another.
[[nodiscard]] bool updates(const LedgerView& view, const Figure& later, const Figure& earlier);

/// Whether one report carries both.
[[nodiscard]] bool share_document(const LedgerView& view, const Figure& a, const Figure& b);

/// Whether `part`, which no words tie to `whole`, lies within it by its scope: same origin and outcome, a narrower
/// population or area, days within, and a figure that fits.
[[nodiscard]] bool within_scope(const Figure& part, const Figure& whole);

/// The lowest and highest count that the figure's words allow; nullopt where they leave it open or give no number.
[[nodiscard]] std::optional<std::int64_t> lowest(const Number& number);
[[nodiscard]] std::optional<std::int64_t> highest(const Number& number);

}  // namespace histor
