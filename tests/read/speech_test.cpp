// Attributions in general: source, cue and content of sentences on any matter, by the built-in parser.

#include "read/speech.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "read/reader.hpp"
#include "read/sentence.hpp"

namespace histor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// "source | cue | content" of the attributions that `histor mark` gives.
std::vector<std::string> said(const std::string& text) {
  static const Reader reader;
  std::vector<std::string> out;
  for (const Mention& mention : reader.mark(document_of(text))) {
    if (mention.kind != MentionKind::attribution) continue;
    EXPECT_EQ(slice(text, mention.span), mention.text);
    EXPECT_EQ(slice(text, mention.content->span), mention.content->text);
    out.push_back((mention.source ? mention.source->text : std::string("-")) + " | " + mention.text + " | " +
                  mention.content->text);
  }
  return out;
}

TEST(Speech, ACueBeforeItsClause) {
  EXPECT_THAT(said("The minister said that the bridge would open in May."),
              ElementsAre("The minister | said | that the bridge would open in May"));
  EXPECT_THAT(said("Officials have warned that the dam could fail."),
              ElementsAre("Officials | have warned | that the dam could fail"));
}

TEST(Speech, ACueBehindAQuotation) {
  EXPECT_THAT(said("“The bridge will open in May,” the minister said."),
              ElementsAre("the minister | said | “The bridge will open in May,”"));
}

TEST(Speech, AccordingTo) {
  EXPECT_THAT(said("The bridge will open in May, according to the ministry."),
              ElementsAre("the ministry | according to | The bridge will open in May"));
  EXPECT_THAT(said("According to the ministry, the bridge will open in May."),
              ElementsAre("the ministry | According to | the bridge will open in May"));
}

TEST(Speech, NestedOnesAreEachGiven) {
  EXPECT_THAT(said("The mayor told reporters that the governor had promised to rebuild the school."),
              ElementsAre("The mayor | told | that the governor had promised to rebuild the school",
                          "the governor | had promised | to rebuild the school"));
}

TEST(Speech, ATimeOfSpeakingIsNotWhatIsSaid) {
  EXPECT_THAT(said("The agency warned on Friday of famine."), ElementsAre("The agency | warned | famine"));
}

TEST(Speech, WhatIsDeniedAndCondemned) {
  EXPECT_THAT(said("The company denied the charges."), ElementsAre("The company | denied | the charges"));
  EXPECT_THAT(said("The union condemned the plan."), ElementsAre("The union | condemned | the plan"));
}

TEST(Speech, AQuotationOverSeveralSentencesIsOne) {
  EXPECT_THAT(said("“We are tired,” the coach said. “We go home.”"),
              ElementsAre("the coach | said | “We are tired,” the coach said. “We go home.”"));
}

TEST(Speech, NothingIsSaid) {
  EXPECT_THAT(said("The summer was long and the harvest good."), IsEmpty());
}

}  // namespace
}  // namespace histor
