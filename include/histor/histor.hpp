#pragma once
// The public face of the library: bytes of a report in, claim records out.
//
//   histor::api::Reader reader;
//   auto read = reader.read(bytes, {.source = "report.txt", .published = "2024-12-02"});
//   if (read.error) … else for (const std::string& record : read.records) …
//
// Records are JSON objects, one a string: the document's, then its claims in text order. docs/records.md tells their
// fields.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace histor::api {

/// What is known of a report beside its bytes; what is stated here wins over what the text says.
struct Stated {
  std::string source{};     ///< path or URL, for the records
  std::string published{};  ///< YYYY-MM-DD, or empty
  std::string outlet{};
  std::string title{};
  std::string url{};
  std::string language{};  ///< ISO 639-1
};

struct Failure {
  std::string what;   ///< one clause
  std::string where;  ///< the source, with a place in it where there is one
  std::string hint;   ///< what to do; may be empty
};

struct Read {
  std::optional<Failure> error;      ///< set where the bytes could not be read as a report; then there are no records
  std::vector<std::string> records;  ///< the document record, then the claim records
  std::vector<std::string> notes;    ///< what the reader of the records should know: decoded, cut, overruled
};

/// Reads English reports with the data compiled into the library. Making one is costly (tens of milliseconds), reading
/// is not. Reading is a pure function of its arguments and may go on in any number of threads at once. Never throws,
/// prints or exits.
class Reader {
 public:
  Reader();
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  [[nodiscard]] Read read(std::string_view bytes, const Stated& stated = {}) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// "0.1.0"
[[nodiscard]] std::string_view version();

}  // namespace histor::api
