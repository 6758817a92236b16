#pragma once
// Bytes that can be read from any place on: a capture in memory, a file of any size on the disk, a stored member of an
// archive. What opens carriers reads through it, so that a carrier need not fit into memory.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace histor {

/// Reading does not change it: any number of threads may.
class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  [[nodiscard]] virtual std::uint64_t size() const = 0;
  /// Fills `into` with what stands from `offset` on; gives how many bytes it got, which is fewer than asked for only at
  /// the end, and 0 from there on. Errors: io.
  [[nodiscard]] virtual Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const = 0;
};

/// Bytes in memory, which must outlive it.
class BytesSource final : public ByteSource {
 public:
  explicit BytesSource(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
  [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const override;

 private:
  std::string_view bytes_;
};

/// A regular file, kept open. It has the size that it had when it was opened; one that becomes shorter ends earlier.
class FileSource final : public ByteSource {
 public:
  explicit FileSource(const std::filesystem::path& path);
  ~FileSource() override;

  /// Why the file cannot be read, if it cannot; its size is 0 then. Errors: not_found, not_a_file, not_permitted, io.
  [[nodiscard]] const Result<void>& opened() const { return opened_; }
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const override;

 private:
  std::string name_;
  int file_ = -1;
  std::uint64_t size_ = 0;
  Result<void> opened_;
};

/// A part of another source, which must outlive it; cut to what the other one has.
class PartSource final : public ByteSource {
 public:
  PartSource(const ByteSource& whole, std::uint64_t begin, std::uint64_t length);
  [[nodiscard]] std::uint64_t size() const override { return length_; }
  [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, std::span<char> into) const override;

 private:
  const ByteSource& whole_;
  std::uint64_t begin_;
  std::uint64_t length_;
};

/// `length` bytes from `offset` on, or fewer at the end. The caller has asked whether so many may be had. Errors: io.
[[nodiscard]] Result<std::string> read_range(const ByteSource& bytes, std::uint64_t offset, std::uint64_t length);

}  // namespace histor
