// histor why: why a value is what it is; why two figures differ.

#include "cli/ledger_view.hpp"
#include "publish/json.hpp"
#include "publish/lists.hpp"
#include "reckon/why.hpp"

namespace histor::cli {

int run_why(const ListOptions& options, const CommonOptions& common) {
  const auto view = view_of(options);
  if (!view) return fail(view.error());
  std::vector<Subject> subjects;
  for (const std::string& prefix : options.ids) {
    const auto id = whole_id(*view, prefix);
    if (!id) return fail(id.error());
    subjects.push_back(*find_subject(*view, *id));
  }
  const TableOptions table = table_options(options, common);
  if (subjects.size() == 1) {
    const Explanation explanation = explain(*view, subjects.front());
    put(prints_table(common) ? why_text(*view, explanation, table) : why_json(*view, explanation));
    return done;
  }
  const std::optional<Comparison> comparison = compare(*view, subjects[0], subjects[1]);
  if (!comparison)
    return fail({ErrorCode::invalid, "nothing there to compare", options.ids[0] + " " + options.ids[1], {}});
  put(prints_table(common) ? why_text(*view, *comparison, table) : why_json(*view, *comparison));
  return done;
}

}  // namespace histor::cli
