// Any bytes, opened as a mail and as a mailbox.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "carried.hpp"
#include "source/collection/mail.hpp"
#include "source/collection/mime.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  histor::open_and_check(histor::open_mail, bytes);
  histor::open_and_check(histor::open_mbox, bytes);
  histor::require(histor::is_utf8(histor::header_words(bytes)));
  static_cast<void>(histor::read_header_value(bytes));
  return 0;
}
