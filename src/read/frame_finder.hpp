#pragma once
// The finder of harm frames, in four files: frames.cpp puts the steps together, frames_by_order.cpp looks where the
// form of the word puts its people, frames_by_tree.cpp where the tree hangs them, frames_of_nouns.cpp reads tolls,
// shares, parts and names, which no verb of harm tells. Known to those four alone.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "read/frames.hpp"

namespace histor {

class FrameFinder {
 public:
  /// As find_frames().
  FrameFinder(const SentenceView& view, std::span<const Masked> masks, std::vector<Nominal>& nominals)
      : view_(view), masks_(masks), nominals_(nominals) {}

  std::vector<Frame> run();

 private:
  /// A word of harm, and whom it was found to be said of.
  struct Trigger {
    std::uint32_t first = 0;
    std::uint32_t end = 0;
    const HarmWord* word = nullptr;
    std::vector<std::uint32_t> patients;
    bool shared = false;  ///< took the patients of the word it is coordinated with
    bool paired = false;  ///< the people behind it have a predicate of their own: "four killed six others injured"
    std::string path{};   ///< how they were found: through the tree ("nsubj:pass"), or "order"
  };

  // frames.cpp
  void index_nominals();
  void find_triggers();
  [[nodiscard]] bool skippable(std::uint32_t i) const;
  [[nodiscard]] std::optional<std::uint32_t> nominal_from(std::uint32_t i) const;
  [[nodiscard]] std::optional<std::uint32_t> nominal_until(std::uint32_t end) const;
  [[nodiscard]] std::int32_t trigger_from(std::uint32_t i) const;
  [[nodiscard]] std::int32_t trigger_until(std::uint32_t end) const;
  /// The order of the words and the tree each say whom the word is said of. People right beside it are its own whatever
  /// the tree says, for a parser errs more often than neighbours do; else the tree, which sees over clauses and
  /// appositions; and the order where the tree is silent: headlines, lists, texts that lost their commas.
  void attach(std::size_t t);
  /// "a bartender, Kayla Stroud, was shot": one person, whom the name tells best, and the noun what she was.
  [[nodiscard]] std::uint32_t by_name(std::uint32_t n);
  void attach_by_both(std::size_t t);
  /// "22 children were killed along with six teachers", "was shot with his driver".
  void take_companions(std::size_t t);
  /// One past what stands at i and brings in more of those harmed ("along with", "with" before somebody's own), or i.
  [[nodiscard]] std::uint32_t past_companion(std::uint32_t i) const;
  /// "25 gunmen killed injured": whether the word right before is said of the same people.
  [[nodiscard]] bool runs_on(const Trigger& trigger, std::uint32_t n) const;
  /// One count of the killed, hurt, captured and missing together is of casualties.
  void join_outcomes();
  [[nodiscard]] bool uncounted(const std::vector<std::uint32_t>& people) const;
  void take_tokens(std::uint32_t n, std::uint32_t first, std::uint32_t end);
  /// Whether some of its people stand right before or behind the word of harm.
  [[nodiscard]] bool beside(const Trigger& trigger) const;
  /// "Another man, Damir Begic, was shot": one of `people` by another name, which says more.
  [[nodiscard]] bool names_one_of(const std::vector<std::uint32_t>& names,
                                  const std::vector<std::uint32_t>& people) const;
  std::uint32_t add_nominal(std::uint32_t first, std::uint32_t end, NumberForm form, Hedge hedge);
  /// A harm that no word of harm with people of its own tells: a noun, a toll, a share, a name.
  void tell(std::uint32_t n, Outcome outcome, std::uint32_t first, std::uint32_t end, const char* rule);
  [[nodiscard]] bool is_told(std::uint32_t n) const;
  bool add(std::uint32_t n, const Trigger& trigger, const char* rule, std::int32_t whole = -1);
  void emit();
  /// A weaker outcome yields; frames are put in text order.
  void settle();

  // frames_by_order.cpp
  [[nodiscard]] bool usable(std::uint32_t n, const HarmWord& word) const;
  /// "killing 200 fighters, capturing 16 and destroying tanks": a bare count behind a word that took people before it.
  [[nodiscard]] bool goes_on(std::uint32_t n) const;
  /// Where the auxiliary of a participle stands: "were", also over "reported", "also", "to have". Null where there is
  /// none.
  [[nodiscard]] std::optional<std::uint32_t> auxiliary(std::uint32_t participle) const;
  /// The people to the right: "killed [at least 16 people] and [a child]".
  void take_objects(std::size_t t, std::uint32_t from);
  [[nodiscard]] bool has_predicate(std::uint32_t n) const;
  /// "killing two, a resident and officials said": whether they say it.
  [[nodiscard]] bool speaks(std::uint32_t n) const;
  /// Coordinated people to the left of one already found: "a father, a mother and a son".
  void take_left_list(std::size_t t, std::uint32_t n);
  /// "22 children 6 teachers killed": a headline leaves out what joins two counts.
  void take_uncoordinated(std::size_t t, std::uint32_t n);
  /// A part beside a predicate that its whole still waits for stands for the whole: "12 people including two children
  /// died".
  [[nodiscard]] std::uint32_t whole_waiting(std::uint32_t n) const;
  /// "one of whom": a part whose predicate follows.
  [[nodiscard]] bool bare_part(std::uint32_t n) const;
  /// The people right before a participle or "dead": "10 people killed", "dozens of dead", "20 others critically
  /// wounded".
  [[nodiscard]] std::optional<std::uint32_t> left_neighbour(std::uint32_t first) const;
  /// The subject of a predicate that begins at `from`: the nearest people to the left that are not inside a phrase of
  /// their own.
  void take_subject(std::size_t t, std::uint32_t from);
  /// Where the comma stands that opens the words between commas that the cue at `cue` is in (", the monitor said,");
  /// the cue itself where it is in none.
  [[nodiscard]] std::uint32_t passing_cue(std::uint32_t cue) const;
  /// "Two more, both elderly women, …": who those before it were, not others.
  [[nodiscard]] bool says_who(std::uint32_t n) const;
  void attach_by_order(std::size_t t);
  /// "6 killed 12 wounded": a count on the left that has no predicate but this one, in a headline.
  [[nodiscard]] bool follows_count(std::optional<std::uint32_t> left, const Trigger& trigger) const;
  /// Groups whose count may be the subject of killing.
  [[nodiscard]] static bool can_act(Group group);
  /// "Rebels seized Aleppo", "the guards killed time": an active verb whose object is no people. After a reduced
  /// passive
  /// ("10 people killed in …") stands a preposition, a mark, a conjunction, or nothing.
  [[nodiscard]] bool acts_on_thing(std::uint32_t left, const Trigger& trigger) const;
  [[nodiscard]] bool own_part_predicate(std::uint32_t n) const;
  void attach_noun(std::size_t t);
  /// "villagers told of casualties", "reports of casualties"
  [[nodiscard]] bool reports_of(std::uint32_t i) const;
  /// "deaths and injuries": whether what stands before "and" was told without a number.
  [[nodiscard]] bool joined_to_uncounted(std::uint32_t i) const;
  /// "a man allegedly stabbed Begic", "the man who kidnapped the child": one person beside an active verb, who did it.
  [[nodiscard]] bool acts(const Trigger& trigger) const;
  /// Whether the subject of the word of harm is an attack: "the bombing claimed five".
  [[nodiscard]] bool done_by_deed(const Trigger& trigger) const;
  [[nodiscard]] bool noun_trigger_after(std::uint32_t n) const;
  /// "killed and wounded dozens": the first takes what the second found.
  void share_forward();

  // frames_by_tree.cpp
  /// "9 people were killed, and 59 others, including 21 children, were hurt": the tree lets the second predicate share
  /// the first one's subject, though people who wait for one stand between the two.
  [[nodiscard]] bool nearer_than_shared(const Trigger& trigger, std::string_view path) const;
  [[nodiscard]] std::vector<std::uint32_t> people_by_tree(const Trigger& trigger, std::string& path, bool& somebody,
                                                          bool& taken_up);
  /// The people among the heads of noun phrases that the tree gives for `word`, as nominals.
  [[nodiscard]] std::vector<std::uint32_t> people_at(const std::vector<std::uint32_t>& tokens, const HarmWord& word);
  /// "a woman, Ola Hadad", "their leader, Samuel Osei": one person, whom the name tells best.
  [[nodiscard]] std::uint32_t named(std::uint32_t person);
  [[nodiscard]] bool masked(std::uint32_t i) const;
  /// What is killed, hurt or abducted is a person, in whatever list its noun may be missing: "twelve shepherds were
  /// killed", "a catechist", "Mirela Kovic". The noun phrase at `top` becomes a nominal; false where it can be none.
  [[nodiscard]] bool person_by_tree(std::uint32_t top, const HarmWord& word);
  /// The count that hangs on the noun at `top` becomes a count of people; false where none does.
  bool counted_by_tree(std::uint32_t top);
  /// The run of capitals around `top` that hang on it, without the title before it. One that ends in "s" and has a
  /// singular of its own is no name but a people: "Sunnis".
  [[nodiscard]] bool name_by_tree(std::uint32_t top);
  /// "journalist Mirela Kovic", "Damir Begic, 16", "Amal Saleh, a nurse": what stands beside a name tells who it was.
  void describe(Nominal& person, std::uint32_t top) const;
  void add_person(std::uint32_t first, std::uint32_t end, NominalKind kind, NumberForm form);
  /// "wounded 150, a health official said": the tree hangs the second on another verb, further on.
  [[nodiscard]] bool subject_of_another(const Trigger& trigger, std::uint32_t n) const;

  // frames_of_nouns.cpp
  /// "claimed 12 lives", "took 256 prisoners": the noun that is counted says what was done.
  void tails();
  /// Whether one of the phrase's own words stands right behind the people: "hostage", "from their homes".
  [[nodiscard]] bool followed(const HarmWord& word, std::uint32_t n) const;
  /// "sustained burns", "a child with a gunshot wound", "is in the county jail": what somebody bears, or where somebody
  /// was brought, by the verb or "with" that the tree ties it by.
  void borne();
  [[nodiscard]] std::vector<std::uint32_t> bearers_of(const HarmWord& word, std::uint32_t noun, std::string& path);
  /// "rescuers pulled 14 bodies from the rubble", "the bodies of six men", "8 martyrs": the noun says it, whatever the
  /// verb.
  void implied();
  /// What "the bodies of" right before token `first` says of those who follow.
  [[nodiscard]] std::optional<Outcome> bodies_of(std::uint32_t first) const;
  void tolls();
  [[nodiscard]] std::optional<Outcome> number_of(std::uint32_t i, std::uint32_t& end);
  /// "bringing to 329 the number killed", "gave 51 as the number of dead": the figure stands before its toll.
  bool toll_before(const TermMatch& match, const TollWord& toll);
  /// "a child was also among at least eight people killed": the first is a part of the second.
  void among();
  /// "with women and children among the victims": those up to `last`, of whom the noun at `victims` tells.
  void tell_victims(std::uint32_t last, std::uint32_t victims);
  /// "One of the children who were killed was his student; the other four were his sisters": told of with the one.
  void the_others();
  /// "Damir Begic was one of three people killed": what is told of all is told of each.
  void one_of_them();
  /// "Police named the dead as Amal Saleh, 38, and Danylo Bondar", "the victims were identified as …": the names say
  /// who those were of whom harm was told.
  void identified();
  /// "Four people were arrested: Amal Saleh, 23; Danylo Bondar, 18", "the victims were Amal Saleh, a nurse; …": names
  /// that say who those were of whom harm is told.
  void listed();
  /// The names from token `from` on; `counted` is the nominal that they break down, -1 where the sentence counts none.
  void tell_names(std::uint32_t from, Outcome outcome, std::uint32_t trigger_first, std::uint32_t trigger_end,
                  std::int32_t counted);
  /// "The dead included women and elders", "Among the victims were two nurses": shares of those told of before, without
  /// a count of their own or with one.
  void included();
  /// "21 civilians were killed, 15 in Northtown and six in Eastford": shares of the whole, each with its place.
  void by_place();
  /// "Five people were killed in Northtown and four in Eastford": a count that leaves its verb out.
  void gapped();
  /// "421 deaths: 236 civilians, 88 soldiers and 97 fighters": a count and what it is made of.
  void spelled_out();
  /// "killed 66 civilians, according to the monitor, as well as three rescuers": more of them behind who says so.
  void added();
  /// "39 were abducted, of whom 18 were released": those let go are no part of the harmed.
  [[nodiscard]] bool freed(std::uint32_t n) const;
  void parts();

  const SentenceView& view_;
  std::span<const Masked> masks_;
  std::vector<Nominal>& nominals_;
  std::vector<std::int32_t> at_;
  std::vector<Trigger> triggers_;
  std::vector<std::uint32_t> claimed_right_;
  std::vector<Frame> frames_;
};

}  // namespace histor
