// A small reader by hand: the forms are few and the masthead is short, and a date that is only nearly one must not
// pass.

#include "source/dates.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "base/ascii.hpp"

namespace histor {
namespace {

constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};

using ascii::is_digit;
using ascii::is_letter;
using ascii::lower;

class Cursor {
 public:
  Cursor(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool take(char c) {
    if (peek() != c || at_ >= text_.size()) return false;
    ++at_;
    return true;
  }
  // At most three blanks: more is a layout, not a date.
  bool blanks() {
    const std::size_t from = at_;
    while (at_ - from < 3 && (peek() == ' ' || peek() == '\t' || peek() == '\n')) ++at_;
    return at_ > from;
  }
  // Exactly the digits that stand here, if there are between `least` and `most`.
  std::optional<int> number(std::size_t least, std::size_t most, std::size_t* digits = nullptr) {
    std::size_t end = at_;
    int value = 0;
    while (end < text_.size() && is_digit(text_[end])) {
      if (end - at_ == most) return std::nullopt;
      value = value * 10 + (text_[end] - '0');
      ++end;
    }
    if (end - at_ < least) return std::nullopt;
    if (digits != nullptr) *digits = end - at_;
    at_ = end;
    return value;
  }
  // A name of `names` or a shortening of it to three letters (four for "Sept"), with or without a full stop.
  template <std::size_t N>
  std::optional<int> name(const std::array<std::string_view, N>& names) {
    std::size_t end = at_;
    while (end < text_.size() && is_letter(text_[end]) && end - at_ < 12) ++end;
    const std::size_t length = end - at_;
    if (length < 3) return std::nullopt;
    for (std::size_t i = 0; i < N; ++i) {
      const std::string_view whole = names[i];
      if (length != whole.size() && length != 3 && length != 4 && length != 5) continue;
      if (length > whole.size()) continue;
      bool same = true;
      for (std::size_t k = 0; k < length && same; ++k) same = lower(text_[at_ + k]) == whole[k];
      if (!same) continue;
      // "Mars" and "Augustan" are no months, "Sept" and "Tues" and "Thurs" are shortenings.
      if (length == 4 && whole.size() != 4 && whole != "september" && whole != "tuesday" && whole != "thursday")
        continue;
      if (length == 5 && whole.size() != 5 && whole != "thursday") continue;
      at_ = end;
      if (length < whole.size()) take('.');
      return static_cast<int>(i) + 1;
    }
    return std::nullopt;
  }

 private:
  std::string_view text_;
  std::size_t at_;
};

std::optional<Day> calendar_day(int year, int month, int day) {
  if (year < 1900 || year > 2099 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                        std::chrono::day{static_cast<unsigned>(day)}};
  if (!ymd.ok()) return std::nullopt;
  return Day{ymd};
}

void ordinal_suffix(Cursor& cursor) {
  const char a = lower(cursor.peek());
  const char b = lower(cursor.peek(1));
  const bool suffix =
      (a == 's' && b == 't') || (a == 'n' && b == 'd') || (a == 'r' && b == 'd') || (a == 't' && b == 'h');
  if (suffix && !is_letter(cursor.peek(2))) {
    cursor.take(cursor.peek());
    cursor.take(cursor.peek());
  }
}

void separator(Cursor& cursor) {
  cursor.take(',');
  cursor.blanks();
}

// After the month's name: day and year.
std::optional<Day> day_and_year(Cursor& cursor, int month) {
  cursor.blanks();
  std::size_t digits = 0;
  Cursor glued = cursor;
  // "Apr 152017": a comma and its blank were stripped from the text somewhere on its way.
  if (const auto both = glued.number(6, 6)) {
    if (const auto day = calendar_day(*both % 10000, month, *both / 10000)) {
      cursor = glued;
      return day;
    }
    return std::nullopt;
  }
  const auto day = cursor.number(1, 2, &digits);
  if (!day) return std::nullopt;
  ordinal_suffix(cursor);
  const std::size_t before = cursor.at();
  separator(cursor);
  if (cursor.at() == before) return std::nullopt;
  const auto year = cursor.number(4, 4);
  if (!year) return std::nullopt;
  return calendar_day(*year, month, *day);
}

std::optional<WrittenDate> numeric(std::string_view text, std::size_t at) {
  Cursor cursor(text, at);
  std::size_t digits = 0;
  const auto first = cursor.number(1, 4, &digits);
  if (!first || digits == 3) return std::nullopt;
  const char mark = cursor.peek();
  if (mark != '-' && mark != '/' && mark != '.') return std::nullopt;
  cursor.take(mark);
  const auto second = cursor.number(1, 2);
  if (!second || !cursor.take(mark)) return std::nullopt;
  WrittenDate date;
  if (digits == 4) {
    if (mark == '.') return std::nullopt;
    const auto third = cursor.number(1, 2);
    const auto day = third ? calendar_day(*first, *second, *third) : std::nullopt;
    if (!day) return std::nullopt;
    date.day = *day;
  } else {
    const auto year = cursor.number(4, 4);
    if (!year) return std::nullopt;
    const auto day_first = calendar_day(*year, *second, *first);
    const auto month_first = mark == '.' ? std::nullopt : calendar_day(*year, *first, *second);
    if (!day_first && !month_first) return std::nullopt;
    // Slashes are mostly written by those who put the month first, dots and dashes by those who put the day first.
    const bool prefer_month = mark == '/' ? month_first.has_value() : !day_first.has_value();
    date.day = prefer_month ? *month_first : *day_first;
    const auto& other = prefer_month ? day_first : month_first;
    if (other && *other != date.day) date.other = other;
  }
  date.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(cursor.at())};
  return date;
}

std::optional<WrittenDate> with_month_name(std::string_view text, std::size_t at) {
  Cursor cursor(text, at);
  Cursor ahead = cursor;
  if (ahead.name(weekdays)) {
    separator(ahead);
    cursor = ahead;
  }
  if (const auto month = Cursor(cursor).name(months)) {
    static_cast<void>(cursor.name(months));
    const auto day = day_and_year(cursor, *month);
    if (!day) return std::nullopt;
    return WrittenDate{{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(cursor.at())}, *day, std::nullopt};
  }
  const auto day = cursor.number(1, 2);
  if (!day) return std::nullopt;
  ordinal_suffix(cursor);
  if (!cursor.take('-')) cursor.blanks();
  const auto month = cursor.name(months);
  if (!month) return std::nullopt;
  if (!cursor.take('-')) separator(cursor);
  const auto year = cursor.number(4, 4);
  const auto whole = year ? calendar_day(*year, *month, *day) : std::nullopt;
  if (!whole) return std::nullopt;
  return WrittenDate{{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(cursor.at())}, *whole, std::nullopt};
}

bool word_byte(char c) {
  return is_digit(c) || is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::optional<WrittenDate> date_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return std::nullopt;
  if (!is_digit(text[at])) return is_letter(text[at]) ? with_month_name(text, at) : std::nullopt;
  if (auto date = numeric(text, at)) return date;
  return with_month_name(text, at);
}

std::vector<WrittenDate> dates_in(std::string_view text, std::size_t limit) {
  std::vector<WrittenDate> dates;
  const std::size_t end = std::min(limit, text.size());
  for (std::size_t at = 0; at < end;) {
    const bool starts = (is_digit(text[at]) || is_letter(text[at])) && (at == 0 || !word_byte(text[at - 1]));
    if (starts) {
      if (const auto date = date_at(text, at)) {
        dates.push_back(*date);
        at = date->span.end;
        continue;
      }
    }
    ++at;
  }
  return dates;
}

std::optional<WrittenDate> date_in_name(std::string_view name) {
  std::optional<WrittenDate> found;
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (!is_digit(name[at]) || (at > 0 && is_digit(name[at - 1]))) continue;
    std::size_t end = at;
    while (end < name.size() && is_digit(name[end])) ++end;
    const auto span = [&](std::size_t to) {
      return Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(to)};
    };
    const auto value = [&](std::size_t from, std::size_t digits) {
      int number = 0;
      for (std::size_t i = from; i < from + digits; ++i) number = number * 10 + (name[i] - '0');
      return number;
    };
    if (end - at == 8) {
      if (const auto day = calendar_day(value(at, 4), value(at + 4, 2), value(at + 6, 2)))
        found = {span(end), *day, {}};
    } else if (end - at == 4) {
      const auto date = numeric(name, at);
      const bool closed = date && (date->span.end == name.size() || !is_digit(name[date->span.end]));
      if (closed) found = date;
    }
    at = end;
  }
  return found;
}

}  // namespace histor
