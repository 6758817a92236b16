// The pattern language is small on purpose, so that its time is bounded whatever the line: literal words and a few
// kinds of piece. A line is matched by running over its bytes with the set of places in the pattern that are still
// possible; pieces that read a date or a name move to the place after it at the offset where it ends.

#include "source/patterns.hpp"

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <bitset>
#include <cassert>
#include <cstdint>
#include <utility>

#include "base/ascii.hpp"
#include "source/dates.hpp"

extern "C" const unsigned char histor_data_boilerplate[];      // NOLINT(*-avoid-c-arrays)
extern "C" const unsigned char histor_data_boilerplate_end[];  // NOLINT(*-avoid-c-arrays)

namespace histor {
namespace {

constexpr std::size_t longest_line = 1200;  // bytes; nothing longer is matched
constexpr std::size_t most_pieces = 24;

using ascii::is_digit;
using ascii::is_letter;
using ascii::is_upper;
using ascii::lower;
bool is_word(char c) {
  return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

std::string lowered(std::string_view word) {
  std::string out(word);
  for (char& c : out) c = lower(c);
  return out;
}

bool same_letters(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

bool holds(const std::vector<std::string>& sorted, std::string_view word) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), word,
                                   [](const std::string& a, std::string_view b) { return std::string_view(a) < b; });
  return at != sorted.end() && *at == word;
}

std::size_t word_count(std::string_view line) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : line) {
    if (c == ' ') {
      inside = false;
    } else if (!inside) {
      inside = true;
      ++words;
    }
  }
  return words;
}

std::vector<std::string> strings(const toml::node_view<const toml::node>& node) {
  std::vector<std::string> out;
  if (const toml::array* array = node.as_array()) {
    for (const toml::node& item : *array) {
      if (const auto text = item.value<std::string>()) out.push_back(*text);
    }
  }
  return out;
}

std::vector<std::string> sorted_strings(const toml::node_view<const toml::node>& node) {
  std::vector<std::string> out = strings(node);
  std::sort(out.begin(), out.end());
  return out;
}

LineRole role_named(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, LineRole>, 8> roles{{{"boilerplate", LineRole::boilerplate},
                                                                               {"caption", LineRole::caption},
                                                                               {"byline", LineRole::byline},
                                                                               {"credit", LineRole::credit},
                                                                               {"post", LineRole::post},
                                                                               {"post-credit", LineRole::post_credit},
                                                                               {"post-handle", LineRole::post_handle},
                                                                               {"origin", LineRole::origin}}};
  const auto at = std::find_if(roles.begin(), roles.end(), [&](const auto& role) { return role.first == word; });
  assert(at != roles.end() && "lang/en/boilerplate.toml: unknown kind");
  return at == roles.end() ? LineRole::boilerplate : at->second;
}

std::size_t run_of(std::string_view line, std::size_t at, bool (*in)(char)) {
  std::size_t end = at;
  while (end < line.size() && in(line[end])) ++end;
  return end - at;
}

std::size_t handle_at(std::string_view line, std::size_t at) {
  if (at >= line.size() || line[at] != '@') return 0;
  const std::size_t length =
      run_of(line, at + 1, [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '.'; });
  return length >= 2 && length <= 40 ? length + 1 : 0;
}

std::size_t url_at(std::string_view line, std::size_t at) {
  const std::string_view rest = line.substr(at);
  if (!rest.starts_with("http://") && !rest.starts_with("https://") && !rest.starts_with("www.")) return 0;
  return std::min(rest.find_first_of(" <>\""), rest.size());
}

std::size_t number_at(std::string_view line, std::size_t at) {
  if (at >= line.size() || !is_digit(line[at]) || (at > 0 && is_digit(line[at - 1]))) return 0;
  std::size_t end = at;
  while (end < line.size() && (is_digit(line[end]) || ((line[end] == ',' || line[end] == '.') &&
                                                       end + 1 < line.size() && is_digit(line[end + 1])))) {
    ++end;
  }
  if (end < line.size() && (line[end] == 'K' || line[end] == 'k' || line[end] == 'M')) ++end;
  return end - at;
}

// "4:06 PM", "16.06", "19:00 GMT".
std::size_t time_at(std::string_view line, std::size_t at) {
  std::size_t end = at + run_of(line, at, is_digit);
  if (end == at || end - at > 2) return 0;
  if (end < line.size() && (line[end] == ':' || line[end] == '.')) {
    const std::size_t minutes = run_of(line, end + 1, is_digit);
    if (minutes != 2) return 0;
    end += 3;
  } else {
    return 0;
  }
  static constexpr std::array<std::string_view, 16> tails{" a.m.", " p.m.", " am",         " pm",   "am",   "pm",
                                                          " gmt",  " utc",  " et",         " est",  " edt", " bst",
                                                          " cet",  " eet",  " local time", " (gmt)"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view tail : tails) {
      const std::string_view here = line.substr(end, tail.size());
      const std::size_t after = end + tail.size();
      if (same_letters(here, tail) && (after >= line.size() || !is_letter(line[after]))) {
        end = after;
        again = true;
        break;
      }
    }
  }
  return end - at;
}

}  // namespace

std::string plain_line(std::string_view line) {
  std::string out;
  out.reserve(line.size());
  const auto put = [&out](char c) {
    if (c == ' ' && (out.empty() || out.back() == ' ')) return;
    out += c;
  };
  std::size_t at = line.find_first_not_of("#*_> \t");
  if (at == std::string_view::npos) return out;
  // "#Idlib" is a word of the text, "# Title" is markup.
  if (at > 0 && line[at - 1] == '#') --at;
  while (at < line.size()) {
    const char c = line[at];
    const std::string_view three = line.substr(at, 3);
    if (c == '*' || (c == '_' && at + 1 < line.size() && line[at + 1] == '_')) {
      at += c == '*' ? 1 : 2;
    } else if (c == '[') {
      // [words](target) is its words; other brackets stay.
      const std::size_t close = line.find(']', at);
      if (close != std::string_view::npos && close + 1 < line.size() && line[close + 1] == '(' && close - at < 300) {
        const std::size_t end = line.find(')', close);
        if (end != std::string_view::npos) {
          for (const char inner : line.substr(at + 1, close - at - 1)) put(inner);
          at = end + 1;
          continue;
        }
      }
      put(c);
      ++at;
    } else if (c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f') {
      put(' ');
      ++at;
    } else if (three == "\xE2\x80\x98" || three == "\xE2\x80\x99") {
      put('\'');
      at += 3;
    } else if (three == "\xE2\x80\x9C" || three == "\xE2\x80\x9D") {
      put('"');
      at += 3;
    } else if (three == "\xE2\x80\x93" || three == "\xE2\x80\x94" || three == "\xE2\x80\x95" ||
               three == "\xE2\x88\x92") {
      put('-');
      at += 3;
    } else if (line.substr(at, 2) == "\xC2\xA0") {
      put(' ');
      at += 2;
    } else if (c == '-' && line.substr(at, 2) == "--") {
      put('-');
      at += 2;
    } else {
      put(c);
      ++at;
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

const Patterns& Patterns::english() {
  static const Patterns patterns = [] {
    Patterns made;
    const auto* begin = reinterpret_cast<const char*>(histor_data_boilerplate);
    const auto* end = reinterpret_cast<const char*>(histor_data_boilerplate_end);
    made.parse({begin, static_cast<std::size_t>(end - begin)});
    return made;
  }();
  return patterns;
}

void Patterns::parse(std::string_view source) {
  // The file is part of the program: a fault in it is a fault of the build, and the tests read every entry.
  const toml::table table = toml::parse(source);
  const toml::node_view<const toml::node> root{static_cast<const toml::node&>(table)};
  open_words_ = sorted_strings(root["words"]["open"]);
  labels_ = sorted_strings(root["words"]["labels"]);
  common_ = sorted_strings(root["words"]["common"]);
  leads_ = strings(root["words"]["date_leads"]);
  std::sort(leads_.begin(), leads_.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  if (const toml::array* agencies = root["agency"].as_array()) {
    for (const toml::node& item : *agencies) {
      const toml::node_view<const toml::node> entry(item);
      agencies_.push_back({entry["slug"].value_or(std::string{}), strings(entry["names"])});
    }
  }
  if (const toml::array* rules = root["line"].as_array()) {
    for (const toml::node& item : *rules) {
      const toml::node_view<const toml::node> entry(item);
      Rule rule;
      rule.name = entry["name"].value_or(std::string{});
      rule.role = role_named(entry["kind"].value_or(std::string{"boilerplate"}));
      const std::string where = entry["where"].value_or(std::string{"any"});
      rule.where = where == "head"    ? Rule::Where::head
                   : where == "tail"  ? Rule::Where::tail
                   : where == "edge"  ? Rule::Where::edge
                   : where == "below" ? Rule::Where::below
                                      : Rule::Where::any;
      rule.max_words =
          static_cast<std::size_t>(std::max<std::int64_t>(entry["max_words"].value_or(std::int64_t{12}), 1));
      for (const std::string& pattern : strings(entry["fits"])) {
        Rule::Line line{pieces_of(pattern), {}};
        for (const Piece& piece : line.pieces) {
          if (piece.literal.size() > line.needs.size()) line.needs = piece.literal;
        }
        rule.lines.push_back(std::move(line));
      }
      rules_.push_back(std::move(rule));
    }
  }
}

std::vector<Patterns::Piece> Patterns::pieces_of(std::string_view pattern) {
  static constexpr std::array<std::pair<std::string_view, Piece::Kind>, 8> kinds{{{"*", Piece::Kind::any},
                                                                                  {"#", Piece::Kind::number},
                                                                                  {"{agency}", Piece::Kind::agency},
                                                                                  {"{date}", Piece::Kind::date},
                                                                                  {"{time}", Piece::Kind::time},
                                                                                  {"{name}", Piece::Kind::name},
                                                                                  {"{handle}", Piece::Kind::handle},
                                                                                  {"{url}", Piece::Kind::url}}};
  std::vector<Piece> pieces;
  while (!pattern.empty()) {
    const auto kind =
        std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return pattern.starts_with(k.first); });
    if (kind != kinds.end()) {
      pieces.push_back({kind->second, {}});
      pattern.remove_prefix(kind->first.size());
      continue;
    }
    if (pieces.empty() || pieces.back().kind != Piece::Kind::literal) pieces.push_back({Piece::Kind::literal, {}});
    pieces.back().literal += lower(pattern.front());
    pattern.remove_prefix(1);
  }
  assert(pieces.size() < most_pieces);
  return pieces;
}

bool Patterns::fits(std::string_view line, const std::vector<Piece>& pieces) const {
  if (pieces.empty() || pieces.size() >= most_pieces || line.size() > longest_line) return false;
  // possible[offset] holds the pieces that may begin at `offset`.
  std::vector<std::bitset<most_pieces>> possible(line.size() + 1);
  possible[0].set(0);
  for (std::size_t at = 0; at <= line.size(); ++at) {
    auto& here = possible[at];
    if (here.none()) continue;
    for (std::size_t p = 0; p < pieces.size(); ++p) {
      if (!here.test(p)) continue;
      const Piece& piece = pieces[p];
      const auto step = [&](std::size_t length) {
        if (length > 0 && at + length <= line.size()) possible[at + length].set(p + 1);
      };
      switch (piece.kind) {
        case Piece::Kind::any:
          here.set(p + 1);
          if (at < line.size()) possible[at + 1].set(p);
          break;
        case Piece::Kind::literal:
          if (same_letters(line.substr(at, piece.literal.size()), piece.literal)) step(piece.literal.size());
          break;
        case Piece::Kind::number:
          step(number_at(line, at));
          break;
        case Piece::Kind::time:
          step(time_at(line, at));
          break;
        case Piece::Kind::handle:
          step(handle_at(line, at));
          break;
        case Piece::Kind::url:
          step(url_at(line, at));
          break;
        case Piece::Kind::date:
          if (at == 0 || !is_word(line[at - 1])) {
            if (const auto date = date_at(line, at)) step(date->span.end - at);
          }
          break;
        case Piece::Kind::agency: {
          std::size_t length = 0;
          if (!agency_at(line, at, length).empty()) step(length);
          break;
        }
        case Piece::Kind::name: {
          // One to five words, each with a capital or a letter beyond ASCII at its start; "al", "bin", "de" may stand
          // between.
          std::size_t end = at;
          for (int words = 0; words < 5 && end < line.size(); ++words) {
            const char c = line[end];
            const std::size_t length =
                run_of(line, end, [](char x) { return is_word(x) || x == '-' || x == '\'' || x == '.'; });
            const std::string_view word = line.substr(end, length);
            static constexpr std::array<std::string_view, 9> particles{"al",  "bin", "bint", "de", "van",
                                                                       "von", "der", "el",   "ibn"};
            const bool particle = words > 0 && std::find(particles.begin(), particles.end(), word) != particles.end();
            const bool with_article =
                word.size() > 3 && (word.starts_with("al-") || word.starts_with("el-")) && is_upper(word[3]);
            if (length == 0 || !(is_upper(c) || static_cast<unsigned char>(c) >= 0x80 || particle || with_article))
              break;
            end += length;
            if (!particle) step(end - at);
            if (end < line.size() && line[end] == ' ') ++end;
          }
          break;
        }
      }
    }
  }
  return possible[line.size()].test(pieces.size());
}

std::optional<LineRole> Patterns::role_of(std::string_view plain, Zone zone, std::string* name) const {
  if (plain.empty() || plain.size() > longest_line) return std::nullopt;
  const std::size_t words = word_count(plain);
  const std::string small = lowered(plain);
  for (const Rule& rule : rules_) {
    if (words > rule.max_words) continue;
    const bool there = rule.where == Rule::Where::any || (rule.where == Rule::Where::head && zone.head) ||
                       (rule.where == Rule::Where::tail && zone.tail) ||
                       (rule.where == Rule::Where::edge && (zone.head || zone.tail)) ||
                       (rule.where == Rule::Where::below && !zone.top);
    if (!there) continue;
    for (const Rule::Line& line : rule.lines) {
      // The cheap refusals that settle nearly every line.
      const Piece& front = line.pieces.front();
      const Piece& back = line.pieces.back();
      if (front.kind == Piece::Kind::literal && !small.starts_with(front.literal)) continue;
      if (back.kind == Piece::Kind::literal && !small.ends_with(back.literal)) continue;
      if (small.find(line.needs) == std::string::npos || !fits(plain, line.pieces)) continue;
      if (name != nullptr) *name = rule.name;
      return rule.role;
    }
  }
  return std::nullopt;
}

bool Patterns::leaves_sentence_open(std::string_view word) const {
  return word.size() < 16 && holds(open_words_, word);
}

bool Patterns::is_label(std::string_view word) const {
  return word.size() < 32 && holds(labels_, lowered(word));
}

bool Patterns::is_common_word(std::string_view word) const {
  return word.size() < 16 && holds(common_, lowered(word));
}

std::string_view Patterns::agency(std::string_view words) const {
  std::size_t length = 0;
  const std::string_view slug = agency_at(words, 0, length);
  return length == words.size() ? slug : std::string_view{};
}

std::string_view Patterns::agency_at(std::string_view text, std::size_t at, std::size_t& length) const {
  length = 0;
  if (at >= text.size() || !is_letter(text[at]) || (at > 0 && is_word(text[at - 1]))) return {};
  std::string_view slug;
  for (const Agency& agency : agencies_) {
    for (const std::string& name : agency.names) {
      if (name.size() <= length || text.substr(at, name.size()) != name) continue;
      const std::size_t end = at + name.size();
      if (end < text.size() && is_word(text[end])) continue;
      slug = agency.slug;
      length = name.size();
    }
  }
  return slug;
}

std::size_t Patterns::date_lead_at(std::string_view text, std::size_t at) const {
  for (const std::string& lead : leads_) {
    if (!same_letters(text.substr(at, lead.size()), lead)) continue;
    std::size_t end = at + lead.size();
    if (end < text.size() && is_word(text[end])) continue;
    if (end < text.size() && text[end] == ':') ++end;
    while (end < text.size() && text[end] == ' ') ++end;
    return end - at;
  }
  return 0;
}

}  // namespace histor
