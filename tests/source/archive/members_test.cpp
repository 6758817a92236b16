#include "source/archive/members.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "../folder.hpp"
#include "packed.hpp"
#include "taken.hpp"

namespace histor {
namespace {

const std::vector<PackedFile> two = {{"a.txt", "Three were killed."}, {"folder/b.txt", "Four were wounded."}};

Packing tar(int filter = ARCHIVE_FILTER_NONE) {
  return {ARCHIVE_FORMAT_TAR_USTAR, filter, "", ""};
}

void expect_two(const Taken& taken, const std::string& source) {
  ASSERT_TRUE(taken.returned) << taken.returned.error().what;
  ASSERT_EQ(taken.captures.size(), 2U);
  EXPECT_EQ(taken.captures[0].source, source + "!a.txt");
  EXPECT_EQ(taken.captures[0].bytes, "Three were killed.");
  EXPECT_EQ(taken.captures[1].source, source + "!folder/b.txt");
  EXPECT_EQ(taken.captures[1].bytes, "Four were wounded.");
  EXPECT_TRUE(taken.faults.empty());
}

TEST(Members, OfAZip) {
  expect_two(opened(open_members, "a.zip", packed(two)), "a.zip");
  expect_two(opened(open_members, "a.zip",
                    packed(two, {ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, "zip:compression=store", ""})),
             "a.zip");
}

TEST(Members, OfATarHoweverPacked) {
  for (const int filter :
       {ARCHIVE_FILTER_NONE, ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_BZIP2, ARCHIVE_FILTER_XZ, ARCHIVE_FILTER_ZSTD}) {
    expect_two(opened(open_members, "a.tar", packed(two, tar(filter))), "a.tar");
  }
  expect_two(
      opened(open_members, "a.tar", packed(two, {ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE, ARCHIVE_FILTER_NONE, "", ""})),
      "a.tar");
  expect_two(opened(open_members, "a.tar", packed(two, {ARCHIVE_FORMAT_TAR_GNUTAR, ARCHIVE_FILTER_NONE, "", ""})),
             "a.tar");
}

TEST(Members, OfAFileOnTheDisk) {
  const Folder folder;
  for (const Packing& packing : {Packing{}, tar(), tar(ARCHIVE_FILTER_GZIP)}) {
    const FileSource file(folder.write("a.zip", packed(two, packing)));
    ASSERT_TRUE(file.opened());
    Taken taken;
    taken.returned = open_members("a.zip", file, {}, taken.notes, taken.taker());
    expect_two(taken, "a.zip");
  }
}

TEST(Members, ASingleFileThatIsPacked) {
  for (const auto& [filter, name] : {std::pair{ARCHIVE_FILTER_BZIP2, "a.txt.bz2"},
                                     {ARCHIVE_FILTER_XZ, "a.txt.xz"},
                                     {ARCHIVE_FILTER_ZSTD, "a.txt.zst"}}) {
    const std::string bytes = packed({{"a", "Three were killed."}}, {ARCHIVE_FORMAT_RAW, filter, "", ""});
    EXPECT_TRUE(is_packed(bytes));
    const auto taken = opened(open_members, name, bytes);
    ASSERT_EQ(taken.captures.size(), 1U) << name;
    EXPECT_EQ(taken.captures[0].source, std::string(name) + "!a.txt");
    EXPECT_EQ(taken.captures[0].bytes, "Three were killed.");
  }
}

TEST(Members, WhatIsNoArchiveIsRefused) {
  for (const std::string& bytes :
       {std::string(), std::string("words"), std::string(2000, 'x'), std::string(2000, '\0')}) {
    const auto taken = opened(open_members, "a.zip", bytes);
    EXPECT_TRUE(taken.captures.empty());
    if (!taken.returned) {
      EXPECT_EQ(taken.returned.error().where, "a.zip");
    }
  }
  EXPECT_FALSE(opened(open_members, "a.zip", "words").returned);
}

TEST(Members, NamesAreKeptAndNeverFollowed) {
  for (const Packing& packing : {Packing{}, tar()}) {
    const auto taken = opened(open_members, "a",
                              packed({{"../../a.txt", "one"}, {"/etc/b.txt", "two"}, {"звіт.txt", "three"}}, packing));
    ASSERT_EQ(taken.captures.size(), 3U);
    EXPECT_EQ(taken.captures[0].source, "a!../../a.txt");
    EXPECT_EQ(taken.captures[1].source, "a!/etc/b.txt");
    EXPECT_EQ(taken.captures[2].source, "a!звіт.txt");
  }
}

TEST(Members, NamesThatAreNoTextAreWrittenInHex) {
  std::string bytes = packed({{"caf\xC3\xA9.txt", "one"}}, tar());
  bytes.replace(0, 9, std::string("caf\xE9.txt\0", 9));
  // The checksum of the head: two bytes of it have changed and one has gone.
  int sum = 0;
  for (std::size_t i = 0; i < 512; ++i) sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(bytes[i]);
  for (std::size_t digit = 154; digit-- > 148; sum /= 8) bytes[digit] = static_cast<char>('0' + sum % 8);
  const auto taken = opened(open_members, "a.tar", bytes);
  ASSERT_EQ(taken.captures.size(), 1U);
  EXPECT_EQ(taken.captures[0].source, "a.tar!caf%E9.txt");
}

TEST(Members, LinksAreRefusedAndHiddenFilesPassedOver) {
  const auto taken = opened(open_members, "a.tar",
                            packed({{"link", "", "/etc/passwd"},
                                    {".DS_Store", "x"},
                                    {"__MACOSX/a.txt", "x"},
                                    {"folder/", ""},
                                    {"a.txt", "words"}},
                                   tar()));
  ASSERT_EQ(taken.faults.size(), 1U);
  EXPECT_EQ(taken.faults[0].code, ErrorCode::not_a_file);
  EXPECT_EQ(taken.faults[0].where, "a.tar!link");
  ASSERT_EQ(taken.captures.size(), 1U);
  EXPECT_EQ(taken.captures[0].source, "a.tar!a.txt");
  EXPECT_EQ(taken.note("skipped"), "passed over 2 hidden files in a.tar");
}

TEST(Members, EncryptedOnesAreTold) {
  const std::string bytes = packed(two, {ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, "zip:encryption=aes256", "secret"});
  const auto taken = opened(open_members, "a.zip", bytes);
  EXPECT_TRUE(taken.captures.empty());
  ASSERT_EQ(taken.faults.size(), 2U);
  EXPECT_EQ(taken.faults[0].code, ErrorCode::not_permitted);
}

TEST(Members, AMemberOverTheBudgetIsRefusedAndTheRestGoesOn) {
  UnfoldBudget budget;
  budget.member_bytes = 1000;
  const std::vector<PackedFile> files = {{"big.txt", std::string(1001, 'x')}, {"a.txt", std::string(1000, 'y')}};
  for (const Packing& packing : {Packing{}, tar(), tar(ARCHIVE_FILTER_GZIP)}) {
    const auto taken = opened(open_members, "a", packed(files, packing), budget);
    ASSERT_EQ(taken.captures.size(), 1U);
    EXPECT_EQ(taken.captures[0].source, "a!a.txt");
    ASSERT_EQ(taken.faults.size(), 1U);
    EXPECT_EQ(taken.faults[0].code, ErrorCode::too_large);
    EXPECT_EQ(taken.faults[0].where, "a!big.txt");
  }
}

TEST(Members, ABombIsRefusedByItsRatio) {
  const std::vector<PackedFile> files = {{"bomb", std::string(std::size_t{8} << 20U, '\0')}, {"a.txt", "words"}};
  UnfoldBudget budget;
  budget.ratio = 100;
  const auto zip = opened(open_members, "a.zip", packed(files), budget);
  ASSERT_EQ(zip.faults.size(), 1U);
  EXPECT_EQ(zip.faults[0].code, ErrorCode::too_large);
  EXPECT_EQ(zip.captures.size(), 1U);
  const auto xz = opened(open_members, "a.tar.xz", packed(files, tar(ARCHIVE_FILTER_XZ)), budget);
  EXPECT_EQ(xz.faults.at(0).code, ErrorCode::too_large);
}

TEST(Members, TheTotalEndsTheReading) {
  UnfoldBudget budget;
  budget.total_bytes = 2500;
  std::vector<PackedFile> files;
  for (int i = 0; i < 10; ++i)
    files.push_back({"f" + std::to_string(i), std::string(1000, static_cast<char>('a' + i))});
  for (const Packing& packing : {Packing{}, tar(), tar(ARCHIVE_FILTER_GZIP)}) {
    const auto taken = opened(open_members, "a", packed(files, packing), budget);
    EXPECT_EQ(taken.captures.size(), 2U);
    EXPECT_GE(taken.faults.size(), 1U);
    EXPECT_EQ(taken.faults[0].where, "a!f2");
  }
  budget = {};
  budget.members = 4;
  const auto taken = opened(open_members, "a", packed(files), budget);
  EXPECT_EQ(taken.captures.size(), 4U);
  EXPECT_EQ(taken.faults.size(), 1U);
}

TEST(Members, StopsWhenTold) {
  int seen = 0;
  std::vector<Note> notes;
  const std::string bytes = packed(two);
  ASSERT_TRUE(open_members("a", BytesSource(bytes), {}, notes, [&](Result<Capture>&&) { return ++seen < 1; }));
  EXPECT_EQ(seen, 1);
}

std::vector<PackedFile> many() {
  std::vector<PackedFile> files;
  for (int i = 0; i < 8; ++i) {
    std::string words;
    for (int n = 0; n < 40; ++n) words += std::to_string(i * 7919 + n * 104729) + (n % 5 == 0 ? ".\n" : " ");
    files.push_back({"f" + std::to_string(i) + ".txt", words});
  }
  return files;
}

RC_GTEST_PROP(Members, ACutGivesWhatStandsBeforeIt, ()) {
  const auto files = many();
  const bool zip = *rc::gen::arbitrary<bool>();
  const std::string bytes = packed(files, zip ? Packing{} : tar());
  const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
  const auto taken = opened(open_members, "a", std::string_view(bytes).substr(0, at));
  for (std::size_t i = 0; i < taken.captures.size(); ++i) RC_ASSERT(taken.captures[i].bytes == files[i].bytes);
  // A member takes less than 800 bytes of either.
  const std::size_t least = at < 1600 ? 0 : at / (zip ? 800 : 1536) - 1;
  RC_ASSERT(taken.captures.size() >= std::min(least, files.size()));
}

RC_GTEST_PROP(Members, AFlippedByteNeverGivesWrongWordsOutOfAZip, ()) {
  const auto files = many();
  std::string bytes = packed(files);
  const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
  bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1U << *rc::gen::inRange(0U, 8U)));
  const auto taken = opened(open_members, "a", bytes);
  for (const Capture& capture : taken.captures) {
    RC_ASSERT(
        std::any_of(files.begin(), files.end(), [&](const PackedFile& file) { return file.bytes == capture.bytes; }));
  }
}

}  // namespace
}  // namespace histor
