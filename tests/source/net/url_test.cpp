#include "source/net/url.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace histor::net {
namespace {

std::string normal(std::string_view text) {
  const auto url = parse_url(text);
  return url ? url->text : "error: " + url.error().what;
}

TEST(Url, IsWrittenOneWay) {
  EXPECT_EQ(normal("HTTP://Example.ORG"), "http://example.org/");
  EXPECT_EQ(normal("https://example.org:443/a/../b?q=1#part"), "https://example.org/b?q=1");
  EXPECT_EQ(normal("http://example.org:8080/a"), "http://example.org:8080/a");
  EXPECT_EQ(normal("http://example.org?q"), "http://example.org/?q");
  EXPECT_EQ(normal("http://b\xC3\xBC"
                   "cher.example/\xC3\xBC b"),
            "http://xn--bcher-kva.example/%c3%bc%20b");
  EXPECT_EQ(normal("http://[::1]:80/"), "http://[::1]/");
}

TEST(Url, HidesNoAddress) {
  for (const char* text : {"http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://017700000001/",
                           "http://\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.0.0.1/", "http://127.0.0.%31/"}) {
    const auto url = parse_url(text);
    ASSERT_TRUE(url.has_value()) << text;
    EXPECT_TRUE(url->host == "127.0.0.1" || url->host == "127.1" || url->host == "0x7f.1" ||
                url->host == "2130706433" || url->host == "017700000001")
        << url->host;
  }
}

TEST(Url, RefusesWhatIsNotFetched) {
  for (const char* text :
       {"", "example.org", "ftp://example.org/a", "file:///etc/passwd", "gopher://example.org:70/x", "http://",
        "http://user@example.org/", "http://user:word@example.org/", "http://a b.example/", "http://example.org:0/",
        "http://example.org:65536/", "http://example.org\\@example.com/", "javascript:alert(1)", "data:text/html,x",
        "http://exa%00mple.org/", "http://[::1/"}) {
    const auto url = parse_url(text);
    EXPECT_FALSE(url.has_value()) << text << " became " << (url ? url->text : "");
    if (url) continue;
    EXPECT_EQ(url.error().code, ErrorCode::invalid) << text;
  }
  EXPECT_FALSE(parse_url("http://example.org/" + std::string(9000, 'a')).has_value());
  EXPECT_FALSE(parse_url("http://" + std::string(260, 'a') + ".example/").has_value());
  EXPECT_FALSE(parse_url(std::string("http://example.org/\0x", 21)).has_value());
}

TEST(Url, APasswordIsNotRepeatedInTheMessage) {
  const auto url = parse_url("https://reader:open-sesame@example.org/");
  ASSERT_FALSE(url.has_value());
  EXPECT_EQ((url.error().what + url.error().where + url.error().hint).find("sesame"), std::string::npos);
}

TEST(Url, LeadsOnFromABase) {
  const Url base = *parse_url("https://example.org/news/today?page=1");
  const auto to = [&](std::string_view reference) {
    const auto url = resolve(base, reference);
    return url ? url->text : "error: " + url.error().what;
  };
  EXPECT_EQ(to("tomorrow"), "https://example.org/news/tomorrow");
  EXPECT_EQ(to("/a b"), "https://example.org/a%20b");
  EXPECT_EQ(to("//example.com/x"), "https://example.com/x");
  EXPECT_EQ(to("?page=2"), "https://example.org/news/today?page=2");
  EXPECT_EQ(to("  ../up \n"), "https://example.org/up");
  EXPECT_EQ(to("http://example.com"), "http://example.com/");
  EXPECT_TRUE(to("file:///etc/passwd").starts_with("error: a link of another kind"));
  EXPECT_TRUE(to("gopher://example.org/").starts_with("error: a link of another kind"));
  EXPECT_TRUE(to("http://user:word@example.org/").starts_with("error: a user name"));
  EXPECT_TRUE(to(" ").starts_with("error: an empty URL"));
}

TEST(Url, TellsTheWebFromFiles) {
  EXPECT_TRUE(is_web_url("http://example.org"));
  EXPECT_TRUE(is_web_url("HTTPS://example.org"));
  EXPECT_FALSE(is_web_url("report.txt"));
  EXPECT_FALSE(is_web_url("ftp://example.org"));
  EXPECT_FALSE(is_web_url("-"));
  EXPECT_FALSE(is_web_url("./http://example.org"));
}

RC_GTEST_PROP(Url, WhatIsReadReadsBackTheSame, (const std::string& tail)) {
  const auto url = parse_url("https://example.org/" + tail);
  if (!url) return;
  const auto again = parse_url(url->text);
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == *url);
}

}  // namespace
}  // namespace histor::net
