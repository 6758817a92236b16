#pragma once
// Arc-hybrid transitions (Kuhlmann, Gómez-Rodríguez and Satta 2011): shift; left, the next word takes the top of the
// stack; right, the one below takes it. A sentence of n words is parsed in 2n steps. Words are 1 … n, and 0 is the
// root, which lies under the stack and takes its one dependent last: whatever is chosen among what is allowed, one tree
// with one root comes out.

#include <cassert>
#include <cstdint>
#include <vector>

namespace histor {

enum class Move : std::uint8_t { shift, left, right };

/// Reused from sentence to sentence: it allocates only where a sentence is longer than all before it.
class ParserState {
 public:
  static constexpr std::uint8_t no_label = 0xFF;

  void start(std::uint32_t words) {
    words_ = words;
    next_ = 1;
    stack_.assign(1, 0);
    head_.assign(words + 1, 0);
    label_.assign(words + 1, no_label);
    leftmost_.assign(words + 1, 0);
    rightmost_.assign(words + 1, 0);
  }

  [[nodiscard]] bool finished() const { return next_ > words_ && stack_.size() == 1; }
  [[nodiscard]] bool can_shift() const { return next_ <= words_; }
  [[nodiscard]] bool can_left() const { return next_ <= words_ && stack_.size() > 1; }
  [[nodiscard]] bool can_right() const { return stack_.size() > 2 || (stack_.size() == 2 && next_ > words_); }

  void shift() {
    assert(can_shift());
    stack_.push_back(next_++);
  }
  void left(std::uint8_t label) {
    assert(can_left());
    attach(next_, stack_.back(), label);
  }
  void right(std::uint8_t label) {
    assert(can_right());
    attach(stack_[stack_.size() - 2], stack_.back(), label);
  }

  /// The i-th word from the top of the stack, or `none`. The root counts as a word.
  [[nodiscard]] std::uint32_t stack(std::size_t i, std::uint32_t none) const {
    return i < stack_.size() ? stack_[stack_.size() - 1 - i] : none;
  }
  [[nodiscard]] std::size_t depth() const { return stack_.size(); }
  /// The next word of the text, or one past the last.
  [[nodiscard]] std::uint32_t next() const { return next_; }
  [[nodiscard]] std::uint32_t words() const { return words_; }
  [[nodiscard]] std::uint32_t head(std::uint32_t word) const { return head_[word]; }
  [[nodiscard]] std::uint8_t label(std::uint32_t word) const { return label_[word]; }
  /// The outermost dependents so far, or 0.
  [[nodiscard]] std::uint32_t leftmost(std::uint32_t word) const { return leftmost_[word]; }
  [[nodiscard]] std::uint32_t rightmost(std::uint32_t word) const { return rightmost_[word]; }

 private:
  void attach(std::uint32_t head, std::uint32_t word, std::uint8_t label) {
    head_[word] = head;
    label_[word] = label;
    if (word < head) {
      if (leftmost_[head] == 0 || word < leftmost_[head]) leftmost_[head] = word;
    } else if (word > rightmost_[head]) {
      rightmost_[head] = word;
    }
    stack_.pop_back();
  }

  std::uint32_t words_ = 0;
  std::uint32_t next_ = 1;
  std::vector<std::uint32_t> stack_;
  std::vector<std::uint32_t> head_;
  std::vector<std::uint8_t> label_;
  std::vector<std::uint32_t> leftmost_;
  std::vector<std::uint32_t> rightmost_;
};

/// What the scorer sees of a state: words by place (`no_word` where there is none), and small facts by slot.
constexpr std::size_t place_count = 8;
constexpr std::size_t fact_count = 7;
constexpr std::uint32_t no_word = 0xFFFFFFFF;
constexpr std::size_t fact_values = 64;  ///< labels are below 62; 62 is none, 63 free

struct StateFeatures {
  std::uint32_t places[place_count];  ///< s0 s1 s2 b0, leftmost and rightmost of s0, rightmost of s1, leftmost of b0
  std::uint8_t facts[fact_count];     ///< the labels of the last four and of s1's leftmost, distance s1-s0 and s0-b0
};

inline std::uint8_t distance_class(std::uint32_t distance) {
  if (distance < 5) return static_cast<std::uint8_t>(distance);
  return distance < 8 ? 5 : distance < 14 ? 6 : 7;
}

inline StateFeatures features_of(const ParserState& state) {
  StateFeatures f{};
  const std::uint32_t s0 = state.stack(0, no_word);
  const std::uint32_t s1 = state.stack(1, no_word);
  const std::uint32_t b0 = state.next() <= state.words() ? state.next() : no_word;
  const auto child = [](std::uint32_t word) { return word == 0 ? no_word : word; };
  f.places[0] = s0;
  f.places[1] = s1;
  f.places[2] = state.stack(2, no_word);
  f.places[3] = b0;
  f.places[4] = child(state.leftmost(s0));
  f.places[5] = child(state.rightmost(s0));
  f.places[6] = s1 == no_word ? no_word : child(state.rightmost(s1));
  f.places[7] = b0 == no_word ? no_word : child(state.leftmost(b0));
  const auto label = [&](std::uint32_t word) { return word == no_word ? std::uint8_t{62} : state.label(word); };
  for (std::size_t i = 0; i < 4; ++i) f.facts[i] = label(f.places[4 + i]);
  f.facts[4] = s1 == no_word ? std::uint8_t{62} : label(child(state.leftmost(s1)));
  f.facts[5] = s1 == no_word ? std::uint8_t{62} : distance_class(s0 - s1);
  f.facts[6] = b0 == no_word ? std::uint8_t{62} : distance_class(b0 - s0);
  return f;
}

}  // namespace histor
