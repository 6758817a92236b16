#pragma once
// Everything that the sentences of a document name, for `histor mark`: the grounding alone, without claims and without
// a sieve.

#include <vector>

#include "model/mention.hpp"
#include "read/document_view.hpp"

namespace histor {

/// The mentions of a document in text order; every sentence is parsed. `document` must be fresh. Events, which are as
/// many as verbs, only where they are asked for.
[[nodiscard]] std::vector<Mention> mark(DocumentView& document, bool events);

}  // namespace histor
