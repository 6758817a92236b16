// A table of networks, the IANA registries of special purposes (RFC 6890 and what came after it) read as "may a
// stranger's link lead here?". The first network that holds the address names it.

#include "source/net/address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace histor::net {
namespace {

struct Network {
  std::array<std::uint8_t, 16> prefix;
  unsigned bits;
  std::string_view kind;
};

constexpr std::array<Network, 14> v4_networks{{
    {{0}, 8, "an unspecified address"},
    {{10}, 8, "a private address"},
    {{100, 64}, 10, "an address of a provider's inner network"},
    {{127}, 8, "a loopback address"},
    {{169, 254}, 16, "a link-local address"},
    {{172, 16}, 12, "a private address"},
    {{192, 0, 0}, 24, "an address of protocols"},
    {{192, 0, 2}, 24, "an address of documentation"},
    {{192, 88, 99}, 24, "a relay's address"},
    {{192, 168}, 16, "a private address"},
    {{198, 18}, 15, "an address of benchmarks"},
    {{198, 51, 100}, 24, "an address of documentation"},
    {{203, 0, 113}, 24, "an address of documentation"},
    {{224}, 3, "a multicast or reserved address"},
}};

constexpr std::array<Network, 19> v6_networks{{
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 128, "an unspecified address"},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, "a loopback address"},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, "an IPv4 address in IPv6 dress"},
    {{0x00, 0x64, 0xff, 0x9b}, 96, "an address that leads through NAT64"},
    {{0x00, 0x64, 0xff, 0x9b, 0, 1}, 48, "an address that leads through NAT64"},
    {{0}, 8, "an IPv4 address in IPv6 dress"},
    {{0x01}, 8, "a discarding or reserved address"},
    {{0x20, 0x01, 0x00, 0x00}, 32, "an address that leads through Teredo"},
    {{0x20, 0x01, 0x00}, 23, "an address of protocols"},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, "an address of documentation"},
    {{0x20, 0x02}, 16, "an address that leads through 6to4"},
    {{0x3f, 0xff, 0x00}, 20, "an address of documentation"},
    {{0x3f, 0xfe}, 16, "a reserved address"},
    {{0x5f, 0x00}, 16, "an address of protocols"},
    {{0xfc}, 7, "a private address"},
    {{0xfe, 0x80}, 10, "a link-local address"},
    {{0xfe, 0xc0}, 10, "a private address"},
    {{0xff}, 8, "a multicast address"},
    {{0}, 0, "a reserved address"},  // what is left after 2000::/3, which is let through before
}};

bool holds(const Network& network, const std::array<std::uint8_t, 16>& address) {
  const std::size_t whole = network.bits / 8;
  if (!std::equal(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(whole), network.prefix.begin())) {
    return false;
  }
  const unsigned rest = network.bits % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xffU << (8U - rest));
  return ((address[whole] ^ network.prefix[whole]) & mask) == 0;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

/// Without brackets, without the root's dot at the end, in lower case.
std::string plain_host(std::string_view host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  if (host.size() > 1 && host.back() == '.') host.remove_suffix(1);
  return lowered(host);
}

}  // namespace

IpAddress ipv4(std::array<std::uint8_t, 4> bytes) {
  IpAddress out;
  std::copy(bytes.begin(), bytes.end(), out.bytes.begin());
  return out;
}

IpAddress ipv6(std::array<std::uint8_t, 16> bytes) {
  return {true, bytes};
}

std::optional<IpAddress> ip_from_text(std::string_view text) {
  constexpr std::size_t longest = 80;
  if (text.empty() || text.size() > longest) return std::nullopt;
  std::string host = plain_host(text);
  if (host.find('\0') != std::string::npos) return std::nullopt;
  if (host.find(':') != std::string::npos) {
    host.resize(std::min(host.size(), host.find('%')));
    std::array<std::uint8_t, 16> bytes{};
    if (::inet_pton(AF_INET6, host.c_str(), bytes.data()) != 1) return std::nullopt;
    return ipv6(bytes);
  }
  // inet_aton also takes what stands after a blank for no part of the address.
  if (host.find_first_not_of("0123456789abcdefx.") != std::string::npos) return std::nullopt;
  in_addr address{};
  if (::inet_aton(host.c_str(), &address) == 0) return std::nullopt;
  std::array<std::uint8_t, 4> bytes{};
  std::memcpy(bytes.data(), &address, bytes.size());
  return ipv4(bytes);
}

std::string to_string(const IpAddress& address) {
  std::array<char, INET6_ADDRSTRLEN> out{};
  const char* text =
      ::inet_ntop(address.is_v6 ? AF_INET6 : AF_INET, address.bytes.data(), out.data(), INET6_ADDRSTRLEN);
  return text == nullptr ? std::string() : text;
}

std::optional<std::string_view> refused_as(const IpAddress& address) {
  if (!address.is_v6) {
    for (const Network& network : v4_networks) {
      if (holds(network, address.bytes)) return network.kind;
    }
    return std::nullopt;
  }
  for (const Network& network : v6_networks) {
    if (network.bits == 0 && (address.bytes[0] & 0xe0U) == 0x20U) break;
    if (holds(network, address.bytes)) return network.kind;
  }
  return std::nullopt;
}

bool is_private_name(std::string_view host) {
  static constexpr std::array<std::string_view, 9> zones{
      "localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "home.arpa", "corp"};
  const std::string name = plain_host(host);
  // A name without a dot is looked for in the resolver's own domain first.
  if (name.find('.') == std::string::npos && name.find(':') == std::string::npos) return true;
  return std::any_of(zones.begin(), zones.end(), [&](std::string_view zone) {
    return name.size() > zone.size() && name.ends_with(zone) && name[name.size() - zone.size() - 1] == '.';
  });
}

Result<AllowedHost> allowed_host_from(std::string_view text) {
  const auto wrong = [&] {
    return failure(ErrorCode::invalid, "not a host, nor HOST:PORT", std::string(text),
                   "as in: localhost, 192.168.1.5:8080, [fd00::1]:80");
  };
  std::string_view host = text;
  std::string_view port;
  const std::size_t colon = text.rfind(':');
  const std::size_t bracket = text.rfind(']');
  const bool one_colon = colon != std::string_view::npos && text.find(':') == colon;
  if (colon != std::string_view::npos && (one_colon || (bracket != std::string_view::npos && colon > bracket))) {
    host = text.substr(0, colon);
    port = text.substr(colon + 1);
    if (port.empty()) return wrong();
  }
  AllowedHost out;
  out.host = plain_host(host);
  if (out.host.empty() || out.host.find_first_of("/@?#[] \t") != std::string::npos) return wrong();
  if (!port.empty()) {
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), out.port);
    if (error != std::errc{} || end != port.data() + port.size() || out.port == 0) return wrong();
  }
  return out;
}

bool is_allowed(std::span<const AllowedHost> allowed, std::string_view host, std::uint16_t port) {
  const std::string name = plain_host(host);
  return std::any_of(allowed.begin(), allowed.end(), [&](const AllowedHost& entry) {
    return entry.host == name && (entry.port == 0 || entry.port == port);
  });
}

}  // namespace histor::net
