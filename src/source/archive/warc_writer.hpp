#pragma once
// Keeps what was fetched, as it came, in a WARC 1.1 file: a gzip member to each record, so that a record can be read by
// its offset alone. The file only grows. A record that was being written when the power went is found at the next
// opening and cut; one that was acknowledged by sync() stays.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace histor {

/// Where a record stands in the file, and its name.
struct WarcPlace {
  std::uint64_t offset = 0;    ///< of its gzip member
  std::uint64_t length = 0;    ///< of its gzip member
  std::string id;              ///< "<urn:uuid:…>", as other records refer to it
  std::string payload_digest;  ///< "sha256:" and 64 lower-case hex digits; of a request, empty
};

/// What a server sent, or one message of a chain of redirects.
struct WarcMessage {
  std::string url;        ///< without fragment
  std::string date;       ///< when it was fetched: "2024-12-01T09:30:00Z", fractions of a second allowed
  std::string ip;         ///< of the server; may be empty
  std::string_view http;  ///< head and body as they came over the line, chunks and content encodings left as they are
  std::size_t body_begin = 0;  ///< where in `http` the body begins, after the blank line; <= http.size()
  std::string truncated;       ///< "length", "time", "disconnect" where not all of the body was taken; else empty
};

/// The record whose payload a later fetch found again.
struct WarcOriginal {
  std::string id;  ///< may be empty
  std::string url;
  std::string date;
  std::string payload_digest;  ///< "sha256:…"; required unless `not_modified`
  bool not_modified = false;   ///< the server said so (304), rather than that the same bytes came again
};

/// One process at a time holds a file; one thread at a time uses a writer. Ids are made of what is written and where
/// (version 8 UUIDs of a SHA-256), so that the same calls make the same file on every machine.
class WarcWriter {
 public:
  struct Options {
    std::string software;  ///< of the warcinfo record: "histor/0.2.0"
    std::string date;      ///< of the warcinfo record, which a new file opens with
    int level = 6;         ///< of deflate, 1 to 9
  };

  /// Opens `path` to append to it, or makes it, with a warcinfo record. A record that was written in part at its end is
  /// cut. Errors: locked (another process writes it), not_permitted, not_found (no such folder), not_a_file, invalid (a
  /// file that no WarcWriter began, which is left as it is), integrity (damaged before its end; left as it is), io.
  [[nodiscard]] static Result<WarcWriter> open(const std::filesystem::path& path, const Options& options);

  WarcWriter(WarcWriter&& other) noexcept;
  WarcWriter& operator=(WarcWriter&& other) noexcept;
  WarcWriter(const WarcWriter&) = delete;
  WarcWriter& operator=(const WarcWriter&) = delete;
  ~WarcWriter();

  /// Appends a response record. Errors, of this and of the others: invalid (a date or URL that cannot stand in a head,
  /// a body_begin past the end), too_large (4 GiB and more), io (the disk is full; the file is as before the call).
  [[nodiscard]] Result<WarcPlace> response(const WarcMessage& message);
  /// Appends the request that led to the response named `concurrent_to`. Whoever calls takes credentials out of it
  /// first.
  [[nodiscard]] Result<WarcPlace> request(const WarcMessage& message, std::string_view concurrent_to);
  /// Appends a revisit record: `message` has the head as it came; what stands in it from body_begin on is not written.
  [[nodiscard]] Result<WarcPlace> revisit(const WarcMessage& message, const WarcOriginal& original);

  /// Returns once all records are on the disk. Errors: io.
  [[nodiscard]] Result<void> sync();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Bytes of a record written in part that open() cut.
  [[nodiscard]] std::uint64_t cut() const { return cut_; }

 private:
  struct Head;
  WarcWriter() = default;
  void close() noexcept;
  Result<WarcPlace> append(const Head& head, std::string_view block, std::string_view payload);

  std::filesystem::path path_;
  int file_ = -1;
  int level_ = 6;
  std::uint64_t size_ = 0;
  std::uint64_t cut_ = 0;
};

}  // namespace histor
