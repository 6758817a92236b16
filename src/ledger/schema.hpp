#pragma once
// The ledger's tables, as SQL. docs/ledger.md says what each is for.

#include <cstdint>

namespace histor {

/// In the file's header, by which a ledger is told from any other SQLite file: "Hist" in ASCII.
inline constexpr std::int64_t ledger_application_id = 0x48697374;

/// Of the tables. Raised with every change to them; a ledger of a later version is not opened.
inline constexpr std::int64_t ledger_version = 3;

/// Makes the tables of version 1 in an empty database and marks it as a ledger. To be run in one transaction, with what
/// follows it.
extern const char* const ledger_schema;

/// From version 1 to version 2: the table of added places. New ledgers and old ones take the same step.
extern const char* const ledger_schema_from_1;

/// From version 2 to version 3: what was fetched, and which entries of feeds were seen.
extern const char* const ledger_schema_from_2;

}  // namespace histor
