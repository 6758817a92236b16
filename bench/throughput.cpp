// How many reports, and how many bytes, the reader takes in a second. Beside it, in the same run and on the same texts,
// what a plain pattern for "a number, then a word of harm" takes: the least that anyone would do instead.
//
// The answers are checked before anything is timed: a fast reader that reads something else is not fast.

#include <fmt/format.h>
#include <hs/hs.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "model/json.hpp"
#include "read/reader.hpp"
#include "source/document.hpp"
#include "source/read_file.hpp"

#ifdef HISTOR_HAS_RE2
#include <re2/re2.h>
#else
#include <regex>
#endif

namespace {

using namespace histor;  // NOLINT(google-build-using-namespace): the program's own file
using Clock = std::chrono::steady_clock;

constexpr int rounds = 5;
constexpr double seconds_a_round = 1.0;

struct Corpus {
  std::string name;
  std::vector<std::string> paths;
  std::vector<std::string> texts;
  std::size_t bytes = 0;
};

[[noreturn]] void stop(const std::string& why) {
  fmt::print(stderr, "throughput: {}\n", why);
  std::exit(1);  // NOLINT(concurrency-mt-unsafe): no other thread runs yet
}

/// The .txt files under `folder`, in the order of their names.
Corpus load(const std::string& name, const std::string& folder) {
  Corpus out;
  out.name = name;
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
    if (entry.is_regular_file() && entry.path().extension() == ".txt") out.paths.push_back(entry.path().string());
  }
  std::sort(out.paths.begin(), out.paths.end());
  for (const std::string& path : out.paths) {
    auto bytes = read_bytes(path);
    if (!bytes) stop(path + ": " + bytes.error().what);
    out.bytes += bytes->size();
    out.texts.push_back(std::move(*bytes));
  }
  if (out.texts.empty()) stop("no .txt in " + folder);
  return out;
}

struct Answer {
  std::size_t claims = 0;
  std::size_t claiming = 0;  ///< documents with a claim
  std::string digest;        ///< of every record
};

std::size_t read_one(const Reader& reader, const Corpus& corpus, std::size_t i, std::string* records) {
  const auto document = make_document(corpus.paths[i], corpus.texts[i]);
  if (!document) stop(corpus.paths[i] + ": " + document.error().what);
  const std::vector<Claim> claims = reader.read(*document);
  if (records != nullptr) {
    for (const Claim& claim : claims) {
      write_claim_record(*records, claim);
      records->push_back('\n');
    }
  }
  return claims.size();
}

/// The plain run: one thread, a loop.
Answer answer_plainly(const Reader& reader, const Corpus& corpus) {
  Answer out;
  std::string records;
  for (std::size_t i = 0; i < corpus.texts.size(); ++i) {
    const std::size_t claims = read_one(reader, corpus, i, &records);
    out.claims += claims;
    out.claiming += claims > 0 ? 1U : 0U;
  }
  out.digest = sha256_hex(records);
  return out;
}

Answer answer_on_threads(const Reader& reader, const Corpus& corpus, unsigned threads) {
  Answer out;
  std::string records;
  map_ordered(
      corpus.texts.size(), threads,
      [&](std::size_t i) {
        std::string lines;
        const std::size_t claims = read_one(reader, corpus, i, &lines);
        return std::pair(claims, std::move(lines));
      },
      [&](std::size_t, Result<std::pair<std::size_t, std::string>> one) {
        if (!one) stop(one.error().what);
        out.claims += one->first;
        out.claiming += one->first > 0 ? 1U : 0U;
        records += one->second;
      });
  out.digest = sha256_hex(records);
  return out;
}

// The peer: any number or number word, up to sixty bytes of the same sentence, a word of harm.
constexpr const char* pattern =
    "\\b([0-9][0-9,.]*|one|two|three|four|five|six|seven|eight|nine|ten|dozens|scores|hundreds|thousands)\\b[^.\\n]{0,"
    "60}"
    "\\b(killed|dead|died|deaths|injured|wounded|hurt|missing|displaced|kidnapped|abducted|arrested|detained)\\b";

#ifdef HISTOR_HAS_RE2
constexpr const char* peer_name = "RE2, one pattern";
class Peer {
 public:
  Peer() : pattern_("(?i)" + std::string(pattern)) {}
  [[nodiscard]] std::size_t matches(std::string_view text) const {
    std::size_t count = 0;
    re2::StringPiece rest(text.data(), text.size());
    while (re2::RE2::FindAndConsume(&rest, pattern_)) ++count;
    return count;
  }

 private:
  re2::RE2 pattern_;
};
#else
constexpr const char* peer_name = "std::regex, one pattern";
class Peer {
 public:
  Peer() : pattern_(pattern, std::regex::ECMAScript | std::regex::icase | std::regex::optimize) {}
  [[nodiscard]] std::size_t matches(std::string_view text) const {
    return static_cast<std::size_t>(
        std::distance(std::cregex_iterator(text.data(), text.data() + text.size(), pattern_), std::cregex_iterator()));
  }

 private:
  std::regex pattern_;
};
#endif

/// The same pattern in a vectorised automaton, without where its matches begin: a floor that a reader can only come
/// near.
class FastPeer {
 public:
  FastPeer() {
    hs_compile_error_t* error = nullptr;
    if (hs_compile(pattern, HS_FLAG_CASELESS, HS_MODE_BLOCK, nullptr, &database_, &error) != HS_SUCCESS)
      stop(error->message);
    if (hs_alloc_scratch(database_, &scratch_) != HS_SUCCESS) stop("no scratch");
  }
  ~FastPeer() {
    hs_free_scratch(scratch_);
    hs_free_database(database_);
  }
  FastPeer(const FastPeer&) = delete;
  FastPeer& operator=(const FastPeer&) = delete;

  [[nodiscard]] std::size_t matches(std::string_view text) const {
    std::size_t count = 0;
    hs_scan(
        database_, text.data(), static_cast<unsigned>(text.size()), 0, scratch_,
        [](unsigned, unsigned long long, unsigned long long, unsigned, void* context) {
          ++*static_cast<std::size_t*>(context);
          return 0;
        },
        &count);
    return count;
  }

 private:
  hs_database_t* database_ = nullptr;
  hs_scratch_t* scratch_ = nullptr;
};

struct Speed {
  double best = 0;  ///< passes over the corpus a second
  double median = 0;
};

/// Runs `pass` for a second at a time, `rounds` times.
Speed time(const std::function<std::size_t()>& pass) {
  std::vector<double> speeds;
  volatile std::size_t kept = pass();  // warm, and never thrown away
  for (int round = 0; round < rounds; ++round) {
    const auto started = Clock::now();
    std::size_t passes = 0;
    double seconds = 0;
    do {
      kept = kept + pass();
      ++passes;
      seconds = std::chrono::duration<double>(Clock::now() - started).count();
    } while (seconds < seconds_a_round);
    speeds.push_back(static_cast<double>(passes) / seconds);
  }
  std::sort(speeds.begin(), speeds.end());
  return {speeds.back(), speeds[speeds.size() / 2]};
}

void print_row(const Corpus& corpus, std::string_view what, unsigned threads, const Speed& speed, std::size_t found) {
  const auto documents = static_cast<double>(corpus.texts.size());
  const double megabytes = static_cast<double>(corpus.bytes) / 1e6;
  fmt::print("{:<10} {:<26} {:>7} {:>10.0f} {:>10.0f} {:>8.2f} {:>8.2f} {:>9}\n", corpus.name, what, threads,
             speed.best * documents, speed.median * documents, speed.best * megabytes, speed.median * megabytes, found);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) stop("usage: throughput NAME=FOLDER... (the first must hold claims)");
  std::vector<Corpus> corpora;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const std::size_t equals = argument.find('=');
    if (equals == std::string::npos) stop("not NAME=FOLDER: " + argument);
    corpora.push_back(load(argument.substr(0, equals), argument.substr(equals + 1)));
  }

  const auto started = Clock::now();
  const Reader reader;
  const double start = std::chrono::duration<double>(Clock::now() - started).count();
  const Peer peer;
  const FastPeer fast_peer;
  const std::array<unsigned, 2> thread_counts{1, 2};

  std::array<double, 3> load_average{};
  getloadavg(load_average.data(), 3);
  fmt::print("processors {}, load before {:.2f}; the reader is ready after {:.1f} ms\n", hardware_threads(),
             load_average[0], start * 1e3);
  std::vector<Answer> answers;
  for (const Corpus& corpus : corpora) {
    const Answer plain = answer_plainly(reader, corpus);
    if (plain.claims == 0 && answers.empty()) stop(corpus.name + ": no claim was read");
    for (const unsigned threads : thread_counts) {
      const Answer other = answer_on_threads(reader, corpus, threads);
      if (other.claims != plain.claims || other.digest != plain.digest)
        stop(fmt::format("{}: other claims on {} threads", corpus.name, threads));
    }
    fmt::print("{}: {} texts, {:.2f} MB, {} with claims, {} claims, the same on 1 and 2 threads\n", corpus.name,
               corpus.texts.size(), static_cast<double>(corpus.bytes) / 1e6, plain.claiming, plain.claims);
    answers.push_back(plain);
  }

  fmt::print("\n{:<10} {:<26} {:>7} {:>10} {:>10} {:>8} {:>8} {:>9}\n", "texts", "what", "threads", "docs/s", "median",
             "MB/s", "median", "found");
  for (std::size_t c = 0; c < corpora.size(); ++c) {
    const Corpus& corpus = corpora[c];
    for (const unsigned threads : thread_counts) {
      const auto pass = [&] {
        std::size_t claims = 0;
        map_ordered(
            corpus.texts.size(), threads, [&](std::size_t i) { return read_one(reader, corpus, i, nullptr); },
            [&](std::size_t, Result<std::size_t> one) { claims += one ? *one : 0; });
        return claims;
      };
      if (pass() != answers[c].claims) stop(corpus.name + ": other claims in the timed run");
      print_row(corpus, "histor", threads, time(pass), answers[c].claims);
    }
    const auto document_pass = [&] {
      std::size_t blocks = 0;
      for (std::size_t i = 0; i < corpus.texts.size(); ++i) {
        const auto document = make_document(corpus.paths[i], corpus.texts[i]);
        blocks += document ? document->blocks.size() : 0;
      }
      return blocks;
    };
    print_row(corpus, "  of it: make_document", 1, time(document_pass), document_pass());
    const auto peer_pass = [&] {
      std::size_t matches = 0;
      for (const std::string& text : corpus.texts) matches += peer.matches(text);
      return matches;
    };
    const std::size_t matches = peer_pass();
    if (matches == 0 && c == 0) stop(corpus.name + ": the peer matched nothing");
    print_row(corpus, peer_name, 1, time(peer_pass), matches);
    const auto fast_pass = [&] {
      std::size_t ends = 0;
      for (const std::string& text : corpus.texts) ends += fast_peer.matches(text);
      return ends;
    };
    print_row(corpus, "Vectorscan, one pattern", 1, time(fast_pass), fast_pass());
  }

  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  getloadavg(load_average.data(), 3);
  fmt::print("\npeak memory {:.1f} MiB, load after {:.2f}\n", static_cast<double>(used.ru_maxrss) / 1024.0,
             load_average[0]);
  return 0;
}
