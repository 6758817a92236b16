#include "read/history.hpp"

#include <algorithm>

#include "lexicon/lexicon.hpp"
#include "read/circumstances.hpp"

namespace histor {
namespace {

/// How many sentences open a report: its heading and what its first paragraph says.
constexpr std::size_t opening = 3;

/// "2008-12-06", "1946-03", "1927" as it is written, not a day or month whose year was taken from elsewhere.
bool has_year(const TimeMention& mention) {
  return !mention.anchored && mention.start && mention.value.size() >= 4 &&
         mention.value.find_first_not_of("0123456789") >= 4;
}

/// "Saturday", "yesterday", "last night": counted from the day of the report.
bool of_the_week(const TimeMention& mention) {
  const bool day = mention.precision == TimePrecision::day || mention.precision == TimePrecision::hour;
  return day && mention.type != TimeType::duration && mention.type != TimeType::set && !has_year(mention);
}

bool of_harm(const Claim& claim) {
  return claim.kind == ClaimKind::casualty || claim.kind == ClaimKind::displacement;
}

}  // namespace

bool History::of_court() const {
  // One word of a court may stand in any report; a heading with one, or two in the opening, are of a court.
  std::size_t words = 0;
  for (std::size_t s = 0; s < document_.sentences().size() && s < opening; ++s) {
    const SentenceView& view = document_.view(s);
    const auto here =
        static_cast<std::size_t>(std::count_if(view.terms().begin(), view.terms().end(),
                                               [](const TermMatch& match) { return match.kind == TermKind::trial; }));
    words += here > 0 && (s == 0 || document_.sentence(s).kind == BlockKind::heading) ? 2 : here;
  }
  return words >= 2;
}

bool History::of_the_past() const {
  if (document_.published()) return false;
  bool years = false;
  for (std::size_t s = 0; s < document_.sentences().size(); ++s) {
    for (const LocalTime& time : document_.mentions(s).times) {
      if (of_the_week(*time.mention) && time.mention->value.substr(0, 4) == "XXXX") return false;
      years = years || has_year(*time.mention);
    }
  }
  return years;
}

bool History::dated(std::size_t s) const {
  if (document_.view(s).has(TermKind::trial)) return false;
  const std::vector<LocalTime>& times = document_.mentions(s).times;
  return std::any_of(times.begin(), times.end(), [](const LocalTime& time) { return of_the_week(*time.mention); });
}

std::size_t History::sentence_of(const Claim& claim) const {
  return document_.sentence_at(claim.sentence);
}

void History::settle_court(std::vector<Claim>& claims) const {
  const auto one = [](const Claim& claim) {
    return claim.number && (claim.number->form == NumberForm::name || claim.number->form == NumberForm::article ||
                            claim.number->value.value_or(0) == 1);
  };
  const auto older = [&](const Claim& claim) {
    const bool harm =
        claim.outcome == Outcome::killed || claim.outcome == Outcome::injured || claim.outcome == Outcome::abducted;
    return claim.kind == ClaimKind::casualty && harm && claim.aggregation == Aggregation::incident && one(claim);
  };
  if (std::none_of(claims.begin(), claims.end(), older) || !of_court()) return;
  for (Claim& claim : claims) {
    if (!older(claim)) continue;
    const std::size_t s = sentence_of(claim);
    if (s < document_.sentences().size() && !dated(s)) claim.aggregation = Aggregation::background;
  }
}

void History::date(Claim& claim) const {
  const std::size_t s = sentence_of(claim);
  if (s == document_.sentences().size()) return;
  const std::uint32_t block = document_.sentence(s).block;
  for (std::size_t before = s; before-- > 0 && document_.sentence(before).block == block;) {
    const std::vector<LocalTime>& times = document_.mentions(before).times;
    for (auto time = times.rbegin(); time != times.rend(); ++time) {
      const TimeMention& mention = *time->mention;
      if (!mention.start || mention.type == TimeType::duration) continue;
      claim.when = interval_from(document_.document().text, mention, Provenance::paragraph);
      return;
    }
  }
}

void History::settle(std::vector<Claim>& claims) const {
  settle_court(claims);
  if (std::none_of(claims.begin(), claims.end(), of_harm) || !of_the_past()) return;
  for (Claim& claim : claims) {
    if (!of_harm(claim) || claim.aggregation != Aggregation::incident) continue;
    claim.aggregation = Aggregation::background;
    if (!claim.when) date(claim);
  }
}

}  // namespace histor
