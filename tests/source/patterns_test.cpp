#include "source/patterns.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include <rapidcheck/gtest.h>

extern "C" const unsigned char histor_data_boilerplate[];      // NOLINT(*-avoid-c-arrays)
extern "C" const unsigned char histor_data_boilerplate_end[];  // NOLINT(*-avoid-c-arrays)

namespace histor {
namespace {

constexpr Patterns::Zone everywhere{true, true, true};
constexpr Patterns::Zone edges{false, true, true};
constexpr Patterns::Zone middle{};

bool fits(std::string_view line, std::string_view pattern) {
  return Patterns::english().fits(line, Patterns::pieces_of(pattern));
}

TEST(Patterns, EveryEntryOfTheFileHasANameAndAComment) {
  const std::string file(histor_data_boilerplate, histor_data_boilerplate_end);
  const auto count = [&file](std::string_view words) {
    std::size_t n = 0;
    for (std::size_t at = 0; (at = file.find(words, at)) != std::string::npos; at += words.size()) ++n;
    return n;
  };
  const std::size_t entries = count("\n[[line]]\n");
  EXPECT_GT(entries, 15U);
  EXPECT_EQ(count("\n[[line]]\nname = \""), entries);
  EXPECT_EQ(count("\ncomment = \""), entries);
  EXPECT_EQ(count("\nfits = [\""), entries);
  EXPECT_EQ(count("\"\""), 0U) << "an empty pattern";
  EXPECT_EQ(count("\n[[agency]]\nslug = \""), count("\n[[agency]]\n"));
}

TEST(Patterns, PiecesReadWhatTheySay) {
  EXPECT_TRUE(fits("5 minute read", "# minute read"));
  EXPECT_TRUE(fits("1,234 shares", "# shares"));
  EXPECT_FALSE(fits("x5 minute read", "# minute read"));
  EXPECT_TRUE(fits("By Jane al-Doe for AFP", "by {name} for {agency}"));
  EXPECT_FALSE(fits("By the river for AFP", "by {name} for {agency}"));
  EXPECT_FALSE(fits("By Jane Doe for AFPTV", "by {name} for {agency}"));
  EXPECT_TRUE(fits("- The Group (@the_group) December 1, 2024", "- * ({handle}) {date}"));
  EXPECT_FALSE(fits("- The Group (@the_group) some day", "- * ({handle}) {date}"));
  EXPECT_TRUE(fits("4:06 PM, Dec 2, 2024", "{time}, {date}"));
  EXPECT_TRUE(fits("<https://example.org/a?b=c>", "<{url}>"));
  EXPECT_TRUE(fits("anything at all", "*"));
  EXPECT_TRUE(fits("abcabcabd", "*abd"));
  EXPECT_FALSE(fits("abcabcabc", "*abd"));
}

// The plain twin: try every way.
bool slow_fits(std::string_view line, std::string_view pattern) {
  if (pattern.empty()) return line.empty();
  if (pattern[0] == '*') {
    for (std::size_t i = 0; i <= line.size(); ++i) {
      if (slow_fits(line.substr(i), pattern.substr(1))) return true;
    }
    return false;
  }
  return !line.empty() && line[0] == pattern[0] && slow_fits(line.substr(1), pattern.substr(1));
}

RC_GTEST_PROP(Patterns, AgreeWithThePlainTwin, ()) {
  const auto letters = rc::gen::container<std::string>(rc::gen::element('a', 'b', ' '));
  const auto line = *letters;
  auto pattern = *rc::gen::container<std::string>(rc::gen::element('a', 'b', ' ', '*'));
  RC_PRE(!pattern.empty() && pattern.size() < 12U);
  RC_ASSERT(fits(line, pattern) == slow_fits(line, pattern));
}

TEST(Patterns, FindTheFurniture) {
  const Patterns& patterns = Patterns::english();
  for (const std::string_view line :
       {"5 minute read", "No Comments on Strikes kill twelve", "Leave a comment", "Comments", "Share",
        "Load Next Story", "Advertisement", "**Related article:** [Army denies strikes](#)", "<https://example.org/a>",
        "Copyright 2015 by Example.com. All rights reserved.", "Contact the writer: 555-0100",
        "Reporting by Jane Doe; editing by John Roe", "Sign up for our daily newsletter", "Never miss a story",
        "We use cookies to improve your experience.", "Skip to content", "Tags: war, strikes",
        "Follow us on Facebook"}) {
    EXPECT_EQ(patterns.role_of(plain_line(line), edges), LineRole::boilerplate) << line;
  }
  EXPECT_EQ(patterns.role_of("By Jane Doe for AFP", everywhere), LineRole::byline);
  EXPECT_EQ(patterns.role_of("(Source: Reuters)", everywhere), LineRole::credit);
  EXPECT_EQ(patterns.role_of("Original url:", everywhere), LineRole::origin);
  EXPECT_EQ(patterns.role_of("- The Group (@the_group) December 1, 2024", middle), LineRole::post_credit);
  EXPECT_EQ(patterns.role_of("@the_group", middle), LineRole::post_handle);
  EXPECT_EQ(patterns.role_of("Twelve killed pic.twitter.com/abc", middle), LineRole::post);
  EXPECT_EQ(patterns.role_of("This aerial view shows the town after the strikes.", middle), LineRole::caption);
  EXPECT_EQ(patterns.role_of("Residents inspect the market. Jane Doe / AFP", middle), LineRole::caption);
  EXPECT_EQ(patterns.role_of("FILE - Residents inspect the market.", middle), LineRole::caption);
}

TEST(Patterns, LeaveSentencesAlone) {
  const Patterns& patterns = Patterns::english();
  for (const std::string_view line : {"By Sunday evening, twelve people had been reported killed.",
                                      "By nightfall the toll had reached twelve.",
                                      "Comments by the minister drew criticism after twelve people were killed.",
                                      "Share prices fell after the attack killed twelve.",
                                      "Reporting by the group put the toll at twelve.",
                                      "Photos showed twelve bodies in the street.",
                                      "Twelve people were killed, AFP reported.",
                                      "Sources in the town said twelve people were killed.",
                                      "Follow-up strikes killed two rescuers.",
                                      "Home to two million people, the city was shelled.",
                                      "Reuters could not verify the toll.",
                                      "Twelve killed",
                                      "Live fire killed two men.",
                                      "Images of the strike were shared widely.",
                                      "The image shows twelve bodies.",
                                      "Print shops were among the buildings hit.",
                                      "12 killed in strike",
                                      "Search teams found twelve bodies.",
                                      "Close to twelve people were killed.",
                                      "Related strikes killed two more."}) {
    const auto role = patterns.role_of(plain_line(line), everywhere);
    EXPECT_FALSE(role.has_value()) << line;
  }
}

TEST(Patterns, KnowAgenciesByWholeNames) {
  const Patterns& patterns = Patterns::english();
  EXPECT_EQ(patterns.agency("AFP"), "afp");
  EXPECT_EQ(patterns.agency("The Associated Press"), "ap");
  EXPECT_EQ(patterns.agency("Agence France-Presse"), "afp");
  EXPECT_EQ(patterns.agency("ap"), "");
  EXPECT_EQ(patterns.agency("AP Moller"), "");
  std::size_t length = 0;
  EXPECT_EQ(patterns.agency_at("AFPTV showed", 0, length), "");
}

TEST(PlainLine, TakesMarkupOff) {
  EXPECT_EQ(plain_line("## **'Lost'**"), "'Lost'");
  EXPECT_EQ(plain_line("By [Jane Doe for AFP](#)"), "By Jane Doe for AFP");
  EXPECT_EQ(plain_line("“Twelve”\t\xE2\x80\x94 dead"), "\"Twelve\" - dead");
  EXPECT_EQ(plain_line("#Idlib today"), "#Idlib today");
  EXPECT_EQ(plain_line("[1] Twelve"), "[1] Twelve");
  EXPECT_EQ(plain_line("***"), "");
}

RC_GTEST_PROP(Patterns, AnyLineIsSurvived, (const std::string& line)) {
  const auto plain = plain_line(line);
  static_cast<void>(Patterns::english().role_of(plain, everywhere));
  RC_ASSERT(plain.size() <= line.size());
}

}  // namespace
}  // namespace histor
