// Runs of words as numbers in a set: two texts may share one by chance, a sentence's worth of them they do not.

#include "source/html/evidence.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "source/html/passages.hpp"

namespace histor::html {
namespace {

constexpr std::size_t shingle = 4;          // words
constexpr std::size_t least_evidence = 40;  // runs: a text that has fewer says nothing

// The runs of `shingle` words of a text, as numbers. Fewer words make one run.
std::vector<std::uint64_t> shingles_of(std::string_view text) {
  std::vector<std::uint64_t> words;
  for (std::size_t at = 0; at < text.size();) {
    const auto is_word = [&text](std::size_t i) {
      const auto c = static_cast<unsigned char>(text[i]);
      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
             (c >= 0x80 && blank_at(text, i) == 0);
    };
    if (!is_word(at)) {
      at += std::max<std::size_t>(1, blank_at(text, at));
      continue;
    }
    std::size_t end = at;
    // Curly quotes and dashes (U+20xx) are no letters.
    while (end < text.size() && is_word(end) && text.substr(end, 2) != "\xE2\x80") ++end;
    if (end > at) words.push_back(hash_of(text.substr(at, end - at)));
    at = end;
    while (at < text.size() && text.substr(at, 2) == "\xE2\x80") at += 3;
  }
  std::vector<std::uint64_t> out;
  if (words.empty()) return out;
  const std::size_t runs = words.size() < shingle ? 1 : words.size() - shingle + 1;
  for (std::size_t i = 0; i < runs; ++i) {
    std::uint64_t hash = 0;
    for (std::size_t k = i; k < std::min(i + shingle, words.size()); ++k) hash = hash * 0x9E3779B97F4A7C15U + words[k];
    out.push_back(hash);
  }
  return out;
}

}  // namespace

std::string bare(std::string_view words) {
  std::string out;
  for (const char c : words) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
        static_cast<unsigned char>(c) >= 0x80) {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
  }
  return out;
}

bool same_words(std::string_view a, std::string_view b) {
  return bare(a) == bare(b);
}

std::uint64_t hash_of(std::string_view word) {
  std::uint64_t hash = 1469598103934665603U;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    hash = (hash ^ byte) * 1099511628211U;
  }
  return hash;
}

StatedText::StatedText(std::string_view text) {
  for (const std::uint64_t run : shingles_of(text)) runs_.insert(run);
}

bool StatedText::speaks() const {
  return runs_.size() >= least_evidence;
}

int StatedText::percent_of(std::string_view words) const {
  const std::vector<std::uint64_t> runs = shingles_of(words);
  if (runs.empty()) return 0;
  const auto hits = std::count_if(runs.begin(), runs.end(), [this](std::uint64_t run) { return runs_.count(run) > 0; });
  return static_cast<int>(hits * 100 / static_cast<std::int64_t>(runs.size()));
}

}  // namespace histor::html
