// Names are looked up from the longest that could stand here to the shortest, each by halving in a sorted table.

#include "source/html/entities.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>

#include "base/ascii.hpp"

namespace histor::html {
namespace {

struct Row {
  std::string_view name;
  std::string_view text;
  bool legacy;  // may go without its semicolon
};

constexpr Row rows[] = {
// NOLINT(*-avoid-c-arrays): its length is the file's
#include "source/html/entities.inc"
};

constexpr std::size_t longest_name = 31;

// What pages of old meant by numbers that Unicode keeps for control characters: windows-1252.
constexpr std::array<std::uint16_t, 32> windows{0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

using ascii::is_digit;
using ascii::is_letter;
int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void put(Reference& out, std::string_view text) {
  std::memcpy(out.utf8, text.data(), text.size());
  out.size = static_cast<std::uint8_t>(text.size());
}

void put(Reference& out, std::uint32_t code) {
  const auto byte = [](std::uint32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  if (code < 0x80) {
    out.utf8[0] = byte(code);
    out.size = 1;
  } else if (code < 0x800) {
    out.utf8[0] = byte(0xC0U | (code >> 6U));
    out.utf8[1] = byte(0x80U | (code & 0x3FU));
    out.size = 2;
  } else if (code < 0x10000) {
    out.utf8[0] = byte(0xE0U | (code >> 12U));
    out.utf8[1] = byte(0x80U | ((code >> 6U) & 0x3FU));
    out.utf8[2] = byte(0x80U | (code & 0x3FU));
    out.size = 3;
  } else {
    out.utf8[0] = byte(0xF0U | (code >> 18U));
    out.utf8[1] = byte(0x80U | ((code >> 12U) & 0x3FU));
    out.utf8[2] = byte(0x80U | ((code >> 6U) & 0x3FU));
    out.utf8[3] = byte(0x80U | (code & 0x3FU));
    out.size = 4;
  }
}

Reference number_at(std::string_view html, std::size_t at) {
  Reference out;
  std::size_t i = at + 2;
  const bool hex = i < html.size() && (html[i] == 'x' || html[i] == 'X');
  if (hex) ++i;
  const std::size_t first = i;
  std::uint32_t code = 0;
  while (i < html.size()) {
    const int value = hex ? hex_value(html[i]) : (is_digit(html[i]) ? html[i] - '0' : -1);
    if (value < 0) break;
    // Once past the last character it stays there; more digits cannot bring it back.
    if (code <= 0x10FFFF) code = code * (hex ? 16U : 10U) + static_cast<std::uint32_t>(value);
    ++i;
  }
  if (i == first) return out;
  if (i < html.size() && html[i] == ';') ++i;
  out.length = i - at;
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) code = 0xFFFD;
  if (code >= 0x80 && code < 0xA0) code = windows[code - 0x80];
  put(out, code);
  return out;
}

}  // namespace

Reference reference_at(std::string_view html, std::size_t at, bool in_attribute) {
  if (at + 2 >= html.size()) return {};
  if (html[at + 1] == '#') return number_at(html, at);
  if (!is_letter(html[at + 1])) return {};
  std::size_t end = at + 1;
  while (end < html.size() && end - at <= longest_name && (is_letter(html[end]) || is_digit(html[end]))) ++end;
  for (std::size_t length = end - at - 1; length >= 2; --length) {
    const std::string_view name = html.substr(at + 1, length);
    const auto* row = std::lower_bound(std::begin(rows), std::end(rows), name,
                                       [](const Row& a, std::string_view b) { return a.name < b; });
    if (row == std::end(rows) || row->name != name) continue;
    const std::size_t after = at + 1 + length;
    const char next = after < html.size() ? html[after] : '\0';
    if (next != ';') {
      if (!row->legacy) continue;
      if (in_attribute && (next == '=' || is_letter(next) || is_digit(next))) return {};
    }
    Reference out;
    out.length = length + 1 + (next == ';' ? 1 : 0);
    put(out, row->text);
    return out;
  }
  return {};
}

std::string resolved(std::string_view raw, bool in_attribute) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t at = 0; at < raw.size();) {
    const std::size_t mark = std::min(raw.find('&', at), raw.size());
    out.append(raw, at, mark - at);
    at = mark;
    if (at == raw.size()) break;
    const Reference reference = reference_at(raw, at, in_attribute);
    if (reference.length == 0) {
      out += '&';
      ++at;
    } else {
      out += reference.text();
      at += reference.length;
    }
  }
  return out;
}

}  // namespace histor::html
