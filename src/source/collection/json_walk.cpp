// Brackets are counted, not matched by kind: whether an item is sound is asked of simdjson.

#include "source/collection/json_walk.hpp"
#include "base/ascii.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace histor {
namespace {

// The place behind the quote that closes the string opened at `at`; nullopt where none does.
std::optional<std::size_t> string_end(std::string_view json, std::size_t at) {
  ++at;
  while (at < json.size()) {
    at = json.find_first_of("\"\\", at);
    if (at == std::string_view::npos) return std::nullopt;
    if (json[at] == '"') return at + 1;
    at += 2;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> hex4(std::string_view json, std::size_t at) {
  if (at + 4 > json.size()) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : json.substr(at, 4)) {
    std::uint32_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<std::uint32_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<std::uint32_t>(c - 'a') + 10;
    } else if (c >= 'A' && c <= 'F') {
      digit = static_cast<std::uint32_t>(c - 'A') + 10;
    } else {
      return std::nullopt;
    }
    value = value * 16 + digit;
  }
  return value;
}

// The character that the escape at `at` stands for, and its length there.
struct Escape {
  std::uint32_t code = 0xFFFD;
  std::size_t size = 2;
};
Escape escape_at(std::string_view json, std::size_t at) {
  if (at + 1 >= json.size()) return {0xFFFD, json.size() - at};
  switch (json[at + 1]) {
    case 'n':
      return {'\n', 2};
    case 't':
      return {'\t', 2};
    case 'r':
      return {'\r', 2};
    case 'b':
      return {'\b', 2};
    case 'f':
      return {'\f', 2};
    case '"':
    case '\\':
    case '/':
      return {static_cast<unsigned char>(json[at + 1]), 2};
    case 'u':
      break;
    default:
      return {};
  }
  const auto high = hex4(json, at + 2);
  if (!high) return {};
  if (*high < 0xD800 || *high > 0xDFFF) return {*high, 6};
  if (*high < 0xDC00 && json.substr(std::min(at + 6, json.size())).starts_with("\\u")) {
    const auto low = hex4(json, at + 8);
    if (low && *low >= 0xDC00 && *low <= 0xDFFF) return {0x10000 + ((*high - 0xD800) << 10U) + (*low - 0xDC00), 12};
  }
  return {0xFFFD, 6};
}

}  // namespace

std::size_t json_word_at(std::string_view json, std::size_t at) {
  return std::min(json.find_first_not_of(" \t\r\n", at), json.size());
}

std::optional<std::size_t> json_end(std::string_view json, std::size_t at) {
  at = json_word_at(json, at);
  std::size_t depth = 0;
  while (at < json.size()) {
    const char c = json[at];
    if (c == '"') {
      const auto end = string_end(json, at);
      if (!end || depth == 0) return end;
      at = *end;
      continue;
    }
    if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (depth == 0) return std::nullopt;
      if (--depth == 0) return at + 1;
    } else if (depth == 0) {
      // A number or a word. One that the text ends with may have been cut.
      const std::size_t end = json.find_first_of(",]} \t\r\n", at);
      if (end == std::string_view::npos || end == at) return std::nullopt;
      return end;
    }
    at = std::min(json.find_first_of("\"{}[]", at + 1), json.size());
  }
  return std::nullopt;
}

JsonWalk::JsonWalk(std::string_view json, std::size_t at) : json_(json), at_(json_word_at(json, at)) {
  if (at_ < json_.size() && json_[at_] == '{') close_ = '}';
  if (at_ < json_.size() && json_[at_] == '[') close_ = ']';
  if (close_ == '\0') {
    over_ = true;
  } else {
    ++at_;
  }
}

std::optional<JsonMember> JsonWalk::next() {
  if (over_) return std::nullopt;
  at_ = json_word_at(json_, at_);
  const auto end_here = [this](bool closed) -> std::optional<JsonMember> {
    over_ = true;
    closed_ = closed;
    if (closed) ++at_;
    return std::nullopt;
  };
  if (at_ >= json_.size()) return end_here(false);
  if (json_[at_] == close_) return end_here(true);
  if (!first_) {
    if (json_[at_] != ',') return end_here(false);
    at_ = json_word_at(json_, at_ + 1);
  }
  first_ = false;
  JsonMember member;
  if (close_ == '}') {
    if (at_ >= json_.size() || json_[at_] != '"') return end_here(false);
    const auto key_end = string_end(json_, at_);
    if (!key_end) return end_here(false);
    member.key = json_.substr(at_ + 1, *key_end - at_ - 2);
    at_ = json_word_at(json_, *key_end);
    if (at_ >= json_.size() || json_[at_] != ':') return end_here(false);
    at_ = json_word_at(json_, at_ + 1);
  }
  if (at_ >= json_.size()) return end_here(false);
  member.begin = at_;
  const auto end = json_end(json_, at_);
  if (!end && (json_[at_] == ',' || json_[at_] == '}' || json_[at_] == ']')) return end_here(false);
  member.whole = end.has_value();
  member.end = end.value_or(json_.size());
  at_ = member.end;
  return member;
}

std::optional<JsonMember> json_member(std::string_view json, std::size_t at, std::string_view key) {
  JsonWalk walk(json, at);
  if (!walk.is_object()) return std::nullopt;
  while (const auto member = walk.next()) {
    if (member->key == key) return member;
  }
  return std::nullopt;
}

void append_json_words(ContentWriter& writer, std::string_view json, std::size_t at) {
  if (at >= json.size() || json[at] != '"') return;
  for (++at; at < json.size() && json[at] != '"';) {
    const std::size_t end = std::min(json.find_first_of("\"\\", at), json.size());
    if (end > at) {
      writer.copy(json.substr(at, end - at), at);
      at = end;
      continue;
    }
    const Escape escape = escape_at(json, at);
    std::string character;
    append_utf8(character, escape.code);
    const std::size_t after = std::min(at + escape.size, json.size());
    writer.replace(character, at, after);
    at = after;
  }
}

}  // namespace histor
