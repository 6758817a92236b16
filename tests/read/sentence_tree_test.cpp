// The tree over the tokens of the rules.

#include "read/sentence_tree.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <rapidcheck/gtest.h>
#include <string>

#include "read/parsed_sentence.hpp"
#include "text/tree_parser.hpp"

namespace histor {
namespace {

TEST(SentenceTree, AnswersForTokens) {
  const ParsedSentence s("Five NUM 2 nummod people NOUN 4 nsubj:pass were AUX 4 aux:pass killed VERB:pass 0 root");
  const SentenceTree& tree = s.tree();
  EXPECT_EQ(tree.head(s.at("people")), s.at("killed"));
  EXPECT_EQ(tree.relation(s.at("people")), UdRelation::passive_subject);
  EXPECT_EQ(tree.head(s.at("killed")), SentenceTree::none);
  EXPECT_EQ(tree.child(s.at("killed"), UdRelation::passive_auxiliary), s.at("were"));
  EXPECT_TRUE(tree.passive(s.at("killed")));
  EXPECT_TRUE(tree.under(s.at("Five"), s.at("killed")));
  EXPECT_FALSE(tree.under(s.at("killed"), s.at("Five")));
  EXPECT_EQ(tree.top(0, 2), s.at("people"));
  EXPECT_EQ(tree.head(99), SentenceTree::none);
}

TEST(SentenceTree, ATokenOfSeveralWordsIsOneNode) {
  // "al-Bab" is three words of the tree and one token of the rules.
  const std::string text = "Shelling hit al-Bab.";
  Trees trees;
  TreeParser parser;
  parser.parse_sentence(text, {0, static_cast<std::uint32_t>(text.size())}, trees);
  const std::vector<Token> tokens = tokenize(text);
  ASSERT_EQ(tokens.size(), 4U);
  const SentenceTree tree(tokens, trees, trees.sentences, parser.model().labels);
  EXPECT_GT(trees.size(), tokens.size());
  EXPECT_NE(tree.head(2), 2U);
}

TEST(SentenceTree, NoTreeIsEmpty) {
  EXPECT_TRUE(SentenceTree().empty());
  EXPECT_EQ(SentenceTree().top(3, 5), 3U);
}

RC_GTEST_PROP(SentenceTree, HasNoCircle, ()) {
  const auto words = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "al-Bab", "the", "don't", "5-year-old", "killed", ",", "U.S.-led", "\"", "16", "@a"));
  std::string text = "x";
  for (const std::string& word : words) text += " " + word;
  Trees trees;
  TreeParser parser;
  parser.parse_sentence(text, {0, static_cast<std::uint32_t>(text.size())}, trees);
  const std::vector<Token> tokens = tokenize(text);
  const SentenceTree tree(tokens, trees, trees.sentences, parser.model().labels);
  RC_ASSERT(tree.size() == tokens.size());
  std::size_t children = 0;
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    std::uint32_t steps = 0;
    for (std::uint32_t at = i; at != SentenceTree::none; at = tree.head(at)) RC_ASSERT(steps++ <= tree.size());
    for (const std::uint32_t c : tree.children(i)) RC_ASSERT(tree.head(c) == i);
    children += tree.children(i).size();
  }
  std::size_t roots = 0;
  for (std::uint32_t i = 0; i < tree.size(); ++i) roots += tree.head(i) == SentenceTree::none ? 1U : 0U;
  RC_ASSERT(children + roots == tree.size());
}

}  // namespace
}  // namespace histor
