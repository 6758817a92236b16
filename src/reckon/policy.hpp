#pragma once
// A policy says how the figures of one incident become low, best and high, and what a word without a number is worth.
// It is data: one TOML file in policies/, whose format is told in policies/README.md. The program holds the rules; a
// policy chooses among them and brings the words.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/vocabulary.hpp"

namespace histor {

enum class LowRule { none, smallest_bound };
enum class BestRule { none, latest_of_most_specific, most_conservative };
enum class HighRule { none, largest_bound };
enum class VagueRule { keep_words, numbers };
enum class PartyRule { as_others, widen_high };
enum class ContestedRule { as_said, zero_minimum };
enum class OverlapRule { note, subtract };
enum class SpreadRule { as_one, grade, split };

template <>
struct Words<LowRule> {
  static constexpr std::array<std::string_view, 2> all{"none", "smallest-bound"};
};
template <>
struct Words<BestRule> {
  static constexpr std::array<std::string_view, 3> all{"none", "latest-of-most-specific", "most-conservative"};
};
template <>
struct Words<HighRule> {
  static constexpr std::array<std::string_view, 2> all{"none", "largest-bound"};
};
template <>
struct Words<VagueRule> {
  static constexpr std::array<std::string_view, 2> all{"keep-words", "numbers"};
};
template <>
struct Words<PartyRule> {
  static constexpr std::array<std::string_view, 2> all{"as-others", "widen-high"};
};
template <>
struct Words<ContestedRule> {
  static constexpr std::array<std::string_view, 2> all{"as-said", "zero-minimum"};
};
template <>
struct Words<OverlapRule> {
  static constexpr std::array<std::string_view, 2> all{"note", "subtract"};
};
template <>
struct Words<SpreadRule> {
  static constexpr std::array<std::string_view, 3> all{"as-one", "grade", "split"};
};

/// What a word is worth: one number, or one of two by the scale of the attack.
struct WordValue {
  std::int64_t small = 0;
  std::int64_t large = 0;
  [[nodiscard]] bool by_scale() const { return small != large; }
};

struct Policy {
  std::string name;
  std::string title;
  std::string summary;
  std::vector<Outcome> outcomes;  ///< those that get a toll
  LowRule low = LowRule::smallest_bound;
  BestRule best = BestRule::latest_of_most_specific;
  HighRule high = HighRule::largest_bound;
  PartyRule party_claims = PartyRule::as_others;
  ContestedRule contested_status = ContestedRule::as_said;
  std::int64_t independent_origins = 1;  ///< fewer: provisional
  OverlapRule overlaps = OverlapRule::note;
  SpreadRule spread = SpreadRule::as_one;
  VagueRule vague = VagueRule::keep_words;
  std::map<std::string, WordValue> vague_words;  ///< by the words, in small letters
  std::optional<WordValue> plural;               ///< "civilians were killed"
  std::optional<WordValue> casualties_alone;     ///< killed, where only "casualties" are told
  std::vector<Means> large_means;                ///< an attack by one of these is of large scale
  std::string source;                            ///< the file, as it was named
  std::string text;                              ///< of the file
  std::string digest;                            ///< SHA-256 of the file
};

/// Reads a policy file. An unknown or missing key, an unknown rule, a number out of range: an error whose `where` is
/// `source`:line and whose hint says what is allowed.
[[nodiscard]] Result<Policy> policy_from_toml(std::string_view toml, std::string_view source);

/// The policies of the folder policies/, by name, which are built in. Thread-safe.
[[nodiscard]] std::span<const Policy> builtin_policies();
/// nullptr where none has the name.
[[nodiscard]] const Policy* find_policy(std::string_view name);
/// The policy `open`, which is built in. Thread-safe.
[[nodiscard]] const Policy& open_policy();

}  // namespace histor
