#pragma once
// The tagging and parsing network in integers: the same numbers on every machine, with vector instructions or without.
// It is trained in floating point by src/train and rounded once, into the sections of the model file that these views
// point at.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/transitions.hpp"
#include "text/word_features.hpp"

namespace histor {

/// A matrix of inputs × outputs, times 2^shift, with the weights of two neighbouring inputs side by side: [inputs /
/// 2][outputs][2]. Inputs are even, outputs a multiple of 16.
struct PackedMatrix {
  std::span<const std::int16_t> weights;
  std::uint32_t inputs = 0;
  std::uint32_t outputs = 0;
  std::uint32_t shift = 0;
};

/// Open addressing over 64-bit keys: the high bits of a key choose its slot, the low ones are compared.
struct KeyTable {
  struct Entry {
    std::uint32_t check;
    std::uint32_t value;
  };
  static constexpr std::uint32_t nothing = 0xFFFFFFFF;

  std::span<const Entry> entries;  ///< a power of two of them, at least one empty

  [[nodiscard]] std::uint32_t find(std::uint64_t key) const {
    const std::size_t mask = entries.size() - 1;
    const auto check = static_cast<std::uint32_t>(key);
    for (std::size_t i = static_cast<std::size_t>(key >> 32) & mask;; i = (i + 1) & mask) {
      if (entries[i].value == nothing || entries[i].check == check) return entries[i].value;
    }
  }
};

constexpr std::uint32_t activation_shift = 12;  ///< 1.0 between the layers is 4096
constexpr std::uint32_t hidden_shift = 9;       ///< 1.0 in the parser's sums is 512
constexpr std::int32_t bend_limit = 2047;       ///< the bends' tables hold -2047 … 2047, in steps of 1/256
constexpr std::size_t bend_size = 2 * bend_limit + 1;

struct NetworkWeights {
  std::uint32_t width = 0;
  std::uint32_t hidden = 0;
  KeyTable rows;  ///< feature keys to rows; the first word_feature_count rows are for unknown ones
  std::span<const std::int16_t> embedding;  ///< row × width
  std::uint32_t embedding_shift = 0;
  std::span<const std::int16_t> tanh_table;     ///< times 2^activation_shift
  std::span<const std::int16_t> sigmoid_table;  ///< times 2^15, at most 32767
  struct Layer {
    PackedMatrix matrix;                 ///< width × 4·width: before, here; here, after
    std::span<const std::int32_t> bias;  ///< 2·width, times 2^(activation_shift + matrix.shift)
  };
  std::vector<Layer> layers;
  PackedMatrix tags;  ///< width × (upos, xpos, padding), of the last layer's input
  std::span<const std::int32_t> tags_bias;
  std::span<const std::int16_t> tag_rows;  ///< (upos, then xpos) × width: added to the last layer's input
  PackedMatrix places;                     ///< width × place_count·hidden
  std::span<const std::int16_t> absent;    ///< place × {no word, root} × hidden, times 2^hidden_shift
  std::span<const std::int16_t> facts;     ///< fact × value × hidden, the same
  std::span<const std::int16_t> hidden_bias;
  PackedMatrix output;  ///< hidden × (actions, padding)
  std::span<const std::int32_t> output_bias;
  std::uint32_t upos_count = 0;
  std::uint32_t xpos_count = 0;
  /// Actions are shift, then the lefts, then the rights.
  std::uint32_t left_end = 0;
  std::uint32_t right_end = 0;
  std::span<const std::uint8_t> action_labels;
};

/// Which instructions multiply. The results are equal to the bit; `plain` is what every machine can do, and what the
/// tests compare with.
enum class Instructions : std::uint8_t { best, plain };

/// Tags and parses one sentence at a time. It keeps its buffers: one object a thread.
class NetworkRunner {
 public:
  explicit NetworkRunner(const NetworkWeights& weights, Instructions instructions = Instructions::best);

  /// One word's features each; at least one word. The results stand until the next call.
  void run(std::span<const WordFeatures> words);

  [[nodiscard]] std::span<const std::uint8_t> upos() const { return upos_; }
  [[nodiscard]] std::span<const std::uint8_t> xpos() const { return xpos_; }
  /// Words count from 1, as in UD.
  [[nodiscard]] const ParserState& tree() const { return state_; }

 private:
  void encode(std::span<const WordFeatures> words);
  void tag();
  void parse();

  const NetworkWeights* weights_;
  bool fast_;
  std::size_t count_ = 0;
  std::vector<std::int16_t> activations_;
  std::vector<std::int16_t> cells_;
  std::vector<std::int32_t> products_;
  std::vector<std::int16_t> place_sums_;
  std::vector<std::int32_t> sums_;
  std::vector<std::int16_t> bent_;
  std::vector<std::int32_t> scores_;
  std::vector<std::uint8_t> upos_;
  std::vector<std::uint8_t> xpos_;
  ParserState state_;
};

}  // namespace histor
