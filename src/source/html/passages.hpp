#pragma once
// The words of a page as its reader sees them: passages, each the run of text between two line ends that the page's
// elements make, with the pieces of the page that it is put together from.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/offset_map.hpp"
#include "base/span.hpp"
#include "source/html/hints.hpp"
#include "source/html/tree.hpp"

namespace histor::html {

struct Piece {
  enum class Kind : std::uint8_t { text, line, cell } kind = Kind::text;
  bool in_link = false;
  std::uint32_t node = 0;  ///< the text, the br or the cell
  Span span;               ///< of the page
};

struct HtmlPassage {
  std::uint32_t block = 0;  ///< the nearest element around it that starts a line
  std::uint32_t first = 0;  ///< of its pieces
  std::uint32_t count = 0;
  std::uint32_t words = 0;
  std::uint32_t link_words = 0;
  std::uint32_t letters = 0;  ///< bytes that are not blank
  bool finished = false;      ///< ends as a sentence does
  bool shown = true;          ///< false: in an element that a reader's program does not show (option, textarea, button)
  bool cut = false;           ///< ends in dots as the first words of a text that stands elsewhere: "…", "[...]"
  bool slanted = false;       ///< all of it in i or em
  bool table = false;         ///< a table of cells: rows are lines
};

struct Passages {
  std::vector<HtmlPassage> all;  ///< in page order; each holds a word
  std::vector<Piece> pieces;

  /// The smallest run of the page that holds the passage.
  [[nodiscard]] Span span(const HtmlPassage& passage) const;
};

/// `hints` are of the tree's nodes: the credit of a picture is a passage of its own, be it only a span.
[[nodiscard]] Passages passages_of(const Tree& tree, const std::vector<Hints>& hints);

/// Writes `passage` as HtmlPage::text does, references resolved and blanks made one, and tells `offsets` each byte.
void write(const Tree& tree, const Passages& passages, const HtmlPassage& passage, std::string& text,
           OffsetMap& offsets);
/// The same for a run of the page that is one text: a title.
void write(const Tree& tree, Span span, std::string& text, OffsetMap& offsets);
/// The same words, for those who only look.
[[nodiscard]] std::string words_of(const Tree& tree, const Passages& passages, const HtmlPassage& passage);

/// The length of the blank that starts at `at` (a space, a line end, U+00A0 and its like), or 0.
[[nodiscard]] std::size_t blank_at(std::string_view text, std::size_t at);

}  // namespace histor::html
