// The kind of the file is asked before it is opened (opening a pipe waits for its writer, opening some devices acts on
// them) and once more of the open descriptor, since the name may have been given to something else in between.

#include "source/read_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

namespace histor {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

std::string reason(int error) {
  return std::generic_category().message(error);
}

Error system_error(int error, const std::string& where) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return {ErrorCode::not_found, "no such file", where, "check the spelling of the path"};
    case ENAMETOOLONG:
    case ELOOP:
      return {ErrorCode::not_found, "the path leads nowhere: " + reason(error), where, ""};
    case EACCES:
    case EPERM:
      return {ErrorCode::not_permitted, "the system does not let this user read it", where,
              "check the permissions of the file and of the folders above it"};
    default:
      return {ErrorCode::io, "reading failed: " + reason(error), where, ""};
  }
}

std::string size_in_words(std::uint64_t bytes) {
  constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20U;
  if (bytes >= mebibyte) return std::to_string(bytes / mebibyte) + " MiB";
  return std::to_string(bytes) + " bytes";
}

Error over_budget(std::string what, std::uint64_t budget, const std::string& where) {
  return {ErrorCode::too_large, std::move(what) + ", and one input may have " + size_in_words(budget), where,
          "split it into one file a report, or raise the budget"};
}

std::optional<Error> refuse(const struct stat& status, std::uint64_t budget, const std::string& where) {
  if (S_ISDIR(status.st_mode)) {
    return Error{ErrorCode::not_a_file, "a folder, not a file", where,
                 "give the files in it, as in " + where + (where.ends_with('/') ? "*.txt" : "/*.txt")};
  }
  if (!S_ISREG(status.st_mode)) {
    const char* kind = S_ISFIFO(status.st_mode)   ? "a named pipe, not a file"
                       : S_ISSOCK(status.st_mode) ? "a socket, not a file"
                                                  : "a device, not a file";
    return Error{ErrorCode::not_a_file, kind, where,
                 "to read what a program writes, pipe it in and give - as the file"};
  }
  const auto size = static_cast<std::uint64_t>(std::max<off_t>(status.st_size, 0));
  if (size > budget) return over_budget("it has " + size_in_words(size), budget, where);
  return std::nullopt;
}

// Reads until the end or until one byte more than `budget` has come.
Result<std::string> drain(int descriptor, std::uint64_t expected, std::uint64_t budget, const std::string& where) {
  constexpr std::uint64_t chunk = std::uint64_t{1} << 16U;
  std::string bytes;
  std::uint64_t filled = 0;
  const std::uint64_t ceiling = budget == UINT64_MAX ? budget : budget + 1;
  for (;;) {
    if (filled > budget) return tl::unexpected(over_budget("it has more than the budget", budget, where));
    if (filled == bytes.size()) {
      // One byte more than expected, so that the end of a file of the size it was said to have is seen without growing.
      const std::uint64_t wanted = std::max({expected + 1, filled + chunk, filled * 2});
      bytes.resize(static_cast<std::size_t>(std::min(wanted, ceiling)));
    }
    const ssize_t got = ::read(descriptor, bytes.data() + filled, bytes.size() - static_cast<std::size_t>(filled));
    if (got < 0) {
      if (errno == EINTR) continue;
      if (errno == EISDIR) return failure(ErrorCode::not_a_file, "a folder, not a file", where);
      return tl::unexpected(system_error(errno, where));
    }
    if (got == 0) break;
    filled += static_cast<std::uint64_t>(got);
  }
  bytes.resize(static_cast<std::size_t>(filled));
  if (bytes.empty()) return failure(ErrorCode::empty, "nothing in it", where);
  if (filled < expected) {
    return failure(ErrorCode::io, "the file became shorter while it was read", where,
                   "read it again once it is written");
  }
  return bytes;
}

}  // namespace

Result<std::string> read_bytes(const std::filesystem::path& path, std::uint64_t budget) {
  const std::string where = path.string();
  if (where.empty() || where.find('\0') != std::string::npos) {
    return failure(ErrorCode::not_found, "no path", where);
  }
  struct stat status{};
  if (::stat(where.c_str(), &status) != 0) return tl::unexpected(system_error(errno, where));
  if (auto error = refuse(status, budget, where)) return tl::unexpected(*std::move(error));
  const Descriptor file(::open(where.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.number() < 0) return tl::unexpected(system_error(errno, where));
  if (::fstat(file.number(), &status) != 0) return tl::unexpected(system_error(errno, where));
  if (auto error = refuse(status, budget, where)) return tl::unexpected(*std::move(error));
  return drain(file.number(), static_cast<std::uint64_t>(std::max<off_t>(status.st_size, 0)), budget, where);
}

Result<std::string> read_stream(int descriptor, std::string_view name, std::uint64_t budget) {
  return drain(descriptor, 0, budget, std::string(name));
}

}  // namespace histor
