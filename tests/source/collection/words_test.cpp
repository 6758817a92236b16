#include "source/collection/words.hpp"

#include <gtest/gtest.h>

#include <string>

#include <rapidcheck/gtest.h>

namespace histor {
namespace {

TEST(Words, KnowTags) {
  for (const char* words : {"<p>x", "a<br/>b", "x</div>", "<a href='x'>", "<H1>", "<!-- x -->", "1 < 2 <b>"})
    EXPECT_TRUE(holds_tags(words)) << words;
  for (const char* words : {"", "<", "<3", "1 < 2 > 0", "<name>", "<p", "a<", "</", "<a-b>", "x <desk@example.org>"})
    EXPECT_FALSE(holds_tags(words)) << words;
  for (const char* words : {"&amp;", "x &#8217; y", "&#x2014;"}) EXPECT_TRUE(holds_references(words)) << words;
  for (const char* words : {"", "&", "a & b;", "&;", "&#;", "AT&T", "&amp"})
    EXPECT_FALSE(holds_references(words)) << words;
}

TEST(Words, ArePlain) {
  EXPECT_EQ(plain_words("  Two <b>were</b>\n hurt &amp; &#8216;lost&#x2019; "), "Two were hurt & ‘lost’");
  EXPECT_EQ(plain_words("1 < 2 &unknown; &#0; &#xD800; <p"), "1 < 2 &unknown; &#0; &#xD800; <p");
  EXPECT_EQ(in_one_line(" a\r\n\tb "), "a b");
}

TEST(Words, CountLines) {
  LineCounter lines("a\nb\r\nc\rd");
  EXPECT_EQ(lines.line_at(0), 1U);
  EXPECT_EQ(lines.line_at(2), 2U);
  EXPECT_EQ(lines.line_at(5), 3U);
  EXPECT_EQ(lines.line_at(7), 4U);
  EXPECT_EQ(lines.line_at(999), 4U);
}

RC_GTEST_PROP(Words, PlainWordsHaveNoDoubleBlanks, (const std::string& words)) {
  const std::string plain = plain_words(words);
  RC_ASSERT(in_one_line(plain) == plain);
}

}  // namespace
}  // namespace histor
