// histor series: running totals, and what remains of each without the incidents that lie within it.

#include <numeric>

#include "cli/ledger_view.hpp"
#include "publish/json.hpp"
#include "reckon/why.hpp"

namespace histor::cli {

int run_series(const ListOptions& options, const CommonOptions& common) {
  const auto view = view_of(options);
  if (!view) return fail(view.error());
  std::vector<std::uint32_t> chosen(view->series.size());
  std::iota(chosen.begin(), chosen.end(), 0U);
  TableOptions table = table_options(options, common);
  if (!options.id.empty()) {
    const auto id = whole_id(*view, options.id);
    if (!id) return fail(id.error());
    const auto subject = find_subject(*view, *id);
    if (!subject || subject->kind != SubjectKind::series)
      return fail({ErrorCode::not_found, "this is no running total", *id, "histor series lists them"});
    chosen = {subject->index};
    table.verbose = true;
  }
  put(prints_table(common) ? series_list(*view, chosen, table) : series_json(*view, chosen));
  return done;
}

}  // namespace histor::cli
