// The one table of flags. Arguments are checked here, before any file is touched; the commands do the work.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/version.hpp"
#include "cli/commands.hpp"

namespace {

using namespace histor;       // NOLINT(google-build-using-namespace): the program's own file
using namespace histor::cli;  // NOLINT(google-build-using-namespace)

// What a flag takes is checked by these, in words for the person who wrote it; the flag's own name comes before them.

/// "2024-12-02".
CLI::Validator a_date() {
  return CLI::Validator(
      [](std::string& text) { return day_from(text) ? std::string{} : "a date is written YYYY-MM-DD, not " + text; },
      "");
}

CLI::Validator a_number_to(int most) {
  return CLI::Validator(
      [most](std::string& text) {
        return CLI::Range(0, most)(text).empty() ? std::string{}
                                                 : "a number from 0 to " + std::to_string(most) + ", not " + text;
      },
      "");
}

CLI::Validator not_empty() {
  return CLI::Validator([](std::string& text) { return text.empty() ? std::string("empty") : std::string{}; }, "");
}

template <class T>
using Choices = std::vector<std::pair<std::string, T>>;

template <class T>
CLI::Validator one_of(const Choices<T>& choices) {
  return CLI::Validator(
      [choices](std::string& text) {
        std::string known;
        for (const auto& [word, value] : choices) {
          known += (known.empty() ? "" : ", ") + word;
          if (word != text) continue;
          text = std::to_string(static_cast<int>(value));
          return std::string{};
        }
        return "one of " + known + ", not " + text;
      },
      "");
}

struct DateFlag {
  std::string text;
  [[nodiscard]] std::optional<Day> day() const { return day_from(text); }
};

void add_inputs(CLI::App& command, InputOptions& inputs, DateFlag& published, const std::string& more = {}) {
  command
      .add_option("FILE", inputs.files,
                  "Reports: text, pages, PDF, DOCX; feeds, mail, archives, exports that hold them; folders; - is "
                  "standard input" +
                      more)
      ->type_name("")
      ->check(not_empty());
  command
      .add_option("--manifest", inputs.manifest,
                  "CSV or JSON lines: path, and any of published, outlet, title, url, author, language; its files are "
                  "read where no FILE is named")
      ->type_name("FILE")
      ->check(not_empty());
  command.add_option("--published", published.text, "Date of publication for texts that state none")
      ->check(a_date())
      ->type_name("DATE");
  command.add_option("--outlet", inputs.outlet, "Who published the texts that no manifest names");
  command
      .add_option_function<std::string>(
          "--fields",
          [&inputs](const std::string& words) {
            auto fields = parse_field_map(words);
            if (!fields) throw CLI::ValidationError(fields.error().what + "; " + fields.error().hint);
            inputs.fields = std::move(*fields);
          },
          "Which column of a CSV, or field of JSON, is what: text=Body,title=Headline; and any of url, published, "
          "author, "
          "outlet, language")
      ->type_name("MAP");
}

void add_parsed(CLI::App& command, InputOptions& inputs) {
  command.add_flag("--parsed", inputs.parsed,
                   "The files are CoNLL-U: read by the sentences, tags and trees that they bring");
}

void add_places(CLI::App& command, InputOptions& inputs) {
  command
      .add_option(
          "--places", inputs.places,
          "Places to read with as well: a GeoNames dump or a CSV, as histor places add takes it; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false)
      ->check(not_empty());
}

CLI::Validator a_number_between(double least, double most) {
  return CLI::Validator(
      [least, most](std::string& text) {
        return CLI::Range(least, most)(text).empty() ? std::string{}
                                                     : fmt::format("a number from {} to {}, not {}", least, most, text);
      },
      "");
}

/// "15m": seconds, at least one.
std::optional<std::uint64_t> seconds_from(std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number == 0 || number > 1'000'000) return std::nullopt;
  const std::string_view unit(at, static_cast<std::size_t>(end - at));
  if (unit.empty() || unit == "s") return number;
  if (unit == "m") return number * 60;
  if (unit == "h") return number * 3600;
  if (unit == "d") return number * 86400;
  return std::nullopt;
}

/// A length of time, written into the flag's variable as seconds.
CLI::Validator a_time() {
  return CLI::Validator(
      [](std::string& text) {
        const auto seconds = seconds_from(text);
        if (!seconds) return "a time is written as 90s, 15m, 2h or 1d, not " + text;
        text = std::to_string(*seconds);
        return std::string{};
      },
      "");
}

/// A flag of the network whose usual value the environment names.
std::string named_by_environment(const char* variable) {
  const char* named = std::getenv(variable);
  return named != nullptr ? named : "";
}

void add_web(CLI::App& command, WebOptions& web) {
  web.proxy = named_by_environment("HISTOR_PROXY");
  web.contact = named_by_environment("HISTOR_CONTACT");
  command
      .add_option("--allow-private", web.allow_private,
                  "HOST or HOST:PORT that may be fetched from though its address is a private one; may be repeated")
      ->type_name("HOST")
      ->allow_extra_args(false)
      ->check(not_empty());
  command
      .add_option("--proxy", web.proxy,
                  "socks5h://HOST:PORT, http://HOST:PORT or https://HOST:PORT, which resolves the names; HISTOR_PROXY "
                  "names another one; no other variable is asked")
      ->type_name("URL");
  command
      .add_option("--contact", web.contact,
                  "How a site's owner can reach you: a URL or an address that is sent in the User-Agent; "
                  "HISTOR_CONTACT names another one")
      ->type_name("WHO")
      ->check(CLI::Validator(
          [](std::string& text) {
            const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
            return plain ? std::string{} : std::string("letters of ASCII in one line");
          },
          ""));
  command.add_option("--delay", web.delay, "Seconds between two requests of one host")
      ->capture_default_str()
      ->check(a_number_between(0, 3600))
      ->type_name("SECONDS");
  command.add_option("--timeout", web.timeout, "Seconds that one page may take")
      ->capture_default_str()
      ->check(a_number_between(0.1, 3600))
      ->type_name("SECONDS");
  command.add_option("--max-bytes", web.max_bytes, "Of one page, as it is sent and as it is unfolded")
      ->capture_default_str()
      ->check(a_number_between(1, 1024.0 * 1024 * 1024))
      ->type_name("N");
  command.add_option("--retries", web.retries, "Tries after the first, where the fault may pass")
      ->capture_default_str()
      ->check(a_number_to(20))
      ->type_name("N");
  command.add_flag("--no-robots", web.no_robots, "Do not ask robots.txt: for servers of your own");
}

/// The flag over HISTOR_LEDGER over the usual name. Not CLI11's own envname: commands share the variable, and each
/// would let the environment win over the flag of the other.
std::string usual_ledger() {
  const char* named = std::getenv("HISTOR_LEDGER");
  return named != nullptr && *named != '\0' ? named : "histor.db";
}

void add_ledger(CLI::App& command, std::string& ledger) {
  ledger = usual_ledger();
  command.add_option("--ledger", ledger, "The ledger; HISTOR_LEDGER names another one")
      ->capture_default_str()
      ->type_name("FILE")
      ->check(not_empty());
}

void add_common(CLI::App& command, CommonOptions& common) {
  static const Choices<Color> colors{{"auto", Color::automatic}, {"always", Color::always}, {"never", Color::never}};
  command.add_option("--color", common.color, "auto, always or never")->transform(one_of(colors))->type_name("WHEN");
  command.add_option("--threads", common.threads, "Threads to read with; 0: all the machine has")
      ->check(a_number_to(256))
      ->type_name("N");
  command.add_flag("--quiet", common.quiet, "No notes, no summary, no progress");
}

void add_format(CLI::App& command, CommonOptions& common, const char* what) {
  static const Choices<Format> formats{{"table", Format::table}, {"jsonl", Format::jsonl}};
  command.add_option("--format", common.format, what)->transform(one_of(formats))->type_name("FORMAT");
}

void add_policy(CLI::App& command, std::string& policy) {
  command
      .add_option("--policy", policy,
                  "How figures become low, best and high: open, acled, ucdp, airwars, ibc, or a file NAME.toml")
      ->capture_default_str()
      ->type_name("POLICY")
      ->check(not_empty());
}

/// `ls`, which may be left out, and `show ID`, for a command that lists records of one kind.
void add_ls_and_show(CLI::App& command, std::string& id, const char* what) {
  command.require_subcommand(0, 1);
  command.fallthrough();  // flags may stand behind ls and show
  command.add_subcommand("ls", "All of them; as the command without a word");
  CLI::App* show = command.add_subcommand("show", what);
  show->add_option("ID", id, "The id, or the beginning of it")->required()->type_name("")->check(not_empty());
}

/// What was wrong with the command line, and what to do.
void tell_usage(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  std::string commands;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    commands += (commands.empty() ? "" : ", ") + command->get_name();
  }
  if (argc < 2) {
    tell({ErrorCode::invalid, "no command", {}, "one of " + commands + "; or histor --help"});
  } else if (argv[1][0] != '-' && app.get_subcommands().empty()) {
    tell({ErrorCode::invalid, "no such command", argv[1], "one of " + commands + "; or histor --help"});
  } else {
    tell({ErrorCode::invalid, error.what(), {}, "histor --help, or histor COMMAND --help"});
  }
}

int run(int argc, char** argv) {
  CLI::App app{
      "Histor reads many reports of a war and keeps the books: who says what happened, where, when, to how many, by "
      "whose hand."};
  app.name("histor");
  app.require_subcommand(1);
  app.set_version_flag("--version", "histor " + std::string(program_version));
  app.footer(
      "Exit codes: 0 done; 1 failed; 2 usage; 3 done, but some inputs failed; 4 locked or not permitted; 5 integrity "
      "check failed; 130 interrupted.");

  CommonOptions common;
  DateFlag published;
  DateFlag since;
  DateFlag until;

  TryOptions try_options;
  CLI::App* try_command = app.add_subcommand("try", "Read in memory and print the ledger; nothing is written");
  add_inputs(*try_command, try_options.inputs, published);
  add_places(*try_command, try_options.inputs);
  try_command->add_option("--report", try_options.report, "Also write a self-contained HTML report to this file")
      ->type_name("FILE")
      ->check(not_empty());
  try_command->add_flag("--internal", try_options.internal,
                        "The report stays inside: persons counted by name are shown in it");
  try_command->add_flag("--verbose,-v", try_options.verbose, "Every claim with its words");
  add_policy(*try_command, try_options.policy);
  add_common(*try_command, common);
  add_format(*try_command, common, "table or jsonl");

  ReadOptions read_options;
  CLI::App* read_command = app.add_subcommand("read", "Write the claims as JSON lines");
  add_inputs(*read_command, read_options.inputs, published);
  add_places(*read_command, read_options.inputs);
  add_parsed(*read_command, read_options.inputs);
  read_command->add_option("--output,-o", read_options.output, "File to write; standard output otherwise")
      ->type_name("FILE")
      ->check(not_empty());
  add_common(*read_command, common);

  MarkOptions mark_options;
  CLI::App* mark_command =
      app.add_subcommand("mark",
                         "Write what every sentence names, claim or not, as JSON lines: places, "
                         "times, actors, persons, counts, who says what; on demand where each verb's event is");
  add_inputs(*mark_command, mark_options.inputs, published);
  add_places(*mark_command, mark_options.inputs);
  mark_command
      ->add_option(
          "--kind", mark_options.kinds,
          "Only these: places, demonyms, sites, times, actors, persons, counts, attributions, events (these only if "
          "named)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("KINDS")
      ->check(CLI::IsMember(
          {"places", "demonyms", "sites", "times", "actors", "persons", "counts", "attributions", "events"}));
  add_common(*mark_command, common);

  TextOptions text_options;
  CLI::App* text_command = app.add_subcommand(
      "text", "Write the main text of each report and what is known of it (title, date, outlet, …) as JSON lines");
  add_inputs(*text_command, text_options.inputs, published);
  text_command->add_option("--output,-o", text_options.output, "File to write; standard output otherwise")
      ->type_name("FILE")
      ->check(not_empty());
  add_common(*text_command, common);

  ExplainOptions explain_options;
  CLI::App* explain_command = app.add_subcommand(
      "explain", "Print each sentence with its tree, what the rules saw and the claims, slot by slot");
  add_inputs(*explain_command, explain_options.inputs, published);
  add_places(*explain_command, explain_options.inputs);
  add_parsed(*explain_command, explain_options.inputs);
  explain_command->add_flag("--conllu", explain_options.conllu, "The trees alone, as CoNLL-U");
  add_common(*explain_command, common);

  LexiconOptions lexicon_options;
  CLI::App* lexicon_command = app.add_subcommand("lexicon", "The words and rules of a language");
  lexicon_command->require_subcommand(1);
  CLI::App* lexicon_check_command =
      lexicon_command->add_subcommand("check", "Tell every mistake in the files of a language pack, by file and line");
  lexicon_check_command->add_option("FOLDER", lexicon_options.folder, "Such as lang/en; the built-in pack otherwise")
      ->type_name("")
      ->check(not_empty());
  add_common(*lexicon_check_command, common);

  AddOptionsCli add_options;
  CLI::App* add_command = app.add_subcommand("add", "Read into the ledger; adding a file again changes nothing");
  add_inputs(*add_command, add_options.inputs, published, "; https://… is fetched");
  add_command->add_flag("--offline", add_options.web.offline, "Nothing is fetched: a URL is an error");
  add_web(*add_command, add_options.web);
  add_ledger(*add_command, add_options.ledger);
  add_common(*add_command, common);

  WatchOptions watch_options;
  CLI::App* watch_command =
      app.add_subcommand("watch", "Keep adding what feeds bring: RSS, Atom, JSON Feed, or a page that names its feed");
  watch_command->add_option("FEED", watch_options.feeds, "URLs of feeds")
      ->required()
      ->type_name("")
      ->check(not_empty());
  watch_command
      ->add_option("--every", watch_options.every,
                   "Time between two looks at a feed: 90s, 15m, 2h, 1d; 15m unless named")
      ->transform(a_time())
      ->type_name("TIME");
  watch_command->add_flag("--once", watch_options.once, "Look at each feed once, and end");
  watch_command->add_flag("--feed-only", watch_options.feed_only,
                          "Add the items as the feed carries them; their pages are not fetched");
  watch_command->add_option("--outlet", watch_options.outlet, "Who published what comes without a name");
  add_web(*watch_command, watch_options.web);
  add_ledger(*watch_command, watch_options.ledger);
  add_common(*watch_command, common);
  add_format(*watch_command, common, "table or jsonl; a line a document on a terminal, JSON lines down a pipe");

  PlacesOptions places_options;
  CLI::App* places_command = app.add_subcommand("places", "Places that the gazetteer lacks and reports name");
  places_command->require_subcommand(1);
  CLI::App* places_add_command = places_command->add_subcommand(
      "add",
      "Keep places in the ledger, which its reports are read with from then on; adding them again changes nothing");
  places_add_command
      ->add_option("FILE", places_options.files,
                   "A GeoNames dump, unzipped; or a CSV: name, latitude, longitude, and any of id, kind, country, "
                   "region, county, population, aliases (; between)")
      ->required()
      ->type_name("")
      ->check(not_empty());
  add_ledger(*places_add_command, places_options.ledger);
  add_common(*places_add_command, common);
  CLI::App* places_ls_command = places_command->add_subcommand("ls", "The places that were added to the ledger");
  add_ledger(*places_ls_command, places_options.ledger);
  add_common(*places_ls_command, common);
  add_format(*places_ls_command, common, "table or jsonl; a table on a terminal, JSON lines down a pipe");
  places_ls_command->add_flag_callback("--jsonl", [&common] { common.format = Format::jsonl; }, "As --format jsonl");

  LineageOptions lineage_options;
  CLI::App* lineage_command = app.add_subcommand(
      "lineage", "Which reports are copies, share a source or tell of one event: of the files, else of the ledger");
  add_inputs(*lineage_command, lineage_options.inputs, published);
  add_places(*lineage_command, lineage_options.inputs);
  add_ledger(*lineage_command, lineage_options.ledger);
  add_common(*lineage_command, common);
  add_format(*lineage_command, common, "table or jsonl; a table on a terminal, JSON lines down a pipe");

  ListOptions list_options;
  const auto list_command = [&](const char* name, const char* what) {
    CLI::App* command = app.add_subcommand(name, what);
    add_ledger(*command, list_options.ledger);
    add_common(*command, common);
    if (std::string_view(name) != "show")
      add_format(*command, common, "table or jsonl; a table on a terminal, JSON lines down a pipe");
    return command;
  };
  CLI::App* docs_command = list_command("docs", "The documents of the ledger, and the inputs that failed");
  CLI::App* claims_command = list_command("claims", "The claims of the ledger");
  claims_command->add_option("--document", list_options.document,
                             "Only of this document (the beginning of its id is enough)");
  claims_command->add_option("--kind", list_options.kind, "casualty, displacement, control, …");
  claims_command->add_option("--outcome", list_options.outcome, "killed, injured, missing, …");
  claims_command->add_option("--aggregation", list_options.aggregation, "incident, running or background");
  claims_command->add_option("--origin", list_options.origin, "Only what this actor says (its id)");
  claims_command->add_option("--since", since.text, "Only what is told of this day or later")
      ->check(a_date())
      ->type_name("DATE");
  claims_command->add_option("--until", until.text, "Only what is told of this day or earlier")
      ->check(a_date())
      ->type_name("DATE");
  claims_command->add_option("--limit", list_options.limit, "At most so many")
      ->type_name("N")
      ->check(a_number_to(1'000'000'000));
  CLI::App* incidents_command = list_command("incidents", "What happened, by day and place, with tolls");
  CLI::App* control_command = list_command("control", "Who is said to hold which place, by whom, day by day");
  control_command->require_subcommand(0, 1);
  control_command->add_option("--place", list_options.place, "Only this place, in any spelling, and what lies in it");
  control_command->add_option("--since", since.text, "Only what is told of this day or later")
      ->check(a_date())
      ->type_name("DATE");
  control_command->add_option("--until", until.text, "Only what is told of this day or earlier")
      ->check(a_date())
      ->type_name("DATE");
  control_command->add_flag("--verbose,-v", list_options.verbose, "Every claim with its words");
  control_command->add_subcommand("ls", "A line for each place; so without a subcommand")->fallthrough();
  control_command->add_subcommand("show", "All that is told of a place, with its words")
      ->fallthrough()
      ->add_option("PLACE", list_options.id, "A place in any spelling, or the beginning of its id")
      ->required()
      ->type_name("")
      ->check(not_empty());
  CLI::App* tolls_command = list_command(
      "tolls", "Low, best and high of every incident by a policy, with the figures and the rules behind them");
  tolls_command->add_option("--outcome", list_options.outcome, "Only of this: killed, injured, missing, …");
  tolls_command->add_option("--since", since.text, "Only of incidents of this day or later")
      ->check(a_date())
      ->type_name("DATE");
  tolls_command->add_option("--until", until.text, "Only of incidents of this day or earlier")
      ->check(a_date())
      ->type_name("DATE");
  tolls_command->add_option("--place", list_options.place, "Only there: a place's name or id, its region or country");
  CLI::App* series_command =
      list_command("series", "Running totals, and what remains of each without the incidents that lie within it");
  add_ls_and_show(*series_command, list_options.id, "One running total with the words behind it");
  CLI::App* findings_command = list_command("findings", "What disagrees, and what needs a person's eye");
  findings_command->add_option("--kind", list_options.kind, "Only this: differs, scope-dropped, attribution-drift, …");
  add_ls_and_show(*findings_command, list_options.id, "One finding with the words behind it");
  CLI::App* origins_command = list_command("origins", "Who counted, and by how many outlets each was carried");
  add_ls_and_show(*origins_command, list_options.id, "One origin with all its figures");
  CLI::App* why_command = list_command("why", "Why a value is what it is; of two, why they differ");
  why_command->add_option("ID", list_options.ids, "One or two: claims, incidents, tolls, running totals, findings")
      ->required()
      ->expected(1, 2)
      ->type_name("")
      ->check(not_empty());
  CLI::App* show_command =
      list_command("show", "One record in full: a claim in its sentence, an incident, a series, a finding, a document");
  show_command->add_option("ID", list_options.id, "An id, or the beginning of one")
      ->required()
      ->type_name("")
      ->check(not_empty());
  show_command->add_flag("--verbose,-v", list_options.verbose, "Every claim with its words");

  for (CLI::App* command : {incidents_command, tolls_command, why_command, show_command})
    add_policy(*command, list_options.policy);

  CLI::App* policies_command = app.add_subcommand("policies", "The rules by which figures become tolls");
  add_common(*policies_command, common);
  add_format(*policies_command, common, "table or jsonl; a table on a terminal, JSON lines down a pipe");
  add_ls_and_show(*policies_command, list_options.id, "The file of one policy, by name or path");

  DecideOptions decide_options;
  const auto decide_command = [&](const char* name, const char* what, const char* ids, int least, int most) {
    CLI::App* command = app.add_subcommand(name, what);
    command->add_option("ID", decide_options.ids, ids)
        ->required()
        ->expected(least, most)
        ->type_name("")
        ->check(not_empty());
    command->add_option("--reason", decide_options.reason, "Why; it is kept")->required()->check(not_empty());
    command->add_option("--person", decide_options.person,
                        "Who decides; HISTOR_PERSON, else the user, where not named");
    add_ledger(*command, decide_options.ledger);
    add_common(*command, common);
    add_format(*command, common, "table or jsonl; words on a terminal, a JSON line down a pipe");
    return command;
  };
  CLI::App* merge_command = decide_command("merge", "Decide that incidents are one; it holds whatever is added later",
                                           "Incidents, or claims that stand in them", 2, 100);
  CLI::App* split_command =
      decide_command("split", "Decide that figures of an incident tell of another one",
                     "The incident, then the ids of the figures that do not belong to it", 2, 1000);
  CLI::App* undo_command =
      decide_command("undo", "Decide that a decision no longer holds; both are kept", "The decision", 1, 1);
  CLI::App* decisions_command = list_command("decisions", "What was decided, by whom, when and why");

  CLI::App* version_command = app.add_subcommand("version", "Print the version");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    tell_usage(app, error, argc, argv);
    return usage;
  }
  for (InputOptions* inputs : {&try_options.inputs, &read_options.inputs, &mark_options.inputs, &text_options.inputs,
                               &explain_options.inputs, &add_options.inputs, &lineage_options.inputs})
    inputs->published = published.day();
  list_options.since = since.day();
  list_options.until = until.day();

  if (*try_command) return run_try(try_options, common);
  if (*read_command) return run_read(read_options, common);
  if (*mark_command) return run_mark(mark_options, common);
  if (*text_command) return run_text(text_options, common);
  if (*explain_command) return run_explain(explain_options, common);
  if (*lexicon_check_command) return run_lexicon_check(lexicon_options, common);
  if (*add_command) return run_add(add_options, common);
  if (*watch_command) return run_watch(watch_options, common);
  if (*places_add_command) return run_places_add(places_options, common);
  if (*places_ls_command) return run_places_ls(places_options, common);
  if (*lineage_command) return run_lineage(lineage_options, common);
  if (*docs_command) return run_docs(list_options, common);
  if (*claims_command) return run_claims(list_options, common);
  if (*incidents_command) return run_incidents(list_options, common);
  if (*control_command) return run_control(list_options, common);
  if (*tolls_command) return run_tolls(list_options, common);
  if (*series_command) return run_series(list_options, common);
  if (*findings_command) return run_findings(list_options, common);
  if (*origins_command) return run_origins(list_options, common);
  if (*why_command) return run_why(list_options, common);
  if (*policies_command) return run_policies(list_options, common);
  if (*show_command) return run_show(list_options, common);
  if (*merge_command) return run_merge(decide_options, common);
  if (*split_command) return run_split(decide_options, common);
  if (*undo_command) return run_undo(decide_options, common);
  if (*decisions_command) return run_decisions(list_options, common);
  if (*version_command) {
    put("histor " + std::string(program_version) + "\n");
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
    std::fprintf(
        stderr,
        "histor: error: %s\nhint: this is a fault in histor; please report it with the command that led to it\n",
        error.what());
    return histor::cli::failed;
  }
}
