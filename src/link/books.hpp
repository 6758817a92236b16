#pragma once
// What the stages of linking share: the sets they work on, by slots that stay while the set changes, and which figure
// each claim is of.

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "link/link.hpp"
#include "link/mentions.hpp"
#include "model/ledger_view.hpp"

namespace histor {

/// What people decided, by claim.
class Decided {
 public:
  explicit Decided(const LinkDecisions& decisions) {
    for (const LinkDecisions::Pair& pair : decisions.together) tie(together_, pair);
    for (const LinkDecisions::Pair& pair : decisions.apart) tie(apart_, pair);
  }
  [[nodiscard]] bool none() const { return together_.empty() && apart_.empty(); }
  [[nodiscard]] bool names(const std::string& claim) const {
    return together_.count(claim) > 0 || apart_.count(claim) > 0;
  }
  /// The claims that were said to tell of the same incident as this one.
  [[nodiscard]] const std::unordered_set<std::string>& together_with(const std::string& claim) const {
    return with(together_, claim);
  }
  [[nodiscard]] bool apart(const std::string& a, const std::string& b) const { return with(apart_, a).count(b) > 0; }

 private:
  using Pairs = std::unordered_map<std::string, std::unordered_set<std::string>>;
  static void tie(Pairs& pairs, const LinkDecisions::Pair& pair) {
    pairs[pair.first].insert(pair.second);
    pairs[pair.second].insert(pair.first);
  }
  static const std::unordered_set<std::string>& with(const Pairs& pairs, const std::string& claim) {
    static const std::unordered_set<std::string> none;
    const auto found = pairs.find(claim);
    return found == pairs.end() ? none : found->second;
  }
  Pairs together_;
  Pairs apart_;
};

struct Books {
  explicit Books(const LinkDecisions& decisions) : decided(decisions) {}

  LedgerView held;  ///< documents, claims, figures and actors by slot; the other lists are empty
  MentionTables tables;
  Decided decided;
  std::vector<CountMention> mentions;              ///< by claim; of claims that count nobody only the document
  std::vector<std::vector<ClaimIndex>> claims_of;  ///< by document
  std::unordered_multimap<std::string, ClaimIndex> claims_by_id;  ///< of those that a decision names
  std::vector<FigureIndex> figure_of;                             ///< by claim; `nowhere` for those that count nobody
  std::vector<bool> alive;                                        ///< by figure
};

}  // namespace histor
