// A list is announced by a colon, a word of naming and a word of harm; its entries are lines that hold a name and
// little else.

#include "read/name_lists.hpp"

#include <algorithm>
#include <string>

namespace histor {

std::optional<Outcome> opens_list(const SentenceView& view) {
  if (view.size() < 3 || view.surface(view.size() - 1) != ":") return std::nullopt;
  std::optional<Outcome> told;
  bool names = false;
  for (std::uint32_t i = 0; i < view.size(); ++i) {
    for (const std::string_view word : {"named", "names", "identified", "list", "listed", "as", "following", "are"})
      names = names || view.is(i, word);
    if (const TermMatch* harm = view.term(i, TermKind::harm)) {
      const HarmWord& word = view.lexicon().harms()[harm->value];
      if (word.adjective || word.form == VerbForm::participle) told = word.outcome;
    }
    if (view.is(i, "victims") && !told) told = Outcome::killed;
  }
  return names ? told : std::nullopt;
}

std::optional<Nominal> entry_of_list(const SentenceView& view, std::span<const LocalActor> actors) {
  constexpr std::uint32_t longest_entry = 24;  // tokens
  if (view.size() > longest_entry || view.has(TermKind::harm) || view.has(TermKind::say)) return std::nullopt;
  std::uint32_t first = 0;
  while (first < view.size() && (view.is_punct(first) || view.token(first).kind == TokenKind::number)) ++first;
  while (const TermMatch* title = view.term(first, TermKind::title)) first = title->end;
  std::uint32_t end = first;
  const auto of_name = [&](std::uint32_t i) {
    const bool nick = view.is_punct(i) && (view.surface(i) == "“" || view.surface(i) == "”" || view.surface(i) == "\"");
    return i < view.size() && (view.capital(i) || nick);
  };
  while (of_name(end)) ++end;
  while (end > first && view.is_punct(end - 1)) --end;
  const bool closed = end == view.size() || view.is_punct(end);
  if (end - first < 2 || end - first > 7 || !closed) return std::nullopt;
  // The signature of a post, or a list of places or bodies.
  const auto overlaps = [&](const auto& mention) { return mention.first < end && first < mention.end; };
  if (std::any_of(actors.begin(), actors.end(), overlaps)) return std::nullopt;
  for (std::uint32_t i = 0; i < view.size(); ++i) {
    if (view.token(i).kind == TokenKind::handle) return std::nullopt;
  }
  Nominal person;
  person.kind = NominalKind::name;
  person.first = first;
  person.end = end;
  person.has_noun = true;
  person.number.form = NumberForm::name;
  person.number.value = 1;
  apply_hedge(person.number, Hedge::exact);
  person.number.span = view.span(first, end);
  person.number.text = std::string(slice(view.text(), person.number.span));
  if (view.is_comma(end)) {
    const auto age = number_at(view, end + 1);
    if (age && age->number.value.value_or(200) < view.lexicon().adult_age()) person.group = Group::children;
  }
  return person;
}

}  // namespace histor
