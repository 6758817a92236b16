#pragma once
// The grammar of time expressions: from pieces to what the words say, before any date is known to set it against.
// The rules are a table (times_grammar.cpp); to read more, add a line there.

#include <cstdint>
#include <span>
#include <vector>

#include "ground/times_lexicon.hpp"

namespace histor::times {

enum class Kind : std::uint8_t {
  calendar,   ///< a date as far as it is given: year, month, day, weekday, season, holiday …
  deictic,    ///< `amount` days from today
  relation,   ///< "last week", "the following day", "that night", "last July": `relation` and a unit or a calendar name
  shift,      ///< "two days earlier", "a week ago", "three days after" `first`
  whole,      ///< "the year" of "the end of the year": the unit that is being told of
  part,       ///< a part of the day alone: "at dawn", "overnight"
  clock,      ///< a clock time alone
  reference,  ///< "now", "recently"
  duration,   ///< "for two weeks"
  window,     ///< "the past 24 hours", "the next few days", "the 24 hours to" `first`
  set,        ///< "every day"
  interval,   ///< from `first` to `second`
  since,      ///< from `first` on
};

constexpr std::uint32_t no_child = 0xFFFFFFFF;

/// What the words say. Fields at their default are not said.
struct Expression {
  Kind kind = Kind::calendar;
  Span span;

  int year = 0;  ///< before Christ: negative
  int century = -1;
  int decade = -1;
  int month = 0;
  int day = 0;
  int weekday = 0;
  int half = 0;
  int quarter = 0;
  int holiday = -1;  ///< month * 100 + day; 0 where it moves
  Season season = Season::none;
  Part part = Part::none;
  Edge edge = Edge::none;
  int clock = -1;              ///< minutes after midnight
  bool to_the_minute = false;  ///< of the clock
  bool either_order = false;   ///< "12/02/2024": day and month may be exchanged
  bool plural = false;         ///< "Mondays"

  Unit unit = Unit::day;
  bool has_unit = false;
  std::int64_t amount = 0;  ///< of units; meaningless where vague
  bool vague = false;       ///< "a few"
  Relation relation = Relation::none;
  Direction direction = Direction::none;
  Reference reference = Reference::present;

  std::uint32_t first = no_child;  ///< index into Parse::children
  std::uint32_t second = no_child;
};

struct Found {
  Expression expression;
  std::uint32_t begin = 0;  ///< pieces [begin, end)
  std::uint32_t end = 0;
};

struct Parse {
  std::vector<Found> found;  ///< in text order, apart from one another
  std::vector<Expression> children;
};

/// Reads the pieces of one sentence. The longest expression at each place wins; among equals the rule that stands
/// first.
[[nodiscard]] Parse parse(std::span<const Piece> pieces);

/// Makes the tables, once; parse does it too. Call it before `cut`, since words get their ids here.
void prepare();

}  // namespace histor::times
