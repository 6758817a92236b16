#pragma once
// Dates as far as they are known, and their arithmetic: "November 2005", "the 1990s", "a night of May 1943".

#include <cstdint>
#include <optional>
#include <string>

#include "base/day.hpp"
#include "ground/times_lexicon.hpp"

namespace histor::times {

constexpr int first_year = 1;
constexpr int last_year = 9999;
constexpr std::int64_t longest_shift = 4'000'000;  ///< days: more than all the years there are

/// How much of a date is known, the coarsest first.
enum class Grain : std::uint8_t { none, century, decade, year, half, season, quarter, month, week, day };

/// A date as far as it is known. Fields finer than `grain` are not set.
struct Stamp {
  Grain grain = Grain::none;
  std::optional<int> year;     ///< before Christ: negative. Of a week: its ISO year
  int index = 0;               ///< century, decade, half, season, quarter or week
  bool before_christ = false;  ///< of a century or decade
  int month = 0;
  int day = 0;      ///< 0 with a month known: some day of it
  int weekday = 0;  ///< where nothing else is known of a day
  Part part = Part::none;
  Edge edge = Edge::none;
  int clock = -1;
};

struct DayRange {
  Day first;
  Day last;
};

/// The value as TIMEX2 writes it.
[[nodiscard]] std::string value_of(const Stamp& stamp);

/// nullopt where the stamp stands for no days: no year, before Christ.
[[nodiscard]] std::optional<DayRange> days_of(const Stamp& stamp);

[[nodiscard]] Stamp stamp_of(Day day, Grain grain = Grain::day);

/// `stamp` moved by `amount` units; nullopt where it leaves the years 1 to 9999, or is too coarse to move so.
[[nodiscard]] std::optional<Stamp> shifted(const Stamp& stamp, std::int64_t amount, Unit unit);

/// `stamp` as far as `grain`; nullopt where it is not known so far.
[[nodiscard]] std::optional<Stamp> coarsened(const Stamp& stamp, Grain grain);

/// The grain of which a unit is one; a day for what is shorter.
[[nodiscard]] Grain grain_of(Unit unit);

// Of the calendar. Those that take figures require such a month and such a day of it.
[[nodiscard]] Day day_of(int year, int month, int day);
[[nodiscard]] int last_day_of(int year, int month);
[[nodiscard]] bool in_calendar(int year, int month, int day);  ///< any figures
[[nodiscard]] bool within_years(Day day);                      ///< 1 to 9999
[[nodiscard]] int weekday_of(Day day);                         ///< 1 (Monday) to 7
[[nodiscard]] Day monday_of(Day day);                          ///< of the same week
[[nodiscard]] Day easter(int year);                            ///< Gregorian

}  // namespace histor::times
