#include "ground/place_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace histor {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

PlaceFile csv(std::string_view bytes) {
  auto file = parse_places(bytes, "places.csv");
  if (!file) throw std::runtime_error(file.error().what + " (" + file.error().where + ")");
  return std::move(*file);
}

Error refused(std::string_view bytes) {
  const auto file = parse_places(bytes, "places.csv");
  return file ? Error{} : file.error();
}

// One row of a dump.
std::string dumped(std::string_view id, std::string_view name, std::string_view others, std::string_view latitude,
                   std::string_view longitude, std::string_view code, std::string_view country = "SY",
                   std::string_view population = "0") {
  std::string row;
  for (const std::string_view field :
       {id, name, name, others, latitude, longitude, code.substr(0, 1), code.substr(2), country, std::string_view(""),
        std::string_view("12"), std::string_view(""), std::string_view(""), std::string_view(""), population,
        std::string_view(""), std::string_view("300"), std::string_view("Asia/Damascus")}) {
    row += std::string(field) + "\t";
  }
  return row + "2020-01-01\n";
}

TEST(PlaceFiles, ReadACsv) {
  const PlaceFile file =
      csv("aliases,name,kind,country,latitude,longitude,region,county,population,id\n"
          "Zarqub; Tall Zarqub;,Tell Zarqoub,,sy,35.47,36.68,Idlib,Maarat,400,ours:1\n"
          ",\"Zarqoub, North\",neighbourhood,SY,35.48,36.68,,,,\n");
  EXPECT_THAT(file.faults, IsEmpty());
  ASSERT_EQ(file.places.size(), 2U);
  const AddedPlace& first = file.places[0];
  EXPECT_EQ(first.id, "ours:1");
  EXPECT_EQ(first.name, "Tell Zarqoub");
  EXPECT_THAT(first.other_names, ElementsAre("Zarqub", "Tall Zarqub"));
  EXPECT_EQ(first.kind, PlaceKind::locality);
  EXPECT_EQ(first.country, "SY");
  EXPECT_EQ(first.region, "Idlib");
  EXPECT_EQ(first.county, "Maarat");
  EXPECT_EQ(first.population, 400U);
  EXPECT_EQ(first.source, "places.csv");
  EXPECT_DOUBLE_EQ(first.latitude, 35.47);
  EXPECT_EQ(file.places[1].name, "Zarqoub, North");
  EXPECT_EQ(file.places[1].kind, PlaceKind::neighbourhood);
  EXPECT_THAT(file.places[1].id, testing::StartsWith("place:"));
}

TEST(PlaceFiles, MakeAnIdOfWhatAPlaceIs) {
  const std::string row = "Tell Zarqoub,35.47,36.68\n";
  const auto id = [](std::string_view rows) {
    return csv("name,latitude,longitude\n" + std::string(rows)).places[0].id;
  };
  EXPECT_EQ(id(row), id("\n" + row + "Other,1,1\n"));
  EXPECT_NE(id(row), id("Tell Zarqoub,35.48,36.68\n"));
  EXPECT_NE(id(row), id("Tell Zarqouba,35.47,36.68\n"));
}

TEST(PlaceFiles, TellBadRowsAndGoOn) {
  const PlaceFile file =
      csv("name,latitude,longitude,kind,country,population,id\n"
          "A,\"35,47\",36.68,,SY,,\n"
          "B,95,36.68,,SY,,\n"
          "C,35.47,nan,,SY,,\n"
          "D,35.47,36.68,village,SY,,\n"
          "E,35.47,36.68,,Syria,,\n"
          "F,35.47,36.68,,UK,,\n"
          "G,35.47,36.68,,SY,about 40,\n"
          "H,35.47,36.68,,SY,,17\n"
          ",35.47,36.68,,SY,,\n"
          "...,35.47,36.68,,SY,,\n"
          "I,0,0,,SY,,\n"
          "J,35.47\n"
          "\"K\nL\",35.47,36.68,,SY,,\n"
          "Right,35.47,36.68,,SY,,\n"
          "Right,35.47,36.68,,SY,,\n"
          "Right,35.47,36.68,county,SY,,\n");
  std::vector<std::string> where;
  for (const Error& fault : file.faults) {
    EXPECT_EQ(fault.code, ErrorCode::parse);
    EXPECT_FALSE(fault.what.empty());
    where.push_back(fault.where.substr(fault.where.find(':') + 1));
  }
  EXPECT_THAT(where, ElementsAre("2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "18"));
  EXPECT_EQ(file.faulty, file.faults.size());
  EXPECT_THAT(file.faults[1].hint, HasSubstr("-90 to 90"));
  EXPECT_THAT(file.faults.back().what, HasSubstr("line 16"));
  ASSERT_EQ(file.places.size(), 1U);
  EXPECT_EQ(file.places[0].name, "Right");
}

TEST(PlaceFiles, RefuseATableThatIsNone) {
  EXPECT_EQ(refused("").code, ErrorCode::empty);
  EXPECT_THAT(refused("name,lat,longitude\nA,1,1\n").hint, HasSubstr("latitude"));
  EXPECT_THAT(refused("Name,latitude,longitude\nA,1,1\n").hint, HasSubstr("small letters"));
  EXPECT_THAT(refused("name,latitude\nA,1\n").what, HasSubstr("longitude"));
  EXPECT_THAT(refused("name,name,latitude,longitude\n").what, HasSubstr("two columns"));
  EXPECT_THAT(refused("name;latitude;longitude\nA;1;1\n").what, HasSubstr("commas"));
  EXPECT_THAT(refused("name\tlatitude\tlongitude\nA\t1\t1\n").what, HasSubstr("commas"));
  EXPECT_THAT(refused("name,latitude,longitude\n").what, HasSubstr("no rows"));
  const Error wrong = refused("name,latitude,longitude\nA,x,1\nB,1,200\n");
  EXPECT_THAT(wrong.what, HasSubstr("no row is right"));
  EXPECT_EQ(wrong.where, "places.csv:2");
}

TEST(PlaceFiles, ReadADump) {
  const PlaceFile file =
      csv(dumped("1", "Tell Zarqoub", "Tall Zarqub,تل زرقوب,TZQ,Colline verte,tell,Zarqūb", "35.47", "36.68", "P.PPL") +
          dumped("2", "Zarqoub North", "", "35.48", "36.68", "P.PPLX", "SY", "1200") +
          dumped("3", "Zarqoub Governorate", "", "35.5", "36.7", "A.ADM1") +
          dumped("4", "Zarqoub District", "", "35.5", "36.7", "A.ADM2") +
          dumped("5", "Nahr Zarqoub", "", "35.5", "36.7", "H.STM") +
          dumped("6", "Zarqoub Subdistrict", "", "35.5", "36.7", "A.ADM3") +
          dumped("x", "Broken", "", "35.5", "36.7", "P.PPL") + "7\tshort\n" +
          dumped("8", "Beyond", "", "135.5", "36.7", "P.PPL"));
  ASSERT_EQ(file.places.size(), 4U);
  EXPECT_EQ(file.passed_over, 2U);
  EXPECT_EQ(file.faulty, 3U);
  EXPECT_EQ(file.faults[1].where, "places.csv:8");
  EXPECT_EQ(file.places[0].id, "gn:1");
  EXPECT_EQ(file.places[0].country, "SY");
  EXPECT_THAT(file.places[0].other_names, ElementsAre("Tall Zarqub", "تل زرقوب", "Zarqūb"));
  EXPECT_EQ(file.places[1].kind, PlaceKind::neighbourhood);
  EXPECT_EQ(file.places[1].population, 1200U);
  EXPECT_EQ(file.places[2].kind, PlaceKind::region);
  EXPECT_EQ(file.places[3].kind, PlaceKind::county);
  EXPECT_THAT(refused(dumped("5", "Nahr Zarqoub", "", "35.5", "36.7", "H.STM")).what, HasSubstr("no settlement"));
}

TEST(PlaceFiles, KeepToTheirBudgets) {
  const std::string long_name(300, 'a');
  const PlaceFile file = csv("name,latitude,longitude\n" + long_name + ",1,1\nB,1,1\n");
  EXPECT_EQ(file.places.size(), 1U);
  EXPECT_EQ(file.faulty, 1U);
  std::string rows = dumped("1", "Zarqoub", std::string(100'000, 'a'), "35.47", "36.68", "P.PPL");
  for (int i = 0; i < 500; ++i) rows += "2\tshort\n";
  rows += dumped("3", "Zarqoub", "", "35.47", "36.68", "P.PPL");
  const PlaceFile dump = csv(rows);
  EXPECT_EQ(dump.places.size(), 1U);
  EXPECT_EQ(dump.faulty, 501U);
  EXPECT_EQ(dump.faults.size(), 100U);
  std::string many = "name,latitude,longitude\n";
  for (std::size_t i = 0; i <= places_budget; ++i) many += "A" + std::to_string(i) + ",1,1\n";
  EXPECT_EQ(refused(many).code, ErrorCode::too_large);
}

RC_GTEST_PROP(PlaceFilesProperty, TakesAnyRows, (const std::vector<std::vector<std::string>>& rows)) {
  for (const char between : {',', '\t'}) {
    std::string bytes = between == ',' ? "name,latitude,longitude\n" : "1\t";
    for (const auto& row : rows) {
      for (const std::string& field : row) bytes += field + between;
      bytes += '\n';
    }
    const auto file = parse_places(bytes, "places.csv");
    if (!file) continue;
    for (const AddedPlace& place : file->places) {
      RC_ASSERT(!place.name.empty() && !place.id.empty());
      RC_ASSERT(place.latitude >= -90 && place.latitude <= 90 && place.longitude >= -180 && place.longitude <= 180);
    }
  }
}

}  // namespace
}  // namespace histor
