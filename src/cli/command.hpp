#pragma once
// What all commands share: the exit codes, how an error is told, and how inputs become documents with their claims. A
// command is one file that offers `run_…(options)`; main.cpp has the one table of flags.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/result.hpp"
#include "ground/gazetteer.hpp"
#include "ground/place_files.hpp"
#include "model/claim.hpp"
#include "model/document.hpp"
#include "model/mention.hpp"
#include "source/document.hpp"
#include "text/parsed_text.hpp"

namespace histor::cli {

enum Exit : int {
  done = 0,
  failed = 1,
  usage = 2,
  some_failed = 3,    ///< done, but some inputs failed; each was named
  not_permitted = 4,  ///< locked, read-only or not permitted
  integrity = 5,
};

enum class Format { automatic, table, jsonl, json, csv };
enum class Color { automatic, always, never };

struct CommonOptions {
  Format format = Format::automatic;
  Color color = Color::automatic;
  bool quiet = false;
  unsigned threads = 0;  ///< 0: as many as the machine runs at once
};

struct InputOptions {
  std::vector<std::string> files;  ///< "-" is standard input
  std::string manifest;
  std::optional<Day> published;
  std::string outlet;
  bool parsed = false;              ///< the files are CoNLL-U
  std::vector<std::string> places;  ///< files of places to read with
};

/// One input, read.
struct Reading {
  std::string source;
  std::string captured;
  Document document;
  std::vector<Claim> claims;
  Given given;
  std::vector<Mention> mentions{};     ///< where those are wanted
  std::optional<ParsedText> parsed{};  ///< the trees of a CoNLL-U input
};

/// "histor: error: what (where)" and "hint: what to do", on standard error.
void tell(const Error& error);
void tell_note(std::string_view text);

/// The exit code that stands for an error of the ledger or of a whole command.
[[nodiscard]] Exit exit_of(const Error& error);

/// Called before an input is read, so that what was stated of it before takes part; may be empty.
using Stated = std::function<void(const std::string& document_id, Given& given)>;

/// An input that is named and not yet opened.
struct Input {
  std::string path;
  Given given;
  std::string listed_at;  ///< manifest:line that names it; empty for one of the command line
};

/// What is read from an input.
enum class Wanted { claims, mentions, mentions_and_events };

struct Inputs {
  std::vector<Input> list;
  Wanted wanted = Wanted::claims;
  bool parsed = false;     ///< they are CoNLL-U
  std::size_t faults = 0;  ///< rows of the manifest and of files of places that were left out; they were told
  Gazetteer gazetteer = Gazetteer::builtin();  ///< what they are read with
};

/// Reads a file of places; rows that are left out are told, all of them or the first few.
[[nodiscard]] Result<PlaceFile> take_places(const std::string& path, const CommonOptions& common);

/// The inputs in order, each with what the manifest and the flags state of it. No input is opened, so that a command
/// can call this before it makes or overwrites a file. Errors: those of read_manifest() and read_places(); invalid
/// where nothing is named.
[[nodiscard]] Result<Inputs> list_inputs(const InputOptions& options, const CommonOptions& common);

/// How the inputs fared.
struct Fared {
  std::size_t read = 0;
  std::size_t failed = 0;
  Exit exit_code = done;
};

/// Reads every input on several threads and hands the readings over in the order of the inputs. What fails is told and
/// handed to `on_failure` as well.
Fared read_inputs(const Inputs& inputs, const CommonOptions& common, const std::function<void(Reading&&)>& take,
                  const std::function<void(const std::string& source, const Error&)>& on_failure = {},
                  const Stated& stated = {});

/// Whether to print a table: asked for, or standard output is a terminal and nothing else was asked for.
[[nodiscard]] bool prints_table(const CommonOptions& common);
[[nodiscard]] bool prints_color(const CommonOptions& common);
/// Columns of the terminal, or 100.
[[nodiscard]] int terminal_width();
/// A table of cells: columns as wide as their widest cell; the last one takes what is left.
[[nodiscard]] std::string columns(const std::vector<std::vector<std::string>>& rows);
/// `text` for a cell: no control characters, cut after `most` bytes at a character's end.
[[nodiscard]] std::string printable(std::string text, std::size_t most);

/// Writes to standard output; a reader that has gone away ends the program quietly with success.
void put(std::string_view text);

}  // namespace histor::cli
