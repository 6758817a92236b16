// Each form has something that no text has by chance: a root element, a pair of keys, headers that only programs write,
// a header line made of columns' names with rows as wide below it.

#include "source/collection/sniff.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>

#include "source/collection/json_walk.hpp"
#include "source/collection/mime.hpp"
#include "source/collection/rows.hpp"
#include "source/collection/words.hpp"
#include "source/csv.hpp"
#include "source/timestamps.hpp"

namespace histor {
namespace {

constexpr std::size_t head_size = 4096;

std::string_view head_of(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::size_t at = bytes.find_first_not_of(" \t\r\n");
  return at == std::string_view::npos ? std::string_view() : bytes.substr(at, head_size);
}

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
    return name.size() >= ending.size() &&
           std::equal(ending.begin(), ending.end(), name.end() - static_cast<std::ptrdiff_t>(ending.size()),
                      [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
  });
}

bool holds(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

// The name of the root element, without its prefix; empty where the XML opens otherwise.
std::string_view root_of(std::string_view head) {
  for (std::size_t at = 0; at < head.size();) {
    at = std::min(head.find_first_not_of(" \t\r\n", at), head.size());
    if (at >= head.size() || head[at] != '<') return {};
    const std::string_view rest = head.substr(at);
    std::string_view closing;
    if (rest.starts_with("<?")) closing = "?>";
    if (rest.starts_with("<!--")) closing = "-->";
    if (rest.starts_with("<!DOCTYPE")) closing = holds(rest.substr(0, rest.find('>')), "[") ? "]" : ">";
    if (closing.empty()) {
      std::string_view name = rest.substr(1, rest.find_first_of(" \t\r\n/>", 1) - 1);
      if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
      return name;
    }
    const std::size_t end = head.find(closing, at);
    if (end == std::string_view::npos) return {};
    at = closing == "]" ? std::min(head.find('>', end), head.size() - 1) + 1 : end + closing.size();
  }
  return {};
}

bool is_json_feed(std::string_view head) {
  const auto version = json_member(head, 0, "version");
  return version && version->whole &&
         holds(head.substr(version->begin, version->end - version->begin), "jsonfeed.org/version/");
}

}  // namespace

bool looks_like_feed(std::string_view bytes) {
  const std::string_view head = head_of(bytes);
  if (head.starts_with('{')) return is_json_feed(head);
  const std::string_view root = root_of(head);
  if (root == "rss") return true;
  if (root == "RDF") return holds(head, "purl.org/rss/1.0/") || holds(head, "netscape.com/rdf/simple");
  return root == "feed" && (holds(head, "w3.org/2005/Atom") || holds(head, "purl.org/atom/ns"));
}

bool looks_like_mail(std::string_view bytes, std::string_view name) {
  const std::string_view head = bytes.substr(0, head_size);
  const MimeHeaders headers = read_headers(head, 0);
  if (headers.known == 0 || (!headers.ended && headers.body < head.size())) return false;
  if (ends_with_any(name, {".eml"})) return true;
  if (headers.known < 2) return false;
  if (headers.machine) return holds(headers.from, "@") || !headers.date.empty() || headers.known > 2;
  // An article may open with "From:" and "Date:", but not with an address and a time.
  return holds(headers.from, "@") && holds(headers.date, ":") && day_of_timestamp(headers.date).has_value();
}

bool looks_like_mbox(std::string_view bytes) {
  const std::string_view head = head_of(bytes);
  const std::size_t end = head.find('\n');
  if (end == std::string_view::npos || !opens_boxed_message(head.substr(0, end))) return false;
  return read_headers(head, end + 1).known > 0;
}

bool looks_like_telegram(std::string_view bytes) {
  const std::string_view head = head_of(bytes);
  JsonWalk walk(head);
  if (!walk.is_object()) return false;
  while (const auto member = walk.next()) {
    const std::string_view value = head.substr(member->begin, member->end - member->begin);
    if (member->key == "about" && value.starts_with('"') && holds(value, "Telegram")) return true;
    if (member->key == "messages" && value.starts_with('[')) {
      return holds(value, "\"date_unixtime\"") || holds(value, "\"from_id\"") || holds(value, "\"actor_id\"");
    }
    if (member->key == "chats" && value.starts_with('{') && holds(value, "\"list\"") && holds(value, "\"messages\""))
      return true;
  }
  return false;
}

bool looks_like_x_archive(std::string_view bytes) {
  const std::string_view head = head_of(bytes);
  if (!head.starts_with("window.YTD.")) return false;
  return holds(head.substr(0, head.find('=')), "tweet");
}

bool looks_like_x_answer(std::string_view bytes) {
  const std::string_view head = head_of(bytes);
  const auto data = json_member(head, 0, "data");
  if (!data) return false;
  std::size_t at = data->begin;
  if (head[at] == '[') at = json_word_at(head, at + 1);
  JsonWalk post(head, at);
  if (!post.is_object()) return false;
  bool id = false;
  bool text = false;
  bool telling = false;
  while (const auto member = post.next()) {
    id |= member->key == "id" && head[member->begin] == '"';
    text |= member->key == "text" && head[member->begin] == '"';
    telling |= member->key == "edit_history_tweet_ids" || member->key == "author_id" ||
               member->key == "conversation_id" || member->key == "created_at" || member->key == "public_metrics";
  }
  return id && text && telling;
}

bool looks_like_json_rows(std::string_view bytes) {
  const std::string_view head = head_of(bytes);
  const std::size_t at = head.starts_with('[') ? json_word_at(head, 1) : 0;
  JsonWalk walk(head, at);
  // A key and a colon, which next() asks for.
  return walk.is_object() && walk.next().has_value();
}

bool looks_like_csv_rows(std::string_view bytes, std::string_view name) {
  const std::string_view head = head_of(bytes);
  const bool named = ends_with_any(name, {".csv", ".tsv"});
  for (const char separator : {',', ';', '\t'}) {
    CsvReader reader(head, separator);
    const auto header = reader.next();
    if (!header || !header->fault.empty()) continue;
    const std::size_t width = header->fields.size();
    bool text = false;
    std::size_t known = 0;
    bool short_names = true;
    for (const std::string& field : header->fields) {
      const KnownField column = known_field(trimmed_field(field));
      known += static_cast<std::size_t>(column.known);
      text |= column.known && column.role == FieldRole::text;
      short_names = short_names && field.size() <= 60 && field.find('\n') == std::string::npos;
    }
    if (named && short_names && (width >= 2 || text)) return true;
    if (width < 2 || !text || known < 2 || !short_names) continue;
    const auto row = reader.next();
    // A first row that is longer than the head has no end in it.
    const bool cut = head.size() == head_size && (!row || row->fields.size() < width || !row->fault.empty());
    if (cut || (row && row->fault.empty() && row->fields.size() == width)) return true;
  }
  return false;
}

CollectionKind collection_kind(std::string_view bytes, std::string_view name) {
  if (looks_like_mbox(bytes)) return CollectionKind::mbox;
  if (looks_like_mail(bytes, name)) return CollectionKind::mail;
  if (looks_like_feed(bytes)) return CollectionKind::feed;
  if (looks_like_x_archive(bytes)) return CollectionKind::x_archive;
  if (looks_like_telegram(bytes)) return CollectionKind::telegram;
  if (looks_like_x_answer(bytes)) return CollectionKind::x_answer;
  if (looks_like_json_rows(bytes)) return CollectionKind::json_rows;
  if (looks_like_csv_rows(bytes, name)) return CollectionKind::csv_rows;
  return CollectionKind::none;
}

}  // namespace histor
