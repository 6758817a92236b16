// Every way a ledger cannot be opened or written, told apart; and that a file which is not ours stays as it was.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <rapidcheck/gtest.h>
#include <chrono>

#include "ledger/ledger.hpp"
#include "ledger/sample.hpp"
#include "ledger/schema.hpp"
#include "ledger/sqlite.hpp"

namespace histor {
namespace {

namespace fs = std::filesystem;
using sample::add;
using sample::bytes_of;
using sample::input;
using sqlite::Connection;
using sqlite::Mode;
using testing::ElementsAre;

bool add_one(Result<Ledger> ledger, const sample::Input& report) {
  return ledger && add(*ledger, report);
}

/// Opened in each way, `path` is refused with `code`, and nothing in the folder changes.
void expect_refused(const sample::Folder& folder, const fs::path& path, ErrorCode code) {
  const auto names = folder.names();
  const bool regular = fs::is_regular_file(path);
  const std::string before = regular ? bytes_of(path) : std::string();
  for (const bool read_only : {false, true}) {
    for (const bool create : {false, true}) {
      const LedgerOptions options{.read_only = read_only, .busy_milliseconds = 0};
      const auto ledger = create ? Ledger::open_or_create(path, options) : Ledger::open_existing(path, options);
      ASSERT_FALSE(ledger);
      EXPECT_EQ(ledger.error().code, code) << ledger.error().what;
      EXPECT_FALSE(ledger.error().what.empty());
      EXPECT_THAT(ledger.error().where, testing::HasSubstr(path.filename().string()));
    }
  }
  EXPECT_EQ(folder.names(), names);
  if (regular) {
    EXPECT_EQ(bytes_of(path), before);
  }
}

TEST(LedgerErrors, NoSuchFile) {
  const sample::Folder folder;
  const auto ledger = Ledger::open_existing(folder / "none.db");
  ASSERT_FALSE(ledger);
  EXPECT_EQ(ledger.error().code, ErrorCode::not_found);
  EXPECT_FALSE(ledger.error().hint.empty());
  EXPECT_EQ(Ledger::open_or_create(folder / "none.db", {.read_only = true}).error().code, ErrorCode::not_found);
  EXPECT_EQ(Ledger::open_or_create(folder / "no-folder/none.db").error().code, ErrorCode::not_found);
  EXPECT_EQ(Ledger::open_or_create("").error().code, ErrorCode::invalid);
  EXPECT_TRUE(folder.names().empty());
}

TEST(LedgerErrors, APartOfThePathIsAFile) {
  const sample::Folder folder;
  sample::write_bytes(folder / "file", "x");
  EXPECT_EQ(Ledger::open_or_create(folder / "file/histor.db").error().code, ErrorCode::not_found);
}

TEST(LedgerErrors, AFolderOrAPipe) {
  const sample::Folder folder;
  fs::create_directory(folder / "sub");
  expect_refused(folder, folder / "sub", ErrorCode::not_a_file);
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  expect_refused(folder, folder / "pipe", ErrorCode::not_a_file);
}

TEST(LedgerErrors, NotADatabase) {
  const sample::Folder folder;
  sample::write_bytes(folder / "empty", "");
  expect_refused(folder, folder / "empty", ErrorCode::not_a_ledger);
  sample::write_bytes(folder / "short", "x");
  expect_refused(folder, folder / "short", ErrorCode::not_a_ledger);
  sample::write_bytes(folder / "report.txt", std::string(5000, 'a'));
  expect_refused(folder, folder / "report.txt", ErrorCode::not_a_ledger);
  sample::write_bytes(folder / "cut", "SQLite format 3");
  expect_refused(folder, folder / "cut", ErrorCode::not_a_ledger);
}

TEST(LedgerErrors, TheDatabaseOfAnotherProgram) {
  const sample::Folder folder;
  for (const char* mode : {"DELETE", "WAL"}) {
    const fs::path path = folder / (std::string(mode) + ".db");
    {
      const auto other = Connection::open(path.string(), Mode::create, 0).value();
      ASSERT_TRUE(other.execute(("PRAGMA journal_mode = " + std::string(mode) + "; CREATE TABLE t (a)").c_str()));
    }
    expect_refused(folder, path, ErrorCode::not_a_ledger);
  }
}

TEST(LedgerErrors, TheDatabaseOfAnotherProgramThatDiedWhileWriting) {
  // Its journal must stay for that program to recover from.
  const sample::Folder folder;
  const fs::path path = folder / "other.db";
  const auto other = Connection::open(path.string(), Mode::create, 0).value();
  ASSERT_TRUE(other.execute("CREATE TABLE t (a); PRAGMA cache_size = 1; BEGIN"));
  ASSERT_TRUE(
      other.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO t "
                    "SELECT hex(randomblob(100)) FROM n"));
  fs::copy_file(path, folder / "dead.db");
  fs::copy_file(folder / "other.db-journal", folder / "dead.db-journal");
  const std::string journal = bytes_of(folder / "dead.db-journal");
  expect_refused(folder, folder / "dead.db", ErrorCode::not_a_ledger);
  EXPECT_EQ(bytes_of(folder / "dead.db-journal"), journal);
}

TEST(LedgerErrors, OfANewerVersion) {
  const sample::Folder folder;
  const fs::path path = folder / "histor.db";
  {
    ASSERT_TRUE(Ledger::open_or_create(path));
  }
  {
    const auto connection = Connection::open(path.string(), Mode::read_write, 0).value();
    ASSERT_TRUE(connection.execute("PRAGMA user_version = 4"));
  }
  expect_refused(folder, path, ErrorCode::version);
}

TEST(LedgerErrors, TheTableOfPlacesIsMissing) {
  const sample::Folder folder;
  const fs::path path = folder / "histor.db";
  {
    ASSERT_TRUE(Ledger::open_or_create(path));
  }
  {
    const auto connection = Connection::open(path.string(), Mode::read_write, 0).value();
    ASSERT_TRUE(connection.execute("DROP TABLE place"));
  }
  expect_refused(folder, path, ErrorCode::integrity);
}

TEST(LedgerErrors, ATableIsMissing) {
  const sample::Folder folder;
  const fs::path path = folder / "histor.db";
  {
    ASSERT_TRUE(Ledger::open_or_create(path));
  }
  {
    const auto connection = Connection::open(path.string(), Mode::read_write, 0).value();
    ASSERT_TRUE(connection.execute("DROP TABLE claim"));
  }
  expect_refused(folder, path, ErrorCode::integrity);
}

TEST(LedgerErrors, OpeningOursTwiceInOneProcessDropsNoLock) {
  // Looking at the file must not open and close it behind SQLite's back: that would drop the locks of the first
  // connection.
  const sample::Folder folder;
  const fs::path path = folder / "histor.db";
  ASSERT_TRUE(Ledger::open_or_create(path));
  const auto holder = Connection::open(path.string(), Mode::read_write, 0).value();
  const auto transaction = sqlite::Transaction::begin(holder);
  ASSERT_TRUE(transaction);
  for (int i = 0; i < 2; ++i) {
    auto ledger = Ledger::open_existing(path, {.busy_milliseconds = 10});
    ASSERT_TRUE(ledger) << ledger.error().what;
    const auto outcome = add(*ledger, input("a.txt", 16));
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::locked);
  }
}

TEST(LedgerErrors, LockedIsToldAfterTheBusyTimeout) {
  const sample::Folder folder;
  const fs::path path = folder / "histor.db";
  Ledger ledger = Ledger::open_or_create(path, {.busy_milliseconds = 50}).value();
  const auto other = Connection::open(path.string(), Mode::read_write, 0).value();
  {
    const auto transaction = sqlite::Transaction::begin(other);
    ASSERT_TRUE(transaction);
    const auto begun = std::chrono::steady_clock::now();
    const auto outcome = add(ledger, input("a.txt", 16));
    EXPECT_GE(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds(40));
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::locked);
    EXPECT_FALSE(outcome.error().hint.empty());
    EXPECT_EQ(ledger.add_failure("b.txt", {}).error().code, ErrorCode::locked);
    EXPECT_EQ(ledger.document_count().value(), 0U);  // readers are not held up
  }
  EXPECT_TRUE(add(ledger, input("a.txt", 16)));
}

TEST(LedgerErrors, ALedgerOpenedForReadingRefusesToBeWritten) {
  const sample::Folder folder;
  {
    ASSERT_TRUE(add_one(Ledger::open_or_create(folder / "histor.db"), input("a.txt", 16)));
  }
  Ledger ledger = Ledger::open_existing(folder / "histor.db", {.read_only = true}).value();
  const auto outcome = add(ledger, input("b.txt", 17));
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::read_only);
  EXPECT_EQ(ledger.document_count().value(), 1U);
}

/// Gives up root's rights over files while it lives: permissions do not bind root.
class AsNobody {
 public:
  AsNobody() : was_root_(::geteuid() == 0) {
    if (was_root_) works_ = ::seteuid(65534) == 0;
  }
  ~AsNobody() {
    if (was_root_ && works_ && ::seteuid(0) != 0) std::abort();
  }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;
  [[nodiscard]] bool works() const { return works_; }

 private:
  bool was_root_;
  bool works_ = true;
};

struct Guarded {
  sample::Folder folder;
  fs::path inner = folder / "inner";
  fs::path path = inner / "histor.db";
  std::string before;
  Guarded() {
    fs::create_directory(inner);
    Ledger ledger = Ledger::open_or_create(path).value();
    EXPECT_TRUE(add(ledger, input("a.txt", 16)));
    before = sample::contents(ledger);
    fs::permissions(folder.path(), fs::perms(0755));
  }
  ~Guarded() {
    fs::permissions(inner, fs::perms(0755));
    fs::permissions(path, fs::perms(0644));
  }
};

TEST(LedgerErrors, AFileThatMayNotBeWritten) {
  Guarded guarded;
  fs::permissions(guarded.path, fs::perms(0444));
  fs::permissions(guarded.inner, fs::perms(0777));
  const AsNobody nobody;
  if (!nobody.works()) GTEST_SKIP() << "runs as root and cannot become nobody";
  EXPECT_EQ(Ledger::open_existing(guarded.path).error().code, ErrorCode::read_only);
  EXPECT_EQ(Ledger::open_or_create(guarded.path).error().code, ErrorCode::read_only);
  EXPECT_EQ(sample::contents(Ledger::open_existing(guarded.path, {.read_only = true}).value()), guarded.before);
}

TEST(LedgerErrors, AFolderThatMayNotBeWritten) {
  Guarded guarded;
  fs::permissions(guarded.path, fs::perms(0666));
  fs::permissions(guarded.inner, fs::perms(0555));
  const AsNobody nobody;
  if (!nobody.works()) GTEST_SKIP() << "runs as root and cannot become nobody";
  EXPECT_EQ(Ledger::open_existing(guarded.path).error().code, ErrorCode::read_only);
  EXPECT_EQ(Ledger::open_or_create(guarded.inner / "new.db").error().code, ErrorCode::not_permitted);
  EXPECT_EQ(sample::contents(Ledger::open_existing(guarded.path, {.read_only = true}).value()), guarded.before);
}

TEST(LedgerErrors, AFileThatMayNotBeRead) {
  Guarded guarded;
  fs::permissions(guarded.path, fs::perms(0000));
  const AsNobody nobody;
  if (!nobody.works()) GTEST_SKIP() << "runs as root and cannot become nobody";
  EXPECT_EQ(Ledger::open_existing(guarded.path).error().code, ErrorCode::not_permitted);
  EXPECT_EQ(Ledger::open_existing(guarded.path, {.read_only = true}).error().code, ErrorCode::not_permitted);
}

TEST(LedgerErrors, AFolderThatMayNotBeEntered) {
  Guarded guarded;
  fs::permissions(guarded.inner, fs::perms(0000));
  const AsNobody nobody;
  if (!nobody.works()) GTEST_SKIP() << "runs as root and cannot become nobody";
  EXPECT_EQ(Ledger::open_existing(guarded.path).error().code, ErrorCode::not_permitted);
}

TEST(LedgerErrors, NamesThatSqliteWouldReadMoreInto) {
  const sample::Folder folder;
  const fs::path before = fs::current_path();
  fs::current_path(folder.path());
  for (const char* name :
       {":memory:", "file:a.db?mode=memory", "a#b%41?c.db", "\u062D\u0644\u0628.db", "with space.db"}) {
    ASSERT_TRUE(add_one(Ledger::open_or_create(name), input("a.txt", 16))) << name;
    EXPECT_TRUE(fs::exists(folder / name)) << name;
    EXPECT_EQ(Ledger::open_existing(name).value().document_count().value(), 1U) << name;
  }
  fs::current_path(before);
}

TEST(LedgerErrors, ACaptureThatWasChangedIsFound) {
  const sample::Folder folder;
  const fs::path path = folder / "histor.db";
  const auto report = input("a.txt", 16);
  {
    ASSERT_TRUE(add_one(Ledger::open_or_create(path), report));
  }
  {
    const auto connection = Connection::open(path.string(), Mode::read_write, 0).value();
    ASSERT_TRUE(connection.execute("DROP TRIGGER capture_is_kept_as_captured"));
    ASSERT_TRUE(connection.execute("UPDATE capture SET encoding = 'raw', bytes = zeroblob(size)"));
  }
  const Ledger ledger = Ledger::open_existing(path).value();
  EXPECT_EQ(ledger.captured(report.document.id).error().code, ErrorCode::integrity);
  EXPECT_EQ(ledger.verify().error().code, ErrorCode::integrity);
}

RC_GTEST_PROP(LedgerErrorsProperty, DamageIsAnErrorAndNeverACrash, ()) {
  static const std::string sound = [] {
    const sample::Folder folder;
    {
      Ledger ledger = Ledger::open_or_create(folder / "histor.db").value();
      for (int i = 0; i < 10; ++i) add(ledger, input("a" + std::to_string(i), i, 3)).value();
    }
    return bytes_of(folder / "histor.db");
  }();
  std::string bytes = sound;
  if (*rc::gen::arbitrary<bool>()) bytes.resize(*rc::gen::inRange<std::size_t>(0, bytes.size()));
  if (!bytes.empty()) {
    for (int i = *rc::gen::inRange(0, 20); i > 0; --i) {
      bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = static_cast<char>(*rc::gen::inRange(0, 256));
    }
  }
  const sample::Folder folder;
  sample::write_bytes(folder / "histor.db", bytes);
  auto ledger = Ledger::open_existing(folder / "histor.db");
  if (!ledger) return;
  static_cast<void>(ledger->verify());
  static_cast<void>(ledger->documents());
  static_cast<void>(ledger->claims());
  static_cast<void>(add(*ledger, input("new", 99)));
}

}  // namespace
}  // namespace histor
