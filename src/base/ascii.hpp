#pragma once
// Letters, digits and blanks of ASCII, whatever the locale, and a character as UTF-8.

#include <cstddef>
#include <cstdint>
#include <string>

namespace histor {

namespace ascii {

[[nodiscard]] constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
[[nodiscard]] constexpr bool is_letter(char c) {
  return is_upper(c) || (c >= 'a' && c <= 'z');
}
[[nodiscard]] constexpr char lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
/// A space, or what moves to another column or line.
[[nodiscard]] constexpr bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

}  // namespace ascii

/// Appends the character `code`, which must be one of Unicode and no surrogate; gives the number of bytes.
inline std::uint32_t append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
    return 1;
  }
  const std::uint32_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  const std::uint32_t lead = length == 2 ? 0xC0 : length == 3 ? 0xE0 : 0xF0;
  out += static_cast<char>(lead | (code >> (6 * (length - 1))));
  for (std::uint32_t left = length - 1; left > 0; --left) {
    out += static_cast<char>(0x80U | ((code >> (6 * (left - 1))) & 0x3FU));
  }
  return length;
}

}  // namespace histor
