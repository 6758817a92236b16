// One pass over the characters, with ASCII never leaving the table. Typographic quotes and dashes become their plain
// twins, so that what was learned from one holds for the other.

#include "text/word_features.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace histor {
namespace {

constexpr std::uint64_t seed = 0xCBF29CE484222325ULL;

constexpr std::uint64_t step(std::uint64_t hash, std::uint32_t character) {
  return (hash ^ character) * 0x9E3779B97F4A7C15ULL ^ (hash >> 29);
}

constexpr std::uint64_t finish(std::uint64_t hash, WordFeature kind) {
  hash = (hash ^ (static_cast<std::uint64_t>(kind) + 1)) * 0xD6E8FEB86659FD93ULL;
  hash ^= hash >> 32;
  hash *= 0xD6E8FEB86659FD93ULL;
  return hash ^ (hash >> 32);
}

struct Folded {
  std::uint32_t code = 0;
  char shape = 'o';
};

constexpr std::array<Folded, 128> ascii = [] {
  std::array<Folded, 128> table{};
  for (std::uint32_t c = 0; c < 128; ++c) {
    if (c >= 'a' && c <= 'z') {
      table[c] = {c, 'x'};
    } else if (c >= 'A' && c <= 'Z') {
      table[c] = {c - 'A' + 'a', 'X'};
    } else if (c >= '0' && c <= '9') {
      table[c] = {'0', 'd'};
    } else {
      table[c] = {c == '`' ? '\'' : c, static_cast<char>(c)};
    }
  }
  return table;
}();

Folded fold(std::int32_t code) {
  if (code < 0) return {0xFFFD, 'o'};
  switch (code) {
    case 0x2018:
    case 0x2019:
    case 0x02BC:
      return {'\'', '\''};
    case 0x201C:
    case 0x201D:
    case 0x00AB:
    case 0x00BB:
      return {'"', '"'};
    case 0x2010:
    case 0x2011:
      return {'-', '-'};
    default:
      break;
  }
  const std::int32_t lower = u_tolower(code);
  const char shape = u_isdigit(code) ? 'd' : lower != code ? 'X' : u_isalpha(code) ? 'x' : 'o';
  return {shape == 'd' ? '0' : static_cast<std::uint32_t>(lower), shape};
}

}  // namespace

WordFeatures word_features(std::string_view form, bool glued_left, bool glued_right) {
  constexpr std::size_t tail_size = 8;  // a power of two above the longest suffix
  std::array<std::uint32_t, tail_size> tail{};
  std::array<char, 12> shape{};
  std::size_t shape_size = 0;
  std::size_t count = 0;
  std::uint64_t word = seed;
  WordFeatures out{};
  std::uint64_t prefix3 = seed;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(form.data());
  const auto size = static_cast<std::int32_t>(form.size());
  for (std::int32_t i = 0; i < size;) {
    Folded folded;
    if (bytes[i] < 0x80) {
      folded = ascii[bytes[i++]];
    } else {
      std::int32_t code = 0;
      U8_NEXT(bytes, i, size, code);
      folded = fold(code);
    }
    word = step(word, folded.code);
    tail[count % tail_size] = folded.code;
    ++count;
    if (count == 2) out[1] = finish(word, WordFeature::prefix2);
    if (count == 3) prefix3 = word;
    // A run of one class is drawn as at most two: "Xxx" and "Xxxxx" are one shape, "X" and "XX" are two.
    const bool run = shape_size >= 2 && shape[shape_size - 1] == folded.shape && shape[shape_size - 2] == folded.shape;
    if (!run && shape_size < shape.size()) shape[shape_size++] = folded.shape;
  }
  out[0] = finish(word, WordFeature::word);
  if (count < 2) out[1] = finish(word, WordFeature::prefix2);
  out[2] = finish(count >= 3 ? prefix3 : word, WordFeature::prefix3);
  std::uint64_t suffix = seed;
  for (std::size_t length = 1; length <= 5; ++length) {
    // The border of the word is part of a suffix that reaches it: "ing" alone is not the "ing" of "killing".
    const std::uint32_t character = length <= count ? tail[(count - length) % tail_size] : 0x110000;
    suffix = step(suffix, character);
    out[2 + length] = finish(suffix, static_cast<WordFeature>(2 + length));
  }
  std::uint64_t drawn = seed;
  for (std::size_t i = 0; i < shape_size; ++i) drawn = step(drawn, static_cast<unsigned char>(shape[i]));
  out[8] = finish(drawn, WordFeature::shape);
  out[9] = finish(step(seed, (glued_left ? 1U : 0U) | (glued_right ? 2U : 0U)), WordFeature::glue);
  return out;
}

}  // namespace histor
