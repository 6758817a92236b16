#pragma once
// Files of places that a user has and the compiled gazetteer may lack: a GeoNames dump
// (download.geonames.org/export/dump has one a country, and its readme.txt the columns), or a CSV with a header.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ground/gazetteer.hpp"
#include "model/document.hpp"

namespace histor {

/// The largest file of places, in bytes, and the most places taken from one.
inline constexpr std::uint64_t place_file_budget = std::uint64_t{256} << 20U;
inline constexpr std::size_t places_budget = 500'000;

struct PlaceFile {
  std::vector<AddedPlace> places;  ///< the sound rows in file order, one an id
  std::vector<Error> faults;       ///< the first hundred of the rows that were left out, each with file:line
  std::size_t faulty = 0;          ///< how many were left out
  std::size_t passed_over = 0;     ///< rows of a dump that are no settlement and no unit: rivers, hills, streets
  std::vector<Note> notes;         ///< of the file's encoding
};

/// Reads the file of places at `path`: a GeoNames dump if its first line opens with a number and a tab, else CSV
/// (RFC 4180) with the columns name, latitude and longitude and any of id, kind (a word of kind_word(); "locality"
/// where empty), country, region, county, population and aliases (";" between). A place without an id gets one made of
/// its name, country and coordinates. A row with a fault is left out and told.
/// Errors: those of read_bytes() and decode(); parse for a missing, unknown or double column and where no row is sound;
/// too_large for more places than the budget.
[[nodiscard]] Result<PlaceFile> read_places(const std::filesystem::path& path);

/// The same from `bytes`; `path` names the file in errors and in AddedPlace::source.
[[nodiscard]] Result<PlaceFile> parse_places(std::string_view bytes, const std::filesystem::path& path);

}  // namespace histor
