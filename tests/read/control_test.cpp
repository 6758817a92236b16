// What of a place is said to have been taken, beyond what cases can say.

#include "read/control.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "read/reader.hpp"
#include "read/sentence.hpp"

namespace histor {
namespace {

/// The places of the first claim of control in `text`.
std::vector<Where> places_of_control(const std::string& text) {
  static const Reader reader;
  for (const Claim& claim : reader.read(document_of(text, BlockKind::body, "2024-12-02"))) {
    if (claim.kind == ClaimKind::control) return claim.where;
  }
  return {};
}

std::string part_of(const std::string& text) {
  const std::vector<Where> places = places_of_control(text);
  return places.empty() ? "no place" : places.front().part;
}

TEST(ControlPlaces, APartIsNotTheWhole) {
  EXPECT_EQ(part_of("Rebels captured the eastern half of Aleppo on Sunday."), "eastern half of Aleppo");
  EXPECT_EQ(part_of("Rebels seized most of Aleppo on Sunday."), "most of Aleppo");
  EXPECT_EQ(part_of("The army seized several villages near Aleppo on Sunday."), "several villages near Aleppo");
  EXPECT_EQ(part_of("Rebels entered Aleppo on Sunday and seized most of the city."), "");
}

TEST(ControlPlaces, WhatAPlaceIsIsNoPart) {
  EXPECT_EQ(part_of("Rebels captured Aleppo on Sunday."), "");
  EXPECT_EQ(part_of("Rebels captured the city of Aleppo on Sunday."), "");
  EXPECT_EQ(part_of("Rebels captured Idlib province on Sunday."), "");
  EXPECT_EQ(part_of("Rebels captured the towns of Saraqib and Khan Sheikhun on Sunday."), "");
}

TEST(ControlPlaces, AQuarterOfNoGazetteerLiesInItsTown) {
  const std::vector<Where> places =
      places_of_control("Rebels captured the Eastford neighbourhood of Aleppo on Sunday.");
  ASSERT_EQ(places.size(), 1U);
  EXPECT_EQ(places[0].text, "Eastford");
  EXPECT_EQ(places[0].kind, "neighbourhood");
  ASSERT_TRUE(places[0].latitude);
  EXPECT_NEAR(*places[0].latitude, 36.2, 0.1);
}

}  // namespace
}  // namespace histor
