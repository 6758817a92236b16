// Figures meet in an incident on positive evidence only, and never over a contradiction. One report that gives two
// different figures of one origin for one outcome side by side tells of two events, unless one is an update, or a part,
// of the other.
#include "link/counts.hpp"

#include <algorithm>

#include "link/figures.hpp"
#include "link/incidents.hpp"

namespace histor {

namespace {

enum class Nearness { none, paragraph, sentence };

std::optional<std::size_t> block_of(const Document& document, Span sentence) {
  const auto after = std::upper_bound(document.blocks.begin(), document.blocks.end(), sentence.begin,
                                      [](std::uint32_t at, const Block& block) { return at < block.span.begin; });
  if (after == document.blocks.begin()) return std::nullopt;
  const auto block = std::prev(after);
  if (!block->span.contains(sentence.begin)) return std::nullopt;
  return static_cast<std::size_t>(block - document.blocks.begin());
}

Nearness nearness(const LedgerView& view, const Count& a, const Count& b) {
  Nearness nearest = Nearness::none;
  for (const ClaimIndex x : view.figures[a.figure].claims) {
    for (const ClaimIndex y : view.figures[b.figure].claims) {
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

template <class Sorted>
bool meet(const Sorted& a, const Sorted& b) {
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x == *y) return true;
    *x < *y ? ++x : ++y;
  }
  return false;
}

bool hands_differ(const Count& a, const Count& b) {
  if (a.group == Group::attackers || b.group == Group::attackers) return false;  // who dies by his own hand
  return !a.hands.empty() && !b.hands.empty() && !meet(a.hands, b.hands);
}

// "In Syria, on Sunday" is no scene that two origins could be telling of.
bool is_countrywide(PlacePointers places) {
  return std::any_of(places.begin(), places.end(), [](const Where* where) {
    return where->kind == "country" || where->precision == PlacePrecision::country;
  });
}

Area area(const Count& a, const Count& b) {
  return area(a.places, a.exclusions, b.places, b.exclusions);
}

// Two counts of one voice side by side in one report.
bool side_by_side(const LedgerView& view, const Count& a, const Count& b) {
  if (a.outcome != b.outcome || a.origin != b.origin || a.modality != b.modality) return false;
  if (!population_compatible(a.group, b.group) || !share_document(a, b)) return false;
  if (updates(a, b) || updates(b, a)) return false;
  if (a.by_name && b.by_name) return nearness(view, a, b) != Nearness::sentence;
  return a.number.value && b.number.value && a.number.value != b.number.value;
}

bool one_telling_count(const Count& a, const Count& b) {
  return a.number.value && a.number.value == b.number.value && *a.number.value >= telling_count &&
         a.outcome == b.outcome && a.modality == b.modality && population_compatible(a.group, b.group);
}

}  // namespace

Count count_of(const LedgerView& view, const std::vector<CountMention>& mentions, FigureIndex index,
               MentionTables& tables) {
  const Figure& figure = view.figures[index];
  Count count;
  count.figure = index;
  count.lane = figure.lane;
  count.outcome = figure.outcome;
  count.group = figure.group;
  count.modality = figure.modality;
  count.by_name = figure.number.form == NumberForm::name;
  count.place_carried = figure.place_carried;
  count.origin = tables.words.number_of(figure.origin);
  const auto facts = view.actors.find(figure.origin);
  count.named = !figure.origin.empty() && !(facts != view.actors.end() && facts->second.role);
  count.number = figure.number;
  count.number.text.clear();
  count.days = {figure.first, figure.last};
  count.places = tables.places.intern(figure.places);
  count.exclusions = tables.places.intern(figure.exclusions);
  count.known = figure.known;
  for (const ClaimIndex c : figure.claims) {
    const Claim& claim = view.claims[c];
    if (!count.means) count.means = claim.means;
    for (const By& by : claim.by) count.hands.push_back(tables.words.number_of(by.actor));
    count.documents.push_back(mentions[c].document);
    const std::optional<Day> day = published_of(view, claim);
    if (!day || (count.plausible.last && *count.plausible.last <= *day)) continue;
    count.plausible.first = *day - fresh_news;
    count.plausible.last = day;
  }
  if (count.day_known()) count.plausible = count.days;
  for (std::vector<std::uint32_t>* list : {&count.hands, &count.documents}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
  return count;
}

bool share_document(const Count& a, const Count& b) {
  return meet(a.documents, b.documents);
}

bool updates(const Count& later, const Count& earlier) {
  if (later.figure == earlier.figure) return false;
  if (later.lane != Lane::incident || earlier.lane != Lane::incident) return false;
  if (later.outcome != earlier.outcome || later.origin != earlier.origin || !later.named) return false;
  if (later.modality != Modality::asserted || earlier.modality != Modality::asserted) return false;
  if (later.group != earlier.group && !(later.group == Group::people && earlier.group == Group::civilians))
    return false;
  if (!later.number.value || !earlier.number.value || later.number.value == earlier.number.value) return false;
  if (!later.day_known() || !earlier.day_known() || !overlap(later.days, earlier.days)) return false;
  if (!means_compatible(later.means, earlier.means)) return false;
  const Area places = area(later, earlier);
  // A count of a wider area takes up that of a narrower one; the other way round it would be a part.
  const bool one_area = places == Area::equal || ((places == Area::holds || places == Area::overlaps) &&
                                                  is_aggregate(later.places) && is_aggregate(earlier.places));
  if (!one_area) return false;
  if (later.known == earlier.known) {
    // Nothing tells which came first. Within one report they stand side by side; across reports a toll is taken to
    // rise.
    return !share_document(later, earlier) && *later.number.value > *earlier.number.value;
  }
  if (later.known.empty() || earlier.known.empty()) return false;
  return later.known > earlier.known;
}

bool within_scope(const Count& part, const Count& whole) {
  return within_scope_of(part, whole, area(part, whole), part.days, whole.days);
}

bool one_count_of_a_day(const Count& a, const Count& b) {
  if (!one_telling_count(a, b) || !a.day_known() || a.days != b.days) return false;
  const Area places = area(a, b);
  return places == Area::equal || places == Area::within || places == Area::holds;
}

bool one_fingerprint(const Count& a, const Count& b) {
  if (!one_telling_count(a, b)) return false;
  const bool origins = a.origin == b.origin || !a.named || !b.named;
  return origins && a.plausible.known() && b.plausible.known() && overlap(a.plausible, b.plausible) &&
         !is_countrywide(a.places) && area(a, b) == Area::equal;
}

Bond bond(const LedgerView& view, const Count& a, const Count& b) {
  if (updates(a, b) || updates(b, a)) return Bond::update;
  const bool days = a.day_known() && b.day_known();
  if (days && a.days != b.days) return Bond::conflict;
  const Area places = area(a, b);
  if (places == Area::disjoint) return Bond::conflict;
  if (!means_compatible(a.means, b.means)) return Bond::conflict;
  if (side_by_side(view, a, b)) return Bond::conflict;
  const bool together = share_document(a, b);
  if (together && hands_differ(a, b)) return Bond::conflict;
  const bool one_place = places == Area::equal && (together || a.origin == b.origin || !is_countrywide(a.places));
  const Nearness near = together ? nearness(view, a, b) : Nearness::none;
  const bool both_places = !a.places.empty() && !b.places.empty();
  // Where a place was carried to a sentence, the other figure of the sentence knows better.
  const bool carried = a.place_carried || b.place_carried;
  if (near == Nearness::sentence && a.origin == b.origin && (!both_places || carried || places == Area::equal)) {
    return Bond::sentence;
  }
  if (days && (one_place || one_count_of_a_day(a, b))) return Bond::scope;
  if (!days && one_fingerprint(a, b)) return Bond::fingerprint;
  if (!together || (both_places && places != Area::equal && !carried)) return Bond::none;
  if (near != Nearness::none) return Bond::passage;
  // One report, and what it leaves out does not speak against it: the place, or the day, is the same.
  const bool one_open = days != (places == Area::equal) && (days || places == Area::equal);
  return one_open ? Bond::passage : Bond::none;
}

}  // namespace histor
