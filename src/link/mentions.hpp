#pragma once
// A counting claim as linking sees it: its fields brought to a form in which a million of them can be held against each
// other, and the two questions that decide whether two of them are one figure: does anything part them, does anything
// tie them.

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "link/scope.hpp"
#include "model/ledger_view.hpp"

namespace histor {

inline constexpr std::uint32_t nowhere = 0xFFFFFFFF;  ///< no index

/// Words by number, so that comparing them is comparing numbers. 0 is the empty word.
class WordTable {
 public:
  [[nodiscard]] std::uint32_t number_of(std::string_view word);

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

struct CountMention {
  ClaimIndex claim = 0;
  std::uint32_t document = 0;  ///< two claims of one report have one number
  Lane lane = Lane::incident;
  Group group = Group::people;
  bool role = false;     ///< its origin is a role ("witnesses"), not a body
  bool display = false;  ///< headline or caption
  std::uint64_t bucket =
      0;  ///< digest of what one figure's claims have in common: lane, kind, outcome, modality, count
  std::uint64_t sentence = 0;    ///< digest of the sentence and of what is said in it, where it is long enough to be
                                 ///< nobody else's; else 0
  std::uint64_t likeness = 0;    ///< digest of all that parted() and tied() look at, but for the document
  std::uint32_t origin = 0;      ///< number of the actor's id; 0 where no source is named
  ClaimIndex part_of = nowhere;  ///< the claim that it breaks down
  std::optional<std::int64_t> value;  ///< of the count
  std::optional<std::int64_t> whole;  ///< value of the claim that it breaks down
  std::vector<std::uint32_t> names;   ///< numbers of the words of a person's name, sorted
  Window stated;
  Window plausible;                  ///< the stated one, else the fortnight before publication
  Window fresh;                      ///< the stated one, else the days just before publication
  std::vector<const Where*> places;  ///< the scene, without what was carried from far off
};

/// The least count that does not come about twice in a few days: smaller ones meet by chance.
inline constexpr std::int64_t telling_count = 10;
/// A report that leaves out the day speaks mostly of the days just before it.
inline constexpr std::chrono::days fresh_news{3};

/// What the mentions of one ledger share.
struct MentionTables {
  WordTable words;
  Places places;
};

/// The mention of the count view.claims[index], which is of the report with the number `document` and breaks down the
/// claim `part_of`, or `nowhere`.
[[nodiscard]] CountMention mention_of(const LedgerView& view, ClaimIndex index, std::uint32_t document,
                                      ClaimIndex part_of, MentionTables& tables);

/// Where it happened, as the claim has it: for people uprooted the place they left.
[[nodiscard]] std::vector<Where> scene_of(const LedgerView& view, const Claim& claim);

/// Whether something that both state parts them. Requires one bucket.
[[nodiscard]] bool parted(const CountMention& a, const CountMention& b);

/// Whether something ties them. Requires !parted(a, b) and one bucket.
[[nodiscard]] bool tied(const CountMention& a, const CountMention& b);

/// The keys under which a mention is kept, and those under which it looks for others: two mentions of different reports
/// that are tied have a key in common, one that the one is kept by with one that the other looks under. Mentions of one
/// likeness have the same keys.
[[nodiscard]] std::vector<std::uint64_t> kept_by(const CountMention& mention);
[[nodiscard]] std::vector<std::uint64_t> found_by(const CountMention& mention);

}  // namespace histor
