#pragma once
// What a carrier gave, gathered for tests.

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "source/capture.hpp"

namespace histor {

struct TakenItems {
  std::vector<Capture> captures;
  std::vector<Error> errors;
  std::vector<std::string> order;  ///< the sources and wheres, as they came
  Result<void> outcome;
};

/// Opens `bytes` as `open` does, in the carrier `source`.
template <class Open>
TakenItems taken_from(Open&& open, std::string bytes, std::string source, const UnfoldBudget& budget = {}) {
  TakenItems taken;
  Capture carrier;
  carrier.source = std::move(source);
  carrier.bytes = std::move(bytes);
  taken.outcome = open(carrier, budget, [&](Result<Capture>&& result) {
    taken.order.push_back(result ? result->source : result.error().where);
    if (result) {
      taken.captures.push_back(*std::move(result));
    } else {
      taken.errors.push_back(std::move(result.error()));
    }
    return true;
  });
  return taken;
}

/// Whether each byte of the content that stands for one byte of the capture is that byte. A line break may be another,
/// and a letter of another character set has other bytes.
inline bool offsets_hold(const Capture& capture) {
  if (!capture.content) return true;
  const Content& content = *capture.content;
  if (content.offsets.size() != content.bytes.size()) return false;
  for (std::uint32_t at = 0; at < content.offsets.size(); ++at) {
    const Span source = content.offsets.source_of({at, at + 1});
    if (source.end > capture.bytes.size()) return false;
    if (source.size() != 1) continue;
    const char there = capture.bytes[source.begin];
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (there != content.bytes[at] && there != '\r' && (is_ascii(there) || is_ascii(content.bytes[at]))) return false;
  }
  return true;
}

/// The captured bytes that `words` of the content were made from.
inline std::string_view captured_at(const Capture& capture, std::string_view words) {
  const std::size_t at = capture.content ? capture.content->bytes.find(words) : std::string::npos;
  if (at == std::string::npos) return "not in the content";
  const Span source = capture.content->offsets.source_of(
      {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())});
  return slice(capture.bytes, source);
}

}  // namespace histor
