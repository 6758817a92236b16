#include "source/office/docx.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "source/archive/allowance.hpp"
#include "source/archive/archive_reader.hpp"
#include "source/office/xml.hpp"

namespace histor {
namespace {

constexpr std::size_t most_members = 20'000;
using Attributes = std::vector<std::pair<XmlName, std::string_view>>;

std::string_view attribute(const Attributes& attributes, std::string_view local) {
  for (const auto& [name, value] : attributes) {
    if (name.local == local) return value;
  }
  return {};
}

// Text as lines: a block to a line or more, blank lines between paragraphs, a table's row in one line.
class Lines {
 public:
  void add(std::string_view words) { line_ += words; }
  // Inside a table, paragraphs of a cell follow each other in its line.
  void end_paragraph() {
    if (row_depth_ > 0) {
      if (!line_.empty() && line_.back() != ' ' && line_.back() != '\t') line_ += ' ';
      return;
    }
    finish(list_item_ ? "- " : "");
    list_item_ = false;
  }
  void list_item() { list_item_ = true; }
  void begin_row() { ++row_depth_; }
  void end_cell() {
    while (line_.ends_with(' ')) line_.pop_back();
    line_ += '\t';
  }
  void end_row() {
    if (row_depth_ > 0) --row_depth_;
    if (row_depth_ > 0) return;
    while (line_.ends_with('\t') || line_.ends_with(' ')) line_.pop_back();
    in_table_ = true;
    finish("");
  }
  void end_table() { in_table_ = false; }
  std::string text() && {
    finish("");
    while (text_.ends_with('\n')) text_.pop_back();
    if (!text_.empty()) text_ += '\n';
    return std::move(text_);
  }

 private:
  void finish(std::string_view mark) {
    const std::size_t begin = line_.find_first_not_of(" \n\t");
    if (begin == std::string::npos) {
      line_.clear();
      return;
    }
    const bool close = (!mark.empty() && was_item_) || (in_table_ && was_row_);
    if (!text_.empty()) text_ += close ? "\n" : "\n\n";
    text_.append(mark).append(line_, begin, line_.find_last_not_of(" \n\t") + 1 - begin);
    was_item_ = !mark.empty();
    was_row_ = in_table_;
    line_.clear();
  }

  std::string text_;
  std::string line_;
  int row_depth_ = 0;
  bool list_item_ = false;
  bool in_table_ = false;
  bool was_item_ = false;
  bool was_row_ = false;
};

// WordprocessingML. Words stand in t elements; what was deleted has its own (delText), what was moved away has not.
Result<std::string> docx_text(std::string_view xml, std::string& title) {
  Lines lines;
  int left_out = 0;  // how deep in what does not count
  int words = 0;     // how deep in elements that hold text
  bool in_title = false;
  const auto passes_over = [](std::string_view local) {
    // An AlternateContent says all it says a second time for programs that do not know the first.
    return local == "Fallback" || local == "moveFrom" || local == "del";
  };
  XmlHandlers handlers;
  handlers.begin = [&](XmlName name, const Attributes& attributes) {
    if (left_out > 0 || passes_over(name.local)) {
      ++left_out;
    } else if (name.space.find("wordprocessingml") == std::string_view::npos) {
      return;
    } else if (name.local == "t") {
      ++words;
    } else if (name.local == "tab" || name.local == "ptab") {
      lines.add(" ");
    } else if (name.local == "br" || name.local == "cr") {
      lines.add("\n");
    } else if (name.local == "noBreakHyphen") {
      lines.add("-");
    } else if (name.local == "numPr") {
      lines.list_item();
    } else if (name.local == "pStyle") {
      in_title = attribute(attributes, "val") == "Title" && title.empty();
    } else if (name.local == "tr") {
      lines.begin_row();
    }
  };
  handlers.end = [&](XmlName name) {
    if (left_out > 0) {
      --left_out;
    } else if (name.space.find("wordprocessingml") == std::string_view::npos) {
      return;
    } else if (name.local == "t") {
      --words;
    } else if (name.local == "p") {
      lines.end_paragraph();
      in_title = false;
    } else if (name.local == "tc") {
      lines.end_cell();
    } else if (name.local == "tr") {
      lines.end_row();
    } else if (name.local == "tbl") {
      lines.end_table();
    }
  };
  handlers.text = [&](std::string_view text) {
    if (left_out > 0 || words == 0) return;
    lines.add(text);
    if (in_title) title += text;
  };
  if (auto read = read_xml(xml, handlers); !read) return tl::unexpected(std::move(read).error());
  return std::move(lines).text();
}

// OpenDocument text. Words stand in p and h elements, in whatever is in them; runs of blanks are elements of their own.
Result<std::string> odt_text(std::string_view xml) {
  Lines lines;
  int left_out = 0;
  int words = 0;
  int items = 0;
  const auto passes_over = [](std::string_view local) {
    return local == "tracked-changes" || local == "annotation" || local == "forms" || local == "note-citation" ||
           local == "title" || local == "desc";
  };
  XmlHandlers handlers;
  handlers.begin = [&](XmlName name, const Attributes&) {
    if (left_out > 0 || passes_over(name.local)) {
      ++left_out;
    } else if (name.local == "p" || name.local == "h") {
      ++words;
      if (items > 0) lines.list_item();
    } else if (name.local == "list-item") {
      ++items;
    } else if (name.local == "s" || name.local == "tab") {
      lines.add(" ");
    } else if (name.local == "line-break") {
      lines.add("\n");
    } else if (name.local == "table-row") {
      lines.begin_row();
    }
  };
  handlers.end = [&](XmlName name) {
    if (left_out > 0) {
      --left_out;
    } else if (name.local == "p" || name.local == "h") {
      --words;
      lines.end_paragraph();
    } else if (name.local == "list-item") {
      --items;
    } else if (name.local == "table-cell") {
      lines.end_cell();
    } else if (name.local == "table-row") {
      lines.end_row();
    } else if (name.local == "table") {
      lines.end_table();
    }
  };
  handlers.text = [&](std::string_view text) {
    if (left_out == 0 && words > 0) lines.add(text);
  };
  if (auto read = read_xml(xml, handlers); !read) return tl::unexpected(std::move(read).error());
  return std::move(lines).text();
}

struct Said {
  std::string title;
  std::string author;
  std::string created;
};

// Dublin Core, as both have it; what is not well-formed says nothing.
Said what_is_said(std::string_view xml) {
  Said said;
  std::string* into = nullptr;
  std::string first_author;  // ODT: who began it, where nobody else is named
  XmlHandlers handlers;
  handlers.begin = [&](XmlName name, const Attributes&) {
    into = name.local == "title"                                      ? &said.title
           : name.local == "creator"                                  ? &said.author
           : name.local == "initial-creator"                          ? &first_author
           : name.local == "created" || name.local == "creation-date" ? &said.created
                                                                      : nullptr;
  };
  handlers.end = [&](XmlName) { into = nullptr; };
  handlers.text = [&](std::string_view text) {
    if (into != nullptr && into->size() < 1000) into->append(text.substr(0, 1000));
  };
  if (!read_xml(xml, handlers)) return {};
  if (!first_author.empty()) said.author = first_author;
  return said;
}

std::string one_line(std::string_view words) {
  std::string out;
  for (const char letter : words) {
    const bool blank = letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r';
    if (!blank) {
      out += letter;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace

WordFile word_file(const ByteSource& bytes) {
  ArchiveReader archive(bytes);
  bool content = false;
  bool manifest = false;
  for (std::size_t seen = 0; archive.opened() && seen < most_members; ++seen) {
    const auto member = archive.next();
    if (!member || !*member) break;
    if ((*member)->name == "word/document.xml") return WordFile::docx;
    if ((*member)->name == "xl/workbook.xml" || (*member)->name == "ppt/presentation.xml") return WordFile::other;
    content = content || (*member)->name == "content.xml";
    manifest = manifest || (*member)->name == "META-INF/manifest.xml";
  }
  return content && manifest ? WordFile::odt : WordFile::none;
}

Result<void> read_word_file(Capture& capture, const UnfoldBudget& budget, std::vector<Note>& notes) {
  const BytesSource bytes(capture.bytes);
  ArchiveReader archive(bytes);
  const auto fail = [&](Error error) -> Result<void> {
    error.where = capture.source;
    return tl::unexpected(std::move(error));
  };
  if (!archive.opened()) return fail(archive.opened().error());
  Allowance allowance(budget);
  std::optional<std::string> docx;
  std::optional<std::string> odt;
  std::string about;
  for (std::size_t seen = 0; seen < most_members; ++seen) {
    const auto member = archive.next();
    if (!member && seen == 0) return fail(member.error());
    if (!member || !*member) break;
    const std::string& name = (*member)->name;
    std::optional<std::string> unused;
    std::optional<std::string>& into = name == "word/document.xml" && !docx ? docx
                                       : name == "content.xml" && !odt      ? odt
                                                                            : unused;
    const bool is_meta = (name == "docProps/core.xml" || name == "meta.xml") && about.empty();
    if (&into == &unused && !is_meta) continue;
    auto content = archive.read(allowance.member());
    if (!content) {
      if (is_meta) continue;
      return fail(std::move(content).error());
    }
    allowance.take(content->size());
    if (is_meta) {
      about = *std::move(content);
    } else {
      into = *std::move(content);
    }
  }
  if (!docx && !odt) return fail({ErrorCode::parse, "neither DOCX nor ODT", {}, ""});
  std::string title;
  auto text = docx ? docx_text(*docx, title) : odt_text(*odt);
  if (!text) return fail(std::move(text).error());
  if (text->empty()) return fail({ErrorCode::empty, "no words in it", {}, ""});
  const Said said = what_is_said(about);
  if (!said.title.empty()) title = said.title;
  if (capture.said.title.empty()) capture.said.title = one_line(title);
  if (capture.said.author.empty()) capture.said.author = one_line(said.author);
  if (!said.created.empty()) {
    notes.push_back({"created", "the file says that it was made " + one_line(said.created).substr(0, 40) +
                                    ", which is no date of publication"});
  }
  capture.content = Content{*std::move(text), {}, "text/plain"};
  return {};
}

}  // namespace histor
