#pragma once
// The relay graph for programs and for people: JSON lines, one record a pair, as docs/records.md says; and for the
// terminal which reports tell one thing, on what evidence, and what changed on the way.

#include <span>
#include <string>

#include "model/claim.hpp"
#include "model/document.hpp"
#include "model/lineage.hpp"
#include "publish/table.hpp"

namespace histor {

class Actors;

/// One line a pair. `documents` and `claims` are those that the lineage was traced in.
[[nodiscard]] std::string lineage_json(const Lineage& lineage, std::span<const Document> documents,
                                       std::span<const Claim> claims);

[[nodiscard]] std::string lineage_table(const Lineage& lineage, std::span<const Document> documents,
                                        const Actors& actors, const TableOptions& options);

}  // namespace histor
