// A toll chooses among figures; it never adds them. The one exception counts names: two persons named in one passage
// are two. What a policy makes of words, and what it subtracts or divides, is noted on the toll.
#include "reckon/tolls.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "link/figures.hpp"
#include "link/incidents.hpp"
#include "link/scope.hpp"
#include "reckon/overlaps.hpp"
#include "reckon/relations.hpp"
#include "reckon/wording.hpp"

namespace histor {

namespace {

constexpr const char* by_name_rule = "counted-by-name";

// One origin's say in one toll.
struct Say {
  std::vector<FigureIndex> figures;
  std::optional<std::int64_t> low;
  std::optional<std::int64_t> value;
  std::optional<std::int64_t> high;
  bool open_above = false;
  bool about = false;
  std::string rule;        // where the policy made the number: it takes the place of the bound's own rule
  bool high_only = false;  // a party's claim that may only widen the high

  [[nodiscard]] bool counted() const { return low || value || high; }
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
  if (say.value && say.low) say.value = std::max(*say.value, *say.low);
  if (say.value && say.high) say.value = std::min(*say.value, *say.high);
  return say;
}

// How closely a figure states what it covers.
int specificity(const Figure& f) {
  return (f.as_of ? 8 : 0) + (f.exclusions.empty() ? 0 : 4) + (f.origin.empty() ? 0 : 2) + (f.first || f.last ? 1 : 0) +
         (f.places.empty() ? 0 : 1);
}

bool is_civil(Group group) {
  return group == Group::civilians || population_within(group, Group::civilians);
}

// Those whom one side calls fighters, and another may call civilians: neither a state's soldiers nor the bomber
// himself.
bool is_armed(Group group) {
  return group == Group::fighters || group == Group::combatants;
}

std::string in_quotes(std::string_view words) {
  return "“" + std::string(words) + "”";
}

// The tolls of one incident.
class IncidentTolls {
 public:
  IncidentTolls(const LedgerView& view, const Policy& policy, const Incident& incident)
      : view_(view), policy_(policy), incident_(incident) {}

  std::vector<Toll> all() {
    std::map<std::pair<Outcome, Group>, std::vector<FigureIndex>> classes;
    for (const FigureIndex i : incident_.figures) {
      const Figure& f = view_.figures[i];
      if (f.superseded_by || (f.modality != Modality::asserted && f.modality != Modality::negated)) continue;
      classes[{f.outcome, f.group}].push_back(i);
    }
    find_contested(classes);
    std::vector<Toll> tolls;
    for (const auto& [key, figures] : classes) {
      if (counts(key.first)) tolls.push_back(toll(key.first, key.second, figures));
    }
    casualties_alone(classes, tolls);
    return tolls;
  }

 private:
  [[nodiscard]] bool counts(Outcome outcome) const {
    return std::find(policy_.outcomes.begin(), policy_.outcomes.end(), outcome) != policy_.outcomes.end();
  }

  [[nodiscard]] bool is_large() const {
    return std::any_of(incident_.means.begin(), incident_.means.end(), [this](Means means) {
      return std::find(policy_.large_means.begin(), policy_.large_means.end(), means) != policy_.large_means.end();
    });
  }

  [[nodiscard]] std::int64_t worth(const WordValue& value) const { return is_large() ? value.large : value.small; }

  void note(Toll& toll, TollNoteKind kind, std::string sentence, std::vector<FigureIndex> figures) const {
    std::sort(figures.begin(), figures.end());
    toll.notes.push_back({kind, std::move(sentence), std::move(figures)});
  }

  // "“dozens” is 12 under acled".
  [[nodiscard]] std::string worth_words(const Figure& f, const WordValue& value) const {
    std::string words =
        in_quotes(f.number.text) + " counts as " + count_words(worth(value)) + " under the policy " + policy_.name;
    if (value.by_scale()) {
      words += is_large() ? ", by the large scale of what was done (" : ", by the small scale of what was done (";
      std::string means;
      for (const Means one : incident_.means) means += (means.empty() ? "" : ", ") + std::string(to_string(one));
      words += (means.empty() ? "by what means is not told" : means) + ")";
    }
    return words + ".";
  }

  // A number for words that have none, where the policy names them.
  void give_number(Toll& toll, Say& say, const Figure& f) const {
    if (policy_.vague != VagueRule::numbers || say.counted()) return;
    const WordValue* value = nullptr;
    TollNoteKind kind = TollNoteKind::vague_word;
    if (f.number.form == NumberForm::vague) {
      const auto found = policy_.vague_words.find(folded(f.number.text));
      if (found != policy_.vague_words.end()) value = &found->second;
    } else if (f.number.form == NumberForm::plural && policy_.plural) {
      value = &*policy_.plural;
      kind = TollNoteKind::uncounted;
    }
    if (value == nullptr) return;
    say.low = say.value = say.high = worth(*value);
    say.rule = to_string(kind);
    note(toll, kind, worth_words(f, *value), say.figures);
  }

  std::vector<Say> says_of(Toll& toll, const std::vector<FigureIndex>& figures) const {
    std::vector<Say> says;
    std::map<std::string, Say> named;
    std::set<std::string> words;
    for (const FigureIndex i : figures) {
      const Figure& f = view_.figures[i];
      if (f.number.form == NumberForm::name && f.modality == Modality::asserted) {
        Say& say = named[f.origin];
        say.figures.push_back(i);
        say.rule = by_name_rule;
        const auto count = static_cast<std::int64_t>(say.figures.size());
        say.low = say.value = count;
        say.open_above = count > 1;  // those whom the text names; it may leave others unnamed
        if (count == 1) say.high = count;
        if (count > 1) say.high.reset();
        continue;
      }
      Say say = say_of(f, i);
      give_number(toll, say, f);
      if (!say.counted()) {
        words.insert(f.number.text);
        continue;
      }
      if (policy_.party_claims == PartyRule::widen_high && counts_its_enemy(view_, f)) {
        say.high_only = true;
        note(toll, TollNoteKind::party_claim,
             actor_words(view_, f.origin) + " is a party to the fight and counts its enemy's losses: " +
                 figure_words(view_, f) + " widens the high, and is neither low nor best.",
             say.figures);
      }
      says.push_back(std::move(say));
    }
    // Beside a count of many, those whom a text names are among them, or are others: they say nothing of how many.
    const bool many = std::any_of(says.begin(), says.end(), [](const Say& say) { return say.value.value_or(0) > 1; });
    for (auto& [origin, say] : named) {
      if (!many) says.push_back(std::move(say));
    }
    toll.words.assign(words.begin(), words.end());
    return says;
  }

  static void take(std::optional<Bound>& bound, std::int64_t value, const Say& say, std::string_view rule,
                   bool closer) {
    if (!bound || closer) {
      bound = Bound{value, say.figures, say.rule.empty() ? std::string(rule) : say.rule};
    } else if (bound->value == value) {
      bound->figures.insert(bound->figures.end(), say.figures.begin(), say.figures.end());
    }
  }

  void choose_low(Toll& toll, const std::vector<Say>& says) const {
    if (policy_.low == LowRule::none) return;
    const auto lower = [&](const Say& say, std::int64_t value) {
      take(toll.low, value, say, to_string(policy_.low), !toll.low || value < toll.low->value);
    };
    for (const Say& say : says) {
      if (say.low && !say.high_only) lower(say, *say.low);
    }
    // "up to 9" states no low end of its own, but none above 9 stands beside it.
    for (const Say& say : says) {
      if (!say.low && say.value && toll.low && !say.high_only) lower(say, *say.value);
    }
  }

  void choose_high(Toll& toll, const std::vector<Say>& says) const {
    for (const Say& say : says) toll.open_above = toll.open_above || say.open_above;
    if (policy_.high == HighRule::none) return;
    for (const Say& say : says) {
      const std::optional<std::int64_t> top = say.high ? say.high : say.value;
      if (top) take(toll.high, *top, say, to_string(policy_.high), !toll.high || *top > toll.high->value);
    }
  }

  [[nodiscard]] const Say* latest_of_most_specific(const std::vector<Say>& says) const {
    const auto rank = [this](const Say& say) {
      const Figure& f = view_.figures[say.figures.front()];
      return std::tuple(specificity(f), f.known, say.value.value_or(0), say.figures.front());
    };
    const Say* best = nullptr;
    for (const Say& say : says) {
      if (say.value && !say.high_only && (best == nullptr || rank(*best) < rank(say))) best = &say;
    }
    return best;
  }

  [[nodiscard]] const Say* most_conservative(const std::vector<Say>& says) const {
    const auto rank = [](const Say& say) { return std::tuple(*say.value, say.figures.front()); };
    const Say* best = nullptr;
    for (const Say& say : says) {
      if (say.value && !say.high_only && (best == nullptr || rank(say) < rank(*best))) best = &say;
    }
    return best;
  }

  void choose_best(Toll& toll, const std::vector<Say>& says) const {
    if (policy_.best == BestRule::none) return;
    const Say* best =
        policy_.best == BestRule::most_conservative ? most_conservative(says) : latest_of_most_specific(says);
    if (best == nullptr) return;
    toll.best =
        Bound{*best->value, best->figures, best->rule.empty() ? std::string(to_string(policy_.best)) : best->rule};
    toll.about = best->about;
    if (policy_.best == BestRule::most_conservative) {  // all who tell the lowest bear it
      for (const Say& say : says) {
        if (&say != best && !say.high_only && say.value == best->value && say.rule == best->rule)
          toll.best->figures.insert(toll.best->figures.end(), say.figures.begin(), say.figures.end());
      }
    }
    const auto first = std::find(toll.figures.begin(), toll.figures.end(), best->figures.front());
    std::rotate(toll.figures.begin(), first, std::next(first));
    // A policy that keeps one number keeps the dispute as a note.
    if (policy_.low != LowRule::none || policy_.high != HighRule::none) return;
    std::vector<FigureIndex> others;
    std::string told;
    for (const Say& say : says) {
      if (say.value == best->value || !say.value) continue;
      const Figure& f = view_.figures[say.figures.front()];
      told += (told.empty() ? "" : "; ") + figure_words(view_, f) + ", says " + speaker(f);
      others.insert(others.end(), say.figures.begin(), say.figures.end());
    }
    if (!others.empty())
      note(toll, TollNoteKind::disputed, "The lowest is taken; told as well: " + told + ".", std::move(others));
  }

  [[nodiscard]] std::string speaker(const Figure& f) const {
    if (!f.origin.empty()) return actor_words(view_, f.origin);
    return f.outlets.empty() ? actor_words(view_, f.origin) : f.outlets.front() + " itself";
  }

  // Whether two origins may be calling the same people civilians and fighters. One report that gives both with numbers
  // of their own tells of two groups of people.
  [[nodiscard]] bool contested(const Figure& civil, const Figure& armed) const {
    if (civil.origin == armed.origin) return false;
    return !share_document(view_, civil, armed) || both_can_hold(civil.number, armed.number);
  }

  // Where one origin says only civilians and another only fighters, of one outcome here.
  void find_contested(const std::map<std::pair<Outcome, Group>, std::vector<FigureIndex>>& classes) {
    if (policy_.contested_status != ContestedRule::zero_minimum) return;
    struct Sides {
      std::vector<FigureIndex> civil, armed;
    };
    std::map<Outcome, std::map<std::string, Sides>> told;
    for (const auto& [key, figures] : classes) {
      for (const FigureIndex i : figures) {
        Sides& sides = told[key.first][view_.figures[i].origin];
        if (is_civil(key.second)) sides.civil.push_back(i);
        if (is_armed(key.second)) sides.armed.push_back(i);
      }
    }
    for (const auto& [outcome, by_origin] : told) {
      std::set<FigureIndex> both;
      for (const auto& [one, civil_side] : by_origin) {
        if (!civil_side.armed.empty()) continue;
        for (const auto& [other, armed_side] : by_origin) {
          if (!armed_side.civil.empty()) continue;
          for (const FigureIndex c : civil_side.civil) {
            for (const FigureIndex a : armed_side.armed) {
              if (contested(view_.figures[c], view_.figures[a])) both.insert({c, a});
            }
          }
        }
      }
      if (!both.empty()) contested_[outcome].assign(both.begin(), both.end());
    }
  }

  void contest(Toll& toll) const {
    const auto found = contested_.find(toll.outcome);
    if (found == contested_.end()) return;
    const bool touched = std::any_of(toll.figures.begin(), toll.figures.end(), [&found](FigureIndex i) {
      return std::find(found->second.begin(), found->second.end(), i) != found->second.end();
    });
    if (!touched) return;
    std::string told;
    for (const FigureIndex i : found->second) {
      const Figure& f = view_.figures[i];
      told += (told.empty() ? "" : "; ") + figure_words(view_, f) + ", says " + speaker(f);
    }
    toll.low = Bound{0, found->second, "contested-status"};
    note(toll, TollNoteKind::contested,
         "Whether they were civilians is contested (" + told + "): the minimum of both is 0.", found->second);
  }

  void weigh_origins(Toll& toll) const {
    const auto wanted = static_cast<std::size_t>(policy_.independent_origins);
    const std::size_t found = independent_origins(view_, toll.figures);
    if (found >= wanted) return;
    toll.provisional = true;
    note(toll, TollNoteKind::provisional,
         "Provisional: " + std::to_string(found) + (found == 1 ? " independent origin" : " independent origins") +
             ", and the policy " + policy_.name + " wants " + std::to_string(wanted) + ".",
         toll.figures);
  }

  // The days and places that the figure of the toll is told of, together.
  struct Spread {
    std::int64_t days = 1;
    std::vector<std::string> places;
    std::string obstacle;  // why it cannot be divided
  };

  [[nodiscard]] Spread spread_of(const Toll& toll) const {
    const Figure& f = view_.figures[toll.figures.front()];
    Spread spread;
    const std::optional<Day> first = f.first || f.last ? f.first : incident_.first;
    const std::optional<Day> last = f.first || f.last ? f.last : incident_.last;
    if (first && last) {
      spread.days = (*last - *first).count() + 1;
    } else if (first || last) {
      spread.obstacle = "its days have no end that is told";
    }
    for (const Where& where : f.places.empty() ? incident_.places : f.places) {
      if (where.kind == "country" || where.kind == "region" || where.precision == PlacePrecision::country ||
          where.precision == PlacePrecision::region) {
        spread.obstacle = place_words(where) + " names no places";
      }
      spread.places.push_back(place_words(where));
    }
    return spread;
  }

  void spread(Toll& toll) const {
    if (policy_.spread == SpreadRule::as_one) return;
    const Spread spread = spread_of(toll);
    const bool wide = !spread.obstacle.empty() || spread.days > 1 || spread.places.size() > 1;
    std::string over = spread.days > 1 ? count_words(spread.days) + " days" : std::string{};
    if (spread.places.size() > 1) {
      over += (over.empty() ? "" : " and ") + std::to_string(spread.places.size()) + " places";
    }
    if (over.empty()) over = spread.obstacle;
    if (policy_.spread == SpreadRule::grade) {
      toll.clarity = wide ? 2 : 1;
      if (wide)
        note(toll, TollNoteKind::clarity, "A sum (" + over + "): event_clarity 2, no single event can be told apart.",
             toll.figures);
      return;
    }
    if (wide && toll.best && *toll_value(toll) > 0) divide(toll, spread, over);
  }

  static std::optional<std::int64_t> toll_value(const Toll& toll) {
    return toll.best ? std::optional(toll.best->value) : std::nullopt;
  }

  void divide(Toll& toll, const Spread& spread, const std::string& over) const {
    constexpr std::int64_t most_shares = 400;  // a year of days: a longer total is no incident's
    const Figure& f = view_.figures[toll.figures.front()];
    const std::size_t places = std::max<std::size_t>(spread.places.size(), 1);
    const std::int64_t count = spread.days * static_cast<std::int64_t>(places);
    if (!spread.obstacle.empty() || count > most_shares) {
      note(toll, TollNoteKind::not_split,
           "Not divided: " + (spread.obstacle.empty() ? over + " are too many" : spread.obstacle) + ".", toll.figures);
      return;
    }
    const std::int64_t value = toll.best->value;
    const std::optional<Day> first = f.first || f.last ? f.first : incident_.first;
    for (std::int64_t day = 0; day < spread.days; ++day) {
      for (std::size_t p = 0; p < places; ++p) {
        Share share;
        if (first) share.day = *first + std::chrono::days(day);
        if (!spread.places.empty()) share.place = spread.places[p];
        share.value = value / count + (toll.shares.empty() ? value % count : 0);
        toll.shares.push_back(std::move(share));
      }
    }
    std::string words = count_words(value) + " is told of " + over + " together and divided by " + count_words(count) +
                        ": " + count_words(value / count) + " each";
    if (value % count != 0) {
      const Share& remainder = toll.shares.front();
      words += ", the remainder of " + count_words(value % count) + " to the first (";
      words += remainder.day && spread.days > 1 ? day_words(*remainder.day) : std::string{};
      if (spread.places.size() > 1) words += (spread.days > 1 ? ", " : "") + remainder.place;
      words += ")";
    }
    note(toll, TollNoteKind::split, words + ".", toll.figures);
  }

  void denials(Toll& toll) const {
    if (incident_.denials.empty()) return;
    std::set<std::string_view> ids;
    for (const FigureIndex i : toll.figures) {
      for (const ClaimIndex c : view_.figures[i].claims) ids.insert(view_.claims[c].id);
    }
    std::set<std::string> deniers;
    for (const ClaimIndex c : incident_.denials) {
      const Claim& denial = view_.claims[c];
      const bool of_this = std::any_of(denial.denies.begin(), denial.denies.end(),
                                       [&ids](const std::string& id) { return ids.count(id) > 0; });
      if (of_this) deniers.insert(actor_words(view_, denial.origin ? denial.origin->actor : std::string{}));
    }
    std::string names;
    for (const std::string& name : deniers) names += (names.empty() ? "" : ", ") + name;
    if (!names.empty()) note(toll, TollNoteKind::denied, "Denied: " + names + ".", toll.figures);
  }

  Toll started(Outcome outcome, Group group, const std::vector<FigureIndex>& figures) const {
    Toll toll;
    toll.id =
        short_id("t_", incident_.id + " " + std::string(to_string(outcome)) + " " + std::string(to_string(group)));
    toll.outcome = outcome;
    toll.group = group;
    toll.policy = policy_.name;
    toll.figures = figures;
    return toll;
  }

  Toll finished(Toll toll) const {
    weigh_origins(toll);
    spread(toll);
    denials(toll);
    for (std::optional<Bound>* bound : {&toll.low, &toll.best, &toll.high}) {
      if (*bound) std::sort((*bound)->figures.begin(), (*bound)->figures.end());
    }
    std::stable_sort(toll.notes.begin(), toll.notes.end(),
                     [](const TollNote& a, const TollNote& b) { return a.kind < b.kind; });
    return toll;
  }

  Toll toll(Outcome outcome, Group group, const std::vector<FigureIndex>& figures) const {
    Toll toll = started(outcome, group, figures);
    const std::vector<Say> says = says_of(toll, figures);
    choose_low(toll, says);
    choose_best(toll, says);
    choose_high(toll, says);
    contest(toll);
    return finished(std::move(toll));
  }

  // "Casualties" may all have been injured: where nothing else tells of deaths, the policy says how many they are.
  void casualties_alone(const std::map<std::pair<Outcome, Group>, std::vector<FigureIndex>>& classes,
                        std::vector<Toll>& tolls) const {
    if (!policy_.casualties_alone || counts(Outcome::casualties) || !counts(Outcome::killed)) return;
    const bool deaths =
        std::any_of(classes.begin(), classes.end(), [](const auto& one) { return one.first.first == Outcome::killed; });
    if (deaths) return;
    for (const auto& [key, figures] : classes) {
      if (key.first != Outcome::casualties) continue;
      Toll toll = started(Outcome::killed, key.second, figures);
      const std::int64_t value = worth(*policy_.casualties_alone);
      const Bound bound{value, figures, std::string(to_string(TollNoteKind::casualties_alone))};
      if (policy_.low != LowRule::none) toll.low = bound;
      if (policy_.best != BestRule::none) toll.best = bound;
      if (policy_.high != HighRule::none) toll.high = bound;
      note(toll, TollNoteKind::casualties_alone,
           figure_words(view_, view_.figures[figures.front()]) + ": killed or injured, and not told which; " +
               count_words(value) + " killed under the policy " + policy_.name + ".",
           figures);
      tolls.push_back(finished(std::move(toll)));
    }
  }

  const LedgerView& view_;
  const Policy& policy_;
  const Incident& incident_;
  std::map<Outcome, std::vector<FigureIndex>> contested_;  // by outcome: the figures on both sides
};

}  // namespace

bool counts_its_enemy(const LedgerView& view, const Figure& figure) {
  if (figure.modality != Modality::asserted || figure.number.value == 0) return false;
  if (figure.outcome != Outcome::killed && figure.outcome != Outcome::injured &&
      figure.outcome != Outcome::casualties) {
    return false;
  }
  const auto facts = view.actors.find(figure.origin);
  if (facts == view.actors.end()) return false;
  if (facts->second.side == ActorSide::state) return figure.group == Group::fighters;
  if (facts->second.side == ActorSide::rebel) return figure.group == Group::soldiers || figure.group == Group::police;
  return false;
}

std::size_t independent_origins(const LedgerView& view, const std::vector<FigureIndex>& figures) {
  std::set<std::string_view> bodies;
  bool others = false;
  for (const FigureIndex i : figures) {
    const std::string& origin = view.figures[i].origin;
    const auto facts = view.actors.find(origin);
    if (origin.empty() || (facts != view.actors.end() && facts->second.role)) {
      others = true;
    } else {
      bodies.insert(origin);
    }
  }
  return bodies.size() + (others ? 1 : 0);
}

std::vector<TollAt> select_tolls(const LedgerView& view, const TollFilter& filter) {
  const std::string wanted = folded(filter.place);
  const auto is_there = [&](const Where& where) {
    return where.place == filter.place || folded(where.text) == wanted || folded(where.name) == wanted ||
           folded(where.region) == wanted || folded(where.country) == wanted;
  };
  std::vector<TollAt> found;
  for (std::uint32_t i = 0; i < view.incidents.size(); ++i) {
    const Incident& incident = view.incidents[i];
    const std::optional<Day> last = incident.last ? incident.last : incident.first;
    const std::optional<Day> first = incident.first ? incident.first : incident.last;
    if (filter.since && (!last || *last < *filter.since)) continue;
    if (filter.until && (!first || *first > *filter.until)) continue;
    if (!wanted.empty() && std::none_of(incident.places.begin(), incident.places.end(), is_there)) continue;
    for (std::uint32_t t = 0; t < incident.tolls.size(); ++t) {
      if (!filter.outcome || incident.tolls[t].outcome == *filter.outcome) found.push_back({i, t});
    }
  }
  return found;
}

void reckon_tolls(LedgerView& view, const Policy& policy) {
  for (Incident& incident : view.incidents) incident.tolls = IncidentTolls(view, policy, incident).all();
  reckon_overlaps(view, policy);
}

}  // namespace histor
