// The rooms in their order: tree, passages, metadata, article; then the text is written front to back with its map.

#include "source/html/page.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "source/html/article.hpp"
#include "source/html/hints.hpp"
#include "source/html/metadata.hpp"
#include "source/html/passages.hpp"
#include "source/html/tree.hpp"

namespace histor {
namespace {

using html::Article;
using html::Role;

constexpr std::size_t largest_page = 0xFFFFFFF0U;

class Assembler {
 public:
  Assembler(const html::Tree& tree, const html::Passages& passages, const Article& article)
      : tree_(tree), passages_(passages), article_(article) {}

  HtmlPage assemble(html::Metadata&& metadata) {
    const std::size_t count = passages_.all.size();
    headline(metadata);
    last_post_ = html::no_post;
    for (std::size_t i = 0; i < count; ++i) {
      const Role role = article_.roles[i];
      if (role == Role::body) block(i, BlockKind::body);
      if (role == Role::heading) block(i, BlockKind::heading);
      if (role == Role::post) block(i, BlockKind::post);
      if (role == Role::caption) block(i, BlockKind::caption);
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (article_.roles[i] == Role::boilerplate) page_.boilerplate.push_back(passages_.span(passages_.all[i]));
    }
    html::Dates dates = html::settle_dates(metadata, tree_, passages_, article_);
    page_.published = dates.published;
    page_.updated = dates.updated;
    page_.notes = std::move(dates.notes);
    page_.author = std::move(metadata.author);
    page_.outlet = std::move(metadata.outlet);
    page_.language = std::move(metadata.language);
    page_.url = std::move(metadata.url);
    if (!article_.found) page_.notes.push_back({"no-main-text", "no passage of the page reads like a report's text"});
    if (tree_.cut)
      page_.notes.push_back({"budget", "the page has more elements than are looked at; its end is left out"});
    if (tree_.deep) page_.notes.push_back({"budget", "elements stand in each other deeper than is looked at"});
    return std::move(page_);
  }

 private:
  void gap(std::string_view between) {
    if (page_.text.empty()) return;
    page_.text += between;
    page_.offsets.inserted(static_cast<std::uint32_t>(between.size()));
  }

  void block(std::size_t i, BlockKind kind) {
    // The passages of one post are one block, a line each.
    const bool goes_on = kind == BlockKind::post && article_.posts[i] == last_post_ && !page_.blocks.empty() &&
                         page_.blocks.back().kind == BlockKind::post;
    last_post_ = kind == BlockKind::post ? article_.posts[i] : html::no_post;
    gap(goes_on ? "\n" : "\n\n");
    const auto begin = static_cast<std::uint32_t>(page_.text.size());
    html::write(tree_, passages_, passages_.all[i], page_.text, page_.offsets);
    const auto end = static_cast<std::uint32_t>(page_.text.size());
    if (goes_on) {
      page_.blocks.back().span.end = end;
    } else {
      page_.blocks.push_back({{begin, end}, kind});
    }
  }

  void headline(const html::Metadata& metadata) {
    const auto shown = std::find(article_.roles.begin(), article_.roles.end(), Role::headline);
    if (shown != article_.roles.end()) {
      const auto at = static_cast<std::size_t>(shown - article_.roles.begin());
      block(at, BlockKind::heading);
    } else if (!metadata.title.span.empty()) {
      gap("\n\n");
      const auto begin = static_cast<std::uint32_t>(page_.text.size());
      html::write(tree_, metadata.title.span, page_.text, page_.offsets);
      page_.blocks.push_back({{begin, static_cast<std::uint32_t>(page_.text.size())}, BlockKind::heading});
    } else {
      page_.title = metadata.title.text;
      return;
    }
    page_.title_span = page_.blocks.back().span;
    page_.title = std::string(slice(page_.text, *page_.title_span));
    std::replace(page_.title.begin(), page_.title.end(), '\n', ' ');
  }

  const html::Tree& tree_;
  const html::Passages& passages_;
  const Article& article_;
  HtmlPage page_;
  std::uint32_t last_post_ = html::no_post;
};

}  // namespace

HtmlPage read_html(std::string_view html, const HtmlBudget& budget) {
  const bool cut = html.size() > largest_page;
  html::Tree tree = html::tree_of(html.substr(0, largest_page), budget);
  tree.cut = tree.cut || cut;
  const std::vector<html::Hints> hints = html::HintTable::built_in().of_all(tree);
  const html::Passages passages = html::passages_of(tree, hints);
  html::Metadata metadata = html::metadata_of(tree);
  const Article article = html::article_of(tree, hints, passages, {metadata.title.text, metadata.url, metadata.body});
  return Assembler(tree, passages, article).assemble(std::move(metadata));
}

}  // namespace histor
