#pragma once
// From what the words say to the days they stand for, against the document's date and the time told so far.

#include <optional>
#include <string>

#include "base/day.hpp"
#include "ground/times_grammar.hpp"
#include "ground/times_stamp.hpp"
#include "model/vocabulary.hpp"

namespace histor::times {

/// What the words are set against.
struct Anchor {
  std::optional<Day> document;      ///< the time of writing
  std::optional<Stamp> told;        ///< the time told of: the last date of the narrative in reach
  std::optional<Stamp> told_month;  ///< the last that was told to the month or finer
  bool year_is_nearer = false;      ///< `told` is a bare year that was told after it, nearer to the words
  bool narrative = false;           ///< the text tells of another time than its own
  bool ahead = false;               ///< words near by look ahead
  std::optional<bool> day_first;    ///< how this text writes "03/04/2024", where it can be told
};

/// One end of an interval.
struct GroundedEnd {
  std::string value;
  std::optional<Day> start;
  std::optional<Day> end;
  TimePrecision precision = TimePrecision::day;
};

struct Grounded {
  std::string value;
  std::optional<Stamp> stamp;  ///< of a date that may be told from
  std::optional<Day> start;
  std::optional<Day> end;
  bool open_end = false;
  bool anchored = false;
  TimePrecision precision = TimePrecision::day;
  int clock = -1;
  GroundedEnd from;  ///< of an interval
  GroundedEnd to;
};

[[nodiscard]] Grounded ground(const Expression& said, const Parse& parse, const Anchor& anchor);

}  // namespace histor::times
