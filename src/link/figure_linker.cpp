// Of claims that are like each other in everything that linking looks at, one stands in the index for all: fifty papers
// that print one sentence cost one search.
#include "link/figure_linker.hpp"

#include <algorithm>

#include "link/figures.hpp"

namespace histor {

namespace {

bool kept_apart(const Books& books, const CountMention& a, const CountMention& b) {
  return !books.decided.none() && books.decided.apart(books.held.claims[a.claim].id, books.held.claims[b.claim].id);
}

}  // namespace

void FigureLinker::enlist(ClaimIndex claim) {
  const CountMention& m = books_.mentions[claim];
  std::vector<ClaimIndex>& alike = alike_[m.likeness];
  alike.push_back(claim);
  if (alike.size() > 1) return;
  for (const std::uint64_t key : kept_by(m)) blocks_.add(key, claim);
}

void FigureLinker::strike(ClaimIndex claim) {
  const CountMention& m = books_.mentions[claim];
  const auto alike = alike_.find(m.likeness);
  const bool first = alike->second.front() == claim;
  std::erase(alike->second, claim);
  const bool last = alike->second.empty();
  if (first) {
    for (const std::uint64_t key : kept_by(m)) {
      blocks_.remove(key, claim);
      if (!last) blocks_.add(key, alike->second.front());
    }
  }
  if (last) alike_.erase(alike);
}

FigureIndex FigureLinker::put(Figure figure) {
  auto slot = static_cast<FigureIndex>(books_.held.figures.size());
  if (free_.empty()) {
    books_.held.figures.push_back(std::move(figure));
    books_.alive.push_back(true);
  } else {
    slot = free_.back();
    free_.pop_back();
    books_.held.figures[slot] = std::move(figure);
    books_.alive[slot] = true;
  }
  for (const ClaimIndex c : books_.held.figures[slot].claims) books_.figure_of[c] = slot;
  return slot;
}

FigureLinker::Change FigureLinker::change(const std::vector<ClaimIndex>& came, const std::vector<ClaimIndex>& went) {
  for (const ClaimIndex claim : came) enlist(claim);
  for (const ClaimIndex claim : went) strike(claim);
  blocks_.settle();
  const auto neighbours = [this](ClaimIndex claim, const auto& visit) {
    const CountMention& m = books_.mentions[claim];
    for (const ClaimIndex other : books_.claims_of[m.document]) {
      if (books_.mentions[other].bucket == m.bucket) visit(other);
    }
    const std::vector<ClaimIndex>& alike = alike_.at(m.likeness);
    if (alike.front() != claim) return visit(alike.front());
    for (std::size_t i = 1; i < alike.size(); ++i) visit(alike[i]);
    for (const std::uint64_t key : found_by(m)) {
      blocks_.visit(key, [&](ClaimIndex other) {
        if (books_.mentions[other].bucket == m.bucket) visit(other);
      });
    }
  };
  const auto are_tied = [this](ClaimIndex a, ClaimIndex b) {
    const CountMention& x = books_.mentions[a];
    const CountMention& y = books_.mentions[b];
    return !parted(x, y) && !kept_apart(books_, x, y) && tied(x, y);
  };
  const Groups::Change regrouped = groups_.regroup(came, went, neighbours, are_tied);
  Change change;
  for (const Groups::Dissolved& group : regrouped.dissolved) {
    for (const ClaimIndex claim : group.members) {
      FigureIndex& figure = books_.figure_of[claim];
      if (figure != nowhere && books_.alive[figure]) {
        books_.alive[figure] = false;
        change.dropped.push_back(figure);
      }
      figure = nowhere;
    }
  }
  free_.insert(free_.end(), change.dropped.begin(), change.dropped.end());
  std::vector<const CountMention*> mentions;
  for (const Groups::Group group : regrouped.formed) {
    mentions.clear();
    for (const ClaimIndex claim : groups_.members(group)) mentions.push_back(&books_.mentions[claim]);
    change.claims += mentions.size();
    for (Figure& figure : figures_of(books_.held, mentions, [this](const CountMention& a, const CountMention& b) {
           return parted(a, b) || kept_apart(books_, a, b);
         })) {
      change.made.push_back(put(std::move(figure)));
    }
  }
  return change;
}

}  // namespace histor
