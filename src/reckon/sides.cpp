#include "reckon/sides.hpp"

#include "reckon/wording.hpp"

namespace histor {

namespace {

std::string claim_words(const LedgerView& view, ClaimIndex index) {
  const Claim& claim = view.claims[index];
  if (view.standings[index].figure) return figure_words(view, view.figures[*view.standings[index].figure]);
  std::string words(to_string(claim.kind));
  if (claim.action) words = std::string(to_string(*claim.action));
  if (claim.actor) words += " by " + actor_words(view, claim.actor->actor);
  if (!claim.where.empty()) words += ": " + place_words(claim.where.front());
  return words;
}

std::optional<Side> side_of_figure(const LedgerView& view, const Subject& subject, FigureIndex figure,
                                   std::string chosen) {
  return Side{subject, view.figures[figure].claims.front(), figure, figure_words(view, view.figures[figure]),
              std::move(chosen)};
}

}  // namespace

std::optional<Side> side_of(const LedgerView& view, const Subject& subject, const std::optional<FigureIndex>& other) {
  switch (subject.kind) {
    case SubjectKind::claim:
      return Side{subject, subject.index, view.standings[subject.index].figure, claim_words(view, subject.index), {}};
    case SubjectKind::toll: {
      const Toll& toll = view.incidents[subject.index].tolls[subject.toll];
      if (toll.figures.empty()) return std::nullopt;
      return side_of_figure(view, subject, toll.figures.front(),
                            toll.figures.size() > 1 ? "the figure its best rests on" : "");
    }
    case SubjectKind::incident: {
      const Incident& incident = view.incidents[subject.index];
      // Of the figures that a toll rests on, the one most like the other side's: by outcome, population and number.
      std::optional<FigureIndex> nearest;
      int best = -1;
      for (const Toll& toll : incident.tolls) {
        for (const FigureIndex f : toll.figures) {
          const Figure& one = view.figures[f];
          int fit = 0;
          if (other) {
            const Figure& there = view.figures[*other];
            if (one.outcome == there.outcome) fit = 1 + (one.group == there.group ? 1 : 0);
            if (one.outcome == there.outcome && one.number.value && one.number.value == there.number.value) fit += 2;
          }
          if (fit > best) {
            best = fit;
            nearest = f;
          }
        }
      }
      const FigureIndex figure = nearest.value_or(incident.figures.front());
      return side_of_figure(view, subject, figure, incident.figures.size() > 1 ? "of its figures the nearest" : "");
    }
    case SubjectKind::series: {
      const Series& series = view.series[subject.index];
      if (series.points.empty()) return std::nullopt;
      return side_of_figure(view, subject, series.points.back().figure,
                            series.points.size() > 1 ? "its latest point" : "");
    }
    case SubjectKind::finding: {
      const ClaimIndex claim = view.findings[subject.index].claims.front();
      return Side{subject, claim, view.standings[claim].figure, claim_words(view, claim), "its first claim"};
    }
    case SubjectKind::control: {
      const ControlPlace& place = place_of(view, subject);
      if (place.holdings.empty()) return std::nullopt;
      const ClaimIndex claim = place.holdings.back().claims.front();
      return Side{subject, claim, std::nullopt, claim_words(view, claim), "the last that is said of it"};
    }
  }
  return std::nullopt;
}

}  // namespace histor
