// Any bytes that are valid UTF-8, read as a web page: the text's every byte must be told, and its blocks stand in
// order.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "source/encoding.hpp"
#include "source/html/page.hpp"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

void check(std::string_view html, const histor::HtmlPage& page) {
  require(page.offsets.size() == page.text.size());
  std::uint32_t at = 0;
  for (const histor::Block& block : page.blocks) {
    require(block.span.begin < block.span.end && block.span.end <= page.text.size());
    require(block.span.begin == (at == 0 ? 0 : at + 2));
    at = block.span.end;
    require(page.offsets.source_of(block.span).end <= html.size());
  }
  require(at == page.text.size());
  for (const histor::Span span : page.boilerplate) require(span.begin < span.end && span.end <= html.size());
  if (page.title_span) require(page.title_span->end <= page.text.size());
  if (page.published) require(page.published->captured.end <= html.size());
  if (page.updated) require(page.updated->captured.end <= html.size());
  for (std::uint32_t i = 0; i < page.text.size(); ++i) {
    const histor::Span source = page.offsets.source_of({i, i + 1});
    if (source.size() == 1 && html[source.begin] != '&') {
      require(html[source.begin] == page.text[i] || page.text[i] == ' ' || page.text[i] == '\n');
    }
  }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto decoded = histor::decode(bytes, "fuzz.html");
  if (!decoded || decoded->encoding != "UTF-8") return 0;
  check(decoded->text, histor::read_html(decoded->text));
  return 0;
}
