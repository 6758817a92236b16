// The sieve against a plain search, and the one promise that the reader leans on: what the lexicon would read is never
// passed over.

#include "read/sieve.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <rapidcheck/gtest.h>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "lexicon/lexicon.hpp"
#include "read/sentence.hpp"

namespace histor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool in_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// The plain twin: every word at every place.
std::vector<std::uint32_t> plain_hits(const std::vector<std::string>& words, std::string_view text) {
  std::set<std::uint32_t> ends;
  for (const std::string& word : words) {
    for (std::size_t at = 0; at + word.size() <= text.size(); ++at) {
      bool same = true;
      for (std::size_t k = 0; same && k < word.size(); ++k) same = lower(text[at + k]) == lower(word[k]);
      const std::size_t end = at + word.size();
      if (same && (at == 0 || !in_word(text[at - 1])) && (end == text.size() || !in_word(text[end])))
        ends.insert(static_cast<std::uint32_t>(end));
    }
  }
  return {ends.begin(), ends.end()};
}

/// Few letters, so that words meet, overlap and hold one another.
rc::Gen<std::string> letters(bool with_breaks) {
  return with_breaks ? rc::gen::container<std::string>(
                           rc::gen::element('a', 'b', 'A', 'B', 'a', 'b', ' ', '-', '.', '1', '\xc3', '\0'))
                     : rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::element('a', 'b', 'A', '-', 'b')));
}

RC_GTEST_PROP(Sieve, FindsWhatThePlainSearchFinds, ()) {
  const auto words =
      *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(rc::gen::resize(5, letters(false))));
  const Sieve sieve(words);
  for (int i = 0; i < 5; ++i) {
    const std::string text = *letters(true);
    RC_ASSERT(sieve.hits(text) == plain_hits(words, text));
  }
}

TEST(Sieve, TakesWholeWordsWhateverTheirCase) {
  const Sieve sieve({"killed", "dead"});
  EXPECT_THAT(sieve.hits("Killed, DEAD; deadly skilled dead2 dead-on"), ElementsAre(6, 12, 39));
  EXPECT_THAT(sieve.hits(""), IsEmpty());
}

TEST(Sieve, OfNoWordsFindsNothing) {
  EXPECT_THAT(Sieve({}).hits("killed"), IsEmpty());
}

TEST(Sieve, HitsAWordAtEachBlockOfALongText) {
  const Sieve sieve({"killed"});
  std::string text(5'000'000, ' ');
  for (const std::size_t at : {std::size_t{0}, std::size_t{65'533}, std::size_t{4'999'994}})
    text.replace(at, 6, "killed");
  EXPECT_THAT(sieve.hits(text), ElementsAre(6, 65'539, 5'000'000));
}

TEST(Sieve, MayBeReadFromSeveralThreads) {
  const Sieve sieve({"killed", "dead"});
  const Sieve other({"wounded"});  // a thread's scratch space serves more than one sieve
  std::vector<std::thread> threads;
  std::vector<int> right(4, 0);
  for (std::size_t t = 0; t < right.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 200; ++i) {
        right[t] += sieve.hits("ten killed, two dead").size() == 2 ? 1 : 0;
        right[t] += other.hits("ten wounded, two dead").size() == 1 ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(right, ElementsAre(400, 400, 400, 400));
}

RC_GTEST_PROP(Sieve, NeverPassesOverWhatTheLexiconReads, ()) {
  const Lexicon& lexicon = Lexicon::english();
  static const Sieve sieve(lexicon.triggers());
  const auto word =
      rc::gen::oneOf(rc::gen::elementOf(lexicon.triggers()),
                     rc::gen::element<std::string>("the", "lives", "their", "of", "to", "custody", "control",
                                                   "death toll", ",", "-", "Death-Toll", "UNACCOUNTED for"));
  std::string text = "Ten";
  for (const std::string& one : *rc::gen::container<std::vector<std::string>>(word)) {
    text += *rc::gen::element<std::string>(" ", " ", "-", "\n", "’", "/");
    text += one;
  }
  const OneSentence sentence(text);
  const std::vector<std::uint32_t> hits = sieve.hits(text);
  for (const TermMatch& match : sentence.view().terms()) {
    if (match.kind != TermKind::harm && match.kind != TermKind::tail && match.kind != TermKind::toll &&
        match.kind != TermKind::control)
      continue;
    const Span span = sentence.view().span(match.first, match.end);
    RC_ASSERT(std::any_of(hits.begin(), hits.end(),
                          [span](std::uint32_t hit) { return span.begin < hit && hit <= span.end; }));
  }
}

}  // namespace
}  // namespace histor
