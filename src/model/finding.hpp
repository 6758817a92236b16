#pragma once
// How two figures stand to each other, and what in the claims needs a person's eye.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/vocabulary.hpp"

namespace histor {

enum class RelationKind {
  same,        ///< same class, same figure, by different origins
  restates,    ///< same class and origin, carried again
  updates,     ///< same class and origin, later: supersedes
  part,        ///< population, area or window within the other's
  differs,     ///< same class, different origins: cannot both hold
  agrees,      ///< same class, different origins: can both hold
  apart,       ///< not comparable
  background,  ///< one of them is of the war or of history
  denies,      ///< one is a denial of the other
};

template <>
struct Words<RelationKind> {
  static constexpr std::array<std::string_view, 9> all{"same",   "restates", "updates",    "part",  "differs",
                                                       "agrees", "apart",    "background", "denies"};
};

/// `a` stands to `b` as `kind` says: a updates b, a is part of b.
struct Relation {
  std::uint32_t a = 0;  ///< indices into LedgerView::figures
  std::uint32_t b = 0;
  RelationKind kind = RelationKind::apart;
  std::vector<std::string> fields;  ///< what it rests on: "place", "day", "population", "origin", "bounds", "as-of"
};

enum class FindingKind {
  differs,                ///< figures that cannot both hold
  scope_dropped,          ///< an as-of time or an exclusion lost on the way
  bound_lost,             ///< "at least 25" carried as "25"
  attribution_drift,      ///< one figure under two attributions
  parts_exceed_whole,     ///< a breakdown that adds up to more than its whole
  women_children_exceed,  ///< women and children more than the total
  breakdown_swapped,      ///< one whole with different parts, by two carriers
  running_total_falls,    ///< a series that goes down
  incidents_exceed,       ///< incidents count more than the running total that covers them
  enemy_dead,             ///< a party to the fight counts its enemy's dead
  two_holders,            ///< two sides are said to hold a place on one day
  taking_denied,          ///< somebody denies that a place was taken, held or left
  violence_differs,       ///< a place told as fought over and as not
};

template <>
struct Words<FindingKind> {
  static constexpr std::array<std::string_view, 13> all{
      "differs",           "scope-dropped",       "bound-lost",
      "attribution-drift", "parts-exceed-whole",  "women-children-exceed",
      "breakdown-swapped", "running-total-falls", "incidents-exceed",
      "enemy-dead",        "two-holders",         "taking-denied",
      "violence-differs"};
};

struct Finding {
  std::string id;  ///< "f_" and a digest of its kind and claims
  FindingKind kind = FindingKind::differs;
  std::vector<std::uint32_t> claims;  ///< indices into LedgerView::claims, ascending
  std::string entry;                  ///< incident or series it belongs to; may be empty
  std::string sentence;               ///< one plain sentence for a person
};

}  // namespace histor
