#pragma once
// What a figure lost or changed on its way from one report to another that has it from the same source.

#include <span>
#include <vector>

#include "link/account.hpp"
#include "model/lineage.hpp"

namespace histor {

class Actors;

/// The changes from `a` to `b`, by the place of b's claim in the text, each kind of change once a figure. A change is
/// only told of what the whole report `b` has: a headline that drops "at least" while the body keeps it changes
/// nothing. `claims` are those that the accounts' indices point into.
[[nodiscard]] std::vector<LineageChange> changes_between(const Account& a, const Account& b,
                                                         std::span<const Claim> claims, const Actors& actors);

}  // namespace histor
