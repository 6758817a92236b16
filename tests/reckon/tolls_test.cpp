#include "reckon/tolls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "link/random_sets.hpp"
#include "publish/json.hpp"
#include "reckon/made_views.hpp"
#include "reckon/wording.hpp"

namespace histor {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace): the tests' own words
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const TollNote& note(const Toll& toll, TollNoteKind kind) {
  for (const TollNote& one : toll.notes) {
    if (one.kind == kind) return one;
  }
  ADD_FAILURE() << "no note " << to_string(kind);
  static const TollNote none;
  return none;
}

// ---- acled: one number, the lowest; words are worth what the file says ----

TEST(Acled, TheLowestIsTakenAndTheDisputeIsNoted) {
  Report a("A"), b("B");
  in_aleppo(a.casualty("14"), "white-helmets");
  in_aleppo(b.casualty("at least 16"), "sohr");
  const LedgerView view = reckoned({&a, &b}, "acled");
  const Toll* toll = toll_of(view);
  ASSERT_TRUE(toll && toll->best);
  EXPECT_EQ(toll->best->value, 14);
  EXPECT_EQ(toll->best->rule, "most-conservative");
  EXPECT_FALSE(toll->low || toll->high);
  EXPECT_THAT(note(*toll, TollNoteKind::disputed).sentence, HasSubstr("at least 16 killed, says Syrian Observatory"));
  EXPECT_THAT(note(*toll, TollNoteKind::disputed).figures, ElementsAre(1U));
}

TEST(Acled, DozensAreTwelve) {
  Report a("A");
  in_aleppo(a.casualty("dozens", Group::soldiers), "syria-military");
  const LedgerView view = reckoned({&a}, "acled");
  const Toll* toll = toll_of(view, Outcome::killed, Group::soldiers);
  ASSERT_TRUE(toll && toll->best);
  EXPECT_EQ(toll->best->value, 12);
  EXPECT_EQ(toll->best->rule, "vague-word");
  EXPECT_THAT(toll->words, IsEmpty());
  EXPECT_THAT(note(*toll, TollNoteKind::vague_word).sentence, HasSubstr("“dozens” counts as 12"));
  EXPECT_EQ(toll_words(view, *toll), "12 soldiers killed (“dozens”)") << "the word stays beside the number";
}

TEST(Acled, AWordThatTheFileLacksStaysAWord) {
  Report a("A");
  in_aleppo(a.casualty("umpteen"), "sohr");
  const LedgerView view = reckoned({&a}, "acled");
  EXPECT_FALSE(toll_of(view)->best);
  EXPECT_THAT(toll_of(view)->words, ElementsAre("umpteen"));
}

TEST(Acled, ManyAreMoreInAnAirStrikeThanInAStabbing) {
  for (const auto& [means, value] : {std::pair{Means::airstrike, 10}, std::pair{Means::stabbing, 3}}) {
    Report a("A");
    Claim& claim = a.casualty("many");
    in_aleppo(claim, "sohr");
    claim.means = means;
    const LedgerView view = reckoned({&a}, "acled");
    EXPECT_EQ(toll_of(view)->best->value, value) << to_string(means);
    EXPECT_THAT(note(*toll_of(view), TollNoteKind::vague_word).sentence, HasSubstr(to_string(means)));
  }
}

TEST(Acled, CasualtiesAloneAreNoDeaths) {
  Report a("A");
  in_aleppo(a.casualty("20", Group::people, Outcome::casualties), "sohr");
  const LedgerView view = reckoned({&a}, "acled");
  const Toll* toll = toll_of(view);
  ASSERT_TRUE(toll && toll->best);
  EXPECT_EQ(toll->best->value, 0);
  EXPECT_EQ(toll->best->rule, "casualties-alone");
  EXPECT_EQ(toll_of(view, Outcome::casualties), nullptr);

  in_aleppo(a.casualty("4"), "sohr");
  const LedgerView both = reckoned({&a}, "acled");
  EXPECT_EQ(toll_of(both)->best->value, 4) << "where deaths are told, casualties say nothing";
  EXPECT_THAT(notes(*toll_of(both)), Not(Contains(TollNoteKind::casualties_alone)));
}

TEST(Acled, ATotalIsDividedAndTheRemainderGoesToTheFirstDay) {
  Report a("A");
  Claim& claim = a.casualty("11");
  in_aleppo(claim, "sohr");
  on(claim, "2024-11-29", "2024-12-01");
  const LedgerView view = reckoned({&a}, "acled");
  const Toll* toll = toll_of(view);
  ASSERT_EQ(toll->shares.size(), 3U);
  EXPECT_EQ(toll->shares[0].value, 5);
  EXPECT_EQ(toll->shares[0].day, day_from("2024-11-29"));
  EXPECT_EQ(toll->shares[1].value, 3);
  EXPECT_EQ(toll->shares[2].value, 3);
  EXPECT_THAT(note(*toll, TollNoteKind::split).sentence, HasSubstr("the remainder of 2 to the first (29 Nov 2024)"));
}

TEST(Acled, ATotalOfAProvinceIsNotDividedOverPlacesThatNobodyNames) {
  Report a("A");
  Claim& claim = a.casualty("11");
  says(claim, "sohr");
  on(claim, "2024-12-01");
  claim.where = {idlib_province()};
  const LedgerView view = reckoned({&a}, "acled");
  EXPECT_THAT(toll_of(view)->shares, IsEmpty());
  EXPECT_THAT(notes(*toll_of(view)), Contains(TollNoteKind::not_split));
}

TEST(Acled, CodesNoInjuries) {
  Report a("A");
  in_aleppo(a.casualty("9", Group::people, Outcome::injured), "sohr");
  EXPECT_THAT(reckoned({&a}, "acled").incidents.at(0).tolls, IsEmpty());
  EXPECT_EQ(reckoned({&a}, "open").incidents.at(0).tolls.size(), 1U);
}

// ---- ucdp ----

TEST(Ucdp, APartysCountOfItsEnemyWidensTheHighAlone) {
  Report a("A"), b("B");
  in_aleppo(a.casualty("12", Group::fighters), "sohr");
  in_aleppo(b.casualty("70", Group::fighters), "syria-military");
  const LedgerView view = reckoned({&a, &b}, "ucdp");
  const Toll* toll = toll_of(view, Outcome::killed, Group::fighters);
  EXPECT_EQ(toll->low->value, 12);
  EXPECT_EQ(toll->best->value, 12);
  EXPECT_EQ(toll->high->value, 70);
  EXPECT_THAT(notes(*toll), Contains(TollNoteKind::party_claim));

  const LedgerView open = reckoned({&a, &b}, "open");
  EXPECT_THAT(notes(*toll_of(open, Outcome::killed, Group::fighters)), Not(Contains(TollNoteKind::party_claim)));
}

TEST(Ucdp, WhereOnlyAPartySpeaksThereIsNoBest) {
  Report b("B");
  in_aleppo(b.casualty("70", Group::fighters), "syria-military");
  const LedgerView view = reckoned({&b}, "ucdp");
  const Toll* toll = toll_of(view, Outcome::killed, Group::fighters);
  EXPECT_FALSE(toll->low || toll->best);
  EXPECT_EQ(toll->high->value, 70);
}

TEST(Ucdp, ASumOverDaysOrPlacesIsUnclear) {
  Report a("A");
  Claim& claim = a.casualty("11");
  in_aleppo(claim, "sohr");
  EXPECT_EQ(toll_of(reckoned({&a}, "ucdp"))->clarity, 1);
  on(claim, "2024-11-29", "2024-12-01");
  const LedgerView days = reckoned({&a}, "ucdp");
  EXPECT_EQ(toll_of(days)->clarity, 2);
  EXPECT_THAT(notes(*toll_of(days)), Contains(TollNoteKind::clarity));
  on(claim, "2024-12-01");
  claim.where = {aleppo(), idlib()};
  EXPECT_EQ(toll_of(reckoned({&a}, "ucdp"))->clarity, 2);
  EXPECT_FALSE(toll_of(reckoned({&a}, "open"))->clarity);
}

// ---- airwars ----

TEST(Airwars, ContestedStatusSetsBothMinimaToZero) {
  Report a("A"), b("B");
  in_aleppo(a.casualty("9", Group::civilians), "sohr");
  in_aleppo(b.casualty("7", Group::fighters), "syria-military");
  const LedgerView view = reckoned({&a, &b}, "airwars");
  for (const Group group : {Group::civilians, Group::fighters}) {
    const Toll* toll = toll_of(view, Outcome::killed, group);
    ASSERT_TRUE(toll && toll->low && toll->high) << to_string(group);
    EXPECT_EQ(toll->low->value, 0);
    EXPECT_EQ(toll->low->rule, "contested-status");
    EXPECT_FALSE(toll->best);
    EXPECT_THAT(note(*toll, TollNoteKind::contested).sentence, HasSubstr("7 fighters killed, says Syrian military"));
  }
  EXPECT_EQ(toll_of(view, Outcome::killed, Group::civilians)->high->value, 9);
}

TEST(Airwars, AnOriginThatCountsBothContestsNothing) {
  Report a("A");
  in_aleppo(a.casualty("9", Group::civilians), "sohr");
  in_aleppo(a.casualty("7", Group::fighters), "sohr");
  EXPECT_EQ(toll_of(reckoned({&a}, "airwars"), Outcome::killed, Group::civilians)->low->value, 9);
}

TEST(Airwars, OneReportThatTellsOfBothContestsNothing) {
  Report a("A");
  in_aleppo(a.casualty("9", Group::civilians), "sohr");
  in_aleppo(a.casualty("7", Group::fighters), "witnesses");
  EXPECT_EQ(toll_of(reckoned({&a}, "airwars"), Outcome::killed, Group::civilians)->low->value, 9);

  Report b("B");
  in_aleppo(b.casualty("9", Group::civilians), "witnesses");
  in_aleppo(b.casualty("9", Group::fighters), "syria-military");
  EXPECT_EQ(toll_of(reckoned({&b}, "airwars"), Outcome::killed, Group::civilians)->low->value, 0)
      << "nine, and nothing says that they are other people";
}

TEST(Airwars, ABomberIsNoContest) {
  Report a("A"), b("B");
  in_aleppo(a.casualty("5", Group::civilians), "sohr");
  in_aleppo(b.casualty("1", Group::attackers), "syria-military");
  EXPECT_EQ(toll_of(reckoned({&a, &b}, "airwars"), Outcome::killed, Group::civilians)->low->value, 5);
}

// ---- ibc ----

TEST(Ibc, OneOriginIsProvisionalHoweverManyCarryIt) {
  Report a("A"), b("B"), c("C");
  in_aleppo(a.casualty("9"), "sohr");
  in_aleppo(b.casualty("9"), "sohr");
  const LedgerView one = reckoned({&a, &b}, "ibc");
  EXPECT_TRUE(toll_of(one)->provisional);
  EXPECT_THAT(note(*toll_of(one), TollNoteKind::provisional).sentence, HasSubstr("1 independent origin"));
  in_aleppo(c.casualty("8"), "white-helmets");
  const LedgerView two = reckoned({&a, &b, &c}, "ibc");
  EXPECT_FALSE(toll_of(two)->provisional);
  EXPECT_EQ(toll_of(two)->low->value, 8);
  EXPECT_EQ(toll_of(two)->high->value, 9);
  EXPECT_FALSE(toll_of(two)->best);
}

TEST(Ibc, WitnessesAndRescueWorkersMayBeOneSource) {
  Report a("A"), b("B");
  in_aleppo(a.casualty("9"), "witnesses");
  in_aleppo(b.casualty("8"), "rescue-workers");
  EXPECT_TRUE(toll_of(reckoned({&a, &b}, "ibc"))->provisional);
}

// A count of one quarter within the same origin's count of the town and another.
std::pair<Report, Report> quarter_within() {
  Report a("A", "2024-12-01"), b("B", "2024-12-02");
  Claim& part = a.casualty("9", Group::civilians);
  says(part, "white-helmets");
  on(part, "2024-12-01");
  part.where = {idlib()};
  Claim& whole = b.casualty("at least 25");
  says(whole, "white-helmets");
  on(whole, "2024-12-01");
  whole.where = {syria()};
  return {std::move(a), std::move(b)};
}

TEST(Ibc, WhatIsToldApartIsSubtractedWithTheArithmeticShown) {
  auto [a, b] = quarter_within();
  const LedgerView view = reckoned({&a, &b}, "ibc");
  const Toll* toll = toll_of(view);
  ASSERT_TRUE(toll);
  EXPECT_EQ(toll->low->value, 16);
  EXPECT_EQ(toll->low->rule, "overlaps-subtracted");
  EXPECT_TRUE(toll->open_above) << "at least 25 less 9 is at least 16";
  EXPECT_THAT(note(*toll, TollNoteKind::overlap).sentence, HasSubstr("at least 25 − 9 = at least 16"));
  EXPECT_EQ(toll_words(view, *toll), "at least 16 killed");
  EXPECT_EQ(toll_of(view, Outcome::killed, Group::civilians)->high->value, 9) << "the part stays as it is";
}

TEST(Open, WhatIsToldApartIsNoted) {
  auto [a, b] = quarter_within();
  const LedgerView view = reckoned({&a, &b});
  const Toll* toll = toll_of(view);
  EXPECT_EQ(toll->low->value, 25);
  EXPECT_THAT(note(*toll, TollNoteKind::overlap).sentence, HasSubstr("not to be added"));
}

// ---- all ----

TEST(TollFilter, NarrowsByOutcomeDayAndPlace) {
  Report a("A");
  in_aleppo(a.casualty("9"), "sohr");
  in_aleppo(a.casualty("4", Group::people, Outcome::injured), "sohr");
  Claim& there = a.casualty("5");
  says(there, "sohr");
  there.where = {idlib()};
  on(there, "2024-12-03");
  const LedgerView view = reckoned({&a});
  const auto count = [&view](const TollFilter& filter) { return select_tolls(view, filter).size(); };
  TollFilter filter;
  EXPECT_EQ(count(filter), 3U);
  filter.outcome = Outcome::killed;
  EXPECT_EQ(count(filter), 2U);
  filter.since = day_from("2024-12-02");
  EXPECT_EQ(count(filter), 1U);
  filter.place = "ALEPPO";
  EXPECT_EQ(count(filter), 0U);
  filter = {};
  filter.until = day_from("2024-12-02");
  filter.place = "aleppo";
  EXPECT_EQ(count(filter), 2U);
  filter.place = "sy";
  EXPECT_EQ(count(filter), 2U) << "the country";
}

TEST(Tolls, TheIdIsTheSameUnderAnyPolicy) {
  Report a("A");
  in_aleppo(a.casualty("9"), "sohr");
  EXPECT_EQ(toll_of(reckoned({&a}, "open"))->id, toll_of(reckoned({&a}, "acled"))->id);
}

TEST(Tolls, ADenialIsNoted) {
  Report a("A");
  in_aleppo(a.casualty("9"), "sohr");
  Claim denial;
  denial.kind = ClaimKind::denial;
  denial.denies = {a.claims()[0].id};
  says(denial, "syria-military");
  a.add(denial);
  const LedgerView view = reckoned({&a});
  EXPECT_THAT(note(*toll_of(view), TollNoteKind::denied).sentence, HasSubstr("Syrian military"));
}

RC_GTEST_PROP(EveryPolicy, KeepsLowBestHighInOrder, ()) {
  const auto [documents, claims] = random_sets();
  for (const Policy& policy : builtin_policies()) {
    const LedgerView view = reckon(documents, claims, policy, made_actors);
    for (const Incident& incident : view.incidents) {
      for (const Toll& toll : incident.tolls) {
        RC_ASSERT((!toll.low || !toll.best || toll.low->value <= toll.best->value));
        RC_ASSERT((!toll.best || !toll.high || toll.best->value <= toll.high->value));
        RC_ASSERT((!toll.low || !toll.high || toll.low->value <= toll.high->value));
        RC_ASSERT(toll.policy == policy.name);
      }
    }
  }
}

// A number is one that a figure of its class states, or that a rule made, which then says so.
RC_GTEST_PROP(EveryPolicy, InventsNoNumber, ()) {
  const auto [documents, claims] = random_sets();
  for (const Policy& policy : builtin_policies()) {
    const LedgerView view = reckon(documents, claims, policy, made_actors);
    for (const Incident& incident : view.incidents) {
      for (const Toll& toll : incident.tolls) {
        for (const std::optional<Bound>* end : {&toll.low, &toll.best, &toll.high}) {
          if (!*end) continue;
          const Bound& bound = **end;
          RC_ASSERT(!bound.figures.empty());
          if (bound.rule == "counted-by-name") continue;
          const auto noted = [&](TollNoteKind kind) {
            return std::count_if(toll.notes.begin(), toll.notes.end(),
                                 [kind](const TollNote& n) { return n.kind == kind; }) > 0;
          };
          if (bound.rule == "vague-word")
            RC_ASSERT(policy.vague == VagueRule::numbers && noted(TollNoteKind::vague_word));
          if (bound.rule == "contested-status")
            RC_ASSERT(policy.contested_status == ContestedRule::zero_minimum && noted(TollNoteKind::contested));
          if (bound.rule == "overlaps-subtracted")
            RC_ASSERT(policy.overlaps == OverlapRule::subtract && noted(TollNoteKind::overlap));
          const bool usual = bound.rule == to_string(policy.low) || bound.rule == to_string(policy.best) ||
                             bound.rule == to_string(policy.high);
          if (!usual) continue;
          const bool stated = std::any_of(bound.figures.begin(), bound.figures.end(), [&](FigureIndex f) {
            const Figure& figure = view.figures[f];
            const Number& n = figure.number;
            if (figure.modality == Modality::negated) return bound.value == 0;
            return n.value == bound.value || n.low == bound.value || n.high == bound.value;
          });
          RC_ASSERT(stated);
        }
      }
    }
  }
}

RC_GTEST_PROP(EveryPolicy, DividesWithoutLoss, ()) {
  const auto [documents, claims] = random_sets();
  const LedgerView view = reckon(documents, claims, *find_policy("acled"), made_actors);
  for (const Incident& incident : view.incidents) {
    for (const Toll& toll : incident.tolls) {
      if (toll.shares.empty()) continue;
      const std::int64_t sum =
          std::accumulate(toll.shares.begin(), toll.shares.end(), std::int64_t{0},
                          [](std::int64_t so_far, const Share& share) { return so_far + share.value; });
      RC_ASSERT(sum == toll.best->value);
    }
  }
}

RC_GTEST_PROP(EveryPolicy, TheOrderOfTheInputLeavesNoTrace, ()) {
  auto [documents, claims] = random_sets();
  std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
  for (const Policy& policy : builtin_policies()) {
    const auto told = [&] {
      const LedgerView view = reckon(documents, claims, policy, made_actors);
      return tolls_json(view, select_tolls(view, {}));
    };
    const std::string before = told();
    std::shuffle(documents.begin(), documents.end(), random);
    std::shuffle(claims.begin(), claims.end(), random);
    RC_ASSERT(told() == before);
  }
}

}  // namespace
}  // namespace histor
