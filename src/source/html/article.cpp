// Every passage gets a weight: sentences weigh their words, links and furniture weigh against. The element whose
// passages weigh most is the report's; what within it bears a name of furniture, or looks like it, is left out.

#include "source/html/article.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "source/html/hints.hpp"
#include "source/html/metadata.hpp"
#include "source/patterns.hpp"

namespace histor::html {
namespace {

constexpr std::int64_t finished_words = 6;  // a passage of as many words that ends as a sentence does is prose
constexpr std::int64_t unfinished_words = 20;
constexpr std::int64_t most_of_card = 80;    // words of prose under a heading that announces another report
constexpr std::uint32_t most_in_card = 8;    // passages
constexpr std::int64_t least_headed = 60;    // words of prose beside the headline that make an element more than its head
constexpr std::uint32_t longest_headline = 1000;  // letters
constexpr std::size_t shingle = 4;                // words
constexpr std::size_t around_text = 12;           // passages
constexpr std::size_t least_evidence = 40;        // shingles: a stated body that is shorter says nothing

std::uint64_t hash_of(std::string_view word) {
  std::uint64_t hash = 1469598103934665603U;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    hash = (hash ^ byte) * 1099511628211U;
  }
  return hash;
}

// The runs of `shingle` words of a text, as numbers. Fewer words make one run.
std::vector<std::uint64_t> shingles_of(std::string_view text) {
  std::vector<std::uint64_t> words;
  for (std::size_t at = 0; at < text.size();) {
    const auto is_word = [&text](std::size_t i) {
      const auto c = static_cast<unsigned char>(text[i]);
      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
             (c >= 0x80 && blank_at(text, i) == 0);
    };
    if (!is_word(at)) {
      at += std::max<std::size_t>(1, blank_at(text, at));
      continue;
    }
    std::size_t end = at;
    // Curly quotes and dashes (U+20xx) are no letters.
    while (end < text.size() && is_word(end) && text.substr(end, 2) != "\xE2\x80") ++end;
    if (end > at) words.push_back(hash_of(text.substr(at, end - at)));
    at = end;
    while (at < text.size() && text.substr(at, 2) == "\xE2\x80") at += 3;
  }
  std::vector<std::uint64_t> out;
  if (words.empty()) return out;
  const std::size_t runs = words.size() < shingle ? 1 : words.size() - shingle + 1;
  for (std::size_t i = 0; i < runs; ++i) {
    std::uint64_t hash = 0;
    for (std::size_t k = i; k < std::min(i + shingle, words.size()); ++k) hash = hash * 0x9E3779B97F4A7C15U + words[k];
    out.push_back(hash);
  }
  return out;
}

// The last two parts of an address's host ("example.org"), or three where the last two are short ("example.co.uk").
std::string_view site_of(std::string_view url) {
  const std::size_t slashes = url.find("//");
  if (slashes == std::string_view::npos || slashes > 6) return {};
  std::string_view host = url.substr(slashes + 2);
  host = host.substr(0, host.find_first_of("/:?#"));
  std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return host;
  dot = host.rfind('.', dot - 1);
  if (dot == std::string_view::npos) return host;
  if (host.size() - dot <= 7 && dot > 0) {
    const std::size_t third = host.rfind('.', dot - 1);
    return third == std::string_view::npos ? host : host.substr(third + 1);
  }
  return host.substr(dot + 1);
}

class Finder {
 public:
  Finder(const Tree& tree, const std::vector<Hints>& hints, const Passages& passages, const Stated& stated)
      : tree_(tree), passages_(passages), stated_(stated), count_(passages.all.size()), hints_(hints) {}

  Article find() {
    out_.roles.assign(count_, Role::boilerplate);
    out_.posts.assign(count_, no_post);
    place_passages();
    free_title();
    weigh_prose();
    relax_drops();
    posts_ = posts_of(tree_, passages_, hints_);
    weigh(true);
    find_root();
    if (!out_.found) {
      weigh(false);  // a short report may look like a card
      find_root();
    }
    if (out_.found) select();
    return std::move(out_);
  }

 private:
  struct Around {  // of a node, and what it stands in
    bool dropped = false;
    bool apart = false;
    bool hidden = false;
    bool caption = false;
    bool credit = false;
    bool pullquote = false;
    bool deck = false;
    bool aside = false;
    bool item = false;   // of a list
    std::uint8_t heading = 0;
  };

  [[nodiscard]] const HtmlPassage& passage(std::size_t i) const { return passages_.all[i]; }
  [[nodiscard]] const Around& around(std::size_t i) const { return around_[passage(i).block]; }
  [[nodiscard]] std::string words(std::size_t i) const { return words_of(tree_, passages_, passage(i)); }

  // passages_before_[n]: how many passages begin before node n, so that an element's passages are a range.
  void place_passages() {
    quoted_.assign(tree_.nodes.size(), false);
    for (std::uint32_t n = 1; n < tree_.nodes.size(); ++n) {
      quoted_[n] = tree_.nodes[n].tag == Tag::blockquote || quoted_[tree_.nodes[n].parent];
    }
    passages_before_.assign(tree_.nodes.size() + 1, 0);
    for (const HtmlPassage& at : passages_.all) ++passages_before_[passages_.pieces[at.first].node + 1];
    for (std::size_t n = 1; n < passages_before_.size(); ++n) passages_before_[n] += passages_before_[n - 1];
  }

  // Mostly links, and no sentence around them; or the first words of what a link leads to.
  [[nodiscard]] bool is_linked(std::size_t i) const {
    const HtmlPassage& at = passage(i);
    if (at.cut && !quoted_[at.block]) return true;
    if (at.link_words * 2 <= at.words) return false;
    const bool sentence = at.finished && tree_.nodes[at.block].tag == Tag::p && at.words - at.link_words >= 4;
    return !sentence;
  }
  [[nodiscard]] bool is_prose(std::size_t i) const {
    const HtmlPassage& at = passage(i);
    const std::int64_t plain = std::int64_t{at.words} - at.link_words;
    return at.shown && !is_linked(i) && ((at.finished && at.words >= finished_words) || plain >= unfinished_words);
  }

  // What holds the headline is neither a comment nor a question of consent, whatever it is called.
  void free_title() {
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
        hints_[n] = static_cast<Hints>(hints_[n] & ~hint_apart);
        holds_title_[n] = true;
      }
    }
  }

  // Sums of words of prose before each passage; what readers wrote counts nothing.
  void weigh_prose() {
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
  [[nodiscard]] std::int64_t prose_in(std::uint32_t n) const {
    return prose_before_[passages_before_[tree_.nodes[n].end]] - prose_before_[passages_before_[n]];
  }

  // What an element's name says of all within it. A name of furniture is not believed of the page's greater part.
  void relax_drops() {
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
      const bool great =
          whole_page || headed || prose * 100 > all * 40 || (body_ != 0 && n <= body_ && body_ < node.end);
      using enum Tag;
      const Tag tag = node.tag;
      const bool furniture =
          tag == nav || tag == footer || tag == form || tag == button || tag == menu || tag == header;
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
  void find_stated_body() {
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
  [[nodiscard]] std::uint32_t card_of(std::uint32_t heading) const {
    std::uint32_t n = heading;
    for (int up = 0; up < 4 && n != 0 && prose_in(n) == 0; ++up) n = tree_.nodes[n].parent;
    const std::uint32_t passages = passages_before_[tree_.nodes[n].end] - passages_before_[n];
    return prose_in(n) <= most_of_card && passages <= most_in_card ? n : 0;
  }

  void weigh(bool cards) {
    std::unordered_set<std::uint64_t> stated;
    for (const std::uint64_t run : shingles_of(stated_.body)) stated.insert(run);
    has_evidence_ = stated.size() >= least_evidence;
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
        const auto runs = shingles_of(words(i));
        const auto hits =
            std::count_if(runs.begin(), runs.end(), [&](std::uint64_t run) { return stated.count(run) > 0; });
        in_stated_[i] = runs.empty() ? 0 : static_cast<int>(hits * 100 / static_cast<std::int64_t>(runs.size()));
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
  [[nodiscard]] std::int64_t weight_of(std::uint32_t n) const {
    return weights_before_[passages_before_[tree_.nodes[n].end]] - weights_before_[passages_before_[n]];
  }

  void find_root() {
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
    out_.found = best > 0;
    if (out_.found) narrow_root();
  }

  // A list of reports hangs under some reports, in the same element: headings that are links tell it. Then the report
  // is the heaviest element beside them.
  void narrow_root() {
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
      for (std::size_t i = root_begin(); i < root_end(); ++i) {
        const bool beside = i < from || i >= to;
        if (beside && around(i).heading > 1 && is_linked(i) && leads_elsewhere(i)) ++linked_headings;
      }
      if (linked_headings >= 3) {
        root_ = heaviest;
        narrower = true;
      }
    }
  }

  [[nodiscard]] std::size_t root_begin() const { return passages_before_[root_]; }
  [[nodiscard]] std::size_t root_end() const { return passages_before_[tree_.nodes[root_].end]; }

  void select() {
    const std::size_t begin = root_begin();
    const std::size_t end = root_end();
    for (std::size_t i = begin; i < end; ++i) out_.roles[i] = first_role(i);
    outer_edges(begin, end);
    last_list(begin, end);
    headings(begin, end);
    repeats(begin, end);
    captions_outside();
    clear_captions();
    find_headline();
  }

  [[nodiscard]] Role first_role(std::size_t i) {
    const HtmlPassage& at = passage(i);
    const Around& where = around(i);
    if (where.apart || where.hidden || !at.shown) return Role::boilerplate;
    const bool vouched = has_evidence_ && in_stated_[i] >= 90 && at.words >= 8;
    if (where.dropped && !vouched) return Role::boilerplate;
    if (where.credit) return Role::boilerplate;
    if (where.caption && !at.table) return Role::caption;
    if (posts_[i] != no_post) {
      // "View this post on …": an invitation. Dates, handles and whole captions are links too.
      const bool short_link = at.link_words == at.words && at.words <= 8;
      if (short_link && words(i).find_first_of("0123456789@#") == std::string::npos) return Role::boilerplate;
      out_.posts[i] = posts_[i];
      return Role::post;
    }
    if (where.aside && !vouched) return Role::boilerplate;
    if (where.heading == 1) return Role::boilerplate;
    if (where.heading > 1) return is_linked(i) && !vouched ? Role::boilerplate : Role::heading;
    if (where.pullquote) return Role::boilerplate;
    if (is_linked(i) && !vouched && (at.cut || !leads_out(i))) return Role::boilerplate;
    if (at.words <= 30) {
      const auto role = Patterns::english().role_of(plain_line(words(i)),
                                                    {i < root_begin() + 2, i<root_begin() + 4, i + 6> root_end()});
      if (role && !vouched) {
        switch (*role) {
          case LineRole::boilerplate:
          case LineRole::byline:
          case LineRole::credit:
          case LineRole::origin:
            return Role::boilerplate;
          case LineRole::caption:
            return Role::caption;
          case LineRole::post:
          case LineRole::post_credit:
          case LineRole::post_handle:
            break;
        }
      }
    }
    return Role::body;
  }

  // All its links lead to other sites: a source or a shop that the report names. Links to the same site lead to other
  // reports.
  [[nodiscard]] bool leads_out(std::size_t i) const {
    const std::string_view own = site_of(stated_.url);
    if (own.empty()) return false;
    const auto links = links_of(i);
    return !links.empty() && std::all_of(links.begin(), links.end(), [own](std::string_view link) {
      const std::string_view to = site_of(link);
      return !to.empty() && to != own;
    });
  }
  // Not to a place on this very page, as the entries of a running report do.
  [[nodiscard]] bool leads_elsewhere(std::size_t i) const {
    const auto links = links_of(i);
    return std::any_of(links.begin(), links.end(), [this](std::string_view link) {
      const std::string_view page = link.substr(0, link.find('#'));
      return !page.empty() && page != stated_.url;
    });
  }
  [[nodiscard]] std::vector<std::string_view> links_of(std::size_t i) const {
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

  // Before the first sentence and after the last stand dates, names and tags.
  void outer_edges(std::size_t begin, std::size_t end) {
    const auto is_text = [this](std::size_t i) {
      return out_.roles[i] == Role::post ||
             (out_.roles[i] == Role::body && (is_prose(i) || (passage(i).finished && passage(i).words > 2)));
    };
    std::size_t first = begin;
    while (first < end && !is_text(first)) ++first;
    std::size_t last = end;
    while (last > first && !is_text(last - 1)) --last;
    if (first == last) return;
    for (std::size_t i = begin; i < first; ++i) {
      const bool heads = i + 1 == first && out_.roles[i] == Role::heading;
      if ((out_.roles[i] == Role::body || out_.roles[i] == Role::heading) && !heads) out_.roles[i] = Role::boilerplate;
    }
    // In slanted letters at the end: who wrote it, and how to reach them.
    for (std::size_t notes = 0; notes < 4 && last > first + 1 && passage(last - 1).slanted; ++notes) {
      --last;
      if (out_.roles[last] == Role::body) out_.roles[last] = Role::boilerplate;
    }
    for (std::size_t i = last; i < end; ++i) {
      if (out_.roles[i] == Role::heading) out_.roles[i] = Role::boilerplate;
    }
    for (std::size_t i = end; i > last; --i) {
      if (out_.roles[i - 1] != Role::body) continue;
      if (passage(i - 1).words > 10 || around(i - 1).item) break;
      out_.roles[i - 1] = Role::boilerplate;
    }
  }

  // A list at the very end, each item with a link to another page of the site: more to read, with the line that heads
  // it.
  void last_list(std::size_t begin, std::size_t end) {
    std::size_t last = end;
    while (last > begin && out_.roles[last - 1] == Role::boilerplate) --last;
    std::size_t first = last;
    while (first > begin && around(first - 1).item && passage(first - 1).link_words > 0 && !leads_out(first - 1))
      --first;
    if (last - first < 2 || first <= begin + 1) return;
    const std::size_t head = first - 1;
    const bool headed =
        out_.roles[head] == Role::heading || (out_.roles[head] == Role::body && passage(head).words <= 8);
    if (!headed || weights_before_[last] - weights_before_[head] > prose_before_.back() / 2) return;
    for (std::size_t i = head; i < last; ++i) out_.roles[i] = Role::boilerplate;
  }

  // A heading under which nothing is left headed what was taken out.
  void headings(std::size_t begin, std::size_t end) {
    std::size_t level = 0;  // of the heading that is sure of words below
    bool words_below = false;
    for (std::size_t i = end; i > begin; --i) {
      const Role role = out_.roles[i - 1];
      if (role == Role::body || role == Role::post) {
        words_below = true;
      } else if (role == Role::heading) {
        const std::size_t own = around(i - 1).heading;
        const bool heads_links = i < end && out_.roles[i] == Role::boilerplate && is_linked(i) && around(i).item;
        if (heads_links || (!words_below && !(level > own))) {
          out_.roles[i - 1] = Role::boilerplate;
          continue;
        }
        words_below = false;
        level = own;
      }
    }
  }

  // The same words twice: the second time they are no news.
  void repeats(std::size_t begin, std::size_t end) {
    std::unordered_map<std::uint64_t, std::size_t> seen;
    std::unordered_set<std::uint64_t> runs;
    for (std::size_t i = begin; i < end; ++i) {
      if (out_.roles[i] != Role::body && out_.roles[i] != Role::heading) continue;
      const std::string text = words(i);
      if (passage(i).words >= 8) {
        const auto [at, is_new] = seen.emplace(hash_of(text), i);
        if (!is_new) out_.roles[i] = Role::boilerplate;
      }
    }
  }

  // Captions of the pictures above the text stand outside its element, near it.
  void captions_outside() {
    const std::size_t begin = root_begin();
    const std::size_t from = begin > around_text ? begin - around_text : 0;
    for (std::size_t i = from; i < begin; ++i) {
      const Around& where = around(i);
      if (where.caption && !where.credit && !where.dropped && !where.apart && !where.hidden && passage(i).words >= 4) {
        out_.roles[i] = Role::caption;
      }
    }
  }

  // A caption is told once, and is more than the name of an agency.
  void clear_captions() {
    std::unordered_set<std::uint64_t> seen;
    for (std::size_t i = 0; i < count_; ++i) {
      if (out_.roles[i] != Role::caption) continue;
      const std::string text = words(i);
      const bool credit = passage(i).words <= 4 && !Patterns::english().agency(plain_line(text)).empty();
      if (credit || !seen.insert(hash_of(text)).second) out_.roles[i] = Role::boilerplate;
    }
  }

  // The passage that says what the head states as the title; else the page's first heading of all.
  void find_headline() {
    const std::string title = bare(stated_.title);
    std::size_t first_heading = count_;
    std::size_t found = count_;
    int best = 0;
    for (std::size_t i = 0; i < std::min(count_, root_end()); ++i) {
      const HtmlPassage& at = passage(i);
      if (at.words > 60 || at.letters > longest_headline) continue;
      const Around& where = around(i);
      const bool heading = where.heading == 1 || (hints_[at.block] & hint_headline) != 0;
      if (where.heading == 1 && !where.apart && first_heading == count_) first_heading = i;
      if (title.empty() || out_.roles[i] == Role::body || out_.roles[i] == Role::post) continue;
      if (!heading && where.heading == 0 && i + around_text < root_begin()) continue;
      const std::string own = bare(words(i));
      int score = 0;
      if (own == title) {
        score = 6;
      } else if (at.words >= 3 && (title.find(own) != std::string::npos || own.find(title) != std::string::npos)) {
        score = 3;
      }
      if (score == 0) continue;
      score += where.heading == 1 ? 2 : (where.heading > 0 || heading ? 1 : 0);
      if (score > best) {
        best = score;
        found = i;
      }
    }
    if (found == count_) found = first_heading;
    if (found < count_ && out_.roles[found] != Role::body && out_.roles[found] != Role::post) {
      out_.roles[found] = Role::headline;
    }
  }

  const Tree& tree_;
  const Passages& passages_;
  const Stated& stated_;
  std::size_t count_;
  Article out_;
  std::vector<Hints> hints_;  // of nodes; those of comments are taken off what holds the headline
  std::vector<Around> around_;
  std::vector<std::uint32_t> posts_;
  std::vector<std::uint32_t> passages_before_;
  std::vector<std::int64_t> prose_before_;
  std::vector<std::int64_t> weights_before_;
  std::vector<int> in_stated_;  // percent of the passage's words that the stated body holds
  bool has_evidence_ = false;
  std::vector<bool> holds_title_;  // of nodes
  std::vector<bool> quoted_;       // stands in a blockquote
  std::uint32_t root_ = 0;
  std::uint32_t body_ = 0;  // the stated one; 0: none
};

}  // namespace

Article article_of(const Tree& tree, const std::vector<Hints>& hints, const Passages& passages, const Stated& stated) {
  return Finder(tree, hints, passages, stated).find();
}

}  // namespace histor::html
