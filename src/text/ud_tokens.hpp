#pragma once
// Words and sentences as Universal Dependencies English cuts them: "don't" is the words "do" and "n't" of one token,
// "al-Bab" is three tokens, "U.S." is one. The borders are learned from a treebank (`histor-train`); tokens.hpp keeps
// the tokens of the reader's rules.

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace histor {

/// What stands between two neighbouring atoms of the text.
enum class Border : std::uint8_t {
  none,      ///< both are parts of one word
  word,      ///< two words of one surface token: "do|n't"
  token,     ///< two tokens
  sentence,  ///< two sentences
};
constexpr std::size_t border_count = 4;

/// The least piece that a border can follow: a run of letters, of digits, or of one mark.
struct Atom {
  enum class Kind : std::uint8_t { letters, digits, mark, other };

  Span span;
  std::uint32_t hash = 0;       ///< of the text folded to lower case, digits as 0
  std::uint32_t ending = 0;     ///< hash of its last three characters, folded
  std::uint32_t chunk = 0;      ///< hash of the folded text between the blanks around it
  std::uint8_t shape = 0;       ///< kind, case and length, below 64
  std::uint8_t gap = 0;         ///< before it: 0 nothing, 1 a blank, 2 more blanks, 3 a line break, 4 an empty line
  std::uint8_t chunk_kind = 0;  ///< bits: looks like an address, holds "@", holds a digit, holds a known abbreviation,
                                ///< begins with a prefix
  bool glued = false;  ///< it stands within an address, a handle or a hashtag that began before it: no border before it
  bool apart = false;  ///< a token ends before it, blank or not: the second bracket of "(("
  Kind kind = Kind::letters;
};

/// Runs of letters that hold a border without any mark: "cannot", "gonna". The key is Atom::hash, the value how many
/// bytes stand before it.
struct InnerBorder {
  std::uint32_t hash = 0;
  std::uint32_t offset = 0;
};

/// The atoms of text within range, in order; all that is not blank is in one. `inner` is sorted by hash. Any bytes.
void find_atoms(std::string_view text, Span range, const std::vector<InnerBorder>& inner, std::vector<Atom>& out);

/// What is known when a border is decided: the decisions so far.
struct BorderHistory {
  std::uint32_t sentence_tokens = 0;
  std::uint32_t token_atoms = 1;
  std::uint32_t quotes = 0;   ///< straight double quotes since the sentence began
  std::int32_t brackets = 0;  ///< round brackets open
  Border last = Border::sentence;

  void take(std::string_view text, const Atom& left, Border border);
};

constexpr std::size_t border_feature_count = 30;
constexpr std::uint32_t border_rows = 1U << 17;

/// Rows of the weights for the border between atoms[i] and atoms[i + 1].
void border_features(const std::vector<Atom>& atoms, std::size_t i, const BorderHistory& history, std::uint32_t* rows);

/// Which borders can stand before an atom: from the first of these to the second.
[[nodiscard]] constexpr Border least_border(const Atom& atom) {
  return atom.gap == 0 ? (atom.apart ? Border::token : Border::none) : atom.gap == 4 ? Border::sentence : Border::token;
}
[[nodiscard]] constexpr Border most_border(const Atom& atom) {
  return atom.glued ? Border::none : Border::sentence;
}

struct UdWord {
  Span span;
  bool joined = false;  ///< it goes on with the surface token of the word before
  bool ends_sentence = false;
};

/// Cuts text by learned weights: border_rows rows of border_count values. Threads may share one; the buffers are the
/// caller's.
class Segmenter {
 public:
  Segmenter() = default;
  Segmenter(const std::int16_t* weights, std::vector<InnerBorder> inner)
      : weights_(weights), inner_(std::move(inner)) {}

  /// Appends the words of text within range. Spans are in order, do not overlap, and leave out blanks alone; the last
  /// word ends a sentence.
  void segment(std::string_view text, Span range, std::vector<Atom>& atoms, std::vector<UdWord>& out) const;

 private:
  const std::int16_t* weights_ = nullptr;
  std::vector<InnerBorder> inner_;
};

}  // namespace histor
