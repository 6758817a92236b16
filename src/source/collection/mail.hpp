#pragma once
// Mail: one message (.eml), or a box of them (mbox).

#include "base/result.hpp"
#include "source/capture.hpp"

namespace histor {

/// Opens the message in `carrier.bytes`, as it was sent. "mail.eml!1" is its text, with bytes the whole message and
/// content the words: the parts that are plain text, or HTML where there is no plain text, or no more than a stub of
/// it. Quotes keep their marks. What is attached and may be a report follows as "mail.eml!2" and so on, decoded,
/// media_type as the mail states it (with the file's name as a parameter), content absent: texts, pages, documents,
/// messages, archives. Images, sound, film and signatures are passed over.
/// said of the text: title (the subject), author (the sender's name), outlet (the list's name, else the sender's), url
/// (Archived-At), language, the day in the zone that Date is written in. said of what is attached: that day as
/// otherwise_published.
/// Offsets lead through quoted-printable, the character set and flowed lines; they are absent where a part of the text
/// is base64.
/// Errors given: a part in a transfer encoding that is not known, a message without words. Errors returned: parse for
/// what is no mail, too_large (4 GiB).
[[nodiscard]] Result<void> open_mail(const Capture& carrier, const UnfoldBudget& budget, const TakeCapture& take);

/// Opens the mailbox in `carrier.bytes`: each message from a line "From …" to the next, its text as "box.mbox!7", what
/// is attached to it as "box.mbox!7!2" and so on. Bytes of a text are the message without its "From …" line. Otherwise
/// as open_mail().
[[nodiscard]] Result<void> open_mbox(const Capture& carrier, const UnfoldBudget& budget, const TakeCapture& take);

}  // namespace histor
