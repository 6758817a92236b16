// The English pack as it is built in; what a fault in a file is told as; and that every form of an entry is found.

#include "lexicon/lexicon.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <rapidcheck/gtest.h>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace histor {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

namespace fs = std::filesystem;

Result<Lexicon> pack(std::string_view name, std::string_view toml) {
  const LexiconFile file{name, toml};
  return Lexicon::from_toml(std::span(&file, 1));
}

/// "lang/en/harm.toml:3 what is wrong", or "none".
std::string fault(std::string_view name, std::string_view toml) {
  const auto out = pack(name, toml);
  if (out) return "none";
  EXPECT_EQ(out.error().code, ErrorCode::parse);
  EXPECT_FALSE(out.error().hint.empty());
  return out.error().where + " " + out.error().what;
}

std::vector<WordId> ids(const Lexicon& lexicon, std::string_view text) {
  std::vector<WordId> out;
  for (const Token& token : tokenize(text)) out.push_back(lexicon.find(slice(text, token.span)));
  return out;
}

std::vector<TermMatch> terms(const Lexicon& lexicon, std::string_view text) {
  std::vector<TermMatch> out;
  const std::vector<WordId> words = ids(lexicon, text);
  if (!words.empty()) lexicon.terms_at(words, 0, out);
  return out;
}

/// The harm words that the whole of `text` is.
std::vector<HarmWord> harms(const Lexicon& lexicon, std::string_view text) {
  std::vector<HarmWord> out;
  const auto size = ids(lexicon, text).size();
  for (const TermMatch& match : terms(lexicon, text)) {
    if (match.kind == TermKind::harm && match.end == size) out.push_back(lexicon.harms()[match.value]);
  }
  return out;
}

bool is_term(const Lexicon& lexicon, std::string_view text, TermKind kind) {
  const auto size = ids(lexicon, text).size();
  const auto found = terms(lexicon, text);
  return std::any_of(found.begin(), found.end(),
                     [&](const TermMatch& match) { return match.kind == kind && match.end == size; });
}

std::vector<VerbForm> forms(const Lexicon& lexicon, std::string_view word) {
  std::vector<VerbForm> out;
  for (const HarmWord& harm : harms(lexicon, word)) out.push_back(harm.form);
  return out;
}

TEST(EnglishPack, IsBuiltIn) {
  const Lexicon& english = Lexicon::english();
  EXPECT_GT(english.harms().size(), 100U);
  EXPECT_GT(english.people().size(), 100U);
  EXPECT_FALSE(english.tolls().empty());
  EXPECT_FALSE(english.controls().empty());
  EXPECT_FALSE(english.triggers().empty());
}

/// What was compiled in is what the files say: a file that does not load fails here, with its line.
TEST(EnglishPack, EachFileLoadsAlone) {
  int files = 0;
  for (const char* stem : {"words", "numbers", "people", "harm", "attribution", "means", "scope", "control"}) {
    const fs::path path = fs::path(HISTOR_SOURCE_DIR) / "lang" / "en" / (std::string(stem) + ".toml");
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    ASSERT_FALSE(text.empty()) << path;
    EXPECT_EQ(fault("lang/en/" + std::string(stem) + ".toml", text), "none");
    ++files;
  }
  EXPECT_EQ(files, 8);
}

TEST(EnglishPack, HasTheNumberWords) {
  const Lexicon& english = Lexicon::english();
  EXPECT_EQ(english.number(english.find("seven")), 7);
  EXPECT_EQ(english.number(english.find("Ninety")), 90);
  EXPECT_EQ(english.scale(english.find("million")), 1'000'000);
  EXPECT_EQ(english.unit(english.find("dozen")), 12);
  EXPECT_EQ(english.number(english.find("killed")), std::nullopt);
  EXPECT_EQ(english.number(0), std::nullopt);
}

TEST(EnglishPack, TriggersAreTheFirstWordsOfWhatItReads) {
  EXPECT_THAT(Lexicon::english().triggers(), Contains("killed"));
  EXPECT_THAT(Lexicon::english().triggers(), Contains("toll"));
  EXPECT_THAT(Lexicon::english().triggers(), Contains("seized"));
  EXPECT_THAT(Lexicon::english().triggers(), Not(Contains("said")));
  EXPECT_TRUE(std::is_sorted(Lexicon::english().triggers().begin(), Lexicon::english().triggers().end()));
}

TEST(Words, AreFoundWhateverTheirCaseAndApostrophe) {
  const auto made = pack("words.toml", "[classes]\nbe = [\"isn't\", \"was\"]\n");
  ASSERT_TRUE(made);
  EXPECT_NE(made->find("isn't"), 0U);
  EXPECT_EQ(made->find("isn’t"), made->find("isn't"));
  EXPECT_EQ(made->find("ISN'T"), made->find("isn't"));
  EXPECT_TRUE(made->is(made->find("Was"), WordClass::be));
  EXPECT_FALSE(made->is(made->find("was"), WordClass::have));
  EXPECT_EQ(made->find("were"), 0U);
  EXPECT_EQ(made->find(""), 0U);
}

RC_GTEST_PROP(Words, OfAnyBytesAreLookedUpSafely, (const std::string& word)) {
  const Lexicon& english = Lexicon::english();
  const WordId id = english.find(word);
  (void)english.number(id);
  (void)english.is(id, WordClass::be);
  RC_ASSERT(english.find(word) == id);
}

RC_GTEST_PROP(Terms, LieWithinTheWordsAndTheLongestComesFirst, ()) {
  const Lexicon& english = Lexicon::english();
  std::string text;
  for (const std::string& word :
       *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(english.triggers()))) {
    text += word + *rc::gen::element<std::string>(" ", " their ", " the lives of ", " to ", " no ", "-");
  }
  const auto words = ids(english, text);
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    std::vector<TermMatch> found;
    english.terms_at(words, i, found);
    for (std::size_t k = 0; k < found.size(); ++k) {
      RC_ASSERT(found[k].first == i);
      RC_ASSERT(found[k].end > i);
      RC_ASSERT(found[k].end <= words.size());
      if (k > 0) RC_ASSERT(found[k].end <= found[k - 1].end);
    }
  }
}

TEST(Inflection, OfRegularVerbs) {
  const auto made =
      pack("harm.toml",
           "[[verb]]\nlemma = \"kill\"\noutcome = \"killed\"\n[[verb]]\nlemma = \"injure\"\noutcome = \"injured\"\n"
           "[[verb]]\nlemma = \"bury\"\noutcome = \"killed\"\n[[verb]]\nlemma = \"crush\"\noutcome = \"killed\"\n");
  ASSERT_TRUE(made) << made.error().what;
  EXPECT_THAT(forms(*made, "kill"), ElementsAre(VerbForm::base));
  EXPECT_THAT(forms(*made, "kills"), ElementsAre(VerbForm::third));
  EXPECT_THAT(forms(*made, "killed"), ElementsAre(VerbForm::participle));
  EXPECT_THAT(forms(*made, "killing"), ElementsAre(VerbForm::gerund));
  EXPECT_TRUE(harms(*made, "killed").front().past_too);
  EXPECT_THAT(forms(*made, "injured"), ElementsAre(VerbForm::participle));
  EXPECT_THAT(forms(*made, "injuring"), ElementsAre(VerbForm::gerund));
  EXPECT_THAT(forms(*made, "buried"), ElementsAre(VerbForm::participle));
  EXPECT_THAT(forms(*made, "crushes"), ElementsAre(VerbForm::third));
  EXPECT_THAT(forms(*made, "killer"), IsEmpty());
}

TEST(Inflection, OfIrregularVerbs) {
  const auto made = pack("harm.toml",
                         "[[verb]]\nlemma = \"slay\"\npast = \"slew\"\nparticiple = \"slain\"\noutcome = \"killed\"\n"
                         "[[verb]]\nlemma = \"hurt\"\npast = \"hurt\"\nparticiple = \"hurt\"\noutcome = \"injured\"\n");
  ASSERT_TRUE(made) << made.error().what;
  EXPECT_THAT(forms(*made, "slew"), ElementsAre(VerbForm::past));
  EXPECT_THAT(forms(*made, "slain"), ElementsAre(VerbForm::participle));
  EXPECT_FALSE(harms(*made, "slain").front().past_too);
  EXPECT_THAT(forms(*made, "slayed"), IsEmpty());
  EXPECT_THAT(forms(*made, "hurt"), ElementsAre(VerbForm::participle));
  EXPECT_TRUE(harms(*made, "hurt").front().past_too);
}

TEST(Inflection, OfNouns) {
  const auto made = pack("people.toml",
                         "[[group]]\nid = \"children\"\nnouns = [\"child/children\", \"boy\", "
                         "\"baby/babies\"]\n[[group]]\nid = \"women\"\nnouns = [\"wife/wives\", \"nun\"]\n");
  ASSERT_TRUE(made) << made.error().what;
  for (const char* word : {"child", "children", "boy", "boys", "baby", "babies", "wife", "wives", "nuns"})
    EXPECT_TRUE(is_term(*made, word, TermKind::person)) << word;
  EXPECT_FALSE(is_term(*made, "childs", TermKind::person));
  const PersonNoun& wives = made->people()[terms(*made, "wives").front().value];
  EXPECT_EQ(wives.group, Group::women);
  EXPECT_TRUE(wives.plural);
  EXPECT_FALSE(wives.singular);
}

TEST(Inflection, OfVerbsOfSaying) {
  const auto made = pack("attribution.toml",
                         "[say]\nverbs = [\"say\", \"report\", \"deny\", \"state\"]\n[irregular]\nsay = [\"says\", "
                         "\"said\", \"said\", \"saying\"]\n[told]\nverbs = [\"said\"]\n");
  ASSERT_TRUE(made) << made.error().what;
  for (const char* word : {"say", "says", "said", "saying", "reports", "reported", "denies", "denied", "denying",
                           "states", "stated", "stating"}) {
    EXPECT_TRUE(is_term(*made, word, TermKind::say)) << word;
  }
  EXPECT_FALSE(is_term(*made, "sayed", TermKind::say));
  EXPECT_EQ(terms(*made, "said").front().value, 1U);
  EXPECT_EQ(terms(*made, "says").front().value, 0U);
}

TEST(Phrases, TakeAnyOfTheirAlternatives) {
  const auto made =
      pack("harm.toml",
           "[[phrase]]\nwords = \"lose|lost their|his lives|life\"\noutcome = \"killed\"\npatient = \"subject\"\n");
  ASSERT_TRUE(made) << made.error().what;
  for (const char* words : {"lost their lives", "lose his life", "Lost Their Lives"}) {
    const auto found = harms(*made, words);
    ASSERT_EQ(found.size(), 1U) << words;
    EXPECT_TRUE(found[0].phrase);
    EXPECT_EQ(found[0].patient, Patient::subject);
  }
  EXPECT_THAT(harms(*made, "lost lives"), IsEmpty());
  EXPECT_THAT(harms(*made, "lost their"), IsEmpty());
}

TEST(Phrases, ATailIsNoHarmByItself) {
  const auto made =
      pack("harm.toml", "[[phrase]]\nwords = \"claim|claimed\"\ntail = \"lives\"\noutcome = \"killed\"\n");
  ASSERT_TRUE(made) << made.error().what;
  EXPECT_THAT(harms(*made, "claimed"), IsEmpty());
  ASSERT_TRUE(is_term(*made, "claimed", TermKind::tail));
  const HarmWord& word = made->harms()[terms(*made, "claimed").front().value];
  EXPECT_THAT(word.tails, ElementsAre(made->find("lives")));
}

TEST(Hyphens, JoinTheWordsOfATermThatHasNoAlternatives) {
  const auto made =
      pack("means.toml",
           "[[means]]\nid = \"car-bomb\"\nwords = [\"car bomb\"]\n[[means]]\nid = \"bomb\"\nwords = [\"bomb\"]\n");
  ASSERT_TRUE(made) << made.error().what;
  for (const char* words : {"car bomb", "car-bomb", "car bombs", "car-bombs", "Car-Bomb"}) {
    ASSERT_TRUE(is_term(*made, words, TermKind::means)) << words;
    EXPECT_EQ(static_cast<Means>(terms(*made, words).front().value), Means::car_bomb) << words;
  }
  EXPECT_EQ(static_cast<Means>(terms(*made, "bomb").front().value), Means::bomb);
}

TEST(Hyphens, MakeATriggerOfTheJoinedWordsToo) {
  const auto made = pack("harm.toml", "[[toll]]\nphrases = [\"death toll\"]\noutcome = \"killed\"\n");
  ASSERT_TRUE(made) << made.error().what;
  EXPECT_THAT(made->triggers(), ElementsAre("death", "death-toll"));
}

struct Typo {
  const char* file;
  const char* toml;
  const char* told;
};

class Typos : public ::testing::TestWithParam<Typo> {};

TEST_P(Typos, AreToldWithFileAndLine) {
  EXPECT_THAT(fault(GetParam().file, GetParam().toml), HasSubstr(GetParam().told));
}

INSTANTIATE_TEST_SUITE_P(
    OfEachKind, Typos,
    ::testing::Values(
        Typo{"lang/en/harm.toml", "\n\n[[verb]]\nlemma = \"kill\"\noutcome = \"kiled\"\n",
             "lang/en/harm.toml:5 `kiled` is none of: killed, injured"},
        Typo{"lang/en/harm.toml", "\n[[verb]]\nlemma = \"kill\"\n", "lang/en/harm.toml:2 `outcome` is missing"},
        Typo{"lang/en/harm.toml", "[[verb]]\noutcome = \"killed\"\n", "lang/en/harm.toml:1 `lemma` is missing"},
        Typo{"lang/en/harm.toml", "[[verb]]\nlemma = \"die\"\noutcome = \"killed\"\npatient = \"subjekt\"\n",
             "lang/en/harm.toml:4 `patient` is object or subject"},
        Typo{"lang/en/harm.toml", "[[verb]]\nlemma = \"die\"\noutcome = \"killed\"\nmeans = \"gun\"\n",
             "lang/en/harm.toml:4 `gun` is none of: airstrike"},
        Typo{"lang/en/harm.toml", "[[phrase]]\noutcome = \"killed\"\n", "lang/en/harm.toml:1 `words` is missing"},
        Typo{"lang/en/harm.toml", "[verb]\nlemma = \"die\"\n", "lang/en/harm.toml:1 [[verb]] is a list of tables"},
        Typo{"lang/en/harm.toml", "[[noun]]\nnouns = \"death\"\noutcome = \"killed\"\n",
             "lang/en/harm.toml:2 a list of strings is needed here"},
        Typo{"lang/en/harm.toml", "[[noun]]\nnouns = [\n\"death\",\n3]\noutcome = \"killed\"\n",
             "lang/en/harm.toml:4 a string is needed here"},
        Typo{"lang/en/harm.toml", "[[verb]]\nlemma = \"kill\noutcome = \"killed\"\n", "lang/en/harm.toml:2 "},
        Typo{"lang/en/people.toml", "[[group]]\nid = \"child\"\nnouns = [\"child\"]\n",
             "lang/en/people.toml:2 `child` is none of: people, civilians"},
        Typo{"lang/en/people.toml", "[[group]]\nnouns = [\"child\"]\n", "lang/en/people.toml:1 `id` is missing"},
        Typo{"lang/en/means.toml", "[[means]]\nid = \"air-strike\"\nwords = [\"air strike\"]\n",
             "lang/en/means.toml:2 `air-strike` is none of: airstrike"},
        Typo{"lang/en/control.toml", "[[control]]\naction = \"taken\"\nverbs = [\"take\"]\n",
             "lang/en/control.toml:2 `taken` is none of: captured"},
        Typo{"lang/en/numbers.toml", "[hedges]\natleast = [\"at least\"]\n",
             "lang/en/numbers.toml:2 `atleast` is no hedge"},
        Typo{"lang/en/numbers.toml", "[words]\none = \"1\"\n", "lang/en/numbers.toml:2 a whole number is needed here"},
        Typo{"lang/en/words.toml", "[classes]\npronouns = [\"he\"]\n",
             "lang/en/words.toml:2 `pronouns` is no class of words"},
        Typo{"lang/en/scope.toml", "[backgrund]\nphrases = [\"the war\"]\n",
             "lang/en/scope.toml:1 `backgrund` is no section of scope.toml"},
        Typo{"lang/en/harms.toml", "", "lang/en/harms.toml a language pack has no file of this name"}));

TEST(Typos, MisspeltKeysAreToldWithTheirLine) {
  EXPECT_THAT(fault("harm.toml", "[[verb]]\nlemma = \"die\"\noutcome = \"killed\"\npatiant = \"subject\"\n"),
              testing::StartsWith("harm.toml:4 `patiant`"));
  EXPECT_THAT(fault("harm.toml", "[[verbs]]\nlemma = \"die\"\noutcome = \"killed\"\n"),
              testing::StartsWith("harm.toml:1 `verbs`"));
  EXPECT_THAT(fault("attribution.toml", "[says]\nverbs = [\"say\"]\n"),
              testing::StartsWith("attribution.toml:1 `says`"));
  EXPECT_THAT(fault("attribution.toml", "[say]\nverb = [\"say\"]\n"), testing::StartsWith("attribution.toml:2 `verb`"));
}

}  // namespace
}  // namespace histor
