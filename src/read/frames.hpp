#pragma once
// Harm frames: which people a word of harm is said of, by the tree of the sentence and, where it is silent or wrong, by
// the order of its words.

#include <cstdint>
#include <string>
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
  bool joined = false;             ///< counted with another outcome of the same people
  bool planned = false;            ///< "to kill"
  std::int32_t whole = -1;         ///< index into the frames of the sentence: the claim that this one breaks down
  const char* rule = "";
  std::string
      path;  ///< the way through the tree to the nominal ("nsubj:pass"), "order", or empty where the rule says all
};

/// The frames of a sentence, ordered by the nominal and then the trigger. `nominals` gains entries for harm nouns that
/// count by themselves ("heavy casualties") and for people whom only the tree tells to be people: names and nouns of no
/// list that a verb of harm is said of. `masks` are what holds no people: times, places, actors.
[[nodiscard]] std::vector<Frame> find_frames(const SentenceView& view, std::span<const Masked> masks,
                                             std::vector<Nominal>& nominals);

}  // namespace histor
