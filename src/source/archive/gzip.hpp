#pragma once
// gzip (RFC 1952), member by member: from any offset on, with the offset of each member told, under limits that are
// asked while it is being inflated.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/document.hpp"
#include "source/archive/allowance.hpp"
#include "source/archive/byte_source.hpp"
#include "source/capture.hpp"

namespace histor {

enum class Deflated {
  gzip,  ///< RFC 1952
  zlib,  ///< RFC 1950
  raw,   ///< RFC 1951
};

/// Inflates one member of `bytes`, which must outlive it, as far as it is asked to.
class InflateStream {
 public:
  InflateStream(const ByteSource& bytes, Deflated kind);
  ~InflateStream();
  InflateStream(const InflateStream&) = delete;
  InflateStream& operator=(const InflateStream&) = delete;

  /// Begins the member at `offset`.
  void begin(std::uint64_t offset);
  /// The next bytes of the member, fewer than asked for only at its end; 0: it has ended and its checksum is right.
  /// Errors: parse (not deflated, damaged, cut short), io.
  [[nodiscard]] Result<std::size_t> read(std::span<char> into);

  [[nodiscard]] bool ended() const { return ended_; }
  /// Packed bytes of the member that were read so far.
  [[nodiscard]] std::uint64_t packed() const;
  /// Where in the source the next packed byte stands; once it has ended, where what follows the member begins.
  [[nodiscard]] std::uint64_t position() const;

 private:
  struct State;
  const ByteSource& bytes_;
  std::unique_ptr<State> state_;
  std::uint64_t begin_ = 0;
  std::uint64_t filled_to_ = 0;  // of the source
  bool ended_ = false;
};

/// What came out, and why no more.
struct Unpacked {
  std::string bytes;           ///< with a fault: what came before it
  std::uint64_t used = 0;      ///< packed bytes that belong to it; what follows is something else
  std::optional<Error> fault;  ///< too_large, parse, io
};

/// Inflates `packed`: for gzip all its members, one after the other, else the one. Memory is bounded by limit.bytes.
[[nodiscard]] Unpacked inflate_all(const ByteSource& packed, Deflated kind, const UnpackLimit& limit,
                                   const std::string& where);

[[nodiscard]] inline bool is_gzip(std::string_view bytes) {
  return bytes.size() >= 3 && bytes[0] == '\x1f' && bytes[1] == '\x8b' && bytes[2] == '\x08';
}

/// At most `length` bytes that `packed` inflates to, for whoever asks what is in it; empty where it is not gzip.
[[nodiscard]] std::string gzip_opening(const ByteSource& packed, std::size_t length);

/// Opens a .gz file: its one member has the name of the file, as far as `source` tells it, without ".gz" (".tgz"
/// becomes
/// ".tar"). Notes: "trailing-bytes" (something that is not gzip follows and was left out). Errors: parse where it does
/// not begin as gzip; all others are of the member.
[[nodiscard]] Result<void> open_gzip(const std::string& source, const ByteSource& bytes, const UnfoldBudget& budget,
                                     std::vector<Note>& notes, const TakeCapture& take);

}  // namespace histor
