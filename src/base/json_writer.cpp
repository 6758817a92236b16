#include "base/json_writer.hpp"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>

namespace histor {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// The length of the well-formed sequence at text[at], or 0; then `broken` is the length of the maximal ill-formed run
/// there (at least 1). Follows table 3-7 of the Unicode standard: the second byte's range depends on the first.
std::size_t sequence_length(std::string_view text, std::size_t at, std::size_t& broken) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  broken = 1;
  const unsigned char lead = byte(at);
  if (lead < 0x80) return 1;
  std::size_t length = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return 0;
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (at + i >= text.size() || byte(at + i) < low || byte(at + i) > high) {
      broken = i;
      return 0;
    }
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

void append_escape(std::string& out, unsigned char control) {
  static constexpr std::string_view hex = "0123456789abcdef";
  switch (control) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += hex[control >> 4];
      out += hex[control & 15];
  }
}

template <class Value, class... Format>
void append_chars(std::string& out, Value value, Format... format) {
  std::array<char, 40> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format...);
  assert(error == std::errc{});
  out.append(buffer.data(), end);
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;  // text[plain, at) needs no change: copied in one run
  std::size_t at = 0;
  while (at < text.size()) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\') {
      ++at;
      continue;
    }
    std::size_t broken = 0;
    if (byte >= 0x80) {
      if (const std::size_t length = sequence_length(text, at, broken); length != 0) {
        at += length;
        continue;
      }
    }
    out += text.substr(plain, at - plain);
    if (byte >= 0x80) {
      out += replacement;
      at += broken;
    } else {
      append_escape(out, byte);
      ++at;
    }
    plain = at;
  }
  out += text.substr(plain);
  out += '"';
}

void append_json_number(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  if (value == 0) {
    out += std::signbit(value) ? "-0.0" : "0";
    return;
  }
  const double size = std::fabs(value);
  const bool positional = size >= 1e-7 && size < 1e21;
  append_chars(out, value, positional ? std::chars_format::fixed : std::chars_format::scientific);
}

JsonWriter& JsonWriter::key(std::string_view name) {
  assert(depth_ > 0);
  separate();
  append_json_string(out_, name);
  out_ += ':';
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::null() {
  return literal("null");
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  append_json_string(out_, text);
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  separate();
  append_json_number(out_, number);
  comma_ = true;
  return *this;
}

void JsonWriter::next_document() {
  assert(depth_ == 0);
  comma_ = false;
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  ++depth_;
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  assert(depth_ > 0);
  out_ += bracket;
  --depth_;
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::literal(std::string_view word) {
  separate();
  out_ += word;
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) {
  separate();
  append_chars(out_, number);
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::natural(std::uint64_t number) {
  separate();
  append_chars(out_, number);
  comma_ = true;
  return *this;
}

void JsonWriter::separate() {
  if (comma_) out_ += ',';
}

}  // namespace histor
