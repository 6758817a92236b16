#include "reckon/why.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>

#include "link/random_sets.hpp"
#include "publish/json.hpp"
#include "publish/lists.hpp"
#include "reckon/made_views.hpp"
#include "reckon/relations.hpp"

namespace histor {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace): the tests' own words
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

Comparison compared(const LedgerView& view, std::string_view a, std::string_view b) {
  const std::optional<Subject> x = find_subject(view, a);
  const std::optional<Subject> y = find_subject(view, b);
  EXPECT_TRUE(x && y) << a << " " << b;
  if (!x || !y) return {};
  std::optional<Comparison> comparison = compare(view, *x, *y);
  EXPECT_TRUE(comparison);
  return comparison.value_or(Comparison{});
}

const FieldReason& field(const Comparison& comparison, std::string_view name) {
  for (const FieldReason& reason : comparison.reasons) {
    if (reason.field == name) return reason;
  }
  ADD_FAILURE() << "no field " << name;
  static const FieldReason none;
  return none;
}

TEST(Why, AnotherPlaceIsNotCompared) {
  Report a("A");
  in_aleppo(a.casualty("at least 16"), "sohr");
  Claim& there = a.casualty("18", Group::civilians);
  says(there, "white-helmets");
  there.where = {idlib()};
  on(there, "2024-12-01");
  const LedgerView view = reckoned({&a});
  const Comparison c = compared(view, "c_A0", "c_A1");
  EXPECT_EQ(c.kind, RelationKind::apart);
  EXPECT_THAT(c.verdict, HasSubstr("another place, another population"));
  EXPECT_TRUE(field(c, "place").decides);
  EXPECT_THAT(field(c, "place").sentence, HasSubstr("Aleppo; Idlib"));
  EXPECT_THAT(field(c, "population").sentence, HasSubstr("civilians only"));
  EXPECT_THAT(field(c, "count").sentence, HasSubstr("leaves the top open"));
  EXPECT_FALSE(field(c, "count").decides);
  EXPECT_EQ(field(c, "origin").a, "Syrian Observatory for Human Rights");
  EXPECT_EQ(field(c, "origin").b, "White Helmets");
}

TEST(Why, ContradictionNamesTheBounds) {
  Report a("A"), b("B");
  in_aleppo(a.casualty("14"), "white-helmets");
  in_aleppo(b.casualty("at least 16"), "sohr");
  const LedgerView view = reckoned({&a, &b});
  const Comparison c = compared(view, "c_A0", "c_B0");
  EXPECT_EQ(c.kind, RelationKind::differs);
  EXPECT_TRUE(field(c, "count").decides);
  EXPECT_THAT(field(c, "count").sentence, HasSubstr("14 is exact, at least 16 leaves the top open"));
}

TEST(Why, TwoTellingsOfOneFigureAreToldApartByTheirOwnWords) {
  Report a("A"), b("B");
  Claim& post = a.casualty("at least 18");
  in_aleppo(post, "white-helmets");
  post.as_of = AsOf{"2024-12-01T19:00", "as of 7 PM", {}};
  in_aleppo(b.casualty("18"), "white-helmets");
  const LedgerView view = reckoned({&a, &b});
  const Comparison c = compared(view, "c_A0", "c_B0");
  EXPECT_EQ(c.kind, RelationKind::restates);
  EXPECT_THAT(field(c, "count").sentence, HasSubstr("the bound is not"));
  EXPECT_THAT(field(c, "as-of").sentence, HasSubstr("1 Dec 2024, 19:00"));
}

TEST(Why, TheUpdateIsToldFromEitherSide) {
  Report a("A", "2024-12-01"), b("B", "2024-12-02");
  in_aleppo(a.casualty("18"), "white-helmets");
  in_aleppo(b.casualty("at least 25"), "white-helmets");
  const LedgerView view = reckoned({&a, &b});
  EXPECT_THAT(compared(view, "c_B0", "c_A0").verdict, HasSubstr("The first takes the place of the second"));
  EXPECT_THAT(compared(view, "c_A0", "c_B0").verdict, HasSubstr("The second takes the place of the first"));
}

TEST(Why, APointTakesThePlaceOfThePointBefore) {
  Report a("A", "2024-12-01"), b("B", "2024-12-02");
  for (Report* report : {&a, &b}) {
    Claim& claim = report->casualty(report == &a ? "301" : "457");
    says(claim, "sohr");
    since(claim, "2024-11-27", report == &a ? "2024-12-01" : "2024-12-02");
  }
  const LedgerView view = reckoned({&a, &b});
  const Comparison c = compared(view, "c_A0", "c_B0");
  EXPECT_EQ(c.kind, RelationKind::updates);
  EXPECT_TRUE(c.turned);
  EXPECT_EQ(relate(view, 0, 1).kind, RelationKind::updates);
}

TEST(Why, OfTwoPointsOfOneDayTheHigherIsTheLater) {
  Report a("A"), b("B");
  for (Report* report : {&a, &b}) {
    Claim& claim = report->casualty(report == &a ? "301" : "more than 457");
    says(claim, "sohr");
    since(claim, "2024-11-27", report == &a ? "2024-12-02" : "");
  }
  const LedgerView view = reckoned({&a, &b});
  const Comparison c = compared(view, "c_A0", "c_B0");
  EXPECT_EQ(c.kind, RelationKind::updates);
  EXPECT_TRUE(c.turned);
  EXPECT_EQ(field(c, "count").sentence, "301 became more than 457.");
}

TEST(Why, APartOfTheUpdateTakesThePlaceOfThePart) {
  Report a("A", "2024-12-01"), b("B", "2024-12-02");
  for (Report* report : {&a, &b}) {
    in_aleppo(report->casualty(report == &a ? "18" : "at least 25"), "white-helmets");
    Claim& children = report->casualty(report == &a ? "5" : "10", Group::children);
    in_aleppo(children, "white-helmets");
    children.part_of = report->claims()[0].id;
  }
  const LedgerView view = reckoned({&a, &b});
  EXPECT_EQ(compared(view, "c_B1", "c_A1").kind, RelationKind::updates);
  EXPECT_EQ(compared(view, "c_B1", "c_B0").kind, RelationKind::part);
  EXPECT_EQ(field(compared(view, "c_B0", "c_B1"), "count").sentence, "10 of at least 25.");
}

TEST(Why, PartsOfOneWholeStandBesideEachOther) {
  Report a("A");
  in_aleppo(a.casualty("5", Group::children), "sohr");
  for (const char* count : {"1", "4"}) {
    Claim& part = a.casualty(count, Group::children);
    in_aleppo(part, "witnesses");
    part.part_of = a.claims()[0].id;
  }
  const LedgerView view = reckoned({&a});
  const Comparison c = compared(view, "c_A1", "c_A2");
  EXPECT_EQ(c.kind, RelationKind::apart);
  EXPECT_THAT(c.fields, ElementsAre("part"));
  EXPECT_THAT(c.verdict, HasSubstr("two parts of one whole"));
}

TEST(Why, ATotalAndAnIncidentAreDifferentThings) {
  Report a("A");
  in_aleppo(a.casualty("18"), "sohr");
  Claim& total = a.casualty("56");
  says(total, "sohr");
  since(total, "2024-11-27");
  const LedgerView view = reckoned({&a});
  const Comparison c = compared(view, view.incidents.at(0).id, view.series.at(0).id);
  EXPECT_EQ(c.kind, RelationKind::apart);
  EXPECT_TRUE(field(c, "told-as").decides);
  EXPECT_THAT(field(c, "told-as").sentence, HasSubstr("running total"));
}

TEST(Why, ADenialIsTiedToWhatItDenies) {
  Report a("A");
  in_aleppo(a.casualty("9"), "sohr");
  Claim denial;
  denial.kind = ClaimKind::denial;
  denial.denies = {a.claims()[0].id};
  denial.trigger.text = "deny";
  says(denial, "syria-military");
  a.add(denial);
  const LedgerView view = reckoned({&a});
  EXPECT_EQ(compared(view, "c_A1", "c_A0").kind, RelationKind::denies);
  EXPECT_FALSE(compared(view, "c_A1", "c_A0").turned);
  EXPECT_TRUE(compared(view, "c_A0", "c_A1").turned);
}

TEST(Why, WhoHoldsAPlaceIsComparedOnOneDay) {
  Report a("A");
  on(a.control(ControlAction::captured, "hts", aleppo()), "2024-11-30");
  on(a.control(ControlAction::held, "syria-government", aleppo()), "2024-11-30");
  on(a.control(ControlAction::withdrew, "syria-government", aleppo()), "2024-11-30");
  on(a.control(ControlAction::captured, "hts", aleppo()), "2024-12-01");
  in_aleppo(a.casualty("9"), "sohr");
  const LedgerView view = reckoned({&a});
  EXPECT_EQ(compared(view, "c_A0", "c_A1").kind, RelationKind::differs);
  EXPECT_EQ(compared(view, "c_A0", "c_A2").kind, RelationKind::agrees);
  EXPECT_EQ(compared(view, "c_A1", "c_A2").kind, RelationKind::differs);
  EXPECT_THAT(compared(view, "c_A0", "c_A3").fields, ElementsAre("day"));
  EXPECT_THAT(compared(view, "c_A0", "c_A4").fields, ElementsAre("what"));
}

TEST(Why, ATollNamesItsRuleItsPolicyAndWhoIsLeftOut) {
  Report a("A", "2024-12-01"), b("B", "2024-12-02");
  in_aleppo(a.casualty("18"), "white-helmets");
  in_aleppo(b.casualty("at least 25"), "white-helmets");
  const LedgerView view = reckoned({&a, &b});
  const std::optional<Subject> toll = find_subject(view, toll_of(view)->id);
  ASSERT_TRUE(toll);
  const Explanation why = explain(view, *toll);
  std::string all;
  for (const Reason& reason : why.reasons) all += reason.field + ": " + reason.sentence + "\n";
  EXPECT_THAT(all, HasSubstr("rule smallest-bound, policy open"));
  EXPECT_THAT(all, HasSubstr("at least 25 killed, says White Helmets (B)"));
  EXPECT_THAT(all, HasSubstr("left-out: 18 killed, says White Helmets (A): updated by the same origin."));
}

TEST(Why, AClaimSaysWhichWordsAndWhichTollsRestOnIt) {
  Report a("A");
  in_aleppo(a.casualty("18"), "white-helmets");
  const LedgerView view = reckoned({&a});
  const Explanation why = explain(view, *find_subject(view, "c_A0"));
  std::vector<std::string> fields;
  for (const Reason& reason : why.reasons) fields.push_back(reason.field);
  EXPECT_THAT(fields, Contains("words"));
  EXPECT_THAT(fields, Contains("toll"));
  EXPECT_EQ(why.words, "18 killed");
}

TEST(Subjects, PrefixesFindAllThatBeginSo) {
  Report a("A");
  in_aleppo(a.casualty("18"), "white-helmets");
  const LedgerView view = reckoned({&a});
  EXPECT_THAT(ids_with_prefix(view, "c_"), ElementsAre("c_A0"));
  EXPECT_EQ(ids_with_prefix(view, "").size(), 3U) << "claim, incident, toll";
  EXPECT_FALSE(find_subject(view, "c_"));
}

// Any two things can be asked of, from both sides, and the answer is the same relation.
RC_GTEST_PROP(Why, AnswersForAnyTwo, ()) {
  const auto [documents, claims] = random_sets();
  const LedgerView view = reckon(documents, claims, open_policy(), made_actors);
  const std::vector<std::string> ids = ids_with_prefix(view, "");
  if (ids.empty()) return;
  for (int i = 0; i < 12; ++i) {
    const auto any = [&ids] { return ids[*rc::gen::inRange<std::size_t>(0, ids.size())]; };
    const std::optional<Subject> x = find_subject(view, any());
    const std::optional<Subject> y = find_subject(view, any());
    RC_ASSERT((x && y));
    RC_ASSERT(!explain(view, *x).reasons.empty());
    const std::optional<Comparison> c = compare(view, *x, *y);
    const std::optional<Comparison> back = compare(view, *y, *x);
    RC_ASSERT((c && back));
    RC_ASSERT((!c->verdict.empty() && !c->advice.empty() && !c->fields.empty() && !c->reasons.empty()));
    // A record of several chooses its speaker by the other; where both choose alike, the relation is one.
    if (c->a.claim == back->b.claim && c->b.claim == back->a.claim) RC_ASSERT(c->kind == back->kind);
    RC_ASSERT(!why_text(view, *c).empty());
  }
}

RC_GTEST_PROP(Why, TheOrderOfTheInputLeavesNoTrace, ()) {
  auto [documents, claims] = random_sets();
  const auto told = [&] {
    const LedgerView view = reckon(documents, claims, open_policy(), made_actors);
    const std::vector<std::string> ids = ids_with_prefix(view, "");
    std::string all;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const Subject a = *find_subject(view, ids[i]);
      const Subject b = *find_subject(view, ids[(i * 7 + 3) % ids.size()]);
      all += why_json(view, explain(view, a));
      all += why_json(view, *compare(view, a, b));
    }
    return all;
  };
  const std::string before = told();
  std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
  std::shuffle(documents.begin(), documents.end(), random);
  std::shuffle(claims.begin(), claims.end(), random);
  RC_ASSERT(told() == before);
}

}  // namespace
}  // namespace histor
