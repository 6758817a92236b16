// Any bytes, read as a document and as a manifest: what comes out must keep the promises of its header, whatever went
// in.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "source/document.hpp"
#include "source/layout.hpp"
#include "source/manifest.hpp"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

bool on_border(std::string_view text, std::uint32_t offset) {
  return offset == text.size() || (static_cast<unsigned char>(text[offset]) & 0xC0U) != 0x80U;
}

void check(const histor::Document& document) {
  const std::string_view text = document.text;
  const auto sound = [&](histor::Span span) {
    require(span.begin < span.end && span.end <= text.size() && on_border(text, span.begin) &&
            on_border(text, span.end));
  };
  std::uint32_t at = 0;
  const auto blank = [&](std::uint32_t begin, std::uint32_t end) {
    require(histor::trimmed(text, {begin, end}).empty());
  };
  for (const histor::Block& block : document.blocks) {
    sound(block.span);
    require(block.span.begin >= at);
    blank(at, block.span.begin);
    at = block.span.end;
  }
  blank(at, static_cast<std::uint32_t>(text.size()));
  if (document.title_span) sound(*document.title_span);
  if (document.published && document.published->span) sound(*document.published->span);
  if (document.dateline) {
    sound(document.dateline->span);
    require(slice(text, document.dateline->span) == document.dateline->text);
  }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto document = histor::make_document("fuzz.txt", bytes)) check(*document);
  static_cast<void>(histor::parse_manifest(bytes, "fuzz.csv"));
  static_cast<void>(histor::parse_manifest(bytes, "fuzz.jsonl"));
  return 0;
}
