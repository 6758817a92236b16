#pragma once
// Figures of the incident lane become incidents: updates of one origin, one day and place, or one passage of one
// report.

#include <functional>
#include <optional>
#include <vector>

#include "link/counts.hpp"
#include "model/ledger_view.hpp"

namespace histor {

/// Parts figures that ties hold together into incidents: each figure joins, in the order in which they are given, the
/// incident that it has the strongest bond to and no conflict with.
[[nodiscard]] std::vector<std::vector<FigureIndex>> part_into_incidents(
    const std::vector<FigureIndex>& ordered, const std::function<Bond(FigureIndex, FigureIndex)>& bond);

/// The bond of one figure to the figures of an incident: the strongest, unless one of them is in conflict with it.
[[nodiscard]] Bond bond_to(FigureIndex figure, const std::vector<FigureIndex>& incident,
                           const std::function<Bond(FigureIndex, FigureIndex)>& bond);

/// The incident of these figures, which are no parts of others; without tolls and ties to other incidents.
[[nodiscard]] Incident incident_of(const LedgerView& view, std::vector<FigureIndex> figures);

/// Sorts the incidents by day and place, what lies within a wider one of the same days after it.
void order_incidents(LedgerView& view);

/// Whether one report carries both.
[[nodiscard]] bool share_document(const LedgerView& view, const Figure& a, const Figure& b);

/// As within_scope() of counts.
[[nodiscard]] bool within_scope(const Figure& part, const Figure& whole);

/// The lowest and highest count that the figure's words allow; nullopt where they leave it open or give no number.
[[nodiscard]] std::optional<std::int64_t> lowest(const Number& number);
[[nodiscard]] std::optional<std::int64_t> highest(const Number& number);

/// Whether the fields of `part` and `whole` (both figures, or both counts) let the one lie within the other.
template <class Counted>
[[nodiscard]] bool within_scope_of(const Counted& part, const Counted& whole, Area places, const Window& part_days,
                                   const Window& whole_days) {
  if (&part == &whole || part.lane != whole.lane || part.outcome != whole.outcome) return false;
  if (part.origin != whole.origin || part.modality != Modality::asserted || whole.modality != Modality::asserted) {
    return false;
  }
  if (!part.number.value || !whole.number.value ||
      *part.number.value > highest(whole.number).value_or(*part.number.value)) {
    return false;
  }
  if (!highest(whole.number) && *part.number.value > *whole.number.value) return false;
  if (part.group != whole.group && !population_within(part.group, whole.group)) return false;
  if (!part_days.known() || !whole_days.known() || !within(part_days, whole_days)) return false;
  return places == Area::equal || places == Area::within;
}

}  // namespace histor
