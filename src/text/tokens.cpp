// One pass, one byte class at a time. Words follow news usage rather than a treebank's: an apostrophe or hyphen between
// letters stays inside ("al-Bab", "don't"), so that a name is one token wherever it can be; a number keeps its
// separators and its clock colon. What is not understood becomes a symbol token: no byte that is not blank is ever
// lost.

#include "text/tokens.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>

namespace histor {
namespace {

enum class Class : std::uint8_t { blank, letter, digit, punct, other };

struct Character {
  char32_t code = 0;
  std::uint32_t size = 0;
  Class type = Class::blank;
};

Class class_of(char32_t code) {
  if (code < 0x80) {
    static constexpr auto table = [] {
      std::array<Class, 128> t{};
      for (unsigned c = 0; c < 128; ++c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool digit = c >= '0' && c <= '9';
        t[c] = c <= ' ' || c == 127 ? Class::blank : letter ? Class::letter : digit ? Class::digit : Class::punct;
      }
      return t;
    }();
    return table[code];
  }
  const auto c = static_cast<UChar32>(code);
  // Zero-width marks and the variation selectors of emoji belong to what they follow; alone they are blank.
  if (code == 0xFEFF || code == 0x200B || code == 0x2060 || code == 0x00AD) return Class::blank;
  if (u_isUWhiteSpace(c) || u_iscntrl(c)) return Class::blank;
  const auto category = u_charType(c);
  if (u_isalpha(c) || category == U_NON_SPACING_MARK || category == U_COMBINING_SPACING_MARK ||
      category == U_FORMAT_CHAR) {
    return Class::letter;
  }
  if (u_isdigit(c)) return Class::digit;
  if (u_ispunct(c)) return Class::punct;
  return Class::other;
}

struct Scanner {
  std::string_view text;
  std::uint32_t at;
  std::uint32_t end;

  [[nodiscard]] Character peek(std::uint32_t from) const {
    if (from >= end) return {};
    auto i = static_cast<std::int32_t>(from);
    const auto limit = static_cast<std::int32_t>(end);
    UChar32 code = 0;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    U8_NEXT(bytes, i, limit, code);
    const auto size = static_cast<std::uint32_t>(i) - from;
    if (code < 0) return {0xFFFD, size, Class::other};
    return {static_cast<char32_t>(code), size, class_of(static_cast<char32_t>(code))};
  }
};

bool is_apostrophe(char32_t c) {
  return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0x02BF || c == 0x02BE || c == 0x2018;
}
bool is_hyphen(char32_t c) {
  return c == '-' || c == 0x2010 || c == 0x2011;
}

bool starts_with_url(std::string_view rest) {
  for (const std::string_view head : {"http://", "https://", "www.", "pic.twitter.com/", "t.co/"}) {
    if (rest.substr(0, head.size()) == head) return true;
  }
  return false;
}

}  // namespace

void tokenize(std::string_view text, Span range, std::vector<Token>& out) {
  Scanner in{text, range.begin, range.end};
  while (in.at < in.end) {
    const std::uint32_t begin = in.at;
    const Character first = in.peek(begin);
    if (first.type == Class::blank) {
      in.at += first.size == 0 ? 1 : first.size;
      continue;
    }
    std::uint32_t at = begin + first.size;
    TokenKind kind = TokenKind::symbol;
    const auto take_word = [&](std::uint32_t from) {
      std::uint32_t position = from;
      while (true) {
        const Character c = in.peek(position);
        if (c.size == 0) break;
        if (c.type == Class::letter || c.type == Class::digit || c.code == '_') {
          position += c.size;
          continue;
        }
        const Character next = in.peek(position + c.size);
        const bool joins = next.size != 0 && (next.type == Class::letter || next.type == Class::digit);
        if (joins && (is_apostrophe(c.code) || is_hyphen(c.code))) {
          position += c.size;
          continue;
        }
        // "U.S.", "a.m.", "J.D.": a stop after a single letter that stands alone or after another such stop.
        if (c.code == '.' && position > from) {
          const bool single = position - from == 1 || (position >= 2 + from && text[position - 2] == '.');
          if (single && in.peek(position - 1).type == Class::letter && next.type == Class::letter && next.size != 0) {
            position += c.size;
            continue;
          }
          if (position >= 2 + from && text[position - 2] == '.') {
            position += c.size;
          }
        }
        break;
      }
      return position;
    };
    if ((first.code == '@' || first.code == '#') && in.peek(at).type == Class::letter) {
      kind = first.code == '@' ? TokenKind::handle : TokenKind::hashtag;
      at = take_word(at);
    } else if (first.type == Class::letter) {
      if (starts_with_url(text.substr(begin, in.end - begin))) {
        kind = TokenKind::url;
        while (at < in.end) {
          const Character c = in.peek(at);
          if (c.type == Class::blank || c.code == '>' || c.code == ')' || c.code == ']') break;
          at += c.size;
        }
      } else {
        kind = TokenKind::word;
        at = take_word(begin);
        if (at == begin) at = begin + first.size;
      }
    } else if (first.type == Class::digit) {
      kind = TokenKind::number;
      while (true) {
        const Character c = in.peek(at);
        if (c.size == 0) break;
        if (c.type == Class::digit) {
          at += c.size;
          continue;
        }
        const bool separator =
            c.code == ',' || c.code == '.' || c.code == ':' || c.code == '/' || c.code == 0x066B || c.code == 0x066C;
        if (separator && in.peek(at + c.size).type == Class::digit && in.peek(at + c.size).size != 0) {
          // A comma groups thousands or it is a comma: "1,300", but "in 2016,301 people" does not occur in edited text.
          at += c.size;
          continue;
        }
        // "45-year-old", "19th", "30km": letters that follow at once belong to it, and make it a word.
        if (c.type == Class::letter) {
          // An ISO date glued to a word by a page's template ("24.07.2016Get") stays a date.
          bool dated = false;
          for (std::uint32_t i = begin; i < at; ++i)
            dated = dated || text[i] == '/' || (text[i] == '.' && at - begin > 7);
          if (dated) break;
          kind = TokenKind::word;
          at = take_word(at);
          break;
        }
        if (is_hyphen(c.code)) {
          const Character next = in.peek(at + c.size);
          if (next.size != 0 && next.type == Class::letter) {
            kind = TokenKind::word;
            at = take_word(at);
          }
        }
        break;
      }
    } else if (first.type == Class::punct) {
      kind = TokenKind::punct;
      // Runs of one mark are one token ("...", "--"), but brackets and quotes stay single.
      if (first.code == '.' || first.code == '-' || first.code == '!' || first.code == '?' || first.code == '*' ||
          first.code == '_' || first.code == '#' || first.code == '=') {
        while (in.peek(at).code == first.code && in.peek(at).size != 0) at += first.size;
      }
    } else {
      while (in.peek(at).size != 0 && in.peek(at).type == Class::other && in.peek(at).code != 0xFFFD &&
             first.code != 0xFFFD) {
        at += in.peek(at).size;
      }
    }
    out.push_back({{begin, at}, kind});
    in.at = at;
  }
}

std::vector<Token> tokenize(std::string_view text) {
  std::vector<Token> out;
  tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, out);
  return out;
}

}  // namespace histor
