#pragma once
// What was fetched and which entries of which feed were seen: facts, only ever added to.

#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "ledger/sqlite.hpp"
#include "model/fetch.hpp"

namespace histor {

/// Errors, here and below: those of the connection; locked and read_only where it writes.
[[nodiscard]] Result<void> append_fetch(const sqlite::Connection& connection, const Fetch& fetch);

/// The latest answer at `url` that had a page (200); nullopt where there is none.
[[nodiscard]] Result<std::optional<Fetch>> last_page(const sqlite::Connection& connection, std::string_view url);

[[nodiscard]] Result<void> append_feed_entry(const sqlite::Connection& connection, std::string_view feed,
                                             std::string_view entry, std::string_view time);

[[nodiscard]] Result<bool> find_feed_entry(const sqlite::Connection& connection, std::string_view feed,
                                           std::string_view entry);

}  // namespace histor
