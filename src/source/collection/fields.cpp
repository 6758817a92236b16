// The names of columns: lang/en/columns.toml, read once, and what a user says instead.

#include <toml++/toml.h>

#include <algorithm>
#include <cassert>
#include <map>
#include <utility>

#include "source/collection/rows.hpp"
#include "source/csv.hpp"

extern "C" const unsigned char histor_data_columns[];      // NOLINT(*-avoid-c-arrays)
extern "C" const unsigned char histor_data_columns_end[];  // NOLINT(*-avoid-c-arrays)

namespace histor {
namespace {

constexpr std::array<std::string_view, field_roles> role_words{"text",   "title",  "url",     "published",
                                                               "author", "outlet", "language"};
constexpr const char* how =
    "as in text=Body,title=Headline,published=When; the words before = are text, title, url, "
    "published, author, outlet, language";

// In small letters, and without what parts words in names.
std::string folded(std::string_view name) {
  std::string out;
  for (const char c : name.substr(0, 64)) {
    if (c == '_' || c == '-' || c == '.' || c == ' ' || c == ':') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return out;
}

using Names = std::map<std::string, KnownField, std::less<>>;

const Names& known_names() {
  static const Names names = [] {
    // The file is part of the program: a fault in it is a fault of the build, and the tests read every entry.
    const auto* begin = reinterpret_cast<const char*>(histor_data_columns);
    const auto* end = reinterpret_cast<const char*>(histor_data_columns_end);
    const toml::table table = toml::parse(std::string_view(begin, static_cast<std::size_t>(end - begin)));
    Names made;
    for (std::size_t role = 0; role < field_roles; ++role) {
      const toml::array* list = table[role_words[role]].as_array();
      assert(list != nullptr && "lang/en/columns.toml: a list for each role");
      std::size_t rank = 0;
      for (const toml::node& name : *list)
        made.emplace(name.value_or(std::string{}), KnownField{true, static_cast<FieldRole>(role), rank++});
    }
    return made;
  }();
  return names;
}

}  // namespace

std::string_view word_of(FieldRole role) {
  return role_words[static_cast<std::size_t>(role)];
}

KnownField known_field(std::string_view name) {
  const Names& names = known_names();
  const auto at = names.find(folded(name));
  return at == names.end() ? KnownField{} : at->second;
}

Result<FieldMap> parse_field_map(std::string_view words) {
  FieldMap map;
  for (std::size_t begin = 0; begin <= words.size();) {
    const std::size_t end = std::min(words.find(',', begin), words.size());
    const std::string_view part = trimmed_field(words.substr(begin, end - begin));
    begin = end + 1;
    const std::size_t equals = part.find('=');
    if (part.empty()) return failure(ErrorCode::invalid, "a field map with nothing between two commas", {}, how);
    if (equals == std::string_view::npos)
      return failure(ErrorCode::invalid, in_quotes(part) + " is no part of a field map", {}, how);
    const std::string_view word = trimmed_field(part.substr(0, equals));
    const std::string_view name = trimmed_field(part.substr(equals + 1));
    const auto role = std::find(role_words.begin(), role_words.end(), word);
    if (role == role_words.end())
      return failure(ErrorCode::invalid, in_quotes(word) + " is nothing that a field can be", {}, how);
    if (name.empty()) return failure(ErrorCode::invalid, "no field is named for " + std::string(word), {}, how);
    std::string& named = map.names[static_cast<std::size_t>(role - role_words.begin())];
    if (!named.empty()) return failure(ErrorCode::invalid, std::string(word) + " is named twice", {}, how);
    named = name;
  }
  return map;
}

}  // namespace histor
