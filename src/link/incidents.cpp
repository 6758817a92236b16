// The figures that are best known are placed first, so that the others find their place beside them, and an incident
// takes nobody whom any of its figures contradicts.
#include "link/incidents.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <tuple>

#include "link/figures.hpp"

namespace histor {

namespace {

// "A monitor" that gives the figure of a named monitor's may be that monitor, and "witnesses" who give that of "rescue
// workers" may be these: they are no second origin.
bool may_be_another(const LedgerView& view, const Incident& incident, const Figure& figure) {
  const auto is_role = [&view](const Figure& f) {
    const auto facts = view.actors.find(f.origin);
    return facts != view.actors.end() && facts->second.role;
  };
  return is_role(figure) && std::any_of(incident.figures.begin(), incident.figures.end(), [&](FigureIndex other) {
           const Figure& f = view.figures[other];
           return !f.origin.empty() && f.origin != figure.origin && (!is_role(f) || f.origin < figure.origin) &&
                  f.outcome == figure.outcome && f.number.value && f.number.value == figure.number.value;
         });
}

// What lies within a wider incident of the same days follows it.
void parts_after_wholes(LedgerView& view) {
  const auto count = static_cast<std::uint32_t>(view.incidents.size());
  std::vector<std::vector<std::uint32_t>> within(count);
  std::vector<std::uint32_t> order;  // of those that follow no other
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
  std::vector<std::uint32_t> sorted_order;
  sorted_order.reserve(count);
  std::vector<std::uint32_t> stack;
  for (const std::uint32_t top : order) {
    stack.push_back(top);
    while (!stack.empty()) {
      const std::uint32_t at = stack.back();
      stack.pop_back();
      sorted_order.push_back(at);
      stack.insert(stack.end(), within[at].rbegin(), within[at].rend());
    }
  }
  std::vector<std::uint32_t> place(count);
  for (std::uint32_t i = 0; i < count; ++i) place[sorted_order[i]] = i;
  std::vector<Incident> sorted;
  sorted.reserve(count);
  for (const std::uint32_t i : sorted_order) sorted.push_back(std::move(view.incidents[i]));
  for (Incident& incident : sorted) {
    if (incident.part_of) incident.part_of = place[*incident.part_of];
  }
  view.incidents = std::move(sorted);
}

}  // namespace

Bond bond_to(FigureIndex figure, const std::vector<FigureIndex>& incident,
             const std::function<Bond(FigureIndex, FigureIndex)>& bond) {
  Bond best = Bond::none;
  std::optional<FigureIndex> nearest;
  std::vector<FigureIndex> against;
  for (const FigureIndex member : incident) {
    const Bond one = bond(figure, member);
    if (one == Bond::decided) return one;
    if (one == Bond::conflict) against.push_back(member);
    if (one <= best) continue;
    best = one;
    nearest = member;
  }
  // Whom a person put together may contradict each other; who belongs to the one need not agree with the other.
  const bool conflict = std::any_of(against.begin(), against.end(), [&](FigureIndex member) {
    if (!nearest) return true;
    const Bond held_by = bond(member, *nearest);
    return held_by != Bond::decided && held_by != Bond::conflict;
  });
  return conflict ? Bond::conflict : best;
}

std::vector<std::vector<FigureIndex>> part_into_incidents(const std::vector<FigureIndex>& ordered,
                                                          const std::function<Bond(FigureIndex, FigureIndex)>& bond) {
  std::vector<std::vector<FigureIndex>> incidents;
  for (const FigureIndex figure : ordered) {
    std::vector<FigureIndex>* home = nullptr;
    Bond strongest = Bond::none;
    for (std::vector<FigureIndex>& incident : incidents) {
      const Bond one = bond_to(figure, incident, bond);
      if (one > strongest) {
        strongest = one;
        home = &incident;
      }
    }
    if (home == nullptr) home = &incidents.emplace_back();
    home->push_back(figure);
  }
  return incidents;
}

Incident incident_of(const LedgerView& view, std::vector<FigureIndex> figures) {
  Incident incident;
  incident.figures = std::move(figures);
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
    if (!f.origin.empty() && !f.whole && !may_be_another(view, incident, f)) origins.insert(f.origin);
    outlets.insert(f.outlets.begin(), f.outlets.end());
    for (const ClaimIndex c : f.claims) {
      for (const By& one : view.claims[c].by) by.insert(one.actor);
      if (view.claims[c].means) means.insert(*view.claims[c].means);
    }
    if (f.whole) continue;
    if (!incident.first && !incident.last && (f.first || f.last)) {
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

void order_incidents(LedgerView& view) {
  struct Key {
    std::optional<Day> day;
    std::string place;
    bool placed;
    ClaimIndex core;
    std::uint32_t incident;
  };
  std::vector<Key> keys;
  keys.reserve(view.incidents.size());
  for (std::uint32_t i = 0; i < view.incidents.size(); ++i) {
    const Incident& incident = view.incidents[i];
    keys.push_back({incident.first ? incident.first : incident.last,
                    incident.places.empty() ? std::string{} : folded(incident.places.front().text),
                    !incident.places.empty(), view.figures[incident.figures.front()].claims.front(), i});
  }
  std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) {
    const auto rank = [](const Key& key) {
      return std::tuple(!key.day, key.day.value_or(Day{}), !key.placed, std::string_view(key.place), key.core);
    };
    return rank(a) < rank(b);
  });
  std::vector<std::uint32_t> place(keys.size());
  std::vector<Incident> sorted;
  sorted.reserve(keys.size());
  for (std::uint32_t i = 0; i < keys.size(); ++i) {
    place[keys[i].incident] = i;
    sorted.push_back(std::move(view.incidents[keys[i].incident]));
  }
  for (Incident& incident : sorted) {
    if (incident.part_of) incident.part_of = place[*incident.part_of];
  }
  view.incidents = std::move(sorted);
  for (std::uint32_t i = 0; i < view.incidents.size(); ++i) {
    std::size_t steps = 0;
    for (std::optional<std::uint32_t> up = view.incidents[i].part_of; up; up = view.incidents[*up].part_of) {
      if (*up != i && ++steps <= view.incidents.size()) continue;
      view.incidents[i].part_of.reset();  // a circle tells nothing
      break;
    }
  }
  parts_after_wholes(view);
}

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

bool within_scope(const Figure& part, const Figure& whole) {
  return within_scope_of(part, whole, area(part, whole), {part.first, part.last}, {whole.first, whole.last});
}

}  // namespace histor
