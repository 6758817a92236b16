#pragma once
// What stands around the first sentences of a report: when it was published, where it was filed from, who is credited.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.hpp"
#include "source/blocks.hpp"

namespace histor {

struct Masthead {
  std::optional<Published> published;  ///< from the text or, failing that, from the address the text names
  std::optional<Dateline> dateline;
  std::string author;
  std::vector<std::string> agencies;  ///< slugs, each once, in text order
  std::vector<Note> notes;            ///< "date-conflict", "date-order"
};

/// Parts the opening of the first body block of `page` from its first sentence, where a page was flattened into one
/// line: the date ("16 July 2015 At least…") becomes boilerplate, a repetition of the title a heading. Other blocks
/// stay.
void part_opening(std::string_view text, Page& page);

/// Call after part_opening().
[[nodiscard]] Masthead read_masthead(std::string_view text, const Page& page);

/// The dateline at the start of the paragraph at `paragraph`: "AMMAN:", "BEIRUT (AP) -", "Damascus, SANA -". `agency`
/// is set to the slug of the agency in it, if any.
[[nodiscard]] std::optional<Dateline> dateline_at(std::string_view text, Span paragraph, std::string& agency);

}  // namespace histor
