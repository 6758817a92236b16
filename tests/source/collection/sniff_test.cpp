#include "source/collection/sniff.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include <rapidcheck/gtest.h>

namespace histor {
namespace {

using Kind = CollectionKind;

struct Example {
  Kind kind;
  std::string_view name;
  std::string_view bytes;
};

const std::vector<Example>& examples() {
  static const std::vector<Example> all{
      {Kind::feed, "", "\xEF\xBB\xBF\n<?xml version=\"1.0\"?>\n<!-- a -->\n<rss version=\"2.0\"><channel/></rss>"},
      {Kind::feed, "", "<!DOCTYPE rss [<!ENTITY a \"b\">]><rss/>"},
      {Kind::feed, "", "<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\">"},
      {Kind::feed, "", "<feed xmlns=\"http://www.w3.org/2005/Atom\">"},
      {Kind::feed, "", "<a:feed xmlns:a='http://www.w3.org/2005/Atom'>"},
      {Kind::feed, "", "{\"title\": \"x\", \"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"id\""},
      {Kind::mail, "", "Received: from a\n\tby b\nFrom: a@example.org\nSubject: x\n\nwords"},
      {Kind::mail, "", "From: A <a@example.org>\r\nDate: Mon, 02 Dec 2024 18:30:00 +0000\r\n\r\nwords"},
      {Kind::mail, "x.EML", "Subject: x\n\nwords"},
      {Kind::mbox, "", "From a@example.org Mon Dec  2 18:30:00 2024\nFrom: a@example.org\n\nwords"},
      {Kind::telegram, "",
       "{\"name\": \"x\", \"type\": \"private_group\", \"id\": 1, \"messages\": [ {\"id\": 1, \"type\": \"message\", "
       "\"date\": "
       "\"2024-12-02T00:00:00\", \"date_unixtime\": \"1"},
      {Kind::telegram, "", "{\"about\": \"Here is the data you requested from Telegram.\", \"chats\": {"},
      {Kind::x_archive, "", "window.YTD.tweets.part0 = [\n {"},
      {Kind::x_answer, "",
       "{\"data\": [{\"id\": \"1\", \"edit_history_tweet_ids\": [\"1\"], \"text\": \"x\"}], \"meta\": {}}"},
      {Kind::json_rows, "", "{\"text\": \"x\"}\n{\"text\": \"y\"}\n"},
      {Kind::json_rows, "", "[\n  {\"body\": \"x\"}]"},
      {Kind::json_rows, "", "{\"messages\": [{\"text\": \"x\"}]}"},
      {Kind::csv_rows, "", "date,title,text\n2024-12-02,a,b\n"},
      {Kind::csv_rows, "", "title;text\r\na;\"b;\nc\"\r\n"},
      {Kind::csv_rows, "t.tsv", "When\tWhat\na\tb\n"},
      {Kind::none, "", ""},
      {Kind::none, "a.txt", "From: our correspondent\n\nTwo people were reported killed."},
      {Kind::none, "a.txt", "From: the town\nDate: 2 December 2024\n\nTwo people were reported killed."},
      {Kind::none, "", "Subject: the mill\nTo: all who ask\n\nwords"},
      {Kind::none, "", "From the town it was reported at 18:30 that two were killed.\nThe mill: it was hit."},
      {Kind::none, "", "{ The mill was hit } it was said."},
      {Kind::none, "", "[Update] Two were hurt."},
      {Kind::none, "", "[{words}]"},
      {Kind::none, "", "Title, text and date were all missing.\nIt was, text and all, lost."},
      {Kind::none, "", "text, too, was lost\n"},
      {Kind::none, "", "Two people were killed, five hurt, and the text,title and rest was lost.\n"},
      {Kind::none, "page.html", "<!DOCTYPE html><html><head><title>rss feed</title>"},
      {Kind::none, "map.xml", "<?xml version=\"1.0\"?><urlset xmlns=\"x\">"},
      {Kind::none, "", "<rdf:RDF xmlns:owl=\"x\">"},
      {Kind::none, "", "<3 is what they wrote"},
      {Kind::none, "", "window.onload = function() {}"},
      {Kind::none, "a.csv", "words alone in one line"},
  };
  return all;
}

TEST(Sniff, TellsTheFormsApart) {
  for (const Example& example : examples())
    EXPECT_EQ(collection_kind(example.bytes, example.name), example.kind) << example.name << ": " << example.bytes;
}

TEST(Sniff, EachFormIsNoOther) {
  for (const Example& example : examples()) {
    const std::string_view bytes = example.bytes;
    const Kind kind = example.kind;
    EXPECT_EQ(looks_like_feed(bytes), kind == Kind::feed) << bytes;
    EXPECT_EQ(looks_like_mail(bytes, example.name), kind == Kind::mail) << bytes;
    EXPECT_EQ(looks_like_mbox(bytes), kind == Kind::mbox) << bytes;
    EXPECT_EQ(looks_like_telegram(bytes), kind == Kind::telegram) << bytes;
    EXPECT_EQ(looks_like_x_archive(bytes), kind == Kind::x_archive) << bytes;
    EXPECT_EQ(looks_like_x_answer(bytes), kind == Kind::x_answer) << bytes;
    EXPECT_EQ(looks_like_csv_rows(bytes, example.name), kind == Kind::csv_rows) << bytes;
  }
}

TEST(Sniff, ALongFirstRowIsStillATable) {
  const std::string table = "title,text\nA,\"" + std::string(10'000, 'x') + "\"\n";
  EXPECT_EQ(collection_kind(table), Kind::csv_rows);
}

RC_GTEST_PROP(Sniff, WordsAreNone, (const std::vector<std::uint8_t>& picks)) {
  static const std::vector<std::string> words{"two",  "were",  "reported", "killed,", "text", "From:", "\n",
                                              "date", "title", "Date:",    "12:30",   "{he}", "<p",    "said;"};
  std::string text = "It";
  for (const std::uint8_t pick : picks) text += " " + words[pick % words.size()];
  RC_ASSERT(collection_kind(text) == Kind::none);
}

RC_GTEST_PROP(Sniff, AnyBytesAreToldWithoutHarm, (const std::string& bytes, std::uint8_t which)) {
  const std::string_view opening = examples()[which % examples().size()].bytes;
  static_cast<void>(collection_kind(std::string(opening) + bytes));
  static_cast<void>(collection_kind(std::string(opening.substr(0, opening.size() / 2)) + bytes, "a.csv"));
}

}  // namespace
}  // namespace histor
