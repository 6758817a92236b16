// By hand, since each value must be traced to the bytes of the mail: the libraries that read mail give decoded words
// without their places. One pass over the lines with a stack of the open boundaries: no part is looked at twice,
// however deep it lies.

#include "source/collection/mime.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "source/collection/words.hpp"

namespace histor {
namespace {

constexpr std::size_t depth_budget = 16;
constexpr std::size_t parts_budget = 1000;
constexpr std::size_t value_budget = 65536;  // bytes of one header
constexpr std::size_t parameters_budget = 64;

bool is_blank_char(char c) {
  return c == ' ' || c == '\t';
}

std::string small_letters(std::string_view words) {
  std::string out(words);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

std::string_view without_blanks(std::string_view words) {
  while (!words.empty() && is_blank(words.substr(0, 1))) words.remove_prefix(1);
  while (!words.empty() && is_blank(words.substr(words.size() - 1))) words.remove_suffix(1);
  return words;
}

struct Line {
  std::size_t words_end;
  std::size_t end;
};
Line line_at(std::string_view text, std::size_t at) {
  const std::size_t feed = text.find('\n', at);
  if (feed == std::string_view::npos) return {text.size(), text.size()};
  return {feed > at && text[feed - 1] == '\r' ? feed - 1 : feed, feed + 1};
}

std::string from_percents(std::string_view words) {
  std::string out;
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char small = static_cast<char>(c | 0x20);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const int high = words[i] == '%' && i + 2 < words.size() ? digit(words[i + 1]) : -1;
    const int low = high >= 0 ? digit(words[i + 2]) : -1;
    if (low >= 0) {
      out += static_cast<char>(static_cast<unsigned char>(high * 16 + low));
      i += 2;
    } else {
      out += words[i];
    }
  }
  return out;
}

// Walks "; name=value" pairs.
class ParameterReader {
 public:
  explicit ParameterReader(std::string_view text) : text_(text) {}

  std::string word() {
    skip();
    std::string out;
    while (at_ < text_.size() && text_[at_] != ';' && text_[at_] != '(' && !is_blank(text_.substr(at_, 1)))
      out += text_[at_++];
    return out;
  }
  // The next pair; nullopt at the end.
  std::optional<std::pair<std::string, std::string>> next() {
    at_ = text_.find(';', at_);
    if (at_ == std::string_view::npos) return std::nullopt;
    ++at_;
    skip();
    std::string name;
    while (at_ < text_.size() && text_[at_] != '=' && text_[at_] != ';') name += text_[at_++];
    std::string value;
    if (at_ < text_.size() && text_[at_] == '=') {
      ++at_;
      skip();
      value = at_ < text_.size() && text_[at_] == '"' ? quoted() : word();
    }
    return std::pair(small_letters(without_blanks(name)), std::move(value));
  }

 private:
  void skip() {
    while (at_ < text_.size()) {
      if (is_blank(text_.substr(at_, 1))) {
        ++at_;
      } else if (text_[at_] == '(') {
        at_ = std::min(text_.find(')', at_), text_.size() - 1) + 1;
      } else {
        return;
      }
    }
  }
  std::string quoted() {
    std::string out;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      out += text_[at_];
    }
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string* wanted(MimeHeaders& headers, std::string_view name) {
  const std::array<std::pair<std::string_view, std::string*>, 10> names{{
      {"subject", &headers.subject},
      {"from", &headers.from},
      {"date", &headers.date},
      {"list-id", &headers.list_id},
      {"archived-at", &headers.archived_at},
      {"snapshot-content-location", &headers.snapshot_of},
      {"content-language", &headers.language},
      {"content-type", &headers.content_type},
      {"content-transfer-encoding", &headers.transfer},
      {"content-disposition", &headers.disposition},
  }};
  const auto at = std::find_if(names.begin(), names.end(), [&](const auto& one) { return one.first == name; });
  return at == names.end() ? nullptr : at->second;
}

// The headers of mail; those from the ninth on are written by programs alone.
constexpr std::array<std::string_view, 14> of_mail{
    "from",   "to",       "subject",    "date",        "cc",           "bcc",          "reply-to",
    "sender", "received", "message-id", "return-path", "mime-version", "content-type", "delivered-to"};
constexpr std::size_t of_people = 8;

// The reader of a message: where a part opens, what it is in, and where it ends.
class MessageReader {
 public:
  explicit MessageReader(std::string_view bytes) : bytes_(bytes) {}

  MimeMessage read() {
    message_.headers = read_headers(bytes_, 0);
    std::size_t at = message_.headers.body;
    open(message_.headers, at);
    while (at < bytes_.size()) {
      const Line line = line_at(bytes_, at);
      std::size_t next = line.end;
      if (bytes_.substr(at).starts_with("--")) {
        if (const auto level = boundary_at(bytes_.substr(at, line.words_end - at))) {
          close(at);
          const bool last = closes_;
          stack_.resize(*level + (last ? 0 : 1));
          if (!last) {
            if (message_.parts.size() >= parts_budget) {
              message_.fault = "more than " + std::to_string(parts_budget) + " parts";
              return std::move(message_);
            }
            ++stack_.back().parts;
            const MimeHeaders headers = read_headers(bytes_, line.end);
            next = headers.body;
            open(headers, next);
          }
        }
      }
      at = next;
    }
    close(bytes_.size());
    return std::move(message_);
  }

 private:
  struct Multipart {
    std::string boundary;
    bool digest = false;
    bool related = false;
    bool resource = false;
    std::size_t alternative = 0;
    std::size_t parts = 0;
  };

  void open(const MimeHeaders& headers, std::size_t body) {
    MimePart part;
    part.content_type = headers.content_type;
    part.type = read_header_value(headers.content_type);
    const bool in_digest = !stack_.empty() && stack_.back().digest;
    if (part.type.word.find('/') == std::string::npos) part.type.word = in_digest ? "message/rfc822" : "text/plain";
    const bool resource =
        !stack_.empty() && (stack_.back().resource || (stack_.back().related && stack_.back().parts > 1));
    const std::size_t alternative = stack_.empty() ? 0 : stack_.back().alternative;
    if (part.type.word.starts_with("multipart/")) {
      Multipart inside;
      inside.boundary = part.type.parameter("boundary");
      while (inside.boundary.ends_with(' ')) inside.boundary.pop_back();
      inside.digest = part.type.word == "multipart/digest";
      inside.related = part.type.word == "multipart/related";
      inside.resource = resource;
      inside.alternative = alternative;
      if (part.type.word == "multipart/alternative") inside.alternative = ++alternatives_;
      if (!inside.boundary.empty() && stack_.size() < depth_budget) {
        stack_.push_back(std::move(inside));
        return;
      }
      if (stack_.size() >= depth_budget) {
        message_.fault = "parts within parts, more than " + std::to_string(depth_budget);
        return;
      }
      part.type.word = "text/plain";  // a multipart that names no boundary is read as the words that it shows
    }
    const HeaderValue disposition = read_header_value(headers.disposition);
    part.transfer = transfer_named(read_header_value(headers.transfer).word);
    part.name = disposition.parameter("filename");
    if (part.name.empty()) part.name = part.type.parameter("name");
    part.attached = disposition.word == "attachment";
    part.resource = resource;
    part.alternative = alternative;
    part.body.begin = static_cast<std::uint32_t>(body);
    open_ = std::move(part);
  }

  // Ends the open part before the line at `at`.
  void close(std::size_t at) {
    if (!open_) return;
    const auto begin = static_cast<std::size_t>(open_->body.begin);
    std::size_t end = std::max(at, begin);
    if (end < bytes_.size() && end > begin && bytes_[end - 1] == '\n') {
      --end;
      if (end > begin && bytes_[end - 1] == '\r') --end;
    }
    open_->body.end = static_cast<std::uint32_t>(end);
    message_.parts.push_back(*std::move(open_));
    open_.reset();
  }

  // The open multipart that `line`, "--…", is a boundary of, the innermost first.
  std::optional<std::size_t> boundary_at(std::string_view line) {
    while (!line.empty() && is_blank_char(line.back())) line.remove_suffix(1);
    line.remove_prefix(2);
    for (std::size_t level = stack_.size(); level-- > 0;) {
      const std::string_view boundary = stack_[level].boundary;
      if (!line.starts_with(boundary)) continue;
      const std::string_view rest = line.substr(boundary.size());
      if (!rest.empty() && rest != "--") continue;
      closes_ = !rest.empty();
      return level;
    }
    return std::nullopt;
  }

  std::string_view bytes_;
  MimeMessage message_;
  std::vector<Multipart> stack_;
  std::optional<MimePart> open_;
  std::size_t alternatives_ = 0;
  bool closes_ = false;
};

}  // namespace

std::string_view HeaderValue::parameter(std::string_view name) const {
  const auto at =
      std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& one) { return one.name == name; });
  return at == parameters.end() ? std::string_view() : std::string_view(at->value);
}

HeaderValue read_header_value(std::string_view value) {
  HeaderValue out;
  ParameterReader reader(value.substr(0, value_budget));
  out.word = small_letters(reader.word());
  // "name*1*=…": the name, which piece, and whether it is percent-encoded with a character set before it.
  struct Piece {
    std::string name;
    std::string charset;
    std::string bytes;
  };
  std::vector<Piece> pieces;
  for (std::size_t count = 0; count < parameters_budget; ++count) {
    auto pair = reader.next();
    if (!pair) break;
    auto& [name, words] = *pair;
    const std::size_t star = name.find('*');
    if (star == std::string::npos) {
      if (out.parameter(name).empty()) out.parameters.push_back({std::move(name), header_words(words)});
      continue;
    }
    const bool encoded = name.ends_with('*');
    const std::string base = name.substr(0, star);
    auto piece = std::find_if(pieces.begin(), pieces.end(), [&](const Piece& one) { return one.name == base; });
    if (piece == pieces.end()) {
      pieces.push_back({base, {}, {}});
      piece = pieces.end() - 1;
      const std::size_t quote = encoded ? words.find('\'') : std::string::npos;
      const std::size_t second = quote == std::string::npos ? quote : words.find('\'', quote + 1);
      if (second != std::string::npos) {
        piece->charset = words.substr(0, quote);
        words.erase(0, second + 1);
      }
    }
    piece->bytes += encoded ? from_percents(words) : words;
  }
  for (Piece& piece : pieces) {
    std::string words = to_utf8(piece.bytes, piece.charset).bytes;
    const auto plain = std::find_if(out.parameters.begin(), out.parameters.end(),
                                    [&](const HeaderValue::Parameter& one) { return one.name == piece.name; });
    if (plain != out.parameters.end()) {
      plain->value = std::move(words);
    } else {
      out.parameters.push_back({std::move(piece.name), std::move(words)});
    }
  }
  return out;
}

MimeHeaders read_headers(std::string_view text, std::size_t at) {
  MimeHeaders headers;
  std::string* current = nullptr;
  for (; at < text.size();) {
    const Line line = line_at(text, at);
    const std::string_view words = text.substr(at, line.words_end - at);
    if (words.empty()) {
      headers.ended = true;
      at = line.end;
      break;
    }
    if (is_blank_char(words.front())) {
      if (current != nullptr && current->size() < value_budget) *current += words;
      at = line.end;
      continue;
    }
    const std::size_t colon = words.substr(0, 128).find(':');
    // A line that is no header ends them: the body begins without the blank line that it should have.
    const bool named = colon != std::string_view::npos && colon > 0 &&
                       std::all_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(colon),
                                   [](char c) { return c > ' ' && c < '\x7F'; });
    if (!named) break;
    const std::string name = small_letters(words.substr(0, colon));
    if (const auto mail = std::find(of_mail.begin(), of_mail.end(), name); mail != of_mail.end()) {
      ++headers.known;
      if (mail - of_mail.begin() >= static_cast<std::ptrdiff_t>(of_people)) headers.machine = true;
    }
    current = wanted(headers, name);
    // The first of several is the one that counts.
    if (current != nullptr && !current->empty()) current = nullptr;
    if (current != nullptr) *current = without_blanks(words.substr(colon + 1, value_budget));
    at = line.end;
  }
  headers.body = at;
  return headers;
}

bool opens_boxed_message(std::string_view line) {
  if (!line.starts_with("From ")) return false;
  line = line.substr(0, 400);
  for (std::size_t at = line.find(':'); at != std::string_view::npos; at = line.find(':', at + 1)) {
    const auto digit = [&](std::size_t i) { return i < line.size() && line[i] >= '0' && line[i] <= '9'; };
    if (at > 0 && digit(at - 1) && digit(at + 1)) return true;
  }
  return false;
}

MimeMessage read_message(std::string_view bytes) {
  return MessageReader(bytes).read();
}

}  // namespace histor
