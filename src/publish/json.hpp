#pragma once
// The derived records as JSON lines: one object a line, `type` first, ids instead of indices.

#include <cstdint>
#include <span>
#include <string>

#include "model/ledger_view.hpp"
#include "reckon/origins.hpp"
#include "reckon/tolls.hpp"
#include "reckon/why.hpp"

namespace histor {

/// Incidents, then series, control places, background and displacement figures, relations and findings, in the view's
/// order. Invalid UTF-8 of the texts is replaced by U+FFFD.
[[nodiscard]] std::string ledger_json(const LedgerView& view);

/// The places whose control is told, alone, as they stand among the records of ledger_json().
[[nodiscard]] std::string control_json(const LedgerView& view);
/// The incidents alone, each as ledger_json() has it.
[[nodiscard]] std::string incidents_json(const LedgerView& view);
/// One line a toll, with its incident, the words of the figures that it rests on and the policy's notes.
[[nodiscard]] std::string tolls_json(const LedgerView& view, std::span<const TollAt> tolls);
/// One line a series (indices), with what remains of its latest point.
[[nodiscard]] std::string series_json(const LedgerView& view, std::span<const std::uint32_t> series);
/// One line a finding (indices).
[[nodiscard]] std::string findings_json(const LedgerView& view, std::span<const std::uint32_t> findings);
/// One line an origin; with `figures` each has the words of its figures.
[[nodiscard]] std::string origins_json(const LedgerView& view, std::span<const OriginSummary> origins,
                                       bool figures = false);
/// One line.
[[nodiscard]] std::string why_json(const LedgerView& view, const Explanation& explanation);
[[nodiscard]] std::string why_json(const LedgerView& view, const Comparison& comparison);

}  // namespace histor
