// histor findings: what disagrees, and what needs a person's eye.

#include "cli/ledger_view.hpp"
#include "publish/json.hpp"
#include "reckon/why.hpp"

namespace histor::cli {

int run_findings(const ListOptions& options, const CommonOptions& common) {
  std::optional<FindingKind> kind;
  if (!parse_filter(options.kind, "kind", kind)) return usage;
  const auto view = view_of(options);
  if (!view) return fail(view.error());
  TableOptions table = table_options(options, common);
  std::vector<std::uint32_t> chosen;
  if (!options.id.empty()) {
    const auto id = whole_id(*view, options.id);
    if (!id) return fail(id.error());
    const auto subject = find_subject(*view, *id);
    if (!subject || subject->kind != SubjectKind::finding)
      return fail({ErrorCode::not_found, "this is no finding", *id, "histor findings lists them"});
    chosen = {subject->index};
    table.verbose = true;
  } else {
    for (std::uint32_t i = 0; i < view->findings.size(); ++i) {
      if (!kind || view->findings[i].kind == *kind) chosen.push_back(i);
    }
  }
  put(prints_table(common) ? finding_list(*view, chosen, table) : findings_json(*view, chosen));
  return done;
}

}  // namespace histor::cli
