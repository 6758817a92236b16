// Sources and cues, one sentence at a time, with actors of the file and with words that no file knows.

#include "read/attribution.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "read/sentence.hpp"

namespace histor {
namespace {

/// Reads the sentences of a text in order, as the reader does.
class Told {
 public:
  explicit Told(std::string text) : document_(document_of(std::move(text))), analysed_(analyse(document_)) {
    mentions_ = find_actors(document_.text, analysed_.tokens, Actors::builtin());
    AttributionState state;
    for (const Sentence& sentence : analysed_.sentences) {
      const SentenceView view(document_.text, analysed_, sentence, Lexicon::english());
      std::vector<LocalActor> actors;
      for (const ActorMention& mention : mentions_) {
        if (mention.first_token < sentence.first_token || mention.token_end > sentence.token_end) continue;
        actors.push_back(
            {mention.first_token - sentence.first_token, mention.token_end - sentence.first_token, &mention});
      }
      found_.push_back(find_attributions(view, actors, {}, Actors::builtin(), "", std::nullopt, state));
      for (const Attribution& attribution : found_.back()) {
        EXPECT_EQ(slice(document_.text, attribution.origin.span), attribution.origin.text);
        EXPECT_EQ(slice(document_.text, attribution.origin.cue->span), attribution.origin.cue->text);
        EXPECT_LE(attribution.cue_first, attribution.cue_end);
        EXPECT_LE(attribution.covers_end, view.size());
      }
    }
  }

  /// "sohr: said, by afp" for the source of token `i` of sentence `s`; "-" where it has none.
  [[nodiscard]] std::string who(std::size_t s = 0, std::uint32_t i = 0) const {
    const Attribution* found = attribution_of(found_[s], i);
    if (found == nullptr) return "-";
    std::string out = found->origin.actor + ": " + found->origin.cue->text;
    for (const Speaker& relay : found->relay) out += ", by " + relay.actor;
    return out;
  }

 private:
  Document document_;
  AnalysedText analysed_;
  std::vector<ActorMention> mentions_;
  std::vector<std::vector<Attribution>> found_;
};

std::string who(std::string text) {
  return Told(std::move(text)).who();
}

TEST(Attribution, ASourceBehindItsWords) {
  EXPECT_EQ(who("Ten people were killed, the White Helmets said."), "white-helmets: said");
  EXPECT_EQ(who("Ten people were killed, said the White Helmets."), "white-helmets: said");
  EXPECT_EQ(who("Ten people were killed, according to the White Helmets."), "white-helmets: according to");
}

TEST(Attribution, ASourceBeforeItsWords) {
  const Told told("The White Helmets said that ten people were killed.");
  EXPECT_EQ(told.who(0, 5), "white-helmets: said");
  EXPECT_EQ(Told("According to the White Helmets, ten people were killed.").who(0, 6), "white-helmets: According to");
}

TEST(Attribution, TheOneWhoCountedNotTheOneWhoCarried) {
  EXPECT_EQ(Told("The White Helmets told AFP that ten people were killed.").who(0, 6), "white-helmets: told, by afp");
  EXPECT_EQ(Told("Reuters reported, citing police, that ten people were killed.").who(0, 8),
            "police: citing, by reuters");
}

TEST(Attribution, AClaimOfResponsibilityIsNoSource) {
  EXPECT_EQ(who("Ten people died; Islamic State claimed responsibility."), "-");
}

TEST(Attribution, LivesAreNotClaimedInWords) {
  EXPECT_EQ(who("The bombing claimed ten lives."), "-");
}

TEST(Attribution, NoneWhereNobodySpeaks) {
  EXPECT_EQ(who("Ten people were killed."), "-");
}

TEST(Attribution, APronounStandsForTheLastSource) {
  const Told told("The White Helmets said the strikes went on. It said ten people were killed.");
  EXPECT_EQ(told.who(1, 2), "white-helmets: said");
}

TEST(Attribution, APronounWithoutASourceBeforeItSaysNothing) {
  EXPECT_EQ(who("It said ten people were killed."), "-");
}

TEST(Attribution, ASourceEndsWithItsSentence) {
  const Told told("The White Helmets said the strikes went on. Ten people were killed.");
  EXPECT_EQ(told.who(1, 0), "-");
}

TEST(Attribution, TwoSourcesCoverTheirOwnClauses) {
  const Told told("Police said three people died, while the White Helmets said five died.");
  EXPECT_EQ(told.who(0, 2), "police: said");
  EXPECT_EQ(told.who(0, 11), "white-helmets: said");
}

}  // namespace
}  // namespace histor
