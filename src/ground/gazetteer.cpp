// The table lies in memory as script/build-gazetteer wrote it: fixed-size little-endian records read with byte loads,
// so that neither alignment nor the machine's byte order matters. Names are not stored for look-up. An index maps the
// hash of a folded name to places: the high bits choose a bucket (a slice of the entries), 32 low bits tell its entries
// apart. With half a million names a strange name meets a wrong entry once in four thousand million look-ups, which is
// far below the rate at which real names mislead.

#include "ground/gazetteer.hpp"

#include <unicode/unorm2.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstring>
#include <iterator>
#include <utility>

#include "base/ascii.hpp"
#include "ground/added_places.hpp"

extern "C" const unsigned char histor_data_places[];
extern "C" const unsigned char histor_data_places_end[];

namespace histor {
namespace {

// ---- the table ----

constexpr std::string_view magic{"HISTGAZ\0", 8};
constexpr std::uint32_t version = 1;
constexpr std::size_t section_count = 10;
constexpr std::size_t header_size = 16 + 8 * section_count;
constexpr std::size_t row_size = 20;
constexpr std::size_t area_size = 12;
constexpr std::size_t entry_size = 8;

// An entry's value: the row in the low 20 bits, flags above.
constexpr std::uint32_t row_mask = 0xFFFFF;
constexpr std::uint32_t main_flag = 1U << 20;
constexpr std::uint32_t adjective_flag = 1U << 21;
constexpr std::uint32_t abbreviation_flag = 1U << 22;
constexpr std::uint32_t word_flag = 1U << 23;
constexpr std::uint32_t person_flag = 1U << 24;

std::uint32_t load8(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}
std::uint32_t load16(std::string_view bytes, std::size_t at) {
  return load8(bytes, at) | load8(bytes, at + 1) << 8;
}
std::uint32_t load32(std::string_view bytes, std::size_t at) {
  return load16(bytes, at) | load16(bytes, at + 2) << 16;
}

// FNV-1a, then one multiply and shift so that the high bits, which choose the bucket, are as good as the low ones.
class NameHash {
 public:
  void add(std::string_view text) {
    for (const char c : text) state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  }
  [[nodiscard]] std::uint64_t value() const {
    std::uint64_t h = state_ ^ (state_ >> 32);
    h *= 0xD6E8FEB86659FD93ULL;
    return h ^ (h >> 32);
  }

 private:
  std::uint64_t state_ = 0xCBF29CE484222325ULL;
};

std::uint64_t name_hash(std::string_view text) {
  NameHash hash;
  hash.add(text);
  return hash.value();
}

template <class F>
void for_each_entry(std::string_view buckets, std::string_view entries, std::uint32_t bits, std::uint64_t hash,
                    F&& use) {
  const auto bucket = static_cast<std::size_t>(hash >> (64 - bits));
  const std::size_t count = entries.size() / entry_size;
  const std::size_t begin = std::min<std::size_t>(load32(buckets, bucket * 4), count);
  const std::size_t end = std::min<std::size_t>(load32(buckets, bucket * 4 + 4), count);
  const auto fingerprint = static_cast<std::uint32_t>(hash);
  for (std::size_t i = begin; i < end; ++i) {
    if (load32(entries, i * entry_size) == fingerprint) use(load32(entries, i * entry_size + 4));
  }
}

// ---- the fold; script/build-gazetteer holds its twin ----

// What one code point adds to a folded name.
struct Letters {
  enum Kind : std::uint8_t { skip, ends_word, ascii, itself };
  Kind kind = itself;
  std::array<char, 4> text{};
  std::uint8_t size = 0;
};

constexpr char32_t latin_end = 0x250;
constexpr char32_t additional_begin = 0x1E00;
constexpr char32_t additional_end = 0x1F00;

using LatinTable = std::array<Letters, latin_end + (additional_end - additional_begin)>;

std::string_view special_letters(char32_t c) {
  switch (c) {
    case U'æ':
    case U'Æ':
      return "ae";
    case U'œ':
    case U'Œ':
      return "oe";
    case U'ß':
    case U'ẞ':
      return "ss";
    case U'ø':
    case U'Ø':
      return "o";
    case U'đ':
    case U'Đ':
    case U'ð':
    case U'Ð':
      return "d";
    case U'ħ':
    case U'Ħ':
      return "h";
    case U'ı':
      return "i";
    case U'ł':
    case U'Ł':
      return "l";
    case U'ŋ':
    case U'Ŋ':
      return "n";
    case U'þ':
    case U'Þ':
      return "th";
    case U'ə':
    case U'Ə':
      return "a";
    default:
      return {};
  }
}

// The Latin letters of a character's compatibility decomposition, lower case, without its marks.
void append_base_letters(char32_t c, Letters& out) {
  auto add = [&out](char letter) {
    if (out.size < out.text.size()) out.text[out.size++] = letter;
  };
  if (const auto special = special_letters(c); !special.empty()) {
    for (const char letter : special) add(letter);
    return;
  }
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2* nfkd = unorm2_getNFKDInstance(&error);
  if (U_FAILURE(error)) return;
  std::array<UChar, 32> decomposed{};
  const int32_t size = unorm2_getDecomposition(nfkd, static_cast<UChar32>(c), decomposed.data(),
                                               static_cast<int32_t>(decomposed.size()), &error);
  if (U_FAILURE(error)) return;
  for (int32_t i = 0; i < size; ++i) {
    const UChar unit = decomposed[static_cast<std::size_t>(i)];
    if (unit >= u'A' && unit <= u'Z') add(static_cast<char>(unit - u'A' + 'a'));
    if (unit >= u'a' && unit <= u'z') add(static_cast<char>(unit));
  }
}

LatinTable make_latin_table() {
  LatinTable table;
  auto fill = [](Letters& out, char32_t c) {
    out.kind = Letters::ascii;
    append_base_letters(c, out);
  };
  for (char32_t c = 0xC0; c < latin_end; ++c) fill(table[c], c);
  for (char32_t c = additional_begin; c < additional_end; ++c) fill(table[latin_end + (c - additional_begin)], c);
  return table;
}

char32_t unified_arabic(char32_t c) {
  switch (c) {
    case U'أ':
    case U'إ':
    case U'آ':
    case U'ٱ':
      return U'ا';
    case U'ى':
    case U'ئ':
    case U'ی':
      return U'ي';
    case U'ؤ':
      return U'و';
    case U'ة':
    case U'ە':
      return U'ه';
    case U'ک':
      return U'ك';
    default:
      return c;
  }
}

bool is_skipped(char32_t c) {
  if (c == U'\'' || c == U'`' || c == 0xB4) return true;
  if (c >= 0x02B0 && c < 0x0370) return true;  // modifier letters, combining marks
  if (c >= 0x200B && c < 0x2010) return true;  // zero width, direction marks
  if (c >= 0x2018 && c <= 0x201B && c != 0x201A) return true;
  if (c == 0x201A || c == 0x2032) return true;
  if (c == 0x0640 || c == 0x0621 || c == 0x0670) return true;  // tatweel, hamza, dagger alef
  return (c >= 0x0610 && c < 0x061B) || (c >= 0x064B && c < 0x0660) || (c >= 0x06D6 && c < 0x06EE);
}

bool ends_word(char32_t c) {
  return (c >= 0x80 && c < 0xC0) || (c >= 0x2010 && c < 0x2070) || c == 0x060C || c == 0x061B || c == 0x061F ||
         c == 0x3000 || c == 0xFEFF;
}

// One code point of UTF-8 from `text` at `at`, which it moves on; 0xFFFFFFFF for a byte that starts none.
constexpr char32_t broken = 0xFFFFFFFF;
char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at++]);
  if (first < 0x80) return first;
  const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : -1;
  if (more < 0 || first >= 0xF8 || text.size() - at < static_cast<std::size_t>(more)) return broken;
  char32_t c = static_cast<char32_t>(first) & (0x3FU >> more);
  for (int i = 0; i < more; ++i) {
    const auto next = static_cast<unsigned char>(text[at + static_cast<std::size_t>(i)]);
    if ((next & 0xC0U) != 0x80U) return broken;
    c = c << 6 | (next & 0x3FU);
  }
  at += static_cast<std::size_t>(more);
  return c;
}

// Words that English writes in several ways, and abbreviations; sorted by what is written.
struct Variant {
  std::string_view written;
  std::string_view word;
};
constexpr std::array<Variant, 49> variants{{
    {"abo", "abu"},         {"abou", "abu"},      {"beni", "bani"},     {"cheik", "shaikh"},    {"cheikh", "shaikh"},
    {"djabal", "jabal"},    {"djebel", "jabal"},  {"ebu", "abu"},       {"ft", "fort"},         {"gebel", "jabal"},
    {"jabel", "jabal"},     {"jebel", "jabal"},   {"jisir", "jisr"},    {"jisser", "jisr"},     {"kafar", "kafr"},
    {"kefar", "kafr"},      {"kfar", "kafr"},     {"kfr", "kafr"},      {"kherbet", "khirbat"}, {"khirbet", "khirbat"},
    {"khirbit", "khirbat"}, {"kufr", "kafr"},     {"maaret", "maarat"}, {"maarrat", "maarat"},  {"maarret", "maarat"},
    {"marat", "maarat"},    {"marrat", "maarat"}, {"mt", "mount"},      {"omm", "um"},          {"ouadi", "wadi"},
    {"oum", "um"},          {"raas", "ras"},      {"seyh", "shaikh"},   {"shaik", "shaikh"},    {"shaykh", "shaikh"},
    {"sheik", "shaikh"},    {"sheikh", "shaikh"}, {"shekh", "shaikh"},  {"sheyh", "shaikh"},    {"st", "saint"},
    {"ste", "saint"},       {"tall", "tal"},      {"tel", "tal"},       {"tell", "tal"},        {"umm", "um"},
    {"wady", "wadi"},       {"zawr", "zor"},      {"zour", "zor"},      {"zur", "zor"},
}};

std::string_view usual_word(std::string_view word) {
  const auto* found = std::lower_bound(variants.begin(), variants.end(), word,
                                       [](const Variant& variant, std::string_view w) { return variant.written < w; });
  return found != variants.end() && found->written == word ? found->word : word;
}

// "al", and its forms before the consonants it takes on: "ash Shaykh", "ez-Zor".
bool is_article(std::string_view word, std::string_view following) {
  if (word == "al" || word == "el" || word == "ul") return true;
  if (word.size() < 2 || word.size() > 3 || (word[0] != 'a' && word[0] != 'e')) return false;
  constexpr std::array<std::string_view, 16> forms{"as", "ash", "es",  "esh", "an", "en",  "ar", "er",
                                                   "ad", "ed",  "adh", "at",  "et", "ath", "az", "ez"};
  return std::find(forms.begin(), forms.end(), word) != forms.end() && following.starts_with(word.substr(1));
}

// "Ezzor", "Annuman": the article written as one with its word, to be believed within a name only.
bool has_joined_article(std::string_view word) {
  return word.size() >= 5 && (word[0] == 'a' || word[0] == 'e') && word[1] == word[2] &&
         std::string_view("zsnrdt").find(word[1]) != std::string_view::npos;
}

// Appends `word` in its usual spelling; a letter that repeats the last one since `start` is dropped.
void append_spelled(std::string_view word, std::size_t start, std::string& out) {
  thread_local std::string spelled;
  spelled.clear();
  word = usual_word(word);
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto pair = word.substr(i, 2);
    if (pair == "ou" || pair == "oo") {
      spelled.push_back('u');
      ++i;
    } else if (pair == "ee") {
      spelled.push_back('i');
      ++i;
    } else if (pair == "ay" || pair == "ey" || pair == "ei" || pair == "ai") {
      spelled.append("ai");
      ++i;
    } else {
      spelled.push_back(word[i]);
    }
  }
  if (spelled.size() > 3 && spelled.ends_with("ah")) {
    spelled.pop_back();
  } else if (spelled.size() > 4 && spelled.ends_with("eh")) {
    spelled.pop_back();
    spelled.back() = 'a';
  }
  for (const char c : spelled) {
    const bool letter = c >= 'a' && c <= 'z';
    if (!letter || out.size() == start || out.back() != c) out.push_back(c);
  }
}

const LatinTable& latin_table() {
  static const LatinTable table = make_latin_table();
  return table;
}

// Splits `name` into folded words, one after another in `letters`, their ends in `ends`.
void split_words(std::string_view name, std::string& letters, std::vector<std::size_t>& ends) {
  auto close = [&] {
    if (letters.size() > (ends.empty() ? 0 : ends.back())) ends.push_back(letters.size());
  };
  for (std::size_t at = 0; at < name.size();) {
    const char32_t c = next_code_point(name, at);
    if (c == broken || is_skipped(c)) continue;
    if (c < 0x80) {
      if ((c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9')) {
        letters.push_back(static_cast<char>(c));
      } else if (c >= U'A' && c <= U'Z') {
        letters.push_back(static_cast<char>(c - U'A' + U'a'));
      } else {
        close();
      }
    } else if ((c >= 0xC0 && c < latin_end) || (c >= additional_begin && c < additional_end)) {
      const auto& entry = latin_table()[c < latin_end ? c : latin_end + (c - additional_begin)];
      letters.append(entry.text.data(), entry.size);
    } else if (special_letters(c) == "a") {  // schwa stands outside the table
      letters.push_back('a');
    } else if (ends_word(c)) {
      close();
    } else if (c >= 0x0410 && c <= 0x042F) {
      append_utf8(letters, c + 32);
    } else if (c >= 0x0400 && c <= 0x040F) {
      append_utf8(letters, c + 80);
    } else {
      append_utf8(letters, unified_arabic(c));
    }
  }
  close();
}

}  // namespace

std::string_view kind_word(PlaceKind kind) {
  return kind == PlaceKind::area ? "area" : to_string(kind);
}

std::optional<PlaceKind> kind_from_word(std::string_view word) {
  for (const auto kind : {PlaceKind::locality, PlaceKind::neighbourhood, PlaceKind::county, PlaceKind::region,
                          PlaceKind::country, PlaceKind::area}) {
    if (kind_word(kind) == word) return kind;
  }
  return std::nullopt;
}

std::string_view to_string(PlaceKind kind) {
  switch (kind) {
    case PlaceKind::locality:
      return "locality";
    case PlaceKind::neighbourhood:
      return "neighbourhood";
    case PlaceKind::county:
      return "county";
    case PlaceKind::region:
      return "region";
    case PlaceKind::country:
      return "country";
    case PlaceKind::area:
      return "region";
  }
  return "locality";
}

void fold_place_name(std::string_view name, Articles articles, std::string& out) {
  thread_local std::string letters;
  thread_local std::vector<std::size_t> ends;
  letters.clear();
  ends.clear();
  split_words(name, letters, ends);
  const std::size_t start = out.size();
  auto word_at = [&](std::size_t i) {
    const std::size_t begin = i == 0 ? 0 : ends[i - 1];
    return std::string_view(letters).substr(begin, ends[i] - begin);
  };
  constexpr std::string_view arabic_article = "\xD8\xA7\xD9\x84";
  for (std::size_t i = 0; i < ends.size(); ++i) {
    auto word = word_at(i);
    if (articles == Articles::drop) {
      if (i + 1 < ends.size() && is_article(word, word_at(i + 1))) continue;
      if (i > 0 && has_joined_article(word)) word.remove_prefix(2);
      if (word.starts_with(arabic_article) && word.size() > arabic_article.size() + 4)
        word.remove_prefix(arabic_article.size());
    }
    append_spelled(word, start, out);
  }
}

std::string fold_place_name(std::string_view name, Articles articles) {
  std::string out;
  fold_place_name(name, articles, out);
  return out;
}

std::string place_skeleton(std::string_view folded) {
  if (folded.size() < 4) return {};
  std::string out;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    char c = folded[i];
    if (c < 'a' || c > 'z') return {};
    const char next = i + 1 < folded.size() ? folded[i + 1] : ' ';
    char kept = c;
    if (next == 'h' && (c == 'k' || c == 'g' || c == 's' || c == 'c' || c == 't' || c == 'd' || c == 'p' || c == 'z')) {
      kept = c == 'k' ? 'x' : c == 's' || c == 'c' ? 'S' : c == 'p' ? 'f' : c == 'z' ? 'j' : c;
      ++i;
    } else if (c == 'd' && next == 'j') {
      kept = 'j';
      ++i;
    } else if (std::string_view("aeiouyw").find(c) != std::string_view::npos) {
      kept = i == 0 ? 'a' : '\0';
    } else if (c == 'h') {
      kept = i == 0 ? 'h' : '\0';
    } else if (c == 'q' || c == 'c') {
      kept = 'k';
    }
    if (kept != '\0' && (out.empty() || out.back() != kept)) out.push_back(kept);
  }
  if (out.size() < 3) out.clear();
  return out;
}

double kilometres(const Place& a, const Place& b) {
  // Equirectangular: good to a few per cent at the distances that matter here.
  constexpr double degree = 0.017453292519943295;
  double across = std::abs(a.longitude - b.longitude);
  if (across > 180) across = 360 - across;
  const double x = across * degree * std::cos((a.latitude + b.latitude) / 2 * degree);
  const double y = (a.latitude - b.latitude) * degree;
  return 6371 * std::sqrt(x * x + y * y);
}

double similarity(std::string_view a, std::string_view b) {
  constexpr std::size_t limit = 40;
  if (a.empty() || b.empty() || a.size() > limit || b.size() > limit) return 0;
  std::array<std::uint8_t, limit + 1> row{};
  for (const char x : a) {
    std::uint8_t diagonal = 0;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::uint8_t above = row[j];
      row[j] = b[j - 1] == x ? static_cast<std::uint8_t>(diagonal + 1) : std::max(above, row[j - 1]);
      diagonal = above;
    }
  }
  return static_cast<double>(row[b.size()]) / static_cast<double>(std::max(a.size(), b.size()));
}

Result<Gazetteer> Gazetteer::open(std::string_view bytes) {
  auto damaged = [](std::string what) { return failure(ErrorCode::parse, std::move(what), "gazetteer"); };
  if (bytes.size() < header_size || bytes.substr(0, magic.size()) != magic) return damaged("not a compiled gazetteer");
  if (load32(bytes, 8) != version) {
    return failure(ErrorCode::version, "a compiled gazetteer of another format", "gazetteer",
                   "run script/build-gazetteer");
  }
  std::array<std::string_view, section_count> sections;
  for (std::size_t i = 0; i < section_count; ++i) {
    const std::size_t offset = load32(bytes, 16 + 8 * i);
    const std::size_t size = load32(bytes, 20 + 8 * i);
    if (offset < header_size || offset > bytes.size() || size > bytes.size() - offset) {
      return damaged("a section reaches beyond its end");
    }
    sections[i] = bytes.substr(offset, size);
  }
  Gazetteer gazetteer;
  gazetteer.places_ = load32(bytes, 12);
  gazetteer.rows_ = sections[0];
  gazetteer.areas_ = sections[1];
  gazetteer.populations_ = sections[2];
  gazetteer.texts_ = sections[3];
  if (gazetteer.places_ > row_mask || gazetteer.rows_.size() != gazetteer.places_ * row_size)
    return damaged("rows of a wrong size");
  if (gazetteer.areas_.size() % area_size != 0 || gazetteer.populations_.size() % 4 != 0)
    return damaged("a table of a wrong size");
  auto set_index = [&sections](Index& index, std::size_t at) {
    index.buckets = sections[at];
    index.entries = sections[at + 1];
    for (index.bits = 1; index.bits < 30; ++index.bits) {
      if (index.buckets.size() == ((std::size_t{1} << index.bits) + 1) * 4)
        return index.entries.size() % entry_size == 0;
    }
    return false;
  };
  if (!set_index(gazetteer.names_, 4) || !set_index(gazetteer.skeletons_, 6) || !set_index(gazetteer.words_, 8)) {
    return damaged("an index of a wrong size");
  }
  return gazetteer;
}

const Gazetteer& Gazetteer::builtin() {
  static const Gazetteer gazetteer = [] {
    const auto* begin = reinterpret_cast<const char*>(histor_data_places);
    const auto* end = reinterpret_cast<const char*>(histor_data_places_end);
    auto opened = open({begin, static_cast<std::size_t>(end - begin)});
    assert(opened && "the built-in gazetteer is damaged");
    return opened ? *opened : Gazetteer();
  }();
  return gazetteer;
}

std::string_view Gazetteer::text_at(std::uint32_t offset) const {
  if (offset >= texts_.size()) return {};
  return texts_.substr(offset + 1, load8(texts_, offset));
}

std::uint32_t Gazetteer::size() const {
  return places_ + (added_ ? added_->size() : 0);
}

Gazetteer Gazetteer::with(std::vector<AddedPlace> places) const {
  Gazetteer out = *this;
  out.added_ = nullptr;
  std::vector<AddedPlace> all;
  if (added_) all = added_->given();
  all.insert(all.end(), std::make_move_iterator(places.begin()), std::make_move_iterator(places.end()));
  if (!all.empty()) out.added_ = std::make_shared<const AddedPlaces>(out, std::move(all));
  return out;
}

bool Gazetteer::has_country(std::string_view code) const {
  for (std::size_t at = 0; at + area_size <= areas_.size(); at += area_size) {
    if (areas_[at] != '\0' && areas_.substr(at, 2) == code) return true;
  }
  return false;
}

Place Gazetteer::place(std::uint32_t row) const {
  assert(row < size());
  if (row >= places_ && added_) return added_->place(row - places_);
  const std::size_t at = row * row_size;
  Place place;
  place.latitude = static_cast<std::int32_t>(load32(rows_, at + 4)) / 1e5;
  place.longitude = static_cast<std::int32_t>(load32(rows_, at + 8)) / 1e5;
  place.name = text_at(load32(rows_, at + 12));
  place.kind =
      static_cast<PlaceKind>(std::min(load8(rows_, at + 18) & 15U, static_cast<std::uint32_t>(PlaceKind::area)));
  const std::size_t area = load16(rows_, at + 16) * area_size;
  if (area < areas_.size()) {
    place.country = areas_.substr(area, areas_[area] == '\0' ? 0 : 2);
    place.region = text_at(load32(areas_, area + 4));
    place.county = text_at(load32(areas_, area + 8));
  }
  place.prominence = load8(rows_, at + 19) / 10.0;
  if (row < populations_.size() / 4) place.population = load32(populations_, static_cast<std::size_t>(row) * 4);
  return place;
}

std::string Gazetteer::id(std::uint32_t row) const {
  assert(row < size());
  if (row >= places_ && added_) return added_->id(row - places_);
  const std::uint32_t value = load32(rows_, row * row_size);
  switch (load8(rows_, row * row_size + 18) >> 4) {
    case 0:
      return "wof:" + std::to_string(value);
    case 1:
      return "gn:" + std::to_string(value);
    default:
      return std::string(text_at(value));
  }
}

std::optional<std::uint32_t> Gazetteer::find_id(std::string_view wanted) const {
  if (added_) {
    if (const auto row = added_->find_id(wanted)) return row;
  }
  for (std::uint32_t row = 0; row < places_; ++row) {
    if (id(row) == wanted) return row;
  }
  return std::nullopt;
}

void Gazetteer::look_up(const Index& index, std::uint64_t hash, std::vector<PlaceName>& out) const {
  if (index.buckets.empty()) return;
  for_each_entry(index.buckets, index.entries, index.bits, hash, [&](std::uint32_t value) {
    const std::uint32_t row = value & row_mask;
    if (row >= places_) return;
    out.push_back({row, (value & main_flag) != 0, (value & adjective_flag) != 0, (value & abbreviation_flag) != 0,
                   (value & word_flag) != 0, (value & person_flag) != 0});
  });
}

void Gazetteer::find(std::string_view folded, std::vector<PlaceName>& out) const {
  if (folded.empty()) return;
  look_up(names_, name_hash(folded), out);
  if (added_) added_->find(folded, out);
}

void Gazetteer::find_loosely(std::string_view skeleton, std::string_view country, std::vector<PlaceName>& out) const {
  if (skeleton.empty() || country.empty()) return;
  NameHash hash;
  hash.add(country);
  hash.add(skeleton);
  look_up(skeletons_, hash.value(), out);
  if (added_) added_->find_loosely(skeleton, country, out);
}

bool Gazetteer::is_given_name(std::string_view folded) const {
  bool found = false;
  if (!words_.buckets.empty()) {
    for_each_entry(words_.buckets, words_.entries, words_.bits, name_hash(folded),
                   [&](std::uint32_t value) { found |= (value & person_flag) != 0; });
  }
  return found;
}

bool Gazetteer::is_word(std::string_view folded) const {
  bool found = false;
  if (!words_.buckets.empty()) {
    for_each_entry(words_.buckets, words_.entries, words_.bits, name_hash(folded),
                   [&](std::uint32_t value) { found |= (value & word_flag) != 0; });
  }
  return found;
}

}  // namespace histor
