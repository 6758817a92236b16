// Which people a word of harm is said of, construction by construction. Whole texts with all their columns are in
// tests/cases.

#include "read/frames.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "read/nominals.hpp"
#include "read/sentence.hpp"

namespace histor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// "killed 16" for each frame, "injured four of 0" for a part of the first.
std::vector<std::string> frames(std::string_view text, BlockKind kind = BlockKind::body) {
  const OneSentence sentence(std::string(text), kind);
  std::vector<Nominal> nominals = find_nominals(sentence.view(), {}, {}, {});
  const std::vector<Frame> found = find_frames(sentence.view(), {}, nominals);
  std::vector<std::string> out;
  for (const Frame& frame : found) {
    EXPECT_LT(frame.nominal, nominals.size());
    EXPECT_LT(frame.trigger_first, frame.trigger_end);
    EXPECT_LE(frame.trigger_end, sentence.view().size());
    EXPECT_LT(frame.whole, static_cast<std::int32_t>(found.size()));
    if (frame.nominal >= nominals.size()) continue;
    out.push_back(std::string(to_string(frame.outcome)) + " " + nominals[frame.nominal].number.text +
                  (frame.whole >= 0 ? " of " + std::to_string(frame.whole) : "") + (frame.planned ? " planned" : ""));
  }
  return out;
}

struct Row {
  const char* text;
  std::vector<std::string> frames;
};

class Frames : public ::testing::TestWithParam<Row> {};

TEST_P(Frames, FindTheirPeople) {
  EXPECT_THAT(frames(GetParam().text), ::testing::ElementsAreArray(GetParam().frames)) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Constructions, Frames,
    ::testing::Values(
        Row{"A shell killed 16 people.", {"killed 16"}},
        Row{"A shell killed 16 people and wounded 20.", {"killed 16", "injured 20"}},
        Row{"16 people were killed.", {"killed 16"}},
        Row{"16 people were killed and 20 wounded.", {"killed 16", "injured 20"}},
        Row{"16 people have been killed.", {"killed 16"}}, Row{"16 people were reportedly killed.", {"killed 16"}},
        Row{"16 people died.", {"killed 16"}}, Row{"16 people, who died on the spot, were miners.", {"killed 16"}},
        Row{"The shell hit a bus, killing 16 people.", {"killed 16"}},
        Row{"The killing of 16 people shook the town.", {"killed 16"}}, Row{"The clinic saw 16 deaths.", {"killed 16"}},
        Row{"Fatalities: 16", {"killed 16"}}, Row{"It left 16 dead.", {"killed 16"}},
        Row{"The shelling killed and wounded dozens of people.", {"killed dozens", "injured dozens"}},
        Row{"The toll has risen to 56.", {"killed 56"}}, Row{"It claimed 12 lives.", {"killed 12"}},
        Row{"They took 256 prisoners.", {"detained 256"}},
        Row{"16 people were killed, including five children.", {"killed 16", "killed five of 0"}},
        Row{"16 people, including five children, were killed.", {"killed 16", "killed five of 0"}},
        Row{"16 people were killed, of whom five were children.", {"killed 16", "killed five of 0"}},
        Row{"Four men were shot and killed.", {"killed Four"}}, Row{"The army captured 15 rebels.", {"detained 15"}},
        Row{"16 people fled.", {"displaced 16"}}, Row{"16 people are missing.", {"missing 16"}},
        Row{"Gunmen abducted 27 pupils.", {"abducted 27"}}));

TEST(FramesOfNothing, WhereNoOneWasHarmed) {
  for (const char* text : {"The army sent 5,000 troops.", "They burned 12 tanks.",
                           "The town is home to 2 million people.", "The army captured 15 villages."}) {
    EXPECT_THAT(frames(text), IsEmpty()) << text;
  }
}

TEST(FramesOfNothing, InASentenceOfOneWord) {
  EXPECT_THAT(frames("killed"), IsEmpty());
  EXPECT_THAT(frames("toll"), IsEmpty());
  EXPECT_THAT(frames("deaths"), IsEmpty());
}

TEST(FramesThatArePlanned, AreMarked) {
  EXPECT_THAT(frames("They plan to kill 16 people."), ElementsAre("killed 16 planned"));
}

}  // namespace
}  // namespace histor
