#pragma once
// One sentence as the rules see it: its tokens, the pack's numbers for its words, the terms that begin at
// each, and its tree.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/span.hpp"
#include "lexicon/lexicon.hpp"
#include "read/sentence_tree.hpp"
#include "text/sentences.hpp"

namespace histor {

class SentenceView {
 public:
  /// All arguments must outlive the view.
  SentenceView(std::string_view text, const AnalysedText& analysed, const Sentence& sentence, const Lexicon& lexicon);
  /// Parsing costs more than all else: it is done once the words of the sentence have shown that it is worth it.
  void take_tree(SentenceTree tree) { tree_ = std::move(tree); }

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(tokens_.size()); }
  [[nodiscard]] const Sentence& sentence() const { return *sentence_; }
  [[nodiscard]] const Lexicon& lexicon() const { return *lexicon_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  /// Empty where the sentence was not parsed.
  [[nodiscard]] const SentenceTree& tree() const { return tree_; }

  [[nodiscard]] const Token& token(std::uint32_t i) const { return tokens_[i]; }
  [[nodiscard]] WordId word(std::uint32_t i) const { return words_[i]; }
  [[nodiscard]] std::string_view surface(std::uint32_t i) const { return slice(text_, tokens_[i].span); }
  /// The bytes from the first token's begin to the last one's end; first < end.
  [[nodiscard]] Span span(std::uint32_t first, std::uint32_t end) const {
    return cover(tokens_[first].span, tokens_[end - 1].span);
  }

  /// False past the end, so that rules may look ahead freely.
  [[nodiscard]] bool is(std::uint32_t i, WordClass type) const { return i < size() && lexicon_->is(words_[i], type); }
  [[nodiscard]] bool is(std::uint32_t i, std::string_view lower) const;
  [[nodiscard]] bool is_punct(std::uint32_t i) const { return i < size() && tokens_[i].kind == TokenKind::punct; }
  [[nodiscard]] bool is_comma(std::uint32_t i) const { return is_punct(i) && surface(i) == ","; }
  [[nodiscard]] bool capital(std::uint32_t i) const;
  /// Whether most words of the sentence begin with a capital: a headline, where capitals tell nothing.
  [[nodiscard]] bool title_case() const { return title_case_; }

  /// The longest term of `kind` that begins at token i; null where there is none.
  [[nodiscard]] const TermMatch* term(std::uint32_t i, TermKind kind) const;
  /// The longest term of `kind` that ends just before token `end`.
  [[nodiscard]] const TermMatch* term_before(std::uint32_t end, TermKind kind) const;
  [[nodiscard]] std::span<const TermMatch> terms() const { return terms_; }
  [[nodiscard]] bool has(TermKind kind) const;

 private:
  std::string_view text_;
  const Sentence* sentence_;
  const Lexicon* lexicon_;
  std::span<const Token> tokens_;
  std::vector<WordId> words_;
  std::vector<TermMatch> terms_;           ///< by first token, the longest first
  std::vector<std::uint32_t> terms_from_;  ///< token -> its first term; one past the last token at the end
  SentenceTree tree_;
  bool title_case_ = false;
};

}  // namespace histor
