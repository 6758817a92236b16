// Reports come flattened as often as not: date, headline and agency run straight into the first sentence. What can be
// told for certain there (a whole date, the headline word for word, a known agency) is parted from it; the rest is
// left.

#include "source/masthead.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/ascii.hpp"
#include "source/dates.hpp"
#include "source/layout.hpp"
#include "source/patterns.hpp"

namespace histor {
namespace {

constexpr std::size_t longest_opening = 600;  // bytes of the first paragraph that are looked at

using ascii::is_digit;
using ascii::is_upper;
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_word(char c) {
  return is_digit(c) || is_upper(c) || is_lower(c) || static_cast<unsigned char>(c) >= 0x80;
}
using ascii::lower;

std::size_t skip(std::string_view text, std::size_t at, std::string_view set) {
  return std::min(text.find_first_not_of(set, at), text.size());
}

// The length of `words` at `at`, letter for letter but for case and for what stands between the words; 0 if they do
// not.
std::size_t repeats(std::string_view text, std::size_t at, std::string_view words) {
  std::size_t a = at;
  std::size_t b = 0;
  std::size_t count = 0;
  for (;;) {
    while (b < words.size() && !is_word(words[b])) ++b;
    if (b == words.size()) break;
    std::size_t blanks = a;
    while (a < text.size() && !is_word(text[a])) ++a;
    if (a - blanks > 8) return 0;
    while (b < words.size() && is_word(words[b])) {
      if (a == text.size() || lower(text[a]) != lower(words[b])) return 0;
      ++a;
      ++b;
    }
    if (a < text.size() && is_word(text[a])) return 0;
    ++count;
  }
  return count >= 3 ? a - at : 0;
}

// "10:13", "04:06 PM".
std::size_t clock_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end == at || end - at > 2 || end + 2 >= text.size() || text[end] != ':') return 0;
  if (!is_digit(text[end + 1]) || !is_digit(text[end + 2])) return 0;
  end += 3;
  if (end < text.size() && is_word(text[end])) return 0;
  for (const std::string_view half : {std::string_view(" AM"), std::string_view(" PM"), std::string_view(" GMT")}) {
    if (text.substr(end).starts_with(half) && (end + half.size() >= text.size() || !is_word(text[end + half.size()]))) {
      end += half.size();
      break;
    }
  }
  return end - at;
}

// What a page prints after its date: a time, when it was updated, a short address and its counters.
std::size_t after_date(std::string_view text, std::size_t at) {
  std::size_t end = at;
  for (bool again = true; again;) {
    again = false;
    const std::size_t here = skip(text, end, " ");
    if (here < text.size() && text[here] == ')') {
      end = here + 1;
      again = true;
    } else if (text.substr(here).starts_with("(updated ")) {
      const std::size_t close = text.find(')', here);
      if (close != std::string_view::npos && close - here < 48) {
        end = close + 1;
        again = true;
      }
    } else if (text.substr(here).starts_with("at ") && here + 3 < text.size() && is_digit(text[here + 3])) {
      std::size_t digits = here + 3;
      while (digits < text.size() && (is_digit(text[digits]) || text[digits] == ':')) ++digits;
      if (digits - here <= 8) {
        end = digits;
        again = true;
      }
    } else if (const std::size_t clock = clock_at(text, here); clock > 0) {
      end = here + clock;
      again = true;
    } else if (text.substr(here).starts_with("Get short URL")) {
      end = here + 13;
      // Counters of shares. The last figure may be the report's first word ("0 85 12 fighters were killed"), so that a
      // figure is only taken for a counter where it is nought, or another figure or a function word follows it.
      for (int counters = 0; counters < 3; ++counters) {
        const std::size_t from = skip(text, end, " ");
        std::size_t digits = from;
        while (digits < text.size() && is_digit(text[digits])) ++digits;
        const std::size_t next = skip(text, digits, " ");
        if (digits == from || next == digits || next == text.size()) break;
        std::size_t word = next;
        while (word < text.size() && is_word(text[word])) ++word;
        const bool nought = text.substr(from, digits - from) == "0";
        if (!nought && !is_digit(text[next]) && !Patterns::english().is_common_word(text.substr(next, word - next)))
          break;
        end = digits;
      }
      again = true;
    }
  }
  return end;
}

bool sentence_may_start(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const char c = text[at];
  return is_upper(c) || is_digit(c) || c == '"' || c == '\'' || static_cast<unsigned char>(c) >= 0x80;
}

struct Part {
  std::size_t begin = 0;
  std::size_t end = 0;
  BlockKind kind = BlockKind::boilerplate;
  bool dated = false;
  bool credited = false;
};

// The parts before the first sentence, or none.
std::vector<Part> opening_of(std::string_view text, std::string_view title) {
  const Patterns& patterns = Patterns::english();
  std::vector<Part> parts;
  bool titled = false;
  bool dated = false;
  std::size_t at = 0;
  for (int round = 0; round < 6; ++round) {
    at = skip(text, at, " \t");
    std::size_t end = 0;
    Part part{at, 0, BlockKind::boilerplate, false, false};
    if (!titled) {
      if (const std::size_t length = repeats(text, at, title)) {
        end = at + length;
        while (end < text.size() && (text[end] == ' ' || text[end] == '.' || text[end] == ':')) ++end;
        part.kind = BlockKind::heading;
        titled = true;
      }
    }
    if (end == 0 && !dated) {
      std::size_t from = at;
      std::size_t length = 0;
      if (!patterns.agency_at(text, at, length).empty()) {
        part.credited = true;
        from = skip(text, at + length, " |,-");
      }
      from += patterns.date_lead_at(text, from);
      if (const auto date = date_at(text, from)) {
        end = after_date(text, date->span.end);
        part.dated = true;
        dated = true;
      } else {
        part.credited = false;
      }
    }
    // "by Outlet", between the date and the headline.
    if (end == 0 && dated && !titled && text.substr(at).starts_with("by ")) {
      for (std::size_t word = at + 3; word < std::min(text.size(), at + 64); ++word) {
        if (text[word - 1] == ' ' && repeats(text, word, title) > 0) {
          end = word;
          break;
        }
      }
    }
    if (end == 0 && titled) {
      std::size_t length = 0;
      if (!patterns.agency_at(text, at, length).empty() && at + length < text.size() && text[at + length] == ' ') {
        end = at + length;
        part.credited = true;
      }
    }
    if (end == 0) break;
    end = skip(text, end, " \t");
    // Nothing is parted off but before what can begin a sentence: "1 December 2024 was the day" stays whole.
    if (!sentence_may_start(text, end) && !text.substr(end).starts_with("by ")) break;
    part.end = end;
    parts.push_back(part);
    at = end;
  }
  if (!parts.empty() && text.substr(parts.back().end).starts_with("by ")) parts.pop_back();
  return parts;
}

bool is_word_of_place(std::string_view word, bool capitals) {
  if (word.empty() || word.size() > 24) return false;
  std::size_t letters = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    if (is_digit(c)) return false;
    if (capitals && is_lower(c)) return false;
    if (is_word(c)) ++letters;
  }
  return letters >= 2 && (is_upper(word[0]) || static_cast<unsigned char>(word[0]) >= 0x80);
}

// One to four words that may name a place, all in capitals or each with one at its start. The end of the last.
std::size_t place_words(std::string_view text, std::size_t at, bool capitals, int most) {
  std::size_t end = at;
  std::size_t from = at;
  for (int i = 0; i < most; ++i) {
    std::size_t stop = from;
    while (stop < text.size() && (is_word(text[stop]) || text[stop] == '-' || text[stop] == '\'' ||
                                  (text[stop] == '.' && stop - from <= 5))) {
      ++stop;
    }
    // A dash at the end is the dateline's, not the word's.
    while (stop > from && text[stop - 1] == '-') --stop;
    // So are the dashes beyond ASCII, whose bytes look like letters'.
    const std::size_t dash =
        std::min(text.substr(0, stop).find("\xE2\x80\x93", from), text.substr(0, stop).find("\xE2\x80\x94", from));
    if (dash != std::string_view::npos) stop = dash;
    if (!is_word_of_place(text.substr(from, stop - from), capitals)) break;
    end = stop;
    if (stop >= text.size() || text[stop] != ' ') break;
    from = stop + 1;
  }
  return end;
}

std::size_t dash_at(std::string_view text, std::size_t at) {
  for (const std::string_view dash :
       {std::string_view("\xE2\x80\x94"), std::string_view("\xE2\x80\x93"), std::string_view("\xE2\x80\x95"),
        std::string_view("--"), std::string_view("-")}) {
    if (text.substr(at).starts_with(dash)) return dash.size();
  }
  return 0;
}

void add_once(std::vector<std::string>& slugs, std::string_view slug) {
  if (!slug.empty() && std::find(slugs.begin(), slugs.end(), slug) == slugs.end()) slugs.emplace_back(slug);
}

void add_agencies_in(std::string_view words, std::vector<std::string>& slugs) {
  const Patterns& patterns = Patterns::english();
  for (std::size_t at = 0; at < words.size();) {
    std::size_t length = 0;
    add_once(slugs, patterns.agency_at(words, at, length));
    at += std::max<std::size_t>(length, 1);
  }
}

// "…, the ministry said. -AFP", "(Reuters)": the agency after the last full stop of the report.
std::string_view closing_credit(std::string_view paragraph) {
  const Patterns& patterns = Patterns::english();
  std::size_t end = paragraph.size();
  while (end > 0 && (paragraph[end - 1] == ')' || paragraph[end - 1] == ']' || paragraph[end - 1] == '.' ||
                     paragraph[end - 1] == ' '))
    --end;
  const std::string_view body = paragraph.substr(0, end);
  const std::size_t from = end > 40 ? end - 40 : 0;
  for (std::size_t at = std::max<std::size_t>(from, 1); at < end; ++at) {
    std::size_t length = 0;
    const std::string_view slug = patterns.agency_at(body, at, length);
    if (slug.empty() || at + length != end) continue;
    std::string_view before = body.substr(0, at);
    bool marked = false;
    while (!before.empty()) {
      const char c = before.back();
      if (c == '-' || c == '(' || c == '[') {
        marked = true;
      } else if (before.ends_with("\xE2\x80\x94") || before.ends_with("\xE2\x80\x93")) {
        marked = true;
        before.remove_suffix(2);
      } else if (c != ' ') {
        break;
      }
      before.remove_suffix(1);
    }
    if (marked && !before.empty() && is_finished(before)) return slug;
  }
  return {};
}

std::string author_of(std::string_view byline) {
  const std::string plain = plain_line(byline);
  std::string_view words = plain;
  if (words.size() < 4 || lower(words[0]) != 'b' || lower(words[1]) != 'y' || words[2] != ' ') return {};
  words.remove_prefix(3);
  std::size_t end = words.size();
  for (const std::string_view stop :
       {std::string_view(" for "), std::string_view(" in "), std::string_view(" | "), std::string_view(" / "),
        std::string_view(" - "), std::string_view(" ("), std::string_view(", ")}) {
    end = std::min(end, words.find(stop));
  }
  words = words.substr(0, end);
  if (!Patterns::english().agency(words).empty()) return {};
  return std::string(words);
}

struct Candidate {
  WrittenDate date;
  bool opening = false;
};

}  // namespace

void part_opening(std::string_view text, Page& page) {
  const auto body =
      std::find_if(page.blocks.begin(), page.blocks.end(), [](const Block& b) { return b.kind == BlockKind::body; });
  if (body == page.blocks.end() || body - page.blocks.begin() > 8) return;
  const Span whole = body->span;
  const std::string_view paragraph = slice(text, whole);
  const std::string_view head = paragraph.substr(0, longest_opening);
  std::string_view title = slice(text, page.title);
  std::vector<Part> parts = opening_of(head, title);
  // Pages put the name of the site after the headline in their title; the report repeats the headline alone.
  for (int site = 0; site < 4 && !title.empty(); ++site) {
    const auto headed = [](const Part& part) { return part.kind == BlockKind::heading; };
    if (std::any_of(parts.begin(), parts.end(), headed)) break;
    const std::size_t cut = std::max(title.rfind(" - ") + 1, title.rfind(" | ") + 1);
    title = title.substr(0, cut > 0 ? cut - 1 : 0);
    auto shorter = opening_of(head, title);
    if (shorter.size() > parts.size() || parts.empty()) parts = std::move(shorter);
  }
  if (parts.empty()) return;
  std::vector<Block> made;
  for (const Part& part : parts) {
    const Span span = trimmed(text, {whole.begin + static_cast<std::uint32_t>(part.begin),
                                     whole.begin + static_cast<std::uint32_t>(part.end)});
    made.push_back({span, part.kind});
    if (part.dated) page.opening = span;
    if (part.credited) page.credits.push_back(span);
  }
  made.push_back(
      {trimmed(text, {whole.begin + static_cast<std::uint32_t>(parts.back().end), whole.end}), BlockKind::body});
  const auto at = page.blocks.erase(body);
  page.blocks.insert(at, made.begin(), made.end());
}

std::optional<Dateline> dateline_at(std::string_view text, Span paragraph, std::string& agency) {
  const Patterns& patterns = Patterns::english();
  agency.clear();
  const std::string_view line = slice(text, paragraph).substr(0, 160);
  for (const bool capitals : {true, false}) {
    std::size_t end = place_words(line, 0, capitals, 4);
    if (end < 3 || patterns.is_label(line.substr(0, end))) continue;
    if (patterns.is_label(line.substr(0, std::min(line.find(' '), end)))) continue;
    // The region after a comma belongs to the place; an agency after a comma does not.
    std::size_t at = end;
    std::string_view slug;
    std::size_t length = 0;
    for (int i = 0; i < 2 && line.substr(at).starts_with(", "); ++i) {
      if (const std::string_view found = patterns.agency_at(line, at + 2, length); !found.empty()) {
        slug = found;
        at += 2 + length;
        break;
      }
      if (const auto date = date_at(line, at + 2)) {
        at = date->span.end;
        continue;
      }
      const std::size_t region = place_words(line, at + 2, false, 3);
      if (region == at + 2) break;
      // A date without its year: "KYIV, Dec 1 (Agency) -".
      std::size_t day = skip(line, region, " ");
      std::size_t digits = day;
      while (digits < line.size() && is_digit(line[digits])) ++digits;
      if (digits > day && digits - day <= 2) {
        at = digits;
        continue;
      }
      end = region;
      at = region;
    }
    at = skip(line, at, " ");
    if (slug.empty() && at < line.size() && line[at] == '(') {
      const std::size_t close = line.find(')', at);
      if (close == std::string_view::npos) continue;
      slug = patterns.agency(line.substr(at + 1, close - at - 1));
      // An agency that is not known is one where it stands in capitals between a place in capitals and a dash.
      if (slug.empty() && !(capitals && place_words(line, at + 1, false, 3) == close)) continue;
      at = skip(line, close + 1, " ");
    }
    const std::size_t dash = dash_at(line, at);
    const bool colon = at < line.size() && line[at] == ':' && at + 1 < line.size() && line[at + 1] == ' ';
    // A lone dash or colon makes a dateline only of capitals; an agency in brackets does alone.
    const bool spaced = dash > 0 && (at == 0 || line[at - 1] == ' ' || dash > 1 || !slug.empty());
    const bool closed =
        !slug.empty() ? (dash > 0 || colon || line[at > 1 ? at - 2 : 0] == ')' || line[at > 0 ? at - 1 : 0] == ')')
                      : capitals && (spaced || colon);
    if (!closed) continue;
    const std::size_t next = skip(line, at + (colon ? 1 : dash), " ");
    if (!sentence_may_start(line, next)) continue;
    agency = slug;
    const Span span{paragraph.begin, paragraph.begin + static_cast<std::uint32_t>(end)};
    return Dateline{std::string(slice(text, span)), span, {}};
  }
  return std::nullopt;
}

Masthead read_masthead(std::string_view text, const Page& page) {
  Masthead masthead;
  std::vector<Candidate> candidates;
  const auto add_dates = [&](Span span, bool opening) {
    const auto dates = dates_in(slice(text, span));
    if (dates.empty()) return;
    // A line with two is "published …, updated …": the first is when it was published.
    Candidate candidate{dates.front(), opening};
    candidate.date.span.begin += span.begin;
    candidate.date.span.end += span.begin;
    candidates.push_back(candidate);
  };
  if (!page.opening.empty()) add_dates(page.opening, true);
  for (const Span span : page.mastheads) add_dates(span, false);

  for (const Span span : page.bylines) {
    if (masthead.author.empty()) masthead.author = author_of(slice(text, span));
    add_agencies_in(plain_line(slice(text, span)), masthead.agencies);
  }
  int paragraphs = 0;
  std::string_view last;
  for (const Block& block : page.blocks) {
    if (block.kind != BlockKind::body) continue;
    last = slice(text, block.span);
    if (++paragraphs > 3 || masthead.dateline) continue;
    std::string agency;
    masthead.dateline = dateline_at(text, block.span, agency);
    if (masthead.dateline) {
      add_once(masthead.agencies, agency);
      if (candidates.empty()) {
        const auto dates = dates_in(last.substr(0, 80), 60);
        const std::uint32_t at = block.span.begin;
        if (!dates.empty() && dates.front().span.begin < masthead.dateline->span.size() + 4) {
          Candidate candidate{dates.front(), true};
          candidate.date.span = {at + dates.front().span.begin, at + dates.front().span.end};
          candidates.push_back(candidate);
        }
      }
    }
  }
  for (const Span span : page.credits) add_agencies_in(slice(text, span), masthead.agencies);
  add_once(masthead.agencies, closing_credit(last));

  if (candidates.empty()) {
    if (page.origin.empty()) return masthead;
    if (auto date = date_in_name(slice(text, page.origin))) {
      const Span span{page.origin.begin + date->span.begin, page.origin.begin + date->span.end};
      masthead.published = Published{date->day, span, Provenance::url, TimePrecision::day};
    }
    return masthead;
  }
  // A day and month that can be read two ways are settled by any other date that agrees with one of them.
  Candidate& chosen = candidates.front();
  for (Candidate& one : candidates) {
    for (const Candidate& two : candidates) {
      if (&one != &two && one.date.other && *one.date.other == two.date.day) one.date.day = two.date.day;
      if (&one != &two && one.date.day == two.date.day) one.date.other.reset();
    }
  }
  masthead.published = Published{chosen.date.day, chosen.date.span, Provenance::text, TimePrecision::day};
  if (chosen.date.other) {
    masthead.notes.push_back({"date-order", std::string(slice(text, chosen.date.span)) + " was read as " +
                                                to_string(chosen.date.day) + "; it could be " +
                                                to_string(*chosen.date.other)});
  }
  const auto differs = std::find_if(candidates.begin(), candidates.end(),
                                    [&](const Candidate& c) { return c.date.day != chosen.date.day; });
  if (differs != candidates.end()) {
    masthead.notes.push_back(
        {"date-conflict", "the text gives " + to_string(chosen.date.day) + " and " + to_string(differs->date.day) +
                              "; " + to_string(chosen.date.day) + " was taken" +
                              (chosen.opening ? ", as it opens the report" : ", as it comes first")});
  }
  return masthead;
}

}  // namespace histor
