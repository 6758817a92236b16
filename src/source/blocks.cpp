// Each passage is asked, in this order: do its words say what it is (the patterns)? Does it stand where a title or a
// date line stands? Does it look like a heading between paragraphs? Else it is body. Embedded posts need their
// neighbours and come last.

#include "source/blocks.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/ascii.hpp"
#include "source/dates.hpp"
#include "source/layout.hpp"
#include "source/patterns.hpp"

namespace histor {
namespace {

constexpr std::size_t head_passages = 8;
constexpr std::size_t tail_passages = 14;
constexpr std::size_t longest_title = 30;        // words
constexpr std::size_t longest_heading = 12;      // words
constexpr std::size_t longest_short_line = 240;  // bytes: no date line or heading is longer
constexpr std::size_t longest_furniture = 1200;  // bytes: longer passages are body
constexpr std::size_t longest_post = 12;         // passages on either side of its credit

using ascii::is_digit;
using ascii::is_upper;
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_word(char c) {
  return is_digit(c) || is_upper(c) || is_lower(c) || static_cast<unsigned char>(c) >= 0x80;
}

std::size_t count_words(std::string_view plain) {
  std::size_t words = 0;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (is_word(plain[i]) && (i == 0 || !is_word(plain[i - 1]))) ++words;
  }
  return words;
}

// A masthead's date line: a date, with times of day and what leads in to them ("Published", "Updated"), and at most
// `most_words` others, which are names: in capitals, or set off with a comma ("outlet, 7/16/2015"). A sentence with a
// date in it, or a count, is none.
bool is_dated(const Patterns& patterns, std::string_view plain, std::size_t most_words) {
  std::size_t words = 0;
  bool has_date = false;
  for (std::size_t at = 0; at < plain.size();) {
    if (!is_word(plain[at])) {
      ++at;
      continue;
    }
    if (const std::size_t lead = patterns.date_lead_at(plain, at)) {
      at += lead;
      continue;
    }
    if (const auto date = date_at(plain, at)) {
      has_date = true;
      at = date->span.end;
      continue;
    }
    std::size_t end = at;
    while (end < plain.size() && is_word(plain[end])) ++end;
    const std::string_view word = plain.substr(at, end - at);
    const char after = end < plain.size() ? plain[end] : '\0';
    const bool clock = is_digit(word[0]) && (after == ':' || (at > 0 && plain[at - 1] == ':'));
    const bool of_time = clock || word == "AM" || word == "PM" || word == "am" || word == "pm" || word == "GMT" ||
                         word == "UTC" || word == "at" || word == "by";
    if (!of_time) {
      if (is_digit(word[0]) || (is_lower(word[0]) && after != ',')) return false;
      ++words;
    }
    at = end;
  }
  return has_date && words <= most_words && (words == 0 || !is_finished(plain));
}

bool starts_with_symbol(std::string_view plain) {
  // Emoji and the geometric shapes that posts use as bullets.
  return plain.starts_with("\xF0\x9F") || plain.starts_with("\xE2\x9A") || plain.starts_with("\xE2\x9B") ||
         plain.starts_with("\xE2\x9C") || plain.starts_with("\xE2\x96") || plain.starts_with("\xE2\x97");
}

bool has_tag_or_handle(std::string_view plain) {
  for (std::size_t i = 0; i + 2 < plain.size(); ++i) {
    const bool mark = plain[i] == '#' || plain[i] == '@';
    if (mark && (i == 0 || !is_word(plain[i - 1])) && is_word(plain[i + 1]) && !is_digit(plain[i + 1])) return true;
  }
  return false;
}

bool is_capitals(std::string_view plain) {
  std::size_t upper = 0;
  for (const char c : plain) {
    if (is_lower(c)) return false;
    if (is_upper(c)) ++upper;
  }
  return upper >= 4;
}

class PageReader {
 public:
  explicit PageReader(std::string_view text) : text_(text), patterns_(Patterns::english()), layout_(layout_of(text)) {}

  Page read() {
    const std::size_t count = layout_.passages.size();
    roles_.resize(count);
    kinds_.resize(count, BlockKind::body);
    for (std::size_t i = 0; i < count; ++i) ask_patterns(i);
    find_title();
    for (std::size_t i = 0; i < count; ++i) settle(i);
    for (std::size_t i = 0; i < count; ++i) {
      if (roles_[i] == LineRole::post_credit) gather_post(i);
      if (roles_[i] == LineRole::post_handle) gather_after(i);
    }
    emit();
    if (layout_.truncated) {
      page_.notes.push_back(
          {"budget", "more than " + std::to_string(line_budget) + " lines; the rest is read as one paragraph"});
    }
    return std::move(page_);
  }

 private:
  [[nodiscard]] Span span(std::size_t i) const { return layout_.passages[i].span; }
  [[nodiscard]] std::string_view words(std::size_t i) const { return slice(text_, span(i)); }
  [[nodiscard]] bool is_short(std::size_t i) const { return span(i).size() <= longest_furniture; }
  // Made anew at each call: kept for every passage, the plain lines would double the memory of a large text.
  [[nodiscard]] std::string plain(std::size_t i) const { return is_short(i) ? plain_line(words(i)) : std::string{}; }
  [[nodiscard]] bool in_head(std::size_t i) const { return i < head_passages; }

  void ask_patterns(std::size_t i) {
    if (!is_short(i)) return;
    const bool tail = i + tail_passages >= layout_.passages.size();
    roles_[i] = patterns_.role_of(plain(i), {i < 2, in_head(i), tail});
  }

  [[nodiscard]] bool is_date_line(std::size_t i, std::size_t most_words) const {
    if (span(i).size() > longest_short_line) return false;
    const std::string line = plain(i);
    return count_words(line) <= 16 && is_dated(patterns_, line, most_words);
  }

  // "Northtown, 3 May 2024" as the first line of all: a place or an outlet, each word with its capital, and the day.
  [[nodiscard]] bool is_filed_line(std::size_t i) const {
    if (i > 0 || !is_date_line(i, 3)) return false;
    const std::string line = plain(i);
    const auto date = dates_in(line);
    if (date.empty() || date.front().span.begin < 3) return false;
    const std::string_view names = std::string_view(line).substr(0, date.front().span.begin);
    const std::size_t last = names.find_last_not_of(' ');
    if (is_digit(names[last]) || is_upper(names[last]) || is_lower(names[last])) return false;
    for (std::size_t at = 0; at < names.size(); ++at) {
      if (is_lower(names[at]) && (at == 0 || !is_word(names[at - 1]))) return false;
    }
    return true;
  }

  // The first passage that is nothing else, if it could be a headline.
  void find_title() {
    const std::size_t count = layout_.passages.size();
    for (std::size_t i = 0; i < std::min(count, head_passages); ++i) {
      if (roles_[i] || is_date_line(i, 0) || is_filed_line(i)) continue;
      if (!is_short(i)) return;
      const std::string line = plain(i);
      const std::size_t length = count_words(line);
      if (length == 0) continue;
      const bool marked = words(i).starts_with("# ");
      const bool before_date = i + 1 < count && is_date_line(i + 1, 3);
      const bool open = !is_finished(line) || line.ends_with('?') || line.ends_with('!');
      if (marked || (length <= longest_title && (before_date || (open && !is_lower(line[0]))))) title_ = i;
      return;
    }
  }

  [[nodiscard]] bool is_prose(std::size_t i) const {
    if (roles_[i]) return false;
    if (span(i).size() > longest_short_line) return true;
    const std::string line = plain(i);
    return (count_words(line) >= 15 || (count_words(line) >= 5 && is_finished(line)));
  }

  [[nodiscard]] bool is_heading(std::size_t i) const {
    if (!is_short(i)) return false;
    const std::string_view raw = words(i);
    const std::size_t marks = raw.find_first_not_of('#');
    if (marks != std::string_view::npos && marks >= 1 && marks <= 6 && raw[marks] == ' ') return true;
    if (layout_.passages[i].lines > 1 || span(i).size() > longest_short_line) return false;
    const bool open = !is_finished(raw) || raw.ends_with('?') || raw.ends_with('*');
    if (!open) return false;
    const std::string line = plain(i);
    const std::size_t length = count_words(line);
    if (length == 0 || length > longest_heading) return false;
    if (length >= 2 && is_capitals(line) && !is_finished(line)) return true;
    if (is_finished(line) && !line.ends_with('?')) return false;
    const char first = line[0];
    if (!(is_upper(first) || is_digit(first) || first == '"' || first == '\'')) return false;
    if (is_digit(line.back()) && line.find(':') != std::string::npos) return false;
    if (i == 0 || i + 1 == layout_.passages.size() || !is_prose(i + 1)) return false;
    return kinds_[i - 1] != BlockKind::body || is_finished(words(i - 1));
  }

  void settle(std::size_t i) {
    if (title_ == i) {
      kinds_[i] = BlockKind::heading;
      return;
    }
    if (roles_[i]) {
      switch (*roles_[i]) {
        case LineRole::boilerplate:
          kinds_[i] = BlockKind::boilerplate;
          // An address's date is kept apart: see Page::origin.
          if (in_head(i) && words(i).find("://") == std::string_view::npos) page_.mastheads.push_back(span(i));
          break;
        case LineRole::byline:
          kinds_[i] = BlockKind::boilerplate;
          page_.bylines.push_back(span(i));
          page_.mastheads.push_back(span(i));
          break;
        case LineRole::credit:
          kinds_[i] = BlockKind::boilerplate;
          page_.credits.push_back(span(i));
          if (in_head(i)) page_.mastheads.push_back(span(i));
          break;
        case LineRole::origin:
          kinds_[i] = BlockKind::boilerplate;
          find_origin(i);
          break;
        case LineRole::caption:
          kinds_[i] = BlockKind::caption;
          break;
        case LineRole::post:
        case LineRole::post_credit:
        case LineRole::post_handle:
          kinds_[i] = BlockKind::post;
          break;
      }
      return;
    }
    // Under the title a date with an outlet's name is the masthead; further down a date alone heads a day of a
    // chronicle.
    const bool before_body = in_head(i) && !seen_body_;
    if (before_body && (is_date_line(i, title_ && i > *title_ ? 3 : 0) || is_filed_line(i))) {
      kinds_[i] = BlockKind::boilerplate;
      page_.mastheads.push_back(span(i));
    } else if (is_heading(i) || is_date_line(i, 0)) {
      kinds_[i] = BlockKind::heading;
    } else {
      // An outlet's name or a byline of an unknown shape does not end the head; the first sentence does.
      seen_body_ = seen_body_ || is_prose(i);
    }
  }

  void find_origin(std::size_t i) {
    if (!page_.origin.empty()) return;
    for (std::size_t k = i; k < std::min(i + 2, layout_.passages.size()); ++k) {
      const std::string_view line = words(k);
      const std::size_t at = std::min({line.find("http://"), line.find("https://"), line.find("www.")});
      if (at == std::string_view::npos) continue;
      const std::size_t end = std::min(line.find_first_of(" <>\"\t)", at), line.size());
      page_.origin = {span(k).begin + static_cast<std::uint32_t>(at), span(k).begin + static_cast<std::uint32_t>(end)};
      return;
    }
  }

  [[nodiscard]] bool may_join_post(std::size_t i) const {
    return title_ != i && is_short(i) &&
           (kinds_[i] == BlockKind::body || kinds_[i] == BlockKind::heading || kinds_[i] == BlockKind::post);
  }

  // The rest of a post under its credit: shapes, tags and addresses, with no blank line between.
  void gather_after(std::size_t i) {
    for (std::size_t k = i + 1; k < std::min(i + 1 + longest_post, kinds_.size()); ++k) {
      if (layout_.passages[k].blank_before > 0 || !may_join_post(k) || !goes_under(k)) return;
      kinds_[k] = BlockKind::post;
    }
  }

  [[nodiscard]] bool goes_under(std::size_t i) const {
    const std::string line = plain(i);
    return roles_[i] == LineRole::post || starts_with_symbol(line) ||
           (line.size() > 1 && line[0] == '#' && is_word(line[1]));
  }

  void gather_post(std::size_t i) {
    const bool more_under = i + 1 < kinds_.size() && layout_.passages[i + 1].blank_before == 0 && goes_under(i + 1);
    gather_after(i);
    // The words above it. The networks' own embedding code prints them above the credit always; only where more of the
    // post stands under the credit, and the words above bear no mark of a post, may they be the report's.
    for (std::size_t k = i; k > 0 && i - k < longest_post; --k) {
      const std::size_t above = k - 1;
      if (!may_join_post(above) || roles_[above] == LineRole::post_credit || layout_.passages[k].blank_before > 1)
        return;
      const std::string line = plain(above);
      const bool bears_mark = roles_[above] == LineRole::post || starts_with_symbol(line) || has_tag_or_handle(line);
      const bool nearest = k == i;
      if (!bears_mark && !(nearest && !more_under)) return;
      if (!nearest && layout_.passages[k].blank_before > 0) return;
      kinds_[above] = BlockKind::post;
    }
  }

  void put(std::uint32_t begin, std::uint32_t end, BlockKind kind) {
    const Span part = trimmed(text_, {begin, end});
    if (!part.empty()) page_.blocks.push_back({part, kind});
  }

  void emit() {
    page_.blocks.reserve(kinds_.size());
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
      const Span all = span(i);
      if (kinds_[i] != BlockKind::heading) {
        page_.blocks.push_back({all, kinds_[i]});
        continue;
      }
      // The marks of a heading stand apart, so that its first word is a word.
      const std::string_view line = words(i);
      std::size_t begin = 0;
      std::size_t end = line.size();
      const std::size_t hashes = std::min(line.find_first_not_of('#'), line.size());
      if (hashes > 0 && hashes < line.size() && line[hashes] == ' ') begin = line.find_first_not_of("* ", hashes);
      if (begin == 0) begin = line.find_first_not_of('*');
      if (begin == std::string_view::npos) begin = 0;
      while (end > begin + 1 && line[end - 1] == '*') --end;
      const auto first = all.begin + static_cast<std::uint32_t>(begin);
      const auto last = all.begin + static_cast<std::uint32_t>(end);
      put(all.begin, first, BlockKind::boilerplate);
      if (title_ == i) page_.title = trimmed(text_, {first, last});
      put(first, last, BlockKind::heading);
      put(last, all.end, BlockKind::boilerplate);
    }
  }

  std::string_view text_;
  const Patterns& patterns_;
  Layout layout_;
  Page page_;
  std::vector<std::optional<LineRole>> roles_;
  std::vector<BlockKind> kinds_;
  std::optional<std::size_t> title_;
  bool seen_body_ = false;
};

}  // namespace

Page read_page(std::string_view text) {
  return PageReader(text).read();
}

}  // namespace histor
