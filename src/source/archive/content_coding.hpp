#pragma once
// What HTTP does to a body on its way: content codings (RFC 9110: gzip, deflate, br, zstd) and chunks (RFC 9112),
// undone under limits.

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "source/archive/allowance.hpp"
#include "source/archive/gzip.hpp"

namespace histor {

/// `body` without the codings that the header `content_encoding` names ("gzip", "br, gzip"; empty: none). Archives
/// often keep a body that was decoded beside the header that says it is not: a body that does not look coded stays as
/// it is. With a fault, what came before it. Faults: invalid (a coding that is not known, or more than three), parse,
/// too_large.
[[nodiscard]] Unpacked decode_content(std::string body, std::string_view content_encoding, const UnpackLimit& limit,
                                      const std::string& where);

/// `body` without its chunks, trailers dropped; nullopt where it is not in chunks. A body that ends before its last
/// chunk gives what there is, and sets `cut_short`.
[[nodiscard]] std::optional<std::string> without_chunks(std::string_view body, bool& cut_short);

}  // namespace histor
