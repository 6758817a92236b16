#pragma once
// Figures, days and places in plain words: the same words in findings, tables and reports.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/ledger_view.hpp"

namespace histor {

/// "14,000".
[[nodiscard]] std::string count_words(std::int64_t value);
/// "at least 25", "more than 457", "about 125", "10 to 12"; the words themselves where there is no number, or a person
/// is named.
[[nodiscard]] std::string number_words(const Number& number);
/// "children", or "child" for one.
[[nodiscard]] std::string_view group_words(Group group, bool one = false);
/// "killed"; for casualties "killed or injured".
[[nodiscard]] std::string_view outcome_words(Outcome outcome);
/// "at least 16 killed", "5 children killed", "dozens of soldiers killed", "feared: 30 killed".
[[nodiscard]] std::string figure_words(const LedgerView& view, const Figure& figure);
/// The same without the outcome: "5 children".
[[nodiscard]] std::string people_words(const LedgerView& view, const Figure& figure);

/// "1 Dec 2024".
[[nodiscard]] std::string day_words(Day day);
/// "1 Dec 2024", "27 Nov to 1 Dec 2024", "since 27 Nov 2024", "until …"; empty where neither end is known.
[[nodiscard]] std::string window_words(const std::optional<Day>& first, const std::optional<Day>& last);
/// ISO 8601 to words: "1 Dec 2024, 19:00".
[[nodiscard]] std::string time_words(std::string_view iso);

/// "Idlib", "near Saraqib", "Aleppo, somewhere in the province", "somewhere in Syria".
[[nodiscard]] std::string place_words(const Where& where);
/// "Idlib, Aleppo"; empty for none.
[[nodiscard]] std::string places_words(std::span<const Where> places);

/// The actor's name, or its id; "no source named" for an empty id.
[[nodiscard]] std::string actor_words(const LedgerView& view, std::string_view id);
/// "1 origin, 2 outlets"; "no source named, 1 outlet".
/// With `copied` of the outlets printing another's text: "1 origin, 3 outlets, 1 of them with another's text".
[[nodiscard]] std::string support_words(std::size_t origins, std::size_t outlets, std::size_t copied = 0);
/// "5 + 2 + 11 = 18, complete"; "54 + 39 = 93 of about 125, 32 unstated". Empty where the figure has no arithmetic.
[[nodiscard]] std::string arithmetic_words(const LedgerView& view, const Figure& figure);
/// "7 to 16 killed, best 16"; "at least 16 killed"; "dozens of soldiers killed".
[[nodiscard]] std::string toll_words(const LedgerView& view, const Toll& toll);
/// The words of the text that exclude: "excluding the city of Aleppo" where they stand, else "excluding" and the place.
[[nodiscard]] std::string exclusion_words(const Figure& figure);

}  // namespace histor
