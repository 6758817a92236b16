// The runner itself: a case that is wrong must fail, a file that is wrong must say where.

#include "cases/case_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace histor {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<Case> cases(std::string_view text) {
  auto out = read_cases("t.cases", text);
  EXPECT_TRUE(out) << (out ? "" : out.error().where + out.error().what);
  return out ? *out : std::vector<Case>{};
}

std::string fault(std::string_view text) {
  const auto out = read_cases("t.cases", text);
  return out ? "none" : out.error().where + " " + out.error().what;
}

/// A claim as the reader would give it, at the first place where its words stand.
Claim claim(const Case& one, Outcome outcome, std::string words, std::optional<std::int64_t> value) {
  Claim out;
  out.outcome = outcome;
  out.id = "c_" + words;
  out.number.emplace();
  out.number->text = words;
  out.number->value = out.number->low = out.number->high = value;
  out.sentence = one.document.blocks.front().span;
  return out;
}

constexpr std::string_view simple =
    "# A comment.\n"
    "== one count\n"
    "published: 2024-12-02\n"
    "headline: Strike kills ten\n"
    "Ten people\n"
    "were killed.\n"
    "-> killed Ten | exact | bounds 10 | group people | by none | when none\n";

TEST(CaseFile, ReadsTextDateAndRows) {
  const auto all = cases(simple);
  ASSERT_EQ(all.size(), 1U);
  const Case& one = all.front();
  EXPECT_EQ(one.title, "one count");
  EXPECT_EQ(one.line, 2);
  EXPECT_EQ(to_string(one.document.published->date), "2024-12-02");
  ASSERT_EQ(one.rows.size(), 1U);
  EXPECT_EQ(one.rows[0].words, "Ten");
  EXPECT_EQ(one.rows[0].columns.size(), 5U);
}

TEST(CaseFile, BlocksAreSpansOfTheText) {
  const auto all = cases("== t\nheadline: Ten killed\n\nOne two\nthree.\n\npost: Four\n-> nothing\n");
  const Document& document = all.at(0).document;
  ASSERT_EQ(document.blocks.size(), 3U);
  EXPECT_EQ(slice(document.text, document.blocks[0].span), "Ten killed");
  EXPECT_EQ(document.blocks[0].kind, BlockKind::heading);
  EXPECT_EQ(slice(document.text, document.blocks[1].span), "One two three.");
  EXPECT_EQ(document.blocks[2].kind, BlockKind::post);
}

TEST(CaseFile, ARightClaimHasNoDifference) {
  const auto all = cases(simple);
  EXPECT_THAT(differences(all.at(0), {claim(all[0], Outcome::killed, "Ten", 10)}), IsEmpty());
}

TEST(CaseFile, TellsWhatIsMissingUnexpectedAndWrong) {
  const auto all = cases(simple);
  EXPECT_THAT(differences(all.at(0), {}),
              AllOf(HasSubstr("missing     killed Ten | exact | bounds 10"), HasSubstr("were killed.")));
  EXPECT_THAT(differences(all.at(0), {claim(all[0], Outcome::killed, "Ten", 11)}),
              HasSubstr("but read    killed Ten | exact | bounds 11"));
  const auto two =
      differences(all.at(0), {claim(all[0], Outcome::killed, "Ten", 10), claim(all[0], Outcome::injured, "two", 2)});
  EXPECT_THAT(two, AllOf(HasSubstr("unexpected  injured two"), ::testing::Not(HasSubstr("missing"))));
}

TEST(CaseFile, EveryColumnCanBeWrong) {
  for (const std::string column :
       {"at_least",    "running",         "feared",           "provisional", "bounds 3..", "value 3",
        "form digits", "group women",     "noun men",         "origin sohr", "says X",     "cue said",
        "relay afp",   "when 2020-01-01", "as-of 2020-01-01", "where X",     "by russia",  "means drone",
        "part of 1",   "actor x",         "status denied",    "violent yes"}) {
    const auto all = cases("== t\nTen died.\n-> killed Ten | " + column + "\n");
    Claim read = claim(all.at(0), Outcome::killed, "Ten", 10);
    read.number->form = NumberForm::words;
    EXPECT_THAT(differences(all[0], {read}), HasSubstr("but read")) << column;
  }
}

TEST(CaseFile, PartsAreToldByRow) {
  const auto all =
      cases("== t\nTen died, two of them children.\n-> killed Ten | part of none\n-> killed two | part of 1\n");
  Claim whole = claim(all.at(0), Outcome::killed, "Ten", 10);
  Claim part = claim(all[0], Outcome::killed, "two", 2);
  EXPECT_THAT(differences(all[0], {whole, part}), HasSubstr("part of none"));
  part.part_of = whole.id;
  EXPECT_THAT(differences(all[0], {whole, part}), IsEmpty());
}

TEST(CaseFile, NothingIsAskedForAloud) {
  const auto all = cases("== t\nTen died.\n-> nothing\n");
  EXPECT_THAT(differences(all.at(0), {}), IsEmpty());
  EXPECT_THAT(differences(all[0], {claim(all[0], Outcome::killed, "Ten", 10)}), HasSubstr("unexpected"));
  Claim control;
  control.kind = ClaimKind::control;
  control.action = ControlAction::held;
  EXPECT_THAT(differences(all[0], {control}), HasSubstr("unexpected  control held"));
}

TEST(CaseFile, ControlIsComparedWhereACaseSpeaksOfIt) {
  Claim control;
  control.kind = ClaimKind::control;
  control.action = ControlAction::captured;
  control.trigger.text = "seized";
  EXPECT_THAT(differences(cases("== t\nTen died.\n-> killed Ten\n").at(0), {control}),
              ::testing::Not(HasSubstr("control")));
  EXPECT_THAT(differences(cases("== t\nTen died.\n-> no control\n").at(0), {control}),
              HasSubstr("unexpected  control captured"));
  EXPECT_THAT(differences(cases("== t\nTen died.\n-> control captured seized\n").at(0), {control}), IsEmpty());
}

TEST(CaseFile, FaultsNameTheirLine) {
  EXPECT_EQ(fault("Ten died.\n"), "t.cases:1 a case begins with `== ` and its title");
  EXPECT_EQ(fault("== t\n\nTen died.\n"),
            "t.cases:1 the case has no row: write `-> nothing` where nothing must come out");
  EXPECT_EQ(fault("== t\n-> nothing\n"), "t.cases:1 the case has no text");
  EXPECT_EQ(fault("== t\nTen died.\n-> kiled Ten\n"), "t.cases:3 `kiled` is no outcome");
  EXPECT_EQ(fault("== t\nTen died.\n-> killed Ten | atleast\n"), "t.cases:3 `atleast` is no column");
  EXPECT_EQ(fault("== t\nTen died.\n-> killed Ten | group child\n"), "t.cases:3 `child` is no group");
  EXPECT_EQ(fault("== t\nTen died.\n-> killed Ten | by\n"),
            "t.cases:3 `by` needs a value; `none` says that there must be none");
  EXPECT_EQ(fault("== t\npublished: 2 May\nTen died.\n-> nothing\n"), "t.cases:2 a day is written 2024-12-31");
  EXPECT_EQ(fault("== t\nTen died.\n-> nothing\n-> killed Ten\n"), "t.cases:4 `nothing` stands alone");
  EXPECT_EQ(fault("== t\nTen died.\n-> killed Ten\nTwo died.\n"),
            "t.cases:4 text after the rows: a case begins with `== ` and its title");
}

}  // namespace
}  // namespace histor
