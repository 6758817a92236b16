// A count takes the words after it up to its noun; a noun takes the modifiers before it. What lies between a count and
// the first word that cannot stand in a noun phrase decides whether people were counted or something else was.

#include "read/nominals.hpp"

#include <algorithm>

namespace histor {
namespace {

constexpr std::uint32_t longest_modifiers = 7;

const Masked* mask_at(std::span<const Masked> masks, std::uint32_t i) {
  for (const Masked& mask : masks) {
    if (mask.first <= i && i < mask.end) return &mask;
    if (mask.first > i) break;
  }
  return nullptr;
}

/// "14-year-old", "three-year-olds": the age, or -1.
int age_of(const SentenceView& view, std::uint32_t i) {
  if (i >= view.size() || view.token(i).kind != TokenKind::word) return -1;
  const std::string_view word = view.surface(i);
  const std::size_t at = word.find("-year-old");
  if (at == std::string_view::npos || at == 0) {
    const std::size_t month = word.find("-month-old");
    return month != std::string_view::npos && month != 0 ? 0 : -1;
  }
  int age = 0;
  for (const char c : word.substr(0, at)) {
    if (c < '0' || c > '9') {
      const auto number = view.lexicon().number(view.lexicon().find(word.substr(0, at)));
      return number ? static_cast<int>(*number) : 30;
    }
    age = std::min(age * 10 + (c - '0'), 999);
  }
  return age;
}

bool plural_age(const SentenceView& view, std::uint32_t i) {
  const std::string_view word = view.surface(i);
  return word.size() > 4 && word.substr(word.size() - 4) == "olds";
}

/// A word that can stand between a count and its noun.
bool can_modify(const SentenceView& view, std::uint32_t i) {
  if (i >= view.size()) return false;
  const Token& token = view.token(i);
  if (token.kind == TokenKind::hashtag) return true;
  if (token.kind != TokenKind::word) return false;
  if (view.word(i) == 0) return true;
  for (const WordClass type :
       {WordClass::preposition, WordClass::conjunction, WordClass::subordinator, WordClass::relative,
        WordClass::pronoun, WordClass::be, WordClass::have, WordClass::modal, WordClass::determiner}) {
    if (view.is(i, type)) return false;
  }
  // "20 injured": the harm word closes the phrase; "slain soldiers" is rare enough to lose.
  if (view.term(i, TermKind::harm) != nullptr) return false;
  if (view.term(i, TermKind::say) != nullptr && !view.capital(i)) return false;
  return true;
}

struct Noun {
  std::uint32_t first = 0;  ///< of the noun itself
  std::uint32_t end = 0;
  PersonNoun entry;
  int age = -1;
};

/// The head noun for people that begins at i, run on to the last of several ("rebel fighters", "police officers").
std::optional<Noun> noun_at(const SentenceView& view, std::uint32_t i) {
  std::optional<Noun> out;
  std::uint32_t at = i;
  while (at < view.size()) {
    if (const int age = age_of(view, at); age >= 0) {
      Noun noun{at, at + 1, {}, age};
      noun.entry.group = age < view.lexicon().adult_age() ? Group::children : Group::people;
      noun.entry.plural = plural_age(view, at);
      noun.entry.singular = !noun.entry.plural;
      if (out && !(out->age >= 0)) break;
      out = noun;
      ++at;
      continue;
    }
    const TermMatch* match = view.term(at, TermKind::person);
    if (match == nullptr) break;
    const PersonNoun& entry = view.lexicon().people()[match->value];
    // "took churchgoers hostage": a singular behind a plural is no part of its name.
    if (out && out->entry.plural && !out->entry.singular && entry.singular && !entry.plural) break;
    Noun noun{match->first, match->end, entry, out ? out->age : -1};
    if (noun.age >= 0 && noun.age < view.lexicon().adult_age()) noun.entry.group = Group::children;
    if (out && noun.entry.group == Group::people && out->entry.group != Group::people && out->age < 0) {
      noun.entry.group = out->entry.group;  // "rebel members"
    }
    out = noun;
    at = match->end;
  }
  // "hit a rebel depot": a noun that tells of another noun's kind.
  const SentenceTree& tree = view.tree();
  if (out && out->entry.singular && view.sentence().kind != BlockKind::heading && !tree.empty() &&
      tree.relation(out->end - 1) == UdRelation::compound) {
    const std::uint32_t head = tree.head(out->end - 1);
    if (head >= out->end && head < out->end + 3 && tree.upos(head) == Upos::noun &&
        view.term(head, TermKind::harm) == nullptr)
      return std::nullopt;
  }
  return out;
}

bool is_nationality(const SentenceView& view, std::uint32_t i) {
  if (!view.capital(i) || view.title_case()) return false;
  const std::string_view word = view.surface(i);
  for (const std::string_view tail :
       {"ian", "ean", "oan", "yan", "can", "ese", "ani", "qi", "li", "ti", "ish", "guan", "ayan"}) {
    if (word.size() > tail.size() + 2 && word.substr(word.size() - tail.size()) == tail) return true;
  }
  return false;
}

bool is_nationality_plural(const SentenceView& view, std::uint32_t i, std::span<const Masked> proper) {
  if (!view.capital(i) || view.title_case()) return false;
  const std::string_view word = view.surface(i);
  if (word.size() < 5 || word.back() != 's' || word[word.size() - 2] == 's') return false;
  if (const Masked* mask = mask_at(proper, i); mask != nullptr && mask->end - mask->first > 1) return false;
  for (const std::string_view tail : {"ians", "eans", "oans", "ns", "is", "ds", "ts"}) {
    if (word.size() > tail.size() + 2 && word.substr(word.size() - tail.size()) == tail) return true;
  }
  return false;
}

/// "a fourth": one more of those counted before. "A third" may be a share; what stands behind it tells.
bool is_ordinal(std::string_view word) {
  for (const std::string_view ordinal :
       {"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}) {
    if (word == ordinal) return true;
  }
  return false;
}

class Finder {
 public:
  Finder(const SentenceView& view, std::span<const Masked> times, std::span<const Masked> proper,
         std::span<const NameMention> names)
      : view_(view), times_(times), proper_(proper), names_(names) {}

  std::vector<Nominal> run() {
    std::uint32_t i = 0;
    while (i < view_.size()) {
      if (const Masked* time = mask_at(times_, i)) {
        i = time->end;
        continue;
      }
      std::optional<Nominal> found = count_at(i);
      if (!found) found = article_at(i);
      if (!found) found = name_at(i);
      if (!found) found = plural_at(i);
      if (found) {
        i = std::max(found->end, i + 1);
        out_.push_back(std::move(*found));
      } else {
        ++i;
      }
    }
    join_names();
    link_parts();
    return std::move(out_);
  }

 private:
  /// "his son Nitin", "customer Amal Saleh, 54": the noun right before a name tells who bears it.
  void join_names() {
    for (std::uint32_t n = 0; n < out_.size();) {
      Nominal& name = out_[n++];
      if (name.kind != NominalKind::name) continue;
      --n;
      if (n > 0 && out_[n - 1].kind == NominalKind::article && out_[n - 1].end == name.first) {
        if (name.group == Group::people) name.group = out_[n - 1].group;
        name.first = out_[n - 1].first;
        out_.erase(out_.begin() + n - 1);
        --n;  // the same name again, at its new place
        continue;
      }
      // "Amal Saleh, a bread seller, and two brothers": the article tells who she was, and nobody more.
      if (n + 1 < out_.size() && out_[n + 1].kind == NominalKind::article && !out_[n + 1].remainder &&
          (view_.is(out_[n + 1].first, "a") || view_.is(out_[n + 1].first, "an")) &&
          (out_[n + 1].first == name.end || (view_.is_comma(name.end) && out_[n + 1].first == name.end + 1)) &&
          view_.is_comma(out_[n + 1].first - 1)) {
        std::uint32_t end = out_[n + 1].end;
        // "a 62-year-old bread seller": a noun of no list.
        for (std::uint32_t k = end; k < end + 3 && k < view_.size() && can_modify(view_, k); ++k) {
          if (view_.is_comma(k + 1)) end = k + 1;
        }
        if (view_.is(end, "of") || view_.is(end, "from") || view_.is(end, "at")) {
          std::uint32_t k = end + 1;
          while (k < view_.size() && k < end + 5 && (view_.capital(k) || view_.is(k, WordClass::determiner))) ++k;
          end = k;
        }
        if (view_.is(end, "in")) {
          std::uint32_t k = end + 1;
          while (k < view_.size() && k < end + 4 && view_.capital(k)) ++k;
          if (k > end + 1 && view_.is(k, WordClass::be)) end = k;
        }
        if (view_.is_comma(end) || view_.is(end, WordClass::be)) {
          if (name.group == Group::people) name.group = out_[n + 1].group;
          name.end = view_.is_comma(end) ? end + 1 : end;
          out_.erase(out_.begin() + n + 1);
        }
      }
      // "her daughters Ana, 9, and Lise, 6": who they were, told by their names.
      if (n > 0 && out_[n - 1].kind == NominalKind::plural && out_[n - 1].end == name.first) {
        if (name.group == Group::people) name.group = out_[n - 1].group;
        name.first = out_[n - 1].first;
        out_.erase(out_.begin() + n - 1);
        --n;  // the same name again, at its new place
        continue;
      }
      const TermMatch* noun = view_.term_before(name.first, TermKind::person);
      const bool alone = noun != nullptr && (n == 0 || out_[n - 1].end <= noun->first);
      if (alone && view_.lexicon().people()[noun->value].singular) name.first = noun->first;
      ++n;
    }
  }

  void take_noun(Nominal& nominal, const Noun& noun, std::uint32_t modifiers_from) const {
    nominal.has_noun = true;
    nominal.group = noun.entry.group;
    nominal.implied = noun.entry.outcome;
    nominal.bound = noun.entry.bound;
    const Span words = view_.span(std::min(modifiers_from, noun.first), noun.end);
    nominal.group_span = words;
    nominal.group_text = std::string(slice(view_.text(), words));
    nominal.end = noun.end;
  }

  std::optional<Nominal> count_at(std::uint32_t i) {
    auto phrase = number_at(view_, i);
    if (!phrase || (i > 0 && view_.is(i - 1, "how"))) return std::nullopt;  // "how many" asks
    if (i >= 3 && view_.is(i - 1, "of") && view_.is(i - 2, "many") && view_.is(i - 3, "how")) return std::nullopt;
    for (std::uint32_t k = phrase->first; k < phrase->end; ++k) {
      if (mask_at(times_, k) != nullptr) return std::nullopt;
      // "Brigade 16", "Route 443": a number inside a proper name.
      if (const Masked* name = mask_at(proper_, k); name != nullptr && name->first < phrase->first) return std::nullopt;
    }
    // "two sisters aged four and nine", "INR 500,000"
    if (phrase->outer_first > 0 && (view_.is(phrase->outer_first - 1, "aged") ||
                                    view_.term_before(phrase->outer_first, TermKind::currency) != nullptr)) {
      age_end_ = phrase->end;
      return std::nullopt;
    }
    if (age_end_ > 0 && age_end_ + 1 == phrase->first && view_.is(age_end_, WordClass::coordinator) &&
        view_.term(phrase->end, TermKind::person) == nullptr)
      return std::nullopt;
    // An age in apposition: "Damir Begic, 16, was".
    if (phrase->number.form == NumberForm::digits && phrase->outer_first == phrase->first && i >= 2 &&
        view_.is_comma(i - 1) && view_.capital(i - 2) && phrase->number.value.value_or(200) < 120 &&
        (phrase->end >= view_.size() || view_.is_comma(phrase->end) || view_.surface(phrase->end) == ".")) {
      return std::nullopt;
    }
    if (age_in_apposition(*phrase)) {
      age_end_ = phrase->end;
      return std::nullopt;
    }
    // "one of three people found shot": three were.
    if (phrase->number.value == 1 && view_.is(phrase->end, "of")) {
      std::uint32_t inner = phrase->end + 1;
      if (view_.is(inner, "the")) ++inner;
      if (const auto all = number_at(view_, inner); all && !all->fraction && all->number.form != NumberForm::vague)
        return std::nullopt;
    }
    Nominal out;
    out.kind = NominalKind::count;
    out.first = phrase->outer_first;
    out.end = phrase->end;
    out.number = phrase->number;
    out.fraction = phrase->fraction;
    std::uint32_t at = phrase->end;
    if (view_.is(at, WordClass::coordinator) && view_.is(at + 1, "more")) at += 2;  // "sixteen or more people"
    if (view_.is(at, "or") && view_.is(at + 1, "so")) {
      at += 2;  // "the 80 or so residents"
      if (out.number.hedge == Hedge::exact) apply_hedge(out.number, Hedge::about);
    }
    if (phrase->number.text == "one" || phrase->number.text == "One") {
      // "one of the children" stands whole.
      if (view_.is(at, "of") && view_.is(at + 1, WordClass::determiner)) {
        std::uint32_t k = at + 2;
        while (k < view_.size() && k < at + 6 && !noun_at(view_, k) && can_modify(view_, k)) ++k;
        if (const auto noun = noun_at(view_, k)) {
          take_noun(out, *noun, at + 2);
          whole_text(out, phrase->first);
          return out;
        }
      }
    }
    if (view_.is(at, "of") && (view_.is(at + 1, "them") || view_.is(at + 1, "whom") || view_.is(at + 1, "which"))) {
      // "ten of them children", "20 of whom were women"
      out.introduced = true;
      out.intro_first = phrase->outer_first;
      at += 2;
      while (view_.is(at, WordClass::be) || view_.is(at, WordClass::adverb)) ++at;
      out.end = at;
    } else if (view_.is(at, "of")) {
      ++at;
      const std::uint32_t bare = at;
      while (view_.is(at, WordClass::determiner)) ++at;
      if (at > bare && of_the_harmed(out, at)) return out;  // not "dozens of dead", who are told of here
      if (const auto all = number_at(view_, at)) {
        // "four of the 14 passengers who died": of the fourteen it is told.
        std::uint32_t noun_end = all->end;
        while (noun_end < view_.size() && noun_end < all->end + 3 && !noun_at(view_, noun_end) &&
               can_modify(view_, noun_end))
          ++noun_end;
        if (const auto noun = noun_at(view_, noun_end); at > bare && noun && view_.is(noun->end, "who"))
          return std::nullopt;
        at = all->end;  // "28 of 37 drones"
      }
    }
    // A share of what is no people ("19 per cent of exports") counts nobody.
    if (phrase->share && !out.introduced) {
      out.thing = at == phrase->end;
    }
    // "3 of them children and one a woman"
    // "one of them a child": in a text without commas.
    if ((at == phrase->end || out.introduced) && (view_.is(at, "a") || view_.is(at, "an")) &&
        phrase->number.value == 1) {
      if (const auto noun = noun_at(view_, at + 1); noun && noun->entry.singular) {
        take_noun(out, *noun, at + 1);
        return out;
      }
    }
    // "at least 72 were civilians": the group is told of a share of those before.
    if (at == phrase->end && view_.is(at, WordClass::be)) {
      std::uint32_t b = at + 1;
      while (view_.is(b, WordClass::adverb)) ++b;
      if (const auto noun = noun_at(view_, b);
          noun && noun->entry.plural && view_.term(noun->end, TermKind::harm) == nullptr) {
        take_noun(out, *noun, b);
        out.introduced = true;
        out.intro_first = phrase->outer_first;
        return out;
      }
    }
    const std::uint32_t modifiers = at;
    std::uint32_t k = at;
    bool other = false;
    for (; k < view_.size() && k < at + longest_modifiers; ++k) {
      if (k > at && past_bracket(k) > k) k = past_bracket(k);
      if (view_.term(k, TermKind::remainder) != nullptr && !noun_at(view_, k + 1)) {
        const bool noun_follows =
            k + 1 < view_.size() && can_modify(view_, k + 1) && !view_.is(k + 1, WordClass::adverb);
        out.remainder = true;
        if (!noun_follows) {
          out.has_noun = view_.is(k, "others");
          out.group_text = std::string(view_.surface(k));
          out.group_span = view_.token(k).span;
          out.end = k + 1;
          return out;
        }
        continue;
      }
      if (view_.term(k, TermKind::remainder) != nullptr) out.remainder = true;
      if (const auto noun = noun_at(view_, k)) {
        // "taking 251 hostage": one noun in the singular counts no 251.
        if (noun->entry.group == Group::prisoners && noun->entry.singular && !noun->entry.plural && k == modifiers &&
            out.number.form != NumberForm::vague && out.number.value.value_or(1) > 1 &&
            view_.sentence().kind != BlockKind::heading)
          break;
        take_noun(out, *noun, modifiers);
        if (noun->entry.plural) take_coordinated(out, *noun);
        return out;
      }
      if (is_nationality_plural(view_, k, proper_)) {
        out.has_noun = true;
        out.group_span = view_.span(modifiers, k + 1);
        out.group_text = std::string(slice(view_.text(), *out.group_span));
        out.end = k + 1;
        return out;
      }
      if (mask_at(times_, k) != nullptr || !can_modify(view_, k)) break;
      if (!view_.capital(k) && !view_.is(k, WordClass::adverb)) other = true;
    }
    // "70 regime and rebel fighters": one count over both, whose noun is behind.
    if (k > modifiers && view_.is(k, WordClass::coordinator)) {
      const bool modified = k + 1 < view_.size() && can_modify(view_, k + 1) && !noun_at(view_, k + 1);
      const std::uint32_t n = modified ? k + 2 : k + 1;
      const bool armed =
          view_.is(k - 1, "regime") || view_.is(k - 1, "government") || view_.is(k - 1, "army") || view_.capital(k - 1);
      if (const auto noun = armed && n < view_.size() ? noun_at(view_, n) : std::nullopt; noun && noun->entry.plural) {
        take_noun(out, *noun, modifiers);
        return out;
      }
    }
    // "Six VDP and a driver were killed": a body's letters stand for its people.
    if (modifiers + 1 < view_.size() && out.number.form != NumberForm::vague && letters(modifiers) &&
        view_.term(modifiers, TermKind::person) == nullptr &&
        (view_.is(modifiers + 1, WordClass::be) || view_.is(modifiers + 1, WordClass::coordinator) ||
         view_.term(modifiers + 1, TermKind::harm) != nullptr)) {
      out.has_noun = true;
      out.group_span = view_.token(modifiers).span;
      out.group_text = std::string(view_.surface(modifiers));
      out.end = modifiers + 1;
      return out;
    }
    // "30 regime and 39 rebel fighters": the noun stands once, behind the second count.
    if (k > modifiers && k < modifiers + 3 && view_.is(k, "and")) {
      if (const auto second = number_at(view_, k + 1); second && second->number.form == out.number.form) {
        for (std::uint32_t n = second->end; n < second->end + 3 && n < view_.size(); ++n) {
          if (const auto noun = noun_at(view_, n); noun && noun->entry.plural && n + 1 == noun->end) {
            const bool side = view_.is(k - 1, "regime") || view_.is(k - 1, "government") || view_.is(k - 1, "army") ||
                              view_.is(k - 1, "rebel") || view_.is(k - 1, "opposition") || view_.capital(k - 1);
            if (!side) break;
            out.has_noun = true;
            out.group = noun->entry.group;
            if (out.group == Group::fighters &&
                (view_.is(k - 1, "regime") || view_.is(k - 1, "government") || view_.is(k - 1, "army")))
              out.group = Group::soldiers;
            out.group_span = view_.span(modifiers, k);
            out.group_text = std::string(slice(view_.text(), *out.group_span));
            out.end = k;
            return out;
          }
          if (!can_modify(view_, n)) break;
        }
      }
    }
    // "150 Taliban and affiliated militants"
    if (k > modifiers && !other && view_.is(k, WordClass::coordinator)) {
      for (std::uint32_t n = k + 1; n < view_.size() && n < k + 4; ++n) {
        if (const auto noun = noun_at(view_, n); noun && noun->entry.plural) {
          take_noun(out, *noun, modifiers);
          return out;
        }
        if (!can_modify(view_, n) || view_.capital(n)) break;
      }
    }
    // "4,237 newly displaced people"
    if (const TermMatch* harm = k < view_.size() && !view_.is_punct(k) ? harm_modifier(k) : nullptr;
        harm != nullptr && out.number.form != NumberForm::vague && modifiers == phrase->end) {
      if (const auto noun = noun_at(view_, harm->end); noun && noun->entry.plural) {
        take_noun(out, *noun, modifiers);
        out.harm_within = static_cast<std::int32_t>(harm->first);
        return out;
      }
    }
    // No noun for people: a bare count, unless another noun was met on the way. "5 million of them live abroad" has its
    // noun in those before.
    out.thing = other && k > modifiers && !out.introduced;
    return out;
  }

  /// Three capitals or more, without a figure: "VDP".
  [[nodiscard]] bool letters(std::uint32_t i) const {
    const std::string_view word = view_.surface(i);
    return word.size() >= 3 && !view_.title_case() && view_.sentence().kind != BlockKind::heading &&
           view_.term_before(i + 1, TermKind::currency) == nullptr &&
           std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  /// One past a short bracket that opens at i and stands within a noun phrase ("one RCS (Relief Society) nurse"), or i.
  [[nodiscard]] std::uint32_t past_bracket(std::uint32_t i) const {
    if (i >= view_.size() || !view_.is_punct(i) || view_.surface(i) != "(") return i;
    constexpr std::uint32_t longest = 8;
    for (std::uint32_t k = i + 1; k + 1 < view_.size() && k < i + longest; ++k) {
      if (view_.is_punct(k) && view_.surface(k) == ")") return k + 1;
    }
    return i;
  }

  /// "34 boys and girls", "dozens of soldiers and fighters": one count over both, where the tree coordinates the nouns.
  /// "five members of one family": the family is no second count.
  void take_coordinated(Nominal& out, const Noun& noun) const {
    const SentenceTree& tree = view_.tree();
    const std::uint32_t head = noun.end - 1;
    if (view_.is(noun.end, "of") &&
        (view_.is(noun.end + 1, "one") || view_.is(noun.end + 1, "a") || view_.is(noun.end + 1, "the") ||
         view_.is(noun.end + 1, "same") || view_.is(noun.end + 1, WordClass::possessive))) {
      for (std::uint32_t k = noun.end + 2; k < noun.end + 4; ++k) {
        if (view_.is(k, "family") || view_.is(k, "household")) out.end = k + 1;
      }
      return;
    }
    if (!(view_.is(noun.end, "and") || view_.is(noun.end, "or")) || tree.empty()) return;
    for (std::uint32_t k = noun.end + 1; k < view_.size() && k < noun.end + 4; ++k) {
      if (const auto other = noun_at(view_, k)) {
        const std::uint32_t second = other->end - 1;
        const bool joined = tree.head(second) == head && tree.relation(second) == UdRelation::conjunct;
        if (!other->entry.plural || !joined) return;
        out.end = other->end;
        if (other->entry.group != out.group) {
          out.group_span = cover(*out.group_span, view_.token(second).span);
          out.group_text = std::string(slice(view_.text(), *out.group_span));
        }
        return;
      }
      if (view_.word(k) != 0 || view_.token(k).kind != TokenKind::word) return;
    }
  }

  /// The noun of harm that stands for those who were harmed at `at`, over words for who they are: "the Vietnamese
  /// dead", "the killed", "those killed".
  [[nodiscard]] const TermMatch* harmed_at(std::uint32_t at) const {
    const bool those = at > 0 && view_.is(at - 1, "those");
    constexpr std::uint32_t longest = 3;
    for (std::uint32_t k = at; k < view_.size() && k < at + longest; ++k) {
      for (const TermMatch& match : view_.terms()) {
        if (match.first != k || match.kind != TermKind::harm) continue;
        const HarmWord& word = view_.lexicon().harms()[match.value];
        const bool stands = (word.noun || word.adjective) && !noun_at(view_, match.end);  // not "the wounded men"
        if (stands || (those && k == at && word.form == VerbForm::participle)) return &match;
      }
      // "the Vietnamese dead"; not "most of the night killed"
      const bool tells_who = view_.capital(k) || view_.tree().relation(k) == UdRelation::adjective;
      if (noun_at(view_, k) || !can_modify(view_, k) || !tells_who) break;
    }
    return nullptr;
  }

  /// "11 of the dead were from the camp", "63 per cent of the deaths": the word of harm says what happened to them, the
  /// predicate who they were.
  bool of_the_harmed(Nominal& out, std::uint32_t at) const {
    const TermMatch* harm = harmed_at(at);
    if (harm == nullptr) return false;
    const HarmWord& word = view_.lexicon().harms()[harm->value];
    out.implied = word.outcome;
    out.has_noun = true;
    out.of_told = true;
    out.end = harm->end;
    std::uint32_t k = harm->end;
    if (!view_.is(k, WordClass::be)) return true;
    while (view_.is(k, WordClass::be) || view_.is(k, WordClass::adverb) || view_.is(k, WordClass::determiner)) ++k;
    if (const auto noun = noun_at(view_, k); noun && noun->entry.plural) {
      out.group = noun->entry.group;
      out.group_span = view_.span(noun->first, noun->end);
      out.group_text = std::string(slice(view_.text(), *out.group_span));
    }
    return true;
  }

  /// "two daughters, 9 and 11, were killed": bare figures right behind people and between commas are how old they were.
  [[nodiscard]] bool age_in_apposition(const NumberPhrase& phrase) const {
    if (phrase.number.form != NumberForm::digits || phrase.outer_first != phrase.first || phrase.first < 2 ||
        phrase.number.value.value_or(200) >= 120) {
      return false;
    }
    const bool closed = view_.is_comma(phrase.end) || view_.is(phrase.end, WordClass::coordinator) ||
                        (view_.is_punct(phrase.end) && view_.surface(phrase.end) == ".");
    const bool after_people = view_.is_comma(phrase.first - 1) && !out_.empty() &&
                              out_.back().end == phrase.first - 1 && out_.back().has_noun && !out_.back().introduced;
    const bool after_age = age_end_ > 0 && age_end_ + 1 == phrase.first &&
                           (view_.is(age_end_, WordClass::coordinator) || view_.is_comma(age_end_));
    if (!closed || !(after_people || after_age)) return false;
    // "20 soldiers, 5 and 3 injured" counts on: a harm word behind makes it a count again.
    return view_.term(phrase.end, TermKind::harm) == nullptr && view_.term(phrase.end + 1, TermKind::harm) == nullptr;
  }

  void whole_text(Nominal& nominal, std::uint32_t first) const {
    nominal.kind = NominalKind::article;
    nominal.first = first;
    nominal.number = {};
    nominal.number.form = NumberForm::article;
    nominal.number.value = 1;
    apply_hedge(nominal.number, Hedge::exact);
    nominal.number.span = view_.span(first, nominal.end);
    nominal.number.text = std::string(slice(view_.text(), nominal.number.span));
  }

  /// "Allawi's aged cousin", "the man's wife", "her husband's driver": one person, by whose they are.
  [[nodiscard]] std::optional<Nominal> owned_at(std::uint32_t i) const {
    const bool led = view_.is(i, WordClass::determiner) || view_.is(i, WordClass::possessive);
    if (!led && !view_.capital(i)) return std::nullopt;
    std::uint32_t owner = i;
    const auto genitive = [&](std::uint32_t k) {
      if (k >= view_.size() || view_.token(k).kind != TokenKind::word) return false;
      const std::string_view word = view_.surface(k);
      if (word.size() > 2 &&
          (word.substr(word.size() - 2) == "'s" || (word.size() > 4 && word.substr(word.size() - 4) == "’s")))
        return true;
      // "the grooms father": a text that lost its apostrophes.
      const TermMatch* person = view_.term(k, TermKind::person);
      const TermMatch* kin = view_.term(k + 1, TermKind::person);
      return person != nullptr && kin != nullptr && person->end == k + 1 && word.back() == 's' &&
             view_.lexicon().people()[person->value].plural && !view_.lexicon().people()[person->value].singular &&
             view_.lexicon().people()[kin->value].singular && !view_.lexicon().people()[kin->value].plural &&
             view_.is(i, WordClass::determiner);
    };
    while (owner < i + 4 && owner < view_.size() && !genitive(owner) && can_modify_or_lead(owner, i)) ++owner;
    if (!genitive(owner) || mask_at(times_, owner) != nullptr) return std::nullopt;
    constexpr std::uint32_t longest = 4;
    for (std::uint32_t k = owner + 1; k < view_.size() && k < owner + longest; ++k) {
      if (const auto noun = noun_at(view_, k)) {
        if (!noun->entry.singular || noun->entry.outcome || view_.term(noun->end, TermKind::harm) != nullptr) {
          if (!noun->entry.singular || noun->entry.outcome) return std::nullopt;
        }
        Nominal out;
        out.first = i;
        take_noun(out, *noun, owner + 1);
        whole_text(out, i);
        return out;
      }
      if (!can_modify(view_, k) || view_.capital(k)) return std::nullopt;
    }
    return std::nullopt;
  }

  [[nodiscard]] bool can_modify_or_lead(std::uint32_t k, std::uint32_t first) const {
    return k == first || (view_.token(k).kind == TokenKind::word && can_modify(view_, k));
  }

  std::optional<Nominal> article_at(std::uint32_t i) const {
    const bool indefinite = view_.is(i, "a") || view_.is(i, "an") || view_.is(i, "another");
    // "Another was pronounced dead", "a fourth lost both legs"
    const bool ordinal = view_.is(i, "a") && is_ordinal(view_.surface(i + 1 < view_.size() ? i + 1 : i));
    const std::uint32_t behind = ordinal ? i + 2 : i + 1;
    if ((view_.is(i, "another") || ordinal) &&
        (view_.is(behind, WordClass::be) || view_.is(behind, WordClass::have) ||
         view_.is(behind, WordClass::relative) || view_.term(behind, TermKind::harm) != nullptr)) {
      Nominal out;
      out.has_noun = true;
      out.remainder = true;
      out.end = behind;
      whole_text(out, i);
      return out;
    }
    const bool definite = view_.is(i, "the") || view_.is(i, "The");
    const bool possessive = view_.is(i, WordClass::possessive);
    const bool headline = begins_bare(i) && !indefinite && !definite && !possessive;
    // "a husband and wife", "the man's wife and daughter": the article stands once.
    const bool joined = i >= 2 && view_.is(i - 1, "and") && !out_.empty() && out_.back().end == i - 1 &&
                        out_.back().kind == NominalKind::article && noun_at(view_, i).has_value();
    if (const auto kin = owned_at(i)) return kin;
    if (!indefinite && !definite && !possessive && !headline && !joined) return std::nullopt;
    std::uint32_t at = headline || joined ? i : i + 1;
    if (definite && view_.is(at, "other")) ++at;  // "the other attacker" is one not told of before
    const std::uint32_t modifiers = at;
    bool aged = false;
    std::int32_t harm_within = -1;
    for (; at < view_.size() && at < modifiers + longest_modifiers; ++at) {
      // "Coroner identifies boy": a verb ends what stands before the noun phrase.
      if (headline && view_.tree().upos(at) == Upos::verb && harm_modifier(at) == nullptr) return std::nullopt;
      if (age_of(view_, at) >= 0) aged = true;
      if (auto noun = noun_at(view_, at)) {
        if (!noun->entry.singular) return std::nullopt;
        if (noun->age >= 0) noun = past_age(*noun);
        // "the service member who was killed" is as good as an article; "the man" takes somebody up.
        // "the driver and three passengers were killed"
        const bool listed = view_.is(noun->end, "and") && number_at(view_, noun->end + 1).has_value();
        const bool first_told = listed || aged || noun->age >= 0 || modifiers > i + 1 || view_.is(noun->end, "who") ||
                                (view_.is(noun->end, "of") && heads(*noun));
        if (definite && !first_told) return std::nullopt;
        if (possessive && at != modifiers && !owned_by(i, noun->end - 1)) return std::nullopt;
        if (harm_within >= 0 && (definite || possessive || noun->entry.outcome)) return std::nullopt;
        if (headline && at + 1 < view_.size() && view_.is_punct(noun->end) && view_.surface(noun->end) == ":")
          return std::nullopt;
        // "a family of five": the count is behind the noun; "a man of 46": that is an age.
        if (view_.is(noun->end, "of")) {
          const auto count = number_at(view_, noun->end + 1);
          const bool age = count && (noun->entry.group == Group::men || noun->entry.group == Group::women ||
                                     noun->entry.group == Group::children);
          if (age) {
            Nominal out;
            out.first = i;
            take_noun(out, *noun, modifiers);
            whole_text(out, i);
            out.end = count->end;
            return out;
          }
          if (count && count->number.form != NumberForm::vague) {
            Nominal family;
            family.first = i;
            take_noun(family, *noun, modifiers);
            family.group = Group::people;
            family.number = count->number;
            family.end = count->end;
            return family;
          }
        }
        Nominal out;
        out.first = i;
        take_noun(out, *noun, modifiers);
        whole_text(out, i);
        out.harm_within = harm_within;
        take_age(out);
        return out;
      }
      // "a Uruguayan" with no noun behind: a person by nationality.
      if (indefinite && at == modifiers && is_nationality(view_, at) &&
          !(at + 1 < view_.size() && can_modify(view_, at + 1) && !view_.is(at + 1, WordClass::adverb))) {
        Nominal out;
        out.first = i;
        take_noun(out, Noun{at, at + 1, {Group::people, false, true, false, std::nullopt}, -1}, at);
        whole_text(out, i);
        return out;
      }
      // "a missing woman", "a captured pilot"
      if (const TermMatch* harm = harm_modifier(at); harm != nullptr && harm_within < 0) {
        harm_within = static_cast<std::int32_t>(at);
        at = harm->end - 1;
        continue;
      }
      const bool former = view_.tree().upos(at) == Upos::adj;  // a time that only tells what somebody was
      if (!can_modify(view_, at) || (mask_at(times_, at) != nullptr && !former)) return std::nullopt;
    }
    return std::nullopt;
  }

  /// "a 61-year-old Northtown man": the noun behind the age, over a place or two.
  [[nodiscard]] Noun past_age(const Noun& age) const {
    for (std::uint32_t k = age.end; k < view_.size() && k < age.end + 3; ++k) {
      if (const auto noun = noun_at(view_, k)) {
        if (!noun->entry.singular || k == age.end) return age;
        Noun out = *noun;
        out.age = age.age;
        if (age.age < view_.lexicon().adult_age()) out.entry.group = Group::children;
        return out;
      }
      if (!view_.capital(k) || view_.token(k).kind != TokenKind::word) return age;
    }
    return age;
  }

  /// Whether a noun phrase without an article may begin at i: only headlines leave it out, at their start and behind
  /// marks, prepositions and words of harm.
  [[nodiscard]] bool begins_bare(std::uint32_t i) const {
    const bool heading = view_.sentence().kind == BlockKind::heading;
    // "Child killed, two others injured in an attack": a headline within the text.
    if (!heading)
      return i == 0 && harm_modifier(1) != nullptr && noun_at(view_, 0) && noun_at(view_, 0)->entry.singular;
    if (i == 0) return true;
    if (view_.tree().upos(i - 1) == Upos::verb && age_of(view_, i) >= 0) return true;
    const TermMatch* harm = view_.term_before(i, TermKind::harm);
    // "Airstrike Kills Teacher, Eight Pupils"
    const bool does = harm != nullptr && view_.lexicon().harms()[harm->value].form == VerbForm::third;
    if (view_.title_case()) {
      const auto noun = noun_at(view_, i);
      const bool whole = noun && noun->entry.singular &&
                         (noun->end >= view_.size() || view_.is_punct(noun->end) || view_.is(noun->end, "and") ||
                          view_.is(noun->end, WordClass::preposition));
      return view_.term_before(i, TermKind::breakdown) != nullptr || (does && whole);
    }
    const bool verb = harm != nullptr && !view_.lexicon().harms()[harm->value].noun &&
                      !view_.lexicon().harms()[harm->value].adjective;
    // "to kill suspect" tells of nothing done; "Bandits kill vigilante" does.
    const bool base = verb && view_.lexicon().harms()[harm->value].form == VerbForm::base && harm->first > 0 &&
                      (view_.is(harm->first - 1, "to") || view_.is(harm->first - 1, WordClass::modal));
    return (verb && !base) || view_.term_before(i, TermKind::breakdown) != nullptr || view_.is_comma(i - 1) ||
           (view_.is_punct(i - 1) && view_.surface(i - 1) == ";") || view_.is(i - 1, WordClass::coordinator) ||
           (view_.is(i - 1, WordClass::preposition) && harm_modifier(i) != nullptr) ||
           (view_.tree().upos(i - 1) == Upos::verb && harm_modifier(i) != nullptr);
  }

  /// A word of harm that tells what befell whoever the noun behind it names: "missing", "murdered", "slain".
  [[nodiscard]] const TermMatch* harm_modifier(std::uint32_t i) const {
    const TermMatch* harm = view_.term(i, TermKind::harm);
    if (harm == nullptr) return nullptr;
    const HarmWord& word = view_.lexicon().harms()[harm->value];
    const bool participle = word.form == VerbForm::participle && !word.weak && !word.phrase;
    if (!word.adjective && !participle) return nullptr;
    return view_.token(i).kind == TokenKind::word && harm->end < view_.size() && !view_.is_punct(harm->end) ? harm
                                                                                                            : nullptr;
  }

  /// Whether "of" behind the noun hangs on it: "the head of the clinic", not "the driver of whom …".
  [[nodiscard]] bool heads(const Noun& noun) const {
    const SentenceTree& tree = view_.tree();
    if (tree.empty() || view_.is(noun.end + 1, WordClass::relative)) return false;
    for (const std::uint32_t c : tree.children(noun.end - 1)) {
      if (tree.relation(c) == UdRelation::nominal_modifier && c > noun.end) return true;
    }
    return false;
  }

  /// Whether the possessive at i is of the noun at `head`: "his longtime friend".
  [[nodiscard]] bool owned_by(std::uint32_t i, std::uint32_t head) const {
    return !view_.tree().empty() && view_.tree().head(i) == head;
  }

  /// "A man, 87, was killed": the age belongs to the person.
  void take_age(Nominal& nominal) const {
    if (!view_.is_comma(nominal.end) || nominal.end + 1 >= view_.size() ||
        view_.token(nominal.end + 1).kind != TokenKind::number)
      return;
    const auto age = number_at(view_, nominal.end + 1);
    constexpr std::int64_t oldest = 120;
    if (!age || age->end != nominal.end + 2 || age->number.value.value_or(oldest) >= oldest ||
        !view_.is_comma(age->end))
      return;
    if (*age->number.value < view_.lexicon().adult_age()) nominal.group = Group::children;
    nominal.end = age->end + 1;
  }

  /// One past the titles that stand at i ("Cpl.", "Mr"), or i.
  [[nodiscard]] std::uint32_t past_titles(std::uint32_t i) const {
    std::uint32_t end = i;
    while (const TermMatch* title = view_.capital(end) ? view_.term(end, TermKind::title) : nullptr) {
      end = title->end;
      if (view_.is_punct(end) && view_.surface(end) == ".") ++end;
    }
    return end;
  }

  std::optional<Nominal> name_at(std::uint32_t i) const {
    std::uint32_t begin = past_titles(i);
    if (begin == i && age_of(view_, i) >= 0) begin = past_titles(i + 1);  // "19-year-old Amal Saleh"
    for (const NameMention& name : names_) {
      if (name.first != i && name.first != begin) continue;
      Nominal out;
      out.kind = NominalKind::name;
      out.first = i;
      out.end = name.end;
      out.has_noun = true;
      out.group = name.group;
      out.number.form = NumberForm::name;
      out.number.value = 1;
      apply_hedge(out.number, Hedge::exact);
      out.number.span = view_.span(name.first, name.end);
      // "Amal Saleh's death": the name without its ending.
      for (const std::string_view ending : {"'s", "’s"}) {
        const std::string_view words = slice(view_.text(), out.number.span);
        if (words.size() > ending.size() && words.substr(words.size() - ending.size()) == ending)
          out.number.span.end -= static_cast<std::uint32_t>(ending.size());
      }
      out.number.text = std::string(slice(view_.text(), out.number.span));
      // ", 16," belongs to the name, and tells a child.
      if (view_.is_comma(name.end) && name.end + 1 < view_.size() &&
          view_.token(name.end + 1).kind == TokenKind::number) {
        const auto age = number_at(view_, name.end + 1);
        if (age && age->number.value.value_or(200) < 120) {
          if (*age->number.value < view_.lexicon().adult_age()) out.group = Group::children;
          out.end = name.end + 2;
          if (view_.is_comma(out.end)) ++out.end;
        }
      }
      return out;
    }
    return std::nullopt;
  }

  std::optional<Nominal> plural_at(std::uint32_t i) const {
    if (i >= 2 && view_.is(i - 1, "many") && view_.is(i - 2, "how")) return std::nullopt;
    if (view_.term(i, TermKind::those) != nullptr) {
      const TermMatch* match = view_.term(i, TermKind::those);
      const std::uint32_t behind =
          view_.is(match->end, WordClass::be) && match->end > i + 1 ? match->end + 1 : match->end;
      const bool people = view_.is(match->end, WordClass::relative) || view_.term(behind, TermKind::harm) != nullptr;
      // "Children were among those killed": the children are counted, not those.
      const bool within = i > 0 && !view_.is(match->end, WordClass::relative) &&
                          (view_.is(i - 1, "among") || view_.is(i - 1, "of") || view_.is(i - 1, "amongst"));
      if (!people || within) return std::nullopt;
      Nominal out;
      out.kind = NominalKind::plural;
      out.first = i;
      out.end = match->end;
      out.has_noun = true;
      out.number.form = NumberForm::plural;
      out.number.hedge = Hedge::unstated;
      out.number.span = view_.span(i, match->end);
      out.number.text = std::string(slice(view_.text(), out.number.span));
      return out;
    }
    const bool others = view_.is(i, "others");
    std::optional<Noun> noun;
    if (others) {
      noun = Noun{i, i + 1, {Group::people, true, false, false, std::nullopt}, -1};
    } else {
      noun = noun_at(view_, i);
      // "women and children", counted together, are told of one by one where nobody counts them.
      if (noun && view_.is(i + 1, WordClass::coordinator) && noun->end > i + 1) {
        for (const TermMatch& match : view_.terms()) {
          if (match.kind == TermKind::person && match.first == i && match.end == i + 1)
            noun = Noun{i, i + 1, view_.lexicon().people()[match.value], -1};
        }
      }
    }
    if (!noun || !noun->entry.plural) return std::nullopt;
    if (const Masked* mask = mask_at(proper_, i); mask != nullptr && mask->end - mask->first > 1) return std::nullopt;
    Nominal out;
    out.kind = NominalKind::plural;
    out.first = i;
    out.remainder = others;
    take_noun(out, *noun, i);
    out.number.form = NumberForm::plural;
    out.number.hedge = Hedge::unstated;
    out.number.span = view_.span(noun->first, noun->end);
    out.number.text = std::string(slice(view_.text(), out.number.span));
    return out;
  }

  /// Whether the nominal has a verb of harm of its own: "..., and 59 others were injured".
  [[nodiscard]] bool has_own_predicate(const Nominal& nominal) const {
    std::uint32_t at = nominal.end;
    while (view_.is(at, WordClass::be) || view_.is(at, WordClass::have) || view_.is(at, WordClass::adverb) ||
           view_.is(at, WordClass::relative))
      ++at;
    const TermMatch* harm = view_.term(at, TermKind::harm);
    return harm != nullptr;
  }

  /// "…, 21 children and 19 women among them": the list before "among them" breaks down what stands before it.
  void mark_postposed() {
    for (std::uint32_t n = 0; n < out_.size(); ++n) {
      const bool marked =
          view_.is(out_[n].end, "among") && (view_.is(out_[n].end + 1, "them") || view_.is(out_[n].end + 1, "whom"));
      if (!marked || out_[n].introduced) continue;
      // "11 civilians among them three children": in a text without commas those behind are the part.
      if (n + 1 < out_.size() && out_[n + 1].first == out_[n].end + 2) continue;
      std::uint32_t first = n;
      while (first > 0) {
        std::uint32_t gap = out_[first - 1].end;
        bool coordinated = false;
        while (gap < out_[first].first &&
               (view_.is(gap, WordClass::coordinator) || (view_.is_comma(gap) && coordinated))) {
          coordinated = true;
          ++gap;
        }
        if (gap != out_[first].first || !coordinated) break;
        --first;
      }
      for (std::uint32_t k = first; k <= n; ++k) {
        out_[k].introduced = true;
        out_[k].intro_first = out_[first].first;
        out_[k].postposed = true;
      }
    }
  }

  /// "25 militants of the Northern Front including one of its leaders": what stands between only tells whose they are.
  [[nodiscard]] bool only_belongs(std::uint32_t first, std::uint32_t end) const {
    constexpr std::uint32_t longest = 8;
    if (end - first > longest || !view_.is(first, "of")) return false;
    for (std::uint32_t i = first + 1; i < end; ++i) {
      if (!view_.capital(i) && !view_.is(i, WordClass::determiner) && !(view_.is_punct(i) && view_.surface(i) == "-"))
        return false;
    }
    return true;
  }

  /// "12 civilians, including a nurse and his guard, and three soldiers": the list of parts has had its "and", and
  /// soldiers are none of the civilians.
  [[nodiscard]] bool beyond_list(std::uint32_t n) const {
    const Nominal& nominal = out_[n];
    const std::int32_t w = out_[n - 1].whole;
    const bool armed = nominal.group == Group::soldiers || nominal.group == Group::fighters ||
                       nominal.group == Group::police || nominal.group == Group::attackers;
    if (w >= 0 && armed && out_[static_cast<std::size_t>(w)].group == Group::civilians) return true;
    const bool anew = nominal.first >= 2 && view_.is(nominal.first - 1, "and") && view_.is_comma(nominal.first - 2);
    const bool closed = n >= 2 && out_[n - 1].first > 0 && view_.is(out_[n - 1].first - 1, "and") &&
                        out_[n - 2].end == out_[n - 1].first - 1 && out_[n - 2].introduced;
    return anew && closed && nominal.kind == NominalKind::count;
  }

  /// "Eleven people - six civilians and five soldiers - were": a hyphen with blanks around it.
  [[nodiscard]] bool spaced_dash(std::uint32_t i) const {
    return i > 0 && i + 1 < view_.size() && view_.surface(i) == "-" &&
           view_.token(i - 1).span.end < view_.token(i).span.begin &&
           view_.token(i).span.end < view_.token(i + 1).span.begin;
  }

  static bool opens_list(std::string_view mark) { return mark == "–" || mark == "—" || mark == "--" || mark == "("; }

  void link_parts() {
    mark_postposed();
    std::int32_t open = -1;  // the whole of a list of parts that may go on
    for (std::uint32_t n = 0; n < out_.size(); ++n) {
      Nominal& nominal = out_[n];
      const TermMatch* intro = nominal.introduced ? nullptr : view_.term_before(nominal.first, TermKind::breakdown);
      // "Neither figure includes two people who …": those are left out.
      for (std::uint32_t back = 1; intro != nullptr && back <= 3 && back <= intro->first; ++back) {
        const std::uint32_t k = intro->first - back;
        if (view_.is(k, "not") || view_.is(k, "neither") || view_.is(k, "nor")) intro = nullptr;
      }
      if (intro != nullptr) {
        nominal.introduced = true;
        nominal.intro_first = intro->first;
      }
      // "30,000 have fled, with some 12,000 staying in schools": a bare count behind "with" is of those before.
      const std::uint32_t with = nominal.first > 0 ? nominal.first - 1 : 0;
      const bool of_those = nominal.kind == NominalKind::count && !nominal.has_noun && n > 0 && with > 0 &&
                            view_.is(with, "with") && view_.is_comma(with - 1) &&
                            view_.tree().upos(nominal.end) == Upos::verb && view_.surface(nominal.end).ends_with("ing");
      if (of_those && !nominal.introduced) {
        nominal.introduced = true;
        nominal.intro_first = with;
        nominal.thing = false;
      }
      // "another 65 were injured, some critically"
      const bool graded = nominal.kind == NominalKind::count && !nominal.has_noun && nominal.first > 0 &&
                          view_.is_comma(nominal.first - 1) && view_.term(nominal.end, TermKind::severity) != nullptr;
      if (graded && !nominal.introduced) {
        nominal.introduced = true;
        nominal.intro_first = nominal.first;
      }
      if (nominal.postposed) continue;
      // "one of them, a man of 46, died": the second says who the first was.
      if (n > 0 && nominal.kind == NominalKind::article && out_[n - 1].introduced && out_[n - 1].number.value == 1 &&
          out_[n - 1].end + 1 == nominal.first && view_.is_comma(out_[n - 1].end)) {
        out_[n - 1].group = nominal.group;
        out_[n - 1].end = view_.is_comma(nominal.end) ? nominal.end + 1 : nominal.end;
        nominal.thing = true;
        continue;
      }
      // "457 people, mostly combatants": a share right behind a count is a share of it.
      if (nominal.fraction && n > 0 && out_[n - 1].kind == NominalKind::count) {
        std::uint32_t gap = out_[n - 1].end;
        while (view_.is_comma(gap)) ++gap;
        if (gap == nominal.first && !nominal.introduced) {
          nominal.introduced = true;
          nominal.intro_first = nominal.first;
          nominal.whole = out_[n - 1].whole >= 0 ? out_[n - 1].whole : static_cast<std::int32_t>(n) - 1;
          open = nominal.whole;
          continue;
        }
      }
      // "six health workers – four doctors, a nurse and a pharmacist – …": a list in dashes or brackets breaks down.
      const bool listed = n > 0 && out_[n - 1].first > 0 && view_.is_punct(out_[n - 1].first - 1) &&
                          view_.surface(out_[n - 1].first - 1) == ":";  // "Persons killed: 3 (1 woman, 2 men)"
      if (!nominal.introduced && n > 0 && nominal.first > 0 && out_[n - 1].kind == NominalKind::count &&
          (out_[n - 1].has_noun || listed) && out_[n - 1].end == nominal.first - 1 &&
          view_.is_punct(nominal.first - 1) &&
          (opens_list(view_.surface(nominal.first - 1)) || spaced_dash(nominal.first - 1))) {
        nominal.introduced = true;
        nominal.intro_first = nominal.first - 1;
      }
      if (nominal.introduced && n > 0) {
        // The whole stands right before, but for a comma or bracket.
        std::uint32_t before = nominal.intro_first;
        while (before > 0 && view_.is_punct(before - 1)) --before;
        for (std::int32_t w = static_cast<std::int32_t>(n) - 1; w >= 0; --w) {
          Nominal& whole = out_[static_cast<std::size_t>(w)];
          if (whole.end != before) {
            if (whole.end < before && !only_belongs(whole.end, before)) break;
            if (whole.end > before || whole.kind != NominalKind::count || whole.introduced) continue;
          }
          nominal.whole = whole.whole >= 0 && whole.introduced ? whole.whole : w;
          break;
        }
        open = nominal.whole;
        continue;
      }
      // "A, including B and C were hurt": the predicate after C is A's where A has none yet.
      const auto whole_waits = [&] {
        const std::int32_t w = out_[n - 1].whole;
        if (w < 0) return false;
        const Nominal& whole = out_[static_cast<std::size_t>(w)];
        return !whole.implied && !has_own_predicate(whole) && view_.term_before(whole.first, TermKind::harm) == nullptr;
      };
      if (n > 0 && open >= -1 && out_[n - 1].introduced && !nominal.remainder && !beyond_list(n) &&
          (!has_own_predicate(nominal) || whole_waits())) {
        std::uint32_t gap = out_[n - 1].end;
        while (gap < nominal.first && (view_.is_comma(gap) || view_.is(gap, WordClass::coordinator))) ++gap;
        if (gap == nominal.first && gap > out_[n - 1].end) {
          nominal.introduced = true;
          nominal.intro_first = out_[n - 1].intro_first;
          nominal.whole = out_[n - 1].whole;
          continue;
        }
      }
      open = -1;
    }
  }

  const SentenceView& view_;
  std::span<const Masked> times_;
  std::span<const Masked> proper_;
  std::span<const NameMention> names_;
  std::vector<Nominal> out_;
  std::uint32_t age_end_ = 0;  ///< one past the last age found
};

}  // namespace

std::vector<Nominal> find_nominals(const SentenceView& view, std::span<const Masked> times,
                                   std::span<const Masked> proper, std::span<const NameMention> names) {
  return Finder(view, times, proper, names).run();
}

}  // namespace histor
