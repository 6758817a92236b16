// histor docs: the documents of the ledger, and the inputs that failed.

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "cli/ledger_view.hpp"
#include "model/json.hpp"
#include "read/reader.hpp"

namespace histor::cli {

int run_docs(const ListOptions& options, const CommonOptions& common) {
  auto ledger = open_ledger(options.ledger);
  if (!ledger) return fail(ledger.error());
  auto entries = ledger->documents();
  if (!entries) return fail(entries.error());
  const auto failures = ledger->failures();
  if (!failures) return fail(failures.error());
  if (!prints_table(common)) {
    std::string out;
    for (const DocumentEntry& entry : *entries) {
      write_document_record(out, entry.document, entry.claims);
      out.push_back('\n');
    }
    for (const FailedInput& failed_input : *failures) {
      JsonWriter json(out);
      json.begin_object();
      json.member("type", "failure");
      json.member("source", failed_input.source);
      json.member("error", failed_input.error.what);
      json.member("hint", failed_input.error.hint);
      json.end_object();
      out.push_back('\n');
    }
    put(out);
    return done;
  }
  std::vector<std::vector<std::string>> rows{{"ID", "PUBLISHED", "OUTLET", "CLAIMS", "TITLE OR SOURCE"}};
  for (const DocumentEntry& entry : *entries) {
    const Document& document = entry.document;
    rows.push_back(
        {document.id.substr(7, 10), document.published ? to_string(document.published->date) : "not stated",
         document.outlet.empty() ? "—" : document.outlet,
         Reader::reads(document.language) ? std::to_string(entry.claims) : "not read (" + document.language + ")",
         printable(document.title.empty() ? document.source : document.title, 80)});
  }
  put(columns(rows));
  if (!failures->empty()) {
    put(fmt::format("\n{} {} could not be read:\n", failures->size(), failures->size() == 1 ? "input" : "inputs"));
    for (const FailedInput& failure : *failures) put(fmt::format("  {}: {}\n", failure.source, failure.error.what));
  }
  return done;
}

}  // namespace histor::cli
