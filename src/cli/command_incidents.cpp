// histor incidents: what happened, by day and place, with tolls.

#include "cli/ledger_view.hpp"
#include "publish/json.hpp"

namespace histor::cli {

int run_incidents(const ListOptions& options, const CommonOptions& common) {
  const auto view = view_of(options);
  if (!view) return fail(view.error());
  put(prints_table(common) ? incident_list(*view, table_options(options, common)) : incidents_json(*view));
  return done;
}

}  // namespace histor::cli
