// Processes that die in the middle, and processes that write at the same time.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "ledger/ledger.hpp"
#include "ledger/sample.hpp"

namespace histor {
namespace {

using sample::add;
using sample::contents;
using sample::input;
using sample::Input;

const std::vector<Input>& reports() {
  static const std::vector<Input> all = [] {
    std::vector<Input> made;
    for (int i = 0; i < 60; ++i) {
      made.push_back(input("report-" + std::to_string(i % 40), i % 50, 1 + i % 7,
                           i % 3 == 0 ? day_from("2024-12-01") : std::nullopt));
    }
    return made;
  }();
  return all;
}

/// Runs `work` in a child process, which ends by itself with 0 where work gave true.
template <class Work>
pid_t in_a_child(Work work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work() ? 0 : 1);
  return child;
}

int outcome_of(pid_t child) {
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return status;
}

bool add_all(const std::filesystem::path& path) {
  auto ledger = Ledger::open_or_create(path, {.busy_milliseconds = 20000});
  if (!ledger) return false;
  for (const Input& report : reports()) {
    if (!add(*ledger, report)) return false;
  }
  return true;
}

std::string whole_contents() {
  const sample::Folder folder;
  EXPECT_TRUE(add_all(folder / "histor.db"));
  return contents(Ledger::open_existing(folder / "histor.db").value());
}

TEST(LedgerKill, AKilledAddLeavesALedgerThatOpensAndGoesOn) {
  const std::string whole = whole_contents();
  std::mt19937 random(20241201);  // fixed: what differs from run to run is the machine's timing
  int killed_at_work = 0;
  for (int round = 0; round < 12; ++round) {
    const sample::Folder folder;
    const auto path = folder / "histor.db";
    // Killed several times over the same ledger: recovery itself may be cut short.
    for (int attempt = 0; attempt < 3; ++attempt) {
      const pid_t child = in_a_child([&] { return add_all(path); });
      std::this_thread::sleep_for(std::chrono::microseconds(std::uniform_int_distribution<int>(0, 40000)(random)));
      ::kill(child, SIGKILL);
      killed_at_work += WIFSIGNALED(outcome_of(child)) ? 1 : 0;

      if (!std::filesystem::exists(path)) continue;  // killed before the ledger was linked into place
      auto ledger = Ledger::open_existing(path);
      ASSERT_TRUE(ledger) << ledger.error().what;
      const auto sound = ledger->verify();
      ASSERT_TRUE(sound) << sound.error().what;
      for (const DocumentEntry& entry : sample::must(ledger->documents())) {
        const auto original = std::find_if(reports().begin(), reports().end(), [&](const Input& report) {
          return report.document.id == entry.document.id;
        });
        ASSERT_NE(original, reports().end());
        EXPECT_EQ(entry.claims, original->claims.size());
      }
    }
    ASSERT_TRUE(add_all(path));
    EXPECT_EQ(contents(Ledger::open_existing(path).value()), whole);
  }
  EXPECT_GT(killed_at_work, 0) << "no child lived long enough to be killed: the test shows nothing on this machine";
}

// A process that dies while it moves pages from the log into the file leaves a header that speaks of more pages than
// the file has yet. The log has them.
TEST(LedgerKill, ACheckpointCutShortIsNoDamage) {
  const sample::Folder folder;
  const auto path = folder / "histor.db";
  const auto copy = folder / "copy.db";
  std::string expected;
  {
    auto ledger = Ledger::open_or_create(path);
    ASSERT_TRUE(ledger);
    for (const Input& report : reports()) ASSERT_TRUE(add(*ledger, report));
    expected = contents(*ledger);
    // While it is open the log stands beside it.
    std::filesystem::copy_file(path, copy);
    std::filesystem::copy_file(path.string() + "-wal", copy.string() + "-wal");
  }
  std::fstream file(copy, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(28);  // the number of pages, big-endian
  file.write("\0\0\x7F\xFF", 4);
  file.close();
  const auto ledger = Ledger::open_existing(copy);
  ASSERT_TRUE(ledger) << ledger.error().what;
  EXPECT_TRUE(ledger->verify());
  EXPECT_EQ(contents(*ledger), expected);
}

TEST(LedgerKill, AnUnfinishedLedgerOfADeadProcessIsNotInTheWay) {
  const sample::Folder folder;
  sample::write_bytes(folder / ("histor.db.new-" + std::to_string(::getpid())), "half a file");
  EXPECT_TRUE(Ledger::open_or_create(folder / "histor.db"));
  EXPECT_THAT(folder.names(), testing::ElementsAre("histor.db"));
}

TEST(LedgerProcesses, SeveralAddAtOnceAndNothingIsLost) {
  const std::string whole = whole_contents();
  for (int round = 0; round < 3; ++round) {
    const sample::Folder folder;
    const auto path = folder / "histor.db";
    std::vector<pid_t> children;
    for (int i = 0; i < 3; ++i) children.push_back(in_a_child([&] { return add_all(path); }));
    for (const pid_t child : children) {
      const int status = outcome_of(child);
      EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    const Ledger ledger = Ledger::open_existing(path).value();
    EXPECT_TRUE(ledger.verify());
    EXPECT_EQ(contents(ledger), whole);
  }
}

TEST(LedgerProcesses, AReaderSeesWholeDocumentsWhileAnotherWrites) {
  const sample::Folder folder;
  const auto path = folder / "histor.db";
  ASSERT_TRUE(Ledger::open_or_create(path));
  const pid_t child = in_a_child([&] { return add_all(path); });
  const Ledger reader = Ledger::open_existing(path, {.read_only = true}).value();
  for (int i = 0; i < 50; ++i) {
    for (const DocumentEntry& entry : sample::must(reader.documents())) EXPECT_GT(entry.claims, 0U);
  }
  EXPECT_EQ(outcome_of(child), 0);
  EXPECT_EQ(contents(reader), whole_contents());
}

}  // namespace
}  // namespace histor
