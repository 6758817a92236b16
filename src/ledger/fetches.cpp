#include "ledger/fetches.hpp"

#include <string>

namespace histor {

using sqlite::Connection;
using sqlite::Transaction;

Result<void> append_fetch(const Connection& connection, const Fetch& fetch) {
  auto transaction = Transaction::begin(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  {
    // One page asked twice within a millisecond is one row.
    auto insert = connection.prepare(
        "INSERT OR REPLACE INTO fetch (url, time, status, final_url, etag, last_modified, sha256, warc, warc_offset, "
        "warc_length) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!insert) return tl::unexpected(insert.error());
    const auto done = insert->bind(1, fetch.url)
                          .bind(2, fetch.time)
                          .bind(3, std::int64_t{fetch.status})
                          .bind_or_null(4, fetch.final_url)
                          .bind_or_null(5, fetch.etag)
                          .bind_or_null(6, fetch.last_modified)
                          .bind_or_null(7, fetch.sha256)
                          .bind_or_null(8, fetch.warc)
                          .bind(9, fetch.warc_offset)
                          .bind(10, fetch.warc_length)
                          .run();
    if (!done) return done;
  }
  return transaction->commit();
}

Result<std::optional<Fetch>> last_page(const Connection& connection, std::string_view url) {
  auto select = connection.prepare(
      "SELECT url, time, status, final_url, etag, last_modified, sha256, warc, warc_offset, warc_length FROM fetch "
      "WHERE url = ? AND status = 200 AND sha256 IS NOT NULL ORDER BY time DESC LIMIT 1");
  if (!select) return tl::unexpected(select.error());
  const auto row = select->bind(1, url).step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::nullopt;
  const auto text = [&](int column) { return std::string(select->text(column)); };
  return Fetch{text(0),           text(1), static_cast<int>(select->integer(2)),
               text(3),           text(4), text(5),
               text(6),           text(7), select->integer(8),
               select->integer(9)};
}

Result<void> append_feed_entry(const Connection& connection, std::string_view feed, std::string_view entry,
                               std::string_view time) {
  auto transaction = Transaction::begin(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  {
    auto insert = connection.prepare("INSERT OR IGNORE INTO feed_entry (feed, entry, time) VALUES (?, ?, ?)");
    if (!insert) return tl::unexpected(insert.error());
    if (const auto done = insert->bind(1, feed).bind(2, entry).bind(3, time).run(); !done) return done;
  }
  return transaction->commit();
}

Result<bool> find_feed_entry(const Connection& connection, std::string_view feed, std::string_view entry) {
  auto select = connection.prepare("SELECT 1 FROM feed_entry WHERE feed = ? AND entry = ?");
  if (!select) return tl::unexpected(select.error());
  return select->bind(1, feed).bind(2, entry).step();
}

}  // namespace histor
