// histor read: claims as JSON lines, each document's record before its claims.

#include <optional>
#include <string>
#include <utility>

#include "cli/commands.hpp"
#include "cli/output_file.hpp"
#include "model/json.hpp"

namespace histor::cli {

int run_read(const ReadOptions& options, const CommonOptions& common) {
  const auto inputs = list_inputs(options.inputs, common);
  if (!inputs) {
    tell(inputs.error());
    return exit_of(inputs.error());
  }
  std::optional<OutputFile> file;
  if (!options.output.empty()) {
    auto opened = OutputFile::open(options.output);
    if (!opened) {
      tell(opened.error());
      return exit_of(opened.error());
    }
    file.emplace(std::move(*opened));
  }
  const Fared fared = read_inputs(*inputs, common, [&](Reading&& reading) {
    std::string lines;
    write_document_record(lines, reading.document, reading.claims.size());
    lines.push_back('\n');
    for (const Claim& claim : reading.claims) {
      write_claim_record(lines, claim);
      lines.push_back('\n');
    }
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
