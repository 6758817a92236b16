// The marks of the timelines, each as one finding. A statement on several places is marked in each of their timelines
// and found once.
#include "reckon/control_findings.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "link/figures.hpp"
#include "reckon/control_wording.hpp"
#include "reckon/wording.hpp"

namespace histor {

namespace {

std::optional<FindingKind> kind_of(ControlTie tie) {
  switch (tie) {
    case ControlTie::contradicts:
      return FindingKind::two_holders;
    case ControlTie::violence_differs:
      return FindingKind::violence_differs;
    case ControlTie::denies:
      return FindingKind::taking_denied;
    case ControlTie::confirms:
    case ControlTie::untold_loss:
      return std::nullopt;  // shown in the timeline; neither is a fault of anybody
  }
  return std::nullopt;
}

class Finder {
 public:
  explicit Finder(LedgerView& view) : view_(view) {}

  void in(const ControlPlace& place) {
    std::set<std::uint32_t> by_statement;  // those that another statement denies
    for (const ControlMark& mark : place.marks) {
      if (mark.tie == ControlTie::denies) by_statement.insert(mark.b);
      const std::optional<FindingKind> kind = kind_of(mark.tie);
      if (!kind) continue;
      std::vector<ClaimIndex> claims = place.holdings[mark.a].claims;
      claims.insert(claims.end(), place.holdings[mark.b].claims.begin(), place.holdings[mark.b].claims.end());
      add(*kind, place, std::move(claims), sentence(place, mark));
    }
    for (std::uint32_t i = 0; i < place.holdings.size(); ++i) {
      if (by_statement.count(i) == 0) denied_in_the_report(place, place.holdings[i]);
    }
  }

 private:
  std::string sentence(const ControlPlace& place, const ControlMark& mark) const {
    const Holding& a = place.holdings[mark.a];
    const Holding& b = place.holdings[mark.b];
    const std::string words = control_place_words(place);
    if (mark.tie == ControlTie::denies) {
      return "A taking is denied: " + words + ", " + told(b) + "; denied, says " + carried_words(view_, a) + ".";
    }
    const std::string pair = mark.a == mark.b ? told(a) : told(a) + "; " + told(b);
    if (mark.tie == ControlTie::contradicts)
      return "Two sides are said to hold one place on one day: " + words + ", " + pair + ".";
    return "Told as fought over and as not: " + words + ", " + pair + ".";
  }

  // "captured by HTS (30 Nov 2024), says Syrian Army (Outlet A)"
  std::string told(const Holding& holding) const {
    return deed_words(view_, holding) + " (" + holding_day_words(holding) + "), says " + carried_words(view_, holding);
  }

  // A denial that names no place is tied to what its own report tells.
  void denied_in_the_report(const ControlPlace& place, const Holding& holding) {
    if (holding.status == ControlStatus::denied || holding.denied_by.empty()) return;
    std::string deniers;
    for (const std::string& id : holding.denied_by) deniers += (deniers.empty() ? "" : ", ") + actor_words(view_, id);
    add(FindingKind::taking_denied, place, holding.claims,
        "A taking is denied: " + control_place_words(place) + ", " + told(holding) + "; denied by " + deniers + ".");
  }

  void add(FindingKind kind, const ControlPlace& place, std::vector<ClaimIndex> claims, std::string sentence) {
    std::sort(claims.begin(), claims.end());
    claims.erase(std::unique(claims.begin(), claims.end()), claims.end());
    Finding finding;
    finding.kind = kind;
    std::string of(to_string(kind));
    for (const ClaimIndex c : claims) of += " " + view_.claims[c].id;
    finding.id = short_id("f_", of);
    finding.entry = place.id;
    finding.claims = std::move(claims);
    finding.sentence = std::move(sentence);
    view_.findings.push_back(std::move(finding));
  }

  LedgerView& view_;
};

}  // namespace

void find_control_findings(LedgerView& view) {
  Finder finder(view);
  for (const ControlPlace& place : view.control) finder.in(place);
  const auto rank = [](const Finding& finding) { return std::tie(finding.claims, finding.kind, finding.id); };
  std::stable_sort(view.findings.begin(), view.findings.end(),
                   [&](const Finding& a, const Finding& b) { return rank(a) < rank(b); });
  view.findings.erase(std::unique(view.findings.begin(), view.findings.end(),
                                  [](const Finding& a, const Finding& b) { return a.id == b.id; }),
                      view.findings.end());
}

}  // namespace histor
