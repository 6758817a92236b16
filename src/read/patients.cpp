#include "read/patients.hpp"

#include <algorithm>
#include <utility>

namespace histor {
namespace {

constexpr std::uint32_t none = SentenceTree::none;
constexpr std::size_t most = 1000;  // noun phrases of one list; given trees may hold sentences of any length

class Search {
 public:
  Search(const SentenceTree& tree, HarmWord word) : tree_(tree), word_(std::move(word)) {}

  Patients run(std::uint32_t first, std::uint32_t end) {
    const std::uint32_t at = tree_.top(first, end);
    if (word_.noun) {
      of_noun(at);
    } else if (word_.patient == Patient::subject) {
      take_subject(at, 0);
    } else {
      of_predicate(at, first, end);
    }
    return result();
  }

  Patients subjects(std::uint32_t verb) {
    take_subject(verb, 0);
    return result();
  }

 private:
  Patients result() {
    std::sort(out_.tokens.begin(), out_.tokens.end());
    out_.tokens.erase(std::unique(out_.tokens.begin(), out_.tokens.end()), out_.tokens.end());
    if (out_.tokens.empty()) out_.path.clear();
    return std::move(out_);
  }

  void step(std::string_view name) {
    if (!out_.path.empty()) out_.path += ' ';
    out_.path += name;
  }

  /// A noun phrase and those coordinated with it, unless they are clauses of their own.
  void take(std::uint32_t noun) {
    if (noun == none || out_.tokens.size() >= most) return;
    out_.tokens.push_back(noun);
    take_conjuncts(noun);
    // "Mariam Diallo, a teacher, and two of her pupils": what follows hangs on the teacher. After people who were
    // counted ("four men, a farmer and his sons"), it says who they were.
    if (tree_.upos(noun) != Upos::propn) return;
    for (const std::uint32_t c : tree_.children(noun)) {
      if (tree_.relation(c) == UdRelation::apposition) take_conjuncts(c);
    }
  }

  void take_conjuncts(std::uint32_t noun) {
    for (const std::uint32_t c : tree_.children(noun)) {
      if (tree_.relation(c) != UdRelation::conjunct) continue;
      const bool clause = tree_.has(c, UdRelation::subject) || tree_.has(c, UdRelation::passive_subject) ||
                          tree_.has(c, UdRelation::copula) || tree_.upos(c) == Upos::verb;
      if (!clause) take(c);
    }
  }

  [[nodiscard]] bool is_passive(std::uint32_t verb) const {
    if (tree_.has(verb, UdRelation::passive_auxiliary) || tree_.has(verb, UdRelation::passive_subject)) return true;
    if (word_.adjective || tree_.has(verb, UdRelation::copula)) return true;
    if (word_.form != VerbForm::participle) return false;
    // "was hit and wounded": the auxiliary stands once.
    if (tree_.relation(verb) == UdRelation::conjunct && !tree_.has(verb, UdRelation::object) &&
        !tree_.has(verb, UdRelation::subject)) {
      const std::uint32_t first = tree_.head(verb);
      return tree_.has(first, UdRelation::passive_auxiliary) || tree_.has(first, UdRelation::passive_subject) ||
             tree_.has(first, UdRelation::copula);
    }
    return false;
  }

  /// The subject of a predicate: its own, that of the predicate it is coordinated with, or of the one it completes.
  void take_subject(std::uint32_t verb, int depth) {
    if (depth > 4) return;
    for (const UdRelation relation : {UdRelation::passive_subject, UdRelation::subject}) {
      std::uint32_t subject = tree_.child(verb, relation);
      if (subject == none) continue;
      step(to_string(relation));
      // "The leader of the guards, Damir Kovic, was shot", "12 civilians, …, and three soldiers died": the parser may
      // give a verb two subjects. A name says who the first was; others are as many more.
      for (const std::uint32_t c : tree_.children(verb)) {
        if (c <= subject || tree_.relation(c) != relation || c > verb) continue;
        if (tree_.upos(c) == Upos::propn) {
          subject = c;
        } else if (tree_.upos(c) == Upos::noun) {
          take(c);
        }
      }
      // "who were killed": those whom the clause hangs on.
      if (tree_.relation(verb) == UdRelation::relative_clause && takes_up(subject)) {
        step("acl:relcl <");
        take(tree_.head(verb));
        return;
      }
      // "Kovic was flown to the hospital, where he died": whom the clause above tells of.
      if (tree_.relation(verb) == UdRelation::relative_clause && tree_.upos(subject) == Upos::pron && depth == 0) {
        const std::uint32_t above = tree_.head(tree_.head(verb));
        const std::uint32_t who = above == none ? none : subject_child(above);
        if (who != none && tree_.upos(who) != Upos::pron) {
          step("acl:relcl < nsubj");
          take(who);
          return;
        }
      }
      take(subject);
      return;
    }
    switch (tree_.relation(verb)) {
      case UdRelation::adverbial_clause:
        // "fired on the crowd before blowing himself up"
        if (word_.form != VerbForm::gerund && !word_.phrase) return;
        [[fallthrough]];
      case UdRelation::conjunct:
      case UdRelation::open_complement:
        step(std::string(to_string(tree_.relation(verb))) + " <");
        take_subject(tree_.head(verb), depth + 1);
        return;
      case UdRelation::clause_of_noun:
      case UdRelation::relative_clause:
        step(std::string(to_string(tree_.relation(verb))) + " <");
        take(tree_.head(verb));
        return;
      case UdRelation::adjective:
        if (word_.form == VerbForm::gerund) return;  // "fleeing civilians": nobody is told to have left
        step("amod <");
        take(tree_.head(verb));
        return;
      default:
        return;
    }
  }

  /// "who", "which", "that": stands for what the clause hangs on.
  [[nodiscard]] bool takes_up(std::uint32_t i) const {
    return tree_.relative(i) || tree_.lemma(i) == "who" || tree_.lemma(i) == "whom" || tree_.lemma(i) == "which" ||
           tree_.lemma(i) == "that";
  }

  [[nodiscard]] std::uint32_t subject_child(std::uint32_t verb) const {
    const std::uint32_t passive = tree_.child(verb, UdRelation::passive_subject);
    return passive != none ? passive : tree_.child(verb, UdRelation::subject);
  }

  void of_predicate(std::uint32_t verb, std::uint32_t first, std::uint32_t end) {
    const UdRelation relation = tree_.relation(verb);
    const bool participle = word_.form == VerbForm::participle || word_.adjective;
    // "took the life of Amal Saleh"
    if (word_.phrase) {
      for (std::uint32_t i = first; i < end; ++i) {
        for (const std::uint32_t c : tree_.children(i)) {
          if (tree_.relation(c) != UdRelation::nominal_modifier || c < end ||
              tree_.child(c, UdRelation::case_mark) >= end)
            continue;
          step("nmod");
          take(c);
          return;
        }
      }
    }
    // "left 20 dead", "found dead": what the verb above did it to.
    if (participle && relation == UdRelation::open_complement && !tree_.has(verb, UdRelation::subject)) {
      const std::uint32_t above = tree_.head(verb);
      const std::uint32_t object = tree_.child(above, UdRelation::object);
      step("xcomp <");
      if (object != none) {
        step("obj");
        take(object);
        return;
      }
      take_subject(above, 1);
      return;
    }
    if (is_passive(verb)) {
      take_subject(verb, 0);
      if (!out_.tokens.empty()) return;
    }
    if (const std::uint32_t object = object_of(verb, first, end); object != none && !word_.passive_only) {
      step("obj");
      // "12 fishermen, whom the militia abducted": those whom the clause hangs on.
      if (relation == UdRelation::relative_clause && takes_up(object) && tree_.has(verb, UdRelation::subject)) {
        step("acl:relcl <");
        take(tree_.head(verb));
        return;
      }
      take(object);
      return;
    }
    if (participle && (relation == UdRelation::clause_of_noun || relation == UdRelation::adjective)) {
      step(std::string(to_string(relation)) + " <");
      take(tree_.head(verb));
      return;
    }
    // "a pilot they captured", "three people police arrested": the clause leaves its object out.
    if (relation == UdRelation::relative_clause && !word_.adjective && tree_.has(verb, UdRelation::subject)) {
      const std::uint32_t subject = tree_.child(verb, UdRelation::subject);
      const std::uint32_t above = tree_.head(verb);
      if (!tree_.relative(subject) && subject > above) {
        step("acl:relcl <");
        take(above);
        return;
      }
    }
    if (word_.passive_only || word_.adjective) return;
    // "killed and wounded dozens": one object for both.
    if (relation == UdRelation::conjunct) {
      const std::uint32_t object = tree_.child(tree_.head(verb), UdRelation::object);
      if (object != none && object > verb) {
        step("conj < obj");
        take(object);
        return;
      }
    }
    for (const std::uint32_t c : tree_.children(verb)) {
      if (tree_.relation(c) != UdRelation::conjunct) continue;
      const std::uint32_t object = tree_.child(c, UdRelation::object);
      if (object != none) {
        step("conj > obj");
        take(object);
        return;
      }
    }
  }

  /// The object of a verb that is not itself within the phrase of harm ("lost their lives").
  [[nodiscard]] std::uint32_t object_of(std::uint32_t verb, std::uint32_t first, std::uint32_t end) const {
    for (const std::uint32_t c : tree_.children(verb)) {
      if (tree_.relation(c) == UdRelation::object && (c < first || c >= end)) return c;
    }
    return none;
  }

  void of_noun(std::uint32_t noun) {
    for (const std::uint32_t c : tree_.children(noun)) {
      if (tree_.relation(c) == UdRelation::number ||
          (tree_.relation(c) == UdRelation::determiner && tree_.lemma(c) == "no")) {
        step("nummod");
        take(c);
        return;
      }
    }
    for (const std::uint32_t c : tree_.children(noun)) {
      if (tree_.relation(c) != UdRelation::nominal_modifier) continue;
      const std::uint32_t mark = tree_.child(c, UdRelation::case_mark);
      if (mark == none || (tree_.lemma(mark) != "of" && tree_.lemma(mark) != "among")) continue;
      step("nmod");
      take(c);
      return;
    }
    // "Amal Saleh's death"
    const std::uint32_t owner = tree_.child(noun, UdRelation::possessor);
    if (owner == none || tree_.upos(owner) != Upos::propn) return;
    step("nmod:poss");
    take(owner);
  }

  const SentenceTree& tree_;
  HarmWord word_;
  Patients out_;
};

}  // namespace

Patients patients_by_tree(const SentenceTree& tree, std::uint32_t first, std::uint32_t end, const HarmWord& word) {
  if (tree.empty() || first >= end || end > tree.size()) return {};
  return Search(tree, word).run(first, end);
}

Patients subjects_by_tree(const SentenceTree& tree, std::uint32_t verb) {
  if (verb >= tree.size()) return {};
  return Search(tree, HarmWord{}).subjects(verb);
}

}  // namespace histor
