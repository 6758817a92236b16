#include "ground/added_places.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

namespace histor {
namespace {

// A hamlet that is on no map, some kilometres from the town of Khan Shaykhun.
AddedPlace hamlet() {
  AddedPlace place;
  place.id = "ours:1";
  place.name = "Tell Zarqoub";
  place.latitude = 35.47;
  place.longitude = 36.68;
  place.country = "SY";
  place.population = 400;
  return place;
}

std::vector<std::uint32_t> rows_of(const Gazetteer& gazetteer, std::string_view name) {
  std::vector<PlaceName> found;
  gazetteer.find(fold_place_name(name, Articles::keep), found);
  if (found.empty()) gazetteer.find(fold_place_name(name, Articles::drop), found);
  std::vector<std::uint32_t> rows;
  for (const PlaceName& one : found) rows.push_back(one.place);
  return rows;
}

TEST(AddedPlaces, AreFoundByNameAndId) {
  const Gazetteer& builtin = Gazetteer::builtin();
  ASSERT_TRUE(rows_of(builtin, "Tell Zarqoub").empty());
  const Gazetteer gazetteer = builtin.with({hamlet()});
  ASSERT_EQ(gazetteer.size(), builtin.size() + 1);
  const std::uint32_t row = builtin.size();
  EXPECT_THAT(rows_of(gazetteer, "Tal Zarqub"), testing::ElementsAre(row));
  EXPECT_EQ(gazetteer.id(row), "ours:1");
  EXPECT_EQ(gazetteer.find_id("ours:1"), row);
  const Place place = gazetteer.place(row);
  EXPECT_EQ(place.name, "Tell Zarqoub");
  EXPECT_EQ(place.kind, PlaceKind::locality);
  EXPECT_DOUBLE_EQ(place.latitude, 35.47);
  EXPECT_EQ(place.population, 400U);
  EXPECT_DOUBLE_EQ(place.prominence, 2.6);
  EXPECT_TRUE(rows_of(builtin, "Tell Zarqoub").empty()) << "the one it was made from stays as it was";
}

TEST(AddedPlaces, TakeWhatTheyLeaveOutFromTheNearestTown) {
  const Gazetteer& builtin = Gazetteer::builtin();
  AddedPlace nowhere = hamlet();
  nowhere.id = "ours:2";
  nowhere.country.clear();
  AddedPlace told = hamlet();
  told.id = "ours:3";
  told.region = "Another";
  AddedPlace at_sea = hamlet();
  at_sea.id = "ours:4";
  at_sea.latitude = 0;
  at_sea.longitude = -30;
  AddedPlace county = hamlet();
  county.id = "ours:5";
  county.kind = PlaceKind::county;
  const Gazetteer gazetteer = builtin.with({hamlet(), nowhere, told, at_sea, county});
  const auto place = [&](std::string_view id) { return gazetteer.place(*gazetteer.find_id(id)); };
  EXPECT_EQ(place("ours:1").region, "Idlib");
  EXPECT_FALSE(place("ours:1").county.empty());
  EXPECT_EQ(place("ours:2").country, "SY");
  EXPECT_EQ(place("ours:2").region, "Idlib");
  EXPECT_EQ(place("ours:3").region, "Another");
  EXPECT_EQ(place("ours:3").county, "");
  EXPECT_EQ(place("ours:4").region, "");
  EXPECT_EQ(place("ours:5").county, "Tell Zarqoub");
  EXPECT_DOUBLE_EQ(place("ours:5").prominence, 2.6);
}

TEST(AddedPlaces, ThatTheTableHasOnlyAddTheirNames) {
  const Gazetteer& builtin = Gazetteer::builtin();
  const auto known = rows_of(builtin, "Khan Shaykhun");
  ASSERT_FALSE(known.empty());
  const Place town = builtin.place(known.front());
  AddedPlace by_name;
  by_name.id = "ours:1";
  by_name.name = "Khan Sheikhoun";
  by_name.other_names = {"Zarqoubiyya", "Khan Shaykhun"};
  by_name.latitude = town.latitude + 0.01;
  by_name.longitude = town.longitude;
  by_name.country = "SY";
  AddedPlace by_id = by_name;
  by_id.id = builtin.id(known.front());
  by_id.name = "Qarzoubiyya";
  by_id.latitude = 10;
  AddedPlace elsewhere = by_name;
  elsewhere.id = "ours:2";
  elsewhere.latitude = town.latitude + 1;
  elsewhere.other_names = {};
  const Gazetteer gazetteer = builtin.with({by_name, by_id, elsewhere});
  EXPECT_EQ(gazetteer.size(), builtin.size() + 1);
  EXPECT_EQ(gazetteer.find_id("ours:1"), known.front());
  EXPECT_EQ(gazetteer.find_id("ours:2"), builtin.size());
  EXPECT_THAT(rows_of(gazetteer, "Zarqoubiyya"), testing::ElementsAre(known.front()));
  EXPECT_THAT(rows_of(gazetteer, "Qarzoubiyya"), testing::ElementsAre(known.front()));
  auto all = known;
  all.push_back(builtin.size());
  EXPECT_EQ(rows_of(gazetteer, "Khan Shaykhun"), all);
}

TEST(AddedPlaces, AreFoundLooselyWithinTheirCountry) {
  const Gazetteer gazetteer = Gazetteer::builtin().with({hamlet()});
  const auto skeleton = place_skeleton(fold_place_name("Tall Zerqab"));
  std::vector<PlaceName> found;
  gazetteer.find_loosely(skeleton, "SY", found);
  EXPECT_TRUE(std::any_of(found.begin(), found.end(),
                          [&](const PlaceName& name) { return name.place == gazetteer.compiled_size(); }));
  found.clear();
  gazetteer.find_loosely(skeleton, "IQ", found);
  EXPECT_TRUE(std::none_of(found.begin(), found.end(),
                           [&](const PlaceName& name) { return name.place >= gazetteer.compiled_size(); }));
}

TEST(AddedPlaces, NamesInArabLandsMeetWithAndWithoutTheArticle) {
  AddedPlace place = hamlet();
  place.name = "Al-Zarqoubiyya";
  const Gazetteer gazetteer = Gazetteer::builtin().with({place});
  for (const auto* name : {"Zarqoubiyya", "al-Zarqubiya", "El Zarqoubiya"}) {
    EXPECT_THAT(rows_of(gazetteer, name), testing::ElementsAre(gazetteer.compiled_size())) << name;
  }
  place.latitude = 10;
  place.longitude = -30;
  place.country = "";
  const Gazetteer of_no_country = Gazetteer::builtin().with({place});
  for (const auto* name : {"Zarqoubiyya", "al-Zarqubiya"}) {
    EXPECT_THAT(rows_of(of_no_country, name), testing::ElementsAre(gazetteer.compiled_size())) << name;
  }
}

TEST(AddedPlaces, KnowTheirWordsAndAbbreviations) {
  AddedPlace place = hamlet();
  place.other_names = {"Police", "ZQB", "Hassan"};
  const Gazetteer gazetteer = Gazetteer::builtin().with({place});
  const auto entry = [&](std::string_view name) {
    std::vector<PlaceName> found;
    gazetteer.find(fold_place_name(name), found);
    for (const PlaceName& one : found) {
      if (one.place == gazetteer.compiled_size()) return one;
    }
    ADD_FAILURE() << name;
    return PlaceName{};
  };
  EXPECT_TRUE(entry("Tell Zarqoub").main);
  EXPECT_FALSE(entry("police").main);
  EXPECT_TRUE(entry("police").word);
  EXPECT_TRUE(entry("zqb").abbreviation);
  EXPECT_TRUE(entry("hassan").person);
}

TEST(AddedPlaces, OfOneIdTheLaterStands) {
  AddedPlace later = hamlet();
  later.name = "Qarzoubiyya";
  const Gazetteer at_once = Gazetteer::builtin().with({hamlet(), later});
  const Gazetteer one_by_one = Gazetteer::builtin().with({hamlet()}).with({later});
  for (const Gazetteer* gazetteer : {&at_once, &one_by_one}) {
    EXPECT_EQ(gazetteer->size(), gazetteer->compiled_size() + 1);
    EXPECT_EQ(gazetteer->place(gazetteer->compiled_size()).name, "Qarzoubiyya");
    EXPECT_TRUE(rows_of(*gazetteer, "Tell Zarqoub").empty());
  }
}

TEST(AddedPlaces, AreOrderedByPeopleWhateverTheirOrder) {
  AddedPlace larger = hamlet();
  larger.id = "ours:2";
  larger.population = 5000;
  larger.longitude = 37.5;
  const Gazetteer gazetteer = Gazetteer::builtin().with({hamlet(), larger});
  EXPECT_EQ(gazetteer.id(gazetteer.compiled_size()), "ours:2");
  EXPECT_THAT(rows_of(gazetteer, "Tell Zarqoub"),
              testing::ElementsAre(gazetteer.compiled_size(), gazetteer.compiled_size() + 1));
}

TEST(AddedPlaces, ReadAtTheEdgesOfTheEarth) {
  std::vector<AddedPlace> places;
  for (const double latitude : {-90.0, 0.0, 89.99, 90.0}) {
    for (const double longitude : {-180.0, 0.0, 179.99, 180.0}) {
      AddedPlace place = hamlet();
      place.id = "ours:" + std::to_string(places.size());
      place.latitude = latitude;
      place.longitude = longitude;
      place.country = places.size() % 2 == 0 ? "" : "SYR";
      places.push_back(place);
    }
  }
  EXPECT_EQ(Gazetteer::builtin().with(places).size(), Gazetteer::builtin().size() + places.size());
}

TEST(AddedPlaces, AreReadFromSeveralThreads) {
  const Gazetteer gazetteer = Gazetteer::builtin().with({hamlet()});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([copy = gazetteer] {
      for (int n = 0; n < 1000; ++n) EXPECT_EQ(rows_of(copy, "Tell Zarqoub").size(), 1U);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace histor
