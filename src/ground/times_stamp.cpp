// Each grain keeps its own figure (an ISO week, a season); arithmetic goes by days where it can, else by months or
// years.

#include "ground/times_stamp.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

namespace histor::times {

using std::chrono::days;
using std::chrono::year_month_day;

int weekday_of(Day day) {
  return static_cast<int>(std::chrono::weekday{day}.iso_encoding());
}

Day monday_of(Day day) {
  return day - days{weekday_of(day) - 1};
}

Day day_of(int year, int month, int day) {
  return Day{std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} /
             std::chrono::day{static_cast<unsigned>(day)}};
}

int last_day_of(int year, int month) {
  const std::chrono::year_month_day_last last{std::chrono::year{year} /
                                              std::chrono::month{static_cast<unsigned>(month)} / std::chrono::last};
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

bool in_calendar(int year, int month, int day) {
  return year >= first_year && year <= last_year && month >= 1 && month <= 12 && day >= 1 &&
         day <= last_day_of(year, month);
}

bool within_years(Day day) {
  static const Day first = day_of(first_year, 1, 1);
  static const Day last = day_of(last_year, 12, 31);
  return first <= day && day <= last;
}

/// The Gregorian Easter (Meeus, Jones and Butcher).
Day easter(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return day_of(year, f / 31, f % 31 + 1);
}

Grain grain_of(Unit unit) {
  switch (unit) {
    case Unit::week:
      return Grain::week;
    case Unit::month:
      return Grain::month;
    case Unit::quarter:
      return Grain::quarter;
    case Unit::year:
      return Grain::year;
    case Unit::decade:
      return Grain::decade;
    case Unit::century:
      return Grain::century;
    default:
      return Grain::day;
  }
}

std::optional<Stamp> coarsened(const Stamp& stamp, Grain grain) {
  if (stamp.grain == Grain::none) return std::nullopt;
  if (stamp.grain == grain) {
    Stamp out = stamp;
    out.edge = Edge::none;
    if (grain != Grain::day) {
      out.part = Part::none;
      out.clock = -1;
    }
    return out;
  }
  if (!stamp.year) return std::nullopt;
  Stamp out;
  out.year = stamp.year;
  out.grain = grain;
  out.before_christ = *stamp.year < 0;
  const int magnitude = *stamp.year < 0 ? -*stamp.year : *stamp.year;
  switch (grain) {
    case Grain::century:
      out.index = magnitude / 100;
      return out;
    case Grain::decade:
      out.index = magnitude / 10;
      return out;
    case Grain::year:
      if (stamp.grain < Grain::year) return std::nullopt;
      return out;
    case Grain::month:
      if (stamp.grain == Grain::day && stamp.month != 0) {
        out.month = stamp.month;
        return out;
      }
      if (stamp.grain == Grain::week) {
        if (const auto range = days_of(stamp)) return stamp_of(range->first, Grain::month);
      }
      return std::nullopt;
    case Grain::week:
    case Grain::quarter:
    case Grain::season:
      if (stamp.grain == Grain::day) {
        if (const auto range = days_of(stamp)) return stamp_of(range->first, grain);
      }
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

namespace {

/// The Monday of week `week` of the ISO year.
Day week_start(int year, int week) {
  return monday_of(day_of(year, 1, 4)) + days{7 * (week - 1)};
}

constexpr std::array<std::string_view, 10> part_words{"", "MO", "MI", "AF", "EV", "NI", "MO", "NI", "DT", "NI"};
constexpr std::array<std::string_view, 5> season_words{"", "SP", "SU", "FA", "WI"};

std::string padded(int value, std::size_t width) {
  std::string digits = std::to_string(value);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

/// The third, or half, of a stretch that an edge means.
DayRange edge_of(DayRange range, Edge edge) {
  const auto count = (range.last - range.first).count() + 1;
  const auto third = std::max<std::int64_t>(1, count / 3);
  const auto half = std::max<std::int64_t>(1, count / 2);
  switch (edge) {
    case Edge::none:
      return range;
    case Edge::start:
      return {range.first, range.first + days{third - 1}};
    case Edge::middle:
      if (count < 3) return range;
      return {range.first + days{third}, range.last - days{third}};
    case Edge::end:
      return {range.last - days{third - 1}, range.last};
    case Edge::first_half:
      return {range.first, range.first + days{half - 1}};
    case Edge::second_half:
      return {range.first + days{half}, range.last};
  }
  return range;
}

/// Years are cut at the month: "mid-2012" is May to August.
DayRange edge_of_year(int year, Edge edge) {
  switch (edge) {
    case Edge::start:
      return {day_of(year, 1, 1), day_of(year, 4, 30)};
    case Edge::middle:
      return {day_of(year, 5, 1), day_of(year, 8, 31)};
    case Edge::end:
      return {day_of(year, 9, 1), day_of(year, 12, 31)};
    case Edge::first_half:
      return {day_of(year, 1, 1), day_of(year, 6, 30)};
    case Edge::second_half:
      return {day_of(year, 7, 1), day_of(year, 12, 31)};
    case Edge::none:
      break;
  }
  return {day_of(year, 1, 1), day_of(year, 12, 31)};
}

std::optional<DayRange> whole_days_of(const Stamp& stamp) {
  if (stamp.grain == Grain::century || stamp.grain == Grain::decade) {
    if (stamp.before_christ) return std::nullopt;
    const int width = stamp.grain == Grain::century ? 100 : 10;
    const int from = std::max(first_year, stamp.index * width);
    const int to = stamp.index * width + width - 1;
    if (to > last_year) return std::nullopt;
    return DayRange{day_of(from, 1, 1), day_of(to, 12, 31)};
  }
  if (!stamp.year || *stamp.year < first_year || *stamp.year > last_year) return std::nullopt;
  const int year = *stamp.year;
  const auto months = [year](int from, int to) {
    return DayRange{day_of(year, from, 1), day_of(year, to, last_day_of(year, to))};
  };
  switch (stamp.grain) {
    case Grain::year:
      return edge_of_year(year, stamp.edge);
    case Grain::half:
      return stamp.index == 1 ? months(1, 6) : months(7, 12);
    case Grain::quarter:
      return months(3 * stamp.index - 2, 3 * stamp.index);
    case Grain::season:
      if (stamp.index == static_cast<int>(Season::winter)) {  // December to February; which January is not said
        const int next = std::min(year + 1, last_year);
        return DayRange{day_of(year, 12, 1),
                        next == year ? day_of(year, 12, 31) : day_of(next, 2, last_day_of(next, 2))};
      }
      return months(3 * stamp.index, 3 * stamp.index + 2);
    case Grain::month:
      return months(stamp.month, stamp.month);
    case Grain::week: {
      const Day monday = week_start(year, stamp.index);
      if (!within_years(monday) || !within_years(monday + days{6})) return std::nullopt;
      return DayRange{monday, monday + days{6}};
    }
    case Grain::day:
      if (stamp.month == 0) return std::nullopt;
      if (stamp.day == 0) return months(stamp.month, stamp.month);
      if (!in_calendar(year, stamp.month, stamp.day)) return std::nullopt;
      return DayRange{day_of(year, stamp.month, stamp.day), day_of(year, stamp.month, stamp.day)};
    default:
      return std::nullopt;
  }
}

}  // namespace

std::string value_of(const Stamp& stamp) {
  std::string out;
  if (stamp.grain == Grain::century || stamp.grain == Grain::decade) {
    const std::size_t width = stamp.grain == Grain::century ? 2 : 3;
    return (stamp.before_christ ? "BC" : "") + padded(stamp.index, width);
  }
  if (!stamp.year) {
    out = "XXXX";
  } else if (*stamp.year < 0) {
    out = "BC" + padded(-*stamp.year, 4);
  } else {
    out = padded(*stamp.year, 4);
  }
  switch (stamp.grain) {
    case Grain::half:
      out += "-H" + std::to_string(stamp.index);
      break;
    case Grain::quarter:
      out += "-Q" + std::to_string(stamp.index);
      break;
    case Grain::season:
      out += "-";
      out += season_words[static_cast<std::size_t>(stamp.index)];
      break;
    case Grain::week:
      out += "-W" + (stamp.index == 0 ? std::string("XX") : padded(stamp.index, 2));
      break;
    case Grain::month:
      out += "-" + (stamp.month == 0 ? std::string("XX") : padded(stamp.month, 2));
      break;
    case Grain::day:
      if (stamp.month == 0 && stamp.weekday != 0) {
        out += "-WXX-" + std::to_string(stamp.weekday);
      } else {
        out += "-" + (stamp.month == 0 ? std::string("XX") : padded(stamp.month, 2));
        out += "-" + (stamp.day == 0 ? std::string("XX") : padded(stamp.day, 2));
      }
      break;
    default:
      break;
  }
  if (stamp.grain == Grain::day) {
    if (stamp.clock >= 0) {
      out += "T" + padded(stamp.clock / 60, 2) + ":" + padded(stamp.clock % 60, 2);
    } else if (stamp.part != Part::none) {
      out += "T";
      out += part_words[static_cast<std::size_t>(stamp.part)];
    }
  }
  return out;
}

std::optional<DayRange> days_of(const Stamp& stamp) {
  auto range = whole_days_of(stamp);
  if (range && stamp.grain != Grain::year) range = edge_of(*range, stamp.edge);
  return range;
}

Stamp stamp_of(Day day, Grain grain) {
  const year_month_day ymd{day};
  Stamp out;
  out.grain = grain;
  const int year = static_cast<int>(ymd.year());
  const int month = static_cast<int>(static_cast<unsigned>(ymd.month()));
  out.year = year;
  switch (grain) {
    case Grain::century:
      out.index = year / 100;
      break;
    case Grain::decade:
      out.index = year / 10;
      break;
    case Grain::quarter:
      out.index = (month + 2) / 3;
      break;
    case Grain::half:
      out.index = month <= 6 ? 1 : 2;
      break;
    case Grain::season:  // January and February belong to the winter that began the year before
      out.index = month >= 3 && month < 12 ? month / 3 : static_cast<int>(Season::winter);
      if (month < 3) out.year = year - 1;
      break;
    case Grain::month:
      out.month = month;
      break;
    case Grain::week: {
      const Day thursday = monday_of(day) + days{3};
      const int week_year = static_cast<int>(year_month_day{thursday}.year());
      out.year = week_year;
      out.index = static_cast<int>((monday_of(day) - week_start(week_year, 1)).count() / 7 + 1);
      break;
    }
    case Grain::day:
      out.month = month;
      out.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
      break;
    default:
      break;
  }
  return out;
}

std::optional<Stamp> shifted(const Stamp& stamp, std::int64_t amount, Unit unit) {
  if (amount > longest_shift || amount < -longest_shift) return std::nullopt;
  if (unit < Unit::day) return std::nullopt;
  const std::optional<Stamp> base = coarsened(stamp, grain_of(unit));
  if (!base) return std::nullopt;
  Stamp out = *base;
  const auto moved_day = [&](std::int64_t by) -> std::optional<Stamp> {
    if (by > longest_shift || by < -longest_shift) return std::nullopt;
    Stamp plain = *base;
    plain.edge = Edge::none;
    const auto range = days_of(plain);
    if (!range || (base->grain == Grain::day && base->day == 0)) return std::nullopt;
    const Day moved = range->first + days{by};
    if (!within_years(moved)) return std::nullopt;
    return stamp_of(moved, base->grain);
  };
  switch (unit) {
    case Unit::day:
      return moved_day(amount);
    case Unit::week:
      return moved_day(amount * 7);
    case Unit::month: {
      if (*out.year < 0) return std::nullopt;
      const std::int64_t months = static_cast<std::int64_t>(*out.year) * 12 + (out.month - 1) + amount;
      const std::int64_t year = months / 12;
      if (months < 0 || year < first_year || year > last_year) return std::nullopt;
      out.year = static_cast<int>(year);
      out.month = static_cast<int>(months % 12) + 1;
      return out;
    }
    case Unit::year: {
      // There is no year 0: 1 BC is followed by AD 1.
      std::int64_t year = *out.year < 0 ? *out.year + 1 : *out.year;
      year += amount;
      if (year <= 0) --year;
      if (year < -last_year || year > last_year) return std::nullopt;
      out.year = static_cast<int>(year);
      return out;
    }
    case Unit::decade:
    case Unit::century: {
      const std::int64_t index = out.index + (out.before_christ ? -amount : amount);
      if (index < 0 || index > (unit == Unit::decade ? 999 : 99)) return std::nullopt;
      out.index = static_cast<int>(index);
      out.year.reset();
      return out;
    }
    default:
      return std::nullopt;
  }
}

}  // namespace histor::times
