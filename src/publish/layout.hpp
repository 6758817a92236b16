#pragma once
// Text in columns for a terminal: widths as a terminal draws them, wrapping that never cuts a word it need not cut.

#include <string>
#include <string_view>
#include <vector>

namespace histor {

enum class Style { plain, strong, heading, dim, warning, mark };

/// The text made fit for one line of a terminal or a page: runs of blanks as one, control characters and the characters
/// that turn the direction of writing shown as "<U+202E>", broken UTF-8 as U+FFFD.
[[nodiscard]] std::string clean(std::string_view text);

/// Columns that a terminal gives the text. Requires what clean() gives.
[[nodiscard]] int display_width(std::string_view text);

/// `text` with the blanks before its figures made such that wrap() does not break there: "at least 16" stays on one
/// line.
[[nodiscard]] std::string keep_figures(std::string_view text);

/// Lines of at most `width` columns, broken at blanks, at no-break spaces only where it must be; a word longer than a
/// line is broken where it must. No-break spaces come out as blanks. Never empty.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, int width);

/// `text` with the style's escapes, or as it is without colour.
[[nodiscard]] std::string styled(std::string_view text, Style style, bool color);

struct Cell {
  std::string text;
  int width = 0;
  Style style = Style::plain;
  bool right = false;
};

/// Appends the cells side by side, two blanks between them, each wrapped in its own width; no blanks at line ends.
void append_row(std::string& out, const std::vector<Cell>& cells, int indent, bool color);

}  // namespace histor
