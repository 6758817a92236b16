#include "source/manifest.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <rapidcheck/gtest.h>

#include "folder.hpp"

namespace histor {
namespace {

using testing::HasSubstr;

Manifest csv(std::string_view bytes) {
  return parse_manifest(bytes, "folder/m.csv").value();
}
Manifest lines(std::string_view bytes) {
  return parse_manifest(bytes, "folder/m.jsonl").value();
}

TEST(Manifest, ReadsCsvByColumnName) {
  const auto manifest = csv("published,path,outlet\n2024-12-02,a.txt,Outlet A\n,b.txt,\n");
  ASSERT_EQ(manifest.rows().size(), 2U);
  EXPECT_TRUE(manifest.faults().empty());
  EXPECT_EQ(manifest.rows()[0].path, "folder/a.txt");
  EXPECT_EQ(to_string(*manifest.rows()[0].given.published), "2024-12-02");
  EXPECT_EQ(manifest.rows()[0].given.outlet, "Outlet A");
  EXPECT_EQ(manifest.rows()[0].line, 2U);
  EXPECT_FALSE(manifest.rows()[1].given.published.has_value());
}

TEST(Manifest, ReadsQuotesLineEndsAndTheMark) {
  const auto manifest =
      csv("\xEF\xBB\xBFpath,title\r\n\"a, b.txt\",\"Strikes \"\"kill\"\"\r\ntwelve\"\r\n\r\nc.txt,\"\"\r\nd.txt,last");
  ASSERT_EQ(manifest.rows().size(), 3U);
  EXPECT_EQ(manifest.rows()[0].path, "folder/a, b.txt");
  EXPECT_EQ(manifest.rows()[0].given.title, "Strikes \"kill\"\r\ntwelve");
  EXPECT_EQ(manifest.rows()[1].line, 5U);
  EXPECT_EQ(manifest.rows()[2].given.title, "last");
}

TEST(Manifest, RefusesUnknownColumnsWithASuggestion) {
  const auto result = parse_manifest("path,publisehd\na,2024-12-02\n", "m.csv");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::parse);
  EXPECT_EQ(result.error().where, "m.csv:1");
  EXPECT_THAT(result.error().hint, HasSubstr("published"));
  EXPECT_THAT(parse_manifest("path,date\n", "m.csv").error().hint, HasSubstr("published"));
  EXPECT_THAT(parse_manifest("path,colour\n", "m.csv").error().hint, HasSubstr("the columns are"));
  EXPECT_FALSE(parse_manifest("path,path\n", "m.csv").has_value());
  EXPECT_FALSE(parse_manifest("title,outlet\n", "m.csv").has_value());
  EXPECT_EQ(parse_manifest("\n\n", "m.csv").error().code, ErrorCode::empty);
}

TEST(Manifest, BadRowsAreToldAndTheRestGoesOn) {
  const auto manifest =
      csv("path,published,language\n"
          "a.txt,2 December,en\n"
          "b.txt,2024-12-02\n"
          ",2024-12-02,en\n"
          "c.txt,2024-12-02,english\n"
          "\"d.txt\"x,2024-12-02,en\n"
          "e.txt,2024-12-02,en\n"
          "\"f.txt,2024-12-02,en\n"
          "g.txt,2024-12-02,en\n");
  std::vector<std::string> where;
  for (const Error& fault : manifest.faults()) {
    EXPECT_EQ(fault.code, ErrorCode::parse);
    where.push_back(fault.where);
  }
  EXPECT_THAT(where, testing::ElementsAre("folder/m.csv:2", "folder/m.csv:3", "folder/m.csv:4", "folder/m.csv:5",
                                          "folder/m.csv:6", "folder/m.csv:8"));
  ASSERT_EQ(manifest.rows().size(), 2U);
  EXPECT_EQ(manifest.rows()[1].path, "folder/g.txt");
  EXPECT_EQ(manifest.rows()[1].line, 9U);
}

TEST(Manifest, ReadsJsonLines) {
  const auto manifest = lines(
      "{\"path\": \"a.txt\", \"published\": \"2024-12-02\", \"title\": null}\r\n"
      "\n"
      "{\"path\": \"b.txt\", \"publised\": \"2024-12-02\"}\n"
      "{\"path\": \"c.txt\", \"title\": 3}\n"
      "[1]\n"
      "{\"path\": \n"
      "{\"path\": \"d.txt\", \"path\": \"e.txt\"}\n"
      "{\"outlet\": \"Outlet A\"}\n"
      "{\"path\": \"f.txt\", \"language\": \"ar\"}");
  ASSERT_EQ(manifest.rows().size(), 2U);
  EXPECT_EQ(manifest.rows()[1].path, "folder/f.txt");
  EXPECT_EQ(manifest.rows()[1].given.language, "ar");
  EXPECT_EQ(manifest.rows()[1].line, 9U);
  ASSERT_EQ(manifest.faults().size(), 6U);
  EXPECT_EQ(manifest.faults()[0].where, "folder/m.jsonl:3");
  EXPECT_THAT(manifest.faults()[0].hint, HasSubstr("published"));
}

TEST(Manifest, ASecondRowForAFileIsNoted) {
  const auto manifest = csv("path,outlet\na.txt,Outlet A\n./x/../a.txt,Outlet B\n");
  ASSERT_EQ(manifest.rows().size(), 1U);
  EXPECT_EQ(manifest.rows()[0].given.outlet, "Outlet A");
  ASSERT_EQ(manifest.notes().size(), 1U);
  EXPECT_EQ(manifest.notes()[0].code, "duplicate");
  EXPECT_THAT(manifest.notes()[0].text, HasSubstr("line 3"));
}

TEST(Manifest, FindsAFileHoweverItIsWritten) {
  const Folder folder;
  std::filesystem::create_directory(folder.path() / "texts");
  folder.write("texts/a.txt", "x");
  std::filesystem::create_symlink(folder.path() / "texts", folder.path() / "link");
  const auto manifest = read_manifest(folder.write("m.csv", "path,outlet\ntexts/a.txt,Outlet A\n")).value();
  ASSERT_NE(manifest.find(folder.path() / "texts" / "a.txt"), nullptr);
  EXPECT_EQ(manifest.find(folder.path() / "texts" / "a.txt")->given.outlet, "Outlet A");
  EXPECT_NE(manifest.find(folder.path() / "texts" / ".." / "texts" / "a.txt"), nullptr);
  EXPECT_NE(manifest.find(folder.path() / "link" / "a.txt"), nullptr);
  EXPECT_EQ(manifest.find(folder.path() / "a.txt"), nullptr);
  EXPECT_EQ(read_manifest(folder.path() / "none.csv").error().code, ErrorCode::not_found);
}

RC_GTEST_PROP(Manifest, AnyFieldsReadBackWhenQuoted, ()) {
  const auto titles = *rc::gen::container<std::vector<std::string>>(
      rc::gen::container<std::string>(rc::gen::element('a', '"', ',', '\n', '\r', 'b')));
  std::string text = "path,title\n";
  for (std::size_t i = 0; i < titles.size(); ++i) {
    text += std::to_string(i) + ".txt,\"";
    for (const char c : titles[i]) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    text += "\"\n";
  }
  const auto manifest = csv(text);
  RC_ASSERT(manifest.faults().empty());
  RC_ASSERT(manifest.rows().size() == titles.size());
  for (std::size_t i = 0; i < titles.size(); ++i) RC_ASSERT(manifest.rows()[i].given.title == titles[i]);
}

RC_GTEST_PROP(Manifest, AnyBytesAreSurvived, ()) {
  const auto noise = *rc::gen::container<std::string>(
      rc::gen::element('a', '"', ',', '\n', '\r', '{', '}', ':', '\\', '\0', '\xC3', '\xA9', '2', '-'));
  for (const std::string& bytes : {noise, "path,title\n" + noise, "{\"path\": \"a\"}\n" + noise}) {
    for (const char* name : {"m.csv", "m.jsonl"}) {
      const auto manifest = parse_manifest(bytes, name);
      if (!manifest) continue;
      for (const ManifestRow& row : manifest->rows()) RC_ASSERT(!row.path.empty() && row.line >= 1U);
    }
  }
}

}  // namespace
}  // namespace histor
