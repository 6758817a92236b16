#include "source/archive/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <utility>

namespace histor {
namespace {

constexpr std::size_t chunk = std::size_t{1} << 16U;

int window_bits(Deflated kind) {
  switch (kind) {
    case Deflated::gzip:
      return 15 + 16;
    case Deflated::zlib:
      return 15;
    case Deflated::raw:
      break;
  }
  return -15;
}

std::string lower(std::string_view words) {
  std::string out(words);
  for (char& letter : out) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return out;
}

// The name of what a .gz file holds: the last part of where it came from, without its end.
std::string member_name(std::string_view source) {
  std::string_view name = source.substr(0, source.find_first_of("?#"));
  if (const std::size_t slash = name.find_last_of("/\\!"); slash != std::string_view::npos) {
    name.remove_prefix(slash + 1);
  }
  const std::string folded = lower(name);
  if (folded.size() > 3 && folded.ends_with(".gz")) return std::string(name.substr(0, name.size() - 3));
  if (folded.size() > 4 && folded.ends_with(".tgz")) return std::string(name.substr(0, name.size() - 4)) + ".tar";
  return name.empty() ? "data" : std::string(name);
}

}  // namespace

struct InflateStream::State {
  z_stream zlib{};
  bool sound = false;  // zlib got its memory
  std::array<char, chunk> input{};

  explicit State(Deflated kind) { sound = inflateInit2(&zlib, window_bits(kind)) == Z_OK; }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (sound) inflateEnd(&zlib);
  }
};

InflateStream::InflateStream(const ByteSource& bytes, Deflated kind)
    : bytes_(bytes), state_(std::make_unique<State>(kind)) {}
InflateStream::~InflateStream() = default;

void InflateStream::begin(std::uint64_t offset) {
  z_stream& zlib = state_->zlib;
  // What is in the buffer already is not read again: members are often small and many.
  const std::uint64_t at = position();
  if (offset >= at && offset <= filled_to_) {
    zlib.next_in += offset - at;
    zlib.avail_in -= static_cast<uInt>(offset - at);
  } else {
    zlib.avail_in = 0;
    filled_to_ = offset;
  }
  begin_ = offset;
  ended_ = false;
  if (state_->sound) inflateReset(&zlib);
}

std::uint64_t InflateStream::position() const {
  return filled_to_ - state_->zlib.avail_in;
}

std::uint64_t InflateStream::packed() const {
  return position() - begin_;
}

Result<std::size_t> InflateStream::read(std::span<char> into) {
  if (!state_->sound) return failure(ErrorCode::io, "zlib has no memory to work in");
  z_stream& zlib = state_->zlib;
  std::size_t filled = 0;
  while (!ended_ && filled < into.size()) {
    if (zlib.avail_in == 0) {
      auto got = bytes_.read(filled_to_, state_->input);
      if (!got) return tl::unexpected(std::move(got).error());
      zlib.next_in = reinterpret_cast<Bytef*>(state_->input.data());
      zlib.avail_in = static_cast<uInt>(*got);
      filled_to_ += *got;
    }
    const std::size_t room = std::min<std::size_t>(into.size() - filled, std::size_t{1} << 30U);
    zlib.next_out = reinterpret_cast<Bytef*>(into.data() + filled);
    zlib.avail_out = static_cast<uInt>(room);
    const bool at_end = zlib.avail_in == 0;
    const int told = inflate(&zlib, Z_NO_FLUSH);
    filled += room - zlib.avail_out;
    if (told == Z_STREAM_END) {
      ended_ = true;
    } else if (told == Z_OK || told == Z_BUF_ERROR) {
      // It may still hold output that it could not give; with no input and room left, it waits for what never comes.
      if (at_end && zlib.avail_out != 0) {
        if (filled > 0) break;
        return failure(ErrorCode::parse, "it is cut short: the packed data ends before its end");
      }
    } else {
      if (filled > 0) break;  // zlib says it again at the next call
      return failure(ErrorCode::parse, zlib.total_out == 0 ? "not packed as it says" : "the packed data is damaged");
    }
  }
  return filled;
}

Unpacked inflate_all(const ByteSource& packed, Deflated kind, const UnpackLimit& limit, const std::string& where) {
  Unpacked out;
  InflateStream stream(packed, kind);
  std::vector<char> buffer(chunk);
  std::uint64_t at = 0;
  do {
    stream.begin(at);
    for (;;) {
      auto got = stream.read(buffer);
      if (!got) {
        out.fault = std::move(got).error();
        out.fault->where = where;
        return out;
      }
      if (*got == 0) break;
      if (*got > limit.bytes - out.bytes.size()) {
        out.fault = over_size(limit.bytes, where);
        return out;
      }
      out.bytes.append(buffer.data(), *got);
      if (!limit.allows_ratio(stream.position(), out.bytes.size())) {
        out.fault = over_ratio(limit.ratio, where);
        return out;
      }
    }
    at = stream.position();
    out.used = at;
  } while (kind == Deflated::gzip && is_gzip(read_range(packed, at, 3).value_or(std::string())));
  return out;
}

std::string gzip_opening(const ByteSource& packed, std::size_t length) {
  std::string opening(length, '\0');
  InflateStream stream(packed, Deflated::gzip);
  stream.begin(0);
  const auto got = stream.read(opening);
  opening.resize(got ? *got : 0);
  return opening;
}

Result<void> open_gzip(const std::string& source, const ByteSource& bytes, const UnfoldBudget& budget,
                       std::vector<Note>& notes, const TakeCapture& take) {
  auto opening = read_range(bytes, 0, 3);
  if (!opening) return tl::unexpected(std::move(opening).error());
  if (!is_gzip(*opening)) return failure(ErrorCode::parse, "not gzip", source);
  Capture member;
  member.source = source + "!" + member_name(source);
  const Allowance allowance(budget);
  Unpacked unpacked = inflate_all(bytes, Deflated::gzip, allowance.member(), member.source);
  if (unpacked.fault) {
    // What came out of a damaged or cut file cannot be held against its checksum: it is no evidence.
    Error fault = *std::move(unpacked.fault);
    if (fault.code == ErrorCode::parse) {
      fault.hint = "get the whole file again; gunzip shows what there is, which nothing vouches for";
    }
    take(tl::unexpected(std::move(fault)));
    return {};
  }
  if (unpacked.used < bytes.size()) {
    notes.push_back({"trailing-bytes", size_in_words(bytes.size() - unpacked.used) +
                                           " after the end of the packed data in " + source + " were left out"});
  }
  member.bytes = std::move(unpacked.bytes);
  take(std::move(member));
  return {};
}

}  // namespace histor
