#include "read/sentence_tree.hpp"

#include <algorithm>

namespace histor {

SentenceTree::SentenceTree(std::span<const Token> tokens, const Trees& trees, std::span<const TreeSentence> sentences,
                           const TreeLabels& labels) {
  if (tokens.empty() || sentences.empty()) return;
  nodes_.resize(tokens.size());
  // Words and tokens both run through the text: a word belongs to the token that its first byte is in.
  const std::uint32_t first_word = sentences.front().first;
  std::vector<std::uint32_t> tokens_of_words(sentences.back().end - first_word, none);
  const auto token_of = [&](std::uint32_t word) { return tokens_of_words[word - first_word]; };
  std::uint32_t t = 0;
  for (std::uint32_t w = first_word; w < sentences.back().end; ++w) {
    while (t < tokens.size() && tokens[t].span.end <= trees.span[w].begin) ++t;
    if (t < tokens.size() && tokens[t].span.contains(trees.span[w].begin)) tokens_of_words[w - first_word] = t;
  }
  const auto take = [&](std::uint32_t node, std::uint32_t word, std::uint32_t head) {
    const auto begin = static_cast<std::uint32_t>(lemmas_.size());
    lemmas_ += trees.lemma_of(word);
    nodes_[node] = {head,
                    labels.relations[trees.deprel[word]],
                    labels.upos[trees.upos[word]],
                    labels.passive[trees.feats[word]],
                    labels.relative[trees.feats[word]],
                    {begin, static_cast<std::uint32_t>(lemmas_.size())}};
  };
  std::vector<bool> taken(tokens.size(), false);
  for (const TreeSentence& sentence : sentences) {
    for (std::uint32_t w = sentence.first; w < sentence.end; ++w) {
      const std::uint32_t node = token_of(w);
      if (node == none || taken[node]) continue;
      // Up to the first word outside this token; a word between tokens is passed through.
      std::uint32_t above = trees.head[w];
      const bool inside = above != 0 && token_of(sentence.first + above - 1) == node;
      if (inside) continue;
      while (above != 0 && token_of(sentence.first + above - 1) == none) above = trees.head[sentence.first + above - 1];
      const std::uint32_t head = above == 0 ? none : token_of(sentence.first + above - 1);
      take(node, w, head == node ? none : head);
      taken[node] = true;
    }
  }
  // A token whose words all hang on one another by way of a second token would close a circle; it becomes a root.
  std::vector<std::uint8_t> state(nodes_.size(), 0);  // 1: on the way up from where the walk began, 2: reaches a root
  std::vector<std::uint32_t> way;
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    way.clear();
    std::uint32_t at = i;
    while (at != none && state[at] == 0) {
      state[at] = 1;
      way.push_back(at);
      at = nodes_[at].head;
    }
    if (at != none && state[at] == 1) nodes_[way.back()].head = none;
    for (const std::uint32_t node : way) state[node] = 2;
  }
  // What hangs on nothing is a root, whatever the words it lost made it.
  for (Node& node : nodes_) {
    if (node.head == none) node.relation = UdRelation::root;
  }
  children_from_.assign(nodes_.size() + 1, 0);
  for (const Node& node : nodes_) {
    if (node.head != none) ++children_from_[node.head + 1];
  }
  for (std::size_t i = 1; i < children_from_.size(); ++i) children_from_[i] += children_from_[i - 1];
  children_.resize(children_from_.back());
  std::vector<std::uint32_t> next(children_from_.begin(), children_from_.end() - 1);
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].head != none) children_[next[nodes_[i].head]++] = i;
  }
}

std::string_view SentenceTree::lemma(std::uint32_t i) const {
  return i < size() ? slice(lemmas_, nodes_[i].lemma) : std::string_view{};
}

std::span<const std::uint32_t> SentenceTree::children(std::uint32_t i) const {
  if (i >= size()) return {};
  return std::span(children_).subspan(children_from_[i], children_from_[i + 1] - children_from_[i]);
}

std::uint32_t SentenceTree::child(std::uint32_t i, UdRelation relation) const {
  for (const std::uint32_t c : children(i)) {
    if (nodes_[c].relation == relation) return c;
  }
  return none;
}

bool SentenceTree::under(std::uint32_t i, std::uint32_t above) const {
  while (i != none && i != above) i = head(i);
  return i == above && i != none;
}

std::uint32_t SentenceTree::top(std::uint32_t first, std::uint32_t end) const {
  for (std::uint32_t i = first; i < end && i < size(); ++i) {
    const std::uint32_t above = nodes_[i].head;
    const bool outside = above == none || above < first || above >= end;
    if (outside && nodes_[i].relation != UdRelation::punctuation) return i;
  }
  return first;
}

}  // namespace histor
