// histor origins: who counted, and by how many outlets each was carried.

#include <algorithm>

#include "cli/ledger_view.hpp"
#include "publish/json.hpp"
#include "publish/lists.hpp"
#include "reckon/origins.hpp"

namespace histor::cli {
namespace {

/// The one origin whose id is, or begins with, `prefix`.
Result<OriginSummary> origin_named(const std::vector<OriginSummary>& origins, const std::string& prefix) {
  std::vector<const OriginSummary*> found;
  for (const OriginSummary& origin : origins) {
    if (origin.id == prefix) return origin;
    if (!origin.id.empty() && origin.id.starts_with(prefix)) found.push_back(&origin);
  }
  if (found.size() == 1) return *found.front();
  if (found.empty()) return failure(ErrorCode::not_found, "no origin has this id", prefix, "histor origins lists them");
  std::string known;
  for (const OriginSummary* origin : found) known += (known.empty() ? "" : ", ") + origin->id;
  return failure(ErrorCode::ambiguous, "several origins begin so", prefix, "write more of it: " + known);
}

}  // namespace

int run_origins(const ListOptions& options, const CommonOptions& common) {
  const auto view = view_of(options);
  if (!view) return fail(view.error());
  const std::vector<OriginSummary> origins = origins_of(*view);
  const TableOptions table = table_options(options, common);
  if (options.id.empty()) {
    put(prints_table(common) ? origin_list(*view, origins, table) : origins_json(*view, origins));
    return done;
  }
  const auto origin = origin_named(origins, options.id);
  if (!origin) return fail(origin.error());
  put(prints_table(common) ? origin_text(*view, *origin, table) : origins_json(*view, std::span(&*origin, 1), true));
  return done;
}

}  // namespace histor::cli
