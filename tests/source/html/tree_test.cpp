#include "source/html/tree.hpp"

#include <gtest/gtest.h>
#include <gumbo.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include <rapidcheck/gtest.h>

#include "pages.hpp"
#include "source/encoding.hpp"
#include "source/html/entities.hpp"
#include "source/layout.hpp"

namespace histor::html {
namespace {

Tree tree(std::string_view html) {
  return tree_of(html, {});
}

// "p(text) ul(li(a) li(b))": elements by name, texts without the blanks around them.
std::string outline(const Tree& tree, std::uint32_t parent = 0) {
  std::string out;
  for (std::uint32_t n = parent + 1; n < tree.nodes[parent].end; n = tree.nodes[n].end) {
    std::string own;
    if (tree.nodes[n].tag == Tag::text) {
      const Span span = trimmed(tree.html, tree.nodes[n].span);
      own = std::string(slice(tree.html, span));
      if (own.empty()) continue;
    } else {
      own = std::string(tree.name_of(n));
      const std::string inner = outline(tree, n);
      if (!inner.empty()) own += "(" + inner + ")";
    }
    out += (out.empty() ? "" : " ") + own;
  }
  return out;
}

TEST(Tree, NestsWhatThePageNests) {
  EXPECT_EQ(outline(tree("<div><p>a <b>b</b></p><br>c</div>d")), "div(p(a b(b)) br c) d");
}

TEST(Tree, EndsWhatThePageLeavesOpen) {
  EXPECT_EQ(outline(tree("<p>a<p>b<div>c</div>")), "p(a) p(b) div(c)");
  EXPECT_EQ(outline(tree("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>")), "ul(li(a) li(b ul(li(c))) li(d))");
  EXPECT_EQ(outline(tree("<dl><dt>a<dd>b<dt>c</dl>")), "dl(dt(a) dd(b) dt(c))");
  EXPECT_EQ(outline(tree("<table><tr><td>a<td>b<tr><th>c</table>")), "table(tr(td(a) td(b)) tr(th(c)))");
  EXPECT_EQ(outline(tree("<select><option>a<option>b</select>")), "select(option(a) option(b))");
  EXPECT_EQ(outline(tree("<head><title>a</title><p>b")), "head(title(a)) p(b)");
}

TEST(Tree, LetsNoEndTagReachOutOfACell) {
  EXPECT_EQ(outline(tree("<div><table><tr><td></div>a</td></tr></table>b</div>")), "div(table(tr(td(a))) b)");
  EXPECT_EQ(outline(tree("<p><table><tr><td><p>a</table>b")), "p table(tr(td(p(a)))) b");
}

TEST(Tree, IgnoresEndTagsOfWhatIsNotOpen) {
  EXPECT_EQ(outline(tree("a</div></b></td>b</html>c")), "a b c");
}

TEST(Tree, KeepsBlocksThatAFormattingElementLeavesOpen) {
  EXPECT_EQ(outline(tree("<b><p>a</b>b</p>c</b>")), "b(p(a b) c)");
}

TEST(Tree, TellsWhatStandsInALink) {
  const Tree at = tree("a<a href=x>b</a>c<a name=y>d</a><a href=z><div>e</a>f</div>");
  std::string linked;
  for (const Node& node : at.nodes) {
    if (node.tag == Tag::text && node.in_link) linked += slice(at.html, node.span);
  }
  EXPECT_EQ(linked, "be");
}

TEST(Tree, ReadsNoTitleInADrawing) {
  EXPECT_EQ(outline(tree("<svg><title>a<g/>b</title><path/></svg><p>c")), "svg(title(a g b) path) p(c)");
  EXPECT_EQ(outline(tree("<svg><g><p>a")), "svg(g) p(a)");
}

TEST(Tree, KeepsToItsDepth) {
  std::string html;
  for (int i = 0; i < 5000; ++i) html += "<div>";
  html += "deep";
  for (int i = 0; i < 5000; ++i) html += "</div>";
  html += "<p>after";
  const Tree at = tree_of(html, {});
  EXPECT_TRUE(at.deep);
  std::size_t deepest = 0;
  for (std::uint32_t n = 1; n < at.nodes.size(); ++n) {
    std::size_t depth = 0;
    for (std::uint32_t up = n; up != 0; up = at.nodes[up].parent) ++depth;
    deepest = std::max(deepest, depth);
  }
  EXPECT_LE(deepest, HtmlBudget{}.depth + 2);
  EXPECT_EQ(at.nodes.back().parent, at.nodes.size() - 2);  // the paragraph stands outside
  EXPECT_EQ(at.nodes[at.nodes.size() - 2].parent, 0U);
}

TEST(Tree, KeepsToItsNumberOfNodes) {
  std::string html;
  for (int i = 0; i < 1000; ++i) html += "<p>a";
  const Tree at = tree_of(html, {.nodes = 100});
  EXPECT_TRUE(at.cut);
  EXPECT_LE(at.nodes.size(), 101U);
}

TEST(Tree, HoldsNoMoreThanThePageGives) {
  // What breaks parsers that copy open elements: each of these would make a square of nodes.
  for (const std::string piece : {"<a href=x><b><i>", "<p><b>", "<table><tr>", "<b></p>", "<li><div>", "<h1><h2>"}) {
    std::string html;
    for (int i = 0; i < 2000; ++i) html += piece;
    const Tree at = tree_of(html, {});
    EXPECT_LE(at.nodes.size(), 2000U * 4 + 1) << piece;
  }
}

TEST(Tree, HoldsKnownAttributesOnceHoweverManyStand) {
  std::string html = "<p";
  for (int i = 0; i < 20000; ++i) html += " class=a x" + std::to_string(i) + "=b";
  const Tree at = tree(html + ">c");
  EXPECT_EQ(at.values.size(), 1U);
}

RC_GTEST_PROP(Tree, NodesLieWithinTheirParents, ()) {
  const std::string html = *html_test::soup();
  const Tree at = tree(html);
  for (std::uint32_t n = 1; n < at.nodes.size(); ++n) {
    const Node& node = at.nodes[n];
    RC_ASSERT(node.parent < n);
    RC_ASSERT(node.end > n);
    RC_ASSERT(node.end <= at.nodes[node.parent].end);
    RC_ASSERT(node.span.end <= html.size());
  }
}

// The letters that are shown, as Gumbo reads the page and as we do, sorted: Gumbo moves what stands in a table outside
// its cells, we never move.
struct Shown {
  std::string letters;
  void add(std::string_view text) {
    for (const char c : text) {
      if (static_cast<unsigned char>(c) > ' ') letters += c;
    }
  }
};

std::string shown_by_gumbo(const std::string& html) {
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
  Shown shown;
  std::vector<const GumboNode*> todo{output->root};
  while (!todo.empty()) {
    const GumboNode* node = todo.back();
    todo.pop_back();
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA) shown.add(node->v.text.text);
    if (node->type != GUMBO_NODE_ELEMENT) continue;
    const GumboTag tag = node->v.element.tag;
    if (tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_MATH ||
        tag == GUMBO_TAG_NOSCRIPT || tag == GUMBO_TAG_IFRAME || tag == GUMBO_TAG_TITLE || tag == GUMBO_TAG_TEMPLATE ||
        tag == GUMBO_TAG_SELECT || tag == GUMBO_TAG_NOEMBED || tag == GUMBO_TAG_NOFRAMES) {
      continue;
    }
    const GumboVector& children = node->v.element.children;
    for (unsigned i = children.length; i-- > 0;) todo.push_back(static_cast<const GumboNode*>(children.data[i]));
  }
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return shown.letters;
}

std::string shown_by_us(const std::string& html) {
  const Tree at = tree(html);
  Shown shown;
  for (std::uint32_t n = 1; n < at.nodes.size();) {
    const Node& node = at.nodes[n];
    const bool hidden = node.tag == Tag::script || node.tag == Tag::style || node.tag == Tag::svg ||
                        node.tag == Tag::math || node.tag == Tag::noscript || node.tag == Tag::iframe ||
                        node.tag == Tag::title || node.tag == Tag::inert || node.tag == Tag::select ||
                        node.tag == Tag::noembed || node.tag == Tag::noframes;
    if (hidden) {
      n = node.end;
      continue;
    }
    if (node.tag == Tag::text) {
      shown.add(is_raw(at.nodes[node.parent].tag) && !is_escapable_raw(at.nodes[node.parent].tag)
                    ? std::string(slice(html, node.span))
                    : resolved(slice(html, node.span), false));
    }
    ++n;
  }
  return shown.letters;
}

std::string sorted(std::string letters) {
  std::sort(letters.begin(), letters.end());
  return letters;
}

TEST(TreeAgainstGumbo, ShowsTheSameWords) {
  for (const std::string html :
       {"<p>a &amp; b<p>c<!-- d --><ul><li>e<li>f</ul><script>g</script>h", "a<b>c<i>d</b>e</i>f&notit;&#150;",
        "<table><tr><td>a<td>b<tr><td>c</table>d", "<div><p>a</div>b</p>c<br/>d</br>e",
        "<pre>\na</pre><textarea>b<p></textarea>", "x<y>z</y><foo-bar>q</foo-bar><3 <a href='b>c'>d</a e=f>g",
        "<svg><title>a</title></svg>b<title>c</title>d"}) {
    EXPECT_EQ(shown_by_us(html), shown_by_gumbo(html)) << html;
  }
}

RC_GTEST_PROP(TreeAgainstGumbo, ShowsTheSameLettersOfSoup, ()) {
  const std::string html = *html_test::soup(true);
  RC_ASSERT(shown_by_us(html) == shown_by_gumbo(html));
}

TEST(TreeAgainstGumbo, ShowsTheSameWordsOfRealPages) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(HISTOR_SOURCE_DIR) / ".." / "shared" / "data" / "html" / "html";
  if (!fs::exists(folder)) GTEST_SKIP() << "the pages are not here";
  std::size_t pages = 0;
  std::size_t same = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string command = "gzip -dc '" + entry.path().string() + "'";
    std::string bytes;
    FILE* pipe = popen(command.c_str(), "r");
    ASSERT_NE(pipe, nullptr);
    std::vector<char> buffer(65536);
    std::size_t got = fread(buffer.data(), 1, buffer.size(), pipe);
    while (got > 0) {
      bytes.append(buffer.data(), got);
      got = fread(buffer.data(), 1, buffer.size(), pipe);
    }
    pclose(pipe);
    const auto decoded = decode(bytes, entry.path().string());
    ASSERT_TRUE(decoded.has_value());
    ++pages;
    if (sorted(shown_by_us(decoded->text)) == sorted(shown_by_gumbo(decoded->text))) {
      ++same;
    } else {
      std::printf("differs: %s\n", entry.path().filename().string().c_str());
    }
  }
  EXPECT_GE(same * 100, pages * 95) << same << " of " << pages;
}

}  // namespace
}  // namespace histor::html
