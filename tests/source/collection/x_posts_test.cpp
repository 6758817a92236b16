#include "source/collection/x_posts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include <rapidcheck/gtest.h>

#include "taken.hpp"

namespace histor {
namespace {

using ::testing::ElementsAre;

TakenItems archive_of(std::string bytes, const XAccount& account = {}) {
  return taken_from([&](const Capture& carrier, const UnfoldBudget& budget,
                        const TakeCapture& take) { return open_x_archive(carrier, account, budget, take); },
                    std::move(bytes), "tweets.js");
}

constexpr std::string_view tweets = R"json(window.YTD.tweets.part0 = [
 {"tweet": {"id_str": "111", "id": "111", "created_at": "Mon Dec 02 18:30:00 +0000 2024", "lang": "en",
   "full_text": "Two reported killed &amp; five hurt, &lt;5 &quot;said\u201d \ud83d\ude00"}},
 {"tweet": {"id_str": "112", "created_at": "Tue Dec 03 18:30:00 +0000 2024", "full_text": "Short\u2026",
   "note_tweet": {"text": "Short and then longer"}}},
 {"tweet": {"id_str": "113"}}
])json";

TEST(XArchive, ReadsPosts) {
  const auto account = read_x_account(
      R"(window.YTD.account.part0 = [ { "account" : { "username" : "example", "accountDisplayName" : "Example Desk" } } ])");
  ASSERT_TRUE(account);
  const TakenItems taken = archive_of(std::string(tweets), *account);
  ASSERT_TRUE(taken.outcome);
  EXPECT_THAT(taken.order, ElementsAre("tweets.js!1", "tweets.js!2", "tweets.js!3"));
  ASSERT_EQ(taken.captures.size(), 2U);
  const Capture& first = taken.captures[0];
  EXPECT_EQ(first.content->bytes, "Two reported killed & five hurt, <5 &quot;said” 😀");
  EXPECT_EQ(captured_at(first, "& five hurt, <5"), "&amp; five hurt, &lt;5");
  EXPECT_EQ(captured_at(first, "”"), "\\u201d");
  EXPECT_EQ(first.said.outlet, "@example");
  EXPECT_EQ(first.said.author, "Example Desk");
  EXPECT_EQ(first.said.url, "https://x.com/example/status/111");
  EXPECT_EQ(first.said.published, day_from("2024-12-02"));
  EXPECT_EQ(first.said.language, "en");
  EXPECT_EQ(taken.captures[1].content->bytes, "Short and then longer");
  for (const Capture& capture : taken.captures) EXPECT_TRUE(offsets_hold(capture)) << capture.source;
}

TEST(XArchive, ReadsNotesAndOlderFiles) {
  const TakenItems note = archive_of(
      R"(window.YTD.note_tweet.part0 = [{"noteTweet": {"noteTweetId": "5", "createdAt": "2024-12-02T18:30:00.000Z", "core": {"text": "A long note"}}}])");
  ASSERT_EQ(note.captures.size(), 1U);
  EXPECT_EQ(note.captures[0].content->bytes, "A long note");
  EXPECT_EQ(note.captures[0].said.published, day_from("2024-12-02"));
  EXPECT_EQ(note.captures[0].said.url, "");
  const TakenItems old = archive_of(
      R"(window.YTD.tweet.part0 = [{"id_str": "9", "full_text": "Old", "user": {"screen_name": "elder", "name": "Elder"}}])");
  ASSERT_EQ(old.captures.size(), 1U);
  EXPECT_EQ(old.captures[0].said.url, "https://x.com/elder/status/9");
  EXPECT_EQ(
      archive_of(R"(window.YTD.tweets.part0 = [{"tweet": {"id_str": "9", "full_text": "a"}}])").captures.at(0).said.url,
      "https://x.com/i/status/9");
}

TEST(XAnswer, ReadsPostsAndUsers) {
  const TakenItems taken = taken_from(open_x_answer, R"({"data": [
     {"id": "21", "text": "a &gt; b", "created_at": "2024-12-02T18:30:00.000Z", "author_id": "77", "lang": "ar"},
     {"id": "22", "text": "c", "author_id": "78"}],
     "includes": {"users": [{"id": "77", "username": "example", "name": "Example"}]}, "meta": {}})",
                                      "x.json");
  ASSERT_EQ(taken.captures.size(), 2U);
  EXPECT_EQ(taken.captures[0].content->bytes, "a > b");
  EXPECT_EQ(taken.captures[0].said.outlet, "@example");
  EXPECT_EQ(taken.captures[0].said.url, "https://x.com/example/status/21");
  EXPECT_EQ(taken.captures[0].said.language, "ar");
  EXPECT_EQ(taken.captures[1].said.outlet, "");
  const TakenItems single = taken_from(open_x_answer, R"({"data": {"id": "21", "text": "one"}})", "x.json");
  ASSERT_EQ(single.captures.size(), 1U);
  EXPECT_EQ(single.captures[0].source, "x.json!1");
}

TEST(XPosts, RefuseWhatIsNone) {
  for (const char* words :
       {"", "words", "window.YTD.", "window.YTD.like.part0 = []", "window.YTD.tweets.part0 = {}", "[]"}) {
    EXPECT_FALSE(archive_of(words).outcome) << words;
    EXPECT_FALSE(taken_from(open_x_answer, words, "x").outcome) << words;
    EXPECT_FALSE(read_x_account(words)) << words;
  }
}

RC_GTEST_PROP(XArchive, ATruncatedFileKeepsItsFirstPosts, (std::uint16_t cut)) {
  const TakenItems all = archive_of(std::string(tweets));
  const TakenItems some = archive_of(std::string(tweets.substr(0, cut % tweets.size())));
  RC_ASSERT(some.captures.size() <= all.captures.size());
  for (std::size_t i = 0; i < some.captures.size(); ++i)
    RC_ASSERT(some.captures[i].content->bytes == all.captures[i].content->bytes);
}

}  // namespace
}  // namespace histor
