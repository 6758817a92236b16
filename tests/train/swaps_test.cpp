// A swapped sentence is the same tree with other words in it, and the same seed gives the same words.

#include "train/swaps.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace histor::train {
namespace {

constexpr const char* list =
    "group: VERB VBD VBN  # what is done to somebody\n"
    "gives: *\n"
    "has: nsubj:pass obj\n"
    "is: acl/VBN\n"
    "lacks: xcomp\n"
    "wound wounded wounded\n"
    "overrun overran overrun\n"
    "\n"
    "group: NOUN NN NNS\n"
    "gives: customer\n"
    "soldier soldier soldiers\n"
    "troops - troops\n"
    "ambush ambush ambushes\n";

Swaps swaps_of(std::string_view text) {
  auto swaps = Swaps::read(text, "list");
  EXPECT_TRUE(swaps.has_value());
  return swaps ? *swaps : Swaps();
}

ConlluWord word(const char* form, const char* lemma, const char* upos, const char* xpos, std::uint32_t head,
                const char* deprel) {
  ConlluWord out;
  out.form = form;
  out.lemma = lemma;
  out.upos = upos;
  out.xpos = xpos;
  out.head = head;
  out.deprel = deprel;
  return out;
}

ConlluSentence customers_were_hired() {
  ConlluSentence out;
  out.words = {word("Customers", "customer", "NOUN", "NNS", 3, "nsubj:pass"),
               word("were", "be", "AUX", "VBD", 3, "aux:pass"), word("hired", "hire", "VERB", "VBN", 0, "root")};
  return out;
}

std::vector<std::string> forms_of(const ConlluSentence& sentence) {
  std::vector<std::string> out;
  for (const ConlluWord& w : sentence.words) out.push_back(w.form);
  return out;
}

std::set<std::vector<std::string>> all_of(const Swaps& swaps, const ConlluSentence& sentence) {
  std::set<std::vector<std::string>> out;
  std::mt19937_64 random(1);
  std::vector<ConlluWord> put_in;
  for (int i = 0; i < 200; ++i) out.insert(forms_of(swaps.swapped(sentence, 1.0, random, put_in)));
  return out;
}

TEST(Swaps, PutsInWordsOfTheSameTag) {
  using V = std::vector<std::string>;
  EXPECT_THAT(all_of(swaps_of(list), customers_were_hired()),
              ::testing::UnorderedElementsAre(V{"Soldiers", "were", "wounded"}, V{"Soldiers", "were", "overrun"},
                                              V{"Troops", "were", "wounded"}, V{"Troops", "were", "overrun"},
                                              V{"Ambushes", "were", "wounded"}, V{"Ambushes", "were", "overrun"}));
}

TEST(Swaps, KeepsTheTree) {
  const Swaps swaps = swaps_of(list);
  const ConlluSentence before = customers_were_hired();
  std::mt19937_64 random(7);
  std::vector<ConlluWord> put_in;
  const ConlluSentence after = swaps.swapped(before, 1.0, random, put_in);
  ASSERT_EQ(after.words.size(), before.words.size());
  for (std::size_t i = 0; i < before.words.size(); ++i) {
    ConlluWord same = after.words[i];
    same.form = before.words[i].form;
    same.lemma = before.words[i].lemma;
    EXPECT_EQ(same, before.words[i]);
  }
  ASSERT_EQ(put_in.size(), 2U);
  EXPECT_EQ(put_in[0], after.words[0]);
  EXPECT_EQ(put_in[1], after.words[2]);
  EXPECT_TRUE(after.words[2].lemma == "wound" || after.words[2].lemma == "overrun");
}

TEST(Swaps, TheSameSeedGivesTheSame) {
  const Swaps swaps = swaps_of(list);
  std::vector<ConlluWord> put_in;
  std::mt19937_64 one(3);
  std::mt19937_64 two(3);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(swaps.swapped(customers_were_hired(), 0.5, one, put_in),
              swaps.swapped(customers_were_hired(), 0.5, two, put_in));
  }
}

TEST(Swaps, LeavesWhatStandsOtherwise) {
  const Swaps swaps = swaps_of(list);
  ConlluSentence sentence = customers_were_hired();
  sentence.words[0] = word("They", "they", "PRON", "PRP", 3, "nsubj:pass");
  EXPECT_TRUE(swaps.touches(sentence));
  sentence.words.push_back(word("stay", "stay", "VERB", "VB", 3, "xcomp"));
  EXPECT_FALSE(swaps.touches(sentence));  // a verb with a relation that the group lacks
  sentence.words.pop_back();
  sentence.words[0].deprel = "nsubj";
  EXPECT_FALSE(swaps.touches(sentence));  // one with none of what it has
  sentence.words[2].deprel = "acl";
  EXPECT_TRUE(swaps.touches(sentence));
  sentence.words[2].xpos = "VBD";
  EXPECT_FALSE(swaps.touches(sentence));  // the relation counts with the tag VBN only
}

TEST(Swaps, MindsTheArticleAndCapitals) {
  ConlluSentence sentence;
  sentence.words = {word("A", "a", "DET", "DT", 2, "det"), word("CUSTOMER", "customer", "NOUN", "NN", 0, "root")};
  using V = std::vector<std::string>;
  EXPECT_THAT(all_of(swaps_of(list), sentence), ::testing::UnorderedElementsAre(V{"A", "CUSTOMER"}, V{"A", "SOLDIER"}));
}

TEST(Swaps, TellsWhereAListIsWrong) {
  for (const char* wrong : {"kill killed\n", "group: VERB\n", "# a list\ngroup: VERB VBD\nkill killed killed\n"}) {
    const auto swaps = Swaps::read(wrong, "list");
    ASSERT_FALSE(swaps.has_value());
    EXPECT_EQ(swaps.error().code, ErrorCode::parse);
    EXPECT_EQ(swaps.error().where.rfind("list:", 0), 0U);
  }
}

TEST(Swaps, TheListOfEnglishIsRead) {
  std::ifstream file(std::string(HISTOR_SOURCE_DIR) + "/models/en.swaps", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const Swaps swaps = swaps_of(bytes);
  EXPECT_TRUE(swaps.touches(customers_were_hired()));
}

}  // namespace
}  // namespace histor::train
