#pragma once
// PDF, through poppler's programs pdftotext and pdfinfo. They are run and not linked: poppler is under the GPL, and a
// reader of files this intricate is better kept in a process of its own.

#include <filesystem>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/document.hpp"
#include "source/capture.hpp"
#include "source/office/confined.hpp"

namespace histor {

struct PdfReader {
  std::filesystem::path folder = "/usr/bin";  ///< where pdftotext and pdfinfo are
  Confines confines{};
};

[[nodiscard]] inline bool is_pdf(std::string_view bytes) {
  return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos;
}

/// Reads the PDF in capture.bytes: capture.content becomes its text (plain, as pdf_text() makes it), without offsets,
/// and capture.said gets the title and the author that the file states, where it has none yet. The text is only as good
/// as the PDF: where columns or tables are drawn, the order of lines is poppler's guess.
///
/// Notes: "created" (when the file says that it was made, which is no date of publication). Errors: not_found
/// (poppler-utils is not installed), not_permitted (encrypted), parse (damaged), empty (no text in it: pictures of
/// pages), too_large, io (it took too long).
[[nodiscard]] Result<void> read_pdf(Capture& capture, const UnfoldBudget& budget, std::vector<Note>& notes,
                                    const PdfReader& reader = {});

}  // namespace histor
