#pragma once
// Which figures may be held against each other, and how they then stand.

#include "model/ledger_view.hpp"

namespace histor {

/// How figure `a` stands to figure `b` (indices into view.figures, a != b), and what that rests on.
[[nodiscard]] Relation relate(const LedgerView& view, FigureIndex a, FigureIndex b);

/// Whether one count can satisfy the words of both. "About" is taken a tenth either way; words without a number fit
/// anything.
[[nodiscard]] bool both_can_hold(const Number& a, const Number& b);

/// Fills view.relations: all pairs within an incident, updates, parts, and those of one day whose places touch.
void relate_all(LedgerView& view);

/// Fills Figure::arithmetic: adds the parts of a whole that cannot overlap, and nothing else.
void add_parts(LedgerView& view);

}  // namespace histor
