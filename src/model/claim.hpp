#pragma once
// The attributed claim with its scope: the unit of everything Histor keeps. Field by field it is the claim record of
// the contract; absent is nullopt or empty, never a guess.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/span.hpp"
#include "model/vocabulary.hpp"

namespace histor {

/// Words of the text and where they stand: slice(document.text, span) == text.
struct Quote {
  std::string text;
  Span span;
};

/// A count as written and as bounded. `low` and `high` are null where the words leave them open ("at least 16": 16,
/// null; "about 125": null, null with value 125).
struct Number {
  std::string text;
  Span span;
  NumberForm form = NumberForm::digits;
  std::optional<std::int64_t> value;
  std::optional<std::int64_t> low;
  std::optional<std::int64_t> high;
  Hedge hedge = Hedge::exact;
};

/// Who counted or saw (origin), or who carried it (relay).
struct Speaker {
  std::string actor;  ///< actor id; a provisional slug of its words where the actor file has none
  std::string text;
  Span span;
  std::optional<Quote> cue;  ///< "according to", "said"
};

/// First and last day; a missing end is open.
struct Interval {
  std::optional<Day> start;
  std::optional<Day> end;
  TimePrecision precision = TimePrecision::day;
  std::string text;  ///< the time words; empty where no words of this sentence give it
  std::optional<Span> span;
  Provenance from = Provenance::sentence;
};

/// The moment a count was closed: "as of Sunday, December 1, 7:00 PM".
struct AsOf {
  std::string time;  ///< ISO 8601, to the minute where it is known: "2024-12-01T19:00"
  std::string text;
  Span span;
};

struct Where {
  std::string text;
  Span span;
  PlaceRole role = PlaceRole::in;
  std::string place;  ///< gazetteer id; empty where no place of the gazetteer was settled on
  std::string name;   ///< the gazetteer's name
  std::optional<double> latitude;
  std::optional<double> longitude;
  std::string kind;     ///< locality, neighbourhood, region, county, country, site
  std::string country;  ///< ISO 3166-1 alpha-2
  std::string region;
  PlacePrecision precision = PlacePrecision::near;
  Provenance from = Provenance::sentence;
  std::string part{};  ///< the words where they mean a part of it or what lies by it: "eastern half of Aleppo"
};

/// By whose hand, as said.
struct By {
  std::string actor;
  std::string text;
  std::optional<Span> span;
  bool alleged = false;
};

struct Claim {
  std::string id;        ///< "c_" and a digest of document, spans and kind
  std::string document;  ///< Document::id
  ClaimKind kind = ClaimKind::casualty;
  Span sentence;
  Quote trigger;

  // casualty, displacement
  std::optional<Outcome> outcome;
  std::optional<Number> number;
  Group group = Group::people;
  std::string group_text;
  std::optional<Span> group_span;
  std::optional<Means> means;
  std::string part_of;  ///< id of the claim that this one breaks down, or empty

  // control
  std::optional<ControlAction> action;
  std::optional<Speaker> actor;  ///< who gained the place (for lost and withdrew: who left)
  Status status = Status::asserted;
  std::optional<bool> violent;

  // all
  std::optional<Speaker> origin;
  std::vector<Speaker> relay;
  Aggregation aggregation = Aggregation::incident;
  Modality modality = Modality::asserted;
  bool provisional = false;
  std::optional<Interval> when;
  std::optional<AsOf> as_of;
  std::vector<Where> where;  ///< for control: the place
  std::vector<By> by;
  std::vector<std::string> denies;  ///< denial: ids of the claims it denies
  std::string topic;                ///< statement: the words of what is called for, condemned, promised or warned of
  std::optional<SpeechAct> act;     ///< statement
  std::optional<MovementKind> movement;  ///< movement: `actor` is who moves
  BlockKind block = BlockKind::body;
  std::string rule;         ///< what read it
  double confidence = 1.0;  ///< 0 to 1
};

}  // namespace histor
