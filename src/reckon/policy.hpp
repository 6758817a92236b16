#pragma once
// A policy says how the figures of one incident become low, best and high. It is data: one TOML file in policies/,
// whose format is told in policies/README.md.

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace histor {

enum class LowRule { smallest_bound };
enum class HighRule { largest_bound };
enum class BestRule { latest_of_most_specific };
enum class VagueRule { keep_words };

struct Policy {
  std::string name;
  std::string title;
  std::string summary;
  LowRule low = LowRule::smallest_bound;
  HighRule high = HighRule::largest_bound;
  BestRule best = BestRule::latest_of_most_specific;
  VagueRule vague = VagueRule::keep_words;
  std::string digest;  ///< SHA-256 of the file
};

/// Reads a policy file. An unknown key, an unknown rule or a missing name is an error whose `where` is `source`:line.
[[nodiscard]] Result<Policy> policy_from_toml(std::string_view toml, std::string_view source);

/// The policy `open`, which is built in. Thread-safe.
[[nodiscard]] const Policy& open_policy();

}  // namespace histor
