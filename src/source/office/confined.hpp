#pragma once
// Runs a program of others on bytes of strangers: a child process without a shell, without this process's files and
// environment, that may not write files and has bounded memory and time.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace histor {

struct Confines {
  std::chrono::seconds cpu{20};
  std::chrono::seconds wall{60};
  std::uint64_t memory = std::uint64_t{1} << 30U;  ///< of address space, in bytes
  std::uint64_t output = std::uint64_t{64} << 20U;
};

struct ConfinedRun {
  int status = 0;      ///< what it exited with; 128 and the signal's number where one ended it
  std::string output;  ///< what it wrote to its standard output
  std::string errors;  ///< the first 4 KiB of what it wrote to its standard error
};

/// Runs the program at `path` with `arguments` (without its name), `input` as its standard input, a file that can be
/// read from any place on. Returns when it has ended. Errors: not_found (no such program), too_large (more output than
/// it may have), io (it took longer than `wall`, or could not be started).
[[nodiscard]] Result<ConfinedRun> run_confined(const std::filesystem::path& path,
                                               const std::vector<std::string>& arguments, std::string_view input,
                                               const Confines& confines = {});

}  // namespace histor
