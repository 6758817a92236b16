#pragma once
// Which passages of a page are its report, and what part each of the others plays.

#include <cstdint>
#include <vector>

#include "source/html/hints.hpp"
#include "source/html/passages.hpp"
#include "source/html/posts.hpp"
#include "source/html/survey.hpp"
#include "source/html/tree.hpp"

namespace histor::html {

enum class Role : std::uint8_t { boilerplate, body, heading, post, caption, headline };

struct Article {
  std::vector<Role> roles;           ///< of each passage
  std::vector<std::uint32_t> posts;  ///< the element that each passage of a post belongs to, else no_post
  bool found = false;                ///< there is a report
};

/// `hints` are of the tree's nodes.
[[nodiscard]] Article article_of(const Tree& tree, const std::vector<Hints>& hints, const Passages& passages,
                                 const Stated& stated);

}  // namespace histor::html
