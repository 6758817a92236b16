#pragma once
// A mail by its parts: the headers that matter, and where each part's body stands. Nothing is decoded here.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "source/collection/mime_decode.hpp"

namespace histor {

/// What Content-Type and its like say: a word and parameters. Names and the word are in small letters.
struct HeaderValue {
  std::string word;  ///< "text/plain", "attachment"
  struct Parameter {
    std::string name;
    std::string value;  ///< unquoted, UTF-8
  };
  std::vector<Parameter> parameters;
  [[nodiscard]] std::string_view parameter(std::string_view name) const;
};
/// Reads one, with quotes, comments, and the continued and encoded parameters of RFC 2231.
[[nodiscard]] HeaderValue read_header_value(std::string_view value);

/// Headers of a message or a part, by what is asked for here. Values are unfolded and as written.
struct MimeHeaders {
  std::string subject, from, date, list_id, archived_at, language;
  std::string snapshot_of;  ///< the address of the page that a browser saved in the form of a mail (MHTML)
  std::string content_type, transfer, disposition;
  std::size_t known = 0;  ///< how many headers of mail there are
  bool machine = false;   ///< whether one of them is such as only programs write
  bool ended = false;     ///< whether a blank line ends them
  std::size_t body = 0;   ///< where the body begins
};
/// Reads the headers that begin at `at` in `text`, up to and with the blank line.
[[nodiscard]] MimeHeaders read_headers(std::string_view text, std::size_t at);

/// Whether `line` opens a message in a mailbox: "From", a sender, and a time of day.
[[nodiscard]] bool opens_boxed_message(std::string_view line);

struct MimePart {
  std::string content_type;  ///< as written
  HeaderValue type;
  Transfer transfer = Transfer::identity;
  Span body;                    ///< in the message, the line break before a boundary not counted
  std::string name;             ///< of the file, if one is given
  bool attached = false;        ///< Content-Disposition: attachment
  bool resource = false;        ///< within multipart/related, and not its root: an image of the page
  std::size_t alternative = 0;  ///< from 1, the same for all that are within one multipart/alternative; 0: none
};

struct MimeMessage {
  MimeHeaders headers;
  std::vector<MimePart> parts;  ///< those that are no multiparts, in their order
  std::string fault;            ///< where parts were left out: nested too deep, too many
};

/// Reads the message in `bytes`, below 4 GiB. Never fails; a part whose end is missing goes to the end. Linear.
[[nodiscard]] MimeMessage read_message(std::string_view bytes);

}  // namespace histor
