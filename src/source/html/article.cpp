// The survey finds the element that holds the report; what within it bears a name of furniture, or looks like it, is
// left out here, and what stands around it is told.

#include "source/html/article.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "source/html/evidence.hpp"
#include "source/html/hints.hpp"
#include "source/html/survey.hpp"
#include "source/patterns.hpp"

namespace histor::html {
namespace {

constexpr std::size_t around_text = 12;           // passages
constexpr std::uint32_t longest_headline = 1000;  // letters

class Selection {
 public:
  Selection(const Tree& tree, const Passages& passages, const Survey& survey, const Stated& stated)
      : survey_(survey), stated_(stated), count_(survey.size()), posts_(posts_of(tree, passages, survey.hints())) {}

  Article make() {
    out_.found = survey_.found();
    out_.roles.assign(count_, Role::boilerplate);
    out_.posts.assign(count_, no_post);
    if (out_.found) select();
    return std::move(out_);
  }

 private:
  void select() {
    const std::size_t begin = survey_.begin();
    const std::size_t end = survey_.end();
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
    const HtmlPassage& at = survey_.passage(i);
    const Survey::Around& where = survey_.around(i);
    if (where.apart || where.hidden || !at.shown) return Role::boilerplate;
    const bool vouched = survey_.is_stated(i, 90) && at.words >= 8;
    if (where.dropped && !vouched) return Role::boilerplate;
    if (where.credit) return Role::boilerplate;
    if (where.caption && !at.table) return Role::caption;
    if (posts_[i] != no_post) {
      // "View this post on …": an invitation. Dates, handles and whole captions are links too.
      const bool short_link = at.link_words == at.words && at.words <= 8;
      if (short_link && survey_.words(i).find_first_of("0123456789@#") == std::string::npos) return Role::boilerplate;
      out_.posts[i] = posts_[i];
      return Role::post;
    }
    if (where.aside && !vouched) return Role::boilerplate;
    if (where.heading == 1) return Role::boilerplate;
    if (where.heading > 1) return survey_.is_linked(i) && !vouched ? Role::boilerplate : Role::heading;
    if (where.pullquote) return Role::boilerplate;
    if (survey_.is_linked(i) && !vouched && (at.cut || !survey_.leads_out(i))) return Role::boilerplate;
    if (at.words <= 30) {
      const auto role = Patterns::english().role_of(
          plain_line(survey_.words(i)), {i < survey_.begin() + 2, i<survey_.begin() + 4, i + 6> survey_.end()});
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

  // Before the first sentence and after the last stand dates, names and tags.
  void outer_edges(std::size_t begin, std::size_t end) {
    const auto is_text = [this](std::size_t i) {
      return out_.roles[i] == Role::post ||
             (out_.roles[i] == Role::body &&
              (survey_.is_prose(i) || (survey_.passage(i).finished && survey_.passage(i).words > 2)));
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
    for (std::size_t notes = 0; notes < 4 && last > first + 1 && survey_.passage(last - 1).slanted; ++notes) {
      --last;
      if (out_.roles[last] == Role::body) out_.roles[last] = Role::boilerplate;
    }
    for (std::size_t i = last; i < end; ++i) {
      if (out_.roles[i] == Role::heading) out_.roles[i] = Role::boilerplate;
    }
    for (std::size_t i = end; i > last; --i) {
      if (out_.roles[i - 1] != Role::body) continue;
      if (survey_.passage(i - 1).words > 10 || survey_.around(i - 1).item) break;
      out_.roles[i - 1] = Role::boilerplate;
    }
  }

  // A list at the very end, each item with a link to another page of the site: more to read, with the line that heads
  // it.
  void last_list(std::size_t begin, std::size_t end) {
    std::size_t last = end;
    while (last > begin && out_.roles[last - 1] == Role::boilerplate) --last;
    std::size_t first = last;
    while (first > begin && survey_.around(first - 1).item && survey_.passage(first - 1).link_words > 0 &&
           !survey_.leads_out(first - 1))
      --first;
    if (last - first < 2 || first <= begin + 1) return;
    const std::size_t head = first - 1;
    const bool headed =
        out_.roles[head] == Role::heading || (out_.roles[head] == Role::body && survey_.passage(head).words <= 8);
    if (!headed || survey_.weight(head, last) > survey_.prose() / 2) return;
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
        const std::size_t own = survey_.around(i - 1).heading;
        const bool heads_links =
            i < end && out_.roles[i] == Role::boilerplate && survey_.is_linked(i) && survey_.around(i).item;
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
      const std::string text = survey_.words(i);
      if (survey_.passage(i).words >= 8) {
        const auto [at, is_new] = seen.emplace(hash_of(text), i);
        if (!is_new) out_.roles[i] = Role::boilerplate;
      }
    }
  }

  // Captions of the pictures above the text stand outside its element, near it.
  void captions_outside() {
    const std::size_t begin = survey_.begin();
    const std::size_t from = begin > around_text ? begin - around_text : 0;
    for (std::size_t i = from; i < begin; ++i) {
      const Survey::Around& where = survey_.around(i);
      if (where.caption && !where.credit && !where.dropped && !where.apart && !where.hidden &&
          survey_.passage(i).words >= 4) {
        out_.roles[i] = Role::caption;
      }
    }
  }

  // A caption is told once, and is more than the name of an agency.
  void clear_captions() {
    std::unordered_set<std::uint64_t> seen;
    for (std::size_t i = 0; i < count_; ++i) {
      if (out_.roles[i] != Role::caption) continue;
      const std::string text = survey_.words(i);
      const bool credit = survey_.passage(i).words <= 4 && !Patterns::english().agency(plain_line(text)).empty();
      if (credit || !seen.insert(hash_of(text)).second) out_.roles[i] = Role::boilerplate;
    }
  }

  // The passage that says what the head states as the title; else the page's first heading of all.
  void find_headline() {
    const std::string title = bare(stated_.title);
    std::size_t first_heading = count_;
    std::size_t found = count_;
    int best = 0;
    for (std::size_t i = 0; i < std::min(count_, survey_.end()); ++i) {
      const HtmlPassage& at = survey_.passage(i);
      if (at.words > 60 || at.letters > longest_headline) continue;
      const Survey::Around& where = survey_.around(i);
      const bool heading = where.heading == 1 || (survey_.hints(i) & hint_headline) != 0;
      if (where.heading == 1 && !where.apart && first_heading == count_) first_heading = i;
      if (title.empty() || out_.roles[i] == Role::body || out_.roles[i] == Role::post) continue;
      if (!heading && where.heading == 0 && i + around_text < survey_.begin()) continue;
      const std::string own = bare(survey_.words(i));
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

  const Survey& survey_;
  const Stated& stated_;
  std::size_t count_;
  std::vector<std::uint32_t> posts_;
  Article out_;
};

}  // namespace

Article article_of(const Tree& tree, const std::vector<Hints>& hints, const Passages& passages, const Stated& stated) {
  const Survey survey(tree, hints, passages, stated);
  return Selection(tree, passages, survey, stated).make();
}

}  // namespace histor::html
