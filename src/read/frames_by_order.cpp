// Where the form of a word of harm puts its people: a passive and "dead" to the left, an active verb to the right, a
// noun on either side. Ambiguous forms ("killed") are decided by what stands beside them. This reads what a parser errs
// on: headlines, lists, texts that lost their commas.

#include "read/frame_finder.hpp"

#include <algorithm>

namespace histor {

bool FrameFinder::usable(std::uint32_t n, const HarmWord& word) const {
  const Nominal& nominal = nominals_[n];
  if (nominal.thing || nominal.bound) return false;
  // "Kovic's comment on the amount seized": the name's owner suffered nothing.
  if (!word.noun && nominal.kind == NominalKind::name && nominal.end > 0) {
    const std::string_view last = view_.surface(nominal.end - 1);
    if (last.size() > 3 && last.back() == 's' &&
        (last.substr(last.size() - 2) == "'s" || last.substr(last.size() - 4) == "’s"))
      return false;
  }
  // "and 13 were captured": what has no noun and is the subject of a passive is people, as those before it.
  if (word.people_only && !nominal.has_noun && !(view_.is(nominal.end, WordClass::be) && nominals_.size() > 1) &&
      !goes_on(n) && !bare_part(n))
    return false;
  const bool one = nominal.kind == NominalKind::name || nominal.kind == NominalKind::article;
  if (word.single && !one) return false;
  // "The victims were in stable condition" takes up who was told of before.
  if (word.weak && word.phrase && nominal.kind == NominalKind::plural && nominal.first > 0 &&
      view_.is(nominal.first - 1, "the"))
    return false;
  // "the abandonment of a corpse" tells no second death.
  if (word.noun && nominal.kind == NominalKind::article && nominal.implied) return false;
  // "one in five of the dead had been shot" tells how; "two of the wounded died" tells more.
  const bool worse = word.outcome == Outcome::killed && nominal.implied == Outcome::injured;
  // "dead bodies" takes up whoever died.
  if (word.adjective && nominal.kind == NominalKind::plural && nominal.implied) return false;
  if (nominal.of_told && !worse) return false;  // "one in five of the dead had been shot"
  // "not a single shot": a count of none is of people only where it says so or the word leaves no doubt.
  if (word.weak && nominal.number.value == 0 && !nominal.has_noun) return false;
  return true;
}

bool FrameFinder::goes_on(std::uint32_t n) const {
  const Nominal& nominal = nominals_[n];
  // "25 soldiers were killed and 8 captured"
  const bool beside = nominal.kind == NominalKind::count && nominal.first > 0 &&
                      view_.is(nominal.first - 1, WordClass::coordinator) && trigger_from(nominal.end) > 0;
  if (beside && !triggers_[static_cast<std::size_t>(trigger_from(nominal.end)) - 1].patients.empty()) return true;
  if (nominal.kind != NominalKind::count || nominal.fraction || nominal.number.form == NumberForm::vague) return false;
  const bool closed =
      nominal.end >= view_.size() || view_.is_punct(nominal.end) || view_.is(nominal.end, WordClass::coordinator);
  return closed && std::any_of(triggers_.begin(), triggers_.end(), [&](const Trigger& before) {
           return before.end <= nominal.first && before.word->outcome != Outcome::detained &&
                  std::any_of(before.patients.begin(), before.patients.end(),
                              [&](std::uint32_t p) { return nominals_[p].first >= before.end && p != n; });
         });
}

std::optional<std::uint32_t> FrameFinder::auxiliary(std::uint32_t participle) const {
  std::uint32_t i = participle;
  std::optional<std::uint32_t> be;
  while (i > 0 && participle - i < 7) {
    --i;
    if (view_.is(i, WordClass::be)) {
      be = i;
      continue;
    }
    if (be && (view_.is(i, WordClass::have) || view_.is(i, WordClass::modal))) continue;
    if (view_.is(i, WordClass::adverb) || (view_.is(i, WordClass::report) && at_[i] < 0)) continue;
    // "were on Sunday night abducted"
    if (!be && (masked(i) || (view_.is(i, WordClass::preposition) && masked(i + 1)))) continue;
    if (!be && (view_.is(i, WordClass::have) || view_.is(i, "to"))) return std::nullopt;
    break;
  }
  return be;
}

void FrameFinder::take_objects(std::size_t t, std::uint32_t from) {
  std::uint32_t i = from;
  while (true) {
    while (skippable(i)) ++i;
    if ((view_.is(i, WordClass::coordinator) || view_.is_comma(i)) && trigger_from(i + 1) >= 0) {
      i = triggers_[static_cast<std::size_t>(trigger_from(i + 1))].end;
      continue;
    }
    break;
  }
  auto n = nominal_from(i);
  if (!n) {
    // "killed the civilians", "wounding several of its soldiers": determiners and modifiers before an uncounted
    // plural.
    std::uint32_t k = i;
    while (k < view_.size() && k < i + 4 && at_[k] < 0 &&
           (view_.is(k, WordClass::determiner) || (view_.token(k).kind == TokenKind::word && view_.word(k) == 0)))
      ++k;
    if (k > i) n = nominal_from(k);
    // "shot dead the last two gunmen"
    const bool ranked = n && k > 0 &&
                        (view_.is(k - 1, "last") || view_.is(k - 1, "first") || view_.is(k - 1, "remaining") ||
                         view_.is(k - 1, "final"));
    if (n && nominals_[*n].kind != NominalKind::plural && !(ranked && nominals_[*n].kind == NominalKind::count))
      n = std::nullopt;
  }
  if (!n || !usable(*n, *triggers_[t].word)) return;
  triggers_[t].patients.push_back(*n);
  claimed_right_.push_back(*n);
  // Coordinated people, unless they have a predicate of their own.
  std::uint32_t end = nominals_[*n].end;
  while (true) {
    std::uint32_t k = end;
    bool coordinated = false;
    while (view_.is_comma(k) || view_.is(k, WordClass::coordinator)) {
      coordinated = true;
      ++k;
    }
    if (past_companion(k) > k) {
      coordinated = true;
      k = past_companion(k);
    }
    while (coordinated && view_.is(k, WordClass::possessive) && !nominal_from(k)) ++k;  // "and his two sons"
    const auto next = coordinated ? nominal_from(k) : std::nullopt;
    if (!next || !usable(*next, *triggers_[t].word) || has_predicate(*next) || nominals_[*next].introduced ||
        speaks(*next))
      break;
    triggers_[t].patients.push_back(*next);
    claimed_right_.push_back(*next);
    end = nominals_[*next].end;
  }
}

bool FrameFinder::speaks(std::uint32_t n) const {
  std::uint32_t i = nominals_[n].end;
  while (view_.is(i, WordClass::coordinator) || view_.is_comma(i) || (i < view_.size() && at_[i] >= 0)) ++i;
  // "local officials and a security source told": the other one who speaks is no person that is counted.
  if (nominals_[n].kind == NominalKind::plural && view_.is(i, WordClass::determiner) && i > nominals_[n].end &&
      view_.is(i - 1, WordClass::coordinator)) {
    for (std::uint32_t k = i + 1; k < i + 5 && k < view_.size() && !view_.is_punct(k); ++k) {
      if (view_.term(k, TermKind::say) != nullptr && view_.tree().upos(k) == Upos::verb) return true;
    }
  }
  return view_.term(i, TermKind::say) != nullptr && (i >= view_.size() || !view_.capital(i)) &&
         view_.tree().upos(i) == Upos::verb;
}

bool FrameFinder::has_predicate(std::uint32_t n) const {
  std::uint32_t at = nominals_[n].end;
  while (view_.is(at, WordClass::be) || view_.is(at, WordClass::have) || view_.is(at, WordClass::adverb) ||
         view_.is(at, WordClass::relative))
    ++at;
  const TermMatch* harm = view_.term(at, TermKind::harm);
  return harm != nullptr && !view_.lexicon().harms()[harm->value].noun;
}

void FrameFinder::take_left_list(std::size_t t, std::uint32_t n) {
  triggers_[t].patients.push_back(n);
  std::vector<std::uint32_t> list;
  bool coordinated = false;
  std::uint32_t first = nominals_[n].first;
  while (first > 0) {
    std::uint32_t k = first;
    if (k > 1 && view_.is(k - 1, WordClass::possessive) && at_[k - 1] < 0) --k;  // "a man and his two sons"
    // "Amal Saleh, 2; Damir Begic, 8; and …": names are set apart by semicolons.
    const auto semicolon = [&](std::uint32_t i) {
      return view_.is_punct(i) && view_.surface(i) == ";" && nominals_[n].kind == NominalKind::name;
    };
    while (k > 0 && at_[k - 1] < 0 &&
           (view_.is_comma(k - 1) || semicolon(k - 1) || view_.is(k - 1, WordClass::coordinator))) {
      coordinated = coordinated || view_.is(k - 1, WordClass::coordinator);
      --k;
    }
    if (const TermMatch* companion = view_.term_before(k, TermKind::companion);
        companion != nullptr && companion->value == 0) {
      coordinated = true;
      k = companion->first;
    }
    auto before = nominal_until(k);
    // "Shivan Kadro and his son Nitin": the tree knows the first for a name.
    if (!before && coordinated && k > 0 && nominals_[n].kind == NominalKind::name && at_[k - 1] < 0 &&
        view_.tree().upos(k - 1) == Upos::propn && !masked(k - 1)) {
      const bool flat = view_.tree().relation(k - 1) == UdRelation::flat;
      if (name_by_tree(flat ? view_.tree().head(k - 1) : k - 1)) before = nominal_until(k);
    }
    // "12 civilians, including a nurse and his guard, and three soldiers died": the parts go with their whole.
    if (before && nominals_[*before].introduced && nominals_[*before].whole >= 0) {
      const std::uint32_t whole = whole_waiting(*before);
      if (whole != *before && coordinated) before = whole;
    }
    if (!before || nominals_[*before].introduced || nominals_[*before].implied ||
        !usable(*before, *triggers_[t].word) ||
        std::find(claimed_right_.begin(), claimed_right_.end(), *before) != claimed_right_.end()) {
      break;
    }
    list.push_back(*before);
    first = nominals_[*before].first;
  }
  if (!coordinated) return take_uncoordinated(t, n);
  for (const std::uint32_t other : list) triggers_[t].patients.push_back(other);
}

void FrameFinder::take_uncoordinated(std::size_t t, std::uint32_t n) {
  if (view_.sentence().kind != BlockKind::heading || nominals_[n].kind != NominalKind::count) return;
  const auto before = nominal_until(nominals_[n].first);
  if (!before || nominals_[*before].kind != NominalKind::count || !nominals_[*before].has_noun ||
      nominals_[*before].introduced || nominals_[*before].implied || !usable(*before, *triggers_[t].word) ||
      std::find(claimed_right_.begin(), claimed_right_.end(), *before) != claimed_right_.end())
    return;
  triggers_[t].patients.push_back(*before);
}

bool FrameFinder::bare_part(std::uint32_t n) const {
  const std::uint32_t end = nominals_[n].end;
  return nominals_[n].introduced && nominals_[n].kind == NominalKind::count && end > 0 &&
         (view_.is(end - 1, "whom") || view_.is(end - 1, "which") ||
          (view_.is(end - 1, WordClass::be) && end > 1 && (view_.is(end - 2, "whom") || view_.is(end - 2, "which"))));
}

std::uint32_t FrameFinder::whole_waiting(std::uint32_t n) const {
  const Nominal& nominal = nominals_[n];
  if (!nominal.introduced || nominal.whole < 0) return n;
  // "the attackers, one of whom was captured": it is said of the one.
  if (bare_part(n)) return n;
  const auto whole = static_cast<std::uint32_t>(nominal.whole);
  const bool taken = std::find(claimed_right_.begin(), claimed_right_.end(), whole) != claimed_right_.end();
  return taken || nominals_[whole].implied || has_predicate(whole) || nominals_[whole].thing ? n : whole;
}

std::optional<std::uint32_t> FrameFinder::left_neighbour(std::uint32_t first) const {
  std::uint32_t i = first;
  while (i > 0 && (skippable(i - 1) || view_.is(i - 1, WordClass::relative) ||
                   (view_.is(i - 1, WordClass::report) && at_[i - 1] < 0)))
    --i;
  if (i > 0 && view_.is(i - 1, "of") && nominal_until(i - 1) && !nominals_[*nominal_until(i - 1)].has_noun) --i;
  if (const auto n = nominal_until(i)) return whole_waiting(*n);
  return std::nullopt;
}

std::uint32_t FrameFinder::passing_cue(std::uint32_t cue) const {
  constexpr std::uint32_t longest = 7;
  std::uint32_t open = cue;
  while (open > 0 && cue - open < longest && !view_.is_punct(open)) --open;
  std::uint32_t close = cue;
  while (close < view_.size() && close - cue < longest && !view_.is_punct(close)) ++close;
  const bool between = view_.is_comma(open) && close < view_.size() && view_.is_comma(close);
  return between ? open : cue;
}

void FrameFinder::take_subject(std::size_t t, std::uint32_t from) {
  const HarmWord& word = *triggers_[t].word;
  std::uint32_t i = from;
  // 19 soldiers had "embraced martyrdom": the predicate alone is quoted.
  if (i > 0 && view_.is_punct(i - 1) && (view_.surface(i - 1) == "\"" || view_.surface(i - 1) == "“")) --i;
  std::optional<std::uint32_t> fallback;
  std::uint32_t steps = 0;
  while (i > 0 && steps < 40) {
    ++steps;
    --i;
    if (at_[i] >= 0) {
      auto n = static_cast<std::uint32_t>(at_[i]);
      if (nominals_[n].introduced) {
        if (bare_part(n) && (nominals_[n].end == from || nominals_[n].end == from + 1) && usable(n, word)) {
          if (nominals_[n].group == Group::people && nominals_[n].whole >= 0)
            nominals_[n].group = nominals_[static_cast<std::size_t>(nominals_[n].whole)].group;
          triggers_[t].patients.push_back(n);
          return;
        }
        if (nominals_[n].whole >= 0) {
          n = static_cast<std::uint32_t>(nominals_[n].whole);
          if (usable(n, word)) return take_left_list(t, n);
          i = nominals_[n].first;
          continue;
        }
        i = nominals_[n].intro_first;
        if (i == 0) break;
        continue;
      }
      i = nominals_[n].first;
      if (!usable(n, word) || says_who(n)) continue;
      const bool antecedent = view_.is(nominals_[n].end, WordClass::relative);
      // "after a pilot was killed": a word that opens clauses as well, and a predicate right behind.
      const bool opens_clause = i > 0 && view_.is(i - 1, WordClass::subordinator) && nominals_[n].end == from;
      const bool after_preposition = !antecedent && !opens_clause && i > 0 && view_.is(i - 1, WordClass::preposition);
      if (after_preposition) {
        if (!fallback) fallback = n;
        continue;
      }
      return take_left_list(t, n);
    }
    const std::int32_t earlier = trigger_until(i + 1);
    if (earlier >= 0 && static_cast<std::size_t>(earlier) < t) {
      const Trigger& before = triggers_[static_cast<std::size_t>(earlier)];
      const bool from_left = !before.patients.empty() && nominals_[before.patients.front()].end <= before.first;
      if (from_left && !fallback) {
        triggers_[t].patients = before.patients;
        triggers_[t].shared = false;
        return;
      }
      const bool took_objects = !before.patients.empty() && nominals_[before.patients.front()].first >= before.end;
      if (took_objects) break;
    }
    if (view_.term(i, TermKind::say) != nullptr && at_[i] < 0 && !view_.capital(i)) {
      // "At least 23 people, the monitor said, have been killed": past who says so.
      const std::uint32_t open = passing_cue(i);
      if (open == i) break;
      i = open;
      continue;
    }
    // "Two soldiers – … – embraced martyrdom": past what stands between dashes.
    const auto dash = [&](std::uint32_t k) {
      return view_.is_punct(k) && (view_.surface(k) == "–" || view_.surface(k) == "—" || view_.surface(k) == "--");
    };
    if (dash(i)) {
      constexpr std::uint32_t longest = 36;
      std::uint32_t open = i;
      while (open > 0 && i - open < longest && (open == i || !dash(open))) --open;
      if (open < i && dash(open)) {
        i = open;
        continue;
      }
    }
    if (view_.is_punct(i) && !view_.is_comma(i) && view_.surface(i) != "-" && view_.surface(i) != ")" &&
        view_.surface(i) != "(")
      break;
    if (view_.is(i, "but") || view_.is(i, "while") || view_.is(i, "because")) break;
  }
  if (fallback) take_left_list(t, *fallback);
}

bool FrameFinder::says_who(std::uint32_t n) const {
  if (nominals_[n].kind != NominalKind::plural) return false;
  for (std::uint32_t i = nominals_[n].first; i > 0 && nominals_[n].first - i < 3; --i) {
    if (view_.is_comma(i - 1)) return false;
    if (view_.is(i - 1, "both") || view_.is(i - 1, "all")) return i >= 2 && view_.is_comma(i - 2);
  }
  return false;
}

void FrameFinder::attach_by_order(std::size_t t) {
  Trigger& trigger = triggers_[t];
  const HarmWord& word = *trigger.word;
  if (word.noun) return attach_noun(t);
  // "Killed: 18. Injured: 125."
  if (view_.is_punct(trigger.end) && view_.surface(trigger.end) == ":" && !auxiliary(trigger.first)) {
    if (const auto listed = nominal_from(trigger.end + 1);
        listed && nominals_[*listed].kind == NominalKind::count && usable(*listed, word)) {
      // "Soldiers killed: 14"
      if (const auto noun = nominal_until(trigger.first);
          noun && nominals_[*noun].kind == NominalKind::plural && !nominals_[*listed].has_noun) {
        nominals_[*listed].has_noun = true;
        nominals_[*listed].group = nominals_[*noun].group;
        nominals_[*listed].group_text = nominals_[*noun].group_text;
        nominals_[*listed].group_span = nominals_[*noun].group_span;
        nominals_[*noun].thing = true;
      }
      trigger.patients.push_back(*listed);
      claimed_right_.push_back(*listed);
      return;
    }
  }
  // "killed and wounded": the second shares the first one's people, unless it has its own.
  const bool after_coordinator =
      trigger.first > 0 && (view_.is(trigger.first - 1, WordClass::coordinator) || view_.is_comma(trigger.first - 1));
  const std::int32_t partner = after_coordinator ? trigger_until(trigger.first - 1) : -1;

  if (word.adjective || word.form == VerbForm::participle || word.phrase) {
    const auto be = auxiliary(trigger.first);
    if (word.patient == Patient::object || word.adjective) {
      if (be && !(word.phrase && view_.is(trigger.first, WordClass::be))) {
        take_subject(t, *be);
        return;
      }
      if (word.passive_only) return;
      const auto left = left_neighbour(trigger.first);
      std::uint32_t right_at = trigger.end;
      while (skippable(right_at)) ++right_at;
      std::optional<std::uint32_t> right;
      if (!word.adjective) right = nominal_from(right_at);
      // "when one of them hit him": an active verb, whoever stands before it.
      if (word.past_too && view_.term(right_at, TermKind::pronoun_of) != nullptr && left &&
          !view_.is(right_at, WordClass::possessive))
        return;
      const bool bare = left && nominals_[*left].kind == NominalKind::article &&
                        !view_.is(nominals_[*left].first, WordClass::determiner) &&
                        !view_.is(nominals_[*left].first, WordClass::possessive);
      const bool paired = right && left && usable(*left, word) &&
                          (nominals_[*left].kind == NominalKind::count || bare) && has_predicate(*right);
      trigger.paired = paired;
      // "killed 30 people injured 90": those on the left are the first verb's.
      const bool taken = left && right && nominals_[*right].kind == NominalKind::count && word.past_too &&
                         std::find(claimed_right_.begin(), claimed_right_.end(), *left) != claimed_right_.end();
      if (taken && usable(*right, word) && !has_predicate(*right)) {
        take_objects(t, trigger.end);
        trigger.paired = true;
        return;
      }
      const bool perfect = trigger.first > 0 && view_.is(trigger.first - 1, WordClass::have);
      if (right && usable(*right, word) && !paired && (word.past_too || perfect || word.phrase) &&
          !follows_count(left, trigger)) {
        take_objects(t, trigger.end);
        if (!trigger.patients.empty()) return;
      }
      if (left && usable(*left, word) && !perfect && !acts_on_thing(*left, trigger)) {
        if (nominals_[*left].introduced && nominals_[*left].whole >= 0 && own_part_predicate(*left)) {
          trigger.patients.push_back(*left);
        } else {
          take_left_list(t, *left);
        }
        return;
      }
      if (partner >= 0 && !triggers_[static_cast<std::size_t>(partner)].patients.empty()) {
        trigger.patients = triggers_[static_cast<std::size_t>(partner)].patients;
        std::erase_if(trigger.patients, [&](std::uint32_t n) { return !usable(n, word); });
        trigger.shared = true;
        return;
      }
      if (!word.adjective) take_objects(t, trigger.end);
      return;
    }
    // Subject patients: "died", "lost their lives", "blew himself up".
    const auto left = left_neighbour(trigger.first);
    if (left && usable(*left, word)) return take_left_list(t, *left);
    take_subject(t, trigger.first);
    return;
  }
  if (word.passive_only) return;
  // "38 fleeing civilians": nobody is told to have left.
  if (word.form == VerbForm::gerund && view_.tree().relation(trigger.first) == UdRelation::adjective) return;
  if (word.patient == Patient::subject) {
    const auto left = left_neighbour(trigger.first);
    if (left && usable(*left, word)) return take_left_list(t, *left);
    if (word.form == VerbForm::gerund) return;
    if (word.form == VerbForm::base && trigger.first > 0 && view_.is(trigger.first - 1, "to"))
      return;  // "trying to flee"
    take_subject(t, trigger.first);
    return;
  }
  std::uint32_t from = trigger.end;
  if (word.form == VerbForm::gerund && view_.is(from, "of")) ++from;
  take_objects(t, from);
}

bool FrameFinder::follows_count(std::optional<std::uint32_t> left, const Trigger& trigger) const {
  if (!left || nominals_[*left].kind != NominalKind::count || nominals_[*left].end != trigger.first) return false;
  // A count that is a subject of an active verb is rare ("three gunmen killed 16 people"): it has a noun that can
  // act.
  const Nominal& nominal = nominals_[*left];
  return !can_act(nominal.group);
}

bool FrameFinder::can_act(Group group) {
  return group == Group::attackers || group == Group::fighters || group == Group::soldiers || group == Group::police;
}

bool FrameFinder::acts_on_thing(std::uint32_t left, const Trigger& trigger) const {
  const bool shot = trigger.word->phrase && trigger.word->patient == Patient::object;
  if ((!trigger.word->past_too && !shot) || nominals_[left].kind == NominalKind::article || !nominals_[left].has_noun)
    return false;
  if (shot && (trigger.end >= view_.size() || !view_.capital(trigger.end) ||
               (view_.tree().size() > trigger.end && view_.tree().upos(trigger.end) != Upos::propn)))
    return false;
  const std::uint32_t next = trigger.end;
  if (next >= view_.size() || view_.is_punct(next) || view_.title_case()) return false;
  for (const WordClass type :
       {WordClass::preposition, WordClass::conjunction, WordClass::coordinator, WordClass::subordinator,
        WordClass::adverb, WordClass::be, WordClass::have, WordClass::relative}) {
    if (view_.is(next, type)) return false;
  }
  if (view_.term(next, TermKind::say) != nullptr || view_.term(next, TermKind::breakdown) != nullptr) return false;
  if (const auto counted = nominal_from(next); counted && nominals_[*counted].thing)
    return true;  // "seized 1,248 bags"
  const bool plural = nominals_[left].kind == NominalKind::plural;
  // "Gunmen shot dead Jonas Heller"
  const bool acts = plural || can_act(nominals_[left].group);
  return view_.is(next, WordClass::determiner) || (acts && view_.capital(next)) ||
         (plural && view_.token(next).kind == TokenKind::word);
}

bool FrameFinder::own_part_predicate(std::uint32_t n) const {
  return has_predicate(n) && nominals_[n].kind == NominalKind::count;
}

void FrameFinder::attach_noun(std::size_t t) {
  const HarmWord& word = *triggers_[t].word;
  const std::uint32_t first = triggers_[t].first;
  const std::uint32_t end = triggers_[t].end;
  // "at least 16 deaths", "20 confirmed civilian deaths"
  std::uint32_t i = first;
  while (i > 0 && first - i < 4 && at_[i - 1] < 0 && view_.token(i - 1).kind == TokenKind::word &&
         !view_.is(i - 1, WordClass::preposition) && !view_.is(i - 1, WordClass::determiner) &&
         !view_.is(i - 1, WordClass::be) && !view_.is(i - 1, WordClass::coordinator) &&
         view_.term(i - 1, TermKind::harm) == nullptr && view_.term(i - 1, TermKind::say) == nullptr) {
    --i;
  }
  if (const auto left = nominal_until(i);
      left && nominals_[*left].kind == NominalKind::count && nominals_[*left].group_text != "others") {
    if (nominals_[*left].thing && nominals_[*left].fraction) return;  // "15% fewer deaths"
    nominals_[*left].thing = false;
    triggers_[t].patients.push_back(*left);
    return;
  }
  if (i < first && (word.outcome == Outcome::casualties || word.outcome == Outcome::injured)) {
    for (const std::string_view adjective : {"heavy", "mass", "significant", "massive", "numerous", "high", "severe"}) {
      if (view_.is(first - 1, adjective) && word.outcome == Outcome::casualties) {
        triggers_[t].patients.push_back(add_nominal(first - 1, first, NumberForm::vague, Hedge::vague));
        return;
      }
    }
  }
  // "the death of 35 civilians", "Fatalities: 18"
  std::uint32_t after = end;
  // "the killing by the group of 123 people"
  if (view_.is(after, "by")) {
    constexpr std::uint32_t longest = 10;
    for (std::uint32_t k = after + 1; k < view_.size() && k < after + longest && !view_.is_punct(k); ++k) {
      if (!view_.is(k, "of") || !nominal_from(k + 1)) continue;
      after = k;
      break;
    }
  }
  while (after < end + 3 && masked(after) && !view_.is(after, "of")) ++after;  // "the death on Sunday of a nurse"
  if (!view_.is(after, "of")) after = std::max(end, view_.is(end, "by") ? after : end);
  const bool of = view_.is(after, "of") || view_.is(after, "among");
  const bool colon = view_.is_punct(after) &&
                     (view_.surface(after) == ":" || view_.surface(after) == "-" || view_.surface(after) == "–");
  if (of || colon) {
    std::uint32_t k = after + 1;
    while (view_.is(k, WordClass::determiner) && nominal_from(k) == std::nullopt) ++k;
    // "the death of Northtown High School pupil Amal Saleh"
    for (std::uint32_t n = k;
         of && n < k + 7 && n < view_.size() && !view_.is_punct(n) && !view_.is(n, WordClass::preposition); ++n) {
      const auto name = nominal_from(n);
      if (name && nominals_[*name].kind == NominalKind::name) k = n;
    }
    std::uint32_t limit = k + 3;
    while (k < limit && k < view_.size() && at_[k] < 0 && view_.word(k) == 0 && view_.token(k).kind == TokenKind::word)
      ++k;
    if (const auto right = nominal_from(k);
        right && !nominals_[*right].thing && (of || nominals_[*right].kind == NominalKind::count)) {
      triggers_[t].patients.push_back(*right);
      std::uint32_t e = nominals_[*right].end;
      while (true) {
        std::uint32_t c = e;
        while (view_.is_comma(c) || view_.is(c, WordClass::coordinator)) ++c;
        const auto next = c > e ? nominal_from(c) : std::nullopt;
        if (!next || nominals_[*next].thing || nominals_[*next].introduced || has_predicate(*next) || colon ||
            noun_trigger_after(*next))
          break;
        triggers_[t].patients.push_back(*next);
        e = nominals_[*next].end;
      }
      return;
    }
  }
  // "civilian deaths since March were 265"
  const SentenceTree& tree = view_.tree();
  if (!tree.empty() && tree.relation(first) == UdRelation::subject) {
    const std::uint32_t head = tree.head(first);
    if (head != SentenceTree::none && tree.has(head, UdRelation::copula) && at_[head] >= 0) {
      const Nominal& told = nominals_[static_cast<std::size_t>(at_[head])];
      if (told.kind == NominalKind::count && !told.has_noun && !told.fraction && !told.introduced &&
          told.number.value) {
        nominals_[static_cast<std::size_t>(at_[head])].thing = false;
        triggers_[t].patients.push_back(static_cast<std::uint32_t>(at_[head]));
        return;
      }
    }
  }
  // "caused deaths and injuries": some, without a number.
  const bool several = view_.surface(first).back() == 's' && end == first + 1;
  if (several && word.outcome != Outcome::casualties &&
      (view_.term_before(first, TermKind::causing) != nullptr || joined_to_uncounted(first))) {
    triggers_[t].patients.push_back(add_nominal(first, end, NumberForm::none, Hedge::unstated));
    return;
  }
  if (word.outcome == Outcome::casualties && !view_.is(first - (first > 0 ? 1 : 0), "no")) {
    const bool stated = first > 0 && (view_.is(first - 1, WordClass::be) || view_.is(first - 1, "reported") ||
                                      view_.is(first - 1, "caused") || view_.is(first - 1, "causing") ||
                                      view_.is(first - 1, "inflicted") || view_.is(first - 1, "inflicting") ||
                                      view_.is(first - 1, "suffered") || reports_of(first));
    // "Casualties feared in a blast": a headline leaves out the auxiliary.
    const bool bare = view_.sentence().kind == BlockKind::heading && view_.is(end, WordClass::report);
    const bool reported = bare || (view_.is(end, WordClass::be) && view_.is(end + 1, WordClass::report));
    if (stated || reported) {
      const std::uint32_t n = add_nominal(first, end, NumberForm::none, Hedge::unstated);
      triggers_[t].patients.push_back(n);
    }
  }
}

bool FrameFinder::joined_to_uncounted(std::uint32_t i) const {
  if (i < 2 || !view_.is(i - 1, WordClass::coordinator)) return false;
  const auto before = nominal_until(i - 1);
  return before && nominals_[*before].number.form == NumberForm::none;
}

bool FrameFinder::reports_of(std::uint32_t i) const {
  return i >= 2 && view_.is(i - 1, "of") &&
         (view_.is(i - 2, "told") || view_.is(i - 2, "spoke") || view_.is(i - 2, "reports") || view_.is(i - 2, "word"));
}

bool FrameFinder::noun_trigger_after(std::uint32_t n) const {
  const std::int32_t t = trigger_from(nominals_[n].end);
  return t >= 0 && triggers_[static_cast<std::size_t>(t)].word->noun;
}

void FrameFinder::share_forward() {
  for (std::size_t t = 0; t + 1 < triggers_.size(); ++t) {
    Trigger& trigger = triggers_[t];
    const Trigger& next = triggers_[t + 1];
    if (!trigger.patients.empty() || trigger.word->noun != next.word->noun) continue;
    if (next.first == trigger.end + 1 && view_.is(trigger.end, WordClass::coordinator) && !next.patients.empty()) {
      trigger.patients = next.patients;
      triggers_[t + 1].shared = true;
    }
  }
}

}  // namespace histor
