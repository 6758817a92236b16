// Kinds of elements as bits in one table.

#include "source/html/tags.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>

namespace histor::html {
namespace {

constexpr std::array<std::string_view, 19> attribute_names{
    "aria-hidden", "cite",     "class", "content", "data-time", "datetime", "hidden", "href",  "http-equiv", "id",
    "itemprop",    "itemtype", "lang",  "name",    "property",  "rel",      "role",   "style", "type"};

#define HISTOR_HTML_TAG(name) std::string_view(#name),
constexpr std::array tag_names{HISTOR_HTML_TAGS(HISTOR_HTML_TAG)};
#undef HISTOR_HTML_TAG
static_assert(tag_names.size() == static_cast<std::size_t>(Tag::inert));
static_assert(std::is_sorted(tag_names.begin(), tag_names.end()));
static_assert(std::is_sorted(attribute_names.begin(), attribute_names.end()));

constexpr unsigned void_bit = 1;
constexpr unsigned block_bit = 2;
constexpr unsigned raw_bit = 4;
constexpr unsigned escapable_bit = 8;
constexpr unsigned wordless_bit = 16;
constexpr unsigned formatting_bit = 32;

constexpr auto bits = [] {
  std::array<std::uint8_t, 256> out{};
  const auto set = [&out](unsigned bit, std::initializer_list<Tag> tags) {
    for (const Tag tag : tags) {
      auto& value = out[static_cast<std::size_t>(tag)];
      value = static_cast<std::uint8_t>(value | bit);
    }
  };
  using enum Tag;
  set(void_bit, {area, base, basefont, bgsound, br, col, embed, frame, hr, img, input, keygen, link, meta, param,
                 source, track, wbr});
  set(block_bit,
      {address, article, aside,  blockquote, body,     caption,    center, colgroup, dd,     details,  dialog,
       dir,     div,     dl,     dt,         fieldset, figcaption, figure, footer,   form,   frameset, h1,
       h2,      h3,      h4,     h5,         h6,       head,       header, hgroup,   hr,     html,     legend,
       li,      listing, main,   marquee,    menu,     nav,        ol,     optgroup, option, p,        plaintext,
       pre,     section, select, summary,    table,    tbody,      td,     textarea, tfoot,  th,       thead,
       title,   tr,      ul,     xmp,        button,   noscript,   iframe, video,    audio,  object});
  set(raw_bit, {script, style, xmp, iframe, noembed, noframes, plaintext, title, textarea});
  set(escapable_bit, {title, textarea});
  set(wordless_bit, {script, style, inert, svg, math, iframe, noembed, noframes, noscript, head, title, object, applet,
                     audio, video, canvas, datalist, map, embed});
  set(formatting_bit, {a, b, big, code, em, font, i, nobr, s, small, strike, strong, tt, u});
  return out;
}();

bool has(Tag tag, unsigned bit) {
  return (bits[static_cast<std::size_t>(tag)] & bit) != 0;
}

// Both are short; `upper` is in either case.
int compare(std::string_view plain, std::string_view upper) {
  const std::size_t common = std::min(plain.size(), upper.size());
  for (std::size_t i = 0; i < common; ++i) {
    char c = upper[i];
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (plain[i] != c) return plain[i] < c ? -1 : 1;
  }
  return plain.size() == upper.size() ? 0 : (plain.size() < upper.size() ? -1 : 1);
}

template <std::size_t N>
std::size_t find(const std::array<std::string_view, N>& names, std::string_view name) {
  std::size_t low = 0;
  std::size_t high = N;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    const int order = compare(names[middle], name);
    if (order == 0) return middle;
    if (order < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return N;
}

}  // namespace

Tag tag_of(std::string_view name) {
  if (name.size() == 8 && compare("template", name) == 0) return Tag::inert;
  const std::size_t at = find(tag_names, name);
  return at < tag_names.size() ? static_cast<Tag>(at) : Tag::other;
}

Attribute attribute_of(std::string_view name) {
  if (name.size() < 2 || name.size() > 14) return Attribute::other;
  if (compare("data-datetime", name) == 0 || compare("data-timestamp", name) == 0) return Attribute::data_time;
  const std::size_t at = find(attribute_names, name);
  return at < attribute_names.size() ? static_cast<Attribute>(at) : Attribute::other;
}

bool is_void(Tag tag) {
  return has(tag, void_bit);
}
bool is_block(Tag tag) {
  return has(tag, block_bit);
}
bool is_raw(Tag tag) {
  return has(tag, raw_bit);
}
bool is_escapable_raw(Tag tag) {
  return has(tag, escapable_bit);
}
bool is_wordless(Tag tag) {
  return has(tag, wordless_bit);
}
bool is_formatting(Tag tag) {
  return has(tag, formatting_bit);
}

}  // namespace histor::html
