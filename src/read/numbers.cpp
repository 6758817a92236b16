// Hedge, then count, then perhaps a second count that makes a range. Values stay within what a toll can be: above ten
// thousand million the digits are something else.

#include "read/numbers.hpp"

#include <algorithm>
#include <string>

namespace histor {
namespace {

constexpr std::int64_t largest = 10'000'000'000;

struct Value {
  std::int64_t value = 0;
  std::uint32_t end = 0;
  bool words = false;
};

/// "1,300" or "1.300" is grouped; "5.5" needs a scale, given as the value times a thousand.
struct Digits {
  std::int64_t thousandths = 0;
  bool whole = true;
};

std::optional<Digits> read_digits(std::string_view text) {
  const std::size_t mark = text.find_first_of(",.:/");
  std::int64_t value = 0;
  if (mark == std::string_view::npos) {
    if (text.size() > 10) return std::nullopt;
    for (const char c : text) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    return Digits{value * 1000, true};
  }
  const char separator = text[mark];
  if (separator == ':' || separator == '/' || text.size() > 14) return std::nullopt;
  // Groups of three throughout: thousands. One group of another length after a point: a decimal.
  bool grouped = mark <= 3;
  std::size_t from = mark + 1;
  std::size_t groups = 0;
  while (grouped) {
    const std::size_t to = std::min(text.find(separator, from), text.size());
    grouped = to - from == 3;
    ++groups;
    if (to == text.size()) break;
    from = to + 1;
  }
  std::string plain;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return std::nullopt;  // digits of other scripts are not read yet
    if (c >= '0' && c <= '9') plain.push_back(c);
  }
  if (plain.size() > 12) return std::nullopt;
  if (grouped && (separator == ',' || groups > 1)) {
    for (const char c : plain) value = value * 10 + (c - '0');
    return Digits{value * 1000, true};
  }
  if (text.find_first_of(",.:/", mark + 1) != std::string_view::npos || text.size() - mark > 4) return std::nullopt;
  for (const char c : text.substr(0, mark)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  value *= 1000;
  std::int64_t unit = 100;
  for (const char c : text.substr(mark + 1)) {
    if (c < '0' || c > '9') return std::nullopt;
    value += unit * (c - '0');
    unit /= 10;
  }
  return Digits{value, false};
}

/// "twenty-one" as one token.
std::optional<std::int64_t> hyphenated(const SentenceView& view, std::string_view word) {
  const std::size_t hyphen = word.find('-');
  if (hyphen == std::string_view::npos) return std::nullopt;
  const auto tens = view.lexicon().number(view.lexicon().find(word.substr(0, hyphen)));
  const auto ones = view.lexicon().number(view.lexicon().find(word.substr(hyphen + 1)));
  if (!tens || !ones || *tens < 20 || *tens % 10 != 0 || *ones < 1 || *ones > 9) return std::nullopt;
  return *tens + *ones;
}

/// "one hundred and five", "three thousand two hundred", "a dozen", "twenty one".
std::optional<Value> read_words(const SentenceView& view, std::uint32_t i) {
  const Lexicon& lexicon = view.lexicon();
  std::int64_t total = 0;
  std::int64_t part = -1;
  std::uint32_t at = i;
  const auto simple = [&](std::uint32_t k) -> std::optional<std::int64_t> {
    if (k >= view.size() || view.token(k).kind != TokenKind::word) return std::nullopt;
    if (const auto number = lexicon.number(view.word(k))) return number;
    return hyphenated(view, view.surface(k));
  };
  if ((view.is(at, "a") || view.is(at, "an")) && at + 1 < view.size() &&
      (lexicon.scale(view.word(at + 1)) || view.is(at + 1, "dozen"))) {
    part = 1;
    ++at;
  } else if (view.is(at, "half") && view.is(at + 1, "a") && view.is(at + 2, "dozen")) {
    return Value{6, at + 3, true};
  } else if (const auto first = simple(at)) {
    part = *first;
    ++at;
  } else {
    return std::nullopt;
  }
  while (at < view.size()) {
    if (const auto unit = lexicon.unit(view.word(at)); unit && view.is(at, "dozen")) {
      const std::int64_t count = total + std::max<std::int64_t>(part, total > 0 ? 0 : 1);
      if (count > largest / *unit) return std::nullopt;
      return Value{count * *unit, at + 1, true};
    }
    if (const auto scale = lexicon.scale(view.word(at))) {
      if (part > largest / *scale) return std::nullopt;
      if (*scale == 100) {
        part = std::max<std::int64_t>(part, 1) * 100;
      } else {
        total += std::max<std::int64_t>(part, 1) * *scale;
        part = -1;
      }
      ++at;
      if (total > largest || part > largest) return std::nullopt;
      continue;
    }
    std::uint32_t next = at;
    if (view.is(next, "and") && (total > 0 || part >= 100)) ++next;
    const auto more = simple(next);
    if (!more) break;
    const bool fits = part < 0 || (part >= 100 && part % 100 == 0 && *more < 100) ||
                      (part % 100 >= 20 && part % 10 == 0 && *more < 10);
    if (!fits || (next != at && view.token(next).kind != TokenKind::word)) break;
    part = std::max<std::int64_t>(part, 0) + *more;
    at = next + 1;
  }
  total += std::max<std::int64_t>(part, 0);
  if (total > largest) return std::nullopt;
  return Value{total, at, true};
}

std::optional<Value> read_value(const SentenceView& view, std::uint32_t i) {
  if (i >= view.size()) return std::nullopt;
  if (view.token(i).kind != TokenKind::number) return read_words(view, i);
  const auto digits = read_digits(view.surface(i));
  if (!digits) return std::nullopt;
  std::uint32_t at = i + 1;
  std::int64_t thousandths = digits->thousandths;
  bool scaled = false;
  if (at < view.size()) {
    if (const auto scale = view.lexicon().scale(view.word(at)); scale && *scale >= 100) {
      if (thousandths > largest * 1000 / *scale) return std::nullopt;
      thousandths *= *scale;
      scaled = true;
      ++at;
    } else if (view.is(at, "dozen")) {
      thousandths *= 12;
      scaled = true;
      ++at;
    }
  }
  if (!digits->whole && !scaled) return std::nullopt;
  if (thousandths / 1000 > largest) return std::nullopt;
  const bool percent = (at < view.size() && view.surface(at) == "%") || view.is(at, "percent") ||
                       (view.is(at, "per") && view.is(at + 1, "cent"));
  const bool money = i > 0 && view.token(i - 1).span.end == view.token(i).span.begin &&
                     (view.surface(i - 1) == "$" || view.surface(i - 1) == "€" || view.surface(i - 1) == "£");
  if (percent || money) return std::nullopt;
  return Value{thousandths / 1000, at, false};
}

/// "63 per cent", "53%", "one in five", "nine out of ten", "two thirds": a share of people told of elsewhere. One past
/// its last token, or 0.
std::uint32_t share_end(const SentenceView& view, std::uint32_t i) {
  if (i >= view.size()) return 0;
  std::uint32_t at = i;
  if (view.token(i).kind == TokenKind::number) {
    if (!read_digits(view.surface(i))) return 0;
    ++at;
  } else if (const auto words = read_words(view, i)) {
    at = words->end;
  } else {
    return 0;
  }
  if (view.is(at, "percent") || (at < view.size() && view.surface(at) == "%")) return at + 1;
  if (view.is(at, "per") && view.is(at + 1, "cent")) return at + 2;
  for (const std::string_view part : {"thirds", "quarters", "fifths", "third", "fifth"}) {
    if (view.is(at, part) && view.is(at + 1, "of")) return at + 1;
  }
  std::uint32_t whole = at;
  if (view.is(whole, "in")) {
    ++whole;
    if (view.is(whole, "every")) ++whole;
  } else if (view.is(whole, "out") && view.is(whole + 1, "of") && view.is(whole + 2, "every")) {
    whole += 3;
  } else {
    return 0;
  }
  const bool small = whole < view.size() && read_words(view, whole).value_or(Value{0, 0, true}).value <= 10;
  const auto of = read_words(view, whole);
  const auto part = read_words(view, i);
  return of && part && small && part->value < of->value ? of->end : 0;
}

bool is_dash(const SentenceView& view, std::uint32_t i) {
  return view.is_punct(i) && (view.surface(i) == "-" || view.surface(i) == "–" || view.surface(i) == "—");
}

}  // namespace

void apply_hedge(Number& number, Hedge hedge) {
  number.hedge = hedge;
  number.low = number.high = std::nullopt;
  if (!number.value) return;
  const std::int64_t value = *number.value;
  switch (hedge) {
    case Hedge::exact:
      number.low = number.high = value;
      break;
    case Hedge::at_least:
      number.low = value;
      break;
    case Hedge::more_than:
      number.low = value + 1;
      break;
    case Hedge::at_most:
      number.high = value;
      break;
    case Hedge::less_than:
      number.high = value - 1;
      break;
    case Hedge::about:
    case Hedge::range:
    case Hedge::vague:
    case Hedge::unstated:
      break;
  }
}

std::optional<NumberPhrase> number_at(const SentenceView& view, std::uint32_t i) {
  NumberPhrase out;
  out.outer_first = i;
  Hedge hedge = Hedge::exact;
  std::uint32_t at = i;
  bool hedged = false;
  if (const TermMatch* match = view.term(at, TermKind::hedge)) {
    hedge = static_cast<Hedge>(match->value);
    at = match->end;
    hedged = true;
    // "at least an estimated 20", "up to about 30": the first hedge bounds it.
    if (const TermMatch* second = view.term(at, TermKind::hedge); second != nullptr && read_value(view, second->end))
      at = second->end;
  }
  const bool between = view.is(at, "between");
  if (between) {
    const auto low = read_value(view, at + 1);
    if (low && (view.is(low->end, "and") || view.is(low->end, "to"))) {
      const auto high = read_value(view, low->end + 1);
      if (high && high->value > low->value) {
        out.first = at + 1;
        out.end = high->end;
        out.number.form = low->words ? NumberForm::words : NumberForm::digits;
        out.number.low = low->value;
        out.number.high = high->value;
        out.number.hedge = Hedge::range;
      }
    }
    if (out.end == 0) return std::nullopt;
  } else if (const std::uint32_t share = share_end(view, at); share != 0) {
    out.first = at;
    out.end = share;
    out.number.form = NumberForm::vague;
    out.number.hedge = Hedge::vague;
    out.fraction = true;
    out.share = true;
  } else if (const auto value = read_value(view, at)) {
    out.first = at;
    out.end = value->end;
    out.number.form = value->words ? NumberForm::words : NumberForm::digits;
    out.number.value = value->value;
    apply_hedge(out.number, hedge);
    if (is_dash(view, out.end) || view.is(out.end, "to") || view.is(out.end, "or")) {
      const auto high = read_value(view, out.end + 1);
      // "10 to 12 people", "five or six", never "10 to 3".
      const bool from = at > 0 && view.is(at - 1, "from") && view.is(out.end, "to");  // "rose from 14 to 19"
      if (high && !from && high->value > value->value && high->value < value->value * 100) {
        out.end = high->end;
        out.number.value = std::nullopt;
        if (hedge == Hedge::at_least ||
            hedge == Hedge::more_than) {  // "at least 10 to 12": the low end is what is sure
          out.number.value = value->value;
          apply_hedge(out.number, hedge);
        } else {
          out.number.low = value->value;
          out.number.high = high->value;
          out.number.hedge = Hedge::range;
        }
      }
    }
    if (value->words && value->value == 0) out.number.hedge = Hedge::exact;
  } else if (const TermMatch* vague = view.term(at, TermKind::vague) != nullptr ? view.term(at, TermKind::vague)
                                                                                : view.term(i, TermKind::vague)) {
    // "some" bounds a number and, without one, is a vague count itself.
    at = vague->first;
    out.first = at;
    out.end = vague->end;
    out.number.form = NumberForm::vague;
    out.number.hedge = Hedge::vague;
    out.fraction = view.is(at, "most") || view.is(at, "mostly") || view.is(at, "half") ||
                   view.is(vague->end - 1, "half") || view.is(vague->end - 1, "majority") ||
                   view.is(vague->end - 1, "third") || view.is(vague->end - 1, "quarter") ||
                   view.is(vague->end - 1, "rest") || view.is(vague->end - 1, "bulk");
  } else if (const TermMatch* zero = view.term(at, TermKind::zero); zero != nullptr && !hedged) {
    out.first = at;
    out.end = zero->end;
    out.number.form = NumberForm::words;
    out.number.value = 0;
    apply_hedge(out.number, Hedge::exact);
  } else {
    return std::nullopt;
  }
  // "16 or more", "20-plus", "25 at least"
  if (out.number.value && out.number.hedge == Hedge::exact) {
    if ((view.is(out.end, "or") || view.is(out.end, "and")) && view.is(out.end + 1, "more"))
      apply_hedge(out.number, Hedge::at_least);
    if (out.end < view.size() && view.surface(out.end) == "+") {
      apply_hedge(out.number, Hedge::at_least);
      out.number.span = view.span(out.first, out.end);
      out.number.text = std::string(slice(view.text(), out.number.span));
      ++out.end;
      return out;
    }
  }
  out.number.span = view.span(out.first, out.end);
  out.number.text = std::string(slice(view.text(), out.number.span));
  return out;
}

}  // namespace histor
