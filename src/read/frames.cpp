// Each word of harm looks for its people by the tree (patients.hpp) and by the order of the words, where its form puts
// them: a passive and "dead" to the left, an active verb to the right, a noun on either side, a toll after its verb.
// Coordinated words share their people; parts take the harm of their whole. Ambiguous forms ("killed") are decided by
// what stands beside them.

#include "read/frames.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "read/patients.hpp"

namespace histor {
namespace {

struct Trigger {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  const HarmWord* word = nullptr;
  std::vector<std::uint32_t> patients;
  bool shared = false;  ///< took the patients of the word it is coordinated with
  std::string path{};   ///< how they were found: through the tree ("nsubj:pass"), or "order"
};

class FrameFinder {
 public:
  FrameFinder(const SentenceView& view, std::span<const Masked> masks, std::vector<Nominal>& nominals)
      : view_(view), masks_(masks), nominals_(nominals) {}

  std::vector<Frame> run() {
    index_nominals();
    find_triggers();
    for (std::size_t t = 0; t < triggers_.size(); ++t) attach(t);
    share_forward();
    emit();
    tails();
    implied();
    tolls();
    among();
    included();
    identified();
    parts();
    settle();
    return std::move(frames_);
  }

 private:
  void index_nominals() {
    at_.assign(view_.size(), -1);
    for (std::uint32_t n = 0; n < nominals_.size(); ++n) {
      for (std::uint32_t i = nominals_[n].first; i < nominals_[n].end; ++i) at_[i] = static_cast<std::int32_t>(n);
    }
  }

  void find_triggers() {
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
        if (nominal.has_noun && !both) match = nullptr;
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
      if (!view_.is(match->end, "off"))  // "frost killed off the blossom"
        triggers_.push_back({match->first, match->end, word, {}, false});
      i = match->end;
    }
  }

  [[nodiscard]] bool skippable(std::uint32_t i) const { return view_.is(i, WordClass::adverb) && at_[i] < 0; }

  [[nodiscard]] std::optional<std::uint32_t> nominal_from(std::uint32_t i) const {
    if (i >= view_.size() || at_[i] < 0) return std::nullopt;
    const auto n = static_cast<std::uint32_t>(at_[i]);
    if (nominals_[n].first != i) return std::nullopt;
    return n;
  }

  [[nodiscard]] std::optional<std::uint32_t> nominal_until(std::uint32_t end) const {
    if (end == 0 || end > view_.size() || at_[end - 1] < 0) return std::nullopt;
    const auto n = static_cast<std::uint32_t>(at_[end - 1]);
    if (nominals_[n].end != end) return std::nullopt;
    return n;
  }

  [[nodiscard]] std::int32_t trigger_from(std::uint32_t i) const {
    for (std::size_t t = 0; t < triggers_.size(); ++t) {
      if (triggers_[t].first == i) return static_cast<std::int32_t>(t);
    }
    return -1;
  }
  [[nodiscard]] std::int32_t trigger_until(std::uint32_t end) const {
    for (std::size_t t = 0; t < triggers_.size(); ++t) {
      if (triggers_[t].end == end) return static_cast<std::int32_t>(t);
    }
    return -1;
  }

  [[nodiscard]] bool usable(std::uint32_t n, const HarmWord& word) const {
    const Nominal& nominal = nominals_[n];
    if (nominal.thing || nominal.bound) return false;
    // "and 13 were captured": what has no noun and is the subject of a passive is people, as those before it.
    if (word.people_only && !nominal.has_noun && !(view_.is(nominal.end, WordClass::be) && nominals_.size() > 1))
      return false;
    if (nominal.of_told) return false;  // "one in five of the dead had been shot"
    // "not a single shot": a count of none is of people only where it says so or the word leaves no doubt.
    if (word.weak && nominal.number.value == 0 && !nominal.has_noun) return false;
    return true;
  }

  /// Where the auxiliary of a participle stands: "were", also over "reported", "also", "to have". Null where there is
  /// none.
  [[nodiscard]] std::optional<std::uint32_t> auxiliary(std::uint32_t participle) const {
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
      if (!be && (view_.is(i, WordClass::have) || view_.is(i, "to"))) return std::nullopt;
      break;
    }
    return be;
  }

  /// The people to the right: "killed [at least 16 people] and [a child]".
  void take_objects(std::size_t t, std::uint32_t from) {
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
      if (n && nominals_[*n].kind != NominalKind::plural) n = std::nullopt;
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
      if (view_.is(k, "as") && view_.is(k + 1, "well") && view_.is(k + 2, "as")) {
        coordinated = true;
        k += 3;
      }
      while (coordinated && view_.is(k, WordClass::possessive) && !nominal_from(k)) ++k;  // "and his two sons"
      const auto next = coordinated ? nominal_from(k) : std::nullopt;
      if (!next || !usable(*next, *triggers_[t].word) || has_predicate(*next) || nominals_[*next].introduced) break;
      triggers_[t].patients.push_back(*next);
      claimed_right_.push_back(*next);
      end = nominals_[*next].end;
    }
  }

  [[nodiscard]] bool has_predicate(std::uint32_t n) const {
    std::uint32_t at = nominals_[n].end;
    while (view_.is(at, WordClass::be) || view_.is(at, WordClass::have) || view_.is(at, WordClass::adverb) ||
           view_.is(at, WordClass::relative))
      ++at;
    const TermMatch* harm = view_.term(at, TermKind::harm);
    return harm != nullptr && !view_.lexicon().harms()[harm->value].noun;
  }

  /// Coordinated people to the left of one already found: "a father, a mother and a son".
  void take_left_list(std::size_t t, std::uint32_t n) {
    triggers_[t].patients.push_back(n);
    std::vector<std::uint32_t> list;
    bool coordinated = false;
    std::uint32_t first = nominals_[n].first;
    while (first > 0) {
      std::uint32_t k = first;
      if (k > 1 && view_.is(k - 1, WordClass::possessive) && at_[k - 1] < 0) --k;  // "a man and his two sons"
      while (k > 0 && (view_.is_comma(k - 1) || view_.is(k - 1, WordClass::coordinator))) {
        coordinated = coordinated || view_.is(k - 1, WordClass::coordinator);
        --k;
      }
      const auto before = nominal_until(k);
      if (!before || nominals_[*before].introduced || nominals_[*before].implied ||
          !usable(*before, *triggers_[t].word) ||
          std::find(claimed_right_.begin(), claimed_right_.end(), *before) != claimed_right_.end()) {
        break;
      }
      list.push_back(*before);
      first = nominals_[*before].first;
    }
    if (!coordinated) return;
    for (const std::uint32_t other : list) triggers_[t].patients.push_back(other);
  }

  /// A part beside a predicate that its whole still waits for stands for the whole: "12 people including two children
  /// died".
  [[nodiscard]] std::uint32_t whole_waiting(std::uint32_t n) const {
    const Nominal& nominal = nominals_[n];
    if (!nominal.introduced || nominal.whole < 0) return n;
    const auto whole = static_cast<std::uint32_t>(nominal.whole);
    const bool taken = std::find(claimed_right_.begin(), claimed_right_.end(), whole) != claimed_right_.end();
    return taken || nominals_[whole].implied || has_predicate(whole) || nominals_[whole].thing ? n : whole;
  }

  /// The people right before a participle or "dead": "10 people killed", "dozens of dead", "20 others critically
  /// wounded".
  [[nodiscard]] std::optional<std::uint32_t> left_neighbour(std::uint32_t first) const {
    std::uint32_t i = first;
    while (i > 0 && (skippable(i - 1) || view_.is(i - 1, WordClass::relative) ||
                     (view_.is(i - 1, WordClass::report) && at_[i - 1] < 0)))
      --i;
    if (i > 0 && view_.is(i - 1, "of") && nominal_until(i - 1) && !nominals_[*nominal_until(i - 1)].has_noun) --i;
    if (const auto n = nominal_until(i)) return whole_waiting(*n);
    return std::nullopt;
  }

  /// The subject of a predicate that begins at `from`: the nearest people to the left that are not inside a phrase of
  /// their own.
  void take_subject(std::size_t t, std::uint32_t from) {
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
        const bool after_preposition = !antecedent && i > 0 && view_.is(i - 1, WordClass::preposition);
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
        break;
      }
      if (view_.is_punct(i) && !view_.is_comma(i) && view_.surface(i) != "-" && view_.surface(i) != ")" &&
          view_.surface(i) != "(")
        break;
      if (view_.is(i, "but") || view_.is(i, "while") || view_.is(i, "because")) break;
    }
    if (fallback) take_left_list(t, *fallback);
  }

  /// The order of the words and the tree each say whom the word is said of. People right beside it are its own whatever
  /// the tree says, for a parser errs more often than neighbours do; else the tree, which sees over clauses and
  /// appositions; and the order where the tree is silent: headlines, lists, texts that lost their commas.
  void attach(std::size_t t) {
    attach_by_both(t);
    for (std::uint32_t& n : triggers_[t].patients) n = by_name(n);
  }

  /// "a bartender, Kayla Stroud, was shot": one person, whom the name tells best, and the noun what she was.
  [[nodiscard]] std::uint32_t by_name(std::uint32_t n) {
    const Nominal& person = nominals_[n];
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
    if (!view_.is_comma(person.end)) return n;
    const auto name = nominal_from(person.end + 1);
    if (!name || nominals_[*name].kind != NominalKind::name) return n;
    if (nominals_[*name].group == Group::people) nominals_[*name].group = person.group;
    return *name;
  }

  void attach_by_both(std::size_t t) {
    attach_by_order(t);
    Trigger& trigger = triggers_[t];
    trigger.path = "order";
    if (view_.tree().empty()) return;
    std::string path;
    bool somebody = false;
    const std::vector<std::uint32_t> people = people_by_tree(trigger, path, somebody);
    if (people.empty()) {
      // "Four rebels were killed and a fifth was captured": the subject is there, and is none of those counted.
      if (somebody && path.substr(0, 10) == "nsubj:pass" && !beside(trigger)) trigger.patients.clear();
      return;
    }
    if (trigger.patients.empty()) {
      trigger.patients = people;
    } else if (trigger.word->noun || beside(trigger)) {
      std::erase_if(trigger.patients, [&](std::uint32_t n) {
        return std::find(people.begin(), people.end(), n) == people.end() && subject_of_another(trigger, n);
      });
    } else if (!names_one_of(trigger.patients, people) && !nearer_than_shared(trigger, path)) {
      trigger.patients = people;
    }
    const auto by_tree = [&](std::uint32_t n) { return std::find(people.begin(), people.end(), n) != people.end(); };
    if (std::all_of(trigger.patients.begin(), trigger.patients.end(), by_tree)) trigger.path = path;
  }

  /// "9 people were killed, and 59 others, including 21 children, were hurt": the tree lets the second predicate share
  /// the first one's subject, though people who wait for one stand between the two.
  [[nodiscard]] bool nearer_than_shared(const Trigger& trigger, std::string_view path) const {
    if (path.substr(0, 6) != "conj <") return false;
    const std::uint32_t before = view_.tree().head(view_.tree().top(trigger.first, trigger.end));
    return std::all_of(trigger.patients.begin(), trigger.patients.end(), [&](std::uint32_t n) {
      return nominals_[n].first > before && nominals_[n].end <= trigger.first;
    });
  }

  [[nodiscard]] std::vector<std::uint32_t> people_by_tree(const Trigger& trigger, std::string& path, bool& somebody) {
    std::vector<std::uint32_t> out;
    if (accused(trigger.first)) return out;
    Patients found = patients_by_tree(view_.tree(), trigger.first, trigger.end, *trigger.word);
    for (std::uint32_t token : found.tokens) {
      token = named(token);
      if (at_[token] < 0 && (!person_by_tree(token, *trigger.word) || at_[token] < 0)) continue;
      const std::uint32_t n = whole_waiting(static_cast<std::uint32_t>(at_[token]));
      if (!usable(n, *trigger.word) || says_who(n) || (nominals_[n].introduced && found.tokens.size() > 1)) continue;
      if (std::find(out.begin(), out.end(), n) == out.end()) out.push_back(n);
    }
    path = std::move(found.path);
    somebody = std::any_of(found.tokens.begin(), found.tokens.end(), [&](std::uint32_t i) {
      return view_.tree().upos(i) == Upos::noun || view_.tree().upos(i) == Upos::adj;
    });
    return out;
  }

  /// "a woman, Ola Hadad", "their leader, Samuel Osei": one person, whom the name tells best.
  [[nodiscard]] std::uint32_t named(std::uint32_t person) {
    if (at_[person] >= 0 && nominals_[static_cast<std::size_t>(at_[person])].kind != NominalKind::article)
      return person;
    const std::uint32_t name = view_.tree().child(person, UdRelation::apposition);
    if (name == SentenceTree::none || view_.tree().upos(name) != Upos::propn || masked(name)) return person;
    if (at_[name] >= 0) return nominals_[static_cast<std::size_t>(at_[name])].kind == NominalKind::name ? name : person;
    return name_by_tree(name) ? name : person;
  }

  [[nodiscard]] bool masked(std::uint32_t i) const {
    return std::any_of(masks_.begin(), masks_.end(),
                       [i](const Masked& mask) { return mask.first <= i && i < mask.end; });
  }

  /// What is killed, hurt or abducted is a person, in whatever list its noun may be missing: "twelve shepherds were
  /// killed", "a catechist", "Mirela Kovic". The noun phrase at `top` becomes a nominal; false where it can be none.
  [[nodiscard]] bool person_by_tree(std::uint32_t top, const HarmWord& word) {
    const bool of_persons =
        word.outcome == Outcome::killed || word.outcome == Outcome::injured || word.outcome == Outcome::abducted;
    if (!of_persons || word.weak || word.people_only || word.passive_only || view_.title_case() || masked(top) ||
        view_.token(top).kind != TokenKind::word) {
      return false;
    }
    for (const TermKind kind :
         {TermKind::no_person, TermKind::person, TermKind::means, TermKind::deed, TermKind::harm}) {
      if (view_.term(top, kind) != nullptr) return false;
    }
    const SentenceTree& tree = view_.tree();
    if (tree.upos(top) == Upos::propn) return name_by_tree(top);
    if (tree.upos(top) != Upos::noun || view_.capital(top) || word.noun) return false;
    for (const std::uint32_t c : tree.children(top)) {
      if (c > top) break;
      if (tree.relation(c) == UdRelation::number && at_[c] >= 0) {
        Nominal& counted = nominals_[static_cast<std::size_t>(at_[c])];
        if (counted.kind != NominalKind::count || counted.has_noun) return false;
        counted.thing = false;
        counted.has_noun = true;
        counted.group_span = view_.span(counted.end, top + 1);
        counted.group_text = std::string(slice(view_.text(), *counted.group_span));
        take_tokens(static_cast<std::uint32_t>(at_[c]), counted.end, top + 1);
        counted.end = top + 1;
        return true;
      }
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

  /// The run of capitals around `top` that hang on it, without the title before it. One that ends in "s" and has a
  /// singular of its own is no name but a people: "Sunnis".
  [[nodiscard]] bool name_by_tree(std::uint32_t top) {
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
    while (first > 0 && part(first - 1)) --first;
    while (part(end)) ++end;
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
      return true;
    }
    add_person(first, end, NominalKind::name, NumberForm::name);
    take_tokens(static_cast<std::uint32_t>(nominals_.size() - 1), titles, first);
    describe(nominals_.back(), top);
    return true;
  }

  /// "journalist Mirela Kovic", "Damir Begic, 16", "Amal Saleh, a nurse": what stands beside a name tells who it was.
  void describe(Nominal& person, std::uint32_t top) const {
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
      if (age && age->number.form == NumberForm::digits &&
          age->number.value.value_or(200) < view_.lexicon().adult_age())
        person.group = Group::children;
    }
  }

  void add_person(std::uint32_t first, std::uint32_t end, NominalKind kind, NumberForm form) {
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

  void take_tokens(std::uint32_t n, std::uint32_t first, std::uint32_t end) {
    for (std::uint32_t i = first; i < end; ++i) at_[i] = static_cast<std::int32_t>(n);
  }

  /// Whether some of its people stand right before or behind the word of harm.
  [[nodiscard]] bool beside(const Trigger& trigger) const {
    std::uint32_t left = trigger.first;
    while (left > 0 && (skippable(left - 1) || view_.is(left - 1, WordClass::be) ||
                        view_.is(left - 1, WordClass::have) || view_.is(left - 1, WordClass::relative))) {
      --left;
    }
    std::uint32_t right = trigger.end;
    while (skippable(right)) ++right;
    return std::any_of(trigger.patients.begin(), trigger.patients.end(),
                       [&](std::uint32_t n) { return nominals_[n].end == left || nominals_[n].first == right; });
  }

  /// "wounded 150, a health official said": the tree hangs the second on another verb, further on.
  [[nodiscard]] bool subject_of_another(const Trigger& trigger, std::uint32_t n) const {
    const SentenceTree& tree = view_.tree();
    const std::uint32_t top = tree.top(nominals_[n].first, nominals_[n].end);
    const std::uint32_t verb = tree.head(top);
    return tree.relation(top) == UdRelation::subject && top >= trigger.end &&
           !(verb >= trigger.first && verb < trigger.end);
  }

  /// "Another man, Damir Begic, was shot": one of `people` by another name, which says more.
  [[nodiscard]] bool names_one_of(const std::vector<std::uint32_t>& names,
                                  const std::vector<std::uint32_t>& people) const {
    for (const std::uint32_t name : names) {
      for (const std::uint32_t person : people) {
        const std::uint32_t end = nominals_[person].end;
        if (view_.is_comma(end) && nominals_[name].first == end + 1) return true;
      }
    }
    return false;
  }

  /// "Two more, both elderly women, …": who those before it were, not others.
  [[nodiscard]] bool says_who(std::uint32_t n) const {
    if (nominals_[n].kind != NominalKind::plural) return false;
    for (std::uint32_t i = nominals_[n].first; i > 0 && nominals_[n].first - i < 3; --i) {
      if (view_.is_comma(i - 1)) return false;
      if (view_.is(i - 1, "both") || view_.is(i - 1, "all")) return i >= 2 && view_.is_comma(i - 2);
    }
    return false;
  }

  void attach_by_order(std::size_t t) {
    Trigger& trigger = triggers_[t];
    const HarmWord& word = *trigger.word;
    if (accused(trigger.first)) return;
    if (word.noun) return attach_noun(t);
    // "Killed: 18. Injured: 125."
    if (view_.is_punct(trigger.end) && view_.surface(trigger.end) == ":") {
      if (const auto listed = nominal_from(trigger.end + 1);
          listed && nominals_[*listed].kind == NominalKind::count && usable(*listed, word)) {
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
        const auto right = word.adjective ? std::nullopt : nominal_from(right_at);
        const bool paired = right && left && usable(*left, word) && nominals_[*left].kind == NominalKind::count &&
                            has_predicate(*right);
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

  /// "6 killed 12 wounded": a count on the left that has no predicate but this one, in a headline.
  [[nodiscard]] bool follows_count(std::optional<std::uint32_t> left, const Trigger& trigger) const {
    if (!left || nominals_[*left].kind != NominalKind::count || nominals_[*left].end != trigger.first) return false;
    // A count that is a subject of an active verb is rare ("three gunmen killed 16 people"): it has a noun that can
    // act.
    const Nominal& nominal = nominals_[*left];
    return !can_act(nominal.group);
  }

  /// Groups whose count may be the subject of killing.
  [[nodiscard]] static bool can_act(Group group) {
    return group == Group::attackers || group == Group::fighters || group == Group::soldiers || group == Group::police;
  }

  /// "Rebels seized Aleppo", "the guards killed time": an active verb whose object is no people. After a reduced
  /// passive
  /// ("10 people killed in …") stands a preposition, a mark, a conjunction, or nothing.
  [[nodiscard]] bool acts_on_thing(std::uint32_t left, const Trigger& trigger) const {
    if (!trigger.word->past_too || nominals_[left].kind == NominalKind::article || !nominals_[left].has_noun)
      return false;
    const std::uint32_t next = trigger.end;
    if (next >= view_.size() || view_.is_punct(next) || view_.title_case()) return false;
    for (const WordClass type :
         {WordClass::preposition, WordClass::conjunction, WordClass::coordinator, WordClass::subordinator,
          WordClass::adverb, WordClass::be, WordClass::have, WordClass::relative}) {
      if (view_.is(next, type)) return false;
    }
    if (view_.term(next, TermKind::say) != nullptr || view_.term(next, TermKind::breakdown) != nullptr) return false;
    const bool plural = nominals_[left].kind == NominalKind::plural;
    const bool acts = plural || can_act(nominals_[left].group);
    return view_.is(next, WordClass::determiner) || (acts && view_.capital(next)) ||
           (plural && view_.token(next).kind == TokenKind::word);
  }

  [[nodiscard]] bool own_part_predicate(std::uint32_t n) const {
    return has_predicate(n) && nominals_[n].kind == NominalKind::count;
  }

  /// "charged with killing", "convicted of the murder": a charge states no harm of its own.
  [[nodiscard]] bool accused(std::uint32_t first) const {
    while (first > 0 && view_.is(first - 1, WordClass::determiner)) --first;
    if (first < 2 || !view_.is(first - 1, WordClass::preposition)) return false;
    for (std::uint32_t i = first - 1; i > 0 && first - i < 6; --i) {
      for (const std::string_view word :
           {"charged", "accused", "convicted", "suspected", "guilty", "acquitted", "suspicion"}) {
        if (view_.is(i - 1, word)) return true;
      }
    }
    return false;
  }

  std::uint32_t add_nominal(std::uint32_t first, std::uint32_t end, NumberForm form, Hedge hedge) {
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

  void attach_noun(std::size_t t) {
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
      for (const std::string_view adjective :
           {"heavy", "mass", "significant", "massive", "numerous", "high", "severe"}) {
        if (view_.is(first - 1, adjective) && word.outcome == Outcome::casualties) {
          triggers_[t].patients.push_back(add_nominal(first - 1, first, NumberForm::vague, Hedge::vague));
          return;
        }
      }
    }
    // "the death of 35 civilians", "Fatalities: 18"
    std::uint32_t after = end;
    const bool of = view_.is(after, "of") || view_.is(after, "among");
    const bool colon = view_.is_punct(after) &&
                       (view_.surface(after) == ":" || view_.surface(after) == "-" || view_.surface(after) == "–");
    if (of || colon) {
      std::uint32_t k = after + 1;
      while (view_.is(k, WordClass::determiner) && nominal_from(k) == std::nullopt) ++k;
      std::uint32_t limit = k + 3;
      while (k < limit && k < view_.size() && at_[k] < 0 && view_.word(k) == 0 &&
             view_.token(k).kind == TokenKind::word)
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
    if (word.outcome == Outcome::casualties && !view_.is(first - (first > 0 ? 1 : 0), "no")) {
      const bool stated = first > 0 && (view_.is(first - 1, WordClass::be) || view_.is(first - 1, "reported") ||
                                        view_.is(first - 1, "caused") || view_.is(first - 1, "causing") ||
                                        view_.is(first - 1, "inflicted") || view_.is(first - 1, "inflicting") ||
                                        view_.is(first - 1, "suffered") || reports_of(first));
      const bool reported = view_.is(end, WordClass::be) && view_.is(end + 1, WordClass::report);
      if (stated || reported) {
        const std::uint32_t n = add_nominal(first, end, NumberForm::none, Hedge::unstated);
        triggers_[t].patients.push_back(n);
      }
    }
  }

  /// "villagers told of casualties", "reports of casualties"
  [[nodiscard]] bool reports_of(std::uint32_t i) const {
    return i >= 2 && view_.is(i - 1, "of") &&
           (view_.is(i - 2, "told") || view_.is(i - 2, "spoke") || view_.is(i - 2, "reports") ||
            view_.is(i - 2, "word"));
  }

  [[nodiscard]] bool noun_trigger_after(std::uint32_t n) const {
    const std::int32_t t = trigger_from(nominals_[n].end);
    return t >= 0 && triggers_[static_cast<std::size_t>(t)].word->noun;
  }

  /// "killed and wounded dozens": the first takes what the second found.
  void share_forward() {
    for (std::size_t t = 0; t + 1 < triggers_.size(); ++t) {
      Trigger& trigger = triggers_[t];
      const Trigger& next = triggers_[t + 1];
      if (!trigger.patients.empty() || trigger.word->noun || next.word->noun) continue;
      if (next.first == trigger.end + 1 && view_.is(trigger.end, WordClass::coordinator) && !next.patients.empty()) {
        trigger.patients = next.patients;
        triggers_[t + 1].shared = true;
      }
    }
  }

  /// "claimed 12 lives", "took 256 prisoners": the noun that is counted says what was done.
  void tails() {
    for (const TermMatch& match : view_.terms()) {
      if (match.kind != TermKind::tail) continue;
      const HarmWord& word = view_.lexicon().harms()[match.value];
      std::uint32_t k = match.end;
      while (skippable(k)) ++k;
      const auto n = nominal_from(k);
      if (!n || nominals_[*n].thing || nominals_[*n].kind != NominalKind::count) continue;
      const std::uint32_t last = nominals_[*n].end - 1;
      if (!word.tails.empty() && std::find(word.tails.begin(), word.tails.end(), view_.word(last)) == word.tails.end())
        continue;
      const bool followed =
          std::any_of(word.followers.begin(), word.followers.end(), [&](const std::vector<WordId>& run) {
            for (std::uint32_t f = 0; f < run.size(); ++f) {
              if (last + 1 + f >= view_.size() || view_.word(last + 1 + f) != run[f]) return false;
            }
            return true;
          });
      if (!word.followers.empty() && (!followed || !nominals_[*n].has_noun)) continue;
      add(*n, Trigger{match.first, match.end, &word, {}, false}, "harm-tail");
    }
  }

  /// "rescuers pulled 14 bodies from the rubble", "the bodies of six men", "8 martyrs": the noun says it, whatever the
  /// verb.
  void implied() {
    for (std::uint32_t n = 0; n < nominals_.size(); ++n) {
      const Nominal& nominal = nominals_[n];
      std::optional<Outcome> outcome = nominal.implied;
      if (!outcome && nominal.first >= 2 && nominal.has_noun) outcome = bodies_of(nominal.first);
      const bool none = nominal.number.value == 0 && outcome != Outcome::casualties;
      const bool counted = nominal.kind == NominalKind::count || nominal.kind == NominalKind::article;
      if (!outcome || !counted || none || (nominal.kind == NominalKind::article && nominal.implied)) continue;
      const bool told = is_told(n);
      if (told) continue;
      tell(n, *outcome, nominal.end - 1, nominal.end, nominal.of_told ? "share-of-harmed" : "people-noun");
    }
  }

  /// What "the bodies of" right before token `first` says of those who follow.
  [[nodiscard]] std::optional<Outcome> bodies_of(std::uint32_t first) const {
    if (!view_.is(first - 1, "of")) return std::nullopt;
    const TermMatch* noun = view_.term_before(first - 1, TermKind::person);
    if (noun == nullptr) return std::nullopt;
    const PersonNoun& entry = view_.lexicon().people()[noun->value];
    return entry.outcome == Outcome::killed ? entry.outcome : std::nullopt;
  }

  /// A harm that no word of harm with people of its own tells: a noun, a toll, a share, a name.
  void tell(std::uint32_t n, Outcome outcome, std::uint32_t first, std::uint32_t end, const char* rule) {
    Frame frame;
    frame.nominal = n;
    frame.outcome = outcome;
    frame.trigger_first = first;
    frame.trigger_end = end;
    frame.rule = rule;
    frames_.push_back(frame);
  }

  [[nodiscard]] bool is_told(std::uint32_t n) const {
    return std::any_of(frames_.begin(), frames_.end(), [n](const Frame& frame) { return frame.nominal == n; });
  }

  bool add(std::uint32_t n, const Trigger& trigger, const char* rule, std::int32_t whole = -1) {
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
    frame.planned = trigger.word->form == VerbForm::base && trigger.first > 0 &&
                    (view_.is(trigger.first - 1, "to") || view_.is(trigger.first - 1, WordClass::modal));
    frames_.push_back(frame);
    return true;
  }

  void emit() {
    for (const Trigger& trigger : triggers_) {
      for (const std::uint32_t n : trigger.patients) {
        // One count of the killed and the injured together says neither how many died nor how many were hurt.
        const bool counted =
            nominals_[n].number.form == NumberForm::digits || nominals_[n].number.form == NumberForm::words;
        const bool either = trigger.first > 0 && view_.is(trigger.first - 1, "or");
        if (trigger.shared && (counted || either) && nominals_[n].number.value.value_or(1) != 0) {
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

  void tolls() {
    for (std::uint32_t i = 0; i < view_.size(); ++i) {
      const TermMatch* match = view_.term(i, TermKind::toll);
      if (match == nullptr) continue;
      const TollWord& toll = view_.lexicon().tolls()[match->value];
      if (toll_before(*match, toll)) continue;
      for (std::uint32_t k = match->end; k < view_.size() && k < match->end + 22; ++k) {
        if (view_.is_punct(k) && (view_.surface(k) == ";" || view_.surface(k) == ".")) break;
        const auto n = nominal_from(k);
        if (!n) continue;
        const Nominal& nominal = nominals_[*n];
        if (nominal.kind != NominalKind::count || nominal.thing || nominal.introduced ||
            nominal.number.form == NumberForm::vague) {
          continue;
        }
        static constexpr std::array<std::string_view, 24> links{
            "to",       "at",      "of",       "is",        "was",      "as",       "reached", "hit",
            "passed",   "topped",  "exceeded", "surpassed", "includes", "included", "stands",  "stood",
            "reaching", "hitting", "than",     "now",       "from",     "put",      "totals",  "totaled"};
        const bool linked = k > 0 && (std::any_of(links.begin(), links.end(),
                                                  [&](std::string_view link) { return view_.is(k - 1, link); }) ||
                                      (view_.is_punct(k - 1) && view_.surface(k - 1) == ":"));
        const bool old_value = view_.is(k - 1, "from");
        if (!linked || old_value) continue;
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

  /// "bringing to 329 the number killed", "gave 51 as the number of dead": the figure stands before its toll.
  bool toll_before(const TermMatch& match, const TollWord& toll) {
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

  /// "a child was also among at least eight people killed": the first is a part of the second.
  void among() {
    for (std::uint32_t n = 0; n < nominals_.size(); ++n) {
      std::uint32_t i = nominals_[n].end;
      while (view_.is(i, WordClass::be) || view_.is(i, WordClass::adverb)) ++i;
      if (i == nominals_[n].end || !(view_.is(i, "among") || view_.is(i, "amongst"))) continue;
      std::uint32_t k = i + 1;
      while (view_.is(k, WordClass::determiner) && !nominal_from(k)) ++k;
      const TermMatch* harm = view_.term(k, TermKind::harm);
      if (harm != nullptr && k > i + 1) {
        // "ten children are among the dead"
        const HarmWord& word = view_.lexicon().harms()[harm->value];
        add(n, Trigger{harm->first, harm->end, &word, {}, false}, "harm-among");
        nominals_[n].introduced = true;
        nominals_[n].intro_first = nominals_[n].first;
        continue;
      }
      if (const auto whole = nominal_from(k); whole && *whole != n) {
        nominals_[n].whole = static_cast<std::int32_t>(*whole);
        nominals_[n].introduced = true;
        nominals_[n].intro_first = nominals_[n].end;
      }
    }
  }

  /// "Police named the dead as Amal Saleh, 38, and Danylo Bondar", "the victims were identified as …": the names say
  /// who those were of whom harm was told.
  void identified() {
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

  /// "The dead included women and elders", "Among the victims were two nurses": shares of those told of before, without
  /// a count of their own or with one.
  void included() {
    for (std::uint32_t i = 0; i < view_.size(); ++i) {
      const TermMatch* harm = view_.term(i, TermKind::harm);
      const TermMatch* toll = view_.term(i, TermKind::toll);
      const bool definite = i > 0 && view_.is(i - 1, "the");
      Outcome outcome = Outcome::killed;
      std::uint32_t end = i + 1;
      if (harm != nullptr && definite && view_.lexicon().harms()[harm->value].adjective) {
        outcome = view_.lexicon().harms()[harm->value].outcome;
        end = harm->end;
      } else if (toll != nullptr && view_.is(i, "the") && toll->end - i == 2) {
        outcome = view_.lexicon().tolls()[toll->value].outcome;
        end = toll->end;
      } else {
        continue;
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

  void parts() {
    const std::size_t direct = frames_.size();
    for (std::uint32_t n = 0; n < nominals_.size(); ++n) {
      if (!nominals_[n].introduced || nominals_[n].thing) continue;
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
        if (whole >= 0 && nominals_[n].fraction && !nominals_[n].has_noun) continue;
      }
      if (whole < 0) continue;
      nominals_[n].whole = whole;
      for (std::size_t f = 0; f < direct; ++f) {
        if (frames_[f].nominal != static_cast<std::uint32_t>(whole)) continue;
        if (own > 0) {
          for (Frame& frame : frames_) {
            if (frame.nominal == n && frame.outcome == frames_[f].outcome) frame.whole = static_cast<std::int32_t>(f);
          }
          continue;
        }
        Frame frame = frames_[f];
        frame.nominal = n;
        frame.whole = static_cast<std::int32_t>(f);
        frame.rule = "breakdown";
        frames_.push_back(frame);
      }
    }
  }

  /// A weaker outcome yields; frames are put in text order.
  void settle() {
    std::vector<bool> drop(frames_.size(), false);
    for (std::size_t f = 0; f < frames_.size(); ++f) {
      const Nominal& nominal = nominals_[frames_[f].nominal];
      if (nominal.thing) drop[f] = true;
      // Combatants who flee retreat: nobody was uprooted.
      const bool combatants = nominal.group == Group::fighters || nominal.group == Group::soldiers ||
                              nominal.group == Group::attackers || nominal.group == Group::police ||
                              nominal.group == Group::combatants;
      if (frames_[f].outcome == Outcome::displaced && combatants) drop[f] = true;
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
      kept.push_back(frames_[f]);
    }
    for (Frame& frame : kept) {
      if (frame.whole >= 0) frame.whole = renamed[static_cast<std::size_t>(frame.whole)];
    }
    frames_ = std::move(kept);
  }

  const SentenceView& view_;
  std::span<const Masked> masks_;
  std::vector<Nominal>& nominals_;
  std::vector<std::int32_t> at_;
  std::vector<Trigger> triggers_;
  std::vector<std::uint32_t> claimed_right_;
  std::vector<Frame> frames_;
};

}  // namespace

std::vector<Frame> find_frames(const SentenceView& view, std::span<const Masked> masks,
                               std::vector<Nominal>& nominals) {
  return FrameFinder(view, masks, nominals).run();
}

}  // namespace histor
