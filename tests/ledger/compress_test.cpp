#include "ledger/compress.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace histor {
namespace {

RC_GTEST_PROP(Pack, ComesBack, (const std::string& piece)) {
  std::string bytes;
  for (int i = *rc::gen::inRange(0, 50); i > 0; --i) bytes += piece;
  const Packed packed = pack(bytes);
  RC_ASSERT(packed.bytes.size() <= bytes.size());
  RC_ASSERT(unpack(packed.encoding, packed.bytes, bytes.size()).value() == bytes);
}

TEST(Pack, MakesTextSmallerAndLeavesWhatCannotBe) {
  const std::string text(10000, 'a');
  EXPECT_EQ(pack(text).encoding, "zstd");
  EXPECT_LT(pack(text).bytes.size(), 100U);
  EXPECT_EQ(pack("x").encoding, "raw");
  EXPECT_EQ(pack("").bytes, "");
}

TEST(Unpack, RefusesWhatDoesNotMatch) {
  const std::string text(10000, 'a');
  const Packed packed = pack(text);
  for (const auto& result :
       {unpack("zstd", packed.bytes, 9999), unpack("raw", packed.bytes, text.size()),
        unpack("zstd", packed.bytes.substr(0, packed.bytes.size() - 3), text.size()), unpack("zstd", "", text.size()),
        unpack("zstd", text, text.size()), unpack("lzma", packed.bytes, 1)}) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::integrity);
  }
}

}  // namespace
}  // namespace histor
