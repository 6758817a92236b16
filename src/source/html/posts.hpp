#pragma once
// Posts of networks that a report embeds: which elements are one, by their names, their source or their credit.

#include <cstdint>
#include <vector>

#include "source/html/hints.hpp"
#include "source/html/passages.hpp"
#include "source/html/tree.hpp"

namespace histor::html {

inline constexpr std::uint32_t no_post = 0xFFFFFFFF;

/// For each passage the element of the post that it stands in, or no_post. `hints` are of the tree's nodes.
[[nodiscard]] std::vector<std::uint32_t> posts_of(const Tree& tree, const Passages& passages,
                                                  const std::vector<Hints>& hints);

}  // namespace histor::html
