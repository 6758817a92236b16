// What is given wins over what the text says, what the text says over what its address or path says.

#include "source/document.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "base/hash.hpp"
#include "source/blocks.hpp"
#include "source/dates.hpp"
#include "source/encoding.hpp"
#include "source/html/page.hpp"
#include "source/kind.hpp"
#include "source/language.hpp"
#include "source/masthead.hpp"
#include "source/patterns.hpp"

namespace histor {
namespace {

bool is_url(std::string_view source) {
  return source.starts_with("http://") || source.starts_with("https://");
}

// A capture by views: what is made into a document.
struct Report {
  std::string_view source;
  std::string_view bytes;
  std::string_view media_type;
  const Given* said = nullptr;
  const Content* content = nullptr;
};

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

// The words of a report before they are a document: what they are in and how they lead back to the capture.
struct Words {
  std::string text;
  OffsetMap offsets;  // empty where `text` is the capture after its mark
  bool traceable = true;
  std::string encoding = "UTF-8";
  std::vector<Note> notes;
};

Result<Words> words_of(const Report& report) {
  if (report.content != nullptr) {
    const bool headline_alone = report.content->bytes.empty() && report.said != nullptr && !report.said->title.empty();
    if (report.content->bytes.empty() && !headline_alone) {
      return failure(ErrorCode::empty, "no words in it", std::string(report.source));
    }
    const bool traceable = headline_alone || !report.content->offsets.empty();
    return Words{report.content->bytes, report.content->offsets, traceable, "UTF-8", {}};
  }
  auto decoded = decode(report.bytes, report.source, stated_encoding(report.bytes, report.media_type));
  if (!decoded) return tl::unexpected(std::move(decoded.error()));
  return Words{std::move(decoded->text), std::move(decoded->offsets), true, std::move(decoded->encoding),
               std::move(decoded->notes)};
}

// The text after a mark that was left out, told in offsets of the capture.
OffsetMap after_mark(std::size_t text, std::size_t captured) {
  OffsetMap offsets;
  offsets.copied(static_cast<std::uint32_t>(text), static_cast<std::uint32_t>(captured - text));
  return offsets;
}

// The words of a page take the place of its bytes.
HtmlPage take_page(Document& document, Words&& words, std::size_t captured) {
  HtmlPage page = read_html(words.text);
  document.traceable = words.traceable;
  if (words.traceable) {
    if (words.offsets.empty()) words.offsets = after_mark(words.text.size(), captured);
    document.offsets = page.offsets.through(words.offsets);
    for (const Span span : page.boilerplate) document.boilerplate.push_back(words.offsets.source_of(span));
  }
  document.text = std::move(page.text);
  document.composed = true;
  document.media_type = "text/html";
  return page;
}

// The roles that the page's structure gives stand; a paragraph of the body that is furniture by its words ("Read more:
// …") is what its words say.
void add_structure(const std::vector<Block>& structure, Page& page) {
  std::vector<Block> blocks = structure;
  for (Block& block : blocks) {
    if (block.kind != BlockKind::body) continue;
    const auto same =
        std::lower_bound(page.blocks.begin(), page.blocks.end(), block.span.begin,
                         [](const Block& other, std::uint32_t begin) { return other.span.begin < begin; });
    if (same == page.blocks.end() || same->span != block.span || same->kind == BlockKind::heading) continue;
    block.kind = same->kind;
  }
  page.blocks = std::move(blocks);
}

constexpr std::string_view below_headline = "\n\n";

bool opens_with(std::string_view text, std::string_view title) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return false;
  text.remove_prefix(begin);
  std::string line = one_line(text.substr(0, text.find_first_of("\r\n")));
  while (line.ends_with(' ')) line.pop_back();
  return line == title;
}

// Puts the headline that the carrier holds apart before the words, traced to where the capture shows it.
void put_headline(std::string_view title, std::string_view captured, Document& document) {
  OffsetMap offsets;
  if (document.traceable) {
    const auto size = static_cast<std::uint32_t>(title.size());
    if (const std::size_t at = captured.find(title); at != std::string_view::npos) {
      offsets.copied(size, static_cast<std::uint32_t>(at));
    } else {
      offsets.inserted(size);
    }
    offsets.inserted(static_cast<std::uint32_t>(below_headline.size()));
    offsets.append(document.offsets.empty() ? after_mark(document.text.size(), captured.size()) : document.offsets);
  }
  document.text.insert(0, std::string(title).append(below_headline));
  document.offsets = std::move(offsets);
  document.composed = true;
}

// The first `size` bytes are the headline, whatever they look like.
void set_headline(std::uint32_t size, Page& page) {
  if (page.blocks.empty() || page.blocks.front().span != Span{0, size}) return;
  page.blocks.front().kind = BlockKind::heading;
  page.title = page.blocks.front().span;
}

std::optional<Published> published_by(std::optional<Day> day, Provenance from) {
  if (!day) return std::nullopt;
  return Published{*day, std::nullopt, from, TimePrecision::day};
}

void fill(std::string& field, std::initializer_list<std::string_view> candidates) {
  for (const std::string_view candidate : candidates) {
    if (field.empty()) field = candidate;
  }
}

Result<Document> made_of(const Report& report, const Given& given) {
  auto words = words_of(report);
  if (!words) return tl::unexpected(std::move(words.error()));
  Document document;
  document.id = "sha256:" + sha256_hex(report.bytes);
  document.source = report.source;
  document.encoding = std::move(words->encoding);
  document.captured_bytes = report.bytes.size();
  document.notes = std::move(words->notes);

  const Given nothing;
  const Given& said = report.said != nullptr ? *report.said : nothing;
  const std::string said_title = one_line(said.title);
  HtmlPage html;
  const bool is_page = report.content != nullptr ? report.content->media_type == "text/html"
                                                 : is_html(words->text, report.media_type, report.source);
  if (is_page) {
    html = take_page(document, std::move(*words), report.bytes.size());
    document.notes.insert(document.notes.end(), html.notes.begin(), html.notes.end());
  } else {
    document.text = std::move(words->text);
    document.offsets = std::move(words->offsets);
    document.traceable = words->traceable;
  }
  const bool headline_apart =
      !said_title.empty() && (is_page ? !html.title_span : !opens_with(document.text, said_title));
  const auto headline = static_cast<std::uint32_t>(said_title.size());
  if (headline_apart) {
    put_headline(said_title, report.bytes, document);
    const auto moved = headline + static_cast<std::uint32_t>(below_headline.size());
    for (Block& block : html.blocks) block.span = {block.span.begin + moved, block.span.end + moved};
    if (is_page) html.blocks.insert(html.blocks.begin(), Block{{0, headline}, BlockKind::heading});
  }
  Page page = read_page(document.text);
  if (page.blocks.empty()) {
    return failure(ErrorCode::empty, is_page ? "a page without words" : "nothing in it but blank space",
                   document.source,
                   is_page ? "if a browser shows text there, save the page as the browser shows it" : "");
  }
  if (is_page) {
    add_structure(html.blocks, page);
    page.title = html.title_span.value_or(Span{});
  } else {
    part_opening(document.text, page);
  }
  if (headline_apart) set_headline(headline, page);
  const std::string_view text = document.text;
  Masthead masthead = read_masthead(text, page);
  document.notes.insert(document.notes.end(), page.notes.begin(), page.notes.end());
  document.blocks = std::move(page.blocks);
  document.dateline = std::move(masthead.dateline);
  document.agencies = std::move(masthead.agencies);

  fill(document.outlet, {given.outlet, html.outlet, said.outlet});
  fill(document.author, {given.author, html.author, said.author, masthead.author});
  document.language = given.language;
  if (document.language.empty()) {
    document.language = language_of(text, html.language.empty() ? said.language : html.language);
  }
  if (!page.title.empty()) {
    document.title_span = page.title;
    document.title = one_line(slice(text, page.title));
  } else {
    fill(document.title, {html.title, said_title});
  }
  if (!given.title.empty() && given.title != document.title) {
    document.title = given.title;
    document.title_span.reset();
  }
  fill(document.url, {given.url, html.url, said.url});
  if (document.url.empty() && is_url(document.source)) document.url = document.source;
  if (document.url.empty() && !page.origin.empty()) document.url = std::string(slice(text, page.origin));
  if (html.updated) document.updated = html.updated->day;

  document.notes.insert(document.notes.end(), masthead.notes.begin(), masthead.notes.end());
  std::optional<Published> stated =
      published_by(html.published ? std::optional(html.published->day) : said.published, Provenance::metadata);
  if (!stated) stated = masthead.published;
  if (given.published) {
    if (stated && (stated->from == Provenance::text || stated->from == Provenance::metadata) &&
        stated->date != *given.published) {
      document.notes.push_back({"date-overruled", std::string("the ") + (is_page ? "page" : "text") + " gives " +
                                                      to_string(stated->date) + "; " + to_string(*given.published) +
                                                      " was given"});
    }
    stated = published_by(given.published, Provenance::given);
  }
  if (!stated) stated = published_by(said.otherwise_published, Provenance::metadata);
  if (!stated) stated = published_by(given.otherwise_published, Provenance::given);
  if (!stated) {
    if (const auto by_url = date_in_name(document.url)) {
      stated = published_by(by_url->day, Provenance::url);
    } else if (const auto by_path = date_in_name(document.source)) {
      stated = published_by(by_path->day, Provenance::path);
    }
  }
  document.published = stated;
  return document;
}

}  // namespace

Result<Document> make_document(const Capture& capture, const Given& given) {
  return made_of(
      {capture.source, capture.bytes, capture.media_type, &capture.said, capture.content ? &*capture.content : nullptr},
      given);
}

Result<Document> make_document(const std::string& source, std::string_view bytes, const Given& given) {
  return made_of({source, bytes, {}, nullptr, nullptr}, given);
}

Result<Document> read_document(const std::filesystem::path& path, const Given& given, std::uint64_t budget) {
  const auto bytes = read_bytes(path, budget);
  if (!bytes) return tl::unexpected(bytes.error());
  return make_document(path.string(), *bytes, given);
}

}  // namespace histor
