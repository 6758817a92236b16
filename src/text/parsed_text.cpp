#include "text/parsed_text.hpp"

#include <algorithm>
#include <limits>
#include <string>

#include "text/tree_parser.hpp"

namespace histor {
namespace {

/// Names in the order in which they were first met; views of the sentences' own strings.
class Names {
 public:
  std::size_t index(std::string_view name) {
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found != names_.end()) return static_cast<std::size_t>(found - names_.begin());
    names_.push_back(name);
    return names_.size() - 1;
  }
  [[nodiscard]] const std::vector<std::string_view>& all() const { return names_; }

 private:
  std::vector<std::string_view> names_;
};

bool opens_paragraph(const ConlluSentence& sentence) {
  return std::any_of(sentence.comments.begin(), sentence.comments.end(), [](const std::string& comment) {
    return comment.find("newpar") != std::string::npos || comment.find("newdoc") != std::string::npos;
  });
}

bool runs_in_circle(const ConlluSentence& sentence) {
  // 0: not seen, 1: on the way up, 2: known to reach a root
  std::vector<std::uint8_t> state(sentence.words.size(), 0);
  std::vector<std::uint32_t> way;
  for (std::uint32_t i = 0; i < sentence.words.size(); ++i) {
    way.clear();
    std::uint32_t at = i;
    while (state[at] == 0) {
      state[at] = 1;
      way.push_back(at);
      if (sentence.words[at].head == 0) break;
      at = sentence.words[at].head - 1;
      if (state[at] == 1) return true;
    }
    for (const std::uint32_t word : way) state[word] = 2;
  }
  return false;
}

}  // namespace

Result<ParsedText> parsed_text(std::span<const ConlluSentence> sentences, std::string_view name) {
  ParsedText out;
  Names upos;
  Names xpos;
  Names deprels;
  Names feats;
  std::vector<UdWord> words;
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const ConlluSentence& sentence = sentences[s];
    if (sentence.words.empty()) continue;
    if (runs_in_circle(sentence)) {
      return failure(ErrorCode::parse, "heads that run in a circle",
                     std::string(name) + ", sentence " + std::to_string(s + 1));
    }
    if (!out.text.empty()) {
      if (opens_paragraph(sentence)) {
        while (out.text.back() == ' ') out.text.pop_back();
        out.text += "\n\n";
      } else if (out.text.back() != ' ') {
        out.text += ' ';
      }
    }
    words.clear();
    words_of(sentence, out.text, words);
    const auto first = static_cast<std::uint32_t>(out.trees.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
      const ConlluWord& word = sentence.words[i];
      out.trees.span.push_back(words[i].span);
      out.trees.joined.push_back(words[i].joined ? 1 : 0);
      out.trees.upos.push_back(static_cast<std::uint8_t>(upos.index(word.upos)));
      out.trees.xpos.push_back(static_cast<std::uint8_t>(xpos.index(word.xpos)));
      out.trees.feats.push_back(static_cast<std::uint16_t>(feats.index(word.feats)));
      out.trees.deprel.push_back(static_cast<std::uint8_t>(deprels.index(word.deprel)));
      out.trees.head.push_back(word.head);
      const auto begin = static_cast<std::uint32_t>(out.trees.lemmas.size());
      out.trees.lemmas += word.lemma.empty() ? word.form : word.lemma;
      out.trees.lemma.push_back({begin, static_cast<std::uint32_t>(out.trees.lemmas.size())});
    }
    out.trees.sentences.push_back({first, static_cast<std::uint32_t>(out.trees.size()), false});
    constexpr std::size_t most = std::numeric_limits<std::uint8_t>::max();
    if (upos.all().size() > most || xpos.all().size() > most || deprels.all().size() > most ||
        feats.all().size() > std::numeric_limits<std::uint16_t>::max()) {
      return failure(ErrorCode::parse, "more kinds of tags, features or relations than a treebank has",
                     std::string(name) + ", sentence " + std::to_string(s + 1));
    }
  }
  while (!out.text.empty() && out.text.back() == ' ') out.text.pop_back();
  out.labels = TreeLabels::of(upos.all(), xpos.all(), deprels.all(), feats.all());
  return out;
}

}  // namespace histor
