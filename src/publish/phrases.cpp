#include "publish/phrases.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <set>
#include <tuple>

#include "link/figures.hpp"
#include "reckon/control_wording.hpp"
#include "reckon/wording.hpp"

namespace histor {

namespace {

constexpr std::array<std::string_view, 7> weekdays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};

std::string long_day(Day day, bool weekday) {
  const std::chrono::year_month_day ymd{day};
  std::string words = std::to_string(static_cast<unsigned>(ymd.day())) + " " +
                      std::string(months[static_cast<unsigned>(ymd.month()) - 1]) + " " +
                      std::to_string(static_cast<int>(ymd.year()));
  if (weekday) words = std::string(weekdays[std::chrono::weekday{day}.c_encoding()]) + " " + words;
  return words;
}

std::string plural(std::size_t count, std::string_view one, std::string_view many) {
  return count_words(static_cast<std::int64_t>(count)) + " " + std::string(count == 1 ? one : many);
}

std::string means_words(Means means) {
  switch (means) {
    case Means::airstrike:
      return "airstrike";
    case Means::drone:
      return "drone strike";
    case Means::shelling:
      return "shelling";
    case Means::missile:
      return "missile";
    case Means::chemical:
      return "chemical weapon";
    case Means::car_bomb:
      return "car bomb";
    case Means::suicide_bomb:
      return "suicide bomb";
    case Means::bomb:
      return "bomb or mine";
    case Means::shooting:
      return "shooting";
    case Means::clashes:
      return "clashes";
    case Means::execution:
      return "execution";
    case Means::stabbing:
      return "stabbing";
    case Means::other:
      return "other means";
  }
  return {};
}

std::string in_brackets(const LedgerView& view, const Figure& f) {
  std::string words = f.origin.empty() ? joined(f.outlets) : actor_words(view, f.origin);
  const std::string place = places_words(f.places);
  if (!place.empty()) words += "; " + place;
  const std::string days = window_words(f.first, f.last);
  words += "; " + (days.empty() ? "day not stated" : days);
  return words;
}

}  // namespace

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += between;
    out += word;
  }
  return out;
}

std::string limit_words(const Figure& figure) {
  std::vector<std::string> limits;
  if (figure.as_of) limits.push_back("as of " + time_words(figure.as_of->time));
  if (const std::string excluded = exclusion_words(figure); !excluded.empty()) limits.push_back(excluded);
  if (figure.provisional) limits.emplace_back("provisional");
  return joined(limits, "; ");
}

std::string part_words(const LedgerView& view, const Figure& figure) {
  std::vector<std::string> parts;
  for (const FigureIndex p : figure.parts) {
    const Figure& part = view.figures[p];
    if (part.superseded_by) continue;
    std::string words = people_words(view, part);
    if (!part.origin.empty() && part.origin != figure.origin) words += " (" + actor_words(view, part.origin) + ")";
    if (std::string deeper = part_words(view, part); !deeper.empty()) {
      if (const std::string sum = arithmetic_words(view, part); !sum.empty()) deeper += " — " + sum;
      words += " (" + deeper + ")";
    }
    parts.push_back(std::move(words));
  }
  return parts.empty() ? std::string{} : "of whom " + joined(parts);
}

std::string where_words(const std::vector<Where>& places) {
  return places.empty() ? "place not stated" : places_words(places);
}

std::string day_heading(const std::optional<Day>& first, const std::optional<Day>& last) {
  if (!first && !last) return "Day not stated";
  if (first && last && *first == *last) return long_day(*first, true);
  if (first && last) return window_words(first, last);
  return first ? "Since " + long_day(*first, false) : "Until " + long_day(*last, false);
}

std::string origin_names(const LedgerView& view, const std::vector<std::string>& origins) {
  std::vector<std::string> names;
  names.reserve(origins.size());
  for (const std::string& origin : origins) names.push_back(actor_words(view, origin));
  return joined(names);
}

std::string deed_words(const LedgerView& view, const Incident& incident) {
  std::vector<std::string> means;
  means.reserve(incident.means.size());
  for (const Means one : incident.means) means.push_back(means_words(one));
  std::string words = joined(means);
  if (incident.by.empty()) return words;
  if (!words.empty()) words += ", ";
  return words + "said to be by " + origin_names(view, incident.by);
}

std::string naming_words(const std::vector<ControlPlace>& all, const ControlPlace& place) {
  std::string words;
  if (place.part_of) words = "lies in " + control_place_words(all[*place.part_of]);
  if (place.names.size() > 1) words += (words.empty() ? "named " : "; named ") + joined(place.names);
  return words;
}

std::string extent_words(const ControlPlace& place) {
  std::optional<Day> first;
  std::optional<Day> last;
  for (const Holding& holding : place.holdings) {
    const std::optional<Day> from = holding.first ? holding.first : holding.last ? holding.last : holding.printed;
    const std::optional<Day> to = holding.last ? holding.last : holding.first ? holding.first : holding.reprinted;
    if (from && (!first || *from < *first)) first = from;
    if (to && (!last || *to > *last)) last = to;
  }
  const std::string days = window_words(first, last);
  return plural(place.holdings.size(), "statement", "statements") + (days.empty() ? std::string{} : ", " + days);
}

std::string route_words(const Figure& figure) {
  std::string from, to;
  for (const Where& where : figure.routes) {
    std::string& side = where.role == PlaceRole::from ? from : to;
    side += (side.empty() ? "" : ", ") + (where.text.empty() ? where.name : where.text);
  }
  std::string words = from.empty() ? std::string{} : "from " + from;
  if (!to.empty()) words += (words.empty() ? "to " : " to ") + to;
  return words;
}

std::vector<std::string> toll_lines(const LedgerView& view, const Incident& incident) {
  std::vector<std::string> lines;
  for (const Toll& toll : incident.tolls) {
    const bool provisional = std::all_of(toll.figures.begin(), toll.figures.end(),
                                         [&view](FigureIndex f) { return view.figures[f].provisional; });
    lines.push_back(toll_words(view, toll) + (provisional ? " (provisional)" : ""));
  }
  for (const FigureIndex i : incident.figures) {
    const Figure& f = view.figures[i];
    if (f.modality != Modality::asserted && f.modality != Modality::negated) lines.push_back(figure_words(view, f));
  }
  if (lines.empty()) lines.push_back("nothing that the policy " + view.policy + " counts");
  return lines;
}

std::vector<FigureIndex> telling_figures(const LedgerView& view, const Incident& incident, bool all) {
  std::vector<FigureIndex> figures;
  // Where several speak, each figure needs its speaker; where one does, the row has said who.
  const auto speaker = [&view](FigureIndex i) -> const std::string& { return view.figures[i].origin; };
  const bool several = std::any_of(incident.figures.begin(), incident.figures.end(),
                                   [&](FigureIndex i) { return speaker(i) != speaker(incident.figures.front()); });
  for (const FigureIndex i : incident.figures) {
    const Figure& f = view.figures[i];
    const auto beside = std::count_if(incident.figures.begin(), incident.figures.end(),
                                      [&](FigureIndex other) { return view.figures[other].outcome == f.outcome; });
    if (all || several || beside > 1 || !f.parts.empty() || f.superseded_by || !limit_words(f).empty())
      figures.push_back(i);
  }
  std::sort(figures.begin(), figures.end(), [&view](FigureIndex a, FigureIndex b) {
    const auto rank = [&view](FigureIndex i) {
      return std::tuple(view.figures[i].outcome, view.figures[i].superseded_by.has_value(), i);
    };
    return rank(a) < rank(b);
  });
  return figures;
}

std::string relation_words(const LedgerView& view, const Relation& relation) {
  const Figure& a = view.figures[relation.a];
  const Figure& b = view.figures[relation.b];
  std::string words = figure_words(view, a) + " (" + in_brackets(view, a) + ") and " + figure_words(view, b) + " (" +
                      in_brackets(view, b) + ")";
  std::vector<std::string> fields;
  fields.reserve(relation.fields.size());
  for (const std::string& field : relation.fields) {
    fields.push_back(field == "day" && (!(a.first || a.last) || !(b.first || b.last)) ? "a day that is not stated"
                                                                                      : "another " + field);
  }
  return words + ": " + joined(fields);
}

std::string statement_words(const LedgerView& view, const Claim& claim) {
  static_cast<void>(view);
  constexpr std::size_t longest_topic = 72;  // bytes
  switch (claim.kind) {
    case ClaimKind::attack:
      return claim.means ? "attack: " + std::string(to_string(*claim.means)) : std::string("attack");
    case ClaimKind::denial:
      return claim.denies.empty() ? std::string("denial") : "denial of " + joined(claim.denies);
    case ClaimKind::movement: {
      std::string words = claim.movement ? std::string(to_string(*claim.movement)) : std::string("movement");
      if (claim.number) words += ": " + claim.number->text;
      if (claim.actor) words += (claim.number ? " " : ": ") + claim.actor->text;
      return words;
    }
    default: {
      std::string words = claim.act ? std::string(to_string(*claim.act)) : std::string("statement");
      if (claim.topic.empty()) return words;
      if (claim.topic.size() <= longest_topic) return words + ": " + claim.topic;
      std::size_t cut = claim.topic.rfind(' ', longest_topic);
      if (cut == std::string::npos) cut = longest_topic;
      return words + ": " + claim.topic.substr(0, cut) + " …";
    }
  }
}

std::vector<const Relation*> apart_relations(const LedgerView& view) {
  std::vector<const Relation*> apart;
  for (const Relation& relation : view.relations) {
    const Figure& a = view.figures[relation.a];
    const Figure& b = view.figures[relation.b];
    if (relation.kind != RelationKind::apart || (a.superseded_by && b.superseded_by)) continue;
    if (!a.number.value || !b.number.value || relation.fields == std::vector<std::string>{"event"}) continue;
    if (!a.origin.empty() && a.origin == b.origin) continue;
    apart.push_back(&relation);
  }
  return apart;
}

std::string totals_words(const LedgerView& view) {
  return plural(view.documents.size(), "report", "reports") + " · " + plural(view.claims.size(), "claim", "claims") +
         " · " + plural(view.figures.size(), "figure", "figures") + " · " +
         plural(view.incidents.size(), "incident", "incidents") + " · " +
         plural(view.series.size(), "running total", "running totals") + " · " +
         plural(view.control.size(), "place whose control is told", "places whose control is told") + " · " +
         plural(view.findings.size(), "finding", "findings");
}

std::string published_words(const Document& document) {
  return document.published ? day_words(document.published->date) : "date not known";
}

std::string document_name(const Document& document) {
  if (!document.outlet.empty()) return document.outlet;
  const std::size_t slash = document.source.find_last_of('/');
  const std::string name = slash == std::string::npos ? document.source : document.source.substr(slash + 1);
  return name.empty() ? document.id : name;
}

std::vector<std::size_t> claims_per_document(const LedgerView& view) {
  std::vector<std::size_t> counts(view.documents.size(), 0);
  for (const Claim& claim : view.claims) {
    const auto found = view.document_index.find(claim.document);
    if (found != view.document_index.end()) ++counts[found->second];
  }
  return counts;
}

}  // namespace histor
