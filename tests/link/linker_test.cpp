#include "link/linker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "link/link.hpp"
#include "link/made_claims.hpp"
#include "link/random_sets.hpp"

namespace histor {
namespace {

using test::aleppo;
using test::idlib;
using test::made_actors;
using test::on;
using test::random_sets;
using test::Report;
using test::says;
using test::sets;
using testing::ElementsAre;

// Everything that linking decides, in the order of the view.
std::string told(const LedgerView& view) {
  std::string out;
  const auto figure = [&view](std::optional<FigureIndex> f) { return f ? view.figures[*f].id : std::string("-"); };
  for (const Document& document : view.documents) out += document.id + "\n";
  for (FigureIndex i = 0; i < view.figures.size(); ++i) {
    const Figure& f = view.figures[i];
    out += f.id + " whole " + figure(f.whole) + (f.whole_inferred ? " inferred" : "") + " next " +
           figure(f.superseded_by) + " of";
    for (const ClaimIndex c : f.claims) out += " " + view.claims[c].id;
    out += " in";
    for (const Where& where : f.places) out += " " + where.text;
    out += " parts";
    for (const FigureIndex p : f.parts) out += " " + view.figures[p].id;
    for (const std::string& outlet : f.outlets) out += " " + outlet;
    out += " " + f.known + "\n";
  }
  for (const Incident& incident : view.incidents) {
    out += incident.id + " within " + (incident.part_of ? view.incidents[*incident.part_of].id : "-") + " of";
    for (const FigureIndex f : incident.figures) out += " " + view.figures[f].id;
    for (const std::string& by : incident.by) out += " " + by;
    out += "\n";
  }
  for (const Series& series : view.series) {
    out += series.id;
    for (const Point& point : series.points) out += " " + view.figures[point.figure].id + "@" + point.at;
    out += "\n";
  }
  for (const std::vector<FigureIndex>* list : {&view.background, &view.displacement}) {
    for (const FigureIndex f : *list) out += view.figures[f].id + " ";
  }
  for (const ControlPlace& place : view.control) out += place.id + " " + place.holder + "\n";
  for (ClaimIndex c = 0; c < view.claims.size(); ++c) {
    out +=
        view.claims[c].id + " stands in " + view.standings[c].entry + " as " + figure(view.standings[c].figure) + "\n";
  }
  for (const auto& [id, facts] : view.actors) out += id + " " + facts.name + "\n";
  return out;
}

using Sets = std::pair<std::vector<Document>, std::vector<Claim>>;

// The documents named, each with its claims.
Sets some_of(const Sets& all, const std::set<std::string>& documents) {
  Sets some;
  for (const Document& document : all.first) {
    if (documents.count(document.id) > 0) some.first.push_back(document);
  }
  for (const Claim& claim : all.second) {
    if (documents.count(claim.document) > 0) some.second.push_back(claim);
  }
  return some;
}

template <class T>
void shuffle(std::vector<T>& list) {
  for (std::size_t i = list.size(); i > 1; --i) {
    std::swap(list[i - 1], list[static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(i)))]);
  }
}

LinkDecisions random_decisions(const Sets& all) {
  LinkDecisions decisions;
  if (all.second.empty()) return decisions;
  const auto claim = [&all] {
    return all.second[static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(all.second.size())))].id;
  };
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) decisions.together.emplace_back(claim(), claim());
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) decisions.apart.emplace_back(claim(), claim());
  return decisions;
}

RC_GTEST_PROP(Linker, WhateverTheOrderTheLedgerIsTheSame, ()) {
  Sets all = random_sets();
  const LinkDecisions decisions = random_decisions(all);
  const std::string at_once = told(link(all.first, all.second, made_actors, decisions));
  shuffle(all.first);
  shuffle(all.second);
  RC_ASSERT(told(link(all.first, all.second, made_actors, decisions)) == at_once);
  Linker linker(made_actors, decisions);
  for (const Document& document : all.first) {
    Sets one = some_of(all, {document.id});
    linker.add(std::move(one.first), std::move(one.second));
  }
  RC_ASSERT(told(linker.view()) == at_once);
}

RC_GTEST_PROP(Linker, WhatWasTakenOutLeavesNoTrace, ()) {
  const Sets all = random_sets();
  const LinkDecisions decisions = random_decisions(all);
  Linker linker(made_actors, decisions);
  std::set<std::string> held;
  for (int step = *rc::gen::inRange(1, 12); step > 0 && !all.first.empty(); --step) {
    const std::string& id =
        all.first[static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(all.first.size())))].id;
    if (held.insert(id).second) {
      Sets one = some_of(all, {id});
      linker.add(std::move(one.first), std::move(one.second));
    } else {
      held.erase(id);
      linker.remove(id);
    }
    Sets now = some_of(all, held);
    RC_ASSERT(told(linker.view()) == told(link(std::move(now.first), std::move(now.second), made_actors, decisions)));
  }
}

TEST(Linker, WhatIsGivenTwiceIsHeldOnce) {
  Report a("A");
  says(a.casualty("16"), "sohr");
  auto [documents, claims] = sets({&a});
  claims.push_back(claims.front());
  Linker linker(made_actors);
  linker.add(documents, claims);
  linker.add(documents, claims);
  linker.remove("sha256:nowhere");
  const LedgerView view = linker.view();
  EXPECT_EQ(view.documents.size(), 1U);
  EXPECT_EQ(view.claims.size(), 1U);
  EXPECT_EQ(view.figures.size(), 1U);
}

// The reports of a year: each day has its own town and its own dead.
Sets quiet_year() {
  Sets year;
  for (int day = 0; day < 365; ++day) {
    const Day published = *day_from("2024-01-02") + std::chrono::days(day);
    Report report("O" + std::to_string(day), to_string(published));
    const Where where = test::town("Town " + std::to_string(day % 90));
    for (const Outcome outcome : {Outcome::killed, Outcome::injured}) {
      Claim& claim = report.casualty(std::to_string(3 + day % 17), Group::people, outcome);
      says(claim, "sohr");
      claim.where = {where};
      on(claim, to_string(published - std::chrono::days(1)));
    }
    report.casualty("many", Group::people, Outcome::injured);
    year.first.push_back(report.document());
    year.second.insert(year.second.end(), report.claims().begin(), report.claims().end());
  }
  return year;
}

TEST(Linker, ADocumentTouchesOnlyWhatItCanTouch) {
  Sets year = quiet_year();
  Linker linker(made_actors);
  linker.add(year.first, year.second);
  EXPECT_EQ(linker.touched().claims, year.second.size());
  Report late("Late", "2024-07-01");
  Claim& claim = late.casualty("40");
  says(claim, "white-helmets");
  claim.where = {test::town("Town 1")};
  on(claim, "2024-06-30");
  auto [documents, claims] = sets({&late});
  linker.add(documents, claims);
  EXPECT_LT(linker.touched().claims, 10U);
  EXPECT_LT(linker.touched().figures, 40U);
  EXPECT_LT(linker.touched().incidents, 10U);
  linker.remove("sha256:Late");
  EXPECT_LT(linker.touched().figures, 40U);
}

TEST(Decisions, HoldAgainstTheRules) {
  Report a("A"), b("B");
  Claim& one = a.casualty("16");
  one.where = {aleppo()};
  on(one, "2024-12-01");
  Claim& other = b.casualty("9");
  other.where = {idlib()};
  on(other, "2024-11-30");
  auto [documents, claims] = sets({&a, &b});
  EXPECT_EQ(link(documents, claims, made_actors).incidents.size(), 2U);
  LinkDecisions decisions;
  decisions.together = {{one.id, other.id}};
  EXPECT_EQ(link(documents, claims, made_actors, decisions).incidents.size(), 1U);

  // A third report that stands beside one of them comes and goes; the decision stays.
  Report c("C");
  Claim& third = c.casualty("20", Group::people, Outcome::injured);
  third.where = {idlib()};
  on(third, "2024-11-30");
  Linker linker(made_actors, decisions);
  linker.add(documents, claims);
  auto [more, more_claims] = sets({&c});
  linker.add(more, more_claims);
  LedgerView view = linker.view();
  ASSERT_FALSE(view.incidents.empty());
  const auto incident_of = [&view](const std::string& claim) {
    for (ClaimIndex i = 0; i < view.claims.size(); ++i) {
      if (view.claims[i].id == claim) return view.standings[i].entry;
    }
    return std::string{};
  };
  EXPECT_EQ(incident_of(one.id), incident_of(other.id));
}

TEST(Decisions, AnUndoingCanBeUndone) {
  const auto decision = [](std::string id, DecisionVerb verb, std::vector<std::string> subject) {
    Decision one;
    one.id = std::move(id);
    one.verb = verb;
    one.subject = std::move(subject);
    return one;
  };
  std::vector<Decision> decisions{decision("d1", DecisionVerb::merge, {"c1", "c2", "c3"})};
  EXPECT_EQ(standing_decisions(decisions).together.size(), 2U);
  decisions.push_back(decision("d2", DecisionVerb::undo, {"d1"}));
  EXPECT_TRUE(standing_decisions(decisions).together.empty());
  decisions.push_back(decision("d3", DecisionVerb::undo, {"d2"}));
  EXPECT_EQ(standing_decisions(decisions).together.size(), 2U);
  decisions.push_back(decision("d4", DecisionVerb::split, {"c4", "c5"}));
  decisions.back().before = {"c1", "c2", "c3"};
  EXPECT_EQ(standing_decisions(decisions).apart.size(), 6U);
}

TEST(Decisions, KeepApartWhatTheRulesWouldJoin) {
  Report a("A"), b("B");
  for (Report* report : {&a, &b}) {
    Claim& claim = report->casualty("at least 16");
    says(claim, "sohr");
    claim.where = {aleppo()};
    on(claim, "2024-12-01");
  }
  auto [documents, claims] = sets({&a, &b});
  LinkDecisions decisions;
  decisions.apart = {{a.claims()[0].id, b.claims()[0].id}};
  const LedgerView view = link(documents, claims, made_actors, decisions);
  EXPECT_EQ(view.figures.size(), 2U);
  EXPECT_EQ(view.incidents.size(), 2U);
}

}  // namespace
}  // namespace histor
