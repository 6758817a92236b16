#include "link/control.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>

#include "link/link.hpp"
#include "link/made_claims.hpp"

namespace histor {
namespace {

using test::aleppo;
using test::idlib;
using test::on;
using test::Report;
using test::says;
using test::sets;
using test::town;
using test::unknown_place;
using testing::ElementsAre;
using testing::IsEmpty;

// The actors of these tests as a file with sides knows them.
std::optional<ActorFacts> actors(std::string_view id) {
  const auto of = [](std::string name, ActorSide side, std::string camp) {
    return ActorFacts{std::move(name), side, false, true, std::move(camp)};
  };
  if (id == "hts") return of("HTS", ActorSide::rebel, "opposition");
  if (id == "hts-and-allies") return of("HTS and its allies", ActorSide::rebel, "opposition");
  if (id == "army") return of("the army", ActorSide::state, "government");
  if (id == "government") return of("the government", ActorSide::state, "government");
  if (id == "neighbour") return of("the neighbour", ActorSide::state, "neighbour");
  if (id == "kurds") return of("the Kurds", ActorSide::rebel, "kurdish");
  if (id == "sohr") return of("the Observatory", ActorSide::counter, "sohr");
  if (id == "rebels") return ActorFacts{"rebels", ActorSide::rebel, true, true, ""};
  return std::nullopt;
}

LedgerView linked(std::initializer_list<Report*> reports) {
  auto [documents, claims] = sets(reports);
  return link(std::move(documents), std::move(claims), actors);
}

Claim& told(Report& report, ControlAction action, std::string_view actor, std::string_view day = {},
            std::string_view origin = {}) {
  Claim& claim = report.control(action, actor, aleppo());
  if (!day.empty()) on(claim, day);
  if (!origin.empty()) says(claim, origin);
  return claim;
}

const ControlPlace& only(const LedgerView& view) {
  EXPECT_EQ(view.control.size(), 1U);
  return view.control.front();
}

std::vector<ControlTie> ties(const ControlPlace& place) {
  std::vector<ControlTie> all;
  for (const ControlMark& mark : place.marks) all.push_back(mark.tie);
  return all;
}

constexpr auto captured = ControlAction::captured;
constexpr auto recaptured = ControlAction::recaptured;
constexpr auto withdrew = ControlAction::withdrew;
constexpr auto held = ControlAction::held;

TEST(ControlStatements, OriginsAndOutletsAreCountedApart) {
  Report a("A"), b("B"), c("C");
  told(a, captured, "hts", "2024-11-30", "sohr");
  told(b, captured, "hts", "2024-11-30", "sohr");
  told(c, captured, "hts", "2024-11-30", "neighbour");
  told(c, captured, "hts", "2024-11-30");
  const LedgerView view = linked({&a, &b, &c});
  ASSERT_EQ(only(view).holdings.size(), 1U);
  const Holding& holding = view.control[0].holdings[0];
  EXPECT_THAT(holding.origins, ElementsAre("neighbour", "sohr"));
  EXPECT_THAT(holding.outlets, ElementsAre("A", "B", "C"));
  ASSERT_EQ(holding.said.size(), 3U);
  EXPECT_EQ(holding.said[1].origin, "sohr");
  EXPECT_THAT(holding.said[1].outlets, ElementsAre("A", "B"));
  EXPECT_EQ(holding.said[2].origin, "") << "outlets that name no source come last";
}

TEST(ControlStatements, AWiderTimeJoinsTheOneDayWithinIt) {
  Report a("A"), b("B");
  told(a, captured, "hts", "2024-11-30");
  on(told(b, captured, "hts"), "2024-11-30", "2024-12-01");
  EXPECT_EQ(only(linked({&a, &b})).holdings.size(), 1U);
  told(a, captured, "hts", "2024-12-01");
  EXPECT_EQ(only(linked({&a, &b})).holdings.size(), 3U) << "nothing tells which of the two days is meant";
}

TEST(ControlStatements, AReportWithoutADayTellsOfTheWeekBefore) {
  Report a("A"), b("B", "2024-12-05"), c("C", "2025-02-01"), d("D", "");
  told(a, captured, "hts", "2024-11-30");
  told(b, captured, "hts");
  told(c, captured, "hts");
  told(d, captured, "hts");
  const LedgerView view = linked({&a, &b, &c, &d});
  ASSERT_EQ(only(view).holdings.size(), 3U);
  EXPECT_THAT(view.control[0].holdings[0].outlets, ElementsAre("A", "B"));
  EXPECT_EQ(view.control[0].holdings[1].printed, day_from("2025-02-01"));
  EXPECT_FALSE(view.control[0].holdings[2].printed) << "what has no day at all stands last";
}

TEST(ControlPlaces, PlacesNamedTogetherStandInTheTimelineOfEach) {
  Report a("A");
  Claim& claim = told(a, captured, "hts", "2024-11-30");
  claim.where = {aleppo(), idlib()};
  const LedgerView view = linked({&a});
  ASSERT_EQ(view.control.size(), 2U);
  for (const ControlPlace& place : view.control) {
    ASSERT_EQ(place.holdings.size(), 1U);
    EXPECT_EQ(place.holdings[0].id, claim.id);
  }
  EXPECT_THAT(view.control[0].holdings[0].beside, ElementsAre("Idlib"));
  EXPECT_THAT(view.control[1].holdings[0].beside, ElementsAre("Aleppo"));
}

TEST(ControlPlaces, APartOfATownIsNotTheTown) {
  Report a("A");
  told(a, held, "army", "2024-12-01");
  Claim& half = told(a, captured, "hts", "2024-12-01");
  half.where[0].part = "eastern half of Aleppo";
  Claim& quarter = told(a, captured, "kurds", "2024-12-01");
  quarter.where = {town("Sheikh Maqsoud", 36.23, 37.15)};
  quarter.where[0].kind = "neighbourhood";
  Claim& by = told(a, captured, "kurds", "2024-12-01");
  by.where[0].role = PlaceRole::near;
  const LedgerView view = linked({&a});
  ASSERT_EQ(view.control.size(), 4U);
  const auto city = std::find_if(view.control.begin(), view.control.end(),
                                 [](const ControlPlace& place) { return place.holder == "army"; });
  ASSERT_NE(city, view.control.end());
  EXPECT_THAT(ties(*city), IsEmpty());
  for (const ControlPlace& place : view.control) {
    if (&place == &*city) {
      EXPECT_FALSE(place.part_of);
    } else {
      EXPECT_EQ(place.part_of, static_cast<std::uint32_t>(city - view.control.begin())) << place.place->text;
    }
  }
}

TEST(ControlPlaces, SpellingsOfOnePlaceAreOneTimeline) {
  Report a("A"), b("B");
  told(a, captured, "hts", "2024-11-30").where[0].text = "Haleb";
  told(b, captured, "hts", "2024-11-30");
  const LedgerView view = linked({&a, &b});
  EXPECT_THAT(only(view).names, ElementsAre("Aleppo", "Haleb"));
  for (Report* report : {&a, &b})
    report->claims()[0].where = {unknown_place(report == &a ? "Khan Shaykhun" : "Khan Sheikhoun")};
  EXPECT_EQ(linked({&a, &b}).control.size(), 1U) << "without the gazetteer, by the fold of names";
}

TEST(ControlPlaces, ADescriptionIsNoPlaceForTwoSpeakers) {
  Report a("A"), b("B");
  says(a.control(recaptured, "army", unknown_place("several towns")), "army");
  says(b.control(recaptured, "army", unknown_place("several towns")), "sohr");
  const LedgerView view = linked({&a, &b});
  ASSERT_EQ(view.control.size(), 2U);
  EXPECT_TRUE(view.control[0].described);
  EXPECT_EQ(view.control[0].holder, "");
}

TEST(ControlTies, TwoSidesOnOneDayContradictEachOther) {
  Report a("A"), b("B");
  told(a, held, "army", "2024-12-01", "army");
  told(b, captured, "hts", "2024-12-01", "sohr");
  const LedgerView view = linked({&a, &b});
  EXPECT_THAT(ties(only(view)), ElementsAre(ControlTie::contradicts));
  EXPECT_EQ(view.control[0].holdings[0].status, ControlStatus::contested);
  EXPECT_EQ(view.control[0].holdings[1].status, ControlStatus::contested);
  EXPECT_TRUE(view.control[0].disputed);
}

TEST(ControlTies, TwoStatesAreTwoSides) {
  Report a("A"), b("B");
  told(a, held, "army", "2024-12-01");
  told(b, held, "neighbour", "2024-12-01");
  EXPECT_TRUE(only(linked({&a, &b})).disputed);
}

TEST(ControlTies, WhatCanBothBeIsNoContradiction) {
  const auto marks = [](const std::function<void(Report&, Report&)>& tell) {
    Report a("A"), b("B");
    tell(a, b);
    const LedgerView view = linked({&a, &b});
    std::vector<ControlTie> all = ties(only(view));
    std::erase(all, ControlTie::untold_loss);
    return all;
  };
  EXPECT_THAT(marks([](Report& a, Report& b) {
                told(a, held, "hts", "2024-12-01");
                told(b, captured, "hts-and-allies", "2024-12-01");
              }),
              IsEmpty())
      << "one side";
  EXPECT_THAT(marks([](Report& a, Report& b) {
                told(a, held, "army", "2024-11-30");
                told(b, captured, "hts", "2024-12-01");
              }),
              IsEmpty())
      << "another day";
  EXPECT_THAT(marks([](Report& a, Report& b) {
                told(a, held, "army", "2024-12-01");
                told(a, withdrew, "army", "2024-12-01");
                told(b, captured, "hts", "2024-12-01");
              }),
              IsEmpty())
      << "who left that day held it in the morning";
  EXPECT_THAT(marks([](Report& a, Report& b) {
                told(a, held, "army", "2024-12-01", "sohr");
                told(a, captured, "hts", "2024-12-01", "sohr");
                told(b, held, "rebels", "2024-12-01");
              }),
              IsEmpty())
      << "one report by one speaker tells both";
  EXPECT_THAT(marks([](Report& a, Report& b) {
                on(told(a, captured, "army"), "2024-11-30", "2024-12-01");
                on(told(b, captured, "hts"), "2024-11-30", "2024-12-01");
              }),
              IsEmpty())
      << "in the course of two days";
}

TEST(ControlTies, RolesAreOfTheOneSideThatIsNamed) {
  Report a("A"), b("B");
  told(a, held, "rebels", "2024-12-01");
  told(b, held, "hts", "2024-12-01");
  EXPECT_FALSE(only(linked({&a, &b})).disputed);
  told(b, held, "army", "2024-12-01");
  EXPECT_TRUE(only(linked({&a, &b})).disputed);
  Report c("C");
  told(c, held, "army", "2024-12-01");
  EXPECT_TRUE(only(linked({&a, &c})).disputed) << "rebels without a name are no army";
}

TEST(ControlTies, TheLosersOwnWordConfirms) {
  Report a("A"), b("B", "2024-12-03"), c("C");
  told(a, captured, "hts", "2024-11-30", "hts");
  EXPECT_EQ(only(linked({&a})).holdings[0].status, ControlStatus::claimed);
  told(b, withdrew, "army", {}, "army");
  told(c, withdrew, "army", "2024-11-30", "sohr");
  const LedgerView others = linked({&a, &c});
  EXPECT_EQ(only(others).holdings[0].status, ControlStatus::claimed) << "a third party is no opponent";
  const LedgerView view = linked({&a, &b});
  EXPECT_EQ(only(view).holdings[0].status, ControlStatus::confirmed);
  EXPECT_THAT(only(view).holdings[0].confirmed_by, ElementsAre("army"));
  EXPECT_THAT(ties(only(view)), ElementsAre(ControlTie::confirms));

  told(c, captured, "hts", "2024-11-30", "government");
  EXPECT_THAT(only(linked({&a, &c})).holdings[0].confirmed_by, ElementsAre("government")) << "by its state";
}

TEST(ControlTies, ADenialContestsWhatItDenies) {
  Report a("A"), b("B");
  told(a, captured, "hts", "2024-11-30", "sohr");
  Claim& denial = told(b, captured, "hts", "2024-11-30", "army");
  denial.status = Status::denied;
  denial.modality = Modality::denied;
  const LedgerView view = linked({&a, &b});
  EXPECT_THAT(ties(only(view)), ElementsAre(ControlTie::denies));
  EXPECT_EQ(view.control[0].holdings[0].status, ControlStatus::contested);
  EXPECT_THAT(view.control[0].holdings[0].denied_by, ElementsAre("army"));
  EXPECT_EQ(view.control[0].holdings[1].status, ControlStatus::denied);
  EXPECT_EQ(view.control[0].holder, "hts") << "a claim that is denied is still said";

  denial.actor->actor = "kurds";
  EXPECT_THAT(ties(only(linked({&a, &b}))), IsEmpty()) << "that others took it";
}

TEST(ControlTies, ADenialOfItsOwnReportIsTiedByTheClaim) {
  Report a("A");
  told(a, captured, "hts", "2024-11-30", "sohr");
  Claim denial;
  denial.kind = ClaimKind::denial;
  denial.denies = {a.claims()[0].id};
  says(denial, "army");
  a.add(denial);
  const LedgerView view = linked({&a});
  EXPECT_EQ(only(view).holdings[0].status, ControlStatus::contested);
  EXPECT_THAT(only(view).holdings[0].denied_by, ElementsAre("army"));
}

TEST(ControlTies, FightingAgainstNotAShot) {
  Report a("A"), b("B");
  told(a, captured, "hts", "2024-11-30").violent = true;
  told(b, withdrew, "army", "2024-11-30").violent = false;
  EXPECT_THAT(ties(only(linked({&a, &b}))), ElementsAre(ControlTie::violence_differs));
  b.claims()[0].violent = std::nullopt;
  EXPECT_THAT(ties(only(linked({&a, &b}))), IsEmpty()) << "not said is no word against it";

  Report c("C");
  told(c, captured, "hts", "2024-11-30").violent = false;
  const LedgerView one = linked({&a, &c});
  ASSERT_EQ(only(one).holdings.size(), 1U);
  EXPECT_THAT(ties(only(one)), ElementsAre(ControlTie::violence_differs));
  EXPECT_FALSE(only(one).holdings[0].violent) << "where they differ nothing is concluded";
}

TEST(ControlTies, AChangeWithoutALossIsShownAndNoLossToldLaterEither) {
  Report a("A", "2024-12-08");
  told(a, held, "army", "2024-11-26");
  told(a, captured, "hts", "2024-11-30");
  EXPECT_THAT(ties(only(linked({&a}))), ElementsAre(ControlTie::untold_loss));
  told(a, withdrew, "army", "2024-12-02");
  EXPECT_THAT(ties(only(linked({&a}))), IsEmpty());
}

TEST(ControlHolder, ANewerReportWithoutADayTellsMoreThanAnOldDay) {
  Report a("A", "2024-12-02"), b("B", "2024-12-03"), c("C", "2025-06-01");
  told(a, captured, "hts", "2024-12-01");
  told(b, held, "army");
  EXPECT_EQ(only(linked({&a, &b})).holder, "hts") << "a day that is told counts for more";
  told(c, held, "army");
  EXPECT_EQ(only(linked({&a, &c})).holder, "army");
}

TEST(ControlHolder, InOneYearBothMayHaveHeldIt) {
  Report a("A");
  on(told(a, held, "hts"), "2016-01-01", "2016-12-31");
  on(told(a, recaptured, "army"), "2016-01-01", "2016-12-31");
  EXPECT_FALSE(only(linked({&a})).disputed);
  EXPECT_THAT(ties(only(linked({&a}))), IsEmpty());
}

TEST(ControlHolder, NobodyAfterTheHolderLeft) {
  Report a("A");
  told(a, captured, "hts", "2024-11-30");
  told(a, withdrew, "hts-and-allies", "2024-12-01");
  EXPECT_EQ(only(linked({&a})).holder, "");
}

TEST(ControlPlaces, HistoryIsBesideThem) {
  Report a("A");
  told(a, captured, "hts", "2024-11-30");
  told(a, captured, "army", "2016-12-22").aggregation = Aggregation::background;
  const LedgerView view = linked({&a});
  ASSERT_EQ(view.background_control.size(), 1U);
  EXPECT_NE(only(view).id, view.background_control[0].id);
  EXPECT_EQ(only(view).holder, "hts");
}

// ---- properties ----

std::pair<std::vector<Document>, std::vector<Claim>> random_timelines() {
  std::vector<Report> reports;
  const int count = *rc::gen::inRange(1, 6);
  const std::vector<std::string> days{"2024-11-28", "2024-11-29", "2024-11-30", "2024-12-01", "2024-12-09"};
  const auto day = [&] { return *rc::gen::elementOf(days); };
  for (int r = 0; r < count; ++r) {
    Report report("O" + std::to_string(r),
                  *rc::gen::element<std::string>("2024-12-01", "2024-12-02", "2025-01-02", ""));
    const int claims = *rc::gen::inRange(0, 8);
    for (int c = 0; c < claims; ++c) {
      Claim& claim = report.control(*rc::gen::element(captured, recaptured, withdrew, held, ControlAction::lost),
                                    *rc::gen::element<std::string>("hts", "hts-and-allies", "army", "rebels", "kurds"),
                                    *rc::gen::element(aleppo(), idlib(), unknown_place("several towns")));
      if (*rc::gen::inRange(0, 4) == 0) claim.where.push_back(idlib());
      if (*rc::gen::inRange(0, 6) == 0) claim.where.clear();
      if (*rc::gen::arbitrary<bool>()) on(claim, std::min(day(), day()), std::max(day(), day()));
      if (*rc::gen::arbitrary<bool>()) says(claim, *rc::gen::element<std::string>("sohr", "army", "hts"));
      if (*rc::gen::inRange(0, 5) == 0) claim.status = *rc::gen::element(Status::denied, Status::claimed);
      claim.violent = *rc::gen::element<std::optional<bool>>(std::nullopt, true, false);
      if (*rc::gen::inRange(0, 6) == 0) claim.aggregation = Aggregation::background;
    }
    reports.push_back(std::move(report));
  }
  std::pair<std::vector<Document>, std::vector<Claim>> both;
  for (Report& report : reports) {
    both.first.push_back(report.document());
    both.second.insert(both.second.end(), report.claims().begin(), report.claims().end());
  }
  return both;
}

// All that a timeline says, for comparing.
std::string told_of(const LedgerView& view) {
  std::string out;
  for (const std::vector<ControlPlace>* places : {&view.control, &view.background_control}) {
    for (const ControlPlace& place : *places) {
      out += place.id + " " + place.holder + (place.disputed ? " disputed" : "") + "\n";
      for (const std::string& name : place.names) out += name + ";";
      for (const Holding& holding : place.holdings) {
        out += holding.id + " " + holding.actor + " " + std::string(to_string(holding.status)) + " " +
               std::string(to_string(holding.action));
        for (const ClaimIndex c : holding.claims) out += " " + view.claims[c].id;
        for (const Saying& saying : holding.said) {
          out += " " + saying.origin + ":";
          for (const std::string& outlet : saying.outlets) out += outlet + ",";
        }
        out += "\n";
      }
      for (const ControlMark& mark : place.marks)
        out += std::string(to_string(mark.tie)) + " " + std::to_string(mark.a) + " " + std::to_string(mark.b) + "\n";
    }
  }
  return out;
}

RC_GTEST_PROP(ControlProperties, OrderAndRepeatsLeaveNoTrace, ()) {
  auto [documents, claims] = random_timelines();
  const std::string once = told_of(link(documents, claims, actors));
  std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
  std::shuffle(documents.begin(), documents.end(), random);
  std::shuffle(claims.begin(), claims.end(), random);
  if (!claims.empty()) claims.push_back(claims.front());
  RC_ASSERT(told_of(link(documents, claims, actors)) == once);
}

RC_GTEST_PROP(ControlProperties, EveryClaimStandsOnceInTheTimelineOfEachOfItsPlaces, ()) {
  auto [documents, claims] = random_timelines();
  const LedgerView view = link(documents, claims, actors);
  std::vector<std::size_t> seen(view.claims.size(), 0);
  for (const std::vector<ControlPlace>* places : {&view.control, &view.background_control}) {
    for (const ControlPlace& place : *places) {
      RC_ASSERT(!place.holdings.empty());
      std::optional<Day> before;
      for (const Holding& holding : place.holdings) {
        std::size_t said = 0;
        for (const Saying& saying : holding.said) said += saying.claims.size();
        RC_ASSERT(said == holding.claims.size());
        for (const ClaimIndex c : holding.claims) {
          ++seen[c];
          RC_ASSERT(view.claims[c].action == holding.action);
          RC_ASSERT(view.claims[c].actor->actor == holding.actor);
        }
        const std::optional<Day> day = holding.first ? holding.first : holding.last ? holding.last : holding.printed;
        RC_ASSERT((!before || !day || *before <= *day));
        if (day) before = day;
      }
      for (const ControlMark& mark : place.marks) {
        RC_ASSERT(mark.a < place.holdings.size());
        RC_ASSERT(mark.b < place.holdings.size());
      }
    }
  }
  for (std::size_t c = 0; c < seen.size(); ++c) {
    std::set<std::string> places;
    for (const Where& where : view.claims[c].where) places.insert(where.text);
    RC_ASSERT(seen[c] == std::max<std::size_t>(1, places.size()));
  }
}

}  // namespace
}  // namespace histor
