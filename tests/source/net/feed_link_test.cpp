#include "source/net/feed_link.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace histor::net {
namespace {

TEST(FeedLink, IsTheFirstFeedOfTheHead) {
  EXPECT_EQ(feed_link("<!DOCTYPE html><html><head><link rel=stylesheet href=a.css><LINK REL='Alternate home'\n"
                      "TYPE=\"application/rss+xml\" title=\"a > b\" HREF=\"/feed?a=1&amp;b=2\"/><link rel=alternate "
                      "type=application/atom+xml href=b></head>"),
            "/feed?a=1&b=2");
  EXPECT_EQ(feed_link("<link rel=alternate type=application/atom+xml href=/atom>"), "/atom");
  EXPECT_EQ(feed_link("<link href = 'f.json' type = 'application/feed+json; charset=utf-8' rel = 'alternate'>"),
            "f.json");
}

TEST(FeedLink, OtherLinksAreNone) {
  for (const char* html :
       {"", "plain words", "<link", "<link ", "<link rel=alternate type=application/rss+xml>",
        "<link rel=alternates type=application/rss+xml href=a>", "<link rel=alternate hreflang=ar href=a>",
        "<links rel=alternate type=application/rss+xml href=a>", "<link rel=alternate type='application/rss+xml",
        "<!-- <link rel=alternate type=application/rss+xml href=a> -->",
        "<link rel=alternate type=text/html href=a>"}) {
    EXPECT_EQ(feed_link(html), std::nullopt) << html;
  }
  EXPECT_EQ(feed_link(std::string(600000, ' ') + "<link rel=alternate type=application/rss+xml href=a>"), std::nullopt);
}

RC_GTEST_PROP(FeedLink, AnyBytesGiveAnAnswer, (const std::string& bytes)) {
  const auto link = feed_link("<link rel=alternate type=application/rss+xml " + bytes);
  if (link) RC_ASSERT(!link->empty());
}

}  // namespace
}  // namespace histor::net
