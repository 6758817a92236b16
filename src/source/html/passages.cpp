// One walk over the nodes. Every element that starts a line ends the passage before it, and so does its end; one br is
// a line's end within a passage, two part passages. A table whose cells are short is one passage.

#include "source/html/passages.hpp"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>

#include "source/html/entities.hpp"

namespace histor::html {
namespace {

constexpr std::size_t longest_cell = 160;     // bytes of words: longer cells make a page's layout, not a table
constexpr std::size_t longest_table = 20000;  // bytes

// In which the words are a form's, not the page's.
bool is_of_form(Tag tag) {
  return tag == Tag::select || tag == Tag::textarea || tag == Tag::button;
}

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c < 0;
}

// The length of a character at `at` that is never seen (a hint where a line may break), or 0.
std::size_t unseen_at(std::string_view text, std::size_t at) {
  if (text[at] == '\0') return 1;
  if (text.substr(at, 2) == "\xC2\xAD") return 2;
  if (text.substr(at, 3) == "\xE2\x80\x8B") return 3;
  return 0;
}

class Walk {
 public:
  Walk(const Tree& tree, const std::vector<Hints>& hints) : tree_(tree), hints_(hints) {}

  Passages run() {
    const std::vector<Node>& nodes = tree_.nodes;
    for (std::uint32_t n = 0; n < nodes.size();) {
      while (!open_.empty() && nodes[open_.back()].end <= n) leave();
      const Node& node = nodes[n];
      if (node.tag == Tag::text) {
        text(n);
        ++n;
        continue;
      }
      if (is_wordless(node.tag)) {
        if (is_block(node.tag)) boundary();
        n = node.end;
        continue;
      }
      enter(n);
      ++n;
    }
    while (!open_.empty()) leave();
    flush();
    return std::move(out_);
  }

 private:
  [[nodiscard]] Tag tag(std::uint32_t n) const { return tree_.nodes[n].tag; }
  [[nodiscard]] bool in_table() const { return table_.has_value(); }
  [[nodiscard]] bool starts_line(std::uint32_t n) const { return is_block(tag(n)) || (hints_[n] & hint_credit) != 0; }

  void enter(std::uint32_t n) {
    const Tag at = tag(n);
    if (at == Tag::br) {
      line_break(n);
      return;
    }
    if (is_of_form(at)) ++forms_;
    if (at == Tag::table && !in_table() && is_data(n)) {
      flush();
      table_ = n;
    } else if (in_table() && (at == Tag::tr || at == Tag::td || at == Tag::th)) {
      cell(n);
    } else if (starts_line(n)) {
      boundary();
    }
    if (starts_line(n)) blocks_.push_back(n);
    if (tree_.nodes[n].end > n + 1) {
      open_.push_back(n);
    } else {
      close(n);
    }
  }

  void leave() {
    const std::uint32_t n = open_.back();
    open_.pop_back();
    close(n);
  }

  void close(std::uint32_t n) {
    const Tag at = tag(n);
    if (table_ == n) {
      flush();
      table_.reset();
    } else if (starts_line(n)) {
      boundary();
    }
    if (is_of_form(at)) --forms_;
    if (starts_line(n)) blocks_.pop_back();
  }

  void boundary() {
    if (in_table()) {
      if (!current_.empty()) blank_ = true;
      return;
    }
    flush();
  }

  void cell(std::uint32_t n) {
    if (tag(n) == Tag::tr) {
      if (has_words_) current_.push_back({Piece::Kind::line, false, n, point(n)});
      row_starts_ = true;
      return;
    }
    if (!row_starts_) current_.push_back({Piece::Kind::cell, false, n, point(n)});
    row_starts_ = false;
  }

  [[nodiscard]] Span point(std::uint32_t n) const {
    const std::uint32_t at = tree_.nodes[n].span.begin;
    return {at, at};
  }

  void line_break(std::uint32_t n) {
    if (in_table()) return;
    if (!has_words_) return;
    if (!current_.empty() && current_.back().kind == Piece::Kind::line) {
      flush();
      return;
    }
    current_.push_back({Piece::Kind::line, false, n, tree_.nodes[n].span});
  }

  void text(std::uint32_t n) {
    const Node& node = tree_.nodes[n];
    const std::string_view words = slice(tree_.html, node.span);
    const bool preformatted = !blocks_.empty() && tag(blocks_.back()) == Tag::pre;
    if (!preformatted) {
      add(n, node.span, node.in_link);
      return;
    }
    // A blank line in a preformatted text parts passages.
    std::size_t begin = 0;
    for (std::size_t at = words.find('\n'); at != std::string_view::npos; at = words.find('\n', at + 1)) {
      const std::size_t next = words.find_first_not_of(" \t\r", at + 1);
      if (next == std::string_view::npos || words[next] != '\n') continue;
      add(n, {node.span.begin + static_cast<std::uint32_t>(begin), node.span.begin + static_cast<std::uint32_t>(at)},
          node.in_link);
      flush();
      begin = next;
      at = next;
    }
    add(n, {node.span.begin + static_cast<std::uint32_t>(begin), node.span.end}, node.in_link);
  }

  void add(std::uint32_t n, Span span, bool in_link) {
    if (span.empty()) return;
    if (blank_) {
      blank_ = false;
      current_.push_back({Piece::Kind::text, false, n, {span.begin, span.begin}});
    }
    // Blanks alone need no piece, except between words.
    const std::string_view words = slice(tree_.html, span);
    if (words.find_first_not_of(" \n\t\r\f") == std::string_view::npos) {
      if (has_words_ && (current_.empty() || current_.back().kind == Piece::Kind::text)) {
        current_.push_back({Piece::Kind::text, in_link, n, span});
      }
      return;
    }
    current_.push_back({Piece::Kind::text, in_link, n, span});
    has_words_ = true;
  }

  // A table of facts: more than one row, more than one cell in it, none of them long, no table inside.
  [[nodiscard]] bool is_data(std::uint32_t table) const {
    const std::vector<Node>& nodes = tree_.nodes;
    std::size_t rows = 0;
    std::size_t cells = 0;
    std::size_t in_cell = 0;
    std::size_t total = 0;
    for (std::uint32_t n = table + 1; n < nodes[table].end; ++n) {
      const Tag at = nodes[n].tag;
      if (at == Tag::table) return false;
      if (at == Tag::tr) ++rows;
      if (at == Tag::td || at == Tag::th) {
        ++cells;
        in_cell = 0;
      }
      if (at == Tag::text) {
        const std::string_view words = slice(tree_.html, nodes[n].span);
        const auto blanks = std::count_if(words.begin(), words.end(), [](char c) { return c == ' ' || c == '\n'; });
        in_cell += words.size() - static_cast<std::size_t>(blanks);
        total += words.size() - static_cast<std::size_t>(blanks);
        if (in_cell > longest_cell || total > longest_table) return false;
      }
    }
    return rows >= 2 && cells >= 2 * rows;
  }

  void flush() {
    blank_ = false;
    row_starts_ = false;
    if (has_words_) {
      while (!current_.empty() && current_.back().kind == Piece::Kind::line) current_.pop_back();
      HtmlPassage passage;
      passage.block = blocks_.empty() ? 0 : blocks_.back();
      passage.first = static_cast<std::uint32_t>(out_.pieces.size());
      passage.count = static_cast<std::uint32_t>(current_.size());
      passage.shown = forms_ == 0;
      passage.table = in_table();
      measure(passage);
      if (passage.words > 0) {
        out_.pieces.insert(out_.pieces.end(), current_.begin(), current_.end());
        out_.all.push_back(passage);
      }
    }
    current_.clear();
    has_words_ = false;
  }

  // Whether the last words end as a sentence does, behind which a quote or a bracket may close, and whether they are
  // cut.
  void look_at_end(HtmlPassage& passage) const {
    for (auto piece = current_.rbegin(); piece != current_.rend(); ++piece) {
      if (piece->kind != Piece::Kind::text) continue;
      std::string_view words = slice(tree_.html, piece->span);
      const auto drop_any = [&words](std::initializer_list<std::string_view> ends) {
        for (const std::string_view end : ends) {
          if (!words.ends_with(end)) continue;
          words.remove_suffix(end.size());
          return true;
        }
        return false;
      };
      bool bracket = false;
      for (bool more = true; more;) {
        const bool closes = drop_any({"]", "&#93;"});
        bracket = bracket || closes;
        more = closes ||
               drop_any({" ", "\n", "\t", "\r", "\xC2\xA0", "&nbsp;", "&#160;", "\"", "'", ")", "\xE2\x80\x9D",
                         "\xE2\x80\x99", "\xC2\xBB", "&quot;", "&rdquo;", "&rsquo;", "&#8221;", "&#8217;", "&raquo;"});
      }
      if (words.empty()) continue;
      const bool dots = drop_any({"...", "\xE2\x80\xA6", "&hellip;", "&#8230;"});
      const bool opens = bracket && (words.ends_with('[') || words.ends_with("&#91;"));
      const bool in_paragraph = tag(passage.block) == Tag::p;
      const bool teases = dots && !in_paragraph && current_.front().in_link && passage.link_words >= 4;
      passage.cut = dots && (opens || teases);
      passage.finished = dots || drop_any({".", "!", "?", ":", "\xE3\x80\x82", "\xD8\x9F", "\xE0\xA5\xA4"});
      return;
    }
  }

  [[nodiscard]] bool is_slanted(std::uint32_t n) const {
    for (n = tree_.nodes[n].parent; n != 0 && !is_block(tag(n)); n = tree_.nodes[n].parent) {
      if (tag(n) == Tag::i || tag(n) == Tag::em) return true;
    }
    return false;
  }

  void measure(HtmlPassage& passage) const {
    bool in_word = false;
    bool half_word = false;
    passage.slanted = true;
    for (const Piece& piece : current_) {
      if (piece.kind != Piece::Kind::text) {
        in_word = false;
        continue;
      }
      const std::uint32_t letters = passage.letters;
      const std::string_view words = slice(tree_.html, piece.span);
      for (std::size_t at = 0; at < words.size();) {
        const char c = words[at];
        std::size_t size = 1;
        bool word = is_word_byte(c);
        bool mark = c > ' ';
        if (c == '&') {
          const Reference reference = reference_at(words, at, false);
          if (reference.length > 0) {
            size = reference.length;
            mark = blank_at(reference.text(), 0) == 0 && unseen_at(reference.text(), 0) == 0;
            word = mark && is_word_byte(reference.text().front());
          }
        } else if (c < 0) {
          size = std::max(blank_at(words, at), unseen_at(words, at));
          mark = word = size == 0;
          size = std::max<std::size_t>(size, 1);
        }
        passage.letters += mark ? 1 : 0;
        // Chinese and Japanese part no words: two characters (of U+3040 to U+9FFF) count as one.
        const auto lead = static_cast<unsigned char>(c);
        if (lead >= 0xE3 && lead <= 0xE9 && word && in_word) {
          half_word = !half_word;
          if (half_word) in_word = false;
          size = std::min<std::size_t>(3, words.size() - at);
        }
        if (word && !in_word) {
          ++passage.words;
          if (piece.in_link) ++passage.link_words;
        }
        in_word = word || (in_word && (c == '\'' || c == '.' || c == ','));
        at += size;
      }
      if (passage.letters > letters && !is_slanted(piece.node)) passage.slanted = false;
    }
    look_at_end(passage);
  }

  const Tree& tree_;
  const std::vector<Hints>& hints_;
  Passages out_;
  std::vector<std::uint32_t> open_;
  std::vector<std::uint32_t> blocks_;
  std::vector<Piece> current_;
  std::optional<std::uint32_t> table_;
  std::uint32_t forms_ = 0;
  bool has_words_ = false;
  bool blank_ = false;
  bool row_starts_ = false;
};

// The words of one passage, byte by byte. Blanks are held back until a word follows.
class Writer {
 public:
  Writer(std::string_view html, std::string& text, OffsetMap* offsets)
      : html_(html), text_(text), offsets_(offsets), begin_(text.size()) {}

  void piece(const Piece& piece) {
    if (piece.kind == Piece::Kind::line) {
      hold('\n', piece.span);
      return;
    }
    if (piece.kind == Piece::Kind::cell) {
      release();
      const bool starts = text_.size() == begin_ || text_.back() == '\n';
      inserted(starts ? "|" : " |");
      hold(' ', piece.span);
      return;
    }
    if (piece.span.empty()) hold(' ', piece.span);
    for (std::uint32_t at = piece.span.begin; at < piece.span.end;) at = next(at, piece.span.end);
  }

 private:
  std::uint32_t next(std::uint32_t at, std::uint32_t piece_end) {
    const auto size_of = [](std::size_t size) { return static_cast<std::uint32_t>(size); };
    if (const std::size_t blank = blank_at(html_, at)) {
      const std::uint32_t end = at + size_of(blank);
      hold(' ', {at, end});
      return end;
    }
    if (html_[at] == '&') {
      const Reference reference = reference_at(html_.substr(0, piece_end), at, false);
      if (reference.length > 0) {
        const Span span{at, at + size_of(reference.length)};
        if (blank_at(reference.text(), 0) > 0) {
          hold(' ', span);
        } else if (unseen_at(reference.text(), 0) == 0) {
          release();
          text_ += reference.text();
          if (offsets_ != nullptr) offsets_->replaced(reference.size, span);
        }
        return span.end;
      }
    }
    if (const std::size_t unseen = unseen_at(html_, at)) return at + size_of(unseen);
    // A run of plain bytes, or one character beyond ASCII.
    std::uint32_t end = at + 1;
    if (html_[at] > ' ') {
      while (end < piece_end && html_[end] > ' ' && html_[end] != '&') ++end;
    } else {
      while (end < piece_end && (static_cast<unsigned char>(html_[end]) & 0xC0U) == 0x80U) ++end;
    }
    release();
    text_ += slice(html_, {at, end});
    if (offsets_ != nullptr) offsets_->copied(end - at, at);
    return end;
  }

  void hold(char gap, Span span) {
    if (gap_ != '\n') gap_ = gap;
    if (span.empty()) return;
    held_ = held_.empty() ? span : cover(held_, span);
  }

  void release() {
    if (gap_ != '\0' && text_.size() > begin_) {
      if (held_.size() == 1 && html_[held_.begin] == gap_) {
        text_ += gap_;
        if (offsets_ != nullptr) offsets_->copied(1, held_.begin);
      } else if (held_.empty()) {
        inserted({&gap_, 1});
      } else {
        text_ += gap_;
        if (offsets_ != nullptr) offsets_->replaced(1, held_);
      }
    }
    gap_ = '\0';
    held_ = {};
  }

  void inserted(std::string_view words) {
    text_ += words;
    if (offsets_ != nullptr) offsets_->inserted(static_cast<std::uint32_t>(words.size()));
  }

  std::string_view html_;
  std::string& text_;
  OffsetMap* offsets_;
  std::size_t begin_;
  char gap_ = '\0';  // what is held back: nothing, a blank or a line's end
  Span held_;        // the bytes of the page that it stands for
};

}  // namespace

std::size_t blank_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const char c = text[at];
  if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v') return 1;
  if (c == '\xC2' && text.substr(at, 2) == "\xC2\xA0") return 2;
  if (c == '\xE2') {
    const std::string_view three = text.substr(at, 3);
    // U+2002 to U+200A, U+2028, U+2029, U+202F, U+205F
    if (three.size() == 3 && three[1] == '\x80') {
      const auto last = static_cast<unsigned char>(three[2]);
      if ((last >= 0x80 && last <= 0x8A) || last == 0xA8 || last == 0xA9 || last == 0xAF) return 3;
    }
    if (three == "\xE2\x81\x9F") return 3;
  }
  if (c == '\xE3' && text.substr(at, 3) == "\xE3\x80\x80") return 3;
  if (c == '\xEF' && text.substr(at, 3) == "\xEF\xBB\xBF") return 3;
  return 0;
}

Span Passages::span(const HtmlPassage& passage) const {
  return {pieces[passage.first].span.begin, pieces[passage.first + passage.count - 1].span.end};
}

Passages passages_of(const Tree& tree, const std::vector<Hints>& hints) {
  return Walk(tree, hints).run();
}

void write(const Tree& tree, const Passages& passages, const HtmlPassage& passage, std::string& text,
           OffsetMap& offsets) {
  Writer writer(tree.html, text, &offsets);
  for (std::uint32_t i = 0; i < passage.count; ++i) writer.piece(passages.pieces[passage.first + i]);
}

void write(const Tree& tree, Span span, std::string& text, OffsetMap& offsets) {
  Writer(tree.html, text, &offsets).piece({Piece::Kind::text, false, 0, span});
}

std::string words_of(const Tree& tree, const Passages& passages, const HtmlPassage& passage) {
  std::string text;
  Writer writer(tree.html, text, nullptr);
  for (std::uint32_t i = 0; i < passage.count; ++i) writer.piece(passages.pieces[passage.first + i]);
  return text;
}

}  // namespace histor::html
