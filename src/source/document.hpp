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
#include "source/given.hpp"
#include "source/read_file.hpp"

namespace histor {

/// The document in `bytes`. `source` is its path or URL as the user gave it. A pure function; spans of every field
/// index Document::text. A text in which nothing but blank space stands is an Error(empty). Errors otherwise as
/// decode().
[[nodiscard]] Result<Document> make_document(std::string source, std::string_view bytes, const Given& given = {});

/// read_bytes() and make_document() in one: the document in the file at `path`, its source being the path as written.
[[nodiscard]] Result<Document> read_document(const std::filesystem::path& path, const Given& given = {},
                                             std::uint64_t budget = default_input_budget);

}  // namespace histor
