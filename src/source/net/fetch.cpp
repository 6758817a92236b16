// An attempt is: admit the URL (its kind, its look, robots.txt), wait for the host's turn, ask, and follow where it
// leads, by the same steps. Around it stands the loop of tries, with pauses that double and are shaken a little, so
// that many clients that failed together do not come back together.

#include "source/net/fetch.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "source/archive/content_coding.hpp"

namespace histor::net {
namespace {

constexpr std::string_view product = "Histor";
constexpr auto robots_age = std::chrono::hours(24);
constexpr auto robots_time = std::chrono::seconds(30);

std::string seconds_in_words(Milliseconds time) {
  return std::to_string((time.count() + 999) / 1000) + " s";
}

bool is_redirect(unsigned status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool is_passing(Fault fault) {
  switch (fault) {
    case Fault::unreachable:
    case Fault::timed_out:
    case Fault::too_slow:
    case Fault::cut_short:
    case Fault::proxy:
      return true;
    default:
      return false;
  }
}

bool is_passing(unsigned status) {
  return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

ErrorCode code_of(Fault fault) {
  switch (fault) {
    case Fault::refused_address:
      return ErrorCode::not_permitted;
    case Fault::unknown_host:
      return ErrorCode::not_found;
    case Fault::too_large:
    case Fault::header_flood:
      return ErrorCode::too_large;
    default:
      return ErrorCode::io;
  }
}

/// The body of `exchange` as it is meant: what it was compressed for the way is undone. Errors: too_large, parse
/// (damaged, cut short), invalid (compressed in a way that is not known).
Result<std::string> unfolded(const Exchange& exchange, std::uint64_t budget, const std::string& where) {
  UnpackLimit limit;
  limit.bytes = budget;
  Unpacked out = decode_content(exchange.body, exchange.header("Content-Encoding"), limit, where);
  if (!out.fault) return std::move(out.bytes);
  if (out.fault->code == ErrorCode::too_large) {
    return failure(
        ErrorCode::too_large,
        "the answer unpacks to far more than it is sent as, or to more than " + std::to_string(budget) + " bytes",
        where, "raise --max-bytes where the page is known to be as large");
  }
  return failure(out.fault->code, "the compressed answer cannot be unpacked: " + out.fault->what, where,
                 "try again later");
}

std::string hint_of(Fault fault, const Url& url) {
  switch (fault) {
    case Fault::refused_address:
      return "where the host is your own: --allow-private " + url.host;
    case Fault::unknown_host:
      return "check the spelling of the host, and whether there is a way to the network";
    case Fault::too_large:
      return "raise --max-bytes where the page is known to be as large";
    case Fault::timed_out:
    case Fault::too_slow:
      return "try again later, or with a longer --timeout";
    case Fault::tls:
      return "a page whose sender cannot be told is not read; save it by hand where it must be";
    case Fault::proxy:
      return "see that the proxy runs";
    case Fault::cut_short:
    case Fault::unreachable:
      return "try again later";
    default:
      return {};
  }
}

}  // namespace

Milliseconds pause_from(std::string_view retry_after, std::int64_t unix_ms) {
  constexpr std::int64_t most = 365LL * 24 * 3600;
  std::int64_t seconds = 0;
  const auto [at, error] = std::from_chars(retry_after.data(), retry_after.data() + retry_after.size(), seconds);
  if (error == std::errc::result_out_of_range) return std::chrono::seconds(most);
  if (error == std::errc{} && at == retry_after.data() + retry_after.size())
    return std::chrono::seconds(std::clamp<std::int64_t>(seconds, 0, most));
  const std::time_t date = curl_getdate(std::string(retry_after).c_str(), nullptr);
  if (date == -1) return {};
  return std::chrono::seconds(std::clamp<std::int64_t>(date - unix_ms / 1000, 0, most));
}

Fetcher::Fetcher(FetchOptions options, Transport& transport, Surroundings surroundings)
    : options_(std::move(options)), transport_(transport), outside_(std::move(surroundings)) {}

Result<Fetched> Fetcher::get(std::string_view text, const Conditions& conditions) {
  passing_ = false;
  const auto url = parse_url(text);
  if (!url) return tl::unexpected(url.error());
  std::vector<std::string> notes;
  for (unsigned tried = 0;; ++tried) {
    Attempt got = attempt(*url, conditions);
    if (got) {
      got->notes.insert(got->notes.begin(), notes.begin(), notes.end());
      return std::move(*got);
    }
    Setback& setback = got.error();
    if (!setback.passing) return tl::unexpected(std::move(setback.error));
    passing_ = true;
    if (stopped()) return failure(ErrorCode::io, "stopped", url->text);
    if (setback.asked_pause > options_.longest_pause) {
      setback.error.what += ", and asks to be left alone for " + seconds_in_words(setback.asked_pause);
      setback.error.hint = "try again then";
      return tl::unexpected(std::move(setback.error));
    }
    if (tried >= options_.retries) {
      if (tried > 0) setback.error.what += " (tried " + std::to_string(tried + 1) + " times)";
      return tl::unexpected(std::move(setback.error));
    }
    const double grown =
        static_cast<double>(options_.first_pause.count()) * static_cast<double>(1ULL << std::min(tried, 20U));
    const double shaken =
        std::min(grown, static_cast<double>(options_.longest_pause.count())) * (0.5 + 0.5 * outside_.chance());
    const Milliseconds pause = std::max(Milliseconds(static_cast<std::int64_t>(shaken)), setback.asked_pause);
    if (setback.asked_pause.count() > 0)
      notes.push_back("the host asked to wait " + seconds_in_words(setback.asked_pause));
    outside_.sleep(pause);
  }
}

Fetcher::Attempt Fetcher::attempt(const Url& asked, const Conditions& conditions) {
  Fetched out;
  out.asked = asked;
  Url url = asked;
  std::string way;  // the URLs before this one, for messages
  Milliseconds left = options_.time_limit;
  const auto refused = [&](ErrorCode code, std::string what, std::string hint = {}) {
    return tl::unexpected(Setback{{code, std::move(what), way + url.text, std::move(hint)}, false, {}});
  };
  const auto on_the_way = [&](Setback setback) {
    setback.error.where = way + setback.error.where;
    return tl::unexpected(std::move(setback));
  };
  std::vector<std::string> seen{url.text};
  for (unsigned redirects = 0;; ++redirects) {
    if (auto admitted = admit(url, out.notes); !admitted) return on_the_way(std::move(admitted.error()));
    Request request{url, {}, options_.max_bytes, false, std::max(left, Milliseconds(1))};
    // What the conditions were learnt of is the answer at the end of the way, which may lead elsewhere by now.
    const bool conditional = (!conditions.etag.empty() || !conditions.last_modified.empty()) &&
                             (conditions.url.empty() || conditions.url == url.text);
    if (conditional && !conditions.etag.empty()) request.headers.push_back("If-None-Match: " + conditions.etag);
    if (conditional && !conditions.last_modified.empty()) {
      request.headers.push_back("If-Modified-Since: " + conditions.last_modified);
    }
    const Milliseconds began = outside_.now();
    auto answer = ask(request);
    left -= outside_.now() - began;
    if (!answer) return on_the_way(std::move(answer.error()));
    out.exchanges.push_back(std::move(answer->exchange));
    const Exchange& exchange = out.exchanges.back();
    if (is_redirect(exchange.status)) {
      const std::string location(exchange.header("Location"));
      if (location.empty()) return refused(ErrorCode::io, "a redirect that leads nowhere");
      if (redirects >= options_.max_redirects) {
        return refused(ErrorCode::io, "more than " + std::to_string(options_.max_redirects) + " redirects");
      }
      auto next = resolve(url, location);
      way += url.text + " -> ";
      if (!next) {
        return tl::unexpected(
            Setback{{ErrorCode::not_permitted, "a redirect that is not followed: " + next.error().what,
                     way + next.error().where, next.error().hint},
                    false,
                    {}});
      }
      if (url.scheme == "https" && next->scheme == "http") {
        out.notes.push_back("the way leads from https to http, where anybody between may have changed the page: " +
                            next->text);
      }
      url = std::move(*next);
      if (std::find(seen.begin(), seen.end(), url.text) != seen.end()) {
        return refused(ErrorCode::io, "the redirects lead in a circle");
      }
      seen.push_back(url.text);
      continue;
    }
    out.final_url = url;
    out.media_type = exchange.header("Content-Type");
    out.etag = exchange.header("ETag");
    out.last_modified = exchange.header("Last-Modified");
    if (exchange.status == 304 && conditional) {
      out.not_modified = true;
      return out;
    }
    if (auto fine = judge_status(exchange, url.text); !fine) return on_the_way(std::move(fine.error()));
    auto body = unfolded(exchange, options_.max_bytes, way + url.text);
    if (!body) {
      const bool cut = body.error().code == ErrorCode::parse;
      return tl::unexpected(Setback{std::move(body.error()), cut, {}});
    }
    if (body->empty()) return refused(ErrorCode::empty, "the page is empty");
    out.body = std::move(*body);
    return out;
  }
}

tl::expected<void, Fetcher::Setback> Fetcher::judge_status(const Exchange& exchange, const std::string& where) const {
  const unsigned status = exchange.status;
  if (status == 200 || status == 203) return {};
  Setback setback;
  setback.passing = is_passing(status);
  if (setback.passing) setback.asked_pause = retry_after(exchange);
  Error& error = setback.error;
  error.where = where;
  error.what = "the server answered " + std::to_string(status);
  if (status == 404 || status == 410) {
    error.code = ErrorCode::not_found;
    error.what += status == 404 ? " (no such page)" : " (the page is gone)";
    error.hint = "check the address; an archive of the web may have kept the page";
  } else if (status == 401 || status == 402 || status == 403 || status == 407 || status == 451) {
    error.code = ErrorCode::not_permitted;
    error.what += status == 451 ? " (withheld for legal reasons)" : " (not for everybody)";
    error.hint = "save the page by hand, where you may see it, and add the file";
  } else if (setback.passing) {
    error.what += status == 429 ? " (too many requests)" : " (not able to now)";
    error.hint = "try again later";
  } else if (status < 200 || status >= 600) {
    error.what = "an answer that is none of HTTP's: " + std::to_string(status);
  }
  return tl::unexpected(std::move(setback));
}

Milliseconds Fetcher::retry_after(const Exchange& exchange) const {
  const std::string_view value = exchange.header("Retry-After");
  return value.empty() ? Milliseconds{} : pause_from(value, outside_.unix_ms());
}

tl::expected<void, Fetcher::Setback> Fetcher::check_target(const Url& url) const {
  if (is_allowed(options_.allowed, url.host, url.port)) return {};
  std::string kind;
  if (const auto ip = ip_from_text(url.host)) {
    if (const auto refused = refused_as(*ip)) kind = to_string(*ip) + ", " + std::string(*refused);
  } else if (options_.through_proxy && is_private_name(url.host)) {
    kind = url.host + ", a name of a private network";
  }
  if (kind.empty()) return {};
  return tl::unexpected(Setback{{ErrorCode::not_permitted, "the host has an address that is not connected to: " + kind,
                                 url.text, "where the host is your own: --allow-private " + url.host},
                                false,
                                {}});
}

tl::expected<void, Fetcher::Setback> Fetcher::admit(const Url& url, std::vector<std::string>& notes) {
  if (auto fine = check_target(url); !fine) return fine;
  if (!options_.robots) return {};
  Site& site = sites_[url.origin()];
  if (!site.known || outside_.now() - site.robots_at > robots_age) {
    if (auto learnt = learn_robots(url, site); !learnt) return learnt;
    if (site.delay > options_.host_delay) {
      notes.push_back(url.host + " asks for " + seconds_in_words(site.delay) + " between two requests");
    }
  }
  if (site.robots.allows(url.path)) return {};
  if (!site.fault.empty()) {
    return tl::unexpected(Setback{
        {ErrorCode::not_permitted, "its robots.txt cannot be had (" + site.fault + "), which counts as a refusal",
         url.text, "try again later; for a server of your own: --no-robots"},
        false,
        {}});
  }
  return tl::unexpected(
      Setback{{ErrorCode::not_permitted, "the site's robots.txt asks programs not to fetch this", url.text,
               "save the page by hand and add the file; for a server of your own: --no-robots"},
              false,
              {}});
}

tl::expected<void, Fetcher::Setback> Fetcher::learn_robots(const Url& of, Site& site) {
  site.known = false;
  site.fault.clear();
  site.robots = Robots::closed();
  auto url = resolve(of, "/robots.txt");
  if (!url) return tl::unexpected(Setback{url.error(), false, {}});
  for (unsigned redirects = 0;; ++redirects) {
    auto answer = ask({*url, {}, robots_budget, true, std::min<Milliseconds>(robots_time, options_.time_limit)});
    if (!answer) {
      // What bars the way to the host bars it to the page: told as it is, and tried again where that may help.
      if (url->origin() == of.origin()) {
        if (!answer.error().passing) answer.error().error.where = of.text;
        return tl::unexpected(std::move(answer.error()));
      }
      site.fault = answer.error().error.what;
      break;
    }
    const Exchange& exchange = answer->exchange;
    if (is_redirect(exchange.status) && redirects < options_.max_redirects) {
      auto next = resolve(*url, exchange.header("Location"));
      if (!next || !check_target(*next)) {
        site.fault = "it leads where nothing is fetched";
        break;
      }
      url = std::move(next);
      continue;
    }
    if (exchange.status == 200 || exchange.status == 203) {
      const auto text = unfolded(exchange, robots_budget * 2, url->text);
      if (text) {
        site.robots = Robots::parse(*text, product);
      } else {
        site.fault = text.error().what;
      }
    } else if (exchange.status == 429 || exchange.status >= 500 || exchange.status < 200) {
      // Later tries of the page ask again; only when they are used up is the site closed.
      Setback setback{{ErrorCode::not_permitted,
                       "its robots.txt cannot be had (the server answered " + std::to_string(exchange.status) +
                           "), which counts as a refusal",
                       of.text, "try again later; for a server of your own: --no-robots"},
                      true,
                      retry_after(exchange)};
      return tl::unexpected(std::move(setback));
    } else {
      site.robots = Robots();  // RFC 9309, 2.3.1.3: no robots.txt, no rules
    }
    break;
  }
  site.known = true;
  site.robots_at = outside_.now();
  site.delay = std::min(std::max(site.robots.delay().value_or(Milliseconds{}), options_.host_delay),
                        std::max(options_.longest_delay, options_.host_delay));
  site.free_at = std::max(site.free_at, outside_.now() + site.delay);
  return {};
}

tl::expected<Answer, Fetcher::Setback> Fetcher::ask(const Request& request) {
  Site& site = sites_[request.url.origin()];
  const auto stop = [&] {
    return tl::unexpected(Setback{{ErrorCode::io, "stopped", request.url.text, {}}, false, {}});
  };
  if (stopped()) return stop();
  if (const Milliseconds wait = site.free_at - outside_.now(); wait.count() > 0) outside_.sleep(wait);
  if (stopped()) return stop();
  Answer answer = transport_.ask(request);
  site.free_at = outside_.now() + std::max(site.delay, options_.host_delay);
  if (answer.fault == Fault::none) return answer;
  if (answer.fault == Fault::stopped) return stop();
  return tl::unexpected(
      Setback{{code_of(answer.fault), std::move(answer.words), request.url.text, hint_of(answer.fault, request.url)},
              is_passing(answer.fault),
              {}});
}

}  // namespace histor::net
