// histor merge, split, undo and decisions: what a person decides about which claims tell of one incident. A decision is
// kept for good, and holds whatever is added later; undoing it is another decision.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <set>

#include "base/json_writer.hpp"
#include "cli/ledger_view.hpp"
#include "reckon/why.hpp"

namespace histor::cli {
namespace {

Result<std::string> who(const std::string& named) {
  if (!named.empty()) return named;
  for (const char* variable : {"HISTOR_PERSON", "USER"}) {
    const char* person = std::getenv(variable);
    if (person != nullptr && *person != '\0') return std::string(person);
  }
  return failure(ErrorCode::invalid, "nobody is named who decides this", "--person", "write --person NAME");
}

std::string now() {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::hh_mm_ss time(seconds - day);
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_string(day), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

/// A ledger that is to be decided on, and what is derived from it so far.
struct Desk {
  Ledger ledger;
  LedgerView view;
};

Result<Desk> open_desk(const std::string& path) {
  auto ledger = Ledger::open_existing(path);
  if (!ledger) return tl::unexpected(ledger.error());
  auto view = view_of(*ledger, open_policy());
  if (!view) return tl::unexpected(view.error());
  return Desk{std::move(*ledger), std::move(*view)};
}

/// The incident (index) that an id names: its own, or that of a claim which stands in one.
Result<std::uint32_t> incident_named(const LedgerView& view, const std::string& prefix) {
  const auto id = whole_id(view, prefix);
  if (!id) return tl::unexpected(id.error());
  const std::optional<Subject> subject = find_subject(view, *id);
  std::string entry = *id;
  if (subject && subject->kind == SubjectKind::claim) entry = view.standings[subject->index].entry;
  for (std::uint32_t i = 0; i < view.incidents.size(); ++i) {
    if (view.incidents[i].id == entry) return i;
  }
  return failure(ErrorCode::invalid, "this is no incident, and no claim that stands in one", *id,
                 "incidents stand in the list of: histor incidents");
}

void write(std::string& out, const Decision& decision, bool holds) {
  JsonWriter json(out);
  json.begin_object().member("type", "decision").member("id", decision.id).member("time", decision.time);
  json.member("person", decision.person).member("verb", to_string(decision.verb));
  for (const auto& [name, ids] : {std::pair("subject", &decision.subject), std::pair("before", &decision.before)}) {
    json.key(name).begin_array();
    for (const std::string& id : *ids) json.value(id);
    json.end_array();
  }
  json.member("reason", decision.reason).member("holds", holds).member("hash", decision.hash).end_object();
  out += '\n';
}

int keep(Desk& desk, const DecideOptions& options, Decision decision, const CommonOptions& common,
         const std::function<std::string(const LedgerView&)>& outcome) {
  auto person = who(options.person);
  if (!person) return fail(person.error());
  decision.person = std::move(*person);
  decision.reason = options.reason;
  decision.time = now();
  const auto kept = desk.ledger.decide(std::move(decision));
  if (!kept) return fail(kept.error());
  if (!prints_table(common)) {
    std::string out;
    write(out, *kept, true);
    put(out);
    return done;
  }
  const auto view = view_of(desk.ledger, open_policy());
  if (!view) return fail(view.error());
  put(fmt::format("{}  {}\nto take it back: histor undo {} --reason …\n", kept->id, outcome(*view), kept->id));
  return done;
}

std::string entry_of(const LedgerView& view, const std::string& claim) {
  for (ClaimIndex c = 0; c < view.claims.size(); ++c) {
    if (view.claims[c].id == claim) return view.standings[c].entry;
  }
  return {};
}

std::string joined(const std::vector<std::string>& ids, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < ids.size() && i < most; ++i) out += (i > 0 ? ", " : "") + ids[i];
  return ids.size() > most ? fmt::format("{} and {} more", out, ids.size() - most) : out;
}

}  // namespace

int run_merge(const DecideOptions& options, const CommonOptions& common) {
  auto desk = open_desk(options.ledger);
  if (!desk) return fail(desk.error());
  Decision decision;
  decision.verb = DecisionVerb::merge;
  std::set<std::uint32_t> incidents;
  for (const std::string& prefix : options.ids) {
    const auto incident = incident_named(desk->view, prefix);
    if (!incident) return fail(incident.error());
    if (!incidents.insert(*incident).second) continue;
    for (const FigureIndex f : desk->view.incidents[*incident].figures) {
      decision.subject.push_back(desk->view.claims[desk->view.figures[f].claims.front()].id);
    }
  }
  if (incidents.size() < 2) {
    return fail({ErrorCode::invalid, "these are one incident already", joined(options.ids, 6),
                 "name two incidents, or claims of two"});
  }
  const std::string core = decision.subject.front();
  return keep(*desk, options, std::move(decision), common,
              [&core](const LedgerView& view) { return "one incident now: " + entry_of(view, core); });
}

int run_split(const DecideOptions& options, const CommonOptions& common) {
  auto desk = open_desk(options.ledger);
  if (!desk) return fail(desk.error());
  const LedgerView& view = desk->view;
  const auto incident = incident_named(view, options.ids.front());
  if (!incident) return fail(incident.error());
  std::set<FigureIndex> apart;
  for (std::size_t i = 1; i < options.ids.size(); ++i) {
    const auto id = whole_id(view, options.ids[i]);
    if (!id) return fail(id.error());
    const std::optional<Subject> subject = find_subject(view, *id);
    std::optional<FigureIndex> figure;
    if (subject && subject->kind == SubjectKind::claim) figure = view.standings[subject->index].figure;
    while (figure && view.figures[*figure].whole) figure = view.figures[*figure].whole;
    const std::vector<FigureIndex>& figures = view.incidents[*incident].figures;
    if (!figure || std::find(figures.begin(), figures.end(), *figure) == figures.end()) {
      return fail({ErrorCode::invalid, "this is no figure of the incident", *id,
                   "its figures and their ids: histor show " + view.incidents[*incident].id});
    }
    apart.insert(*figure);
  }
  Decision decision;
  decision.verb = DecisionVerb::split;
  for (const FigureIndex f : view.incidents[*incident].figures) {
    std::vector<std::string>& side = apart.count(f) > 0 ? decision.subject : decision.before;
    for (const ClaimIndex c : view.figures[f].claims) side.push_back(view.claims[c].id);
  }
  if (decision.before.empty()) {
    return fail({ErrorCode::invalid, "nothing would be left of the incident", view.incidents[*incident].id,
                 "name some of its figures, not all"});
  }
  const std::string gone = decision.subject.front();
  const std::string left = decision.before.front();
  return keep(*desk, options, std::move(decision), common, [&](const LedgerView& after) {
    return "set apart: " + entry_of(after, gone) + "; left as it was: " + entry_of(after, left);
  });
}

int run_undo(const DecideOptions& options, const CommonOptions& common) {
  auto desk = open_desk(options.ledger);
  if (!desk) return fail(desk.error());
  const auto decisions = desk->ledger.decisions();
  if (!decisions) return fail(decisions.error());
  std::vector<std::string> found;
  for (const Decision& decision : *decisions) {
    if (decision.id.starts_with(options.ids.front())) found.push_back(decision.id);
  }
  if (found.size() != 1) {
    return fail({found.empty() ? ErrorCode::not_found : ErrorCode::ambiguous,
                 found.empty() ? "no decision has this id" : fmt::format("{} ids begin so", found.size()),
                 options.ids.front(),
                 found.empty() ? "decisions stand in the list of: histor decisions" : joined(found, 6)});
  }
  Decision decision;
  decision.verb = DecisionVerb::undo;
  decision.subject = found;
  return keep(*desk, options, std::move(decision), common,
              [&](const LedgerView& /*view*/) { return found.front() + " no longer holds"; });
}

int run_decisions(const ListOptions& options, const CommonOptions& common) {
  const auto ledger = open_ledger(options.ledger);
  if (!ledger) return fail(ledger.error());
  const auto decisions = ledger->decisions();
  if (!decisions) return fail(decisions.error());
  // From the last to the first, as standing_decisions() reads them.
  std::set<std::string> undone;
  for (auto one = decisions->rbegin(); one != decisions->rend(); ++one) {
    if (one->verb == DecisionVerb::undo && undone.count(one->id) == 0) undone.insert(one->subject.front());
  }
  if (!prints_table(common)) {
    std::string out;
    for (const Decision& decision : *decisions) write(out, decision, undone.count(decision.id) == 0);
    put(out);
    return done;
  }
  std::vector<std::vector<std::string>> rows{{"ID", "TIME", "WHO", "WHAT", "OF", "WHY"}};
  for (const Decision& decision : *decisions) {
    const std::string verb(to_string(decision.verb));
    rows.push_back({decision.id, decision.time, printable(decision.person, 20),
                    undone.count(decision.id) > 0 ? verb + ", undone" : verb, joined(decision.subject, 2),
                    printable(decision.reason, 60)});
  }
  put(columns(rows));
  return done;
}

}  // namespace histor::cli
