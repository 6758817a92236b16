#pragma once
// A running total less the incidents that lie within it.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/ledger_view.hpp"
#include "model/residual.hpp"

namespace histor {

/// Remainders of the running totals of one view, which must outlive it and stay as it is.
class Residuals {
 public:
  explicit Residuals(const LedgerView& view);

  /// For the latest point of the series (an index) and each of its parts: what remains by its own origin's counts, then
  /// by all origins', where these cover more. An incident is covered where its days, its place and its cause are known
  /// to lie inside the total's, and its population is the total's or of it; where the total names no start or no place,
  /// none is known to.
  [[nodiscard]] std::vector<Residual> of(std::uint32_t series) const;

  /// The first alone: what its own origin's counts leave of each.
  [[nodiscard]] std::vector<Residual> own(std::uint32_t series) const;

 private:
  [[nodiscard]] std::vector<Residual> of(std::uint32_t series, bool all_origins) const;

  const LedgerView& view_;
  // Incidents with a live figure of the origin and outcome, by first day, those without one last.
  std::map<std::pair<std::string_view, Outcome>, std::vector<std::uint32_t>> by_origin_;
  std::map<Outcome, std::vector<std::uint32_t>> by_outcome_;
};

/// "at least 72 − 11 = at least 61 civilians killed". Empty where nothing is covered.
[[nodiscard]] std::string residual_words(const LedgerView& view, const Residual& residual);

/// "Remainder, no incident: at least 72 − 11 = at least 61 civilians killed; less i_…, by the same origin"; where
/// nothing is covered, why.
[[nodiscard]] std::string remainder_words(const LedgerView& view, const Residual& residual);

/// Whether the incidents count more than the total allows.
[[nodiscard]] bool exceeds_total(const Residual& residual);

}  // namespace histor
