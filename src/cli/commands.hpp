#pragma once
// The commands, one function a verb. Each has its own file; main.cpp fills the options from the table of flags.

#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/fetching.hpp"
#include "cli/inputs.hpp"

namespace histor::cli {

struct TryOptions {
  InputOptions inputs;
  std::string report;  ///< write a self-contained HTML report here
  std::string policy = "open";
  bool internal = false;  ///< the report is for inside: persons by name are shown
  bool verbose = false;
};

struct ReadOptions {
  InputOptions inputs;
  std::string output;  ///< file; empty: standard output
};

struct MarkOptions {
  InputOptions inputs;
  std::vector<std::string> kinds;  ///< only these; all where empty
};

struct TextOptions {
  InputOptions inputs;
  std::string output;  ///< file; empty: standard output
};

struct ExplainOptions {
  InputOptions inputs;
  bool conllu = false;
};

struct LexiconOptions {
  std::string folder;  ///< of a language pack; empty: the built-in one
};

struct AddOptionsCli {
  InputOptions inputs;  ///< what begins with http:// or https:// is fetched
  std::string ledger;
  WebOptions web;
};

struct WatchOptions {
  std::vector<std::string> feeds;  ///< URLs of feeds, or of pages that name one
  std::string ledger;
  std::uint64_t every = 900;  ///< seconds
  bool once = false;
  bool feed_only = false;  ///< the items as the feed carries them; their pages are not fetched
  std::string outlet;
  WebOptions web;
};

struct PlacesOptions {
  std::string ledger;
  std::vector<std::string> files;  ///< for `add`
};

struct LineageOptions {
  InputOptions inputs;
  std::string ledger;  ///< read where no input is named
};

struct DecideOptions {
  std::string ledger;
  std::vector<std::string> ids;
  std::string person;
  std::string reason;
};

struct ListOptions {
  std::string ledger;
  std::string policy = "open";
  std::string id;                ///< of the one record to show; empty: all of them
  std::vector<std::string> ids;  ///< for `why`: one or two
  std::string place;
  std::string document;
  std::string kind;
  std::string outcome;
  std::string aggregation;
  std::string origin;
  std::optional<Day> since;
  std::optional<Day> until;
  std::size_t limit = 0;
  bool verbose = false;
};

int run_try(const TryOptions& options, const CommonOptions& common);
int run_read(const ReadOptions& options, const CommonOptions& common);
int run_mark(const MarkOptions& options, const CommonOptions& common);
int run_text(const TextOptions& options, const CommonOptions& common);
int run_explain(const ExplainOptions& options, const CommonOptions& common);
int run_lexicon_check(const LexiconOptions& options, const CommonOptions& common);
int run_add(const AddOptionsCli& options, const CommonOptions& common);
int run_watch(const WatchOptions& options, const CommonOptions& common);
int run_places_add(const PlacesOptions& options, const CommonOptions& common);
int run_places_ls(const PlacesOptions& options, const CommonOptions& common);
int run_docs(const ListOptions& options, const CommonOptions& common);
int run_claims(const ListOptions& options, const CommonOptions& common);
int run_incidents(const ListOptions& options, const CommonOptions& common);
int run_control(const ListOptions& options, const CommonOptions& common);
int run_lineage(const LineageOptions& options, const CommonOptions& common);
int run_show(const ListOptions& options, const CommonOptions& common);
int run_tolls(const ListOptions& options, const CommonOptions& common);
int run_series(const ListOptions& options, const CommonOptions& common);
int run_findings(const ListOptions& options, const CommonOptions& common);
int run_origins(const ListOptions& options, const CommonOptions& common);
int run_why(const ListOptions& options, const CommonOptions& common);
int run_merge(const DecideOptions& options, const CommonOptions& common);
int run_split(const DecideOptions& options, const CommonOptions& common);
int run_undo(const DecideOptions& options, const CommonOptions& common);
int run_decisions(const ListOptions& options, const CommonOptions& common);
int run_policies(const ListOptions& options, const CommonOptions& common);

}  // namespace histor::cli
