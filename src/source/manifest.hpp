#pragma once
// A table of what is known about files from elsewhere: one row a file, `path` and any of published, outlet, title, url,
// author, language. CSV (RFC 4180) with a header, or JSON lines.

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/document.hpp"
#include "source/document.hpp"

namespace histor {

struct ManifestRow {
  std::filesystem::path path;  ///< under the manifest's folder, unless the row gives an absolute path
  Given given;
  std::size_t line = 0;  ///< where the row starts in the manifest, from 1
};

/// Not to be changed once read; then safe to use from several threads.
class Manifest {
 public:
  /// The sound rows in file order. Where two rows name one file, only the first stands here and a note tells of the
  /// other.
  [[nodiscard]] const std::vector<ManifestRow>& rows() const { return rows_; }

  /// The rows that were left out, each with file:line and the reason.
  [[nodiscard]] const std::vector<Error>& faults() const { return faults_; }

  [[nodiscard]] const std::vector<Note>& notes() const { return notes_; }

  /// The row of the file that `path` leads to, however it is written (relative to the working folder, through links);
  /// nullptr where the manifest has none. Valid as long as the manifest.
  [[nodiscard]] const ManifestRow* find(const std::filesystem::path& path) const;

 private:
  friend class ManifestReader;
  std::vector<ManifestRow> rows_;
  std::vector<Error> faults_;
  std::vector<Note> notes_;
  std::map<std::string, std::size_t> by_path_;  // canonical path to row
};

/// Reads the manifest at `path`: JSON lines if its name ends in .jsonl or .ndjson, else CSV. A row with a fault is left
/// out and told in faults(). Errors: those of read_bytes(); parse for a missing `path` column, an unknown or a double
/// column.
[[nodiscard]] Result<Manifest> read_manifest(const std::filesystem::path& path);

/// The same from `bytes`; `path` names the manifest in errors, tells the format and gives the folder of relative paths.
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view bytes, const std::filesystem::path& path);

}  // namespace histor
