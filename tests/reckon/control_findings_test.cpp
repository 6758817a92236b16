#include "reckon/control_findings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "link/made_claims.hpp"
#include "reckon/reckon.hpp"

namespace histor {
namespace {

using test::aleppo;
using test::idlib;
using test::made_actors;
using test::on;
using test::Report;
using test::says;
using test::sets;
using testing::AllOf;
using testing::HasSubstr;

LedgerView reckoned(std::initializer_list<Report*> reports) {
  auto [documents, claims] = sets(reports);
  return reckon(std::move(documents), std::move(claims), open_policy(), made_actors);
}

TEST(ControlFindings, TwoHoldersAreToldWithWhoNamesThem) {
  Report a("A"), b("B");
  Claim& army = a.control(ControlAction::held, "syria-military", aleppo());
  on(army, "2024-12-01");
  says(army, "syria-military");
  Claim& rebels = b.control(ControlAction::captured, "hts", aleppo());
  on(rebels, "2024-12-01");
  const LedgerView view = reckoned({&a, &b});
  ASSERT_EQ(view.findings.size(), 1U);
  EXPECT_EQ(view.findings[0].kind, FindingKind::two_holders);
  EXPECT_EQ(view.findings[0].entry, view.control[0].id);
  EXPECT_THAT(view.findings[0].sentence,
              AllOf(HasSubstr("Aleppo"), HasSubstr("held by Syrian military (1 Dec 2024), says Syrian military (A)"),
                    HasSubstr("captured by Hayat Tahrir al-Sham (1 Dec 2024), says B")));
}

TEST(ControlFindings, AStatementOnTwoPlacesIsFoundOnce) {
  Report a("A"), b("B");
  for (Report* report : {&a, &b}) {
    Claim& claim = report->control(ControlAction::captured, "hts", aleppo());
    claim.where.push_back(idlib());
    on(claim, "2024-12-01");
    claim.violent = report == &a;
  }
  const LedgerView view = reckoned({&a, &b});
  EXPECT_EQ(view.control.size(), 2U);
  ASSERT_EQ(view.findings.size(), 1U);
  EXPECT_EQ(view.findings[0].kind, FindingKind::violence_differs);
}

TEST(ControlFindings, ADenialIsAFinding) {
  Report a("A");
  Claim& taken = a.control(ControlAction::captured, "hts", aleppo());
  on(taken, "2024-12-01");
  Claim denial;
  denial.kind = ClaimKind::denial;
  denial.denies = {taken.id};
  says(denial, "syria-military");
  a.add(denial);
  const LedgerView view = reckoned({&a});
  ASSERT_EQ(view.findings.size(), 1U);
  EXPECT_EQ(view.findings[0].kind, FindingKind::taking_denied);
  EXPECT_THAT(view.findings[0].sentence, HasSubstr("denied by Syrian military"));
}

TEST(ControlFindings, AChangeAndAConfirmationAreNone) {
  Report a("A");
  on(a.control(ControlAction::held, "syria-military", aleppo()), "2024-11-26");
  Claim& taken = a.control(ControlAction::captured, "hts", aleppo());
  on(taken, "2024-11-30");
  says(taken, "syria-military");
  const LedgerView view = reckoned({&a});
  EXPECT_EQ(view.control[0].marks.size(), 1U);
  EXPECT_TRUE(view.findings.empty());
}

}  // namespace
}  // namespace histor
