#include "link/kinship.hpp"

#include <algorithm>
#include <iterator>

#include "link/scope.hpp"

namespace histor {

namespace {

// ---- how much speaks for one event ----

constexpr int same_day = 4;
constexpr int perhaps_same_day = 3;   // a day taken from around is often a day off
constexpr int next_day = -1;          // of two outlets one may name the night, one the morning
constexpr int other_day = -6;         // or none known: place and figures make no event, the words must agree
constexpr int same_narrow_place = 4;  // in the lead of both; half of it where one only mentions it
constexpr int same_wide_place = 2;
constexpr int same_lead_figure = 3;
constexpr int same_figure = 1;           // one of the two may only recall it
constexpr std::size_t most_figures = 2;  // the parts of one breakdown are equal together
constexpr int same_lead_facts = 8;       // two counts and a small place, in both leads: a day was misread
constexpr int same_sentences = 6;
constexpr int some_same_sentences = 3;
constexpr int same_text = 4;
constexpr int same_throughout = 14;

// ---- what the shares of common runs of words mean, in thousandths ----

constexpr std::uint32_t told_alike = 400;     // the sentences of the event are one text's
constexpr std::uint32_t wholly_one = 850;     // the shorter text is in the other, whatever day they bear
constexpr std::uint32_t mostly_one = 600;     // most of the shorter text is in the other
constexpr std::uint32_t half_one = 430;       // a copy with a changed lead, or paragraphs taken over
constexpr std::uint32_t paragraphs = 300;     // whole paragraphs are common
constexpr std::uint32_t event_phrases = 200;  // sentences of the event are common
constexpr std::uint32_t some_phrases = 30;

std::uint32_t share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<std::uint32_t>(part * 1000 / whole);
}

void compare_days(Kinship& kinship, const Account& a, const Account& b) {
  if (!a.first || !b.first || !a.last || !b.last) return;
  const auto apart = std::max((*a.first - *b.last).count(), (*b.first - *a.last).count());
  kinship.days_apart = static_cast<int>(std::clamp<std::int64_t>(apart, 0, 1'000'000));
  if (kinship.days_apart != 1 || (a.stated && b.stated)) return;
  // What was printed before the other's event cannot tell of it.
  const auto told_before = [](const Account& x, const Account& y) { return x.published && *x.published < *y.first; };
  kinship.may_be_one_day = !told_before(a, b) && !told_before(b, a);
}

void compare_figures(Kinship& kinship, const Account& a, const Account& b) {
  for (std::uint32_t i = 0, j = 0; i < a.figures.size() && j < b.figures.size();) {
    const ToldFigure& x = a.figures[i];
    const ToldFigure& y = b.figures[j];
    if (std::pair(x.outcome, x.value) < std::pair(y.outcome, y.value)) {
      ++i;
    } else if (std::pair(y.outcome, y.value) < std::pair(x.outcome, x.value)) {
      ++j;
    } else {
      if (x.value >= large_figure) {
        ++kinship.large_figures;
        if (x.lead && y.lead) ++kinship.lead_figures;
      }
      kinship.figures.emplace_back(i++, j++);
    }
  }
}

bool spelt_alike(const ToldPlace& a, const ToldPlace& b) {
  return std::any_of(a.spellings.begin(), a.spellings.end(), [&](const std::string& key) {
    return std::binary_search(b.spellings.begin(), b.spellings.end(), key);
  });
}

bool means_fit(const Account& a, const Account& b) {
  if (a.means.empty() || b.means.empty()) return true;
  return std::any_of(a.means.begin(), a.means.end(), [&](Means x) {
    return std::any_of(b.means.begin(), b.means.end(), [&](Means y) { return means_compatible(x, y); });
  });
}

void compare_places(Kinship& kinship, const Account& a, const Account& b) {
  int best = 0;
  for (std::uint32_t i = 0; i < a.places.size(); ++i) {
    for (std::uint32_t j = 0; j < b.places.size(); ++j) {
      const ToldPlace& x = a.places[i];
      const ToldPlace& y = b.places[j];
      const bool same = same_place(*x.where, *y.where) || spelt_alike(x, y);
      if (!same && !holds(*x.where, *y.where) && !holds(*y.where, *x.where)) continue;
      const bool narrow = same && x.narrow && y.narrow;
      const bool lead = x.lead && y.lead;
      const int rank = 1 + (narrow ? 4 : 0) + (lead ? 2 : 0) + (same ? 1 : 0);
      if (rank <= best) continue;
      best = rank;
      kinship.place.emplace(i, j);
      kinship.narrow_place = narrow;
      kinship.lead_place = lead;
    }
  }
  if (kinship.narrow_place) return;
  // The one says "Aleppo" or nothing, the other "Rashidin": the name may stand in the first one's words all the same.
  const auto named = [](const Account& x, const Account& y) -> std::optional<std::uint32_t> {
    for (std::uint32_t i = 0; i < x.places.size(); ++i) {
      const ToldPlace& place = x.places[i];
      if (!place.narrow || !place.lead) continue;
      for (const std::string& key : place.spellings) {
        if (std::binary_search(y.names.begin(), y.names.end(), key)) return i;
      }
    }
    return std::nullopt;
  };
  const auto narrow_lead = [](const ToldPlace& place) { return place.narrow && place.lead; };
  kinship.place_in_words_of_b = named(a, b);
  kinship.place_in_words_of_a = named(b, a);
  if (kinship.place_in_words_of_b || kinship.place_in_words_of_a) {
    kinship.narrow_place = true;
  } else {
    kinship.parted = (std::any_of(a.places.begin(), a.places.end(), narrow_lead) &&
                      std::any_of(b.places.begin(), b.places.end(), narrow_lead)) ||
                     !means_fit(a, b);
  }
}

void compare_sources(Kinship& kinship, const Account& a, const Account& b) {
  std::set_intersection(a.origins.begin(), a.origins.end(), b.origins.begin(), b.origins.end(),
                        std::back_inserter(kinship.origins));
  // An agency that is the one's source and the other's credit.
  for (const auto& [x, y] : {std::pair(&a, &b), std::pair(&b, &a)}) {
    for (const std::string& origin : x->origins) {
      if (std::binary_search(y->credits.begin(), y->credits.end(), origin)) kinship.origins.push_back(origin);
    }
  }
  std::sort(kinship.origins.begin(), kinship.origins.end());
  kinship.origins.erase(std::unique(kinship.origins.begin(), kinship.origins.end()), kinship.origins.end());
  kinship.agency = std::any_of(a.agencies.begin(), a.agencies.end(), [&](const std::string& agency) {
    return std::binary_search(b.agencies.begin(), b.agencies.end(), agency);
  });
}

void compare_words(Kinship& kinship, const Account& a, const Account& b) {
  const std::size_t shared = shared_runs(a.runs, b.runs);
  if (shared < few_runs) return;
  kinship.permille = share(shared, std::min(a.runs.size(), b.runs.size()));
  if (a.claims.empty() && b.claims.empty()) {
    kinship.event_permille = kinship.permille;  // nothing that was read parts the event from the rest
    return;
  }
  kinship.event_permille = std::max(share(shared_runs(a.event_runs, b.runs), a.event_runs.size()),
                                    share(shared_runs(b.event_runs, a.runs), b.event_runs.size()));
}

}  // namespace

Kinship compare(const Account& a, const Account& b) {
  Kinship kinship;
  compare_days(kinship, a, b);
  compare_figures(kinship, a, b);
  compare_words(kinship, a, b);
  // Most pairs share a phrase and nothing else: on days apart no place makes them one event.
  const bool apart = !kinship.days_apart || *kinship.days_apart > 1;
  const bool alike = kinship.event_permille >= event_phrases || kinship.permille >= mostly_one;
  if (apart && !alike && kinship.lead_figures < most_figures) return kinship;
  compare_places(kinship, a, b);
  compare_sources(kinship, a, b);
  return kinship;
}

int event_points(const Kinship& kinship) {
  int points = 0;
  if (kinship.days_apart == 0) {
    points += same_day;
  } else if (kinship.days_apart == 1) {
    points += kinship.may_be_one_day ? perhaps_same_day : next_day;
  } else {
    points += other_day;
  }
  if ((kinship.place || kinship.narrow_place) && !kinship.parted) {
    const int place = kinship.narrow_place ? same_narrow_place : same_wide_place;
    points += kinship.lead_place ? place : place / 2;
  }
  const std::size_t in_leads = std::min(kinship.lead_figures, most_figures);
  const std::size_t others = std::min(kinship.large_figures - kinship.lead_figures, most_figures - in_leads);
  points += same_lead_figure * static_cast<int>(in_leads) + same_figure * static_cast<int>(others);
  if (kinship.narrow_place && kinship.lead_place && in_leads == most_figures && kinship.days_apart &&
      *kinship.days_apart <= misread_days) {
    points += same_lead_facts;
  }
  if (kinship.event_permille >= told_alike) {
    points += same_sentences;
  } else if (kinship.event_permille >= event_phrases) {
    points += some_same_sentences;
  }
  if (kinship.permille >= wholly_one && kinship.event_permille >= told_alike) {
    points += same_throughout;
  } else if (kinship.permille >= mostly_one) {
    points += same_text;
  }
  return points;
}

std::optional<LineageRelation> relation_of(const Kinship& kinship) {
  if (event_points(kinship) < one_event_points) return std::nullopt;
  if (kinship.permille >= mostly_one || (kinship.permille >= half_one && kinship.lead_figures > 0)) {
    return LineageRelation::copy;
  }
  const bool same_words = kinship.permille >= paragraphs || kinship.event_permille >= event_phrases;
  const bool same_facts =
      kinship.large_figures >= 2 || (kinship.large_figures == 1 && kinship.permille >= some_phrases);
  if (same_words || same_facts || kinship.agency || !kinship.origins.empty()) {
    return LineageRelation::shared_source;
  }
  return LineageRelation::same_event_independent;
}

}  // namespace histor
