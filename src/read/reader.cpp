// The sieve decides whether a document is analysed at all. Then the sentences are taken in order, for what "he", "the
// attack" and a missing place stand for was said before; the rest of a sentence's reading looks at that sentence alone.

#include "read/reader.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "ground/gazetteer.hpp"
#include "lexicon/actors.hpp"
#include "lexicon/lexicon.hpp"
#include "model/identity.hpp"
#include "read/attribution.hpp"
#include "read/circumstances.hpp"
#include "read/control.hpp"
#include "read/deeds.hpp"
#include "read/document_view.hpp"
#include "read/events.hpp"
#include "read/fates.hpp"
#include "read/frames.hpp"
#include "read/history.hpp"
#include "read/marker.hpp"
#include "read/name_lists.hpp"
#include "read/nominals.hpp"
#include "read/persons.hpp"
#include "read/posts.hpp"
#include "read/sentence_view.hpp"
#include "read/sieve.hpp"
#include "read/tables.hpp"
#include "read/told.hpp"
#include "read/tracer.hpp"

namespace histor {

struct Reader::Impl {
  const Lexicon* lexicon;
  const Gazetteer* gazetteer;
  const Actors* actors;
  Sieve sieve;

  Impl(const Lexicon& lexicon_in, const Gazetteer& gazetteer_in, const Actors& actors_in)
      : lexicon(&lexicon_in), gazetteer(&gazetteer_in), actors(&actors_in), sieve(lexicon_in.triggers()) {}

  std::vector<Claim> read(const Document& document, const ParsedText* given, std::vector<Note>& notes) const;
};

namespace {

/// How many sentences back "the dead" are those of the last count.
constexpr std::uint32_t memory_of_whole = 3;

Span anchor_of(const Claim& claim) {
  return claim.number ? claim.number->span : claim.trigger.span;
}

double confidence_of(const Frame& frame, const Nominal& nominal) {
  double value = 0.9;
  if (nominal.kind == NominalKind::plural) value -= 0.3;
  if (nominal.kind == NominalKind::name) value -= 0.2;
  if (!nominal.has_noun && nominal.kind == NominalKind::count) value -= 0.1;
  if (frame.planned) value -= 0.2;
  if (frame.word != nullptr && frame.word->weak) value -= 0.2;
  return std::max(value, 0.1);
}

class DocumentReader {
 public:
  /// `given`: trees over the document's text that take the place of the parser's own; null for none.
  DocumentReader(const Lexicon& lexicon, const Gazetteer& gazetteer, const Actors& actors, const Document& document,
                 const ParsedText* given)
      : lexicon_(lexicon),
        actors_(actors),
        document_(document, lexicon, gazetteer, actors, given),
        posts_(document_),
        told_(document_, posts_),
        persons_(document_),
        events_(document_) {}

  [[nodiscard]] std::size_t cut_sentences() const { return document_.analysed().cut; }
  /// From here on each sentence is parsed, and what is seen in it is written down here.
  void trace_to(std::vector<SentenceTrace>& trace) { tracer_.emplace(document_, trace); }

  std::vector<Claim> read(const std::vector<std::uint32_t>& hits) {
    for (std::uint32_t s = 0; s < document_.sentences().size(); ++s) {
      const Sentence& sentence = document_.sentence(s);
      const auto hit = std::lower_bound(hits.begin(), hits.end(), sentence.span.begin);
      read_sentence(s, hit != hits.end() && *hit <= sentence.span.end);
    }
    settle_fates();
    events_.settle(claims_);
    settle_accused();
    settle_day();
    settle_homes();
    settle_town();
    settle_country();
    take_tables();
    read_deeds();
    std::stable_sort(claims_.begin(), claims_.end(),
                     [](const Claim& a, const Claim& b) { return anchor_of(a) < anchor_of(b); });
    name_claims();
    tie_denials();
    return std::move(claims_);
  }

 private:
  using Key = std::pair<Span, Outcome>;

  /// The sieve finds single words; whether the sentence holds a whole term of harm, toll or control is known here.
  [[nodiscard]] bool may_claim(const SentenceView& view) const {
    return std::any_of(view.terms().begin(), view.terms().end(), [&](const TermMatch& match) {
      switch (match.kind) {
        case TermKind::harm:
        case TermKind::tail:
        case TermKind::toll:
        case TermKind::borne:
          return true;
        case TermKind::control:
          return may_tell_control(view, match);
        case TermKind::victim:
          return tells_names(view);
        case TermKind::person:
          return lexicon_.people()[match.value].outcome.has_value();
        default:
          return false;
      }
    });
  }

  static bool tells_names(const SentenceView& view) {
    for (std::uint32_t i = 0; i < view.size(); ++i) {
      if (view.is(i, "identified") || view.is(i, "named")) return true;
    }
    return false;
  }

  /// "under rebel control", not "the administration".
  [[nodiscard]] bool may_tell_control(const SentenceView& view, const TermMatch& match) const {
    const ControlWord& word = lexicon_.controls()[match.value];
    if (word.idle) return false;
    if (!word.under) return true;
    constexpr std::uint32_t near = 5;  // tokens
    for (std::uint32_t i = match.first; i > 0 && match.first - i < near; --i) {
      if (view.is(i - 1, "under") || view.is(i - 1, "to") || view.is(i - 1, "in")) return true;
    }
    return false;
  }

  /// "18:40 - The army says …": a line that opens with a time of day is an entry of its own.
  [[nodiscard]] bool opens_entry(std::uint32_t s) const {
    if (s == 0 || document_.sentence(s).block == document_.sentence(s - 1).block) return false;
    const std::string_view words = slice(document_.document().text, document_.sentence(s).span);
    const auto digit = [&](std::size_t i) { return i < words.size() && words[i] >= '0' && words[i] <= '9'; };
    const std::size_t mark = digit(0) && digit(1) ? 2 : 1;
    const bool clock = digit(0) && mark < words.size() && (words[mark] == ':' || words[mark] == '.') &&
                       digit(mark + 1) && digit(mark + 2) && !digit(mark + 3);
    return clock;
  }

  void read_sentence(std::uint32_t s, bool sieved) {
    if (opens_entry(s)) {
      told_.forget();
      events_.part();
    }
    const bool listed = list_of_ && list_sentence_ + 1 == s;
    const SentenceView& view = document_.view(s);
    const bool claims = may_claim(view);
    const bool read = sieved || claims || listed || (previous_whole_ && previous_whole_->second + 1 == s);
    if (tracer_ || claims) document_.parse(s);
    const SentenceMentions& mentions = document_.mentions(s);
    const std::vector<Attribution> attributions = find_attributions(view, mentions.actors, mentions.time_masks, actors_,
                                                                    document_.country(), document_.published(), said_);
    const std::vector<NameMention> names = persons_.names_in(s);
    Surroundings around = document_.surroundings(s, attributions);
    around.names = names;
    if (tracer_) tracer_->sentence(s, read, mentions, attributions);
    fates_.scan(view);
    if (listed && read_list_entry(s, around)) {
      list_sentence_ = s;
    } else {
      list_of_ = opens_list(view);
      list_sentence_ = s;
      if (read) {
        read_harm(s, around, mentions);
        read_control(s, around);
      }
    }
    give_figures(s, around);
    if (auto telling = told_.remember(s, around)) events_.note(std::move(*telling));
  }

  /// "The figures are those of the monitor": whoever gave the counts of the sentence before, where it names nobody.
  void give_figures(std::uint32_t s, const Surroundings& around) {
    const SentenceView& view = *around.view;
    if (s == 0) return;
    for (std::uint32_t i = 0; i + 3 < view.size(); ++i) {
      if (view.term(i, TermKind::figure_of) == nullptr || !view.is(i + 1, WordClass::be)) continue;
      std::uint32_t at = i + 2;
      if (view.is(at, "those") || view.is(at, "that")) ++at;
      if (!view.is(at, "of") && !view.is(at, "from")) continue;
      for (const LocalActor& actor : around.actors) {
        if (actor.first <= at || actor.first > at + 3) continue;
        const std::uint32_t resolved =
            actors_.resolve(actor.mention->actor, document_.country(), document_.published());
        Speaker speaker;
        speaker.actor = actors_[resolved].id;
        speaker.span = actor.mention->span;
        speaker.text = std::string(slice(document_.document().text, speaker.span));
        for (Claim& claim : claims_) {
          if (!claim.origin && claim.number && claim.sentence == document_.sentence(s - 1).span) claim.origin = speaker;
        }
        return;
      }
    }
  }

  /// A line of an open list of names; false where it is none.
  bool read_list_entry(std::uint32_t s, const Surroundings& around) {
    const auto person = entry_of_list(*around.view, around.actors);
    if (!person) return false;
    Frame frame;
    frame.outcome = *list_of_;
    frame.trigger_first = person->first;
    frame.trigger_end = person->end;
    frame.rule = "list-of-names";
    claims_.push_back(harm_claim(s, around, {*person}, *person, frame));
    return true;
  }

  /// Parts and wholes are known by their outcomes until ids are given: where somebody who was hurt turns out to have
  /// died, so does the part.
  void settle_fates() {
    std::vector<std::optional<Outcome>> before;
    before.reserve(claims_.size());
    for (const Claim& claim : claims_) before.push_back(claim.outcome);
    fates_.settle(claims_, persons_);
    History(document_).settle(claims_);
    for (std::size_t c = 0; c < claims_.size(); ++c) {
      if (!claims_[c].number || claims_[c].outcome == before[c]) continue;
      const Key was{claims_[c].number->span, *before[c]};
      const Key is{claims_[c].number->span, *claims_[c].outcome};
      if (auto part = part_keys_.extract(was)) {
        part.key() = is;
        part_keys_.insert(std::move(part));
      }
      for (auto& [part, whole] : part_keys_) {
        if (whole == was) whole = is;
      }
    }
  }

  /// "A Northtown man was killed": where nothing else tells the place, that of whoever it is said of.
  void settle_homes() {
    for (Claim& claim : claims_) {
      if (!claim.number || claim.number->form != NumberForm::article || claim.kind != ClaimKind::casualty) continue;
      const bool placed = std::any_of(claim.where.begin(), claim.where.end(),
                                      [](const Where& where) { return where.role != PlaceRole::excluding; });
      if (placed) continue;
      const std::size_t s = document_.sentence_at(claim.sentence);
      if (s == document_.sentences().size()) continue;
      for (const LocalPlace& place : document_.mentions(s).places) {
        if (!place.mention->place || place.mention->adjective || !claim.number->span.contains(place.mention->span))
          continue;
        const PlaceKind kind = document_.gazetteer().place(*place.mention->place).kind;
        if (kind != PlaceKind::locality && kind != PlaceKind::neighbourhood && kind != PlaceKind::county) continue;
        claim.where.push_back(where_from(document_.surroundings(s, {}), place, PlaceRole::in, Provenance::sentence));
      }
    }
  }

  /// A report that dates all the harm it dates to one day tells of that day where it dates nothing; but not of a place
  /// of which it dates nothing.
  void settle_day() {
    if (!document_.published()) return;
    std::vector<const Claim*> dated;
    for (const Claim& claim : claims_) {
      if (claim.kind != ClaimKind::casualty || claim.aggregation != Aggregation::incident || !claim.when) continue;
      if (!claim.when->start || claim.when->start != claim.when->end) return;
      if (!dated.empty() && dated.front()->when->start != claim.when->start) return;
      dated.push_back(&claim);
    }
    if (dated.empty()) return;
    const auto elsewhere = [&](const Claim& claim) {
      return std::any_of(claim.where.begin(), claim.where.end(), [&](const Where& where) {
        return where.from == Provenance::sentence && where.kind != "country" &&
               std::none_of(dated.begin(), dated.end(), [&](const Claim* other) {
                 return std::any_of(other->where.begin(), other->where.end(), [&](const Where& one) {
                   return one.text == where.text || (!one.place.empty() && one.place == where.place);
                 });
               });
      });
    };
    // The day of a post, or of "as of Sunday, 7 p.m.", is that of the figures of whoever says it.
    const auto of_speaker = [&](const Claim& claim) {
      const std::size_t s = document_.sentence_at(claim.sentence);
      return claim.as_of || claim.block == BlockKind::post ||
             (s < document_.sentences().size() && posts_.of_block(document_.sentence(s).block) != nullptr);
    };
    const auto told_by = [](const Claim& claim) { return claim.origin ? claim.origin->actor : std::string(); };
    // Nor is one counter's day that of another's count.
    const auto may_date = [&](const Claim& claim) {
      return std::any_of(dated.begin(), dated.end(), [&](const Claim* other) {
        const bool outlets_own = !claim.origin || !other->origin;
        return told_by(*other) == told_by(claim) || (outlets_own && !of_speaker(*other));
      });
    };
    const Interval day = *dated.front()->when;
    for (Claim& claim : claims_) {
      if (claim.kind != ClaimKind::casualty || claim.aggregation != Aggregation::incident || claim.when) continue;
      if (claim.block == BlockKind::heading || claim.modality == Modality::planned || elsewhere(claim) ||
          !may_date(claim))
        continue;
      claim.when = day;
      claim.when->from = Provenance::document;
    }
  }

  /// A local paper files its report where it happened: what the body puts nowhere, or only in the state that the town
  /// of the dateline lies in, was there. Correspondents of wars file from elsewhere.
  void settle_town() {
    const PlaceMention* town = tells_of_war() ? nullptr : document_.filed_at();
    if (town == nullptr) return;
    const Place row = document_.gazetteer().place(*town->place);
    if (row.kind != PlaceKind::locality) return;
    const auto holds = [&](const Where& where) {
      const bool country = where.kind == "country" && where.country == row.country;
      const bool region = where.kind == "region" && where.country == row.country && where.name == row.region;
      return country || region;
    };
    for (Claim& claim : claims_) {
      if (claim.kind != ClaimKind::casualty || claim.aggregation != Aggregation::incident) continue;
      if (claim.modality == Modality::negated || claim.block == BlockKind::heading) continue;
      if (!std::all_of(claim.where.begin(), claim.where.end(), holds)) continue;
      const LocalPlace local{0, 0, town};
      claim.where.assign(1, where_from(document_.surroundings(0, {}), local, PlaceRole::in, Provenance::document));
    }
  }

  /// A total since more than some weeks ago is the country's; one of the last days may be of a town or of an offensive,
  /// and is left without a place where its scope is not told.
  [[nodiscard]] bool of_a_long_time(const Claim& claim) const {
    if (!claim.when || !claim.when->start || !document_.published()) return false;
    constexpr std::chrono::days long_time{25};
    const Day end = claim.when->end.value_or(*document_.published());
    return end - *claim.when->start >= long_time && *document_.published() - end < std::chrono::days{90};
  }

  /// Where a report of a war tells no place at all for the harm it speaks of, it was done in the country of the report.
  void settle_country() {
    const auto placeless = [](const Claim& claim) {
      return (claim.kind == ClaimKind::casualty || claim.kind == ClaimKind::displacement) &&
             claim.modality != Modality::negated &&
             std::none_of(claim.where.begin(), claim.where.end(),
                          [](const Where& where) { return where.role != PlaceRole::excluding; });
    };
    if (std::none_of(claims_.begin(), claims_.end(), placeless) || !tells_of_war()) return;
    // The headline tells the place of the figure that the body repeats.
    for (Claim& claim : claims_) {
      if (!placeless(claim) || !claim.number || !claim.number->value) continue;
      const auto same = std::find_if(claims_.begin(), claims_.end(), [&](const Claim& other) {
        return other.block == BlockKind::heading && other.outcome == claim.outcome && other.number &&
               other.number->value == claim.number->value && other.aggregation == claim.aggregation &&
               !other.where.empty();
      });
      if (same == claims_.end()) continue;
      claim.where = same->where;
      for (Where& where : claim.where) where.from = Provenance::headline;
    }
    for (Claim& claim : claims_) {
      if (placeless(claim) && (claim.aggregation == Aggregation::incident || of_a_long_time(claim)))
        told_.give_country(claim);
    }
  }

  /// Whoever is held for a deed of violence is told of as who did it, wherever the report names the same person as held
  /// or hurt.
  void settle_accused() {
    std::set<std::size_t> accused;
    for (Claim& claim : claims_) {
      if (claim.outcome != Outcome::detained || !claim.number || claim.kind != ClaimKind::casualty) continue;
      const std::size_t s = document_.sentence_at(claim.sentence);
      if (s == document_.sentences().size()) continue;
      const bool civil = claim.group == Group::people || claim.group == Group::men || claim.group == Group::women ||
                         claim.group == Group::other || claim.group == Group::children;
      if (!document_.view(s).has(TermKind::violent_crime) || !civil) continue;
      claim.group = Group::attackers;
      if (const auto person = persons_.bearer_of(claim.number->text)) accused.insert(*person);
    }
    for (Claim& claim : claims_) {
      if (!claim.number || claim.number->form != NumberForm::name || claim.outcome != Outcome::detained) continue;
      if (const auto person = persons_.bearer_of(claim.number->text); person && accused.count(*person) > 0)
        claim.group = Group::attackers;
    }
  }

  /// The rows of a table count by themselves; what was read in them as sentences does not.
  void take_tables() {
    TableReading tables = read_tables(document_);
    if (tables.rows.empty()) return;
    // Rows are in text order and do not overlap.
    std::erase_if(claims_, [&](const Claim& claim) {
      const Span anchor = anchor_of(claim);
      const auto row = std::lower_bound(tables.rows.begin(), tables.rows.end(), anchor.begin,
                                        [](Span span, std::uint32_t at) { return span.end <= at; });
      return row != tables.rows.end() && row->overlaps(anchor);
    });
    claims_.insert(claims_.end(), tables.claims.begin(), tables.claims.end());
  }

  /// Whether the report is of a war and not of a crime or a court: places change hands, or arms of war are used and
  /// somebody who bears arms is named.
  [[nodiscard]] bool tells_of_war() const {
    if (std::any_of(claims_.begin(), claims_.end(), [](const Claim& c) { return c.kind == ClaimKind::control; }))
      return true;
    const bool armed = std::any_of(
        document_.actor_mentions().begin(), document_.actor_mentions().end(), [&](const ActorMention& mention) {
          const ActorKind kind = actors_[mention.actor].kind;
          return kind == ActorKind::state_force || kind == ActorKind::rebel || kind == ActorKind::militia ||
                 kind == ActorKind::coalition || kind == ActorKind::government || kind == ActorKind::monitor;
        });
    for (std::uint32_t s = 0; s < document_.sentences().size(); ++s) {
      for (const TermMatch& match : document_.view(s).terms()) {
        if (match.kind == TermKind::of_war) return true;
        if (!armed || match.kind != TermKind::means) continue;
        const auto means = static_cast<Means>(match.value);
        if (means != Means::shooting && means != Means::stabbing && means != Means::other && means != Means::execution)
          return true;
      }
    }
    return false;
  }

  /// What counts nobody is read in reports of a war alone: where harm, control or a means of war is told of.
  void read_deeds() {
    if (!tells_of_war()) return;
    std::vector<Claim> deeds;
    AttributionState said;
    std::set<std::pair<ClaimKind, std::uint32_t>> kinds;
    for (const Claim& claim : claims_) kinds.insert({claim.kind, claim.sentence.begin});
    for (std::uint32_t s = 0; s < document_.sentences().size(); ++s) {
      const SentenceView& view = document_.view(s);
      const Sentence& sentence = document_.sentence(s);
      const bool tells = may_tell_deeds(view);
      if (tells && view.tree().empty()) document_.parse(s);
      const SentenceMentions& mentions = document_.mentions(s);
      const std::vector<Attribution> attributions = find_attributions(
          view, mentions.actors, mentions.time_masks, actors_, document_.country(), document_.published(), said);
      if (!tells) continue;
      const std::vector<NameMention> names = persons_.names_in(s);
      Surroundings around = document_.surroundings(s, attributions);
      around.names = names;
      const auto keep = [&](Claim claim) {
        claim.document = document_.document().id;
        claim.sentence = sentence.span;
        claim.block = sentence.kind;
        deeds.push_back(std::move(claim));
      };
      const auto told = [&](ClaimKind kind) { return kinds.count({kind, sentence.span.begin}) > 0; };
      // The count of those harmed tells of the attack too, and the count of those uprooted of their leaving.
      if (!told(ClaimKind::casualty)) {
        for (Claim& claim : find_attacks(around)) keep(std::move(claim));
      }
      if (!told(ClaimKind::displacement) && !told(ClaimKind::control)) {
        for (Claim& claim : find_movements(around)) keep(std::move(claim));
      }
      for (Stated& stated : find_statements(around)) {
        keep(stated.claim);
        if (stated.claim.kind == ClaimKind::denial) denials_.push_back(std::move(stated));
      }
    }
    claims_.insert(claims_.end(), deeds.begin(), deeds.end());
  }

  void read_control(std::uint32_t s, Surroundings around) {
    const Sentence& sentence = document_.sentence(s);
    constexpr std::uint32_t memory_of_taker = 2;  // sentences
    if (taker_ && s - taker_sentence_ <= memory_of_taker) around.taker = taker_;
    for (Claim& claim : find_control(around)) {
      if (claim.actor) {
        taker_ = claim.actor;
        taker_sentence_ = s;
      }
      claim.document = document_.document().id;
      claim.sentence = sentence.span;
      claim.block = sentence.kind;
      if (const Post* post = posts_.of_block(sentence.block); post != nullptr && !claim.origin)
        claim.origin = post->origin;
      give_held_place(s, claim);
      told_.give_place(s, claim);
      claims_.push_back(std::move(claim));
    }
  }

  /// "The groups entered Northtown. The troops withdrew.": whoever leaves or holds a place that is not named does so
  /// where the claim before told of, in the same paragraph.
  void give_held_place(std::uint32_t s, Claim& claim) {
    constexpr std::uint32_t memory_of_held = 2;  // sentences
    const std::uint32_t block = document_.sentence(s).block;
    if (claim.where.empty() && !held_.empty() && held_block_ == block && s - held_sentence_ <= memory_of_held) {
      claim.where = held_;
      for (Where& where : claim.where) {
        where.from = Provenance::paragraph;
        where.part.clear();
      }
      return;
    }
    const bool named =
        std::any_of(claim.where.begin(), claim.where.end(), [](const Where& where) { return !where.place.empty(); });
    if (!named) return;
    held_ = claim.where;
    held_block_ = block;
    held_sentence_ = s;
  }

  /// Whether a means or an attack is told of; "a battle with cancer" and "a heart attack" are none.
  static bool tells_violence(const SentenceView& view) {
    return std::any_of(view.terms().begin(), view.terms().end(), [&view](const TermMatch& match) {
      if (match.kind != TermKind::means && match.kind != TermKind::deed) return false;
      return std::none_of(view.terms().begin(), view.terms().end(), [&match](const TermMatch& other) {
        return other.kind == TermKind::other_cause && other.first < match.end && match.first < other.end;
      });
    });
  }

  void read_harm(std::uint32_t s, const Surroundings& around, const SentenceMentions& local) {
    const SentenceView& view = *around.view;
    std::vector<Nominal> nominals = find_nominals(view, local.time_masks, local.proper_masks, around.names);
    // Disease and age are no violence; a report headed by one tells of it throughout.
    const bool violent = tells_violence(view);
    if (view.sentence().kind == BlockKind::heading) other_cause_ = view.has(TermKind::other_cause) && !violent;
    if ((other_cause_ || view.has(TermKind::other_cause)) && !violent) return;
    std::vector<Masked> masks = local.proper_masks;
    masks.insert(masks.end(), local.time_masks.begin(), local.time_masks.end());
    const std::vector<Frame> frames = find_frames(view, masks, nominals);
    if (tracer_) tracer_->harm(view, nominals, frames);
    const std::size_t first_claim = claims_.size();
    for (const Frame& frame : frames) {
      const Nominal& nominal = nominals[frame.nominal];
      claims_.push_back(harm_claim(s, around, nominals, nominal, frame));
      events_.note(s, claims_.size() - 1, own_);
      if (nominal.placed) events_.keep_place(claims_.size() - 1);
      fates_.read(s, claims_.size() - 1, frame.word != nullptr && frame.word->weak);
    }
    fates_.look(s, view, claims_);
    share_within_sentence(first_claim);
    for (std::size_t f = 0; f < frames.size(); ++f) {
      if (frames[f].whole < 0) continue;
      Claim& part = claims_[first_claim + f];
      const Claim& whole = claims_[first_claim + static_cast<std::size_t>(frames[f].whole)];
      take_whole(part, whole);
      if (nominals[frames[f].nominal].placed) {
        take_own_place(around, nominals[frames[f].nominal], part);
      }
    }
    for (std::size_t f = 0; f < frames.size(); ++f) {
      // "two of the wounded had died": they are none of those who were killed before.
      const Nominal& nominal = nominals[frames[f].nominal];
      const bool worse = nominal.implied && *nominal.implied != frames[f].outcome;
      if (nominal.of_told && frames[f].whole < 0 && !worse) take_told_whole(s, claims_[first_claim + f]);
    }
    read_parts_of_previous(s, around, nominals, first_claim);
    // The counts of this sentence, for parts told of later; the last whole one, for a part that opens the next one.
    for (std::size_t c = first_claim; c < claims_.size(); ++c) {
      const std::optional<Number>& number = claims_[c].number;
      if (!number || (number->form != NumberForm::digits && number->form != NumberForm::words)) continue;
      counted_.emplace_back(c, s);
      if (part_keys_.find({number->span, *claims_[c].outcome}) == part_keys_.end()) previous_whole_ = counted_.back();
    }
  }

  /// "15 in Northtown and six in Eastford": a share that has a place of its own happened there.
  static void take_own_place(const Surroundings& around, const Nominal& share, Claim& part) {
    constexpr std::uint32_t near = 8;  // tokens
    for (const LocalPlace& place : around.places) {
      if (place.mention->adjective || place.first < share.end) continue;
      if (place.first > share.end + near) return;
      part.where.assign(1, where_from(around, place, PlaceRole::in, Provenance::sentence));
      return;
    }
  }

  /// Circumstances are the whole's: a part happened where its whole did.
  void take_whole(Claim& part, const Claim& whole) {
    part.where = whole.where;
    part.by = whole.by;
    part.means = whole.means;
    part.when = whole.when;
    part.aggregation = whole.aggregation;
    part.origin = whole.origin;
    part.relay = whole.relay;
    part.as_of = whole.as_of;
    part.provisional = whole.provisional;
    if (part.modality == Modality::asserted) part.modality = whole.modality;
    part_keys_[{part.number->span, *part.outcome}] = {whole.number->span, *whole.outcome};
  }

  /// The whole that `part`, told of in sentence `s`, breaks down: of the last counts of its outcome the last one of its
  /// own group ("11 civilians, five of them children … the other four": children), else the last count told.
  std::optional<std::size_t> told_whole_of(std::uint32_t s, const Claim& part) const {
    if (!part.number || !previous_whole_ || s - previous_whole_->second > memory_of_whole) return std::nullopt;
    for (auto told = counted_.rbegin(); told != counted_.rend() && s - told->second <= memory_of_whole; ++told) {
      const Claim& whole = claims_[told->first];
      if (whole.outcome == part.outcome && whole.group == part.group && part.group != Group::people && whole.number &&
          told->second < s && part.number->value < whole.number->value)
        return told->first;
    }
    const Claim& last = claims_[previous_whole_->first];
    return last.number && last.outcome == part.outcome ? std::optional(previous_whole_->first) : std::nullopt;
  }

  /// "11 of the dead were from the camp": the dead are those of a whole count of the sentences before.
  void take_told_whole(std::uint32_t s, Claim& part) {
    const std::optional<std::size_t> told = told_whole_of(s, part);
    if (!told) return;
    const Claim whole = claims_[*told];
    part_keys_[{part.number->span, *part.outcome}] = {whole.number->span, *whole.outcome};
    if (part.where.empty()) {
      part.where = whole.where;
      for (Where& where : part.where) where.from = Provenance::paragraph;
    }
    if (part.by.empty()) part.by = whole.by;
    if (!part.means) part.means = whole.means;
    if (!part.when && whole.when) {
      part.when = whole.when;
      part.when->from = Provenance::paragraph;
    }
    part.aggregation = whole.aggregation;
  }

  /// "… killed 11 civilians. Five were children.": a part that opens its sentence breaks down the count before it.
  void read_parts_of_previous(std::uint32_t s, const Surroundings& around, const std::vector<Nominal>& nominals,
                              std::size_t first_claim) {
    if (claims_.size() != first_claim || !previous_whole_ || s != previous_whole_->second + 1) return;
    for (const Nominal& nominal : nominals) {
      if (!nominal.introduced || nominal.thing || !nominal.has_noun || nominal.kind != NominalKind::count ||
          nominal.whole >= 0)
        continue;
      const Claim whole = claims_[previous_whole_->first];
      Claim part = whole;
      part.id.clear();
      part.sentence = document_.sentence(s).span;
      part.block = document_.sentence(s).kind;
      part.trigger = Quote{nominal.number.text, nominal.number.span};
      part.number = nominal.number;
      part.group = nominal.group;
      part.group_text = nominal.group_text;
      part.group_span = nominal.group_span;
      part.rule = "breakdown/previous-sentence";
      part.confidence = 0.6;
      take_whole(part, whole);
      for (Where& where : part.where) where.from = Provenance::paragraph;
      if (part.when) part.when->from = Provenance::paragraph;
      const Attribution* said = attribution_of(around.attributions, nominal.first);
      part.origin = said != nullptr ? std::optional(said->origin) : whole.origin;
      claims_.push_back(std::move(part));
    }
  }

  Claim harm_claim(std::uint32_t s, const Surroundings& around, const std::vector<Nominal>& nominals,
                   const Nominal& nominal, const Frame& frame) {
    const SentenceView& view = *around.view;
    const Sentence& sentence = document_.sentence(s);
    Claim claim;
    claim.document = document_.document().id;
    claim.kind = frame.outcome == Outcome::displaced || frame.outcome == Outcome::returned ? ClaimKind::displacement
                                                                                           : ClaimKind::casualty;
    claim.outcome = frame.outcome;
    claim.sentence = sentence.span;
    claim.block = sentence.kind;
    claim.trigger.span = view.span(frame.trigger_first, frame.trigger_end);
    claim.trigger.text = std::string(slice(document_.document().text, claim.trigger.span));
    claim.number = nominal.number;
    gapped_hedge(view, nominals, nominal, *claim.number);
    claim.group = group_of(nominals, nominal, frame);
    if (frame.word == nullptr || frame.word->tails.empty()) {  // "lives" are not who was counted
      claim.group_text = nominal.group_text;
      claim.group_span = nominal.group_span;
    }
    claim.rule = frame.rule;
    if (frame.word != nullptr) claim.rule += "/" + frame.word->name;
    if (!frame.path.empty()) claim.rule += "/" + frame.path;
    claim.confidence = confidence_of(frame, nominal);

    // "… and four in Eastford": what stands beside the count is its own.
    const bool gapped = nominal.placed && frame.whole < 0;
    const Anchor anchor = gapped ? Anchor{nominal.first, nominal.end, nominal.first, nominal.first, nominal.end, false}
                                 : Anchor{std::min(nominal.first, frame.trigger_first),
                                          std::max(nominal.end, frame.trigger_end),
                                          nominal.first,
                                          frame.trigger_first,
                                          frame.trigger_end,
                                          frame.word != nullptr && frame.word->patient == Patient::subject};
    const Attribution* said = attribution_of(around.attributions, nominal.first);
    if (said != nullptr) {
      claim.origin = said->origin;
      claim.relay = said->relay;
    }
    const Scope scope = scope_of(around, anchor, nominal.number);
    claim.when = scope.when;
    claim.aggregation = scope.aggregation;
    claim.modality = frame.planned && scope.modality == Modality::asserted ? Modality::planned : scope.modality;
    if (said != nullptr && view.term(said->cue_first, TermKind::denied) != nullptr && said->cue_end <= nominal.first) {
      claim.modality = Modality::denied;
    }
    // "An earlier version of this report said …": it is taken back.
    if (withdrawn(view, nominal.first)) {
      claim.modality = Modality::denied;
      claim.origin.reset();
    }
    claim.provisional = scope.provisional;
    claim.where = places_of(around, anchor);
    if (gapped) take_own_place(around, nominal, claim);
    if (claim.modality != Modality::denied) claim.by = perpetrators_of(around, anchor, said);
    if (frame.word != nullptr && frame.word->group) {
      claim.by.clear();
      claim.by.push_back({"self", "", std::nullopt, false});
    }
    claim.means = means_of(around, anchor, frame.word);
    claim.as_of = as_of_in(around);
    for (Where& where : exclusions_in(around)) claim.where.push_back(std::move(where));
    own_ = claim;
    told_.complete(s, claim);
    if (scope.of_war) told_.give_war(claim);
    if (claim.by.empty() && frame.word != nullptr && frame.word->by_police && claim.modality != Modality::denied)
      told_.give_police(claim);
    return claim;
  }

  /// Whether several words that take something back stand before token `i`: "an earlier version".
  static bool withdrawn(const SentenceView& view, std::uint32_t i) {
    return std::any_of(view.terms().begin(), view.terms().end(), [i](const TermMatch& match) {
      return match.kind == TermKind::denied && match.end - match.first > 1 && match.end <= i;
    });
  }

  /// "at least 3 were killed and 14 injured": a second count without a clause of its own stands under the same hedge.
  static void gapped_hedge(const SentenceView& view, const std::vector<Nominal>& nominals, const Nominal& nominal,
                           Number& number) {
    if (nominal.has_noun || nominal.remainder || nominal.introduced || !number.value || number.hedge != Hedge::exact)
      return;
    if (nominal.first == 0 || !view.is(nominal.first - 1, WordClass::coordinator) ||
        view.is(nominal.end, WordClass::be))
      return;
    const Nominal* before = nullptr;
    for (const Nominal& other : nominals) {
      if (other.end <= nominal.first && !other.introduced && other.kind == NominalKind::count) before = &other;
    }
    if (before != nullptr && before->number.hedge == Hedge::at_least && nominal.first - before->end <= 12)
      apply_hedge(number, Hedge::at_least);
  }

  Group group_of(const std::vector<Nominal>& nominals, const Nominal& nominal, const Frame& frame) const {
    if (frame.word != nullptr && frame.word->group) return *frame.word->group;
    if (nominal.has_noun && !nominal.remainder) return nominal.group;
    if (nominal.has_noun && nominal.group != Group::people) return nominal.group;
    // "14 injured", "59 others": the people spoken of before.
    const Nominal* before = nullptr;
    for (const Nominal& other : nominals) {
      if (&other == &nominal) break;
      if (other.end <= nominal.first && other.has_noun && !other.thing && !other.introduced && other.harmed)
        before = &other;
    }
    if (before == nullptr || frame.word == nullptr) return nominal.group;
    const bool others = nominal.remainder && nominal.group_text.find("other") != std::string::npos;
    const bool keeps = before->group == Group::soldiers || before->group == Group::fighters ||
                       before->group == Group::rescuers || before->group == Group::police;
    return !others || keeps ? before->group : Group::people;
  }

  /// "killed 17 soldiers and left three others wounded": what one count of the sentence says of hand and means, the
  /// other means too, unless it says otherwise.
  void share_within_sentence(std::size_t first_claim) {
    for (std::size_t a = first_claim; a < claims_.size(); ++a) {
      for (std::size_t b = first_claim; b < claims_.size(); ++b) {
        if (a == b || claims_[a].aggregation != claims_[b].aggregation || claims_[a].kind != claims_[b].kind) continue;
        if (claims_[a].outcome == Outcome::detained || claims_[b].outcome == Outcome::detained) continue;
        if (claims_[a].by.empty()) claims_[a].by = claims_[b].by;
        if (!claims_[a].means) claims_[a].means = claims_[b].means;
        if (claims_[a].where.empty()) claims_[a].where = claims_[b].where;
        if (!claims_[a].when) claims_[a].when = claims_[b].when;
      }
    }
  }

  /// A denial names what it denies by id, so that ids come first; a claim of one is found again by its words.
  void tie_denials() {
    std::map<std::uint32_t, const Stated*> stated_at;
    for (const Stated& stated : denials_) stated_at.emplace(stated.claim.trigger.span.begin, &stated);
    for (Claim& claim : claims_) {
      if (claim.kind != ClaimKind::denial) continue;
      const auto stated = stated_at.find(claim.trigger.span.begin);
      if (stated == stated_at.end() || stated->second->claim.trigger.span != claim.trigger.span) continue;
      for (const std::size_t c : denied_by(*stated->second, claims_, actors_)) {
        claim.denies.push_back(claims_[c].id);
        // "denied that its jets had struck the hospital": not stated by anybody.
        if (claims_[c].kind == ClaimKind::attack && claims_[c].sentence == claim.sentence)
          claims_[c].modality = Modality::denied;
      }
    }
  }

  void name_claims() {
    std::map<std::string, unsigned, std::less<>> seen;
    for (Claim& claim : claims_) {
      claim.id = claim_id(claim, 0);
      const unsigned repeat = seen[claim.id]++;
      if (repeat > 0) claim.id = claim_id(claim, repeat);
    }
    std::map<Key, std::string> ids;
    for (const Claim& claim : claims_) {
      if (claim.number && claim.outcome) ids[{claim.number->span, *claim.outcome}] = claim.id;
    }
    for (Claim& claim : claims_) {
      if (!claim.number || !claim.outcome) continue;
      const auto key = part_keys_.find({claim.number->span, *claim.outcome});
      if (key == part_keys_.end()) continue;
      const auto whole = ids.find(key->second);
      if (whole != ids.end() && key->second.second == *claim.outcome) claim.part_of = whole->second;
    }
  }

  const Lexicon& lexicon_;
  const Actors& actors_;
  DocumentView document_;
  Posts posts_;
  Told told_;
  Persons persons_;
  Events events_;
  Fates fates_;
  std::optional<Tracer> tracer_;
  AttributionState said_;
  std::vector<Claim> claims_;
  std::map<Key, Key> part_keys_;
  std::optional<Outcome> list_of_;   ///< what happened to those of the list of names that is open
  std::uint32_t list_sentence_ = 0;  ///< the last sentence of it
  Claim own_;                        ///< the claim read last, with what its own sentence gives it
  std::vector<Stated> denials_;
  bool other_cause_ = false;      ///< the last heading was of a disease
  std::optional<Speaker> taker_;  ///< of the last claim of control
  std::uint32_t taker_sentence_ = 0;
  std::vector<Where> held_;  ///< where the claim of control before told of, by name
  std::uint32_t held_block_ = 0;
  std::uint32_t held_sentence_ = 0;
  std::vector<std::pair<std::size_t, std::uint32_t>> counted_;           ///< counts told: claim and sentence
  std::optional<std::pair<std::size_t, std::uint32_t>> previous_whole_;  ///< the last that is no part of another
};

}  // namespace

Reader::Reader() : Reader(Lexicon::english(), Gazetteer::builtin(), Actors::builtin()) {}
Reader::Reader(const Lexicon& lexicon, const Gazetteer& gazetteer, const Actors& actors)
    : impl_(std::make_unique<Impl>(lexicon, gazetteer, actors)) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

std::vector<Claim> Reader::read(const Document& document) const {
  std::vector<Note> notes;
  return read(document, notes);
}

std::vector<Claim> Reader::read(const Document& document, std::vector<Note>& notes) const {
  return impl_->read(document, nullptr, notes);
}

std::vector<Claim> Reader::read(const Document& document, const ParsedText& given, std::vector<Note>& notes) const {
  return impl_->read(document, &given, notes);
}

bool Reader::reads(std::string_view language) {
  return language.empty() || language == "en";
}

std::vector<Mention> Reader::mark(const Document& document, bool events) const {
  if (!reads(document.language)) return {};
  DocumentView view(document, *impl_->lexicon, *impl_->gazetteer, *impl_->actors, nullptr);
  return histor::mark(view, events);
}

Reader::Explained Reader::explain(const Document& document, const ParsedText* given) const {
  Explained out;
  if (!reads(document.language)) return out;
  DocumentReader reader(*impl_->lexicon, *impl_->gazetteer, *impl_->actors, document, given);
  reader.trace_to(out.sentences);
  out.claims = reader.read(impl_->sieve.hits(document.text));
  return out;
}

std::vector<Claim> Reader::Impl::read(const Document& document, const ParsedText* given,
                                      std::vector<Note>& notes) const {
  if (!reads(document.language)) {
    notes.push_back({"language", "in a language that is not read yet (" + document.language + "); kept, not misread"});
    return {};
  }
  const std::vector<std::uint32_t> hits = sieve.hits(document.text);
  if (hits.empty()) return {};
  DocumentReader reader(*lexicon, *gazetteer, *actors, document, given);
  std::vector<Claim> claims = reader.read(hits);
  if (reader.cut_sentences() > 0) {
    notes.push_back({"budget", "a sentence of more than " + std::to_string(longest_sentence) +
                                   " words was cut; what spans the cut is not read"});
  }
  return claims;
}

}  // namespace histor
