// A word of taking or holding with a place beside it. Without a place, or a thing that stands for one ("towns"), it
// tells of something else: of a prisoner, a title, an audience.

#include "read/control.hpp"

#include <algorithm>

#include "read/numbers.hpp"

namespace histor {
namespace {

bool common_place(const SentenceView& view, std::uint32_t i) {
  for (const std::string_view word :
       {"town",   "towns",    "village",       "villages",       "city",  "cities",    "airport",   "base",
        "bases",  "province", "neighborhoods", "neighbourhoods", "areas", "positions", "territory", "barracks",
        "suburb", "facility", "district",      "districts",      "dam",   "border"}) {
    if (view.is(i, word)) return true;
  }
  return false;
}

/// Actions whose place follows; the others may stand alone ("the troops withdrew").
bool needs_place(ControlAction action) {
  return action != ControlAction::withdrew;
}

}  // namespace

std::vector<Claim> find_control(const Surroundings& around) {
  const SentenceView& view = *around.view;
  std::vector<Claim> out;
  std::uint32_t i = 0;
  while (i < view.size()) {
    const TermMatch* match = view.term(i, TermKind::control);
    if (match == nullptr) {
      ++i;
      continue;
    }
    const std::uint32_t first = match->first;
    const std::uint32_t end = match->end;
    i = end;
    const ControlWord& word = view.lexicon().controls()[match->value];
    // Modals and calls: "must withdraw", "urged to leave".
    if (first > 0 && (view.is(first - 1, "to") || view.is(first - 1, WordClass::modal)) &&
        word.action != ControlAction::contested)
      continue;
    // "captured 12 others": people were taken, unless it is places that are counted.
    if (const auto count = number_at(view, end)) {
      bool counts_places = false;
      for (std::uint32_t k = count->end; k < count->end + 4; ++k)
        counts_places = counts_places || common_place(view, k);
      if (!counts_places) continue;
    }
    std::vector<Where> places;
    for (const LocalPlace& place : around.places) {
      if (place.mention->adjective) continue;
      const bool after = place.first >= end && place.first - end <= 10;
      const bool before = place.end <= first && first - place.end <= 6;
      if (!after && !before) continue;
      if (before && !places.empty()) continue;
      const bool passive = before && (view.is(place.end, WordClass::be) || view.is(place.end, WordClass::have) ||
                                      view.is(place.end, WordClass::relative) || place.end == first ||
                                      view.is(place.end, WordClass::adverb));
      if (before && !passive) continue;
      places.push_back(where_from(around, place, PlaceRole::in, Provenance::sentence));
    }
    bool common_found = false;
    for (std::uint32_t k = end; k < view.size() && k < end + 6; ++k)
      common_found = common_found || common_place(view, k);
    if (places.empty() && !common_found && needs_place(word.action)) continue;
    Claim claim;
    claim.kind = ClaimKind::control;
    claim.action = word.action;
    claim.trigger.span = view.span(first, end);
    claim.trigger.text = std::string(slice(view.text(), claim.trigger.span));
    claim.where = std::move(places);
    claim.rule = "control/" + word.name;
    // Who: the nearest actor before, or after "by".
    const LocalActor* who = nullptr;
    for (const LocalActor& actor : around.actors) {
      const ActorRecord& record = (*around.file)[actor.mention->actor];
      if (record.kind == ActorKind::monitor || record.kind == ActorKind::agency || record.kind == ActorKind::outlet ||
          record.kind == ActorKind::rescuers)
        continue;
      if (actor.end <= first && first - actor.end <= 12) who = &actor;
      if (actor.first >= end && actor.first - end <= 3 && (view.is(end, "by") || view.is(end - 1, "by"))) who = &actor;
    }
    if (who != nullptr) {
      const std::uint32_t resolved = around.file->resolve(who->mention->actor, around.country, around.published);
      Speaker speaker;
      speaker.actor = (*around.file)[resolved].id;
      speaker.span = who->mention->span;
      speaker.text = std::string(slice(view.text(), speaker.span));
      claim.actor = std::move(speaker);
    }
    const Attribution* said = attribution_of(around.attributions, first);
    if (said != nullptr) {
      claim.origin = said->origin;
      claim.relay = said->relay;
      claim.status = Status::asserted;
      if (const auto origin = around.file->find_by_id(said->origin.actor)) {
        const ActorKind kind = (*around.file)[*origin].kind;
        if (kind == ActorKind::state_force || kind == ActorKind::rebel || kind == ActorKind::militia)
          claim.status = Status::claimed;
      }
    }
    if (view.is(first, "claimed") || (first > 0 && view.is(first - 1, "claimed"))) claim.status = Status::claimed;
    Anchor anchor{first, end, first, first, end};
    const Scope scope = scope_of(around, anchor, Number{});
    claim.when = scope.when;
    claim.aggregation = scope.aggregation;
    claim.confidence = claim.where.empty() ? 0.5 : 0.7;
    for (std::uint32_t k = 0; k < view.size(); ++k) {
      // "not a single shot was fired", "without a shot being fired", "without resistance": nobody fought for it.
      const bool shot = view.is(k, "shot") && (view.is(k + 2, "fired") || view.is(k + 1, "fired"));
      bool none = false;
      for (std::uint32_t back = 1; back <= 3 && back <= k; ++back) {
        none = none || view.is(k - back, "no") || view.is(k - back, "not") || view.is(k - back, "without");
      }
      const bool unopposed = (view.is(k, "without") || view.is(k, "no")) &&
                             (view.is(k + 1, "fighting") || view.is(k + 2, "fight") || view.is(k + 1, "resistance"));
      if ((shot && none) || unopposed) claim.violent = false;
    }
    out.push_back(std::move(claim));
  }
  return out;
}

}  // namespace histor
