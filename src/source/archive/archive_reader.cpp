#include "source/archive/archive_reader.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <string_view>
#include <utility>
#include <vector>

namespace histor {
namespace {

constexpr std::size_t chunk = std::size_t{1} << 16U;

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80U                    ? 1
                               : lead >= 0xC2U && lead < 0xE0U ? 2
                               : (lead & 0xF0U) == 0xE0U       ? 3
                               : lead >= 0xF0U && lead < 0xF5U ? 4
                                                               : 0;
    if (length == 0 || at + length > text.size()) return false;
    for (std::size_t more = 1; more < length; ++more) {
      if ((static_cast<unsigned char>(text[at + more]) & 0xC0U) != 0x80U) return false;
    }
    at += length;
  }
  return true;
}

// What no line of a list may hold, and what is not UTF-8, by its number.
std::string readable(std::string_view name) {
  static constexpr char digits[] = "0123456789ABCDEF";
  const bool whole = is_utf8(name);
  std::string out;
  for (const char letter : name) {
    const auto code = static_cast<unsigned char>(letter);
    if (code < 0x20U || code == 0x7FU || (!whole && code >= 0x80U)) {
      out += '%';
      out += digits[code >> 4U];
      out += digits[code & 15U];
    } else {
      out += letter;
    }
  }
  return out;
}

// libarchive turns names from UTF-8 to the characters of the locale and loses what that has not: for the calls that
// read names, the thread's locale is one that has all. The process's own is not asked.
class Utf8Locale {
 public:
  Utf8Locale() {
    static const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", static_cast<locale_t>(nullptr));
    if (utf8 != nullptr) before_ = uselocale(utf8);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;
  ~Utf8Locale() {
    if (before_ != nullptr) uselocale(before_);
  }

 private:
  locale_t before_ = nullptr;
};

}  // namespace

struct ArchiveReader::State {
  explicit State(const ByteSource& source) : bytes(source), buffer(chunk), handle(archive_read_new()) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (handle != nullptr) archive_read_free(handle);
  }

  static la_ssize_t read(archive* handle, void* self, const void** block) {
    auto& state = *static_cast<State*>(self);
    auto got = state.bytes.read(state.at, state.buffer);
    if (!got) {
      archive_set_error(handle, EIO, "%s", got.error().what.c_str());
      return ARCHIVE_FATAL;
    }
    *block = state.buffer.data();
    state.at += *got;
    return static_cast<la_ssize_t>(*got);
  }

  static la_int64_t skip(archive*, void* self, la_int64_t request) {
    auto& state = *static_cast<State*>(self);
    const std::uint64_t left = state.bytes.size() - std::min(state.at, state.bytes.size());
    const std::uint64_t step = std::min(left, static_cast<std::uint64_t>(std::max<la_int64_t>(request, 0)));
    state.at += step;
    return static_cast<la_int64_t>(step);
  }

  static la_int64_t seek(archive*, void* self, la_int64_t offset, int whence) {
    auto& state = *static_cast<State*>(self);
    const auto size = static_cast<la_int64_t>(state.bytes.size());
    const la_int64_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? static_cast<la_int64_t>(state.at) : size;
    if (offset < -base || offset > size - base) return ARCHIVE_FATAL;
    state.at = static_cast<std::uint64_t>(base + offset);
    return base + offset;
  }

  // Packed and unpacked bytes that went through so far.
  [[nodiscard]] std::uint64_t packed() const { return position(-1); }
  [[nodiscard]] std::uint64_t unpacked() const { return position(0); }
  [[nodiscard]] std::uint64_t position(int filter) const {
    return static_cast<std::uint64_t>(std::max<la_int64_t>(archive_filter_bytes(handle, filter), 0));
  }
  [[nodiscard]] bool filtered() const { return archive_filter_count(handle) > 1; }
  [[nodiscard]] std::string why() const {
    const char* words = archive_error_string(handle);
    return words == nullptr ? "it is damaged" : readable(std::string_view(words).substr(0, 200));
  }

  const ByteSource& bytes;
  std::vector<char> buffer;
  std::uint64_t at = 0;
  archive* handle;
  bool over = false;  // nothing more can be read
  std::uint64_t begin_packed = 0;
};

ArchiveReader::ArchiveReader(const ByteSource& bytes) : state_(std::make_unique<State>(bytes)) {
  archive* handle = state_->handle;
  if (handle == nullptr) {
    opened_ = failure(ErrorCode::io, "no memory to work in");
    return;
  }
  archive_read_support_format_zip(handle);
  archive_read_support_format_tar(handle);
  archive_read_support_format_gnutar(handle);
  archive_read_support_format_raw(handle);
  archive_read_support_filter_gzip(handle);
  archive_read_support_filter_bzip2(handle);
  archive_read_support_filter_xz(handle);
  archive_read_support_filter_zstd(handle);
  archive_read_set_callback_data(handle, state_.get());
  archive_read_set_read_callback(handle, State::read);
  archive_read_set_skip_callback(handle, State::skip);
  archive_read_set_seek_callback(handle, State::seek);
  if (archive_read_open1(handle) < ARCHIVE_WARN) {
    opened_ = failure(ErrorCode::parse, "neither ZIP nor tar: " + state_->why());
    state_->over = true;
  }
}

ArchiveReader::~ArchiveReader() = default;

Result<std::optional<ArchiveReader::Member>> ArchiveReader::next() {
  State& state = *state_;
  if (state.over) return std::optional<Member>();
  const Utf8Locale names;
  archive_entry* entry = nullptr;
  const int told = archive_read_next_header(state.handle, &entry);
  if (told == ARCHIVE_EOF) {
    state.over = true;
    return std::optional<Member>();
  }
  if (told < ARCHIVE_WARN || entry == nullptr) {
    state.over = told != ARCHIVE_RETRY;
    return failure(ErrorCode::parse, "it is damaged: " + state.why());
  }
  const bool raw = (archive_format(state.handle) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_RAW;
  if (raw && !state.filtered()) {
    state.over = true;
    return failure(ErrorCode::parse, "neither ZIP nor tar");
  }
  Member member;
  if (!raw) {
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr) name = archive_entry_pathname_utf8(entry);
    if (name != nullptr) member.name = readable(name);
  }
  const auto type = archive_entry_filetype(entry);
  if (archive_entry_hardlink(entry) != nullptr || (type != AE_IFREG && type != AE_IFDIR && type != 0)) {
    member.kind = Kind::other;
  } else if (type == AE_IFDIR) {
    member.kind = Kind::folder;
  }
  member.encrypted = archive_entry_is_data_encrypted(entry) != 0;
  if (archive_entry_size_is_set(entry) != 0 && archive_entry_size(entry) >= 0) {
    member.size = static_cast<std::uint64_t>(archive_entry_size(entry));
  }
  const char* format = archive_format_name(state.handle);
  if (!state.filtered() && format != nullptr && std::string_view(format).starts_with("ZIP") &&
      std::string_view(format).find("uncompressed") != std::string_view::npos && !member.encrypted) {
    member.stored_at = state.unpacked();
  }
  state.begin_packed = state.filtered() ? 0 : state.packed();
  return std::optional<Member>(std::move(member));
}

Result<std::string> ArchiveReader::read(const UnpackLimit& limit) {
  State& state = *state_;
  std::string out;
  for (;;) {
    const void* block = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int told = archive_read_data_block(state.handle, &block, &size, &offset);
    if (told == ARCHIVE_EOF) return out;
    if (told != ARCHIVE_OK) {  // a warning too: that is how it tells of a wrong checksum
      if (told == ARCHIVE_FATAL) state.over = true;
      const std::string why = state.why();
      if (why.find("ncrypt") != std::string::npos || why.find("assphrase") != std::string::npos) {
        return failure(ErrorCode::not_permitted, "it is encrypted", {},
                       "unpack it with its password and give the file");
      }
      return failure(ErrorCode::parse, "it is damaged: " + why);
    }
    // A sparse file leaves holes out: they count as the zeros that they are.
    const auto begin = static_cast<std::uint64_t>(std::max<la_int64_t>(offset, 0));
    if (begin > limit.bytes || size > limit.bytes - begin) return tl::unexpected(over_size(limit.bytes, {}));
    if (begin > out.size()) out.resize(static_cast<std::size_t>(begin));
    if (begin < out.size()) continue;  // it never goes back
    out.append(static_cast<const char*>(block), size);
    const std::uint64_t packed = state.packed() - std::min(state.begin_packed, state.packed());
    const std::uint64_t unpacked = state.filtered() ? state.unpacked() : out.size();
    if (!limit.allows_ratio(packed, unpacked)) return tl::unexpected(over_ratio(limit.ratio, {}));
  }
}

std::string ArchiveReader::peek(std::size_t length) {
  std::string opening(length, '\0');
  const la_ssize_t got = archive_read_data(state_->handle, opening.data(), opening.size());
  opening.resize(static_cast<std::size_t>(std::max<la_ssize_t>(got, 0)));
  return opening;
}

bool ArchiveReader::pass_over(Allowance& allowance) {
  State& state = *state_;
  // Where nothing is packed around the members, libarchive moves on without reading.
  if (!state.filtered()) return !allowance.spent();
  std::uint64_t packed = state.packed();
  std::uint64_t unpacked = state.unpacked();
  for (;;) {
    const void* block = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int told = archive_read_data_block(state.handle, &block, &size, &offset);
    if (told == ARCHIVE_FATAL) state.over = true;
    if (told == ARCHIVE_EOF || told < ARCHIVE_WARN) return !allowance.spent();
    allowance.pass_over(state.packed() - packed, state.unpacked() - unpacked);
    packed = state.packed();
    unpacked = state.unpacked();
    if (allowance.spent()) return false;
  }
}

}  // namespace histor
