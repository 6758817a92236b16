#include "source/archive/members.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "source/archive/allowance.hpp"
#include "source/archive/archive_reader.hpp"

namespace histor {
namespace {

bool is_hidden(std::string_view path) {
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part == "__MACOSX" || (part.starts_with('.') && part != "." && part != "..")) return true;
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  }
  return false;
}

// What a file is called once it is no longer packed.
std::string unpacked_name(std::string_view source) {
  if (const std::size_t slash = source.find_last_of("/!"); slash != std::string_view::npos)
    source.remove_prefix(slash + 1);
  for (const std::string_view end : {".bz2", ".xz", ".zst"}) {
    if (source.size() > end.size() && source.ends_with(end))
      return std::string(source.substr(0, source.size() - end.size()));
  }
  return source.empty() ? "data" : std::string(source);
}

/// A ZIP ends with a directory of its members, before a comment of at most 64 KiB. libarchive reads the members of one
/// that was cut all the same, and says nothing of it.
bool is_cut_zip(const ByteSource& bytes) {
  constexpr std::uint64_t longest_end = 22 + 0xFFFF;
  const auto head = read_range(bytes, 0, 4);
  if (!head || !is_zip(*head)) return false;
  const std::uint64_t end = std::min(bytes.size(), longest_end);
  const auto tail = read_range(bytes, bytes.size() - end, end);
  return tail && tail->find("PK\x05\x06") == std::string::npos;
}

}  // namespace

bool is_tar(std::string_view bytes) {
  return bytes.size() >= 512 && bytes.substr(257, 5) == "ustar";
}

bool is_packed(std::string_view bytes) {
  return bytes.starts_with("BZh") ||
         bytes.starts_with(std::string_view("\xFD"
                                            "7zXZ\0",
                                            6)) ||
         bytes.starts_with("\x28\xB5\x2F\xFD");
}

Result<void> open_members(const std::string& source, const ByteSource& bytes, const UnfoldBudget& budget,
                          std::vector<Note>& notes, const TakeCapture& take) {
  ArchiveReader archive(bytes);
  if (!archive.opened()) {
    Error error = archive.opened().error();
    error.where = source;
    return tl::unexpected(std::move(error));
  }
  Allowance allowance(budget);
  std::uint64_t hidden = 0;
  std::uint64_t seen = 0;
  bool going = true;
  const auto refuse = [&](Error error, const std::string& where) {
    error.where = where;
    going = take(tl::unexpected(std::move(error)));
  };
  for (; going; ++seen) {
    auto member = archive.next();
    if (!member) {
      member.error().where = source;
      if (seen == 0) return tl::unexpected(std::move(member).error());
      refuse(std::move(member).error(), source);
      if (!allowance.next_member()) break;
      continue;
    }
    if (!*member) break;
    const std::string name = (*member)->name.empty() ? unpacked_name(source) : (*member)->name;
    std::string where = source;
    where.append("!").append(name);
    if (!allowance.next_member()) {
      refuse(allowance.over_members(where), where);
      break;
    }
    bool read = false;
    if ((*member)->kind == ArchiveReader::Kind::folder) {
    } else if (is_hidden(name)) {
      ++hidden;
    } else if ((*member)->kind == ArchiveReader::Kind::other) {
      refuse({ErrorCode::not_a_file, "a link or a device, not a file", {}, ""}, where);
    } else if ((*member)->encrypted) {
      refuse({ErrorCode::not_permitted, "it is encrypted", {}, "unpack it with its password and give the file"}, where);
    } else {
      auto content = archive.read(allowance.member());
      read = content.has_value();
      if (!content) {
        const bool over =
            content.error().code == ErrorCode::too_large && allowance.member().bytes < budget.member_bytes;
        refuse(over ? allowance.over_member(where) : std::move(content).error(), where);
      } else if (content->empty()) {
        refuse({ErrorCode::empty, "nothing in it", {}, ""}, where);
      } else {
        Capture capture;
        capture.source = where;
        capture.bytes = *std::move(content);
        allowance.take(capture.bytes.size());
        going = take(std::move(capture));
      }
    }
    if (going && (!read ? !archive.pass_over(allowance) : allowance.spent())) {
      refuse(allowance.over_total(where), where);
      break;
    }
  }
  if (hidden > 0) notes.push_back({"skipped", "passed over " + std::to_string(hidden) + " hidden files in " + source});
  if (going && is_cut_zip(bytes)) {
    refuse({ErrorCode::parse,
            "the ZIP ends without its directory: it was cut, and what stood at its end is missing",
            {},
            "get the whole file again; the members before the cut are read"},
           source);
  }
  return {};
}

}  // namespace histor
