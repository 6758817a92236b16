#include "reckon/reckon.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>

#include "link/gold_claims.hpp"
#include "link/made_claims.hpp"
#include "link/random_sets.hpp"
#include "publish/json.hpp"
#include "reckon/wording.hpp"

namespace histor {
namespace {

using test::aleppo;
using test::gold_sets;
using test::idlib;
using test::made_actors;
using test::on;
using test::random_sets;
using test::Report;
using test::says;
using test::sets;
using test::since;
using test::unknown_place;
using testing::ElementsAre;
using testing::HasSubstr;

LedgerView reckoned(std::initializer_list<Report*> reports) {
  auto [documents, claims] = sets(reports);
  return reckon(std::move(documents), std::move(claims), open_policy(), made_actors);
}

void in_aleppo(Claim& claim, std::string_view origin) {
  says(claim, origin);
  claim.where = {aleppo()};
  on(claim, "2024-12-01");
}

std::vector<FindingKind> kinds(const LedgerView& view) {
  std::vector<FindingKind> all;
  for (const Finding& finding : view.findings) all.push_back(finding.kind);
  return all;
}

TEST(Parts, ACompleteBreakdownIsChecked) {
  Report a("A");
  in_aleppo(a.casualty("18", Group::civilians), "white-helmets");
  for (const auto& [count, group] :
       {std::pair{"5", Group::children}, std::pair{"2", Group::women}, std::pair{"11", Group::men}}) {
    Claim& part = a.casualty(count, group);
    in_aleppo(part, "white-helmets");
    part.part_of = a.claims()[0].id;
  }
  const LedgerView view = reckoned({&a});
  EXPECT_EQ(arithmetic_words(view, view.figures[0]), "5 + 2 + 11 = 18, complete");
  EXPECT_TRUE(view.findings.empty());
}

TEST(Parts, WhatIsLeftOverBelongsToNobody) {
  Report a("A");
  in_aleppo(a.casualty("about 125", Group::civilians, Outcome::injured), "white-helmets");
  for (const auto& [count, group] : {std::pair{"54", Group::women}, std::pair{"39", Group::children}}) {
    Claim& part = a.casualty(count, group, Outcome::injured);
    in_aleppo(part, "white-helmets");
    part.part_of = a.claims()[0].id;
  }
  const LedgerView view = reckoned({&a});
  EXPECT_EQ(arithmetic_words(view, view.figures[0]), "54 + 39 = 93 of about 125, 32 unstated");
  ASSERT_EQ(view.incidents[0].tolls.size(), 1U) << "no toll of men is made of the rest";
}

TEST(Parts, MoreThanTheWholeIsAFinding) {
  Report a("A");
  in_aleppo(a.casualty("10"), "white-helmets");
  for (const auto& [count, group] : {std::pair{"6", Group::women}, std::pair{"5", Group::children}}) {
    Claim& part = a.casualty(count, group);
    in_aleppo(part, "white-helmets");
    part.part_of = a.claims()[0].id;
  }
  const LedgerView view = reckoned({&a});
  EXPECT_THAT(kinds(view), ElementsAre(FindingKind::women_children_exceed));
  EXPECT_EQ(view.findings[0].claims.size(), 3U);
  EXPECT_THAT(view.findings[0].sentence, HasSubstr("6 + 5 = 11 of 10"));
}

TEST(Parts, GroupsThatMayOverlapAreNotAdded) {
  Report a("A");
  in_aleppo(a.casualty("10"), "white-helmets");
  for (const auto& [count, group] :
       {std::pair{"6", Group::civilians}, std::pair{"5", Group::children}, std::pair{"3", Group::journalists}}) {
    Claim& part = a.casualty(count, group);
    in_aleppo(part, "white-helmets");
    part.part_of = a.claims()[0].id;
  }
  const LedgerView view = reckoned({&a});
  ASSERT_TRUE(view.figures[0].arithmetic);
  EXPECT_EQ(view.figures[0].arithmetic->parts.size(), 1U);
  EXPECT_TRUE(view.findings.empty());
}

TEST(Tolls, DifferentOriginsMakeARange) {
  Report a("A"), b("B");
  in_aleppo(a.casualty("14"), "white-helmets");
  in_aleppo(b.casualty("at least 16"), "sohr");
  const LedgerView view = reckoned({&a, &b});
  ASSERT_EQ(view.incidents.size(), 1U);
  ASSERT_EQ(view.incidents[0].tolls.size(), 1U);
  const Toll& toll = view.incidents[0].tolls[0];
  EXPECT_EQ(toll.low->value, 14);
  EXPECT_EQ(toll.high->value, 16);
  EXPECT_TRUE(toll.open_above);
  EXPECT_EQ(toll.low->rule, "smallest-bound");
  EXPECT_EQ(toll.high->rule, "largest-bound");
  EXPECT_EQ(toll.best->rule, "latest-of-most-specific");
  EXPECT_THAT(kinds(view), ElementsAre(FindingKind::differs));
  EXPECT_EQ(view.relations.at(0).kind, RelationKind::differs);
}

TEST(Tolls, BoundsThatCanBothHoldAgree) {
  Report a("A"), b("B");
  in_aleppo(a.casualty("at least 7"), "rescue-workers");
  in_aleppo(b.casualty("9"), "white-helmets");
  const LedgerView view = reckoned({&a, &b});
  EXPECT_EQ(view.relations.at(0).kind, RelationKind::agrees);
  EXPECT_TRUE(view.findings.empty());
}

TEST(Tolls, PopulationsHaveTollsOfTheirOwnAndAreNeverAdded) {
  Report a("A");
  in_aleppo(a.casualty("7", Group::soldiers), "sohr");
  in_aleppo(a.casualty("4", Group::fighters), "sohr");
  const LedgerView view = reckoned({&a});
  ASSERT_EQ(view.incidents.size(), 1U);
  ASSERT_EQ(view.incidents[0].tolls.size(), 2U);
  for (const Toll& toll : view.incidents[0].tolls) EXPECT_NE(toll.high->value, 11);
}

TEST(Tolls, ACeilingStandsBelowTheLowOfAnother) {
  Report a("A"), b("B");
  in_aleppo(a.casualty("18"), "sohr");
  in_aleppo(b.casualty("up to 9"), "white-helmets");
  const LedgerView view = reckoned({&a, &b});
  const Toll& toll = view.incidents.at(0).tolls.at(0);
  EXPECT_EQ(toll.low->value, 9);
  EXPECT_LE(toll.low->value, toll.best->value);
  EXPECT_EQ(toll.high->value, 18);
}

TEST(Tolls, VagueWordsStayWords) {
  Report a("A");
  in_aleppo(a.casualty("dozens", Group::soldiers), "syria-military");
  const LedgerView view = reckoned({&a});
  const Toll& toll = view.incidents.at(0).tolls.at(0);
  EXPECT_FALSE(toll.low || toll.best || toll.high);
  EXPECT_THAT(toll.words, ElementsAre("dozens"));
  EXPECT_THAT(toll_words(view, toll), HasSubstr("dozens"));
}

TEST(Tolls, FearedAndDeniedFiguresAreNotInThem) {
  Report a("A"), b("B");
  in_aleppo(a.casualty("5"), "sohr");
  Claim& feared = b.casualty("30");
  in_aleppo(feared, "white-helmets");
  feared.modality = Modality::feared;
  const LedgerView view = reckoned({&a, &b});
  ASSERT_EQ(view.incidents.size(), 1U);
  EXPECT_EQ(view.incidents[0].tolls.at(0).high->value, 5);
  EXPECT_EQ(view.incidents[0].figures.size(), 2U) << "it is shown all the same";
}

TEST(Tolls, TheUpdateCountsAndTheEarlierIsHistory) {
  Report a("A", "2024-12-01"), b("B", "2024-12-02");
  in_aleppo(a.casualty("18"), "white-helmets");
  in_aleppo(b.casualty("at least 25"), "white-helmets");
  const LedgerView view = reckoned({&a, &b});
  const Toll& toll = view.incidents.at(0).tolls.at(0);
  EXPECT_EQ(toll.low->value, 25);
  EXPECT_EQ(toll.figures.size(), 1U);
  EXPECT_EQ(view.relations.at(0).kind, RelationKind::updates);
}

TEST(Findings, ScopeDroppedAndBoundLost) {
  Report a("A"), b("B");
  Claim& post = a.casualty("at least 18");
  in_aleppo(post, "white-helmets");
  post.as_of = AsOf{"2024-12-01T19:00", "as of 7 PM", {}};
  in_aleppo(b.casualty("18"), "white-helmets");
  const LedgerView view = reckoned({&a, &b});
  EXPECT_THAT(kinds(view), testing::UnorderedElementsAre(FindingKind::scope_dropped, FindingKind::bound_lost));
  EXPECT_THAT(view.findings[0].sentence, HasSubstr("1 Dec 2024, 19:00"));
}

TEST(Findings, ABoundIsLostForwardsOnly) {
  Report a("A", "2024-12-02"), b("B", "2024-12-03");
  in_aleppo(a.casualty("18"), "white-helmets");
  in_aleppo(b.casualty("at least 18"), "white-helmets");
  EXPECT_TRUE(reckoned({&a, &b}).findings.empty()) << "the later report is the more careful one";

  Report one("C");
  in_aleppo(one.casualty("at least 18"), "white-helmets");
  in_aleppo(one.casualty("18"), "white-helmets");
  EXPECT_TRUE(reckoned({&one}).findings.empty()) << "the report itself has the bound";
  one.claims()[1].block = BlockKind::heading;
  EXPECT_THAT(kinds(reckoned({&one})), ElementsAre(FindingKind::bound_lost)) << "its headline has not";
}

TEST(Findings, OneFigureUnderTwoAttributions) {
  Report a("A"), b("B");
  in_aleppo(a.casualty("at least 7"), "rescue-workers");
  in_aleppo(b.casualty("at least 7"), "witnesses");
  const LedgerView view = reckoned({&a, &b});
  EXPECT_THAT(kinds(view), ElementsAre(FindingKind::attribution_drift));

  Report both("C");
  in_aleppo(both.casualty("at least 7"), "rescue-workers");
  in_aleppo(both.casualty("at least 7"), "witnesses");
  EXPECT_TRUE(reckoned({&both}).findings.empty()) << "one report that names both keeps them apart";
}

TEST(Findings, ARunningTotalThatFalls) {
  Report a("A", "2024-12-01"), b("B", "2024-12-02");
  for (Report* report : {&a, &b}) {
    Claim& claim = report->casualty(report == &a ? "60" : "56");
    says(claim, "white-helmets");
    since(claim, "2024-11-27", report == &a ? "2024-12-01" : "2024-12-02");
  }
  EXPECT_THAT(kinds(reckoned({&a, &b})), ElementsAre(FindingKind::running_total_falls));
  b.claims()[0].number->hedge = Hedge::at_least;
  b.claims()[0].number->high.reset();
  EXPECT_TRUE(reckoned({&a, &b}).findings.empty()) << "at least 56 may be 60";
}

TEST(Findings, APartyThatCountsItsEnemysDead) {
  Report a("A");
  in_aleppo(a.casualty("70", Group::fighters), "syria-military");
  EXPECT_THAT(kinds(reckoned({&a})), ElementsAre(FindingKind::enemy_dead));
  says(a.claims()[0], "sohr");
  EXPECT_TRUE(reckoned({&a}).findings.empty());
  a.claims()[0].group = Group::soldiers;
  says(a.claims()[0], "syria-military");
  EXPECT_TRUE(reckoned({&a}).findings.empty()) << "its own dead";
}

TEST(Relations, ANamedVictimIsNoContradictionOfTheCount) {
  Report a("A"), b("B");
  in_aleppo(a.casualty("at least 43"), "sohr");
  in_aleppo(b.casualty("Dana Field"), "white-helmets");
  const LedgerView view = reckoned({&a, &b});
  ASSERT_EQ(view.incidents.size(), 1U);
  EXPECT_EQ(relate(view, 0, 1).kind, RelationKind::agrees);
  EXPECT_THAT(relate(view, 0, 1).fields, ElementsAre("name"));
  EXPECT_TRUE(view.findings.empty());
  const Toll& toll = view.incidents[0].tolls.at(0);
  ASSERT_TRUE(toll.low && toll.best);
  EXPECT_EQ(toll.low->value, 43);
  EXPECT_EQ(toll.best->value, 43);
}

TEST(Relations, AnotherOriginsNarrowerCountIsAPart) {
  Report a("A"), b("B");
  in_aleppo(a.casualty("25"), "sohr");
  a.claims()[0].where = {aleppo(), idlib()};
  Claim& town = b.casualty("7");
  in_aleppo(town, "white-helmets");
  const LedgerView view = reckoned({&a, &b});
  const Relation relation = relate(view, 0, 1);
  EXPECT_EQ(relation.kind, RelationKind::part);
  EXPECT_EQ(relation.a, 1U) << "the 7 of the one town are within the 25 of both";
  town.number->value = town.number->low = town.number->high = 30;
  EXPECT_EQ(relate(reckoned({&a, &b}), 0, 1).kind, RelationKind::apart) << "30 are in no 25";
}

TEST(Relations, LanesAndScopesStayApart) {
  Report a("A");
  Claim& day = a.casualty("18");
  in_aleppo(day, "sohr");
  Claim& place = a.casualty("16");
  says(place, "white-helmets");
  place.where = {idlib()};
  on(place, "2024-12-01");
  Claim& total = a.casualty("56");
  says(total, "sohr");
  since(total, "2024-11-27");
  Claim& war = a.casualty("500000");
  war.aggregation = Aggregation::background;
  const LedgerView view = reckoned({&a});
  EXPECT_EQ(relate(view, 0, 1).kind, RelationKind::apart);
  EXPECT_THAT(relate(view, 0, 1).fields, ElementsAre("place"));
  EXPECT_EQ(relate(view, 0, 2).kind, RelationKind::apart);
  EXPECT_THAT(relate(view, 0, 2).fields, ElementsAre("window"));
  EXPECT_EQ(relate(view, 0, 3).kind, RelationKind::background);
}

// The cases of the design that need no more than one origin's figures, over the three seed reports.
TEST(Gold, TheSeedReports) {
  auto gold = gold_sets({"seed-000", "seed-002", "seed-003"});
  if (!gold) GTEST_SKIP() << "no gold folder beside the repository";
  const LedgerView view = reckon(std::move(gold->first), std::move(gold->second), open_policy(), made_actors);
  const auto figure = [&view](std::string_view claim) -> FigureIndex {
    for (FigureIndex i = 0; i < view.figures.size(); ++i) {
      for (const ClaimIndex c : view.figures[i].claims) {
        if (view.claims[c].id == claim) return i;
      }
    }
    ADD_FAILURE() << claim;
    return 0;
  };
  const auto entry = [&view, &figure](std::string_view claim) {
    return view.standings[view.figures[figure(claim)].claims.front()].entry;
  };
  EXPECT_EQ(figure("c_000k2"), figure("c_000k3")) << "18 in the prose and in the post";
  EXPECT_EQ(figure("c_002k0"), figure("c_002k1")) << "25 in the headline and in the body";
  EXPECT_EQ(view.figures[figure("c_000k2")].superseded_by, figure("c_002k1")) << "18, later at least 25";
  EXPECT_EQ(entry("c_000k2"), entry("c_002k1")) << "one incident-day figure";
  EXPECT_EQ(view.figures[figure("c_002k3")].whole, figure("c_002k1")) << "ten children of the 25";
  EXPECT_NE(entry("c_000k1"), entry("c_000k2")) << "the 16 are of another place";
  EXPECT_EQ(relate(view, figure("c_000k1"), figure("c_000k2")).kind, RelationKind::apart);
  EXPECT_EQ(relate(view, figure("c_000k6"), figure("c_000k2")).kind, RelationKind::part) << "9 of the 18";
  EXPECT_EQ(entry("c_000k4"), entry("c_003k4")) << "301 and 457 are one series";
  EXPECT_NE(entry("c_002k4"), entry("c_000k4")) << "56 is another origin's";
  EXPECT_EQ(arithmetic_words(view, view.figures[figure("c_000k2")]), "5 + 2 + 11 = 18, complete");
  EXPECT_EQ(arithmetic_words(view, view.figures[figure("c_000i2")]), "54 + 39 = 93 of about 125, 32 unstated");
  EXPECT_EQ(arithmetic_words(view, view.figures[figure("c_003k1a")]), "1 + 4 = 5, complete");
  EXPECT_EQ(view.figures[figure("c_003b1")].lane, Lane::background);
  EXPECT_THAT(kinds(view), testing::Contains(FindingKind::scope_dropped));
  EXPECT_THAT(kinds(view), testing::Contains(FindingKind::bound_lost));
  EXPECT_THAT(kinds(view), testing::Not(testing::Contains(FindingKind::differs)));
  for (const Incident& incident : view.incidents) {
    for (const Toll& toll : incident.tolls) {
      for (const std::optional<Bound>* bound : {&toll.low, &toll.best, &toll.high}) {
        if (*bound) {
          EXPECT_NE((*bound)->value, 16 + 18 + 9 + 25 + 11);
        }
      }
    }
  }
}

RC_GTEST_PROP(Reckon, TheOrderOfTheInputLeavesNoTrace, ()) {
  auto [documents, claims] = random_sets();
  const std::string before = ledger_json(reckon(documents, claims, open_policy(), made_actors));
  std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
  std::shuffle(documents.begin(), documents.end(), random);
  std::shuffle(claims.begin(), claims.end(), random);
  if (!claims.empty()) claims.push_back(claims.front());  // a repeat changes nothing
  RC_ASSERT(ledger_json(reckon(documents, claims, open_policy(), made_actors)) == before);
}

RC_GTEST_PROP(Reckon, LowBestHighAreInOrder, ()) {
  auto [documents, claims] = random_sets();
  const LedgerView view = reckon(documents, claims, open_policy(), made_actors);
  for (const Incident& incident : view.incidents) {
    for (const Toll& toll : incident.tolls) {
      if (toll.low && toll.best) {
        RC_ASSERT(toll.low->value <= toll.best->value);
      }
      if (toll.best && toll.high) {
        RC_ASSERT(toll.best->value <= toll.high->value);
      }
      if (toll.low && toll.high) {
        RC_ASSERT(toll.low->value <= toll.high->value);
      }
      for (const FigureIndex f : toll.figures) {
        RC_ASSERT(view.figures[f].outcome == toll.outcome);
        RC_ASSERT(view.figures[f].group == toll.group);
        RC_ASSERT(!view.figures[f].whole);
        RC_ASSERT(!view.figures[f].superseded_by);
      }
    }
  }
}

RC_GTEST_PROP(Reckon, ADocumentThatTiesNothingLeavesTheRestAsItWas, ()) {
  auto [documents, claims] = random_sets();
  Report stranger("Z", "1999-05-02");
  Claim& claim = stranger.casualty("41", Group::prisoners, Outcome::missing);
  says(claim, "un");
  claim.where = {unknown_place("Elsewhere")};
  on(claim, "1999-05-01");
  const std::string before = ledger_json(reckon(documents, claims, open_policy(), made_actors));
  documents.push_back(stranger.document());
  claims.push_back(claim);
  std::string after = ledger_json(reckon(documents, claims, open_policy(), made_actors));
  // The stranger's own record is one line; without it the two are the same.
  const std::size_t at = after.find("c_Z0");
  RC_ASSERT(at != std::string::npos);
  const std::size_t begin = after.rfind('\n', at) == std::string::npos ? 0 : after.rfind('\n', at) + 1;
  after.erase(begin, after.find('\n', at) + 1 - begin);
  RC_ASSERT(after == before);
}

}  // namespace
}  // namespace histor
