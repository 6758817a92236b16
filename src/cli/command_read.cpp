// histor read: claims as JSON lines, each document's record before its claims.

#include <string>

#include "cli/commands.hpp"
#include "model/json.hpp"

namespace histor::cli {

int run_read(const ReadOptions& options, const CommonOptions& common) {
  return write_records(options.inputs, options.output, common, Wanted::claims, [](const Reading& reading) {
    std::string lines;
    write_document_record(lines, reading.document, reading.claims.size());
    lines.push_back('\n');
    for (const Claim& claim : reading.claims) {
      write_claim_record(lines, claim, &reading.document.offsets);
      lines.push_back('\n');
    }
    return lines;
  });
}

}  // namespace histor::cli
