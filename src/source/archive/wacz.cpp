#include "source/archive/wacz.hpp"

#include <openssl/evp.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "source/archive/allowance.hpp"
#include "source/archive/archive_reader.hpp"
#include "source/archive/warc.hpp"
#include "source/archive/warc_record.hpp"

namespace histor {
namespace {

constexpr std::uint64_t longest_list = std::uint64_t{16} << 20U;
constexpr std::size_t most_parts = 10'000;

bool is_archive(std::string_view name) {
  return name.starts_with("archive/") && (name.ends_with(".warc.gz") || name.ends_with(".warc"));
}

struct Found {
  std::string name;
  std::unique_ptr<ByteSource> bytes;
  std::string unpacked;  // what `bytes` reads, where it is not stored as it is
};

// Hashes of resources by their path; empty where the list cannot be read.
std::map<std::string, std::string, std::less<>> listed_hashes(const std::string& json) {
  std::map<std::string, std::string, std::less<>> out;
  simdjson::dom::parser parser;
  simdjson::dom::array resources;
  if (parser.parse(json)["resources"].get(resources) != simdjson::SUCCESS) return out;
  for (const simdjson::dom::element resource : resources) {
    std::string_view path;
    std::string_view hash;
    if (resource["path"].get(path) == simdjson::SUCCESS && resource["hash"].get(hash) == simdjson::SUCCESS) {
      out.emplace(path, hash);
    }
  }
  return out;
}

std::optional<std::string> sha256_of(const ByteSource& bytes) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1) return std::nullopt;
  std::vector<char> buffer(std::size_t{1} << 18U);
  for (std::uint64_t at = 0; at < bytes.size();) {
    const auto got = bytes.read(at, buffer);
    if (!got || *got == 0) return std::nullopt;
    EVP_DigestUpdate(context.get(), buffer.data(), *got);
    at += *got;
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
  unsigned length = 0;
  EVP_DigestFinal_ex(context.get(), sum.data(), &length);
  static constexpr char digits[] = "0123456789abcdef";
  std::string out = "sha256:";
  for (unsigned i = 0; i < length; ++i) {
    out += digits[sum[i] >> 4U];
    out += digits[sum[i] & 15U];
  }
  return out;
}

// The bytes of a member that is stored as it is. libarchive tells where it has arrived, not where the member stands, so
// what stands there is compared with what it reads.
std::unique_ptr<ByteSource> stored(const ByteSource& bytes, const ArchiveReader::Member& member,
                                   ArchiveReader& archive) {
  auto part = std::make_unique<PartSource>(bytes, *member.stored_at, *member.size);
  const std::string opening = archive.peek(4096);
  const auto there = read_range(*part, 0, opening.size());
  if (!there || *there != opening) return nullptr;
  return part;
}

}  // namespace

bool is_wacz(const ByteSource& bytes) {
  ArchiveReader archive(bytes);
  if (!archive.opened()) return false;
  for (std::size_t seen = 0; seen < most_parts; ++seen) {
    const auto member = archive.next();
    if (!member || !*member) return false;
    if ((*member)->kind == ArchiveReader::Kind::file && is_archive((*member)->name)) return true;
  }
  return false;
}

Result<void> open_wacz(const std::string& source, const ByteSource& bytes, const UnfoldBudget& budget,
                       std::vector<Note>& notes, const TakeCapture& take) {
  ArchiveReader archive(bytes);
  if (!archive.opened()) {
    Error error = archive.opened().error();
    error.where = source;
    return tl::unexpected(std::move(error));
  }
  Allowance allowance(budget);
  std::vector<Found> found;
  std::vector<Error> faults;
  std::string list;
  for (std::size_t seen = 0;; ++seen) {
    auto member = archive.next();
    if (member && *member && (seen >= budget.members || found.size() >= most_parts)) {
      faults.push_back(allowance.over_members(source));
      break;
    }
    if (!member) {
      faults.push_back(std::move(member).error());
      faults.back().where = source;
      if (seen == 0) return tl::unexpected(faults.back());
      continue;
    }
    if (!*member) break;
    const std::string where = source + "!" + (*member)->name;
    if ((*member)->kind != ArchiveReader::Kind::file) continue;
    if ((*member)->name == "datapackage.json") {
      auto content = archive.read({longest_list, budget.ratio});
      if (content) {
        list = *std::move(content);
      } else {
        faults.push_back(std::move(content).error());
        faults.back().where = where;
      }
    } else if (is_archive((*member)->name)) {
      Found part;
      part.name = (*member)->name;
      if ((*member)->stored_at && (*member)->size) {
        part.bytes = stored(bytes, **member, archive);
        if (!part.bytes) {
          faults.push_back(
              {ErrorCode::parse, "it is damaged: it does not stand where the list of members says", where, ""});
          continue;
        }
      } else {
        auto content = archive.read(allowance.member());
        if (!content) {
          faults.push_back(std::move(content).error());
          faults.back().where = where;
          continue;
        }
        allowance.take(content->size());
        part.unpacked = *std::move(content);
      }
      found.push_back(std::move(part));
    }
  }
  if (found.empty() && faults.empty()) return failure(ErrorCode::parse, "no web archive is in it", source);

  const auto hashes = listed_hashes(list);
  std::size_t unlisted = 0;
  std::vector<WarcPart> parts;
  for (Found& part : found) {
    if (!part.bytes) part.bytes = std::make_unique<BytesSource>(part.unpacked);
    parts.push_back({source + "!" + part.name, part.bytes.get()});
    const auto hash = hashes.find(part.name);
    if (hash == hashes.end() || !hash->second.starts_with("sha256:")) {
      ++unlisted;
    } else if (sha256_of(*part.bytes) != hash->second) {
      faults.push_back(
          {ErrorCode::integrity, "it is not what datapackage.json says of it", parts.back().source,
           "it was changed or damaged after it was packed; each of its records is asked for its own digest"});
    }
  }
  for (Error& fault : faults) {
    if (!take(tl::unexpected(std::move(fault)))) return {};
  }
  if (unlisted > 0) {
    notes.push_back(
        {"unlisted", "datapackage.json has no SHA-256 of " + std::to_string(unlisted) + " archives in " + source});
  }
  return open_warcs(parts, budget, notes, take);
}

}  // namespace histor
