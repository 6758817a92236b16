#include "source/archive/warc_record.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace histor {
namespace {

std::string_view trimmed_blanks(std::string_view words) {
  const auto blank = [](char letter) { return letter == ' ' || letter == '\t' || letter == '\r'; };
  while (!words.empty() && blank(words.front())) words.remove_prefix(1);
  while (!words.empty() && blank(words.back())) words.remove_suffix(1);
  return words;
}

std::string lower(std::string_view words) {
  std::string out(words);
  for (char& letter : out) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return out;
}

// The next line of `rest`, without its end, taken off.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// "name: value" lines up to a blank one; a line that opens with a blank goes on with the value before it.
HeadFields parse_fields(std::string_view lines) {
  HeadFields fields;
  std::string name;
  std::string value;
  const auto finish = [&] {
    if (!name.empty()) fields.add(std::move(name), std::string(trimmed_blanks(value)));
    name.clear();
    value.clear();
  };
  while (!lines.empty()) {
    const std::string_view line = take_line(lines);
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') {
      value.append(" ").append(trimmed_blanks(line));
      continue;
    }
    finish();
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    name = lower(trimmed_blanks(line.substr(0, colon)));
    value = std::string(line.substr(colon + 1));
  }
  finish();
  return fields;
}

std::optional<std::uint64_t> number(std::string_view digits) {
  if (digits.empty() || digits.size() > 18) return std::nullopt;
  std::uint64_t value = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return value;
}

std::string hex_of(const unsigned char* digest, std::size_t length) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < length; ++i) {
    out += digits[digest[i] >> 4U];
    out += digits[digest[i] & 15U];
  }
  return out;
}

// RFC 4648, in lower case, without padding.
std::string base32_of(const unsigned char* digest, std::size_t length) {
  static constexpr char digits[] = "abcdefghijklmnopqrstuvwxyz234567";
  std::string out;
  unsigned held = 0;
  unsigned bits = 0;
  for (std::size_t i = 0; i < length; ++i) {
    held = (held << 8U) | digest[i];
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += digits[(held >> bits) & 31U];
    }
    held &= (1U << bits) - 1;
  }
  if (bits > 0) out += digits[(held << (5 - bits)) & 31U];
  return out;
}

}  // namespace

std::string_view HeadFields::get(std::string_view name) const {
  for (const auto& [key, value] : fields_) {
    if (key == name) return value;
  }
  return {};
}

bool HeadFields::has(std::string_view name) const {
  return std::any_of(fields_.begin(), fields_.end(), [name](const auto& field) { return field.first == name; });
}

std::size_t head_end(std::string_view bytes) {
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
    if (bytes.substr(at + 1).starts_with('\n')) return at + 2;
    if (bytes.substr(at + 1).starts_with("\r\n")) return at + 3;
  }
  return std::string_view::npos;
}

std::optional<WarcHead> parse_warc_head(std::string_view head) {
  const std::string_view version = take_line(head);
  if (!version.starts_with("WARC/")) return std::nullopt;
  WarcHead out;
  out.fields = parse_fields(head);
  const auto length = number(out.fields.get("content-length"));
  if (!length) return std::nullopt;
  out.length = *length;
  return out;
}

std::optional<HttpHead> parse_http_head(std::string_view head) {
  const std::string_view line = take_line(head);
  if (!line.starts_with("HTTP/")) return std::nullopt;
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  const auto status = number(trimmed_blanks(line.substr(blank)).substr(0, 3));
  if (!status || *status < 100) return std::nullopt;
  HttpHead out;
  out.status = static_cast<int>(*status);
  out.fields = parse_fields(head);
  return out;
}

std::string bare_media_type(std::string_view media_type) {
  return lower(trimmed_blanks(media_type.substr(0, media_type.find(';'))));
}

bool may_be_report(std::string_view media_type) {
  const std::string type = bare_media_type(media_type);
  static constexpr std::array<std::string_view, 4> kinds = {"image/", "audio/", "video/", "font/"};
  // Fonts and programs by the names that servers give them.
  static constexpr std::array<std::string_view, 18> types = {
      "text/css",
      "text/javascript",
      "text/ecmascript",
      "text/x-javascript",
      "application/javascript",
      "application/x-javascript",
      "application/ecmascript",
      "application/wasm",
      "application/font-woff",
      "application/font-woff2",
      "application/font-sfnt",
      "application/x-font-woff",
      "application/x-font-ttf",
      "application/x-font-opentype",
      "application/vnd.ms-fontobject",
      "application/vnd.apple.mpegurl",
      "application/x-mpegurl",
      "application/dash+xml",
  };
  return std::none_of(kinds.begin(), kinds.end(), [&](std::string_view kind) { return type.starts_with(kind); }) &&
         std::find(types.begin(), types.end(), type) == types.end();
}

DigestVerdict ask_digest(std::string_view digest, std::string_view bytes) {
  const std::size_t colon = digest.find(':');
  if (colon == std::string_view::npos) return DigestVerdict::unknown;
  const std::string kind = lower(digest.substr(0, colon));
  std::string stated = lower(digest.substr(colon + 1));
  while (stated.ends_with('=')) stated.pop_back();
  const EVP_MD* algorithm = kind == "sha1" || kind == "sha-1"       ? EVP_sha1()
                            : kind == "sha256" || kind == "sha-256" ? EVP_sha256()
                            : kind == "md5"                         ? EVP_md5()
                                                                    : nullptr;
  if (algorithm == nullptr) return DigestVerdict::unknown;
  std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
  unsigned length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), sum.data(), &length, algorithm, nullptr) != 1)
    return DigestVerdict::unknown;
  return stated == base32_of(sum.data(), length) || stated == hex_of(sum.data(), length) ? DigestVerdict::right
                                                                                         : DigestVerdict::wrong;
}

std::string_view bare_uri(std::string_view uri) {
  if (uri.size() >= 2 && uri.front() == '<' && uri.back() == '>') return uri.substr(1, uri.size() - 2);
  return uri;
}

}  // namespace histor
