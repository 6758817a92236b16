#pragma once
// Text documents of word processors: DOCX (ECMA-376) and ODT (OpenDocument). Both are a ZIP with the words in one XML
// file and what the author's program says of them in another.

#include <vector>

#include "base/result.hpp"
#include "model/document.hpp"
#include "source/archive/byte_source.hpp"
#include "source/capture.hpp"

namespace histor {

enum class WordFile { none, docx, odt, other };  ///< other: a spreadsheet or slides

/// Which of them a ZIP is, by the names of its members; reads their list.
[[nodiscard]] WordFile word_file(const ByteSource& bytes);

/// Reads the DOCX or ODT in capture.bytes: capture.content becomes its text (plain; paragraphs parted by blank lines, a
/// list's items and a table's rows each a line, the cells of a row parted by tabs), without offsets, and capture.said
/// gets the title and the author that the file states, where it has none yet. What was deleted under change tracking,
/// comments, heads and feet of pages are left out.
///
/// Notes: "created" (when the file says that it was made, which is no date of publication). Errors: parse (neither, or
/// damaged), empty (no words), too_large, not_permitted (encrypted).
[[nodiscard]] Result<void> read_word_file(Capture& capture, const UnfoldBudget& budget, std::vector<Note>& notes);

}  // namespace histor
