#pragma once
// SQLite's C interface as values with owners: a Connection, a Statement, a Transaction. Every call that can fail gives
// a Result whose Error says in Histor's terms what is wrong with the file and what to do. sqlite3.h stays in the .cpp.
//
// Threads: one at a time for a Connection and everything made from it.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace histor::sqlite {

using Done = Result<void>;

enum class Mode {
  read_only,   ///< the file must exist
  immutable,   ///< the file must exist and nobody writes it: no locks, no files beside it, no recovery
  read_write,  ///< the file must exist and be writable
  create,      ///< the file is made where it is missing
};

/// A prepared statement. Use: bind, then step until it gives false, reset to use it again. Must not outlive its
/// Connection.
class Statement {
 public:
  Statement(sqlite3_stmt* raw, std::string where);

  // Parameters count from 1. Text and blobs are not copied: they must live until the statement is reset or gone.
  Statement& bind(int parameter, std::string_view text);
  Statement& bind(int parameter, std::int64_t number);
  Statement& bind_blob(int parameter, std::string_view bytes);
  Statement& bind_real(int parameter, double number);
  Statement& bind_null(int parameter);
  /// Null where the text is empty.
  Statement& bind_or_null(int parameter, std::string_view text);

  /// True: a row stands ready. False: the statement is done.
  [[nodiscard]] Result<bool> step();
  /// For a statement that gives no rows: runs it and makes it ready for the next bind.
  [[nodiscard]] Done run();
  void reset();

  // Columns count from 0. Views hold until the next step, reset or end of the statement. Null reads as empty or 0.
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::string_view blob(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] bool is_null(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> raw_;
  std::string where_;
  int bind_fault_ = 0;  ///< the first bind that failed, told by step()
};

class Connection {
 public:
  /// Opens the file. Errors: not_found, not_a_file, not_permitted, read_only, not_a_ledger, locked, io.
  [[nodiscard]] static Result<Connection> open(const std::string& path, Mode mode, int busy_milliseconds);

  [[nodiscard]] Result<Statement> prepare(std::string_view sql) const;
  /// Runs one or more statements and throws their rows away.
  [[nodiscard]] Done execute(const char* sql) const;
  /// The first column of the only row.
  [[nodiscard]] Result<std::int64_t> integer(std::string_view sql) const;
  /// Rows changed by the last insert, update or delete.
  [[nodiscard]] std::int64_t changes() const;
  [[nodiscard]] bool in_transaction() const;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  Connection(sqlite3* raw, std::string path);
  std::unique_ptr<sqlite3, Close> raw_;
  std::string path_;
};

/// A write transaction, begun with the write lock in hand (so that it cannot fail half-way for another writer's sake),
/// rolled back unless committed.
class Transaction {
 public:
  /// Errors: locked where another process holds the write lock longer than the busy timeout; read_only.
  [[nodiscard]] static Result<Transaction> begin(const Connection& connection);
  [[nodiscard]] Done commit();

  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

 private:
  explicit Transaction(const Connection& connection) : connection_(&connection) {}
  const Connection* connection_;  ///< null once committed or moved from
};

}  // namespace histor::sqlite
