#include "source/timestamps.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <rapidcheck/gtest.h>

namespace histor {
namespace {

TEST(Timestamps, ReadsTheFormsOfPrograms) {
  static constexpr std::array<std::pair<std::string_view, const char*>, 31> forms{{
      {"Mon, 02 Dec 2024 18:30:00 GMT", "2024-12-02"},
      {"Mon, 2 Dec 2024 18:30:00 +0300", "2024-12-02"},
      {"02 Dec 2024 18:30 EST", "2024-12-02"},
      {"2 Dec 24 18:30:00 +0000", "2024-12-02"},
      {"2 Dec 97 18:30:00 +0000", "1997-12-02"},
      {"Monday, 02-Dec-24 18:30:00 GMT", "2024-12-02"},
      {"Monday, 02 December 2024 18:30:00 Z", "2024-12-02"},
      {"Mon,02 Dec 2024 18:30:00 +0000 (UTC)", "2024-12-02"},
      {"Mon, 02 Dec 2024", "2024-12-02"},
      {"  2024-12-02T18:30:00+03:00\n", "2024-12-02"},
      {"2024-12-02T23:59:59-11:00", "2024-12-02"},
      {"2024-12-02T18:30:00.123456Z", "2024-12-02"},
      {"2024-12-02t18:30z", "2024-12-02"},
      {"2024-12-02 18:30:00", "2024-12-02"},
      {"2024-12-02", "2024-12-02"},
      {"2024-12-02Z", "2024-12-02"},
      {"2024-12-02+03:00", "2024-12-02"},
      {"20241202", "2024-12-02"},
      {"20241202183000", "2024-12-02"},
      {"20241202T183000Z", "2024-12-02"},
      {"Mon Dec  2 18:30:00 2024", "2024-12-02"},
      {"Mon Dec 02 18:30:00 +0000 2024", "2024-12-02"},
      {"Mon Dec 02 18:30:00 UTC 2024", "2024-12-02"},
      {"1733164200", "2024-12-02"},
      {"1733164200.25", "2024-12-02"},
      {"1733164200000", "2024-12-02"},
      {"1733164200000000", "2024-12-02"},
      {"December 2, 2024", "2024-12-02"},
      {"02.12.2024 18:30", "2024-12-02"},
      {"2024/12/02 18:30", "2024-12-02"},
      {"29 Feb 2024 00:00:00 GMT", "2024-02-29"},
  }};
  for (const auto& [words, iso] : forms) {
    const auto day = day_of_timestamp(words);
    ASSERT_TRUE(day.has_value()) << words;
    EXPECT_EQ(to_string(*day), iso) << words;
  }
}

TEST(Timestamps, RefusesWhatIsNoTime) {
  for (const std::string_view words : {"",
                                       " ",
                                       "yesterday",
                                       "18:30",
                                       "12",
                                       "7/8/2015",
                                       "2024-13-02",
                                       "2024-02-30T00:00:00Z",
                                       "30 Feb 2024",
                                       "2024-12-021",
                                       "2024-12-02X18:30",
                                       "Mon, 02 Dec",
                                       "Mon, 02 Dec 2024 said the ministry",
                                       "Dec 2 18:30 2024 x y",
                                       "02 Dex 2024",
                                       "99999999999",
                                       "0000000000",
                                       "9999999999",
                                       "1234567890123456789",
                                       "Mon",
                                       "-",
                                       "-----",
                                       "2 Dec 2024 is a Monday that has more words after it than any time would"}) {
    EXPECT_FALSE(day_of_timestamp(words).has_value()) << words;
  }
}

RC_GTEST_PROP(Timestamps, SecondsAreOfTheirDay, (std::uint16_t days, std::uint16_t rest)) {
  const std::uint32_t seconds = 100'000'000U + days % 40'000U * 86'400U + rest;
  const auto day = day_of_timestamp(std::to_string(seconds));
  RC_ASSERT(day.has_value());
  const std::int64_t since = std::chrono::duration_cast<std::chrono::seconds>(day->time_since_epoch()).count();
  RC_ASSERT(since <= std::int64_t{seconds});
  RC_ASSERT(std::int64_t{seconds} < since + 86'400);
}

RC_GTEST_PROP(Timestamps, AnyWordsGiveADayOfTheseCenturiesOrNone, (const std::string& words)) {
  if (const auto day = day_of_timestamp(words)) {
    const std::string iso = to_string(*day);
    RC_ASSERT(iso >= "1900-01-01");
    RC_ASSERT(iso <= "2099-12-31");
  }
}

}  // namespace
}  // namespace histor
