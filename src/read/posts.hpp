#pragma once
// A run of post blocks is one post: its handle, its as-of and what it leaves out hold for all of its sentences,
// wherever in it they stand.

#include <cstdint>
#include <optional>
#include <vector>

#include "model/claim.hpp"
#include "read/document_view.hpp"

namespace histor {

struct Post {
  std::optional<Speaker> origin;  ///< by its handle
  std::optional<AsOf> as_of;
  std::vector<Where> excluding;
  std::vector<Where> where;
  std::vector<By> by;
  std::optional<Means> means;
  std::optional<Interval> date;  ///< the day it was posted: its "today"
  bool provisional = false;
};

/// The posts of a document, read whole before its sentences: the handle may stand before the figures or after them.
class Posts {
 public:
  explicit Posts(const DocumentView& document);

  /// The post that a block belongs to; null for one of no post.
  [[nodiscard]] const Post* of_block(std::uint32_t block) const {
    return post_of_[block] < 0 ? nullptr : &posts_[static_cast<std::size_t>(post_of_[block])];
  }

 private:
  std::vector<std::int32_t> post_of_;
  std::vector<Post> posts_;
};

}  // namespace histor
