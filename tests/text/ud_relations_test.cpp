// Names of Universal Dependencies and what the rules make of them.

#include "text/ud_relations.hpp"

#include <gtest/gtest.h>

namespace histor {
namespace {

TEST(UdRelations, SubtypesThatRulesNameAreTheirOwn) {
  EXPECT_EQ(relation_from("nsubj:pass"), UdRelation::passive_subject);
  EXPECT_EQ(relation_from("obl:agent"), UdRelation::agent);
  EXPECT_EQ(relation_from("acl:relcl"), UdRelation::relative_clause);
  EXPECT_EQ(relation_from("nmod:poss"), UdRelation::possessor);
}

TEST(UdRelations, OtherSubtypesAreTheirRelation) {
  EXPECT_EQ(relation_from("obl:tmod"), UdRelation::oblique);
  EXPECT_EQ(relation_from("nsubj:outer"), UdRelation::subject);
  EXPECT_EQ(relation_from("advcl:relcl"), UdRelation::adverbial_clause);
}

TEST(UdRelations, WhatIsNoneIsOther) {
  EXPECT_EQ(relation_from(""), UdRelation::other);
  EXPECT_EQ(relation_from("orphan"), UdRelation::other);
  EXPECT_EQ(upos_from("VERBS"), Upos::x);
}

TEST(UdRelations, NamesComeBack) {
  for (const char* name : {"root", "nsubj", "nsubj:pass", "obj", "obl", "acl", "acl:relcl", "conj", "appos", "xcomp"})
    EXPECT_EQ(to_string(relation_from(name)), name);
}

}  // namespace
}  // namespace histor
