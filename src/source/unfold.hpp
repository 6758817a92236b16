#pragma once
// From what a user names to the reports in it: a file, a download or a message is told by its bytes, and opened if it
// carries others (feeds, mail, rows, archives, exports), and so are those, until only reports are left.

#include <filesystem>
#include <vector>

#include "base/result.hpp"
#include "model/document.hpp"
#include "source/capture.hpp"
#include "source/collection/rows.hpp"

namespace histor {

struct UnfoldOptions {
  UnfoldBudget budget{};
  FieldMap fields{};  ///< which column of a table of reports is what
};

/// Hands each report in the file at `path` to `take`, in the order in which they stand there, or the reason why one, or
/// the file, cannot be read; every failure comes out there, none is lost. A file that is a report is the one that
/// comes. `notes` gets what the reader should know of the carriers, each with the source it is about, before `take` is
/// called with what follows. Archives are read piece by piece: the file may be larger than the memory.
void unfold_file(const std::filesystem::path& path, const UnfoldOptions& options, std::vector<Note>& notes,
                 const TakeCapture& take);

/// The same of bytes in memory.
void unfold(Capture&& capture, const UnfoldOptions& options, std::vector<Note>& notes, const TakeCapture& take);

}  // namespace histor
