#include "source/archive/warc.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "source/archive/allowance.hpp"
#include "source/archive/content_coding.hpp"
#include "source/archive/gzip.hpp"
#include "source/archive/warc_cursor.hpp"
#include "source/archive/warc_index.hpp"
#include "source/archive/warc_record.hpp"
#include "source/archive/warc_tally.hpp"

namespace histor {
namespace {

constexpr std::size_t longest_head = std::size_t{1} << 20U;  // of a record; addresses can be long
constexpr std::size_t longest_http_head = std::size_t{1} << 18U;
constexpr std::size_t search_window = std::size_t{1} << 20U;

struct Message {
  std::optional<HttpHead> http;  // nullopt: the block is the payload
  std::size_t head_bytes = 0;
  std::string media_type;
};

std::string in_words(std::string_view digest) {
  return std::string(digest.substr(0, 100));
}

// Whether what follows a block of `length` bytes at `begin` is what may follow one.
bool ends_well(const ByteSource& bytes, std::uint64_t begin, std::uint64_t length) {
  if (begin > bytes.size() || length > bytes.size() - begin) return true;  // cut short, which is told as that
  const std::string after = read_range(bytes, begin + length, 4).value_or(std::string());
  return after.empty() || after.front() == '\n' || after.starts_with("\r\n") || after == "\r";
}

bool is_http(std::string_view media_type) {
  return bare_media_type(media_type) == "application/http";
}

class Reader {
 public:
  Reader(std::span<const WarcPart> parts, const UnfoldBudget& budget, const TakeCapture& take)
      : parts_(parts),
        allowance_(budget),
        take_(take),
        index_(budget.members),
        most_waiting_bytes_(budget.member_bytes) {}

  // Reads one part; false where no record is found in it.
  Result<bool> read(std::size_t part);
  // What could not be given before all parts were read.
  void finish();
  void tell(std::vector<Note>& notes) const { tally_.tell(notes); }
  bool stopped() const { return stopped_; }
  // Gives a member, or why it is not one.
  void give(Result<Capture>&& capture);

 private:
  enum class Step { next, end, broken };

  std::string name(const WarcSpot& place) const;
  void refuse(Error error, const WarcSpot& place);
  void read_packed(std::size_t part);
  void read_plain(std::size_t part);
  std::optional<std::uint64_t> next_member(const ByteSource& bytes, std::uint64_t from);
  static std::optional<std::uint64_t> next_plain(const ByteSource& bytes, std::uint64_t from);

  Result<std::optional<WarcHead>> read_head(WarcCursor& cursor);
  Step record(WarcCursor& cursor, const WarcSpot& place);
  Result<void> handle(WarcCursor& cursor, const WarcHead& head, const WarcSpot& place);
  Result<void> handle_revisit(WarcCursor& cursor, const WarcHead& head, const WarcSpot& place);
  static Result<Message> message(WarcCursor& cursor, const WarcHead& head);
  bool is_passed(const WarcHead& head, const Message& message);
  Result<Capture> payload(WarcCursor& cursor, const WarcHead& head, const Message& message, const std::string& where);
  Result<void> vouch(const WarcHead& head, const Message& message, std::string_view block, std::string_view entity,
                     std::string_view decoded);
  void give_missing(const WarcRevisit& revisit);
  void give_again(const WarcRevisit& revisit, const WarcIndex::Entry& original);
  Result<Capture> read_again(const WarcRevisit& revisit, const WarcSpot& place);

  std::span<const WarcPart> parts_;
  Allowance allowance_;
  const TakeCapture& take_;
  WarcIndex index_;
  std::vector<WarcRevisit> waiting_;  // for a record that may stand further on
  std::uint64_t waiting_bytes_ = 0;
  std::uint64_t most_waiting_bytes_;
  std::vector<Error> held_;  // the first fault, before any record
  WarcTally tally_;
  bool found_ = false;
  bool stopped_ = false;
};

std::string Reader::name(const WarcSpot& place) const {
  std::string out = parts_[place.part].source + "!" + std::to_string(place.offset);
  if (place.inner > 0) out += "+" + std::to_string(place.inner);
  return out;
}

void Reader::give(Result<Capture>&& capture) {
  if (stopped_) return;
  const std::string where = capture ? capture->source : capture.error().where;
  if (!allowance_.next_member()) {
    take_(tl::unexpected(allowance_.over_members(where)));
    stopped_ = true;
    return;
  }
  if (capture) allowance_.take(capture->bytes.size());
  stopped_ = !take_(std::move(capture));
  if (!stopped_ && allowance_.spent()) {
    take_(tl::unexpected(allowance_.over_total(where)));
    stopped_ = true;
  }
}

// Faults are told once a record was found: a file without any is no web archive, and that is all there is to say.
void Reader::refuse(Error error, const WarcSpot& place) {
  error.where = name(place);
  if (found_) {
    give(tl::unexpected(std::move(error)));
  } else if (held_.empty()) {
    held_.push_back(std::move(error));
  }
}

Result<bool> Reader::read(std::size_t part) {
  found_ = false;
  held_.clear();
  const ByteSource& bytes = *parts_[part].bytes;
  auto opening = read_range(bytes, 0, 5);
  if (!opening) return tl::unexpected(std::move(opening).error());
  // Where its first record is damaged, the kind of the next that can be found tells.
  if (is_gzip(*opening) || (*opening != "WARC/" && next_member(bytes, 0))) {
    read_packed(part);
  } else {
    read_plain(part);
  }
  return found_;
}

void Reader::read_packed(std::size_t part) {
  const ByteSource& bytes = *parts_[part].bytes;
  WarcCursor cursor(bytes, allowance_);
  std::uint64_t at = 0;
  while (!stopped_ && at < bytes.size()) {
    Step step = Step::broken;
    WarcSpot place{part, at, 0};
    if (is_gzip(read_range(bytes, at, 3).value_or(std::string()))) {
      cursor.begin_member(at);
      do {
        place.inner = cursor.offset();
        step = record(cursor, place);
      } while (step == Step::next && !stopped_);
    } else {
      refuse({ErrorCode::parse, "no record begins here", {}, ""}, place);
    }
    if (stopped_) return;
    if (step == Step::end) {
      at = cursor.member_end();
      continue;
    }
    const auto next = next_member(bytes, at + 1);
    if (!next) return;
    at = *next;
  }
}

void Reader::read_plain(std::size_t part) {
  const ByteSource& bytes = *parts_[part].bytes;
  WarcCursor cursor(bytes, allowance_);
  cursor.begin_plain(0);
  while (!stopped_) {
    const WarcSpot place{part, cursor.offset(), 0};
    const Step step = record(cursor, place);
    if (step == Step::end) return;
    if (step == Step::next) continue;
    const auto next = next_plain(bytes, place.offset + 1);
    if (!next) return;
    cursor.begin_plain(*next);
  }
}

// Where the next gzip member that holds a record begins, at or after `from`.
std::optional<std::uint64_t> Reader::next_member(const ByteSource& bytes, std::uint64_t from) {
  InflateStream stream(bytes, Deflated::gzip);
  for (std::uint64_t at = from; at < bytes.size(); at += search_window) {
    const auto window = read_range(bytes, at, search_window + 9);
    if (!window) return std::nullopt;
    const std::string_view view = *window;
    for (std::size_t found = view.find("\x1f\x8b\x08"); found < search_window;
         found = view.find("\x1f\x8b\x08", found + 1)) {
      // No flags but those of RFC 1952.
      if (found + 3 >= view.size() || (static_cast<unsigned char>(view[found + 3]) & 0xE0U) != 0) continue;
      std::array<char, 5> opening{};
      stream.begin(at + found);
      const auto got = stream.read(opening);
      if (got && std::string_view(opening.data(), *got) == "WARC/") return at + found;
      allowance_.pass_over(0, search_window / 16);  // what the attempt has cost, about
      if (allowance_.spent()) return std::nullopt;
    }
  }
  return std::nullopt;
}

// Where the next line that looks like the first of a record begins, at or after `from`.
std::optional<std::uint64_t> Reader::next_plain(const ByteSource& bytes, std::uint64_t from) {
  static constexpr std::string_view mark = "\nWARC/";
  for (std::uint64_t at = from - 1; at < bytes.size(); at += search_window) {
    const auto window = read_range(bytes, at, search_window + mark.size());
    if (!window) return std::nullopt;
    const std::size_t found = window->find(mark);
    if (found < search_window) return at + found + 1;
  }
  return std::nullopt;
}

// nullopt: something else than a record.
Result<std::optional<WarcHead>> Reader::read_head(WarcCursor& cursor) {
  for (std::size_t wanted = 2048;; wanted *= 2) {
    auto filled = cursor.fill(wanted);
    const std::string_view ahead = cursor.ahead();
    if (!ahead.substr(0, 5).starts_with(std::string_view("WARC/").substr(0, std::min<std::size_t>(ahead.size(), 5)))) {
      return std::optional<WarcHead>();
    }
    if (const std::size_t end = head_end(ahead); end != std::string_view::npos) {
      auto head = parse_warc_head(ahead.substr(0, end));
      if (head) cursor.drop(end);
      return head;
    }
    if (!filled) return tl::unexpected(std::move(filled).error());
    if (ahead.size() < wanted || wanted >= longest_head) {
      allowance_.pass_over(0, ahead.size());
      return failure(ErrorCode::parse, ahead.size() < wanted ? "it is cut short in its head" : "its head does not end");
    }
  }
}

Reader::Step Reader::record(WarcCursor& cursor, const WarcSpot& place) {
  // Line breaks part records, and are all that may be left at the end of a member.
  for (;;) {
    if (auto filled = cursor.fill(1); !filled) {
      refuse(std::move(filled).error(), place);
      return Step::broken;
    }
    if (cursor.ahead().empty()) return Step::end;
    const std::size_t breaks = cursor.ahead().find_first_not_of("\r\n");
    cursor.drop(std::min(breaks, cursor.ahead().size()));
    if (breaks != std::string_view::npos) break;
  }
  WarcSpot here = place;
  (cursor.packed() ? here.inner : here.offset) = cursor.offset();
  auto head = read_head(cursor);
  if (!head) {
    refuse(std::move(head).error(), here);
    return Step::broken;
  }
  if (!*head) {
    refuse({ErrorCode::parse, "no record begins here", {}, ""}, here);
    return Step::broken;
  }
  found_ = true;
  for (Error& error : std::exchange(held_, {})) give(tl::unexpected(std::move(error)));
  const WarcHead& found = **head;
  const std::uint64_t block = cursor.offset();
  if (!cursor.packed() && !ends_well(*parts_[place.part].bytes, block, found.length)) {
    refuse({ErrorCode::parse, "its length is not what its head says", {}, ""}, here);
    return Step::broken;
  }
  auto handled = handle(cursor, found, here);
  // Whatever was done with the block, the next record begins behind it.
  if (handled) handled = cursor.skip(found.length - (cursor.offset() - block));
  if (handled) return Step::next;
  refuse(std::move(handled).error(), here);
  stopped_ = stopped_ || allowance_.spent();
  return Step::broken;
}

// What is wrong with one record is told of it; what is returned is wrong with the file.
Result<void> Reader::handle(WarcCursor& cursor, const WarcHead& head, const WarcSpot& place) {
  const std::string_view type = head.fields.get("warc-type");
  if (type == "revisit") return handle_revisit(cursor, head, place);
  if (type != "response" && type != "resource" && type != "conversion") return {};
  if (!head.fields.get("warc-segment-number").empty()) {
    refuse({ErrorCode::invalid, "a record in several parts, which are not joined", {}, ""}, place);
    return {};
  }
  auto said = message(cursor, head);
  if (!said) return tl::unexpected(std::move(said).error());
  if (is_passed(head, *said)) {
    index_.remember(head, place, false);
    return {};
  }
  index_.remember(head, place, true);
  auto capture = payload(cursor, head, *said, name(place));
  if (!capture) {
    // Below the record, the file itself is damaged.
    if (capture.error().where.empty()) return tl::unexpected(std::move(capture).error());
    give(tl::unexpected(std::move(capture).error()));
    return {};
  }
  if (capture->bytes.empty()) {
    ++tally_.empty;
    return {};
  }
  give(*std::move(capture));
  return {};
}

// What the block says of the payload, left ahead of the cursor.
Result<Message> Reader::message(WarcCursor& cursor, const WarcHead& head) {
  Message out;
  const std::string_view type = head.fields.get("content-type");
  const std::string_view url = bare_uri(head.fields.get("warc-target-uri"));
  if (head.fields.get("warc-type") == "response" && (is_http(type) || (type.empty() && url.starts_with("http")))) {
    const std::size_t most = static_cast<std::size_t>(std::min<std::uint64_t>(head.length, longest_http_head));
    for (std::size_t wanted = std::min<std::size_t>(most, 2048);; wanted = std::min(most, wanted * 2)) {
      auto filled = cursor.fill(wanted);
      const std::string_view block = cursor.ahead().substr(0, most);
      const std::size_t end = head_end(block);
      if (end == std::string_view::npos && !filled) return tl::unexpected(std::move(filled).error());
      if (end == std::string_view::npos && wanted < most && block.size() >= wanted) continue;
      out.head_bytes = end == std::string_view::npos ? block.size() : end;
      out.http = parse_http_head(block.substr(0, out.head_bytes));
      break;
    }
    if (out.http) {
      out.media_type = out.http->fields.get("content-type");
    } else {
      out.head_bytes = 0;
    }
  } else {
    out.media_type = type;
  }
  if (out.media_type.empty()) out.media_type = head.fields.get("warc-identified-payload-type");
  return out;
}

// Counts what is passed over, and says so.
bool Reader::is_passed(const WarcHead& head, const Message& said) {
  const std::string_view url = bare_uri(head.fields.get("warc-target-uri"));
  if (is_crawlers_own(url)) {
    ++tally_.own;
    return true;
  }
  if (said.http && (said.http->status < 200 || said.http->status > 203)) {
    ++tally_.no_page;
    return true;
  }
  if (!may_be_report(said.media_type)) {
    ++tally_.no_report;
    return true;
  }
  return false;
}

// The entity of the record whose head is behind the cursor and whose block is ahead. An Error that has a `where` is of
// the record, one that has none is of the file.
Result<Capture> Reader::payload(WarcCursor& cursor, const WarcHead& head, const Message& said,
                                const std::string& where) {
  const UnpackLimit limit = allowance_.member();
  if (head.length > limit.bytes && head.length - limit.bytes > longest_http_head) {
    return tl::unexpected(allowance_.over_member(where));
  }
  auto block = cursor.take(head.length, limit);
  if (!block) {
    if (block.error().code == ErrorCode::too_large) block.error().where = where;
    return tl::unexpected(std::move(block).error());
  }
  // A gzip member's checksum vouches for the record's head too, so it is asked before anything is given.
  if (auto whole = cursor.fill(5); !whole) return tl::unexpected(std::move(whole).error());
  const std::string_view type = head.fields.get("content-type");
  if (!said.http && head.fields.get("warc-type") == "response" && is_http(type)) {
    return failure(ErrorCode::parse, "no HTTP answer stands in it", where);
  }
  const std::string_view entity = std::string_view(*block).substr(said.head_bytes);
  Capture capture;
  capture.source = where;
  capture.media_type = said.media_type;
  capture.said.url = bare_uri(head.fields.get("warc-target-uri"));
  capture.captured_at = head.fields.get("warc-date");
  bool cut_short = false;
  std::optional<std::string> whole;
  Unpacked decoded;
  if (said.http) {
    if (bare_media_type(said.http->fields.get("transfer-encoding")).ends_with("chunked")) {
      whole = without_chunks(entity, cut_short);
    }
    decoded =
        decode_content(whole ? *whole : std::string(entity), said.http->fields.get("content-encoding"), limit, where);
  } else {
    decoded.bytes = entity;
    if (entity.size() > limit.bytes) decoded.fault = allowance_.over_member(where);
  }
  auto vouched = vouch(head, said, *block, whole ? std::string_view(*whole) : entity, decoded.bytes);
  if (!vouched) {
    vouched.error().where = where;
    return tl::unexpected(std::move(vouched).error());
  }
  const bool truncated = head.fields.has("warc-truncated");
  if (decoded.fault && !(truncated && decoded.fault->code == ErrorCode::parse && !decoded.bytes.empty())) {
    return tl::unexpected(*std::move(decoded.fault));
  }
  if (truncated || cut_short) ++tally_.truncated;
  capture.bytes = std::move(decoded.bytes);
  return capture;
}

// Asks the digests. The block's is plain. The payload's is taken of the body as it came by some writers, of what it is
// without chunks or codings by others: any will do, and where the block is right, none is needed.
Result<void> Reader::vouch(const WarcHead& head, const Message& said, std::string_view block, std::string_view entity,
                           std::string_view decoded) {
  const std::string_view block_digest = head.fields.get("warc-block-digest");
  const std::string_view payload_digest = head.fields.get("warc-payload-digest");
  const DigestVerdict of_block = ask_digest(block_digest, block);
  if (of_block == DigestVerdict::wrong) {
    return failure(ErrorCode::integrity, "the record is not what its digest says: " + in_words(block_digest), {},
                   "the archive was changed or damaged after it was written: fetch it again");
  }
  if (!payload_digest.empty()) {
    const DigestVerdict of_body = ask_digest(payload_digest, block.substr(said.head_bytes));
    if (of_body == DigestVerdict::wrong && ask_digest(payload_digest, entity) == DigestVerdict::wrong &&
        ask_digest(payload_digest, decoded) == DigestVerdict::wrong) {
      if (of_block != DigestVerdict::right) {
        return failure(ErrorCode::integrity, "the payload is not what its digest says: " + in_words(payload_digest), {},
                       "the archive was changed or damaged after it was written: fetch it again");
      }
      ++tally_.payload_digest;
    }
    if (of_body == DigestVerdict::unknown && of_block == DigestVerdict::unknown) ++tally_.unknown_digest;
  } else if (!block_digest.empty() && of_block == DigestVerdict::unknown) {
    ++tally_.unknown_digest;
  }
  return {};
}

Result<void> Reader::handle_revisit(WarcCursor& cursor, const WarcHead& head, const WarcSpot& place) {
  WarcRevisit revisit(head, name(place));
  // What the server said this time, if it was kept, may tell already that it is no report.
  const std::size_t most = static_cast<std::size_t>(std::min<std::uint64_t>(head.length, longest_http_head));
  if (auto filled = cursor.fill(most); !filled) return tl::unexpected(std::move(filled).error());
  const auto http = parse_http_head(cursor.ahead().substr(0, most));
  if (http && http->status != 304 && is_passed(head, {http, 0, std::string(http->fields.get("content-type"))}))
    return {};
  if (const WarcIndex::Entry* original = index_.find(revisit)) {
    give_again(revisit, *original);
  } else if (waiting_bytes_ + revisit.bytes() > most_waiting_bytes_) {
    give_missing(revisit);
  } else {
    waiting_bytes_ += revisit.bytes();
    waiting_.push_back(std::move(revisit));
  }
  return {};
}

void Reader::give_again(const WarcRevisit& revisit, const WarcIndex::Entry& original) {
  if (!original.kept) {
    ++tally_.no_report;
    return;
  }
  auto capture = read_again(revisit, original.spot);
  if (!capture) {
    capture.error().where = revisit.where;
    give(tl::unexpected(std::move(capture).error()));
    stopped_ = stopped_ || allowance_.spent();
    return;
  }
  if (capture->bytes.empty()) {
    ++tally_.empty;
    return;
  }
  capture->source = revisit.where;
  capture->said.url = revisit.url;
  capture->captured_at = revisit.date;
  give(*std::move(capture));
}

Result<Capture> Reader::read_again(const WarcRevisit& revisit, const WarcSpot& place) {
  WarcCursor cursor(*parts_[place.part].bytes, allowance_);
  const bool packed = is_gzip(read_range(*parts_[place.part].bytes, place.offset, 3).value_or(std::string()));
  if (packed) {
    cursor.begin_member(place.offset);
    if (auto skipped = cursor.skip(place.inner); !skipped) return tl::unexpected(std::move(skipped).error());
  } else {
    cursor.begin_plain(place.offset);
  }
  auto head = read_head(cursor);
  if (!head) return tl::unexpected(std::move(head).error());
  if (!*head) return failure(ErrorCode::parse, "what it refers to is no record");
  if (!revisit.refers_to(**head)) {  // hashes led here
    return failure(ErrorCode::not_found, "the record that it refers to holds something else");
  }
  auto said = message(cursor, **head);
  if (!said) return tl::unexpected(std::move(said).error());
  const WarcTally before = tally_;  // what is amiss with the original was counted with it
  auto capture = payload(cursor, **head, *said, name(place));
  tally_ = before;
  return capture;
}

void Reader::give_missing(const WarcRevisit& revisit) {
  give(failure(ErrorCode::not_found,
               "it says that the page was as captured before, and that is not in the archive: " + revisit.original(),
               revisit.where, "give the archive that holds it together with this one"));
}

void Reader::finish() {
  for (const WarcRevisit& revisit : waiting_) {
    if (stopped_) return;
    if (const WarcIndex::Entry* original = index_.find(revisit)) {
      give_again(revisit, *original);
    } else {
      give_missing(revisit);
    }
  }
}

}  // namespace

bool is_warc(std::string_view bytes) {
  if (bytes.starts_with("WARC/")) return true;
  return is_gzip(bytes) && gzip_opening(BytesSource(bytes), 5) == "WARC/";
}

Result<void> open_warc(const std::string& source, const ByteSource& bytes, const UnfoldBudget& budget,
                       std::vector<Note>& notes, const TakeCapture& take) {
  const WarcPart part{source, &bytes};
  Reader reader({&part, 1}, budget, take);
  auto found = reader.read(0);
  if (!found) return tl::unexpected(std::move(found).error());
  if (!*found && !reader.stopped()) return failure(ErrorCode::parse, "no record of a web archive is in it", source);
  reader.finish();
  reader.tell(notes);
  return {};
}

Result<void> open_warcs(std::span<const WarcPart> parts, const UnfoldBudget& budget, std::vector<Note>& notes,
                        const TakeCapture& take) {
  Reader reader(parts, budget, take);
  for (std::size_t part = 0; part < parts.size() && !reader.stopped(); ++part) {
    auto found = reader.read(part);
    if (!found) {
      reader.give(tl::unexpected(std::move(found).error()));
    } else if (!*found && !reader.stopped()) {
      reader.give(failure(ErrorCode::parse, "no record of a web archive is in it", parts[part].source));
    }
  }
  reader.finish();
  reader.tell(notes);
  return {};
}

}  // namespace histor
