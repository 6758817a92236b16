// The manners, tried on a network of paper: what each URL answers is written down, time passes only in sleep, and the
// dice always fall the same.

#include "source/net/fetch.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <deque>
#include <map>

namespace histor::net {
namespace {

class PaperNetwork final : public Transport {
 public:
  /// The next answer at `url`; the last one stays.
  void at(const std::string& url, unsigned status, const std::string& headers = {}, const std::string& body = {}) {
    Answer answer;
    answer.exchange.status = status;
    answer.exchange.response_head = "HTTP/1.1 " + std::to_string(status) + " X\r\n" + headers + "\r\n";
    answer.exchange.body = body;
    answers_[url].push_back(answer);
  }
  void at(const std::string& url, Fault fault) {
    Answer answer;
    answer.fault = fault;
    answer.words = "a fault";
    answers_[url].push_back(answer);
  }

  [[nodiscard]] Answer ask(const Request& request) override {
    asked.push_back(request.url.text);
    requests.push_back(request);
    times.push_back(now);
    now += Milliseconds(10);
    auto& queue = answers_[request.url.text];
    Answer answer;
    answer.exchange.status = 404;
    if (!queue.empty()) {
      answer = queue.front();
      if (queue.size() > 1) queue.pop_front();
    }
    answer.exchange.url = request.url.text;
    return answer;
  }

  std::vector<std::string> asked;
  std::vector<Request> requests;
  std::vector<Milliseconds> times;
  Milliseconds now{1000};

 private:
  std::map<std::string, std::deque<Answer>> answers_;
};

class Fetch : public testing::Test {
 protected:
  Fetcher fetcher(FetchOptions options = {}) {
    return {std::move(options),
            network,
            {[this] { return network.now; }, [this] { return std::int64_t{1733133600000} + network.now.count(); },
             [this](Milliseconds time) {
               slept.push_back(time);
               network.now += time;
             },
             [] { return 1.0; }, [this] { return stopped; }}};
  }
  static FetchOptions rude() {
    FetchOptions options;
    options.robots = false;
    options.host_delay = Milliseconds(0);
    return options;
  }
  std::size_t times_asked(const std::string& url) const {
    return static_cast<std::size_t>(std::count(network.asked.begin(), network.asked.end(), url));
  }

  PaperNetwork network;
  std::vector<Milliseconds> slept;
  bool stopped = false;
};

TEST_F(Fetch, GivesThePageWithWhatTheServerSaysOfIt) {
  network.at(
      "https://example.org/a", 200,
      "content-type: text/html; charset=utf-8\r\nETag: \"7\"\r\nLast-Modified: Mon, 02 Dec 2024 10:00:00 GMT\r\n",
      "<p>Words</p>");
  const auto page = fetcher().get("https://example.org/a#part");
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->body, "<p>Words</p>");
  EXPECT_EQ(page->media_type, "text/html; charset=utf-8");
  EXPECT_EQ(page->etag, "\"7\"");
  EXPECT_EQ(page->last_modified, "Mon, 02 Dec 2024 10:00:00 GMT");
  EXPECT_EQ(page->final_url.text, "https://example.org/a");
  ASSERT_EQ(page->exchanges.size(), 1U);
  EXPECT_EQ(network.asked, (std::vector<std::string>{"https://example.org/robots.txt", "https://example.org/a"}));
}

TEST_F(Fetch, RobotsAreAskedOnceASiteAndObeyed) {
  network.at("https://example.org/robots.txt", 200, "", "User-agent: *\nDisallow: /private\n");
  network.at("https://example.org/a", 200, "", "x");
  Fetcher polite = fetcher();
  EXPECT_TRUE(polite.get("https://example.org/a").has_value());
  EXPECT_TRUE(polite.get("https://example.org/a").has_value());
  const auto refused = polite.get("https://example.org/private/1");
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::not_permitted);
  EXPECT_NE(refused.error().what.find("robots.txt"), std::string::npos);
  EXPECT_FALSE(polite.was_passing());
  EXPECT_EQ(times_asked("https://example.org/robots.txt"), 1U);
  EXPECT_EQ(times_asked("https://example.org/private/1"), 0U);
  network.now += std::chrono::hours(25);
  EXPECT_TRUE(polite.get("https://example.org/a").has_value());
  EXPECT_EQ(times_asked("https://example.org/robots.txt"), 2U) << "they are asked again after a day";
}

TEST_F(Fetch, ASiteWhoseRobotsCannotBeHadIsClosed) {
  network.at("https://example.org/robots.txt", 500);
  network.at("https://example.org/a", 200, "", "x");
  const auto refused = fetcher().get("https://example.org/a");
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::not_permitted);
  EXPECT_NE(refused.error().what.find("counts as a refusal"), std::string::npos);
  EXPECT_EQ(times_asked("https://example.org/a"), 0U);
  EXPECT_EQ(times_asked("https://example.org/robots.txt"), 4U);
}

TEST_F(Fetch, RobotsThatComeLaterWillDo) {
  network.at("https://example.org/robots.txt", 503);
  network.at("https://example.org/robots.txt", 404);
  network.at("https://example.org/a", 200, "", "x");
  EXPECT_TRUE(fetcher().get("https://example.org/a").has_value());
}

TEST_F(Fetch, RobotsMayLeadElsewhere) {
  network.at("http://example.org/robots.txt", 301, "Location: https://example.org/robots.txt\r\n");
  network.at("https://example.org/robots.txt", 200, "", "User-agent: *\nDisallow: /\n");
  network.at("http://example.org/a", 200, "", "x");
  EXPECT_EQ(fetcher().get("http://example.org/a").error().code, ErrorCode::not_permitted);
  network.at("http://example.com/robots.txt", 301, "Location: http://10.0.0.1/robots.txt\r\n");
  network.at("http://example.com/a", 200, "", "x");
  EXPECT_EQ(fetcher().get("http://example.com/a").error().code, ErrorCode::not_permitted);
  EXPECT_EQ(times_asked("http://10.0.0.1/robots.txt"), 0U);
}

TEST_F(Fetch, AHostHasItsPauses) {
  for (const char* page : {"a", "b", "c"}) network.at(std::string("https://example.org/") + page, 200, "", "x");
  Fetcher polite = fetcher();
  for (const char* page : {"a", "b", "c"}) ASSERT_TRUE(polite.get(std::string("https://example.org/") + page));
  ASSERT_EQ(network.times.size(), 4U);
  for (std::size_t i = 1; i < network.times.size(); ++i) {
    EXPECT_GE(network.times[i] - network.times[i - 1], Milliseconds(1000));
  }
}

TEST_F(Fetch, CrawlDelayIsHonouredUpToAPoint) {
  network.at("https://example.org/robots.txt", 200, "", "User-agent: *\nCrawl-delay: 7\n");
  network.at("https://example.com/robots.txt", 200, "", "User-agent: *\nCrawl-delay: 86400\n");
  network.at("https://example.org/a", 200, "", "x");
  network.at("https://example.com/a", 200, "", "x");
  Fetcher polite = fetcher();
  const auto page = polite.get("https://example.org/a");
  ASSERT_TRUE(page.has_value());
  EXPECT_GE(network.times[1] - network.times[0], Milliseconds(7000));
  ASSERT_EQ(page->notes.size(), 1U);
  EXPECT_NE(page->notes[0].find("7 s"), std::string::npos);
  ASSERT_TRUE(polite.get("https://example.com/a").has_value());
  EXPECT_LE(network.times[3] - network.times[2], Milliseconds(60010));
}

TEST_F(Fetch, TriesAgainWithPausesThatGrow) {
  network.at("https://example.org/a", 503);
  network.at("https://example.org/a", Fault::timed_out);
  network.at("https://example.org/a", 200, "", "x");
  EXPECT_TRUE(fetcher(rude()).get("https://example.org/a").has_value());
  EXPECT_EQ(slept, (std::vector<Milliseconds>{Milliseconds(1000), Milliseconds(2000)}));
}

TEST_F(Fetch, GivesUpAfterTheTriesAreUsed) {
  network.at("https://example.org/a", Fault::cut_short);
  Fetcher polite = fetcher(rude());
  const auto result = polite.get("https://example.org/a");
  ASSERT_FALSE(result.has_value());
  EXPECT_NE(result.error().what.find("tried 4 times"), std::string::npos);
  EXPECT_TRUE(polite.was_passing());
  EXPECT_EQ(network.asked.size(), 4U);
}

TEST_F(Fetch, WhatWillNotPassIsAskedOnce) {
  for (const Fault fault : {Fault::refused_address, Fault::unknown_host, Fault::too_large, Fault::header_flood,
                            Fault::tls, Fault::malformed}) {
    network.asked.clear();
    const std::string url = "https://example.org/" + std::to_string(static_cast<int>(fault));
    network.at(url, fault);
    Fetcher polite = fetcher(rude());
    EXPECT_FALSE(polite.get(url).has_value());
    EXPECT_EQ(network.asked.size(), 1U);
    EXPECT_FALSE(polite.was_passing());
  }
  for (const unsigned status : {204U, 206U, 400U, 401U, 403U, 404U, 410U, 451U, 501U, 304U, 300U}) {
    network.asked.clear();
    const std::string url = "https://example.org/s" + std::to_string(status);
    network.at(url, status, "", "x");
    EXPECT_FALSE(fetcher(rude()).get(url).has_value()) << status;
    EXPECT_EQ(network.asked.size(), 1U) << status;
  }
}

TEST_F(Fetch, RetryAfterIsHonoured) {
  network.at("https://example.org/a", 429, "Retry-After: 30\r\n");
  network.at("https://example.org/a", 200, "", "x");
  const auto page = fetcher(rude()).get("https://example.org/a");
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(slept, std::vector<Milliseconds>{Milliseconds(30000)});
  EXPECT_EQ(page->notes.size(), 1U);
}

TEST_F(Fetch, AHostThatAsksForTooLongIsLeftAlone) {
  network.at("https://example.org/a", 503, "Retry-After: 7200\r\n");
  const auto result = fetcher(rude()).get("https://example.org/a");
  ASSERT_FALSE(result.has_value());
  EXPECT_NE(result.error().what.find("7200 s"), std::string::npos);
  EXPECT_TRUE(slept.empty());
  EXPECT_EQ(network.asked.size(), 1U);
}

TEST_F(Fetch, RetryAfterIsReadAsADateToo) {
  const std::int64_t now = 1733133600000;  // Mon, 02 Dec 2024 10:00:00 GMT
  EXPECT_EQ(pause_from("120", now), Milliseconds(120000));
  EXPECT_EQ(pause_from("Mon, 02 Dec 2024 10:01:00 GMT", now), Milliseconds(60000));
  EXPECT_EQ(pause_from("Mon, 02 Dec 2024 09:00:00 GMT", now), Milliseconds(0));
  EXPECT_EQ(pause_from("soon", now), Milliseconds(0));
  EXPECT_EQ(pause_from("-5", now), Milliseconds(0));
  EXPECT_GT(pause_from("99999999999999999999", now), Milliseconds(0));
}

RC_GTEST_PROP(RetryAfter, IsNeverNegative, (const std::string& words, std::int32_t seconds)) {
  RC_ASSERT(pause_from(words, std::int64_t{seconds} * 1000) >= Milliseconds(0));
}

TEST_F(Fetch, RedirectsAreFollowedAndKept) {
  network.at("http://example.org/a", 301, "Location: /b\r\n");
  network.at("http://example.org/b", 302, "location: https://example.com/c\r\n");
  network.at("https://example.com/c", 200, "", "x");
  const auto page = fetcher(rude()).get("http://example.org/a");
  ASSERT_TRUE(page.has_value());
  EXPECT_EQ(page->asked.text, "http://example.org/a");
  EXPECT_EQ(page->final_url.text, "https://example.com/c");
  EXPECT_EQ(page->exchanges.size(), 3U);
  EXPECT_TRUE(page->notes.empty());
}

TEST_F(Fetch, AWayFromHttpsToHttpIsTold) {
  network.at("https://example.org/a", 301, "Location: http://example.org/a\r\n");
  network.at("http://example.org/a", 200, "", "x");
  const auto page = fetcher(rude()).get("https://example.org/a");
  ASSERT_TRUE(page.has_value());
  ASSERT_EQ(page->notes.size(), 1U);
  EXPECT_NE(page->notes[0].find("https to http"), std::string::npos);
}

TEST_F(Fetch, RedirectsEnd) {
  network.at("https://example.org/loop", 302, "Location: /pool\r\n");
  network.at("https://example.org/pool", 302, "Location: /loop\r\n");
  EXPECT_NE(fetcher(rude()).get("https://example.org/loop").error().what.find("circle"), std::string::npos);
  for (int i = 0; i < 10; ++i) {
    network.at("https://example.org/" + std::to_string(i), 307,
               "Location: https://example.org/" + std::to_string(i + 1) + "\r\n");
  }
  network.asked.clear();
  const auto result = fetcher(rude()).get("https://example.org/0");
  EXPECT_NE(result.error().what.find("more than 5 redirects"), std::string::npos);
  EXPECT_NE(result.error().where.find("https://example.org/0 -> "), std::string::npos);
  EXPECT_EQ(network.asked.size(), 6U);
  network.at("https://example.org/nowhere", 302);
  EXPECT_FALSE(fetcher(rude()).get("https://example.org/nowhere").has_value());
}

TEST_F(Fetch, ARedirectIsCheckedLikeAnyUrl) {
  for (const char* target :
       {"file:///etc/passwd", "http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest", "http://0x7f.1/",
        "http://2130706433/", "http://[::ffff:10.0.0.1]/", "gopher://example.org/", "http://user:word@example.com/"}) {
    const std::string url = "https://example.org/?" + std::to_string(std::hash<std::string>{}(target));
    network.at(url, 302, std::string("Location: ") + target + "\r\n");
    network.asked.clear();
    const auto result = fetcher(rude()).get(url);
    ASSERT_FALSE(result.has_value()) << target;
    EXPECT_EQ(result.error().code, ErrorCode::not_permitted) << target;
    EXPECT_EQ(network.asked.size(), 1U) << target;
  }
}

TEST_F(Fetch, ARedirectAsksTheRobotsThere) {
  network.at("https://example.org/a", 302, "Location: https://example.com/private\r\n");
  network.at("https://example.com/robots.txt", 200, "", "User-agent: histor\nDisallow: /private\n");
  network.at("https://example.com/private", 200, "", "x");
  EXPECT_EQ(fetcher().get("https://example.org/a").error().code, ErrorCode::not_permitted);
  EXPECT_EQ(times_asked("https://example.com/private"), 0U);
}

TEST_F(Fetch, PrivateTargetsAreRefusedByTheirLookBehindAProxy) {
  FetchOptions options = rude();
  options.through_proxy = true;
  options.allowed = {*allowed_host_from("nas.local")};
  for (const char* url : {"http://localhost/", "http://10.1.2.3/", "http://printer/", "http://db.internal/"}) {
    EXPECT_EQ(fetcher(options).get(url).error().code, ErrorCode::not_permitted) << url;
  }
  EXPECT_TRUE(network.asked.empty());
  network.at("http://nas.local/", 200, "", "x");
  network.at("http://word.onion/", 200, "", "x");
  EXPECT_TRUE(fetcher(options).get("http://nas.local/").has_value());
  EXPECT_TRUE(fetcher(options).get("http://word.onion/").has_value());
}

TEST_F(Fetch, AsksOnlyForWhatChanged) {
  network.at("https://example.org/a", 304, "ETag: \"8\"\r\n");
  const auto page = fetcher(rude()).get("https://example.org/a", {"\"7\"", "Mon, 02 Dec 2024 10:00:00 GMT"});
  ASSERT_TRUE(page.has_value());
  EXPECT_TRUE(page->not_modified);
  EXPECT_EQ(page->etag, "\"8\"");
  EXPECT_EQ(network.requests.back().headers,
            (std::vector<std::string>{"If-None-Match: \"7\"", "If-Modified-Since: Mon, 02 Dec 2024 10:00:00 GMT"}));
}

TEST_F(Fetch, ADamagedBodyIsTriedAgain) {
  network.at("https://example.org/a", 200, "Content-Encoding: gzip\r\n", "\x1f\x8b\x08 and then no gzip");
  network.at("https://example.org/a", 200, "", "x");
  EXPECT_EQ(fetcher(rude()).get("https://example.org/a")->body, "x");
}

TEST_F(Fetch, AnEmptyPageIsNone) {
  network.at("https://example.org/a", 200);
  EXPECT_EQ(fetcher(rude()).get("https://example.org/a").error().code, ErrorCode::empty);
}

TEST_F(Fetch, StopsWhenAskedTo) {
  stopped = true;
  const auto result = fetcher().get("https://example.org/a");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().what, "stopped");
  EXPECT_TRUE(network.asked.empty());
}

TEST_F(Fetch, TheTimeLimitIsForTheWholeWay) {
  FetchOptions options = rude();
  options.time_limit = Milliseconds(100);
  network.at("https://example.org/a", 301, "Location: /b\r\n");
  network.at("https://example.org/b", 200, "", "x");
  ASSERT_TRUE(fetcher(options).get("https://example.org/a").has_value());
  EXPECT_EQ(network.requests[0].time_limit, Milliseconds(100));
  EXPECT_EQ(network.requests[1].time_limit, Milliseconds(90));
}

}  // namespace
}  // namespace histor::net
