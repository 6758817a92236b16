// histor add: documents and their claims into the ledger, one transaction each. An input that fails is named in the
// ledger too, so that nothing is lost silently.

#include <fmt/format.h>

#include <cstdio>

#include "cli/commands.hpp"
#include "ledger/ledger.hpp"
#include "read/reader.hpp"

namespace histor::cli {

int run_add(const AddOptionsCli& options, const CommonOptions& common) {
  InputOptions named = options.inputs;
  named.ledger = options.ledger;
  auto inputs = list_inputs(named, common);
  if (!inputs) {
    tell(inputs.error());
    return exit_of(inputs.error());
  }
  auto ledger = Ledger::open_or_create(options.ledger);
  if (!ledger) {
    tell(ledger.error());
    return exit_of(ledger.error());
  }
  auto places = ledger->places();
  if (!places) {
    tell(places.error());
    return exit_of(places.error());
  }
  inputs->gazetteer = inputs->gazetteer.with(std::move(*places));
  std::size_t fresh = 0;
  std::size_t known = 0;
  std::size_t reread = 0;
  std::size_t claims = 0;
  std::optional<Error> broken;
  const auto stated = [&](const std::string& document, Given& given) {
    const auto before = ledger->given(document);
    if (!before) return;
    if (!given.published && !given.otherwise_published) given.published = before->published;
    const auto keep = [](std::string& now, const std::string& then) {
      if (now.empty()) now = then;
    };
    keep(given.outlet, before->outlet);
    keep(given.title, before->title);
    keep(given.url, before->url);
    keep(given.author, before->author);
    keep(given.language, before->language);
  };
  Fared fared = read_inputs(
      *inputs, common,
      [&](Reading&& reading) {
        if (broken) return;
        AddOptions how;
        how.given = reading.given;
        // A date that --published gave to a text without one is stated of it, too: adding it again must not lose it.
        const auto& published = reading.document.published;
        if (published && published->from == Provenance::given) how.given.published = published->date;
        how.reader_version = reader_version;
        const auto added = ledger->add(reading.document, reading.captured, reading.claims, how);
        if (!added) {
          broken = added.error();
          return;
        }
        fresh += added->kind == Added::fresh ? 1U : 0U;
        known += added->kind == Added::known || added->kind == Added::sighted ? 1U : 0U;
        reread += added->kind == Added::reread ? 1U : 0U;
        claims += added->kind == Added::fresh ? added->claims : 0;
      },
      [&](const std::string& source, const Error& error) {
        if (!broken) {
          if (const auto noted = ledger->add_failure(source, error); !noted) broken = noted.error();
        }
      },
      stated);
  if (broken) {
    tell(*broken);
    return exit_of(*broken);
  }
  if (!common.quiet) {
    std::fputs(fmt::format("{}: {} added with {} claims, {} known already, {} read anew, {} failed\n", ledger->path(),
                           fresh, claims, known, reread, fared.failed)
                   .c_str(),
               stderr);
  }
  return fared.exit_code;
}

}  // namespace histor::cli
