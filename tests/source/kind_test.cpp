#include "source/kind.hpp"

#include <gtest/gtest.h>

#include <string>

namespace histor {
namespace {

TEST(IsHtml, ByHowItOpens) {
  EXPECT_TRUE(is_html("<!DOCTYPE html><p>a", "", "a.txt"));
  EXPECT_TRUE(is_html("\xEF\xBB\xBF\n <!-- saved --><HTML>", "text/plain", ""));
  EXPECT_TRUE(is_html("<?xml version=\"1.0\"?>\n<!DOCTYPE html>", "", ""));
  EXPECT_FALSE(is_html("Two people were killed, the page <html> said.", "", "a.txt"));
  EXPECT_FALSE(is_html("<?xml version=\"1.0\"?><rss><channel/></rss>", "", "a.xml"));
  EXPECT_FALSE(is_html("<!-- never closed", "", ""));
  EXPECT_FALSE(is_html("", "text/html", "a.html"));
}

TEST(IsHtml, ByWhatIsStatedWhereItHoldsTags) {
  EXPECT_TRUE(is_html("<p>Two people were killed.</p>", "text/html; charset=utf-8", ""));
  EXPECT_TRUE(is_html("<div>Two</div>", "", "week/a.HTM"));
  EXPECT_TRUE(is_html("<div>Two</div>", "", "https://example.org/a.html?x=.txt"));
  EXPECT_FALSE(is_html("Two people were killed.", "text/html", "a.html"));
  EXPECT_FALSE(is_html("<div>Two</div>", "", "a.txt"));
}

TEST(StatedEncoding, AsksTheCarrierBeforeThePage) {
  EXPECT_EQ(stated_encoding("<meta charset=utf-8>", "text/html; charset=\"KOI8-R\""), "KOI8-R");
  EXPECT_EQ(stated_encoding("<meta charset='windows-1256'>", "text/html"), "windows-1256");
  EXPECT_EQ(stated_encoding("<META http-equiv=Content-Type content=\"text/html; charset=gb2312\">", ""), "gb2312");
  EXPECT_EQ(stated_encoding("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss>", ""), "iso-8859-1");
  EXPECT_EQ(stated_encoding("the charset=utf-8 of it", ""), "");
  EXPECT_EQ(stated_encoding("", ""), "");
}

TEST(IsNamed, AsksThePathOfAnAddress) {
  EXPECT_TRUE(is_named("A.TXT", ".txt"));
  EXPECT_TRUE(is_named("http://example.org/a.txt#b", ".txt"));
  EXPECT_FALSE(is_named("http://example.org/?a.txt", ".txt"));
  EXPECT_FALSE(is_named(".txt", ".txt"));
}

}  // namespace
}  // namespace histor
