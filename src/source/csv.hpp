#pragma once
// Tables as people export them: CSV by RFC 4180, a record at a time, each with the line it starts in, so that a fault
// can be told where it stands and the rest be read.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace histor {

/// Reads records out of `text`, which must outlive it. Commas part fields, LF, CRLF or CR end a record; a field in
/// quotes may hold any of them, and a quote written twice. A fault costs its line alone.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text) {}

  struct Record {
    std::vector<std::string> fields;
    std::size_t line = 0;  ///< where it starts, from 1
    std::string fault;     ///< what is wrong with it; its fields then mean nothing
  };

  /// The next record that is not a blank line; nullopt at the end.
  [[nodiscard]] std::optional<Record> next();

 private:
  bool line_end();
  void skip_line();
  Record read();
  bool quoted_field(std::string& field);

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  bool quoted_ = false;
};

/// `field` without blanks and tabs around it.
[[nodiscard]] std::string_view trimmed_field(std::string_view field);

/// `words` as an error message quotes them: in quotes, cut after 60 bytes at a character's end.
[[nodiscard]] std::string in_quotes(std::string_view words);

}  // namespace histor
