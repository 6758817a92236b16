#pragma once
// JSON by place. simdjson tells what a value is, but not where each byte of a string stands; and of a file that breaks
// off it tells nothing. So the big shape is walked here by brackets and quotes alone, each item is then judged by
// simdjson, and strings that are content are unescaped with their offsets.

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/span.hpp"
#include "source/collection/words.hpp"

namespace histor {

/// Where the JSON value that begins at or after `at` ends; nullopt where it breaks off. Brackets and quotes are
/// matched, nothing else is asked. Linear, without recursion.
[[nodiscard]] std::optional<std::size_t> json_end(std::string_view json, std::size_t at);

/// The first place at or after `at` that is no blank of JSON.
[[nodiscard]] std::size_t json_word_at(std::string_view json, std::size_t at);

struct JsonMember {
  std::string_view key;  ///< of an object's member, as written between the quotes; empty in an array
  std::size_t begin = 0;
  std::size_t end = 0;
  bool whole = true;  ///< false where the value breaks off: it then goes to the end of the JSON
};

/// The members of one object or array, front to back.
class JsonWalk {
 public:
  /// The value at or after `at`; one that is neither object nor array has no members. `json` must outlive the walk.
  explicit JsonWalk(std::string_view json, std::size_t at = 0);

  [[nodiscard]] bool is_object() const { return close_ == '}'; }
  [[nodiscard]] bool is_array() const { return close_ == ']'; }

  /// The next member. nullopt at the closing bracket, and where no member can be told any more.
  [[nodiscard]] std::optional<JsonMember> next();

  /// After next() gave nullopt: whether the closing bracket was seen.
  [[nodiscard]] bool closed() const { return closed_; }
  /// Where it stands.
  [[nodiscard]] std::size_t at() const { return at_; }

 private:
  std::string_view json_;
  std::size_t at_ = 0;
  char close_ = '\0';
  bool first_ = true;
  bool over_ = false;
  bool closed_ = false;
};

/// The member of the object at `at` that is called `key` (without escapes), or nullopt.
[[nodiscard]] std::optional<JsonMember> json_member(std::string_view json, std::size_t at, std::string_view key);

/// Appends the words of the JSON string that stands in `json` from its opening quote at `at` on; `json` is the capture,
/// so that the offsets are into it. Requires a string that is sound JSON (what is not becomes U+FFFD).
void append_json_words(ContentWriter& writer, std::string_view json, std::size_t at);

}  // namespace histor
