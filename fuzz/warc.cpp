// Any bytes, read as a web archive, as gzip and as the body of an answer: what comes out keeps within its budget,
// whatever went in, and stands where its source says.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "source/archive/content_coding.hpp"
#include "source/archive/gzip.hpp"
#include "source/archive/warc.hpp"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  histor::UnfoldBudget budget;
  budget.member_bytes = 1U << 16U;
  budget.total_bytes = 1U << 20U;
  budget.members = 1000;
  std::vector<histor::Note> notes;
  std::uint64_t total = 0;
  std::uint64_t members = 0;
  const histor::TakeCapture take = [&](histor::Result<histor::Capture>&& capture) {
    const std::string& where = capture ? capture->source : capture.error().where;
    require(where.starts_with("a"));
    if (capture) {
      require(capture->bytes.size() <= budget.member_bytes && !capture->said.published);
      total += capture->bytes.size();
    }
    require(++members <= budget.members + 2);
    return true;
  };
  const histor::BytesSource source(bytes);
  static_cast<void>(histor::open_warc("a", source, budget, notes, take));
  require(total <= budget.total_bytes + budget.member_bytes);
  members = 0;
  static_cast<void>(histor::open_gzip("a", source, budget, notes, take));
  const histor::UnpackLimit limit{budget.member_bytes, budget.ratio};
  for (const char* coding : {"gzip", "deflate", "br", "zstd"}) {
    require(histor::decode_content(std::string(bytes.substr(0, limit.bytes)), coding, limit, "a").bytes.size() <=
            limit.bytes);
  }
  bool cut_short = false;
  const auto whole = histor::without_chunks(bytes, cut_short);
  require(!whole || whole->size() <= bytes.size());
  return 0;
}
