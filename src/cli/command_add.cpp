// histor add: documents and their claims into the ledger, one transaction each. An input that fails is named in the
// ledger too, so that nothing is lost silently.

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "cli/commands.hpp"
#include "ledger/ledger.hpp"
#include "lexicon/actors.hpp"
#include "lexicon/lexicon.hpp"
#include "read/reader.hpp"
#include "source/net/url.hpp"

namespace histor::cli {

namespace {

/// Takes the URLs out of `inputs`, each once.
std::vector<std::string> take_urls(std::vector<std::string>& inputs) {
  std::vector<std::string> urls;
  const auto end = std::stable_partition(inputs.begin(), inputs.end(),
                                         [](const std::string& input) { return !net::is_web_url(input); });
  for (auto url = end; url != inputs.end(); ++url) {
    if (std::find(urls.begin(), urls.end(), *url) == urls.end()) urls.push_back(*url);
  }
  inputs.erase(end, inputs.end());
  return urls;
}

Given given_by_flags(const InputOptions& options) {
  Given given;
  given.otherwise_published = options.published;
  given.outlet = options.outlet;
  return given;
}

}  // namespace

int run_add(const AddOptionsCli& options, const CommonOptions& common) {
  InputOptions of_files = options.inputs;
  of_files.ledger = options.ledger;
  const std::vector<std::string> urls = take_urls(of_files.files);
  if (options.web.offline && !urls.empty()) {
    const Error error{ErrorCode::invalid, "a page of the web, and --offline forbids the network", urls.front(),
                      "leave out --offline, or save the page and add the file"};
    tell(error);
    return exit_of(error);
  }
  const bool only_urls = !urls.empty() && of_files.files.empty() && of_files.manifest.empty();
  auto inputs = only_urls ? Result<Inputs>(Inputs{}) : list_inputs(of_files, common);
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
  std::optional<Web> web;
  if (!urls.empty()) {
    auto opened = Web::open(options.web, *ledger, common.quiet);
    if (!opened) {
      tell(opened.error());
      return exit_of(opened.error());
    }
    web = std::move(*opened);
  }
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
  const auto take = [&](Reading&& reading) {
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
  };
  const auto fail_input = [&](const std::string& source, const Error& error) {
    if (!broken) {
      if (const auto noted = ledger->add_failure(source, error); !noted) broken = noted.error();
    }
  };
  Fared fared = read_inputs(*inputs, common, take, fail_input, stated);
  if (web) {
    tell_contacts(options.web, urls, common.quiet);
    const Reader reader(Lexicon::english(), inputs->gazetteer, Actors::builtin());
    for (const std::string& url : urls) {
      if (broken) break;
      const auto captured = [&](const Fetch& fetch) { return ledger->captured("sha256:" + fetch.sha256).has_value(); };
      auto page = web->get(url, captured);
      const auto take_one = [&](const std::string& source, Result<Reading>&& reading) {
        if (!reading) {
          Error told = reading.error();
          if (told.where.empty()) told.where = source;
          tell(told);
          ++fared.failed;
          fail_input(source, told);
          return;
        }
        ++fared.read;
        if (!common.quiet) {
          for (const Note& note : reading->document.notes) tell_note(fmt::format("{}: {}", source, note.text));
        }
        take(std::move(*reading));
      };
      if (!page) {
        take_one(url, tl::unexpected(page.error()));
        continue;
      }
      if (page->unchanged) {
        // An answer of 304 brings neither the bytes nor what they are: the ledger has both.
        const std::string id = "sha256:" + page->record.sha256;
        auto bytes = ledger->captured(id);
        const auto entry = ledger->document(id);
        if (!bytes || !entry) {
          broken = !bytes ? bytes.error() : entry.error();
          break;
        }
        page->capture.bytes = std::move(*bytes);
        page->capture.media_type = fmt::format("{}; charset={}", entry->document.media_type, entry->document.encoding);
      }
      read_fetched(reader, std::move(page->capture), given_by_flags(options.inputs), stated, common, take_one);
      if (broken) break;
      if (const auto noted = ledger->add_fetch(page->record); !noted) broken = noted.error();
    }
    if (fared.failed > 0) fared.exit_code = fared.read > 0 ? some_failed : failed;
  }
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
