#pragma once
// The elements and attributes that reading a page turns on; every other is `other`.

#include <cstdint>
#include <string_view>

namespace histor::html {

// Sorted by name, since they are looked up by halving.
// clang-format off: it never comes to rest on such a list
#define HISTOR_HTML_TAGS(X) \
  X(a) X(abbr) X(address) X(applet) X(area) X(article) X(aside) X(audio) X(b) X(base) X(basefont) X(bgsound) \
  X(big) X(blockquote) X(body) X(br) X(button) X(canvas) X(caption) X(center) X(cite) X(code) X(col) \
  X(colgroup) X(datalist) X(dd) X(del) X(details) X(dialog) X(dir) X(div) X(dl) X(dt) X(em) X(embed) \
  X(fieldset) X(figcaption) X(figure) X(font) X(footer) X(form) X(frame) X(frameset) X(h1) X(h2) X(h3) X(h4) \
  X(h5) X(h6) X(head) X(header) X(hgroup) X(hr) X(html) X(i) X(iframe) X(img) X(input) X(ins) X(keygen) \
  X(label) X(legend) X(li) X(link) X(listing) X(main) X(map) X(mark) X(marquee) X(math) X(menu) X(meta) X(nav) \
  X(nobr) X(noembed) X(noframes) X(noscript) X(object) X(ol) X(optgroup) X(option) X(p) X(param) X(picture) \
  X(plaintext) X(pre) X(q) X(rp) X(rt) X(ruby) X(s) X(script) X(section) X(select) X(small) X(source) X(span) \
  X(strike) X(strong) X(style) X(sub) X(summary) X(sup) X(svg) X(table) X(tbody) X(td) X(textarea) X(tfoot) \
  X(th) X(thead) X(time) X(title) X(tr) X(track) X(tt) X(u) X(ul) X(var) X(video) X(wbr) X(xmp)
// clang-format on

enum class Tag : std::uint8_t {
#define HISTOR_HTML_TAG(name) name,
  HISTOR_HTML_TAGS(HISTOR_HTML_TAG)
#undef HISTOR_HTML_TAG
      inert,  ///< template
  other,
  text,  ///< no element
};

enum class Attribute : std::uint8_t {
  aria_hidden,
  cite,
  class_name,
  content,
  data_time,  ///< data-time, data-datetime, data-timestamp
  datetime,
  hidden,
  href,
  http_equiv,
  id,
  itemprop,
  itemtype,
  lang,
  name,
  property,
  rel,
  role,
  style,
  type,
  other,
};

/// `name` in either case.
[[nodiscard]] Tag tag_of(std::string_view name);
[[nodiscard]] Attribute attribute_of(std::string_view name);

/// Has no content and no end tag: br, img.
[[nodiscard]] bool is_void(Tag tag);
/// Starts a line of its own: div, p, li, td.
[[nodiscard]] bool is_block(Tag tag);
/// Its content is text, whatever it looks like: script, title.
[[nodiscard]] bool is_raw(Tag tag);
/// Its content is text in which references are resolved: title, textarea.
[[nodiscard]] bool is_escapable_raw(Tag tag);
/// Its content is never shown as words: script, svg, template.
[[nodiscard]] bool is_wordless(Tag tag);
/// b, em, font: ends where its end tag says, whatever blocks stand open within it.
[[nodiscard]] bool is_formatting(Tag tag);
[[nodiscard]] constexpr bool is_heading(Tag tag) {
  return tag >= Tag::h1 && tag <= Tag::h6;
}

}  // namespace histor::html
