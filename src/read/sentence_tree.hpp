#pragma once
// The dependency tree of one sentence over the tokens of the rules: a token of several words ("al-Bab", "5-year-old",
// "don't") is one node, that of its topmost word. What the tagger and parser call things is translated once, so that a
// rule names a relation by number.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/tokens.hpp"
#include "text/tree_model.hpp"
#include "text/trees.hpp"
#include "text/ud_relations.hpp"

namespace histor {

class SentenceTree {
 public:
  /// The head of the root, and of tokens that no word of the tree covers.
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  /// No tree: the rules then go by the order of the words alone.
  SentenceTree() = default;

  /// Of `sentences` of `trees`, over the same text as `tokens`: one, or several where the words were more than a parser
  /// takes at once.
  SentenceTree(std::span<const Token> tokens, const Trees& trees, std::span<const TreeSentence> sentences,
               const TreeLabels& labels);

  [[nodiscard]] bool empty() const { return nodes_.empty(); }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(nodes_.size()); }
  /// Past the end is none, x, other, false and "", so that rules may look ahead freely.
  [[nodiscard]] std::uint32_t head(std::uint32_t i) const { return i < size() ? nodes_[i].head : none; }
  [[nodiscard]] UdRelation relation(std::uint32_t i) const {
    return i < size() ? nodes_[i].relation : UdRelation::other;
  }
  [[nodiscard]] Upos upos(std::uint32_t i) const { return i < size() ? nodes_[i].upos : Upos::x; }
  /// Whether a participle's features say that it is passive.
  [[nodiscard]] bool passive(std::uint32_t i) const { return i < size() && nodes_[i].passive; }
  /// Whether token i is a relative pronoun: "who", "which".
  [[nodiscard]] bool relative(std::uint32_t i) const { return i < size() && nodes_[i].relative; }
  [[nodiscard]] std::string_view lemma(std::uint32_t i) const;

  /// The dependents of token i, in the order of the text.
  [[nodiscard]] std::span<const std::uint32_t> children(std::uint32_t i) const;
  /// The first dependent of i with that relation, or none.
  [[nodiscard]] std::uint32_t child(std::uint32_t i, UdRelation relation) const;
  [[nodiscard]] bool has(std::uint32_t i, UdRelation relation) const { return child(i, relation) != none; }
  /// Whether token i hangs on `above`, directly or not; a token hangs on itself.
  [[nodiscard]] bool under(std::uint32_t i, std::uint32_t above) const;
  /// The token of [first, end) that hangs on none of the others; `first` where there is no tree.
  [[nodiscard]] std::uint32_t top(std::uint32_t first, std::uint32_t end) const;

 private:
  struct Node {
    std::uint32_t head = none;
    UdRelation relation = UdRelation::other;
    Upos upos = Upos::x;
    bool passive = false;
    bool relative = false;
    Span lemma{};
  };

  std::vector<Node> nodes_;
  std::vector<std::uint32_t> children_;
  std::vector<std::uint32_t> children_from_;
  std::string lemmas_;
};

}  // namespace histor
