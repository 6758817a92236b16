#pragma once
// What the tests of pages share: the promises of HtmlPage, checked, and pages made at random out of the pieces that
// pages are broken with.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include <rapidcheck.h>

#include "source/html/entities.hpp"
#include "source/html/page.hpp"
#include "source/html/passages.hpp"

namespace histor::html_test {

/// The texts of the blocks of one kind.
inline std::vector<std::string> blocks(const HtmlPage& page, BlockKind kind) {
  std::vector<std::string> out;
  for (const Block& block : page.blocks) {
    if (block.kind == kind) out.emplace_back(slice(page.text, block.span));
  }
  return out;
}

/// The report itself: body, headings and posts, without headline and captions.
inline std::string main_text(const HtmlPage& page) {
  std::string out;
  for (const Block& block : page.blocks) {
    if (block.kind == BlockKind::caption || page.title_span == block.span) continue;
    if (!out.empty()) out += "\n\n";
    out += slice(page.text, block.span);
  }
  return out;
}

inline bool on_border(std::string_view text, std::uint32_t offset) {
  return offset == text.size() || (static_cast<unsigned char>(text[offset]) & 0xC0U) != 0x80U;
}

/// The first promise of HtmlPage that is broken, or an empty string.
inline std::string broken_promise(std::string_view html, const HtmlPage& page) {
  const std::string_view text = page.text;
  if (page.offsets.size() != text.size()) return "the map does not cover the text";
  std::uint32_t at = 0;
  for (const Block& block : page.blocks) {
    if (block.span.begin >= block.span.end || block.span.end > text.size()) return "a block is empty or outside";
    if (block.span.begin < at) return "blocks overlap";
    if (at > 0 && text.substr(at, block.span.begin - at) != "\n\n") return "no blank line between blocks";
    if (at == 0 && block.span.begin != 0) return "the text starts outside a block";
    if (!on_border(text, block.span.begin) || !on_border(text, block.span.end)) return "a block cuts a character";
    at = block.span.end;
  }
  if (at != text.size()) return "the text ends outside a block";
  // Every byte is the page's, stands for a reference or for blanks and tags, or was put between.
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    const Span source = page.offsets.source_of({i, i + 1});
    if (source.end > html.size()) return "a source outside the page";
    const char c = text[i];
    if (source.empty()) {
      if (c != '\n' && c != ' ' && c != '|') return "a letter that the page does not have";
      continue;
    }
    if (source.size() == 1 && html[source.begin] == c) continue;
    const std::string_view from = slice(html, source);
    if (c == ' ' || c == '\n') continue;
    const html::Reference reference = html::reference_at(html, source.begin, false);
    if (reference.length != from.size()) return "replaced bytes that are no reference";
    if (reference.text().find(c) == std::string_view::npos) return "a reference that means something else";
  }
  for (const Span span : page.boilerplate) {
    if (span.begin >= span.end || span.end > html.size()) return "furniture outside the page";
  }
  if (page.title_span && page.title_span != page.blocks.at(0).span) return "a headline that is not the first block";
  for (const auto* date : {&page.published, &page.updated}) {
    if (*date && (*date)->captured.end > html.size()) return "a date outside the page";
  }
  return {};
}

/// Tags, words and marks in any order. Tame soup leaves out what Gumbo and we read by different rules: drawings,
/// titles, selects, and tables, out of which Gumbo moves words.
inline rc::Gen<std::string> soup(bool tame = false) {
  std::vector<std::string> pieces{
      "<p>",
      "</p>",
      "<div>",
      "</div>",
      "<div class='article-body'>",
      "<ul><li>",
      "</li>",
      "</ul>",
      "<b>",
      "</b>",
      "<a href='/x'>",
      "</a>",
      "<table>",
      "<tr>",
      "<td>",
      "</table>",
      "<br>",
      "<br/>",
      "<h2>",
      "</h2>",
      "<h1>",
      "</h1>",
      "<blockquote class=twitter-tweet>",
      "</blockquote>",
      "<figure>",
      "<figcaption>",
      "</figure>",
      "<!-- note -->",
      "<!--",
      "-->",
      "<script>",
      "</script>",
      "<style>",
      "</style>",
      "<title>",
      "</title>",
      "<svg>",
      "</svg>",
      "<pre>",
      "</pre>",
      "<select><option>",
      "</select>",
      "<x-y a=1>",
      "</x-y>",
      "<p class=\"",
      "<",
      ">",
      "&",
      "&amp;",
      "&lt",
      "&#8212;",
      "&#x41;",
      "&nbsp;",
      "&notin;",
      "\xC2\xA0",
      "\xC2\xAD",
      "é",
      "語",
      "\n",
      "\n\n",
      "  ",
      "At least twelve people were reported killed in the town on Sunday, officials said. ",
      "Shelling hit a market in the north and wounded twenty more, residents told reporters. ",
      "word ",
      "Read more",
      "2 May 2024 ",
      "<meta property='article:published_time' content='2024-05-02T10:00:00Z'>",
      "<time datetime=2024-05-03>",
      "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-05-02\"}</script>"};
  if (tame) {
    std::erase_if(pieces, [](const std::string& piece) {
      for (const std::string_view wild : {"svg", "title", "select", "table", "<tr", "<td"}) {
        if (piece.find(wild) != std::string::npos) return true;
      }
      return false;
    });
  }
  const auto piece = rc::gen::elementOf(pieces);
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const std::vector<std::string>& drawn) {
    std::string out;
    for (const std::string& each : drawn) out += each;
    return out;
  });
}

}  // namespace histor::html_test
