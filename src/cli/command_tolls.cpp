// histor tolls: low, best and high of every incident under a policy, with the figures and the rules behind them.

#include "cli/ledger_view.hpp"
#include "publish/json.hpp"
#include "publish/lists.hpp"
#include "reckon/tolls.hpp"

namespace histor::cli {

int run_tolls(const ListOptions& options, const CommonOptions& common) {
  TollFilter filter;
  if (!parse_filter(options.outcome, "outcome", filter.outcome)) return usage;
  filter.since = options.since;
  filter.until = options.until;
  filter.place = options.place;
  const auto policy = policy_named(options.policy);
  if (!policy) return fail(policy.error());
  const auto ledger = open_ledger(options.ledger);
  if (!ledger) return fail(ledger.error());
  const auto view = view_of(*ledger, *policy);
  if (!view) return fail(view.error());
  const std::vector<TollAt> tolls = select_tolls(*view, filter);
  put(prints_table(common) ? toll_list(*view, tolls, *policy, table_options(options, common))
                           : tolls_json(*view, tolls));
  return done;
}

}  // namespace histor::cli
