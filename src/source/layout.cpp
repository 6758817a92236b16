// A wrapped text gives itself away: whoever broke its lines put as much on each as would go, so that the first word of
// the next line would not have fitted on this one. Lines that are paragraphs of their own break anywhere.

#include "source/layout.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "source/dates.hpp"
#include "source/patterns.hpp"

namespace histor {
namespace {

constexpr std::uint32_t narrowest_column = 45;
constexpr std::uint32_t widest_column = 120;

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

// In characters, not bytes; what is beyond `widest_column` does not matter.
std::uint32_t columns(std::string_view line) {
  std::uint32_t count = 0;
  for (const char c : line) {
    count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    if (count > widest_column) break;
  }
  return count;
}

std::string_view first_word(std::string_view line) {
  return line.substr(0, std::min(line.find(' '), line.size()));
}

std::string_view last_word(std::string_view line) {
  const std::size_t blank = line.find_last_of(" \t");
  return blank == std::string_view::npos ? line : line.substr(blank + 1);
}

bool has_date_or_role(const Patterns& patterns, std::string_view line) {
  constexpr std::size_t longest = 100;
  if (line.size() > longest) return false;
  return !dates_in(line).empty() || patterns.role_of(plain_line(line), {true, true, true}).has_value();
}

// The widest column of the text if it is wrapped, else 0.
std::uint32_t wrapped_at(std::string_view text, const std::vector<Line>& lines) {
  constexpr std::size_t sample = 4000;
  const std::size_t count = std::min(lines.size(), sample);
  std::uint32_t widest = 0;
  std::size_t too_wide = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t width = columns(slice(text, lines[i].span));
    if (width > widest_column) {
      ++too_wide;
    } else {
      widest = std::max(widest, width);
    }
  }
  if (widest < narrowest_column || too_wide * 10 > count) return 0;
  std::size_t pairs = 0;
  std::size_t full = 0;
  std::size_t unfinished = 0;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    if (lines[i + 1].blank_before > 0) continue;
    const std::string_view line = slice(text, lines[i].span);
    ++pairs;
    if (columns(line) + 1 + columns(first_word(slice(text, lines[i + 1].span))) <= widest) continue;
    ++full;
    if (!is_finished(line)) ++unfinished;
  }
  const bool wrapped = pairs >= 3 && full * 10 >= pairs * 6 && unfinished * 10 >= full * 6;
  return wrapped ? widest : 0;
}

}  // namespace

bool is_finished(std::string_view line) {
  static constexpr std::array<std::string_view, 6> closing{"\"", "'", ")", "]", "\xE2\x80\x9D", "\xE2\x80\x99"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : closing) {
      if (line.ends_with(mark)) {
        line.remove_suffix(mark.size());
        again = true;
      }
    }
  }
  static constexpr std::array<std::string_view, 6> terminal{".", "!", "?", ":", ";", "\xE2\x80\xA6"};
  return std::any_of(terminal.begin(), terminal.end(), [&](std::string_view mark) { return line.ends_with(mark); });
}

std::size_t blank_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte == ' ' || (byte >= '\t' && byte <= '\r')) return 1;
  if (byte < 0xC2) return 0;
  const std::string_view rest = text.substr(at, 3);
  if (rest.starts_with("\xC2\xA0") || rest.starts_with("\xC2\x85")) return 2;
  static constexpr std::array<std::string_view, 9> blanks{"\xE2\x80\x8B", "\xE2\x80\x8E", "\xE2\x80\x8F",
                                                          "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF",
                                                          "\xE2\x81\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF"};
  return std::find(blanks.begin(), blanks.end(), rest) != blanks.end() ? 3 : 0;
}

Span trimmed(std::string_view text, Span span) {
  while (span.begin < span.end) {
    const auto blank = static_cast<std::uint32_t>(blank_at(text.substr(0, span.end), span.begin));
    if (blank == 0) break;
    span.begin += blank;
  }
  while (span.begin < span.end) {
    // A blank character is one byte, or two or three that start with its lead byte.
    std::uint32_t blank = 0;
    for (std::uint32_t length = 1; length <= 3 && length <= span.size(); ++length) {
      if (blank_at(text.substr(0, span.end), span.end - length) == length) blank = length;
    }
    if (blank == 0) break;
    span.end -= blank;
  }
  return span;
}

std::vector<Line> lines_of(std::string_view text, bool& truncated) {
  std::vector<Line> lines;
  truncated = false;
  std::uint32_t blank = 0;
  std::size_t begin = 0;
  const auto close = [&](std::size_t end) {
    const Span span = trimmed(text, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    if (span.empty()) {
      ++blank;
    } else {
      lines.push_back({span, blank});
      blank = 0;
    }
  };
  std::size_t at = 0;
  while (at < text.size()) {
    const auto byte = static_cast<unsigned char>(text[at]);
    std::size_t length = 0;
    if (byte == '\n' || byte == '\f') {
      length = 1;
    } else if (byte == '\r') {
      length = at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
    } else if (byte == 0xC2) {
      length = text.substr(at, 2) == "\xC2\x85" ? 2 : 0;
    } else if (byte == 0xE2) {
      const std::string_view three = text.substr(at, 3);
      length = three == "\xE2\x80\xA8" || three == "\xE2\x80\xA9" ? 3 : 0;
    }
    if (length == 0) {
      ++at;
      continue;
    }
    if (lines.size() + 1 >= line_budget) {
      const Span rest = trimmed(text, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(text.size())});
      if (!rest.empty()) lines.push_back({rest, blank});
      truncated = !rest.empty() && rest.end > at;
      return lines;
    }
    close(at);
    at += length;
    begin = at;
  }
  close(text.size());
  return lines;
}

Layout layout_of(std::string_view text) {
  Layout layout;
  const std::vector<Line> lines = lines_of(text, layout.truncated);
  const std::uint32_t width = wrapped_at(text, lines);
  layout.wrapped = width > 0;
  const Patterns& patterns = Patterns::english();

  // Whether the sentence of line i goes on in line i + 1.
  const auto goes_on = [&](std::size_t i) {
    const std::string_view line = slice(text, lines[i].span);
    const std::string_view next = slice(text, lines[i + 1].span);
    if (lines[i + 1].blank_before > 1 || is_finished(line)) return false;
    const std::string_view word = last_word(line);
    const bool hanging = word.size() < line.size() && patterns.leaves_sentence_open(word);
    // A headline may stop at such a word; then the report begins after the blank line, with a capital.
    const bool headline = i == 0 && lines[1].blank_before > 0;
    if (hanging && (is_lower(next[0]) || (line.size() >= narrowest_column && !headline))) return true;
    // Without such a word the line has to be prose: headlines stop without a mark too, and outlets' names and bylines
    // may start small.
    if (i == 0 || !is_lower(next[0]) || line.size() < narrowest_column || line.starts_with('#')) return false;
    return !has_date_or_role(patterns, next);
  };
  const auto wrapped_on = [&](std::size_t i) {
    if (width == 0 || lines[i + 1].blank_before > 0) return false;
    const std::string_view line = slice(text, lines[i].span);
    const std::string_view next = slice(text, lines[i + 1].span);
    const std::uint32_t here = columns(line);
    if (here > widest_column) return false;
    return here + 1 + columns(first_word(next)) > width || (is_lower(next[0]) && !is_finished(line));
  };

  layout.passages.reserve(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0 && (wrapped_on(i - 1) || goes_on(i - 1))) {
      Passage& passage = layout.passages.back();
      passage.span.end = lines[i].span.end;
      ++passage.lines;
    } else {
      layout.passages.push_back({lines[i].span, 1, lines[i].blank_before});
    }
  }
  return layout;
}

}  // namespace histor
