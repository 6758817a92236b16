#pragma once
// What the commands that read a ledger share: the ledger opened and derived under a policy, ids completed, filters
// checked.

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "ledger/ledger.hpp"
#include "model/ledger_view.hpp"
#include "publish/table.hpp"
#include "reckon/policy.hpp"

namespace histor::cli {

/// Tells the error; the exit code that stands for it.
[[nodiscard]] int fail(const Error& error);

[[nodiscard]] Result<Ledger> open_ledger(const std::string& path);

/// A built-in policy by name, or the policy of a TOML file.
[[nodiscard]] Result<Policy> policy_named(const std::string& name_or_file);

/// The ledger, derived. Incidents are a function of all documents, so all are needed.
[[nodiscard]] Result<LedgerView> view_of(const Ledger& ledger, const Policy& policy);
/// The same, opened and under the policy that the options name.
[[nodiscard]] Result<LedgerView> view_of(const ListOptions& options);

/// The one id that begins with `prefix`. Errors: not_found, ambiguous.
[[nodiscard]] Result<std::string> whole_id(const LedgerView& view, const std::string& prefix);

[[nodiscard]] TableOptions table_options(const ListOptions& options, const CommonOptions& common);

/// The word of a closed vocabulary that a filter names; an empty one narrows nothing. False, and told, where it is
/// none.
template <class E>
[[nodiscard]] bool parse_filter(const std::string& word, std::string_view flag, std::optional<E>& out) {
  if (word.empty()) return true;
  out = from_string<E>(word);
  if (out) return true;
  std::string known;
  for (const std::string_view one : Words<E>::all) known += (known.empty() ? "" : ", ") + std::string(one);
  tell({ErrorCode::invalid, word + " is no " + std::string(flag), "--" + std::string(flag), "one of " + known});
  return false;
}

}  // namespace histor::cli
