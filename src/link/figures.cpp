// A figure is what is left of its claims once they are held together: the most careful bounds, the narrowest window,
// the places that a text states before those that were carried to it. Claims of one group are taken in order of who
// says most, and each joins the first cluster that nothing parts it from.
#include "link/figures.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/hash.hpp"

namespace histor {

namespace {

// Claims that are like each other in all that linking looks at are held against the others once.
struct Cluster {
  std::vector<const CountMention*> members;
  std::vector<const CountMention*> kinds;  // one for each likeness
  std::set<std::uint64_t> likenesses;
  std::multimap<std::uint32_t, const CountMention*> by_document;
};

using Parted = std::function<bool(const CountMention&, const CountMention&)>;

bool joins(const Cluster& cluster, const CountMention& m, const Parted& parted) {
  bool any = false;
  bool own_report = false;
  for (const CountMention* kind : cluster.kinds) {
    if (parted(*kind, m)) return false;
    own_report = own_report || kind->document == m.document;
    any = any || (kind->document != m.document && tied(*kind, m));
  }
  const auto [first, last] = cluster.by_document.equal_range(m.document);
  for (auto at = first; at != last; ++at) {
    if (parted(*at->second, m)) return false;  // what breaks down another claim of its report
    any = any || tied(*at->second, m);
  }
  // The one that stands for its kind may be of this very report, and another of the kind is not.
  return any ||
         (own_report && std::any_of(cluster.members.begin(), cluster.members.end(), [&m](const CountMention* member) {
            return member->document != m.document && tied(*member, m);
          }));
}

void join(Cluster& cluster, const CountMention& m) {
  cluster.members.push_back(&m);
  cluster.by_document.emplace(m.document, &m);
  if (cluster.likenesses.insert(m.likeness).second) cluster.kinds.push_back(&m);
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

// A place of the claim's own sentence, or of the post that it stands in; not one that it was given by what stands near.
bool is_stated(const Claim& claim, const Where& where) {
  return where.from == Provenance::sentence || claim.block == BlockKind::post;
}

Figure figure_of(const LedgerView& view, const Cluster& cluster) {
  std::vector<const CountMention*> members = cluster.members;
  std::sort(members.begin(), members.end(),
            [&view](const CountMention* a, const CountMention* b) { return core_before(view, a->claim, b->claim); });
  const CountMention& core = *members.front();
  const Claim& core_claim = view.claims[core.claim];
  Figure f;
  f.id = core_claim.id;
  f.lane = core.lane;
  f.kind = core_claim.kind;
  f.outcome = core_claim.outcome.value_or(core_claim.kind == ClaimKind::displacement ? Outcome::displaced
                                                                                     : Outcome::casualties);
  f.modality = core_claim.modality;
  f.number = number_of(core_claim);
  std::set<std::string> outlets;
  std::optional<Day> published;
  std::vector<Where> carried;
  for (const CountMention* m : members) {
    const Claim& claim = view.claims[m->claim];
    f.claims.push_back(m->claim);
    if (f.origin.empty() && claim.origin) f.origin = claim.origin->actor;
    if (f.group == Group::people) f.group = claim.group;
    if (claim.number && care(*claim.number) > care(f.number)) f.number = *claim.number;
    f.provisional = f.provisional || claim.provisional;
    if (claim.as_of && (!f.as_of || claim.as_of->time < f.as_of->time)) f.as_of = claim.as_of;
    if (const std::optional<Day> day = published_of(view, claim); day && (!published || *day < *published))
      published = day;
    if (!f.first && !f.last && m->stated.known()) {
      f.first = m->stated.first;
      f.last = m->stated.last;
      f.precision = claim.when->precision;
    } else if (m->stated.known()) {
      if (m->stated.first && (!f.first || *m->stated.first > *f.first)) f.first = m->stated.first;
      if (m->stated.last && (!f.last || *m->stated.last < *f.last)) f.last = m->stated.last;
    }
    for (Where& where : scene_of(view, claim)) {
      (is_stated(claim, where) ? f.places : carried).push_back(std::move(where));
    }
    for (const Where& where : claim.where) {
      if (where.role == PlaceRole::excluding) f.exclusions.push_back(where);
      if (where.role == PlaceRole::from || where.role == PlaceRole::to) f.routes.push_back(where);
    }
    outlets.insert(outlet_of(view, claim));
  }
  if (f.first && f.last && *f.last < *f.first) std::swap(f.first, f.last);
  std::sort(f.claims.begin() + 1, f.claims.end(),
            [&view](ClaimIndex a, ClaimIndex b) { return claim_before(view, a, b); });
  f.known = known_at(f.as_of, published);
  f.place_carried = f.places.empty() && !carried.empty();
  if (f.places.empty()) f.places = std::move(carried);
  f.places = narrowest(f.places);
  f.routes = narrowest(f.routes);
  f.exclusions = narrowest(f.exclusions);
  f.outlets.assign(outlets.begin(), outlets.end());
  return f;
}

}  // namespace

Number number_of(const Claim& claim) {
  if (claim.number) return *claim.number;
  return {claim.trigger.text, claim.trigger.span, NumberForm::none, {}, {}, {}, Hedge::unstated};
}

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

bool claim_before(const LedgerView& view, ClaimIndex a, ClaimIndex b) {
  if (a == b) return false;
  const Claim& x = view.claims[a];
  const Claim& y = view.claims[b];
  if (x.document != y.document) {
    const Document* d = document_of(view, x);
    const Document* e = document_of(view, y);
    if (d == nullptr || e == nullptr)
      return std::tuple(d == nullptr, std::string_view(x.document)) <
             std::tuple(e == nullptr, std::string_view(y.document));
    return document_before(*d, *e);
  }
  const auto at = [](const Claim& claim) { return claim.number ? claim.number->span.begin : claim.trigger.span.begin; };
  return std::tuple(at(x), std::string_view(x.id)) < std::tuple(at(y), std::string_view(y.id));
}

bool document_before(const Document& a, const Document& b) {
  const auto rank = [](const Document& d) {
    return std::tuple(!d.published, d.published ? d.published->date : Day{}, std::string_view(d.outlet),
                      std::string_view(d.id), std::string_view(d.source));
  };
  return rank(a) < rank(b);
}

bool core_before(const LedgerView& view, ClaimIndex a, ClaimIndex b) {
  const auto rank = [&view](ClaimIndex index) {
    const Claim& claim = view.claims[index];
    const std::optional<Day> published = published_of(view, claim);
    const bool display = claim.block == BlockKind::heading || claim.block == BlockKind::caption;
    return std::tuple(!published, published.value_or(Day{}), display, !claim.origin);
  };
  const auto x = rank(a);
  const auto y = rank(b);
  return x != y ? x < y : claim_before(view, a, b);
}

std::vector<Figure> figures_of(const LedgerView& view, std::vector<const CountMention*> mentions,
                               const Parted& parted) {
  std::sort(mentions.begin(), mentions.end(), [&view](const CountMention* a, const CountMention* b) {
    if ((a->origin == 0) != (b->origin == 0)) return b->origin == 0;
    return core_before(view, a->claim, b->claim);
  });
  std::vector<Cluster> clusters;
  for (const CountMention* m : mentions) {
    Cluster* home = nullptr;
    for (Cluster& cluster : clusters) {
      if (!joins(cluster, *m, parted)) continue;
      const bool closer =
          home == nullptr || (cluster.members.front()->group == m->group && home->members.front()->group != m->group);
      if (closer) home = &cluster;
    }
    if (home == nullptr) home = &clusters.emplace_back();
    join(*home, *m);
  }
  std::vector<Figure> figures;
  figures.reserve(clusters.size());
  for (const Cluster& cluster : clusters) figures.push_back(figure_of(view, cluster));
  return figures;
}

}  // namespace histor
