#include "source/archive/warc.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "../folder.hpp"
#include "packed.hpp"
#include "taken.hpp"

namespace histor {
namespace {

const std::string html = "Content-Type: text/html; charset=utf-8\r\n";
const std::string info = warc_record("warcinfo", "Content-Type: application/warc-fields\r\n", "software: x\r\n");

std::string payload_digest(std::string_view bytes) {
  return "WARC-Payload-Digest: " + sha256(bytes) + "\r\n";
}

std::string page(const std::string& name, const std::string& words, const std::string& more = {}) {
  return warc_response("https://example.org/" + name, html, words, more);
}

std::string revisit(const std::string& name, const std::string& fields) {
  return warc_record("revisit",
                     "WARC-Target-URI: https://example.org/" + name + "\r\nWARC-Date: 2024-12-05T00:00:00Z\r\n" +
                         "Content-Type: application/http; msgtype=response\r\n" + fields,
                     "HTTP/1.1 200 OK\r\n" + html + "\r\n");
}

TEST(Warc, GivesPagesWithTheirOffsetsAddressesAndDates) {
  const std::string one = page("a", "<p>one");
  const std::string request =
      warc_record("request", "WARC-Target-URI: https://example.org/a\r\n", "GET /a HTTP/1.1\r\n\r\n");
  const std::string two = page("b", "<p>two");
  const auto plain = opened(open_warc, "a.warc", info + one + request + two);
  ASSERT_TRUE(plain.returned);
  EXPECT_TRUE(plain.faults.empty());
  EXPECT_TRUE(plain.notes.empty());
  ASSERT_EQ(plain.captures.size(), 2U);
  EXPECT_EQ(plain.captures[0].source, "a.warc!" + std::to_string(info.size()));
  EXPECT_EQ(plain.captures[0].bytes, "<p>one");
  EXPECT_EQ(plain.captures[0].media_type, "text/html; charset=utf-8");
  EXPECT_EQ(plain.captures[0].said.url, "https://example.org/a");
  EXPECT_EQ(plain.captures[0].captured_at, "2024-12-01T09:30:00Z");
  EXPECT_FALSE(plain.captures[0].said.published);
  EXPECT_EQ(plain.captures[1].source, "a.warc!" + std::to_string((info + one + request).size()));

  const std::string before = deflated(info) + deflated(one) + deflated(request);
  const auto packed = opened(open_warc, "a.warc.gz", before + deflated(two));
  ASSERT_EQ(packed.captures.size(), 2U);
  EXPECT_EQ(packed.captures[0].source, "a.warc.gz!" + std::to_string(deflated(info).size()));
  EXPECT_EQ(packed.captures[1].source, "a.warc.gz!" + std::to_string(before.size()));
  EXPECT_EQ(packed.captures[1].bytes, "<p>two");

  const auto whole = opened(open_warc, "a.warc.gz", deflated(info + one + two));
  ASSERT_EQ(whole.captures.size(), 2U);
  EXPECT_EQ(whole.captures[0].source, "a.warc.gz!0+" + std::to_string(info.size()));
  EXPECT_EQ(whole.captures[1].bytes, "<p>two");
}

TEST(Warc, IsKnownByItsFirstBytes) {
  EXPECT_TRUE(is_warc(info));
  EXPECT_TRUE(is_warc(deflated(info)));
  EXPECT_TRUE(is_warc(std::string_view(deflated(info + std::string(9000, 'x'))).substr(0, 64)));
  EXPECT_FALSE(is_warc(deflated("words")));
  EXPECT_FALSE(is_warc("words"));
}

TEST(Warc, OfAFileOnTheDisk) {
  const Folder folder;
  std::string big(200'000, 'x');
  for (std::size_t i = 0; i < big.size(); ++i) big[i] = static_cast<char>('a' + (i * i / 7) % 26);
  const std::string pages = page("a", big) + page("b", "<p>two");
  for (const std::string& bytes : {info + pages, deflated(info) + deflated(pages)}) {
    const FileSource file(folder.write("a.warc", bytes));
    Taken taken;
    taken.returned = open_warc("a.warc", file, {}, taken.notes, taken.taker());
    ASSERT_EQ(taken.captures.size(), 2U);
    EXPECT_EQ(taken.captures[0].bytes, big);
    EXPECT_EQ(taken.captures[1].bytes, "<p>two");
  }
}

TEST(Warc, UndoesChunksAndCodings) {
  const std::string body = deflated("<p>one");
  char size[16];
  std::snprintf(size, sizeof size, "%zx\r\n", body.size());
  const std::string chunked = size + body + "\r\n0\r\n\r\n";
  const std::string head = html + "Content-Encoding: gzip\r\n";
  const std::string bytes =
      warc_response("https://example.org/a", head + "Transfer-Encoding: chunked\r\n", chunked,
                    payload_digest(chunked)) +
      warc_response("https://example.org/b", head + "Transfer-Encoding: chunked\r\n", body, payload_digest(body)) +
      warc_response("https://example.org/c", head, body, payload_digest("<p>one")) +
      warc_response("https://example.org/d", head, "<p>one", payload_digest(body)) +
      warc_response("https://example.org/e", html + "Content-Encoding: compress\r\n", "<p>one");
  const auto taken = opened(open_warc, "a.warc", bytes);
  ASSERT_EQ(taken.captures.size(), 4U);
  for (const Capture& capture : taken.captures) EXPECT_EQ(capture.bytes, "<p>one") << capture.said.url;
  EXPECT_EQ(taken.note("payload-digest"),
            "1 records are as they were written, but their payload is not what its digest says");
  ASSERT_EQ(taken.faults.size(), 1U);
  EXPECT_EQ(taken.faults[0].code, ErrorCode::invalid);
}

TEST(Warc, CountsWhatItPassesOver) {
  const std::string bytes =
      info + warc_response("https://example.org/a", "Content-Type: image/png\r\n", "x") +
      warc_response("https://example.org/b", "Content-Type: text/css\r\n", "x") +
      warc_response("https://example.org/c", html, "gone", "", "404 Not Found") +
      warc_response("https://example.org/d", html + "Location: /e\r\n", "", "", "302 Found") +
      warc_response("https://example.org/f", html, "") +
      warc_record("resource",
                  "WARC-Target-URI: urn:pageinfo:https://example.org/\r\nContent-Type: application/json\r\n", "{}") +
      page("g", "<p>one");
  const auto taken = opened(open_warc, "a.warc", bytes);
  EXPECT_EQ(taken.captures.size(), 1U);
  EXPECT_TRUE(taken.faults.empty());
  EXPECT_EQ(taken.note("skipped"),
            "passed over 6 records: 2 of kinds that hold no report (images, styles, programs), 2 answers other than a "
            "whole page (not 2xx, or a part), 1 empty, 1 of the crawler's own");
}

TEST(Warc, ReadsResourcesAndConversions) {
  const std::string bytes =
      warc_record("resource", "WARC-Target-URI: <file://x/a.txt>\r\nContent-Type: text/plain\r\n",
                  "Three were killed.") +
      warc_record("conversion", "WARC-Target-URI: https://example.org/b\r\nContent-Type: text/plain\r\n", "Four.");
  const auto taken = opened(open_warc, "a.warc", bytes);
  ASSERT_EQ(taken.captures.size(), 2U);
  EXPECT_EQ(taken.captures[0].said.url, "file://x/a.txt");
  EXPECT_EQ(taken.captures[0].media_type, "text/plain");
  EXPECT_EQ(taken.captures[1].bytes, "Four.");
}

TEST(Warc, RevisitsGiveWhatWasCapturedBefore) {
  const std::string words = "<p>one";
  const std::string original = page("a", words, "WARC-Record-ID: <urn:uuid:1>\r\n" + payload_digest(words));
  const std::string by_id = revisit("b", "WARC-Refers-To: <urn:uuid:1>\r\n");
  const std::string by_place =
      revisit("c", "WARC-Refers-To-Target-URI: https://example.org/a\r\nWARC-Refers-To-Date: 2024-12-01T09:30:00Z\r\n");
  const std::string by_sum = revisit("d", payload_digest(words));
  const auto packed = [](const std::string& one, const std::string& two) { return deflated(one) + deflated(two); };
  for (const std::string& again : {by_id, by_place, by_sum}) {
    const std::vector<std::string> archives = {original + again, packed(original, again), deflated(original + again),
                                               again + original, packed(again, original)};
    for (const std::string& bytes : archives) {
      const auto taken = opened(open_warc, "a.warc", bytes);
      EXPECT_TRUE(taken.faults.empty());
      ASSERT_EQ(taken.captures.size(), 2U);
      EXPECT_EQ(taken.captures[1].bytes, words);
      EXPECT_EQ(taken.captures[1].media_type, "text/html; charset=utf-8");
      EXPECT_NE(taken.captures[1].said.url, "https://example.org/a");
      EXPECT_EQ(taken.captures[1].captured_at, "2024-12-05T00:00:00Z");
      EXPECT_NE(taken.captures[1].source, taken.captures[0].source);
    }
  }
}

TEST(Warc, ARevisitOfWhatIsNotThereNamesIt) {
  const auto taken = opened(
      open_warc, "a.warc",
      page("a", "<p>one") +
          revisit("b",
                  "WARC-Refers-To-Target-URI: https://example.org/z\r\nWARC-Refers-To-Date: 2020-01-01T00:00:00Z\r\n"));
  EXPECT_EQ(taken.captures.size(), 1U);
  ASSERT_EQ(taken.faults.size(), 1U);
  EXPECT_EQ(taken.faults[0].code, ErrorCode::not_found);
  EXPECT_NE(taken.faults[0].what.find("https://example.org/z of 2020-01-01T00:00:00Z"), std::string::npos);
}

TEST(Warc, ARevisitOfAnotherPayloadIsNotBelieved) {
  const auto taken = opened(
      open_warc, "a.warc",
      page("a", "<p>one", payload_digest("<p>one")) +
          revisit("b",
                  "WARC-Refers-To-Target-URI: https://example.org/a\r\nWARC-Refers-To-Date: 2024-12-01T09:30:00Z\r\n" +
                      payload_digest("<p>two")));
  EXPECT_EQ(taken.captures.size(), 1U);
  EXPECT_EQ(taken.faults.at(0).code, ErrorCode::not_found);
}

TEST(Warc, RevisitsOfPicturesArePassedOver) {
  const std::string picture =
      warc_response("https://example.org/a", "Content-Type: image/png\r\n", "x", payload_digest("x"));
  const std::string again =
      warc_record("revisit", "WARC-Target-URI: https://example.org/a\r\n" + payload_digest("x"), "");
  const auto taken = opened(open_warc, "a.warc", picture + again);
  EXPECT_TRUE(taken.captures.empty());
  EXPECT_TRUE(taken.faults.empty());
}

TEST(Warc, WhatIsNotWhatItsDigestSaysIsRefused) {
  std::string bytes = page("a", "<p>Three were killed.") + page("b", "<p>two");
  bytes.replace(bytes.find("Three"), 5, "Eight");
  const auto taken = opened(open_warc, "a.warc", bytes);
  ASSERT_EQ(taken.faults.size(), 1U);
  EXPECT_EQ(taken.faults[0].code, ErrorCode::integrity);
  EXPECT_EQ(taken.faults[0].where, "a.warc!0");
  EXPECT_EQ(taken.captures.size(), 1U);
}

TEST(Warc, KnowsTheDigestsThatCrawlersWrite) {
  const auto with = [](const std::string& digest) {
    return opened(
        open_warc, "a",
        warc_record("resource", "Content-Type: text/plain\r\nWARC-Block-Digest: " + digest + "\r\n", "abc", false));
  };
  for (const char* right :
       {"sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", "sha1:a9993e364706816aba3e25717850c26c9cd0d89d",
        "sha256:xj4bnp4pahh6uqkbidpf3lrceoyagyndsylxvhfucd7wd4qacwwq====", "md5:900150983cd24fb0d6963f7d28e17f72"}) {
    EXPECT_EQ(with(right).captures.size(), 1U) << right;
    EXPECT_TRUE(with(right).notes.empty()) << right;
  }
  EXPECT_EQ(with("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE6").faults.size(), 1U);
  EXPECT_EQ(with("blake3:00").note("unknown-digest"), "1 records have a digest of a kind that is not known");
}

TEST(Warc, WhatTheCrawlerCutIsGivenAndTold) {
  const std::string body = deflated("<p>Three were killed and then much more was said of it at length, 1, 2, 3, 4, 5.");
  const auto taken = opened(open_warc, "a.warc",
                            warc_response("https://example.org/a", html + "Content-Encoding: gzip\r\n",
                                          body.substr(0, body.size() - 12), "WARC-Truncated: length\r\n"));
  ASSERT_EQ(taken.captures.size(), 1U);
  EXPECT_TRUE(taken.captures[0].bytes.starts_with("<p>Three"));
  EXPECT_FALSE(taken.note("truncated").empty());
}

TEST(Warc, ARecordWhoseLengthLiesCostsItselfAlone) {
  std::string bad = page("a", "<p>one");
  const std::size_t at = bad.find("Content-Length: ");
  for (const char* length : {"3", "9999999", "99999999999999999999", "-1", "x"}) {
    std::string lie = bad;
    lie.replace(at, bad.find('\r', at) - at, std::string("Content-Length: ") + length);
    const std::vector<std::string> archives = {info + lie + page("b", "<p>two"),
                                               deflated(info) + deflated(lie) + deflated(page("b", "<p>two"))};
    for (const std::string& bytes : archives) {
      const auto taken = opened(open_warc, "a.warc", bytes);
      EXPECT_FALSE(taken.faults.empty()) << length;
      ASSERT_FALSE(taken.captures.empty()) << length;
      EXPECT_EQ(taken.captures.back().bytes, "<p>two") << length;
    }
  }
}

TEST(Warc, WhatIsNoneIsRefused) {
  for (const std::string& bytes : {std::string(), std::string("words"), deflated("words"),
                                   std::string("WARC/1.0\r\n\r\n"), std::string("WARC/")}) {
    const auto taken = opened(open_warc, "a.warc", bytes);
    ASSERT_FALSE(taken.returned);
    EXPECT_EQ(taken.returned.error().where, "a.warc");
    EXPECT_TRUE(taken.faults.empty());
  }
}

TEST(Warc, ARecordOverTheBudgetIsRefusedAndTheRestGoesOn) {
  UnfoldBudget budget;
  budget.member_bytes = 100'000;
  const std::string big = page("a", std::string(500'000, 'x'));
  const std::string bomb =
      warc_response("https://example.org/c", html + "Content-Encoding: gzip\r\n", deflated(std::string(100'001, 'x')));
  const std::string small = page("b", "<p>two");
  for (const std::string& bytes : {big + bomb + small, deflated(big) + deflated(bomb) + deflated(small)}) {
    const auto taken = opened(open_warc, "a.warc", bytes, budget);
    ASSERT_EQ(taken.captures.size(), 1U);
    EXPECT_EQ(taken.captures[0].bytes, "<p>two");
    ASSERT_EQ(taken.faults.size(), 2U);
    EXPECT_EQ(taken.faults[0].code, ErrorCode::too_large);
    EXPECT_EQ(taken.faults[1].code, ErrorCode::too_large);
  }
}

TEST(Warc, RevisitsCannotMakeItEndless) {
  UnfoldBudget budget;
  budget.total_bytes = 1'000'000;
  const std::string words(100'000, 'x');
  std::string bytes = deflated(page("a", words, payload_digest(words)));
  const std::string again = deflated(revisit("b", payload_digest(words)));
  for (int i = 0; i < 100; ++i) bytes += again;
  const auto taken = opened(open_warc, "a.warc.gz", bytes, budget);
  EXPECT_EQ(taken.captures.size(), 10U);
  EXPECT_EQ(taken.faults.back().code, ErrorCode::too_large);
}

TEST(Warc, ABombThatIsPassedOverIsCharged) {
  UnfoldBudget budget;
  budget.total_bytes = 1'000'000;
  const std::string picture =
      warc_response("https://example.org/a", "Content-Type: image/png\r\n", std::string(4'000'000, '\0'));
  const auto taken = opened(open_warc, "a.warc.gz", deflated(picture) + deflated(page("a", "<p>one")), budget);
  EXPECT_TRUE(taken.captures.empty());
  EXPECT_EQ(taken.faults.at(0).code, ErrorCode::too_large);
}

TEST(Warc, StopsWhenTold) {
  int seen = 0;
  std::vector<Note> notes;
  const std::string bytes = page("a", "one") + page("b", "two");
  ASSERT_TRUE(open_warc("a", BytesSource(bytes), {}, notes, [&](Result<Capture>&&) { return ++seen < 1; }));
  EXPECT_EQ(seen, 1);
}

struct Made {
  std::string bytes;
  std::vector<std::size_t> ends;
};

Made made(bool packed) {
  Made out;
  for (int i = 0; i < 6; ++i) {
    std::string words = "<p>";
    for (int n = 0; n < 30; ++n) words += std::to_string(i * 7919 + n * 104729) + " ";
    const std::string record = page(std::to_string(i), words, payload_digest(words));
    out.bytes += packed ? deflated(record) : record;
    out.ends.push_back(out.bytes.size());
  }
  return out;
}

RC_GTEST_PROP(Warc, ACutGivesWhatStandsBeforeIt, ()) {
  const Made whole = made(*rc::gen::arbitrary<bool>());
  const auto at = *rc::gen::inRange<std::size_t>(0, whole.bytes.size());
  const auto taken = opened(open_warc, "a", std::string_view(whole.bytes).substr(0, at));
  const auto before = static_cast<std::size_t>(
      std::count_if(whole.ends.begin(), whole.ends.end(), [&](std::size_t end) { return end <= at; }));
  RC_ASSERT(taken.captures.size() >= before);
  RC_ASSERT(taken.captures.size() <= before + 1);  // without the line breaks that end it, a record is whole
}

RC_GTEST_PROP(Warc, AFlipCostsOneRecordAndNeverGivesWrongWords, ()) {
  const Made whole = made(*rc::gen::arbitrary<bool>());
  const auto right = opened(open_warc, "a", whole.bytes);
  RC_ASSERT(right.captures.size() == 6U);
  std::string bytes = whole.bytes;
  const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
  bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1U << *rc::gen::inRange(0U, 8U)));
  const auto taken = opened(open_warc, "a", bytes);
  RC_ASSERT(taken.captures.size() >= 5U);
}

}  // namespace
}  // namespace histor
