#pragma once
// Who is said to have taken, lost, entered or held a place.

#include <vector>

#include "read/circumstances.hpp"

namespace histor {

/// The control claims of a sentence, without ids; sentence, block and document are the caller's to set.
[[nodiscard]] std::vector<Claim> find_control(const Surroundings& around);

}  // namespace histor
