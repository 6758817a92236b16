// Each decoder walks its input once and writes bytes and map together. Character sets are ICU's, which tells for each
// character where it began.

#include "source/collection/mime_decode.hpp"

#include <simdjson.h>
#include <unicode/ucnv.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/ascii.hpp"
#include "source/collection/words.hpp"
#include "source/encoding.hpp"

namespace histor {
namespace {

class LayerWriter {
 public:
  void copy(std::string_view bytes, std::size_t from) {
    layer_.bytes += bytes;
    layer_.offsets.copied(static_cast<std::uint32_t>(bytes.size()), static_cast<std::uint32_t>(from));
  }
  void replace(std::string_view bytes, std::size_t from, std::size_t to) {
    layer_.bytes += bytes;
    layer_.offsets.replaced(static_cast<std::uint32_t>(bytes.size()),
                            {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)});
  }
  [[nodiscard]] Layer finish() { return std::move(layer_); }

 private:
  Layer layer_;
};

using ascii::lower;

std::string in_small_letters(std::string_view words) {
  std::string out(words);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char small = lower(c);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

// The end of the line that `at` stands in, and of its line break.
struct LineEnd {
  std::size_t words;
  std::size_t whole;
};
LineEnd line_end(std::string_view text, std::size_t at) {
  const std::size_t feed = text.find('\n', at);
  if (feed == std::string_view::npos) return {text.size(), text.size()};
  return {feed > at && text[feed - 1] == '\r' ? feed - 1 : feed, feed + 1};
}

Layer from_quoted_printable(std::string_view bytes) {
  LayerWriter writer;
  for (std::size_t at = 0; at < bytes.size();) {
    const LineEnd end = line_end(bytes, at);
    std::size_t stop = end.words;
    // Blanks at a line's end were added on the way.
    while (stop > at && (bytes[stop - 1] == ' ' || bytes[stop - 1] == '\t')) --stop;
    const bool soft = stop > at && bytes[stop - 1] == '=';
    if (soft) --stop;
    while (at < stop) {
      const std::size_t mark = std::min(bytes.find('=', at), stop);
      if (mark > at) {
        writer.copy(bytes.substr(at, mark - at), at);
        at = mark;
        continue;
      }
      const int high = at + 2 < bytes.size() && at + 2 < stop ? hex_digit(bytes[at + 1]) : -1;
      const int low = high >= 0 ? hex_digit(bytes[at + 2]) : -1;
      if (low < 0) {
        writer.copy(bytes.substr(at, 1), at);
        ++at;
        continue;
      }
      const char byte = static_cast<char>(static_cast<unsigned char>(high * 16 + low));
      writer.replace(std::string_view(&byte, 1), at, at + 3);
      at += 3;
    }
    if (!soft) writer.copy(bytes.substr(end.words, end.whole - end.words), end.words);
    at = end.whole;
  }
  return writer.finish();
}

Layer identity(std::string_view bytes, bool quoted_from) {
  LayerWriter writer;
  std::size_t begin = 0;
  for (std::size_t at = 0; quoted_from && at < bytes.size(); at = line_end(bytes, at).whole) {
    if (bytes[at] != '>') continue;
    const std::size_t words = std::min(bytes.find_first_not_of('>', at), bytes.size());
    if (!bytes.substr(words).starts_with("From ")) continue;
    writer.copy(bytes.substr(begin, at - begin), begin);
    begin = at + 1;
  }
  writer.copy(bytes.substr(begin), begin);
  return writer.finish();
}

// UTF-8 as it is, each faulty byte as U+FFFD.
Layer repaired(std::string_view bytes) {
  LayerWriter writer;
  if (simdjson::validate_utf8(bytes.data(), bytes.size())) {
    writer.copy(bytes, 0);
    return writer.finish();
  }
  const auto* const data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const std::size_t size = bytes.size();
  std::size_t begin = 0;
  for (std::size_t at = 0; at < size;) {
    const std::size_t from = at;
    UChar32 c = 0;
    U8_NEXT(data, at, size, c);
    if (c >= 0) continue;
    writer.copy(bytes.substr(begin, from - begin), begin);
    writer.replace("\uFFFD", from, at);
    begin = at;
  }
  writer.copy(bytes.substr(begin), begin);
  return writer.finish();
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter converter_named(std::string_view charset) {
  const std::string name = in_small_letters(charset.substr(0, 60));
  // Stated by programs that mean its superset, which is also what browsers read it as.
  const bool latin = name == "iso-8859-1" || name == "latin1" || name == "us-ascii" || name == "ascii";
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(latin ? "windows-1252" : name.c_str(), &error));
  if (U_FAILURE(error) || name.empty()) return nullptr;
  switch (ucnv_getType(converter.get())) {
    case UCNV_UTF7:
    case UCNV_IMAP_MAILBOX:
    case UCNV_SCSU:
    case UCNV_BOCU1:
    case UCNV_CESU8:
      return nullptr;  // None that a report comes in, and some hide ASCII.
    default:
      return converter;
  }
}

// The characters of `bytes` as `converter` reads them.
Layer converted(std::string_view bytes, UConverter* converter) {
  LayerWriter writer;
  constexpr std::size_t room = 4096;
  std::array<UChar, room> units{};
  std::array<std::int32_t, room> places{};
  const char* source = bytes.data();
  const char* const end = bytes.data() + bytes.size();
  std::size_t begin = 0;  // of the character that is being written
  UChar32 pending = -1;   // which awaits the place where the next begins
  const auto write = [&](std::size_t to) {
    if (pending < 0) return;
    std::string character;
    append_utf8(character, static_cast<std::uint32_t>(pending));
    to = std::max(to, begin);
    if (to > begin && bytes.substr(begin, to - begin) == character) {
      writer.copy(character, begin);
    } else {
      writer.replace(character, begin, to);
    }
    pending = -1;
  };
  UChar high = 0;
  for (;;) {
    UErrorCode error = U_ZERO_ERROR;
    UChar* target = units.data();
    const auto base = static_cast<std::size_t>(source - bytes.data());
    const char* const before = source;
    ucnv_toUnicode(converter, &target, units.data() + units.size(), &source, end, places.data(),
                   static_cast<UBool>(true), &error);
    const auto count = static_cast<std::size_t>(target - units.data());
    for (std::size_t i = 0; i < count; ++i) {
      const UChar unit = units[i];
      if (U16_IS_TRAIL(unit) && high != 0) {
        pending = U16_GET_SUPPLEMENTARY(high, unit);
        high = 0;
        continue;
      }
      // -1: of bytes that came before this round.
      const std::size_t place = places[i] < 0 ? base : base + static_cast<std::size_t>(places[i]);
      write(place);
      begin = std::max(begin, place);
      high = U16_IS_LEAD(unit) ? unit : UChar{0};
      pending = U16_IS_SURROGATE(unit) ? 0xFFFD : static_cast<UChar32>(unit);
    }
    if (error != U_BUFFER_OVERFLOW_ERROR || (count == 0 && source == before)) break;
  }
  write(bytes.size());
  return writer.finish();
}

}  // namespace

Transfer transfer_named(std::string_view name) {
  const std::string small = in_small_letters(name.substr(0, 40));
  if (small.empty() || small == "7bit" || small == "8bit" || small == "binary") return Transfer::identity;
  if (small == "quoted-printable") return Transfer::quoted_printable;
  if (small == "base64") return Transfer::base64;
  return Transfer::unknown;
}

std::string from_base64(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 4 * 3 + 3);
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    std::uint32_t value = 0;
    if (c >= 'A' && c <= 'Z') {
      value = static_cast<std::uint32_t>(c - 'A');
    } else if (c >= 'a' && c <= 'z') {
      value = static_cast<std::uint32_t>(c - 'a') + 26;
    } else if (c >= '0' && c <= '9') {
      value = static_cast<std::uint32_t>(c - '0') + 52;
    } else if (c == '+' || c == '-') {
      value = 62;
    } else if (c == '/' || c == '_') {
      value = 63;
    } else {
      if (c == '=') count = 0;  // what is left over of a last group are no bits of a byte
      continue;
    }
    bits = (bits << 6U | value) & 0xFFFFFFU;
    if (++count == 1) continue;
    const unsigned spare = count == 2 ? 4U : count == 3 ? 2U : 0U;
    out += static_cast<char>(static_cast<unsigned char>((bits >> spare) & 0xFFU));
    if (count == 4) count = 0;
  }
  return out;
}

Layer without_transfer(std::string_view bytes, Transfer transfer, bool quoted_from) {
  switch (transfer) {
    case Transfer::quoted_printable:
      return from_quoted_printable(bytes);
    case Transfer::base64:
      return {from_base64(bytes), {}};
    case Transfer::identity:
    case Transfer::unknown:
      break;
  }
  return identity(bytes, quoted_from);
}

Layer to_utf8(std::string_view bytes, std::string_view charset) {
  const std::string name = in_small_letters(charset.substr(0, 60));
  const bool valid = simdjson::validate_utf8(bytes.data(), bytes.size());
  const bool may_be_utf8 = name.empty() || name == "utf-8" || name == "utf8" || name == "us-ascii" || name == "ascii";
  if (valid && may_be_utf8) return repaired(bytes);
  Converter converter;
  if (!may_be_utf8) converter = converter_named(name);
  if (!converter && !valid) {
    if (const auto guessed = decode(bytes); guessed && guessed->encoding != "UTF-8")
      converter = converter_named(guessed->encoding);
  }
  return converter ? converted(bytes, converter.get()) : repaired(bytes);
}

Layer without_flow(std::string_view text, bool delete_space) {
  LayerWriter writer;
  bool joins = false;  // the line before flows on into this
  std::size_t depth_before = 0;
  std::size_t break_begin = 0;
  std::size_t break_end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const LineEnd end = line_end(text, at);
    std::size_t words = std::min(text.find_first_not_of('>', at), end.words);
    const std::size_t depth = words - at;
    const std::size_t quotes_end = words;
    if (words < end.words && text[words] == ' ') ++words;  // stuffed
    const std::string_view line = text.substr(words, end.words - words);
    const bool signature = line == "-- ";
    const bool join = joins && depth == depth_before && !signature;
    if (!join) {
      writer.copy(text.substr(break_begin, break_end - break_begin), break_begin);
      writer.copy(text.substr(at, quotes_end - at), at);
      // A quote's mark keeps the blank after it.
      if (depth > 0 && words > quotes_end) writer.copy(text.substr(quotes_end, 1), quotes_end);
    }
    joins = line.ends_with(' ') && !signature;
    writer.copy(line.substr(0, line.size() - static_cast<std::size_t>(joins && delete_space)), words);
    depth_before = depth;
    break_begin = end.words;
    break_end = end.whole;
    at = end.whole;
  }
  writer.copy(text.substr(break_begin, break_end - break_begin), break_begin);
  return writer.finish();
}

std::string header_words(std::string_view value) {
  std::string out;
  std::string run;      // bytes of encoded words side by side
  std::string charset;  // which `run` is in
  const auto flush = [&] {
    if (!run.empty()) out += to_utf8(run, charset).bytes;
    run.clear();
  };
  std::size_t plain = 0;
  bool after_word = false;
  const auto plain_until = [&](std::size_t end) {
    const std::string_view words = value.substr(plain, end - plain);
    // Blanks between two encoded words are no part of them.
    if (after_word && end < value.size() && is_blank(words)) return;
    if (words.empty()) return;
    flush();
    out += to_utf8(words, {}).bytes;
  };
  for (std::size_t at = value.find("=?"); at != std::string_view::npos;) {
    // =?charset?Q?words?=, of which none holds a blank.
    const std::size_t first = value.find_first_of("? \t", at + 2);
    const bool named = first != std::string_view::npos && value[first] == '?' && first + 2 < value.size() &&
                       value[first + 2] == '?' && first > at + 2;
    const char how = named ? lower(value[first + 1]) : '\0';
    const std::size_t words = first + 3;
    const std::size_t close =
        how == 'q' || how == 'b' ? value.find_first_of(how == 'q' ? "?\r\n" : "? \r\n", words) : std::string_view::npos;
    if (close == std::string_view::npos || !value.substr(close).starts_with("?=")) {
      at = value.find("=?", at + 2);
      continue;
    }
    plain_until(at);
    std::string name = in_small_letters(value.substr(at + 2, first - at - 2));
    name = name.substr(0, name.find('*'));  // a language may follow
    if (name != charset) flush();
    charset = std::move(name);
    std::string coded(value.substr(words, close - words));
    if (how == 'q') {
      std::replace(coded.begin(), coded.end(), '_', ' ');
      // No line ends in it, so that no blank at its end is taken for one that was added.
      coded += '.';
      std::string bytes = from_quoted_printable(coded).bytes;
      bytes.pop_back();
      run += bytes;
    } else {
      run += from_base64(coded);
    }
    plain = close + 2;
    after_word = true;
    at = value.find("=?", plain);
    if (at != plain && at != std::string_view::npos && !is_blank(value.substr(plain, at - plain))) {
      // Words stand between: they are written when the next encoded word is known to be one, or at the end.
      plain_until(at);
      plain = at;
      after_word = false;
    }
  }
  plain_until(value.size());
  flush();
  return in_one_line(out);
}

}  // namespace histor
