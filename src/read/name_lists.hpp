#pragma once
// Lists of the dead, a name a line, behind a sentence that announces them: "The charity named the dead as:".

#include <optional>
#include <span>

#include "read/attribution.hpp"
#include "read/nominals.hpp"
#include "read/sentence_view.hpp"

namespace histor {

/// What happened to those whose names follow; nullopt where the sentence announces no list.
[[nodiscard]] std::optional<Outcome> opens_list(const SentenceView& view);

/// "Damir Begic, 35, Polish": the person of a line that is nothing but a name, and an age, a comma or nothing behind
/// it.
[[nodiscard]] std::optional<Nominal> entry_of_list(const SentenceView& view, std::span<const LocalActor> actors);

}  // namespace histor
