#pragma once
// What a report tells as history. A trial, a plea or an inquiry is news of its own day, and the deaths it speaks of are
// older; a text that has no date of its own and dates what it tells by the year is a history throughout.

#include <cstdint>
#include <vector>

#include "model/claim.hpp"
#include "read/document_view.hpp"

namespace histor {

class History {
 public:
  explicit History(DocumentView& document) : document_(document) {}
  /// Makes background of what is told as history. Of a court's report that is the harm done to single people that no
  /// day of its own week dates; arrests are the court's own news and stay. Of a text of history it is everything, dated
  /// by the last date told before it in its paragraph where it has none.
  void settle(std::vector<Claim>& claims) const;

 private:
  [[nodiscard]] bool of_court() const;
  [[nodiscard]] bool of_the_past() const;
  /// Whether sentence s dates what it tells by a day without a year, and tells nothing of the court.
  [[nodiscard]] bool dated(std::size_t s) const;
  [[nodiscard]] std::size_t sentence_of(const Claim& claim) const;
  void settle_court(std::vector<Claim>& claims) const;
  void date(Claim& claim) const;

  DocumentView& document_;
};

}  // namespace histor
