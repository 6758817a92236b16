#pragma once
// Whether bytes are a file that carries many reports, and of which form. Judged by what the bytes open with; their name
// helps only where that leaves it open. A text is none of them, whatever words it begins with.

#include <string_view>

namespace histor {

enum class CollectionKind {
  none,
  feed,       ///< open_feed()
  mail,       ///< open_mail()
  mbox,       ///< open_mbox()
  telegram,   ///< open_telegram()
  x_archive,  ///< open_x_archive()
  x_answer,   ///< open_x_answer()
  json_rows,  ///< open_json_rows(); any JSON that is objects and none of the others
  csv_rows,   ///< open_csv_rows()
};

/// What `bytes` are, of which the first 4 KiB are looked at. `name` is the file's, path or not. Bytes that are not
/// UTF-8 may be a mail or a table; what else is in another encoding is to be decoded first.
[[nodiscard]] CollectionKind collection_kind(std::string_view bytes, std::string_view name = {});

[[nodiscard]] bool looks_like_feed(std::string_view bytes);
[[nodiscard]] bool looks_like_mail(std::string_view bytes, std::string_view name = {});
[[nodiscard]] bool looks_like_mbox(std::string_view bytes);
[[nodiscard]] bool looks_like_telegram(std::string_view bytes);
[[nodiscard]] bool looks_like_x_archive(std::string_view bytes);
[[nodiscard]] bool looks_like_x_answer(std::string_view bytes);
/// Any JSON that is an object or a list of objects: to be asked after the others.
[[nodiscard]] bool looks_like_json_rows(std::string_view bytes);
[[nodiscard]] bool looks_like_csv_rows(std::string_view bytes, std::string_view name = {});

}  // namespace histor
