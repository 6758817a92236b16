// An attack is a verb of violence with somebody or something violent as its subject, or a noun of violence that hits or
// is launched. A movement needs something that moves. Statements are attributions by verbs that do more than say.

#include "read/deeds.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "lexicon/actors.hpp"
#include "lexicon/lexicon.hpp"
#include "read/numbers.hpp"
#include "read/patients.hpp"
#include "read/speech.hpp"

namespace histor {
namespace {

constexpr std::uint32_t none = SentenceTree::none;

Quote quote_of(const SentenceView& view, std::uint32_t first, std::uint32_t end) {
  Quote out;
  out.span = view.span(first, end);
  out.text = std::string(slice(view.text(), out.span));
  return out;
}

const LocalActor* actor_under(const Surroundings& around, std::uint32_t top) {
  const SentenceTree& tree = around.view->tree();
  const LocalActor* best = nullptr;
  for (const LocalActor& actor : around.actors) {
    if (!tree.under(tree.top(actor.first, actor.end), top)) continue;
    const bool beside = actor.first <= top && top < actor.end;
    if (best == nullptr || (best->mention->generic && !actor.mention->generic) || beside) best = &actor;
  }
  return best;
}

bool bears_arms(const Surroundings& around, const LocalActor& actor) {
  const ActorKind kind = (*around.file)[actor.mention->actor].kind;
  return kind == ActorKind::state_force || kind == ActorKind::government || kind == ActorKind::rebel ||
         kind == ActorKind::militia || kind == ActorKind::coalition;
}

Speaker speaker_of(const Surroundings& around, const LocalActor& actor) {
  Speaker out;
  out.actor = (*around.file)[around.file->resolve(actor.mention->actor, around.country, around.published)].id;
  out.span = actor.mention->span;
  out.text = std::string(slice(around.view->text(), out.span));
  return out;
}

/// What happened, not what would, should or is about to: a finite verb or one in a clause of its own.
bool told_as_fact(const SentenceView& view, std::uint32_t verb) {
  const SentenceTree& tree = view.tree();
  if (tree.upos(verb) != Upos::verb) return false;
  const UdRelation relation = tree.relation(verb);
  if (relation == UdRelation::adjective || relation == UdRelation::compound) return false;
  for (const std::uint32_t c : tree.children(verb)) {
    const UdRelation how = tree.relation(c);
    const bool modal = how == UdRelation::auxiliary && view.is(c, WordClass::modal);
    const bool infinitive = how == UdRelation::marker && view.is(c, "to");
    const bool condition = how == UdRelation::marker && (view.is(c, "if") || view.is(c, "unless"));
    const bool negated = how == UdRelation::adverb && tree.lemma(c) == "not";
    const bool without = (how == UdRelation::marker || how == UdRelation::case_mark) && view.is(c, "without");
    if (modal || infinitive || condition || negated || without) return false;
  }
  // "without a shot being fired"
  for (std::uint32_t i = verb; i > 0 && verb - i < 6 && !view.is_punct(i - 1); --i) {
    if (view.is(i - 1, "without")) return false;
  }
  return true;
}

bool violent_noun(const SentenceView& view, std::uint32_t noun) {
  if (noun == none || (view.tree().upos(noun) != Upos::noun && view.tree().upos(noun) != Upos::propn)) return false;
  for (std::uint32_t i = noun > 2 ? noun - 2 : 0; i <= noun; ++i) {
    for (const TermKind kind : {TermKind::means, TermKind::deed}) {
      const TermMatch* term = view.term(i, kind);
      if (term != nullptr && term->end > noun) return true;
    }
  }
  return false;
}

void take_source(const Surroundings& around, std::uint32_t at, Claim& claim) {
  if (const Attribution* said = attribution_of(around.attributions, at)) {
    claim.origin = said->origin;
    claim.relay = said->relay;
  }
}

/// "hitting": what somebody denies to have done himself.
bool gerund(const SentenceView& view, std::uint32_t i) {
  return !view.tree().empty() && view.tree().upos(i) == Upos::verb && view.surface(i).ends_with("ing");
}

/// Those whose deeds it would be: "the army and its ally deny".
std::vector<By> deniers(const Surroundings& around, TokenRun source) {
  std::vector<By> out;
  for (const LocalActor& actor : around.actors) {
    if (!source.holds(actor.first) || actor.mention->adjective || actor.mention->generic) continue;
    By by;
    const std::uint32_t who = around.file->resolve(actor.mention->actor, around.country, around.published);
    by.actor = (*around.file)[around.file->answerable(who, around.published)].id;
    by.span = actor.mention->span;
    by.text = std::string(slice(around.view->text(), *by.span));
    out.push_back(std::move(by));
  }
  return out;
}

/// Whether the words point to no one deed: by an article, a number, a place or a time.
bool names_nothing(const Surroundings& around, TokenRun content) {
  const SentenceView& view = *around.view;
  for (std::uint32_t i = content.first; i < content.end; ++i) {
    for (const std::string_view pointing : {"the", "this", "that", "these", "those", "it"}) {
      if (view.is(i, pointing)) return false;
    }
    if (number_at(view, i)) return false;
  }
  const auto within = [&](const auto& mention) { return content.holds(mention.first); };
  return std::none_of(around.places.begin(), around.places.end(), within) &&
         std::none_of(around.times.begin(), around.times.end(), within);
}

/// Whether somebody denies what follows ("denied that its jets had struck"), rather than that nothing was done.
bool refuted(const SentenceView& view, std::uint32_t first) {
  return std::any_of(view.terms().begin(), view.terms().end(),
                     [first](const TermMatch& match) { return match.kind == TermKind::denied && match.end <= first; });
}

}  // namespace

bool may_tell_deeds(const SentenceView& view) {
  return std::any_of(view.terms().begin(), view.terms().end(), [&](const TermMatch& match) {
    if (match.kind == TermKind::speech) {
      const SpeechAct act = view.lexicon().speeches()[match.value].act;
      return act != SpeechAct::say && act != SpeechAct::ask && act != SpeechAct::believe;
    }
    return match.kind == TermKind::attack_verb || match.kind == TermKind::deed || match.kind == TermKind::means ||
           match.kind == TermKind::movement;
  });
}

std::vector<Claim> find_attacks(const Surroundings& around) {
  const SentenceView& view = *around.view;
  const SentenceTree& tree = view.tree();
  if (tree.empty()) return {};
  for (std::uint32_t i = 0; i < view.size(); ++i) {
    const TermMatch* verb = view.term(i, TermKind::attack_verb);
    const TermMatch* happens = view.term(i, TermKind::attack_happens);
    const TermMatch* does = view.term(i, TermKind::attack_does);
    const TermMatch* match = verb != nullptr ? verb : happens != nullptr ? happens : does;
    if (match == nullptr) continue;
    const std::uint32_t v = tree.top(match->first, match->end);
    if (!told_as_fact(view, v)) continue;
    const Patients subjects = subjects_by_tree(tree, v);
    const std::uint32_t subject = subjects.tokens.empty() ? none : subjects.tokens.front();
    const bool passive = tree.has(v, UdRelation::passive_subject) || tree.has(v, UdRelation::passive_auxiliary);
    const std::uint32_t object = tree.child(v, UdRelation::object);
    const Anchor anchor{match->first, match->end, match->end, match->first, match->end};
    const LocalActor* doer = subject != none && !passive ? actor_under(around, subject) : nullptr;
    const std::optional<Means> means = means_of(around, anchor, nullptr);
    bool stated = false;
    if (verb != nullptr) {
      stated = passive ? means.has_value() || !perpetrators_of(around, anchor, nullptr).empty()
                       : (doer != nullptr && bears_arms(around, *doer)) || violent_noun(view, subject) ||
                             (subject != none && view.term(subject, TermKind::person) != nullptr && means.has_value());
      // "hit the headlines", "target the deficit": what is struck is a place, people or a thing that can be.
      if (stated && !passive && object == none && tree.child(v, UdRelation::oblique) == none) stated = false;
    }
    if (!stated && happens != nullptr) stated = violent_noun(view, subject);
    if (!stated && does != nullptr) stated = violent_noun(view, passive ? subject : object);
    if (!stated) continue;
    Claim claim;
    claim.kind = ClaimKind::attack;
    claim.trigger = quote_of(view, match->first, match->end);
    claim.means = means;
    claim.where = places_of(around, anchor);
    const Attribution* said = attribution_of(around.attributions, match->first);
    claim.by = perpetrators_of(around, anchor, said);
    const Scope scope = scope_of(around, anchor, Number{});
    claim.when = scope.when;
    claim.aggregation = scope.aggregation;
    claim.modality = scope.modality;
    claim.provisional = scope.provisional;
    take_source(around, match->first, claim);
    claim.rule = verb != nullptr ? "attack/verb" : happens != nullptr ? "attack/happens" : "attack/does";
    claim.confidence = 0.6;
    if (claim.modality == Modality::planned || (claim.modality == Modality::denied && !refuted(view, match->first)))
      continue;
    std::vector<Claim> out;
    out.push_back(std::move(claim));
    return out;
  }
  return {};
}

std::vector<Claim> find_movements(const Surroundings& around) {
  const SentenceView& view = *around.view;
  const SentenceTree& tree = view.tree();
  std::vector<Claim> out;
  if (tree.empty()) return out;
  for (std::uint32_t i = 0; i < view.size(); ++i) {
    const TermMatch* match = view.term(i, TermKind::movement);
    if (match == nullptr) continue;
    const MovementWord& word = view.lexicon().movements()[match->value];
    const std::uint32_t v = tree.top(match->first, match->end);
    if (!told_as_fact(view, v)) continue;
    const bool passive = tree.has(v, UdRelation::passive_subject) || tree.has(v, UdRelation::passive_auxiliary);
    const std::uint32_t object = tree.child(v, UdRelation::object);
    const Patients subjects = subjects_by_tree(tree, v);
    const std::uint32_t subject = subjects.tokens.empty() ? none : subjects.tokens.front();
    const std::uint32_t mover = word.of_object && !passive && object != none ? object : subject;
    if (mover == none || mover == v) continue;
    bool moves = false;
    for (std::uint32_t k = mover > 1 ? mover - 1 : 0; k <= mover; ++k) {
      const TermMatch* noun = view.term(k, TermKind::mover);
      moves = moves || (noun != nullptr && noun->end > mover);
    }
    const LocalActor* actor = actor_under(around, mover);
    moves = moves || (actor != nullptr && bears_arms(around, *actor) && actor->first <= mover && mover < actor->end);
    if (!moves) continue;
    Claim claim;
    claim.kind = ClaimKind::movement;
    claim.movement = word.kind;
    claim.trigger = quote_of(view, match->first, match->end);
    // "Turkey deployed 2,000 troops": whose troops they are.
    if (mover == object && subject != none && (actor == nullptr || actor->mention->generic)) {
      const LocalActor* sender = actor_under(around, subject);
      if (sender != nullptr && bears_arms(around, *sender)) actor = sender;
    }
    if (actor != nullptr) {
      claim.actor = speaker_of(around, *actor);
    } else {
      Speaker words;
      words.span = view.token(mover).span;
      words.text = std::string(view.surface(mover));
      words.actor = provisional_slug(words.text);
      claim.actor = std::move(words);
    }
    for (const std::uint32_t c : tree.children(mover)) {
      if (tree.relation(c) != UdRelation::number) continue;
      if (const auto count = number_at(view, c)) claim.number = count->number;
    }
    const Anchor anchor{match->first, match->end, match->end, match->first, match->end};
    claim.where = places_of(around, anchor);
    const Scope scope = scope_of(around, anchor, Number{});
    claim.when = scope.when;
    claim.aggregation = scope.aggregation;
    claim.modality = scope.modality;
    if (claim.modality == Modality::planned || (claim.modality == Modality::denied && !refuted(view, match->first)))
      continue;
    take_source(around, match->first, claim);
    claim.rule = "movement/" + word.name;
    claim.confidence = 0.5;
    out.push_back(std::move(claim));
  }
  return out;
}

std::vector<Stated> find_statements(const Surroundings& around) {
  const SentenceView& view = *around.view;
  std::vector<Stated> out;
  std::vector<Masked> times;
  for (const LocalTime& time : around.times) times.push_back({time.first, time.end});
  for (const Speech& speech : find_speech(view, times)) {
    if (speech.word == nullptr || speech.source.empty()) continue;
    const SpeechAct act = speech.word->act;
    if (act == SpeechAct::say || act == SpeechAct::ask || act == SpeechAct::believe) continue;
    const Quote content = quote_of(view, speech.content.first, speech.content.end);
    Claim claim;
    claim.kind = act == SpeechAct::deny ? ClaimKind::denial : ClaimKind::statement;
    claim.trigger = quote_of(view, speech.cue.first, speech.cue.end);
    Speaker speaker;
    const Quote source = quote_of(view, speech.source.first, speech.source.end);
    speaker.span = source.span;
    speaker.text = source.text;
    speaker.actor = provisional_slug(source.text);
    const LocalActor* known = nullptr;
    for (const LocalActor& actor : around.actors) {
      if (!speech.source.holds(actor.first) || actor.mention->adjective) continue;
      if (known == nullptr || (known->mention->generic && !actor.mention->generic)) known = &actor;
    }
    if (known != nullptr) speaker = speaker_of(around, *known);
    // "he", "the group": whoever the reader found to speak here.
    if (known == nullptr || known->mention->generic) {
      for (const Attribution& said : around.attributions) {
        if (said.origin.span.overlaps(source.span)) speaker = said.origin;
      }
    }
    speaker.cue = claim.trigger;
    claim.origin = std::move(speaker);
    if (act != SpeechAct::deny) {
      claim.act = act;
      claim.topic = content.text;
    }
    claim.rule = std::string(act == SpeechAct::deny ? "denial/" : "statement/") + std::string(to_string(act)) + "/" +
                 speech.word->name;
    claim.confidence = 0.6;
    const bool own_deed = act == SpeechAct::deny && gerund(view, speech.content.first);
    if (own_deed) claim.by = deniers(around, speech.source);
    out.push_back({std::move(claim), content.span, own_deed && names_nothing(around, speech.content)});
  }
  return out;
}

std::vector<std::size_t> denied_by(const Stated& stated, std::span<const Claim> before, const Actors& file) {
  const Claim& denial = stated.claim;
  std::vector<std::size_t> out;
  const auto anchor = [](const Claim& claim) { return claim.number ? claim.number->span : claim.trigger.span; };
  const auto can_be = [](const Claim& claim) {
    return claim.kind == ClaimKind::casualty || claim.kind == ClaimKind::displacement ||
           claim.kind == ClaimKind::control || claim.kind == ClaimKind::attack;
  };
  for (std::size_t c = 0; c < before.size(); ++c) {
    if (can_be(before[c]) && stated.content.contains(anchor(before[c]))) out.push_back(c);
  }
  // A deed that is told only to be denied was told of before by others.
  const bool counted =
      std::any_of(out.begin(), out.end(), [&](std::size_t c) { return before[c].kind != ClaimKind::attack; });
  if (counted || !denial.origin) return out;
  // What was last laid to whoever denies, and what was said in that sentence.
  const auto who = file.find_by_id(denial.origin->actor);
  const std::string id = who ? file[file.answerable(*who)].id : denial.origin->actor;
  const auto laid_to_them = [&](const Claim& claim) {
    return std::any_of(claim.by.begin(), claim.by.end(), [&](const By& by) {
      const bool denier =
          std::any_of(denial.by.begin(), denial.by.end(), [&](const By& other) { return other.actor == by.actor; });
      return denier || by.actor == id || by.actor == denial.origin->actor;
    });
  };
  Span sentence{};
  // A denial follows what it denies closely, or opens its report.
  constexpr std::size_t memory = 500;  // claims
  for (std::size_t c = before.size(), seen = 0; c-- > 0 && seen < memory;) {
    const Claim& claim = before[c];
    if (claim.trigger.span.begin <= denial.trigger.span.begin) ++seen;
    if (!can_be(claim) || !laid_to_them(claim) || claim.trigger.span.begin > denial.trigger.span.begin) continue;
    if (sentence.empty()) sentence = claim.sentence;
    if (stated.general || claim.sentence == sentence) out.push_back(c);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace histor
