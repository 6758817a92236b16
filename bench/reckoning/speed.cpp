// What reckoning costs by the number of claims: relations, tolls, findings, remainders of running totals. The figures
// are made here, so that the linking before them takes no part; among them are one incident of five thousand figures
// and a few origins with tens of thousands, which is where a loop over pairs would show.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "model/ledger_view.hpp"
#include "reckon/findings.hpp"
#include "reckon/origins.hpp"
#include "reckon/policy.hpp"
#include "reckon/relations.hpp"
#include "reckon/residuals.hpp"
#include "reckon/tolls.hpp"

namespace {

using namespace histor;  // NOLINT(google-build-using-namespace): the program's own file

constexpr std::uint32_t claims_a_report = 10;
constexpr std::uint32_t outlets = 300;
constexpr std::uint32_t origins = 40;
constexpr std::uint32_t towns = 4000;
constexpr std::uint32_t days = 1500;
constexpr std::size_t largest_incident = 5000;
constexpr std::size_t points_a_series = 200;
const Day start{std::chrono::sys_days{std::chrono::January / 1 / 2020}};

class Maker {
 public:
  explicit Maker(std::size_t claims) {
    for (std::uint32_t o = 0; o < origins; ++o) {
      view_.actors[origin(o)] = {"Origin " + std::to_string(o), o % 3 == 0 ? ActorSide::state : ActorSide::counter,
                                 false, true};
    }
    for (std::size_t d = 0; d <= claims / claims_a_report; ++d) {
      Document document;
      document.id = "sha256:" + std::to_string(d);
      document.outlet = "Outlet " + std::to_string(d % outlets);
      view_.document_index.emplace(document.id, static_cast<std::uint32_t>(d));
      view_.documents.push_back(std::move(document));
    }
    for (std::size_t i = 0; i < claims; ++i) add(static_cast<ClaimIndex>(i));
    gather_incidents();
    gather_series();
  }

  LedgerView take() { return std::move(view_); }

 private:
  std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>(random_() % end); }
  static std::string origin(std::uint32_t o) { return "origin-" + std::to_string(o); }

  static Where place(const std::string& name, std::string kind, std::uint32_t at) {
    Where where;
    where.text = where.name = name;
    where.place = "t:" + name;
    where.kind = std::move(kind);
    where.country = "SY";
    where.latitude = 30 + at % 400 / 40.0;
    where.longitude = 36 + at % 300 / 40.0;
    return where;
  }

  void add(ClaimIndex i) {
    Claim claim;
    claim.id = "c_" + std::to_string(i);
    claim.document = "sha256:" + std::to_string(i / claims_a_report);
    Number number;
    number.value = number.low = 2 + below(60);
    if (below(4) > 0) {
      number.high = number.value;
    } else {
      number.hedge = Hedge::at_least;
    }
    Figure figure;
    figure.id = claim.id;
    figure.claims = {i};
    figure.outcome = static_cast<Outcome>(below(2));
    figure.group = static_cast<Group>(below(6));
    figure.number = number;
    figure.origin = below(3) > 0 ? origin(below(origins)) : std::string{};
    figure.outlets = {"Outlet " + std::to_string(i / claims_a_report % outlets)};
    const Day day = start + std::chrono::days(below(days));
    figure.first = figure.last = day;
    figure.known = to_string(day);
    if (below(8) == 0) {
      figure.lane = Lane::running;
      figure.first = start;
      if (figure.origin.empty()) figure.origin = origin(1);
      figure.places = {place("Syria", "country", 0)};
    } else {
      const std::uint32_t town = below(towns);
      figure.places = {place("Town " + std::to_string(town), "locality", town)};
    }
    claim.outcome = figure.outcome;
    claim.group = figure.group;
    claim.number = number;
    view_.standings.push_back({figure.lane, claim.id, i});
    view_.claims.push_back(std::move(claim));
    view_.figures.push_back(std::move(figure));
  }

  void gather_incidents() {
    std::size_t room = largest_incident;
    for (FigureIndex i = 0; i < view_.figures.size(); ++i) {
      Figure& figure = view_.figures[i];
      if (figure.lane != Lane::incident) continue;
      if (view_.incidents.empty() || view_.incidents.back().figures.size() >= room) {
        if (!view_.incidents.empty()) room = 1 + below(4);
        Incident incident;
        incident.id = "i_" + std::to_string(i);
        incident.first = incident.last = figure.first;
        incident.places = figure.places;
        if (view_.incidents.size() > 50 && below(10) == 0) incident.part_of = below(50);
        view_.incidents.push_back(std::move(incident));
      }
      Incident& incident = view_.incidents.back();
      figure.first = figure.last = incident.first;
      figure.places = incident.places;
      incident.figures.push_back(i);
      view_.standings[i].entry = incident.id;
    }
  }

  void gather_series() {
    std::map<std::tuple<std::string, Outcome, Group>, std::vector<FigureIndex>> totals;
    for (FigureIndex i = 0; i < view_.figures.size(); ++i) {
      const Figure& f = view_.figures[i];
      if (f.lane == Lane::running) totals[{f.origin, f.outcome, f.group}].push_back(i);
    }
    for (auto& [key, figures] : totals) {
      std::sort(figures.begin(), figures.end(), [this](FigureIndex a, FigureIndex b) {
        return std::tuple(view_.figures[a].last, a) < std::tuple(view_.figures[b].last, b);
      });
      for (std::size_t from = 0; from < figures.size(); from += points_a_series) {
        Series series;
        series.id = "s_" + std::to_string(view_.series.size());
        std::tie(series.origin, series.outcome, series.group) = key;
        series.start = start;
        for (std::size_t i = from; i < std::min(figures.size(), from + points_a_series); ++i) {
          series.points.push_back({figures[i], view_.figures[figures[i]].known});
          view_.standings[figures[i]].entry = series.id;
        }
        view_.series.push_back(std::move(series));
      }
    }
  }

  LedgerView view_;
  std::mt19937 random_{7};
};

/// Seconds that `work` takes, once: the sizes differ by more than the rounds would.
template <class Work>
double seconds(Work work) {
  const auto before = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::size_t> sizes;
  for (int i = 1; i < argc; ++i) sizes.push_back(std::strtoul(argv[i], nullptr, 10));
  if (sizes.empty()) sizes = {10'000, 100'000, 1'000'000};
  fmt::print(
      "| claims | incidents | running totals | relations, s | tolls, s | findings, s | remainders, s | origins, s | "
      "all, µs a claim |\n");
  fmt::print("|---|---|---|---|---|---|---|---|---|\n");
  for (const std::size_t size : sizes) {
    LedgerView view = Maker(size).take();
    std::size_t told = 0;
    const double relations = seconds([&] {
      add_parts(view);
      relate_all(view);
    });
    const double tolls = seconds([&] { reckon_tolls(view, *find_policy("ibc")); });
    const double findings = seconds([&] { find_findings(view); });
    const double remainders = seconds([&] {
      const Residuals residuals(view);
      for (std::uint32_t i = 0; i < view.series.size(); ++i) told += residuals.of(i).size();
    });
    const double counted = seconds([&] { told += origins_of(view).size(); });
    const double all = relations + tolls + findings + remainders + counted;
    fmt::print("| {} | {} | {} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} | {:.1f} |\n", size, view.incidents.size(),
               view.series.size(), relations, tolls, findings, remainders, counted,
               all * 1e6 / static_cast<double>(size));
    if (told == 0) return 1;  // nothing was reckoned: the table would say nothing
  }
  return 0;
}
