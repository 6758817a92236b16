#pragma once
// Learns the borders of words and sentences from a treebank.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "text/conllu.hpp"
#include "text/ud_tokens.hpp"

namespace histor::train {

/// A paragraph as it was written, with the word that ends at each offset.
struct Paragraph {
  std::string text;
  struct End {
    std::uint32_t offset = 0;
    Border border = Border::token;  ///< what follows the word
  };
  std::vector<End> ends;
};

/// The running text of a treebank: blanks as its MISC column says, a paragraph at each "# newpar" and "# newdoc".
[[nodiscard]] std::vector<Paragraph> paragraphs_of(const std::vector<ConlluSentence>& sentences);

struct SegmenterModel {
  std::vector<std::int16_t> weights;  ///< border_rows × border_count
  std::vector<InnerBorder> inner;
};

[[nodiscard]] SegmenterModel train_segmenter(const std::vector<Paragraph>& train, const std::vector<Paragraph>& dev,
                                             int epochs, std::uint64_t seed,
                                             const std::function<void(const std::string&)>& tell);

}  // namespace histor::train
