#pragma once
// A text that somebody else has cut into words and parsed: its trees, read from CoNLL-U, over a text that is put
// together from their words.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "text/conllu.hpp"
#include "text/tree_model.hpp"
#include "text/trees.hpp"

namespace histor {

struct ParsedText {
  std::string text;  ///< the words with blanks as MISC says; an empty line where "# newpar" or "# newdoc" stands
  Trees trees;       ///< over `text`; tags, features and relations are indices into the labels
  TreeLabels labels;
};

/// The text and trees of `sentences`. Errors: parse, with `where` "name, sentence N", for heads that run in a circle
/// and for more kinds of labels than a tree can hold.
[[nodiscard]] Result<ParsedText> parsed_text(std::span<const ConlluSentence> sentences, std::string_view name);

}  // namespace histor
