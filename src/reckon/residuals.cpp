// Nothing is concluded from what is not told: a total without a place covers nothing, an incident without a day is
// covered by nothing, and of two incidents that may be one only the larger is taken.
#include "reckon/residuals.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "link/incidents.hpp"
#include "link/scope.hpp"
#include "reckon/wording.hpp"

namespace histor {

namespace {

std::set<Means> means_of(const LedgerView& view, const Figure& f) {
  std::set<Means> means;
  for (const ClaimIndex c : f.claims) {
    if (view.claims[c].means) means.insert(*view.claims[c].means);
  }
  return means;
}

// Over more incidents than this no remainder is told: nobody reads which of them a total is without.
constexpr std::ptrdiff_t most_incidents = 3000;
constexpr std::string_view too_many = "too many incidents fall within its days";

// Whether an attack by `inner` is one of those that `outer` counts: a total "of air strikes" holds no shooting, and
// not surely an attack whose means is not told.
bool means_inside(const std::set<Means>& inner, const std::set<Means>& outer) {
  if (outer.empty()) return true;
  if (inner.empty()) return false;
  return std::all_of(inner.begin(), inner.end(), [&outer](Means one) {
    return std::any_of(outer.begin(), outer.end(), [one](Means other) { return means_compatible(one, other); });
  });
}

class Coverage {
 public:
  Coverage(const LedgerView& view, const Series& series, FigureIndex top, FigureIndex total)
      : view_(view), total_(view.figures[total]), scope_(view.figures[top]) {
    window_ = {scope_.first ? scope_.first : series.start, scope_.last};
    if (!window_.last && !scope_.known.empty()) window_.last = day_from(scope_.known.substr(0, 10));
    means_ = means_of(view, scope_);
  }

  /// What remains; `candidates` are incidents by first day, those without one last.
  Residual residual(bool own, const std::vector<std::uint32_t>& candidates) const {
    Residual out;
    out.own = own;
    if (scope_.places.empty()) out.obstacle = "the total names no place";
    if (!window_.first) out.obstacle = "the total names no start";
    std::vector<Covered> inside;
    const auto look_at = [&](std::uint32_t i) {
      const Incident& incident = view_.incidents[i];
      std::optional<Covered> covered = told(i, own);
      if (!covered) return;
      if (out.obstacle.empty() && lies_inside(incident)) {
        inside.push_back(std::move(*covered));
      } else if (may_lie_inside(incident)) {
        out.doubtful.push_back(std::move(*covered));
      }
    };
    const auto before = [this](std::uint32_t i, const std::optional<Day>& day) {
      return view_.incidents[i].first && (!day || *view_.incidents[i].first < *day);
    };
    const auto first = std::partition_point(candidates.begin(), candidates.end(),
                                            [&](std::uint32_t i) { return window_.first && before(i, window_.first); });
    const auto undated =
        std::partition_point(first, candidates.end(), [&](std::uint32_t i) { return before(i, std::nullopt); });
    const auto last = std::partition_point(first, undated, [&](std::uint32_t i) {
      return !window_.last || before(i, *window_.last + std::chrono::days(1));
    });
    if (last - first > most_incidents) {
      out.obstacle = too_many;
      return out;
    }
    std::for_each(first, last, look_at);
    if (own) std::for_each(undated, candidates.end(), look_at);
    take(out, std::move(inside));
    subtract(out);
    return out;
  }

 private:
  // What the incident's live figures say in the total's class: its own population, else the widest within it.
  [[nodiscard]] std::optional<Covered> told(std::uint32_t index, bool own) const {
    std::optional<Group> widest;
    for (const FigureIndex i : view_.incidents[index].figures) {
      const Figure& f = view_.figures[i];
      if (counts(f, own) && (!widest || width(f.group) < width(*widest))) widest = f.group;
    }
    if (!widest) return std::nullopt;
    Covered covered;
    covered.incident = index;
    bool open_below = false;
    bool open_above = false;
    for (const FigureIndex i : view_.incidents[index].figures) {
      const Figure& f = view_.figures[i];
      if (f.group != *widest || !counts(f, own)) continue;
      const bool about = f.number.hedge == Hedge::about;
      const std::optional<std::int64_t> low = about ? f.number.value : lowest(f.number);
      const std::optional<std::int64_t> high = about ? f.number.value : highest(f.number);
      if (low) covered.low = std::min(*low, covered.low.value_or(*low));
      if (high) covered.high = std::max(*high, covered.high.value_or(*high));
      open_below = open_below || !low;
      open_above = open_above || !high;
      covered.figures.push_back(i);
    }
    if (open_below) covered.low.reset();
    if (open_above) covered.high.reset();
    if (!covered.low && !covered.high) return std::nullopt;
    return covered;
  }

  [[nodiscard]] bool counts(const Figure& f, bool own) const {
    if (f.superseded_by || f.modality != Modality::asserted || f.outcome != total_.outcome) return false;
    if (own && f.origin != total_.origin) return false;
    return f.group == total_.group || population_within(f.group, total_.group);
  }

  // The smaller the more people a population may hold, of those within the total's.
  [[nodiscard]] int width(Group group) const {
    if (group == total_.group) return 0;
    return group == Group::civilians || group == Group::combatants ? 1 : 2;
  }

  [[nodiscard]] bool lies_inside(const Incident& incident) const {
    if (!incident.first || !incident.last || !window_.first) return false;
    if (!within({incident.first, incident.last}, window_)) return false;
    const Area places = area(incident.places, scope_.places);
    if (places != Area::equal && places != Area::within) return false;
    const bool excluded = std::any_of(scope_.exclusions.begin(), scope_.exclusions.end(), [&](const Where& out) {
      return area(incident.places, std::span(&out, 1)) != Area::disjoint;
    });
    return !excluded && (means_.empty() || means_inside({incident.means.begin(), incident.means.end()}, means_));
  }

  [[nodiscard]] bool may_lie_inside(const Incident& incident) const {
    const bool in_time = !incident.first || !incident.last || overlap({incident.first, incident.last}, window_);
    return in_time && (incident.first || !incident.places.empty()) &&
           area(incident.places, scope_.places) != Area::disjoint;
  }

  // Of one day: another place, or causes that cannot be one.
  static bool known_apart(const Incident& a, const Incident& b) {
    if (area(a.places, b.places) == Area::disjoint) return true;
    if (a.means.empty() || b.means.empty()) return false;
    return std::none_of(a.means.begin(), a.means.end(), [&b](Means one) {
      return std::any_of(b.means.begin(), b.means.end(), [one](Means other) { return means_compatible(one, other); });
    });
  }

  // The larger first; one that may be among those taken is left in doubt.
  void take(Residual& out, std::vector<Covered> inside) const {
    std::sort(inside.begin(), inside.end(), [](const Covered& a, const Covered& b) {
      return std::tuple(-a.low.value_or(0), a.incident) < std::tuple(-b.low.value_or(0), b.incident);
    });
    std::map<Day, std::vector<std::uint32_t>> taken;  // by day, so that only those of one day are held together
    for (Covered& one : inside) {
      const Incident& incident = view_.incidents[one.incident];
      bool apart = true;
      for (Day day = *incident.first; apart && day <= *incident.last; day += std::chrono::days(1)) {
        const auto there = taken.find(day);
        if (there == taken.end()) continue;
        apart = std::all_of(there->second.begin(), there->second.end(),
                            [&](std::uint32_t other) { return known_apart(view_.incidents[other], incident); });
      }
      if (!apart) {
        out.doubtful.push_back(std::move(one));
        continue;
      }
      for (Day day = *incident.first; day <= *incident.last; day += std::chrono::days(1))
        taken[day].push_back(one.incident);
      out.covered.push_back(std::move(one));
    }
    const auto by_incident = [](const Covered& a, const Covered& b) { return a.incident < b.incident; };
    std::sort(out.covered.begin(), out.covered.end(), by_incident);
    std::sort(out.doubtful.begin(), out.doubtful.end(), by_incident);
  }

  void subtract(Residual& out) const {
    if (out.covered.empty()) return;
    const Number& number = total_.number;
    out.about = number.hedge == Hedge::about;
    const std::optional<std::int64_t> low = out.about ? number.value : lowest(number);
    const std::optional<std::int64_t> high = out.about ? number.value : highest(number);
    std::int64_t least = 0;
    std::optional<std::int64_t> most = 0;
    for (const Covered& one : out.covered) {
      least += one.low.value_or(0);
      most = most && one.high ? std::optional(*most + *one.high) : std::nullopt;
      for (const FigureIndex i : one.figures) out.about = out.about || view_.figures[i].number.hedge == Hedge::about;
    }
    if (low && most) out.low = std::max<std::int64_t>(*low - *most, 0);
    if (high) out.high = *high - least;
    // "About 18" less 19 leaves nobody, and contradicts nothing.
    if (out.about && out.high) out.high = std::max<std::int64_t>(*out.high, out.low.value_or(0));
  }

  const LedgerView& view_;
  const Figure& total_;
  const Figure& scope_;  // the point: its parts share its days, places and cause
  Window window_;
  std::set<Means> means_;
};

// Its bounds in figures: a person who is counted by name is one, and stays unnamed here.
std::string told_words(const Number& number) {
  const bool by_name = number.form == NumberForm::name || number.form == NumberForm::article;
  return by_name && number.value ? count_words(*number.value) : number_words(number);
}

std::string told_words(const LedgerView& view, const Covered& covered) {
  if (covered.figures.size() == 1) return told_words(view.figures[covered.figures.front()].number);
  if (covered.low && covered.high) {
    return *covered.low == *covered.high ? count_words(*covered.low)
                                         : count_words(*covered.low) + " to " + count_words(*covered.high);
  }
  if (covered.low) return "at least " + count_words(*covered.low);
  return "up to " + count_words(*covered.high);
}

}  // namespace

Residuals::Residuals(const LedgerView& view) : view_(view) {
  std::vector<std::uint32_t> by_day(view.incidents.size());
  std::iota(by_day.begin(), by_day.end(), 0U);
  std::sort(by_day.begin(), by_day.end(), [&view](std::uint32_t a, std::uint32_t b) {
    const auto rank = [&view](std::uint32_t i) {
      const std::optional<Day>& day = view.incidents[i].first;
      return std::tuple(!day, day.value_or(Day{}), i);
    };
    return rank(a) < rank(b);
  });
  const auto note = [](std::vector<std::uint32_t>& list, std::uint32_t incident) {
    if (list.empty() || list.back() != incident) list.push_back(incident);
  };
  for (const std::uint32_t i : by_day) {
    for (const FigureIndex f : view.incidents[i].figures) {
      const Figure& figure = view.figures[f];
      if (!figure.origin.empty()) note(by_origin_[{figure.origin, figure.outcome}], i);
      note(by_outcome_[figure.outcome], i);
    }
  }
}

std::vector<Residual> Residuals::of(std::uint32_t series) const {
  return of(series, true);
}

std::vector<Residual> Residuals::own(std::uint32_t series) const {
  return of(series, false);
}

std::vector<Residual> Residuals::of(std::uint32_t series, bool all_origins) const {
  std::vector<Residual> out;
  const Series& one = view_.series[series];
  if (one.points.empty()) return out;
  const FigureIndex top = one.points.back().figure;
  std::vector<FigureIndex> totals{top};
  totals.insert(totals.end(), view_.figures[top].parts.begin(), view_.figures[top].parts.end());
  for (const FigureIndex total : totals) {
    const Figure& f = view_.figures[total];
    if (f.modality != Modality::asserted || !f.number.value) continue;
    const Coverage coverage(view_, one, top, total);
    const auto add = [&](Residual residual) {
      residual.series = series;
      residual.total = total;
      out.push_back(std::move(residual));
    };
    std::size_t covered = 0;
    if (const auto found = by_origin_.find({f.origin, f.outcome}); found != by_origin_.end()) {
      Residual residual = coverage.residual(true, found->second);
      covered = residual.covered.size();
      const bool told = covered > 0 || !residual.doubtful.empty() || residual.obstacle == too_many;
      if (told) add(std::move(residual));
    }
    const auto found = by_outcome_.find(f.outcome);
    if (!all_origins || found == by_outcome_.end()) continue;
    Residual residual = coverage.residual(false, found->second);
    if (residual.covered.size() > covered) add(std::move(residual));
  }
  return out;
}

bool exceeds_total(const Residual& residual) {
  return !residual.about && residual.high && *residual.high < 0;
}

std::string residual_words(const LedgerView& view, const Residual& residual) {
  if (residual.covered.empty()) return {};
  const Figure& total = view.figures[residual.total];
  std::string sum;
  for (const Covered& one : residual.covered) sum += (sum.empty() ? "" : " + ") + told_words(view, one);
  if (residual.covered.size() > 1) sum = "(" + sum + ")";
  std::string words = told_words(total.number) + " − " + sum + " = ";
  if (exceeds_total(residual)) return words + count_words(*residual.high) + ": the incidents count more than the total";
  if (residual.about) words += "about ";
  if (residual.low && residual.high) {
    words += count_words(*residual.low);
    if (*residual.low != *residual.high) words += " to " + count_words(*residual.high);
  } else if (residual.low) {
    words += "at least " + count_words(*residual.low);
  } else if (residual.high) {
    words += "at most " + count_words(*residual.high);
  } else {
    return words + "not to be told, for all of them are open above";
  }
  if (total.group != Group::people) words += " " + std::string(group_words(total.group));
  return words + " " + std::string(outcome_words(total.outcome));
}

std::string remainder_words(const LedgerView& view, const Residual& residual) {
  std::string ids;
  for (const Covered& one : residual.covered) ids += (ids.empty() ? "" : ", ") + view.incidents[one.incident].id;
  if (!ids.empty()) {
    return "Remainder, no incident: " + residual_words(view, residual) + "; less " + ids +
           (residual.own ? ", by the same origin" : ", by all origins");
  }
  std::string words =
      "No remainder: " + (residual.obstacle.empty() ? "no incident is known to lie within it" : residual.obstacle);
  const std::size_t may = residual.doubtful.size();
  if (may > 0) words += "; " + std::to_string(may) + (may == 1 ? " incident" : " incidents") + " may lie within it";
  return words;
}

}  // namespace histor
