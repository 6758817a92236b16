#include "reckon/origins.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reckon/made_views.hpp"

namespace histor {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace): the tests' own words
using testing::ElementsAre;

TEST(Origins, CountOnceHoweverManyCarryThem) {
  Report a("A"), b("B"), c("C");
  in_aleppo(a.casualty("16"), "sohr");
  in_aleppo(b.casualty("16"), "sohr");
  in_aleppo(c.casualty("18"), "white-helmets");
  in_aleppo(c.casualty("4", Group::people, Outcome::injured), "witnesses");
  c.casualty("2", Group::soldiers);
  const LedgerView view = reckoned({&a, &b, &c});
  const std::vector<OriginSummary> origins = origins_of(view);
  ASSERT_EQ(origins.size(), 4U);
  EXPECT_EQ(origins[0].id, "sohr");
  EXPECT_EQ(origins[0].name, "Syrian Observatory for Human Rights");
  EXPECT_EQ(origins[0].figures.size(), 1U);
  EXPECT_EQ(origins[0].claims, 2U);
  EXPECT_EQ(origins[0].carried_on, 1U);
  EXPECT_THAT(origins[0].outlets, ElementsAre("A", "B"));
  EXPECT_THAT(origins[0].corroborated, ElementsAre(view.incidents.at(0).id));
  EXPECT_EQ(origins[1].id, "white-helmets");
  EXPECT_TRUE(origins[2].role);
  EXPECT_EQ(origins[3].id, "") << "who names no source stands last";
  EXPECT_EQ(origins[3].figures.size(), 1U);
}

}  // namespace
}  // namespace histor
