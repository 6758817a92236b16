#pragma once
// The ledger: one SQLite file that keeps what was captured, from where, what people stated of it, the places that they
// added, and the claims that were read. docs/ledger.md is the tour of the file.
//
// The promise: what the ledger holds depends on the documents and on what people stated, not on the order in which they
// came, nor on how often, nor on how often a process was killed in between. Every add is one transaction: a document
// stands in the ledger with all its claims or not at all.
//
// Threads: one at a time for a Ledger. Processes: any number may read while one writes; writers wait for one another up
// to the busy timeout, then get Error(locked).

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "ground/gazetteer.hpp"
#include "model/claim.hpp"
#include "model/decision.hpp"
#include "model/document.hpp"
#include "model/fetch.hpp"
#include "source/document.hpp"

namespace histor {

struct LedgerOptions {
  bool read_only = false;
  int busy_milliseconds = 5000;  ///< how long to wait for another process's write to end
};

/// How a document was read and what was stated of it, beside the document itself.
struct AddOptions {
  /// What a person or a manifest stated in this call. Kept apart from what was read, so that adding the same file again
  /// without a manifest does not lose it.
  Given given;
  /// Rises whenever the reader would give other claims. A ledger keeps the highest reading of each document.
  std::int64_t reader_version = 1;
};

enum class Added {
  fresh,    ///< a document that the ledger did not have
  known,    ///< nothing new: content, source and reading were there
  sighted,  ///< known content from a source that is new; it is kept once
  reread,   ///< known content whose record or claims changed: stated otherwise, or read by a later reader
};

struct AddOutcome {
  Added kind = Added::fresh;
  std::string document;    ///< its id
  std::size_t claims = 0;  ///< that the ledger now holds of it
};

struct DocumentEntry {
  Document document;                 ///< with an empty text: text_of() has it
  std::size_t claims = 0;            ///< how many claims were read in it
  std::vector<std::string> sources;  ///< every path or URL it was found at, in byte order; document.source is the first
};

/// How the places of one call fared.
struct PlacesOutcome {
  std::size_t added = 0;
  std::size_t known = 0;              ///< the ledger had them so
  std::vector<std::string> replaced;  ///< ids that the ledger had with other content
};

/// What to list; what is not set does not narrow.
struct ClaimFilter {
  std::string document{};  ///< id
  std::optional<ClaimKind> kind{};
  std::optional<Outcome> outcome{};
  std::optional<Aggregation> aggregation{};
  std::string origin{};        ///< actor id
  std::optional<Day> since{};  ///< claims whose `when` is known and reaches this day or a later one
  std::optional<Day> until{};  ///< claims whose `when` is known and reaches this day or an earlier one
  std::size_t limit = 0;       ///< 0: all
};

/// An input that could not be read, as it was met last.
struct FailedInput {
  std::string source;
  Error error;
};

class Ledger {
 public:
  /// Opens the ledger at `path`, made where the path is free. A ledger appears whole, with its schema, or not at all.
  /// Errors: those of open_existing(), and not_found (no such folder), not_permitted or read_only (the folder).
  [[nodiscard]] static Result<Ledger> open_or_create(const std::filesystem::path& path, LedgerOptions options = {});

  /// Opens the ledger at `path`. A file that is not a ledger is not written to, not even beside it. A ledger of an
  /// earlier version is brought up to date unless it is opened read-only; then it is read as it is.
  /// Errors: not_found, not_a_file, not_permitted, read_only (asked to write what cannot be written), not_a_ledger
  /// (another program's database, not a database, or empty), version (written by a newer Histor), integrity (damaged),
  /// locked, io.
  [[nodiscard]] static Result<Ledger> open_existing(const std::filesystem::path& path, LedgerOptions options = {});

  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;
  ~Ledger();

  [[nodiscard]] const std::string& path() const;

  // ---- writing ----

  /// Takes in one document: `captured` are the bytes that document.id names, `claims` what was read in document.text,
  /// in text order. Idempotent. A source that failed before is cleared of its failure.
  ///
  /// Of a document that is known already, the record and the claims are replaced together where this reading is to be
  /// preferred: see docs/ledger.md, "Which reading stands". To have what was stated before take part in the reading,
  /// ask given() first and read with it.
  ///
  /// Errors: invalid (captured bytes do not match the id, a claim of another document, two claims of one id), locked,
  /// read_only, io (disk full), integrity. After an error the ledger is as it was.
  [[nodiscard]] Result<AddOutcome> add(const Document& document, std::string_view captured,
                                       std::span<const Claim> claims, const AddOptions& options = {});

  /// Notes that the input at `source` could not be read. Replaces an earlier failure of the same source.
  [[nodiscard]] Result<void> add_failure(std::string_view source, const Error& error);

  /// Takes in places that reports are to be read with from now on, all or none. A place whose id the ledger has
  /// replaces that one; which file names it is no difference. Of two with one id in `places` the later stands.
  /// Documents that the ledger has are not read anew: add them again.
  /// Errors: invalid (no id, no name, a line break in another name, not on earth), locked, read_only, io, integrity.
  /// After an error the ledger is as it was.
  [[nodiscard]] Result<PlacesOutcome> add_places(std::span<const AddedPlace> places);

  /// Keeps what a person decided, at the end of the chain; gives it back with its id. `time`, `person`, `reason` and
  /// `subject` must be given. Whether the ids of the subject are in the ledger is the caller's to see.
  /// Errors: invalid (one of these is missing, or has a line break where it is an id), locked, read_only, io,
  /// integrity.
  [[nodiscard]] Result<Decision> decide(Decision decision);

  /// Keeps that a page was fetched. Errors, of this and the next: locked, read_only, io, integrity.
  [[nodiscard]] Result<void> add_fetch(const Fetch& fetch);

  /// Keeps that an entry of a feed was dealt with; `entry` is whatever tells it from the feed's others. Idempotent: the
  /// first time stays.
  [[nodiscard]] Result<void> add_feed_entry(std::string_view feed, std::string_view entry, std::string_view time);

  // ---- reading ----
  // Lists come in an order that does not depend on how they came in: documents by date of publication (unknown last),
  // then source, then id; claims by document in that order, then as they stand in the text.

  [[nodiscard]] Result<std::vector<DocumentEntry>> documents() const;

  /// By id, or by the beginning of it, with or without "sha256:". Errors: not_found, ambiguous, invalid (empty).
  [[nodiscard]] Result<DocumentEntry> document(std::string_view id_or_prefix) const;

  [[nodiscard]] Result<std::vector<Claim>> claims(const ClaimFilter& filter = {}) const;

  /// As claims(), one at a time; stops where `take` gives false. `take` must not write to this ledger.
  [[nodiscard]] Result<void> each_claim(const ClaimFilter& filter, const std::function<bool(const Claim&)>& take) const;

  /// By id, or by the beginning of it, with or without "c_". Errors: not_found, ambiguous, invalid (empty).
  [[nodiscard]] Result<Claim> claim(std::string_view id_or_prefix) const;

  /// The text that the spans of the document and its claims index. Errors: not_found, integrity.
  [[nodiscard]] Result<std::string> text_of(std::string_view document_id) const;

  /// The bytes as they were captured. Errors: not_found, integrity (they no longer match their hash).
  [[nodiscard]] Result<std::string> captured(std::string_view document_id) const;

  /// What was stated of the document so far, the latest of each field; empty for a document that is not there.
  [[nodiscard]] Result<Given> given(std::string_view document_id) const;

  [[nodiscard]] Result<std::vector<FailedInput>> failures() const;

  /// What was decided, the first decision first. Errors: integrity where the chain does not hold.
  [[nodiscard]] Result<std::vector<Decision>> decisions() const;

  /// The added places by id, for Gazetteer::with(). None in a ledger of version 1.
  [[nodiscard]] Result<std::vector<AddedPlace>> places() const;

  /// The latest fetch of `url` that gave a page; nullopt where there is none. For ledgers that are open for writing.
  [[nodiscard]] Result<std::optional<Fetch>> last_page(std::string_view url) const;

  /// Whether the entry was dealt with. For ledgers that are open for writing.
  [[nodiscard]] Result<bool> has_feed_entry(std::string_view feed, std::string_view entry) const;

  [[nodiscard]] Result<std::size_t> document_count() const;
  [[nodiscard]] Result<std::size_t> claim_count() const;

  /// Checks the file's structure, every reference and every captured byte against its hash. Errors: integrity.
  [[nodiscard]] Result<void> verify() const;

 private:
  struct Impl;
  explicit Ledger(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace histor
