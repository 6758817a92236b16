// Words become the sum of their features' rows; two layers of gated averages in both directions let each word see its
// sentence (quasi-recurrent networks, Bradbury et al. 2017); tags are read off the result, and so are the first sums of
// the parser's hidden layer, once a word, as Chen and Manning (2014) do for the vocabulary. The parser learns from its
// own mistakes by the dynamic oracle of Goldberg and Nivre (2013): at each state, every move that loses no further arc
// is right.

#include "train/network.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>
#include <random>

#include "text/network.hpp"

// The passes of the loop that follows touch no memory of one another.
#if defined(__clang__)
#define HISTOR_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#else
#define HISTOR_INDEPENDENT _Pragma("GCC ivdep")
#endif

namespace histor::train {
namespace {

// ---- small dense algebra, row-major ----

/// c[n×m] += a[n×k] · b[k×m]
void multiply(const float* a, const float* b, float* c, std::size_t n, std::size_t k, std::size_t m) {
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    float* c0 = c + i * m;
    float* c1 = c0 + m;
    float* c2 = c1 + m;
    float* c3 = c2 + m;
    for (std::size_t p = 0; p < k; ++p) {
      const float a0 = a[i * k + p];
      const float a1 = a[(i + 1) * k + p];
      const float a2 = a[(i + 2) * k + p];
      const float a3 = a[(i + 3) * k + p];
      const float* row = b + p * m;
      HISTOR_INDEPENDENT
      for (std::size_t j = 0; j < m; ++j) {
        c0[j] += a0 * row[j];
        c1[j] += a1 * row[j];
        c2[j] += a2 * row[j];
        c3[j] += a3 * row[j];
      }
    }
  }
  for (; i < n; ++i) {
    for (std::size_t p = 0; p < k; ++p) {
      const float a0 = a[i * k + p];
      const float* row = b + p * m;
      float* c0 = c + i * m;
      HISTOR_INDEPENDENT
      for (std::size_t j = 0; j < m; ++j) c0[j] += a0 * row[j];
    }
  }
}

/// c[k×m] += aᵀ[k×n] · b[n×m], a given as n×k
void multiply_transposed(const float* a, const float* b, float* c, std::size_t n, std::size_t k, std::size_t m) {
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    const float* b0 = b + i * m;
    const float* b1 = b0 + m;
    const float* b2 = b1 + m;
    const float* b3 = b2 + m;
    for (std::size_t p = 0; p < k; ++p) {
      const float a0 = a[i * k + p];
      const float a1 = a[(i + 1) * k + p];
      const float a2 = a[(i + 2) * k + p];
      const float a3 = a[(i + 3) * k + p];
      float* row = c + p * m;
      HISTOR_INDEPENDENT
      for (std::size_t j = 0; j < m; ++j) row[j] += a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
    }
  }
  for (; i < n; ++i) {
    for (std::size_t p = 0; p < k; ++p) {
      const float a0 = a[i * k + p];
      const float* b0 = b + i * m;
      float* row = c + p * m;
      HISTOR_INDEPENDENT
      for (std::size_t j = 0; j < m; ++j) row[j] += a0 * b0[j];
    }
  }
}

std::vector<float> transposed(const std::vector<float>& a, std::size_t n, std::size_t m) {
  std::vector<float> out(a.size());
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < m; ++j) out[j * n + i] = a[i * m + j];
  }
  return out;
}

float sigmoid(float x) {
  // Fast division makes no number of one by infinity.
  return 1.0F / (1.0F + std::exp(-std::clamp(x, -30.0F, 30.0F)));
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  /// In [0, 1). Not the standard's distributions: theirs differ between libraries.
  float uniform() { return static_cast<float>(engine_() >> 40) * (1.0F / 16777216.0F); }
  float normal() {
    float sum = 0;
    for (int i = 0; i < 12; ++i) sum += uniform();
    return sum - 6.0F;
  }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }

 private:
  std::mt19937_64 engine_;
};

// ---- the oracle ----

struct Costs {
  int shift = 0;
  int left = 0;
  int right = 0;
};

/// The gold arcs that each move would put out of reach.
Costs costs_of(const ParserState& state, const Example& gold) {
  Costs cost;
  const std::uint32_t s0 = state.stack(0, 0);
  const std::uint32_t s1 = state.stack(1, no_word);
  const std::uint32_t b0 = state.next();
  const std::uint32_t n = state.words();
  if (b0 <= n) {
    for (std::size_t i = 0; i < state.depth(); ++i) {
      const std::uint32_t word = state.stack(i, 0);
      if (i > 0 && gold.head[b0] == word) ++cost.shift;
      if (word != 0 && gold.head[word] == b0) ++cost.shift;
    }
  }
  int dependents = 0;
  for (std::uint32_t word = b0; word <= n; ++word) {
    if (gold.head[word] == s0) ++dependents;
  }
  if (s0 != 0) {
    cost.left = dependents + (gold.head[s0] != b0 && (gold.head[s0] == s1 || gold.head[s0] > b0) ? 1 : 0);
    cost.right = dependents + (s1 != no_word && gold.head[s0] >= b0 && gold.head[s0] <= n ? 1 : 0);
  }
  return cost;
}

}  // namespace

Labels collect_labels(const std::vector<ConlluSentence>& sentences) {
  std::map<std::string, int> upos;
  std::map<std::string, int> xpos;
  std::map<std::string, int> deprels;
  for (const ConlluSentence& sentence : sentences) {
    for (const ConlluWord& word : sentence.words) {
      ++upos[word.upos];
      ++xpos[word.xpos];
      ++deprels[word.deprel];
    }
  }
  Labels labels;
  for (const auto& [name, count] : upos) labels.upos.push_back(name);
  for (const auto& [name, count] : xpos) labels.xpos.push_back(name);
  for (const auto& [name, count] : deprels) {
    if (count >= 3) labels.deprels.push_back(name);
  }
  return labels;
}

Example make_example(const ConlluSentence& sentence, const Labels& labels) {
  const auto index = [](const std::vector<std::string>& names, std::string_view name) {
    const auto at = std::lower_bound(names.begin(), names.end(), name);
    return at != names.end() && *at == name ? static_cast<std::uint8_t>(at - names.begin()) : ParserState::no_label;
  };
  Example out;
  out.head.push_back(0);
  out.label.push_back(ParserState::no_label);
  std::vector<bool> glued_right(sentence.words.size());
  auto token = sentence.multiword.begin();
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    while (token != sentence.multiword.end() && token->end <= i) ++token;
    if (token != sentence.multiword.end() && token->first <= i) {
      glued_right[i] = i + 1 < token->end || no_space_after(token->misc);
    } else {
      glued_right[i] = no_space_after(sentence.words[i].misc);
    }
  }
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    const ConlluWord& word = sentence.words[i];
    const bool last = i + 1 == sentence.words.size();
    out.keys.push_back(word_features(word.form, i > 0 && glued_right[i - 1], !last && glued_right[i]));
    out.upos.push_back(index(labels.upos, word.upos));
    out.xpos.push_back(index(labels.xpos, word.xpos));
    out.head.push_back(word.head);
    std::uint8_t label = index(labels.deprels, word.deprel);
    if (label == ParserState::no_label)
      label = index(labels.deprels, std::string_view(word.deprel).substr(0, word.deprel.find(':')));
    out.label.push_back(label);
  }
  return out;
}

namespace {

/// One batch through the network, forward and back. Buffers are kept between batches.
class Pass {
 public:
  explicit Pass(Network& net) : net_(net) {}

  void forward(const std::vector<const Example*>& batch, Random* random, float dropout) {
    const std::size_t width = net_.shape.width;
    batch_ = batch;
    starts_.assign(1, 0);
    for (const Example* example : batch) starts_.push_back(starts_.back() + example->keys.size());
    n_ = starts_.back();
    input_.assign(net_.shape.layers + 1, {});
    sums_.assign(net_.shape.layers, {});
    states_.assign(net_.shape.layers, {});
    masks_.assign(net_.shape.layers + 1, {});
    used_rows_.assign(n_ * word_feature_count, 0);
    base_.assign(n_ * width, 0.0F);
    std::size_t t = 0;
    for (const Example* example : batch) {
      for (const WordFeatures& keys : example->keys) {
        // A word that stands once in the training part is taken for unknown half of the time, with what only it has.
        bool drop = false;
        if (random != nullptr) {
          const auto found = net_.rows.find(keys[0]);
          const float count = found == net_.rows.end() ? 0.0F : static_cast<float>(net_.row_count[found->second]);
          drop = random->uniform() < 0.4F / (0.4F + count);
        }
        for (std::size_t k = 0; k < word_feature_count; ++k) {
          const auto found = net_.rows.find(keys[k]);
          std::uint32_t row = found == net_.rows.end() ? static_cast<std::uint32_t>(k) : found->second;
          if (drop && (k == 0 || net_.row_count[row] < 3)) row = static_cast<std::uint32_t>(k);
          used_rows_[t * word_feature_count + k] = row;
          const float* from = &net_.embedding.value[row * width];
          float* to = &base_[t * width];
          for (std::size_t j = 0; j < width; ++j) to[j] += from[j];
        }
        ++t;
      }
    }
    for (float& x : base_) x = std::tanh(x);
    input_[0] = base_;
    drop_out(input_[0], masks_[0], random, dropout);
    for (std::size_t l = 0; l < net_.shape.layers; ++l) {
      if (l + 1 == net_.shape.layers) tell_tags(l);
      layer_forward(l);
      std::vector<float>& h = states_[l];
      input_[l + 1] = h;
      drop_out(input_[l + 1], masks_[l + 1], random, dropout);
      for (std::size_t i = 0; i < n_ * width; ++i) input_[l + 1][i] += input_[l][i];
    }
    place_sums_.assign(n_ * place_count * net_.shape.hidden, 0.0F);
    multiply(input_.back().data(), net_.places.value.data(), place_sums_.data(), n_, width,
             place_count * net_.shape.hidden);
  }

  /// Tags: logits of one head.
  [[nodiscard]] std::vector<float> logits(const Parameter& weights, const Parameter& bias) const {
    const std::size_t m = bias.value.size();
    std::vector<float> out(n_ * m);
    for (std::size_t i = 0; i < n_; ++i)
      std::copy(bias.value.begin(), bias.value.end(), out.begin() + static_cast<std::ptrdiff_t>(i * m));
    multiply(before_tags_.data(), weights.value.data(), out.data(), n_, net_.shape.width, m);
    return out;
  }

  /// The hidden layer before its bend, and the scores of the actions.
  void score(std::size_t start, const StateFeatures& f, std::vector<float>& sums, std::vector<float>& bent,
             std::vector<float>& scores, const float* mask) const {
    const std::size_t hidden = net_.shape.hidden;
    sums = net_.hidden_bias.value;
    for (std::size_t p = 0; p < place_count; ++p) {
      const float* from = f.places[p] == no_word || f.places[p] == 0
                              ? &net_.absent.value[(p * 2 + (f.places[p] == 0 ? 1 : 0)) * hidden]
                              : &place_sums_[((start + f.places[p] - 1) * place_count + p) * hidden];
      for (std::size_t j = 0; j < hidden; ++j) sums[j] += from[j];
    }
    for (std::size_t k = 0; k < fact_count; ++k) {
      const float* from = &net_.facts.value[(k * fact_values + f.facts[k]) * hidden];
      for (std::size_t j = 0; j < hidden; ++j) sums[j] += from[j];
    }
    bent.resize(hidden);
    for (std::size_t j = 0; j < hidden; ++j) bent[j] = std::max(sums[j], 0.0F) * (mask != nullptr ? mask[j] : 1.0F);
    scores = net_.output_bias.value;
    multiply(bent.data(), net_.output.value.data(), scores.data(), 1, hidden, scores.size());
  }

  /// Gradients of the loss of this batch; forward() with the same random comes first. Returns the loss.
  double backward(Random& random, float dropout, float explore) {
    const std::size_t width = net_.shape.width;
    const std::size_t hidden = net_.shape.hidden;
    const std::size_t wide = place_count * hidden;
    double loss = 0;
    top_gradient_.assign(n_ * width, 0.0F);
    std::vector<float> tag_gradient(n_ * width, 0.0F);
    const auto tags = [&](Parameter& weights, Parameter& bias, std::vector<std::uint8_t> Example::* gold, float scale) {
      std::vector<float> out = logits(weights, bias);
      const std::size_t m = bias.value.size();
      std::size_t t = 0;
      for (const Example* example : batch_) {
        for (const std::uint8_t right : example->*gold) {
          float* row = &out[t * m];
          loss += softmax_gradient(row, m, right) * static_cast<double>(scale);
          for (std::size_t j = 0; j < m; ++j) {
            row[j] *= scale;
            bias.gradient[j] += row[j];
          }
          ++t;
        }
      }
      multiply_transposed(before_tags_.data(), out.data(), weights.gradient.data(), n_, width, m);
      const std::vector<float> turned = transposed(weights.value, width, m);
      multiply(out.data(), turned.data(), tag_gradient.data(), n_, m, width);
    };
    tags(net_.upos, net_.upos_bias, &Example::upos, 1.0F);
    tags(net_.xpos, net_.xpos_bias, &Example::xpos, 0.5F);

    // The parser: states one by one, their gradients into the sums of the words they looked at.
    place_gradient_.assign(n_ * wide, 0.0F);
    const std::vector<float> output_turned = transposed(net_.output.value, hidden, net_.actions.size());
    std::vector<float> sums;
    std::vector<float> bent;
    std::vector<float> scores;
    std::vector<float> gradient;
    std::vector<float> mask(hidden);
    ParserState state;
    for (std::size_t e = 0; e < batch_.size(); ++e) {
      const Example& gold = *batch_[e];
      const std::size_t start = starts_[e];
      state.start(static_cast<std::uint32_t>(gold.keys.size()));
      while (!state.finished()) {
        const StateFeatures f = features_of(state);
        for (float& x : mask) x = random.uniform() < dropout ? 0.0F : 1.0F / (1.0F - dropout);
        score(start, f, sums, bent, scores, mask.data());
        const auto [right, all] = right_actions(state, gold);
        const std::size_t best = best_action(state, scores);
        loss += marginal_gradient(state, scores, right);
        // scores now holds the gradient.
        for (std::size_t a = 0; a < scores.size(); ++a) net_.output_bias.gradient[a] += scores[a];
        multiply_transposed(bent.data(), scores.data(), net_.output.gradient.data(), 1, hidden, scores.size());
        gradient.assign(hidden, 0.0F);
        multiply(scores.data(), output_turned.data(), gradient.data(), 1, scores.size(), hidden);
        for (std::size_t j = 0; j < hidden; ++j) gradient[j] = sums[j] > 0 ? gradient[j] * mask[j] : 0.0F;
        for (std::size_t j = 0; j < hidden; ++j) net_.hidden_bias.gradient[j] += gradient[j];
        for (std::size_t p = 0; p < place_count; ++p) {
          float* to = f.places[p] == no_word || f.places[p] == 0
                          ? &net_.absent.gradient[(p * 2 + (f.places[p] == 0 ? 1 : 0)) * hidden]
                          : &place_gradient_[((start + f.places[p] - 1) * place_count + p) * hidden];
          for (std::size_t j = 0; j < hidden; ++j) to[j] += gradient[j];
        }
        for (std::size_t k = 0; k < fact_count; ++k) {
          float* to = &net_.facts.gradient[(k * fact_values + f.facts[k]) * hidden];
          for (std::size_t j = 0; j < hidden; ++j) to[j] += gradient[j];
        }
        std::size_t taken = best;
        if (random.uniform() >= explore && std::find(right.begin(), right.end(), best) == right.end())
          taken = right[random.below(right.size())];
        apply(state, net_.actions[taken]);
      }
    }
    multiply_transposed(input_.back().data(), place_gradient_.data(), net_.places.gradient.data(), n_, width, wide);
    const std::vector<float> places_turned = transposed(net_.places.value, width, wide);
    multiply(place_gradient_.data(), places_turned.data(), top_gradient_.data(), n_, wide, width);

    for (std::size_t l = net_.shape.layers; l-- > 0;) {
      layer_backward(l);
      if (l + 1 < net_.shape.layers) continue;
      for (std::size_t t = 0; t < n_; ++t) {
        for (const std::size_t row : {std::size_t{upos_[t]}, net_.labels.upos.size() + xpos_[t]}) {
          for (std::size_t j = 0; j < width; ++j)
            net_.tag_rows.gradient[row * width + j] += top_gradient_[t * width + j];
        }
      }
      for (std::size_t i = 0; i < n_ * width; ++i) top_gradient_[i] += tag_gradient[i];
    }
    for (std::size_t i = 0; i < n_ * width; ++i) top_gradient_[i] *= masks_[0][i] * (1.0F - base_[i] * base_[i]);
    touched.clear();
    for (std::size_t t = 0; t < n_; ++t) {
      for (std::size_t k = 0; k < word_feature_count; ++k) {
        const std::uint32_t row = used_rows_[t * word_feature_count + k];
        touched.push_back(row);
        for (std::size_t j = 0; j < width; ++j)
          net_.embedding.gradient[row * width + j] += top_gradient_[t * width + j];
      }
    }
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    return loss;
  }

  [[nodiscard]] std::size_t best_action(const ParserState& state, const std::vector<float>& scores) const {
    const bool allowed[3] = {state.can_shift(), state.can_left(), state.can_right()};
    std::size_t best = net_.actions.size();
    for (std::size_t a = 0; a < scores.size(); ++a) {
      if (allowed[static_cast<std::size_t>(net_.actions[a].move)] &&
          (best == net_.actions.size() || scores[a] > scores[best]))
        best = a;
    }
    return best;
  }

  static void apply(ParserState& state, Action action) {
    if (action.move == Move::shift) {
      state.shift();
    } else if (action.move == Move::left) {
      state.left(action.label);
    } else {
      state.right(action.label);
    }
  }

  [[nodiscard]] std::size_t start_of(std::size_t example) const { return starts_[example]; }

  std::vector<std::uint32_t> touched;  ///< rows with a gradient after backward()

 private:
  void drop_out(std::vector<float>& values, std::vector<float>& mask, Random* random, float dropout) const {
    mask.assign(values.size(), 1.0F);
    if (random == nullptr) return;
    for (std::size_t i = 0; i < values.size(); ++i) {
      mask[i] = random->uniform() < dropout ? 0.0F : 1.0F / (1.0F - dropout);
      values[i] *= mask[i];
    }
  }

  /// Adds the tags that are read off layer l's input to it.
  void tell_tags(std::size_t l) {
    before_tags_ = input_[l];
    const std::size_t width = net_.shape.width;
    const auto best = [&](const Parameter& weights, const Parameter& bias, std::vector<std::uint8_t>& out) {
      const std::vector<float> scores = logits(weights, bias);
      const auto m = static_cast<std::ptrdiff_t>(bias.value.size());
      out.resize(n_);
      for (std::size_t t = 0; t < n_; ++t) {
        const auto row = scores.begin() + static_cast<std::ptrdiff_t>(t) * m;
        out[t] = static_cast<std::uint8_t>(std::max_element(row, row + m) - row);
      }
    };
    best(net_.upos, net_.upos_bias, upos_);
    best(net_.xpos, net_.xpos_bias, xpos_);
    for (std::size_t t = 0; t < n_; ++t) {
      const float* a = &net_.tag_rows.value[upos_[t] * width];
      const float* b = &net_.tag_rows.value[(net_.labels.upos.size() + xpos_[t]) * width];
      for (std::size_t j = 0; j < width; ++j) input_[l][t * width + j] += a[j] + b[j];
    }
  }

  // The columns of a layer's product: [before | here] for forward, [here | after] for backward; each width wide: half
  // candidates, half gates.
  void layer_forward(std::size_t l) {
    const std::size_t width = net_.shape.width;
    const std::size_t half = width / 2;
    std::vector<float> product(n_ * 4 * width, 0.0F);
    multiply(input_[l].data(), net_.layer[l].value.data(), product.data(), n_, width, 4 * width);
    std::vector<float>& sums = sums_[l];  // candidates and gates after their bends, forward then backward
    sums.assign(n_ * 2 * width, 0.0F);
    states_[l].assign(n_ * width, 0.0F);
    const std::vector<float>& bias = net_.layer_bias[l].value;
    for (std::size_t e = 0; e + 1 < starts_.size(); ++e) {
      const std::size_t begin = starts_[e];
      const std::size_t end = starts_[e + 1];
      for (std::size_t t = begin; t < end; ++t) {
        float* out = &sums[t * 2 * width];
        const float* here = &product[t * 4 * width];
        for (std::size_t j = 0; j < width; ++j) {
          out[j] = bias[j] + here[width + j] + (t > begin ? product[(t - 1) * 4 * width + j] : 0.0F);
          out[width + j] = bias[width + j] + here[2 * width + j] +
                           (t + 1 < end ? product[(t + 1) * 4 * width + 3 * width + j] : 0.0F);
        }
        for (std::size_t d = 0; d < 2; ++d) {
          for (std::size_t j = 0; j < half; ++j) {
            out[d * width + j] = std::tanh(std::clamp(out[d * width + j], -15.0F, 15.0F));
            out[d * width + half + j] = sigmoid(out[d * width + half + j]);
          }
        }
      }
      for (std::size_t t = begin; t < end; ++t) {
        const float* in = &sums[t * 2 * width];
        for (std::size_t j = 0; j < half; ++j) {
          const float before = t > begin ? states_[l][(t - 1) * width + j] : 0.0F;
          states_[l][t * width + j] = in[half + j] * before + (1.0F - in[half + j]) * in[j];
        }
      }
      for (std::size_t t = end; t-- > begin;) {
        const float* in = &sums[t * 2 * width + width];
        for (std::size_t j = 0; j < half; ++j) {
          const float after = t + 1 < end ? states_[l][(t + 1) * width + half + j] : 0.0F;
          states_[l][t * width + half + j] = in[half + j] * after + (1.0F - in[half + j]) * in[j];
        }
      }
    }
  }

  /// top_gradient_ is the gradient of the layer's output on entry, of its input on return.
  void layer_backward(std::size_t l) {
    const std::size_t width = net_.shape.width;
    const std::size_t half = width / 2;
    std::vector<float> carried = top_gradient_;
    for (std::size_t i = 0; i < n_ * width; ++i) carried[i] *= masks_[l + 1][i];
    std::vector<float> sums_gradient(n_ * 2 * width, 0.0F);
    const std::vector<float>& sums = sums_[l];
    const std::vector<float>& state = states_[l];
    for (std::size_t e = 0; e + 1 < starts_.size(); ++e) {
      const std::size_t begin = starts_[e];
      const std::size_t end = starts_[e + 1];
      const auto cell = [&](std::size_t t, std::size_t offset, std::size_t j, float before, float* before_gradient) {
        const float* in = &sums[t * 2 * width + 2 * offset];
        float* out = &sums_gradient[t * 2 * width + 2 * offset];
        const float d = carried[t * width + offset + j];
        const float z = in[j];
        const float f = in[half + j];
        out[j] = d * (1.0F - f) * (1.0F - z * z);
        out[half + j] = d * (before - z) * f * (1.0F - f);
        if (before_gradient != nullptr) *before_gradient += d * f;
      };
      for (std::size_t t = end; t-- > begin;) {
        for (std::size_t j = 0; j < half; ++j) {
          if (t > begin) {
            cell(t, 0, j, state[(t - 1) * width + j], &carried[(t - 1) * width + j]);
          } else {
            cell(t, 0, j, 0.0F, nullptr);
          }
        }
      }
      for (std::size_t t = begin; t < end; ++t) {
        for (std::size_t j = 0; j < half; ++j) {
          if (t + 1 < end) {
            cell(t, half, j, state[(t + 1) * width + half + j], &carried[(t + 1) * width + half + j]);
          } else {
            cell(t, half, j, 0.0F, nullptr);
          }
        }
      }
    }
    std::vector<float> product_gradient(n_ * 4 * width, 0.0F);
    std::vector<float>& bias = net_.layer_bias[l].gradient;
    for (std::size_t e = 0; e + 1 < starts_.size(); ++e) {
      for (std::size_t t = starts_[e]; t < starts_[e + 1]; ++t) {
        const float* in = &sums_gradient[t * 2 * width];
        for (std::size_t j = 0; j < width; ++j) {
          bias[j] += in[j];
          bias[width + j] += in[width + j];
          product_gradient[t * 4 * width + width + j] = in[j];
          product_gradient[t * 4 * width + 2 * width + j] = in[width + j];
          if (t > starts_[e]) product_gradient[(t - 1) * 4 * width + j] = in[j];
          if (t + 1 < starts_[e + 1]) product_gradient[(t + 1) * 4 * width + 3 * width + j] = in[width + j];
        }
      }
    }
    multiply_transposed(input_[l].data(), product_gradient.data(), net_.layer[l].gradient.data(), n_, width, 4 * width);
    const std::vector<float> turned = transposed(net_.layer[l].value, width, 4 * width);
    // The way around the layer: top_gradient_ goes on as it is.
    multiply(product_gradient.data(), turned.data(), top_gradient_.data(), n_, 4 * width, width);
  }

  /// scores become the gradient of -log p(right).
  static double softmax_gradient(float* scores, std::size_t count, std::uint8_t right) {
    const float top = *std::max_element(scores, scores + count);
    float sum = 0;
    for (std::size_t j = 0; j < count; ++j) sum += scores[j] = std::exp(std::max(scores[j] - top, -60.0F));
    for (std::size_t j = 0; j < count; ++j) scores[j] /= sum;
    if (right >= count) {
      std::fill(scores, scores + count, 0.0F);
      return 0;
    }
    const double loss = -std::log(std::max(scores[right], 1e-9F));
    scores[right] -= 1.0F;
    return loss;
  }

  /// The same over what is allowed, with several right actions: -log of the sum of their shares.
  double marginal_gradient(const ParserState& state, std::vector<float>& scores,
                           const std::vector<std::size_t>& right) const {
    const bool allowed[3] = {state.can_shift(), state.can_left(), state.can_right()};
    float top = -1e30F;
    for (std::size_t a = 0; a < scores.size(); ++a) {
      if (allowed[static_cast<std::size_t>(net_.actions[a].move)]) top = std::max(top, scores[a]);
    }
    float sum = 0;
    for (std::size_t a = 0; a < scores.size(); ++a) {
      scores[a] =
          allowed[static_cast<std::size_t>(net_.actions[a].move)] ? std::exp(std::max(scores[a] - top, -60.0F)) : 0.0F;
      sum += scores[a];
    }
    float share = 0;
    for (float& x : scores) x /= sum;
    for (const std::size_t a : right) share += scores[a];
    share = std::max(share, 1e-9F);
    for (const std::size_t a : right) scores[a] -= scores[a] / share;
    return -std::log(share);
  }

  std::pair<std::vector<std::size_t>, int> right_actions(const ParserState& state, const Example& gold) const {
    const Costs costs = costs_of(state, gold);
    int least = 1 << 20;
    if (state.can_shift()) least = std::min(least, costs.shift);
    if (state.can_left()) least = std::min(least, costs.left);
    if (state.can_right()) least = std::min(least, costs.right);
    const std::uint32_t s0 = state.stack(0, 0);
    std::vector<std::size_t> right;
    std::vector<std::size_t> any_label;
    for (std::size_t a = 0; a < net_.actions.size(); ++a) {
      const Action action = net_.actions[a];
      if (action.move == Move::shift) {
        if (state.can_shift() && costs.shift == least) right.push_back(a);
      } else if (action.move == Move::left ? state.can_left() && costs.left == least
                                           : state.can_right() && costs.right == least) {
        if (action.label == gold.label[s0]) right.push_back(a);
        any_label.push_back(a);
      }
    }
    if (right.empty()) right = any_label;
    return {right, least};
  }

  Network& net_;
  std::vector<const Example*> batch_;
  std::vector<std::size_t> starts_;
  std::size_t n_ = 0;
  std::vector<std::uint32_t> used_rows_;
  std::vector<float> base_;
  std::vector<float> before_tags_;
  std::vector<std::uint8_t> upos_;
  std::vector<std::uint8_t> xpos_;
  std::vector<std::vector<float>> input_;
  std::vector<std::vector<float>> sums_;
  std::vector<std::vector<float>> states_;
  std::vector<std::vector<float>> masks_;
  std::vector<float> place_sums_;
  std::vector<float> place_gradient_;
  std::vector<float> top_gradient_;
};

/// Adam with the same memory for both moments (Dozat and Manning 2017), over [begin, end), with `less` of the gradient.
void adam(Parameter& p, std::size_t begin, std::size_t end, float rate, float less) {
  constexpr float memory = 0.9F;
  constexpr float memory_of_squares = 0.95F;
  float* value = p.value.data();
  float* gradient = p.gradient.data();
  float* mean = p.mean.data();
  float* variance = p.variance.data();
  HISTOR_INDEPENDENT
  for (std::size_t i = begin; i < end; ++i) {
    const float g = gradient[i] * less;
    mean[i] = memory * mean[i] + (1.0F - memory) * g;
    variance[i] = memory_of_squares * variance[i] + (1.0F - memory_of_squares) * g * g;
    value[i] -=
        rate * mean[i] / std::sqrt(variance[i] + 1e-12F);  // never the root of a denormal: its fast form is no number
    gradient[i] = 0;
  }
}

double square_of(const float* begin, const float* end) {
  float sum = 0;
  for (; begin != end; ++begin) sum += *begin * *begin;
  return static_cast<double>(sum);
}

/// What the gradients of a batch are to be multiplied by, so that no batch pulls much harder than those before it: a
/// single one that does can throw a network of gates so far that it never comes back.
class Brake {
 public:
  float of(double norm) {
    constexpr double most = 3.0;     // times the mean of those before
    constexpr double memory = 0.99;  // of about a hundred batches
    constexpr int unknown = 20;      // batches until there is a mean to speak of
    const double limit = most * mean_;
    const bool brakes = seen_ >= unknown && norm > limit;
    if (seen_ < unknown) ++seen_;
    const double counted = brakes ? limit : norm;
    mean_ = seen_ == 1 ? counted : memory * mean_ + (1.0 - memory) * counted;
    return brakes ? static_cast<float>(limit / norm) : 1.0F;
  }

 private:
  double mean_ = 0;
  int seen_ = 0;
};

}  // namespace

void Network::fit(const std::vector<Example>& train, const Variants& variants, const std::vector<Example>& dev,
                  const Options& options, const std::function<void(const std::string&)>& tell) {
  shape = options.shape;
  Random random(options.seed);
  // Rows: what stands at least twice (an ending or a beginning three times), after one row of the unknown for each
  // kind.
  std::unordered_map<std::uint64_t, std::uint32_t> counts;
  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  const auto count_keys = [&](const WordFeatures& keys) {
    for (std::size_t k = 0; k < word_feature_count; ++k) {
      if (counts[keys[k]]++ == 0) order.emplace_back(keys[k], k);
    }
  };
  for (const Example& example : train) {
    for (const WordFeatures& keys : example.keys) count_keys(keys);
  }
  // Of the variants only what is new in them: the rest of their sentences stands there as often as it did.
  for (const WordFeatures& keys : variants.words) count_keys(keys);
  rows.clear();
  row_count.assign(word_feature_count, 0);
  for (const auto& [key, kind] : order) {
    const std::uint32_t count = counts[key];
    if (count < (kind == 0 ? 2U : 3U)) continue;
    rows.emplace(key, static_cast<std::uint32_t>(row_count.size()));
    row_count.push_back(count);
  }
  // Actions: those of the training part.
  std::map<std::pair<int, std::uint8_t>, int> moves;
  for (const Example& example : train) {
    for (std::size_t i = 1; i < example.head.size(); ++i) ++moves[{example.head[i] > i ? 1 : 2, example.label[i]}];
  }
  actions.assign(1, {Move::shift, 0});
  for (const auto& [move, count] : moves) {
    if (count >= 3 && move.second != ParserState::no_label)
      actions.push_back({move.first == 1 ? Move::left : Move::right, move.second});
  }
  const auto fill = [&](Parameter& p, std::size_t size, float scale) {
    p.resize(size);
    for (float& x : p.value) x = random.normal() * scale;
  };
  const std::size_t width = shape.width;
  const auto spread = [](std::size_t in, std::size_t out) { return std::sqrt(2.0F / static_cast<float>(in + out)); };
  fill(embedding, row_count.size() * width, 0.1F);
  for (std::size_t k = 0; k < word_feature_count * width; ++k) embedding.value[k] *= 0.1F;
  layer.resize(shape.layers);
  layer_bias.resize(shape.layers);
  for (std::size_t l = 0; l < shape.layers; ++l) {
    fill(layer[l], width * 4 * width, spread(2 * width, width));
    layer_bias[l].resize(2 * width);
  }
  fill(upos, width * labels.upos.size(), spread(width, labels.upos.size()));
  upos_bias.resize(labels.upos.size());
  fill(xpos, width * labels.xpos.size(), spread(width, labels.xpos.size()));
  xpos_bias.resize(labels.xpos.size());
  fill(tag_rows, (labels.upos.size() + labels.xpos.size()) * width, 0.1F);
  fill(places, width * place_count * shape.hidden, spread(width * 4, shape.hidden));
  fill(absent, place_count * 2 * shape.hidden, 0.05F);
  fill(facts, fact_count * fact_values * shape.hidden, 0.05F);
  hidden_bias.resize(shape.hidden);
  fill(output, shape.hidden * actions.size(), spread(shape.hidden, actions.size()));
  output_bias.resize(actions.size());
  std::vector<Parameter*> dense{&upos,   &upos_bias, &xpos,        &xpos_bias, &tag_rows,   &places,
                                &absent, &facts,     &hidden_bias, &output,    &output_bias};
  for (std::size_t l = 0; l < shape.layers; ++l) {
    dense.push_back(&layer[l]);
    dense.push_back(&layer_bias[l]);
  }
  tell(std::to_string(row_count.size()) + " rows, " + std::to_string(actions.size()) + " actions");

  Pass pass(*this);
  Brake brake;
  std::vector<std::size_t> sequence(train.size());
  std::iota(sequence.begin(), sequence.end(), 0U);
  constexpr std::size_t batch_words = 200;
  // The integers have room for the sum of the layers, each at most one, and of what the last is told of two tags.
  const float told_limit =
      (32767.0F / static_cast<float>(1 << activation_shift) - static_cast<float>(1 + shape.layers)) / 2.0F - 0.01F;
  std::size_t words_total = 0;
  for (const Example& example : train) words_total += example.keys.size();
  const double steps = static_cast<double>(options.epochs) * static_cast<double>(words_total);
  double done = 0;
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    for (std::size_t i = sequence.size(); i > 1; --i) std::swap(sequence[i - 1], sequence[random.below(i)]);
    double loss = 0;
    std::vector<const Example*> batch;
    std::size_t words = 0;
    for (std::size_t i = 0; i < sequence.size(); ++i) {
      const Example* example = &train[sequence[i]];
      if (!variants.of.empty()) {
        const std::vector<Example>& others = variants.of[sequence[i]];
        if (!others.empty() && random.uniform() < options.variant_chance)
          example = &others[random.below(others.size())];
      }
      batch.push_back(example);
      words += batch.back()->keys.size();
      if (words < batch_words && i + 1 < sequence.size()) continue;
      pass.forward(batch, &random, options.dropout);
      loss += pass.backward(random, options.hidden_dropout, epoch == 0 ? 0.0F : 0.9F);
      done += static_cast<double>(words);
      const float warm = static_cast<float>(std::min(1.0, done / (0.03 * steps)));
      const float rate = options.rate * warm * static_cast<float>(1.0 - done / steps) + 1e-6F;
      double square = 0;
      for (const Parameter* p : dense) square += square_of(p->gradient.data(), p->gradient.data() + p->gradient.size());
      for (const std::uint32_t row : pass.touched) {
        const float* from = &embedding.gradient[row * width];
        square += square_of(from, from + width);
      }
      const float less = brake.of(std::sqrt(square));
      for (Parameter* p : dense) adam(*p, 0, p->value.size(), rate, less);
      for (float& x : tag_rows.value) x = std::clamp(x, -told_limit, told_limit);
      for (const std::uint32_t row : pass.touched) adam(embedding, row * width, (row + 1) * width, rate, less);
      batch.clear();
      words = 0;
    }
    const Scores s = score(dev);
    char line[160];
    std::snprintf(line, sizeof line, "epoch %d  loss %.4f  dev UPOS %.2f XPOS %.2f UAS %.2f LAS %.2f", epoch + 1,
                  loss / static_cast<double>(words_total), s.upos, s.xpos, s.uas, s.las);
    tell(line);
  }
}

Scores Network::score(const std::vector<Example>& examples) const {
  Network& self =
      const_cast<Network&>(*this);  // NOLINT(cppcoreguidelines-pro-type-const-cast): forward() alone writes nothing
  Pass pass(self);
  double total = 0;
  Scores s;
  std::vector<float> sums;
  std::vector<float> bent;
  std::vector<float> scores;
  ParserState state;
  for (const Example& example : examples) {
    pass.forward({&example}, nullptr, 0);
    const auto tags = [&](const Parameter& weights, const Parameter& bias, const std::vector<std::uint8_t>& gold) {
      const std::vector<float> out = pass.logits(weights, bias);
      const std::size_t m = bias.value.size();
      double right = 0;
      for (std::size_t t = 0; t < gold.size(); ++t) {
        const float* row = &out[t * m];
        right += std::max_element(row, row + m) - row == gold[t] ? 1 : 0;
      }
      return right;
    };
    s.upos += tags(upos, upos_bias, example.upos);
    s.xpos += tags(xpos, xpos_bias, example.xpos);
    state.start(static_cast<std::uint32_t>(example.keys.size()));
    while (!state.finished()) {
      pass.score(0, features_of(state), sums, bent, scores, nullptr);
      Pass::apply(state, actions[pass.best_action(state, scores)]);
    }
    for (std::uint32_t i = 1; i <= state.words(); ++i) {
      const bool attached = state.head(i) == example.head[i];
      s.uas += attached ? 1 : 0;
      s.las += attached && state.label(i) == example.label[i] ? 1 : 0;
    }
    total += static_cast<double>(example.keys.size());
  }
  for (double* x : {&s.upos, &s.xpos, &s.uas, &s.las}) *x *= 100.0 / total;
  return s;
}

}  // namespace histor::train
