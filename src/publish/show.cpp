// One claim, slot by slot, each with the words it was read from.
#include "publish/table.hpp"

#include <algorithm>

#include "publish/excerpt.hpp"
#include "publish/layout.hpp"
#include "publish/phrases.hpp"
#include "reckon/wording.hpp"

namespace histor {

namespace {

class Slots {
 public:
  Slots(std::string& out, const Document& document, const TableOptions& options)
      : out_(out), document_(document), color_(options.color), width_(std::clamp(options.width, 60, 200)) {}

  void put(std::string_view name, std::string_view value, const std::optional<Span>& span = std::nullopt) {
    constexpr int name_width = 12;
    std::string text = clean(value);
    if (span && !span->empty()) text += " " + quoted(*span);
    append_row(
        out_,
        {{std::string(name), name_width, Style::dim, false}, {text, width_ - name_width - 4, Style::plain, false}}, 2,
        color_);
  }

  void sentence(const Claim& claim) {
    std::string text;
    for (const Piece& piece : excerpt(document_.text, claim.sentence, {value_span(claim)})) {
      text += piece.marked ? "[" + piece.text + "]" : piece.text;
    }
    if (text.empty()) return;
    append_row(out_, {{clean(text), width_ - 2, Style::plain, false}}, 2, color_);
  }

 private:
  // The words at the span and where they stand.
  std::string quoted(Span span) const {
    std::string range = "[" + std::to_string(span.begin) + ", " + std::to_string(span.end) + ")";
    if (span.begin > span.end || span.end > document_.text.size()) return range;
    return "“" + clean(slice(document_.text, span)) + "” " + range;
  }

  std::string& out_;
  const Document& document_;
  bool color_;
  int width_;
};

std::string told(const Speaker& speaker) {
  return speaker.actor;
}

}  // namespace

std::string show_claim(const Claim& claim, const Document& document, const TableOptions& options) {
  std::string out = styled(claim.id, Style::strong, options.color) + "  " + std::string(to_string(claim.kind));
  if (claim.outcome) out += ", " + std::string(to_string(*claim.outcome));
  if (claim.action) out += ", " + std::string(to_string(*claim.action));
  if (claim.act) out += ", " + std::string(to_string(*claim.act));
  if (claim.movement) out += ", " + std::string(to_string(*claim.movement));
  out += '\n';
  Slots slots(out, document, options);
  slots.put("report", document_name(document) + ", " + published_words(document) +
                          (document.title.empty() ? std::string{} : ", " + document.title));
  out += '\n';
  slots.sentence(claim);
  out += '\n';
  if (claim.number) slots.put("count", number_words(*claim.number), claim.number->span);
  slots.put("trigger", "", claim.trigger.span);
  if (claim.kind == ClaimKind::casualty || claim.kind == ClaimKind::displacement) {
    slots.put("who", group_words(claim.group), claim.group_span);
  }
  if (claim.actor) slots.put("actor", told(*claim.actor), claim.actor->span);
  if (claim.kind == ClaimKind::control) {
    slots.put("status", to_string(claim.status));
    if (claim.violent) slots.put("fighting", *claim.violent ? "yes" : "no");
  }
  if (claim.origin) {
    slots.put("origin", told(*claim.origin), claim.origin->span);
    if (claim.origin->cue) slots.put("", "by the words", claim.origin->cue->span);
  } else {
    slots.put("origin", "no source named: the outlet asserts it itself");
  }
  for (const Speaker& relay : claim.relay) slots.put("relay", told(relay), relay.span);
  if (claim.when) {
    const std::string days = window_words(claim.when->start, claim.when->end);
    std::string from = claim.when->span ? std::string{} : ", from the " + std::string(to_string(claim.when->from));
    slots.put("when", (days.empty() ? "not stated" : days) + from, claim.when->span);
  } else {
    slots.put("when", "not stated");
  }
  if (claim.as_of) slots.put("as of", time_words(claim.as_of->time), claim.as_of->span);
  for (const Where& where : claim.where) {
    std::string text(to_string(where.role));
    text += where.name.empty() ? ": " + where.text + " (not in the gazetteer)" : ": " + where.name;
    if (!where.region.empty() && where.region != where.name) text += ", " + where.region;
    if (!where.country.empty()) text += ", " + where.country;
    if (!where.place.empty())
      text += " (" + where.place + ", precision: " + std::string(to_string(where.precision)) + ")";
    if (where.from != Provenance::sentence) text += ", from the " + std::string(to_string(where.from));
    slots.put("where", text, where.span);
  }
  if (claim.where.empty()) slots.put("where", "not stated");
  for (const By& by : claim.by) slots.put("by", by.actor + (by.alleged ? " (alleged)" : ""), by.span);
  if (claim.means) slots.put("means", to_string(*claim.means));
  slots.put("told as", std::string(to_string(claim.aggregation)) + ", " + std::string(to_string(claim.modality)) +
                           (claim.provisional ? ", provisional" : ""));
  if (!claim.topic.empty()) slots.put("topic", claim.topic);
  for (const std::string& id : claim.denies) slots.put("denies", id);
  if (!claim.part_of.empty()) slots.put("part of", claim.part_of);
  for (const std::string& denied : claim.denies) slots.put("denies", denied);
  if (!claim.topic.empty()) slots.put("topic", claim.topic);
  slots.put("read by", claim.rule + ", confidence " + std::to_string(static_cast<int>(claim.confidence * 100)) + " %");
  return out;
}

}  // namespace histor
