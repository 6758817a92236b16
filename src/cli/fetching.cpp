// The order is what makes it safe: the answer is on the disk before the ledger hears of it, and the ledger has the
// document before the row that would let the next call ask "only if changed". Whoever is killed in between fetches once
// more.

#include "cli/fetching.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <random>
#include <set>
#include <thread>
#include <utility>

#include "base/hash.hpp"
#include "base/version.hpp"
#include "source/archive/warc_writer.hpp"
#include "source/net/curl_transport.hpp"
#include "source/net/fetch.hpp"

namespace histor::cli {
namespace {

using std::chrono::milliseconds;

std::int64_t unix_ms_now() {
  return std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

milliseconds milliseconds_of(double seconds) {
  return milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

std::string user_agent(const std::string& contact) {
  std::string out = "Histor/" + std::string(program_version);
  if (!contact.empty()) out += " (+" + contact + ")";
  return out;
}

/// Sleeps in small pieces, so that a signal ends it soon.
void sleep_until_stopped(milliseconds time, const std::function<bool()>& stopped) {
  constexpr milliseconds piece{100};
  const auto end = std::chrono::steady_clock::now() + time;
  while (!(stopped && stopped())) {
    const auto left = std::chrono::duration_cast<milliseconds>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0) return;
    std::this_thread::sleep_for(std::min(left, piece));
  }
}

net::Surroundings surroundings(const std::function<bool()>& stopped) {
  auto dice = std::make_shared<std::mt19937_64>(std::random_device{}());
  return {[] { return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch()); },
          unix_ms_now, [stopped](milliseconds time) { sleep_until_stopped(time, stopped); },
          [dice] { return std::uniform_real_distribution<double>(0, 1)(*dice); }, stopped};
}

}  // namespace

std::string warc_beside(const std::string& ledger) {
  return std::filesystem::path(ledger).replace_extension(".warc.gz").string();
}

std::string timestamp(std::int64_t unix_ms) {
  const std::chrono::sys_time<milliseconds> time{milliseconds(unix_ms)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const auto rest = (time - day).count();
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_string(day), rest / 3600000, rest / 60000 % 60, rest / 1000 % 60,
                     rest % 1000);
}

std::string timestamp_now() {
  return timestamp(unix_ms_now());
}

struct Web::Impl {
  Impl(const Ledger& the_ledger, WarcWriter&& the_writer, std::unique_ptr<net::Transport>&& the_transport,
       net::FetchOptions&& options, const std::function<bool()>& stopped, bool is_quiet)
      : ledger(the_ledger),
        writer(std::move(the_writer)),
        transport(std::move(the_transport)),
        fetcher(std::move(options), *transport, surroundings(stopped)),
        quiet(is_quiet) {}

  Result<WarcPlace> keep(const net::Fetched& page, const std::optional<Fetch>& before);

  const Ledger& ledger;
  WarcWriter writer;
  std::unique_ptr<net::Transport> transport;
  net::Fetcher fetcher;
  bool quiet;
};

Result<WarcPlace> Web::Impl::keep(const net::Fetched& page, const std::optional<Fetch>& before) {
  WarcPlace last;
  for (const net::Exchange& exchange : page.exchanges) {
    const std::string answer = exchange.response_head + exchange.body;
    WarcMessage message;
    message.url = exchange.url;
    message.date = timestamp(exchange.unix_ms);
    message.ip = exchange.address;
    message.http = answer;
    message.body_begin = exchange.response_head.size();
    const bool revisited = page.not_modified && &exchange == &page.exchanges.back() && before;
    WarcOriginal original;
    if (revisited) {
      original.url = before->final_url.empty() ? before->url : before->final_url;
      original.date = before->time;
      original.not_modified = true;
    }
    auto kept = revisited ? writer.revisit(message, original) : writer.response(message);
    if (!kept) return kept;
    last = *kept;
    message.http = exchange.request_head;
    message.body_begin = exchange.request_head.size();
    if (!exchange.request_head.empty()) {
      if (auto asked = writer.request(message, last.id); !asked) return asked;
    }
  }
  if (auto safe = writer.sync(); !safe) return tl::unexpected(safe.error());
  return last;
}

Web::Web(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Web::Web(Web&&) noexcept = default;
Web& Web::operator=(Web&&) noexcept = default;
Web::~Web() = default;

Result<Web> Web::open(const WebOptions& options, const Ledger& ledger, bool quiet,
                      const std::function<bool()>& stopped) {
  net::FetchOptions how;
  net::CurlOptions wire;
  for (const std::string& text : options.allow_private) {
    auto host = net::allowed_host_from(text);
    if (!host) return tl::unexpected(host.error());
    how.allowed.push_back(std::move(*host));
  }
  how.through_proxy = !options.proxy.empty();
  how.robots = !options.no_robots;
  how.host_delay = milliseconds_of(options.delay);
  how.time_limit = std::max(milliseconds_of(options.timeout), milliseconds(1));
  how.max_bytes = options.max_bytes;
  how.retries = options.retries;
  wire.user_agent = user_agent(options.contact);
  wire.proxy = options.proxy;
  wire.allowed = how.allowed;
  wire.unix_ms = unix_ms_now;
  wire.stopped = stopped;
  auto transport = net::make_curl_transport(std::move(wire));
  if (!transport) return tl::unexpected(transport.error());
  WarcWriter::Options file;
  file.software = "histor/" + std::string(program_version);
  file.date = timestamp_now();
  const std::string path = warc_beside(ledger.path());
  auto writer = WarcWriter::open(path, file);
  if (!writer) {
    Error error = writer.error();
    if (error.code == ErrorCode::locked) {
      error.what = "another histor fetches for this ledger";
      error.hint = "wait until it has ended, or end the histor watch of this ledger";
    }
    return tl::unexpected(std::move(error));
  }
  if (writer->cut() > 0 && !quiet) {
    tell_note(fmt::format("{}: {} bytes of an answer that was not kept whole are cut off", path, writer->cut()));
  }
  return Web(std::make_unique<Impl>(ledger, std::move(*writer), std::move(*transport), std::move(how), stopped, quiet));
}

bool Web::was_passing() const {
  return impl_->fetcher.was_passing();
}

Result<Page> Web::get(const std::string& url, const std::function<bool(const Fetch&)>& known) {
  const auto normal = net::parse_url(url);
  if (!normal) return tl::unexpected(normal.error());
  auto before = impl_->ledger.last_page(normal->text);
  if (!before) return tl::unexpected(before.error());
  net::Conditions conditions;
  if (*before && known && known(**before)) {
    conditions = {(*before)->etag, (*before)->last_modified, (*before)->final_url};
  }
  auto fetched = impl_->fetcher.get(normal->text, conditions);
  if (!fetched) return tl::unexpected(fetched.error());
  if (!impl_->quiet) {
    for (const std::string& note : fetched->notes) tell_note(fmt::format("{}: {}", url, note));
  }
  auto kept = impl_->keep(*fetched, *before);
  if (!kept) {
    Error error = kept.error();
    error.what = "what was fetched cannot be kept, so it is not added: " + error.what;
    return tl::unexpected(std::move(error));
  }
  Page page;
  page.unchanged = fetched->not_modified;
  page.final_url = fetched->final_url.text;
  page.record.url = normal->text;
  page.record.time = timestamp(fetched->exchanges.back().unix_ms);
  page.record.status = static_cast<int>(fetched->exchanges.back().status);
  page.record.final_url = page.final_url;
  page.record.etag = fetched->etag;
  page.record.last_modified = fetched->last_modified;
  page.record.sha256 = fetched->not_modified ? (*before)->sha256 : sha256_hex(fetched->body);
  page.record.warc = impl_->writer.path().filename().string();
  page.record.warc_offset = static_cast<std::int64_t>(kept->offset);
  page.record.warc_length = static_cast<std::int64_t>(kept->length);
  page.capture.source = url;
  page.capture.bytes = std::move(fetched->body);
  page.capture.media_type = std::move(fetched->media_type);
  page.capture.said.url = page.final_url;
  return page;
}

void tell_contacts(const WebOptions& options, const std::vector<std::string>& urls, bool quiet) {
  if (options.no_robots) {
    tell_note("robots.txt is not asked (--no-robots): do so only where the server is yours or its owner agrees");
  }
  if (quiet) return;
  std::set<std::string> hosts;
  for (const std::string& text : urls) {
    if (const auto url = net::parse_url(text)) hosts.insert(url->host);
  }
  if (hosts.empty()) return;
  constexpr std::size_t shown = 10;
  std::string list;
  std::size_t count = 0;
  for (const std::string& host : hosts) {
    if (++count > shown) break;
    list += (list.empty() ? "" : ", ") + host;
  }
  if (hosts.size() > shown) list += fmt::format(" and {} more", hosts.size() - shown);
  tell_note("contacting " + list + (options.proxy.empty() ? "" : " through " + net::proxy_in_words(options.proxy)));
}

}  // namespace histor::cli
