#include "read/sentence_view.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <utility>

namespace histor {

SentenceView::SentenceView(std::string_view text, const AnalysedText& analysed, const Sentence& sentence,
                           const Lexicon& lexicon)
    : text_(text), sentence_(&sentence), lexicon_(&lexicon), tokens_(analysed.tokens_of(sentence)) {
  words_.reserve(tokens_.size());
  std::uint32_t capitals = 0;
  std::uint32_t long_words = 0;
  for (std::uint32_t i = 0; i < size(); ++i) {
    const bool punct = tokens_[i].kind == TokenKind::punct;
    words_.push_back(punct && surface(i) != "," && surface(i) != "&" ? 0 : lexicon.find(surface(i)));
    if (tokens_[i].kind == TokenKind::word && tokens_[i].span.size() > 3) {
      ++long_words;
      capitals += capital(i) ? 1U : 0U;
    }
  }
  // "Mirela Kovic, 22, was killed in Northtown on Tuesday." has as many capitals; but headlines have no full stop.
  const bool finished = !tokens_.empty() && sentence.kind != BlockKind::heading && surface(size() - 1) == ".";
  title_case_ = finished ? long_words >= 4 && capitals == long_words : long_words >= 3 && capitals * 4 > long_words * 3;
  terms_from_.reserve(size() + 1);
  for (std::uint32_t i = 0; i < size(); ++i) {
    terms_from_.push_back(static_cast<std::uint32_t>(terms_.size()));
    lexicon.terms_at(words_, i, terms_);
  }
  terms_from_.push_back(static_cast<std::uint32_t>(terms_.size()));
}

bool SentenceView::is(std::uint32_t i, std::string_view lower) const {
  if (i >= size()) return false;
  const std::string_view word = surface(i);
  if (word.size() != lower.size()) return false;
  return std::equal(word.begin(), word.end(), lower.begin(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; });
}

bool SentenceView::capital(std::uint32_t i) const {
  if (i >= size() || (tokens_[i].kind != TokenKind::word && tokens_[i].kind != TokenKind::hashtag)) return false;
  const std::string_view word = surface(i);
  if (word.front() == '#') return true;
  const auto first = static_cast<unsigned char>(word.front());
  if (first < 0x80) {
    if (first >= 'A' && first <= 'Z') return true;
    // "al-Bab": the name's own capital comes after its article.
    const std::size_t hyphen = word.find('-');
    return hyphen <= 3 && hyphen + 1 < word.size() && word[hyphen + 1] >= 'A' && word[hyphen + 1] <= 'Z';
  }
  std::int32_t at = 0;
  UChar32 code = 0;
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(word.data()), at, static_cast<std::int32_t>(word.size()), code);
  return code > 0 && (u_isupper(code) || (u_isalpha(code) && !u_islower(code)));
}

const TermMatch* SentenceView::term(std::uint32_t i, TermKind kind) const {
  if (i >= size()) return nullptr;
  for (std::uint32_t t = terms_from_[i]; t < terms_from_[i + 1]; ++t) {
    if (terms_[t].kind == kind) return &terms_[t];
  }
  return nullptr;
}

const TermMatch* SentenceView::term_before(std::uint32_t end, TermKind kind) const {
  for (std::uint32_t back = 6; back >= 1; --back) {
    if (back > end) continue;
    for (std::uint32_t t = terms_from_[end - back]; t < terms_from_[end - back + 1]; ++t) {
      if (terms_[t].kind == kind && terms_[t].end == end) return &terms_[t];
    }
  }
  return nullptr;
}

bool SentenceView::has(TermKind kind) const {
  return std::any_of(terms_.begin(), terms_.end(), [kind](const TermMatch& match) { return match.kind == kind; });
}

}  // namespace histor
