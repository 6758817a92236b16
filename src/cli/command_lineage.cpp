// histor lineage: which reports have it from whom, of the files named or, where none is, of the ledger.

#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "ledger/ledger.hpp"
#include "lexicon/actors.hpp"
#include "link/lineage.hpp"
#include "publish/lineage.hpp"

namespace histor::cli {

namespace {

struct Reports {
  std::vector<Document> documents;
  std::vector<Claim> claims;
};

Result<Reports> of_ledger(const std::string& path) {
  LedgerOptions read_only;
  read_only.read_only = true;
  const auto ledger = Ledger::open_existing(path, read_only);
  if (!ledger) return tl::unexpected(ledger.error());
  auto entries = ledger->documents();
  if (!entries) return tl::unexpected(entries.error());
  Reports reports;
  for (DocumentEntry& entry : *entries) {
    auto text = ledger->text_of(entry.document.id);
    if (!text) return tl::unexpected(text.error());
    entry.document.text = std::move(*text);
    reports.documents.push_back(std::move(entry.document));
  }
  auto claims = ledger->claims();
  if (!claims) return tl::unexpected(claims.error());
  reports.claims = std::move(*claims);
  return reports;
}

}  // namespace

int run_lineage(const LineageOptions& options, const CommonOptions& common) {
  Reports reports;
  Exit exit_code = done;
  if (options.inputs.files.empty() && options.inputs.manifest.empty()) {
    auto kept = of_ledger(options.ledger);
    if (!kept) {
      tell(kept.error());
      return exit_of(kept.error());
    }
    reports = std::move(*kept);
  } else {
    const auto inputs = list_inputs(options.inputs, common);
    if (!inputs) {
      tell(inputs.error());
      return exit_of(inputs.error());
    }
    std::set<std::string> ids;
    const Fared fared = read_inputs(*inputs, common, [&](Reading&& reading) {
      if (!ids.insert(reading.document.id).second) {
        if (!common.quiet) tell_note(reading.source + " has the same bytes as one before it: one report");
        return;
      }
      reports.documents.push_back(std::move(reading.document));
      reports.claims.insert(reports.claims.end(), std::make_move_iterator(reading.claims.begin()),
                            std::make_move_iterator(reading.claims.end()));
    });
    if (fared.read == 0) return fared.exit_code;
    exit_code = fared.exit_code;
  }
  const Actors& actors = Actors::builtin();
  const Lineage lineage = trace_lineage(reports.documents, reports.claims, actors);
  put(prints_table(common) ? lineage_table(lineage, reports.documents, actors, {terminal_width(), prints_color(common)})
                           : lineage_json(lineage, reports.documents, reports.claims));
  return exit_code;
}

}  // namespace histor::cli
