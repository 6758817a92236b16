#pragma once
// From what pdftotext writes to text that reads on: pages joined, the heads and feet that are printed on each of them
// out, words that were broken at the end of a line whole again.

#include <string>
#include <string_view>

namespace histor {

/// `pages` are parted by form feeds. A line is taken for a head or foot if it is the first or last of a page and stands
/// there, but for a number that grows with the pages, on at least three pages and on more than half of them; of each
/// page two lines at either end are asked. A hyphen at a line's end goes where small letters stand on both sides of it
/// and the text does not have the word with its hyphen elsewhere. A line that is full, so that the next one's first
/// word would not have stood on it, is read on as one with that. Linear in the text, but for the sorting of its words.
[[nodiscard]] std::string pdf_text(std::string_view pages);

}  // namespace histor
