#pragma once
// The export of Telegram Desktop: result.json, of one chat or of all.

#include "base/result.hpp"
#include "source/capture.hpp"

namespace histor {

/// Opens the export in `carrier.bytes` (UTF-8). Each message with words, captions of pictures among them, is
/// "result.json!7" by its number among all messages of the file; service messages and pictures without words are passed
/// over. Bytes are the message's object; content is its text, text/plain, the pieces that are links or bold put
/// together, each traced to the capture. said: outlet (the chat's name), author (whom it was forwarded from, else who
/// wrote it if that is not the chat), the day as the export writes it, and the address at t.me where the chat is a
/// channel or a supergroup; the export does not hold the names of public channels, so that the address opens for
/// members.
/// A file that breaks off gives the messages before the break and then one Error. Errors returned: parse for what is no
/// export, encoding, too_large (4 GiB).
[[nodiscard]] Result<void> open_telegram(const Capture& carrier, const UnfoldBudget& budget, const TakeCapture& take);

}  // namespace histor
