#pragma once
// What the two families of feeds, XML and JSON, come down to: a head and a list of items. open_feed() and
// feed_entries() make of it what they promise.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.hpp"
#include "base/result.hpp"
#include "base/span.hpp"
#include "source/capture.hpp"

namespace histor {

struct FeedItem {
  Span element;                    ///< in the feed
  std::optional<Content> content;  ///< nullopt: no words in it
  std::string fault;               ///< what is wrong with it; the rest then means nothing
  std::string title;
  std::string link;
  std::string guid;
  bool guid_is_link = false;
  std::string author;
  std::string outlet;
  std::string language;
  std::string published;  ///< dates as written
  std::string updated;
};

struct Feed {
  std::string title;
  std::string link;
  std::string author;
  std::string language;
  std::vector<FeedItem> items;
  std::optional<Error> broken;  ///< where it breaks off
};

/// Both read UTF-8 below 4 GiB and stop after `members` items and one more. Errors: parse for what is no feed.
[[nodiscard]] Result<Feed> read_xml_feed(std::string_view bytes, std::string_view where, std::uint64_t members);
[[nodiscard]] Result<Feed> read_json_feed(std::string_view bytes, std::string_view where, std::uint64_t members);

}  // namespace histor
