// Two counts are compared only where outcome, population, area, days and cause are one. Everywhere else the field that
// parts them is named, and nothing more is concluded.
#include "reckon/relations.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "link/figures.hpp"
#include "link/incidents.hpp"
#include "link/scope.hpp"
#include "link/series.hpp"

namespace histor {

namespace {

constexpr std::int64_t about_share = 10;  // "about 125" may be a tenth more or less

struct Range {
  std::int64_t low = 0;
  std::int64_t high = std::numeric_limits<std::int64_t>::max();
};

Range range_of(const Number& number) {
  Range range;
  if (number.hedge == Hedge::about && number.value) {
    const std::int64_t slack = *number.value / about_share;
    return {*number.value - slack, *number.value + slack};
  }
  if (const auto low = lowest(number)) range.low = *low;
  if (const auto high = highest(number)) range.high = *high;
  return range;
}

std::optional<Means> means_of(const LedgerView& view, const Figure& f) {
  for (const ClaimIndex c : f.claims) {
    if (view.claims[c].means) return view.claims[c].means;
  }
  return std::nullopt;
}

bool is_above(const LedgerView& view, FigureIndex whole, FigureIndex part) {
  for (std::optional<FigureIndex> up = view.figures[part].whole; up; up = view.figures[*up].whole) {
    if (*up == whole) return true;
  }
  return false;
}

bool supersedes(const LedgerView& view, FigureIndex later, FigureIndex earlier) {
  for (std::optional<FigureIndex> up = view.figures[earlier].superseded_by; up; up = view.figures[*up].superseded_by) {
    if (*up == later) return true;
  }
  return false;
}

// Groups that cannot share a person, by what they tell apart.
int kind_of_group(Group group) {
  switch (group) {
    case Group::children:
    case Group::women:
    case Group::men:
      return 1;  // age and sex
    case Group::civilians:
    case Group::soldiers:
    case Group::police:
    case Group::fighters:
    case Group::attackers:
      return 2;  // standing in the fight
    default:
      return 0;  // overlaps with others
  }
}

std::int64_t saturating_add(std::int64_t a, std::int64_t b) {
  if (b > 0 && a > std::numeric_limits<std::int64_t>::max() - b) return std::numeric_limits<std::int64_t>::max();
  if (b < 0 && a < std::numeric_limits<std::int64_t>::min() - b) return std::numeric_limits<std::int64_t>::min();
  return a + b;
}

// The parts among `parts` that can be added: groups that exclude each other, or pieces of the whole's own group.
std::vector<FigureIndex> addable(const LedgerView& view, const Figure& whole, const std::vector<FigureIndex>& parts) {
  std::map<int, std::vector<FigureIndex>> kinds;
  std::map<Group, int> uses;
  for (const FigureIndex p : parts) {
    const Figure& part = view.figures[p];
    if (part.superseded_by || !part.number.value || part.modality != Modality::asserted) continue;
    const int kind = part.group == whole.group ? 3 : kind_of_group(part.group);
    if (kind == 0) continue;
    kinds[kind].push_back(p);
    ++uses[part.group];
  }
  std::vector<FigureIndex> most;
  for (const auto& [kind, ones] : kinds) {
    const bool repeated =
        kind != 3 && std::any_of(ones.begin(), ones.end(), [&](FigureIndex p) {
          return uses[view.figures[p].group] > 1;  // two counts of one group: which one belongs here is not said
        });
    if (!repeated && ones.size() > most.size()) most = ones;
  }
  return most;
}

// Those of all carriers where they fit together; else of the one report that breaks the whole down furthest.
std::vector<FigureIndex> addable(const LedgerView& view, const Figure& whole) {
  std::vector<FigureIndex> most = addable(view, whole, whole.parts);
  std::map<std::string_view, std::vector<FigureIndex>> by_report;
  for (const FigureIndex p : whole.parts) {
    std::set<std::string_view> reports;
    for (const ClaimIndex c : view.figures[p].claims) reports.insert(view.claims[c].document);
    for (const std::string_view report : reports) by_report[report].push_back(p);
  }
  const ClaimIndex core = whole.claims.front();
  const auto first = by_report.find(view.claims[core].document);  // the report of the figure's core before others
  if (first != by_report.end()) {
    std::vector<FigureIndex> own = addable(view, whole, first->second);
    if (own.size() > most.size()) most = std::move(own);
  }
  for (const auto& [report, parts] : by_report) {
    std::vector<FigureIndex> theirs = addable(view, whole, parts);
    if (theirs.size() > most.size()) most = std::move(theirs);
  }
  return most;
}

// Whether both are one population's part, of a figure and of its update.
bool follows_as_part(const LedgerView& view, const Figure& later, const Figure& earlier) {
  return later.whole && earlier.whole && later.group == earlier.group && later.origin == earlier.origin &&
         supersedes(view, *later.whole, *earlier.whole);
}

// Whether `later` is the later point of the running total that `earlier` is a point of, or the same part of it.
bool follows(const LedgerView& view, const Figure& later, const Figure& earlier) {
  if (later.lane != Lane::running || earlier.lane != Lane::running || later.group != earlier.group) return false;
  if (later.modality != Modality::asserted || earlier.modality != Modality::asserted) return false;
  if (view.standings[later.claims.front()].entry != view.standings[earlier.claims.front()].entry) return false;
  if (later.whole.has_value() != earlier.whole.has_value()) return false;
  if (later.whole && later.whole == earlier.whole) return false;
  const Figure& x = later.whole ? view.figures[*later.whole] : later;
  const Figure& y = earlier.whole ? view.figures[*earlier.whole] : earlier;
  const auto when = [](const Figure& f) { return std::tuple(told_at(f), f.known); };
  if (when(x) != when(y)) return when(x) > when(y);
  // Nothing tells which came first: within one report they stand side by side, across reports a total is taken to rise.
  return !share_document(view, x, y) && x.number.value && y.number.value && *x.number.value > *y.number.value;
}

// All pairs of a few figures; of many, which nobody reads, each against the lowest and the highest, where they part
// most.
template <class Pair>
void pair_within(const LedgerView& view, std::vector<FigureIndex>& figures, Pair pair) {
  constexpr std::size_t few = 24;
  if (figures.size() <= few) {
    for (std::size_t i = 0; i < figures.size(); ++i) {
      for (std::size_t j = i + 1; j < figures.size(); ++j) pair(figures[i], figures[j]);
    }
    return;
  }
  const auto by_value = [&view](FigureIndex a, FigureIndex b) {
    const auto rank = [&view](FigureIndex i) { return std::tuple(view.figures[i].number.value.value_or(0), i); };
    return rank(a) < rank(b);
  };
  const auto [low, high] = std::minmax_element(figures.begin(), figures.end(), by_value);
  for (const FigureIndex f : figures) {
    if (f != *low) pair(f, *low);
    if (f != *high) pair(f, *high);
  }
}

}  // namespace

bool both_can_hold(const Number& a, const Number& b) {
  const Range x = range_of(a);
  const Range y = range_of(b);
  return std::max(x.low, y.low) <= std::min(x.high, y.high);
}

Relation relate(const LedgerView& view, FigureIndex a, FigureIndex b) {
  const Figure& x = view.figures[a];
  const Figure& y = view.figures[b];
  Relation relation{a, b, RelationKind::apart, {}};
  const auto as = [&relation](RelationKind kind, std::vector<std::string> fields) {
    relation.kind = kind;
    relation.fields = std::move(fields);
    return relation;
  };
  const auto turned = [&relation, a, b] { std::tie(relation.a, relation.b) = std::pair(b, a); };

  if ((x.lane == Lane::background) || (y.lane == Lane::background)) return as(RelationKind::background, {"window"});
  if (x.kind != y.kind || x.outcome != y.outcome) return as(RelationKind::apart, {"outcome"});
  if (supersedes(view, a, b)) return as(RelationKind::updates, {"origin", "as-of"});
  if (supersedes(view, b, a)) {
    turned();
    return as(RelationKind::updates, {"origin", "as-of"});
  }
  if (follows(view, x, y) || follows_as_part(view, x, y)) return as(RelationKind::updates, {"origin", "as-of"});
  if (follows(view, y, x) || follows_as_part(view, y, x)) {
    turned();
    return as(RelationKind::updates, {"origin", "as-of"});
  }
  if (is_above(view, b, a)) return as(RelationKind::part, {"population"});
  if (is_above(view, a, b)) {
    turned();
    return as(RelationKind::part, {"population"});
  }
  if (x.lane != y.lane) return as(RelationKind::apart, {"window"});
  const auto speaks = [](Modality modality) { return modality == Modality::asserted || modality == Modality::negated; };
  if (!speaks(x.modality) || !speaks(y.modality)) return as(RelationKind::apart, {"modality"});

  const Area places = area(x, y);
  const Window days_x{x.first, x.last};
  const Window days_y{y.first, y.last};
  const bool one_origin = !x.origin.empty() && x.origin == y.origin;
  std::vector<std::string> parted;
  if (days_x != days_y || !days_x.known()) parted.emplace_back("day");
  if (places != Area::equal) parted.emplace_back("place");
  if (x.group != y.group) parted.emplace_back("population");
  if (!means_compatible(means_of(view, x), means_of(view, y))) parted.emplace_back("cause");
  if (one_origin && within_scope(x, y) && !parted.empty()) return as(RelationKind::part, std::move(parted));
  if (one_origin && within_scope(y, x) && !parted.empty()) {
    turned();
    return as(RelationKind::part, std::move(parted));
  }
  // Another origin's narrower count: nothing ties the people, but its whole scope lies in the other's.
  const auto narrower = [&](const Figure& inner, const Figure& outer, const Window& in, const Window& out, Area area) {
    if (inner.origin.empty() || outer.origin.empty() || !inner.number.value || *inner.number.value < 2) return false;
    if (inner.group != outer.group && !population_within(inner.group, outer.group)) return false;
    if (area != Area::within || !in.known() || !out.known() || !within(in, out)) return false;
    if (!means_compatible(means_of(view, inner), means_of(view, outer))) return false;
    return *inner.number.value <= highest(outer.number).value_or(outer.number.value.value_or(0));
  };
  if (narrower(x, y, days_x, days_y, places)) return as(RelationKind::part, std::move(parted));
  if (narrower(y, x, days_y, days_x, area(y, x))) {
    turned();
    return as(RelationKind::part, std::move(parted));
  }
  // One incident's figures are of one day and place even where a text leaves them out.
  const std::string& entry_x = view.standings[x.claims.front()].entry;
  const std::string& entry_y = view.standings[y.claims.front()].entry;
  if (entry_x == entry_y && x.lane == Lane::incident) {
    std::erase_if(parted, [&](const std::string& field) {
      if (field == "day") return !days_x.known() || !days_y.known();
      return field == "place" && places == Area::unknown;
    });
  }
  if (!parted.empty()) return as(RelationKind::apart, std::move(parted));
  if (x.whole && x.whole == y.whole) return as(RelationKind::apart, {"part"});  // of one whole, beside each other
  if (x.origin == y.origin && x.outlets == y.outlets) return as(RelationKind::apart, {"event"});
  const bool counted =
      (x.number.value || x.number.low || x.number.high) && (y.number.value || y.number.low || y.number.high);
  if (!counted) return as(RelationKind::apart, {"no count"});
  if (x.number.value && x.number.value == y.number.value) {
    return one_origin ? as(RelationKind::restates, {"origin"}) : as(RelationKind::same, {"figure"});
  }
  if (one_origin) return as(RelationKind::apart, {"event"});
  // A person who is named, beside a count of many: one of them, or another.
  if (x.number.form == NumberForm::name || y.number.form == NumberForm::name) return as(RelationKind::agrees, {"name"});
  return as(both_can_hold(x.number, y.number) ? RelationKind::agrees : RelationKind::differs, {"bounds"});
}

void relate_all(LedgerView& view) {
  std::set<std::pair<FigureIndex, FigureIndex>> pairs;
  const auto pair = [&pairs](FigureIndex a, FigureIndex b) { pairs.insert(std::minmax(a, b)); };
  for (const Incident& incident : view.incidents) {
    std::map<Outcome, std::vector<FigureIndex>> by_outcome;
    for (const FigureIndex f : incident.figures) by_outcome[view.figures[f].outcome].push_back(f);
    for (auto& [outcome, figures] : by_outcome) pair_within(view, figures, pair);
  }
  // Of different incidents: those of one outcome whose places touch and whose days may be one, since a reader could
  // take one for the other.
  std::map<std::pair<Outcome, std::string>, std::vector<FigureIndex>> by_place;
  for (const Incident& incident : view.incidents) {
    for (const FigureIndex f : incident.figures) {
      if (!view.figures[f].number.value) continue;
      for (const Where& where : view.figures[f].places) {
        if (where.kind == "country" || where.precision == PlacePrecision::country) continue;
        by_place[{view.figures[f].outcome, place_key(where)}].push_back(f);
      }
    }
  }
  for (const auto& [key, figures] : by_place) {
    constexpr std::size_t readable = 12;  // beyond this nobody reads pairs; relate() answers for any two
    if (figures.size() > readable) continue;
    for (std::size_t i = 0; i < figures.size(); ++i) {
      for (std::size_t j = i + 1; j < figures.size(); ++j) {
        const Figure& x = view.figures[figures[i]];
        const Figure& y = view.figures[figures[j]];
        const bool one_origin = !x.origin.empty() && x.origin == y.origin;  // its updates and parts are told below
        // Days of different reports that are not told could be any: no reader would take one for the other.
        const bool near = share_document(view, x, y) || ((x.first || x.last) && (y.first || y.last));
        if (figures[i] != figures[j] && !one_origin && near && *x.number.value > 1 && *y.number.value > 1 &&
            overlap({x.first, x.last}, {y.first, y.last})) {
          pair(figures[i], figures[j]);
        }
      }
    }
  }
  for (FigureIndex i = 0; i < view.figures.size(); ++i) {
    if (view.figures[i].superseded_by) pair(i, *view.figures[i].superseded_by);
    if (view.figures[i].whole && view.figures[i].whole_inferred) pair(i, *view.figures[i].whole);
  }
  // Only one origin's figures of one outcome are parts of each other.
  std::map<std::uint32_t, std::map<std::pair<std::string_view, Outcome>, std::vector<FigureIndex>>> wholes;
  for (const Incident& incident : view.incidents) {
    if (!incident.part_of) continue;
    auto [entry, fresh] = wholes.try_emplace(*incident.part_of);
    if (fresh) {
      for (const FigureIndex w : view.incidents[*incident.part_of].figures) {
        entry->second[{view.figures[w].origin, view.figures[w].outcome}].push_back(w);
      }
    }
    for (const FigureIndex p : incident.figures) {
      const auto found = entry->second.find({view.figures[p].origin, view.figures[p].outcome});
      if (found == entry->second.end()) continue;
      for (const FigureIndex w : found->second) {
        if (within_scope(view.figures[p], view.figures[w])) pair(p, w);
      }
    }
  }
  for (const auto& [a, b] : pairs) view.relations.push_back(relate(view, a, b));
}

void add_parts(LedgerView& view) {
  for (Figure& whole : view.figures) {
    if (whole.parts.empty() || whole.modality != Modality::asserted || !whole.number.value) continue;
    Arithmetic sum;
    sum.parts = addable(view, whole);
    if (sum.parts.empty()) continue;
    bool exact = true;
    bool open_below = true;  // every part states at least a lower bound
    for (const FigureIndex p : sum.parts) {
      const Number& number = view.figures[p].number;
      sum.sum = saturating_add(sum.sum, *number.value);
      exact = exact && number.hedge == Hedge::exact;
      open_below = open_below && lowest(number).has_value();
    }
    const std::int64_t rest = *whole.number.value - sum.sum;
    const Hedge hedge = whole.number.hedge;
    const bool open_above = hedge == Hedge::at_least || hedge == Hedge::more_than;
    const bool firm = hedge == Hedge::exact || hedge == Hedge::at_most || hedge == Hedge::less_than;
    if (exact && firm) {
      sum.remainder = rest;
      sum.complete = rest == 0 && hedge == Hedge::exact;
    } else if (exact && open_above && rest >= 0) {
      sum.remainder = rest;
      sum.at_least = true;
    } else if (exact && hedge == Hedge::about && (rest >= 0 || -rest > *whole.number.value / about_share)) {
      sum.remainder = rest;
    } else if (firm && open_below && rest <= 0) {
      sum.remainder = rest;
      sum.complete = rest == 0 && hedge == Hedge::exact;
    }
    whole.arithmetic = std::move(sum);
  }
}

}  // namespace histor
