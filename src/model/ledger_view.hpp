#pragma once
// Everything that is derived from one set of claims, with the claims and documents that it was derived from: what the
// page, the terminal and the exports draw. The order in which claims and documents were given leaves no trace in it.

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/claim.hpp"
#include "model/control.hpp"
#include "model/document.hpp"
#include "model/finding.hpp"
#include "model/incident.hpp"
#include "model/lineage.hpp"
#include "model/series.hpp"

namespace histor {

/// What the ledger needs to know of an actor.
enum class ActorSide {
  unknown,
  state,    ///< a government, its forces and ministries
  rebel,    ///< armed opposition of any colour
  counter,  ///< counts, rescues, monitors or reports, and fights for nobody
};

struct ActorFacts {
  std::string name;  ///< for people: "Syrian Observatory for Human Rights"
  ActorSide side = ActorSide::unknown;
  bool role = false;   ///< names a role, not a body ("witnesses", "police"): two of them need not be one origin
  bool known = false;  ///< the actor file has it
  std::string camp{};  ///< for whom it fights or speaks: two bodies of one camp are one side; empty for roles
};

struct LedgerView {
  std::vector<Document> documents;                                ///< by publication, outlet and id; each once
  std::unordered_map<std::string, std::uint32_t> document_index;  ///< by Document::id
  std::vector<Claim> claims;                                      ///< by document, place in the text and id; each once
  std::vector<Figure> figures;  ///< all counts of the lanes incident, running, background and displacement

  std::vector<Incident> incidents;  ///< by day, those without one last; then by place
  std::vector<Series> series;
  std::vector<FigureIndex> background;    ///< figures that are no part of another
  std::vector<FigureIndex> displacement;  ///< likewise
  std::vector<ControlPlace> control;      ///< by place, those without one last
  std::vector<ControlPlace> background_control;
  std::vector<ClaimIndex> statements;

  std::vector<Relation> relations;  ///< those that tie or part figures which could be taken for one another
  std::vector<Finding> findings;
  std::vector<Standing> standings;  ///< one for each claim, in the order of `claims`

  Lineage lineage;  ///< who has it from whom; empty where nobody asked (reckon_lineage)

  std::map<std::string, ActorFacts> actors;  ///< every actor id that occurs
  std::string policy;                        ///< name
  std::string policy_digest;                 ///< SHA-256 of the policy's file
};

}  // namespace histor
