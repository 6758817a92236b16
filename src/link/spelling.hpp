#pragma once
// One key for the ways in which Latin letters spell one Arabic name: "Salaheddin" and "Salah al-Din", "Atme" and
// "Atmeh", "Tokhar" and "Al-Tukhar".

#include <string>
#include <string_view>

namespace histor {

/// The consonants of a name, without articles, blanks and doubled letters, those that are written now so, now so as
/// one; behind the first letter (any vowel counts as "a"). Letters beyond ASCII are left out. Empty where fewer than
/// three are left: too little to know a name by.
[[nodiscard]] std::string spelling_key(std::string_view name);

}  // namespace histor
