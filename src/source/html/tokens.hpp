#pragma once
// A page cut into tags and text, each with its place, by the rules of HTML for broken pages: whatever the bytes, every
// one of them is looked at a bounded number of times.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "source/html/tags.hpp"

namespace histor::html {

struct Token {
  enum class Kind : std::uint8_t { text, start, end, end_of_page };
  struct Value {
    Attribute name = Attribute::other;
    Span span;  ///< without its quotes, references not resolved
  };

  Kind kind = Kind::end_of_page;
  Tag tag = Tag::other;
  bool self_closing = false;
  Span span;                  ///< of the whole tag, or of the text
  Span name;                  ///< of the element
  std::vector<Value> values;  ///< of a start tag; the known attributes, each once, the first wins
};

/// Comments, declarations and what else is not shown are left out.
class Tokens {
 public:
  /// `html` must outlive it and be smaller than 4 GiB.
  explicit Tokens(std::string_view html) : html_(html) {}

  /// The next token; end_of_page once there are no more, and ever after.
  void next(Token& token);

  /// To be called after the start tag of an element whose content is text whatever it looks like: what follows, up to
  /// its end tag, is one text.
  void read_raw(Tag tag) {
    raw_ = tag;
    is_raw_ = true;
  }

 private:
  bool markup(Token& token);
  void tag(Token& token, Token::Kind kind, std::size_t lead);
  void attributes(Token& token);
  void skip_comment();
  void skip_past(char c);
  [[nodiscard]] std::size_t raw_end(Tag tag) const;
  [[nodiscard]] std::size_t script_end() const;
  [[nodiscard]] bool names(std::size_t at, std::string_view name) const;
  [[nodiscard]] char at(std::size_t i) const { return i < html_.size() ? html_[i] : '\0'; }
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  std::string_view html_;
  std::size_t at_ = 0;
  Tag raw_ = Tag::other;
  bool is_raw_ = false;
};

}  // namespace histor::html
