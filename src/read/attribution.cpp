// A cue has its source beside it: before a verb of saying, after it where the verb comes last or follows a quotation,
// after "according to". What is no known actor is taken by shape: a name, or a noun phrase at the head of its clause.

#include "read/attribution.hpp"

#include <algorithm>

namespace histor {
namespace {

bool carries(ActorKind kind) {
  return kind == ActorKind::agency || kind == ActorKind::outlet || kind == ActorKind::state_media;
}

class Attributor {
 public:
  Attributor(const SentenceView& view, std::span<const LocalActor> actors, std::span<const Masked> times,
             const Actors& file, std::string_view country, std::optional<Day> date, AttributionState& state)
      : view_(view), actors_(actors), times_(times), file_(file), country_(country), date_(date), state_(state) {}

  std::vector<Attribution> run() {
    for (std::uint32_t i = 0; i < view_.size(); ++i) {
      if (const TermMatch* match = view_.term(i, TermKind::before_source)) {
        if (const auto source = source_after(match->end)) push(*source, i, match->end, 0, view_.size(), true);
        i = match->end - 1;
        continue;
      }
      if (const TermMatch* match = view_.term(i, TermKind::citing);
          match != nullptr && view_.term(i, TermKind::say) == nullptr) {
        cite(i, match->end);
        continue;
      }
      if (const TermMatch* match = view_.term(i, TermKind::say)) {
        if (const TermMatch* citing = view_.term(i, TermKind::citing)) {
          cite(i, citing->end);
          continue;
        }
        // "claimed two attacks": owned to them, and told nothing.
        if (const TermMatch* owned = view_.term(i, TermKind::claims_deed);
            owned != nullptr && !view_.tree().empty() && view_.tree().child(i, UdRelation::object) < owned->end)
          continue;
        say(i, match->end, match->value != 0);
      }
    }
    named_behind_quote();
    if (out_.empty()) possessed_figure();
    headline();
    if (!out_.empty()) state_.last = out_.back().origin;
    for (const LocalActor& actor : actors_) {
      const ActorKind kind = file_[actor.mention->actor].kind;
      const bool counts = kind == ActorKind::monitor || kind == ActorKind::rescuers || kind == ActorKind::ngo ||
                          kind == ActorKind::un_body || kind == ActorKind::ministry;
      if (counts && !actor.mention->generic && !actor.mention->adjective) state_.body = from_actor(actor).speaker;
    }
    return std::move(out_);
  }

 private:
  struct Source {
    Speaker speaker;
    std::uint32_t first = 0;
    std::uint32_t end = 0;
    bool carrier = false;
  };

  [[nodiscard]] bool in_time(std::uint32_t i) const {
    return std::any_of(times_.begin(), times_.end(),
                       [i](const Masked& mask) { return mask.first <= i && i < mask.end; });
  }

  [[nodiscard]] const LocalActor* actor_at(std::uint32_t i) const {
    for (const LocalActor& actor : actors_) {
      if (actor.first <= i && i < actor.end) return &actor;
    }
    return nullptr;
  }

  [[nodiscard]] Source from_actor(const LocalActor& actor) const {
    // "the Red Line Monitor": a common noun written as part of a name is that name, not any monitor.
    if (actor.mention->generic && view_.capital(actor.end - 1) && !view_.title_case()) {
      std::uint32_t first = actor.first;
      std::uint32_t end = actor.end;
      while (first > 0 && view_.capital(first - 1) && actor_at(first - 1) == nullptr &&
             !view_.is(first - 1, WordClass::determiner) && !in_time(first - 1))
        --first;
      while (end < view_.size() && view_.capital(end) && actor_at(end) == nullptr && !in_time(end)) ++end;
      // "raids in Syria: Monitor", without its colon: the place belongs to what is said.
      const bool placed = first > 0 && first < actor.first &&
                          (view_.is(first - 1, "in") || view_.is(first - 1, "of") || view_.is(first - 1, "near") ||
                           view_.is(first - 1, "at"));
      if (!placed && end - first > actor.end - actor.first &&
          !(first == 0 && first + 1 == actor.first && end == actor.end))
        return from_words(first, end);
    }
    Source out;
    const std::uint32_t resolved = file_.resolve(actor.mention->actor, country_, date_);
    const ActorRecord& record = file_[resolved];
    out.speaker.actor = record.id;
    out.speaker.span = actor.mention->span;
    out.speaker.text = std::string(slice(view_.text(), out.speaker.span));
    out.first = actor.first;
    out.end = actor.end;
    out.carrier = carries(record.kind);
    return out;
  }

  [[nodiscard]] Source from_words(std::uint32_t first, std::uint32_t end) const {
    // "Her counterpart, speaking to reporters, said"
    for (std::uint32_t i = first + 1; i + 1 < end; ++i) {
      if (view_.is_comma(i)) end = i;
    }
    Source out;
    out.speaker.span = view_.span(first, end);
    out.speaker.text = std::string(slice(view_.text(), out.speaker.span));
    out.speaker.actor = provisional_slug(out.speaker.text);
    out.first = first;
    out.end = end;
    return out;
  }

  /// Whom an anaphor stands for: a pronoun for the last source, "the group" for the last body where the last source is
  /// none.
  [[nodiscard]] const std::optional<Speaker>& antecedent(const TermMatch& anaphor) const {
    if (anaphor.value == 0 || !state_.body || !state_.last) return state_.last ? state_.last : state_.body;
    const auto actor = file_.find_by_id(state_.last->actor);
    const bool is_body = actor && !file_[*actor].generic;
    const bool same = view_.is(anaphor.end - 1, "source") || view_.is(anaphor.end - 1, "sources") ||
                      view_.is(anaphor.end - 1, "official");
    return is_body || same ? state_.last : state_.body;
  }

  /// Not "speaking to reporters": who hears it does not say it.
  [[nodiscard]] bool source_actor(const LocalActor& actor) const {
    std::uint32_t first = actor.first;
    while (first > 0 && view_.is(first - 1, WordClass::determiner)) --first;
    const bool hears = first > 1 && view_.is(first - 1, "to") &&
                       (view_.is(first - 2, "speaking") || view_.is(first - 2, "spoke") ||
                        view_.is(first - 2, "talking") || view_.is(first - 2, "speak"));
    return !actor.mention->adjective && !hears;
  }

  /// The noun phrase that begins at i: a known actor within its first words, a name, or the words up to its end.
  [[nodiscard]] std::optional<Source> source_after(std::uint32_t i) const {
    std::uint32_t at = i;
    while (at < view_.size() && view_.is(at, WordClass::determiner)) ++at;
    if (const TermMatch* anaphora = view_.term(i, TermKind::anaphora);
        anaphora != nullptr && (actor_at(at) == nullptr || actor_at(at)->mention->generic) && antecedent(*anaphora)) {
      Source out{*antecedent(*anaphora), i, anaphora->end, false};
      out.speaker.span = view_.span(i, anaphora->end);
      out.speaker.text = std::string(slice(view_.text(), out.speaker.span));
      return out;
    }
    std::uint32_t end = at;
    const LocalActor* found = nullptr;
    // "citing the death of 35 civilians": what is cited is an event.
    for (std::uint32_t k = at; k < view_.size() && k < at + 3; ++k) {
      if (view_.term(k, TermKind::harm) != nullptr && actor_at(k) == nullptr) return std::nullopt;
    }
    for (; end < view_.size() && end < at + 14; ++end) {
      if (view_.is_punct(end) && view_.surface(end) != "-" && view_.surface(end) != "'" && view_.surface(end) != "’")
        break;
      if (const LocalActor* actor = actor_at(end)) {
        // A proper body wins over the common noun that introduces it: "officials with the sheriff's department".
        if (source_actor(*actor) &&
            (found == nullptr || (found->mention->generic && !actor->mention->generic && actor->first < at + 9)))
          found = actor;
        end = actor->end - 1;
        continue;
      }
      if (view_.is(end, WordClass::relative) || (view_.is(end, WordClass::subordinator) && !view_.is(end, "as")) ||
          view_.is(end, WordClass::be) || view_.is(end, WordClass::have) || in_time(end) ||
          (view_.term(end, TermKind::say) != nullptr && !view_.capital(end) && end > at)) {
        break;
      }
      if (found != nullptr && !view_.is(end, "of") && !view_.is(end, "for") && !view_.is(end, "at") &&
          !view_.is(end, "in") && !view_.is(end, "with") && !view_.is(end, WordClass::determiner) &&
          !view_.capital(end)) {
        break;
      }
    }
    if (found != nullptr) return from_actor(*found);
    if (end <= at) return std::nullopt;
    // A name runs as long as its capitals do.
    if (view_.capital(at)) {
      std::uint32_t name_end = at;
      while (name_end < end && view_.capital(name_end)) ++name_end;
      return from_words(at, name_end);
    }
    return from_words(at, std::min(end, at + 6));
  }

  /// "No casualties reported", "These figures could not be verified": what is told of is not who tells it.
  [[nodiscard]] bool tells_nothing(const Source& source) const {
    if (source.end == 0 || source.end > view_.size() || actor_at(source.end - 1) != nullptr) return false;
    const TermMatch* person = view_.term_before(source.end, TermKind::person);
    const bool harmed = person != nullptr && view_.lexicon().people()[person->value].outcome.has_value();
    return harmed || view_.term_before(source.end, TermKind::harm) != nullptr ||
           view_.term_before(source.end, TermKind::figure_of) != nullptr;
  }

  void push(Source source, std::uint32_t cue_first, std::uint32_t cue_end, std::uint32_t covers_first,
            std::uint32_t covers_end, bool suffix) {
    if (tells_nothing(source)) return;
    Attribution out;
    out.origin = std::move(source.speaker);
    out.origin.cue =
        Quote{std::string(slice(view_.text(), view_.span(cue_first, cue_end))), view_.span(cue_first, cue_end)};
    out.cue_first = cue_first;
    out.cue_end = cue_end;
    out.covers_first = covers_first;
    out.covers_end = covers_end;
    if (suffix && cue_first > 0 && !out_.empty()) {
      // "A said X while B said Y": what A covers ends where B's clause begins, not where its cue stands.
      out.covers_first = out_.back().cue_end;
    }
    add_hearer(out, cue_end);
    out_.push_back(std::move(out));
  }

  /// "told AFP", "said on X", "reported to Reuters": a carrier right behind the cue.
  void add_hearer(Attribution& out, std::uint32_t cue_end) const {
    std::uint32_t at = cue_end;
    std::uint32_t steps = 0;
    while (at < view_.size() && steps < 4 &&
           (view_.is(at, "on") || view_.is(at, "to") || view_.is(at, "in") || view_.is(at, WordClass::determiner) ||
            in_time(at))) {
      ++at;
      ++steps;
    }
    if (const LocalActor* actor = actor_at(at); actor != nullptr && actor->first >= cue_end) {
      const Source source = from_actor(*actor);
      if (source.carrier && source.speaker.actor != out.origin.actor) out.relay.push_back(source.speaker);
      return;
    }
    if (at > cue_end && view_.is(at - 1, "on") && at < view_.size() &&
        (view_.surface(at) == "X" || view_.is(at, "twitter") || view_.is(at, "telegram") || view_.is(at, "facebook"))) {
      out.relay.push_back(from_words(at, at + 1).speaker);
    }
  }

  /// "SANA reported, citing a police source": the cited one counted, the one who cites carried.
  void cite(std::uint32_t first, std::uint32_t end) {
    auto source = source_after(end);
    if (!source) return;
    if (!out_.empty() && first - out_.back().cue_end < 12) {
      Attribution& last = out_.back();
      last.relay.insert(last.relay.begin(), last.origin);
      last.relay.front().cue.reset();
      last.origin = source->speaker;
      last.origin.cue = Quote{std::string(slice(view_.text(), view_.span(first, end))), view_.span(first, end)};
      return;
    }
    push(std::move(*source), first, end, 0, view_.size(), true);
  }

  [[nodiscard]] bool clause_break(std::uint32_t i) const {
    if (view_.is_punct(i)) {
      const std::string_view mark = view_.surface(i);
      return mark == "\"" || mark == "”" || mark == "“" || mark == ";" || mark == ":" || mark == "—" || mark == "–" ||
             mark == "." || mark == "…";
    }
    return view_.is(i, "but") || view_.is(i, "while") || view_.is(i, "whilst") || view_.is(i, "that") ||
           view_.is(i, "because");
  }

  /// `has_object`: who stands behind the verb was told, or is blamed, and is not who speaks.
  void say(std::uint32_t first, std::uint32_t end, bool has_object) {
    if (actor_at(first) != nullptr) return;  // "Islamic State"
    // "Lakes state", "a police post": the tree knows a noun from a verb, but in headlines.
    const Upos part = view_.tree().upos(first);
    if ((part == Upos::noun || part == Upos::propn) && view_.sentence().kind != BlockKind::heading) return;
    if (view_.is(end, "responsibility")) return;  // a deed claimed, not a word said of it
    if (finds_thing(first)) return;
    for (std::uint32_t i = end; i < end + 6; ++i) {  // "claimed hundreds of thousands of lives"
      if (view_.is(i, "lives") || view_.is(i, "life")) return;
    }
    // "is said to", "was reported dead", "the reported attack": no act of saying.
    if (first > 0 && (view_.is(first - 1, WordClass::be) || view_.is(first - 1, WordClass::determiner) ||
                      view_.is(first - 1, "to"))) {
      const bool gerund =
          view_.surface(first).size() > 3 && view_.surface(first).substr(view_.surface(first).size() - 3) == "ing";
      if (!gerund) return;
    }
    if (view_.is(end, "by")) return;  // "reported by X" is a cue of its own
    const std::string_view word = view_.surface(first);
    const bool gerund = word.size() > 3 && word.substr(word.size() - 3) == "ing";

    std::optional<Source> right = has_object ? std::nullopt : inverted(first, end);
    if (right && right->carrier && !gerund) {
      // "the bulletin said, Sputnik reported": the carrier behind the verb carried what the source before it said.
      if (auto left = source_before(first); left && left->end == first) {
        const Speaker carrier = right->speaker;
        push(std::move(*left), first, end, 0, first, true);
        if (out_.back().relay.empty()) out_.back().relay.push_back(carrier);
        return;
      }
    }
    if (right && !gerund) {
      push(std::move(*right), first, end, 0, first, true);
      return;
    }
    if (gerund) {  // "the source adding that": the sentence's source goes on
      if (auto own = behind_with(first)) push(std::move(*own), first, end, end, view_.size(), false);
      return;
    }
    if (auto left = source_before(first)) {
      // What stands before the source is what it says where the cue closes the sentence.
      const bool closes = closing(end);
      const std::uint32_t source_first = left->first;
      push(std::move(*left), first, end, closes ? 0 : end, closes ? source_first : view_.size(), closes);
      return;
    }
  }

  /// "…, with the monitor saying that …": whoever speaks in a clause of his own.
  [[nodiscard]] std::optional<Source> behind_with(std::uint32_t verb) const {
    constexpr std::uint32_t longest = 12;
    for (std::uint32_t i = verb; i > 0 && verb - i < longest && !view_.is_punct(i - 1); --i) {
      if (!view_.is(i - 1, "with")) continue;
      auto source = source_after(i);
      if (source && source->end == verb) return source;
      return std::nullopt;
    }
    return std::nullopt;
  }

  /// "“Nobody is left,” Jan Marsh, head of the monitor.": a quotation and who says it, without a word of saying.
  void named_behind_quote() {
    if (!out_.empty() || view_.sentence().kind == BlockKind::heading) return;
    for (std::uint32_t i = view_.size(); i-- > 1;) {
      const std::string_view mark = view_.surface(i);
      if (mark != "”" && mark != "\"" && mark != "’’") {
        const Upos part = view_.tree().upos(i);
        if (part == Upos::verb || part == Upos::aux) return;
        continue;
      }
      const std::uint32_t at = i + 1;
      if (!view_.is_comma(i - 1) || !view_.capital(at)) return;
      if (auto source = source_after(at)) push(std::move(*source), i, i + 1, 0, i, true);
      return;
    }
  }

  /// Whether nothing but a time, a hearer or a participle clause follows.
  [[nodiscard]] bool closing(std::uint32_t end) const {
    std::uint32_t i = end;
    while (i < view_.size()) {
      if (in_time(i) || view_.is_punct(i) || view_.is(i, WordClass::preposition) ||
          view_.is(i, WordClass::determiner) || actor_at(i) != nullptr || view_.is(i, WordClass::adverb)) {
        ++i;
        continue;
      }
      const std::string_view word = view_.surface(i);
      const bool gerund = word.size() > 4 && word.substr(word.size() - 3) == "ing";
      if (gerund || view_.term(i, TermKind::citing) != nullptr) return true;
      if (i + 6 < view_.size()) return false;
      return !view_.is(i, WordClass::be) && view_.term(i, TermKind::harm) == nullptr && !number_at(view_, i);
    }
    return true;
  }

  [[nodiscard]] std::optional<Source> inverted(std::uint32_t first, std::uint32_t end) const {
    if (end >= view_.size() || in_time(end) || view_.is_punct(end) || view_.is(end, "that")) return std::nullopt;
    std::uint32_t at = end;
    while (view_.is(at, WordClass::determiner)) ++at;
    const LocalActor* actor = nullptr;
    for (std::uint32_t i = at; i < view_.size() && i < at + 5 && actor == nullptr; ++i) {
      if (view_.is_punct(i) || view_.is(i, WordClass::be) || view_.is(i, WordClass::have) ||
          view_.is(i, WordClass::preposition))
        break;
      actor = actor_at(i);
      // "it killed 5 soldiers": a clause with a subject of its own.
      if (actor == nullptr &&
          (view_.is(i, "it") || view_.is(i, "they") || view_.term(i, TermKind::harm) != nullptr || number_at(view_, i)))
        break;
    }
    const bool anaphora =
        view_.term(end, TermKind::anaphora) != nullptr && state_.last && !view_.is(end, WordClass::pronoun);
    const bool after_quote = first > 0 && view_.is_punct(first - 1);
    const bool name = view_.capital(at) && view_.capital(at + 1) && after_quote;
    if (actor != nullptr && !source_actor(*actor)) actor = nullptr;
    if (actor == nullptr && !anaphora && !name) return std::nullopt;
    // "said the ministry had …" goes on with a clause of its own: the source is on the left, if one is there.
    const std::uint32_t tail = actor != nullptr ? actor->end : at + 2;
    bool clause = false;
    for (std::uint32_t i = tail; i < view_.size() && i < tail + 6 && !view_.is_punct(i); ++i) {
      clause = clause || view_.is(i, WordClass::be) || view_.is(i, WordClass::have) ||
               view_.term(i, TermKind::harm) != nullptr;
    }
    if (clause && !after_quote) return std::nullopt;
    if (actor != nullptr) return from_actor(*actor);
    return source_after(end);
  }

  /// The subject that the tree gives to the verb of saying at `verb`, if it is a known actor or holds one ("a spokesman
  /// for the army"), or a noun phrase of a few words.
  [[nodiscard]] std::optional<Source> subject_by_tree(std::uint32_t verb) const {
    const SentenceTree& tree = view_.tree();
    if (tree.upos(verb) != Upos::verb) return std::nullopt;
    std::uint32_t subject = tree.child(verb, UdRelation::subject);
    if (subject == SentenceTree::none && tree.relation(verb) == UdRelation::conjunct)
      subject = tree.child(tree.head(verb), UdRelation::subject);
    if (subject == SentenceTree::none || tree.upos(subject) == Upos::pron || in_time(subject)) return std::nullopt;
    // The phrase without what is added to it: clauses, coordinated phrases, and, but for "James Carter, director of the
    // monitor", appositions.
    bool apposed = false;
    const auto within = [&](std::uint32_t i) {
      for (; i != subject && i != SentenceTree::none; i = tree.head(i)) {
        const UdRelation relation = tree.relation(i);
        if (relation == UdRelation::clause_of_noun || relation == UdRelation::relative_clause ||
            relation == UdRelation::conjunct || relation == UdRelation::punctuation ||
            (relation == UdRelation::apposition && !apposed))
          return false;
      }
      return i == subject;
    };
    std::uint32_t first = subject;
    std::uint32_t end = subject + 1;
    while (first > 0 && within(first - 1)) --first;
    while (end < view_.size() && end != verb && within(end)) ++end;
    for (const bool with_appositions : {false, true}) {
      apposed = with_appositions;
      const LocalActor* chosen = nullptr;
      for (const LocalActor& actor : actors_) {
        if (!within(tree.top(actor.first, actor.end)) || !source_actor(actor) || actor.mention->place) continue;
        const bool better = chosen == nullptr || (chosen->mention->generic && !actor.mention->generic);
        if (better) chosen = &actor;
      }
      if (chosen != nullptr) return from_actor(*chosen);
    }
    while (first < end && view_.is(first, WordClass::determiner)) ++first;
    constexpr std::uint32_t longest_source = 6;
    const bool person = tree.upos(subject) == Upos::propn || view_.term(subject, TermKind::person) != nullptr ||
                        view_.lexicon().like_person(view_.surface(subject));
    if (first == end || end - first > longest_source || !person) return std::nullopt;
    // "Eleven civilians reported killed": people who are counted are told of, they do not tell.
    for (std::uint32_t i = first; i < end; ++i) {
      if (number_at(view_, i)) return std::nullopt;
    }
    return from_words(first, end);
  }

  /// "officers found him in the road": found, not found that.
  [[nodiscard]] bool finds_thing(std::uint32_t i) const {
    const SentenceTree& tree = view_.tree();
    if (tree.upos(i) != Upos::verb || !tree.has(i, UdRelation::object) || tree.has(i, UdRelation::complement))
      return false;
    // Not "documented the deaths of 18 civilians", "a figure that the monitor released".
    const std::uint32_t what = tree.child(i, UdRelation::object);
    const bool somebody = (tree.upos(what) == Upos::pron && !tree.relative(what)) || tree.upos(what) == Upos::propn ||
                          view_.term(what, TermKind::person) != nullptr;
    if (!somebody) return false;
    const auto& speeches = view_.lexicon().speeches();
    const TermMatch* speech = view_.term(i, TermKind::speech);
    return speech != nullptr && speeches[speech->value].clause;
  }

  /// The subject of a verb of saying that begins at `first`.
  [[nodiscard]] std::optional<Source> source_before(std::uint32_t first) const {
    std::uint32_t begin = first;
    while (begin > 0 && first - begin < 24 && !clause_break(begin - 1)) {
      const TermMatch* harm = view_.term_before(begin, TermKind::harm);
      if (harm != nullptr && first - begin < 24) break;
      if (begin < first && view_.term_before(begin, TermKind::say) != nullptr && !view_.capital(begin - 1)) break;
      --begin;
    }
    const LocalActor* chosen = nullptr;
    // Right before the verb, but for a time or an adverb: the subject, unless it hangs on a preposition.
    std::uint32_t close = first;
    while (close > begin && (view_.is(close - 1, WordClass::adverb) || view_.is(close - 1, WordClass::have) ||
                             in_time(close - 1) || view_.is(close - 1, "on")))
      --close;
    if (const LocalActor* beside = close > begin ? actor_at(close - 1) : nullptr;
        beside != nullptr && beside->end == close && source_actor(*beside) &&
        !(beside->mention->generic && state_.last && view_.term_before(close, TermKind::anaphora) != nullptr)) {
      std::uint32_t before = beside->first;
      while (before > begin && (view_.is(before - 1, WordClass::determiner) ||
                                (view_.term(before - 1, TermKind::anaphora) == nullptr && view_.capital(before - 1) &&
                                 actor_at(before - 1) == nullptr)))
        --before;
      const bool hangs = before > begin && view_.is(before - 1, WordClass::preposition);
      // "a monitor and activists said": the first of them gave the figure, as far as one did.
      if (!hangs && beside->mention->generic && before > begin + 1 && view_.is(before - 1, "and")) {
        const LocalActor* partner = actor_at(before - 2);
        const ActorKind kind = partner != nullptr ? file_[partner->mention->actor].kind : ActorKind::outlet;
        if (partner != nullptr && source_actor(*partner) && kind == ActorKind::monitor) return from_actor(*partner);
      }
      if (!hangs) return from_actor(*beside);
    }
    // A pronoun or description right before the verb, perhaps over an adverb or a time.
    const std::uint32_t end = close;
    if (end == 0) return std::nullopt;
    for (std::uint32_t back = 3; back >= 1; --back) {
      if (end < back) continue;
      const TermMatch* anaphora = view_.term(end - back, TermKind::anaphora);
      if (anaphora == nullptr || anaphora->end != end) continue;
      if (!antecedent(*anaphora)) return std::nullopt;
      Source out{*antecedent(*anaphora), end - back, end, false};
      out.speaker.span = view_.span(end - back, end);
      out.speaker.text = std::string(slice(view_.text(), out.speaker.span));
      return out;
    }
    if (auto subject = subject_by_tree(first)) return subject;
    for (std::uint32_t i = begin; i < first; ++i) {
      const LocalActor* actor = actor_at(i);
      if (actor == nullptr || actor->end > first || actor->first < begin || !source_actor(*actor)) continue;
      if (actor->mention->place && !(actor->end == first)) {
        i = actor->end - 1;
        continue;
      }
      // "12 more in hospital, he said": what hangs on a preposition of place speaks only where nobody else does.
      if (actor->mention->generic && actor->first > begin &&
          (view_.is(actor->first - 1, "in") || view_.is(actor->first - 1, "at"))) {
        i = actor->end - 1;
        continue;
      }
      const bool better = chosen == nullptr || (chosen->mention->generic && !actor->mention->generic);
      // The first one is the subject; one after "by", "of" or "in" later on belongs to a phrase inside it.
      if (better) chosen = actor;
      i = actor->end - 1;
    }
    if (chosen != nullptr) {
      return from_actor(*chosen);
    }
    // A name by shape.
    std::uint32_t name = end;
    while (name > begin && view_.capital(name - 1) && !in_time(name - 1)) --name;
    if (end - name >= 1 && end - name <= 6 && !view_.title_case() && !view_.is(name, WordClass::pronoun))
      return from_words(name, end);
    // A noun phrase that opens its clause.
    if (begin < end && end - begin <= 7 && view_.is(begin, WordClass::determiner) && !view_.is(begin, "this") &&
        !view_.is(begin, "that")) {
      return from_words(begin, end);
    }
    return std::nullopt;
  }

  /// "the Observatory's latest figure": the owner of a figure is its source.
  void possessed_figure() {
    for (const TermMatch& match : view_.terms()) {
      if (match.kind != TermKind::figure_of) continue;
      for (std::uint32_t i = match.first; i > 0 && match.first - i < 4; --i) {
        const LocalActor* owner = actor_at(i - 1);
        const bool possessive = owner == nullptr && view_.is_punct(i - 1);
        if (owner != nullptr && source_actor(*owner)) {
          const Span words = owner->mention->span;
          const bool genitive =
              view_.token(i - 1).span.end > words.end || (i < view_.size() && view_.is_punct(i) && i < match.first);
          if (!genitive) break;
          Source source = from_actor(*owner);
          if (owner->mention->generic && state_.body) {
            source.speaker.actor = state_.body->actor;
          }
          push(std::move(source), match.first, match.end, 0, view_.size(), true);
          return;
        }
        if (possessive) continue;
        if (view_.is(i - 1, WordClass::preposition) || view_.is(i - 1, WordClass::be)) break;
      }
    }
  }

  /// "Strike kills three: police", "Rebel fire kills 3 Aleppo schoolchildren state media", "Police: fatal shooting …".
  void headline() {
    if (view_.sentence().kind != BlockKind::heading || !out_.empty() || actors_.empty()) return;
    const LocalActor& last = actors_.back();
    const LocalActor& first = actors_.front();
    const auto can_say = [&](const LocalActor& actor) {
      const ActorRecord& record = file_[actor.mention->actor];
      return !actor.mention->adjective && !actor.mention->place && record.kind != ActorKind::rebel &&
             record.kind != ActorKind::government;
    };
    std::uint32_t end = view_.size();
    while (end > 0 && view_.is_punct(end - 1)) --end;
    if (last.end == end && last.first > 0 && can_say(last) && !view_.is(last.first - 1, WordClass::preposition) &&
        !view_.is(last.first - 1, WordClass::coordinator)) {
      push(from_actor(last), last.first, last.end, 0, last.first, true);
      return;
    }
    if (first.first == 0 && first.end < view_.size() && view_.surface(first.end) == ":" && can_say(first)) {
      push(from_actor(first), first.first, first.end, first.end, view_.size(), false);
    }
  }

  const SentenceView& view_;
  std::span<const LocalActor> actors_;
  std::span<const Masked> times_;
  const Actors& file_;
  std::string_view country_;
  std::optional<Day> date_;
  AttributionState& state_;
  std::vector<Attribution> out_;
};

}  // namespace

std::vector<Attribution> find_attributions(const SentenceView& view, std::span<const LocalActor> actors,
                                           std::span<const Masked> times, const Actors& file, std::string_view country,
                                           std::optional<Day> date, AttributionState& state) {
  return Attributor(view, actors, times, file, country, date, state).run();
}

const Attribution* attribution_of(std::span<const Attribution> attributions, std::uint32_t i) {
  const Attribution* best = nullptr;
  for (const Attribution& attribution : attributions) {
    if (i < attribution.covers_first || i >= attribution.covers_end) continue;
    // The nearest cue; of two that cover, a prefix nearer than a suffix.
    // "Reports say" yields to whoever is named beside it.
    const auto distance = [i](const Attribution& a) {
      return (a.cue_first > i ? a.cue_first - i : i - a.cue_first) + (a.origin.actor == "reports" ? 100U : 0U);
    };
    if (best == nullptr || distance(attribution) < distance(*best)) best = &attribution;
  }
  if (best == nullptr && attributions.size() == 1) best = &attributions.front();
  return best;
}

}  // namespace histor
