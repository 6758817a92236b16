// curl's own parser reads them, so that what is checked here is what is connected to later; ICU writes names of other
// scripts in ASCII, so that a full-width "１２７.0.0.1" is seen for what it is.

#include "source/net/url.hpp"

#include <curl/curl.h>
#include <unicode/uidna.h>

#include <array>
#include <charconv>
#include <memory>
#include <utility>

namespace histor::net {
namespace {

constexpr std::size_t longest_url = std::size_t{8} << 10U;
constexpr std::size_t longest_name = 253;

struct Cleanup {
  void operator()(CURLU* handle) const { curl_url_cleanup(handle); }
};
using Handle = std::unique_ptr<CURLU, Cleanup>;

std::string part(const Handle& handle, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(handle.get(), which, &text, flags) != CURLUE_OK || text == nullptr) return {};
  std::string out = text;
  curl_free(text);
  return out;
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 128) return false;
  }
  return true;
}

/// The name in ASCII, lower case; empty where it is no name.
std::string ascii_name(const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, void (*)(UIDNA*)> idna(
      uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII, &status), uidna_close);
  if (U_FAILURE(status) != 0) return {};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  std::array<char, 512> out{};
  const int32_t size = uidna_nameToASCII_UTF8(idna.get(), name.data(), static_cast<int32_t>(name.size()), out.data(),
                                              static_cast<int32_t>(out.size()), &info, &status);
  if (U_FAILURE(status) != 0 || info.errors != 0 || size < 0 || static_cast<std::size_t>(size) > out.size()) return {};
  return {out.data(), static_cast<std::size_t>(size)};
}

std::string lowered(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

tl::unexpected<Error> wrong(std::string what, std::string_view text, std::string hint = {}) {
  constexpr std::size_t shown = 300;
  std::string where(text.substr(0, shown));
  if (text.size() > shown) where += "…";
  return failure(ErrorCode::invalid, std::move(what), std::move(where), std::move(hint));
}

/// Checks what `handle` has read and writes it one way. `text` is for messages.
Result<Url> finished(const Handle& handle, std::string_view text) {
  Url url;
  url.scheme = lowered(part(handle, CURLUPART_SCHEME));
  if (url.scheme != "http" && url.scheme != "https") {
    return wrong("a link of another kind than http and https", text, "only pages of the web are fetched");
  }
  if (!part(handle, CURLUPART_USER).empty() || !part(handle, CURLUPART_PASSWORD).empty()) {
    return wrong("a user name or password stands in the URL", part(handle, CURLUPART_HOST),
                 "what is fetched is kept with its URL; pages that need a login are saved by hand and added as files");
  }
  std::string host = part(handle, CURLUPART_HOST);
  if (!is_ascii(host)) host = ascii_name(host);
  url.host = lowered(std::move(host));
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789-._";
  const bool in_brackets = url.host.size() > 2 && url.host.front() == '[' && url.host.back() == ']';
  if (url.host.empty() || url.host.size() > longest_name ||
      (!in_brackets && url.host.find_first_not_of(letters) != std::string::npos)) {
    return wrong("the host of the URL cannot be", text, "check its spelling");
  }
  std::string port = part(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), url.port);
  if (error != std::errc{} || end != port.data() + port.size() || url.port == 0) {
    return wrong("the port of the URL cannot be", text);
  }
  const std::string query = part(handle, CURLUPART_QUERY);
  url.path = part(handle, CURLUPART_PATH);
  if (url.path.empty()) url.path = "/";
  if (!query.empty()) url.path += "?" + query;
  for (const char c : url.path) {
    if (static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 127) {
      return wrong("a blank or a control character stands in the URL", text, "write it percent-encoded");
    }
  }
  const bool usual = url.port == (url.scheme == "https" ? 443 : 80);
  url.text = url.scheme + "://" + url.host + (usual ? "" : ":" + std::to_string(url.port)) + url.path;
  if (url.text.size() > longest_url) return wrong("a URL of more than 8 KiB", text);
  return url;
}

Result<Url> parsed(const Url* base, std::string_view text) {
  if (text.size() > longest_url) return wrong("a URL of more than 8 KiB", text);
  if (text.empty()) return wrong("an empty URL", text);
  if (text.find('\0') != std::string_view::npos) return wrong("a NUL byte stands in the URL", text);
  const Handle handle(curl_url());
  if (!handle) return failure(ErrorCode::too_large, "no memory for a URL");
  if (base != nullptr && curl_url_set(handle.get(), CURLUPART_URL, base->text.c_str(), 0) != CURLUE_OK) {
    return wrong("not a URL", base->text);
  }
  // Any scheme is read here, so that the message can name what is wrong with it.
  const CURLUcode code =
      curl_url_set(handle.get(), CURLUPART_URL, std::string(text).c_str(), CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME);
  if (code != CURLUE_OK) return wrong("not a URL", text, "as in: https://example.org/news/1");
  curl_url_set(handle.get(), CURLUPART_FRAGMENT, nullptr, 0);
  return finished(handle, text);
}

}  // namespace

std::string Url::origin() const {
  return scheme + "://" + host + ":" + std::to_string(port);
}

bool is_web_url(std::string_view text) {
  const std::size_t colon = text.find("://");
  if (colon == std::string_view::npos) return false;
  const std::string scheme = lowered(std::string(text.substr(0, colon)));
  return scheme == "http" || scheme == "https";
}

Result<Url> parse_url(std::string_view text) {
  return parsed(nullptr, text);
}

Result<Url> resolve(const Url& base, std::string_view reference) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = reference.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return wrong("an empty URL", reference);
  reference = reference.substr(begin, reference.find_last_not_of(blanks) - begin + 1);
  return parsed(&base, reference);
}

}  // namespace histor::net
