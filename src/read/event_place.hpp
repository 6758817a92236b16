#pragma once
// Where that which a verb tells of happened: which of the places that its sentence names, or none. "Fighters from
// Idlib captured a village near Hama, the governor said in Damascus": the nearest name is not the place, nor the first
// one behind "in". What tells is the way through the tree from the verb to the name, the preposition, what the name is
// of, and what the verb does; how much each tells is learned from verbs whose place was marked by hand (Halterman,
// "Geolocating Political Events in Text", 2019).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "read/circumstances.hpp"

namespace histor {

/// A name that can be the place of what a verb tells.
struct PlaceCandidate {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  const PlaceMention* mention = nullptr;  ///< null: a name that nothing is known of
};

/// The names of a parsed sentence that can be a place: its places, and names that are no person's, body's or time's.
[[nodiscard]] std::vector<PlaceCandidate> place_candidates(const Surroundings& around);

/// What is seen of `candidate` as the place of the verb at token `verb`, each as a word ("prep=in"), for the weights.
void observe_place(const Surroundings& around, std::uint32_t verb, const PlaceCandidate& candidate,
                   const std::vector<PlaceCandidate>& all, std::vector<std::string>& out);

/// A candidate and how likely it is the place of a verb.
struct EventPlace {
  PlaceCandidate place;
  double logit = 0;       ///< a whole number of thousandths: the same on every machine
  double confidence = 0;  ///< the same, of 1
};

/// A candidate as the claim record gives a place.
[[nodiscard]] Where where_of(const Surroundings& around, const PlaceCandidate& candidate);

/// How likely each of `all` is the place of the verb at token `verb`.
[[nodiscard]] std::vector<EventPlace> weigh_places(const Surroundings& around, std::uint32_t verb,
                                                   const std::vector<PlaceCandidate>& all);

/// The likeliest of them; nullopt where none is likely enough.
[[nodiscard]] std::optional<EventPlace> place_of_event(const Surroundings& around, std::uint32_t verb,
                                                       const std::vector<PlaceCandidate>& all);

}  // namespace histor
