// histor text: the main text of each report and what is known of it, as JSON lines, for people who want the reading of
// pages alone.

#include <string>

#include "cli/commands.hpp"
#include "model/json.hpp"

namespace histor::cli {

int run_text(const TextOptions& options, const CommonOptions& common) {
  return write_records(options.inputs, options.output, common, Wanted::text, [](const Reading& reading) {
    std::string lines;
    write_text_record(lines, reading.document);
    lines.push_back('\n');
    return lines;
  });
}

}  // namespace histor::cli
