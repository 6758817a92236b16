// Documents that could be kin are found by keys: a day with a place or a figure, a small place with a figure, runs of
// words. Whatever gives two documents enough points for one event gives them a key in common, but for words that are
// too common or too few to be anybody's text (`stock_phrase`, `few_runs`).
#include "link/lineage.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <tuple>

#include "base/hash.hpp"
#include "link/account.hpp"
#include "link/changes.hpp"
#include "link/evidence.hpp"
#include "link/kinship.hpp"
#include "link/scope.hpp"

namespace histor {

namespace {

/// A run of words that more documents have proposes no pairs: it is an outlet's standing background or a page's
/// furniture. Fifty outlets that print one text are still found, by its day and figures.
constexpr std::size_t stock_phrase = 64;
constexpr double cell_degrees = 0.5;  // wider than a town with its quarters

struct Entry {
  std::uint64_t key;
  std::uint32_t account;
  friend auto operator<=>(const Entry&, const Entry&) = default;
};

class Keys {
 public:
  explicit Keys(std::vector<Entry>& out) : out_(out) {}

  void add_all(const Account& account, std::uint32_t index) {
    if (!account.first || !account.last) return;
    index_ = index;
    add_lead_facts(account);
    // A day further, so that events one day apart meet.
    for (Day day = *account.first; day <= *account.last + std::chrono::days{1}; day += std::chrono::days{1}) {
      day_ = to_string(day);
      for (const ToldFigure& figure : account.figures) {
        add("figure", std::string(to_string(figure.outcome)) + " " + std::to_string(figure.value));
      }
      for (const ToldPlace& place : account.places) add_place(place);
    }
  }

  /// Names that stand in the account's words and are a narrow place of some account: of all accounts, once all places
  /// are known.
  void add_names(const Account& account, std::uint32_t index) {
    if (!account.first || !account.last) return;
    index_ = index;
    for (Day day = *account.first; day <= *account.last + std::chrono::days{1}; day += std::chrono::days{1}) {
      day_ = to_string(day);
      for (const std::string& name : account.names) {
        if (spellings_.contains(name)) add("spelling", name);
      }
    }
  }

 private:
  /// A small place with a count, both of the lead: by stretches of days so long that two dates of which one was misread
  /// meet in one of them or in the next.
  void add_lead_facts(const Account& account) {
    const auto stretch = [](Day day) { return day.time_since_epoch().count() / misread_days; };
    for (auto s = stretch(*account.first); s <= stretch(*account.last) + 1; ++s) {
      day_ = std::to_string(s);
      for (const ToldPlace& place : account.places) {
        if (!place.lead || !place.narrow) continue;
        for (const ToldFigure& figure : account.figures) {
          if (!figure.lead || figure.value < large_figure) continue;
          const std::string count = std::string(to_string(figure.outcome)) + " " + std::to_string(figure.value) + " ";
          for (const std::string& spelling : place.spellings) add("fact", count + spelling);
          add("fact", count + folded(place.where->text));
          if (!place.where->place.empty()) add("fact", count + place.where->place);
        }
      }
    }
  }

  void add_place(const ToldPlace& place) {
    const Where& where = *place.where;
    for (const std::string& spelling : place.spellings) {
      add("spelling", spelling);
      if (place.narrow) spellings_.insert(spelling);
    }
    add("words", folded(where.text));
    if (!where.place.empty()) add("place", where.place);
    // What holds() ties: a province and what lies in it, a town and its quarters.
    if (where.kind == "region") add("region", where.country + " " + where.name);
    if (!where.region.empty()) add("region", where.country + " " + where.region);
    if (!where.latitude || !where.longitude) return;
    const int reach = where.kind == "locality" ? 1 : 0;
    const auto row = static_cast<int>(std::floor(*where.latitude / cell_degrees));
    const auto column = static_cast<int>(std::floor(*where.longitude / cell_degrees));
    for (int r = row - reach; r <= row + reach; ++r) {
      for (int c = column - reach; c <= column + reach; ++c) add("cell", std::to_string(r) + " " + std::to_string(c));
    }
  }

  void add(std::string_view field, const std::string& value) {
    std::string key = day_;
    key.append(" ").append(field).append(" ").append(value);
    out_.push_back({hash64(key), index_});
  }

  std::vector<Entry>& out_;
  std::set<std::string> spellings_;  ///< of narrow places
  std::uint32_t index_ = 0;
  std::string day_;
};

/// For each account those after it that share a key, in order.
class Candidates {
 public:
  Candidates(std::vector<Entry> entries, std::size_t accounts, std::size_t most) : holds_(accounts) {
    std::sort(entries.begin(), entries.end());
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    for (std::size_t begin = 0; begin < entries.size();) {
      std::size_t end = begin;
      while (end < entries.size() && entries[end].key == entries[begin].key) ++end;
      if (end - begin > 1 && end - begin <= most) {
        const auto first = static_cast<std::uint32_t>(members_.size());
        for (std::size_t i = begin; i < end; ++i) {
          holds_[entries[i].account].push_back(
              {first + static_cast<std::uint32_t>(i - begin) + 1, first + static_cast<std::uint32_t>(end - begin)});
          members_.push_back(entries[i].account);
        }
      }
      begin = end;
    }
  }

  void add_to(std::uint32_t account, std::vector<std::uint32_t>& out) const {
    for (const auto& [begin, end] : holds_[account]) {
      out.insert(out.end(), members_.begin() + begin, members_.begin() + end);
    }
  }

 private:
  std::vector<std::uint32_t> members_;  ///< of all keys that tie, one after the other
  std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> holds_;  ///< by account: ranges of members_
};

/// Each that occurs at least so often, once, in order.
void keep_frequent(std::vector<std::uint32_t>& items, std::size_t least) {
  std::sort(items.begin(), items.end());
  auto kept = items.begin();
  for (auto begin = items.begin(); begin != items.end();) {
    const auto end = std::find_if(begin, items.end(), [&](std::uint32_t item) { return item != *begin; });
    const std::uint32_t item = *begin;
    if (static_cast<std::size_t>(end - begin) >= least) *kept++ = item;
    begin = end;
  }
  items.erase(kept, items.end());
}

std::uint32_t place_in_text(const Claim& claim) {
  return claim.number ? claim.number->span.begin : claim.trigger.span.begin;
}

std::vector<Account> accounts_of(std::span<const Document> documents, std::span<const Claim> claims,
                                 const Actors& actors) {
  std::vector<std::uint32_t> order(documents.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto rank = [&](std::uint32_t i) {
    const Document& d = documents[i];
    return std::tuple(!d.published, d.published ? d.published->date : Day{}, std::string_view(d.outlet),
                      std::string_view(d.id));
  };
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });

  std::map<std::string_view, std::vector<std::uint32_t>> own;
  for (const Document& document : documents) own.try_emplace(document.id);
  for (std::uint32_t i = 0; i < claims.size(); ++i) {
    if (const auto found = own.find(claims[i].document); found != own.end()) found->second.push_back(i);
  }
  std::vector<Account> accounts;
  accounts.reserve(documents.size());
  for (const std::uint32_t i : order) {
    std::vector<std::uint32_t>& of_it = own.find(documents[i].id)->second;
    std::sort(of_it.begin(), of_it.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::tuple(place_in_text(claims[a]), std::string_view(claims[a].id)) <
             std::tuple(place_in_text(claims[b]), std::string_view(claims[b].id));
    });
    accounts.push_back(account_of(documents[i], i, claims, of_it, actors));
  }
  return accounts;
}

std::string printed_by(const Document& document) {
  if (!document.outlet.empty()) return document.outlet;
  const std::size_t slash = document.source.find_last_of('/');
  return slash == std::string::npos ? document.source : document.source.substr(slash + 1);
}

void group(Lineage& lineage, std::span<const Account> accounts, std::span<const Document> documents) {
  std::map<std::uint32_t, std::uint32_t> position;  // of a document among the accounts
  for (std::uint32_t i = 0; i < accounts.size(); ++i) position.emplace(accounts[i].document, i);
  std::vector<std::uint32_t> parent(accounts.size());
  std::iota(parent.begin(), parent.end(), 0U);
  const auto root = [&](std::uint32_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (const DocumentPair& pair : lineage.pairs) {
    const std::uint32_t a = root(position[pair.a]);
    const std::uint32_t b = root(position[pair.b]);
    parent[std::max(a, b)] = std::min(a, b);
  }
  std::map<std::uint32_t, std::vector<std::uint32_t>> members;
  for (std::uint32_t i = 0; i < accounts.size(); ++i) members[root(i)].push_back(i);
  for (const auto& [first, of_it] : members) {
    if (of_it.size() < 2) continue;
    LineageGroup group;
    std::set<std::string> origins;
    std::set<std::string> outlets;
    for (const std::uint32_t i : of_it) {
      group.documents.push_back(accounts[i].document);
      origins.insert(accounts[i].origins.begin(), accounts[i].origins.end());
      outlets.insert(printed_by(documents[accounts[i].document]));
    }
    group.origins.assign(origins.begin(), origins.end());
    group.outlets.assign(outlets.begin(), outlets.end());
    lineage.groups.push_back(std::move(group));
  }
}

}  // namespace

Lineage trace_lineage(std::span<const Document> documents, std::span<const Claim> claims, const Actors& actors) {
  const std::vector<Account> accounts = accounts_of(documents, claims, actors);
  std::vector<Entry> facts;
  std::vector<Entry> runs;
  Keys keys(facts);
  for (std::uint32_t i = 0; i < accounts.size(); ++i) {
    keys.add_all(accounts[i], i);
    for (const std::uint64_t run : accounts[i].runs) runs.push_back({run, i});
  }
  for (std::uint32_t i = 0; i < accounts.size(); ++i) keys.add_names(accounts[i], i);
  const Candidates by_facts(std::move(facts), accounts.size(), accounts.size());
  const Candidates by_words(std::move(runs), accounts.size(), stock_phrase);

  Lineage lineage;
  std::vector<std::uint32_t> others;
  for (std::uint32_t i = 0; i < accounts.size(); ++i) {
    others.clear();
    by_words.add_to(i, others);
    keep_frequent(others, few_runs);
    by_facts.add_to(i, others);
    keep_frequent(others, 1);
    for (const std::uint32_t j : others) {
      const Account& a = accounts[i];
      const Account& b = accounts[j];
      const Kinship kinship = compare(a, b);
      const std::optional<LineageRelation> relation = relation_of(kinship);
      if (!relation) continue;
      DocumentPair pair{a.document, b.document, *relation, {}, {}};
      pair.evidence = evidence_of(kinship, a, b, documents, claims, actors);
      if (*relation != LineageRelation::same_event_independent) pair.changes = changes_between(a, b, claims, actors);
      lineage.pairs.push_back(std::move(pair));
    }
  }
  group(lineage, accounts, documents);
  return lineage;
}

}  // namespace histor
