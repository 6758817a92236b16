// Each word of harm looks for its people by the order of the words and by the tree; here the two are weighed.
// Coordinated words share their people; parts take the harm of their whole; a weaker outcome yields.

#include "read/frame_finder.hpp"

#include <algorithm>

namespace histor {

std::vector<Frame> FrameFinder::run() {
  index_nominals();
  find_triggers();
  for (std::size_t t = 0; t < triggers_.size(); ++t) attach(t);
  share_forward();
  emit();
  tails();
  implied();
  borne();
  tolls();
  among();
  included();
  identified();
  listed();
  the_others();
  one_of_them();
  added();
  by_place();
  gapped();
  spelled_out();
  parts();
  join_outcomes();
  settle();
  return std::move(frames_);
}

void FrameFinder::index_nominals() {
  at_.assign(view_.size(), -1);
  for (std::uint32_t n = 0; n < nominals_.size(); ++n) {
    for (std::uint32_t i = nominals_[n].first; i < nominals_[n].end; ++i) at_[i] = static_cast<std::int32_t>(n);
  }
}

void FrameFinder::find_triggers() {
  std::uint32_t i = 0;
  while (i < view_.size()) {
    // "the number of people killed has risen to 57": the words of a toll state nothing but its figure.
    if (const TermMatch* toll = view_.term(i, TermKind::toll); toll != nullptr && toll->end - toll->first > 2) {
      i = toll->end;
      continue;
    }
    const TermMatch* match = view_.term(i, TermKind::harm);
    if (match != nullptr && at_[i] >= 0) {
      // A noun for people is no word of harm; "casualties" without a count may be both.
      const Nominal& nominal = nominals_[static_cast<std::size_t>(at_[i])];
      const bool both = nominal.kind == NominalKind::plural && nominal.implied && nominal.first == i;
      const bool within = nominal.harm_within == static_cast<std::int32_t>(i);
      if (nominal.has_noun && !both && !within) match = nullptr;
    }
    if (match == nullptr) {
      ++i;
      continue;
    }
    const HarmWord* word = &view_.lexicon().harms()[match->value];
    // "no arrests", "the killing of", "the murder of": a form that is verb and noun is the noun where the tree says
    // so, and without a tree after a number or an article.
    if (!word->noun && !word->adjective && !word->phrase && word->form != VerbForm::participle &&
        word->form != VerbForm::past) {
      const bool ambiguous = word->form == VerbForm::third || word->form == VerbForm::gerund;
      const bool after_determiner = i > 0 && (at_[i - 1] >= 0 || view_.is(i - 1, WordClass::determiner));
      const bool tagged = view_.tree().upos(i) == Upos::noun && !nominal_from(match->end);
      for (const TermMatch& other : view_.terms()) {
        if (((ambiguous && after_determiner) || tagged) && other.kind == TermKind::harm && other.first == i &&
            other.end == match->end && view_.lexicon().harms()[other.value].noun) {
          word = &view_.lexicon().harms()[other.value];
        }
      }
    }
    // "jail officials": a noun that is a verb elsewhere tells nothing.
    const bool bare_noun = word->form == VerbForm::base && !word->phrase && view_.tree().upos(i) == Upos::noun;
    // "jailed for nine years": a sentence, which a court passes on somebody held before.
    bool sentence = false;
    for (std::uint32_t k = match->end; word->by_police && view_.is(match->end, "for") && k < match->end + 5; ++k)
      sentence = sentence || view_.is(k, "years") || view_.is(k, "life") || view_.is(k, "months");
    // "2 dead, 1 critical": right behind a count, and before no noun.
    const auto counted = word->headline ? nominal_until(match->first) : std::nullopt;
    const bool out_of_headline =
        word->headline &&
        (view_.sentence().kind != BlockKind::heading || !counted || nominals_[*counted].kind != NominalKind::count ||
         (match->end < view_.size() && !view_.is_punct(match->end) && !view_.is(match->end, WordClass::preposition) &&
          !view_.is(match->end, "after")));
    if (!view_.is(match->end, "off") && !bare_noun && !sentence && !out_of_headline)  // "frost killed off the blossom"
      triggers_.push_back({match->first, match->end, word, {}, false});
    i = match->end;
  }
}

bool FrameFinder::skippable(std::uint32_t i) const {
  return view_.is(i, WordClass::adverb) && at_[i] < 0;
}

std::optional<std::uint32_t> FrameFinder::nominal_from(std::uint32_t i) const {
  if (i >= view_.size() || at_[i] < 0) return std::nullopt;
  const auto n = static_cast<std::uint32_t>(at_[i]);
  if (nominals_[n].first != i) return std::nullopt;
  return n;
}

std::optional<std::uint32_t> FrameFinder::nominal_until(std::uint32_t end) const {
  if (end == 0 || end > view_.size() || at_[end - 1] < 0) return std::nullopt;
  const auto n = static_cast<std::uint32_t>(at_[end - 1]);
  if (nominals_[n].end != end) return std::nullopt;
  return n;
}

std::int32_t FrameFinder::trigger_from(std::uint32_t i) const {
  for (std::size_t t = 0; t < triggers_.size(); ++t) {
    if (triggers_[t].first == i) return static_cast<std::int32_t>(t);
  }
  return -1;
}

std::int32_t FrameFinder::trigger_until(std::uint32_t end) const {
  for (std::size_t t = 0; t < triggers_.size(); ++t) {
    if (triggers_[t].end == end) return static_cast<std::int32_t>(t);
  }
  return -1;
}

void FrameFinder::attach(std::size_t t) {
  // "a missing woman", "the wife of a murdered policeman"
  if (const std::int32_t around = at_[triggers_[t].first];
      around >= 0 &&
      nominals_[static_cast<std::size_t>(around)].harm_within == static_cast<std::int32_t>(triggers_[t].first)) {
    triggers_[t].patients.push_back(static_cast<std::uint32_t>(around));
    triggers_[t].path = "within";
    return;
  }
  if (triggers_[t].word->of_deeds && !done_by_deed(triggers_[t])) return;
  attach_by_both(t);
  take_companions(t);
  for (std::uint32_t& n : triggers_[t].patients) n = by_name(n);
}

std::uint32_t FrameFinder::by_name(std::uint32_t n) {
  const Nominal person = nominals_[n];
  if (person.kind == NominalKind::name && person.group == Group::people && person.first > 0 &&
      view_.is_comma(person.first - 1)) {
    const auto noun = nominal_until(person.first - 1);
    if (noun && nominals_[*noun].kind == NominalKind::article) nominals_[n].group = nominals_[*noun].group;
  }
  if (person.kind != NominalKind::article) return n;
  // "one of them, a man of 46, died"
  if (person.first > 0 && view_.is_comma(person.first - 1)) {
    if (const auto one = nominal_until(person.first - 1);
        one && nominals_[*one].number.value == 1 && nominals_[*one].kind == NominalKind::count)
      return *one;
  }
  // "Amal Saleh, a leader of the group, was killed"
  if (person.first > 0 && view_.is_comma(person.first - 1) && !view_.tree().empty()) {
    const std::uint32_t top = view_.tree().top(person.first, person.end);
    const std::uint32_t head = view_.tree().head(top);
    if (view_.tree().relation(top) == UdRelation::apposition && head < person.first &&
        view_.tree().upos(head) == Upos::propn && !masked(head) && (at_[head] >= 0 || name_by_tree(head)) &&
        at_[head] >= 0) {
      const auto name = static_cast<std::uint32_t>(at_[head]);
      if (nominals_[name].kind == NominalKind::name) return name;
    }
  }
  // "a commander it named as Amal Saleh"
  for (std::uint32_t i = nominals_[n].end; i < nominals_[n].end + 5 && i < view_.size(); ++i) {
    if (!view_.is(i, "named") && !view_.is(i, "identified") && !view_.is(i, "known")) continue;
    const std::uint32_t as = view_.is(i + 1, "as") ? i + 1 : i + 2;  // "identified simply as"
    const auto called = view_.is(as, "as") ? nominal_from(as + 1) : std::nullopt;
    if (!called || nominals_[*called].kind != NominalKind::name) break;
    if (nominals_[*called].group == Group::people) nominals_[*called].group = nominals_[n].group;
    return *called;
  }
  if (!view_.is_comma(nominals_[n].end)) return n;
  const auto name = nominal_from(nominals_[n].end + 1);
  if (!name || nominals_[*name].kind != NominalKind::name) return n;
  if (nominals_[*name].group == Group::people) nominals_[*name].group = nominals_[n].group;
  return *name;
}

void FrameFinder::take_companions(std::size_t t) {
  Trigger& trigger = triggers_[t];
  if (trigger.patients.empty() || trigger.word->noun) return;
  std::uint32_t i = trigger.end;
  while (skippable(i)) ++i;
  const std::uint32_t behind = past_companion(i);
  const auto n = behind > i ? nominal_from(behind) : std::nullopt;
  if (!n || !usable(*n, *trigger.word)) return;
  trigger.patients.push_back(*n);
  claimed_right_.push_back(*n);
}

std::uint32_t FrameFinder::past_companion(std::uint32_t i) const {
  const TermMatch* companion = view_.term(i, TermKind::companion);
  if (companion == nullptr) return i;
  const std::uint32_t end = companion->end;
  if (companion->value == 0) return end;
  if (view_.is(end, WordClass::possessive)) return end;
  // "with four of her children"
  const auto n = nominal_from(end);
  if (!n) return i;
  for (std::uint32_t k = end; k < nominals_[*n].end; ++k) {
    if (view_.is(k, WordClass::possessive)) return end;
  }
  return i;
}

void FrameFinder::attach_by_both(std::size_t t) {
  attach_by_order(t);
  Trigger& trigger = triggers_[t];
  trigger.path = "order";
  if (view_.tree().empty()) return;
  std::string path;
  bool somebody = false;  // the tree gives it people, if none that are counted
  bool taken_up = false;  // or a pronoun for some
  const std::vector<std::uint32_t> people = people_by_tree(trigger, path, somebody, taken_up);
  if (!trigger.paired && acts(trigger)) {
    trigger.patients = people;
    trigger.path = path;
    return;
  }
  // "six people including a child killed six others injured": both are passives, whatever the tree makes of them.
  if (trigger.paired) return;
  if (people.empty()) {
    // "Four rebels were killed and a fifth was captured": the subject is there, and is none of those counted.
    // "The suspect shot an officer and was arrested"
    const bool shared = path.substr(0, 6) == "conj <" && path.find("nsubj") != std::string::npos &&
                        auxiliary(trigger.first).has_value();
    const bool has_subject = path.substr(0, 10) == "nsubj:pass" || shared ||
                             (trigger.word->patient == Patient::subject && path.substr(0, 5) == "nsubj");
    if (has_subject && (somebody || taken_up) && !beside(trigger)) trigger.patients.clear();
    return;
  }
  if (trigger.patients.empty()) {
    trigger.patients = people;
  } else if (!trigger.word->noun && path.substr(0, 5) == "nsubj" && uncounted(trigger.patients) && !uncounted(people)) {
    // "Five miners who had gone to look for their comrades were killed"
    trigger.patients = people;
  } else if (trigger.word->noun || beside(trigger)) {
    std::erase_if(trigger.patients, [&](std::uint32_t n) {
      return std::find(people.begin(), people.end(), n) == people.end() && subject_of_another(trigger, n);
    });
  } else if (!names_one_of(trigger.patients, people) && !nearer_than_shared(trigger, path)) {
    trigger.patients = people;
  }
  // "The wounded men were taken away" takes up who was told of before.
  if (path.substr(0, 4) == "amod" && trigger.first > 0 && view_.is(trigger.first - 1, WordClass::determiner)) {
    std::erase_if(trigger.patients, [&](std::uint32_t n) {
      return nominals_[n].kind == NominalKind::plural && nominals_[n].first >= trigger.end;
    });
  }
  const auto by_tree = [&](std::uint32_t n) { return std::find(people.begin(), people.end(), n) != people.end(); };
  if (std::all_of(trigger.patients.begin(), trigger.patients.end(), by_tree)) trigger.path = path;
}

bool FrameFinder::uncounted(const std::vector<std::uint32_t>& people) const {
  return std::all_of(people.begin(), people.end(),
                     [&](std::uint32_t n) { return nominals_[n].kind == NominalKind::plural; });
}

void FrameFinder::take_tokens(std::uint32_t n, std::uint32_t first, std::uint32_t end) {
  for (std::uint32_t i = first; i < end; ++i) at_[i] = static_cast<std::int32_t>(n);
}

bool FrameFinder::beside(const Trigger& trigger) const {
  std::uint32_t left = trigger.first;
  while (left > 0 && (skippable(left - 1) || view_.is(left - 1, WordClass::be) || view_.is(left - 1, WordClass::have) ||
                      view_.is(left - 1, WordClass::relative))) {
    --left;
  }
  std::uint32_t right = trigger.end;
  while (skippable(right) || (view_.is_punct(right) && view_.surface(right) == ":")) ++right;
  return std::any_of(trigger.patients.begin(), trigger.patients.end(),
                     [&](std::uint32_t n) { return nominals_[n].end == left || nominals_[n].first == right; });
}

bool FrameFinder::names_one_of(const std::vector<std::uint32_t>& names,
                               const std::vector<std::uint32_t>& people) const {
  for (const std::uint32_t name : names) {
    for (const std::uint32_t person : people) {
      const std::uint32_t end = nominals_[person].end;
      if (view_.is_comma(end) && nominals_[name].first == end + 1) return true;
    }
  }
  return false;
}

std::uint32_t FrameFinder::add_nominal(std::uint32_t first, std::uint32_t end, NumberForm form, Hedge hedge) {
  Nominal nominal;
  nominal.kind = NominalKind::count;
  nominal.first = first;
  nominal.end = end;
  nominal.number.form = form;
  nominal.number.hedge = hedge;
  nominal.number.span = view_.span(first, end);
  nominal.number.text = std::string(slice(view_.text(), nominal.number.span));
  nominals_.push_back(std::move(nominal));
  take_tokens(static_cast<std::uint32_t>(nominals_.size() - 1), first, end);
  return static_cast<std::uint32_t>(nominals_.size() - 1);
}

void FrameFinder::tell(std::uint32_t n, Outcome outcome, std::uint32_t first, std::uint32_t end, const char* rule) {
  Frame frame;
  frame.nominal = n;
  frame.outcome = outcome;
  frame.trigger_first = first;
  frame.trigger_end = end;
  frame.rule = rule;
  frames_.push_back(frame);
}

bool FrameFinder::is_told(std::uint32_t n) const {
  return std::any_of(frames_.begin(), frames_.end(), [n](const Frame& frame) { return frame.nominal == n; });
}

bool FrameFinder::add(std::uint32_t n, const Trigger& trigger, const char* rule, std::int32_t whole) {
  for (const Frame& frame : frames_) {
    if (frame.nominal == n && frame.outcome == trigger.word->outcome) return false;
  }
  Frame frame;
  frame.nominal = n;
  frame.outcome = trigger.word->outcome;
  frame.trigger_first = trigger.first;
  frame.trigger_end = trigger.end;
  frame.word = trigger.word;
  frame.whole = whole;
  frame.rule = rule;
  frame.path = trigger.path;
  const bool base = trigger.word->form == VerbForm::base || trigger.word->phrase || trigger.word->single;
  // "threatened to assault and murder": the second stands without its "to".
  const SentenceTree& tree = view_.tree();
  const bool joined = trigger.word->form == VerbForm::base && tree.size() > trigger.first &&
                      tree.relation(trigger.first) == UdRelation::conjunct &&
                      tree.head(trigger.first) != SentenceTree::none &&
                      tree.child(tree.head(trigger.first), UdRelation::marker) != SentenceTree::none &&
                      view_.is(tree.child(tree.head(trigger.first), UdRelation::marker), "to");
  frame.planned = joined;
  // "continue to kill civilians" does.
  const bool goes_on = trigger.first > 1 && tree.size() > trigger.first && tree.lemma(trigger.first - 2) == "continue";
  frame.planned =
      frame.planned || (base && !goes_on && trigger.first > 0 &&
                        (view_.is(trigger.first - 1, "to") || view_.is(trigger.first - 1, WordClass::modal)));
  frames_.push_back(frame);
  return true;
}

void FrameFinder::emit() {
  for (const Trigger& trigger : triggers_) {
    for (const std::uint32_t n : trigger.patients) {
      // One count of the killed and the injured together says neither how many died nor how many were hurt.
      const bool counted =
          nominals_[n].number.form == NumberForm::digits || nominals_[n].number.form == NumberForm::words;
      const bool either = trigger.first > 0 && view_.is(trigger.first - 1, "or");
      if ((trigger.shared || runs_on(trigger, n)) && (counted || either) &&
          nominals_[n].number.value.value_or(1) != 0) {
        bool merged = false;
        for (Frame& frame : frames_) {
          if (frame.nominal == n && frame.outcome == Outcome::killed && trigger.word->outcome == Outcome::injured) {
            frame.outcome = Outcome::casualties;
            merged = true;
          }
        }
        if (merged) continue;
      }
      add(n, trigger,
          trigger.word->noun        ? "harm-noun"
          : trigger.word->adjective ? "harm-adjective"
          : trigger.word->phrase    ? "harm-phrase"
                                    : "harm-verb");
    }
  }
}

bool FrameFinder::acts(const Trigger& trigger) const {
  const bool phrase = trigger.word->phrase && trigger.word->patient == Patient::object;
  if (trigger.word->noun || trigger.word->adjective || (trigger.word->phrase ? !phrase : !trigger.word->past_too) ||
      trigger.patients.size() != 1 || auxiliary(trigger.first))
    return false;
  const Nominal& left = nominals_[trigger.patients.front()];
  if (left.end > trigger.first || (left.kind != NominalKind::name && left.kind != NominalKind::article)) return false;
  const SentenceTree& tree = view_.tree();
  const std::uint32_t verb = tree.top(trigger.first, trigger.end);
  // "shot and killed Kovic", "stabbed and wounded an intruder": the object may hang on the other word.
  std::uint32_t object = tree.child(verb, UdRelation::object);
  const auto beyond = [&](std::uint32_t i) { return i != SentenceTree::none && i >= trigger.end; };
  for (std::uint32_t i = trigger.first; i < trigger.end && !beyond(object); ++i)
    object = tree.child(i, UdRelation::object);
  for (const std::uint32_t c : tree.children(verb)) {
    if (!beyond(object) && tree.relation(c) == UdRelation::conjunct) object = tree.child(c, UdRelation::object);
  }
  const std::uint32_t subject = tree.child(verb, UdRelation::subject);
  constexpr std::uint32_t near = 6;
  return object != SentenceTree::none && subject != SentenceTree::none && object >= trigger.end &&
         object < trigger.end + near && subject < trigger.first && !tree.has(verb, UdRelation::passive_auxiliary);
}

bool FrameFinder::done_by_deed(const Trigger& trigger) const {
  const auto deed = [&](std::uint32_t i) {
    return view_.term(i, TermKind::means) != nullptr || view_.term(i, TermKind::deed) != nullptr ||
           view_.term_before(i + 1, TermKind::means) != nullptr || view_.term_before(i + 1, TermKind::deed) != nullptr;
  };
  if (trigger.first > 0 && deed(trigger.first - 1)) return true;
  if (view_.tree().empty()) return false;
  const std::uint32_t subject = view_.tree().child(view_.tree().top(trigger.first, trigger.end), UdRelation::subject);
  return subject != SentenceTree::none && deed(subject);
}

bool FrameFinder::runs_on(const Trigger& trigger, std::uint32_t n) const {
  // "killed injured 25", "killing or wounding scores"
  std::int32_t before = trigger_until(trigger.first);
  if (before < 0 && trigger.first > 0 && view_.is(trigger.first - 1, WordClass::coordinator))
    before = trigger_until(trigger.first - 1);
  if (before < 0) return false;
  const std::vector<std::uint32_t>& same = triggers_[static_cast<std::size_t>(before)].patients;
  return std::find(same.begin(), same.end(), n) != same.end();
}

void FrameFinder::join_outcomes() {
  // "5,000 soldiers killed, wounded, captured or missing": one count of them all.
  for (Frame& frame : frames_) {
    if (frame.outcome != Outcome::casualties || frame.word == nullptr) continue;
    for (Frame& other : frames_) {
      const bool beyond = other.outcome == Outcome::detained || other.outcome == Outcome::missing;
      if (other.nominal != frame.nominal || !beyond || other.trigger_first < frame.trigger_end) continue;
      bool listed = true;
      for (std::uint32_t i = frame.trigger_end; i < other.trigger_first; ++i)
        listed = listed &&
                 (view_.is_comma(i) || view_.is(i, WordClass::coordinator) || view_.term(i, TermKind::harm) != nullptr);
      if (listed) other.joined = true;
    }
  }
}

void FrameFinder::settle() {
  std::vector<bool> drop(frames_.size(), false);
  for (std::size_t f = 0; f < frames_.size(); ++f) {
    const Nominal& nominal = nominals_[frames_[f].nominal];
    if (nominal.thing || frames_[f].joined) drop[f] = true;
    // Combatants who flee retreat: nobody was uprooted.
    const bool combatants = nominal.group == Group::fighters || nominal.group == Group::soldiers ||
                            nominal.group == Group::attackers || nominal.group == Group::police ||
                            nominal.group == Group::combatants;
    const bool uprooted = frames_[f].outcome == Outcome::displaced || frames_[f].outcome == Outcome::returned;
    if (uprooted && combatants) drop[f] = true;
    // One person who flees gets away, one who returns comes home: neither was uprooted by a war.
    if (uprooted && (nominal.kind == NominalKind::name || nominal.kind == NominalKind::article)) drop[f] = true;
    // "the number of people wounded and killed": a number that is not given.
    if (nominal.kind == NominalKind::plural && nominal.first >= 2 && view_.is(nominal.first - 1, "of") &&
        view_.is(nominal.first - 2, "number"))
      drop[f] = true;
    if (frames_[f].planned && nominal.kind != NominalKind::count) drop[f] = true;
    // One person who was hurt and died is told once, as dead.
    if (nominal.number.value == 1 && frames_[f].outcome == Outcome::injured) {
      for (const Frame& other : frames_)
        drop[f] = drop[f] || (other.nominal == frames_[f].nominal && other.outcome == Outcome::killed);
    }
    // "An ambulance driver, missing since Monday, has been confirmed dead"
    if (frames_[f].outcome == Outcome::missing) {
      for (const Frame& other : frames_)
        drop[f] = drop[f] || (other.nominal == frames_[f].nominal && other.outcome == Outcome::killed);
    }
    if (frames_[f].word == nullptr || !frames_[f].word->weak) continue;
    for (std::size_t g = 0; g < frames_.size(); ++g) {
      if (g != f && frames_[g].nominal == frames_[f].nominal && frames_[g].word != nullptr && !frames_[g].word->weak)
        drop[f] = true;
    }
  }
  std::vector<std::size_t> order;
  for (std::size_t f = 0; f < frames_.size(); ++f) {
    if (!drop[f]) order.push_back(f);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto& na = nominals_[frames_[a].nominal].number.span;
    const auto& nb = nominals_[frames_[b].nominal].number.span;
    if (na != nb) return na < nb;
    return frames_[a].outcome < frames_[b].outcome;
  });
  std::vector<std::int32_t> renamed(frames_.size(), -1);
  std::vector<Frame> kept;
  for (const std::size_t f : order) {
    renamed[f] = static_cast<std::int32_t>(kept.size());
    nominals_[frames_[f].nominal].harmed = true;
    kept.push_back(frames_[f]);
  }
  for (Frame& frame : kept) {
    if (frame.whole >= 0) frame.whole = renamed[static_cast<std::size_t>(frame.whole)];
  }
  frames_ = std::move(kept);
}

std::vector<Frame> find_frames(const SentenceView& view, std::span<const Masked> masks,
                               std::vector<Nominal>& nominals) {
  return FrameFinder(view, masks, nominals).run();
}

}  // namespace histor
