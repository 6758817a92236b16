// Where the tree hangs the people of a word of harm (patients.hpp), and who is a person only because something was done
// to them: names and nouns of no list.

#include "read/frame_finder.hpp"

#include <algorithm>

#include "read/patients.hpp"

namespace histor {

bool FrameFinder::nearer_than_shared(const Trigger& trigger, std::string_view path) const {
  if (path.substr(0, 6) != "conj <") return false;
  const std::uint32_t before = view_.tree().head(view_.tree().top(trigger.first, trigger.end));
  return std::all_of(trigger.patients.begin(), trigger.patients.end(),
                     [&](std::uint32_t n) { return nominals_[n].first > before && nominals_[n].end <= trigger.first; });
}

std::vector<std::uint32_t> FrameFinder::people_by_tree(const Trigger& trigger, std::string& path, bool& somebody,
                                                       bool& taken_up) {
  Patients found = patients_by_tree(view_.tree(), trigger.first, trigger.end, *trigger.word);
  path = std::move(found.path);
  const SentenceTree& tree = view_.tree();
  somebody = std::any_of(found.tokens.begin(), found.tokens.end(), [&](std::uint32_t i) {
    // People by the order of the words that are part of the noun phrase are that noun phrase: "a 52-year-old guard".
    for (const std::uint32_t n : trigger.patients) {
      if (tree.under(tree.top(nominals_[n].first, nominals_[n].end), i)) return false;
    }
    if (trigger.word->patient == Patient::object) return tree.upos(i) == Upos::noun || tree.upos(i) == Upos::adj;
    return view_.term(i, TermKind::person) != nullptr || view_.lexicon().like_person(tree.lemma(i));
  });
  taken_up = std::any_of(found.tokens.begin(), found.tokens.end(),
                         [&](std::uint32_t i) { return view_.is(i, WordClass::pronoun) && at_[i] < 0; });
  return people_at(found.tokens, *trigger.word);
}

std::vector<std::uint32_t> FrameFinder::people_at(const std::vector<std::uint32_t>& tokens, const HarmWord& word) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t token : tokens) {
    token = named(token);
    if (at_[token] < 0 && (!person_by_tree(token, word) || at_[token] < 0)) continue;
    const std::uint32_t n = whole_waiting(static_cast<std::uint32_t>(at_[token]));
    if (!usable(n, word) || says_who(n) || (nominals_[n].introduced && tokens.size() > 1)) continue;
    if (std::find(out.begin(), out.end(), n) == out.end()) out.push_back(n);
  }
  return out;
}

std::uint32_t FrameFinder::named(std::uint32_t person) {
  if (at_[person] >= 0 && nominals_[static_cast<std::size_t>(at_[person])].kind != NominalKind::article) return person;
  // "a sergeant, identified as Amal Saleh, was killed"
  for (const std::uint32_t c : view_.tree().children(person)) {
    if (view_.tree().relation(c) != UdRelation::clause_of_noun ||
        !(view_.is(c, "identified") || view_.is(c, "named") || view_.is(c, "called")))
      continue;
    for (const std::uint32_t as : view_.tree().children(c)) {
      if (as < c || view_.tree().upos(as) != Upos::propn || masked(as)) continue;
      if (at_[as] >= 0 ? nominals_[static_cast<std::size_t>(at_[as])].kind == NominalKind::name : name_by_tree(as))
        return as;
    }
  }
  const std::uint32_t name = view_.tree().child(person, UdRelation::apposition);
  if (name == SentenceTree::none || view_.tree().upos(name) != Upos::propn || masked(name)) return person;
  if (at_[name] >= 0) return nominals_[static_cast<std::size_t>(at_[name])].kind == NominalKind::name ? name : person;
  return name_by_tree(name) ? name : person;
}

bool FrameFinder::masked(std::uint32_t i) const {
  return std::any_of(masks_.begin(), masks_.end(), [i](const Masked& mask) { return mask.first <= i && i < mask.end; });
}

bool FrameFinder::person_by_tree(std::uint32_t top, const HarmWord& word) {
  const bool of_persons = word.outcome == Outcome::killed || word.outcome == Outcome::injured ||
                          word.outcome == Outcome::abducted || (word.outcome == Outcome::detained && !word.phrase);
  // "three climbers missing"; but what else is missing is a thing.
  if (word.outcome == Outcome::missing && view_.tree().upos(top) == Upos::noun && !masked(top)) {
    if (!view_.lexicon().like_person(view_.tree().lemma(top)) || view_.term(top, TermKind::no_person) != nullptr)
      return false;
    if (counted_by_tree(top)) return true;
    if (view_.surface(top).back() != 's' || view_.tree().lemma(top).size() >= view_.surface(top).size()) return false;
    add_person(top, top + 1, NominalKind::plural, NumberForm::plural);
    return true;
  }
  // "stabbed Begic": what a person does to somebody by name.
  const bool named_object = word.weak && !word.single && !word.people_only && !word.phrase &&
                            word.form != VerbForm::none && view_.tree().upos(top) == Upos::propn &&
                            view_.tree().relation(top) == UdRelation::object;
  if (!of_persons || (word.weak && !named_object) || word.people_only || word.passive_only || view_.title_case() ||
      masked(top) || view_.token(top).kind != TokenKind::word) {
    return false;
  }
  for (const TermKind kind : {TermKind::no_person, TermKind::person, TermKind::means, TermKind::deed, TermKind::harm}) {
    if (view_.term(top, kind) != nullptr) return false;
  }
  const SentenceTree& tree = view_.tree();
  if (tree.upos(top) == Upos::propn) {
    // "killed some 520,000 KMT": a body's name behind a count stands for its people.
    const std::uint32_t number = tree.child(top, UdRelation::number);
    return number != SentenceTree::none && number < top ? counted_by_tree(top) : name_by_tree(top);
  }
  if (tree.upos(top) != Upos::noun || view_.capital(top) || word.noun) return false;
  for (const std::uint32_t c : tree.children(top)) {
    if (c > top) break;
    if (tree.relation(c) == UdRelation::number && at_[c] >= 0) return counted_by_tree(top);
    if (tree.relation(c) == UdRelation::determiner &&
        (view_.is(c, "a") || view_.is(c, "an") || view_.is(c, "another")) && at_[c] < 0 &&
        view_.lexicon().like_person(view_.surface(top))) {
      add_person(c, top + 1, NominalKind::article, NumberForm::article);
      return true;
    }
    if (tree.relation(c) == UdRelation::determiner || tree.relation(c) == UdRelation::possessor) return false;
  }
  std::uint32_t first = top;
  while (first > 0 && tree.head(first - 1) == top && tree.relation(first - 1) == UdRelation::compound &&
         at_[first - 1] < 0)
    --first;
  const std::string_view noun = view_.surface(top);
  const bool plural = noun.back() == 's' && tree.lemma(top).size() < noun.size();
  if (plural && view_.lexicon().like_person(tree.lemma(top))) {
    add_person(top, top + 1, NominalKind::plural, NumberForm::plural);
    return true;
  }
  // A headline leaves out the article.
  if (!plural && view_.sentence().kind == BlockKind::heading && view_.lexicon().like_person(noun)) {
    add_person(first, top + 1, NominalKind::article, NumberForm::article);
    return true;
  }
  return false;
}

bool FrameFinder::counted_by_tree(std::uint32_t top) {
  const SentenceTree& tree = view_.tree();
  for (const std::uint32_t c : tree.children(top)) {
    if (tree.relation(c) != UdRelation::number || at_[c] < 0 || c > top) continue;
    Nominal& counted = nominals_[static_cast<std::size_t>(at_[c])];
    if (counted.kind != NominalKind::count || counted.has_noun || counted.end > top) return false;
    counted.thing = false;
    counted.has_noun = true;
    counted.group_span = view_.span(counted.end, top + 1);
    counted.group_text = std::string(slice(view_.text(), *counted.group_span));
    take_tokens(static_cast<std::uint32_t>(at_[c]), counted.end, top + 1);
    counted.end = top + 1;
    return true;
  }
  return false;
}

bool FrameFinder::name_by_tree(std::uint32_t top) {
  const SentenceTree& tree = view_.tree();
  // "Beryslav: a worker was hit": what stands before a colon heads a line.
  if (!view_.capital(top) || (view_.is_punct(top + 1) && view_.surface(top + 1) == ":")) return false;
  std::uint32_t first = top;
  std::uint32_t end = top + 1;
  const auto part = [&](std::uint32_t i) {
    if (i >= view_.size() || masked(i) || at_[i] >= 0 || !tree.under(i, top)) return false;
    const bool stop = view_.is_punct(i) && view_.surface(i) == "." && i > 0 && view_.token(i - 1).span.size() <= 3;
    return stop || (view_.capital(i) && tree.upos(i) == Upos::propn);
  };
  // "Na'lisha Gravely": a capital right behind a name is part of it, whatever the tagger takes it for.
  const auto goes_on = [&](std::uint32_t i) {
    return i < view_.size() && view_.capital(i) && view_.word(i) == 0 && at_[i] < 0 && !masked(i) &&
           view_.token(i).kind == TokenKind::word;
  };
  while (first > 0 && part(first - 1)) --first;
  while (part(end) || goes_on(end)) ++end;
  while (end > first + 1 && view_.is_punct(end - 1)) --end;
  const std::uint32_t titles = first;
  while (first < end) {
    const TermMatch* title = view_.term(first, TermKind::title);
    if (title != nullptr) {
      first = title->end;
    } else if (view_.is_punct(first)) {
      ++first;
    } else {
      break;
    }
  }
  if (first >= end) return false;
  const std::string_view last = view_.surface(end - 1);
  if (end - first == 1 && last.back() == 's' && tree.lemma(end - 1).size() < last.size()) {
    add_person(first, end, NominalKind::plural, NumberForm::plural);
    take_tokens(static_cast<std::uint32_t>(nominals_.size() - 1), titles, first);
    return true;
  }
  add_person(first, end, NominalKind::name, NumberForm::name);
  take_tokens(static_cast<std::uint32_t>(nominals_.size() - 1), titles, first);
  describe(nominals_.back(), top);
  return true;
}

void FrameFinder::describe(Nominal& person, std::uint32_t top) const {
  const SentenceTree& tree = view_.tree();
  const auto take = [&](std::uint32_t noun) {
    for (std::uint32_t i = noun + 1; i-- > 0 && noun - i < 3;) {
      const TermMatch* term = view_.term(i, TermKind::person);
      if (term == nullptr || term->end != noun + 1) continue;
      person.group = view_.lexicon().people()[term->value].group;
      return true;
    }
    return false;
  };
  if (tree.relation(top) == UdRelation::apposition && take(tree.head(top))) return;
  for (const std::uint32_t c : tree.children(top)) {
    const UdRelation relation = tree.relation(c);
    if ((relation == UdRelation::apposition || relation == UdRelation::nominal_modifier ||
         relation == UdRelation::compound) &&
        take(c))
      return;
    if (relation != UdRelation::number && relation != UdRelation::apposition &&
        relation != UdRelation::nominal_modifier)
      continue;
    if (c <= person.end && view_.is_comma(person.end)) continue;
    const auto age = number_at(view_, c);
    if (age && age->number.form == NumberForm::digits && age->number.value.value_or(200) < view_.lexicon().adult_age())
      person.group = Group::children;
  }
}

void FrameFinder::add_person(std::uint32_t first, std::uint32_t end, NominalKind kind, NumberForm form) {
  Nominal person;
  person.kind = kind;
  person.first = first;
  person.end = end;
  person.has_noun = true;
  person.number.form = form;
  if (kind == NominalKind::plural) {
    person.number.hedge = Hedge::unstated;
  } else {
    person.number.value = 1;
    apply_hedge(person.number, Hedge::exact);
  }
  person.number.span = view_.span(first, end);
  // "Amal Saleh's death": the name without its ending.
  for (const std::string_view ending : {"'s", "’s"}) {
    const std::string_view words = slice(view_.text(), person.number.span);
    if (words.size() > ending.size() && words.substr(words.size() - ending.size()) == ending)
      person.number.span.end -= static_cast<std::uint32_t>(ending.size());
  }
  person.number.text = std::string(slice(view_.text(), person.number.span));
  nominals_.push_back(std::move(person));
  take_tokens(static_cast<std::uint32_t>(nominals_.size() - 1), first, end);
}

bool FrameFinder::subject_of_another(const Trigger& trigger, std::uint32_t n) const {
  const SentenceTree& tree = view_.tree();
  const std::uint32_t top = tree.top(nominals_[n].first, nominals_[n].end);
  const std::uint32_t verb = tree.head(top);
  return tree.relation(top) == UdRelation::subject && top >= trigger.end &&
         !(verb >= trigger.first && verb < trigger.end);
}

}  // namespace histor
