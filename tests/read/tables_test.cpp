// Tables as they stand in situation reports, and lines that only look like one.

#include "read/tables.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "read/reader.hpp"
#include "read/sentence.hpp"

namespace histor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// "killed 12 in Idlib", in text order.
std::vector<std::string> counts(const std::string& text) {
  static const Reader reader;
  std::vector<std::string> out;
  for (const Claim& claim : reader.read(document_of(text))) {
    if (!claim.outcome) continue;
    EXPECT_EQ(slice(text, claim.number->span), claim.number->text);
    std::string row = std::string(to_string(*claim.outcome)) + " " + claim.number->text;
    for (const Where& where : claim.where) row += " in " + where.text;
    if (claim.group != Group::people) row += ", " + std::string(to_string(claim.group));
    out.push_back(row);
  }
  return out;
}

TEST(Tables, ApartByBars) {
  EXPECT_THAT(
      counts("Governorate | Killed | Civilians injured\n--- | --- | ---\nIdlib | 12 | 1,030\nAleppo | 4 | 11\n"),
      ElementsAre("killed 12 in Idlib", "injured 1,030 in Idlib, civilians", "killed 4 in Aleppo",
                  "injured 11 in Aleppo, civilians"));
}

TEST(Tables, ApartByTabsOrWideBlanks) {
  EXPECT_THAT(counts("Place\tDeaths\nIdlib\t12\nAleppo\t4\n"), ElementsAre("killed 12 in Idlib", "killed 4 in Aleppo"));
  EXPECT_THAT(counts("Place      Deaths\nIdlib      12\nAleppo     4\n"),
              ElementsAre("killed 12 in Idlib", "killed 4 in Aleppo"));
}

TEST(Tables, HouseholdsAreNoPersons) {
  EXPECT_THAT(counts("Place | Households | Persons displaced\nIdlib | 240 | 1250\n"),
              ElementsAre("displaced 1250 in Idlib"));
}

TEST(Tables, ATotalHasNoPlace) {
  EXPECT_THAT(counts("Place | Killed\nIdlib | 12\nTotal | 12\n"), ElementsAre("killed 12 in Idlib", "killed 12"));
}

TEST(Tables, NoneWhereTheHeadCountsNobody) {
  EXPECT_THAT(counts("Place | Trucks\nIdlib | 12\n"), IsEmpty());
  EXPECT_THAT(counts("Share | Tweet | Killed in action\nAbout us | Contact | Imprint\n"), IsEmpty());
}

TEST(Tables, SentencesBesideThemAreReadAsEver) {
  EXPECT_THAT(counts("Place | Killed\nIdlib | 12\n\nAt least 16 people were killed in Aleppo.\n"),
              ElementsAre("killed 12 in Idlib", "killed 16 in Aleppo"));
}

}  // namespace
}  // namespace histor
