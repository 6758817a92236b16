#pragma once
// The layers between a mail's bytes and its words: the transfer encoding, the character set, the flowed lines, each
// with the map back through it; and the encoded words of headers.

#include <string>
#include <string_view>

#include "base/offset_map.hpp"

namespace histor {

/// One layer taken off.
struct Layer {
  std::string bytes;
  OffsetMap offsets;  ///< from `bytes` to what it was made from; empty where it cannot be told
};

enum class Transfer { identity, quoted_printable, base64, unknown };
/// By the name in Content-Transfer-Encoding.
[[nodiscard]] Transfer transfer_named(std::string_view name);

/// `bytes` without its transfer encoding. Lenient: what is no escape stays as it is, what is no base64 is passed over.
/// With `quoted_from`, one ">" is taken off lines that open with ">From ", ">>From ", as mbox writes them (identity
/// only). Base64 gives no offsets.
[[nodiscard]] Layer without_transfer(std::string_view bytes, Transfer transfer, bool quoted_from = false);

/// `bytes` as UTF-8 out of the character set that is stated as `charset`; where none is stated, or one that is not
/// known or is not kept to, out of the likeliest. Faulty sequences become U+FFFD. Every byte of the result is traced.
[[nodiscard]] Layer to_utf8(std::string_view bytes, std::string_view charset);

/// Joins the lines of format=flowed (RFC 3676). The marks of quotes stay where a paragraph opens. `text` is UTF-8.
[[nodiscard]] Layer without_flow(std::string_view text, bool delete_space);

/// A header's value, unfolded, as UTF-8: encoded words (RFC 2047) read, blanks one space.
[[nodiscard]] std::string header_words(std::string_view value);

/// The bytes of `text`, base64 with anything else passed over.
[[nodiscard]] std::string from_base64(std::string_view text);

}  // namespace histor
