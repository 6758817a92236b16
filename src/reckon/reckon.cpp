#include "reckon/reckon.hpp"

#include "reckon/control_findings.hpp"
#include "reckon/findings.hpp"
#include "reckon/tolls.hpp"

namespace histor {

LedgerView reckon(std::vector<Document> documents, std::vector<Claim> claims, const Policy& policy,
                  const ActorLookup& actors, const LinkDecisions& decisions) {
  LedgerView view = link(std::move(documents), std::move(claims), actors, decisions);
  reckon_linked(view, policy);
  return view;
}

void reckon_linked(LedgerView& view, const Policy& policy) {
  view.policy = policy.name;
  view.policy_digest = policy.digest;
  add_parts(view);
  relate_all(view);
  reckon_tolls(view, policy);
  find_findings(view);
  find_control_findings(view);
}

}  // namespace histor
