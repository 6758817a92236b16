// A line at a time: lines of user agents open a group, rules follow, and another user agent after a rule opens the
// next. Paths are compared with their percent-encoding made even, so that "%7Ea" and "~a" are one path and "%2F" is not
// a slash. A pattern is matched piece by piece between its asterisks, each piece at the first place where it fits:
// where a later place would do, the first does too.

#include "source/net/robots.hpp"

#include <cstring>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/ascii.hpp"

namespace histor::net {
namespace {

constexpr auto longest_delay = std::chrono::hours(24);

using ascii::lower;

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\f\v";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  c = lower(c);
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10U;
  return std::nullopt;
}

bool is_unreserved(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

void put_encoded(std::string& out, unsigned char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  out += '%';
  out += digits[c >> 4U];
  out += digits[c & 15U];
}

/// Percent-encoding made even: what needs none is written plainly, what is not ASCII is encoded, digits are upper case.
/// In a path, the signs that mean something in patterns are encoded; in a pattern they are kept.
std::string even(std::string_view text, bool is_pattern) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) && hex_digit(text[i + 2])) {
      const auto value = static_cast<unsigned char>(*hex_digit(text[i + 1]) * 16 + *hex_digit(text[i + 2]));
      i += 2;
      if (is_unreserved(value)) {
        out += static_cast<char>(value);
      } else {
        put_encoded(out, value);
      }
    } else if (c <= ' ' || c >= 127 || (c == '*' && !is_pattern) ||
               (c == '$' && !(is_pattern && i + 1 == text.size()))) {
      put_encoded(out, c);
    } else {
      out += static_cast<char>(c);
    }
  }
  return out;
}

std::size_t find(std::string_view text, std::string_view piece, std::size_t from) {
  if (from > text.size()) return std::string_view::npos;
  // memmem takes time linear in both, which string_view::find does not.
  const void* at = ::memmem(text.data() + from, text.size() - from, piece.data(), piece.size());
  if (at == nullptr) return std::string_view::npos;
  return static_cast<std::size_t>(static_cast<const char*>(at) - text.data());
}

bool fits(std::string_view path, std::string_view pattern) {
  const bool to_the_end = pattern.ends_with('$');
  if (to_the_end) pattern.remove_suffix(1);
  std::size_t at = 0;
  bool first = true;
  for (;;) {
    const std::size_t star = pattern.find('*');
    const std::string_view piece = pattern.substr(0, star);
    const bool last = star == std::string_view::npos;
    if (first) {
      if (!path.starts_with(piece)) return false;
      at = piece.size();
      if (last) return !to_the_end || at == path.size();
    } else if (last && to_the_end) {
      return path.size() - at >= piece.size() && path.ends_with(piece);
    } else if (!piece.empty()) {
      const std::size_t found = find(path, piece, at);
      if (found == std::string_view::npos) return false;
      at = found + piece.size();
    }
    if (last) return true;
    pattern.remove_prefix(star + 1);
    first = false;
  }
}

/// The leading word of a product token, as "Histor" of "Histor/1.0".
std::string_view product_of(std::string_view value) {
  const auto* const end = std::find_if_not(value.begin(), value.end(), [](char c) {
    const char l = lower(c);
    return (l >= 'a' && l <= 'z') || c == '-' || c == '_';
  });
  return value.substr(0, static_cast<std::size_t>(end - value.begin()));
}

/// "10", "0.5" in seconds; nullopt for anything else and for what is out of all reason.
std::optional<std::chrono::milliseconds> seconds_from(std::string_view text) {
  std::uint64_t whole = 0;
  const char* const end = text.data() + text.size();
  auto [at, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  constexpr std::uint64_t most = 24ULL * 3600ULL;
  if (error != std::errc{}) return std::nullopt;
  if (whole > most) return longest_delay;
  std::uint64_t thousandths = 0;
  if (at != end && *at == '.') {
    std::uint64_t unit = 100;
    for (++at; at != end && *at >= '0' && *at <= '9'; ++at, unit /= 10) {
      thousandths += static_cast<std::uint64_t>(*at - '0') * unit;
    }
  }
  if (at != end) return std::nullopt;
  return std::chrono::milliseconds(static_cast<std::int64_t>(whole * 1000 + thousandths));
}

}  // namespace

Robots Robots::closed() {
  Robots robots;
  robots.closed_ = true;
  return robots;
}

Robots Robots::parse(std::string_view text, std::string_view product) {
  text = text.substr(0, robots_budget);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Robots named;
  Robots general;
  bool is_named = false;      // some group names the product
  bool in_named = false;      // the group that is open does
  bool in_general = false;    // the group that is open is for all
  bool agents_go_on = false;  // the last line that meant something was a user agent
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line = line.substr(0, line.find('#'));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view key = trimmed(line.substr(0, colon));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (same_word(key, "user-agent")) {
      if (!agents_go_on) in_named = in_general = false;
      agents_go_on = true;
      if (value == "*") in_general = true;
      if (same_word(product_of(value), product)) in_named = is_named = true;
      continue;
    }
    const bool allow = same_word(key, "allow");
    const bool delay = same_word(key, "crawl-delay");
    if (!allow && !delay && !same_word(key, "disallow")) continue;  // Sitemap and the like belong to no group
    agents_go_on = false;
    for (Robots* group : {in_named ? &named : nullptr, in_general ? &general : nullptr}) {
      if (group == nullptr) continue;
      if (delay) {
        if (const auto asked = seconds_from(value)) group->delay_ = std::max(group->delay_.value_or(*asked), *asked);
      } else if (value.starts_with('/') || value.starts_with('*')) {
        group->rules_.push_back({even(value, true), allow});
      }
    }
  }
  Robots& chosen = is_named ? named : general;
  std::stable_sort(chosen.rules_.begin(), chosen.rules_.end(), [](const Rule& a, const Rule& b) {
    if (a.pattern.size() != b.pattern.size()) return a.pattern.size() > b.pattern.size();
    return a.allow && !b.allow;
  });
  return std::move(chosen);
}

bool Robots::allows(std::string_view path) const {
  const std::string evened = even(path.empty() ? "/" : path, false);
  if (evened == "/robots.txt") return true;
  if (closed_) return false;
  const auto rule =
      std::find_if(rules_.begin(), rules_.end(), [&](const Rule& each) { return fits(evened, each.pattern); });
  return rule == rules_.end() || rule->allow;
}

}  // namespace histor::net
