#pragma once
// The figures within time expressions, which are too fine for patterns of words: counts, days, years, clock times,
// dates in figures. The hard part is what they are not: a bare "1990" may be a year or so many people.

#include <cstdint>
#include <span>

#include "ground/times_rules.hpp"

namespace histor::times {

/// What a rule made of the pieces from a place on.
struct Outcome {
  enum class State : std::uint8_t { unknown, failed, matched } state = State::unknown;
  std::uint32_t end = 0;
  std::uint32_t turn = 0;  ///< the place of the window at which it was found
  Expression expression;
};

/// Whether `rule` is read here, not by patterns.
[[nodiscard]] constexpr bool is_figure(Rule rule) {
  return rule <= Rule::ancient;
}

/// Reads `rule` at `at`; failed where it is not there. Requires is_figure(rule) and at < pieces.size().
[[nodiscard]] Outcome read_figure(Rule rule, std::span<const Piece> pieces, std::uint32_t at);

/// Gives ids to the words that are asked for here; see `prepare`.
void prepare_figures();

}  // namespace histor::times
