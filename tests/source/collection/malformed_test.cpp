// Every file of malformed/collection is opened by every opener: none may fail beyond an Error, and what is sound in a
// file is still had.

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "source/collection/feed.hpp"
#include "source/collection/mail.hpp"
#include "source/collection/rows.hpp"
#include "source/collection/sniff.hpp"
#include "source/collection/telegram.hpp"
#include "source/collection/x_posts.hpp"
#include "source/read_file.hpp"
#include "taken.hpp"

namespace histor {
namespace {

TakenItems opened_as(CollectionKind kind, const std::string& bytes, const std::string& name) {
  return taken_from(
      [&](const Capture& carrier, const UnfoldBudget& budget, const TakeCapture& take) -> Result<void> {
        switch (kind) {
          case CollectionKind::feed:
            return open_feed(carrier, budget, take);
          case CollectionKind::mail:
            return open_mail(carrier, budget, take);
          case CollectionKind::mbox:
            return open_mbox(carrier, budget, take);
          case CollectionKind::telegram:
            return open_telegram(carrier, budget, take);
          case CollectionKind::x_archive:
            return open_x_archive(carrier, {}, budget, take);
          case CollectionKind::x_answer:
            return open_x_answer(carrier, budget, take);
          case CollectionKind::json_rows:
            return open_json_rows(carrier, {}, budget, take);
          case CollectionKind::csv_rows:
            return open_csv_rows(carrier, {}, budget, take);
          case CollectionKind::none:
            break;
        }
        return {};
      },
      bytes, name);
}

std::map<std::string, std::string> files() {
  std::map<std::string, std::string> all;
  for (const auto& entry :
       std::filesystem::directory_iterator(HISTOR_SOURCE_DIR "/tests/source/malformed/collection")) {
    all.emplace(entry.path().filename().string(), read_bytes(entry.path()).value());
  }
  return all;
}

TEST(MalformedCollections, AreOpenedWithoutHarm) {
  const auto all = files();
  ASSERT_FALSE(all.empty());
  for (const auto& [name, bytes] : all) {
    for (int kind = 0; kind <= static_cast<int>(CollectionKind::csv_rows); ++kind) {
      const TakenItems taken = opened_as(static_cast<CollectionKind>(kind), bytes, name);
      for (const Capture& capture : taken.captures) {
        if (!capture.content || capture.content->offsets.empty()) continue;
        EXPECT_TRUE(offsets_hold(capture)) << name;
      }
    }
  }
}

// What each file is told to be, and how many captures and errors it then gives; -1: it cannot be opened.
TEST(MalformedCollections, KeepWhatIsSound) {
  struct Expected {
    CollectionKind kind;
    int captures;
    int errors;
  };
  using Kind = CollectionKind;
  const std::map<std::string, Expected> expected{
      {"bad-base64.eml", {Kind::mail, 1, 0}},
      {"bad-charset.eml", {Kind::mail, 1, 0}},
      {"bad-qp.eml", {Kind::mail, 1, 0}},
      {"boundary-empty.eml", {Kind::mail, 1, 0}},
      {"boundary-never.eml", {Kind::mail, 0, 1}},
      {"boundary-same.eml", {Kind::mail, 1, 0}},
      {"brackets.json", {Kind::none, 0, 0}},
      {"commas.json", {Kind::json_rows, 1, 1}},
      {"control-byte.xml", {Kind::feed, 1, 1}},
      {"cut-in-cdata.xml", {Kind::feed, 1, 1}},
      {"cut.jsonl", {Kind::json_rows, 1, 1}},
      {"empty-items.xml", {Kind::feed, 0, 3}},
      {"encoded-words.eml", {Kind::mail, 1, 0}},
      {"entity-bomb.xml", {Kind::feed, -1, 0}},
      {"external-entity.xml", {Kind::feed, 1, 0}},
      {"feed-cut.json", {Kind::feed, 1, 1}},
      {"feed-items-object.json", {Kind::feed, -1, 0}},
      {"feed-lone-surrogate.json", {Kind::feed, 0, 1}},
      {"header-alone.csv", {Kind::csv_rows, 0, 0}},
      {"headers-alone.eml", {Kind::mail, 1, 0}},
      {"item-in-item.xml", {Kind::feed, 1, 0}},
      {"messages-empty.mbox", {Kind::none, 0, 0}},
      {"mixed.jsonl", {Kind::json_rows, 2, 5}},
      {"no-blank-line.eml", {Kind::none, 0, 0}},
      {"not-utf8.xml", {Kind::feed, -1, 0}},
      {"nul-bytes.xml", {Kind::feed, -1, 0}},
      {"open-quote.csv", {Kind::csv_rows, 1, 1}},
      {"tags-crossed.xml", {Kind::feed, 1, 1}},
      {"telegram-cut.json", {Kind::telegram, 1, 1}},
      {"telegram-text-odd.json", {Kind::telegram, 0, 0}},
      {"tweets-cut.js", {Kind::x_archive, 1, 1}},
      {"tweets-no-equals.js", {Kind::x_archive, -1, 0}},
      {"two-roots.xml", {Kind::feed, 1, 1}},
      {"uuencoded.eml", {Kind::mail, 0, 1}},
      {"wide-row.csv", {Kind::csv_rows, 1, 1}},
  };
  for (const auto& [name, bytes] : files()) {
    const auto wanted = expected.find(name);
    ASSERT_NE(wanted, expected.end()) << name << " has no line here";
    const TakenItems taken = opened_as(collection_kind(bytes, name), bytes, name);
    EXPECT_EQ(collection_kind(bytes, name), wanted->second.kind) << name;
    EXPECT_EQ(taken.outcome ? static_cast<int>(taken.captures.size()) : -1, wanted->second.captures) << name;
    EXPECT_EQ(static_cast<int>(taken.errors.size()), wanted->second.errors) << name;
  }
}

}  // namespace
}  // namespace histor
