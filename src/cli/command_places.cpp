// histor places: what a user knows of places and the gazetteer does not, kept in the ledger, which its reports are read
// with.

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <optional>
#include <utility>

#include "base/json_writer.hpp"
#include "cli/commands.hpp"
#include "ledger/ledger.hpp"

namespace histor::cli {
namespace {

int fail(const Error& error) {
  tell(error);
  return exit_of(error);
}

/// The id of the place of the gazetteer that `place` only gives its names to; empty where it is a place of its own.
std::string same_as(const Gazetteer& gazetteer, const AddedPlace& place) {
  const auto row = gazetteer.find_id(place.id);
  return row && *row < gazetteer.compiled_size() ? gazetteer.id(*row) : std::string();
}

std::string count_of(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

int run_places_add(const PlacesOptions& options, const CommonOptions& common) {
  // All files are read before a ledger is made or written.
  std::vector<AddedPlace> places;
  std::size_t faulty = 0;
  std::size_t passed_over = 0;
  std::size_t failed_files = 0;
  for (const std::string& path : options.files) {
    auto file = take_places(path, common);
    if (!file) {
      tell(file.error());
      ++failed_files;
      continue;
    }
    faulty += file->faulty;
    passed_over += file->passed_over;
    places.insert(places.end(), std::make_move_iterator(file->places.begin()),
                  std::make_move_iterator(file->places.end()));
  }
  if (failed_files == options.files.size()) return failed;
  auto ledger = Ledger::open_or_create(options.ledger);
  if (!ledger) return fail(ledger.error());
  const auto outcome = ledger->add_places(places);
  if (!outcome) return fail(outcome.error());
  if (!common.quiet) {
    constexpr std::size_t shown = 20;
    for (std::size_t i = 0; i < std::min(shown, outcome->replaced.size()); ++i)
      tell_note(outcome->replaced[i] + " was there with other content and is replaced");
    if (outcome->replaced.size() > shown) tell_note(fmt::format("so are {} more", outcome->replaced.size() - shown));
    const Gazetteer gazetteer = Gazetteer::builtin().with(places);
    const auto in_table = std::count_if(places.begin(), places.end(),
                                        [&](const AddedPlace& place) { return !same_as(gazetteer, place).empty(); });
    std::string text =
        fmt::format("{}: {} added, {} known already, {} replaced", ledger->path(),
                    count_of(outcome->added, "place", "places"), outcome->known, outcome->replaced.size());
    if (in_table > 0) text += fmt::format("; {} of them built in, whose names are added", in_table);
    if (faulty > 0) text += fmt::format("; {} left out", count_of(faulty, "row", "rows"));
    if (passed_over > 0)
      text += fmt::format("; {} passed over, no settlement and no unit", count_of(passed_over, "row", "rows"));
    std::fputs((text + "\n").c_str(), stderr);
    const auto documents = ledger->document_count();
    if (documents && *documents > 0 && outcome->added + outcome->replaced.size() > 0) {
      tell_note(fmt::format("{} read before; add them again to read them with these places",
                            count_of(*documents, "report was", "reports were")));
    }
  }
  return failed_files > 0 || faulty > 0 ? some_failed : done;
}

int run_places_ls(const PlacesOptions& options, const CommonOptions& common) {
  LedgerOptions how;
  how.read_only = true;
  const auto ledger = Ledger::open_existing(options.ledger, how);
  if (!ledger) return fail(ledger.error());
  const auto places = ledger->places();
  if (!places) return fail(places.error());
  const Gazetteer gazetteer = Gazetteer::builtin().with(*places);
  std::string out;
  std::vector<std::vector<std::string>> rows{
      {"ID", "NAME", "KIND", "COUNTRY", "REGION", "LATITUDE", "LONGITUDE", "SAME AS", "FILE"}};
  const bool table = prints_table(common);
  for (const AddedPlace& place : *places) {
    const auto row = gazetteer.find_id(place.id);
    if (!row) continue;
    const Place grounded = gazetteer.place(*row);  // with what the file leaves out
    const std::string known = same_as(gazetteer, place);
    if (table) {
      const auto cell = [](std::string_view text) { return text.empty() ? "—" : printable(std::string(text), 30); };
      rows.push_back({printable(place.id, 40), printable(place.name, 40), std::string(kind_word(place.kind)),
                      cell(grounded.country), cell(grounded.region), fmt::format("{:.4f}", place.latitude),
                      fmt::format("{:.4f}", place.longitude), cell(known), printable(place.source, 60)});
      continue;
    }
    JsonWriter json(out);
    json.begin_object();
    json.member("type", "place");
    json.member("id", place.id);
    json.member("name", place.name);
    json.key("other_names").begin_array();
    for (const std::string& name : place.other_names) json.value(name);
    json.end_array();
    json.member("kind", kind_word(place.kind));
    json.member("latitude", place.latitude);
    json.member("longitude", place.longitude);
    json.member("country", grounded.country);
    json.member("region", grounded.region);
    json.member("county", grounded.county);
    json.member("population", static_cast<std::int64_t>(place.population));
    if (!known.empty()) json.member("same_as", known);
    json.member("source", place.source);
    json.end_object();
    out.push_back('\n');
  }
  put(table ? columns(rows) : out);
  return done;
}

}  // namespace histor::cli
