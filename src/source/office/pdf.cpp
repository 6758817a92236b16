#include "source/office/pdf.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "source/office/pdf_text.hpp"

namespace histor {
namespace {

constexpr std::string_view remedy = "install poppler-utils, which has pdftotext and pdfinfo";

std::string lower(std::string_view words) {
  std::string out(words);
  for (char& letter : out) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return out;
}

// The value of "Name:    value" in what pdfinfo writes.
std::string_view value_of(std::string_view lines, std::string_view name) {
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    std::string_view line = lines.substr(0, end);
    lines = end == std::string_view::npos ? std::string_view() : lines.substr(end + 1);
    if (!line.starts_with(name) || !line.substr(name.size()).starts_with(':')) continue;
    line.remove_prefix(name.size() + 1);
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    line.remove_prefix(begin);
    return line.substr(0, line.find_last_not_of(" \t\r") + 1);
  }
  return {};
}

// Programs that print to PDF put the name of their file where the title should be.
bool is_file_name(std::string_view title) {
  const std::string folded = lower(title);
  static constexpr std::array<std::string_view, 10> ends = {".doc", ".docx", ".rtf",  ".odt", ".pdf",
                                                            ".ppt", ".pptx", ".indd", ".qxd", ".htm"};
  return folded.starts_with("microsoft word - ") || folded == "untitled" ||
         std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return folded.ends_with(end); });
}

Error why_not(const ConfinedRun& run, const std::string& where) {
  const std::string words = lower(run.errors);
  if (words.find("password") != std::string::npos || words.find("encrypt") != std::string::npos) {
    return {ErrorCode::not_permitted, "it is encrypted", where, "save a copy without its password and give that"};
  }
  if (run.status == 127) {
    return {ErrorCode::not_found, "pdftotext could not be started", where, std::string(remedy)};
  }
  if (run.status > 128) {
    return {ErrorCode::io,
            "pdftotext was ended by signal " + std::to_string(run.status - 128) +
                ", as it is when it needs too much time or memory",
            where, "open it in a PDF viewer, save its text and give that"};
  }
  return {ErrorCode::parse, "poppler cannot read it", where, "open it in a PDF viewer to see whether it is whole"};
}

}  // namespace

Result<void> read_pdf(Capture& capture, const UnfoldBudget& budget, std::vector<Note>& notes, const PdfReader& reader) {
  Confines confines = reader.confines;
  confines.output = std::min(confines.output, budget.member_bytes);
  auto run =
      run_confined(reader.folder / "pdftotext", {"-enc", "UTF-8", "-eol", "unix", "-", "-"}, capture.bytes, confines);
  if (!run) {
    Error error = std::move(run).error();
    error.where = capture.source;
    if (error.code == ErrorCode::not_found) {
      error.what = "to read PDF needs the program pdftotext";
      error.hint = remedy;
    }
    return tl::unexpected(std::move(error));
  }
  if (run->status != 0) return tl::unexpected(why_not(*run, capture.source));
  std::string text = pdf_text(run->output);
  if (text.find_first_not_of(" \n\t") == std::string::npos) {
    return failure(ErrorCode::empty, "no text in it: its pages are pictures", capture.source,
                   "have the text recognised first, with ocrmypdf or the like");
  }
  confines.output = std::min<std::uint64_t>(confines.output, std::uint64_t{1} << 20U);
  const auto info =
      run_confined(reader.folder / "pdfinfo", {"-enc", "UTF-8", "-isodates", "-"}, capture.bytes, confines);
  if (info && info->status == 0) {
    const std::string_view title = value_of(info->output, "Title");
    if (capture.said.title.empty() && !is_file_name(title)) capture.said.title = title;
    if (capture.said.author.empty()) capture.said.author = value_of(info->output, "Author");
    if (const auto created = value_of(info->output, "CreationDate"); !created.empty()) {
      notes.push_back({"created", "the file says that it was made " + std::string(created.substr(0, 40)) +
                                      ", which is no date of publication"});
    }
  }
  capture.content = Content{std::move(text), {}, "text/plain"};
  return {};
}

}  // namespace histor
