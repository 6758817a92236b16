#pragma once
// Whom a word of harm is said of, by the tree: the subject of a passive, the object of an active, the noun that a
// participle hangs on, what a noun of harm counts or is "of". Universal Dependencies name these places alike in every
// language that has a treebank, so these rules carry over; frames.hpp falls back on the order of the words.

#include <cstdint>
#include <string>
#include <vector>

#include "lexicon/lexicon.hpp"
#include "read/sentence_tree.hpp"

namespace histor {

struct Patients {
  std::vector<std::uint32_t> tokens;  ///< heads of the noun phrases, in text order
  /// How the tree led there: relations from the word of harm, "nsubj:pass", "acl < head", "conj > obj". "" for none.
  std::string path;
};

/// The noun phrases that the word of harm at tokens [first, end) is said of. Coordinated ones are given each.
[[nodiscard]] Patients patients_by_tree(const SentenceTree& tree, std::uint32_t first, std::uint32_t end,
                                        const HarmWord& word);

/// The subjects of the predicate at token `verb`: its own, that of the predicate it is coordinated with or completes,
/// or the noun that its relative clause hangs on.
[[nodiscard]] Patients subjects_by_tree(const SentenceTree& tree, std::uint32_t verb);

}  // namespace histor
