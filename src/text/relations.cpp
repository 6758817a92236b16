#include "text/relations.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace histor {
namespace {

constexpr std::array<std::pair<std::string_view, Upos>, 17> parts{{
    {"ADJ", Upos::adj},
    {"ADP", Upos::adp},
    {"ADV", Upos::adv},
    {"AUX", Upos::aux},
    {"CCONJ", Upos::cconj},
    {"DET", Upos::det},
    {"INTJ", Upos::intj},
    {"NOUN", Upos::noun},
    {"NUM", Upos::num},
    {"PART", Upos::part},
    {"PRON", Upos::pron},
    {"PROPN", Upos::propn},
    {"PUNCT", Upos::punct},
    {"SCONJ", Upos::sconj},
    {"SYM", Upos::sym},
    {"VERB", Upos::verb},
    {"X", Upos::x},
}};

// The first name of each relation is the one that it is printed by.
constexpr std::array<std::pair<std::string_view, Relation>, 36> relations{{
    {"root", Relation::root},
    {"nsubj", Relation::subject},
    {"csubj", Relation::subject},
    {"nsubj:pass", Relation::passive_subject},
    {"csubj:pass", Relation::passive_subject},
    {"obj", Relation::object},
    {"iobj", Relation::indirect_object},
    {"obl", Relation::oblique},
    {"obl:agent", Relation::agent},
    {"nmod", Relation::nominal_modifier},
    {"nmod:poss", Relation::possessor},
    {"acl", Relation::clause_of_noun},
    {"acl:relcl", Relation::relative_clause},
    {"advcl", Relation::adverbial_clause},
    {"conj", Relation::conjunct},
    {"cc", Relation::coordinator},
    {"case", Relation::case_mark},
    {"det", Relation::determiner},
    {"nummod", Relation::number},
    {"amod", Relation::adjective},
    {"advmod", Relation::adverb},
    {"compound", Relation::compound},
    {"compound:prt", Relation::particle},
    {"flat", Relation::flat},
    {"fixed", Relation::fixed},
    {"appos", Relation::apposition},
    {"aux", Relation::auxiliary},
    {"aux:pass", Relation::passive_auxiliary},
    {"cop", Relation::copula},
    {"mark", Relation::marker},
    {"xcomp", Relation::open_complement},
    {"ccomp", Relation::complement},
    {"parataxis", Relation::parataxis},
    {"punct", Relation::punctuation},
    {"list", Relation::list},
    {"dep", Relation::other},
}};

}  // namespace

Upos upos_from(std::string_view name) {
  const auto* const found =
      std::find_if(parts.begin(), parts.end(), [name](const auto& part) { return part.first == name; });
  return found == parts.end() ? Upos::x : found->second;
}

Relation relation_from(std::string_view name) {
  const auto find = [](std::string_view wanted) {
    return std::find_if(relations.begin(), relations.end(), [wanted](const auto& row) { return row.first == wanted; });
  };
  if (const auto* const exact = find(name); exact != relations.end()) return exact->second;
  const auto* const base = find(name.substr(0, name.find(':')));
  return base == relations.end() ? Relation::other : base->second;
}

std::string_view to_string(Relation relation) {
  const auto* const found =
      std::find_if(relations.begin(), relations.end(), [relation](const auto& row) { return row.second == relation; });
  return found == relations.end() ? "dep" : found->first;
}

}  // namespace histor
