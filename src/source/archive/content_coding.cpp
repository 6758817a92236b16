#include "source/archive/content_coding.hpp"

#include <brotli/decode.h>
#include <zstd.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace histor {
namespace {

constexpr std::size_t chunk = std::size_t{1} << 16U;
constexpr int most_codings = 3;

// Adds `piece` to `out` if the limit lets it; false, with the fault told, if not.
bool add(Unpacked& out, std::string_view piece, std::uint64_t packed, const UnpackLimit& limit,
         const std::string& where) {
  if (piece.size() > limit.bytes - out.bytes.size()) {
    out.fault = over_size(limit.bytes, where);
    return false;
  }
  out.bytes.append(piece);
  if (limit.allows_ratio(packed, out.bytes.size())) return true;
  out.fault = over_ratio(limit.ratio, where);
  return false;
}

Error damaged(bool cut_short, const std::string& where) {
  return {ErrorCode::parse,
          cut_short ? "it is cut short: the packed data ends before its end" : "the packed data is damaged", where, ""};
}

Unpacked unpack_brotli(std::string_view packed, const UnpackLimit& limit, const std::string& where) {
  Unpacked out;
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  if (!state) {
    out.fault = Error{ErrorCode::io, "brotli has no memory to work in", where, ""};
    return out;
  }
  std::vector<std::uint8_t> buffer(chunk);
  const auto* next_in = reinterpret_cast<const std::uint8_t*>(packed.data());
  std::size_t left = packed.size();
  for (;;) {
    std::uint8_t* next_out = buffer.data();
    std::size_t room = buffer.size();
    const auto told = BrotliDecoderDecompressStream(state.get(), &left, &next_in, &room, &next_out, nullptr);
    const std::string_view piece(reinterpret_cast<const char*>(buffer.data()), buffer.size() - room);
    out.used = packed.size() - left;
    if (!add(out, piece, out.used, limit, where)) return out;
    if (told == BROTLI_DECODER_RESULT_SUCCESS) return out;
    if (told == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) continue;
    out.fault = damaged(told == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT, where);
    return out;
  }
}

Unpacked unpack_zstd(std::string_view packed, const UnpackLimit& limit, const std::string& where) {
  Unpacked out;
  const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
  // RFC 9659: a window over 8 MiB is not for the web.
  if (!context || ZSTD_isError(ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, 23)) != 0) {
    out.fault = Error{ErrorCode::io, "zstd has no memory to work in", where, ""};
    return out;
  }
  std::vector<char> buffer(chunk);
  ZSTD_inBuffer in{packed.data(), packed.size(), 0};
  for (;;) {
    ZSTD_outBuffer room{buffer.data(), buffer.size(), 0};
    const std::size_t told = ZSTD_decompressStream(context.get(), &room, &in);
    if (ZSTD_isError(told) != 0) {
      out.fault = damaged(false, where);
      return out;
    }
    out.used = in.pos;
    if (!add(out, {buffer.data(), room.pos}, in.pos, limit, where)) return out;
    if (in.pos == in.size && room.pos < room.size) {
      if (told != 0) out.fault = damaged(true, where);
      return out;
    }
  }
}

// zlib's frame is what "deflate" means; some servers send the bare data.
Unpacked unpack_deflate(std::string_view packed, const UnpackLimit& limit, const std::string& where) {
  const BytesSource bytes(packed);
  Unpacked framed = inflate_all(bytes, Deflated::zlib, limit, where);
  if (!framed.fault || framed.fault->code != ErrorCode::parse || !framed.bytes.empty()) return framed;
  return inflate_all(bytes, Deflated::raw, limit, where);
}

// Packed data soon has bytes that no text has; brotli and bare deflate have no other mark.
bool looks_like_text(std::string_view body) {
  return std::all_of(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(body.size(), 256)),
                     [](char letter) {
                       const auto code = static_cast<unsigned char>(letter);
                       return code >= 0x20U || letter == '\n' || letter == '\r' || letter == '\t' || letter == '\f';
                     });
}

bool is_zstd(std::string_view body) {
  return body.starts_with("\x28\xb5\x2f\xfd");
}

std::string folded(std::string_view word) {
  while (!word.empty() && (word.front() == ' ' || word.front() == '\t')) word.remove_prefix(1);
  while (!word.empty() && (word.back() == ' ' || word.back() == '\t')) word.remove_suffix(1);
  std::string out(word);
  for (char& letter : out) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return out;
}

// Undoes one coding; false where it is not known.
bool undo(std::string_view coding, Unpacked& body, const UnpackLimit& limit, const std::string& where) {
  const std::string_view packed = body.bytes;
  if (coding.empty() || coding == "identity" || packed.empty()) return true;
  if (coding == "gzip" || coding == "x-gzip") {
    if (is_gzip(packed)) body = inflate_all(BytesSource(packed), Deflated::gzip, limit, where);
  } else if (coding == "deflate") {
    Unpacked out = unpack_deflate(packed, limit, where);
    if (!out.fault || !looks_like_text(packed)) body = std::move(out);
  } else if (coding == "br") {
    Unpacked out = unpack_brotli(packed, limit, where);
    if (!out.fault || out.fault->code == ErrorCode::too_large || !looks_like_text(packed)) body = std::move(out);
  } else if (coding == "zstd") {
    if (is_zstd(packed)) body = unpack_zstd(packed, limit, where);
  } else {
    return false;
  }
  return true;
}

}  // namespace

Unpacked decode_content(std::string body, std::string_view content_encoding, const UnpackLimit& limit,
                        const std::string& where) {
  Unpacked out;
  out.used = body.size();
  out.bytes = std::move(body);
  int codings = 0;
  while (!content_encoding.empty() && !out.fault) {
    // The last one named was done last, and is undone first.
    const std::size_t comma = content_encoding.rfind(',');
    const std::string coding =
        folded(comma == std::string_view::npos ? content_encoding : content_encoding.substr(comma + 1));
    content_encoding = comma == std::string_view::npos ? std::string_view() : content_encoding.substr(0, comma);
    if (++codings > most_codings || !undo(coding, out, limit, where)) {
      out.fault =
          Error{ErrorCode::invalid,
                codings > most_codings ? "it is packed more than three times"
                                       : "packed in a way that is not known: Content-Encoding " + coding.substr(0, 40),
                where, ""};
    }
  }
  if (!out.fault && out.bytes.size() > limit.bytes) out.fault = over_size(limit.bytes, where);
  return out;
}

std::optional<std::string> without_chunks(std::string_view body, bool& cut_short) {
  constexpr std::size_t longest_line = 4096;  // a size and its extensions
  std::string out;
  bool first = true;
  for (;;) {
    const std::size_t line_end = body.substr(0, longest_line).find('\n');
    std::uint64_t size = 0;
    std::size_t digits = 0;
    for (; digits < body.size() && digits < 16; ++digits) {
      const char digit = body[digits];
      const int value = digit >= '0' && digit <= '9'   ? digit - '0'
                        : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10
                        : digit >= 'A' && digit <= 'F' ? digit - 'A' + 10
                                                       : -1;
      if (value < 0) break;
      size = size * 16 + static_cast<std::uint64_t>(value);
    }
    const bool sound = line_end != std::string_view::npos && digits > 0 &&
                       (body[digits] == '\r' || body[digits] == '\n' || body[digits] == ';' || body[digits] == ' ') &&
                       (!first || (line_end > 0 && body[line_end - 1] == '\r'));
    if (!sound) {
      if (first) return std::nullopt;
      cut_short = true;
      return out;
    }
    first = false;
    body.remove_prefix(line_end + 1);
    if (size == 0) return out;
    if (size > body.size()) {
      out.append(body);
      cut_short = true;
      return out;
    }
    out.append(body.substr(0, static_cast<std::size_t>(size)));
    body.remove_prefix(static_cast<std::size_t>(size));
    if (body.starts_with("\r\n")) {
      body.remove_prefix(2);
    } else if (body.starts_with('\n')) {
      body.remove_prefix(1);
    } else if (!body.empty()) {
      if (out.size() == size) return std::nullopt;  // a text that opens with a number
      cut_short = true;
      return out;
    }
  }
}

}  // namespace histor
