#pragma once
// The ledger's tables, as SQL. docs/ledger.md says what each is for.

#include <cstdint>

namespace histor {

/// In the file's header, by which a ledger is told from any other SQLite file: "Hist" in ASCII.
inline constexpr std::int64_t ledger_application_id = 0x48697374;

/// Of the tables. Raised with every change to them; a ledger of a later version is not opened.
inline constexpr std::int64_t ledger_version = 1;

/// Makes the tables in an empty database and marks it as a ledger. To be run in one transaction.
extern const char* const ledger_schema;

}  // namespace histor
