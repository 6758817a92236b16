// histor mark: what the sentences of a document name, as JSON lines, for people who want the grounding alone.

#include <algorithm>
#include <string>

#include "cli/commands.hpp"
#include "model/json.hpp"

namespace histor::cli {

int run_mark(const MarkOptions& options, const CommonOptions& common) {
  auto inputs = list_inputs(options.inputs, common);
  if (!inputs) {
    tell(inputs.error());
    return exit_of(inputs.error());
  }
  const bool events = std::find(options.kinds.begin(), options.kinds.end(), "events") != options.kinds.end();
  inputs->wanted = events ? Wanted::mentions_and_events : Wanted::mentions;
  const auto wanted = [&](MentionKind kind) {
    const std::string plural = std::string(to_string(kind)) + 's';
    return options.kinds.empty() ||
           std::find(options.kinds.begin(), options.kinds.end(), plural) != options.kinds.end();
  };
  const Fared fared = read_inputs(*inputs, common, [&](Reading&& reading) {
    std::string lines;
    for (const Mention& mention : reading.mentions) {
      if (!wanted(mention.kind)) continue;
      write_mention_record(lines, mention, &reading.document.offsets);
      lines.push_back('\n');
    }
    put(lines);
  });
  return fared.exit_code;
}

}  // namespace histor::cli
