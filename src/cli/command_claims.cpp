// histor claims: the claims of the ledger, as they were read.

#include <map>

#include "cli/ledger_view.hpp"
#include "model/json.hpp"

namespace histor::cli {
namespace {

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

}  // namespace

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
  auto ledger = open_ledger(options.ledger);
  if (!ledger) return fail(ledger.error());
  if (!options.document.empty()) {
    auto document = ledger->document(options.document);
    if (!document) return fail(document.error());
    filter.document = document->document.id;
  }
  auto claims = ledger->claims(filter);
  if (!claims) return fail(claims.error());
  if (!prints_table(common)) {
    const auto documents = ledger->documents();
    if (!documents) return fail(documents.error());
    std::map<std::string_view, const OffsetMap*> offsets;
    for (const DocumentEntry& entry : *documents) offsets.emplace(entry.document.id, &entry.document.offsets);
    std::string out;
    for (const Claim& claim : *claims) {
      const auto found = offsets.find(claim.document);
      write_claim_record(out, claim, found == offsets.end() ? nullptr : found->second);
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

}  // namespace histor::cli
