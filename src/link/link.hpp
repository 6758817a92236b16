#pragma once
// Which claims belong together: one origin's figure carried by many, the figures of one incident, the points of one
// series. A pure function of the two sets: neither their order nor repeats in them change the result.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/decision.hpp"
#include "model/ledger_view.hpp"

namespace histor {

class Actors;

/// What is known of an actor id; nullopt where nothing is. Must be a pure function.
using ActorLookup = std::function<std::optional<ActorFacts>(std::string_view id)>;

/// The actor file as a look-up. `actors` must outlive it.
[[nodiscard]] ActorLookup actor_lookup(const Actors& actors);

/// What people decided about which claims tell of one incident, by claim ids. A decision holds whatever else is added;
/// where one of its claims is not in the ledger, it rests. `apart` is stronger than `together`.
struct LinkDecisions {
  using Pair = std::pair<std::string, std::string>;
  std::vector<Pair> together;
  std::vector<Pair> apart;
};

/// What of these decisions, given in the order in which they were taken, still holds: what was undone is left out, and
/// so is an undoing that was itself undone. A merge puts its claims together with the first; a split sets each claim of
/// its subject apart from each that it stood with.
[[nodiscard]] LinkDecisions standing_decisions(std::span<const Decision> decisions);

/// Sorts documents and claims, drops repeats (same id), and ties: figures with their claims, parts and lanes; incidents
/// without tolls; series; control places; standings. Relations, tolls and findings are left empty for reckon(). A claim
/// whose document is not given is kept; its outlet and day of publication count as unknown.
[[nodiscard]] LedgerView link(std::vector<Document> documents, std::vector<Claim> claims,
                              const ActorLookup& actors = {}, const LinkDecisions& decisions = {});

}  // namespace histor
