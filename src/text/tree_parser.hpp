#pragma once
// Text to trees: words, sentences, tags, lemmas, features and dependencies, by a model of the language.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/conllu.hpp"
#include "text/sentences.hpp"
#include "text/tree_model.hpp"
#include "text/trees.hpp"

namespace histor {

/// Keeps its buffers from text to text: one object a thread, over a model that all share. The same text gives the same
/// trees.
class TreeParser {
 public:
  explicit TreeParser(const TreeModel& model = TreeModel::english(), Instructions instructions = Instructions::best);

  /// Appends the trees of text within range. A range without a word gives no sentence; one of more than
  /// longest_sentence words is cut, and marked so. Any bytes; range.end < 2^31.
  void parse(std::string_view text, Span range, Trees& out);

  /// The same for a range that is known to be one sentence.
  void parse_sentence(std::string_view text, Span range, Trees& out);

  /// The same for words that are already cut, the last of which ends a sentence.
  void parse_words(std::string_view text, std::span<const UdWord> words, Trees& out);

  [[nodiscard]] const TreeModel& model() const { return *model_; }

 private:
  void parse_one(std::string_view text, std::span<const UdWord> words, bool cut, Trees& out);
  void add_lemma(std::string_view form, std::size_t word, Trees& out);

  const TreeModel* model_;
  NetworkRunner runner_;
  std::vector<Atom> atoms_;
  std::vector<UdWord> words_;
  std::vector<WordFeatures> features_;
  std::string folded_;
  std::uint8_t participle_ = 0;   ///< the tag VBN
  std::uint8_t passive_aux_ = 0;  ///< the relation aux:pass
  std::uint8_t aux_ = 0;
  std::uint16_t active_feats_ = 0xFFFF;
  std::uint16_t passive_feats_ = 0xFFFF;
};

/// A sentence of `trees` as CoNLL-U, with its text in a comment.
[[nodiscard]] ConlluSentence conllu_of(std::string_view text, const Trees& trees, std::size_t sentence,
                                       const TreeLabels& labels);

/// A CoNLL-U sentence's words as a text of their own, blanks as MISC says, for parse_words(). Appends to both.
void words_of(const ConlluSentence& sentence, std::string& text, std::vector<UdWord>& words);

}  // namespace histor
