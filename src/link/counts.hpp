#pragma once
// A figure as linking sees it, and how two of them stand: does the one take the place of the other, lie within it, or
// tell of the same incident.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "link/mentions.hpp"
#include "link/scope.hpp"
#include "model/ledger_view.hpp"

namespace histor {

struct Count {
  FigureIndex figure = 0;
  Lane lane = Lane::incident;
  Outcome outcome = Outcome::killed;
  Group group = Group::people;
  Modality modality = Modality::asserted;
  bool by_name = false;        ///< a person's name stands for the count
  bool place_carried = false;  ///< no sentence of its own states its places
  std::uint32_t origin = 0;    ///< number of the actor's id; 0 where no source is named
  bool named = false;          ///< its origin is a body, not a role
  Number number;               ///< value and bounds; without its words
  Window days;
  Window plausible;  ///< where no day is stated: the days before its first publication of which it could be
  std::vector<const Where*> places;
  std::vector<const Where*> exclusions;
  std::optional<Means> means;
  std::vector<std::uint32_t> hands;      ///< numbers of the actors said to have done it, sorted
  std::vector<std::uint32_t> documents;  ///< that carry it, sorted
  std::string known;                     ///< as Figure::known

  [[nodiscard]] bool day_known() const { return days.known(); }
};

[[nodiscard]] Count count_of(const LedgerView& view, const std::vector<CountMention>& mentions, FigureIndex figure,
                             MentionTables& tables);

/// Whether one report carries both.
[[nodiscard]] bool share_document(const Count& a, const Count& b);

/// Whether `later` is the same origin's later word on what `earlier` counted: same outcome, same or wider population, a
/// day in common, and the same area or one area-wide count within another. Neither may be said to be part of another.
[[nodiscard]] bool updates(const Count& later, const Count& earlier);

/// Whether `part`, which no words tie to `whole`, lies within it by its scope: same origin and outcome, a narrower
/// population or area, days within, and a figure that fits.
[[nodiscard]] bool within_scope(const Count& part, const Count& whole);

/// What speaks for two figures telling of one incident, the strongest last.
enum class Bond {
  conflict,  ///< they cannot
  none,
  passage,      ///< one passage of one report tells both
  fingerprint,  ///< the same count of one place at one time, where one leaves out the day
  scope,        ///< day and place are one
  sentence,     ///< one sentence of one report gives both
  update,       ///< the one takes the place of the other
  decided,      ///< a person said so
};
[[nodiscard]] Bond bond(const LedgerView& view, const Count& a, const Count& b);

/// Whether the two give one count of one day, the one for a place within the other's: "26 in the village", "26 in the
/// province". Counts below telling_count are never.
[[nodiscard]] bool one_count_of_a_day(const Count& a, const Count& b);

/// Whether `a`, of which the day is not known, may be what `b` counts by its count, place, origin and time alone.
[[nodiscard]] bool one_fingerprint(const Count& a, const Count& b);

}  // namespace histor
