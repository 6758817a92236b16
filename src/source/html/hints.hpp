#pragma once
// What an element's names say of the part it plays: hints.toml, compiled in.

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "source/html/tree.hpp"

namespace histor::html {

using Hints = std::uint16_t;
inline constexpr Hints hint_body = 1;
inline constexpr Hints hint_drop = 2;
inline constexpr Hints hint_caption = 4;
inline constexpr Hints hint_credit = 8;
inline constexpr Hints hint_pullquote = 16;
inline constexpr Hints hint_post = 32;
inline constexpr Hints hint_headline = 64;
inline constexpr Hints hint_deck = 128;
inline constexpr Hints hint_hidden = 256;        ///< not shown: hidden, display: none
inline constexpr Hints hint_article_body = 512;  ///< itemprop="articleBody"
inline constexpr Hints hint_apart = 1024;        ///< comments, questions of consent: however long

class HintTable {
 public:
  /// Thread-safe; parsed at the first call.
  [[nodiscard]] static const HintTable& built_in();

  /// Of the names in a class or id.
  [[nodiscard]] Hints of_names(std::string_view names) const;
  /// Of an element, all its attributes asked.
  [[nodiscard]] Hints of(const Tree& tree, std::uint32_t node) const;
  /// Of each node of the tree.
  [[nodiscard]] std::vector<Hints> of_all(const Tree& tree) const;

  /// Whether `word`, in any case, leads in to a writer's name: "By".
  [[nodiscard]] bool leads_byline(std::string_view word) const;

 private:
  HintTable() = default;
  [[nodiscard]] Hints of_name(std::string_view name) const;
  std::unordered_map<std::string_view, Hints> parts_;   // words that follow each other in a name
  std::unordered_map<std::string_view, Hints> wholes_;  // a whole name
  std::vector<std::string> byline_;
  std::vector<std::string> words_;  // that the keys are views of
};

}  // namespace histor::html
