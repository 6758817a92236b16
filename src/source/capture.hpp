#pragma once
// What is captured: bytes, where they came from, and what the thing that carried them says of them. A file is a
// capture; so is each item of a feed, each message of an export, each record of a web archive, each member of a ZIP. A
// capture is one report or carries others; source/unfold.hpp opens those that carry until only reports are left.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/offset_map.hpp"
#include "base/result.hpp"
#include "source/given.hpp"

namespace histor {

/// The part of a capture that is to be read, where the report stands in it encoded: the words of a feed item out of its
/// XML, of a message out of its JSON.
struct Content {
  std::string bytes;       ///< UTF-8
  OffsetMap offsets;       ///< from `bytes` to the capture's; empty where it cannot be told (base64, PDF)
  std::string media_type;  ///< "text/plain" or "text/html"
};

struct Capture {
  /// The path or URL as the user gave it; inside a carrier, the carrier's source, "!" and what names the member there:
  /// a path (ZIP, tar), the byte offset of the record (WARC), the line (JSON lines, CSV), the number of the item from 1
  /// (feeds, mail, exports). "week.wacz!archive/data.warc.gz!1093".
  std::string source;
  std::string bytes;       ///< kept as they are; the document's id is their hash
  std::string media_type;  ///< as the carrier or the server stated it, parameters and all; empty where nobody did
  Given said;              ///< what the carrier says of it (a feed's date and title, a server's address)
  std::optional<Content> content;  ///< what to read; nullopt: the bytes themselves
  /// When it was fetched, as the archive states it ("2024-12-01T09:30:00Z"); empty where nobody did. It is no date of
  /// publication and must never become one: a page may be captured years after it was written.
  std::string captured_at{};
};

/// Gets each capture that a carrier holds, in the order in which they stand there, or the reason why one cannot be had;
/// gives false to stop. An Error's `where` is the source that the capture would have had.
using TakeCapture = std::function<bool(Result<Capture>&&)>;

/// How much one input may unfold to. What is over it is an Error(too_large) for that member; the rest goes on.
struct UnfoldBudget {
  std::uint64_t member_bytes = std::uint64_t{64} << 20U;  ///< one member, after decompression
  std::uint64_t total_bytes = std::uint64_t{4} << 30U;    ///< all members of one input, after decompression
  std::uint64_t members = 1'000'000;                      ///< of one carrier
  std::uint64_t ratio = 1000;  ///< decompressed to compressed bytes of one member, asked above 1 MiB
  unsigned depth = 3;          ///< carriers inside carriers
};

}  // namespace histor
