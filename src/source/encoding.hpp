#pragma once
// Captured bytes to UTF-8. Valid UTF-8 is kept byte for byte, so that spans of the text are spans of the capture;
// anything else is decoded only where its encoding can be told, and a note says so. Nothing is dropped in silence.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/document.hpp"

namespace histor {

struct Decoded {
  std::string text;      ///< valid UTF-8, without a byte-order mark at its start
  std::string encoding;  ///< "UTF-8", "UTF-16LE", "windows-1251", …: what the bytes were in
  std::vector<Note> notes;
};

/// Decodes `bytes`. `where` names the input in errors. Time is linear in the bytes whatever they are.
/// Notes: "decoded" (from which encoding), "broken-bytes" (UTF-8 with faults: each faulty sequence became U+FFFD),
/// "nul-bytes" and "control-bytes" (kept as they are, with their number).
/// Errors: empty, binary (names what the bytes look like), encoding.
[[nodiscard]] Result<Decoded> decode(std::string_view bytes, std::string_view where = {});

}  // namespace histor
