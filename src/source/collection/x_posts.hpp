#pragma once
// Posts of X (Twitter): the archive that an account gets of itself, and answers of the API, version 2.

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "source/capture.hpp"

namespace histor {

/// Whose archive it is. Absent is empty.
struct XAccount {
  std::string username;  ///< without the @
  std::string name;      ///< as it is shown
};

/// What account.js of an archive, in `bytes`, says. Errors: parse.
[[nodiscard]] Result<XAccount> read_x_account(std::string_view bytes, std::string_view where = {});

/// Opens tweets.js, tweet.js or note-tweet.js of an archive in `carrier.bytes` (UTF-8): each post as "tweets.js!7" by
/// its number. Bytes are the post's object; content its text, text/plain, in which the three characters that X escapes
/// are as they were written. said: outlet ("@username"), author (the name shown), the day, language, and the address at
/// x.com. A file that breaks off gives the posts before the break and then one Error.
/// Errors returned: parse for what is no such file, encoding, too_large (4 GiB).
[[nodiscard]] Result<void> open_x_archive(const Capture& carrier, const XAccount& account, const UnfoldBudget& budget,
                                          const TakeCapture& take);

/// Opens an answer of the API, {"data": [...], "includes": {"users": [...]}}, in the same way.
[[nodiscard]] Result<void> open_x_answer(const Capture& carrier, const UnfoldBudget& budget, const TakeCapture& take);

}  // namespace histor
