// The tokeniser's states of the standard, folded: the place in this file is the state.

#include "source/html/tokens.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace histor::html {
namespace {

using ascii::is_letter;
bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
using ascii::lower;

std::string_view raw_name(Tag tag) {
  switch (tag) {
    case Tag::script:
      return "script";
    case Tag::style:
      return "style";
    case Tag::title:
      return "title";
    case Tag::textarea:
      return "textarea";
    case Tag::xmp:
      return "xmp";
    case Tag::iframe:
      return "iframe";
    case Tag::noembed:
      return "noembed";
    case Tag::noframes:
      return "noframes";
    default:
      return {};
  }
}

}  // namespace

// Whether `name` (in small letters) stands at `at` as the whole name of a tag.
bool Tokens::names(std::size_t at, std::string_view name) const {
  if (at + name.size() >= html_.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (lower(html_[at + i]) != name[i]) return false;
  }
  const char after = html_[at + name.size()];
  return is_blank(after) || after == '/' || after == '>';
}

// A script may hold another in a comment: "<!-- <script> </script> -->" does not end it.
std::size_t Tokens::script_end() const {
  enum class State { plain, escaped, twice } state = State::plain;
  std::size_t dashes = 0;  // the next "-->" at or after where it was last looked for
  bool looked = false;
  for (std::size_t i = at_; i < html_.size();) {
    const std::size_t mark = std::min(html_.find('<', i), html_.size());
    if (state != State::plain) {
      if (!looked || dashes < i) {
        dashes = std::min(html_.find("-->", i), html_.size());
        looked = true;
      }
      if (dashes < mark) {
        state = State::plain;
        i = dashes + 3;
        continue;
      }
    }
    if (mark == html_.size()) break;
    i = mark + 1;
    if (at(i) == '/' && names(i + 1, "script")) {
      if (state != State::twice) return mark;
      state = State::escaped;
    } else if (state == State::plain && html_.substr(i, 3) == "!--") {
      state = State::escaped;
      i += 1;  // "<!-->" is opened and closed
    } else if (state == State::escaped && names(i, "script")) {
      state = State::twice;
    }
  }
  return html_.size();
}

std::size_t Tokens::raw_end(Tag tag) const {
  if (tag == Tag::script) return script_end();
  const std::string_view name = raw_name(tag);
  if (name.empty()) return html_.size();  // plaintext
  for (std::size_t i = at_;;) {
    i = html_.find('<', i);
    if (i == std::string_view::npos) return html_.size();
    if (at(i + 1) == '/' && names(i + 2, name)) return i;
    ++i;
  }
}

void Tokens::next(Token& token) {
  if (is_raw_) {
    is_raw_ = false;
    const std::size_t end = raw_end(raw_);
    if (end > at_) {
      token.kind = Token::Kind::text;
      token.tag = Tag::text;
      token.span = span(at_, end);
      at_ = end;
      return;
    }
  }
  while (at_ < html_.size()) {
    const std::size_t before = at_;
    const bool mark = html_[at_] == '<';
    if (mark && markup(token)) return;
    // Markup that is not shown, or none after all: then its "<" is text.
    if (at_ >= html_.size()) break;
    const std::size_t begin = at_;
    std::size_t end = mark && at_ == before ? begin + 1 : begin;
    for (;;) {
      end = std::min(html_.find('<', end), html_.size());
      const char after = at(end + 1);
      if (end >= html_.size() || is_letter(after) || after == '/' || after == '!' || after == '?') break;
      ++end;
    }
    if (end > begin) {
      token.kind = Token::Kind::text;
      token.tag = Tag::text;
      token.span = span(begin, end);
      at_ = end;
      return;
    }
  }
  token.kind = Token::Kind::end_of_page;
  token.span = span(html_.size(), html_.size());
}

// Reads the markup at the "<"; false where it gave no token.
bool Tokens::markup(Token& token) {
  const char after = at(at_ + 1);
  if (is_letter(after)) {
    tag(token, Token::Kind::start, 1);
    return token.kind != Token::Kind::end_of_page;
  }
  if (after == '/') {
    if (is_letter(at(at_ + 2))) {
      tag(token, Token::Kind::end, 2);
      return token.kind != Token::Kind::end_of_page;
    }
    if (at_ + 2 >= html_.size()) return false;
    skip_past('>');
    return false;
  }
  if (after == '!') {
    if (html_.substr(at_ + 2, 2) == "--") {
      skip_comment();
    } else {
      skip_past('>');
    }
  } else if (after == '?') {
    skip_past('>');
  }
  return false;
}

void Tokens::skip_past(char c) {
  const std::size_t end = html_.find(c, at_ + 1);
  at_ = end == std::string_view::npos ? html_.size() : end + 1;
}

void Tokens::skip_comment() {
  std::size_t i = at_ + 4;
  if (at(i) == '>') {
    at_ = i + 1;
    return;
  }
  if (at(i) == '-' && at(i + 1) == '>') {
    at_ = i + 2;
    return;
  }
  for (;;) {
    i = html_.find("--", i);
    if (i == std::string_view::npos) {
      at_ = html_.size();
      return;
    }
    if (at(i + 2) == '>') {
      at_ = i + 3;
      return;
    }
    if (at(i + 2) == '!' && at(i + 3) == '>') {
      at_ = i + 4;
      return;
    }
    ++i;
  }
}

// A start tag, or an end tag, whose name begins `lead` bytes behind the "<".
void Tokens::tag(Token& token, Token::Kind kind, std::size_t lead) {
  const std::size_t begin = at_;
  const std::size_t name = begin + lead;
  std::size_t i = name;
  while (i < html_.size() && !is_blank(html_[i]) && html_[i] != '/' && html_[i] != '>') ++i;
  token.kind = kind;
  token.name = span(name, i);
  token.tag = tag_of(html_.substr(name, i - name));
  token.self_closing = false;
  token.values.clear();
  at_ = i;
  attributes(token);
  if (at_ > html_.size()) {  // the page ends within the tag
    at_ = html_.size();
    token.kind = Token::Kind::end_of_page;
    return;
  }
  token.span = span(begin, at_);
}

// From behind the name to behind the ">"; leaves at_ past the end of the page where there is none.
void Tokens::attributes(Token& token) {
  std::size_t i = at_;
  for (;;) {
    bool slash = false;
    while (i < html_.size() && (is_blank(html_[i]) || html_[i] == '/')) slash = html_[i++] == '/';
    if (i >= html_.size()) {
      at_ = html_.size() + 1;
      return;
    }
    if (html_[i] == '>') {
      token.self_closing = slash;
      at_ = i + 1;
      return;
    }
    const std::size_t name = i;
    ++i;  // a "=" here is the first letter of a name
    while (i < html_.size() && !is_blank(html_[i]) && html_[i] != '/' && html_[i] != '>' && html_[i] != '=') ++i;
    const std::size_t name_end = i;
    while (i < html_.size() && is_blank(html_[i])) ++i;
    std::size_t value = name_end;
    std::size_t value_end = name_end;
    if (i < html_.size() && html_[i] == '=') {
      ++i;
      while (i < html_.size() && is_blank(html_[i])) ++i;
      if (i < html_.size() && (html_[i] == '"' || html_[i] == '\'')) {
        value = i + 1;
        value_end = html_.find(html_[i], value);
        if (value_end == std::string_view::npos) {
          at_ = html_.size() + 1;
          return;
        }
        i = value_end + 1;
      } else {
        value = i;
        while (i < html_.size() && !is_blank(html_[i]) && html_[i] != '>') ++i;
        value_end = i;
      }
    }
    const Attribute known = attribute_of(html_.substr(name, name_end - name));
    if (known == Attribute::other) continue;
    const bool seen = std::any_of(token.values.begin(), token.values.end(),
                                  [known](const Token::Value& other) { return other.name == known; });
    if (!seen) token.values.push_back({known, span(value, value_end)});
  }
}

}  // namespace histor::html
