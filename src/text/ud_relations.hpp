#pragma once
// The parts of speech and relations of Universal Dependencies that the reading rules name. Models and CoNLL-U files
// bring them as strings, with subtypes of their own; here each is one number, the same for every model and language.
// Source: universaldependencies.org, version 2.

#include <cstdint>
#include <string_view>

namespace histor {

enum class Upos : std::uint8_t {
  adj,
  adp,
  adv,
  aux,
  cconj,
  det,
  intj,
  noun,
  num,
  part,
  pron,
  propn,
  punct,
  sconj,
  sym,
  verb,
  x,
};

enum class UdRelation : std::uint8_t {
  root,
  subject,           ///< nsubj, csubj, and what they are subtyped to but :pass
  passive_subject,   ///< nsubj:pass, csubj:pass
  object,            ///< obj
  indirect_object,   ///< iobj
  oblique,           ///< obl, obl:unmarked, obl:tmod
  agent,             ///< obl:agent
  nominal_modifier,  ///< nmod and its subtypes but :poss
  possessor,         ///< nmod:poss
  clause_of_noun,    ///< acl
  relative_clause,   ///< acl:relcl
  adverbial_clause,  ///< advcl
  conjunct,          ///< conj
  coordinator,       ///< cc
  case_mark,         ///< case
  determiner,        ///< det
  number,            ///< nummod
  adjective,         ///< amod
  adverb,            ///< advmod
  compound,
  particle,  ///< compound:prt
  flat,
  fixed,
  apposition,         ///< appos
  auxiliary,          ///< aux
  passive_auxiliary,  ///< aux:pass
  copula,             ///< cop
  marker,             ///< mark
  open_complement,    ///< xcomp
  complement,         ///< ccomp
  parataxis,
  punctuation,
  list,
  other,
};

/// "VERB" -> verb; x for what UD does not know.
[[nodiscard]] Upos upos_from(std::string_view name);
/// "nsubj:pass" -> passive_subject; a subtype that is not named above counts as its relation, what is none as other.
[[nodiscard]] UdRelation relation_from(std::string_view name);
/// The UD name of a relation ("nsubj:pass"); "dep" for other.
[[nodiscard]] std::string_view to_string(UdRelation relation);

}  // namespace histor
