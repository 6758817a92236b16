// Small things, each linear in what it is given.

#include "source/collection/words.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

#include "base/ascii.hpp"

namespace histor {
namespace {

constexpr std::array<std::string_view, 54> tags{
    "a",      "abbr", "article", "audio", "b",       "blockquote", "body",   "br",   "center",  "cite",   "code",
    "dd",     "div",  "dl",      "dt",    "em",      "figcaption", "figure", "font", "footer",  "h1",     "h2",
    "h3",     "h4",   "h5",      "h6",    "head",    "header",     "hr",     "html", "i",       "iframe", "img",
    "li",     "main", "ol",      "p",     "picture", "pre",        "q",      "s",    "section", "small",  "span",
    "strong", "sub",  "sup",     "table", "td",      "tr",         "u",      "ul",   "video",   "wbr"};
static_assert(std::is_sorted(tags.begin(), tags.end()));

struct Reference {
  std::string_view name;
  std::string_view character;
};
// Those that titles and names hold; others stay as they are.
constexpr std::array<Reference, 30> references{{
    {"amp", "&"},    {"lt", "<"},     {"gt", ">"},     {"quot", "\""}, {"apos", "'"},   {"nbsp", " "},
    {"ndash", "–"},  {"mdash", "—"},  {"lsquo", "‘"},  {"rsquo", "’"}, {"ldquo", "“"},  {"rdquo", "”"},
    {"laquo", "«"},  {"raquo", "»"},  {"hellip", "…"}, {"bull", "•"},  {"middot", "·"}, {"copy", "©"},
    {"reg", "®"},    {"trade", "™"},  {"euro", "€"},   {"pound", "£"}, {"eacute", "é"}, {"egrave", "è"},
    {"agrave", "à"}, {"ccedil", "ç"}, {"uuml", "ü"},   {"ouml", "ö"},  {"auml", "ä"},   {"szlig", "ß"},
}};

using ascii::is_digit;
using ascii::is_letter;
using ascii::lower;

// Where the tag that opens at `at`, a "<", names an element of HTML: the end of the name.
std::optional<std::size_t> tag_name_end(std::string_view words, std::size_t at) {
  std::size_t begin = at + 1;
  if (begin < words.size() && words[begin] == '/') ++begin;
  std::array<char, 12> name{};
  std::size_t size = 0;
  while (begin + size < words.size() && size < name.size() &&
         (is_letter(words[begin + size]) || is_digit(words[begin + size]))) {
    name[size] = lower(words[begin + size]);
    ++size;
  }
  const std::size_t end = begin + size;
  if (size == 0 || end >= words.size()) return std::nullopt;
  if (words[end] != '>' && words[end] != '/' && !ascii::is_blank(words[end])) return std::nullopt;
  if (!std::binary_search(tags.begin(), tags.end(), std::string_view(name.data(), size))) return std::nullopt;
  return end;
}

// The end of the reference that opens at `at`, an "&"; `at` where none does.
std::size_t reference_end(std::string_view words, std::size_t at) {
  std::size_t end = at + 1;
  if (end < words.size() && words[end] == '#') ++end;
  while (end < words.size() && end - at < 12 && (is_letter(words[end]) || is_digit(words[end]))) ++end;
  return end < words.size() && words[end] == ';' && end - at > 1 && words[end - 1] != '#' ? end + 1 : at;
}

// The character that `reference`, "&…;", stands for; false for one that is not known.
bool append_reference(std::string& out, std::string_view reference) {
  std::string_view name = reference.substr(1, reference.size() - 2);
  if (name.front() != '#') {
    const auto known =
        std::find_if(references.begin(), references.end(), [&](const Reference& one) { return one.name == name; });
    if (known == references.end()) return false;
    out += known->character;
    return true;
  }
  name.remove_prefix(1);
  const bool hex = name.front() == 'x' || name.front() == 'X';
  if (hex) name.remove_prefix(1);
  std::uint32_t code = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
  const bool scalar = code >= ' ' && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
  if (error != std::errc() || end != name.data() + name.size() || !scalar) return false;
  append_utf8(out, code);
  return true;
}

}  // namespace

bool holds_tags(std::string_view words) {
  for (std::size_t at = words.find('<'); at != std::string_view::npos; at = words.find('<', at + 1)) {
    if (tag_name_end(words, at)) return true;
    if (words.substr(at).starts_with("<!--")) return true;
  }
  return false;
}

bool holds_references(std::string_view words) {
  for (std::size_t at = words.find('&'); at != std::string_view::npos; at = words.find('&', at + 1)) {
    if (reference_end(words, at) != at) return true;
  }
  return false;
}

std::string plain_words(std::string_view statement) {
  std::string out;
  std::size_t last_close = statement.rfind('>');
  if (last_close == std::string_view::npos) last_close = 0;
  for (std::size_t at = 0; at < statement.size();) {
    if (statement[at] == '<' && at < last_close) {
      if (const auto name_end = tag_name_end(statement, at)) {
        out += ' ';
        at = statement.find('>', *name_end) + 1;
        continue;
      }
    }
    if (statement[at] == '&') {
      const std::size_t end = reference_end(statement, at);
      if (end != at && append_reference(out, statement.substr(at, end - at))) {
        at = end;
        continue;
      }
    }
    out += statement[at++];
  }
  return in_one_line(out);
}

std::string in_one_line(std::string_view words) {
  std::string out;
  bool gap = false;
  for (const char c : words) {
    if (ascii::is_blank(c)) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += c;
  }
  return out;
}

bool is_blank(std::string_view words) {
  return std::all_of(words.begin(), words.end(), ascii::is_blank);
}

std::string member_source(std::string_view carrier, std::string_view member) {
  std::string out(carrier);
  out += '!';
  out += member;
  return out;
}

std::string member_source(std::string_view carrier, std::size_t number) {
  return member_source(carrier, std::to_string(number));
}

std::size_t LineCounter::line_at(std::size_t offset) {
  const std::size_t end = std::min(offset, text_.size());
  for (; at_ < end; ++at_) {
    if (text_[at_] == '\n' || (text_[at_] == '\r' && (at_ + 1 >= text_.size() || text_[at_ + 1] != '\n'))) ++line_;
  }
  return line_;
}

bool Delivery::counted(const std::string& source) {
  if (!open_) return false;
  if (members_ < budget_.members) {
    ++members_;
    return true;
  }
  pass(failure(ErrorCode::too_large, "more than " + std::to_string(budget_.members) + " members in one carrier", source,
               "split the carrier, or raise the budget"));
  open_ = false;
  return false;
}

void Delivery::give(Capture&& capture) {
  if (!counted(capture.source)) return;
  const std::uint64_t size = std::max(capture.bytes.size(), capture.content ? capture.content->bytes.size() : 0);
  if (size > budget_.member_bytes) {
    return pass(failure(
        ErrorCode::too_large,
        "it has " + std::to_string(size) + " bytes, and one member may have " + std::to_string(budget_.member_bytes),
        capture.source, "raise the budget if it is what it should be"));
  }
  if (size > budget_.total_bytes - bytes_) {
    pass(failure(ErrorCode::too_large,
                 "the members up to here have more than " + std::to_string(budget_.total_bytes) + " bytes",
                 capture.source, "split the carrier, or raise the budget"));
    open_ = false;
    return;
  }
  bytes_ += size;
  pass(std::move(capture));
}

void Delivery::fail(Error&& error) {
  if (!counted(error.where)) return;
  pass(tl::unexpected(std::move(error)));
}

Result<void> check_text(const Capture& carrier) {
  if (carrier.bytes.size() >= std::numeric_limits<std::uint32_t>::max()) {
    return failure(ErrorCode::too_large, "more than 4 GiB", carrier.source, "split it");
  }
  if (!simdjson::validate_utf8(carrier.bytes.data(), carrier.bytes.size())) {
    return failure(ErrorCode::encoding, "not UTF-8", carrier.source, "save it as UTF-8");
  }
  return {};
}

}  // namespace histor
