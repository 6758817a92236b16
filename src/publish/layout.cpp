#include "publish/layout.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

namespace histor {

namespace {

constexpr std::string_view no_break = "\xC2\xA0";

struct Rune {
  char32_t code = 0xFFFD;
  std::size_t size = 1;
  bool valid = false;
};

Rune rune_at(std::string_view text, std::size_t at) {
  const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + size > text.size()) return {};
  char32_t code = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) return {};
    code = code << 6U | (byte(at + i) & 0x3FU);
  }
  const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
  if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
  return {code, size, true};
}

bool is_blank(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x85 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x3000;
}

bool is_hidden(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0x061C || (c >= 0xE0000 && c <= 0xE007F);
}

int width_of(char32_t c) {
  const bool combining = (c >= 0x0300 && c <= 0x036F) || (c >= 0x0591 && c <= 0x05BD) || (c >= 0x0610 && c <= 0x061A) ||
                         (c >= 0x064B && c <= 0x065F) || c == 0x0670 || (c >= 0x200B && c <= 0x200D) || c == 0xFEFF ||
                         (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x20D0 && c <= 0x20FF);
  if (combining) return 0;
  const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
                    (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                    (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
  return wide ? 2 : 1;
}

}  // namespace

std::string clean(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Rune rune = rune_at(text, at);
    if (!rune.valid) {
      out += "\xEF\xBF\xBD";
    } else if (is_blank(rune.code)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (is_hidden(rune.code)) {
      std::array<char, 16> shown{};
      std::snprintf(shown.data(), shown.size(), "<U+%04X>", static_cast<unsigned>(rune.code));
      out += shown.data();
    } else {
      out += text.substr(at, rune.size);
    }
    at += rune.size;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

int display_width(std::string_view text) {
  int width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Rune rune = rune_at(text, at);
    width += width_of(rune.code);
    at += rune.size;
  }
  return width;
}

std::string keep_figures(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool before_figure = i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
    const std::string_view rest = text.substr(i);
    const bool in_hedge =
        rest.substr(0, 6) == " least" || rest.substr(0, 5) == " than" || rest.substr(0, 7) == " outlet";
    if (text[i] == ' ' && i > 0 && (before_figure || in_hedge) && text[i - 1] != ',' && text[i - 1] != '\xB7') {
      out += no_break;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::vector<std::string> wrap(std::string_view text, int width) {
  width = std::max(width, 2);  // a wide character must fit
  std::vector<std::string> lines(1);
  int used = 0;
  const auto put = [&](std::string_view word) {
    const int wide = display_width(word);
    if (used > 0 && used + 1 + wide > width) {
      lines.emplace_back();
      used = 0;
    }
    if (used > 0) {
      lines.back() += ' ';
      ++used;
    }
    for (std::size_t at = 0; at < word.size();) {
      const Rune rune = rune_at(word, at);
      if (used + width_of(rune.code) > width) {
        lines.emplace_back();
        used = 0;
      }
      const std::string_view bytes = word.substr(at, rune.size);
      lines.back() += bytes == no_break ? std::string_view(" ") : bytes;
      used += width_of(rune.code);
      at += rune.size;
    }
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(' ', at);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    std::string_view word = text.substr(begin, end - begin);
    while (display_width(word) > width && word.find(no_break) != std::string_view::npos) {
      const std::size_t joint = word.find(no_break);
      if (joint > 0) put(word.substr(0, joint));
      word.remove_prefix(joint + no_break.size());
    }
    if (!word.empty()) put(word);
    at = end;
  }
  return lines;
}

std::string styled(std::string_view text, Style style, bool color) {
  if (!color || text.empty()) return std::string(text);
  std::string_view code;
  switch (style) {
    case Style::plain:
      return std::string(text);
    case Style::strong:
      code = "1";
      break;
    case Style::heading:
      code = "1;36";
      break;
    case Style::dim:
      code = "2";
      break;
    case Style::warning:
      code = "33";
      break;
    case Style::mark:
      code = "7";
      break;
  }
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

void append_row(std::string& out, const std::vector<Cell>& cells, int indent, bool color) {
  std::vector<std::vector<std::string>> columns;
  std::size_t height = 1;
  for (const Cell& cell : cells) {
    columns.push_back(wrap(cell.text, cell.width));
    height = std::max(height, columns.back().size());
  }
  for (std::size_t line = 0; line < height; ++line) {
    int due = indent;  // blanks owed before the next visible text
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string text = line < columns[i].size() ? columns[i][line] : std::string{};
      const int pad = std::max(cells[i].width - display_width(text), 0);
      if (cells[i].right) due += pad;
      if (!text.empty()) {
        out.append(static_cast<std::size_t>(due), ' ');
        out += styled(text, cells[i].style, color);
        due = 0;
      }
      if (!cells[i].right) due += pad;
      due += 2;
    }
    out += '\n';
  }
}

}  // namespace histor
