// Everything below works on sorted, repeat-free sets, which is what makes the order of the input vanish.
#include "link/link.hpp"

#include <algorithm>
#include <tuple>

#include "lexicon/actors.hpp"
#include "link/control.hpp"
#include "link/figures.hpp"
#include "link/incidents.hpp"
#include "link/series.hpp"

namespace histor {

namespace {

std::uint32_t place_in_text(const Claim& claim) {
  return claim.number ? claim.number->span.begin : claim.trigger.span.begin;
}

void take(LedgerView& view, std::vector<Document> documents, std::vector<Claim> claims) {
  std::sort(documents.begin(), documents.end(), [](const Document& a, const Document& b) {
    const auto rank = [](const Document& d) {
      return std::tuple(!d.published, d.published ? d.published->date : Day{}, std::string_view(d.outlet),
                        std::string_view(d.id), std::string_view(d.source));
    };
    return rank(a) < rank(b);
  });
  for (Document& document : documents) {
    const auto index = static_cast<std::uint32_t>(view.documents.size());
    if (view.document_index.emplace(document.id, index).second) view.documents.push_back(std::move(document));
  }
  const auto document_rank = [&view](const Claim& claim) {
    const auto found = view.document_index.find(claim.document);
    return found == view.document_index.end() ? static_cast<std::uint32_t>(view.documents.size()) : found->second;
  };
  std::sort(claims.begin(), claims.end(), [&](const Claim& a, const Claim& b) {
    return std::tuple(document_rank(a), std::string_view(a.document), place_in_text(a), std::string_view(a.id)) <
           std::tuple(document_rank(b), std::string_view(b.document), place_in_text(b), std::string_view(b.id));
  });
  const auto repeats = std::unique(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) {
    return a.id == b.id && a.document == b.document;
  });
  claims.erase(repeats, claims.end());
  view.claims = std::move(claims);
}

void know_actors(LedgerView& view, const ActorLookup& actors) {
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
}

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
    return ActorFacts{record.name, side_of(record.kind), record.generic, true};
  };
}

LedgerView link(std::vector<Document> documents, std::vector<Claim> claims, const ActorLookup& actors) {
  LedgerView view;
  take(view, std::move(documents), std::move(claims));
  know_actors(view, actors);
  link_figures(view);
  link_incidents(view);
  link_series(view);
  link_control(view);
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
  stand(view);
  tie_denials(view);
  return view;
}

}  // namespace histor
