#include "read/trials.hpp"

#include <algorithm>

#include "lexicon/lexicon.hpp"

namespace histor {
namespace {

/// How many sentences open a report: its heading and what its first paragraph says.
constexpr std::size_t opening = 3;

}  // namespace

bool Trials::of_court() const {
  // One word of a court may stand in any report; a heading with one, or two in the opening, are of a court.
  std::size_t words = 0;
  for (std::size_t s = 0; s < document_.sentences().size() && s < opening; ++s) {
    const SentenceView& view = document_.view(s);
    const auto here = static_cast<std::size_t>(
        std::count_if(view.terms().begin(), view.terms().end(),
                      [](const TermMatch& match) { return match.kind == TermKind::trial; }));
    words += here > 0 && (s == 0 || document_.sentence(s).kind == BlockKind::heading) ? 2 : here;
  }
  return words >= 2;
}

bool Trials::dated(std::size_t s) const {
  if (document_.view(s).has(TermKind::trial)) return false;
  const std::vector<LocalTime>& times = document_.mentions(s).times;
  return std::any_of(times.begin(), times.end(), [](const LocalTime& time) {
    const TimeMention& mention = *time.mention;
    const bool year = mention.value.size() >= 4 && mention.value.find_first_not_of("0123456789") == 4 && !mention.anchored;
    return mention.precision == TimePrecision::day && mention.type != TimeType::duration && !year;
  });
}

void Trials::settle(std::vector<Claim>& claims) const {
  const auto one = [](const Claim& claim) {
    return claim.number && (claim.number->form == NumberForm::name || claim.number->form == NumberForm::article ||
                            claim.number->value.value_or(0) == 1);
  };
  const auto of_harm = [&](const Claim& claim) {
    const bool harm = claim.outcome == Outcome::killed || claim.outcome == Outcome::injured || claim.outcome == Outcome::abducted;
    return claim.kind == ClaimKind::casualty && harm && claim.aggregation == Aggregation::incident && one(claim);
  };
  if (std::none_of(claims.begin(), claims.end(), of_harm) || !of_court()) return;
  for (Claim& claim : claims) {
    if (!of_harm(claim)) continue;
    std::size_t s = 0;
    while (s < document_.sentences().size() && document_.sentence(s).span != claim.sentence) ++s;
    if (s == document_.sentences().size() || dated(s)) continue;
    claim.aggregation = Aggregation::background;
  }
}

}  // namespace histor
