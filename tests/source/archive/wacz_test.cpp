#include "source/archive/wacz.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "packed.hpp"
#include "taken.hpp"

namespace histor {
namespace {

const std::string html = "Content-Type: text/html; charset=utf-8\r\n";
const Packing stored{ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, "zip:compression=store", ""};

std::string list_of(const std::string& path, const std::string& hash) {
  return R"({"profile":"data-package","resources":[{"name":"x","path":")" + path + R"(","hash":")" + hash + R"("}]})";
}

std::string warc(const std::string& words) {
  return deflated(warc_record("warcinfo", "", "software: x\r\n")) +
         deflated(warc_response("https://example.org/" + words, html, "<p>" + words));
}

std::vector<PackedFile> files(const std::string& bytes, const std::string& hash) {
  return {{"archive/data.warc.gz", bytes},
          {"indexes/index.cdx.gz", deflated("x")},
          {"pages/pages.jsonl", "{}"},
          {"datapackage.json", list_of("archive/data.warc.gz", hash)}};
}

TEST(Wacz, GivesTheRecordsOfItsArchives) {
  const std::string bytes = warc("one");
  const std::size_t offset = deflated(warc_record("warcinfo", "", "software: x\r\n")).size();
  for (const Packing& packing : {stored, Packing{}}) {
    const std::string whole = packed(files(bytes, sha256(bytes)), packing);
    EXPECT_TRUE(is_wacz(BytesSource(whole)));
    const auto taken = opened(open_wacz, "week.wacz", whole);
    ASSERT_TRUE(taken.returned);
    EXPECT_TRUE(taken.faults.empty());
    ASSERT_EQ(taken.captures.size(), 1U);
    EXPECT_EQ(taken.captures[0].source, "week.wacz!archive/data.warc.gz!" + std::to_string(offset));
    EXPECT_EQ(taken.captures[0].bytes, "<p>one");
    EXPECT_EQ(taken.captures[0].said.url, "https://example.org/one");
    EXPECT_EQ(taken.captures[0].captured_at, "2024-12-01T09:30:00Z");
    EXPECT_TRUE(taken.notes.empty());
  }
}

TEST(Wacz, AHashThatDoesNotFitIsTold) {
  const std::string bytes = warc("one");
  const auto taken = opened(open_wacz, "week.wacz", packed(files(bytes, sha256("else")), stored));
  EXPECT_EQ(taken.captures.size(), 1U);
  ASSERT_EQ(taken.faults.size(), 1U);
  EXPECT_EQ(taken.faults[0].code, ErrorCode::integrity);
  EXPECT_EQ(taken.faults[0].where, "week.wacz!archive/data.warc.gz");
}

TEST(Wacz, AnArchiveWithoutAHashIsTold) {
  const auto taken = opened(open_wacz, "week.wacz", packed({{"archive/a.warc.gz", warc("one")}}, stored));
  EXPECT_EQ(taken.captures.size(), 1U);
  EXPECT_FALSE(taken.note("unlisted").empty());
}

TEST(Wacz, ArchivesReferToEachOther) {
  const std::string page = "<p>one";
  const std::string first =
      deflated(warc_response("https://example.org/a", html, page, "WARC-Payload-Digest: " + sha256(page) + "\r\n"));
  const std::string second = deflated(
      warc_record("revisit",
                  "WARC-Target-URI: https://example.org/b\r\nWARC-Date: 2024-12-02T00:00:00Z\r\nWARC-Payload-Digest: " +
                      sha256(page) + "\r\n",
                  ""));
  for (const bool before : {true, false}) {
    const auto taken =
        opened(open_wacz, "w",
               packed({{"archive/1.warc.gz", before ? first : second}, {"archive/2.warc.gz", before ? second : first}},
                      stored));
    ASSERT_EQ(taken.captures.size(), 2U);
    EXPECT_TRUE(taken.faults.empty());
    EXPECT_EQ(taken.captures[1].bytes, page);
    EXPECT_EQ(taken.captures[1].said.url, "https://example.org/b");
    EXPECT_EQ(taken.captures[1].source, before ? "w!archive/2.warc.gz!0" : "w!archive/1.warc.gz!0");
  }
}

TEST(Wacz, AnyOtherZipIsNone) {
  const std::string zip = packed({{"a.txt", "words"}});
  EXPECT_FALSE(is_wacz(BytesSource(zip)));
  EXPECT_FALSE(is_wacz(BytesSource("words")));
  EXPECT_FALSE(opened(open_wacz, "a.zip", zip).returned);
  EXPECT_FALSE(opened(open_wacz, "a.zip", "words").returned);
}

RC_GTEST_PROP(Wacz, ACutOrAFlipNeverGivesWrongWords, ()) {
  const std::string bytes = warc("one") + warc("two");
  std::string whole = packed(files(bytes, sha256(bytes)), stored);
  const auto at = *rc::gen::inRange<std::size_t>(0, whole.size());
  const auto cut = opened(open_wacz, "w", std::string_view(whole).substr(0, at));
  for (const Capture& capture : cut.captures) RC_ASSERT(capture.bytes.starts_with("<p>"));
  if (at > bytes.size() + 100) RC_ASSERT(cut.captures.size() == 2U);
  whole[at] = static_cast<char>(whole[at] ^ 4);
  const auto flipped = opened(open_wacz, "w", whole);
  for (const Capture& capture : flipped.captures) {
    RC_ASSERT(capture.bytes.size() == 6U);
    RC_ASSERT(capture.bytes == "<p>one" || capture.bytes == "<p>two");
  }
}

}  // namespace
}  // namespace histor
