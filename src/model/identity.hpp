#pragma once
// The names of claims: digests of what a claim is anchored to, so that the same text gives the same ids on every
// machine, in every run, whatever else was read.

#include <string>
#include <string_view>

#include "model/claim.hpp"

namespace histor {

/// "c_" and ten base-32 digits, a digest of the document's id, the kind, the outcome or action, and the anchor: the
/// span of the number where there is one, else of the trigger. Nothing that a later version of the reader may refine
/// (sentence borders, slots, the rule's name) goes in, so that a person's decision on a claim outlives a better reading
/// of it.
///
/// `document`, `kind`, `outcome` or `action`, and `number` or `trigger` must be set. Two claims of one document that
/// agree in all of them (one word that says two things) are told apart by `repeat`: how many such claims stand before
/// this one. Ten digits are 50 bits: within one document ids do not meet; over a million claims of a ledger two meet
/// once in two thousand such ledgers, and looking one of those up is `ambiguous`, never wrong.
[[nodiscard]] std::string claim_id(const Claim& claim, unsigned repeat = 0);

/// A short id: `prefix` and ten base-32 digits of the digest of `of`.
[[nodiscard]] std::string short_id(std::string_view prefix, std::string_view of);

/// Whether `id` has the form that claim_id() gives.
[[nodiscard]] bool is_claim_id(std::string_view id);

}  // namespace histor
