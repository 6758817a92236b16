// Memories of four lengths, in sentences: the means hold in their paragraph, the day for a little longer, the hand and
// the place across paragraphs. What a claim names itself, history, and the losses of whoever did the deed take nothing
// from them.

#include "read/told.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "ground/gazetteer.hpp"
#include "lexicon/lexicon.hpp"
#include "read/circumstances.hpp"

namespace histor {
namespace {

/// How many sentences back what was told of an attack still holds: its means in the same paragraph, its place, hand and
/// day across paragraphs as well. Reports name the place once and go on; the day changes sooner.
constexpr std::uint32_t memory_of_means = 3;
constexpr std::uint32_t memory_of_place = 8;
constexpr std::uint32_t memory_of_hand = 6;
constexpr std::uint32_t memory_of_time = 4;

}  // namespace

/// Whether the claim names a place of its own, other than that of the attack whose hand was told: another event, unless
/// it is told right after.
bool Told::elsewhere(std::uint32_t s, const Claim& claim) const {
  bool own = false;
  for (const Where& where : claim.where) {
    if (where.from != Provenance::sentence || where.role == PlaceRole::excluding) continue;
    own = true;
    for (const Where& told : where_) {
      const bool same = !where.place.empty() ? where.place == told.place : where.text == told.text;
      const bool within = !where.country.empty() && where.country == told.country &&
                          (where.kind == "country" || told.kind == "country" || where.region == told.region);
      if (same || within) return false;
    }
  }
  return own && (!where_.empty() || s - by_sentence_ > 1);
}

/// Whether those who were harmed bear arms on the side that did the last attack told of: the losses of an army are not
/// laid to its own air strikes.
bool Told::own_side(const Claim& claim) const {
  const bool state = claim.group == Group::soldiers || claim.group == Group::police;
  const bool rebels = claim.group == Group::fighters;
  return std::any_of(by_.begin(), by_.end(), [&](const By& by) {
    const auto actor = document_.actors().find_by_id(by.actor);
    if (!actor) return false;
    const ActorKind kind = document_.actors()[*actor].kind;
    return (state && (kind == ActorKind::government || kind == ActorKind::state_force || kind == ActorKind::police)) ||
           (rebels && (kind == ActorKind::rebel || kind == ActorKind::militia));
  });
}

/// Whether the means that were told still hold for sentence `s`: not many sentences on in the same paragraph, or in the
/// one right after.
bool Told::still_means(std::uint32_t s) const {
  const bool same_paragraph = document_.sentence(means_sentence_).block == document_.sentence(s).block;
  return s - means_sentence_ <= (same_paragraph ? memory_of_means : 1);
}

void Told::complete_in_post(const Post& post, Claim& claim) const {
  if (!claim.origin) claim.origin = post.origin;
  if (!claim.as_of) claim.as_of = post.as_of;
  const bool has_place = std::any_of(claim.where.begin(), claim.where.end(),
                                     [](const Where& where) { return where.role != PlaceRole::excluding; });
  const auto from_post = [&claim](const std::vector<Where>& told, bool first) {
    std::vector<Where> copies = told;
    for (Where& where : copies) {
      if (!claim.sentence.contains(where.span)) where.from = Provenance::paragraph;
    }
    claim.where.insert(first ? claim.where.begin() : claim.where.end(), copies.begin(), copies.end());
  };
  if (!has_place) from_post(post.where, true);
  const bool has_exclusion = std::any_of(claim.where.begin(), claim.where.end(),
                                         [](const Where& where) { return where.role == PlaceRole::excluding; });
  if (!has_exclusion) from_post(post.excluding, false);
  if (claim.by.empty()) claim.by = post.by;
  if (!claim.means) claim.means = post.means;
  claim.provisional = claim.provisional || post.provisional;
  if (post.date && claim.aggregation == Aggregation::incident && !claim.as_of &&
      (!claim.when || claim.when->text == "today" || claim.when->text == "Today")) {
    claim.when = post.date;
  }
  if (!claim.when && claim.as_of) {
    if (const auto day = day_from(std::string_view(claim.as_of->time).substr(0, 10))) {
      Interval when;
      when.start = when.end = *day;
      when.text = claim.as_of->text;
      when.span = claim.as_of->span;
      if (!claim.sentence.contains(claim.as_of->span)) when.from = Provenance::paragraph;
      claim.when = when;
    }
  }
}

Told::Told(const DocumentView& document, const Posts& posts) : document_(document), posts_(posts) {
  for (const ActorMention& mention : document_.actor_mentions()) {
    const ActorRecord& actor = document_.actors()[mention.actor];
    if (actor.kind == ActorKind::police && !mention.adjective && actor.id != "investigators")
      police_.push_back(&mention);
  }
}

void Told::give_police(Claim& claim) const {
  if (police_.empty()) return;
  // The last one before the claim, else the first one of the report.
  const auto after =
      std::upper_bound(police_.begin(), police_.end(), claim.trigger.span.begin,
                       [](std::uint32_t at, const ActorMention* mention) { return at < mention->span.begin; });
  const ActorMention* nearest = after == police_.begin() ? police_.front() : *std::prev(after);
  const std::uint32_t resolved = document_.actors().resolve(nearest->actor, document_.country(), document_.published());
  By by;
  by.actor = document_.actors()[resolved].id;
  by.span = nearest->span;
  by.text = std::string(slice(document_.document().text, nearest->span));
  claim.by.push_back(std::move(by));
}

void Told::give_war(Claim& claim) const {
  const bool placed = std::any_of(claim.where.begin(), claim.where.end(),
                                  [](const Where& where) { return where.from == Provenance::sentence; });
  if (!placed) give_country(claim);
  if (claim.when) return;
  if (!war_known_) {
    war_known_ = true;
    war_since_ = since_the_war();
  }
  claim.when = war_since_;
}

std::optional<Interval> Told::since_the_war() const {
  std::optional<Interval> out;
  bool written = false;  // "2011" rather than "more than a decade ago"
  // "since the conflict began in March 2011": the earliest day that the report ties to the war.
  for (std::size_t s = 0; s < document_.sentences().size(); ++s) {
    const SentenceView& view = document_.view(s);
    if (!view.has(TermKind::background) && !view.has(TermKind::process)) continue;
    for (const LocalTime& time : document_.mentions(s).times) {
      const TimeMention& mention = *time.mention;
      const auto old = std::chrono::days{view.lexicon().background_days()};
      if (!mention.start || (document_.published() && *document_.published() - *mention.start < old)) continue;
      const std::string_view words = slice(document_.document().text, mention.span);
      const bool year = std::count_if(words.begin(), words.end(), [](char c) { return c >= '0' && c <= '9'; }) >= 4;
      const bool earlier = !out || mention.start < out->start;
      if (mention.precision == TimePrecision::day || (year == written ? !earlier : written)) continue;
      written = year;
      out = interval_from(document_.document().text, mention, Provenance::paragraph);
      if (mention.ends.size() != 2) out->end.reset();
    }
  }
  return out;
}

std::optional<Interval> Told::day_of_line(std::uint32_t s) const {
  const std::uint32_t block = document_.sentence(s).block;
  std::uint32_t first = s;
  while (first > 0 && document_.sentence(first - 1).block == block) --first;
  const SentenceView& view = document_.view(first);
  for (const LocalTime& time : document_.mentions(first).times) {
    const TimeMention& mention = *time.mention;
    const bool opens =
        time.first <= 1 && view.is_punct(time.end) &&
        (view.surface(time.end) == ":" || view.surface(time.end) == "–" || view.surface(time.end) == "-");
    if (!opens || !mention.start || !mention.end || mention.precision != TimePrecision::day) return std::nullopt;
    return interval_from(document_.document().text, mention, Provenance::paragraph);
  }
  return std::nullopt;
}

void Told::give_country(Claim& claim) const {
  for (const PlaceMention& mention : document_.places()) {
    if (!mention.place || mention.adjective) continue;
    const Place row = document_.gazetteer().place(*mention.place);
    if (row.kind != PlaceKind::country || row.country != document_.country()) continue;
    const LocalPlace local{0, 0, &mention};
    claim.where.assign(1, where_from(document_.surroundings(0, {}), local, PlaceRole::in, Provenance::document));
    return;
  }
}

void Told::forget() {
  where_.clear();
  by_.clear();
  means_.reset();
  when_.reset();
}

void Told::give_place(std::uint32_t s, Claim& claim) const {
  if (!claim.where.empty() || where_.empty() || s - where_sentence_ > memory_of_place) return;
  if (document_.view(s).has(TermKind::wide)) return;
  claim.where = where_;
  for (Where& where : claim.where) where.from = Provenance::paragraph;
}

void Told::complete(std::uint32_t s, Claim& claim) const {
  if (const Post* post = posts_.of_block(document_.sentence(s).block)) {
    complete_in_post(*post, claim);
    return;
  }
  if (claim.block == BlockKind::heading || claim.aggregation == Aggregation::background) return;
  if (claim.aggregation == Aggregation::running) return;
  give_place(s, claim);
  if (claim.by.empty() && claim.outcome != Outcome::detained && claim.modality != Modality::denied && !by_.empty() &&
      s - by_sentence_ <= memory_of_hand && !own_side(claim) && !elsewhere(s, claim) &&
      !flies_without_aircraft(document_.actors(), claim.means, by_))
    claim.by = by_;
  const bool unharmed = claim.outcome == Outcome::missing || claim.modality == Modality::negated;
  if (!claim.means && means_ && !unharmed && still_means(s) && !elsewhere(s, claim) && !own_side(claim) &&
      !flies_without_aircraft(document_.actors(), means_, claim.by))
    claim.means = means_;
  if (!claim.when) claim.when = day_of_line(s);
  if (!claim.when && when_ && s - when_sentence_ <= memory_of_time) {
    claim.when = when_;
    claim.when->from = Provenance::paragraph;
  }
}

std::optional<Telling> Told::remember(std::uint32_t s, const Surroundings& around) {
  const SentenceView& view = *around.view;
  const Sentence& sentence = document_.sentence(s);
  if (sentence.kind == BlockKind::heading || sentence.kind == BlockKind::caption || sentence.kind == BlockKind::post)
    return std::nullopt;
  // A word for the attack tells more than one for the harm that it did.
  const TermMatch* deed = nullptr;
  for (const TermMatch& match : view.terms()) {
    const bool attack = match.kind == TermKind::means || match.kind == TermKind::deed;
    if (attack && (deed == nullptr || deed->kind == TermKind::harm)) deed = &match;
    if (match.kind == TermKind::harm && deed == nullptr) deed = &match;
  }
  if (deed == nullptr) return std::nullopt;
  Telling out;
  out.sentence = s;
  const Anchor anchor{deed->first, deed->end, deed->end, deed->first, deed->end};
  std::vector<Where> where = places_of(around, anchor);
  std::erase_if(where, [](const Where& place) { return place.kind == "country" || place.role == PlaceRole::from; });
  // "since four agents died 15 years ago in a raid in …": another time's place.
  if (view.has(TermKind::long_ago)) where.clear();
  out.where = where;
  if (!where.empty()) {
    where_ = std::move(where);
    where_sentence_ = s;
  }
  // Whose deed it was is kept from sentences that tell of a deed, never from ones that tell of taking places or
  // people.
  std::vector<By> by;
  if (deed->kind != TermKind::harm) by = perpetrators_of(around, anchor, nullptr);
  // "a terrorist attack" judges; whose deed it was is not told by it to the sentences after.
  std::erase_if(by, [&](const By& one) {
    return one.actor == "terrorists" &&
           std::any_of(around.actors.begin(), around.actors.end(), [&](const LocalActor& actor) {
             return one.span && actor.mention->span == *one.span && one.text.back() != 's';
           });
  });
  out.by = by;
  if (!by.empty()) {
    by_ = std::move(by);
    by_sentence_ = s;
  }
  if (const auto means = means_of(around, anchor, nullptr); means && *means != Means::clashes) {
    out.means = means;
    means_ = means;
    means_sentence_ = s;
  }
  const Scope scope = scope_of(around, anchor, Number{});
  if (scope.when && scope.aggregation == Aggregation::incident && scope.when->start && scope.when->end &&
      *scope.when->end - *scope.when->start <= std::chrono::days{2}) {
    when_ = scope.when;
    when_sentence_ = s;
    out.when = when_;
  }
  return out;
}

}  // namespace histor
