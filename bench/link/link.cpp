// link CLAIMS [SEED]: links and reckons a made-up archive of that many claims, holds what comes out against what is
// known of it, and prints time, memory and the cost of one more report. See README.md.

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "link/linker.hpp"
#include "link/scope.hpp"
#include "made_war.hpp"
#include "reckon/reckon.hpp"

namespace {

using namespace histor;  // NOLINT(google-build-using-namespace): a program of its own
using bench::MadeWar;

constexpr std::uint32_t none = MadeWar::none;

double seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double peak_gib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024 / 1024;
}

struct Score {
  double precision = 0, recall = 0;
  [[nodiscard]] double f() const { return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0; }
};

struct Scores {
  Score pairs;  // of all pairs of claims said to belong together, those that do; and the other way round
  Score cubed;  // the same, claim by claim (Bagga and Baldwin 1998)
};

// Claims whose truth is `none` are left out.
Scores score(const std::vector<std::uint32_t>& found, const std::vector<std::uint32_t>& truth) {
  std::unordered_map<std::uint64_t, double> cells;
  std::unordered_map<std::uint32_t, double> by_found, by_truth;
  double all = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    if (truth[i] == none) continue;
    ++cells[(std::uint64_t{found[i]} << 32U) | truth[i]];
    ++by_found[found[i]];
    ++by_truth[truth[i]];
    ++all;
  }
  const auto pairs = [](double n) { return n * (n - 1) / 2; };
  double hits = 0, said = 0, true_ones = 0, precision = 0, recall = 0;
  for (const auto& [cell, n] : cells) {
    hits += pairs(n);
    precision += n * n / by_found[static_cast<std::uint32_t>(cell >> 32U)];
    recall += n * n / by_truth[static_cast<std::uint32_t>(cell)];
  }
  for (const auto& [key, n] : by_found) said += pairs(n);
  for (const auto& [key, n] : by_truth) true_ones += pairs(n);
  return {{said > 0 ? hits / said : 0, true_ones > 0 ? hits / true_ones : 0}, {precision / all, recall / all}};
}

void print(const char* what, const Scores& scores) {
  fmt::print("| {} | {:.3f} | {:.3f} | {:.3f} | {:.3f} | {:.3f} | {:.3f} |\n", what, scores.pairs.precision,
             scores.pairs.recall, scores.pairs.f(), scores.cubed.precision, scores.cubed.recall, scores.cubed.f());
}

/// A number for each distinct word.
class Numbers {
 public:
  std::uint32_t of(const std::string& word) {
    return numbers_.try_emplace(word, static_cast<std::uint32_t>(numbers_.size())).first->second;
  }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

// What one would do first: same place, same day; what lacks either stays alone.
std::vector<std::uint32_t> by_place_and_day(const MadeWar& war) {
  Numbers numbers;
  std::vector<std::uint32_t> found;
  found.reserve(war.claims.size());
  for (const Claim& claim : war.claims) {
    std::string key = "alone " + claim.id;
    if (claim.when && claim.when->start && !claim.where.empty()) {
      key = to_string(*claim.when->start) + place_key(claim.where.front());
    }
    found.push_back(numbers.of(key));
  }
  return found;
}

std::vector<std::uint32_t> by_document(const MadeWar& war) {
  Numbers numbers;
  std::vector<std::uint32_t> found;
  found.reserve(war.claims.size());
  for (const Claim& claim : war.claims) found.push_back(numbers.of(claim.document));
  return found;
}

std::optional<ActorFacts> made_actors(std::string_view id) {
  return ActorFacts{std::string(id), ActorSide::counter, id.starts_with("role-"), true};
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    fmt::print(stderr, "usage: link CLAIMS [SEED]\n");
    return 2;
  }
  const auto claims = static_cast<std::size_t>(std::strtoull(arguments[1], nullptr, 10));
  const std::uint64_t seed = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1;
  const double started = seconds();
  MadeWar war = bench::make_war(claims, seed);
  const Scores naive = score(by_place_and_day(war), war.incident);
  const Scores reports = score(by_document(war), war.incident);
  const MadeWar late = bench::make_report(war, seed);
  const std::size_t documents = war.documents.size();
  const double made = seconds();

  Linker linker(made_actors);
  linker.add(std::move(war.documents), std::move(war.claims));
  const double linked = seconds();

  // One more report comes and goes, several times.
  std::vector<double> added, removed;
  Linker::Touched touched;
  for (int round = 0; round < 21; ++round) {
    std::vector<Document> one = late.documents;
    std::vector<Claim> ones = late.claims;
    const double before = seconds();
    linker.add(std::move(one), std::move(ones));
    const double between = seconds();
    touched = linker.touched();
    linker.remove(late.documents.front().id);
    added.push_back(between - before);
    removed.push_back(seconds() - between);
  }
  std::sort(added.begin(), added.end());
  std::sort(removed.begin(), removed.end());

  const double drawing = seconds();
  LedgerView view = std::move(linker).view();
  const double drawn = seconds();
  reckon_linked(view, open_policy());
  const double reckoned = seconds();

  Numbers entries;
  std::vector<std::uint32_t> incidents(war.incident.size()), counts(war.count.size()), lines(war.line.size());
  for (ClaimIndex c = 0; c < view.claims.size(); ++c) {
    const std::size_t i = std::stoul(view.claims[c].id.substr(2));  // "c_17" is the eighteenth
    incidents[i] = entries.of(view.standings[c].entry);
    counts[i] = view.standings[c].figure.value_or(none);
    lines[i] = incidents[i];
  }
  fmt::print("{} claims of {} reports, seed {}: {} figures, {} incidents, {} running totals, {} findings\n\n",
             view.claims.size(), documents, seed, view.figures.size(), view.incidents.size(), view.series.size(),
             view.findings.size());
  fmt::print("| claims put together | pairs P | R | F | B-cubed P | R | F |\n|---|--:|--:|--:|--:|--:|--:|\n");
  print("into incidents", score(incidents, war.incident));
  print("- by place and day alone", naive);
  print("- by report", reports);
  print("into one origin's counts", score(counts, war.count));
  print("into running totals", score(lines, war.line));
  fmt::print(
      "\n| seconds: making the archive | linking | drawing the view | relations, tolls, findings | all but the making "
      "| peak GiB |\n"
      "|--:|--:|--:|--:|--:|--:|\n| {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} |\n",
      made - started, linked - made, drawn - drawing, reckoned - drawn, (linked - made) + (reckoned - drawing),
      peak_gib());
  fmt::print(
      "\none more report of {} claims: {:.3f} ms to add, {:.3f} ms to take out (medians of {}); looks again at {} "
      "claims, "
      "{} figures, {} incidents\n",
      late.claims.size(), added[added.size() / 2] * 1000, removed[removed.size() / 2] * 1000, added.size(),
      touched.claims, touched.figures, touched.incidents);
  return 0;
}
