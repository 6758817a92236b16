#pragma once
// Tables as people export them: CSV by RFC 4180, a record at a time, each with the line it starts in, so that a fault
// can be told where it stands and the rest be read.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/span.hpp"

namespace histor {

/// Reads records out of `text`, which must outlive it. Separators part fields, LF, CRLF or CR end a record; a field in
/// quotes may hold any of them, and a quote written twice. A fault costs its line alone. Spans mean something in texts
/// below 4 GiB.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text, char separator = ',') : text_(text), separator_(separator) {}

  struct Record {
    std::vector<std::string> fields;
    std::size_t line = 0;      ///< where it starts, from 1
    std::string fault;         ///< what is wrong with it; its fields then mean nothing
    Span span;                 ///< in the text, without the line's end
    std::vector<Span> places;  ///< of each field in the text, within its quotes: quotes in it still stand twice there
  };

  /// The next record that is not a blank line; nullopt at the end.
  [[nodiscard]] std::optional<Record> next();

 private:
  bool line_end();
  Record read();
  bool quoted_field(std::string& field);
  [[nodiscard]] bool ends_field() const {
    return at_ >= text_.size() || text_[at_] == separator_ || text_[at_] == '\n' || text_[at_] == '\r';
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  bool quoted_ = false;
};

/// A table whose first record names its columns. Faults come as Errors at file:line.
class CsvTable {
 public:
  /// `name` is the file's, for errors. `text` must outlive the table.
  CsvTable(std::string_view text, std::string name, char separator = ',')
      : reader_(text, separator), name_(std::move(name)) {}

  /// Reads the header; to be called first, and once. Errors: empty, parse.
  [[nodiscard]] Result<void> read_header();
  /// The names in the header, without blanks around them.
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }

  /// An Error(parse) where a column is none of `known` (its hint is what `suggest` says of the name) or stands twice,
  /// or where one of `needed` is missing (its hint is `needed_hint`).
  [[nodiscard]] Result<void> expect(std::span<const std::string_view> known, std::span<const std::string_view> needed,
                                    const std::function<std::string(std::string_view)>& suggest,
                                    std::string_view needed_hint) const;

  /// The next row, with one field a column; an Error(parse) for one that is faulty; nullopt at the end.
  [[nodiscard]] std::optional<Result<CsvReader::Record>> next();

  /// "file:line".
  [[nodiscard]] std::string at(std::size_t line) const { return name_ + ":" + std::to_string(line); }
  [[nodiscard]] std::size_t header_line() const { return header_line_; }

 private:
  CsvReader reader_;
  std::string name_;
  std::vector<std::string> columns_;
  std::size_t header_line_ = 1;
};

/// `field` without blanks and tabs around it.
[[nodiscard]] std::string_view trimmed_field(std::string_view field);

/// `words` as an error message quotes them: in quotes, cut after 60 bytes at a character's end.
[[nodiscard]] std::string in_quotes(std::string_view words);

}  // namespace histor
