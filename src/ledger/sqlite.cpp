#include "ledger/sqlite.hpp"

#include <sqlite3.h>

#include <utility>

namespace histor::sqlite {
namespace {

/// SQLite's result codes in Histor's terms. What a user can do differs by code, and so the hint stands here.
Error error_of(int code, const char* message, const std::string& where) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::locked, "another process is writing to the ledger", where,
              "wait until it has ended, then run the command again"};
    case SQLITE_READONLY:
      return {ErrorCode::read_only, "the ledger cannot be written", where,
              "give this user the right to write the file and its folder, or work on a copy"};
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      return {ErrorCode::not_permitted, "the ledger cannot be opened", where,
              "give this user the right to read and write the file and its folder"};
    case SQLITE_NOTADB:
      return {ErrorCode::not_a_ledger, "not a Histor ledger", where, "name another file with --ledger"};
    case SQLITE_CORRUPT:
      return {ErrorCode::integrity, "the ledger is damaged", where,
              "go back to a backup, or add the documents to a new ledger"};
    case SQLITE_FULL:
      return {ErrorCode::io, "the disk is full", where, "make room and run the command again: nothing was lost"};
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
      return {ErrorCode::too_large, "not enough memory for the ledger", where, "free some memory and try again"};
    case SQLITE_CONSTRAINT:
      return {ErrorCode::invalid, std::string("the ledger refuses it: ") + message, where, {}};
    default:
      return {ErrorCode::io, std::string("the ledger could not be read or written: ") + message, where,
              "see whether the disk is well"};
  }
}

std::string uri_of(const std::string& path) {
  std::string uri = "file://";
  for (const char byte : path) {
    switch (byte) {
      case '%':
        uri += "%25";
        break;
      case '?':
        uri += "%3f";
        break;
      case '#':
        uri += "%23";
        break;
      default:
        uri += byte;
    }
  }
  return uri + "?immutable=1";
}

}  // namespace

// ---- Statement ----

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Statement::Statement(sqlite3_stmt* raw, std::string where) : raw_(raw), where_(std::move(where)) {}

namespace {
void keep_first(int& fault, int code) {
  if (fault == SQLITE_OK) fault = code;
}
}  // namespace

Statement& Statement::bind(int parameter, std::string_view text) {
  // An empty view may have a null pointer, which SQLite would take for NULL.
  const char* const data = text.data() != nullptr ? text.data() : "";
  keep_first(bind_fault_, sqlite3_bind_text64(raw_.get(), parameter, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind(int parameter, std::int64_t number) {
  keep_first(bind_fault_, sqlite3_bind_int64(raw_.get(), parameter, number));
  return *this;
}

Statement& Statement::bind_blob(int parameter, std::string_view bytes) {
  const char* const data = bytes.data() != nullptr ? bytes.data() : "";
  keep_first(bind_fault_, sqlite3_bind_blob64(raw_.get(), parameter, data, bytes.size(), SQLITE_STATIC));
  return *this;
}

Statement& Statement::bind_real(int parameter, double number) {
  keep_first(bind_fault_, sqlite3_bind_double(raw_.get(), parameter, number));
  return *this;
}

Statement& Statement::bind_null(int parameter) {
  keep_first(bind_fault_, sqlite3_bind_null(raw_.get(), parameter));
  return *this;
}

Statement& Statement::bind_or_null(int parameter, std::string_view text) {
  return text.empty() ? bind_null(parameter) : bind(parameter, text);
}

Result<bool> Statement::step() {
  sqlite3* const connection = sqlite3_db_handle(raw_.get());
  if (bind_fault_ != SQLITE_OK) return tl::unexpected(error_of(bind_fault_, sqlite3_errmsg(connection), where_));
  const int code = sqlite3_step(raw_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  Error error = error_of(sqlite3_extended_errcode(connection), sqlite3_errmsg(connection), where_);
  sqlite3_reset(raw_.get());
  return tl::unexpected(std::move(error));
}

Done Statement::run() {
  const Result<bool> row = step();
  reset();
  if (!row) return tl::unexpected(row.error());
  return {};
}

void Statement::reset() {
  sqlite3_reset(raw_.get());
  sqlite3_clear_bindings(raw_.get());
  bind_fault_ = SQLITE_OK;
}

std::string_view Statement::text(int column) const {
  const unsigned char* const data = sqlite3_column_text(raw_.get(), column);
  if (data == nullptr) return {};
  // The bytes SQLite gives for text are chars by another name.
  return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(sqlite3_column_bytes(raw_.get(), column))};
}

std::string_view Statement::blob(int column) const {
  const void* const data = sqlite3_column_blob(raw_.get(), column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data), static_cast<std::size_t>(sqlite3_column_bytes(raw_.get(), column))};
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(raw_.get(), column);
}

double Statement::real(int column) const {
  return sqlite3_column_double(raw_.get(), column);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(raw_.get(), column) == SQLITE_NULL;
}

// ---- Connection ----

void Connection::Close::operator()(sqlite3* connection) const {
  sqlite3_close_v2(connection);
}

Connection::Connection(sqlite3* raw, std::string path) : raw_(raw), path_(std::move(path)) {}

Result<Connection> Connection::open(const std::string& path, Mode mode, int busy_milliseconds) {
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  std::string name = path;
  switch (mode) {
    case Mode::read_only:
      flags |= SQLITE_OPEN_READONLY;
      break;
    case Mode::immutable:
      flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
      name = uri_of(path);
      break;
    case Mode::read_write:
      flags |= SQLITE_OPEN_READWRITE;
      break;
    case Mode::create:
      flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
      break;
  }
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &raw, flags, nullptr);
  Connection connection(raw, path);
  if (code != SQLITE_OK) {
    return tl::unexpected(error_of(code, raw != nullptr ? sqlite3_errmsg(raw) : "no memory", path));
  }
  sqlite3_busy_timeout(raw, busy_milliseconds);
  // SQLite opens a file that may not be written for reading alone, without a word.
  const bool wants_writing = mode == Mode::read_write || mode == Mode::create;
  if (wants_writing && sqlite3_db_readonly(raw, "main") == 1) {
    return tl::unexpected(error_of(SQLITE_READONLY, "", path));
  }
  return connection;
}

Result<Statement> Connection::prepare(std::string_view sql) const {
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v2(raw_.get(), sql.data(), static_cast<int>(sql.size()), &raw, nullptr);
  Statement statement(raw, path_);
  if (code != SQLITE_OK) return tl::unexpected(error_of(code, sqlite3_errmsg(raw_.get()), path_));
  return statement;
}

Done Connection::execute(const char* sql) const {
  const int code = sqlite3_exec(raw_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return tl::unexpected(error_of(code, sqlite3_errmsg(raw_.get()), path_));
  return {};
}

Result<std::int64_t> Connection::integer(std::string_view sql) const {
  Result<Statement> statement = prepare(sql);
  if (!statement) return tl::unexpected(statement.error());
  const Result<bool> row = statement->step();
  if (!row) return tl::unexpected(row.error());
  return *row ? statement->integer(0) : 0;
}

std::int64_t Connection::changes() const {
  return sqlite3_changes(raw_.get());
}

bool Connection::in_transaction() const {
  return sqlite3_get_autocommit(raw_.get()) == 0;
}

// ---- Transaction ----

Result<Transaction> Transaction::begin(const Connection& connection) {
  if (const Done begun = connection.execute("BEGIN IMMEDIATE"); !begun) return tl::unexpected(begun.error());
  return Transaction(connection);
}

Done Transaction::commit() {
  if (const Done done = connection_->execute("COMMIT"); !done) return done;  // still open: rolled back at the end
  connection_ = nullptr;
  return {};
}

Transaction::Transaction(Transaction&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction() {
  // Some failures (a full disk) have rolled back already; to say it twice does no harm, but is an error.
  if (connection_ != nullptr && connection_->in_transaction()) static_cast<void>(connection_->execute("ROLLBACK"));
}

}  // namespace histor::sqlite
