#include "source/archive/warc_cursor.hpp"

#include <algorithm>
#include <utility>

namespace histor {
namespace {

constexpr std::size_t chunk = std::size_t{1} << 16U;

tl::unexpected<Error> cut_short() {
  return failure(ErrorCode::parse, "it is cut short: it says that it has more bytes than there are");
}

}  // namespace

WarcCursor::WarcCursor(const ByteSource& bytes, Allowance& allowance)
    : bytes_(bytes), allowance_(allowance), inflate_(bytes, Deflated::gzip) {}

void WarcCursor::begin(bool packed, std::uint64_t base) {
  packed_ = packed;
  base_ = base;
  at_ = 0;
  buffer_.clear();
}

void WarcCursor::begin_plain(std::uint64_t offset) {
  begin(false, offset);
}

void WarcCursor::begin_member(std::uint64_t offset) {
  begin(true, 0);
  inflate_.begin(offset);
}

// What stands at `offset`, which is where the last pull ended.
Result<std::size_t> WarcCursor::pull(std::uint64_t offset, std::span<char> into) {
  return packed_ ? inflate_.read(into) : bytes_.read(offset, into);
}

Result<void> WarcCursor::fill(std::size_t wanted) {
  while (buffer_.size() - at_ < wanted) {
    base_ += at_;
    buffer_.erase(0, at_);
    at_ = 0;
    const std::size_t before = buffer_.size();
    buffer_.resize(std::max(wanted, chunk));
    auto got = pull(base_ + before, std::span<char>(buffer_).subspan(before));
    buffer_.resize(before + (got ? *got : 0));
    if (!got) return tl::unexpected(std::move(got).error());
    if (*got == 0) break;
  }
  return {};
}

Result<void> WarcCursor::skip(std::uint64_t length) {
  const std::size_t held = static_cast<std::size_t>(std::min<std::uint64_t>(length, ahead().size()));
  drop(held);
  length -= held;
  if (length == 0) return {};
  if (!packed_) {
    if (length > bytes_.size() || offset() > bytes_.size() - length) return cut_short();
    begin_plain(offset() + length);
    return {};
  }
  while (length > 0) {
    const std::uint64_t packed_before = inflate_.packed();
    base_ += buffer_.size();
    at_ = 0;
    buffer_.resize(chunk);
    auto got = pull(base_, buffer_);
    buffer_.resize(got ? *got : 0);
    if (!got) return tl::unexpected(std::move(got).error());
    if (*got == 0) return cut_short();
    allowance_.pass_over(inflate_.packed() - packed_before, *got);
    if (allowance_.spent()) return tl::unexpected(allowance_.over_total({}));
    at_ = static_cast<std::size_t>(std::min<std::uint64_t>(length, *got));
    length -= at_;
  }
  return {};
}

Result<std::string> WarcCursor::take(std::uint64_t length, const UnpackLimit& limit) {
  if (!packed_ && (length > bytes_.size() || offset() > bytes_.size() - length)) return cut_short();
  std::string taken;
  while (taken.size() < length) {
    if (auto filled = fill(1); !filled) return tl::unexpected(std::move(filled).error());
    if (ahead().empty()) return cut_short();
    const std::size_t piece = static_cast<std::size_t>(std::min<std::uint64_t>(length - taken.size(), ahead().size()));
    taken.append(ahead().substr(0, piece));
    drop(piece);
    if (packed_ && !limit.allows_ratio(inflate_.packed(), taken.size())) {
      return tl::unexpected(over_ratio(limit.ratio, {}));
    }
  }
  return taken;
}

}  // namespace histor
