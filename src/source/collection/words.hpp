#pragma once
// What the readers of collections share: how content is written together with the map of where it came from, and how a
// carrier's short statements (a title, a name) become words.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/span.hpp"
#include "source/capture.hpp"

namespace histor {

/// Writes a Content front to back. Offsets are into Capture::bytes.
class ContentWriter {
 public:
  /// `words` stand in the capture from `source_begin` on, as they are.
  void copy(std::string_view words, std::size_t source_begin) {
    bytes_ += words;
    offsets_.copied(static_cast<std::uint32_t>(words.size()), static_cast<std::uint32_t>(source_begin));
  }
  /// `words` stand for the run of the capture from `source_begin` to `source_end`.
  void replace(std::string_view words, std::size_t source_begin, std::size_t source_end) {
    bytes_ += words;
    offsets_.replaced(static_cast<std::uint32_t>(words.size()),
                      {static_cast<std::uint32_t>(source_begin), static_cast<std::uint32_t>(source_end)});
  }
  /// `words` stand for nothing in the capture.
  void insert(std::string_view words) {
    bytes_ += words;
    offsets_.inserted(static_cast<std::uint32_t>(words.size()));
  }

  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  [[nodiscard]] Content finish(std::string media_type) {
    Content content{std::move(bytes_), std::move(offsets_), std::move(media_type)};
    *this = {};
    return content;
  }

 private:
  std::string bytes_;
  OffsetMap offsets_;
};

/// Whether a tag of HTML stands in `words`: "<p>", "<br/>", "</div>", "<a href=…". "<3" and "<unknown>" are none.
[[nodiscard]] bool holds_tags(std::string_view words);
/// Whether a character reference stands in `words`: "&amp;", "&#8217;".
[[nodiscard]] bool holds_references(std::string_view words);

/// The words of a short statement that may hold markup: tags off, the common references as characters, blanks one
/// space. Linear.
[[nodiscard]] std::string plain_words(std::string_view statement);
/// Blank space made one space, and none at the ends.
[[nodiscard]] std::string in_one_line(std::string_view words);
/// Whether nothing but blank space stands in `words`.
[[nodiscard]] bool is_blank(std::string_view words);

/// The source of what `member` names in `carrier`.
[[nodiscard]] std::string member_source(std::string_view carrier, std::string_view member);
[[nodiscard]] std::string member_source(std::string_view carrier, std::size_t number);

/// Numbers of lines for places that come front to back; each byte is looked at once.
class LineCounter {
 public:
  explicit LineCounter(std::string_view text) : text_(text) {}
  /// The line, from 1, in which `offset` stands. Offsets must not fall.
  [[nodiscard]] std::size_t line_at(std::size_t offset);

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

/// Hands captures on as long as they are wanted and within the budget.
class Delivery {
 public:
  Delivery(const UnfoldBudget& budget, const TakeCapture& take) : budget_(budget), take_(take) {}

  /// Whether more is wanted.
  [[nodiscard]] bool open() const { return open_; }
  void give(Capture&& capture);
  void fail(Error&& error);

 private:
  // The member that is over the number of members is told, and is the last.
  [[nodiscard]] bool counted(const std::string& source);
  void pass(Result<Capture>&& result) { open_ = take_(std::move(result)); }

  const UnfoldBudget& budget_;
  const TakeCapture& take_;
  std::uint64_t members_ = 0;
  std::uint64_t bytes_ = 0;
  bool open_ = true;
};

/// An Error(too_large) where `carrier` has more bytes than offsets can tell (4 GiB); an Error(encoding) where they are
/// not UTF-8.
[[nodiscard]] Result<void> check_text(const Capture& carrier);

}  // namespace histor
