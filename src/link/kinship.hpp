#pragma once
// Two accounts held against each other: whether they tell one event, and how one stands to the other. Everything that
// decides it stands in `Kinship`; the few weights are in kinship.cpp, each with its reason.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "link/account.hpp"
#include "model/lineage.hpp"

namespace histor {

inline constexpr std::int64_t large_figure = 5;  ///< smaller counts are equal by chance
inline constexpr std::size_t few_runs = 3;       ///< common runs: fewer are a phrase, not a text
inline constexpr int misread_days = 30;          ///< that a date on a page may be off

struct Kinship {
  std::optional<int> days_apart;  ///< of the events: 0 where they share a day; nullopt where one has none
  bool may_be_one_day = false;    ///< one day apart, and one of the two days is only taken from around
  std::vector<std::pair<std::uint32_t, std::uint32_t>> figures;  ///< positions in a.figures and b.figures: equal counts
  std::size_t large_figures = 0;                                 ///< of those, the ones too large to be equal by chance
  std::size_t lead_figures = 0;  ///< of the large ones, those that stand in the lead of both
  std::optional<std::pair<std::uint32_t, std::uint32_t>> place;  ///< positions in a.places and b.places: the best match
  std::optional<std::uint32_t> place_in_words_of_b;  ///< position in a.places: a narrow place that b's words name
  std::optional<std::uint32_t> place_in_words_of_a;  ///< likewise in b.places
  bool narrow_place = false;
  bool lead_place = false;  ///< in the lead of both
  bool parted = false;      ///< only a wide place is common, and narrow places or the means of the leads do not fit
  std::vector<std::string> origins;  ///< that both name
  bool agency = false;               ///< both credit one news agency
  std::uint32_t permille = 0;        ///< runs of words that both have, of the shorter text's
  std::uint32_t event_permille = 0;  ///< of the sentences that tell the event; the larger of the two shares
};

[[nodiscard]] Kinship compare(const Account& a, const Account& b);

/// How much speaks for one event, in points; one_event_points and more make it one.
[[nodiscard]] int event_points(const Kinship& kinship);
inline constexpr int one_event_points = 6;

/// nullopt: different events.
[[nodiscard]] std::optional<LineageRelation> relation_of(const Kinship& kinship);

}  // namespace histor
