#pragma once
// One answer of the web, and where its bytes are kept.

#include <cstdint>
#include <string>

namespace histor {

/// Absent is empty.
struct Fetch {
  std::string url;            ///< as it was asked, in normal form
  std::string time;           ///< "2024-12-01T09:30:00.125Z"
  int status = 0;             ///< 200; 304 where it had not changed
  std::string final_url;      ///< where redirects led
  std::string etag;           ///< as the server stated it, to ask with next time
  std::string last_modified;  ///< likewise
  std::string sha256;         ///< of the page, decompressed: the digits of its document's id
  std::string warc;           ///< name of the file beside the ledger that keeps the answer
  std::int64_t warc_offset = 0;
  std::int64_t warc_length = 0;

  friend bool operator==(const Fetch&, const Fetch&) = default;
};

}  // namespace histor
