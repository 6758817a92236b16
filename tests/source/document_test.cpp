#include "source/document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include <rapidcheck/gtest.h>

#include "base/hash.hpp"
#include "folder.hpp"
#include "source/layout.hpp"

namespace histor {
namespace {

const std::string report =
    "Strikes kill twelve in northern town\n"
    "By Jane Doe for AFP\n"
    "December 2, 2024\n"
    "AMMAN (AFP) — Two strikes on a market killed at least twelve people, officials said.\n"
    "The army said that it had struck a depot of arms and that it knew of no harm to civilians.\n";

bool on_border(std::string_view text, std::uint32_t offset) {
  return offset == text.size() || (static_cast<unsigned char>(text[offset]) & 0xC0U) != 0x80U;
}

// The promises of Document that hold for any input; "" or the one that is broken.
std::string broken_promise(const Document& document) {
  const std::string_view text = document.text;
  const auto sound = [&](Span span) {
    return span.begin < span.end && span.end <= text.size() && on_border(text, span.begin) && on_border(text, span.end);
  };
  std::uint32_t at = 0;
  for (const Block& block : document.blocks) {
    if (!sound(block.span)) return "a block's span";
    if (block.span.begin < at) return "blocks in order, disjoint";
    if (!trimmed(text, {at, block.span.begin}).empty()) return "words between blocks";
    at = block.span.end;
  }
  if (!trimmed(text, {at, static_cast<std::uint32_t>(text.size())}).empty()) return "words after the blocks";
  if (document.title_span && !sound(*document.title_span)) return "the title's span";
  if (document.published && document.published->span && !sound(*document.published->span)) return "the date's span";
  if (document.dateline &&
      (!sound(document.dateline->span) || slice(text, document.dateline->span) != document.dateline->text)) {
    return "the dateline's span";
  }
  return "";
}

TEST(MakeDocument, ReadsAReport) {
  const auto document = make_document("a.txt", report).value();
  EXPECT_EQ(document.id, "sha256:" + sha256_hex(report));
  EXPECT_EQ(document.source, "a.txt");
  EXPECT_EQ(document.text, report);
  EXPECT_EQ(document.captured_bytes, report.size());
  EXPECT_EQ(document.title, "Strikes kill twelve in northern town");
  EXPECT_EQ(slice(document.text, document.title_span.value()), document.title);
  EXPECT_EQ(document.author, "Jane Doe");
  EXPECT_EQ(document.language, "en");
  EXPECT_EQ(to_string(document.published->date), "2024-12-02");
  EXPECT_EQ(document.published->from, Provenance::text);
  EXPECT_EQ(slice(document.text, document.published->span.value()), "December 2, 2024");
  EXPECT_EQ(document.dateline->text, "AMMAN");
  EXPECT_THAT(document.agencies, testing::ElementsAre("afp"));
  EXPECT_TRUE(document.notes.empty());
  EXPECT_EQ(broken_promise(document), "");
}

TEST(MakeDocument, WhatIsGivenWins) {
  const Given given{.published = day_from("2024-12-03"),
                    .outlet = "Outlet A",
                    .title = "Another title",
                    .url = "https://example.org/a",
                    .author = "John Roe",
                    .language = "fr"};
  const auto document = make_document("a.txt", report, given).value();
  EXPECT_EQ(to_string(document.published->date), "2024-12-03");
  EXPECT_EQ(document.published->from, Provenance::given);
  EXPECT_FALSE(document.published->span.has_value());
  EXPECT_EQ(document.outlet, "Outlet A");
  EXPECT_EQ(document.title, "Another title");
  EXPECT_FALSE(document.title_span.has_value());
  EXPECT_EQ(document.url, "https://example.org/a");
  EXPECT_EQ(document.author, "John Roe");
  EXPECT_EQ(document.language, "fr");
  ASSERT_EQ(document.notes.size(), 1U);
  EXPECT_EQ(document.notes[0].code, "date-overruled");
}

TEST(MakeDocument, TheDateComesFromTheNameWhenTheTextHasNone) {
  const std::string text = "Twelve people were reported killed on Sunday, officials said.\n";
  const auto by_path = make_document("reports/2024-12-02/a.txt", text).value();
  EXPECT_EQ(by_path.published->from, Provenance::path);
  EXPECT_EQ(to_string(by_path.published->date), "2024-12-02");
  const auto by_url = make_document("https://example.org/2024/12/02/a", text).value();
  EXPECT_EQ(by_url.published->from, Provenance::url);
  EXPECT_EQ(by_url.url, "https://example.org/2024/12/02/a");
  EXPECT_FALSE(make_document("a.txt", text)->published.has_value());
}

TEST(MakeDocument, IdIsOfTheCapturedBytes) {
  const std::string marked = "\xEF\xBB\xBF" + report;
  const auto document = make_document("a.txt", marked).value();
  EXPECT_EQ(document.id, "sha256:" + sha256_hex(marked));
  EXPECT_EQ(document.text, report);
  EXPECT_EQ(document.captured_bytes, marked.size());
}

TEST(MakeDocument, TellsTheLanguage) {
  EXPECT_EQ(
      make_document("a", "Mindestens zwölf Menschen sind am Sonntag bei einem Angriff auf einen Markt getötet worden.")
          ->language,
      "de");
  EXPECT_EQ(make_document("a", "Al menos doce personas murieron el domingo en un ataque contra un mercado.")->language,
            "es");
  EXPECT_EQ(make_document("a", "По данным местных властей, погибли двенадцать человек.")->language, "ru");
  EXPECT_EQ(make_document("a", "Dozens killed in strikes on the northern town")->language, "en");
}

TEST(MakeDocument, ErrorsNameTheSource) {
  for (const std::string_view bytes : {std::string_view(""), std::string_view(" \n\xC2\xA0\n"),
                                       std::string_view("%PDF-1.7"), std::string_view("\xEF\xBB\xBF")}) {
    const auto result = make_document("a.txt", bytes);
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().where, "a.txt");
  }
  EXPECT_EQ(make_document("a.txt", " \n ").error().code, ErrorCode::empty);
}

TEST(MakeDocument, ReadsAPageAsAPage) {
  const std::string page =
      "<html><head><title>Strikes kill twelve</title></head><body><article><h1>Strikes kill twelve</h1><p>Twelve "
      "people "
      "were killed &amp; three were hurt, officials said.</p></article></body></html>";
  const auto document = make_document("a", page).value();
  EXPECT_EQ(document.media_type, "text/html");
  const std::size_t at = document.text.find("Twelve people were killed & three were hurt");
  ASSERT_NE(at, std::string::npos);
  const auto begin = static_cast<std::uint32_t>(at);
  const Span captured = document.offsets.source_of({begin, begin + 43});
  EXPECT_EQ(slice(page, captured), "Twelve people were killed &amp; three were hurt");
  EXPECT_EQ(broken_promise(document), "");
}

TEST(MakeDocument, TracesAPageInAnotherEncoding) {
  const std::string page =
      "<html><meta charset=windows-1251><body><p>\xC2\xE7\xF0\xFB\xE2 killed two people, officials said on "
      "Sunday.</p></body></html>";
  const auto document = make_document("a.html", page).value();
  EXPECT_EQ(document.encoding, "windows-1251");
  const std::size_t at = document.text.find("Взрыв");
  ASSERT_NE(at, std::string::npos);
  const auto begin = static_cast<std::uint32_t>(at);
  EXPECT_EQ(slice(page, document.offsets.source_of({begin, begin + 10})), "\xC2\xE7\xF0\xFB\xE2");
}

TEST(MakeDocument, TakesWhatTheCarrierSays) {
  Capture capture;
  capture.source = "feed.xml!3";
  capture.bytes =
      "<item><title>Strikes kill twelve</title><description>Twelve people &amp;c. were killed.</description></item>";
  capture.said.title = "Strikes kill twelve";
  capture.said.published = day_from("2024-12-02");
  capture.said.outlet = "Outlet A";
  capture.said.url = "https://example.org/a";
  Content content{"Twelve people &c. were killed.", {}, "text/plain"};
  const auto at = static_cast<std::uint32_t>(capture.bytes.find("Twelve people"));
  content.offsets.copied(14, at);
  content.offsets.replaced(1, {at + 14, at + 19});
  content.offsets.copied(15, at + 19);
  capture.content = content;
  const auto document = make_document(capture).value();
  EXPECT_EQ(document.id, "sha256:" + sha256_hex(capture.bytes));
  EXPECT_EQ(document.text, "Strikes kill twelve\n\nTwelve people &c. were killed.");
  EXPECT_TRUE(document.composed);
  EXPECT_EQ(document.title, "Strikes kill twelve");
  EXPECT_EQ(slice(capture.bytes, document.offsets.source_of(document.title_span.value())), "Strikes kill twelve");
  EXPECT_EQ(slice(capture.bytes, document.offsets.source_of({21, 51})), "Twelve people &amp;c. were killed.");
  EXPECT_EQ(document.published->from, Provenance::metadata);
  EXPECT_EQ(to_string(document.published->date), "2024-12-02");
  EXPECT_EQ(document.outlet, "Outlet A");
  EXPECT_EQ(document.url, "https://example.org/a");
  EXPECT_EQ(broken_promise(document), "");
}

TEST(ReadDocument, ReadsAFile) {
  const Folder folder;
  const auto path = folder.write("a.txt", report);
  const auto document = read_document(path).value();
  EXPECT_EQ(document.source, path.string());
  EXPECT_EQ(document.text, report);
  EXPECT_EQ(read_document(path, {}, 10).error().code, ErrorCode::too_large);
}

// A line of this size in an algorithm of quadratic time would take hours.
TEST(MakeDocument, ALongLineTakesLinearTime) {
  std::string line;
  while (line.size() < (std::size_t{8} << 20U))
    line += "At least 12 people were reported killed (AFP) on 2 December 2024, by officials. ";
  EXPECT_EQ(make_document("a.txt", line)->blocks.size(), 1U);
  EXPECT_EQ(make_document("a.txt", std::string(std::size_t{8} << 20U, '#'))->blocks.size(), 1U);
  EXPECT_EQ(make_document("a.txt", std::string(std::size_t{8} << 20U, '"'))->blocks.size(), 1U);
}

// Texts made of what the readers look for, in any order.
rc::Gen<std::string> page_text() {
  const auto piece = rc::gen::element<std::string>(
      "Strikes kill twelve in town", "\n", "\n\n", " ", ".", "December 2, 2024", "7/8/2015", "16 July 2015",
      "By Jane Doe for AFP", "# ", "**", "— Group (@group) December 1, 2024", "🔳 Fatalities: 18…",
      "pic.twitter.com/abc", "#Example", "This aerial view shows the town", "Jane Doe / AFP", "AMMAN (AFP) — ",
      "BEIRUT: ", "KYIV, Dec 1 (Reuters) -", "Original url:", "<https://example.org/2024/12/02/a>",
      "Get short URL 0 12", "and the",
      "Two strikes on a market killed at least twelve people on Sunday, officials said.", "Leave a comment", "\xC2\xA0",
      "\r\n", "é", "(", ")", "--Reuters", "Published", "(updated 1457", "[Example](", "\xE2\x80\xA8", "“", "— ", "– ",
      "outlet, ", "by ", "@group", "AFP", "São Paulo (", "ÉVREUX –");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const std::vector<std::string>& pieces) {
    std::string text;
    for (const std::string& part : pieces) text += part;
    return text;
  });
}

RC_GTEST_PROP(MakeDocument, PagesKeepEveryPromise, ()) {
  const auto text = *page_text();
  const auto document = make_document("a.txt", text);
  if (!document) {
    RC_ASSERT(document.error().code == ErrorCode::empty);
    return;
  }
  RC_ASSERT(document->text == text);
  RC_ASSERT(broken_promise(*document) == "");
}

RC_GTEST_PROP(MakeDocument, AnyBytesKeepEveryPromise, (const std::vector<std::uint8_t>& noise, std::uint8_t every)) {
  auto text = *page_text();
  for (std::size_t i = 0; i < noise.size() && !text.empty(); ++i) {
    text[(i * (every + 1U)) % text.size()] = static_cast<char>(noise[i]);
  }
  const auto document = make_document("a.txt", text);
  if (document) RC_ASSERT(broken_promise(*document) == "");
}

RC_GTEST_PROP(MakeDocument, IsAPureFunction, ()) {
  const auto text = *page_text();
  const auto one = make_document("a.txt", text);
  const auto two = make_document("a.txt", text);
  RC_ASSERT(one.has_value() == two.has_value());
  if (!one) return;
  RC_ASSERT(one->id == two->id && one->title == two->title && one->agencies == two->agencies &&
            one->blocks.size() == two->blocks.size());
}

// The texts of the gold set, where this checkout has them beside it.
TEST(MakeDocument, ReadsTheGoldTexts) {
  const std::filesystem::path folder = HISTOR_SOURCE_DIR "/../shared/gold/dev/texts";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "the gold texts are not here";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto document = read_document(entry.path());
    ASSERT_TRUE(document.has_value()) << entry.path();
    EXPECT_EQ(broken_promise(*document), "") << entry.path();
    EXPECT_EQ(document->language, "en") << entry.path();
  }
}

}  // namespace
}  // namespace histor
