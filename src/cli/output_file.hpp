#pragma once
// A file that a command writes: whole or not at all. What stood under its name stays until the new content is complete,
// so that a command that fails, or that is given its own input as output, destroys nothing.

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace histor::cli {

class OutputFile {
 public:
  /// Opens a file beside `path`; where `path` is a device or a pipe, that itself.
  /// Errors: not_permitted, io. What is opened and never kept is taken away again.
  [[nodiscard]] static Result<OutputFile> open(const std::string& path);

  ~OutputFile();
  OutputFile(OutputFile&&) noexcept = default;
  OutputFile& operator=(OutputFile&&) = delete;

  /// Faults of writing are told by keep().
  void write(std::string_view bytes);

  /// Puts what was written under its name. Errors: io.
  [[nodiscard]] Result<void> keep();

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  OutputFile() = default;

  std::unique_ptr<std::FILE, Close> file_;
  std::string path_;       ///< as the user wrote it, for errors
  std::string target_;     ///< where links lead
  std::string temporary_;  ///< empty where the target itself is written
  bool whole_ = true;
};

}  // namespace histor::cli
