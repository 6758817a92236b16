#pragma once
// A sentence cut into the words around its counts and the counts themselves.

#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "model/claim.hpp"
#include "model/document.hpp"

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

}  // namespace histor
