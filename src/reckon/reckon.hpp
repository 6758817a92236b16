#pragma once
// From claims to the whole ledger: what may be compared, how figures stand to each other, tolls under a policy,
// findings. Pure: the same sets give the same view, whatever their order.

#include <vector>

#include "link/link.hpp"
#include "model/ledger_view.hpp"
#include "reckon/policy.hpp"
#include "reckon/relations.hpp"

namespace histor {

/// Links, relates, and reckons tolls and findings.
[[nodiscard]] LedgerView reckon(std::vector<Document> documents, std::vector<Claim> claims,
                                const Policy& policy = open_policy(), const ActorLookup& actors = {},
                                const LinkDecisions& decisions = {});

/// The same for a view that is linked already.
void reckon_linked(LedgerView& view, const Policy& policy);

}  // namespace histor
