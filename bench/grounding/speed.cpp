// What grounding costs: names of places looked up, places, times and actors found and settled, in megabytes of text a
// second on one core, beside reading the same texts whole and beside a plain hash table of the names as they are
// written. And how long the gazetteer takes to open.
//
//     grounding_speed NAME=FOLDER…        every .txt under FOLDER

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ground/gazetteer.hpp"
#include "ground/places.hpp"
#include "ground/times.hpp"
#include "lexicon/actors.hpp"
#include "read/reader.hpp"
#include "source/document.hpp"
#include "source/read_file.hpp"
#include "text/sentences.hpp"

namespace {

using namespace histor;  // NOLINT(google-build-using-namespace): the program's own file
using Clock = std::chrono::steady_clock;

constexpr int rounds = 7;
constexpr double seconds_a_round = 0.3;

struct Corpus {
  std::string name;
  std::vector<Document> documents;
  std::vector<AnalysedText> analysed;
  std::size_t bytes = 0;
};

Corpus load(const std::string& name, const std::string& folder) {
  Corpus out;
  out.name = name;
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".txt") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) {
    auto document = read_document(path);
    if (!document) continue;
    out.bytes += document->text.size();
    out.documents.push_back(std::move(*document));
    out.analysed.push_back(analyse(out.documents.back()));
  }
  return out;
}

/// Megabytes a second in the best of several rounds, each at least seconds_a_round long.
template <class Work>
double speed(std::size_t bytes, const Work& work) {
  double best = 0;
  for (int round = 0; round < rounds; ++round) {
    std::size_t passes = 0;
    const auto begin = Clock::now();
    double seconds = 0;
    do {
      work();
      ++passes;
      seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    } while (seconds < seconds_a_round);
    best = std::max(best, static_cast<double>(bytes * passes) / seconds / 1e6);
  }
  return best;
}

bool opens_name(std::string_view word) {
  const auto c = static_cast<unsigned char>(word.front());
  return std::isupper(c) != 0 || c >= 0x80;
}

/// Runs of one to three words that begin with a capital, over one text.
template <class Use>
void for_each_name(const Document& document, const AnalysedText& text, const Use& use) {
  for (const Sentence& sentence : text.sentences) {
    const auto tokens = text.tokens_of(sentence);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      for (std::size_t end = i; end < tokens.size() && end < i + 3; ++end) {
        if (tokens[end].kind != TokenKind::word || !opens_name(slice(document.text, tokens[end].span))) break;
        use(slice(document.text, cover(tokens[i].span, tokens[end].span)));
      }
    }
  }
}

void measure(const Corpus& corpus) {
  const Gazetteer& gazetteer = Gazetteer::builtin();
  const Reader reader;
  std::size_t seen = 0;  // printed, so that no work is left out
  const auto row = [&](const char* what, double megabytes) {
    fmt::print("{:10} {:52} {:9.1f}\n", corpus.name, what, megabytes);
  };
  std::vector<PlaceName> names;
  std::string folded;
  row("names looked up, as any spelling", speed(corpus.bytes, [&] {
        for (std::size_t d = 0; d < corpus.documents.size(); ++d) {
          for_each_name(corpus.documents[d], corpus.analysed[d], [&](std::string_view name) {
            names.clear();
            folded.clear();
            fold_place_name(name, Articles::keep, folded);
            gazetteer.find(folded, names);
            seen += names.size();
          });
        }
      }));
  std::unordered_map<std::string, std::uint32_t> plain;
  for (std::uint32_t place = 0; place < gazetteer.size(); ++place) plain.emplace(gazetteer.place(place).name, place);
  row("peer: a hash table of main names, as written", speed(corpus.bytes, [&] {
        for (std::size_t d = 0; d < corpus.documents.size(); ++d) {
          for_each_name(corpus.documents[d], corpus.analysed[d],
                        [&](std::string_view name) { seen += plain.count(std::string(name)); });
        }
      }));
  row("places found and settled", speed(corpus.bytes, [&] {
        for (std::size_t d = 0; d < corpus.documents.size(); ++d)
          seen += find_places(corpus.documents[d], corpus.analysed[d], gazetteer).size();
      }));
  row("times found and resolved", speed(corpus.bytes, [&] {
        for (std::size_t d = 0; d < corpus.documents.size(); ++d) {
          const auto& published = corpus.documents[d].published;
          const TimeContext context{published ? std::optional<Day>(published->date) : std::nullopt};
          seen += find_times(corpus.documents[d].text, corpus.analysed[d], context).size();
        }
      }));
  row("actors found", speed(corpus.bytes, [&] {
        for (std::size_t d = 0; d < corpus.documents.size(); ++d) {
          seen +=
              find_actors(corpus.documents[d].text, corpus.analysed[d].tokens, Actors::builtin(), std::nullopt).size();
        }
      }));
  row("all of reading", speed(corpus.bytes, [&] {
        for (const Document& document : corpus.documents) seen += reader.read(document).size();
      }));
  fmt::print("{:10} {} texts, {:.2f} MB ({} things found)\n\n", corpus.name, corpus.documents.size(),
             static_cast<double>(corpus.bytes) / 1e6, seen > 0 ? "some" : "no");
}

/// From a file in memory to a gazetteer that answers, the best of many.
void measure_opening(const std::string& path) {
  const auto bytes = read_bytes(path);
  if (!bytes) return;
  double best = 1e9;
  for (int i = 0; i < 100; ++i) {
    const auto begin = Clock::now();
    const auto opened = Gazetteer::open(*bytes);
    std::vector<PlaceName> names;
    if (opened) opened->find(fold_place_name("Aleppo"), names);
    best = std::min(best, std::chrono::duration<double>(Clock::now() - begin).count());
  }
  fmt::print("{}: {:.1f} MB, opens and answers in {:.3f} ms\n\n", path, static_cast<double>(bytes->size()) / 1e6,
             best * 1e3);
}

}  // namespace

int main(int argc, char** argv) {
  measure_opening("gazetteer/places.bin");
  fmt::print("{:10} {:52} {:>9}\n", "texts", "what, one core", "MB/s");
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const std::size_t equals = argument.find('=');
    if (equals == std::string_view::npos) {
      fmt::print(stderr, "usage: grounding_speed NAME=FOLDER...\n");
      return 2;
    }
    measure(load(std::string(argument.substr(0, equals)), std::string(argument.substr(equals + 1))));
  }
  return 0;
}
