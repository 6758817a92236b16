#pragma once
// The ledger for a terminal, and single records in full.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "model/ledger_view.hpp"

namespace histor {

struct TableOptions {
  int width = 100;       ///< columns, 60 to 200; others are brought within. Text wraps, figures are never cut
  bool color = false;    ///< ANSI colours; without them the text is the same, byte for byte, less the escapes
  bool verbose = false;  ///< every claim under its figure, with its words
};

/// What was read, incidents by day, running totals, background, displacement, control, what disagrees, counts of
/// things. Ends with a newline. Control characters of the texts are shown, never sent.
[[nodiscard]] std::string ledger_table(const LedgerView& view, const TableOptions& options = {});

/// One line for each incident, for a list.
[[nodiscard]] std::string incident_list(const LedgerView& view, const TableOptions& options = {});

/// One line for each place whose control is told, those of history last.
[[nodiscard]] std::string control_list(const LedgerView& view, const TableOptions& options = {});

/// These running totals (indices), each with its points and what remains of the latest.
[[nodiscard]] std::string series_list(const LedgerView& view, std::span<const std::uint32_t> series,
                                      const TableOptions& options = {});

/// These findings (indices).
[[nodiscard]] std::string finding_list(const LedgerView& view, std::span<const std::uint32_t> findings,
                                       const TableOptions& options = {});

/// The claim's words in their sentence with the value marked, then every slot with its words.
/// Requires that `claim` was read from `document`; spans that do not fit its text are shown without their words.
[[nodiscard]] std::string show_claim(const Claim& claim, const Document& document, const TableOptions& options = {});

/// The record with this id, in full: an incident, a toll, a series, a finding, a control place or a claim (with where
/// it stands). Empty where the view has no such id. `id` is whole: prefixes are the caller's to complete (see
/// ids_with_prefix() of reckon/why.hpp).
[[nodiscard]] std::string show(const LedgerView& view, std::string_view id, const TableOptions& options = {});

}  // namespace histor
