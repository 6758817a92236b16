#pragma once
// Opens ZIP and tar (plain, or packed by gzip, bzip2, xz or zstd), and a single file packed by bzip2, xz or zstd,
// through libarchive. Names of members are names and never paths: nothing is written anywhere.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/document.hpp"
#include "source/archive/byte_source.hpp"
#include "source/capture.hpp"

namespace histor {

/// Gives each member of `bytes` to `take`, in the order in which they stand there: its source is `source`, "!" and its
/// name as it stands in the archive ("../a.txt" too), where that is not UTF-8 with "%" and hex digits for each byte
/// that is not ASCII. Folders, names that open with a dot and __MACOSX are passed over.
///
/// Errors in place of members: not_a_file (links, devices), not_permitted (encrypted), too_large, parse (damaged; what
/// follows is read where it can be found, which in a packed tar it cannot). Notes: "skipped" (hidden files).
/// Errors: parse where it is neither ZIP nor tar nor packed, io.
[[nodiscard]] Result<void> open_members(const std::string& source, const ByteSource& bytes, const UnfoldBudget& budget,
                                        std::vector<Note>& notes, const TakeCapture& take);

[[nodiscard]] inline bool is_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with(std::string_view("PK\x05\x06", 4));
}
/// Whether a file that opens with `bytes` is a tar that is not packed; asks 512 bytes.
[[nodiscard]] bool is_tar(std::string_view bytes);
/// Whether a file that opens with `bytes` is packed by bzip2, xz or zstd.
[[nodiscard]] bool is_packed(std::string_view bytes);

}  // namespace histor
