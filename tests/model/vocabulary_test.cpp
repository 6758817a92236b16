#include "model/vocabulary.hpp"

#include <gtest/gtest.h>

#include <set>

namespace histor {
namespace {

template <class E>
class Vocabulary : public testing::Test {};

using All = testing::Types<ClaimKind, Outcome, NumberForm, Hedge, Group, Aggregation, Modality, Means, ControlAction,
                           Status, PlaceRole, PlacePrecision, TimePrecision, Provenance, BlockKind>;
TYPED_TEST_SUITE(Vocabulary, All);

TYPED_TEST(Vocabulary, EveryWordIsToldApartAndComesBack) {
  const auto& words = Words<TypeParam>::all;
  EXPECT_EQ(std::set<std::string_view>(words.begin(), words.end()).size(), words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    EXPECT_FALSE(words[i].empty());
    EXPECT_EQ(from_string<TypeParam>(words[i]), static_cast<TypeParam>(i));
    EXPECT_EQ(to_string(static_cast<TypeParam>(i)), words[i]);
  }
  EXPECT_EQ(from_string<TypeParam>("no such word"), std::nullopt);
}

TEST(VocabularyWords, TheLastValueHasTheLastWord) {
  // A value added to an enum without its word would read past the table.
  EXPECT_EQ(to_string(ClaimKind::movement), "movement");
  EXPECT_EQ(to_string(Outcome::returned), "returned");
  EXPECT_EQ(to_string(NumberForm::none), "none");
  EXPECT_EQ(to_string(Hedge::unstated), "unstated");
  EXPECT_EQ(to_string(Group::other), "other");
  EXPECT_EQ(to_string(Group::aid_workers), "aid-workers");
  EXPECT_EQ(to_string(Aggregation::background), "background");
  EXPECT_EQ(to_string(Modality::negated), "negated");
  EXPECT_EQ(to_string(Means::other), "other");
  EXPECT_EQ(to_string(Means::suicide_bomb), "suicide-bomb");
  EXPECT_EQ(to_string(ControlAction::held), "held");
  EXPECT_EQ(to_string(Status::denied), "denied");
  EXPECT_EQ(to_string(PlaceRole::excluding), "excluding");
  EXPECT_EQ(to_string(PlacePrecision::country), "country");
  EXPECT_EQ(to_string(TimePrecision::year), "year");
  EXPECT_EQ(to_string(Provenance::given), "given");
  EXPECT_EQ(to_string(BlockKind::boilerplate), "boilerplate");
}

}  // namespace
}  // namespace histor
