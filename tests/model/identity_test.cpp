#include "model/identity.hpp"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <set>

#include "model/generate.hpp"

namespace histor {
namespace {

Claim sample() {
  Claim claim;
  claim.document = "sha256:00";
  claim.kind = ClaimKind::casualty;
  claim.outcome = Outcome::killed;
  claim.number = Number{"16", {10, 12}, NumberForm::digits, 16, 16, 16, Hedge::exact};
  claim.trigger = {"killed", {20, 26}};
  return claim;
}

TEST(ClaimId, NeverChanges) {
  // Decisions of people hang on these: a change here is a change of every ledger.
  EXPECT_EQ(claim_id(sample()), "c_kxgzprf7t4");
  Claim control = sample();
  control.kind = ClaimKind::control;
  control.outcome.reset();
  control.number.reset();
  control.action = ControlAction::captured;
  EXPECT_EQ(claim_id(control), "c_hg8sfq1xpj");
}

TEST(ClaimId, ChangesWithWhatTheClaimIs) {
  std::set<std::string> ids{claim_id(sample()), claim_id(sample(), 1), claim_id(sample(), 2)};
  Claim other = sample();
  other.document = "sha256:01";
  ids.insert(claim_id(other));
  other = sample();
  other.outcome = Outcome::injured;
  ids.insert(claim_id(other));
  other = sample();
  other.kind = ClaimKind::displacement;
  ids.insert(claim_id(other));
  other = sample();
  other.number->span = {10, 13};
  ids.insert(claim_id(other));
  other = sample();
  other.number.reset();
  other.trigger.span = {10, 12};  // the same span, but not of a number
  ids.insert(claim_id(other));
  EXPECT_EQ(ids.size(), 8U);
}

RC_GTEST_PROP(ClaimId, StaysWhenTheReadingIsRefined, ()) {
  const Claim before = generate::claim("sha256:00");
  Claim after = generate::claim("sha256:00");
  after.kind = before.kind;
  after.outcome = before.outcome;
  after.action = before.action;
  after.number = before.number;
  after.trigger = before.trigger;
  if (after.number) {
    after.trigger = generate::quote();
    after.number->value = generate::integer();
  }
  RC_ASSERT(claim_id(after) == claim_id(before));
  RC_ASSERT(is_claim_id(claim_id(before)));
}

TEST(ClaimId, KnowsItsForm) {
  EXPECT_TRUE(is_claim_id("c_0123456789"));
  EXPECT_FALSE(is_claim_id("c_012345678"));
  EXPECT_FALSE(is_claim_id("c_012345678i"));  // no such digit
  EXPECT_FALSE(is_claim_id("d_0123456789"));
  EXPECT_FALSE(is_claim_id(""));
}

}  // namespace
}  // namespace histor
