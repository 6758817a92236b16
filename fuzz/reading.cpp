// Any bytes, read to the end: words, trees, rules. Every span lies in the text and reads what its claim says;
// explaining gives the same claims; and trees that were written as CoNLL-U give a text again.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "read/reader.hpp"
#include "source/document.hpp"
#include "text/parsed_text.hpp"
#include "text/tree_parser.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const histor::Reader reader;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto document = histor::make_document("fuzz.txt", bytes);
  if (!document) return 0;
  const std::vector<histor::Claim> claims = reader.read(*document);
  for (const histor::Claim& claim : claims) {
    require(claim.sentence.end <= document->text.size() && claim.sentence.begin < claim.sentence.end);
    require(histor::slice(document->text, claim.trigger.span) == claim.trigger.text);
    if (claim.number) require(histor::slice(document->text, claim.number->span) == claim.number->text);
  }
  const histor::Reader::Explained explained = reader.explain(*document);
  require(explained.claims.size() == claims.size() || document->language != "en");
  std::string written;
  for (const histor::SentenceTrace& sentence : explained.sentences) {
    for (std::size_t s = 0; s < sentence.trees.sentences.size(); ++s) {
      histor::write_conllu(written,
                           histor::conllu_of(document->text, sentence.trees, s, histor::TreeModel::english().labels));
    }
  }
  const auto sentences = histor::read_conllu(written, "fuzz.conllu");
  require(sentences.has_value());
  require(histor::parsed_text(*sentences, "fuzz.conllu").has_value());
  return 0;
}
