// The one table of flags. Arguments are checked here, before any file is touched; the commands do the work.

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>
#include <string>

#include "cli/commands.hpp"
#include "cli/version.hpp"

namespace {

using namespace histor;       // NOLINT(google-build-using-namespace): the program's own file
using namespace histor::cli;  // NOLINT(google-build-using-namespace)

/// "2024-12-02" into a day, told as a fault of the command line.
CLI::Validator a_date() {
  return CLI::Validator([](std::string& text) { return day_from(text) ? std::string{} : "a date is written YYYY-MM-DD, not " + text; }, "DATE");
}

struct DateFlag {
  std::string text;
  [[nodiscard]] std::optional<Day> day() const { return day_from(text); }
};

void add_inputs(CLI::App& command, InputOptions& inputs, DateFlag& published) {
  command.add_option("FILE", inputs.files, "Reports as text; - is standard input");
  command.add_option("--manifest", inputs.manifest, "CSV or JSON lines: path, and any of published, outlet, title, url, author, language");
  command.add_option("--published", published.text, "Date of publication for texts that state none")->check(a_date());
  command.add_option("--outlet", inputs.outlet, "Who published the texts that no manifest names");
}

void add_ledger(CLI::App& command, std::string& ledger) {
  command.add_option("--ledger", ledger, "The ledger")->capture_default_str()->envname("HISTOR_LEDGER");
}

void add_common(CLI::App& command, CommonOptions& common) {
  static const std::map<std::string, Format> formats{{"table", Format::table}, {"jsonl", Format::jsonl}, {"json", Format::json}};
  static const std::map<std::string, Color> colors{{"auto", Color::automatic}, {"always", Color::always}, {"never", Color::never}};
  command.add_option("--format", common.format, "table or jsonl; a table on a terminal, JSON lines down a pipe")->transform(CLI::CheckedTransformer(formats));
  command.add_option("--color", common.color, "auto, always or never")->transform(CLI::CheckedTransformer(colors));
  command.add_option("--threads", common.threads, "Threads to read with; 0: all the machine has")->check(CLI::Range(0, 256));
  command.add_flag("--quiet", common.quiet, "No notes, no summary");
}

int run(int argc, char** argv) {
  CLI::App app{"Histor reads many reports of a war and keeps the books: who says what happened, where, when, to how many, by whose hand."};
  app.name("histor");
  app.require_subcommand(1);
  app.set_version_flag("--version", "histor " + std::string(version));
  app.footer("Exit codes: 0 done; 1 failed; 2 usage; 3 done, but some inputs failed; 4 locked or not permitted; 5 integrity check failed.");

  CommonOptions common;
  DateFlag published;
  DateFlag since;
  DateFlag until;

  TryOptions try_options;
  CLI::App* try_command = app.add_subcommand("try", "Read in memory and print the ledger; nothing is written");
  add_inputs(*try_command, try_options.inputs, published);
  try_command->add_option("--report", try_options.report, "Also write a self-contained HTML report to this file");
  try_command->add_flag("--internal", try_options.internal, "The report stays inside: persons counted by name are shown in it");
  try_command->add_flag("--verbose,-v", try_options.verbose, "Every claim with its words");
  add_common(*try_command, common);

  ReadOptions read_options;
  CLI::App* read_command = app.add_subcommand("read", "Write the claims as JSON lines");
  add_inputs(*read_command, read_options.inputs, published);
  read_command->add_option("--output,-o", read_options.output, "File to write; standard output otherwise");
  add_common(*read_command, common);

  AddOptionsCli add_options;
  add_options.ledger = "histor.db";
  CLI::App* add_command = app.add_subcommand("add", "Read into the ledger; adding a file again changes nothing");
  add_inputs(*add_command, add_options.inputs, published);
  add_ledger(*add_command, add_options.ledger);
  add_common(*add_command, common);

  ListOptions list_options;
  list_options.ledger = "histor.db";
  const auto list_command = [&](const char* name, const char* what) {
    CLI::App* command = app.add_subcommand(name, what);
    add_ledger(*command, list_options.ledger);
    add_common(*command, common);
    return command;
  };
  CLI::App* docs_command = list_command("docs", "The documents of the ledger, and the inputs that failed");
  CLI::App* claims_command = list_command("claims", "The claims of the ledger");
  claims_command->add_option("--document", list_options.document, "Only of this document (the beginning of its id is enough)");
  claims_command->add_option("--kind", list_options.kind, "casualty, displacement, control, …");
  claims_command->add_option("--outcome", list_options.outcome, "killed, injured, missing, …");
  claims_command->add_option("--aggregation", list_options.aggregation, "incident, running or background");
  claims_command->add_option("--origin", list_options.origin, "Only what this actor says (its id)");
  claims_command->add_option("--since", since.text, "Only what is told of this day or later")->check(a_date());
  claims_command->add_option("--until", until.text, "Only what is told of this day or earlier")->check(a_date());
  claims_command->add_option("--limit", list_options.limit, "At most so many");
  CLI::App* incidents_command = list_command("incidents", "What happened, by day and place, with tolls");
  CLI::App* show_command = list_command("show", "One record in full: a claim in its sentence, an incident, a series, a finding, a document");
  show_command->add_option("ID", list_options.id, "An id, or the beginning of one")->required();
  show_command->add_flag("--verbose,-v", list_options.verbose, "Every claim with its words");

  CLI::App* version_command = app.add_subcommand("version", "Print the version");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    std::fprintf(stderr, "histor: error: %s\nhint: histor --help, or histor COMMAND --help\n", error.what());
    return usage;
  }
  for (InputOptions* inputs : {&try_options.inputs, &read_options.inputs, &add_options.inputs}) inputs->published = published.day();
  list_options.since = since.day();
  list_options.until = until.day();

  if (*try_command) return run_try(try_options, common);
  if (*read_command) return run_read(read_options, common);
  if (*add_command) return run_add(add_options, common);
  if (*docs_command) return run_docs(list_options, common);
  if (*claims_command) return run_claims(list_options, common);
  if (*incidents_command) return run_incidents(list_options, common);
  if (*show_command) return run_show(list_options, common);
  if (*version_command) {
    put("histor " + std::string(version) + "\n");
    return done;
  }
  return usage;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away is told by the write, and is no failure
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "histor: error: %s\nhint: this is a fault in histor; please report it with the command that led to it\n", error.what());
    return histor::cli::failed;
  }
}
