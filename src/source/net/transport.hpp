#pragma once
// One request and its answer. What comes of it (another try, a redirect, a document) is fetch.hpp's business; how it
// goes over the wire is curl_transport.hpp's. Between the two stands this, so that the tests of the one need no
// network.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/net/url.hpp"

namespace histor::net {

struct Request {
  Url url;
  std::vector<std::string> headers;  ///< "If-None-Match: …", beside those that every request has
  std::uint64_t max_bytes = 0;       ///< of the body, as it is sent
  bool cut_at_max = false;           ///< a larger body is cut there and is no fault
  std::chrono::milliseconds time_limit{};
};

/// What went over the wire, for the record.
struct Exchange {
  std::string url;
  std::string address;        ///< of the host; empty behind a proxy
  std::int64_t unix_ms = 0;   ///< when it was asked
  std::string request_head;   ///< to the blank line with it; without what was meant for a proxy
  std::string response_head;  ///< as it came, to the blank line with it; of a chunked answer without the word for it
  std::string body;           ///< as it was sent: still compressed, no longer chunked
  unsigned status = 0;

  /// The value of the last header of that name in the answer; empty where it has none. Names are compared without case.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

enum class Fault {
  none,
  refused_address,  ///< every address of the host is one that is not connected to; `words` names it
  unknown_host,
  unreachable,   ///< nobody answered at any address
  timed_out,     ///< the time was over
  too_slow,      ///< below the least speed for too long
  cut_short,     ///< the connection ended before the answer did
  malformed,     ///< not HTTP, or not as HTTP has it
  too_large,     ///< the body is over max_bytes
  header_flood,  ///< the headers are over their budget
  tls,           ///< no trusted connection
  proxy,         ///< the proxy did not do its part
  stopped,       ///< asked to stop
};

struct Answer {
  Fault fault = Fault::none;
  std::string words;  ///< of the fault: one clause
  Exchange exchange;  ///< what there is of it
};

class Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  Transport(Transport&&) = delete;
  Transport& operator=(Transport&&) = delete;
  virtual ~Transport() = default;

  /// Asks once and waits for the end of it. Does not throw.
  [[nodiscard]] virtual Answer ask(const Request& request) = 0;
};

}  // namespace histor::net
