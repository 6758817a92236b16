#pragma once
// Reads web archives: WARC 1.0 and 1.1, with a gzip member to each record, packed as a whole, or plain. libarchive
// knows the format but drops the heads, with the addresses and dates that make a page evidence, so this reader is our
// own.
//
// Read are response records (their payload: without chunks and content codings), resource and conversion records, and
// revisit records, which give the payload that was captured before once more. Requests, metadata and what the crawler
// says of itself are passed over; so are answers other than 2xx and what cannot be a report, which one note counts.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/document.hpp"
#include "source/archive/byte_source.hpp"
#include "source/capture.hpp"

namespace histor {

/// One file of a web archive that has several.
struct WarcPart {
  std::string source;
  const ByteSource* bytes = nullptr;
};

/// Whether a file that opens with `bytes` is a WARC, packed or not. A few hundred bytes suffice.
[[nodiscard]] bool is_warc(std::string_view bytes);

/// Gives each report of `bytes` to `take`, in the order in which they stand there. A member's source is `source`, "!"
/// and the byte offset of its record (of the gzip member, where it is packed; a later record of one member has "+" and
/// its offset in what is unpacked after that); said.url is its address, captured_at its date.
///
/// A revisit whose payload stands further on, or in a later part, is given at the end; one whose payload is not there
/// is an Error(not_found) that names it. A record whose block is not what its digest says is an Error(integrity). After
/// damage, the reader goes on with the next record that it can find. Memory is bounded by a few times the budget of one
/// member, and by the number of records.
///
/// Notes, of all parts together: "skipped" (how many records and of what kind were passed over), "truncated" (records
/// of which the crawler kept only the beginning), "payload-digest" (the block is right, and the payload is not what its
/// digest says: writers differ in what they take for the payload), "unknown-digest".
/// Errors: parse where no record is found, io.
[[nodiscard]] Result<void> open_warc(const std::string& source, const ByteSource& bytes, const UnfoldBudget& budget,
                                     std::vector<Note>& notes, const TakeCapture& take);

/// The same for several files that refer to each other. A part that cannot be read is an Error with its source as
/// `where`; the rest goes on.
[[nodiscard]] Result<void> open_warcs(std::span<const WarcPart> parts, const UnfoldBudget& budget,
                                      std::vector<Note>& notes, const TakeCapture& take);

}  // namespace histor
