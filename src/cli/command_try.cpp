// histor try: everything in memory, the ledger on the terminal, nothing written unless a report is asked for.

#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "base/version.hpp"
#include "cli/commands.hpp"
#include "cli/ledger_view.hpp"
#include "cli/output_file.hpp"
#include "lexicon/actors.hpp"
#include "publish/html.hpp"
#include "publish/json.hpp"
#include "publish/table.hpp"
#include "reckon/lineage_findings.hpp"
#include "reckon/reckon.hpp"

namespace histor::cli {

int run_try(const TryOptions& options, const CommonOptions& common) {
  const auto policy = policy_named(options.policy);
  if (!policy) return fail(policy.error());
  const auto inputs = list_inputs(options.inputs, common);
  if (!inputs) {
    tell(inputs.error());
    return exit_of(inputs.error());
  }
  std::optional<OutputFile> report;
  if (!options.report.empty()) {
    auto opened = OutputFile::open(options.report);
    if (!opened) {
      tell(opened.error());
      return exit_of(opened.error());
    }
    report.emplace(std::move(*opened));
  }
  std::vector<Document> documents;
  std::map<std::string, std::string> sources;  // by document id
  std::vector<Claim> claims;
  const Fared fared = read_inputs(*inputs, common, [&](Reading&& reading) {
    const auto [first, fresh] = sources.emplace(reading.document.id, reading.source);
    if (!fresh && !common.quiet) {
      tell_note(reading.source + " has the same bytes as " + first->second + ": one text, counted once");
    }
    documents.push_back(std::move(reading.document));
    claims.insert(claims.end(), std::make_move_iterator(reading.claims.begin()),
                  std::make_move_iterator(reading.claims.end()));
  });
  if (fared.read == 0) return fared.exit_code;
  LedgerView view = reckon(std::move(documents), std::move(claims), *policy, actor_lookup(Actors::builtin()));
  reckon_lineage(view, Actors::builtin());
  // The table is what try is for: down a pipe too, unless another format is asked for.
  if (common.format == Format::jsonl || common.format == Format::json) {
    put(ledger_json(view));
  } else {
    put(ledger_table(view, {terminal_width(), prints_color(common), options.verbose}));
  }
  if (report) {
    report->write(html_report(
        view, {"Ledger", std::string(program_version), options.internal ? Profile::internal : Profile::published}));
    if (const auto kept = report->keep(); !kept) {
      tell(kept.error());
      return exit_of(kept.error());
    }
  }
  return fared.exit_code;
}

}  // namespace histor::cli
