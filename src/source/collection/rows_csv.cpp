// The header decides once which column is what; then a row is its fields.

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "source/collection/row_parts.hpp"
#include "source/collection/rows.hpp"
#include "source/collection/words.hpp"
#include "source/csv.hpp"
#include "source/language.hpp"
#include "source/timestamps.hpp"

namespace histor {
namespace {

constexpr std::size_t columns_told = 20;

// The first line decides; what stands in quotes there does not count.
char separator_of(std::string_view text) {
  static constexpr std::array<char, 3> separators{',', ';', '\t'};
  std::array<std::size_t, 3> counts{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '\n' || c == '\r')) break;
    if (quoted) continue;
    for (std::size_t i = 0; i < separators.size(); ++i) counts[i] += static_cast<std::size_t>(c == separators[i]);
  }
  return separators[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

std::string small_letters(std::string_view words) {
  std::string out(words);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

using Columns = std::array<std::optional<std::size_t>, field_roles>;

std::string listed(const std::vector<std::string>& columns) {
  std::string out;
  for (std::size_t i = 0; i < std::min(columns.size(), columns_told); ++i)
    out += (i == 0 ? "" : ", ") + in_quotes(columns[i]);
  return out;
}

// Which column is what. Errors: a column that the user names and the table lacks.
Result<Columns> columns_of(const CsvTable& table, const FieldMap& fields) {
  Columns columns;
  std::array<std::size_t, field_roles> ranks{};
  const std::vector<std::string>& names = table.columns();
  for (std::size_t role = 0; role < field_roles; ++role) {
    const std::string& named = fields.names[role];
    if (named.empty()) continue;
    auto at = std::find(names.begin(), names.end(), named);
    if (at == names.end()) {
      at = std::find_if(names.begin(), names.end(),
                        [&](const std::string& name) { return small_letters(name) == small_letters(named); });
    }
    if (at == names.end()) {
      return failure(ErrorCode::parse, "no column is called " + in_quotes(named), table.at(table.header_line()),
                     "the columns are " + listed(names));
    }
    columns[role] = static_cast<std::size_t>(at - names.begin());
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const KnownField known = known_field(names[i]);
    const auto role = static_cast<std::size_t>(known.role);
    if (!known.known || !fields.names[role].empty()) continue;
    if (columns[role] && ranks[role] <= known.rank) continue;
    columns[role] = i;
    ranks[role] = known.rank;
  }
  return columns;
}

// The field at `place`, traced from the record on.
void append_field(ContentWriter& writer, std::string_view text, Span place, bool quoted, std::size_t record) {
  std::size_t at = place.begin;
  while (at < place.end) {
    const std::size_t quote = quoted ? std::min<std::size_t>(text.find('"', at), place.end) : place.end;
    if (quote > at) writer.copy(text.substr(at, quote - at), at - record);
    if (quote < place.end) writer.replace("\"", quote - record, quote + 2 - record);
    at = quote < place.end ? quote + 2 : place.end;
  }
}

}  // namespace

Given said_by(const RowWords& words) {
  const auto of = [&](FieldRole role) -> const std::string& { return words[static_cast<std::size_t>(role)]; };
  Given said;
  said.title = plain_words(of(FieldRole::title));
  said.url = in_one_line(of(FieldRole::url));
  said.author = plain_words(of(FieldRole::author));
  said.outlet = plain_words(of(FieldRole::outlet));
  said.language = language_of_tag(of(FieldRole::language));
  said.published = day_of_timestamp(of(FieldRole::published));
  return said;
}

Content page_or_text(ContentWriter& writer) {
  const bool page = holds_tags(writer.bytes());
  return writer.finish(page ? "text/html" : "text/plain");
}

Result<void> open_csv_rows(const Capture& carrier, const FieldMap& fields, const UnfoldBudget& budget,
                           const TakeCapture& take) {
  if (auto sound = check_text(carrier); !sound) return sound;
  const std::size_t mark = carrier.bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const std::string_view text = std::string_view(carrier.bytes).substr(mark);
  CsvTable table(text, carrier.source, separator_of(text));
  if (auto header = table.read_header(); !header) return header;
  const auto columns = columns_of(table, fields);
  if (!columns) return tl::unexpected(columns.error());
  const auto text_column = (*columns)[static_cast<std::size_t>(FieldRole::text)];
  if (!text_column) {
    return failure(ErrorCode::parse, "no column can hold a text; the columns are " + listed(table.columns()),
                   table.at(table.header_line()), name_the_text);
  }
  Delivery delivery(budget, take);
  while (delivery.open()) {
    const auto record = table.next();
    if (!record) break;
    if (!*record) {
      delivery.fail(Error((*record).error()));
      continue;
    }
    const CsvReader::Record& row = **record;
    std::string source = member_source(carrier.source, row.line);
    RowWords words;
    for (std::size_t role = 0; role < field_roles; ++role) {
      if ((*columns)[role] && static_cast<FieldRole>(role) != FieldRole::text)
        words[role] = row.fields[*(*columns)[role]];
    }
    Given said = said_by(words);
    // A headline is a report, too.
    if (is_blank(row.fields[*text_column]) && said.title.empty()) {
      delivery.fail({ErrorCode::empty, "no text in this row", std::move(source), name_the_text});
      continue;
    }
    Capture capture;
    capture.source = std::move(source);
    capture.bytes = slice(text, row.span);
    capture.media_type = "text/csv";
    capture.said = std::move(said);
    ContentWriter writer;
    const Span place = row.places[*text_column];
    const bool quoted = place.begin > row.span.begin && text[place.begin - 1] == '"';
    append_field(writer, text, place, quoted, row.span.begin);
    capture.content = page_or_text(writer);
    delivery.give(std::move(capture));
  }
  return {};
}

}  // namespace histor
