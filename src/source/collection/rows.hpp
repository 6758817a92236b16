#pragma once
// Tables of reports: JSON lines, JSON arrays of objects, CSV and its kin. One row is one report.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "source/capture.hpp"

namespace histor {

/// What a column or a field may be to a report.
enum class FieldRole { text, title, url, published, author, outlet, language };
inline constexpr std::size_t field_roles = 7;
/// "text", "published": as they are written in a field map.
[[nodiscard]] std::string_view word_of(FieldRole role);

/// Which column is what, where the user says so; for a role that is left empty, the names of lang/en/columns.toml
/// count. In JSON a name may be a path: "user.name".
struct FieldMap {
  std::array<std::string, field_roles> names{};
  [[nodiscard]] const std::string& operator[](FieldRole role) const { return names[static_cast<std::size_t>(role)]; }
  [[nodiscard]] std::string& operator[](FieldRole role) { return names[static_cast<std::size_t>(role)]; }
};

/// Reads "text=Body,title=Headline,published=When". Errors: invalid, with the part that is wrong and what may stand
/// there.
[[nodiscard]] Result<FieldMap> parse_field_map(std::string_view words);

/// The role that a column of this name has where no map says otherwise, and how near it is to the head of its list (0
/// is first); false where it has none.
struct KnownField {
  bool known = false;
  FieldRole role = FieldRole::text;
  std::size_t rank = 0;
};
[[nodiscard]] KnownField known_field(std::string_view name);

/// Opens the JSON in `carrier.bytes` (UTF-8): one object a line, as "a.jsonl!12" by its line, or an array of objects,
/// as "a.json!12" by its number. Bytes are the object; content is the value of its text, traced through the escapes, as
/// text/html where it holds tags of HTML. said comes from the other fields; a date that cannot be read is none.
/// Errors given: a row that is no sound object or has no text. Errors returned: parse where no row has a field for the
/// text (the hint shows how to name it), empty, encoding, too_large (4 GiB).
[[nodiscard]] Result<void> open_json_rows(const Capture& carrier, const FieldMap& fields, const UnfoldBudget& budget,
                                          const TakeCapture& take);

/// Opens the table in `carrier.bytes` (UTF-8) with a header: CSV with commas, semicolons or tabs, whichever the header
/// has most of. Rows are "a.csv!12" by the line that they start in; bytes are the record without its line's end.
/// Otherwise as open_json_rows().
[[nodiscard]] Result<void> open_csv_rows(const Capture& carrier, const FieldMap& fields, const UnfoldBudget& budget,
                                         const TakeCapture& take);

}  // namespace histor
