#include "reckon/overlaps.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "link/incidents.hpp"
#include "link/scope.hpp"
#include "reckon/wording.hpp"

namespace histor {

namespace {

class Overlaps {
 public:
  Overlaps(LedgerView& view, const Policy& policy) : view_(view), policy_(policy) {}

  void all() {
    std::map<std::uint32_t, std::vector<std::uint32_t>> within;
    for (std::uint32_t i = 0; i < view_.incidents.size(); ++i) {
      if (view_.incidents[i].part_of) within[*view_.incidents[i].part_of].push_back(i);
    }
    for (const auto& [outer, inner] : within) {
      for (Toll& toll : view_.incidents[outer].tolls) overlap(toll, inner);
    }
  }

 private:
  // The toll of `incident` that is in `outer`'s count by scope; nullptr where none is.
  [[nodiscard]] const Toll* toll_within(const Toll& outer, const Incident& incident) const {
    const Toll* widest = nullptr;
    for (const Toll& toll : incident.tolls) {
      if (toll.outcome != outer.outcome) continue;
      if (toll.group != outer.group && !population_within(toll.group, outer.group)) continue;
      bool inside = false;
      for (const FigureIndex p : toll.figures) {
        for (const FigureIndex w : outer.figures) inside = inside || within_scope(view_.figures[p], view_.figures[w]);
      }
      if (inside && (widest == nullptr || toll.group == outer.group)) widest = &toll;
    }
    return widest;
  }

  [[nodiscard]] bool known_apart(const Incident& a, const Incident& b) const {
    return !histor::overlap({a.first, a.last}, {b.first, b.last}) || area(a.places, b.places) == Area::disjoint;
  }

  void overlap(Toll& outer, const std::vector<std::uint32_t>& inner) {
    std::vector<const Incident*> taken;
    for (const std::uint32_t i : inner) {
      const Incident& incident = view_.incidents[i];
      const Toll* toll = toll_within(outer, incident);
      if (toll == nullptr) continue;
      const std::string told = toll_words(view_, *toll) + " (" + incident.id + ")";
      if (policy_.overlaps == OverlapRule::note) {
        say(outer, told + " lies within this count, and is not to be added to it.", *toll);
        continue;
      }
      const bool apart =
          std::all_of(taken.begin(), taken.end(), [&](const Incident* other) { return known_apart(*other, incident); });
      if (!apart) {
        say(outer, told + " lies within this count, and is not subtracted: it may overlap with what was.", *toll);
        continue;
      }
      if (subtract(outer, *toll, told)) taken.push_back(&incident);
    }
  }

  bool subtract(Toll& outer, const Toll& inner, const std::string& told) {
    const auto value = [](const std::optional<Bound>& bound) {
      return bound ? std::optional(bound->value) : std::nullopt;
    };
    const std::optional<std::int64_t> most = inner.open_above ? std::nullopt : value(inner.high);
    const std::optional<std::int64_t> least = value(inner.low);
    if (!least || !outer.high || *least > outer.high->value) {
      say(outer, told + " lies within this count, and is not subtracted: it is no smaller number.", inner);
      return false;
    }
    const std::string before = bounds(outer);
    const std::string rule = "overlaps-subtracted";
    const auto less = [&rule](std::optional<Bound>& bound, std::int64_t by) {
      if (bound) bound = Bound{std::max<std::int64_t>(bound->value - by, 0), bound->figures, rule};
    };
    // The least that remains is the low without the most that lies within; the most is the high without the least.
    less(outer.low, most ? *most : outer.low ? outer.low->value : 0);
    less(outer.high, *least);
    if (inner.best) {
      less(outer.best, inner.best->value);
    } else {
      outer.best.reset();
    }
    if (outer.best && outer.low) outer.best->value = std::max(outer.best->value, outer.low->value);
    if (outer.best && outer.high) outer.best->value = std::min(outer.best->value, outer.high->value);
    say(outer,
        before + " − " + bounds(inner) + " = " + bounds(outer) + ": " + told +
            " lies within this count, and stands there.",
        inner);
    return true;
  }

  static std::string bounds(const Toll& toll) {
    const auto words = [](const std::optional<Bound>& bound) { return bound ? count_words(bound->value) : "?"; };
    if (toll.low && toll.high && toll.low->value == toll.high->value) {
      return (toll.open_above ? "at least " : "") + words(toll.low);
    }
    return words(toll.low) + " to " + words(toll.high) + (toll.open_above ? " or more" : "");
  }

  void say(Toll& outer, std::string sentence, const Toll& inner) {
    outer.notes.push_back({TollNoteKind::overlap, std::move(sentence), inner.figures});
    std::stable_sort(outer.notes.begin(), outer.notes.end(),
                     [](const TollNote& a, const TollNote& b) { return a.kind < b.kind; });
  }

  LedgerView& view_;
  const Policy& policy_;
};

}  // namespace

void reckon_overlaps(LedgerView& view, const Policy& policy) {
  Overlaps(view, policy).all();
}

}  // namespace histor
