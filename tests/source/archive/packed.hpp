#pragma once
// Makes what the tests unpack.

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>
#include <locale.h>
#include <openssl/evp.h>
#include <zlib.h>

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace histor {

/// One gzip member (window bits 31), zlib (15) or bare deflate (-15).
inline std::string deflated(std::string_view bytes, int window_bits = 31) {
  z_stream zlib{};
  EXPECT_EQ(deflateInit2(&zlib, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&zlib, static_cast<uLong>(bytes.size())) + 64, '\0');
  std::string copy(bytes);
  zlib.next_in = reinterpret_cast<Bytef*>(copy.data());
  zlib.avail_in = static_cast<uInt>(copy.size());
  zlib.next_out = reinterpret_cast<Bytef*>(out.data());
  zlib.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&zlib, Z_FINISH), Z_STREAM_END);
  out.resize(zlib.total_out);
  deflateEnd(&zlib);
  return out;
}

inline std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
  unsigned length = 0;
  EVP_Digest(bytes.data(), bytes.size(), sum.data(), &length, EVP_sha256(), nullptr);
  std::string out = "sha256:";
  for (unsigned i = 0; i < length; ++i) {
    out += "0123456789abcdef"[sum[i] >> 4U];
    out += "0123456789abcdef"[sum[i] & 15U];
  }
  return out;
}

struct Packing {
  int format = ARCHIVE_FORMAT_ZIP;
  int filter = ARCHIVE_FILTER_NONE;
  std::string options;  // "zip:compression=store"
  std::string password;
};

struct PackedFile {
  std::string name;
  std::string bytes;
  std::string link{};  // where it is a symbolic link
};

inline std::string packed(const std::vector<PackedFile>& files, const Packing& packing = {}) {
  std::string out;
  const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", static_cast<locale_t>(nullptr));
  const locale_t before = uselocale(utf8);
  archive* handle = archive_write_new();
  EXPECT_EQ(archive_write_set_format(handle, packing.format), ARCHIVE_OK);
  EXPECT_EQ(archive_write_add_filter(handle, packing.filter), ARCHIVE_OK);
  archive_write_set_bytes_in_last_block(handle, 1);
  if (!packing.options.empty()) {
    EXPECT_EQ(archive_write_set_options(handle, packing.options.c_str()), ARCHIVE_OK);
  }
  if (!packing.password.empty()) {
    EXPECT_EQ(archive_write_set_passphrase(handle, packing.password.c_str()), ARCHIVE_OK);
  }
  archive_write_open(
      handle, &out, nullptr,
      [](archive*, void* to, const void* block, std::size_t size) {
        static_cast<std::string*>(to)->append(static_cast<const char*>(block), size);
        return static_cast<la_ssize_t>(size);
      },
      nullptr);
  for (const PackedFile& file : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, file.name.c_str());
    archive_entry_set_perm(entry, 0644);
    if (!file.link.empty()) {
      archive_entry_set_filetype(entry, AE_IFLNK);
      archive_entry_set_symlink(entry, file.link.c_str());
    } else if (file.name.ends_with('/')) {
      archive_entry_set_filetype(entry, AE_IFDIR);
    } else {
      archive_entry_set_filetype(entry, AE_IFREG);
      archive_entry_set_size(entry, static_cast<la_int64_t>(file.bytes.size()));
    }
    EXPECT_GE(archive_write_header(handle, entry), ARCHIVE_WARN) << archive_error_string(handle);
    archive_write_data(handle, file.bytes.data(), file.bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(handle);
  archive_write_free(handle);
  uselocale(before);
  freelocale(utf8);
  return out;
}

/// A WARC record, plain; with a block digest.
inline std::string warc_record(std::string_view type, std::string_view fields, std::string_view block,
                               bool digest = true) {
  std::string out = "WARC/1.1\r\nWARC-Type: " + std::string(type) + "\r\n" + std::string(fields);
  if (digest) out += "WARC-Block-Digest: " + sha256(block) + "\r\n";
  out += "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n";
  out.append(block).append("\r\n\r\n");
  return out;
}

/// A response record of `url`, with an answer of 200 that has `head` (lines) and `body`.
inline std::string warc_response(std::string_view url, std::string_view head, std::string_view body,
                                 std::string_view more = {}, std::string_view status = "200 OK") {
  const std::string fields = "WARC-Target-URI: " + std::string(url) + "\r\nWARC-Date: 2024-12-01T09:30:00Z\r\n" +
                             "Content-Type: application/http; msgtype=response\r\n" + std::string(more);
  const std::string block = "HTTP/1.1 " + std::string(status) + "\r\n" + std::string(head) + "\r\n" + std::string(body);
  return warc_record("response", fields, block);
}

}  // namespace histor
