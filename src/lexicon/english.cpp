// The English pack as it was when the program was built.

#include <cassert>
#include <vector>

#include "lang_files.inc"
#include "lexicon/check.hpp"
#include "lexicon/lexicon.hpp"

namespace histor {

std::vector<LexiconFile> english_files() {
  std::vector<LexiconFile> files;
  for (const auto& file : lang_files) {
    files.push_back({file.name, std::string_view(reinterpret_cast<const char*>(file.begin),
                                                 static_cast<std::size_t>(file.end - file.begin))});
  }
  return files;
}

const Lexicon& Lexicon::english() {
  static const Lexicon pack = [] {
    auto made = Lexicon::from_toml(english_files());
    assert(made && "a test reads the built-in pack");
    return std::move(*made);
  }();
  return pack;
}

}  // namespace histor
