#pragma once
// What a server compressed for the way, decompressed for reading.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace histor::net {

/// The body as it is meant: `body` is in `encoding`, the value of Content-Encoding (gzip, deflate, identity; empty is
/// identity). Memory stays below the budget and a little, whatever the body would unfold to. `where` is for errors:
/// too_large (over `budget` bytes), parse (damaged, or cut short), invalid (an encoding that was not asked for).
[[nodiscard]] Result<std::string> decoded_body(std::string_view body, std::string_view encoding, std::uint64_t budget,
                                               const std::string& where);

}  // namespace histor::net
