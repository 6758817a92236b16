// Any bytes, told by their form and opened as each form of rows and exports.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "carried.hpp"
#include "source/collection/rows.hpp"
#include "source/collection/sniff.hpp"
#include "source/collection/telegram.hpp"
#include "source/collection/x_posts.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using histor::Capture;
  using histor::TakeCapture;
  using histor::UnfoldBudget;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(histor::collection_kind(bytes, "a.csv"));
  const auto map = histor::parse_field_map(bytes.substr(0, bytes.find('\n')));
  const histor::FieldMap fields = map ? *map : histor::FieldMap{};
  histor::open_and_check([&](const Capture& carrier, const UnfoldBudget& budget,
                             const TakeCapture& take) { return histor::open_json_rows(carrier, fields, budget, take); },
                         bytes);
  histor::open_and_check([&](const Capture& carrier, const UnfoldBudget& budget,
                             const TakeCapture& take) { return histor::open_csv_rows(carrier, fields, budget, take); },
                         bytes);
  histor::open_and_check(histor::open_telegram, bytes);
  histor::open_and_check(histor::open_x_answer, bytes);
  histor::open_and_check([&](const Capture& carrier, const UnfoldBudget& budget,
                             const TakeCapture& take) { return histor::open_x_archive(carrier, {}, budget, take); },
                         bytes);
  static_cast<void>(histor::read_x_account(bytes));
  return 0;
}
