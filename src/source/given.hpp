#pragma once
// What somebody other than the text says of a document: the user, a manifest, or the feed or archive that carried it.

#include <optional>
#include <string>

#include "base/day.hpp"

namespace histor {

/// Absent is nullopt or empty.
struct Given {
  std::optional<Day> published{};
  std::optional<Day> otherwise_published{};  ///< for a text that states no date itself; yields to one that does
  std::string outlet{};
  std::string title{};
  std::string url{};
  std::string author{};
  std::string language{};  ///< ISO 639-1
};

}  // namespace histor
