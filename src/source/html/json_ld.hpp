#pragma once
// What a page's scripts of type application/ld+json say of its report.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace histor::html {

/// Each may be empty. Words as the script has them, its escapes resolved.
struct LinkedData {
  struct Dated {
    std::string value;
    Span span;  ///< in the script, within the quotes; empty where it cannot be told
  };
  std::string headline;
  std::string body;
  std::string author;
  std::string publisher;
  std::string organization;  ///< of the first one named anywhere
  std::string language;
  std::string url;
  std::vector<Dated> published;  ///< of articles, in the order in which they stand
  std::vector<Dated> modified;
};

/// Adds what `script` says to `data`; what an earlier script said stays. Broken JSON says as much as stands before the
/// fault, or nothing. Time is linear in the script.
void read_linked_data(std::string_view script, LinkedData& data);

}  // namespace histor::html
