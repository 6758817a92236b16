// Tellings are taken in text order, each to the latest attack that it does not contradict: another day, a place
// outside, or other means open a new one. What is told twice of one attack in two ways is left to each.

#include "read/events.hpp"

#include "ground/gazetteer.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace histor {
namespace {

/// Settlements before regions: how narrow a kind of place is.
int narrowness(const Where& where) {
  if (where.kind == "country") return 0;
  if (where.kind == "region" || where.kind == "area") return 1;
  if (where.kind == "county") return 2;
  if (where.kind == "neighbourhood" || where.kind == "site") return 4;
  return where.place.empty() ? 4 : 3;  // a name of no gazetteer is a small place's
}

bool same_place(const Where& a, const Where& b) {
  if (!a.place.empty() && a.place == b.place) return true;
  return a.text == b.text;
}

int narrowest_of(const std::vector<Where>& places) {
  int out = -1;
  for (const Where& where : places) out = std::max(out, narrowness(where));
  return out;
}

/// A village at the edge of a city: reports say the city's name for it.
bool at_edge_of(const NamedPlaces& places, const Where& city, const Where& village) {
  if (city.kind != "locality" || village.kind != "locality") return false;
  const auto wide = places.find(city.place);
  const auto narrow = places.find(village.place);
  if (wide == places.end() || narrow == places.end()) return false;
  const Place& c = wide->second;
  const Place& v = narrow->second;
  constexpr double times = 1;   // ten times as many people, as a power of ten
  constexpr double near = 0.2;  // degrees: some 20 km
  return c.country == v.country && c.prominence - v.prominence > times && std::abs(c.latitude - v.latitude) < near &&
         std::abs(c.longitude - v.longitude) < near;
}

/// Whether one can lie in the other.
bool can_hold(const NamedPlaces& places, const Where& wide, const Where& narrow) {
  const int w = narrowness(wide);
  const int n = narrowness(narrow);
  if (at_edge_of(places, wide, narrow)) return true;
  if (w >= n) return false;
  if (!wide.country.empty() && !narrow.country.empty() && wide.country != narrow.country) return false;
  if (wide.kind == "region" || wide.kind == "area") {
    const std::string& region = wide.region.empty() ? wide.name : wide.region;
    return narrow.region.empty() || narrow.region == region || narrow.region == wide.name;
  }
  return wide.kind == "country" || wide.region.empty() || narrow.region.empty() || wide.region == narrow.region;
}

bool compatible(const NamedPlaces& places, const Where& a, const Where& b) {
  return same_place(a, b) || can_hold(places, a, b) || can_hold(places, b, a);
}

bool compatible(const NamedPlaces& places, const std::vector<Where>& a, const std::vector<Where>& b) {
  if (a.empty() || b.empty()) return true;
  return std::any_of(a.begin(), a.end(), [&](const Where& x) {
    return std::any_of(b.begin(), b.end(), [&](const Where& y) { return compatible(places, x, y); });
  });
}

/// Whether what is told now is narrower than what was told of the same attack.
bool narrows(const NamedPlaces& places, const std::vector<Where>& told, const std::vector<Where>& known) {
  if (narrowest_of(told) != narrowest_of(known)) return narrowest_of(told) > narrowest_of(known);
  return !told.empty() && std::all_of(told.begin(), told.end(), [&](const Where& village) {
    return std::any_of(known.begin(), known.end(),
                       [&](const Where& city) { return at_edge_of(places, city, village); });
  });
}

bool compatible(const std::optional<Interval>& a, const std::optional<Interval>& b) {
  if (!a || !b || !a->start || !b->start || !a->end || !b->end) return true;
  return *a->start <= *b->end && *b->start <= *a->end;
}

/// Means that one attack may be told with: "a blast", "a car bomb".
bool refines(Means wide, Means narrow) {
  switch (wide) {
    case Means::bomb:
      return narrow == Means::car_bomb || narrow == Means::suicide_bomb;
    case Means::car_bomb:
      return narrow == Means::suicide_bomb;
    case Means::airstrike:
      return narrow == Means::chemical || narrow == Means::drone || narrow == Means::missile;
    case Means::missile:
    case Means::shelling:
      return narrow == Means::chemical || narrow == Means::missile;
    case Means::clashes:
      return narrow == Means::shooting;
    default:
      return false;
  }
}

bool compatible(const std::optional<Means>& a, const std::optional<Means>& b) {
  return !a || !b || *a == *b || refines(*a, *b) || refines(*b, *a);
}

/// "terrorists", "a bomber", "armed men": words for whoever did it, which a name fills.
bool unnamed(const By& one) {
  const bool word = !one.text.empty() && one.text.front() >= 'a' && one.text.front() <= 'z';
  const bool common = one.actor == provisional_slug(one.text);
  return one.actor == "terrorists" || one.actor == "militants" || one.actor == "attackers" || one.actor == "gunmen" ||
         (word && common);
}

bool unnamed(const std::vector<By>& by) {
  return std::all_of(by.begin(), by.end(), [](const By& one) { return unnamed(one); });
}

/// Two hands that have nobody in common did two things.
bool compatible(const std::vector<By>& a, const std::vector<By>& b) {
  if (a.empty() || b.empty() || unnamed(a) || unnamed(b)) return true;
  return std::any_of(a.begin(), a.end(), [&](const By& x) {
    return std::any_of(b.begin(), b.end(), [&](const By& y) { return x.actor == y.actor; });
  });
}

/// "rebels" and "rebel fighters": whether a word of one opens as a word of the other does.
bool share_word(std::string_view a, std::string_view b) {
  constexpr std::size_t stem = 5;  // letters
  for (std::size_t i = 0; i + stem <= a.size(); ++i) {
    const bool opens = i == 0 || a[i - 1] == ' ';
    if (opens && b.find(a.substr(i, stem)) != std::string_view::npos) return true;
  }
  return false;
}

std::vector<Where> settlements_of(const std::vector<Where>& places) {
  std::vector<Where> out;
  for (const Where& where : places) {
    if (where.from == Provenance::sentence && where.kind != "country" && where.role != PlaceRole::excluding &&
        where.role != PlaceRole::from && where.role != PlaceRole::to)
      out.push_back(where);
  }
  return out;
}

}  // namespace

Events::Events(const DocumentView& document) : document_(document) {
  for (const PlaceMention& mention : document.places()) {
    if (mention.place && !mention.adjective)
      places_.try_emplace(document.gazetteer().id(*mention.place), document.gazetteer().place(*mention.place));
  }
}

bool flies_without_aircraft(const Actors& actors, const std::optional<Means>& means, const std::vector<By>& hands) {
  return means == Means::airstrike && !hands.empty() && std::all_of(hands.begin(), hands.end(), [&](const By& by) {
           const auto actor = actors.find_by_id(by.actor);
           if (!actor) return false;
           const ActorKind kind = actors[*actor].kind;
           return kind == ActorKind::rebel || kind == ActorKind::militia;
         });
}

/// "Haas village in Idlib province": the sentence knows in which region its place lies, whichever of its name the
/// gazetteer took.
void Events::take_region(Telling& telling) const {
  for (Where& where : telling.where) {
    if (narrowness(where) < 3) continue;
    for (const LocalPlace& place : document_.mentions(telling.sentence).places) {
      if (!place.mention->place || place.mention->adjective || place.mention->span.begin < where.span.end) continue;
      const Place row = document_.gazetteer().place(*place.mention->place);
      constexpr std::uint32_t near = 40;  // bytes
      if (place.mention->span.begin > where.span.end + near) continue;
      // "the Shahba neighbourhood of Aleppo"
      const std::string_view between = slice(document_.document().text, {where.span.end, place.mention->span.begin});
      const bool quarter =
          row.kind == PlaceKind::locality && between.find(" of ") != std::string_view::npos &&
          (between.find("neighbo") != std::string_view::npos || between.find("district") != std::string_view::npos ||
           between.find("quarter") != std::string_view::npos || between.find("suburb") != std::string_view::npos);
      if (quarter) {
        where.kind = "neighbourhood";
        if (where.region == row.region) continue;
      } else if (row.kind != PlaceKind::region || where.region == row.name) {
        continue;
      }
      // Another place of that name: what is left is the name, and where it lies.
      where.place.clear();
      where.name = where.text;
      where.latitude.reset();
      where.longitude.reset();
      where.country = row.country;
      where.region = quarter ? row.region : row.name;
    }
  }
}

void Events::note(Telling telling) {
  if (telling.where.empty() && telling.by.empty() && !telling.when && !telling.means) return;
  Member member;
  telling.where = settlements_of(telling.where);
  std::erase_if(telling.by, [&](const By& by) { return !bears_arms(by); });
  take_region(telling);
  member.section = section_;
  member.told = std::move(telling);
  members_.push_back(std::move(member));
}

void Events::note(std::uint32_t sentence, std::size_t claim, const Claim& own) {
  Member member;
  member.claim = claim;
  member.section = section_;
  member.told.sentence = sentence;
  member.told.where = settlements_of(own.where);
  if (own.aggregation == Aggregation::incident && own.modality != Modality::planned) {
    // Who made an arrest did not do the deed.
    if (own.outcome != Outcome::detained) {
      member.told.by = own.by;
      member.told.means = own.means;
    }
    member.told.when = own.when;
  }
  take_region(member.told);
  member.running = own.aggregation != Aggregation::incident;
  member.told.heading = own.block == BlockKind::heading;
  members_.push_back(std::move(member));
}

/// Whether a sentence that counts nobody can tell whose deed an attack was by naming them: never those who look into
/// it.
/// Whom "the terrorists" may stand for: an armed group, not an army.
bool Events::armed_group(const std::vector<By>& hands) const {
  return std::any_of(hands.begin(), hands.end(), [&](const By& by) {
    const auto actor = document_.actors().find_by_id(by.actor);
    if (!actor) return false;
    const ActorKind kind = document_.actors()[*actor].kind;
    return kind == ActorKind::rebel || kind == ActorKind::militia;
  });
}

bool Events::bears_arms(const By& by) const {
  const auto actor = document_.actors().find_by_id(by.actor);
  if (!actor) return false;
  const ActorKind kind = document_.actors()[*actor].kind;
  return kind == ActorKind::state_force || kind == ActorKind::government || kind == ActorKind::rebel ||
         kind == ActorKind::militia || kind == ActorKind::coalition;
}

/// Whether those who were harmed are of the side whose deed the attack is, as far as words tell: soldiers and police of
/// a state, rebels of rebels. They did not fall to it.
bool Events::own_losses(const Claim& claim, const Event& event) const {
  const bool of_state = claim.group == Group::soldiers || claim.group == Group::police;
  const bool of_arms = claim.group == Group::fighters || claim.group == Group::attackers;
  if ((!of_state && !of_arms) || !claim.by.empty()) return false;
  return std::any_of(event.by.begin(), event.by.end(), [&](const By& by) {
    const auto actor = document_.actors().find_by_id(by.actor);
    const ActorKind kind = actor ? document_.actors()[*actor].kind : ActorKind::outlet;
    const bool state = kind == ActorKind::state_force || kind == ActorKind::government;
    const bool arms = kind == ActorKind::rebel || kind == ActorKind::militia;
    return (of_state && state) ||
           (of_arms && arms && (document_.actors()[*actor].generic || share_word(claim.group_text, by.text)));
  });
}

/// Whether the narrower place of an attack lies in a wider one: a place of no gazetteer does where the sentence that
/// names it names the wider one as well.
bool Events::lies_in(const Event& event, const Where& narrow, const Where& wide) const {
  if (!can_hold(places_, wide, narrow)) return false;
  if (!narrow.place.empty() || wide.kind == "country") return true;
  const std::vector<LocalPlace>& named = document_.mentions(event.where_sentence).places;
  return std::any_of(named.begin(), named.end(), [&](const LocalPlace& place) {
    return place.mention->place && document_.gazetteer().id(*place.mention->place) == wide.place;
  });
}

std::vector<Events::Event> Events::gather(std::vector<Member>& members) const {
  /// How many sentences an attack goes on being told after the last word of it, without a place or day that ties it.
  constexpr std::uint32_t reach = 4;
  std::vector<Event> out;
  for (Member& member : members) {
    if (member.running) continue;
    const Telling& told = member.told;
    std::size_t chosen = out.size();
    for (std::size_t e = out.size(); e-- > 0 && chosen == out.size();) {
      const Event& event = out[e];
      if (event.section != member.section) break;
      if (!compatible(places_, told.where, event.where) || !compatible(told.when, event.when) ||
          !compatible(told.means, event.means) || !compatible(told.by, event.by) ||
          flies_without_aircraft(document_.actors(), told.means, event.by) ||
          flies_without_aircraft(document_.actors(), event.means, told.by))
        continue;
      const bool tied = !told.where.empty() && !event.where.empty();
      if (!tied && told.sentence - event.last > reach) continue;
      chosen = e;
    }
    if (chosen == out.size()) {
      out.emplace_back();
      out.back().section = member.section;
    }
    Event& event = out[chosen];
    member.event = chosen;
    event.last = told.sentence;
    // A headline says "in Idlib" of the province as of the city.
    if (!told.heading && narrows(places_, told.where, event.where)) {
      event.where = told.where;
      event.where_sentence = told.sentence;
    }
    if (!told.by.empty() && (event.by.empty() || (unnamed(event.by) && !unnamed(told.by))) &&
        told.by.front().actor != "self") {
      event.by = told.by;
      event.by_sentence = told.sentence;
    }
    if (told.means && (!event.means || refines(*event.means, *told.means))) {
      event.means = told.means;
      event.means_sentence = told.sentence;
    }
    if (told.when && !event.when) {
      event.when = told.when;
      event.when_sentence = told.sentence;
    }
  }
  return out;
}

bool Events::fills(std::uint32_t source, std::uint32_t s) const {
  if (source <= s || document_.sentence(source).block == document_.sentence(s).block) return true;
  // The lead: nothing of the body stands before its paragraph.
  for (std::uint32_t before = s; before-- > 0;) {
    if (document_.sentence(before).kind == BlockKind::body)
      return document_.sentence(before).block == document_.sentence(s).block;
  }
  return true;
}

void Events::settle(std::vector<Claim>& claims) const {
  if (claims.empty()) return;
  std::vector<Member> members = members_;
  const std::vector<Event> events = gather(members);
  for (const Member& member : members) {
    if (!member.claim || member.running || member.told.heading) continue;
    Claim& claim = claims[*member.claim];
    const Event& event = events[member.event];
    // Whoever is held, gone or was spared was not harmed by what harmed the others.
    const bool held = claim.outcome == Outcome::detained || claim.outcome == Outcome::abducted ||
                      claim.outcome == Outcome::missing || claim.modality == Modality::negated ||
                      claim.kind == ClaimKind::displacement;
    const bool own = own_losses(claim, event);
    const bool told_by_word =
        !claim.by.empty() && unnamed(claim.by) && !event.by.empty() && !unnamed(event.by) &&
        (armed_group(event.by) || claim.group == Group::fighters || claim.group == Group::attackers);
    const bool cannot = flies_without_aircraft(document_.actors(), claim.means, event.by);
    if ((claim.by.empty() || told_by_word) && !cannot && claim.modality != Modality::denied && !held && !own &&
        fills(event.by_sentence, member.told.sentence))
      claim.by = event.by;
    if (!claim.means && !held && !own && fills(event.means_sentence, member.told.sentence) &&
        !flies_without_aircraft(document_.actors(), event.means, claim.by))
      claim.means = event.means;
    if (document_.published() && !claim.when && event.when && fills(event.when_sentence, member.told.sentence)) {
      claim.when = event.when;
      claim.when->from = Provenance::paragraph;
    }

    const bool narrower = !event.where.empty() && !claim.where.empty() &&
                          std::all_of(claim.where.begin(), claim.where.end(), [&](const Where& where) {
                            return std::any_of(event.where.begin(), event.where.end(),
                                               [&](const Where& narrow) { return lies_in(event, narrow, where); });
                          });
    // A toll of the whole north-west is not that of the one town in it that another toll is told of.
    const bool wide =
        std::any_of(claim.where.begin(), claim.where.end(), [](const Where& where) { return narrowness(where) <= 1; });
    const bool whole =
        narrower && wide && std::any_of(members.begin(), members.end(), [&](const Member& other) {
          if (!other.claim || *other.claim == *member.claim || other.event != member.event || other.told.heading)
            return false;
          const Claim& part = claims[*other.claim];
          const bool differs = part.outcome == claim.outcome && part.number && claim.number && part.number->value &&
                               claim.number->value && *part.number->value < *claim.number->value &&
                               part.sentence != claim.sentence;
          return differs && std::any_of(part.where.begin(), part.where.end(), [&](const Where& where) {
                   return std::any_of(event.where.begin(), event.where.end(),
                                      [&](const Where& narrow) { return same_place(where, narrow); });
                 });
        });
    if (document_.view(member.told.sentence).has(TermKind::wide) ||
        std::find(placed_.begin(), placed_.end(), *member.claim) != placed_.end())
      continue;
    if (!event.where.empty() && fills(event.where_sentence, member.told.sentence) &&
        (claim.where.empty() || (narrower && !whole))) {
      claim.where = event.where;
      for (Where& where : claim.where) where.from = Provenance::paragraph;
    }
  }
}

}  // namespace histor
