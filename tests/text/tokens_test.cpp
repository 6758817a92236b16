// Tokens of what news writes, and of what nobody should: broken bytes, endless runs, borders within a word.

#include "text/tokens.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <rapidcheck/gtest.h>
#include <array>
#include <string>
#include <vector>

namespace histor {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  for (const Token& token : tokenize(text)) out.emplace_back(slice(text, token.span));
  return out;
}

/// "word:16" for the kinds, so that a case reads as one line.
std::vector<std::string> kinds(std::string_view text) {
  static constexpr std::array<std::string_view, 7> names{"word", "number", "handle", "hashtag",
                                                         "url",  "punct",  "symbol"};
  std::vector<std::string> out;
  for (const Token& token : tokenize(text)) out.emplace_back(names[static_cast<std::size_t>(token.kind)]);
  return out;
}

/// Whether nothing that can be seen stands in `text`.
bool is_blank(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 code = 0;
    U8_NEXT(bytes, i, size, code);
    if (code < 0) return false;
    const bool invisible = code == 0xFEFF || code == 0x200B || code == 0x2060 || code == 0x00AD;
    if (!invisible && !u_isUWhiteSpace(code) && !u_iscntrl(code)) return false;
  }
  return true;
}

void check_cover(std::string_view text, Span range, const std::vector<Token>& tokens) {
  std::uint32_t at = range.begin;
  for (const Token& token : tokens) {
    RC_ASSERT(token.span.begin >= at);
    RC_ASSERT(token.span.end > token.span.begin);
    RC_ASSERT(token.span.end <= range.end);
    RC_ASSERT(is_blank(slice(text, {at, token.span.begin})));
    at = token.span.end;
  }
  RC_ASSERT(is_blank(slice(text, {at, range.end})));
}

/// Runs of text as pages have it, with letters of several scripts, emoji, invisible marks and broken bytes in between.
rc::Gen<std::string> any_text() {
  const auto piece = rc::gen::element<std::string>(
      "killed", "U.S.", "a.m", "1,300", "5.5", "45-year-old", "#Idlib", "@SyriaCivilDef", "https://e.org/a?b=(c)",
      "www.", "“", "”", "'s", "’s", "al-", "-", "--", "...", "…", ".", ",", ":", "/", "!!", "?!", "[3]", "$", "%", "+",
      "_", "*", " ", " ", " ", "\n", "\t", "\r\n", "é", "ß", "ʿ", "دمشق", "Алеппо", "東京", "٣٤", "🔳",
      "👩‍👩‍👧", "️", "\u200b", "\u00ad", "\ufeff", "\u00a0", "\u2028", "\ufffd", "\xff", "\xe2\x80", "\xc3",
      "\x80", "\xf0\x9f", "\xed\xa0\x80", std::string(1, '\0'), "\x7f");
  const auto joined =
      rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const std::vector<std::string>& pieces) {
        std::string out;
        for (const std::string& one : pieces) out += one;
        return out;
      });
  return rc::gen::oneOf(joined, rc::gen::arbitrary<std::string>());
}

RC_GTEST_PROP(Tokens, CoverEveryByteThatIsNotBlank, ()) {
  const std::string text = *any_text();
  check_cover(text, {0, static_cast<std::uint32_t>(text.size())}, tokenize(text));
}

RC_GTEST_PROP(Tokens, StayWithinTheRangeTheyAreAskedFor, ()) {
  const std::string text = *any_text();
  const auto size = static_cast<std::uint32_t>(text.size());
  const auto begin = *rc::gen::inRange<std::uint32_t>(0, size + 1);
  const auto end = *rc::gen::inRange<std::uint32_t>(begin, size + 1);
  std::vector<Token> tokens;
  tokenize(text, {begin, end}, tokens);
  check_cover(text, {begin, end}, tokens);
  // What stands around the range does not tell: the same bytes alone give the same tokens.
  const std::string alone = text.substr(begin, end - begin);
  const std::vector<Token> same = tokenize(alone);
  RC_ASSERT(tokens.size() == same.size());
  for (std::size_t i = 0; i < same.size(); ++i) {
    RC_ASSERT(tokens[i].span == (Span{same[i].span.begin + begin, same[i].span.end + begin}));
    RC_ASSERT(tokens[i].kind == same[i].kind);
  }
}

TEST(Tokens, NumbersKeepTheirSeparators) {
  EXPECT_THAT(words("1,300 people, 5.5 million, at 7:00 on 01/12/2024."),
              ElementsAre("1,300", "people", ",", "5.5", "million", ",", "at", "7:00", "on", "01/12/2024", "."));
  EXPECT_THAT(kinds("1,300 5.5 7:00 16."), ElementsAre("number", "number", "number", "number", "punct"));
}

TEST(Tokens, ACommaOrStopThatEndsANumberIsAMark) {
  EXPECT_THAT(words("In 2016, 301 died; 18."), ElementsAre("In", "2016", ",", "301", "died", ";", "18", "."));
}

TEST(Tokens, WordsKeepInnerApostrophesAndHyphens) {
  EXPECT_THAT(words("al-Bab's Ta’izz didn't O'Neill a 45-year-old"),
              ElementsAre("al-Bab's", "Ta’izz", "didn't", "O'Neill", "a", "45-year-old"));
  EXPECT_THAT(kinds("45-year-old 19th 30km"), ElementsAre("word", "word", "word"));
}

TEST(Tokens, AbbreviationsOfLettersKeepTheirStops) {
  EXPECT_THAT(words("the U.S. said at 7 a.m. today"), ElementsAre("the", "U.S.", "said", "at", "7", "a.m.", "today"));
}

TEST(Tokens, AnAbbreviationThatAHyphenFollowsStandsApart) {
  EXPECT_THAT(words("the U.S.-led coalition"), ElementsAre("the", "U.S.", "-", "led", "coalition"));
}

TEST(Tokens, ARangeIsTwoNumbersAndADash) {
  EXPECT_THAT(words("10-12 people, 10–12, 10—12"),
              ElementsAre("10", "-", "12", "people", ",", "10", "–", "12", ",", "10", "—", "12"));
}

TEST(Tokens, MarksOfTheNetStayWhole) {
  EXPECT_THAT(words("#Idlib by @Civil_Def https://example.org/a,b?c=1 www.example.org"),
              ElementsAre("#Idlib", "by", "@Civil_Def", "https://example.org/a,b?c=1", "www.example.org"));
  EXPECT_THAT(kinds("#Idlib @Civil_Def https://example.org www.example.org # @ #1"),
              ElementsAre("hashtag", "handle", "url", "url", "punct", "punct", "punct", "number"));
}

TEST(Tokens, QuotesAndBracketsStaySingle) {
  EXPECT_THAT(words("\"killed\" ((“left”)) [3][4]"),
              ElementsAre("\"", "killed", "\"", "(", "(", "“", "left", "”", ")", ")", "[", "3", "]", "[", "4", "]"));
}

TEST(Tokens, RunsOfOneMarkAreOneToken) {
  EXPECT_THAT(words("so... -- !! **bold** ===="), ElementsAre("so", "...", "--", "!!", "**", "bold", "**", "===="));
}

TEST(Tokens, EmojiAreSymbols) {
  EXPECT_THAT(kinds("🔳 Fatalities: 18"), ElementsAre("symbol", "word", "punct", "number"));
}

TEST(Tokens, BrokenBytesAreSymbolsOfTheirOwn) {
  EXPECT_THAT(words("a\xff\xfe b"), ElementsAre("a", "\xff", "\xfe", "b"));
  EXPECT_THAT(kinds("\xc3"), ElementsAre("symbol"));
}

TEST(Tokens, OtherScriptsAreWords) {
  EXPECT_THAT(kinds("دمشق Алеппо é"), ElementsAre("word", "word", "word"));
}

TEST(Tokens, AreFoundInRunsWithoutEnd) {
  // A quadratic step over one endless token would run into the time limit of the test.
  for (const std::string unit : {"a", "1", "1,", "a-", "a'", ".", "\xff", "🔳", "U.", "#", "@a", "é"}) {
    std::string text;
    while (text.size() < 1'000'000) text += unit;
    EXPECT_FALSE(tokenize(text).empty()) << "of " << unit;
  }
}

}  // namespace
}  // namespace histor
