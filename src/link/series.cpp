// "Over the past few days" and "since November 27" can be one count: where one of two starts is loose, they may lie
// some days apart. Exact starts that differ are two series. What an outlet asserts itself is a series of that outlet.
#include "link/series.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "link/figures.hpp"
#include "link/scope.hpp"

namespace histor {

namespace {

constexpr std::chrono::days loose_start{7};
constexpr std::chrono::days one_telling{31};

bool is_loose(const Figure& f) {
  return f.precision == TimePrecision::week || f.precision == TimePrecision::month ||
         f.precision == TimePrecision::year;
}

// Totals of which one leaves its start out are of one count only where they were told within a month.
bool told_together(const Figure& a, const Figure& b) {
  const std::optional<Day> x = day_from(told_at(a).substr(0, 10));
  const std::optional<Day> y = day_from(told_at(b).substr(0, 10));
  if (!x || !y) return true;
  return *x > *y ? *x - *y <= one_telling : *y - *x <= one_telling;
}

bool starts_agree(const Figure& a, const Figure& b) {
  if (!a.first || !b.first) return told_together(a, b);
  if (*a.first == *b.first) return true;
  if (!is_loose(a) && !is_loose(b)) return false;
  const auto apart = *a.first > *b.first ? *a.first - *b.first : *b.first - *a.first;
  return apart <= loose_start;
}

}  // namespace

std::string told_at(const Figure& f) {
  if (f.as_of) return f.as_of->time;
  if (f.last) return to_string(*f.last);
  return f.known.substr(0, 10);
}

void link_series(LedgerView& view) {
  using Key = std::tuple<std::string, std::string, Outcome, Group, Modality>;
  std::map<Key, std::vector<FigureIndex>> counts;
  for (FigureIndex i = 0; i < view.figures.size(); ++i) {
    const Figure& f = view.figures[i];
    if (f.lane != Lane::running || f.whole) continue;
    const std::string outlet = f.origin.empty() ? outlet_of(view, view.claims[f.claims.front()]) : std::string{};
    counts[{f.origin, outlet, f.outcome, f.group, f.modality}].push_back(i);
  }
  for (auto& [key, figures] : counts) {
    std::sort(figures.begin(), figures.end(), [&view](FigureIndex a, FigureIndex b) {
      const auto rank = [&view](FigureIndex i) {
        const Figure& f = view.figures[i];
        return std::tuple(!f.first, is_loose(f), f.first.value_or(Day{}), i);
      };
      return rank(a) < rank(b);
    });
    std::vector<std::vector<FigureIndex>> lines;
    for (const FigureIndex i : figures) {
      const Figure& f = view.figures[i];
      const auto line = std::find_if(lines.begin(), lines.end(), [&](const std::vector<FigureIndex>& members) {
        return std::all_of(members.begin(), members.end(), [&](FigureIndex m) {
          const Figure& other = view.figures[m];
          return starts_agree(f, other) && area(f.places, other.places) != Area::disjoint;
        });
      });
      if (line != lines.end()) {
        line->push_back(i);
      } else {
        lines.push_back({i});
      }
    }
    for (const std::vector<FigureIndex>& line : lines) {
      Series series;
      const FigureIndex core = *std::min_element(line.begin(), line.end(), [&view](FigureIndex a, FigureIndex b) {
        return core_before(view, view.figures[a].claims.front(), view.figures[b].claims.front());
      });
      series.id = short_id("s_", view.figures[core].id);
      std::tie(series.origin, std::ignore, series.outcome, series.group, std::ignore) = key;
      std::set<std::string> outlets;
      for (const FigureIndex i : line) {
        const Figure& f = view.figures[i];
        // "The past few days" have no first day that anybody told.
        if (f.first && !is_loose(f) && (!series.start || *f.first < *series.start)) series.start = f.first;
        series.points.push_back({i, told_at(f)});
        outlets.insert(f.outlets.begin(), f.outlets.end());
      }
      series.outlets.assign(outlets.begin(), outlets.end());
      std::sort(series.points.begin(), series.points.end(), [&view](const Point& a, const Point& b) {
        const auto rank = [&view](const Point& p) {
          return std::tuple(p.at, view.figures[p.figure].known, view.figures[p.figure].number.value.value_or(0),
                            p.figure);
        };
        return rank(a) < rank(b);
      });
      view.series.push_back(std::move(series));
    }
  }
  std::sort(view.series.begin(), view.series.end(), [](const Series& a, const Series& b) {
    return std::tuple(!a.start, a.start.value_or(Day{}), a.origin, a.outcome, a.group, a.id) <
           std::tuple(!b.start, b.start.value_or(Day{}), b.origin, b.outcome, b.group, b.id);
  });
}

}  // namespace histor
