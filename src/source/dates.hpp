#pragma once
// Calendar dates that stand whole in a masthead, a URL or a path: day, month and year, in the forms that outlets print.
// English month names. What needs the document's date to be understood ("Sunday") is read elsewhere.

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/day.hpp"
#include "base/span.hpp"

namespace histor {

struct WrittenDate {
  Span span;  ///< in the text it was read from; the weekday before it is included
  Day day{};
  std::optional<Day> other;  ///< the other reading of 7/8/2015 and the like, where both are in the calendar
};

/// The date that starts at `at`, or nullopt: "December 2, 2024", "2 Dec 2024", "Fri Apr 15 2016", "2024-12-02",
/// "2024/12/02", "24.07.2016", "14-05-2016", "7/16/2015" (month first where both readings can be). Years 1900 to 2099.
/// `at` must not lie within a word or number.
[[nodiscard]] std::optional<WrittenDate> date_at(std::string_view text, std::size_t at);

/// All dates within the first `limit` bytes of `text`, in order.
[[nodiscard]] std::vector<WrittenDate> dates_in(std::string_view text, std::size_t limit = 4096);

/// The date in a URL or a path: /2024/12/02/, 2024-12-02 or 20241202 as a part of its own. The last one wins, being the
/// closest to the file. The span indexes `name`.
[[nodiscard]] std::optional<WrittenDate> date_in_name(std::string_view name);

}  // namespace histor
