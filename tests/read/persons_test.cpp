// Persons over a whole document: short names, families, and what tells who somebody was.

#include "read/persons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ground/gazetteer.hpp"
#include "lexicon/actors.hpp"
#include "lexicon/lexicon.hpp"
#include "read/document_view.hpp"
#include "read/sentence.hpp"

namespace histor {
namespace {

using ::testing::ElementsAre;

/// "Mirela Kovic: women" for every name of the text.
std::vector<std::string> names(const std::string& text) {
  const Document document = document_of(text);
  DocumentView view(document, Lexicon::english(), Gazetteer::builtin(), Actors::builtin(), nullptr);
  const Persons persons(view);
  std::vector<std::string> out;
  for (std::size_t s = 0; s < view.sentences().size(); ++s) {
    for (const NameMention& name : persons.names_in(s)) {
      const Span span = view.view(s).span(name.first, name.end);
      out.push_back(std::string(slice(text, span)) + ": " + std::string(to_string(name.group)));
    }
  }
  return out;
}

TEST(Persons, ASurnameAloneIsWhoeverWasNamedInFull) {
  EXPECT_THAT(names("Damir Begic, 34, went home. Begic had a dog."),
              ElementsAre("Damir Begic: people", "Begic: people"));
}

TEST(Persons, PronounsTell) {
  EXPECT_THAT(names("Amal Haddad, 34, went home. She had a dog, and Haddad fed it."),
              ElementsAre("Amal Haddad: women", "Haddad: women"));
}

TEST(Persons, AnAgeTellsAChild) {
  EXPECT_THAT(names("Damir Begic, 9, went home. Begic had a dog."),
              ElementsAre("Damir Begic: children", "Begic: children"));
}

TEST(Persons, TitlesAndNounsBesideTheName) {
  EXPECT_THAT(names("Cpl. Ian Hay, 20, went home with nurse Mirela Kovic."),
              ElementsAre("Ian Hay: soldiers", "Mirela Kovic: medics"));
  EXPECT_THAT(names("The town knew Mr Carroll."), ElementsAre("Carroll: men"));
}

TEST(Persons, InitialsAndNicknames) {
  EXPECT_THAT(
      names("The baker of the village, Gregory M. Crane, 42, often met Katherine \"Kay\" Moss, 41, in the market."),
      ElementsAre("Gregory M. Crane: men", "Katherine \"Kay\" Moss: women"));
}

TEST(Persons, TwoOfOneFamilyAreTwo) {
  EXPECT_THAT(names("John Moss, 42, met his wife, Mary Moss, 41, in town."),
              ElementsAre("John Moss: men", "Mary Moss: women"));
}

TEST(Persons, AStreetIsNoPerson) {
  EXPECT_THAT(names("The baker of the village, Damir Begic, 34, lived for years in Begic Street."),
              ElementsAre("Damir Begic: people"));
}

}  // namespace
}  // namespace histor
