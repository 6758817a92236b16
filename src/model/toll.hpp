#pragma once
// What is reported of one outcome and one population in one incident, under a named policy. Every number names the
// claims that it rests on, and the rule that chose it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/vocabulary.hpp"

namespace histor {

/// One end, or the middle, of a toll.
struct Bound {
  std::int64_t value = 0;
  std::vector<std::uint32_t> figures;  ///< indices into LedgerView::figures
  std::string rule;                    ///< of the policy: "smallest-bound"
};

/// low <= best <= high wherever they are present. All three are absent where only words were given ("dozens").
struct Toll {
  Outcome outcome = Outcome::killed;
  Group group = Group::people;
  std::optional<Bound> low;
  std::optional<Bound> best;
  std::optional<Bound> high;
  bool open_above = false;             ///< the largest figure is itself a lower bound: "at least", "more than"
  bool about = false;                  ///< the best figure is approximate
  std::vector<std::string> words;      ///< vague words, as they stand, sorted
  std::vector<std::uint32_t> figures;  ///< live ones: asserted, not superseded; the one that `best` rests on first
  std::string policy;
};

}  // namespace histor
