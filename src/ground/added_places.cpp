// Made once for a run, read for every word. Making it passes over the compiled table once: towns go into a grid, so
// that the nearest to each added place is found among a few, and ids and units are met on the way.

#include "ground/added_places.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace histor {
namespace {

// Twins of those in script/build-gazetteer: countries whose names are kept without the Arabic article, and those whose
// names are also kept under a loose key.
constexpr std::array<std::string_view, 27> article_countries{"AE", "BH", "DJ", "DZ", "EG", "EH", "ER", "IL", "IQ",
                                                             "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS",
                                                             "QA", "SA", "SD", "SO", "SS", "SY", "TD", "TN", "YE"};
constexpr std::array<std::string_view, 12> loose_countries{"AF", "ET", "IL", "IQ", "LB", "LY",
                                                           "PS", "SD", "SO", "SY", "UA", "YE"};

template <std::size_t n>
bool holds(const std::array<std::string_view, n>& codes, std::string_view code) {
  return !code.empty() && std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool is_settlement(PlaceKind kind) {
  return kind == PlaceKind::locality || kind == PlaceKind::neighbourhood;
}

Place at(double latitude, double longitude) {
  Place place;
  place.latitude = latitude;
  place.longitude = longitude;
  return place;
}

// The towns of the compiled table that have a region, to be asked for the nearest. Cells of a tenth of a degree are
// searched ring by ring.
class Towns {
 public:
  void add(const Place& town) { cells_[cell_of(row_of(town), column_of(town))].push_back(town); }

  // The nearest within 50 km, of `country` unless that is empty.
  [[nodiscard]] const Place* nearest(const Place& place, std::string_view country) const {
    constexpr double reach = 50;
    constexpr double cell_height = 11.1;  // kilometres, a little less than it is
    const double cell_width = cell_height * std::max(0.02, std::cos(place.latitude * 0.017453292519943295) - 0.01);
    const int rings = static_cast<int>(reach / cell_width) + 1;
    const Place* best = nullptr;
    double distance = reach;
    for (int ring = 0; ring <= rings; ++ring) {
      // What lies in this ring is at least this far away.
      if ((ring - 1) * std::min(cell_width, cell_height) > distance) break;
      for (int y = -ring; y <= ring; ++y) {
        if ((std::abs(y) - 1) * cell_height > distance) continue;
        const int step = std::abs(y) == ring ? 1 : std::max(1, 2 * ring);
        for (int x = -ring; x <= ring; x += step) {
          const auto found = cells_.find(cell_of(row_of(place) + y, column_of(place) + x));
          if (found == cells_.end()) continue;
          for (const Place& town : found->second) {
            if (!country.empty() && town.country != country) continue;
            if (const double away = kilometres(place, town); away < distance) {
              distance = away;
              best = &town;
            }
          }
        }
      }
    }
    return best;
  }

 private:
  static int row_of(const Place& place) { return static_cast<int>(std::floor((place.latitude + 90) * 10)); }
  static int column_of(const Place& place) { return static_cast<int>(std::floor((place.longitude + 180) * 10)); }
  static int cell_of(int row, int column) { return row * 3600 + (column % 3600 + 3600) % 3600; }

  std::unordered_map<int, std::vector<Place>> cells_;
};

// What one pass over the compiled table gives.
struct Survey {
  Towns towns;
  std::unordered_map<std::string, std::uint32_t> rows;  // of the ids that were added
  struct Country {
    std::uint32_t units = 0;
    std::uint32_t people = 0;
  };
  std::unordered_map<std::string, Country> countries;
};

Survey survey(const Gazetteer& table, const std::vector<AddedPlace>& places) {
  Survey out;
  constexpr std::uint32_t nowhere = 0xFFFFFFFF;
  bool all_countries = false;
  for (const AddedPlace& place : places) {
    out.rows.emplace(place.id, nowhere);
    out.countries.try_emplace(place.country);
    all_countries |= place.country.empty();
  }
  // A country's code is two letters, so that the map of the countries is asked by a number.
  std::vector<Survey::Country*> wanted(std::size_t{1} << 16U);
  const auto number = [](std::string_view code) -> std::size_t {
    if (code.size() != 2) return 0;
    return std::size_t{static_cast<unsigned char>(code[0])} << 8U | static_cast<unsigned char>(code[1]);
  };
  for (auto& [code, country] : out.countries) {
    if (code.size() == 2) wanted[number(code)] = &country;
  }
  for (std::uint32_t row = 0; row < table.compiled_size(); ++row) {
    if (const auto known = out.rows.find(table.id(row)); known != out.rows.end()) known->second = row;
    const Place place = table.place(row);
    Survey::Country* country = wanted[number(place.country)];
    if (country == nullptr && !all_countries) continue;
    if (place.kind == PlaceKind::locality && !place.region.empty()) out.towns.add(place);
    if (country == nullptr) continue;
    if (place.kind == PlaceKind::region) ++country->units;
    if (place.kind == PlaceKind::country) country->people = std::max(country->people, place.population);
  }
  std::erase_if(out.rows, [](const auto& known) { return known.second == nowhere; });
  return out;
}

void fill(AddedPlace& place, const Towns& towns) {
  if (place.kind == PlaceKind::country || place.kind == PlaceKind::area) return;
  // A unit stands in its own column, as in the compiled table.
  if (place.kind == PlaceKind::region && place.region.empty()) place.region = place.name;
  if (place.kind == PlaceKind::county && place.county.empty()) place.county = place.name;
  if (!place.country.empty() && !place.region.empty() && !place.county.empty()) return;
  const Place* town = towns.nearest(at(place.latitude, place.longitude), place.country);
  if (town == nullptr) return;
  if (place.country.empty()) place.country = town->country;
  if (place.region.empty()) place.region = town->region;
  // A county of another region than the file gives would contradict it.
  if (place.county.empty() && place.kind != PlaceKind::region && place.region == town->region)
    place.county = town->county;
}

// As script/build-gazetteer: how many people a place stands for, where nobody counted them.
double prominence_of(const AddedPlace& place, const Survey& survey) {
  double people = place.population;
  if (people == 0 && place.kind == PlaceKind::region) {
    const auto country = survey.countries.find(place.country);
    if (country != survey.countries.end())
      people = static_cast<double>(country->second.people) / std::max(1U, country->second.units);
  } else if (people == 0 && place.kind == PlaceKind::area) {
    people = 100000;
  } else if (people == 0 && place.kind == PlaceKind::county) {
    people = 10000;
  }
  return std::min(127.0, std::round(10 * std::log10(1 + people))) / 10;
}

// How far apart two sources may set one place: towns by a few streets, units by where each takes the middle to be.
double reach_of(PlaceKind kind) {
  if (is_settlement(kind)) return 5;
  return kind == PlaceKind::county ? 50 : 300;
}

// "UAE", "DPR": in small letters it would be another word.
bool is_abbreviation(std::string_view name) {
  return name.size() <= 4 && std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::optional<std::uint32_t> same_place(const Gazetteer& table, const AddedPlace& added) {
  std::vector<PlaceName> found;
  table.find(fold_place_name(added.name, Articles::keep), found);
  table.find(fold_place_name(added.name, Articles::drop), found);
  std::optional<std::uint32_t> best;
  double distance = reach_of(added.kind);
  for (const PlaceName& name : found) {
    if (name.adjective || name.abbreviation || name.place >= table.compiled_size()) continue;
    const Place place = table.place(name.place);
    if (place.country != added.country) continue;
    if (place.kind != added.kind && !(is_settlement(place.kind) && is_settlement(added.kind))) continue;
    if (const double away = kilometres(at(added.latitude, added.longitude), place); away <= distance) {
      distance = away;
      best = name.place;
    }
  }
  return best;
}

}  // namespace

AddedPlaces::AddedPlaces(const Gazetteer& table, std::vector<AddedPlace> places) {
  // Of two with one id the later stands, where the first stood.
  for (AddedPlace& place : places) {
    const auto [known, fresh] = ids_.try_emplace(place.id, static_cast<std::uint32_t>(given_.size()));
    if (fresh) {
      given_.push_back(std::move(place));
    } else {
      given_[known->second] = std::move(place);
    }
  }
  const Survey known = survey(table, given_);
  std::vector<AddedPlace> filled = given_;
  std::stable_sort(filled.begin(), filled.end(),
                   [](const AddedPlace& a, const AddedPlace& b) { return a.population > b.population; });
  for (AddedPlace& place : filled) {
    fill(place, known.towns);
    std::optional<std::uint32_t> row;
    if (const auto by_id = known.rows.find(place.id); by_id != known.rows.end()) row = by_id->second;
    if (!row) row = same_place(table, place);
    const bool own = !row;
    if (own) row = table.compiled_size() + size();
    ids_[place.id] = *row;
    const bool loosely = holds(loose_countries, place.country) && place.kind != PlaceKind::country;
    name(table, *row, place.name, place.country, own, loosely);
    for (const std::string& other : place.other_names) name(table, *row, other, place.country, false, loosely);
    if (own) {
      const double prominence = prominence_of(place, known);
      rows_.push_back({std::move(place), prominence});
    }
  }
}

void AddedPlaces::name(const Gazetteer& table, std::uint32_t row, std::string_view name, std::string_view country,
                       bool main, bool loosely) {
  std::vector<PlaceName> found;
  const auto add = [&](ByText<std::vector<PlaceName>>& names, std::string key, const PlaceName& entry) {
    const auto is_it = [row](const PlaceName& there) { return there.place == row && !there.adjective; };
    if (std::any_of(found.begin(), found.end(), is_it)) return;
    std::vector<PlaceName>& there = names[std::move(key)];
    if (std::none_of(there.begin(), there.end(), is_it)) there.push_back(entry);
  };
  const auto add_under = [&](std::string key) {
    if (key.empty()) return;
    const PlaceName entry{
        row, main, false, !main && is_abbreviation(name), table.is_word(key), table.is_given_name(key)};
    if (loosely) {
      if (const std::string skeleton = place_skeleton(key); !skeleton.empty()) {
        found.clear();
        table.find_loosely(skeleton, country, found);
        // The loose key of the table says nothing of the name, nor does this one.
        add(skeletons_, std::string(country) + skeleton, {row});
      }
    }
    found.clear();
    table.find(key, found);
    add(names_, std::move(key), entry);
  };
  std::string kept = fold_place_name(name, Articles::keep);
  std::string dropped = fold_place_name(name, Articles::drop);
  // Where the country is not known a name may be asked for in either form.
  const bool both = country.empty() && kept != dropped;
  if (both || !holds(article_countries, country)) {
    add_under(std::move(kept));
    if (both) add_under(std::move(dropped));
  } else {
    add_under(dropped.empty() ? std::move(kept) : std::move(dropped));
  }
}

Place AddedPlaces::place(std::uint32_t number) const {
  const Row& row = rows_[number];
  Place place;
  place.name = row.place.name;
  place.latitude = row.place.latitude;
  place.longitude = row.place.longitude;
  place.kind = row.place.kind;
  place.country = row.place.country;
  place.region = row.place.region;
  place.county = row.place.county;
  place.population = row.place.population;
  place.prominence = row.prominence;
  return place;
}

std::optional<std::uint32_t> AddedPlaces::find_id(std::string_view id) const {
  const auto found = ids_.find(id);
  if (found == ids_.end()) return std::nullopt;
  return found->second;
}

void AddedPlaces::find(std::string_view folded, std::vector<PlaceName>& out) const {
  if (const auto found = names_.find(folded); found != names_.end())
    out.insert(out.end(), found->second.begin(), found->second.end());
}

void AddedPlaces::find_loosely(std::string_view skeleton, std::string_view country, std::vector<PlaceName>& out) const {
  std::string key(country);
  key += skeleton;
  if (const auto found = skeletons_.find(key); found != skeletons_.end())
    out.insert(out.end(), found->second.begin(), found->second.end());
}

}  // namespace histor
