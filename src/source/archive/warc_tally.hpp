#pragma once
// What was passed over in a web archive, counted, for one note and not one for each.

#include <cstdint>
#include <string_view>
#include <vector>

#include "model/document.hpp"

namespace histor {

struct WarcTally {
  std::uint64_t no_page = 0;    ///< answers other than 200 to 203
  std::uint64_t no_report = 0;  ///< of kinds that hold none
  std::uint64_t empty = 0;
  std::uint64_t own = 0;             ///< what the crawler made
  std::uint64_t truncated = 0;       ///< given, but the crawler kept the beginning only
  std::uint64_t payload_digest = 0;  ///< given, but the payload is not what its digest says
  std::uint64_t unknown_digest = 0;  ///< given, with a digest of a kind that is not known

  /// Notes: "skipped", "truncated", "payload-digest", "unknown-digest".
  void tell(std::vector<Note>& notes) const;
};

/// Whether a record with this address was made by the crawler for itself: the text of a page, its picture, a list of
/// what it asked for, an answer of the name system.
[[nodiscard]] bool is_crawlers_own(std::string_view url);

}  // namespace histor
