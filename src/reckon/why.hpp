#pragma once
// "Why do these numbers differ?" and "why is it this number?", in plain sentences that name the fields they rest on.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/ledger_view.hpp"

namespace histor {

enum class SubjectKind { claim, incident, toll, series, finding, control };

template <>
struct Words<SubjectKind> {
  static constexpr std::array<std::string_view, 6> all{"claim", "incident", "toll", "series", "finding", "control"};
};

/// What an id names. A figure goes by the id of its core claim.
struct Subject {
  std::string id;
  SubjectKind kind = SubjectKind::claim;
  std::uint32_t index =
      0;  ///< into the vector of its kind; of a toll: into LedgerView::incidents; of a place: see place_of()
  std::uint32_t toll = 0;  ///< of a toll: into Incident::tolls
};

/// The place of a subject of kind `control`: those of history come after the others.
[[nodiscard]] const ControlPlace& place_of(const LedgerView& view, const Subject& subject);

/// nullopt where the view has no such id. `id` is whole: see ids_with_prefix().
[[nodiscard]] std::optional<Subject> find_subject(const LedgerView& view, std::string_view id);

/// Every id that find_subject() finds and that begins with `prefix`, sorted, each once.
[[nodiscard]] std::vector<std::string> ids_with_prefix(const LedgerView& view, std::string_view prefix);

/// One reason, and the claims whose words bear it out.
struct Reason {
  std::string field;  ///< "low", "day", "update", "note"
  std::string sentence;
  std::vector<ClaimIndex> claims;
};

/// Why one thing is as it is.
struct Explanation {
  Subject subject;
  std::string words;  ///< what it says, in short
  std::vector<Reason> reasons;
  std::vector<ClaimIndex> claims;  ///< all that it rests on, ascending
};

[[nodiscard]] Explanation explain(const LedgerView& view, const Subject& subject);

/// One of two things that are held against each other.
struct Side {
  Subject subject;
  ClaimIndex claim = 0;               ///< that speaks for it
  std::optional<FigureIndex> figure;  ///< the claim's, where it counts people
  std::string words;                  ///< "at least 16 killed"
  std::string chosen;                 ///< "its latest point", where the subject is more than this figure; else empty
};

/// One field of the two, with what it means for the comparison.
struct FieldReason {
  std::string field;  ///< "origin", "count", "population", "day", "as-of", "place", "cause", "told-as", …
  std::string a;      ///< its words on either side
  std::string b;
  std::string sentence;
  bool decides = false;  ///< the relation rests on it
};

/// How two things stand to each other. Answers for any two.
struct Comparison {
  Side a;
  Side b;
  RelationKind kind = RelationKind::apart;
  bool turned = false;              ///< the relation is of b to a: b updates a, b is part of a
  std::vector<std::string> fields;  ///< what the relation rests on
  std::string verdict;              ///< one sentence
  std::string advice;               ///< what follows for who uses the figures
  std::vector<FieldReason> reasons;
};

/// nullopt where a side has no claim to speak for it (an empty series).
[[nodiscard]] std::optional<Comparison> compare(const LedgerView& view, const Subject& a, const Subject& b);

}  // namespace histor
