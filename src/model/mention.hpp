#pragma once
// What a sentence names, claim or not: a place, a time, an actor, a person, a count of people, who says what. One
// record of `histor mark`.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/span.hpp"
#include "model/claim.hpp"
#include "model/vocabulary.hpp"

namespace histor {

enum class MentionKind { place, demonym, site, time, actor, person, count, attribution, event };

template <>
struct Words<MentionKind> {
  static constexpr std::array<std::string_view, 9> all{"place",  "demonym", "site",        "time", "actor",
                                                       "person", "count",   "attribution", "event"};
};

struct Mention {
  MentionKind kind = MentionKind::place;
  std::string document;
  std::string text;  ///< of an attribution: its cue's
  Span span;         ///< of an attribution: its cue's

  // place, demonym ("Syrian", "Syrians": of the place, not it), site ("Eastford Hospital": a house in one): what the
  // gazetteer settled on; empty and null where it knows none
  std::string place;
  std::string name;  ///< person: as the document names them in full
  std::optional<double> latitude;
  std::optional<double> longitude;
  std::string place_kind;
  std::string country;
  double confidence = 0;  ///< place; of an event: that of its place

  // time: TIMEX3 value and type, and the days that follow from it
  std::string value;
  std::string time_type;
  std::optional<Day> start;
  std::optional<Day> end;
  TimePrecision precision = TimePrecision::day;

  std::string actor;             ///< actor; of an attribution: who its source is
  Group group = Group::people;   ///< person, count
  std::optional<Number> number;  ///< count

  // attribution
  std::optional<Quote> source;
  std::optional<Quote> content;
  std::optional<SpeechAct> act;

  std::vector<Where> where;  ///< event: where that which the verb tells happened; empty where nothing tells
};

}  // namespace histor
