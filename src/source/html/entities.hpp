#pragma once
// Character references: "&amp;", "&#8212;", "&#x2014;".

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace histor::html {

/// What stands for other characters, at one place of a page.
struct Reference {
  std::size_t length = 0;  ///< bytes of the page that it takes; 0: there is none here, "&" means itself
  char utf8[8] = {};       ///< what it means; at most two characters  // NOLINT(*-avoid-c-arrays)
  std::uint8_t size = 0;   ///< bytes of utf8 in use

  [[nodiscard]] std::string_view text() const { return {utf8, size}; }
};

/// The reference that starts with the "&" at `at`. Old names may go without their semicolon, in an attribute only where
/// no letter, digit or "=" follows.
[[nodiscard]] Reference reference_at(std::string_view html, std::size_t at, bool in_attribute);

/// `raw` with its references resolved, as a value of an attribute or as text.
[[nodiscard]] std::string resolved(std::string_view raw, bool in_attribute);

}  // namespace histor::html
