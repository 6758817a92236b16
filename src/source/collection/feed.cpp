// Both families are read whole before the first item is given, since a feed may state its title after its items.

#include "source/collection/feed.hpp"

#include <algorithm>
#include <utility>

#include "source/collection/feed_items.hpp"
#include "source/collection/words.hpp"
#include "source/language.hpp"
#include "source/timestamps.hpp"

namespace histor {
namespace {

bool is_address(std::string_view words) {
  return words.starts_with("http://") || words.starts_with("https://");
}

bool opens_as_json(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::size_t at = bytes.find_first_not_of(" \t\r\n");
  return at != std::string_view::npos && bytes[at] == '{';
}

Result<Feed> read_feed(std::string_view bytes, std::string_view where, std::uint64_t members) {
  return opens_as_json(bytes) ? read_json_feed(bytes, where, members) : read_xml_feed(bytes, where, members);
}

// "/a/b" at the site of `base`; what is no path from the root stays as it is.
std::string absolute(const std::string& link, std::string_view base) {
  if (!link.starts_with('/') || !is_address(base)) return link;
  const std::size_t site = base.find("//");
  std::string out(base.substr(0, link.starts_with("//") ? site : base.find('/', site + 2)));
  return out += link;
}

// RSS has "name@example.org (Some Name)".
std::string author_name(std::string author) {
  if (author.ends_with(')') && author.find('@') != std::string::npos) {
    const std::size_t open = author.find('(');
    if (open != std::string::npos && open > author.find('@'))
      return in_one_line(std::string_view(author).substr(open + 1, author.size() - open - 2));
  }
  return author;
}

Given said_of(FeedItem& item, const Feed& feed) {
  Given said;
  said.title = std::move(item.title);
  said.url = absolute(item.link, feed.link);
  if (said.url.empty() && item.guid_is_link && is_address(item.guid)) said.url = item.guid;
  if (item.author.empty()) item.author = feed.author;
  said.author = author_name(std::move(item.author));
  said.outlet = std::move(item.outlet);
  if (said.outlet.empty()) said.outlet = feed.title;
  said.language = language_of_tag(item.language.empty() ? feed.language : item.language);
  said.published = day_of_timestamp(item.published);
  if (!said.published) said.otherwise_published = day_of_timestamp(item.updated);
  return said;
}

}  // namespace

Result<void> open_feed(const Capture& carrier, const UnfoldBudget& budget, const TakeCapture& take) {
  if (auto sound = check_text(carrier); !sound) return sound;
  auto feed = read_feed(carrier.bytes, carrier.source, budget.members);
  if (!feed) return tl::unexpected(std::move(feed.error()));
  Delivery delivery(budget, take);
  std::size_t number = 0;
  for (FeedItem& item : feed->items) {
    if (!delivery.open()) return {};
    std::string source = member_source(carrier.source, ++number);
    if (!item.fault.empty()) {
      delivery.fail({ErrorCode::parse, std::move(item.fault), std::move(source), "fetch or save the feed anew"});
      continue;
    }
    if (!item.content) {
      delivery.fail({ErrorCode::empty, "no words in this item", std::move(source), "open the page that it links to"});
      continue;
    }
    Capture capture;
    capture.source = std::move(source);
    capture.bytes = slice(carrier.bytes, item.element);
    capture.media_type = opens_as_json(capture.bytes) ? "application/json" : "application/xml";
    capture.content = std::move(item.content);
    capture.said = said_of(item, *feed);
    delivery.give(std::move(capture));
  }
  if (feed->broken && delivery.open()) delivery.fail(*std::move(feed->broken));
  return {};
}

Result<std::vector<FeedEntry>> feed_entries(std::string_view bytes, std::string_view where) {
  auto feed = read_feed(bytes, where, UnfoldBudget{}.members);
  if (!feed) return tl::unexpected(std::move(feed.error()));
  std::vector<FeedEntry> entries;
  entries.reserve(feed->items.size());
  for (FeedItem& item : feed->items) {
    if (!item.fault.empty()) continue;
    FeedEntry entry;
    entry.link = std::move(item.link);
    if (entry.link.empty() && item.guid_is_link && is_address(item.guid)) entry.link = item.guid;
    entry.guid = std::move(item.guid);
    entry.updated = std::move(item.updated);
    if (entry.updated.empty()) entry.updated = std::move(item.published);
    entry.title = std::move(item.title);
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace histor
