#pragma once
// Where, by whom, by what means and when: the circumstances of one claim, from its own sentence first, else from what
// the paragraph told before it, each marked with where it came from.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ground/gazetteer.hpp"
#include "ground/places.hpp"
#include "ground/times.hpp"
#include "lexicon/actors.hpp"
#include "model/claim.hpp"
#include "read/attribution.hpp"
#include "read/frames.hpp"
#include "read/sentence_view.hpp"

namespace histor {

/// A place or a time of a sentence, in the sentence's own token indices.
struct LocalPlace {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  const PlaceMention* mention = nullptr;
};
struct LocalTime {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  const TimeMention* mention = nullptr;
};

/// What a sentence holds, for the rules that look around a claim.
struct Surroundings {
  const SentenceView* view = nullptr;
  std::span<const LocalPlace> places;
  std::span<const LocalTime> times;
  std::span<const LocalActor> actors;
  std::span<const Attribution> attributions;
  std::span<const NameMention> names;  ///< persons
  const Gazetteer* gazetteer = nullptr;
  const Actors* file = nullptr;
  std::string_view country;
  std::optional<Day> published;
  const PlaceMention* settlement = nullptr;  ///< town, village or quarter named last in the sentences before, or null
  const PlaceMention* region = nullptr;      ///< region named last there
  std::optional<Speaker> taker;              ///< who took or left a place in the claim of control before, near by
  std::optional<std::uint32_t>
      armed_group;  ///< the armed group that the report named last before this sentence, as an actor
};

/// The tokens of a claim that its circumstances are near to.
struct Anchor {
  std::uint32_t first = 0;  ///< of count and trigger together
  std::uint32_t end = 0;
  std::uint32_t counted_first = 0;  ///< of the count
  std::uint32_t trigger_first = 0;
  std::uint32_t trigger_end = 0;
  bool subject_suffers = false;  ///< "lost 40 men", "died": whoever is the subject did not do it
};

/// A quarter that the gazetteer does not know, or knows far away only, lies where its sentence puts it; no pin finer
/// than that.
void tie_to(Where& quarter, const Where& whole);

/// "the town", "it": the settlement or region that the noun at `noun` stands for, named before it in the sentence or
/// the ones before. Nothing for "a town" and "the neighbouring town".
[[nodiscard]] std::optional<Where> place_taken_up(const Surroundings& around, std::uint32_t noun);
[[nodiscard]] std::vector<Where> places_of(const Surroundings& around, const Anchor& anchor);
[[nodiscard]] std::vector<By> perpetrators_of(const Surroundings& around, const Anchor& anchor,
                                              const Attribution* said);
[[nodiscard]] std::optional<Means> means_of(const Surroundings& around, const Anchor& anchor, const HarmWord* word);

struct Scope {
  std::optional<Interval> when;
  Aggregation aggregation = Aggregation::incident;
  Modality modality = Modality::asserted;
  bool provisional = false;
  bool of_war = false;  ///< the figure is the whole war's
};
[[nodiscard]] Scope scope_of(const Surroundings& around, const Anchor& anchor, const Number& number);

/// "as of Sunday, December 1, 7:00 PM" in this sentence.
[[nodiscard]] std::optional<AsOf> as_of_in(const Surroundings& around);
/// Places that the sentence leaves out: "excluding the city of Aleppo".
[[nodiscard]] std::vector<Where> exclusions_in(const Surroundings& around);

/// How what is told lies to the place that begins at token `first`: "near", "to", "excluding"; `in` where no word
/// tells.
[[nodiscard]] PlaceRole place_role(const SentenceView& view, std::uint32_t first);
/// A place mention as the claim record gives it.
[[nodiscard]] Where where_from(const Surroundings& around, const LocalPlace& place, PlaceRole role, Provenance from);
/// A time mention of `text` as the claim record gives it.
[[nodiscard]] Interval interval_from(std::string_view text, const TimeMention& mention, Provenance from);

}  // namespace histor
