// histor explain: each sentence of a document with its tree, what the rules saw in it and the claims that came of it,
// as a person reads them in a terminal; or the trees alone, as CoNLL-U.

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "lexicon/actors.hpp"
#include "lexicon/lexicon.hpp"
#include "read/reader.hpp"
#include "text/conllu.hpp"
#include "text/sentences.hpp"
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

/// On one line: what would move the cursor or speak to the terminal is a blank, controls beyond ASCII (U+0080 to
/// U+009F) too.
std::string line_of(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto byte = static_cast<unsigned char>(out[i]);
    const bool high = byte == 0xC2 && i + 1 < out.size() && static_cast<unsigned char>(out[i + 1]) < 0xA0;
    if (byte < 0x20 || byte == 0x7F || high) out[i] = ' ';
    if (high) out[++i] = ' ';
  }
  return out;
}

/// The tree from its root down: a head stands above its dependents, which stand in the order of the text.
class Drawing {
 public:
  Drawing(std::string_view text, const Trees& trees, const TreeSentence& sentence, const TreeLabels& labels)
      : text_(text),
        trees_(trees),
        first_(sentence.first),
        children_(sentence.end - sentence.first + 1),
        labels_(labels) {
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
    std::vector<Open> open;
    for (std::size_t k = children_[0].size(); k-- > 0;) open.push_back({children_[0][k], "", true});
    while (!open.empty()) {
      Open now = std::move(open.back());
      open.pop_back();
      const std::uint32_t i = first_ + now.word - 1;
      const bool root = trees_.head[i] == 0;
      std::string line = "  " + now.lead;
      if (!root) line += now.last ? "└ " : "├ ";
      line += line_of(slice(text_, trees_.span[i]));
      pad(out, line, tree_columns);
      pad(out, labels_.deprel_names[trees_.deprel[i]], 14);
      pad(out, labels_.upos_names[trees_.upos[i]], 7);
      const std::string_view feats = labels_.feats_names[trees_.feats[i]];
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
  const TreeLabels& labels_;
};

std::string join(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

/// "c_3k2… killed 16, said of "people"; when …": every slot with its words, and where they were taken from if not here.
std::string claim_lines(const Claim& claim) {
  std::string out;
  const auto row = [&out](std::string_view name, const std::string& told) {
    if (told.empty()) return;
    out += "              ";
    pad(out, name, 13);
    out += told + '\n';
  };
  const auto elsewhere = [](Provenance from) {
    return from == Provenance::sentence ? std::string() : fmt::format(" (from the {})", to_string(from));
  };
  const std::string_view what = claim.outcome  ? to_string(*claim.outcome)
                                : claim.action ? to_string(*claim.action)
                                               : to_string(claim.kind);
  out += fmt::format("    claim     {}  {} {}\n", claim.id, what,
                     line_of(claim.number ? claim.number->text : claim.trigger.text));
  row("rule", claim.rule);
  if (claim.number) {
    const auto bound = [](const std::optional<std::int64_t>& n) {
      return n ? std::to_string(*n) : std::string("open");
    };
    row("count", fmt::format("{}, {}; from {} to {}", to_string(claim.number->form), to_string(claim.number->hedge),
                             bound(claim.number->low), bound(claim.number->high)));
    row("group", fmt::format("{}{}", to_string(claim.group),
                             claim.group_text.empty() ? "" : fmt::format(" (\"{}\")", line_of(claim.group_text))));
  }
  if (claim.origin) {
    row("origin", fmt::format("{} (\"{}\"{})", claim.origin->actor, line_of(claim.origin->text),
                              claim.origin->cue ? fmt::format(" {}", line_of(claim.origin->cue->text)) : ""));
  }
  if (claim.when) {
    const auto day = [](const std::optional<Day>& d) { return d ? to_string(*d) : std::string("open"); };
    row("when", fmt::format("{} to {} (\"{}\"){}", day(claim.when->start), day(claim.when->end),
                            line_of(claim.when->text), elsewhere(claim.when->from)));
  }
  std::vector<std::string> places;
  places.reserve(claim.where.size());
  for (const Where& where : claim.where) {
    places.push_back(fmt::format("{} {}{}", to_string(where.role), line_of(where.text), elsewhere(where.from)));
  }
  row("where", join(places));
  std::vector<std::string> hands;
  hands.reserve(claim.by.size());
  for (const By& by : claim.by) {
    const bool far = by.span && !claim.sentence.contains(*by.span);
    hands.push_back(by.actor + (by.alleged ? ", alleged" : "") + (far ? " (from the paragraph)" : ""));
  }
  row("by", join(hands));
  if (claim.actor) row("actor", claim.actor->actor);
  if (claim.means) row("means", std::string(to_string(*claim.means)));
  row("scope", fmt::format("{}, {}", to_string(claim.aggregation), to_string(claim.modality)));
  if (claim.act) row("act", std::string(to_string(*claim.act)));
  if (claim.movement) row("movement", std::string(to_string(*claim.movement)));
  row("topic", line_of(claim.topic));
  row("denies", join(claim.denies));
  row("part of", claim.part_of);
  return out;
}

std::string explanation(const Document& document, const Reader::Explained& explained, const TreeLabels& labels) {
  std::string out;
  std::size_t number = 0;
  for (const SentenceTrace& sentence : explained.sentences) {
    ++number;
    out += fmt::format("{}. {}\n", number, line_of(slice(document.text, sentence.span)));
    for (const TreeSentence& tree : sentence.trees.sentences) {
      out += Drawing(document.text, sentence.trees, tree, labels).draw();
      if (tree.cut) out += fmt::format("  (cut here: more than {} words without an end)\n", longest_sentence);
    }
    for (const Seen& seen : sentence.seen) {
      out += "    ";
      pad(out, seen.kind, 10);
      out += fmt::format("\"{}\" {}\n", line_of(slice(document.text, seen.span)), line_of(seen.told));
    }
    if (!sentence.read) out += "    passed over: no word of harm, toll or control\n";
    for (const Claim& claim : explained.claims) {
      if (claim.sentence == sentence.span) out += claim_lines(claim);
    }
    out += '\n';
  }
  return out;
}

std::string conllu(const Document& document, const Reader::Explained& explained, const TreeLabels& labels) {
  std::string out = fmt::format("# newdoc id = {}\n", document.id);
  std::size_t number = 0;
  std::uint32_t end = 0;  // of the sentence before
  for (const SentenceTrace& sentence : explained.sentences) {
    const std::string_view gap = slice(document.text, {end, sentence.span.begin});
    const bool paragraph = number > 0 && std::count(gap.begin(), gap.end(), '\n') > 1;
    end = sentence.span.end;
    for (std::size_t s = 0; s < sentence.trees.sentences.size(); ++s) {
      ConlluSentence written = conllu_of(document.text, sentence.trees, s, labels);
      written.comments.insert(written.comments.begin(), fmt::format("# sent_id = {}", ++number));
      if (s == 0 && paragraph) written.comments.insert(written.comments.begin(), "# newpar");
      write_conllu(out, written);
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
  const Reader reader(Lexicon::english(), inputs->gazetteer, Actors::builtin());
  const Fared fared = read_inputs(*inputs, common, [&](Reading&& reading) {
    const ParsedText* parsed = reading.parsed ? &*reading.parsed : nullptr;
    const Reader::Explained explained = reader.explain(reading.document, parsed);
    const TreeLabels& labels = parsed != nullptr ? parsed->labels : TreeModel::english().labels;
    if (options.conllu) {
      put(conllu(reading.document, explained, labels));
    } else {
      if (inputs->list.size() > 1) put(reading.source + "\n\n");
      put(explanation(reading.document, explained, labels));
    }
  });
  return fared.exit_code;
}

}  // namespace histor::cli
