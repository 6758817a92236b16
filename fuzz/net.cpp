// Any bytes as what a server may send beside the page: an address to go to, a head with the address of a feed in it, a
// time to come back, a name to connect to.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "source/net/address.hpp"
#include "source/net/feed_link.hpp"
#include "source/net/fetch.hpp"
#include "source/net/url.hpp"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace histor::net;  // NOLINT(google-build-using-namespace)
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static const auto base = parse_url("https://example.org/news/today?page=1");
  for (const auto& url : {parse_url(bytes), resolve(*base, bytes)}) {
    if (!url) continue;
    require(url->scheme == "http" || url->scheme == "https");
    const auto again = parse_url(url->text);
    require(again.has_value());
    require(*again == *url);
  }
  if (const auto address = ip_from_text(bytes)) {
    require(ip_from_text(to_string(*address)) == *address);
    static_cast<void>(refused_as(*address));
  }
  static_cast<void>(is_private_name(bytes));
  static_cast<void>(allowed_host_from(bytes));
  if (const auto link = feed_link(bytes)) require(!link->empty());
  require(pause_from(bytes, 1733133600000).count() >= 0);
  return 0;
}
