#pragma once
// The lines of a plain text, and the passages they make: one line, or the lines of one paragraph where the text was
// hard-wrapped or a line break fell into a sentence.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace histor {

/// A line that is not blank, without the blank space around it.
struct Line {
  Span span;
  std::uint32_t blank_before = 0;  ///< blank lines between it and the line before
};

/// Lines that are read as one run of text. Passages stand in text order, do not overlap, and what lies between two is
/// blank.
struct Passage {
  Span span;
  std::uint32_t lines = 1;
  std::uint32_t blank_before = 0;
};

struct Layout {
  std::vector<Passage> passages;
  bool wrapped = false;    ///< the text's lines were broken at a column
  bool truncated = false;  ///< there were more than `line_budget` lines: the last passage holds all the rest
};

inline constexpr std::size_t line_budget = std::size_t{1} << 20U;

/// Blank space to a reader: ASCII white space, no-break and ideographic space, zero-width and direction marks.
/// The number of bytes that the blank character at `at` takes, or 0 if there is none. `text` is UTF-8.
[[nodiscard]] std::size_t blank_at(std::string_view text, std::size_t at);

/// `span` without the blank space at its ends; empty (begin == end) if there is nothing else in it.
[[nodiscard]] Span trimmed(std::string_view text, Span span);

/// The lines of `text`. Lines end at LF, CR, CR LF, form feed, U+0085, U+2028 and U+2029.
[[nodiscard]] std::vector<Line> lines_of(std::string_view text, bool& truncated);

/// Whether `line` stops as a sentence does: with . ! ? : ; or …, closing quotes and brackets aside.
[[nodiscard]] bool is_finished(std::string_view line);

[[nodiscard]] Layout layout_of(std::string_view text);

}  // namespace histor
