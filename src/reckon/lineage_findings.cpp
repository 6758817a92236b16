// A copy adds an outlet and no witness. Of the reports that print one text the first published stands for it; an outlet
// all of whose reports print a text that stood elsewhere before has copied.
#include "reckon/lineage_findings.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "link/figures.hpp"
#include "link/lineage.hpp"

namespace histor {

namespace {

FindingKind kind_of(ChangeKind change) {
  switch (change) {
    case ChangeKind::scope_dropped:
      return FindingKind::scope_dropped;
    case ChangeKind::attribution_drifted:
      return FindingKind::attribution_drift;
    case ChangeKind::breakdown_swapped:
      return FindingKind::breakdown_swapped;
    case ChangeKind::bound_lost:
      break;
  }
  return FindingKind::bound_lost;
}

// By document, the first published of those that print its text; documents stand in the order of publication.
std::vector<std::uint32_t> texts_of(const LedgerView& view) {
  std::vector<std::uint32_t> first(view.documents.size());
  std::iota(first.begin(), first.end(), 0U);
  const auto root = [&first](std::uint32_t document) {
    while (first[document] != document) document = first[document];
    return document;
  };
  for (const DocumentPair& pair : view.lineage.pairs) {
    if (pair.relation != LineageRelation::copy) continue;
    const std::uint32_t a = root(pair.a);
    const std::uint32_t b = root(pair.b);
    first[std::max(a, b)] = std::min(a, b);
  }
  for (std::uint32_t document = 0; document < first.size(); ++document) first[document] = root(document);
  return first;
}

class Copies {
 public:
  explicit Copies(const LedgerView& view) : view_(view), texts_(texts_of(view)) {}

  void take(const Figure& figure) {
    for (const ClaimIndex c : figure.claims) {
      const auto document = view_.document_index.find(view_.claims[c].document);
      if (document != view_.document_index.end()) documents_.insert(document->second);
    }
  }

  /// The outlets of what was taken that print another's text only.
  std::uint32_t outlets() {
    std::set<std::uint32_t> seen;
    std::map<std::string, bool> own;
    for (const std::uint32_t document : documents_) {
      const Document& one = view_.documents[document];
      const bool first = seen.insert(texts_[document]).second;
      bool& has_own = own[one.outlet.empty() ? one.id : one.outlet];
      has_own = has_own || first;
    }
    documents_.clear();
    return static_cast<std::uint32_t>(
        std::count_if(own.begin(), own.end(), [](const auto& one) { return !one.second; }));
  }

 private:
  const LedgerView& view_;
  std::vector<std::uint32_t> texts_;
  std::set<std::uint32_t> documents_;
};

void count_copies(LedgerView& view) {
  Copies copies(view);
  for (Figure& figure : view.figures) {
    copies.take(figure);
    figure.copied = copies.outlets();
  }
  for (Incident& incident : view.incidents) {
    std::vector<FigureIndex> all = incident.figures;
    for (std::size_t i = 0; i < all.size(); ++i) {
      copies.take(view.figures[all[i]]);
      all.insert(all.end(), view.figures[all[i]].parts.begin(), view.figures[all[i]].parts.end());
    }
    incident.copied = copies.outlets();
  }
}

void add_changes(LedgerView& view) {
  std::set<std::pair<FindingKind, std::pair<ClaimIndex, ClaimIndex>>> known;
  for (const Finding& finding : view.findings) {
    if (finding.claims.size() > 64) continue;  // nobody looks for one pair among so many
    for (const ClaimIndex a : finding.claims) {
      for (const ClaimIndex b : finding.claims) known.insert({finding.kind, {a, b}});
    }
  }
  for (const DocumentPair& pair : view.lineage.pairs) {
    for (const LineageChange& change : pair.changes) {
      const auto claims = std::minmax(change.a, change.b);
      const FindingKind kind = kind_of(change.kind);
      if (!known.insert({kind, claims}).second) continue;
      Finding finding;
      finding.kind = kind;
      finding.claims = {claims.first, claims.second};
      finding.id = short_id("f_", std::string(to_string(kind)) + " " + view.claims[claims.first].id + " " +
                                      view.claims[claims.second].id);
      finding.entry = view.standings[claims.first].entry;
      const std::string first = outlet_of(view, view.claims[change.a]);
      const std::string second = outlet_of(view, view.claims[change.b]);
      finding.sentence = first;
      finding.sentence += " and ";
      finding.sentence += second;
      finding.sentence += pair.relation == LineageRelation::copy ? " print one text: " : " have it from one source: ";
      finding.sentence += change.sentence;
      finding.sentence += '.';
      view.findings.push_back(std::move(finding));
    }
  }
  std::sort(view.findings.begin(), view.findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.claims, a.kind, a.id) < std::tie(b.claims, b.kind, b.id);
  });
}

}  // namespace

void reckon_lineage(LedgerView& view, const Actors& actors) {
  view.lineage = trace_lineage(view.documents, view.claims, actors);
  count_copies(view);
  add_changes(view);
}

}  // namespace histor
