#include "source/dates.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include <rapidcheck/gtest.h>

namespace histor {
namespace {

Day day(const char* iso) {
  return day_from(iso).value();
}

TEST(Dates, ReadsTheFormsOfMastheads) {
  static constexpr std::array<std::pair<std::string_view, const char*>, 26> forms{{
      {"December 2, 2024", "2024-12-02"},   {"Dec 02, 2024", "2024-12-02"},
      {"Dec. 2, 2024", "2024-12-02"},       {"DECEMBER 2 2024", "2024-12-02"},
      {"December 2nd, 2024", "2024-12-02"}, {"2 December 2024", "2024-12-02"},
      {"2nd December, 2024", "2024-12-02"}, {"02-Dec-2024", "2024-12-02"},
      {"Fri Apr 15 2016", "2016-04-15"},    {"Friday, 15 April 2016", "2016-04-15"},
      {"Tues, Apr 12, 2016", "2016-04-12"}, {"Sept. 5, 2016", "2016-09-05"},
      {"Mar 1 2016", "2016-03-01"},         {"May 1, 2016", "2016-05-01"},
      {"2024-12-02", "2024-12-02"},         {"2024/12/2", "2024-12-02"},
      {"24.07.2016", "2016-07-24"},         {"14-05-2016", "2016-05-14"},
      {"05-14-2016", "2016-05-14"},         {"06-08-2013", "2013-08-06"},
      {"7/16/2015", "2015-07-16"},          {"16/7/2015", "2015-07-16"},
      {"7/8/2015", "2015-07-08"},           {"Apr 152017", "2017-04-15"},
      {"29 February 2016", "2016-02-29"},   {"1 Jan 1900", "1900-01-01"},
  }};
  for (const auto& [words, iso] : forms) {
    const auto date = date_at(words, 0);
    ASSERT_TRUE(date.has_value()) << words;
    EXPECT_EQ(to_string(date->day), iso) << words;
    EXPECT_EQ(slice(words, date->span), words);
  }
}

TEST(Dates, KeepsTheOtherReading) {
  EXPECT_EQ(date_at("7/8/2015", 0)->other, day("2015-08-07"));
  EXPECT_EQ(date_at("07-08-2015", 0)->other, day("2015-07-08"));
  EXPECT_FALSE(date_at("7/16/2015", 0)->other);
  EXPECT_FALSE(date_at("7/7/2015", 0)->other);
  EXPECT_FALSE(date_at("07.08.2015", 0)->other);
}

TEST(Dates, RefusesWhatIsNearlyADate) {
  for (const std::string_view words :
       {"30 February 2016", "December 2", "December 2024", "32 December 2024", "12-02", "1/2/24", "1.2.3",
        "Mayor 2 2016", "Marches 3 2016", "2016-13-01", "2016-12-011", "Apr 992017", "December 2, 20245", "2024.12.02",
        "3 people 2016", "Monday 2016", "1/2/20151", ""}) {
    EXPECT_FALSE(date_at(words, 0).has_value()) << words;
  }
}

TEST(Dates, FindsDatesOnlyAtWords) {
  const auto dates = dates_in("v2024-12-02 of 3 December 2024; then 2024-12-04.");
  ASSERT_EQ(dates.size(), 2U);
  EXPECT_EQ(dates[0].day, day("2024-12-03"));
  EXPECT_EQ(dates[1].day, day("2024-12-04"));
}

TEST(Dates, ReadsNamesOfFilesAndPages) {
  EXPECT_EQ(date_in_name("https://example.org/2024/12/02/strikes-kill-12")->day, day("2024-12-02"));
  EXPECT_EQ(date_in_name("reports/2024-12-02/a.txt")->day, day("2024-12-02"));
  EXPECT_EQ(date_in_name("a_20241202.txt")->day, day("2024-12-02"));
  EXPECT_EQ(date_in_name("2023-01-01/2024-12-02.txt")->day, day("2024-12-02"));
  EXPECT_FALSE(date_in_name("https://example.org/2024/12/strikes").has_value());
  EXPECT_FALSE(date_in_name("1920241202.txt").has_value());
  EXPECT_FALSE(date_in_name("a87187-99999999").has_value());
  EXPECT_FALSE(date_in_name("2024-12-021.txt").has_value());
}

RC_GTEST_PROP(Dates, EveryDayReadsBack, (std::uint16_t offset)) {
  const Day any = day("1950-01-01") + std::chrono::days(offset % 50000);
  const std::string iso = to_string(any);
  RC_ASSERT(date_at(iso, 0)->day == any);
  const std::string dotted = iso.substr(8) + "." + iso.substr(5, 2) + "." + iso.substr(0, 4);
  RC_ASSERT(date_at(dotted, 0)->day == any);
  RC_ASSERT(date_in_name("/" + iso.substr(0, 4) + "/" + iso.substr(5, 2) + "/" + iso.substr(8) + "/x")->day == any);
}

RC_GTEST_PROP(Dates, AnyTextGivesOrderedSpans, (const std::string& text)) {
  std::uint32_t at = 0;
  for (const WrittenDate& date : dates_in(text)) {
    RC_ASSERT(date.span.begin >= at);
    RC_ASSERT(date.span.begin < date.span.end);
    RC_ASSERT(date.span.end <= text.size());
    at = date.span.end;
  }
}

}  // namespace
}  // namespace histor
