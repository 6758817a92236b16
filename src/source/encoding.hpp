#pragma once
// Captured bytes to UTF-8. Valid UTF-8 is kept byte for byte, so that spans of the text are spans of the capture;
// anything else is decoded only where its encoding can be told, and a note says so. Nothing is dropped in silence.

#include <string>
#include <string_view>
#include <vector>

#include "base/offset_map.hpp"
#include "base/result.hpp"
#include "model/document.hpp"

namespace histor {

struct Decoded {
  std::string text;      ///< valid UTF-8, without a byte-order mark at its start
  std::string encoding;  ///< "UTF-8", "UTF-16LE", "windows-1251", …: what the bytes were in
  OffsetMap offsets;     ///< from `text` to the bytes; empty where `text` is the bytes after their mark, if any
  std::vector<Note> notes;
};

/// Decodes `bytes`. `where` names the input in errors. `stated` is the encoding that a server or the page itself names;
/// it is asked where the bytes are not UTF-8, and not believed where they do not bear it out. Time is linear in the
/// bytes whatever they are. Notes: "decoded" (from which encoding), "broken-bytes" (UTF-8 with faults: each faulty
/// sequence became U+FFFD), "nul-bytes" and "control-bytes" (kept as they are, with their number). Errors: empty,
/// too_large (4 GiB), binary (names what the bytes look like), encoding.
[[nodiscard]] Result<Decoded> decode(std::string_view bytes, std::string_view where = {}, std::string_view stated = {});

}  // namespace histor
