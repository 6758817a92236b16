#pragma once
// One report: from captured bytes to a Document with its blocks, title, dates and credits, before a sentence is read.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/day.hpp"
#include "base/result.hpp"
#include "model/document.hpp"
#include "source/capture.hpp"
#include "source/given.hpp"
#include "source/read_file.hpp"

namespace histor {

/// The document in `capture`, which is one report: plain text, a page (kind.hpp tells which), or the content that its
/// carrier gave. Its id is the hash of the captured bytes. A pure function; spans of every field index Document::text.
///
/// What is given wins over what the page or the carrier states outside the text, that over what the text says, and that
/// over what the address or the path says. A headline that stands outside the words (of a page, a feed item, a row) is
/// put after them, as a heading of its own, so that it is read too.
/// A text in which nothing but blank space stands is an Error(empty). Errors otherwise as decode().
[[nodiscard]] Result<Document> make_document(const Capture& capture, const Given& given = {});

/// The same for bytes of which nothing is known but where they came from: `source` is a path or URL as the user gave
/// it.
[[nodiscard]] Result<Document> make_document(const std::string& source, std::string_view bytes,
                                             const Given& given = {});

/// read_bytes() and make_document() in one: the report in the file at `path`, its source being the path as written.
[[nodiscard]] Result<Document> read_document(const std::filesystem::path& path, const Given& given = {},
                                             std::uint64_t budget = default_input_budget);

}  // namespace histor
