// One thread opens the inputs, one after the other, and puts the reports that they carry on a line; several read them;
// the caller takes the readings in order. So an archive of a million pages is read like a million files.

#include "cli/inputs.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "lexicon/actors.hpp"
#include "lexicon/lexicon.hpp"
#include "read/reader.hpp"
#include "source/manifest.hpp"
#include "source/read_file.hpp"
#include "source/unfold.hpp"

namespace histor::cli {
namespace {

namespace fs = std::filesystem;

/// What a folder holds, and what of it cannot be listed.
struct Listing {
  std::vector<std::string> files;
  std::vector<Error> faults;
  std::vector<std::string> notes;
};

bool is_part_of_page(const fs::path& file) {
  static const std::set<std::string, std::less<>> endings{
      ".css", ".js",  ".mjs",  ".svg",   ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico",
      ".bmp", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot",  ".mp4", ".mp3",  ".webm", ".download"};
  return endings.contains(file.extension().string());
}

/// The files in `folder` and below, in the order of their paths.
Listing list_folder(const std::string& folder) {
  Listing out;
  std::map<std::string, std::size_t> parts;  // of saved pages, by folder
  std::vector<fs::path> open{folder};
  while (!open.empty()) {
    const fs::path here = std::move(open.back());
    open.pop_back();
    std::error_code error;
    fs::directory_iterator at(here, error);
    for (; !error && at != fs::directory_iterator(); at.increment(error)) {
      if (at->path().filename().native().starts_with('.')) continue;
      if (here.native().ends_with("_files") && is_part_of_page(at->path())) {
        ++parts[here.string()];
        continue;
      }
      std::error_code ignored;
      if (!at->is_directory(ignored)) {
        out.files.push_back(at->path().string());
      } else if (at->is_symlink(ignored)) {
        // Not followed, so that nothing is gone through twice.
        out.notes.push_back(at->path().string() +
                            ": a link to a folder, which is not followed; name it to have it read");
      } else {
        open.push_back(at->path());
      }
    }
    if (const auto counted = parts.find(here.string()); counted != parts.end()) {
      out.notes.push_back(
          fmt::format("{}: {} of the files that a browser saved with a page (its scripts, styles and "
                      "pictures) are passed over",
                      here.string(), counted->second));
    }
    if (error) {
      out.faults.push_back({ErrorCode::not_permitted, "the folder cannot be read: " + error.message(), here.string(),
                            "check its permissions and those of the folders above it"});
    }
  }
  std::sort(out.files.begin(), out.files.end());
  return out;
}

/// What a ledger keeps beside itself is no input of its own.
bool belongs_to(const std::string& ledger, const std::string& file) {
  if (ledger.empty()) return false;
  const fs::path kept(ledger);
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
    std::error_code ignored;
    if (fs::equivalent(fs::path(ledger + suffix), file, ignored)) return true;
  }
  std::error_code ignored;
  return fs::equivalent(fs::path(kept).replace_extension(".warc.gz"), file, ignored);
}

Result<ParsedText> read_parsed(std::string_view bytes, const std::string& path) {
  const auto sentences = read_conllu(bytes, path);
  if (!sentences) return tl::unexpected(sentences.error());
  return parsed_text(*sentences, path);
}

/// What is stated of a carrier holds for each report in it, but for what can only be of one.
Given given_to_member(Given given) {
  given.title.clear();
  given.url.clear();
  return given;
}

Capture named(const std::string& source, std::string&& bytes) {
  Capture capture;
  capture.source = source;
  capture.bytes = std::move(bytes);
  return capture;
}

/// A report on its way, or why there is none; or only what is to be told of a carrier, after its last report.
struct Opened {
  std::size_t input = 0;
  std::optional<Result<Capture>> capture{};
  std::vector<Note> notes{};  ///< of the carrier
};

void read_document(const Reader& reader, Wanted wanted, Reading& reading) {
  Document& document = reading.document;
  if (wanted == Wanted::text) return;
  if (wanted != Wanted::claims) {
    reading.mentions = reader.mark(document, wanted == Wanted::mentions_and_events);
    return;
  }
  std::vector<Note> notes;
  reading.claims = reading.parsed ? reader.read(document, *reading.parsed, notes) : reader.read(document, notes);
  document.notes.insert(document.notes.end(), notes.begin(), notes.end());
}

/// The text of a parsed input is put together from its words; its document is that text's.
Result<Reading> read_trees(const Reader& reader, Capture&& trees, Given given, const Stated& stated, Wanted wanted) {
  Reading out;
  out.source = trees.source;
  out.given = std::move(given);
  if (stated) stated("sha256:" + sha256_hex(trees.bytes), out.given);
  auto parsed = read_parsed(trees.bytes, trees.source);
  if (!parsed) return tl::unexpected(parsed.error());
  out.parsed = std::move(*parsed);
  auto document = make_document(trees.source, out.parsed->text, out.given);
  if (!document) return tl::unexpected(document.error());
  out.document = std::move(*document);
  out.captured = std::move(trees.bytes);
  read_document(reader, wanted, out);
  return out;
}

}  // namespace

Result<Reading> read_report(const Reader& reader, Capture&& report, Given given, const Stated& stated, Wanted wanted) {
  Reading out;
  out.source = report.source;
  out.given = std::move(given);
  if (stated) stated("sha256:" + sha256_hex(report.bytes), out.given);
  auto document = make_document(report, out.given);
  if (!document) return tl::unexpected(document.error());
  out.document = std::move(*document);
  out.captured = std::move(report.bytes);
  read_document(reader, wanted, out);
  return out;
}

bool read_fetched(const Reader& reader, Capture&& fetched, const Given& given, const Stated& stated,
                  const CommonOptions& common, const TakeReading& take) {
  bool whole = true;
  std::vector<Note> notes;
  const auto tell_notes = [&] {
    for (const Note& note : std::exchange(notes, {})) {
      if (!common.quiet) tell_note(note.text);
    }
  };
  const std::string source = fetched.source;
  unfold(std::move(fetched), {}, notes, [&](Result<Capture>&& report) {
    tell_notes();
    if (!report) {
      whole = false;
      const std::string where = report.error().where.empty() ? source : report.error().where;
      take(where, tl::unexpected(report.error()));
      return true;
    }
    const std::string name = report->source;
    auto reading = read_report(reader, std::move(*report), name == source ? given : given_to_member(given), stated);
    whole = whole && reading.has_value();
    take(name, std::move(reading));
    return true;
  });
  tell_notes();
  return whole;
}

Result<Inputs> list_inputs(const InputOptions& options, const CommonOptions& common) {
  Inputs inputs;
  inputs.parsed = options.parsed;
  inputs.unfold.fields = options.fields;
  std::vector<Input>& out = inputs.list;
  std::optional<Manifest> manifest;
  if (!options.manifest.empty()) {
    auto made = read_manifest(options.manifest);
    if (!made) return tl::unexpected(made.error());
    manifest = std::move(*made);
    for (const Error& fault : manifest->faults()) {
      tell(fault);
      ++inputs.faults;
    }
    if (!common.quiet) {
      for (const Note& note : manifest->notes()) tell_note(note.text);
    }
  }
  if (options.files.empty() && manifest) {
    for (const ManifestRow& row : manifest->rows()) {
      out.push_back({row.path.string(), row.given, fmt::format("{}:{}", options.manifest, row.line)});
    }
  }
  const auto add = [&](const std::string& file) {
    Input input{file, {}, {}};
    if (manifest && file != "-") {
      if (const ManifestRow* row = manifest->find(file)) input.given = row->given;
    }
    out.push_back(std::move(input));
  };
  for (const std::string& file : options.files) {
    std::error_code ignored;
    if (file == "-" || !fs::is_directory(file, ignored)) {
      add(file);
      continue;
    }
    const Listing listing = list_folder(file);
    for (const Error& fault : listing.faults) {
      tell(fault);
      ++inputs.faults;
    }
    for (const std::string& note : listing.notes) {
      if (!common.quiet) tell_note(note);
    }
    if (listing.files.empty() && listing.faults.empty() && options.files.size() == 1) {
      return failure(ErrorCode::empty, "no file in the folder", file);
    }
    for (const std::string& inside : listing.files) {
      const bool manifest_itself = !options.manifest.empty() && fs::equivalent(options.manifest, inside, ignored);
      if (!manifest_itself && !belongs_to(options.ledger, inside)) add(inside);
    }
  }
  for (Input& input : out) {
    if (options.published) input.given.otherwise_published = options.published;
    if (!options.outlet.empty() && input.given.outlet.empty()) input.given.outlet = options.outlet;
  }
  if (out.empty() && inputs.faults == 0) {
    return failure(ErrorCode::invalid, "nothing to read", {},
                   "name one or more files or folders, - for standard input, or a --manifest");
  }
  std::vector<AddedPlace> places;
  for (const std::string& path : options.places) {
    auto file = take_places(path, common);
    if (!file) return tl::unexpected(file.error());
    inputs.faults += file->faulty;
    places.insert(places.end(), std::make_move_iterator(file->places.begin()),
                  std::make_move_iterator(file->places.end()));
  }
  if (!places.empty()) inputs.gazetteer = inputs.gazetteer.with(std::move(places));
  return inputs;
}

Fared read_inputs(const Inputs& inputs, const CommonOptions& common, const std::function<void(Reading&&)>& take,
                  const std::function<void(const std::string& source, const Error&)>& on_failure,
                  const Stated& stated) {
  Fared fared;
  fared.failed = inputs.faults;
  const std::vector<Input>& list = inputs.list;
  const Reader reader(Lexicon::english(), inputs.gazetteer, Actors::builtin());
  const auto open = [&](const auto& put) {
    bool wanted = true;
    for (std::size_t i = 0; wanted && i < list.size(); ++i) {
      const std::string& path = list[i].path;
      std::vector<Note> notes;
      const auto hand_on = [&](Result<Capture>&& capture) {
        wanted = put(Opened{i, std::move(capture), std::exchange(notes, {})});
        return wanted;
      };
      if (inputs.parsed) {
        auto bytes = path == "-" ? read_stream(STDIN_FILENO, "-") : read_bytes(path);
        hand_on(bytes ? Result<Capture>(named(path, std::move(*bytes)))
                      : Result<Capture>(tl::unexpected(bytes.error())));
      } else if (path == "-") {
        auto bytes = read_stream(STDIN_FILENO, "-");
        if (bytes) {
          unfold(named(path, std::move(*bytes)), inputs.unfold, notes, hand_on);
        } else {
          hand_on(tl::unexpected(bytes.error()));
        }
      } else {
        unfold_file(path, inputs.unfold, notes, hand_on);
      }
      if (wanted && !notes.empty()) wanted = put(Opened{i, std::nullopt, std::move(notes)});
    }
  };
  const auto work = [&](Opened& opened) -> Result<Reading> {
    if (!opened.capture) return Reading{};
    if (!*opened.capture) return tl::unexpected(opened.capture->error());
    Capture& capture = **opened.capture;
    const Input& input = list[opened.input];
    Given given = capture.source == input.path ? input.given : given_to_member(input.given);
    if (inputs.parsed) return read_trees(reader, std::move(capture), std::move(given), stated, inputs.wanted);
    return read_report(reader, std::move(capture), std::move(given), stated, inputs.wanted);
  };
  // What was stated before is asked of the ledger, which is not for several threads.
  const unsigned threads = stated ? 1 : common.threads == 0 ? hardware_threads() : common.threads;
  const bool answers_are_seen = isatty(STDOUT_FILENO) != 0;
  Progress progress(list.size(), "inputs", !common.quiet);
  map_streamed<Opened>(threads, open, work, [&](Opened&& opened, Result<Result<Reading>> result) {
    const Input& input = list[opened.input];
    if (!opened.notes.empty()) progress.clear();
    for (const Note& note : opened.notes) {
      if (!common.quiet) tell_note(note.text);
    }
    if (!opened.capture) return;
    const Error* error = !result ? &result.error() : !*result ? &result->error() : nullptr;
    if (error != nullptr) {
      Error told = *error;
      const Result<Capture>& capture = *opened.capture;
      if (told.where.empty()) told.where = capture ? capture->source : input.path;
      const std::string source = told.where;
      if (!input.listed_at.empty()) told.where += ", named in " + input.listed_at;
      progress.clear();
      tell(told);
      ++fared.failed;
      if (on_failure) on_failure(capture ? capture->source : source, told);
      progress.show(opened.input + 1);
      return;
    }
    ++fared.read;
    if (answers_are_seen || !(*result)->document.notes.empty()) progress.clear();
    if (!common.quiet) {
      for (const Note& note : (*result)->document.notes) {
        tell_note(fmt::format("{}: {}", (*result)->source, note.text));
      }
    }
    take(std::move(**result));
    progress.show(opened.input + 1);
  });
  progress.clear();
  if (fared.failed > 0) fared.exit_code = fared.read > 0 ? some_failed : failed;
  return fared;
}

Exit write_records(const InputOptions& options, const std::string& output, const CommonOptions& common, Wanted wanted,
                   const std::function<std::string(const Reading&)>& lines_of) {
  auto inputs = list_inputs(options, common);
  if (!inputs) {
    tell(inputs.error());
    return exit_of(inputs.error());
  }
  inputs->wanted = wanted;
  std::optional<OutputFile> file;
  if (!output.empty()) {
    auto opened = OutputFile::open(output);
    if (!opened) {
      tell(opened.error());
      return exit_of(opened.error());
    }
    file.emplace(std::move(*opened));
  }
  const Fared fared = read_inputs(*inputs, common, [&](Reading&& reading) {
    const std::string lines = lines_of(reading);
    if (file) {
      file->write(lines);
    } else {
      put(lines);
    }
  });
  if (file && fared.read > 0) {
    if (const auto kept = file->keep(); !kept) {
      tell(kept.error());
      return exit_of(kept.error());
    }
  }
  return fared.exit_code;
}

}  // namespace histor::cli
