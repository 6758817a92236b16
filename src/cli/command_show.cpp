// histor show: one record in full.

#include <fmt/format.h>

#include "cli/ledger_view.hpp"

namespace histor::cli {

int run_show(const ListOptions& options, const CommonOptions& common) {
  auto ledger = open_ledger(options.ledger);
  if (!ledger) return fail(ledger.error());
  const auto policy = policy_named(options.policy);
  if (!policy) return fail(policy.error());
  const auto view = view_of(*ledger, *policy);
  if (!view) return fail(view.error());
  const auto id = whole_id(*view, options.id);
  if (!id && id.error().code != ErrorCode::not_found) return fail(id.error());
  if (!id) {
    // A document, by the beginning of its digest.
    auto document = ledger->document(options.id);
    if (!document) {
      return fail({document.error().code == ErrorCode::ambiguous ? ErrorCode::ambiguous : ErrorCode::not_found,
                   "nothing in the ledger has this id", options.id,
                   "ids stand in the lists of: histor docs, histor claims, histor incidents"});
    }
    auto text = ledger->text_of(document->document.id);
    if (!text) return fail(text.error());
    const Document& d = document->document;
    std::string out =
        fmt::format("{}\n{}{}  {}  {} claims\n", d.id, d.outlet.empty() ? "" : d.outlet + "  ",
                    d.published ? to_string(d.published->date) : "date not stated", d.source, document->claims);
    for (const std::string& source : document->sources) {
      if (source != d.source) out += "also found at " + source + "\n";
    }
    for (const Note& note : d.notes) out += "note: " + note.text + "\n";
    out += "\n" + *text;
    if (out.back() != '\n') out.push_back('\n');
    put(out);
    return done;
  }
  put(show(*view, *id, table_options(options, common)));
  return done;
}

}  // namespace histor::cli
