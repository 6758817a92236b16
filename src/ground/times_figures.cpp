// One function for each kind of figure. All look at the neighbours too.

#include "ground/times_figures.hpp"

#include <algorithm>
#include <optional>

namespace histor::times {
namespace {

/// The words that are asked for by name.
struct Names {
  WordId comma = intern(",");
  WordId stop = intern(".");
  WordId colon = intern(":");
  WordId slash = intern("/");
  WordId hyphen = intern("-");
  WordId open = intern("(");
  WordId apostrophe = intern("'");
  WordId quote = intern("\"");
  WordId percent = intern("%");
  WordId a = intern("a");
  WordId an = intern("an");
  WordId p = intern("p");
  WordId m = intern("m");
  WordId s = intern("s");
  WordId t = intern("t");
  WordId h = intern("h");
  WordId z = intern("z");
  WordId of = intern("of");
  WordId the = intern("the");
  WordId in = intern("in");
  WordId to = intern("to");
  WordId conjunction = intern("and");
  WordId alternative = intern("or");
  WordId st = intern("st");
  WordId nd = intern("nd");
  WordId rd = intern("rd");
  WordId th = intern("th");
  WordId o = intern("o");
  WordId oclock = intern("clock");
  WordId hours = intern("hours");
  WordId hrs = intern("hrs");
  WordId during = intern("during");
  WordId up = intern("up");
};

const Names& names() {
  static const Names names;
  return names;
}

class Figures {
 public:
  explicit Figures(std::span<const Piece> pieces) : pieces_(pieces) {}

  [[nodiscard]] Outcome read(Rule rule, std::uint32_t at) const {
    switch (rule) {
      case Rule::number:
        return number(at);
      case Rule::day:
        return day(at);
      case Rule::year:
        return year(at);
      case Rule::lone:
        return lone(at);
      case Rule::short_year:
        return short_year(at);
      case Rule::clock:
        return clock(at);
      case Rule::numeric:
        return numeric(at);
      case Rule::decade:
        return decade(at);
      case Rule::nth:
        return nth(at);
      case Rule::ancient:
        return ancient(at);
      default:
        return {};
    }
  }

 private:
  static Outcome matched(std::uint32_t end, const Expression& expression) {
    return {Outcome::State::matched, end, 0, expression};
  }

  [[nodiscard]] const Piece* piece(std::uint32_t at) const { return at < pieces_.size() ? &pieces_[at] : nullptr; }
  [[nodiscard]] const Piece* before(std::uint32_t at) const { return at > 0 ? &pieces_[at - 1] : nullptr; }
  [[nodiscard]] bool word_at(std::uint32_t at, WordId word) const {
    return at < pieces_.size() && pieces_[at].word == word;
  }
  [[nodiscard]] bool glued_word_at(std::uint32_t at, WordId word) const {
    return word_at(at, word) && pieces_[at].glued;
  }
  [[nodiscard]] bool glued_digits_at(std::uint32_t at) const {
    return at < pieces_.size() && pieces_[at].kind == PieceKind::digits && pieces_[at].glued;
  }

  /// "24", "1,300", "twenty-four", "one hundred and fifty", "a few", "several", "a couple of".
  Outcome number(std::uint32_t at) const {
    Expression out;
    std::uint32_t end = at;
    if (pieces_[at].kind == PieceKind::digits) {
      if (part_of_figure_before(at)) return {};
      out.amount = pieces_[at].number;
      ++end;
      while (glued_word_at(end, names().comma) && glued_digits_at(end + 1) && pieces_[end + 1].digits == 3) {
        out.amount = std::min<std::int64_t>(out.amount * 1000 + pieces_[end + 1].number, 1'000'000'000'000);
        end += 2;
      }
      if (part_of_figure_after(end)) return {};
      return matched(end, out);
    }
    if (pieces_[at].is(WordClass::vague)) {
      out.vague = true;
      ++end;
      if (word_at(end, names().of)) ++end;
      return matched(end, out);
    }
    std::int64_t total = 0;
    std::int64_t group = 0;
    bool any = false;
    while (end < pieces_.size()) {
      const Piece& here = pieces_[end];
      if (any && (here.word == names().hyphen || here.word == names().conjunction)) {
        const Piece* next = piece(end + 1);
        const bool joins =
            next != nullptr && next->is(WordClass::number) && next->word != names().a &&
            (here.word == names().hyphen ? here.glued && group >= 20 && group % 10 == 0 : group >= 100 || total > 0);
        if (!joins) break;
        ++end;
        continue;
      }
      if (here.is(WordClass::number)) {
        const int value = value_of(here, WordClass::number);
        const bool article = here.word == names().a || here.word == names().an;
        if (any && (article || group % 10 != 0 || (group % 100 != 0 && value >= 10))) {
          if (value != 12) break;  // "a dozen"
          group *= value;
          ++end;
          continue;
        }
        group += value;
        any = true;
        ++end;
        if (article && end < pieces_.size() && pieces_[end].is(WordClass::vague)) return number(end);
        continue;
      }
      if (any && here.is(WordClass::scale)) {
        const int value = value_of(here, WordClass::scale);
        if (value == 1000) {
          total = std::min<std::int64_t>((total + group) * value, 1'000'000'000);
          group = 0;
        } else {
          group *= value;
        }
        ++end;
        continue;
      }
      break;
    }
    if (!any) return {};
    out.amount = total + group;
    return matched(end, out);
  }

  /// Whether digits at `at` go on a figure or a code that began before them.
  [[nodiscard]] bool part_of_figure_before(std::uint32_t at) const {
    if (at == 0 || !pieces_[at].glued) return false;
    const Piece& mark = pieces_[at - 1];
    if (mark.kind != PieceKind::mark) return true;
    if (mark.word == names().open || mark.word == names().hyphen || mark.word == names().quote ||
        mark.word == names().apostrophe) {
      return false;
    }
    if (mark.word == names().slash || mark.word == names().comma || mark.word == names().stop ||
        mark.word == names().colon) {
      return at >= 2 && mark.glued && pieces_[at - 2].kind == PieceKind::digits;
    }
    return true;
  }

  /// Whether a figure or a code that ends before `end` goes on there.
  [[nodiscard]] bool part_of_figure_after(std::uint32_t end) const {
    if (end >= pieces_.size() || !pieces_[end].glued) return false;
    const Piece& mark = pieces_[end];
    if (mark.word == names().percent) return true;
    return (mark.word == names().comma || mark.word == names().stop || mark.word == names().colon) &&
           glued_digits_at(end + 1);
  }

  [[nodiscard]] std::uint32_t after_ordinal_ending(std::uint32_t at) const {
    const Names& n = names();
    const bool ending =
        glued_word_at(at, n.st) || glued_word_at(at, n.nd) || glued_word_at(at, n.rd) || glued_word_at(at, n.th);
    return ending ? at + 1 : at;
  }

  Outcome nth(std::uint32_t at) const {
    Expression out;
    const Piece& here = pieces_[at];
    if (here.kind == PieceKind::digits && here.digits <= 2 && after_ordinal_ending(at + 1) != at + 1) {
      out.day = static_cast<int>(here.number);
      return out.day > 0 ? matched(at + 2, out) : Outcome{};
    }
    if (here.is(WordClass::ordinal)) {
      out.day = value_of(here, WordClass::ordinal);
      return matched(at + 1, out);
    }
    if (here.is(WordClass::number) && value_of(here, WordClass::number) >= 20 && word_at(at + 1, names().hyphen) &&
        at + 2 < pieces_.size() && pieces_[at + 2].is(WordClass::ordinal)) {
      out.day = value_of(here, WordClass::number) + value_of(pieces_[at + 2], WordClass::ordinal);
      return matched(at + 3, out);
    }
    return {};
  }

  Outcome day(std::uint32_t at) const {
    const Piece& here = pieces_[at];
    if (here.kind == PieceKind::digits) {
      if (here.digits > 2 || here.number < 1 || here.number > 31 || part_of_figure_before(at)) return {};
      const std::uint32_t end = after_ordinal_ending(at + 1);
      if (part_of_figure_after(end) || numeric(at).state == Outcome::State::matched) return {};
      // "On 4 May and 5 people were killed"
      if (end < pieces_.size() && pieces_[end].is(WordClass::counted) && at >= 1 &&
          (pieces_[at - 1].word == names().conjunction || pieces_[at - 1].word == names().alternative)) {
        return {};
      }
      // "In May 25 people were killed": a month with "in" takes no day, and something is counted.
      if (end < pieces_.size() && pieces_[end].is(WordClass::counted) && at >= 2 &&
          pieces_[at - 1].is(WordClass::month) &&
          (pieces_[at - 2].is(WordClass::edge) || pieces_[at - 2].word == names().in ||
           pieces_[at - 2].word == names().during || pieces_[at - 2].word == names().of)) {
        return {};
      }
      Expression out;
      out.day = static_cast<int>(here.number);
      return matched(end, out);
    }
    Outcome named = nth(at);
    if (named.state != Outcome::State::matched || named.expression.day > 31) return {};
    const Piece* previous = before(at);
    const bool meant = (previous != nullptr && previous->word == names().the) || word_at(named.end, names().of);
    return meant ? named : Outcome{};
  }

  /// "480 BC", "AD 79" apart.
  Outcome year(std::uint32_t at) const {
    const Piece& here = pieces_[at];
    if (here.kind != PieceKind::digits || here.digits > 4 || here.number == 0 || part_of_figure_before(at)) return {};
    Expression out;
    if (at + 1 < pieces_.size() && pieces_[at + 1].is(WordClass::era)) {
      const bool before_christ = value_of(pieces_[at + 1], WordClass::era) == 1;
      out.year = static_cast<int>(here.number) * (before_christ ? -1 : 1);
      return matched(at + 2, out);
    }
    if (here.digits != 4 || here.number < 1000 || here.number >= 2200 || part_of_figure_after(at + 1)) return {};
    if (at + 1 < pieces_.size() && pieces_[at + 1].is(WordClass::counted)) return {};
    out.year = static_cast<int>(here.number);
    return matched(at + 1, out);
  }

  Outcome short_year(std::uint32_t at) const {
    const Piece& here = pieces_[at];
    if (here.kind != PieceKind::digits || here.digits != 2 || at < 2 || part_of_figure_after(at + 1)) return {};
    const Piece& full = pieces_[at - 2];
    if (full.kind != PieceKind::digits || full.digits != 4 || here.number <= full.number % 100) return {};
    Expression out;
    out.year = static_cast<int>(full.number - full.number % 100 + here.number);
    return matched(at + 1, out);
  }

  /// Four digits on their own are a year only where their neighbours make them one: counts are written the same.
  Outcome lone(std::uint32_t at) const {
    Expression out;
    const Piece& here = pieces_[at];
    if (here.kind != PieceKind::digits) return {};
    const Piece* next = piece(at + 1);
    if (next != nullptr && next->is(WordClass::era)) return year(at);
    if (here.digits != 4 || here.number < 1000 || here.number >= 2200) return {};
    if (part_of_figure_before(at) || part_of_figure_after(at + 1)) return {};
    out.year = static_cast<int>(here.number);
    return is_year(at, here.number) ? matched(at + 1, out) : Outcome{};
  }

  [[nodiscard]] bool is_year(std::uint32_t at, std::uint32_t year) const {
    const Piece* previous = before(at);
    const Piece* next = piece(at + 1);
    const bool ends = next == nullptr || next->kind == PieceKind::mark;
    const bool recent = year >= 1900 && year < 2100;
    const bool modern = year >= 1700 && year < 2100;
    if (next != nullptr && (next->is(WordClass::units) || next->is(WordClass::vague))) return false;
    if (next != nullptr && next->is(WordClass::counted)) {
      return previous != nullptr && previous->is(WordClass::year_cue) && recent && year % 100 != 0;
    }
    // "from 1300 to 1500 people", "1300 - 1500 men"
    if (next != nullptr && (next->word == names().to || next->word == names().hyphen ||
                            next->word == names().conjunction || next->word == names().alternative)) {
      const Piece* upper = piece(at + 2);
      const Piece* counted = piece(at + 3);
      if (upper != nullptr && upper->kind == PieceKind::digits && counted != nullptr &&
          counted->is(WordClass::counted)) {
        return false;
      }
    }
    const bool dates_event =
        next != nullptr && modern && (next->is(WordClass::event) || (next->kind == PieceKind::word && next->capital));
    const bool counted_near = next != nullptr && next->kind == PieceKind::word && at + 2 < pieces_.size() &&
                              pieces_[at + 2].is(WordClass::counted);
    if (previous == nullptr) {
      return modern && (ends || dates_event || (recent && year % 100 != 0 && !counted_near));
    }
    if (previous->is(WordClass::year_cue) || previous->is(WordClass::season) || previous->is(WordClass::month)) {
      return modern || ends || (next != nullptr && next->is(WordClass::follower));
    }
    if (previous->is(WordClass::weak_cue)) {
      const bool alternates = previous->word == names().conjunction || previous->word == names().alternative;
      if (alternates) return modern && (follows_year(at) || dates_event);
      if (previous->is(WordClass::count_cue)) return modern && (ends || dates_event);
      const bool counts = at >= 2 && (pieces_[at - 2].is(WordClass::count_cue) || pieces_[at - 2].word == names().up);
      return modern && !counts && !counted_near;
    }
    if (previous->is(WordClass::count_cue)) return false;
    if (previous->word == names().comma && follows_year(at)) return modern;
    if (previous->word == names().open) return modern && ends;
    if (previous->word == names().hyphen || previous->word == names().slash) {
      return modern && (follows_year(at) || (at >= 2 && pieces_[at - 2].is(WordClass::edge)));
    }
    if (dates_event) return true;
    if (previous->is(WordClass::determiner) || previous->word == names().s) {
      return recent && next != nullptr && !counted_near && !next->is(WordClass::follower) &&
             (next->kind == PieceKind::word || next->word == names().quote);
    }
    return false;
  }

  /// Whether the digits two pieces back could be a year too: "2010, 2011 and 2012".
  [[nodiscard]] bool follows_year(std::uint32_t at) const {
    if (at < 2) return false;
    const Piece& other = pieces_[at - 2];
    return other.kind == PieceKind::digits && other.digits == 4 && other.number >= 1700 && other.number < 2100;
  }

  Outcome ancient(std::uint32_t at) const {
    const Piece& here = pieces_[at];
    if (here.kind != PieceKind::digits || here.digits > 4 || here.number == 0 || part_of_figure_before(at)) return {};
    if (at + 3 >= pieces_.size() || pieces_[at + 2].kind != PieceKind::digits || !pieces_[at + 3].is(WordClass::era)) {
      return {};
    }
    Expression out;
    out.year = static_cast<int>(here.number) * (value_of(pieces_[at + 3], WordClass::era) == 1 ? -1 : 1);
    return matched(at + 1, out);
  }

  Outcome decade(std::uint32_t at) const {
    const Piece& here = pieces_[at];
    if (here.kind != PieceKind::digits || here.digits < 3 || here.digits > 4 || here.number % 10 != 0) return {};
    std::uint32_t end = at + 1;
    if (glued_word_at(end, names().apostrophe)) ++end;
    if (!glued_word_at(end, names().s)) return {};
    ++end;
    Expression out;
    out.decade = static_cast<int>(here.number / 10);
    if (end < pieces_.size() && pieces_[end].is(WordClass::era)) {
      if (value_of(pieces_[end], WordClass::era) == 1) out.year = -1;
      ++end;
    } else if (here.digits != 4 || here.number < 1000 || here.number > 2100) {
      return {};
    }
    return matched(end, out);
  }

  /// Reads "am", "p.m."; moves `at` past it and gives 0 or 12.
  std::optional<int> meridiem(std::uint32_t& at) const {
    if (at >= pieces_.size()) return std::nullopt;
    const Names& n = names();
    if (pieces_[at].is(WordClass::meridiem)) {
      return value_of(pieces_[at++], WordClass::meridiem);
    }
    if ((pieces_[at].word == n.a || pieces_[at].word == n.p) && glued_word_at(at + 1, n.stop) &&
        glued_word_at(at + 2, n.m)) {
      const int half = pieces_[at].word == n.p ? 12 : 0;
      at += 3;
      if (glued_word_at(at, n.stop)) ++at;
      return half;
    }
    return std::nullopt;
  }

  Outcome clock(std::uint32_t at) const {
    const Names& n = names();
    const Piece& here = pieces_[at];
    if (here.kind != PieceKind::digits || part_of_figure_before(at)) return {};
    Expression out;
    std::uint32_t end = at + 1;
    std::uint32_t hour = here.number;
    std::uint32_t minute = 0;
    bool colon = false;
    bool stop = false;
    if (here.digits == 4) {  // "1900 GMT", "0430 hours"
      const bool said =
          word_at(end, n.hours) || word_at(end, n.hrs) || (end < pieces_.size() && pieces_[end].is(WordClass::zone));
      hour = here.number / 100;
      minute = here.number % 100;
      if (!said || hour > 24 || minute > 59) return {};
      out.to_the_minute = true;
      out.clock = static_cast<int>(hour % 24 * 60 + minute);
      return matched(end + 1, out);
    }
    if (here.digits > 2 || hour > 24) return {};
    if ((glued_word_at(end, n.colon) || glued_word_at(end, n.stop) || glued_word_at(end, n.h)) &&
        glued_digits_at(end + 1) && pieces_[end + 1].digits == 2 && pieces_[end + 1].number < 60) {
      stop = pieces_[end].word == n.stop;
      colon = !stop;
      minute = pieces_[end + 1].number;
      end += 2;
      if (colon && glued_word_at(end, n.colon) && glued_digits_at(end + 1)) end += 2;  // seconds
    }
    if (!colon && !stop && word_at(end, n.o) && word_at(end + 1, n.apostrophe) && word_at(end + 2, n.oclock)) {
      end += 3;
    } else if (const std::optional<int> half = meridiem(end)) {
      if (hour > 12 && *half == 0) return {};
      if (hour <= 12) hour = hour % 12 + static_cast<std::uint32_t>(*half);
    } else if (!colon) {
      return {};
    }
    out.to_the_minute = colon || stop;
    out.clock = static_cast<int>(hour % 24 * 60 + minute);
    return matched(end, out);
  }

  /// Three figures with the same mark between: "2024-12-02", "16/05/2016", "24.07.2016".
  Outcome numeric(std::uint32_t at) const {
    const Names& n = names();
    if (at + 4 >= pieces_.size() || part_of_figure_before(at)) return {};
    const Piece& one = pieces_[at];
    const Piece& mark = pieces_[at + 1];
    const Piece& three = pieces_[at + 4];
    const bool shape = one.kind == PieceKind::digits && mark.glued && glued_digits_at(at + 2) &&
                       glued_word_at(at + 3, mark.word) && glued_digits_at(at + 4) &&
                       (mark.word == n.hyphen || mark.word == n.slash || mark.word == n.stop);
    if (!shape || pieces_[at + 2].digits > 2) return {};
    const auto middle = static_cast<int>(pieces_[at + 2].number);
    std::uint32_t end = at + 5;
    if ((glued_word_at(end, mark.word) && glued_digits_at(end + 1)) || glued_word_at(end, n.percent)) return {};
    Expression out;
    if (one.digits == 4 && three.digits <= 2) {
      out.year = static_cast<int>(one.number);
      out.month = middle;
      out.day = static_cast<int>(three.number);
      if (glued_word_at(end, n.t) && glued_digits_at(end + 1)) {
        const Outcome time = clock(end + 1);
        if (time.state == Outcome::State::matched) {
          out.clock = time.expression.clock;
          out.to_the_minute = time.expression.to_the_minute;
          end = time.end;
          if (glued_word_at(end, n.z)) ++end;
        }
      }
    } else if (one.digits <= 2 && (three.digits == 4 || (three.digits == 2 && mark.word != n.hyphen))) {
      const auto leading = static_cast<int>(one.number);
      out.year = static_cast<int>(three.number) + (three.digits == 2 ? 2000 : 0);
      out.day = leading;
      out.month = middle;
      if (middle > 12) {
        out.day = middle;
        out.month = leading;
      }
      out.either_order = mark.word != n.stop && leading <= 12 && middle <= 12 && leading != middle;
    } else {
      return {};
    }
    const bool calendar = out.year > 0 && out.month >= 1 && out.month <= 12 && out.day >= 1 && out.day <= 31;
    return calendar ? matched(end, out) : Outcome{};
  }

  std::span<const Piece> pieces_;
};

}  // namespace

void prepare_figures() {
  (void)names();
}

Outcome read_figure(Rule rule, std::span<const Piece> pieces, std::uint32_t at) {
  return Figures(pieces).read(rule, at);
}

}  // namespace histor::times
