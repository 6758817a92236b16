// A ledger that is linked at one stroke.
#include "link/link.hpp"

#include <unordered_set>

#include "lexicon/actors.hpp"
#include "link/linker.hpp"

namespace histor {

namespace {

ActorSide side_of(ActorKind kind) {
  switch (kind) {
    case ActorKind::state_force:
    case ActorKind::government:
    case ActorKind::ministry:
    case ActorKind::coalition:
      return ActorSide::state;
    case ActorKind::rebel:
    case ActorKind::militia:
      return ActorSide::rebel;
    case ActorKind::monitor:
    case ActorKind::rescuers:
    case ActorKind::agency:
    case ActorKind::outlet:
    case ActorKind::un_body:
    case ActorKind::ngo:
    case ActorKind::court:
    case ActorKind::medics:
      return ActorSide::counter;
    case ActorKind::state_media:  // carries its government's word
      return ActorSide::state;
    case ActorKind::police:
    case ActorKind::person:
    case ActorKind::other:
      return ActorSide::unknown;
  }
  return ActorSide::unknown;
}

}  // namespace

ActorLookup actor_lookup(const Actors& actors) {
  return [&actors](std::string_view id) -> std::optional<ActorFacts> {
    const std::optional<std::uint32_t> index = actors.find_by_id(id);
    if (!index) return std::nullopt;
    const ActorRecord& record = actors[*index];
    return ActorFacts{record.name, side_of(record.kind), record.generic, true, actors.camp(*index)};
  };
}

LinkDecisions standing_decisions(std::span<const Decision> decisions) {
  // From the last to the first: an undoing counts unless a later one undid it.
  std::unordered_set<std::string_view> undone;
  LinkDecisions standing;
  for (std::size_t i = decisions.size(); i-- > 0;) {
    const Decision& decision = decisions[i];
    if (undone.count(decision.id) > 0) continue;
    switch (decision.verb) {
      case DecisionVerb::undo:
        undone.insert(decision.subject.begin(), decision.subject.end());
        break;
      case DecisionVerb::merge:
        for (std::size_t c = 1; c < decision.subject.size(); ++c) {
          standing.together.emplace_back(decision.subject.front(), decision.subject[c]);
        }
        break;
      case DecisionVerb::split:
        for (const std::string& claim : decision.subject) {
          for (const std::string& other : decision.before) standing.apart.emplace_back(claim, other);
        }
        break;
    }
  }
  return standing;
}

LedgerView link(std::vector<Document> documents, std::vector<Claim> claims, const ActorLookup& actors,
                const LinkDecisions& decisions) {
  Linker linker(actors, decisions);
  linker.add(std::move(documents), std::move(claims));
  return std::move(linker).view();
}

}  // namespace histor
