#include "source/unfold.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/packed.hpp"
#include "archive/taken.hpp"
#include "folder.hpp"

namespace histor {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string page =
    "<!doctype html><html><body><article><h1>Strikes</h1><p>Two people were killed in the town on Sunday, officials "
    "said.</p></article></body></html>";
const std::string feed =
    "<rss version=\"2.0\"><channel><title>Example Courier</title><item><title>One</title><description>Three were "
    "killed.</description></item><item><title>Two</title><description>Four were wounded.</description></item></channel>"
    "</rss>";

Taken unfolded(const std::string& source, std::string bytes, const UnfoldOptions& options = {}) {
  Taken taken;
  Capture capture;
  capture.source = source;
  capture.bytes = std::move(bytes);
  unfold(std::move(capture), options, taken.notes, taken.taker());
  return taken;
}

std::vector<std::string> sources(const Taken& taken) {
  std::vector<std::string> out;
  for (const Capture& capture : taken.captures) out.push_back(capture.source);
  return out;
}

TEST(Unfold, AReportIsWhatItIs) {
  const Taken text = unfolded("a.txt", "Two people were killed.\n");
  EXPECT_THAT(sources(text), ElementsAre("a.txt"));
  EXPECT_EQ(text.captures[0].bytes, "Two people were killed.\n");
  EXPECT_FALSE(text.captures[0].content.has_value());
  EXPECT_THAT(sources(unfolded("a.html", page)), ElementsAre("a.html"));
  EXPECT_THAT(sources(unfolded("a", "")), ElementsAre("a"));  // that it is empty is told by who reads it
}

TEST(Unfold, OpensWhatCarriesAndWhatIsInIt) {
  const std::string zip = packed({{"b/page.html", page}, {"feed.xml", feed}, {"deep.txt.gz", deflated("Deep words.")}});
  const Taken taken = unfolded("week.zip", zip);
  EXPECT_THAT(sources(taken), ElementsAre("week.zip!b/page.html", "week.zip!feed.xml!1", "week.zip!feed.xml!2",
                                          "week.zip!deep.txt.gz!deep.txt"));
  EXPECT_THAT(taken.faults, IsEmpty());
  EXPECT_EQ(taken.captures[1].content->bytes, "Three were killed.");
  EXPECT_EQ(taken.captures[1].said.outlet, "Example Courier");
  EXPECT_EQ(taken.captures[3].bytes, "Deep words.");
}

TEST(Unfold, ReadsArchivesFromTheDisk) {
  const Folder folder;
  const auto path =
      folder.write("crawl.warc", warc_response("https://example.org/a", "Content-Type: text/html\r\n", page));
  Taken taken;
  unfold_file(path, {}, taken.notes, taken.taker());
  EXPECT_THAT(sources(taken), ElementsAre(path.string() + "!0"));
  EXPECT_EQ(taken.captures.at(0).said.url, "https://example.org/a");
  EXPECT_EQ(taken.captures.at(0).bytes, page);
}

TEST(Unfold, TellsWhyAFileCannotBeRead) {
  const Folder folder;
  for (const auto& path : {folder.path() / "missing.txt", folder.path()}) {
    Taken taken;
    unfold_file(path, {}, taken.notes, taken.taker());
    EXPECT_THAT(taken.captures, IsEmpty());
    ASSERT_EQ(taken.faults.size(), 1U);
    EXPECT_EQ(taken.faults[0].where, path.string());
  }
}

TEST(Unfold, GoesNoDeeperThanItsBudget) {
  std::string inner = packed({{"a.txt", "Two people were killed."}});
  for (int depth = 0; depth < 2; ++depth) inner = packed({{"inner.zip", inner}});
  EXPECT_THAT(sources(unfolded("a.zip", inner)), ElementsAre("a.zip!inner.zip!inner.zip!a.txt"));
  const Taken over = unfolded("a.zip", packed({{"inner.zip", inner}, {"b.txt", "Three were wounded."}}));
  EXPECT_THAT(sources(over), ElementsAre("a.zip!b.txt"));
  ASSERT_EQ(over.faults.size(), 1U);
  EXPECT_EQ(over.faults[0].code, ErrorCode::too_large);
  EXPECT_EQ(over.faults[0].where, "a.zip!inner.zip!inner.zip!inner.zip");
}

TEST(Unfold, OneAccountForAllThatComesOut) {
  UnfoldOptions options;
  options.budget.total_bytes = 5000;
  Packing stored;
  stored.options = "zip:compression=store";
  std::vector<PackedFile> files;
  for (int i = 0; i < 4; ++i) {
    files.push_back({std::to_string(i) + ".zip", packed({{"a.txt", std::string(2000, 'a')}}, stored)});
  }
  const Taken taken = unfolded("a.zip", packed(files, stored), options);
  EXPECT_LT(taken.captures.size(), 4U);
  ASSERT_FALSE(taken.faults.empty());
  for (const Error& fault : taken.faults) EXPECT_EQ(fault.code, ErrorCode::too_large);
}

TEST(Unfold, StopsWhereNoMoreIsWanted) {
  std::vector<Note> notes;
  Capture capture;
  capture.source = "week.zip";
  capture.bytes = packed({{"a.xml", feed}, {"b.xml", feed}});
  int taken = 0;
  unfold(std::move(capture), {}, notes, [&](Result<Capture>&&) { return ++taken < 2; });
  EXPECT_EQ(taken, 2);
}

TEST(Unfold, TakesATableOfFilesForAManifest) {
  const Taken taken = unfolded("manifest.csv", "path,published\na.txt,2024-12-02\n");
  ASSERT_EQ(taken.faults.size(), 1U);
  EXPECT_THAT(taken.faults[0].hint, HasSubstr("--manifest"));
}

TEST(Unfold, PassesOverDataOfPagesInWebArchives) {
  const std::string data = "{\"items\": [{\"id\": 1}, {\"id\": 2}]}";
  const std::string warc = warc_response("https://example.org/data", "Content-Type: application/json\r\n", data) +
                           warc_response("https://example.org/a", "Content-Type: text/html\r\n", page);
  const Taken taken = unfolded("a.warc", warc);
  EXPECT_EQ(taken.captures.size(), 1U);
  EXPECT_THAT(taken.faults, IsEmpty());
  EXPECT_THAT(taken.note("skipped"), HasSubstr("a.warc!0"));
  EXPECT_EQ(unfolded("data.json", data).faults.size(), 1U);
}

TEST(Unfold, TellsOfCarriersThatHoldNothing) {
  for (const std::string& bytes :
       {packed({}), std::string("<rss version=\"2.0\"><channel><title>A</title></channel></rss>"),
        std::string("title,text\n")}) {
    const Taken taken = unfolded("a.csv", bytes);
    EXPECT_THAT(taken.captures, IsEmpty());
    EXPECT_THAT(taken.note("empty"), HasSubstr("a.csv"));
  }
}

TEST(Unfold, DecodesWhatCarries) {
  std::string latin = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>" + feed;
  latin.insert(latin.find("Three"), "Caf\xE9: ");
  const Taken taken = unfolded("feed.xml", latin);
  ASSERT_EQ(taken.captures.size(), 2U);
  EXPECT_EQ(taken.captures[0].content->bytes, "Café: Three were killed.");
  EXPECT_THAT(taken.note("decoded"), HasSubstr("feed.xml"));
}

RC_GTEST_PROP(Unfold, AnyBytesGiveReportsOrReasons, (const std::vector<std::uint8_t>& bytes)) {
  static const std::vector<std::string> carriers{
      packed({{"a.xml", feed}, {"b.html", page}}), deflated(feed), feed,
      warc_response("https://example.org/a", "Content-Type: text/html\r\n", page)};
  std::string damaged = *rc::gen::elementOf(carriers);
  for (const std::uint8_t byte : bytes) {
    const auto at = *rc::gen::inRange<std::size_t>(0, damaged.size());
    damaged[at] = static_cast<char>(byte);
  }
  damaged.resize(damaged.size() - *rc::gen::inRange<std::size_t>(0, damaged.size() / 2));
  const Taken taken = unfolded("damaged", damaged);
  RC_ASSERT(taken.captures.size() + taken.faults.size() + taken.notes.size() > 0U);
  for (const Capture& capture : taken.captures) RC_ASSERT(capture.source.starts_with("damaged"));
}

}  // namespace
}  // namespace histor
