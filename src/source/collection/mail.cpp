// Which of a message's parts are its text, and which are reports of their own.

#include "source/collection/mail.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "source/collection/mime.hpp"
#include "source/collection/words.hpp"
#include "source/language.hpp"
#include "source/timestamps.hpp"

namespace histor {
namespace {

// A plain text of fewer bytes than this beside a page with three times its words says "open this in a browser".
constexpr std::size_t stub_size = 300;

std::size_t letters_in(std::string_view words) {
  return static_cast<std::size_t>(
      std::count_if(words.begin(), words.end(), [](char c) { return !is_blank(std::string_view(&c, 1)); }));
}

bool is_text(const MimePart& part) {
  return part.type.word == "text/plain" || part.type.word == "text/html";
}

// What nobody reads a report in.
bool is_passed_over(const MimePart& part) {
  for (const std::string_view family : {"image/", "audio/", "video/", "font/"}) {
    if (part.type.word.starts_with(family)) return true;
  }
  static constexpr std::array<std::string_view, 10> types{"application/pgp-signature",
                                                          "application/pkcs7-signature",
                                                          "application/x-pkcs7-signature",
                                                          "application/pgp-encrypted",
                                                          "application/ics",
                                                          "text/calendar",
                                                          "text/vcard",
                                                          "text/x-vcard",
                                                          "text/css",
                                                          "message/delivery-status"};
  return part.resource || std::find(types.begin(), types.end(), part.type.word) != types.end();
}

struct Text {
  Layer layer;  ///< UTF-8, to the message
  bool traced = true;
};

// A message out of its carrier.
class MessageOpener {
 public:
  MessageOpener(std::string_view message, bool from_box) : bytes_(message), from_box_(from_box) {}

  void open(const std::string& text_source, const std::string& parts_source, Delivery& delivery) {
    message_ = read_message(bytes_);
    const std::vector<std::size_t> chosen = choose();
    said_ = said_of(message_.headers);
    bool any = false;
    if (auto content = content_of(chosen); content && !plain_or_blank(*content).empty()) {
      Capture capture;
      capture.source = text_source;
      capture.bytes = bytes_;
      capture.media_type = "message/rfc822";
      capture.said = said_;
      capture.content = std::move(content);
      delivery.give(std::move(capture));
      any = true;
    }
    std::size_t number = 1;
    for (std::size_t i = 0; i < message_.parts.size() && delivery.open(); ++i) {
      const MimePart& part = message_.parts[i];
      if (std::find(chosen.begin(), chosen.end(), i) != chosen.end() || is_passed_over(part)) continue;
      if (part.alternative != 0 && is_text(part) && !part.attached) continue;  // another form of what is read
      if (part.body.empty()) continue;
      any = true;
      give_part(part, member_source(parts_source, ++number), delivery);
    }
    if (!message_.fault.empty() && delivery.open()) {
      delivery.fail({ErrorCode::too_large, "a mail with " + message_.fault, member_source(parts_source, number + 1),
                     "take the part out by a mail program and give it as a file"});
    } else if (!any && delivery.open()) {
      give_subject(text_source, delivery);
    }
  }

 private:
  // A mail may say all it has to say in its subject.
  void give_subject(const std::string& source, Delivery& delivery) const {
    if (said_.title.empty()) {
      delivery.fail({ErrorCode::empty, "a mail without words", source, ""});
      return;
    }
    Capture capture;
    capture.source = source;
    capture.bytes = bytes_;
    capture.media_type = "message/rfc822";
    capture.said = said_;
    capture.content = Content{{}, {}, "text/plain"};
    delivery.give(std::move(capture));
  }

  static std::string plain_or_blank(const Content& content) {
    return content.media_type == "text/html" ? plain_words(content.bytes) : in_one_line(content.bytes);
  }

  // The part as UTF-8, traced to the message.
  Text text_of(const MimePart& part) const {
    const std::string_view body = slice(bytes_, part.body);
    Layer coded = without_transfer(body, part.transfer, from_box_);
    OffsetMap to_message;
    to_message.copied(part.body.size(), part.body.begin);
    Text text;
    text.layer = to_utf8(coded.bytes, part.type.parameter("charset"));
    if (part.type.word == "text/plain" && part.type.parameter("format") == "flowed") {
      Layer flowed = without_flow(text.layer.bytes, part.type.parameter("delsp") == "yes");
      text.layer = {std::move(flowed.bytes), flowed.offsets.through(text.layer.offsets)};
    }
    text.traced = coded.bytes.empty() || !coded.offsets.empty();
    text.layer.offsets = text.traced ? text.layer.offsets.through(coded.offsets.through(to_message)) : OffsetMap{};
    return text;
  }

  // The better of two forms of one text.
  [[nodiscard]] bool page_is_better(const MimePart& plain, const MimePart& page) const {
    const std::string words = text_of(plain).layer.bytes;
    const std::size_t of_plain = letters_in(words);
    if (of_plain >= stub_size) return false;
    return of_plain == 0 || letters_in(plain_words(text_of(page).layer.bytes)) > 3 * of_plain;
  }

  // The parts that are the message's text: the first, in its best form, and those of its kind that follow and are no
  // files, as mail programs part a text around what is attached to it.
  [[nodiscard]] std::vector<std::size_t> choose() const {
    std::vector<std::size_t> chosen;
    std::vector<std::size_t> groups;  // the alternatives that are dealt with
    for (std::size_t i = 0; i < message_.parts.size(); ++i) {
      const MimePart& part = message_.parts[i];
      if (!is_text(part) || part.attached || part.resource || part.transfer == Transfer::unknown) continue;
      if (!part.name.empty() && !chosen.empty()) continue;
      std::size_t best = i;
      if (part.alternative != 0) {
        if (std::find(groups.begin(), groups.end(), part.alternative) != groups.end()) continue;
        groups.push_back(part.alternative);
        best = best_of(i);
      }
      if (!chosen.empty() && message_.parts[chosen.front()].type.word != message_.parts[best].type.word) continue;
      chosen.push_back(best);
    }
    return chosen;
  }

  [[nodiscard]] std::size_t best_of(std::size_t first) const {
    std::optional<std::size_t> plain;
    std::optional<std::size_t> page;
    for (std::size_t i = first; i < message_.parts.size(); ++i) {
      const MimePart& part = message_.parts[i];
      if (part.alternative != message_.parts[first].alternative || !is_text(part) || part.attached || part.resource)
        continue;
      if (part.transfer == Transfer::unknown) continue;
      auto& form = part.type.word == "text/plain" ? plain : page;
      if (!form) form = i;
    }
    if (!plain || !page) return plain ? *plain : page.value_or(first);
    return page_is_better(message_.parts[*plain], message_.parts[*page]) ? *page : *plain;
  }

  [[nodiscard]] std::optional<Content> content_of(const std::vector<std::size_t>& chosen) const {
    if (chosen.empty()) return std::nullopt;
    Content content;
    content.media_type = message_.parts[chosen.front()].type.word;
    bool traced = true;
    std::vector<Text> texts;
    for (const std::size_t i : chosen) {
      texts.push_back(text_of(message_.parts[i]));
      traced = traced && texts.back().traced;
    }
    for (const Text& text : texts) {
      if (!content.bytes.empty()) {
        content.bytes += "\n\n";
        if (traced) content.offsets.inserted(2);
      }
      content.bytes += text.layer.bytes;
      if (traced) content.offsets.append(text.layer.offsets);
    }
    return content;
  }

  static Given said_of(const MimeHeaders& headers) {
    Given said;
    said.title = header_words(headers.subject);
    // Who saved a page and when is no word of its own about it.
    if (!headers.snapshot_of.empty() || headers.from.find("<Saved by ") != std::string::npos) {
      said.url = in_one_line(headers.snapshot_of);
      return said;
    }
    said.author = sender(headers.from);
    const std::size_t angle = headers.list_id.find('<');
    if (angle != std::string::npos && angle > 0)
      said.outlet = name_of(std::string_view(headers.list_id).substr(0, angle));
    if (said.outlet.empty()) said.outlet = said.author;
    const std::size_t open = headers.archived_at.find("<http");
    const std::size_t close = headers.archived_at.find('>', open == std::string::npos ? 0 : open);
    if (open != std::string::npos && close != std::string::npos)
      said.url = headers.archived_at.substr(open + 1, close - open - 1);
    said.language = language_of_tag(headers.language);
    said.published = day_of_timestamp(headers.date);
    return said;
  }

  // A name as it stands before an address, out of its quotes.
  static std::string name_of(std::string_view words) {
    std::string name = header_words(words);
    if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
      if (name[i] == '\\' && i + 1 < name.size()) ++i;
      out += name[i];
    }
    return in_one_line(out);
  }

  // "Some Desk <desk@example.org>" and "desk@example.org (Some Desk)" give the name; an address alone gives itself.
  static std::string sender(std::string_view from) {
    const std::size_t angle = from.rfind('<');
    if (angle != std::string_view::npos) {
      std::string name = name_of(from.substr(0, angle));
      if (!name.empty()) return name;
      const std::size_t close = from.find('>', angle);
      return in_one_line(from.substr(angle + 1, close == std::string_view::npos ? close : close - angle - 1));
    }
    const std::size_t open = from.find('(');
    if (open != std::string_view::npos && from.ends_with(')'))
      return name_of(from.substr(open + 1, from.size() - open - 2));
    return in_one_line(from);
  }

  static void add_parameter(std::string& type, std::string_view name, std::string value) {
    std::replace(value.begin(), value.end(), '"', '\'');
    type += "; ";
    type += name;
    type += "=\"";
    type += value;
    type += '"';
  }

  void give_part(const MimePart& part, std::string source, Delivery& delivery) const {
    if (part.transfer == Transfer::unknown) {
      return delivery.fail({ErrorCode::parse, "a part in a transfer encoding that is not known", std::move(source),
                            "save what is attached by a mail program and give it as a file"});
    }
    Capture capture;
    capture.source = std::move(source);
    capture.bytes = without_transfer(slice(bytes_, part.body), part.transfer, from_box_).bytes;
    capture.media_type = part.type.word;
    for (const auto& [name, value] : part.type.parameters) {
      if (name != "name") add_parameter(capture.media_type, name, value);
    }
    if (!part.name.empty()) add_parameter(capture.media_type, "name", part.name);
    capture.said.otherwise_published = said_.published;
    delivery.give(std::move(capture));
  }

  std::string_view bytes_;
  bool from_box_;
  MimeMessage message_;
  Given said_;
};

Result<void> check_size(const Capture& carrier) {
  if (carrier.bytes.size() < std::numeric_limits<std::uint32_t>::max()) return {};
  return failure(ErrorCode::too_large, "more than 4 GiB", carrier.source, "split it");
}

std::size_t after_line(std::string_view text, std::size_t at) {
  const std::size_t feed = text.find('\n', at);
  return feed == std::string_view::npos ? text.size() : feed + 1;
}

// Where the next message of a box opens, at `at` or after it; the end where none does.
std::size_t next_message(std::string_view box, std::size_t at) {
  while (at < box.size()) {
    if (box.substr(at).starts_with("From ") && opens_boxed_message(box.substr(at, after_line(box, at) - at))) return at;
    const std::size_t found = box.find("\nFrom ", at);
    if (found == std::string_view::npos) break;
    at = found + 1;
  }
  return box.size();
}

}  // namespace

Result<void> open_mail(const Capture& carrier, const UnfoldBudget& budget, const TakeCapture& take) {
  if (auto sound = check_size(carrier); !sound) return sound;
  if (read_headers(carrier.bytes, 0).known == 0) {
    return failure(ErrorCode::parse, "no mail: it does not open with headers", carrier.source,
                   "save the mail as .eml, with its headers");
  }
  Delivery delivery(budget, take);
  MessageOpener(carrier.bytes, false).open(member_source(carrier.source, 1), carrier.source, delivery);
  return {};
}

Result<void> open_mbox(const Capture& carrier, const UnfoldBudget& budget, const TakeCapture& take) {
  if (auto sound = check_size(carrier); !sound) return sound;
  const std::string_view box = carrier.bytes;
  std::size_t at = next_message(box, 0);
  if (at >= box.size()) {
    return failure(ErrorCode::parse, "no mailbox: no line opens a message", carrier.source,
                   "save the mails as mbox, or each as .eml");
  }
  Delivery delivery(budget, take);
  for (std::size_t number = 1; at < box.size() && delivery.open(); ++number) {
    const std::size_t begin = after_line(box, at);
    const std::size_t next = next_message(box, begin);
    const std::string source = member_source(carrier.source, number);
    MessageOpener(box.substr(begin, next - begin), true).open(source, source, delivery);
    at = next;
  }
  return {};
}

}  // namespace histor
