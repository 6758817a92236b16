#pragma once
// Words, tags and trees of a text, side by side in arrays: word i of the text is element i of each. Names of tags and
// relations stand in the model that made them.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace histor {

struct TreeSentence {
  std::uint32_t first = 0;  ///< index of its first word
  std::uint32_t end = 0;    ///< one past its last
  bool cut = false;         ///< it ends here only because it reached the most words that are parsed as one
};

struct Trees {
  std::vector<Span> span;            ///< of the word in the text
  std::vector<std::uint8_t> joined;  ///< 1 where the word goes on with the surface token of the word before ("do|n't")
  std::vector<std::uint8_t> upos;
  std::vector<std::uint8_t> xpos;
  std::vector<std::uint16_t> feats;
  std::vector<Span> lemma;          ///< into `lemmas`
  std::vector<std::uint32_t> head;  ///< counted from 1 within the sentence, as UD does; 0 is the root, one a sentence
  std::vector<std::uint8_t> deprel;
  std::string lemmas;
  std::vector<TreeSentence> sentences;

  [[nodiscard]] std::size_t size() const { return span.size(); }
  [[nodiscard]] std::string_view lemma_of(std::size_t word) const { return slice(lemmas, lemma[word]); }
  void clear();

  friend bool operator==(const Trees& a, const Trees& b);
};

/// Sentence `s` of `trees` by itself.
[[nodiscard]] Trees one_sentence(const Trees& trees, std::size_t s);

inline void Trees::clear() {
  span.clear();
  joined.clear();
  upos.clear();
  xpos.clear();
  feats.clear();
  lemma.clear();
  head.clear();
  deprel.clear();
  lemmas.clear();
  sentences.clear();
}

inline bool operator==(const TreeSentence& a, const TreeSentence& b) {
  return a.first == b.first && a.end == b.end && a.cut == b.cut;
}

inline bool operator==(const Trees& a, const Trees& b) {
  return a.span == b.span && a.joined == b.joined && a.upos == b.upos && a.xpos == b.xpos && a.feats == b.feats &&
         a.lemma == b.lemma && a.head == b.head && a.deprel == b.deprel && a.lemmas == b.lemmas &&
         a.sentences == b.sentences;
}

}  // namespace histor
