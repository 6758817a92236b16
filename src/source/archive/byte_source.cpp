#include "source/archive/byte_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace histor {
namespace {

tl::unexpected<Error> system_failure(int error, const std::string& where) {
  const std::string reason = std::generic_category().message(error);
  if (error == ENOENT || error == ENOTDIR) {
    return failure(ErrorCode::not_found, "no such file", where, "check the spelling of the path");
  }
  if (error == EACCES || error == EPERM) {
    return failure(ErrorCode::not_permitted, "the system does not let this user read it", where,
                   "check the permissions of the file and of the folders above it");
  }
  return failure(ErrorCode::io, "reading failed: " + reason, where);
}

}  // namespace

Result<std::size_t> BytesSource::read(std::uint64_t offset, std::span<char> into) const {
  if (offset >= bytes_.size() || into.empty()) return std::size_t{0};
  const std::string_view rest = bytes_.substr(static_cast<std::size_t>(offset));
  const std::size_t length = std::min(rest.size(), into.size());
  std::memcpy(into.data(), rest.data(), length);
  return length;
}

// The kind is asked before the file is opened, since to open a pipe waits for its writer, and once more after it.
FileSource::FileSource(const std::filesystem::path& path) : name_(path.string()) {
  struct stat status{};
  if (::stat(name_.c_str(), &status) != 0) {
    opened_ = system_failure(errno, name_);
    return;
  }
  if (S_ISREG(status.st_mode)) {
    file_ = ::open(name_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file_ < 0 || ::fstat(file_, &status) != 0) {
      opened_ = system_failure(errno, name_);
      return;
    }
  }
  if (!S_ISREG(status.st_mode)) {
    opened_ = failure(ErrorCode::not_a_file, "not a file", name_);
    return;
  }
  size_ = static_cast<std::uint64_t>(std::max<off_t>(status.st_size, 0));
}

FileSource::~FileSource() {
  if (file_ >= 0) ::close(file_);
}

Result<std::size_t> FileSource::read(std::uint64_t offset, std::span<char> into) const {
  if (!opened_) return tl::unexpected(opened_.error());
  std::size_t filled = 0;
  while (filled < into.size() && offset + filled < size_) {
    const ssize_t got = ::pread(file_, into.data() + filled, into.size() - filled, static_cast<off_t>(offset + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure(errno, name_);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  return filled;
}

PartSource::PartSource(const ByteSource& whole, std::uint64_t begin, std::uint64_t length)
    : whole_(whole), begin_(std::min(begin, whole.size())), length_(std::min(length, whole.size() - begin_)) {}

Result<std::size_t> PartSource::read(std::uint64_t offset, std::span<char> into) const {
  if (offset >= length_) return std::size_t{0};
  const std::uint64_t length = std::min<std::uint64_t>(into.size(), length_ - offset);
  return whole_.read(begin_ + offset, into.first(static_cast<std::size_t>(length)));
}

Result<std::string> read_range(const ByteSource& bytes, std::uint64_t offset, std::uint64_t length) {
  const std::uint64_t there = offset < bytes.size() ? bytes.size() - offset : 0;
  std::string range(static_cast<std::size_t>(std::min(length, there)), '\0');
  auto got = bytes.read(offset, range);
  if (!got) return tl::unexpected(std::move(got).error());
  range.resize(*got);
  return range;
}

}  // namespace histor
