#pragma once
// Opens WACZ: a ZIP with web archives in its folder archive/ and a list of its files with their hashes. The archives
// are read where they stand, since the format stores them as they are; what else is in it serves its viewer.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/document.hpp"
#include "source/archive/byte_source.hpp"
#include "source/capture.hpp"

namespace histor {

/// Whether a ZIP is a WACZ: it has a member in archive/ whose name is that of a WARC. Reads the list of its members.
[[nodiscard]] bool is_wacz(const ByteSource& bytes);

/// Gives each report as open_warc() does: the source of a member is `source`, "!archive/NAME.warc.gz!" and the offset
/// of its record. Revisit records find what they refer to in any of the archives.
///
/// Errors in place of members: too_large (an archive that is packed once more, against the format, and is over the
/// budget of one member), integrity (an archive is not what datapackage.json says: its records are given all the same,
/// each vouched for by its own digest). Notes: as of open_warc(), and "unlisted" (archives without a hash in
/// datapackage.json). Errors: parse where it is no ZIP or holds no WARC, io.
[[nodiscard]] Result<void> open_wacz(const std::string& source, const ByteSource& bytes, const UnfoldBudget& budget,
                                     std::vector<Note>& notes, const TakeCapture& take);

}  // namespace histor
