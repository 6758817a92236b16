#pragma once
// Tolls, origins and reasons for a terminal.

#include <span>
#include <string>

#include "publish/table.hpp"
#include "reckon/origins.hpp"
#include "reckon/policy.hpp"
#include "reckon/tolls.hpp"
#include "reckon/why.hpp"

namespace histor {

/// Incident by incident: low, best and high of each toll, the figures that they rest on with the rules that chose them,
/// and the policy's notes. What stands in other lanes is named below, never among them.
[[nodiscard]] std::string toll_list(const LedgerView& view, std::span<const TollAt> tolls, const Policy& policy,
                                    const TableOptions& options = {});

/// One line an origin: figures, who carried it, what it is.
[[nodiscard]] std::string origin_list(const LedgerView& view, std::span<const OriginSummary> origins,
                                      const TableOptions& options = {});
/// One origin with all its figures.
[[nodiscard]] std::string origin_text(const LedgerView& view, const OriginSummary& origin,
                                      const TableOptions& options = {});

/// Reasons, then the sentences that they rest on.
[[nodiscard]] std::string why_text(const LedgerView& view, const Explanation& explanation,
                                   const TableOptions& options = {});
/// The verdict, both sides field by field, what parts them, what follows, and both sentences.
[[nodiscard]] std::string why_text(const LedgerView& view, const Comparison& comparison,
                                   const TableOptions& options = {});

}  // namespace histor
