#include "link/spelling.hpp"

#include <array>
#include <utility>

namespace histor {

namespace {

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/// The article, assimilated or not: "al", "ar" in "ar-Raqqa", "ed" in "ed-Din".
bool is_article(std::string_view word) {
  return word.size() == 2 && (word[0] == 'a' || word[0] == 'e') && !is_vowel(word[1]);
}

constexpr std::array<std::pair<std::string_view, char>, 8> pairs{
    {{"kh", 'k'}, {"gh", 'g'}, {"sh", 's'}, {"ch", 's'}, {"th", 't'}, {"dh", 'd'}, {"ou", 'u'}, {"ck", 'k'}}};

void add(std::string& key, std::string_view word) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    char c = word[i];
    for (const auto& [two, one] : pairs) {
      if (word.substr(i, 2) == two) {
        c = one;
        ++i;
        break;
      }
    }
    if (c == 'q' || c == 'c') c = 'k';
    if (c == 'z') c = 's';
    if (is_vowel(c)) c = key.empty() ? 'a' : '\0';
    if ((c == 'h' || c == 'w') && !key.empty()) c = '\0';
    if (c != '\0' && (key.empty() || key.back() != c)) key += c;
  }
}

}  // namespace

std::string spelling_key(std::string_view name) {
  std::string key;
  std::string word;
  const auto end_word = [&] {
    if (!is_article(word)) add(key, word);
    word.clear();
  };
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (lower >= 'a' && lower <= 'z') {
      word += lower;
    } else if (c == ' ' || c == '-') {
      end_word();
    }
  }
  end_word();
  return key.size() < 3 ? std::string{} : key;
}

}  // namespace histor
