// The head is read first, wherever it stands; then each item is walked to and judged by itself, so that one that is
// broken costs itself alone.

#include <simdjson.h>

#include <array>
#include <utility>

#include "source/collection/feed_items.hpp"
#include "source/collection/json_walk.hpp"
#include "source/collection/words.hpp"

namespace histor {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

std::string words_at(const object& from, const char* key) {
  std::string_view words;
  return from[key].get(words) == simdjson::SUCCESS ? std::string(words) : std::string();
}

// "authors", the list of 1.1, or "author", the object of 1.0.
std::string author_of(const object& from) {
  simdjson::dom::array authors;
  if (from["authors"].get(authors) == simdjson::SUCCESS) {
    std::string names;
    for (const element author : authors) {
      object one;
      if (author.get(one) != simdjson::SUCCESS) continue;
      const std::string name = plain_words(words_at(one, "name"));
      if (!name.empty()) names += names.empty() ? name : ", " + name;
    }
    if (!names.empty()) return names;
  }
  object author;
  return from["author"].get(author) == simdjson::SUCCESS ? plain_words(words_at(author, "name")) : std::string();
}

std::optional<Content> content_of(std::string_view json, const object& item) {
  static constexpr std::array<std::pair<const char*, const char*>, 4> fields{{{"content_html", "text/html"},
                                                                              {"content_text", "text/plain"},
                                                                              {"summary", "text/plain"},
                                                                              {"title", "text/plain"}}};
  for (const auto& [key, media_type] : fields) {
    std::string_view words;
    if (item[key].get(words) != simdjson::SUCCESS || is_blank(words)) continue;
    const auto member = json_member(json, 0, key);
    if (!member) continue;
    ContentWriter writer;
    append_json_words(writer, json, member->begin);
    return writer.finish(media_type);
  }
  return std::nullopt;
}

FeedItem item_of(std::string_view json, std::size_t begin, const object& from) {
  FeedItem item;
  item.element = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + json.size())};
  item.content = content_of(json, from);
  item.title = plain_words(words_at(from, "title"));
  item.link = words_at(from, "url");
  if (item.link.empty()) item.link = words_at(from, "external_url");
  item.guid = words_at(from, "id");
  item.guid_is_link = true;
  item.author = author_of(from);
  item.language = words_at(from, "language");
  item.published = words_at(from, "date_published");
  item.updated = words_at(from, "date_modified");
  return item;
}

}  // namespace

Result<Feed> read_json_feed(std::string_view bytes, std::string_view where, std::uint64_t members) {
  const std::size_t mark = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  Feed feed;
  simdjson::dom::parser parser;
  bool is_feed = false;
  std::optional<JsonMember> items;
  std::string head = "{";
  JsonWalk top(bytes, mark);
  while (const auto member = top.next()) {
    if (member->key == "items") {
      items = member;
    } else if (member->whole) {
      if (head.size() > 1) head += ',';
      head += '"';
      head += member->key;
      head += "\":";
      head += bytes.substr(member->begin, member->end - member->begin);
    }
  }
  head += '}';
  object of_head;
  if (parser.parse(head).get(of_head) == simdjson::SUCCESS) {
    is_feed = words_at(of_head, "version").find("jsonfeed.org/version/") != std::string::npos;
    feed.title = plain_words(words_at(of_head, "title"));
    feed.link = words_at(of_head, "home_page_url");
    feed.author = author_of(of_head);
    feed.language = words_at(of_head, "language");
  }
  if (!is_feed || !items || bytes[items->begin] != '[') {
    return failure(ErrorCode::parse, "JSON, but no JSON Feed", std::string(where),
                   "a feed has a version and a list of items; give a feed as its site serves it");
  }
  LineCounter lines(bytes);
  JsonWalk walk(bytes, items->begin);
  const auto broken = [&](std::string what, std::size_t at) {
    feed.broken = Error{ErrorCode::parse, std::move(what), std::string(where) + ":" + std::to_string(lines.line_at(at)),
                        "fetch or save the feed anew; the items before the break are read"};
  };
  while (const auto member = walk.next()) {
    const std::string_view json = bytes.substr(member->begin, member->end - member->begin);
    element value;
    object from;
    if (!member->whole) {
      broken("it breaks off in item " + std::to_string(feed.items.size() + 1), member->begin);
      break;
    }
    simdjson::error_code error = parser.parse(json.data(), json.size()).get(value);
    if (error == simdjson::SUCCESS) error = value.get(from);
    if (error != simdjson::SUCCESS) {
      FeedItem faulty;
      faulty.fault = std::string("an item that is not JSON: ") + simdjson::error_message(error);
      feed.items.push_back(std::move(faulty));
      if (feed.items.size() > members) break;
      continue;
    }
    feed.items.push_back(item_of(json, member->begin, from));
    if (feed.items.size() > members) break;
  }
  if (!feed.broken && feed.items.size() <= members && !walk.closed())
    broken("it breaks off after item " + std::to_string(feed.items.size()), walk.at());
  if (feed.broken && feed.items.empty()) return tl::unexpected(*std::move(feed.broken));
  return feed;
}

}  // namespace histor
