#pragma once
// URLs of the web, checked and written one way, so that two spellings of one address are one address and no spelling
// hides where it leads.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace histor::net {

/// An http or https URL without user, password and fragment.
struct Url {
  std::string text;    ///< all of it, in normal form; percent-encoded ASCII
  std::string scheme;  ///< "http" or "https"
  std::string host;    ///< ASCII, lower case (names of other scripts in punycode); an IPv6 address in brackets
  std::uint16_t port = 0;
  std::string path;  ///< with the query, as it is sent: "/news?page=2"

  /// Scheme, host and port: what one robots.txt and one delay are for. "https://example.org:443".
  [[nodiscard]] std::string origin() const;

  friend bool operator==(const Url&, const Url&) = default;
};

/// Whether `text` asks for the web rather than for a file.
[[nodiscard]] bool is_web_url(std::string_view text);

/// Reads an absolute URL. Errors: invalid for everything but http and https, for user names in it (what is in a URL is
/// kept, and passwords must not be), for hosts that cannot be, and over 8 KiB.
[[nodiscard]] Result<Url> parse_url(std::string_view text);

/// Where `reference` (a link, a Location header) leads from `base`. Blanks and letters of other scripts in it are
/// encoded. Errors: as parse_url().
[[nodiscard]] Result<Url> resolve(const Url& base, std::string_view reference);

}  // namespace histor::net
