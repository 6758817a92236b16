// A name is written in small letters with "-" between its words; then every run of up to three words is looked up.

#include "source/html/hints.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <toml++/toml.h>

#include "base/ascii.hpp"

extern "C" const unsigned char histor_data_html_hints[];      // NOLINT(*-avoid-c-arrays)
extern "C" const unsigned char histor_data_html_hints_end[];  // NOLINT(*-avoid-c-arrays)

namespace histor::html {
namespace {

constexpr std::size_t longest_name = 64;  // bytes; what is longer is made by a program
constexpr std::size_t most_words = 8;
constexpr std::size_t longest_entry = 3;  // words

constexpr std::array<std::pair<std::string_view, Hints>, 9> lists{{{"body", hint_body},
                                                                   {"drop", hint_drop},
                                                                   {"apart", hint_apart},
                                                                   {"caption", hint_caption},
                                                                   {"credit", hint_credit},
                                                                   {"pullquote", hint_pullquote},
                                                                   {"post", hint_post},
                                                                   {"headline", hint_headline},
                                                                   {"deck", hint_deck}}};

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
using ascii::is_upper;
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

// "display: none", however it is written.
bool hides(std::string_view style) {
  std::string plain;
  for (const char c : style.substr(0, 400)) {
    if (!is_blank(c)) plain += is_upper(c) ? static_cast<char>(c + 32) : c;
  }
  return plain.find("display:none") != std::string::npos;
}

}  // namespace

const HintTable& HintTable::built_in() {
  static const HintTable table = [] {
    HintTable out;
    const auto* begin = reinterpret_cast<const char*>(histor_data_html_hints);
    const auto* end = reinterpret_cast<const char*>(histor_data_html_hints_end);
    const toml::table parsed = toml::parse(std::string_view(begin, static_cast<std::size_t>(end - begin)));
    std::vector<std::pair<std::string, Hints>> entries;
    for (const auto& [list, hint] : lists) {
      if (const toml::array* names = parsed[list].as_array()) {
        for (const toml::node& name : *names) {
          if (const auto word = name.value<std::string>()) entries.emplace_back(*word, hint);
        }
      }
    }
    if (const toml::array* leads = parsed["byline"].as_array()) {
      for (const toml::node& lead : *leads) out.byline_.push_back(lead.value_or(std::string{}));
    }
    out.words_.reserve(entries.size());
    for (auto& [word, hint] : entries) {
      const bool whole = word.starts_with('=');
      out.words_.push_back(whole ? word.substr(1) : word);
      auto& of_word = (whole ? out.wholes_ : out.parts_)[out.words_.back()];
      of_word = static_cast<Hints>(of_word | hint);
    }
    return out;
  }();
  return table;
}

bool HintTable::leads_byline(std::string_view word) const {
  return std::any_of(byline_.begin(), byline_.end(), [word](const std::string& lead) {
    return lead.size() == word.size() && std::equal(lead.begin(), lead.end(), word.begin(), [](char a, char b) {
             return a == (is_upper(b) ? static_cast<char>(b + 32) : b);
           });
  });
}

Hints HintTable::of_name(std::string_view name) const {
  if (name.size() > longest_name) return 0;
  std::array<char, 2 * longest_name> buffer{};
  std::array<std::size_t, most_words + 1> starts{};
  std::size_t words = 0;
  std::size_t size = 0;
  bool in_word = false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool letter = is_lower(c) || is_upper(c) || (c >= '0' && c <= '9');
    if (!letter) {
      in_word = false;
      continue;
    }
    if (in_word && is_upper(c) && is_lower(name[i - 1])) in_word = false;
    if (!in_word) {
      if (words == most_words) break;
      if (size > 0) buffer[size++] = '-';
      starts[words++] = size;
      in_word = true;
    }
    buffer[size++] = is_upper(c) ? static_cast<char>(c + 32) : c;
  }
  const std::string_view plain(buffer.data(), size);
  Hints out = 0;
  if (const auto it = wholes_.find(plain); it != wholes_.end()) out = static_cast<Hints>(out | it->second);
  for (std::size_t first = 0; first < words; ++first) {
    for (std::size_t last = first; last < std::min(words, first + longest_entry); ++last) {
      const std::size_t end = last + 1 < words ? starts[last + 1] - 1 : size;
      const auto it = parts_.find(plain.substr(starts[first], end - starts[first]));
      if (it != parts_.end()) out = static_cast<Hints>(out | it->second);
    }
  }
  return out;
}

Hints HintTable::of_names(std::string_view names) const {
  Hints out = 0;
  for (std::size_t at = 0; at < names.size();) {
    while (at < names.size() && is_blank(names[at])) ++at;
    std::size_t end = at;
    while (end < names.size() && !is_blank(names[end])) ++end;
    if (end > at) out = static_cast<Hints>(out | of_name(names.substr(at, end - at)));
    at = end;
  }
  return out;
}

std::vector<Hints> HintTable::of_all(const Tree& tree) const {
  std::vector<Hints> out(tree.nodes.size(), 0);
  for (std::uint32_t n = 1; n < tree.nodes.size(); ++n) {
    if (tree.nodes[n].tag != Tag::text && tree.nodes[n].value_count > 0) out[n] = of(tree, n);
  }
  return out;
}

Hints HintTable::of(const Tree& tree, std::uint32_t node) const {
  Hints out = 0;
  const auto add = [&out](Hints more) { out = static_cast<Hints>(out | more); };
  const Node& at = tree.nodes[node];
  for (std::uint32_t i = 0; i < at.value_count; ++i) {
    const Token::Value& value = tree.values[at.values + i];
    const std::string_view words = slice(tree.html, value.span);
    switch (value.name) {
      case Attribute::class_name:
      case Attribute::id:
        add(of_names(words));
        break;
      case Attribute::itemprop:
        if (words.find("articleBody") != std::string_view::npos) add(hint_article_body | hint_body);
        if (words == "author" || words == "datePublished" || words == "dateModified" || words == "publisher" ||
            words == "keywords") {
          add(hint_drop);
        }
        if (words == "comment") add(hint_apart);
        if (words == "caption") add(hint_caption);
        if (words == "headline") add(hint_headline);
        break;
      case Attribute::itemtype:
        if (words.find("/Comment") != std::string_view::npos) add(hint_apart);
        break;
      case Attribute::role:
        if (words == "navigation" || words == "banner" || words == "contentinfo" || words == "complementary" ||
            words == "search" || words == "dialog" || words == "alertdialog" || words == "menu" || words == "toolbar") {
          add(hint_drop);
        }
        break;
      case Attribute::style:
        if (hides(words)) add(hint_hidden);
        break;
      case Attribute::hidden:
        add(hint_hidden);
        break;
      case Attribute::aria_hidden:
        if (words == "true") add(hint_hidden);
        break;
      default:
        break;
    }
  }
  return out;
}

}  // namespace histor::html
