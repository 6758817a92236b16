// The oracle is nlohmann-json: what the writer writes must parse to the value that was written.

#include "base/json_writer.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <cmath>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace histor {
namespace {

using nlohmann::json;

std::string string_of(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

std::string number_of(double value) {
  std::string out;
  append_json_number(out, value);
  return out;
}

TEST(JsonWriter, WritesTheExampleOfItsHeader) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_object().member("kind", "casualty").member("value", 16).end_object();
  EXPECT_EQ(out, R"({"kind":"casualty","value":16})");
}

TEST(JsonWriter, SeparatesWhatFollowsNestedValues) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_array().begin_object().end_object().begin_array().end_array().null().value(true).value(-1);
  writer.begin_object()
      .key("a")
      .begin_array()
      .value(1)
      .value(2)
      .end_array()
      .member("b", false)
      .end_object()
      .end_array();
  EXPECT_EQ(out, R"([{},[],null,true,-1,{"a":[1,2],"b":false}])");
}

TEST(JsonWriter, WritesOneDocumentALine) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_array().end_array();
  out += '\n';
  writer.next_document();
  writer.begin_array().end_array();
  EXPECT_EQ(out, "[]\n[]");
}

TEST(JsonWriter, TakesTextForTextAndOptionalsForNull) {
  std::string out;
  JsonWriter writer(out);
  const char* text = "16";
  writer.begin_array()
      .value(text)
      .value(std::optional<int>())
      .value(std::optional<std::string>("x"))
      .value(std::nullopt);
  writer.value(std::uint8_t{7}).end_array();
  EXPECT_EQ(out, R"(["16",null,"x",null,7])");
}

TEST(JsonWriter, EscapesWhatMustBe) {
  EXPECT_EQ(string_of("a\"b\\c\b\f\n\r\t\x01\x1F\x7F/<"), "\"a\\\"b\\\\c\\b\\f\\n\\r\\t\\u0001\\u001f\x7F/<\"");
  EXPECT_EQ(string_of(std::string_view("\0", 1)), "\"\\u0000\"");
  EXPECT_EQ(string_of("\u0627\u0644\u0628\u0627\u0628 \u2014 \U0001F4CD"),
            "\"\u0627\u0644\u0628\u0627\u0628 \u2014 \U0001F4CD\"");
}

TEST(JsonWriter, ReplacesEachMaximalIllFormedRun) {
  // Table 3-8 of the Unicode standard, and its neighbours.
  EXPECT_EQ(string_of("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64"),
            "\"\x61\uFFFD\uFFFD\uFFFD\x62\uFFFD\x63\uFFFD\uFFFD\x64\"");
  EXPECT_EQ(string_of("\xC0\xAF"), "\"\uFFFD\uFFFD\"");                      // overlong slash
  EXPECT_EQ(string_of("\xED\xA0\x80"), "\"\uFFFD\uFFFD\uFFFD\"");            // a surrogate
  EXPECT_EQ(string_of("\xF4\x90\x80\x80"), "\"\uFFFD\uFFFD\uFFFD\uFFFD\"");  // above U+10FFFF
  EXPECT_EQ(string_of("\xE2\x80"), "\"\uFFFD\"");                            // cut at the end
}

RC_GTEST_PROP(JsonWriter, AnyBytesGiveWhatTheOracleGives, (const std::vector<std::uint8_t>& bytes)) {
  const std::string text(bytes.begin(), bytes.end());
  RC_ASSERT(string_of(text) == json(text).dump(-1, ' ', false, json::error_handler_t::replace));
}

RC_GTEST_PROP(JsonWriter, BytesNearTheBordersOfUtf8GiveWhatTheOracleGives, ()) {
  // Uniform bytes seldom make long sequences: these do.
  const auto bytes = *rc::gen::container<std::string>(rc::gen::elementOf(
      std::string("a\"\n\x7F\x80\x8F\x90\x9F\xA0\xBF\xC1\xC2\xDF\xE0\xE1\xED\xEE\xEF\xF0\xF1\xF4\xF5\xFF")));
  RC_ASSERT(string_of(bytes) == json(bytes).dump(-1, ' ', false, json::error_handler_t::replace));
}

RC_GTEST_PROP(JsonWriter, DoublesReadBackAsThemselves, (std::uint64_t bits)) {
  double value = 0;
  std::memcpy(&value, &bits, sizeof value);
  const std::string written = number_of(value);
  if (!std::isfinite(value)) {
    RC_ASSERT(written == "null");
    return;
  }
  const double back = json::parse(written).get<double>();
  RC_ASSERT(back == value);
  RC_ASSERT(std::signbit(back) == std::signbit(value));
}

RC_GTEST_PROP(JsonWriter, CoordinatesAreWrittenAsPeopleWriteThem, ()) {
  const auto micro = *rc::gen::inRange(-180000000, 180000001);
  const double value = micro / 1e6;
  const std::string written = number_of(value);
  RC_ASSERT(written.find_first_of("eE") == std::string::npos);
  RC_ASSERT(json::parse(written).get<double>() == value);
  RC_ASSERT(written.size() <= 11U);
}

TEST(JsonWriter, NumbersHaveTheDocumentedForm) {
  EXPECT_EQ(number_of(36.2), "36.2");
  EXPECT_EQ(number_of(36), "36");
  EXPECT_EQ(number_of(0.0), "0");
  EXPECT_EQ(number_of(-0.0), "-0.0");
  EXPECT_EQ(number_of(1e-7), "0.0000001");
  EXPECT_EQ(number_of(1e20), "100000000000000000000");
  EXPECT_EQ(number_of(1e21), "1e+21");
  EXPECT_EQ(number_of(2.5e-8), "2.5e-08");
  EXPECT_EQ(number_of(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(number_of(std::numeric_limits<double>::quiet_NaN()), "null");
}

RC_GTEST_PROP(JsonWriter, IntegersAreExact, (std::int64_t number, std::uint64_t natural)) {
  std::string out;
  JsonWriter(out).begin_array().value(number).value(natural).end_array();
  const json back = json::parse(out);
  RC_ASSERT(back[0].get<std::int64_t>() == number);
  RC_ASSERT(back[1].get<std::uint64_t>() == natural);
}

/// A random tree, written by both.
json random_tree(int depth) {
  const int kind = *rc::gen::inRange(0, depth > 0 ? 7 : 5);
  switch (kind) {
    case 0:
      return nullptr;
    case 1:
      return *rc::gen::arbitrary<bool>();
    case 2:
      return *rc::gen::arbitrary<std::int64_t>();
    case 3:
      return *rc::gen::inRange(-1000000, 1000000) / 64.0;
    case 4:
      return *rc::gen::arbitrary<std::string>();
    case 5: {
      json array = json::array();
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) array.push_back(random_tree(depth - 1));
      return array;
    }
    default: {
      json object = json::object();
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) object["k" + std::to_string(i)] = random_tree(depth - 1);
      return object;
    }
  }
}

void write_tree(JsonWriter& out, const json& tree) {
  if (tree.is_object()) {
    out.begin_object();
    for (const auto& [name, value] : tree.items()) {
      out.key(name);
      write_tree(out, value);
    }
    out.end_object();
  } else if (tree.is_array()) {
    out.begin_array();
    for (const json& value : tree) write_tree(out, value);
    out.end_array();
  } else if (tree.is_string()) {
    out.value(tree.get<std::string>());
  } else if (tree.is_boolean()) {
    out.value(tree.get<bool>());
  } else if (tree.is_number_integer()) {
    out.value(tree.get<std::int64_t>());
  } else if (tree.is_number()) {
    out.value(tree.get<double>());
  } else {
    out.null();
  }
}

RC_GTEST_PROP(JsonWriter, TreesParseToThemselves, ()) {
  const json tree = random_tree(4);
  std::string out;
  JsonWriter writer(out);
  write_tree(writer, tree);
  RC_ASSERT(json::parse(out) == json::parse(tree.dump(-1, ' ', false, json::error_handler_t::replace)));
  RC_ASSERT(out.find('\n') == std::string::npos);
}

}  // namespace
}  // namespace histor
