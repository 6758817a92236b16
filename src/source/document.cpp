// What is given wins over what the text says, what the text says over what its address or path says.

#include "source/document.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

#include "base/hash.hpp"
#include "source/blocks.hpp"
#include "source/dates.hpp"
#include "source/encoding.hpp"
#include "source/masthead.hpp"
#include "source/patterns.hpp"

namespace histor {
namespace {

bool is_url(std::string_view source) {
  return source.starts_with("http://") || source.starts_with("https://");
}

// Function words tell English from its neighbours well enough to leave what is surely not English unnamed.
std::string language_of(std::string_view text) {
  constexpr std::size_t sample = 20000;
  text = text.substr(0, sample);
  const Patterns& patterns = Patterns::english();
  std::size_t words = 0;
  std::size_t common = 0;
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
  };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && letter(text[end])) ++end;
    if (end > at) {
      ++words;
      if (patterns.is_common_word(text.substr(at, end - at))) ++common;
    }
    at = std::max(end, at + 1);
  }
  return common >= 2 && common * 100 >= words * 15 ? "en" : "";
}

std::string one_line(std::string_view words) {
  std::string out;
  for (const char c : words) {
    const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

bool looks_like_markup(std::string_view text) {
  const std::string_view head = text.substr(0, 2000);
  return head.find("<html") != std::string_view::npos || head.find("<!DOCTYPE") != std::string_view::npos ||
         head.find("<!doctype") != std::string_view::npos || head.find("<HTML") != std::string_view::npos;
}

}  // namespace

Result<Document> make_document(std::string source, std::string_view bytes, const Given& given) {
  auto decoded = decode(bytes, source);
  if (!decoded) return tl::unexpected(std::move(decoded.error()));
  if (decoded->text.size() > std::numeric_limits<std::uint32_t>::max()) {
    return failure(ErrorCode::too_large, "more than 4 GiB of text", source, "split it into one file a report");
  }
  Document document;
  document.id = "sha256:" + sha256_hex(bytes);
  document.source = std::move(source);
  document.text = std::move(decoded->text);
  document.encoding = std::move(decoded->encoding);
  document.captured_bytes = bytes.size();
  document.notes = std::move(decoded->notes);

  const std::string_view text = document.text;
  Page page = read_page(text);
  if (page.blocks.empty()) return failure(ErrorCode::empty, "nothing in it but blank space", document.source);
  part_opening(text, page);
  Masthead masthead = read_masthead(text, page);
  if (looks_like_markup(text)) {
    document.notes.push_back({"markup", "it looks like an HTML page and is read as plain text"});
  }
  document.notes.insert(document.notes.end(), page.notes.begin(), page.notes.end());
  document.blocks = std::move(page.blocks);
  document.dateline = std::move(masthead.dateline);
  document.agencies = std::move(masthead.agencies);

  document.outlet = given.outlet;
  document.author = given.author;
  if (document.author.empty()) document.author = std::move(masthead.author);
  document.language = given.language.empty() ? language_of(text) : given.language;
  if (!page.title.empty()) {
    document.title_span = page.title;
    document.title = one_line(slice(text, page.title));
  }
  if (!given.title.empty() && given.title != document.title) {
    document.title = given.title;
    document.title_span.reset();
  }
  document.url = given.url;
  if (document.url.empty() && is_url(document.source)) document.url = document.source;
  if (document.url.empty() && !page.origin.empty()) document.url = std::string(slice(text, page.origin));

  if (given.published) {
    document.published = Published{*given.published, std::nullopt, Provenance::given, TimePrecision::day};
    if (masthead.published && masthead.published->from == Provenance::text &&
        masthead.published->date != *given.published) {
      document.notes.push_back({"date-overruled", "the text gives " + to_string(masthead.published->date) + "; " +
                                                      to_string(*given.published) + " was given"});
    }
    return document;
  }
  document.notes.insert(document.notes.end(), masthead.notes.begin(), masthead.notes.end());
  document.published = masthead.published;
  if (!document.published && given.otherwise_published) {
    document.published = Published{*given.otherwise_published, std::nullopt, Provenance::given, TimePrecision::day};
  }
  if (!document.published) {
    if (const auto date = date_in_name(document.url)) {
      document.published = Published{date->day, std::nullopt, Provenance::url, TimePrecision::day};
    } else if (const auto from_path = date_in_name(document.source)) {
      document.published = Published{from_path->day, std::nullopt, Provenance::path, TimePrecision::day};
    }
  }
  return document;
}

Result<Document> read_document(const std::filesystem::path& path, const Given& given, std::uint64_t budget) {
  const auto bytes = read_bytes(path, budget);
  if (!bytes) return tl::unexpected(bytes.error());
  return make_document(path.string(), *bytes, given);
}

}  // namespace histor
