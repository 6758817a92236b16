// A toll chooses among figures; it never adds them. The one exception counts names: two persons named in one passage
// are two.
#include "reckon/tolls.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "link/figures.hpp"
#include "link/incidents.hpp"

namespace histor {

namespace {

// One origin's say in one toll.
struct Say {
  std::vector<FigureIndex> figures;
  std::optional<std::int64_t> low;
  std::optional<std::int64_t> value;
  std::optional<std::int64_t> high;
  bool open_above = false;
  bool about = false;
  bool by_name = false;
};

Say say_of(const Figure& figure, FigureIndex index) {
  Say say;
  say.figures = {index};
  const Number& number = figure.number;
  if (figure.modality == Modality::negated) {
    say.low = say.value = say.high = 0;
    return say;
  }
  say.value = number.value;
  if (!say.value && number.low && number.high)
    say.value = number.low;  // "10 to 12" stands for its low end, as it is written first
  say.low = lowest(number);
  say.high = highest(number);
  say.about = number.hedge == Hedge::about;
  say.open_above = !say.high && (number.hedge == Hedge::at_least || number.hedge == Hedge::more_than);
  if (number.hedge == Hedge::more_than && say.low) say.value = std::max(*say.low, say.value.value_or(*say.low));
  if (say.about) {
    if (!say.low) say.low = say.value;
    if (!say.high) say.high = say.value;
  }
  if (say.low && say.value && *say.low > *say.value) say.value = say.low;
  if (say.high && say.value && *say.high < *say.value) say.value = say.high;
  return say;
}

// How closely a figure states what it covers.
int specificity(const Figure& f) {
  return (f.as_of ? 8 : 0) + (f.exclusions.empty() ? 0 : 4) + (f.origin.empty() ? 0 : 2) + (f.first || f.last ? 1 : 0) +
         (f.places.empty() ? 0 : 1);
}

Toll toll_of(const LedgerView& view, Outcome outcome, Group group, const std::vector<FigureIndex>& figures,
             const Policy& policy) {
  Toll toll;
  toll.outcome = outcome;
  toll.group = group;
  toll.policy = policy.name;
  toll.figures = figures;
  std::vector<Say> says;
  std::map<std::string, Say> named;
  std::set<std::string> words;
  for (const FigureIndex i : figures) {
    const Figure& f = view.figures[i];
    if (f.number.form == NumberForm::name && f.modality == Modality::asserted) {
      Say& say = named[f.origin];
      say.figures.push_back(i);
      say.by_name = true;
      const auto count = static_cast<std::int64_t>(say.figures.size());
      say.low = say.value = count;
      say.open_above = count > 1;  // those whom the text names; it may leave others unnamed
      if (count == 1) say.high = count;
      if (count > 1) say.high.reset();
      continue;
    }
    Say say = say_of(f, i);
    if (!say.low && !say.value && !say.high) {
      words.insert(f.number.text);
      continue;
    }
    says.push_back(std::move(say));
  }
  for (auto& [origin, say] : named) says.push_back(std::move(say));
  toll.words.assign(words.begin(), words.end());

  const auto take = [](std::optional<Bound>& bound, std::int64_t value, const Say& say, const char* rule, auto closer) {
    if (!bound || closer(value, bound->value)) {
      bound = Bound{value, say.figures, say.by_name ? "counted-by-name" : rule};
    } else if (bound->value == value) {
      bound->figures.insert(bound->figures.end(), say.figures.begin(), say.figures.end());
    }
  };
  const Say* best = nullptr;
  const auto rank = [&view](const Say& say) {
    const Figure& f = view.figures[say.figures.front()];
    return std::tuple(specificity(f), f.known, say.value.value_or(0), say.figures.front());
  };
  for (const Say& say : says) {
    if (say.low) take(toll.low, *say.low, say, "smallest-bound", std::less<>{});
    const std::optional<std::int64_t> top = say.high ? say.high : say.value;
    if (top) take(toll.high, *top, say, "largest-bound", std::greater<>{});
    toll.open_above = toll.open_above || say.open_above;
    if (say.value && (best == nullptr || rank(*best) < rank(say))) best = &say;
  }
  // "up to 9" states no low end of its own, but none above 9 stands beside it.
  for (const Say& say : says) {
    if (!say.low && say.value && toll.low) take(toll.low, *say.value, say, "smallest-bound", std::less<>{});
  }
  if (best != nullptr) {
    toll.best = Bound{*best->value, best->figures, best->by_name ? "counted-by-name" : "latest-of-most-specific"};
    toll.about = best->about;
    const auto first = std::find(toll.figures.begin(), toll.figures.end(), best->figures.front());
    std::rotate(toll.figures.begin(), first, std::next(first));
  }
  for (std::optional<Bound>* bound : {&toll.low, &toll.high}) {
    if (*bound) std::sort((*bound)->figures.begin(), (*bound)->figures.end());
  }
  return toll;
}

}  // namespace

void reckon_tolls(LedgerView& view, const Policy& policy) {
  for (Incident& incident : view.incidents) {
    std::map<std::pair<Outcome, Group>, std::vector<FigureIndex>> classes;
    for (const FigureIndex i : incident.figures) {
      const Figure& f = view.figures[i];
      if (f.superseded_by || (f.modality != Modality::asserted && f.modality != Modality::negated)) continue;
      classes[{f.outcome, f.group}].push_back(i);
    }
    for (const auto& [key, figures] : classes) {
      incident.tolls.push_back(toll_of(view, key.first, key.second, figures, policy));
    }
  }
}

}  // namespace histor
