#pragma once
// Statements on who holds a place in plain words: the same in findings, tables and reports.

#include <string>
#include <vector>

#include "model/ledger_view.hpp"

namespace histor {

/// "Aleppo", "eastern half of Aleppo", "near Saraqib"; "place not stated".
[[nodiscard]] std::string control_place_words(const ControlPlace& place);
/// "30 Nov 2024"; "by 2 Dec 2024" where only the day of printing is known; "day not stated".
[[nodiscard]] std::string holding_day_words(const Holding& holding);
/// "captured by HTS", "left by the Syrian Army, without fighting"; without who says or denies it.
[[nodiscard]] std::string deed_words(const LedgerView& view, const Holding& holding);
/// The same with how it stands: "denied: …", "…, a claim of a party", "…, confirmed by Syrian Army".
[[nodiscard]] std::string holding_words(const LedgerView& view, const Holding& holding);
/// "Syrian Army, Syrian Observatory for Human Rights — 2 origins, 3 outlets"; "no source named, 1 outlet".
[[nodiscard]] std::string sayer_words(const LedgerView& view, const Holding& holding);
/// "Syrian Army (Outlet A, Outlet B), Outlet C": everybody with those who carry it.
[[nodiscard]] std::string carried_words(const LedgerView& view, const Holding& holding);
/// "said to be held by HTS (Syrian Observatory for Human Rights)"; empty where nothing says who holds it.
[[nodiscard]] std::string holder_words(const LedgerView& view, const ControlPlace& place);
/// What a mark says, for a line below the statements; empty where the statements' own words say it.
[[nodiscard]] std::string mark_words(const LedgerView& view, const ControlPlace& place, const ControlMark& mark);

}  // namespace histor
