// The subject of a verb of saying is its source and the clause that completes it the content; a sentence that is told
// in passing
// ("X, he said, Y") hangs the other way round. Where the tree is silent, quotation marks and the order of the words
// decide.

#include "read/speech.hpp"

#include <algorithm>

namespace histor {
namespace {

constexpr std::uint32_t none = SentenceTree::none;

class SpeechFinder {
 public:
  SpeechFinder(const SentenceView& view, std::span<const Masked> times)
      : view_(view), tree_(view.tree()), times_(times) {}

  std::vector<Speech> run() {
    find_quotes();
    std::uint32_t i = 0;
    while (i < view_.size()) {
      if (const TermMatch* match = view_.term(i, TermKind::before_source)) {
        according(*match);
        i = match->end;
        continue;
      }
      const TermMatch* match = view_.term(i, TermKind::speech);
      if (match == nullptr) {
        ++i;
        continue;
      }
      const SpeechWord& word = view_.lexicon().speeches()[match->value];
      if (word.noun) {
        noun(*match, word);
      } else {
        verb(*match, word);
      }
      i = match->end;
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool is_quote(std::uint32_t i) const {
    if (!view_.is_punct(i)) return false;
    const std::string_view mark = view_.surface(i);
    return mark == "\"" || mark == "“" || mark == "”" || mark == "``" || mark == "''" || mark == "«" || mark == "»";
  }

  /// Runs in quotation marks, with the marks. One that is not closed runs on to the end of the sentence, one that was
  /// opened before it from its beginning.
  void find_quotes() {
    std::uint32_t open = none;
    for (std::uint32_t i = 0; i < view_.size(); ++i) {
      if (!is_quote(i)) continue;
      const bool closes = view_.surface(i) == "”" || (open != none && view_.surface(i) != "“");
      if (closes) {
        quotes_.push_back({open == none ? 0 : open, i + 1});
        open = none;
      } else {
        open = i;
      }
    }
    if (open != none) quotes_.push_back({open, view_.size()});
  }

  /// The tokens under `top`, from the first to the last, without those under `left_out`.
  [[nodiscard]] TokenRun run_of(std::uint32_t top, std::uint32_t left_out = none) const {
    TokenRun out{top, top + 1};
    for (std::uint32_t i = 0; i < view_.size(); ++i) {
      if (!tree_.under(i, top) || (left_out != none && tree_.under(i, left_out))) continue;
      out.first = std::min(out.first, i);
      out.end = std::max(out.end, i + 1);
    }
    return trimmed(out);
  }

  /// Without marks at its ends, but for quotation marks that stand there.
  [[nodiscard]] TokenRun trimmed(TokenRun run) const {
    while (!run.empty() && view_.is_punct(run.first) && !is_quote(run.first) && view_.surface(run.first) != "(")
      ++run.first;
    while (!run.empty() && view_.is_punct(run.end - 1) && !is_quote(run.end - 1) && view_.surface(run.end - 1) != ")")
      --run.end;
    return run;
  }

  /// A content takes in the quotation mark that opens or closes it, and the mark before that.
  [[nodiscard]] TokenRun with_quotes(TokenRun run) const {
    if (run.first > 0 && is_quote(run.first - 1)) --run.first;
    if (run.end < view_.size() && is_quote(run.end)) ++run.end;
    if (run.end + 1 < view_.size() && view_.is_punct(run.end) && is_quote(run.end + 1)) run.end += 2;
    return run;
  }

  [[nodiscard]] std::uint32_t child(std::uint32_t i, UdRelation relation) const { return tree_.child(i, relation); }

  /// A phrase that hangs on `head` by one of its prepositions.
  [[nodiscard]] std::uint32_t by_phrase(std::uint32_t head, std::string_view preposition) const {
    for (const std::uint32_t c : tree_.children(head)) {
      const UdRelation relation = tree_.relation(c);
      if (relation != UdRelation::oblique && relation != UdRelation::agent && relation != UdRelation::nominal_modifier)
        continue;
      const std::uint32_t mark = child(c, UdRelation::case_mark);
      if (mark != none && view_.is(mark, preposition)) return c;
    }
    return none;
  }

  [[nodiscard]] bool passive(std::uint32_t v) const {
    return tree_.has(v, UdRelation::passive_auxiliary) || tree_.has(v, UdRelation::passive_subject);
  }

  struct Subject {
    std::uint32_t top = none;
    std::uint32_t left_out = none;  ///< the clause that the verb stands in, where the subject is what it hangs on
  };

  /// Who speaks by the verb v: its subject, that of the verb it goes on from, or the noun that its clause hangs on.
  [[nodiscard]] Subject speaker(std::uint32_t v) const {
    std::uint32_t at = v;
    for (int steps = 0; at != none && steps < 4; ++steps) {
      const std::uint32_t subject = child(at, UdRelation::subject);
      if (subject != none) {
        if (tree_.relative(subject) && tree_.relation(at) == UdRelation::relative_clause) return {tree_.head(at), at};
        return {subject, none};
      }
      // "was quoted as saying"
      if (at != v) {
        const std::uint32_t quoted = child(at, UdRelation::passive_subject);
        if (quoted != none && view_.term(at, TermKind::speech) != nullptr) return {quoted, none};
      }
      switch (tree_.relation(at)) {
        case UdRelation::conjunct:
        case UdRelation::adverbial_clause:
        case UdRelation::open_complement:
          at = tree_.head(at);
          break;
        case UdRelation::clause_of_noun:
          if (tree_.passive(at)) return {};
          return {tree_.head(at), at};
        default:
          return {};
      }
    }
    return {};
  }

  /// "…," said the minister: the noun phrase right behind a verb that follows a quotation or a comma.
  [[nodiscard]] TokenRun behind(std::uint32_t end) const {
    constexpr std::uint32_t longest = 16;
    TokenRun out{end, end};
    while (out.end < view_.size() && out.end < end + longest) {
      const bool mark = view_.is_punct(out.end) && view_.surface(out.end) != "-" && view_.surface(out.end) != "'" &&
                        !(view_.surface(out.end) == "." && view_.capital(out.end - 1) && out.end + 1 < view_.size());
      if (mark || (out.end == end && !view_.capital(end) && !view_.is(end, WordClass::determiner) &&
                   !view_.is(end, WordClass::pronoun) && !view_.is(end, WordClass::possessive) &&
                   tree_.upos(end) != Upos::noun && tree_.upos(end) != Upos::adj))
        break;
      ++out.end;
    }
    return out;
  }

  [[nodiscard]] TokenRun cue_of(std::uint32_t first, std::uint32_t end, std::uint32_t v) const {
    TokenRun out{first, end};
    while (out.first > 0) {
      const std::uint32_t before = out.first - 1;
      const UdRelation relation = tree_.relation(before);
      const bool part =
          tree_.head(before) == v &&
          (relation == UdRelation::auxiliary || relation == UdRelation::passive_auxiliary ||
           (relation == UdRelation::adverb && before > 0 && tree_.relation(before - 1) == UdRelation::auxiliary));
      if (!part) break;
      out.first = before;
    }
    return out;
  }

  [[nodiscard]] bool in_quotes(TokenRun run) const {
    return std::any_of(quotes_.begin(), quotes_.end(), [&](TokenRun quote) { return quote.overlaps(run); });
  }

  /// All that stands in quotation marks but those that the cue itself stands in.
  [[nodiscard]] TokenRun quoted_outside(TokenRun cue) const {
    TokenRun out;
    for (const TokenRun quote : quotes_) {
      if (quote.overlaps(cue)) continue;
      if (out.empty()) out = quote;
      out.first = std::min(out.first, quote.first);
      out.end = std::max(out.end, quote.end);
    }
    return out;
  }

  void push(TokenRun source, TokenRun cue, TokenRun content, const SpeechWord* word) {
    if (content.empty()) return;
    // A cue at the edge of the content is no part of it.
    if (content.first >= cue.first && content.first < cue.end) content.first = cue.end;
    if (content.end > cue.first && content.end <= cue.end) content.end = cue.first;
    content = trimmed(content);
    // Nor is a day that the tree took into it.
    if (content.first >= cue.end && content.first <= cue.end + 1 && in_time(content.first)) {
      const std::uint32_t behind = time_end(content.first);
      if (behind < content.end && view_.is(behind, WordClass::preposition))
        content = trimmed({behind + 1, content.end});
    }
    if (content.empty()) return;
    Speech out;
    out.source = source;
    out.cue = cue;
    out.content = with_quotes(content);
    out.word = word;
    out.quoted = in_quotes(out.content);
    out_.push_back(out);
  }

  void verb(const TermMatch& match, const SpeechWord& word) {
    const std::uint32_t v = tree_.top(match.first, match.end);
    const UdRelation relation = tree_.relation(v);
    if (tree_.upos(v) != Upos::verb || relation == UdRelation::adjective || relation == UdRelation::compound) return;
    // "is said to be", "was believed dead" have no one who speaks; a clause of infinitive is no act but for "refused to
    // say".
    const TokenRun cue = cue_of(match.first, match.end, v);
    TokenRun source;
    TokenRun content;
    if (passive(v) || (relation == UdRelation::clause_of_noun && tree_.passive(v))) {
      const std::uint32_t agent = by_phrase(v, "by");
      if (agent != none) source = run_without_mark(agent);
      const std::uint32_t clause = clause_of(v);
      const std::uint32_t subject = child(v, UdRelation::passive_subject);
      if (clause != none) {
        content = run_of(clause);
      } else if (agent != none && subject != none) {
        content = run_of(subject);
      } else if (agent != none && relation == UdRelation::clause_of_noun) {
        content = run_of(tree_.head(v), v);
      } else {
        return;
      }
      push(source, cue, content, &word);
      return;
    }
    const Subject who = speaker(v);
    if (who.top != none) source = who.left_out != none ? run_of(who.top, who.left_out) : run_of(who.top);
    const std::uint32_t clause = clause_of(v);
    const bool in_passing = relation == UdRelation::parataxis && tree_.head(v) != none;
    if (clause != none) {
      content = run_of(clause);
    } else if (in_passing) {
      content = around(tree_.head(v), v);
    } else if (word.clause) {
      const std::uint32_t told = child(v, UdRelation::parataxis);
      if (told == none) return;
      content = run_of(told);
    } else {
      content = content_of_phrase(v, word);
    }
    // Nobody named by the tree: the words behind a verb that follows a quotation.
    if (source.empty() && cue.first > 0 && (is_quote(cue.first - 1) || view_.is_comma(cue.first - 1))) {
      source = behind(cue.end);
    }
    if (!source.empty() && content.overlaps(source)) {
      const bool inside = content.first < source.first && content.end > source.end;
      if (!inside)
        content =
            content.first < source.first ? TokenRun{content.first, source.first} : TokenRun{source.end, content.end};
    }
    // The tree gave less than the quotation marks do.
    const TokenRun quoted = quoted_outside(cue);
    if (!quoted.empty() && (content.empty() || (content.overlaps(quoted) && word.act == SpeechAct::say))) {
      content =
          content.empty() ? quoted : TokenRun{std::min(content.first, quoted.first), std::max(content.end, quoted.end)};
    }
    if (content.empty() && word.act == SpeechAct::say && !word.clause && !source.empty()) content = rest(source, cue);
    if (source.empty() && relation != UdRelation::root && !in_passing) return;
    push(source, cue, trimmed(content), &word);
  }

  /// The clause that is said: a complement, an infinitive.
  [[nodiscard]] std::uint32_t clause_of(std::uint32_t v) const {
    for (const UdRelation relation : {UdRelation::complement, UdRelation::open_complement}) {
      if (const std::uint32_t c = child(v, relation); c != none) return c;
    }
    return none;
  }

  /// The sentence around a cue in passing: "X, he said, Y".
  [[nodiscard]] TokenRun around(std::uint32_t top, std::uint32_t cue) const {
    const TokenRun own = run_of(cue);
    TokenRun out = run_of(top, cue);
    // All on one side of the cue: without what stands beyond it.
    if (out.first < own.first && out.end > own.end) {
      bool word_behind = false;
      for (std::uint32_t i = own.end; i < out.end; ++i) word_behind = word_behind || !view_.is_punct(i);
      if (!word_behind) out.end = own.first;
    }
    return out;
  }

  /// What a verb of speaking has for an object, or behind its preposition: "denied the charges", "called for a truce".
  [[nodiscard]] TokenRun content_of_phrase(std::uint32_t v, const SpeechWord& word) const {
    const std::uint32_t object = child(v, UdRelation::object);
    if (const std::uint32_t told = child(v, UdRelation::parataxis); told != none && told > v) return run_of(told);
    for (const std::string_view preposition : {"for", "of", "on", "against", "about", "upon", "at", "as", "to"}) {
      const std::uint32_t phrase = by_phrase(v, preposition);
      if (phrase != none && in_time(phrase) && run_of(phrase).end == time_end(phrase)) continue;
      const bool wanted = word.act != SpeechAct::say || preposition == "of" || preposition == "about";
      if (phrase != none && phrase > v && wanted &&
          (object == none || word.act == SpeechAct::accuse || preposition == "as"))
        return run_without_mark(phrase);
    }
    if (object == none) return {};
    // "told reporters" names the hearer.
    const bool hearer = view_.term(object, TermKind::person) != nullptr && word.act == SpeechAct::say;
    return hearer ? TokenRun{} : run_of(object);
  }

  /// Where the time ends that token `i` is part of; 0 where it is of none.
  [[nodiscard]] std::uint32_t time_end(std::uint32_t i) const {
    for (const Masked time : times_) {
      if (time.first <= i && i < time.end) return time.end;
    }
    return 0;
  }
  [[nodiscard]] bool in_time(std::uint32_t i) const { return time_end(i) > 0; }

  [[nodiscard]] TokenRun run_without_mark(std::uint32_t top) const {
    TokenRun out = run_of(top);
    const std::uint32_t mark = child(top, UdRelation::case_mark);
    if (mark != none && mark == out.first) out.first = mark + 1;
    return trimmed(out);
  }

  /// What stands before source and cue where they close the sentence, else what stands behind them.
  [[nodiscard]] TokenRun rest(TokenRun source, TokenRun cue) const {
    const TokenRun both{std::min(source.first, cue.first), std::max(source.end, cue.end)};
    std::uint32_t behind = both.end;
    while (behind < view_.size() && view_.is_punct(behind)) ++behind;
    if (both.first > 2 && view_.is_punct(both.first - 1) && view_.size() - behind < 6) return {0, both.first};
    return {both.end, view_.size()};
  }

  void according(const TermMatch& match) {
    std::uint32_t top = tree_.head(match.first);
    for (std::uint32_t i = match.first; i < match.end && (top == none || (top >= match.first && top < match.end)); ++i)
      top = tree_.head(i);
    if (top == none || top < match.end || view_.is_punct(top)) top = none;
    TokenRun source = top != none && tree_.upos(top) != Upos::verb ? run_of(top) : behind(match.end);
    source.first = std::max(source.first, match.end);
    source = trimmed(source);
    if (source.empty()) return;
    // Before a comma the rest follows; behind one all of it stood before.
    TokenRun content;
    if (match.first <= 1) {
      content = {source.end, view_.size()};
    } else {
      content = {0, match.first};
    }
    push(source, {match.first, match.end}, trimmed(content), nullptr);
  }

  /// "a warning that …", "the group's call for …"
  void noun(const TermMatch& match, const SpeechWord& word) {
    const std::uint32_t n = tree_.top(match.first, match.end);
    if (tree_.upos(n) != Upos::noun) return;
    std::uint32_t clause = child(n, UdRelation::clause_of_noun);
    if (clause == none) clause = child(n, UdRelation::complement);
    if (clause == none || clause < n) return;
    if (!tree_.has(clause, UdRelation::marker)) return;
    std::uint32_t who = child(n, UdRelation::possessor);
    if (who == none) who = by_phrase(n, "by");
    if (who == none) who = by_phrase(n, "from");
    push(who == none ? TokenRun{} : run_without_mark(who), {match.first, match.end}, run_of(clause), &word);
  }

  const SentenceView& view_;
  const SentenceTree& tree_;
  std::span<const Masked> times_;
  std::vector<TokenRun> quotes_;
  std::vector<Speech> out_;
};

}  // namespace

std::vector<Speech> find_speech(const SentenceView& view, std::span<const Masked> times) {
  if (view.tree().empty()) return {};
  return SpeechFinder(view, times).run();
}

}  // namespace histor
