#pragma once
// The closed vocabularies of the claim record, and nothing else. Their words are the contract's: to_string gives them,
// from_string<E> takes them back. Meanings follow the marking guide of the gold claims; the doc comments keep the short
// of it.

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace histor {

/// What a claim states.
enum class ClaimKind {
  casualty,      ///< people harmed or taken
  displacement,  ///< people uprooted or returning
  control,       ///< a place changed hands, or is held
  attack,        ///< an act of violence stated without a count
  denial,        ///< a statement that something did not happen
  statement,     ///< a call, condemnation, promise or warning
  movement,      ///< deployment, arrival, evacuation
};

enum class Outcome { killed, injured, missing, detained, abducted, casualties, displaced, returned };

/// How the count is written.
enum class NumberForm {
  digits,
  words,
  article,  ///< "a woman", "one of the children"
  name,     ///< a person counted by name
  vague,    ///< "dozens", "many"
  plural,   ///< "civilians were killed": no count
  none,     ///< "casualties were reported"
};

enum class Hedge { exact, at_least, more_than, at_most, less_than, about, range, vague, unstated };

/// Who was counted, the most specific that the words give.
enum class Group {
  people,
  civilians,
  children,
  women,
  men,
  soldiers,  ///< state forces
  police,
  fighters,    ///< rebels, militants, insurgents
  combatants,  ///< either side
  attackers,   ///< the bomber or gunman
  medics,
  rescuers,
  aid_workers,
  journalists,
  officials,
  prisoners,
  foreigners,
  other,
};

enum class Aggregation {
  incident,    ///< one attack, or one day's event at one place
  running,     ///< a total since a date or over days, over several attacks
  background,  ///< the whole war, or an earlier event told as history
};

enum class Modality { asserted, denied, feared, planned, negated };

enum class Means {
  airstrike,
  drone,
  shelling,
  missile,
  chemical,
  car_bomb,
  suicide_bomb,
  bomb,
  shooting,
  clashes,
  execution,
  stabbing,
  other,
};

enum class ControlAction { captured, recaptured, lost, withdrew, entered, besieged, contested, held };

/// How a body moves.
enum class MovementKind { deployment, arrival, evacuation, departure };

/// What is done by speaking.
enum class SpeechAct {
  say,
  ask,
  call,  ///< for something to be done: urge, demand, order
  condemn,
  promise,
  warn,  ///< threats too
  accuse,
  praise,  ///< and thanks, welcome, condolences
  deny,
  believe,  ///< what somebody thinks, hopes or means to do
};

enum class Status { asserted, claimed, reported, denied };

/// What a place word does for the claim.
enum class PlaceRole { in, near, around, from, to, excluding };

/// How fine a place is known; nothing finer than this may be drawn. Exact: in the town, village or quarter that is
/// named (ACLED geo_precision 1). Near: by it, or by a name that no gazetteer has. District: somewhere around it, or a
/// second-level unit. Region: a first-level unit, or part of a country.
enum class PlacePrecision { exact, near, district, region, country };

enum class TimePrecision { minute, hour, day, week, month, year };

/// Where a fact about the document, or a slot that its sentence does not give, was taken from.
enum class Provenance { sentence, paragraph, headline, dateline, document, text, metadata, url, path, given };

enum class BlockKind { heading, body, caption, post, boilerplate };

template <class E>
struct Words;  // specialised below: the words of E in the order of its values

template <>
struct Words<ClaimKind> {
  static constexpr std::array<std::string_view, 7> all{"casualty", "displacement", "control", "attack",
                                                       "denial",   "statement",    "movement"};
};
template <>
struct Words<Outcome> {
  static constexpr std::array<std::string_view, 8> all{"killed",   "injured",    "missing",   "detained",
                                                       "abducted", "casualties", "displaced", "returned"};
};
template <>
struct Words<NumberForm> {
  static constexpr std::array<std::string_view, 7> all{"digits", "words", "article", "name", "vague", "plural", "none"};
};
template <>
struct Words<Hedge> {
  static constexpr std::array<std::string_view, 9> all{"exact", "at_least", "more_than", "at_most", "less_than",
                                                       "about", "range",    "vague",     "unstated"};
};
template <>
struct Words<Group> {
  static constexpr std::array<std::string_view, 18> all{
      "people",      "civilians",   "children",   "women",     "men",        "soldiers",
      "police",      "fighters",    "combatants", "attackers", "medics",     "rescuers",
      "aid-workers", "journalists", "officials",  "prisoners", "foreigners", "other"};
};
template <>
struct Words<Aggregation> {
  static constexpr std::array<std::string_view, 3> all{"incident", "running", "background"};
};
template <>
struct Words<Modality> {
  static constexpr std::array<std::string_view, 5> all{"asserted", "denied", "feared", "planned", "negated"};
};
template <>
struct Words<Means> {
  static constexpr std::array<std::string_view, 13> all{"airstrike", "drone",        "shelling", "missile",  "chemical",
                                                        "car-bomb",  "suicide-bomb", "bomb",     "shooting", "clashes",
                                                        "execution", "stabbing",     "other"};
};
template <>
struct Words<ControlAction> {
  static constexpr std::array<std::string_view, 8> all{"captured", "recaptured", "lost",      "withdrew",
                                                       "entered",  "besieged",   "contested", "held"};
};
template <>
struct Words<MovementKind> {
  static constexpr std::array<std::string_view, 4> all{"deployment", "arrival", "evacuation", "departure"};
};
template <>
struct Words<SpeechAct> {
  static constexpr std::array<std::string_view, 10> all{"say",  "ask",    "call",   "condemn", "promise",
                                                        "warn", "accuse", "praise", "deny",    "believe"};
};
template <>
struct Words<Status> {
  static constexpr std::array<std::string_view, 4> all{"asserted", "claimed", "reported", "denied"};
};
template <>
struct Words<PlaceRole> {
  static constexpr std::array<std::string_view, 6> all{"in", "near", "around", "from", "to", "excluding"};
};
template <>
struct Words<PlacePrecision> {
  static constexpr std::array<std::string_view, 5> all{"exact", "near", "district", "region", "country"};
};
template <>
struct Words<TimePrecision> {
  static constexpr std::array<std::string_view, 6> all{"minute", "hour", "day", "week", "month", "year"};
};
template <>
struct Words<Provenance> {
  static constexpr std::array<std::string_view, 10> all{"sentence", "paragraph", "headline", "dateline", "document",
                                                        "text",     "metadata",  "url",      "path",     "given"};
};
template <>
struct Words<BlockKind> {
  static constexpr std::array<std::string_view, 5> all{"heading", "body", "caption", "post", "boilerplate"};
};

template <class E>
  requires requires { Words<E>::all; }
[[nodiscard]] constexpr std::string_view to_string(E value) {
  return Words<E>::all[static_cast<std::size_t>(value)];
}

/// nullopt where `word` is not of the vocabulary.
template <class E>
  requires requires { Words<E>::all; }
[[nodiscard]] constexpr std::optional<E> from_string(std::string_view word) {
  for (std::size_t i = 0; i < Words<E>::all.size(); ++i) {
    if (Words<E>::all[i] == word) return static_cast<E>(i);
  }
  return std::nullopt;
}

}  // namespace histor
