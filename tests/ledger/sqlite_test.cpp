#include "ledger/sqlite.hpp"

#include <gtest/gtest.h>

#include "ledger/sample.hpp"

namespace histor::sqlite {
namespace {

struct Database {
  sample::Folder folder;
  std::string path = (folder / "a.db").string();
  Connection connection = Connection::open(path, Mode::create, 0).value();
};

TEST(Sqlite, GivesBackWhatWasBound) {
  const Database database;
  auto statement = database.connection.prepare("SELECT ?, ?, ?, ?, ?, ?").value();
  statement.bind(1, std::string_view("a\0b", 3)).bind(2, std::int64_t{-5}).bind_blob(3, "\xFF").bind_null(4);
  statement.bind(5, std::string_view()).bind_or_null(6, "");
  ASSERT_TRUE(statement.step().value());
  EXPECT_EQ(statement.text(0), std::string_view("a\0b", 3));
  EXPECT_EQ(statement.integer(1), -5);
  EXPECT_EQ(statement.blob(2), "\xFF");
  EXPECT_TRUE(statement.is_null(3));
  EXPECT_FALSE(statement.is_null(4));  // empty is not null
  EXPECT_TRUE(statement.is_null(5));
  EXPECT_FALSE(statement.step().value());
}

TEST(Sqlite, ABindThatFailsIsToldByTheStep) {
  const Database database;
  auto statement = database.connection.prepare("SELECT ?").value();
  EXPECT_FALSE(statement.bind(2, "no such parameter").step());
}

TEST(Sqlite, FaultsAreErrors) {
  const Database database;
  EXPECT_FALSE(database.connection.prepare("SELEKT"));
  EXPECT_FALSE(database.connection.execute("SELECT * FROM nothing"));
  ASSERT_TRUE(database.connection.execute("CREATE TABLE t (a INTEGER NOT NULL) STRICT"));
  const auto refused = database.connection.execute("INSERT INTO t VALUES (NULL)");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::invalid);
  EXPECT_EQ(refused.error().where, database.path);
}

TEST(Sqlite, ATransactionThatIsNotCommittedLeavesNothing) {
  const Database database;
  ASSERT_TRUE(database.connection.execute("CREATE TABLE t (a)"));
  {
    const auto transaction = Transaction::begin(database.connection);
    ASSERT_TRUE(transaction);
    ASSERT_TRUE(database.connection.execute("INSERT INTO t VALUES (1)"));
  }
  EXPECT_EQ(database.connection.integer("SELECT count(*) FROM t").value(), 0);
  {
    auto transaction = Transaction::begin(database.connection);
    ASSERT_TRUE(transaction);
    ASSERT_TRUE(database.connection.execute("INSERT INTO t VALUES (1)"));
    ASSERT_TRUE(transaction->commit());
  }
  EXPECT_EQ(database.connection.integer("SELECT count(*) FROM t").value(), 1);
}

TEST(Sqlite, TheSecondWriterIsToldThatItIsLocked) {
  const Database database;
  const auto other = Connection::open(database.path, Mode::read_write, 20).value();
  const auto first = Transaction::begin(database.connection);
  ASSERT_TRUE(first);
  const auto second = Transaction::begin(other);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::locked);
}

}  // namespace
}  // namespace histor::sqlite
