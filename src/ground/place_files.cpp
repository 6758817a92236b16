// Both formats come down to one: an AddedPlace and the line it stands in, judged in one place.

#include "ground/place_files.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/hash.hpp"
#include "source/csv.hpp"
#include "source/encoding.hpp"
#include "source/read_file.hpp"

namespace histor {
namespace {

constexpr std::size_t line_budget = std::size_t{64} * 1024;
constexpr std::size_t text_budget = 200;  // bytes of a name or an id
constexpr std::size_t names_budget = 100;
constexpr std::size_t faults_told = 100;

constexpr std::array<std::string_view, 10> columns{"id",      "name",   "latitude", "longitude",  "kind",
                                                   "country", "region", "county",   "population", "aliases"};
constexpr const char* column_names =
    "the columns are name, latitude, longitude and any of id, kind, country, region, county, population, aliases";

std::string suggestion(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 15> others{{{"place", "name"},
                                                                                         {"lat", "latitude"},
                                                                                         {"y", "latitude"},
                                                                                         {"lon", "longitude"},
                                                                                         {"long", "longitude"},
                                                                                         {"lng", "longitude"},
                                                                                         {"x", "longitude"},
                                                                                         {"type", "kind"},
                                                                                         {"country_code", "country"},
                                                                                         {"iso2", "country"},
                                                                                         {"admin1", "region"},
                                                                                         {"admin2", "county"},
                                                                                         {"pop", "population"},
                                                                                         {"alias", "aliases"},
                                                                                         {"other_names", "aliases"}}};
  std::string lower(name.substr(0, 64));
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  if (std::find(columns.begin(), columns.end(), lower) != columns.end()) return "write it in small letters";
  for (const auto& [word, column] : others) {
    if (lower == word) return "did you mean " + std::string(column) + "?";
  }
  return column_names;
}

template <class T>
std::optional<T> number_from(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_printable(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; });
}

// ---- which of the many other names of a dump news could write; twin of is_useful() in script/build-gazetteer ----

struct Script {
  bool latin = false;
  bool arabic = false;
  bool turkish = false;      ///< letters that English text leaves out
  bool opens_large = false;  ///< with a capital, an article's a or e, or an apostrophe
  bool capitals = true;
};

Script script_of(std::string_view name) {
  Script out;
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(name.data());
  const auto size = static_cast<std::int32_t>(name.size());
  for (std::int32_t at = 0; at < size;) {
    const std::int32_t begin = at;
    UChar32 c = 0;
    U8_NEXT(bytes, at, size, c);
    if (c < 0) continue;
    const bool letter = u_isalpha(c) != 0;
    out.latin |= letter && (c < 0x250 || (c >= 0x1E00 && c < 0x1F00));
    out.arabic |= c >= 0x600 && c < 0x700;
    out.turkish |= c == 0x15F || c == 0x11F || c == 0x131 || c == 0x130;
    if (begin == 0) {
      out.opens_large =
          u_isupper(c) != 0 || c == 'a' || c == 'e' || c == '\'' || c == '`' || c == 0x2018 || c == 0x2019;
    }
    if (letter && u_isupper(c) == 0) out.capitals = false;
  }
  return out;
}

bool is_useful(const AddedPlace& place, std::string_view other) {
  const std::string key = fold_place_name(other);
  if (key.size() < 3 || key.size() > 60) return false;
  const Script script = script_of(other);
  if (script.arabic) return true;
  if (!script.latin || !script.opens_large) return false;
  if (script.turkish && place.country != "TR") return false;
  if (script.capitals && other.size() <= 4) return false;
  const std::string main_key = fold_place_name(place.name);
  return similarity(key, main_key) >= (place.kind == PlaceKind::country ? 0.5 : 0.6);
}

// ---- the reader ----

class PlaceReader {
 public:
  explicit PlaceReader(const std::filesystem::path& path) : name_(path.string()) {}

  Result<PlaceFile> read(std::string_view text) {
    const Result<void> done = is_dump(text) ? dump(text) : csv(text);
    if (!done) return tl::unexpected(done.error());
    if (out_.places.empty()) {
      if (out_.faults.empty()) {
        return failure(ErrorCode::parse,
                       out_.passed_over > 0 ? "no settlement and no unit among its rows" : "no rows below the header",
                       name_, "give a dump with rows of the feature classes P or A, or a table with one place a line");
      }
      const Error& first = out_.faults.front();
      return failure(ErrorCode::parse, "no row is right; the first: " + first.what, first.where, first.hint);
    }
    return std::move(out_);
  }

 private:
  static bool is_dump(std::string_view text) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    return digits > 0 && digits < text.size() && text[digits] == '\t';
  }

  [[nodiscard]] std::string at(std::size_t line) const { return name_ + ":" + std::to_string(line); }

  void fault(std::size_t line, std::string what, std::string hint = {}) {
    fault(Error{ErrorCode::parse, std::move(what), at(line), std::move(hint)});
  }
  void fault(Error&& error) {
    ++out_.faulty;
    if (out_.faults.size() < faults_told) out_.faults.push_back(std::move(error));
  }

  // ---- columns ----

  bool set_degrees(double& degrees, std::string_view value, double most, std::string_view column, std::size_t line) {
    const auto number = number_from<double>(value);
    if (!number) {
      fault(line, value.empty() ? "no " + std::string(column) : in_quotes(value) + " is no " + std::string(column),
            "write degrees with a point, as 36.2021");
      return false;
    }
    if (!(*number >= -most && *number <= most)) {
      fault(line, in_quotes(value) + " is beyond the " + std::string(column) + "s there are",
            "degrees from -" + std::to_string(static_cast<int>(most)) + " to " +
                std::to_string(static_cast<int>(most)) + "; are latitude and longitude in each other's column?");
      return false;
    }
    degrees = *number;
    return true;
  }

  bool set_population(AddedPlace& place, std::string_view value, std::size_t line) {
    if (value.empty()) return true;
    const auto number = number_from<std::uint64_t>(value);
    if (!number) {
      fault(line, in_quotes(value) + " is no number of people", "write digits alone, as 12500, or leave it empty");
      return false;
    }
    place.population =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(*number, std::numeric_limits<std::uint32_t>::max()));
    return true;
  }

  bool set_country(AddedPlace& place, std::string_view value, std::size_t line) {
    place.country = value;
    for (char& c : place.country) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    if (value.empty() || place.country == country_) return true;
    if (place.country.size() != 2 || !Gazetteer::builtin().has_country(place.country)) {
      fault(line, in_quotes(value) + " is no code of a country", "write two letters, as SY or GB (ISO 3166-1 alpha-2)");
      return false;
    }
    country_ = place.country;
    return true;
  }

  bool set_kind(AddedPlace& place, std::string_view value, std::size_t line) {
    if (value.empty()) return true;
    const auto kind = kind_from_word(value);
    if (!kind) {
      fault(line, in_quotes(value) + " is no kind of place",
            "one of locality, neighbourhood, county, region, country, area");
      return false;
    }
    place.kind = *kind;
    return true;
  }

  // "ocha:C1007": the source before the colon keeps two tables that both count from 1 apart.
  bool set_id(AddedPlace& place, std::string_view value, std::size_t line) {
    if (value.empty()) return true;
    const std::size_t colon = value.find(':');
    if (colon == 0 || colon == std::string_view::npos || colon + 1 == value.size() ||
        value.find(' ') != std::string_view::npos) {
      fault(line, in_quotes(value) + " is no id of a place", "write its source before it, as gn:170063 or ours:17");
      return false;
    }
    place.id = value;
    return true;
  }

  bool set(AddedPlace& place, std::string_view column, std::string_view value, std::size_t line) {
    if (!is_printable(value)) {
      fault(line, "a line break or another control character in " + std::string(column), "take it out");
      return false;
    }
    if (column != "aliases" && value.size() > text_budget) {
      fault(line, std::string(column) + " is longer than " + std::to_string(text_budget) + " bytes");
      return false;
    }
    if (column == "latitude") return set_degrees(place.latitude, value, 90, column, line);
    if (column == "longitude") return set_degrees(place.longitude, value, 180, column, line);
    if (column == "population") return set_population(place, value, line);
    if (column == "country") return set_country(place, value, line);
    if (column == "kind") return set_kind(place, value, line);
    if (column == "id") return set_id(place, value, line);
    if (column == "name") place.name = value;
    if (column == "region") place.region = value;
    if (column == "county") place.county = value;
    if (column == "aliases") {
      each_part(value, ';', [&](std::string_view alias) { add_name(place, trimmed_field(alias)); });
    }
    return true;
  }

  static void add_name(AddedPlace& place, std::string_view other) {
    if (other.empty() || other.size() > text_budget || place.other_names.size() >= names_budget) return;
    if (other == place.name) return;
    if (std::find(place.other_names.begin(), place.other_names.end(), other) != place.other_names.end()) return;
    place.other_names.emplace_back(other);
  }

  template <class F>
  static void each_part(std::string_view list, char between, F&& use) {
    for (std::size_t begin = 0; begin <= list.size();) {
      const std::size_t end = std::min(list.find(between, begin), list.size());
      use(list.substr(begin, end - begin));
      begin = end + 1;
    }
  }

  // ---- rows ----

  void add(AddedPlace place, std::size_t line) {
    if (place.name.empty()) return fault(line, "no name");
    if (fold_place_name(place.name, Articles::keep).empty())
      return fault(line, in_quotes(place.name) + " has no letter and no digit", "write the name as reports write it");
    if (place.latitude == 0 && place.longitude == 0)
      return fault(line, "latitude and longitude are both 0, which is open sea", "write where the place is");
    if (place.id.empty()) place.id = made_id(place);
    place.source = name_;
    const auto [there, fresh] = lines_.try_emplace(place.id, line, out_.places.size());
    if (!fresh) {
      if (out_.places[there->second.second] == place) return;
      return fault(line,
                   "the id " + place.id + " stands in line " + std::to_string(there->second.first) +
                       " already, with other content",
                   "keep one of the two rows, or give them ids of their own");
    }
    out_.places.push_back(std::move(place));
  }

  static std::string made_id(const AddedPlace& place) {
    std::array<char, 64> degrees{};
    std::snprintf(degrees.data(), degrees.size(), "\n%.5f\n%.5f", place.latitude, place.longitude);
    return "place:" + sha256_hex(place.name + "\n" + place.country + degrees.data()).substr(0, 12);
  }

  [[nodiscard]] Result<void> within_budget() const {
    if (out_.places.size() < places_budget) return {};
    return failure(ErrorCode::too_large, "more than " + std::to_string(places_budget) + " places", name_,
                   "keep the countries that the reports tell of");
  }

  // ---- the two formats ----

  Result<void> csv(std::string_view text) {
    CsvTable table(text, name_);
    if (auto header = table.read_header(); !header) return header;
    for (const std::string& name : table.columns()) {
      if (name.find_first_of("\t;") != std::string::npos) {
        return failure(ErrorCode::parse, "no commas between the columns", at(table.header_line()),
                       "save the table as CSV with commas; a GeoNames dump has tabs and no header");
      }
    }
    static constexpr std::array<std::string_view, 3> needed{"name", "latitude", "longitude"};
    if (auto right = table.expect(columns, needed, suggestion, column_names); !right) return right;
    while (auto record = table.next()) {
      if (auto room = within_budget(); !room) return room;
      if (!*record) {
        fault(std::move(record->error()));
        continue;
      }
      const CsvReader::Record& row = **record;
      AddedPlace place;
      bool sound = true;
      for (std::size_t i = 0; i < row.fields.size() && sound; ++i)
        sound = set(place, table.columns()[i], trimmed_field(row.fields[i]), row.line);
      if (sound) add(std::move(place), row.line);
    }
    return {};
  }

  Result<void> dump(std::string_view text) {
    std::size_t line = 0;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      std::string_view row = text.substr(begin, end - begin);
      begin = end + 1;
      ++line;
      if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
      if (row.empty()) continue;
      if (const auto room = within_budget(); !room) return room;
      dump_row(row, line);
    }
    return {};
  }

  void dump_row(std::string_view row, std::size_t line) {
    // As readme.txt of the dumps has them.
    enum Column : std::size_t {
      geonameid,
      name,
      asciiname,
      alternatenames,
      latitude,
      longitude,
      feature_class,
      feature_code,
      country_code,
      population = 14,
      all = 19,
    };
    if (row.size() > line_budget) return fault(line, "a line of more than " + std::to_string(line_budget) + " bytes");
    std::vector<std::string_view> fields;
    each_part(row, '\t', [&](std::string_view field) { fields.push_back(trimmed_field(field)); });
    if (fields.size() != all) {
      return fault(line, std::to_string(fields.size()) + " columns where a GeoNames dump has 19",
                   "take the file as GeoNames gives it, unzipped");
    }
    AddedPlace place;
    const auto kind = kind_of(fields[feature_class], fields[feature_code]);
    if (!kind) {
      ++out_.passed_over;
      return;
    }
    place.kind = *kind;
    if (!number_from<std::uint32_t>(fields[geonameid]))
      return fault(line, in_quotes(fields[geonameid]) + " is no GeoNames id", "the first column is a number");
    place.id = "gn:" + std::string(fields[geonameid]);
    const bool sound = set(place, "name", fields[name], line) && set(place, "latitude", fields[latitude], line) &&
                       set(place, "longitude", fields[longitude], line) &&
                       set(place, "country", fields[country_code], line) &&
                       set(place, "population", fields[population], line);
    if (!sound) return;
    if (!is_printable(fields[asciiname]) || !is_printable(fields[alternatenames]))
      return fault(line, "a control character in a name", "take it out");
    // Reports are read in Latin letters.
    if (!script_of(place.name).latin && script_of(fields[asciiname]).latin) {
      place.other_names.push_back(std::exchange(place.name, std::string(fields[asciiname].substr(0, text_budget))));
    }
    for (std::size_t i = place.name.find('`'); i != std::string::npos; i = place.name.find('`', i))
      place.name.replace(i, 1, "’");
    add_name(place, fields[asciiname]);
    each_part(fields[alternatenames], ',', [&](std::string_view other) {
      other = trimmed_field(other);
      if (other.size() <= text_budget && is_useful(place, other)) add_name(place, other);
    });
    add(std::move(place), line);
  }

  // https://www.geonames.org/export/codes.html
  static std::optional<PlaceKind> kind_of(std::string_view feature_class, std::string_view code) {
    if (feature_class == "P") return code == "PPLX" ? PlaceKind::neighbourhood : PlaceKind::locality;
    if (feature_class != "A") return std::nullopt;
    if (code == "ADM1") return PlaceKind::region;
    if (code == "ADM2") return PlaceKind::county;
    if (code == "PCLI") return PlaceKind::country;
    return std::nullopt;
  }

  std::string name_;
  std::string country_;                                                         ///< the last that was found sound
  std::unordered_map<std::string, std::pair<std::size_t, std::size_t>> lines_;  ///< by id: line and place
  PlaceFile out_;
};

}  // namespace

Result<PlaceFile> parse_places(std::string_view bytes, const std::filesystem::path& path) {
  auto decoded = decode(bytes, path.string());
  if (!decoded) return tl::unexpected(std::move(decoded.error()));
  auto file = PlaceReader(path).read(decoded->text);
  if (file) file->notes = std::move(decoded->notes);
  return file;
}

Result<PlaceFile> read_places(const std::filesystem::path& path) {
  const auto bytes = read_bytes(path, place_file_budget);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_places(*bytes, path);
}

}  // namespace histor
