#pragma once
// A language pack: the words of harm, of count, of say, of people, of means and of scope, from the files of
// lang/<code>/.
//
// Every entry becomes a term: a run of words, each with its alternatives, of one kind. The pack gives every word of the
// language it knows a number, so that matching a sentence compares numbers; the words themselves are touched once, when
// the sentence is looked up.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "model/vocabulary.hpp"
#include "text/tokens.hpp"

namespace histor {

struct LexiconFault;  // lexicon/check.hpp

/// Number of a word in its pack; 0 for a word that the pack does not know.
using WordId = std::uint32_t;

/// The part a function word plays, as a set: a word may have several.
enum class WordClass : std::uint32_t {
  determiner = 1U << 0,
  possessive = 1U << 1,
  preposition = 1U << 2,
  conjunction = 1U << 3,
  coordinator = 1U << 4,
  subordinator = 1U << 5,
  relative = 1U << 6,
  pronoun = 1U << 7,
  be = 1U << 8,
  have = 1U << 9,
  modal = 1U << 10,
  adverb = 1U << 11,
  report = 1U << 12,
};

enum class TermKind : std::uint8_t {
  person,  ///< value: index into Lexicon::people()
  harm,    ///< value: index into Lexicon::harms()
  borne,   ///< what somebody has or where somebody is brought: wounds, a jail; value: index into Lexicon::harms()
  tail,    ///< a verb that does harm with some nouns only ("claimed … lives"); value: index into Lexicon::harms()
  toll,    ///< value: index into Lexicon::tolls()
  victim,  ///< a noun for those who were killed, when it is said who they were: "victims"; value: 1 for what is left of
           ///< them
  companion,   ///< brings in more of those harmed: "along with"; value: 1 for what only somebody's own stand after
  currency,    ///< before a sum of money: "INR"
  severity,    ///< grades a wound: "critically"
  causing,     ///< before harm that is not counted: "caused deaths"
  toll_link,   ///< between a toll and its figure: "reached"
  hedge,       ///< value: Hedge
  vague,       ///< a vague quantity
  zero,        ///< "no", "nobody"
  remainder,   ///< "others", "more" after a count
  title,       ///< before a person's name: "Dr", "Chief Petty Officer"; value: 1 + the group that it tells, 0 for none
  pronoun_of,  ///< takes up somebody named before: "he"; value: Group
  those,       ///< "those" standing for people
  no_person,   ///< a noun for what is killed, hurt or taken and is no person: livestock, a vehicle
  means,       ///< value: Means
  deed,        ///< an attack whose means is not told: "attack", "targeted"
  say,  ///< a verb of saying; value: 1 for one that names its hearer ("told"), 2 for one that names whom it blames
  before_source,    ///< "according to"
  movement,         ///< value: index into Lexicon::movements()
  mover,            ///< who or what moves: "troops"
  of_war,           ///< tells by itself that a report is of a war: "shelling"
  attack_of_place,  ///< what it is done to is a place: "shelled Eastford"
  attack_verb,      ///< an act of violence: "shelled"
  attack_happens,   ///< a verb whose subject is an attack: "air strikes hit …"
  attack_does,      ///< a verb whose object is one: "launched …"
  hand,             ///< behind an actor, a deed that is theirs: "the army's offensive"
  downed,           ///< what befalls an aircraft, which did nothing then: "shot down"
  speech,           ///< value: index into Lexicon::speeches()
  claims_deed,      ///< behind whoever says that a deed was theirs: "claimed responsibility"
  accusing,         ///< a verb that lays a deed to its subject or object: "charged"; by lemma
  citing,           ///< "citing"
  figure_of,        ///< "figure", "toll": somebody's
  anaphora,         ///< stands for the last source
  breakdown,        ///< "including"
  background,
  violent_crime,  ///< what a suspect is held for who did harm to people: "robbery"
  wide,           ///< an area without a name, wider than a town: "the north-west", "nationwide"
  long_ago,       ///< "years ago"
  superlative,    ///< before a "since" that tells how long there was none like it: "the deadliest"
  compared,       ///< before what a figure is measured by: "compared with"
  trial,          ///< a court at work: "pleaded guilty"
  running,
  other_cause,  ///< disease and age
  process,      ///< the fighting as a whole, as the one that kills: "the violence has killed"
  provisional,
  feared,
  denied,
  planned,
  negated,
  excluding,
  as_of,
  particle,         ///< between the words of a name: "al", "bin", "van"
  freed,            ///< let go, or come through: "released", "survived"
  contesting,       ///< tells of trying: "fighting to"
  preventing,       ///< keeps somebody from it: "prevented them from"
  fight,            ///< what a place may be taken after or in: "clashes"
  fought,           ///< tells that a place was taken by fighting: "by force"
  unopposed,        ///< tells that nobody fought for it: "without resistance"
  other_place,      ///< beside it "the town" is another: "neighbouring"
  place_noun,       ///< stands for a place that can be held: "town", "barracks"
  institution,      ///< behind a place's name it makes the name of a body or house: "county sheriff", "city hospital"
  street,           ///< part of the name of a street or house: "avenue"
  settlement_noun,  ///< a name beside it is a place's: "village"
  site_noun,        ///< a name before it is a site's, which stands in a town: "roundabout"
  control,          ///< value: index into Lexicon::controls()
};

/// A noun for people who can be counted.
struct PersonNoun {
  Group group = Group::people;
  bool plural = false;
  bool singular = false;
  bool bound = false;              ///< counts people only with a verb of its own: "claimed 12 lives"
  std::optional<Outcome> outcome;  ///< what a count of them says by itself: bodies are killed
};

enum class VerbForm : std::uint8_t { base, third, past, participle, gerund, none };
enum class Patient : std::uint8_t { object, subject };

/// What a word says was done to people.
struct HarmWord {
  Outcome outcome = Outcome::killed;
  VerbForm form = VerbForm::none;  ///< none for nouns and phrases
  bool past_too = false;           ///< a participle that is the simple past as well ("killed")
  Patient patient = Patient::object;
  bool noun = false;                 ///< "deaths"
  bool adjective = false;            ///< "dead": stands after those it is said of
  bool phrase = false;               ///< several words whose own patient rule holds: "lost their lives"
  bool weak = false;                 ///< yields to another outcome told of the same people
  bool passive_only = false;         ///< counts only where people are its subject
  bool people_only = false;          ///< counts only with a noun for people
  bool natural = false;              ///< tells of deaths without violence too: "died"
  bool bare = false;                 ///< what follows the people tells that they are some: "took 251 hostage"
  bool headline = false;             ///< counts in headlines alone, right behind a count: "three held", "2 critical"
  bool of_deeds = false;             ///< does harm only where its subject is an attack: "claimed"
  bool by_police = false;            ///< the police do it where nobody else is told to have: an arrest
  bool single = false;               ///< counts only of one person: "a bullet struck him", not "strikes hit 12 men"
  std::vector<WordId> tails;         ///< of a `tail` term: the nouns that its count must be of
  std::vector<std::string> bearers;  ///< of a `borne` term: lemmas of the verbs that tie it to somebody
  bool with = false;                 ///< of a `borne` term: "a child with a wound" tells it too
  std::vector<std::vector<WordId>> followers;  ///< of a `tail` term: the words one of which must stand after its count
  std::optional<Means> means;
  std::optional<Group> group;
  std::string name;  ///< of the entry, for `rule`
};

struct TollWord {
  Outcome outcome = Outcome::killed;
  bool weak = false;
};

struct ControlWord {
  ControlAction action = ControlAction::captured;
  std::string name;
  bool of_subject = false;  ///< its subject is the place: "fell to the rebels", "changed hands"
  bool idle = false;        ///< tells of no place: "took place", "took part"
  bool under = false;   ///< a noun that tells who holds a place by whose name stands before it: "under rebel control"
  bool strict = false;  ///< counts only where the tree says that it is said of a place: "took", "held", "lost"
};

/// A verb, phrase or noun by which somebody says something.
struct SpeechWord {
  SpeechAct act = SpeechAct::say;
  bool clause = false;  ///< speaks only where a clause is what is said
  bool noun = false;    ///< "a warning that …"
  std::string name;     ///< of the entry, for `rule`
};

/// A verb of a body that moves.
struct MovementWord {
  MovementKind kind = MovementKind::deployment;
  bool of_object = false;  ///< the object of an active verb moves: "deployed 2,000 troops"
  std::string name;        ///< of the entry, for `rule`
};

struct TermMatch {
  std::uint32_t first = 0;  ///< token indices within the sentence given
  std::uint32_t end = 0;
  TermKind kind = TermKind::person;
  std::uint32_t value = 0;
};

struct LexiconFile {
  std::string_view name;  ///< "lang/en/harm.toml": for errors, and its stem tells what it holds
  std::string_view text;
};

/// Immutable once made; any number of threads may read.
class Lexicon {
 public:
  /// Reads the files of one language pack. The first fault is an Error with `where` "file:line".
  [[nodiscard]] static Result<Lexicon> from_toml(std::span<const LexiconFile> files);
  /// All that from_toml() would refuse in one file, each table and each word for itself.
  [[nodiscard]] static std::vector<LexiconFault> faults_of(const LexiconFile& file);
  /// The English pack compiled into the program.
  [[nodiscard]] static const Lexicon& english();

  /// The number of `word`, whatever its case; curly apostrophes count as straight.
  [[nodiscard]] WordId find(std::string_view word) const;
  [[nodiscard]] bool is(WordId word, WordClass type) const {
    return word < classes_.size() && (classes_[word] & static_cast<std::uint32_t>(type)) != 0;
  }
  /// The value of a number word ("seven"); nullopt else.
  [[nodiscard]] std::optional<std::int64_t> number(WordId word) const;
  /// 100, 1000, … for a word that multiplies ("million").
  [[nodiscard]] std::optional<std::int64_t> scale(WordId word) const;
  /// 12 for "dozen": an exact collective, where one or a number stands before it.
  [[nodiscard]] std::optional<std::int64_t> unit(WordId word) const;

  /// Appends every term that begins at `words[at]`, the longest first.
  void terms_at(std::span<const WordId> words, std::uint32_t at, std::vector<TermMatch>& out) const;

  [[nodiscard]] const std::vector<PersonNoun>& people() const { return people_; }
  [[nodiscard]] const std::vector<HarmWord>& harms() const { return harms_; }
  [[nodiscard]] const std::vector<TollWord>& tolls() const { return tolls_; }
  [[nodiscard]] const std::vector<ControlWord>& controls() const { return controls_; }
  [[nodiscard]] const std::vector<MovementWord>& movements() const { return movements_; }
  [[nodiscard]] const std::vector<SpeechWord>& speeches() const { return speeches_; }
  [[nodiscard]] std::int64_t background_days() const { return background_days_; }
  [[nodiscard]] int adult_age() const { return adult_age_; }
  /// Whether a noun of no list has an ending of nouns for persons ("catechist").
  [[nodiscard]] bool like_person(std::string_view noun) const;

  /// Men or women, for a given name that tells.
  [[nodiscard]] std::optional<Group> given_name(std::string_view name) const;

  /// The words that make a sentence worth reading: of every harm, toll and control term one word, lower case.
  [[nodiscard]] const std::vector<std::string>& triggers() const { return triggers_; }

 private:
  friend class LexiconBuilder;
  struct Term {
    std::vector<std::vector<WordId>> words;
    TermKind kind = TermKind::person;
    std::uint32_t value = 0;
  };
  struct Vocabulary;

  std::shared_ptr<const Vocabulary> vocabulary_;
  std::vector<std::uint32_t> classes_;
  std::vector<std::int64_t> numbers_;  ///< by word; -1 where none
  std::vector<std::int64_t> scales_;
  std::vector<std::int64_t> units_;
  std::vector<Term> terms_;
  std::vector<std::vector<std::uint32_t>> by_first_;  ///< word -> terms, the longest first
  std::vector<PersonNoun> people_;
  std::vector<HarmWord> harms_;
  std::vector<TollWord> tolls_;
  std::vector<ControlWord> controls_;
  std::vector<SpeechWord> speeches_;
  std::vector<MovementWord> movements_;
  std::vector<std::string> triggers_;
  std::int64_t background_days_ = 180;
  int adult_age_ = 18;
  std::vector<std::string> person_endings_;
  std::unordered_map<std::string, Group> given_names_;
};

}  // namespace histor
