// histor explain: each sentence of a document's text with its words, tags, lemmas and tree, as a person reads them in a
// terminal, or as CoNLL-U.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "text/conllu.hpp"
#include "text/tree_parser.hpp"

namespace histor::cli {
namespace {

/// Characters, near enough for columns of Latin and Arabic letters.
std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

void pad(std::string& out, std::string_view text, std::size_t columns) {
  out += text;
  const std::size_t width = columns_of(text);
  out.append(width < columns ? columns - width : 1, ' ');
}

/// The tree from its root down: a head stands above its dependents, which stand in the order of the text.
class Drawing {
 public:
  Drawing(std::string_view text, const Trees& trees, const TreeSentence& sentence, const TreeModel& model)
      : text_(text),
        trees_(trees),
        first_(sentence.first),
        children_(sentence.end - sentence.first + 1),
        model_(model) {
    for (std::uint32_t i = sentence.first; i < sentence.end; ++i) children_[trees.head[i]].push_back(i - first_ + 1);
  }

  std::string draw() {
    // A stack of its own: a list of a thousand words can be a thousand deep.
    struct Open {
      std::uint32_t word;
      std::string lead;
      bool last;
    };
    std::string out;
    std::vector<Open> open{{children_[0].front(), "", true}};
    while (!open.empty()) {
      Open now = std::move(open.back());
      open.pop_back();
      const bool root = trees_.head[first_ + now.word - 1] == 0;
      std::string line = now.lead;
      if (!root) line += now.last ? "└ " : "├ ";
      const std::uint32_t i = first_ + now.word - 1;
      line += slice(text_, trees_.span[i]);
      std::replace_if(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
      pad(out, line, tree_columns);
      pad(out, model_.deprels[trees_.deprel[i]], 14);
      pad(out, model_.upos[trees_.upos[i]], 7);
      const std::string_view feats = model_.feats[trees_.feats[i]];
      pad(out, trees_.lemma_of(i), feats.empty() ? 0 : 18);
      out += feats;
      while (!out.empty() && out.back() == ' ') out.pop_back();
      out += '\n';
      const auto& below = children_[now.word];
      // A tree deeper than a terminal is wide is drawn no further to the right.
      std::string lead = root || now.lead.size() > 120 ? now.lead : now.lead + (now.last ? "  " : "│ ");
      for (std::size_t k = below.size(); k-- > 0;) open.push_back({below[k], lead, k + 1 == below.size()});
    }
    return out;
  }

 private:
  static constexpr std::size_t tree_columns = 44;

  std::string_view text_;
  const Trees& trees_;
  std::uint32_t first_;
  std::vector<std::vector<std::uint32_t>> children_;
  const TreeModel& model_;
};

std::string explanation(const Document& document, TreeParser& parser, bool conllu) {
  std::string out;
  Trees trees;
  std::size_t number = 0;
  if (conllu) out += fmt::format("# newdoc id = {}\n", document.id);
  for (const Block& block : document.blocks) {
    if (block.kind == BlockKind::boilerplate) continue;
    trees.clear();
    parser.parse(document.text, block.span, trees);
    for (std::size_t s = 0; s < trees.sentences.size(); ++s) {
      const TreeSentence& sentence = trees.sentences[s];
      ++number;
      if (conllu) {
        ConlluSentence written = conllu_of(document.text, trees, s, parser.model());
        written.comments.insert(written.comments.begin(), fmt::format("# sent_id = {}", number));
        if (s == 0 && number > 1) written.comments.insert(written.comments.begin(), "# newpar");
        write_conllu(out, written);
        continue;
      }
      std::string words(slice(document.text, cover(trees.span[sentence.first], trees.span[sentence.end - 1])));
      std::replace_if(words.begin(), words.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
      out += fmt::format("{}. {}\n{}", number, words, Drawing(document.text, trees, sentence, parser.model()).draw());
      if (sentence.cut) out += fmt::format("(cut here: more than {} words without an end)\n", longest_sentence);
      out += '\n';
    }
  }
  return out;
}

}  // namespace

int run_explain(const ExplainOptions& options, const CommonOptions& common) {
  const auto inputs = list_inputs(options.inputs, common);
  if (!inputs) {
    tell(inputs.error());
    return exit_of(inputs.error());
  }
  TreeParser parser;
  const Fared fared = read_inputs(*inputs, common, [&](Reading&& reading) {
    if (!options.conllu && inputs->list.size() > 1) put(reading.source + "\n\n");
    put(explanation(reading.document, parser, options.conllu));
  });
  return fared.exit_code;
}

}  // namespace histor::cli
