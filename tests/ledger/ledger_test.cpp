// What the ledger keeps, and that neither order nor repetition of adding shows in it.

#include "ledger/ledger.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <algorithm>
#include <numeric>

#include "ledger/sample.hpp"
#include "ledger/sqlite.hpp"
#include "model/generate.hpp"

namespace histor {
namespace {

using sample::add;
using sample::contents;
using sample::input;
using sample::Input;
using testing::ElementsAre;

const Day sunday = day_from("2024-12-01").value();
const Day monday = day_from("2024-12-02").value();

struct Fresh {
  sample::Folder folder;
  std::filesystem::path path = folder / "histor.db";
  Ledger ledger = Ledger::open_or_create(path).value();
};

TEST(Ledger, KeepsADocumentWithItsClaims) {
  Fresh fresh;
  const Input report = input("a.txt", 16);
  const auto outcome = add(fresh.ledger, report).value();
  EXPECT_EQ(outcome.kind, Added::fresh);
  EXPECT_EQ(outcome.document, report.document.id);
  EXPECT_EQ(outcome.claims, 2U);

  const auto entries = fresh.ledger.documents().value();
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].document.title, "Report 16");
  EXPECT_EQ(entries[0].claims, 2U);
  EXPECT_THAT(entries[0].sources, ElementsAre("a.txt"));
  EXPECT_EQ(fresh.ledger.text_of(report.document.id).value(), report.document.text);
  EXPECT_EQ(fresh.ledger.captured(report.document.id).value(), report.captured);
  EXPECT_EQ(fresh.ledger.document_count().value(), 1U);
  EXPECT_EQ(fresh.ledger.claim_count().value(), 2U);
  EXPECT_TRUE(fresh.ledger.verify());
}

TEST(Ledger, KeepsItAfterClosing) {
  sample::Folder folder;
  std::string before;
  {
    Ledger ledger = Ledger::open_or_create(folder / "histor.db").value();
    ASSERT_TRUE(add(ledger, input("a.txt", 16)));
    before = contents(ledger);
  }
  EXPECT_THAT(folder.names(), ElementsAre("histor.db"));
  EXPECT_EQ(contents(Ledger::open_or_create(folder / "histor.db").value()), before);
  EXPECT_EQ(contents(Ledger::open_existing(folder / "histor.db", {.read_only = true}).value()), before);
}

TEST(Ledger, KeepsTextsThatAreNotTheCapturedBytes) {
  Fresh fresh;
  Input marked = input("bom.txt", 1);
  marked.captured = "\xEF\xBB\xBF" + marked.document.text;
  Input decoded = input("latin.txt", 2);
  decoded.captured = "caf\xE9";
  decoded.document.text = "caf\u00E9";
  Input long_text = input("page.html", 3);
  long_text.captured = "<p>" + std::string(5000, 'x');
  long_text.document.text = std::string(5000, 'x') + "\n";
  for (Input* one : {&marked, &decoded, &long_text}) {
    one->document.id = "sha256:" + sha256_hex(one->captured);
    one->claims.clear();
    ASSERT_TRUE(add(fresh.ledger, *one));
    EXPECT_EQ(fresh.ledger.text_of(one->document.id).value(), one->document.text);
    EXPECT_EQ(fresh.ledger.captured(one->document.id).value(), one->captured);
  }
  EXPECT_TRUE(fresh.ledger.verify());
}

TEST(Ledger, AddingAgainChangesNothing) {
  Fresh fresh;
  ASSERT_TRUE(add(fresh.ledger, input("a.txt", 16, 2, sunday)));
  const std::string before = contents(fresh.ledger);
  EXPECT_EQ(add(fresh.ledger, input("a.txt", 16, 2, sunday)).value().kind, Added::known);
  EXPECT_EQ(contents(fresh.ledger), before);
}

TEST(Ledger, TheSameContentElsewhereIsAnotherSighting) {
  Fresh fresh;
  ASSERT_TRUE(add(fresh.ledger, input("b.txt", 16)));
  EXPECT_EQ(add(fresh.ledger, input("c.txt", 16)).value().kind, Added::sighted);
  ASSERT_TRUE(add(fresh.ledger, input("a.txt", 16)));
  const auto entries = fresh.ledger.documents().value();
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_THAT(entries[0].sources, ElementsAre("a.txt", "b.txt", "c.txt"));
  EXPECT_EQ(entries[0].document.source, "a.txt");
  EXPECT_EQ(entries[0].claims, 2U);
}

TEST(Ledger, ADateGivenLaterIsTakenAndNotLostAgain) {
  Fresh fresh;
  ASSERT_TRUE(add(fresh.ledger, input("a.txt", 16)));
  EXPECT_EQ(add(fresh.ledger, input("a.txt", 16, 2, sunday)).value().kind, Added::reread);
  auto claims = fresh.ledger.claims().value();
  ASSERT_EQ(claims.size(), 2U);
  EXPECT_EQ(claims[0].when->start, sunday);
  // The same file again, without the manifest.
  EXPECT_EQ(add(fresh.ledger, input("a.txt", 16)).value().kind, Added::known);
  claims = fresh.ledger.claims().value();
  EXPECT_EQ(claims[0].when->start, sunday);
  EXPECT_EQ(fresh.ledger.documents().value()[0].document.published->date, sunday);
  EXPECT_EQ(fresh.ledger.given(claims[0].document).value().published, sunday);
}

TEST(Ledger, ADateGivenAnewCorrectsTheOneBefore) {
  Fresh fresh;
  ASSERT_TRUE(add(fresh.ledger, input("a.txt", 16, 2, monday)));
  EXPECT_EQ(add(fresh.ledger, input("a.txt", 16, 2, sunday)).value().kind, Added::reread);
  EXPECT_EQ(fresh.ledger.documents().value()[0].document.published->date, sunday);
  EXPECT_EQ(fresh.ledger.claims().value()[0].when->start, sunday);
  // And back: a correction of the correction, though the date was stated before.
  EXPECT_EQ(add(fresh.ledger, input("a.txt", 16, 2, monday)).value().kind, Added::reread);
  EXPECT_EQ(fresh.ledger.documents().value()[0].document.published->date, monday);
  EXPECT_EQ(fresh.ledger.claims().value()[0].when->start, monday);
}

TEST(Ledger, WhatIsStatedOneByOneAddsUp) {
  Fresh fresh;
  Input first = input("a.txt", 16, 2, sunday);
  Input second = input("a.txt", 16);
  second.options.given.outlet = "Outlet A";
  second.document.outlet = "Outlet A";
  ASSERT_TRUE(add(fresh.ledger, first));
  EXPECT_EQ(add(fresh.ledger, second).value().kind, Added::reread);
  const auto entry = fresh.ledger.documents().value()[0];
  EXPECT_EQ(entry.document.outlet, "Outlet A");
  EXPECT_EQ(entry.document.published->date, sunday);
  EXPECT_EQ(fresh.ledger.claims().value()[0].when->start, sunday);
}

TEST(Ledger, ALaterReaderReplacesAnEarlierAndNotTheOtherWayRound) {
  Fresh fresh;
  ASSERT_TRUE(add(fresh.ledger, input("a.txt", 16, 2, {}, 1)));
  EXPECT_EQ(add(fresh.ledger, input("a.txt", 16, 2, {}, 2)).value().kind, Added::reread);
  EXPECT_EQ(fresh.ledger.claims().value()[0].rule, "reader 2");
  EXPECT_EQ(add(fresh.ledger, input("a.txt", 16, 2, {}, 1)).value().kind, Added::known);
  EXPECT_EQ(fresh.ledger.claims().value()[0].rule, "reader 2");
}

TEST(Ledger, AReadingThatFindsFewerClaimsLeavesNoneOfTheOld) {
  Fresh fresh;
  ASSERT_TRUE(add(fresh.ledger, input("a.txt", 16, 3, {}, 1)));
  Input later = input("a.txt", 16, 3, {}, 2);
  later.claims.pop_back();
  EXPECT_EQ(add(fresh.ledger, later).value().claims, 2U);
  EXPECT_EQ(fresh.ledger.claim_count().value(), 2U);
}

/// A few documents, some of one content under several names, some dated, by readers of two versions. What is stated of
/// one document never contradicts itself: contradictions are corrections, and corrections have an order.
std::vector<Input> some_inputs() {
  return *rc::gen::container<std::vector<Input>>(rc::gen::exec([] {
    const int number = *rc::gen::inRange(1, 5);
    const std::string source(1, *rc::gen::elementOf(std::string("abc")));
    const int version = *rc::gen::inRange(1, 3);
    Input made =
        input(source, number, number % 3, *rc::gen::arbitrary<bool>() ? std::optional(sunday) : std::nullopt, version);
    if (!made.options.given.published && source != "c") {
      // A date in the name of the file: not stated, and another for another name.
      made.document.published =
          Published{source == "a" ? sunday : monday, std::nullopt, Provenance::path, TimePrecision::day};
      sample::read(made);
    }
    if (*rc::gen::arbitrary<bool>())
      made.document.outlet = made.options.given.outlet = "Outlet " + std::to_string(number);
    return made;
  }));
}

RC_GTEST_PROP(LedgerProperty, OrderAndRepetitionDoNotShow, ()) {
  const std::vector<Input> inputs = some_inputs();
  std::vector<std::size_t> order(inputs.size());
  std::iota(order.begin(), order.end(), 0U);
  Fresh one;
  for (const std::size_t i : order) RC_ASSERT(add(one.ledger, inputs[i]).has_value());
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[*rc::gen::inRange<std::size_t>(0, i)]);
  if (!order.empty()) {
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
      order.push_back(order[*rc::gen::inRange<std::size_t>(0, order.size())]);
  }
  Fresh other;
  for (const std::size_t i : order) RC_ASSERT(add(other.ledger, inputs[i]).has_value());
  RC_ASSERT(contents(one.ledger) == contents(other.ledger));
  RC_ASSERT(other.ledger.verify().has_value());
}

RC_GTEST_PROP(LedgerProperty, AnyClaimComesBackAsItWent, ()) {
  Fresh fresh;
  Input report = input("a.txt", 7, 0);
  for (int i = *rc::gen::inRange(0, 6); i > 0; --i) {
    Claim claim = generate::claim(report.document.id);
    const auto repeat = static_cast<unsigned>(report.claims.size());
    claim.id = claim_id(claim, repeat);
    report.claims.push_back(claim);
  }
  RC_ASSERT(add(fresh.ledger, report).has_value());
  const auto back = fresh.ledger.claims().value();
  RC_ASSERT(back.size() == report.claims.size());
  for (std::size_t i = 0; i < back.size(); ++i) {
    std::string before;
    std::string after;
    write_claim_record(before, report.claims[i]);
    write_claim_record(after, back[i]);
    RC_ASSERT(before == after);
    RC_ASSERT(fresh.ledger.claim(back[i].id).value().id == back[i].id);
  }
}

TEST(Ledger, RefusesWhatDoesNotHoldTogether) {
  Fresh fresh;
  auto refused = [&](const Input& bad) {
    const auto outcome = add(fresh.ledger, bad);
    EXPECT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::invalid);
    EXPECT_EQ(outcome.error().where, "a.txt");
    EXPECT_EQ(fresh.ledger.document_count().value(), 0U);
  };
  Input bad = input("a.txt", 16);
  bad.captured += "!";
  refused(bad);
  bad = input("a.txt", 16);
  bad.claims[1].document = "sha256:another";
  refused(bad);
  bad = input("a.txt", 16);
  bad.claims[1].id = bad.claims[0].id;
  refused(bad);
  bad = input("a.txt", 16);
  bad.claims[1].id.clear();
  refused(bad);
}

TEST(Ledger, FindsByTheBeginningOfAnId) {
  Fresh fresh;
  std::vector<Claim> all;
  for (int i = 0; i < 40; ++i) {
    const Input report = input("a" + std::to_string(i), 100 + i, 3);
    ASSERT_TRUE(add(fresh.ledger, report));
    all.insert(all.end(), report.claims.begin(), report.claims.end());
  }
  const std::string& id = all[17].id;
  EXPECT_EQ(fresh.ledger.claim(id).value().id, id);
  EXPECT_EQ(fresh.ledger.claim(id.substr(2)).value().id, id);     // without "c_"
  EXPECT_EQ(fresh.ledger.claim(id.substr(0, 9)).value().id, id);  // seven digits of ten
  EXPECT_EQ(fresh.ledger.claim("c_").error().code, ErrorCode::invalid);
  EXPECT_EQ(fresh.ledger.claim("").error().code, ErrorCode::invalid);
  EXPECT_EQ(fresh.ledger.claim("c_iiiii").error().code, ErrorCode::not_found);
  EXPECT_EQ(fresh.ledger.claim("c_%").error().code, ErrorCode::not_found);
  EXPECT_EQ(fresh.ledger.claim(id + "0").error().code, ErrorCode::not_found);
  // 120 ids on 32 first digits: some digit begins several.
  int ambiguous = 0;
  for (const char digit : std::string("0123456789abcdefghjkmnpqrstvwxyz")) {
    const auto claim = fresh.ledger.claim(std::string(1, digit));
    if (claim || claim.error().code != ErrorCode::ambiguous) continue;
    ++ambiguous;
    EXPECT_THAT(claim.error().hint, testing::HasSubstr("c_" + std::string(1, digit)));
  }
  EXPECT_GT(ambiguous, 0);

  const std::string& document = all[17].document;
  EXPECT_EQ(fresh.ledger.document(document).value().document.id, document);
  EXPECT_EQ(fresh.ledger.document(document.substr(7, 12)).value().document.id, document);
  EXPECT_EQ(fresh.ledger.document(document.substr(0, 19)).value().document.id, document);
  EXPECT_EQ(fresh.ledger.document("sha256:").error().code, ErrorCode::invalid);
  EXPECT_EQ(fresh.ledger.document("zz").error().code, ErrorCode::not_found);
  EXPECT_EQ(fresh.ledger.text_of("sha256:none").error().code, ErrorCode::not_found);
  EXPECT_EQ(fresh.ledger.captured("sha256:none").error().code, ErrorCode::not_found);
}

TEST(Ledger, FiltersClaims) {
  Fresh fresh;
  Input dated = input("a.txt", 16, 2, sunday);
  dated.claims[0].origin = Speaker{"sohr", "the monitor", {0, 2}, {}};
  dated.claims[1].outcome = Outcome::injured;
  dated.claims[1].aggregation = Aggregation::running;
  dated.claims[1].when->end.reset();  // open
  ASSERT_TRUE(add(fresh.ledger, dated));
  ASSERT_TRUE(add(fresh.ledger, input("b.txt", 3, 1)));  // without a day
  auto count = [&](const ClaimFilter& filter) { return fresh.ledger.claims(filter).value().size(); };
  EXPECT_EQ(count({}), 3U);
  EXPECT_EQ(count({.document = dated.document.id}), 2U);
  EXPECT_EQ(count({.kind = ClaimKind::casualty}), 3U);
  EXPECT_EQ(count({.kind = ClaimKind::control}), 0U);
  EXPECT_EQ(count({.outcome = Outcome::injured}), 1U);
  EXPECT_EQ(count({.aggregation = Aggregation::running}), 1U);
  EXPECT_EQ(count({.origin = "sohr"}), 1U);
  EXPECT_EQ(count({.origin = "sohr", .since = sunday}), 1U);
  EXPECT_EQ(count({.since = sunday}), 2U);
  EXPECT_EQ(count({.since = monday}), 1U);  // the open one
  EXPECT_EQ(count({.until = sunday}), 2U);
  EXPECT_EQ(count({.until = sunday - std::chrono::days{1}}), 0U);
  EXPECT_EQ(count({.limit = 2}), 2U);
  std::size_t seen = 0;
  ASSERT_TRUE(fresh.ledger.each_claim({}, [&](const Claim&) { return ++seen < 2; }));
  EXPECT_EQ(seen, 2U);
}

TEST(Ledger, ListsDocumentsByDateThenSource) {
  Fresh fresh;
  ASSERT_TRUE(add(fresh.ledger, input("z", 1)));
  ASSERT_TRUE(add(fresh.ledger, input("y", 2, 1, monday)));
  ASSERT_TRUE(add(fresh.ledger, input("x", 3, 1, sunday)));
  ASSERT_TRUE(add(fresh.ledger, input("a", 4)));
  std::vector<std::string> sources;
  for (const auto& entry : sample::must(fresh.ledger.documents())) sources.push_back(entry.document.source);
  EXPECT_THAT(sources, ElementsAre("x", "y", "a", "z"));
}

TEST(Ledger, NamesInputsThatFailedUntilTheyAreAdded) {
  Fresh fresh;
  ASSERT_TRUE(fresh.ledger.add_failure("b.txt", {ErrorCode::binary, "not text", "b.txt", "convert it"}));
  ASSERT_TRUE(fresh.ledger.add_failure("a.txt", {ErrorCode::empty, "nothing in it", "a.txt", {}}));
  ASSERT_TRUE(fresh.ledger.add_failure("a.txt", {ErrorCode::encoding, "no encoding fits", "a.txt", {}}));
  auto failures = fresh.ledger.failures().value();
  ASSERT_EQ(failures.size(), 2U);
  EXPECT_EQ(failures[0].source, "a.txt");
  EXPECT_EQ(failures[0].error.code, ErrorCode::encoding);
  EXPECT_EQ(failures[1].error.hint, "convert it");
  ASSERT_TRUE(add(fresh.ledger, input("a.txt", 16)));
  failures = fresh.ledger.failures().value();
  ASSERT_EQ(failures.size(), 1U);
  EXPECT_EQ(failures[0].source, "b.txt");
}

TEST(Ledger, ColumnsSayWhatTheRecordSays) {
  Fresh fresh;
  ASSERT_TRUE(add(fresh.ledger, input("a.txt", 16, 1, sunday)));
  const auto connection = sqlite::Connection::open(fresh.path.string(), sqlite::Mode::read_only, 0).value();
  EXPECT_EQ(
      connection
          .integer(
              "SELECT count(*) FROM claim WHERE kind = 'casualty' AND outcome = 'killed' AND value = 16 AND low = 16"
              " AND high = 16 AND hedge = 'exact' AND number_text = '16' AND population = 'people' AND action IS NULL"
              " AND origin IS NULL AND aggregation = 'incident' AND modality = 'asserted' AND part_of IS NULL"
              " AND when_start = '2024-12-01' AND when_end = '2024-12-01' AND sentence_begin = 0 AND sentence_end = 41")
          .value(),
      1);
  EXPECT_EQ(
      connection
          .integer("SELECT count(*) FROM document WHERE source = 'a.txt' AND title = 'Report 16' AND outlet IS NULL"
                   " AND published = '2024-12-01' AND language IS NULL")
          .value(),
      1);
}

TEST(Ledger, CapturesAndDecisionsCannotBeChanged) {
  Fresh fresh;
  ASSERT_TRUE(add(fresh.ledger, input("a.txt", 16)));
  const auto connection = sqlite::Connection::open(fresh.path.string(), sqlite::Mode::read_write, 0).value();
  EXPECT_FALSE(connection.execute("UPDATE capture SET size = 1"));
  const std::string insert =
      "INSERT INTO decision (id, time, person, verb, subject, reason, previous, hash) VALUES ('d1', 't', 'p', "
      "'accept', 'c', 'r', ";
  EXPECT_FALSE(connection.execute((insert + "'not there', 'h1')").c_str()));
  ASSERT_TRUE(connection.execute((insert + "NULL, 'h1')").c_str()));
  EXPECT_FALSE(connection.execute("UPDATE decision SET reason = 'another'"));
  EXPECT_FALSE(connection.execute("DELETE FROM decision"));
}

Decision a_decision(DecisionVerb verb, std::vector<std::string> subject, std::string reason = "the same strike") {
  Decision decision;
  decision.time = "2024-12-03T10:00:00Z";
  decision.person = "desk";
  decision.verb = verb;
  decision.subject = std::move(subject);
  decision.reason = std::move(reason);
  return decision;
}

TEST(LedgerDecisions, AreAChainThatComesBackAsItWent) {
  Fresh fresh;
  EXPECT_THAT(fresh.ledger.decisions().value(), ElementsAre());
  const Decision merge = fresh.ledger.decide(a_decision(DecisionVerb::merge, {"c_1", "c_2"})).value();
  Decision split = a_decision(DecisionVerb::split, {"c_3"}, "another day: \"Monday\"\nsays the post");
  split.before = {"c_4", "c_5"};
  split = fresh.ledger.decide(split).value();
  const Decision undo = fresh.ledger.decide(a_decision(DecisionVerb::undo, {merge.id}, "was mistaken")).value();
  const std::vector<Decision> back = fresh.ledger.decisions().value();
  ASSERT_EQ(back.size(), 3U);
  EXPECT_EQ(back[0].id, merge.id);
  EXPECT_EQ(back[1].before, split.before);
  EXPECT_EQ(back[1].reason, split.reason);
  EXPECT_EQ(back[1].previous, back[0].hash);
  EXPECT_EQ(back[2].subject, std::vector<std::string>{merge.id});
  EXPECT_EQ(back[2].hash, undo.hash);
  EXPECT_TRUE(fresh.ledger.verify());
}

TEST(LedgerDecisions, ThatLackSomethingAreRefused) {
  Fresh fresh;
  EXPECT_FALSE(fresh.ledger.decide(a_decision(DecisionVerb::merge, {})));
  EXPECT_FALSE(fresh.ledger.decide(a_decision(DecisionVerb::merge, {"c_1\nc_2"})));
  EXPECT_FALSE(fresh.ledger.decide(a_decision(DecisionVerb::merge, {"c_1"}, "")));
  EXPECT_THAT(fresh.ledger.decisions().value(), ElementsAre());
}

TEST(LedgerDecisions, AForgedOneIsTold) {
  Fresh fresh;
  const Decision first = fresh.ledger.decide(a_decision(DecisionVerb::merge, {"c_1", "c_2"})).value();
  const auto connection = sqlite::Connection::open(fresh.path.string(), sqlite::Mode::read_write, 0).value();
  const std::string forged =
      "INSERT INTO decision (id, time, person, verb, subject, reason, previous, hash) VALUES ('d_forged', 't', 'p', "
      "'merge', 'c_1', 'r', '" +
      first.hash + "', 'h')";
  ASSERT_TRUE(connection.execute(forged.c_str()));
  const auto decisions = fresh.ledger.decisions();
  ASSERT_FALSE(decisions);
  EXPECT_EQ(decisions.error().code, ErrorCode::integrity);
  EXPECT_FALSE(fresh.ledger.verify());
}

AddedPlace a_place(std::string id, std::string name = "Tell Zarqoub") {
  AddedPlace place;
  place.id = std::move(id);
  place.name = std::move(name);
  place.other_names = {"Zarqub", "تل زرقوب"};
  place.latitude = 35.47012345678;
  place.longitude = 36.68;
  place.country = "SY";
  place.population = 4294967295U;
  place.source = "places.csv";
  return place;
}

TEST(LedgerPlaces, ComeBackAsTheyWentById) {
  Fresh fresh;
  EXPECT_THAT(fresh.ledger.places().value(), ElementsAre());
  AddedPlace plain;
  plain.id = "ours:1";
  plain.name = "Plain";
  plain.kind = PlaceKind::area;
  const std::vector<AddedPlace> places{a_place("ours:2"), plain};
  const auto outcome = fresh.ledger.add_places(places).value();
  EXPECT_EQ(outcome.added, 2U);
  EXPECT_EQ(outcome.known, 0U);
  EXPECT_THAT(fresh.ledger.places().value(), ElementsAre(plain, a_place("ours:2")));
  EXPECT_TRUE(fresh.ledger.verify());
  LedgerOptions read_only;
  read_only.read_only = true;
  EXPECT_EQ(Ledger::open_existing(fresh.path, read_only).value().places().value().size(), 2U);
}

TEST(LedgerPlaces, GivenAgainChangeNothingAndGivenOtherwiseAreReplaced) {
  Fresh fresh;
  const std::vector<AddedPlace> first{a_place("ours:1"), a_place("ours:2")};
  ASSERT_TRUE(fresh.ledger.add_places(first));
  std::vector<AddedPlace> again = first;
  again[0].source = "elsewhere.csv";
  again[1].name = "Another";
  const auto outcome = fresh.ledger.add_places(again).value();
  EXPECT_EQ(outcome.added, 0U);
  EXPECT_EQ(outcome.known, 1U);
  EXPECT_THAT(outcome.replaced, ElementsAre("ours:2"));
  EXPECT_THAT(fresh.ledger.places().value(), ElementsAre(first[0], again[1]));
}

TEST(LedgerPlaces, OfOneIdInOneCallTheLaterStands) {
  Fresh fresh;
  const std::vector<AddedPlace> places{a_place("ours:1", "First"), a_place("ours:1", "Second")};
  EXPECT_EQ(fresh.ledger.add_places(places).value().added, 1U);
  EXPECT_EQ(fresh.ledger.add_places(places).value().known, 1U);
  EXPECT_THAT(fresh.ledger.places().value(), ElementsAre(places[1]));
}

TEST(LedgerPlaces, AreTakenAllOrNone) {
  Fresh fresh;
  for (const auto spoil : {+[](AddedPlace& place) { place.id.clear(); }, +[](AddedPlace& place) { place.name.clear(); },
                           +[](AddedPlace& place) { place.latitude = 91; }}) {
    std::vector<AddedPlace> places{a_place("ours:1"), a_place("ours:2")};
    spoil(places[1]);
    EXPECT_EQ(fresh.ledger.add_places(places).error().code, ErrorCode::invalid);
  }
  EXPECT_THAT(fresh.ledger.places().value(), ElementsAre());
}

TEST(LedgerFetches, TheLatestPageOfAUrlIsFound) {
  Fresh fresh;
  const std::string digits(64, 'a');
  const Fetch first{"https://example.org/a",
                    "2024-12-01T09:30:00.000Z",
                    200,
                    "https://example.org/b",
                    "\"1\"",
                    "",
                    digits,
                    "histor.warc.gz",
                    0,
                    100};
  Fetch second = first;
  second.time = "2024-12-01T10:30:00.000Z";
  second.etag = "\"2\"";
  second.warc_offset = 500;
  Fetch unchanged = second;
  unchanged.time = "2024-12-01T11:30:00.000Z";
  unchanged.status = 304;
  for (const Fetch& fetch : {second, first, unchanged, first}) ASSERT_TRUE(fresh.ledger.add_fetch(fetch));
  EXPECT_EQ(fresh.ledger.last_page("https://example.org/a").value(), second);
  EXPECT_EQ(fresh.ledger.last_page("https://example.org/none").value(), std::nullopt);
  EXPECT_TRUE(fresh.ledger.verify());
}

TEST(LedgerFetches, EntriesOfFeedsAreRemembered) {
  Fresh fresh;
  EXPECT_FALSE(fresh.ledger.has_feed_entry("https://example.org/feed", "1").value());
  ASSERT_TRUE(fresh.ledger.add_feed_entry("https://example.org/feed", "1", "2024-12-01T09:30:00Z"));
  ASSERT_TRUE(fresh.ledger.add_feed_entry("https://example.org/feed", "1", "2024-12-02T09:30:00Z"));
  EXPECT_TRUE(fresh.ledger.has_feed_entry("https://example.org/feed", "1").value());
  EXPECT_FALSE(fresh.ledger.has_feed_entry("https://example.com/feed", "1").value());
}

TEST(LedgerPlaces, ALedgerOfTheFirstVersionIsBroughtUpToDateWhenItIsWritten) {
  sample::Folder folder;
  const auto path = folder / "histor.db";
  std::string before;
  {
    Ledger ledger = Ledger::open_or_create(path).value();
    ASSERT_TRUE(add(ledger, input("a.txt", 16)));
    before = contents(ledger);
  }
  const auto version = [&] {
    return sqlite::Connection::open(path.string(), sqlite::Mode::read_only, 0)
        .value()
        .integer("PRAGMA user_version")
        .value();
  };
  {
    const auto connection = sqlite::Connection::open(path.string(), sqlite::Mode::read_write, 0).value();
    ASSERT_TRUE(
        connection.execute("DROP TABLE place; DROP TABLE fetch; DROP TABLE feed_entry; PRAGMA user_version = 1"));
  }
  {
    LedgerOptions read_only;
    read_only.read_only = true;
    const Ledger ledger = Ledger::open_existing(path, read_only).value();
    EXPECT_EQ(contents(ledger), before);
    EXPECT_THAT(ledger.places().value(), ElementsAre());
    EXPECT_TRUE(ledger.verify());
  }
  EXPECT_EQ(version(), 1);
  {
    Ledger ledger = Ledger::open_existing(path).value();
    EXPECT_EQ(contents(ledger), before);
    EXPECT_EQ(ledger.add_places(std::vector{a_place("ours:1")}).value().added, 1U);
    EXPECT_TRUE(ledger.verify());
  }
  EXPECT_EQ(version(), 3);
  EXPECT_EQ(Ledger::open_existing(path).value().places().value().size(), 1U);
}

}  // namespace
}  // namespace histor
