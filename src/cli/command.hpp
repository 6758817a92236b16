#pragma once
// What all commands share: the exit codes, how an error is told, how tables are set. A command is one file that offers
// `run_…(options)`; main.cpp has the one table of flags.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ground/place_files.hpp"

namespace histor::cli {

enum Exit : int {
  done = 0,
  failed = 1,
  usage = 2,
  some_failed = 3,    ///< done, but some inputs failed; each was named
  not_permitted = 4,  ///< locked, read-only or not permitted
  integrity = 5,
  interrupted = 130,
};

enum class Format { automatic, table, jsonl, json, csv };
enum class Color { automatic, always, never };

struct CommonOptions {
  Format format = Format::automatic;
  Color color = Color::automatic;
  bool quiet = false;
  unsigned threads = 0;  ///< 0: as many as the machine runs at once
};

/// "histor: error: what (where)" and "hint: what to do", on standard error.
void tell(const Error& error);
void tell_note(std::string_view text);

/// The exit code that stands for an error of the ledger or of a whole command.
[[nodiscard]] Exit exit_of(const Error& error);

/// Reads a file of places; rows that are left out are told, all of them or the first few.
[[nodiscard]] Result<PlaceFile> take_places(const std::string& path, const CommonOptions& common);

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
