// Linking goes in stages, each a function of what stands near by in the stage before: claims become figures
// (figure_linker), figures find their wholes, their updates and their incidents (incident_linker). A stage is told what
// changed, looks again at that and at what its change can touch, and tells the next stage which of its own results
// changed. Running totals, places and statements are few, and are put in order when the view is drawn.
//
// Documents, claims and figures are held by slots that stay; the order of the ledger is made when it is drawn.
#include "link/linker.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/hash.hpp"
#include "link/blocks.hpp"
#include "link/books.hpp"
#include "link/control.hpp"
#include "link/figure_linker.hpp"
#include "link/figures.hpp"
#include "link/incident_linker.hpp"
#include "link/incidents.hpp"
#include "link/series.hpp"
#include "link/standings.hpp"

namespace histor {

struct Linker::State {
  State(ActorLookup lookup, const LinkDecisions& decisions) : books(decisions), actors(std::move(lookup)) {}

  // The incidents by figure slots, with a figure of the wider incident that each lies in, or `nowhere`.
  struct Found {
    std::vector<std::vector<FigureIndex>> incidents;
    std::vector<FigureIndex> within;
  };

  std::uint32_t place_for(const std::string& document);
  ClaimIndex place_for_claim();
  void make_room(std::size_t claims);
  void know(const Claim& claim);
  [[nodiscard]] Found found() const;
  [[nodiscard]] LedgerView draw(LedgerView view, Found found) const;
  void release();
  void relink(const std::vector<ClaimIndex>& came, const std::vector<ClaimIndex>& went);

  Books books;
  ActorLookup actors;
  std::optional<FigureLinker> figures{std::in_place, books};
  std::optional<IncidentLinker> incidents{std::in_place, books};
  std::vector<bool> document_given;  ///< by document; false too for those of which only claims are held
  std::vector<bool> claim_held;      ///< by claim
  std::vector<std::uint32_t> free_documents;
  std::vector<ClaimIndex> free_claims;
  std::unordered_map<std::string, std::uint32_t> documents;  ///< by id, also those that were not given
  Touched touched;
};

namespace {

/// The numbers from 0 to `count`, those that `held` says, in the order of `before`.
template <class Before>
std::vector<std::uint32_t> in_order(std::size_t count, const std::vector<bool>& held, const Before& before) {
  std::vector<std::uint32_t> order;
  order.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (held[i]) order.push_back(i);
  }
  if (!std::is_sorted(order.begin(), order.end(), before)) std::sort(order.begin(), order.end(), before);
  return order;
}

/// Brings `list` into the order of `order`, which names slots of it; says for each slot where it went.
template <class T>
std::vector<std::uint32_t> arrange(std::vector<T>& list, const std::vector<std::uint32_t>& order) {
  std::vector<std::uint32_t> place(list.size(), nowhere);
  bool as_it_is = order.size() == list.size();
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    as_it_is = as_it_is && order[i] == i;
  }
  if (as_it_is) return place;
  // Along the circles of the permutation, so that there is never a second copy of a long list.
  std::vector<bool> done(list.size());
  for (std::uint32_t start = 0; start < list.size(); ++start) {
    if (done[start]) continue;
    done[start] = true;
    if (place[start] == nowhere || place[start] == start) continue;
    T carried = std::move(list[start]);
    std::uint32_t to = place[start];
    while (to != nowhere && !done[to]) {
      done[to] = true;
      std::swap(carried, list[to]);
      to = place[to];
    }
    if (to != nowhere) list[to] = std::move(carried);
  }
  list.resize(order.size());
  list.shrink_to_fit();
  return place;
}

void renumber(std::vector<std::uint32_t>& numbers, const std::vector<std::uint32_t>& place) {
  for (std::uint32_t& number : numbers) number = place[number];
}

}  // namespace

Linker::Linker(ActorLookup actors, const LinkDecisions& decisions)
    : state_(std::make_unique<State>(std::move(actors), decisions)) {}
Linker::~Linker() = default;
Linker::Linker(Linker&&) noexcept = default;
Linker& Linker::operator=(Linker&&) noexcept = default;

std::uint32_t Linker::State::place_for(const std::string& document) {
  auto slot = static_cast<std::uint32_t>(books.held.documents.size());
  if (free_documents.empty()) {
    books.held.documents.emplace_back();
    books.claims_of.emplace_back();
    document_given.push_back(false);
  } else {
    slot = free_documents.back();
    free_documents.pop_back();
  }
  documents.emplace(document, slot);
  return slot;
}

ClaimIndex Linker::State::place_for_claim() {
  if (!free_claims.empty()) {
    const ClaimIndex slot = free_claims.back();
    free_claims.pop_back();
    return slot;
  }
  books.held.claims.emplace_back();
  make_room(books.held.claims.size());
  return static_cast<ClaimIndex>(books.held.claims.size() - 1);
}

void Linker::State::make_room(std::size_t claims) {
  books.mentions.resize(claims);
  books.figure_of.resize(claims, nowhere);
  claim_held.resize(claims, false);
}

// Linking asks only whether an origin is a role; names are for the view.
void Linker::State::know(const Claim& claim) {
  if (!claim.origin || claim.origin->actor.empty() || !actors) return;
  const auto [entry, fresh] = books.held.actors.try_emplace(claim.origin->actor);
  if (!fresh) return;
  if (std::optional<ActorFacts> facts = actors(claim.origin->actor)) entry->second = std::move(*facts);
}

Linker::State::Found Linker::State::found() const {
  Found found;
  incidents->visit_incidents([&](const std::vector<FigureIndex>& incident) {
    found.within.push_back(incidents->wider(incident).value_or(nowhere));
    found.incidents.push_back(incident);
  });
  return found;
}

// Gives back what a view that takes the books with it does not need; the order of slots stays.
void Linker::State::release() {
  figures.reset();
  incidents.reset();
}

LedgerView Linker::State::draw(LedgerView view, Found found) const {
  const auto at = [&view](ClaimIndex c) {
    const Claim& claim = view.claims[c];
    return claim.number ? claim.number->span.begin : claim.trigger.span.begin;
  };
  const std::vector<std::uint32_t> documents_in_order = in_order(
      view.documents.size(), document_given,
      [&view](std::uint32_t a, std::uint32_t b) { return document_before(view.documents[a], view.documents[b]); });
  std::vector<std::uint32_t> rank(view.documents.size(), nowhere);
  for (std::uint32_t i = 0; i < documents_in_order.size(); ++i) rank[documents_in_order[i]] = i;
  const std::vector<std::uint32_t> claims_in_order =
      in_order(view.claims.size(), claim_held, [&](ClaimIndex a, ClaimIndex b) {
        const std::uint32_t x = rank[books.mentions[a].document];
        const std::uint32_t y = rank[books.mentions[b].document];
        if (x != y) return x < y;
        const Claim& p = view.claims[a];
        const Claim& q = view.claims[b];
        return std::tuple(std::string_view(p.document), at(a), std::string_view(p.id)) <
               std::tuple(std::string_view(q.document), at(b), std::string_view(q.id));
      });
  arrange(view.documents, documents_in_order);
  for (auto& [id, index] : view.document_index) index = rank[index];
  const std::vector<std::uint32_t> claim_place = arrange(view.claims, claims_in_order);

  for (FigureIndex f = 0; f < view.figures.size(); ++f) {
    if (books.alive[f]) renumber(view.figures[f].claims, claim_place);
  }
  const auto first_claim = [&view](FigureIndex f) {
    const std::vector<ClaimIndex>& claims = view.figures[f].claims;
    return claims.size() > 1 ? std::min(claims[0], claims[1]) : claims[0];
  };
  const std::vector<std::uint32_t> figure_place =
      arrange(view.figures, in_order(view.figures.size(), books.alive,
                                     [&](FigureIndex a, FigureIndex b) { return first_claim(a) < first_claim(b); }));
  for (Figure& figure : view.figures) {
    if (figure.whole) figure.whole = figure_place[*figure.whole];
    if (figure.superseded_by) figure.superseded_by = figure_place[*figure.superseded_by];
  }
  for (const bool inferred : {false, true}) {
    for (FigureIndex f = 0; f < view.figures.size(); ++f) {
      const Figure& part = view.figures[f];
      if (part.whole && part.whole_inferred == inferred) view.figures[*part.whole].parts.push_back(f);
    }
  }

  name_actors(view, actors);
  std::vector<std::uint32_t> incident_of_figure(view.figures.size(), nowhere);
  view.incidents.reserve(found.incidents.size());
  for (std::vector<FigureIndex>& figures_of_one : found.incidents) {
    renumber(figures_of_one, figure_place);
    for (const FigureIndex f : figures_of_one) {
      incident_of_figure[f] = static_cast<std::uint32_t>(view.incidents.size());
    }
    view.incidents.push_back(incident_of(view, std::move(figures_of_one)));
  }
  for (std::uint32_t i = 0; i < view.incidents.size(); ++i) {
    if (found.within[i] == nowhere) continue;
    view.incidents[i].part_of = incident_of_figure[figure_place[found.within[i]]];
  }
  order_incidents(view);
  link_series(view);
  link_control(view);
  give_standings(view);
  return view;
}

void Linker::State::relink(const std::vector<ClaimIndex>& came, const std::vector<ClaimIndex>& went) {
  const FigureLinker::Change figure_change = figures->change(came, went);
  const IncidentLinker::Change change = incidents->change(figure_change.dropped, figure_change.made);
  touched = {figure_change.claims, change.figures, change.incidents};
}

void Linker::add(std::vector<Document> documents, std::vector<Claim> claims) {
  State& s = *state_;
  LedgerView& held = s.books.held;
  std::set<std::uint32_t> fresh;
  for (Document& document : documents) {
    if (s.documents.count(document.id) > 0) continue;
    const std::uint32_t slot = s.place_for(document.id);
    fresh.insert(slot);
    s.document_given[slot] = true;
    held.document_index.emplace(document.id, slot);
    held.documents[slot] = std::move(document);
  }
  std::vector<ClaimIndex> added;
  added.reserve(claims.size());
  // The first claims of a ledger stay where they are: a million of them are a gigabyte.
  const bool first = held.claims.empty();
  if (first) {
    std::swap(held.claims, claims);
    s.make_room(held.claims.size());
  }
  std::vector<Claim>& given = first ? held.claims : claims;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const Claim& claim = given[i];
    const auto known = s.documents.find(claim.document);
    const std::uint32_t document = known == s.documents.end() ? s.place_for(claim.document) : known->second;
    if (known == s.documents.end()) fresh.insert(document);
    std::vector<ClaimIndex>& mates = s.books.claims_of[document];
    const auto given_before = [&](ClaimIndex mate) { return held.claims[mate].id == claim.id; };
    if (fresh.count(document) == 0 || std::any_of(mates.begin(), mates.end(), given_before)) {
      if (first) s.free_claims.push_back(static_cast<ClaimIndex>(i));
      continue;
    }
    const ClaimIndex slot = first ? static_cast<ClaimIndex>(i) : s.place_for_claim();
    if (!first) held.claims[slot] = std::move(given[i]);
    s.claim_held[slot] = true;
    s.books.mentions[slot].document = document;
    mates.push_back(slot);
    added.push_back(slot);
  }
  std::vector<ClaimIndex> came;
  for (const ClaimIndex slot : added) {
    const Claim& claim = held.claims[slot];
    if (s.books.decided.names(claim.id)) s.books.claims_by_id.emplace(claim.id, slot);
    if (!is_count(claim)) continue;
    s.know(claim);
    const std::uint32_t document = s.books.mentions[slot].document;
    ClaimIndex whole = nowhere;
    for (const ClaimIndex mate : s.books.claims_of[document]) {
      if (!claim.part_of.empty() && held.claims[mate].id == claim.part_of && mate != slot) whole = mate;
    }
    CountMention m = mention_of(held, slot, document, whole, s.books.tables);
    // What a decision names is like nothing else.
    if (s.books.decided.names(claim.id)) m.likeness = digest_of(m.likeness, hash64(claim.id));
    s.books.mentions[slot] = std::move(m);
    came.push_back(slot);
  }
  s.relink(came, {});
}

void Linker::remove(const std::string& document) {
  State& s = *state_;
  const auto known = s.documents.find(document);
  s.touched = {};
  if (known == s.documents.end()) return;
  const std::uint32_t slot = known->second;
  const std::vector<ClaimIndex> claims = s.books.claims_of[slot];
  std::vector<ClaimIndex> went;
  for (const ClaimIndex claim : claims) {
    if (is_count(s.books.held.claims[claim])) went.push_back(claim);
  }
  s.books.claims_of[slot].clear();
  s.relink({}, went);
  for (const ClaimIndex claim : claims) {
    const auto [first, last] = s.books.claims_by_id.equal_range(s.books.held.claims[claim].id);
    const auto at = std::find_if(first, last, [claim](const auto& entry) { return entry.second == claim; });
    if (at != last) s.books.claims_by_id.erase(at);
    s.books.held.claims[claim] = Claim{};
    s.books.mentions[claim] = CountMention{};
    s.claim_held[claim] = false;
    s.free_claims.push_back(claim);
  }
  s.books.held.document_index.erase(document);
  s.books.held.documents[slot] = Document{};
  s.document_given[slot] = false;
  s.free_documents.push_back(slot);
  s.documents.erase(known);
}

Linker::Touched Linker::touched() const {
  return state_->touched;
}

LedgerView Linker::view() const& {
  return state_->draw(state_->books.held, state_->found());
}

LedgerView Linker::view() && {
  const std::unique_ptr<State> state = std::move(state_);
  State::Found found = state->found();
  LedgerView held = std::move(state->books.held);
  state->release();
  return state->draw(std::move(held), std::move(found));
}

}  // namespace histor
