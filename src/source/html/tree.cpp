// A stack of open elements. An end tag closes the nearest open element of its name, unless a border (a table's cell)
// lies between; a start tag may end others by itself (a paragraph ends where a list starts).

#include "source/html/tree.hpp"

#include <array>
#include <cstddef>

#include "source/html/entities.hpp"

namespace histor::html {
namespace {

bool same_name(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

// Open elements behind these are out of reach of end tags and of what start tags end.
bool is_border(Tag tag) {
  return tag == Tag::td || tag == Tag::th || tag == Tag::caption || tag == Tag::table || tag == Tag::inert ||
         tag == Tag::object || tag == Tag::applet || tag == Tag::marquee;
}

bool is_table_part(Tag tag) {
  return tag == Tag::td || tag == Tag::th || tag == Tag::tr || tag == Tag::tbody || tag == Tag::thead ||
         tag == Tag::tfoot || tag == Tag::caption || tag == Tag::colgroup || tag == Tag::table;
}

bool ends_paragraph(Tag tag) {
  using enum Tag;
  switch (tag) {
    case address:
    case article:
    case aside:
    case blockquote:
    case center:
    case details:
    case dialog:
    case dir:
    case div:
    case dl:
    case fieldset:
    case figcaption:
    case figure:
    case footer:
    case header:
    case hgroup:
    case main:
    case menu:
    case nav:
    case ol:
    case p:
    case section:
    case summary:
    case ul:
    case h1:
    case h2:
    case h3:
    case h4:
    case h5:
    case h6:
    case pre:
    case listing:
    case form:
    case li:
    case dd:
    case dt:
    case hr:
    case xmp:
    case plaintext:
    case table:
      return true;
    default:
      return false;
  }
}

// Words within a drawing that the page forgot to close.
bool ends_drawing(Tag tag) {
  using enum Tag;
  return (ends_paragraph(tag) && tag != form && tag != figcaption && tag != figure && tag != article) || tag == b ||
         tag == big || tag == body || tag == br || tag == code || tag == em || tag == head || tag == i || tag == img ||
         tag == span || tag == strong || tag == small || tag == sub || tag == sup || tag == tt || tag == u ||
         tag == var;
}

bool stays_in_head(Tag tag) {
  using enum Tag;
  return tag == meta || tag == link || tag == title || tag == script || tag == style || tag == base ||
         tag == noscript || tag == inert || tag == noframes || tag == basefont || tag == bgsound || tag == head ||
         tag == html;
}

class Builder {
 public:
  Builder(std::string_view html, const HtmlBudget& budget) : budget_(budget), tokens_(html) {
    tree_.html = html;
    tree_.nodes.reserve(html.size() / 48 + 16);
    tree_.nodes.push_back({Tag::other, false, 0, 0, {}, 0, 0});
    stack_.push_back(0);
  }

  Tree build() {
    Token token;
    for (tokens_.next(token); token.kind != Token::Kind::end_of_page; tokens_.next(token)) {
      if (tree_.nodes.size() >= budget_.nodes) {
        tree_.cut = true;
        break;
      }
      switch (token.kind) {
        case Token::Kind::text:
          text(token);
          break;
        case Token::Kind::start:
          start(token);
          break;
        case Token::Kind::end:
          end(token);
          break;
        case Token::Kind::end_of_page:
          break;
      }
    }
    while (!stack_.empty()) pop();
    return std::move(tree_);
  }

 private:
  [[nodiscard]] Tag tag_at(std::size_t place) const { return tree_.nodes[stack_[place]].tag; }
  [[nodiscard]] std::uint32_t& open(Tag tag) { return open_[static_cast<std::size_t>(tag)]; }

  void pop() {
    const std::uint32_t node = stack_.back();
    stack_.pop_back();
    tree_.nodes[node].end = static_cast<std::uint32_t>(tree_.nodes.size());
    if (node != 0) --open(tree_.nodes[node].tag);
    if (tree_.nodes[node].tag == Tag::a) in_link_ = false;
  }
  void pop_to(std::size_t size) {
    while (stack_.size() > size) pop();
  }

  void text(const Token& token) {
    if (open(Tag::head) > 0 && tag_at(stack_.size() - 1) == Tag::head && !is_blank(token.span)) pop();
    tree_.nodes.push_back(
        {Tag::text, in_link_, stack_.back(), static_cast<std::uint32_t>(tree_.nodes.size() + 1), token.span, 0, 0});
  }

  [[nodiscard]] bool is_blank(Span span) const {
    return slice(tree_.html, span).find_first_not_of(" \n\t\r\f") == std::string_view::npos;
  }

  // Ends the nearest open element that is one of `tags`, with all within it; stops looking at a border or at `stop`.
  template <class Wanted, class Stop>
  void end_nearest(Wanted wanted, Stop stop) {
    for (std::size_t i = stack_.size(); i-- > 1;) {
      const Tag tag = tag_at(i);
      if (wanted(tag)) {
        pop_to(i);
        return;
      }
      if (is_border(tag) || stop(tag)) return;
    }
  }

  void end_open(Tag tag) {
    if (open(tag) == 0) return;
    end_nearest([tag](Tag other) { return other == tag; }, [](Tag other) { return other == Tag::button; });
  }

  void imply_ends(Tag tag) {
    using enum Tag;
    if (open(head) > 0 && !stays_in_head(tag) && tag_at(stack_.size() - 1) == head) pop();
    if (ends_paragraph(tag)) end_open(p);
    const auto list = [](Tag other) { return other == ul || other == ol || other == menu || other == dir; };
    switch (tag) {
      case li:
        if (open(li) > 0) end_nearest([](Tag other) { return other == li; }, list);
        break;
      case dd:
      case dt:
        if (open(dd) + open(dt) > 0) {
          end_nearest([](Tag other) { return other == dd || other == dt; }, [](Tag other) { return other == dl; });
        }
        break;
      case option:
      case optgroup:
        if (tag_at(stack_.size() - 1) == option) pop();
        break;
      case a:
        if (open(a) > 0) end_formatting(a);
        break;
      case td:
      case th:
        end_parts([](Tag other) { return other == td || other == th || other == caption || other == colgroup; });
        break;
      case tr:
        end_parts([](Tag other) {
          return other == td || other == th || other == tr || other == caption || other == colgroup;
        });
        break;
      case tbody:
      case thead:
      case tfoot:
      case caption:
      case colgroup:
        end_parts([](Tag other) { return other != table; });
        break;
      default:
        if (is_heading(tag) && is_heading(tag_at(stack_.size() - 1))) pop();
    }
  }

  // Ends the outermost part of the nearest table that is one of `ended`, as a new part begins.
  template <class Ended>
  void end_parts(Ended ended) {
    if (open(Tag::table) == 0) return;
    std::size_t keep = stack_.size();
    for (std::size_t i = stack_.size(); i-- > 1;) {
      const Tag tag = tag_at(i);
      if (tag == Tag::table) break;
      if (is_table_part(tag)) {
        if (!ended(tag)) break;
        keep = i;
      }
    }
    pop_to(keep);
  }

  // A block that stands open within a formatting element goes on after it: only the element's effect ends.
  void end_formatting(Tag tag) {
    if (tag == Tag::a) in_link_ = false;
    for (std::size_t i = stack_.size(); i-- > 1;) {
      if (tag_at(i) == tag) {
        pop_to(i);
        return;
      }
      if (is_block(tag_at(i))) return;
    }
  }

  void start(const Token& token) {
    const Tag tag = token.tag;
    if ((tag == Tag::body || tag == Tag::html || tag == Tag::head) && open(tag) > 0) return;
    if (open(Tag::svg) + open(Tag::math) > 0 && ends_drawing(tag)) {
      end_nearest([](Tag other) { return other == Tag::svg || other == Tag::math; }, [](Tag) { return false; });
    }
    const bool foreign = open(Tag::svg) + open(Tag::math) > 0;
    if (!foreign) imply_ends(tag);
    const auto node = static_cast<std::uint32_t>(tree_.nodes.size());
    tree_.nodes.push_back({tag, false, stack_.back(), node + 1, token.span,
                           static_cast<std::uint32_t>(tree_.values.size()),
                           static_cast<std::uint32_t>(token.values.size())});
    tree_.values.insert(tree_.values.end(), token.values.begin(), token.values.end());
    if (is_void(tag)) return;
    const bool closed = token.self_closing && (foreign || tag == Tag::svg || tag == Tag::math);
    if (closed) return;
    const bool raw = !foreign && is_raw(tag);
    if (raw) tokens_.read_raw(tag);
    if (stack_.size() > budget_.depth && !raw) {
      tree_.deep = true;
      ++over_;
      return;
    }
    stack_.push_back(node);
    ++open(tag);
    if (tag == Tag::a && tree_.has(node, Attribute::href)) in_link_ = true;
  }

  void end(const Token& token) {
    const Tag tag = token.tag;
    if (is_raw(tag) && tag_at(stack_.size() - 1) == tag) {
      pop();
      return;
    }
    if (over_ > 0) {
      --over_;
      return;
    }
    if (tag == Tag::body || tag == Tag::html || open(tag) == 0) {
      // What follows the body's end still belongs to the page. "</p>" and "</br>" without a start are empty lines.
      if (tag == Tag::p || tag == Tag::br) {
        const auto node = static_cast<std::uint32_t>(tree_.nodes.size());
        tree_.nodes.push_back({tag, false, stack_.back(), node + 1, {token.span.begin, token.span.begin}, 0, 0});
      }
      return;
    }
    if (is_formatting(tag)) {
      end_formatting(tag);
      return;
    }
    const std::string_view name = slice(tree_.html, token.name);
    for (std::size_t i = stack_.size(); i-- > 1;) {
      const Tag other = tag_at(i);
      const bool heading = is_heading(tag) && is_heading(other);
      if (heading || (other == tag && (tag != Tag::other || same_name(tree_.name_of(stack_[i]), name)))) {
        pop_to(i);
        return;
      }
      if (is_table_part(tag) ? other == Tag::table : is_border(other)) return;
      // An unknown element or a span does not end the blocks that were opened within it and left open.
      if (!is_block(tag) && is_block(other)) return;
    }
  }

  HtmlBudget budget_;
  Tokens tokens_;
  Tree tree_;
  std::vector<std::uint32_t> stack_;
  std::array<std::uint32_t, 256> open_{};
  std::uint64_t over_ = 0;  // elements open beyond the depth allowed
  bool in_link_ = false;
};

}  // namespace

const Token::Value* Tree::find(std::uint32_t node, Attribute name) const {
  const Node& at = nodes[node];
  for (std::uint32_t i = 0; i < at.value_count; ++i) {
    if (values[at.values + i].name == name) return &values[at.values + i];
  }
  return nullptr;
}

std::string_view Tree::raw(std::uint32_t node, Attribute name) const {
  const Token::Value* value = find(node, name);
  return value != nullptr ? slice(html, value->span) : std::string_view{};
}

std::string Tree::value(std::uint32_t node, Attribute name) const {
  return resolved(raw(node, name), true);
}

std::string_view Tree::name_of(std::uint32_t node) const {
  const Span span = nodes[node].span;
  if (nodes[node].tag == Tag::text || span.empty()) return {};
  std::string_view name = slice(html, span).substr(1);
  return name.substr(0, name.find_first_of(" \n\t\r\f/>"));
}

Tree tree_of(std::string_view html, const HtmlBudget& budget) {
  return Builder(html, budget).build();
}

}  // namespace histor::html
