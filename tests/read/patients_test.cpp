// Whom a word of harm is said of, tree by tree. The trees are written by hand, so that a new model changes nothing
// here.

#include "read/patients.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "read/parsed_sentence.hpp"

namespace histor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

HarmWord verb(VerbForm form, Patient patient = Patient::object) {
  HarmWord word;
  word.form = form;
  word.patient = patient;
  return word;
}

struct Found {
  std::vector<std::string> people;
  std::string path;
};

Found patients(const std::string& lines, std::string_view harm, const HarmWord& word) {
  const ParsedSentence s(lines);
  const std::uint32_t at = s.at(harm);
  const Patients found = patients_by_tree(s.tree(), at, at + 1, word);
  Found out{{}, found.path};
  for (const std::uint32_t token : found.tokens) out.people.emplace_back(s.word(token));
  return out;
}

TEST(Patients, SubjectOfAPassive) {
  const Found found = patients("people NOUN 3 nsubj:pass were AUX 3 aux:pass killed VERB:pass 0 root", "killed",
                               verb(VerbForm::participle));
  EXPECT_THAT(found.people, ElementsAre("people"));
  EXPECT_EQ(found.path, "nsubj:pass");
}

TEST(Patients, ObjectOfAnActive) {
  EXPECT_THAT(
      patients("shells NOUN 2 nsubj killed VERB 0 root people NOUN 2 obj", "killed", verb(VerbForm::participle)).people,
      ElementsAre("people"));
}

TEST(Patients, AnAgentIsNone) {
  EXPECT_THAT(patients("rebels NOUN 2 nsubj killed VERB 0 root", "killed", verb(VerbForm::past)).people, IsEmpty());
}

TEST(Patients, CoordinatedPeople) {
  EXPECT_THAT(
      patients("A NOUN 6 nsubj:pass , PUNCT 3 punct B NOUN 1 conj and CCONJ 5 cc C NOUN 1 conj killed VERB:pass 0 root",
               "killed", verb(VerbForm::participle))
          .people,
      ElementsAre("A", "B", "C"));
}

TEST(Patients, TheNounThatAParticipleHangsOn) {
  const Found found =
      patients("people NOUN 0 root killed VERB:pass 1 acl here ADV 2 advmod", "killed", verb(VerbForm::participle));
  EXPECT_THAT(found.people, ElementsAre("people"));
  EXPECT_EQ(found.path, "acl <");
}

TEST(Patients, TheAntecedentOfWho) {
  EXPECT_THAT(patients("men NOUN 0 root who PRON 4 nsubj:pass were AUX 4 aux:pass killed VERB:pass 1 acl:relcl",
                       "killed", verb(VerbForm::participle))
                  .people,
              ElementsAre("men"));
}

TEST(Patients, OneObjectForTwoVerbs) {
  EXPECT_THAT(patients("It PRON 2 nsubj killed VERB 0 root and CCONJ 4 cc wounded VERB 2 conj dozens NOUN 4 obj",
                       "killed", verb(VerbForm::participle))
                  .people,
              ElementsAre("dozens"));
}

TEST(Patients, TheSubjectOfTwoPassives) {
  EXPECT_THAT(
      patients("He PRON 3 nsubj:pass was AUX 3 aux:pass struck VERB:pass 0 root and CCONJ 5 cc killed VERB:pass 3 conj",
               "killed", verb(VerbForm::participle))
          .people,
      ElementsAre("He"));
}

TEST(Patients, WhatSomebodyWasLeftAs) {
  HarmWord dead;
  dead.adjective = true;
  EXPECT_THAT(patients("It PRON 2 nsubj left VERB 0 root twenty NUM 2 obj dead ADJ 2 xcomp", "dead", dead).people,
              ElementsAre("twenty"));
}

TEST(Patients, ThoseWhoDied) {
  EXPECT_THAT(patients("miners NOUN 2 nsubj died VERB 0 root", "died", verb(VerbForm::past, Patient::subject)).people,
              ElementsAre("miners"));
}

TEST(Patients, WhatANounOfHarmIsOf) {
  HarmWord noun;
  noun.noun = true;
  const Found found =
      patients("the DET 2 det death NOUN 0 root of ADP 5 case two NUM 5 nummod men NOUN 2 nmod", "death", noun);
  EXPECT_THAT(found.people, ElementsAre("men"));
  EXPECT_THAT(patients("two NUM 2 nummod deaths NOUN 0 root", "deaths", noun).people, ElementsAre("two"));
  EXPECT_THAT(patients("death NOUN 0 root in ADP 3 case Aleppo PROPN 1 nmod", "death", noun).people, IsEmpty());
}

TEST(Patients, BesideANameGoesOnWithWhoFollows) {
  EXPECT_THAT(patients("It PRON 2 nsubj killed VERB 0 root Amal PROPN 2 obj , PUNCT 5 punct nurse NOUN 3 appos and "
                       "CCONJ 7 cc sons NOUN 5 conj",
                       "killed", verb(VerbForm::participle))
                  .people,
              ElementsAre("Amal", "sons"));
}

TEST(Patients, NoTreeNoPeople) {
  EXPECT_THAT(patients_by_tree(SentenceTree(), 0, 1, verb(VerbForm::past)).tokens, IsEmpty());
}

}  // namespace
}  // namespace histor
