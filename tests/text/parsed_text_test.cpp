// CoNLL-U of others becomes a text with trees over it.

#include "text/parsed_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace histor {
namespace {

constexpr const char* two_sentences =
    "# newpar\n"
    "1\tFive\tfive\tNUM\tCD\tNumType=Card\t2\tnummod\t_\t_\n"
    "2\tpeople\tperson\tNOUN\tNNS\tNumber=Plur\t3\tnsubj\t_\t_\n"
    "3\tdied\tdie\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n"
    "4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n"
    "\n"
    "1\tTwo\ttwo\tNUM\tCD\t_\t3\tnsubj\t_\t_\n"
    "2-3\tweren't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\twere\tbe\tAUX\tVBD\t_\t3\tcop\t_\t_\n"
    "3\tn't\tnot\tPART\tRB\t_\t0\troot\t_\t_\n"
    "\n";

Result<ParsedText> parsed(std::string_view conllu) {
  const auto sentences = read_conllu(conllu, "x.conllu");
  EXPECT_TRUE(sentences.has_value());
  return parsed_text(*sentences, "x.conllu");
}

TEST(ParsedText, PutsTheWordsTogether) {
  const auto out = parsed(two_sentences);
  ASSERT_TRUE(out.has_value());
  EXPECT_EQ(out->text, "Five people died. Two weren't");
  ASSERT_EQ(out->trees.sentences.size(), 2U);
  EXPECT_EQ(slice(out->text, out->trees.span[2]), "died");
  EXPECT_EQ(out->trees.lemma_of(2), "die");
  EXPECT_EQ(out->labels.upos[out->trees.upos[2]], Upos::verb);
  EXPECT_EQ(out->labels.relations[out->trees.deprel[1]], UdRelation::subject);
  EXPECT_EQ(out->trees.joined[6], 1);
}

TEST(ParsedText, ParagraphsStandApart) {
  const std::string text = std::string(two_sentences) + two_sentences;
  const auto out = parsed(text);
  ASSERT_TRUE(out.has_value());
  EXPECT_EQ(out->text, "Five people died. Two weren't\n\nFive people died. Two weren't");
}

TEST(ParsedText, ACircleIsNoTree) {
  const auto out = parsed(
      "1\tFive\tfive\tNUM\t_\t_\t2\tnummod\t_\t_\n"
      "2\tdied\tdie\tVERB\t_\t_\t1\tdep\t_\t_\n"
      "3\t.\t.\tPUNCT\t_\t_\t0\troot\t_\t_\n\n");
  ASSERT_FALSE(out.has_value());
  EXPECT_EQ(out.error().where, "x.conllu, sentence 1");
}

TEST(ParsedText, SeveralRootsAreTaken) {
  const auto out = parsed(
      "1\tFive\tfive\tNUM\t_\t_\t0\troot\t_\t_\n"
      "2\tdied\tdie\tVERB\t_\t_\t0\troot\t_\t_\n\n");
  ASSERT_TRUE(out.has_value());
  EXPECT_EQ(out->trees.size(), 2U);
}

}  // namespace
}  // namespace histor
