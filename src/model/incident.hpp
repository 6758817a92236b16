#pragma once
// What the claims add up to without adding anything up: figures (one origin's count, however often it is carried), the
// incidents that figures tell of, and where in the ledger each claim stands.
//
// Records point at each other by index into the vectors of one LedgerView; ids are for people and files.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/claim.hpp"
#include "model/toll.hpp"

namespace histor {

using ClaimIndex = std::uint32_t;   ///< into LedgerView::claims
using FigureIndex = std::uint32_t;  ///< into LedgerView::figures

/// Every claim stands in exactly one lane. Lanes are never added to, or compared with, one another.
enum class Lane {
  incident,      ///< people harmed in one attack, or in one day's event at one place
  running,       ///< totals since a date or over days
  background,    ///< the war's or history's figures and holdings
  displacement,  ///< people uprooted or returning
  control,       ///< who holds a place
  statement,     ///< attacks without a count, denials, statements, movements
};

template <>
struct Words<Lane> {
  static constexpr std::array<std::string_view, 6> all{"incident",     "running", "background",
                                                       "displacement", "control", "statement"};
};

/// The parts that are said of a whole, added where they cannot overlap, and held against it. What the parts leave over
/// is counted, never given to a group.
struct Arithmetic {
  std::vector<FigureIndex> parts;  ///< those added; all of one outcome and one whole
  std::int64_t sum = 0;            ///< of their values
  std::optional<std::int64_t>
      remainder;          ///< whole's value less the sum, where the words let one say it; may be negative
  bool at_least = false;  ///< the remainder is a lower bound: the whole is open upward
  bool complete = false;  ///< the whole is stated exactly and the parts make it up
};

/// One origin's figure for one outcome, population, window and area. All its claims say the same thing: in the body,
/// the headline, a caption, another outlet.
struct Figure {
  std::string id;                  ///< of its core claim
  Lane lane = Lane::incident;      ///< of all its claims
  std::vector<ClaimIndex> claims;  ///< the core claim first, the others in the order of LedgerView::claims
  std::string origin;              ///< actor id; empty where no source is named and the outlet asserts it itself
  ClaimKind kind = ClaimKind::casualty;
  Outcome outcome = Outcome::killed;
  Group group = Group::people;  ///< the most specific that one of its claims gives
  Modality modality = Modality::asserted;
  Number number;             ///< the core's words, with the bounds of the most careful of its claims
  bool provisional = false;  ///< said by any of its claims
  std::optional<Day> first;  ///< window, the narrowest that its claims give
  std::optional<Day> last;
  TimePrecision precision = TimePrecision::day;
  std::optional<AsOf> as_of;   ///< the earliest that its claims give
  std::string known;           ///< as-of time, else day of publication of the first claim: orders updates; may be empty
  std::vector<Where> places;   ///< roles in, near and around, without those that only hold another of them
  bool place_carried = false;  ///< no claim states the places in its own sentence; they were carried from near by
  std::vector<Where> routes;   ///< roles from and to
  std::vector<Where> exclusions;     ///< role excluding
  std::vector<std::string> outlets;  ///< who printed it, sorted; a file's name stands for an outlet that is not known
  std::uint32_t copied = 0;          ///< outlets that print another's text; 0 where nobody asked (reckon_lineage)

  std::optional<FigureIndex> whole;  ///< the figure that this one breaks down
  bool whole_inferred = false;       ///< no words tie it to the whole: same origin, day and place, a population within
  std::vector<FigureIndex> parts;    ///< in text order
  std::optional<Arithmetic> arithmetic;
  std::optional<FigureIndex> superseded_by;  ///< a later figure of the same origin for the same thing
};

/// What happened at one place in one stretch of time, as told by one or more figures.
struct Incident {
  std::string id;  ///< "i_" and a digest of its core claim's id
  std::optional<Day> first;
  std::optional<Day> last;
  std::vector<Where> places;
  std::vector<FigureIndex>
      figures;              ///< those that are no part of another, superseded ones included; parts hang below them
  std::vector<Toll> tolls;  ///< one for each outcome and population
  std::vector<std::string> origins;  ///< distinct origins of its figures, sorted; a role that may be one of the bodies
                                     ///< named is not counted beside it
  std::vector<std::string> outlets;  ///< sorted
  std::uint32_t copied = 0;          ///< as Figure::copied
  std::vector<std::string> by;       ///< actor ids said to have done it, sorted
  std::vector<Means> means;
  std::optional<std::uint32_t>
      part_of;                      ///< the incident (index) whose area and day hold this one's, by the same origin
  std::vector<ClaimIndex> denials;  ///< denials tied to one of its claims; they stand in the statement lane
};

/// Where a claim stands in the ledger.
struct Standing {
  Lane lane = Lane::incident;
  std::string entry;  ///< id of the incident, series, figure or control place; its own id for statements
  std::optional<FigureIndex> figure;  ///< for counts
};

}  // namespace histor
