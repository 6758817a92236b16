#pragma once
// Sentences as texts arrive: headlines without a stop, in capitals; copies that lost their commas and quotes. The
// treebank's own are trained on in these forms too.

#include <random>

#include "text/conllu.hpp"

namespace histor::train {

/// `sentence` without its last stop, perhaps without its commas and quotes, perhaps in title case or lower case. The
/// words that stay keep their tree; a mark on which another word hangs stays. The same state of `random` gives the
/// same.
[[nodiscard]] ConlluSentence worn(const ConlluSentence& sentence, std::mt19937_64& random);

}  // namespace histor::train
