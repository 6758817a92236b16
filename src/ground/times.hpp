#pragma once
// Time words of a text and the days they stand for: "on Sunday night", "since 27 November", "the past few days",
// "two days earlier". A mention carries both what the words say (an ISO 8601 value, open where the words are) and the
// days that follow from it once it is set against the document's date or the dates told so far.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.hpp"
#include "base/span.hpp"
#include "model/vocabulary.hpp"
#include "text/sentences.hpp"

namespace histor {

enum class TimeType { date, time, duration, set };

template <>
struct Words<TimeType> {
  static constexpr std::array<std::string_view, 4> all{"DATE", "TIME", "DURATION", "SET"};
};

/// One end of an interval as it is written: "5" and "9 November" of "from 5 to 9 November".
struct TimeEnd {
  Span span;
  std::string value;
  std::optional<Day> start;
  std::optional<Day> end;
  TimePrecision precision = TimePrecision::day;
};

struct TimeMention {
  Span span;  ///< with the word that opens an interval ("since", "from", "between"), without a plain "on", "in" or "at"
  std::uint32_t first_token = 0;  ///< index into AnalysedText::tokens: the token in which the span begins
  std::uint32_t token_end = 0;    ///< one past the token in which it ends
  TimeType type = TimeType::date;

  /// ISO 8601 as TIMEX2 and TIMEX3 write it: "2024-12-01", "2024-12-01TNI", "2024-W48", "2014-SU", "199" (a decade),
  /// "18" (a century), "P2W", "PXD" (some days), "PRESENT_REF", "XXXX-11-10" (a year not known), "2005/2007" (an
  /// interval), "BC0480".
  std::string value;

  /// First and last day. Both null where the words give no day; `start <= end` where both are there. A duration has
  /// days only where it is tied down ("the past two weeks").
  std::optional<Day> start;
  std::optional<Day> end;
  bool open_end = false;  ///< "since …": from `start` on, `end` is null

  TimePrecision precision = TimePrecision::day;
  std::optional<std::string> clock;  ///< "19:00", as written, no zone applied
  bool anchored = false;             ///< what the words leave out was taken from the document's date or the narrative
  std::vector<TimeEnd> ends;         ///< of an interval with two written ends: both; else empty
};

struct TimeContext {
  std::optional<Day> document_date;
};

/// The time words of `text` in text order, none overlapping another, none crossing a sentence of `analysed`. Any bytes
/// in. Weekdays and dates that lack a year are the latest such day not after the document's date unless the words look
/// ahead; where the text tells of another time than its own (a history, or no document date), they follow the dates
/// told so far.
[[nodiscard]] std::vector<TimeMention> find_times(std::string_view text, const AnalysedText& analysed,
                                                  const TimeContext& context);

}  // namespace histor
