#pragma once
// Bytes from the system: one file or one stream, whole, under a budget. What cannot be a report (a folder, a device, a
// file that is far too large) is refused before a byte of it is read.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace histor {

/// The largest input that is read unless the caller says otherwise, in bytes.
inline constexpr std::uint64_t default_input_budget = std::uint64_t{64} << 20U;

/// The whole of the regular file at `path`. Follows symbolic links; never blocks on a pipe or a device. A file over
/// `budget` bytes is refused by its size, without being read.
/// Errors: not_found, not_a_file (folders, pipes, sockets, devices), not_permitted, empty, too_large, io.
[[nodiscard]] Result<std::string> read_bytes(const std::filesystem::path& path,
                                             std::uint64_t budget = default_input_budget);

/// Everything that comes from the open `descriptor` until it ends, as for standard input; blocks while its writer is
/// silent. `name` stands in errors ("-"). The descriptor stays open. Errors: empty, too_large (after budget + 1 bytes),
/// not_a_file, io.
[[nodiscard]] Result<std::string> read_stream(int descriptor, std::string_view name,
                                              std::uint64_t budget = default_input_budget);

}  // namespace histor
