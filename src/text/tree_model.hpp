#pragma once
// The model file of a language: what cuts, tags, lemmatises and parses its texts. `histor-train` writes it,
// models/README.md says from what; it is used where it lies in memory, little-endian and aligned to 64 bytes.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "text/network.hpp"
#include "text/ud_relations.hpp"
#include "text/ud_tokens.hpp"

namespace histor {

/// The sections of the file, in its order.
enum class ModelSection : std::uint8_t {
  numbers,  ///< uint32: see ModelNumber, then one shift a layer
  names,    ///< lists of lines, each list ended by an empty line: upos, xpos, deprels, feats, lemma rules
  rows,     ///< KeyTable of features
  embedding,
  tanh_table,
  sigmoid_table,
  layers,  ///< the matrices, one after the other
  layer_bias,
  tags,
  tags_bias,
  tag_rows,
  places,
  absent,
  facts,
  hidden_bias,
  output,
  output_bias,
  action_labels,
  borders,  ///< Segmenter's weights
  inner,    ///< InnerBorder
  lemmas,   ///< KeyTable from rule_key to a lemma rule
  feats,    ///< KeyTable from rule_key to a list of features
};
constexpr std::size_t model_section_count = 22;

enum class ModelNumber : std::uint8_t {
  width,
  hidden,
  layers,
  upos,
  xpos,
  actions,
  left_end,
  embedding_shift,
  tags_shift,
  places_shift,
  output_shift,
  tags_outputs,
  output_outputs
};
constexpr std::size_t model_number_count = 13;

constexpr std::string_view model_magic{"HISTTREE", 8};
constexpr std::uint32_t model_version = 1;

/// How a form becomes its lemma: the last `cut` bytes of the form (in lower case unless `keeps_case`) give way to
/// `ending`.
struct LemmaRule {
  bool keeps_case = false;
  std::uint8_t cut = 0;
  std::string_view ending;
};

/// A key for a word with its tags: the whole of its folded form, or its last `suffix` bytes.
constexpr std::size_t whole_form = 0xFF;
constexpr std::size_t longest_suffix = 5;
[[nodiscard]] std::uint64_t rule_key(std::uint8_t upos, std::uint8_t xpos, std::size_t suffix, std::string_view folded);

/// `form` in lower case, over what `out` held. Bytes that are not UTF-8 stay.
void fold_form(std::string_view form, std::string& out);

/// The value of the first key that `table` has: the whole form, then its endings from long to none.
[[nodiscard]] std::uint32_t find_rule(const KeyTable& table, std::uint8_t upos, std::uint8_t xpos,
                                      std::string_view folded);

/// The names that trees were made with, by index, and what they mean to the rules; see ud_relations.hpp.
struct TreeLabels {
  std::vector<std::string> upos_names;
  std::vector<std::string> xpos_names;
  std::vector<std::string> deprel_names;
  std::vector<std::string> feats_names;
  std::vector<Upos> upos;
  std::vector<UdRelation> relations;
  std::vector<bool> passive;   ///< of a list of features: a passive participle
  std::vector<bool> relative;  ///< of a list of features: a relative pronoun

  [[nodiscard]] static TreeLabels of(std::span<const std::string_view> upos, std::span<const std::string_view> xpos,
                                     std::span<const std::string_view> deprels,
                                     std::span<const std::string_view> feats);
};

/// Views into the bytes of a model file, which must outlive it. Threads may share one.
class TreeModel {
 public:
  /// Errors: parse, version; integrity where sections do not fit one another. `bytes` is aligned to 64.
  [[nodiscard]] static Result<TreeModel> from_bytes(std::string_view bytes, std::string_view name);
  /// The model of English that is part of the program.
  [[nodiscard]] static const TreeModel& english();

  std::vector<std::string_view> upos;
  std::vector<std::string_view> xpos;
  std::vector<std::string_view> deprels;
  std::vector<std::string_view> feats;
  TreeLabels labels;
  std::vector<LemmaRule> lemma_rules;
  NetworkWeights network;
  Segmenter segmenter;
  KeyTable lemma_table;
  KeyTable feats_table;

  /// The index of a name, or 255.
  [[nodiscard]] static std::uint8_t index_of(const std::vector<std::string_view>& names, std::string_view name);
};

}  // namespace histor
