#pragma once
// Which addresses may be connected to. A page, a feed or a redirect is written by others; none of them may send Histor
// to the machine it runs on or to what stands beside it in a private network. What is asked is the address that is
// about to be connected to, never the name, which can be given another address between the question and the call.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace histor::net {

/// An IPv4 or IPv6 address.
struct IpAddress {
  bool is_v6 = false;
  std::array<std::uint8_t, 16> bytes{};  ///< in network order; an IPv4 address is the first four, the rest is zero

  friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

[[nodiscard]] IpAddress ipv4(std::array<std::uint8_t, 4> bytes);
[[nodiscard]] IpAddress ipv6(std::array<std::uint8_t, 16> bytes);

/// Reads "192.0.2.1", the other ways in which the system's resolver takes IPv4 addresses ("0x7f.1", "2130706433",
/// "0300.0.2.1"), and IPv6 addresses, with or without brackets and zone. nullopt for names.
[[nodiscard]] std::optional<IpAddress> ip_from_text(std::string_view text);

/// "192.0.2.1", "2001:db8::1".
[[nodiscard]] std::string to_string(const IpAddress& address);

/// What kind of address it is that is not connected to: "a loopback address"; nullopt for one of the public network.
/// An address that carries another (IPv4-mapped, NAT64, 6to4, Teredo) is refused whatever it carries.
[[nodiscard]] std::optional<std::string_view> refused_as(const IpAddress& address);

/// Whether a name is one that stands for the machine itself or for its private network ("localhost", "x.local"). Asked
/// where the name is resolved elsewhere, at a proxy, so that no address can be looked at.
[[nodiscard]] bool is_private_name(std::string_view host);

/// A host that may be connected to whatever its address is.
struct AllowedHost {
  std::string host;        ///< in lower case, an IPv6 address without brackets
  std::uint16_t port = 0;  ///< 0: any
};

/// Reads HOST or HOST:PORT; an IPv6 address with a port stands in brackets. Errors: invalid.
[[nodiscard]] Result<AllowedHost> allowed_host_from(std::string_view text);

/// Whether `host` (as in a URL, brackets or not) at `port` is one of `allowed`. Names are compared, not addresses.
[[nodiscard]] bool is_allowed(std::span<const AllowedHost> allowed, std::string_view host, std::uint16_t port);

}  // namespace histor::net
