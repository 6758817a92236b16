#include "publish/lists.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <vector>

#include "publish/excerpt.hpp"
#include "publish/layout.hpp"
#include "publish/phrases.hpp"
#include "reckon/wording.hpp"

namespace histor {

namespace {

constexpr int id_width = 12;
constexpr int narrowest_list = 60;
constexpr int widest_list = 200;

class List {
 public:
  List(const LedgerView& view, const TableOptions& options)
      : view_(view), color_(options.color), width_(std::clamp(options.width, narrowest_list, widest_list)) {}

  std::string take() { return std::move(out_); }

  // ---- tolls ----

  void tolls(std::span<const TollAt> tolls, const Policy& policy) {
    title("TOLLS UNDER THE POLICY " + policy.name);
    paragraph(policy.summary, 0, Style::dim);
    std::vector<std::string> rules;
    const auto rule = [&rules](std::string_view end, std::string_view name) {
      if (name != "none") rules.push_back(std::string(end) + " by " + std::string(name));
    };
    rule("low", to_string(policy.low));
    rule("best", to_string(policy.best));
    rule("high", to_string(policy.high));
    paragraph("Where no line says otherwise: " + joined(rules) + ".", 0, Style::dim);
    for (const std::string_view one : {to_string(policy.low), to_string(policy.best), to_string(policy.high)})
      usual_.emplace(one);
    std::optional<std::uint32_t> incident;
    for (const TollAt& at : tolls) {
      if (incident != at.incident) heading(view_.incidents[at.incident]);
      incident = at.incident;
      toll(view_.incidents[at.incident].tolls[at.toll]);
    }
    if (tolls.empty()) paragraph("None.", 2);
    out_ += '\n';
    paragraph("One line is one outcome and one population of one incident; lines are never added. Beside them: " +
                  count(view_.series.size(), "running total", "running totals") + " (histor series), which " +
                  (view_.series.size() == 1 ? "is no toll" : "are no tolls") + " of incidents, and " +
                  count(view_.background.size(), "figure", "figures") + " of the war or of history.",
              0, Style::dim);
  }

  // ---- origins ----

  void origins(std::span<const OriginSummary> origins) {
    constexpr int widest_id = 32;
    int id = 2;
    for (const OriginSummary& one : origins) id = std::clamp(display_width(clean(one.id)), id, widest_id);
    const int room = width_ - 2 - 2 * 2 - id;
    const int name = std::clamp(room * 40 / 100, 18, 48);
    const auto row = [&](const OriginSummary* one, Style style) {
      append_row(
          out_,
          {{one == nullptr ? "WHO COUNTED" : clean(one->name + (one->role ? " (a role)" : "")), name, style, false},
           {one == nullptr ? "FIGURES AND CARRIERS" : keep_figures(clean(carried(*one))), room - name,
            one == nullptr ? style : Style::plain, false},
           {one == nullptr ? "ID" : clean(one->id), id, Style::dim, false}},
          2, color_);
    };
    row(nullptr, Style::heading);
    for (const OriginSummary& one : origins) row(&one, Style::strong);
    out_ += '\n';
    const auto named =
        std::count_if(origins.begin(), origins.end(), [](const OriginSummary& o) { return !o.id.empty(); });
    paragraph(count(static_cast<std::size_t>(named), "distinct origin", "distinct origins") +
                  ". Origins corroborate each other, outlets do not; a role may have any number of sources behind it, "
                  "or one.",
              0, Style::dim);
  }

  void origin(const OriginSummary& origin) {
    append_row(out_,
               {{clean(origin.name), width_ - 2 - id_width - 20, Style::strong, false},
                {clean(origin.id), 20 + id_width - 2, Style::dim, false}},
               0, color_);
    paragraph(carried(origin) + (origin.role ? "; a role, not a body: several may stand behind it" : ""), 2);
    constexpr Lane lanes[] = {Lane::incident, Lane::running, Lane::background, Lane::displacement};
    for (const Lane lane : lanes) {
      bool first = true;
      for (const FigureIndex i : origin.figures) {
        const Figure& f = view_.figures[i];
        if (f.lane != lane) continue;
        if (first) {
          out_ += '\n';
          paragraph(lane_words(lane), 2, Style::heading);
        }
        first = false;
        figure(f);
      }
    }
    if (!origin.corroborated.empty()) {
      out_ += '\n';
      paragraph("Others count in " + joined(origin.corroborated) + " as well.", 2);
    }
  }

  // ---- reasons ----

  void why(const Explanation& explanation) {
    head(explanation.words, explanation.subject.id);
    for (const Reason& reason : explanation.reasons) field(reason.field, reason.sentence);
    sentences(explanation.claims);
  }

  void why(const Comparison& comparison) {
    side("first", comparison.a);
    side("second", comparison.b);
    out_ += '\n';
    paragraph(comparison.verdict + " (" + std::string(to_string(comparison.kind)) + ")", 2, Style::strong);
    paragraph(comparison.advice, 2);
    bool any = false;
    for (const bool deciding : {true, false}) {
      for (const FieldReason& reason : comparison.reasons) {
        if (reason.sentence.empty() || reason.decides != deciding) continue;
        if (!any) section("Why");
        any = true;
        field(reason.field, reason.sentence, deciding ? Style::strong : Style::plain);
      }
    }
    section("Side by side");
    const int value = (width_ - 2 - name_width - 2 * 2) / 2;
    for (const FieldReason& reason : comparison.reasons) {
      append_row(out_,
                 {{reason.field, name_width, Style::dim, false},
                  {keep_figures(clean(reason.a)), value, reason.decides ? Style::strong : Style::plain, false},
                  {keep_figures(clean(reason.b)), value, reason.decides ? Style::strong : Style::plain, false}},
                 2, color_);
    }
    sentences({comparison.a.claim, comparison.b.claim});
  }

 private:
  static constexpr int name_width = 12;

  static std::string count(std::size_t number, std::string_view one, std::string_view many) {
    return count_words(static_cast<std::int64_t>(number)) + " " + std::string(number == 1 ? one : many);
  }

  static std::string lane_words(Lane lane) {
    if (lane == Lane::running) return "Running totals";
    if (lane == Lane::background) return "Background";
    if (lane == Lane::displacement) return "Displacement";
    return "Of incidents";
  }

  void title(const std::string& text) {
    out_ += styled(text, Style::heading, color_);
    out_ += '\n';
  }

  void section(const std::string& text) {
    out_ += '\n';
    out_ += "  " + styled(text, Style::heading, color_) + "\n";
  }

  void paragraph(std::string_view text, int at, Style style = Style::plain) {
    append_row(out_, {{keep_figures(clean(text)), width_ - at, style, false}}, at, color_);
  }

  void head(std::string_view words, std::string_view id) {
    append_row(out_,
               {{keep_figures(clean(words)), width_ - id_width - 2, Style::strong, false},
                {clean(id), id_width, Style::dim, false}},
               0, color_);
  }

  void field(std::string_view name, std::string_view sentence, Style style = Style::plain) {
    append_row(out_,
               {{clean(name), name_width + 4, Style::dim, false},
                {keep_figures(clean(sentence)), width_ - 2 - name_width - 4 - 2, style, false}},
               2, color_);
  }

  void heading(const Incident& incident) {
    out_ += '\n';
    const std::string days = window_words(incident.first, incident.last);
    append_row(out_,
               {{clean((days.empty() ? "day not stated" : days) + " · " + where_words(incident.places)),
                 width_ - 2 - id_width - 2, Style::strong, false},
                {incident.id, id_width, Style::dim, false}},
               1, color_);
  }

  void toll(const Toll& toll) {
    const int room = width_ - 2 - 2 * 2 - id_width;
    const int words = room * 55 / 100;
    const std::string told = toll_words(view_, toll) + (toll.provisional ? " (provisional)" : "");
    append_row(out_,
               {{keep_figures(clean(told)), words, Style::strong, false},
                {keep_figures(ends(toll)), room - words, Style::plain, false},
                {toll.id, id_width, Style::dim, false}},
               2, color_);
    for (const std::string& line : rests_on(toll)) paragraph(line, 6, Style::dim);
    for (const TollNote& note : toll.notes)
      paragraph(note.sentence, 6, note.kind == TollNoteKind::split ? Style::plain : Style::warning);
    if (toll.shares.size() > 1) {
      std::string shares;
      constexpr std::size_t shown = 8;
      for (std::size_t i = 0; i < toll.shares.size() && i < shown; ++i) {
        const Share& share = toll.shares[i];
        shares += (shares.empty() ? "" : "; ") + (share.day ? day_words(*share.day) : std::string("day not stated")) +
                  (share.place.empty() ? "" : ", " + share.place) + ": " + count_words(share.value);
      }
      paragraph(shares + (toll.shares.size() > shown ? "; …" : ""), 6);
    }
  }

  static std::string ends(const Toll& toll) {
    std::string words;
    const auto end = [&words](std::string_view name, const std::optional<Bound>& bound, bool open) {
      if (!bound) return;
      words += (words.empty() ? "" : " · ") + std::string(name) + " " + count_words(bound->value) + (open ? "+" : "");
    };
    end("low", toll.low, false);
    end("best", toll.best, false);
    end("high", toll.high, toll.open_above);
    return words.empty() ? "no number" : words;
  }

  std::string says(FigureIndex index) const {
    const Figure& f = view_.figures[index];
    return figure_words(view_, f) + (f.origin.empty() ? " — " : ", says " + actor_words(view_, f.origin) + " — ") +
           joined(f.outlets) + " (" + f.id + ")";
  }

  // One line for ends that rest on the same figures.
  std::vector<std::string> rests_on(const Toll& toll) const {
    struct Line {
      std::vector<std::uint32_t> figures;
      std::vector<std::string> ends, rules;
    };
    std::vector<Line> lines;
    for (const auto& [name, bound] :
         {std::pair{"low", &toll.low}, std::pair{"best", &toll.best}, std::pair{"high", &toll.high}}) {
      if (!*bound) continue;
      auto line = std::find_if(lines.begin(), lines.end(),
                               [b = bound](const Line& one) { return one.figures == (*b)->figures; });
      if (line == lines.end()) line = lines.insert(lines.end(), Line{(*bound)->figures, {}, {}});
      line->ends.emplace_back(name);
      if (std::find(line->rules.begin(), line->rules.end(), (*bound)->rule) == line->rules.end())
        line->rules.push_back((*bound)->rule);
    }
    std::vector<std::string> words;
    for (const Line& line : lines) {
      std::vector<std::string> told;
      told.reserve(line.figures.size());
      for (const FigureIndex f : line.figures) told.push_back(says(f));
      std::vector<std::string> rules = line.rules;
      std::erase_if(rules, [this](const std::string& rule) { return usual_.count(rule) > 0; });
      words.push_back((lines.size() > 1 ? joined(line.ends) + ": " : "") + joined(told, "; ") +
                      (rules.empty() ? "" : " [" + joined(rules) + "]"));
    }
    if (lines.empty()) {
      for (const FigureIndex f : toll.figures) words.push_back(says(f));
    }
    return words;
  }

  // The first few, and how many more.
  static std::string few(const std::vector<std::string>& words) {
    constexpr std::size_t shown = 5;
    if (words.size() <= shown) return joined(words);
    return joined({words.begin(), words.begin() + shown}) + " and " + std::to_string(words.size() - shown) + " more";
  }

  static std::string carried(const OriginSummary& origin) {
    std::string words = count(origin.figures.size(), "figure", "figures");
    if (origin.live != origin.figures.size()) {
      words += " (" + count_words(static_cast<std::int64_t>(origin.live)) + " live and whole)";
    }
    words += " in " + count(origin.claims, "claim", "claims");
    words += ", printed by " + count(origin.outlets.size(), "outlet", "outlets") + ": " + few(origin.outlets);
    if (origin.carried_on > 0) words += "; " + count(origin.carried_on, "figure", "figures") + " by more than one";
    if (!origin.corroborated.empty()) {
      words += "; others count in " + count_words(static_cast<std::int64_t>(origin.corroborated.size())) +
               " of its incidents as well";
    }
    return words;
  }

  void figure(const Figure& f) {
    std::string text = figure_words(view_, f);
    const std::string days = window_words(f.first, f.last);
    text += "; " + where_words(f.places) + "; " + (days.empty() ? "day not stated" : days);
    if (const std::string limits = limit_words(f); !limits.empty()) text += "; " + limits;
    if (f.whole) text += "; part of " + view_.figures[*f.whole].id;
    if (f.superseded_by) text += "; updated by " + view_.figures[*f.superseded_by].id;
    text += " — in " + joined(f.outlets);
    append_row(
        out_,
        {{keep_figures(clean(text)), width_ - 4 - id_width - 2, f.superseded_by ? Style::dim : Style::plain, false},
         {clean(f.id), id_width, Style::dim, false}},
        4, color_);
  }

  void side(std::string_view which, const Side& side) {
    const Claim& claim = view_.claims[side.claim];
    std::string text = std::string(side.words);
    if (!side.chosen.empty()) text += " (" + side.chosen + ", " + claim.id + ")";
    append_row(out_,
               {{std::string(which), name_width, Style::dim, false},
                {keep_figures(clean(text)), width_ - 2 - name_width - 2 * 2 - id_width, Style::strong, false},
                {clean(side.subject.id), id_width, Style::dim, false}},
               2, color_);
  }

  void sentences(const std::vector<ClaimIndex>& claims) {
    constexpr std::size_t shown = 12;
    const std::vector<Quotation> all = quotations(view_, claims);
    if (!all.empty()) section("In their words");
    for (std::size_t i = 0; i < all.size() && i < shown; ++i) {
      const Quotation& quotation = all[i];
      std::string text;
      for (const Piece& piece : excerpt(quotation.document->text, quotation.sentence, quotation.marks)) {
        text += piece.marked ? "[" + piece.text + "]" : piece.text;
      }
      append_row(out_,
                 {{"“" + clean(text) + "” " + clean(document_name(*quotation.document)) + ", " +
                       published_words(*quotation.document),
                   width_ - 2 - id_width - 2, Style::plain, false},
                  {clean(joined(quotation.ids, " ")), id_width, Style::dim, false}},
                 2, color_);
    }
    if (all.size() > shown)
      paragraph("… and " + count(all.size() - shown, "sentence", "sentences") + " more.", 2, Style::dim);
  }

  const LedgerView& view_;
  bool color_;
  int width_;
  std::set<std::string, std::less<>> usual_;  // the rules of the policy's own ends, told once
  std::string out_;
};

}  // namespace

std::string toll_list(const LedgerView& view, std::span<const TollAt> tolls, const Policy& policy,
                      const TableOptions& options) {
  List list(view, options);
  list.tolls(tolls, policy);
  return list.take();
}

std::string origin_list(const LedgerView& view, std::span<const OriginSummary> origins, const TableOptions& options) {
  List list(view, options);
  list.origins(origins);
  return list.take();
}

std::string origin_text(const LedgerView& view, const OriginSummary& origin, const TableOptions& options) {
  List list(view, options);
  list.origin(origin);
  return list.take();
}

std::string why_text(const LedgerView& view, const Explanation& explanation, const TableOptions& options) {
  List list(view, options);
  list.why(explanation);
  return list.take();
}

std::string why_text(const LedgerView& view, const Comparison& comparison, const TableOptions& options) {
  List list(view, options);
  list.why(comparison);
  return list.take();
}

}  // namespace histor
