// Any bytes, read as DOCX or ODT, as XML, and as what pdftotext writes.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "source/office/docx.hpp"
#include "source/office/pdf_text.hpp"
#include "source/office/xml.hpp"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  histor::UnfoldBudget budget;
  budget.member_bytes = 1U << 20U;
  histor::Capture capture;
  capture.bytes = bytes;
  std::vector<histor::Note> notes;
  const auto read = histor::read_word_file(capture, budget, notes);
  require(read.has_value() == capture.content.has_value());
  if (capture.content) require(!capture.content->bytes.empty());
  int depth = 0;
  const histor::XmlHandlers handlers{[&](histor::XmlName, const auto&) { require(++depth <= 256); },
                                     [&](histor::XmlName) { require(--depth >= 0); }, [](std::string_view) {}};
  static_cast<void>(histor::read_xml(bytes, handlers));
  require(histor::pdf_text(bytes).size() <= bytes.size() * 2 + 1);
  return 0;
}
