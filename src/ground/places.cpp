// In four steps. (1) Scan: every capitalised run of a sentence is matched against the gazetteer, the longest name
// first; what is not known but stands where only a place can ("the village of X", "X Hospital") is kept without
// candidates. Each find notes how it stands: its preposition, the nouns beside it, titles and given names before it.
// (2) Context: countries, their adjectives and places that can be little else vote on where the document is. (3)
// Settle: of a name's candidates the one that fits those countries, the units named with it, and the places already
// settled. (4) Judge: a find whose evidence does not outweigh the chance that it is a person, a word or an outlet is
// dropped.
//
// The weights are log-odds in spirit, set by hand on texts about wars; none looks at one particular name.

#include "ground/places.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace histor {
namespace {

// ---- words that tell how a name stands; lower case, sorted ----

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& sorted, std::string_view word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

// Prepositions that hardly stand before anything but a place or a time.
constexpr std::array<std::string_view, 16> strong_prepositions{
    "across", "around",  "at",   "between",     "in",         "inside", "into",    "near",
    "nearby", "outside", "over", "surrounding", "throughout", "toward", "towards", "within"};
constexpr std::array<std::string_view, 9> weak_prepositions{"along", "from",    "of", "off", "on",
                                                            "onto",  "through", "to", "via"};

// First-level units, second-level units, settlements, sites, and words for the land around a place; singular.
constexpr std::array<std::string_view, 9> region_nouns{"emirate",  "governate", "governorate", "oblast",   "prefecture",
                                                       "province", "region",    "state",       "territory"};
constexpr std::array<std::string_view, 9> county_nouns{"county",       "district",    "parish",   "raion", "rayon",
                                                       "sub-district", "subdistrict", "township", "woreda"};
constexpr std::array<std::string_view, 14> settlement_nouns{
    "borough",      "city",          "enclave", "hamlet",     "locality", "metropolis", "municipality",
    "neighborhood", "neighbourhood", "quarter", "settlement", "suburb",   "town",       "village"};
constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 41> site_nouns{
    "academy",  "airbase",   "airfield", "airport",    "airstrip",  "barracks", "barrage",  "base",       "bridge",
    "camp",     "cathedral", "cemetery", "checkpoint", "church",    "clinic",   "college",  "courthouse", "crossing",
    "dam",      "factory",   "field",    "harbor",     "harbour",   "hospital", "hotel",    "island",     "jail",
    "junction", "market",    "mosque",   "park",       "port",      "prison",   "refinery", "river",      "roundabout",
    "school",   "square",    "stadium",  "station",    "university"};
// What is on a street is not in the place the street is called after.
constexpr std::array<std::string_view, 10> street_nouns{"alley",   "ave",  "avenue", "blvd", "boulevard",
                                                        "highway", "lane", "road",   "st",   "street"};
constexpr std::array<std::string_view, 9> rural_nouns{"area",     "countryside", "environs", "front",   "hinterland",
                                                      "outskirt", "periphery",   "rural",    "vicinity"};
// Lower-case words between a name and its site noun: "Kweyris military airport".
constexpr std::array<std::string_view, 10> site_adjectives{"air",           "border",   "central", "force", "gas",
                                                           "international", "military", "naval",   "oil",   "refugee"};
// First words of place names that need no other sign.
constexpr std::array<std::string_view, 29> place_heads{
    "ain",    "ayn",    "beit",  "bir",  "camp", "cape", "dayr", "deir",    "fort",    "jabal",
    "jeb",    "jebel",  "jisr",  "jub",  "kafr", "kefr", "kfar", "khirbat", "khirbet", "lake",
    "maarat", "maaret", "mount", "port", "tal",  "tall", "tel",  "tell",    "wadi"};
constexpr std::array<std::string_view, 24> directions{
    "central",      "downtown",     "east",       "eastern",       "greater",      "inner",
    "mid",          "north",        "north-east", "north-eastern", "north-west",   "northeast",
    "northeastern", "northern",     "northwest",  "northwestern",  "rural",        "south",
    "southeast",    "southeastern", "southern",   "southwest",     "southwestern", "west"};
constexpr std::array<std::string_view, 4> more_directions{"south-east", "south-west", "upper", "western"};
constexpr std::array<std::string_view, 62> titles{
    "activist",   "admiral",       "ambassador", "analyst",   "archbishop", "attorney",     "ayatollah",
    "bishop",     "brig",          "brigadier",  "brother",   "capt",       "captain",      "chairman",
    "chancellor", "chief",         "col",        "colonel",   "commander",  "commissioner", "congressman",
    "corporal",   "correspondent", "deputy",     "detective", "director",   "doctor",       "dr",
    "emir",       "father",        "gen",        "general",   "gov",        "governor",     "imam",
    "journalist", "judge",         "king",       "lady",      "leader",     "lieutenant",   "lt",
    "maj",        "major",         "mayor",      "minister",  "mr",         "mrs",          "ms",
    "officer",    "pope",          "president",  "prince",    "prof",       "professor",    "reporter",
    "secretary",  "sen",           "senator",    "sgt",       "spokesman",  "spokeswoman"};
constexpr std::array<std::string_view, 10> say_words{"added",    "argued", "asked", "explained", "insisted",
                                                     "recalled", "said",   "says",  "testified", "told"};
// What goes on after a noun that tells what a place is: "a town on the road", "the village where".
constexpr std::array<std::string_view, 24> after_places{
    "about", "along", "and",     "around", "at",    "between", "close", "east", "in",    "just",  "near",  "north",
    "of",    "on",    "outside", "some",   "south", "that",    "under", "west", "where", "which", "whose", "with"};
// After a name: it is a name of people.
constexpr std::array<std::string_view, 21> group_nouns{
    "agency",   "army",     "battalion", "brigade",   "channel", "clan",  "club",
    "company",  "division", "faction",   "family",    "forces",  "group", "league",
    "magazine", "militia",  "movement",  "newspaper", "party",   "team",  "tribe"};
constexpr std::array<std::string_view, 24> connectors{"ad", "al",  "an", "and", "ar",  "as",  "ash", "at",
                                                      "az", "bin", "d'", "de",  "del", "des", "di",  "du",
                                                      "el", "es",  "et", "ez",  "la",  "of",  "on",  "the"};

enum class Noun : std::uint8_t { none, region, county, settlement, site, rural, street };

Noun noun_of(std::string_view word) {
  if (is_one_of(region_nouns, word)) return Noun::region;
  if (is_one_of(county_nouns, word)) return Noun::county;
  if (is_one_of(settlement_nouns, word)) return Noun::settlement;
  if (is_one_of(site_nouns, word)) return Noun::site;
  if (is_one_of(rural_nouns, word)) return Noun::rural;
  if (is_one_of(street_nouns, word)) return Noun::street;
  return Noun::none;
}

// The noun kind of a word in the singular or the plural; `plural` tells which.
Noun noun_of(std::string_view word, bool& plural) {
  plural = false;
  if (const auto noun = noun_of(word); noun != Noun::none) return noun;
  plural = true;
  std::array<char, 24> singular{};
  if (word.size() < 4 || word.size() >= singular.size()) return Noun::none;
  if (word.ends_with("ies")) {
    const auto stem = word.substr(0, word.size() - 3);
    std::copy(stem.begin(), stem.end(), singular.begin());
    singular[stem.size()] = 'y';
    return noun_of(std::string_view(singular.data(), stem.size() + 1));
  }
  if (word.ends_with("ches")) return noun_of(word.substr(0, word.size() - 2));
  if (word.ends_with("s")) return noun_of(word.substr(0, word.size() - 1));
  return Noun::none;
}

bool is_direction(std::string_view word) {
  return is_one_of(directions, word) || is_one_of(more_directions, word);
}

// ---- tokens ----

enum class Case : std::uint8_t { lower, capital, upper, none /* a script without case */, other /* not a word */ };

struct Word {
  Span span;  // without '#' and the genitive
  Case letters = Case::other;
  bool genitive = false;
  bool hashtag = false;
  std::uint32_t split = 0;  // where "UK-based" and "Damascus-Aleppo" fall apart: offset of the hyphen, or 0
};

// The lower-case ASCII of a word, in a buffer of its own; empty where it is longer than any word of the lists.
class Lower {
 public:
  explicit Lower(std::string_view word) {
    if (word.size() > text_.size()) return;
    for (const char c : word) text_[size_++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  operator std::string_view() const { return {text_.data(), size_}; }  // NOLINT(google-explicit-constructor)

 private:
  std::array<char, 20> text_{};
  std::size_t size_ = 0;
};

Case case_of(std::string_view word) {
  int letters = 0;
  int upper = 0;
  bool first_upper = false;
  bool cased = false;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(word.data());
  const auto size = static_cast<std::int32_t>(word.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    if (c < 0) continue;
    const bool is_upper = c < 0x80 ? c >= 'A' && c <= 'Z' : u_isupper(c) != 0;
    const bool is_lower = c < 0x80 ? c >= 'a' && c <= 'z' : u_islower(c) != 0;
    cased = cased || is_upper || is_lower;
    if (!is_upper && !is_lower) {
      if (c < 0x80 || !u_isalpha(c)) continue;
    }
    if (letters == 0) first_upper = is_upper;
    ++letters;
    if (is_upper) ++upper;
  }
  if (letters == 0) return Case::other;
  if (!cased) return Case::none;
  if (upper == letters && letters > 1) return Case::upper;
  if (first_upper) return Case::capital;
  return Case::lower;
}

bool starts_upper(std::string_view word) {
  const auto letters = case_of(word);
  return letters == Case::capital || letters == Case::upper;
}

Word word_of(std::string_view text, const Token& token) {
  Word out;
  out.span = token.span;
  if (token.kind != TokenKind::word && token.kind != TokenKind::hashtag) return out;
  if (token.kind == TokenKind::hashtag) {
    out.hashtag = true;
    if (out.span.size() > 1) ++out.span.begin;
  }
  auto word = slice(text, out.span);
  for (const std::string_view ending : {"'s", "’s", "'S", "’S"}) {
    if (word.size() > ending.size() && word.ends_with(ending)) {
      out.span.end -= static_cast<std::uint32_t>(ending.size());
      out.genitive = true;
      word = slice(text, out.span);
      break;
    }
  }
  out.letters = case_of(word);
  const std::size_t hyphen = word.find('-');
  if (hyphen == std::string_view::npos || hyphen == 0 || hyphen + 1 >= word.size()) return out;
  const auto head = word.substr(0, hyphen);
  const auto tail = word.substr(hyphen + 1);
  if (out.letters == Case::lower && head.size() <= 3 && starts_upper(tail)) out.letters = Case::capital;  // "al-Bab"
  if (starts_upper(head) && head.size() >= 2) out.split = out.span.begin + static_cast<std::uint32_t>(hyphen);
  return out;
}

bool is_name_like(Case letters) {
  return letters == Case::capital || letters == Case::upper || letters == Case::none;
}

// How a sentence is set; capitals mean less in a headline that capitalises every word.
enum class Style : std::uint8_t { running, title, capitals };

Style style_of(std::span<const Word> words, bool stop) {
  int counted = 0;
  int capital = 0;
  int upper = 0;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i].span.size() < 4 || words[i].letters == Case::other || words[i].letters == Case::none ||
        words[i].hashtag)
      continue;
    ++counted;
    if (words[i].letters == Case::upper) ++upper;
    if (words[i].letters != Case::lower) ++capital;
  }
  if (counted >= 2 && upper * 10 >= counted * 7) return Style::capitals;
  // Headlines end without a stop; a short sentence full of names ends with one.
  if (stop ? counted >= 5 && capital * 10 >= counted * 9 : counted >= 4 && capital * 10 >= counted * 7)
    return Style::title;
  return Style::running;
}

// ---- finds ----

struct Candidate {
  PlaceName name;
  Place place;
  bool loose = false;
  double fit = 0;
};

struct Find {
  Span span;
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  std::uint32_t sentence = 0;
  std::vector<Candidate> candidates;
  std::optional<std::size_t> settled;  // index of candidates
  std::uint64_t key = 0;               // hash of the folded name: finds of one name share it
  Noun noun = Noun::none;              // the noun beside it
  bool noun_plural = false;
  bool noun_before = false;  // "town of X"
  bool site = false;         // the name of a site, which may hold the name of its town
  bool strong_preposition = false;
  bool weak_preposition = false;
  bool direction = false;
  bool adjective = false;
  bool compound = false;  // "UK-based"
  bool dateline = false;
  bool title_style = false;
  bool sentence_start = false;
  bool person = false;       // a title or a given name before it, or an age after it
  bool says = false;         // followed by "said"
  bool beside_name = false;  // a capitalised word beside it that is none of ours
  bool after_the = false;
  bool in_list = false;               // after "," or "and" of a find
  bool head = false;                  // begins with a word that begins names of places
  bool listed = false;                // one of a list that may have lost its commas
  bool ordinary = false;              // unknown, and an ordinary word is part of it
  bool inside = false;                // after "in" or "near"
  bool group = false;                 // "Dulaim tribe": a name of people
  std::uint64_t inner_key = 0;        // of the known name that a site's name begins with
  bool upper = false;                 // in capitals within a sentence that is not
  std::optional<std::size_t> within;  // the find that follows after a comma and may hold it: "Khan Shaykhun, Syria"
  bool named_within = false;          // only a comma parts the two
  bool told = false;                  // which place this name is was said elsewhere in the text
  std::vector<std::size_t> inner;     // the finds that this one may hold
  std::uint32_t words = 0;
  double evidence = 0;

  [[nodiscard]] const Candidate* best() const { return settled ? &candidates[*settled] : nullptr; }
};

std::uint64_t key_hash(std::string_view key) {
  std::uint64_t h = 0xCBF29CE484222325ULL;
  for (const char c : key) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return h;
}

// A find below this is not reported.
constexpr double threshold = 0.9;

bool is_unit(PlaceKind kind) {
  return kind == PlaceKind::region || kind == PlaceKind::county || kind == PlaceKind::area;
}
bool is_settlement(PlaceKind kind) {
  return kind == PlaceKind::locality || kind == PlaceKind::neighbourhood;
}

// Whether a place is so well known that its bare name is usually it.
bool is_known_widely(const Place& place) {
  return place.kind == PlaceKind::country || place.kind == PlaceKind::area || place.population >= 300000 ||
         (place.kind == PlaceKind::region && place.prominence >= 6);
}

class PlaceFinder {
 public:
  PlaceFinder(const Document& document, const AnalysedText& text, const Gazetteer& gazetteer)
      : document_(document), text_(document.text), analysed_(text), gazetteer_(gazetteer) {}

  std::vector<PlaceMention> run() {
    words_.reserve(analysed_.tokens.size());
    for (const auto& token : analysed_.tokens) words_.push_back(word_of(text_, token));
    for (std::uint32_t s = 0; s < analysed_.sentences.size(); ++s) scan(s);
    spread_plural_nouns();
    find_containers();
    vote();
    look_loosely();
    settle();
    vote();
    settle();
    keep_one_sense();
    judge();
    return mentions();
  }

 private:
  // ---- scan ----

  [[nodiscard]] std::string_view surface(std::uint32_t token) const { return slice(text_, words_[token].span); }
  [[nodiscard]] bool is_word_token(std::uint32_t token) const { return words_[token].letters != Case::other; }

  // Nothing but a few blanks of one line between two neighbouring tokens.
  [[nodiscard]] bool adjoin(std::uint32_t left, std::uint32_t right) const {
    const auto a = analysed_.tokens[left].span.end;
    const auto b = analysed_.tokens[right].span.begin;
    if (b < a || b - a > 3) return false;
    return text_.substr(a, b - a).find('\n') == std::string_view::npos;
  }

  void fold(std::string_view name, Articles articles) {
    key_.clear();
    fold_place_name(name, articles, key_);
  }

  // The candidates that carry this name, into found_; with the article first, then without.
  bool look_up(std::string_view name) {
    found_.clear();
    fold(name, Articles::keep);
    gazetteer_.find(key_, found_);
    if (!found_.empty()) return true;
    kept_key_ = key_;
    fold(name, Articles::drop);
    if (key_ != kept_key_) gazetteer_.find(key_, found_);
    return !found_.empty();
  }

  bool is_given_name(std::uint32_t token) {
    if (!is_name_like(words_[token].letters)) return false;
    fold(surface(token), Articles::keep);
    return gazetteer_.is_given_name(key_);
  }

  bool is_ordinary(std::uint32_t token) {
    fold(surface(token), Articles::keep);
    return gazetteer_.is_word(key_);
  }

  // One past the last token of the longest run that could be one name from `first` on, at most seven tokens.
  std::uint32_t run_end(std::uint32_t first, std::uint32_t limit) const {
    std::uint32_t end = first + 1;
    for (std::uint32_t i = first + 1; i < limit && i < first + 7; ++i) {
      if (!adjoin(i - 1, i) || words_[i - 1].genitive || words_[i].hashtag) break;
      if (analysed_.tokens[i].kind == TokenKind::punct) {
        const Lower before(surface(i - 1));
        if (surface(i) == "." &&
            (std::string_view(before) == "st" || std::string_view(before) == "mt" || std::string_view(before) == "ft"))
          continue;
        break;
      }
      if (is_name_like(words_[i].letters)) {
        end = i + 1;
      } else if (words_[i].letters != Case::lower || !is_one_of(connectors, Lower(surface(i)))) {
        break;
      }
    }
    return end;
  }

  // Whether an exact, single-word hit may be this text: abbreviations are written in capitals, and other capitals are
  // seldom names.
  [[nodiscard]] bool fits_case(const PlaceName& name, const Word& word, Style style) const {
    const auto letters = slice(text_, word.span);
    if (name.abbreviation) return word.letters == Case::upper || letters.find('.') != std::string_view::npos;
    if (word.letters == Case::upper && style == Style::running && letters.size() <= 4) return false;
    return true;
  }

  // ", Ind.", ", IN": the short form of the unit that the place before the comma lies in.
  [[nodiscard]] bool in_short(std::uint32_t i) const {
    if (i < 2 || surface(i - 1) != "," || !is_name_like(words_[i - 2].letters)) return false;
    const std::uint32_t end = words_[i].span.end;
    return words_[i].letters == Case::upper || surface(i).find('.') != std::string_view::npos ||
           (end < text_.size() && text_[end] == '.');
  }

  // Two capitals without stops are a unit's only behind a place: "IN", "OR" and "ME" are words in a headline.
  [[nodiscard]] bool stands_alone(const Find& find, const PlaceName& name) const {
    return find.words > 1 || find.span.size() > 2 || gazetteer_.place(name.place).kind != PlaceKind::region;
  }

  void scan(std::uint32_t sentence_index) {
    const auto& sentence = analysed_.sentences[sentence_index];
    if (sentence.token_end > words_.size() || sentence.first_token >= sentence.token_end) return;
    const auto style =
        style_of(std::span(words_).subspan(sentence.first_token, sentence.token_end - sentence.first_token),
                 slice(text_, analysed_.tokens[sentence.token_end - 1].span) == ".");
    const std::size_t first_find = finds_.size();
    for (std::uint32_t i = sentence.first_token; i < sentence.token_end;) {
      const auto& word = words_[i];
      const bool article = word.letters == Case::lower && i + 1 < sentence.token_end &&
                           (surface(i) == "al" || surface(i) == "el") && is_name_like(words_[i + 1].letters) &&
                           adjoin(i, i + 1);
      if (!is_name_like(word.letters) && !article) {
        if (word.split != 0) scan_compound(i, sentence_index, style);
        ++i;
        continue;
      }
      const auto end = scan_name(i, sentence_index, style);
      i = std::max(end, i + 1);
    }
    for (std::size_t f = first_find; f < finds_.size(); ++f) note_context(finds_[f], sentence, style);
  }

  static bool is_article(std::string_view word) {
    return word == "al" || word == "el" || word == "ash" || word == "as" || word == "an" || word == "ar" ||
           word == "ad" || word == "at" || word == "az" || word == "ez";
  }

  Find& add_find(std::uint32_t first, std::uint32_t end, Span span, std::uint32_t sentence) {
    Find find;
    find.first = first;
    find.end = end;
    find.span = span;
    find.sentence = sentence;
    find.words = end - first;
    find.key = key_hash(key_);
    finds_.push_back(std::move(find));
    return finds_.back();
  }

  void take_candidates(Find& find, const Word* single, Style style) {
    for (const auto& name : found_) {
      if (single != nullptr && !fits_case(name, *single, style) && !(name.abbreviation && in_short(find.first)))
        continue;
      if (name.abbreviation && !stands_alone(find, name) && !in_short(find.first)) continue;
      find.candidates.push_back({name, gazetteer_.place(name.place), false, 0});
    }
    std::stable_sort(find.candidates.begin(), find.candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.place.population > b.place.population; });
    if (find.candidates.size() > 200) find.candidates.resize(200);
    find.adjective =
        !find.candidates.empty() &&
        std::all_of(find.candidates.begin(), find.candidates.end(),
                    [](const Candidate& c) { return c.name.adjective || (c.place.population == 0 && !c.name.main); }) &&
        std::any_of(find.candidates.begin(), find.candidates.end(),
                    [](const Candidate& c) { return c.name.adjective; });
    if (std::any_of(find.candidates.begin(), find.candidates.end(),
                    [](const Candidate& c) { return c.name.adjective; }) &&
        !find.adjective) {
      // "Lao", "Saudi", "Pole": the adjective wins over villages, not over cities.
      if (!std::any_of(find.candidates.begin(), find.candidates.end(),
                       [](const Candidate& c) { return !c.name.adjective && c.place.population >= 100000; })) {
        find.adjective = true;
      }
    }
    if (find.adjective) {
      std::erase_if(find.candidates, [](const Candidate& c) { return !c.name.adjective; });
    }
  }

  // Looks for a name at token `i`; returns one past what it took, or `i`.
  std::uint32_t scan_name(std::uint32_t i, std::uint32_t sentence_index, Style style) {
    const auto& sentence = analysed_.sentences[sentence_index];
    const bool opener = i == sentence.first_token && is_ordinary(i);
    const auto matched = scan_known(i, run_end(i, sentence.token_end), opener, sentence_index, style);
    if (opener && matched == i) return i + 1;
    const auto run = capital_run(i, sentence.token_end);
    if (style != Style::running || words_[i].letters == Case::none) return matched;
    if (run > matched && run > i + 1) {
      bool plural = false;
      const auto noun = noun_of(Lower(surface(run - 1)), plural);
      if ((noun == Noun::site || noun == Noun::county) && !plural && words_[run - 1].letters == Case::capital) {
        add_site(i, run, matched > i, noun, sentence_index);
        return run;
      }
    }
    if (matched > i) return matched;
    if (words_[i].split != 0) {
      scan_compound(i, sentence_index, style);
      return i + 1;
    }
    if (words_[i].letters == Case::upper) return run;
    if (is_direction(Lower(surface(i)))) return i + 1;  // "Eastern Aleppo": of the name that follows
    return scan_unknown(i, run, sentence_index);
  }

  // The longest name of the gazetteer that starts at `i`; returns one past it, or `i`.
  std::uint32_t scan_known(std::uint32_t i, std::uint32_t limit, bool opener, std::uint32_t sentence_index,
                           Style style) {
    const bool listed = is_listed(i);
    for (std::uint32_t end = limit; end > i; --end) {
      if (!is_name_like(words_[end - 1].letters)) continue;
      const bool single = end == i + 1;
      if (single && (opener || is_direction(Lower(surface(i))))) break;
      const Span span{words_[i].span.begin, words_[end - 1].span.end};
      if (span.size() > 80) continue;
      if (!look_up(slice(text_, span)) && !(single && look_up_without_apostrophe(i))) continue;
      Find& find = add_find(i, end, single ? words_[i].span : span, sentence_index);
      take_candidates(find, single ? &words_[i] : nullptr, style);
      find.listed = listed;
      // "Urum" of "Urum al-Joz": a village's name that goes on is another village's.
      const bool goes_on =
          end < limit && !has_widely_known(find) &&
          (has_article(end) || is_honorific(Lower(surface(i))) || precedes_noun(limit, sentence_index));
      if (!find.candidates.empty() && !goes_on) return end;
      finds_.pop_back();
    }
    return i;
  }

  // "Syrias": some texts have lost their apostrophes. Believed of countries alone.
  bool look_up_without_apostrophe(std::uint32_t i) {
    auto& word = words_[i];
    const auto name = slice(text_, word.span);
    if (word.genitive || name.size() < 5 || !name.ends_with("s")) return false;
    if (!look_up(name.substr(0, name.size() - 1))) return false;
    std::erase_if(found_, [this](const PlaceName& n) {
      return n.adjective || gazetteer_.place(n.place).kind != PlaceKind::country;
    });
    if (found_.empty()) return false;
    --word.span.end;
    word.genitive = true;
    return true;
  }

  // A proper name that ends in the noun of a site or county, whether or not its first word is known.
  void add_site(std::uint32_t first, std::uint32_t end, bool known, Noun noun, std::uint32_t sentence_index) {
    std::vector<Candidate> inner;
    std::uint64_t inner_key = 0;
    if (known) {
      if (!finds_.back().adjective) inner = std::move(finds_.back().candidates);
      inner_key = finds_.back().key;
      finds_.pop_back();
    }
    // A county is not the town it shares its name with; a site stands in it.
    if (noun == Noun::county) std::erase_if(inner, [](const Candidate& c) { return !is_unit(c.place.kind); });
    const Span span{words_[first].span.begin, words_[end - 1].span.end};
    fold(slice(text_, span), Articles::keep);
    Find& find = add_find(first, end, span, sentence_index);
    find.site = true;
    find.noun = noun;
    find.inner_key = inner_key;
    find.candidates = std::move(inner);
  }

  // A run of capitalised words that the gazetteer does not know. It is kept, in pieces that could each be a name, until
  // the words around it are weighed: "Urum al-Joz", "Kafr Zita Jeb al-Rayan" (of a list that lost its commas).
  std::uint32_t scan_unknown(std::uint32_t i, std::uint32_t run, std::uint32_t sentence_index) {
    const bool list = is_listed(i);
    const bool head = is_one_of(place_heads, Lower(surface(i)));
    std::uint32_t end = i + 1;

    const bool split = has_article(i);
    if (!split && end < run && (head || has_article(end))) {
      ++end;
    } else if (!split && !list) {
      while (end < run && !has_article(end) && !is_one_of(place_heads, Lower(surface(end)))) ++end;
    }
    if (end - i > 4) return run;
    // Not over a known name that ends the run: "Governor Aleppo" is left to the next look.
    for (std::uint32_t j = head ? end : i + 1; j < end; ++j) {
      if (is_direction(Lower(surface(j)))) continue;
      if (look_up(slice(text_, {words_[j].span.begin, words_[end - 1].span.end})) && !all_minor()) return j;
    }
    bool ordinary = false;
    for (std::uint32_t j = i; j < end; ++j) ordinary = ordinary || (is_ordinary(j) && !is_honorific(Lower(surface(j))));
    if (end == i + 1 && (ordinary || is_plural_of_known_word(i))) return end;
    const Span span{words_[i].span.begin, words_[end - 1].span.end};
    fold(slice(text_, span), Articles::keep);
    Find& find = add_find(i, end, span, sentence_index);
    find.head = head && end > i + 1;
    find.listed = list || split;
    find.ordinary = ordinary;
    return end;
  }

  // Part of places' names as often as a title: "Sheikh Maqsood".
  static bool is_honorific(std::string_view word) {
    return word == "sheikh" || word == "shaykh" || word == "sheik" || word == "cheikh" || word == "imam" ||
           word == "sultan";
  }

  // "Tuesdays", "Assads": of texts that have lost their apostrophes.
  bool is_plural_of_known_word(std::uint32_t i) {
    auto name = surface(i);
    if (is_given_name(i)) return true;
    if (name.size() < 4 || !name.ends_with("s")) return false;
    name.remove_suffix(1);
    fold(name, Articles::keep);
    return gazetteer_.is_word(key_) || gazetteer_.is_given_name(key_);
  }

  // "al-Joz"
  [[nodiscard]] bool has_article(std::uint32_t token) const {
    const auto word = surface(token);
    const auto hyphen = word.find('-');
    return hyphen <= 3 && is_article(Lower(word.substr(0, hyphen)));
  }

  [[nodiscard]] bool is_listed(std::uint32_t i) const {
    return follows_plural_of(i) || (!finds_.empty() && finds_.back().listed && finds_.back().end == i);
  }

  // "the Olde Towne East neighborhood"
  [[nodiscard]] bool precedes_noun(std::uint32_t token, std::uint32_t sentence_index) const {
    if (token >= analysed_.sentences[sentence_index].token_end || words_[token].letters != Case::lower) return false;
    const auto noun = noun_of(Lower(surface(token)));
    return noun == Noun::settlement || noun == Noun::county;
  }

  // "the villages of"
  [[nodiscard]] bool follows_plural_of(std::uint32_t i) const {
    if (i < 2 || surface(i - 1) != "of") return false;
    bool plural = false;
    return noun_of(Lower(surface(i - 2)), plural) != Noun::none && plural;
  }

  [[nodiscard]] bool all_minor() const {
    return std::all_of(found_.begin(), found_.end(), [this](const PlaceName& n) {
      return !n.adjective && !is_known_widely(gazetteer_.place(n.place));
    });
  }

  // Adjoining capitalised words, with articles between them.
  [[nodiscard]] std::uint32_t capital_run(std::uint32_t first, std::uint32_t limit) const {
    std::uint32_t end = first + 1;
    if (words_[first].genitive || is_one_of(weekdays, Lower(surface(first)))) return end;
    for (std::uint32_t i = first + 1; i < limit && i < first + 6; ++i) {
      if (!adjoin(i - 1, i) || words_[i].hashtag) break;
      if (is_name_like(words_[i].letters)) {
        // "an attack in Quneitra A person was hurt": a sentence that lost its stop.
        if (surface(i) == "A" && i + 1 < limit && words_[i + 1].letters == Case::lower) break;
        end = i + 1;
        if (words_[i].genitive) break;
      } else if (words_[i].letters != Case::lower || !is_article(surface(i)) || end < i) {
        break;  // one article joins two words, never "at an"
      }
    }
    return end;
  }

  // "UK-based", "Damascus-Aleppo": the parts of a token that is no name as a whole.
  void scan_compound(std::uint32_t i, std::uint32_t sentence_index, Style style) {
    const auto& word = words_[i];
    const Span head{word.span.begin, word.split};
    const Span tail{word.split + 1, word.span.end};
    const bool tail_is_name = starts_upper(slice(text_, tail));
    if (tail_is_name && !(look_up(slice(text_, head)) && look_up(slice(text_, tail)))) {
      // "Wells-Goodfellow": one name, and not a known one.
      if (style != Style::running) return;
      fold(slice(text_, word.span), Articles::keep);
      add_find(i, i + 1, word.span, sentence_index);
      return;
    }
    for (const auto span : {head, tail}) {
      if (span == tail && !tail_is_name) break;
      if (!look_up(slice(text_, span))) continue;
      const Word part{span, case_of(slice(text_, span)), false, false, 0};
      Find& find = add_find(i, i + 1, span, sentence_index);
      find.compound = true;
      take_candidates(find, &part, style);
      std::erase_if(find.candidates,
                    [](const Candidate& c) { return !is_known_widely(c.place) && c.place.population < 15000; });
      if (find.candidates.empty()) {
        finds_.pop_back();
      } else if (!tail_is_name) {
        find.adjective = true;
      }
    }
  }

  // What stands around a find within its sentence.
  void note_context(Find& find, const Sentence& sentence, Style style) {
    find.title_style = style != Style::running;
    find.sentence_start = find.first == sentence.first_token || follows_opening(find.first);
    find.dateline =
        (document_.dateline && document_.dateline->span.overlaps(find.span)) || opens_report(find, sentence);
    find.upper = style == Style::running && find.words == 1 && words_[find.first].letters == Case::upper;
    // A list hands its preposition and its noun on: "in Hama, Homs and Idlib".
    if (const Find* before = before_in_list(find); before != nullptr) {
      find.in_list = true;
      find.strong_preposition = before->strong_preposition;
      find.inside = before->inside;
      if (before->noun_before) {
        find.noun = find.noun == Noun::none ? before->noun : find.noun;
        find.noun_before = true;
        find.noun_plural = before->noun_plural;
      }
    }
    note_left(find, sentence);
    note_right(find, sentence, style);
  }

  // The find that ends where `find`'s list goes on: only commas and "and" between, the last of them adjoining.
  [[nodiscard]] const Find* before_in_list(const Find& find) const {
    const Find* last = nullptr;
    // The finds of a sentence stand at the end of all; those of earlier ones are no concern.
    for (std::size_t f = finds_.size(); f-- > 0 && finds_[f].sentence == find.sentence;) {
      if (finds_[f].end <= find.first) {
        last = &finds_[f];
        break;
      }
    }
    if (last == nullptr || find.first - last->end > 2) return nullptr;
    if (find.first == last->end) return last->listed ? last : nullptr;
    for (std::uint32_t t = last->end; t < find.first; ++t) {
      const auto word = slice(text_, analysed_.tokens[t].span);
      if (word != "," && word != "and" && word != "or" && word != "&" && word != "/") return nullptr;
    }
    return last;
  }

  // "AMMAN (Agency) —", "SALINA, Kan. —": a dateline, whether or not the reader of the file has seen it.
  [[nodiscard]] bool opens_report(const Find& find, const Sentence& sentence) const {
    if (find.first != sentence.first_token || find.end >= sentence.token_end || sentence.kind == BlockKind::heading)
      return false;
    for (std::uint32_t t = find.first; t < find.end; ++t) {
      if (words_[t].letters != Case::upper) return false;
    }
    const auto mark = slice(text_, analysed_.tokens[find.end].span);
    return mark == "," || mark == "(" || mark == "—" || mark == "–" || mark == "-";
  }

  // After an opening quote or a colon a capital says nothing.
  [[nodiscard]] bool follows_opening(std::uint32_t token) const {
    const auto& before = analysed_.tokens[token - 1];
    if (before.kind != TokenKind::punct) return false;
    const auto mark = slice(text_, before.span);
    return mark == "\"" || mark == "“" || mark == "‘" || mark == "'" || mark == ":" || mark == "—" || mark == "–" ||
           mark == "-";
  }

  void note_left(Find& find, const Sentence& sentence) {
    std::uint32_t t = find.first;
    bool quoted = false;
    auto step = [&]() -> bool {  // to the word before, over an opening quote
      if (t == sentence.first_token) return false;
      --t;
      if (!quoted && analysed_.tokens[t].kind == TokenKind::punct && t > sentence.first_token &&
          (surface(t) == "\"" || surface(t) == "“" || surface(t) == "‘" || surface(t) == "'")) {
        quoted = true;
        --t;
      }
      return is_word_token(t);
    };
    if (!step()) return;
    Lower word(surface(t));
    // Directions and adjectives of country between the preposition and the name.
    for (int skipped = 0; skipped < 3; ++skipped) {
      if (is_direction(word)) {
        find.direction = true;
      } else if (is_name_like(words_[t].letters) && is_adjective(t)) {
      } else {
        bool plural = false;
        const auto noun = noun_of(word, plural);
        // "the city Idlib", "downtown Aleppo", "village Khansir"
        if (noun == Noun::none || words_[t].letters != Case::lower || find.site) break;
        if (noun == Noun::settlement) {
          find.noun = noun;
          find.noun_before = true;
        }
        break;
      }
      if (!step()) return;
      word = Lower(surface(t));
    }
    const auto letters = words_[t].letters;
    if (std::string_view(word) == "the") {
      find.after_the = true;
      if (!step()) return;
      word = Lower(surface(t));
    }
    if (is_one_of(strong_prepositions, word)) {
      find.strong_preposition = true;
      const std::string_view preposition = word;
      find.inside = preposition == "in" || preposition == "near" || preposition == "inside" || preposition == "outside";
      return;
    }
    if (is_one_of(weak_prepositions, word)) {
      find.weak_preposition = true;
      if (std::string_view(word) != "of" || t == sentence.first_token) return;
      const Lower noun_word(surface(t - 1));
      bool plural = false;
      auto noun = noun_of(noun_word, plural);
      if (noun == Noun::none) {
        // "much of", "parts of", "north of", "kilometres (miles) of"
        if (is_direction(noun_word)) find.strong_preposition = true;
        return;
      }
      if (find.noun == Noun::none || find.noun == Noun::rural || !find.site) {
        if (noun == Noun::site) noun = Noun::settlement;
        if (find.noun == Noun::none || find.noun_before) find.noun = noun;
        find.noun_before = true;
        find.noun_plural = plural;
      }
      return;
    }
    if (is_name_like(letters) && adjoin(t, find.first)) {
      const bool opener = t == sentence.first_token && is_ordinary(t);
      if (is_one_of(titles, word) || is_given_name(t)) {
        find.person = true;
      } else if (!opener && !find.listed && !find.title_style && !belongs_to_find(t) && !is_calendar_word(word)) {
        find.beside_name = true;
      }
    } else if (letters == Case::lower && is_one_of(titles, word)) {
      find.person = true;
    }
  }

  void note_right(Find& find, const Sentence& sentence, Style style) {
    std::uint32_t t = find.end;
    if (t >= sentence.token_end) return;
    const auto& token = analysed_.tokens[t];
    if (token.kind == TokenKind::punct && slice(text_, token.span) == "," && t + 2 < sentence.token_end &&
        analysed_.tokens[t + 1].kind == TokenKind::number && slice(text_, analysed_.tokens[t + 2].span) == ",") {
      find.person = find.person || !find.strong_preposition;  // "Davis, 44,"
      return;
    }
    if (find.noun == Noun::none && !find.site) note_apposition(find, sentence);
    if (words_[t].letters == Case::other || !adjoin(find.end - 1, t)) return;
    Lower word(surface(t));
    if (words_[t].letters == Case::lower) {
      std::uint32_t n = t;
      for (int skipped = 0; skipped < 2 && n + 1 < sentence.token_end && is_one_of(site_adjectives, Lower(surface(n)));
           ++skipped)
        ++n;
      bool plural = false;
      const auto noun = noun_of(Lower(surface(n)), plural);
      if (noun != Noun::none && words_[n].letters == Case::lower) {
        const bool owner = words_[find.end - 1].genitive;  // "Syria's province of": of the country, not called so
        if (!owner) {
          find.noun = noun;
          find.noun_plural = plural;
          find.noun_before = false;
        }
      }
      if (is_one_of(say_words, word)) find.says = true;
      if (is_one_of(group_nouns, word) && !words_[find.end - 1].genitive) find.group = true;
      return;
    }
    if (words_[find.end - 1].genitive) return;
    bool plural = false;
    const auto noun = noun_of(word, plural);
    if (noun != Noun::none) {
      if (!find.site) {
        find.noun = noun;
        find.noun_plural = plural;
        find.noun_before = false;
      }
      return;
    }
    if (style == Style::running && !find.listed && !belongs_to_find(t) && !is_calendar_word(word) && !words_[t].hashtag)
      find.beside_name = true;
  }

  // "Northtown, a small town on the road to", "Eastford, the village where": what is told of a place by what it is.
  // Before another noun the word tells of a person: "Marsh, a town councillor".
  void note_apposition(Find& find, const Sentence& sentence) {
    constexpr std::uint32_t longest = 4;  // words between the comma and the noun, and the article
    std::uint32_t t = find.end;
    if (surface(t) != "," || t + 2 >= sentence.token_end) return;
    const Lower article(surface(++t));
    if (std::string_view(article) != "a" && std::string_view(article) != "an" && std::string_view(article) != "the")
      return;
    for (std::uint32_t k = t + 1; k < sentence.token_end && k <= t + longest; ++k) {
      if (words_[k].letters != Case::lower) return;
      const auto noun = noun_of(Lower(surface(k)));
      if (noun == Noun::none) continue;
      const bool last = k + 1 >= sentence.token_end || analysed_.tokens[k + 1].kind == TokenKind::punct;
      const Lower after(last ? std::string_view{} : surface(k + 1));
      if (last || is_one_of(after_places, after)) {
        find.noun = noun;
        find.noun_before = true;
      }
      return;
    }
  }

  [[nodiscard]] bool is_adjective(std::uint32_t token) const {
    for (std::size_t f = finds_.size(); f-- > 0;) {
      if (finds_[f].first <= token && token < finds_[f].end) return finds_[f].adjective;
      if (finds_[f].end <= token) break;
    }
    return false;
  }

  [[nodiscard]] bool belongs_to_find(std::uint32_t token) const {
    for (std::size_t f = finds_.size(); f-- > 0;) {
      if (finds_[f].first <= token && token < finds_[f].end)
        return finds_[f].listed || finds_[f].head ||
               (!finds_[f].candidates.empty() && (finds_[f].adjective || has_widely_known(finds_[f])));
      if (finds_[f].end + 8 <= token) break;
    }
    return false;
  }

  [[nodiscard]] static bool has_widely_known(const Find& find) {
    return std::any_of(find.candidates.begin(), find.candidates.end(),
                       [](const Candidate& c) { return is_known_widely(c.place); });
  }

  [[nodiscard]] static bool is_calendar_word(std::string_view word) {
    constexpr std::array<std::string_view, 20> words{"april",   "august",   "december", "february", "friday",
                                                     "january", "july",     "june",     "march",    "may",
                                                     "monday",  "november", "october",  "saturday", "september",
                                                     "sunday",  "thursday", "today",    "tuesday",  "wednesday"};
    return is_one_of(words, word);
  }

  // "Aleppo, Idlib and Hama provinces": the plural noun is of every name of its list.
  void spread_plural_nouns() {
    for (std::size_t f = finds_.size(); f-- > 1;) {
      if (!finds_[f].noun_plural || finds_[f].noun == Noun::none || finds_[f].noun_before) continue;
      for (std::size_t g = f; g > 0 && finds_[g].in_list && finds_[g - 1].sentence == finds_[f].sentence; --g) {
        if (finds_[g - 1].noun != Noun::none) break;
        finds_[g - 1].noun = finds_[f].noun;
        finds_[g - 1].noun_plural = true;
      }
    }
  }

  // "Khan Shaykhun, Idlib province, Syria"
  void find_containers() {
    for (std::size_t f = 0; f + 1 < finds_.size(); ++f) {
      const auto& next = finds_[f + 1];
      if (next.sentence != finds_[f].sentence || next.adjective || next.candidates.empty()) continue;
      const auto gap = next.first - finds_[f].end;
      if (next.first < finds_[f].end || gap == 0 || gap > 4) continue;
      const auto between =
          slice(text_, {analysed_.tokens[finds_[f].end - 1].span.end, analysed_.tokens[next.first].span.begin});
      const bool comma = between == ", " || between == ",";
      const bool in = between == " in " || between == ", in " || between == " in the " ||
                      between.find(" in ") != std::string_view::npos;
      if (comma || (in && between.size() < 24)) {
        finds_[f].within = f + 1;
        finds_[f].named_within = comma;
        finds_[f + 1].inner.push_back(f);
      }
    }
  }

  // ---- context ----

  struct Country {
    std::string_view code;
    double votes = 0;
  };

  struct Unit {
    std::string_view country;
    std::string_view name;
    double votes = 0;
  };

  // What share of the places that the text settles in a country lies in the first-level unit of `place`.
  [[nodiscard]] double share_of_unit(const Place& place) const {
    if (place.region.empty()) return 0;
    double own = 0;
    double all = 0;
    for (const Unit& unit : unit_votes_) {
      if (unit.country != place.country) continue;
      all += unit.votes;
      if (unit.name == place.region) own = unit.votes;
    }
    return own / (all + 1);
  }

  void vote_for_unit(const Place& place, double weight) {
    const std::string_view name = place.kind == PlaceKind::region ? place.name : place.region;
    if (name.empty()) return;
    for (Unit& unit : unit_votes_) {
      if (unit.country == place.country && unit.name == name) {
        unit.votes += weight;
        return;
      }
    }
    unit_votes_.push_back({place.country, name, weight});
  }

  double& votes_of(std::string_view code) {
    for (auto& country : countries_) {
      if (country.code == code) return country.votes;
    }
    countries_.push_back({code, 0});
    return countries_.back().votes;
  }

  [[nodiscard]] double share_of(std::string_view code) const {
    if (code.empty() || total_votes_ <= 0) return 0;
    for (const auto& country : countries_) {
      if (country.code == code) return country.votes / total_votes_;
    }
    return 0;
  }

  // Several places share the name, all in one country.
  [[nodiscard]] static bool one_country(const Find& find) {
    const std::string_view country = find.candidates.front().place.country;
    return find.words > 1 && find.candidates.size() > 1 && !country.empty() &&
           std::all_of(find.candidates.begin(), find.candidates.end(),
                       [country](const Candidate& c) { return c.place.country == country; });
  }

  void vote() {
    countries_.clear();
    unit_votes_.clear();
    total_votes_ = 0;
    for (const auto& find : finds_) {
      if (find.candidates.empty() || find.person || find.compound) continue;
      const auto& best = find.settled ? find.candidates[*find.settled] : find.candidates.front();
      const auto& place = best.place;
      if (place.country.empty() || best.name.word) continue;
      double weight = 0;
      if (find.adjective) {
        weight = 0.6;
      } else if (find.beside_name && place.kind != PlaceKind::country) {
        continue;
      } else if (place.kind == PlaceKind::country) {
        // "Georgia" and "Jordan" are names of other places as well.
        const bool alone = std::none_of(find.candidates.begin(), find.candidates.end(), [&](const Candidate& c) {
          return c.place.country != place.country && c.place.prominence >= 6;
        });
        weight = alone ? 1.5 : 0.4;
      } else if (one_country(find)) {
        // "Henry County": which one is open, and its country is not.
        weight = 1.0;
      } else if (find.settled) {
        weight = best.fit > 2 ? 1.0 : 0.3;
      } else if (is_known_widely(place)) {
        // A great place that shares its name with no other that is nearly as great.
        const bool alone = std::none_of(find.candidates.begin() + 1, find.candidates.end(), [&](const Candidate& c) {
          return c.place.country != place.country && c.place.population * 8 > place.population;
        });
        weight = alone ? 1.0 : 0.2;
      } else {
        continue;
      }
      if (find.dateline) weight *= 2;
      votes_of(place.country) += weight;
      total_votes_ += weight;
      if (place.kind != PlaceKind::country && !find.adjective && !one_country(find)) vote_for_unit(place, weight);
    }
  }

  // Finds that stand where a place stands and whose name no place of the document's own countries carries: names there
  // that differ in their vowels.
  void look_loosely() {
    if (total_votes_ < 1) return;
    for (auto& find : finds_) {
      if (find.site || find.person || find.beside_name || find.adjective || !stands_as_place(find)) continue;
      const bool placed = std::any_of(find.candidates.begin(), find.candidates.end(), [this](const Candidate& c) {
        return is_known_widely(c.place) || share_of(c.place.country) > 0.05;
      });
      if (placed) continue;
      // "Eastern Gouta" first, then "Gouta".
      if (find.direction && find.first > 0 && is_name_like(words_[find.first - 1].letters) &&
          adjoin(find.first - 1, find.first)) {
        const Span wider{words_[find.first - 1].span.begin, find.span.end};
        if (add_loose(find, wider)) {
          find.span = wider;
          --find.first;
          continue;
        }
      }
      add_loose(find, find.span);
    }
  }

  bool add_loose(Find& find, Span span) {
    const auto key = fold_place_name(slice(text_, span), Articles::drop);
    const auto skeleton = place_skeleton(key);
    if (skeleton.empty()) return false;
    const std::size_t before = find.candidates.size();
    for (const auto& country : countries_) {
      if (country.votes < 1.5 || country.votes < 0.12 * total_votes_) continue;
      found_.clear();
      gazetteer_.find_loosely(skeleton, country.code, found_);
      for (const auto& name : found_) {
        const auto place = gazetteer_.place(name.place);
        if (similarity(key, fold_place_name(place.name, Articles::drop)) >= 0.6)
          find.candidates.push_back({name, place, true, 0});
      }
    }
    return find.candidates.size() > before;
  }

  [[nodiscard]] static bool stands_as_place(const Find& find) {
    return find.strong_preposition || find.noun != Noun::none || find.head || find.dateline || find.in_list;
  }

  // ---- settle ----

  [[nodiscard]] double fit_of(const Find& find, const Candidate& candidate) const {
    const auto& place = candidate.place;
    double fit = 0.35 * place.prominence;
    if (candidate.name.main) fit += 0.5;
    if (candidate.loose) fit -= 1.0;
    switch (place.kind) {
      case PlaceKind::country:
        fit += 3.5;
        break;
      case PlaceKind::area:
        fit += 2.0;
        break;
      case PlaceKind::region:
        fit += 0.8;
        break;
      case PlaceKind::locality:
        fit += 1.3;
        break;
      case PlaceKind::neighbourhood:
        break;
      case PlaceKind::county:
        fit -= 0.8;
        break;
    }
    switch (find.noun) {
      case Noun::region:
        fit += place.kind == PlaceKind::region    ? 4.0
               : is_unit(place.kind)              ? 2.5
               : place.kind == PlaceKind::country ? -2.0
                                                  : 0.0;
        break;
      case Noun::county:
        fit += place.kind == PlaceKind::county          ? 3.0
               : place.kind == PlaceKind::neighbourhood ? 2.5
               : is_unit(place.kind)                    ? 1.0
                                                        : 0.0;
        break;
      case Noun::settlement:
        fit += is_settlement(place.kind) ? 3.0 : place.kind == PlaceKind::country ? -1.0 : 0.0;
        break;
      case Noun::rural:
        fit += place.kind == PlaceKind::country ? -1.0 : 0.0;
        break;
      case Noun::site:
        fit += is_settlement(place.kind) ? 0.5 : 0.0;
        break;
      case Noun::street:
      case Noun::none:
        break;
    }
    const double share = share_of(place.country);
    fit += 3.5 * share + (share > 0.12 ? 0.8 : 0.0);
    if (find.within) {
      const auto& holder = finds_[*find.within];
      double best = 0;
      for (const auto& outer : holder.candidates) best = std::max(best, holds(outer.place, place));
      fit += 3.0 * best;
      // "Paris, Kentucky": said outright, whatever greater place has the name.
      const Candidate* whole = holder.best();
      if (find.named_within && whole != nullptr && !is_settlement(whole->place.kind) &&
          holds(whole->place, place) > 0.9)
        fit += 4.0;
    } else if ((is_settlement(place.kind) || place.kind == PlaceKind::county) && !place.region.empty() &&
               unit_named(place.region)) {
      fit += 0.7;
    }
    if (place.kind == PlaceKind::county || is_settlement(place.kind)) fit += 1.5 * share_of_unit(place);
    // "Atlanta, Georgia": what lies in it tells which one is meant.
    if (!is_settlement(place.kind)) {
      double held = 0;
      for (const std::size_t inner : find.inner) {
        for (const Candidate& one : finds_[inner].candidates) {
          if (one.place.kind == PlaceKind::county || one.place.population >= 15000)
            held = std::max(held, holds(place, one.place));
        }
      }
      if (held > 0.9) fit += 2.5;
    }
    return fit;
  }

  // 1 where `outer` is the unit or country of `inner`, 0.7 where it lies beside it, 0 otherwise.
  [[nodiscard]] static double holds(const Place& outer, const Place& inner) {
    if (outer.kind == PlaceKind::country)
      return inner.kind != PlaceKind::country && outer.country == inner.country ? 1 : 0;
    if (outer.country != inner.country) return 0;
    if (is_unit(outer.kind) && !outer.region.empty() && outer.region == inner.region) return 1;
    if (outer.name == inner.region || outer.name == inner.county) return 1;
    if (inner.kind != PlaceKind::country && kilometres(outer, inner) < 80) return 0.7;
    return 0;
  }

  [[nodiscard]] bool unit_named(std::string_view region) const {
    return std::any_of(units_.begin(), units_.end(), [&](std::string_view unit) { return unit == region; });
  }

  void settle() {
    units_.clear();
    for (const auto& find : finds_) {
      const auto* best = find.settled ? find.best() : find.candidates.empty() ? nullptr : &find.candidates.front();
      if (best != nullptr && !find.adjective && (is_unit(best->place.kind) || best->place.population >= 50000) &&
          !best->place.region.empty() && !unit_named(best->place.region)) {
        units_.push_back(best->place.region);
      }
    }
    anchors_.clear();
    for (auto& find : finds_) {
      choose(find, {});
      // What is settled beyond doubt places the others.
      if (find.settled && !find.adjective && !find.beside_name && !find.person) {
        const auto& best = find.candidates[*find.settled];
        if (best.place.kind != PlaceKind::country && best.place.population >= 10000 && margin_ > 1.0 &&
            anchors_.size() < 64)
          anchors_.push_back(best.place);
      }
    }
    if (anchors_.empty()) return;
    for (auto& find : finds_) {
      if (find.candidates.size() > 1 && !find.adjective) choose(find, anchors_);
    }
  }

  void choose(Find& find, std::span<const Place> anchors) {
    find.settled.reset();
    margin_ = 0;
    double best = -1e9;
    double second = -1e9;
    for (std::size_t c = 0; c < find.candidates.size(); ++c) {
      auto& candidate = find.candidates[c];
      candidate.fit = fit_of(find, candidate);
      if (!anchors.empty() && is_settlement(candidate.place.kind)) {
        double nearest = 1e9;
        for (const auto& anchor : anchors) nearest = std::min(nearest, kilometres(anchor, candidate.place));
        candidate.fit += 1.8 * std::exp(-nearest / 80);
      }
      if (candidate.fit > best) {
        second = best;
        best = candidate.fit;
        find.settled = c;
      } else {
        second = std::max(second, candidate.fit);
      }
    }
    margin_ = best - second;
  }

  // "Paris, Texas", and "Paris" after it: a name that its text once puts into a larger place means that one throughout,
  // where another is not put elsewhere (one sense a discourse: Gale, Church and Yarowsky 1992).
  void keep_one_sense() {
    std::unordered_map<std::uint64_t, std::optional<std::uint32_t>> told;
    const auto put = [this](const Find& find) {
      if (!find.within || !find.settled || find.adjective || find.person) return false;
      const Find& holder = finds_[*find.within];
      return holder.settled && holds(holder.candidates[*holder.settled].place, find.best()->place) > 0.9;
    };
    for (const Find& find : finds_) {
      if (!put(find)) continue;
      const auto [at, fresh] = told.emplace(find.key, find.best()->name.place);
      if (!fresh && at->second != find.best()->name.place) at->second.reset();
    }
    for (Find& find : finds_) {
      if (find.adjective || put(find)) continue;
      const auto sense = told.find(find.key);
      if (sense == told.end() || !sense->second) continue;
      // "Indiana, Pennsylvania" makes no town of the state.
      const Candidate* best = find.best();
      if (best != nullptr && !is_settlement(best->place.kind)) continue;
      for (std::size_t c = 0; c < find.candidates.size(); ++c) {
        if (find.candidates[c].name.place != *sense->second) continue;
        find.settled = c;
        find.told = true;
      }
    }
  }

  // ---- judge ----

  void judge() {
    for (auto& find : finds_) find.evidence = evidence_for(find);
    // One sense a document: what is surely a place once lifts its repeats; what is surely a person sinks them.
    std::vector<std::pair<std::uint64_t, int>> senses;
    for (const auto& find : finds_) {
      if (find.person && find.words == 1) senses.emplace_back(find.key, -1);
      if (!find.person && !find.adjective && find.evidence >= 2.5) senses.emplace_back(find.key, 1);
    }
    std::sort(senses.begin(), senses.end());
    for (auto& find : finds_) {
      const auto range = std::equal_range(senses.begin(), senses.end(), std::pair(find.key, 0),
                                          [](const auto& a, const auto& b) { return a.first < b.first; });
      int sum = 0;
      for (auto s = range.first; s != range.second; ++s) sum += s->second;
      if (find.site && find.best() != nullptr) {
        // The town that a site is called after is often another one's: the document must know the town.
        const bool named = std::binary_search(senses.begin(), senses.end(), std::pair(find.inner_key, 1));
        const auto& place = find.best()->place;
        const double share = share_of(place.country);
        const bool near = std::any_of(anchors_.begin(), anchors_.end(),
                                      [&](const Place& anchor) { return kilometres(anchor, place) < 120; });
        if (!named && !(share > 0.12 && is_known_widely(place)) && !(share > 0.4 && near)) {
          find.settled.reset();
          find.candidates.clear();
        }
      }
      const auto* best = find.best();
      if (sum < 0 && (best == nullptr || !is_known_widely(best->place))) find.evidence -= 3.0;
      if (sum > 0 && !find.person) find.evidence += 1.5;
      // What stands in a list with a place is likely one.
      if (find.in_list && &find != finds_.data()) {
        const Find& before = *(&find - 1);
        if (before.sentence == find.sentence && !before.adjective && before.evidence >= threshold)
          find.evidence += find.candidates.empty() ? 2.0 : 1.0;
      }
    }
  }

  [[nodiscard]] double evidence_for(const Find& find) const {
    const auto* best = find.best();
    if (find.adjective) {
      // "They" folds as "Thai" does, and "Polish" may be the verb.
      const bool doubtful = best == nullptr || (best->name.word && (find.title_style || find.sentence_start));
      return doubtful ? -9.0 : 3.0;
    }
    double evidence = 0;
    if (find.strong_preposition) evidence += 2.0;
    if (find.weak_preposition) evidence += 0.8;
    if (find.direction) evidence += 1.0;
    if (find.dateline) evidence += 3.0;
    if (find.noun != Noun::none)
      evidence += find.noun == Noun::street && !find.noun_before ? -5.0 : find.noun == Noun::rural ? 1.2 : 2.2;
    if (find.site) evidence += 0.5;
    if (find.head) evidence += 2.0;
    if (find.in_list) evidence += 0.3;
    if (find.person) evidence -= 4.0;
    if (find.beside_name)
      evidence -=
          best != nullptr && best->place.kind == PlaceKind::country && (best->name.main || best->name.abbreviation)
              ? 1.5
              : 2.5;
    if (find.says) evidence -= 1.5;
    if (find.group && (best == nullptr || best->place.kind != PlaceKind::country)) evidence -= 3.0;
    if (best == nullptr) {
      // Unknown: only where the words around it say so.
      if (find.title_style || find.upper) return -9;
      if (find.inside) evidence += 1.3;
      if (find.ordinary && find.noun == Noun::none && !find.head) evidence -= 1.5;
      return evidence - 1.6 - (find.after_the ? 1.0 : 0.0) - (find.noun == Noun::none && !find.head ? 0.6 : 0.0) -
             (find.says ? 1.0 : 0.0);
    }
    const auto& place = best->place;
    switch (place.kind) {
      case PlaceKind::country:
      case PlaceKind::area:
        evidence += 3.0;
        break;
      case PlaceKind::region:
        evidence += 1.8;
        break;
      default:
        evidence += place.population >= 1000000  ? 2.5
                    : place.population >= 300000 ? 2.0
                    : place.population >= 100000 ? 1.2
                    : place.population >= 15000  ? 0.4
                                                 : -0.6;
    }
    const double share = share_of(place.country);
    if (place.kind != PlaceKind::country)
      evidence += share > 0.3 ? 1.0 : share > 0.12 ? 0.5 : is_known_widely(place) ? 0.0 : -1.2;
    if (find.within && best->fit > 4 && finds_[*find.within].settled &&
        holds(finds_[*find.within].candidates[*finds_[*find.within].settled].place, place) > 0.9) {
      evidence += 2.0;
    }
    if (find.told) evidence += 2.0;
    if (best->name.abbreviation && in_short(find.first)) evidence += 3.0;
    if (find.words > 1) evidence += share > 0.3 ? 1.6 : 0.8;
    if (best->loose) evidence -= 0.5;
    if (find.site) return evidence;
    if (find.words == 1 && best->name.word && !best->name.abbreviation) {
      const bool noun_beside = find.noun_before && !find.noun_plural;
      const double risk = find.title_style || find.sentence_start ? 6.0 : find.noun != Noun::none ? 2.5 : 3.5;
      evidence -= noun_beside                        ? 0.7
                  : place.kind == PlaceKind::country ? 0.15 * risk
                  : is_known_widely(place)           ? 0.5 * risk
                                                     : risk;
    }
    if (find.words == 1 && best->name.person && !(place.kind == PlaceKind::country))
      evidence -= is_known_widely(place) ? 1.0 : 2.0;
    if (!best->name.main && !is_known_widely(place)) evidence -= 0.5;
    if (find.after_the && find.words == 1 && is_settlement(place.kind) && find.noun == Noun::none) evidence -= 1.5;
    if (find.title_style && !is_known_widely(place)) evidence -= 1.2;
    if (find.sentence_start && !is_known_widely(place) && !find.dateline) evidence -= 0.7;
    if (find.upper && !best->name.abbreviation && !find.dateline && !(find.sentence_start && is_known_widely(place)))
      evidence -= 1.5;
    if (slice(text_, find.span).size() <= 3 && !best->name.abbreviation && !find.strong_preposition) evidence -= 1.0;
    return evidence;
  }

  // ---- out ----

  [[nodiscard]] static PlacePrecision precision_of(const Find& find) {
    const auto* best = find.best();
    if (best == nullptr) {
      switch (find.noun) {
        case Noun::region:
          return PlacePrecision::region;
        case Noun::county:
        case Noun::rural:
          return PlacePrecision::district;
        default:
          return PlacePrecision::near;
      }
    }
    switch (best->place.kind) {
      case PlaceKind::country:
        return find.direction && !find.adjective ? PlacePrecision::region : PlacePrecision::country;
      case PlaceKind::region:
      case PlaceKind::area:
        return PlacePrecision::region;
      case PlaceKind::county:
        return PlacePrecision::district;
      default:
        break;
    }
    return find.noun == Noun::rural || find.noun == Noun::region ? PlacePrecision::district : PlacePrecision::exact;
  }

  // The full stop of "Ind." and "W.Va." is theirs, that of "the UAE." is not.
  [[nodiscard]] std::uint32_t with_stop(const Find& find) const {
    const std::uint32_t end = find.span.end;
    const bool stopped = end < text_.size() && text_[end] == '.';
    const bool pointed = slice(text_, find.span).find('.') != std::string_view::npos ||
                         (find.words == 1 && words_[find.first].letters == Case::capital);
    return stopped && pointed ? end + 1 : end;
  }

  std::vector<PlaceMention> mentions() {
    std::vector<PlaceMention> out;
    for (auto& find : finds_) {
      if (find.evidence < threshold) continue;
      if (!out.empty() && find.span.begin < out.back().span.end) continue;
      PlaceMention mention;
      mention.span = find.span;
      if (const Candidate* best = find.best(); best != nullptr && best->name.abbreviation)
        mention.span.end = with_stop(find);
      mention.first_token = find.first;
      mention.token_end = find.end;
      mention.precision = precision_of(find);
      mention.adjective = find.adjective;
      mention.confidence = 1 / (1 + std::exp(-find.evidence));
      if (const auto* best = find.best(); best != nullptr) {
        mention.place = best->name.place;
        double rest = 0;
        for (const auto& other : find.candidates) rest += std::exp(other.fit - best->fit);
        mention.confidence *= 1 / std::max(1.0, rest);
      }
      std::stable_sort(find.candidates.begin(), find.candidates.end(),
                       [](const Candidate& a, const Candidate& b) { return a.fit > b.fit; });
      for (const auto& candidate : find.candidates) {
        if (std::find(mention.candidates.begin(), mention.candidates.end(), candidate.name.place) ==
            mention.candidates.end()) {
          mention.candidates.push_back(candidate.name.place);
        }
      }
      out.push_back(std::move(mention));
    }
    return out;
  }

  const Document& document_;
  std::string_view text_;
  const AnalysedText& analysed_;
  const Gazetteer& gazetteer_;
  std::vector<Word> words_;
  std::vector<Find> finds_;
  std::vector<Country> countries_;
  double total_votes_ = 0;
  std::vector<Unit> unit_votes_;
  std::vector<std::string_view> units_;
  std::vector<Place> anchors_;
  double margin_ = 0;
  std::string key_;
  std::string kept_key_;
  std::vector<PlaceName> found_;
};

}  // namespace

std::vector<PlaceMention> find_places(const Document& document, const AnalysedText& text, const Gazetteer& gazetteer) {
  return PlaceFinder(document, text, gazetteer).run();
}

}  // namespace histor
