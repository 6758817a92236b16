#include "source/net/robots.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <chrono>
#include <string>

namespace histor::net {
namespace {

using std::chrono::milliseconds;

Robots histor_of(std::string_view text) {
  return Robots::parse(text, "Histor");
}

TEST(Robots, WithoutRulesEverythingIsAllowed) {
  EXPECT_TRUE(Robots().allows("/any"));
  EXPECT_TRUE(histor_of("").allows("/any"));
  EXPECT_TRUE(histor_of("<html><body>Not found</body></html>").allows("/any"));
  EXPECT_TRUE(histor_of("User-agent: *\nDisallow:\n").allows("/any"));
}

TEST(Robots, ClosedAllowsNothingButItself) {
  EXPECT_FALSE(Robots::closed().allows("/"));
  EXPECT_FALSE(Robots::closed().allows(""));
  EXPECT_TRUE(Robots::closed().allows("/robots.txt"));
}

// The examples of RFC 9309, sections 2.2.1, 2.2.2, 2.2.3 and 5.1, in other words.
TEST(Robots, TheGroupThatNamesTheProgramComesFirst) {
  const std::string_view text =
      "User-agent: *\nDisallow: /a/\n\nUser-agent: histor/1.0\nDisallow: /b/\nUser-Agent: other\nDisallow: /c/\n";
  EXPECT_TRUE(histor_of(text).allows("/a/x"));
  EXPECT_FALSE(histor_of(text).allows("/b/x"));
  EXPECT_TRUE(histor_of(text).allows("/c/x"));
  EXPECT_FALSE(Robots::parse(text, "Unnamed").allows("/a/x"));
  EXPECT_TRUE(Robots::parse(text, "Hist").allows("/b/x")) << "a word is not the beginning of another";
}

TEST(Robots, GroupsOfOneNameAreTakenTogether) {
  const Robots robots = histor_of(
      "User-agent: histor\nDisallow: /a\n\nUser-agent: other\nDisallow: /o\n\nUser-agent: x\nUser-agent: HISTOR\n"
      "Sitemap: https://example.org/map\nDisallow: /b\n");
  EXPECT_FALSE(robots.allows("/a"));
  EXPECT_FALSE(robots.allows("/b"));
  EXPECT_TRUE(robots.allows("/o"));
}

TEST(Robots, TheLongestRuleDecidesAndAllowWinsATie) {
  const Robots robots = histor_of(
      "User-agent: *\nAllow: /page\nDisallow: /\nDisallow: /page/private\nAllow: /page/private\nDisallow: /*.gif$\n");
  EXPECT_FALSE(robots.allows("/other"));
  EXPECT_TRUE(robots.allows("/page1"));
  EXPECT_TRUE(robots.allows("/page/private"));
  EXPECT_FALSE(robots.allows("/page.gif"));
  EXPECT_TRUE(robots.allows("/page.gif?x"));
}

TEST(Robots, PatternsHaveAsterisksAndAnEnd) {
  const auto blocks = [](const std::string& pattern, std::string_view path) {
    return !histor_of("User-agent: *\nDisallow: " + pattern + "\n").allows(path);
  };
  EXPECT_TRUE(blocks("/fish", "/fish/salmon.html"));
  EXPECT_FALSE(blocks("/fish", "/Fish"));
  EXPECT_FALSE(blocks("/fish/", "/fish"));
  EXPECT_TRUE(blocks("/*.php", "/folder/filename.php?parameters"));
  EXPECT_TRUE(blocks("*.php", "/filename.php"));
  EXPECT_TRUE(blocks("/*.php$", "/filename.php"));
  EXPECT_FALSE(blocks("/*.php$", "/filename.php?parameters"));
  EXPECT_FALSE(blocks("/*.php$", "/.ph"));
  EXPECT_TRUE(blocks("/fish*.php", "/fishheads/catfish.php"));
  EXPECT_FALSE(blocks("/fish*.php", "/Fish.PHP"));
  EXPECT_TRUE(blocks("/a*b*c", "/a-x-b-x-b-x-c"));
  EXPECT_FALSE(blocks("/a*b*c", "/a-c-b"));
  EXPECT_TRUE(blocks("/$", "/"));
  EXPECT_FALSE(blocks("/$", "/a"));
  EXPECT_TRUE(blocks("/a**$", "/a"));
  EXPECT_TRUE(blocks("/*?", "/a?b=1"));
}

TEST(Robots, PercentEncodingIsNoDifferenceWhereItMeansNone) {
  const auto blocks = [](const std::string& pattern, std::string_view path) {
    return !histor_of("User-agent: *\nDisallow: " + pattern + "\n").allows(path);
  };
  EXPECT_TRUE(blocks("/%7Ejoe/", "/~joe/index"));
  EXPECT_TRUE(blocks("/~joe/", "/%7ejoe/index"));
  EXPECT_TRUE(blocks("/foo/bar/\xE3\x83\x84", "/foo/bar/%E3%83%84"));
  EXPECT_TRUE(blocks("/foo/bar/%e3%83%84", "/foo/bar/\xE3\x83\x84"));
  EXPECT_FALSE(blocks("/a%2Fb", "/a/b"));
  EXPECT_TRUE(blocks("/a%2fb", "/a%2Fb"));
  EXPECT_TRUE(blocks("/a-%2A.html", "/a-*.html"));
  EXPECT_FALSE(blocks("/a-%2A.html", "/a-b.html"));
  EXPECT_TRUE(blocks("/a%24", "/a$"));
  EXPECT_FALSE(blocks("/a%24", "/a"));
  EXPECT_TRUE(blocks("/a$b", "/a$b"));
  EXPECT_TRUE(blocks("/100%", "/100%"));
}

TEST(Robots, LinesEndAsTheyLike) {
  EXPECT_FALSE(histor_of("\xEF\xBB\xBFuser-agent : *\r\nDISALLOW:/a # why\r\n").allows("/a"));
  EXPECT_FALSE(histor_of("User-agent: *\rDisallow: /a").allows("/a"));
}

TEST(Robots, ARuleOutsideAnyGroupIsNone) {
  EXPECT_TRUE(histor_of("Disallow: /\nUser-agent: *\nAllow: /\n").allows("/a"));
}

TEST(Robots, CrawlDelayIsKept) {
  EXPECT_EQ(histor_of("User-agent: *\nCrawl-delay: 10\n").delay(), milliseconds(10000));
  EXPECT_EQ(histor_of("User-agent: *\nCrawl-delay: 0.25\nCrawl-delay: 0.1\n").delay(), milliseconds(250));
  EXPECT_EQ(histor_of("User-agent: *\nCrawl-delay: 10\nUser-agent: histor\nDisallow: /x\n").delay(), std::nullopt);
  EXPECT_EQ(histor_of("User-agent: *\nCrawl-delay: soon\nCrawl-delay: -1\nCrawl-delay: 1x\n").delay(), std::nullopt);
  EXPECT_EQ(histor_of("User-agent: *\nCrawl-delay: 99999999999\n").delay(), milliseconds(std::chrono::hours(24)));
}

TEST(Robots, WhatIsOverTheBudgetIsNotRead) {
  std::string text = "User-agent: *\nDisallow: /early\n";
  text += std::string(robots_budget, '#') + "\nDisallow: /late\n";
  EXPECT_FALSE(histor_of(text).allows("/early"));
  EXPECT_TRUE(histor_of(text).allows("/late"));
}

RC_GTEST_PROP(Robots, AnyBytesGiveAnAnswer, (std::string text, std::string path)) {
  const Robots robots = histor_of("User-agent: *\n" + text);
  RC_ASSERT(robots.allows(path) == robots.allows(path));
  RC_ASSERT(robots.allows("/robots.txt"));
}

// The question of one pattern asked the plain way, a letter at a time.
bool plainly_fits(std::string_view path, std::string_view pattern) {
  if (pattern.empty()) return true;
  if (pattern == "$") return path.empty();
  if (pattern.front() == '*') {
    for (std::size_t skip = 0; skip <= path.size(); ++skip) {
      if (plainly_fits(path.substr(skip), pattern.substr(1))) return true;
    }
    return false;
  }
  return !path.empty() && path.front() == pattern.front() && plainly_fits(path.substr(1), pattern.substr(1));
}

RC_GTEST_PROP(Robots, OnePatternFitsAsThePlainMatcherSays, ()) {
  const auto letters = [](const char* from) {
    return rc::gen::container<std::string>(rc::gen::elementOf(std::string(from)));
  };
  const std::string pattern = "/" + (*letters("ab/*")).substr(0, 8) + (*rc::gen::arbitrary<bool>() ? "$" : "");
  const std::string path = "/" + (*letters("ab/")).substr(0, 12);
  const bool blocked = !histor_of("User-agent: *\nDisallow: " + pattern + "\n").allows(path);
  RC_ASSERT(blocked == plainly_fits(path, pattern));
}

}  // namespace
}  // namespace histor::net
