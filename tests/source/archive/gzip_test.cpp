#include "source/archive/gzip.hpp"

#include <brotli/encode.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <zstd.h>

#include "packed.hpp"
#include "source/archive/content_coding.hpp"
#include "taken.hpp"

namespace histor {
namespace {

constexpr UnpackLimit wide{std::uint64_t{64} << 20U, 1000};

std::string brotli(std::string_view bytes) {
  std::string out(BrotliEncoderMaxCompressedSize(bytes.size()) + 64, '\0');
  std::size_t length = out.size();
  EXPECT_EQ(
      BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()),
                            &length, reinterpret_cast<std::uint8_t*>(out.data())),
      BROTLI_TRUE);
  out.resize(length);
  return out;
}

std::string zstd(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

TEST(Gzip, OneFileIsOneMemberWithoutItsEnd) {
  const auto taken = opened(open_gzip, "folder/report.txt.gz", deflated("Three were killed."));
  ASSERT_EQ(taken.captures.size(), 1U);
  EXPECT_EQ(taken.captures[0].source, "folder/report.txt.gz!report.txt");
  EXPECT_EQ(taken.captures[0].bytes, "Three were killed.");
  EXPECT_TRUE(taken.notes.empty());
}

TEST(Gzip, NamesWhatItCannotName) {
  EXPECT_EQ(opened(open_gzip, "a.tgz", deflated("x")).captures.at(0).source, "a.tgz!a.tar");
  EXPECT_EQ(opened(open_gzip, "a.zip!b/c.GZ", deflated("x")).captures.at(0).source, "a.zip!b/c.GZ!c");
  EXPECT_EQ(opened(open_gzip, "https://example.org/x.txt.gz?y=/z", deflated("x")).captures.at(0).source,
            "https://example.org/x.txt.gz?y=/z!x.txt");
  EXPECT_EQ(opened(open_gzip, "-", deflated("x")).captures.at(0).source, "-!-");
}

RC_GTEST_PROP(Gzip, MembersAreJoined, (const std::string& first, const std::string& second)) {
  const auto taken = opened(open_gzip, "a.gz", deflated(first) + deflated(second));
  RC_ASSERT(taken.captures.size() == 1U);
  RC_ASSERT(taken.captures[0].bytes == first + second);
}

TEST(Gzip, TellsOfWhatFollowsIt) {
  const auto taken = opened(open_gzip, "a.gz", deflated("words") + "more");
  EXPECT_EQ(taken.captures.at(0).bytes, "words");
  EXPECT_EQ(taken.note("trailing-bytes"), "4 bytes after the end of the packed data in a.gz were left out");
}

TEST(Gzip, RefusesWhatItIsNot) {
  EXPECT_EQ(opened(open_gzip, "a.gz", "words").returned.error().code, ErrorCode::parse);
  EXPECT_EQ(opened(open_gzip, "a.gz", "").returned.error().where, "a.gz");
}

RC_GTEST_PROP(Gzip, ACutOrAFlipIsTold, (const std::string& words)) {
  std::string bytes = deflated(words + " and so on");
  const auto at = *rc::gen::inRange<std::size_t>(10, bytes.size());
  const auto cut = opened(open_gzip, "a.gz", std::string_view(bytes).substr(0, at));
  RC_ASSERT(cut.captures.empty());
  RC_ASSERT(cut.faults.at(0).where == "a.gz!a");
  bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
  const auto flipped = opened(open_gzip, "a.gz", bytes);
  // Bits that only fill a byte up may be any.
  for (const Capture& capture : flipped.captures) RC_ASSERT(capture.bytes == words + " and so on");
}

TEST(Gzip, ABombIsRefusedByItsRatioAndByItsSize) {
  const std::string bomb = deflated(std::string(std::size_t{8} << 20U, '\0'));
  UnfoldBudget budget;
  budget.ratio = 500;
  EXPECT_EQ(opened(open_gzip, "a.gz", bomb, budget).faults.at(0).code, ErrorCode::too_large);
  budget.ratio = 2000;
  EXPECT_EQ(opened(open_gzip, "a.gz", bomb, budget).captures.size(), 1U);
  budget.member_bytes = (std::size_t{8} << 20U) - 1;
  EXPECT_EQ(opened(open_gzip, "a.gz", bomb, budget).faults.at(0).code, ErrorCode::too_large);
  const Unpacked unpacked = inflate_all(BytesSource(bomb), Deflated::gzip, {1000, 2000}, "a");
  EXPECT_LE(unpacked.bytes.size(), 1000U);
}

RC_GTEST_PROP(InflateStream, FindsEachMemberFromAnywhere, (const std::vector<std::string>& texts)) {
  std::string bytes;
  std::vector<std::uint64_t> offsets;
  for (const std::string& text : texts) {
    offsets.push_back(bytes.size());
    bytes += deflated(text);
  }
  const BytesSource source(bytes);
  InflateStream stream(source, Deflated::gzip);
  for (std::size_t i = texts.size(); i-- > 0;) {
    stream.begin(offsets[i]);
    std::string out(texts[i].size() + 10, '\0');
    RC_ASSERT(stream.read(out).value() == texts[i].size());
    RC_ASSERT(out.substr(0, texts[i].size()) == texts[i]);
    RC_ASSERT(stream.position() == (i + 1 < texts.size() ? offsets[i + 1] : bytes.size()));
  }
}

RC_GTEST_PROP(ContentCoding, UndoesWhatServersDo, (const std::string& words)) {
  const std::string text = words + "<p>";
  RC_ASSERT(decode_content(deflated(text), "gzip", wide, "a").bytes == text);
  RC_ASSERT(decode_content(deflated(text), " GZip ", wide, "a").bytes == text);
  RC_ASSERT(decode_content(deflated(text, 15), "deflate", wide, "a").bytes == text);
  RC_ASSERT(decode_content(deflated(text, -15), "deflate", wide, "a").bytes == text);
  RC_ASSERT(decode_content(brotli(text), "br", wide, "a").bytes == text);
  RC_ASSERT(decode_content(zstd(text), "zstd", wide, "a").bytes == text);
  RC_ASSERT(decode_content(brotli(deflated(text)), "gzip, br", wide, "a").bytes == text);
}

TEST(ContentCoding, LeavesABodyThatIsDecodedAlready) {
  for (const char* coding : {"gzip", "deflate", "br", "zstd", "identity", ""}) {
    const auto out = decode_content("<html>A report.</html>", coding, wide, "a");
    EXPECT_EQ(out.bytes, "<html>A report.</html>") << coding;
    EXPECT_FALSE(out.fault) << coding;
  }
}

TEST(ContentCoding, TellsWhatItDoesNotKnow) {
  EXPECT_EQ(decode_content("x", "compress", wide, "a").fault->code, ErrorCode::invalid);
  EXPECT_EQ(decode_content("x", "gzip,gzip,gzip,gzip", wide, "a").fault->code, ErrorCode::invalid);
}

TEST(ContentCoding, ABombIsRefused) {
  const std::string zeros(std::size_t{8} << 20U, ' ');
  for (const auto& [coding, body] : {std::pair{"gzip", deflated(zeros)},
                                     {"deflate", deflated(zeros, 15)},
                                     {"br", brotli(zeros)},
                                     {"zstd", zstd(zeros)}}) {
    const auto by_ratio = decode_content(body, coding, {std::uint64_t{64} << 20U, 100}, "a");
    ASSERT_TRUE(by_ratio.fault) << coding;
    EXPECT_EQ(by_ratio.fault->code, ErrorCode::too_large) << coding;
    EXPECT_LE(by_ratio.bytes.size(), std::size_t{2} << 20U) << coding;
    const auto by_size = decode_content(body, coding, {1000, 1'000'000}, "a");
    ASSERT_TRUE(by_size.fault) << coding;
    EXPECT_EQ(by_size.fault->code, ErrorCode::too_large) << coding;
  }
}

TEST(ContentCoding, ChunksAreJoined) {
  bool cut_short = false;
  EXPECT_EQ(without_chunks("5\r\nThree\r\nA;x=y\r\n were kill\r\n3\r\ned.\r\n0\r\nTrailer: x\r\n\r\n", cut_short),
            "Three were killed.");
  EXPECT_FALSE(cut_short);
  EXPECT_EQ(without_chunks("5\r\nThree\r\nA\r\n were", cut_short), "Three were");
  EXPECT_TRUE(cut_short);
}

TEST(ContentCoding, WhatIsNotInChunksStays) {
  bool cut_short = false;
  EXPECT_EQ(without_chunks("<html>", cut_short), std::nullopt);
  EXPECT_EQ(without_chunks("", cut_short), std::nullopt);
  EXPECT_EQ(without_chunks("2024\nwas a year", cut_short), std::nullopt);
  EXPECT_EQ(without_chunks("12 were killed", cut_short), std::nullopt);
}

}  // namespace
}  // namespace histor
