// Every passage gets a weight: sentences weigh their words, links and furniture weigh against. The element whose
// passages weigh most is the report's.

#include "source/html/survey.hpp"

#include <algorithm>

#include "source/html/evidence.hpp"

namespace histor::html {
namespace {

constexpr std::int64_t finished_words = 6;  // a passage of as many words that ends as a sentence does is prose
constexpr std::int64_t unfinished_words = 20;
constexpr std::int64_t most_of_card = 80;  // words of prose under a heading that announces another report
constexpr std::uint32_t most_in_card = 8;  // passages
constexpr std::int64_t least_headed = 60;  // words of prose beside the headline that make an element more than its head
constexpr std::uint32_t longest_headline = 1000;  // letters

// The last two parts of an address's host ("example.org"), or three where the last two are short ("example.co.uk").
std::string_view site_of(std::string_view url) {
  const std::size_t slashes = url.find("//");
  if (slashes > 6) return {};  // or nowhere
  std::string_view host = url.substr(slashes + 2);
  host = host.substr(0, host.find_first_of("/:?#"));
  if (host.starts_with("www.")) host.remove_prefix(4);
  std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return host;
  dot = host.rfind('.', dot - 1);
  if (dot == std::string_view::npos) return host;
  // "co.uk", "gov.ua"
  const std::size_t last = host.rfind('.');
  if (host.size() - last == 3 && last - dot <= 4 && dot > 0) {
    const std::size_t third = host.rfind('.', dot - 1);
    return third == std::string_view::npos ? host : host.substr(third + 1);
  }
  return host.substr(dot + 1);
}

}  // namespace

Survey::Survey(const Tree& tree, const std::vector<Hints>& hints, const Passages& passages, const Stated& stated)
    : tree_(tree), passages_(passages), stated_(stated), count_(passages.all.size()), hints_(hints) {
  place_passages();
  free_title();
  weigh_prose();
  relax_drops();
  weigh(true);
  find_root();
  if (!found_) {
    weigh(false);  // a short report may look like a card
    find_root();
  }
}

// passages_before_[n]: how many passages begin before node n, so that an element's passages are a range.
void Survey::place_passages() {
  quoted_.assign(tree_.nodes.size(), false);
  for (std::uint32_t n = 1; n < tree_.nodes.size(); ++n) {
    quoted_[n] = tree_.nodes[n].tag == Tag::blockquote || quoted_[tree_.nodes[n].parent];
  }
  passages_before_.assign(tree_.nodes.size() + 1, 0);
  for (const HtmlPassage& at : passages_.all) ++passages_before_[passages_.pieces[at.first].node + 1];
  for (std::size_t n = 1; n < passages_before_.size(); ++n) passages_before_[n] += passages_before_[n - 1];
}

// Mostly links, and no sentence around them; or the first words of what a link leads to.
bool Survey::is_linked(std::size_t i) const {
  const HtmlPassage& at = passage(i);
  if (at.cut && !quoted_[at.block]) return true;
  if (at.link_words * 2 <= at.words) return false;
  const bool sentence = at.finished && tree_.nodes[at.block].tag == Tag::p && at.words - at.link_words >= 4;
  return !sentence;
}

bool Survey::is_prose(std::size_t i) const {
  const HtmlPassage& at = passage(i);
  const std::int64_t plain = std::int64_t{at.words} - at.link_words;
  return at.shown && !is_linked(i) && ((at.finished && at.words >= finished_words) || plain >= unfinished_words);
}

// What holds the headline is neither a comment nor a question of consent, whatever it is called.
void Survey::free_title() {
  const std::string title = bare(stated_.title);
  holds_title_.assign(tree_.nodes.size(), false);
  for (std::size_t i = 0; i < count_; ++i) {
    const HtmlPassage& at = passage(i);
    if (at.words > 60 || at.letters > longest_headline) continue;
    std::uint32_t n = at.block;
    const bool heading = is_heading(tree_.nodes[n].tag);
    if (!heading && (hints_[n] & hint_headline) == 0) continue;
    if (tree_.nodes[n].tag != Tag::h1 && (title.empty() || bare(words(i)) != title)) continue;
    for (; n != 0; n = tree_.nodes[n].parent) {
      if (holds_title_[n]) break;
      hints_[n] = static_cast<Hints>(hints_[n] & ~hint_apart);
      holds_title_[n] = true;
    }
  }
}

// Sums of words of prose before each passage; what readers wrote counts nothing.
void Survey::weigh_prose() {
  std::vector<bool> apart(tree_.nodes.size(), false);
  for (std::uint32_t n = 1; n < tree_.nodes.size(); ++n) {
    const bool own =
        (hints_[n] & hint_apart) != 0 && tree_.nodes[n].tag != Tag::body && tree_.nodes[n].tag != Tag::html;
    apart[n] = own || apart[tree_.nodes[n].parent];
  }
  prose_before_.assign(count_ + 1, 0);
  for (std::size_t i = 0; i < count_; ++i) {
    const bool counts = is_prose(i) && !apart[passage(i).block];
    prose_before_[i + 1] = prose_before_[i] + (counts ? passage(i).words : 0);
  }
}

std::int64_t Survey::prose_in(std::uint32_t n) const {
  return prose_before_[passages_before_[tree_.nodes[n].end]] - prose_before_[passages_before_[n]];
}

// What an element's name says of all within it. A name of furniture is not believed of the page's greater part.
void Survey::relax_drops() {
  const std::int64_t all = prose_before_.back();
  around_.assign(tree_.nodes.size(), {});
  find_stated_body();
  for (std::uint32_t n = 1; n < tree_.nodes.size(); ++n) {
    const Node& node = tree_.nodes[n];
    Around& at = around_[n];
    at = around_[node.parent];
    if (node.tag == Tag::text) continue;
    const Hints hints = hints_[n];
    const bool whole_page = node.tag == Tag::body || node.tag == Tag::html;
    const std::int64_t prose = prose_in(n);
    const bool headed = holds_title_[n] && prose >= least_headed && prose * 100 > all * 10;
    const bool great = whole_page || headed || prose * 100 > all * 40 || (body_ != 0 && n <= body_ && body_ < node.end);
    using enum Tag;
    const Tag tag = node.tag;
    const bool furniture = tag == nav || tag == footer || tag == form || tag == button || tag == menu || tag == header;
    if ((furniture || (hints & hint_drop) != 0) && !great) at.dropped = true;
    if ((hints & hint_apart) != 0 && !whole_page) at.apart = true;
    // Some pages hide a second copy of the report for machines; some hide all of it until a script has run.
    if ((hints & hint_hidden) != 0 && !whole_page && prose * 100 <= all * 70) at.hidden = true;
    if (tag == figcaption || tag == caption || ((hints & hint_caption) != 0 && !great)) at.caption = true;
    if ((hints & hint_credit) != 0 && !great) at.credit = true;
    if ((hints & hint_pullquote) != 0 && !great) at.pullquote = true;
    if ((hints & hint_deck) != 0 && !great) at.deck = true;
    if (tag == aside && !great) at.aside = true;
    if (tag == li || tag == dd || tag == dt) at.item = true;
    if (is_heading(tag)) at.heading = static_cast<std::uint8_t>(static_cast<int>(tag) - static_cast<int>(h1) + 1);
  }
}

// The element that the page itself names as the report's text, the longest of them.
void Survey::find_stated_body() {
  std::int64_t best = 15;
  std::vector<bool> hidden(tree_.nodes.size(), false);
  for (std::uint32_t n = 1; n < tree_.nodes.size(); ++n) {
    hidden[n] = hidden[tree_.nodes[n].parent] || (hints_[n] & hint_hidden) != 0;
    if ((hints_[n] & hint_article_body) == 0 || hidden[n] || prose_in(n) <= best) continue;
    best = prose_in(n);
    body_ = n;
  }
}

// The element around a heading that holds the few words told with it, or 0 where it holds a report.
std::uint32_t Survey::card_of(std::uint32_t heading) const {
  std::uint32_t n = heading;
  for (int up = 0; up < 4 && n != 0 && prose_in(n) == 0; ++up) n = tree_.nodes[n].parent;
  const std::uint32_t passages = passages_before_[tree_.nodes[n].end] - passages_before_[n];
  return prose_in(n) <= most_of_card && passages <= most_in_card ? n : 0;
}

void Survey::weigh(bool cards) {
  const StatedText stated(stated_.body);
  has_evidence_ = stated.speaks();
  in_stated_.assign(count_, 0);
  weights_before_.assign(count_ + 1, 0);
  std::size_t card_end = 0;  // of the passages that stand with a heading that is a link
  for (std::size_t i = 0; i < count_; ++i) {
    const HtmlPassage& at = passage(i);
    const Around& where = around(i);
    if (cards && where.heading > 1 && is_linked(i) && leads_elsewhere(i) && !leads_out(i)) {
      if (const std::uint32_t card = card_of(at.block)) card_end = passages_before_[tree_.nodes[card].end];
    }
    const std::int64_t plain = std::int64_t{at.words} - at.link_words;
    if (has_evidence_) {
      in_stated_[i] = stated.percent_of(words(i));
    }
    std::int64_t weight = 0;
    if (where.apart) {
      weight = -std::int64_t{at.words};
    } else if (where.hidden || !at.shown) {
      weight = 0;
    } else if (where.dropped || where.aside || where.caption || where.credit) {
      weight = -std::min<std::int64_t>(at.words, 20);
    } else if (is_linked(i)) {
      weight = -std::min<std::int64_t>(at.words, 20);
    } else if (i < card_end && where.heading == 0 && is_prose(i)) {
      weight = -std::min<std::int64_t>(at.words, 10);
    } else if (is_prose(i)) {
      weight = where.item ? plain : 2 * plain;
      if (has_evidence_) weight = in_stated_[i] >= 70 ? weight * 3 : weight / 2;
    } else if (where.heading == 0) {
      weight = -std::min<std::int64_t>(at.words, 5);
    }
    weights_before_[i + 1] = weights_before_[i] + weight;
  }
}

std::int64_t Survey::weight_of(std::uint32_t n) const {
  return weights_before_[passages_before_[tree_.nodes[n].end]] - weights_before_[passages_before_[n]];
}

void Survey::find_root() {
  std::int64_t best = 0;
  for (std::uint32_t n = 0; n < tree_.nodes.size(); ++n) {
    const Node& node = tree_.nodes[n];
    if (node.tag == Tag::text) continue;
    if (passages_before_[node.end] == passages_before_[n]) continue;
    std::int64_t weight = weight_of(n) * 100;
    if (n == body_ && body_ != 0) {
      weight = weight * 2;
    } else if ((hints_[n] & hint_article_body) != 0) {
      weight = weight * 13 / 10;
    } else if ((hints_[n] & hint_body) != 0 || node.tag == Tag::article) {
      weight = weight * 11 / 10;
    }
    if (weight > 0 && weight >= best) {
      best = weight;
      root_ = n;
    }
  }
  found_ = best > 0;
  if (found_) narrow_root();
}

// A list of reports hangs under some reports, in the same element: headings that are links tell it. Then the report
// is the heaviest element beside them.
void Survey::narrow_root() {
  for (bool narrower = true; narrower;) {
    narrower = false;
    const std::int64_t whole = weight_of(root_);
    std::uint32_t heaviest = 0;
    for (std::uint32_t n = root_ + 1; n < tree_.nodes[root_].end; n = tree_.nodes[n].end) {
      if (heaviest == 0 || weight_of(n) > weight_of(heaviest)) heaviest = n;
    }
    if (heaviest == 0 || tree_.nodes[heaviest].tag == Tag::text || weight_of(heaviest) * 100 < whole * 40) return;
    if (weight_of(heaviest) * 100 >= whole * 99) {
      root_ = heaviest;
      narrower = true;
      continue;
    }
    std::size_t linked_headings = 0;
    const std::size_t from = passages_before_[heaviest];
    const std::size_t to = passages_before_[tree_.nodes[heaviest].end];
    for (std::size_t i = begin(); i < end(); ++i) {
      const bool beside = i < from || i >= to;
      if (beside && around(i).heading > 1 && is_linked(i) && leads_elsewhere(i)) ++linked_headings;
    }
    if (linked_headings >= 3) {
      root_ = heaviest;
      narrower = true;
    }
  }
}

// All its links lead to other sites: a source or a shop that the report names. Links to the same site lead to other
// reports.
bool Survey::leads_out(std::size_t i) const {
  const std::string_view own = site_of(stated_.url);
  if (own.empty()) return false;
  const auto links = links_of(i);
  return !links.empty() && std::all_of(links.begin(), links.end(), [own](std::string_view link) {
    const std::string_view to = site_of(link);
    return !to.empty() && to != own;
  });
}

// Not to a place on this very page, as the entries of a running report do.
bool Survey::leads_elsewhere(std::size_t i) const {
  const auto links = links_of(i);
  return std::any_of(links.begin(), links.end(), [this](std::string_view link) {
    const std::string_view page = link.substr(0, link.find('#'));
    return !page.empty() && page != stated_.url;
  });
}

std::vector<std::string_view> Survey::links_of(std::size_t i) const {
  std::vector<std::string_view> out;
  const HtmlPassage& at = passage(i);
  for (std::uint32_t p = at.first; p < at.first + at.count; ++p) {
    const Piece& piece = passages_.pieces[p];
    if (!piece.in_link) continue;
    std::uint32_t n = piece.node;
    while (n != 0 && tree_.nodes[n].tag != Tag::a) n = tree_.nodes[n].parent;
    out.push_back(tree_.raw(n, Attribute::href));
  }
  return out;
}

}  // namespace histor::html
