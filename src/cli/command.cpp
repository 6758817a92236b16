#include "cli/command.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

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
