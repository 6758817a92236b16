// The tags named "link" one after another, each read by itself: what stands between them is of no interest here, so no
// tree is built.

#include "source/net/feed_link.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.hpp"

namespace histor::net {
namespace {

constexpr std::size_t looked_at = std::size_t{512} << 10U;
constexpr std::string_view blanks = " \t\r\n\f";

using ascii::lower;

bool is_blank(char c) {
  return blanks.find(c) != std::string_view::npos;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

/// Whether the words of `text`, parted by blanks, have `word` among them.
bool has_word(std::string_view text, std::string_view word) {
  while (!text.empty()) {
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return false;
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find_first_of(blanks), text.size());
    if (text.substr(0, end) == word) return true;
    text.remove_prefix(end);
  }
  return false;
}

/// The entities that addresses have.
std::string resolved(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, char>, 5> entities{
      {{"&amp;", '&'}, {"&#38;", '&'}, {"&#x26;", '&'}, {"&quot;", '"'}, {"&#39;", '\''}}};
  std::string out;
  while (!text.empty()) {
    const auto* const entity =
        std::find_if(entities.begin(), entities.end(), [&](const auto& each) { return text.starts_with(each.first); });
    out += entity == entities.end() ? text.front() : entity->second;
    text.remove_prefix(entity == entities.end() ? 1 : entity->first.size());
  }
  return out;
}

struct Link {
  std::string rel;
  std::string type;
  std::string href;
};

/// Reads the attributes that `text` opens with, up to the end of the tag, and takes them off it.
Link read_attributes(std::string_view& text) {
  Link link;
  for (;;) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n\f/");
    if (begin == std::string_view::npos || text[begin] == '>') {
      text.remove_prefix(std::min(begin, text.size()));
      return link;
    }
    text.remove_prefix(begin);
    const std::size_t name_end = std::min(text.find_first_of(" \t\r\n\f/>=", 1), text.size());
    const std::string name = lowered(text.substr(0, name_end));
    text.remove_prefix(name_end);
    const std::size_t equals = text.find_first_not_of(blanks);
    std::string_view value;
    if (equals != std::string_view::npos && text[equals] == '=') {
      text.remove_prefix(equals + 1);
      text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
      if (!text.empty() && (text.front() == '"' || text.front() == '\'')) {
        const std::size_t close = std::min(text.find(text.front(), 1), text.size());
        value = text.substr(1, close - 1);
        text.remove_prefix(std::min(close + 1, text.size()));
      } else {
        const std::size_t end = std::min(text.find_first_of(" \t\r\n\f>"), text.size());
        value = text.substr(0, end);
        text.remove_prefix(end);
      }
    }
    if (name == "rel" && link.rel.empty()) link.rel = lowered(value);
    if (name == "type" && link.type.empty()) link.type = lowered(value);
    if (name == "href" && link.href.empty()) link.href = resolved(value);
  }
}

bool is_feed(const Link& link) {
  if (link.href.empty() || !has_word(link.rel, "alternate")) return false;
  const std::string_view type = std::string_view(link.type).substr(0, link.type.find(';'));
  return type == "application/rss+xml" || type == "application/atom+xml" || type == "application/feed+json";
}

}  // namespace

std::optional<std::string> feed_link(std::string_view html) {
  std::string_view text = html.substr(0, looked_at);
  constexpr std::string_view tag = "<link";
  for (;;) {
    const std::size_t open = text.find('<');
    if (open == std::string_view::npos) return std::nullopt;
    text.remove_prefix(open);
    if (text.starts_with("<!--")) {
      // A comment that is not closed is none.
      const std::size_t close = text.find("-->", 4);
      if (close == std::string_view::npos) return std::nullopt;
      text.remove_prefix(close);
      continue;
    }
    if (text.size() <= tag.size() || lowered(text.substr(0, tag.size())) != tag || !is_blank(text[tag.size()])) {
      text.remove_prefix(1);
      continue;
    }
    text.remove_prefix(tag.size());
    const Link link = read_attributes(text);
    if (is_feed(link)) return link.href;
  }
}

}  // namespace histor::net
