#include "source/csv.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <rapidcheck/gtest.h>

namespace histor {
namespace {

TEST(Csv, TellsWhereRecordsAndFieldsStand) {
  const std::string text = "a,\"b \"\"c\"\"\"\r\n\r\n\"d\ne\",\n";
  CsvReader reader(text);
  const auto first = reader.next();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->fields, (std::vector<std::string>{"a", "b \"c\""}));
  EXPECT_EQ(slice(text, first->span), "a,\"b \"\"c\"\"\"");
  EXPECT_EQ(slice(text, first->places[1]), "b \"\"c\"\"");
  const auto second = reader.next();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->line, 3U);
  EXPECT_EQ(slice(text, second->span), "\"d\ne\",");
  EXPECT_EQ(slice(text, second->places[0]), "d\ne");
  EXPECT_TRUE(second->places[1].empty());
  EXPECT_FALSE(reader.next());
}

TEST(Csv, AFaultCostsItsLine) {
  const std::string text = "\"a\"b,c\nd,e\n\"f\ng,h\n";
  CsvReader reader(text);
  const auto first = reader.next();
  EXPECT_EQ(first->fault, "words after a closing quote");
  EXPECT_EQ(slice(text, first->span), "\"a\"b,c");
  EXPECT_EQ(reader.next()->fields, (std::vector<std::string>{"d", "e"}));
  const auto open = reader.next();
  EXPECT_EQ(open->fault, "a quote is opened and not closed");
  EXPECT_EQ(slice(text, open->span), "\"f");
  EXPECT_EQ(reader.next()->line, 4U);
}

TEST(Csv, TakesOtherSeparators) {
  CsvReader reader("a,b\t\"c\td\"\n", '\t');
  EXPECT_EQ(reader.next()->fields, (std::vector<std::string>{"a,b", "c\td"}));
}

TEST(CsvTable, TellsOfItsHeaderAndItsRows) {
  CsvTable table("path , title\na,b\nc\nd,\"e\n", "t.csv");
  ASSERT_TRUE(table.read_header());
  EXPECT_EQ(table.columns(), (std::vector<std::string>{"path", "title"}));
  const auto hint = [](std::string_view) { return std::string("a hint"); };
  static constexpr std::array<std::string_view, 2> known{"path", "title"};
  static constexpr std::array<std::string_view, 1> needed{"title"};
  static constexpr std::array<std::string_view, 1> other{"url"};
  EXPECT_TRUE(table.expect(known, needed, hint, ""));
  EXPECT_EQ(table.expect(needed, {}, hint, "").error().what, "no column is called \"path\"");
  EXPECT_EQ(table.expect(known, other, hint, "needed").error().hint, "needed");
  EXPECT_EQ((**table.next()).fields[1], "b");
  const auto narrow = table.next();
  ASSERT_FALSE(*narrow);
  EXPECT_EQ((*narrow).error().where, "t.csv:3");
  EXPECT_EQ((*narrow).error().what, "1 fields where the header has 2");
  EXPECT_EQ((*table.next()).error().where, "t.csv:4");
  EXPECT_FALSE(table.next());
  EXPECT_EQ(CsvTable("\n", "t.csv").read_header().error().code, ErrorCode::empty);
  CsvTable twice("path,path\n", "t.csv");
  ASSERT_TRUE(twice.read_header());
  EXPECT_EQ(twice.expect(known, {}, hint, "").error().what, "two columns are called \"path\"");
}

RC_GTEST_PROP(Csv, AnyTextGivesRecordsInOrder, (const std::vector<std::uint8_t>& picks)) {
  static constexpr std::string_view letters = "a,\"\n\r;";
  std::string text;
  for (const std::uint8_t pick : picks) text += letters[pick % letters.size()];
  CsvReader reader(text);
  std::uint32_t at = 0;
  while (const auto record = reader.next()) {
    RC_ASSERT(record->span.begin >= at);
    RC_ASSERT(record->span.end <= text.size());
    at = record->span.end;
    if (!record->fault.empty()) continue;
    RC_ASSERT(record->places.size() == record->fields.size());
    for (std::size_t i = 0; i < record->fields.size(); ++i) {
      RC_ASSERT(record->span.contains(record->places[i]));
      std::string there(slice(text, record->places[i]));
      for (std::size_t q = there.find("\"\""); q != std::string::npos; q = there.find("\"\"", q + 1)) there.erase(q, 1);
      const bool quoted = record->places[i].begin > 0 && text[record->places[i].begin - 1] == '"';
      RC_ASSERT(!quoted || there == record->fields[i]);
    }
  }
}

}  // namespace
}  // namespace histor
