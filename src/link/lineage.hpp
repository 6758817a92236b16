#pragma once
// Who has it from whom, over a whole ledger: copies and near copies, rewritten wire copy, reports of one event from
// different origins. A pure function of the two sets; the order in which they are given leaves no trace.

#include <span>
#include <vector>

#include "model/claim.hpp"
#include "model/document.hpp"
#include "model/lineage.hpp"

namespace histor {

class Actors;

/// Traces the pairs of `documents`, which must have their texts and differ in their ids; the indices of the result are
/// positions in `documents` and `claims`. A claim whose document is not given is passed over. How two documents stand
/// to each other rests on these two alone. What else is given can only keep a pair from being found that has nothing
/// but words in common, where many more documents have those words.
///
/// Cost: documents are held against each other only where they share a day (or the next one) with a place or a figure,
/// a small place with a figure within a month, or several runs of words that few documents have; never all with all.
[[nodiscard]] Lineage trace_lineage(std::span<const Document> documents, std::span<const Claim> claims,
                                    const Actors& actors);

}  // namespace histor
