#pragma once
// People as a sentence counts them: "at least 25 people", "ten", "a woman", "the 2-year-old", "dozens of soldiers",
// "civilians", "59 others", "Damir Begic". Each is a place where a harm claim may find its number.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/claim.hpp"
#include "read/numbers.hpp"
#include "read/sentence_view.hpp"

namespace histor {

enum class NominalKind : std::uint8_t {
  count,    ///< with a number or a vague word
  article,  ///< one person by article, kin or age
  plural,   ///< people without a count
  name,     ///< one person by name
};

struct Nominal {
  NominalKind kind = NominalKind::count;
  std::uint32_t first = 0;  ///< with hedge, determiner and modifiers
  std::uint32_t end = 0;
  Number number;
  bool has_noun = false;   ///< a noun for people stands there; else the count is bare
  bool thing = false;      ///< what is counted is not people
  bool bound = false;      ///< people only with a verb of its own ("lives")
  bool remainder = false;  ///< "others", "dozens more": counted beside those before
  bool fraction = false;   ///< "most of them": a share of those before
  Group group = Group::people;
  std::optional<Outcome> implied;  ///< what the noun says of them by itself
  std::string group_text;
  std::optional<Span> group_span;
  std::int32_t whole = -1;        ///< index of the nominal that this is a part of
  std::uint32_t intro_first = 0;  ///< for a part: where "including" begins
  bool of_told = false;           ///< "11 of the dead": a share of those told of before
  bool harmed = false;            ///< set by find_frames(): something was said to have been done to them
  bool introduced = false;        ///< a breakdown word stands before it
  bool postposed = false;         ///< the breakdown word stands after it: "ten children among them"
  bool placed = false;            ///< a part that has its own place: "15 in Northtown and six in Eastford"
  std::int32_t harm_within = -1;  ///< the word of harm that stands before its noun: "a missing woman", -1 for none
};

/// Token ranges that hold no people: times, places, actors. Sorted by first token, in the sentence's own token indices.
struct Masked {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
};

/// A run of tokens that names a person, and who it is known to be: a child, a soldier, a woman.
struct NameMention {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  Group group = Group::people;
};

/// The people of a sentence in text order, none overlapping, parts linked to their wholes where they stand side by
/// side. `times` are never counts; `names` are runs that name a person.
[[nodiscard]] std::vector<Nominal> find_nominals(const SentenceView& view, std::span<const Masked> times,
                                                 std::span<const Masked> proper, std::span<const NameMention> names);

}  // namespace histor
