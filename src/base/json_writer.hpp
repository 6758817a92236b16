#pragma once
// JSON out, piece by piece, into a string: no tree, no allocation but the string's own, always one line.
//
//   std::string out;
//   JsonWriter json(out);
//   json.begin_object().member("kind", "casualty").member("value", 16).end_object();   //
//   {"kind":"casualty","value":16}
//
// What comes out is valid UTF-8 whatever goes in: each maximal ill-formed run of bytes in a string becomes one U+FFFD,
// the practice of the Unicode standard and of browsers. The same calls give the same bytes on every machine and in
// every locale.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace histor {

/// Appends `text` as a JSON string with its quotes. Escaped are the quote, the backslash and the control characters
/// below U+0020; everything else stands as it is.
void append_json_string(std::string& out, std::string_view text);

/// Appends the shortest decimal that reads back as the same double: positional between 1e-7 and 1e21 ("36.2",
/// "1000000"), with an exponent outside ("1e+300"). Whole numbers have no point, but negative zero is "-0.0", which
/// readers keep. JSON has no word for infinities and NaN: they are null.
void append_json_number(std::string& out, double value);

class JsonWriter {
 public:
  /// Appends to `out`, which must outlive the writer. Several values may follow one another: the caller writes what
  /// stands between them (a line feed, for JSON lines) and calls next_document().
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }

  /// Requires an open object, and that a value follows. Keys are not checked for being told apart.
  JsonWriter& key(std::string_view name);

  JsonWriter& null();
  JsonWriter& value(std::string_view text);
  JsonWriter& value(double number);
  JsonWriter& value(std::nullopt_t) { return null(); }

  // Templates, so that a pointer to characters is never taken for a bool, nor a char for a number.
  template <std::same_as<bool> Bool>
  JsonWriter& value(Bool truth) {
    return literal(truth ? "true" : "false");
  }
  template <std::integral Integer>
    requires(!std::same_as<Integer, bool> && !std::same_as<Integer, char>)
  JsonWriter& value(Integer number) {
    if constexpr (std::is_signed_v<Integer>) {
      return integer(static_cast<std::int64_t>(number));
    } else {
      return natural(static_cast<std::uint64_t>(number));
    }
  }
  template <class T>
  JsonWriter& value(const std::optional<T>& maybe) {
    return maybe ? value(*maybe) : null();
  }

  template <class T>
  JsonWriter& member(std::string_view name, const T& content) {
    return key(name).value(content);
  }

  /// Starts anew after a whole value, without a comma.
  void next_document();

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  JsonWriter& literal(std::string_view word);
  JsonWriter& integer(std::int64_t number);
  JsonWriter& natural(std::uint64_t number);
  void separate();

  std::string& out_;
  std::size_t depth_ = 0;
  bool comma_ = false;  ///< a value stands before, in the same object or array
};

}  // namespace histor
