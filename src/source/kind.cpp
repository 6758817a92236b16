#include "source/kind.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/ascii.hpp"

namespace histor {
namespace {

constexpr std::size_t head_size = 4096;  // what is looked at of a capture, in bytes

using ascii::lower;

bool starts_with_any_case(std::string_view text, std::string_view small) {
  return text.size() >= small.size() &&
         std::equal(small.begin(), small.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

std::size_t find_any_case(std::string_view text, std::string_view small) {
  const auto found =
      std::search(text.begin(), text.end(), small.begin(), small.end(), [](char a, char b) { return lower(a) == b; });
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

using ascii::is_blank;

// `text` after its mark, blanks, comments and declarations of XML.
std::string_view opening(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (;;) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    const std::string_view close = text.starts_with("<!--") ? "-->" : text.starts_with("<?") ? "?>" : "";
    if (close.empty()) return text;
    const std::size_t end = text.find(close, 2);
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + close.size());
  }
}

// The value after "name=" in `text`, with or without quotes.
std::string_view value_after(std::string_view text, std::string_view name) {
  const std::size_t at = find_any_case(text, name);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + name.size());
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  if (text.empty() || text.front() != '=') return {};
  text.remove_prefix(1);
  while (!text.empty() && (is_blank(text.front()) || text.front() == '"' || text.front() == '\''))
    text.remove_prefix(1);
  std::size_t end = 0;
  while (end < text.size() && end < 40 && !is_blank(text[end]) &&
         std::string_view("\"';>,?/").find(text[end]) == std::string_view::npos) {
    ++end;
  }
  return text.substr(0, end);
}

}  // namespace

bool is_named(std::string_view name, std::string_view ending) {
  if (starts_with_any_case(name, "http://") || starts_with_any_case(name, "https://")) {
    name = name.substr(0, name.find_first_of("?#"));
  }
  return name.size() > ending.size() && starts_with_any_case(name.substr(name.size() - ending.size()), ending);
}

bool is_html(std::string_view bytes, std::string_view media_type, std::string_view name) {
  const std::string_view start = opening(bytes.substr(0, head_size));
  for (const std::string_view tag : {"<!doctype html", "<html", "<head", "<body"}) {
    if (starts_with_any_case(start, tag)) return true;
  }
  const bool stated = starts_with_any_case(media_type, "text/html") ||
                      starts_with_any_case(media_type, "application/xhtml+xml") || is_named(name, ".html") ||
                      is_named(name, ".htm") || is_named(name, ".xhtml");
  if (!stated) return false;
  // A text that was misnamed holds no tag.
  constexpr std::array tags{"<p",    "<div", "<br",   "<h1",    "<article", "<title",
                            "<meta", "<a ",  "<span", "<table", "<!--"};
  return std::any_of(tags.begin(), tags.end(),
                     [&](std::string_view tag) { return find_any_case(bytes, tag) != std::string_view::npos; });
}

std::string_view stated_encoding(std::string_view bytes, std::string_view media_type) {
  if (const std::string_view stated = value_after(media_type, "charset"); !stated.empty()) return stated;
  const std::string_view head = bytes.substr(0, head_size);
  if (head.starts_with("<?xml")) {
    if (const std::string_view stated = value_after(head.substr(0, head.find("?>")), "encoding"); !stated.empty()) {
      return stated;
    }
  }
  for (std::size_t at = 0; (at = head.find('<', at)) != std::string_view::npos; ++at) {
    if (!starts_with_any_case(head.substr(at), "<meta")) continue;
    const std::string_view tag = head.substr(at, head.find('>', at) - at);
    if (const std::string_view stated = value_after(tag, "charset"); !stated.empty()) return stated;
  }
  return {};
}

}  // namespace histor
