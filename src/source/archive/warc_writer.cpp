// Each record is one gzip member whose head carries the length of the member and of what is in it (the subfield "sl",
// which old crawlers write and every reader of gzip passes over). So the file is walked without inflating it, and a
// tail that was never acknowledged is told from damage in the middle.

#include "source/archive/warc_writer.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "base/hash.hpp"
#include "source/archive/byte_source.hpp"
#include "source/archive/gzip.hpp"

namespace histor {

struct WarcWriter::Head {
  std::string_view type;
  std::string_view date;
  std::string fields;    // lines
  bool payload = false;  // it has one of its own, with a digest
};

namespace {

constexpr std::uint64_t largest = 0xFFFF'FFFFU;  // what four bytes can say
constexpr std::size_t head_bytes = 24;           // of a gzip member, with our subfield
constexpr std::size_t tail_bytes = 8;
// ID, method, flags (extra), no time, no hint, no system, twelve bytes of extra: "sl", eight bytes.
constexpr std::string_view mark("\x1f\x8b\x08\x04\0\0\0\0\0\xff\x0c\0sl\x08\0", 16);

void put32(std::string& out, std::uint64_t value) {
  for (int byte = 0; byte < 4; ++byte) out += static_cast<char>((value >> (8 * byte)) & 0xFFU);
}

std::uint64_t get32(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t byte = 4; byte-- > 0;) value = (value << 8U) | static_cast<unsigned char>(bytes[byte]);
  return value;
}

tl::unexpected<Error> system_failure(std::string_view what, int error, const std::filesystem::path& path) {
  const std::string why = std::string(what) + ": " + std::generic_category().message(error);
  if (error == EACCES || error == EPERM || error == EROFS) {
    return failure(ErrorCode::not_permitted, why, path.string(), "check the permissions of the file and of its folder");
  }
  if (error == ENOENT || error == ENOTDIR)
    return failure(ErrorCode::not_found, why, path.string(), "make its folder first");
  return failure(ErrorCode::io, why, path.string(), error == ENOSPC ? "make room on the disk" : "");
}

// What can stand in a head: one line of visible letters.
bool fits_head(std::string_view value) {
  return !value.empty() && value.size() <= 65'536 && std::all_of(value.begin(), value.end(), [](char letter) {
    return static_cast<unsigned char>(letter) > 0x20U && letter != '\x7f';
  });
}

bool is_date(std::string_view date) {
  static constexpr std::string_view shape = "0000-00-00T00:00:00";
  if (date.size() < shape.size() + 1 || date.size() > 40 || date.back() != 'Z') return false;
  const auto digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] == '0' ? !digit(date[i]) : date[i] != shape[i]) return false;
  }
  const std::string_view rest = date.substr(shape.size(), date.size() - shape.size() - 1);
  return rest.empty() || (rest.size() > 1 && rest[0] == '.' && std::all_of(rest.begin() + 1, rest.end(), digit));
}

// A version 8 UUID (RFC 9562) of a SHA-256.
std::string uuid_of(std::string_view hex) {
  std::string out(hex.substr(0, 32));
  out[12] = '8';
  out[16] = "89ab"[(out[16] <= '9' ? out[16] - '0' : out[16] - 'a' + 10) & 3];
  for (const std::size_t at : {20U, 16U, 12U, 8U}) out.insert(at, "-");
  return "<urn:uuid:" + out + ">";
}

Result<std::string> member_of(std::string_view record, int level, const std::filesystem::path& path) {
  z_stream zlib{};
  if (deflateInit2(&zlib, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    return failure(ErrorCode::io, "zlib has no memory to work in", path.string());
  }
  const std::size_t bound = deflateBound(&zlib, static_cast<uLong>(record.size())) + 16;
  std::string member(mark);
  member.resize(head_bytes + bound);
  // zlib's face has no const, and it writes nothing there.
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(record.data()));
  zlib.avail_in = static_cast<uInt>(record.size());
  zlib.next_out = reinterpret_cast<Bytef*>(member.data() + head_bytes);
  zlib.avail_out = static_cast<uInt>(std::min<std::uint64_t>(bound, largest));
  const int told = deflate(&zlib, Z_FINISH);
  const std::size_t packed = zlib.total_out;
  deflateEnd(&zlib);
  const std::uint64_t length = head_bytes + packed + tail_bytes;
  if (told != Z_STREAM_END || length > largest) {
    return failure(ErrorCode::too_large, "a record of 4 GiB and more is not kept", path.string());
  }
  std::string lengths;
  put32(lengths, length);
  put32(lengths, record.size());
  member.replace(mark.size(), 8, lengths);
  member.resize(head_bytes + packed);
  const uLong checksum = crc32_z(crc32_z(0, nullptr, 0), reinterpret_cast<const Bytef*>(record.data()), record.size());
  put32(member, checksum);
  put32(member, record.size());
  return member;
}

bool is_whole_member(const ByteSource& file, std::uint64_t offset, std::uint64_t length) {
  const PartSource part(file, offset, length);
  InflateStream stream(part, Deflated::gzip);
  std::string buffer(std::size_t{1} << 16U, '\0');
  stream.begin(0);
  for (;;) {
    const auto got = stream.read(buffer);
    if (!got) return false;
    if (*got == 0) return stream.position() == length;
  }
}

// Whether another record begins after `offset`: what stands there then is damage, and no tail that was cut off.
Result<bool> another_follows(const ByteSource& file, std::uint64_t offset) {
  constexpr std::size_t window = std::size_t{1} << 20U;
  for (std::uint64_t at = offset + 1; at < file.size(); at += window) {
    auto bytes = read_range(file, at, window + mark.size());
    if (!bytes) return tl::unexpected(std::move(bytes).error());
    if (bytes->find(mark) != std::string::npos) return true;
  }
  return false;
}

// How much of the file is whole records. Errors: invalid, integrity, io.
Result<std::uint64_t> whole_records(const ByteSource& file, const std::string& where) {
  std::uint64_t at = 0;
  std::uint64_t last = 0;  // where the last member begins that has an end
  while (at < file.size()) {
    auto head = read_range(file, at, head_bytes);
    if (!head) return tl::unexpected(std::move(head).error());
    const std::string_view there = *head;
    const bool known = there.size() == head_bytes && there.starts_with(mark);
    const std::uint64_t length = known ? get32(there.substr(mark.size())) : 0;
    if (known && length >= head_bytes + tail_bytes && length <= file.size() - at) {
      last = at;
      at += length;
      continue;
    }
    const std::string_view begun = there.substr(0, std::min(there.size(), mark.size()));
    if (at == 0 && begun != mark.substr(0, begun.size())) {
      return failure(ErrorCode::invalid, "a file that was not begun by this program; it is left as it is", where,
                     "name a file that is not there yet");
    }
    break;
  }
  std::uint64_t end = at;
  // The last whole one may have been written in length but not in bytes.
  if (at > 0 && !is_whole_member(file, last, at - last)) end = last;
  if (end < file.size()) {
    auto follows = another_follows(file, end);
    if (!follows) return tl::unexpected(std::move(follows).error());
    if (*follows) {
      return failure(ErrorCode::integrity, "damaged at byte " + std::to_string(end) + ", with records after it", where,
                     "keep it, and name another file to go on with");
    }
  }
  return end;
}

}  // namespace

WarcWriter::WarcWriter(WarcWriter&& other) noexcept
    : path_(std::move(other.path_)),
      file_(std::exchange(other.file_, -1)),
      level_(other.level_),
      size_(other.size_),
      cut_(other.cut_) {}

WarcWriter& WarcWriter::operator=(WarcWriter&& other) noexcept {
  if (this != &other) {
    close();
    path_ = std::move(other.path_);
    file_ = std::exchange(other.file_, -1);
    level_ = other.level_;
    size_ = other.size_;
    cut_ = other.cut_;
  }
  return *this;
}

WarcWriter::~WarcWriter() {
  close();
}

void WarcWriter::close() noexcept {
  if (file_ >= 0) ::close(std::exchange(file_, -1));
}

Result<WarcWriter> WarcWriter::open(const std::filesystem::path& path, const Options& options) {
  const std::string name = path.string();
  struct stat status{};
  if (::stat(name.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
    return failure(ErrorCode::not_a_file, "not a file", name);
  }
  WarcWriter writer;
  writer.path_ = path;
  writer.level_ = std::clamp(options.level, 1, 9);
  writer.file_ = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0666);
  if (writer.file_ < 0) return system_failure("cannot open it", errno, path);
  if (::fstat(writer.file_, &status) != 0) return system_failure("cannot read it", errno, path);
  if (!S_ISREG(status.st_mode)) return failure(ErrorCode::not_a_file, "not a file", name);
  if (::flock(writer.file_, LOCK_EX | LOCK_NB) != 0) {
    return failure(ErrorCode::locked, "another process writes it", name, "wait until it has ended");
  }
  const FileSource file(path);
  if (!file.opened()) return tl::unexpected(file.opened().error());
  auto whole = whole_records(file, name);
  if (!whole) return tl::unexpected(std::move(whole).error());
  writer.size_ = *whole;
  writer.cut_ = file.size() - *whole;
  if (writer.cut_ > 0 && ::ftruncate(writer.file_, static_cast<off_t>(writer.size_)) != 0) {
    return system_failure("cannot cut the record that was written in part", errno, path);
  }
  if (writer.size_ == 0) {
    if (!is_date(options.date)) return failure(ErrorCode::invalid, "no date to begin the file with", name);
    std::string about = "software: " + options.software + "\r\nformat: WARC File Format 1.1\r\n";
    const Head head{"warcinfo", options.date, "Content-Type: application/warc-fields\r\n", false};
    auto begun = writer.append(head, about, {});
    if (!begun) return tl::unexpected(std::move(begun).error());
  }
  return writer;
}

Result<WarcPlace> WarcWriter::append(const Head& head, std::string_view block, std::string_view payload) {
  if (file_ < 0) return failure(ErrorCode::invalid, "a writer that was moved from", path_.string());
  if (!is_date(head.date)) {
    return failure(ErrorCode::invalid, "no date of the form 2024-12-01T09:30:00Z", path_.string());
  }
  if (block.size() > largest / 2)
    return failure(ErrorCode::too_large, "a record of 2 GiB and more is not kept", path_.string());
  const std::string sum = sha256_hex(block);
  std::string record = "WARC/1.1\r\nWARC-Type: " + std::string(head.type) + "\r\n";
  WarcPlace place;
  place.offset = size_;
  // What it is, and where: the same calls give the same names, and two records of one file never share one.
  place.id =
      uuid_of(sha256_hex(record + std::string(head.date) + "\n" + head.fields + sum + "\n" + std::to_string(size_)));
  record += "WARC-Record-ID: " + place.id + "\r\nWARC-Date: " + std::string(head.date) + "\r\n" + head.fields;
  record += "WARC-Block-Digest: sha256:" + sum + "\r\n";
  if (head.payload) {
    place.payload_digest = "sha256:" + sha256_hex(payload);
    record += "WARC-Payload-Digest: " + place.payload_digest + "\r\n";
  }
  record += "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n";
  record.append(block).append("\r\n\r\n");

  auto member = member_of(record, level_, path_);
  if (!member) return tl::unexpected(std::move(member).error());
  place.length = member->size();
  for (std::size_t written = 0; written < member->size();) {
    const ssize_t step =
        ::pwrite(file_, member->data() + written, member->size() - written, static_cast<off_t>(size_ + written));
    if (step < 0 && errno == EINTR) continue;
    if (step <= 0) {
      const int error = step < 0 ? errno : ENOSPC;
      // Back to what it was; if that fails too, the next opening does it.
      static_cast<void>(::ftruncate(file_, static_cast<off_t>(size_)) == 0);
      return system_failure("cannot write it", error, path_);
    }
    written += static_cast<std::size_t>(step);
  }
  size_ += place.length;
  return place;
}

namespace {

// The lines that messages of all kinds have; nullopt where something in them cannot stand in a head.
Result<std::string> lines_of(const WarcMessage& message, std::string_view kind, const std::filesystem::path& path) {
  if (!fits_head(message.url) || (!message.ip.empty() && !fits_head(message.ip)) ||
      (!message.truncated.empty() && !fits_head(message.truncated))) {
    return failure(ErrorCode::invalid, "an address that cannot be written", path.string(), "encode it as URLs are");
  }
  if (message.body_begin > message.http.size()) {
    return failure(ErrorCode::invalid, "a message whose body begins after its end", message.url);
  }
  std::string lines = "WARC-Target-URI: " + message.url + "\r\n";
  if (!message.ip.empty()) lines += "WARC-IP-Address: " + message.ip + "\r\n";
  if (!message.truncated.empty()) lines += "WARC-Truncated: " + message.truncated + "\r\n";
  return lines.append("Content-Type: application/http; msgtype=").append(kind).append("\r\n");
}

}  // namespace

Result<WarcPlace> WarcWriter::response(const WarcMessage& message) {
  auto lines = lines_of(message, "response", path_);
  if (!lines) return tl::unexpected(std::move(lines).error());
  return append({"response", message.date, *std::move(lines), true}, message.http,
                message.http.substr(message.body_begin));
}

Result<WarcPlace> WarcWriter::request(const WarcMessage& message, std::string_view concurrent_to) {
  auto lines = lines_of(message, "request", path_);
  if (!lines) return tl::unexpected(std::move(lines).error());
  if (!concurrent_to.empty()) {
    if (!fits_head(concurrent_to))
      return failure(ErrorCode::invalid, "a record's name that cannot be written", path_.string());
    lines->append("WARC-Concurrent-To: ").append(concurrent_to).append("\r\n");
  }
  return append({"request", message.date, *std::move(lines), false}, message.http, {});
}

Result<WarcPlace> WarcWriter::revisit(const WarcMessage& message, const WarcOriginal& original) {
  auto lines = lines_of(message, "response", path_);
  if (!lines) return tl::unexpected(std::move(lines).error());
  const bool named = original.id.empty() || fits_head(original.id);
  const bool summed = original.payload_digest.empty() ? original.not_modified : fits_head(original.payload_digest);
  if (!named || !summed || !fits_head(original.url) || !is_date(original.date)) {
    return failure(ErrorCode::invalid, "a record to refer to that cannot be written", path_.string());
  }
  lines->append("WARC-Profile: http://netpreserve.org/warc/1.1/revisit/");
  lines->append(original.not_modified ? "server-not-modified" : "identical-payload-digest").append("\r\n");
  if (!original.id.empty()) lines->append("WARC-Refers-To: " + original.id + "\r\n");
  lines->append("WARC-Refers-To-Target-URI: " + original.url + "\r\nWARC-Refers-To-Date: " + original.date + "\r\n");
  if (!original.payload_digest.empty()) lines->append("WARC-Payload-Digest: " + original.payload_digest + "\r\n");
  auto place =
      append({"revisit", message.date, *std::move(lines), false}, message.http.substr(0, message.body_begin), {});
  if (place) place->payload_digest = original.payload_digest;
  return place;
}

Result<void> WarcWriter::sync() {
  if (file_ < 0) return failure(ErrorCode::invalid, "a writer that was moved from", path_.string());
  while (::fdatasync(file_) != 0) {
    if (errno != EINTR) return system_failure("cannot write it to the disk", errno, path_);
  }
  return {};
}

}  // namespace histor
