#pragma once
// A document: one report as it was captured, and what is known of it before a sentence is read.

#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/offset_map.hpp"
#include "base/span.hpp"
#include "model/vocabulary.hpp"

namespace histor {

/// A run of the text that plays one part on the page. Blocks stand in text order and do not overlap; the bytes between
/// them are blank. A block is a paragraph or less: a sentence never crosses its border.
struct Block {
  Span span;
  BlockKind kind = BlockKind::body;
};

/// When the document was published, and how that is known.
struct Published {
  Day date{};
  std::optional<Span> span;  ///< the words, where it was read from the text
  Provenance from = Provenance::text;
  TimePrecision precision = TimePrecision::day;
};

/// The place (and agency) that opens a report: "AMMAN (Agency) —".
struct Dateline {
  std::string text;   ///< the place words alone: "AMMAN"
  Span span;          ///< of the place words
  std::string place;  ///< gazetteer id, or empty
};

/// Something that happened while the document was read and that its reader should know: decoded from another encoding,
/// cut at a budget, a date of the text overruled.
struct Note {
  std::string code;  ///< a short fixed word: "decoded", "budget", "nul-bytes"
  std::string text;  ///< one clause for a person
};

struct Document {
  std::string id;      ///< "sha256:" and the digest of the captured bytes
  std::string source;  ///< path or URL, as it was given
  std::string text;  ///< UTF-8; all spans index it. For UTF-8 text: the captured bytes after a byte-order mark, if any
  /// From `text` to the captured bytes; empty where `text` is those bytes after a byte-order mark, or where it cannot
  /// be traced (`traceable` tells which).
  OffsetMap offsets;
  bool traceable = true;
  /// `text` was put together out of the capture: the headline, then the blocks of a page, or the words of an item.
  bool composed = false;
  std::vector<Span> boilerplate{};  ///< of a page: runs of the captured bytes that hold words and are not in `text`
  std::string media_type = "text/plain";  ///< what it was read as
  std::string encoding = "UTF-8";         ///< what the captured bytes were in
  std::size_t captured_bytes = 0;

  std::string title;
  std::optional<Span> title_span;
  std::string outlet;
  std::string author;
  std::string url;
  std::string language;  ///< ISO 639-1, or empty where unknown
  std::optional<Published> published;
  std::optional<Day> updated;  ///< the last change that the page states of itself
  std::optional<Dateline> dateline;
  std::vector<std::string> agencies;  ///< slugs of the agencies credited: "afp", "reuters"
  std::vector<Block> blocks;
  std::vector<Note> notes;
};

}  // namespace histor
