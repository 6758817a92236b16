// Two claims are one figure where nothing that both state parts them (outcome, population, value, days, places, origin)
// and something ties them: a named origin, or the document they share. Claims without a source follow after the others,
// since a headline or a lead restates what its own body attributes.
//
// A count of one ties little: two single deaths are two figures unless a headline, a name or a named origin with place
// and day says otherwise.
#include "link/figures.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/hash.hpp"
#include "link/scope.hpp"

namespace histor {

namespace {

// Context told in a report is an event of about the last two weeks (the marking guide's border between incident and
// background).
constexpr std::chrono::days recent{14};

struct Mention {
  ClaimIndex claim = 0;
  Lane lane = Lane::incident;
  std::string origin;
  bool role = false;  // its origin is a role ("witnesses"), not a body
  Number number;
  std::string words;               // folded, where there is no value
  std::vector<std::string> names;  // words of a person's name
  Window stated;
  Window plausible;  // the stated one, else the fortnight before publication
  std::vector<Where> places;
  bool display = false;               // headline or caption
  std::optional<std::int64_t> whole;  // value of the claim it breaks down
};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : folded(text) + " ") {
    if (c == ' ') {
      if (word.size() > 1) words.push_back(word);
      word.clear();
    } else {
      word += c;
    }
  }
  return words;
}

bool share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&b](const std::string& word) { return std::find(b.begin(), b.end(), word) != b.end(); });
}

std::vector<Where> places_with(const Claim& claim, std::initializer_list<PlaceRole> roles) {
  std::vector<Where> out;
  for (const Where& where : claim.where) {
    if (std::find(roles.begin(), roles.end(), where.role) != roles.end()) out.push_back(where);
  }
  return out;
}

// For people uprooted the place they left is where it happened.
std::vector<Where> scene_of(const Claim& claim) {
  std::vector<Where> scene = places_with(claim, {PlaceRole::in, PlaceRole::near, PlaceRole::around});
  if (scene.empty()) scene = places_with(claim, {PlaceRole::from});
  return narrowest(scene);
}

Number number_of(const Claim& claim) {
  if (claim.number) return *claim.number;
  return {claim.trigger.text, claim.trigger.span, NumberForm::none, {}, {}, {}, Hedge::unstated};
}

// Whether a circumstance was carried to the claim from further off than the paragraph before: good enough to show, with
// where it came from, and too little to tie figures by.
bool carried_far(const LedgerView& view, const Claim& claim, Provenance from, Span words) {
  if (from != Provenance::paragraph || claim.block == BlockKind::post) return false;
  const Document* document = document_of(view, claim);
  if (document == nullptr) return false;
  const auto& blocks = document->blocks;
  const auto block_at = [&blocks](std::uint32_t at) {
    return std::upper_bound(blocks.begin(), blocks.end(), at,
                            [](std::uint32_t offset, const Block& block) { return offset < block.span.begin; });
  };
  const auto there = block_at(words.begin);
  const auto here = block_at(claim.sentence.begin);
  return std::distance(there, here) > 1 || std::distance(here, there) > 1;
}

Mention mention_of(const LedgerView& view, ClaimIndex index) {
  const Claim& claim = view.claims[index];
  Mention m;
  m.claim = index;
  m.lane = lane_of(claim);
  m.origin = claim.origin ? claim.origin->actor : std::string{};
  const auto facts = view.actors.find(m.origin);
  m.role = facts != view.actors.end() && facts->second.role;
  m.number = number_of(claim);
  if (!m.number.value) m.words = folded(m.number.text);
  if (m.number.form == NumberForm::name) m.names = words_of(m.number.text);
  if (!claim.when || !claim.when->span || !carried_far(view, claim, claim.when->from, *claim.when->span))
    m.stated = window_of(claim);
  m.plausible = m.stated;
  if (const std::optional<Day> published = published_of(view, claim);
      !m.stated.known() && published && m.lane != Lane::background) {
    m.plausible = {*published - recent, published};
  }
  m.places = scene_of(claim);
  std::erase_if(m.places, [&](const Where& where) { return carried_far(view, claim, where.from, where.span); });
  m.display = claim.block == BlockKind::heading || claim.block == BlockKind::caption;
  return m;
}

bool same_document(const LedgerView& view, const Mention& a, const Mention& b) {
  return view.claims[a.claim].document == view.claims[b.claim].document;
}

bool is_part_of(const LedgerView& view, const Mention& a, const Mention& b) {
  return view.claims[a.claim].part_of == view.claims[b.claim].id ||
         view.claims[b.claim].part_of == view.claims[a.claim].id;
}

// Whether something that both state parts them. Requires equal lane, outcome, modality and value or words.
bool parted(const LedgerView& view, const Mention& a, const Mention& b) {
  if (!population_compatible(view.claims[a.claim].group, view.claims[b.claim].group)) return true;
  if (!a.origin.empty() && !b.origin.empty() && a.origin != b.origin) return true;
  if (!a.names.empty() && !b.names.empty() && !share(a.names, b.names)) return true;
  if (a.whole && b.whole && a.whole != b.whole) return true;
  if (!overlap(a.plausible, b.plausible)) return true;
  if (area(a.places, b.places) == Area::disjoint) return true;
  return is_part_of(view, a, b);
}

// Whether something ties them. Requires !parted(a, b).
bool tied(const LedgerView& view, const Mention& a, const Mention& b) {
  const bool same_origin = !a.origin.empty() && a.origin == b.origin;
  const bool together = same_document(view, a, b);
  const Area overlap_of_places = area(a.places, b.places);
  const bool place_known = overlap_of_places != Area::unknown;
  const bool day_known = a.stated.known() && b.stated.known();
  if (!a.number.value) {  // "many" is a figure only in the mouth of one speaker, of one thing, and in a headline
    if (together && a.display != b.display && (same_origin || a.origin.empty() || b.origin.empty())) return true;
    return same_origin && view.claims[a.claim].group == view.claims[b.claim].group && place_known &&
           (day_known || together);
  }
  if (*a.number.value <= 1) {
    if (share(a.names, b.names)) return together || (place_known && day_known);
    if (together) return a.display != b.display;
    return same_origin && !a.role && place_known && day_known && a.names.empty() && b.names.empty();
  }
  if (together) return same_origin || a.origin.empty() || b.origin.empty();
  if (same_origin && !a.role) return a.plausible.known() && b.plausible.known();
  return a.origin == b.origin && place_known && day_known;  // both of a role, or both without a source
}

struct Cluster {
  std::vector<Mention> members;
};

bool joins(const LedgerView& view, const Cluster& cluster, const Mention& m) {
  bool any = false;
  for (const Mention& member : cluster.members) {
    if (parted(view, member, m)) return false;
    any = any || tied(view, member, m);
  }
  return any;
}

// Of the same words: the one that says most about its bounds.
int care(const Number& number) {
  switch (number.hedge) {
    case Hedge::at_least:
    case Hedge::more_than:
    case Hedge::at_most:
    case Hedge::less_than:
    case Hedge::range:
      return 2;
    case Hedge::about:
      return 1;
    default:
      return 0;
  }
}

Figure figure_of(const LedgerView& view, const Cluster& cluster) {
  std::vector<Mention> members = cluster.members;
  std::sort(members.begin(), members.end(),
            [&view](const Mention& a, const Mention& b) { return core_before(view, a.claim, b.claim); });
  const Mention& core = members.front();
  const Claim& core_claim = view.claims[core.claim];
  Figure f;
  f.id = core_claim.id;
  f.lane = core.lane;
  f.kind = core_claim.kind;
  f.outcome = core_claim.outcome.value_or(core_claim.kind == ClaimKind::displacement ? Outcome::displaced
                                                                                     : Outcome::casualties);
  f.modality = core_claim.modality;
  f.number = core.number;
  std::set<std::string> outlets;
  std::optional<Day> published;
  for (const Mention& m : members) {
    const Claim& claim = view.claims[m.claim];
    f.claims.push_back(m.claim);
    if (f.origin.empty()) f.origin = m.origin;
    if (f.group == Group::people) f.group = claim.group;
    if (care(m.number) > care(f.number)) f.number = m.number;
    f.provisional = f.provisional || claim.provisional;
    if (claim.as_of && (!f.as_of || claim.as_of->time < f.as_of->time)) f.as_of = claim.as_of;
    if (const std::optional<Day> day = published_of(view, claim); day && (!published || *day < *published))
      published = day;
    if (!f.first && !f.last && m.stated.known()) {
      f.first = m.stated.first;
      f.last = m.stated.last;
      f.precision = claim.when->precision;
    } else if (m.stated.known()) {
      if (m.stated.first && (!f.first || *m.stated.first > *f.first)) f.first = m.stated.first;
      if (m.stated.last && (!f.last || *m.stated.last < *f.last)) f.last = m.stated.last;
    }
    f.places.insert(f.places.end(), m.places.begin(), m.places.end());
    for (const Where& where : claim.where) {
      if (where.role == PlaceRole::excluding) f.exclusions.push_back(where);
      if (where.role == PlaceRole::from || where.role == PlaceRole::to) f.routes.push_back(where);
    }
    outlets.insert(outlet_of(view, claim));
  }
  if (f.first && f.last && *f.last < *f.first) std::swap(f.first, f.last);
  std::sort(f.claims.begin() + 1, f.claims.end());
  f.known = known_at(f.as_of, published);
  f.places = narrowest(f.places);
  f.routes = narrowest(f.routes);
  f.exclusions = narrowest(f.exclusions);
  f.outlets.assign(outlets.begin(), outlets.end());
  return f;
}

void tie_parts(LedgerView& view) {
  std::map<std::string_view, FigureIndex> figure_of_claim;
  for (FigureIndex i = 0; i < view.figures.size(); ++i) {
    for (const ClaimIndex c : view.figures[i].claims) figure_of_claim.emplace(view.claims[c].id, i);
  }
  for (FigureIndex i = 0; i < view.figures.size(); ++i) {
    Figure& part = view.figures[i];
    for (const ClaimIndex c : part.claims) {
      const auto found = figure_of_claim.find(view.claims[c].part_of);
      if (view.claims[c].part_of.empty() || found == figure_of_claim.end()) continue;
      const Figure& whole = view.figures[found->second];
      if (whole.lane != part.lane || whole.outcome != part.outcome || whole.modality != part.modality) continue;
      bool circle = false;
      for (std::optional<FigureIndex> up = found->second; up && !circle; up = view.figures[*up].whole)
        circle = *up == i;
      if (circle) continue;
      part.whole = found->second;
      break;
    }
  }
  for (FigureIndex i = 0; i < view.figures.size(); ++i) {
    if (const std::optional<FigureIndex> whole = view.figures[i].whole) view.figures[*whole].parts.push_back(i);
  }
}

}  // namespace

Lane lane_of(const Claim& claim) {
  const bool history = claim.aggregation == Aggregation::background;
  switch (claim.kind) {
    case ClaimKind::casualty:
      if (history) return Lane::background;
      return claim.aggregation == Aggregation::running ? Lane::running : Lane::incident;
    case ClaimKind::displacement:
      return history ? Lane::background : Lane::displacement;
    case ClaimKind::control:
      return history ? Lane::background : Lane::control;
    case ClaimKind::attack:
    case ClaimKind::denial:
    case ClaimKind::statement:
    case ClaimKind::movement:
      return Lane::statement;
  }
  return Lane::statement;
}

bool is_count(const Claim& claim) {
  return claim.kind == ClaimKind::casualty || claim.kind == ClaimKind::displacement;
}

const Document* document_of(const LedgerView& view, const Claim& claim) {
  const auto found = view.document_index.find(claim.document);
  return found == view.document_index.end() ? nullptr : &view.documents[found->second];
}

std::string outlet_of(const LedgerView& view, const Claim& claim) {
  const Document* document = document_of(view, claim);
  if (document == nullptr) return claim.document;
  if (!document->outlet.empty()) return document->outlet;
  const std::size_t slash = document->source.find_last_of('/');
  const std::string name = slash == std::string::npos ? document->source : document->source.substr(slash + 1);
  return name.empty() ? document->id : name;
}

std::optional<Day> published_of(const LedgerView& view, const Claim& claim) {
  const Document* document = document_of(view, claim);
  if (document == nullptr || !document->published) return std::nullopt;
  return document->published->date;
}

bool core_before(const LedgerView& view, ClaimIndex a, ClaimIndex b) {
  const auto rank = [&view](ClaimIndex index) {
    const Claim& claim = view.claims[index];
    const std::optional<Day> published = published_of(view, claim);
    const bool display = claim.block == BlockKind::heading || claim.block == BlockKind::caption;
    return std::tuple(!published, published.value_or(Day{}), display, !claim.origin, index);
  };
  return rank(a) < rank(b);
}

std::string short_id(std::string_view prefix, std::string_view of) {
  constexpr int digits = 10;  // as the ids of claims
  std::uint64_t value = 0;
  for (const char c : sha256_hex(of).substr(0, 13)) {  // 52 bits, of which the digits show 50
    value = value * 16 + static_cast<std::uint64_t>(c <= '9' ? c - '0' : c - 'a' + 10);
  }
  return std::string(prefix) + base32(value, digits);
}

void link_figures(LedgerView& view) {
  // Only equal values, or equal words, meet; within such a bucket only claims of one document, one origin, or no
  // origin.
  using Bucket = std::tuple<Lane, int, Modality, bool, std::int64_t, std::string>;
  std::map<Bucket, std::vector<Mention>> buckets;
  std::map<std::string_view, const Claim*> by_id;
  for (const Claim& claim : view.claims) by_id.emplace(claim.id, &claim);
  for (ClaimIndex i = 0; i < view.claims.size(); ++i) {
    const Claim& claim = view.claims[i];
    if (!is_count(claim)) continue;
    Mention m = mention_of(view, i);
    if (const auto whole = by_id.find(claim.part_of); whole != by_id.end() && whole->second->number) {
      m.whole = whole->second->number->value;
    }
    const int outcome = claim.outcome ? static_cast<int>(*claim.outcome) : -1;
    Bucket bucket{m.lane,
                  outcome * 2 + (claim.kind == ClaimKind::displacement ? 1 : 0),
                  claim.modality,
                  m.number.value.has_value(),
                  m.number.value.value_or(0),
                  m.words};
    buckets[std::move(bucket)].push_back(std::move(m));
  }
  for (auto& [bucket, mentions] : buckets) {
    std::sort(mentions.begin(), mentions.end(), [&view](const Mention& a, const Mention& b) {
      if (a.origin.empty() != b.origin.empty()) return b.origin.empty();
      return core_before(view, a.claim, b.claim);
    });
    std::vector<Cluster> clusters;
    std::map<std::string, std::vector<std::size_t>> by_document;
    std::map<std::string, std::vector<std::size_t>> by_origin;
    for (const Mention& m : mentions) {
      std::set<std::size_t> candidates;
      for (const std::size_t c : by_document[view.claims[m.claim].document]) candidates.insert(c);
      const bool by_speaker = !m.origin.empty() || (m.number.value && *m.number.value > 1);
      if (by_speaker) candidates.insert(by_origin[m.origin].begin(), by_origin[m.origin].end());
      std::optional<std::size_t> home;
      for (const std::size_t c : candidates) {
        if (!joins(view, clusters[c], m)) continue;
        const bool closer =
            !home || (view.claims[clusters[c].members.front().claim].group == view.claims[m.claim].group &&
                      view.claims[clusters[*home].members.front().claim].group != view.claims[m.claim].group);
        if (closer) home = c;
      }
      if (!home) {
        home = clusters.size();
        clusters.emplace_back();
      }
      clusters[*home].members.push_back(m);
      by_document[view.claims[m.claim].document].push_back(*home);
      by_origin[m.origin].push_back(*home);
    }
    for (const Cluster& cluster : clusters) view.figures.push_back(figure_of(view, cluster));
  }
  std::sort(view.figures.begin(), view.figures.end(), [](const Figure& a, const Figure& b) {
    return *std::min_element(a.claims.begin(), a.claims.end()) < *std::min_element(b.claims.begin(), b.claims.end());
  });
  tie_parts(view);
}

}  // namespace histor
