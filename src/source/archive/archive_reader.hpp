#pragma once
// libarchive behind values: one archive, member by member, each read as far as it is asked for.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "source/archive/allowance.hpp"
#include "source/archive/byte_source.hpp"

namespace histor {

class ArchiveReader {
 public:
  enum class Kind { file, folder, other };  // other: links, devices, pipes

  struct Member {
    std::string name;  ///< UTF-8
    Kind kind = Kind::file;
    bool encrypted = false;
    /// Where its bytes stand in the archive, one for one, if they do (ZIP's "stored").
    std::optional<std::uint64_t> stored_at;
    std::optional<std::uint64_t> size;  ///< as the archive says
  };

  /// `bytes` must outlive it.
  explicit ArchiveReader(const ByteSource& bytes);
  ~ArchiveReader();
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;

  /// Why it cannot be read, if it cannot. Errors: parse (none of the formats), io.
  [[nodiscard]] const Result<void>& opened() const { return opened_; }
  /// The next member; nullopt after the last one. Errors: parse (damaged: nothing follows that can be read).
  [[nodiscard]] Result<std::optional<Member>> next();
  /// The bytes of the member that next() gave last, under `limit`. Errors: too_large, parse, io, not_permitted.
  [[nodiscard]] Result<std::string> read(const UnpackLimit& limit);
  /// The first bytes of the member, `length` or fewer, instead of read(); what follows them can no longer be had.
  [[nodiscard]] std::string peek(std::size_t length);
  /// Passes over the rest of the member, charged to `allowance`. False: nothing more may be unpacked.
  [[nodiscard]] bool pass_over(Allowance& allowance);

 private:
  struct State;
  std::unique_ptr<State> state_;
  Result<void> opened_;
};

}  // namespace histor
