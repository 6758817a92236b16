#include "reckon/findings.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "link/figures.hpp"
#include "link/incidents.hpp"
#include "link/scope.hpp"
#include "reckon/wording.hpp"

namespace histor {

namespace {

class Finder {
 public:
  explicit Finder(LedgerView& view) : view_(view) {}

  void within_figures() {
    for (const Figure& f : view_.figures) {
      scope_dropped(f);
      bound_lost(f);
      parts_exceed(f);
      enemy_dead(f);
    }
  }

  void within_incidents() {
    for (const Relation& relation : view_.relations) {
      const Figure& a = view_.figures[relation.a];
      const Figure& b = view_.figures[relation.b];
      if (a.superseded_by || b.superseded_by) continue;
      if (relation.kind == RelationKind::differs) {
        add(FindingKind::differs, {&a, &b},
            speaker(a) + " says " + figure_words(view_, a) + ", " + speaker(b) + " says " + figure_words(view_, b) +
                ": for one place and day both cannot hold.");
      }
      if (relation.kind == RelationKind::same) attribution_drift(a, b);
    }
  }

  void within_series() {
    for (const Series& series : view_.series) {
      for (std::size_t i = 1; i < series.points.size(); ++i) {
        const Figure& before = view_.figures[series.points[i - 1].figure];
        const Figure& after = view_.figures[series.points[i].figure];
        falls(before, after);
        for (const FigureIndex p : before.parts) {
          for (const FigureIndex q : after.parts) {
            if (view_.figures[p].group == view_.figures[q].group) falls(view_.figures[p], view_.figures[q]);
          }
        }
      }
    }
  }

  std::vector<Finding> take() {
    std::sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
      return std::tie(a.claims, a.kind, a.id) < std::tie(b.claims, b.kind, b.id);
    });
    findings_.erase(std::unique(findings_.begin(), findings_.end(),
                                [](const Finding& a, const Finding& b) { return a.id == b.id; }),
                    findings_.end());
    return std::move(findings_);
  }

 private:
  void add(FindingKind kind, std::vector<ClaimIndex> claims, std::string sentence) {
    std::sort(claims.begin(), claims.end());
    claims.erase(std::unique(claims.begin(), claims.end()), claims.end());
    Finding finding;
    finding.kind = kind;
    std::string of(to_string(kind));
    for (const ClaimIndex c : claims) of += " " + view_.claims[c].id;
    finding.id = short_id("f_", of);
    finding.entry = view_.standings[claims.front()].entry;
    finding.claims = std::move(claims);
    finding.sentence = std::move(sentence);
    if (!finding.sentence.empty() && finding.sentence[0] >= 'a' && finding.sentence[0] <= 'z') {
      finding.sentence[0] = static_cast<char>(finding.sentence[0] - 'a' + 'A');
    }
    findings_.push_back(std::move(finding));
  }

  void add(FindingKind kind, std::initializer_list<const Figure*> figures, std::string sentence) {
    std::vector<ClaimIndex> claims;
    for (const Figure* f : figures) claims.insert(claims.end(), f->claims.begin(), f->claims.end());
    add(kind, std::move(claims), std::move(sentence));
  }

  std::string outlets(const std::vector<ClaimIndex>& claims) const {
    std::set<std::string> names;
    for (const ClaimIndex c : claims) names.insert(outlet_of(view_, view_.claims[c]));
    std::string words;
    for (const std::string& name : names) words += (words.empty() ? "" : ", ") + name;
    return words;
  }

  std::string speaker(const Figure& f) const {
    const std::string printed = outlets(f.claims);
    return f.origin.empty() ? printed + " itself" : actor_words(view_, f.origin) + " (" + printed + ")";
  }

  // As-of times and exclusions are part of a figure; what is printed without them says more than its origin did.
  void scope_dropped(const Figure& f) {
    std::vector<ClaimIndex> with, without;
    std::set<std::string> scopes;
    for (const ClaimIndex c : f.claims) {
      const Claim& claim = view_.claims[c];
      bool scoped = false;
      if (claim.as_of) {
        scopes.insert("as of " + time_words(claim.as_of->time));
        scoped = true;
      }
      for (const Where& where : claim.where) {
        if (where.role != PlaceRole::excluding) continue;
        scopes.insert("excluding " + where.text);
        scoped = true;
      }
      const bool display = claim.block == BlockKind::heading || claim.block == BlockKind::caption;
      if (scoped) {
        with.push_back(c);
      } else if (!display) {
        without.push_back(c);
      }
    }
    if (with.empty() || without.empty()) return;
    std::string limits;
    for (const std::string& scope : scopes) limits += (limits.empty() ? "" : ", ") + scope;
    const std::string there = outlets(with);
    const std::string here = outlets(without);
    std::string sentence = figure_words(view_, f) + ", says " + actor_words(view_, f.origin) + ", \"" + limits + "\"; ";
    sentence += there == here ? there + " gives it a second time without these limits."
                              : here + " gives it without these limits, " + there + " with them.";
    std::vector<ClaimIndex> claims = with;
    claims.insert(claims.end(), without.begin(), without.end());
    add(FindingKind::scope_dropped, std::move(claims), std::move(sentence));
  }

  void bound_lost(const Figure& f) {
    std::vector<ClaimIndex> bounded, bare;
    std::string bound;
    for (const ClaimIndex c : f.claims) {
      const std::optional<Number>& number = view_.claims[c].number;
      if (!number || !number->value) continue;
      if (number->hedge == Hedge::exact) {
        bare.push_back(c);
      } else if (number->hedge != Hedge::vague && number->hedge != Hedge::unstated) {
        bounded.push_back(c);
        if (bound.empty()) bound = number_words(*number);
      }
    }
    if (bounded.empty() || bare.empty()) return;
    const bool headline = std::all_of(bare.begin(), bare.end(),
                                      [this](ClaimIndex c) { return view_.claims[c].block == BlockKind::heading; });
    const std::string value = count_words(*f.number.value);
    std::string sentence = "\"" + bound + "\" (" + actor_words(view_, f.origin) + ") becomes \"" + value + "\" in " +
                           (headline ? "the headline of " : "") + outlets(bare) + ".";
    bounded.insert(bounded.end(), bare.begin(), bare.end());
    add(FindingKind::bound_lost, std::move(bounded), std::move(sentence));
  }

  void parts_exceed(const Figure& f) {
    if (!f.arithmetic || !f.arithmetic->remainder || *f.arithmetic->remainder >= 0) return;
    std::vector<ClaimIndex> claims = f.claims;
    bool family = true;
    for (const FigureIndex p : f.arithmetic->parts) {
      const Figure& part = view_.figures[p];
      claims.insert(claims.end(), part.claims.begin(), part.claims.end());
      family = family && (part.group == Group::women || part.group == Group::children);
    }
    add(family ? FindingKind::women_children_exceed : FindingKind::parts_exceed_whole, std::move(claims),
        "The parts add up to more than the whole: " + arithmetic_words(view_, f) + " (" + figure_words(view_, f) +
            ", says " + speaker(f) + ").");
  }

  void enemy_dead(const Figure& f) {
    if (f.modality != Modality::asserted || f.number.value == 0) return;
    if (f.outcome != Outcome::killed && f.outcome != Outcome::injured && f.outcome != Outcome::casualties) return;
    const auto facts = view_.actors.find(f.origin);
    if (facts == view_.actors.end()) return;
    const bool by_state = facts->second.side == ActorSide::state && f.group == Group::fighters;
    const bool by_rebels =
        facts->second.side == ActorSide::rebel && (f.group == Group::soldiers || f.group == Group::police);
    if (!by_state && !by_rebels) return;
    add(FindingKind::enemy_dead, {&f},
        "A party to the fight counts its enemy's losses: " + figure_words(view_, f) + ", says " + speaker(f) + ".");
  }

  void attribution_drift(const Figure& a, const Figure& b) {
    if (a.origin.empty() || b.origin.empty() || a.origin == b.origin || !a.number.value || *a.number.value < 2) return;
    for (const ClaimIndex x : a.claims) {
      for (const ClaimIndex y : b.claims) {
        if (view_.claims[x].document == view_.claims[y].document)
          return;  // one report that names both keeps them apart
      }
    }
    add(FindingKind::attribution_drift, {&a, &b},
        "One figure under two attributions: " + figure_words(view_, a) + ", says " + speaker(a) + "; the same, says " +
            speaker(b) + ". Two counts that agree, or one whose source changed on the way.");
  }

  void falls(const Figure& before, const Figure& after) {
    if (before.modality != Modality::asserted || after.modality != Modality::asserted) return;
    const std::optional<std::int64_t> floor = lowest(before.number);
    const std::optional<std::int64_t> top = highest(after.number);
    if (!floor || !top || *top >= *floor) return;
    add(FindingKind::running_total_falls, {&before, &after},
        "The running total of " + actor_words(view_, after.origin) + " falls: " + figure_words(view_, before) + " (" +
            outlets(before.claims) + "), later " + figure_words(view_, after) + " (" + outlets(after.claims) + ").");
  }

  LedgerView& view_;
  std::vector<Finding> findings_;
};

}  // namespace

void find_findings(LedgerView& view) {
  Finder finder(view);
  finder.within_figures();
  finder.within_incidents();
  finder.within_series();
  view.findings = finder.take();
}

}  // namespace histor
