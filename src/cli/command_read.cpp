// histor read: claims as JSON lines, each document's record before its claims.

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "cli/commands.hpp"
#include "model/json.hpp"

namespace histor::cli {

int run_read(const ReadOptions& options, const CommonOptions& common) {
  std::FILE* file = nullptr;
  if (!options.output.empty()) {
    file = std::fopen(options.output.c_str(), "wb");
    if (file == nullptr) {
      tell({ErrorCode::io, "the output cannot be opened", options.output, std::strerror(errno)});
      return failed;
    }
  }
  bool written = true;
  const Fared fared = read_inputs(options.inputs, common, [&](Reading&& reading) {
    std::string lines;
    write_document_record(lines, reading.document, reading.claims.size());
    lines.push_back('\n');
    for (const Claim& claim : reading.claims) {
      write_claim_record(lines, claim);
      lines.push_back('\n');
    }
    if (file != nullptr) {
      written = written && std::fwrite(lines.data(), 1, lines.size(), file) == lines.size();
    } else {
      put(lines);
    }
  });
  if (file != nullptr) {
    written = std::fclose(file) == 0 && written;
    if (!written) {
      tell({ErrorCode::io, "the output could not be written", options.output, std::strerror(errno)});
      return failed;
    }
  }
  return fared.exit_code;
}

}  // namespace histor::cli
