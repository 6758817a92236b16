// Words first: digits alone count from 1970 or are a date without marks, a dash after four digits is ISO 8601, and the
// rest falls into words of which three name day, month and year.

#include "source/timestamps.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/ascii.hpp"
#include "source/dates.hpp"

namespace histor {
namespace {

constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::size_t longest = 64;  // with a zone's name in brackets

using ascii::is_blank;
using ascii::is_digit;
using ascii::is_letter;
bool all_digits(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), is_digit);
}
bool all_letters(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), is_letter);
}

// Of at most 16 digits.
std::uint64_t value_of(std::string_view digits) {
  std::uint64_t value = 0;
  for (const char c : digits) value = value * 10 + static_cast<std::uint64_t>(c - '0');
  return value;
}

std::optional<Day> calendar_day(std::uint64_t year, std::uint64_t month, std::uint64_t day) {
  if (year < 1900 || year > 2099 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year{static_cast<int>(year)},
                                        std::chrono::month{static_cast<unsigned>(month)},
                                        std::chrono::day{static_cast<unsigned>(day)}};
  if (!ymd.ok()) return std::nullopt;
  return Day{ymd};
}

std::optional<Day> day_without_marks(std::string_view digits) {
  return calendar_day(value_of(digits.substr(0, 4)), value_of(digits.substr(4, 2)), value_of(digits.substr(6, 2)));
}

std::optional<Day> from_digits(std::string_view digits) {
  std::uint64_t per_day = 86'400;
  switch (digits.size()) {
    case 8:
    case 14:
      return day_without_marks(digits);
    case 9:
    case 10:
      break;
    case 12:
    case 13:
      per_day *= 1'000;
      break;
    case 15:
    case 16:
      per_day *= 1'000'000;
      break;
    default:
      return std::nullopt;
  }
  if (digits.front() == '0') return std::nullopt;
  const Day day{std::chrono::days(static_cast<std::int32_t>(value_of(digits) / per_day))};
  if (std::chrono::year_month_day{day}.year() > std::chrono::year{2099}) return std::nullopt;
  return day;
}

// What follows a whole date: a time, or nothing.
bool may_follow_date(std::string_view rest) {
  if (rest.empty()) return true;
  if (rest.front() == 'Z' || rest.front() == 'z' || rest.front() == '+') return true;  // a date of XML Schema
  if (rest.front() != 'T' && rest.front() != 't' && rest.front() != ' ' && rest.front() != '_') return false;
  rest.remove_prefix(1);
  return !rest.empty() && is_digit(rest.front());
}

std::optional<Day> from_iso(std::string_view words) {
  if (words.size() > 8 && all_digits(words.substr(0, 8)) && may_follow_date(words.substr(8)))
    return day_without_marks(words);
  if (words.size() < 10 || words[4] != '-' || words[7] != '-') return std::nullopt;
  for (const std::size_t at : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
    if (!is_digit(words[at])) return std::nullopt;
  }
  if (!may_follow_date(words.substr(10))) return std::nullopt;
  return calendar_day(value_of(words.substr(0, 4)), value_of(words.substr(5, 2)), value_of(words.substr(8, 2)));
}

template <std::size_t N>
std::size_t place_of(std::string_view word, const std::array<std::string_view, N>& names) {
  if (word.size() < 3 || word.size() > 9 || !all_letters(word)) return N;
  std::array<char, 3> head{};
  std::transform(word.begin(), word.begin() + 3, head.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const auto at = std::find(names.begin(), names.end(), std::string_view(head.data(), head.size()));
  return static_cast<std::size_t>(at - names.begin());
}

std::optional<std::uint64_t> year_from(std::string_view word) {
  if (!all_digits(word)) return std::nullopt;
  if (word.size() == 4) return value_of(word);
  if (word.size() != 2) return std::nullopt;
  const std::uint64_t year = value_of(word);  // RFC 5322, 4.3
  return year < 50 ? 2000 + year : 1900 + year;
}

// The words, parted at blanks and commas, and within the date at the dashes of "02-Dec-24". No more than `words` holds.
using Words = std::array<std::string_view, 12>;
std::size_t part(std::string_view text, Words& words) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size() && count < words.size();) {
    const auto parts = [in_date = count < 4](char c) { return is_blank(c) || c == ',' || (in_date && c == '-'); };
    if (parts(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && !parts(text[end])) ++end;
    words[count++] = text.substr(at, end - at);
    at = end;
  }
  return count;
}

std::optional<Day> from_words(std::string_view text) {
  Words parts{};
  const std::size_t count = part(text, parts);
  std::size_t at = 0;
  if (count > 0 && place_of(parts[0], weekdays) < weekdays.size()) ++at;
  if (count < at + 3) return std::nullopt;
  const auto is_day = [](std::string_view word) { return word.size() <= 2 && all_digits(word); };
  if (is_day(parts[at])) {
    const std::size_t month = place_of(parts[at + 1], months);
    const auto year = year_from(parts[at + 2]);
    if (month == months.size() || !year) return std::nullopt;
    if (count > at + 3 && !is_digit(parts[at + 3].front())) return std::nullopt;
    return calendar_day(*year, month + 1, value_of(parts[at]));
  }
  // "Dec 2 18:30:00 2024", "Dec 02 18:30:00 +0000 2024": the year stands last.
  const std::size_t month = place_of(parts[at], months);
  if (month == months.size() || !is_day(parts[at + 1]) || parts[at + 2].find(':') == std::string_view::npos ||
      count > at + 5) {
    return std::nullopt;
  }
  const auto year = parts[count - 1].size() == 4 ? year_from(parts[count - 1]) : std::nullopt;
  return year ? calendar_day(*year, month + 1, value_of(parts[at + 1])) : std::nullopt;
}

}  // namespace

std::optional<Day> day_of_timestamp(std::string_view words) {
  while (!words.empty() && is_blank(words.front())) words.remove_prefix(1);
  while (!words.empty() && is_blank(words.back())) words.remove_suffix(1);
  if (words.empty() || words.size() > longest) return std::nullopt;
  const std::size_t digits = std::min(words.find_first_not_of("0123456789"), words.size());
  if (digits == words.size()) return from_digits(words);
  if (digits >= 9 && words[digits] == '.' && all_digits(words.substr(digits + 1)))
    return from_digits(words.substr(0, digits));
  if (auto day = from_iso(words)) return day;
  if (auto day = from_words(words)) return day;
  const auto date = date_at(words, 0);
  if (!date || date->other || !may_follow_date(words.substr(date->span.end))) return std::nullopt;
  return date->day;
}

}  // namespace histor
