#include "source/layout.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <rapidcheck/gtest.h>

namespace histor {
namespace {

std::vector<std::string> passages(std::string_view text) {
  std::vector<std::string> out;
  for (const Passage& passage : layout_of(text).passages) out.emplace_back(slice(text, passage.span));
  return out;
}

using Strings = std::vector<std::string>;

TEST(Lines, EndAtEveryKindOfEnd) {
  EXPECT_EQ(passages("A.\nB.\r\nC.\rD.\fE.\xE2\x80\xA8"
                     "F.\xE2\x80\xA9"
                     "G.\xC2\x85H."),
            (Strings{"A.", "B.", "C.", "D.", "E.", "F.", "G.", "H."}));
}

TEST(Lines, AreTrimmedOfBlankSpaceOfEveryKind) {
  EXPECT_EQ(passages("\xEF\xBB\xBF \t\xC2\xA0One.\xE2\x80\x8B\xE3\x80\x80 \n\xC2\xA0\n"), (Strings{"One."}));
  EXPECT_TRUE(passages("\n \n\xC2\xA0").empty());
  EXPECT_EQ(passages("\xC2\xA3"
                     "5"),
            (Strings{"\xC2\xA3"
                     "5"}));
}

TEST(Layout, JoinsWrappedProse) {
  const std::string text =
      "At least twelve people were reported killed on Sunday when shells struck a\n"
      "market in the north of the town, according to officials and to residents\n"
      "who were reached by telephone. Twenty more were hurt and taken to the two\n"
      "hospitals that still work.\n"
      "The army said that it had struck a depot of arms outside the town and that\n"
      "it knew of no harm to civilians. It gave no further details on the attack\n"
      "and did not say which units had taken part in it.\n";
  EXPECT_TRUE(layout_of(text).wrapped);
  const auto found = passages(text);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].substr(found[0].size() - 27), "\nhospitals that still work.");
  EXPECT_EQ(found[1].substr(0, 8), "The army");
}

TEST(Layout, LeavesParagraphLinesAlone) {
  const std::string text =
      "Strikes kill twelve in northern town\n"
      "At least twelve people were reported killed on Sunday, officials said, and twenty more were hurt.\n"
      "The army denied it.\n"
      "Residents said the market was full at the time, and that two strikes came within minutes of each other.\n";
  EXPECT_FALSE(layout_of(text).wrapped);
  EXPECT_EQ(passages(text).size(), 4U);
}

TEST(Layout, JoinsASentenceBrokenByABlankLine) {
  EXPECT_EQ(
      passages(
          "The war began with protests in the north of the land, and the\n\nconflict has since left thousands dead.\n")
          .size(),
      1U);
  EXPECT_EQ(passages("He said: \"The town seems to be lost for the\n\ngovernment.\"\n").size(), 1U);
  EXPECT_EQ(passages("Shells fell on the town.\n\nthe end\n").size(), 2U);
  EXPECT_EQ(passages("The war began with protests in the north of the land, and the\n\n\n\nconflict has since").size(),
            2U);
}

TEST(Layout, DoesNotJoinATitleToAnOutletInSmallLetters) {
  EXPECT_EQ(passages("Strikes kill twelve people in a market of the northern town\nexampleoutlet, 7/16/2015\n").size(),
            2U);
  EXPECT_EQ(passages("Strikes kill twelve people in a market of the northern town\nby Jane Doe\n").size(), 2U);
}

TEST(Layout, HasABudgetOfLines) {
  std::string text;
  for (std::size_t i = 0; i < line_budget + 10; ++i) text += "a\n";
  const Layout layout = layout_of(text);
  EXPECT_TRUE(layout.truncated);
  EXPECT_EQ(layout.passages.size(), line_budget);
  EXPECT_EQ(layout.passages.back().span.end, text.size() - 1);
}

// The plain twin of trimmed(): blank characters one by one.
bool all_blank(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = blank_at(text, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

RC_GTEST_PROP(Layout, PassagesCoverAllThatIsNotBlank, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("a", "The town fell", ".", " ", "\n", "\r\n", "\n\n", "\xC2\xA0", "\xE2\x80\xA8",
                                    "é", "🔳", "and the", "12", "\xE2\x80\x8B"));
  std::string text;
  for (const std::string& piece : pieces) text += piece;
  std::uint32_t at = 0;
  for (const Passage& passage : layout_of(text).passages) {
    RC_ASSERT(passage.span.begin >= at);
    RC_ASSERT(passage.span.begin < passage.span.end);
    RC_ASSERT(all_blank(std::string_view(text).substr(at, passage.span.begin - at)));
    RC_ASSERT(trimmed(text, passage.span) == passage.span);
    at = passage.span.end;
  }
  RC_ASSERT(all_blank(std::string_view(text).substr(at)));
}

}  // namespace
}  // namespace histor
