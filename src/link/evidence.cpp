#include "link/evidence.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "lexicon/actors.hpp"

namespace histor {

namespace {

constexpr std::size_t most_figures = 6;      // told of one pair, the largest first
constexpr std::size_t most_quotes = 3;       // the longest first
constexpr std::size_t shortest_quote = 6;    // words: shorter ones are anybody's
constexpr std::uint32_t quoted_alike = 600;  // thousandths of its runs that the other has
constexpr std::uint32_t worth_telling = 30;  // thousandths of common runs
constexpr std::size_t longest_quote = 1000;  // bytes between two marks; more is a mark that was never closed

/// The words at `span`, of a long passage the first ones: the span has the rest.
std::string opening(std::string_view text, Span span) {
  constexpr std::size_t most = 200;  // bytes
  const std::string_view words = slice(text, span);
  if (words.size() <= most) return std::string(words);
  const std::size_t blank = words.substr(0, most).find_last_of(' ');
  return std::string(words.substr(0, blank));
}

class Collector {
 public:
  Collector(const Kinship& kinship, const Account& a, const Account& b, std::span<const Document> documents,
            std::span<const Claim> claims, const Actors& actors)
      : kinship_(kinship), a_(a), b_(b), documents_(documents), claims_(claims), actors_(actors) {}

  std::vector<LineageEvidence> collect() {
    credits();
    words();
    facts();
    quotes();
    return std::move(evidence_);
  }

 private:
  const Document& first() const { return documents_[a_.document]; }
  const Document& second() const { return documents_[b_.document]; }

  std::string name_of(const std::string& actor) const {
    const auto known = actors_.find_by_id(actor);
    return known ? actors_[*known].name : actor;
  }

  /// Where the report first names the actor as source or relay.
  std::optional<Span> named_at(const Account& account, const std::string& actor) const {
    for (const std::uint32_t i : account.claims) {
      const Claim& claim = claims_[i];
      if (claim.origin && claim.origin->actor == actor) return claim.origin->span;
      for (const Speaker& relay : claim.relay) {
        if (relay.actor == actor) return relay.span;
      }
    }
    return std::nullopt;
  }

  void credits() {
    std::vector<std::string> names = kinship_.origins;
    std::set_intersection(a_.credits.begin(), a_.credits.end(), b_.credits.begin(), b_.credits.end(),
                          std::back_inserter(names));
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const std::string& name : names)
      add(EvidenceKind::credit, name_of(name), named_at(a_, name), named_at(b_, name));
  }

  void words() {
    if (kinship_.permille < worth_telling) return;
    const Stretch longest = longest_stretch(own_words(first()), words_of_b());
    add(EvidenceKind::words, opening(first().text, longest.a), longest.a, longest.b);
    evidence_.back().permille = kinship_.permille;
  }

  void facts() {
    std::vector<std::pair<const Claim*, const Claim*>> counts;
    counts.reserve(kinship_.figures.size());
    for (const auto& [i, j] : kinship_.figures)
      counts.emplace_back(&claims_[a_.figures[i].claim], &claims_[b_.figures[j].claim]);
    std::stable_sort(counts.begin(), counts.end(),
                     [](const auto& x, const auto& y) { return *x.first->number->value > *y.first->number->value; });
    if (counts.size() > most_figures) counts.resize(most_figures);
    for (const auto& [x, y] : counts) {
      std::string what = x->number->text;
      if (x->group == y->group && x->group != Group::people && x->group != Group::other) {
        what.append(" ").append(to_string(x->group));
      }
      add(EvidenceKind::fingerprint, what.append(" ").append(to_string(*x->outcome)), x->number->span, y->number->span);
    }
    if (kinship_.place_in_words_of_b) {
      const Where& where = *a_.places[*kinship_.place_in_words_of_b].where;
      add(EvidenceKind::fingerprint, where.text, where.span, std::nullopt);
    } else if (kinship_.place_in_words_of_a) {
      const Where& where = *b_.places[*kinship_.place_in_words_of_a].where;
      add(EvidenceKind::fingerprint, where.text, std::nullopt, where.span);
    } else if (kinship_.place) {
      const Where& x = *a_.places[kinship_.place->first].where;
      const Where& y = *b_.places[kinship_.place->second].where;
      add(EvidenceKind::fingerprint, kinship_.narrow_place || x.name.empty() ? x.text : x.name, x.span, y.span);
    }
    if (kinship_.days_apart == 0) {
      const Day day = std::max(*a_.first, *b_.first);
      add(EvidenceKind::fingerprint, to_string(day), std::nullopt, std::nullopt);
    }
  }

  /// What stands between quotation marks.
  static std::vector<Span> quoted(std::string_view text) {
    std::vector<Span> out;
    for (std::size_t at = 0; at < text.size(); ++at) {
      const bool curved = text.substr(at, 3) == "\u201c";
      if (!curved && text[at] != '"') continue;
      const std::size_t begin = at + (curved ? 3 : 1);
      const std::size_t end = text.find(curved ? "\u201d" : "\"", begin);
      if (end == std::string_view::npos) break;
      if (end - begin > longest_quote) continue;
      out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
      at = end + (curved ? 2 : 0);
    }
    return out;
  }

  void quotes() {
    struct Shared {
      std::size_t words;
      Span a, b;
    };
    std::vector<Shared> shared;
    for (const Span quote : quoted(first().text)) {
      const FoldedWords said = fold_words(first().text, std::span(&quote, 1));
      const std::vector<std::uint64_t> runs = word_runs(said);
      if (said.hashes.size() < shortest_quote || runs.empty()) continue;
      if (shared_runs(runs, b_.runs) * 1000 < runs.size() * quoted_alike) continue;
      const Stretch there = longest_stretch(said, words_of_b());
      shared.push_back({said.hashes.size(), quote, there.b});
    }
    std::stable_sort(shared.begin(), shared.end(), [](const Shared& x, const Shared& y) { return x.words > y.words; });
    if (shared.size() > most_quotes) shared.resize(most_quotes);
    for (const Shared& one : shared) add(EvidenceKind::quote, opening(first().text, one.a), one.a, one.b);
  }

  /// Folded once, and only where it is looked at: most pairs share no words.
  const FoldedWords& words_of_b() {
    if (!words_of_b_) words_of_b_ = own_words(second());
    return *words_of_b_;
  }

  void add(EvidenceKind kind, std::string what, std::optional<Span> a, std::optional<Span> b) {
    evidence_.push_back({kind, std::move(what), a, b, std::nullopt});
  }

  const Kinship& kinship_;
  const Account& a_;
  const Account& b_;
  std::span<const Document> documents_;
  std::span<const Claim> claims_;
  const Actors& actors_;
  std::optional<FoldedWords> words_of_b_;
  std::vector<LineageEvidence> evidence_;
};

}  // namespace

std::vector<LineageEvidence> evidence_of(const Kinship& kinship, const Account& a, const Account& b,
                                         std::span<const Document> documents, std::span<const Claim> claims,
                                         const Actors& actors) {
  return Collector(kinship, a, b, documents, claims, actors).collect();
}

}  // namespace histor
