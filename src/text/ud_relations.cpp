#include "text/ud_relations.hpp"

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
constexpr std::array<std::pair<std::string_view, UdRelation>, 36> relations{{
    {"root", UdRelation::root},
    {"nsubj", UdRelation::subject},
    {"csubj", UdRelation::subject},
    {"nsubj:pass", UdRelation::passive_subject},
    {"csubj:pass", UdRelation::passive_subject},
    {"obj", UdRelation::object},
    {"iobj", UdRelation::indirect_object},
    {"obl", UdRelation::oblique},
    {"obl:agent", UdRelation::agent},
    {"nmod", UdRelation::nominal_modifier},
    {"nmod:poss", UdRelation::possessor},
    {"acl", UdRelation::clause_of_noun},
    {"acl:relcl", UdRelation::relative_clause},
    {"advcl", UdRelation::adverbial_clause},
    {"conj", UdRelation::conjunct},
    {"cc", UdRelation::coordinator},
    {"case", UdRelation::case_mark},
    {"det", UdRelation::determiner},
    {"nummod", UdRelation::number},
    {"amod", UdRelation::adjective},
    {"advmod", UdRelation::adverb},
    {"compound", UdRelation::compound},
    {"compound:prt", UdRelation::particle},
    {"flat", UdRelation::flat},
    {"fixed", UdRelation::fixed},
    {"appos", UdRelation::apposition},
    {"aux", UdRelation::auxiliary},
    {"aux:pass", UdRelation::passive_auxiliary},
    {"cop", UdRelation::copula},
    {"mark", UdRelation::marker},
    {"xcomp", UdRelation::open_complement},
    {"ccomp", UdRelation::complement},
    {"parataxis", UdRelation::parataxis},
    {"punct", UdRelation::punctuation},
    {"list", UdRelation::list},
    {"dep", UdRelation::other},
}};

}  // namespace

Upos upos_from(std::string_view name) {
  const auto* const found =
      std::find_if(parts.begin(), parts.end(), [name](const auto& part) { return part.first == name; });
  return found == parts.end() ? Upos::x : found->second;
}

UdRelation relation_from(std::string_view name) {
  const auto find = [](std::string_view wanted) {
    return std::find_if(relations.begin(), relations.end(), [wanted](const auto& row) { return row.first == wanted; });
  };
  if (const auto* const exact = find(name); exact != relations.end()) return exact->second;
  const auto* const base = find(name.substr(0, name.find(':')));
  return base == relations.end() ? UdRelation::other : base->second;
}

std::string_view to_string(UdRelation relation) {
  const auto* const found =
      std::find_if(relations.begin(), relations.end(), [relation](const auto& row) { return row.second == relation; });
  return found == relations.end() ? "dep" : found->first;
}

}  // namespace histor
