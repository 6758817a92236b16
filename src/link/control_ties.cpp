// Statements are held against each other only where their days are near. Within days as many statements meet as there
// are bodies and deeds told of one place, so that the whole stays near-linear.
#include "link/control_ties.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "link/figures.hpp"
#include "link/scope.hpp"

namespace histor {

namespace {

using std::chrono::days;

constexpr days word_follows{7};     // a denial or an admission is of what was told so many days before
constexpr days admitted_before{3};  // or of what others tell a little later
constexpr days one_fight{3};        // a capture and the withdrawal from it
constexpr days longest_time{31};    // a longer time is no day on which somebody held a place
constexpr days outdated{7};         // a report without a day tells more than an older one with a day

template <class T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

class Timeline {
 public:
  Timeline(const LedgerView& view, const Denials& denials, ControlPlace& place)
      : view_(view), denials_(denials), place_(place), holdings_(place.holdings) {
    know_roles();
    for (const Holding& holding : holdings_) camps_.push_back(camp(holding.actor));
  }

  void run() {
    contradictions();
    denied();
    confirmed();
    violence();
    untold_losses();
    std::sort(place_.marks.begin(), place_.marks.end(),
              [](const ControlMark& a, const ControlMark& b) { return rank(a) < rank(b); });
    place_.marks.erase(std::unique(place_.marks.begin(), place_.marks.end(),
                                   [](const ControlMark& a, const ControlMark& b) { return rank(a) == rank(b); }),
                       place_.marks.end());
    std::set<std::uint32_t> contradicted;
    for (const ControlMark& mark : place_.marks) {
      if (mark.tie == ControlTie::contradicts) contradicted.insert({mark.a, mark.b});
    }
    for (std::uint32_t i = 0; i < holdings_.size(); ++i) settle(i, contradicted.count(i) > 0);
    if (!place_.described && place_.place) name_holder();
  }

 private:
  // "The rebels": where one rebel side alone is named of a place, they are of it; where none is, a side of their own.
  void know_roles() {
    std::map<ActorSide, std::set<std::string>> named;
    for (const Holding& holding : holdings_) {
      if (const std::string one = camp_of(view_, holding.actor); !one.empty())
        named[side_of(holding.actor)].insert(one);
    }
    for (const auto& [side, name] : {std::pair{ActorSide::state, "state"}, std::pair{ActorSide::rebel, "rebels"}}) {
      const std::set<std::string>& camps = named[side];
      if (camps.size() < 2) roles_[side] = camps.empty() ? name : *camps.begin();
    }
  }

  [[nodiscard]] ActorSide side_of(const std::string& actor) const {
    const auto facts = view_.actors.find(actor);
    return facts == view_.actors.end() ? ActorSide::unknown : facts->second.side;
  }

  [[nodiscard]] std::string camp(const std::string& actor) const {
    const std::string one = camp_of(view_, actor);
    const auto role = roles_.find(side_of(actor));
    return one.empty() && !actor.empty() && role != roles_.end() ? role->second : one;
  }

  static std::tuple<std::uint32_t, std::uint32_t, ControlTie> rank(const ControlMark& mark) {
    return {mark.a, mark.b, mark.tie};
  }

  void mark(ControlTie tie, std::uint32_t a, std::uint32_t b) { place_.marks.push_back({tie, a, b}); }

  [[nodiscard]] bool stated(std::uint32_t i) const {
    return holdings_[i].modality == Modality::asserted && holdings_[i].status != ControlStatus::denied;
  }
  [[nodiscard]] bool other_side(std::uint32_t a, std::uint32_t b) const {
    return !camps_[a].empty() && !camps_[b].empty() && camps_[a] != camps_[b];
  }
  [[nodiscard]] bool may_be_one_side(std::uint32_t a, std::uint32_t b) const { return !other_side(a, b); }

  // Calls use(j) for each statement whose day is at most `before` earlier and `after` later than that of i.
  template <class Use>
  void near(std::uint32_t i, days before, days after, Use use) const {
    const std::optional<Day> day = day_of(holdings_[i]);
    if (!day) return;
    for (std::uint32_t j = i; j-- > 0;) {
      const std::optional<Day> other = day_of(holdings_[j]);
      if (!other || *day - *other > before) break;
      use(j);
    }
    for (std::uint32_t j = i + 1; j < holdings_.size(); ++j) {
      const std::optional<Day> other = day_of(holdings_[j]);
      if (!other || *other - *day > after) break;
      use(j);
    }
  }

  // ---- two sides on one day ----

  // The days on which a statement says that the place was held. Whoever took it in the course of some days held it on
  // an unknown one of them.
  [[nodiscard]] std::set<Day> days_held(const Holding& holding) const {
    std::set<Day> all;
    const bool held = holding.action == ControlAction::held;
    if (holding.first && holding.last && *holding.last - *holding.first <= (held ? longest_time : days{0})) {
      for (Day day = *holding.first; day <= *holding.last; day += days{1}) all.insert(day);
    } else if (held && !holding.first && !holding.last) {
      for (const ClaimIndex c : holding.claims) {
        if (const std::optional<Day> day = published_of(view_, view_.claims[c])) all.insert(*day);
      }
    }
    return all;
  }

  // The days on which, or after which, a side is told to have lost the place.
  [[nodiscard]] std::map<std::string, std::set<Day>> days_lost() const {
    std::map<std::string, std::set<Day>> lost;
    for (std::uint32_t i = 0; i < holdings_.size(); ++i) {
      const Holding& holding = holdings_[i];
      if (!stated(i) || !takes_away(holding.action) || camps_[i].empty()) continue;
      const std::optional<Day> last = holding.last ? holding.last : holding.first ? holding.first : holding.printed;
      if (!last) continue;
      const Day first = holding.first ? *holding.first : *last - word_follows;
      for (Day day = std::max(first, *last - longest_time); day <= *last; day += days{1}) lost[camps_[i]].insert(day);
    }
    return lost;
  }

  // One report that tells both keeps them apart.
  [[nodiscard]] bool one_mouth(const Holding& a, const Holding& b) const {
    std::set<std::pair<std::string_view, std::string_view>> mouths;
    const auto mouth = [this](ClaimIndex c) {
      const Claim& claim = view_.claims[c];
      const std::string_view origin = claim.origin ? std::string_view(claim.origin->actor) : std::string_view{};
      return std::pair<std::string_view, std::string_view>(claim.document, origin);
    };
    for (const ClaimIndex c : a.claims) mouths.insert(mouth(c));
    return std::any_of(b.claims.begin(), b.claims.end(), [&](ClaimIndex c) { return mouths.count(mouth(c)) > 0; });
  }

  void contradictions() {
    std::map<Day, std::map<std::string, std::uint32_t>> holders;  // the first statement of each side
    for (std::uint32_t i = 0; i < holdings_.size(); ++i) {
      if (!stated(i) || !gives(holdings_[i].action) || camps_[i].empty()) continue;
      for (const Day day : days_held(holdings_[i])) holders[day].emplace(camps_[i], i);
    }
    const std::map<std::string, std::set<Day>> lost = days_lost();
    const auto left = [&lost](const std::string& camp, Day day) {
      const auto found = lost.find(camp);
      return found != lost.end() && found->second.count(day) > 0;
    };
    for (const auto& [day, by_camp] : holders) {
      std::vector<std::uint32_t> all;
      for (const auto& [camp, i] : by_camp) all.push_back(i);
      std::sort(all.begin(), all.end());
      for (std::size_t k = 1; k < all.size(); ++k) {
        const std::uint32_t a = all.front();
        const std::uint32_t b = all[k];
        // Who left the place that day held it in the morning.
        if (left(camps_[a], day) || left(camps_[b], day) || one_mouth(holdings_[a], holdings_[b])) continue;
        mark(ControlTie::contradicts, a, b);
      }
    }
  }

  // ---- denials and admissions ----

  void add_speakers(const Holding& holding, std::vector<std::string>& speakers) const {
    for (const Saying& saying : holding.said) {
      if (saying.origin.empty()) {
        speakers.insert(speakers.end(), saying.outlets.begin(), saying.outlets.end());
      } else {
        speakers.push_back(saying.origin);
      }
    }
  }

  void denied() {
    for (std::uint32_t i = 0; i < holdings_.size(); ++i) {
      Holding& holding = holdings_[i];
      if (holding.status == ControlStatus::denied) {
        near(i, word_follows, admitted_before, [&](std::uint32_t j) {
          const bool one_deed = holding.action == holdings_[j].action ||
                                (gives(holding.action) && gives(holdings_[j].action)) ||
                                (takes_away(holding.action) && takes_away(holdings_[j].action));
          if (!stated(j) || !one_deed || !may_be_one_side(i, j)) return;
          mark(ControlTie::denies, i, j);
          add_speakers(holding, holdings_[j].denied_by);
        });
        continue;
      }
      for (const ClaimIndex c : holding.claims) {
        const auto found = denials_.find(view_.claims[c].id);
        if (found == denials_.end()) continue;
        for (const ClaimIndex denial : found->second) {
          const Claim& claim = view_.claims[denial];
          holding.denied_by.push_back(claim.origin ? claim.origin->actor : outlet_of(view_, claim));
        }
      }
    }
    for (Holding& holding : holdings_) sort_unique(holding.denied_by);
  }

  [[nodiscard]] bool says_itself(std::uint32_t i) const {
    const std::vector<Saying>& said = holdings_[i].said;
    return !camps_[i].empty() && std::any_of(said.begin(), said.end(), [&](const Saying& saying) {
      return !saying.origin.empty() && camp(saying.origin) == camps_[i];
    });
  }

  void confirmed() {
    std::set<std::string> parties;
    for (std::uint32_t i = 0; i < holdings_.size(); ++i) {
      if (!camps_[i].empty() && holdings_[i].action != ControlAction::contested) parties.insert(camps_[i]);
    }
    for (std::uint32_t i = 0; i < holdings_.size(); ++i) {
      if (!stated(i) || camps_[i].empty()) continue;
      Holding& holding = holdings_[i];
      if (gives(holding.action)) {
        // "Our troops withdrew", says the side that held it.
        near(i, admitted_before, word_follows, [&](std::uint32_t j) {
          if (!stated(j) || !takes_away(holdings_[j].action) || !other_side(i, j) || !says_itself(j)) return;
          mark(ControlTie::confirms, j, i);
          for (const Saying& saying : holdings_[j].said) {
            if (camp(saying.origin) == camps_[j]) holding.confirmed_by.push_back(saying.origin);
          }
        });
        // "The rebels took the town", says the side that fights them for it.
        for (const Saying& saying : holding.said) {
          const std::string other = camp(saying.origin);
          if (!other.empty() && other != camps_[i] && parties.count(other) > 0)
            holding.confirmed_by.push_back(saying.origin);
        }
      }
      sort_unique(holding.confirmed_by);
    }
  }

  // ---- fighting ----

  void violence() {
    for (std::uint32_t i = 0; i < holdings_.size(); ++i) {
      Holding& holding = holdings_[i];
      bool differs = false;
      for (const Saying& saying : holding.said) {
        differs = differs || saying.violence_differs;
        if (!saying.violent) continue;
        differs = differs || (holding.violent && *holding.violent != *saying.violent);
        holding.violent = saying.violent;
      }
      if (!differs) continue;
      holding.violent.reset();
      mark(ControlTie::violence_differs, i, i);
    }
    for (std::uint32_t i = 0; i < holdings_.size(); ++i) {
      if (!stated(i) || !holdings_[i].violent) continue;
      near(i, days{0}, one_fight, [&](std::uint32_t j) {
        const Holding& a = holdings_[i];
        const Holding& b = holdings_[j];
        if (j < i || !stated(j) || !b.violent || *a.violent == *b.violent) return;
        const bool taken = (goes_in(a.action) && takes_away(b.action)) || (takes_away(a.action) && goes_in(b.action));
        const bool one_taking = goes_in(a.action) && goes_in(b.action) && may_be_one_side(i, j);
        if ((taken && (other_side(i, j) || camps_[i].empty() || camps_[j].empty())) || one_taking)
          mark(ControlTie::violence_differs, i, j);
      });
    }
  }

  static bool goes_in(ControlAction action) {
    return action == ControlAction::captured || action == ControlAction::recaptured || action == ControlAction::entered;
  }

  // ---- changes ----

  void untold_losses() {
    std::optional<std::uint32_t> before;
    std::set<std::string> lost;  // since `before`
    for (std::uint32_t i = 0; i < holdings_.size(); ++i) {
      if (!stated(i) || camps_[i].empty()) continue;
      if (takes_away(holdings_[i].action)) lost.insert(camps_[i]);
      if (!gives(holdings_[i].action)) continue;
      const bool later = before && day_of(holdings_[i]) != day_of(holdings_[*before]);  // else nothing tells the order
      if (later && other_side(*before, i) && lost.count(camps_[*before]) == 0 && !lost_soon(*before, i))
        mark(ControlTie::untold_loss, *before, i);
      if (!before || other_side(*before, i)) lost.clear();
      before = i;
    }
  }

  // Whether the loss of the first one is told of a little later than the gain of the second.
  [[nodiscard]] bool lost_soon(std::uint32_t loser, std::uint32_t winner) const {
    bool told = false;
    near(winner, days{0}, word_follows, [&](std::uint32_t j) {
      told = told || (stated(j) && takes_away(holdings_[j].action) && camps_[j] == camps_[loser]);
    });
    return told;
  }

  // ---- what comes of it ----

  void settle(std::uint32_t i, bool contradicted) {
    Holding& holding = holdings_[i];
    if (holding.status == ControlStatus::denied) return;
    const auto all = [&](auto is) { return std::all_of(holding.said.begin(), holding.said.end(), is); };
    const bool own_word = all([&](const Saying& saying) {
      return saying.status == Status::claimed ||
             (!saying.origin.empty() && !camps_[i].empty() && camp(saying.origin) == camps_[i]);
    });
    if (contradicted || !holding.denied_by.empty()) {
      holding.status = ControlStatus::contested;
    } else if (!holding.confirmed_by.empty()) {
      holding.status = ControlStatus::confirmed;
    } else if (own_word) {
      holding.status = ControlStatus::claimed;
    } else if (all([](const Saying& saying) { return saying.status != Status::asserted; })) {
      holding.status = ControlStatus::reported;
    }
  }

  // The day up to which a statement speaks.
  static std::optional<Day> last_day(const Holding& holding) {
    return holding.last ? holding.last : holding.first ? holding.first : holding.printed;
  }
  static bool dated(const Holding& holding) { return holding.first || holding.last; }

  void name_holder() {
    const auto giving = [&](std::uint32_t i) {
      return stated(i) && gives(holdings_[i].action) && !holdings_[i].actor.empty();
    };
    std::optional<Day> told;  // the latest day that is told, which counts for more than a day of printing
    for (std::uint32_t i = 0; i < holdings_.size(); ++i) {
      if (giving(i) && dated(holdings_[i]) && (!told || *last_day(holdings_[i]) > *told)) told = last_day(holdings_[i]);
    }
    const auto counts = [&](const Holding& holding) {
      const std::optional<Day> day = last_day(holding);
      return dated(holding) || !told || (day && *day - *told > outdated);
    };
    std::optional<Day> latest;
    std::set<std::string> sides;
    for (std::uint32_t i = 0; i < holdings_.size(); ++i) {
      if (!giving(i) || !counts(holdings_[i])) continue;
      const Day day = last_day(holdings_[i]).value_or(Day{});
      if (!latest || day > *latest) {
        latest = day;
        sides.clear();
        place_.holder = holdings_[i].actor;
        place_.holder_from = i;
      }
      // A group and the alliance that it leads are one side: neither takes the place from the other.
      const std::optional<Day>& first = holdings_[i].first;
      const bool one_time = !first || day - *first <= longest_time;  // in one year both may have held it in turn
      if (day == *latest && one_time && !camps_[i].empty()) sides.insert(camps_[i]);
    }
    if (!latest) return;
    place_.disputed = sides.size() > 1;
    const std::uint32_t from = *place_.holder_from;
    for (std::uint32_t i = 0; i < holdings_.size(); ++i) {
      if (!stated(i) || !takes_away(holdings_[i].action) || !counts(holdings_[i])) continue;
      if (camps_[i].empty() || camps_[i] != camps_[from] || last_day(holdings_[i]).value_or(Day{}) <= *latest) continue;
      place_.holder.clear();
      place_.holder_from.reset();
      place_.disputed = false;
      return;
    }
  }

  const LedgerView& view_;
  const Denials& denials_;
  ControlPlace& place_;
  std::vector<Holding>& holdings_;
  std::map<ActorSide, std::string> roles_;  // the camp of those of a side who are not named
  std::vector<std::string> camps_;          // of each statement's actor
};

}  // namespace

Denials denials_of(const LedgerView& view) {
  Denials denials;
  for (ClaimIndex i = 0; i < view.claims.size(); ++i) {
    for (const std::string& denied : view.claims[i].denies) denials[denied].push_back(i);
  }
  return denials;
}

std::optional<Day> day_of(const Holding& holding) {
  return holding.first ? holding.first : holding.last ? holding.last : holding.printed;
}

bool gives(ControlAction action) {
  return action == ControlAction::captured || action == ControlAction::recaptured || action == ControlAction::held;
}

bool takes_away(ControlAction action) {
  return action == ControlAction::lost || action == ControlAction::withdrew;
}

std::string camp_of(const LedgerView& view, const std::string& actor) {
  const auto facts = view.actors.find(actor);
  if (actor.empty() || facts == view.actors.end()) return actor;
  return facts->second.known || facts->second.role ? facts->second.camp : actor;
}

void tie_holdings(const LedgerView& view, const Denials& denials, ControlPlace& place) {
  Timeline(view, denials, place).run();
}

}  // namespace histor
