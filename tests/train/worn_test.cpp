// What is left of a worn sentence is the tree it was, over the words that stayed.

#include "train/worn.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <vector>

namespace histor::train {
namespace {

/// "The camp, "Alpha" doesn't stand." with its tree.
ConlluSentence sentence_with_marks() {
  constexpr std::string_view bytes =
      "1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n"
      "2\tcamp\tcamp\tNOUN\tNN\t_\t9\tnsubj\t_\tSpaceAfter=No\n"
      "3\t,\t,\tPUNCT\t,\t_\t5\tpunct\t_\t_\n"
      "4\t\"\t\"\tPUNCT\t``\t_\t5\tpunct\t_\tSpaceAfter=No\n"
      "5\tAlpha\tAlpha\tPROPN\tNNP\t_\t2\tappos\t_\tSpaceAfter=No\n"
      "6\t\"\t\"\tPUNCT\t''\t_\t5\tpunct\t_\t_\n"
      "7-8\tdoesn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
      "7\tdoes\tdo\tAUX\tVBZ\t_\t9\taux\t_\t_\n"
      "8\tn't\tnot\tPART\tRB\t_\t9\tadvmod\t_\t_\n"
      "9\tstand\tstand\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n"
      "10\t.\t.\tPUNCT\t.\t_\t9\tpunct\t_\t_\n\n";
  return read_conllu(bytes, "x").value().front();
}

std::string text_of(const ConlluSentence& sentence) {
  std::string out;
  auto token = sentence.multiword.begin();
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    while (token != sentence.multiword.end() && token->end <= i) ++token;
    const bool within = token != sentence.multiword.end() && token->first <= i;
    out += sentence.words[i].form;
    const bool glued =
        within ? i + 1 < token->end || no_space_after(token->misc) : no_space_after(sentence.words[i].misc);
    if (!glued && i + 1 < sentence.words.size()) out += ' ';
  }
  return out;
}

TEST(Worn, LosesStopsMarksAndCapitals) {
  std::mt19937_64 random(1);
  std::set<std::string> found;
  for (int i = 0; i < 300; ++i) found.insert(text_of(worn(sentence_with_marks(), random)));
  EXPECT_EQ(found, (std::set<std::string>{"The camp, \"Alpha\" doesn't stand", "The camp Alpha doesn't stand",
                                          "The Camp, \"Alpha\" Doesn't Stand", "The Camp Alpha Doesn't Stand",
                                          "the camp, \"alpha\" doesn't stand", "the camp alpha doesn't stand"}));
}

TEST(Worn, KeepsTheTree) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 50; ++i) {
    const ConlluSentence out = worn(sentence_with_marks(), random);
    std::vector<std::string> arcs;
    for (const ConlluWord& word : out.words) {
      if (word.upos != "PUNCT")
        arcs.push_back(word.deprel + " " + word.lemma + " " + (word.head == 0 ? "" : out.words[word.head - 1].lemma));
    }
    EXPECT_EQ(arcs, (std::vector<std::string>{"det the camp", "nsubj camp stand", "appos Alpha camp", "aux do stand",
                                              "advmod not stand", "root stand "}));
    ASSERT_EQ(out.multiword.size(), 1U);
    EXPECT_EQ(out.words[out.multiword[0].first].lemma, "do");
    EXPECT_EQ(out.multiword[0].end, out.multiword[0].first + 2);
  }
}

}  // namespace
}  // namespace histor::train
