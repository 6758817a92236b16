// Nearly all the time goes into three products of a sentence's words with a matrix; they are multiplied in pairs of 16
// bits into sums of 32 (one instruction, _mm256_madd_epi16, does eight pairs), which is exact as long as the sums do
// not overflow: the trainer rounds the weights so that they cannot. What is added, bent and compared afterwards are
// plain loops that the compiler makes vectors of.

#include "text/network.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#define HISTOR_AVX2 1
#include <immintrin.h>
#else
#define HISTOR_AVX2 0
#endif

namespace histor {
namespace {

void multiply_plain(const std::int16_t* inputs, std::size_t count, const PackedMatrix& matrix, std::int32_t* out) {
  const std::size_t outputs = matrix.outputs;
  for (std::size_t i = 0; i < count; ++i) {
    std::int32_t* sums = out + i * outputs;
    std::fill(sums, sums + outputs, 0);
    for (std::size_t k = 0; k < matrix.inputs; k += 2) {
      const std::int32_t a = inputs[i * matrix.inputs + k];
      const std::int32_t b = inputs[i * matrix.inputs + k + 1];
      const std::int16_t* weights = matrix.weights.data() + k * outputs;
      for (std::size_t j = 0; j < outputs; ++j) sums[j] += a * weights[2 * j] + b * weights[2 * j + 1];
    }
  }
}

// What follows a product is written once, and compiled for the plain machine and for the better one.
[[gnu::always_inline]] inline void narrow(const std::int32_t* from, std::size_t size, std::uint32_t shift,
                                          std::int16_t* to) {
  const std::int32_t half = 1 << (shift - 1);
  for (std::size_t j = 0; j < size; ++j)
    to[j] = static_cast<std::int16_t>(std::clamp((from[j] + half) >> shift, -32768, 32767));
}

[[gnu::always_inline]] inline void add_row(std::int32_t* sums, const std::int16_t* row, std::size_t size) {
  for (std::size_t j = 0; j < size; ++j) sums[j] += row[j];
}

[[gnu::always_inline]] inline void hidden_of(const std::int16_t* const* rows, std::size_t row_count, std::size_t size,
                                             std::int32_t* sums, std::int16_t* bent) {
  std::fill(sums, sums + size, 0);
  for (std::size_t r = 0; r < row_count; ++r) add_row(sums, rows[r], size);
  for (std::size_t j = 0; j < size; ++j) bent[j] = static_cast<std::int16_t>(std::clamp(sums[j], 0, 32767));
}

[[gnu::always_inline]] inline void average(const std::int16_t* candidates, const std::int16_t* gates,
                                           std::int16_t* cell, std::size_t size, std::int16_t* out) {
  // The residual way is added by the caller's row: out holds it.
  for (std::size_t j = 0; j < size; ++j) {
    const std::int32_t gate = gates[j];
    const std::int32_t mixed = (gate * cell[j] + (32768 - gate) * candidates[j] + 16384) >> 15;
    cell[j] = static_cast<std::int16_t>(mixed);
    out[j] = static_cast<std::int16_t>(out[j] + mixed);
  }
}

[[gnu::always_inline]] inline void bend_all(std::span<const std::int16_t> table, const std::int32_t* sums,
                                            std::size_t size, std::uint32_t shift, std::int16_t* out) {
  const std::int32_t half = 1 << (shift - 1);
  const std::int16_t* middle = table.data() + bend_limit;
  for (std::size_t j = 0; j < size; ++j)
    out[j] = middle[std::clamp((sums[j] + half) >> shift, -bend_limit, bend_limit)];
}

[[gnu::always_inline]] inline void embed(const std::int16_t* const* rows, std::size_t row_count, std::size_t size,
                                         std::int32_t* sums, std::span<const std::int16_t> table, std::uint32_t shift,
                                         std::int16_t* out) {
  std::fill(sums, sums + size, 0);
  for (std::size_t r = 0; r < row_count; ++r) add_row(sums, rows[r], size);
  bend_all(table, sums, size, shift, out);
}

void embed_plain(const std::int16_t* const* rows, std::size_t row_count, std::size_t size, std::int32_t* sums,
                 std::span<const std::int16_t> table, std::uint32_t shift, std::int16_t* out) {
  embed(rows, row_count, size, sums, table, shift, out);
}
void narrow_plain(const std::int32_t* from, std::size_t size, std::uint32_t shift, std::int16_t* to) {
  narrow(from, size, shift, to);
}
void hidden_plain(const std::int16_t* const* rows, std::size_t row_count, std::size_t size, std::int32_t* sums,
                  std::int16_t* bent) {
  hidden_of(rows, row_count, size, sums, bent);
}
void average_plain(const std::int16_t* candidates, const std::int16_t* gates, std::int16_t* cell, std::size_t size,
                   std::int16_t* out) {
  average(candidates, gates, cell, size, out);
}

#if HISTOR_AVX2
[[gnu::target("avx2")]] void embed_avx2(const std::int16_t* const* rows, std::size_t row_count, std::size_t size,
                                        std::int32_t* sums, std::span<const std::int16_t> table, std::uint32_t shift,
                                        std::int16_t* out) {
  embed(rows, row_count, size, sums, table, shift, out);
}
[[gnu::target("avx2")]] void narrow_avx2(const std::int32_t* from, std::size_t size, std::uint32_t shift,
                                         std::int16_t* to) {
  narrow(from, size, shift, to);
}
[[gnu::target("avx2")]] void hidden_avx2(const std::int16_t* const* rows, std::size_t row_count, std::size_t size,
                                         std::int32_t* sums, std::int16_t* bent) {
  hidden_of(rows, row_count, size, sums, bent);
}
[[gnu::target("avx2")]] void average_avx2(const std::int16_t* candidates, const std::int16_t* gates, std::int16_t* cell,
                                          std::size_t size, std::int16_t* out) {
  average(candidates, gates, cell, size, out);
}

/// `Rows` words by 16 outputs at a time: the sums stay in registers over all inputs.
template <std::size_t Rows>
[[gnu::target("avx2"), gnu::always_inline]] inline void multiply_block(const std::int16_t* inputs,
                                                                       const PackedMatrix& matrix, std::size_t column,
                                                                       std::int32_t* out) {
  __m256i sums[Rows][2];
  for (std::size_t r = 0; r < Rows; ++r) sums[r][0] = sums[r][1] = _mm256_setzero_si256();
  const std::int16_t* weights = matrix.weights.data() + column * 2;
  for (std::size_t k = 0; k < matrix.inputs; k += 2) {
    const __m256i w0 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(weights + k * matrix.outputs));
    const __m256i w1 = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(weights + k * matrix.outputs + 16));
    for (std::size_t r = 0; r < Rows; ++r) {
      std::int32_t pair = 0;
      std::memcpy(&pair, inputs + r * matrix.inputs + k, sizeof pair);
      const __m256i x = _mm256_set1_epi32(pair);
      sums[r][0] = _mm256_add_epi32(sums[r][0], _mm256_madd_epi16(x, w0));
      sums[r][1] = _mm256_add_epi32(sums[r][1], _mm256_madd_epi16(x, w1));
    }
  }
  for (std::size_t r = 0; r < Rows; ++r) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + r * matrix.outputs + column), sums[r][0]);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + r * matrix.outputs + column + 8), sums[r][1]);
  }
}

[[gnu::target("avx2")]] void multiply_avx2(const std::int16_t* inputs, std::size_t count, const PackedMatrix& matrix,
                                           std::int32_t* out) {
  for (std::size_t column = 0; column < matrix.outputs; column += 16) {
    std::size_t i = 0;
    for (; i + 4 <= count; i += 4)
      multiply_block<4>(inputs + i * matrix.inputs, matrix, column, out + i * matrix.outputs);
    for (; i < count; ++i) multiply_block<1>(inputs + i * matrix.inputs, matrix, column, out + i * matrix.outputs);
  }
}

/// The same with sixteen sums a register, and pairs multiplied and added in one instruction.
template <std::size_t Rows>
[[gnu::target("avx512f,avx512bw,avx512vnni"), gnu::always_inline]] inline void multiply_wide_block(
    const std::int16_t* inputs, const PackedMatrix& matrix, std::size_t column, std::int32_t* out) {
  __m512i sums[Rows][2];
  for (std::size_t r = 0; r < Rows; ++r) sums[r][0] = sums[r][1] = _mm512_setzero_si512();
  const std::int16_t* weights = matrix.weights.data() + column * 2;
  for (std::size_t k = 0; k < matrix.inputs; k += 2) {
    const __m512i w0 = _mm512_loadu_si512(weights + k * matrix.outputs);
    const __m512i w1 = _mm512_loadu_si512(weights + k * matrix.outputs + 32);
    for (std::size_t r = 0; r < Rows; ++r) {
      std::int32_t pair = 0;
      std::memcpy(&pair, inputs + r * matrix.inputs + k, sizeof pair);
      const __m512i x = _mm512_set1_epi32(pair);
      sums[r][0] = _mm512_dpwssd_epi32(sums[r][0], x, w0);
      sums[r][1] = _mm512_dpwssd_epi32(sums[r][1], x, w1);
    }
  }
  for (std::size_t r = 0; r < Rows; ++r) {
    _mm512_storeu_si512(out + r * matrix.outputs + column, sums[r][0]);
    _mm512_storeu_si512(out + r * matrix.outputs + column + 16, sums[r][1]);
  }
}

[[gnu::target("avx512f,avx512bw,avx512vnni")]] void multiply_avx512(const std::int16_t* inputs, std::size_t count,
                                                                    const PackedMatrix& matrix, std::int32_t* out) {
  std::size_t column = 0;
  for (; column + 32 <= matrix.outputs; column += 32) {
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8)
      multiply_wide_block<8>(inputs + i * matrix.inputs, matrix, column, out + i * matrix.outputs);
    for (; i + 4 <= count; i += 4)
      multiply_wide_block<4>(inputs + i * matrix.inputs, matrix, column, out + i * matrix.outputs);
    for (; i < count; ++i) multiply_wide_block<1>(inputs + i * matrix.inputs, matrix, column, out + i * matrix.outputs);
  }
  if (column < matrix.outputs) {
    for (std::size_t i = 0; i < count; ++i)
      multiply_block<1>(inputs + i * matrix.inputs, matrix, column, out + i * matrix.outputs);
  }
}

bool has_avx2() {
  static const bool has = __builtin_cpu_supports("avx2") != 0;
  return has;
}
bool has_avx512() {
  static const bool has = __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
                          __builtin_cpu_supports("avx512vnni") != 0;
  return has;
}
#else
bool has_avx2() {
  return false;
}
#endif

void multiply(bool fast, const std::int16_t* inputs, std::size_t count, const PackedMatrix& matrix, std::int32_t* out) {
#if HISTOR_AVX2
  if (fast && has_avx512()) return multiply_avx512(inputs, count, matrix, out);
  if (fast) return multiply_avx2(inputs, count, matrix, out);
#endif
  static_cast<void>(fast);
  multiply_plain(inputs, count, matrix, out);
}

constexpr std::uint32_t bend_shift = 8;    // the tables' steps are 1 / 2^8
constexpr std::size_t words_at_once = 32;  // what one product's sums take stays in the cache

}  // namespace

NetworkRunner::NetworkRunner(const NetworkWeights& weights, Instructions instructions)
    : weights_(&weights), fast_(instructions == Instructions::best && has_avx2()) {}

void NetworkRunner::run(std::span<const WordFeatures> words) {
  assert(!words.empty());
  count_ = words.size();
  encode(words);
  parse();
}

void NetworkRunner::encode(std::span<const WordFeatures> words) {
  const NetworkWeights& w = *weights_;
  const std::size_t width = w.width;
  const std::size_t half = width / 2;
  activations_.resize(count_ * width);
  sums_.resize(std::max<std::size_t>(width, w.hidden));
  for (std::size_t t = 0; t < count_; ++t) {
    std::array<const std::int16_t*, word_feature_count> rows{};
    for (std::size_t k = 0; k < word_feature_count; ++k) {
      std::uint32_t row = w.rows.find(words[t][k]);
      if (row == KeyTable::nothing) row = static_cast<std::uint32_t>(k);
      rows[k] = w.embedding.data() + row * width;
    }
    std::int16_t* out = activations_.data() + t * width;
#if HISTOR_AVX2
    if (fast_) {
      embed_avx2(rows.data(), rows.size(), width, sums_.data(), w.tanh_table, w.embedding_shift - bend_shift, out);
      continue;
    }
#endif
    embed_plain(rows.data(), rows.size(), width, sums_.data(), w.tanh_table, w.embedding_shift - bend_shift, out);
  }
  for (const NetworkWeights::Layer& layer : w.layers) {
    if (&layer == &w.layers.back()) tag();
    products_.resize(count_ * 4 * width);
    multiply(fast_, activations_.data(), count_, layer.matrix, products_.data());
    const std::uint32_t shift = activation_shift + layer.matrix.shift - bend_shift;
    cells_.resize(5 * width);
    std::int16_t* candidates = cells_.data();
    std::int16_t* gates = candidates + half;
    std::int16_t* cell = candidates + width;
    for (std::size_t direction = 0; direction < 2; ++direction) {
      std::fill(cell, cell + half, std::int16_t{0});
      for (std::size_t step = 0; step < count_; ++step) {
        const std::size_t t = direction == 0 ? step : count_ - 1 - step;
        const std::int32_t* here = products_.data() + t * 4 * width + (direction == 0 ? width : 2 * width);
        const std::int32_t* bias = layer.bias.data() + direction * width;
        // Forward looks at the word before, backward at the word after; at the end there is none.
        const std::int32_t* other = step == 0        ? nullptr
                                    : direction == 0 ? products_.data() + (t - 1) * 4 * width
                                                     : products_.data() + (t + 1) * 4 * width + 3 * width;
        for (std::size_t j = 0; j < width; ++j) sums_[j] = bias[j] + here[j] + (other == nullptr ? 0 : other[j]);
        bend_all(w.tanh_table, sums_.data(), half, shift, candidates);
        bend_all(w.sigmoid_table, sums_.data() + half, half, shift, gates);
        std::int16_t* out = activations_.data() + t * width + direction * half;
#if HISTOR_AVX2
        if (fast_) {
          average_avx2(candidates, gates, cell, half, out);
          continue;
        }
#endif
        average_plain(candidates, gates, cell, half, out);
      }
    }
  }
}

void NetworkRunner::tag() {
  const NetworkWeights& w = *weights_;
  products_.resize(count_ * w.tags.outputs);
  multiply(fast_, activations_.data(), count_, w.tags, products_.data());
  upos_.resize(count_);
  xpos_.resize(count_);
  for (std::size_t t = 0; t < count_; ++t) {
    std::int32_t* row = products_.data() + t * w.tags.outputs;
    for (std::size_t j = 0; j < w.upos_count + w.xpos_count; ++j) row[j] += w.tags_bias[j];
    upos_[t] = static_cast<std::uint8_t>(std::max_element(row, row + w.upos_count) - row);
    row += w.upos_count;
    xpos_[t] = static_cast<std::uint8_t>(std::max_element(row, row + w.xpos_count) - row);
    const std::int16_t* upos_row = w.tag_rows.data() + std::size_t{upos_[t]} * w.width;
    const std::int16_t* xpos_row = w.tag_rows.data() + (std::size_t{w.upos_count} + xpos_[t]) * w.width;
    std::int16_t* told = activations_.data() + t * w.width;
    for (std::size_t j = 0; j < w.width; ++j) told[j] = static_cast<std::int16_t>(told[j] + upos_row[j] + xpos_row[j]);
  }
}

void NetworkRunner::parse() {
  const NetworkWeights& w = *weights_;
  const std::size_t hidden = w.hidden;
  const std::size_t wide = place_count * hidden;
  place_sums_.resize(count_ * wide);
  products_.resize(words_at_once * wide);
  const std::uint32_t shift = activation_shift + w.places.shift - hidden_shift;
  for (std::size_t first = 0; first < count_; first += words_at_once) {
    const std::size_t count = std::min(words_at_once, count_ - first);
    multiply(fast_, activations_.data() + first * w.width, count, w.places, products_.data());
#if HISTOR_AVX2
    if (fast_) {
      narrow_avx2(products_.data(), count * wide, shift, place_sums_.data() + first * wide);
      continue;
    }
#endif
    narrow_plain(products_.data(), count * wide, shift, place_sums_.data() + first * wide);
  }
  bent_.resize(hidden);
  scores_.resize(w.output.outputs);
  state_.start(static_cast<std::uint32_t>(count_));
  std::array<const std::int16_t*, place_count + fact_count + 1> rows{};
  while (!state_.finished()) {
    if (!state_.can_left() && !state_.can_right()) {  // nothing to choose
      state_.shift();
      continue;
    }
    const StateFeatures f = features_of(state_);
    std::size_t r = 0;
    for (std::size_t p = 0; p < place_count; ++p) {
      const std::uint32_t word = f.places[p];
      rows[r++] = word == no_word || word == 0 ? w.absent.data() + (p * 2 + (word == 0 ? 1 : 0)) * hidden
                                               : place_sums_.data() + (word - 1) * wide + p * hidden;
    }
    for (std::size_t k = 0; k < fact_count; ++k) rows[r++] = w.facts.data() + (k * fact_values + f.facts[k]) * hidden;
    rows[r++] = w.hidden_bias.data();
#if HISTOR_AVX2
    if (fast_) {
      hidden_avx2(rows.data(), r, hidden, sums_.data(), bent_.data());
    } else {
      hidden_plain(rows.data(), r, hidden, sums_.data(), bent_.data());
    }
#else
    hidden_plain(rows.data(), r, hidden, sums_.data(), bent_.data());
#endif
    multiply(fast_, bent_.data(), 1, w.output, scores_.data());
    std::uint32_t best = 0;
    std::int32_t most = state_.can_shift() ? scores_[0] + w.output_bias[0] : INT32_MIN;
    const auto consider = [&](std::uint32_t begin, std::uint32_t end) {
      for (std::uint32_t a = begin; a < end; ++a) {
        const std::int32_t score = scores_[a] + w.output_bias[a];
        if (score > most) {
          most = score;
          best = a;
        }
      }
    };
    if (state_.can_left()) consider(1, w.left_end);
    if (state_.can_right()) consider(w.left_end, w.right_end);
    if (best == 0) {
      state_.shift();
    } else if (best < w.left_end) {
      state_.left(w.action_labels[best]);
    } else {
      state_.right(w.action_labels[best]);
    }
  }
}

}  // namespace histor
