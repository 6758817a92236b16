#pragma once
// What a row comes down to, of JSON or CSV.

#include <array>
#include <string>
#include <string_view>

#include "source/capture.hpp"
#include "source/collection/rows.hpp"
#include "source/collection/words.hpp"

namespace histor {

/// The words of a row by role; that of the text is not asked for here.
using RowWords = std::array<std::string, field_roles>;

/// What the words of a row say of the report.
[[nodiscard]] Given said_by(const RowWords& words);

/// The content that `writer` holds, told by what it holds to be a page or a text.
[[nodiscard]] Content page_or_text(ContentWriter& writer);

inline constexpr const char* name_the_text = "say which field holds the text, as in --fields text=NAME";

}  // namespace histor
