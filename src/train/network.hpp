#pragma once
// The network that tags and parses, as it is trained: in floating point, with its gradients. src/text/network.hpp runs
// it in integers.

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "text/conllu.hpp"
#include "text/transitions.hpp"
#include "text/word_features.hpp"

namespace histor::train {

struct Parameter {
  std::vector<float> value;
  std::vector<float> gradient;
  std::vector<float> mean;
  std::vector<float> variance;

  void resize(std::size_t size) {
    for (std::vector<float>* v : {&value, &gradient, &mean, &variance}) v->assign(size, 0.0F);
  }
};

/// A sentence as numbers.
struct Example {
  std::vector<WordFeatures> keys;
  std::vector<std::uint8_t> upos;
  std::vector<std::uint8_t> xpos;
  std::vector<std::uint32_t> head;  ///< index 0 is the root's own; words from 1
  std::vector<std::uint8_t> label;  ///< as head
};

struct Labels {
  std::vector<std::string> upos;
  std::vector<std::string> xpos;
  std::vector<std::string> deprels;
};

struct Action {
  Move move = Move::shift;
  std::uint8_t label = 0;
};

struct Shape {
  std::size_t width = 128;
  std::size_t layers = 3;
  std::size_t hidden = 128;
};

struct Scores {
  double upos = 0;
  double xpos = 0;
  double uas = 0;
  double las = 0;
};

/// Words that the model has a row for: the key's row, counted from the rows of unknown words, one a kind.
using Rows = std::unordered_map<std::uint64_t, std::uint32_t>;

/// Other forms of the sentences of a training part, which stand in for them at times.
struct Variants {
  std::vector<std::vector<Example>> of;  ///< for each sentence; empty where no sentence has any
  std::vector<WordFeatures> words;       ///< those that they have and their sentences do not
};

struct Options {
  Shape shape;
  int epochs = 26;
  std::uint64_t seed = 1;
  float rate = 0.002F;
  float dropout = 0.25F;         ///< of what the words are
  float hidden_dropout = 0.25F;  ///< of the parser's hidden layer
  float variant_chance = 0.2F;   ///< that a sentence with variants is one of them for an epoch
};

class Network {
 public:
  Shape shape;
  Labels labels;
  std::vector<Action> actions;
  Rows rows;
  std::vector<std::uint32_t> row_count;  ///< how often each row's key stands in the training part

  Parameter embedding;                         ///< row × width
  std::vector<Parameter> layer;                ///< width × 4·width: before, here (forward), here, after (backward)
  std::vector<Parameter> layer_bias;           ///< 2·width: candidates and gates forward, then backward
  Parameter upos, upos_bias, xpos, xpos_bias;  ///< read off the input of the last layer
  Parameter tag_rows;                          ///< (upos, then xpos) × width: what the last layer is told of the tags
  Parameter places;                            ///< width × place_count·hidden
  Parameter absent;                            ///< place_count × {no word, root} × hidden
  Parameter facts;                             ///< fact_count × fact_values × hidden
  Parameter hidden_bias;
  Parameter output, output_bias;

  /// Trains on `train` and its variants, telling how it fares on `dev` after each epoch.
  void fit(const std::vector<Example>& train, const Variants& variants, const std::vector<Example>& dev,
           const Options& options, const std::function<void(const std::string&)>& tell);
  [[nodiscard]] Scores score(const std::vector<Example>& examples) const;
};

/// The labels of a treebank, and its sentences in numbers. Subtypes of relations are labels of their own.
[[nodiscard]] Labels collect_labels(const std::vector<ConlluSentence>& sentences);
[[nodiscard]] Example make_example(const ConlluSentence& sentence, const Labels& labels);

}  // namespace histor::train
