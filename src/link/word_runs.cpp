#include "link/word_runs.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "base/hash.hpp"

namespace histor {

namespace {

/// How many bytes of an apostrophe stand at `at`: the typewriter's, or one of the two curved ones.
std::size_t apostrophe(std::string_view text, std::size_t at) {
  if (text[at] == '\'') return 1;
  const std::string_view three = text.substr(at, 3);
  return three == "\u2019" || three == "\u2018" ? 3 : 0;
}

/// How many bytes of a mark beyond ASCII stand at `at`: dashes, quotes, ellipsis and blanks part words, every other
/// character beyond ASCII counts as a letter.
std::size_t wide_mark(std::string_view text, std::size_t at) {
  const std::string_view two = text.substr(at, 2);
  if (two == "\u00a0" || two == "\u00ab" || two == "\u00bb" || two == "\u00b7") return 2;
  return text.substr(at, 2) == "\xe2\x80" ? 3 : 0;
}

std::uint64_t run_at(const FoldedWords& words, std::size_t first) {
  std::uint64_t run = 0xcbf29ce484222325U;
  for (std::size_t i = first; i < first + run_length; ++i) {
    run = (run ^ words.hashes[i]) * 0x9e3779b97f4a7c15U;
    run ^= run >> 29U;
  }
  return run;
}

void sort_unique(std::vector<std::uint64_t>& runs) {
  std::sort(runs.begin(), runs.end());
  runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
}

}  // namespace

FoldedWords fold_words(std::string_view text, std::span<const Span> ranges) {
  FoldedWords out;
  std::string word;
  Span span;
  const auto end_word = [&] {
    if (word.empty()) return;
    out.hashes.push_back(hash64(word));
    out.spans.push_back(span);
    word.clear();
  };
  for (const Span range : ranges) {
    for (std::size_t at = range.begin; at < range.end;) {
      const char c = text[at];
      const bool upper = c >= 'A' && c <= 'Z';
      std::size_t size = 1;
      if (const std::size_t skip = apostrophe(text, at)) {
        at += skip;
        continue;
      }
      const bool wide = static_cast<unsigned char>(c) >= 0x80;
      if (wide) size = wide_mark(text, at);
      if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (wide && size == 0)) {
        size = 1;
        if (word.empty()) span.begin = static_cast<std::uint32_t>(at);
        span.end = static_cast<std::uint32_t>(at + 1);
        word += upper ? static_cast<char>(c - 'A' + 'a') : c;
      } else {
        end_word();
      }
      at += size;
    }
    end_word();
  }
  return out;
}

std::vector<std::uint64_t> word_runs(const FoldedWords& words, std::span<const Span> within) {
  std::vector<std::uint64_t> runs;
  for (const Span range : within) {
    const auto first = std::lower_bound(words.spans.begin(), words.spans.end(), range.begin,
                                        [](const Span& span, std::uint32_t begin) { return span.begin < begin; });
    for (auto i = static_cast<std::size_t>(first - words.spans.begin());
         i + run_length <= words.spans.size() && words.spans[i + run_length - 1].end <= range.end; ++i) {
      runs.push_back(run_at(words, i));
    }
  }
  sort_unique(runs);
  return runs;
}

std::vector<std::uint64_t> word_runs(const FoldedWords& words) {
  std::vector<std::uint64_t> runs;
  for (std::size_t i = 0; i + run_length <= words.hashes.size(); ++i) runs.push_back(run_at(words, i));
  sort_unique(runs);
  return runs;
}

std::size_t shared_runs(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  std::size_t shared = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {  // without branches that nobody can foresee
    const std::uint64_t x = a[i];
    const std::uint64_t y = b[j];
    shared += static_cast<std::size_t>(x == y);
    i += static_cast<std::size_t>(x <= y);
    j += static_cast<std::size_t>(y <= x);
  }
  return shared;
}

Stretch longest_stretch(const FoldedWords& a, const FoldedWords& b) {
  std::unordered_map<std::uint64_t, std::size_t> first_in_a;
  for (std::size_t i = 0; i + run_length <= a.hashes.size(); ++i) first_in_a.emplace(run_at(a, i), i);
  Stretch longest;
  for (std::size_t j = 0; j + run_length <= b.hashes.size(); ++j) {
    const auto found = first_in_a.find(run_at(b, j));
    if (found == first_in_a.end()) continue;
    const std::size_t i = found->second;
    std::size_t length = 0;
    while (i + length < a.hashes.size() && j + length < b.hashes.size() && a.hashes[i + length] == b.hashes[j + length])
      ++length;
    if (length > longest.words)
      longest = {
          {a.spans[i].begin, a.spans[i + length - 1].end}, {b.spans[j].begin, b.spans[j + length - 1].end}, length};
    if (length >= run_length) j += length - run_length;
  }
  return longest;
}

}  // namespace histor
