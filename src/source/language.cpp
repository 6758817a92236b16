// English is told by its function words, which a headline already has; everything else by CLD2 (n-grams over letters,
// made for pages), and only where it is sure.

#include "source/language.hpp"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "source/patterns.hpp"

namespace histor {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

bool is_english_by_its_words(std::string_view text) {
  constexpr std::size_t percent = 15;
  const Patterns& patterns = Patterns::english();
  std::size_t words = 0;
  std::size_t common = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (end > at) {
      ++words;
      if (patterns.is_common_word(text.substr(at, end - at))) ++common;
    }
    at = std::max(end, at + 1);
  }
  return common >= 2 && common * 100 >= words * percent;
}

std::string_view cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return text.substr(0, most);
}

// The codes of CLD2 are those of 2012: a few names have changed since.
std::string code_of(CLD2::Language language) {
  std::string_view code = CLD2::LanguageCode(language);
  if (language == CLD2::UNKNOWN_LANGUAGE || code == "un" || code.starts_with("xxx")) return {};
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  if (code == "mo") return "ro";
  return std::string(code.substr(0, code.find('-')));
}

std::string by_letters(std::string_view text) {
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percents{};
  int bytes = 0;
  bool sure = false;
  const CLD2::Language top = CLD2::DetectLanguageSummary(text.data(), static_cast<int>(text.size()), true,
                                                         languages.data(), percents.data(), &bytes, &sure);
  if (!sure) return {};
  constexpr int readable = 40;  // percent of the letters
  for (std::size_t i = 0; i < languages.size(); ++i) {
    if (languages[i] == CLD2::ENGLISH && percents[i] >= readable) return "en";
  }
  return code_of(top);
}

}  // namespace

std::string language_of_tag(std::string_view tag) {
  while (!tag.empty() && (tag.front() == ' ' || tag.front() == '\t' || tag.front() == '\n')) tag.remove_prefix(1);
  std::string out;
  for (const char c : tag) {
    if (c == '-' || c == '_' || c == ',' || c == ' ') break;
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (small < 'a' || small > 'z') return {};
    out += small;
  }
  return out.size() == 2 || out.size() == 3 ? out : std::string{};
}

std::string language_of(std::string_view text, std::string_view stated) {
  constexpr std::size_t words_sample = 20000;
  constexpr std::size_t letters_sample = std::size_t{1} << 16U;
  if (is_english_by_its_words(text.substr(0, words_sample))) return "en";
  if (std::string told = by_letters(cut(text, letters_sample)); !told.empty()) return told;
  return language_of_tag(stated);
}

}  // namespace histor
