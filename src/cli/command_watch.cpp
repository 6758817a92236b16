// histor watch: looks at feeds again and again, and adds what is new in them. Which entries were dealt with stands in
// the ledger, so that it can be stopped at any moment and goes on where it was.
//
// A feed is only taken as seen (so that the next look asks "only if changed") once each of its entries was dealt with;
// an entry whose fault may pass is tried again at the next looks, a few times.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "base/hash.hpp"
#include "base/json_writer.hpp"
#include "cli/commands.hpp"
#include "cli/fetching.hpp"
#include "ledger/ledger.hpp"
#include "lexicon/actors.hpp"
#include "lexicon/lexicon.hpp"
#include "read/reader.hpp"
#include "source/collection/feed.hpp"
#include "source/encoding.hpp"
#include "source/net/feed_link.hpp"
#include "source/net/url.hpp"

namespace histor::cli {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::seconds;

volatile std::sig_atomic_t stop_asked = 0;

bool is_stopped() {
  return stop_asked != 0;
}

/// SIGINT and SIGTERM ask for an end, a second one ends at once.
class Signals {
 public:
  Signals() {
    struct sigaction action{};
    action.sa_handler = [](int) { stop_asked = 1; };
    sigemptyset(&action.sa_mask);
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
  }
};

/// A fault that ends the watch: the ledger or the WARC cannot be written.
using Fatal = std::optional<Error>;

class Watch {
 public:
  Watch(const WatchOptions& options, const CommonOptions& common, Ledger& ledger, Web& web, const Reader& reader)
      : options_(options), common_(common), ledger_(ledger), web_(web), reader_(reader) {
    for (const std::string& url : options.feeds) feeds_.push_back({url, url, Clock::now(), 0, {}});
  }

  int run() {
    for (;;) {
      for (Feed& feed : feeds_) {
        if (is_stopped()) return ended(interrupted);
        if (Clock::now() < feed.due) continue;
        const bool fine = look(feed);
        if (fatal_) {
          tell(*fatal_);
          return ended(exit_of(*fatal_));
        }
        feed.failures = fine ? 0 : feed.failures + 1;
        feed.due = Clock::now() + pause_of(feed);
        any_fine_ = any_fine_ || fine;
        any_failed_ = any_failed_ || !fine;
      }
      if (is_stopped()) return ended(interrupted);
      if (options_.once) return ended(!any_failed_ && failed_ == 0 ? done : any_fine_ ? some_failed : failed);
      const auto next = std::min_element(feeds_.begin(), feeds_.end(), [](const Feed& a, const Feed& b) {
                          return a.due < b.due;
                        })->due;
      while (!is_stopped() && Clock::now() < next) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }

 private:
  struct Feed {
    std::string given;  ///< as the user wrote it
    std::string url;    ///< of the feed, once a page named it
    Clock::time_point due;
    unsigned failures = 0;
    std::map<std::string, unsigned> tries;  ///< of entries whose fault may pass
  };

  /// Doubles with each failure in a row, up to a day.
  [[nodiscard]] seconds pause_of(const Feed& feed) const {
    constexpr std::uint64_t day = 86400;
    const std::uint64_t doubled = options_.every << std::min(feed.failures, 16U);
    return seconds(std::max(std::min(doubled, day), options_.every));
  }

  int ended(int code) const {
    if (!common_.quiet) {
      std::fputs(fmt::format("{}: {} added with {} claims, {} known already, {} failed\n", ledger_.path(), fresh_,
                             claims_, known_, failed_)
                     .c_str(),
                 stderr);
    }
    return code;
  }

  /// Whether the error is another process's moment with the ledger, which passes; else it ends the watch.
  void fail_ledger(const Error& error) {
    if (error.code == ErrorCode::locked) {
      tell(error);
    } else {
      fatal_ = error;
    }
  }

  /// A feed is no document: that it failed is told, and is not kept.
  void fail_feed(const Error& error) {
    tell(error);
    ++failed_;
  }

  void fail_entry(const std::string& source, const Error& error) {
    tell(error);
    ++failed_;
    if (const auto noted = ledger_.add_failure(source, error); !noted) fail_ledger(noted.error());
  }

  /// False where the look failed as a whole.
  bool look(Feed& feed) {
    // Whether the feed has changed is asked only where what came last was dealt with to its end, and in this way: `add`
    // may have fetched the same address, and a look without its pages is no look at them.
    auto page = web_.get(feed.url, [&](const Fetch& before) {
      return ledger_.has_feed_entry(feed.given, dealt_with(before.sha256)).value_or(false);
    });
    if (!page) {
      if (!is_stopped()) fail_feed(page.error());
      if (page.error().where == warc_beside(ledger_.path())) fatal_ = page.error();
      return false;
    }
    if (page->unchanged) return keep(page->record);
    if (feed.url == feed.given && !looks_like_feed(page->capture.bytes)) {
      if (const auto link = net::feed_link(page->capture.bytes)) return follow(feed, *page, *link);
    }
    const bool all_done = options_.feed_only ? add_items(feed, *page) : add_pages(feed, *page);
    if (fatal_ || broken_feed_) return !std::exchange(broken_feed_, false) && !fatal_;
    if (!keep(page->record)) return false;
    if (all_done) set_seen(feed, dealt_with(page->record.sha256));
    return true;
  }

  /// Stands among the entries of a feed for the feed itself, as it was.
  [[nodiscard]] std::string dealt_with(const std::string& sha256) const {
    return std::string(options_.feed_only ? "\nitems " : "\npages ") + sha256;
  }

  [[nodiscard]] static bool looks_like_feed(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 4096);
    const std::size_t at = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (at != std::string_view::npos && head[at] == '{') return true;
    return head.find("<rss") != std::string_view::npos || head.find("<feed") != std::string_view::npos ||
           head.find("<rdf:RDF") != std::string_view::npos;
  }

  bool follow(Feed& feed, const Page& page, const std::string& link) {
    const auto base = net::parse_url(page.final_url);
    auto found = base ? net::resolve(*base, link) : base;
    if (!found) {
      fail_feed(found.error());
      return false;
    }
    if (!common_.quiet) tell_note(feed.given + ": its feed is " + found->text);
    feed.url = found->text;
    return look(feed);
  }

  bool keep(const Fetch& record) {
    const auto kept = ledger_.add_fetch(record);
    if (!kept) fail_ledger(kept.error());
    return kept.has_value();
  }

  /// Whether `entry` was dealt with in an earlier look; nothing where that cannot be asked now.
  std::optional<bool> is_seen(const Feed& feed, const std::string& entry) {
    const auto seen = ledger_.has_feed_entry(feed.given, entry);
    if (seen) return *seen;
    fail_ledger(seen.error());
    return std::nullopt;
  }

  void set_seen(const Feed& feed, const std::string& entry) {
    const auto done = ledger_.add_feed_entry(feed.given, entry, timestamp_now());
    if (!done) fail_ledger(done.error());
  }

  /// The text of the feed; the entries of one that is not UTF-8 are read from what it is decoded to.
  std::optional<std::string> text_of(const Feed& feed, const Page& page) {
    auto decoded = decode(page.capture.bytes, feed.given);
    if (decoded) return std::move(decoded->text);
    broken_feed_ = true;
    fail_feed(decoded.error());
    return std::nullopt;
  }

  bool add_pages(Feed& feed, const Page& page) {
    const auto text = text_of(feed, page);
    if (!text) return false;
    const auto entries = feed_entries(*text, feed.given);
    if (!entries) {
      broken_feed_ = true;
      fail_feed(entries.error());
      return false;
    }
    const auto base = net::parse_url(page.final_url);
    bool all_done = true;
    for (const FeedEntry& entry : *entries) {
      if (is_stopped() || fatal_) return false;
      // The same item with a later date is news of it: the page is looked at again.
      const std::string key = (entry.guid.empty() ? entry.link : entry.guid) + "\n" + entry.updated;
      const auto seen = is_seen(feed, key);
      if (!seen) all_done = false;
      if (!seen || *seen) continue;
      const std::string& link = entry.link.empty() ? entry.guid : entry.link;
      auto url = base ? net::resolve(*base, link) : base;
      if (!url) {
        fail_entry(link.empty() ? feed.given : link, url.error());
        set_seen(feed, key);
        continue;
      }
      if (add_page(feed, key, url->text)) {
        set_seen(feed, key);
      } else {
        all_done = false;
      }
    }
    return all_done;
  }

  /// Whether the entry is dealt with, for good or ill.
  bool add_page(Feed& feed, const std::string& key, const std::string& url) {
    constexpr unsigned most_tries = 3;
    const auto is_known = [&](const Fetch& fetch) { return ledger_.captured("sha256:" + fetch.sha256).has_value(); };
    auto page = web_.get(url, is_known);
    if (!page) {
      if (is_stopped()) return false;
      fail_entry(url, page.error());
      if (page.error().where == warc_beside(ledger_.path())) {
        fatal_ = page.error();
        return false;
      }
      return !web_.was_passing() || ++feed.tries[key] >= most_tries;
    }
    feed.tries.erase(key);
    if (page->unchanged) {
      ++known_;
      return keep(page->record);
    }
    return add(std::move(page->capture)) && keep(page->record);
  }

  bool add_items(Feed& feed, const Page& page) {
    auto text = text_of(feed, page);
    if (!text) return false;
    Capture carrier;
    carrier.source = feed.given;
    carrier.bytes = std::move(*text);
    carrier.media_type = page.capture.media_type;
    bool all_done = true;
    const auto taken = open_feed(carrier, UnfoldBudget{}, [&](Result<Capture>&& item) {
      if (is_stopped() || fatal_) {
        all_done = false;
        return false;
      }
      if (!item) {
        fail_entry(item.error().where, item.error());
        return true;
      }
      const std::string key = "sha256:" + sha256_hex(item->bytes);
      const auto seen = is_seen(feed, key);
      if (!seen) all_done = false;
      if (!seen || *seen) return true;
      if (add(std::move(*item))) {
        set_seen(feed, key);
      } else {
        all_done = false;
      }
      return true;
    });
    if (!taken) {
      broken_feed_ = true;
      fail_feed(taken.error());
    }
    return all_done && taken.has_value();
  }

  /// Reads what was captured and puts it into the ledger; what cannot be read is told and is dealt with, too. False
  /// where the ledger did not take it.
  bool add(Capture capture) {
    bool taken = true;
    Given given;
    given.outlet = options_.outlet;
    read_fetched(reader_, std::move(capture), given, {}, common_,
                 [&](const std::string& source, Result<Reading>&& reading) {
                   if (fatal_) return;
                   if (reading) {
                     taken = put_in(source, *reading) && taken;
                   } else {
                     fail_entry(source, reading.error());
                   }
                 });
    return taken && !fatal_;
  }

  bool put_in(const std::string& source, const Reading& reading) {
    AddOptions how;
    how.given = reading.given;
    how.reader_version = reader_version;
    const auto added = ledger_.add(reading.document, reading.captured, reading.claims, how);
    if (!added) {
      ++failed_;
      fail_ledger(added.error());
      return false;
    }
    if (added->kind == Added::fresh) {
      ++fresh_;
      claims_ += added->claims;
      tell_document(source, reading, *added);
    } else {
      ++known_;
    }
    return true;
  }

  void tell_document(const std::string& source, const Reading& reading, const AddOutcome& added) const {
    if (prints_table(common_)) {
      constexpr std::size_t id_shown = 7 + 10;
      put(fmt::format("{}  {} claims  {}  {}\n", added.document.substr(0, id_shown), added.claims,
                      printable(source, 200), printable(reading.document.title, 100)));
      return;
    }
    std::string line;
    JsonWriter json(line);
    json.begin_object()
        .member("document", added.document)
        .member("source", source)
        .member("title", reading.document.title)
        .member("claims", added.claims)
        .end_object();
    put(line + "\n");
  }

  const WatchOptions& options_;
  const CommonOptions& common_;
  Ledger& ledger_;
  Web& web_;
  const Reader& reader_;
  std::vector<Feed> feeds_;
  Fatal fatal_;
  bool broken_feed_ = false;
  bool any_fine_ = false;
  bool any_failed_ = false;
  std::size_t fresh_ = 0;
  std::size_t known_ = 0;
  std::size_t claims_ = 0;
  std::size_t failed_ = 0;
};

int fail(const Error& error) {
  tell(error);
  return exit_of(error);
}

}  // namespace

int run_watch(const WatchOptions& options, const CommonOptions& common) {
  for (const std::string& feed : options.feeds) {
    if (const auto url = net::parse_url(feed); !url) return fail(url.error());
  }
  const Signals signals;
  auto ledger = Ledger::open_or_create(options.ledger);
  if (!ledger) return fail(ledger.error());
  auto places = ledger->places();
  if (!places) return fail(places.error());
  auto web = Web::open(options.web, *ledger, common.quiet, is_stopped);
  if (!web) return fail(web.error());
  tell_contacts(options.web, options.feeds, common.quiet);
  const Gazetteer gazetteer = Gazetteer::builtin().with(std::move(*places));
  const Reader reader(Lexicon::english(), gazetteer, Actors::builtin());
  return Watch(options, common, *ledger, *web, reader).run();
}

}  // namespace histor::cli
