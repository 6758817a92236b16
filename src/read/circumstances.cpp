// A circumstance is the one nearest to the claim that can be one: a place after "in", a time that is not the time of
// saying, an actor beside a deed. Distance is counted in tokens, with a step more for what stands before the claim.

#include "read/circumstances.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>

#include "read/event_place.hpp"

namespace histor {
namespace {

/// What lies outside the clause of harm is further away than its words are: two tokens for each arc that must be
/// climbed from the word of harm to where both hang together. 0 without a tree.
std::uint32_t climb(const SentenceView& view, const Anchor& anchor, std::uint32_t first, std::uint32_t end) {
  constexpr std::uint32_t arc = 2;
  constexpr std::uint32_t most = 4;  // arcs: parsers err more the higher one climbs
  const SentenceTree& tree = view.tree();
  if (tree.empty() || anchor.trigger_first >= anchor.trigger_end) return 0;
  const std::uint32_t what = tree.top(first, end);
  std::uint32_t above = tree.top(anchor.trigger_first, anchor.trigger_end);
  std::uint32_t arcs = 0;
  while (above != SentenceTree::none && !tree.under(what, above)) {
    above = tree.head(above);
    ++arcs;
  }
  return arc * (above == SentenceTree::none ? most : std::min(arcs, most));
}

std::uint32_t distance(const Anchor& anchor, std::uint32_t first, std::uint32_t end) {
  if (first >= anchor.end) return first - anchor.end;
  if (end <= anchor.first) return anchor.first - end + 3;
  return 0;
}

bool held_by(const SentenceView& view, std::uint32_t first) {
  // "backed by Turkey", "held by the group": what follows acts in another matter.
  if (first < 2 || !view.is(first - 1, "by")) return false;
  for (const std::string_view word : {"backed", "held", "controlled", "run", "led", "supported", "besieged", "occupied",
                                      "owned", "brokered", "mediated", "funded"}) {
    if (!view.is(first - 2, word)) continue;
    // "air strikes led by the coalition" are the coalition's.
    return !(first >= 3 && (view.term_before(first - 2, TermKind::means) != nullptr ||
                            view.term_before(first - 2, TermKind::deed) != nullptr));
  }
  return false;
}

/// Words that stand between places of one list: "the city of A, its countryside, and the countryside of B".
bool place_filler(const SentenceView& view, std::uint32_t i) {
  if (view.is(i, WordClass::determiner) || view.is(i, "of")) return true;
  for (const std::string_view word :
       {"city",          "town",           "towns",    "village",   "villages", "countryside",  "outskirts",
        "suburbs",       "suburb",         "province", "provinces", "district", "neighborhood", "neighborhoods",
        "neighbourhood", "neighbourhoods", "parts",    "areas",     "area",     "as",           "well",
        "other",         "near",           "around"}) {
    if (view.is(i, word)) return true;
  }
  return false;
}

bool after_place_preposition(const SentenceView& view, std::uint32_t first) {
  std::uint32_t i = first;
  for (std::uint32_t steps = 0; i > 0 && steps < 8; ++steps) {
    --i;
    if (view.is(i, "in") || view.is(i, "at") || view.is(i, "on") || view.is(i, "near") || view.is(i, "around") ||
        view.is(i, "outside") || view.is(i, "across") || view.is(i, "inside") || view.is(i, "of") ||
        view.is(i, "over")) {
      return true;
    }
    if (view.is_punct(i) && !view.is_comma(i)) return false;
    if (view.is(i, WordClass::be) || view.is(i, WordClass::have)) return false;
  }
  return false;
}

int fineness(PlaceKind kind) {
  switch (kind) {
    case PlaceKind::neighbourhood:
      return 5;
    case PlaceKind::locality:
      return 4;
    case PlaceKind::county:
      return 3;
    case PlaceKind::area:
    case PlaceKind::region:
      return 2;
    case PlaceKind::country:
      return 0;
  }
  return 0;
}

/// "by the U.S., Russia and Turkey": a country behind another is one of a list, not where a place before it lies.
bool after_country(const Surroundings& around, std::uint32_t comma) {
  return std::any_of(around.places.begin(), around.places.end(), [&](const LocalPlace& place) {
    return place.end == comma && place.mention->place &&
           around.gazetteer->place(*place.mention->place).kind == PlaceKind::country;
  });
}

/// A country or capital that the sentence names as one who acts, or where words were said: not where people were
/// harmed.
bool place_of_harm(const Surroundings& around, const LocalPlace& place, bool country) {
  const SentenceView& view = *around.view;
  // "in rural north-west Syria"
  const auto direction = [&](std::uint32_t k) {
    if (view.is(k, "rural") || view.is(k, "central")) return true;
    for (const std::string_view side : {"north", "south", "east", "west"}) {
      const std::string_view word = view.surface(k);
      if (word.size() >= side.size() && std::equal(side.begin(), side.end(), word.begin(), [](char x, char y) {
            return x == y || x == static_cast<char>(y + ('a' - 'A'));
          }))
        return true;
    }
    return false;
  };
  std::uint32_t i = place.first;
  while (i > 0 && (view.is(i - 1, WordClass::determiner) || direction(i - 1))) {
    --i;
  }
  const bool in =
      i > 0 && (view.is(i - 1, "in") || view.is(i - 1, "at") || view.is(i - 1, "across") || view.is(i - 1, "inside") ||
                view.is(i - 1, "near") || view.is(i - 1, "on") || view.is(i - 1, "into") || view.is(i - 1, "over") ||
                view.is(i - 1, "throughout") || (view.is_comma(i - 1) && !after_country(around, i - 1)));
  if (in && i > 1 && !view.is_comma(i - 1) &&
      (view.term_before(i - 1, TermKind::say) != nullptr && !view.capital(i - 2)))
    return false;                                            // "said in Ankara"
  if (in && i > 1 && view.is(i - 2, "based")) return false;  // "which is based in Britain"
  if (country && !in && view.sentence().kind != BlockKind::heading) return false;
  // "MOSCOW (Agency)": a dateline in running text.
  if (place.end < view.size() && view.surface(place.end) == "(" && view.surface(place.first).size() > 2) {
    const std::string_view word = view.surface(place.first);
    if (std::all_of(word.begin(), word.end(), [](char c) { return c < 'a' || c > 'z'; })) return false;
  }
  return true;
}

bool inside_actor(const Surroundings& around, const LocalPlace& place) {
  return std::any_of(around.actors.begin(), around.actors.end(), [&](const LocalActor& actor) {
    return !actor.mention->place && !actor.mention->generic && actor.mention->span.contains(place.mention->span);
  });
}

/// "Marion County Sheriff's Office", "Gainesville Hospital": a place's name that goes on to a body or house. Where no
/// attack is told of, the "county jail" and the "city hospital" hold those who were harmed or arrested elsewhere.
bool inside_institution(const SentenceView& view, const LocalPlace& place) {
  // "Northtown Hospital", "a Northtown High School student": sites where the hurt lie, or by which somebody is
  // described.
  if (!view.has(TermKind::means) && !view.has(TermKind::deed)) {
    for (std::uint32_t i = place.first; i < place.end; ++i) {
      if (view.term(i, TermKind::borne) != nullptr || view.is(i, "hospital")) return true;
    }
  }
  if (view.term(place.end, TermKind::person) != nullptr && place.end - place.first > 1 && view.capital(place.end - 1) &&
      view.term(place.end - 1, TermKind::settlement_noun) == nullptr &&
      (view.is(place.end - 1, "school") || view.is(place.end - 1, "university") || view.is(place.end - 1, "college")))
    return true;
  for (const std::string_view people : {"tribe", "tribes", "clan", "clans", "tribesmen"}) {
    if (view.is(place.end, people)) return true;
  }
  const bool attacked = view.has(TermKind::means) || view.has(TermKind::deed);
  if (view.is(place.end, "streets") || view.is(place.end, "avenues")) return true;  // "Ridge and Stanton streets"
  if (view.capital(place.end) && view.term(place.end, TermKind::street) != nullptr) return true;  // "Rivers Avenue"
  for (std::uint32_t i = place.end; i < place.end + 3 && i < view.size(); ++i) {
    const bool part = view.capital(i) || view.is(i, "county") || (!attacked && i <= place.end + 1);
    if (!part || view.is_punct(i)) break;
    if (view.term(i, TermKind::institution) != nullptr && (view.capital(i) || !attacked)) return true;
    if (view.term(i, TermKind::borne) != nullptr && !attacked) return true;
  }
  // "at a hospital in Fort Worth"
  if (attacked || place.first < 2 || !view.is(place.first - 1, "in")) return false;
  return view.term_before(place.first - 1, TermKind::borne) != nullptr ||
         view.term_before(place.first - 1, TermKind::institution) != nullptr;
}

/// "was transported to Dallas": where somebody hurt was brought.
bool brought_to(const SentenceView& view, const LocalPlace& place) {
  const SentenceTree& tree = view.tree();
  if (tree.empty()) return false;
  std::uint32_t at = tree.top(place.first, place.end);
  const std::uint32_t mark = tree.child(at, UdRelation::case_mark);
  if (mark == SentenceTree::none || (!view.is(mark, "to") && !view.is(mark, "into"))) return false;
  const std::uint32_t verb = tree.head(at);
  if (verb == SentenceTree::none) return false;
  return std::any_of(view.lexicon().harms().begin(), view.lexicon().harms().end(), [&](const HarmWord& word) {
    const bool hospital = !word.bearers.empty() && !word.with && word.outcome == Outcome::injured;
    return hospital && std::find(word.bearers.begin(), word.bearers.end(), tree.lemma(verb)) != word.bearers.end();
  });
}

/// "Amal Saleh, 34, of Northtown, died", "a physician from Northtown": where somebody is from.
bool home_of(const SentenceView& view, std::uint32_t first) {
  if (first < 2) return false;
  if (view.is(first - 1, "of") && view.is_comma(first - 2)) return true;
  // ", of Northtown, Texas,"
  if (view.is_comma(first - 1) && first >= 4 && view.capital(first - 2)) {
    std::uint32_t k = first - 2;
    while (k > 1 && view.capital(k - 1)) --k;
    if (k >= 2 && view.is(k - 1, "of") && view.is_comma(k - 2)) return true;
  }
  return view.is(first - 1, "from") && view.term_before(first - 1, TermKind::person) != nullptr &&
         view.term_before(first - 1, TermKind::person)->end == first - 1;
}

/// "inside Syrian territory", "on Syrian soil": the country, by its adjective.
bool land_of(const SentenceView& view, const LocalPlace& place) {
  return (view.is(place.end, "territory") || view.is(place.end, "soil")) && place.first > 0 &&
         (view.is(place.first - 1, "in") || view.is(place.first - 1, "inside") || view.is(place.first - 1, "on") ||
          view.is(place.first - 1, "within"));
}

/// Whether the tree hangs the place on a noun for a person: "a leader in Raqqah".
bool of_person(const SentenceView& view, const LocalPlace& place) {
  const SentenceTree& tree = view.tree();
  if (tree.empty()) return false;
  const std::uint32_t top = tree.top(place.first, place.end);
  const std::uint32_t head = tree.head(top);
  return tree.relation(top) == UdRelation::nominal_modifier && head != SentenceTree::none && head < place.first &&
         view.term(head, TermKind::person) != nullptr &&
         view.lexicon().people()[view.term(head, TermKind::person)->value].singular;
}

/// "the Aleppo suburb of Hraytan", "the Aleppo province town of Hraytan": the first name only says of what the second
/// is a part.
bool named_beyond(const Surroundings& around, const LocalPlace& place) {
  const SentenceView& view = *around.view;
  std::uint32_t i = place.end;
  std::uint32_t nouns = 0;
  for (const TermMatch* noun = nullptr; (noun = view.term(i, TermKind::settlement_noun)) != nullptr; i = noun->end)
    ++nouns;
  if (nouns == 0 || !view.is(i, "of")) return false;
  const auto weight = [&](const LocalPlace& one) {
    return one.mention->place ? around.gazetteer->place(*one.mention->place).prominence : 0;
  };
  return std::any_of(around.places.begin(), around.places.end(), [&](const LocalPlace& other) {
    return other.first == i + 1 && (nouns > 1 || weight(place) > weight(other));
  });
}

bool inside_source(const Surroundings& around, const LocalPlace& place) {
  return std::any_of(around.attributions.begin(), around.attributions.end(), [&](const Attribution& attribution) {
    const Span source = attribution.origin.span;
    return source.overlaps(place.mention->span);
  });
}

bool acts(ActorKind kind) {
  return kind == ActorKind::state_force || kind == ActorKind::government || kind == ActorKind::rebel ||
         kind == ActorKind::militia || kind == ActorKind::coalition || kind == ActorKind::police;
}

}  // namespace

namespace {

/// "north", "south-west", "northwest"; not "northern", which is of what it names.
bool is_bearing(std::string_view word) {
  for (const std::string_view half : {"north", "south"}) {
    if (word.substr(0, half.size()) == half) word.remove_prefix(half.size());
  }
  if (!word.empty() && word.front() == '-') word.remove_prefix(1);
  return word.empty() || word == "east" || word == "west";
}

enum class Beside { no, rim, beside };

/// Whether the words before the place that begins at token `first` put it beside that place, or at its rim: "northwest
/// of Eastford", "20 km from Eastford", "between Eastford and Westford"; "on the outskirts of Eastford".
Beside beside_place(const SentenceView& view, std::uint32_t first) {
  const auto any_of = [&](std::uint32_t at, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return view.is(at, word); });
  };
  static constexpr std::array<std::string_view, 9> rims{"outskirts", "vicinity", "edge",     "edges",     "fringes",
                                                        "periphery", "suburbs",  "entrance", "approaches"};
  const auto rim_at = [&](std::uint32_t at) {
    return std::any_of(rims.begin(), rims.end(), [&](std::string_view word) { return view.is(at, word); });
  };
  std::uint32_t i = first;
  const auto skip = [&] {
    while (i > 0 &&
           (view.is(i - 1, WordClass::determiner) || view.term(i - 1, TermKind::settlement_noun) != nullptr ||
            (view.tree().upos(i - 1) == Upos::adj && !is_bearing(view.surface(i - 1)))) &&
           !rim_at(i - 1))
      --i;
  };
  skip();
  // "the town of Eastford": what the "of" hangs on is the place itself.
  while (i > 1 && view.is(i - 1, "of") && view.term_before(i - 1, TermKind::settlement_noun) != nullptr &&
         !rim_at(i - 2)) {
    --i;
    skip();
  }
  if (i == 0) return Beside::no;
  if (view.is(i - 1, "between")) return Beside::beside;
  if (view.is(i - 1, "and")) {
    for (std::uint32_t k = i - 1; k > 0 && i - k < 6; --k) {
      if (view.is(k - 1, "between")) return Beside::beside;
    }
    return Beside::no;
  }
  if (i < 2) return Beside::no;
  const std::uint32_t what = i - 2;
  if (view.is(i - 1, "to")) return any_of(what, {"close", "adjacent", "next"}) ? Beside::beside : Beside::no;
  if (view.is(i - 1, "from")) {
    const bool measured = any_of(what, {"km", "kilometres", "kilometers", "miles", "metres", "meters", "far"});
    return measured ? Beside::beside : Beside::no;
  }
  if (!view.is(i - 1, "of")) return Beside::no;
  if (rim_at(what)) return Beside::rim;
  // "in the north of Eastford" lies in it.
  const bool bearing = is_bearing(view.surface(what)) && (what == 0 || !view.is(what - 1, "the"));
  return bearing ? Beside::beside : Beside::no;
}

}  // namespace

PlaceRole place_role(const SentenceView& view, std::uint32_t first) {
  if (beside_place(view, first) == Beside::beside) return PlaceRole::near;
  std::uint32_t i = first;
  std::uint32_t steps = 0;
  while (i > 0 && steps < 7) {
    --i;
    ++steps;
    if (view.is(i, "near") || view.is(i, "outside")) return PlaceRole::near;
    if (view.is(i, "around")) return PlaceRole::around;
    if (view.is(i, "from")) return PlaceRole::from;
    if (view.is(i, "to") || view.is(i, "toward") || view.is(i, "towards") || view.is(i, "into")) return PlaceRole::to;
    if (view.term(i, TermKind::excluding) != nullptr) return PlaceRole::excluding;
    // "found refuge from the fighting in Aleppo": the place of what was fled.
    if (view.is(i, "in") && i >= 2 && view.term_before(i, TermKind::process) != nullptr &&
        (view.is(i - 2, "from") || (i >= 3 && view.is(i - 3, "from")))) {
      return PlaceRole::from;
    }
    if (view.is(i, "in") || view.is(i, "on") || view.is(i, "at") || view.is(i, "inside") || view.is(i, "across"))
      return PlaceRole::in;
    if (view.is_punct(i) && !view.is_comma(i)) break;
  }
  return PlaceRole::in;
}

Interval interval_from(std::string_view text, const TimeMention& mention, Provenance from) {
  Interval out;
  out.start = mention.start;
  out.end = mention.end;
  out.precision = mention.precision;
  out.text = std::string(slice(text, mention.span));
  out.span = mention.span;
  out.from = from;
  return out;
}

Where where_from(const Surroundings& around, const LocalPlace& place, PlaceRole role, Provenance from) {
  Where out;
  out.span = place.mention->span;
  out.text = std::string(slice(around.view->text(), out.span));
  out.role = role;
  out.precision = place.mention->precision;
  // A place that was only named to say where another lies is known no finer than its neighbourhood.
  const bool rim = place.end > 0 && beside_place(*around.view, place.first) == Beside::rim;
  const bool beside = role == PlaceRole::near || role == PlaceRole::around || rim;
  if (beside && (out.precision == PlacePrecision::exact || (rim && out.precision == PlacePrecision::district)))
    out.precision = PlacePrecision::near;
  out.from = from;
  if (place.mention->place) {
    const Place row = around.gazetteer->place(*place.mention->place);
    out.place = around.gazetteer->id(*place.mention->place);
    out.name = std::string(row.name);
    out.latitude = row.latitude;
    out.longitude = row.longitude;
    out.kind = std::string(to_string(row.kind));
    out.country = std::string(row.country);
    out.region = std::string(row.region);
  }
  return out;
}

namespace {

/// The place that a list of places is said to lie in: "the neighbourhoods of A, B and C in Idlib city".
const LocalPlace* holder_of(const SentenceView& view, std::span<const LocalPlace> places, std::size_t last) {
  if (last + 1 >= places.size()) return nullptr;
  const LocalPlace& holder = places[last + 1];
  if (holder.mention->adjective || !holder.mention->place || holder.first - places[last].end > 4) return nullptr;
  for (std::uint32_t i = places[last].end; i < holder.first; ++i) {
    if (view.is(i, "in")) return &holder;
  }
  // "the Shahba neighbourhood of Aleppo"
  const TermMatch* noun = view.term(places[last].end, TermKind::settlement_noun);
  const bool part = noun != nullptr && noun->end + 1 == holder.first && view.is(noun->end, "of");
  return part ? &holder : nullptr;
}

/// Whether a place that the gazetteer knows cannot be the one that is said to lie in `whole`: in another country or
/// region, or far from the town.
bool lies_elsewhere(const Where& quarter, const Where& whole) {
  if (!quarter.country.empty() && !whole.country.empty() && quarter.country != whole.country) return true;
  if (whole.kind == "country") return false;
  if (whole.kind == "region") return !quarter.region.empty() && quarter.region != whole.name;
  constexpr double near_degrees = 0.5;  // some 50 km
  return quarter.latitude && quarter.longitude && whole.latitude && whole.longitude &&
         (std::abs(*quarter.latitude - *whole.latitude) > near_degrees ||
          std::abs(*quarter.longitude - *whole.longitude) > near_degrees);
}

}  // namespace

void tie_to(Where& quarter, const Where& whole) {
  if (!whole.latitude || !whole.longitude) return;
  if (!quarter.place.empty() && !lies_elsewhere(quarter, whole)) return;
  quarter.place.clear();
  quarter.name = quarter.text;
  // A country's middle is no place for a pin.
  quarter.latitude = whole.kind == "country" ? std::nullopt : whole.latitude;
  quarter.longitude = whole.kind == "country" ? std::nullopt : whole.longitude;
  quarter.kind = whole.kind == "locality" ? "neighbourhood" : "locality";
  quarter.country = whole.country;
  quarter.region = whole.kind == "region" && whole.region.empty() ? whole.name : whole.region;
  quarter.precision = whole.kind == "locality" ? PlacePrecision::district : PlacePrecision::region;
}

std::optional<Where> place_taken_up(const Surroundings& around, std::uint32_t noun) {
  const SentenceView& view = *around.view;
  const SentenceTree& tree = view.tree();
  const bool it = view.is(noun, "it");
  if (tree.empty() || (!it && view.term(noun, TermKind::settlement_noun) == nullptr)) return std::nullopt;
  bool definite = it;
  for (const std::uint32_t c : tree.children(noun)) {
    if (c > noun) continue;
    definite = definite || (tree.relation(c) == UdRelation::determiner && (view.is(c, "the") || view.is(c, "this")));
    if (view.term(c, TermKind::other_place) != nullptr) return std::nullopt;  // "the neighbouring town"
  }
  if (!definite) return std::nullopt;
  const bool wide = view.is(noun, "province") || view.is(noun, "region") || view.is(noun, "state") ||
                    view.is(noun, "county") || view.is(noun, "district") || view.is(noun, "area");
  const LocalPlace* last = nullptr;
  for (const LocalPlace& place : around.places) {
    if (place.first >= noun || place.mention->adjective) continue;
    const PlaceKind kind =
        place.mention->place ? around.gazetteer->place(*place.mention->place).kind : PlaceKind::locality;
    const bool settled = kind == PlaceKind::locality || kind == PlaceKind::neighbourhood;
    if (kind != PlaceKind::country && (it || settled != wide)) last = &place;
  }
  if (last != nullptr) return where_from(around, *last, PlaceRole::in, Provenance::sentence);
  const PlaceMention* before = wide ? around.region : around.settlement;
  if (before == nullptr) return std::nullopt;
  return where_from(around, LocalPlace{0, 0, before}, PlaceRole::in, Provenance::paragraph);
}

namespace {

/// The places of the sentence as those of the word of harm; none without a tree.
std::vector<EventPlace> weighed_places(const Surroundings& around, const Anchor& anchor) {
  const SentenceTree& tree = around.view->tree();
  if (tree.empty() || anchor.trigger_first >= anchor.trigger_end || around.places.empty()) return {};
  return weigh_places(around, tree.top(anchor.trigger_first, anchor.trigger_end), place_candidates(around));
}

}  // namespace

std::vector<Where> places_of(const Surroundings& around, const Anchor& anchor) {
  const SentenceView& view = *around.view;
  const LocalPlace* best = nullptr;
  double best_score = -1e9;
  const std::vector<EventPlace> weighed = weighed_places(around, anchor);
  for (const LocalPlace& place : around.places) {
    double likely = 0;  // logit
    for (const EventPlace& one : weighed) {
      if (one.place.mention == place.mention) likely = one.logit;
    }
    constexpr double hopeless = -4;  // two in a hundred
    if (likely < hopeless) continue;
    if ((place.mention->adjective && !land_of(view, place)) || inside_actor(around, place) ||
        inside_source(around, place) || inside_institution(view, place) || brought_to(view, place))
      continue;
    const PlaceRole role = place_role(view, place.first);
    if (role == PlaceRole::excluding) continue;
    const bool country =
        place.mention->place && around.gazetteer->place(*place.mention->place).kind == PlaceKind::country;
    if (!place_of_harm(around, place, country)) continue;
    double score = place.mention->place ? fineness(around.gazetteer->place(*place.mention->place).kind) : 4.0;
    score += likely;
    score -= 0.35 * (distance(anchor, place.first, place.end) + climb(view, anchor, place.first, place.end));
    if (after_place_preposition(view, place.first)) score += 3;
    if (place.first > anchor.first) score += 1;
    if (held_by(view, place.first)) score -= 6;
    if (home_of(view, place.first)) {
      if (view.is(place.first - 1, "from")) continue;
      score -= 10;
    }
    if (named_beyond(around, place)) score -= 6;
    // "a leader in Raqqah was killed near the dam": who he was, not where it happened.
    if (place.end <= anchor.trigger_first && of_person(view, place)) score -= 3;
    // "Zamalka in rural Damascus": the second holds the first.
    for (const LocalPlace& narrower : around.places) {
      if (narrower.end > place.first || place.first - narrower.end > 4 || narrower.mention->adjective) continue;
      bool contained = false;
      bool plain = true;
      for (std::uint32_t i = narrower.end; i < place.first; ++i) {
        contained = contained || view.is(i, "in") || view.is_comma(i);
        plain = plain && !view.is(i, WordClass::coordinator) && view.term(i, TermKind::harm) == nullptr &&
                !view.is(i, WordClass::be);
      }
      if (contained && plain) score -= 3;
    }
    if (best == nullptr || score > best_score) {
      best = &place;
      best_score = score;
    }
  }
  std::vector<Where> out;
  if (best == nullptr) {
    // "barrel bombs on the town"
    for (std::uint32_t i = 2; i < view.size(); ++i) {
      if (view.term(i, TermKind::settlement_noun) == nullptr || !view.is(i - 1, "the") ||
          !after_place_preposition(view, i - 1))
        continue;
      if (auto there = place_taken_up(around, i)) out.push_back(std::move(*there));
      break;
    }
    return out;
  }
  // "Al-Qusour, Al-Khamara, and Al-Shamali": the others of its list.
  const auto index = static_cast<std::size_t>(best - around.places.data());
  std::size_t first = index;
  std::size_t last = index;
  const auto joined = [&](const LocalPlace& a, const LocalPlace& b) {
    bool list = false;
    bool comma = false;
    std::uint32_t i = a.end;
    for (; i < b.first; ++i) {
      if (view.is_comma(i)) {
        comma = true;
        continue;
      }
      if (view.is(i, WordClass::coordinator)) {
        list = true;
        continue;
      }
      if (place_filler(view, i)) continue;
      return false;
    }
    if (a.mention->adjective || b.mention->adjective) return false;
    const auto rank = [&](const LocalPlace& p) {
      return p.mention->place ? fineness(around.gazetteer->place(*p.mention->place).kind) : 4;
    };
    // "the Aleppo suburb of Hraytan"
    if (!list && !comma && a.end < b.first) return false;
    // "Aleppo, Syria" is a place and its country, not a list.
    if (!list && rank(b) < rank(a)) return false;
    return std::abs(rank(a) - rank(b)) <= 2;
  };
  while (first > 0 && joined(around.places[first - 1], around.places[first])) --first;
  while (last + 1 < around.places.size() && joined(around.places[last], around.places[last + 1])) ++last;
  const PlaceRole role = place_role(view, around.places[first].first);
  for (std::size_t p = first; p <= last; ++p)
    out.push_back(where_from(around, around.places[p], role, Provenance::sentence));
  if (const LocalPlace* holder = holder_of(view, around.places, last)) {
    const Where whole = where_from(around, *holder, role, Provenance::sentence);
    bool unknown = false;
    // "the Hillside roundabout in Eastford" is not the village of Hillside.
    if (out.size() == 1 && view.term(around.places[last].end, TermKind::site_noun) != nullptr &&
        around.places[last].mention != holder->mention) {
      out.front().place.clear();
      out.front().latitude.reset();
      out.front().longitude.reset();
    }
    for (Where& quarter : out) {
      unknown = unknown || quarter.place.empty();
      tie_to(quarter, whole);
    }
    // A roundabout that no gazetteer has is told with its town.
    if (unknown && out.size() == 1) out.push_back(whole);
  }
  return out;
}

namespace {

/// Whose deed the tree makes it: the agent of a passive, the subject of an active verb, of the verb that it goes on
/// from
/// ("attacked the camp, killing …"), or of the deed it happened at ("were killed when gunmen attacked …"). Null token
/// where it tells none.
std::uint32_t doer_by_tree(const SentenceView& view, const Anchor& anchor) {
  const SentenceTree& tree = view.tree();
  constexpr std::uint32_t none = SentenceTree::none;
  if (tree.empty() || anchor.trigger_first >= anchor.trigger_end) return none;
  const auto by = [&](std::uint32_t verb) {
    if (const std::uint32_t agent = tree.child(verb, UdRelation::agent); agent != none) return agent;
    for (const std::uint32_t c : tree.children(verb)) {
      const std::uint32_t mark = tree.child(c, UdRelation::case_mark);
      if (tree.relation(c) == UdRelation::oblique && mark != none && view.is(mark, "by")) return c;
    }
    return none;
  };
  std::uint32_t verb = tree.top(anchor.trigger_first, anchor.trigger_end);
  if (const std::uint32_t agent = by(verb); agent != none) return agent;
  const bool passive = tree.has(verb, UdRelation::passive_auxiliary) || tree.has(verb, UdRelation::passive_subject) ||
                       tree.has(verb, UdRelation::copula) || tree.relation(verb) == UdRelation::clause_of_noun;
  if (!passive && !anchor.subject_suffers && anchor.counted_first >= anchor.trigger_end) {
    for (std::uint32_t at = verb, steps = 0; at != none && steps < 3; ++steps) {
      const std::uint32_t subject = tree.child(at, UdRelation::subject);
      // "killing seven soldiers, officials said": who says it did not do it.
      if (at != verb && view.term(at, TermKind::say) != nullptr) return none;
      if (subject != none) {
        const bool relative = tree.relation(at) == UdRelation::relative_clause && tree.upos(subject) == Upos::pron;
        return relative ? tree.head(at) : subject;
      }
      const UdRelation relation = tree.relation(at);
      if (relation != UdRelation::adverbial_clause && relation != UdRelation::conjunct &&
          relation != UdRelation::open_complement)
        break;
      at = tree.head(at);
    }
  }
  for (const std::uint32_t c : tree.children(verb)) {
    if (tree.relation(c) != UdRelation::adverbial_clause || tree.upos(c) != Upos::verb) continue;
    const std::uint32_t subject = tree.child(c, UdRelation::subject);
    const bool deed = view.term(c, TermKind::deed) != nullptr || view.term(c, TermKind::means) != nullptr;
    if (subject != none && deed && !tree.has(c, UdRelation::passive_auxiliary)) return subject;
  }
  return none;
}

/// An actor of the sentence as the claim record gives a hand.
By by_of(const Surroundings& around, const LocalActor& actor) {
  const std::uint32_t resolved = around.file->resolve(actor.mention->actor, around.country, around.published);
  By by;
  by.actor = (*around.file)[around.file->answerable(resolved)].id;
  by.span = actor.mention->span;
  by.text = std::string(slice(around.view->text(), *by.span));
  return by;
}

/// The one to whom the sentence lays the deed that it tells of: "X was charged with murder in the death of Y", "police
/// arrested X on suspicion of killing Y". None where nobody is named.
std::optional<By> accused_by_tree(const Surroundings& around, const Anchor& anchor) {
  const SentenceView& view = *around.view;
  const SentenceTree& tree = view.tree();
  constexpr std::uint32_t none = SentenceTree::none;
  if (tree.empty() || anchor.trigger_first >= anchor.trigger_end) return std::nullopt;
  std::uint32_t at = tree.top(anchor.trigger_first, anchor.trigger_end);
  constexpr int highest = 5;  // arcs
  for (int steps = 0; at != none && steps < highest; ++steps, at = tree.head(at)) {
    if (steps == 0 || view.term(at, TermKind::accusing) == nullptr) continue;
    const auto denied = [&](std::uint32_t c) {
      return tree.relation(c) == UdRelation::adverb && (view.is(c, "not") || view.is(c, "never"));
    };
    if (const auto children = tree.children(at); std::any_of(children.begin(), children.end(), denied))
      return std::nullopt;
    const bool passive = tree.has(at, UdRelation::passive_subject) || tree.has(at, UdRelation::passive_auxiliary);
    std::uint32_t who = none;
    for (const UdRelation relation : {UdRelation::passive_subject, UdRelation::object, UdRelation::subject}) {
      if (who == none && (relation != UdRelation::object || !passive)) who = tree.child(at, relation);
    }
    if (who == none && tree.relation(at) == UdRelation::clause_of_noun) who = tree.head(at);
    if (who == none) return std::nullopt;
    for (const NameMention& name : around.names) {
      if (who < name.first || who >= name.end || name.first == anchor.counted_first) continue;
      By by;
      by.span = view.span(name.first, name.end);
      by.text = std::string(slice(view.text(), *by.span));
      by.actor = provisional_slug(by.text);
      by.alleged = true;
      return by;
    }
    for (const LocalActor& actor : around.actors) {
      if (who < actor.first || who >= actor.end || !acts((*around.file)[actor.mention->actor].kind)) continue;
      By by = by_of(around, actor);
      by.alleged = true;
      return by;
    }
    return std::nullopt;
  }
  return std::nullopt;
}

/// Whom the one who speaks says it was: himself. "The army said it had killed 12", "the group claimed to have killed
/// 12", "its forces killed 12".
const LocalActor* speaker_who_did(const Surroundings& around, const Anchor& anchor, std::uint32_t doer,
                                  const Attribution* said) {
  const SentenceView& view = *around.view;
  const SentenceTree& tree = view.tree();
  constexpr std::uint32_t none = SentenceTree::none;
  if (tree.empty() || anchor.trigger_first >= anchor.trigger_end) return nullptr;
  const auto own = [&](std::uint32_t i) {
    return view.is(i, "it") || view.is(i, "they") || view.is(i, "we") || view.is(i, "its") || view.is(i, "their") ||
           view.is(i, "our");
  };
  Span speaker{};
  const std::uint32_t verb = tree.top(anchor.trigger_first, anchor.trigger_end);
  if (tree.relation(verb) == UdRelation::open_complement && view.term(tree.head(verb), TermKind::say) != nullptr) {
    const std::uint32_t subject = tree.child(tree.head(verb), UdRelation::subject);
    if (subject != none) speaker = view.token(subject).span;
  } else if (doer != none && said != nullptr) {
    const std::uint32_t possessor = tree.child(doer, UdRelation::possessor);
    const bool does = !anchor.subject_suffers && (own(doer) || (possessor != none && own(possessor)));
    if (does) speaker = said->origin.span;
  }
  for (const LocalActor& actor : around.actors) {
    if (speaker.overlaps(actor.mention->span) && acts((*around.file)[actor.mention->actor].kind)) return &actor;
  }
  return nullptr;
}

/// "killed in clashes with the army": the other side.
const LocalActor* fought_with(const Surroundings& around, const Anchor& anchor) {
  const SentenceView& view = *around.view;
  for (const LocalActor& actor : around.actors) {
    if (!acts((*around.file)[actor.mention->actor].kind) || actor.first < anchor.trigger_end) continue;
    std::uint32_t i = actor.first;
    while (i > 0 && (view.is(i - 1, WordClass::determiner) || (i + 3 > actor.first && view.word(i - 1) == 0))) --i;
    if (i < 2 || (!view.is(i - 1, "with") && !view.is(i - 1, "against"))) continue;
    const TermMatch* fight = view.term_before(i - 1, TermKind::means);
    const bool clash = fight != nullptr && static_cast<Means>(fight->value) == Means::clashes;
    if (clash || view.term_before(i - 1, TermKind::process) != nullptr) return &actor;
  }
  return nullptr;
}

/// "armed youths", "masked men"
bool armed_by_word(const SentenceView& view, std::uint32_t noun) {
  for (const std::uint32_t c : view.tree().children(noun)) {
    for (const std::string_view word : {"armed", "masked", "hooded", "unidentified", "unknown"}) {
      if (view.is(c, word)) return true;
    }
  }
  return false;
}

/// The named body at a noun for one: "the Northern Gate gang", "the Red Hill Front". Nothing where the noun is for
/// none, or has no name.
std::optional<By> named_body(const Surroundings& around, std::uint32_t noun) {
  const SentenceView& view = *around.view;
  const SentenceTree& tree = view.tree();
  constexpr std::string_view bodies[] = {"gang", "group",   "militia", "front",    "brigade",   "brigades",  "cartel",
                                         "cell", "faction", "army",    "movement", "coalition", "battalion", "network"};
  const bool body =
      std::any_of(std::begin(bodies), std::end(bodies), [&](std::string_view word) { return view.is(noun, word); });
  if (!body || tree.empty() || view.title_case()) return std::nullopt;
  const auto part = [&](std::uint32_t i) {
    const auto holds = [i](const auto& mention) { return mention.first <= i && i < mention.end; };
    const bool opens = i == 0 || view.is(i, WordClass::determiner);
    return view.capital(i) && !opens && view.token(i).kind == TokenKind::word &&
           std::none_of(around.places.begin(), around.places.end(), holds) &&
           std::none_of(around.actors.begin(), around.actors.end(), holds);
  };
  std::uint32_t first = noun;
  while (first > 0 && part(first - 1)) --first;
  if (first == noun) return std::nullopt;
  By by;
  by.span = view.span(first, view.capital(noun) ? noun + 1 : noun);
  by.text = std::string(slice(view.text(), *by.span));
  by.actor = provisional_slug(by.text);
  return by;
}

/// The named body that men are of: "members of the Northern Gate gang", "gunmen from the Red Hill Front".
std::optional<By> body_of(const Surroundings& around, std::uint32_t men) {
  const SentenceView& view = *around.view;
  const SentenceTree& tree = view.tree();
  if (tree.empty() || men >= view.size()) return std::nullopt;
  if (auto by = named_body(around, men)) return by;
  if (view.term(men, TermKind::person) == nullptr) return std::nullopt;
  for (const std::uint32_t c : tree.children(men)) {
    if (tree.relation(c) != UdRelation::nominal_modifier || c < men) continue;
    const std::uint32_t mark = tree.child(c, UdRelation::case_mark);
    if (mark == SentenceTree::none || (!view.is(mark, "of") && !view.is(mark, "from"))) continue;
    if (auto by = named_body(around, c)) return by;
  }
  return std::nullopt;
}

/// The doer as one who can answer for it: people or a name, never the blast or the shell that killed. The words are the
/// noun with what stands before it.
std::optional<By> unknown_doer(const Surroundings& around, std::uint32_t doer) {
  const SentenceView& view = *around.view;
  const SentenceTree& tree = view.tree();
  if (doer == SentenceTree::none || tree.upos(doer) == Upos::pron) return std::nullopt;
  for (const TermKind kind :
       {TermKind::means, TermKind::deed, TermKind::harm, TermKind::process, TermKind::no_person}) {
    // "a gunman": both how it was done and who did it.
    const bool bears_arms = kind == TermKind::means && view.term(doer, TermKind::person) != nullptr;
    if (view.term(doer, kind) != nullptr && !bears_arms) return std::nullopt;
  }
  if (auto by = body_of(around, doer)) return by;
  // Who is named as the agent did it. A subject may be anyone; those who carry arms are believed.
  const UdRelation relation = tree.relation(doer);
  const bool agent = relation == UdRelation::agent || relation == UdRelation::oblique;
  const TermMatch* noun = view.term(doer, TermKind::person);
  const Group group = noun != nullptr ? view.lexicon().people()[noun->value].group : Group::other;
  const bool armed = group == Group::attackers || group == Group::fighters || group == Group::soldiers ||
                     group == Group::police || group == Group::combatants || armed_by_word(view, doer);
  const bool person = armed || (agent && (noun != nullptr || view.lexicon().like_person(tree.lemma(doer))));
  const bool place = std::any_of(around.places.begin(), around.places.end(),
                                 [doer](const LocalPlace& p) { return p.first <= doer && doer < p.end; });
  const bool time = std::any_of(around.times.begin(), around.times.end(),
                                [doer](const LocalTime& t) { return t.first <= doer && doer < t.end; });
  // Somebody whom the report names in full may be a subject too.
  const bool known = std::any_of(around.names.begin(), around.names.end(),
                                 [doer](const NameMention& n) { return n.first <= doer && doer < n.end; });
  const bool name = (agent || known) && tree.upos(doer) == Upos::propn && view.capital(doer) && !view.title_case();
  if ((!person && !name) || place || time) return std::nullopt;
  // "a suicide bomber": how it was done, not whose deed it was.
  for (std::uint32_t i = doer > 2 ? doer - 2 : 0; i <= doer; ++i) {
    const TermMatch* means = view.term(i, TermKind::means);
    if (means != nullptr && means->end > doer && static_cast<Means>(means->value) == Means::suicide_bomb)
      return std::nullopt;
  }
  std::uint32_t first = doer;
  std::uint32_t end = doer + 1;
  const auto part = [&](std::uint32_t i) {
    if (i >= view.size() || tree.head(i) != doer || view.is_punct(i) || tree.upos(i) == Upos::verb) return false;
    const UdRelation how = tree.relation(i);
    return how == UdRelation::adjective || how == UdRelation::compound || how == UdRelation::flat;
  };
  while (first > 0 && part(first - 1)) --first;
  while (part(end)) ++end;
  By by;
  by.span = view.span(first, end);
  by.text = std::string(slice(view.text(), *by.span));
  by.actor = group == Group::police && !name ? "police" : provisional_slug(by.text);
  return by;
}

}  // namespace

namespace {

/// A country by its name, not an adjective, in a report of that country.
bool is_scene(const Surroundings& around, const LocalActor& actor) {
  const std::vector<std::string>& countries = (*around.file)[actor.mention->actor].countries;
  return actor.mention->place && !around.country.empty() &&
         std::find(countries.begin(), countries.end(), around.country) != countries.end();
}

/// The noun that a name only says whose or what of: "Northern Front fighters", "a village of the Northern Front".
std::uint32_t noun_of(const SentenceTree& tree, std::uint32_t top) {
  for (int steps = 0; steps < 4 && !tree.empty(); ++steps) {
    const UdRelation relation = tree.relation(top);
    const bool inside = relation == UdRelation::compound || relation == UdRelation::flat ||
                        relation == UdRelation::adjective || relation == UdRelation::possessor;
    if (!inside || tree.head(top) == SentenceTree::none) break;
    top = tree.head(top);
  }
  return top;
}

/// Whether the tree makes the noun one to whom the harm was done: "injured two Northern Front fighters".
bool suffers(const SentenceView& view, const Anchor& anchor, std::uint32_t noun) {
  const SentenceTree& tree = view.tree();
  if (tree.empty() || anchor.trigger_first >= anchor.trigger_end) return false;
  const UdRelation relation = tree.relation(noun);
  const bool patient = relation == UdRelation::passive_subject || relation == UdRelation::object;
  return patient && tree.head(noun) == tree.top(anchor.trigger_first, anchor.trigger_end);
}

bool speaks(const Surroundings& around, const LocalActor& actor) {
  return std::any_of(around.attributions.begin(), around.attributions.end(),
                     [&](const Attribution& attribution) { return attribution.origin.span == actor.mention->span; });
}

}  // namespace

namespace {

/// "the Syrian Center for Policy Research": a country's adjective that opens the name of a body.
bool of_a_body(const Surroundings& around, const LocalActor& actor) {
  const SentenceView& view = *around.view;
  const std::uint32_t next = actor.end;
  if (!actor.mention->adjective || view.title_case() || next >= view.size() || !view.capital(next)) return false;
  const bool another = std::any_of(around.actors.begin(), around.actors.end(),
                                   [next](const LocalActor& other) { return other.first == next; });
  return !another && view.term(next, TermKind::means) == nullptr && view.term(next, TermKind::hand) == nullptr;
}

/// "on the district of Old Damascus", "citizens from Jordan and Iraq": not a subject.
bool hangs_on_preposition(const SentenceView& view, std::uint32_t top) {
  const SentenceTree& tree = view.tree();
  if (tree.empty()) return false;
  if (tree.relation(top) == UdRelation::conjunct && tree.head(top) != SentenceTree::none) top = tree.head(top);
  const std::uint32_t mark = tree.child(top, UdRelation::case_mark);
  return mark != SentenceTree::none && !view.is(mark, "by");
}

/// A named armed group right beside a word for its men: "the Northern Front terrorists", "militants of the Front".
const LocalActor* named_beside(const Surroundings& around, const LocalActor& word) {
  const SentenceView& view = *around.view;
  for (const LocalActor& actor : around.actors) {
    const ActorRecord& record = (*around.file)[actor.mention->actor];
    if (actor.mention->generic || record.generic ||
        (record.kind != ActorKind::rebel && record.kind != ActorKind::militia))
      continue;
    const LocalActor& left = actor.first < word.first ? actor : word;
    const LocalActor& right = actor.first < word.first ? word : actor;
    bool beside = right.first >= left.end && right.first - left.end <= 8;
    bool bracket = false;
    for (std::uint32_t i = left.end; beside && i < right.first; ++i) {
      if (view.is_punct(i) && view.surface(i) == "(") bracket = true;
      const bool passes = bracket || view.is(i, "of") || view.is(i, WordClass::determiner) ||
                          view.is(i, "organization") || view.is(i, "organisation") || view.is(i, "group");
      if (view.is_punct(i) && view.surface(i) == ")") bracket = false;
      beside = passes;
    }
    if (beside) return &actor;
  }
  return nullptr;
}

bool starts_place(const Surroundings& around, std::uint32_t i) {
  return std::any_of(around.places.begin(), around.places.end(),
                     [i](const LocalPlace& place) { return place.first == i && !place.mention->adjective; });
}

/// "a Russian helicopter was shot down": what is said right behind an aircraft is that it was brought down.
bool downed_behind(const SentenceView& view, std::uint32_t means) {
  constexpr std::uint32_t near = 5;  // tokens
  for (std::uint32_t i = means + 1; i < view.size() && i <= means + near; ++i) {
    if (view.is_punct(i)) return false;
    if (view.term(i, TermKind::downed) != nullptr) return true;
  }
  return false;
}

}  // namespace

std::vector<By> perpetrators_of(const Surroundings& around, const Anchor& anchor, const Attribution* said) {
  const SentenceView& view = *around.view;
  struct Candidate {
    const LocalActor* actor;
    int score;
  };
  std::vector<Candidate> found;
  for (const LocalActor& actor : around.actors) {
    const ActorRecord& record = (*around.file)[actor.mention->actor];
    if (!acts(record.kind)) continue;
    if (said != nullptr && said->origin.span == actor.mention->span) continue;
    // "the army confirmed the strike": who speaks of a deed.
    if (said == nullptr && speaks(around, actor)) continue;
    int score = 0;
    // A deed or a force right after: "Russian air strikes", "regime barrel bomb attacks", "the army's shelling".
    const bool body = of_a_body(around, actor);
    for (std::uint32_t i = actor.end; !body && i < actor.end + 6 && i < view.size(); ++i) {
      // "the Syrian Idlib attack": where, not whose.
      if (actor.mention->adjective && starts_place(around, i)) break;
      if (view.is_punct(i) && !view.is_comma(i) && view.surface(i) != "'" && view.surface(i) != "-") break;
      // In a clash everybody has a hand.
      if (const TermMatch* means = view.term(i, TermKind::means);
          means != nullptr && static_cast<Means>(means->value) == Means::clashes)
        break;
      if (view.term(i, TermKind::means) != nullptr || view.term(i, TermKind::hand) != nullptr) {
        score = downed_behind(view, i) ? 0 : 3;
        break;
      }
      if (view.is(i, WordClass::preposition) || view.is(i, WordClass::be) || view.term(i, TermKind::say) != nullptr)
        break;
    }
    const std::uint32_t top = view.tree().top(actor.first, actor.end);
    const std::uint32_t noun = noun_of(view.tree(), top);
    if (suffers(view, anchor, noun)) continue;
    // "Syria air raids", "a Syria wedding", told from Syria: where, not whose.
    if (is_scene(around, actor) && (score > 0 || noun != top)) continue;
    // "the group claimed responsibility"
    for (std::uint32_t i = actor.end; i < actor.end + 3 && i < view.size(); ++i) {
      if (view.term(i, TermKind::claims_deed) != nullptr) score = 3;
      if (view.is_punct(i) && !view.is_comma(i)) break;
    }
    // The name holds the deed: "Regime Air Raids".
    for (std::uint32_t i = actor.first; i < actor.end; ++i) {
      if (view.term(i, TermKind::means) != nullptr || view.term(i, TermKind::deed) != nullptr) score = 3;
    }
    // Among those who were counted, or the object of another verb of the sentence: to them it was done.
    const bool counted =
        actor.first >= anchor.counted_first && actor.end <= anchor.end && anchor.counted_first >= anchor.trigger_end;
    const bool object = !view.tree().empty() && view.tree().relation(noun) == UdRelation::object;
    // "strikes on north-west Syria killed …": what hangs on a preposition is no subject.
    std::uint32_t before_it = actor.first;
    for (std::uint32_t steps = 0; before_it > 0 && steps < 4; ++steps, --before_it) {
      if (view.is(before_it - 1, WordClass::preposition)) break;
      const bool modifies = view.is(before_it - 1, WordClass::determiner) || view.is_punct(before_it - 1) ||
                            (!view.capital(before_it - 1) && view.word(before_it - 1) == 0);
      if (!modifies) break;
    }
    const bool hangs = actor.mention->place && ((before_it > 0 && view.is(before_it - 1, WordClass::preposition)) ||
                                                hangs_on_preposition(view, top));
    // The subject of the harm: "rebels killed 17 soldiers".
    // "a strike that rebels say killed 17"
    bool says = false;
    for (std::uint32_t i = actor.end; i < anchor.trigger_first && i < actor.end + 4; ++i)
      says = says || view.term(i, TermKind::say) != nullptr;
    if (!counted && !object && !hangs && !says && actor.end <= anchor.trigger_first &&
        anchor.trigger_first - actor.end <= 4 && anchor.counted_first >= anchor.trigger_end &&
        !actor.mention->adjective && !anchor.subject_suffers) {
      score = std::max(score, 3);
    }
    // "killed by Islamic State", "strikes by Russian forces", "carried out by …".
    std::uint32_t before = actor.first;
    for (std::uint32_t steps = 0; before > 0 && steps < 4; ++steps) {
      --before;
      if (view.is(before, "by") && !held_by(view, before + 1) && !body) {
        score = std::max(score, 3);
        break;
      }
      if (!view.is(before, WordClass::determiner) && !view.is(before, WordClass::coordinator) &&
          !view.is(before, "either") && !view.is_comma(before) && view.term(before, TermKind::person) == nullptr &&
          !view.capital(before)) {
        break;
      }
    }
    if (held_by(view, actor.first)) score = 0;
    if (score == 0) continue;
    found.push_back({&actor, score});
  }
  if (found.empty()) {
    std::uint32_t doer = doer_by_tree(view, anchor);
    if (doer >= anchor.first && doer < anchor.end && doer >= anchor.counted_first)
      doer = SentenceTree::none;  // whom it was done to
    for (const LocalActor& actor : around.actors) {
      if (doer == SentenceTree::none || !acts((*around.file)[actor.mention->actor].kind) || actor.mention->adjective)
        continue;
      if (said != nullptr && said->origin.span == actor.mention->span) continue;
      // "Russian jets", "strikes by the army", "members of the group"; never "strikes on Syria".
      const std::uint32_t top = view.tree().top(actor.first, actor.end);
      const std::uint32_t mark = view.tree().child(top, UdRelation::case_mark);
      const bool holds = actor.first <= doer && doer < actor.end;
      if (!holds && is_scene(around, actor)) continue;
      const bool marked =
          mark == SentenceTree::none || view.is(mark, "by") || (view.is(mark, "of") && !actor.mention->place);
      if (holds || (marked && view.tree().under(top, doer))) found.push_back({&actor, 3});
    }
    if (found.empty()) {
      const LocalActor* self = speaker_who_did(around, anchor, doer, said);
      if (self == nullptr) self = fought_with(around, anchor);
      if (self != nullptr) return {by_of(around, *self)};
      if (auto by = unknown_doer(around, doer)) return {std::move(*by)};
      if (auto by = accused_by_tree(around, anchor)) return {std::move(*by)};
    }
  }
  // "Russian and Syrian jets": the second has the noun, the first shares it.
  for (const LocalActor& actor : around.actors) {
    if (std::any_of(found.begin(), found.end(), [&](const Candidate& c) { return c.actor == &actor; })) continue;
    const ActorRecord& record = (*around.file)[actor.mention->actor];
    if (!acts(record.kind)) continue;
    for (const Candidate& candidate : found) {
      std::uint32_t i = actor.end;
      while (i < candidate.actor->first && (view.is_comma(i) || view.is(i, WordClass::coordinator) ||
                                            view.is(i, WordClass::determiner) || view.is(i, "regime")))
        ++i;
      std::uint32_t j = candidate.actor->end;
      while (j < actor.first &&
             (view.is_comma(j) || view.is(j, WordClass::coordinator) || view.is(j, WordClass::determiner)))
        ++j;
      if ((i == candidate.actor->first && i > actor.end) || (j == actor.first && j > candidate.actor->end)) {
        found.push_back({&actor, candidate.score});
        break;
      }
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Candidate& a, const Candidate& b) { return a.actor->first < b.actor->first; });
  std::vector<By> out;
  for (Candidate& candidate : found) {
    if (candidate.actor->mention->generic) {
      if (const LocalActor* named = named_beside(around, *candidate.actor)) candidate.actor = named;
    }
    By by = by_of(around, *candidate.actor);
    if (candidate.actor->mention->generic) {
      if (auto body = body_of(around, view.tree().top(candidate.actor->first, candidate.actor->end)))
        by = std::move(*body);
    }
    if (std::any_of(out.begin(), out.end(), [&](const By& other) { return other.actor == by.actor; })) continue;
    for (std::uint32_t i = 0; i < view.size(); ++i) {
      by.alleged = by.alleged || view.is(i, "allegedly") || view.is(i, "believed") || view.is(i, "suspected") ||
                   view.is(i, "blamed") || view.is(i, "accused");
    }
    out.push_back(std::move(by));
  }
  return out;
}

std::optional<Means> means_of(const Surroundings& around, const Anchor& anchor, const HarmWord* word) {
  if (word != nullptr && word->means && *word->means != Means::shooting) return word->means;
  std::optional<Means> best;
  std::uint32_t best_distance = 0;
  for (const TermMatch& match : around.view->terms()) {
    if (match.kind != TermKind::means) continue;
    // The longest words at a place tell most: "car bomb", not "bomb".
    std::uint32_t d = distance(anchor, match.first, match.end) + climb(*around.view, anchor, match.first, match.end);
    const bool inside_longer =
        std::any_of(around.view->terms().begin(), around.view->terms().end(), [&](const TermMatch& other) {
          return other.kind == TermKind::means && other.first <= match.first && other.end >= match.end &&
                 other.end - other.first > match.end - match.first;
        });
    if (inside_longer) continue;
    const auto means = static_cast<Means>(match.value);
    if (means == Means::clashes) d += 6;  // the fighting around is the last thing that killed
    if (!best || d < best_distance) {
      best = means;
      best_distance = d;
    }
  }
  if (!best && word != nullptr) return word->means;
  return best;
}

namespace {

/// "fewer than in 2019", "against 300 in May": what the figure is measured by; "the bloodiest since 2015": how long
/// there was none like it.
bool time_of_comparison(const SentenceView& view, const LocalTime& time) {
  std::uint32_t i = time.first;
  while (i > 0 &&
         (view.is(i - 1, WordClass::preposition) || view.is(i - 1, WordClass::determiner) || view.is(i - 1, "same")) &&
         time.first - i < 4) {
    if (view.is(i - 1, "than") || view.is(i - 1, "against")) return true;
    --i;
  }
  if (i > 0 &&
      (view.is(i - 1, "than") || view.is(i - 1, "against") || view.term_before(i, TermKind::compared) != nullptr))
    return true;
  // The "since" may open the mention or a clause that the time closes: "the bloodiest since the violence began in
  // 2015".
  constexpr std::uint32_t clause = 12;  // tokens
  constexpr std::uint32_t near = 9;
  std::uint32_t since = time.mention->open_end ? time.first : 0;
  for (std::uint32_t k = time.first; since == 0 && k > 0 && time.first - k < clause; --k) {
    if (view.is_punct(k - 1)) break;
    if (view.is(k - 1, "since")) since = k - 1;
  }
  if (since == 0) return false;
  for (std::uint32_t k = since; k > 0 && since - k < near; --k) {
    if (view.is_punct(k - 1)) break;
    if (view.term(k - 1, TermKind::superlative) != nullptr) return true;
  }
  return false;
}

/// A time of day that names no day: "at 6:40 a.m.".
bool only_clock(const SentenceView& view, const LocalTime& time) {
  if (time.mention->precision != TimePrecision::minute && time.mention->precision != TimePrecision::hour) return false;
  const std::string_view words = slice(view.text(), time.mention->span);
  // Words of capitals name a day or a month.
  return std::none_of(words.begin(), words.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// "30 January 1972, Bloody Sunday": the second only calls the first by another name.
bool renames(const Surroundings& around, const LocalTime& time) {
  return std::any_of(around.times.begin(), around.times.end(), [&](const LocalTime& other) {
    const bool full =
        !other.mention->anchored && other.mention->start && other.mention->precision == TimePrecision::day;
    return full && time.mention->anchored && other.end < time.first && time.first - other.end <= 2 &&
           around.view->is_comma(other.end);
  });
}

/// Whether the time is that of the saying: right beside its cue, "reported early Monday that".
bool time_of_saying(const Surroundings& around, const LocalTime& time) {
  const SentenceView& view = *around.view;
  if (time.mention->open_end) return false;  // "has recorded 42 deaths since 1 March"
  // "condemns the attacks today": of the attacks.
  if (time.first > 0 && (view.term_before(time.first, TermKind::deed) != nullptr ||
                         view.term_before(time.first, TermKind::means) != nullptr))
    return false;
  // "said late on Sunday", "Speaking to a broadcaster on Tuesday, he said": the tree hangs it on a verb of saying, and
  // that verb stands near.
  const SentenceTree& tree = view.tree();
  constexpr std::uint32_t near = 6;  // tokens
  std::uint32_t top = tree.top(time.first, time.end);
  // "released in the first hours of Monday"
  if (tree.relation(top) == UdRelation::nominal_modifier && tree.head(top) != SentenceTree::none &&
      tree.relation(tree.head(top)) == UdRelation::oblique)
    top = tree.head(top);
  const std::uint32_t verb = tree.head(top);
  if (verb < time.first && time.first - verb <= near && tree.upos(verb) == Upos::verb &&
      (tree.relation(top) == UdRelation::oblique || tree.relation(top) == UdRelation::adverb) &&
      (view.term(verb, TermKind::say) != nullptr || view.term(verb, TermKind::speech) != nullptr ||
       view.is(verb, "speaking"))) {
    return true;
  }
  for (const Attribution& attribution : around.attributions) {
    std::uint32_t i = attribution.cue_end;
    while (i < time.first && (view.is(i, "on") || view.is(i, WordClass::adverb) || view.is(i, "in") ||
                              view.is(i, WordClass::determiner) || view.is(i, "report") || view.is(i, "interview") ||
                              view.is(i, "briefing") || view.is(i, "post") || view.is(i, "update") ||
                              view.is(i, "statement") || view.capital(i)))
      ++i;
    if (i == time.first) return true;
    std::uint32_t j = time.end;
    while (j < attribution.cue_first && view.is(j, WordClass::adverb)) ++j;
    if (j == attribution.cue_first && attribution.cue_first > 0 && time.first > 0 && attribution.cue_first - j == 0 &&
        view.term(j, TermKind::say) != nullptr && attribution.origin.span.end <= time.mention->span.begin) {
      return true;
    }
  }
  return false;
}

}  // namespace

namespace {

/// "did not kill", "neither A nor B killed", "it is not true that": denied. "could be killed", "would kill": nothing
/// that happened. Else asserted.
Modality mood_by_tree(const SentenceView& view, const Anchor& anchor) {
  const SentenceTree& tree = view.tree();
  if (tree.empty() || anchor.trigger_first >= anchor.trigger_end) return Modality::asserted;
  const auto negated = [&](std::uint32_t i) {
    return view.is(i, "not") || view.is(i, "never") || view.is(i, "neither") || view.is(i, "nor") ||
           tree.lemma(i) == "not";
  };
  const std::uint32_t verb = tree.top(anchor.trigger_first, anchor.trigger_end);
  // "don't" is one token of the rules: "not" may be hidden in the auxiliary.
  const auto ends_in_not = [&](std::uint32_t i) {
    const std::string_view word = view.surface(i);
    return word.size() > 3 && (word.substr(word.size() - 3) == "n't" || word.substr(word.size() - 3) == "N'T");
  };
  bool modal = false;
  bool perfect = false;
  bool supposed = false;
  for (const std::uint32_t c : tree.children(verb)) {
    const UdRelation relation = tree.relation(c);
    if (relation == UdRelation::adverb && negated(c) && c < verb) return Modality::denied;
    if (relation == UdRelation::auxiliary || relation == UdRelation::passive_auxiliary) {
      if (ends_in_not(c)) return Modality::denied;
      modal = modal || view.is(c, WordClass::modal);
      perfect = perfect || view.is(c, "have");
    }
    // "If 12 people are killed", "It was not clear whether 12 people were killed"
    supposed = supposed ||
               (relation == UdRelation::marker && (view.is(c, "if") || view.is(c, "whether") || view.is(c, "unless")));
    if (relation == UdRelation::subject || relation == UdRelation::passive_subject) {
      for (std::uint32_t s = 0; s < verb && s < view.size(); ++s) {
        if (negated(s) && tree.under(s, c)) return Modality::denied;
      }
    }
  }
  if (supposed || (modal && !perfect)) return Modality::planned;
  // "dismissed reports that …", "Reports that … are false"; "could not verify reports that …".
  std::uint32_t over = tree.head(verb);
  for (int steps = 0; over != SentenceTree::none && steps < 3; ++steps, over = tree.head(over)) {
    const UdRelation relation = tree.relation(over);
    if (view.term(over, TermKind::denied) != nullptr) return Modality::denied;
    if ((tree.lemma(over) == "verify" || tree.lemma(over) == "confirm") && tree.upos(over) == Upos::verb) {
      for (const std::uint32_t c : tree.children(over)) {
        if (negated(c) || ends_in_not(c)) return Modality::feared;
      }
    }
    if (relation == UdRelation::adverbial_clause || relation == UdRelation::parataxis) break;
  }
  const std::uint32_t above = tree.head(verb);
  if (above != SentenceTree::none && (view.is(above, "true") || view.is(above, "case"))) {
    for (const std::uint32_t c : tree.children(above)) {
      if (negated(c)) return Modality::denied;
    }
  }
  return Modality::asserted;
}

}  // namespace

namespace {

/// Whether a TIMEX2 duration is of two days or more: "P2D", "P1W", "PXM".
bool lasts_days(std::string_view value) {
  if (value.size() < 3 || value[0] != 'P' || value[1] == 'T') return false;
  const char unit = value.back();
  return unit == 'W' || unit == 'M' || unit == 'Y' || (unit == 'D' && value != "P1D");
}

}  // namespace

namespace {

/// "on Saturday and Sunday": the harm of both days.
void take_days_beside(const Surroundings& around, const LocalTime& time, Interval& when) {
  const SentenceView& view = *around.view;
  constexpr std::chrono::days longest{7};
  const auto day = [](const LocalTime& one) {
    return one.mention->start && one.mention->start == one.mention->end && one.mention->ends.empty();
  };
  if (!day(time)) return;
  for (const LocalTime& other : around.times) {
    if (!day(other)) continue;
    const bool after = other.first == time.end + 1 && view.is(time.end, "and");
    const bool before = time.first == other.end + 1 && view.is(other.end, "and");
    if (!after && !before) continue;
    const Day first = std::min(*when.start, *other.mention->start);
    const Day last = std::max(*when.end, *other.mention->end);
    if (last - first > longest) continue;
    when.start = first;
    when.end = last;
    const Span both =
        after ? cover(time.mention->span, other.mention->span) : cover(other.mention->span, time.mention->span);
    when.span = both;
    when.text = std::string(slice(view.text(), both));
  }
}

/// The active subject of the verb that a word of harm is, or completes: "The war, now in its fourth year, has left
/// 31,000 dead". A number past the sentence where it has none.
std::uint32_t subject_above(const SentenceView& view, const Anchor& anchor) {
  const SentenceTree& tree = view.tree();
  if (tree.empty() || anchor.trigger_first >= anchor.trigger_end) return view.size();
  std::uint32_t at = tree.top(anchor.trigger_first, anchor.trigger_end);
  for (int steps = 0; at != SentenceTree::none && steps < 3; ++steps, at = tree.head(at)) {
    const std::uint32_t subject = tree.child(at, UdRelation::subject);
    if (subject != SentenceTree::none && tree.upos(at) == Upos::verb) return subject;
    if (tree.has(at, UdRelation::passive_subject) || tree.has(at, UdRelation::passive_auxiliary)) return view.size();
  }
  return view.size();
}

}  // namespace

Scope scope_of(const Surroundings& around, const Anchor& anchor, const Number& number) {
  const SentenceView& view = *around.view;
  Scope out;
  const LocalTime* best = nullptr;
  std::uint32_t best_distance = 0;
  const LocalTime* since = nullptr;
  for (const LocalTime& time : around.times) {
    if (time.mention->type == TimeType::set) continue;
    if (!time.mention->start && !time.mention->end) continue;
    if (time_of_saying(around, time) || time_of_comparison(view, time) || only_clock(view, time) ||
        renames(around, time))
      continue;
    // "the day before": of another day than this one.
    if (view.is(time.end, "before") && view.surface(time.end - 1) == "day") continue;
    // "a day after the massacre": known only once the other event's day is.
    const std::string_view last_word = view.surface(time.end - 1);
    if (last_word == "after" || last_word == "before") continue;
    const std::uint32_t d = distance(anchor, time.first, time.end) + climb(view, anchor, time.first, time.end);
    if (time.mention->open_end && since == nullptr) since = &time;
    if (best == nullptr || d < best_distance) {
      best = &time;
      best_distance = d;
    }
  }
  if (since != nullptr && best != since && distance(anchor, since->first, since->end) <= best_distance + 6)
    best = since;
  using std::chrono::days;
  const std::int64_t old = around.view->lexicon().background_days();
  if (best != nullptr) {
    const TimeMention& mention = *best->mention;
    Interval when = interval_from(view.text(), mention, Provenance::sentence);
    take_days_beside(around, *best, when);
    const bool long_ago = around.published && mention.start && (*around.published - *mention.start).count() >= old;
    if (!around.published && mention.start && !mention.anchored) {
      // A report that states no date of its own and dates what it tells of tells history.
      out.aggregation = Aggregation::background;
    } else if (mention.open_end && mention.precision == TimePrecision::day && around.published && mention.start &&
               *around.published - *mention.start <= days{2}) {
      // "since Wednesday", told on Thursday: one stretch of fighting.
      when.end = around.published;
    } else if (mention.open_end) {
      out.aggregation = long_ago ? Aggregation::background : Aggregation::running;
      if (!long_ago && around.published) when.end = around.published;
    } else if (long_ago && mention.end && (*around.published - *mention.end).count() >= 21) {
      out.aggregation = Aggregation::background;
    } else if (mention.start && mention.end && *mention.end - *mention.start >= days{2} &&
               (mention.type == TimeType::duration || mention.ends.size() == 2)) {
      out.aggregation = Aggregation::running;
    } else if (around.published && mention.end && (*around.published - *mention.end).count() >= old / 6) {
      out.aggregation = Aggregation::background;
    }
    // "since the conflict began in March 2011": the window opens with the date that closes the clause.
    bool opened = false;
    for (std::uint32_t i = best->first; i > 0 && best->first - i < 12; --i) {
      if (view.is(i - 1, "since")) opened = true;
      if (view.is(i - 1, "began") || view.is(i - 1, "started") || view.is(i - 1, "erupted") ||
          view.is(i - 1, "start") || view.is(i - 1, "beginning")) {
        opened = opened || long_ago;
      }
      if (view.is_punct(i - 1) && view.surface(i - 1) != "'" && view.surface(i - 1) != "’") break;
    }
    if (opened && when.start) {
      when.end = long_ago ? std::nullopt : around.published;
      out.aggregation = long_ago ? Aggregation::background : Aggregation::running;
    }
    if (when.start && when.end && *when.end < *when.start) when.end.reset();
    // "so far this year": up to the day of the report.
    if (around.published && when.start && when.end && *when.start <= *around.published &&
        *when.end > *around.published && mention.precision != TimePrecision::day)
      when.end = around.published;
    out.when = std::move(when);
  }
  // "seven days of air strikes had left 75 dead"
  for (const LocalTime& time : around.times) {
    const bool lasting = time.mention->type == TimeType::duration && lasts_days(time.mention->value);
    if (lasting && view.is(time.end, "of") && out.aggregation == Aggregation::incident)
      out.aggregation = Aggregation::running;
  }
  // The fighting as a whole as the one that killed: several attacks, over days.
  for (const TermMatch& match : view.terms()) {
    if (match.kind != TermKind::process || out.aggregation != Aggregation::incident) continue;
    const bool subject = anchor.counted_first >= anchor.trigger_end && match.end <= anchor.trigger_first &&
                         anchor.trigger_first - match.end <= 5;
    const bool in_it = match.first >= anchor.end && match.first - anchor.end <= 4 && match.first > 0 &&
                       (view.is(match.first - 1, "the") || view.is(match.first - 1, "recent")) && !out.when;
    if (subject || in_it) out.aggregation = Aggregation::running;
  }
  // The war as the one that killed, or figures that only a war reaches.
  bool war = false;
  const std::uint32_t doer = subject_above(view, anchor);
  for (const TermMatch& match : view.terms()) {
    if (match.kind == TermKind::background) {
      war = true;
      const bool does = match.first <= doer && doer < match.end;
      if (does && !out.when) out.aggregation = Aggregation::background;
    }
    if (match.kind == TermKind::running && out.aggregation == Aggregation::incident)
      out.aggregation = Aggregation::running;
    if (match.kind == TermKind::provisional) out.provisional = true;
    if (match.kind == TermKind::feared && match.first + 6 >= anchor.trigger_first &&
        match.first <= anchor.trigger_end + 2)
      out.modality = Modality::feared;
  }
  const bool of_a_war = number.value.value_or(0) >= 50'000 || number.text.find("illion") != std::string::npos ||
                        number.text.find("undreds of thousands") != std::string::npos ||
                        number.text.find("ens of thousands") != std::string::npos;
  if (of_a_war && (war || out.aggregation != Aggregation::incident || !out.when)) {
    if (!(out.when && out.aggregation == Aggregation::running)) out.aggregation = Aggregation::background;
  }
  out.of_war = out.aggregation == Aggregation::background && (war || of_a_war);
  // One person is killed once: "was arrested this month".
  if (out.aggregation == Aggregation::running &&
      (number.form == NumberForm::name || number.form == NumberForm::article))
    out.aggregation = Aggregation::incident;
  if (out.modality == Modality::asserted) out.modality = mood_by_tree(view, anchor);
  if (number.value == 0) out.modality = Modality::negated;
  return out;
}

std::optional<AsOf> as_of_in(const Surroundings& around) {
  const SentenceView& view = *around.view;
  for (const LocalTime& time : around.times) {
    if (!time.mention->start) continue;
    const bool cued = view.is(time.first, "as") ||
                      (time.first >= 2 && view.is(time.first - 1, "of") && view.is(time.first - 2, "as")) ||
                      (time.first >= 2 && view.is(time.first - 1, "at") && view.is(time.first - 2, "as"));
    if (!cued) continue;
    AsOf out;
    out.span = time.mention->span;
    out.text = std::string(slice(view.text(), out.span));
    out.time = to_string(*time.mention->start);
    if (time.mention->clock) out.time += "T" + *time.mention->clock;
    return out;
  }
  return std::nullopt;
}

std::vector<Where> exclusions_in(const Surroundings& around) {
  std::vector<Where> out;
  for (const LocalPlace& place : around.places) {
    if (place.mention->adjective || place_role(*around.view, place.first) != PlaceRole::excluding) continue;
    out.push_back(where_from(around, place, PlaceRole::excluding, Provenance::sentence));
  }
  return out;
}

}  // namespace histor
