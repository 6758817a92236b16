#pragma once
// Times as programs write them: in feeds, mail headers, exports, tables. What people print in a masthead is
// dates.hpp's.

#include <optional>
#include <string_view>

#include "base/day.hpp"

namespace histor {

/// The calendar day of the time in `words`, in the zone that it is written in; nullopt where `words` is not one time.
/// Forms: RFC 3339 and ISO 8601 ("2024-12-02T18:30:00+03:00", "2024-12-02 18:30", "20241202T183000Z", "2024-12-02"),
/// RFC 5322 and its elders ("Mon, 02 Dec 2024 18:30:00 GMT", "2 Dec 24 18:30 +0300", "Monday, 02-Dec-24 18:30:00 GMT"),
/// C's ("Mon Dec  2 18:30:00 2024", with a zone before the year or without), seconds, milliseconds and microseconds
/// since 1970 (of 1973 and later; the day in UTC), and the whole dates of date_at() that can be read in one way. Years
/// 1900 to 2099. Only the day is judged: "2024-12-02T99:00" passes, the day being what it is.
[[nodiscard]] std::optional<Day> day_of_timestamp(std::string_view words);

}  // namespace histor
