// What `histor lexicon check` tells of a pack with mistakes in it, and that it tells all of them at once.

#include "lexicon/check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace histor {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// "lang/en/harm.toml:3 what is wrong" of one file, without what the rest of a pack would need.
std::vector<std::string> faults(std::string_view name, std::string_view toml) {
  const LexiconFile file{name, toml};
  std::vector<std::string> out;
  for (const LexiconFault& fault : check_lexicon({&file, 1})) {
    if (fault.what.find("not there") == std::string::npos) out.push_back(fault.where + " " + fault.what);
  }
  return out;
}

TEST(LexiconCheck, TheBuiltInPackHasNoFault) {
  std::string told;
  for (const LexiconFault& fault : check_lexicon(english_files())) told += fault.where + " " + fault.what + "\n";
  EXPECT_EQ(told, "");
}

TEST(LexiconCheck, TellsEveryFaultOfAFile) {
  const auto told = faults("lang/en/harm.toml", R"([[verb]]
lemma = "slay"
outcome = "kiled"

[[verb]]
outcome = "killed"

[[noun]]
nouns = ["death", 5]
outcome = "killed"
)");
  EXPECT_THAT(told, Contains(HasSubstr("lang/en/harm.toml:3 `kiled` is none of: killed")));
  EXPECT_THAT(told, Contains(HasSubstr("lang/en/harm.toml:5 `lemma` is missing")));
  EXPECT_THAT(told, Contains(HasSubstr("lang/en/harm.toml:9 a string is needed here")));
  EXPECT_EQ(told.size(), 3U);
}

TEST(LexiconCheck, TellsAFlagThatIsNoneAndAKeyThatNobodyReads) {
  const auto told = faults("lang/en/harm.toml", R"([[verb]]
lemma = "Slay"
outcome = "killed"
weak = "yes"

[[phrase]]
words = ""
outcome = "killed"
patient = "object"

[severity]
wrods = ["badly"]
)");
  EXPECT_THAT(told, Contains(HasSubstr("lang/en/harm.toml:2 `Slay` has a capital")));
  EXPECT_THAT(told, Contains(HasSubstr("lang/en/harm.toml:4 `weak` is true or false, without quotes")));
  EXPECT_THAT(told, Contains(HasSubstr("lang/en/harm.toml:7 a word is missing here")));
  EXPECT_THAT(told, Contains(HasSubstr("lang/en/harm.toml:12 `wrods` is none of the keys that may stand here: words")));
  EXPECT_EQ(told.size(), 4U);
}

TEST(LexiconCheck, TellsWhatCanBeReadAndIsWrong) {
  const auto told = faults("lang/en/people.toml", R"([[group]]
id = "people"
nouns = ["driver", "Miner", "guest "]

[[group]]
id = "other"
nouns = ["driver"]
)");
  EXPECT_THAT(
      told, Contains("lang/en/people.toml:3 `Miner` has a capital: words are written in lower case and found in any"));
  EXPECT_THAT(told, Contains("lang/en/people.toml:3 `guest ` has a blank too many"));
  EXPECT_THAT(told, Contains("lang/en/people.toml:7 `driver` stands twice in `group`, first in line 3"));
}

TEST(LexiconCheck, BrokenTomlIsOneFaultWithItsLine) {
  const auto told = faults("lang/en/scope.toml", "[background]\nphrases = [\"the war\"\ndays = 180\n");
  ASSERT_EQ(told.size(), 1U);
  EXPECT_THAT(told.front(), HasSubstr("lang/en/scope.toml:"));
}

TEST(LexiconCheck, AFileThatIsMissingIsTold) {
  const LexiconFile file{"lang/xx/words.toml", "[classes]\n"};
  const auto told = check_lexicon({&file, 1});
  ASSERT_THAT(told, Not(IsEmpty()));
  EXPECT_EQ(told.front().what, "this file of the pack is not there");
}

}  // namespace
}  // namespace histor
