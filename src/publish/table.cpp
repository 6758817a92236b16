// One grid for all lanes: where, what, who, id. The id stands last and dim; what is written below a row belongs to it.
#include "publish/table.hpp"

#include <algorithm>
#include <optional>

#include "link/figures.hpp"
#include "publish/excerpt.hpp"
#include "publish/layout.hpp"
#include "publish/lists.hpp"
#include "publish/phrases.hpp"
#include "reckon/control_wording.hpp"
#include "reckon/residuals.hpp"
#include "reckon/why.hpp"
#include "reckon/wording.hpp"

namespace histor {

namespace {

constexpr int narrowest_table = 60;
constexpr int widest_table = 200;
constexpr int id_width = 12;

class Table {
 public:
  Table(const LedgerView& view, const TableOptions& options)
      : view_(view),
        color_(options.color),
        verbose_(options.verbose),
        width_(std::clamp(options.width, narrowest_table, widest_table)) {
    const int room = width_ - indent - id_width - 3 * 2;
    where_ = std::clamp(room * 30 / 100, 14, 40);
    what_ = std::clamp(room * 34 / 100, 16, 48);
    who_ = room - where_ - what_;
  }

  std::string all() {
    read();
    incidents();
    series();
    background();
    displacement();
    control();
    statements();
    disagreements();
    out_ += '\n';
    paragraph(totals_words(view_), 0, Style::strong);
    paragraph("Counts of things read. People are never added up across lines. Policy: " + view_.policy +
                  ". The id at the end of a line opens it in a ledger (histor add): histor show ID.",
              0, Style::dim);
    return std::move(out_);
  }

  std::string list() {
    for (const Incident& incident : view_.incidents) {
      const std::string day = window_words(incident.first, incident.last);
      row(day.empty() ? "day not stated" : day, joined(toll_lines(view_, incident), " · "),
          where_words(incident.places), incident.id, Style::strong);
    }
    return std::move(out_);
  }

  std::string one(const Incident& incident) {
    section(day_heading(incident.first, incident.last));
    this->incident(incident, true);
    for (const Toll& toll : incident.tolls) rules(toll);
    return std::move(out_);
  }

  std::string one(const Series& series) {
    this->series(series, true);
    return std::move(out_);
  }

  std::string one(const std::vector<ControlPlace>& all, const ControlPlace& place) {
    this->place(all, place, true);
    return std::move(out_);
  }

  std::string places() {
    for (const ControlPlace& place : view_.control) place_row(place, holder_words(view_, place));
    for (const ControlPlace& place : view_.background_control) place_row(place, "history");
    return std::move(out_);
  }

  std::string series_list(std::span<const std::uint32_t> indices) {
    for (const std::uint32_t i : indices) series(view_.series[i], verbose_);
    if (!out_.empty()) out_.erase(0, 1);  // the blank line before the first
    return std::move(out_);
  }

  std::string finding_list(std::span<const std::uint32_t> indices) {
    for (const std::uint32_t i : indices) {
      finding(view_.findings[i]);
      if (verbose_) words(view_.findings[i].claims, indent + 2);
    }
    return std::move(out_);
  }

  std::string one(const Finding& finding) {
    this->finding(finding);
    words(finding.claims, indent + 2);
    return std::move(out_);
  }

 private:
  static constexpr int indent = 2;

  void section(std::string_view title, std::string_view note = {}) {
    if (!out_.empty()) out_ += '\n';
    out_ += styled(title, Style::heading, color_);
    out_ += '\n';
    if (!note.empty()) paragraph(note, 0, Style::dim);
  }

  void paragraph(std::string_view text, int at, Style style = Style::plain) {
    append_row(out_, {{clean(text), width_ - at, style, false}}, at, color_);
  }

  void row(std::string_view where, std::string_view what, std::string_view who, std::string_view id,
           Style what_style = Style::strong) {
    append_row(out_,
               {{clean(where), where_, Style::plain, false},
                {keep_figures(clean(what)), what_, what_style, false},
                {keep_figures(clean(who)), who_, Style::plain, false},
                {clean(id), id_width, Style::dim, false}},
               indent, color_);
  }

  // A line that belongs to the row above it; its id stands in the same column.
  void below(std::string_view text, std::string_view id = {}, Style style = Style::plain, int deeper = 0) {
    const int at = indent + 2 + deeper;
    append_row(out_,
               {{clean(text), width_ - at - id_width - 2, style, false}, {clean(id), id_width, Style::dim, false}}, at,
               color_);
  }

  void read() {
    section("WHAT WAS READ");
    const std::vector<std::size_t> counts = claims_per_document(view_);
    const int room = width_ - indent - 3 * 2 - 14 - 10;
    for (std::size_t i = 0; i < view_.documents.size(); ++i) {
      const Document& document = view_.documents[i];
      const std::string name = document_name(document);
      const int name_width = std::clamp(room * 35 / 100, 12, 30);
      append_row(
          out_,
          {{published_words(document), 14, Style::plain, false},
           {clean(name), name_width, Style::strong, false},
           {clean(document.title.empty() ? document.source : document.title), room - name_width, Style::plain, false},
           {count_words(static_cast<std::int64_t>(counts[i])) + (counts[i] == 1 ? " claim" : " claims"), 10,
            Style::plain, true}},
          indent, color_);
      std::string facts = count_words(static_cast<std::int64_t>(document.captured_bytes)) + " bytes, " +
                          document.id.substr(0, 19) + (document.id.size() > 19 ? "…" : "");
      append_row(out_, {{clean(facts), width_ - indent - 16, Style::dim, false}}, indent + 16, color_);
      for (const Note& note : document.notes) {
        append_row(out_, {{clean("note: " + note.text), width_ - indent - 16, Style::warning, false}}, indent + 16,
                   color_);
      }
    }
  }

  void incidents() {
    section("INCIDENTS",
            view_.incidents.empty() ? "None: no report tells of people harmed on a day or at a place." : "");
    std::string day;
    bool first = true;
    for (const Incident& one : view_.incidents) {
      const std::string heading = day_heading(one.first, one.last);
      if (heading != day || first) {
        out_ += '\n';
        out_ += ' ' + styled(heading, Style::strong, color_) + '\n';
        day = heading;
        first = false;
      } else {
        out_ += '\n';
      }
      incident(one, verbose_);
    }
  }

  void incident(const Incident& one, bool full) {
    const std::string names = origin_names(view_, one.origins);
    std::string support = support_words(one.origins.size(), one.outlets.size(), one.copied);
    const std::vector<std::string> tolls = toll_lines(view_, one);
    row(where_words(one.places), joined(tolls, " · "), names.empty() ? support : names + " — " + support, one.id);
    std::string told = deed_words(view_, one);
    told += (told.empty() ? "in " : "; in ") + joined(one.outlets);
    below(told, {}, Style::dim);
    if (one.part_of) {
      below("lies within " + view_.incidents[*one.part_of].id + ": same origin, wider area; not added to it");
    }
    // Figures that say no more than the row are only shown in full.
    for (const FigureIndex i : telling_figures(view_, one, full)) figure(i, full);
    for (const ClaimIndex c : one.denials) {
      const Claim& claim = view_.claims[c];
      below("denied by " + actor_words(view_, claim.origin ? claim.origin->actor : ""), claim.id, Style::warning);
    }
  }

  void figure(FigureIndex index, bool full) {
    const Figure& f = view_.figures[index];
    std::string text = (f.superseded_by ? "earlier: " : "") + figure_words(view_, f) + ", says " + speaker(f);
    if (const std::string limits = limit_words(f); !limits.empty()) text += "; " + limits;
    if (f.claims.size() > 1) text += "; stated " + std::to_string(f.claims.size()) + " times";
    const int at = indent + 2;
    append_row(out_,
               {{"•", 1, Style::dim, false},
                {keep_figures(clean(text)), width_ - at - 3 - id_width - 2, f.superseded_by ? Style::dim : Style::plain,
                 false},
                {clean(f.id), id_width, Style::dim, false}},
               at, color_);
    parts(f, 1);
    if (full) words_of(index, indent + 5);
  }

  void parts(const Figure& f, int deeper = 0) {
    std::string text = part_words(view_, f);
    if (text.empty()) return;
    if (const std::string sum = arithmetic_words(view_, f); !sum.empty()) text += " — " + sum;
    below(text, {}, Style::plain, deeper + 2);
  }

  std::string speaker(const Figure& f) const {
    return f.origin.empty() ? joined(f.outlets) + " (no source named)" : actor_words(view_, f.origin);
  }

  void gather(FigureIndex index, std::vector<ClaimIndex>& claims) const {
    const Figure& f = view_.figures[index];
    claims.insert(claims.end(), f.claims.begin(), f.claims.end());
    for (const FigureIndex p : f.parts) gather(p, claims);
  }

  // The sentences of a figure and its parts, each once.
  void words_of(FigureIndex index, int at) {
    std::vector<ClaimIndex> claims;
    gather(index, claims);
    words(std::move(claims), at);
  }

  // The claims' sentences, each once, their counts between marks.
  void words(std::vector<ClaimIndex> claims, int at) {
    for (const Quotation& quotation : quotations(view_, std::move(claims))) {
      std::string text;
      for (const Piece& piece : excerpt(quotation.document->text, quotation.sentence, quotation.marks)) {
        text += piece.marked ? "[" + piece.text + "]" : piece.text;
      }
      const int room = width_ - at - id_width - 2;
      append_row(out_,
                 {{"“" + clean(text) + "” " + clean(document_name(*quotation.document)), room, Style::dim, false},
                  {clean(joined(quotation.ids, " ")), id_width, Style::dim, false}},
                 at, color_);
    }
  }

  void rules(const Toll& toll) {
    const auto bound = [this](std::string_view name, const std::optional<Bound>& one) {
      if (!one) return std::string{};
      std::vector<std::string> ids;
      for (const FigureIndex f : one->figures) ids.push_back(view_.figures[f].id);
      return std::string(name) + " " + count_words(one->value) + " (" + one->rule + ": " + joined(ids) + ")";
    };
    std::vector<std::string> bounds;
    for (const auto& [name, one] :
         {std::pair{"low", &toll.low}, std::pair{"best", &toll.best}, std::pair{"high", &toll.high}}) {
      if (std::string words = bound(name, *one); !words.empty()) bounds.push_back(std::move(words));
    }
    std::string text = "policy " + toll.policy + ", " + toll_words(view_, toll) + ": ";
    text += bounds.empty() ? "words stay words" : joined(bounds, "; ");
    if (toll.open_above) text += "; open above";
    below(text, {}, Style::dim);
  }

  void series() {
    if (view_.series.empty()) return;
    section("RUNNING TOTALS", "Counted over days and several attacks; never added to incidents.");
    for (const Series& one : view_.series) series(one, verbose_);
  }

  void series(const Series& one, bool full) {
    out_ += '\n';
    std::string title =
        one.origin.empty() ? joined(one.outlets) + " (no source named)" : actor_words(view_, one.origin);
    title += ": " + std::string(one.group == Group::people ? "" : std::string(group_words(one.group)) + " ") +
             std::string(outcome_words(one.outcome));
    title += one.start ? " since " + day_words(*one.start) : ", start not stated";
    append_row(
        out_,
        {{clean(title), width_ - indent - id_width - 2, Style::strong, false}, {one.id, id_width, Style::dim, false}},
        indent, color_);
    for (const Point& point : one.points) {
      const Figure& f = view_.figures[point.figure];
      std::string text = (point.at.empty() ? std::string("time not stated") : "to " + time_words(point.at)) + ": " +
                         figure_words(view_, f);
      if (const std::string limits = limit_words(f); !limits.empty()) text += "; " + limits;
      text += " — in " + joined(f.outlets);
      const bool latest = &point == &one.points.back();
      below(text, f.id, latest ? Style::plain : Style::dim);
      parts(f);
      if (full) words_of(point.figure, indent + 4);
    }
    if (!residuals_) residuals_.emplace(view_);
    const auto index = static_cast<std::uint32_t>(&one - view_.series.data());
    for (const Residual& rest : residuals_->of(index)) residual(rest, full);
  }

  // What other origins counted within a total is another class than the total's own: only the record in full has it,
  // and why there is none where nothing is known to lie within.
  void residual(const Residual& rest, bool full) {
    if (full || (rest.own && !rest.covered.empty())) below(remainder_words(view_, rest), {}, Style::dim, 2);
  }

  void lane_row(FigureIndex index) {
    const Figure& f = view_.figures[index];
    std::string place = where_words(f.places);
    if (const std::string route = route_words(f); !route.empty() && f.kind == ClaimKind::displacement) place = route;
    const std::string days = window_words(f.first, f.last);
    place += days.empty() ? "; day not stated" : "; " + days;
    const std::string support = support_words(f.origin.empty() ? 0 : 1, f.outlets.size(), f.copied);
    row(place, figure_words(view_, f), f.origin.empty() ? support : actor_words(view_, f.origin) + " — " + support,
        f.id);
    if (const std::string limits = limit_words(f); !limits.empty()) below(limits);
    parts(f);
    if (verbose_) words_of(index, indent + 2);
  }

  void background() {
    if (view_.background.empty() && view_.background_control.empty()) return;
    section("BACKGROUND", "The war's and history's figures: beside the ledger, never in it.");
    for (const FigureIndex f : view_.background) lane_row(f);
    for (const ControlPlace& one : view_.background_control) place(view_.background_control, one, verbose_);
  }

  void displacement() {
    if (view_.displacement.empty()) return;
    section("DISPLACEMENT");
    for (const FigureIndex f : view_.displacement) lane_row(f);
  }

  void control() {
    if (view_.control.empty()) return;
    section("WHO IS SAID TO HOLD WHAT");
    for (const ControlPlace& one : view_.control) place(view_.control, one, verbose_);
  }

  void place_row(const ControlPlace& one, std::string_view holder) {
    row(control_place_words(one), holder.empty() ? "nobody is named as its holder" : holder, extent_words(one), one.id);
  }

  void place(const std::vector<ControlPlace>& all, const ControlPlace& one, bool full) {
    bool first = true;
    for (const Holding& holding : one.holdings) {
      const int where = where_ * 5 / 6;
      const int what = what_ + where_ - where;
      append_row(out_,
                 {{first ? clean(control_place_words(one)) : std::string{}, where, Style::strong, false},
                  {clean(holding_day_words(holding) + ": " + holding_words(view_, holding)), what, Style::plain, false},
                  {keep_figures(clean(sayer_words(view_, holding))), who_, Style::plain, false},
                  {clean(holding.id), id_width, Style::dim, false}},
                 indent, color_);
      first = false;
      if (full) words(holding.claims, indent + 2);
    }
    for (const ControlMark& mark : one.marks) {
      const bool change = mark.tie == ControlTie::untold_loss;
      if (const std::string text = mark_words(view_, one, mark); !text.empty())
        below("! " + text, {}, change ? Style::dim : Style::warning);
    }
    if (const std::string named = naming_words(all, one); full && !named.empty()) below(named, {}, Style::dim);
    const std::string holder = holder_words(view_, one);
    if (!holder.empty() && (full || one.holdings.size() > 1)) below("→ " + holder, one.id, Style::strong);
  }

  void statements() {
    if (view_.statements.empty()) return;
    section("DENIALS AND OTHER STATEMENTS");
    for (const ClaimIndex c : view_.statements) {
      const Claim& claim = view_.claims[c];
      const std::string who = claim.origin ? actor_words(view_, claim.origin->actor) : std::string{};
      row(statement_words(view_, claim), claim.trigger.text,
          (who.empty() ? std::string("no source named") : who) + ", in " + outlet_of(view_, claim), claim.id,
          Style::plain);
      if (verbose_) words({c}, indent + 2);
    }
  }

  void finding(const Finding& one) {
    append_row(out_,
               {{std::string(to_string(one.kind)), where_, Style::warning, false},
                {keep_figures(clean(one.sentence)), what_ + who_ + 2, Style::plain, false},
                {one.id, id_width, Style::dim, false}},
               indent, color_);
  }

  void disagreements() {
    section("WHAT DISAGREES, AND WHAT NEEDS A LOOK",
            view_.findings.empty() ? "Nothing: the comparable figures agree." : "");
    for (const Finding& one : view_.findings) finding(one);
    const std::vector<const Relation*> apart = apart_relations(view_);
    if (apart.empty()) return;
    out_ += '\n';
    paragraph("Not compared, though one could be taken for the other:", indent, Style::dim);
    for (const Relation* relation : apart) below(relation_words(view_, *relation));
  }

  const LedgerView& view_;
  bool color_;
  bool verbose_;
  int width_;
  int where_ = 0;
  int what_ = 0;
  int who_ = 0;
  std::optional<Residuals> residuals_;  // made where a series is told
  std::string out_;
};

}  // namespace

std::string ledger_table(const LedgerView& view, const TableOptions& options) {
  return Table(view, options).all();
}

std::string incident_list(const LedgerView& view, const TableOptions& options) {
  return Table(view, options).list();
}

std::string control_list(const LedgerView& view, const TableOptions& options) {
  return Table(view, options).places();
}

std::string series_list(const LedgerView& view, std::span<const std::uint32_t> series, const TableOptions& options) {
  return Table(view, options).series_list(series);
}

std::string finding_list(const LedgerView& view, std::span<const std::uint32_t> findings, const TableOptions& options) {
  return Table(view, options).finding_list(findings);
}

std::string show(const LedgerView& view, std::string_view id, const TableOptions& options) {
  Table table(view, options);
  if (const std::optional<Subject> subject = find_subject(view, id); subject && subject->kind == SubjectKind::toll)
    return why_text(view, explain(view, *subject), options);
  for (const Incident& incident : view.incidents) {
    if (incident.id == id) return table.one(incident);
  }
  for (const Series& series : view.series) {
    if (series.id == id) return table.one(series);
  }
  for (const Finding& finding : view.findings) {
    if (finding.id == id) return table.one(finding);
  }
  for (const std::vector<ControlPlace>* places : {&view.control, &view.background_control}) {
    for (const ControlPlace& place : *places) {
      if (place.id == id) return table.one(*places, place);
    }
  }
  for (ClaimIndex i = 0; i < view.claims.size(); ++i) {
    const Claim& claim = view.claims[i];
    if (claim.id != id) continue;
    const Document* document = document_of(view, claim);
    const Document unknown;
    std::string out = show_claim(claim, document == nullptr ? unknown : *document, options);
    const Standing& standing = view.standings[i];
    out += "  stands in     " + std::string(to_string(standing.lane));
    if (standing.entry != claim.id) out += ", " + standing.entry;
    out += '\n';
    return out;
  }
  return {};
}

}  // namespace histor
