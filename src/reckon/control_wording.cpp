#include "reckon/control_wording.hpp"

#include "reckon/wording.hpp"

namespace histor {

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string actors_words(const LedgerView& view, const std::vector<std::string>& ids) {
  std::vector<std::string> names;
  names.reserve(ids.size());
  for (const std::string& id : ids) names.push_back(actor_words(view, id));
  return joined(names);
}

// The deed alone, by whose hand it was.
std::string action_words(ControlAction action, const std::string& actor) {
  const std::string by = actor.empty() ? std::string{} : " by " + actor;
  switch (action) {
    case ControlAction::captured:
      return "captured" + by;
    case ControlAction::recaptured:
      return "recaptured" + by;
    case ControlAction::lost:
      return "lost" + by;
    case ControlAction::withdrew:
      return "left" + by;
    case ControlAction::entered:
      return "entered" + by;
    case ControlAction::besieged:
      return "besieged" + by;
    case ControlAction::contested:
      return "contested" + by;
    case ControlAction::held:
      return "held" + by;
  }
  return {};
}

}  // namespace

std::string control_place_words(const ControlPlace& place) {
  if (!place.place) return "place not stated";
  const Where& where = *place.place;
  if (!where.part.empty()) {
    const bool names_it = where.part.find(where.text) != std::string::npos;  // not "most of the city"
    return names_it ? where.part : where.part + " (" + where.text + ")";
  }
  // A province can be held; a figure is only somewhere in it.
  const bool around = where.role == PlaceRole::near || where.role == PlaceRole::around;
  if (!around && where.kind == "country") return where.text;
  if (!around && (where.kind == "region" || where.kind == "county")) return where.text + " (" + where.kind + ")";
  return place_words(where);
}

std::string holding_day_words(const Holding& holding) {
  std::string told = window_words(holding.first, holding.last);
  if (!told.empty()) return told;
  return holding.printed ? "by " + day_words(*holding.printed) : std::string("day not stated");
}

std::string deed_words(const LedgerView& view, const Holding& holding) {
  std::string words =
      action_words(holding.action, holding.actor.empty() ? std::string{} : actor_words(view, holding.actor));
  if (holding.modality == Modality::planned) words = "planned: " + words;
  if (holding.modality == Modality::feared) words = "feared: " + words;
  if (holding.violent) words += *holding.violent ? ", by fighting" : ", without fighting";
  return words;
}

std::string holding_words(const LedgerView& view, const Holding& holding) {
  std::string words = deed_words(view, holding);
  if (!holding.beside.empty()) words += ", with " + joined(holding.beside);
  switch (holding.status) {
    case ControlStatus::asserted:
      break;
    case ControlStatus::reported:
      words += ", by hearsay";
      break;
    case ControlStatus::claimed:
      words += ", a claim of a party";
      break;
    case ControlStatus::confirmed:
    case ControlStatus::contested:
      if (!holding.confirmed_by.empty()) words += ", confirmed by " + actors_words(view, holding.confirmed_by);
      if (!holding.denied_by.empty()) words += ", denied by " + actors_words(view, holding.denied_by);
      break;
    case ControlStatus::denied:
      words = "denied: " + words;
      break;
  }
  return words;
}

std::string sayer_words(const LedgerView& view, const Holding& holding) {
  const std::string support = support_words(holding.origins.size(), holding.outlets.size());
  return holding.origins.empty() ? support : actors_words(view, holding.origins) + " — " + support;
}

std::string carried_words(const LedgerView& view, const Holding& holding) {
  std::vector<std::string> all;
  all.reserve(holding.said.size());
  for (const Saying& saying : holding.said) {
    all.push_back(saying.origin.empty() ? joined(saying.outlets)
                                        : actor_words(view, saying.origin) + " (" + joined(saying.outlets) + ")");
  }
  return joined(all);
}

std::string holder_words(const LedgerView& view, const ControlPlace& place) {
  if (place.holder.empty()) return {};
  if (place.disputed) return "said to be held by more than one";
  const Holding& from = place.holdings[*place.holder_from];
  return "said to be held by " + actor_words(view, place.holder) +
         (from.origins.empty() ? std::string{} : " (" + actors_words(view, from.origins) + ")");
}

std::string mark_words(const LedgerView& view, const ControlPlace& place, const ControlMark& mark) {
  const Holding& a = place.holdings[mark.a];
  const Holding& b = place.holdings[mark.b];
  const auto told = [&](const Holding& holding) {
    return deed_words(view, holding) + ", says " + carried_words(view, holding);
  };
  switch (mark.tie) {
    case ControlTie::contradicts:
      return "two sides are said to hold it on one day: " + told(a) + "; " + told(b);
    case ControlTie::violence_differs:
      if (mark.a == mark.b) return "told as fought over and as not: " + told(a);
      return "told as fought over and as not: " + told(a) + "; " + told(b);
    case ControlTie::untold_loss:
      return "the holder changes from " + actor_words(view, a.actor) + " to " + actor_words(view, b.actor) +
             "; nobody tells that the first lost it or left";
    case ControlTie::denies:
    case ControlTie::confirms:
      break;  // the statement that is denied or confirmed says by whom
  }
  return {};
}

}  // namespace histor
