#include "source/html/page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <rapidcheck/gtest.h>

#include "pages.hpp"
#include "source/encoding.hpp"

namespace histor {
namespace {

using html_test::blocks;
using html_test::broken_promise;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Strings = std::vector<std::string>;

// A page as outlets make them, with `body` as its report.
std::string page_with(const std::string& body, const std::string& head = {}) {
  return "<!DOCTYPE html><html lang=\"en-GB\"><head><title>Strikes hit northern town | Example News</title>" + head +
         "</head><body><header class=\"site-header\"><nav><ul><li><a href=\"/\">Home</a><li><a "
         "href=\"/world\">World</a></ul></nav></header>"
         "<main><article><h1>Strikes hit northern town</h1><p class=\"byline\">By A. Writer</p>"
         "<div class=\"share\"><a href=\"#\">Share this</a></div>" +
         body +
         "</article><aside class=\"related\"><h3>Related</h3><ul><li><a href=\"/a\">Another report of another day in "
         "the town</a>"
         "<li><a href=\"/b\">What is known of the strikes so far</a></ul></aside></main>"
         "<section id=\"comments\"><p>I do not believe a word of this report, and I will say so here.</p></section>"
         "<footer><p>Copyright Example News. All rights are reserved by the publisher of this "
         "page.</p></footer></body></html>";
}

const std::string first = "At least twelve people were reported killed in the northern town on Sunday, officials said.";
const std::string second =
    "Twenty more were wounded when shells hit the market, residents told reporters by telephone.";
const std::string third = "The army said that it had struck a depot outside the town and knew of no harm to civilians.";

std::string p(const std::string& words) {
  return "<p>" + words + "</p>";
}

TEST(Html, ReadsTheReportAndNothingElse) {
  const std::string html = page_with(p(first) + p(second) + p(third));
  const HtmlPage page = read_html(html);
  EXPECT_EQ(html_test::main_text(page), first + "\n\n" + second + "\n\n" + third);
  EXPECT_EQ(page.title, "Strikes hit northern town");
  EXPECT_EQ(slice(page.text, page.title_span.value()), page.title);
  EXPECT_EQ(broken_promise(html, page), "");
}

TEST(Html, NamesWhatItLeavesOut) {
  const std::string html = page_with(p(first) + p(second));
  const HtmlPage page = read_html(html);
  std::string left_out;
  for (const Span span : page.boilerplate) left_out += std::string(slice(html, span)) + "\n";
  for (const char* words : {"Home", "By A. Writer", "Share this", "Another report", "I do not believe", "Copyright"}) {
    EXPECT_THAT(left_out, HasSubstr(words));
  }
  EXPECT_THAT(left_out, testing::Not(HasSubstr("twelve")));
}

TEST(Html, TracesEveryByte) {
  const std::string html = page_with(
      "<p>At least  <b>twelve</b>\n people were reported killed at the &#8220;market&#8221; &amp; the mosque, "
      "officials said on&nbsp;Sunday.</p>" +
      p(second));
  const HtmlPage page = read_html(html);
  const std::string_view text = page.text;
  EXPECT_TRUE(html_test::main_text(page).starts_with(
      "At least twelve people were reported killed at the “market” & the mosque, officials said on Sunday."));
  const auto source = [&](std::string_view words) {
    const auto at = static_cast<std::uint32_t>(text.find(words));
    return std::string(slice(html, page.offsets.source_of({at, at + static_cast<std::uint32_t>(words.size())})));
  };
  EXPECT_EQ(source("least twelve people"), "least  <b>twelve</b>\n people");
  EXPECT_EQ(source("“market”"), "&#8220;market&#8221;");
  EXPECT_EQ(source("&"), "&amp;");
  EXPECT_EQ(source("on Sunday"), "on&nbsp;Sunday");
  EXPECT_EQ(broken_promise(html, page), "");
}

TEST(Html, KeepsHeadingsOfTheText) {
  const HtmlPage page =
      read_html(page_with(p(first) + "<h2>What the army says</h2>" + p(third) + "<h2>More on this</h2>"));
  EXPECT_EQ(html_test::main_text(page), first + "\n\nWhat the army says\n\n" + third);
  EXPECT_THAT(blocks(page, BlockKind::heading), ElementsAre("Strikes hit northern town", "What the army says"));
}

TEST(Html, PartsParagraphsAtTwoBreaksAndLinesAtOne) {
  const HtmlPage page = read_html(page_with("<div>" + first + "<br><br>\n" + second + "<br>" + third + "</div>"));
  EXPECT_EQ(html_test::main_text(page), first + "\n\n" + second + "\n" + third);
}

TEST(Html, TellsCaptionsFromCredits) {
  const std::string html = page_with(
      "<figure><img src=x><figcaption>A street in the town after the strikes. "
      "<span class=\"credit\">Photo: A. Writer</span></figcaption></figure>" +
      p(first) + p(second) +
      "<div class=\"wp-caption\"><p class=\"wp-caption-text\">Residents search the market.</p>"
      "<p class=\"photo-credit\">Example Agency</p></div>" +
      p(third));
  const HtmlPage page = read_html(html);
  EXPECT_EQ(html_test::main_text(page), first + "\n\n" + second + "\n\n" + third);
  EXPECT_THAT(blocks(page, BlockKind::caption),
              ElementsAre("A street in the town after the strikes.", "Residents search the market."));
  EXPECT_EQ(broken_promise(html, page), "");
}

TEST(Html, TellsACaptionOnce) {
  const std::string figure = "<figure><img src=x><figcaption>A street in the town.</figcaption></figure>";
  const HtmlPage page = read_html(page_with(figure + p(first) + p(second) + figure +
                                            "<figure><figcaption>Reuters</figcaption></figure>" + p(third)));
  EXPECT_THAT(blocks(page, BlockKind::caption), ElementsAre("A street in the town."));
}

TEST(Html, KeepsAnEmbeddedPostInOneBlock) {
  const std::string html =
      page_with(p(first) +
                "<blockquote class=\"twitter-tweet\"><p lang=\"en\">16 killed in the strike on the town. <a "
                "href=\"https://t.co/x\">pic.example.com/x</a></p>"
                "&mdash; Civil Defence (@example_cd) <a href=\"https://twitter.com/example_cd/status/1\">December 2, "
                "2024</a></blockquote>" +
                p(second));
  const HtmlPage page = read_html(html);
  EXPECT_THAT(
      blocks(page, BlockKind::post),
      ElementsAre(
          "16 killed in the strike on the town. pic.example.com/x\n— Civil Defence (@example_cd) December 2, 2024"));
  EXPECT_THAT(blocks(page, BlockKind::body), ElementsAre(first, second));
  EXPECT_EQ(broken_promise(html, page), "");
}

TEST(Html, KnowsAPostByItsCreditOrByWhatItCites) {
  const HtmlPage credited = read_html(page_with(p(first) +
                                                "<blockquote><p>Shelling has not stopped since noon.</p><p>— A "
                                                "Resident (@example_r) May 2, 2024</p></blockquote>" +
                                                p(second)));
  EXPECT_THAT(blocks(credited, BlockKind::post),
              ElementsAre("Shelling has not stopped since noon.\n— A Resident (@example_r) May 2, 2024"));
  const HtmlPage cited = read_html(page_with(
      p(first) +
      "<blockquote cite=\"https://t.me/example/12\"><p>Shelling has not stopped since noon.</p></blockquote>" +
      p(second)));
  EXPECT_THAT(blocks(cited, BlockKind::post), ElementsAre("Shelling has not stopped since noon."));
  const HtmlPage quoted = read_html(page_with(
      p(first) + "<blockquote><p>Shelling has not stopped since noon, a resident said.</p></blockquote>" + p(second)));
  EXPECT_THAT(blocks(quoted, BlockKind::post), IsEmpty());
  EXPECT_THAT(html_test::main_text(quoted), HasSubstr("since noon, a resident said"));
}

TEST(Html, ReadsTwoPostsAsTwo) {
  const std::string post =
      "<blockquote class=\"twitter-tweet\"><p>Strikes on the town.</p>— Watch (@example_w) May 2, 2024</blockquote>";
  const HtmlPage page = read_html(page_with(p(first) + post + post + p(second)));
  EXPECT_EQ(blocks(page, BlockKind::post).size(), 2U);
}

TEST(Html, ReadsListsAndTables) {
  const HtmlPage page = read_html(page_with(
      p(first) +
      "<ul><li>Eight were reported killed in the market.</li><li>Four were reported killed on the road.</li></ul>"
      "<table><tr><th>Town<th>Killed<tr><td>North<td>12<tr><td>South<td></table>" +
      p(second)));
  EXPECT_THAT(html_test::main_text(page), HasSubstr("market.\n\nFour were"));
  EXPECT_THAT(blocks(page, BlockKind::body), testing::Contains("Town | Killed\nNorth | 12\nSouth |"));
}

TEST(Html, ReadsPreformattedText) {
  const HtmlPage page =
      read_html("<html><body><pre>" + first + "\n" + second + "\n\n" + third + "\n</pre></body></html>");
  EXPECT_EQ(html_test::main_text(page), first + " " + second + "\n\n" + third);
}

TEST(Html, LeavesARepeatedPullQuoteOut) {
  const HtmlPage page = read_html(
      page_with(p(first) + "<aside class=\"pull-quote\">Twenty more were wounded when shells hit the market</aside>" +
                p(second) + p(third)));
  EXPECT_EQ(html_test::main_text(page), first + "\n\n" + second + "\n\n" + third);
}

TEST(Html, SaysWhereThereIsNoReport) {
  const HtmlPage page = read_html("<html><body><ul><li><a href=/a>One</a><li><a href=/b>Two</a></ul></body></html>");
  EXPECT_EQ(html_test::main_text(page), "");
  ASSERT_FALSE(page.notes.empty());
  EXPECT_EQ(page.notes.front().code, "no-main-text");
  EXPECT_EQ(read_html("").text, "");
}

TEST(Html, SaysWhatItsBudgetLeftOut) {
  std::string html;
  for (int i = 0; i < 100; ++i) html += p(first);
  const HtmlPage page = read_html(html, {.nodes = 50});
  ASSERT_FALSE(page.notes.empty());
  EXPECT_EQ(page.notes.back().code, "budget");
  EXPECT_EQ(broken_promise(html, page), "");
}

TEST(Html, TakesTheTitleFromTheHeadWhereThePageShowsNone) {
  const std::string html =
      "<html><head><meta property=\"og:site_name\" content=\"Example News\">"
      "<title>Strikes &amp; shelling in the north - Example News</title></head><body>" +
      p(first) + p(second) + "</body></html>";
  const HtmlPage page = read_html(html);
  EXPECT_EQ(page.title, "Strikes & shelling in the north");
  EXPECT_EQ(page.outlet, "Example News");
  EXPECT_EQ(broken_promise(html, page), "");
}

RC_GTEST_PROP(HtmlProperty, KeepsItsPromisesOnSoup, ()) {
  const std::string html = *html_test::soup();
  const std::string broken = broken_promise(html, read_html(html));
  RC_ASSERT(broken == "");
}

RC_GTEST_PROP(HtmlProperty, KeepsItsPromisesOnSoupInAPage, ()) {
  const std::string html = page_with(p(first) + *html_test::soup() + p(second));
  const std::string broken = broken_promise(html, read_html(html));
  RC_ASSERT(broken == "");
}

TEST(HtmlMalformed, KeepsItsPromises) {
  namespace fs = std::filesystem;
  std::size_t files = 0;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(fs::path(HISTOR_SOURCE_DIR) / "tests" / "source" / "malformed" / "html")) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto decoded = decode(bytes, entry.path().string());
    if (!decoded) continue;
    EXPECT_EQ(broken_promise(decoded->text, read_html(decoded->text)), "") << entry.path();
    ++files;
  }
  EXPECT_GE(files, 10U);
}

}  // namespace
}  // namespace histor
