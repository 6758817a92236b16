// People as a sentence counts them, and what only looks like it.

#include "read/nominals.hpp"
#include "read/persons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ground/gazetteer.hpp"
#include "read/sentence.hpp"

namespace histor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

bool is_given_name(std::string_view word) {
  return Gazetteer::builtin().is_given_name(fold_place_name(word, Articles::keep));
}

/// "at_least 25 children" for each: hedge, count words, group; "?" before what is no count of people.
std::vector<std::string> people(std::string_view text) {
  const OneSentence sentence{std::string(text)};
  const std::vector<NameMention> names = find_names(sentence.view(), {}, is_given_name);
  std::vector<std::string> out;
  std::uint32_t last = 0;
  for (const Nominal& nominal : find_nominals(sentence.view(), {}, {}, names)) {
    EXPECT_LE(last, nominal.first);
    EXPECT_LT(nominal.first, nominal.end);
    EXPECT_EQ(slice(sentence.document().text, nominal.number.span), nominal.number.text);
    last = nominal.end;
    out.push_back((nominal.thing ? "?" : "") + std::string(to_string(nominal.number.hedge)) + " " +
                  nominal.number.text + " " + std::string(to_string(nominal.group)));
  }
  return out;
}

TEST(Nominals, CountsTakeTheirNoun) {
  EXPECT_THAT(people("At least 25 school children ran."), ElementsAre("at_least 25 children"));
  EXPECT_THAT(people("Ten unarmed young men and three police officers ran."),
              ElementsAre("exact Ten men", "exact three police"));
  EXPECT_THAT(people("Dozens of government soldiers ran."), ElementsAre("vague Dozens soldiers"));
  EXPECT_THAT(people("Six aid workers ran."), ElementsAre("exact Six aid-workers"));
}

TEST(Nominals, CountsOfThingsAreMarked) {
  EXPECT_THAT(people("They burned 12 tanks."), ElementsAre("?exact 12 people"));
  EXPECT_THAT(people("They shelled eight schools."), ElementsAre("?exact eight people"));
}

TEST(Nominals, ABareCountMayBeOfPeople) {
  EXPECT_THAT(people("Ten were seen."), ElementsAre("exact Ten people"));
}

TEST(Nominals, OnePersonByArticleOrAge) {
  EXPECT_THAT(people("A young woman saw a 12-year-old boy."),
              ElementsAre("exact A young woman women", "exact a 12-year-old boy children"));
  EXPECT_THAT(people("The 2-year-old slept."), ElementsAre("exact The 2-year-old children"));
  EXPECT_THAT(people("The 45-year-old slept."), ElementsAre("exact The 45-year-old people"));
  EXPECT_THAT(people("One of the children slept."), ElementsAre("exact One of the children children"));
  EXPECT_THAT(people("His brother slept."), ElementsAre("exact His brother men"));
}

TEST(Nominals, ADefiniteOneIsToldBefore) {
  EXPECT_THAT(people("The man slept."), IsEmpty());
}

TEST(Nominals, OnePersonByName) {
  EXPECT_THAT(people("In the old house Sarah Brown, 34, was asleep when they came."),
              ElementsAre("exact Sarah Brown people"));
  EXPECT_THAT(people("In the old house Sarah Brown, 9, was asleep when they came."),
              ElementsAre("exact Sarah Brown children"));
}

TEST(Nominals, PluralsWithoutACount) {
  EXPECT_THAT(people("Civilians ran and soldiers stayed."),
              ElementsAre("unstated Civilians civilians", "unstated soldiers soldiers"));
}

TEST(Nominals, OthersAndMore) {
  EXPECT_THAT(people("Ten soldiers and 59 others were there."), ElementsAre("exact Ten soldiers", "exact 59 people"));
  EXPECT_THAT(people("Dozens more were there."), ElementsAre("vague Dozens people"));
}

TEST(Nominals, PartsKnowTheirWhole) {
  const OneSentence sentence("25 people, including ten children, ran.");
  const auto found = find_nominals(sentence.view(), {}, {}, {});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[1].whole, 0);
  EXPECT_TRUE(found[1].introduced);
  EXPECT_EQ(found[0].whole, -1);
}

TEST(Nominals, TimesAreNoCounts) {
  const OneSentence sentence("On 25 November ten people ran.");
  const std::vector<Masked> times{{1, 3}};
  const auto found = find_nominals(sentence.view(), times, {}, {});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].number.text, "ten");
}

TEST(Nominals, ANumberInsideANameIsNone) {
  const OneSentence sentence("Brigade 16 people ran.");
  const std::vector<Masked> proper{{0, 2}};
  for (const Nominal& nominal : find_nominals(sentence.view(), {}, proper, {})) EXPECT_NE(nominal.number.text, "16");
}

}  // namespace
}  // namespace histor
