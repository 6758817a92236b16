#include "source/collection/json_walk.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

#include <rapidcheck/gtest.h>

namespace histor {
namespace {

TEST(JsonWalk, FindsEnds) {
  EXPECT_EQ(json_end(R"( {"a": "}\"", "b": [1, {}]} x)", 0), 27U);
  EXPECT_EQ(json_end(R"("a\\" )", 0), 5U);
  EXPECT_EQ(json_end("12, 3", 0), 2U);
  EXPECT_FALSE(json_end("12", 0));
  EXPECT_FALSE(json_end(R"({"a": "})", 0));
  EXPECT_FALSE(json_end("[[]", 0));
  EXPECT_FALSE(json_end("]", 0));
  EXPECT_FALSE(json_end("", 0));
  EXPECT_FALSE(json_end(R"("\)", 0));
}

TEST(JsonWalk, WalksMembers) {
  const std::string_view json = R"({"a" : 1, "b": {"c": [2, 3]}, "d": "x})";
  JsonWalk walk(json);
  ASSERT_TRUE(walk.is_object());
  EXPECT_EQ(walk.next()->key, "a");
  EXPECT_EQ(walk.next()->key, "b");
  const auto last = walk.next();
  EXPECT_FALSE(last->whole);
  EXPECT_FALSE(walk.next());
  EXPECT_FALSE(walk.closed());
  const auto inside = json_member(json, json_member(json, 0, "b")->begin, "c");
  JsonWalk list(json, inside->begin);
  EXPECT_TRUE(list.is_array());
  EXPECT_TRUE(list.next());
  EXPECT_TRUE(list.next());
  EXPECT_FALSE(list.next());
  EXPECT_TRUE(list.closed());
}

TEST(JsonWalk, HasNoMembersWhereThereAreNone) {
  for (const char* json : {"", "1", "\"a\"", "{}", "[]", "{1}", "[,]", "{\"a\"}", "{\"a\":}", "{\"a\":,}", "words"}) {
    JsonWalk walk(json);
    EXPECT_FALSE(walk.next()) << json;
  }
}

TEST(JsonWalk, IsDeepWithoutRecursion) {
  const std::string deep(2'000'000, '[');
  EXPECT_FALSE(json_end(deep, 0));
  JsonWalk walk(deep);
  EXPECT_FALSE(walk.next()->whole);
}

RC_GTEST_PROP(JsonWalk, ReadsStringsAsSimdjsonDoes, (const std::vector<std::uint16_t>& picks)) {
  static const std::vector<std::string> pieces{"a",   "é",       "😀",      "\\n", "\\\"", "\\\\",           "\\/",
                                               "\\t", "\\u00e9", "\\u2014", "\\b", "\\f",  "\\ud83d\\ude00", " "};
  std::string json = "\"";
  for (const std::uint16_t pick : picks) json += pieces[pick % pieces.size()];
  json += '"';
  ContentWriter writer;
  append_json_words(writer, json, 0);
  const Content content = writer.finish("text/plain");
  simdjson::dom::parser parser;
  const std::string list = "[" + json + "]";
  std::string_view there;
  RC_ASSERT(parser.parse(list).at(0).get(there) == simdjson::SUCCESS);
  RC_ASSERT(content.bytes == there);
  RC_ASSERT(content.offsets.size() == content.bytes.size());
}

RC_GTEST_PROP(JsonWalk, AnyBytesEnd, (const std::vector<std::uint8_t>& picks)) {
  static constexpr std::string_view letters = "{}[]\",:\\u1a ";
  std::string json;
  for (const std::uint8_t pick : picks) json += letters[pick % letters.size()];
  JsonWalk walk(json);
  std::size_t at = 0;
  while (const auto member = walk.next()) {
    RC_ASSERT(member->begin >= at);
    RC_ASSERT(member->begin < member->end);
    RC_ASSERT(member->end <= json.size());
    at = member->end;
    ContentWriter writer;
    append_json_words(writer, json, member->begin);
    const Content content = writer.finish("");
    RC_ASSERT(content.offsets.size() == content.bytes.size());
  }
}

}  // namespace
}  // namespace histor
