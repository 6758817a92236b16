#include "link/link.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "link/gold_claims.hpp"
#include "link/incidents.hpp"
#include "link/made_claims.hpp"
#include "link/random_sets.hpp"
#include "link/scope.hpp"

namespace histor {
namespace {

using test::aleppo;
using test::excluding;
using test::gold_names;
using test::gold_sets;
using test::idlib;
using test::made_actors;
using test::on;
using test::random_sets;
using test::Report;
using test::says;
using test::sets;
using test::since;
using test::syria;
using test::town;
using test::unknown_place;
using testing::ElementsAre;

LedgerView linked(std::initializer_list<Report*> reports) {
  auto [documents, claims] = sets(reports);
  return link(std::move(documents), std::move(claims), made_actors);
}

TEST(Figures, OneOriginInTwoOutletsIsOneFigure) {
  Report a("A"), b("B");
  for (Report* report : {&a, &b}) {
    Claim& claim = report->casualty("at least 16");
    says(claim, "sohr");
    claim.where = {aleppo()};
    on(claim, "2024-12-01");
  }
  const LedgerView view = linked({&a, &b});
  ASSERT_EQ(view.figures.size(), 1U);
  EXPECT_THAT(view.figures[0].outlets, ElementsAre("A", "B"));
  ASSERT_EQ(view.incidents.size(), 1U);
  EXPECT_THAT(view.incidents[0].origins, ElementsAre("sohr"));
}

TEST(Figures, AHeadlineWithoutSourceRestatesItsBody) {
  Report a("A");
  Claim& headline = a.casualty("25");
  headline.block = BlockKind::heading;
  Claim& body = a.casualty("at least 25");
  says(body, "white-helmets");
  body.where = {idlib()};
  on(body, "2024-12-01");
  const LedgerView view = linked({&a});
  ASSERT_EQ(view.figures.size(), 1U);
  EXPECT_EQ(view.figures[0].id, a.claims()[1].id) << "the body is the core";
  EXPECT_EQ(view.figures[0].number.hedge, Hedge::at_least) << "the bound is kept";
}

TEST(Figures, WhatStatesAnotherOriginPlaceDayOrOutcomeStaysApart) {
  for (int field = 0; field < 4; ++field) {
    Report a("A"), b("B");
    Claim& one = a.casualty("16");
    Claim& two = b.casualty("16", Group::people, field == 3 ? Outcome::injured : Outcome::killed);
    for (Claim* claim : {&one, &two}) {
      says(*claim, "sohr");
      claim->where = {aleppo()};
      on(*claim, "2024-12-01");
    }
    if (field == 0) says(two, "white-helmets");
    if (field == 1) two.where = {idlib()};
    if (field == 2) on(two, "2024-11-30");
    EXPECT_EQ(linked({&a, &b}).figures.size(), 2U) << field;
  }
}

TEST(Figures, TwoRolesOfOneNameNeedPlaceAndDay) {
  Report a("A"), b("B");
  for (Report* report : {&a, &b}) says(report->casualty("7"), "witnesses");
  EXPECT_EQ(linked({&a, &b}).figures.size(), 2U);
  for (Report* report : {&a, &b}) {
    report->claims()[0].where = {idlib()};
    on(report->claims()[0], "2024-12-01");
  }
  EXPECT_EQ(linked({&a, &b}).figures.size(), 1U);
}

TEST(Figures, SingleDeathsAreNotFoundToBeOne) {
  Report a("A");
  a.casualty("a woman", Group::women);
  a.casualty("a woman", Group::women);
  a.casualty("Dana Field");
  a.casualty("Robin Marsh");
  a.casualty("Field");
  EXPECT_EQ(linked({&a}).figures.size(), 4U) << "only the two names that share a word are one";
}

TEST(Figures, PartsHangBelowTheirWholeAndNeverInACircle) {
  Report a("A");
  a.casualty("18", Group::civilians);
  a.casualty("5", Group::children).part_of = a.claims()[0].id;
  const LedgerView view = linked({&a});
  ASSERT_EQ(view.incidents.size(), 1U);
  EXPECT_THAT(view.incidents[0].figures, ElementsAre(0U));
  EXPECT_THAT(view.figures[0].parts, ElementsAre(1U));

  a.claims()[0].part_of = a.claims()[1].id;
  const LedgerView round = linked({&a});
  EXPECT_NE(round.figures[0].whole.has_value(), round.figures[1].whole.has_value());
}

TEST(Incidents, ALaterWordOfOneOriginUpdatesTheEarlier) {
  Report a("A", "2024-12-01"), b("B", "2024-12-02");
  for (Report* report : {&a, &b}) {
    Claim& claim = report->casualty(report == &a ? "18" : "at least 25");
    says(claim, "white-helmets");
    claim.where = {idlib(), aleppo()};
    on(claim, "2024-12-01");
  }
  const LedgerView view = linked({&a, &b});
  ASSERT_EQ(view.incidents.size(), 1U);
  ASSERT_EQ(view.figures.size(), 2U);
  EXPECT_EQ(view.figures[0].superseded_by, std::optional<FigureIndex>(1U));
  EXPECT_FALSE(view.figures[1].superseded_by);
}

TEST(Incidents, ASettlementWithinAnAreaCountIsAPartNotAnUpdate) {
  Report a("A");
  Claim& wide = a.casualty("18", Group::civilians);
  says(wide, "white-helmets");
  wide.where = {idlib(), aleppo()};
  on(wide, "2024-12-01");
  Claim& quarter = a.casualty("9", Group::civilians);
  says(quarter, "white-helmets");
  quarter.where = {unknown_place("Al-Qusour"), idlib()};
  on(quarter, "2024-12-01");
  const LedgerView view = linked({&a});
  ASSERT_EQ(view.incidents.size(), 2U);
  EXPECT_FALSE(view.incidents[0].part_of);
  EXPECT_EQ(view.incidents[1].part_of, std::optional<std::uint32_t>(0U));
  EXPECT_FALSE(view.figures[0].superseded_by || view.figures[1].superseded_by);
}

TEST(Incidents, AnExcludedPlaceIsNotOfTheArea) {
  Report a("A");
  Claim& wide = a.casualty("18");
  says(wide, "white-helmets");
  wide.where = {idlib(), aleppo(), excluding(aleppo())};
  on(wide, "2024-12-01");
  Claim& town = a.casualty("9");
  says(town, "white-helmets");
  town.where = {aleppo()};
  on(town, "2024-12-01");
  const LedgerView view = linked({&a});
  ASSERT_EQ(view.incidents.size(), 2U);
  EXPECT_FALSE(view.incidents[0].part_of || view.incidents[1].part_of);
}

TEST(Incidents, InjuredOfTheSameSentenceBelongToTheDead) {
  Report a("A");
  Claim& dead = a.casualty("16");
  dead.where = {aleppo()};
  on(dead, "2024-12-01");
  a.casualty("20", Group::people, Outcome::injured).sentence = a.claims()[0].sentence;
  EXPECT_EQ(linked({&a}).incidents.size(), 1U);
}

TEST(Incidents, TwoFiguresSideBySideAreTwoEvents) {
  Report a("A");
  for (const char* count : {"3", "5"}) {
    Claim& claim = a.casualty(count);
    says(claim, "sohr");
    claim.where = {idlib()};
    on(claim, "2024-12-01");
  }
  EXPECT_EQ(linked({&a}).incidents.size(), 2U);
}

TEST(Incidents, AnInferredPartNeedsANarrowerPopulation) {
  Report a("A");
  for (const auto& [count, group] : {std::pair{"at least 25", Group::people}, std::pair{"10", Group::children}}) {
    Claim& claim = a.casualty(count, group);
    says(claim, "white-helmets");
    claim.where = {group == Group::people ? syria() : idlib()};
    on(claim, "2024-12-01");
  }
  const LedgerView view = linked({&a});
  ASSERT_EQ(view.incidents.size(), 1U);
  EXPECT_EQ(view.figures[1].whole, std::optional<FigureIndex>(0U));
  EXPECT_TRUE(view.figures[1].whole_inferred);
}

TEST(SeriesLane, OneOriginAndStartIsOneSeries) {
  Report a("A", "2024-12-01"), b("B", "2024-12-02");
  Claim& early = a.casualty("301");
  says(early, "sohr");
  since(early, "2024-11-28", "2024-12-01");
  early.when->precision = TimePrecision::week;
  Claim& late = b.casualty("more than 457");
  says(late, "sohr");
  since(late, "2024-11-27", "2024-12-02");
  Claim& other = b.casualty("56");
  says(other, "white-helmets");
  since(other, "2024-11-27", "2024-12-01");
  const LedgerView view = linked({&a, &b});
  EXPECT_TRUE(view.incidents.empty());
  ASSERT_EQ(view.series.size(), 2U);
  EXPECT_EQ(view.series[0].origin, "sohr");
  EXPECT_EQ(view.series[0].points.size(), 2U);
  EXPECT_EQ(view.series[0].start, day_from("2024-11-27"));

  early.when->precision = TimePrecision::day;  // an exact start that differs is another count
  EXPECT_EQ(linked({&a, &b}).series.size(), 3U);
}

TEST(SeriesLane, TotalsWithoutAStartAreOneOnlyWhereToldTogether) {
  Report a("A", "2024-12-01"), b("B", "2024-12-02"), c("C", "2025-12-02");
  for (Report* report : {&a, &b, &c}) {
    Claim& claim = report->casualty(report == &a ? "75" : report == &b ? "80" : "66");
    says(claim, "sohr");
    claim.aggregation = Aggregation::running;
  }
  EXPECT_EQ(linked({&a, &b, &c}).series.size(), 2U);
  since(a.claims()[0], "2024-11-25", "2024-12-01");
  a.claims()[0].when->precision = TimePrecision::week;
  const LedgerView view = linked({&a, &b});
  ASSERT_EQ(view.series.size(), 1U);
  EXPECT_FALSE(view.series[0].start) << "'the past days' have no first day that anybody told";
}

TEST(Incidents, OneCountOfAVillageAndOfItsProvince) {
  Report a("A"), b("B"), c("C");
  const Where village = [] {
    Where where = town("Hass", 35.6, 36.5);
    where.region = "Idlib province";
    return where;
  }();
  for (Report* report : {&a, &b}) {
    Claim& claim = report->casualty("26");
    says(claim, report == &a ? "sohr" : "un");
    claim.where = {report == &a ? village : test::idlib_province()};
    on(claim, "2024-12-01");
  }
  Claim& few = c.casualty("3");
  says(few, "white-helmets");
  few.where = {village};
  on(few, "2024-11-30");
  const LedgerView view = linked({&a, &b, &c});
  EXPECT_EQ(view.incidents.size(), 2U) << "the 26 of one day are one incident";
  for (Report* report : {&a, &b}) report->claims()[0].number->value = 6;
  EXPECT_EQ(linked({&a, &b, &c}).incidents.size(), 3U) << "six come about twice";
}

TEST(Control, TheLatestUndeniedWordNamesTheHolder) {
  Report a("A");
  Claim& first = a.control(ControlAction::held, "syria-government", aleppo());
  on(first, "2024-11-26");
  Claim& second = a.control(ControlAction::captured, "hts", aleppo());
  on(second, "2024-11-30");
  Claim& third = a.control(ControlAction::recaptured, "syria-government", aleppo());
  on(third, "2024-12-01");
  third.status = Status::denied;
  a.control(ControlAction::entered, "russia", aleppo());
  const LedgerView view = linked({&a});
  ASSERT_EQ(view.control.size(), 1U);
  EXPECT_EQ(view.control[0].holder, "hts");
  EXPECT_FALSE(view.control[0].disputed);
}

TEST(Scope, AreasOfUnknownNamesTieAndPartNothing) {
  const std::vector<Where> unknown{unknown_place("Nowhere")};
  const std::vector<Where> other{unknown_place("Elsewhere")};
  const std::vector<Where> town{aleppo()};
  const std::vector<Where> country{syria()};
  const std::vector<Where> second{idlib()};
  EXPECT_EQ(area(unknown, other), Area::unknown);
  EXPECT_EQ(area(unknown, town), Area::unknown);
  EXPECT_EQ(area(unknown, unknown), Area::equal);
  EXPECT_EQ(area(town, country), Area::within);
  EXPECT_EQ(area(country, town), Area::holds);
  EXPECT_EQ(area(town, second), Area::disjoint);
}

RC_GTEST_PROP(Link, EveryClaimStandsOnceInOneLane, ()) {
  auto [documents, claims] = random_sets();
  const LedgerView view = link(documents, claims, made_actors);
  RC_ASSERT(view.claims.size() == claims.size());
  std::vector<int> seen(view.claims.size(), 0);
  std::vector<int> figure_seen(view.figures.size(), 0);
  const std::function<void(FigureIndex, Lane)> visit = [&](FigureIndex i, Lane lane) {
    const Figure& f = view.figures[i];
    ++figure_seen[i];
    RC_ASSERT(f.lane == lane);
    for (const ClaimIndex c : f.claims) {
      ++seen[c];
      RC_ASSERT(view.standings[c].lane == lane);
      RC_ASSERT(view.claims[c].outcome == f.outcome);
      RC_ASSERT(view.claims[c].modality == f.modality);
    }
    for (const FigureIndex p : f.parts) {
      RC_ASSERT(view.figures[p].whole == i);
      RC_ASSERT(view.figures[p].outcome == f.outcome);
      visit(p, lane);
    }
  };
  for (const Incident& incident : view.incidents) {
    for (const FigureIndex f : incident.figures) visit(f, Lane::incident);
  }
  for (const Series& series : view.series) {
    for (const Point& point : series.points) {
      visit(point.figure, Lane::running);
      RC_ASSERT(view.figures[point.figure].outcome == series.outcome);
      RC_ASSERT(view.figures[point.figure].group == series.group);
    }
  }
  for (const FigureIndex f : view.background) visit(f, Lane::background);
  for (const FigureIndex f : view.displacement) visit(f, Lane::displacement);
  for (const std::vector<ControlPlace>* places : {&view.control, &view.background_control}) {
    for (const ControlPlace& place : *places) {
      for (const Holding& holding : place.holdings) {
        for (const ClaimIndex c : holding.claims) ++seen[c];
      }
    }
  }
  for (const ClaimIndex c : view.statements) ++seen[c];
  RC_ASSERT(std::all_of(seen.begin(), seen.end(), [](int n) { return n == 1; }));
  RC_ASSERT(std::all_of(figure_seen.begin(), figure_seen.end(), [](int n) { return n == 1; }));
}

RC_GTEST_PROP(Link, FiguresOfOneOriginOnlyAndNothingSupersedesInACircle, ()) {
  auto [documents, claims] = random_sets();
  const LedgerView view = link(documents, claims, made_actors);
  for (FigureIndex i = 0; i < view.figures.size(); ++i) {
    for (const ClaimIndex c : view.figures[i].claims) {
      const Claim& claim = view.claims[c];
      RC_ASSERT((!claim.origin || claim.origin->actor == view.figures[i].origin));
    }
    std::size_t steps = 0;
    for (std::optional<FigureIndex> up = i; up; up = view.figures[*up].superseded_by) {
      RC_ASSERT(++steps <= view.figures.size());
      RC_ASSERT(view.figures[*up].origin == view.figures[i].origin);
    }
  }
  for (std::uint32_t i = 0; i < view.incidents.size(); ++i) {
    std::size_t steps = 0;
    for (std::optional<std::uint32_t> up = i; up; up = view.incidents[*up].part_of)
      RC_ASSERT(++steps <= view.incidents.size());
  }
}

TEST(Gold, NoFigureMixesOriginsOverAllReports) {
  const std::vector<std::string> names = gold_names();
  if (names.empty()) GTEST_SKIP() << "no gold folder beside the repository";
  auto gold = gold_sets(names);
  ASSERT_TRUE(gold);
  const LedgerView view = link(std::move(gold->first), std::move(gold->second), made_actors);
  EXPECT_GT(view.figures.size(), 100U);
  for (const Figure& f : view.figures) {
    for (const ClaimIndex c : f.claims) {
      const std::optional<Speaker>& origin = view.claims[c].origin;
      EXPECT_TRUE(!origin || origin->actor == f.origin) << f.id;
    }
  }
}

}  // namespace
}  // namespace histor
