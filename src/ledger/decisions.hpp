#pragma once
// The chain of decisions: each record holds the hash of the one before it, so that none can be changed, taken out or
// put in between without the chain telling.

#include <vector>

#include "base/result.hpp"
#include "ledger/sqlite.hpp"
#include "model/decision.hpp"

namespace histor {

/// Adds `decision` to the end of the chain; its id, `previous` and `hash` are made here. Needs an open transaction.
/// Errors: those of the connection.
[[nodiscard]] Result<Decision> append_decision(const sqlite::Connection& connection, Decision decision);

/// All decisions, the first one first. Errors: integrity where the chain does not hold.
[[nodiscard]] Result<std::vector<Decision>> read_decisions(const sqlite::Connection& connection);

}  // namespace histor
