#include "cli/ledger_view.hpp"

#include <fmt/format.h>

#include "lexicon/actors.hpp"
#include "reckon/lineage_findings.hpp"
#include "reckon/reckon.hpp"
#include "reckon/why.hpp"
#include "source/read_file.hpp"

namespace histor::cli {

int fail(const Error& error) {
  tell(error);
  return exit_of(error);
}

Result<Ledger> open_ledger(const std::string& path) {
  LedgerOptions options;
  options.read_only = true;
  return Ledger::open_existing(path, options);
}

Result<Policy> policy_named(const std::string& name_or_file) {
  if (const Policy* policy = find_policy(name_or_file)) return *policy;
  const bool is_file = name_or_file.find('/') != std::string::npos || name_or_file.ends_with(".toml");
  if (!is_file) {
    std::string known;
    for (const Policy& policy : builtin_policies()) known += policy.name + ", ";
    return failure(ErrorCode::invalid, "no policy has this name", name_or_file,
                   "one of " + known + "or a file NAME.toml");
  }
  auto bytes = read_bytes(name_or_file);
  if (!bytes) return tl::unexpected(bytes.error());
  return policy_from_toml(*bytes, name_or_file);
}

Result<LedgerView> view_of(const Ledger& ledger, const Policy& policy) {
  auto entries = ledger.documents();
  if (!entries) return tl::unexpected(entries.error());
  std::vector<Document> documents;
  for (DocumentEntry& entry : *entries) {
    auto text = ledger.text_of(entry.document.id);
    if (!text) return tl::unexpected(text.error());
    entry.document.text = std::move(*text);
    documents.push_back(std::move(entry.document));
  }
  auto claims = ledger.claims();
  if (!claims) return tl::unexpected(claims.error());
  const auto decisions = ledger.decisions();
  if (!decisions) return tl::unexpected(decisions.error());
  LedgerView view = reckon(std::move(documents), std::move(*claims), policy, actor_lookup(Actors::builtin()),
                           standing_decisions(*decisions));
  reckon_lineage(view, Actors::builtin());
  return view;
}

Result<LedgerView> view_of(const ListOptions& options) {
  auto policy = policy_named(options.policy);
  if (!policy) return tl::unexpected(policy.error());
  auto ledger = open_ledger(options.ledger);
  if (!ledger) return tl::unexpected(ledger.error());
  return view_of(*ledger, *policy);
}

Result<std::string> whole_id(const LedgerView& view, const std::string& prefix) {
  const std::vector<std::string> ids = ids_with_prefix(view, prefix);
  if (ids.empty()) {
    return failure(ErrorCode::not_found, "nothing in the ledger has this id", prefix,
                   "ids stand in the lists of: histor claims, incidents, tolls, series, findings");
  }
  if (ids.size() == 1 || ids.front() == prefix) return ids.front();
  std::string known;
  for (std::size_t i = 0; i < ids.size() && i < 6; ++i) known += (i > 0 ? ", " : "") + ids[i];
  return failure(ErrorCode::ambiguous, fmt::format("{} ids begin so", ids.size()), prefix,
                 "write more of it: " + known);
}

TableOptions table_options(const ListOptions& options, const CommonOptions& common) {
  return {terminal_width(), prints_color(common), options.verbose};
}

}  // namespace histor::cli
