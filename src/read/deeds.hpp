#pragma once
// Claims that count nobody: an attack stated without a count, a body that moves, what somebody calls for, condemns,
// promises, warns of or denies. Each from one sentence with its tree.

#include <cstddef>
#include <span>
#include <vector>

#include "model/claim.hpp"
#include "read/circumstances.hpp"
#include "read/sentence_view.hpp"

namespace histor {

/// Whether a sentence holds a word that one of these claims could come of, so that parsing it is worth it.
[[nodiscard]] bool may_tell_deeds(const SentenceView& view);

/// The attack that the sentence states as a fact: at most one, by its first words. None where it is only spoken of
/// ("after the attack"), denied or yet to come.
[[nodiscard]] std::vector<Claim> find_attacks(const Surroundings& around);

/// Troops, convoys, envoys, evacuees that are sent, arrive, leave or are brought out. `number` where they are counted.
[[nodiscard]] std::vector<Claim> find_movements(const Surroundings& around);

/// A statement or denial with the words of what is said.
struct Stated {
  Claim claim;
  Span content;
  bool general = false;  ///< denies deeds of a kind, not one: "deny hitting civilians"
};

/// Calls, condemnations, promises, warnings, accusations and praise with their speaker and topic, and denials. What a
/// denial denies is left to deny().
[[nodiscard]] std::vector<Stated> find_statements(const Surroundings& around);

/// Which of `before` (the claims up to the denial, in text order) a denial denies, as indices: what its own sentence
/// states in what is denied, else what was last laid to the one who denies; a general denial all that was.
[[nodiscard]] std::vector<std::size_t> denied_by(const Stated& denial, std::span<const Claim> before,
                                                 const Actors& file);

}  // namespace histor
