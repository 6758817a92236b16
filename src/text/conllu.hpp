#pragma once
// CoNLL-U in and out: ten columns a word, a blank line after each sentence, comments that begin with "#". What others
// parsed comes in by this door and what Histor parsed goes out by it. Enhanced dependencies are kept as the text they
// were; empty nodes are skipped.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace histor {

/// One syntactic word. A column that holds "_" is an empty string here, except form and lemma, which may be "_"
/// themselves.
struct ConlluWord {
  std::string form;
  std::string lemma;
  std::string upos;
  std::string xpos;
  std::string feats;
  std::uint32_t head = 0;  ///< 1 for the first word of the sentence; 0 for the root
  std::string deprel;
  std::string deps;
  std::string misc;

  friend bool operator==(const ConlluWord&, const ConlluWord&) = default;
};

/// A surface token of several words: "don't" over "do" and "n't".
struct ConlluToken {
  std::uint32_t first = 0;  ///< index of its first word, from 0
  std::uint32_t end = 0;    ///< one past its last
  std::string form;
  std::string misc;

  friend bool operator==(const ConlluToken&, const ConlluToken&) = default;
};

struct ConlluSentence {
  std::vector<std::string> comments;  ///< whole lines, "#" included
  std::vector<ConlluWord> words;
  std::vector<ConlluToken> multiword;  ///< in order; they do not overlap

  friend bool operator==(const ConlluSentence&, const ConlluSentence&) = default;
};

/// Whether a MISC column says that no blank follows.
[[nodiscard]] bool no_space_after(std::string_view misc);

/// The sentences of `bytes`. Errors: parse, `where` is "name:line". Heads are checked to be in range; that they form
/// one tree is not.
[[nodiscard]] Result<std::vector<ConlluSentence>> read_conllu(std::string_view bytes, std::string_view name);

/// Appends a sentence; read_conllu gives it back as it was, where no field holds a tab or a line break.
void write_conllu(std::string& out, const ConlluSentence& sentence);

}  // namespace histor
