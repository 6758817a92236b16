// Claims are put together by place, then by what they tell (one action of one body), then by day. Only what tells the
// same day is one statement; a wider time ("at the weekend") joins where one narrower lies within it, a report that
// names no day joins what was told of the week before. A statement on several places stands in the timeline of each.
#include "link/control.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "ground/gazetteer.hpp"
#include "link/control_ties.hpp"
#include "link/figures.hpp"
#include "link/scope.hpp"

namespace histor {

namespace {

using std::chrono::days;

/// Reports without a day are taken to tell of so many days before they were printed.
constexpr days recent{7};

std::string actor_of(const Claim& claim) {
  return claim.actor ? claim.actor->actor : std::string{};
}
std::string origin_of(const Claim& claim) {
  return claim.origin ? claim.origin->actor : std::string{};
}
bool denied(const Claim& claim) {
  return claim.status == Status::denied || claim.modality == Modality::denied;
}

std::vector<Where> scene_of(const Claim& claim) {
  std::vector<Where> scene;
  for (const Where& where : claim.where) {
    if (where.role != PlaceRole::excluding) scene.push_back(where);
  }
  return narrowest(scene);
}

bool is_described(const Where& where) {
  return where.place.empty() && !where.text.empty() && where.text.front() >= 'a' && where.text.front() <= 'z';
}

// What is one place across reports. "Several towns" may be other towns for whoever says it.
std::string timeline_key(const Where& where, const Claim& claim) {
  std::string key = where.place;
  if (key.empty()) key = "~" + fold_place_name(where.name.empty() ? where.text : where.name);
  if (key == "~") key += folded(where.text);  // of no script that the fold knows
  if (!where.part.empty()) key += "|" + folded(where.part);
  if (where.role == PlaceRole::near || where.role == PlaceRole::around) key += "|near";
  if (is_described(where))
    key += "|" + origin_of(claim) + "|" + actor_of(claim) + "|" +
           std::string(to_string(claim.action.value_or(ControlAction::held)));
  return key;
}

// ---- what tells of one time ----

/// Claims of one statement, and the days that they tell of.
struct Draft {
  std::vector<ClaimIndex> claims;
  Window window;
};

struct ByStart {
  bool operator()(const Window& a, const Window& b) const {
    return std::tuple(a.first.has_value(), a.first, !a.last.has_value(), a.last) <
           std::tuple(b.first.has_value(), b.first, !b.last.has_value(), b.last);
  }
};

bool short_time(const Window& window) {
  return window.first && window.last && *window.last - *window.first <= recent;
}

// The short windows that hold no other; what is left of `dated` are those that do. Both ends of the result ascend.
std::vector<Window> innermost(const std::map<Window, std::vector<ClaimIndex>, ByStart>& dated) {
  std::vector<Window> windows;
  for (const auto& [window, claims] : dated) {
    if (short_time(window)) windows.push_back(window);
  }
  std::sort(windows.begin(), windows.end(), [](const Window& a, const Window& b) {
    return std::tuple(*a.last, *b.first) < std::tuple(*b.last, *a.first);
  });
  std::vector<Window> kept;
  for (const Window& window : windows) {
    if (kept.empty() || *kept.back().first < *window.first) kept.push_back(window);
  }
  return kept;
}

std::vector<Draft> by_days(const LedgerView& view, const std::vector<ClaimIndex>& claims) {
  std::map<Window, std::vector<ClaimIndex>, ByStart> dated;
  std::vector<std::pair<Day, ClaimIndex>> printed;
  Draft timeless;
  for (const ClaimIndex c : claims) {
    const Window window = window_of(view.claims[c]);
    const std::optional<Day> day = published_of(view, view.claims[c]);
    if (window.known()) {
      dated[window].push_back(c);
    } else if (day) {
      printed.emplace_back(*day, c);
    } else {
      timeless.claims.push_back(c);
    }
  }
  const std::vector<Window> inner = innermost(dated);
  const auto from = [](const Window& window, Day day) { return *window.first < day; };
  for (auto wide = dated.begin(); wide != dated.end();) {
    const Window& window = wide->first;
    if (!short_time(window) || std::binary_search(inner.begin(), inner.end(), window, ByStart{})) {
      ++wide;
      continue;
    }
    const auto first = std::lower_bound(inner.begin(), inner.end(), *window.first, from);
    const auto holds = [&](auto it) { return it != inner.end() && *it->last <= *window.last; };
    if (!holds(first) || holds(std::next(first))) {
      ++wide;  // two attacks lie within it: nothing tells which is meant
      continue;
    }
    std::vector<ClaimIndex>& host = dated[*first];
    host.insert(host.end(), wide->second.begin(), wide->second.end());
    wide = dated.erase(wide);
  }
  std::sort(printed.begin(), printed.end());
  std::vector<Draft> runs;
  std::optional<Day> before;
  for (const auto& [day, claim] : printed) {
    const auto after = std::upper_bound(inner.begin(), inner.end(), day,
                                        [](Day at, const Window& window) { return at < *window.first; });
    if (after != inner.begin() && day - *std::prev(after)->last <= recent) {
      dated[*std::prev(after)].push_back(claim);
      continue;
    }
    if (!before || day - *before > recent) runs.emplace_back();
    runs.back().claims.push_back(claim);
    before = day;
  }
  std::vector<Draft> drafts;
  drafts.reserve(dated.size() + runs.size() + 1);
  for (auto& [window, all] : dated) drafts.push_back({std::move(all), window});
  std::move(runs.begin(), runs.end(), std::back_inserter(drafts));
  if (!timeless.claims.empty()) drafts.push_back(std::move(timeless));
  return drafts;
}

// ---- statements ----

template <class T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// The firmer of two words of one origin.
Status firmer(Status a, Status b) {
  const auto rank = [](Status status) {
    switch (status) {
      case Status::asserted:
        return 0;
      case Status::claimed:
        return 1;
      case Status::reported:
        return 2;
      case Status::denied:
        return 3;
    }
    return 3;
  };
  return rank(a) <= rank(b) ? a : b;
}

void take_violence(Saying& saying, std::optional<bool> violent) {
  if (!violent) return;
  if (saying.violent && *saying.violent != *violent) saying.violence_differs = true;
  saying.violent = violent;
}

std::vector<Saying> sayings_of(const LedgerView& view, const std::vector<ClaimIndex>& claims) {
  std::map<std::string, Saying> by_origin;
  for (const ClaimIndex c : claims) {
    const Claim& claim = view.claims[c];
    const auto [entry, fresh] = by_origin.try_emplace(origin_of(claim));
    Saying& saying = entry->second;
    saying.origin = entry->first;
    saying.status = fresh ? claim.status : firmer(saying.status, claim.status);
    saying.claims.push_back(c);
    saying.outlets.push_back(outlet_of(view, claim));
    take_violence(saying, claim.violent);
  }
  std::vector<Saying> said;
  for (auto& [origin, saying] : by_origin) {
    std::sort(saying.claims.begin(), saying.claims.end());
    sort_unique(saying.outlets);
    if (saying.violence_differs) saying.violent.reset();
    said.push_back(std::move(saying));
  }
  if (!said.empty() && said.front().origin.empty()) std::rotate(said.begin(), said.begin() + 1, said.end());
  return said;
}

Holding written(const LedgerView& view, Draft draft, const std::string& key) {
  std::sort(draft.claims.begin(), draft.claims.end(),
            [&view](ClaimIndex a, ClaimIndex b) { return core_before(view, a, b); });
  const Claim& core = view.claims[draft.claims.front()];
  Holding holding;
  holding.id = core.id;
  holding.action = core.action.value_or(ControlAction::held);
  holding.modality = core.modality;
  holding.status = denied(core) ? ControlStatus::denied : ControlStatus::asserted;
  holding.actor = actor_of(core);
  holding.first = draft.window.first;
  holding.last = draft.window.last;
  holding.said = sayings_of(view, draft.claims);
  for (const Saying& saying : holding.said) {
    if (!saying.origin.empty()) holding.origins.push_back(saying.origin);
    holding.outlets.insert(holding.outlets.end(), saying.outlets.begin(), saying.outlets.end());
  }
  sort_unique(holding.outlets);
  for (const ClaimIndex c : draft.claims) {
    const std::optional<Day> day = published_of(view, view.claims[c]);
    if (!day) continue;
    if (!holding.printed || *day < *holding.printed) holding.printed = day;
    if (!holding.reprinted || *day > *holding.reprinted) holding.reprinted = day;
  }
  for (const Where& where : scene_of(core)) {
    if (timeline_key(where, core) != key) holding.beside.push_back(where.text);
  }
  std::sort(draft.claims.begin() + 1, draft.claims.end());
  holding.claims = std::move(draft.claims);
  return holding;
}

// ---- places ----

ControlPlace place_of(const LedgerView& view, const std::string& key, std::vector<ClaimIndex> claims,
                      const std::string& id_of) {
  sort_unique(claims);  // a statement may name a place twice
  const auto core = std::min_element(claims.begin(), claims.end(),
                                     [&view](ClaimIndex a, ClaimIndex b) { return core_before(view, a, b); });
  ControlPlace place;
  place.id = short_id("p_", id_of);
  std::map<std::tuple<ControlAction, std::string, Modality, bool>, std::vector<ClaimIndex>> by_deed;
  for (const ClaimIndex c : claims) {
    const Claim& claim = view.claims[c];
    by_deed[{claim.action.value_or(ControlAction::held), actor_of(claim), claim.modality, denied(claim)}].push_back(c);
    for (Where& where : scene_of(claim)) {
      if (timeline_key(where, claim) != key) continue;
      place.names.push_back(where.text);
      if (c == *core && !place.place) place.place = std::move(where);
    }
  }
  sort_unique(place.names);
  place.described = place.place && is_described(*place.place);
  for (const auto& [deed, of_it] : by_deed) {
    for (Draft& draft : by_days(view, of_it)) place.holdings.push_back(written(view, std::move(draft), key));
  }
  std::sort(place.holdings.begin(), place.holdings.end(), [](const Holding& a, const Holding& b) {
    const auto rank = [](const Holding& holding) {
      const std::optional<Day> day = day_of(holding);
      return std::tuple(!day, day.value_or(Day{}), !holding.first && !holding.last, holding.claims.front());
    };
    return rank(a) < rank(b);
  });
  return place;
}

/// Finds, for each place, the smallest other one that holds it.
class Atlas {
 public:
  explicit Atlas(const std::vector<ControlPlace>& places) : places_(places) {
    for (std::uint32_t i = 0; i < places.size(); ++i) {
      if (!places[i].place || places[i].place->place.empty()) continue;
      const Where& where = *places[i].place;
      if (!whole(where)) continue;
      wholes_.emplace(where.place, i);
      if (where.kind == "country") countries_.emplace(where.country, i);
      if (where.kind == "region") regions_.emplace(std::pair(where.country, where.name), i);
      if (where.kind == "locality" && where.latitude && where.longitude) towns_[cell(where)].push_back(i);
    }
  }

  [[nodiscard]] std::optional<std::uint32_t> around(std::uint32_t inner) const {
    if (!places_[inner].place) return std::nullopt;
    const Where& where = *places_[inner].place;
    if (const auto own = find(wholes_, where.place); own && !whole(where)) return own;
    if (const auto town = town_around(inner, where)) return town;
    for (const auto& found :
         {find(regions_, std::pair(where.country, where.region)), find(countries_, where.country)}) {
      if (found && *found != inner && holds(*places_[*found].place, where)) return found;
    }
    return std::nullopt;
  }

 private:
  using Cell = std::pair<int, int>;
  static constexpr double cell_degrees = 0.5;  // wider than any town with its quarters, short of the poles

  static Cell cell(const Where& where) {
    return {static_cast<int>(std::floor(*where.latitude / cell_degrees)),
            static_cast<int>(std::floor(*where.longitude / cell_degrees))};
  }

  // Not only a part of it, or something by it.
  static bool whole(const Where& where) {
    return where.part.empty() && where.role != PlaceRole::near && where.role != PlaceRole::around;
  }

  template <class Map, class Key>
  static std::optional<std::uint32_t> find(const Map& map, const Key& key) {
    const auto found = map.find(key);
    return found == map.end() ? std::nullopt : std::optional<std::uint32_t>(found->second);
  }

  [[nodiscard]] std::optional<std::uint32_t> town_around(std::uint32_t inner, const Where& where) const {
    if (!where.latitude || !where.longitude) return std::nullopt;
    const Cell at = cell(where);
    std::optional<std::uint32_t> best;
    const auto distance = [&](std::uint32_t town) {
      const Where& other = *places_[town].place;
      return std::hypot(*other.latitude - *where.latitude, *other.longitude - *where.longitude);
    };
    for (int north = -1; north <= 1; ++north) {
      for (int east = -1; east <= 1; ++east) {
        const auto towns = towns_.find({at.first + north, at.second + east});
        if (towns == towns_.end()) continue;
        for (const std::uint32_t town : towns->second) {
          if (town == inner || !holds(*places_[town].place, where)) continue;
          if (!best || distance(town) < distance(*best)) best = town;
        }
      }
    }
    return best;
  }

  const std::vector<ControlPlace>& places_;
  std::map<std::string, std::uint32_t> wholes_;  // by place
  std::map<std::string, std::uint32_t> countries_;
  std::map<std::pair<std::string, std::string>, std::uint32_t> regions_;
  std::map<Cell, std::vector<std::uint32_t>> towns_;
};

std::vector<ControlPlace> gather(const LedgerView& view, Lane lane, const Denials& denials) {
  std::map<std::string, std::vector<ClaimIndex>> by_place;
  std::vector<ClaimIndex> placeless;
  for (ClaimIndex i = 0; i < view.claims.size(); ++i) {
    const Claim& claim = view.claims[i];
    if (claim.kind != ClaimKind::control || lane_of(claim) != lane) continue;
    const std::vector<Where> scene = scene_of(claim);
    for (const Where& where : scene) by_place[timeline_key(where, claim)].push_back(i);
    if (scene.empty()) placeless.push_back(i);  // nothing tells that two of them speak of one place
  }
  const auto id_in_lane = [lane](const std::string& of) { return std::string(to_string(lane)).append(" ").append(of); };
  std::vector<ControlPlace> places;
  places.reserve(by_place.size() + placeless.size());
  for (auto& [key, claims] : by_place) places.push_back(place_of(view, key, std::move(claims), id_in_lane(key)));
  for (const ClaimIndex c : placeless) places.push_back(place_of(view, {}, {c}, id_in_lane(view.claims[c].id)));
  for (ControlPlace& place : places) tie_holdings(view, denials, place);
  std::sort(places.begin(), places.end(), [](const ControlPlace& a, const ControlPlace& b) {
    const auto rank = [](const ControlPlace& place) {
      const bool named = place.place.has_value();  // the whole before its parts
      return std::tuple(!named, named ? folded(place.place->text) : std::string{},
                        named ? folded(place.place->part) : std::string{}, place.id);
    };
    return rank(a) < rank(b);
  });
  const Atlas atlas(places);
  for (std::uint32_t i = 0; i < places.size(); ++i) places[i].part_of = atlas.around(i);
  return places;
}

}  // namespace

void link_control(LedgerView& view) {
  const Denials denials = denials_of(view);
  view.control = gather(view, Lane::control, denials);
  view.background_control = gather(view, Lane::background, denials);
}

}  // namespace histor
