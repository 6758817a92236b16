// Any bytes, read as ZIP, tar and WACZ: what comes out keeps within its budget, whatever went in.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "source/archive/members.hpp"
#include "source/archive/wacz.hpp"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const histor::BytesSource source({reinterpret_cast<const char*>(data), size});
  histor::UnfoldBudget budget;
  budget.member_bytes = 1U << 16U;
  budget.total_bytes = 1U << 20U;
  budget.members = 1000;
  std::vector<histor::Note> notes;
  std::uint64_t total = 0;
  const histor::TakeCapture take = [&](histor::Result<histor::Capture>&& capture) {
    const std::string_view where = capture ? capture->source : capture.error().where;
    require(where.starts_with("a"));
    if (capture) {
      require(capture->bytes.size() <= budget.member_bytes);
      total += capture->bytes.size();
    }
    return true;
  };
  static_cast<void>(histor::open_members("a", source, budget, notes, take));
  require(total <= budget.total_bytes);
  static_cast<void>(histor::is_wacz(source));
  static_cast<void>(histor::open_wacz("a", source, budget, notes, take));
  return 0;
}
