#pragma once
// Who has it from whom: two reports that tell of one event, how they stand to each other, on what evidence, and what
// changed on the way. Pairs that tell of different events have no record.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "model/vocabulary.hpp"

namespace histor {

enum class LineageRelation {
  copy,                    ///< one reproduces the other, or both reproduce one text with light edits
  shared_source,           ///< written apart, the central facts from one named origin or agency
  same_event_independent,  ///< one event, different origins
};

template <>
struct Words<LineageRelation> {
  static constexpr std::array<std::string_view, 3> all{"copy", "shared-source", "same-event-independent"};
};

enum class EvidenceKind {
  credit,       ///< both name one origin, or one names the other's outlet or agency
  words,        ///< the same runs of words
  fingerprint,  ///< the same facts: outcome, figure, place, day
  quote,        ///< the same words of one speaker
};

template <>
struct Words<EvidenceKind> {
  static constexpr std::array<std::string_view, 4> all{"credit", "words", "fingerprint", "quote"};
};

struct LineageEvidence {
  EvidenceKind kind = EvidenceKind::words;
  std::string what;       ///< for people: "at least 58 killed", "Syrian Observatory for Human Rights"
  std::optional<Span> a;  ///< where the first report has it
  std::optional<Span> b;
  std::optional<std::uint32_t> permille;  ///< words: how much of the shorter text, in thousandths
};

enum class ChangeKind {
  scope_dropped,        ///< an as-of time or an exclusion is gone
  attribution_drifted,  ///< the same figure under another name
  breakdown_swapped,    ///< the same total, other parts
  bound_lost,           ///< "at least 25" carried as "25"
};

template <>
struct Words<ChangeKind> {
  static constexpr std::array<std::string_view, 4> all{"scope-dropped", "attribution-drifted", "breakdown-swapped",
                                                       "bound-lost"};
};

struct LineageChange {
  ChangeKind kind = ChangeKind::bound_lost;
  std::uint32_t a = 0;   ///< index of the claim of the first report
  std::uint32_t b = 0;   ///< index of the claim of the second one
  std::string sentence;  ///< one plain sentence for a person
};

/// Two reports of one event; `a` was published first, or stands first where that is not known.
struct DocumentPair {
  std::uint32_t a = 0;  ///< indices of the documents
  std::uint32_t b = 0;
  LineageRelation relation = LineageRelation::same_event_independent;
  std::vector<LineageEvidence> evidence;  ///< never empty
  std::vector<LineageChange> changes;     ///< along a copy or a shared source
};

/// The reports that hang together by pairs.
struct LineageGroup {
  std::vector<std::uint32_t> documents;  ///< indices, by publication
  std::vector<std::string> origins;      ///< actor ids of the named origins of what they tell, sorted
  std::vector<std::string> outlets;      ///< who printed it, sorted
};

/// The relay graph of a set of reports. Indices are positions in the documents and claims it was traced in.
struct Lineage {
  std::vector<DocumentPair> pairs;   ///< by publication of a, then of b
  std::vector<LineageGroup> groups;  ///< by publication of their first
};

}  // namespace histor
