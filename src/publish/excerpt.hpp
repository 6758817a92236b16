#pragma once
// A sentence cut into the words around its counts and the counts themselves.

#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "model/claim.hpp"
#include "model/document.hpp"
#include "model/ledger_view.hpp"

namespace histor {

struct Piece {
  std::string text;  ///< bytes of the document
  bool marked = false;
};

/// The words that carry the claim's value: the number, else the trigger.
[[nodiscard]] Span value_span(const Claim& claim);

/// The sentence with the spans in `marks` marked. Spans outside the sentence widen it; spans that do not fit the text
/// are left out. Empty where nothing fits.
[[nodiscard]] std::vector<Piece> excerpt(std::string_view text, Span sentence, std::vector<Span> marks);

/// A sentence that several claims were read from.
struct Quotation {
  const Document* document = nullptr;
  Span sentence;
  std::vector<Span> marks;
  std::vector<std::string> ids;  ///< of the claims, in text order
};

/// The sentences of the claims, each once, in the order of view.claims; claims without a document are left out. The
/// results point into the view.
[[nodiscard]] std::vector<Quotation> quotations(const LedgerView& view, std::vector<ClaimIndex> claims);

}  // namespace histor
