// A packrat parser over the rules: every rule is tried once at a place, the longest match wins, and what it captured
// goes into an Expression.

#include "ground/times_grammar.hpp"

#include <algorithm>
#include <cassert>
#include <optional>

#include "ground/times_figures.hpp"
#include "ground/times_rules.hpp"

namespace histor::times {
namespace {

/// The words that are asked for by name.
struct Names {
  WordId hyphen = intern("-");
  WordId of = intern("of");
  WordId in = intern("in");
  WordId old = intern("old");
  WordId age = intern("age");
  WordId aged = intern("aged");
  WordId fall = intern("fall");
  WordId on = intern("on");
};

const Names& names() {
  static const Names names;
  return names;
}

/// Nothing longer than this many pieces is one expression.
constexpr std::uint32_t window_size = 64;

/// How deep expressions may stand in one another: "the day before the day before …".
constexpr int deepest = 40;

/// Reads one sentence: a packrat parser over a window that moves along it, so that no rule looks twice at one place.
class Reader {
 public:
  Reader(std::span<const Piece> sentence, Parse& parse) : pieces_(sentence), sentence_(sentence), parse_(parse) {
    memo_.resize(rule_count * std::min<std::size_t>(window_size, sentence.size()));
  }

  /// Makes the window begin at `at` if too little of it is left.
  void look_at(std::uint32_t at) {
    if (turn_ != 0 && at < window_ + window_size / 2) return;
    window_ = at;
    ++turn_;
    pieces_ = sentence_.first(std::min<std::size_t>(sentence_.size(), std::size_t{at} + window_size));
  }

  const Outcome& match(Rule rule, std::uint32_t at) {
    const First& first = grammar().first(rule);
    if (at >= pieces_.size() || depth_ > deepest || !first.admits(pieces_[at])) return failed_;
    const std::size_t width = memo_.size() / rule_count;
    Outcome& slot = memo_[static_cast<std::size_t>(rule) * width + (at - window_)];
    if (slot.turn != turn_) {
      slot.turn = turn_;
      slot.state = Outcome::State::failed;  // a rule that leans on itself at its own start fails there
      ++depth_;
      const Outcome outcome = read(rule, at);
      --depth_;
      slot = outcome;
      slot.turn = turn_;
      if (slot.state == Outcome::State::unknown) slot.state = Outcome::State::failed;
    }
    return slot;
  }

 private:
  struct Captured {
    char name;
    std::uint32_t piece;
    std::optional<Rule> rule;
  };

  Outcome read(Rule rule, std::uint32_t at) {
    if (is_figure(rule)) return read_figure(rule, pieces_, at);
    Outcome best;
    for (const CompiledLine& line : grammar().of(rule)) {
      if (!line.first.admits(pieces_[at])) continue;
      captured_.emplace_back();
      const std::optional<std::uint32_t> end = follow(line.elements, 0, at);
      if (end && (best.state != Outcome::State::matched || *end > best.end)) {
        best.state = Outcome::State::matched;
        best.end = *end;
        best.expression = build(*line.line, captured_.back());
      }
      captured_.pop_back();
    }
    return best;
  }

  /// Matches elements[index…] from `at`; optional elements are taken where that leads to a match.
  std::optional<std::uint32_t> follow(const std::vector<Element>& elements, std::size_t index, std::uint32_t at) {
    if (index == elements.size()) return at;
    const Element& element = elements[index];
    if (const std::optional<std::uint32_t> next = take(element, at)) {
      const std::size_t depth = captured_.back().size();
      if (element.capture != '\0') captured_.back().push_back({element.capture, at, element.rule});
      if (const auto end = follow(elements, index + 1, *next)) return end;
      captured_.back().resize(depth);
    }
    return element.optional ? follow(elements, index + 1, at) : std::nullopt;
  }

  std::optional<std::uint32_t> take(const Element& element, std::uint32_t at) {
    if (at >= pieces_.size() || (element.glued && !pieces_[at].glued)) return std::nullopt;
    if (element.rule) {
      const Outcome& outcome = match(*element.rule, at);
      return outcome.state == Outcome::State::matched ? std::optional(outcome.end) : std::nullopt;
    }
    const Piece& here = pieces_[at];
    const bool fits =
        (here.classes & element.classes) != 0 ||
        (here.word != 0 && std::find(element.words.begin(), element.words.end(), here.word) != element.words.end());
    return fits ? std::optional(at + 1) : std::nullopt;
  }

  std::uint32_t adopt(const Captured& capture) {
    const Outcome& child = match(*capture.rule, capture.piece);
    Expression expression = child.expression;
    expression.span = {pieces_[capture.piece].span.begin, pieces_[child.end - 1].span.end};
    parse_.children.push_back(expression);
    return static_cast<std::uint32_t>(parse_.children.size() - 1);
  }

  Expression build(const Line& line, const std::vector<Captured>& captures) {
    Expression out;
    for (const Captured& capture : captures) {
      if (capture.name == 'b') out = match(*capture.rule, capture.piece).expression;
    }
    if (line.kind != Kind::calendar) out.kind = line.kind;
    if (line.relation != Relation::none) out.relation = line.relation;
    if (line.direction != Direction::none) out.direction = line.direction;
    if (line.edge != Edge::none) out.edge = line.edge;
    if (line.value != 0) add_value(line, out);
    for (const Captured& capture : captures) {
      if (capture.name != 'b') assign(capture, out);
    }
    return out;
  }

  static void add_value(const Line& line, Expression& out) {
    switch (line.kind) {
      case Kind::calendar:
        (line.makes == Rule::month ? out.month : out.holiday) = line.value;
        break;
      case Kind::part:
        out.part = static_cast<Part>(line.value);
        break;
      case Kind::reference:
        out.reference = line.value == 1 ? Reference::past : Reference::future;
        break;
      case Kind::set:
        out.amount = line.value;
        break;
      default:
        out.amount = line.value;
        out.unit = Unit::day;
        out.has_unit = true;
    }
  }

  void assign(const Captured& capture, Expression& out) {
    if (capture.rule) {
      assign_child(capture, out);
    } else {
      assign_word(capture.name, pieces_[capture.piece], out);
    }
  }

  void assign_child(const Captured& capture, Expression& out) {
    const Expression& child = match(*capture.rule, capture.piece).expression;
    switch (capture.name) {
      case 'd':
        out.day = child.day;
        break;
      case 'y':
        out.year = child.year;
        break;
      case 'm':
        out.month = child.month;
        break;
      case 'n':
        out.amount = child.amount;
        out.vague = child.vague;
        break;
      case 'c':
        out.clock = child.clock;
        out.to_the_minute = child.to_the_minute;
        break;
      case 'k':
        out.century = child.day - 1;
        break;
      case 'x':
        out.first = adopt(capture);
        break;
      case 'z':
        out.second = adopt(capture);
        break;
      default:
        assert(false && "no such capture of a rule");
    }
  }

  /// A word that plays no such part says nothing.
  static void assign_word(char name, const Piece& piece, Expression& out) {
    const auto value = [&piece](WordClass c) -> std::optional<int> {
      if (!piece.is(c)) return std::nullopt;
      return value_of(piece, c);
    };
    switch (name) {
      case 'm':
        out.month = value(WordClass::month).value_or(value(WordClass::short_month).value_or(0));
        break;
      case 'w':
        out.weekday = value(WordClass::weekday).value_or(0);
        break;
      case 's':
        out.season = static_cast<Season>(value(WordClass::season).value_or(0));
        break;
      case 'p':
        out.part = static_cast<Part>(value(WordClass::part).value_or(0));
        break;
      case 'e':
        if (const auto edge = value(WordClass::edge)) out.edge = static_cast<Edge>(*edge);
        break;
      case 'r':
        if (const auto relation = value(WordClass::relation)) out.relation = static_cast<Relation>(*relation);
        break;
      case 'v':
        out.direction = static_cast<Direction>(value(WordClass::direction).value_or(0));
        break;
      case 't':
        out.kind = Kind::deictic;
        out.amount = value(WordClass::deictic).value_or(1) - 1;
        break;
      case 'h':
        out.holiday = value(WordClass::holiday).value_or(0);
        break;
      case 'f':
        out.reference = static_cast<Reference>(value(WordClass::reference).value_or(1));
        break;
      case 'i':
        out.half = value(WordClass::ordinal).value_or(2);
        break;
      case 'q':
        if (value(WordClass::era).value_or(0) == 1) out.year = -1;  // with a century: its era
        break;
      case 'u':
        out.has_unit = true;
        if (const auto one = value(WordClass::unit)) out.unit = static_cast<Unit>(*one);
        if (const auto many = value(WordClass::units)) {
          out.unit = static_cast<Unit>(*many);
          out.plural = true;
        }
        break;
      case 'g':
        if (const int frequency = value(WordClass::frequency).value_or(0); frequency >= 100) {
          out.part = static_cast<Part>(frequency - 100);
        } else {
          out.unit = static_cast<Unit>(frequency);
          out.has_unit = true;
        }
        break;
      default:
        assert(false && "no such capture of a word");
    }
  }

  std::span<const Piece> pieces_;  // the sentence to the end of the window
  std::span<const Piece> sentence_;
  Parse& parse_;
  std::uint32_t window_ = 0;
  std::uint32_t turn_ = 0;
  int depth_ = 0;
  Outcome failed_{Outcome::State::failed, 0, 0, {}};
  std::vector<Outcome> memo_;
  std::vector<std::vector<Captured>> captured_;
};

/// Whether the words found may stand as a time where they are. The shapes that are as often something else need a sign.
bool stands(std::span<const Piece> pieces, const Found& found) {
  const Names& n = names();
  const Piece* previous = found.begin > 0 ? &pieces[found.begin - 1] : nullptr;
  const Piece* next = found.end < pieces.size() ? &pieces[found.end] : nullptr;
  const Piece& first = pieces[found.begin];
  const Expression& said = found.expression;
  const bool single = found.end - found.begin == 1;

  if (said.kind == Kind::duration) {
    // Ages: "45-year-old", "12 years of age", "aged two years".
    std::uint32_t at = found.end;
    if (at < pieces.size() && pieces[at].word == n.hyphen) ++at;
    if (at < pieces.size() && pieces[at].word == n.old) return false;
    if (at + 1 < pieces.size() && pieces[at].word == n.of && pieces[at + 1].word == n.age) return false;
    if (previous != nullptr && previous->word == n.aged) return false;
    if (first.is(WordClass::units)) {
      return previous != nullptr && (previous->is(WordClass::weak_cue) || previous->is(WordClass::year_cue));
    }
  }
  if (single && first.is(WordClass::name_like)) {
    if (previous == nullptr) return false;
    if (first.is(WordClass::weekday)) return previous->word == n.on;
    const bool dates_noun = next != nullptr && next->kind == PieceKind::word && !next->capital;
    return previous->is(WordClass::year_cue) || previous->is(WordClass::weak_cue) ||
           (previous->is(WordClass::determiner) && dates_noun);
  }
  // Part of a name: "Operation Red Dawn", "Arab Spring".
  if (single && first.capital && previous != nullptr && previous->kind == PieceKind::word && previous->capital &&
      found.begin > 1 && (first.is(WordClass::part) || first.is(WordClass::season) || first.is(WordClass::holiday))) {
    return false;
  }
  if (first.is(WordClass::season) && single) {
    if (first.word == n.fall) {
      return previous != nullptr && (previous->word == n.in || previous->is(WordClass::edge));
    }
  }
  if (said.season != Season::none && pieces[found.end - 1].word == n.fall && next != nullptr && next->word == n.of) {
    return false;  // "the fall of the town"
  }
  return true;
}

/// "Monday the first day of the week": the ordinal is of the word behind it.
bool counts_another(std::span<const Piece> pieces, const Found& found) {
  return found.expression.weekday != 0 && found.end - found.begin == 3 && found.end < pieces.size() &&
         pieces[found.end - 1].is(WordClass::ordinal) && pieces[found.end].kind == PieceKind::word &&
         !pieces[found.end].capital && pieces[found.end].word != names().of;
}

/// "on Sundays", but not "Sundays attack", which has lost its apostrophe.
bool recurs(std::span<const Piece> pieces, const Found& found) {
  const bool plural_day = found.end - found.begin == 1 && pieces[found.begin].is(WordClass::weekdays);
  if (!plural_day || found.begin == 0 || pieces[found.begin - 1].word != names().on) return false;
  return found.end == pieces.size() || pieces[found.end].kind == PieceKind::mark;
}

}  // namespace

void prepare() {
  (void)grammar();
  (void)names();
  prepare_figures();
}

Parse parse(std::span<const Piece> pieces) {
  prepare();
  Parse out;
  if (pieces.empty()) return out;
  Reader reader(pieces, out);
  for (std::uint32_t at = 0; at < pieces.size();) {
    const Piece& here = pieces[at];
    if (!grammar().first(Rule::mention).admits(here)) {
      ++at;
      continue;
    }
    reader.look_at(at);
    const auto& outcome = reader.match(Rule::mention, at);
    if (outcome.state == Outcome::State::matched) {
      Found found{outcome.expression, at, outcome.end};
      found.expression.span = {here.span.begin, pieces[outcome.end - 1].span.end};
      // "over the last year": the plain preposition shows the window but is no part of it.
      if (found.expression.kind == Kind::window && (here.is(WordClass::year_cue) || here.is(WordClass::weak_cue)) &&
          !here.is(WordClass::relation)) {
        ++found.begin;
        found.expression.span.begin = pieces[found.begin].span.begin;
      }
      if (counts_another(pieces, found)) {
        for (Found day : parse(pieces.subspan(at, 1)).found) {
          day.begin += at;
          day.end += at;
          out.found.push_back(day);
        }
        at = outcome.end;
        continue;
      }
      if (recurs(pieces, found)) found.expression.kind = Kind::set;
      if (stands(pieces, found)) {
        out.found.push_back(found);
        at = outcome.end;
        continue;
      }
    }
    ++at;
  }
  return out;
}

}  // namespace histor::times
