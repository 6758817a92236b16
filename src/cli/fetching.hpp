#pragma once
// From a URL to a capture: fetched as net/fetch.hpp has it, kept in the WARC beside the ledger, and only then handed
// on. What `add URL` and `watch` share.

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "cli/command.hpp"
#include "ledger/ledger.hpp"
#include "read/reader.hpp"
#include "source/capture.hpp"

namespace histor::cli {

/// How the network is used: the flags of `add` and `watch`.
struct WebOptions {
  bool offline = false;
  std::vector<std::string> allow_private;  ///< HOST or HOST:PORT
  std::string proxy;
  std::string contact;   ///< who runs this: stands in the User-Agent
  double delay = 1;      ///< seconds between two requests of one host
  double timeout = 120;  ///< seconds for one page
  std::uint64_t max_bytes = std::uint64_t{64} << 20U;
  unsigned retries = 3;
  bool no_robots = false;
};

/// A page as it was fetched.
struct Page {
  Capture capture;         ///< source: the URL as it was given; said.url: where it led
  bool unchanged = false;  ///< the ledger has it already; the bytes are the ledger's
  Fetch record;            ///< for Ledger::add_fetch(), once the page is dealt with
  std::string final_url;
};

/// Where the pages of a ledger are kept: "histor.warc.gz" beside "histor.db".
[[nodiscard]] std::string warc_beside(const std::string& ledger);

/// "2024-12-01T09:30:00.125Z".
[[nodiscard]] std::string timestamp(std::int64_t unix_ms);
[[nodiscard]] std::string timestamp_now();

/// The way to the web, for one ledger. One thread at a time.
class Web {
 public:
  /// Opens the WARC beside the ledger. `ledger` must outlive it. `stopped` is asked while waiting; it may be empty.
  /// Errors: invalid (a host or a proxy that cannot be), locked (another process fetches for this ledger), and those of
  /// opening the file.
  [[nodiscard]] static Result<Web> open(const WebOptions& options, const Ledger& ledger, bool quiet,
                                        const std::function<bool()>& stopped = {});

  Web(Web&&) noexcept;
  Web& operator=(Web&&) noexcept;
  ~Web();

  /// The page at `url`. Asks only whether it has changed where an earlier answer allows that and `known` says that what
  /// came then is still at hand; then Page::unchanged, and the capture has no bytes. Errors: those of Fetcher::get(),
  /// and io where the bytes cannot be kept: then nothing may be added. Notes are told.
  [[nodiscard]] Result<Page> get(const std::string& url, const std::function<bool(const Fetch&)>& known);

  /// Whether the last get() failed for a reason that may pass.
  [[nodiscard]] bool was_passing() const;

 private:
  struct Impl;
  explicit Web(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Tells what is about to be contacted, and what rule is not kept.
void tell_contacts(const WebOptions& options, const std::vector<std::string>& urls, bool quiet);

}  // namespace histor::cli
