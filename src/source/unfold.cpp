// One carrier inside the other, to a depth; whatever they hold, all that comes out of one input is charged to one
// account.

#include "source/unfold.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "source/archive/byte_source.hpp"
#include "source/archive/gzip.hpp"
#include "source/archive/members.hpp"
#include "source/archive/wacz.hpp"
#include "source/archive/warc.hpp"
#include "source/collection/feed.hpp"
#include "source/collection/mail.hpp"
#include "source/collection/sniff.hpp"
#include "source/collection/telegram.hpp"
#include "source/collection/x_posts.hpp"
#include "source/csv.hpp"
#include "source/encoding.hpp"
#include "source/kind.hpp"
#include "source/office/docx.hpp"
#include "source/office/pdf.hpp"
#include "source/read_file.hpp"

namespace histor {
namespace {

constexpr std::size_t head_size = 4096;
/// The largest file that is read whole because it is a feed, a mailbox or a table: offsets in it have 32 bits.
constexpr std::uint64_t largest_collection = 0xFFFF'FFF0U;

Note nothing_in_it(const std::string& source) {
  return {"empty", source + ": it carries reports, and there is none in it"};
}

enum class Opener { none, gzip, members, warc, wacz, word_file, pdf };

/// What `bytes` are to be opened with, if it is no text.
Opener opener_of(const ByteSource& bytes, std::string_view head) {
  if (is_warc(head)) return Opener::warc;
  if (is_gzip(head)) return Opener::gzip;
  if (is_pdf(head)) return Opener::pdf;
  if (is_zip(head))
    return is_wacz(bytes) ? Opener::wacz : word_file(bytes) != WordFile::none ? Opener::word_file : Opener::members;
  return is_tar(head) || is_packed(head) ? Opener::members : Opener::none;
}

class Unfolding {
 public:
  Unfolding(const UnfoldOptions& options, std::vector<Note>& notes, const TakeCapture& take)
      : options_(options), notes_(notes), take_(take) {}

  /// `in_archive`: a record of a web archive, which holds much that is data of pages and no report.
  void open(Capture&& capture, unsigned depth, bool in_archive) {
    const BytesSource bytes(capture.bytes);
    const std::string_view head = std::string_view(capture.bytes).substr(0, head_size);
    switch (const Opener opener = opener_of(bytes, head)) {
      case Opener::none:
        open_text(std::move(capture), depth, in_archive);
        break;
      case Opener::word_file:
        if (word_file(bytes) == WordFile::other) {
          fail({ErrorCode::binary, "a spreadsheet or slides, not a report", capture.source,
                "save a table as CSV, and slides as PDF"});
          break;
        }
        give_words(std::move(capture), read_word_file);
        break;
      case Opener::pdf:
        give_words(std::move(capture), [](Capture& report, const UnfoldBudget& budget, std::vector<Note>& notes) {
          return read_pdf(report, budget, notes);
        });
        break;
      default:
        open_archive(opener, capture.source, bytes, capture.said, depth);
    }
  }

  void open_archive(Opener opener, const std::string& source, const ByteSource& bytes, const Given& said,
                    unsigned depth) {
    if (!may_go_deeper(source, depth)) return;
    std::vector<Note> notes;
    std::size_t given = 0;
    const TakeCapture take = [&](Result<Capture>&& member) {
      ++given;
      tell(source, notes);
      const bool in_archive = opener == Opener::warc || opener == Opener::wacz;
      // A gzip file is what it holds: it states nothing, so what is said of it is said of that.
      if (member && opener == Opener::gzip) member->said = said;
      // What an archive holds, a gzip file around a tar counts as one step.
      return descend(std::move(member), opener == Opener::gzip ? depth : depth + 1, in_archive);
    };
    const UnfoldBudget budget = rest();
    const Result<void> opened = opener == Opener::warc   ? open_warc(source, bytes, budget, notes, take)
                                : opener == Opener::wacz ? open_wacz(source, bytes, budget, notes, take)
                                : opener == Opener::gzip ? open_gzip(source, bytes, budget, notes, take)
                                                         : open_members(source, bytes, budget, notes, take);
    if (!opened) {
      fail(opened.error());
    } else if (given == 0 && notes.empty()) {
      notes_.push_back(nothing_in_it(source));
    }
    tell(source, notes);
  }

 private:
  void open_text(Capture&& capture, unsigned depth, bool in_archive) {
    const bool wide = capture.bytes.starts_with("\xFF\xFE") || capture.bytes.starts_with("\xFE\xFF");
    const CollectionKind kind = wide ? kind_of_wide(capture) : kind_of(capture.bytes, capture);
    if (kind == CollectionKind::none) {
      if (capture.bytes.starts_with("window.YTD.")) {
        notes_.push_back({"skipped", capture.source + ": a file of an X archive that holds no posts"});
      } else {
        pass(std::move(capture));
      }
      return;
    }
    if (wide && !to_utf8(capture)) return;
    if (!may_go_deeper(capture.source, depth)) return;
    const bool raw = kind == CollectionKind::mail || kind == CollectionKind::mbox;
    if (!raw && !wide && !to_utf8(capture)) return;
    std::size_t given = 0;
    const TakeCapture take = [&](Result<Capture>&& member) {
      ++given;
      if (member && !member->media_type.empty() && !member->content) {
        return descend(std::move(member), depth + 1, false);
      }
      return pass(std::move(member));
    };
    const Result<void> opened = open_collection(kind, capture, take);
    if (opened) {
      if (given == 0) notes_.push_back(nothing_in_it(capture.source));
      return;
    }
    if (in_archive && given == 0 && (kind == CollectionKind::json_rows || kind == CollectionKind::csv_rows)) {
      notes_.push_back({"skipped", capture.source + ": data without reports"});
      return;
    }
    Error error = opened.error();
    if (kind == CollectionKind::csv_rows && given == 0 && is_manifest(capture.bytes)) {
      error.hint = "if it states dates and outlets of other files, give it as --manifest";
    }
    fail(std::move(error));
  }

  static CollectionKind kind_of(std::string_view text, const Capture& capture) {
    return is_html(text, capture.media_type, capture.source) ? CollectionKind::none
                                                             : collection_kind(text, capture.source);
  }

  /// The same for bytes that are marked as UTF-16 or UTF-32; a report is handed on as it was captured.
  static CollectionKind kind_of_wide(const Capture& capture) {
    const auto decoded = decode(capture.bytes, capture.source);
    return decoded ? kind_of(decoded->text, capture) : CollectionKind::none;
  }

  Result<void> open_collection(CollectionKind kind, const Capture& carrier, const TakeCapture& take) const {
    const UnfoldBudget budget = rest();
    switch (kind) {
      case CollectionKind::feed:
        return open_feed(carrier, budget, take);
      case CollectionKind::mail:
        return open_mail(carrier, budget, take);
      case CollectionKind::mbox:
        return open_mbox(carrier, budget, take);
      case CollectionKind::telegram:
        return open_telegram(carrier, budget, take);
      case CollectionKind::x_archive:
        return open_x_archive(carrier, {}, budget, take);
      case CollectionKind::x_answer:
        return open_x_answer(carrier, budget, take);
      case CollectionKind::json_rows:
        return open_json_rows(carrier, options_.fields, budget, take);
      case CollectionKind::csv_rows:
      case CollectionKind::none:
        break;
    }
    return open_csv_rows(carrier, options_.fields, budget, take);
  }

  /// A table that names other files.
  static bool is_manifest(std::string_view bytes) {
    const auto header = CsvReader(bytes).next();
    return header && std::any_of(header->fields.begin(), header->fields.end(),
                                 [](const std::string& field) { return trimmed_field(field) == "path"; });
  }

  /// False, and told, where the bytes are in no encoding that can be told. They are kept as UTF-8: what is traced is
  /// traced to that.
  bool to_utf8(Capture& capture) {
    auto decoded = decode(capture.bytes, capture.source, stated_encoding(capture.bytes, capture.media_type));
    if (!decoded) return fail(decoded.error());
    if (decoded->offsets.empty()) return true;  // it is UTF-8
    for (const Note& note : decoded->notes) notes_.push_back({note.code, capture.source + ": " + note.text});
    capture.bytes = std::move(decoded->text);
    return true;
  }

  /// A report whose words are inside a document format.
  template <class Open>
  void give_words(Capture&& capture, Open words_of) {
    std::vector<Note> notes;
    if (const Result<void> opened = words_of(capture, rest(), notes); !opened) {
      fail(opened.error());
      return;
    }
    tell(capture.source, notes);
    pass(std::move(capture));
  }

  bool descend(Result<Capture>&& member, unsigned depth, bool in_archive) {
    if (!member || member->content) return pass(std::move(member));
    spent_ += member->bytes.size();
    open(std::move(*member), depth, in_archive);
    return wanted_;
  }

  bool may_go_deeper(const std::string& source, unsigned depth) {
    if (depth < options_.budget.depth) return true;
    return fail({ErrorCode::too_large,
                 "a carrier inside " + std::to_string(depth) + " others, which is as deep as is looked", source,
                 "unpack it, and give what is in it"});
  }

  [[nodiscard]] UnfoldBudget rest() const {
    UnfoldBudget budget = options_.budget;
    budget.total_bytes -= std::min(budget.total_bytes, spent_);
    return budget;
  }

  void tell(const std::string& source, std::vector<Note>& notes) {
    for (const Note& note : notes) notes_.push_back({note.code, source + ": " + note.text});
    notes.clear();
  }

  bool pass(Result<Capture>&& capture) {
    if (wanted_) wanted_ = take_(std::move(capture));
    return wanted_;
  }

  /// Always false, for who gives up with it.
  bool fail(Error error) {
    pass(tl::unexpected(std::move(error)));
    return false;
  }

  const UnfoldOptions& options_;
  std::vector<Note>& notes_;
  const TakeCapture& take_;
  std::uint64_t spent_ = 0;
  bool wanted_ = true;
};

}  // namespace

void unfold(Capture&& capture, const UnfoldOptions& options, std::vector<Note>& notes, const TakeCapture& take) {
  Unfolding(options, notes, take).open(std::move(capture), 0, false);
}

void unfold_file(const std::filesystem::path& path, const UnfoldOptions& options, std::vector<Note>& notes,
                 const TakeCapture& take) {
  const std::string source = path.string();
  const FileSource file(path);
  std::string head;
  if (file.opened()) head = read_range(file, 0, head_size).value_or(std::string());
  Unfolding unfolding(options, notes, take);
  const Opener opener = head.empty() ? Opener::none : opener_of(file, head);
  if (opener != Opener::none && opener != Opener::word_file && opener != Opener::pdf) {
    unfolding.open_archive(opener, source, file, {}, 0);
    return;
  }
  const bool collection = !is_html(head, {}, source) && collection_kind(head, source) != CollectionKind::none;
  auto bytes = read_bytes(path, collection ? largest_collection : options.budget.member_bytes);
  if (!bytes) {
    take(tl::unexpected(bytes.error()));
    return;
  }
  Capture capture;
  capture.source = source;
  capture.bytes = std::move(*bytes);
  unfolding.open(std::move(capture), 0, false);
}

}  // namespace histor
