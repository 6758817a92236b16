// The address is looked at in the function that curl calls to open a socket: that is the address which is connected to,
// after every look-up, whatever the name gave a moment ago. With a proxy only the proxy is connected to, whose address
// the user chose.
//
// curl's callbacks are C: nothing may be thrown through them, and what goes wrong in one is noted and told afterwards.

#include "source/net/curl_transport.hpp"

#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace histor::net {
namespace {

bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

std::string_view name_of(std::string_view line) {
  const std::size_t colon = line.find(':');
  return colon == std::string_view::npos ? std::string_view() : line.substr(0, colon);
}

/// `head` line by line, those left out that `drop` says.
template <class Drop>
std::string without(std::string_view head, const Drop& drop) {
  std::string out;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find('\n'), head.size() - 1) + 1;
    if (!drop(name_of(head.substr(0, end)))) out += head.substr(0, end);
    head.remove_prefix(end);
  }
  return out;
}

struct EasyCleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListCleanup {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListCleanup>;

bool append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) return false;
  if (!list) list.reset(longer);  // a list keeps its head
  return true;
}

/// What the callbacks of one request know and note.
struct State {
  const CurlOptions* options = nullptr;
  const Request* request = nullptr;
  bool host_is_allowed = false;
  bool in_body = false;
  bool cut = false;
  bool over_size = false;
  bool over_headers = false;
  bool no_memory = false;
  bool stopped = false;
  std::uint64_t header_bytes = 0;
  std::string refused;  ///< the address that was not connected to, and what it is
  Exchange exchange;
};

std::optional<IpAddress> address_of(const curl_sockaddr& address) {
  if (address.family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address.addr, sizeof in);
    std::array<std::uint8_t, 4> bytes{};
    std::memcpy(bytes.data(), &in.sin_addr, bytes.size());
    return ipv4(bytes);
  }
  if (address.family == AF_INET6 && address.addrlen >= sizeof(sockaddr_in6)) {
    // curl keeps room for any address behind this struct's own.
    sockaddr_in6 in{};
    std::memcpy(&in, static_cast<const void*>(&address.addr), sizeof in);
    std::array<std::uint8_t, 16> bytes{};
    std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
    return ipv6(bytes);
  }
  return std::nullopt;
}

curl_socket_t open_socket(void* known, curlsocktype purpose, curl_sockaddr* address) {
  State& state = *static_cast<State*>(known);
  try {
    if (purpose != CURLSOCKTYPE_IPCXN) return CURL_SOCKET_BAD;
    const auto ip = address_of(*address);
    if (!ip) return CURL_SOCKET_BAD;
    if (state.options->proxy.empty() && !state.host_is_allowed) {
      if (const auto kind = refused_as(*ip)) {
        state.refused = to_string(*ip) + ", " + std::string(*kind);
        return CURL_SOCKET_BAD;
      }
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  } catch (...) {
    state.no_memory = true;
    return CURL_SOCKET_BAD;
  }
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* known) {
  State& state = *static_cast<State*>(known);
  try {
    const std::string_view line(data, size * count);
    state.header_bytes += line.size();
    if (state.header_bytes > state.options->max_header_bytes) {
      state.over_headers = true;
      return 0;
    }
    if (state.in_body) return line.size();  // trailers
    std::string& head = state.exchange.response_head;
    if (line.starts_with("HTTP/")) head.clear();  // what came before was 100 Continue or the like
    head += line;
    return line.size();
  } catch (...) {
    state.no_memory = true;
    return 0;
  }
}

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* known) {
  State& state = *static_cast<State*>(known);
  try {
    state.in_body = true;
    const std::string_view piece(data, size * count);
    std::string& body = state.exchange.body;
    const std::uint64_t room = state.request->max_bytes - body.size();
    if (piece.size() > room) {
      if (state.request->cut_at_max) body += piece.substr(0, static_cast<std::size_t>(room));
      (state.request->cut_at_max ? state.cut : state.over_size) = true;
      return 0;
    }
    body += piece;
    return piece.size();
  } catch (...) {
    state.no_memory = true;
    return 0;
  }
}

int take_trace(CURL* /*handle*/, curl_infotype kind, char* data, std::size_t size, void* known) {
  State& state = *static_cast<State*>(known);
  try {
    if (kind == CURLINFO_HEADER_OUT) {
      state.exchange.request_head.assign(data, size);
      state.exchange.unix_ms = state.options->unix_ms();
    }
  } catch (...) {
    state.no_memory = true;
  }
  return 0;
}

int take_progress(void* known, curl_off_t /*down*/, curl_off_t /*downed*/, curl_off_t /*up*/, curl_off_t /*upped*/) {
  State& state = *static_cast<State*>(known);
  try {
    if (state.options->stopped && state.options->stopped()) state.stopped = true;
  } catch (...) {
    state.stopped = true;
  }
  return state.stopped ? 1 : 0;
}

Fault fault_of(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return Fault::unknown_host;
    case CURLE_COULDNT_CONNECT:
    case CURLE_INTERFACE_FAILED:
      return Fault::unreachable;
    case CURLE_OPERATION_TIMEDOUT:
      return Fault::timed_out;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
      return Fault::cut_short;
    case CURLE_FILESIZE_EXCEEDED:
      return Fault::too_large;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return Fault::tls;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
      return Fault::proxy;
    default:
      return Fault::malformed;
  }
}

std::string seconds_in_words(std::chrono::milliseconds time) {
  const auto ms = time.count();
  if (ms % 1000 == 0) return std::to_string(ms / 1000) + " s";
  return std::to_string(ms) + " ms";
}

class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(CurlOptions options) : options_(std::move(options)), handle_(curl_easy_init()) {}

  [[nodiscard]] bool ready() const { return handle_ != nullptr; }

  [[nodiscard]] Answer ask(const Request& request) override {
    State state;
    state.options = &options_;
    state.request = &request;
    state.host_is_allowed = is_allowed(options_.allowed, request.url.host, request.url.port);
    state.exchange.url = request.url.text;
    state.exchange.unix_ms = options_.unix_ms();
    List headers;
    bool listed = append(headers, "Accept: text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8") &&
                  append(headers, "Accept-Encoding: gzip");
    for (const std::string& line : request.headers) listed = listed && append(headers, line);
    curl_easy_reset(handle_.get());  // keeps the connections
    std::array<char, CURL_ERROR_SIZE> said{};
    set_up(request, state, headers.get(), said.data());
    const CURLcode code = listed ? curl_easy_perform(handle_.get()) : CURLE_OUT_OF_MEMORY;
    Answer answer = judged(code, state, said.data(), request);
    curl_easy_reset(handle_.get());  // nothing in it points here any more
    return answer;
  }

 private:
  [[nodiscard]] bool is_proxys_fault(CURLcode code, const Exchange& exchange) const {
    if (options_.proxy.empty() || !exchange.response_head.empty()) return false;
    return fault_of(code) == Fault::proxy || code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST ||
           code == CURLE_RECV_ERROR;
  }

  void set_up(const Request& request, State& state, curl_slist* headers, char* said) {
    CURL* const curl = handle_.get();
    curl_easy_setopt(curl, CURLOPT_URL, request.url.text.c_str());
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, said);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
#if LIBCURL_VERSION_NUM >= 0x075500
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS, static_cast<long>(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(curl, CURLOPT_HTTP_CONTENT_DECODING, 0L);
    curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(curl, CURLOPT_USERAGENT, options_.user_agent.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    // Both are said even where they are empty: else curl asks the environment.
    curl_easy_setopt(curl, CURLOPT_PROXY, options_.proxy.c_str());
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
    curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(std::min(options_.connect_limit, request.time_limit).count()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.time_limit.count()));
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(options_.least_speed));
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options_.least_speed_over.count()));
    if (!request.cut_at_max) {
      curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.max_bytes));
    }
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &state);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &state);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &state);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, take_trace);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &state);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);  // to that function, not to standard error
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, take_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &state);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  }

  [[nodiscard]] Answer judged(CURLcode code, State& state, const char* said, const Request& request) const {
    Answer answer;
    answer.exchange = std::move(state.exchange);
    Exchange& exchange = answer.exchange;
    long status = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
    exchange.status = status > 0 ? static_cast<unsigned>(status) : 0;
    const char* address = nullptr;
    curl_easy_getinfo(handle_.get(), CURLINFO_PRIMARY_IP, &address);
    if (address != nullptr && options_.proxy.empty()) exchange.address = address;
    exchange.request_head = without(exchange.request_head, [](std::string_view name) {
      return same_word(name, "Proxy-Authorization") || same_word(name, "Proxy-Connection");
    });
    exchange.response_head =
        without(exchange.response_head, [](std::string_view name) { return same_word(name, "Transfer-Encoding"); });
    const auto set = [&](Fault fault, std::string words) {
      answer.fault = fault;
      answer.words = std::move(words);
    };
    if (code == CURLE_OK || state.cut) return answer;
    const std::string detail = said[0] != '\0' ? said : curl_easy_strerror(code);
    if (state.stopped) {
      set(Fault::stopped, "stopped");
    } else if (state.no_memory || code == CURLE_OUT_OF_MEMORY) {
      set(Fault::too_large, "no memory for the answer");
    } else if (state.over_headers) {
      set(Fault::header_flood,
          "the headers of the answer are over " + std::to_string(options_.max_header_bytes >> 10U) + " KiB");
    } else if (state.over_size || code == CURLE_FILESIZE_EXCEEDED) {
      set(Fault::too_large, "the answer is over " + std::to_string(request.max_bytes) + " bytes");
    } else if (is_proxys_fault(code, exchange)) {
      set(Fault::proxy, "the proxy did not lead there: " + detail);
    } else if (code == CURLE_COULDNT_CONNECT && !state.refused.empty()) {
      set(Fault::refused_address, "the host has an address that is not connected to: " + state.refused);
    } else if (code == CURLE_PARTIAL_FILE || code == CURLE_GOT_NOTHING ||
               (code == CURLE_RECV_ERROR && (state.in_body || exchange.response_head.empty()))) {
      set(Fault::cut_short,
          state.in_body ? "the answer was cut short: " + detail : "the connection ended without an answer");
    } else if (code == CURLE_OPERATION_TIMEDOUT) {
      const bool slow = detail.find("too slow") != std::string::npos;
      set(slow ? Fault::too_slow : Fault::timed_out,
          slow ? "the answer came too slowly"
               : "no whole answer in " + seconds_in_words(request.time_limit) + " (" +
                     std::to_string(exchange.body.size()) + " bytes had come)");
    } else if (fault_of(code) == Fault::unknown_host) {
      set(Fault::unknown_host, "no host of this name");
    } else if (fault_of(code) == Fault::unreachable) {
      set(Fault::unreachable, "nobody answers there");
    } else if (fault_of(code) == Fault::tls) {
      set(Fault::tls, "no trusted connection: " + detail);
    } else {
      set(fault_of(code), "not an answer as HTTP has it: " + detail);
    }
    return answer;
  }

  CurlOptions options_;
  std::unique_ptr<CURL, EasyCleanup> handle_;
};

}  // namespace

std::string proxy_in_words(const std::string& proxy) {
  const std::size_t scheme = proxy.find("://");
  const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
  const std::size_t at = proxy.rfind('@');
  return at == std::string::npos || at < begin ? proxy : proxy.substr(0, begin) + proxy.substr(at + 1);
}

Result<void> check_proxy(const std::string& proxy) {
  if (proxy.empty() || proxy.starts_with("socks5h://") || proxy.starts_with("http://") ||
      proxy.starts_with("https://")) {
    return {};
  }
  return failure(
      ErrorCode::invalid, "a proxy of a kind that is not used", proxy_in_words(proxy),
      "socks5h://HOST:PORT, http://HOST:PORT or https://HOST:PORT, all of which resolve the names themselves");
}

Result<std::unique_ptr<Transport>> make_curl_transport(CurlOptions options) {
  static const CURLcode global = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (auto sound = check_proxy(options.proxy); !sound) return tl::unexpected(sound.error());
  auto transport = std::make_unique<CurlTransport>(std::move(options));
  if (global != CURLE_OK || !transport->ready()) {
    return failure(ErrorCode::io, "the network library cannot be started");
  }
  return transport;
}

}  // namespace histor::net
