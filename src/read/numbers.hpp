#pragma once
// Counts as news writes them: "16", "ten", "at least 1,300", "two dozen", "5.5 million", "between 10 and 12", "dozens",
// "hundreds of thousands", "no". What a count is of is not asked here.

#include <cstdint>
#include <optional>
#include <vector>

#include "model/claim.hpp"
#include "read/sentence_view.hpp"

namespace histor {

struct NumberPhrase {
  std::uint32_t outer_first = 0;  ///< with the hedge
  std::uint32_t first = 0;        ///< the count alone
  std::uint32_t end = 0;
  Number number;
  bool fraction = false;  ///< "most", "half": a share of something said elsewhere
  bool share = false;     ///< one in figures: "63 per cent", "one in five"
};

/// The count that begins at token i (a hedge counts as its beginning), the longest; nullopt where there is none. Money,
/// clock times, dates written with strokes and decimals without a scale are no counts; a
/// percentage is a share, and vague.
[[nodiscard]] std::optional<NumberPhrase> number_at(const SentenceView& view, std::uint32_t i);

/// What the bounds of a count are under a hedge: the one table of the marking guide.
void apply_hedge(Number& number, Hedge hedge);

}  // namespace histor
