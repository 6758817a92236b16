// Where, by whom, by what means and when: taken from the sentence, else from what was told before it and then marked
// so.

#include <gtest/gtest.h>

#include <string>

#include "read/reader.hpp"
#include "read/sentence.hpp"

namespace histor {
namespace {

/// The only claim of harm of a text that was published on Monday, December 2, 2024.
Claim only(std::string text, BlockKind kind = BlockKind::body) {
  static const Reader reader;
  auto claims = reader.read(document_of(std::move(text), kind, "2024-12-02"));
  std::erase_if(claims, [](const Claim& claim) { return !claim.outcome; });
  EXPECT_EQ(claims.size(), 1U);
  return claims.empty() ? Claim{} : claims.front();
}

std::string where(const Claim& claim) {
  std::string out;
  for (const Where& place : claim.where)
    out += (out.empty() ? "" : "; ") + std::string(to_string(place.role)) + " " + place.text;
  return out;
}

std::string when(const Claim& claim) {
  if (!claim.when) return "-";
  return (claim.when->start ? to_string(*claim.when->start) : "") + ".." +
         (claim.when->end ? to_string(*claim.when->end) : "");
}

TEST(Circumstances, ThePlaceAfterItsPreposition) {
  EXPECT_EQ(where(only("Ten people were killed in Sarajevo.")), "in Sarajevo");
  EXPECT_EQ(where(only("Ten people were killed near Sarajevo.")), "near Sarajevo");
  EXPECT_EQ(where(only("Ten people were killed in Sarajevo and Mostar.")), "in Sarajevo; in Mostar");
}

TEST(Circumstances, AnAdjectiveIsNoPlace) {
  EXPECT_EQ(where(only("Ten Syrian soldiers were killed.")), "");
}

TEST(Circumstances, TheCountryNamedBesideATownLeavesItItsPin) {
  const Claim claim = only("Six people were killed in Khanaser in Syria.");
  ASSERT_EQ(claim.where.size(), 1U);
  EXPECT_EQ(claim.where[0].region, "Aleppo");
  EXPECT_TRUE(claim.where[0].latitude.has_value());
}

TEST(Circumstances, HowFineAPlaceIsKnown) {
  const auto precision = [](const char* text) {
    const Claim claim = only(text);
    return claim.where.empty() ? std::string("none") : std::string(to_string(claim.where[0].precision));
  };
  EXPECT_EQ(precision("Six people were killed in Saraqib in Syria."), "exact");
  EXPECT_EQ(precision("Six people were killed on the outskirts of Saraqib in Syria."), "near");
  EXPECT_EQ(precision("Six people were killed 5 km from the town of Saraqib in Syria."), "near");
  EXPECT_EQ(precision("Six people were killed on the road between Hama and Homs."), "near");
  EXPECT_EQ(precision("Six people were killed in the countryside of Idlib."), "district");
  EXPECT_EQ(precision("Six people were killed in northern Syria."), "region");
}

TEST(Circumstances, APlaceToldBeforeIsMarkedSo) {
  const Claim claim = only("A bomb hit a bus in Sarajevo. Ten people were killed.");
  ASSERT_EQ(claim.where.size(), 1U);
  EXPECT_EQ(claim.where[0].text, "Sarajevo");
  EXPECT_EQ(claim.where[0].from, Provenance::paragraph);
}

TEST(Circumstances, AHeadlineHasItsOwnPlaceOrNone) {
  EXPECT_EQ(where(only("Ten killed in blast", BlockKind::heading)), "");
}

TEST(Circumstances, DaysAgainstTheDateOfPublication) {
  EXPECT_EQ(when(only("Ten people were killed on Sunday.")), "2024-12-01..2024-12-01");
  EXPECT_EQ(when(only("Ten people were killed on November 30.")), "2024-11-30..2024-11-30");
  EXPECT_EQ(when(only("Ten people were killed.")), "-");
}

TEST(Circumstances, AWindowThatIsOpenIsRunning) {
  const Claim claim = only("Since November 27 the fighting has killed ten people.");
  EXPECT_EQ(claim.aggregation, Aggregation::running);
  EXPECT_EQ(when(claim), "2024-11-27..2024-12-02");
}

TEST(Circumstances, OldEventsAreBackground) {
  EXPECT_EQ(only("In 1995 ten people were killed there.").aggregation, Aggregation::background);
}

TEST(Circumstances, TheLongerWordsForAMeansWin) {
  EXPECT_EQ(only("A car bomb killed ten people.").means, Means::car_bomb);
  EXPECT_EQ(only("A suicide bomb killed ten people.").means, Means::suicide_bomb);
  EXPECT_EQ(only("A bomb killed ten people.").means, Means::bomb);
  EXPECT_EQ(only("A truck killed ten people.").means, std::nullopt);
}

TEST(Circumstances, TheVerbTellsTheMeansWhereNothingElseDoes) {
  EXPECT_EQ(only("Ten men were beheaded.").means, Means::execution);
  EXPECT_EQ(only("Ten men were stabbed to death.").means, Means::stabbing);
}

TEST(Circumstances, TheHandAfterBy) {
  const Claim claim = only("Ten soldiers were killed by the Taliban.");
  ASSERT_EQ(claim.by.size(), 1U);
  EXPECT_EQ(claim.by[0].actor, "taliban");
  EXPECT_EQ(claim.by[0].text, "Taliban");
}

TEST(Circumstances, TheSpeakerIsNotTheHand) {
  EXPECT_TRUE(only("Ten people were killed, the Taliban said.").by.empty());
}

TEST(Circumstances, BombersFallByTheirOwnHand) {
  const Claim claim = only("A suicide bomber blew himself up.");
  ASSERT_EQ(claim.by.size(), 1U);
  EXPECT_EQ(claim.by[0].actor, "self");
  EXPECT_EQ(claim.group, Group::attackers);
}

TEST(Circumstances, WhenTheCountWasClosed) {
  const Claim claim = only("As of Sunday, December 1, 7:00 PM, ten people had been killed.");
  ASSERT_TRUE(claim.as_of);
  EXPECT_EQ(claim.as_of->time, "2024-12-01T19:00");
}

TEST(Circumstances, WhatTheCountLeavesOut) {
  EXPECT_EQ(where(only("Ten people were killed in Syria, excluding Aleppo.")), "in Syria; excluding Aleppo");
}

TEST(Circumstances, HowSureItIs) {
  EXPECT_TRUE(only("So far ten people have been killed.").provisional);
  EXPECT_EQ(only("Ten people are feared dead.").modality, Modality::feared);
  EXPECT_EQ(only("No one was killed.").modality, Modality::negated);
  EXPECT_EQ(only("Ten people were killed.").modality, Modality::asserted);
}

}  // namespace
}  // namespace histor
