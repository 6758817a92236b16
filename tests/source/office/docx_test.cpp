#include "source/office/docx.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "../archive/packed.hpp"
#include "source/office/xml.hpp"

namespace histor {
namespace {

const std::string word =
    R"(<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" )"
    R"(xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>)";
const std::string core =
    R"(<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">)"
    R"(<dc:title>Losses of the week</dc:title><dc:creator>Observers' desk</dc:creator>)"
    R"(<dcterms:created>2024-12-01T08:00:00Z</dcterms:created></cp:coreProperties>)";

std::string p(const std::string& words, const std::string& properties = {}) {
  return "<w:p>" + (properties.empty() ? "" : "<w:pPr>" + properties + "</w:pPr>") + "<w:r><w:t>" + words +
         "</w:t></w:r></w:p>";
}

std::string docx(const std::string& body, const std::string& about = {}) {
  std::vector<PackedFile> files = {{"[Content_Types].xml", "<Types/>"},
                                   {"word/document.xml", word + body + "</w:body></w:document>"}};
  if (!about.empty()) files.push_back({"docProps/core.xml", about});
  return packed(files);
}

struct ReadFile {
  Capture capture;
  std::vector<Note> notes;
  Result<void> result;
  [[nodiscard]] std::string text() const {
    return capture.content ? capture.content->bytes : "(" + result.error().what + ")";
  }
};

ReadFile read(const std::string& bytes, const UnfoldBudget& budget = {}) {
  ReadFile out;
  out.capture.source = "a.docx";
  out.capture.bytes = bytes;
  out.result = read_word_file(out.capture, budget, out.notes);
  return out;
}

TEST(Docx, GivesParagraphsAndWhatIsSaidOfThem) {
  const auto read_it = read(docx(p("Losses", R"(<w:pStyle w:val="Heading1"/>)") +
                                     p("Three were killed &amp; four wounded.") + p("") + p("The rest fled."),
                                 core));
  EXPECT_EQ(read_it.text(), "Losses\n\nThree were killed & four wounded.\n\nThe rest fled.\n");
  EXPECT_EQ(read_it.capture.content->media_type, "text/plain");
  EXPECT_TRUE(read_it.capture.content->offsets.empty());
  EXPECT_EQ(read_it.capture.said.title, "Losses of the week");
  EXPECT_EQ(read_it.capture.said.author, "Observers' desk");
  EXPECT_FALSE(read_it.capture.said.published);
  EXPECT_FALSE(read_it.capture.said.otherwise_published);
  ASSERT_EQ(read_it.notes.size(), 1U);
  EXPECT_EQ(read_it.notes[0].text,
            "the file says that it was made 2024-12-01T08:00:00Z, which is no date of publication");
}

TEST(Docx, ItsTitleStandsInItWhereTheFileSaysNone) {
  EXPECT_EQ(read(docx(p("Losses of May", R"(<w:pStyle w:val="Title"/>)") + p("words"))).capture.said.title,
            "Losses of May");
}

TEST(Docx, WhatTheCarrierSaidStays) {
  Capture capture;
  capture.bytes = docx(p("words"), core);
  capture.said.title = "Another";
  std::vector<Note> notes;
  ASSERT_TRUE(read_word_file(capture, {}, notes));
  EXPECT_EQ(capture.said.title, "Another");
}

TEST(Docx, ListsAndTablesAreLines) {
  const std::string item = R"(<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>)";
  const auto cell = [](const std::string& words) { return "<w:tc>" + p(words) + "</w:tc>"; };
  const std::string table =
      "<w:tbl><w:tr>" + cell("Day") + cell("Killed") + "</w:tr><w:tr>" + cell("1 May") + cell("3") + "</w:tr></w:tbl>";
  EXPECT_EQ(read(docx(p("Seen:") + p("one", item) + p("two", item) + p("So:") + table + p("End."))).text(),
            "Seen:\n\n- one\n- two\n\nSo:\n\nDay\tKilled\n1 May\t3\n\nEnd.\n");
}

TEST(Docx, RunsBreaksAndHyphensJoin) {
  EXPECT_EQ(
      read(
          docx(
              R"(<w:p><w:r><w:t xml:space="preserve">Three </w:t></w:r><w:r><w:t>we</w:t></w:r><w:r><w:t>re</w:t><w:br/><w:t>killed</w:t>)"
              R"(<w:tab/><w:t>twenty</w:t><w:noBreakHyphen/><w:t>one</w:t></w:r></w:p>)"))
          .text(),
      "Three were\nkilled twenty-one\n");
}

TEST(Docx, WhatWasDeletedOrMovedOrSaidTwiceIsLeftOut) {
  EXPECT_EQ(read(docx("<w:p><w:r><w:t>three</w:t></w:r><w:del><w:r><w:delText>five</w:delText></w:r></"
                      "w:del><w:moveFrom><w:r><w:t>six</w:t></w:r></w:moveFrom>"
                      "<mc:AlternateContent><mc:Choice><w:r><w:t>!</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>?</"
                      "w:t></w:r></mc:Fallback></mc:AlternateContent>"
                      "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"))
                .text(),
            "three!\n");
}

TEST(Docx, FaultsAreTold) {
  EXPECT_EQ(read("words").result.error().code, ErrorCode::parse);
  EXPECT_EQ(read("words").result.error().where, "a.docx");
  EXPECT_EQ(read(packed({{"a.txt", "x"}})).result.error().code, ErrorCode::parse);
  EXPECT_EQ(read(docx("")).result.error().code, ErrorCode::empty);
  EXPECT_EQ(read(docx("<w:p>")).result.error().code, ErrorCode::parse);
  UnfoldBudget budget;
  budget.member_bytes = 1000;
  EXPECT_EQ(read(docx(p(std::string(1000, 'x'))), budget).result.error().code, ErrorCode::too_large);
}

TEST(Docx, IsKnownByItsMembers) {
  EXPECT_EQ(word_file(BytesSource(docx(p("x")))), WordFile::docx);
  EXPECT_EQ(word_file(BytesSource(packed({{"a.txt", "x"}}))), WordFile::none);
  EXPECT_EQ(word_file(BytesSource("words")), WordFile::none);
}

TEST(Odt, GivesParagraphsListsAndTables) {
  const std::string content =
      R"(<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:body><office:text>)"
      R"(<text:tracked-changes><text:p>five</text:p></text:tracked-changes>)"
      R"(<text:h>Losses</text:h><text:p>Three<text:s/>were <text:span>killed</text:span>.</text:p>)"
      R"(<text:list><text:list-item><text:p>one</text:p></text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list>)"
      R"(<table:table><table:table-row><table:table-cell><text:p>Day</text:p></table:table-cell><table:table-cell><text:p>3</text:p></table:table-cell></table:table-row></table:table>)"
      R"(</office:text></office:body></office:document-content>)";
  const std::string meta =
      R"(<office:document-meta xmlns:office="o" xmlns:dc="d" xmlns:meta="m"><office:meta><dc:title>Week</dc:title><meta:initial-creator>Desk</meta:initial-creator><dc:creator>Other</dc:creator></office:meta></office:document-meta>)";
  const std::string bytes =
      packed({{"mimetype", "x"}, {"content.xml", content}, {"meta.xml", meta}, {"META-INF/manifest.xml", "<m/>"}});
  EXPECT_EQ(word_file(BytesSource(bytes)), WordFile::odt);
  const auto read_it = read(bytes);
  EXPECT_EQ(read_it.text(), "Losses\n\nThree were killed.\n\n- one\n- two\n\nDay\t3\n");
  EXPECT_EQ(read_it.capture.said.title, "Week");
  EXPECT_EQ(read_it.capture.said.author, "Desk");
}

TEST(Xml, RefusesDocumentTypesAndDepth) {
  const XmlHandlers none{[](XmlName, const auto&) {}, [](XmlName) {}, [](std::string_view) {}};
  EXPECT_TRUE(read_xml("<a><b/>x</a>", none));
  const auto entities = read_xml(R"(<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>)", none);
  ASSERT_FALSE(entities);
  EXPECT_EQ(entities.error().what, "it has a document type, which no such file has (line 1 of its XML)");
  EXPECT_FALSE(read_xml("<a>&x;</a>", none));
  EXPECT_FALSE(read_xml("", none));
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<a>";
  EXPECT_NE(read_xml(deep, none).error().what.find("256"), std::string::npos);
}

RC_GTEST_PROP(Docx, ACutOrAFlipNeverCrashes, ()) {
  std::string bytes = docx(p("Three were killed.") + p("Four were wounded."), core);
  const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
  const auto cut = read(bytes.substr(0, at));
  RC_ASSERT(cut.result.has_value() == cut.capture.content.has_value());
  bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1U << *rc::gen::inRange(0U, 8U)));
  const auto flipped = read(bytes);
  RC_ASSERT(flipped.result.has_value() == flipped.capture.content.has_value());
  if (flipped.result) RC_ASSERT(flipped.text() == "Three were killed.\n\nFour were wounded.\n");
}

}  // namespace
}  // namespace histor
