#pragma once
// Small documents with claims, a folder that goes away, and what a ledger holds as one string.

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "ledger/ledger.hpp"
#include "model/identity.hpp"
#include "model/json.hpp"

namespace histor::sample {

namespace fs = std::filesystem;

/// The value, or an exception with the error's words: a test that fails should say why.
template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().what + " (" + result.error().where + ")");
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class Folder {
 public:
  Folder() {
    // In memory where there is such a folder: these tests make hundreds of ledgers, and each is synced to disk.
    const fs::path memory = "/dev/shm";
    const bool in_memory = ::access(memory.c_str(), W_OK | X_OK) == 0;
    std::string name = ((in_memory ? memory : fs::temp_directory_path()) / "histor-ledger-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] fs::path operator/(std::string_view name) const { return path_ / name; }
  [[nodiscard]] const fs::path& path() const { return path_; }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(path_)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }

 private:
  fs::path path_;
};

inline std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

inline void write_bytes(const fs::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// A document with its captured bytes and the claims read in it.
struct Input {
  Document document;
  std::string captured;
  std::vector<Claim> claims{};
  AddOptions options{};
};

/// What a reader would make of it, a function of text, date and version alone: "<number> people were reported killed"
/// line by line, "on Sunday" resolved to the document's date.
inline void read(Input& made) {
  made.claims.clear();
  const std::string& text = made.document.text;
  for (std::size_t begin = 0; begin < text.size(); begin = text.find('\n', begin) + 1) {
    const std::string digits = text.substr(begin, text.find_first_not_of("0123456789", begin) - begin);
    if (digits.empty()) continue;
    const std::int64_t number = std::stoll(digits);
    const auto at = static_cast<std::uint32_t>(begin);
    const auto trigger = static_cast<std::uint32_t>(text.find("killed", begin));
    Claim claim;
    claim.document = made.document.id;
    claim.kind = ClaimKind::casualty;
    claim.outcome = Outcome::killed;
    claim.sentence = {at, static_cast<std::uint32_t>(text.find('\n', begin))};
    claim.number = Number{
        digits,      {at, at + static_cast<std::uint32_t>(digits.size())}, NumberForm::digits, number, number, number,
        Hedge::exact};
    claim.trigger = {"killed", {trigger, trigger + 6}};
    if (made.document.published) {
      const Day date = made.document.published->date;
      claim.when = Interval{date, date, TimePrecision::day, "on Sunday", std::nullopt, Provenance::sentence};
    }
    claim.rule = "reader " + std::to_string(made.options.reader_version);
    claim.id = claim_id(claim);
    made.claims.push_back(claim);
  }
}

/// The text "<number> people were reported killed on Sunday.", `claims` times, read by a reader of `version`.
inline Input input(std::string source, int number, int claims = 2, std::optional<Day> published = {},
                   std::int64_t version = 1) {
  Input made;
  for (int i = 0; i < claims; ++i)
    made.captured += std::to_string(number) + " people were reported killed on Sunday.\n";
  if (claims == 0) made.captured = "A text without a claim, number " + std::to_string(number) + ".\n";
  made.document.id = "sha256:" + sha256_hex(made.captured);
  made.document.source = std::move(source);
  made.document.text = made.captured;
  made.document.captured_bytes = made.captured.size();
  made.document.title = "Report " + std::to_string(number);
  made.options.reader_version = version;
  if (published) {
    made.document.published = Published{*published, std::nullopt, Provenance::given, TimePrecision::day};
    made.options.given.published = published;
  }
  read(made);
  return made;
}

inline Result<AddOutcome> add(Ledger& ledger, const Input& input) {
  return ledger.add(input.document, input.captured, input.claims, input.options);
}

/// All that the ledger says, in its own order.
inline std::string contents(const Ledger& ledger) {
  std::string out;
  for (const DocumentEntry& entry : must(ledger.documents())) {
    write_document_header(out, entry.document);
    out += " claims=" + std::to_string(entry.claims);
    for (const std::string& source : entry.sources) out += " at " + source;
    out += " text=" + must(ledger.text_of(entry.document.id));
    out += " captured=" + must(ledger.captured(entry.document.id));
    const Given given = must(ledger.given(entry.document.id));
    out += " stated=" + (given.published ? to_string(*given.published) : "") + given.outlet + given.title + given.url +
           given.author + given.language;
    out += '\n';
  }
  for (const Claim& claim : must(ledger.claims())) {
    write_claim_record(out, claim);
    out += '\n';
  }
  for (const FailedInput& failed : must(ledger.failures())) out += failed.source + ": " + failed.error.what + '\n';
  return out;
}

}  // namespace histor::sample
