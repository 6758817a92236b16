#pragma once
// The language that a text is in. What is not in the language of a pack must be known as such, so that it is kept and
// marked and not misread.

#include <string>
#include <string_view>

namespace histor {

/// ISO 639-1 of most of `text` (valid UTF-8), three letters of ISO 639-3 where it has no two; empty where it cannot be
/// told. `stated`, what a page or its server says, decides where the words do not: templates state it wrongly often
/// enough. A text with a good share of English in it is English: its English sentences can be read. A pure function,
/// of the first 64 KiB.
[[nodiscard]] std::string language_of(std::string_view text, std::string_view stated = {});

/// "ar" of "ar-SY", "AR_sy" and " ar"; empty for what is no tag of a language (BCP 47).
[[nodiscard]] std::string language_of_tag(std::string_view tag);

}  // namespace histor
