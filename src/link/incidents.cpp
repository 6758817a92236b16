// Figures meet in an incident on positive evidence only, and never over a contradiction. The best-known figures (day
// and place) are placed first, so that those who lack one find their place beside them, in their own report, and
// nowhere else.
//
// One report that gives two different figures of one origin for one outcome side by side tells of two events, unless
// one is an update, or a part, of the other.
#include "link/incidents.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "link/figures.hpp"
#include "link/scope.hpp"

namespace histor {

namespace {

Window window(const Figure& f) {
  return {f.first, f.last};
}
bool day_known(const Figure& f) {
  return window(f).known();
}

bool is_named(const LedgerView& view, const std::string& origin) {
  const auto facts = view.actors.find(origin);
  return !origin.empty() && !(facts != view.actors.end() && facts->second.role);
}

enum class Nearness { none, paragraph, sentence };

std::optional<std::size_t> block_of(const Document& document, Span sentence) {
  const auto after = std::upper_bound(document.blocks.begin(), document.blocks.end(), sentence.begin,
                                      [](std::uint32_t at, const Block& block) { return at < block.span.begin; });
  if (after == document.blocks.begin()) return std::nullopt;
  const auto block = std::prev(after);
  if (!block->span.contains(sentence.begin)) return std::nullopt;
  return static_cast<std::size_t>(block - document.blocks.begin());
}

Nearness nearness(const LedgerView& view, const Figure& a, const Figure& b) {
  Nearness nearest = Nearness::none;
  for (const ClaimIndex x : a.claims) {
    for (const ClaimIndex y : b.claims) {
      const Claim& p = view.claims[x];
      const Claim& q = view.claims[y];
      if (p.document != q.document) continue;
      if (p.sentence == q.sentence && !p.sentence.empty()) return Nearness::sentence;
      const Document* document = document_of(view, p);
      if (document == nullptr) continue;
      const std::optional<std::size_t> block = block_of(*document, p.sentence);
      if (block && block == block_of(*document, q.sentence)) nearest = Nearness::paragraph;
    }
  }
  return nearest;
}

std::set<std::string> hands_of(const LedgerView& view, const Figure& f) {
  std::set<std::string> hands;
  for (const ClaimIndex c : f.claims) {
    for (const By& by : view.claims[c].by) hands.insert(by.actor);
  }
  return hands;
}

bool hands_differ(const LedgerView& view, const Figure& a, const Figure& b) {
  if (a.group == Group::attackers || b.group == Group::attackers) return false;  // who dies by his own hand
  const std::set<std::string> x = hands_of(view, a);
  const std::set<std::string> y = hands_of(view, b);
  if (x.empty() || y.empty()) return false;
  return std::none_of(x.begin(), x.end(), [&y](const std::string& hand) { return y.count(hand) > 0; });
}

std::optional<Means> means_of(const LedgerView& view, const Figure& f) {
  for (const ClaimIndex c : f.claims) {
    if (view.claims[c].means) return view.claims[c].means;
  }
  return std::nullopt;
}

bool named_apart(const Figure& a, const Figure& b) {
  return a.number.form == NumberForm::name && b.number.form == NumberForm::name && a.id != b.id;
}

// "In Syria, on Sunday" is no scene that two origins could be telling of.
bool is_countrywide(const std::vector<Where>& places) {
  return std::any_of(places.begin(), places.end(), [](const Where& where) {
    return where.kind == "country" || where.precision == PlacePrecision::country;
  });
}

// Two counts of one voice side by side in one report.
bool side_by_side(const LedgerView& view, const Figure& a, const Figure& b) {
  if (a.outcome != b.outcome || a.origin != b.origin || a.modality != b.modality) return false;
  if (!population_compatible(a.group, b.group) || !share_document(view, a, b)) return false;
  if (updates(view, a, b) || updates(view, b, a)) return false;
  if (named_apart(a, b)) return nearness(view, a, b) != Nearness::sentence;
  return a.number.value && b.number.value && a.number.value != b.number.value;
}

enum class Bond { conflict, none, passage, scope, update };

Bond bond(const LedgerView& view, const Figure& a, const Figure& b) {
  if (updates(view, a, b) || updates(view, b, a)) return Bond::update;
  const bool days = day_known(a) && day_known(b);
  if (days && window(a) != window(b)) return Bond::conflict;
  const Area places = area(a.places, b.places);
  if (places == Area::disjoint) return Bond::conflict;
  if (!means_compatible(means_of(view, a), means_of(view, b))) return Bond::conflict;
  if (side_by_side(view, a, b)) return Bond::conflict;
  const bool together = share_document(view, a, b);
  if (together && hands_differ(view, a, b)) return Bond::conflict;
  const bool one_place = places == Area::equal && (together || a.origin == b.origin || !is_countrywide(a.places));
  if (days && one_place) return Bond::scope;
  const bool both_places = !a.places.empty() && !b.places.empty();
  if (!together || (both_places && places != Area::equal)) return Bond::none;
  const Nearness near = nearness(view, a, b);
  if (near != Nearness::none) return Bond::passage;
  // One report, and what it leaves out does not speak against it: the place, or the day, is the same.
  const bool one_open = days != (places == Area::equal) && (days || places == Area::equal);
  return one_open ? Bond::passage : Bond::none;
}

struct Draft {
  std::vector<FigureIndex> figures;
};

// Later words of one origin on one thing take the place of the earlier ones; both stay in the ledger.
void supersede(LedgerView& view, const std::vector<FigureIndex>& tops) {
  std::map<std::tuple<std::string, Outcome>, std::vector<FigureIndex>> by_origin;
  for (const FigureIndex i : tops) {
    if (is_named(view, view.figures[i].origin))
      by_origin[{view.figures[i].origin, view.figures[i].outcome}].push_back(i);
  }
  for (const auto& [key, ones] : by_origin) {
    for (const FigureIndex earlier : ones) {
      std::optional<FigureIndex> next;
      for (const FigureIndex later : ones) {
        if (later == earlier || !updates(view, view.figures[later], view.figures[earlier])) continue;
        if (!next || updates(view, view.figures[*next], view.figures[later])) next = later;
      }
      view.figures[earlier].superseded_by = next;
    }
  }
}

// "Ten children" of the group's "at least 25" in the same report, though no word ties them.
void infer_parts(LedgerView& view, const std::vector<FigureIndex>& tops) {
  std::map<std::tuple<std::string, Outcome>, std::vector<FigureIndex>> by_origin;
  for (const FigureIndex i : tops) {
    if (is_named(view, view.figures[i].origin))
      by_origin[{view.figures[i].origin, view.figures[i].outcome}].push_back(i);
  }
  for (const auto& [key, ones] : by_origin) {
    for (const FigureIndex p : ones) {
      const Figure& part = view.figures[p];
      std::optional<FigureIndex> best;
      const auto rank = [&](FigureIndex w) {
        const Figure& whole = view.figures[w];
        return std::tuple(!share_document(view, part, whole), whole.superseded_by.has_value(), *whole.number.value, w);
      };
      for (const FigureIndex w : ones) {
        const Figure& whole = view.figures[w];
        if (w == p || !population_within(part.group, whole.group) || !within_scope(part, whole)) continue;
        if (updates(view, whole, part) || updates(view, part, whole)) continue;
        // Of a wider area only where one report gives both; else it is an incident of its own within the wider one.
        if (area(part.places, whole.places) != Area::equal && !share_document(view, part, whole)) continue;
        if (!best || rank(w) < rank(*best)) best = w;
      }
      if (best) {
        view.figures[p].whole = best;
        view.figures[p].whole_inferred = true;
      }
    }
  }
  for (const FigureIndex p : tops) {
    if (view.figures[p].whole) view.figures[*view.figures[p].whole].parts.push_back(p);
  }
}

Incident incident_of(const LedgerView& view, const Draft& draft) {
  Incident incident;
  incident.figures = draft.figures;
  std::sort(incident.figures.begin(), incident.figures.end(), [&view](FigureIndex a, FigureIndex b) {
    return core_before(view, view.figures[a].claims.front(), view.figures[b].claims.front());
  });
  incident.id = short_id("i_", view.figures[incident.figures.front()].id);
  std::set<std::string> origins, outlets, by;
  std::set<Means> means;
  std::vector<Where> places;
  std::vector<FigureIndex> all = incident.figures;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Figure& f = view.figures[all[i]];
    all.insert(all.end(), f.parts.begin(), f.parts.end());
  }
  for (const FigureIndex i : all) {
    const Figure& f = view.figures[i];
    if (!f.origin.empty() && !f.whole) origins.insert(f.origin);
    outlets.insert(f.outlets.begin(), f.outlets.end());
    for (const ClaimIndex c : f.claims) {
      for (const By& one : view.claims[c].by) by.insert(one.actor);
      if (view.claims[c].means) means.insert(*view.claims[c].means);
    }
    if (f.whole) continue;
    if (!incident.first && !incident.last && day_known(f)) {
      incident.first = f.first;
      incident.last = f.last;
    }
    places.insert(places.end(), f.places.begin(), f.places.end());
  }
  incident.places = narrowest(places);
  incident.origins.assign(origins.begin(), origins.end());
  incident.outlets.assign(outlets.begin(), outlets.end());
  incident.by.assign(by.begin(), by.end());
  incident.means.assign(means.begin(), means.end());
  return incident;
}

// The incident that holds this one: the same origin counts a wider area on the same day.
void tie_incidents(LedgerView& view) {
  std::map<FigureIndex, std::uint32_t> incident_of_figure;
  std::map<std::string, std::vector<FigureIndex>> by_origin;
  for (std::uint32_t i = 0; i < view.incidents.size(); ++i) {
    for (const FigureIndex f : view.incidents[i].figures) {
      incident_of_figure[f] = i;
      if (is_named(view, view.figures[f].origin)) by_origin[view.figures[f].origin].push_back(f);
    }
  }
  for (std::uint32_t i = 0; i < view.incidents.size(); ++i) {
    std::optional<FigureIndex> best;
    for (const FigureIndex f : view.incidents[i].figures) {
      const Figure& part = view.figures[f];
      const auto ones = by_origin.find(part.origin);
      if (ones == by_origin.end()) continue;
      const auto rank = [&](FigureIndex w) {
        return std::tuple(!share_document(view, part, view.figures[w]), *view.figures[w].number.value, w);
      };
      for (const FigureIndex w : ones->second) {
        if (incident_of_figure[w] == i || !within_scope(part, view.figures[w])) continue;
        if (area(part.places, view.figures[w].places) != Area::within) continue;
        if (!best || rank(w) < rank(*best)) best = w;
      }
    }
    if (!best) continue;
    const std::uint32_t whole = incident_of_figure[*best];
    bool circle = false;
    for (std::optional<std::uint32_t> up = whole; up && !circle; up = view.incidents[*up].part_of) circle = *up == i;
    if (!circle) view.incidents[i].part_of = whole;
  }
}

// What lies within a wider incident of the same days follows it.
void parts_after_wholes(LedgerView& view) {
  const auto count = static_cast<std::uint32_t>(view.incidents.size());
  std::vector<std::vector<std::uint32_t>> within(count);
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::optional<std::uint32_t> whole = view.incidents[i].part_of;
    const bool same_days = whole && view.incidents[*whole].first == view.incidents[i].first &&
                           view.incidents[*whole].last == view.incidents[i].last;
    if (same_days) {
      within[*whole].push_back(i);
    } else {
      order.push_back(i);
    }
  }
  for (std::size_t at = 0; at < order.size(); ++at) {
    const std::vector<std::uint32_t>& parts = within[order[at]];
    order.insert(order.begin() + static_cast<std::ptrdiff_t>(at) + 1, parts.begin(), parts.end());
  }
  std::vector<std::uint32_t> place(count);
  for (std::uint32_t i = 0; i < count; ++i) place[order[i]] = i;
  std::vector<Incident> sorted;
  sorted.reserve(count);
  for (const std::uint32_t i : order) sorted.push_back(std::move(view.incidents[i]));
  for (Incident& incident : sorted) {
    if (incident.part_of) incident.part_of = place[*incident.part_of];
  }
  view.incidents = std::move(sorted);
}

}  // namespace

bool share_document(const LedgerView& view, const Figure& a, const Figure& b) {
  for (const ClaimIndex x : a.claims) {
    for (const ClaimIndex y : b.claims) {
      if (view.claims[x].document == view.claims[y].document) return true;
    }
  }
  return false;
}

std::optional<std::int64_t> lowest(const Number& number) {
  if (number.low) return number.low;
  if (number.hedge == Hedge::exact || number.hedge == Hedge::at_least) return number.value;
  return std::nullopt;
}

std::optional<std::int64_t> highest(const Number& number) {
  if (number.high) return number.high;
  if (number.hedge == Hedge::exact || number.hedge == Hedge::at_most) return number.value;
  return std::nullopt;
}

bool updates(const LedgerView& view, const Figure& later, const Figure& earlier) {
  if (&later == &earlier || later.whole || earlier.whole) return false;
  if (later.lane != Lane::incident || earlier.lane != Lane::incident) return false;
  if (later.outcome != earlier.outcome || later.origin != earlier.origin || !is_named(view, later.origin)) return false;
  if (later.modality != Modality::asserted || earlier.modality != Modality::asserted) return false;
  if (later.group != earlier.group && !(later.group == Group::people && earlier.group == Group::civilians))
    return false;
  if (!later.number.value || !earlier.number.value || later.number.value == earlier.number.value) return false;
  if (!day_known(later) || !day_known(earlier) || !overlap(window(later), window(earlier))) return false;
  if (!means_compatible(means_of(view, later), means_of(view, earlier))) return false;
  const Area places = area(later.places, earlier.places);
  // A count of a wider area takes up that of a narrower one; the other way round it would be a part.
  const bool one_area = places == Area::equal || ((places == Area::holds || places == Area::overlaps) &&
                                                  is_aggregate(later.places) && is_aggregate(earlier.places));
  if (!one_area) return false;
  if (later.known == earlier.known) {
    // Nothing tells which came first. Within one report they stand side by side; across reports a toll is taken to
    // rise.
    return !share_document(view, later, earlier) && *later.number.value > *earlier.number.value;
  }
  if (later.known.empty() || earlier.known.empty()) return false;
  return later.known > earlier.known;
}

bool within_scope(const Figure& part, const Figure& whole) {
  if (&part == &whole || part.lane != whole.lane || part.outcome != whole.outcome) return false;
  if (part.origin != whole.origin || part.modality != Modality::asserted || whole.modality != Modality::asserted) {
    return false;
  }
  if (!part.number.value || !whole.number.value ||
      *part.number.value > highest(whole.number).value_or(*part.number.value)) {
    return false;
  }
  if (!highest(whole.number) && *part.number.value > *whole.number.value) return false;
  if (part.group != whole.group && !population_within(part.group, whole.group)) return false;
  if (!day_known(part) || !day_known(whole) || !within(window(part), window(whole))) return false;
  const Area places = area(part, whole);
  return places == Area::equal || places == Area::within;
}

void link_incidents(LedgerView& view) {
  std::vector<FigureIndex> tops;
  for (FigureIndex i = 0; i < view.figures.size(); ++i) {
    if (view.figures[i].lane == Lane::incident && !view.figures[i].whole) tops.push_back(i);
  }
  supersede(view, tops);
  infer_parts(view, tops);
  std::erase_if(tops, [&view](FigureIndex i) { return view.figures[i].whole.has_value(); });

  const auto ignorance = [&view](FigureIndex i) {
    const Figure& f = view.figures[i];
    return (day_known(f) ? 0 : 1) + (f.places.empty() ? 1 : 0);
  };
  std::sort(tops.begin(), tops.end(), [&](FigureIndex a, FigureIndex b) {
    const int x = ignorance(a);
    const int y = ignorance(b);
    if (x != y) return x < y;
    return core_before(view, view.figures[a].claims.front(), view.figures[b].claims.front());
  });

  // Only figures of one report, one day or one origin can have a bond.
  std::vector<Draft> drafts;
  std::map<std::string, std::set<std::size_t>> by_key;
  const auto keys_of = [&view](const Figure& f) {
    std::set<std::string> keys;
    for (const ClaimIndex c : f.claims) keys.insert("d" + view.claims[c].document);
    if (day_known(f)) {
      for (const Where& where : f.places) {
        keys.insert("w" + (f.first ? to_string(*f.first) : "") + "/" + (f.last ? to_string(*f.last) : "") +
                    place_key(where));
      }
    }
    if (!f.origin.empty() && day_known(f)) keys.insert("o" + f.origin);
    return keys;
  };
  for (const FigureIndex i : tops) {
    const std::set<std::string> keys = keys_of(view.figures[i]);
    std::set<std::size_t> candidates;
    for (const std::string& key : keys) candidates.insert(by_key[key].begin(), by_key[key].end());
    std::optional<std::size_t> home;
    Bond strongest = Bond::none;
    for (const std::size_t d : candidates) {
      Bond best = Bond::none;
      for (const FigureIndex member : drafts[d].figures) {
        const Bond one = bond(view, view.figures[i], view.figures[member]);
        if (one == Bond::conflict) {
          best = Bond::conflict;
          break;
        }
        best = std::max(best, one);
      }
      if (best > strongest) {
        strongest = best;
        home = d;
      }
    }
    if (!home) {
      home = drafts.size();
      drafts.emplace_back();
    }
    drafts[*home].figures.push_back(i);
    for (const std::string& key : keys) by_key[key].insert(*home);
  }
  for (const Draft& draft : drafts) view.incidents.push_back(incident_of(view, draft));
  std::sort(view.incidents.begin(), view.incidents.end(), [](const Incident& a, const Incident& b) {
    const auto rank = [](const Incident& incident) {
      const std::optional<Day> day = incident.first ? incident.first : incident.last;
      std::string place = incident.places.empty() ? std::string{} : folded(incident.places.front().text);
      return std::tuple(!day, day.value_or(Day{}), incident.places.empty(), std::move(place), incident.figures.front());
    };
    return rank(a) < rank(b);
  });
  tie_incidents(view);
  parts_after_wholes(view);
}

}  // namespace histor
