// What is said about the finished lists: names of actors, the lane and entry of every claim, denials beside what they
// deny.
#include "link/standings.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "lexicon/actors.hpp"
#include "link/figures.hpp"

namespace histor {

void name_actors(LedgerView& view, const ActorLookup& actors) {
  view.actors.clear();
  const auto know = [&](const std::string& id, const std::string& text) {
    if (id.empty()) return;
    const auto [entry, fresh] = view.actors.try_emplace(id);
    if (fresh) {
      std::optional<ActorFacts> facts = actors ? actors(id) : std::nullopt;
      if (facts) entry->second = std::move(*facts);
      if (entry->second.name.empty()) entry->second.name = id;
    }
    // An actor that no file knows goes by the words that its id was made from.
    if (entry->second.name == id && !text.empty() && provisional_slug(text) == id) entry->second.name = text;
  };
  for (const Claim& claim : view.claims) {
    if (claim.origin) know(claim.origin->actor, claim.origin->text);
    if (claim.actor) know(claim.actor->actor, claim.actor->text);
    for (const Speaker& speaker : claim.relay) know(speaker.actor, speaker.text);
    for (const By& by : claim.by) know(by.actor, by.text);
  }
  // A role of the actor file has no name but its id: "monitoring-group".
  for (auto& [id, facts] : view.actors) {
    if (facts.role && facts.name == id) std::replace(facts.name.begin(), facts.name.end(), '-', ' ');
  }
}

namespace {

void stand(LedgerView& view) {
  view.standings.resize(view.claims.size());
  for (ClaimIndex i = 0; i < view.claims.size(); ++i) {
    view.standings[i].lane = lane_of(view.claims[i]);
    view.standings[i].entry = view.claims[i].id;
    if (view.standings[i].lane == Lane::statement) view.statements.push_back(i);
  }
  const auto place = [&view](FigureIndex top, const std::string& entry) {
    std::vector<FigureIndex> all{top};
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Figure& f = view.figures[all[i]];
      for (const ClaimIndex c : f.claims) {
        view.standings[c].entry = entry;
        view.standings[c].figure = all[i];
      }
      all.insert(all.end(), f.parts.begin(), f.parts.end());
    }
  };
  for (const Incident& incident : view.incidents) {
    for (const FigureIndex f : incident.figures) place(f, incident.id);
  }
  for (const Series& series : view.series) {
    for (const Point& point : series.points) place(point.figure, series.id);
  }
  for (const FigureIndex f : view.background) place(f, view.figures[f].id);
  for (const FigureIndex f : view.displacement) place(f, view.figures[f].id);
  for (const std::vector<ControlPlace>* places : {&view.control, &view.background_control}) {
    for (const ControlPlace& one : *places) {
      for (const Holding& holding : one.holdings) {
        for (const ClaimIndex c : holding.claims) view.standings[c].entry = one.id;
      }
    }
  }
}

void tie_denials(LedgerView& view) {
  std::map<std::string_view, ClaimIndex> by_id;
  std::map<std::string_view, Incident*> incidents;
  for (ClaimIndex i = 0; i < view.claims.size(); ++i) by_id.emplace(view.claims[i].id, i);
  for (Incident& incident : view.incidents) incidents.emplace(incident.id, &incident);
  for (const ClaimIndex i : view.statements) {
    for (const std::string& denied : view.claims[i].denies) {
      const auto found = by_id.find(denied);
      if (found == by_id.end()) continue;
      const auto incident = incidents.find(view.standings[found->second].entry);
      if (incident == incidents.end()) continue;
      std::vector<ClaimIndex>& denials = incident->second->denials;
      if (denials.empty() || denials.back() != i) denials.push_back(i);
    }
  }
}

// Background and displacement: by day, those without one last.
void list_figures(LedgerView& view) {
  const auto day_first = [&view](FigureIndex a, FigureIndex b) {
    const auto rank = [&view](FigureIndex i) {
      const Figure& f = view.figures[i];
      const std::optional<Day> day = f.first ? f.first : f.last;
      return std::tuple(!day, day.value_or(Day{}), i);
    };
    return rank(a) < rank(b);
  };
  for (FigureIndex i = 0; i < view.figures.size(); ++i) {
    if (view.figures[i].whole) continue;
    if (view.figures[i].lane == Lane::background) view.background.push_back(i);
    if (view.figures[i].lane == Lane::displacement) view.displacement.push_back(i);
  }
  std::sort(view.background.begin(), view.background.end(), day_first);
  std::sort(view.displacement.begin(), view.displacement.end(), day_first);
}

}  // namespace

void give_standings(LedgerView& view) {
  list_figures(view);
  stand(view);
  tie_denials(view);
}

}  // namespace histor
