// Full names are found by shape in every sentence first. Then a single capitalised word that is the surname or, where
// nobody else bears it, the given name of somebody named in full is that person again.

#include "read/persons.hpp"

#include <algorithm>
#include <optional>

#include "ground/gazetteer.hpp"
#include "ground/places.hpp"
#include "lexicon/lexicon.hpp"
#include "read/document_view.hpp"
#include "read/numbers.hpp"

namespace histor {
namespace {

bool is_given_name(std::string_view word) {
  return Gazetteer::builtin().is_given_name(fold_place_name(word, Articles::keep));
}

bool masked(std::span<const Masked> masks, std::uint32_t i) {
  return std::any_of(masks.begin(), masks.end(), [i](const Masked& mask) { return mask.first <= i && i < mask.end; });
}

/// A word that can be part of a name.
bool of_name(const SentenceView& view, std::uint32_t i, std::span<const Masked> proper) {
  if (i >= view.size() || view.token(i).kind != TokenKind::word || !view.capital(i) || masked(proper, i)) return false;
  for (const WordClass type :
       {WordClass::determiner, WordClass::preposition, WordClass::pronoun, WordClass::conjunction, WordClass::adverb,
        WordClass::possessive, WordClass::coordinator}) {
    if (view.is(i, type)) return false;
  }
  return view.term(i, TermKind::person) == nullptr && view.term(i, TermKind::harm) == nullptr &&
         view.term(i, TermKind::say) == nullptr;
}

/// A place's name inside a person's: "Nikki Lynn Barlow", between a given name and another word of a name.
bool within_name(const SentenceView& view, std::uint32_t first, std::uint32_t i, std::span<const Masked> proper) {
  if (i >= view.size() || !view.capital(i)) return false;
  // "Abu Saleh al-Masri"
  const bool known = is_given_name(view.surface(first)) || view.lexicon().given_name(view.surface(first)).has_value();
  if (known && view.term(i + 1, TermKind::particle) != nullptr && i + 3 < view.size() &&
      (view.capital(i + 2) || view.capital(i + 3)) && !view.capital(i + 1))
    return true;
  if (!of_name(view, i + 1, proper)) return false;
  const bool alone = std::any_of(proper.begin(), proper.end(),
                                 [i](const Masked& mask) { return mask.first == i && mask.end == i + 1; });
  return alone && (is_given_name(view.surface(first)) || view.lexicon().given_name(view.surface(first)).has_value()) &&
         view.lexicon().given_name(view.surface(i)).has_value();
}

/// "M." of "Gregory M. Crane": one letter and a stop, between words of a name.
bool initial(const SentenceView& view, std::uint32_t i) {
  return view.capital(i) && view.token(i).span.size() == 1 && view.is_punct(i + 1) && view.surface(i + 1) == ".";
}

std::string_view without_genitive(std::string_view word) {
  for (const std::string_view ending : {"'s", "’s"}) {
    if (word.size() > ending.size() && word.substr(word.size() - ending.size()) == ending)
      word.remove_suffix(ending.size());
  }
  return word;
}

/// One past a nickname in quotes that stands at i ("Katherine “Kay” Moss"), or i.
std::uint32_t nickname(const SentenceView& view, std::uint32_t i) {
  const auto quote = [&](std::uint32_t k) {
    return view.is_punct(k) &&
           (view.surface(k) == "\"" || view.surface(k) == "“" || view.surface(k) == "”" || view.surface(k) == "'");
  };
  if (!quote(i)) return i;
  for (std::uint32_t k = i + 1; k < i + 4 && k < view.size(); ++k) {
    if (quote(k)) return k > i + 1 ? k + 1 : i;
    if (!view.capital(k)) break;
  }
  return i;
}

/// The age that stands right behind a name: "Damir Begic, 35, …"; -1 for none.
std::int64_t age_behind(const SentenceView& view, std::uint32_t end) {
  constexpr std::int64_t oldest = 120;
  if (!view.is_comma(end) || end + 1 >= view.size()) return -1;
  const auto age = number_at(view, end + 1);
  if (!age || age->number.form != NumberForm::digits || age->outer_first != end + 1) return -1;
  if (age->end < view.size() && !view.is_punct(age->end) && !view.is(age->end, WordClass::coordinator)) return -1;
  const std::int64_t value = age->number.value.value_or(oldest);
  return value < oldest ? value : -1;
}

/// "a 27-year-old" right before a name, in years; -1 for none.
std::int64_t age_before(const SentenceView& view, std::uint32_t first) {
  if (first == 0) return -1;
  const std::string_view word = view.surface(first - 1);
  const std::size_t at = word.find("-year-old");
  if (at == std::string_view::npos) return -1;
  std::int64_t age = 0;
  for (const char c : word.substr(0, at)) {
    if (c < '0' || c > '9') return view.lexicon().number(view.lexicon().find(word.substr(0, at))).value_or(-1);
    age = std::min<std::int64_t>(age * 10 + (c - '0'), 999);
  }
  return age;
}

/// The title right before token i: "Cpl.", whose stop is a token of its own.
const TermMatch* title_before(const SentenceView& view, std::uint32_t i) {
  if (i >= 2 && view.is_punct(i - 1) && view.surface(i - 1) == ".") --i;
  return i > 0 ? view.term_before(i, TermKind::title) : nullptr;
}

/// What stands beside a name and tells who bears it: "police officer Jake Moss", "Amal Saleh, a nurse", "Cpl. Ian Hay".
Group told_beside(const SentenceView& view, const NameMention& name) {
  const auto adult = static_cast<std::int64_t>(view.lexicon().adult_age());
  for (const std::int64_t age : {age_before(view, name.first), age_behind(view, name.end)}) {
    if (age >= 0 && age < adult) return Group::children;
  }
  const auto group_of = [&](const TermMatch* term) {
    if (term == nullptr) return Group::people;
    const PersonNoun& noun = view.lexicon().people()[term->value];
    return noun.singular ? noun.group : Group::people;
  };
  Group out = group_of(view.term_before(name.first, TermKind::person));
  if (out != Group::people) return out;
  // "a nurse, Mirela Kovic, was hurt"
  if (name.first >= 2 && view.is_comma(name.first - 1)) {
    out = group_of(view.term_before(name.first - 1, TermKind::person));
    if (out != Group::people) return out;
  }
  if (const TermMatch* title = title_before(view, name.first); title != nullptr && title->value > 0)
    return static_cast<Group>(title->value - 1);
  // "Amal Saleh, 34, a nurse"
  std::uint32_t i = name.end;
  if (age_behind(view, name.end) >= 0) i += 2;
  if (!view.is_comma(i)) return Group::people;
  ++i;
  if (!view.is(i, "a") && !view.is(i, "an") && !view.is(i, "the")) return Group::people;
  for (std::uint32_t k = i + 1; k < i + 6 && k < view.size(); ++k) {
    if (view.is_punct(k) || view.is(k, WordClass::preposition)) break;
    const TermMatch* noun = view.term(k, TermKind::person);
    if (noun != nullptr && view.term(noun->end, TermKind::person) == nullptr) return group_of(noun);
  }
  return Group::people;
}

}  // namespace

std::vector<NameMention> find_names(const SentenceView& view, std::span<const Masked> proper,
                                    bool (*is_given_name)(std::string_view)) {
  std::vector<NameMention> out;
  if (view.title_case()) return out;
  constexpr std::uint32_t longest = 6;  // words
  std::uint32_t i = 0;
  while (i < view.size()) {
    // "identified simply as Bello": whatever place bears the name.
    const bool by_name = i >= 2 && view.is(i - 1, "as") && view.capital(i) && masked(proper, i) &&
                         (view.is(i - 2, "identified") || (i >= 3 && view.is(i - 3, "identified")));
    // "her daughters Ana, 9, and Lise, 6": one more of a list of names with their ages, whatever place bears it.
    const bool of_list = !out.empty() && i > 0 && view.is(i - 1, WordClass::coordinator) && view.capital(i) &&
                         view.token(i).kind == TokenKind::word && age_behind(view, i + 1) >= 0 &&
                         age_behind(view, out.back().end) >= 0 && i - out.back().end <= 5;
    if (by_name || of_list) {
      out.push_back({i, i + 1, Group::people});
      ++i;
      continue;
    }
    if (!of_name(view, i, proper)) {
      ++i;
      continue;
    }
    std::uint32_t end = i;
    std::uint32_t words = 0;
    while (end < view.size()) {
      const bool nicknamed = words > 0 && nickname(view, end + 2) > end + 2;
      if (initial(view, end) && (of_name(view, end + 2, proper) || nicknamed)) {
        end += 2;
        continue;
      }
      if (words > 0 && nickname(view, end) > end && of_name(view, nickname(view, end), proper)) {
        end = nickname(view, end);
        continue;
      }
      // "Abu Saleh al-Masri"
      if (words > 0 && view.term(end, TermKind::particle) != nullptr && !view.capital(end)) {
        std::uint32_t next = end + 1;
        if (view.is_punct(next) && view.surface(next) == "-") ++next;
        const bool joined = next < view.size() && view.token(next).kind == TokenKind::word && view.capital(next);
        if (joined && (next > end + 1 || of_name(view, next, proper))) {
          end = next + 1;
          ++words;
          continue;
        }
      }
      if (!of_name(view, end, proper) && !(words > 0 && within_name(view, i, end, proper))) break;
      ++end;
      ++words;
    }
    std::uint32_t first = i;
    // "a Ford Bronco", "a 2005 Honda Odyssey", "the Hassan Ali mosque": an article stands before things.
    const std::uint32_t led = first > 1 && view.token(first - 1).kind == TokenKind::number ? first - 1 : first;
    if (led > 0 && view.is(led - 1, WordClass::determiner) && view.term(first, TermKind::title) == nullptr) {
      i = std::max(end, i + 1);
      continue;
    }
    i = std::max(end, i + 1);
    // Titles stand before the name: "General Mirko Savic".
    bool titled = false;
    while (const TermMatch* title = first < end ? view.term(first, TermKind::title) : nullptr) {
      if (title->end > end) break;
      first = title->end;
      if (view.is_punct(first) && view.surface(first) == ".") ++first;
      titled = true;
      words -= std::min(words, title->end - title->first);
    }
    if (first >= end) continue;
    titled = titled || title_before(view, first) != nullptr;
    const bool aged = age_behind(view, end) >= 0 || age_before(view, first) >= 0;
    // The first word of a sentence has its capital anyway.
    if (first == 0 && !is_given_name(view.surface(first)) && !view.lexicon().given_name(view.surface(first)) &&
        words > 2) {
      ++first;
      --words;
    }
    const bool given = is_given_name(view.surface(first)) || view.lexicon().given_name(view.surface(first)).has_value();
    // "an elder, Hassan Warsame, and …": who the person before the comma was.
    bool apposed = false;
    if (first >= 2 && view.is_comma(first - 1) && (end >= view.size() || view.is_punct(end))) {
      const TermMatch* person = view.term_before(first - 1, TermKind::person);
      apposed = person != nullptr && view.lexicon().people()[person->value].singular;
    }
    // "nurse Jerry Hale": a noun for one person right before.
    const TermMatch* noun = view.term_before(first, TermKind::person);
    const bool described = noun != nullptr && view.lexicon().people()[noun->value].singular && words >= 2;
    // "a sergeant, identified as Amal Saleh", "known as Mullah Saleh", "identified simply as Saleh"
    bool called = false;
    std::uint32_t as = first;
    while (as > 0 && (view.term_before(as, TermKind::title) != nullptr || view.is_punct(as - 1))) --as;
    if (as >= 2 && view.is(as - 1, "as")) {
      for (std::uint32_t back = 2; back <= 3 && back <= as; ++back)
        called =
            called || view.is(as - back, "identified") || view.is(as - back, "named") || view.is(as - back, "known");
    }
    if (called && words == 1) {
      out.push_back({first, end, Group::people});
      continue;
    }
    // "among them Amal Saleh, a bread seller": one of those told of before.
    const bool introduced = view.term_before(first, TermKind::breakdown) != nullptr && view.is_comma(end);
    // "his son Nitin", "their mother, Janet,", "whose nephew Jamil": kin by one name.
    const std::uint32_t behind_kin = first > 0 && view.is_comma(first - 1) ? first - 1 : first;
    const TermMatch* kin = words == 1 ? view.term_before(behind_kin, TermKind::person) : nullptr;
    const bool closed = behind_kin == first || view.is_comma(end) || view.is_punct(end);
    const bool of_kin = kin != nullptr && closed && kin->first > 0 &&
                        (view.lexicon().people()[kin->value].singular || age_behind(view, end) >= 0) &&
                        (view.is(kin->first - 1, WordClass::possessive) || view.is(kin->first - 1, "whose"));
    if (of_kin) {
      out.push_back({first, end, Group::people});
      continue;
    }
    if (words >= 2 && words <= longest && (given || aged || apposed || described || titled || called || introduced))
      out.push_back({first, end, Group::people});
  }
  return out;
}

Persons::Persons(DocumentView& document)
    : document_(document), names_(document.sentences().size()), whose_(document.sentences().size()) {
  for (std::size_t s = 0; s < document_.sentences().size(); ++s) {
    const SentenceView& view = document_.view(s);
    names_[s] = find_names(view, document_.mentions(s).proper_masks, is_given_name);
    for (const NameMention& name : names_[s]) add(view, name);
  }
  for (std::size_t s = 0; s < document_.sentences().size(); ++s) {
    for (const NameMention& name : names_[s]) {
      for (std::uint32_t i = name.first; i < name.end; ++i) document_.drop_place(s, i);
    }
    const std::vector<NameMention> again = short_names(s);
    for (const NameMention& name : again) document_.drop_place(s, name.first);
    names_[s].insert(names_[s].end(), again.begin(), again.end());
    std::sort(names_[s].begin(), names_[s].end(),
              [](const NameMention& a, const NameMention& b) { return a.first < b.first; });
    const SentenceView& view = document_.view(s);
    for (const NameMention& name : names_[s]) {
      const std::size_t person = person_of(view, name);
      whose_[s].push_back(person);
      if (persons_[person].group == Group::people) persons_[person].group = told_beside(view, name);
    }
  }
  take_pronouns();
}

void Persons::add(const SentenceView& view, const NameMention& name) {
  const std::string last(without_genitive(view.surface(name.end - 1)));
  const std::string first(view.surface(name.first));
  // Two of one family are two persons; the surname alone stands for the one named first.
  const auto [full, unseen] = by_full_.emplace(first + ' ' + last, persons_.size());
  if (!unseen) return;
  persons_.emplace_back();
  by_word_.emplace(last, full->second);
  by_word_.emplace(first, full->second);
  if (const auto sex = view.lexicon().given_name(first)) {
    Person& person = persons_[full->second];
    ++(*sex == Group::men ? person.men : person.women);
  }
}

/// "Paris had been shot", of a report that names Melton Lewis Paris: a place's name that stands where places do not.
bool Persons::taken_for_place(std::size_t s, std::uint32_t i) const {
  const SentenceView& view = document_.view(s);
  if (by_word_.find(without_genitive(view.surface(i))) == by_word_.end()) return false;
  if (i > 0 && (view.is(i - 1, WordClass::preposition) || view.is(i - 1, WordClass::coordinator))) return false;
  const std::span<const LocalPlace> places = document_.mentions(s).places;
  return std::any_of(places.begin(), places.end(),
                     [i](const LocalPlace& place) { return place.first == i && place.end == i + 1; });
}

std::size_t Persons::person_of(const SentenceView& view, const NameMention& name) {
  if (const auto known = bearer_of(slice(view.text(), view.span(name.first, name.end)))) return *known;
  add(view, name);
  return persons_.size() - 1;
}

/// "Kovic", "Mr Kovic", "Mirela" where somebody of that name is named in full.
std::vector<NameMention> Persons::short_names(std::size_t s) const {
  std::vector<NameMention> out;
  const SentenceView& view = document_.view(s);
  const SentenceMentions& mentions = document_.mentions(s);
  const auto in_full = [&](std::uint32_t i) {
    return std::any_of(names_[s].begin(), names_[s].end(),
                       [i](const NameMention& name) { return name.first <= i && i < name.end; });
  };
  for (std::uint32_t i = 0; i < view.size(); ++i) {
    if (!view.capital(i) || in_full(i)) continue;
    if (i > 0 && view.is(i - 1, WordClass::determiner)) continue;  // "the Bronco"
    if (masked(mentions.proper_masks, i) && !taken_for_place(s, i)) continue;
    // "Mr Kovic" is a name even where no full one stands.
    const TermMatch* title = title_before(view, i);
    // "the shelling of Sheikh Maqsood": places bear titles too.
    const std::uint32_t before = title != nullptr ? title->first : 0;
    const bool placed = before > 0 && (view.is(before - 1, "in") || view.is(before - 1, "at") ||
                                       view.is(before - 1, "near") || view.is(before - 1, "on") ||
                                       (before > 1 && view.is(before - 1, "of") &&
                                        (view.term_before(before - 1, TermKind::means) != nullptr ||
                                         view.term_before(before - 1, TermKind::hand) != nullptr)));
    const bool addressed = !placed && title != nullptr && view.capital(title->first) &&
                           (title->value == 1 + static_cast<std::uint32_t>(Group::men) ||
                            title->value == 1 + static_cast<std::uint32_t>(Group::women));
    const bool known = by_word_.find(without_genitive(view.surface(i))) != by_word_.end();
    if (!known && (!addressed || !of_name(view, i, mentions.proper_masks))) continue;
    // "Kovic Street", "East Kovic" are other names.
    const bool goes_on = of_name(view, i + 1, mentions.proper_masks);
    const bool went_before = i > 1 && of_name(view, i - 1, mentions.proper_masks) && title == nullptr;
    if (goes_on || went_before) continue;
    out.push_back({i, i + 1, Group::people});
  }
  return out;
}

/// "he" and "she" right after a name, in its sentence or the next, are of its bearer.
void Persons::take_pronouns() {
  for (std::size_t s = 0; s < names_.size(); ++s) {
    for (std::size_t n = 0; n < names_[s].size(); ++n) {
      const SentenceView& view = document_.view(s);
      const std::uint32_t until = n + 1 < names_[s].size() ? names_[s][n + 1].first : view.size();
      const auto count = [&](const SentenceView& words, std::uint32_t from, std::uint32_t to) {
        for (std::uint32_t i = from; i < to && i < words.size(); ++i) {
          const TermMatch* pronoun = words.term(i, TermKind::pronoun_of);
          if (pronoun == nullptr) continue;
          Person& person = persons_[whose_[s][n]];
          ++(static_cast<Group>(pronoun->value) == Group::men ? person.men : person.women);
          return true;
        }
        return false;
      };
      if (count(view, names_[s][n].end, until) || n + 1 < names_[s].size()) continue;
      if (s + 1 < names_.size() && (names_[s + 1].empty() || names_[s + 1].front().first > 2))
        count(document_.view(s + 1), 0, names_[s + 1].empty() ? 12 : names_[s + 1].front().first);
    }
  }
}

std::optional<std::size_t> Persons::bearer_of(std::string_view name) const {
  name = without_genitive(name);
  const std::size_t blank = name.rfind(' ');
  if (blank == std::string_view::npos) {
    const auto known = by_word_.find(name);
    return known == by_word_.end() ? std::nullopt : std::optional(known->second);
  }
  std::string full(name.substr(0, name.find(' ')));
  full += name.substr(blank);
  const auto known = by_full_.find(full);
  return known == by_full_.end() ? std::nullopt : std::optional(known->second);
}

Group Persons::group_of(std::size_t p) const {
  const Person& person = persons_[p];
  if (person.group != Group::people || person.men == person.women) return person.group;
  return person.men > person.women ? Group::men : Group::women;
}

std::vector<NameMention> Persons::names_in(std::size_t s) const {
  std::vector<NameMention> out = names_[s];
  for (std::size_t n = 0; n < out.size(); ++n)
    out[n].group = n < whose_[s].size() ? group_of(whose_[s][n]) : out[n].group;
  return out;
}

}  // namespace histor
