#pragma once
// Tables in a text: lines of as many cells, apart by bars, tabs or wide blanks, under a line whose cells say what is
// counted
// ("Governorate | Killed | Injured"). Situation reports print tolls that way, where no sentence tells them.

#include <vector>

#include "model/claim.hpp"
#include "read/document_view.hpp"

namespace histor {

/// The counts of the document's tables as claims, in text order; `sentence` is the row. The place of a row is its own,
/// or none
/// ("Total"), and a row's count is no part of the total's: tables leave open what they add up.
struct TableReading {
  std::vector<Claim> claims;
  std::vector<Span> rows;  ///< the lines of all tables, heads too: what sentences make of them counts nothing
};
[[nodiscard]] TableReading read_tables(const DocumentView& document);

}  // namespace histor
