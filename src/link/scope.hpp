#pragma once
// What a figure covers: its days, its places, its population, its cause. These are the fields on which two figures are
// held against each other; where a text does not give one, nothing is concluded from it.

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/claim.hpp"
#include "model/incident.hpp"

namespace histor {

/// First to last day; either end may be unknown.
struct Window {
  std::optional<Day> first;
  std::optional<Day> last;
  [[nodiscard]] bool known() const { return first.has_value() || last.has_value(); }
  friend bool operator==(const Window&, const Window&) = default;
};

[[nodiscard]] Window window_of(const Claim& claim);
/// Whether the two can share a day; an unknown end is open.
[[nodiscard]] bool overlap(const Window& a, const Window& b);
/// Whether every day of `inner` is a day of `outer`.
[[nodiscard]] bool within(const Window& inner, const Window& outer);

/// How the area of one set of places stands to that of another.
enum class Area {
  unknown,  ///< one names no place, or places of which nothing is known
  equal,
  within,    ///< the first inside the second
  holds,     ///< the second inside the first
  overlaps,  ///< some in common, some not
  disjoint,
};

/// The same name folded where no place of the gazetteer was settled on: letters without case, blanks and hyphens as
/// one.
[[nodiscard]] std::string folded(std::string_view text);
/// Names a place across documents: its gazetteer id, else "~" and its folded words.
[[nodiscard]] std::string place_key(const Where& where);
[[nodiscard]] bool same_place(const Where& a, const Where& b);
/// Whether `outer` holds `inner` and is not the same place: by country, by region, by nearness for quarters and sites.
[[nodiscard]] bool holds(const Where& outer, const Where& inner);
[[nodiscard]] Area area(std::span<const Where> a, std::span<const Where> b);
/// Like area(), but a place that the other side excludes is no part of it.
[[nodiscard]] Area area(const Figure& a, const Figure& b);

/// Places by address, so that a million mentions of a few thousand places are compared without being copied. Two
/// places have one address where linking can tell no difference between them.
class Places {
 public:
  /// Valid as long as this object.
  [[nodiscard]] const Where* intern(const Where& where);
  [[nodiscard]] std::vector<const Where*> intern(std::span<const Where> places);

 private:
  std::deque<Where> places_;
  std::unordered_map<std::string, const Where*> by_key_;
};

using PlacePointers = std::span<const Where* const>;
/// As area() of two figures: `not_a` are the places that the side of `a` excludes.
[[nodiscard]] Area area(PlacePointers a, PlacePointers not_a, PlacePointers b, PlacePointers not_b);
/// Whether the places are more than one settlement: a region, a country, or places far from each other.
[[nodiscard]] bool is_aggregate(PlacePointers places);
/// Drops repeats and places that only hold another of them ("Idlib" and "Syria" is Idlib), keeping the order.
[[nodiscard]] std::vector<Where> narrowest(std::span<const Where> places);

/// Whether everybody of `inner` is of `outer`, and they are not the same: people holds all, civilians hold children.
[[nodiscard]] bool population_within(Group inner, Group outer);
/// Whether the words may mean the same people: equal, or one of them says no more than "people".
[[nodiscard]] bool population_compatible(Group a, Group b);
/// Whether the means may be told of one attack: one of them unknown or other, or of one family (from the air, by bomb,
/// by hand).
[[nodiscard]] bool means_compatible(std::optional<Means> a, std::optional<Means> b);

/// Orders what was known when: an as-of time as it is, a day as its end. Empty sorts first.
[[nodiscard]] std::string known_at(const std::optional<AsOf>& as_of, const std::optional<Day>& published);

}  // namespace histor
