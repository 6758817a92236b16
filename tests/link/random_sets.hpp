#pragma once
// Random sets of claims for property tests.

#include <rapidcheck.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "link/made_claims.hpp"

namespace histor::test {

// Sets of claims with everything that linking looks at, chosen from few values so that they meet often.
inline std::pair<std::vector<Document>, std::vector<Claim>> random_sets() {
  std::vector<Report> reports;
  const int count = *rc::gen::inRange(1, 9);
  for (int r = 0; r < count; ++r) {
    Report report("O" + std::to_string(r), *rc::gen::element("2024-12-01", "2024-12-02", ""));
    const int claims = *rc::gen::inRange(0, 12);
    for (int c = 0; c < claims; ++c) {
      const Group group =
          *rc::gen::element(Group::people, Group::civilians, Group::children, Group::women, Group::fighters);
      const std::string number = *rc::gen::element<std::string>("5", "at least 5", "9", "about 18", "dozens", "a man",
                                                                "Dana Field", "up to 9");
      Claim claim =
          report.casualty(number, group, *rc::gen::element(Outcome::killed, Outcome::injured, Outcome::displaced));
      report.claims().pop_back();
      if (*rc::gen::inRange(0, 6) == 0) claim = report.control(ControlAction::captured, "hts", aleppo());
      if (claim.kind == ClaimKind::control) report.claims().pop_back();
      if (claim.outcome == Outcome::displaced) claim.kind = ClaimKind::displacement;
      if (*rc::gen::arbitrary<bool>())
        says(claim, *rc::gen::element<std::string>("sohr", "white-helmets", "witnesses", "syria-military"));
      if (claim.kind != ClaimKind::control) {
        claim.where.clear();
        if (*rc::gen::arbitrary<bool>())
          claim.where.push_back(*rc::gen::element(aleppo(), idlib(), syria(), unknown_place("Al-Qusour")));
        if (*rc::gen::inRange(0, 4) == 0) claim.where.push_back(idlib());
        if (*rc::gen::inRange(0, 6) == 0) claim.where.push_back(excluding(aleppo()));
        const Provenance from = *rc::gen::element(Provenance::sentence, Provenance::sentence, Provenance::paragraph);
        for (Where& where : claim.where) where.from = from;
      }
      if (*rc::gen::arbitrary<bool>()) {
        const std::string first = *rc::gen::element<std::string>("2024-11-30", "2024-12-01", "2024-06-01");
        on(claim, first, *rc::gen::element(first, first, std::string("2024-12-01")));
      }
      claim.aggregation = *rc::gen::element(Aggregation::incident, Aggregation::incident, Aggregation::running,
                                            Aggregation::background);
      claim.modality = *rc::gen::element(Modality::asserted, Modality::asserted, Modality::feared, Modality::negated);
      claim.means = *rc::gen::element<std::optional<Means>>(std::nullopt, Means::airstrike, Means::car_bomb);
      if (!report.claims().empty() && *rc::gen::inRange(0, 3) == 0) {
        claim.part_of =
            report
                .claims()[static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(report.claims().size())))]
                .id;
      }
      if (!report.claims().empty() && *rc::gen::inRange(0, 3) == 0) claim.sentence = report.claims().back().sentence;
      if (*rc::gen::inRange(0, 4) == 0) claim.block = BlockKind::heading;
      report.add(std::move(claim));
    }
    reports.push_back(std::move(report));
  }
  std::pair<std::vector<Document>, std::vector<Claim>> both;
  for (Report& report : reports) {
    both.first.push_back(report.document());
    both.second.insert(both.second.end(), report.claims().begin(), report.claims().end());
  }
  return both;
}

}  // namespace histor::test
