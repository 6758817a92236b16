// Why one thing is what it is: which claims, which rule, which words.
#include <algorithm>
#include <set>

#include "link/figures.hpp"
#include "link/incidents.hpp"
#include "reckon/control_wording.hpp"
#include "reckon/relations.hpp"
#include "reckon/residuals.hpp"
#include "reckon/why.hpp"
#include "reckon/wording.hpp"

namespace histor {

namespace {

std::string rule_words(const std::string& rule) {
  if (rule == "smallest-bound") return "the smallest bound that a live figure sets";
  if (rule == "largest-bound") return "the largest bound that a live figure sets";
  if (rule == "latest-of-most-specific") return "the latest figure of the origin that states its scope most closely";
  if (rule == "most-conservative") return "the lowest figure that is told";
  if (rule == "counted-by-name") return "the persons whom the text names, counted";
  if (rule == "vague-word") return "a word, for which the policy has a number";
  if (rule == "uncounted") return "a plural without a count, for which the policy has a number";
  if (rule == "casualties-alone") return "casualties alone, for which the policy has a number";
  if (rule == "contested-status") return "who was killed is contested";
  if (rule == "overlaps-subtracted") return "what lies within it and is told apart is subtracted";
  return rule;
}

class Explainer {
 public:
  Explainer(const LedgerView& view, Explanation& out) : view_(view), out_(out) {}

  void subject(const Subject& subject) {
    switch (subject.kind) {
      case SubjectKind::claim:
        claim(subject.index);
        break;
      case SubjectKind::toll:
        toll(view_.incidents[subject.index], view_.incidents[subject.index].tolls[subject.toll]);
        break;
      case SubjectKind::incident:
        incident(view_.incidents[subject.index]);
        break;
      case SubjectKind::series:
        series(subject.index);
        break;
      case SubjectKind::finding: {
        const Finding& finding = view_.findings[subject.index];
        out_.words = std::string(to_string(finding.kind));
        because("finding", finding.sentence, finding.claims);
        break;
      }
      case SubjectKind::control:
        control(place_of(view_, subject));
        break;
    }
    for (const Reason& reason : out_.reasons) {
      out_.claims.insert(out_.claims.end(), reason.claims.begin(), reason.claims.end());
    }
    std::sort(out_.claims.begin(), out_.claims.end());
    out_.claims.erase(std::unique(out_.claims.begin(), out_.claims.end()), out_.claims.end());
  }

 private:
  void because(std::string_view field, std::string sentence, std::vector<ClaimIndex> claims = {}) {
    const bool said = std::any_of(out_.reasons.begin(), out_.reasons.end(),
                                  [&sentence](const Reason& reason) { return reason.sentence == sentence; });
    if (said) return;
    std::sort(claims.begin(), claims.end());
    out_.reasons.push_back({std::string(field), std::move(sentence), std::move(claims)});
  }

  [[nodiscard]] std::vector<ClaimIndex> claims_of(const std::vector<FigureIndex>& figures) const {
    std::vector<ClaimIndex> claims;
    for (const FigureIndex f : figures) {
      claims.insert(claims.end(), view_.figures[f].claims.begin(), view_.figures[f].claims.end());
    }
    return claims;
  }

  [[nodiscard]] std::string says(FigureIndex index) const {
    const Figure& f = view_.figures[index];
    std::string outlets;
    for (const std::string& outlet : f.outlets) outlets += (outlets.empty() ? "" : ", ") + outlet;
    return figure_words(view_, f) + ", " +
           (f.origin.empty() ? outlets + " itself" : "says " + actor_words(view_, f.origin) + " (" + outlets + ")");
  }

  [[nodiscard]] std::string all_say(const std::vector<FigureIndex>& figures) const {
    std::string words;
    for (const FigureIndex f : figures) words += (words.empty() ? "" : "; ") + says(f);
    return words;
  }

  // ---- a claim, and the figure that it tells ----

  void claim(ClaimIndex index) {
    const Claim& claim = view_.claims[index];
    const Standing& standing = view_.standings[index];
    if (!standing.figure) {
      out_.words = std::string(to_string(claim.kind));
      because("words",
              "Read from the words “" + claim.trigger.text + "” in " + outlet_of(view_, claim) + " by the rule " +
                  claim.rule + ".",
              {index});
      if (claim.kind == ClaimKind::denial && claim.denies.empty())
        because("denies", "What it denies is not told apart in the same report: it is tied to no claim.");
      return;
    }
    const FigureIndex f = *standing.figure;
    const Figure& figure = view_.figures[f];
    out_.words = figure_words(view_, figure);
    words_of(index);
    if (figure.claims.size() > 1) {
      because("figure",
              "Told " + std::to_string(figure.claims.size()) + " times as one figure: the same count of " +
                  (figure.origin.empty() ? "one report or day" : actor_words(view_, figure.origin)) +
                  ", and nothing that both state parts them. It counts once.",
              figure.claims);
      limits(figure);
    }
    if (figure.superseded_by) {
      because("update",
              "It has been updated by the same origin: " + says(*figure.superseded_by) +
                  ". It stays as history, and no toll rests on it.",
              view_.figures[*figure.superseded_by].claims);
    }
    if (figure.whole) {
      because("part",
              "It is part of " + says(*figure.whole) +
                  (figure.whole_inferred ? ": no word ties them, their scope does" : "") + "; never added to it.",
              view_.figures[*figure.whole].claims);
    }
    if (const std::string sum = arithmetic_words(view_, figure); !sum.empty())
      because("parts", "Its parts: " + sum + ".", claims_of(figure.parts));
    lane(figure, standing, f);
  }

  void words_of(ClaimIndex index) {
    const Claim& claim = view_.claims[index];
    std::string sentence = "The count is read from “" + (claim.number ? claim.number->text : claim.trigger.text) +
                           "” beside “" + claim.trigger.text + "” in " + outlet_of(view_, claim) + ", by the rule " +
                           claim.rule;
    if (claim.origin) {
      sentence += "; who says it from “" + claim.origin->text + "”";
    } else {
      sentence += "; no words name who says it";
    }
    because("words", sentence + ".", {index});
    if (claim.when && !claim.when->text.empty()) {
      const std::string days = window_words(claim.when->start, claim.when->end);
      because("day", "Its day, " + (days.empty() ? std::string("not settled") : days) + ", is read from “" +
                         claim.when->text + "” (" + std::string(to_string(claim.when->from)) + ").");
    } else if (!claim.when) {
      because("day", "No words give its day.");
    }
    for (const Where& where : claim.where) {
      std::string place = where.place.empty() ? "no place of the gazetteer" : where.name;
      because("place", std::string(to_string(where.role)) + " “" + where.text + "” (" +
                           std::string(to_string(where.from)) + "): " + place + ".");
    }
  }

  // Which of its claims brought the limits and bounds that the figure has.
  void limits(const Figure& figure) {
    std::vector<ClaimIndex> as_of, excluding, bound;
    for (const ClaimIndex c : figure.claims) {
      const Claim& claim = view_.claims[c];
      if (claim.as_of) as_of.push_back(c);
      const bool excludes = std::any_of(claim.where.begin(), claim.where.end(),
                                        [](const Where& where) { return where.role == PlaceRole::excluding; });
      if (excludes) excluding.push_back(c);
      if (claim.number && claim.number->hedge == figure.number.hedge) bound.push_back(c);
    }
    if (!as_of.empty() && as_of.size() < figure.claims.size())
      because("as-of", "Not all tellings say when it was closed: as of " + time_words(figure.as_of->time) + ".", as_of);
    if (!excluding.empty() && excluding.size() < figure.claims.size())
      because("place", "Not all tellings say what it leaves out: " + exclusion_words(figure) + ".", excluding);
    if (!bound.empty() && bound.size() < figure.claims.size())
      because("count", "The most careful telling stands: " + number_words(figure.number) + ".", bound);
  }

  void lane(const Figure& figure, const Standing& standing, FigureIndex index) {
    switch (figure.lane) {
      case Lane::incident: {
        because("incident", "It tells of the incident " + standing.entry + ".");
        for (const Incident& incident : view_.incidents) {
          if (incident.id == standing.entry) rests_on(incident, index);
        }
        break;
      }
      case Lane::running:
        because("series", "It is a point of the running total " + standing.entry +
                              ": over days and several attacks, never added to an incident.");
        break;
      case Lane::background:
        because("background", "It is told as a figure of the war or of history: beside the ledger, never in it.");
        break;
      case Lane::displacement:
      case Lane::control:
      case Lane::statement:
        break;
    }
  }

  void rests_on(const Incident& incident, FigureIndex index) {
    for (const Toll& toll : incident.tolls) {
      std::string ends;
      for (const auto& [name, bound] :
           {std::pair{"low", &toll.low}, std::pair{"best", &toll.best}, std::pair{"high", &toll.high}}) {
        if (*bound && std::count((*bound)->figures.begin(), (*bound)->figures.end(), index) > 0)
          ends += (ends.empty() ? "" : ", ") + std::string(name);
      }
      if (!ends.empty())
        because("toll", "The " + ends + " of " + toll.id + " (" + toll_words(view_, toll) + ") rest" +
                            (ends.find(',') == std::string::npos ? "s" : "") + " on it, under the policy " +
                            toll.policy + ".");
    }
  }

  // ---- tolls and incidents ----

  void toll(const Incident& incident, const Toll& toll) {
    out_.words = toll_words(view_, toll);
    const auto bound = [&](std::string_view name, const std::optional<Bound>& one) {
      if (!one) return;
      because(name,
              count_words(one->value) + ": " + rule_words(one->rule) + " (rule " + one->rule + ", policy " +
                  toll.policy + "). It rests on: " + all_say(one->figures) + ".",
              claims_of(one->figures));
    };
    bound("low", toll.low);
    bound("best", toll.best);
    bound("high", toll.high);
    if (!toll.low && !toll.best && !toll.high) {
      because("words",
              "No number: the policy " + toll.policy + " keeps the words as they stand: " + all_say(toll.figures) + ".",
              claims_of(toll.figures));
    }
    if (toll.open_above)
      because("high", "Open above: a figure that says “at least” or “more than” sets no highest number.");
    for (const TollNote& note : toll.notes) because(to_string(note.kind), note.sentence, claims_of(note.figures));
    if (!toll.shares.empty()) {
      std::string shares;
      for (std::size_t i = 0; i < toll.shares.size() && i < 12; ++i) {
        const Share& share = toll.shares[i];
        shares += (shares.empty() ? "" : "; ") + (share.day ? day_words(*share.day) : std::string("day not stated")) +
                  (share.place.empty() ? "" : ", " + share.place) + ": " + count_words(share.value);
      }
      because("split", shares + (toll.shares.size() > 12 ? "; …" : "") + ".");
    }
    left_out(incident, toll);
  }

  // Figures of the same class that are not in the toll, and why.
  void left_out(const Incident& incident, const Toll& toll) {
    for (const FigureIndex i : incident.figures) {
      const Figure& f = view_.figures[i];
      if (f.outcome != toll.outcome) continue;
      if (f.superseded_by) {
        because("left-out", says(i) + ": updated by the same origin.", f.claims);
      } else if (f.modality != Modality::asserted && f.modality != Modality::negated) {
        because("left-out", says(i) + ": no count of what happened.", f.claims);
      } else if (f.group != toll.group) {
        because("left-out", says(i) + ": another population, with a toll of its own.", f.claims);
      }
    }
  }

  void incident(const Incident& incident) {
    std::string words;
    for (const Toll& toll : incident.tolls) words += (words.empty() ? "" : " · ") + toll_words(view_, toll);
    out_.words = words;
    const std::string days = window_words(incident.first, incident.last);
    const std::string places = places_words(incident.places);
    because("scope", "Its figures share the day (" + (days.empty() ? "not stated" : days) + ") and the place (" +
                         (places.empty() ? "not stated" : places) +
                         "), or stand in one passage, or update each other.");
    for (const FigureIndex i : incident.figures)
      because("figure", says(i) + (view_.figures[i].superseded_by ? "; updated since." : "."), view_.figures[i].claims);
    because("origins", support_words(incident.origins.size(), incident.outlets.size(), incident.copied) +
                           ": what corroborates is who counted, not who printed it.");
    for (const Toll& toll : incident.tolls)
      because("toll", toll_words(view_, toll) + " under the policy " + toll.policy + ": histor why " + toll.id + ".");
    if (incident.part_of) {
      because("part", "It lies within " + view_.incidents[*incident.part_of].id +
                          ": the same origin counts both, the other over a wider area. It is not added to it.");
    }
    for (const ClaimIndex c : incident.denials) {
      const Claim& denial = view_.claims[c];
      because("denied", "Denied by " + actor_words(view_, denial.origin ? denial.origin->actor : std::string{}) + ".",
              {c});
    }
  }

  // ---- running totals ----

  void series(std::uint32_t index) {
    const Series& series = view_.series[index];
    std::string words = series.origin.empty() ? "no source named" : actor_words(view_, series.origin);
    words += ": " + (series.group == Group::people ? std::string{} : std::string(group_words(series.group)) + " ") +
             std::string(outcome_words(series.outcome));
    out_.words = words + (series.start ? " since " + day_words(*series.start) : ", start not stated");
    because("series",
            "Totals of one origin, one outcome, one population and one start: each later point takes the place of the "
            "one before.");
    for (std::size_t i = 0; i < series.points.size(); ++i) {
      const Point& point = series.points[i];
      because("point",
              (point.at.empty() ? "Time not stated" : "To " + time_words(point.at)) + ": " + says(point.figure) +
                  (i + 1 < series.points.size() ? "; updated since." : "."),
              view_.figures[point.figure].claims);
    }
    for (const Residual& residual : Residuals(view_).of(index)) this->residual(residual);
  }

  void residual(const Residual& residual) {
    std::vector<ClaimIndex> claims;
    for (const Covered& one : residual.covered) {
      const std::vector<ClaimIndex> theirs = claims_of(one.figures);
      claims.insert(claims.end(), theirs.begin(), theirs.end());
    }
    because("remainder", remainder_words(view_, residual) + ".", std::move(claims));
  }

  void control(const ControlPlace& place) {
    const std::string holder = holder_words(view_, place);
    out_.words = control_place_words(place) + (holder.empty() ? "" : ", " + holder);
    for (const Holding& holding : place.holdings) {
      std::string sentence = holding_day_words(holding) + ": " + holding_words(view_, holding) + " (" +
                             carried_words(view_, holding) + ").";
      sentence[0] = sentence[0] >= 'a' && sentence[0] <= 'z' ? static_cast<char>(sentence[0] - 'a' + 'A') : sentence[0];
      because("statement", std::move(sentence), holding.claims);
    }
    for (const ControlMark& mark : place.marks) {
      const std::string words = mark_words(view_, place, mark);
      if (!words.empty()) because("statement", words, place.holdings[mark.b].claims);
    }
  }

  const LedgerView& view_;
  Explanation& out_;
};

}  // namespace

Explanation explain(const LedgerView& view, const Subject& subject) {
  Explanation out;
  out.subject = subject;
  Explainer(view, out).subject(subject);
  return out;
}

}  // namespace histor
