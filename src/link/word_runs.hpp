#pragma once
// Runs of words as numbers: what two printings of one text have in common, however their commas, quotes, apostrophes
// and capitals fared on the way.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace histor {

/// The words of a text, folded: letters without case, apostrophes gone ("Syria's" is "syrias"), everything else but
/// letters and digits parts words.
struct FoldedWords {
  std::vector<std::uint64_t> hashes;
  std::vector<Span> spans;  ///< of the same length
};

[[nodiscard]] FoldedWords fold_words(std::string_view text, std::span<const Span> ranges);

inline constexpr std::size_t run_length = 5;  ///< words: the shortest run that says something of whence it comes

/// The hashes of all runs whose words lie within one of `within`, sorted, each once. Texts shorter than a run have
/// none.
[[nodiscard]] std::vector<std::uint64_t> word_runs(const FoldedWords& words, std::span<const Span> within);
[[nodiscard]] std::vector<std::uint64_t> word_runs(const FoldedWords& words);

/// How many runs both have. Both must be sorted.
[[nodiscard]] std::size_t shared_runs(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

/// The longest stretch of words that stands in both texts; `words` 0 where not one run is shared.
struct Stretch {
  Span a;
  Span b;
  std::size_t words = 0;
};
[[nodiscard]] Stretch longest_stretch(const FoldedWords& a, const FoldedWords& b);

}  // namespace histor
