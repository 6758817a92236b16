#pragma once
// A sentence with a tree written down by hand, for tests of the rules over trees: a word a line, "form UPOS head
// relation" with heads counted from 1. What a model would make of it does not matter to them.

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "read/sentence_tree.hpp"
#include "text/parsed_text.hpp"
#include "text/tokens.hpp"

namespace histor {

class ParsedSentence {
 public:
  explicit ParsedSentence(const std::string& lines) {
    ConlluSentence sentence;
    std::istringstream in(lines);
    ConlluWord word;
    while (in >> word.form >> word.upos >> word.head >> word.deprel) {
      word.lemma = word.form;
      word.feats = word.upos == "VERB:pass" ? "Voice=Pass" : "";
      if (word.upos == "VERB:pass") word.upos = "VERB";
      sentence.words.push_back(word);
    }
    const auto made = parsed_text({&sentence, 1}, "test");
    EXPECT_TRUE(made.has_value());
    if (made) parsed_ = *made;
    tokens_ = tokenize(parsed_.text);
    tree_ = SentenceTree(tokens_, parsed_.trees, parsed_.trees.sentences, parsed_.labels);
  }

  [[nodiscard]] const SentenceTree& tree() const { return tree_; }
  [[nodiscard]] std::string_view word(std::uint32_t i) const { return slice(parsed_.text, tokens_[i].span); }
  /// The first token that reads `form`.
  [[nodiscard]] std::uint32_t at(std::string_view form) const {
    for (std::uint32_t i = 0; i < tokens_.size(); ++i) {
      if (word(i) == form) return i;
    }
    ADD_FAILURE() << form;
    return 0;
  }

 private:
  ParsedText parsed_;
  std::vector<Token> tokens_;
  SentenceTree tree_;
};

}  // namespace histor
