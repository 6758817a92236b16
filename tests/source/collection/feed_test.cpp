#include "source/collection/feed.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include <rapidcheck/gtest.h>

#include "taken.hpp"

namespace histor {
namespace {

constexpr std::string_view rss = R"xml(<?xml version="1.0" encoding="windows-1251"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:media="http://search.yahoo.com/mrss/">
<channel>
 <image><title>A logo</title><link>https://example.org/logo</link></image>
 <title>The Example Courier</title>
 <link>https://example.org/</link>
 <language>en-gb</language>
 <item>
  <title>Shelling &amp;#8216;kills two&amp;#8217; in the old town</title>
  <link>https://example.org/a</link>
  <guid isPermaLink="false">a-1</guid>
  <pubDate>Mon, 02 Dec 2024 23:30:00 -0500</pubDate>
  <dc:creator>The Desk</dc:creator>
  <description>A short form.</description>
  <media:description>Smoke over the town</media:description>
  <content:encoded><![CDATA[<p>Two people were reported killed.</p>
<p>The clinic &amp; the school were hit.</p>]]></content:encoded>
 </item>
 <item>
  <title>A second</title>
  <guid>https://example.org/b</guid>
  <author>desk@example.org (The Night Desk)</author>
  <source url="https://example.com/feed">The Example Wire</source>
  <description>Five &amp; seven, as the words &lt;5 say&#46;</description>
 </item>
 <item><title>Nine reported wounded</title></item>
 <item><link>https://example.org/empty</link></item>
</channel>
</rss>)xml";

TEST(Feed, ReadsRss) {
  const TakenItems taken = taken_from(open_feed, std::string(rss), "feed.xml");
  ASSERT_TRUE(taken.outcome);
  ASSERT_EQ(taken.captures.size(), 3U);
  ASSERT_EQ(taken.errors.size(), 1U);
  EXPECT_EQ(taken.errors[0].where, "feed.xml!4");
  const Capture& first = taken.captures[0];
  EXPECT_EQ(first.source, "feed.xml!1");
  EXPECT_TRUE(first.bytes.starts_with("<item>"));
  EXPECT_TRUE(first.bytes.ends_with("</item>"));
  EXPECT_EQ(first.content->media_type, "text/html");
  EXPECT_EQ(first.content->bytes,
            "<p>Two people were reported killed.</p>\n<p>The clinic &amp; the school were hit.</p>");
  EXPECT_EQ(captured_at(first, "reported killed"), "reported killed");
  EXPECT_EQ(first.said.title, "Shelling ‘kills two’ in the old town");
  EXPECT_EQ(first.said.url, "https://example.org/a");
  EXPECT_EQ(first.said.author, "The Desk");
  EXPECT_EQ(first.said.outlet, "The Example Courier");
  EXPECT_EQ(first.said.language, "en");
  EXPECT_EQ(first.said.published, day_from("2024-12-02"));
  const Capture& second = taken.captures[1];
  EXPECT_EQ(second.content->bytes, "Five & seven, as the words <5 say.");
  EXPECT_EQ(second.content->media_type, "text/plain");
  EXPECT_EQ(captured_at(second, "& seven, as the words <"), "&amp; seven, as the words &lt;");
  EXPECT_EQ(second.said.url, "https://example.org/b");
  EXPECT_EQ(second.said.author, "The Night Desk");
  EXPECT_EQ(second.said.outlet, "The Example Wire");
  EXPECT_FALSE(second.said.published);
  EXPECT_EQ(taken.captures[2].content->bytes, "Nine reported wounded");
  for (const Capture& capture : taken.captures) EXPECT_TRUE(offsets_hold(capture)) << capture.source;
}

TEST(Feed, ReadsRdf) {
  const TakenItems taken = taken_from(open_feed, R"xml(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="https://example.org/"><title>Example Monitor</title><d:language>fr</d:language></channel>
    <image rdf:about="x"><title>Not the title</title></image>
    <item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/one</link>
    <description>Three reported missing.</description><d:date>2024-12-02T08:00:00+03:00</d:date></item></rdf:RDF>)xml",
                                      "rdf.xml");
  ASSERT_EQ(taken.captures.size(), 1U);
  const Given& said = taken.captures[0].said;
  EXPECT_EQ(said.outlet, "Example Monitor");
  EXPECT_EQ(said.language, "fr");
  EXPECT_EQ(said.published, day_from("2024-12-02"));
  EXPECT_EQ(said.url, "https://example.org/one");
}

constexpr std::string_view atom = R"xml(
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-US">
 <title type="html">Example &amp;amp; Sons</title>
 <link rel="self" href="https://example.org/feed"/><link href="https://example.org/"/>
 <author><name>The House</name></author>
 <entry>
  <title>One</title><id>tag:example.org,2024:1</id>
  <link rel="enclosure" href="https://example.org/x.mp3"/><link rel="alternate" href="/one"/>
  <updated>2024-12-05T00:00:00Z</updated><published>2024-12-03T23:00:00-05:00</published>
  <author><name>First Desk</name><uri>https://example.org/desk</uri></author>
  <summary>Shorter.</summary>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Four <b>reported</b> dead &amp; two hurt.</p></div></content>
 </entry>
 <entry>
  <title type="text">a &lt;b&gt; c</title><id>2</id>
  <updated>2024-12-04T00:00:00Z</updated>
  <source><title>Another House</title></source>
  <content type="html">&lt;p&gt;Six &amp;amp; seven&lt;/p&gt;</content>
 </entry>
 <entry><id>3</id><content src="https://example.org/3"/><summary type="text">Only x &lt;p&gt; y.</summary></entry>
</feed>)xml";

TEST(Feed, ReadsAtom) {
  const TakenItems taken = taken_from(open_feed, std::string(atom), "atom.xml");
  ASSERT_TRUE(taken.outcome);
  ASSERT_EQ(taken.captures.size(), 3U);
  const Capture& first = taken.captures[0];
  EXPECT_EQ(first.content->media_type, "text/html");
  EXPECT_EQ(first.content->bytes,
            R"(<div xmlns="http://www.w3.org/1999/xhtml"><p>Four <b>reported</b> dead &amp; two hurt.</p></div>)");
  EXPECT_EQ(first.said.published, day_from("2024-12-03"));
  EXPECT_EQ(first.said.url, "https://example.org/one");
  EXPECT_EQ(first.said.author, "First Desk");
  EXPECT_EQ(first.said.outlet, "Example & Sons");
  EXPECT_EQ(first.said.language, "en");
  const Capture& second = taken.captures[1];
  EXPECT_EQ(second.content->bytes, "<p>Six &amp; seven</p>");
  EXPECT_EQ(second.content->media_type, "text/html");
  EXPECT_EQ(captured_at(second, "&amp;"), "&amp;amp;");
  EXPECT_EQ(second.said.outlet, "Another House");
  EXPECT_EQ(second.said.author, "The House");
  EXPECT_FALSE(second.said.published);
  EXPECT_EQ(second.said.otherwise_published, day_from("2024-12-04"));
  EXPECT_EQ(taken.captures[2].content->bytes, "Only x <p> y.");
  EXPECT_EQ(taken.captures[2].content->media_type, "text/plain");
  for (const Capture& capture : taken.captures) EXPECT_TRUE(offsets_hold(capture)) << capture.source;
}

TEST(Feed, ReadsAtom03) {
  const TakenItems taken =
      taken_from(open_feed, R"xml(<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old</title>
    <entry><title>x</title><issued>2004-01-02T03:04:05Z</issued><modified>2005-01-02T03:04:05Z</modified>
    <content type="text/html" mode="escaped">&lt;p&gt;Escaped&lt;/p&gt;</content></entry>
    <entry><created>2003-01-02T03:04:05Z</created><content type="application/xhtml+xml"><p>Plain <i>inside</i></p></content></entry>
    <entry><content mode="base64">AAAA</content><summary>Short</summary></entry></feed>)xml",
                 "old.xml");
  ASSERT_EQ(taken.captures.size(), 3U);
  EXPECT_EQ(taken.captures[0].content->bytes, "<p>Escaped</p>");
  EXPECT_EQ(taken.captures[0].said.published, day_from("2004-01-02"));
  EXPECT_EQ(taken.captures[1].content->bytes, "<p>Plain <i>inside</i></p>");
  EXPECT_EQ(taken.captures[1].said.published, day_from("2003-01-02"));
  EXPECT_EQ(taken.captures[2].content->bytes, "Short");
}

constexpr std::string_view json_feed = R"json({
 "version": "https://jsonfeed.org/version/1.1", "items": [
  {"id": "1", "url": "https://example.org/1", "title": "One", "content_html": "<p>Two \"reported\" killed \u2014 d\u00e9tails<\/p>",
   "date_published": "2024-12-02T18:30:00+03:00", "authors": [{"name": "A Desk"}, {"name": "B Desk"}]},
  {"id": "https://example.org/2", "content_text": "Plain\nwords \ud83d\ude00.", "date_modified": "2024-12-03"},
  {"id": "3"}
 ], "title": "Example JSON", "language": "en", "author": {"name": "The House"}
})json";

TEST(Feed, ReadsJsonFeed) {
  const TakenItems taken = taken_from(open_feed, std::string(json_feed), "feed.json");
  ASSERT_TRUE(taken.outcome);
  ASSERT_EQ(taken.captures.size(), 2U);
  ASSERT_EQ(taken.errors.size(), 1U);
  const Capture& first = taken.captures[0];
  EXPECT_EQ(first.content->bytes, "<p>Two \"reported\" killed — détails</p>");
  EXPECT_EQ(captured_at(first, "\"reported\""), R"(\"reported\")");
  EXPECT_EQ(captured_at(first, "détails</p>"), R"(d\u00e9tails<\/p>)");
  EXPECT_EQ(first.said.outlet, "Example JSON");
  EXPECT_EQ(first.said.author, "A Desk, B Desk");
  EXPECT_EQ(first.said.published, day_from("2024-12-02"));
  EXPECT_TRUE(first.bytes.starts_with("{\"id\": \"1\""));
  EXPECT_EQ(taken.captures[1].content->bytes, "Plain\nwords 😀.");
  EXPECT_EQ(taken.captures[1].said.url, "https://example.org/2");
  EXPECT_EQ(taken.captures[1].said.author, "The House");
  for (const Capture& capture : taken.captures) EXPECT_TRUE(offsets_hold(capture)) << capture.source;
}

TEST(Feed, ListsEntries) {
  const auto entries = feed_entries(atom);
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 3U);
  EXPECT_EQ((*entries)[0].link, "/one");
  EXPECT_EQ((*entries)[0].guid, "tag:example.org,2024:1");
  EXPECT_EQ((*entries)[0].updated, "2024-12-05T00:00:00Z");
  EXPECT_EQ(feed_entries(json_feed)->at(1).updated, "2024-12-03");
  EXPECT_EQ(feed_entries(rss)->at(1).link, "https://example.org/b");
  EXPECT_FALSE(feed_entries("words"));
}

TEST(Feed, KeepsWhatStandsBeforeABreak) {
  std::string broken(rss);
  broken.replace(broken.find("<title>A second"), 7, "<title");
  const TakenItems taken = taken_from(open_feed, broken, "feed.xml");
  ASSERT_TRUE(taken.outcome);
  ASSERT_EQ(taken.captures.size(), 1U);
  ASSERT_EQ(taken.errors.size(), 1U);
  EXPECT_EQ(taken.errors[0].where, "feed.xml:21");
  EXPECT_NE(taken.errors[0].what.find("item 2"), std::string::npos) << taken.errors[0].what;
}

TEST(Feed, PassesOnEntitiesThatNobodyDeclares) {
  const TakenItems taken = taken_from(
      open_feed, "<rss><channel><item><description>Two&nbsp;dead, caf&eacute;</description></item></channel></rss>",
      "f");
  ASSERT_EQ(taken.captures.size(), 1U);
  EXPECT_EQ(taken.captures[0].content->bytes, "Two&nbsp;dead, caf&eacute;");
  EXPECT_EQ(taken.captures[0].content->media_type, "text/html");
  EXPECT_TRUE(offsets_hold(taken.captures[0]));
}

TEST(Feed, ExpandsShortEntitiesOnly) {
  const auto with = [](std::string_view declaration) {
    return "<!DOCTYPE rss [" + std::string(declaration) +
           "]><rss><channel><item><description>x &e; y</description></item></channel></rss>";
  };
  const TakenItems good = taken_from(open_feed, with("<!ENTITY e \"&#160;\">"), "f");
  ASSERT_EQ(good.captures.size(), 1U);
  EXPECT_EQ(good.captures[0].content->bytes, "x \u00A0 y");
  EXPECT_EQ(captured_at(good.captures[0], "\u00A0"), "&e;");
  EXPECT_FALSE(taken_from(open_feed, with("<!ENTITY d \"dddd\"><!ENTITY e \"&d;&d;&d;\">"), "f").outcome);
  EXPECT_FALSE(taken_from(open_feed, with("<!ENTITY e \"&#60;p>\">"), "f").outcome);
  EXPECT_FALSE(taken_from(open_feed, with("<!ENTITY e \"" + std::string(1000, 'e') + "\">"), "f").outcome);
  // What stands in another file is nothing.
  const TakenItems external = taken_from(open_feed, with("<!ENTITY e SYSTEM \"/etc/hostname\">"), "f");
  ASSERT_EQ(external.captures.size(), 1U);
  EXPECT_EQ(external.captures[0].content->bytes, "x  y");
}

TEST(Feed, HasBudgets) {
  std::string deep = "<rss><channel><item><description>";
  for (int i = 0; i < 1000; ++i) deep += "<b>";
  EXPECT_FALSE(taken_from(open_feed, deep, "f").outcome);
  UnfoldBudget few;
  few.members = 2;
  const TakenItems taken = taken_from(open_feed, std::string(rss), "f", few);
  EXPECT_EQ(taken.captures.size(), 2U);
  ASSERT_EQ(taken.errors.size(), 1U);
  EXPECT_EQ(taken.errors[0].code, ErrorCode::too_large);
  UnfoldBudget small;
  small.member_bytes = 100;
  EXPECT_EQ(taken_from(open_feed, std::string(rss), "f", small).captures.size(), 1U);
}

TEST(Feed, RefusesWhatIsNoFeed) {
  for (const char* words : {"", "words", "<html><body><p>x</p></body></html>", "{}", "{\"version\": 1}", "[]", "<rss",
                            "\xFF\xFE<rss/>", "{\"version\":\"https://jsonfeed.org/version/1\"}"}) {
    EXPECT_FALSE(taken_from(open_feed, words, "f").outcome) << words;
  }
  EXPECT_TRUE(taken_from(open_feed, "\xEF\xBB\xBF\n<rss><channel></channel></rss>", "f").outcome);
}

TEST(Feed, StopsWhenNoMoreIsWanted) {
  Capture carrier;
  carrier.bytes = rss;
  int given = 0;
  const auto outcome = open_feed(carrier, {}, [&](Result<Capture>&&) {
    ++given;
    return false;
  });
  EXPECT_TRUE(outcome);
  EXPECT_EQ(given, 1);
}

RC_GTEST_PROP(Feed, ATruncatedFeedKeepsItsFirstItems, (std::uint16_t cut, std::uint8_t which)) {
  const std::string_view whole = which % 3 == 0 ? rss : which % 3 == 1 ? atom : json_feed;
  const std::string_view part = whole.substr(0, cut % whole.size());
  const TakenItems all = taken_from(open_feed, std::string(whole), "f");
  const TakenItems some = taken_from(open_feed, std::string(part), "f");
  RC_ASSERT(some.captures.size() <= all.captures.size());
  for (std::size_t i = 0; i < some.captures.size(); ++i) {
    RC_ASSERT(some.captures[i].bytes == all.captures[i].bytes);
    RC_ASSERT(some.captures[i].content->bytes == all.captures[i].content->bytes);
  }
}

RC_GTEST_PROP(Feed, AnyChangedByteKeepsTheOffsets, (std::uint16_t at, char byte, std::uint8_t which)) {
  std::string bytes(which % 3 == 0 ? rss : which % 3 == 1 ? atom : json_feed);
  bytes[at % bytes.size()] = byte;
  const TakenItems taken = taken_from(open_feed, bytes, "f");
  for (const Capture& capture : taken.captures) RC_ASSERT(offsets_hold(capture));
}

}  // namespace
}  // namespace histor
