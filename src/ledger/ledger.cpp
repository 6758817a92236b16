// Opening is careful in this order: what kind of file it is (without opening it), whose it is (without locking it or
// making a file beside it), and only then the real connection. A new ledger is made whole under another name and linked
// into place.
//
// Adding is one transaction: facts are put in where they are missing, then the reading that is to stand is chosen from
// the stored one and the incoming one by an order that does not ask who came first.

#include "ledger/ledger.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/hash.hpp"
#include "ledger/compress.hpp"
#include "ledger/decisions.hpp"
#include "ledger/fetches.hpp"
#include "ledger/schema.hpp"
#include "ledger/sqlite.hpp"
#include "model/identity.hpp"
#include "model/json.hpp"

namespace histor {

using sqlite::Connection;
using sqlite::Done;
using sqlite::Mode;
using sqlite::Statement;
using sqlite::Transaction;

namespace {

constexpr std::string_view id_prefix = "sha256:";

template <class T>
tl::unexpected<Error> pass_on(const Result<T>& failed) {
  return tl::unexpected<Error>(failed.error());
}

// ---- opening ----

Error not_a_ledger(std::string what, const std::string& path) {
  return {ErrorCode::not_a_ledger, std::move(what), path, "name another file with --ledger; this one was not touched"};
}

/// Whether there is a file at `path` that could be a ledger; false where the path is free.
Result<bool> look_at(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return false;
    if (errno == EACCES) {
      return failure(ErrorCode::not_permitted, "the folder of the ledger may not be entered", path,
                     "give this user the right to enter the folder");
    }
    if (errno == ENOTDIR) {
      return failure(ErrorCode::not_found, "a part of the path is a file, not a folder", path, "check the path");
    }
    return failure(ErrorCode::io, std::generic_category().message(errno), path);
  }
  if (S_ISDIR(status.st_mode)) {
    return failure(ErrorCode::not_a_file, "a folder, not a ledger", path, "name a file in it, such as histor.db");
  }
  if (!S_ISREG(status.st_mode)) return failure(ErrorCode::not_a_file, "not a regular file", path);
  if (status.st_size == 0) return tl::unexpected(not_a_ledger("an empty file, not a Histor ledger", path));
  return true;
}

Done check_owner(const Connection& connection) {
  const std::string& path = connection.path();
  const auto application = connection.integer("PRAGMA application_id");
  if (!application) return pass_on(application);
  if (*application != ledger_application_id) {
    return tl::unexpected(not_a_ledger("a database of another program, not a Histor ledger", path));
  }
  const auto version = connection.integer("PRAGMA user_version");
  if (!version) return pass_on(version);
  if (*version > ledger_version) {
    return failure(ErrorCode::version, "written by a newer Histor (ledger version " + std::to_string(*version) + ")",
                   path, "use that Histor, or a newer one; this one knows version " + std::to_string(ledger_version));
  }
  if (*version < 1)
    return failure(ErrorCode::integrity, "the ledger's version number is damaged", path, "go back to a backup");
  return {};
}

/// Damage that shows at once: a table that is not there.
Done check_tables(const Connection& connection) {
  const auto tables = connection.integer(
      "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN "
      "('capture', 'document', 'sighting', 'stated', 'claim', 'failure', 'decision')");
  if (!tables) return pass_on(tables);
  const auto version = connection.integer("PRAGMA user_version");
  if (!version) return pass_on(version);
  const auto places = connection.integer("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'place'");
  if (!places) return pass_on(places);
  const auto fetches =
      connection.integer("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('fetch', 'feed_entry')");
  if (!fetches) return pass_on(fetches);
  if (*tables != 7 || (*version >= 2 && *places != 1) || (*version >= 3 && *fetches != 2)) {
    return failure(ErrorCode::integrity, "the ledger is damaged: a table is missing", connection.path(),
                   "go back to a backup, or add the documents to a new ledger");
  }
  return {};
}

/// Gives a ledger of an earlier version the tables of this one.
Done bring_up_to_date(const Connection& connection) {
  const auto before = connection.integer("PRAGMA user_version");
  if (!before) return pass_on(before);
  if (*before == ledger_version) return {};
  auto transaction = Transaction::begin(connection);
  if (!transaction) return pass_on(transaction);
  // Another process may have been faster.
  const auto version = connection.integer("PRAGMA user_version");
  if (!version) return pass_on(version);
  if (*version == 1) {
    if (const Done done = connection.execute(ledger_schema_from_1); !done) return done;
  }
  if (*version <= 2) {
    if (const Done done = connection.execute(ledger_schema_from_2); !done) return done;
  }
  return transaction->commit();
}

Done set_up(const Connection& connection, bool read_only, Mode mode) {
  // secure_delete, which Debian turns on, would write every freed page once more. NORMAL is safe against any death of
  // the process, and against power loss up to the loss of the last adds, which are there to be added again; see
  // docs/ledger.md. trusted_schema stays on: the columns computed from records need the JSON functions, which
  // SQLite 3.40 counts as unsafe.
  if (Done done = connection.execute("PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA secure_delete = "
                                     "OFF; PRAGMA synchronous = NORMAL;");
      !done) {
    return done;
  }
  if (read_only) return connection.execute("PRAGMA query_only = ON");
  // The mode is kept in the file; a copy made by VACUUM INTO has lost it. Where it cannot be set the ledger works
  // without.
  if (mode == Mode::read_write) static_cast<void>(connection.execute("PRAGMA journal_mode = WAL"));
  return {};
}

bool exists(const std::string& path) {
  return ::access(path.c_str(), F_OK) == 0;
}

/// Whether the file's first hundred bytes are those of a ledger. They are read as they stand, for SQLite would hold the
/// rest of the file against them: where a process died while it moved pages from the write-ahead log into the file, the
/// two agree only once the log has been read again.
bool has_ledger_header(const std::string& path) {
  constexpr std::size_t header_size = 100;
  constexpr std::size_t application_at = 68;  // big-endian; https://sqlite.org/fileformat2.html, section 1.3
  std::array<unsigned char, header_size> header{};
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const ssize_t size = ::read(file, header.data(), header.size());
  ::close(file);
  if (size != static_cast<ssize_t>(header.size())) return false;
  const std::string_view magic("SQLite format 3\0", 16);
  if (!std::equal(magic.begin(), magic.end(), header.begin(),
                  [](char a, unsigned char b) { return static_cast<unsigned char>(a) == b; })) {
    return false;
  }
  std::uint32_t application = 0;
  for (std::size_t i = 0; i < 4; ++i) application = (application << 8U) | header[application_at + i];
  return application == static_cast<std::uint32_t>(ledger_application_id);
}

Result<Connection> open_ledger(const std::string& path, const LedgerOptions& options) {
  const auto there = look_at(path);
  if (!there) return pass_on(there);
  if (!*there) {
    return failure(ErrorCode::not_found, "no such ledger", path, "make one with: histor add --ledger FILE PATH...");
  }
  if (!has_ledger_header(path)) {
    // Immutable: no lock, no recovery, no file beside it, so that a file which is not ours stays as it was.
    auto probe = Connection::open(path, Mode::immutable, 0);
    if (!probe) return pass_on(probe);
    if (const Done ours = check_owner(*probe); !ours) return pass_on(ours);
  }
  auto connect = [&](Mode mode) -> Result<Connection> {
    auto connection = Connection::open(path, mode, options.busy_milliseconds);
    if (!connection) return connection;
    if (const Done done = set_up(*connection, options.read_only, mode); !done) return pass_on(done);
    if (const Done done = check_owner(*connection); !done) return pass_on(done);
    if (const Done done = check_tables(*connection); !done) return pass_on(done);
    if (options.read_only) return connection;
    if (const Done done = bring_up_to_date(*connection); !done) return pass_on(done);
    return connection;
  };
  auto barred = [](const Result<Connection>& refused) {
    return !refused &&
           (refused.error().code == ErrorCode::not_permitted || refused.error().code == ErrorCode::read_only);
  };
  // A reader, too, opens for writing where it may: SQLite keeps an index of the write-ahead log beside the file, and
  // only a connection that may write takes it away again.
  auto connection = connect(Mode::read_write);
  if (!barred(connection)) return connection;
  if (options.read_only) {
    connection = connect(Mode::read_only);
    // Where no such index can be made and there is no log, all is in the file itself and nobody is writing.
    if (barred(connection) && !exists(path + "-wal")) connection = connect(Mode::immutable);
    return connection;
  }
  if (connection.error().code == ErrorCode::not_permitted && ::access(path.c_str(), R_OK) == 0) {
    return failure(ErrorCode::read_only, "the folder of the ledger cannot be written", path,
                   "give this user the right to write the folder, or work on a copy");
  }
  return connection;
}

struct RemoveAtEnd {
  std::string path;
  ~RemoveAtEnd() {
    ::unlink(path.c_str());
    ::unlink((path + "-journal").c_str());
    ::unlink((path + "-wal").c_str());
    ::unlink((path + "-shm").c_str());
  }
};

void sync_to_disk(const std::string& path) {
  if (const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC); file >= 0) {
    ::fsync(file);
    ::close(file);
  }
}

/// Makes a whole ledger at `path`, which is free. Where another process was faster, its ledger stays.
Done make_ledger(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const RemoveAtEnd unfinished{path + ".new-" + std::to_string(::getpid())};
  ::unlink(unfinished.path.c_str());  // of an earlier process of this number that was killed here
  {
    auto connection = Connection::open(unfinished.path, Mode::create, 0);
    if (!connection) {
      Error error = connection.error();
      error.where = path;
      struct stat status{};
      if (::stat(folder.c_str(), &status) != 0) {
        error = {ErrorCode::not_found, "no such folder", folder, "make the folder first"};
      } else if (error.code == ErrorCode::not_permitted) {
        error.what = "no ledger can be made in this folder";
        error.hint = "give this user the right to write the folder, or name another with --ledger";
      }
      return tl::unexpected(std::move(error));
    }
    auto transaction = Transaction::begin(*connection);
    if (!transaction) return pass_on(transaction);
    for (const char* const step : {ledger_schema, ledger_schema_from_1, ledger_schema_from_2}) {
      if (const Done made = connection->execute(step); !made) return made;
    }
    if (const Done done = transaction->commit(); !done) return done;
    if (const Done done = connection->execute("PRAGMA journal_mode = WAL"); !done) return done;
  }
  sync_to_disk(unfinished.path);
  // link() and not rename(): it fails where a file has come to stand at `path` meanwhile.
  if (::link(unfinished.path.c_str(), path.c_str()) != 0 && errno != EEXIST) {
    // No hard links here (FAT, some network folders).
    if (exists(path)) return {};
    if (::rename(unfinished.path.c_str(), path.c_str()) != 0) {
      return failure(ErrorCode::io, "the ledger could not be made: " + std::generic_category().message(errno), path);
    }
  }
  sync_to_disk(folder);
  return {};
}

// ---- words for error codes, as kept in the table of failures ----

constexpr std::array<std::pair<ErrorCode, std::string_view>, 16> code_words{{
    {ErrorCode::not_found, "not_found"},
    {ErrorCode::not_permitted, "not_permitted"},
    {ErrorCode::not_a_file, "not_a_file"},
    {ErrorCode::too_large, "too_large"},
    {ErrorCode::empty, "empty"},
    {ErrorCode::binary, "binary"},
    {ErrorCode::encoding, "encoding"},
    {ErrorCode::io, "io"},
    {ErrorCode::parse, "parse"},
    {ErrorCode::locked, "locked"},
    {ErrorCode::read_only, "read_only"},
    {ErrorCode::not_a_ledger, "not_a_ledger"},
    {ErrorCode::version, "version"},
    {ErrorCode::integrity, "integrity"},
    {ErrorCode::invalid, "invalid"},
    {ErrorCode::ambiguous, "ambiguous"},
}};

std::string_view word_of(ErrorCode code) {
  const auto* const found =
      std::find_if(code_words.begin(), code_words.end(), [&](const auto& e) { return e.first == code; });
  return found == code_words.end() ? "io" : found->second;
}

ErrorCode code_of(std::string_view word) {
  const auto* const found =
      std::find_if(code_words.begin(), code_words.end(), [&](const auto& e) { return e.second == word; });
  return found == code_words.end() ? ErrorCode::io : found->first;
}

// ---- what was stated ----

struct StatedField {
  std::string_view name;
  std::string value;
};

std::vector<StatedField> fields_of(const Given& given) {
  std::vector<StatedField> fields;
  auto put = [&fields](std::string_view name, const std::string& value) {
    if (!value.empty()) fields.push_back({name, value});
  };
  if (given.published) fields.push_back({"published", to_string(*given.published)});
  put("outlet", given.outlet);
  put("title", given.title);
  put("url", given.url);
  put("author", given.author);
  put("language", given.language);
  return fields;
}

void set_field(Given& given, std::string_view name, std::string_view value) {
  if (name == "published") given.published = day_from(value);
  if (name == "outlet") given.outlet = value;
  if (name == "title") given.title = value;
  if (name == "url") given.url = value;
  if (name == "author") given.author = value;
  if (name == "language") given.language = value;
}

/// What was stated wins over what was read.
void apply(const Given& given, Document& document) {
  if (given.published) {
    const bool stands = document.published && document.published->date == *given.published &&
                        document.published->from == Provenance::given;
    if (!stands) document.published = Published{*given.published, std::nullopt, Provenance::given, TimePrecision::day};
  }
  if (!given.title.empty() && document.title != given.title) {
    document.title = given.title;
    document.title_span.reset();
  }
  auto put = [](const std::string& stated, std::string& field) {
    if (!stated.empty()) field = stated;
  };
  put(given.outlet, document.outlet);
  put(given.url, document.url);
  put(given.author, document.author);
  put(given.language, document.language);
}

// ---- places ----

constexpr std::string_view place_columns =
    "id, name, other_names, latitude, longitude, kind, country, region, county, population, source";

/// Names hold no line break.
std::string lines_of(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : "\n") + name;
  return out;
}

/// Of a row of place_columns; nothing where its kind is no kind.
std::optional<AddedPlace> place_from(const Statement& row) {
  AddedPlace place;
  place.id = row.text(0);
  place.name = row.text(1);
  for (std::string_view names = row.text(2); !names.empty();) {
    const std::size_t end = std::min(names.find('\n'), names.size());
    place.other_names.emplace_back(names.substr(0, end));
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  place.latitude = row.real(3);
  place.longitude = row.real(4);
  const auto kind = kind_from_word(row.text(5));
  if (!kind) return std::nullopt;
  place.kind = *kind;
  place.country = row.text(6);
  place.region = row.text(7);
  place.county = row.text(8);
  place.population = static_cast<std::uint32_t>(row.integer(9));
  place.source = row.text(10);
  return place;
}

bool is_sound(const AddedPlace& place) {
  const auto is_broken = [](const std::string& name) { return name.find('\n') != std::string::npos; };
  if (std::any_of(place.other_names.begin(), place.other_names.end(), is_broken)) return false;
  return !place.id.empty() && !place.name.empty() && place.latitude >= -90 && place.latitude <= 90 &&
         place.longitude >= -180 && place.longitude <= 180;
}

// ---- readings ----

/// A document's record with the facts that rank it.
struct Reading {
  Document document;
  std::int64_t version = 0;
  std::string read_at;       ///< the source it was read from, whose name may have given the date
  bool date_stated = false;  ///< it was read under a date that was stated, not found

  [[nodiscard]] bool made_under(Day stated) const { return document.published && document.published->date == stated; }
};

/// Whether `incoming` is to stand in place of `stored`, when `stated` is the date people have given, if any. Between
/// any two readings made from different facts this does not ask which came first; see docs/ledger.md.
bool prefers(const Reading& incoming, const Reading& stored, std::optional<Day> stated) {
  if (stated && incoming.made_under(*stated) != stored.made_under(*stated)) return incoming.made_under(*stated);
  const bool dated = incoming.document.published.has_value();
  const bool stored_dated = stored.document.published.has_value();
  // Equal in all: the same reading, or that of a reader whose version was not raised; then the later one.
  return std::tuple(incoming.version, dated, stored.read_at) >=
         std::tuple(stored.version, stored_dated, incoming.read_at);
}

std::string header_of(const Document& document) {
  std::string header;
  write_document_header(header, document);
  return header;
}

std::string record_of(const Claim& claim) {
  std::string record;
  write_claim_record(record, claim);
  return record;
}

}  // namespace

// ---- the ledger ----

struct Ledger::Impl {
  Connection connection;

  [[nodiscard]] Error invalid(std::string what, std::string_view where) const {
    return {ErrorCode::invalid, std::move(what), std::string(where), {}};
  }

  [[nodiscard]] Error damaged(std::string what) const {
    return {ErrorCode::integrity, std::move(what), connection.path(),
            "go back to a backup, or add the document again to a new ledger"};
  }

  Done add_capture(const std::string& sha256, std::string_view captured) const {
    auto there = connection.prepare("SELECT 1 FROM capture WHERE sha256 = ?");
    if (!there) return pass_on(there);
    const auto row = there->bind(1, sha256).step();
    if (!row) return pass_on(row);
    if (*row) return {};
    auto insert = connection.prepare("INSERT INTO capture (sha256, size, encoding, bytes) VALUES (?, ?, ?, ?)");
    if (!insert) return pass_on(insert);
    const Packed packed = pack(captured);
    return insert->bind(1, sha256)
        .bind(2, static_cast<std::int64_t>(captured.size()))
        .bind(3, packed.encoding)
        .bind_blob(4, packed.bytes)
        .run();
  }

  /// The stored reading, where the document is known.
  Result<std::optional<Reading>> stored_reading(std::string_view id) const {
    auto select = connection.prepare("SELECT record, reader_version, read_at, date_stated FROM document WHERE id = ?");
    if (!select) return pass_on(select);
    const auto row = select->bind(1, id).step();
    if (!row) return pass_on(row);
    if (!*row) return std::optional<Reading>();
    auto document = document_from_json(select->text(0));
    if (!document) return tl::unexpected(damaged("the record of " + std::string(id) + " cannot be read"));
    return Reading{std::move(*document), select->integer(1), std::string(select->text(2)), select->integer(3) != 0};
  }

  Done write_document(const Reading& reading, std::string_view captured, bool fresh) const {
    const Document& document = reading.document;
    const std::string record = header_of(document);
    const std::string_view text = document.text;
    // The text of a plain file is its bytes after the byte-order mark: kept once.
    const bool within = text.size() <= captured.size() && captured.substr(captured.size() - text.size()) == text;
    const Packed packed = within ? Packed{} : pack(text);
    auto write = connection.prepare(
        fresh ? "INSERT INTO document (capture, text_offset, text_size, text_encoding, text, reader_version, read_at, "
                "date_stated,"
                " record, id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
              : "UPDATE document SET capture = ?1, text_offset = ?2, text_size = ?3, text_encoding = ?4, text = ?5,"
                " reader_version = ?6, read_at = ?7, date_stated = ?8, record = ?9 WHERE id = ?10");
    if (!write) return pass_on(write);
    write->bind(1, std::string_view(document.id).substr(id_prefix.size()))
        .bind(3, static_cast<std::int64_t>(text.size()))
        .bind(6, reading.version)
        .bind(7, reading.read_at)
        .bind(8, std::int64_t{reading.date_stated})
        .bind(9, record)
        .bind(10, document.id);
    if (within) {
      write->bind(2, static_cast<std::int64_t>(captured.size() - text.size())).bind_null(4).bind_null(5);
    } else {
      write->bind_null(2).bind(4, packed.encoding).bind_blob(5, packed.bytes);
    }
    return write->run();
  }

  Done write_record(const Document& document) const {
    auto update = connection.prepare("UPDATE document SET record = ? WHERE id = ?");
    if (!update) return pass_on(update);
    const std::string record = header_of(document);
    return update->bind(1, record).bind(2, document.id).run();
  }

  Result<bool> same_claims(std::string_view id, const std::vector<std::string>& records) const {
    auto select = connection.prepare("SELECT record FROM claim WHERE document = ? ORDER BY ord");
    if (!select) return pass_on(select);
    select->bind(1, id);
    for (std::size_t at = 0;; ++at) {
      const auto row = select->step();
      if (!row) return pass_on(row);
      if (!*row) return at == records.size();
      if (at == records.size() || select->text(0) != records[at]) return false;
    }
  }

  Done replace_claims(std::string_view id, std::span<const Claim> claims,
                      const std::vector<std::string>& records) const {
    auto clear = connection.prepare("DELETE FROM claim WHERE document = ?");
    if (!clear) return pass_on(clear);
    if (const Done done = clear->bind(1, id).run(); !done) return done;
    auto insert = connection.prepare("INSERT INTO claim (document, id, ord, record) VALUES (?, ?, ?, ?)");
    if (!insert) return pass_on(insert);
    for (std::size_t at = 0; at < claims.size(); ++at) {
      const Done done =
          insert->bind(1, id).bind(2, claims[at].id).bind(3, static_cast<std::int64_t>(at)).bind(4, records[at]).run();
      if (!done) return done;
    }
    return {};
  }

  /// True where the source is new for this document.
  Result<bool> add_sighting(std::string_view id, std::string_view source) const {
    auto insert = connection.prepare("INSERT OR IGNORE INTO sighting (document, source) VALUES (?, ?)");
    if (!insert) return pass_on(insert);
    if (const Done done = insert->bind(1, id).bind(2, source).run(); !done) return pass_on(done);
    const bool fresh = connection.changes() > 0;
    auto clear = connection.prepare("DELETE FROM failure WHERE source = ?");
    if (!clear) return pass_on(clear);
    if (const Done done = clear->bind(1, source).run(); !done) return pass_on(done);
    return fresh;
  }

  Result<std::vector<std::string>> sources(std::string_view id) const {
    auto select = connection.prepare("SELECT source FROM sighting WHERE document = ? ORDER BY source");
    if (!select) return pass_on(select);
    select->bind(1, id);
    std::vector<std::string> found;
    for (;;) {
      const auto row = select->step();
      if (!row) return pass_on(row);
      if (!*row) return found;
      found.emplace_back(select->text(0));
    }
  }

  Result<Given> stated(std::string_view id) const {
    // In the order of stating: the latest of a field is set last.
    auto select = connection.prepare("SELECT field, value FROM stated WHERE document = ? ORDER BY seq");
    if (!select) return pass_on(select);
    select->bind(1, id);
    Given given;
    for (;;) {
      const auto row = select->step();
      if (!row) return pass_on(row);
      if (!*row) return given;
      set_field(given, select->text(0), select->text(1));
    }
  }

  /// Puts down what is stated anew, and gives all that stands stated then.
  Result<Given> add_stated(std::string_view id, const Given& given) const {
    auto all = stated(id);
    if (!all) return all;
    const std::vector<StatedField> before = fields_of(*all);
    auto insert = connection.prepare("INSERT INTO stated (document, field, value) VALUES (?, ?, ?)");
    if (!insert) return pass_on(insert);
    for (const StatedField& field : fields_of(given)) {
      const bool known = std::any_of(before.begin(), before.end(), [&](const StatedField& old) {
        return old.name == field.name && old.value == field.value;
      });
      if (known) continue;
      if (const Done done = insert->bind(1, id).bind(2, field.name).bind(3, field.value).run(); !done)
        return pass_on(done);
      set_field(*all, field.name, field.value);
    }
    return all;
  }

  Result<std::size_t> count(std::string_view sql, std::string_view id = {}) const {
    auto select = connection.prepare(sql);
    if (!select) return pass_on(select);
    if (!id.empty()) select->bind(1, id);
    const auto row = select->step();
    if (!row) return pass_on(row);
    return static_cast<std::size_t>(select->integer(0));
  }

  Result<AddOutcome> add_within_transaction(const Document& document, std::string_view captured,
                                            std::span<const Claim> claims, const AddOptions& options) const {
    auto stored = stored_reading(document.id);
    if (!stored) return pass_on(stored);
    const bool fresh = !*stored;
    Reading incoming{document, options.reader_version, document.source, options.given.published.has_value()};
    if (fresh) {
      // The row first: sightings and statements refer to it. Its record is settled below.
      if (const Done done = add_capture(document.id.substr(id_prefix.size()), captured); !done) return pass_on(done);
      if (const Done done = write_document(incoming, captured, true); !done) return pass_on(done);
    }
    const auto sighted = add_sighting(document.id, document.source);
    if (!sighted) return pass_on(sighted);
    const auto given = add_stated(document.id, options.given);
    if (!given) return pass_on(given);
    const auto found_at = sources(document.id);
    if (!found_at) return pass_on(found_at);

    const bool takes_incoming = fresh || prefers(incoming, **stored, given->published);
    Reading& standing = takes_incoming ? incoming : **stored;
    apply(*given, standing.document);
    standing.document.source = found_at->front();

    bool changed = false;
    if (takes_incoming) {
      std::vector<std::string> records;
      records.reserve(claims.size());
      for (const Claim& claim : claims) records.push_back(record_of(claim));
      const auto same = same_claims(document.id, records);
      if (!same) return pass_on(same);
      changed = !*same;
      if (changed) {
        if (const Done done = replace_claims(document.id, claims, records); !done) return pass_on(done);
      }
    }
    const auto before = stored_record(document.id);
    if (!before) return pass_on(before);
    const std::string after = header_of(standing.document);
    changed = changed || after != *before;
    if (takes_incoming) {
      // Also where record and claims are the same: the reader's version may have risen, the text's derivation with it.
      const bool rewrite = changed || fresh || incoming.version != (*stored)->version ||
                           incoming.read_at != (*stored)->read_at || incoming.date_stated != (*stored)->date_stated;
      if (rewrite) {
        if (const Done done = write_document(standing, captured, false); !done) return pass_on(done);
      }
    } else if (changed) {
      if (const Done done = write_record(standing.document); !done) return pass_on(done);
    }

    const auto held = count("SELECT count(*) FROM claim WHERE document = ?", document.id);
    if (!held) return pass_on(held);
    const Added kind = fresh ? Added::fresh : changed ? Added::reread : *sighted ? Added::sighted : Added::known;
    return AddOutcome{kind, document.id, *held};
  }

  Result<std::string> stored_record(std::string_view id) const {
    auto select = connection.prepare("SELECT record FROM document WHERE id = ?");
    if (!select) return pass_on(select);
    const auto row = select->bind(1, id).step();
    if (!row) return pass_on(row);
    return std::string(select->text(0));
  }

  /// The one id in `column` of `table` that begins with `prefix`.
  Result<std::string> whole_id(std::string_view sql, const std::string& prefix, std::string_view asked,
                               std::string_view noun) const {
    auto select = connection.prepare(sql);
    if (!select) return pass_on(select);
    const std::string past = prefix + '~';  // after every letter and digit of an id
    select->bind(1, prefix).bind(2, past);
    std::vector<std::string> found;
    for (;;) {
      const auto row = select->step();
      if (!row) return pass_on(row);
      if (!*row) break;
      found.emplace_back(select->text(0));
    }
    if (found.empty()) {
      return failure(ErrorCode::not_found, "no such " + std::string(noun) + " in the ledger", std::string(asked));
    }
    if (found.size() == 1 || found.front() == prefix) {
      // A whole id is the one meant, even where it begins another; the same id twice is two documents' claims.
      if (found.size() == 1 || found[1] != prefix) return found.front();
    }
    std::string hint = "it fits ";
    constexpr std::size_t shown = 4;
    for (std::size_t i = 0; i < std::min(found.size(), shown); ++i) {
      hint += (i == 0 ? "" : ", ") + found[i].substr(0, id_prefix.size() + 16);
    }
    hint += found.size() > shown ? " and others: write more of it" : ": write more of it";
    return failure(ErrorCode::ambiguous, "this fits more than one " + std::string(noun), std::string(asked),
                   std::move(hint));
  }

  Result<DocumentEntry> entry(std::string_view record, std::size_t claims) const {
    auto document = document_from_json(record);
    if (!document) return tl::unexpected(damaged("a document's record cannot be read: " + document.error().what));
    auto found_at = sources(document->id);
    if (!found_at) return pass_on(found_at);
    return DocumentEntry{std::move(*document), claims, std::move(*found_at)};
  }

  Result<std::string> capture_bytes(std::string_view document_id) const {
    auto select = connection.prepare(
        "SELECT capture.encoding, capture.bytes, capture.size, capture.sha256 FROM document JOIN capture"
        " ON capture.sha256 = document.capture WHERE document.id = ?");
    if (!select) return pass_on(select);
    const auto row = select->bind(1, document_id).step();
    if (!row) return pass_on(row);
    if (!*row) return failure(ErrorCode::not_found, "no such document in the ledger", std::string(document_id));
    return unpack_capture(*select);
  }

  /// Of a row (encoding, bytes, size, sha256).
  Result<std::string> unpack_capture(const Statement& row) const {
    auto bytes = unpack(row.text(0), row.blob(1), static_cast<std::size_t>(row.integer(2)));
    if (!bytes || sha256_hex(*bytes) != row.text(3)) {
      return tl::unexpected(damaged("the capture " + std::string(row.text(3)) + " does not match its hash"));
    }
    return bytes;
  }
};

Ledger::Ledger(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

const std::string& Ledger::path() const {
  return impl_->connection.path();
}

namespace {

/// With a leading slash, so that SQLite takes no name for more than a name (":memory:", "file:…").
Result<std::string> whole_path(const std::filesystem::path& path) {
  if (path.empty()) return failure(ErrorCode::invalid, "an empty path", {}, "name the ledger's file");
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(path, error);
  if (error) return failure(ErrorCode::io, error.message(), path.string());
  return whole.string();
}

}  // namespace

Result<Ledger> Ledger::open_existing(const std::filesystem::path& path, LedgerOptions options) {
  const auto whole = whole_path(path);
  if (!whole) return pass_on(whole);
  auto connection = open_ledger(*whole, options);
  if (!connection) return pass_on(connection);
  return Ledger(std::make_unique<Impl>(Impl{std::move(*connection)}));
}

Result<Ledger> Ledger::open_or_create(const std::filesystem::path& path, LedgerOptions options) {
  const auto whole = whole_path(path);
  if (!whole) return pass_on(whole);
  const auto there = look_at(*whole);
  if (!there) return pass_on(there);
  if (!*there && !options.read_only) {
    if (const Done made = make_ledger(*whole); !made) return pass_on(made);
  }
  return open_existing(path, options);
}

Result<AddOutcome> Ledger::add(const Document& document, std::string_view captured, std::span<const Claim> claims,
                               const AddOptions& options) {
  if (document.id != std::string(id_prefix) + sha256_hex(captured)) {
    return tl::unexpected(
        impl_->invalid("the captured bytes are not those that the document's id names", document.source));
  }
  std::vector<std::string_view> ids;
  ids.reserve(claims.size());
  for (const Claim& claim : claims) {
    if (claim.document != document.id || claim.id.empty()) {
      return tl::unexpected(impl_->invalid("a claim of another document, or without an id", document.source));
    }
    ids.push_back(claim.id);
  }
  std::sort(ids.begin(), ids.end());
  if (const auto twice = std::adjacent_find(ids.begin(), ids.end()); twice != ids.end()) {
    return tl::unexpected(impl_->invalid("two claims of one id: " + std::string(*twice), document.source));
  }
  auto transaction = Transaction::begin(impl_->connection);
  if (!transaction) return pass_on(transaction);
  auto outcome = impl_->add_within_transaction(document, captured, claims, options);
  if (!outcome) return outcome;
  if (const Done done = transaction->commit(); !done) return pass_on(done);
  return outcome;
}

Result<void> Ledger::add_failure(std::string_view source, const Error& error) {
  auto insert = impl_->connection.prepare(
      "INSERT INTO failure (source, code, what, place, hint) VALUES (?, ?, ?, ?, ?) ON CONFLICT (source) DO UPDATE SET"
      " code = excluded.code, what = excluded.what, place = excluded.place, hint = excluded.hint");
  if (!insert) return pass_on(insert);
  return insert->bind(1, source)
      .bind(2, word_of(error.code))
      .bind(3, error.what)
      .bind(4, error.where)
      .bind(5, error.hint)
      .run();
}

Result<PlacesOutcome> Ledger::add_places(std::span<const AddedPlace> places) {
  for (const AddedPlace& place : places) {
    if (!is_sound(place))
      return tl::unexpected(
          impl_->invalid("a place without id or name, with a line break in a name, or not on earth", place.id));
  }
  const Connection& connection = impl_->connection;
  auto transaction = Transaction::begin(connection);
  if (!transaction) return pass_on(transaction);
  auto select = connection.prepare("SELECT " + std::string(place_columns) + " FROM place WHERE id = ?");
  if (!select) return pass_on(select);
  auto write = connection.prepare("INSERT OR REPLACE INTO place (" + std::string(place_columns) +
                                  ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
  if (!write) return pass_on(write);
  std::unordered_map<std::string_view, const AddedPlace*> last;
  for (const AddedPlace& place : places) last[place.id] = &place;
  PlacesOutcome outcome;
  for (const AddedPlace& place : places) {
    if (last[place.id] != &place) continue;
    const auto row = select->bind(1, place.id).step();
    if (!row) return pass_on(row);
    bool same = false;
    if (*row) {
      auto stored = place_from(*select);
      if (stored) stored->source = place.source;
      same = stored == place;
    }
    select->reset();
    if (same) {
      ++outcome.known;
      continue;
    }
    const std::string other_names = lines_of(place.other_names);
    const Done done = write->bind(1, place.id)
                          .bind(2, place.name)
                          .bind(3, other_names)
                          .bind_real(4, place.latitude)
                          .bind_real(5, place.longitude)
                          .bind(6, kind_word(place.kind))
                          .bind(7, place.country)
                          .bind(8, place.region)
                          .bind(9, place.county)
                          .bind(10, static_cast<std::int64_t>(place.population))
                          .bind(11, place.source)
                          .run();
    if (!done) return pass_on(done);
    if (*row) {
      outcome.replaced.push_back(place.id);
    } else {
      ++outcome.added;
    }
  }
  if (const Done done = transaction->commit(); !done) return pass_on(done);
  return outcome;
}

Result<std::vector<AddedPlace>> Ledger::places() const {
  const auto version = impl_->connection.integer("PRAGMA user_version");
  if (!version) return pass_on(version);
  std::vector<AddedPlace> found;
  if (*version < 2) return found;
  auto select = impl_->connection.prepare("SELECT " + std::string(place_columns) + " FROM place ORDER BY id");
  if (!select) return pass_on(select);
  for (;;) {
    const auto row = select->step();
    if (!row) return pass_on(row);
    if (!*row) return found;
    auto place = place_from(*select);
    if (!place) return tl::unexpected(impl_->damaged("a place cannot be read: " + std::string(select->text(0))));
    found.push_back(std::move(*place));
  }
}

Result<void> Ledger::add_fetch(const Fetch& fetch) {
  return append_fetch(impl_->connection, fetch);
}

Result<std::optional<Fetch>> Ledger::last_page(std::string_view url) const {
  return histor::last_page(impl_->connection, url);
}

Result<void> Ledger::add_feed_entry(std::string_view feed, std::string_view entry, std::string_view time) {
  return append_feed_entry(impl_->connection, feed, entry, time);
}

Result<bool> Ledger::has_feed_entry(std::string_view feed, std::string_view entry) const {
  return find_feed_entry(impl_->connection, feed, entry);
}

Result<std::vector<FailedInput>> Ledger::failures() const {
  auto select = impl_->connection.prepare("SELECT source, code, what, place, hint FROM failure ORDER BY source");
  if (!select) return pass_on(select);
  std::vector<FailedInput> found;
  for (;;) {
    const auto row = select->step();
    if (!row) return pass_on(row);
    if (!*row) return found;
    found.push_back({std::string(select->text(0)), Error{code_of(select->text(1)), std::string(select->text(2)),
                                                         std::string(select->text(3)), std::string(select->text(4))}});
  }
}

Result<std::vector<DocumentEntry>> Ledger::documents() const {
  auto select = impl_->connection.prepare(
      "SELECT record, (SELECT count(*) FROM claim WHERE claim.document = document.id) FROM document"
      " ORDER BY published IS NULL, published, source, id");
  if (!select) return pass_on(select);
  std::vector<DocumentEntry> entries;
  for (;;) {
    const auto row = select->step();
    if (!row) return pass_on(row);
    if (!*row) return entries;
    auto entry = impl_->entry(select->text(0), static_cast<std::size_t>(select->integer(1)));
    if (!entry) return pass_on(entry);
    entries.push_back(std::move(*entry));
  }
}

Result<DocumentEntry> Ledger::document(std::string_view id_or_prefix) const {
  std::string_view digits = id_or_prefix;
  if (digits.substr(0, id_prefix.size()) == id_prefix) digits.remove_prefix(id_prefix.size());
  if (digits.empty()) return tl::unexpected(impl_->invalid("an empty id", id_or_prefix));
  const auto id = impl_->whole_id("SELECT id FROM document WHERE id >= ? AND id < ? ORDER BY id LIMIT 5",
                                  std::string(id_prefix) + std::string(digits), id_or_prefix, "document");
  if (!id) return pass_on(id);
  auto record = impl_->stored_record(*id);
  if (!record) return pass_on(record);
  const auto claims = impl_->count("SELECT count(*) FROM claim WHERE document = ?", *id);
  if (!claims) return pass_on(claims);
  return impl_->entry(*record, *claims);
}

Result<std::vector<Claim>> Ledger::claims(const ClaimFilter& filter) const {
  std::vector<Claim> found;
  const auto done = each_claim(filter, [&found](const Claim& claim) {
    found.push_back(claim);
    return true;
  });
  if (!done) return pass_on(done);
  return found;
}

Result<void> Ledger::each_claim(const ClaimFilter& filter, const std::function<bool(const Claim&)>& take) const {
  std::string sql = "SELECT claim.record FROM claim JOIN document ON document.id = claim.document WHERE TRUE";
  std::vector<std::string> values;  // bound below in this order; they outlive the statement's rows
  auto narrow = [&](std::string_view condition, std::string value) {
    sql += " AND ";
    sql += condition;
    values.push_back(std::move(value));
  };
  if (!filter.document.empty()) narrow("claim.document = ?", filter.document);
  if (filter.kind) narrow("claim.kind = ?", std::string(to_string(*filter.kind)));
  if (filter.outcome) narrow("claim.outcome = ?", std::string(to_string(*filter.outcome)));
  if (filter.aggregation) narrow("claim.aggregation = ?", std::string(to_string(*filter.aggregation)));
  if (!filter.origin.empty()) narrow("claim.origin = ?", filter.origin);
  if (filter.since || filter.until) sql += " AND (claim.when_start IS NOT NULL OR claim.when_end IS NOT NULL)";
  if (filter.since) narrow("coalesce(claim.when_end, '9999-12-31') >= ?", to_string(*filter.since));
  if (filter.until) narrow("coalesce(claim.when_start, '0001-01-01') <= ?", to_string(*filter.until));
  sql += " ORDER BY document.published IS NULL, document.published, document.source, document.id, claim.ord";
  if (filter.limit != 0) sql += " LIMIT " + std::to_string(filter.limit);
  auto select = impl_->connection.prepare(sql);
  if (!select) return pass_on(select);
  for (std::size_t i = 0; i < values.size(); ++i) select->bind(static_cast<int>(i + 1), values[i]);
  for (;;) {
    const auto row = select->step();
    if (!row) return pass_on(row);
    if (!*row) return {};
    const auto claim = claim_from_json(select->text(0));
    if (!claim) return tl::unexpected(impl_->damaged("a claim's record cannot be read: " + claim.error().what));
    if (!take(*claim)) return {};
  }
}

Result<Claim> Ledger::claim(std::string_view id_or_prefix) const {
  std::string_view digits = id_or_prefix;
  if (digits.substr(0, 2) == "c_") digits.remove_prefix(2);
  if (digits.empty()) return tl::unexpected(impl_->invalid("an empty id", id_or_prefix));
  const auto id = impl_->whole_id("SELECT id FROM claim WHERE id >= ? AND id < ? ORDER BY id LIMIT 5",
                                  "c_" + std::string(digits), id_or_prefix, "claim");
  if (!id) return pass_on(id);
  auto select = impl_->connection.prepare("SELECT record FROM claim WHERE id = ?");
  if (!select) return pass_on(select);
  const auto row = select->bind(1, *id).step();
  if (!row) return pass_on(row);
  auto claim = claim_from_json(select->text(0));
  if (!claim) return tl::unexpected(impl_->damaged("a claim's record cannot be read: " + claim.error().what));
  return claim;
}

Result<std::string> Ledger::text_of(std::string_view document_id) const {
  auto select =
      impl_->connection.prepare("SELECT text_offset, text_size, text_encoding, text FROM document WHERE id = ?");
  if (!select) return pass_on(select);
  const auto row = select->bind(1, document_id).step();
  if (!row) return pass_on(row);
  if (!*row) return failure(ErrorCode::not_found, "no such document in the ledger", std::string(document_id));
  const auto size = static_cast<std::size_t>(select->integer(1));
  if (!select->is_null(3)) {
    auto text = unpack(select->text(2), select->blob(3), size);
    if (!text) return tl::unexpected(impl_->damaged("the text of " + std::string(document_id) + " cannot be unpacked"));
    return text;
  }
  auto bytes = impl_->capture_bytes(document_id);
  if (!bytes) return bytes;
  const auto offset = static_cast<std::size_t>(select->integer(0));
  if (offset > bytes->size() || size != bytes->size() - offset) {
    return tl::unexpected(impl_->damaged("the text of " + std::string(document_id) + " is not where it was"));
  }
  bytes->erase(0, offset);
  return bytes;
}

Result<std::string> Ledger::captured(std::string_view document_id) const {
  return impl_->capture_bytes(document_id);
}

Result<Given> Ledger::given(std::string_view document_id) const {
  return impl_->stated(document_id);
}

Result<std::size_t> Ledger::document_count() const {
  return impl_->count("SELECT count(*) FROM document");
}

Result<std::size_t> Ledger::claim_count() const {
  return impl_->count("SELECT count(*) FROM claim");
}

Result<Decision> Ledger::decide(Decision decision) {
  const auto whole = [](const std::string& id) { return !id.empty() && id.find('\n') == std::string::npos; };
  if (decision.time.empty() || decision.person.empty() || decision.reason.empty() || decision.subject.empty() ||
      !std::all_of(decision.subject.begin(), decision.subject.end(), whole) ||
      !std::all_of(decision.before.begin(), decision.before.end(), whole)) {
    return tl::unexpected(impl_->invalid("a decision without time, person, reason or subject", decision.reason));
  }
  const Connection& connection = impl_->connection;
  // What was added can be added again; what a person decided cannot be had again from anywhere.
  if (const Done done = connection.execute("PRAGMA synchronous = FULL"); !done) return pass_on(done);
  auto transaction = Transaction::begin(connection);
  if (!transaction) return pass_on(transaction);
  auto appended = append_decision(connection, std::move(decision));
  if (!appended) return appended;
  if (const Done done = transaction->commit(); !done) return pass_on(done);
  static_cast<void>(connection.execute("PRAGMA synchronous = NORMAL"));
  return appended;
}

Result<std::vector<Decision>> Ledger::decisions() const {
  return read_decisions(impl_->connection);
}

Result<void> Ledger::verify() const {
  const Connection& connection = impl_->connection;
  {
    auto structure = connection.prepare("PRAGMA integrity_check(1)");
    if (!structure) return pass_on(structure);
    const auto row = structure->step();
    if (!row) return pass_on(row);
    if (structure->text(0) != "ok") {
      return tl::unexpected(impl_->damaged("the ledger is damaged: " + std::string(structure->text(0))));
    }
  }
  {
    auto references = connection.prepare("PRAGMA foreign_key_check");
    if (!references) return pass_on(references);
    const auto row = references->step();
    if (!row) return pass_on(row);
    if (*row)
      return tl::unexpected(impl_->damaged("a row of " + std::string(references->text(0)) + " refers to nothing"));
  }
  {
    auto captures = connection.prepare("SELECT encoding, bytes, size, sha256 FROM capture ORDER BY sha256");
    if (!captures) return pass_on(captures);
    for (;;) {
      const auto row = captures->step();
      if (!row) return pass_on(row);
      if (!*row) break;
      if (const auto bytes = impl_->unpack_capture(*captures); !bytes) return pass_on(bytes);
    }
  }
  auto documents = connection.prepare("SELECT id, record FROM document ORDER BY id");
  if (!documents) return pass_on(documents);
  for (;;) {
    const auto row = documents->step();
    if (!row) return pass_on(row);
    if (!*row) break;
    const std::string id(documents->text(0));
    const auto document = document_from_json(documents->text(1));
    if (!document || document->id != id)
      return tl::unexpected(impl_->damaged("the record of " + id + " cannot be read"));
    if (const auto text = text_of(id); !text) return pass_on(text);
  }
  if (const auto added = places(); !added) return pass_on(added);
  if (const auto decided = decisions(); !decided) return pass_on(decided);
  return each_claim({}, [](const Claim&) { return true; });
}

}  // namespace histor
