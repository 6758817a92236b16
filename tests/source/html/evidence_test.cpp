#include "source/html/evidence.hpp"

#include <gtest/gtest.h>

#include <string>

namespace histor::html {
namespace {

std::string numbered(int from, int to) {
  std::string out;
  for (int i = from; i < to; ++i) out += "word" + std::to_string(i) + " ";
  return out;
}

TEST(StatedTextTest, TellsHowMuchOfOtherWordsItHolds) {
  const StatedText stated(numbered(0, 100));
  EXPECT_TRUE(stated.speaks());
  EXPECT_EQ(stated.percent_of(numbered(10, 30)), 100);
  EXPECT_EQ(stated.percent_of(numbered(200, 230)), 0);
  EXPECT_EQ(stated.percent_of(""), 0);
  const int half = stated.percent_of(numbered(80, 120));
  EXPECT_GT(half, 30);
  EXPECT_LT(half, 60);
}

TEST(StatedTextTest, LooksPastMarksAndCase) {
  const StatedText stated("Twelve were killed \xE2\x80\x94 \xE2\x80\x9Cofficials\xE2\x80\x9D said, on Sunday. " +
                          numbered(0, 60));
  EXPECT_EQ(stated.percent_of("twelve were killed; \"OFFICIALS\" said on\xC2\xA0Sunday"), 100);
}

TEST(StatedTextTest, SaysNothingWhereItIsShort) {
  EXPECT_FALSE(StatedText(numbered(0, 20)).speaks());
  EXPECT_FALSE(StatedText("").speaks());
}

TEST(Bare, IsLettersAndDigits) {
  EXPECT_EQ(bare(" A-b, 1\n"), "ab1");
  EXPECT_TRUE(same_words("og:title", "OG Title"));
  EXPECT_FALSE(same_words("a", "b"));
}

}  // namespace
}  // namespace histor::html
