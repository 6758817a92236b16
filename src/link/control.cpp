// A statement that names several places together stays one statement about them all. The holder of a place is named by
// the latest undenied word that someone took or holds it; "entered" and "besieged" give nobody a place.
#include "link/control.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "link/figures.hpp"
#include "link/scope.hpp"

namespace histor {

namespace {

std::string actor_of(const Claim& claim) {
  return claim.actor ? claim.actor->actor : std::string{};
}
std::string origin_of(const Claim& claim) {
  return claim.origin ? claim.origin->actor : std::string{};
}

std::vector<Where> scene_of(const Claim& claim) {
  std::vector<Where> scene;
  for (const Where& where : claim.where) {
    if (where.role != PlaceRole::excluding) scene.push_back(where);
  }
  return narrowest(scene);
}

bool gives(ControlAction action) {
  return action == ControlAction::captured || action == ControlAction::recaptured || action == ControlAction::held;
}

bool takes_away(ControlAction action) {
  return action == ControlAction::lost || action == ControlAction::withdrew;
}

bool one_statement(const LedgerView& view, const Holding& holding, const Claim& claim) {
  const Window window = window_of(claim);
  return holding.action == claim.action.value_or(ControlAction::held) && holding.status == claim.status &&
         holding.actor == actor_of(claim) && holding.origin == origin_of(claim) &&
         overlap({holding.first, holding.last}, window) &&
         (holding.violent == claim.violent || !holding.violent || !claim.violent) &&
         view.claims[holding.claims.front()].modality == claim.modality;
}

// The day a holding speaks of, or by which it was printed.
Day day_of(const LedgerView& view, const Holding& holding) {
  if (holding.last) return *holding.last;
  if (holding.first) return *holding.first;
  return published_of(view, view.claims[holding.claims.front()]).value_or(Day{});
}

void name_holder(const LedgerView& view, ControlPlace& place) {
  // "Several towns", "areas": a description may mean other towns each time.
  const bool described =
      place.places.empty() || std::any_of(place.places.begin(), place.places.end(), [](const Where& where) {
        return !where.text.empty() && where.text.front() >= 'a' && where.text.front() <= 'z';
      });
  if (described) return;
  // A day that was told counts for more than the day of printing.
  const bool dated = std::any_of(place.holdings.begin(), place.holdings.end(), [](const Holding& holding) {
    return gives(holding.action) && holding.status != Status::denied && (holding.first || holding.last);
  });
  std::optional<Day> latest;
  std::set<std::string> holders;
  for (std::uint32_t i = 0; i < place.holdings.size(); ++i) {
    const Holding& holding = place.holdings[i];
    const bool stated = view.claims[holding.claims.front()].modality == Modality::asserted;
    if (!stated || holding.status == Status::denied || !gives(holding.action) || holding.actor.empty()) continue;
    if (dated && !holding.first && !holding.last) continue;
    const Day day = day_of(view, holding);
    if (!latest || day > *latest) {
      latest = day;
      holders.clear();
      place.holder = holding.actor;
      place.holder_from = i;
    }
    if (day == *latest) holders.insert(holding.actor);
  }
  // A group and the alliance that it leads are one side: neither takes the place from the other.
  std::set<ActorSide> sides;
  for (const std::string& holder : holders) {
    const auto facts = view.actors.find(holder);
    sides.insert(facts != view.actors.end() ? facts->second.side : ActorSide::unknown);
  }
  const bool one_side = sides.size() == 1 && *sides.begin() != ActorSide::unknown;
  place.disputed = holders.size() > 1 && !one_side;
  for (const Holding& holding : place.holdings) {
    const bool stated = view.claims[holding.claims.front()].modality == Modality::asserted;
    if (!stated || holding.status == Status::denied || !takes_away(holding.action) || holding.actor != place.holder)
      continue;
    if (dated && !holding.first && !holding.last) continue;
    if (latest && day_of(view, holding) > *latest) {
      place.holder.clear();
      place.holder_from.reset();
      place.disputed = false;
    }
  }
}

std::vector<ControlPlace> gather(const LedgerView& view, Lane lane) {
  std::map<std::set<std::string>, std::vector<ClaimIndex>> by_place;
  for (ClaimIndex i = 0; i < view.claims.size(); ++i) {
    const Claim& claim = view.claims[i];
    if (claim.kind != ClaimKind::control || lane_of(claim) != lane) continue;
    std::set<std::string> keys;
    for (const Where& where : scene_of(claim)) keys.insert(place_key(where));
    by_place[std::move(keys)].push_back(i);
  }
  std::vector<ControlPlace> places;
  for (auto& [keys, claims] : by_place) {
    std::sort(claims.begin(), claims.end(), [&view](ClaimIndex a, ClaimIndex b) { return core_before(view, a, b); });
    ControlPlace place;
    place.id = view.claims[claims.front()].id;
    place.places = scene_of(view.claims[claims.front()]);
    for (const ClaimIndex i : claims) {
      const Claim& claim = view.claims[i];
      auto holding = place.holdings.end();
      if (!keys.empty()) {  // without a place nothing tells that two statements speak of one
        holding = std::find_if(place.holdings.begin(), place.holdings.end(),
                               [&](const Holding& one) { return one_statement(view, one, claim); });
      }
      if (holding == place.holdings.end()) {
        Holding fresh;
        fresh.action = claim.action.value_or(ControlAction::held);
        fresh.status = claim.status;
        fresh.actor = actor_of(claim);
        fresh.origin = origin_of(claim);
        place.holdings.push_back(std::move(fresh));
        holding = std::prev(place.holdings.end());
      }
      const Window window = window_of(claim);
      holding->claims.push_back(i);
      if (!holding->first && !holding->last) {
        holding->first = window.first;
        holding->last = window.last;
      }
      if (!holding->violent) holding->violent = claim.violent;
      holding->outlets.push_back(outlet_of(view, claim));
    }
    for (Holding& holding : place.holdings) {
      std::sort(holding.claims.begin() + 1, holding.claims.end());
      std::sort(holding.outlets.begin(), holding.outlets.end());
      holding.outlets.erase(std::unique(holding.outlets.begin(), holding.outlets.end()), holding.outlets.end());
    }
    std::sort(place.holdings.begin(), place.holdings.end(), [](const Holding& a, const Holding& b) {
      const auto rank = [](const Holding& holding) {
        const std::optional<Day> day = holding.first ? holding.first : holding.last;
        return std::tuple(!day, day.value_or(Day{}), holding.claims.front());
      };
      return rank(a) < rank(b);
    });
    name_holder(view, place);
    places.push_back(std::move(place));
  }
  std::sort(places.begin(), places.end(), [](const ControlPlace& a, const ControlPlace& b) {
    const auto rank = [](const ControlPlace& place) {
      return std::tuple(place.places.empty(), place.places.empty() ? std::string{} : folded(place.places.front().text),
                        place.id);
    };
    return rank(a) < rank(b);
  });
  return places;
}

}  // namespace

void link_control(LedgerView& view) {
  view.control = gather(view, Lane::control);
  view.background_control = gather(view, Lane::background);
}

}  // namespace histor
