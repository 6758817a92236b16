#pragma once
// How what a command is given becomes reports with their claims: files, folders, standard input, and what manifests and
// flags state of them; carriers (feeds, archives, exports) opened until only reports are left.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/result.hpp"
#include "cli/command.hpp"
#include "ground/gazetteer.hpp"
#include "model/claim.hpp"
#include "model/document.hpp"
#include "model/mention.hpp"
#include "source/document.hpp"
#include "source/unfold.hpp"
#include "text/parsed_text.hpp"

namespace histor {
class Reader;
}

namespace histor::cli {

struct InputOptions {
  std::vector<std::string> files;  ///< files and folders; "-" is standard input
  std::string manifest;
  std::optional<Day> published;
  std::string outlet;
  bool parsed = false;              ///< the files are CoNLL-U
  std::vector<std::string> places;  ///< files of places to read with
  FieldMap fields{};                ///< which column of a table of reports is what
  std::string ledger;               ///< whose own files in a folder are not inputs; may be empty
};

/// One report, read: an input, or one of those that an input carries.
struct Reading {
  std::string source;
  std::string captured;
  Document document;
  std::vector<Claim> claims;
  Given given;
  std::vector<Mention> mentions{};     ///< where those are wanted
  std::optional<ParsedText> parsed{};  ///< the trees of a CoNLL-U input
};

/// Called before an input is read, so that what was stated of it before takes part; may be empty.
using Stated = std::function<void(const std::string& document_id, Given& given)>;

/// An input that is named and not yet opened.
struct Input {
  std::string path;
  Given given;
  std::string listed_at;  ///< manifest:line that names it; empty for one of the command line
};

/// What is read from an input.
enum class Wanted { text, claims, mentions, mentions_and_events };

struct Inputs {
  std::vector<Input> list;
  Wanted wanted = Wanted::claims;
  bool parsed = false;     ///< they are CoNLL-U
  UnfoldOptions unfold{};  ///< how carriers are opened
  std::size_t faults = 0;  ///< rows of tables that were left out, folders that cannot be read; they were told
  Gazetteer gazetteer = Gazetteer::builtin();  ///< what they are read with
};

/// The inputs in order, each with what the manifest and the flags state of it; a folder gives the files in it and in
/// its folders, by name, without those whose name begins with a dot. No input is opened, so that a command can call
/// this before it makes or overwrites a file. Errors: those of read_manifest() and read_places(); invalid where nothing
/// is named.
[[nodiscard]] Result<Inputs> list_inputs(const InputOptions& options, const CommonOptions& common);

/// Reads one report. `given` is what the user states, which wins over what the carrier says of it; `stated` may be
/// empty.
[[nodiscard]] Result<Reading> read_report(const Reader& reader, Capture&& report, Given given, const Stated& stated,
                                          Wanted wanted = Wanted::claims);

/// Takes a reading, or the reason why a report of that source cannot be read.
using TakeReading = std::function<void(const std::string& source, Result<Reading>&&)>;

/// Opens what was fetched and reads each report in it, one after the other. Notes of carriers are told. Gives whether
/// it was read to its end without a failure.
bool read_fetched(const Reader& reader, Capture&& fetched, const Given& given, const Stated& stated,
                  const CommonOptions& common, const TakeReading& take);

/// How the reports fared.
struct Fared {
  std::size_t read = 0;
  std::size_t failed = 0;
  Exit exit_code = done;
};

/// Opens every input, reads the reports on several threads and hands the readings over in the order of the inputs and,
/// of an input that carries several, in the order in which they stand there. What fails is told and handed to
/// `on_failure` as well; the rest goes on.
Fared read_inputs(const Inputs& inputs, const CommonOptions& common, const std::function<void(Reading&&)>& take,
                  const std::function<void(const std::string& source, const Error&)>& on_failure = {},
                  const Stated& stated = {});

/// What `histor read` and `histor text` are: reads the inputs and writes the lines that `lines_of` gives for each
/// report to the file `output`, or to standard output where it is empty. The file appears whole, or not at all.
[[nodiscard]] Exit write_records(const InputOptions& options, const std::string& output, const CommonOptions& common,
                                 Wanted wanted, const std::function<std::string(const Reading&)>& lines_of);

}  // namespace histor::cli
