// Words and sentences of English as its treebank cuts them, on news of the tests' own wording; and the promises of
// spans on any bytes.

#include "text/ud_tokens.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "text/tree_model.hpp"

namespace histor {
namespace {

using ::testing::ElementsAre;

std::vector<UdWord> cut(std::string_view text, Span range) {
  std::vector<Atom> atoms;
  std::vector<UdWord> words;
  TreeModel::english().segmenter.segment(text, range, atoms, words);
  return words;
}

/// "do+n't" where a word goes on with the token of the one before.
std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  for (const UdWord& word : cut(text, {0, static_cast<std::uint32_t>(text.size())})) {
    if (word.joined && !out.empty()) {
      out.back() += "+" + std::string(slice(text, word.span));
    } else {
      out.emplace_back(slice(text, word.span));
    }
  }
  return out;
}

std::vector<std::string> sentences(std::string_view text) {
  std::vector<std::string> out;
  std::uint32_t begin = 0;
  bool first = true;
  for (const UdWord& word : cut(text, {0, static_cast<std::uint32_t>(text.size())})) {
    if (first) begin = word.span.begin;
    first = word.ends_sentence;
    if (word.ends_sentence) out.emplace_back(slice(text, {begin, word.span.end}));
  }
  return out;
}

TEST(UdTokens, SplitsCliticsAndHyphens) {
  EXPECT_THAT(words("They don't know Aleppo's roads."),
              ElementsAre("They", "do+n't", "know", "Aleppo+'s", "roads", "."));
  EXPECT_THAT(words("He didn’t say it’s over."), ElementsAre("He", "did+n’t", "say", "it+’s", "over", "."));
  EXPECT_THAT(words("They cannot leave al-Bab."), ElementsAre("They", "can+not", "leave", "al", "-", "Bab", "."));
}

TEST(UdTokens, BracketsStandAlone) {
  EXPECT_THAT(words("The count ((of Monday)) stands."),
              ElementsAre("The", "count", "(", "(", "of", "Monday", ")", ")", "stands", "."));
}

TEST(UdTokens, OrdinalsAreOneToken) {
  EXPECT_THAT(words("The 501st and 22nd brigades left."),
              ElementsAre("The", "501st", "and", "22nd", "brigades", "left", "."));
}

TEST(UdTokens, KeepsNumbersAbbreviationsAndAddresses) {
  EXPECT_THAT(words("At 7:30 about 1,300 of 5.5 million fled."),
              ElementsAre("At", "7:30", "about", "1,300", "of", "5.5", "million", "fled", "."));
  EXPECT_THAT(words("The U.S. envoy left."), ElementsAre("The", "U.S.", "envoy", "left", "."));
  EXPECT_THAT(words("@rescuers_team wrote of #Idlib, and to press@example.org."),
              ElementsAre("@rescuers_team", "wrote", "of", "#Idlib", ",", "and", "to", "press@example.org", "."));
  EXPECT_THAT(words("See http://www.example.org/a/b-c.html today"),
              ElementsAre("See", "http://www.example.org/a/b-c.html", "today"));
}

TEST(UdTokens, EndsSentencesWhereTheyEnd) {
  EXPECT_THAT(sentences("Shells hit the town. Five people were hurt. Rescuers came."),
              ElementsAre("Shells hit the town.", "Five people were hurt.", "Rescuers came."));
  EXPECT_THAT(sentences("Gen. Ahmed said the road was open. Dr. Saleh disagreed."),
              ElementsAre("Gen. Ahmed said the road was open.", "Dr. Saleh disagreed."));
  EXPECT_THAT(sentences("“We heard it,” he said. “Then it stopped.” Nobody was hurt."),
              ElementsAre("“We heard it,” he said.", "“Then it stopped.”", "Nobody was hurt."));
}

TEST(UdTokens, AnEmptyLineEndsASentence) {
  EXPECT_THAT(sentences("Road closed\n\nBridge open"), ElementsAre("Road closed", "Bridge open"));
  EXPECT_TRUE(cut("", {0, 0}).empty());
  EXPECT_TRUE(cut(" \n\t ", {0, 4}).empty());
}

std::string any_text() {
  return *rc::gen::oneOf(
      rc::gen::container<std::string>(rc::gen::arbitrary<char>()),
      rc::gen::container<std::string>(rc::gen::element('a', 'N', '\'', 't', '.', ' ', '\n', '1', '-', '"', '(', '\xE2',
                                                       '\x80', '\x99', '\xF0', '\xCC', '\x81')));
}

RC_GTEST_PROP(UdTokens, CoverAllThatIsNotBlank, ()) {
  const std::string text = any_text();
  const auto begin = *rc::gen::inRange<std::uint32_t>(0, static_cast<std::uint32_t>(text.size()) + 1);
  const auto end = *rc::gen::inRange<std::uint32_t>(begin, static_cast<std::uint32_t>(text.size()) + 1);
  const auto found = cut(text, {begin, end});
  std::uint32_t at = begin;
  for (const UdWord& word : found) {
    RC_ASSERT(word.span.begin >= at);
    RC_ASSERT(word.span.begin < word.span.end);
    RC_ASSERT(word.span.end <= end);
    if (word.joined) RC_ASSERT(word.span.begin == at);
    for (std::uint32_t i = at; i < word.span.begin; ++i)
      RC_ASSERT(text[i] <= ' ' || text[i] == 127);  // other blanks begin above 0x7F, below 0 here
    at = word.span.end;
  }
  if (!found.empty()) RC_ASSERT(found.back().ends_sentence);
}

}  // namespace
}  // namespace histor
