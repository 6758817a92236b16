#pragma once
// What the terminal and the page both say of a record, in the same words.

#include <string>
#include <vector>

#include "model/ledger_view.hpp"

namespace histor {

/// "as of 1 Dec 2024, 19:00; excluding Aleppo; provisional". Empty where the figure has no such limits.
[[nodiscard]] std::string limit_words(const Figure& figure);
/// "of whom 5 children, 2 women, 11 men"; live parts only. Empty where there are none.
[[nodiscard]] std::string part_words(const LedgerView& view, const Figure& figure);
/// "Idlib, Aleppo"; "place not stated".
[[nodiscard]] std::string where_words(const std::vector<Where>& places);
/// "Sunday 1 December 2024"; "27 Nov to 1 Dec 2024"; "Day not stated".
[[nodiscard]] std::string day_heading(const std::optional<Day>& first, const std::optional<Day>& last);
/// "White Helmets" or "White Helmets, rescue workers"; empty where no source is named.
[[nodiscard]] std::string origin_names(const LedgerView& view, const std::vector<std::string>& origins);
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view between = ", ");
/// "airstrike, said to be by Russia and the Syrian government". Empty where neither is told.
[[nodiscard]] std::string deed_words(const LedgerView& view, const Incident& incident);
/// What a place's timeline says of the place itself: the words that the reports have for it, where they are several,
/// and what it lies in.
[[nodiscard]] std::string naming_words(const std::vector<ControlPlace>& all, const ControlPlace& place);
/// How much is told of a place, and when: "3 statements, 29 Nov to 2 Dec 2024".
[[nodiscard]] std::string extent_words(const ControlPlace& place);
/// "from Aleppo", "from Aleppo to Latakia, Salamiya"; empty without a route.
[[nodiscard]] std::string route_words(const Figure& figure);
/// The tolls of an incident, each in words; those that only repeat feared or denied figures stand apart.
[[nodiscard]] std::vector<std::string> toll_lines(const LedgerView& view, const Incident& incident);
/// The figures that say more than the incident's own line (parts, limits, history, another figure beside them), by
/// outcome; what was updated comes after what updated it.
[[nodiscard]] std::vector<FigureIndex> telling_figures(const LedgerView& view, const Incident& incident,
                                                       bool all = false);
/// "16 killed (SOHR, Aleppo) and 18 civilians killed (White Helmets, Idlib): not compared, place and population
/// differ."
[[nodiscard]] std::string relation_words(const LedgerView& view, const Relation& relation);
/// "denied", "feared", "claimed": how a statement of no lane of counts is told; its words.
[[nodiscard]] std::string statement_words(const LedgerView& view, const Claim& claim);
/// Relations a reader could trip over: pairs of live figures that are not comparable though their places touch.
[[nodiscard]] std::vector<const Relation*> apart_relations(const LedgerView& view);
/// "3 reports · 63 claims · 41 figures · 12 incidents · 5 running totals · 9 findings".
[[nodiscard]] std::string totals_words(const LedgerView& view);
/// "2 December 2024" of the document, or "date not known".
[[nodiscard]] std::string published_words(const Document& document);
/// Outlet, or file name, or id.
[[nodiscard]] std::string document_name(const Document& document);
/// How many claims were read from each document, in the order of view.documents.
[[nodiscard]] std::vector<std::size_t> claims_per_document(const LedgerView& view);

}  // namespace histor
