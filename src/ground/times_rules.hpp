#pragma once
// The rules of the grammar of times as the reader of `times_grammar.cpp` follows them: compiled once from the table in
// `times_rules.cpp`.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ground/times_grammar.hpp"
#include "ground/times_lexicon.hpp"

namespace histor::times {

enum class Rule : std::uint8_t {
  number,      ///< native: "two", "a few", "24", "twenty-four"
  day,         ///< native: "1", "1st", "the first" without its article
  year,        ///< native: four digits within a date, or with an era
  lone,        ///< native: four digits that their neighbours show to be a year
  short_year,  ///< native: the last two digits of a year
  clock,       ///< native: "7:00 PM", "19:00", "7 p.m."
  numeric,     ///< native: "2024-12-02", "16/05/2016", "24.07.2016"
  decade,      ///< native: "1990s"
  nth,         ///< native: "19th", "nineteenth"
  ancient,     ///< native: the first of two years with one era: "499" of "499-493 BC"
  month,       ///< a month's name with its full stop
  month_day,   ///< a day of a month, with its year or without
  date,        ///< a day, month or year of the calendar
  base,        ///< anything that names a day or longer
  timed,       ///< with a part of the day or a clock
  point,       ///< with "early", "the end of"
  mention,     ///< what may stand alone
  count,
};

constexpr std::size_t rule_count = static_cast<std::size_t>(Rule::count);

struct Line {
  Rule makes;
  std::string_view pattern;
  Kind kind = Kind::calendar;
  Relation relation = Relation::none;
  Direction direction = Direction::none;
  Edge edge = Edge::none;
  int value = 0;  ///< what the line's kind needs: days, a half
};

/// One element of a pattern.
struct Element {
  std::vector<WordId> words;
  std::uint64_t classes = 0;
  std::optional<Rule> rule;
  char capture = '\0';
  bool optional = false;
  bool glued = false;
};

/// The pieces with which something can begin, so that most places are passed over without a look at the rules.
struct First {
  std::vector<bool> words;
  std::uint64_t classes = 0;
  bool digits = false;

  [[nodiscard]] bool admits(const Piece& piece) const {
    return (piece.classes & classes) != 0 || (digits && piece.kind == PieceKind::digits) ||
           (piece.word < words.size() && words[piece.word]);
  }

  /// Whether it grew.
  bool join(const First& other) {
    bool grew = (other.classes & ~classes) != 0 || (other.digits && !digits);
    classes |= other.classes;
    digits = digits || other.digits;
    for (std::size_t i = 0; i < other.words.size(); ++i) {
      if (other.words[i]) grew = add(static_cast<WordId>(i)) || grew;
    }
    return grew;
  }

  bool add(WordId word) {
    if (words.size() <= word) words.resize(std::size_t{word} + 1);
    const bool is_new = !words[word];
    words[word] = true;
    return is_new;
  }
};

struct CompiledLine {
  const Line* line = nullptr;
  std::vector<Element> elements;
  First first;
};

class Grammar {
 public:
  Grammar();

  [[nodiscard]] const std::vector<CompiledLine>& of(Rule rule) const { return lines_[static_cast<std::size_t>(rule)]; }
  [[nodiscard]] const First& first(Rule rule) const { return firsts_[static_cast<std::size_t>(rule)]; }

 private:
  void find_firsts();

  std::array<std::vector<CompiledLine>, rule_count> lines_;
  std::array<First, rule_count> firsts_;
};

/// The one grammar; made at the first call.
[[nodiscard]] const Grammar& grammar();

}  // namespace histor::times
