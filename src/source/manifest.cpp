// Both formats come down to the same thing: named fields, a line number, and one place that judges them.

#include "source/manifest.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "source/csv.hpp"
#include "source/encoding.hpp"

namespace histor {
namespace {

constexpr std::array<std::string_view, 7> columns{"path", "published", "outlet", "title", "url", "author", "language"};

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string suggestion(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> others{{{"file", "path"},
                                                                                         {"filename", "path"},
                                                                                         {"date", "published"},
                                                                                         {"published_at", "published"},
                                                                                         {"source", "outlet"},
                                                                                         {"publisher", "outlet"},
                                                                                         {"headline", "title"},
                                                                                         {"link", "url"},
                                                                                         {"byline", "author"},
                                                                                         {"lang", "language"}}};
  std::string lower(name.substr(0, 64));
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (const auto& [word, column] : others) {
    if (lower == word) return "did you mean " + std::string(column) + "?";
  }
  std::string_view best;
  std::size_t distance = 3;
  for (const std::string_view column : columns) {
    if (const std::size_t d = edit_distance(lower, column); d < distance) {
      distance = d;
      best = column;
    }
  }
  if (!best.empty()) return "did you mean " + std::string(best) + "?";
  return "the columns are path, published, outlet, title, url, author, language";
}

// Two ways to write one file are one key: links resolved as far as the file system has them, the rest made plain.
std::string key_of(const std::filesystem::path& path) {
  std::error_code error;
  auto canonical = std::filesystem::weakly_canonical(path, error);
  if (error) canonical = std::filesystem::absolute(path, error).lexically_normal();
  return error ? path.lexically_normal().string() : canonical.string();
}

}  // namespace

class ManifestReader {
 public:
  explicit ManifestReader(const std::filesystem::path& path) : name_(path.string()), folder_(path.parent_path()) {}

  Result<Manifest> csv(std::string_view text) {
    CsvTable table(text, name_);
    if (const auto header = table.read_header(); !header) return tl::unexpected(header.error());
    static constexpr std::array<std::string_view, 1> needed{"path"};
    if (const auto right = table.expect(columns, needed, suggestion, "the first line names the columns"); !right)
      return tl::unexpected(right.error());
    while (auto record = table.next()) {
      if (!*record) {
        manifest_.faults_.push_back(std::move(record->error()));
        continue;
      }
      ManifestRow row;
      row.line = (*record)->line;
      bool sound = true;
      for (std::size_t i = 0; i < table.columns().size() && sound; ++i)
        sound = set(row, table.columns()[i], trimmed_field((*record)->fields[i]));
      if (sound) add(std::move(row));
    }
    return std::move(manifest_);
  }

  Result<Manifest> json_lines(std::string_view text) {
    simdjson::dom::parser parser;
    std::size_t line = 0;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      ++line;
      std::string_view words = text.substr(begin, end - begin);
      begin = end + 1;
      if (!words.empty() && words.back() == '\r') words.remove_suffix(1);
      if (trimmed_field(words).empty()) continue;
      json_row(parser, words, line);
    }
    return std::move(manifest_);
  }

 private:
  [[nodiscard]] std::string at(std::size_t line) const { return name_ + ":" + std::to_string(line); }

  void fault(std::size_t line, std::string what, std::string hint = {}) {
    manifest_.faults_.push_back({ErrorCode::parse, std::move(what), at(line), std::move(hint)});
  }

  bool set(ManifestRow& row, std::string_view column, std::string_view value) {
    if (value.find('\0') != std::string_view::npos) {
      fault(row.line, "a NUL byte in " + std::string(column));
      return false;
    }
    if (column == "path") {
      row.path = std::filesystem::path(std::string(value));
      return true;
    }
    if (value.empty()) return true;
    Given& given = row.given;
    if (column == "published") {
      given.published = day_from(value);
      if (!given.published) {
        fault(row.line, in_quotes(value) + " is not a date", "write it as YYYY-MM-DD");
        return false;
      }
    } else if (column == "language") {
      const bool sound =
          value.size() == 2 && std::all_of(value.begin(), value.end(), [](char c) { return c >= 'a' && c <= 'z'; });
      if (!sound) {
        fault(row.line, in_quotes(value) + " is not a language code",
              "write two small letters, as en or ar (ISO 639-1)");
        return false;
      }
      given.language = value;
    } else if (column == "outlet") {
      given.outlet = value;
    } else if (column == "title") {
      given.title = value;
    } else if (column == "url") {
      given.url = value;
    } else if (column == "author") {
      given.author = value;
    }
    return true;
  }

  void add(ManifestRow row) {
    if (row.path.empty()) {
      fault(row.line, "no path");
      return;
    }
    row.path = row.path.is_absolute() ? row.path : folder_ / row.path;
    const auto [seen, is_new] = manifest_.by_path_.emplace(key_of(row.path), manifest_.rows_.size());
    if (!is_new) {
      manifest_.notes_.push_back({"duplicate", row.path.string() + " stands in line " +
                                                   std::to_string(manifest_.rows_[seen->second].line) +
                                                   " already; line " + std::to_string(row.line) + " is left out"});
      return;
    }
    manifest_.rows_.push_back(std::move(row));
  }

  void json_row(simdjson::dom::parser& parser, std::string_view words, std::size_t line) {
    simdjson::dom::element element;
    if (const auto error = parser.parse(words.data(), words.size()).get(element)) {
      fault(line, std::string("not JSON: ") + simdjson::error_message(error));
      return;
    }
    simdjson::dom::object object;
    if (element.get(object) != simdjson::SUCCESS) {
      fault(line, "not a JSON object", "write one object a line: {\"path\": \"a.txt\", \"published\": \"2024-12-02\"}");
      return;
    }
    ManifestRow row;
    row.line = line;
    std::set<std::string_view> seen;
    for (const auto& [key, value] : object) {
      if (std::find(columns.begin(), columns.end(), key) == columns.end()) {
        fault(line, "no field is called " + in_quotes(key), suggestion(key));
        return;
      }
      if (!seen.insert(key).second) {
        fault(line, "two fields are called " + in_quotes(key));
        return;
      }
      if (value.is_null()) continue;
      std::string_view field;
      if (value.get(field) != simdjson::SUCCESS) {
        fault(line, std::string(key) + " is not a string");
        return;
      }
      if (!set(row, key, trimmed_field(field))) return;
    }
    add(std::move(row));
  }

  std::string name_;
  std::filesystem::path folder_;
  Manifest manifest_;
};

const ManifestRow* Manifest::find(const std::filesystem::path& path) const {
  const auto at = by_path_.find(key_of(path));
  return at == by_path_.end() ? nullptr : &rows_[at->second];
}

Result<Manifest> parse_manifest(std::string_view bytes, const std::filesystem::path& path) {
  auto decoded = decode(bytes, path.string());
  if (!decoded) return tl::unexpected(std::move(decoded.error()));
  ManifestReader reader(path);
  const std::string extension = path.extension().string();
  auto manifest =
      extension == ".jsonl" || extension == ".ndjson" ? reader.json_lines(decoded->text) : reader.csv(decoded->text);
  return manifest;
}

Result<Manifest> read_manifest(const std::filesystem::path& path) {
  const auto bytes = read_bytes(path);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_manifest(*bytes, path);
}

}  // namespace histor
