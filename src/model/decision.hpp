#pragma once
// What a person decided. Decisions are only ever added; undoing one is another.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "model/vocabulary.hpp"

namespace histor {

enum class DecisionVerb {
  merge,  ///< the claims of `subject` tell of one incident
  split,  ///< the claims of `subject` tell of another incident than those of `before`
  undo,   ///< the decision that `subject` names no longer holds
};

template <>
struct Words<DecisionVerb> {
  static constexpr std::array<std::string_view, 3> all{"merge", "split", "undo"};
};

struct Decision {
  std::string id;      ///< "d_" and a digest of all that it says and of the decision before it
  std::string time;    ///< when it was taken: ISO 8601, UTC, to the second
  std::string person;  ///< who took it
  DecisionVerb verb = DecisionVerb::merge;
  std::vector<std::string> subject;  ///< ids of claims; for undo the id of the decision
  std::vector<std::string> before;   ///< split: ids of the claims that the subject is set apart from
  std::string reason;
  std::string previous;  ///< hash of the decision before it; empty for the first
  std::string hash;      ///< SHA-256 of all of the above
};

}  // namespace histor
