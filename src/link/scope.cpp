// Containment is known only as far as the gazetteer fields of a place tell it: country, first-level region, and
// distance for the quarters and sites of a town. Everything else is "unknown", which ties nothing and parts nothing.
#include "link/scope.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace histor {

namespace {

constexpr double earth_radius_km = 6371.0;
constexpr double pi = 3.14159265358979323846;
constexpr double same_town_km = 15.0;  // a quarter or site is of the town whose centre is no farther

std::optional<double> distance_km(const Where& a, const Where& b) {
  if (!a.latitude || !a.longitude || !b.latitude || !b.longitude) return std::nullopt;
  const double to_radians = pi / 180.0;
  const double mean = (*a.latitude + *b.latitude) / 2 * to_radians;
  const double x = (*b.longitude - *a.longitude) * to_radians * std::cos(mean);
  const double y = (*b.latitude - *a.latitude) * to_radians;
  return earth_radius_km * std::sqrt(x * x + y * y);
}

bool is_wide(const Where& where) {
  return where.kind == "country" || where.kind == "region" || where.kind == "county" ||
         where.precision == PlacePrecision::region || where.precision == PlacePrecision::country;
}

bool is_grounded(const Where& where) {
  return !where.place.empty();
}

enum class Family { unknown, fire, bomb, hand };

Family family_of(std::optional<Means> means) {
  if (!means) return Family::unknown;
  switch (*means) {
    case Means::airstrike:
    case Means::drone:
    case Means::shelling:
    case Means::missile:
    case Means::chemical:
      return Family::fire;
    case Means::car_bomb:
    case Means::suicide_bomb:
    case Means::bomb:
      return Family::bomb;
    case Means::shooting:
    case Means::execution:
    case Means::stabbing:
      return Family::hand;
    case Means::clashes:  // fought with anything
    case Means::other:
      return Family::unknown;
  }
  return Family::unknown;
}

// How `a` is covered by the places of `others`: yes, no, or not to be told.
enum class Cover { yes, no, unknown };

Cover covered(const Where& a, PlacePointers others, PlacePointers excluded) {
  for (const Where* out : excluded) {
    if (same_place(a, *out)) return Cover::no;
  }
  for (const Where* other : others) {
    if (same_place(a, *other) || holds(*other, a)) return Cover::yes;
  }
  // A name that the gazetteer does not know may lie anywhere, but it holds no place that the gazetteer knows.
  return is_grounded(a) ? Cover::no : Cover::unknown;
}

std::vector<const Where*> pointers(std::span<const Where> places) {
  std::vector<const Where*> out;
  out.reserve(places.size());
  for (const Where& where : places) out.push_back(&where);
  return out;
}

}  // namespace

Window window_of(const Claim& claim) {
  if (!claim.when) return {};
  Window window{claim.when->start, claim.when->end};
  if (window.first && window.last && *window.last < *window.first) std::swap(window.first, window.last);
  return window;
}

bool overlap(const Window& a, const Window& b) {
  if (a.last && b.first && *a.last < *b.first) return false;
  if (b.last && a.first && *b.last < *a.first) return false;
  return true;
}

bool within(const Window& inner, const Window& outer) {
  const bool starts = !outer.first || (inner.first && *outer.first <= *inner.first);
  const bool ends = !outer.last || (inner.last && *inner.last <= *outer.last);
  return starts && ends;
}

std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if (c == ' ' || c == '-' || c == '\n' || c == '\t' || c == '\r') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += c;
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string place_key(const Where& where) {
  return is_grounded(where) ? where.place : "~" + folded(where.name.empty() ? where.text : where.name);
}

bool same_place(const Where& a, const Where& b) {
  if (&a == &b) return true;
  if (is_grounded(a) && is_grounded(b)) return a.place == b.place;
  return folded(a.text) == folded(b.text);
}

bool holds(const Where& outer, const Where& inner) {
  // A quarter that no gazetteer knows has the point of the town that its sentence puts it in.
  const bool placed = is_grounded(inner) || (inner.latitude && inner.kind == "neighbourhood");
  if (!is_grounded(outer) || !placed || outer.place == inner.place) return false;
  if (outer.country != inner.country) return false;
  if (outer.kind == "country") return inner.kind != "country";
  if (outer.kind == "region") return inner.kind != "country" && inner.kind != "region" && inner.region == outer.name;
  if (outer.kind == "locality" && (inner.kind == "neighbourhood" || inner.kind == "site")) {
    const std::optional<double> distance = distance_km(outer, inner);
    return distance && *distance <= same_town_km;
  }
  return false;
}

Area area(PlacePointers a, PlacePointers not_a, PlacePointers b, PlacePointers not_b) {
  if (a.empty() || b.empty()) return Area::unknown;
  if (a.size() == 1 && b.size() == 1 && a[0] == b[0] && not_a.empty() && not_b.empty()) return Area::equal;
  struct Tally {
    std::size_t yes = 0, no = 0, unknown = 0;
  };
  const auto tally = [](PlacePointers ones, PlacePointers others, PlacePointers excluded) {
    Tally t;
    for (const Where* one : ones) {
      const Cover cover = covered(*one, others, excluded);
      ++(cover == Cover::yes ? t.yes : cover == Cover::no ? t.no : t.unknown);
    }
    return t;
  };
  const Tally ab = tally(a, b, not_b);
  const Tally ba = tally(b, a, not_a);
  if (ab.yes == a.size() && ba.yes == b.size()) return Area::equal;
  // "Al-Qusour and Al-Khamara in Idlib": names beside a known place are read as parts of it.
  const bool a_inside = ab.yes > 0 && ab.no == 0;
  const bool b_inside = ba.yes > 0 && ba.no == 0;
  if (a_inside && !b_inside) return Area::within;
  if (b_inside && !a_inside) return Area::holds;
  if (ab.yes + ba.yes > 0) return Area::overlaps;
  if (ab.unknown + ba.unknown > 0) return Area::unknown;
  return Area::disjoint;
}

Area area(std::span<const Where> a, std::span<const Where> b) {
  return area(pointers(a), {}, pointers(b), {});
}

Area area(const Figure& a, const Figure& b) {
  return area(pointers(a.places), pointers(a.exclusions), pointers(b.places), pointers(b.exclusions));
}

const Where* Places::intern(const Where& where) {
  std::string key = place_key(where) + '|' + folded(where.text) + '|' + where.name + '|' + where.kind + '|' +
                    where.country + '|' + where.region + '|' + std::to_string(static_cast<int>(where.precision));
  if (where.latitude && where.longitude) {
    key += '|' + std::to_string(*where.latitude) + '|' + std::to_string(*where.longitude);
  }
  const auto [entry, fresh] = by_key_.try_emplace(std::move(key), nullptr);
  if (fresh) entry->second = &places_.emplace_back(where);
  return entry->second;
}

std::vector<const Where*> Places::intern(std::span<const Where> places) {
  std::vector<const Where*> out;
  out.reserve(places.size());
  for (const Where& where : places) out.push_back(intern(where));
  return out;
}

bool is_aggregate(PlacePointers places) {
  if (std::any_of(places.begin(), places.end(), [](const Where* where) { return is_wide(*where); })) return true;
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (std::size_t j = i + 1; j < places.size(); ++j) {
      const std::optional<double> distance = distance_km(*places[i], *places[j]);
      if (distance && *distance > same_town_km) return true;
    }
  }
  return false;
}

std::vector<Where> narrowest(std::span<const Where> places) {
  std::vector<Where> kept;
  for (std::size_t i = 0; i < places.size(); ++i) {
    bool drop = false;
    for (std::size_t j = 0; j < places.size() && !drop; ++j) {
      if (i == j) continue;
      drop = holds(places[i], places[j]) || (j < i && same_place(places[i], places[j]));
    }
    if (!drop) kept.push_back(places[i]);
  }
  return kept;
}

bool population_within(Group inner, Group outer) {
  if (inner == outer) return false;
  if (outer == Group::people) return true;
  if (outer == Group::civilians) {
    constexpr std::array civil{Group::children, Group::women,       Group::medics,
                               Group::rescuers, Group::aid_workers, Group::journalists};
    return std::find(civil.begin(), civil.end(), inner) != civil.end();
  }
  if (outer == Group::combatants) return inner == Group::soldiers || inner == Group::fighters;
  return false;
}

bool population_compatible(Group a, Group b) {
  return a == b || a == Group::people || b == Group::people;
}

bool means_compatible(std::optional<Means> a, std::optional<Means> b) {
  const Family x = family_of(a);
  const Family y = family_of(b);
  return x == y || x == Family::unknown || y == Family::unknown;
}

std::string known_at(const std::optional<AsOf>& as_of, const std::optional<Day>& published) {
  std::string at = as_of && !as_of->time.empty() ? as_of->time : published ? to_string(*published) : std::string{};
  if (at.size() == 10) at += "T24:00";  // what is printed on a day was known by its end
  return at;
}

}  // namespace histor
