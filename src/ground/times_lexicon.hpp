#pragma once
// The words that time expressions are made of, and a text cut into the pieces that the grammar of times reads.
// Pieces are finer than tokens: "mid-2012", "24.07.2016Get" and "Monday's" each hold a time word that ends inside a
// token.

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "text/sentences.hpp"

namespace histor::times {

enum class Unit : std::uint8_t { second, minute, hour, day, week, month, quarter, year, decade, century };

enum class Part : std::uint8_t { none, morning, noon, afternoon, evening, night, dawn, midnight, daytime, overnight };

enum class Season : std::uint8_t { none, spring, summer, autumn, winter };

/// Which end of a stretch is meant: "early May", "the end of the year".
enum class Edge : std::uint8_t { none, start, middle, end, first_half, second_half };

/// Where a unit stands: `last`, `current`, `next` look from the time of writing; `previous`, `same`, `following` from
/// the time told of.
enum class Relation : std::uint8_t { none, last, current, next, previous, same, following };

/// Which way a distance runs: `ago` and `ahead` from the time of writing, `earlier` and `later` from the time told of.
enum class Direction : std::uint8_t { none, ago, ahead, earlier, later };

enum class Reference : std::uint8_t { past, present, future };

/// The parts a word can play. One word may play several ("second", "may", "fall").
enum class WordClass : std::uint8_t {
  month,        ///< 1 to 12
  short_month,  ///< an abbreviation that takes a full stop; 1 to 12
  weekday,      ///< 1 (Monday) to 7
  weekdays,     ///< 1 to 7, a plural
  unit,         ///< Unit
  units,        ///< Unit, a plural
  number,       ///< 0 to 90
  scale,        ///< 100, 1000 …
  vague,        ///< "few", "several"
  ordinal,      ///< 1 to 31
  season,       ///< Season
  part,         ///< Part
  parts,        ///< Part, a plural
  meridiem,     ///< 0 a.m., 12 p.m.
  zone,         ///< "GMT"
  era,          ///< 0 AD, 1 BC
  edge,         ///< Edge
  relation,     ///< Relation
  direction,    ///< Direction
  deictic,      ///< days from today, plus one
  holiday,      ///< month * 100 + day; 0 where it moves
  reference,    ///< Reference
  frequency,    ///< Unit, plus 100 for the part of the day ("nightly")
  counted,      ///< a noun that a number before it counts: "people", "homes"
  event,        ///< a noun that a year before it dates: "elections", "war"
  year_cue,     ///< a word after which four digits are a year: "in", "since"
  weak_cue,     ///< one after which they are a year only if nothing counted follows: "of", "by"
  count_cue,    ///< a word after which they are a count: "killed", "than"
  ahead_cue,    ///< a word that looks ahead: "will"
  name_like,    ///< a month or weekday that is as often something else: "May", "March", "Sun"
  determiner,   ///< "the", "its"
  follower,     ///< a word that may come after a year but not after a bare count
  report_cue,   ///< a verb of saying, after which a bare day is the day of saying: "said"
};

/// The bit of `c` in a set of classes.
[[nodiscard]] constexpr std::uint64_t bit(WordClass c) {
  return std::uint64_t{1} << static_cast<unsigned>(c);
}

using WordId = std::uint16_t;  ///< 0: a word that plays no part here

enum class PieceKind : std::uint8_t { word, digits, mark, other };

/// A run of letters, a run of digits, or one mark.
struct Piece {
  Span span;
  std::uint32_t token = 0;    ///< index into AnalysedText::tokens
  std::uint64_t classes = 0;  ///< a bit for each WordClass it plays
  std::uint32_t number = 0;   ///< of digits; saturated
  WordId word = 0;
  PieceKind kind = PieceKind::other;
  std::uint8_t digits = 0;  ///< how many digits; saturated
  bool glued = false;       ///< nothing stands between it and the piece before
  bool capital = false;     ///< begins with a capital letter

  [[nodiscard]] bool is(WordClass c) const { return (classes >> static_cast<unsigned>(c) & 1U) != 0; }
};

/// The id of a lower-case word or mark that the grammar names. Ids are given once, before the first text is read.
[[nodiscard]] WordId intern(std::string_view word);

/// The value that `piece` has as a `c`. Requires piece.is(c).
[[nodiscard]] int value_of(const Piece& piece, WordClass c);

/// Cuts the tokens of one sentence into pieces, appended to `out`.
void cut(std::string_view text, const AnalysedText& analysed, const Sentence& sentence, std::vector<Piece>& out);

}  // namespace histor::times
