// histor lexicon check: the mistakes in a language pack, a line each, for the person who edits it.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "lexicon/check.hpp"
#include "source/read_file.hpp"

namespace histor::cli {

int run_lexicon_check(const LexiconOptions& options, const CommonOptions& common) {
  std::vector<std::pair<std::string, std::string>> held;  // name and text: the files point into these
  std::vector<LexiconFile> files;
  if (options.folder.empty()) {
    files = english_files();
  } else {
    std::error_code error;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(options.folder, error)) {
      if (entry.path().extension() == ".toml" && entry.path().filename() != "boilerplate.toml")
        paths.push_back(entry.path());
    }
    if (error || paths.empty()) {
      tell({ErrorCode::not_found, error ? error.message() : "no files of a language pack (*.toml) here", options.folder,
            "name a folder like lang/en"});
      return failed;
    }
    std::sort(paths.begin(), paths.end());
    for (const std::filesystem::path& path : paths) {
      auto bytes = read_bytes(path.string());
      if (!bytes) {
        tell(bytes.error());
        return exit_of(bytes.error());
      }
      held.emplace_back(path.string(), std::move(*bytes));
    }
    for (const auto& [name, text] : held) files.push_back({name, text});
  }
  const std::vector<LexiconFault> faults = check_lexicon(files);
  for (const LexiconFault& fault : faults) put(fmt::format("{}: {}\n", fault.where, fault.what));
  if (!common.quiet && faults.empty()) tell_note(fmt::format("{} files, no mistakes", files.size()));
  return faults.empty() ? done : failed;
}

}  // namespace histor::cli
