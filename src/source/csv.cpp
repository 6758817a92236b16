// By hand: it is a page, and the faults must be told with the line they stand in.

#include "source/csv.hpp"

#include <utility>

namespace histor {

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

void CsvReader::skip_line() {
  while (!line_end()) ++at_;
}

CsvReader::Record CsvReader::read() {
  Record record;
  record.line = line_;
  quoted_ = false;
  for (;;) {
    std::string field;
    if (at_ < text_.size() && text_[at_] == '"') {
      quoted_ = true;
      const std::size_t opened_at = at_;
      const std::size_t opened_line = line_;
      if (!quoted_field(field)) {
        // A quote that is never closed would swallow the rest of the file: go on with the next line instead. This
        // happens once at most, since every run of quotes after it is then of even length and closes itself.
        at_ = opened_at;
        line_ = opened_line;
        skip_line();
        record.fault = "a quote is opened and not closed";
        return record;
      }
      if (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') {
        skip_line();
        record.fault = "words after a closing quote";
        return record;
      }
    } else {
      while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') field += text_[at_++];
    }
    record.fields.push_back(std::move(field));
    if (at_ < text_.size() && text_[at_] == ',') {
      ++at_;
      continue;
    }
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
