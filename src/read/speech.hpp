#pragma once
// Attributions in general: who says, asks, demands or denies what, in any report, whatever it is about. A source, a cue
// and a content, each a run of words, by the tree of the sentence. Terms after the Penn Attribution Relations Corpus
// (Pareti 2012); attribution.hpp tells the origin of claims, by finer rules for fewer words.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/span.hpp"
#include "lexicon/lexicon.hpp"
#include "read/nominals.hpp"
#include "read/sentence_view.hpp"

namespace histor {

/// A run of tokens of a sentence; empty where there is none.
struct TokenRun {
  std::uint32_t first = 0;
  std::uint32_t end = 0;

  [[nodiscard]] bool empty() const { return first >= end; }
  [[nodiscard]] bool holds(std::uint32_t i) const { return first <= i && i < end; }
  [[nodiscard]] bool overlaps(TokenRun other) const { return first < other.end && other.first < end; }
};

struct Speech {
  TokenRun source;  ///< the noun phrase with its appositions and clauses; empty where nobody is named ("it was reported
                    ///< that")
  TokenRun cue;     ///< the verb with its auxiliaries, "according to", a noun
  TokenRun
      content;  ///< from its first word to its last; source and cue may stand within ("We go," he said, "and stay.")
  const SpeechWord* word = nullptr;  ///< null for "according to"
  bool quoted = false;               ///< some of the content stands in quotation marks
};

/// The attributions of a sentence that has its tree, in the order of their cues. Nested ones are each given. `times`
/// are the times told in it: what is said when is no part of what is said ("warned on Friday of a famine").
[[nodiscard]] std::vector<Speech> find_speech(const SentenceView& view, std::span<const Masked> times = {});

}  // namespace histor
