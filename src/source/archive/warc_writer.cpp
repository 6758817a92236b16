// A stand-in until the real writer is there.
#include "source/archive/warc_writer.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "base/hash.hpp"

namespace histor {

struct WarcWriter::Head {
  std::string text;
  std::string id;
};

namespace {
std::string packed(std::string text, int level) {
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}
std::string uuid(const std::string& of) {
  const std::string h = sha256_hex(of);
  return "<urn:uuid:" + h.substr(0, 8) + "-" + h.substr(8, 4) + "-8" + h.substr(13, 3) + "-8" + h.substr(17, 3) + "-" +
         h.substr(20, 12) + ">";
}
}  // namespace

Result<WarcPlace> WarcWriter::append(const Head& head, std::string_view block, std::string_view payload) {
  WarcPlace place;
  place.offset = size_;
  place.id = head.id;
  std::string text = "WARC/1.1\r\n" + head.text + "WARC-Block-Digest: sha256:" + sha256_hex(block) + "\r\n";
  if (payload.data() != nullptr) {
    place.payload_digest = "sha256:" + sha256_hex(payload);
    text += "WARC-Payload-Digest: " + place.payload_digest + "\r\n";
  }
  text += "WARC-Record-ID: " + head.id + "\r\nContent-Length: " + std::to_string(block.size()) + "\r\n\r\n" +
          std::string(block) + "\r\n\r\n";
  const std::string bytes = packed(std::move(text), level_);
  std::size_t at = 0;
  while (at < bytes.size()) {
    const ssize_t put = ::write(file_, bytes.data() + at, bytes.size() - at);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) {
      const std::string why = std::generic_category().message(errno);
      static_cast<void>(::ftruncate(file_, static_cast<off_t>(size_)) == 0);
      return failure(ErrorCode::io, "writing failed: " + why, path_.string(), "is the disk full?");
    }
    at += static_cast<std::size_t>(put);
  }
  size_ += bytes.size();
  place.length = bytes.size();
  return place;
}

Result<WarcWriter> WarcWriter::open(const std::filesystem::path& path, const Options& options) {
  WarcWriter out;
  out.path_ = path;
  out.level_ = options.level;
  out.file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_APPEND, 0644);
  if (out.file_ < 0) {
    return failure(errno == EACCES ? ErrorCode::not_permitted : ErrorCode::io, std::generic_category().message(errno),
                   path.string());
  }
  if (::flock(out.file_, LOCK_EX | LOCK_NB) != 0)
    return failure(ErrorCode::locked, "another process writes it", path.string());
  struct stat status{};
  ::fstat(out.file_, &status);
  out.size_ = static_cast<std::uint64_t>(status.st_size);
  if (out.size_ == 0) {
    Head head;
    head.id = uuid(path.string() + options.date);
    head.text = "WARC-Type: warcinfo\r\nWARC-Date: " + options.date + "\r\nContent-Type: application/warc-fields\r\n";
    auto place = out.append(head, "software: " + options.software + "\r\nformat: WARC File Format 1.1\r\n", {});
    if (!place) return tl::unexpected(place.error());
  }
  return out;
}

WarcWriter::WarcWriter(WarcWriter&& other) noexcept {
  *this = std::move(other);
}
WarcWriter& WarcWriter::operator=(WarcWriter&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(file_, other.file_);
  std::swap(level_, other.level_);
  std::swap(size_, other.size_);
  std::swap(cut_, other.cut_);
  return *this;
}
WarcWriter::~WarcWriter() {
  close();
}
void WarcWriter::close() noexcept {
  if (file_ >= 0) ::close(file_);
  file_ = -1;
}

namespace {
std::string common(const WarcMessage& m, const char* type, const char* msgtype) {
  std::string out = std::string("WARC-Type: ") + type + "\r\nWARC-Target-URI: " + m.url + "\r\nWARC-Date: " + m.date +
                    "\r\nContent-Type: application/http;msgtype=" + msgtype + "\r\n";
  if (!m.ip.empty()) out += "WARC-IP-Address: " + m.ip + "\r\n";
  return out;
}
}  // namespace

Result<WarcPlace> WarcWriter::response(const WarcMessage& m) {
  Head head{common(m, "response", "response"), uuid(std::to_string(size_) + m.url + m.date + std::string(m.http))};
  return append(head, m.http, m.http.substr(m.body_begin));
}
Result<WarcPlace> WarcWriter::request(const WarcMessage& m, std::string_view concurrent_to) {
  Head head{common(m, "request", "request") + "WARC-Concurrent-To: " + std::string(concurrent_to) + "\r\n",
            uuid(std::to_string(size_) + m.url + m.date + std::string(m.http))};
  return append(head, m.http, {});
}
Result<WarcPlace> WarcWriter::revisit(const WarcMessage& m, const WarcOriginal& original) {
  std::string text = common(m, "revisit", "response") + "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/" +
                     (original.not_modified ? "server-not-modified" : "identical-payload-digest") +
                     "\r\nWARC-Refers-To-Target-URI: " + original.url + "\r\nWARC-Refers-To-Date: " + original.date +
                     "\r\n";
  Head head{std::move(text), uuid(std::to_string(size_) + m.url + m.date)};
  return append(head, m.http.substr(0, m.body_begin), {});
}
Result<void> WarcWriter::sync() {
  if (::fdatasync(file_) != 0) return failure(ErrorCode::io, "writing failed", path_.string());
  return {};
}

}  // namespace histor
