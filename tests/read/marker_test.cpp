// What `histor mark` finds in sentences without any claim, and that its words are those of its spans.

#include "read/marker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "model/json.hpp"
#include "read/reader.hpp"
#include "read/sentence.hpp"

namespace histor {
namespace {

using ::testing::ElementsAre;

const Reader& reader() {
  static const Reader made;
  return made;
}

std::vector<std::string> of_kind(const std::string& text, MentionKind kind) {
  std::vector<std::string> out;
  for (const Mention& mention : reader().mark(document_of(text, BlockKind::body, "2024-12-02"))) {
    if (mention.kind == kind) out.push_back(mention.text);
  }
  return out;
}

/// "verb: place" for each verb of `text`, the place as it is written.
std::vector<std::string> events_of(const std::string& text) {
  std::vector<std::string> out;
  for (const Mention& mention : reader().mark(document_of(text, BlockKind::body, "2024-12-02"), true)) {
    if (mention.kind != MentionKind::event) continue;
    out.push_back(mention.text + ": " + (mention.where.empty() ? "-" : mention.where.front().text));
  }
  return out;
}

TEST(Marker, ThePlaceOfAVerb) {
  EXPECT_THAT(events_of("A source in Sarajevo said ten people were wounded by shelling in Mostar."),
              ElementsAre("said: Sarajevo", "wounded: Mostar"));
  EXPECT_THAT(events_of("Soldiers from Sarajevo captured Mostar."), ElementsAre("captured: Mostar"));
  EXPECT_THAT(events_of("Troops entered Nyangbor village and killed six people."),
              ElementsAre("entered: Nyangbor", "killed: Nyangbor"))
      << "a name that no gazetteer has";
  EXPECT_THAT(events_of("He was killed."), ElementsAre("killed: -"));
}

TEST(Marker, AFormerNameIsTheBodyOfToday) {
  const auto actors = [](const std::string& text) {
    std::vector<std::string> out;
    for (const Mention& mention : reader().mark(document_of(text, BlockKind::body, "2024-12-02"))) {
      if (mention.kind == MentionKind::actor) out.push_back(mention.actor);
    }
    return out;
  };
  EXPECT_THAT(actors("Hayat Tahrir al-Sham, once known as the Nusra Front, took the town."), ElementsAre("hts", "hts"));
  EXPECT_THAT(actors("Hayat Tahrir al-Sham (formerly al-Nusra Front) took the town."), ElementsAre("hts", "hts"));
  EXPECT_THAT(actors("In 2013 the Nusra Front took the town."), ElementsAre("nusra-front")) << "told of its own time";
}

TEST(Marker, EventsOnlyWhereTheyAreAskedFor) {
  EXPECT_TRUE(of_kind("Ten people were killed in Mostar.", MentionKind::event).empty());
}

TEST(Marker, AHouseIsASite) {
  const std::string text = "She worked at Sarajevo University Hospital in Mostar.";
  EXPECT_THAT(of_kind(text, MentionKind::place), ElementsAre("Mostar"));
  EXPECT_EQ(of_kind(text, MentionKind::site).size(), 1U);
}

TEST(Marker, WithoutAnyClaim) {
  const std::string text =
      "Two teachers, Amal Saleh and her sister, moved from Sarajevo to Mostar on Sunday, the United Nations said.";
  EXPECT_THAT(of_kind(text, MentionKind::place), ElementsAre("Sarajevo", "Mostar"));
  EXPECT_THAT(of_kind(text, MentionKind::time), ElementsAre("Sunday"));
  EXPECT_THAT(of_kind(text, MentionKind::actor), ElementsAre("United Nations"));
  EXPECT_THAT(of_kind(text, MentionKind::count), ElementsAre("Two", "her sister"));
  EXPECT_THAT(of_kind(text, MentionKind::attribution), ElementsAre("said"));
}

TEST(Marker, AMinistryIsNoPlace) {
  EXPECT_THAT(of_kind("The Department of Agriculture sent staff to Mostar.", MentionKind::place),
              ElementsAre("Mostar"));
}

TEST(Marker, AnIntervalOfTwoWrittenEndsIsTwoTimes) {
  std::vector<std::string> found;
  for (const Mention& mention : reader().mark(
           document_of("The talks went on from July 1 to July 3, 1863, in Mostar.", BlockKind::body, "2024-12-02"))) {
    if (mention.kind != MentionKind::time) continue;
    found.push_back(mention.text + " " + mention.value);
    EXPECT_EQ(mention.start, mention.end);
    EXPECT_EQ(mention.start, day_from(mention.value));
  }
  EXPECT_THAT(found, ElementsAre("July 1 1863-07-01", "July 3, 1863 1863-07-03"));
}

TEST(Marker, TellsAdjectivesAndDatelinesApartAndLeavesNeitherOut) {
  std::vector<std::string> found;
  for (const Mention& mention : reader().mark(document_of(
           "MOSTAR, Dec 2 (Agency N) - Syrian officials met in Sarajevo.", BlockKind::body, "2024-12-02"))) {
    if (mention.kind == MentionKind::place) found.push_back(mention.text);
    if (mention.kind == MentionKind::demonym) found.push_back(mention.text + " (demonym)");
  }
  EXPECT_THAT(found, ElementsAre("MOSTAR", "Syrian (demonym)", "Sarajevo"));
}

TEST(Marker, ALanguageWithoutAPackGivesNone) {
  Document document = document_of("Zwei Lehrer zogen nach Mostar.");
  document.language = "de";
  EXPECT_TRUE(reader().mark(document).empty());
}

RC_GTEST_PROP(Marker, ItsWordsAreThoseOfItsSpansOnAnyBytes, ()) {
  std::string text = *rc::gen::arbitrary<std::string>();
  text.insert(*rc::gen::inRange<std::size_t>(0, text.size() + 1), " “Go,” Sarah Brown of Aleppo said on Sunday. ");
  const Document document = document_of(text);
  for (const Mention& mention : reader().mark(document)) {
    RC_ASSERT(mention.span.end <= text.size());
    RC_ASSERT(slice(text, mention.span) == mention.text);
    if (mention.source) RC_ASSERT(slice(text, mention.source->span) == mention.source->text);
    if (mention.content) RC_ASSERT(slice(text, mention.content->span) == mention.content->text);
    std::string record;
    write_mention_record(record, mention);
    RC_ASSERT(record.find("\"type\":\"mention\"") != std::string::npos);
  }
}

}  // namespace
}  // namespace histor
