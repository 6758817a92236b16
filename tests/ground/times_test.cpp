#include "ground/times.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace histor {
namespace {

/// A document of one body block for each line.
Document document_of(std::string text) {
  Document document;
  document.text = std::move(text);
  const auto size = static_cast<std::uint32_t>(document.text.size());
  for (std::uint32_t begin = 0; begin < size;) {
    const auto newline = static_cast<std::uint32_t>(std::min<std::size_t>(document.text.find('\n', begin), size));
    if (newline > begin) document.blocks.push_back({{begin, newline}, BlockKind::body});
    begin = newline + 1;
  }
  return document;
}

std::vector<TimeMention> times_of(const Document& document, std::string_view date) {
  return find_times(document.text, analyse(document), TimeContext{day_from(date)});
}

std::string words_of(const std::optional<Day>& day) {
  return day ? to_string(*day) : "-";
}

/// "words|value|start|end"; the end of an open stretch is "open".
std::string line_of(std::string_view text, const TimeMention& mention) {
  return std::string(slice(text, mention.span)) + "|" + mention.value + "|" + words_of(mention.start) + "|" +
         (mention.open_end ? "open" : words_of(mention.end));
}

std::vector<std::string> lines_of(const std::string& text, std::string_view date) {
  const Document document = document_of(text);
  std::vector<std::string> out;
  for (const TimeMention& mention : times_of(document, date)) out.push_back(line_of(document.text, mention));
  return out;
}

struct Case {
  std::string_view text;
  std::vector<std::string> found;
};

std::ostream& operator<<(std::ostream& out, const Case& one) {
  return out << one.text;
}

class Report : public testing::TestWithParam<Case> {};

/// Each is read alone, in a report of Monday, 2 December 2024.
TEST_P(Report, IsReadAgainstItsDate) {
  EXPECT_EQ(lines_of(std::string(GetParam().text), "2024-12-02"), GetParam().found);
}

INSTANTIATE_TEST_SUITE_P(
    Dates, Report,
    testing::Values(
        Case{"On December 1, 2024 it rained.", {"December 1, 2024|2024-12-01|2024-12-01|2024-12-01"}},
        Case{"It rained on 1 December.", {"1 December|2024-12-01|2024-12-01|2024-12-01"}},
        Case{"It rained on Dec. 1 there.", {"Dec. 1|2024-12-01|2024-12-01|2024-12-01"}},
        Case{"It rained on Nov. 24 there.", {"Nov. 24|2024-11-24|2024-11-24|2024-11-24"}},
        Case{"It rained on the 24th of November 2016.", {"the 24th of November 2016|2016-11-24|2016-11-24|2016-11-24"}},
        Case{"Updated 2024-12-02 at length.", {"2024-12-02|2024-12-02|2024-12-02|2024-12-02"}},
        Case{"Posted 16/05/2016 online.", {"16/05/2016|2016-05-16|2016-05-16|2016-05-16"}},
        Case{"Posted 24.07.2016Get the app", {"24.07.2016|2016-07-24|2016-07-24|2016-07-24"}},
        Case{"Posted 12/02/2024 and read.", {"12/02/2024|2024-12-02|2024-12-02|2024-12-02"}},
        Case{"Posted 12/11/2024 and read.", {"12/11/2024|2024-11-12|2024-11-12|2024-11-12"}},
        Case{"In November 2005 it rained.", {"November 2005|2005-11|2005-11-01|2005-11-30"}},
        Case{"In May it rained.", {"May|2024-05|2024-05-01|2024-05-31"}},
        Case{"In December it rained.", {"December|2024-12|2024-12-01|2024-12-31"}},
        Case{"In 2016 it rained.", {"2016|2016|2016-01-01|2016-12-31"}},
        Case{"In early November 2005 it rained.", {"early November 2005|2005-11|2005-11-01|2005-11-10"}},
        Case{"By mid-2012 it rained.", {"mid-2012|2012|2012-05-01|2012-08-31"}},
        Case{"In the 1990s it rained.", {"the 1990s|199|1990-01-01|1999-12-31"}},
        Case{"In summer 2014 it rained.", {"summer 2014|2014-SU|2014-06-01|2014-08-31"}},
        Case{"In the winter of 1942 it rained.", {"the winter of 1942|1942-WI|1942-12-01|1943-02-28"}},
        Case{"In the 19th century it rained.", {"the 19th century|18|1800-01-01|1899-12-31"}},
        Case{"It was 480 BC then.", {"480 BC|BC0480|-|-"}},
        Case{"On 10 Kanun al-Awwal 2023 it rained.", {"10 Kanun al-Awwal 2023|2023-12-10|2023-12-10|2023-12-10"}},
        Case{"On 5 Shubat 2023 it rained.", {"5 Shubat 2023|2023-02-05|2023-02-05|2023-02-05"}},
        Case{"On Thanksgiving Day it rained.", {"Thanksgiving Day|2024-11-28|2024-11-28|2024-11-28"}},
        Case{"At Christmas it rained.", {"Christmas|2023-12-25|2023-12-25|2023-12-25"}},
        Case{"On New Year's Day it rained.", {"New Year's Day|2024-01-01|2024-01-01|2024-01-01"}},
        Case{"On 31 June 2020 it rained.", {"31 June 2020|2020-06-XX|2020-06-01|2020-06-30"}}));

INSTANTIATE_TEST_SUITE_P(
    Weekdays, Report,
    testing::Values(Case{"It rained on Sunday.", {"Sunday|2024-12-01|2024-12-01|2024-12-01"}},
                    Case{"It rained on Monday.", {"Monday|2024-12-02|2024-12-02|2024-12-02"}},
                    Case{"Officials said Tuesday that it rained.", {"Tuesday|2024-11-26|2024-11-26|2024-11-26"}},
                    Case{"It rained on Sunday night.", {"Sunday night|2024-12-01TNI|2024-12-01|2024-12-01"}},
                    Case{"It rained early Monday.", {"early Monday|2024-12-02|2024-12-02|2024-12-02"}},
                    Case{"It rained late on Friday.", {"late on Friday|2024-11-29|2024-11-29|2024-11-29"}},
                    Case{"After Monday's attack it rained.", {"Monday|2024-12-02|2024-12-02|2024-12-02"}},
                    Case{"After Tuesdays attack it rained.", {"Tuesdays|2024-11-26|2024-11-26|2024-11-26"}},
                    Case{"It rains on Sundays.", {"Sundays|XXXX-WXX-7|-|-"}},
                    Case{"Last Saturday it rained.", {"Last Saturday|2024-11-30|2024-11-30|2024-11-30"}},
                    Case{"Next Friday it rains.", {"Next Friday|2024-12-06|2024-12-06|2024-12-06"}},
                    Case{"The court will sit on Thursday.", {"Thursday|2024-12-05|2024-12-05|2024-12-05"}},
                    Case{"The court will sit, he said on Thursday.", {"Thursday|2024-11-28|2024-11-28|2024-11-28"}},
                    Case{"The court will sit on 5 December.", {"5 December|2024-12-05|2024-12-05|2024-12-05"}}));

INSTANTIATE_TEST_SUITE_P(
    Relative, Report,
    testing::Values(
        Case{"It rained today.", {"today|2024-12-02|2024-12-02|2024-12-02"}},
        Case{"It rained yesterday.", {"yesterday|2024-12-01|2024-12-01|2024-12-01"}},
        Case{"It rains tonight.", {"tonight|2024-12-02TNI|2024-12-02|2024-12-02"}},
        Case{"It rained overnight.", {"overnight|2024-12-01TNI|2024-12-01|2024-12-02"}},
        Case{"It rained earlier today.", {"earlier today|2024-12-02|2024-12-02|2024-12-02"}},
        Case{"It rained this week.", {"this week|2024-W49|2024-12-02|2024-12-08"}},
        Case{"It rained last week.", {"last week|2024-W48|2024-11-25|2024-12-01"}},
        Case{"It rained last month.", {"last month|2024-11|2024-11-01|2024-11-30"}},
        Case{"It rained last July.", {"last July|2024-07|2024-07-01|2024-07-31"}},
        Case{"It rained last year.", {"last year|2023|2023-01-01|2023-12-31"}},
        Case{"It rained in July last year.", {"July last year|2023-07|2023-07-01|2023-07-31"}},
        Case{"It rains next month.", {"next month|2025-01|2025-01-01|2025-01-31"}},
        Case{"It rained three months ago.", {"three months ago|2024-09|2024-09-01|2024-09-30"}},
        Case{"It rained a week ago.", {"a week ago|2024-W48|2024-11-25|2024-12-01"}},
        Case{"It rained two days earlier.", {"two days earlier|2024-11-30|2024-11-30|2024-11-30"}},
        Case{"It rained the previous day.", {"the previous day|2024-12-01|2024-12-01|2024-12-01"}},
        Case{"It rained the day before.", {"the day before|2024-12-01|2024-12-01|2024-12-01"}},
        Case{"It rained two days after 24 November.", {"two days after 24 November|2024-11-26|2024-11-26|2024-11-26"}},
        Case{"It rained on Friday. The following day it rained too.",
             {"Friday|2024-11-29|2024-11-29|2024-11-29", "The following day|2024-11-30|2024-11-30|2024-11-30"}},
        Case{"It rained 99999999999 days ago.", {"99999999999 days ago|PAST_REF|-|-"}},
        Case{"It is dry now.", {"now|PRESENT_REF|-|-"}}));

INSTANTIATE_TEST_SUITE_P(
    Stretches, Report,
    testing::Values(
        Case{"It has rained since November 27.", {"since November 27|2024-11-27|2024-11-27|open"}},
        Case{"It has rained since Saturday.", {"since Saturday|2024-11-30|2024-11-30|open"}},
        Case{"It has rained since 2011.", {"since 2011|2011|2011-01-01|open"}},
        Case{"It has rained since March 2011.", {"since March 2011|2011-03|2011-03-01|open"}},
        Case{"It has rained since the start of the month.", {"since the start of the month|2024-12|2024-12-01|open"}},
        Case{"It has rained since mid-2012.", {"since mid-2012|2012|2012-05-01|open"}},
        Case{"It has rained since late September.", {"since late September|2024-09|2024-09-21|open"}},
        Case{"It has rained since early July.", {"since early July|2024-07|2024-07-01|open"}},
        Case{"It rained between 11-13 Nov there.", {"between 11-13 Nov|2024-11-11/2024-11-13|2024-11-11|2024-11-13"}},
        Case{"It rained from 5 to 9 November.", {"from 5 to 9 November|2024-11-05/2024-11-09|2024-11-05|2024-11-09"}},
        Case{"It rained from December 28 to January 3, 2020.",
             {"from December 28 to January 3, 2020|2019-12-28/2020-01-03|2019-12-28|2020-01-03"}},
        Case{"It rained between 2005 and 2007.", {"between 2005 and 2007|2005/2007|2005-01-01|2007-12-31"}},
        Case{"The drought (2003-2005) is over.", {"2003-2005|2003/2005|2003-01-01|2005-12-31"}},
        Case{"The drought of 1957-60 is over.", {"1957-60|1957/1960|1957-01-01|1960-12-31"}},
        Case{"It rained overnight Wednesday and into Thursday.",
             {"overnight Wednesday and into Thursday|2024-11-27TNI/2024-11-28|2024-11-27|2024-11-28"}},
        Case{"It rained from Saturday to Monday.",
             {"from Saturday to Monday|2024-11-30/2024-12-02|2024-11-30|2024-12-02"}},
        Case{"It rained over the past few days.", {"the past few days|PXD|2024-11-25|2024-12-02"}},
        Case{"It rained over the past 24 hours.", {"the past 24 hours|PT24H|2024-12-01|2024-12-02"}},
        Case{"It rained in the 24 hours to Sunday evening.",
             {"the 24 hours to Sunday evening|PT24H|2024-11-30|2024-12-01"}},
        Case{"It rained over the last week.", {"the last week|P1W|2024-11-25|2024-12-02"}},
        Case{"It rained from late morning to early evening on Thursday.",
             {"from late morning to early evening on Thursday|2024-11-28TMO/2024-11-28TEV|2024-11-28|2024-11-28"}},
        Case{"It rained for two weeks.", {"two weeks|P2W|-|-"}},
        Case{"It rained for more than a year.", {"a year|P1Y|-|-"}},
        Case{"It rains every day.", {"every day|XXXX-XX-XX|-|-"}}, Case{"It rains weekly.", {"weekly|XXXX-WXX|-|-"}}));

INSTANTIATE_TEST_SUITE_P(
    NotTimes, Report,
    testing::Values(Case{"A 45-year-old man, aged 12 then, may march there.", {}},
                    Case{"A second storm hit 1300 people.", {}}, Case{"More than 1400 people left.", {}},
                    Case{"The storm displaced 2016 civilians.", {}}, Case{"A total of 1900 left.", {}},
                    Case{"The Sun reported rain.", {}}, Case{"Between 1900 and 2000 people left.", {}},
                    Case{"The fall of the town followed.", {}}, Case{"They march on and may stop.", {}},
                    Case{"It scored 3.5 and 10.12.1.7 was its address.", {}},
                    Case{"In May 25 people left.", {"May|2024-05|2024-05-01|2024-05-31"}},
                    Case{"On May 25 people left.", {"May 25|2024-05-25|2024-05-25|2024-05-25"}},
                    Case{"The 2007 election passed.", {"2007|2007|2007-01-01|2007-12-31"}}));

TEST(Times, GiveTheClock) {
  const Document document = document_of("As of Sunday, December 1, 7:00 PM, three were missing.");
  const auto found = times_of(document, "2024-12-02");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(slice(document.text, found[0].span), "Sunday, December 1, 7:00 PM");
  EXPECT_EQ(found[0].value, "2024-12-01T19:00");
  EXPECT_EQ(found[0].clock, "19:00");
  EXPECT_EQ(found[0].type, TimeType::time);
  EXPECT_EQ(found[0].precision, TimePrecision::minute);
  EXPECT_TRUE(found[0].anchored);
}

TEST(Times, ReadDateLinesWithAClock) {
  EXPECT_EQ(lines_of("Published 04:06 PM, Dec 02, 2024", ""),
            std::vector<std::string>{"04:06 PM, Dec 02, 2024|2024-12-02T16:06|2024-12-02|2024-12-02"});
  EXPECT_EQ(lines_of("Friday 21 November 2014 10:13", ""),
            std::vector<std::string>{"Friday 21 November 2014 10:13|2014-11-21T10:13|2014-11-21|2014-11-21"});
}

TEST(Times, FollowTheNarrativeWhereTheDocumentHasNoDate) {
  EXPECT_EQ(
      lines_of("In early November 2005 it began. On 10 November it grew. Four days later it stopped. The same day "
               "people came back. In December 2005 all was dry.",
               ""),
      (std::vector<std::string>{
          "early November 2005|2005-11|2005-11-01|2005-11-10", "10 November|2005-11-10|2005-11-10|2005-11-10",
          "Four days later|2005-11-14|2005-11-14|2005-11-14", "The same day|2005-11-14|2005-11-14|2005-11-14",
          "December 2005|2005-12|2005-12-01|2005-12-31"}));
}

TEST(Times, LeaveOpenWhatNothingTells) {
  EXPECT_EQ(
      lines_of("It began on 10 November, a Thursday, and on Sunday it ended.", ""),
      (std::vector<std::string>{"10 November|XXXX-11-10|-|-", "Thursday|XXXX-WXX-4|-|-", "Sunday|XXXX-WXX-7|-|-"}));
}

TEST(Times, SettleNumericDatesByTheHabitOfTheText) {
  EXPECT_EQ(lines_of("Posted 16/05/2016, corrected 03/04/2016.", ""),
            (std::vector<std::string>{"16/05/2016|2016-05-16|2016-05-16|2016-05-16",
                                      "03/04/2016|2016-04-03|2016-04-03|2016-04-03"}));
  EXPECT_EQ(lines_of("Posted 03/04/2016.", ""), std::vector<std::string>{"03/04/2016|2016-XX-XX|-|-"});
}

TEST(Times, AHeadingPutsWhatFollowsIntoItsYear) {
  const std::string text =
      "2003: the invasion\n"
      "In November 2008 the square was renamed.\n"
      "On April 15 the coalition declared it over.";
  EXPECT_EQ(lines_of(text, "2009-12-19").back(), "April 15|2003-04-15|2003-04-15|2003-04-15");
  EXPECT_EQ(lines_of("On April 15 the coalition declared it over.", "2009-12-19").back(),
            "April 15|2009-04-15|2009-04-15|2009-04-15");
}

TEST(Times, AnOrdinalBehindAWeekdayMayCountAnotherWord) {
  EXPECT_EQ(lines_of("It fell on Monday the first day of the holiday.", "2016-06-08").front(),
            "Monday|2016-06-06|2016-06-06|2016-06-06");
}

TEST(Times, NameTheEndsOfAnInterval) {
  const Document document = document_of("It rained from 5 to 9 November.");
  const auto found = times_of(document, "2024-12-02");
  ASSERT_EQ(found.size(), 1U);
  ASSERT_EQ(found[0].ends.size(), 2U);
  EXPECT_EQ(slice(document.text, found[0].ends[0].span), "5");
  EXPECT_EQ(found[0].ends[0].value, "2024-11-05");
  EXPECT_EQ(slice(document.text, found[0].ends[1].span), "9 November");
  EXPECT_EQ(found[0].ends[1].value, "2024-11-09");
}

/// Words from which time expressions are made, in any order, and what may stand between.
std::string soup(const std::vector<int>& picks) {
  constexpr std::array<std::string_view, 72> words{
      "Sunday",    "on",         "since",     "from",   "to",        "between", "and",        "the",
      "last",      "next",       "week",      "days",   "two",       "ago",     "before",     "after",
      "of",        "early",      "late",      "mid",    "-",         "/",       ",",          ".",
      ":",         "(",          ")",         "2012",   "9999",      "0001",    "1",          "31",
      "30",        "12/02/2024", "February",  "May",    "March",     "Dec.",    "century",    "decade",
      "years",     "hours",      "night",     "7:00",   "PM",        "BC",      "480",        "99999999999999999999",
      "overnight", "today",      "yesterday", "day",    "every",     "few",     "hundred",    "twenty",
      "first",     "half",       "summer",    "winter", "Christmas", "Easter",  "2024-02-30", "1990s",
      "a",         "later",      "earlier",   "that",   "same",      "year",    "month",      "\n"};
  std::string out;
  for (const int pick : picks) {
    const auto index = static_cast<std::size_t>(pick < 0 ? -(pick + 1) : pick);
    out += words[index % words.size()];
    if (index / words.size() % 8 != 0) out += ' ';
  }
  return out;
}

void check_promises(const std::string& text, std::optional<Day> date) {
  const Document document = document_of(text);
  const AnalysedText analysed = analyse(document);
  const TimeContext context{date};
  const auto found = find_times(document.text, analysed, context);
  const auto again = find_times(document.text, analysed, context);
  RC_ASSERT(found.size() == again.size());
  std::uint32_t last_end = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const TimeMention& mention = found[i];
    RC_ASSERT(mention.span.begin < mention.span.end);
    RC_ASSERT(mention.span.begin >= last_end);
    RC_ASSERT(mention.span.end <= document.text.size());
    last_end = mention.span.end;
    RC_ASSERT(mention.first_token < mention.token_end);
    RC_ASSERT(mention.token_end <= analysed.tokens.size());
    RC_ASSERT(analysed.tokens[mention.first_token].span.contains(mention.span.begin));
    RC_ASSERT(analysed.tokens[mention.token_end - 1].span.contains(mention.span.end - 1));
    RC_ASSERT(!mention.value.empty());
    RC_ASSERT(mention.value == again[i].value);
    RC_ASSERT(mention.start == again[i].start && mention.end == again[i].end);
    if (mention.start && mention.end) RC_ASSERT(*mention.start <= *mention.end);
    if (mention.open_end) RC_ASSERT(!mention.end.has_value());
    for (const auto& day : {mention.start, mention.end}) {
      if (day) RC_ASSERT(day_from(to_string(*day)) == day);  // within the years 1 to 9999
    }
    for (const TimeEnd& end : mention.ends) RC_ASSERT(mention.span.contains(end.span));
  }
}

std::optional<Day> any_date(int days) {
  if (days % 7 == 0) return std::nullopt;
  return Day{std::chrono::days{days % 800'000}};  // beyond the year 1 and short of 9999
}

RC_GTEST_PROP(TimesProperty, HoldOnAnyBytes, (const std::string& text, int days)) {
  check_promises(text, any_date(days));
}

RC_GTEST_PROP(TimesProperty, HoldOnAnyRowOfTimeWords, (const std::vector<int>& picks, int days)) {
  check_promises(soup(picks), any_date(days));
}

TEST(Times, SurviveWhatNestsDeep) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "the day before ";
  check_promises(text, day_from("2024-12-02"));
  text.clear();
  for (int i = 0; i < 20'000; ++i) text += "2 days after ";
  check_promises(text, day_from("0001-01-01"));
}

}  // namespace
}  // namespace histor
