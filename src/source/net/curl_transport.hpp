#pragma once
// The way to the network: libcurl, with every default that could lead astray turned off. No cookies, no stored
// passwords, no proxies out of the environment, no redirects followed, nothing but HTTP and HTTPS, certificates
// checked.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "source/net/address.hpp"
#include "source/net/transport.hpp"

namespace histor::net {

struct CurlOptions {
  std::string user_agent;
  /// "socks5h://127.0.0.1:9050", "http://proxy.example.org:3128"; empty: none. It resolves the names.
  std::string proxy;
  std::vector<AllowedHost> allowed;  ///< hosts that may have a private address
  std::uint64_t max_header_bytes = std::uint64_t{256} << 10U;
  std::chrono::milliseconds connect_limit = std::chrono::seconds(30);
  std::uint64_t least_speed = 100;  ///< bytes a second…
  std::chrono::seconds least_speed_over = std::chrono::seconds(30);
  std::function<std::int64_t()> unix_ms;  ///< the time of day
  std::function<bool()> stopped;          ///< asked now and then while waiting; may be empty
};

/// `proxy` without the user name and password that may stand in it, for messages.
[[nodiscard]] std::string proxy_in_words(const std::string& proxy);

/// Errors: invalid for a proxy of another kind (one to which the host's address, not its name, would be told).
[[nodiscard]] Result<void> check_proxy(const std::string& proxy);

/// A transport for one thread at a time, with connections that are kept open between requests of one host. Errors:
/// those of check_proxy().
[[nodiscard]] Result<std::unique_ptr<Transport>> make_curl_transport(CurlOptions options);

}  // namespace histor::net
