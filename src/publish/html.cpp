// Everything that came from outside goes through text(): redacted first, then escaped. Names and numbers stand in
// <bdi>, so that right-to-left names do not turn the line around them. The style sheet is allowed by its digest and
// nothing else is allowed.
#include "publish/html.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/hash.hpp"
#include "link/figures.hpp"
#include "link/scope.hpp"
#include "publish/excerpt.hpp"
#include "publish/layout.hpp"
#include "publish/phrases.hpp"
#include "reckon/control_wording.hpp"
#include "reckon/residuals.hpp"
#include "reckon/wording.hpp"

namespace histor {

namespace {

constexpr std::string_view style_sheet = R"css(
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d5dae0;--paper:#fff;--panel:#f6f7f9;--mark:#ffe9a8;--mark-ink:#3d2f00;--link:#0a4f8f;--warn:#8a4b00}
@media (prefers-color-scheme:dark){:root{--ink:#e7e9ec;--soft:#a3abb5;--line:#3a4048;--paper:#14171b;--panel:#1c2026;--mark:#5c4a10;--mark-ink:#ffedb3;--link:#8cc4ff;--warn:#f0b36a}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,"Segoe UI","Noto Sans","Noto Sans Arabic",sans-serif;overflow-wrap:anywhere}
main,header,footer{max-width:62rem;margin:0 auto;padding:0 1.25rem}
header{padding-block:2.2rem .4rem}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.15rem;margin:2.6rem 0 .3rem;padding-bottom:.35rem;border-bottom:2px solid var(--ink)}
h3{font-size:1rem;margin:1.7rem 0 .6rem;color:var(--soft);font-weight:600}
p{margin:.4rem 0}
a{color:var(--link)}
.lead,.note,.soft{color:var(--soft)}
.note{font-size:.92rem;margin-block:0 .8rem}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;padding:0;margin:.7rem 0 0;font-size:.92rem}
.scroll{overflow-x:auto}
td{overflow-wrap:break-word}
.outlet{min-width:8rem}
body>footer .id{white-space:normal}
table{border-collapse:collapse;width:100%;font-size:.94rem}
th,td{text-align:start;vertical-align:top;padding:.45rem .7rem .45rem 0;border-bottom:1px solid var(--line)}
th{font-weight:600;color:var(--soft);font-size:.85rem}
td.number{font-variant-numeric:tabular-nums;white-space:nowrap}
article{border:1px solid var(--line);border-radius:.5rem;margin:.8rem 0;padding:.9rem 1.1rem 1rem;background:var(--paper);break-inside:avoid}
.top{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.2rem 1.5rem}
h4{font-size:1.02rem;margin:0}
.toll{font-size:1.22rem;font-weight:650;line-height:1.35;margin:.15rem 0 .25rem;font-variant-numeric:tabular-nums}
.who{margin:.1rem 0}
.id{font:.8rem/1.6 ui-monospace,"DejaVu Sans Mono",Menlo,monospace;color:var(--soft);white-space:nowrap}
.figures{list-style:none;padding:0;margin:.7rem 0 0;border-top:1px solid var(--line)}
.figures>li{padding:.55rem 0 .1rem}
.figures .parts{margin:.1rem 0 .1rem;padding-inline-start:1rem;border-inline-start:3px solid var(--line)}
.old{color:var(--soft)}
.words{margin:.8rem 0 0}
.words summary{cursor:pointer;color:var(--soft);font-size:.92rem}
blockquote{margin:.5rem 0 0;padding:.55rem .8rem;background:var(--panel);border-radius:.35rem;font-size:.95rem;break-inside:avoid}
blockquote footer{max-width:none;padding:0;margin:.2rem 0 0;color:var(--soft);font-size:.85rem}
mark{background:var(--mark);color:var(--mark-ink);padding:0 .12em;border-radius:.15em;font-weight:600}
.withheld{color:var(--warn);font-style:italic}
.kind{font-weight:600;color:var(--warn);white-space:nowrap}
ul.plain{padding-inline-start:1.1rem}
body>footer{margin-top:3rem;padding-block:1rem 3rem;border-top:1px solid var(--line);color:var(--soft);font-size:.88rem}
@media (max-width:40rem){
main,header,footer{padding-inline:.9rem}
article{padding:.8rem .85rem}
.stack thead{display:none}
.stack tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}
.stack td{display:block;border:0;padding:.05rem 0}
}
@media print{
body{font-size:10pt}
nav{display:none}
article,blockquote{background:none}
blockquote{border-inline-start:2px solid var(--line);border-radius:0}
mark{border-bottom:1.5pt solid;background:none}
main,header,footer{max-width:none;padding:0}
}
)css";

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8U | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      out += i + j <= bytes.size() ? digits[group >> (18 - 6 * j) & 0x3FU] : '=';
    }
  }
  return out;
}

std::string style_digest() {
  const std::string hex = sha256_hex(style_sheet);
  std::string bytes;
  const auto nibble = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(nibble(hex[i]) * 16 + nibble(hex[i + 1]));
  }
  return "sha256-" + base64(bytes);
}

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// The words of persons counted by name, wherever a text writes them. A name is withheld word by word ("Mr. Sanchez"),
// as long as its words are written with a capital; small words of names ("al", "de") are left.
class Withheld {
 public:
  Withheld(const LedgerView& view, Profile profile) {
    if (profile == Profile::internal) return;
    for (const Claim& claim : view.claims) {
      if (!claim.number || claim.number->form != NumberForm::name) continue;
      for_each_word(claim.number->text, [this](std::string_view word) {
        if (word.size() > 2 && !(word.front() >= 'a' && word.front() <= 'z')) words_.insert(folded(word));
      });
    }
    // A person who spoke as a witness is as private as one who was hurt: a source by name that is no actor of the file.
    for (const Claim& claim : view.claims) {
      if (!claim.origin || !private_person(view, *claim.origin)) continue;
      for_each_word(claim.origin->text, [this](std::string_view word) {
        if (word.size() > 2 && word.front() >= 'A' && word.front() <= 'Z') words_.insert(folded(word));
      });
    }
  }

  /// Whether the words of a source are a name, and nothing is known of who bears it.
  static bool private_person(const LedgerView& view, const Speaker& source) {
    const auto facts = view.actors.find(source.actor);
    if (facts != view.actors.end() && (facts->second.side != ActorSide::unknown || facts->second.role)) return false;
    if (facts != view.actors.end() && facts->second.known) return false;
    int words = 0;
    int capitals = 0;
    for_each_word(source.text, [&](std::string_view word) {
      ++words;
      capitals += word.front() >= 'A' && word.front() <= 'Z' ? 1 : 0;
    });
    return words >= 2 && capitals >= 2;
  }

  // Runs of withheld words become one "[name withheld]"; `put` gets the pieces in order.
  template <class Put>
  void cut(std::string_view text, Put put) const {
    std::size_t done = 0;      // all before it has been put
    std::size_t name_end = 0;  // end of the run of withheld words that is open, if any
    bool open = false;
    if (!words_.empty()) {
      for_each_word(text, [&](std::string_view word) {
        const auto at = static_cast<std::size_t>(word.data() - text.data());
        if (words_.count(folded(word)) == 0) return;
        const bool joins =
            open && text.substr(name_end, at - name_end).find_first_not_of(" .-'") == std::string_view::npos;
        if (!joins) {
          if (open) put(std::string_view{}, true);
          put(text.substr(done, at - done), false);
        }
        open = true;
        name_end = done = at + word.size();
      });
      if (open) put(std::string_view{}, true);
    }
    put(text.substr(done), false);
  }

 private:
  template <class Use>
  static void for_each_word(std::string_view text, Use use) {
    for (std::size_t at = 0; at < text.size();) {
      if (!is_letter(text[at])) {
        ++at;
        continue;
      }
      std::size_t end = at;
      while (end < text.size() && is_letter(text[end])) ++end;
      use(text.substr(at, end - at));
      at = end;
    }
  }

  std::set<std::string> words_;
};

/// Whether a sentence tells of a child by its kin or by who knew it: "one of the dead was a pupil of his".
bool identifies_child(const LedgerView& view, const Quotation& quotation) {
  const bool child = std::any_of(view.claims.begin(), view.claims.end(), [&](const Claim& claim) {
    return claim.group == Group::children && claim.number && claim.document == quotation.document->id &&
           claim.sentence == quotation.sentence;
  });
  if (!child) return false;
  std::string words = " " + folded(slice(quotation.document->text, quotation.sentence)) + " ";
  for (char& c : words) c = is_letter(c) ? c : ' ';
  static constexpr std::array<std::string_view, 16> ties{
      " his ", " her ",  " my ",       " our ",       " sister ", " sisters ", " brother ",  " brothers ",
      " son ", " sons ", " daughter ", " daughters ", " nephew ", " niece ",   " grandson ", " granddaughter "};
  return std::any_of(ties.begin(), ties.end(),
                     [&](std::string_view tie) { return words.find(tie) != std::string::npos; });
}

class Page {
 public:
  Page(const LedgerView& view, const ReportOptions& options)
      : view_(view), options_(options), withheld_(view, options.profile) {}

  std::string all() {
    head();
    read();
    incidents();
    series();
    lane("background", "Background", "The war’s and history’s figures: beside the ledger, never in it.",
         view_.background, view_.background_control);
    lane("displacement", "Displacement", "", view_.displacement, {});
    if (!view_.control.empty()) {
      section("control", "Who is said to hold what", "");
      places(view_.control);
    }
    statements();
    disagreements();
    foot();
    return std::move(out_);
  }

 private:
  // Text of people and papers, as text.
  std::string text(std::string_view raw) const {
    std::string out;
    withheld_.cut(clean(raw), [&out](std::string_view piece, bool name) {
      out += name ? "<span class=\"withheld\">[name withheld]</span>" : escaped(piece);
    });
    return out;
  }

  std::string bdi(std::string_view raw) const { return "<bdi>" + text(raw) + "</bdi>"; }

  void section(std::string_view id, std::string_view title, std::string_view note) {
    out_ += "<h2 id=\"" + std::string(id) + "\">" + std::string(title) + "</h2>\n";
    if (!note.empty()) out_ += "<p class=\"note\">" + std::string(note) + "</p>\n";
  }

  void head() {
    out_ += "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n";
    out_ += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '" + style_digest() +
            "'; base-uri 'none'; form-action 'none'\">\n";
    out_ += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    out_ += "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n";
    out_ += "<title>" + text(options_.title) + "</title>\n<style>" + std::string(style_sheet) +
            "</style>\n</head>\n<body>\n";
    out_ += "<header>\n<h1 dir=\"auto\">" + text(options_.title) + "</h1>\n";
    out_ += "<p class=\"lead\">" + text(totals_words(view_)) + "</p>\n";
    out_ +=
        "<p class=\"note\">What the reports say, and who says it. Copies of one figure are counted once; figures of "
        "different "
        "places, days, populations or outcomes are not compared, and nothing is added up across lines.</p>\n<nav "
        "aria-label=\"Sections\"><ul>";
    const auto link = [this](std::string_view id, std::string_view title, bool there) {
      if (there) out_ += "<li><a href=\"#" + std::string(id) + "\">" + std::string(title) + "</a></li>";
    };
    link("read", "What was read", true);
    link("incidents", "Incidents", true);
    link("running", "Running totals", !view_.series.empty());
    link("background", "Background", !view_.background.empty() || !view_.background_control.empty());
    link("displacement", "Displacement", !view_.displacement.empty());
    link("control", "Control of places", !view_.control.empty());
    link("statements", "Denials", !view_.statements.empty());
    link("findings", "What disagrees", true);
    out_ += "</ul></nav>\n</header>\n<main>\n";
  }

  void read() {
    section("read", "What was read", "");
    out_ +=
        "<div class=\"scroll\"><table "
        "class=\"stack\"><thead><tr><th>Published</th><th>Outlet</th><th>Title</th><th>Claims</th>"
        "</tr></thead><tbody>\n";
    const std::vector<std::size_t> counts = claims_per_document(view_);
    for (std::size_t i = 0; i < view_.documents.size(); ++i) {
      const Document& document = view_.documents[i];
      out_ += "<tr><td class=\"number\">" + bdi(published_words(document)) + "</td><td class=\"outlet\">" +
              bdi(document_name(document)) + "</td><td dir=\"auto\">" +
              text(document.title.empty() ? document.source : document.title);
      for (const Note& note : document.notes) out_ += "<br><span class=\"kind\">note:</span> " + text(note.text);
      out_ += "</td><td class=\"number\">" + count_words(static_cast<std::int64_t>(counts[i])) +
              (counts[i] == 1 ? " claim" : " claims") + "</td></tr>\n";
    }
    out_ += "</tbody></table></div>\n";
  }

  void incidents() {
    section("incidents", "Incidents", view_.incidents.empty() ? "None." : "");
    std::string day;
    for (const Incident& one : view_.incidents) {
      const std::string heading = day_heading(one.first, one.last);
      if (heading != day) {
        out_ += "<h3>" + bdi(heading) + "</h3>\n";
        day = heading;
      }
      incident(one);
    }
  }

  std::string support(std::size_t origins, std::size_t outlets, std::size_t copied) const {
    return text(support_words(origins, outlets, copied));
  }

  std::string bdi_list(const std::vector<std::string>& names) const {
    std::string out;
    for (const std::string& name : names) {
      if (!out.empty()) out += ", ";
      out += bdi(name);
    }
    return out;
  }

  std::string actors(const std::vector<std::string>& ids) const {
    std::vector<std::string> names;
    names.reserve(ids.size());
    for (const std::string& id : ids) names.push_back(actor_words(view_, id));
    return bdi_list(names);
  }

  void incident(const Incident& one) {
    out_ += "<article id=\"" + one.id + "\">\n<div class=\"top\"><h4>" + bdi(where_words(one.places)) +
            "</h4><span class=\"id\">" + one.id + "</span></div>\n<p class=\"toll\">";
    bool first = true;
    for (const std::string& toll : toll_lines(view_, one)) {
      if (!first) out_ += " · ";
      out_ += bdi(toll);
      first = false;
    }
    out_ += "</p>\n<p class=\"who\">";
    const std::string names = actors(one.origins);
    if (!names.empty()) out_ += names + " — ";
    out_ += support(one.origins.size(), one.outlets.size(), one.copied) + "</p>\n<p class=\"soft\">";
    if (const std::string deed = deed_words(view_, one); !deed.empty()) out_ += text(deed) + "; ";
    out_ += "in " + bdi_list(one.outlets) + "</p>\n";
    if (one.part_of) {
      const std::string& whole = view_.incidents[*one.part_of].id;
      out_ += "<p class=\"soft\">Lies within <a href=\"#" + whole + "\">" + whole +
              "</a>: same origin, wider area; not added to it.</p>\n";
    }
    if (const std::vector<FigureIndex> figures = telling_figures(view_, one); !figures.empty()) {
      out_ += "<ul class=\"figures\">\n";
      for (const FigureIndex i : figures) figure(i);
      out_ += "</ul>\n";
    }
    for (const ClaimIndex c : one.denials) {
      const Claim& claim = view_.claims[c];
      out_ += "<p><span class=\"kind\">denied</span> by " +
              bdi(actor_words(view_, claim.origin ? claim.origin->actor : "")) + " <a class=\"id\" href=\"#" +
              escaped(claim.id) + "\">" + escaped(claim.id) + "</a></p>\n";
    }
    std::vector<ClaimIndex> claims;
    for (const FigureIndex i : one.figures) gather(i, claims);
    words(claims);
    out_ += "</article>\n";
  }

  std::string said(const Figure& f) const {
    return f.origin.empty() ? "no source named" : bdi(actor_words(view_, f.origin));
  }

  void figure(FigureIndex index) {
    const Figure& f = view_.figures[index];
    out_ += f.superseded_by ? "<li class=\"old\">Earlier: " : "<li>";
    out_ += "<strong>" + bdi(figure_words(view_, f)) + "</strong>, " + said(f) + ", in " + bdi_list(f.outlets);
    if (const std::string limits = limit_words(f); !limits.empty()) out_ += "; " + text(limits);
    if (f.claims.size() > 1) out_ += "; stated " + std::to_string(f.claims.size()) + " times";
    out_ += " <span class=\"id\">" + escaped(f.id) + "</span>\n";
    parts(f);
    out_ += "</li>\n";
  }

  void parts(const Figure& f) {
    const std::string whole = part_words(view_, f);
    if (whole.empty()) return;
    out_ += "<div class=\"parts\">" + text(whole);
    if (const std::string sum = arithmetic_words(view_, f); !sum.empty()) {
      out_ += "<br><span class=\"soft\">" + bdi(sum) + "</span>";
    }
    out_ += "</div>\n";
  }

  void gather(FigureIndex index, std::vector<ClaimIndex>& claims) const {
    const Figure& f = view_.figures[index];
    claims.insert(claims.end(), f.claims.begin(), f.claims.end());
    for (const FigureIndex p : f.parts) gather(p, claims);
  }

  // The sentences of the claims, each once, with all its counts marked.
  void words(std::vector<ClaimIndex> claims) {
    const std::vector<Quotation> sentences = quotations(view_, std::move(claims));
    if (sentences.empty()) return;
    out_ += "<div class=\"words\">\n";
    for (const Quotation& sentence : sentences) {
      out_ += "<blockquote><div dir=\"auto\">";
      if (options_.profile != Profile::internal && identifies_child(view_, sentence)) {
        out_ += "<span class=\"withheld\">[words withheld: they could identify a child]</span>";
        sentence_footer(sentence);
        continue;
      }
      for (const Piece& piece : excerpt(sentence.document->text, sentence.sentence, sentence.marks)) {
        // Blanks at the ends of a piece hold words apart.
        const bool before = !piece.text.empty() && (piece.text.front() == ' ' || piece.text.front() == '\n');
        const bool after = piece.text.size() > 1 && (piece.text.back() == ' ' || piece.text.back() == '\n');
        if (before) out_ += ' ';
        out_ += piece.marked ? "<mark>" + text(piece.text) + "</mark>" : text(piece.text);
        if (after) out_ += ' ';
      }
      sentence_footer(sentence);
    }
    out_ += "</div>\n";
  }

  void sentence_footer(const Quotation& sentence) {
    out_ += "</div><footer>" + bdi(document_name(*sentence.document)) + ", " +
            bdi(published_words(*sentence.document)) + " ";
    for (const std::string& id : sentence.ids) {
      // A statement on several places stands under each; links go to the first.
      const bool first = anchors_.insert(id).second;
      out_ += first ? " <span class=\"id\" id=\"" + escaped(id) + "\">" : std::string(" <span class=\"id\">");
      out_ += escaped(id) + "</span>";
    }
    out_ += "</footer></blockquote>\n";
  }

  void series() {
    if (view_.series.empty()) return;
    section("running", "Running totals", "Counted over days and several attacks; never added to incidents.");
    const Residuals residuals(view_);
    for (const Series& one : view_.series) {
      out_ += "<article id=\"" + one.id + "\">\n<div class=\"top\"><h4>";
      out_ += one.origin.empty() ? bdi_list(one.outlets) + " (no source named)" : bdi(actor_words(view_, one.origin));
      out_ += ": ";
      if (one.group != Group::people) out_ += std::string(group_words(one.group)) + " ";
      out_ += std::string(outcome_words(one.outcome));
      out_ += one.start ? " since " + bdi(day_words(*one.start)) : ", start not stated";
      out_ += "</h4><span class=\"id\">" + one.id + "</span></div>\n<ul class=\"figures\">\n";
      std::vector<ClaimIndex> claims;
      for (const Point& point : one.points) {
        const Figure& f = view_.figures[point.figure];
        const bool latest = &point == &one.points.back();
        out_ += latest ? "<li>" : "<li class=\"old\">";
        out_ += (point.at.empty() ? std::string("time not stated") : "to " + bdi(time_words(point.at))) + ": <strong>" +
                bdi(figure_words(view_, f)) + "</strong>, in " + bdi_list(f.outlets);
        if (const std::string limits = limit_words(f); !limits.empty()) out_ += "; " + text(limits);
        out_ += " <span class=\"id\">" + escaped(f.id) + "</span>\n";
        parts(f);
        out_ += "</li>\n";
        gather(point.figure, claims);
      }
      out_ += "</ul>\n";
      for (const Residual& rest : residuals.of(static_cast<std::uint32_t>(&one - view_.series.data()))) {
        if (rest.own && !rest.covered.empty())
          out_ += "<p class=\"soft\">" + text(remainder_words(view_, rest)) + "</p>\n";
      }
      words(claims);
      out_ += "</article>\n";
    }
  }

  void lane(std::string_view id, std::string_view title, std::string_view note, const std::vector<FigureIndex>& figures,
            const std::vector<ControlPlace>& held) {
    if (figures.empty() && held.empty()) return;
    section(id, title, note);
    for (const FigureIndex i : figures) {
      const Figure& f = view_.figures[i];
      const std::string route = f.kind == ClaimKind::displacement ? route_words(f) : std::string{};
      const std::string days = window_words(f.first, f.last);
      out_ += "<article>\n<div class=\"top\"><h4>" + bdi(figure_words(view_, f)) + "</h4><span class=\"id\">" +
              escaped(f.id) + "</span></div>\n<p class=\"who\">" + bdi(route.empty() ? where_words(f.places) : route) +
              "; " + bdi(days.empty() ? "day not stated" : days) + "; ";
      if (!f.origin.empty()) out_ += said(f) + " — ";
      out_ += support(f.origin.empty() ? 0 : 1, f.outlets.size(), f.copied) + "</p>\n";
      if (const std::string limits = limit_words(f); !limits.empty())
        out_ += "<p class=\"soft\">" + text(limits) + "</p>\n";
      parts(f);
      std::vector<ClaimIndex> claims;
      gather(i, claims);
      words(claims);
      out_ += "</article>\n";
    }
    if (!held.empty()) places(held);
  }

  void places(const std::vector<ControlPlace>& all) {
    for (const ControlPlace& one : all) {
      out_ += "<article id=\"" + one.id + "\">\n<div class=\"top\"><h4>" + bdi(control_place_words(one)) +
              "</h4><span class=\"id\">" + one.id + "</span></div>\n";
      if (const std::string holder = holder_words(view_, one); !holder.empty()) {
        out_ += "<p class=\"who\"><strong>" + text(holder) + "</strong></p>\n";
      }
      if (const std::string named = naming_words(all, one); !named.empty())
        out_ += "<p class=\"soft\">" + text(named) + "</p>\n";
      out_ += "<ul class=\"figures\">\n";
      std::vector<ClaimIndex> claims;
      for (const Holding& holding : one.holdings) {
        out_ += "<li>" + bdi(holding_day_words(holding)) + ": <strong>" + bdi(holding_words(view_, holding)) +
                "</strong>, " + bdi(sayer_words(view_, holding)) + "</li>\n";
        claims.insert(claims.end(), holding.claims.begin(), holding.claims.end());
      }
      out_ += "</ul>\n";
      for (const ControlMark& mark : one.marks) {
        if (const std::string marked = mark_words(view_, one, mark); !marked.empty())
          out_ += "<p class=\"soft\"><span class=\"kind\">" + std::string(to_string(mark.tie)) + "</span> " +
                  text(marked) + "</p>\n";
      }
      words(claims);
      out_ += "</article>\n";
    }
  }

  void statements() {
    if (view_.statements.empty()) return;
    section("statements", "Denials and other statements", "");
    for (const ClaimIndex c : view_.statements) {
      const Claim& claim = view_.claims[c];
      out_ += "<article>\n<p><span class=\"kind\">" + text(statement_words(view_, claim)) + "</span>, ";
      out_ += claim.origin ? bdi(actor_words(view_, claim.origin->actor)) : std::string("no source named");
      out_ += "</p>\n";
      words({c});
      out_ += "</article>\n";
    }
  }

  void disagreements() {
    section("findings", "What disagrees, and what needs a look",
            view_.findings.empty() ? "Nothing: the comparable figures agree." : "");
    if (!view_.findings.empty()) {
      out_ += "<div class=\"scroll\"><table class=\"stack\"><tbody>\n";
      for (const Finding& one : view_.findings) {
        out_ += "<tr id=\"" + one.id + "\"><td class=\"kind\">" + std::string(to_string(one.kind)) +
                "</td><td dir=\"auto\">" + text(one.sentence) + "</td><td class=\"id\">" + one.id + "</td></tr>\n";
      }
      out_ += "</tbody></table></div>\n";
    }
    const std::vector<const Relation*> apart = apart_relations(view_);
    if (apart.empty()) return;
    out_ += "<h3>Not compared, though one could be taken for the other</h3>\n<ul class=\"plain\">\n";
    for (const Relation* relation : apart)
      out_ += "<li dir=\"auto\">" + text(relation_words(view_, *relation)) + "</li>\n";
    out_ += "</ul>\n";
  }

  void foot() {
    out_ += "</main>\n<footer>\n<p>Made by Histor";
    if (!options_.version.empty()) out_ += " " + text(options_.version);
    out_ += " from the documents below, with the policy <bdi>" + text(view_.policy) +
            "</bdi> (sha256:" + text(view_.policy_digest) + "). ";
    out_ += options_.profile == Profile::internal ? "Internal profile: the names of persons are shown."
                                                  : "Withheld: persons counted by name, private persons who are named "
                                                    "as sources, and words that could identify a child.";
    out_ += " This file asks for nothing from anywhere.</p>\n<ul class=\"plain\">\n";
    for (const Document& document : view_.documents) {
      out_ += "<li>" + bdi(document_name(document)) + ", " + bdi(document.source) + ", " +
              count_words(static_cast<std::int64_t>(document.captured_bytes)) + " bytes, <span class=\"id\">" +
              "<bdi>" + text(document.id) + "</bdi></span></li>\n";
    }
    out_ += "</ul>\n</footer>\n</body>\n</html>\n";
  }

  const LedgerView& view_;
  const ReportOptions& options_;
  Withheld withheld_;
  std::set<std::string> anchors_;  // ids of claims that can be linked to
  std::string out_;
};

}  // namespace

std::string html_report(const LedgerView& view, const ReportOptions& options) {
  return Page(view, options).all();
}

}  // namespace histor
