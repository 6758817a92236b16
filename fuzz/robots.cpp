// Any bytes, read as a robots.txt and asked for paths out of the same bytes.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "source/net/robots.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto robots = histor::net::Robots::parse(bytes, "Histor");
  if (!robots.allows("/robots.txt")) std::abort();
  static_cast<void>(robots.allows(bytes.substr(bytes.size() / 2)));
  static_cast<void>(robots.allows("/news/index.html?page=2"));
  if (robots.delay() && robots.delay()->count() < 0) std::abort();
  return 0;
}
