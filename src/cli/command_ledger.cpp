// docs, claims, incidents, show: the ledger read back. Lists are tables on a terminal and JSON lines down a pipe.

#include <fmt/format.h>

#include <algorithm>

#include "base/json_writer.hpp"
#include "cli/commands.hpp"
#include "ledger/ledger.hpp"
#include "lexicon/actors.hpp"
#include "model/json.hpp"
#include "publish/json.hpp"
#include "publish/table.hpp"
#include "reckon/reckon.hpp"

namespace histor::cli {
namespace {

Result<Ledger> open(const std::string& path) {
  LedgerOptions options;
  options.read_only = true;
  return Ledger::open_existing(path, options);
}

int fail(const Error& error) {
  tell(error);
  return exit_of(error);
}

/// The number as the text has it, its hedge before it.
std::string hedged(const Number& number) {
  switch (number.hedge) {
    case Hedge::at_least:
      return "at least " + number.text;
    case Hedge::more_than:
      return "more than " + number.text;
    case Hedge::about:
      return "about " + number.text;
    case Hedge::at_most:
      return "up to " + number.text;
    case Hedge::exact:
    case Hedge::less_than:
    case Hedge::range:
    case Hedge::vague:
    case Hedge::unstated:
      break;
  }
  return number.text;
}

TableOptions table_options(const ListOptions& options, const CommonOptions& common) {
  return {terminal_width(), prints_color(common), options.verbose};
}

template <class E>
bool parse_filter(const std::string& word, std::string_view flag, std::optional<E>& out) {
  if (word.empty()) return true;
  out = from_string<E>(word);
  if (out) return true;
  std::string known;
  for (const std::string_view one : Words<E>::all) known += (known.empty() ? "" : ", ") + std::string(one);
  tell({ErrorCode::invalid, fmt::format("{} is no {}", word, flag), "--" + std::string(flag), "one of " + known});
  return false;
}

}  // namespace

Result<LedgerView> view_of(const Ledger& ledger) {
  auto entries = ledger.documents();
  if (!entries) return tl::unexpected(entries.error());
  std::vector<Document> documents;
  for (DocumentEntry& entry : *entries) {
    auto text = ledger.text_of(entry.document.id);
    if (!text) return tl::unexpected(text.error());
    entry.document.text = std::move(*text);
    documents.push_back(std::move(entry.document));
  }
  auto claims = ledger.claims();
  if (!claims) return tl::unexpected(claims.error());
  return reckon(std::move(documents), std::move(*claims), open_policy(), actor_lookup(Actors::builtin()));
}

int run_docs(const ListOptions& options, const CommonOptions& common) {
  auto ledger = open(options.ledger);
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
    rows.push_back({document.id.substr(7, 10), document.published ? to_string(document.published->date) : "not stated",
                    document.outlet.empty() ? "—" : document.outlet, std::to_string(entry.claims),
                    printable(document.title.empty() ? document.source : document.title, 80)});
  }
  put(columns(rows));
  if (!failures->empty()) {
    put(fmt::format("\n{} {} could not be read:\n", failures->size(), failures->size() == 1 ? "input" : "inputs"));
    for (const FailedInput& failure : *failures) put(fmt::format("  {}: {}\n", failure.source, failure.error.what));
  }
  return done;
}

int run_claims(const ListOptions& options, const CommonOptions& common) {
  ClaimFilter filter;
  filter.origin = options.origin;
  filter.since = options.since;
  filter.until = options.until;
  filter.limit = options.limit;
  if (!parse_filter(options.kind, "kind", filter.kind) || !parse_filter(options.outcome, "outcome", filter.outcome) ||
      !parse_filter(options.aggregation, "aggregation", filter.aggregation)) {
    return usage;
  }
  auto ledger = open(options.ledger);
  if (!ledger) return fail(ledger.error());
  if (!options.document.empty()) {
    auto document = ledger->document(options.document);
    if (!document) return fail(document.error());
    filter.document = document->document.id;
  }
  auto claims = ledger->claims(filter);
  if (!claims) return fail(claims.error());
  if (!prints_table(common)) {
    std::string out;
    for (const Claim& claim : *claims) {
      write_claim_record(out, claim);
      out.push_back('\n');
    }
    put(out);
    return done;
  }
  std::vector<std::vector<std::string>> rows{
      {"ID", "WHAT", "COUNT", "WHO WAS COUNTED", "WHERE", "WHEN", "WHO SAYS SO"}};
  for (const Claim& claim : *claims) {
    std::string where;
    for (const Where& place : claim.where) {
      if (place.role == PlaceRole::excluding) continue;
      where += (where.empty() ? "" : ", ") + place.text;
    }
    std::string when;
    if (claim.when) {
      if (claim.when->start) when = to_string(*claim.when->start);
      if (claim.when->end != claim.when->start) when += " … " + (claim.when->end ? to_string(*claim.when->end) : "");
    }
    const std::string count = claim.number ? hedged(*claim.number) : claim.trigger.text;
    rows.push_back({claim.id,
                    std::string(claim.outcome  ? to_string(*claim.outcome)
                                : claim.action ? to_string(*claim.action)
                                               : to_string(claim.kind)),
                    printable(count, 28), claim.number ? std::string(to_string(claim.group)) : "",
                    printable(where.empty() ? "—" : where, 30), when.empty() ? "—" : when,
                    printable(claim.origin ? claim.origin->actor : "—", 28)});
  }
  put(columns(rows));
  return done;
}

int run_incidents(const ListOptions& options, const CommonOptions& common) {
  auto ledger = open(options.ledger);
  if (!ledger) return fail(ledger.error());
  auto view = view_of(*ledger);
  if (!view) return fail(view.error());
  if (prints_table(common)) {
    put(incident_list(*view, table_options(options, common)));
    return done;
  }
  std::string out;
  const std::string all = ledger_json(*view);
  for (std::size_t from = 0; from < all.size();) {
    const std::size_t to = std::min(all.find('\n', from), all.size());
    const std::string_view line(all.data() + from, to - from);
    if (line.find("\"type\":\"incident\"") != std::string_view::npos ||
        line.find("\"type\": \"incident\"") != std::string_view::npos) {
      out.append(line);
      out.push_back('\n');
    }
    from = to + 1;
  }
  put(out);
  return done;
}

int run_show(const ListOptions& options, const CommonOptions& common) {
  auto ledger = open(options.ledger);
  if (!ledger) return fail(ledger.error());
  auto view = view_of(*ledger);
  if (!view) return fail(view.error());
  const std::vector<std::string> ids = ids_with_prefix(*view, options.id);
  if (ids.size() > 1 && ids.front() != options.id) {
    std::string known;
    for (std::size_t i = 0; i < ids.size() && i < 6; ++i) known += (i > 0 ? ", " : "") + ids[i];
    return fail(
        {ErrorCode::ambiguous, fmt::format("{} ids begin so", ids.size()), options.id, "write more of it: " + known});
  }
  if (ids.empty()) {
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
  put(show(*view, ids.front(), table_options(options, common)));
  return done;
}

}  // namespace histor::cli
