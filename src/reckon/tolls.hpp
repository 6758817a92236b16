#pragma once
// Low, best and high for each outcome and population of an incident, by a policy.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/ledger_view.hpp"
#include "reckon/policy.hpp"

namespace histor {

/// Fills Incident::tolls. Needs figures with their relations settled.
void reckon_tolls(LedgerView& view, const Policy& policy);

/// Whether a party to the fight counts its enemy's dead or injured in it.
[[nodiscard]] bool counts_its_enemy(const LedgerView& view, const Figure& figure);

/// How many of the origins can be taken to be independent: each named body is one; roles ("witnesses") and figures
/// without a source may all have one source, and are one together.
[[nodiscard]] std::size_t independent_origins(const LedgerView& view, const std::vector<FigureIndex>& figures);

/// Which tolls to list; what is not set does not narrow.
struct TollFilter {
  std::optional<Outcome> outcome{};
  std::optional<Day> since{};  ///< of incidents whose day is known and reaches this one or a later one
  std::optional<Day> until{};
  std::string place{};  ///< a place's words, name or id, or the region or country that it lies in
};

/// Where a toll stands.
struct TollAt {
  std::uint32_t incident = 0;  ///< index into LedgerView::incidents
  std::uint32_t toll = 0;      ///< index into Incident::tolls
};

/// In the view's order.
[[nodiscard]] std::vector<TollAt> select_tolls(const LedgerView& view, const TollFilter& filter);

}  // namespace histor
