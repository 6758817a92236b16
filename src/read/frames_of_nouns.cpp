// Harm that no verb tells: tolls, nouns that say by themselves what happened ("bodies"), shares and parts of a count,
// names given to those who were counted.

#include "read/frame_finder.hpp"

#include <algorithm>

#include "read/patients.hpp"

namespace histor {

void FrameFinder::tails() {
  for (const TermMatch& match : view_.terms()) {
    if (match.kind != TermKind::tail) continue;
    const HarmWord& word = view_.lexicon().harms()[match.value];
    std::uint32_t k = match.end;
    while (skippable(k)) ++k;
    const auto n = nominal_from(k);
    // "lost his wife and four children"
    const bool own =
        n && nominals_[*n].kind == NominalKind::article && view_.is(nominals_[*n].first, WordClass::possessive);
    const bool any = n && !word.followers.empty() && word.bare;  // "took a priest hostage"
    if (!n || nominals_[*n].thing || (nominals_[*n].kind != NominalKind::count && !own && !any)) continue;
    const std::uint32_t last = nominals_[*n].end - 1;
    if (!word.tails.empty() && std::find(word.tails.begin(), word.tails.end(), view_.word(last)) == word.tails.end())
      continue;
    if (!word.followers.empty()) {
      // "taking a priest and scores of churchgoers hostage": all of the list.
      std::vector<std::uint32_t> list{*n};
      for (std::uint32_t end = nominals_[*n].end; list.size() < 4;) {
        std::uint32_t behind = end;
        while (view_.is_comma(behind) || view_.is(behind, WordClass::coordinator)) ++behind;
        const auto next = behind > end ? nominal_from(behind) : std::nullopt;
        if (!next || nominals_[*next].thing) break;
        list.push_back(*next);
        end = nominals_[*next].end;
      }
      while (!list.empty() && !followed(word, list.back())) list.pop_back();
      for (const std::uint32_t one : list) add(one, Trigger{match.first, match.end, &word, {}, false}, "harm-tail");
      continue;
    }
    add(*n, Trigger{match.first, match.end, &word, {}, false}, "harm-tail");
    const auto next =
        own && view_.is(nominals_[*n].end, WordClass::coordinator) ? nominal_from(nominals_[*n].end + 1) : std::nullopt;
    if (next && !nominals_[*next].thing && nominals_[*next].kind == NominalKind::count)
      add(*next, Trigger{match.first, match.end, &word, {}, false}, "harm-tail");
  }
}

bool FrameFinder::followed(const HarmWord& word, std::uint32_t n) const {
  const std::uint32_t end = nominals_[n].end;
  return std::any_of(word.followers.begin(), word.followers.end(), [&](const std::vector<WordId>& run) {
    for (std::uint32_t f = 0; f < run.size(); ++f) {
      if (end + f >= view_.size() || view_.word(end + f) != run[f]) return false;
    }
    // "drove more than 12 million from their homes", "took 251 hostage"
    return word.bare || nominals_[n].has_noun || view_.is(end + static_cast<std::uint32_t>(run.size()), "their");
  });
}

void FrameFinder::borne() {
  if (view_.tree().empty()) return;
  for (const TermMatch& match : view_.terms()) {
    if (match.kind != TermKind::borne) continue;
    const HarmWord& word = view_.lexicon().harms()[match.value];
    Trigger trigger{match.first, match.end, &word, {}, false};
    for (const std::uint32_t n : bearers_of(word, view_.tree().top(match.first, match.end), trigger.path)) {
      // "The victims were taken to hospital" takes somebody up.
      if (!is_told(n) && nominals_[n].kind != NominalKind::plural) add(n, trigger, "harm-borne");
    }
  }
}

std::vector<std::uint32_t> FrameFinder::bearers_of(const HarmWord& word, std::uint32_t noun, std::string& path) {
  const SentenceTree& tree = view_.tree();
  const auto bears = [&](std::uint32_t verb) {
    return std::find(word.bearers.begin(), word.bearers.end(), tree.lemma(verb)) != word.bearers.end();
  };
  // "for treatment of burns": through nouns up to the verb.
  std::uint32_t at = noun;
  for (int steps = 0; steps < 3; ++steps) {
    const UdRelation relation = tree.relation(at);
    const std::uint32_t mark = tree.child(at, UdRelation::case_mark);
    const std::uint32_t head = tree.head(at);
    if (head == SentenceTree::none || tree.has(at, UdRelation::copula)) {
      // "is in jail"
      const bool be = std::find(word.bearers.begin(), word.bearers.end(), "be") != word.bearers.end();
      const bool within = mark != SentenceTree::none && (view_.is(mark, "in") || view_.is(mark, "at") ||
                                                         view_.is(mark, "behind") || view_.is(mark, "under"));
      if (!be || !tree.has(at, UdRelation::copula) || !within) return {};
      Patients found = subjects_by_tree(tree, at);
      path = "cop < " + found.path;
      return people_at(found.tokens, word);
    }
    if (relation == UdRelation::nominal_modifier && word.with && mark != SentenceTree::none && view_.is(mark, "with") &&
        at_[head] >= 0) {
      path = "nmod <";
      return people_at({head}, word);
    }
    // "found a child with a gunshot wound"
    const std::uint32_t met = tree.child(head, UdRelation::object);
    if (relation == UdRelation::oblique && word.with && mark != SentenceTree::none && view_.is(mark, "with") &&
        met != SentenceTree::none && at_[met] >= 0) {
      path = "obl < obj";
      return people_at({met}, word);
    }
    if (relation == UdRelation::object || relation == UdRelation::oblique) {
      if (!bears(head)) return {};
      // "officers took Davis to a hospital": whoever is brought is the object.
      const std::uint32_t object = tree.child(head, UdRelation::object);
      if (relation == UdRelation::oblique && object != SentenceTree::none && object != at) {
        path = "obl < obj";
        return people_at({object}, word);
      }
      const bool passive = tree.has(head, UdRelation::passive_subject) || tree.has(head, UdRelation::passive_auxiliary);
      if (relation == UdRelation::oblique && !passive && tree.relation(head) == UdRelation::clause_of_noun) {
        path = "obl < acl <";
        return people_at({tree.head(head)}, word);
      }
      Patients found = subjects_by_tree(tree, head);
      path = std::string(to_string(relation)) + " < " + found.path;
      return people_at(found.tokens, word);
    }
    if (relation != UdRelation::nominal_modifier && relation != UdRelation::conjunct &&
        relation != UdRelation::compound)
      return {};
    at = head;
  }
  return {};
}

void FrameFinder::implied() {
  for (std::uint32_t n = 0; n < nominals_.size(); ++n) {
    const Nominal& nominal = nominals_[n];
    std::optional<Outcome> outcome = nominal.implied;
    const bool sought = std::any_of(frames_.begin(), frames_.end(), [n](const Frame& frame) {
      return frame.nominal == n && frame.outcome == Outcome::missing;
    });
    if (!outcome && nominal.first >= 2 && (nominal.has_noun || nominal.introduced || sought)) {
      outcome = bodies_of(nominal.first);
      // "the bodies of two missing persons": they are missing no more.
      for (Frame& frame : frames_) {
        if (outcome && frame.nominal == n && frame.outcome == Outcome::missing) frame.outcome = *outcome;
      }
    }
    // "the bodies of Amal Saleh, 84, and Hassan Saleh"
    if (!outcome && n > 0 && nominal.kind == NominalKind::name && is_told(n - 1) &&
        bodies_of(nominals_[n - 1].first).has_value() &&
        (view_.is(nominals_[n - 1].end, WordClass::coordinator) || view_.is_comma(nominals_[n - 1].end)))
      outcome = Outcome::killed;
    const bool none = nominal.number.value == 0 && outcome != Outcome::casualties;
    // "Amal Saleh's remains were found"
    if (!outcome && nominal.kind == NominalKind::name && nominal.end > 0) {
      const std::string_view last = view_.surface(nominal.end - 1);
      const TermMatch* remains = view_.term(nominal.end, TermKind::victim);
      if (remains != nullptr && remains->value == 1 && last.size() > 2 && last.back() == 's' &&
          last != nominal.number.text)
        outcome = Outcome::killed;
    }
    const bool bodies = !nominal.implied && nominal.kind == NominalKind::name;  // "the body of Amal Saleh"
    const bool counted = nominal.kind == NominalKind::count || nominal.kind == NominalKind::article || bodies;
    if (!outcome || !counted || none || (nominal.kind == NominalKind::article && nominal.implied)) continue;
    const bool told = is_told(n);
    if (told) continue;
    tell(n, *outcome, nominal.end - 1, nominal.end, nominal.of_told ? "share-of-harmed" : "people-noun");
  }
}

std::optional<Outcome> FrameFinder::bodies_of(std::uint32_t first) const {
  if (!view_.is(first - 1, "of")) return std::nullopt;
  // "the body was that of a local man"
  std::uint32_t at = first - 1;
  if (at >= 2 && (view_.is(at - 1, "that") || view_.is(at - 1, "those"))) {
    for (std::uint32_t k = at - 1; k-- > 0;) {
      const TermMatch* body = view_.term(k, TermKind::person);
      if (body != nullptr && view_.lexicon().people()[body->value].outcome == Outcome::killed) return Outcome::killed;
      const TermMatch* remains = view_.term(k, TermKind::victim);
      if (remains != nullptr && remains->value == 1) return Outcome::killed;
    }
    return std::nullopt;
  }
  if (const TermMatch* remains = view_.term_before(at, TermKind::victim); remains != nullptr && remains->value == 1)
    return Outcome::killed;
  const TermMatch* noun = view_.term_before(at, TermKind::person);
  if (noun == nullptr) return std::nullopt;
  const PersonNoun& entry = view_.lexicon().people()[noun->value];
  return entry.outcome == Outcome::killed ? entry.outcome : std::nullopt;
}

/// "the number of medical personnel martyred": the end of the words of a toll that no list has, and what it counts.
std::optional<Outcome> FrameFinder::number_of(std::uint32_t i, std::uint32_t& end) {
  if (!view_.is(i, "number") || !view_.is(i + 1, "of")) return std::nullopt;
  constexpr std::uint32_t longest = 6;
  for (std::uint32_t k = i + 2; k < view_.size() && k < i + 2 + longest && !view_.is_punct(k); ++k) {
    const TermMatch* harm = view_.term(k, TermKind::harm);
    if (harm == nullptr) {
      if (view_.is(k, WordClass::preposition) ||
          (at_[k] >= 0 && nominals_[static_cast<std::size_t>(at_[k])].kind == NominalKind::count))
        return std::nullopt;
      continue;
    }
    const HarmWord& word = view_.lexicon().harms()[harm->value];
    const bool those = view_.is(k - 1, "those");
    const bool people = at_[k - 1] >= 0 || those;
    const bool counted = word.noun ? word.outcome != Outcome::casualties : word.form == VerbForm::participle && people;
    if (!counted) return std::nullopt;
    end = harm->end;
    // What stands within tells nothing by itself.
    for (const Frame& frame : frames_) {
      Nominal& within = nominals_[frame.nominal];
      if (within.kind == NominalKind::plural && frame.trigger_first >= i && frame.trigger_end <= harm->end)
        within.thing = true;
    }
    return word.outcome;
  }
  return std::nullopt;
}

void FrameFinder::tolls() {
  for (std::uint32_t i = 0; i < view_.size(); ++i) {
    std::uint32_t end = i;
    if (view_.term(i, TermKind::toll) != nullptr) continue;
    const auto outcome = number_of(i, end);
    if (!outcome) continue;
    const TermMatch match{i, end, TermKind::toll, 0};
    const TollWord toll{*outcome, false};
    if (toll_before(match, toll)) continue;
    for (std::uint32_t k = end; k < view_.size() && k < end + 14; ++k) {
      const auto n = nominal_from(k);
      if (!n || nominals_[*n].kind != NominalKind::count || nominals_[*n].thing || is_told(*n)) continue;
      const bool linked = k > 0 && (view_.is(k - 1, "to") || view_.is(k - 1, "at") || view_.is(k - 1, WordClass::be));
      if (linked) tell(*n, *outcome, i, end, "toll");
      break;
    }
  }
  for (std::uint32_t i = 0; i < view_.size(); ++i) {
    const TermMatch* match = view_.term(i, TermKind::toll);
    if (match == nullptr) continue;
    const TollWord& toll = view_.lexicon().tolls()[match->value];
    if (toll_before(*match, toll)) continue;
    for (std::uint32_t k = match->end; k < view_.size() && k < match->end + 22; ++k) {
      if (view_.is_punct(k) && (view_.surface(k) == ";" || view_.surface(k) == ".")) break;
      if (view_.term(k, TermKind::toll) != nullptr && k > match->end) break;  // another toll has the figure
      const auto n = nominal_from(k);
      if (!n) continue;
      const Nominal& nominal = nominals_[*n];
      if (nominal.kind != NominalKind::count || nominal.thing || nominal.introduced) continue;
      if (nominal.number.form == NumberForm::vague && (!nominal.has_noun || is_told(*n))) continue;
      const bool linked = k > 0 && (view_.term_before(k, TermKind::toll_link) != nullptr ||
                                    (view_.is_punct(k - 1) && view_.surface(k - 1) == ":"));
      if (!linked) continue;
      Trigger trigger{match->first, match->end, nullptr, {}, false};
      bool exists = false;
      for (const Frame& frame : frames_) exists = exists || (frame.nominal == *n && frame.outcome == toll.outcome);
      if (!exists) {
        tell(*n, toll.outcome, trigger.first, trigger.end, "toll");
      }
      break;
    }
    i = match->end - 1;
  }
}

bool FrameFinder::toll_before(const TermMatch& match, const TollWord& toll) {
  std::uint32_t end = match.first;
  while (end > 0 && (view_.is(end - 1, WordClass::determiner) || view_.is(end - 1, "as"))) --end;
  const auto n = nominal_until(end);
  if (!n || end == match.first || toll.weak) return false;
  const Nominal& nominal = nominals_[*n];
  const bool given = nominal.first > 0 && (view_.is(nominal.first - 1, "to") || view_.is(end, "as"));
  if (!given || nominal.kind != NominalKind::count || nominal.has_noun) return false;
  nominals_[*n].thing = false;
  tell(*n, toll.outcome, match.first, match.end, "toll");
  return true;
}

void FrameFinder::among() {
  for (std::uint32_t at = 0; at < nominals_.size(); ++at) {
    std::uint32_t n = at;
    std::uint32_t i = nominals_[n].end;
    while (view_.is(i, WordClass::be) || view_.is(i, WordClass::adverb)) ++i;
    // "were identified among those killed"
    if (i > nominals_[n].end && view_.tree().upos(i) == Upos::verb && view_.term(i, TermKind::harm) == nullptr) ++i;
    if (!(view_.is(i, "among") || view_.is(i, "amongst"))) continue;
    std::uint32_t k = i + 1;
    while (view_.is(k, WordClass::determiner) && !nominal_from(k)) ++k;
    if (view_.is(k, "those")) ++k;
    const TermMatch* harm = view_.term(k, TermKind::harm);
    // "with women and children among the victims"
    const TermMatch* victim = view_.term(k, TermKind::victim);
    if (harm == nullptr && victim != nullptr && victim->value == 0 && k > i + 1) {
      tell_victims(n, k);
      continue;
    }
    // "2 medics among 31 dead", "six civilians, including a child, were among 22 people killed"
    if (const auto whole = nominal_from(k); whole && is_told(*whole)) {
      if (nominals_[n].introduced && nominals_[n].whole >= 0) n = static_cast<std::uint32_t>(nominals_[n].whole);
      const bool wider = nominals_[*whole].number.value.value_or(2) > nominals_[n].number.value.value_or(1);
      if (wider && *whole != n && !nominals_[n].thing) {
        nominals_[n].whole = static_cast<std::int32_t>(*whole);
        nominals_[n].introduced = true;
        nominals_[n].intro_first = nominals_[n].first;
        continue;
      }
    }
    if (i == nominals_[n].end && (harm == nullptr || nominals_[n].implied || is_told(n))) continue;
    if (harm != nullptr && k > i + 1) {
      // "ten children are among the dead"
      const HarmWord& word = view_.lexicon().harms()[harm->value];
      add(n, Trigger{harm->first, harm->end, &word, {}, false}, "harm-among");
      nominals_[n].of_told = true;
      nominals_[n].introduced = true;
      nominals_[n].intro_first = nominals_[n].first;
      // "a midwife, Amal Saleh, and three of her children among the fatalities"
      std::uint32_t first = nominals_[n].first;
      while (first > 0 && (view_.is_comma(first - 1) || view_.is(first - 1, WordClass::coordinator))) --first;
      const auto before = first < nominals_[n].first ? nominal_until(first) : std::nullopt;
      const bool person =
          before && (nominals_[*before].kind == NominalKind::name || nominals_[*before].kind == NominalKind::article);
      if (person && !is_told(*before)) {
        const std::uint32_t named = by_name(*before);
        nominals_[named].of_told = true;
        add(named, Trigger{harm->first, harm->end, &word, {}, false}, "harm-among");
      }
      continue;
    }
    if (const auto whole = nominal_from(k); whole && *whole != n) {
      nominals_[n].whole = static_cast<std::int32_t>(*whole);
      nominals_[n].introduced = true;
      nominals_[n].intro_first = nominals_[n].end;
    }
  }
}

void FrameFinder::tell_victims(std::uint32_t last, std::uint32_t victims) {
  std::uint32_t n = last;
  while (true) {
    if (!is_told(n) && !nominals_[n].thing) {
      tell(n, Outcome::killed, victims, victims + 1, "among-victims");
      nominals_[n].of_told = true;
    }
    std::uint32_t first = nominals_[n].first;
    while (first > 0 && (view_.is_comma(first - 1) || view_.is(first - 1, WordClass::coordinator))) --first;
    const auto before = first < nominals_[n].first ? nominal_until(first) : std::nullopt;
    if (!before) return;
    n = *before;
  }
}

void FrameFinder::one_of_them() {
  for (std::uint32_t n = 0; n < nominals_.size(); ++n) {
    if (nominals_[n].kind != NominalKind::name && nominals_[n].kind != NominalKind::article) continue;
    std::uint32_t i = nominals_[n].end;
    while (view_.is(i, WordClass::be) || view_.is(i, WordClass::adverb)) ++i;
    if (i == nominals_[n].end || !view_.is(i, "one") || !view_.is(i + 1, "of")) continue;
    i += 2;
    if (view_.is(i, "the") && !nominal_from(i)) ++i;
    const auto all = nominal_from(i);
    if (!all || is_told(n)) continue;
    for (std::size_t f = 0; f < frames_.size(); ++f) {
      if (frames_[f].nominal != *all) continue;
      Frame frame = frames_[f];
      frame.nominal = n;
      frame.whole = static_cast<std::int32_t>(f);
      frame.rule = "one-of-them";
      frames_.push_back(frame);
      break;
    }
  }
}

void FrameFinder::the_others() {
  for (std::uint32_t n = 0; n < nominals_.size(); ++n) {
    const Nominal& nominal = nominals_[n];
    if (nominal.kind != NominalKind::count || is_told(n) || nominal.first < 2 ||
        !view_.is(nominal.first - 1, "other") || !view_.is(nominal.first - 2, "the") ||
        !view_.is(nominal.end, WordClass::be))
      continue;
    const Frame* before = nullptr;
    for (const Frame& frame : frames_) {
      if (nominals_[frame.nominal].end <= nominal.first) before = &frame;
    }
    if (before == nullptr) continue;
    nominals_[n].thing = false;
    nominals_[n].of_told = true;
    if (nominals_[n].group == Group::people) nominals_[n].group = nominals_[before->nominal].group;
    // "One of the children who were killed …": they were told of before, as the others were.
    Nominal& one = nominals_[before->nominal];
    if (one.kind == NominalKind::article && view_.is(one.first, "one") && view_.is(one.first + 1, "of"))
      one.of_told = true;
    tell(n, before->outcome, before->trigger_first, before->trigger_end, "the-others");
  }
}

void FrameFinder::identified() {
  const SentenceTree& tree = view_.tree();
  for (std::uint32_t i = 0; i < view_.size(); ++i) {
    const bool names = view_.is(i, "identified") || view_.is(i, "named") || view_.is(i, "identifies") ||
                       view_.is(i, "names") || view_.is(i, "naming") || view_.is(i, "identifying");
    if (!names || tree.upos(i) != Upos::verb) continue;
    std::uint32_t who = tree.child(i, UdRelation::object);
    if (who == SentenceTree::none) who = tree.child(i, UdRelation::passive_subject);
    if (who == SentenceTree::none) continue;
    std::optional<Outcome> outcome;
    std::uint32_t trigger = i;
    for (std::uint32_t k = 0; k < view_.size() && !outcome; ++k) {
      if (k != who && tree.head(k) != who) continue;
      // "the dead", "the men killed", "those who died"; never "the officer who shot him".
      if (const TermMatch* harm = view_.term(k, TermKind::harm)) {
        const HarmWord& word = view_.lexicon().harms()[harm->value];
        const bool suffered = tree.relation(k) != UdRelation::relative_clause || word.patient == Patient::subject ||
                              tree.has(k, UdRelation::passive_auxiliary);
        if (suffered) outcome = word.outcome;
      }
      if (view_.is(k, "victim") || view_.is(k, "victims") || view_.is(k, "deceased")) outcome = Outcome::killed;
      if (outcome) trigger = k;
    }
    if (!outcome || *outcome == Outcome::detained) continue;
    for (std::uint32_t k = i + 1; k < view_.size(); ++k) {
      if (!view_.is(k, "as")) continue;
      for (std::uint32_t at = k + 1; at < view_.size(); ++at) {
        if (view_.is_punct(at) && !view_.is_comma(at) && view_.surface(at) != ".") break;
        auto n = nominal_from(at);
        if (!n && at_[at] < 0 && tree.upos(at) == Upos::propn && !masked(at) &&
            (at == k + 1 || view_.is_comma(at - 1) || view_.is(at - 1, WordClass::coordinator)) && name_by_tree(at)) {
          n = static_cast<std::uint32_t>(nominals_.size() - 1);
        }
        if (!n || nominals_[*n].kind != NominalKind::name) continue;
        const bool told = is_told(*n);
        if (told) continue;
        tell(*n, *outcome, trigger, trigger + 1, "identified-as");
      }
      break;
    }
  }
}

void FrameFinder::listed() {
  for (std::uint32_t i = 0; i + 1 < view_.size(); ++i) {
    // "the victims were"
    const TermMatch* victim = view_.term(i, TermKind::victim);
    const bool victims = victim != nullptr && victim->value == 0 && i > 0 && view_.is(i - 1, "the");
    if (victims && view_.is(i + 1, WordClass::be)) {
      tell_names(i + 2, Outcome::killed, i, i + 1, -1);
      continue;
    }
    if (!view_.is_punct(i) || view_.surface(i) != ":") continue;
    // "Four of the victims have been identified: …"
    bool told_who = false;
    bool of_victims = false;
    for (std::uint32_t k = 0; k < i; ++k) {
      const TermMatch* named = view_.term(k, TermKind::victim);
      of_victims = of_victims || (named != nullptr && named->value == 0);
      told_who = told_who || view_.is(k, "identified") || view_.is(k, "named");
    }
    if (of_victims && told_who && triggers_.empty()) {
      tell_names(i + 1, Outcome::killed, i, i + 1, -1);
      continue;
    }
    const Trigger* last = nullptr;
    for (const Trigger& trigger : triggers_) {
      if (trigger.end <= i && !trigger.patients.empty()) last = &trigger;
    }
    if (last == nullptr || nominals_[last->patients.back()].kind != NominalKind::count) continue;
    const std::uint32_t counted = last->patients.back();
    if (nominals_[counted].number.value.value_or(0) > 1)
      tell_names(i + 1, last->word->outcome, last->first, last->end, static_cast<std::int32_t>(counted));
  }
}

void FrameFinder::tell_names(std::uint32_t from, Outcome outcome, std::uint32_t trigger_first,
                             std::uint32_t trigger_end, std::int32_t counted) {
  // The first name stands near, the others behind marks and "and", over ages and what they were.
  constexpr std::uint32_t near = 5;
  bool any = false;
  for (std::uint32_t i = from; i < view_.size() && (any || i < from + near); ++i) {
    if (view_.term(i, TermKind::say) != nullptr || view_.is(i, WordClass::be)) break;
    auto n = nominal_from(i);
    // A name that nothing but its place in the list tells: behind a mark, "and", or what they were ("brothers").
    if (!n && at_[i] < 0 && view_.tree().upos(i) == Upos::propn && view_.capital(i) && !masked(i) && i > 0 &&
        (view_.is_punct(i - 1) || view_.is(i - 1, WordClass::coordinator) || at_[i - 1] >= 0 ||
         view_.term_before(i, TermKind::person) != nullptr)) {
      std::uint32_t end = i + 1;
      while (end < view_.size() && view_.capital(end) && at_[end] < 0 && !masked(end) &&
             view_.token(end).kind == TokenKind::word && !view_.is_punct(end))
        ++end;
      add_person(i, end, NominalKind::name, NumberForm::name);
      n = static_cast<std::uint32_t>(nominals_.size() - 1);
    }
    if (!n) continue;
    if (nominals_[*n].kind == NominalKind::name && !is_told(*n)) {
      tell(*n, outcome, trigger_first, trigger_end, "listed");
      for (std::size_t f = 0; f + 1 < frames_.size() && counted >= 0; ++f) {
        const Frame& whole = frames_[f];
        if (whole.nominal == static_cast<std::uint32_t>(counted) && whole.outcome == outcome)
          frames_.back().whole = static_cast<std::int32_t>(f);
      }
      if (counted < 0) nominals_[*n].of_told = true;
      any = true;
    }
    i = nominals_[*n].end - 1;
  }
}

void FrameFinder::included() {
  for (std::uint32_t i = 0; i < view_.size(); ++i) {
    const TermMatch* harm = view_.term(i, TermKind::harm);
    const TermMatch* toll = view_.term(i, TermKind::toll);
    const bool definite = i > 0 && view_.is(i - 1, "the");
    Outcome outcome = Outcome::killed;
    std::uint32_t end = i + 1;
    const auto substantive = [&](const HarmWord& word) {
      return word.adjective || (word.form == VerbForm::participle && !word.weak);
    };
    if (harm != nullptr && definite && substantive(view_.lexicon().harms()[harm->value])) {
      outcome = view_.lexicon().harms()[harm->value].outcome;
      end = harm->end;
    } else if (toll != nullptr && view_.is(i, "the") && toll->end - i == 2) {
      outcome = view_.lexicon().tolls()[toll->value].outcome;
      end = toll->end;
    } else if (const TermMatch* people = view_.term(i, TermKind::person);
               people != nullptr && definite && view_.lexicon().people()[people->value].plural &&
               view_.lexicon().people()[people->value].outcome == Outcome::killed) {
      end = people->end;  // "among the martyrs"
    } else {
      continue;
    }
    // "of yesterday"
    if (view_.is(end, "of") && end + 1 < view_.size() && masked(end + 1)) {
      ++end;
      while (end < view_.size() && masked(end)) ++end;
    }
    const std::uint32_t before = definite ? i - 1 : i;
    const bool among = before > 0 && view_.is(before - 1, "among");
    const bool includes = view_.is(end, "included") || view_.is(end, "include") || view_.is(end, "including");
    if (!(among && view_.is(end, WordClass::be)) && !includes) continue;
    std::uint32_t k = end + 1;
    while (k < view_.size() && !(view_.is_punct(k) && !view_.is_comma(k))) {
      const auto n = nominal_from(k);
      if (!n) {
        const bool passes = view_.is_comma(k) || view_.is(k, WordClass::coordinator) ||
                            view_.is(k, WordClass::determiner) || view_.is(k, WordClass::adverb) || at_[k] >= 0 ||
                            view_.tree().relation(k) == UdRelation::adjective;
        if (!passes) break;
        ++k;
        continue;
      }
      Nominal& nominal = nominals_[*n];
      const bool told = is_told(*n);
      if (nominal.thing || told) break;
      nominal.of_told = true;
      tell(*n, outcome, i, end, "included-in-harmed");
      k = nominal.end;
    }
  }
}

void FrameFinder::by_place() {
  for (std::size_t f = 0; f < frames_.size(); ++f) {
    const Frame whole = frames_[f];
    const Nominal all = nominals_[whole.nominal];
    const std::int64_t value = all.number.value.value_or(0);
    if (all.kind != NominalKind::count || all.introduced || value < 2) continue;
    std::vector<std::uint32_t> shares;
    std::int64_t sum = 0;
    for (std::uint32_t n = 0; n < nominals_.size(); ++n) {
      const Nominal& share = nominals_[n];
      const bool counts = share.kind == NominalKind::count && share.number.value &&
                          (share.number.form == NumberForm::digits || share.number.form == NumberForm::words);
      const bool apart =
          share.introduced && share.whole >= 0 && share.whole != static_cast<std::int32_t>(whole.nominal);
      if (share.first < all.end || share.first < whole.trigger_end || !counts || apart || is_told(n) ||
          (share.has_noun && !share.remainder))
        continue;
      const bool somewhere = view_.is(share.end, "in") || view_.is(share.end, "at") || view_.is(share.end, "near");
      const bool named = view_.capital(share.end + 1) || view_.is(share.end + 1, WordClass::determiner) ||
                         view_.tree().relation(share.end + 1) == UdRelation::adjective;
      if (!somewhere || !named || share.end + 1 >= view_.size()) continue;
      sum += *share.number.value;
      shares.push_back(n);
    }
    if (shares.size() < 2 || sum > value) continue;
    for (const std::uint32_t n : shares) {
      Nominal& share = nominals_[n];
      share.thing = false;
      share.introduced = true;
      share.intro_first = share.first;
      share.whole = static_cast<std::int32_t>(whole.nominal);
      share.placed = true;
      if (share.group == Group::people) share.group = all.group;
    }
  }
}

void FrameFinder::gapped() {
  for (std::uint32_t n = 1; n < nominals_.size(); ++n) {
    const Nominal& more = nominals_[n];
    if (more.kind != NominalKind::count || more.has_noun || more.introduced || is_told(n) || more.first == 0 ||
        !more.number.value || !view_.is(more.first - 1, "and"))
      continue;
    const bool apart =
        view_.is(more.end, "in") || view_.is(more.end, "on") || view_.is(more.end, "at") || view_.is(more.end, "near");
    const bool somewhere = more.end + 1 < view_.size() &&
                           (view_.capital(more.end + 1) || masked(more.end + 1) ||
                            (view_.is(more.end + 1, "the") && view_.term(more.end + 2, TermKind::settlement_noun)));
    if (!apart || !somewhere) continue;
    const Frame* before = nullptr;
    for (const Frame& frame : frames_) {
      const Nominal& told = nominals_[frame.nominal];
      if (told.kind == NominalKind::count && !told.introduced && told.end <= more.first &&
          frame.trigger_first < more.first && frame.word != nullptr && !frame.word->noun)
        before = &frame;
    }
    if (before == nullptr) continue;
    Frame frame = *before;
    frame.nominal = n;
    frame.whole = -1;
    frame.rule = "gapped";
    nominals_[n].thing = false;
    nominals_[n].placed = true;
    if (more.group == Group::people) nominals_[n].group = nominals_[before->nominal].group;
    frames_.push_back(std::move(frame));
  }
}

void FrameFinder::spelled_out() {
  for (std::size_t f = 0; f < frames_.size(); ++f) {
    const Frame whole = frames_[f];
    const Nominal all = nominals_[whole.nominal];
    const std::uint32_t colon = std::max(whole.trigger_end, all.end);
    if (all.kind != NominalKind::count || all.introduced || !view_.is_punct(colon) || view_.surface(colon) != ":")
      continue;
    std::uint32_t i = colon + 1;
    for (int parts = 0; parts < 6; ++parts) {
      const auto n = nominal_from(i);
      if (!n || nominals_[*n].kind != NominalKind::count || is_told(*n) || nominals_[*n].introduced ||
          !(nominals_[*n].has_noun || parts > 0) ||
          nominals_[*n].number.value.value_or(0) >= all.number.value.value_or(0))
        break;
      Nominal& part = nominals_[*n];
      part.thing = false;
      part.introduced = true;
      part.intro_first = colon;
      part.whole = static_cast<std::int32_t>(whole.nominal);
      // Over whose they are, to the next count of the list.
      i = part.end;
      constexpr std::uint32_t longest = 14;
      std::uint32_t next = i;
      while (next < view_.size() && next < i + longest && !nominal_from(next)) ++next;
      if (next >= view_.size() || !nominal_from(next) ||
          !(view_.is(next - 1, WordClass::coordinator) || view_.is_comma(next - 1)))
        break;
      i = next;
    }
  }
}

void FrameFinder::added() {
  for (std::uint32_t n = 0; n < nominals_.size(); ++n) {
    const Nominal& more = nominals_[n];
    const TermMatch* companion = view_.term_before(more.first, TermKind::companion);
    if (companion == nullptr || companion->value != 0 || more.thing || !more.has_noun || is_told(n) ||
        more.kind == NominalKind::plural || has_predicate(n))
      continue;
    // What stands between is who says so: "66 civilians, according to the monitor, as well as three rescuers".
    const Frame* before = nullptr;
    for (const Frame& frame : frames_) {
      if (frame.trigger_end <= companion->first && nominals_[frame.nominal].end <= companion->first &&
          frame.word != nullptr && !nominals_[frame.nominal].introduced)
        before = &frame;
    }
    if (before == nullptr) continue;
    const std::uint32_t from = std::max(before->trigger_end, nominals_[before->nominal].end);
    bool said = false;
    bool clause = false;
    for (std::uint32_t i = from; i < companion->first; ++i) {
      said = said || view_.is(i, "according");
      clause = clause || view_.tree().upos(i) == Upos::aux || view_.tree().relation(i) == UdRelation::root;
    }
    if (said && !clause) tell(n, before->outcome, before->trigger_first, before->trigger_end, "added");
  }
}

bool FrameFinder::freed(std::uint32_t n) const {
  std::uint32_t i = nominals_[n].end;
  while (view_.is(i, WordClass::be) || view_.is(i, WordClass::have) || view_.is(i, WordClass::adverb)) ++i;
  return view_.term(i, TermKind::freed) != nullptr;
}

void FrameFinder::parts() {
  const std::size_t direct = frames_.size();
  for (std::uint32_t n = 0; n < nominals_.size(); ++n) {
    if (!nominals_[n].introduced || nominals_[n].thing || freed(n)) continue;
    const auto own =
        static_cast<std::size_t>(std::count_if(frames_.begin(), frames_.begin() + static_cast<std::ptrdiff_t>(direct),
                                               [n](const Frame& frame) { return frame.nominal == n; }));
    // The whole: linked, or the last people before the breakdown word that something happened to.
    std::int32_t whole = nominals_[n].whole;
    if (whole < 0) {
      std::uint32_t best = 0;
      for (std::size_t f = 0; f < direct; ++f) {
        const Nominal& candidate = nominals_[frames_[f].nominal];
        if (frames_[f].nominal == n || candidate.introduced || candidate.end > nominals_[n].intro_first ||
            candidate.kind != NominalKind::count)
          continue;
        if (candidate.end >= best) {
          best = candidate.end;
          whole = static_cast<std::int32_t>(frames_[f].nominal);
        }
      }
      // Things before "including" ("eight schools, including two hospitals") are no whole.
      const std::uint32_t last = nominals_[n].end > 0 ? nominals_[n].end - 1 : 0;
      const bool of_them = view_.is(last, "them") || view_.is(last, "whom") || view_.is(last, "which");
      if (whole >= 0 && nominals_[n].fraction && !nominals_[n].has_noun && !of_them) continue;
    }
    if (whole < 0) continue;
    // "457 people, …, most of them combatants; at least 72 were civilians": both are parts of the first.
    const Nominal& above = nominals_[static_cast<std::size_t>(whole)];
    if (above.introduced && above.whole >= 0 && static_cast<std::uint32_t>(above.whole) != n) whole = above.whole;
    nominals_[n].whole = whole;
    const std::size_t until = frames_.size();
    for (std::size_t f = 0; f < until; ++f) {
      if (frames_[f].nominal != static_cast<std::uint32_t>(whole)) continue;
      if (own > 0) {
        for (Frame& frame : frames_) {
          if (frame.nominal == n && frame.outcome == frames_[f].outcome) frame.whole = static_cast<std::int32_t>(f);
        }
        continue;
      }
      Frame frame = frames_[f];
      frame.nominal = by_name(n);
      frame.whole = static_cast<std::int32_t>(f);
      frame.rule = "breakdown";
      frames_.push_back(frame);
    }
  }
}

}  // namespace histor
