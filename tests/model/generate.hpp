#pragma once
// Arbitrary documents and claims for property tests: whole, with fields that fit the kind, strings of valid UTF-8.

#include <rapidcheck.h>

#include <string>
#include <utility>
#include <vector>

#include "model/claim.hpp"
#include "model/document.hpp"
#include "model/identity.hpp"

namespace histor::generate {

inline std::string word() {
  return *rc::gen::elementOf(std::vector<std::string>{"", "16", "Aleppo", "at least", "\u062D\u0644\u0628",
                                                      "\u2014 \U0001F4CD", "\"quoted\" \\ back", "line\nfeed\ttab",
                                                      std::string("nul\0nul", 7), "dozens"});
}

inline Span span() {
  const auto begin = *rc::gen::inRange(0U, 100000U);
  return {begin, begin + *rc::gen::inRange(0U, 300U)};
}

template <class E>
E one_of() {
  return static_cast<E>(*rc::gen::inRange<std::size_t>(0, Words<E>::all.size()));
}

inline bool coin() {
  return *rc::gen::arbitrary<bool>();
}

template <class Make>
auto maybe(Make make) -> std::optional<decltype(make())> {
  if (coin()) return std::nullopt;
  return make();
}

template <class Make>
auto several(Make make) -> std::vector<decltype(make())> {
  std::vector<decltype(make())> out;
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) out.push_back(make());
  return out;
}

inline Day day() {
  return Day{std::chrono::days{*rc::gen::inRange(-30000, 40000)}};
}
inline std::int64_t integer() {
  return *rc::gen::arbitrary<std::int64_t>();
}
inline double coordinate() {
  return *rc::gen::inRange(-180000000, 180000001) / 1e6;
}

inline Quote quote() {
  return {word(), span()};
}
inline Speaker speaker() {
  return {word(), word(), span(), maybe(quote)};
}

inline Number number() {
  return {word(), span(), one_of<NumberForm>(), maybe(integer), maybe(integer), maybe(integer), one_of<Hedge>()};
}

inline Interval interval() {
  return {maybe(day), maybe(day), one_of<TimePrecision>(), word(), maybe(span), one_of<Provenance>()};
}

inline AsOf as_of() {
  return {*rc::gen::elementOf(std::vector<std::string>{"2024-12-01T19:00", "2024-12-01"}), word(), span()};
}

inline Where where() {
  return {word(),
          span(),
          one_of<PlaceRole>(),
          word(),
          word(),
          maybe(coordinate),
          maybe(coordinate),
          word(),
          word(),
          word(),
          one_of<PlacePrecision>(),
          one_of<Provenance>(),
          word()};
}

inline By by() {
  return {word(), word(), maybe(span), coin()};
}

inline Claim claim(const std::string& document) {
  Claim claim;
  claim.document = document;
  claim.kind = one_of<ClaimKind>();
  claim.sentence = span();
  claim.trigger = quote();
  const bool harm = claim.kind == ClaimKind::casualty || claim.kind == ClaimKind::displacement;
  if (harm) {
    claim.outcome = one_of<Outcome>();
    claim.number = maybe(number);
    claim.group = one_of<Group>();
    claim.group_text = word();
    claim.group_span = maybe(span);
    claim.part_of = word();
  }
  if (harm || claim.kind == ClaimKind::attack) claim.means = maybe(one_of<Means>);
  if (claim.kind == ClaimKind::control) {
    claim.action = one_of<ControlAction>();
    claim.actor = maybe(speaker);
    claim.status = one_of<Status>();
    claim.violent = maybe(coin);
  }
  if (claim.kind == ClaimKind::denial) claim.denies = several([] { return std::string("c_0123456789"); });
  if (claim.kind == ClaimKind::statement) {
    claim.topic = word();
    claim.act = maybe(one_of<SpeechAct>);
  }
  if (claim.kind == ClaimKind::movement) {
    claim.movement = maybe(one_of<MovementKind>);
    claim.number = maybe(number);
    claim.actor = maybe(speaker);
  }
  claim.origin = maybe(speaker);
  claim.relay = several(speaker);
  claim.aggregation = one_of<Aggregation>();
  claim.modality = one_of<Modality>();
  claim.provisional = coin();
  claim.when = maybe(interval);
  claim.as_of = maybe(as_of);
  claim.where = several(where);
  claim.by = several(by);
  claim.block = one_of<BlockKind>();
  claim.rule = word();
  claim.confidence = *rc::gen::inRange(0, 1001) / 1000.0;
  claim.id = claim_id(claim);
  return claim;
}

inline Document document(const std::string& id) {
  Document document;
  document.id = id;
  document.source = word();
  const auto runs = *rc::gen::inRange(0, 6);
  for (int i = 0; i < runs; ++i) {
    const Span source = span();
    const auto kind = *rc::gen::inRange(0, 3);
    if (kind == 0) document.offsets.copied(source.size(), source.begin);
    if (kind == 1) document.offsets.replaced(3, source);
    if (kind == 2) document.offsets.inserted(2);
  }
  document.traceable = *rc::gen::arbitrary<bool>();
  document.composed = *rc::gen::arbitrary<bool>();
  document.boilerplate = several(span);
  document.media_type = *rc::gen::elementOf(std::vector<std::string>{"text/plain", "text/html"});
  document.updated = maybe(day);
  document.encoding = *rc::gen::elementOf(std::vector<std::string>{"UTF-8", "windows-1252"});
  document.captured_bytes = *rc::gen::inRange<std::size_t>(0, 1U << 30U);
  document.title = word();
  document.title_span = maybe(span);
  document.outlet = word();
  document.author = word();
  document.url = word();
  document.language = word();
  document.published =
      maybe([] { return Published{day(), maybe(span), one_of<Provenance>(), one_of<TimePrecision>()}; });
  document.dateline = maybe([] { return Dateline{word(), span(), word()}; });
  document.agencies = several(word);
  document.blocks = several([] { return Block{span(), one_of<BlockKind>()}; });
  document.notes = several([] { return Note{word(), word()}; });
  return document;
}

}  // namespace histor::generate
