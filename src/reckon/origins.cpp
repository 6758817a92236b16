#include "reckon/origins.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "link/figures.hpp"
#include "reckon/wording.hpp"

namespace histor {

std::vector<OriginSummary> origins_of(const LedgerView& view) {
  struct Draft {
    OriginSummary summary;
    std::set<std::string> outlets;
  };
  std::map<std::string, Draft> drafts;
  for (const Claim& claim : view.claims) {
    Draft& draft = drafts[claim.origin ? claim.origin->actor : std::string{}];
    ++draft.summary.claims;
    draft.outlets.insert(outlet_of(view, claim));
  }
  for (FigureIndex i = 0; i < view.figures.size(); ++i) {
    const Figure& f = view.figures[i];
    OriginSummary& origin = drafts[f.origin].summary;
    origin.figures.push_back(i);
    if (!f.whole && !f.superseded_by) ++origin.live;
    if (f.outlets.size() > 1) ++origin.carried_on;
  }
  for (const Incident& incident : view.incidents) {
    if (incident.origins.size() < 2) continue;
    for (const std::string& id : incident.origins) {
      const auto found = drafts.find(id);
      if (found != drafts.end()) found->second.summary.corroborated.push_back(incident.id);
    }
  }
  std::vector<OriginSummary> all;
  all.reserve(drafts.size());
  for (auto& [id, draft] : drafts) {
    OriginSummary& origin = draft.summary;
    origin.id = id;
    origin.name = actor_words(view, id);
    if (const auto facts = view.actors.find(id); facts != view.actors.end()) {
      origin.side = facts->second.side;
      origin.role = facts->second.role;
    }
    origin.outlets.assign(draft.outlets.begin(), draft.outlets.end());
    all.push_back(std::move(origin));
  }
  std::sort(all.begin(), all.end(), [](const OriginSummary& a, const OriginSummary& b) {
    const auto rank = [](const OriginSummary& o) {
      return std::tuple(o.id.empty(), -static_cast<std::int64_t>(o.live), std::string_view(o.name),
                        std::string_view(o.id));
    };
    return rank(a) < rank(b);
  });
  return all;
}

}  // namespace histor
