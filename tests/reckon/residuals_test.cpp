#include "reckon/residuals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "link/random_sets.hpp"
#include "reckon/made_views.hpp"

namespace histor {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace): the tests' own words
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

// A total for Syria since 27 November, and an incident in Aleppo on 1 December.
struct Total {
  Report incidents{"A", "2024-12-01"};
  Report totals{"B", "2024-12-03"};

  Claim& incident(std::string_view count, std::string_view origin, Where where = aleppo(),
                  std::string_view day = "2024-12-01", Group group = Group::people) {
    Claim& claim = incidents.casualty(count, group);
    says(claim, origin);
    claim.where = {std::move(where)};
    on(claim, day);
    return claim;
  }
  Claim& total(std::string_view count, Group group = Group::people) {
    Claim& claim = totals.casualty(count, group);
    says(claim, "sohr");
    claim.where = {syria()};
    since(claim, "2024-11-27", "2024-12-03");
    return claim;
  }
  LedgerView view() { return reckoned({&incidents, &totals}); }
};

std::vector<std::string> words(const LedgerView& view) {
  std::vector<std::string> all;
  const Residuals residuals(view);
  for (std::uint32_t i = 0; i < view.series.size(); ++i) {
    for (const Residual& one : residuals.of(i)) all.push_back(residual_words(view, one));
  }
  return all;
}

TEST(Residual, IsTheTotalLessItsIncidents) {
  Total t;
  t.incident("11", "sohr");
  t.incident("5", "sohr", idlib());
  t.total("56");
  EXPECT_THAT(words(t.view()), testing::ElementsAre("56 − (11 + 5) = 40 killed"));
}

TEST(Residual, AtLeastStaysAtLeast) {
  Total t;
  t.incident("11", "sohr");
  t.total("at least 56");
  EXPECT_THAT(words(t.view()), testing::ElementsAre("at least 56 − 11 = at least 45 killed"));
}

TEST(Residual, OfAnOpenIncidentIsAtMost) {
  Total t;
  t.incident("at least 11", "sohr");
  t.total("56");
  EXPECT_THAT(words(t.view()), testing::ElementsAre("56 − at least 11 = at most 45 killed"));
}

TEST(Residual, OfTwoOpenCountsIsNotToBeTold) {
  Total t;
  t.incident("at least 11", "sohr");
  t.total("at least 56");
  EXPECT_THAT(words(t.view()).at(0), HasSubstr("not to be told"));
}

TEST(Residual, OfAnApproximateTotalIsApproximateAndNeverNegative) {
  for (const auto& [count, left] : {std::pair{"5", "about 13 killed"}, std::pair{"19", "about 0 killed"}}) {
    Total t;
    t.incident(count, "sohr");
    t.total("about 18");
    const LedgerView view = t.view();
    EXPECT_THAT(words(view), testing::ElementsAre(HasSubstr(left)));
    EXPECT_THAT(kinds(view), testing::Not(Contains(FindingKind::incidents_exceed)));
  }
}

TEST(Residual, OthersCountsStandApart) {
  Total t;
  t.incident("11", "sohr");
  t.incident("5", "white-helmets", idlib());
  t.total("56");
  const LedgerView view = t.view();
  const std::vector<Residual> all = Residuals(view).of(0);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_TRUE(all[0].own);
  EXPECT_EQ(all[0].high, 45);
  EXPECT_FALSE(all[1].own);
  EXPECT_EQ(all[1].high, 40);
}

TEST(Residual, NothingIsTakenFromATotalThatNamesNoPlace) {
  Total t;
  t.incident("11", "sohr");
  t.total("56").where.clear();
  const LedgerView view = t.view();
  const std::vector<Residual> all = Residuals(view).of(0);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_THAT(all[0].covered, IsEmpty());
  EXPECT_EQ(all[0].doubtful.size(), 1U);
  EXPECT_FALSE(all[0].low || all[0].high);
  EXPECT_EQ(all[0].obstacle, "the total names no place");
}

TEST(Residual, ADayBeforeTheStartIsOutside) {
  Total t;
  t.incident("11", "sohr", aleppo(), "2024-11-20");
  t.total("56");
  EXPECT_THAT(words(t.view()), IsEmpty());
}

TEST(Residual, AnotherOutcomeOrPopulationIsOutside) {
  Total t;
  t.incident("11", "sohr", aleppo(), "2024-12-01", Group::soldiers);
  t.incidents.claims()[0].outcome = Outcome::injured;
  t.incident("4", "sohr", idlib(), "2024-12-01", Group::fighters);
  t.total("56", Group::civilians);
  EXPECT_THAT(words(t.view()), IsEmpty());
}

TEST(Residual, APopulationWithinIsCovered) {
  Total t;
  t.incident("4", "sohr", idlib(), "2024-12-01", Group::civilians);
  t.total("56");
  EXPECT_THAT(words(t.view()), testing::ElementsAre("56 − 4 = 52 killed"));
}

TEST(Residual, TwoThatMayBeOneAreTakenOnce) {
  for (const Means means : {Means::car_bomb, Means::airstrike}) {
    Total t;
    t.incident("11", "sohr").means = Means::airstrike;
    t.incident("5", "sohr").means = means;
    t.total("56");
    const LedgerView view = t.view();
    ASSERT_EQ(view.incidents.size(), 2U) << "one report tells them side by side";
    const Residual rest = Residuals(view).of(0).at(0);
    const bool apart = means == Means::car_bomb;
    EXPECT_EQ(rest.covered.size(), apart ? 2U : 1U) << to_string(means);
    EXPECT_EQ(rest.doubtful.size(), apart ? 0U : 1U) << to_string(means);
    EXPECT_EQ(rest.high, apart ? 40 : 45) << "the larger is taken";
  }
}

TEST(Residual, IncidentsThatCountMoreThanTheTotalAreAFinding) {
  Total t;
  t.incident("40", "sohr");
  t.incident("30", "sohr", idlib());
  t.total("56");
  const LedgerView view = t.view();
  EXPECT_THAT(kinds(view), Contains(FindingKind::incidents_exceed));
  t.totals.claims()[0].number->hedge = Hedge::at_least;
  t.totals.claims()[0].number->high.reset();
  EXPECT_THAT(kinds(t.view()), testing::Not(Contains(FindingKind::incidents_exceed))) << "at least 56 may be 70";
}

RC_GTEST_PROP(Residual, NeverBecomesAnIncidentAndKeepsItsBounds, ()) {
  const auto [documents, claims] = random_sets();
  const LedgerView view = reckon(documents, claims, open_policy(), made_actors);
  const Residuals residuals(view);
  for (std::uint32_t i = 0; i < view.series.size(); ++i) {
    for (const Residual& one : residuals.of(i)) {
      RC_ASSERT(view.figures[one.total].lane == Lane::running);
      RC_ASSERT((exceeds_total(one) || !one.low || !one.high || *one.low <= *one.high));
      RC_ASSERT(one.obstacle.empty() || one.covered.empty());
      for (const Covered& covered : one.covered) {
        for (const FigureIndex f : covered.figures) {
          RC_ASSERT(view.figures[f].lane == Lane::incident);
          RC_ASSERT(view.figures[f].outcome == view.figures[one.total].outcome);
          RC_ASSERT(!view.figures[f].superseded_by);
          RC_ASSERT((!one.own || view.figures[f].origin == view.figures[one.total].origin));
        }
      }
    }
  }
}

}  // namespace
}  // namespace histor
