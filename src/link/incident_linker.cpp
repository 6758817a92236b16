// Figures whose day and place are known are anchors: they alone make groups across reports, held together by day and
// place or by an update, and each group is parted into incidents. A figure that lacks day or place joins the anchors
// beside which its own reports tell it, or those of the same count at its place and time; what it joins depends on
// anchors only, never on its like, so that no chain of vague figures runs through the archive. Those that find no
// anchor make incidents among themselves, within their reports.
#include "link/incident_linker.hpp"

#include <algorithm>
#include <tuple>

#include "base/hash.hpp"
#include "link/figures.hpp"
#include "link/incidents.hpp"

namespace histor {

namespace {

enum class Key { rival, scene, like, like_of_day };

template <class T>
void sort_once(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

std::uint64_t key_of(const Window& days, std::uint64_t place) {
  const auto number = [](const std::optional<Day>& day) { return day ? day->time_since_epoch().count() : -1'000'000; };
  return digest_of(static_cast<int>(Key::scene), number(days.first), number(days.last), place);
}

std::uint64_t place_digest(const Where& where) {
  return hash64(place_key(where));
}

std::uint64_t like_key(const Count& count, const Where& where) {
  return digest_of(static_cast<int>(Key::like), *count.number.value, static_cast<int>(count.outcome),
                   place_digest(where));
}

std::uint64_t like_of_day_key(const Count& count) {
  return digest_of(static_cast<int>(Key::like_of_day), *count.number.value, static_cast<int>(count.outcome),
                   key_of(count.days, 0));
}

bool telling(const Count& count) {
  return count.number.value && *count.number.value >= telling_count;
}

// Fields that a figure leaves open; those who know most come first.
int ignorance(const Count& count) {
  return (count.day_known() ? 0 : 1) + (count.places.empty() ? 1 : 0);
}

}  // namespace

bool IncidentLinker::before(FigureIndex a, FigureIndex b) const {
  const int x = ignorance(counts_[a]);
  const int y = ignorance(counts_[b]);
  if (x != y) return x < y;
  return core_before(books_.held, books_.held.figures[a].claims.front(), books_.held.figures[b].claims.front());
}

bool IncidentLinker::is_decided(FigureIndex f) const {
  if (books_.decided.none()) return false;
  const std::vector<ClaimIndex>& claims = books_.held.figures[f].claims;
  return std::any_of(claims.begin(), claims.end(),
                     [this](ClaimIndex c) { return !books_.decided.together_with(books_.held.claims[c].id).empty(); });
}

Bond IncidentLinker::bond_of(FigureIndex a, FigureIndex b) const {
  if (!books_.decided.none()) {
    bool together = false;
    for (const ClaimIndex x : books_.held.figures[a].claims) {
      for (const ClaimIndex y : books_.held.figures[b].claims) {
        const std::string& p = books_.held.claims[x].id;
        const std::string& q = books_.held.claims[y].id;
        if (books_.decided.apart(p, q)) return Bond::conflict;
        together = together || books_.decided.together_with(p).count(q) > 0;
      }
    }
    if (together) return Bond::decided;
  }
  return bond(books_.held, counts_[a], counts_[b]);
}

void IncidentLinker::index(FigureIndex f, bool in) {
  const Count& count = counts_[f];
  if (count.lane != Lane::incident) return;
  const auto list = [&](std::uint64_t key) { in ? blocks_.add(key, f) : blocks_.remove(key, f); };
  if (count.named && count.number.value && count.day_known()) {
    const TimeKeys keys(count.days);
    for (const std::uint64_t time : keys.kept_by()) {
      list(digest_of(static_cast<int>(Key::rival), count.origin, static_cast<int>(count.outcome), time));
    }
  }
  std::vector<std::uint64_t> places;
  places.reserve(count.places.size());
  for (const Where* where : count.places) places.push_back(place_digest(*where));
  sort_once(places);
  for (const std::uint64_t place : places) {
    if (count.day_known()) list(key_of(count.days, place));
  }
  if (!telling(count)) return;
  places.clear();
  for (const Where* where : count.places) places.push_back(like_key(count, *where));
  sort_once(places);
  for (const std::uint64_t like : places) list(like);
  if (count.day_known()) list(like_of_day_key(count));
}

// Of the same origin and outcome, with a day in common.
template <class Visit>
void IncidentLinker::visit_rivals(FigureIndex f, const Visit& visit) const {
  const Count& count = counts_[f];
  if (count.lane != Lane::incident || !count.named || !count.number.value || !count.day_known()) return;
  const TimeKeys keys(count.days);
  for (const std::uint64_t time : keys.found_by()) {
    blocks_.visit(digest_of(static_cast<int>(Key::rival), count.origin, static_cast<int>(count.outcome), time),
                  [&](FigureIndex other) {
                    if (other != f) visit(other);
                  });
  }
}

// Of the same days, with a place in common.
template <class Visit>
void IncidentLinker::visit_scene(FigureIndex f, const Visit& visit) const {
  const Count& count = counts_[f];
  if (!count.day_known()) return;
  for (const Where* where : count.places) {
    blocks_.visit(key_of(count.days, place_digest(*where)), [&](FigureIndex other) {
      if (other != f) visit(other);
    });
  }
}

// Of the same count, with a place in common.
template <class Visit>
void IncidentLinker::visit_like(FigureIndex f, const Visit& visit) const {
  const Count& count = counts_[f];
  if (count.lane != Lane::incident || !telling(count)) return;
  for (const Where* where : count.places) {
    blocks_.visit(like_key(count, *where), [&](FigureIndex other) {
      if (other != f) visit(other);
    });
  }
}

// Of the same count and days, wherever.
template <class Visit>
void IncidentLinker::visit_like_of_day(FigureIndex f, const Visit& visit) const {
  const Count& count = counts_[f];
  if (count.lane != Lane::incident || !telling(count) || !count.day_known()) return;
  blocks_.visit(like_of_day_key(count), [&](FigureIndex other) {
    if (other != f) visit(other);
  });
}

template <class Visit>
void IncidentLinker::visit_document_mates(FigureIndex f, const Visit& visit) const {
  for (const std::uint32_t document : counts_[f].documents) {
    for (const ClaimIndex claim : books_.claims_of[document]) {
      const FigureIndex other = books_.figure_of[claim];
      if (other != nowhere && other != f) visit(other);
    }
  }
}

template <class Visit>
void IncidentLinker::visit_decided(FigureIndex f, const Visit& visit) const {
  if (books_.decided.none()) return;
  for (const ClaimIndex c : books_.held.figures[f].claims) {
    for (const std::string& id : books_.decided.together_with(books_.held.claims[c].id)) {
      const auto [first, last] = books_.claims_by_id.equal_range(id);
      for (auto at = first; at != last; ++at) {
        const FigureIndex other = books_.figure_of[at->second];
        if (other != nowhere && other != f) visit(other);
      }
    }
  }
}

IncidentLinker::Figures IncidentLinker::figures_in(std::vector<std::uint32_t> documents) const {
  sort_once(documents);
  Figures figures;
  for (const std::uint32_t document : documents) {
    for (const ClaimIndex claim : books_.claims_of[document]) {
      if (books_.figure_of[claim] != nowhere) figures.push_back(books_.figure_of[claim]);
    }
  }
  sort_once(figures);
  return figures;
}

// The figure that the words of a claim make this one a part of.
std::optional<FigureIndex> IncidentLinker::word_of_whole(FigureIndex f) const {
  const Figure& part = books_.held.figures[f];
  for (const ClaimIndex c : part.claims) {
    const ClaimIndex whole = books_.mentions[c].part_of;
    if (whole == nowhere || books_.figure_of[whole] == nowhere || books_.figure_of[whole] == f) continue;
    const Figure& other = books_.held.figures[books_.figure_of[whole]];
    if (other.lane == part.lane && other.outcome == part.outcome && other.modality == part.modality) {
      return books_.figure_of[whole];
    }
  }
  return std::nullopt;
}

// Where words go round in a circle, the last of it is left without a whole.
std::optional<FigureIndex> IncidentLinker::said_whole(FigureIndex f) const {
  const std::optional<FigureIndex> whole = word_of_whole(f);
  bool last = true;
  std::size_t steps = 0;
  for (std::optional<FigureIndex> up = whole; up; up = word_of_whole(*up)) {
    if (*up == f) return last ? std::nullopt : whole;
    last = last && before(*up, f);
    if (++steps > 64) break;  // a circle that does not hold f
  }
  return whole;
}

// Later words of one origin on one thing take the place of the earlier ones; both stay in the ledger.
std::optional<FigureIndex> IncidentLinker::superseder(FigureIndex f) const {
  std::optional<FigureIndex> next;
  if (!could_update(f)) return next;
  Figures later;
  visit_rivals(f, [&](FigureIndex other) {
    if (could_update(other) && updates(counts_[other], counts_[f])) later.push_back(other);
  });
  sort_once(later);
  std::sort(later.begin(), later.end(), [this](FigureIndex a, FigureIndex b) { return before(a, b); });
  for (const FigureIndex one : later) {
    if (!next || updates(counts_[*next], counts_[one])) next = one;
  }
  return next;
}

// "Ten children" of the group's "at least 25" in the same report, though no word ties them.
std::optional<FigureIndex> IncidentLinker::inferred_whole(FigureIndex f) const {
  std::optional<FigureIndex> best;
  if (!could_update(f)) return best;
  const auto closer = [this, f](FigureIndex a, FigureIndex b) {
    const auto rank = [this, f](FigureIndex w) {
      return std::tuple(!share_document(counts_[f], counts_[w]), books_.held.figures[w].superseded_by.has_value(),
                        *counts_[w].number.value);
    };
    const auto x = rank(a);
    const auto y = rank(b);
    return x != y ? x < y : before(a, b);
  };
  const Count& part = counts_[f];
  visit_rivals(f, [&](FigureIndex w) {
    const Count& whole = counts_[w];
    if (!could_update(w) || !population_within(part.group, whole.group) || !within_scope(part, whole)) return;
    if (updates(whole, part) || updates(part, whole)) return;
    // Of a wider area only where one report gives both; else it is an incident of its own within the wider one.
    const Area places = area(part.places, part.exclusions, whole.places, whole.exclusions);
    if (places != Area::equal && !share_document(part, whole)) return;
    if (w != best && (!best || closer(w, *best))) best = w;
  });
  return best;
}

std::optional<FigureIndex> IncidentLinker::wider(const Figures& incident) const {
  struct Wider {
    bool other_report;
    std::int64_t value;
    FigureIndex figure;
  };
  std::optional<Wider> best;
  for (const FigureIndex f : incident) {
    const Count& part = counts_[f];
    visit_rivals(f, [&](FigureIndex w) {
      const Count& whole = counts_[w];
      if (!is_top(w) || !within_scope(part, whole)) return;
      if (area(part.places, part.exclusions, whole.places, whole.exclusions) != Area::within) return;
      if (std::find(incident.begin(), incident.end(), w) != incident.end()) return;
      const Wider one{!share_document(part, whole), *whole.number.value, w};
      const auto rank = [](const Wider& wider) { return std::tuple(wider.other_report, wider.value); };
      if (!best || rank(one) < rank(*best) || (rank(one) == rank(*best) && before(w, best->figure))) best = one;
    });
  }
  return best ? std::optional(best->figure) : std::nullopt;
}

// A place that was carried to a sentence is no anchor where the sentence's other figure has one of its own.
bool IncidentLinker::is_anchor(FigureIndex f) const {
  if (!is_top(f)) return false;
  if (is_decided(f)) return true;
  const Count& count = counts_[f];
  if (!count.day_known() || count.places.empty()) return false;
  if (!count.place_carried) return true;
  bool led = false;
  visit_document_mates(f, [&](FigureIndex mate) {
    const Count& other = counts_[mate];
    if (led || !is_top(mate) || !other.day_known() || other.places.empty() || other.place_carried) return;
    led = bond_of(f, mate) == Bond::sentence;
  });
  return !led;
}

// The incident of anchors to which a figure has the strongest bond. A count that is all there is to go by must lead to
// one incident only.
IncidentLinker::Slot IncidentLinker::wish_of(FigureIndex f) const {
  std::vector<Slot> near;
  std::vector<Slot> like;
  visit_document_mates(f, [&](FigureIndex mate) {
    if (found_[mate].anchor) near.push_back(found_[mate].draft);
  });
  visit_scene(f, [&](FigureIndex other) {
    if (found_[other].anchor) near.push_back(found_[other].draft);
  });
  visit_like(f, [&](FigureIndex other) {
    if (found_[other].anchor && one_fingerprint(counts_[f], counts_[other])) like.push_back(found_[other].draft);
  });
  sort_once(near);
  sort_once(like);
  Slot best = nowhere;
  Bond strongest = Bond::none;
  const auto bond = [this](FigureIndex a, FigureIndex b) { return bond_of(a, b); };
  for (const Slot draft : near) {
    const Bond one = bond_to(f, drafts_[draft].anchors, bond);
    if (one == Bond::fingerprint || one == Bond::none || one == Bond::conflict) continue;
    const bool closer = best == nowhere || one > strongest ||
                        (one == strongest && before(drafts_[draft].anchors.front(), drafts_[best].anchors.front()));
    if (closer) {
      best = draft;
      strongest = one;
    }
  }
  if (strongest > Bond::fingerprint) return best;
  std::erase_if(like, [&](Slot draft) { return bond_to(f, drafts_[draft].anchors, bond) == Bond::conflict; });
  return like.size() == 1 ? like.front() : best;
}

void IncidentLinker::find_wholes(const Figures& among, Figures& changed) {
  for (const FigureIndex f : among) {
    const std::optional<FigureIndex> whole = said_whole(f);
    if (whole == found_[f].said) continue;
    found_[f].said = whole;
    changed.push_back(f);
  }
}

IncidentLinker::Slot IncidentLinker::draft() {
  if (free_drafts_.empty()) {
    drafts_.emplace_back();
    return static_cast<Slot>(drafts_.size() - 1);
  }
  const Slot slot = free_drafts_.back();
  free_drafts_.pop_back();
  return slot;
}

// `moved`: figures whose wish must be looked at again. `redrafted`: incidents made anew.
void IncidentLinker::regroup_anchors(const Figures& dirty, const Figures& gone, Figures& moved,
                                     std::vector<Slot>& redrafted) {
  const auto neighbours = [this](FigureIndex f, const auto& visit) {
    visit_scene(f, visit);
    visit_like_of_day(f, visit);
    visit_rivals(f, visit);
    visit_decided(f, visit);
    if (counts_[f].place_carried) visit_document_mates(f, visit);
    visit_document_mates(f, [&](FigureIndex mate) {
      if (counts_[mate].place_carried) visit(mate);
    });
  };
  const auto tied = [this](FigureIndex a, FigureIndex b) {
    return found_[a].anchor && found_[b].anchor && bond_of(a, b) >= Bond::scope;
  };
  const Groups::Change regrouped = anchors_.regroup(dirty, gone, neighbours, tied);
  std::vector<std::uint32_t> documents;
  const auto could_join = [&](FigureIndex other) {
    if (!found_[other].anchor) moved.push_back(other);
  };
  const auto note = [&](const Draft& draft) {
    for (const FigureIndex anchor : draft.anchors) {
      append(documents, counts_[anchor].documents);
      visit_like(anchor, could_join);
      visit_scene(anchor, could_join);
    }
  };
  for (const Groups::Dissolved& group : regrouped.dissolved) {
    for (const Slot slot : anchor_drafts_[group.group]) {
      note(drafts_[slot]);
      append(moved, drafts_[slot].wishes);
      drafts_[slot] = Draft{};
      free_drafts_.push_back(slot);
    }
    anchor_drafts_[group.group].clear();
  }
  const auto bond = [this](FigureIndex a, FigureIndex b) { return bond_of(a, b); };
  for (const Groups::Group group : regrouped.formed) {
    Figures ordered = anchors_.members(group);
    std::sort(ordered.begin(), ordered.end(), [this](FigureIndex a, FigureIndex b) { return before(a, b); });
    if (anchor_drafts_.size() <= group) anchor_drafts_.resize(group + 1);
    for (Figures& anchors : part_into_incidents(ordered, bond)) {
      const Slot slot = draft();
      for (const FigureIndex anchor : anchors) found_[anchor].draft = slot;
      drafts_[slot].anchors = std::move(anchors);
      anchor_drafts_[group].push_back(slot);
      redrafted.push_back(slot);
      note(drafts_[slot]);
    }
  }
  append(moved, figures_in(std::move(documents)));
}

// Seats those who would join: in order of who knows most, unless one who sits there already contradicts.
void IncidentLinker::seat(std::vector<Slot> drafts, Figures& loose, Figures& housed) {
  sort_once(drafts);
  const auto bond = [this](FigureIndex a, FigureIndex b) { return bond_of(a, b); };
  for (const Slot slot : drafts) {
    Draft& draft = drafts_[slot];
    if (draft.anchors.empty()) continue;
    sort_once(draft.wishes);
    Figures wishes = draft.wishes;
    std::sort(wishes.begin(), wishes.end(), [this](FigureIndex a, FigureIndex b) { return before(a, b); });
    Figures guests;
    for (const FigureIndex f : wishes) {
      if (bond_to(f, guests, bond) == Bond::conflict) {
        loose.push_back(f);
      } else {
        guests.push_back(f);
        housed.push_back(f);
      }
    }
    draft.figures = draft.anchors;
    append(draft.figures, guests);
  }
}

void IncidentLinker::regroup_leftovers(const Figures& dirty, const Figures& gone, std::size_t& incidents) {
  const auto neighbours = [this](FigureIndex f, const auto& visit) {
    visit_document_mates(f, visit);
    visit_like(f, visit);
  };
  const auto bond = [this](FigureIndex a, FigureIndex b) { return bond_of(a, b); };
  const auto tied = [&](FigureIndex a, FigureIndex b) {
    return found_[a].leftover && found_[b].leftover && bond(a, b) > Bond::none;
  };
  const Groups::Change regrouped = leftovers_.regroup(dirty, gone, neighbours, tied);
  for (const Groups::Dissolved& group : regrouped.dissolved) {
    for (const Slot slot : leftover_drafts_[group.group]) {
      drafts_[slot] = Draft{};
      free_drafts_.push_back(slot);
    }
    leftover_drafts_[group.group].clear();
  }
  for (const Groups::Group group : regrouped.formed) {
    Figures ordered = leftovers_.members(group);
    std::sort(ordered.begin(), ordered.end(), [this](FigureIndex a, FigureIndex b) { return before(a, b); });
    if (leftover_drafts_.size() <= group) leftover_drafts_.resize(group + 1);
    for (Figures& figures : part_into_incidents(ordered, bond)) {
      const Slot slot = draft();
      drafts_[slot].figures = std::move(figures);
      leftover_drafts_[group].push_back(slot);
      ++incidents;
    }
  }
}

IncidentLinker::Change IncidentLinker::change(const Figures& dropped, const Figures& made) {
  Change change;
  std::vector<Figure>& figures = books_.held.figures;
  counts_.resize(figures.size());
  found_.resize(figures.size());

  // What stood beside those that went, and the incidents that they were in.
  std::vector<std::uint32_t> documents;
  Figures rivals;
  Figures lost_anchors;
  Figures lost_leftovers;
  std::vector<Slot> redrafted;
  for (const FigureIndex f : dropped) {
    append(documents, counts_[f].documents);
    visit_rivals(f, [&](FigureIndex other) { rivals.push_back(other); });
    index(f, false);
    if (found_[f].anchor) lost_anchors.push_back(f);
    if (found_[f].leftover) lost_leftovers.push_back(f);
    if (found_[f].wish != nowhere) {
      std::erase(drafts_[found_[f].wish].wishes, f);
      redrafted.push_back(found_[f].wish);
    }
  }
  Figures moved;
  std::vector<Slot> unseated;
  // The groups let go of them before their numbers are given to others.
  regroup_anchors({}, lost_anchors, moved, unseated);
  regroup_leftovers({}, lost_leftovers, change.incidents);
  for (const FigureIndex f : dropped) found_[f] = Found{};

  for (const FigureIndex f : made) {
    counts_[f] = count_of(books_.held, books_.mentions, f, books_.tables);
    append(documents, counts_[f].documents);
    index(f, true);
  }
  blocks_.settle();

  // Wholes by words: those of the same reports, and what hangs below them.
  Figures among = figures_in(documents);
  append(among, made);
  sort_once(among);
  std::vector<bool> taken(figures.size());
  for (const FigureIndex f : among) taken[f] = true;
  for (std::size_t i = 0; i < among.size(); ++i) {
    for (const ClaimIndex c : figures[among[i]].claims) {
      for (const ClaimIndex other : books_.claims_of[books_.mentions[c].document]) {
        const FigureIndex below = books_.figure_of[other];
        if (below == nowhere || books_.mentions[other].part_of != c || taken[below]) continue;
        taken[below] = true;
        among.push_back(below);
      }
    }
  }
  Figures changed = made;
  find_wholes(among, changed);
  change.figures = among.size();

  // Who supersedes whom, and wholes by scope: those of the same origin and days.
  append(rivals, changed);
  for (const FigureIndex f : changed) visit_rivals(f, [&](FigureIndex other) { rivals.push_back(other); });
  sort_once(rivals);
  std::erase_if(rivals, [this](FigureIndex f) { return !books_.alive[f]; });
  Figures resolved = rivals;
  for (const FigureIndex f : rivals) {
    const std::optional<FigureIndex> next = superseder(f);
    const bool new_word = next.has_value() != figures[f].superseded_by.has_value();
    figures[f].superseded_by = next;
    if (new_word) visit_rivals(f, [&](FigureIndex other) { resolved.push_back(other); });
  }
  sort_once(resolved);
  for (const FigureIndex f : resolved) {
    const std::optional<FigureIndex> whole = inferred_whole(f);
    if (whole.has_value() != found_[f].inferred.has_value()) changed.push_back(f);
    found_[f].inferred = whole;
  }
  append(resolved, among);
  for (const FigureIndex f : resolved) {
    figures[f].whole = found_[f].said ? found_[f].said : found_[f].inferred;
    figures[f].whole_inferred = !found_[f].said && found_[f].inferred;
  }

  // Anchors: of all reports in which something changed.
  for (const FigureIndex f : changed) append(documents, counts_[f].documents);
  Figures near = figures_in(documents);
  append(near, changed);
  sort_once(near);
  Figures fresh = made;
  sort_once(fresh);
  Figures gained;
  Figures lost;
  for (const FigureIndex f : near) {
    const bool now = is_anchor(f);
    const bool is_new = std::binary_search(fresh.begin(), fresh.end(), f);
    if (now && (is_new || !found_[f].anchor)) gained.push_back(f);
    if (!now && found_[f].anchor) lost.push_back(f);
  }
  for (const FigureIndex f : gained) found_[f].anchor = true;
  std::vector<Slot> formed;
  regroup_anchors(gained, lost, moved, formed);
  for (const FigureIndex f : lost) {
    found_[f].anchor = false;
    found_[f].draft = nowhere;
  }
  append(redrafted, unseated);
  append(redrafted, formed);
  change.incidents += formed.size();

  // The others find their homes.
  append(moved, near);
  sort_once(moved);
  std::erase_if(moved, [this](FigureIndex f) { return !books_.alive[f]; });
  Figures loose;
  for (const FigureIndex f : moved) {
    const bool waits = is_top(f) && !found_[f].anchor;
    const Slot wish = waits ? wish_of(f) : nowhere;
    if (found_[f].wish != nowhere) {
      std::erase(drafts_[found_[f].wish].wishes, f);
      redrafted.push_back(found_[f].wish);
    }
    found_[f].wish = wish;
    if (wish != nowhere) {
      drafts_[wish].wishes.push_back(f);
      redrafted.push_back(wish);
    } else if (waits) {
      loose.push_back(f);
    }
  }
  Figures housed;
  seat(std::move(redrafted), loose, housed);

  // And those without one stay by themselves.
  sort_once(loose);
  append(moved, housed);
  append(moved, loose);
  sort_once(moved);
  Figures out;
  for (const FigureIndex f : moved) {
    const bool now = std::binary_search(loose.begin(), loose.end(), f);
    if (!now && found_[f].leftover) out.push_back(f);
    found_[f].leftover = now;
  }
  regroup_leftovers(loose, out, change.incidents);
  return change;
}

}  // namespace histor
