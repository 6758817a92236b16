#pragma once
// A report of a trial, a plea or an inquiry tells of its own day; the deaths it speaks of are history to it.

#include <cstdint>
#include <vector>

#include "model/claim.hpp"
#include "read/document_view.hpp"

namespace histor {

class Trials {
 public:
  explicit Trials(DocumentView& document) : document_(document) {}
  /// Where the report is of a court, makes background of the harm done to single people that it dates to no day of its
  /// own week. Arrests are the court's own news and stay.
  void settle(std::vector<Claim>& claims) const;

 private:
  [[nodiscard]] bool of_court() const;
  /// Whether sentence s dates what it tells by a day without a year, and tells nothing of the court.
  [[nodiscard]] bool dated(std::size_t s) const;

  DocumentView& document_;
};

}  // namespace histor
