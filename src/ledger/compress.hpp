#pragma once
// Bytes made smaller for keeping: zstd where it helps, as they are where it does not.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace histor {

struct Packed {
  std::string_view encoding;  ///< "zstd" or "raw"
  std::string bytes;
};

[[nodiscard]] Packed pack(std::string_view bytes);

/// The bytes that pack() was given, which were `size` long. Errors: integrity where they cannot be had.
[[nodiscard]] Result<std::string> unpack(std::string_view encoding, std::string_view packed, std::size_t size);

}  // namespace histor
