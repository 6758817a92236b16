#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>
#include <random>
#include <sstream>

#include "link/gold_claims.hpp"
#include "link/made_claims.hpp"
#include "link/random_sets.hpp"
#include "publish/excerpt.hpp"
#include "publish/html.hpp"
#include "publish/json.hpp"
#include "publish/layout.hpp"
#include "publish/lists.hpp"
#include "publish/table.hpp"
#include "reckon/reckon.hpp"
#include "reckon/wording.hpp"

namespace histor {
namespace {

using test::aleppo;
using test::gold_sets;
using test::made_actors;
using test::on;
using test::random_sets;
using test::Report;
using test::says;
using test::sets;
using testing::HasSubstr;
using testing::Not;

LedgerView reckoned(std::initializer_list<Report*> reports) {
  auto [documents, claims] = sets(reports);
  return reckon(std::move(documents), std::move(claims), open_policy(), made_actors);
}

std::string without_colour(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1b') {
      i = text.find('m', i);
    } else {
      out += text[i];
    }
  }
  return out;
}

TEST(Wording, NumbersDaysAndSupport) {
  EXPECT_EQ(count_words(0), "0");
  EXPECT_EQ(count_words(999), "999");
  EXPECT_EQ(count_words(5500000), "5,500,000");
  EXPECT_EQ(count_words(-1234), "-1,234");
  EXPECT_EQ(window_words(day_from("2024-11-27"), day_from("2024-12-01")), "27 Nov to 1 Dec 2024");
  EXPECT_EQ(window_words(day_from("2024-12-01"), day_from("2024-12-01")), "1 Dec 2024");
  EXPECT_EQ(window_words(day_from("2024-12-01"), day_from("2024-12-03")), "1 to 3 Dec 2024");
  EXPECT_EQ(window_words(day_from("2023-12-31"), day_from("2024-01-01")), "31 Dec 2023 to 1 Jan 2024");
  EXPECT_EQ(window_words(day_from("2011-01-01"), std::nullopt), "since 1 Jan 2011");
  EXPECT_EQ(time_words("2024-12-01T19:00"), "1 Dec 2024, 19:00");
  EXPECT_EQ(support_words(1, 2), "1 origin, 2 outlets");
  EXPECT_EQ(support_words(0, 1), "no source named, 1 outlet");
}

TEST(Layout, WrapKeepsWordsAndFillsLines) {
  EXPECT_THAT(wrap("at least 16 killed", 10), testing::ElementsAre("at least", "16 killed"));
  EXPECT_THAT(wrap("", 10), testing::ElementsAre(""));
  EXPECT_THAT(wrap("abcdefgh", 3), testing::ElementsAre("abc", "def", "gh"));
  EXPECT_THAT(wrap(keep_figures("killed at least 16 today"), 12),
              testing::ElementsAre("killed", "at least 16", "today"));
  EXPECT_THAT(wrap(keep_figures("at least 1,000,000"), 9), testing::ElementsAre("at least", "1,000,000"));
}

TEST(Layout, NothingOfATextReachesTheTerminal) {
  EXPECT_EQ(clean("a\x1b[31mb"), "a<U+001B>[31mb");
  EXPECT_EQ(clean("a\xE2\x80\xAE z"), "a<U+202E> z");
  EXPECT_EQ(clean("a\xFFz"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(clean("  a \n\t b "), "a b");
}

RC_GTEST_PROP(Layout, WrapLosesNothingAndKeepsTheWidth, (std::string text)) {
  const int width = *rc::gen::inRange(4, 60);
  const std::string clear = clean(text);
  std::string kept;
  for (const std::string& line : wrap(clear, width)) {
    RC_ASSERT(display_width(line) <= width);
    kept += line;
  }
  std::string expected = clear;
  std::erase(expected, ' ');
  std::erase(kept, ' ');
  RC_ASSERT(kept == expected);
}

RC_GTEST_PROP(Excerpt, IsTheSentenceForAnySpans, (std::string text)) {
  const auto any_span = [&text] {
    const auto size = static_cast<std::uint32_t>(text.size());
    const auto a = *rc::gen::inRange<std::uint32_t>(0, size + 3);
    const auto b = *rc::gen::inRange<std::uint32_t>(0, size + 3);
    return Span{a, b};
  };
  const Span sentence = any_span();
  const std::vector<Span> marks{any_span(), any_span()};
  std::string whole;
  for (const Piece& piece : excerpt(text, sentence, marks)) whole += piece.text;
  RC_ASSERT(text.find(whole) != std::string::npos);
  if (sentence.begin < sentence.end && sentence.end <= text.size()) {
    RC_ASSERT(whole.find(slice(text, sentence)) != std::string::npos);
  }
}

TEST(Table, OneOriginTwoOutlets) {
  Report a("Outlet A"), b("Outlet B");
  for (Report* report : {&a, &b}) {
    Claim& claim = report->casualty("at least 16");
    says(claim, "sohr");
    claim.where = {aleppo()};
    on(claim, "2024-12-01");
  }
  const LedgerView view = reckoned({&a, &b});
  TableOptions wide;
  wide.width = 200;
  const std::string table = ledger_table(view, wide);
  EXPECT_THAT(table, HasSubstr("Sunday 1 December 2024"));
  EXPECT_THAT(table, HasSubstr("at least 16 killed"));
  EXPECT_THAT(table, HasSubstr("Syrian Observatory for Human Rights — 1 origin, 2 outlets"));
  EXPECT_THAT(table, HasSubstr(view.incidents[0].id));
}

TEST(Table, UnknownDayAndPlaceAreSaid) {
  Report a("A", "");
  a.casualty("3");
  const std::string table = ledger_table(reckoned({&a}), {});
  EXPECT_THAT(table, HasSubstr("Day not stated"));
  EXPECT_THAT(table, HasSubstr("place not stated"));
  EXPECT_THAT(table, HasSubstr("date not known"));
  EXPECT_THAT(table, HasSubstr("no source named"));
}

TEST(Table, ASetWithoutClaimsSaysSo) {
  const std::string table = ledger_table(reckoned({}), {});
  EXPECT_THAT(table, HasSubstr("WHAT WAS READ"));
  EXPECT_THAT(table, HasSubstr("0 claims"));
}

RC_GTEST_PROP(Table, KeepsItsWidthAndColourChangesNoText, ()) {
  auto [documents, claims] = random_sets();
  const LedgerView view = reckon(std::move(documents), std::move(claims), open_policy(), made_actors);
  TableOptions options;
  options.width = *rc::gen::inRange(60, 200);
  options.verbose = *rc::gen::arbitrary<bool>();
  const std::string plain = ledger_table(view, options);
  std::istringstream lines(plain);
  for (std::string line; std::getline(lines, line);) RC_ASSERT(display_width(line) <= options.width);
  options.color = true;
  RC_ASSERT(without_colour(ledger_table(view, options)) == plain);
  for (const Incident& incident : view.incidents) RC_ASSERT(plain.find(incident.id) != std::string::npos);
  for (const Series& series : view.series) RC_ASSERT(plain.find(series.id) != std::string::npos);
}

RC_GTEST_PROP(Lists, KeepTheirWidthAndColourChangesNoText, ()) {
  auto [documents, claims] = random_sets();
  const Policy& policy = builtin_policies()[*rc::gen::inRange<std::size_t>(0, builtin_policies().size())];
  const LedgerView view = reckon(std::move(documents), std::move(claims), policy, made_actors);
  const std::vector<TollAt> tolls = select_tolls(view, {});
  const std::vector<OriginSummary> origins = origins_of(view);
  const std::vector<std::string> ids = ids_with_prefix(view, "");
  std::vector<std::uint32_t> series(view.series.size());
  std::iota(series.begin(), series.end(), 0U);
  const auto all = [&](const TableOptions& options) {
    std::string text = toll_list(view, tolls, policy, options) + origin_list(view, origins, options) +
                       series_list(view, series, options);
    for (const OriginSummary& origin : origins) text += origin_text(view, origin, options);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const Subject a = *find_subject(view, ids[i]);
      const Subject b = *find_subject(view, ids[(i * 5 + 1) % ids.size()]);
      text += why_text(view, explain(view, a), options) + why_text(view, *compare(view, a, b), options);
    }
    return text;
  };
  TableOptions options;
  options.width = *rc::gen::inRange(60, 200);
  const std::string plain = all(options);
  std::istringstream lines(plain);
  for (std::string line; std::getline(lines, line);) RC_ASSERT(display_width(line) <= options.width);
  options.color = true;
  RC_ASSERT(without_colour(all(options)) == plain);
  for (const TollAt& at : tolls) {
    RC_ASSERT(plain.find(view.incidents[at.incident].tolls[at.toll].id) != std::string::npos);
  }
}

RC_GTEST_PROP(Show, EveryIdOpens, ()) {
  auto [documents, claims] = random_sets();
  const LedgerView view = reckon(std::move(documents), std::move(claims), open_policy(), made_actors);
  for (const std::string& id : ids_with_prefix(view, "")) RC_ASSERT(!show(view, id).empty());
  RC_ASSERT(show(view, "i_nothing").empty());
}

TEST(Show, AClaimHasItsWordsMarkedAndItsSlotsWithTheirWords) {
  Report a("A");
  Claim& claim = a.casualty("at least 16", Group::civilians);
  says(claim, "sohr");
  const std::string text = show(reckoned({&a}), claim.id);
  EXPECT_THAT(text, HasSubstr("at least [16] civilians were killed."));
  EXPECT_THAT(text, HasSubstr("at least 16 “16” [9, 11)"));
  EXPECT_THAT(text, HasSubstr("sohr"));
  EXPECT_THAT(text, HasSubstr("not stated"));
  EXPECT_THAT(text, HasSubstr("incident, i_"));
}

TEST(Show, SpansThatDoNotFitAreShownWithoutWords) {
  Report a("A");
  Claim& claim = a.casualty("16");
  claim.trigger.span = {5000, 6000};
  claim.sentence = {900, 1000};
  EXPECT_THAT(show_claim(claim, a.document()), HasSubstr("[5000, 6000)"));
}

TEST(Json, EachLineIsAnObjectWithATypeAndPartsAreNested) {
  auto gold = gold_sets({"seed-000", "seed-002", "seed-003"});
  if (!gold) GTEST_SKIP() << "no gold folder beside the repository";
  const LedgerView view = reckon(std::move(gold->first), std::move(gold->second), open_policy(), made_actors);
  std::istringstream lines(ledger_json(view));
  std::size_t incidents = 0;
  for (std::string line; std::getline(lines, line);) {
    const nlohmann::json record = nlohmann::json::parse(line);
    EXPECT_TRUE(record["type"].is_string());
    EXPECT_EQ(line.rfind("{\"type\":", 0), 0U);
    if (record["type"] == "incident") ++incidents;
  }
  EXPECT_EQ(incidents, view.incidents.size());
}

TEST(Html, TextIsTextAndNothingIsAskedForFromAnywhere) {
  Report a("<script>alert(1)</script>");
  a.document().title = "\"><img src=x onerror=y>";
  a.casualty("16").number->text = "16";
  a.document().text += "& <b>";
  ReportOptions options;
  options.title = "<i>t</i>";
  const std::string html = html_report(reckoned({&a}), options);
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  EXPECT_THAT(html, Not(HasSubstr("<i>t")));
  EXPECT_THAT(html, Not(HasSubstr("http:")));
  EXPECT_THAT(html, Not(HasSubstr("https:")));
  EXPECT_THAT(html, HasSubstr("default-src 'none'; style-src 'sha256-"));
  EXPECT_THAT(html, HasSubstr("<mark>16</mark>"));
}

TEST(Html, ARemainderStandsWithItsTotal) {
  Report a("A", "2024-12-01"), b("B", "2024-12-03");
  Claim& incident = a.casualty("11");
  says(incident, "sohr");
  incident.where = {aleppo()};
  on(incident, "2024-12-01");
  Claim& total = b.casualty("56");
  says(total, "sohr");
  total.where = {test::syria()};
  test::since(total, "2024-11-27", "2024-12-03");
  const LedgerView view = reckoned({&a, &b});
  EXPECT_THAT(html_report(view, {}), HasSubstr("56 − 11 = 45 killed"));
  EXPECT_THAT(ledger_table(view, {}), HasSubstr("56 − 11 = 45 killed"));
}

TEST(Html, PersonsCountedByNameAreWithheldEverywhereUnlessInside) {
  Report a("A");
  a.document().title = "The death of Dana Field";
  a.casualty("Dana Field");
  Claim& other = a.casualty("5");
  other.sentence = {0, static_cast<std::uint32_t>(a.document().text.size())};  // a sentence that holds the name as well
  Claim& by = a.casualty("9", Group::people, Outcome::injured);
  says(by, "dana-field");
  const LedgerView view = reckoned({&a});
  const std::string published = html_report(view, {});
  EXPECT_THAT(published, Not(testing::ContainsRegex("[Dd]ana|[Ff]ield")));
  EXPECT_THAT(published, HasSubstr("[name withheld]"));
  ReportOptions inside;
  inside.profile = Profile::internal;
  EXPECT_THAT(html_report(view, inside), HasSubstr("Dana Field"));
  EXPECT_THAT(ledger_table(view, {}), HasSubstr("Dana Field"));
}

// A tag that is opened is closed, in order: what a browser would otherwise mend in silence.
RC_GTEST_PROP(Html, TagsAreBalanced, ()) {
  auto [documents, claims] = random_sets();
  const std::string html = html_report(reckon(std::move(documents), std::move(claims), open_policy(), made_actors), {});
  std::vector<std::string> open;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const std::size_t end = html.find('>', at);
    RC_ASSERT(end != std::string::npos);
    std::string tag = html.substr(at + 1, end - at - 1);
    tag = tag.substr(0, tag.find_first_of(" \n"));
    if (tag == "!DOCTYPE" || tag == "meta" || tag == "br") continue;
    if (tag[0] == '/') {
      RC_ASSERT(!open.empty());
      RC_ASSERT(open.back() == tag.substr(1));
      open.pop_back();
    } else {
      open.push_back(tag);
    }
  }
  RC_ASSERT(open.empty());
}

}  // namespace
}  // namespace histor
