#include "reckon/findings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reckon/made_views.hpp"

namespace histor {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace): the tests' own words
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

// A report that breaks one origin's seven killed down.
Report seven(std::string outlet, std::initializer_list<std::pair<const char*, Group>> parts,
             std::string_view origin = "white-helmets") {
  Report report(std::move(outlet));
  in_aleppo(report.casualty("7"), origin);
  for (const auto& [count, group] : parts) {
    Claim& part = report.casualty(count, group);
    in_aleppo(part, origin);
    part.part_of = report.claims()[0].id;
  }
  return report;
}

std::string sentence(const LedgerView& view, FindingKind kind) {
  for (const Finding& finding : view.findings) {
    if (finding.kind == kind) return finding.sentence;
  }
  return {};
}

TEST(Breakdown, SwappedBetweenRelays) {
  Report a = seven("A", {{"5", Group::women}, {"2", Group::children}});
  Report b = seven("B", {{"2", Group::women}, {"5", Group::children}});
  const std::string words = sentence(reckoned({&a, &b}), FindingKind::breakdown_swapped);
  EXPECT_THAT(words, HasSubstr("A has 2 children, 5 women, B 5 children, 2 women"));
  EXPECT_THAT(words, HasSubstr("changed places"));
}

TEST(Breakdown, SwappedUnderTwoAttributions) {
  Report a = seven("A", {{"5", Group::women}, {"2", Group::children}}, "rescue-workers");
  Report b = seven("B", {{"2", Group::women}, {"5", Group::children}}, "witnesses");
  EXPECT_THAT(sentence(reckoned({&a, &b}), FindingKind::breakdown_swapped), HasSubstr("changed places"));
}

TEST(Breakdown, ThreePartsThatMovedOn) {
  Report a = seven("A", {{"4", Group::women}, {"2", Group::children}, {"1", Group::men}});
  Report b = seven("B", {{"2", Group::women}, {"1", Group::children}, {"4", Group::men}});
  EXPECT_THAT(sentence(reckoned({&a, &b}), FindingKind::breakdown_swapped), HasSubstr("changed places"));
}

TEST(Breakdown, OneNumberThatDiffersIsNoSwap) {
  Report a = seven("A", {{"5", Group::women}, {"2", Group::children}});
  Report b = seven("B", {{"4", Group::women}, {"2", Group::children}});
  const std::string words = sentence(reckoned({&a, &b}), FindingKind::breakdown_swapped);
  EXPECT_THAT(words, HasSubstr("A has 5 women, B 4 women"));
  EXPECT_THAT(words, Not(HasSubstr("changed places")));
}

TEST(Breakdown, PartsThatCanBothHoldAreNoFinding) {
  Report a = seven("A", {{"5", Group::women}, {"2", Group::children}});
  Report same = seven("B", {{"5", Group::women}, {"2", Group::children}});
  EXPECT_THAT(kinds(reckoned({&a, &same})), Not(Contains(FindingKind::breakdown_swapped)));
  Report less = seven("C", {{"at least 2", Group::women}});
  EXPECT_THAT(kinds(reckoned({&a, &less})), Not(Contains(FindingKind::breakdown_swapped)));
  Report other = seven("D", {{"1", Group::men}});
  EXPECT_THAT(kinds(reckoned({&a, &other})), Not(Contains(FindingKind::breakdown_swapped)));
}

TEST(Breakdown, EachReportIsAddedUpByItself) {
  Report a = seven("A", {{"5", Group::women}, {"2", Group::children}});
  Report b = seven("B", {{"2", Group::women}, {"5", Group::children}});
  const LedgerView view = reckoned({&a, &b});
  ASSERT_TRUE(view.figures[0].arithmetic);
  EXPECT_TRUE(view.figures[0].arithmetic->complete);
  EXPECT_EQ(view.figures[0].arithmetic->sum, 7);
}

TEST(Findings, EveryKindHasAWord) {
  EXPECT_EQ(to_string(FindingKind::enemy_dead), "enemy-dead");
  EXPECT_EQ(from_string<FindingKind>("breakdown-swapped"), FindingKind::breakdown_swapped);
  EXPECT_EQ(from_string<FindingKind>("incidents-exceed"), FindingKind::incidents_exceed);
}

}  // namespace
}  // namespace histor
