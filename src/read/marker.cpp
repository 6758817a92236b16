// Places, times, actors and persons are those that claims are read with; attributions are those of speech.hpp, with
// quotations that run over several sentences put together.

#include "read/marker.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "ground/gazetteer.hpp"
#include "lexicon/lexicon.hpp"
#include "read/event_place.hpp"
#include "read/nominals.hpp"
#include "read/persons.hpp"
#include "read/speech.hpp"

namespace histor {
namespace {

class Marker {
 public:
  Marker(DocumentView& document, bool events)
      : document_(document), text_(document.document().text), wants_events_(events) {}

  std::vector<Mention> run() {
    for (std::size_t s = 0; s < document_.sentences().size(); ++s) document_.parse(s);
    places();
    times();
    actors();
    const Persons persons(document_);
    for (std::size_t s = 0; s < document_.sentences().size(); ++s) {
      const std::vector<NameMention> names = persons.names_in(s);
      people(s, names);
      attributions(s);
      if (wants_events_) events(s, names);
    }
    join_quotations();
    for (Said& said : said_) out_.push_back(std::move(said.mention));
    std::stable_sort(out_.begin(), out_.end(), [](const Mention& a, const Mention& b) { return a.span < b.span; });
    return std::move(out_);
  }

 private:
  Mention& add(MentionKind kind, Span span) {
    Mention& out = out_.emplace_back();
    out.kind = kind;
    out.document = document_.document().id;
    out.span = span;
    out.text = std::string(slice(text_, span));
    return out;
  }

  /// Those of datelines too, which tell nothing of what happened; and names that the gazetteer does not have.
  void places() {
    // A name behind "in" alone may be a house, a firm or a scheme.
    constexpr double likely = 0.6;
    for (const PlaceMention& mention : document_.places()) {
      const auto& times = document_.times();
      const bool in_time = std::any_of(times.begin(), times.end(),
                                       [&](const TimeMention& time) { return time.span.contains(mention.span); });
      if (!in_time && (mention.place || !is_acronym(mention))) place(mention);
    }
    for (std::size_t s = 0; s < document_.sentences().size(); ++s) {
      for (const LocalPlace& local : document_.mentions(s).places) {
        const PlaceMention& mention = *local.mention;
        if (!mention.place && mention.confidence > likely && !is_acronym(mention)) place(mention);
      }
    }
  }

  /// "Eastford University Hospital": a name that ends in a word for a house.
  [[nodiscard]] bool is_site(const PlaceMention& mention) const {
    const std::span<const Sentence> sentences = document_.sentences();
    const auto after =
        std::upper_bound(sentences.begin(), sentences.end(), mention.first_token,
                         [](std::uint32_t token, const Sentence& sentence) { return token < sentence.first_token; });
    if (after == sentences.begin() || mention.token_end - mention.first_token < 2) return false;
    const auto s = static_cast<std::size_t>(std::prev(after) - sentences.begin());
    if (mention.token_end > sentences[s].token_end) return false;
    const SentenceView& view = document_.view(s);
    const std::uint32_t last = mention.token_end - sentences[s].first_token - 1;
    return view.capital(last) && view.term(last, TermKind::site_noun) != nullptr;
  }

  /// "NICU", "USDA": letters for a body or a ward, where nobody knows a place of that name.
  [[nodiscard]] bool is_acronym(const PlaceMention& mention) const {
    constexpr std::size_t longest = 5;
    const std::string_view words = slice(text_, mention.span);
    return words.size() <= longest &&
           std::all_of(words.begin(), words.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  void place(const PlaceMention& mention) {
    const MentionKind kind = mention.adjective  ? MentionKind::demonym
                             : is_site(mention) ? MentionKind::site
                                                : MentionKind::place;
    Mention& out = add(kind, mention.span);
    out.confidence = mention.confidence;
    if (!mention.place) return;
    const Place row = document_.gazetteer().place(*mention.place);
    out.place = document_.gazetteer().id(*mention.place);
    out.name = std::string(row.name);
    out.latitude = row.latitude;
    out.longitude = row.longitude;
    out.place_kind = std::string(to_string(row.kind));
    out.country = std::string(row.country);
  }

  /// An interval with two written ends is two times, as TIMEX3 has it.
  void times() {
    for (const TimeMention& mention : document_.times()) {
      for (const TimeEnd& end : mention.ends) time(end, mention.type);
      if (mention.ends.empty())
        time({mention.span, mention.value, mention.start, mention.end, mention.precision}, mention.type);
    }
  }

  void time(const TimeEnd& said, TimeType type) {
    Mention& out = add(MentionKind::time, said.span);
    out.value = said.value;
    out.time_type = std::string(to_string(type));
    out.start = said.start;
    out.end = said.end;
    out.precision = said.precision;
  }

  void actors() {
    for (const ActorMention& mention : document_.actor_mentions()) {
      Mention& out = add(MentionKind::actor, mention.span);
      out.actor = id_of(mention);
    }
  }

  [[nodiscard]] std::string id_of(const ActorMention& mention) const {
    const Actors& file = document_.actors();
    return file[file.resolve(mention.actor, document_.country(), document_.published())].id;
  }

  void people(std::size_t s, const std::vector<NameMention>& names) {
    const SentenceView& view = document_.view(s);
    const SentenceMentions& local = document_.mentions(s);
    for (const NameMention& name : names) {
      Mention& out = add(MentionKind::person, view.span(name.first, name.end));
      out.group = name.group;
    }
    for (Nominal& nominal : find_nominals(view, local.time_masks, local.proper_masks, names)) {
      if (nominal.thing || nominal.kind == NominalKind::name || nominal.kind == NominalKind::plural) continue;
      // "12 dead" counts people without a noun for them.
      if (!nominal.has_noun && view.term(nominal.end, TermKind::harm) == nullptr) continue;
      Mention& out = add(MentionKind::count, nominal.number.span);
      out.group = nominal.group;
      out.number = std::move(nominal.number);
    }
  }

  /// The verbs of a sentence, each with the place that it tells of.
  void events(std::size_t s, const std::vector<NameMention>& names) {
    const SentenceView& view = document_.view(s);
    const SentenceMentions& local = document_.mentions(s);
    const std::vector<Attribution> attributions =
        find_attributions(view, local.actors, local.time_masks, document_.actors(), document_.country(),
                          document_.published(), attributed_);
    Surroundings around = document_.surroundings(s, attributions);
    around.names = names;
    const std::vector<PlaceCandidate> candidates = place_candidates(around);
    for (std::uint32_t i = 0; i < view.size(); ++i) {
      if (view.tree().upos(i) != Upos::verb) continue;
      Mention& out = add(MentionKind::event, view.token(i).span);
      const auto place = place_of_event(around, i, candidates);
      if (!place) continue;
      out.where.push_back(where_of(around, place->place));
      out.confidence = place->confidence;
    }
  }

  void attributions(std::size_t s) {
    const SentenceView& view = document_.view(s);
    const SentenceMentions& local = document_.mentions(s);
    const auto quote = [&](TokenRun run) {
      Quote out;
      out.span = view.span(run.first, run.end);
      out.text = std::string(slice(text_, out.span));
      return out;
    };
    for (const Speech& speech : find_speech(view, local.time_masks)) {
      Said said;
      said.sentence = s;
      said.quoted = speech.quoted;
      Mention& out = said.mention;
      out.kind = MentionKind::attribution;
      out.document = document_.document().id;
      const Quote cue = quote(speech.cue);
      out.span = cue.span;
      out.text = cue.text;
      out.content = quote(speech.content);
      out.act = speech.word != nullptr ? speech.word->act : SpeechAct::say;
      if (!speech.source.empty()) {
        out.source = quote(speech.source);
        out.actor = actor_of(local, speech.source);
      }
      said_.push_back(std::move(said));
    }
  }

  /// The body that a source names, or is named as: the proper name in it before a common noun.
  [[nodiscard]] std::string actor_of(const SentenceMentions& local, TokenRun source) const {
    const LocalActor* best = nullptr;
    for (const LocalActor& actor : local.actors) {
      if (!source.holds(actor.first) || actor.mention->adjective) continue;
      if (best == nullptr || (best->mention->generic && !actor.mention->generic)) best = &actor;
    }
    return best == nullptr ? std::string{} : id_of(*best->mention);
  }

  /// "“A. B,” he said. “C.”": one attribution, whose content runs over its sentences.
  void join_quotations() {
    for (const Span region : quotations()) {
      for (Said& said : said_) {
        if (!said.quoted || !said.mention.content->span.overlaps(region)) continue;
        if (region.contains(said.mention.span)) continue;  // somebody quoted within
        widen(said, cover(said.mention.content->span, region));
        break;
      }
    }
    // A sentence of nothing but a quotation goes on with what was said before it in its paragraph.
    for (std::size_t s = 1; s < document_.sentences().size(); ++s) {
      const Sentence& sentence = document_.sentence(s);
      if (document_.sentence(s - 1).block != sentence.block || !all_quoted(s)) continue;
      const auto holds = [&](const Said& said) { return said.mention.content->span.overlaps(sentence.span); };
      if (std::any_of(said_.begin(), said_.end(), holds)) continue;
      Said* last = nullptr;
      for (Said& said : said_) {
        if (said.sentence < s && said.quoted && said.mention.content->span.end + 200 > sentence.span.begin)
          last = &said;
      }
      if (last != nullptr) widen(*last, cover(last->mention.content->span, sentence.span));
    }
  }

  struct Said {
    Mention mention;
    std::size_t sentence = 0;
    bool quoted = false;
  };

  void widen(Said& said, Span span) const {
    said.mention.content->span = span;
    said.mention.content->text = std::string(slice(text_, span));
  }

  [[nodiscard]] std::string_view mark_at(const Token& token) const { return slice(text_, token.span); }

  [[nodiscard]] bool all_quoted(std::size_t s) const {
    const std::span<const Token> tokens = document_.analysed().tokens_of(document_.sentence(s));
    if (tokens.size() < 3) return false;
    const std::string_view first = mark_at(tokens.front());
    return first == "\"" || first == "“";
  }

  /// From an opening mark to the one that closes it, within a paragraph.
  [[nodiscard]] std::vector<Span> quotations() const {
    std::vector<Span> out;
    constexpr std::uint32_t none = 0xFFFFFFFF;
    std::uint32_t open = none;
    std::uint32_t block = 0;
    for (const Sentence& sentence : document_.sentences()) {
      if (sentence.block != block) open = none;
      block = sentence.block;
      for (const Token& token : document_.analysed().tokens_of(sentence)) {
        const std::string_view mark = mark_at(token);
        if (mark != "\"" && mark != "“" && mark != "”") continue;
        const bool closes = mark == "”" || (mark == "\"" && open != none);
        if (!closes) {
          open = token.span.begin;
        } else if (open != none) {
          out.push_back({open, token.span.end});
          open = none;
        }
      }
    }
    return out;
  }

  DocumentView& document_;
  std::string_view text_;
  bool wants_events_;
  AttributionState attributed_;
  std::vector<Mention> out_;
  std::vector<Said> said_;
};

}  // namespace

std::vector<Mention> mark(DocumentView& document, bool events) {
  return Marker(document, events).run();
}

}  // namespace histor
