#include "source/blocks.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace histor {
namespace {

using Marked = std::vector<std::pair<BlockKind, std::string>>;

Marked marked(std::string_view text) {
  Marked out;
  for (const Block& block : read_page(text).blocks) out.emplace_back(block.kind, std::string(slice(text, block.span)));
  return out;
}

constexpr auto heading = BlockKind::heading;
constexpr auto body = BlockKind::body;
constexpr auto caption = BlockKind::caption;
constexpr auto post = BlockKind::post;
constexpr auto boilerplate = BlockKind::boilerplate;

TEST(Blocks, PartAPageIntoItsParts) {
  const std::string text =
      "Strikes kill twelve in northern town\n"
      "World, News December 2, 2024 No Comments on Strikes kill twelve in northern town5 minute read\n"
      "Two strikes on a market in the north of the country killed at least twelve people on Sunday.\n"
      "Army response\n"
      "The army said that it had struck a depot of arms and that it knew of no harm to civilians.\n"
      "Leave a comment\n";
  EXPECT_EQ(
      marked(text),
      (Marked{{heading, "Strikes kill twelve in northern town"},
              {boilerplate,
               "World, News December 2, 2024 No Comments on Strikes kill twelve in northern town5 minute read"},
              {body, "Two strikes on a market in the north of the country killed at least twelve people on Sunday."},
              {heading, "Army response"},
              {body, "The army said that it had struck a depot of arms and that it knew of no harm to civilians."},
              {boilerplate, "Leave a comment"}}));
}

TEST(Blocks, KeepMarkupBesideTheHeading) {
  const std::string text =
      "# Strikes kill twelve\n\n## **'Nothing left'**\n\nOne resident said that there was nothing left of the "
      "market.\n";
  EXPECT_EQ(marked(text), (Marked{{boilerplate, "#"},
                                  {heading, "Strikes kill twelve"},
                                  {boilerplate, "## **"},
                                  {heading, "'Nothing left'"},
                                  {boilerplate, "**"},
                                  {body, "One resident said that there was nothing left of the market."}}));
  const Page page = read_page(text);
  EXPECT_EQ(slice(text, page.title), "Strikes kill twelve");
}

TEST(Blocks, ATextMayHaveNoTitle) {
  const std::string text =
      "Twelve people were reported killed on Sunday when shells struck a market.\n\nTwenty more were hurt.\n";
  EXPECT_EQ(marked(text), (Marked{{body, "Twelve people were reported killed on Sunday when shells struck a market."},
                                  {body, "Twenty more were hurt."}}));
  EXPECT_TRUE(read_page(text).title.empty());
}

TEST(Blocks, AHeadlineAloneIsATitle) {
  EXPECT_EQ(marked("Strikes kill twelve in northern town"),
            (Marked{{heading, "Strikes kill twelve in northern town"}}));
}

TEST(Blocks, ATitleWithAFullStopIsKnownByTheDateUnderIt) {
  const std::string text =
      "Strikes kill twelve in town.\nexampleoutlet, 5/18/2017\n\nTwo strikes killed twelve people, officials said.\n";
  EXPECT_EQ(marked(text), (Marked{{heading, "Strikes kill twelve in town."},
                                  {boilerplate, "exampleoutlet, 5/18/2017"},
                                  {body, "Two strikes killed twelve people, officials said."}}));
}

TEST(Blocks, APostIsGatheredAboveItsCredit) {
  const std::string text =
      "Strikes kill twelve in northern town\n"
      "The rescue group said on Sunday that its teams were at work in the market until the evening.\n"
      "Our teams recovered the bodies of 12 people from the market today.\n"
      "— Rescue Group (@rescue_group) December 1, 2024\n"
      "The army said that it had struck a depot of arms and that it knew of no harm to civilians.\n";
  const auto found = marked(text);
  ASSERT_EQ(found.size(), 5U);
  EXPECT_EQ(found[1].first, body);
  EXPECT_EQ(found[2].first, post);
  EXPECT_EQ(found[3].first, post);
  EXPECT_EQ(found[4].first, body);
}

TEST(Blocks, APostIsGatheredOnBothSidesOfItsCredit) {
  const std::string text =
      "Strikes kill twelve in northern town\n"
      "The rescue group said on Sunday that its teams were at work in the market until the evening.\n"
      "First toll of the strikes on the market in #Example, as of Sunday, 7:00 PM:\n"
      "— Rescue Group (@rescue_group) December 1, 2024\n"
      "🔳 Fatalities: 12… pic.twitter.com/abcdef\n"
      "The army said that it had struck a depot of arms and that it knew of no harm to civilians.\n";
  const auto found = marked(text);
  ASSERT_EQ(found.size(), 6U);
  EXPECT_EQ(found[1].first, body);
  for (std::size_t i = 2; i < 5; ++i) EXPECT_EQ(found[i].first, post) << i;
  EXPECT_EQ(found[5].first, body);
}

TEST(Blocks, AReportsSentenceAboveTheCreditStaysWhenThePostStandsBelow) {
  const std::string text =
      "Strikes kill twelve in northern town\n"
      "The rescue group gave a first toll on Sunday evening.\n"
      "— Rescue Group (@rescue_group) December 1, 2024\n"
      "🔳 Fatalities: 12\n"
      "🔳 Injured: 20\n"
      "The army said that it had struck a depot of arms and that it knew of no harm to civilians.\n";
  const auto found = marked(text);
  ASSERT_EQ(found.size(), 6U);
  EXPECT_EQ(found[1].first, body);
  for (std::size_t i = 2; i < 5; ++i) EXPECT_EQ(found[i].first, post) << i;
}

TEST(Blocks, CaptionsStandApart) {
  const std::string text =
      "# Strikes kill twelve\n\n"
      "This aerial view shows the market early on November 30, 2024. Two strikes hit it. **Jane Doe / AFP**\n\n"
      "Two strikes on a market killed at least twelve people on Sunday, officials said.\n";
  const auto found = marked(text);
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[2].first, caption);
  EXPECT_EQ(found[3].first, body);
}

TEST(Blocks, ACreditOfNobodyKnownMarksACaptionToo) {
  const std::string text =
      "Strikes kill twelve\n\n"
      "A street by the market lies empty after two strikes hit it. Jane Doe / Agency X\n\n"
      "Two strikes on a market killed at least twelve people on Sunday, said the council and/or the office.\n";
  const auto found = marked(text);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[1].first, caption);
  EXPECT_EQ(found[2].first, body);
}

TEST(Blocks, AChroniclesDatesAreHeadings) {
  const std::string text =
      "Chronicle of the strikes\n"
      "Shells fell on the market and killed twelve people, officials said.\n"
      "2 December 2024\n"
      "Shells fell on the school and killed three people, officials said.\n";
  const auto found = marked(text);
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[2], (std::pair{heading, std::string("2 December 2024")}));
}

TEST(Blocks, ListsAreNotHeadings) {
  const std::string text =
      "Toll by district\n"
      "The office gave these figures on Sunday evening, with the districts in the order of their tolls.\n"
      "North: 12 killed\n"
      "South: 3 killed\n"
      "East: 1 killed\n";
  const auto found = marked(text);
  ASSERT_EQ(found.size(), 5U);
  for (std::size_t i = 1; i < 5; ++i) EXPECT_EQ(found[i].first, body) << i;
}

TEST(Blocks, TheAddressOfTheTextIsFound) {
  const std::string text = "Strikes kill twelve\n\nOriginal url:\n\n<https://example.org/2024/12/02/strikes>\n";
  EXPECT_EQ(slice(text, read_page(text).origin), "https://example.org/2024/12/02/strikes");
}

}  // namespace
}  // namespace histor
