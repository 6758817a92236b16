// Any bytes, read as a file of places: what is taken can be added to the gazetteer and found there.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "ground/place_files.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto file = histor::parse_places(bytes, "fuzz.csv");
  if (!file) return 0;
  require(!file->places.empty() && file->faulty >= file->faults.size());
  const histor::Gazetteer gazetteer = histor::Gazetteer::builtin().with(file->places);
  for (const histor::AddedPlace& place : file->places) {
    const auto row = gazetteer.find_id(place.id);
    require(row && *row < gazetteer.size());
    std::vector<histor::PlaceName> found;
    gazetteer.find(histor::fold_place_name(place.name, histor::Articles::keep), found);
    gazetteer.find(histor::fold_place_name(place.name, histor::Articles::drop), found);
    bool there = false;
    for (const histor::PlaceName& name : found) there |= name.place == *row;
    require(there);
  }
  return 0;
}
