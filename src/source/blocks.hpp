#pragma once
// The parts of a page: which passages are the report's own sentences, and which are headings, captions, embedded posts
// or the page's furniture. In doubt a passage is body: a sentence hidden is worse than furniture read.

#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "model/document.hpp"

namespace histor {

struct Page {
  std::vector<Block> blocks;    ///< in text order, disjoint, trimmed; they cover every byte that is not blank
  Span title;                   ///< of the block that heads the page; empty where there is none
  std::vector<Span> mastheads;  ///< blocks of boilerplate around the title that may carry the date
  Span opening;                 ///< the date that opened the first paragraph, parted by part_opening(); else empty
  std::vector<Span> bylines;    ///< and those that name who wrote it
  std::vector<Span> credits;    ///< and those that name the agency it came from, wherever they stand
  Span origin;                  ///< the address the text was taken from, where the text says so; else empty
  std::vector<Note> notes;
};

/// The page in `text`, which is UTF-8. Time is linear in its size.
[[nodiscard]] Page read_page(std::string_view text);

}  // namespace histor
