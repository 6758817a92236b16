#pragma once
// The elements of a page and their texts, flat: nodes in the order of the page, each with where its last descendant
// ends, so that every walk is a loop. The page's broken nesting is put right as browsers do it, as far as it changes
// which words stand in which element; nothing is ever moved.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "source/html/page.hpp"
#include "source/html/tags.hpp"
#include "source/html/tokens.hpp"

namespace histor::html {

struct Node {
  Tag tag = Tag::text;
  bool in_link = false;      ///< a text within <a href>
  std::uint32_t parent = 0;  ///< node 0, the root, is its own
  std::uint32_t end = 0;     ///< the node that follows its last descendant
  Span span;                 ///< its start tag, or the text; what the page left out is empty
  std::uint32_t values = 0;  ///< where its attributes begin in Tree::values
  std::uint32_t value_count = 0;
};

struct Tree {
  std::string_view html;
  std::vector<Node> nodes;  ///< at least the root, an element of no name
  std::vector<Token::Value> values;
  bool cut = false;   ///< there was more than the budget allows
  bool deep = false;  ///< elements stood deeper than the budget allows

  /// The attribute as the page writes it; empty where there is none.
  [[nodiscard]] std::string_view raw(std::uint32_t node, Attribute name) const;
  [[nodiscard]] const Token::Value* find(std::uint32_t node, Attribute name) const;
  [[nodiscard]] bool has(std::uint32_t node, Attribute name) const { return find(node, name) != nullptr; }
  /// References resolved.
  [[nodiscard]] std::string value(std::uint32_t node, Attribute name) const;
  /// The name of an element.
  [[nodiscard]] std::string_view name_of(std::uint32_t node) const;
};

/// Requires html.size() < 4 GiB. Time is linear in the bytes, times the depth allowed at worst.
[[nodiscard]] Tree tree_of(std::string_view html, const HtmlBudget& budget);

}  // namespace histor::html
