#include "link/account.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <tuple>

#include "lexicon/actors.hpp"
#include "link/scope.hpp"
#include "link/spelling.hpp"
#include "text/tokens.hpp"

namespace histor {

namespace {

constexpr std::size_t lead_sentences = 4;                         // sentences with claims of the event, from the top
constexpr std::chrono::days longest_event{4};                     // a longer window is no day to know an event by
constexpr std::string_view unnamed_monitor = "monitoring-group";  // of actors/generic.toml
constexpr std::chrono::days recount{1};                           // a source may date its count a day off

bool asserted(const Claim& claim) {
  return claim.modality == Modality::asserted || claim.modality == Modality::feared;
}

bool is_harm(const Claim& claim) {
  return claim.kind == ClaimKind::casualty && claim.aggregation != Aggregation::background && asserted(claim);
}

bool is_violence(const Claim& claim) {
  return is_harm(claim) ||
         (claim.kind == ClaimKind::attack && claim.aggregation == Aggregation::incident && asserted(claim));
}

bool to_the_day(const Claim& claim) {
  if (!claim.when || !claim.when->start || claim.aggregation != Aggregation::incident) return false;
  if (claim.when->precision > TimePrecision::day) return false;
  const Window window = window_of(claim);
  return window.last && *window.last - *window.first <= longest_event;
}

/// The day of the event: that of the first count that has one, else of the first attack, else of publication.
void date(Account& account, std::span<const Claim> claims, std::span<const std::uint32_t> own) {
  const auto first = [&](auto&& wanted) {
    return std::find_if(own.begin(), own.end(),
                        [&](std::uint32_t i) { return wanted(claims[i]) && to_the_day(claims[i]); });
  };
  auto dated = first(is_harm);
  if (dated == own.end()) dated = first(is_violence);
  if (dated != own.end()) {
    const Window window = window_of(claims[*dated]);
    account.first = window.first;
    account.last = window.last;
    account.stated = claims[*dated].when->from == Provenance::sentence;
  } else {
    account.first = account.last = account.published;
  }
}

bool of_the_event(const Account& account, const Claim& claim) {
  if (!is_violence(claim)) return false;
  return overlap(window_of(claim), {account.first, account.last});
}

/// A province's seat names the province as often as the town; countries say nothing.
bool is_narrow(const Where& where) {
  if (where.kind == "country" || where.kind == "region" || where.kind == "county") return false;
  const std::string& name = where.name.empty() ? where.text : where.name;
  return where.region.empty() || spelling_key(name) != spelling_key(where.region);
}

void add_place(Account& account, const Where& where, std::uint32_t claim, bool lead) {
  if (where.kind == "country" || where.role == PlaceRole::excluding || where.role == PlaceRole::to) return;
  for (ToldPlace& known : account.places) {
    if (!same_place(*known.where, where)) continue;
    known.lead = known.lead || lead;
    return;
  }
  ToldPlace place{claim, &where, is_narrow(where), lead, {}};
  for (const std::string_view name : {std::string_view(where.name), std::string_view(where.text)}) {
    std::string key = spelling_key(name);
    if (!key.empty()) place.spellings.push_back(std::move(key));
  }
  std::sort(place.spellings.begin(), place.spellings.end());
  place.spellings.erase(std::unique(place.spellings.begin(), place.spellings.end()), place.spellings.end());
  account.places.push_back(std::move(place));
}

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

template <class T>
void sort_unique(std::vector<T>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

/// Runs of up to three words that begin and end with a capital: "Khan Sheikhoun", "Tariq al-Bab".
void add_names(Account& account, const Document& document, std::span<const Span> sentences) {
  constexpr std::size_t longest_name = 3;
  const auto capital = [&](Span word) { return is_capital(document.text[word.begin]); };
  const FoldedWords words = fold_words(document.text, sentences);
  for (std::size_t i = 0; i < words.spans.size(); ++i) {
    if (!capital(words.spans[i])) continue;
    for (std::size_t n = 0; n < longest_name && i + n < words.spans.size(); ++n) {
      const Span last = words.spans[i + n];
      if (last.begin < words.spans[i].begin) break;  // sentences may stand in any order
      if (!capital(last)) continue;
      std::string key = spelling_key(slice(document.text, cover(words.spans[i], last)));
      if (!key.empty()) account.names.push_back(std::move(key));
    }
  }
  sort_unique(account.names);
}

/// Who counted, and who carried it. "A monitor" is the one monitor that the report names elsewhere.
void name_sources(Account& account, const Document& document, std::span<const Claim> claims,
                  std::span<const std::uint32_t> own, const Actors& actors) {
  bool a_monitor = false;
  const auto near = [&](const Claim& claim) {
    if (!is_harm(claim) || claim.aggregation != Aggregation::incident) return false;
    Window window{account.first, account.last};
    if (window.first) *window.first -= recount;
    if (window.last) *window.last += recount;
    return overlap(window_of(claim), window);
  };
  account.credits = document.agencies;
  for (const std::uint32_t i : own) {
    const Claim& claim = claims[i];
    for (const Speaker& relay : claim.relay) account.credits.push_back(relay.actor);
    if (!claim.origin || claim.origin->text.empty() || !near(claim)) continue;
    const auto actor = actors.find_by_id(claim.origin->actor);
    if (!actor) {
      // Somebody whom no file knows is known again by a name alone: "a teacher" may be another one elsewhere.
      if (is_capital(claim.origin->text.front())) account.origins.push_back(claim.origin->actor);
    } else if (actors[*actor].generic) {
      a_monitor = a_monitor || claim.origin->actor == unnamed_monitor;
    } else {
      account.origins.push_back(claim.origin->actor);
    }
  }
  if (a_monitor) {
    const auto tokens = tokenize(document.text);
    std::vector<std::uint32_t> monitors;
    for (const ActorMention& mention : find_actors(document.text, tokens, actors, account.published)) {
      const ActorRecord& named = actors[mention.actor];
      if (named.kind == ActorKind::monitor && !named.generic) monitors.push_back(mention.actor);
    }
    sort_unique(monitors);
    if (monitors.size() == 1) account.origins.push_back(actors[monitors.front()].id);
  }
  sort_unique(account.credits);
  std::copy_if(account.credits.begin(), account.credits.end(), std::back_inserter(account.agencies),
               [&](const std::string& credit) {
                 const auto actor = actors.find_by_id(credit);
                 return actor && actors[*actor].kind == ActorKind::agency && !actors[*actor].generic;
               });
  sort_unique(account.origins);
}

}  // namespace

Account account_of(const Document& document, std::uint32_t index, std::span<const Claim> claims,
                   std::span<const std::uint32_t> own, const Actors& actors) {
  Account account;
  account.document = index;
  if (document.published) account.published = document.published->date;
  date(account, claims, own);

  std::vector<Span> sentences;
  for (const std::uint32_t at : own) {
    const Claim& claim = claims[at];
    if (!of_the_event(account, claim)) continue;
    if (std::find(sentences.begin(), sentences.end(), claim.sentence) == sentences.end()) {
      sentences.push_back(claim.sentence);
    }
    const bool lead = claim.block == BlockKind::heading || sentences.size() <= lead_sentences;
    account.claims.push_back(at);
    for (const Where& where : claim.where) add_place(account, where, at, lead);
    if (lead && claim.means) account.means.push_back(*claim.means);
    if (claim.kind == ClaimKind::casualty && claim.outcome && claim.number && claim.number->value) {
      account.figures.push_back({at, *claim.outcome, *claim.number->value, lead});
    }
  }
  const auto count = [](const ToldFigure& f) { return std::tuple(f.outcome, f.value); };
  std::stable_sort(account.figures.begin(), account.figures.end(),
                   [&](const ToldFigure& a, const ToldFigure& b) { return count(a) < count(b); });
  account.figures.erase(std::unique(account.figures.begin(), account.figures.end(),
                                    [&](const ToldFigure& a, const ToldFigure& b) { return count(a) == count(b); }),
                        account.figures.end());
  sort_unique(account.means);
  name_sources(account, document, claims, own, actors);
  add_names(account, document, sentences);

  const FoldedWords words = own_words(document);
  account.runs = word_runs(words);
  account.event_runs = word_runs(words, sentences);
  return account;
}

FoldedWords own_words(const Document& document) {
  std::vector<Span> ranges;
  for (const Block& block : document.blocks) {
    if (block.kind != BlockKind::boilerplate) ranges.push_back(block.span);
  }
  if (document.blocks.empty()) ranges.push_back({0, static_cast<std::uint32_t>(document.text.size())});
  return fold_words(document.text, ranges);
}

}  // namespace histor
