// One line a thing, in words for a person: what it was taken for, and for a word of harm whom it is said of.

#include "read/tracer.hpp"

#include <utility>

#include "ground/gazetteer.hpp"
#include "lexicon/lexicon.hpp"

namespace histor {

void Tracer::sentence(std::size_t s, bool read, const SentenceMentions& local,
                      std::span<const Attribution> attributions) {
  const Sentence& sentence = document_.sentence(s);
  const Gazetteer& gazetteer = document_.gazetteer();
  SentenceTrace& out = out_.emplace_back();
  out.span = sentence.span;
  out.block = sentence.kind;
  out.read = read;
  out.trees = document_.trees_of(s);
  for (const LocalPlace& place : local.places) {
    const PlaceMention& mention = *place.mention;
    saw("place", mention.span,
        mention.place
            ? std::string(gazetteer.id(*mention.place)) + " " + std::string(gazetteer.place(*mention.place).name)
            : "not in the gazetteer");
  }
  for (const LocalTime& time : local.times) {
    const auto day = [](const std::optional<Day>& d) { return d ? to_string(*d) : std::string("…"); };
    saw("time", time.mention->span, day(time.mention->start) + " to " + day(time.mention->end));
  }
  for (const LocalActor& actor : local.actors)
    saw("actor", actor.mention->span, document_.actors()[actor.mention->actor].id);
  for (const Attribution& said : attributions) {
    std::string told = said.origin.actor;
    if (said.origin.cue) told += ", by \"" + said.origin.cue->text + "\"";
    for (const Speaker& carrier : said.relay) told += ", carried by " + carrier.actor;
    saw("source", said.origin.span, std::move(told));
  }
}

void Tracer::harm(const SentenceView& view, std::span<const Nominal> nominals, std::span<const Frame> frames) {
  for (const Nominal& nominal : nominals) {
    std::string told(to_string(nominal.number.form));
    if (nominal.number.value) told += " " + std::to_string(*nominal.number.value);
    told += ", " + std::string(to_string(nominal.group));
    if (nominal.thing) told += ", no people";
    saw("people", view.span(nominal.first, nominal.end), std::move(told));
  }
  std::vector<bool> used(view.size(), false);
  for (const Frame& frame : frames) {
    const Nominal& nominal = nominals[frame.nominal];
    std::string told = std::string(to_string(frame.outcome)) + " \"" +
                       std::string(slice(view.text(), view.span(nominal.first, nominal.end))) + "\" (" + frame.rule;
    if (frame.word != nullptr) told += "/" + frame.word->name;
    if (!frame.path.empty()) told += "/" + frame.path;
    saw("harm", view.span(frame.trigger_first, frame.trigger_end), told + ")");
    for (std::uint32_t i = frame.trigger_first; i < frame.trigger_end; ++i) used[i] = true;
  }
  for (const TermMatch& match : view.terms()) {
    if (match.kind != TermKind::harm || used[match.first]) continue;
    saw("harm", view.span(match.first, match.end), "said of nobody");
    for (std::uint32_t i = match.first; i < match.end; ++i) used[i] = true;
  }
}

void Tracer::saw(std::string kind, Span span, std::string told) {
  out_.back().seen.push_back({std::move(kind), span, std::move(told)});
}

}  // namespace histor
