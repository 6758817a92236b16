#pragma once
// Where each byte of a view stands in the bytes it was made from. A page's main text is such a view of the captured
// page: most of it is there byte for byte, an entity became a letter, a run of blanks one, and between two blocks
// stands a line break that the page does not have.

#include <cstdint>
#include <vector>

#include "base/span.hpp"

namespace histor {

/// Built front to back, as the view is written; then only read, from any number of threads. Views and sources are below
/// 4 GiB.
class OffsetMap {
 public:
  enum class Kind : std::uint8_t { copied, replaced, inserted };
  struct Run {
    std::uint32_t begin = 0;  ///< in the view; it ends where the next begins
    Span source;              ///< of an inserted run: empty, where the run before it ended
    Kind kind = Kind::copied;
    friend bool operator==(const Run&, const Run&) = default;
  };

  /// The next `length` bytes of the view are the bytes of the source from `source_begin` on, one for one.
  void copied(std::uint32_t length, std::uint32_t source_begin);
  /// The next `length` bytes of the view stand, together, for `source`: an entity, an escape, a run of blanks.
  void replaced(std::uint32_t length, Span source);
  /// The next `length` bytes of the view stand for nothing in the source.
  void inserted(std::uint32_t length);

  /// What `rest` tells of its view, as what follows in this one.
  void append(const OffsetMap& rest);

  /// Bytes of the view that are told so far.
  [[nodiscard]] std::uint32_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

  /// The smallest run of the source that holds everything that `view` was made from. An empty or wholly inserted view
  /// gives an empty span: where the byte that stands before it in the source ends, or the next begins. Requires
  /// view.end <= size().
  [[nodiscard]] Span source_of(Span view) const;

  /// The whole map, in the order of the view.
  [[nodiscard]] const std::vector<Run>& runs() const { return runs_; }

  /// This map's view, told in the source of `below`, whose view is this map's source. Requires that every source span
  /// of this map lies within below.size().
  [[nodiscard]] OffsetMap through(const OffsetMap& below) const;

  friend bool operator==(const OffsetMap&, const OffsetMap&) = default;

 private:
  [[nodiscard]] std::uint32_t end_of(std::size_t run) const {
    return run + 1 < runs_.size() ? runs_[run + 1].begin : size_;
  }
  [[nodiscard]] std::size_t run_at(std::uint32_t offset) const;

  std::vector<Run> runs_;
  std::uint32_t size_ = 0;
};

}  // namespace histor
