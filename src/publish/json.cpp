#include "publish/json.hpp"

#include "base/json_writer.hpp"
#include "publish/excerpt.hpp"
#include "publish/phrases.hpp"
#include "reckon/control_wording.hpp"
#include "reckon/residuals.hpp"
#include "reckon/wording.hpp"

namespace histor {

namespace {

class Lines {
 public:
  explicit Lines(const LedgerView& view) : view_(view), json_(out_) {}

  std::string all() {
    incidents();
    for (const Series& series : view_.series) line([&] { this->series(series); });
    control();
    for (const FigureIndex f : view_.background) line([&] { lane(f, "background"); });
    for (const FigureIndex f : view_.displacement) line([&] { lane(f, "displacement"); });
    for (const Relation& relation : view_.relations) line([&] { this->relation(relation); });
    for (const Finding& finding : view_.findings) line([&] { this->finding(finding); });
    return take();
  }

  std::string take() { return std::move(out_); }

  void incidents() {
    for (const Incident& incident : view_.incidents) line([&] { this->incident(incident); });
  }

  void toll(const TollAt& at) {
    const Incident& incident = view_.incidents[at.incident];
    const Toll& toll = incident.tolls[at.toll];
    line([&] {
      json_.member("type", "toll").member("lane", "incident").member("incident", incident.id);
      day("first", incident.first);
      day("last", incident.last);
      places("where", incident.places);
      toll_members(toll);
      json_.member("independent_origins", independent_origins(view_, toll.figures));
      text("part_of", incident.part_of ? std::string_view(view_.incidents[*incident.part_of].id) : std::string_view{});
      json_.key("figures").begin_array();
      for (const FigureIndex f : toll.figures) told(f);
      json_.end_array();
    });
  }

  void series_with_rest(std::uint32_t index, const Residuals& residuals) {
    line([&] {
      this->series(view_.series[index]);
      json_.key("residuals").begin_array();
      for (const Residual& one : residuals.of(index)) residual(one);
      json_.end_array();
    });
  }

  void finding_line(std::uint32_t index) {
    line([&] { finding(view_.findings[index]); });
  }

  void origin(const OriginSummary& origin, bool with_figures) {
    line([&] {
      json_.member("type", "origin");
      text("id", origin.id);
      json_.member("name", origin.name).member("role", origin.role);
      json_.member("claims", origin.claims).member("figures", origin.figures.size()).member("live", origin.live);
      json_.member("carried_on", origin.carried_on);
      words("outlets", origin.outlets);
      words("corroborated", origin.corroborated);
      if (!with_figures) return;
      json_.key("told").begin_array();
      for (const FigureIndex f : origin.figures) told(f);
      json_.end_array();
    });
  }

  void why(const Explanation& explanation) {
    line([&] {
      json_.member("type", "why").member("id", explanation.subject.id);
      json_.member("kind", to_string(explanation.subject.kind)).member("words", explanation.words);
      json_.key("reasons").begin_array();
      for (const Reason& reason : explanation.reasons) {
        json_.begin_object().member("field", reason.field).member("sentence", reason.sentence);
        claims("claims", reason.claims);
        json_.end_object();
      }
      json_.end_array();
      quoted(explanation.claims);
    });
  }

  void why(const Comparison& comparison) {
    line([&] {
      json_.member("type", "why");
      side("a", comparison.a);
      side("b", comparison.b);
      json_.member("relation", to_string(comparison.kind));
      json_.member("of", comparison.turned ? "b" : "a");
      words("fields", comparison.fields);
      json_.member("verdict", comparison.verdict).member("advice", comparison.advice);
      json_.key("reasons").begin_array();
      for (const FieldReason& reason : comparison.reasons) {
        json_.begin_object().member("field", reason.field).member("a", reason.a).member("b", reason.b);
        text("sentence", reason.sentence);
        json_.member("decides", reason.decides).end_object();
      }
      json_.end_array();
      quoted({comparison.a.claim, comparison.b.claim});
    });
  }

  std::string places() {
    control();
    return std::move(out_);
  }

 private:
  void control() {
    for (const ControlPlace& one : view_.control) line([&] { place(view_.control, one, "control"); });
    for (const ControlPlace& one : view_.background_control)
      line([&] { place(view_.background_control, one, "background"); });
  }

  void told(FigureIndex index) {
    const Figure& f = view_.figures[index];
    json_.begin_object().member("figure", f.id).member("words", figure_words(view_, f));
    text("origin", f.origin);
    json_.member("lane", to_string(f.lane));
    words("outlets", f.outlets);
    claims("claims", f.claims);
    text("updated_by", f.superseded_by ? std::string_view(view_.figures[*f.superseded_by].id) : std::string_view{});
    json_.end_object();
  }

  void side(std::string_view name, const Side& side) {
    json_.key(name).begin_object().member("id", side.subject.id).member("kind", to_string(side.subject.kind));
    json_.member("claim", view_.claims[side.claim].id);
    text("figure", side.figure ? std::string_view(view_.figures[*side.figure].id) : std::string_view{});
    json_.member("words", side.words);
    text("chosen", side.chosen);
    json_.end_object();
  }

  // The sentences that the claims were read from.
  void quoted(const std::vector<ClaimIndex>& indices) {
    json_.key("quotes").begin_array();
    for (const Quotation& quotation : quotations(view_, indices)) {
      std::string sentence;
      for (const Piece& piece : excerpt(quotation.document->text, quotation.sentence, quotation.marks))
        sentence += piece.text;
      json_.begin_object()
          .member("document", quotation.document->id)
          .member("outlet", document_name(*quotation.document));
      words("claims", quotation.ids);
      json_.member("text", sentence).end_object();
    }
    json_.end_array();
  }

  void covered(std::string_view name, const std::vector<Covered>& ones) {
    json_.key(name).begin_array();
    for (const Covered& one : ones) {
      json_.begin_object().member("incident", view_.incidents[one.incident].id);
      figure_ids("figures", one.figures);
      json_.key("low").value(one.low);
      json_.key("high").value(one.high);
      json_.end_object();
    }
    json_.end_array();
  }

  void residual(const Residual& residual) {
    json_.begin_object().member("total", view_.figures[residual.total].id).member("by", residual.own ? "own" : "all");
    text("words", residual_words(view_, residual));
    json_.key("low").value(residual.low);
    json_.key("high").value(residual.high);
    json_.member("about", residual.about);
    covered("covered", residual.covered);
    covered("doubtful", residual.doubtful);
    text("obstacle", residual.obstacle);
    json_.end_object();
  }

  template <class Body>
  void line(Body body) {
    json_.begin_object();
    body();
    json_.end_object();
    json_.next_document();
    out_ += '\n';
  }

  void day(std::string_view name, const std::optional<Day>& value) {
    json_.key(name);
    value ? json_.value(to_string(*value)) : json_.null();
  }

  void text(std::string_view name, std::string_view value) {
    json_.key(name);
    value.empty() ? json_.null() : json_.value(value);
  }

  void words(std::string_view name, const std::vector<std::string>& values) {
    json_.key(name).begin_array();
    for (const std::string& value : values) json_.value(value);
    json_.end_array();
  }

  void places(std::string_view name, const std::vector<Where>& wheres) {
    json_.key(name).begin_array();
    for (const Where& where : wheres) {
      json_.begin_object().member("text", where.text).member("role", to_string(where.role));
      text("place", where.place);
      text("name", where.name);
      json_.key("latitude").value(where.latitude);
      json_.key("longitude").value(where.longitude);
      json_.member("precision", to_string(where.precision)).end_object();
    }
    json_.end_array();
  }

  void claims(std::string_view name, const std::vector<ClaimIndex>& indices) {
    json_.key(name).begin_array();
    for (const ClaimIndex c : indices) json_.value(view_.claims[c].id);
    json_.end_array();
  }

  void figures(std::string_view name, const std::vector<FigureIndex>& indices) {
    json_.key(name).begin_array();
    for (const FigureIndex f : indices) figure(f);
    json_.end_array();
  }

  void figure_ids(std::string_view name, const std::vector<FigureIndex>& indices) {
    json_.key(name).begin_array();
    for (const FigureIndex f : indices) json_.value(view_.figures[f].id);
    json_.end_array();
  }

  void figure(FigureIndex index) {
    json_.begin_object();
    figure_members(index);
    json_.end_object();
  }

  void figure_members(FigureIndex index) {
    const Figure& f = view_.figures[index];
    json_.member("figure", f.id).member("words", figure_words(view_, f));
    json_.member("outcome", to_string(f.outcome)).member("group", to_string(f.group));
    json_.key("number").begin_object().member("text", f.number.text).member("form", to_string(f.number.form));
    json_.key("value").value(f.number.value);
    json_.key("low").value(f.number.low);
    json_.key("high").value(f.number.high);
    json_.member("hedge", to_string(f.number.hedge)).end_object();
    text("origin", f.origin);
    json_.member("modality", to_string(f.modality)).member("provisional", f.provisional);
    day("first", f.first);
    day("last", f.last);
    text("as_of", f.as_of ? std::string_view(f.as_of->time) : std::string_view{});
    places("where", f.places);
    if (!f.routes.empty()) places("route", f.routes);
    if (!f.exclusions.empty()) places("excluding", f.exclusions);
    words("outlets", f.outlets);
    claims("claims", f.claims);
    text("updated_by", f.superseded_by ? std::string_view(view_.figures[*f.superseded_by].id) : std::string_view{});
    if (f.whole) json_.member("inferred", f.whole_inferred);
    if (!f.parts.empty()) figures("parts", f.parts);
    if (f.arithmetic) {
      json_.key("arithmetic").begin_object();
      figure_ids("parts", f.arithmetic->parts);
      json_.member("sum", f.arithmetic->sum);
      json_.key("remainder").value(f.arithmetic->remainder);
      json_.member("at_least", f.arithmetic->at_least).member("complete", f.arithmetic->complete);
      json_.member("words", arithmetic_words(view_, f)).end_object();
    }
  }

  void bound(std::string_view name, const std::optional<Bound>& bound) {
    json_.key(name);
    if (!bound) {
      json_.null();
      return;
    }
    json_.begin_object().member("value", bound->value).member("rule", bound->rule);
    figure_ids("figures", bound->figures);
    json_.end_object();
  }

  void toll_members(const Toll& toll) {
    json_.member("toll", toll.id);
    json_.member("outcome", to_string(toll.outcome)).member("group", to_string(toll.group));
    json_.member("words", toll_words(view_, toll));
    bound("low", toll.low);
    bound("best", toll.best);
    bound("high", toll.high);
    json_.member("open_above", toll.open_above).member("about", toll.about);
    words("vague", toll.words);
    json_.member("policy", toll.policy).member("provisional", toll.provisional);
    json_.key("event_clarity").value(toll.clarity);
    if (!toll.shares.empty()) {
      json_.key("shares").begin_array();
      for (const Share& share : toll.shares) {
        json_.begin_object();
        day("day", share.day);
        text("place", share.place);
        json_.member("value", share.value).end_object();
      }
      json_.end_array();
    }
    json_.key("notes").begin_array();
    for (const TollNote& note : toll.notes) {
      json_.begin_object().member("note", to_string(note.kind)).member("sentence", note.sentence);
      figure_ids("figures", note.figures);
      json_.end_object();
    }
    json_.end_array();
  }

  void incident(const Incident& incident) {
    json_.member("type", "incident").member("id", incident.id);
    day("first", incident.first);
    day("last", incident.last);
    places("where", incident.places);
    json_.key("tolls").begin_array();
    for (const Toll& toll : incident.tolls) {
      json_.begin_object();
      toll_members(toll);
      json_.end_object();
    }
    json_.end_array();
    words("origins", incident.origins);
    words("outlets", incident.outlets);
    words("by", incident.by);
    json_.key("means").begin_array();
    for (const Means means : incident.means) json_.value(to_string(means));
    json_.end_array();
    text("part_of", incident.part_of ? std::string_view(view_.incidents[*incident.part_of].id) : std::string_view{});
    claims("denials", incident.denials);
    figures("figures", incident.figures);
  }

  void series(const Series& series) {
    json_.member("type", "series").member("id", series.id);
    text("origin", series.origin);
    json_.member("outcome", to_string(series.outcome)).member("group", to_string(series.group));
    day("start", series.start);
    words("outlets", series.outlets);
    json_.key("points").begin_array();
    for (const Point& point : series.points) {
      json_.begin_object();
      text("at", point.at);
      figure_members(point.figure);
      json_.end_object();
    }
    json_.end_array();
  }

  void place(const std::vector<ControlPlace>& all, const ControlPlace& one, std::string_view lane) {
    json_.member("type", "control").member("id", one.id).member("lane", lane);
    text("place", one.place ? std::string_view(one.place->place) : std::string_view{});
    json_.member("words", control_place_words(one));
    text("name", one.place ? std::string_view(one.place->name) : std::string_view{});
    words("names", one.names);
    json_.key("latitude").value(one.place ? one.place->latitude : std::nullopt);
    json_.key("longitude").value(one.place ? one.place->longitude : std::nullopt);
    text("kind", one.place ? std::string_view(one.place->kind) : std::string_view{});
    text("part_of", one.part_of ? std::string_view(all[*one.part_of].id) : std::string_view{});
    text("holder", one.holder);
    json_.member("disputed", one.disputed);
    json_.key("timeline").begin_array();
    for (const Holding& holding : one.holdings) this->holding(holding);
    json_.end_array();
    json_.key("marks").begin_array();
    for (const ControlMark& mark : one.marks) {
      json_.begin_object().member("mark", to_string(mark.tie));
      json_.member("a", one.holdings[mark.a].id).member("b", one.holdings[mark.b].id).end_object();
    }
    json_.end_array();
  }

  void holding(const Holding& holding) {
    json_.begin_object().member("id", holding.id).member("action", to_string(holding.action));
    json_.member("status", to_string(holding.status)).member("modality", to_string(holding.modality));
    text("actor", holding.actor);
    day("first", holding.first);
    day("last", holding.last);
    day("printed", holding.printed);
    day("reprinted", holding.reprinted);
    json_.key("violent").value(holding.violent);
    words("beside", holding.beside);
    json_.key("said").begin_array();
    for (const Saying& saying : holding.said) {
      json_.begin_object();
      text("origin", saying.origin);
      json_.member("status", to_string(saying.status));
      json_.key("violent").value(saying.violent);
      words("outlets", saying.outlets);
      claims("claims", saying.claims);
      json_.end_object();
    }
    json_.end_array();
    words("origins", holding.origins);
    words("outlets", holding.outlets);
    words("confirmed_by", holding.confirmed_by);
    words("denied_by", holding.denied_by);
    json_.end_object();
  }

  void lane(FigureIndex f, std::string_view name) {
    json_.member("type", "figure").member("lane", name);
    figure_members(f);
  }

  void relation(const Relation& relation) {
    json_.member("type", "relation")
        .member("a", view_.figures[relation.a].id)
        .member("b", view_.figures[relation.b].id);
    json_.member("relation", to_string(relation.kind));
    words("fields", relation.fields);
  }

  void finding(const Finding& finding) {
    json_.member("type", "finding").member("id", finding.id).member("finding", to_string(finding.kind));
    json_.member("sentence", finding.sentence);
    text("entry", finding.entry);
    claims("claims", finding.claims);
  }

  const LedgerView& view_;
  std::string out_;
  JsonWriter json_;
};

}  // namespace

std::string ledger_json(const LedgerView& view) {
  return Lines(view).all();
}

std::string control_json(const LedgerView& view) {
  return Lines(view).places();
}

std::string incidents_json(const LedgerView& view) {
  Lines lines(view);
  lines.incidents();
  return lines.take();
}

std::string tolls_json(const LedgerView& view, std::span<const TollAt> tolls) {
  Lines lines(view);
  for (const TollAt& at : tolls) lines.toll(at);
  return lines.take();
}

std::string series_json(const LedgerView& view, std::span<const std::uint32_t> series) {
  Lines lines(view);
  const Residuals residuals(view);
  for (const std::uint32_t i : series) lines.series_with_rest(i, residuals);
  return lines.take();
}

std::string findings_json(const LedgerView& view, std::span<const std::uint32_t> findings) {
  Lines lines(view);
  for (const std::uint32_t i : findings) lines.finding_line(i);
  return lines.take();
}

std::string origins_json(const LedgerView& view, std::span<const OriginSummary> origins, bool figures) {
  Lines lines(view);
  for (const OriginSummary& origin : origins) lines.origin(origin, figures);
  return lines.take();
}

std::string why_json(const LedgerView& view, const Explanation& explanation) {
  Lines lines(view);
  lines.why(explanation);
  return lines.take();
}

std::string why_json(const LedgerView& view, const Comparison& comparison) {
  Lines lines(view);
  lines.why(comparison);
  return lines.take();
}

}  // namespace histor
