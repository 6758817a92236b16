// histor control: who is said to hold which place, by whom, day by day. A list of the places, or the whole timeline of
// some.

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/ledger_view.hpp"
#include "ground/gazetteer.hpp"
#include "link/scope.hpp"
#include "publish/json.hpp"
#include "publish/table.hpp"

namespace histor::cli {
namespace {

/// What a person may call a place: its words in the reports, its name, or any spelling that the gazetteer has for it,
/// or for one of its name in that country (a province has often more spellings than its town).
class Called {
 public:
  Called(const Gazetteer& gazetteer, std::string_view words) : words_(fold_place_name(words)) {
    std::vector<PlaceName> names;
    gazetteer.find(fold_place_name(words, Articles::keep), names);
    gazetteer.find(words_, names);
    for (const PlaceName& name : names) {
      if (name.adjective) continue;
      const Place place = gazetteer.place(name.place);
      called_.emplace(place.country, fold_place_name(place.name));
    }
  }

  bool operator()(const ControlPlace& place) const {
    if (!place.place) return false;
    const Where& where = *place.place;
    if (!where.place.empty() && called_.count({where.country, fold_place_name(where.name)}) > 0) return true;
    const auto is = [this](const std::string& name) { return !name.empty() && fold_place_name(name) == words_; };
    return is(where.name) || is(where.part) || std::any_of(place.names.begin(), place.names.end(), is);
  }

 private:
  std::string words_;
  std::set<std::pair<std::string, std::string>> called_;  // country and folded name
};

/// Whether a statement tells of a day from `since` to `until`; of its printing where it names none.
bool tells_of(const Holding& holding, const ListOptions& options) {
  const bool told = holding.first || holding.last;
  const Window window = told ? Window{holding.first, holding.last} : Window{holding.printed, holding.reprinted};
  return window.known() ? overlap(window, {options.since, options.until}) : !options.since && !options.until;
}

/// Leaves the places that are wanted, with those that lie in them, and what is told of the days asked for. Parts and
/// marks point into what is left.
template <class Wanted>
void keep(std::vector<ControlPlace>& places, const ListOptions& options, const Wanted& wanted) {
  std::vector<std::optional<std::uint32_t>> now(places.size());
  std::vector<bool> stays(places.size(), false);
  for (std::size_t i = 0; i < places.size(); ++i) {
    std::size_t up = i;
    for (std::size_t steps = 0; steps < places.size(); ++steps) {
      if (wanted(places[up])) {
        stays[i] = true;
        break;
      }
      if (!places[up].part_of) break;
      up = *places[up].part_of;
    }
  }
  std::vector<ControlPlace> kept;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!stays[i]) continue;
    ControlPlace& place = places[i];
    std::vector<std::optional<std::uint32_t>> index(place.holdings.size());
    std::vector<Holding> holdings;
    for (std::size_t h = 0; h < place.holdings.size(); ++h) {
      if (!tells_of(place.holdings[h], options)) continue;
      index[h] = static_cast<std::uint32_t>(holdings.size());
      holdings.push_back(std::move(place.holdings[h]));
    }
    if (holdings.empty()) continue;
    std::vector<ControlMark> marks;
    for (const ControlMark& mark : place.marks) {
      if (index[mark.a] && index[mark.b]) marks.push_back({mark.tie, *index[mark.a], *index[mark.b]});
    }
    if (place.holder_from) place.holder_from = index[*place.holder_from];
    if (!place.holder_from) {  // named by words of another time
      place.holder.clear();
      place.disputed = false;
    }
    place.holdings = std::move(holdings);
    place.marks = std::move(marks);
    now[i] = static_cast<std::uint32_t>(kept.size());
    kept.push_back(std::move(place));
  }
  for (ControlPlace& place : kept) {
    if (place.part_of) place.part_of = now[*place.part_of];
  }
  places = std::move(kept);
}

template <class Wanted>
void keep(LedgerView& view, const ListOptions& options, const Wanted& wanted) {
  keep(view.control, options, wanted);
  keep(view.background_control, options, wanted);
}

bool none(const LedgerView& view) {
  return view.control.empty() && view.background_control.empty();
}

}  // namespace

int run_control(const ListOptions& options, const CommonOptions& common) {
  const auto policy = policy_named(options.policy);
  if (!policy) return fail(policy.error());
  const auto ledger = open_ledger(options.ledger);
  if (!ledger) return fail(ledger.error());
  auto view = view_of(*ledger, *policy);
  if (!view) return fail(view.error());
  const auto added = ledger->places();
  if (!added) return fail(added.error());
  const Gazetteer gazetteer = Gazetteer::builtin().with(*added);
  if (!options.place.empty()) keep(*view, options, Called(gazetteer, options.place));
  if (!options.id.empty()) {
    const auto by_id = [&](const ControlPlace& place) { return place.id.rfind(options.id, 0) == 0; };
    const bool is_id = std::any_of(view->control.begin(), view->control.end(), by_id) ||
                       std::any_of(view->background_control.begin(), view->background_control.end(), by_id);
    if (is_id) {
      keep(*view, options, by_id);
    } else {
      keep(*view, options, Called(gazetteer, options.id));
    }
    if (none(*view)) {
      return fail({ErrorCode::not_found, "nothing is told of who holds such a place", options.id,
                   "places stand in the list of: histor control"});
    }
  } else if (options.place.empty()) {
    keep(*view, options, [](const ControlPlace&) { return true; });
  }
  if (!prints_table(common)) {
    put(control_json(*view));
    return done;
  }
  const TableOptions table = table_options(options, common);
  if (options.id.empty()) {
    put(control_list(*view, table));
    return done;
  }
  std::string out;
  for (const std::vector<ControlPlace>* places : {&view->control, &view->background_control}) {
    for (const ControlPlace& place : *places) out += (out.empty() ? "" : "\n") + show(*view, place.id, table);
  }
  put(out);
  return done;
}

}  // namespace histor::cli
