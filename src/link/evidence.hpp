#pragma once
// Why two reports are taken for kin, in words and with the places in both texts.

#include <span>
#include <vector>

#include "link/account.hpp"
#include "link/kinship.hpp"
#include "model/lineage.hpp"

namespace histor {

class Actors;

/// What is shared, at least one piece where relation_of() gave a relation: first who is credited, then words, facts and
/// quotes.
[[nodiscard]] std::vector<LineageEvidence> evidence_of(const Kinship& kinship, const Account& a, const Account& b,
                                                       std::span<const Document> documents,
                                                       std::span<const Claim> claims, const Actors& actors);

}  // namespace histor
