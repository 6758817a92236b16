#pragma once
// Words of a field that the treebank lacks, put in the places of words that behave alike: "Two people were hired in
// May" lends its tree to "Two people were wounded in May". What a sentence means does not matter here, its tree does.
// models/en.swaps is such a list and describes its format.

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "text/conllu.hpp"

namespace histor::train {

/// Words of one part of speech any of which may stand where another does, and which words give them their places.
struct SwapGroup {
  /// A relation, of a word with the tag or, where `xpos` is empty, with any.
  struct Relation {
    std::string deprel;
    std::string xpos;
  };
  struct Entry {
    std::string lemma;
    std::vector<std::string> forms;  ///< one a column; empty where there is none
  };

  std::string upos;
  std::vector<std::vector<std::string>> columns;  ///< the tags that each column of forms stands for
  std::vector<std::string> gives;  ///< lemmas that give their places beside the entries' own; "*" is any lemma
  std::vector<std::string> has;    ///< one of these relations below the word, or
  std::vector<Relation> is;        ///< one of these as its own, where either is given
  std::vector<std::string> lacks;  ///< none of these below it
  std::vector<Entry> entries;
};

class Swaps {
 public:
  /// Errors: parse, `where` is "name:line".
  [[nodiscard]] static Result<Swaps> read(std::string_view bytes, std::string_view name);

  /// `sentence` with words swapped, each that can be with the chance `share`. Form and lemma change; tags, features and
  /// the tree stay, and so does what stands capitalised. Appends the words it put in to `put_in`. The same state of
  /// `random` gives the same sentence.
  [[nodiscard]] ConlluSentence swapped(const ConlluSentence& sentence, double share, std::mt19937_64& random,
                                       std::vector<ConlluWord>& put_in) const;

  /// Whether a word of `sentence` can be swapped.
  [[nodiscard]] bool touches(const ConlluSentence& sentence) const;

 private:
  /// The group whose words may stand in the place of a word, and the column; null where there is none.
  [[nodiscard]] const SwapGroup* group_of(const ConlluSentence& sentence, std::size_t word, std::size_t& column) const;

  std::vector<SwapGroup> groups_;
};

}  // namespace histor::train
