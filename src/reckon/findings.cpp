#include "reckon/findings.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "link/figures.hpp"
#include "link/incidents.hpp"
#include "link/scope.hpp"
#include "reckon/relations.hpp"
#include "reckon/residuals.hpp"
#include "reckon/tolls.hpp"
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
      breakdown_swapped(f, breakdowns(f));
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
      if (relation.kind == RelationKind::same || relation.kind == RelationKind::restates) {
        std::vector<Breakdown> told = breakdowns(a);
        std::vector<Breakdown> also = breakdowns(b);
        told.insert(told.end(), also.begin(), also.end());
        breakdown_swapped(a, told);
      }
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

  // What one origin counts in incidents cannot be more than its own total over them.
  void against_series() {
    const Residuals residuals(view_);
    for (std::uint32_t i = 0; i < view_.series.size(); ++i) {
      for (const Residual& residual : residuals.own(i)) {
        if (!exceeds_total(residual)) continue;
        const Figure& total = view_.figures[residual.total];
        std::vector<ClaimIndex> claims = total.claims;
        for (const Covered& one : residual.covered) {
          for (const FigureIndex f : one.figures) {
            claims.insert(claims.end(), view_.figures[f].claims.begin(), view_.figures[f].claims.end());
          }
        }
        add(FindingKind::incidents_exceed, std::move(claims),
            "The incidents that " + actor_words(view_, total.origin) +
                " counts are more than its running total over them: " + residual_words(view_, residual) + ".");
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
    begin_large(finding.sentence);
    findings_.push_back(std::move(finding));
  }

  // A sentence begins with a capital, unless the name of a file begins it.
  static void begin_large(std::string& sentence) {
    const std::string_view first = std::string_view(sentence).substr(0, sentence.find(' '));
    if (first.empty() || first.substr(0, first.size() - 1).find('.') != std::string_view::npos) return;
    if (first[0] >= 'a' && first[0] <= 'z') sentence[0] = static_cast<char>(first[0] - 'a' + 'A');
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
    std::string sentence = figure_words(view_, f) + ", says " + actor_words(view_, f.origin) + ", " + limits + "; ";
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
    // Lost on the way: where the bare figure was printed no earlier, and not beside the bound by the same report, but
    // for its headline.
    const auto lost = [&](ClaimIndex c) {
      const Claim& claim = view_.claims[c];
      const std::optional<Day> day = published_of(view_, claim);
      bool later = false;
      for (const ClaimIndex b : bounded) {
        if (view_.claims[b].document == claim.document) return claim.block == BlockKind::heading;
        const std::optional<Day> before = published_of(view_, view_.claims[b]);
        later = later || !before || !day || *before <= *day;
      }
      return later;
    };
    std::erase_if(bare, [&](ClaimIndex c) { return !lost(c); });
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

  // The parts of a whole as one report gives them, each population once.
  struct Breakdown {
    std::string outlet;
    std::map<Group, FigureIndex> parts;
  };

  std::vector<Breakdown> breakdowns(const Figure& whole) const {
    constexpr std::size_t few = 12;  // tellings that differ: more of them show nothing new
    std::map<ClaimIndex, Breakdown>
        by_report;  // by the first claim of the report, so that they stand in the view's order
    std::map<std::string_view, ClaimIndex> report_of;
    std::vector<std::pair<ClaimIndex, FigureIndex>> told;
    for (const FigureIndex p : whole.parts) {
      if (view_.figures[p].superseded_by || !view_.figures[p].number.value) continue;
      for (const ClaimIndex c : view_.figures[p].claims) told.emplace_back(c, p);
    }
    std::sort(told.begin(), told.end());
    std::set<std::pair<ClaimIndex, Group>> twice;
    for (const auto& [c, p] : told) {
      const ClaimIndex report = report_of.emplace(view_.claims[c].document, c).first->second;
      Breakdown& breakdown = by_report[report];
      breakdown.outlet = outlet_of(view_, view_.claims[c]);
      const Group group = view_.figures[p].group;
      const auto [entry, fresh] = breakdown.parts.emplace(group, p);
      if (!fresh && entry->second != p) twice.emplace(report, group);  // which of the two is meant is not said
    }
    for (const auto& [report, group] : twice) by_report[report].parts.erase(group);
    std::vector<Breakdown> all;
    for (auto& [report, breakdown] : by_report) {
      const bool known =
          std::any_of(all.begin(), all.end(), [&](const Breakdown& other) { return other.parts == breakdown.parts; });
      if (!known && all.size() < few) all.push_back(std::move(breakdown));
    }
    return all;
  }

  void breakdown_swapped(const Figure& whole, const std::vector<Breakdown>& told) {
    for (std::size_t i = 0; i < told.size(); ++i) {
      for (std::size_t j = i + 1; j < told.size(); ++j) breakdown_swapped(whole, told[i], told[j]);
    }
  }

  void breakdown_swapped(const Figure& whole, const Breakdown& a, const Breakdown& b) {
    std::vector<std::int64_t> here, there;
    std::string words_a, words_b;
    std::vector<ClaimIndex> claims = whole.claims;
    for (const auto& [group, p] : a.parts) {
      const auto other = b.parts.find(group);
      if (other == b.parts.end() || other->second == p) continue;
      // Pieces of the whole's own kind ("6 in one street") need not be the same pieces.
      if (group == whole.group || group == Group::people || group == Group::other) continue;
      const Figure& x = view_.figures[p];
      const Figure& y = view_.figures[other->second];
      if (both_can_hold(x.number, y.number)) continue;
      here.push_back(*x.number.value);
      there.push_back(*y.number.value);
      words_a += (words_a.empty() ? "" : ", ") + people_words(view_, x);
      words_b += (words_b.empty() ? "" : ", ") + people_words(view_, y);
      claims.insert(claims.end(), x.claims.begin(), x.claims.end());
      claims.insert(claims.end(), y.claims.begin(), y.claims.end());
    }
    if (here.empty()) return;
    // Parts that change places keep their sum; one that differs alone is told as two figures that cannot both hold.
    std::sort(here.begin(), here.end());
    std::sort(there.begin(), there.end());
    const bool swapped = here.size() > 1 && here == there;
    add(FindingKind::breakdown_swapped, std::move(claims),
        "One whole, different parts: of " + figure_words(view_, whole) + ", " + a.outlet + " has " + words_a + ", " +
            b.outlet + " " + words_b +
            (swapped ? ". The numbers are the same: they have changed places on the way." : "."));
  }

  void enemy_dead(const Figure& f) {
    if (!counts_its_enemy(view_, f)) return;
    add(FindingKind::enemy_dead, {&f},
        "A party to the fight counts its enemy's losses: " + figure_words(view_, f) + ", says " + speaker(f) + ".");
  }

  void attribution_drift(const Figure& a, const Figure& b) {
    if (a.origin.empty() || b.origin.empty() || a.origin == b.origin || !a.number.value || *a.number.value < 2) return;
    std::set<std::string_view> reports;
    for (const ClaimIndex x : a.claims) reports.insert(view_.claims[x].document);
    for (const ClaimIndex y : b.claims) {
      if (reports.count(view_.claims[y].document) > 0) return;  // one report that names both keeps them apart
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
  finder.against_series();
  view.findings = finder.take();
}

}  // namespace histor
