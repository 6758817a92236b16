#include "cli/output_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace histor::cli {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> fault(std::string_view what, const std::string& path, int number) {
  std::string hint;
  if (number == ENOENT || number == ENOTDIR) hint = "make the folder first";
  if (number == EACCES || number == EPERM || number == EROFS) hint = "name a file in a folder that you may write to";
  if (number == EISDIR) hint = "name a file in it";
  if (number == ENOSPC || number == EDQUOT) hint = "make room on the disk";
  const bool refused = number == EACCES || number == EPERM || number == EROFS;
  return failure(refused ? ErrorCode::not_permitted : ErrorCode::io, std::string(what) + ": " + std::strerror(number),
                 path, hint);
}

}  // namespace

Result<OutputFile> OutputFile::open(const std::string& path) {
  OutputFile out;
  out.path_ = path;
  out.target_ = path;
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  if (fs::is_directory(status)) return fault("the output cannot be opened", path, EISDIR);
  if (!fs::exists(status) || fs::is_regular_file(status)) {
    const fs::path real = fs::weakly_canonical(path, ignored);
    if (!ignored && !real.empty()) out.target_ = real.string();
    // A file that may not be written is not replaced either.
    if (fs::exists(status) && access(out.target_.c_str(), W_OK) != 0)
      return fault("the output cannot be opened", path, errno);
    out.temporary_ = out.target_ + ".part" + std::to_string(getpid());
  }
  const std::string& opened = out.temporary_.empty() ? out.target_ : out.temporary_;
  out.file_.reset(std::fopen(opened.c_str(), "wbe"));
  if (!out.file_) {
    const int number = errno;
    out.temporary_.clear();
    return fault("the output cannot be opened", path, number);
  }
  if (!out.temporary_.empty() && fs::exists(status)) fs::permissions(out.temporary_, status.permissions(), ignored);
  return out;
}

OutputFile::~OutputFile() {
  if (!file_ || temporary_.empty()) return;
  file_.reset();
  std::error_code ignored;
  fs::remove(temporary_, ignored);
}

void OutputFile::write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) whole_ = false;
}

Result<void> OutputFile::keep() {
  errno = 0;
  const bool closed = std::fflush(file_.get()) == 0;
  if (!closed || !whole_) return fault("the output could not be written", path_, errno != 0 ? errno : EIO);
  file_.reset();
  if (temporary_.empty()) return {};
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) {
    const int number = errno;
    std::error_code ignored;
    fs::remove(temporary_, ignored);
    return fault("the output could not be written", path_, number);
  }
  return {};
}

}  // namespace histor::cli
