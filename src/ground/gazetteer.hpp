#pragma once
// The gazetteer: names of places, what they may name, and where that is. A compiled table (gazetteer/README.md has its
// format) that is used where it lies: opening checks it and copies nothing, looking a name up touches a few cache
// lines. Over it may lie places that a user added.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace histor {

enum class PlaceKind : std::uint8_t {
  locality,       ///< city, town, village, camp
  neighbourhood,  ///< a quarter of one
  county,         ///< second level: district, raion, woreda
  region,         ///< first level: province, governorate, oblast, state
  country,
  area,  ///< a region that news names and no administration draws: "Donbas", "Eastern Ghouta"
};
/// The words of the claim record; an area is a "region".
[[nodiscard]] std::string_view to_string(PlaceKind kind);
/// The words of files of places, one for each kind: an area is an "area".
[[nodiscard]] std::string_view kind_word(PlaceKind kind);
[[nodiscard]] std::optional<PlaceKind> kind_from_word(std::string_view word);

/// One place. The views live as long as the bytes of the gazetteer, of an added place as long as a copy of the
/// gazetteer that has it.
struct Place {
  std::string_view name;  ///< its main name, as the source writes it
  double latitude = 0;    ///< degrees, WGS 84
  double longitude = 0;
  PlaceKind kind = PlaceKind::locality;
  std::string_view country;      ///< ISO 3166-1 alpha-2; empty where disputed or unknown
  std::string_view region;       ///< name of the first-level unit that holds it, or empty
  std::string_view county;       ///< name of the second-level unit, or empty
  std::uint32_t population = 0;  ///< 0 where unknown
  double prominence = 0;         ///< log10 of the people it stands for; estimated where the sources count none
};

/// A place that a user knows and the compiled table may not; what a file says of it.
struct AddedPlace {
  std::string id;    ///< "gn:2643743"; of two places with one id the later stands
  std::string name;  ///< its main name
  std::vector<std::string> other_names{};
  double latitude = 0;  ///< degrees, WGS 84
  double longitude = 0;
  PlaceKind kind = PlaceKind::locality;
  std::string country{};         ///< ISO 3166-1 alpha-2; empty: that of the nearest town
  std::string region{};          ///< empty: that of the nearest town of its country
  std::string county{};          ///< the same
  std::uint32_t population = 0;  ///< 0 where unknown
  std::string source{};          ///< the file that names it

  friend bool operator==(const AddedPlace&, const AddedPlace&) = default;
};

/// Between two places, good to a few per cent where they are not continents apart.
[[nodiscard]] double kilometres(const Place& a, const Place& b);

/// Of two folded names: their longest common subsequence as a share of the longer; 0 where one is empty or longer than
/// 40 bytes.
[[nodiscard]] double similarity(std::string_view a, std::string_view b);

/// How a name stands for a place, and what else it may be.
struct PlaceName {
  std::uint32_t place = 0;    ///< row of the gazetteer
  bool main = false;          ///< the main name, not one of the others
  bool adjective = false;     ///< "Syrian": weak evidence, names no place by itself
  bool abbreviation = false;  ///< "UAE": only where written in capitals
  bool word = false;          ///< also an ordinary English word: "Of", "March", "Police"
  bool person = false;        ///< also a given or family name: "Jordan", "Hassan"
};

/// What the fold does with the Arabic article (al-, el-, ash-, Deir ez-…).
enum class Articles { keep, drop };

/// Appends the key under which spellings of one name meet: letters without case, diacritics, ayn and hamza signs; no
/// hyphens or blanks; doubled letters, final -ah, "ou" and "oo", sheikh/shaykh, tell/tal, deir/dayr… made one; the
/// article dropped if asked, unless it is all there is. Arabic script loses its short vowels, and alef, yeh and teh
/// marbuta become one letter each. Any bytes in; what is not UTF-8 is skipped. "Khan Shaykhun" and "Khan Sheikhoun"
/// give one key.
void fold_place_name(std::string_view name, Articles articles, std::string& out);
[[nodiscard]] std::string fold_place_name(std::string_view name, Articles articles = Articles::drop);

/// A much looser key: consonants alone, of a folded Latin name ("khansir", "khanasir" and "khanaser" meet). Empty where
/// too little is left to mean anything. To be used only within a country that the text has established.
[[nodiscard]] std::string place_skeleton(std::string_view folded);

class AddedPlaces;

/// Immutable, cheap to copy, safe to share between threads.
class Gazetteer {
 public:
  /// A gazetteer over `bytes`, which must outlive it. Sizes and bounds are checked here, references between tables when
  /// they are followed, so that damaged bytes give an error or wrong places, never a read outside `bytes`.
  [[nodiscard]] static Result<Gazetteer> open(std::string_view bytes);

  /// The one compiled into the program. Opened at the first call.
  [[nodiscard]] static const Gazetteer& builtin();

  /// This gazetteer with `places` as well. What a place leaves out of country, region and county is that of the nearest
  /// town of the compiled table within 50 km. A place that the table has (by its id, or by a name and kind of the same
  /// country close by) makes no row: its names lead to the row that is there. Costs a pass over the whole table.
  [[nodiscard]] Gazetteer with(std::vector<AddedPlace> places) const;

  [[nodiscard]] std::uint32_t size() const;
  /// The rows of the compiled table; added places stand after them.
  [[nodiscard]] std::uint32_t compiled_size() const { return places_; }

  /// Whether the compiled table has a place of the country with this code (ISO 3166-1 alpha-2).
  [[nodiscard]] bool has_country(std::string_view code) const;

  /// Rows are ordered by population, the largest first; added ones among themselves. Requires row < size().
  [[nodiscard]] Place place(std::uint32_t row) const;
  /// "wof:890432567", "gn:2643743", "ne:GBR-2038". Requires row < size().
  [[nodiscard]] std::string id(std::uint32_t row) const;
  /// The row with this id; for an added place that the table had, the table's. Looks through all rows; for people's
  /// questions, not for reading.
  [[nodiscard]] std::optional<std::uint32_t> find_id(std::string_view id) const;

  /// Appends the places that carry the name `folded` (a key of fold_place_name), the most populous first, added ones
  /// after the others. Names of
  /// countries that write Arabic are kept without their article, all others with it: ask with Articles::keep first,
  /// then with Articles::drop.
  void find(std::string_view folded, std::vector<PlaceName>& out) const;
  /// Appends the places of `country` (ISO 3166-1 alpha-2) one of whose names has this skeleton.
  void find_loosely(std::string_view skeleton, std::string_view country, std::vector<PlaceName>& out) const;

  /// Whether `folded` (one word) is a given name that the gazetteer's compiler knew: "mohamed", "john".
  [[nodiscard]] bool is_given_name(std::string_view folded) const;
  /// Whether `folded` (one word) is an ordinary English word.
  [[nodiscard]] bool is_word(std::string_view folded) const;

 private:
  Gazetteer() = default;

  struct Index {
    std::string_view buckets;  ///< (1 << bits) + 1 positions in entries
    std::string_view entries;
    std::uint32_t bits = 0;
  };
  [[nodiscard]] std::string_view text_at(std::uint32_t offset) const;
  void look_up(const Index& index, std::uint64_t hash, std::vector<PlaceName>& out) const;

  std::string_view rows_;
  std::string_view areas_;
  std::string_view populations_;
  std::string_view texts_;
  std::uint32_t places_ = 0;
  Index names_;
  Index skeletons_;
  Index words_;
  std::shared_ptr<const AddedPlaces> added_;  ///< null where none were added
};

}  // namespace histor
