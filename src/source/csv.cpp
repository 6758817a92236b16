// By hand: it is a page, and the faults must be told with the line they stand in.

#include "source/csv.hpp"

#include <algorithm>
#include <utility>

namespace histor {
namespace {

Span span_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

std::optional<CsvReader::Record> CsvReader::next() {
  while (at_ < text_.size()) {
    Record record = read();
    if (record.fault.empty() && record.fields.size() == 1 && record.fields[0].empty() && !quoted_) continue;
    return record;
  }
  return std::nullopt;
}

bool CsvReader::line_end() {
  if (at_ >= text_.size()) return true;
  if (text_[at_] == '\n') {
    ++at_;
  } else if (text_[at_] == '\r') {
    ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
  } else {
    return false;
  }
  ++line_;
  return true;
}

CsvReader::Record CsvReader::read() {
  Record record;
  record.line = line_;
  quoted_ = false;
  const std::size_t begin = at_;
  const auto faulty = [&](const char* fault) {
    while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
    record.span = span_of(begin, at_);
    line_end();
    record.fault = fault;
    return std::move(record);
  };
  for (;;) {
    std::string field;
    Span place;
    if (at_ < text_.size() && text_[at_] == '"') {
      quoted_ = true;
      const std::size_t opened_at = at_;
      const std::size_t opened_line = line_;
      if (!quoted_field(field)) {
        // A quote that is never closed would swallow the rest of the file: go on with the next line instead. This
        // happens once at most, since every run of quotes after it is then of even length and closes itself.
        at_ = opened_at;
        line_ = opened_line;
        return faulty("a quote is opened and not closed");
      }
      if (!ends_field()) return faulty("words after a closing quote");
      place = span_of(opened_at + 1, at_ - 1);
    } else {
      const std::size_t from = at_;
      while (!ends_field()) ++at_;
      field = text_.substr(from, at_ - from);
      place = span_of(from, at_);
    }
    record.fields.push_back(std::move(field));
    record.places.push_back(place);
    if (at_ < text_.size() && text_[at_] == separator_) {
      ++at_;
      continue;
    }
    record.span = span_of(begin, at_);
    line_end();
    return record;
  }
}

bool CsvReader::quoted_field(std::string& field) {
  ++at_;
  while (at_ < text_.size()) {
    if (text_[at_] == '"') {
      if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        field += '"';
        at_ += 2;
        continue;
      }
      ++at_;
      return true;
    }
    if (text_[at_] == '\n' || (text_[at_] == '\r' && (at_ + 1 >= text_.size() || text_[at_ + 1] != '\n'))) ++line_;
    field += text_[at_++];
  }
  return false;
}

Result<void> CsvTable::read_header() {
  const auto header = reader_.next();
  if (!header) return failure(ErrorCode::empty, "no rows", name_);
  if (!header->fault.empty()) return failure(ErrorCode::parse, header->fault, at(header->line));
  header_line_ = header->line;
  for (const std::string& field : header->fields) columns_.emplace_back(trimmed_field(field));
  return {};
}

Result<void> CsvTable::expect(std::span<const std::string_view> known, std::span<const std::string_view> needed,
                              const std::function<std::string(std::string_view)>& suggest,
                              std::string_view needed_hint) const {
  for (auto name = columns_.begin(); name != columns_.end(); ++name) {
    if (std::find(known.begin(), known.end(), *name) == known.end()) {
      return failure(ErrorCode::parse, "no column is called " + in_quotes(*name), at(header_line_), suggest(*name));
    }
    if (std::find(columns_.begin(), name, *name) != name) {
      return failure(ErrorCode::parse, "two columns are called " + in_quotes(*name), at(header_line_));
    }
  }
  for (const std::string_view name : needed) {
    if (std::find(columns_.begin(), columns_.end(), name) == columns_.end()) {
      return failure(ErrorCode::parse, "no column is called " + in_quotes(name), at(header_line_),
                     std::string(needed_hint));
    }
  }
  return {};
}

std::optional<Result<CsvReader::Record>> CsvTable::next() {
  auto record = reader_.next();
  if (!record) return std::nullopt;
  if (!record->fault.empty()) return failure(ErrorCode::parse, std::move(record->fault), at(record->line));
  if (record->fields.size() != columns_.size()) {
    return failure(
        ErrorCode::parse,
        std::to_string(record->fields.size()) + " fields where the header has " + std::to_string(columns_.size()),
        at(record->line), "put quotes around a field with a comma in it");
  }
  return *std::move(record);
}

std::string_view trimmed_field(std::string_view field) {
  while (!field.empty() && (field.front() == ' ' || field.front() == '\t')) field.remove_prefix(1);
  while (!field.empty() && (field.back() == ' ' || field.back() == '\t')) field.remove_suffix(1);
  return field;
}

std::string in_quotes(std::string_view words) {
  std::size_t cut = 60;
  if (words.size() <= cut) return "\"" + std::string(words) + "\"";
  while (cut > 0 && (static_cast<unsigned char>(words[cut]) & 0xC0U) == 0x80U) --cut;
  return "\"" + std::string(words.substr(0, cut)) + "…\"";
}

}  // namespace histor
