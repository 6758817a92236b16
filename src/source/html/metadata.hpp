#pragma once
// What a page says of itself: in its head, in its scripts of linked data, and beside its headline.

#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/span.hpp"
#include "model/document.hpp"
#include "source/html/article.hpp"
#include "source/html/json_ld.hpp"
#include "source/html/page.hpp"
#include "source/html/passages.hpp"
#include "source/html/tree.hpp"

namespace histor::html {

/// A date as some part of the page states it.
struct DateFound {
  StatedDate date;
  bool in_utc = false;  ///< written in UTC, in which the day may be another than where the page is read
  bool timed = false;   ///< with a time of day
  int rank = 0;         ///< how far it is to be trusted: less is better
};

struct Metadata {
  struct Words {
    std::string text;
    Span span;  ///< in the page; empty where the words cannot be told byte by byte
  };
  Words title;  ///< as the head states it, without the outlet; may be empty
  std::string author;
  std::string outlet;
  std::string language;
  std::string url;
  std::string body;  ///< of the linked data; evidence only
  std::vector<DateFound> published;
  std::vector<DateFound> updated;
};

/// From the page's elements alone.
[[nodiscard]] Metadata metadata_of(const Tree& tree);

/// Decides between the dates of the head and those that stand beside the headline, which is passage `headline` (or the
/// first of the report).
struct Dates {
  std::optional<StatedDate> published;
  std::optional<StatedDate> updated;
  std::vector<Note> notes;
};
[[nodiscard]] Dates settle_dates(const Metadata& metadata, const Tree& tree, const Passages& passages,
                                 const Article& article);

}  // namespace histor::html
