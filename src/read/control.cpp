// A word of taking or holding, what it is said of and who did it: by the tree where it tells, else by what stands
// around the word. Without a place, or a thing that stands for one ("towns"), the word tells of something else: of a
// prisoner, a title, an audience.

#include "read/control.hpp"

#include <algorithm>

#include "read/numbers.hpp"

namespace histor {
namespace {

constexpr std::uint32_t none = SentenceTree::none;

/// A noun that stands for a place that can be held, or for how much of one ("most of", "part of").
bool common_place(const SentenceView& view, std::uint32_t i) {
  return view.term(i, TermKind::place_noun) != nullptr || (view.is(i, "part") && view.is(i + 1, "of"));
}

/// Actions whose place follows; the others may stand alone ("the troops withdrew").
bool needs_place(ControlAction action) {
  return action != ControlAction::withdrew;
}

/// What a word of control is said of and whose deed it was, as heads of noun phrases.
struct Sides {
  std::vector<std::uint32_t> what;
  std::uint32_t who = none;
  bool direct = false;  ///< `what` holds an object or the subject of a passive, not only what a preposition ties to it
  bool thing = false;   ///< the object is neither a place nor a word for one
};

class ControlFinder {
 public:
  explicit ControlFinder(const Surroundings& around) : around_(around), view_(*around.view), tree_(view_.tree()) {}

  std::vector<Claim> run() {
    std::uint32_t i = 0;
    while (i < view_.size()) {
      const TermMatch* match = view_.term(i, TermKind::control);
      if (match == nullptr) {
        ++i;
        continue;
      }
      // "under rebel control": the word is a verb too.
      for (const TermMatch& other : view_.terms()) {
        if (other.kind == TermKind::control && other.first == i && other.end == match->end &&
            view_.lexicon().controls()[other.value].under && under_somebody(i))
          match = &other;
      }
      i = match->end;
      read(*match);
    }
    return std::move(out_);
  }

 private:
  void read(const TermMatch& match) {
    const std::uint32_t first = match.first;
    const std::uint32_t end = match.end;
    const ControlWord& word = view_.lexicon().controls()[match.value];
    // "fighting with foreign support to capture the town": tried. Other modals and calls ("must withdraw", "urged to
    // leave") tell of nothing that happened.
    ControlAction action = word.action;
    // "claimed to have taken the town" tells that it was taken.
    const bool perfect = view_.is(first, "have") || (first > 0 && view_.is(first - 1, "have"));
    if (first > 0 && !perfect && (view_.is(first - 1, "to") || view_.is(first - 1, WordClass::modal)) &&
        action != ControlAction::contested) {
      if (!view_.is(first - 1, "to") || !contested_above(first)) return;
      action = ControlAction::contested;
    }
    if (word.idle || (word.under && !under_somebody(first))) return;
    if (supposed(first, end) || describes(first, end) || counts_people(end)) return;
    // "retook full control of": what the noun stands in says what was done.
    if (word.under && (view_.is(before_holder(first), "to") || view_.is(before_holder(first) - 1, "back"))) {
      action = action == ControlAction::held ? ControlAction::recaptured : action;  // "returned to regime control"
    }
    if (tree_.upos(first) == Upos::noun && word.name == "verb:control") {
      const auto taken = action_over(first);
      if (!taken) return;
      action = *taken;
    }
    if (word.name == "verb:occupy" && view_.is(first, "occupied") && tree_.upos(first) == Upos::verb &&
        !tree_.passive(first) && tree_.has(first, UdRelation::object))
      action = ControlAction::captured;
    Sides sides = sides_of(first, end, word);
    if (word.under) sides = sides_under(first);
    // "fell": a place falls where it is the subject and nothing tells what else it did.
    if (word.of_subject && end == first + 1 && !fell(first, sides)) return;
    // "three soldiers were captured", "he was taken", "seized the tanks": it is said of something that is no place.
    if (sides.thing) return;
    bool told = false;  // a place, by name or by a common noun
    std::vector<Where> places = places_of(sides, !word.strict || perfect, told);
    const bool goes_in = action == ControlAction::entered && !sides.what.empty();  // "moved into the town"
    if (word.strict && (!told || !(sides.direct || goes_in))) return;
    if (places.empty() && sides.what.empty() && !word.strict) {
      places = places_around(first, end);
      for (std::uint32_t k = end; k < view_.size() && k < end + 6; ++k) told = told || common_place(view_, k);
    }
    const std::vector<Where> excluded = exclusions_in(around_);
    std::erase_if(places, [&](const Where& where) {
      return std::any_of(excluded.begin(), excluded.end(),
                         [&](const Where& other) { return other.span == where.span; });
    });
    settle_quarters(places);
    if (places.empty() && !told && needs_place(word.action)) return;
    // Attackers enter buildings; whoever enters a town is told of by its name.
    const auto named = [&](const Where& where) { return !where.name.empty(); };
    const bool settlement = std::any_of(sides.what.begin(), sides.what.end(), [&](std::uint32_t what) {
      return view_.term(what, TermKind::settlement_noun) != nullptr;
    });
    bool storms = false;
    for (std::uint32_t i = first; i < end; ++i) storms = storms || view_.is(i, "storm") || view_.is(i, "enter");
    if ((action == ControlAction::entered || storms) && !settlement &&
        std::none_of(places.begin(), places.end(), named))
      return;
    Claim claim;
    claim.kind = ClaimKind::control;
    claim.action = action;
    claim.trigger.span = view_.span(word.under ? before_holder(first) : first, end);
    claim.trigger.text = std::string(slice(view_.text(), claim.trigger.span));
    claim.where = std::move(places);
    claim.rule = "control/" + word.name;
    const Scope scope = scope_of(around_, Anchor{first, end, first, first, end}, Number{});
    claim.actor = actor_of(sides, first, end, day_of(scope));
    if (goes_in && word.strict && !armed(claim.actor)) return;
    take_source(claim, first);
    claim.when = scope.when;
    claim.aggregation = scope.aggregation;
    claim.confidence = claim.where.empty() ? 0.5 : 0.7;
    claim.violent = violence(first);
    out_.push_back(std::move(claim));
  }

  /// "the Shahba neighbourhood of Aleppo": a name that no gazetteer has lies in the place behind it, which is not
  /// itself meant.
  void settle_quarters(std::vector<Where>& places) const {
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
      Where& quarter = places[i];
      const Where whole = places[i + 1];
      const bool name = !quarter.text.empty() && quarter.text.front() >= 'A' && quarter.text.front() <= 'Z';
      if (!quarter.place.empty() || !name || whole.place.empty() || whole.span.begin < quarter.span.end) continue;
      const std::string_view between = slice(view_.text(), {quarter.span.end, whole.span.begin});
      const bool of = between.ends_with(" of ") || between.ends_with(" of the city of ") || between.ends_with(" in ");
      if (!of || between.size() > 24 || between.find(',') != std::string_view::npos) continue;
      tie_to(quarter, whole);
      places.erase(places.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
  }

  /// Where the name of whoever holds a place begins before the noun at `noun` ("under rebel control"), or the noun.
  [[nodiscard]] std::uint32_t holder_first(std::uint32_t noun) const {
    std::uint32_t at = noun;
    if (at > 0 && (view_.is(at - 1, "full") || view_.is(at - 1, "complete") || view_.is(at - 1, "total"))) --at;
    for (const LocalActor& actor : around_.actors) {
      if (actor.end == at) return actor.first;
    }
    return noun;
  }
  [[nodiscard]] std::uint32_t before_holder(std::uint32_t noun) const {
    const std::uint32_t first = holder_first(noun);
    return first > 0 ? first - 1 : 0;
  }
  /// "under rebel control", "returned to regime control"
  [[nodiscard]] bool under_somebody(std::uint32_t noun) const {
    if (tree_.empty() || holder_first(noun) == noun || holder_first(noun) == 0) return false;
    const std::uint32_t before = before_holder(noun);
    if (view_.is(before, "under") || (view_.is(noun, "hands") && view_.is(before, "in"))) return true;
    return view_.is(before, "to") && before > 0 && (view_.is(before - 1, "returned") || view_.is(before - 1, "back"));
  }
  [[nodiscard]] Sides sides_under(std::uint32_t noun) const {
    Sides out;
    out.who = holder_first(noun);
    // "Palmyra has been under their control": the subject; "areas under their control": what it hangs on.
    std::uint32_t above = noun;
    for (int steps = 0; above != none && steps < 3; ++steps, above = tree_.head(above)) {
      std::uint32_t subject = tree_.child(above, UdRelation::subject);
      if (subject == none) subject = tree_.child(above, UdRelation::passive_subject);
      if (subject != none && subject < noun) {
        const bool relative = tree_.relation(above) == UdRelation::relative_clause && tree_.upos(subject) == Upos::pron;
        out.what.push_back(relative ? tree_.head(above) : subject);
        break;
      }
      if (above != noun && tree_.upos(above) == Upos::noun) {
        out.what.push_back(above);
        break;
      }
    }
    out.direct = !out.what.empty();
    out.thing = out.what.empty() || !could_be_place(out.what.front());
    return out;
  }

  /// "the city of Northtown fell": the subject is a place that is named or a settlement, and nothing follows but a
  /// time.
  [[nodiscard]] bool fell(std::uint32_t verb, const Sides& sides) const {
    if (tree_.empty() || sides.what.empty() || tree_.upos(verb) != Upos::verb) return false;
    const std::uint32_t what = sides.what.front();
    if (place_at(what) == nullptr && view_.term(what, TermKind::settlement_noun) == nullptr) return false;
    for (const std::uint32_t c : tree_.children(verb)) {
      const UdRelation relation = tree_.relation(c);
      if (relation == UdRelation::object || relation == UdRelation::open_complement) return false;
      if (relation != UdRelation::oblique) continue;
      const bool time = std::any_of(around_.times.begin(), around_.times.end(),
                                    [c](const LocalTime& t) { return t.first <= c && c < t.end; });
      const std::uint32_t mark = tree_.child(c, UdRelation::case_mark);
      const bool circumstance = mark != none && (view_.is(mark, "after") || view_.is(mark, "during") ||
                                                 view_.is(mark, "without") || view_.is(mark, "amid"));
      if (!time && !circumstance) return false;
    }
    return true;
  }

  /// A body that no file knows, by its own name: "the KMT seized the city", "Orrin's forces".
  [[nodiscard]] std::optional<Speaker> unknown_body(std::uint32_t who) const {
    const auto name = [&](std::uint32_t i) {
      return view_.capital(i) && place_at(i) == nullptr && (tree_.upos(i) == Upos::propn || acronym(i));
    };
    if (view_.title_case()) return std::nullopt;
    bool named = name(who);
    // "ARVN forces", "Orrin's forces"
    if (!named && view_.term(who, TermKind::mover) != nullptr) {
      const auto children = tree_.children(who);
      named = std::any_of(children.begin(), children.end(), [&](std::uint32_t c) {
        const bool owns = tree_.relation(c) == UdRelation::compound || tree_.relation(c) == UdRelation::possessor;
        return owns && c < who && name(c);
      });
    }
    if (!named) return std::nullopt;
    std::uint32_t from = who;
    std::uint32_t to = who + 1;
    while (from > 0 && view_.capital(from - 1) && tree_.under(from - 1, who)) --from;
    while (to < view_.size() && view_.capital(to) && tree_.under(to, who)) ++to;
    const bool person = std::any_of(around_.names.begin(), around_.names.end(), [&](const NameMention& mention) {
      return mention.first <= who && who < mention.end;
    });
    if (person) return std::nullopt;
    Speaker body;
    body.span = view_.span(from, to);
    body.text = std::string(slice(view_.text(), body.span));
    body.actor = provisional_slug(body.text);
    return body;
  }

  [[nodiscard]] bool acronym(std::uint32_t i) const {
    const std::string_view word = view_.surface(i);
    return word.size() > 1 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  [[nodiscard]] bool armed(const std::optional<Speaker>& actor) const {
    if (!actor) return false;
    const auto known = around_.file->find_by_id(actor->actor);
    if (!known) return false;
    const ActorKind kind = (*around_.file)[*known].kind;
    return kind == ActorKind::state_force || kind == ActorKind::rebel || kind == ActorKind::militia ||
           kind == ActorKind::government || kind == ActorKind::coalition || (*around_.file)[*known].id == "soldiers";
  }

  /// Whether the verb or noun that the infinitive at `verb` completes tells of trying: "fighting to capture", "an
  /// operation to liberate".
  [[nodiscard]] bool contested_above(std::uint32_t verb) const {
    if (tree_.empty()) return false;
    std::uint32_t above = tree_.head(verb);
    for (int steps = 0; above != none && steps < 2; ++steps, above = tree_.head(above)) {
      if (view_.term(above, TermKind::contesting) != nullptr) return true;
    }
    constexpr std::uint32_t near = 6;  // tokens
    for (std::uint32_t i = verb; i > 0 && verb - i < near; --i) {
      if (view_.term(i - 1, TermKind::contesting) != nullptr) return true;
    }
    return false;
  }

  /// "If the town is captured", "capturing it would be a victory": nothing that happened.
  [[nodiscard]] bool supposed(std::uint32_t first, std::uint32_t end) const {
    if (tree_.empty()) return false;
    const std::uint32_t top = tree_.top(first, end);
    const std::uint32_t mark = tree_.child(top, UdRelation::marker);
    if (mark != none && view_.is(mark, "if")) return true;
    const std::uint32_t above = tree_.head(top);
    // "prevented them from regaining control"
    if (above != none && view_.term(above, TermKind::preventing) != nullptr) return true;
    if (above == none || tree_.relation(top) != UdRelation::subject) return false;
    const auto children = tree_.children(above);
    return std::any_of(children.begin(), children.end(),
                       [&](std::uint32_t c) { return view_.is(c, WordClass::modal); });
  }

  /// "the besieged city", "government controlled areas": an adjective, which tells nothing new.
  [[nodiscard]] bool describes(std::uint32_t first, std::uint32_t end) const {
    if (tree_.empty()) return false;
    const std::uint32_t top = tree_.top(first, end);
    const std::uint32_t head = tree_.head(top);
    const bool before_noun = head != none && head >= end && head < end + 5 && tree_.upos(head) != Upos::verb;
    const bool modifies = tree_.relation(top) == UdRelation::adjective || tree_.relation(top) == UdRelation::compound;
    return end == first + 1 && modifies && before_noun && tree_.upos(top) != Upos::noun;
  }

  /// What the verb does of which the noun "control" at i is the object: takes, loses, has it.
  [[nodiscard]] std::optional<ControlAction> action_over(std::uint32_t i) const {
    const std::uint32_t verb = tree_.head(i);
    if (verb == none || tree_.relation(i) != UdRelation::object) return std::nullopt;
    if (const TermMatch* term = view_.term(verb, TermKind::control))
      return view_.lexicon().controls()[term->value].action;
    if (view_.is(verb, "have") || view_.is(verb, "has") || view_.is(verb, "had")) return ControlAction::held;
    return std::nullopt;
  }

  /// "captured 12 others": people were taken, unless it is places that are counted.
  [[nodiscard]] bool counts_people(std::uint32_t end) const {
    const auto count = number_at(view_, end);
    if (!count || count->share || count->fraction) return false;
    for (std::uint32_t k = count->end; k < count->end + 4; ++k) {
      if (common_place(view_, k)) return false;
      if (view_.is(k, "of") && place_at(k + 1) != nullptr) return false;  // "most of Northtown"
    }
    return true;
  }

  /// The subject of a verb, or of the verb that it goes on from: "entered Hama and took the airport", "seized X,
  /// killing".
  [[nodiscard]] std::uint32_t subject_of(std::uint32_t verb) const {
    for (int steps = 0; verb != none && steps < 4; ++steps) {
      if (const std::uint32_t subject = tree_.child(verb, UdRelation::subject); subject != none) {
        const bool relative = tree_.relation(verb) == UdRelation::relative_clause && tree_.upos(subject) == Upos::pron;
        return relative ? tree_.head(verb) : subject;
      }
      switch (tree_.relation(verb)) {
        case UdRelation::conjunct:
        case UdRelation::open_complement:
        case UdRelation::adverbial_clause:
          verb = tree_.head(verb);
          break;
        case UdRelation::clause_of_noun:
          return tree_.head(verb);
        default:
          return none;
      }
    }
    return none;
  }

  /// Whether a quotation ends between the two: what stands behind it is nothing that the words in it tell of.
  [[nodiscard]] bool across_quote(std::uint32_t i, std::uint32_t after) const {
    for (; i < after; ++i) {
      if (view_.surface(i) == "”" || (view_.surface(i) == "\"" && i > 0 && view_.is_punct(i - 1))) return true;
    }
    return false;
  }

  [[nodiscard]] Sides sides_of(std::uint32_t first, std::uint32_t end, const ControlWord& word) const {
    Sides out;
    if (tree_.empty()) return out;
    const std::uint32_t top = tree_.top(first, end);
    const UdRelation relation = tree_.relation(top);
    const auto outside = [&](std::uint32_t i) { return i < first || i >= end; };
    std::uint32_t object = none;
    // What hangs on a word of the phrase by a preposition: "control of X", "withdrew from X", "held by Y".
    for (std::uint32_t i = first; i < end; ++i) {
      for (const std::uint32_t c : tree_.children(i)) {
        if (!outside(c) || across_quote(i, c)) continue;
        const UdRelation r = tree_.relation(c);
        const std::uint32_t mark = tree_.child(c, UdRelation::case_mark);
        const bool by = r == UdRelation::agent || (mark != none && view_.is(mark, "by"));
        if (by || r == UdRelation::possessor) {
          out.who = c;
        } else if (r == UdRelation::oblique || r == UdRelation::nominal_modifier) {
          bool of_place = false;
          for (const std::string_view p : {"of", "over", "from", "into", "in", "to", "out"})
            of_place = of_place || (mark != none && view_.is(mark, p)) || (mark == none && i + 1 < end);
          if (of_place) out.what.push_back(c);
        } else if (r == UdRelation::object) {
          // "towns that rebels had captured"
          const bool relative = tree_.upos(c) == Upos::pron && tree_.relation(top) == UdRelation::relative_clause;
          object = relative ? tree_.head(top) : c;
          out.what.push_back(object);
        }
      }
    }
    if (word.of_subject) {
      if (const std::uint32_t subject = subject_of(top); subject != none) {
        out.who = out.what.empty() ? none : out.what.front();  // "fell to the rebels"
        out.what.assign(1, subject);
        out.direct = true;
        return out;
      }
    }
    const std::uint32_t passive_subject = tree_.child(top, UdRelation::passive_subject);
    // What stands behind a passive is no object of it: "is held by the front, an alliance of …".
    if (passive_subject != none && tree_.has(top, UdRelation::passive_auxiliary)) {
      out.what.erase(std::remove(out.what.begin(), out.what.end(), object), out.what.end());
      object = none;
    }
    const bool has_object = object != none;
    const bool passive = passive_subject != none || tree_.has(top, UdRelation::passive_auxiliary) ||
                         (relation == UdRelation::clause_of_noun && tree_.passive(top) && !has_object);
    if (passive_subject != none) {
      const bool relative = relation == UdRelation::relative_clause && (tree_.upos(passive_subject) == Upos::pron);
      out.what.insert(out.what.begin(), relative ? tree_.head(top) : passive_subject);
    } else if (relation == UdRelation::clause_of_noun && passive) {
      out.what.insert(out.what.begin(), tree_.head(top));
    } else if (relation == UdRelation::relative_clause && !has_object && needs_place(word.action) &&
               tree_.has(top, UdRelation::subject) &&
               !view_.is(tree_.child(top, UdRelation::subject), WordClass::relative)) {
      // "the airport which the group has besieged"
      out.what.insert(out.what.begin(), tree_.head(top));
    } else if (tree_.upos(top) == Upos::noun || tree_.upos(top) == Upos::adj) {
      // "X is under siege", "areas under government control"
      if (const std::uint32_t subject = tree_.child(top, UdRelation::subject); subject != none) {
        const bool relative = relation == UdRelation::relative_clause && tree_.relative(subject);
        out.what.insert(out.what.begin(), relative ? tree_.head(top) : subject);
      }
      // "areas under army control"; never "in the light of the takeover"
      if (view_.is(first, WordClass::preposition) &&
          (relation == UdRelation::nominal_modifier || relation == UdRelation::clause_of_noun))
        out.what.insert(out.what.begin(), tree_.head(top));
    }
    if (!passive && out.who == none && tree_.upos(top) == Upos::verb) out.who = subject_of(top);
    // "the capture of the port"
    const bool of = end > first + 1 && view_.is(end - 1, "of") && tree_.upos(top) == Upos::noun && !out.what.empty();
    out.direct = has_object || passive || of || (!out.what.empty() && out.what.front() == tree_.head(top));
    if (out.direct && !out.what.empty()) {
      const std::uint32_t said_of = has_object ? object : out.what.front();
      // Troops can be withdrawn, as places can be taken.
      const bool troops = !needs_place(word.action) &&
                          (view_.term(said_of, TermKind::person) != nullptr || tree_.upos(said_of) == Upos::pron);
      out.thing = !could_be_place(said_of) && !troops;
    }
    return out;
  }

  /// Whether the noun phrase at `i` names a place, stands for one, or is a name or pronoun that may.
  [[nodiscard]] bool could_be_place(std::uint32_t i) const {
    if (common_place(view_, i) || place_at(i) != nullptr || tree_.upos(i) == Upos::num) return true;
    if (view_.term(i, TermKind::person) != nullptr) return false;
    const bool person = std::any_of(around_.names.begin(), around_.names.end(),
                                    [i](const NameMention& name) { return name.first <= i && i < name.end; });
    if (person) return false;
    if (tree_.upos(i) == Upos::pron) return view_.is(i, "it") || view_.is(i, "which") || view_.is(i, "that");
    if (tree_.upos(i) == Upos::propn) return actor_at(i) == nullptr;
    // "the majority of the province"
    for (const std::uint32_t c : tree_.children(i)) {
      if (tree_.relation(c) == UdRelation::nominal_modifier && view_.is(tree_.child(c, UdRelation::case_mark), "of") &&
          (common_place(view_, c) || place_at(c) != nullptr))
        return true;
    }
    // "its troops": who left, not what was left.
    return actor_at(i) != nullptr;
  }

  [[nodiscard]] const LocalPlace* place_at(std::uint32_t i) const {
    for (const LocalPlace& place : around_.places) {
      if (place.first <= i && i < place.end && !place.mention->adjective) return &place;
    }
    return nullptr;
  }

  [[nodiscard]] const LocalActor* actor_at(std::uint32_t i) const {
    for (const LocalActor& actor : around_.actors) {
      if (actor.first <= i && i < actor.end) return &actor;
    }
    return nullptr;
  }

  /// A name that the gazetteer does not have, where nothing but a place can stand.
  [[nodiscard]] std::optional<Where> unknown_place(std::uint32_t i) const {
    const bool time = std::any_of(around_.times.begin(), around_.times.end(),
                                  [i](const LocalTime& t) { return t.first <= i && i < t.end; });
    const std::uint32_t mark = tree_.child(i, UdRelation::case_mark);
    if (tree_.upos(i) != Upos::propn || !view_.capital(i) || view_.title_case() || actor_at(i) != nullptr || time ||
        (mark != none && view_.is(mark, "in")))
      return std::nullopt;
    std::uint32_t first = i;
    std::uint32_t end = i + 1;
    const auto part = [&](std::uint32_t k) {
      return view_.capital(k) && tree_.head(k) == i && tree_.upos(k) == Upos::propn;
    };
    while (first > 0 && part(first - 1)) --first;
    while (part(end)) ++end;
    Where out;
    out.span = view_.span(first, end);
    out.text = std::string(slice(view_.text(), out.span));
    out.name = out.text;
    out.precision = PlacePrecision::district;
    return out;
  }

  [[nodiscard]] std::vector<Where> places_of(const Sides& sides, bool unknown_too, bool& told) const {
    std::vector<Where> out;
    for (const std::uint32_t what : sides.what) {
      if (view_.term(what, TermKind::person) != nullptr) continue;
      const bool common = common_place(view_, what);
      // "Al-Shaara, a town held by the group": the name stands before what it is.
      if (common) {
        std::uint32_t before = what;
        while (before > 0 && (view_.is(before - 1, WordClass::determiner) || view_.is_comma(before - 1) ||
                              tree_.relation(before - 1) == UdRelation::adjective))
          --before;
        for (const LocalPlace& place : around_.places) {
          const bool apposed = tree_.relation(what) == UdRelation::apposition && place.first <= tree_.head(what) &&
                               tree_.head(what) < place.end;
          if (place.mention->adjective || before == what || (place.end != before && !apposed)) continue;
          out.push_back(where_from(around_, place, PlaceRole::in, Provenance::sentence));
          told = true;
        }
        if (!out.empty()) return out;
      }
      // "Syria's second city of Aleppo": whose it is tells less than which it is.
      std::optional<Where> owner;
      for (const LocalPlace& place : around_.places) {
        const std::uint32_t top = tree_.top(place.first, place.end);
        if (place.mention->adjective || !hangs_on(top, what)) continue;
        Where where = where_from(around_, place, PlaceRole::in, Provenance::sentence);
        if (common) where.part = part_words(what, place);
        if (tree_.relation(top) == UdRelation::possessor) {
          owner = std::move(where);
        } else {
          out.push_back(std::move(where));
        }
        told = true;
      }
      if (out.empty() && owner) out.push_back(std::move(*owner));
      if (out.empty() && unknown_too) {
        if (auto unknown = unknown_place(what)) {
          out.push_back(std::move(*unknown));
          told = true;
        }
      }
      // "60 per cent of the city", "much of the province"
      std::uint32_t noun = what;
      for (const std::uint32_t c : tree_.children(what)) {
        if (c > what && tree_.relation(c) == UdRelation::nominal_modifier && view_.is(what + 1, "of") &&
            (common_place(view_, c) || view_.is(c, "it")))
          noun = c;
      }
      const bool of_common = noun != what;
      told = told || common || of_common;
      if (out.empty() && (common || of_common)) {
        if (const auto there = place_behind(noun)) {
          out.push_back(*there);
        } else if (auto taken_up = place_taken_up(around_, noun)) {
          if (of_common) taken_up->part = words(phrase_first(what), noun + 1);  // "most of the city"
          out.push_back(std::move(*taken_up));
        } else {
          out.push_back(place_in_words(common ? what : noun));
        }
      } else if (out.empty() && view_.is(what, "it")) {
        if (const auto taken_up = place_taken_up(around_, what)) {
          out.push_back(*taken_up);
          told = true;
        }
      }
    }
    return out;
  }

  /// "areas in the province of Idlib", "territory across northern Syria": the place that a preposition ties to the
  /// noun, whatever the tree hangs it on.
  [[nodiscard]] std::optional<Where> place_behind(std::uint32_t noun) const {
    constexpr std::uint32_t longest = 9;
    bool tied = false;
    for (std::uint32_t i = noun + 1; i < view_.size() && i < noun + longest; ++i) {
      if (view_.is_punct(i) || tree_.upos(i) == Upos::verb || view_.is(i, WordClass::coordinator)) return std::nullopt;
      tied = tied || view_.is(i, "in") || view_.is(i, "of") || view_.is(i, "across") || view_.is(i, "inside");
      const LocalPlace* place = place_at(i);
      if (place == nullptr) continue;
      if (!tied) return std::nullopt;
      Where where = where_from(around_, *place, PlaceRole::in, Provenance::sentence);
      where.part = part_words(noun, *place);
      return where;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::string words(std::uint32_t first, std::uint32_t end) const {
    return std::string(slice(view_.text(), view_.span(first, end)));
  }

  /// Where the noun phrase at `noun` begins, without its article.
  [[nodiscard]] std::uint32_t phrase_first(std::uint32_t noun) const {
    std::uint32_t first = noun;
    const auto part = [&](std::uint32_t i) {
      return tree_.head(i) == noun && !view_.is_punct(i) && tree_.relation(i) != UdRelation::case_mark &&
             !view_.is(i, WordClass::determiner);
    };
    while (first > 0 && part(first - 1)) --first;
    return first;
  }

  /// "eastern half of Aleppo", "several villages near Aleppo", "Aleppo airport": the words where they mean not the
  /// place but a part of it, or what lies by it. Empty for "the city of Aleppo", "Idlib province", "towns of A and B".
  [[nodiscard]] std::string part_words(std::uint32_t noun, const LocalPlace& place) const {
    const bool named =
        noun > 0 && view_.capital(noun - 1) && place_at(noun - 1) == nullptr;  // "the Shahba district of"
    const bool settlement = view_.term(noun, TermKind::settlement_noun) != nullptr;
    if (place.end <= noun) return settlement && !named ? std::string{} : words(place.first, noun + 1);
    const bool of = place.first > 0 && view_.is(place.first - 1, "of");
    if ((settlement && of && !named) || view_.is(noun, "all")) return {};
    // A list of settlements is what the noun tells it to be.
    const bool listed = view_.is(place.end, WordClass::coordinator) || view_.is_comma(place.end) ||
                        view_.is(place.first - 1, WordClass::coordinator) || view_.is_comma(place.first - 1);
    const std::string_view plural = view_.surface(noun);
    if (listed && !plural.empty() && plural.back() == 's') return {};
    return words(phrase_first(noun), place.end);
  }

  /// "several towns", "most of the city": a place by a common noun. It gets no pin.
  [[nodiscard]] Where place_in_words(std::uint32_t noun) const {
    const std::uint32_t first = phrase_first(noun);
    // "most of the city"
    std::uint32_t end = noun + 1;
    for (const std::uint32_t c : tree_.children(noun)) {
      if (c > noun && tree_.relation(c) == UdRelation::nominal_modifier && view_.is(noun + 1, "of") &&
          common_place(view_, c))
        end = c + 1;
    }
    Where out;
    out.span = view_.span(first, end);
    out.text = std::string(slice(view_.text(), out.span));
    out.precision = PlacePrecision::region;
    return out;
  }

  /// Below `above` without a clause between: "the town of X", not "the town that fled to X".
  [[nodiscard]] bool hangs_on(std::uint32_t i, std::uint32_t above) const {
    for (; i != above && i != none; i = tree_.head(i)) {
      const UdRelation relation = tree_.relation(i);
      if (relation == UdRelation::relative_clause || relation == UdRelation::clause_of_noun ||
          relation == UdRelation::adverbial_clause)
        return false;
    }
    return i == above;
  }

  /// By order: a place within a few words behind, or before a passive.
  [[nodiscard]] std::vector<Where> places_around(std::uint32_t first, std::uint32_t end) const {
    std::vector<Where> places;
    for (const LocalPlace& place : around_.places) {
      if (place.mention->adjective) continue;
      const bool after = place.first >= end && place.first - end <= 10;
      const bool before = place.end <= first && first - place.end <= 6;
      if (!after && !before) continue;
      if (before && !places.empty()) continue;
      const bool passive = before && (view_.is(place.end, WordClass::be) || view_.is(place.end, WordClass::have) ||
                                      view_.is(place.end, WordClass::relative) || place.end == first ||
                                      view_.is(place.end, WordClass::adverb));
      if (before && !passive) continue;
      places.push_back(where_from(around_, place, PlaceRole::in, Provenance::sentence));
    }
    return places;
  }

  [[nodiscard]] bool can_hold(const LocalActor& actor) const {
    const ActorKind kind = (*around_.file)[actor.mention->actor].kind;
    return kind != ActorKind::monitor && kind != ActorKind::agency && kind != ActorKind::outlet &&
           kind != ActorKind::rescuers;
  }

  /// The day by which an actor is known: of what is told where that is history, else of the report.
  [[nodiscard]] std::optional<Day> day_of(const Scope& scope) const {
    const bool old = scope.when && scope.when->end && around_.published && *scope.when->end < *around_.published;
    return old ? scope.when->end : around_.published;
  }

  [[nodiscard]] std::optional<Speaker> actor_of(const Sides& sides, std::uint32_t first, std::uint32_t end,
                                                std::optional<Day> day) const {
    const LocalActor* who = nullptr;
    if (sides.who != none) {
      // The one whose name holds the head of the phrase, one that stands right on it ("Russian troops"), or one further
      // down that is named ("units of the Syrian army").
      int best = 0;
      for (const LocalActor& actor : around_.actors) {
        if (!can_hold(actor)) continue;
        const std::uint32_t top = tree_.top(actor.first, actor.end);
        const bool named = !actor.mention->generic;
        int rank = 0;
        if (actor.first <= sides.who && sides.who < actor.end) {
          rank = named ? 5 : 2;
        } else if (tree_.head(top) == sides.who && !view_.is(tree_.child(top, UdRelation::case_mark), "with")) {
          rank = named ? 4 : 1;
        } else if (named && !actor.mention->adjective && hangs_on(top, sides.who)) {
          rank = 3;
        }
        if (rank > best) {
          best = rank;
          who = &actor;
        }
      }
    }
    if (who != nullptr && who->mention->generic) {
      if (const LocalActor* leader = led_by(*who)) who = leader;
    }
    // "They also took the airport": those of whom the report told last.
    const bool pronoun = sides.who != none && (view_.is(sides.who, "they") || view_.is(sides.who, "it"));
    if (who == nullptr && pronoun && around_.taker) {
      const bool here = std::any_of(around_.actors.begin(), around_.actors.end(), [&](const LocalActor& actor) {
        return actor.end <= sides.who && can_hold(actor) && !actor.mention->adjective;
      });
      if (!here) {
        Speaker taken_up = *around_.taker;
        taken_up.span = view_.span(sides.who, sides.who + 1);
        taken_up.text = std::string(slice(view_.text(), taken_up.span));
        return taken_up;
      }
    }
    if (who == nullptr && pronoun) who = subject_before(sides.who);
    if (who == nullptr && sides.who != none) {
      if (auto body = unknown_body(sides.who)) return body;
    }
    if (who == nullptr) {
      // The nearest actor before, or after "by".
      for (const LocalActor& actor : around_.actors) {
        // "with Russian support": a word of origin is no actor by itself.
        const bool only_adjective = actor.mention->adjective &&
                                    !(actor.end < view_.size() && view_.term(actor.end, TermKind::person) != nullptr);
        if (!can_hold(actor) || only_adjective) continue;
        if (actor.end <= first && first - actor.end <= 12) who = &actor;
        if (actor.first >= end && actor.first - end <= 3 && (view_.is(end, "by") || view_.is(end - 1, "by")))
          who = &actor;
      }
    }
    // "the group now controls half of the country"
    if (sides.who != none && around_.armed_group && (who == nullptr || who->end <= sides.who) &&
        view_.term(sides.who, TermKind::anaphora) != nullptr && sides.who > 0 && view_.is(sides.who - 1, "the")) {
      Speaker group;
      group.actor = (*around_.file)[*around_.armed_group].id;
      group.span = view_.span(sides.who - 1, sides.who + 1);
      group.text = std::string(slice(view_.text(), group.span));
      return group;
    }
    if (who == nullptr) return std::nullopt;
    std::uint32_t resolved = around_.file->answerable(around_.file->resolve(who->mention->actor, around_.country, day));
    if (const auto named = named_group(*who)) resolved = *named;
    // "The troops had been withdrawn, the command said": its own.
    const ActorRecord& record = (*around_.file)[resolved];
    if (who->mention->generic && record.id == "soldiers") {
      const Attribution* said = attribution_of(around_.attributions, first);
      const auto origin = said != nullptr ? around_.file->find_by_id(said->origin.actor) : std::nullopt;
      if (origin && (*around_.file)[*origin].kind == ActorKind::state_force)
        resolved = around_.file->answerable(*origin);
    }
    Speaker speaker;
    speaker.actor = (*around_.file)[resolved].id;
    speaker.span = who->mention->span;
    speaker.text = std::string(slice(view_.text(), speaker.span));
    return speaker;
  }

  /// "The militia attacked the army, and the monitor said that they took the town": the last one before the pronoun
  /// who did something, not to whom it was done.
  [[nodiscard]] const LocalActor* subject_before(std::uint32_t pronoun) const {
    const LocalActor* last = nullptr;
    for (const LocalActor& actor : around_.actors) {
      if (actor.end > pronoun || !can_hold(actor) || actor.mention->adjective) continue;
      const UdRelation relation = tree_.relation(tree_.top(actor.first, actor.end));
      if (relation == UdRelation::subject || relation == UdRelation::passive_subject) last = &actor;
    }
    return last;
  }

  /// "fighters led by the front": those who lead them.
  [[nodiscard]] const LocalActor* led_by(const LocalActor& who) const {
    if (tree_.empty()) return nullptr;
    for (const std::uint32_t c : tree_.children(tree_.top(who.first, who.end))) {
      if (tree_.relation(c) != UdRelation::clause_of_noun || !view_.is(c, "led")) continue;
      for (const std::uint32_t agent : tree_.children(c)) {
        const LocalActor* leader = agent > c ? actor_at(agent) : nullptr;
        if (leader != nullptr && !leader->mention->generic) return leader;
      }
    }
    return nullptr;
  }

  /// "the militants", "the extremist group": the armed group that the report named last, unless they are rebels, who
  /// are a side.
  [[nodiscard]] std::optional<std::uint32_t> named_group(const LocalActor& who) const {
    const ActorRecord& record = (*around_.file)[who.mention->actor];
    if (!who.mention->generic || record.id != "militants") return std::nullopt;
    std::optional<std::uint32_t> out = around_.armed_group;
    for (const LocalActor& actor : around_.actors) {
      if (actor.first >= who.first) break;
      const ActorKind kind = (*around_.file)[actor.mention->actor].kind;
      if (!actor.mention->generic && !actor.mention->adjective &&
          (kind == ActorKind::rebel || kind == ActorKind::militia))
        out = actor.mention->actor;
    }
    return out;
  }

  /// "Not true that the town fell", "dismissed reports that it had fallen"
  [[nodiscard]] bool denied_above(std::uint32_t first) const {
    // What is denied is a clause of the denial: "the group, which holds the hills, denied it" denies no holding.
    std::uint32_t below = first;
    for (std::uint32_t at = tree_.head(first), steps = 0; at != none && steps < 4; ++steps, at = tree_.head(at)) {
      const UdRelation relation = tree_.relation(below);
      if (relation == UdRelation::relative_clause || relation == UdRelation::adverbial_clause) return false;
      below = at;
      if (view_.term(at, TermKind::denied) != nullptr) return true;
      if (view_.is(at, "true") && at > 0 && view_.is(at - 1, "not")) return true;
    }
    return false;
  }

  void take_source(Claim& claim, std::uint32_t first) const {
    if (const Attribution* said = attribution_of(around_.attributions, first)) {
      claim.origin = said->origin;
      claim.relay = said->relay;
      claim.status = Status::asserted;
      if (const auto origin = around_.file->find_by_id(said->origin.actor)) {
        const ActorKind kind = (*around_.file)[*origin].kind;
        if (kind == ActorKind::state_force || kind == ActorKind::rebel || kind == ActorKind::militia)
          claim.status = Status::claimed;
      }
    }
    if (view_.is(first, "claimed") || (first > 0 && view_.is(first - 1, "claimed"))) claim.status = Status::claimed;
    // "denied that the town had fallen"
    const Attribution* said = attribution_of(around_.attributions, first);
    const bool denied =
        said != nullptr && said->cue_end <= first && view_.term(said->cue_first, TermKind::denied) != nullptr;
    if (denied || denied_above(first)) {
      claim.status = Status::denied;
      claim.modality = Modality::denied;
    }
  }

  /// Whether the place was fought for: "after heavy fighting", "by force"; "without a shot being fired". Nothing where
  /// no words tell.
  [[nodiscard]] std::optional<bool> violence(std::uint32_t trigger) const {
    std::optional<bool> told;
    for (const TermMatch& match : view_.terms()) {
      if (match.kind == TermKind::unopposed) return false;
      if (match.kind == TermKind::fought) told = true;
      if (match.kind == TermKind::fight && circumstance(match.first, trigger)) told = true;
    }
    return told;
  }

  /// "after three days of clashes", "amid heavy fighting": a fight in which, or behind which, something was done.
  [[nodiscard]] bool circumstance(std::uint32_t fight, std::uint32_t trigger) const {
    constexpr std::uint32_t longest = 6;  // tokens
    for (std::uint32_t i = fight; i > 0 && fight - i < longest && !view_.is_punct(i - 1); --i) {
      const std::uint32_t before = i - 1;
      if (view_.is(before, "no") || view_.is(before, "without") || view_.is(before, "little") ||
          view_.is(before, "minimal") || view_.is(before, "light") || view_.is(before, "since") ||
          tree_.upos(before) == Upos::verb)
        return false;
      if (view_.is(before, "after") || view_.is(before, "amid") || view_.is(before, "following") ||
          view_.is(before, "during") || view_.is(before, "despite"))
        return before > trigger || fight < trigger;
    }
    return false;
  }

  const Surroundings& around_;
  const SentenceView& view_;
  const SentenceTree& tree_;
  std::vector<Claim> out_;
};

}  // namespace

std::vector<Claim> find_control(const Surroundings& around) {
  return ControlFinder(around).run();
}

}  // namespace histor
