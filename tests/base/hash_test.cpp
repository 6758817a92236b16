#include "base/hash.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace histor {
namespace {

TEST(Hash, Sha256OfKnownTexts) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Hash, Base32KeepsTheLastDigits) {
  EXPECT_EQ(base32(0, 3), "000");
  EXPECT_EQ(base32(31, 2), "0z");
  EXPECT_EQ(base32(32, 2), "10");
  EXPECT_EQ(base32(~std::uint64_t{0}, 13), "fzzzzzzzzzzzz");
}

RC_GTEST_PROP(Hash, Base32IsPositional, (std::uint32_t value)) {
  static constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
  std::uint64_t back = 0;
  for (const char digit : base32(value, 7)) back = back * 32 + alphabet.find(digit);
  RC_ASSERT(back == value);
}

}  // namespace
}  // namespace histor
