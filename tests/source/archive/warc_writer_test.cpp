#include "source/archive/warc_writer.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "../folder.hpp"
#include "packed.hpp"
#include "source/archive/gzip.hpp"
#include "source/archive/warc.hpp"
#include "source/read_file.hpp"
#include "taken.hpp"

namespace histor {
namespace {

const WarcWriter::Options options{"histor/test", "2024-12-01T00:00:00Z"};
const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";

WarcMessage message(const std::string& url, const std::string& http) {
  return {url, "2024-12-01T09:30:00.5Z", "192.0.2.1", http, std::min(head.size(), http.size()), ""};
}

// A file with three pages and where they stand.
std::vector<WarcPlace> write_three(const std::filesystem::path& path) {
  auto writer = WarcWriter::open(path, options);
  EXPECT_TRUE(writer) << writer.error().what;
  std::vector<WarcPlace> places;
  for (const char* name : {"a", "b", "c"}) {
    std::string body = "<p>";
    for (int i = 0; i < 50; ++i) body += std::to_string(i * name[0] * 7919) + " ";
    places.push_back(writer->response(message(std::string("https://example.org/") + name, head + body)).value());
  }
  EXPECT_TRUE(writer->sync());
  return places;
}

Taken read(const std::filesystem::path& path) {
  return opened(open_warc, "kept.warc.gz", read_bytes(path).value());
}

TEST(WarcWriter, WhatItWritesIsReadBack) {
  const Folder folder;
  const auto path = folder.path() / "kept.warc.gz";
  const std::string answer = head + "<p>Three were killed.";
  std::uint64_t offset = 0;
  {
    auto writer = WarcWriter::open(path, options).value();
    const auto place = writer.response(message("https://example.org/a", answer)).value();
    EXPECT_EQ(place.payload_digest, sha256("<p>Three were killed."));
    ASSERT_TRUE(writer.request(message("https://example.org/a", "GET /a HTTP/1.1\r\n\r\n"), place.id));
    const auto again =
        writer.revisit(message("https://example.org/b", answer),
                       {place.id, "https://example.org/a", "2024-12-01T09:30:00.5Z", place.payload_digest, false});
    offset = again.value().offset;
    ASSERT_TRUE(writer.revisit(message("https://example.org/a", "HTTP/1.1 304 Not Modified\r\n\r\n"),
                               {place.id, "https://example.org/a", "2024-12-01T09:30:00.5Z", "", true}));
    ASSERT_TRUE(writer.sync());
  }
  const auto taken = read(path);
  EXPECT_TRUE(taken.faults.empty());
  EXPECT_TRUE(taken.notes.empty());
  ASSERT_EQ(taken.captures.size(), 3U);
  for (const Capture& capture : taken.captures) EXPECT_EQ(capture.bytes, "<p>Three were killed.");
  EXPECT_EQ(taken.captures[0].captured_at, "2024-12-01T09:30:00.5Z");
  EXPECT_EQ(taken.captures[1].said.url, "https://example.org/b");
  EXPECT_EQ(taken.captures[1].source, "kept.warc.gz!" + std::to_string(offset));
}

TEST(WarcWriter, ARecordIsReadByItsPlaceAlone) {
  const Folder folder;
  const auto path = folder.path() / "kept.warc.gz";
  const auto places = write_three(path);
  const std::string bytes = read_bytes(path).value();
  for (const WarcPlace& place : places) {
    const auto taken = opened(open_warc, "x", std::string_view(bytes).substr(place.offset, place.length));
    EXPECT_EQ(taken.captures.size(), 1U);
    EXPECT_TRUE(taken.faults.empty());
  }
  EXPECT_EQ(places.back().offset + places.back().length, bytes.size());
}

TEST(WarcWriter, TheSameCallsMakeTheSameFile) {
  const Folder folder;
  write_three(folder.path() / "a");
  write_three(folder.path() / "b");
  EXPECT_EQ(read_bytes(folder.path() / "a").value(), read_bytes(folder.path() / "b").value());
}

TEST(WarcWriter, GoesOnWhereItStopped) {
  const Folder folder;
  const auto path = folder.path() / "kept.warc.gz";
  write_three(path);
  write_three(path);
  const auto taken = read(path);
  EXPECT_EQ(taken.captures.size(), 6U);
  const std::string all = inflate_all(BytesSource(read_bytes(path).value()), Deflated::gzip, {1 << 20, 1000}, "").bytes;
  EXPECT_EQ(all.find("WARC-Type: warcinfo"), all.rfind("WARC-Type: warcinfo"));
}

TEST(WarcWriter, ARecordThatWasWrittenInPartIsCut) {
  const Folder folder;
  const auto path = folder.path() / "kept.warc.gz";
  const auto places = write_three(path);
  const std::string bytes = read_bytes(path).value();
  const std::uint64_t last = places.back().offset;
  for (std::size_t length = last + 1; length < bytes.size(); length += 9) {
    for (const bool zeros : {false, true}) {
      std::string torn = bytes.substr(0, length);
      if (zeros) torn.resize(bytes.size());  // the length reached the disk, the bytes did not
      if (torn == bytes) continue;
      folder.write("kept.warc.gz", torn);
      auto writer = WarcWriter::open(path, options);
      ASSERT_TRUE(writer) << length << " " << writer.error().what;
      ASSERT_EQ(writer->cut(), torn.size() - last) << length;
      ASSERT_EQ(std::filesystem::file_size(path), last);
    }
  }
  write_three(path);
  EXPECT_EQ(read(path).captures.size(), 5U);
}

TEST(WarcWriter, DamageBeforeTheEndIsLeftAsItIs) {
  const Folder folder;
  const auto path = folder.path() / "kept.warc.gz";
  const auto places = write_three(path);
  std::string bytes = read_bytes(path).value();
  bytes[places[1].offset] = 'x';
  folder.write("kept.warc.gz", bytes);
  const auto writer = WarcWriter::open(path, options);
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().code, ErrorCode::integrity);
  EXPECT_EQ(read_bytes(path).value(), bytes);
}

TEST(WarcWriter, AFileOfOthersIsLeftAsItIs) {
  const Folder folder;
  for (const std::string& bytes :
       {std::string("words"), deflated(warc_record("warcinfo", "", "x")), std::string(100, '\0')}) {
    const auto path = folder.write("a", bytes);
    const auto writer = WarcWriter::open(path, options);
    ASSERT_FALSE(writer);
    EXPECT_EQ(writer.error().code, ErrorCode::invalid);
    EXPECT_EQ(read_bytes(path).value(), bytes);
  }
  EXPECT_EQ(WarcWriter::open(folder.path(), options).error().code, ErrorCode::not_a_file);
  EXPECT_EQ(WarcWriter::open(folder.path() / "none" / "a", options).error().code, ErrorCode::not_found);
}

TEST(WarcWriter, OnlyOneHoldsAFile) {
  const Folder folder;
  const auto path = folder.path() / "a";
  auto one = WarcWriter::open(path, options);
  ASSERT_TRUE(one);
  EXPECT_EQ(WarcWriter::open(path, options).error().code, ErrorCode::locked);
  WarcWriter moved = *std::move(one);
  EXPECT_TRUE(moved.sync());
  EXPECT_FALSE(one->sync());  // NOLINT(bugprone-use-after-move): that is what is asked
}

TEST(WarcWriter, WhatCannotStandInAHeadIsRefused) {
  const Folder folder;
  auto writer = WarcWriter::open(folder.path() / "a", options).value();
  const auto size = std::filesystem::file_size(folder.path() / "a");
  WarcMessage bad = message("https://example.org/\r\nWARC-Type: x", head);
  EXPECT_EQ(writer.response(bad).error().code, ErrorCode::invalid);
  bad = message("https://example.org/", head);
  bad.date = "yesterday";
  EXPECT_EQ(writer.response(bad).error().code, ErrorCode::invalid);
  bad = message("https://example.org/", head);
  bad.body_begin = head.size() + 1;
  EXPECT_EQ(writer.response(bad).error().code, ErrorCode::invalid);
  EXPECT_EQ(writer
                .revisit(message("https://example.org/", head),
                         {"", "https://example.org/", "2024-12-01T09:30:00Z", "", false})
                .error()
                .code,
            ErrorCode::invalid);
  EXPECT_EQ(std::filesystem::file_size(folder.path() / "a"), size);
}

RC_GTEST_PROP(WarcWriter, AnyBodyIsReadBack, (const std::string& body)) {
  const Folder folder;
  const auto path = folder.path() / "a";
  const std::string http = head + body;
  {
    auto writer = WarcWriter::open(path, options).value();
    RC_ASSERT(writer.response(message("https://example.org/a", http)).has_value());
  }
  const auto taken = read(path);
  RC_ASSERT(taken.faults.empty());
  RC_ASSERT(taken.captures.size() == (body.empty() ? 0U : 1U));
  for (const Capture& capture : taken.captures) RC_ASSERT(capture.bytes == body);
}

}  // namespace
}  // namespace histor
