// Names are cut into parts, folded (case, accents, dots, possessives, the articles of Arabic names), and put into a
// trie; a text is cut into the same parts and walked along it, longest match first. Two things keep it small. Acronyms
// are parts of their own, in capitals, so that "IS" is never "is". And the forms of a template ("{country} health
// ministry") are walked with one edge that any country takes, so that a template costs its own length and not that of
// two hundred copies.

#include "lexicon/actors.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <toml++/toml.h>
#include <algorithm>
#include <cassert>
#include <limits>
#include <unordered_map>
#include <utility>

namespace histor {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

// ---- folding ----

bool ascii_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool ascii_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool ascii_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_ascii(std::string_view s) {
  return std::none_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

constexpr std::string_view curly = "\u2019";     // right single quotation mark, the typeset apostrophe
constexpr std::string_view modifier = "\u02BC";  // modifier letter apostrophe

/// How many bytes of apostrophe end `s`.
std::size_t trailing_apostrophe(std::string_view s) {
  if (s.ends_with('\'')) return 1;
  if (s.ends_with(curly)) return curly.size();
  if (s.ends_with(modifier)) return modifier.size();
  return 0;
}

std::string_view without_possessive(std::string_view s) {
  if (!s.empty() && (s.back() == 's' || s.back() == 'S')) {
    const std::string_view stem = s.substr(0, s.size() - 1);
    if (const std::size_t mark = trailing_apostrophe(stem); mark != 0 && stem.size() > mark) {
      return stem.substr(0, stem.size() - mark);
    }
  }
  if (const std::size_t mark = trailing_apostrophe(s); mark != 0 && s.size() > mark)
    return s.substr(0, s.size() - mark);
  return s;
}

/// American spellings go to British ones.
void settle_spelling(std::string& word) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> whole{{{"defense", "defence"},
                                                                                       {"center", "centre"},
                                                                                       {"labor", "labour"},
                                                                                       {"centers", "centres"},
                                                                                       {"theater", "theatre"}}};
  for (const auto& [from, to] : whole) {
    if (word == from) {
      word = to;
      return;
    }
  }
  for (const std::string_view ending : {"ization", "izations"}) {
    if (word.size() > ending.size() && word.ends_with(ending)) word[word.size() - ending.size() + 1] = 's';
  }
}

/// Lower case, no accents, no apostrophes, no stops. Letters of other scripts stay as they are.
std::string plain(std::string_view raw) {
  std::string out;
  if (is_ascii(raw)) {
    out.reserve(raw.size());
    for (const char c : raw) {
      if (ascii_upper(c)) {
        out.push_back(static_cast<char>(c - 'A' + 'a'));
      } else if (ascii_lower(c) || ascii_digit(c)) {
        out.push_back(c);
      }
    }
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
  auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(raw.data(), static_cast<std::int32_t>(raw.size())));
  if (U_SUCCESS(status)) text = nfkd->normalize(text, status);
  icu::UnicodeString kept;
  for (std::int32_t i = 0; i < text.length();) {
    const UChar32 c = text.char32At(i);
    i += U16_LENGTH(c);
    if (c == 0x0131) {  // the dotless i of Turkish names
      kept.append(static_cast<UChar32>('i'));
    } else if (c == 0x0142 || c == 0x0141) {
      kept.append(static_cast<UChar32>('l'));
    } else if (c == 0x00F8 || c == 0x00D8) {
      kept.append(static_cast<UChar32>('o'));
    } else if (c == 0x0111 || c == 0x0110) {
      kept.append(static_cast<UChar32>('d'));
    } else if (u_isalnum(c)) {
      kept.append(u_tolower(c));
    }
  }
  kept.toUTF8String(out);
  return out;
}

/// As plain(), with one spelling for words that are spelt in two ways: what names are matched by.
std::string fold(std::string_view raw) {
  std::string out = plain(raw);
  settle_spelling(out);
  return out;
}

/// The ways Arabic's article is written before a hyphen; before a blank only "al" and "el" are told from English words.
bool is_article(std::string_view folded, bool hyphen_follows) {
  if (folded == "al" || folded == "el") return true;
  if (!hyphen_follows) return false;
  for (const std::string_view form : {"as", "ash", "at", "an", "ar", "ad", "az", "ul"}) {
    if (folded == form) return true;
  }
  return false;
}

struct Piece {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// `word` between its hyphens, as offsets; empty pieces are left out.
std::vector<Piece> between_hyphens(std::string_view word) {
  std::vector<Piece> out;
  std::size_t begin = 0;
  const auto close = [&](std::size_t end) {
    if (end > begin) out.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  };
  for (std::size_t i = 0; i < word.size();) {
    std::size_t mark = 0;
    if (word[i] == '-') {
      mark = 1;
    } else if (word.substr(i, 3) == "\u2010" || word.substr(i, 3) == "\u2011") {
      mark = 3;
    }
    if (mark == 0) {
      ++i;
      continue;
    }
    close(i);
    i += mark;
    begin = i;
  }
  close(word.size());
  return out;
}

bool starts_upper(std::string_view s) {
  if (s.empty()) return false;
  if (static_cast<unsigned char>(s[0]) < 0x80) return ascii_upper(s[0]);
  const std::string_view head = s.substr(0, 4);  // the longest character
  const auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(head.data(), static_cast<std::int32_t>(head.size())));
  return text.length() > 0 && u_isupper(text.char32At(0));
}

struct Shape {
  std::uint32_t upper = 0;
  std::uint32_t lower = 0;
  std::string letters;  ///< ASCII letters and digits as they stand, stops left out
};

Shape shape_of(std::string_view raw) {
  Shape shape;
  for (const char c : raw) {
    if (ascii_upper(c)) ++shape.upper;
    if (ascii_lower(c)) ++shape.lower;
    if (ascii_upper(c) || ascii_lower(c) || ascii_digit(c)) shape.letters.push_back(c);
  }
  return shape;
}

constexpr std::size_t longest_acronym = 8;

/// "UN", "U.S.", "DoD": words whose capitals are part of them.
bool is_acronym(const Shape& shape) {
  return shape.upper >= 2 && shape.letters.size() <= longest_acronym && shape.upper >= shape.lower;
}

/// Acronyms that are words in a line set in capitals: "WHAT IS KNOWN", "THEY WARNED US".
bool reads_as_word(std::string_view letters) {
  return letters == "IS" || letters == "US" || letters == "WHO" || letters == "CARE";
}

std::string upper_ascii(std::string s) {
  for (char& c : s) {
    if (ascii_lower(c)) c = static_cast<char>(c - 'a' + 'A');
  }
  return s;
}

// ---- the tables ----
// tables

enum class NameKind : std::uint8_t {
  full,
  short_form,  ///< taken only where a full name of the same bearer stands in the text
  adjective,
  country,
  capital,  ///< taken only where a verb says that it acts
  person,
  generic,
  form_of_template,
};

struct Name {
  std::uint32_t actor = 0;   ///< or the template, or (under the countries' root) the country
  std::uint32_t bearer = 0;  ///< who a short form stands for: an actor, or a person counted on from the last actor
  NameKind kind = NameKind::full;
  bool needs_capital = false;
  std::optional<Day> from;
  std::optional<Day> to;
};

struct TransparentHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
};
template <class V>
using StringMap = std::unordered_map<std::string, V, TransparentHash, std::equal_to<>>;

}  // namespace

struct Actors::Tables {
  std::vector<ActorRecord> records;
  StringMap<std::uint32_t> by_id;
  StringMap<std::vector<std::uint32_t>> by_role;  ///< "role country", holders in file order
  std::vector<std::pair<std::optional<Day>, std::optional<Day>>> lifetimes;
  std::vector<std::string> stands_for;    ///< per record, for generics
  std::vector<bool> institution;          ///< generics whose proper names end in the common noun
  std::vector<std::uint32_t> successor;   ///< per record, or none
  std::vector<std::uint32_t> of_country;  ///< template * countries + country
  std::size_t countries = 0;
  StringMap<bool> acting_verbs;

  StringMap<std::uint32_t> parts;  ///< folded part, or "=" and the capitals of an acronym, to its number
  std::unordered_map<std::uint64_t, std::uint32_t> edges;
  std::vector<std::vector<Name>> names;  ///< per node

  static constexpr std::uint32_t root = 0;
  static constexpr std::uint32_t countries_root = 1;
  static constexpr std::uint32_t any_country = 0;  ///< the part that any country takes

  Tables() : names(2) { parts.emplace("{country}", any_country); }

  [[nodiscard]] std::uint32_t part(std::string_view s) const {
    const auto it = parts.find(s);
    return it == parts.end() ? none : it->second;
  }
  [[nodiscard]] std::uint32_t step(std::uint32_t node, std::uint32_t part_number) const {
    if (part_number == none) return none;
    const auto it = edges.find((std::uint64_t{node} << 32) | part_number);
    return it == edges.end() ? none : it->second;
  }

  std::uint32_t intern(std::string_view s) {
    const auto number = static_cast<std::uint32_t>(parts.size());
    return parts.emplace(std::string(s), number).first->second;
  }
  std::uint32_t grow(std::uint32_t node, std::uint32_t part_number) {
    const auto [it, fresh] =
        edges.emplace((std::uint64_t{node} << 32) | part_number, static_cast<std::uint32_t>(names.size()));
    if (fresh) names.emplace_back();
    return it->second;
  }

  [[nodiscard]] bool lives(std::uint32_t actor, std::optional<Day> date) const {
    const auto& [from, to] = lifetimes[actor];
    return !date || ((!from || *from <= *date) && (!to || *date <= *to));
  }
  [[nodiscard]] std::optional<std::uint32_t> holder(std::string_view role, std::string_view country,
                                                    std::optional<Day> date) const;
  /// A government whose days are over, or not yet come, gives way to the one of `date`.
  [[nodiscard]] std::uint32_t of_the_day(std::uint32_t actor, std::optional<Day> date) const {
    const ActorRecord& record = records[actor];
    if (record.kind != ActorKind::government || record.countries.empty() || lives(actor, date)) return actor;
    return holder("government", record.countries.front(), date).value_or(actor);
  }

  /// Whether the surface has anything in it to match by.
  bool insert(std::uint32_t from_root, std::string_view surface, Name name);
  void insert_parts(std::uint32_t from_root, const std::vector<std::uint32_t>& numbers, const Name& name) {
    std::uint32_t node = from_root;
    for (const std::uint32_t number : numbers) node = grow(node, number);
    auto& here = names[node];
    const bool known = std::any_of(here.begin(), here.end(), [&](const Name& other) {
      return other.actor == name.actor && other.kind == name.kind && other.from == name.from && other.to == name.to;
    });
    if (!known) here.push_back(name);
  }
};

std::optional<std::uint32_t> Actors::Tables::holder(std::string_view role, std::string_view country,
                                                    std::optional<Day> date) const {
  std::string key(role);
  key += ' ';
  key += country;
  const auto it = by_role.find(key);
  if (it == by_role.end()) return std::nullopt;
  for (const std::uint32_t actor : it->second) {
    if (date ? lives(actor, date) : !lifetimes[actor].first) return actor;
  }
  return std::nullopt;
}

bool Actors::Tables::insert(std::uint32_t from_root, std::string_view surface, Name name) {
  std::vector<std::uint32_t> numbers;
  std::vector<std::uint32_t> bare;  // without the articles of Arabic names
  std::string joined;
  bool acronym = false;
  std::size_t at = 0;
  while (at < surface.size()) {
    const std::size_t blank = std::min(surface.find(' ', at), surface.size());
    std::string_view word = surface.substr(at, blank - at);
    at = blank + 1;
    if (word.empty() || word == "the" || word == "The") {
      if (numbers.empty()) continue;
    }
    if (word == "{country}") {
      numbers.push_back(any_country);
      bare.push_back(any_country);
      continue;
    }
    if (word.starts_with('@')) {
      numbers.push_back(intern("@" + fold(word.substr(1))));
      bare.push_back(numbers.back());
      continue;
    }
    word = without_possessive(word);
    const std::vector<Piece> pieces = between_hyphens(word);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const std::string_view piece = word.substr(pieces[i].begin, pieces[i].end - pieces[i].begin);
      const std::string folded = fold(piece);
      if (folded.empty()) continue;
      const Shape shape = shape_of(piece);
      if (is_article(folded, i + 1 < pieces.size())) {
        numbers.push_back(intern("al"));
      } else if (is_acronym(shape) && name.kind != NameKind::generic) {
        numbers.push_back(intern("=" + shape.letters));
        bare.push_back(numbers.back());
        acronym = true;
      } else {
        numbers.push_back(intern(folded));
        bare.push_back(numbers.back());
      }
      joined += folded;
    }
  }
  if (numbers.empty()) return false;
  const bool is_generic = name.kind == NameKind::generic;
  if (!is_generic && name.kind != NameKind::form_of_template && numbers.size() == 1 && !acronym)
    name.needs_capital = true;
  insert_parts(from_root, numbers, name);
  // "Nusra Front" for "al-Nusra Front"; but "Qaeda" alone, or "Jazeera", is another word.
  if (bare.size() >= 2 && bare.size() < numbers.size()) insert_parts(from_root, bare, name);
  if (numbers.size() >= 2 && !is_generic && from_root == root && name.kind != NameKind::form_of_template) {
    insert_parts(from_root, {intern("#" + joined)}, name);  // the hashtag
  }
  return true;
}

namespace {

// ---- reading the files ----
// files

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

template <class Range>
std::string suggestion(std::string_view word, const Range& known) {
  std::string best;
  std::size_t least = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const auto& candidate : known) {
    const std::size_t distance = edit_distance(word, std::string_view(candidate));
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best.empty() ? std::string{} : "did you mean \"" + best + "\"?";
}

/// The first fault ends the reading; it is thrown within this file and becomes a value at its face.
struct Fault {
  Error error;
};

using Keys = std::initializer_list<std::string_view>;

struct Alias {
  std::string text;
  std::optional<Day> from;
  std::optional<Day> to;
  bool cased = false;
};

/// A word that must name an actor or role, and where it was written, until all files are read.
struct Reference {
  std::string word;
  std::string where;
};

struct PendingActor {
  ActorRecord record;
  std::string where;
  std::vector<Alias> names;
  std::vector<Alias> shorts;
  std::vector<Alias> adjectives;
  std::vector<Alias> handles;
  Reference parent;
  std::vector<Reference> formerly;
  Reference stands_for;
  std::optional<Day> from;
  std::optional<Day> to;
  bool institution = false;
};

struct PendingPerson {
  std::vector<Alias> names;
  std::vector<Alias> shorts;
  Reference body;
};

struct PendingCountry {
  std::string code;
  std::string slug;
  std::string id;  ///< of its government; empty where it has none of its own
  std::string name;
  std::vector<Alias> names;
  std::vector<Alias> adjectives;
  std::vector<Alias> capitals;
};

struct PendingTemplate {
  std::string suffix;
  std::string name;
  ActorKind kind = ActorKind::other;
  std::string role;
  std::vector<Alias> forms;
};

class Reader {
 public:
  void read(const ActorFile& file) {
    file_ = file.name;
    toml::table table;
    try {
      table = toml::parse(file.text, file.name);
    } catch (const toml::parse_error& error) {
      throw Fault{{ErrorCode::parse, std::string(error.description()), at(error.source()), {}}};
    }
    known_keys(table, {"actor", "person", "country", "template", "generic", "metonymy"});
    each(table, "actor", [&](const toml::table& t) { actor(t); });
    each(table, "person", [&](const toml::table& t) { person(t); });
    each(table, "country", [&](const toml::table& t) { country(t); });
    each(table, "template", [&](const toml::table& t) { make_template(t); });
    each(table, "generic", [&](const toml::table& t) { generic(t); });
    if (const toml::node* node = table.get("metonymy")) {
      const toml::table* t = node->as_table();
      if (t == nullptr) fail(*node, "\"metonymy\" must be a table");
      known_keys(*t, {"verbs"});
      for (const Alias& verb : aliases(*t, "verbs")) verbs_.push_back(fold(verb.text));
    }
  }

  std::shared_ptr<const Actors::Tables> finish();

 private:
  [[nodiscard]] std::string at(const toml::source_region& source) const {
    return std::string(file_) + ":" + std::to_string(source.begin.line);
  }
  [[noreturn]] void fail(const toml::node& node, std::string what, std::string hint = {}) const {
    throw Fault{{ErrorCode::parse, std::move(what), at(node.source()), std::move(hint)}};
  }

  void known_keys(const toml::table& table, Keys keys) const {
    for (const auto& [key, value] : table) {
      if (std::find(keys.begin(), keys.end(), key.str()) == keys.end()) {
        throw Fault{{ErrorCode::parse, "unknown key \"" + std::string(key.str()) + "\"", at(key.source()),
                     suggestion(key.str(), keys)}};
      }
    }
  }

  template <class Each>
  void each(const toml::table& table, std::string_view key, Each&& visit) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) return;
    const toml::array* array = node->as_array();
    if (array == nullptr)
      fail(*node, "\"" + std::string(key) + "\" must be an array of tables: [[" + std::string(key) + "]]");
    for (const toml::node& item : *array) {
      const toml::table* t = item.as_table();
      if (t == nullptr) fail(item, "each \"" + std::string(key) + "\" must be a table");
      visit(*t);
    }
  }

  [[nodiscard]] std::string text(const toml::table& table, std::string_view key, bool required) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) {
      if (required) fail(table, "no \"" + std::string(key) + "\"");
      return {};
    }
    const auto value = node->value_exact<std::string>();
    if (!value || value->empty()) fail(*node, "\"" + std::string(key) + "\" must be a string that is not empty");
    return *value;
  }

  [[nodiscard]] bool flag(const toml::table& table, std::string_view key, bool otherwise) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) return otherwise;
    const auto value = node->value_exact<bool>();
    if (!value) fail(*node, "\"" + std::string(key) + "\" must be true or false");
    return *value;
  }

  /// A year, a month or a day, as its first day or (for `last`) its last.
  [[nodiscard]] std::optional<Day> date(const toml::table& table, std::string_view key, bool last) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) return std::nullopt;
    using std::chrono::month, std::chrono::month_day_last, std::chrono::year, std::chrono::year_month_day,
        std::chrono::year_month_day_last;
    std::string iso;
    if (const auto number = node->value_exact<std::int64_t>()) {
      iso = std::to_string(*number);
    } else if (const auto word = node->value_exact<std::string>()) {
      iso = *word;
    } else if (const auto* day = node->as_date()) {
      const toml::date& d = day->get();
      iso = to_string(Day{year{d.year} / month{d.month} / std::chrono::day{d.day}});
    }
    const std::string whole = iso.size() == 4 ? iso + "-01-01" : iso.size() == 7 ? iso + "-01" : iso;
    const std::optional<Day> first = day_from(whole);
    if (!first) fail(*node, "\"" + std::string(key) + "\" must be a date", "write 2016, \"2016-07\" or 2016-07-28");
    if (!last || iso.size() == 10) return first;
    const year_month_day ymd{*first};
    if (iso.size() == 4) return Day{ymd.year() / std::chrono::December / 31};
    return Day{year_month_day_last{ymd.year(), month_day_last{ymd.month()}}};
  }

  void check_order(const toml::table& table, std::optional<Day> from, std::optional<Day> to) const {
    if (from && to && *to < *from) fail(table, "\"to\" is before \"from\"");
  }

  [[nodiscard]] std::vector<Alias> aliases(const toml::table& table, std::string_view key) const {
    std::vector<Alias> out;
    const toml::node* node = table.get(key);
    if (node == nullptr) return out;
    const toml::array* array = node->as_array();
    if (array == nullptr) fail(*node, "\"" + std::string(key) + "\" must be an array", "write [\"name\", ...]");
    for (const toml::node& item : *array) {
      Alias alias;
      if (const auto value = item.value_exact<std::string>()) {
        alias.text = *value;
      } else if (const toml::table* t = item.as_table()) {
        known_keys(*t, {"name", "from", "to", "cased"});
        alias.text = text(*t, "name", true);
        alias.from = date(*t, "from", false);
        alias.to = date(*t, "to", true);
        alias.cased = flag(*t, "cased", false);
        check_order(*t, alias.from, alias.to);
      } else {
        fail(item, "each of \"" + std::string(key) + "\" must be a string or a table");
      }
      if (fold(alias.text).empty()) fail(item, "a name without a letter or digit: \"" + alias.text + "\"");
      out.push_back(std::move(alias));
    }
    return out;
  }

  [[nodiscard]] ActorKind kind(const toml::table& table) const {
    const std::string word = text(table, "kind", true);
    const auto value = from_string<ActorKind>(word);
    if (!value) fail(*table.get("kind"), "unknown kind \"" + word + "\"", suggestion(word, Words<ActorKind>::all));
    return *value;
  }

  [[nodiscard]] std::string slug(const toml::table& table, std::string_view key) const {
    const std::string word = text(table, key, true);
    const bool plain =
        std::all_of(word.begin(), word.end(), [](char c) { return ascii_lower(c) || ascii_digit(c) || c == '-'; });
    if (!plain) fail(*table.get(key), "\"" + word + "\" is no id", "write lower-case letters, digits and hyphens");
    return word;
  }

  [[nodiscard]] std::vector<std::string> country_codes(const toml::table& table) const {
    std::vector<std::string> out;
    const auto add = [&](const toml::node& node) {
      const auto code = node.value_exact<std::string>();
      if (!code || code->size() != 2 || !ascii_upper((*code)[0]) || !ascii_upper((*code)[1])) {
        fail(node, "a country is two capital letters", "ISO 3166-1: \"SY\"");
      }
      out.push_back(*code);
    };
    if (const toml::node* one = table.get("country")) add(*one);
    if (const toml::node* several = table.get("countries")) {
      const toml::array* array = several->as_array();
      if (array == nullptr) fail(*several, "\"countries\" must be an array");
      for (const toml::node& item : *array) add(item);
    }
    return out;
  }

  [[nodiscard]] Reference reference(const toml::table& table, std::string_view key) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) return {};
    return {text(table, key, false), at(node->source())};
  }

  void actor(const toml::table& t) {
    known_keys(t, {"id", "name", "aliases", "short", "adjectives", "handles", "kind", "country", "countries", "side",
                   "parent", "formerly", "role", "from", "to"});
    PendingActor a;
    a.where = at(t.source());
    a.record.id = slug(t, "id");
    a.record.name = text(t, "name", true);
    a.record.kind = kind(t);
    a.record.countries = country_codes(t);
    a.record.side = text(t, "side", false);
    a.record.role = text(t, "role", false);
    a.names = aliases(t, "aliases");
    a.names.insert(a.names.begin(), Alias{a.record.name, {}, {}, false});
    // A name that the aliases give again, with dates, is the dated one.
    for (std::size_t i = 1; i < a.names.size(); ++i) {
      if (a.names[i].text == a.names[0].text) {
        a.names.erase(a.names.begin());
        break;
      }
    }
    a.shorts = aliases(t, "short");
    a.adjectives = aliases(t, "adjectives");
    a.handles = aliases(t, "handles");
    a.parent = reference(t, "parent");
    if (const toml::node* node = t.get("formerly")) {
      const toml::array* array = node->as_array();
      if (array == nullptr) {
        a.formerly.push_back(reference(t, "formerly"));
      } else {
        for (const toml::node& item : *array) {
          const auto value = item.value_exact<std::string>();
          if (!value) fail(item, "each of \"formerly\" must be an id");
          a.formerly.push_back({*value, at(item.source())});
        }
      }
    }
    a.from = date(t, "from", false);
    a.to = date(t, "to", true);
    check_order(t, a.from, a.to);
    actors_.push_back(std::move(a));
  }

  void person(const toml::table& t) {
    known_keys(t, {"name", "aliases", "short", "for", "from", "to"});
    PendingPerson p;
    p.names = aliases(t, "aliases");
    p.names.insert(p.names.begin(), Alias{text(t, "name", true), {}, {}, false});
    p.shorts = aliases(t, "short");
    if (t.get("for") == nullptr) fail(t, "no \"for\"", "name the id of the body that the person speaks for");
    p.body = reference(t, "for");
    const auto from = date(t, "from", false);
    const auto to = date(t, "to", true);
    check_order(t, from, to);
    for (auto* list : {&p.names, &p.shorts}) {
      for (Alias& alias : *list) {
        if (!alias.from) alias.from = from;
        if (!alias.to) alias.to = to;
      }
    }
    persons_.push_back(std::move(p));
  }

  void country(const toml::table& t) {
    known_keys(t, {"code", "slug", "id", "name", "aliases", "adjectives", "capitals", "bare"});
    PendingCountry c;
    c.code = text(t, "code", true);
    if (c.code.size() != 2 || !ascii_upper(c.code[0]) || !ascii_upper(c.code[1])) {
      fail(*t.get("code"), "a country is two capital letters", "ISO 3166-1: \"SY\"");
    }
    c.slug = slug(t, "slug");
    c.name = text(t, "name", true);
    if (flag(t, "bare", true)) c.id = t.get("id") != nullptr ? slug(t, "id") : c.slug;
    c.names = aliases(t, "aliases");
    c.names.insert(c.names.begin(), Alias{c.name, {}, {}, false});
    c.adjectives = aliases(t, "adjectives");
    c.capitals = aliases(t, "capitals");
    countries_.push_back(std::move(c));
  }

  void make_template(const toml::table& t) {
    known_keys(t, {"suffix", "name", "kind", "role", "forms"});
    PendingTemplate m;
    m.suffix = slug(t, "suffix");
    m.name = text(t, "name", true);
    m.kind = kind(t);
    m.role = t.get("role") != nullptr ? text(t, "role", false) : m.suffix;
    m.forms = aliases(t, "forms");
    if (m.forms.empty()) fail(t, "no \"forms\"");
    for (const Alias& form : m.forms) {
      if (form.text.find("{country}") == std::string::npos) {
        fail(*t.get("forms"), "a form without {country}: \"" + form.text + "\"");
      }
    }
    templates_.push_back(std::move(m));
  }

  void generic(const toml::table& t) {
    known_keys(t, {"id", "name", "kind", "heads", "stands_for", "institution"});
    PendingActor a;
    a.where = at(t.source());
    a.record.id = slug(t, "id");
    a.record.name = t.get("name") != nullptr ? text(t, "name", false) : a.record.id;
    a.record.kind = kind(t);
    a.record.generic = true;
    a.names = aliases(t, "heads");
    if (a.names.empty()) fail(t, "no \"heads\"");
    a.stands_for = reference(t, "stands_for");
    a.institution = flag(t, "institution", false);
    actors_.push_back(std::move(a));
  }

  std::string_view file_;
  std::vector<PendingActor> actors_;
  std::vector<PendingPerson> persons_;
  std::vector<PendingCountry> countries_;
  std::vector<PendingTemplate> templates_;
  std::vector<std::string> verbs_;
};

std::string role_key(std::string_view role, std::string_view country) {
  std::string key(role);
  key += ' ';
  key += country;
  return key;
}

std::shared_ptr<const Actors::Tables> Reader::finish() {
  auto tables = std::make_shared<Actors::Tables>();
  auto& records = tables->records;
  std::vector<std::string> first_at;

  const auto add_record = [&](ActorRecord record, const std::string& where) {
    const auto index = static_cast<std::uint32_t>(records.size());
    const auto [it, fresh] = tables->by_id.emplace(record.id, index);
    if (!fresh) {
      throw Fault{{ErrorCode::parse, "a second actor with the id \"" + record.id + "\"", where,
                   "the first is at " + first_at[it->second]}};
    }
    if (!record.role.empty()) {
      for (const std::string& code : record.countries) tables->by_role[role_key(record.role, code)].push_back(index);
    }
    records.push_back(std::move(record));
    tables->lifetimes.emplace_back();
    first_at.push_back(where);
    return index;
  };

  for (const PendingActor& a : actors_) {
    tables->lifetimes[add_record(a.record, a.where)] = {a.from, a.to};
    tables->stands_for.push_back(a.stands_for.word);
    tables->institution.push_back(a.institution);
  }

  // The governments of the countries, then what the templates make of each, unless the files give it by id or by role.
  std::vector<std::uint32_t> government(countries_.size(), none);
  for (std::size_t i = 0; i < countries_.size(); ++i) {
    const PendingCountry& c = countries_[i];
    if (c.id.empty()) continue;
    if (const auto it = tables->by_id.find(c.id); it != tables->by_id.end()) {
      government[i] = it->second;
      continue;
    }
    ActorRecord record;
    record.id = c.id;
    record.name = c.name;
    record.kind = ActorKind::government;
    record.countries = {c.code};
    record.role = "government";
    government[i] = add_record(std::move(record), "the country " + c.code);
  }
  tables->countries = countries_.size();
  const auto a_time = [&](std::uint32_t actor) {
    return tables->lifetimes[actor].first.has_value() || tables->lifetimes[actor].second.has_value();
  };
  for (const PendingTemplate& m : templates_) {
    for (std::size_t i = 0; i < countries_.size(); ++i) {
      const PendingCountry& c = countries_[i];
      const std::string id = c.slug + "-" + m.suffix;
      std::uint32_t index = none;
      if (const auto by_id = tables->by_id.find(id); by_id != tables->by_id.end()) {
        index = by_id->second;
      } else if (m.role == "government" && government[i] != none) {
        index = government[i];
      } else if (const auto held = tables->holder(m.role, c.code, std::nullopt);
                 held && !c.id.empty() && !a_time(*held)) {
        index = *held;
      } else {
        ActorRecord record;
        record.id = id;
        record.name = m.name;
        if (const std::size_t hole = record.name.find("{country}"); hole != std::string::npos) {
          record.name.replace(hole, std::string_view("{country}").size(), c.name);
        }
        record.kind = m.kind;
        record.countries = {c.code};
        if (!c.id.empty()) record.role = m.role;
        if (government[i] != none) record.parent = government[i];
        index = add_record(std::move(record), "the template \"" + m.suffix + "\"");
      }
      tables->of_country.push_back(index);
    }
  }
  tables->stands_for.resize(records.size());
  tables->institution.resize(records.size());
  tables->successor.assign(records.size(), none);

  const auto resolve = [&](const Reference& reference) {
    const auto it = tables->by_id.find(reference.word);
    if (it == tables->by_id.end()) {
      std::vector<std::string_view> ids;
      ids.reserve(records.size());
      for (const ActorRecord& record : records) ids.emplace_back(record.id);
      throw Fault{{ErrorCode::parse, "no actor with the id \"" + reference.word + "\"", reference.where,
                   suggestion(reference.word, ids)}};
    }
    return it->second;
  };
  for (std::uint32_t i = 0; i < actors_.size(); ++i) {
    const PendingActor& a = actors_[i];
    if (!a.parent.word.empty()) records[i].parent = resolve(a.parent);
    for (const Reference& former : a.formerly) {
      const std::uint32_t index = resolve(former);
      records[i].formerly.push_back(index);
      tables->successor[index] = i;
    }
    if (!a.stands_for.word.empty()) {
      const bool held = std::any_of(records.begin(), records.end(),
                                    [&](const ActorRecord& record) { return record.role == a.stands_for.word; });
      if (!held) {
        std::vector<std::string_view> roles;
        roles.reserve(records.size());
        for (const ActorRecord& record : records) roles.emplace_back(record.role);
        throw Fault{{ErrorCode::parse, "no actor has the role \"" + a.stands_for.word + "\"", a.stands_for.where,
                     suggestion(a.stands_for.word, roles)}};
      }
    }
  }
  // A circle of parents or of former names would never end; it is told at the first of its actors.
  for (std::uint32_t i = 0; i < actors_.size(); ++i) {
    std::uint32_t up = i;
    std::uint32_t on = i;
    for (std::size_t steps = 0; steps <= records.size() && (up != none || on != none); ++steps) {
      up = up != none && records[up].parent ? *records[up].parent : none;
      on = on != none ? tables->successor[on] : none;
    }
    if (up != none) throw Fault{{ErrorCode::parse, "\"parent\" leads in a circle", actors_[i].where, {}}};
    if (on != none) throw Fault{{ErrorCode::parse, "\"formerly\" leads in a circle", actors_[i].where, {}}};
  }

  const auto insert_all = [&](const std::vector<Alias>& list, Name name, std::uint32_t from_root) {
    for (const Alias& alias : list) {
      name.from = alias.from;
      name.to = alias.to;
      name.needs_capital = alias.cased;
      tables->insert(from_root, alias.text, name);
    }
  };
  for (std::uint32_t i = 0; i < actors_.size(); ++i) {
    const PendingActor& a = actors_[i];
    Name name;
    name.actor = i;
    name.bearer = i;
    const bool is_person = a.record.kind == ActorKind::person && !a.record.generic;
    name.kind = a.record.generic ? NameKind::generic : is_person ? NameKind::person : NameKind::full;
    insert_all(a.names, name, Actors::Tables::root);
    insert_all(a.handles, name, Actors::Tables::root);
    name.kind = NameKind::short_form;
    insert_all(a.shorts, name, Actors::Tables::root);
    name.kind = NameKind::adjective;
    insert_all(a.adjectives, name, Actors::Tables::root);
  }
  for (std::size_t i = 0; i < persons_.size(); ++i) {
    Name name;
    name.actor = resolve(persons_[i].body);
    name.bearer = static_cast<std::uint32_t>(records.size() + i);
    name.kind = NameKind::person;
    insert_all(persons_[i].names, name, Actors::Tables::root);
    name.kind = NameKind::short_form;
    insert_all(persons_[i].shorts, name, Actors::Tables::root);
  }
  for (std::uint32_t i = 0; i < countries_.size(); ++i) {
    const PendingCountry& c = countries_[i];
    Name name;
    name.actor = i;
    name.kind = NameKind::country;
    insert_all(c.names, name, Actors::Tables::countries_root);
    name.kind = NameKind::adjective;
    insert_all(c.adjectives, name, Actors::Tables::countries_root);
    if (government[i] == none) continue;
    name.actor = name.bearer = government[i];
    name.kind = NameKind::country;
    insert_all(c.names, name, Actors::Tables::root);
    name.kind = NameKind::adjective;
    insert_all(c.adjectives, name, Actors::Tables::root);
    name.kind = NameKind::capital;
    insert_all(c.capitals, name, Actors::Tables::root);
  }
  for (std::uint32_t i = 0; i < templates_.size(); ++i) {
    Name name;
    name.actor = i;
    name.kind = NameKind::form_of_template;
    insert_all(templates_[i].forms, name, Actors::Tables::root);
  }
  for (std::string& verb : verbs_) tables->acting_verbs.emplace(std::move(verb), true);
  return tables;
}

#include "actor_files.inc"

// ---- finding ----

/// A token, or a run of it between hyphens, ready for the trie.
struct Part {
  Span span;                      ///< without the possessive ending
  std::uint32_t token = 0;        ///< index into the tokens given
  std::uint32_t compound = 0;     ///< parts that hyphens join share it
  std::uint32_t folded = none;    ///< number of the folded part
  std::uint32_t exact = none;     ///< of the acronym
  std::uint32_t singular = none;  ///< of the folded part without its s, where an apostrophe may have been lost
  std::uint32_t singular_exact = none;
  bool article = false;
  bool upper = false;      ///< opens with a capital
  bool all_upper = false;  ///< two letters or more, all capital
  bool possessive = false;
  bool opens = false;  ///< a break stands before it: it cannot go on a match
  bool sentence_start = false;
};

class Finder {
 public:
  Finder(std::string_view text, std::span<const Token> tokens, const Actors::Tables& tables, std::optional<Day> date)
      : text_(text), tokens_(tokens), tables_(tables), date_(date) {}

  std::vector<ActorMention> run() {
    cut();
    match();
    settle();
    drop_split_compounds();
    finish();
    return std::move(out_);
  }

 private:
  struct Candidate {
    std::uint32_t end = 0;
    Name name;
    std::uint32_t actor = 0;
    bool lost = false;  ///< its last part has an s too many: the rest of a possessive
  };

  /// A run of parts that one or more names of the same length fit.
  struct Match {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::vector<Candidate> candidates;
    std::optional<Candidate> chosen;
  };

  [[nodiscard]] std::string_view words(const Part& part) const { return slice(text_, part.span); }

  void cut() {
    parts_.reserve(tokens_.size());
    bool opens = true;
    bool sentence_start = true;
    bool joined = false;
    std::uint32_t compound = 0;
    std::uint32_t last_end = 0;
    std::string key;
    for (std::uint32_t t = 0; t < tokens_.size(); ++t) {
      const Token& token = tokens_[t];
      const std::string_view surface = slice(text_, token.span);
      if (t > 0 && token.span.begin >= last_end) {
        const std::string_view gap = text_.substr(last_end, token.span.begin - last_end);
        if (std::count(gap.begin(), gap.end(), '\n') >= 2) opens = sentence_start = true;
      }
      const bool touches = t > 0 && token.span.begin == last_end;
      last_end = token.span.end;
      if (token.kind == TokenKind::punct || token.kind == TokenKind::symbol || token.kind == TokenKind::url) {
        const bool apostrophe = surface == "'" || surface == curly || surface == modifier;
        if (apostrophe && touches && !parts_.empty()) continue;  // "the Helmets' toll"
        const bool hyphen = surface == "-" || surface == "\u2010" || surface == "\u2011";
        if (hyphen && touches && t + 1 < tokens_.size() && tokens_[t + 1].span.begin == token.span.end) {
          joined = true;
          continue;
        }
        opens = true;
        if (surface.find_first_of(".?!:") != std::string_view::npos || token.kind != TokenKind::punct)
          sentence_start = true;
        continue;
      }
      if (token.kind == TokenKind::hashtag || token.kind == TokenKind::handle) {
        Part part;
        part.span = token.span;
        part.token = t;
        part.compound = ++compound;
        part.opens = true;
        part.upper = true;
        const std::string folded = fold(surface.substr(std::min<std::size_t>(1, surface.size())));
        part.folded = tables_.part(surface.substr(0, 1) == "@" ? "@" + folded : "#" + folded);
        if (part.folded == none && surface.substr(0, 1) == "#") {
          const Shape shape = shape_of(surface);
          part.folded = tables_.part(folded);
          part.exact = tables_.part("=" + shape.letters);
          part.upper = starts_upper(surface.substr(1));
          part.span.begin += 1;
        }
        parts_.push_back(part);
        opens = true;
        sentence_start = false;
        continue;
      }
      const std::string_view stem = without_possessive(surface);
      const std::vector<Piece> pieces = between_hyphens(stem);
      if (!joined) ++compound;
      joined = false;
      for (std::size_t i = 0; i < pieces.size(); ++i) {
        const std::string_view piece = stem.substr(pieces[i].begin, pieces[i].end - pieces[i].begin);
        Part part;
        part.span = {token.span.begin + pieces[i].begin, token.span.begin + pieces[i].end};
        part.token = t;
        part.compound = compound;
        part.opens = opens;
        part.sentence_start = sentence_start;
        opens = sentence_start = false;
        part.possessive = i + 1 == pieces.size() && stem.size() < surface.size();
        key = fold(piece);
        part.article = is_article(key, i + 1 < pieces.size());
        part.folded = tables_.part(part.article ? std::string_view("al") : std::string_view(key));
        part.upper = starts_upper(piece);
        const Shape shape = shape_of(piece);
        part.all_upper = shape.upper >= 2 && shape.lower == 0;
        if (shape.upper >= 2 && shape.letters.size() <= longest_acronym + 1) {
          part.exact = tables_.part("=" + shape.letters);
          if (part.exact == none && shape.letters.back() == 's') {
            part.singular_exact = tables_.part("=" + shape.letters.substr(0, shape.letters.size() - 1));
          }
        } else if (shape.upper == 1 && part.upper && shape.letters.size() >= 4 &&
                   shape.letters.size() <= longest_acronym) {
          part.exact = tables_.part("=" + upper_ascii(shape.letters));  // "Unicef", "Isis"
        }
        if (key.size() >= 4 && key.back() == 's' && !part.possessive) {
          key.pop_back();
          part.singular = tables_.part(key);
        }
        parts_.push_back(part);
      }
    }
  }

  [[nodiscard]] bool goes_on(std::uint32_t at) const { return at < parts_.size() && !parts_[at].opens; }

  /// Walks from `node` with the parts from `at` on; every name that ends goes to candidates_. `lost` says that the last
  /// step took a part without its s.
  void walk(std::uint32_t node, std::uint32_t begin, std::uint32_t at, std::uint32_t country, bool lost) {
    if (at > begin) {
      for (const Name& name : tables_.names[node]) {
        if (accepts(name, begin, at, lost)) {
          const std::uint32_t actor = name.kind == NameKind::form_of_template
                                          ? tables_.of_country[name.actor * tables_.countries + country]
                                          : name.actor;
          candidates_.push_back({at, name, actor, lost});
        }
      }
      if (!goes_on(at)) return;
    }
    if (at >= parts_.size()) return;
    const Part& part = parts_[at];
    const auto take = [&](std::uint32_t number, bool without_s) {
      const std::uint32_t next = tables_.step(node, number);
      if (next != none) walk(next, begin, at + 1, country, without_s);
    };
    take(part.exact, false);
    take(part.folded, false);
    take(part.singular, true);
    take(part.singular_exact, true);
    if (part.article && at > begin && goes_on(at + 1)) walk_past_article(node, begin, at + 1, country);
    if (country == none) {
      const std::uint32_t next = tables_.step(node, Actors::Tables::any_country);
      if (next != none) walk_country(Actors::Tables::countries_root, next, begin, at, at);
    }
  }

  /// As walk(), but ends nothing here: a match does not end in an article.
  void walk_past_article(std::uint32_t node, std::uint32_t begin, std::uint32_t at, std::uint32_t country) {
    const Part& part = parts_[at];
    for (const std::uint32_t number : {part.exact, part.folded}) {
      const std::uint32_t next = tables_.step(node, number);
      if (next != none) walk(next, begin, at + 1, country, false);
    }
  }

  void walk_country(std::uint32_t node, std::uint32_t after, std::uint32_t begin, std::uint32_t country_begin,
                    std::uint32_t at) {
    if (at > country_begin) {
      std::uint32_t last = none;
      for (const Name& name : tables_.names[node]) {
        if (!parts_[country_begin].upper || name.actor == last) continue;
        last = name.actor;
        walk(after, begin, at, name.actor, false);
      }
      if (!goes_on(at)) return;
    }
    if (at >= parts_.size()) return;
    const Part& part = parts_[at];
    for (const std::uint32_t number : {part.exact, part.folded, part.singular, part.singular_exact}) {
      const std::uint32_t next = tables_.step(node, number);
      if (next != none) walk_country(next, after, begin, country_begin, at + 1);
    }
  }

  [[nodiscard]] bool accepts(const Name& name, std::uint32_t begin, std::uint32_t end, bool lost) const {
    const Part& first = parts_[begin];
    if (name.needs_capital && !first.upper) return false;
    if (date_ && name.from && *date_ < *name.from) return false;
    if (lost) {
      // "Assads air force": an apostrophe lost on the way. But "Russians" are people, and "rebels" are many.
      if (name.kind == NameKind::adjective || name.kind == NameKind::generic || !goes_on(end) || parts_[end].upper)
        return false;
    }
    if (end == begin + 1 && first.exact != none && first.all_upper && in_capitals(begin)) {
      if (reads_as_word(shape_of(words(first)).letters)) return false;
    }
    // "al-Kuwaiti" is a man's name.
    if (name.kind == NameKind::adjective && begin > 0 && parts_[begin - 1].article &&
        parts_[begin - 1].compound == first.compound) {
      return false;
    }
    const bool of_place = name.kind == NameKind::country || name.kind == NameKind::capital;
    if (of_place && !parts_[end - 1].possessive && !lost && follows_locative(begin)) return false;
    if (name.kind == NameKind::capital && !(goes_on(end) && acts(end))) return false;
    return true;
  }

  /// Whether the words around parts_[at] are set in capitals throughout, so that capitals say nothing. Two words on
  /// either side tell, short ones and numbers apart; a stop between does not hide the line's manner.
  [[nodiscard]] bool in_capitals(std::uint32_t at) const {
    constexpr std::uint32_t reach = 6;
    std::uint32_t capital = 0;
    std::uint32_t other = 0;
    const auto look = [&](const Part& part) {
      if (part.span.size() < 3 || ascii_digit(text_[part.span.begin])) return;
      ++(part.all_upper ? capital : other);
    };
    for (std::uint32_t i = at; i > 0 && at - i < reach && capital + other < 2; --i) look(parts_[i - 1]);
    const std::uint32_t before = capital + other;
    for (std::uint32_t i = at + 1; i < parts_.size() && i - at <= reach && capital + other < before + 2; ++i)
      look(parts_[i]);
    return capital > 0 && other == 0;
  }

  [[nodiscard]] bool acts(std::uint32_t at) const {
    return tables_.acting_verbs.find(fold(words(parts_[at]))) != tables_.acting_verbs.end();
  }

  [[nodiscard]] bool follows_locative(std::uint32_t at) const {
    static constexpr std::array<std::string_view, 15> prepositions{
        "in",   "inside", "across", "throughout", "within", "near", "around", "outside",
        "into", "at",     "over",   "through",    "from",   "to",   "towards"};
    static constexpr std::array<std::string_view, 8> between{"the",     "northern", "southern",     "eastern",
                                                             "western", "central",  "neighbouring", "neighboring"};
    while (at > 0 && !parts_[at].opens) {
      --at;
      const std::string word = fold(words(parts_[at]));
      if (std::find(prepositions.begin(), prepositions.end(), word) != prepositions.end()) return true;
      const bool direction = word.starts_with("north") || word.starts_with("south");
      if (!direction && std::find(between.begin(), between.end(), word) == between.end()) return false;
    }
    return false;
  }

  void match() {
    for (std::uint32_t begin = 0; begin < parts_.size();) {
      candidates_.clear();
      walk(Actors::Tables::root, begin, begin, none, false);
      if (candidates_.empty()) {
        ++begin;
        continue;
      }
      Match found;
      found.begin = begin;
      for (const Candidate& candidate : candidates_) found.end = std::max(found.end, candidate.end);
      for (const Candidate& candidate : candidates_) {
        if (candidate.end == found.end) found.candidates.push_back(candidate);
      }
      begin = found.end;
      matches_.push_back(std::move(found));
    }
  }

  /// Files first, then what stands open: a name whose time is over yields to one whose time it is.
  [[nodiscard]] int rank(const Candidate& candidate) const {
    int rank = 0;
    switch (candidate.name.kind) {
      case NameKind::full:
      case NameKind::person:
        rank = 0;
        break;
      case NameKind::short_form:
        rank = 1;
        break;
      case NameKind::form_of_template:
        rank = 2;
        break;
      case NameKind::country:
      case NameKind::capital:
      case NameKind::adjective:
        rank = 3;
        break;
      case NameKind::generic:
        rank = 4;
        break;
    }
    if (date_ && candidate.name.to && *candidate.name.to < *date_) rank += 10;
    return rank;
  }

  void settle() {
    // Where each bearer's full name stands, for the short ones.
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> full;
    for (const Match& found : matches_) {
      for (const Candidate& candidate : found.candidates) {
        if (candidate.name.kind == NameKind::full || candidate.name.kind == NameKind::person) {
          auto& places = full[candidate.name.bearer];
          if (places.empty() || places.back() != found.begin) places.push_back(found.begin);
        }
      }
    }
    // Words between a short form and its full name; what stands before counts as nearer than anything behind.
    const auto distance = [&](const Candidate& candidate, std::uint32_t at) -> std::uint64_t {
      if (candidate.name.kind != NameKind::short_form) return 0;
      const auto it = full.find(candidate.name.bearer);
      if (it == full.end()) return std::numeric_limits<std::uint64_t>::max();
      const auto behind = std::lower_bound(it->second.begin(), it->second.end(), at);
      if (behind != it->second.begin()) return at - *(behind - 1);
      return (std::uint64_t{1} << 32) + (*behind - at);
    };
    for (Match& found : matches_) {
      const Candidate* best = nullptr;
      auto best_key = std::make_pair(0, std::uint64_t{0});
      for (const Candidate& candidate : found.candidates) {
        const std::uint64_t far = distance(candidate, found.begin);
        if (far == std::numeric_limits<std::uint64_t>::max()) continue;
        const auto key = std::make_pair(rank(candidate), far);
        const bool better = best == nullptr || key < best_key ||
                            (key == best_key && reads_as_adjective(found, candidate) && candidate.actor == best->actor);
        if (better) {
          best = &candidate;
          best_key = key;
        }
      }
      if (best != nullptr) found.chosen = *best;
    }
    std::erase_if(matches_, [](const Match& found) { return !found.chosen; });
  }

  /// "US" is a name and an adjective: before a noun that is no verb of acting it is the second.
  [[nodiscard]] bool reads_as_adjective(const Match& found, const Candidate& candidate) const {
    if (candidate.name.kind != NameKind::adjective) return false;
    if (!goes_on(found.end) || parts_[found.end - 1].possessive) return false;
    const std::string next = fold(words(parts_[found.end]));
    const bool noun_as_well = next.size() > 4 && next.ends_with('s');  // "US strikes killed": more often the noun
    return noun_as_well || !acts(found.end);
  }

  /// "Russian-backed" and "pro-Assad" are not the Russians' or Assad's doing: a part of a compound counts only where
  /// all of the compound is named ("Russian-Syrian").
  void drop_split_compounds() {
    std::vector<bool> covered(parts_.size());
    for (const Match& found : matches_) {
      for (std::uint32_t i = found.begin; i < found.end; ++i) covered[i] = true;
    }
    const auto split = [&](std::uint32_t at) {
      const std::uint32_t compound = parts_[at].compound;
      const auto open = [&](std::uint32_t i) { return !covered[i] && !parts_[i].article; };
      for (std::uint32_t i = at; i-- > 0 && parts_[i].compound == compound;) {
        if (open(i)) return true;
      }
      for (std::uint32_t i = at + 1; i < parts_.size() && parts_[i].compound == compound; ++i) {
        if (open(i)) return true;
      }
      return false;
    };
    std::erase_if(matches_, [&](const Match& found) { return split(found.begin) || split(found.end - 1); });
  }

  /// The first part of the proper name that ends in an institution's common noun: "Mesa" of "the Mesa County Coroner".
  [[nodiscard]] std::uint32_t proper_name_begin(const Match& found, std::uint32_t not_before) const {
    std::uint32_t begin = found.begin;
    if (!parts_[begin].upper || parts_[begin].opens) return begin;
    while (begin > not_before && !parts_[begin].opens) {
      const Part& before = parts_[begin - 1];
      if (!before.upper || before.all_upper) break;
      const std::string word = fold(words(before));
      static constexpr std::array<std::string_view, 14> ends{"the", "a",  "an",   "by",   "in",  "at",    "of",
                                                             "as",  "to", "from", "with", "say", "after", "and"};
      if (std::find(ends.begin(), ends.end(), word) != ends.end()) break;
      --begin;
    }
    if (begin == found.begin || in_title_case(begin, found.end)) return found.begin;
    return begin;
  }

  /// Whether the words around [begin, end) are capitalised as well, as in a headline, so that capitals make no name.
  [[nodiscard]] bool in_title_case(std::uint32_t begin, std::uint32_t end) const {
    std::uint32_t small = 0;
    const auto look = [&](std::uint32_t i) {
      if (!parts_[i].upper && parts_[i].span.size() >= 4) ++small;
    };
    for (std::uint32_t i = begin, steps = 0; i > 0 && !parts_[i].opens && steps < 6; --i, ++steps) look(i - 1);
    for (std::uint32_t i = end, steps = 0; goes_on(i) && steps < 6; ++i, ++steps) look(i);
    return small == 0;
  }

  void finish() {
    std::uint32_t last_end = 0;
    for (const Match& found : matches_) {
      std::uint32_t begin = found.begin;
      const Candidate& chosen = *found.chosen;
      const NameKind kind = chosen.name.kind;
      const std::uint32_t actor = of_the_day(chosen);
      if (kind == NameKind::generic) {
        if (tables_.institution[actor]) begin = proper_name_begin(found, last_end);
      } else if (begin > last_end && parts_[begin - 1].article &&
                 parts_[begin - 1].compound == parts_[begin].compound) {
        --begin;  // "al-" belongs to the name it is written with
      }
      // A name that is only told from a word by its preposition: "on X".
      if (begin + 1 < found.end && fold(words(parts_[begin])) == "on") ++begin;
      ActorMention mention;
      mention.span = {parts_[begin].span.begin, parts_[found.end - 1].span.end - (chosen.lost ? 1U : 0U)};
      mention.first_token = parts_[begin].token;
      mention.token_end = parts_[found.end - 1].token + 1;
      mention.actor = actor;
      mention.adjective = kind == NameKind::adjective;
      mention.generic = tables_.records[actor].generic;
      mention.place = kind == NameKind::country || kind == NameKind::capital;
      const bool speaks_for = kind == NameKind::short_form && chosen.name.bearer >= tables_.records.size();
      mention.person = kind == NameKind::person || speaks_for ||
                       (kind == NameKind::short_form && tables_.records[actor].kind == ActorKind::person);
      out_.push_back(mention);
      last_end = found.end;
    }
  }

  /// "Syrian" is the government of its day.
  [[nodiscard]] std::uint32_t of_the_day(const Candidate& chosen) const {
    const NameKind kind = chosen.name.kind;
    const bool of_country = kind == NameKind::country || kind == NameKind::capital || kind == NameKind::adjective ||
                            kind == NameKind::form_of_template;
    return of_country ? tables_.of_the_day(chosen.actor, date_) : chosen.actor;
  }

  std::string_view text_;
  std::span<const Token> tokens_;
  const Actors::Tables& tables_;
  std::optional<Day> date_;
  std::vector<Part> parts_;
  std::vector<Candidate> candidates_;
  std::vector<Match> matches_;
  std::vector<ActorMention> out_;
};

}  // namespace

// ---- the face ----
// face

Result<Actors> Actors::from_toml(std::span<const ActorFile> files) {
  try {
    Reader reader;
    for (const ActorFile& file : files) reader.read(file);
    return Actors(reader.finish());
  } catch (Fault& fault) {
    return tl::unexpected<Error>(std::move(fault.error));
  }
}

const Actors& Actors::builtin() {
  static const Actors actors = [] {
    std::vector<ActorFile> files;
    for (const EmbeddedFile& file : actor_files) {
      files.push_back({file.name, std::string_view(reinterpret_cast<const char*>(file.begin),
                                                   static_cast<std::size_t>(file.end - file.begin))});
    }
    Result<Actors> read = from_toml(files);
    assert(read && "the actor files of the build have a fault; the test of the lexicon names it");
    return read ? *std::move(read) : Actors(std::make_shared<const Tables>());
  }();
  return actors;
}

std::uint32_t Actors::size() const {
  return static_cast<std::uint32_t>(tables_->records.size());
}

const ActorRecord& Actors::operator[](std::uint32_t actor) const {
  assert(actor < tables_->records.size());
  return tables_->records[actor];
}

std::optional<std::uint32_t> Actors::find_by_id(std::string_view id) const {
  const auto it = tables_->by_id.find(id);
  if (it == tables_->by_id.end()) return std::nullopt;
  return it->second;
}

std::optional<std::uint32_t> Actors::find_by_role(std::string_view role, std::string_view country,
                                                  std::optional<Day> date) const {
  return tables_->holder(role, country, date);
}

std::uint32_t Actors::resolve(std::uint32_t actor, std::string_view country, std::optional<Day> date) const {
  assert(actor < size());
  const std::string& role = tables_->stands_for[actor];
  if (role.empty()) return actor;
  return find_by_role(role, country, date).value_or(actor);
}

std::uint32_t Actors::answerable(std::uint32_t actor, std::optional<Day> date) const {
  assert(actor < size());
  for (std::uint32_t up = actor;;) {
    const ActorRecord& record = tables_->records[up];
    const bool of_a_state = record.kind == ActorKind::government || record.kind == ActorKind::state_force ||
                            record.kind == ActorKind::ministry || record.kind == ActorKind::police ||
                            record.kind == ActorKind::person;
    if (!of_a_state) return actor;
    if (!record.parent) return record.kind == ActorKind::government ? tables_->of_the_day(up, date) : actor;
    up = *record.parent;
  }
}

std::uint32_t Actors::latest(std::uint32_t actor) const {
  assert(actor < size());
  while (tables_->successor[actor] != none) actor = tables_->successor[actor];
  return actor;
}

std::string Actors::camp(std::uint32_t actor) const {
  assert(actor < size());
  std::uint32_t up = actor;
  for (;;) {
    const ActorRecord& record = tables_->records[up];
    if (record.generic) return {};
    if (!record.side.empty()) return record.side;
    if (!record.parent) break;
    // "Rebels of Syria" belong to Syria and are no one body.
    if (record.kind == ActorKind::rebel && tables_->records[*record.parent].kind == ActorKind::government) return {};
    up = *record.parent;
  }
  const ActorRecord& top = tables_->records[up];
  if (top.kind == ActorKind::government && top.countries.size() == 1) {
    if (const auto army = find_by_role("military", top.countries.front())) {
      const std::string& side = tables_->records[*army].side;
      if (!side.empty()) return side;
    }
  }
  return tables_->records[latest(up)].id;
}

std::vector<ActorMention> find_actors(std::string_view text, std::span<const Token> tokens, const Actors& actors,
                                      std::optional<Day> date) {
  return Finder(text, tokens, *actors.tables_, date).run();
}

std::string provisional_slug(std::string_view words) {
  static constexpr std::size_t longest = 60;
  std::string out;
  std::size_t at = 0;
  while (at < words.size()) {
    std::size_t end = at;
    while (end < words.size() && static_cast<unsigned char>(words[end]) > ' ') ++end;
    const std::string_view word = without_possessive(words.substr(at, end - at));
    at = end + 1;
    for (const Piece& piece : between_hyphens(word)) {
      std::string folded = plain(word.substr(piece.begin, piece.end - piece.begin));
      std::erase_if(folded, [](char c) { return !ascii_lower(c) && !ascii_digit(c); });
      if (folded.empty() || folded == "the" || folded == "a" || folded == "an") continue;
      if (out.size() + 1 + folded.size() > longest) {
        if (out.empty()) out = folded.substr(0, longest);
        return out;
      }
      if (!out.empty()) out += '-';
      out += folded;
    }
  }
  return out.empty() ? "unnamed" : out;
}

}  // namespace histor
