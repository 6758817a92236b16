#include "cli/command.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "cli/progress.hpp"
#include "lexicon/actors.hpp"
#include "lexicon/lexicon.hpp"
#include "read/reader.hpp"
#include "source/manifest.hpp"
#include "source/read_file.hpp"

namespace histor::cli {

void tell(const Error& error) {
  std::string text = "histor: error: " + error.what;
  if (!error.where.empty()) text += " (" + error.where + ")";
  text += "\n";
  if (!error.hint.empty()) text += "hint: " + error.hint + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void tell_note(std::string_view text) {
  std::fprintf(stderr, "histor: note: %.*s\n", static_cast<int>(text.size()), text.data());
}

Exit exit_of(const Error& error) {
  switch (error.code) {
    case ErrorCode::locked:
    case ErrorCode::read_only:
    case ErrorCode::not_permitted:
      return not_permitted;
    case ErrorCode::integrity:
      return integrity;
    case ErrorCode::invalid:
      return usage;
    default:
      return failed;
  }
}

Result<PlaceFile> take_places(const std::string& path, const CommonOptions& common) {
  constexpr std::size_t shown = 20;
  auto file = read_places(path);
  if (!file) return file;
  for (std::size_t i = 0; i < std::min(shown, file->faults.size()); ++i) tell(file->faults[i]);
  if (file->faulty > shown) tell_note(fmt::format("{}: {} more rows are left out", path, file->faulty - shown));
  if (!common.quiet) {
    for (const Note& note : file->notes) tell_note(fmt::format("{}: {}", path, note.text));
  }
  return file;
}

Result<Inputs> list_inputs(const InputOptions& options, const CommonOptions& common) {
  Inputs inputs;
  inputs.parsed = options.parsed;
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
  for (const std::string& file : options.files) {
    Input input{file, {}, {}};
    if (manifest && file != "-") {
      if (const ManifestRow* row = manifest->find(file)) input.given = row->given;
    }
    out.push_back(std::move(input));
  }
  for (Input& input : out) {
    if (options.published) input.given.otherwise_published = options.published;
    if (!options.outlet.empty() && input.given.outlet.empty()) input.given.outlet = options.outlet;
  }
  if (out.empty() && inputs.faults == 0) {
    return failure(ErrorCode::invalid, "nothing to read", {},
                   "name one or more files, - for standard input, or a --manifest");
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

namespace {

Result<ParsedText> read_parsed(std::string_view bytes, const std::string& path) {
  const auto sentences = read_conllu(bytes, path);
  if (!sentences) return tl::unexpected(sentences.error());
  return parsed_text(*sentences, path);
}

}  // namespace

Fared read_inputs(const Inputs& inputs, const CommonOptions& common, const std::function<void(Reading&&)>& take,
                  const std::function<void(const std::string& source, const Error&)>& on_failure,
                  const Stated& stated) {
  Fared fared;
  fared.failed = inputs.faults;
  const std::vector<Input>& list = inputs.list;
  const Reader reader(Lexicon::english(), inputs.gazetteer, Actors::builtin());
  const auto work = [&](std::size_t i) -> Result<Reading> {
    const Input& input = list[i];
    auto bytes = input.path == "-" ? read_stream(STDIN_FILENO, "-") : read_bytes(input.path);
    if (!bytes) return tl::unexpected(bytes.error());
    Reading out;
    out.source = input.path;
    out.given = input.given;
    if (stated) stated("sha256:" + sha256_hex(*bytes), out.given);
    if (inputs.parsed) {
      auto parsed = read_parsed(*bytes, input.path);
      if (!parsed) return tl::unexpected(parsed.error());
      out.parsed = std::move(*parsed);
    }
    // The text of a parsed input is put together from its words; its document is that text's.
    auto document = make_document(input.path, out.parsed ? out.parsed->text : *bytes, out.given);
    if (!document) return tl::unexpected(document.error());
    out.document = std::move(*document);
    out.captured = std::move(*bytes);
    if (inputs.wanted != Wanted::claims) {
      out.mentions = reader.mark(out.document, inputs.wanted == Wanted::mentions_and_events);
      return out;
    }
    std::vector<Note> notes;
    out.claims = out.parsed ? reader.read(out.document, *out.parsed, notes) : reader.read(out.document, notes);
    out.document.notes.insert(out.document.notes.end(), notes.begin(), notes.end());
    return out;
  };
  // What was stated before is asked of the ledger, which is not for several threads.
  const unsigned threads = stated ? 1 : common.threads == 0 ? hardware_threads() : common.threads;
  const bool answers_are_seen = isatty(STDOUT_FILENO) != 0;
  Progress progress(list.size(), "reports", !common.quiet);
  map_ordered(list.size(), threads, work, [&](std::size_t i, Result<Result<Reading>> result) {
    const Error* error = !result ? &result.error() : !*result ? &result->error() : nullptr;
    if (error != nullptr) {
      Error told = *error;
      if (told.where.empty()) told.where = list[i].path;
      if (!list[i].listed_at.empty()) told.where += ", named in " + list[i].listed_at;
      progress.clear();
      tell(told);
      ++fared.failed;
      if (on_failure) on_failure(list[i].path, told);
      progress.show(i + 1);
      return;
    }
    ++fared.read;
    if (answers_are_seen || !(*result)->document.notes.empty()) progress.clear();
    if (!common.quiet) {
      for (const Note& note : (*result)->document.notes) tell_note(fmt::format("{}: {}", list[i].path, note.text));
    }
    take(std::move(**result));
    progress.show(i + 1);
  });
  progress.clear();
  if (fared.failed > 0) fared.exit_code = fared.read > 0 ? some_failed : failed;
  return fared;
}

bool prints_table(const CommonOptions& common) {
  if (common.format != Format::automatic) return common.format == Format::table;
  return isatty(STDOUT_FILENO) != 0;
}

bool prints_color(const CommonOptions& common) {
  if (common.color != Color::automatic) return common.color == Color::always;
  return std::getenv("NO_COLOR") == nullptr && isatty(STDOUT_FILENO) != 0;
}

int terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 100;
}

std::string columns(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t c = 0; c < row.size(); ++c) {
      const auto characters = static_cast<std::size_t>(std::count_if(
          row[c].begin(), row[c].end(), [](char b) { return (static_cast<unsigned char>(b) & 0xC0U) != 0x80U; }));
      widths[c] = std::max(widths[c], characters);
    }
  }
  std::string out;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      line += row[c];
      if (c + 1 == row.size()) break;
      const auto characters = static_cast<std::size_t>(std::count_if(
          row[c].begin(), row[c].end(), [](char b) { return (static_cast<unsigned char>(b) & 0xC0U) != 0x80U; }));
      line.append(widths[c] - characters + 2, ' ');
    }
    out += line + "\n";
  }
  return out;
}

std::string printable(std::string text, std::size_t most) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ' || c == 127) c = ' ';
  }
  if (text.size() > most) {
    std::size_t cut = most;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
    text = text.substr(0, cut) + "…";
  }
  return text;
}

void put(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    if (errno == EPIPE) std::_Exit(done);
    tell({ErrorCode::io, "standard output could not be written", {}, "is the disk full?"});
    std::_Exit(failed);
  }
}

}  // namespace histor::cli
