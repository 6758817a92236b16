#include "link/lineage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "lexicon/actors.hpp"
#include "link/account.hpp"
#include "link/kinship.hpp"
#include "link/made_claims.hpp"
#include "link/random_sets.hpp"
#include "link/spelling.hpp"
#include "link/word_runs.hpp"

namespace histor {
namespace {

using test::aleppo;
using test::excluding;
using test::idlib;
using test::idlib_province;
using test::on;
using test::random_sets;
using test::Report;
using test::says;
using test::sets;
using test::town;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view raid_story =
    "Families were asleep when the first of two explosions tore the front from a row of shops beside the grain market. "
    "Neighbours dug with their hands until lorries with lights came up the hill road an hour later. The baker counted "
    "his sons twice before he let anybody lead him away from the door. Nobody in the town had expected aircraft on the "
    "morning after the feast, and the schools had only just been opened again.";
constexpr std::string_view other_story =
    "Rescue teams worked through the night at the edge of the town, where lamps had been tied to the poles of a tent. "
    "An official who had come from the capital spoke of a difficult week and promised fuel for the generators. Three "
    "roads out of the valley stayed shut, and the ferry did not run. People waited for news in the yard of the school.";

/// Body text without claims.
void tells(Report& report, std::string_view text) {
  Document& document = report.document();
  const auto begin = static_cast<std::uint32_t>(document.text.size());
  document.text += text;
  document.blocks.push_back({{begin, static_cast<std::uint32_t>(document.text.size())}, BlockKind::body});
  document.text += "\n";
}

/// A count of one attack, as a report's lead has it.
Claim& toll(Report& report, std::string_view count, Where where, std::string_view day, std::string_view origin = {}) {
  Claim& claim = report.casualty(count);
  claim.where = {std::move(where)};
  claim.means = Means::airstrike;
  if (!day.empty()) on(claim, day);
  if (!origin.empty()) says(claim, origin);
  return claim;
}

Lineage traced(std::initializer_list<Report*> reports) {
  const auto [documents, claims] = sets(reports);
  return trace_lineage(documents, claims, Actors::builtin());
}

std::vector<LineageRelation> relations(const Lineage& lineage) {
  std::vector<LineageRelation> out;
  for (const DocumentPair& pair : lineage.pairs) out.push_back(pair.relation);
  return out;
}

std::vector<ChangeKind> changes(const Lineage& lineage) {
  std::vector<ChangeKind> out;
  for (const DocumentPair& pair : lineage.pairs) {
    for (const LineageChange& change : pair.changes) out.push_back(change.kind);
  }
  return out;
}

FoldedWords folded_words(std::string_view text) {
  const Span all{0, static_cast<std::uint32_t>(text.size())};
  return fold_words(text, std::span(&all, 1));
}

TEST(WordRuns, PunctuationAndCapitalsLostOnTheWayChangeNothing) {
  const auto runs = word_runs(folded_words("Syria\u2019s \u201cworst\u201d day\u2014again, HE said; nobody's left."));
  EXPECT_THAT(runs, SizeIs(4));
  EXPECT_EQ(runs, word_runs(folded_words("Syrias worst day again he said nobodys left")));
  EXPECT_NE(runs, word_runs(folded_words("Syrias worst day again she said nobodys left")));
  EXPECT_THAT(word_runs(folded_words("only four words here")), IsEmpty());
}

TEST(WordRuns, OnlyWithinTheRangesGiven) {
  const std::string_view text = "one two three four five six seven eight nine ten";
  const Span range{0, 23};  // "one two three four five"
  EXPECT_THAT(word_runs(folded_words(text), std::span(&range, 1)), SizeIs(1));
  EXPECT_THAT(word_runs(folded_words(text)), SizeIs(6));
}

TEST(WordRuns, TheLongestStretchStandsInBothTexts) {
  const std::string_view a = "He said the bridge fell at noon. The bridge, fell into the river on its own.";
  const std::string_view b = "Later: the bridge fell into the river on its own.";
  const Stretch stretch = longest_stretch(folded_words(a), folded_words(b));
  EXPECT_EQ(slice(a, stretch.a), "The bridge, fell into the river on its own");
  EXPECT_EQ(slice(b, stretch.b), "the bridge fell into the river on its own");
  EXPECT_EQ(stretch.words, 9U);
  EXPECT_EQ(longest_stretch(folded_words(a), folded_words("nothing of the kind was told here")).words, 0U);
}

TEST(WordRuns, AnyBytesAreFolded) {
  rc::check([] {
    const auto text = *rc::gen::string<std::string>();
    const FoldedWords words = folded_words(text);
    RC_ASSERT(words.hashes.size() == words.spans.size());
    std::uint32_t end = 0;
    for (const Span span : words.spans) {
      RC_ASSERT(span.begin >= end);
      RC_ASSERT(span.begin < span.end);
      RC_ASSERT(span.end <= text.size());
      end = span.end;
    }
  });
}

TEST(Spelling, OneNameInManySpellings) {
  EXPECT_EQ(spelling_key("Salaheddin"), spelling_key("Salah al-Din"));
  EXPECT_EQ(spelling_key("Tariq al-Bab"), spelling_key("Tareeq Al-Bab"));
  EXPECT_EQ(spelling_key("Tokhar"), spelling_key("Al-Tukhar"));
  EXPECT_EQ(spelling_key("Khan Sheikhoun"), spelling_key("Khan Shaykhun"));
  EXPECT_EQ(spelling_key("Urum"), spelling_key("Orem"));
  EXPECT_NE(spelling_key("Manbij"), spelling_key("Maskanah"));
  EXPECT_EQ(spelling_key("Hama"), "") << "too little to know it by";
}

TEST(Lineage, OneTextInTwoOutletsIsACopy) {
  Report a("A"), b("B");
  for (Report* report : {&a, &b}) {
    toll(*report, "at least 16", town("Tel Marda"), "2024-12-01", "sohr");
    tells(*report, raid_story);
  }
  const Lineage lineage = traced({&a, &b});
  ASSERT_THAT(relations(lineage), ElementsAre(LineageRelation::copy));
  const auto& evidence = lineage.pairs[0].evidence;
  const auto words = std::find_if(evidence.begin(), evidence.end(),
                                  [](const LineageEvidence& e) { return e.kind == EvidenceKind::words; });
  ASSERT_NE(words, evidence.end());
  EXPECT_EQ(words->permille, 1000U);
  EXPECT_EQ(slice(a.document().text, *words->a), slice(b.document().text, *words->b));
  ASSERT_THAT(lineage.groups, SizeIs(1));
  EXPECT_THAT(lineage.groups[0].origins, ElementsAre("sohr"));
  EXPECT_THAT(lineage.groups[0].outlets, ElementsAre("A", "B"));
}

TEST(Lineage, ACopyIsOneWhateverDayItBears) {
  Report a("A", "2024-12-02"), b("B", "2024-12-20");
  toll(a, "16", town("Tel Marda"), "2024-12-01", "sohr");
  toll(b, "16", town("Tel Marda"), "2024-12-19", "sohr");
  for (Report* report : {&a, &b}) {
    tells(*report, raid_story);
    report->claims()[0].sentence = report->document().blocks.back().span;
  }
  EXPECT_THAT(relations(traced({&a, &b})), ElementsAre(LineageRelation::copy));
}

TEST(Lineage, FactsOfOneOriginInOtherWordsAreASharedSource) {
  Report a("A"), b("B");
  toll(a, "at least 16", town("Tel Marda"), "2024-12-01", "sohr");
  tells(a, raid_story);
  toll(b, "16", town("Tel Marda"), "2024-12-01", "sohr");
  tells(b, other_story);
  const Lineage lineage = traced({&a, &b});
  ASSERT_THAT(relations(lineage), ElementsAre(LineageRelation::shared_source));
  EXPECT_THAT(lineage.pairs[0].evidence,
              Contains(Field(&LineageEvidence::what, "Syrian Observatory for Human Rights")));
  EXPECT_THAT(lineage.pairs[0].evidence, Contains(Field(&LineageEvidence::what, "16 killed")));
}

TEST(Lineage, OneEventFromTwoOriginsIsIndependent) {
  Report a("A"), b("B");
  toll(a, "16", town("Tel Marda"), "2024-12-01", "sohr");
  toll(b, "23", town("Tel Marda"), "2024-12-01", "white-helmets");
  const Lineage lineage = traced({&a, &b});
  ASSERT_THAT(relations(lineage), ElementsAre(LineageRelation::same_event_independent));
  EXPECT_THAT(lineage.pairs[0].evidence, Contains(Field(&LineageEvidence::what, "Tel Marda")));
  EXPECT_THAT(lineage.pairs[0].changes, IsEmpty());
  EXPECT_THAT(lineage.groups[0].origins, ElementsAre("sohr", "white-helmets"));
}

TEST(Lineage, OneOutletSpellsAPlaceOtherwise) {
  Report a("A"), b("B");
  toll(a, "16", town("Tokhar"), "2024-12-01", "sohr");
  toll(b, "23", town("Al-Tukhar"), "2024-12-01", "white-helmets");
  EXPECT_THAT(relations(traced({&a, &b})), SizeIs(1));
}

TEST(Lineage, AnotherDayOrPlaceIsAnotherEvent) {
  Report first("A"), next_day("B"), elsewhere("C", "2024-12-02");
  toll(first, "16", town("Tel Marda"), "2024-12-01", "sohr");
  toll(next_day, "23", town("Tel Marda"), "2024-12-02", "sohr");
  next_day.claims()[0].when->from = first.claims()[0].when->from = Provenance::sentence;
  toll(elsewhere, "9", town("Qasr Bani", 34.1, 36.0), "2024-12-01", "sohr");
  EXPECT_THAT(traced({&first, &next_day, &elsewhere}).pairs, IsEmpty());
}

TEST(Lineage, ADayTakenFromAroundMayBeTheNextOne) {
  Report a("A"), b("B");
  toll(a, "16", town("Tel Marda"), "2024-12-01", "sohr");
  toll(b, "23", town("Tel Marda"), "2024-12-02", "white-helmets").when->from = Provenance::paragraph;
  EXPECT_THAT(traced({&a, &b}).pairs, SizeIs(1));
  b.document().published->date = *day_from("2024-11-30");
  EXPECT_THAT(traced({&a, &b}).pairs, IsEmpty()) << "printed before the event of the other";
}

TEST(Lineage, WhatOneOnlyRecallsIsNotItsEvent) {
  Report event("A", "2024-12-01"), later("B", "2024-12-03");
  toll(event, "at least 17", town("Tel Marda"), "2024-12-01", "sohr");
  tells(event, raid_story);
  toll(later, "4", town("Qasr Bani", 34.1, 36.0), "2024-12-03", "sohr");
  tells(later, other_story);
  toll(later, "17", town("Tel Marda"), "2024-12-01", "sohr");
  Claim& war = later.casualty("at least 300000");
  war.aggregation = Aggregation::background;
  EXPECT_THAT(traced({&event, &later}).pairs, IsEmpty());
}

TEST(Lineage, OneProvinceOnOneDayIsNotOneEvent) {
  Report a("A"), b("B");
  for (Report* report : {&a, &b}) {
    Claim& claim = toll(*report, report == &a ? "16" : "23", idlib_province(), "2024-12-01", "sohr");
    claim.where.push_back(report == &a ? town("Tel Marda") : town("Qasr Bani", 35.4, 36.2));
  }
  EXPECT_THAT(traced({&a, &b}).pairs, IsEmpty());
}

TEST(Lineage, PageFurnitureMakesNoCopy) {
  Report a("A", "2024-12-01"), b("B", "2024-12-02");
  toll(a, "16", town("Tel Marda"), "2024-12-01", "sohr");
  toll(b, "9", town("Qasr Bani", 34.1, 36.0), "2024-12-02", "sohr");
  tells(a, raid_story);
  tells(b, other_story);
  for (Report* report : {&a, &b}) tells(*report, "Read next: what the talks in the spring left open and who gained");
  EXPECT_THAT(traced({&a, &b}).pairs, IsEmpty());
}

TEST(Lineage, AShortReportUnderMuchFurnitureIsNoCopy) {
  Report a("A", "2024-12-01"), b("B", "2024-12-02");
  toll(a, "16", town("Tel Marda"), "2024-12-01", "sohr");
  toll(b, "9", town("Qasr Bani", 34.1, 36.0), "2024-12-02", "sohr");
  for (Report* report : {&a, &b}) {
    tells(*report, raid_story);
    tells(*report, other_story);
  }
  EXPECT_THAT(traced({&a, &b}).pairs, IsEmpty());
}

TEST(Lineage, TwoCountsAndASmallPlaceInBothLeadsAreOneEventOfTheMonth) {
  Report a("A", "2024-12-02"), b("B", "2024-12-20");
  for (Report* report : {&a, &b}) {
    for (const char* count : {"17", "8"}) {
      toll(*report, count, town("Tel Marda"), report == &a ? "2024-12-01" : "2024-12-19", "sohr");
    }
    tells(*report, report == &a ? raid_story : other_story);
  }
  EXPECT_THAT(relations(traced({&a, &b})), ElementsAre(LineageRelation::shared_source));
  b.claims()[1].number->value = 9;
  EXPECT_THAT(traced({&a, &b}).pairs, IsEmpty()) << "one count may be equal by chance";
}

TEST(Lineage, OneAgencyIsASharedSource) {
  Report a("A"), b("B");
  toll(a, "16", town("Tel Marda"), "2024-12-01");
  toll(b, "23", town("Tel Marda"), "2024-12-01");
  EXPECT_THAT(relations(traced({&a, &b})), ElementsAre(LineageRelation::same_event_independent));
  for (Report* report : {&a, &b}) report->document().agencies = {"afp"};
  EXPECT_THAT(relations(traced({&a, &b})), ElementsAre(LineageRelation::shared_source));
}

TEST(Lineage, APlaceThatTheOtherOnlyNamesIsFoundInItsWords) {
  Report a("A"), b("B");
  toll(a, "16", town("Tel Marda"), "2024-12-01", "sohr");
  Claim& claim = toll(b, "23", town("Tel Marda"), "2024-12-01", "white-helmets");
  claim.where.clear();
  EXPECT_THAT(traced({&a, &b}).pairs, IsEmpty());
  const auto begin = static_cast<std::uint32_t>(b.document().text.size());
  tells(b, "It fell on the grain market of Tell Marda.");
  claim.sentence = {begin, static_cast<std::uint32_t>(b.document().text.size() - 1)};
  EXPECT_THAT(traced({&a, &b}).pairs, SizeIs(1));
}

TEST(Lineage, NoDocumentsNoPairs) {
  EXPECT_THAT(traced({}).pairs, IsEmpty());
  Report alone("A");
  toll(alone, "16", town("Tel Marda"), "2024-12-01", "sohr");
  EXPECT_THAT(traced({&alone}).pairs, IsEmpty());
  EXPECT_THAT(traced({&alone}).groups, IsEmpty());
}

TEST(Lineage, ChangesOnTheWay) {
  struct Case {
    ChangeKind kind;
    void (*change)(Claim& in_a, Claim& in_b);
  };
  const std::vector<Case> cases{
      {ChangeKind::bound_lost, [](Claim& a, Claim&) { a.number->hedge = Hedge::at_least; }},
      {ChangeKind::scope_dropped, [](Claim& a, Claim&) { a.as_of = AsOf{"2024-12-01T19:00", "7:00 PM", {}}; }},
      {ChangeKind::scope_dropped, [](Claim& a, Claim&) { a.where.push_back(excluding(aleppo())); }},
      {ChangeKind::attribution_drifted,
       [](Claim& a, Claim& b) {
         says(a, "rescue-workers");
         says(b, "witnesses");
       }},
  };
  for (const Case& one : cases) {
    Report a("A", "2024-12-01"), b("B", "2024-12-02");
    for (Report* report : {&a, &b}) {
      toll(*report, "25", idlib(), "2024-12-01", "sohr");
      toll(*report, "7", town("Tel Marda"), "2024-12-01", "sohr");
    }
    EXPECT_THAT(changes(traced({&a, &b})), IsEmpty());
    one.change(a.claims()[1], b.claims()[1]);
    const Lineage lineage = traced({&a, &b});
    ASSERT_THAT(changes(lineage), ElementsAre(one.kind));
    const auto [documents, claims] = sets({&a, &b});
    const LineageChange& change = lineage.pairs[0].changes[0];
    EXPECT_EQ(claims[change.a].id, a.claims()[1].id);
    EXPECT_EQ(claims[change.b].id, b.claims()[1].id);
    EXPECT_THAT(change.sentence, testing::HasSubstr("7 killed"));
  }
}

TEST(Lineage, ALaterReportThatIsMoreCarefulLosesNothing) {
  Report a("A", "2024-12-01"), b("B", "2024-12-02");
  toll(a, "25", idlib(), "2024-12-01", "sohr");
  toll(b, "at least 25", idlib(), "2024-12-01", "sohr");
  EXPECT_THAT(changes(traced({&a, &b})), IsEmpty());
}

TEST(Lineage, AHeadlineThatDropsABoundLosesNothing) {
  Report a("A", "2024-12-01"), b("B", "2024-12-02");
  toll(a, "at least 25", idlib(), "2024-12-01", "sohr");
  toll(b, "25", idlib(), "2024-12-01", "sohr").block = BlockKind::heading;
  EXPECT_THAT(changes(traced({&a, &b})), IsEmpty());
  toll(b, "at least 25", idlib(), "2024-12-01", "sohr");
  EXPECT_THAT(changes(traced({&a, &b})), IsEmpty());
}

TEST(Lineage, ABreakdownThatCountsOthersIsTold) {
  Report a("A", "2024-12-01"), b("B", "2024-12-02");
  for (Report* report : {&a, &b}) {
    toll(*report, "25", idlib(), "2024-12-01", "sohr");
    Claim& part = report->casualty("10", report == &a ? Group::children : Group::women);
    part.part_of = report->claims()[0].id;
    part.where = {idlib()};
    on(part, "2024-12-01");
  }
  EXPECT_THAT(changes(traced({&a, &b})), ElementsAre(ChangeKind::breakdown_swapped));
}

TEST(Lineage, ASharedQuoteIsEvidence) {
  Report a("A"), b("B");
  toll(a, "16", town("Tel Marda"), "2024-12-01", "sohr");
  toll(b, "23", town("Tel Marda"), "2024-12-01", "white-helmets");
  tells(a, "\"We carried them out on doors because there was nothing else to carry them on\" a teacher said.");
  tells(b, "A teacher said: We carried them out on doors, because there was nothing else to carry them on.");
  const Lineage lineage = traced({&a, &b});
  ASSERT_THAT(lineage.pairs, SizeIs(1));
  EXPECT_THAT(lineage.pairs[0].evidence, Contains(Field(&LineageEvidence::kind, EvidenceKind::quote)));
}

// What is traced, by names that do not depend on the order of the input.
std::set<std::string> by_name(const Lineage& lineage, const std::vector<Document>& documents,
                              const std::vector<Claim>& claims) {
  std::set<std::string> out;
  for (const DocumentPair& pair : lineage.pairs) {
    std::string line = documents[pair.a].id + " " + documents[pair.b].id + " " + std::string(to_string(pair.relation));
    for (const LineageEvidence& e : pair.evidence) line += "; " + std::string(to_string(e.kind)) + " " + e.what;
    for (const LineageChange& c : pair.changes) line += "; " + claims[c.a].id + " " + claims[c.b].id + " " + c.sentence;
    out.insert(line);
  }
  for (const LineageGroup& group : lineage.groups) {
    std::string line;
    for (const std::uint32_t i : group.documents) line += documents[i].id + " ";
    for (const std::string& origin : group.origins) line += origin + " ";
    out.insert(line);
  }
  return out;
}

RC_GTEST_PROP(LineageProperties, OrderLeavesNoTrace, ()) {
  auto [documents, claims] = random_sets();
  const auto want = by_name(trace_lineage(documents, claims, Actors::builtin()), documents, claims);
  std::reverse(documents.begin(), documents.end());
  std::rotate(claims.begin(), claims.begin() + static_cast<std::ptrdiff_t>(claims.size() / 2), claims.end());
  std::reverse(claims.begin(), claims.end());
  RC_ASSERT(by_name(trace_lineage(documents, claims, Actors::builtin()), documents, claims) == want);
}

RC_GTEST_PROP(LineageProperties, TheKeysFindWhatHoldingAllAgainstAllFinds, ()) {
  const auto [documents, claims] = random_sets();
  const Lineage lineage = trace_lineage(documents, claims, Actors::builtin());
  std::map<std::pair<std::uint32_t, std::uint32_t>, LineageRelation> found;
  for (const DocumentPair& pair : lineage.pairs) found.emplace(std::minmax(pair.a, pair.b), pair.relation);

  std::vector<Account> accounts;
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    std::vector<std::uint32_t> own;
    for (std::uint32_t c = 0; c < claims.size(); ++c) {
      if (claims[c].document == documents[i].id) own.push_back(c);
    }
    accounts.push_back(account_of(documents[i], i, claims, own, Actors::builtin()));
  }
  std::map<std::pair<std::uint32_t, std::uint32_t>, LineageRelation> plain;
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    for (std::uint32_t j = i + 1; j < documents.size(); ++j) {
      const auto relation = relation_of(compare(accounts[i], accounts[j]));
      if (relation) plain.emplace(std::pair(i, j), *relation);
    }
  }
  RC_ASSERT(found == plain);
}

RC_GTEST_PROP(LineageProperties, EvidenceAndChangesStandInTheirReports, ()) {
  const auto [documents, claims] = random_sets();
  const Lineage lineage = trace_lineage(documents, claims, Actors::builtin());
  for (const DocumentPair& pair : lineage.pairs) {
    RC_ASSERT(!pair.evidence.empty());
    for (const LineageEvidence& evidence : pair.evidence) {
      if (evidence.a) RC_ASSERT(evidence.a->end <= documents[pair.a].text.size());
      if (evidence.b) RC_ASSERT(evidence.b->end <= documents[pair.b].text.size());
    }
    for (const LineageChange& change : pair.changes) {
      RC_ASSERT(claims[change.a].document == documents[pair.a].id);
      RC_ASSERT(claims[change.b].document == documents[pair.b].id);
    }
  }
}

}  // namespace
}  // namespace histor
