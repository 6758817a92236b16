#pragma once
// Who says so: the source of what a sentence claims, and who carried it. A source covers its sentence; a sentence that
// names none has none, for the outlet asserts it itself.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "lexicon/actors.hpp"
#include "model/claim.hpp"
#include "read/nominals.hpp"
#include "read/sentence_view.hpp"

namespace histor {

/// An actor named in a sentence, in the sentence's own token indices.
struct LocalActor {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  const ActorMention* mention = nullptr;
};

/// One source with its cue, and the tokens that it covers.
struct Attribution {
  Speaker origin;
  std::vector<Speaker> relay;
  std::uint32_t cue_first = 0;
  std::uint32_t cue_end = 0;
  std::uint32_t covers_first = 0;
  std::uint32_t covers_end = 0;
};

/// What the document said before: whom "he", "the group" and "it" stand for.
struct AttributionState {
  std::optional<Speaker> last;  ///< the last source
  std::optional<Speaker> body;  ///< the last body named that counts or reports: a monitor, rescuers, a ministry, the UN
};

/// The attributions of a sentence in text order; `state` is read and brought up to date. `country` (ISO 3166-1 alpha-2,
/// may be empty) tells whose army "the army" is.
[[nodiscard]] std::vector<Attribution> find_attributions(const SentenceView& view, std::span<const LocalActor> actors,
                                                         std::span<const Masked> times, const Actors& file,
                                                         std::string_view country, std::optional<Day> date,
                                                         AttributionState& state);

/// The attribution that covers token i; null where none does.
[[nodiscard]] const Attribution* attribution_of(std::span<const Attribution> attributions, std::uint32_t i);

}  // namespace histor
