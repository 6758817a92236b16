#include "source/masthead.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

namespace histor {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Read {
  Page page;
  Masthead masthead;
};

Read read(std::string_view text) {
  Read out{read_page(text), {}};
  part_opening(text, out.page);
  out.masthead = read_masthead(text, out.page);
  return out;
}

std::string published(std::string_view text) {
  const auto masthead = read(text).masthead;
  return masthead.published ? to_string(masthead.published->date) : "";
}

const std::string prose = "Two strikes on a market killed at least twelve people, officials said.\n";

TEST(Published, IsReadFromTheHead) {
  EXPECT_EQ(published("Strikes kill twelve\nDecember 2, 2024\n" + prose), "2024-12-02");
  EXPECT_EQ(published("Strikes kill twelve\n- In Reports\n- 04:06 PM, Dec 02, 2024\n- Example Staff\n" + prose),
            "2024-12-02");
  EXPECT_EQ(published("Strikes kill twelve\nexampleoutlet, 7/16/2015\n\n" + prose), "2015-07-16");
  EXPECT_EQ(published("Strikes kill twelve\n2014-09-20\n\n" + prose), "2014-09-20");
  EXPECT_EQ(published("Strikes kill twelve\nPosted on July 20 2016 by Example\n\n" + prose), "2016-07-20");
  EXPECT_EQ(published("2024-12-02\nStrikes kill twelve\n" + prose), "2024-12-02");
  EXPECT_EQ(published("Northtown, 2 December 2024\nStrikes kill twelve\n" + prose), "2024-12-02");
  EXPECT_EQ(published("NORTHTOWN/EASTFORD - Dec 2, 2024\n\n" + prose), "2024-12-02");
  EXPECT_EQ(published("Strikes of 2 December 2024\n\n" + prose), "");
  EXPECT_EQ(published("Strikes kill twelve\nPublished Dec 2, 2024, updated Dec 3, 2024\n" + prose), "2024-12-02");
}

TEST(Published, IsReadFromTheOpeningOfAFlattenedText) {
  EXPECT_EQ(published("Strikes kill twelve\n\n16 July 2015 At least twelve people were killed.\n"), "2015-07-16");
  EXPECT_EQ(published("Strikes kill twelve\n\nLast updated at Apr 152017 At least twelve people were killed.\n"),
            "2017-04-15");
  EXPECT_EQ(
      published(
          "Strikes kill twelve\n\nStrikes kill twelve AFP Thursday 16 Jul 2015 At least twelve people were killed.\n"),
      "2015-07-16");
  EXPECT_EQ(published("AMMAN, December 2, 2024 (Reuters) - Twelve people were killed, officials said.\n"),
            "2024-12-02");
}

TEST(Published, IsNotReadFromWhatHappened) {
  EXPECT_EQ(published("Strikes kill twelve\n\nOn 16 July 2015, at least twelve people were killed.\n"), "");
  EXPECT_EQ(published("Strikes kill twelve\n\n16 July 2015 was the day on which twelve people were killed.\n"), "");
  EXPECT_EQ(
      published("Strikes kill twelve\n\nThis view shows the town on November 30, 2024. Jane Doe / AFP\n\n" + prose),
      "");
  EXPECT_EQ(published("Strikes in town\n12 killed on 2 December 2024\n" + prose), "");
  EXPECT_EQ(published("Strikes in town\nOn 2 December 2024 rebels advanced\n" + prose), "");
  EXPECT_EQ(published("Strikes kill twelve\n\n" + prose + "\n2 December 2024\n\n" + prose), "");
}

TEST(Published, TheOpeningWinsOverTheHeadAndSaysSo) {
  const auto masthead =
      read("Strikes kill twelve\noutlet, 8/17/2013\n\nAugust 21 2013 Strikes killed twelve people.\n").masthead;
  EXPECT_EQ(to_string(masthead.published->date), "2013-08-21");
  ASSERT_EQ(masthead.notes.size(), 1U);
  EXPECT_EQ(masthead.notes[0].code, "date-conflict");
}

TEST(Published, AnotherDateSettlesTheOrderOfDayAndMonth) {
  const auto settled =
      read("Strikes kill twelve\noutlet, 6/8/2013\n\n6 August 2013 Strikes killed twelve people.\n").masthead;
  EXPECT_EQ(to_string(settled.published->date), "2013-08-06");
  EXPECT_THAT(settled.notes, IsEmpty());
  const auto open = read("Strikes kill twelve\noutlet, 6/8/2013\n\n" + prose).masthead;
  EXPECT_EQ(to_string(open.published->date), "2013-06-08");
  ASSERT_EQ(open.notes.size(), 1U);
  EXPECT_EQ(open.notes[0].code, "date-order");
}

TEST(Published, FallsBackOnTheAddressInTheText) {
  const std::string text =
      "Strikes kill twelve\n\n" + prose + "\nOriginal url:\n\n<https://example.org/2024/12/02/strikes>\n";
  const auto masthead = read(text).masthead;
  ASSERT_TRUE(masthead.published.has_value());
  EXPECT_EQ(masthead.published->from, Provenance::url);
  EXPECT_EQ(slice(text, *masthead.published->span), "2024/12/02");
}

std::vector<std::pair<BlockKind, std::string>> opening(std::string_view text) {
  std::vector<std::pair<BlockKind, std::string>> out;
  for (const Block& block : read(text).page.blocks) out.emplace_back(block.kind, std::string(slice(text, block.span)));
  return out;
}

TEST(Opening, IsPartedFromTheFirstSentence) {
  EXPECT_THAT(
      opening(
          "Strikes kill twelve in town - Example Online\noutlet, 7/20/2016\n\n"
          "Posted on July 20 2016 by Example Staff Strikes kill twelve in town. Two strikes killed twelve people.\n"),
      ElementsAre(std::pair(BlockKind::heading, "Strikes kill twelve in town - Example Online"),
                  std::pair(BlockKind::boilerplate, "outlet, 7/20/2016"),
                  std::pair(BlockKind::boilerplate, "Posted on July 20 2016"),
                  std::pair(BlockKind::boilerplate, "by Example Staff"),
                  std::pair(BlockKind::heading, "Strikes kill twelve in town."),
                  std::pair(BlockKind::body, "Two strikes killed twelve people.")));
}

TEST(Opening, NeverSwallowsACount) {
  EXPECT_EQ(
      opening("Strikes kill twelve\n\n09.04.2017Get short URL 0 85 12 Example fighters were killed.\n").back().second,
      "12 Example fighters were killed.");
  EXPECT_EQ(
      opening("Strikes kill twelve\n\n09.04.2017Get short URL 124 At least four people were killed.\n").back().second,
      "At least four people were killed.");
  EXPECT_EQ(opening("Strikes kill twelve\n\n9 April 2017 12 people were killed.\n").back().second,
            "12 people were killed.");
  EXPECT_EQ(opening("Strikes kill twelve\n\n9 April 2017 10:13 35 people were killed.\n").back().second,
            "35 people were killed.");
}

std::string place(std::string_view paragraph, std::string* agency = nullptr) {
  std::string slug;
  const auto dateline = dateline_at(paragraph, {0, static_cast<std::uint32_t>(paragraph.size())}, slug);
  if (agency != nullptr) *agency = slug;
  if (!dateline) return "";
  EXPECT_EQ(slice(paragraph, dateline->span), dateline->text);
  return dateline->text;
}

TEST(DatelineAt, ReadsTheForms) {
  static constexpr std::array<std::array<std::string_view, 3>, 15> forms{{
      {"AMMAN: Twelve people were killed.", "AMMAN", ""},
      {"BEIRUT (AP) — Twelve people were killed.", "BEIRUT", "ap"},
      {"SALINA, Kan. (AP) — Twelve people were hurt.", "SALINA, Kan.", "ap"},
      {"HOUSTON - Twelve people were hurt.", "HOUSTON", ""},
      {"MOSCOW (Sputnik) At the border twelve people were killed.", "MOSCOW", "sputnik"},
      {"GAZA CITY, Gaza Strip (AP) -- Twelve people were killed.", "GAZA CITY, Gaza Strip", "ap"},
      {"KYIV, Dec 1 (Reuters) - Twelve people were killed.", "KYIV", "reuters"},
      {"KYIV, December 1, 2024 (Reuters) - Twelve people were killed.", "KYIV", "reuters"},
      {"Damascus, SANA – Twelve people were killed.", "Damascus", "state-media-sana"},
      {"Damascus, SANA-Twelve people were killed.", "Damascus", "state-media-sana"},
      {"Port-au-Prince (AFP) - Twelve people were killed.", "Port-au-Prince", "afp"},
      {"PORT-AU-PRINCE, Haiti – Twelve people were killed.", "PORT-AU-PRINCE, Haiti", ""},
      {"UNITED NATIONS (AP) — Twelve people were killed.", "UNITED NATIONS", "ap"},
      {"São Paulo (Reuters) - Twelve people were killed.", "São Paulo", "reuters"},
      {"RAFAH, Gaza Strip — Twelve people were killed.", "RAFAH, Gaza Strip", ""},
  }};
  for (const auto& [paragraph, words, slug] : forms) {
    std::string agency;
    EXPECT_EQ(place(paragraph, &agency), words) << paragraph;
    EXPECT_EQ(agency, slug) << paragraph;
  }
}

TEST(DatelineAt, LeavesSentencesAlone) {
  for (const std::string_view paragraph :
       {"UPDATE: Twelve people were killed.", "WATCH - Twelve people were killed.",
        "UNICEF said twelve people were killed.", "Twelve people - all of them civilians - were killed.",
        "Officials: Twelve people were killed.", "BREAKING NEWS: Twelve killed.",
        "Damascus - Twelve people were killed.", "The army (AFP) said twelve people were killed there.",
        "U.S.-led strikes killed twelve.", "NATO-led troops killed twelve.", "12 - 3 were hurt.", ""}) {
    EXPECT_EQ(place(paragraph), "") << paragraph;
  }
}

TEST(Agencies, AreReadWhereTheyAreCredited) {
  const auto agencies = [](const std::string& text) { return read(text).masthead.agencies; };
  EXPECT_THAT(agencies("Strikes kill twelve\nBy Jane Doe for AFP\n" + prose), ElementsAre("afp"));
  EXPECT_THAT(agencies("Strikes kill twelve\nBy [Jane Doe for AFP](#)\n" + prose), ElementsAre("afp"));
  EXPECT_THAT(agencies("Strikes kill twelve\n\nBEIRUT (AP) — Twelve people were killed.\n"), ElementsAre("ap"));
  EXPECT_THAT(agencies("Strikes kill twelve\n" + prose + "(Source: Reuters)\n"), ElementsAre("reuters"));
  EXPECT_THAT(agencies("Strikes kill twelve\n\nTwelve people were killed in the town, officials said. --Reuters\n"),
              ElementsAre("reuters"));
  EXPECT_THAT(agencies("Strikes kill twelve\n\nTwelve people were killed in the town, officials said.-AFP"),
              ElementsAre("afp"));
  EXPECT_THAT(agencies("Strikes kill twelve\n\nTwelve people were killed in the town, he told AFP.\n"), IsEmpty());
  EXPECT_THAT(agencies("Strikes kill twelve\n\nResidents walk by. Jane Doe / AFP\n\n" + prose), IsEmpty());
}

TEST(Author, IsThePersonOfTheByline) {
  EXPECT_EQ(read("Strikes kill twelve\nBy Jane Doe for AFP\n" + prose).masthead.author, "Jane Doe");
  EXPECT_EQ(read("Strikes kill twelve\nBy Jane Doe and John Roe\n" + prose).masthead.author, "Jane Doe and John Roe");
  EXPECT_EQ(read("Strikes kill twelve\nBy Reuters\n" + prose).masthead.author, "");
}

}  // namespace
}  // namespace histor
