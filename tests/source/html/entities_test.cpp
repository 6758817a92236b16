#include "source/html/entities.hpp"

#include <gtest/gtest.h>

#include <string>

namespace histor::html {
namespace {

TEST(Entities, AreResolvedByName) {
  EXPECT_EQ(resolved("a &amp; b &lt;c&gt; &quot;d&quot; &hellip; &notin;", false), "a & b <c> \"d\" … ∉");
  EXPECT_EQ(resolved("&CounterClockwiseContourIntegral;", false), "∳");
  EXPECT_EQ(resolved("&NotEqualTilde;", false), "≂̸");
}

TEST(Entities, OfOldGoWithoutTheirSemicolon) {
  EXPECT_EQ(resolved("AT&ampT &copy 2024 &notit;", false), "AT&T © 2024 ¬it;");
  EXPECT_EQ(resolved("&hellip is not of old", false), "&hellip is not of old");
}

TEST(Entities, OfOldInAttributesDoNotBreakAddresses) {
  EXPECT_EQ(resolved("?a=1&copy=2&lt=3&ampx&amp;y", true), "?a=1&copy=2&lt=3&ampx&y");
  EXPECT_EQ(resolved("a &copy b", true), "a © b");
}

TEST(Entities, AreResolvedByNumber) {
  EXPECT_EQ(resolved("&#8212;&#x2014;&#X2014;&#65&#x42 ", false), "———AB ");
  EXPECT_EQ(resolved("&#150;&#x80;", false), "–€");
}

TEST(Entities, OfNoCharacterAreTheReplacement) {
  EXPECT_EQ(resolved("&#0;&#xD800;&#x110000;&#99999999999999999999;", false), "\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST(Entities, ThatAreNoneStayAsTheyAre) {
  for (const std::string text : {"&", "a&", "&;", "& b", "&#", "&#;", "&#x;", "&#xg", "&nosuchname;", "&&&", "&a"}) {
    EXPECT_EQ(resolved(text, false), text);
  }
}

TEST(Entities, EndTheLongestNameThatFits) {
  EXPECT_EQ(resolved("&notin", false), "¬in");
  EXPECT_EQ(resolved("&notin;", false), "∉");
}

}  // namespace
}  // namespace histor::html
