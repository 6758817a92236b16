#pragma once
// What the rules saw, sentence by sentence, for people who want to know why a claim came out or did not.

#include <string>
#include <vector>

#include "base/span.hpp"
#include "model/vocabulary.hpp"
#include "text/trees.hpp"

namespace histor {

/// One thing that was seen in a sentence.
struct Seen {
  std::string kind;  ///< "place", "time", "actor", "source", "people", "harm", "control"
  Span span;         ///< its words
  std::string told;  ///< what they were taken for; for a word of harm, whom it is said of and how that was found
};

struct SentenceTrace {
  Span span;
  BlockKind block = BlockKind::body;
  bool read = false;  ///< it held a word that the sieve looks for; the others are passed over
  Trees trees;        ///< its words; one sentence, or several where it was too long for one
  std::vector<Seen> seen;
};

}  // namespace histor
