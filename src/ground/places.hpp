#pragma once
// Place words of a document, and which place each means. Names are ambiguous (there are dozens of Idlibs, Gazas and
// Londons) and so are words (March, Police and Of are villages): a name counts by how it stands in its sentence, and
// means the place that fits the rest of the document best.

#include <cstdint>
#include <optional>
#include <vector>

#include "base/span.hpp"
#include "ground/gazetteer.hpp"
#include "model/document.hpp"
#include "model/vocabulary.hpp"
#include "text/sentences.hpp"

namespace histor {

/// One place word of the text.
struct PlaceMention {
  Span span;  ///< the name alone: no direction word, no common noun unless it is part of a proper name
  std::uint32_t first_token = 0;  ///< index into AnalysedText::tokens
  std::uint32_t token_end = 0;
  std::vector<std::uint32_t> candidates;  ///< rows of the gazetteer that carry the name, the best first
  std::optional<std::uint32_t> place;     ///< the one settled on; empty for a place that the gazetteer does not know
  double confidence = 0;                  ///< 0 to 1, that `place` is right; for an unknown place, that this is one
  PlacePrecision precision = PlacePrecision::near;
  bool adjective = false;  ///< "Syrian": tells of a country, is not a place where something happened
};

/// The place words of `document` in text order; they do not overlap. `text` must be the analysis of `document`. The
/// result depends on nothing else.
[[nodiscard]] std::vector<PlaceMention> find_places(const Document& document, const AnalysedText& text,
                                                    const Gazetteer& gazetteer);

}  // namespace histor
