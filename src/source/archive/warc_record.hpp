#pragma once
// The parts of a WARC record: the heads, of the record and of the HTTP message in it, and the digests that vouch for
// it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace histor {

/// Header fields in the order in which they stand; names in lower case.
class HeadFields {
 public:
  void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
  /// The value of the first field called `name`, in lower case; empty where there is none.
  [[nodiscard]] std::string_view get(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

struct WarcHead {
  HeadFields fields;
  std::uint64_t length = 0;  ///< Content-Length: of the block that follows the head
};

/// Where the head that `bytes` open with ends, its blank line taken in; npos where it does not end in them.
[[nodiscard]] std::size_t head_end(std::string_view bytes);

/// A record's head, from "WARC/1." to its blank line; nullopt where it has no version line or no Content-Length.
[[nodiscard]] std::optional<WarcHead> parse_warc_head(std::string_view head);

struct HttpHead {
  int status = 0;
  HeadFields fields;
};

/// A response's head, from "HTTP/" to its blank line; nullopt where it has no status line.
[[nodiscard]] std::optional<HttpHead> parse_http_head(std::string_view head);

/// `media_type` without its parameters, in lower case: "text/html".
[[nodiscard]] std::string bare_media_type(std::string_view media_type);

/// Whether what has this media type can hold a report or carry one: images, sounds, films, fonts, styles and programs
/// do not. What has none, or one that is not known, may.
[[nodiscard]] bool may_be_report(std::string_view media_type);

enum class DigestVerdict { right, wrong, unknown };  // unknown: no digest, or of a kind that is not known

/// Asks a WARC digest ("sha1:" and base 32, "sha256:" and hex, either of either, md5 too) of `bytes`.
[[nodiscard]] DigestVerdict ask_digest(std::string_view digest, std::string_view bytes);

/// A URI as a field has it, without the angle brackets that some writers put around it.
[[nodiscard]] std::string_view bare_uri(std::string_view uri);

}  // namespace histor
