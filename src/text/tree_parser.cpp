// Segment, then a sentence at a time through the network; lemmas and features are looked up by the tags it gave.

#include "text/tree_parser.hpp"

#include <algorithm>
#include <cassert>

namespace histor {

TreeParser::TreeParser(const TreeModel& model, Instructions instructions)
    : model_(&model), runner_(model.network, instructions) {
  participle_ = TreeModel::index_of(model.xpos, "VBN");
  aux_ = TreeModel::index_of(model.deprels, "aux");
  passive_aux_ = TreeModel::index_of(model.deprels, "aux:pass");
  for (std::size_t i = 0; i < model.feats.size(); ++i) {
    if (model.feats[i] == "Tense=Past|VerbForm=Part") active_feats_ = static_cast<std::uint16_t>(i);
    if (model.feats[i] == "Tense=Past|VerbForm=Part|Voice=Pass") passive_feats_ = static_cast<std::uint16_t>(i);
  }
}

void TreeParser::parse(std::string_view text, Span range, Trees& out) {
  words_.clear();
  model_->segmenter.segment(text, range, atoms_, words_);
  parse_words(text, words_, out);
}

void TreeParser::parse_sentence(std::string_view text, Span range, Trees& out) {
  words_.clear();
  model_->segmenter.segment(text, range, atoms_, words_);
  for (std::size_t i = 0; i + 1 < words_.size(); ++i) words_[i].ends_sentence = false;
  parse_words(text, words_, out);
}

void TreeParser::parse_words(std::string_view text, std::span<const UdWord> words, Trees& out) {
  std::size_t first = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool full = i + 1 - first == longest_sentence;
    if (!words[i].ends_sentence && !full && i + 1 < words.size()) continue;
    parse_one(text, words.subspan(first, i + 1 - first), full && !words[i].ends_sentence, out);
    first = i + 1;
  }
}

void TreeParser::parse_one(std::string_view text, std::span<const UdWord> words, bool cut, Trees& out) {
  features_.clear();
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool left = i > 0 && words[i - 1].span.end == words[i].span.begin;
    const bool right = i + 1 < words.size() && words[i].span.end == words[i + 1].span.begin;
    features_.push_back(word_features(slice(text, words[i].span), left, right));
  }
  runner_.run(features_);
  const ParserState& tree = runner_.tree();
  const auto first = static_cast<std::uint32_t>(out.size());
  const auto count = static_cast<std::uint32_t>(words.size());
  const std::uint8_t root = TreeModel::index_of(model_->deprels, "root");
  const std::uint8_t beside = TreeModel::index_of(model_->deprels, "parataxis");
  for (std::uint32_t i = 0; i < count; ++i) {
    out.span.push_back(words[i].span);
    out.joined.push_back(words[i].joined && i > 0 ? 1 : 0);
    out.upos.push_back(runner_.upos()[i]);
    out.xpos.push_back(runner_.xpos()[i]);
    out.head.push_back(tree.head(i + 1));
    // The root's relation and the root are one thing in UD; the network may be of two minds. What would have been a
    // root and hangs on another is a clause beside it.
    std::uint8_t label = tree.label(i + 1);
    if (label == root && beside != 0xFF) label = beside;
    if (tree.head(i + 1) == 0) label = root;
    out.deprel.push_back(label);
    add_lemma(slice(text, words[i].span), first + i, out);
  }
  if (active_feats_ != 0xFFFF && passive_feats_ != 0xFFFF) {
    // Voice is not in the word: "was killed" and "has killed" are told apart by what hangs on the participle.
    for (std::uint32_t i = first; i < first + count; ++i) {
      if (out.xpos[i] == participle_ && (out.feats[i] == active_feats_ || out.feats[i] == passive_feats_))
        out.feats[i] = passive_feats_;
    }
    for (const bool passive : {false, true}) {
      for (std::uint32_t i = first; i < first + count; ++i) {
        if (out.head[i] == 0 || out.deprel[i] != (passive ? passive_aux_ : aux_)) continue;
        const std::uint32_t verb = first + out.head[i] - 1;
        if (out.feats[verb] == active_feats_ || out.feats[verb] == passive_feats_)
          out.feats[verb] = passive ? passive_feats_ : active_feats_;
      }
    }
  }
  out.sentences.push_back({first, first + count, cut});
}

void TreeParser::add_lemma(std::string_view form, std::size_t word, Trees& out) {
  fold_form(form, folded_);
  const std::uint8_t upos = out.upos[word];
  const std::uint8_t xpos = out.xpos[word];
  const std::uint32_t rule_id = find_rule(model_->lemma_table, upos, xpos, folded_);
  const auto begin = static_cast<std::uint32_t>(out.lemmas.size());
  if (rule_id == KeyTable::nothing) {
    out.lemmas += folded_;
  } else {
    const LemmaRule& rule = model_->lemma_rules[rule_id];
    const std::string_view base = rule.keeps_case ? form : std::string_view(folded_);
    // A rule counts bytes, and was learned from other words: it never cuts a character in two.
    const auto within = [&](std::size_t at) {
      return at < base.size() && (static_cast<unsigned char>(base[at]) & 0xC0U) == 0x80U;
    };
    if (rule.cut > base.size() || within(base.size() - rule.cut)) {
      out.lemmas += base;
    } else {
      out.lemmas += base.substr(0, base.size() - rule.cut);
      out.lemmas += rule.ending;
    }
  }
  if (out.lemmas.size() == begin) out.lemmas += form;
  out.lemma.push_back({begin, static_cast<std::uint32_t>(out.lemmas.size())});
  std::uint32_t feats = model_->feats_table.find(rule_key(upos, xpos, whole_form, folded_));
  if (feats == KeyTable::nothing) feats = model_->feats_table.find(rule_key(upos, xpos, 0, folded_));
  out.feats.push_back(feats == KeyTable::nothing ? std::uint16_t{0} : static_cast<std::uint16_t>(feats));
}

Trees one_sentence(const Trees& trees, std::size_t s) {
  const TreeSentence& sentence = trees.sentences[s];
  Trees out;
  const auto copy = [&](const auto& from, auto& to) {
    to.assign(from.begin() + sentence.first, from.begin() + sentence.end);
  };
  copy(trees.span, out.span);
  copy(trees.joined, out.joined);
  copy(trees.upos, out.upos);
  copy(trees.xpos, out.xpos);
  copy(trees.feats, out.feats);
  copy(trees.head, out.head);
  copy(trees.deprel, out.deprel);
  for (std::uint32_t w = sentence.first; w < sentence.end; ++w) {
    const auto begin = static_cast<std::uint32_t>(out.lemmas.size());
    out.lemmas += trees.lemma_of(w);
    out.lemma.push_back({begin, static_cast<std::uint32_t>(out.lemmas.size())});
  }
  out.sentences.push_back({0, sentence.end - sentence.first, sentence.cut});
  return out;
}

ConlluSentence conllu_of(std::string_view text, const Trees& trees, std::size_t sentence, const TreeLabels& labels) {
  ConlluSentence out;
  const TreeSentence& s = trees.sentences[sentence];
  std::string line = "# text = ";
  for (const char c : slice(text, cover(trees.span[s.first], trees.span[s.end - 1])))
    line += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  out.comments.push_back(std::move(line));
  for (std::uint32_t i = s.first; i < s.end; ++i) {
    const bool glued = i + 1 < trees.size() && trees.span[i].end == trees.span[i + 1].begin;
    ConlluWord word;
    word.form = slice(text, trees.span[i]);
    word.lemma = trees.lemma_of(i);
    word.upos = labels.upos_names[trees.upos[i]];
    word.xpos = labels.xpos_names[trees.xpos[i]];
    word.feats = labels.feats_names[trees.feats[i]];
    word.head = trees.head[i];
    word.deprel = labels.deprel_names[trees.deprel[i]];
    const bool opens = i + 1 < s.end && trees.joined[i + 1] != 0;
    if (trees.joined[i] == 0 && opens) {
      std::uint32_t end = i + 1;
      while (end < s.end && trees.joined[end] != 0) ++end;
      const bool token_glued = end < trees.size() && trees.span[end - 1].end == trees.span[end].begin;
      out.multiword.push_back({i - s.first, end - s.first,
                               std::string(slice(text, cover(trees.span[i], trees.span[end - 1]))),
                               token_glued ? "SpaceAfter=No" : ""});
    }
    if (glued && trees.joined[i] == 0 && !opens) word.misc = "SpaceAfter=No";
    out.words.push_back(std::move(word));
  }
  return out;
}

void words_of(const ConlluSentence& sentence, std::string& text, std::vector<UdWord>& words) {
  auto token = sentence.multiword.begin();
  for (std::uint32_t i = 0; i < sentence.words.size(); ++i) {
    const ConlluWord& word = sentence.words[i];
    while (token != sentence.multiword.end() && token->end <= i) ++token;
    const bool within = token != sentence.multiword.end() && token->first <= i;
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += word.form;
    words.push_back(
        {{begin, static_cast<std::uint32_t>(text.size())}, within && i > token->first, i + 1 == sentence.words.size()});
    const bool glued = within ? i + 1 < token->end || no_space_after(token->misc) : no_space_after(word.misc);
    if (!glued) text += ' ';
  }
}

}  // namespace histor
