#pragma once
// Names for content: SHA-256 where a name must hold for ever, XXH3 where it must be fast.

#include <cstdint>
#include <string>
#include <string_view>

namespace histor {

/// SHA-256 of the bytes as 64 lower-case hex digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// XXH3, 64 bits, seed 0. The same on every machine; not for naming what an adversary may choose.
[[nodiscard]] std::uint64_t hash64(std::string_view bytes);

/// `value` as `digits` lower-case base-32 digits (0-9, a-z without i, l, o, u), the most significant first.
[[nodiscard]] std::string base32(std::uint64_t value, int digits);

}  // namespace histor
