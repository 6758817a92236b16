#pragma once
// What is reported of one outcome and one population in one incident, under a named policy. Every number names the
// claims that it rests on, and the rule that chose it; what the policy had to do to get there is noted.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.hpp"
#include "model/vocabulary.hpp"

namespace histor {

/// One end, or the middle, of a toll.
struct Bound {
  std::int64_t value = 0;
  std::vector<std::uint32_t> figures;  ///< indices into LedgerView::figures
  std::string rule;                    ///< that fired: "smallest-bound", "vague-word"
};

enum class TollNoteKind {
  vague_word,        ///< a word became the policy's number
  uncounted,         ///< a plural without a count became the policy's number
  casualties_alone,  ///< "casualties", killed or injured, is all there is
  disputed,          ///< one number was chosen among several
  party_claim,       ///< a party to the fight counts its enemy's dead: it widens the high, and no more
  contested,         ///< civilians for one origin, fighters for another
  provisional,       ///< fewer independent origins than the policy wants
  clarity,           ///< a sum over days or places: event_clarity 2
  split,             ///< divided over days or places
  not_split,         ///< ought to be divided, and nothing says over what
  overlap,           ///< an incident within this one was subtracted, or is not to be added
  denied,            ///< somebody denies it
};

template <>
struct Words<TollNoteKind> {
  static constexpr std::array<std::string_view, 12> all{"vague-word",  "uncounted", "casualties-alone", "disputed",
                                                        "party-claim", "contested", "provisional",      "clarity",
                                                        "split",       "not-split", "overlap",          "denied"};
};

/// What the policy did, or what limits the toll, in one plain sentence.
struct TollNote {
  TollNoteKind kind = TollNoteKind::disputed;
  std::string sentence;
  std::vector<std::uint32_t> figures;  ///< that it is about
};

/// What a divided toll gives to one day and place.
struct Share {
  std::optional<Day> day;
  std::string place;  ///< its words; empty where the figure names one place or none
  std::int64_t value = 0;
};

/// low <= best <= high wherever they are present. All three are absent where only words were given ("dozens").
struct Toll {
  std::string
      id;  ///< "t_" and a digest of the incident's id, the outcome and the population: the same under any policy
  Outcome outcome = Outcome::killed;
  Group group = Group::people;
  std::optional<Bound> low;
  std::optional<Bound> best;
  std::optional<Bound> high;
  bool open_above = false;             ///< the largest figure is itself a lower bound: "at least", "more than"
  bool about = false;                  ///< the best figure is approximate
  std::vector<std::string> words;      ///< vague words that have no number, as they stand, sorted
  std::vector<std::uint32_t> figures;  ///< live ones: asserted, not superseded; the one that `best` rests on first
  std::string policy;
  bool provisional = false;       ///< by the policy, for want of independent origins
  std::optional<int> clarity;     ///< UCDP's event_clarity, 1 or 2, where the policy grades it
  std::vector<Share> shares;      ///< where the policy divides
  std::vector<TollNote> notes{};  ///< by kind
};

}  // namespace histor
