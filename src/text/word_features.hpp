#pragma once
// What the tagger and parser see of a word before its neighbours: its form folded to lower case with digits as "0", its
// beginnings and ends, its shape, and whether blanks stand around it. Each is one 64-bit key; the model knows which
// keys it has a row for.

#include <array>
#include <cstdint>
#include <string_view>

namespace histor {

enum class WordFeature : std::uint8_t {
  word,
  prefix2,
  prefix3,
  suffix1,
  suffix2,
  suffix3,
  suffix4,
  suffix5,
  shape,
  glue
};
constexpr std::size_t word_feature_count = 10;

using WordFeatures = std::array<std::uint64_t, word_feature_count>;

/// The keys of `form`, in the order of WordFeature. `glued_left` and `glued_right`: no blank stands before, after it.
/// Any bytes; a byte that is not UTF-8 counts as one character. Reads at most the first and last 32 characters for all
/// but the word itself.
[[nodiscard]] WordFeatures word_features(std::string_view form, bool glued_left, bool glued_right);

}  // namespace histor
