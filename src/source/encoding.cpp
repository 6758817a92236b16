// First what is certain (signatures, byte-order marks, validity), then what the bytes make likely. UTF-8 proves itself:
// text of another encoding that happens to be valid UTF-8 with several multi-byte characters does not occur. The rest
// is a guess of uchardet on bounded samples, held to two tests: ICU must convert every byte, and a text that is nearly
// all ASCII is taken for windows-1252 where its few other bytes read as the quotes, dashes and accented letters of that
// code page, since a guess by frequencies has nothing to go by there.

#include "source/encoding.hpp"

#include <simdjson.h>
#include <uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/utf.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "base/ascii.hpp"

namespace histor {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  std::size_t offset;
  bool certain;  // false: letters that a text may open with, so that control bytes must bear it out
  const char* what;
  const char* hint;
};

constexpr const char* save_as_text = "save it as plain text and give that file";
constexpr const char* unpack = "unpack it and give the text files in it";
constexpr const char* not_a_text = "Histor reads text";

constexpr std::array signatures{
    Signature{"%PDF-"sv, 0, true, "a PDF document", "take its text out, as with: pdftotext FILE.pdf"},
    Signature{"PK\x03\x04"sv, 0, true, "a ZIP archive or an office document",
              "unpack it, or save the document as plain text"},
    Signature{"\x1F\x8B"sv, 0, true, "gzip-compressed", "decompress it, as with: gunzip FILE.gz"},
    Signature{"\xFD"
              "7zXZ\0"sv,
              0, true, "xz-compressed", "decompress it, as with: unxz FILE.xz"},
    Signature{"\x28\xB5\x2F\xFD"sv, 0, true, "zstd-compressed", "decompress it, as with: unzstd FILE.zst"},
    Signature{"7z\xBC\xAF\x27\x1C"sv, 0, true, "a 7z archive", unpack},
    Signature{"Rar!\x1A\x07"sv, 0, true, "a RAR archive", unpack},
    Signature{"BZh"sv, 0, false, "bzip2-compressed", "decompress it, as with: bunzip2 FILE.bz2"},
    Signature{"ustar"sv, 257, false, "a tar archive", unpack},
    Signature{"\x89PNG\r\n\x1A\n"sv, 0, true, "a PNG image", not_a_text},
    Signature{"\xFF\xD8\xFF"sv, 0, true, "a JPEG image", not_a_text},
    Signature{"GIF8"sv, 0, false, "a GIF image", not_a_text},
    Signature{"RIFF"sv, 0, false, "an image, sound or video", not_a_text},
    Signature{"ftyp"sv, 4, false, "a video", not_a_text},
    Signature{"ID3"sv, 0, false, "a sound recording", not_a_text},
    Signature{"OggS"sv, 0, false, "a sound recording", not_a_text},
    Signature{"\x7F"
              "ELF"sv,
              0, true, "a program", not_a_text},
    Signature{"MZ"sv, 0, false, "a program", not_a_text},
    Signature{"SQLite format 3\0"sv, 0, true, "an SQLite database",
              "a ledger is opened with --ledger; it is not a report"},
    Signature{"PAR1"sv, 0, false, "a Parquet table", not_a_text},
    Signature{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, 0, true, "an old office document", save_as_text},
    Signature{"{\\rtf"sv, 0, true, "a rich-text (RTF) document", save_as_text},
};

Error binary(std::string_view what, std::string_view hint, std::string_view where) {
  return {ErrorCode::binary, "not text: it looks like " + std::string(what), std::string(where), std::string(hint)};
}

const Signature* signature_of(std::string_view bytes, bool certain) {
  for (const Signature& signature : signatures) {
    if (signature.certain == certain && bytes.size() > signature.offset &&
        bytes.substr(signature.offset).starts_with(signature.bytes)) {
      return &signature;
    }
  }
  return nullptr;
}

struct Controls {
  std::size_t nul = 0;
  std::size_t other = 0;  // of C0 and DEL, without the blanks that texts use
};

Controls count_controls(std::string_view bytes) {
  Controls controls;
  std::array<std::size_t, 33> seen{};
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    ++seen[byte < 32 ? byte : 32];
  }
  controls.nul = seen[0];
  for (std::size_t i = 1; i < 32; ++i) {
    if (i < '\t' || i > '\r') controls.other += seen[i];
  }
  return controls;
}

// One in fifty is far above what a damaged text has and far below what compressed or compiled data have (about one in
// nine).
bool too_many(Controls controls, std::size_t size) {
  const std::size_t all = controls.nul + controls.other;
  return (all > 4 && all > size / 50) || (all > 0 && all >= size / 2);
}

std::string counted(std::size_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const char* name, bool strict) {
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(name, &error));
  if (U_FAILURE(error)) return nullptr;
  if (strict) {
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  }
  return U_FAILURE(error) ? nullptr : std::move(converter);
}

struct Converted {
  std::string text;
  OffsetMap offsets;
  std::size_t faults = 0;  // sequences that stand as U+FFFD
};

// At the start of a character an ASCII byte is itself in every encoding but the wide ones and those that shift.
bool extends_ascii(std::string_view name) {
  return !name.starts_with("UTF-") && !name.starts_with("ISO-2022") && !name.starts_with("HZ");
}

// `bytes` from the encoding that ICU knows as `name`, character by character, so that each is known by its bytes;
// nullopt where a byte does not belong to it (with `strict`) or where ICU does not know the name. Without `strict`,
// faulty sequences become U+FFFD.
std::optional<Converted> convert(std::string_view bytes, const char* name, bool strict) {
  const Converter from = open_converter(name, strict);
  if (!from) return std::nullopt;
  constexpr UChar32 replacement = 0xFFFD;
  const bool ascii = extends_ascii(name);
  Converted out;
  out.text.reserve(bytes.size() + bytes.size() / 8 + 16);
  const char* const begin = bytes.data();
  const char* const end = begin + bytes.size();
  const auto at = [&](const char* pointer) { return static_cast<std::uint32_t>(pointer - begin); };
  for (const char* source = begin; source < end;) {
    const char* const start = source;
    if (ascii && static_cast<unsigned char>(*source) < 0x80) {
      while (source < end && static_cast<unsigned char>(*source) < 0x80) ++source;
      out.text.append(start, source);
      out.offsets.copied(static_cast<std::uint32_t>(source - start), at(start));
      continue;
    }
    UErrorCode error = U_ZERO_ERROR;
    const UChar32 character = ucnv_getNextUChar(from.get(), &source, end, &error);
    if (error == U_INDEX_OUTOFBOUNDS_ERROR) break;  // what was left only shifts
    if (U_FAILURE(error)) {
      if (strict || error != U_TRUNCATED_CHAR_FOUND) return std::nullopt;
      source = end;
    }
    const UChar32 written = U_FAILURE(error) || !U_IS_UNICODE_CHAR(character) ? replacement : character;
    if (written == replacement) ++out.faults;
    out.offsets.replaced(append_utf8(out.text, static_cast<std::uint32_t>(written)), {at(start), at(source)});
  }
  return out;
}

// The length of the well-formed UTF-8 character at `at`, or 0. `span` is then the length of the faulty run that one
// U+FFFD stands for: the longest prefix of a well-formed character, or one byte (Unicode, "maximal subparts").
std::size_t character_at(std::string_view bytes, std::size_t at, std::size_t& span) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0;
  };
  const unsigned lead = byte(at);
  span = 1;
  if (lead < 0x80) return 1;
  std::size_t length = 0;
  unsigned low = 0x80;
  unsigned high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return 0;
  }
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned next = byte(at + i);
    if (at + i >= bytes.size() || next < low || next > high) return 0;
    low = 0x80;
    high = 0xBF;
    span = i + 1;
  }
  return length;
}

struct Utf8Faults {
  std::size_t characters = 0;  // well-formed ones of several bytes
  std::size_t faults = 0;
  std::size_t first = 0;     // offset of the first fault
  bool at_end_only = false;  // the one fault is a character cut off by the end
};

Utf8Faults count_faults(std::string_view bytes) {
  Utf8Faults count;
  std::size_t span = 1;
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      ++at;
      continue;
    }
    if (const std::size_t length = character_at(bytes, at, span); length > 0) {
      ++count.characters;
      at += length;
      continue;
    }
    if (count.faults++ == 0) count.first = at;
    const auto lead = static_cast<unsigned char>(bytes[at]);
    count.at_end_only = count.faults == 1 && at + span == bytes.size() && lead >= 0xC2 && lead <= 0xF4;
    at += span;
  }
  return count;
}

// `skipped` bytes of the capture stand before `bytes`.
Converted repair_utf8(std::string_view bytes, std::uint32_t skipped) {
  Converted out;
  out.text.reserve(bytes.size() + 64);
  std::size_t span = 1;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto from = static_cast<std::uint32_t>(at) + skipped;
    if (const std::size_t length = character_at(bytes, at, span); length > 0) {
      out.text.append(bytes, at, length);
      out.offsets.copied(static_cast<std::uint32_t>(length), from);
      at += length;
    } else {
      out.text += "\xEF\xBF\xBD";
      out.offsets.replaced(3, {from, from + static_cast<std::uint32_t>(span)});
      at += span;
    }
  }
  return out;
}

// UTF-16 without a mark: in text of any Latin share, one byte of each pair is NUL and the other is not.
const char* utf16_without_mark(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, std::min<std::size_t>(bytes.size() & ~std::size_t{1}, 4096));
  if (head.size() < 8) return nullptr;
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < head.size(); ++i) {
    if (head[i] == '\0') ++(i % 2 == 0 ? even : odd);
  }
  const std::size_t pairs = head.size() / 2;
  if (odd * 10 > pairs * 4 && even * 20 < pairs) return "UTF-16LE";
  if (even * 10 > pairs * 4 && odd * 20 < pairs) return "UTF-16BE";
  return nullptr;
}

// Every byte beyond ASCII reads as something an English text has in windows-1252.
bool plausible_windows_1252(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (byte < 0x80) continue;
    if (byte == 0x81 || byte == 0x8D || byte == 0x8F || byte == 0x90 || byte == 0x9D) return false;
    if (byte < 0xC0) continue;
    const bool beside_letter =
        (i > 0 && ascii::is_letter(bytes[i - 1])) || (i + 1 < bytes.size() && ascii::is_letter(bytes[i + 1]));
    if (!beside_letter) return false;
  }
  return true;
}

std::string guess(std::string_view bytes) {
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
  if (!detector) return {};
  // A window around each of a few places with bytes beyond ASCII, which alone tell encodings apart. A window opens
  // after an ASCII byte, so that it does not cut a character in two.
  constexpr std::size_t window = std::size_t{1} << 15U;
  constexpr std::size_t windows = 8;
  std::size_t at = 0;
  for (std::size_t i = 0; i < windows && at < bytes.size(); ++i) {
    std::size_t high = at;
    while (high < bytes.size() && static_cast<unsigned char>(bytes[high]) < 0x80) ++high;
    if (high == bytes.size()) break;
    const std::size_t begin = high - at > 256 ? high - 256 : at;
    const std::size_t end = std::min(bytes.size(), begin + window);
    if (uchardet_handle_data(detector.get(), bytes.data() + begin, end - begin) != 0) return {};
    at = std::max(end, bytes.size() / windows * (i + 1));
    while (at < bytes.size() && at > 0 && static_cast<unsigned char>(bytes[at - 1]) >= 0x80 && at - end < 64) ++at;
  }
  uchardet_data_end(detector.get());
  std::string name = uchardet_get_charset(detector.get());
  // The names of the standard mean, in the wild, the code pages that extend them (WHATWG Encoding says the same).
  if (name == "ISO-8859-1" || name == "WINDOWS-1252" || name == "windows-1252") return "windows-1252";
  if (name == "GB2312" || name == "HZ-GB-2312") return "GB18030";
  if (name.starts_with("WINDOWS-")) name = "windows-" + name.substr(8);
  return name;
}

// Private-use and C1 characters are what a wrong code page gives; a right one gives none.
bool has_unlikely_characters(std::string_view text) {
  std::size_t unlikely = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(text[i + 1]);
    if ((byte == 0xC2 && next >= 0x80 && next < 0xA0 && next != 0x85) || (byte == 0xEE && next >= 0x80)) ++unlikely;
  }
  return unlikely > text.size() / 500;
}

void note_replaced(std::size_t places, std::string_view name, std::vector<Note>& notes) {
  if (places == 0) return;
  notes.push_back(
      {"broken-bytes", counted(places, "place", "places") + " not of " + std::string(name) + " stand as U+FFFD"});
}

void note_controls(Controls controls, std::vector<Note>& notes) {
  if (controls.nul > 0)
    notes.push_back({"nul-bytes", counted(controls.nul, "NUL byte", "NUL bytes") + " kept in the text"});
  if (controls.other > 0) {
    notes.push_back(
        {"control-bytes", counted(controls.other, "control character", "control characters") + " kept in the text"});
  }
}

// `mark` is the length of the byte-order mark that stands before `bytes` in the capture.
OffsetMap moved(const OffsetMap& offsets, std::size_t mark, std::size_t bytes) {
  if (mark == 0) return offsets;
  OffsetMap after;
  after.copied(static_cast<std::uint32_t>(bytes), static_cast<std::uint32_t>(mark));
  return offsets.through(after);
}

Result<Decoded> from_wide(std::string_view bytes, const char* name, std::size_t mark, std::string_view where) {
  auto converted = convert(bytes, name, false);
  if (!converted) return failure(ErrorCode::io, std::string("the system cannot convert ") + name, std::string(where));
  Decoded decoded{std::move(converted->text), name, moved(converted->offsets, mark, bytes.size()), {}};
  const Controls controls = count_controls(decoded.text);
  if (decoded.text.empty()) return failure(ErrorCode::empty, "nothing in it but a byte-order mark", std::string(where));
  if (too_many(controls, decoded.text.size()) || converted->faults > 4 + decoded.text.size() / 200) {
    return failure(
        ErrorCode::encoding,
        std::string(mark > 0 ? "it is marked as " : "it looks like ") + name + ", but most of it does not read so",
        std::string(where), "save it as UTF-8");
  }
  decoded.notes.push_back({"decoded", std::string("from ") + name});
  note_replaced(converted->faults, name, decoded.notes);
  note_controls(controls, decoded.notes);
  return decoded;
}

// The encoding that a page or a server means by the word it states (the standard's names mean, in the wild, the code
// pages that extend them: WHATWG Encoding, "Names and labels"); empty where it tells nothing, or what no page may ask
// for.
std::string meant_by(std::string_view stated) {
  std::string name;
  for (const char c : stated.substr(0, 40)) name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (name.empty() || name.starts_with("utf") || name == "hz-gb-2312") return {};
  if (name == "iso-8859-1" || name == "latin1" || name == "us-ascii" || name == "ascii") return "windows-1252";
  if (name == "iso-8859-9" || name == "latin5") return "windows-1254";
  if (name == "gb2312" || name == "gbk" || name == "gb_2312-80") return "GB18030";
  if (name == "tis-620" || name == "iso-8859-11") return "windows-874";
  UErrorCode error = U_ZERO_ERROR;
  const char* known = ucnv_getStandardName(name.c_str(), "MIME", &error);
  if (U_FAILURE(error) || known == nullptr) known = ucnv_getStandardName(name.c_str(), "IANA", &error);
  if (U_FAILURE(error) || known == nullptr) return {};
  const std::string_view canonical = known;
  return canonical.starts_with("UTF-") || canonical.starts_with("SCSU") || canonical.starts_with("BOCU") ||
                 canonical.find("ebcdic") != std::string_view::npos || canonical.starts_with("IBM0")
             ? std::string{}
             : std::string(canonical);
}

Result<Decoded> from_legacy(std::string_view bytes, std::string_view stated, Controls controls,
                            std::string_view where) {
  const auto taken = [&](Converted&& converted, const std::string& name) {
    Decoded decoded{std::move(converted.text), name, std::move(converted.offsets), {{"decoded", "from " + name}}};
    note_replaced(converted.faults, name, decoded.notes);
    note_controls(controls, decoded.notes);
    return decoded;
  };
  if (const std::string name = meant_by(stated); !name.empty()) {
    if (auto converted = convert(bytes, name.c_str(), false);
        converted && converted->faults <= 4 + bytes.size() / 200 && !has_unlikely_characters(converted->text)) {
      return taken(std::move(*converted), name);
    }
  }
  std::size_t high = 0;
  for (const char c : bytes) high += static_cast<std::size_t>(static_cast<unsigned char>(c) >= 0x80);
  const bool nearly_ascii = high < 24 || high < bytes.size() / 100;
  std::vector<std::string> candidates;
  if (nearly_ascii && high <= bytes.size() / 4 && plausible_windows_1252(bytes))
    candidates.emplace_back("windows-1252");
  if (candidates.empty()) candidates.push_back(guess(bytes));
  for (const std::string& name : candidates) {
    if (name.empty() || name == "ASCII" || name == "UTF-8") continue;
    auto converted = convert(bytes, name.c_str(), true);
    if (!converted || has_unlikely_characters(converted->text)) continue;
    return taken(std::move(*converted), name);
  }
  return failure(ErrorCode::encoding, "not UTF-8, and no encoding fits", std::string(where),
                 "convert it, as with: iconv -f ENCODING -t UTF-8");
}

}  // namespace

Result<Decoded> decode(std::string_view bytes, std::string_view where, std::string_view stated) {
  if (bytes.size() > std::numeric_limits<std::uint32_t>::max()) {
    return failure(ErrorCode::too_large, "more than 4 GiB of text", std::string(where),
                   "split it into one file a report");
  }
  if (bytes.empty()) return failure(ErrorCode::empty, "nothing in it", std::string(where));
  if (const Signature* signature = signature_of(bytes, true)) {
    return tl::unexpected(binary(signature->what, signature->hint, where));
  }
  if (bytes.starts_with("\xFF\xFE\0\0"sv)) return from_wide(bytes.substr(4), "UTF-32LE", 4, where);
  if (bytes.starts_with("\0\0\xFE\xFF"sv)) return from_wide(bytes.substr(4), "UTF-32BE", 4, where);
  if (bytes.starts_with("\xFF\xFE"sv)) return from_wide(bytes.substr(2), "UTF-16LE", 2, where);
  if (bytes.starts_with("\xFE\xFF"sv)) return from_wide(bytes.substr(2), "UTF-16BE", 2, where);
  const bool marked = bytes.starts_with("\xEF\xBB\xBF"sv);
  if (marked) bytes.remove_prefix(3);
  if (bytes.empty()) return failure(ErrorCode::empty, "nothing in it but a byte-order mark", std::string(where));

  if (!marked) {
    if (const char* name = utf16_without_mark(bytes)) return from_wide(bytes, name, 0, where);
  }
  const Controls controls = count_controls(bytes);
  if (too_many(controls, bytes.size())) {
    if (const Signature* signature = signature_of(bytes, false)) {
      return tl::unexpected(binary(signature->what, signature->hint, where));
    }
    return tl::unexpected(binary("binary data", "Histor reads text; if this is one, convert it to UTF-8", where));
  }
  if (simdjson::validate_utf8(bytes.data(), bytes.size())) {
    Decoded decoded{std::string(bytes), "UTF-8", {}, {}};
    note_controls(controls, decoded.notes);
    return decoded;
  }
  const Utf8Faults count = count_faults(bytes);
  if (marked || count.at_end_only || count.characters >= 4 * count.faults) {
    if (count.faults <= 4 + bytes.size() / 200) {
      Converted repaired = repair_utf8(bytes, marked ? 3 : 0);
      Decoded decoded{std::move(repaired.text), "UTF-8", std::move(repaired.offsets), {}};
      decoded.notes.push_back({"broken-bytes", counted(count.faults, "place that is", "places that are") +
                                                   " not UTF-8, the first at byte " +
                                                   std::to_string(count.first + (marked ? 3 : 0)) + ", as U+FFFD"});
      note_controls(controls, decoded.notes);
      return decoded;
    }
  }
  return from_legacy(bytes, stated, controls, where);
}

}  // namespace histor
