#include "source/html/metadata.hpp"

#include <gtest/gtest.h>

#include <string>

#include "source/html/json_ld.hpp"
#include "source/html/page.hpp"

namespace histor::html {
namespace {

const std::string body =
    "<p>At least twelve people were reported killed in the northern town on Sunday, officials said.</p>"
    "<p>Twenty more were wounded when shells hit the market, residents told reporters by telephone.</p>";

HtmlPage page(const std::string& head, const std::string& beside = {}) {
  return read_html("<html><head>" + head + "</head><body><article><h1>Strikes hit northern town</h1>" + beside + body +
                   "</article></body></html>");
}

std::string published(const std::string& head, const std::string& beside = {}) {
  const HtmlPage at = page(head, beside);
  return at.published ? to_string(at.published->day) : "none";
}

std::string meta(const std::string& name, const std::string& content) {
  return "<meta property=\"" + name + "\" content=\"" + content + "\">";
}
std::string linked(const std::string& json) {
  return "<script type=\"application/ld+json\">" + json + "</script>";
}

TEST(Published, IsReadFromTheHead) {
  EXPECT_EQ(published(meta("article:published_time", "2024-05-02T10:00:00+02:00")), "2024-05-02");
  EXPECT_EQ(published(meta("pubdate", "20240502")), "2024-05-02");
  EXPECT_EQ(published(meta("DC.date.issued", "2024-05-02")), "2024-05-02");
  EXPECT_EQ(published(meta("parsely-pub-date", "2024-05-02T10:00:00Z")), "2024-05-02");
  EXPECT_EQ(published(meta("sailthru.date", "Thu, 02 May 2024 10:00:00 +0000")), "2024-05-02");
  EXPECT_EQ(published("<meta itemprop=\"datePublished\" content=\"May 2, 2024, 07:47 PM\">"), "2024-05-02");
}

TEST(Published, IsReadFromLinkedData) {
  EXPECT_EQ(published(linked(R"({"@type":"NewsArticle","datePublished":"2024-05-02T10:00:00Z"})")), "2024-05-02");
  EXPECT_EQ(published(linked(
                R"({"@graph":[{"@type":"WebSite"},{"@type":["Report","NewsArticle"],"datePublished":"2024-05-02"}]})")),
            "2024-05-02");
  EXPECT_EQ(
      published(linked(
          R"([{"@type":"VideoObject","datePublished":"2020-01-01"},{"@type":"Article","datePublished":"2024-05-02"}])")),
      "2024-05-02");
}

TEST(Published, IsReadBesideTheHeadline) {
  EXPECT_EQ(published("", "<p class=date>Published 2 May 2024, 10:00</p>"), "2024-05-02");
  EXPECT_EQ(published("", "<time datetime=\"2024-05-02T10:00\">two days ago</time>"), "2024-05-02");
  EXPECT_EQ(published("", "<time datetime=\"2024-05-02\" itemprop=\"datePublished\">yesterday</time>"), "2024-05-02");
}

TEST(Published, IsNotReadFromTheText) {
  EXPECT_EQ(
      published("", "<p>The strikes of 2 May 2024 were the first of the year, the officials said in a statement.</p>"),
      "none");
}

TEST(Published, IsTheDayThatReadersSee) {
  EXPECT_EQ(published(meta("article:published_time", "2024-05-03T03:10:00+00:00"), "<p>May 2, 2024, 11:10 pm</p>"),
            "2024-05-02");
  EXPECT_EQ(published(meta("article:published_time", "2024-05-03T03:10:00+00:00"), "<p>April 2, 2020</p>"),
            "2024-05-03");
  // A day later stands there as the day of the update.
  EXPECT_EQ(published(meta("article:published_time", "2024-05-02T10:00:00Z") +
                          meta("article:modified_time", "2024-05-03T10:00:00Z"),
                      "<p>Updated May 3, 2024</p>"),
            "2024-05-02");
}

TEST(Published, ReadsSlashesAsThePageDoes) {
  EXPECT_EQ(published("", "<p>05/10/2018</p>"), "2018-05-10");
  const HtmlPage at =
      read_html("<html lang=pt-BR><body><article><h1>Strikes hit northern town</h1><p>05/10/2018</p>" + body);
  EXPECT_EQ(to_string(at.published.value().day), "2018-10-05");
}

TEST(Published, IgnoresWhatIsNoDate) {
  EXPECT_EQ(published(meta("article:published_time", "0001-01-01T00:00:00Z")), "none");
  EXPECT_EQ(published(meta("article:published_time", "soon")), "none");
  EXPECT_EQ(published(meta("article:expiration_time", "2024-05-02")), "none");
}

TEST(Published, IsTracedToItsWords) {
  const auto traced = [](const std::string& html) {
    const HtmlPage at = read_html(html);
    return std::string(slice(html, at.published.value().captured));
  };
  EXPECT_EQ(traced("<head>" + meta("article:published_time", "2024-05-02T10:00:00Z") + "</head><body>" + body),
            "2024-05-02");
  EXPECT_EQ(traced("<head>" + linked(R"( {"@type":"NewsArticle", "datePublished" : "2024-05-02T10:00:00Z"} )") +
                   "</head><body>" + body),
            "2024-05-02");
}

TEST(Published, ConflictsAreNoted) {
  const HtmlPage at = page(meta("article:published_time", "2024-05-02") + meta("dc.date", "2024-06-09"));
  EXPECT_EQ(to_string(at.published.value().day), "2024-05-02");
  ASSERT_EQ(at.notes.size(), 1U);
  EXPECT_EQ(at.notes[0].code, "date-conflict");
}

TEST(Updated, IsReadFromTheHeadAndLinkedData) {
  EXPECT_EQ(to_string(page(meta("article:modified_time", "2024-05-03T10:00:00Z")).updated.value().day), "2024-05-03");
  EXPECT_EQ(to_string(page(meta("og:updated_time", "2024-05-03T10:00:00Z")).updated.value().day), "2024-05-03");
  EXPECT_EQ(to_string(page(linked(R"({"@type":"NewsArticle","dateModified":"2024-05-03"})")).updated.value().day),
            "2024-05-03");
}

TEST(Head, SaysWhoWroteWhatAndWhere) {
  const HtmlPage at = read_html(
      "<html lang=\"EN-us\"><head><meta property=\"og:title\" content=\"Strikes hit town - Example &amp; News\"><meta "
      "property=\"og:site_name\" content=\"Example &amp; News\">"
      "<meta name=author content=\"A. Writer\"><link rel=canonical "
      "href=\"https://www.example.org/a?b=1&amp;c=2\"></head><body><h1>Strikes hit town</h1>" +
      body);
  EXPECT_EQ(at.title, "Strikes hit town");
  EXPECT_EQ(at.outlet, "Example & News");
  EXPECT_EQ(at.author, "A. Writer");
  EXPECT_EQ(at.language, "en");
  EXPECT_EQ(at.url, "https://www.example.org/a?b=1&c=2");
}

TEST(Head, NamesItsWriterAlone) {
  EXPECT_EQ(page("<meta name=author content=\"By A. Writer\">").author, "A. Writer");
  EXPECT_EQ(page("", "<p itemprop=author>by A. Writer | May 2, 2024 10:00</p>").author, "A. Writer");
  EXPECT_EQ(page("<meta name=author content=\"https://example.org/a-writer\">").author, "");
}

TEST(Head, GivesOnlyAddressesOfTheWeb) {
  EXPECT_EQ(page("<link rel=canonical href=\"javascript:alert(1)\">").url, "");
  EXPECT_EQ(page("<link rel=canonical href=\"/a\">" + meta("og:url", "http://example.org/a")).url,
            "http://example.org/a");
}

TEST(LinkedDataTest, GivesWhatItsArticleSays) {
  LinkedData data;
  read_linked_data(
      R"(<!-- {"@type":"NewsArticle","headline":"Strikes &amp; shelling","author":[{"@type":"Person","name":"A. Writer"}],
    "publisher":{"name":"Example News"},"articleBody":"Line
one","mainEntityOfPage":{"@type":"WebPage","datePublished":"2001-01-01"}}; -->)",
      data);
  EXPECT_EQ(data.headline, "Strikes & shelling");
  EXPECT_EQ(data.author, "A. Writer");
  EXPECT_EQ(data.publisher, "Example News");
  EXPECT_EQ(data.body, "Line one");
}

TEST(LinkedDataTest, SaysNothingWhereItIsBroken) {
  for (const std::string script :
       {"", "{", "{\"@type\":", "[[[[", "{\"@type\":\"NewsArticle\",\"datePublished\":2024}", "null", "{\"@type\":[]}",
        "{\"@type\":\"NewsArticle\",\"author\":[]}", "{\"@graph\":{\"@graph\":{}}}"}) {
    LinkedData data;
    read_linked_data(script, data);
    EXPECT_TRUE(data.published.empty()) << script;
    EXPECT_EQ(data.author, "") << script;
  }
}

TEST(LinkedDataTest, IsReadToNoDepth) {
  std::string deep = "{\"@type\":\"WebSite\"";
  std::string close = "}";
  for (int i = 0; i < 900; ++i) {
    deep += ",\"mainEntity\":{\"@type\":\"WebSite\"";
    close += "}";
  }
  LinkedData data;
  read_linked_data(deep + close, data);
  EXPECT_TRUE(data.headline.empty());
}

}  // namespace
}  // namespace histor::html
