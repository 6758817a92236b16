#include "read/event_place.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <unordered_map>

extern "C" const char histor_data_event_places[];      // NOLINT(*-avoid-c-arrays)
extern "C" const char histor_data_event_places_end[];  // NOLINT(*-avoid-c-arrays)

namespace histor {
namespace {

constexpr std::uint32_t none = SentenceTree::none;

/// models/en.event-places: what is seen and a weight in thousandths of a logit, a line each.
class Weights {
 public:
  Weights() {
    std::string_view file(histor_data_event_places,
                          static_cast<std::size_t>(histor_data_event_places_end - histor_data_event_places));
    while (!file.empty()) {
      const std::string_view line = file.substr(0, file.find('\n'));
      file.remove_prefix(std::min(file.size(), line.size() + 1));
      const std::size_t tab = line.find('\t');
      int weight = 0;
      std::from_chars(line.data() + tab + 1, line.data() + line.size(), weight);
      weights_.emplace(line.substr(0, tab), weight);
    }
  }

  [[nodiscard]] int of(std::string_view seen) const {
    const auto at = weights_.find(seen);
    return at == weights_.end() ? 0 : at->second;
  }

 private:
  std::unordered_map<std::string_view, int> weights_;
};

std::string lower(std::string_view word) {
  std::string out(word);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// What a noun or verb is, as far as it matters to where something happened.
std::string_view sort_of(const SentenceView& view, std::uint32_t i) {
  if (view.term(i, TermKind::settlement_noun) != nullptr) return "settlement";
  if (view.term(i, TermKind::place_noun) != nullptr) return "site";
  if (view.term(i, TermKind::harm) != nullptr || view.term(i, TermKind::tail) != nullptr) return "harm";
  if (view.term(i, TermKind::means) != nullptr) return "means";
  if (view.term(i, TermKind::deed) != nullptr) return "deed";
  if (view.term(i, TermKind::control) != nullptr) return "control";
  if (view.term(i, TermKind::movement) != nullptr) return "movement";
  if (view.term(i, TermKind::say) != nullptr) return "say";
  if (view.term(i, TermKind::person) != nullptr) return "person";
  if (view.term(i, TermKind::mover) != nullptr) return "troops";
  if (view.term(i, TermKind::process) != nullptr) return "fighting";
  if (view.term(i, TermKind::institution) != nullptr) return "institution";
  return "other";
}

/// "the town of X", "X's outskirts": the word that the name only names, or says which part of.
std::uint32_t whole_of(const SentenceView& view, std::uint32_t top) {
  const SentenceTree& tree = view.tree();
  for (int steps = 0; steps < 3; ++steps) {
    const std::uint32_t head = tree.head(top);
    if (head == none) break;
    const UdRelation relation = tree.relation(top);
    const bool named = relation == UdRelation::nominal_modifier || relation == UdRelation::compound ||
                       relation == UdRelation::apposition || relation == UdRelation::flat ||
                       relation == UdRelation::possessor;
    if (!named || view.term(head, TermKind::settlement_noun) == nullptr) break;
    top = head;
  }
  return top;
}

std::string preposition_of(const SentenceView& view, std::uint32_t i) {
  const std::uint32_t mark = view.tree().child(i, UdRelation::case_mark);
  return mark == none ? std::string("-") : lower(view.surface(mark));
}

std::string step(const SentenceView& view, std::uint32_t i) {
  const SentenceTree& tree = view.tree();
  std::string out(to_string(tree.relation(i)));
  if (tree.relation(i) == UdRelation::oblique || tree.relation(i) == UdRelation::nominal_modifier)
    out += ':' + preposition_of(view, i);
  return out;
}

std::string bucket(std::uint32_t n) {
  constexpr std::uint32_t ends[] = {0, 1, 2, 3, 5, 8, 12, 20};
  for (const std::uint32_t end : ends) {
    if (n <= end) return std::to_string(end);
  }
  return "far";
}

}  // namespace

std::vector<PlaceCandidate> place_candidates(const Surroundings& around) {
  const SentenceView& view = *around.view;
  const SentenceTree& tree = view.tree();
  std::vector<PlaceCandidate> out;
  for (const LocalPlace& place : around.places) out.push_back({place.first, place.end, place.mention});
  const auto taken = [&](std::uint32_t i) {
    const auto holds = [i](const auto& mention) { return mention.first <= i && i < mention.end; };
    return std::any_of(around.places.begin(), around.places.end(), holds) ||
           std::any_of(around.times.begin(), around.times.end(), holds) ||
           std::any_of(around.names.begin(), around.names.end(), holds) ||
           std::any_of(around.actors.begin(), around.actors.end(), [&](const LocalActor& actor) {
             return holds(actor) && !actor.mention->generic && !actor.mention->adjective;
           });
  };
  for (std::uint32_t i = 0; i < view.size();) {
    const auto part = [&](std::uint32_t k) { return tree.upos(k) == Upos::propn && view.capital(k) && !taken(k); };
    if (!part(i)) {
      ++i;
      continue;
    }
    const std::uint32_t first = i;
    while (i < view.size() && part(i)) ++i;
    out.push_back({first, i, nullptr});
  }
  std::sort(out.begin(), out.end(), [](const PlaceCandidate& a, const PlaceCandidate& b) { return a.first < b.first; });
  return out;
}

void observe_place(const Surroundings& around, std::uint32_t verb, const PlaceCandidate& candidate,
                   const std::vector<PlaceCandidate>& all, std::vector<std::string>& out) {
  const SentenceView& view = *around.view;
  const SentenceTree& tree = view.tree();
  const auto see = [&out](std::string_view what, std::string_view value) {
    out.push_back(std::string(what) + '=' + std::string(value));
  };
  out.push_back("bias");

  const std::string_view verb_sort = sort_of(view, verb);
  see("verb", verb_sort);
  const std::string lemma = lower(tree.lemma(verb).empty() ? view.surface(verb) : tree.lemma(verb));

  // The way from the name up to the verb, or to what both hang on.
  const std::uint32_t top = tree.top(candidate.first, candidate.end);
  const std::uint32_t whole = whole_of(view, top);
  std::vector<std::uint32_t> ups;
  std::uint32_t common = whole;
  while (common != none && !tree.under(verb, common) && ups.size() < 12) {
    ups.push_back(common);
    common = tree.head(common);
  }
  std::vector<std::uint32_t> downs;
  for (std::uint32_t at = verb; common != none && at != common && at != none && downs.size() < 12; at = tree.head(at))
    downs.push_back(at);
  std::string way;
  for (const std::uint32_t i : ups) way += step(view, i) + '>';
  std::string bare;
  for (const std::uint32_t i : ups) bare += std::string(to_string(tree.relation(i))) + '>';
  way += '<';
  bare += '<';
  for (const std::uint32_t i : downs) {
    way += '<' + std::string(to_string(tree.relation(i)));
    bare += '<' + std::string(to_string(tree.relation(i)));
  }
  if (common == none) bare = way = "apart";
  see("way", way);
  see("bare", bare);
  const std::string first_step = ups.empty() ? "-" : step(view, ups.front());
  see("ups", std::to_string(ups.size()));
  see("downs", std::to_string(downs.size()));
  see("first", first_step);
  see("verb&first", std::string(verb_sort) + '&' + first_step + '&' + bucket(static_cast<std::uint32_t>(ups.size())));
  if (!ups.empty()) see("last", step(view, ups.back()));
  if (!ups.empty()) see("last&downs", step(view, ups.back()) + '&' + std::to_string(downs.size()));
  if (!downs.empty()) see("down", to_string(tree.relation(downs.back())));
  if (!downs.empty()) see("down&first", std::string(to_string(tree.relation(downs.back()))) + '&' + first_step);
  see("lemma&first", lemma + '&' + (ups.empty() ? "-" : step(view, ups.back())) + '&' + std::to_string(ups.size()));
  std::uint32_t verbs = 0;
  for (const std::uint32_t i : ups) {
    if (i != whole && tree.upos(i) == Upos::verb) ++verbs;
  }
  see("verbs-up", std::to_string(verbs));
  if (ups.size() > 1) see("of", sort_of(view, ups[1]));
  if (ups.size() > 1) see("of&first", std::string(sort_of(view, ups[1])) + '&' + first_step);
  for (std::size_t k = 1; k < ups.size(); ++k) {
    if (tree.upos(ups[k]) == Upos::verb) see("under", sort_of(view, ups[k]));
  }
  if (common != none && common != verb) see("common", sort_of(view, common));
  if (whole != top) see("named", preposition_of(view, whole) + '&' + lower(view.surface(whole)));
  see("preposition", preposition_of(view, whole) + (whole != top ? "+" : ""));

  // Order and distance.
  const bool after = candidate.first > verb;
  const std::uint32_t gap = after ? candidate.first - verb : verb - std::min(verb, candidate.end) + 1;
  see(after ? "after" : "before", bucket(gap));
  std::uint32_t between = 0;
  for (const PlaceCandidate& other : all) {
    const bool lies =
        after ? other.first > verb && other.end <= candidate.first : other.first >= candidate.end && other.end <= verb;
    if (lies && other.mention != nullptr && !other.mention->adjective) ++between;
  }
  see(after ? "between-after" : "between-before", std::to_string(std::min(between, 3U)));

  // What the name is.
  std::string kind = "name";
  if (candidate.mention != nullptr) {
    kind = "unknown";
    if (candidate.mention->place)
      kind = std::string(to_string(around.gazetteer->place(*candidate.mention->place).kind));
    if (candidate.mention->adjective) kind = "adjective";
  }
  see("kind", kind);
  see("kind&first", kind + '&' + first_step);
  for (const PlaceCandidate& other : all) {
    if (other.first == candidate.first || other.mention == nullptr || other.mention->adjective) continue;
    if (other.end < candidate.first && candidate.first - other.end <= 3) see("behind", lower(view.surface(other.end)));
    if (candidate.end < other.first && other.first - candidate.end <= 3)
      see("ahead-of", lower(view.surface(candidate.end)));
  }
  std::uint32_t places = 0;
  for (const PlaceCandidate& other : all) {
    if (other.mention != nullptr && !other.mention->adjective) ++places;
  }
  see("places", std::to_string(std::min(places, 4U)) + (candidate.mention == nullptr ? "name" : ""));
  if (candidate.end < view.size()) see("next", lower(view.surface(candidate.end)));
  if (candidate.end < view.size()) see("next-sort", sort_of(view, candidate.end));
  if (candidate.first > 0) see("previous", lower(view.surface(candidate.first - 1)));
  const Span span = view.span(candidate.first, candidate.end);
  for (const LocalActor& actor : around.actors) {
    if (!actor.mention->span.contains(span)) continue;
    see("actor", actor.mention->place ? "place" : actor.mention->generic ? "generic" : "named");
  }
  for (const Attribution& attribution : around.attributions) {
    if (attribution.origin.span.overlaps(span)) out.push_back("source");
  }
  if (view.title_case()) out.push_back("title");
}

Where where_of(const Surroundings& around, const PlaceCandidate& candidate) {
  PlaceMention unknown;
  unknown.span = around.view->span(candidate.first, candidate.end);
  unknown.precision = PlacePrecision::district;
  const PlaceMention* mention = candidate.mention != nullptr ? candidate.mention : &unknown;
  return where_from(around, {candidate.first, candidate.end, mention}, place_role(*around.view, candidate.first),
                    Provenance::sentence);
}

std::vector<EventPlace> weigh_places(const Surroundings& around, std::uint32_t verb,
                                     const std::vector<PlaceCandidate>& all) {
  static const Weights weights;
  std::vector<EventPlace> out;
  std::vector<std::string> seen;
  for (const PlaceCandidate& candidate : all) {
    seen.clear();
    observe_place(around, verb, candidate, all, seen);
    int sum = 0;  // whole numbers: the same on every machine
    for (const std::string& what : seen) sum += weights.of(what);
    constexpr double scale = 1000;
    const double logit = sum / scale;
    out.push_back({candidate, logit, 1 / (1 + std::exp(-logit))});
  }
  return out;
}

std::optional<EventPlace> place_of_event(const Surroundings& around, std::uint32_t verb,
                                         const std::vector<PlaceCandidate>& all) {
  constexpr double least = 0.37;  // where as many of those said as of those marked are right
  const std::vector<EventPlace> weighed = weigh_places(around, verb, all);
  const auto best = std::max_element(weighed.begin(), weighed.end(),
                                     [](const EventPlace& a, const EventPlace& b) { return a.logit < b.logit; });
  if (best == weighed.end() || best->confidence < least) return std::nullopt;
  return *best;
}

}  // namespace histor
