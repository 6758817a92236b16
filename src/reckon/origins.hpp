#pragma once
// Who counted: each origin with its figures, and by how many it was carried. Corroboration counts origins, never
// outlets.

#include <string>
#include <string_view>
#include <vector>

#include "model/ledger_view.hpp"

namespace histor {

struct OriginSummary {
  std::string id;    ///< actor id; empty for all figures that name no source
  std::string name;  ///< resolved
  ActorSide side = ActorSide::unknown;
  bool role = false;                      ///< a role ("witnesses"): several may stand behind it
  std::size_t claims = 0;                 ///< of any kind
  std::vector<FigureIndex> figures;       ///< all of them, parts and superseded ones included, in the view's order
  std::size_t live = 0;                   ///< figures that are no part and that the origin has not updated
  std::size_t carried_on = 0;             ///< figures that more than one outlet printed
  std::vector<std::string> outlets;       ///< who printed any of its claims, sorted
  std::vector<std::string> corroborated;  ///< ids of the incidents that another independent origin counts in as well
};

/// All origins of the view: the most live figures first, then by name; those without a source last.
[[nodiscard]] std::vector<OriginSummary> origins_of(const LedgerView& view);

}  // namespace histor
