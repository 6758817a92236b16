// Any bytes, opened as a feed of either family.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "carried.hpp"
#include "source/collection/feed.hpp"
#include "source/timestamps.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  histor::open_and_check(histor::open_feed, bytes);
  static_cast<void>(histor::feed_entries(bytes));
  static_cast<void>(histor::day_of_timestamp(bytes));
  return 0;
}
