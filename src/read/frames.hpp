#pragma once
// Harm frames by word order: which people a word of harm is said of. The first version of the finder; one over
// dependency trees takes its place behind the same face.

#include <cstdint>
#include <vector>

#include "read/nominals.hpp"
#include "read/sentence_view.hpp"

namespace histor {

/// One harm said of one nominal.
struct Frame {
  std::uint32_t nominal = 0;  ///< index into the nominals, some of which the finder may have added
  Outcome outcome = Outcome::killed;
  std::uint32_t trigger_first = 0;
  std::uint32_t trigger_end = 0;
  const HarmWord* word = nullptr;  ///< null for tolls
  bool planned = false;            ///< "to kill"
  std::int32_t whole = -1;         ///< index into the frames of the sentence: the claim that this one breaks down
  const char* rule = "";
};

/// The frames of a sentence, ordered by the nominal and then the trigger. `nominals` gains entries for harm nouns that
/// count by themselves ("heavy casualties").
[[nodiscard]] std::vector<Frame> find_frames(const SentenceView& view, std::vector<Nominal>& nominals);

}  // namespace histor
