#pragma once
// Which record of a web archive stands where, so that a revisit record finds what it refers to: by its id, by its
// address and date, or by what it holds.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "source/archive/warc_record.hpp"

namespace histor {

struct WarcSpot {
  std::size_t part = 0;
  std::uint64_t offset = 0;  ///< in the file
  std::uint64_t inner = 0;   ///< in what its gzip member holds
};

/// A revisit record, as far as it is needed to give what it stands for.
struct WarcRevisit {
  std::string where;
  std::string url;
  std::string date;
  std::string original_id;
  std::string original_url;
  std::string original_date;
  std::string digest;

  WarcRevisit(const WarcHead& head, std::string source);
  /// What it refers to, for a message.
  [[nodiscard]] std::string original() const;
  /// Whether the record with this head is what it refers to.
  [[nodiscard]] bool refers_to(const WarcHead& head) const;
  [[nodiscard]] std::size_t bytes() const;
};

/// Keeps hashes alone: whoever follows one asks the record itself by refers_to().
class WarcIndex {
 public:
  struct Entry {
    WarcSpot spot;
    bool kept = false;  ///< it may be a report; the others were passed over
  };

  explicit WarcIndex(std::uint64_t most_records) : most_(most_records) {}
  /// Records beyond the most that there may be are not remembered.
  void remember(const WarcHead& head, const WarcSpot& spot, bool kept);
  [[nodiscard]] const Entry* find(const WarcRevisit& revisit) const;

 private:
  std::unordered_map<std::uint64_t, Entry> entries_;
  std::uint64_t most_;
  std::uint64_t records_ = 0;
};

}  // namespace histor
