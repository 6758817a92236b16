#pragma once
// What is wrong in a language pack, all of it at once, for the person who edits it: `histor lexicon check`.

#include <span>
#include <string>
#include <vector>

#include "lexicon/lexicon.hpp"

namespace histor {

struct LexiconFault {
  std::string where;  ///< "lang/en/harm.toml:5"
  std::string what;   ///< one clause
};

/// The faults of the files, in their order and by line: what Lexicon::from_toml() refuses, each table and word for
/// itself, and what it would take and nobody wants: a word listed twice in one section, capitals, stray blanks, a file
/// that a pack needs and that is not there.
[[nodiscard]] std::vector<LexiconFault> check_lexicon(std::span<const LexiconFile> files);

/// The files of the pack compiled into the program.
[[nodiscard]] std::vector<LexiconFile> english_files();

}  // namespace histor
