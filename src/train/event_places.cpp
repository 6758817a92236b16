// histor-train-event-places: sentences whose verb and place were marked by hand in, the weights of what tells a verb's
// place out (models/en.event-places). Lines in are {"text", "spans": [{"start", "end", "label": "VERB"|"LOCATION"}]},
// offsets counting characters. A weight is learned for each thing that read/event_place observes of a candidate, by
// logistic regression: is this candidate the marked place of this verb? The same lines and build give the same bytes.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "ground/gazetteer.hpp"
#include "lexicon/actors.hpp"
#include "lexicon/lexicon.hpp"
#include "read/document_view.hpp"
#include "read/event_place.hpp"
#include "read/persons.hpp"
#include "source/document.hpp"

namespace {

using namespace histor;  // NOLINT(google-build-using-namespace): the program's own file

using nlohmann::json;

/// The byte offsets of each character of UTF-8 text and of its end.
std::vector<std::uint32_t> characters_of(const std::string& text) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) out.push_back(i);
  }
  out.push_back(static_cast<std::uint32_t>(text.size()));
  return out;
}

struct Candidate {
  std::vector<std::string> seen;
  bool right = false;
};

/// One verb with what is observed of each of its candidates.
struct Row {
  std::vector<Candidate> candidates;
  bool marked = false;  ///< whether it has a place at all
};

Row observe(const json& line) {
  const auto& text = line.at("text").get_ref<const std::string&>();
  const std::vector<std::uint32_t> at = characters_of(text);
  Span verb;
  std::vector<Span> places;
  for (const json& span : line.at("spans")) {
    const Span bytes{at.at(span.at("start").get<std::size_t>()), at.at(span.at("end").get<std::size_t>())};
    if (span.at("label") == "VERB") {
      verb = bytes;
    } else {
      places.push_back(bytes);
    }
  }
  Row out;
  out.marked = !places.empty();
  const auto made = make_document("line", text);
  if (!made || made->text != text) return out;
  DocumentView document(*made, Lexicon::english(), Gazetteer::builtin(), Actors::builtin(), nullptr);
  for (std::size_t s = 0; s < document.sentences().size(); ++s) document.parse(s);
  const Persons persons(document);
  AttributionState said;
  for (std::size_t s = 0; s < document.sentences().size(); ++s) {
    const SentenceView& view = document.view(s);
    const SentenceMentions& local = document.mentions(s);
    const std::vector<Attribution> attributions = find_attributions(
        view, local.actors, local.time_masks, document.actors(), document.country(), document.published(), said);
    if (!view.sentence().span.overlaps(verb)) continue;
    const std::vector<NameMention> names = persons.names_in(s);
    Surroundings around = document.surroundings(s, attributions);
    around.names = names;
    std::uint32_t token = 0;
    while (token + 1 < view.size() && view.token(token).span.end <= verb.begin) ++token;
    const std::vector<PlaceCandidate> candidates = place_candidates(around);
    for (const PlaceCandidate& candidate : candidates) {
      const Span span = view.span(candidate.first, candidate.end);
      Candidate& seen = out.candidates.emplace_back();
      seen.right = std::any_of(places.begin(), places.end(), [&](Span place) { return place.overlaps(span); });
      observe_place(around, token, candidate, candidates, seen.seen);
    }
    break;
  }
  return out;
}

using Weights = std::map<std::string, double, std::less<>>;

double chance(const Weights& weights, const Candidate& candidate) {
  double sum = 0;
  for (const std::string& seen : candidate.seen) {
    if (const auto at = weights.find(seen); at != weights.end()) sum += at->second;
  }
  return 1 / (1 + std::exp(-sum));
}

/// Logistic regression by AdaGrad with a small pull of every weight to nought.
Weights learn(const std::vector<const Row*>& rows) {
  constexpr int epochs = 30;
  constexpr double rate = 0.1;
  constexpr double pull = 2.0;  // the strength of the prior, in examples
  constexpr int least = 3;      // candidates that show a thing before it counts
  std::map<std::string_view, int> counts;
  for (const Row* row : rows) {
    for (const Candidate& candidate : row->candidates) {
      for (const std::string& seen : candidate.seen) ++counts[seen];
    }
  }
  std::map<std::string_view, std::size_t> index;
  for (const auto& [seen, count] : counts) {
    if (count >= least) index.emplace(seen, index.size());
  }
  struct Example {
    std::vector<std::size_t> seen;
    bool right;
  };
  std::vector<Example> examples;
  for (const Row* row : rows) {
    for (const Candidate& candidate : row->candidates) {
      Example& example = examples.emplace_back();
      example.right = candidate.right;
      for (const std::string& seen : candidate.seen) {
        if (const auto at = index.find(seen); at != index.end()) example.seen.push_back(at->second);
      }
    }
  }
  std::vector<double> weight(index.size());
  std::vector<double> steep(index.size(), 1e-6);
  std::vector<double> share(index.size());  // of the pull, that falls to each time a thing is seen
  for (const auto& [seen, at] : index) share[at] = pull / counts[seen];
  std::vector<std::size_t> order(examples.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::mt19937_64 random(1);
  for (int epoch = 0; epoch < epochs; ++epoch) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    for (const std::size_t e : order) {
      const Example& example = examples[e];
      double sum = 0;
      for (const std::size_t at : example.seen) sum += weight[at];
      const double wrong = 1 / (1 + std::exp(-sum)) - (example.right ? 1 : 0);
      for (const std::size_t at : example.seen) {
        const double slope = wrong + share[at] * weight[at];
        steep[at] += slope * slope;
        weight[at] -= rate * slope / std::sqrt(steep[at]);
      }
    }
  }
  Weights out;
  for (const auto& [seen, at] : index) out.emplace(seen, weight[at]);
  return out;
}

/// How often the likeliest candidate is right, of those said and of those marked, on parts that nothing was learned
/// from.
void cross_validate(const std::vector<Row>& rows) {
  constexpr std::size_t parts = 5;
  struct Answer {
    double chance = 0;
    bool right = false;
  };
  std::vector<Answer> answers;
  for (std::size_t part = 0; part < parts; ++part) {
    std::vector<const Row*> others;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i % parts != part) others.push_back(&rows[i]);
    }
    const Weights weights = learn(others);
    for (std::size_t i = part; i < rows.size(); i += parts) {
      Answer best;
      for (const Candidate& candidate : rows[i].candidates) {
        const double likely = chance(weights, candidate);
        if (likely > best.chance) best = {likely, candidate.right};
      }
      answers.push_back(best);
    }
  }
  const auto marked = std::count_if(rows.begin(), rows.end(), [](const Row& row) { return row.marked; });
  std::printf("%zu verbs, %td with a place; in %zu parts, each by the others:\nat least      P      R\n", rows.size(),
              marked, parts);
  for (const double least : {0.25, 0.3, 0.35, 0.4, 0.45, 0.5}) {
    std::ptrdiff_t said = 0;
    std::ptrdiff_t right = 0;
    for (const Answer& answer : answers) {
      if (answer.chance < least) continue;
      ++said;
      right += answer.right ? 1 : 0;
    }
    const auto share = [](std::ptrdiff_t a, std::ptrdiff_t b) {
      return static_cast<double>(a) / static_cast<double>(b);
    };
    std::printf("%8.2f %6.3f %6.3f\n", least, share(right, std::max<std::ptrdiff_t>(said, 1)),
                share(right, std::max<std::ptrdiff_t>(marked, 1)));
  }
}

int run(const char* marked, const char* weights_path) {
  std::ifstream in(marked);
  if (!in) throw std::runtime_error(std::string(marked) + " cannot be read");
  std::vector<Row> rows;
  for (std::string line; std::getline(in, line);) {
    try {
      rows.push_back(observe(json::parse(line)));
    } catch (const json::exception& error) {
      throw std::runtime_error(std::string(marked) + ", line " + std::to_string(rows.size() + 1) + ": " + error.what());
    }
  }
  cross_validate(rows);
  std::vector<const Row*> all;
  all.reserve(rows.size());
  for (const Row& row : rows) all.push_back(&row);
  std::ofstream out(weights_path);
  constexpr double scale = 1000;  // the reader adds whole numbers, so that every machine adds up to the same
  constexpr int least = 50;
  int kept = 0;
  for (const auto& [seen, weight] : learn(all)) {
    const auto rounded = static_cast<int>(std::lround(weight * scale));
    if (std::abs(rounded) < least) continue;
    out << seen << '\t' << rounded << '\n';
    ++kept;
  }
  if (!out.flush()) throw std::runtime_error(std::string(weights_path) + " cannot be written");
  std::printf("%s: %d weights\n", weights_path, kept);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: histor-train-event-places MARKED.jsonl WEIGHTS\n", stderr);
    return 2;
  }
  try {
    return run(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "histor-train-event-places: error: %s\n", error.what());
    return 1;
  }
}
