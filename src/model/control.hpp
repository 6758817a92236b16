#pragma once
// Who is said to hold which place, day by day: statements with everybody who makes them, gathered into one timeline a
// place, and how the statements of a timeline stand to each other. Nothing here decides who held it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/incident.hpp"

namespace histor {

/// How far a statement on a place stands, beside everything else that is said of the place.
enum class ControlStatus {
  asserted,   ///< by an outlet itself, or by a source that is no party to it
  reported,   ///< by hearsay
  claimed,    ///< by nobody but the side whose deed it is
  confirmed,  ///< by the side that lost by it as well
  contested,  ///< denied by another, or another side is said to hold the place on the same day
  denied,     ///< what is told is its denial
};

template <>
struct Words<ControlStatus> {
  static constexpr std::array<std::string_view, 6> all{"asserted",  "reported",  "claimed",
                                                       "confirmed", "contested", "denied"};
};

/// One origin's word, however many outlets carry it.
struct Saying {
  std::string origin;  ///< actor id; empty where the outlets say it themselves
  Status status = Status::asserted;
  std::optional<bool> violent;
  bool violence_differs = false;   ///< told as fought over and as not
  std::vector<ClaimIndex> claims;  ///< ascending
  std::vector<std::string> outlets;
};

/// One statement about a place, by however many: one action of one body at one time. Statements without a day are those
/// of the days on which they were printed.
struct Holding {
  std::string id;                  ///< of its core claim; the same in every timeline that a statement stands in
  std::vector<ClaimIndex> claims;  ///< the core claim first
  ControlAction action = ControlAction::held;
  Modality modality = Modality::asserted;
  ControlStatus status = ControlStatus::asserted;
  std::string actor;                      ///< who gained it (for lost and withdrew: who left); may be empty
  std::vector<Saying> said;               ///< by origin, outlets that name none last
  std::optional<Day> first;               ///< as told
  std::optional<Day> last;                ///< as told
  std::optional<Day> printed;             ///< the first day on which one of its claims was published
  std::optional<Day> reprinted;           ///< the last one
  std::optional<bool> violent;            ///< whether it was fought for; null where nobody says, or where they differ
  std::vector<std::string> origins;       ///< distinct and named, sorted
  std::vector<std::string> outlets;       ///< sorted
  std::vector<std::string> beside;        ///< the other places that its core claim names with this one, in text order
  std::vector<std::string> confirmed_by;  ///< actor ids of the side that lost by it, sorted
  std::vector<std::string> denied_by;     ///< actor ids or outlets, sorted
};

/// How two statements of one timeline stand to each other.
enum class ControlTie {
  contradicts,       ///< two sides are said to hold the place on one day
  denies,            ///< a denies b
  confirms,          ///< a is the losing side's own word of b
  violence_differs,  ///< one tells of fighting, the other of none; a == b where one statement is told both ways
  untold_loss,       ///< from a to b the holder changes, and nobody tells that the first one lost it or left
};

template <>
struct Words<ControlTie> {
  static constexpr std::array<std::string_view, 5> all{"contradicts", "denies", "confirms", "violence-differs",
                                                       "untold-loss"};
};

struct ControlMark {
  ControlTie tie = ControlTie::contradicts;
  std::uint32_t a = 0;  ///< indices into ControlPlace::holdings
  std::uint32_t b = 0;
};

/// A place and everything that is said of who holds it. A part of a town, or what lies by it, is another place than the
/// town.
struct ControlPlace {
  std::string id;                        ///< "p_" and a digest of the place; "p_" of its claim where no place is named
  std::optional<Where> place;            ///< as the first statement names it
  std::vector<std::string> names;        ///< all words that the reports have for it, sorted
  bool described = false;                ///< "several towns": nothing tells which, so that it names no holder
  std::optional<std::uint32_t> part_of;  ///< the smallest place of the same list whose area holds this one
  std::vector<Holding> holdings;         ///< by day
  std::vector<ControlMark> marks;        ///< by their statements
  std::string holder;                    ///< by the latest undenied word that someone took or holds it; may be empty
  std::optional<std::uint32_t> holder_from;  ///< index into holdings
  bool disputed = false;                     ///< words of the same day give it to more than one side
};

}  // namespace histor
