#include "source/collection/rows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <toml++/toml.h>

#include <string>
#include <string_view>
#include <vector>

#include <rapidcheck/gtest.h>

#include "taken.hpp"

namespace histor {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TakenItems from_json(std::string bytes, std::string_view fields = {}, const UnfoldBudget& budget = {}) {
  const FieldMap map = fields.empty() ? FieldMap{} : parse_field_map(fields).value();
  return taken_from([&](const Capture& carrier, const UnfoldBudget& allowed,
                        const TakeCapture& take) { return open_json_rows(carrier, map, allowed, take); },
                    std::move(bytes), "a.jsonl", budget);
}

TakenItems from_csv(std::string bytes, std::string_view fields = {}) {
  const FieldMap map = fields.empty() ? FieldMap{} : parse_field_map(fields).value();
  return taken_from([&](const Capture& carrier, const UnfoldBudget& allowed,
                        const TakeCapture& take) { return open_csv_rows(carrier, map, allowed, take); },
                    std::move(bytes), "a.csv");
}

TEST(FieldMap, ReadsWhatTheUserSays) {
  const auto map = parse_field_map(" text = Body ,published=When, title=user.name");
  ASSERT_TRUE(map);
  EXPECT_EQ((*map)[FieldRole::text], "Body");
  EXPECT_EQ((*map)[FieldRole::published], "When");
  EXPECT_EQ((*map)[FieldRole::title], "user.name");
  EXPECT_TRUE((*map)[FieldRole::url].empty());
}

TEST(FieldMap, SaysWhatIsWrong) {
  const auto wrong = [](std::string_view words) { return parse_field_map(words).error(); };
  EXPECT_THAT(wrong("text").what, HasSubstr("\"text\""));
  EXPECT_THAT(wrong("body=Body").what, HasSubstr("\"body\""));
  EXPECT_THAT(wrong("body=Body").hint, HasSubstr("text, title, url"));
  EXPECT_THAT(wrong("text=a,text=b").what, HasSubstr("twice"));
  EXPECT_EQ(wrong("text=").code, ErrorCode::invalid);
  EXPECT_EQ(wrong("").code, ErrorCode::invalid);
  EXPECT_EQ(wrong("text=a,").code, ErrorCode::invalid);
}

TEST(FieldMap, KnowsTheNamesOfTheList) {
  EXPECT_EQ(known_field("Full_Text").role, FieldRole::text);
  EXPECT_EQ(known_field("Published At").role, FieldRole::published);
  EXPECT_EQ(known_field("pubDate").role, FieldRole::published);
  EXPECT_EQ(known_field("BYLINE").role, FieldRole::author);
  EXPECT_LT(known_field("text").rank, known_field("description").rank);
  EXPECT_FALSE(known_field("latitude").known);
}

TEST(FieldMap, EveryEntryOfTheListIsFound) {
  const toml::table table = toml::parse_file(HISTOR_SOURCE_DIR "/lang/en/columns.toml");
  EXPECT_EQ(table.size(), field_roles);
  for (std::size_t role = 0; role < field_roles; ++role) {
    const toml::array* names = table[word_of(static_cast<FieldRole>(role))].as_array();
    ASSERT_NE(names, nullptr) << word_of(static_cast<FieldRole>(role));
    ASSERT_FALSE(names->empty());
    for (std::size_t i = 0; i < names->size(); ++i) {
      const std::string name = (*names)[i].value_or(std::string{});
      const KnownField found = known_field(name);
      EXPECT_TRUE(found.known) << name << " is not written in small letters without marks";
      EXPECT_EQ(found.role, static_cast<FieldRole>(role)) << name << " stands in two lists";
      EXPECT_EQ(found.rank, i) << name;
    }
  }
}

TEST(JsonRows, ReadsLines) {
  const TakenItems taken = from_json(
      R"({"id": 1, "headline": "Two &amp; two", "body": "Two were reported killed.\nIt was \"near\" the mill.", "date": "2024-12-02T23:00:00-05:00", "link": "https://example.org/1", "byline": "A Desk", "source": {"id": null, "name": "Example Courier"}, "lang": "en-GB"})"
      "\r\n\n"
      R"({"content": "<p>Five wounded.</p>", "description": "Shorter", "timestamp": 1733164200, "author": ["A", "B"]})"
      "\nbroken\n[1]\n"
      R"({"body": "  "})"
      "\n"
      R"({"text": null, "description": "Only this", "published_at": "sometime"})");
  ASSERT_TRUE(taken.outcome);
  EXPECT_THAT(taken.order, ElementsAre("a.jsonl!1", "a.jsonl!3", "a.jsonl!4", "a.jsonl!5", "a.jsonl!6", "a.jsonl!7"));
  ASSERT_EQ(taken.captures.size(), 3U);
  const Capture& first = taken.captures[0];
  EXPECT_TRUE(first.bytes.starts_with("{\"id\": 1"));
  EXPECT_TRUE(first.bytes.ends_with("}"));
  EXPECT_EQ(first.content->bytes, "Two were reported killed.\nIt was \"near\" the mill.");
  EXPECT_EQ(first.content->media_type, "text/plain");
  EXPECT_EQ(captured_at(first, "It was \"near\" the"), R"(It was \"near\" the)");
  EXPECT_EQ(first.said.title, "Two & two");
  EXPECT_EQ(first.said.published, day_from("2024-12-02"));
  EXPECT_EQ(first.said.url, "https://example.org/1");
  EXPECT_EQ(first.said.author, "A Desk");
  EXPECT_EQ(first.said.outlet, "Example Courier");
  EXPECT_EQ(first.said.language, "en");
  EXPECT_EQ(taken.captures[1].content->media_type, "text/html");
  EXPECT_EQ(taken.captures[1].said.published, day_from("2024-12-02"));
  EXPECT_EQ(taken.captures[1].said.author, "A, B");
  EXPECT_EQ(taken.captures[2].content->bytes, "Only this");
  EXPECT_FALSE(taken.captures[2].said.published);
  for (const Capture& capture : taken.captures) EXPECT_TRUE(offsets_hold(capture)) << capture.source;
}

TEST(JsonRows, ReadsLists) {
  const TakenItems list = from_json(R"( [{"text": "One"}, {"text": "Two"}, 3, {"text": "Fo)");
  EXPECT_THAT(list.order, ElementsAre("a.jsonl!1", "a.jsonl!2", "a.jsonl!3", "a.jsonl!4"));
  EXPECT_EQ(list.captures.size(), 2U);
  const TakenItems wrapped =
      from_json("{\n\"status\": \"ok\", \"articles\": [{\"text\": \"One\"}, {\"text\": \"Two\"}]\n}\n");
  ASSERT_EQ(wrapped.captures.size(), 2U);
  EXPECT_EQ(wrapped.captures[1].bytes, "{\"text\": \"Two\"}");
  const TakenItems single = from_json("{\n  \"title\": \"T\",\n  \"text\": \"One\"\n}\n");
  ASSERT_EQ(single.captures.size(), 1U);
  EXPECT_EQ(single.captures[0].said.title, "T");
}

TEST(JsonRows, FollowsTheMap) {
  const TakenItems taken = from_json(R"({"text": "no", "post": {"words": "yes", "when": "2024-12-02"}, "Head": "T"})",
                                     "text=post.words,published=post.when,title=Head");
  ASSERT_EQ(taken.captures.size(), 1U);
  EXPECT_EQ(taken.captures[0].content->bytes, "yes");
  EXPECT_EQ(captured_at(taken.captures[0], "yes"), "yes");
  EXPECT_EQ(taken.captures[0].said.title, "T");
  EXPECT_EQ(taken.captures[0].said.published, day_from("2024-12-02"));
}

TEST(JsonRows, SaysWhichFieldsThereAre) {
  const TakenItems none = from_json("{\"a\": 1, \"b\": \"x\"}\n{\"a\": 2}\n");
  ASSERT_FALSE(none.outcome);
  EXPECT_THAT(none.outcome.error().what, HasSubstr("\"a\", \"b\""));
  EXPECT_THAT(none.outcome.error().hint, HasSubstr("--fields"));
  EXPECT_FALSE(from_json("words\nwords\n").outcome);
  EXPECT_FALSE(from_json("").outcome);
  EXPECT_FALSE(from_json("{\"text\": \"\xFF\"}").outcome);
}

TEST(JsonRows, HasBudgets) {
  std::string deep = "{\"text\": ";
  deep += std::string(100'000, '[');
  EXPECT_FALSE(from_json(deep).outcome);
  UnfoldBudget budget;
  budget.members = 1;
  const TakenItems taken = from_json("{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"text\":\"c\"}\n", {}, budget);
  EXPECT_EQ(taken.captures.size(), 1U);
  ASSERT_EQ(taken.errors.size(), 1U);
  EXPECT_EQ(taken.errors[0].code, ErrorCode::too_large);
}

TEST(CsvRows, ReadsTables) {
  const TakenItems taken = from_csv(
      "\xEF\xBB\xBFTitle,Published At,Text,Source\r\n"
      "One,2024-12-02,\"Two \"\"people\"\" were\r\nreported killed, five hurt.\",Example Courier\r\n"
      "Two,,<p>Five</p>,\r\n"
      "Three,x\r\n"
      "Four,,  ,\r\n"
      "Five,Mon Dec 02 2024,Plain,Wire\r\n");
  ASSERT_TRUE(taken.outcome);
  EXPECT_THAT(taken.order, ElementsAre("a.csv!2", "a.csv!4", "a.csv:5", "a.csv!6", "a.csv!7"));
  ASSERT_EQ(taken.captures.size(), 4U);
  EXPECT_EQ(taken.captures[2].said.title, "Four");  // a headline is a report, too
  const Capture& first = taken.captures[0];
  EXPECT_EQ(first.bytes, "One,2024-12-02,\"Two \"\"people\"\" were\r\nreported killed, five hurt.\",Example Courier");
  EXPECT_EQ(first.content->bytes, "Two \"people\" were\r\nreported killed, five hurt.");
  EXPECT_EQ(captured_at(first, "\"people\" were"), "\"\"people\"\" were");
  EXPECT_EQ(first.said.title, "One");
  EXPECT_EQ(first.said.outlet, "Example Courier");
  EXPECT_EQ(first.said.published, day_from("2024-12-02"));
  EXPECT_EQ(taken.captures[1].content->media_type, "text/html");
  EXPECT_EQ(taken.captures[3].said.published, day_from("2024-12-02"));
  for (const Capture& capture : taken.captures) EXPECT_TRUE(offsets_hold(capture)) << capture.source;
}

TEST(CsvRows, TakesTheSeparatorThatTheHeaderHas) {
  EXPECT_EQ(from_csv("title;text\nA, b;One, two\n").captures.at(0).content->bytes, "One, two");
  EXPECT_EQ(from_csv("title\ttext\nA\tOne, two\n").captures.at(0).content->bytes, "One, two");
}

TEST(CsvRows, FollowsTheMap) {
  const TakenItems taken = from_csv("Text,Words,When\nno,yes,2024-12-02\n", "text=words,published=When");
  ASSERT_EQ(taken.captures.size(), 1U);
  EXPECT_EQ(taken.captures[0].content->bytes, "yes");
  const TakenItems missing = from_csv("a,b\n1,2\n", "text=Body");
  ASSERT_FALSE(missing.outcome);
  EXPECT_THAT(missing.outcome.error().hint, HasSubstr("\"a\", \"b\""));
  const TakenItems none = from_csv("a,b\n1,2\n");
  ASSERT_FALSE(none.outcome);
  EXPECT_THAT(none.outcome.error().what, HasSubstr("\"a\", \"b\""));
  EXPECT_THAT(none.outcome.error().hint, HasSubstr("--fields"));
  EXPECT_EQ(none.outcome.error().where, "a.csv:1");
}

RC_GTEST_PROP(JsonRows, ATruncatedFileKeepsItsFirstRows, (std::uint16_t cut)) {
  const std::string whole = R"([{"text": "One \u00e9"}, {"title": "x", "text": "Two"}, {"body": "<p>Three</p>"}])";
  const TakenItems all = from_json(whole);
  const TakenItems some = from_json(whole.substr(0, cut % whole.size()));
  RC_ASSERT(some.captures.size() <= all.captures.size());
  for (std::size_t i = 0; i < some.captures.size(); ++i)
    RC_ASSERT(some.captures[i].content->bytes == all.captures[i].content->bytes);
}

RC_GTEST_PROP(CsvRows, AnyFieldReadsBackAndIsTraced, (const std::vector<std::uint8_t>& picks)) {
  static constexpr std::string_view letters = "ab,\"\n;é\t";
  std::string words = "x";
  for (const std::uint8_t pick : picks) words += letters[pick % 6];
  std::string quoted;
  for (const char c : words) quoted += c == '"' ? "\"\"" : std::string(1, c);
  const TakenItems taken = from_csv("title,text\nA,\"" + quoted + "\"\n");
  RC_ASSERT(taken.captures.size() == 1U);
  RC_ASSERT(taken.captures[0].content->bytes == words);
  RC_ASSERT(offsets_hold(taken.captures[0]));
}

}  // namespace
}  // namespace histor
