#pragma once
// Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1. Each item is one report.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "source/capture.hpp"

namespace histor {

/// Opens the feed in `carrier.bytes` (UTF-8: who has other bytes decodes them first; an encoding that the XML states is
/// passed over). Gives each item, in the feed's order, as "feed.xml!1", "feed.xml!2": bytes are the item's element or
/// JSON object as it stands in the feed; content is the longest form of the report that the item holds
/// (content:encoded, content, description, summary, at last the title), each byte traced to `bytes`; said has title,
/// url, author, outlet (the item's source, else the feed's title), language and the day of publication. Where an item
/// states only when it was last changed, that day is said.otherwise_published.
/// A feed that breaks off gives the items before the break and then one Error, parse, at file:line.
/// Errors returned: parse (no item before the break, or no feed at all), too_large (more than 4 GiB), encoding.
/// Entities of the document type are expanded only if they are short and plain; nothing outside `bytes` is ever read.
[[nodiscard]] Result<void> open_feed(const Capture& carrier, const UnfoldBudget& budget, const TakeCapture& take);

/// An item as a feed lists it, for who fetches the pages themselves. Absent is empty.
struct FeedEntry {
  std::string link;     ///< as written: it may be relative to the feed's address
  std::string guid;     ///< the item's own name: guid, id, rdf:about
  std::string updated;  ///< as written; to be compared, not read: when it was changed last, else when published
  std::string title;    ///< words, without markup
};

/// The items of the feed in `bytes` (UTF-8), in the feed's order; those before the break where it breaks off. Errors:
/// as open_feed() returns.
[[nodiscard]] Result<std::vector<FeedEntry>> feed_entries(std::string_view bytes, std::string_view where = {});

}  // namespace histor
