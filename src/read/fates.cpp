// One person at a time: names are matched by their bearer, others by age or, where only one of their kind is told of,
// by group. Counts of several are left as they are.

#include "read/fates.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "lexicon/lexicon.hpp"
#include "read/patients.hpp"

namespace histor {
namespace {

/// How many sentences back "he" and "the child" reach.
constexpr std::uint32_t reach = 3;

bool one_person(const Claim& claim) {
  return claim.number && (claim.number->form == NumberForm::name || claim.number->form == NumberForm::article);
}

/// "8-year-old" in the words that count somebody; empty where there is none.
std::string_view age_in(std::string_view words) {
  if (words.substr(0, 7) == "another" || words.substr(0, 7) == "Another") return {};
  const std::size_t at = words.find("-year-old");
  if (at == std::string_view::npos) return {};
  const std::size_t blank = words.rfind(' ', at);
  return words.substr(blank == std::string_view::npos ? 0 : blank + 1,
                      at - (blank == std::string_view::npos ? 0 : blank + 1));
}

/// Whether somebody of `group` can be taken up by a pronoun or noun that tells `other`.
bool agrees(Group group, Group other) {
  if (group == other || group == Group::people || other == Group::people) return true;
  const auto sexed = [](Group g) { return g == Group::men || g == Group::women; };
  return sexed(group) != sexed(other);
}

}  // namespace

void Fates::scan(const SentenceView& view) {
  for (const TermMatch& match : view.terms()) {
    if (match.kind == TermKind::means || match.kind == TermKind::deed || match.kind == TermKind::borne) violent_ = true;
    if (match.kind == TermKind::harm && !view.lexicon().harms()[match.value].natural) violent_ = true;
  }
}

void Fates::look(std::uint32_t s, const SentenceView& view, const std::vector<Claim>& claims) {
  if (view.tree().empty()) return;
  for (const TermMatch& match : view.terms()) {
    if (match.kind != TermKind::harm) continue;
    const HarmWord& word = view.lexicon().harms()[match.value];
    if (word.outcome != Outcome::killed || word.noun) continue;
    for (const std::uint32_t who : patients_by_tree(view.tree(), match.first, match.end, word).tokens) {
      std::optional<Group> taken_up;
      if (const TermMatch* pronoun = view.term(who, TermKind::pronoun_of))
        taken_up = static_cast<Group>(pronoun->value);
      if (const TermMatch* noun = view.term(who, TermKind::person); noun != nullptr && !taken_up) {
        const std::uint32_t determiner = view.tree().child(who, UdRelation::determiner);
        const PersonNoun& entry = view.lexicon().people()[noun->value];
        if (entry.singular && view.is(determiner, "the")) taken_up = entry.group;
      }
      if (!taken_up) continue;
      // The last one told of before the word, who can be meant.
      for (auto told = told_.rbegin(); told != told_.rend(); ++told) {
        if (s - told->sentence > reach) break;
        const Claim& claim = claims[told->claim];
        if (!one_person(claim) || claim.number->span.begin >= view.token(who).span.begin) continue;
        if (claim.outcome != Outcome::injured && claim.outcome != Outcome::killed) continue;
        if (!agrees(claim.group, *taken_up)) continue;
        told->died = true;
        break;
      }
    }
  }
}

void Fates::settle(std::vector<Claim>& claims, const Persons& persons) const {
  const auto private_person = [](const Claim& claim) {
    return one_person(claim) && (claim.group == Group::people || claim.group == Group::men ||
                                 claim.group == Group::women || claim.group == Group::other);
  };
  // A body that is found tells of no death in bed.
  const bool found =
      std::any_of(claims.begin(), claims.end(), [](const Claim& claim) { return claim.rule == "people-noun"; });
  if (!violent_ && !found && std::all_of(claims.begin(), claims.end(), private_person)) claims.clear();
  if (claims.empty()) return;
  std::set<std::size_t> dead;
  std::set<std::string, std::less<>> dead_ages;
  std::set<std::string, std::less<>> dead_nouns;
  std::set<std::int64_t> dead_counts;
  for (const Told& told : told_) {
    const Claim& claim = claims[told.claim];
    if (claim.outcome == Outcome::killed && claim.number && claim.number->value && !one_person(claim))
      dead_counts.insert(*claim.number->value);
    if (!one_person(claim)) continue;
    const bool died = told.died || (claim.outcome == Outcome::killed && claim.modality == Modality::asserted);
    if (died) {
      if (const auto person = persons.bearer_of(claim.number->text)) dead.insert(*person);
      if (const std::string_view age = age_in(claim.number->text); !age.empty()) dead_ages.emplace(age);
      if (claim.group != Group::people && !claim.group_text.empty()) dead_nouns.insert(claim.group_text);
    }
  }
  for (const Told& told : told_) {
    Claim& claim = claims[told.claim];
    if (!told.weak || !claim.number || claim.outcome != Outcome::injured) continue;
    bool died = told.died;
    if (!one_person(claim)) {
      // "The four officers were shot": those four of whom it is told that they died.
      died = claim.number->value.value_or(0) > 1 && dead_counts.count(*claim.number->value) > 0;
    } else if (const auto person = persons.bearer_of(claim.number->text)) {
      died = died || dead.count(*person) > 0;
    } else if (claim.number->form == NumberForm::article) {
      const std::string_view age = age_in(claim.number->text);
      const bool other = claim.number->text.substr(1, 6) == "nother";
      died = died || (other         ? false
                      : age.empty() ? dead_nouns.count(claim.group_text) > 0
                                    : dead_ages.count(std::string(age)) > 0);
    }
    if (!died) continue;
    claim.outcome = Outcome::killed;
    claim.rule += "/died";
  }
}

}  // namespace histor
