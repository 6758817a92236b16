#pragma once
// Views made by hand, under any policy.

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "link/made_claims.hpp"
#include "reckon/reckon.hpp"

namespace histor::test {

inline LedgerView reckoned(std::initializer_list<Report*> reports, std::string_view policy = "open") {
  auto [documents, claims] = sets(reports);
  return reckon(std::move(documents), std::move(claims), *find_policy(policy), made_actors);
}

inline void in_aleppo(Claim& claim, std::string_view origin) {
  says(claim, origin);
  claim.where = {aleppo()};
  on(claim, "2024-12-01");
}

inline std::vector<FindingKind> kinds(const LedgerView& view) {
  std::vector<FindingKind> all;
  for (const Finding& finding : view.findings) all.push_back(finding.kind);
  return all;
}

inline std::vector<TollNoteKind> notes(const Toll& toll) {
  std::vector<TollNoteKind> all;
  for (const TollNote& note : toll.notes) all.push_back(note.kind);
  return all;
}

/// The toll of the first incident that has this outcome and population; nullptr where there is none.
inline const Toll* toll_of(const LedgerView& view, Outcome outcome = Outcome::killed, Group group = Group::people) {
  for (const Incident& incident : view.incidents) {
    for (const Toll& toll : incident.tolls) {
      if (toll.outcome == outcome && toll.group == group) return &toll;
    }
  }
  return nullptr;
}

}  // namespace histor::test
