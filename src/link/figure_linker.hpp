#pragma once
// The first stage: claims become figures.

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "link/blocks.hpp"
#include "link/books.hpp"
#include "link/groups.hpp"

namespace histor {

class FigureLinker {
 public:
  /// `books` must outlive it.
  explicit FigureLinker(Books& books) : books_(books) {}

  struct Change {
    std::vector<FigureIndex> dropped;  ///< slots whose figure is no more
    std::vector<FigureIndex> made;     ///< slots with a new figure; may be one of those dropped
    std::size_t claims = 0;            ///< looked at
  };

  /// Brings the figures in line with claims that came and went. Both kinds count people and have their mention; those
  /// that go are still in the books.
  Change change(const std::vector<ClaimIndex>& came, const std::vector<ClaimIndex>& went);

 private:
  void enlist(ClaimIndex claim);
  void strike(ClaimIndex claim);
  FigureIndex put(Figure figure);

  Books& books_;
  std::unordered_map<std::uint64_t, std::vector<ClaimIndex>> alike_;  ///< claims of one likeness
  BlockIndex blocks_;                                                 ///< the likenesses' first claims
  Groups groups_;
  std::vector<FigureIndex> free_;
};

}  // namespace histor
