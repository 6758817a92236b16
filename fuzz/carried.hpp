#pragma once
// What every opener of a carrier promises of what it gives, whatever went in.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "source/capture.hpp"

namespace histor {

inline void require(bool promise) {
  if (!promise) std::abort();
}

inline bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = [&](std::size_t i) {
      return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const std::size_t size = byte(0) < 0x80   ? 1
                             : byte(0) < 0xC2 ? 0
                             : byte(0) < 0xE0 ? 2
                             : byte(0) < 0xF0 ? 3
                             : byte(0) < 0xF5 ? 4
                                              : 0;
    if (size == 0) return false;
    for (std::size_t i = 1; i < size; ++i) {
      if ((byte(i) & 0xC0U) != 0x80U) return false;
    }
    at += size;
  }
  return true;
}

inline void require_sound(const Capture& capture) {
  if (!capture.content) return;
  const Content& content = *capture.content;
  require(is_utf8(content.bytes));
  if (content.offsets.empty()) return;
  require(content.offsets.size() == content.bytes.size());
  std::uint32_t at = 0;
  for (; at < content.offsets.size(); ++at)
    require(content.offsets.source_of({at, at + 1}).end <= capture.bytes.size());
}

/// Opens `bytes` by `open` and asks of each capture what is promised.
template <class Open>
void open_and_check(Open&& open, std::string_view bytes) {
  Capture carrier;
  carrier.source = "fuzz";
  carrier.bytes = bytes;
  UnfoldBudget budget;
  budget.members = 1000;
  static_cast<void>(open(carrier, budget, [&](Result<Capture>&& result) {
    if (result) {
      require(result->source.starts_with("fuzz!"));
      require_sound(*result);
    } else {
      require(!result.error().what.empty());
      require(result.error().where.starts_with("fuzz"));
    }
    return true;
  }));
}

}  // namespace histor
