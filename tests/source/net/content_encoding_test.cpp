#include "source/net/content_encoding.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <rapidcheck/gtest.h>

namespace histor::net {
namespace {

std::string deflated(std::string_view text, int window) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string input(text);
  std::string out(deflateBound(&stream, static_cast<uLong>(input.size())) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

std::string gzipped(std::string_view text) {
  return deflated(text, 15 + 16);
}

constexpr std::uint64_t budget = 1 << 20;

RC_GTEST_PROP(ContentEncoding, WhatWasCompressedComesBack, (const std::string& text)) {
  RC_ASSERT(decoded_body(text, "", budget, "u").value() == text);
  RC_ASSERT(decoded_body(text, "identity", budget, "u").value() == text);
  RC_ASSERT(decoded_body(gzipped(text), "gzip", budget, "u").value() == text);
  RC_ASSERT(decoded_body(gzipped(text), " X-GZip ", budget, "u").value() == text);
  RC_ASSERT(decoded_body(gzipped(text) + gzipped("more"), "gzip", budget, "u").value() == text + "more");
  RC_ASSERT(decoded_body(gzipped(text) + std::string(7, '\0'), "gzip", budget, "u").value() == text);
  RC_ASSERT(decoded_body(deflated(text, 15), "deflate", budget, "u").value() == text);
}

TEST(ContentEncoding, DeflateMayComeBare) {
  const std::string text = "Five people were reported killed.";
  EXPECT_EQ(decoded_body(deflated(text, -15), "deflate", budget, "u").value(), text);
}

TEST(ContentEncoding, ABombStopsAtTheBudget) {
  const std::string bomb = gzipped(std::string(std::size_t{64} << 20U, 'x'));
  ASSERT_LT(bomb.size(), std::size_t{1} << 17U);
  const auto result = decoded_body(bomb, "gzip", budget, "https://example.org/");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::too_large);
  EXPECT_EQ(result.error().where, "https://example.org/");
  EXPECT_TRUE(decoded_body(gzipped(std::string(budget, 'x')), "gzip", budget, "u").has_value());
  EXPECT_FALSE(decoded_body(gzipped(std::string(budget + 1, 'x')), "gzip", budget, "u").has_value());
  EXPECT_FALSE(decoded_body(std::string(budget + 1, 'x'), "", budget, "u").has_value());
}

RC_GTEST_PROP(ContentEncoding, WhatIsCutShortIsNoBody, (const std::string& text)) {
  const std::string whole = gzipped(text);
  const auto size = *rc::gen::inRange<std::size_t>(0, whole.size());
  const auto result = decoded_body(whole.substr(0, size), "gzip", budget, "u");
  RC_ASSERT(!result.has_value());
  RC_ASSERT(result.error().code == ErrorCode::parse);
}

TEST(ContentEncoding, DamageIsTold) {
  std::string bytes = gzipped("Five people were reported killed in the town.");
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x55);
  EXPECT_EQ(decoded_body(bytes, "gzip", budget, "u").error().code, ErrorCode::parse);
  EXPECT_EQ(decoded_body("plain words", "gzip", budget, "u").error().code, ErrorCode::parse);
  EXPECT_EQ(decoded_body("x", "br", budget, "u").error().code, ErrorCode::invalid);
  EXPECT_EQ(decoded_body("x", "gzip, gzip", budget, "u").error().code, ErrorCode::invalid);
}

RC_GTEST_PROP(ContentEncoding, AnyBytesGiveAnAnswer, (const std::string& bytes)) {
  for (const char* encoding : {"gzip", "deflate"}) {
    const auto result = decoded_body(bytes, encoding, 100, "u");
    if (result) RC_ASSERT(result->size() <= 100U);
  }
}

}  // namespace
}  // namespace histor::net
