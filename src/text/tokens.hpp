#pragma once
// Tokens: runs of bytes with a kind. They are views by offset into the document's text; nothing is copied, nothing is
// rewritten, and what stands between two tokens is blank.

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace histor {

enum class TokenKind : std::uint8_t {
  word,     ///< letters, with inner apostrophes and hyphens: "al-Bab", "don't", "U.S."
  number,   ///< digits with their separators: "16", "5.5", "1,300", "7:00"
  handle,   ///< "@SyriaCivilDef"
  hashtag,  ///< "#Idlib", the sign included
  url,
  punct,   ///< one mark, or a run of the same: ".", "…", "—"
  symbol,  ///< emoji and the rest
};

struct Token {
  Span span;
  TokenKind kind = TokenKind::word;
};

/// The tokens of `text` within `range`, in order. Any bytes in; broken UTF-8 gives symbol tokens.
void tokenize(std::string_view text, Span range, std::vector<Token>& out);
[[nodiscard]] std::vector<Token> tokenize(std::string_view text);

}  // namespace histor
