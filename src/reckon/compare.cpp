// Two things field by field: outcome, count, population, place, days, cause, who says it and when. The relation is that
// of relate(); what is told here beside it says why, in the words of both sides.
#include <algorithm>
#include <set>

#include "link/figures.hpp"
#include "link/incidents.hpp"
#include "link/scope.hpp"
#include "reckon/relations.hpp"
#include "reckon/sides.hpp"
#include "reckon/why.hpp"
#include "reckon/wording.hpp"

namespace histor {

namespace {

// What one side says, from its figure where it has one: bounds, days and places are then those that its claims give
// together.
struct Told {
  const Claim* claim = nullptr;
  const Figure* figure = nullptr;
  std::string origin;
  std::vector<std::string> outlets;
  std::optional<Number> number;
  Group group = Group::people;
  Window days;
  Window incident_days;  // where the side itself states none
  std::optional<AsOf> as_of;
  std::string known;
  std::vector<Where> places;
  std::vector<Where> exclusions;
  std::set<Means> means;
  std::set<std::string> hands;
  std::string lane;
};

std::string in_quotes(std::string_view words) {
  return "“" + std::string(words) + "”";
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

class Comparer {
 public:
  Comparer(const LedgerView& view, Comparison& out) : view_(view), out_(out) {
    // Two claims of one figure are told apart by what each of them says itself.
    const bool one_figure = out.a.figure && out.a.figure == out.b.figure;
    a_ = told(out.a, one_figure);
    b_ = told(out.b, one_figure);
  }

  void all() {
    relation();
    if (is_count(*a_.claim) && is_count(*b_.claim)) {
      outcome();
      count();
      population();
    } else {
      what();
    }
    place();
    day();
    as_of();
    cause();
    told_as();
    origin();
    carried();
    for (FieldReason& reason : out_.reasons) {
      reason.decides = std::find(out_.fields.begin(), out_.fields.end(), reason.field) != out_.fields.end();
    }
    verdict();
  }

 private:
  Told told(const Side& side, bool own_words) const {
    Told t;
    const Claim& claim = view_.claims[side.claim];
    t.claim = &claim;
    t.lane = to_string(view_.standings[side.claim].lane);
    for (const Incident& incident : view_.incidents) {
      if (incident.id == view_.standings[side.claim].entry) t.incident_days = {incident.first, incident.last};
    }
    if (side.figure) t.figure = &view_.figures[*side.figure];
    if (t.figure != nullptr && !own_words) {
      const Figure& f = *t.figure;
      t.origin = f.origin;
      t.outlets = f.outlets;
      t.number = f.number;
      t.group = f.group;
      t.days = {f.first, f.last};
      t.as_of = f.as_of;
      t.known = f.known;
      t.places = f.places;
      t.exclusions = f.exclusions;
      for (const ClaimIndex c : f.claims) gather(t, view_.claims[c]);
      return t;
    }
    t.origin = claim.origin ? claim.origin->actor : std::string{};
    t.outlets = {outlet_of(view_, claim)};
    t.number = claim.number;
    t.group = claim.group;
    t.days = window_of(claim);
    t.as_of = claim.as_of;
    t.known = known_at(claim.as_of, published_of(view_, claim));
    for (const Where& where : claim.where) {
      if (where.role == PlaceRole::excluding) {
        t.exclusions.push_back(where);
      } else if (where.role != PlaceRole::to) {
        t.places.push_back(where);
      }
    }
    t.places = narrowest(t.places);
    gather(t, claim);
    return t;
  }

  static void gather(Told& t, const Claim& claim) {
    if (claim.means) t.means.insert(*claim.means);
    for (const By& by : claim.by) t.hands.insert(by.actor);
  }

  void add(std::string_view field, std::string a, std::string b, std::string sentence) {
    out_.reasons.push_back({std::string(field), std::move(a), std::move(b), std::move(sentence), false});
  }

  // ---- the relation ----

  [[nodiscard]] bool denies(const Told& denial, const Side& other) const {
    if (denial.claim->kind != ClaimKind::denial) return false;
    const auto denied = [&](std::string_view id) {
      return std::find(denial.claim->denies.begin(), denial.claim->denies.end(), id) != denial.claim->denies.end();
    };
    if (denied(view_.claims[other.claim].id)) return true;
    if (!other.figure) return false;
    const std::vector<ClaimIndex>& claims = view_.figures[*other.figure].claims;
    return std::any_of(claims.begin(), claims.end(), [&](ClaimIndex c) { return denied(view_.claims[c].id); });
  }

  void relation() {
    const auto as = [this](RelationKind kind, std::vector<std::string> fields, bool turned = false) {
      out_.kind = kind;
      out_.fields = std::move(fields);
      out_.turned = turned;
    };
    if (out_.a.claim == out_.b.claim) return as(RelationKind::restates, {"claim"});
    if (out_.a.figure && out_.b.figure) {
      if (out_.a.figure == out_.b.figure) return as(RelationKind::restates, {"origin"});
      const Relation relation = relate(view_, *out_.a.figure, *out_.b.figure);
      return as(relation.kind, relation.fields, relation.a != *out_.a.figure);
    }
    if (denies(a_, out_.b)) return as(RelationKind::denies, {"denial"});
    if (denies(b_, out_.a)) return as(RelationKind::denies, {"denial"}, true);
    const bool history = a_.lane == "background" || b_.lane == "background";
    if (history) return as(RelationKind::background, {"told-as"});
    if (a_.claim->kind != ClaimKind::control || b_.claim->kind != ClaimKind::control)
      return as(RelationKind::apart, {"what"});
    control(as);
  }

  enum class Hold { gains, leaves, neither };

  static Hold hold_of(const Claim& claim) {
    switch (claim.action.value_or(ControlAction::contested)) {
      case ControlAction::captured:
      case ControlAction::recaptured:
      case ControlAction::held:
      case ControlAction::entered:
        return Hold::gains;
      case ControlAction::lost:
      case ControlAction::withdrew:
        return Hold::leaves;
      case ControlAction::besieged:
      case ControlAction::contested:
        return Hold::neither;
    }
    return Hold::neither;
  }

  // Who holds a place: compared for one place and one day only.
  template <class As>
  void control(As as) {
    std::vector<std::string> parted;
    if (area(a_.places, b_.places) != Area::equal) parted.emplace_back("place");
    if (a_.days != b_.days || !a_.days.known()) parted.emplace_back("day");
    if (!parted.empty()) return as(RelationKind::apart, std::move(parted));
    const Hold x = hold_of(*a_.claim);
    const Hold y = hold_of(*b_.claim);
    const std::string who_x = a_.claim->actor ? a_.claim->actor->actor : std::string{};
    const std::string who_y = b_.claim->actor ? b_.claim->actor->actor : std::string{};
    if (who_x.empty() || who_y.empty() || x == Hold::neither || y == Hold::neither)
      return as(RelationKind::apart, {"what"});
    const auto is_denied = [](const Claim& claim) {
      return claim.status == Status::denied || claim.modality == Modality::denied;
    };
    const bool fits = (x == y) == (who_x == who_y);
    if (is_denied(*a_.claim) != is_denied(*b_.claim) || !fits) return as(RelationKind::differs, {"what"});
    if (a_.claim->action == b_.claim->action && who_x == who_y)
      return as(!a_.origin.empty() && a_.origin == b_.origin ? RelationKind::restates : RelationKind::same, {"what"});
    as(RelationKind::agrees, {"what"});
  }

  // ---- the fields ----

  void outcome() {
    const auto words = [](const Told& t) {
      return std::string(
          outcome_words(t.figure == nullptr ? t.claim->outcome.value_or(Outcome::casualties) : t.figure->outcome));
    };
    const std::string x = words(a_);
    const std::string y = words(b_);
    add("outcome", x, y, x == y ? std::string{} : "The first counts those " + x + ", the second those " + y + ".");
  }

  [[nodiscard]] std::string what_words(const Told& t) const {
    const Claim& claim = *t.claim;
    if (is_count(claim))
      return "a count of people " + std::string(outcome_words(claim.outcome.value_or(Outcome::casualties)));
    std::string words(to_string(claim.kind));
    if (claim.action) words = std::string(to_string(*claim.action));
    if (claim.actor)
      words += (claim.kind == ClaimKind::control ? " by " : ": ") + actor_words(view_, claim.actor->actor);
    if (claim.kind == ClaimKind::control && claim.status != Status::asserted)
      words += ", " + std::string(to_string(claim.status));
    return words;
  }

  void what() {
    const std::string x = what_words(a_);
    const std::string y = what_words(b_);
    std::string sentence;
    if (out_.kind == RelationKind::denies) {
      sentence = "A denial says that something did not happen; it gives no number that could take the place of one.";
    } else if (is_count(*a_.claim) != is_count(*b_.claim)) {
      sentence = "Only one of them counts people.";
    } else if (x != y) {
      sentence = "They tell of different things.";
    }
    add("what", x, y, std::move(sentence));
  }

  static bool counted(const std::optional<Number>& number) {
    return number && (number->value || number->low || number->high);
  }

  // In figures, a person who is named or told with an article as well.
  static std::string count_of(const Number& number) {
    const bool one = number.form == NumberForm::article || number.form == NumberForm::name;
    return one && number.value ? count_words(*number.value) : number_words(number);
  }

  // "at least 16 leaves the top open, 18 is exact"; "3 and 4, both exact".
  static std::string bound_words(const Number& a, const Number& b) {
    const auto is = [](const Number& number) -> std::string_view {
      switch (number.hedge) {
        case Hedge::at_least:
        case Hedge::more_than:
          return "leaves the top open";
        case Hedge::at_most:
        case Hedge::less_than:
          return "leaves the low end open";
        case Hedge::about:
          return "is approximate, taken a tenth either way";
        case Hedge::range:
          return "is a range";
        default:
          return "is exact";
      }
    };
    const std::string x = count_of(a);
    const std::string y = count_of(b);
    if (is(a) == "is exact" && is(b) == "is exact") return x + " and " + y + ", both exact";
    return x + " " + std::string(is(a)) + ", " + y + " " + std::string(is(b));
  }

  // What the two numbers say of each other depends on whether they are of one thing.
  [[nodiscard]] std::string numbers() const {
    const Number& a = *a_.number;
    const Number& b = *b_.number;
    const std::string later = count_of(out_.turned ? b : a);
    const std::string earlier = count_of(out_.turned ? a : b);
    if (out_.kind == RelationKind::updates) return earlier + " became " + later + ".";
    if (out_.kind == RelationKind::part) return later + " of " + earlier + ".";
    if (a.value == b.value && a.hedge == b.hedge) {
      return out_.kind == RelationKind::apart
                 ? "The same number, which confirms nothing where it is of different things."
                 : "The figure is the same.";
    }
    if (a.value == b.value) return "The number is the same, the bound is not: " + bound_words(a, b) + ".";
    const bool both = both_can_hold(a, b);
    if (out_.kind == RelationKind::apart || out_.kind == RelationKind::background) {
      return std::string("Were they of one thing, both could ") + (both ? "hold: " : "not hold: ") + bound_words(a, b) +
             ".";
    }
    return std::string(both ? "Both can hold: " : "Both cannot hold: ") + bound_words(a, b) + ".";
  }

  void count() {
    const auto words = [](const std::optional<Number>& number) {
      return number ? number_words(*number) : std::string("no count");
    };
    const std::string x = words(a_.number);
    const std::string y = words(b_.number);
    std::string sentence;
    if (!counted(a_.number) || !counted(b_.number)) {
      const std::string& vague = counted(a_.number) ? y : x;
      sentence =
          in_quotes(vague) + " states no number, so it can be held against none; only a named policy gives it one.";
    } else {
      sentence = numbers();
    }
    add("count", x, y, std::move(sentence));
    if (out_.kind == RelationKind::differs || out_.kind == RelationKind::agrees || out_.kind == RelationKind::same) {
      for (std::string& field : out_.fields) {
        if (field == "bounds" || field == "figure") field = "count";
      }
    }
    for (std::string& field : out_.fields) {
      if (field == "no count") field = "count";
    }
  }

  void population() {
    const std::string x(group_words(a_.group));
    const std::string y(group_words(b_.group));
    std::string sentence;
    if (a_.group == b_.group) {
      sentence = {};
    } else if (population_within(a_.group, b_.group)) {
      sentence = "The first counts " + x + " only, the second " + y + ": the first may be some of the second.";
    } else if (population_within(b_.group, a_.group)) {
      sentence = "The second counts " + y + " only, the first " + x + ": the second may be some of the first.";
    } else {
      sentence = "The first counts " + x + ", the second " + y + ".";
    }
    add("population", x, y, std::move(sentence));
  }

  // A town that is left out of the area that goes by its name is told apart from it.
  static std::string left_out_words(const Told& t) {
    std::vector<std::string> names;
    for (const Where& where : t.exclusions) {
      const std::string& name = where.text.empty() ? where.name : where.text;
      const bool shared =
          where.kind == "locality" && std::any_of(t.places.begin(), t.places.end(),
                                                  [&](const Where& in) { return folded(in.text) == folded(name); });
      names.push_back((shared ? "the town of " : "") + name);
    }
    return joined(names);
  }

  static std::string area_words(const Told& t) {
    std::string words = places_words(t.places);
    if (words.empty()) words = "not stated";
    return t.exclusions.empty() ? words : words + ", excluding " + left_out_words(t);
  }

  [[nodiscard]] Area area_of_both() const {
    if (a_.figure != nullptr && b_.figure != nullptr && a_.figure != b_.figure) return area(*a_.figure, *b_.figure);
    return area(a_.places, b_.places);
  }

  void place() {
    const std::string x = area_words(a_);
    const std::string y = area_words(b_);
    std::string sentence;
    switch (area_of_both()) {
      case Area::equal:
        break;
      case Area::within:
        sentence = "The first's place (" + x + ") lies within the second's (" + y + ").";
        break;
      case Area::holds:
        sentence = "The second's place (" + y + ") lies within the first's (" + x + ").";
        break;
      case Area::overlaps:
        sentence = "Their areas (" + x + "; " + y + ") have something in common, and neither holds the other.";
        break;
      case Area::disjoint:
        sentence = "Other places: " + x + "; " + y + "." +
                   (both_count() ? " So far as these are known, nobody is counted in both." : "");
        break;
      case Area::unknown:
        if (a_.places.empty() && b_.places.empty()) {
          sentence = "Neither states a place.";
        } else if (a_.places.empty() || b_.places.empty()) {
          sentence = std::string(a_.places.empty() ? "The first" : "The second") + " states no place, the other " +
                     (a_.places.empty() ? y : x) + (both_count() ? ": it may cover less or more." : ".");
        } else {
          sentence = "Whether one of the places (" + x + "; " + y + ") lies in the other is not known.";
        }
        break;
    }
    if (!a_.exclusions.empty() && b_.exclusions.empty())
      sentence += (sentence.empty() ? "" : " ") + left_out(a_, "The first");
    if (!b_.exclusions.empty() && a_.exclusions.empty())
      sentence += (sentence.empty() ? "" : " ") + left_out(b_, "The second");
    add("place", x, y, std::move(sentence));
  }

  static std::string left_out(const Told& t, std::string_view which) {
    return std::string(which) + " leaves out " + left_out_words(t) + ", and says so.";
  }

  [[nodiscard]] bool both_count() const { return is_count(*a_.claim) && is_count(*b_.claim); }

  static std::string day_of(const Told& t) {
    std::string words = window_words(t.days.first, t.days.last);
    if (!words.empty()) return words;
    const std::string near = window_words(t.incident_days.first, t.incident_days.last);
    return near.empty() ? "not stated" : "not stated; the day of its incident: " + near;
  }

  void day() {
    const std::string x = window_words(a_.days.first, a_.days.last);
    const std::string y = window_words(b_.days.first, b_.days.last);
    std::string sentence;
    if (!a_.days.known() && !b_.days.known()) {
      sentence = "Neither states its day.";
    } else if (!a_.days.known() || !b_.days.known()) {
      sentence = std::string(a_.days.known() ? "The second" : "The first") +
                 " does not state its day itself; the other: " + (a_.days.known() ? x : y) + ".";
    } else if (a_.days == b_.days) {
      sentence = {};
    } else if (!overlap(a_.days, b_.days)) {
      sentence = "Other days: " + x + "; " + y + ".";
    } else if (within(a_.days, b_.days)) {
      sentence = "The first's days (" + x + ") lie within the second's (" + y + ").";
    } else if (within(b_.days, a_.days)) {
      sentence = "The second's days (" + y + ") lie within the first's (" + x + ").";
    } else {
      sentence = "Their days (" + x + "; " + y + ") overlap in part.";
    }
    add("day", day_of(a_), day_of(b_), std::move(sentence));
  }

  void as_of() {
    const auto words = [](const Told& t) {
      if (t.as_of) return "as of " + time_words(t.as_of->time);
      return t.known.empty() ? std::string("not known") : "printed " + time_words(t.known.substr(0, 10));
    };
    std::string sentence;
    if (a_.as_of && b_.as_of) {
      if (a_.as_of->time != b_.as_of->time)
        sentence = "Closed at different times: what was counted in between is only in the later.";
    } else if (a_.as_of || b_.as_of) {
      sentence = std::string(a_.as_of ? "The first" : "The second") + " was closed on " +
                 time_words((a_.as_of ? a_ : b_).as_of->time) +
                 "; when the other was, it does not say: it may hold what was counted later.";
    } else if (!a_.known.empty() && !b_.known.empty() && a_.known != b_.known) {
      sentence = std::string(a_.known < b_.known ? "The second" : "The first") + " was printed later (" +
                 time_words(std::max(a_.known, b_.known).substr(0, 10)) + ")" +
                 (both_count() ? "; neither says when it was closed." : ".");
    }
    if (sentence.empty() && out_.kind == RelationKind::updates) {
      sentence = "Nothing says which was closed first: a count is taken to rise.";
    }
    add("as-of", words(a_), words(b_), std::move(sentence));
  }

  [[nodiscard]] std::string cause_words(const Told& t) const {
    std::string words;
    for (const Means means : t.means) words += (words.empty() ? "" : ", ") + std::string(to_string(means));
    std::vector<std::string> hands;
    hands.reserve(t.hands.size());
    for (const std::string& hand : t.hands) hands.push_back(actor_words(view_, hand));
    if (!hands.empty()) words += (words.empty() ? "by " : ", said to be by ") + joined(hands);
    return words.empty() ? "not stated" : words;
  }

  void cause() {
    const std::string x = cause_words(a_);
    const std::string y = cause_words(b_);
    std::string sentence;
    if (x == y || !both_count()) {
      sentence = {};
    } else if (a_.means.empty() != b_.means.empty() && (a_.means.empty() ? a_ : b_).hands.empty()) {
      sentence = std::string(a_.means.empty() ? "The first" : "The second") +
                 " does not say by what: it may count others as well.";
    } else if (!a_.means.empty() && !b_.means.empty() && !means_compatible(*a_.means.begin(), *b_.means.begin())) {
      sentence = "Other causes: " + x + "; " + y + ".";
    } else if (!a_.hands.empty() && !b_.hands.empty() && a_.hands != b_.hands) {
      sentence = "They name other hands: " + x + "; " + y + ".";
    }
    add("cause", x, y, std::move(sentence));
  }

  [[nodiscard]] std::string told_as_words(const Told& t) const {
    std::string words = t.lane == "incident"     ? "of one incident"
                        : t.lane == "running"    ? "a running total"
                        : t.lane == "background" ? "the war's or history's"
                                                 : t.lane;
    const Modality modality = t.claim->modality;
    if (modality != Modality::asserted) words += ", " + std::string(to_string(modality));
    if (t.claim->provisional) words += ", provisional";
    return words;
  }

  void told_as() {
    const std::string x = told_as_words(a_);
    const std::string y = told_as_words(b_);
    std::string sentence;
    if (a_.lane != b_.lane && !both_count()) {
      sentence = {};  // what they tell of has said so
    } else if (a_.lane != b_.lane) {
      const bool running = a_.lane == "running" || b_.lane == "running";
      const bool incident = a_.lane == "incident" || b_.lane == "incident";
      if (a_.lane == "background" || b_.lane == "background") {
        sentence = "The figures of the war or of history stand beside those of the days, never among them.";
      } else if (running && incident) {
        sentence =
            "A running total may hold the incident among others; it is never added to one, and never compared with "
            "one.";
      } else {
        sentence = "They stand in different lanes, which are never compared.";
      }
    } else if (a_.claim->modality != b_.claim->modality) {
      sentence = "What is feared, planned or denied is no count of what happened.";
    }
    add("told-as", x, y, std::move(sentence));
    for (std::string& field : out_.fields) {
      if (field == "modality" || (field == "window" && a_.lane != b_.lane) ||
          (field == "window" && out_.kind == RelationKind::background)) {
        field = "told-as";
      }
    }
  }

  [[nodiscard]] bool is_role(const std::string& origin) const {
    const auto facts = view_.actors.find(origin);
    return facts != view_.actors.end() && facts->second.role;
  }

  void origin() {
    const std::string x = actor_words(view_, a_.origin);
    const std::string y = actor_words(view_, b_.origin);
    std::string sentence;
    if (a_.origin.empty() && b_.origin.empty()) {
      sentence = both_count() ? "Neither names who counted." : "Neither names a source.";
    } else if (a_.origin.empty() || b_.origin.empty()) {
      sentence = std::string(a_.origin.empty() ? "The first" : "The second") + " names no source; of the other it is " +
                 (a_.origin.empty() ? y : x) + ".";
    } else if (a_.origin == b_.origin) {
      sentence = "One origin, " + x + ".";
    } else {
      sentence = "Two origins: " + x + "; " + y + ".";
      for (const std::string* origin : {&a_.origin, &b_.origin}) {
        if (is_role(*origin) && both_count()) {
          sentence += " " + in_quotes(actor_words(view_, *origin)) +
                      " is a role, not a body: both may have it from one source.";
          break;
        }
      }
    }
    add("origin", x, y, std::move(sentence));
  }

  void carried() {
    const auto words = [this](const Told& t) {
      std::string printed = joined(t.outlets);
      const Document* document = document_of(view_, *t.claim);
      if (document != nullptr && document->published) printed += ", " + day_words(document->published->date);
      return printed;
    };
    std::string sentence;
    if (a_.claim->document == b_.claim->document && out_.a.claim != out_.b.claim) {
      sentence = "One report tells both.";
    } else if (out_.kind == RelationKind::restates || out_.kind == RelationKind::same) {
      sentence = a_.outlets == b_.outlets ? std::string{} : "Printed by different outlets; what counts is who counted.";
    }
    add("carried", words(a_), words(b_), std::move(sentence));
  }

  // ---- what it comes to ----

  static std::string lane_phrase(const Told& t) {
    const Modality modality = t.claim->modality;
    const std::string manner = modality == Modality::asserted ? "" : "a " + std::string(to_string(modality)) + " ";
    if (t.lane == "incident") return manner.empty() ? "a figure of one incident" : manner + "figure";
    if (t.lane == "running") return "a running total";
    if (t.lane == "background") return "a figure of the war or of history";
    return t.lane;
  }

  [[nodiscard]] std::string field_phrase(const std::string& field) const {
    if (field == "outcome") return "other fates";
    if (field == "day") {
      return a_.days.known() && b_.days.known() ? "another day" : "a day that is not stated";
    }
    if (field == "place") {
      const Area places = area_of_both();
      if (a_.places.empty() || b_.places.empty()) return "a place that is not stated";
      return places == Area::disjoint  ? "another place"
             : places == Area::unknown ? "places that are not known to be one"
                                       : "another area";
    }
    if (field == "population") return "another population";
    if (field == "cause") return "another cause";
    if (field == "told-as") return lane_phrase(a_) + " beside " + lane_phrase(b_);
    if (field == "event") return "two events, as they are told";
    if (field == "part") return "two parts of one whole, beside each other";
    if (field == "count") return "one of them states no number";
    if (field == "what") return "they tell of different things";
    return field;
  }

  void verdict() {
    const std::string later = out_.turned ? "The second" : "The first";
    const std::string other = out_.turned ? "the first" : "the second";
    std::string parted;
    for (const std::string& field : out_.fields) parted += (parted.empty() ? "" : ", ") + field_phrase(field);
    switch (out_.kind) {
      case RelationKind::same:
        if (is_role(out_.a) || is_role(out_.b)) {
          out_.verdict = "They do not differ: one figure under two attributions.";
          out_.advice = "Whether these are two origins is not told: one of them names no body. Count it as one.";
        } else {
          out_.verdict = "They do not differ: two origins tell the same of the same thing.";
          out_.advice = "They corroborate each other only if neither has it from the other.";
        }
        break;
      case RelationKind::restates:
        out_.verdict =
            out_.a.claim == out_.b.claim ? "They are one claim." : "They are one figure of one origin, told twice.";
        out_.advice = "It counts once, however often it is printed. What one telling leaves out, the other still says.";
        break;
      case RelationKind::updates:
        out_.verdict = later + " takes the place of " + other + ": the same origin's later word on the same thing.";
        out_.advice =
            "Use the later and keep the earlier as history. Do not add them, and do not take their difference for an "
            "incident.";
        break;
      case RelationKind::part:
        out_.verdict = later + " is part of " + other + ", by what both say of their scope.";
        out_.advice = "Never add them: who is in the part is in the whole.";
        break;
      case RelationKind::differs:
        out_.verdict = "They contradict each other: both speak of the same thing, and both cannot hold.";
        out_.advice = "Neither is struck out. The toll shows the range, and a person decides.";
        break;
      case RelationKind::agrees:
        out_.verdict = "They do not contradict each other: both speak of the same thing, and both can hold.";
        out_.advice = "They may stand side by side; the range over both is what is known.";
        break;
      case RelationKind::apart:
        out_.verdict = "They are not to be compared: " + parted + ".";
        out_.advice =
            "Neither confirms nor corrects the other. Take no lowest or highest of them, and do not add them.";
        break;
      case RelationKind::background:
        out_.verdict = "They are not to be compared: one is of the war or of history.";
        out_.advice = "It stands beside the figures of the days, never among them.";
        break;
      case RelationKind::denies:
        out_.verdict = later + " is a denial of " + other + ".";
        out_.advice =
            "The denied claim stays in the ledger with its denial beside it; which of them holds is for a person to "
            "say.";
        break;
    }
  }

  // Whether the side's figure is said by a role ("witnesses"), not by a body.
  [[nodiscard]] bool is_role(const Side& side) const {
    if (!side.figure) return false;
    const auto facts = view_.actors.find(view_.figures[*side.figure].origin);
    return facts != view_.actors.end() && facts->second.role;
  }

  const LedgerView& view_;
  Comparison& out_;
  Told a_;
  Told b_;
};

}  // namespace

std::optional<Comparison> compare(const LedgerView& view, const Subject& a, const Subject& b) {
  std::optional<Side> x = side_of(view, a, std::nullopt);
  if (!x) return std::nullopt;
  std::optional<Side> y = side_of(view, b, x->figure);
  if (!y) return std::nullopt;
  x = side_of(view, a, y->figure);
  Comparison comparison;
  comparison.a = std::move(*x);
  comparison.b = std::move(*y);
  Comparer(view, comparison).all();
  return comparison;
}

}  // namespace histor
