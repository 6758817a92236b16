// Any bytes, read as CoNLL-U: refused with a line, or written and read again to the same sentences.

#include "text/conllu.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "text/parsed_text.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto read = histor::read_conllu(bytes, "fuzz.conllu");
  if (!read) {
    if (read.error().where.empty()) std::abort();
    return 0;
  }
  std::string written;
  for (const histor::ConlluSentence& sentence : *read) histor::write_conllu(written, sentence);
  const auto again = histor::read_conllu(written, "fuzz.conllu");
  if (!again || *again != *read) std::abort();
  // Either one text with trees over it, or told which sentence is none.
  const auto parsed = histor::parsed_text(*read, "fuzz.conllu");
  if (!parsed && parsed.error().where.empty()) std::abort();
  return 0;
}
