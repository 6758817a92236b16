#pragma once
// Calendar days, proleptic Gregorian, without zone: what a report means by "Sunday" once it is resolved.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace histor {

using Day = std::chrono::sys_days;

/// "2024-12-01". Years are four digits; the caller keeps them within 0001 to 9999.
[[nodiscard]] inline std::string to_string(Day day) {
  const std::chrono::year_month_day ymd{day};
  std::string out = "0000-00-00";
  auto put = [&out](std::size_t at, int digits, unsigned value) {
    for (int i = digits - 1; i >= 0; --i) {
      out[at + static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
      value /= 10;
    }
  };
  put(0, 4, static_cast<unsigned>(static_cast<int>(ymd.year())));
  put(5, 2, static_cast<unsigned>(ymd.month()));
  put(8, 2, static_cast<unsigned>(ymd.day()));
  return out;
}

/// Reads exactly YYYY-MM-DD; nullopt for anything else and for days that are not in the calendar.
[[nodiscard]] inline std::optional<Day> day_from(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  auto number = [&iso](std::size_t at, std::size_t digits) -> std::optional<int> {
    int value = 0;
    for (std::size_t i = at; i < at + digits; ++i) {
      if (iso[i] < '0' || iso[i] > '9') return std::nullopt;
      value = value * 10 + (iso[i] - '0');
    }
    return value;
  };
  const auto year = number(0, 4);
  const auto month = number(5, 2);
  const auto day = number(8, 2);
  if (!year || !month || !day || *year == 0) return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                        std::chrono::day{static_cast<unsigned>(*day)}};
  if (!ymd.ok()) return std::nullopt;
  return Day{ymd};
}

}  // namespace histor
