#pragma once
// A captured web page to the report on it: the main text with its blocks, each byte traced back to the page, and what
// the page says of itself.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.hpp"
#include "base/offset_map.hpp"
#include "base/span.hpp"
#include "model/document.hpp"

namespace histor {

/// How much of a page is looked at. What is over it is left out, and a note says so.
struct HtmlBudget {
  std::uint32_t nodes = 1'000'000;  ///< elements and texts
  std::uint32_t depth = 512;        ///< deeper elements are read as children of the deepest allowed
};

/// A date that the page states outside its text.
struct StatedDate {
  Day day{};        ///< in the zone that the page writes it in
  Span captured{};  ///< the value, in the page
};

struct HtmlPage {
  /// The page's headline (the words of `title` where the page shows them, else where its head states them), then body,
  /// headings, embedded posts and captions in page order. A blank line between two blocks; within a block, blanks are
  /// one space and a forced line break one line feed.
  std::string text;
  OffsetMap offsets;              ///< from `text` to the page
  std::vector<Block> blocks;      ///< of `text`; spans index it
  std::vector<Span> boilerplate;  ///< runs of the page that hold words and are not in `text`; spans index the page

  std::string title;               ///< without the outlet's name
  std::optional<Span> title_span;  ///< in `text`
  std::string author;
  std::string outlet;
  std::string language;  ///< ISO 639-1, as the page states it
  std::string url;       ///< canonical, or empty
  std::optional<StatedDate> published;
  std::optional<StatedDate> updated;
  std::vector<Note> notes;  ///< "budget", "no-main-text", "date-conflict"
};

/// Reads the page in `html`, valid UTF-8. Never fails: any bytes give some page, if an empty one. Pure; time is linear
/// in the bytes up to a factor that the budget bounds.
[[nodiscard]] HtmlPage read_html(std::string_view html, const HtmlBudget& budget = {});

}  // namespace histor
