// The text is cut into atoms, and each place between two of them is given a border by a linear model over the atoms
// around it and the borders before it. Blanks always separate tokens, so the model only tells where a sentence ends
// there; where no blank stands it tells whether a word goes on.

#include "text/ud_tokens.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cassert>

namespace histor {
namespace {

enum class Class : std::uint8_t { blank, line, upper, lower, digit, mark, other, extend };

struct Character {
  std::uint32_t code = 0;  ///< folded
  std::uint32_t size = 0;
  Class type = Class::blank;
};

constexpr std::array<Character, 128> ascii = [] {
  std::array<Character, 128> table{};
  for (std::uint32_t c = 0; c < 128; ++c) {
    Class type = Class::mark;
    std::uint32_t code = c;
    if (c == '\n') {
      type = Class::line;
    } else if (c <= ' ' || c == 127) {
      type = Class::blank;
    } else if (c >= 'a' && c <= 'z') {
      type = Class::lower;
    } else if (c >= 'A' && c <= 'Z') {
      type = Class::upper;
      code = c - 'A' + 'a';
    } else if (c >= '0' && c <= '9') {
      type = Class::digit;
      code = '0';
    }
    table[c] = {code, 1, type};
  }
  return table;
}();

Character wide_character(std::string_view text, std::uint32_t at, std::uint32_t end) {
  auto i = static_cast<std::int32_t>(at);
  UChar32 code = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  U8_NEXT(bytes, i, static_cast<std::int32_t>(end), code);
  const auto size = static_cast<std::uint32_t>(i) - at;
  if (code < 0) return {0xFFFD, size, Class::other};
  const auto c = static_cast<std::uint32_t>(code);
  switch (code) {
    case 0x2018:
    case 0x2019:
    case 0x02BC:
      return {'\'', size, Class::mark};
    case 0x201C:
    case 0x201D:
      return {'"', size, Class::mark};
    case 0x2010:
    case 0x2011:
      return {'-', size, Class::mark};
    case 0xFEFF:
    case 0x200B:
    case 0x2060:
      return {c, size, Class::blank};
    case 0x200D:
    case 0xFE0E:
    case 0xFE0F:
      return {c, size, Class::extend};
    default:
      break;
  }
  if (u_isUWhiteSpace(code) || u_iscntrl(code))
    return {c, size, code == 0x2028 || code == 0x2029 || code == 0x85 ? Class::line : Class::blank};
  if (u_isdigit(code)) return {'0', size, Class::digit};
  const auto category = u_charType(code);
  if (category == U_NON_SPACING_MARK || category == U_COMBINING_SPACING_MARK || category == U_ENCLOSING_MARK ||
      category == U_FORMAT_CHAR || (code >= 0x1F3FB && code <= 0x1F3FF)) {
    return {c, size, Class::extend};
  }
  const UChar32 lower = u_tolower(code);
  if (lower != code) return {static_cast<std::uint32_t>(lower), size, Class::upper};
  if (u_isalpha(code)) return {c, size, Class::lower};
  return {c, size, u_ispunct(code) ? Class::mark : Class::other};
}

Character character(std::string_view text, std::uint32_t at, std::uint32_t end) {
  const auto byte = static_cast<unsigned char>(text[at]);
  return byte < 0x80 ? ascii[byte] : wide_character(text, at, end);
}

constexpr std::uint32_t hash_seed = 0x811C9DC5U;
constexpr std::uint32_t step(std::uint32_t hash, std::uint32_t code) {
  hash = (hash ^ code) * 0x9E3779B1U;
  return hash ^ (hash >> 15);
}
constexpr std::uint32_t hash_of(std::string_view text) {
  std::uint32_t hash = hash_seed;
  for (const char c : text) hash = step(hash, static_cast<unsigned char>(c));
  return hash;
}

// Shortened words that a stop follows inside a sentence. The weights learn what the treebank has of them; these are
// news's own.
constexpr auto abbreviations = [] {
  constexpr std::array words{
      std::string_view("mr"),   std::string_view("mrs"),    std::string_view("ms"),     std::string_view("dr"),
      std::string_view("prof"), std::string_view("gen"),    std::string_view("col"),    std::string_view("lt"),
      std::string_view("maj"),  std::string_view("capt"),   std::string_view("cpt"),    std::string_view("sgt"),
      std::string_view("cpl"),  std::string_view("pvt"),    std::string_view("adm"),    std::string_view("cmdr"),
      std::string_view("brig"), std::string_view("sen"),    std::string_view("rep"),    std::string_view("gov"),
      std::string_view("pres"), std::string_view("hon"),    std::string_view("rev"),    std::string_view("st"),
      std::string_view("no"),   std::string_view("vs"),     std::string_view("jr"),     std::string_view("sr"),
      std::string_view("inc"),  std::string_view("ltd"),    std::string_view("co"),     std::string_view("corp"),
      std::string_view("jan"),  std::string_view("feb"),    std::string_view("mar"),    std::string_view("apr"),
      std::string_view("jun"),  std::string_view("jul"),    std::string_view("aug"),    std::string_view("sep"),
      std::string_view("sept"), std::string_view("oct"),    std::string_view("nov"),    std::string_view("dec"),
      std::string_view("mt"),   std::string_view("ft"),     std::string_view("supt"),   std::string_view("det"),
      std::string_view("insp"), std::string_view("approx"), std::string_view("est"),    std::string_view("dept"),
      std::string_view("ave"),  std::string_view("blvd"),   std::string_view("messrs"), std::string_view("calif")};
  std::array<std::uint32_t, words.size()> hashes{};
  for (std::size_t i = 0; i < words.size(); ++i) hashes[i] = hash_of(words[i]);
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}();

constexpr std::array ordinal_endings{hash_of("st"), hash_of("nd"), hash_of("rd"), hash_of("th")};

/// Each bracket is a token of its own, "((" too.
constexpr bool is_bracket(std::uint32_t code) {
  return code == '(' || code == ')' || code == '[' || code == ']';
}

constexpr std::uint8_t address_bit = 1;
constexpr std::uint8_t at_bit = 2;
constexpr std::uint8_t digit_bit = 4;
constexpr std::uint8_t abbreviation_bit = 8;
constexpr std::uint8_t prefix_bit = 16;

// Beginnings that are no word by themselves: "pan-African" is one word where "rebel-held" is three tokens.
constexpr auto prefixes = [] {
  constexpr std::array words{
      std::string_view("anti"),    std::string_view("ante"),  std::string_view("bi"),    std::string_view("co"),
      std::string_view("counter"), std::string_view("de"),    std::string_view("ex"),    std::string_view("extra"),
      std::string_view("hyper"),   std::string_view("inter"), std::string_view("intra"), std::string_view("macro"),
      std::string_view("mega"),    std::string_view("meta"),  std::string_view("micro"), std::string_view("mid"),
      std::string_view("mini"),    std::string_view("multi"), std::string_view("neo"),   std::string_view("non"),
      std::string_view("over"),    std::string_view("pan"),   std::string_view("para"),  std::string_view("post"),
      std::string_view("pre"),     std::string_view("pro"),   std::string_view("proto"), std::string_view("pseudo"),
      std::string_view("quasi"),   std::string_view("re"),    std::string_view("semi"),  std::string_view("socio"),
      std::string_view("sub"),     std::string_view("super"), std::string_view("trans"), std::string_view("tri"),
      std::string_view("ultra"),   std::string_view("un"),    std::string_view("uni"),   std::string_view("vice")};
  std::array<std::uint32_t, words.size()> hashes{};
  for (std::size_t i = 0; i < words.size(); ++i) hashes[i] = hash_of(words[i]);
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}();

bool looks_like_address(std::string_view chunk) {
  if (chunk.find("://") != std::string_view::npos || chunk.substr(0, 4) == "www.") return true;
  for (const std::string_view ending : {".com", ".org", ".net", ".gov", ".edu", ".html", ".htm", ".co.uk"}) {
    if (chunk.find(ending) != std::string_view::npos) return true;
  }
  return false;
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// The address, file name, handle or hashtag in a run without blanks; empty where there is none. Its borders are facts
/// of form, not of language, so they are not left to the weights.
Span find_address(std::string_view chunk) {
  const auto size = static_cast<std::uint32_t>(chunk.size());
  const auto end_of_address = [&](std::uint32_t begin) {
    std::uint32_t end = begin;
    while (end < size && chunk[end] != '<' && chunk[end] != '>' && chunk[end] != '"' &&
           chunk.compare(end, 3, "\u201D") != 0)
      ++end;
    const bool bracket = chunk.substr(begin, end - begin).find('(') != std::string_view::npos;
    while (end > begin && std::string_view(".,;:!?'\"]}").find(chunk[end - 1]) != std::string_view::npos) --end;
    if (!bracket) {
      while (end > begin && std::string_view(").,;:!?'").find(chunk[end - 1]) != std::string_view::npos) --end;
    }
    return Span{begin, end};
  };
  if (const std::size_t scheme = chunk.find("://");
      scheme != std::string_view::npos && scheme > 0 && scheme + 3 < chunk.size()) {
    auto begin = static_cast<std::uint32_t>(scheme);
    while (begin > 0 && is_word_character(chunk[begin - 1])) --begin;
    if (begin < scheme) return end_of_address(begin);
  }
  if (const std::size_t www = chunk.find("www."); www != std::string_view::npos &&
                                                  (www == 0 || !is_word_character(chunk[www - 1])) &&
                                                  www + 4 < chunk.size() && is_word_character(chunk[www + 4])) {
    return end_of_address(static_cast<std::uint32_t>(www));
  }
  const std::size_t at = chunk.find('@');
  if (at != std::string_view::npos && at > 0 && at + 1 < chunk.size()) {
    const auto is_part = [](char c) { return is_word_character(c) || c == '.' || c == '-' || c == '+' || c == '%'; };
    auto begin = static_cast<std::uint32_t>(at);
    while (begin > 0 && is_part(chunk[begin - 1])) --begin;
    while (begin < at && !is_word_character(chunk[begin])) ++begin;
    auto end = static_cast<std::uint32_t>(at + 1);
    while (end < size && (is_word_character(chunk[end]) || chunk[end] == '.' || chunk[end] == '-')) ++end;
    while (end > at + 1 && !is_word_character(chunk[end - 1])) --end;
    if (begin < at && chunk.substr(at, end - at).find('.') != std::string_view::npos) return {begin, end};
  }
  for (std::uint32_t i = 0; i + 1 < size; ++i) {
    if ((chunk[i] != '@' && chunk[i] != '#') || (i > 0 && is_word_character(chunk[i - 1]))) continue;
    const char next = chunk[i + 1];
    if (!is_word_character(next) || (next >= '0' && next <= '9')) continue;
    std::uint32_t end = i + 1;
    while (end < size && is_word_character(chunk[end])) {
      // Typographic quotes and dashes are beyond ASCII too, and end it.
      if (static_cast<unsigned char>(chunk[end]) == 0xE2) break;
      ++end;
    }
    if (end > i + 1) return {i, end};
  }
  const std::size_t dot = chunk.rfind('.');
  if (dot != std::string_view::npos && dot > 0 && is_word_character(chunk[dot - 1])) {
    for (const std::string_view extension :
         {"pdf", "doc", "docx", "xls", "xlsx", "ppt", "htm", "html", "jpg", "png", "txt", "zip"}) {
      const std::string_view rest = chunk.substr(dot + 1);
      if (rest.substr(0, extension.size()) != extension ||
          (rest.size() > extension.size() && is_word_character(rest[extension.size()])))
        continue;
      auto begin = static_cast<std::uint32_t>(dot);
      while (begin > 0 && (is_word_character(chunk[begin - 1]) || chunk[begin - 1] == '-')) --begin;
      return {begin, static_cast<std::uint32_t>(dot + 1 + extension.size())};
    }
  }
  return {};
}

std::uint8_t shape_of(Atom::Kind kind, bool first_upper, bool other_upper, bool any_lower, std::uint32_t length,
                      std::uint32_t code) {
  switch (kind) {
    case Atom::Kind::letters: {
      const std::uint32_t sized = length == 1 ? 0U : length == 2 ? 1U : length == 3 ? 2U : 3U;
      const std::uint32_t letters = first_upper ? (other_upper ? (any_lower ? 3U : 2U) : 1U) : other_upper ? 3U : 0U;
      return static_cast<std::uint8_t>(letters * 4 + sized);
    }
    case Atom::Kind::digits:
      return static_cast<std::uint8_t>(16 + std::min(length, 5U));
    case Atom::Kind::mark: {
      constexpr std::string_view marks = ".,-'\"()/:;?!$%&*@#_=+<>[]~";
      const auto at = code < 128 ? marks.find(static_cast<char>(code)) : std::string_view::npos;
      return static_cast<std::uint8_t>(at == std::string_view::npos ? 22
                                                                    : 23 + at + (code == '.' && length > 1 ? 26 : 0));
    }
    default:
      return 61;
  }
}

}  // namespace

void find_atoms(std::string_view text, Span range, const std::vector<InnerBorder>& inner, std::vector<Atom>& out) {
  std::uint32_t at = range.begin;
  const std::uint32_t end = range.end;
  std::uint32_t blanks = 0;
  std::uint32_t lines = 0;
  std::size_t chunk_first = out.size();
  const auto close_chunk = [&] {
    if (chunk_first == out.size()) return;
    const std::string_view chunk = slice(text, {out[chunk_first].span.begin, out.back().span.end});
    std::uint8_t kind = out.size() - chunk_first > 2 && looks_like_address(chunk) ? address_bit : std::uint8_t{0};
    std::uint32_t hash = hash_seed;
    for (std::size_t i = chunk_first; i < out.size(); ++i) {
      hash = step(hash, out[i].hash);
      if (text[out[i].span.begin] == '@') kind |= at_bit;
      if (out[i].kind == Atom::Kind::digits) kind |= digit_bit;
      if (out[i].kind == Atom::Kind::letters &&
          std::binary_search(abbreviations.begin(), abbreviations.end(), out[i].hash))
        kind |= abbreviation_bit;
    }
    if (std::binary_search(prefixes.begin(), prefixes.end(), out[chunk_first].hash)) kind |= prefix_bit;
    for (std::size_t i = chunk_first; i < out.size(); ++i) {
      out[i].chunk = hash;
      out[i].chunk_kind = kind;
    }
    if (out.size() - chunk_first > 1) {
      const std::uint32_t base = out[chunk_first].span.begin;
      const Span address = find_address(chunk);
      for (std::size_t i = chunk_first + 1; i < out.size() && !address.empty(); ++i) {
        const std::uint32_t offset = out[i].span.begin - base;
        out[i].glued = offset > address.begin && offset < address.end;
      }
    }
    // "501st" is one token whatever the number.
    for (std::size_t i = chunk_first + 1; i < out.size(); ++i) {
      const bool ordinal =
          std::find(ordinal_endings.begin(), ordinal_endings.end(), out[i].hash) != ordinal_endings.end();
      if (ordinal && out[i - 1].kind == Atom::Kind::digits) out[i].glued = true;
    }
    chunk_first = out.size();
  };
  while (at < end) {
    const Character first = character(text, at, end);
    if (first.type == Class::blank || first.type == Class::line) {
      close_chunk();
      ++blanks;
      if (first.type == Class::line) ++lines;
      at += first.size;
      continue;
    }
    Atom atom;
    atom.span.begin = at;
    atom.gap = static_cast<std::uint8_t>(lines >= 2 ? 4 : lines == 1 ? 3 : std::min(blanks, 2U));
    blanks = 0;
    lines = 0;
    const bool letters = first.type == Class::lower || first.type == Class::upper || first.type == Class::extend;
    atom.kind = letters                      ? Atom::Kind::letters
                : first.type == Class::digit ? Atom::Kind::digits
                : first.type == Class::mark  ? Atom::Kind::mark
                                             : Atom::Kind::other;
    std::uint32_t hash = hash_seed;
    std::array<std::uint32_t, 3> last{};
    std::uint32_t length = 0;
    bool first_upper = false;
    bool other_upper = false;
    bool any_lower = false;
    std::uint32_t before_last = at;  // where the last character begins
    Character c = first;
    while (true) {
      hash = step(hash, c.code);
      last = {last[1], last[2], c.code};
      if (c.type == Class::upper) (length == 0 ? first_upper : other_upper) = true;
      if (c.type == Class::lower) any_lower = true;
      ++length;
      before_last = at;
      at += c.size;
      if (at >= end) break;
      c = character(text, at, end);
      if (c.type == Class::extend) continue;  // accents, joiners and variation marks stay with what they follow
      if (letters                           ? c.type != Class::lower && c.type != Class::upper
          : atom.kind == Atom::Kind::digits ? c.type != Class::digit
                                            : c.code != first.code || c.type != first.type || is_bracket(first.code))
        break;
    }
    atom.span.end = at;
    atom.hash = hash;
    atom.ending = step(step(step(hash_seed, last[0]), last[1]), last[2]);
    atom.apart = is_bracket(first.code) && atom.gap == 0 && out.size() > chunk_first && out.back().hash == hash;
    atom.shape = shape_of(atom.kind, first_upper, other_upper, any_lower, length, first.code);

    // A place for a border within letters: before the n of "n't", and in the words that are known to hold one.
    std::uint32_t split = 0;
    if (letters && length > 1) {
      const auto known = std::lower_bound(inner.begin(), inner.end(), hash,
                                          [](const InnerBorder& a, std::uint32_t b) { return a.hash < b; });
      if (known != inner.end() && known->hash == hash && known->offset < atom.span.size()) {
        const auto byte = static_cast<unsigned char>(text[atom.span.begin + known->offset]);
        if ((byte & 0xC0U) != 0x80U) split = known->offset;
      }
      if (last[2] == 'n' && at < end) {
        const Character mark = character(text, at, end);
        if (mark.code == '\'' && at + mark.size < end && (text[at + mark.size] | 0x20) == 't') {
          const std::uint32_t after = at + mark.size + 1;
          const Class type = after < end ? character(text, after, end).type : Class::blank;
          if (type != Class::lower && type != Class::upper) split = before_last - atom.span.begin;
        }
      }
    }
    if (split != 0) {
      Atom tail = atom;
      atom.span.end = tail.span.begin = atom.span.begin + split;
      tail.gap = 0;
      const auto again = [&](Atom& part) {
        std::uint32_t part_hash = hash_seed;
        for (std::uint32_t i = part.span.begin; i < part.span.end;) {
          const Character p = character(text, i, part.span.end);
          part_hash = step(part_hash, p.code);
          i += p.size;
        }
        part.hash = part_hash;
      };
      again(atom);
      again(tail);
      tail.shape = 62;
      out.push_back(atom);
      out.push_back(tail);
    } else {
      out.push_back(atom);
    }
  }
  close_chunk();
}

void BorderHistory::take(std::string_view text, const Atom& left, Border border) {
  const char c = text[left.span.begin];
  if (c == '"') quotes += left.span.size();
  if (c == '(') ++brackets;
  if (c == ')' && brackets > 0) --brackets;
  last = border;
  if (border == Border::none || border == Border::word) {
    ++token_atoms;
    return;
  }
  token_atoms = 1;
  ++sentence_tokens;
  if (border == Border::sentence) {
    sentence_tokens = 0;
    quotes = 0;
    brackets = 0;
  }
}

void border_features(const std::vector<Atom>& atoms, std::size_t i, const BorderHistory& history, std::uint32_t* rows) {
  static constexpr Atom nothing{{}, 1, 1, 1, 63, 4, 0, false, false, Atom::Kind::other};
  const auto at = [&](std::size_t k) -> const Atom& { return k < atoms.size() ? atoms[k] : nothing; };
  const Atom& l3 = at(i - 2);  // an index below 0 wraps round to beyond the end
  const Atom& l2 = at(i - 1);
  const Atom& l1 = at(i);
  const Atom& r1 = at(i + 1);
  const Atom& r2 = at(i + 2);
  const Atom& r3 = at(i + 3);
  const std::uint32_t gap = r1.gap;
  const std::uint32_t gaps = gap | l1.gap * 8U | r2.gap * 64U;
  const std::uint32_t gaps_wide = gaps | l2.gap * 512U | r3.gap * 4096U;
  const std::uint32_t shapes = l1.shape | r1.shape * 64U;
  const std::uint32_t shapes_wide = shapes | l2.shape * 4096U | r2.shape * 262144U;
  const std::uint32_t long_sentence =
      std::min(history.sentence_tokens < 8 ? history.sentence_tokens : 8 + history.sentence_tokens / 8, 13U);
  const std::uint32_t state = static_cast<std::uint32_t>(history.last) | std::min(history.token_atoms, 4U) * 4U;
  std::size_t count = 0;
  const auto add = [&](std::uint32_t a, std::uint32_t b = 0, std::uint32_t c = 0) {
    std::uint32_t h = (static_cast<std::uint32_t>(count) + 1) * 0x9E3779B1U ^ (gap * 0x85EBCA6BU);
    h = (h ^ a) * 0x9E3779B1U;
    h ^= h >> 15;
    h = (h ^ b) * 0x85EBCA6BU;
    h ^= h >> 13;
    h = (h ^ c) * 0xC2B2AE35U;
    h ^= h >> 16;
    rows[count++] = h & (border_rows - 1);
  };
  add(0);
  add(l1.hash);
  add(r1.hash);
  add(l1.hash, r1.hash);
  add(shapes, gaps);
  add(shapes_wide, gaps_wide);
  add(l1.hash, r1.shape, gaps);
  add(l1.shape, r1.hash, gaps);
  add(l2.hash, l1.hash, l1.gap);
  add(r1.hash, r2.hash, r2.gap);
  add(l2.hash, l1.hash, r1.hash);
  add(l1.hash, r1.hash, r2.hash);
  add(l2.hash, l1.hash, r1.shape);
  add(l1.shape, r1.hash, r2.hash);
  add(l1.chunk, gap == 0 ? l1.hash : 0);
  add(r1.chunk, gap == 0 ? r1.hash : l1.shape);
  add(l1.chunk_kind, shapes, gaps);
  add(l1.chunk_kind | r1.chunk_kind * 32U, l1.hash, r1.shape);
  add(state, shapes, gaps);
  add(state, l1.hash, r1.hash);
  add(long_sentence, shapes);
  add(long_sentence, l1.hash, r1.shape);
  add(history.quotes & 1U, l1.hash, r1.shape);
  add(history.brackets > 0 ? 1U : 0U, l1.hash, r1.shape);
  add(l1.ending, shapes);
  add(r1.ending, shapes);
  add(l3.shape | l2.shape * 64U | l1.shape * 4096U, r1.shape, gaps_wide);
  add(l1.shape | r1.shape * 64U | r2.shape * 4096U, r3.shape, gaps_wide);
  add(l3.hash, l1.hash, r1.shape);
  add(l2.hash, l1.shape, r1.hash);
  assert(count == border_feature_count);
}

void Segmenter::segment(std::string_view text, Span range, std::vector<Atom>& atoms, std::vector<UdWord>& out) const {
  atoms.clear();
  find_atoms(text, range, inner_, atoms);
  if (atoms.empty()) return;
  BorderHistory history;
  std::array<std::uint32_t, border_feature_count> rows{};
  UdWord word{atoms.front().span, false, false};
  for (std::size_t i = 0; i + 1 < atoms.size(); ++i) {
    Border best = least_border(atoms[i + 1]);
    if (best < most_border(atoms[i + 1])) {
      border_features(atoms, i, history, rows.data());
      std::array<std::int32_t, border_count> scores{};
      for (const std::uint32_t row : rows) {
        const std::int16_t* weights = weights_ + std::size_t{row} * border_count;
        for (std::size_t b = 0; b < border_count; ++b) scores[b] += weights[b];
      }
      for (auto b = static_cast<std::size_t>(best) + 1; b < border_count; ++b) {
        if (scores[b] > scores[static_cast<std::size_t>(best)]) best = static_cast<Border>(b);
      }
    }
    history.take(text, atoms[i], best);
    if (best == Border::none) {
      word.span.end = atoms[i + 1].span.end;
      continue;
    }
    word.ends_sentence = best == Border::sentence;
    out.push_back(word);
    word = {atoms[i + 1].span, best == Border::word, false};
  }
  word.ends_sentence = true;
  out.push_back(word);
}

}  // namespace histor
