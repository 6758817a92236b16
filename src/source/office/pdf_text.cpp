#include "source/office/pdf_text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

namespace histor {
namespace {

constexpr int lines_asked = 2;  // at each end of a page

struct Page {
  std::vector<std::string_view> lines;  // without blanks at their ends; the first and the last are not empty
};

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}
bool is_small(char letter) {
  return letter >= 'a' && letter <= 'z';
}
bool is_letter(char letter) {
  return is_small(letter) || (letter >= 'A' && letter <= 'Z') || (static_cast<unsigned char>(letter) & 0x80U) != 0;
}

std::string_view trimmed(std::string_view line) {
  const auto blank = [](char letter) { return letter == ' ' || letter == '\t' || letter == '\r'; };
  while (!line.empty() && blank(line.back())) line.remove_suffix(1);
  return line;
}

void drop_blank_ends(std::vector<std::string_view>& lines) {
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  const auto first = std::find_if(lines.begin(), lines.end(), [](std::string_view line) { return !line.empty(); });
  lines.erase(lines.begin(), first);
}

std::vector<Page> pages_of(std::string_view text) {
  std::vector<Page> pages;
  while (!text.empty()) {
    const std::size_t feed = text.find('\f');
    std::string_view rest = text.substr(0, feed);
    text = feed == std::string_view::npos ? std::string_view() : text.substr(feed + 1);
    Page& page = pages.emplace_back();
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      page.lines.push_back(trimmed(rest.substr(0, end)));
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    drop_blank_ends(page.lines);
  }
  return pages;
}

// A line with one of its numbers, as it would be on the page before the first if the number is that of the page.
std::string with_page_number_out(std::string_view line, std::size_t begin, std::size_t end, std::int64_t page) {
  std::int64_t number = 0;
  for (std::size_t at = begin; at < end; ++at) number = number * 10 + (line[at] - '0');
  return std::string(line.substr(0, begin)) + "\x01" + std::to_string(number - page) + "\x01" +
         std::string(line.substr(end));
}

// What a line is on every page if it is a head or foot: itself, or itself without the number of the page, which is its
// first number or its last.
std::vector<std::string> keys_of(std::string_view line, std::size_t page) {
  std::vector<std::string> keys{std::string(line)};
  const auto add = [&](std::size_t begin) {
    std::size_t end = begin;
    while (end < line.size() && is_digit(line[end])) ++end;
    if (end - begin <= 5) keys.push_back(with_page_number_out(line, begin, end, static_cast<std::int64_t>(page)));
  };
  const std::size_t first = static_cast<std::size_t>(std::find_if(line.begin(), line.end(), is_digit) - line.begin());
  if (first == line.size()) return keys;
  add(first);
  std::size_t last = line.size();
  while (!is_digit(line[last - 1])) --last;
  while (last > 0 && is_digit(line[last - 1])) --last;
  if (last != first) add(last);
  return keys;
}

// Takes the running heads out, or the running feet; false where there are none.
bool drop_running(std::vector<Page>& pages, bool feet) {
  std::map<std::string, std::size_t> counts;
  const auto line_of = [feet](const Page& page) { return feet ? page.lines.back() : page.lines.front(); };
  std::size_t with_text = 0;
  for (std::size_t page = 0; page < pages.size(); ++page) {
    if (pages[page].lines.empty()) continue;
    ++with_text;
    for (std::string& key : keys_of(line_of(pages[page]), page)) ++counts[std::move(key)];
  }
  bool dropped = false;
  for (std::size_t page = 0; page < pages.size(); ++page) {
    auto& lines = pages[page].lines;
    if (lines.empty()) continue;
    const auto keys = keys_of(line_of(pages[page]), page);
    const bool running = std::any_of(keys.begin(), keys.end(), [&](const std::string& key) {
      return counts[key] >= 3 && counts[key] * 2 > with_text;
    });
    if (!running) continue;
    if (feet) {
      lines.pop_back();
    } else {
      lines.erase(lines.begin());
    }
    drop_blank_ends(lines);
    dropped = true;
  }
  return dropped;
}

// The words of the text that have a hyphen in them.
std::unordered_set<std::string_view> hyphenated(std::string_view text) {
  std::unordered_set<std::string_view> words;
  const auto in_word = [](char letter) { return is_letter(letter) || letter == '-'; };
  for (std::size_t at = 0; at < text.size();) {
    if (!in_word(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && in_word(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    if (word.find('-') != std::string_view::npos) words.insert(word);
    at = end;
  }
  return words;
}

// The part of a word that ends `line`, before its hyphen; the part that begins it.
std::string_view last_part(std::string_view line) {
  std::size_t begin = line.size();
  while (begin > 0 && (is_letter(line[begin - 1]) || line[begin - 1] == '-')) --begin;
  return line.substr(begin);
}
std::string_view first_part(std::string_view line) {
  std::size_t end = 0;
  while (end < line.size() && (is_letter(line[end]) || line[end] == '-')) ++end;
  return line.substr(0, end);
}

bool ends_sentence(std::string_view line) {
  while (line.ends_with('"') || line.ends_with(')') || line.ends_with("”") || line.ends_with("’")) {
    line.remove_suffix(line.ends_with("”") || line.ends_with("’") ? 3 : 1);
  }
  return line.empty() || line.ends_with('.') || line.ends_with('!') || line.ends_with('?') || line.ends_with(':');
}

std::size_t characters_of(std::string_view line) {
  return static_cast<std::size_t>(
      std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// The width that the pages are set to, in characters: what nine in ten of the long lines have at most; 0 where there
/// are too few to tell.
std::size_t width_of(const std::vector<Page>& pages) {
  constexpr std::size_t long_line = 40;
  constexpr std::size_t few = 4;
  std::vector<std::size_t> lengths;
  for (const Page& page : pages) {
    for (const std::string_view line : page.lines) {
      if (const std::size_t length = characters_of(line); length >= long_line) lengths.push_back(length);
    }
  }
  if (lengths.size() < few) return 0;
  const auto at = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() * 9 / 10);
  std::nth_element(lengths.begin(), at, lengths.end());
  return *at;
}

/// Whether `before` ends where it does for want of room, not because a paragraph ends.
bool was_full(std::string_view before, std::string_view line, std::size_t width) {
  if (width == 0 || before.empty() || line.empty()) return false;
  return characters_of(before) + 1 + characters_of(line.substr(0, line.find(' '))) > width;
}

}  // namespace

std::string pdf_text(std::string_view text) {
  std::vector<Page> pages = pages_of(text);
  for (const bool feet : {false, true}) {
    for (int round = 0; round < lines_asked && drop_running(pages, feet); ++round) {
    }
  }
  const auto known = hyphenated(text);
  const std::size_t width = width_of(pages);
  std::string out;
  std::string_view before;  // the last line that was written
  for (const Page& page : pages) {
    bool first = true;
    for (const std::string_view line : page.lines) {
      bool broken_word = false;
      if (!out.empty()) {
        // A page may end within a sentence.
        const bool goes_on = !first || (!ends_sentence(before) && !line.empty() && is_small(line.front()));
        const std::string_view end = last_part(before);
        if (goes_on && before.ends_with("\xC2\xAD")) {
          out.resize(out.size() - 2);
          broken_word = true;
        } else if (goes_on && end.size() > 1 && end.ends_with('-') && is_small(end[end.size() - 2]) && !line.empty() &&
                   is_small(line.front())) {
          const std::string word = std::string(end) + std::string(first_part(line));
          if (known.count(word) == 0) out.pop_back();
          broken_word = true;
        }
        if (!broken_word) out += !goes_on ? "\n\n" : was_full(before, line, width) ? " " : "\n";
      }
      out += line;
      before = line;
      first = false;
    }
  }
  if (!out.empty()) out += '\n';
  return out;
}

}  // namespace histor
