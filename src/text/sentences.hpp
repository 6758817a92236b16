#pragma once
// Sentences of a document: runs of tokens that end where a sentence ends, and never cross a block.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "model/document.hpp"
#include "text/tokens.hpp"

namespace histor {

struct Sentence {
  Span span;                      ///< from the first token's begin to the last token's end
  std::uint32_t first_token = 0;  ///< index into AnalysedText::tokens
  std::uint32_t token_end = 0;    ///< one past the last
  std::uint32_t block = 0;        ///< index into Document::blocks
  BlockKind kind = BlockKind::body;
};

/// A sentence longer than this is none that a person wrote as one: it is cut, so that no rule meets a sentence without
/// end.
inline constexpr std::uint32_t longest_sentence = 1000;  // tokens

struct AnalysedText {
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::size_t cut = 0;  ///< how often a sentence was cut at longest_sentence

  [[nodiscard]] std::span<const Token> tokens_of(const Sentence& sentence) const {
    return std::span(tokens).subspan(sentence.first_token, sentence.token_end - sentence.first_token);
  }
};

/// Tokenises every block but boilerplate and splits it into sentences.
[[nodiscard]] AnalysedText analyse(const Document& document);

}  // namespace histor
