#include "source/collection/telegram.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include <rapidcheck/gtest.h>

#include "taken.hpp"

namespace histor {
namespace {

using ::testing::ElementsAre;

constexpr std::string_view one_chat = R"json({
 "name": "Example \u041a\u0430\u043d\u0430\u043b", "type": "public_channel", "id": 1234567890,
 "messages": [
  {"id": 1, "type": "service", "date": "2024-12-01T00:00:00", "date_unixtime": "1733011200", "action": "create_channel", "text": ""},
  {"id": 2, "type": "message", "date": "2024-12-02T18:30:00", "date_unixtime": "1733164200", "from": "Example \u041a\u0430\u043d\u0430\u043b",
   "text": "Two reported killed in the \"old\" town"},
  {"id": 3, "type": "message", "date": "2024-12-03T00:10:00", "date_unixtime": "1733184600", "forwarded_from": "Other Channel", "photo": "a.jpg",
   "text": ["Five hurt: ", {"type": "bold", "text": "the mill"}, ", see ", {"type": "link", "text": "https://example.org"}, "."], "text_entities": []},
  {"id": 4, "type": "message", "date": "2024-12-03T00:10:00", "photo": "b.jpg", "text": ""}
 ]
})json";

TEST(Telegram, ReadsAChannel) {
  const TakenItems taken = taken_from(open_telegram, std::string(one_chat), "result.json");
  ASSERT_TRUE(taken.outcome);
  EXPECT_THAT(taken.order, ElementsAre("result.json!2", "result.json!3"));
  ASSERT_EQ(taken.captures.size(), 2U);
  const Capture& first = taken.captures[0];
  EXPECT_EQ(first.content->bytes, "Two reported killed in the \"old\" town");
  EXPECT_EQ(first.said.outlet, "Example Канал");
  EXPECT_EQ(first.said.author, "");
  EXPECT_EQ(first.said.published, day_from("2024-12-02"));
  EXPECT_EQ(first.said.url, "https://t.me/c/1234567890/2");
  const Capture& second = taken.captures[1];
  EXPECT_EQ(second.content->bytes, "Five hurt: the mill, see https://example.org.");
  EXPECT_EQ(captured_at(second, "the mill"), "the mill");
  EXPECT_EQ(second.said.author, "Other Channel");
  for (const Capture& capture : taken.captures) EXPECT_TRUE(offsets_hold(capture)) << capture.source;
}

TEST(Telegram, ReadsSeveralChats) {
  const TakenItems taken = taken_from(open_telegram, R"({"about": "x", "chats": {"about": "y", "list": [
     {"name": "One", "type": "private_supergroup", "id": 7, "messages": [
       {"id": 5, "type": "message", "date": "2024-12-02T00:00:00", "from": "Writer", "text": "a"}]},
     {"name": "Two", "type": "personal_chat", "id": 8, "messages": [
       {"id": 6, "type": "message", "date_unixtime": "1733164200", "from": null, "text": "b"}, {"id": 7, "type": "message", "text": tru]}
     ]}})",
                                      "r");
  ASSERT_EQ(taken.captures.size(), 2U);
  EXPECT_EQ(taken.captures[0].said.outlet, "One");
  EXPECT_EQ(taken.captures[0].said.author, "Writer");
  EXPECT_EQ(taken.captures[0].said.url, "https://t.me/c/7/5");
  EXPECT_EQ(taken.captures[1].said.outlet, "Two");
  EXPECT_EQ(taken.captures[1].said.url, "");
  EXPECT_EQ(taken.captures[1].said.published, day_from("2024-12-02"));
}

TEST(Telegram, AMessageThatIsBrokenCostsItself) {
  const TakenItems taken = taken_from(
      open_telegram,
      R"({"messages": [{"type": "message", "text": "a"}, {"type": "message" "text"}, 3, {"type": "message", "text": "b"}]})",
      "r");
  EXPECT_THAT(taken.order, ElementsAre("r!1", "r!2", "r!3", "r!4"));
  EXPECT_EQ(taken.captures.size(), 2U);
}

TEST(Telegram, RefusesWhatIsNoExport) {
  for (const char* words : {"", "words", "{}", "[]", "{\"messages\": 3}", "{\"chats\": []}"})
    EXPECT_FALSE(taken_from(open_telegram, words, "r").outcome) << words;
}

RC_GTEST_PROP(Telegram, ATruncatedExportKeepsItsFirstMessages, (std::uint16_t cut)) {
  const TakenItems all = taken_from(open_telegram, std::string(one_chat), "r");
  const TakenItems some = taken_from(open_telegram, std::string(one_chat.substr(0, cut % one_chat.size())), "r");
  RC_ASSERT(some.captures.size() <= all.captures.size());
  RC_ASSERT(!some.outcome || some.errors.size() == 1U);
  for (std::size_t i = 0; i < some.captures.size(); ++i) RC_ASSERT(some.captures[i].bytes == all.captures[i].bytes);
}

}  // namespace
}  // namespace histor
