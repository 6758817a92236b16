#pragma once
// Claims that say the same thing of the same origin become one figure; "including five children" becomes part of its
// whole.

#include <functional>
#include <vector>

#include "link/mentions.hpp"
#include "model/identity.hpp"
#include "model/ledger_view.hpp"

namespace histor {

[[nodiscard]] Lane lane_of(const Claim& claim);
/// Counts people: casualty or displacement.
[[nodiscard]] bool is_count(const Claim& claim);

/// The document of a claim; nullptr where it is not in the view.
[[nodiscard]] const Document* document_of(const LedgerView& view, const Claim& claim);
/// Who printed it: the outlet's name, else the file's.
[[nodiscard]] std::string outlet_of(const LedgerView& view, const Claim& claim);
[[nodiscard]] std::optional<Day> published_of(const LedgerView& view, const Claim& claim);

/// The count's words; the harm word's where it has none.
[[nodiscard]] Number number_of(const Claim& claim);

/// The order of a ledger: by publication, outlet and id.
[[nodiscard]] bool document_before(const Document& a, const Document& b);
/// The order of a ledger: by document, place in the text and id.
[[nodiscard]] bool claim_before(const LedgerView& view, ClaimIndex a, ClaimIndex b);

/// Orders the claims of one thing: the earliest first, the body before headline and caption, a named source before
/// none, then by document and place in the text. The first is the core, which gives the thing its id.
[[nodiscard]] bool core_before(const LedgerView& view, ClaimIndex a, ClaimIndex b);

/// The figures of mentions that ties hold together, all of one bucket; each mention in one figure. The order in which
/// they are given leaves no trace. `parted` says what may not be one figure.
[[nodiscard]] std::vector<Figure> figures_of(
    const LedgerView& view, std::vector<const CountMention*> mentions,
    const std::function<bool(const CountMention&, const CountMention&)>& parted);

}  // namespace histor
