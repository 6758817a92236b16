#pragma once
// Whether words say the same as others, or stand in another text. Marks, blanks and tags do not count.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

namespace histor::html {

/// Whether two lines say the same but for case, blanks and marks.
[[nodiscard]] bool same_words(std::string_view a, std::string_view b);
/// Letters and digits alone, ASCII ones in small letters.
[[nodiscard]] std::string bare(std::string_view words);

/// The same for the same letters, ASCII ones in either case.
[[nodiscard]] std::uint64_t hash_of(std::string_view word);

/// A text that a page states elsewhere than where it shows it. Compared by runs of four words.
class StatedText {
 public:
  explicit StatedText(std::string_view text);

  /// It is long enough to say anything.
  [[nodiscard]] bool speaks() const;
  /// How much of `words` stands in it, in percent.
  [[nodiscard]] int percent_of(std::string_view words) const;

 private:
  std::unordered_set<std::uint64_t> runs_;
};

}  // namespace histor::html
