// Two claims are one figure where nothing that both state parts them (outcome, population, value, days, places, origin)
// and something ties them: a named origin, the document they share, or a whole sentence carried word for word. Claims
// without a source follow after the others, since a headline or a lead restates what its own body attributes.
//
// A count of one ties little: two single deaths are two figures unless a headline, a name or a named origin with place
// and day says otherwise.
#include "link/mentions.hpp"

#include <algorithm>
#include <set>

#include "base/hash.hpp"
#include "link/blocks.hpp"
#include "link/figures.hpp"

namespace histor {

namespace {

// Context told in a report is an event of about the last two weeks (the marking guide's border between incident and
// background).
constexpr std::chrono::days recent{14};

// A sentence of so many words does not come about twice.
constexpr std::size_t own_words = 8;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : folded(text) + " ") {
    if (c == ' ') {
      if (word.size() > 1) words.push_back(word);
      word.clear();
    } else {
      word += c;
    }
  }
  return words;
}

// One name may leave out words of the other: "Field" is "Dana Field".
bool one_name(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  if (a.empty() || b.empty()) return false;
  const auto& [small, large] = a.size() <= b.size() ? std::tie(a, b) : std::tie(b, a);
  return std::includes(large.begin(), large.end(), small.begin(), small.end());
}

std::vector<Where> places_with(const Claim& claim, std::initializer_list<PlaceRole> roles) {
  std::vector<Where> out;
  for (const Where& where : claim.where) {
    if (std::find(roles.begin(), roles.end(), where.role) != roles.end()) out.push_back(where);
  }
  return out;
}

// Whether a circumstance was carried to the claim from further off than the paragraph before: good enough to show, with
// where it came from, and too little to tie figures by.
bool carried_far(const Document* document, const Claim& claim, Provenance from, Span words) {
  if (from != Provenance::paragraph || claim.block == BlockKind::post || document == nullptr) return false;
  const auto& blocks = document->blocks;
  const auto block_at = [&blocks](std::uint32_t at) {
    return std::upper_bound(blocks.begin(), blocks.end(), at,
                            [](std::uint32_t offset, const Block& block) { return offset < block.span.begin; });
  };
  const auto there = block_at(words.begin);
  const auto here = block_at(claim.sentence.begin);
  return std::distance(there, here) > 1 || std::distance(here, there) > 1;
}

std::uint64_t digest_of_sentence(const Document* document, const Claim& claim) {
  if (document == nullptr || claim.sentence.end > document->text.size()) return 0;
  const std::string words = folded(slice(document->text, claim.sentence));
  if (static_cast<std::size_t>(std::count(words.begin(), words.end(), ' ')) + 1 < own_words) return 0;
  Digest digest;
  digest.add(words);
  const Span anchor = claim.number ? claim.number->span : claim.trigger.span;
  digest.add(anchor.begin - claim.sentence.begin);
  return digest.value();
}

void add(Digest& digest, const Window& window) {
  for (const std::optional<Day>& day : {window.first, window.last}) {
    digest.add(day ? day->time_since_epoch().count() : -1'000'000);
  }
}

// Whether days and places of both are known, and nothing parts them.
bool day_and_place_known(const CountMention& a, const CountMention& b) {
  return a.stated.known() && b.stated.known() && area(a.places, {}, b.places, {}) != Area::unknown;
}

// One body's count in two reports, of which one may leave out the day or the place.
bool one_count_of_a_body(const CountMention& a, const CountMention& b) {
  if (!a.fresh.known() || !b.fresh.known() || !overlap(a.fresh, b.fresh)) return false;
  const auto bare = [](const CountMention& m) { return !m.stated.known() && m.places.empty(); };
  return *a.value >= telling_count || (!bare(a) && !bare(b));
}

template <class Side>
std::vector<std::uint64_t> keys_of(const CountMention& m, const Side& side) {
  enum class Kind { sentence, name, origin };
  std::vector<std::uint64_t> keys;
  const auto in_time = [&](Kind kind, const Window& window, std::uint32_t of) {
    const TimeKeys time(window);
    for (const std::uint64_t key : side(time)) keys.push_back(digest_of(static_cast<int>(kind), m.bucket, of, key));
  };
  if (m.sentence != 0) keys.push_back(digest_of(static_cast<int>(Kind::sentence), m.bucket, m.sentence));
  const bool placed = m.stated.known() && !m.places.empty();
  for (const std::uint32_t word : m.names) {
    if (placed) in_time(Kind::name, m.stated, word);
  }
  if (m.value && *m.value > 1 && m.origin != 0 && !m.role) {
    if (m.fresh.known()) in_time(Kind::origin, m.fresh, m.origin);
  } else if (placed && m.names.empty()) {
    in_time(Kind::origin, m.stated, m.origin);
  }
  return keys;
}

bool one_document(const CountMention& a, const CountMention& b) {
  return a.document == b.document;
}

}  // namespace

std::uint32_t WordTable::number_of(std::string_view word) {
  if (word.empty()) return 0;
  return numbers_.try_emplace(std::string(word), static_cast<std::uint32_t>(numbers_.size()) + 1).first->second;
}

std::vector<Where> scene_of(const LedgerView& view, const Claim& claim) {
  std::vector<Where> scene = places_with(claim, {PlaceRole::in, PlaceRole::near, PlaceRole::around});
  if (scene.empty()) scene = places_with(claim, {PlaceRole::from});
  scene = narrowest(scene);
  const Document* document = document_of(view, claim);
  std::erase_if(scene, [&](const Where& where) { return carried_far(document, claim, where.from, where.span); });
  return scene;
}

CountMention mention_of(const LedgerView& view, ClaimIndex index, std::uint32_t number_of_document, ClaimIndex part_of,
                        MentionTables& tables) {
  const Claim& claim = view.claims[index];
  const Document* document = document_of(view, claim);
  CountMention m;
  m.claim = index;
  m.document = number_of_document;
  m.lane = lane_of(claim);
  m.group = claim.group;
  const std::string origin = claim.origin ? claim.origin->actor : std::string{};
  m.origin = tables.words.number_of(origin);
  const auto facts = view.actors.find(origin);
  m.role = facts != view.actors.end() && facts->second.role;
  const Number number = number_of(claim);
  m.value = number.value;
  if (number.form == NumberForm::name) {
    for (const std::string& word : words_of(number.text)) m.names.push_back(tables.words.number_of(word));
    std::sort(m.names.begin(), m.names.end());
  }
  if (!claim.when || !claim.when->span || !carried_far(document, claim, claim.when->from, *claim.when->span))
    m.stated = window_of(claim);
  m.plausible = m.fresh = m.stated;
  if (!m.stated.known() && document != nullptr && document->published && m.lane != Lane::background) {
    m.plausible = {document->published->date - recent, document->published->date};
    m.fresh = {document->published->date - fresh_news, document->published->date};
  }
  m.places = tables.places.intern(scene_of(view, claim));
  m.display = claim.block == BlockKind::heading || claim.block == BlockKind::caption;
  m.part_of = part_of;
  if (part_of != nowhere && view.claims[part_of].number) m.whole = view.claims[part_of].number->value;
  m.sentence = m.display ? 0 : digest_of_sentence(document, claim);

  Digest bucket;
  bucket.add(static_cast<int>(m.lane), static_cast<int>(claim.kind), static_cast<int>(claim.modality));
  bucket.add(claim.outcome ? static_cast<int>(*claim.outcome) : -1, m.value.has_value(), m.value.value_or(0));
  if (!m.value) bucket.add(folded(number.text));
  m.bucket = bucket.value();

  Digest likeness;
  likeness.add(m.bucket, static_cast<int>(m.group), m.display, m.origin, m.sentence);
  likeness.add(m.whole.has_value(), m.whole.value_or(0), m.names.size());
  for (const std::uint32_t word : m.names) likeness.add(word);
  add(likeness, m.stated);
  add(likeness, m.plausible);  // which settles m.fresh
  for (const Where* where : m.places) likeness.add(reinterpret_cast<std::uintptr_t>(where));
  m.likeness = likeness.value();
  return m;
}

bool parted(const CountMention& a, const CountMention& b) {
  if (!population_compatible(a.group, b.group)) return true;
  if (a.origin != 0 && b.origin != 0 && a.origin != b.origin) return true;
  if (!a.names.empty() && !b.names.empty() && !one_name(a.names, b.names)) return true;
  if (a.whole && b.whole && a.whole != b.whole) return true;
  if (!overlap(a.plausible, b.plausible)) return true;
  if (a.part_of == b.claim || b.part_of == a.claim) return true;
  return area(a.places, {}, b.places, {}) == Area::disjoint;
}

bool tied(const CountMention& a, const CountMention& b) {
  const bool same_origin = a.origin != 0 && a.origin == b.origin;
  const bool together = one_document(a, b);
  if (!together && a.sentence != 0 && a.sentence == b.sentence) return a.plausible.known() && b.plausible.known();
  if (!a.value) {  // "many" is a figure only in the mouth of one speaker, of one thing, and in a headline
    if (together && a.display != b.display && (same_origin || a.origin == 0 || b.origin == 0)) return true;
    if (!same_origin || a.group != b.group || area(a.places, {}, b.places, {}) == Area::unknown) return false;
    return together || (a.stated.known() && b.stated.known());
  }
  if (*a.value <= 1) {
    if (one_name(a.names, b.names)) return together || day_and_place_known(a, b);
    if (together) return a.display != b.display;
    return same_origin && !a.role && a.names.empty() && b.names.empty() && day_and_place_known(a, b);
  }
  if (together) return same_origin || a.origin == 0 || b.origin == 0;
  if (same_origin && !a.role) return one_count_of_a_body(a, b);
  return a.origin == b.origin && day_and_place_known(a, b);  // both of a role, or both without a source
}

std::vector<std::uint64_t> kept_by(const CountMention& mention) {
  return keys_of(mention, [](const TimeKeys& time) { return time.kept_by(); });
}

std::vector<std::uint64_t> found_by(const CountMention& mention) {
  return keys_of(mention, [](const TimeKeys& time) { return time.found_by(); });
}

}  // namespace histor
