#pragma once
// A page of the web, fetched as a guest behaves: after asking robots.txt, with a pause between two requests of one
// host, going away for a while when the host says so. Redirects are followed one by one, each checked as if the user
// had asked for it.
//
// Time, sleep, chance and the network are handed in, so that everything here can be tested without any of them.

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "source/net/address.hpp"
#include "source/net/robots.hpp"
#include "source/net/transport.hpp"
#include "source/net/url.hpp"
#include "source/read_file.hpp"

namespace histor::net {

using Milliseconds = std::chrono::milliseconds;

struct FetchOptions {
  std::vector<AllowedHost> allowed;  ///< hosts that may have a private address
  bool through_proxy = false;        ///< names are resolved elsewhere, so that they are judged by how they look
  bool robots = true;                ///< false: robots.txt is not asked
  Milliseconds host_delay{
      1000};  ///< from the end of one request to the next of that host; Crawl-delay may ask for more
  Milliseconds longest_delay{60000};               ///< no Crawl-delay is taken for longer
  Milliseconds time_limit{120000};                 ///< for one try of one page, redirects with it, pauses without
  std::uint64_t max_bytes = default_input_budget;  ///< of a page as it is sent, and as it is unfolded
  unsigned max_redirects = 5;
  unsigned retries = 3;                ///< tries after the first, where another may help
  Milliseconds first_pause{1000};      ///< before the second try; doubles with each
  Milliseconds longest_pause{120000};  ///< a host that asks for a longer one is left alone for this time
};

/// What lies outside.
struct Surroundings {
  std::function<Milliseconds()> now;        ///< a clock that only goes forwards
  std::function<std::int64_t()> unix_ms;    ///< the time of day
  std::function<void(Milliseconds)> sleep;  ///< may end early when stopped
  std::function<double()> chance;           ///< evenly from [0, 1)
  std::function<bool()> stopped;            ///< asked before each wait and each request; may be empty
};

/// What an earlier answer gave to ask with: "only if it has changed".
struct Conditions {
  std::string etag{};
  std::string last_modified{};
  std::string url{};  ///< whose answer it was: no other is asked with it; empty: any
};

/// A page as it was answered.
struct Fetched {
  Url asked;
  Url final_url;              ///< where the redirects led
  bool not_modified = false;  ///< as the conditions have it; then there is no body
  std::string media_type;     ///< as the server stated it, parameters and all
  std::string etag;
  std::string last_modified;
  std::string body;                 ///< decompressed
  std::vector<Exchange> exchanges;  ///< the redirects and, last, the answer
  std::vector<std::string> notes;   ///< what the user should know: a downgrade to http, a host that asked to wait
};

/// For one thread at a time.
class Fetcher {
 public:
  /// `transport` must outlive it.
  Fetcher(FetchOptions options, Transport& transport, Surroundings surroundings);

  /// The page at `url`. Errors: invalid (not a URL that is fetched), not_permitted (robots.txt, an address that is not
  /// connected to, 401, 403, 407, 451), not_found (404, 410, no such host), too_large, empty, parse (damaged
  /// compression), io (everything else; another time may do). An Error's `where` is the URL that failed, after those
  /// that led there.
  [[nodiscard]] Result<Fetched> get(std::string_view url, const Conditions& conditions = {});

  /// Whether another time may do better: the fault of the last get() was one of the network or the server.
  [[nodiscard]] bool was_passing() const { return passing_; }

 private:
  struct Site {
    bool known = false;  ///< its robots.txt was asked
    std::string fault;   ///< why its robots.txt could not be had
    Robots robots;
    Milliseconds robots_at{};
    Milliseconds delay{};
    Milliseconds free_at{};  ///< when the next request may go out
  };
  /// An answer that is not final: whether to try again and when.
  struct Setback {
    Error error;
    bool passing = false;
    Milliseconds asked_pause{};  ///< by Retry-After
  };
  using Attempt = tl::expected<Fetched, Setback>;

  [[nodiscard]] Attempt attempt(const Url& url, const Conditions& conditions);
  [[nodiscard]] tl::expected<void, Setback> admit(const Url& url, std::vector<std::string>& notes);
  [[nodiscard]] tl::expected<void, Setback> learn_robots(const Url& url, Site& site);
  [[nodiscard]] tl::expected<void, Setback> check_target(const Url& url) const;
  [[nodiscard]] tl::expected<Answer, Setback> ask(const Request& request);
  [[nodiscard]] tl::expected<void, Setback> judge_status(const Exchange& exchange, const std::string& where) const;
  [[nodiscard]] Milliseconds retry_after(const Exchange& exchange) const;
  [[nodiscard]] bool stopped() const { return outside_.stopped && outside_.stopped(); }

  FetchOptions options_;
  Transport& transport_;
  Surroundings outside_;
  std::map<std::string, Site> sites_;  ///< by origin
  bool passing_ = false;
};

/// "Mon, 02 Dec 2024 10:00:00 GMT" or a number of seconds, as Retry-After has it: how long from `unix_ms` on; zero for
/// the past and for what cannot be read.
[[nodiscard]] Milliseconds pause_from(std::string_view retry_after, std::int64_t unix_ms);

}  // namespace histor::net
