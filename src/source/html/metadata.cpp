// One walk over the elements gathers what each states; then the best of each is taken.

#include "source/html/metadata.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "base/ascii.hpp"
#include "source/dates.hpp"
#include "source/html/entities.hpp"
#include "source/html/evidence.hpp"
#include "source/html/hints.hpp"

namespace histor::html {
namespace {

using ascii::is_digit;
using ascii::is_letter;

std::string_view trimmed_blanks(std::string_view words) {
  const auto blank = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; };
  while (!words.empty() && blank(words.front())) words.remove_prefix(1);
  while (!words.empty() && blank(words.back())) words.remove_suffix(1);
  return words;
}

std::string one_line(std::string_view words) {
  std::string out;
  for (std::size_t i = 0; i < words.size();) {
    if (const std::size_t blank = blank_at(words, i)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      i += blank;
    } else {
      out += words[i++];
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool holds_any(std::string_view name, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [name](std::string_view part) { return name.find(part) != std::string_view::npos; });
}

// How far the name of a meta element can be trusted to mean the day of publication (less is better); -1: it does not.
int published_rank(std::string_view bare_name) {
  if (holds_any(bare_name, {"modif", "update", "expire", "expir", "cached"})) return -1;
  if (holds_any(bare_name, {"articlepublished", "datepublished", "publishedtime"})) return 1;
  if (holds_any(bare_name, {"pubdate", "publishdate", "publicationdate", "articledate", "postdate", "publisheddate",
                            "publishtime", "dcdateissued", "dctermsissued"})) {
    return 2;
  }
  for (const std::string_view plain :
       {"date", "pdate", "dcdate", "dctermsdate", "dctermscreated", "sailthrudate", "daterelease", "releasedate",
        "dccreated", "dcdatecreated", "articlecreated", "datecreated"}) {
    if (bare_name == plain) return 3;
  }
  return -1;
}

bool is_update_name(std::string_view bare_name) {
  return holds_any(bare_name,
                   {"modifiedtime", "datemodified", "updatedtime", "lastmod", "articlemodified", "dctermsmodified",
                    "dcdatemodified", "updateddate", "dateupdated", "revisiondate", "modifieddate", "dcmodified"});
}

// The first day in `value`, which stands at `span` of the page where no reference in it has moved its bytes.
std::optional<DateFound> date_in(std::string_view value, Span span, int rank) {
  DateFound out;
  out.rank = rank;
  out.date.captured = span;
  const bool in_place = span.size() == value.size();
  const auto at = [&](Span part) {
    if (in_place) out.date.captured = {span.begin + part.begin, span.begin + part.end};
  };
  const std::string_view digits = trimmed_blanks(value);
  if (digits.size() == 8 && std::all_of(digits.begin(), digits.end(), is_digit)) {
    const std::string iso =
        std::string(digits.substr(0, 4)) + "-" + std::string(digits.substr(4, 2)) + "-" + std::string(digits.substr(6));
    const auto day = day_from(iso);
    if (!day || *day < Day{std::chrono::year{1900} / 1 / 1}) return std::nullopt;
    out.date.day = *day;
    return out;
  }
  // "2019-11-19T11:00": the letter would make the day a part of a word.
  std::string plain(value.substr(0, 200));
  for (std::size_t i = 10; i < plain.size(); ++i) {
    if ((plain[i] == 'T' || plain[i] == '@') && is_digit(plain[i - 1])) plain[i] = ' ';
  }
  const auto dates = dates_in(plain, plain.size());
  if (dates.empty()) return std::nullopt;
  out.date.day = dates.front().day;
  at(dates.front().span);
  out.timed = plain.find(':') != std::string::npos;
  out.in_utc = plain.ends_with("Z") || plain.ends_with("+00:00") || plain.ends_with("+0000") ||
               plain.find("GMT+0000") != std::string::npos || plain.find("UTC") != std::string::npos ||
               plain.ends_with("GMT");
  return out;
}

std::string language_in(std::string_view value) {
  value = trimmed_blanks(value);
  std::string out;
  for (const char c : value) {
    if (!is_letter(c)) break;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return out.size() == 2 ? out : std::string{};
}

bool is_web_address(std::string_view url) {
  const std::string_view head = url.substr(0, 8);
  const auto begins = [head](std::string_view with) {
    return head.size() >= with.size() && std::equal(with.begin(), with.end(), head.begin(), [](char a, char b) {
             return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b);
           });
  };
  return begins("http://") || begins("https://");
}

std::string_view host_of(std::string_view url) {
  const std::size_t at = url.find("://");
  if (at == std::string_view::npos) return {};
  url.remove_prefix(at + 3);
  return url.substr(0, url.find_first_of("/:?#"));
}

constexpr std::size_t most_dates = 64;       // of each kind; a page that states more is a list
constexpr std::size_t longest_value = 2000;  // bytes of an attribute that is read as words
constexpr std::size_t longest_outlet = 120;  // bytes

// What parts a headline from the outlet's name, as pages write it.
constexpr std::array<std::string_view, 16> separators{
    " | ",       " - ",       " – ",       " — ",       " :: ",      " » ",      " · ",      " • ",
    " &#8211; ", " &mdash; ", " &ndash; ", " &#8212; ", " &raquo; ", " &#124; ", " &bull; ", " &middot; "};

class Gatherer {
 public:
  explicit Gatherer(const Tree& tree) : tree_(tree) {}

  Metadata gather() {
    for (std::uint32_t n = 1; n < tree_.nodes.size(); ++n) ask(n);
    settle();
    return std::move(out_);
  }

 private:
  [[nodiscard]] Span span_of(std::uint32_t n, Attribute name) const {
    const Token::Value* value = tree_.find(n, name);
    return value != nullptr ? value->span : Span{};
  }

  void ask(std::uint32_t n) {
    const Node& node = tree_.nodes[n];
    switch (node.tag) {
      case Tag::html:
        if (language_.empty()) language_ = language_in(tree_.raw(n, Attribute::lang));
        break;
      case Tag::meta:
        meta(n);
        break;
      case Tag::link:
        if (canonical_.empty() && span_of(n, Attribute::rel).size() <= longest_value &&
            same_words(tree_.raw(n, Attribute::rel), "canonical")) {
          canonical_ = tree_.value(n, Attribute::href);
        }
        break;
      case Tag::title:
        if (head_title_.empty() && n + 1 < node.end && tree_.nodes[n + 1].span.size() <= longest_value)
          head_title_ = tree_.nodes[n + 1].span;
        break;
      case Tag::script:
        if (n + 1 < node.end && tree_.raw(n, Attribute::type).find("ld+json") != std::string_view::npos) linked(n + 1);
        break;
      case Tag::time:
        if (tree_.has(n, Attribute::datetime)) {
          const std::string_view kind = tree_.raw(n, Attribute::itemprop);
          if (kind.find("datePublished") != std::string_view::npos) property(n, Attribute::datetime, 4, out_.published);
          if (kind == "dateModified") property(n, Attribute::datetime, 4, out_.updated);
        }
        break;
      default:
        if (node.tag != Tag::text && node.value_count > 0) element(n);
    }
  }

  void element(std::uint32_t n) {
    const std::string_view kind = tree_.raw(n, Attribute::itemprop);
    if (kind == "datePublished" && tree_.has(n, Attribute::content)) {
      property(n, Attribute::content, 4, out_.published);
    }
    const bool names_author = kind == "author" || same_words(tree_.raw(n, Attribute::rel), "author");
    if (names_author && author_beside_.empty()) {
      std::string words;
      const std::uint32_t end = std::min(tree_.nodes[n].end, n + 24);
      for (std::uint32_t i = n + 1; i < end; ++i) {
        if (tree_.nodes[i].tag == Tag::text) words += std::string(slice(tree_.html, tree_.nodes[i].span)) + " ";
        if (words.size() > 200) break;
      }
      words = one_line(resolved(words, false));
      if (words.size() < 80) author_beside_ = std::move(words);
    }
  }

  static void add(const std::optional<DateFound>& date, std::vector<DateFound>& to) {
    if (date && to.size() < most_dates) to.push_back(*date);
  }

  void property(std::uint32_t n, Attribute name, int rank, std::vector<DateFound>& to) {
    // Comments bear dates of publication too; the report's comes first.
    if (std::any_of(to.begin(), to.end(), [rank](const DateFound& other) { return other.rank == rank; })) return;
    add(date_in(tree_.value(n, name), span_of(n, name), rank), to);
  }

  void meta(std::uint32_t n) {
    const Span span = span_of(n, Attribute::content);
    if (span.empty() || span.size() > longest_value) return;
    const std::string content = one_line(tree_.value(n, Attribute::content));
    if (content.empty()) return;
    for (const Attribute by : {Attribute::property, Attribute::name, Attribute::itemprop, Attribute::http_equiv}) {
      const std::string_view raw = tree_.raw(n, by);
      if (raw.empty()) continue;
      const std::string name = bare(raw);
      const auto take = [&](std::string_view wanted, std::string& to) {
        if (name == wanted && to.empty()) to = content;
      };
      if (name == "ogtitle" && og_title_.empty()) og_title_ = span;
      if (name == "twittertitle" && twitter_title_.empty()) twitter_title_ = span;
      take("ogsitename", site_);
      take("applicationname", application_);
      take("ogurl", og_url_);
      take("oglocale", locale_);
      take("contentlanguage", locale_);
      take("dclanguage", locale_);
      take("author", author_);
      take("articleauthor", author_);
      take("dccreator", author_);
      take("parselyauthor", author_);
      take("sailthruauthor", author_);
      take("byl", author_);
      if (const int rank = published_rank(name); rank > 0) {
        add(date_in(tree_.value(n, Attribute::content), span, rank), out_.published);
        return;
      }
      if (is_update_name(name)) {
        add(date_in(tree_.value(n, Attribute::content), span, 1), out_.updated);
        return;
      }
    }
  }

  void linked(std::uint32_t text) {
    const Span span = tree_.nodes[text].span;
    const std::size_t published = linked_.published.size();
    const std::size_t modified = linked_.modified.size();
    read_linked_data(slice(tree_.html, span), linked_);
    const auto take = [&](const std::vector<LinkedData::Dated>& from, std::size_t begin, std::vector<DateFound>& to) {
      for (std::size_t i = begin; i < from.size(); ++i) {
        const bool known = !from[i].span.empty();
        const Span place = known ? Span{span.begin + from[i].span.begin, span.begin + from[i].span.end} : span;
        // The first article of a page is its own; others may be what it points to.
        add(date_in(from[i].value, place, i == 0 ? 0 : 5), to);
      }
    };
    take(linked_.published, published, out_.published);
    take(linked_.modified, modified, out_.updated);
  }

  [[nodiscard]] bool names_outlet(std::string_view words) const {
    const std::string plain = bare(resolved(words, true));
    if (plain.empty()) return true;
    if (plain.size() > longest_outlet) return false;
    const std::string outlet = bare(std::string_view(out_.outlet).substr(0, longest_outlet));
    if (!outlet.empty() && (outlet.find(plain) != std::string::npos || plain.find(outlet) != std::string::npos)) {
      return true;
    }
    const std::string host = bare(host_of(out_.url));
    return plain.size() >= 3 && !host.empty() && host.find(plain) != std::string::npos;
  }

  // The part of a title without the outlet's name at its end or its start.
  [[nodiscard]] Span without_outlet(Span span, bool by_custom) {
    std::string_view words = slice(tree_.html, span);
    for (int round = 0; round < 3; ++round) {
      std::size_t cut = std::string_view::npos;
      std::size_t length = 0;
      std::size_t head = std::string_view::npos;
      std::size_t head_length = 0;
      for (const std::string_view mark : separators) {
        const std::size_t at = words.rfind(mark);
        if (at != std::string_view::npos && (cut == std::string_view::npos || at > cut)) {
          cut = at;
          length = mark.size();
        }
        const std::size_t first = words.find(mark);
        if (first < head) {
          head = first;
          head_length = mark.size();
        }
      }
      if (cut == std::string_view::npos || cut == 0) break;
      const std::string_view tail = words.substr(cut + length);
      const bool bar = slice(tree_.html, span).substr(cut, length) == " | ";
      if (names_outlet(tail) || (by_custom && bar && tail.size() < 40)) {
        if (out_.outlet.empty()) out_.outlet = one_line(resolved(tail, false));
        words = words.substr(0, cut);
      } else if (head < cut && names_outlet(words.substr(0, head))) {
        span.begin += static_cast<std::uint32_t>(head + head_length);
        words.remove_prefix(head + head_length);
      } else {
        break;
      }
    }
    const std::string_view clean = trimmed_blanks(words);
    span.begin += static_cast<std::uint32_t>(clean.data() - slice(tree_.html, span).data());
    span.end = span.begin + static_cast<std::uint32_t>(clean.size());
    return span;
  }

  // A byline's name: without "By", and without what a bar or a date parts from it.
  static std::string writer_in(std::string_view line) {
    if (line.substr(0, 1) == "@") return std::string(line);
    const std::size_t blank = line.find(' ');
    if (blank != std::string_view::npos && HintTable::built_in().leads_byline(line.substr(0, blank))) {
      line.remove_prefix(blank + 1);
    }
    line = line.substr(0, line.find(" | "));
    if (const auto dates = dates_in(line, line.size()); !dates.empty()) line = line.substr(0, dates.front().span.begin);
    line = trimmed_blanks(line);
    while (line.ends_with(',') || line.ends_with('-') || line.ends_with('|')) {
      line = trimmed_blanks(line.substr(0, line.size() - 1));
    }
    return std::string(line);
  }

  void settle() {
    for (const std::string* url : {&canonical_, &og_url_, &linked_.url}) {
      const std::string_view plain = trimmed_blanks(*url);
      if (out_.url.empty() && is_web_address(plain) && plain.size() <= longest_value) out_.url = std::string(plain);
    }
    for (const std::string* outlet : {&site_, &linked_.publisher, &application_, &linked_.organization}) {
      if (out_.outlet.empty() && !is_web_address(*outlet)) out_.outlet = one_line(*outlet);
    }
    for (const std::string* author : {&linked_.author, &author_, &author_beside_}) {
      if (out_.author.empty() && !author->empty() && !is_web_address(*author) && author->size() < 200) {
        out_.author = writer_in(one_line(*author));
      }
    }
    out_.language = language_;
    for (const std::string* language : {&locale_, &linked_.language}) {
      if (out_.language.empty()) out_.language = language_in(*language);
    }
    out_.body = std::move(linked_.body);
    Span title = og_title_.empty() ? twitter_title_ : og_title_;
    const bool of_head = title.empty();
    if (of_head) title = head_title_;
    if (!title.empty()) {
      title = without_outlet(title, of_head);
      out_.title = {one_line(resolved(slice(tree_.html, title), false)), title};
    }
    if (out_.title.text.empty() && linked_.headline.size() <= longest_value) {
      out_.title = {one_line(linked_.headline), {}};
    }
    const auto by_rank = [](const DateFound& a, const DateFound& b) { return a.rank < b.rank; };
    std::stable_sort(out_.published.begin(), out_.published.end(), by_rank);
    std::stable_sort(out_.updated.begin(), out_.updated.end(), by_rank);
  }

  const Tree& tree_;
  Metadata out_;
  LinkedData linked_;
  std::string language_;
  std::string canonical_;
  std::string og_url_;
  std::string site_;
  std::string application_;
  std::string locale_;
  std::string author_;
  std::string author_beside_;
  Span og_title_;
  Span twitter_title_;
  Span head_title_;
};

constexpr std::size_t passages_above = 8;  // around a headline in which its date line may stand
constexpr std::size_t passages_below = 14;
constexpr std::uint32_t longest_date_line = 40;  // words

// Dates that stand beside the headline, in words or as the page's own mark of time.
std::vector<DateFound> dates_beside(const Metadata& metadata, const Tree& tree, const Passages& passages,
                                    const Article& article) {
  std::vector<DateFound> out;
  const std::size_t count = passages.all.size();
  const auto headline = std::find(article.roles.begin(), article.roles.end(), Role::headline);
  const auto is_text = [&](std::size_t i) { return article.roles[i] == Role::body || article.roles[i] == Role::post; };
  std::size_t anchor = static_cast<std::size_t>(headline - article.roles.begin());
  if (anchor == count) {
    for (anchor = 0; anchor < count && !is_text(anchor);) ++anchor;
  }
  const std::size_t first = anchor > passages_above ? anchor - passages_above : 0;
  std::size_t bodies = 0;
  const auto ask = [&](std::size_t i) {
    const HtmlPassage& passage = passages.all[i];
    if (passage.words > longest_date_line) return;
    const std::string words = words_of(tree, passages, passage);
    for (const WrittenDate& written : dates_in(words, words.size())) {
      DateFound found;
      found.date.day = written.day;
      // Outside English, slashes stand behind the day.
      if (written.other && !metadata.language.empty() && metadata.language != "en" &&
          words.substr(written.span.begin, written.span.size()).find('/') != std::string::npos) {
        found.date.day = *written.other;
      }
      found.date.captured = passages.span(passage);
      out.push_back(found);
    }
  };
  // First what follows the headline, then what stands above it.
  for (std::size_t i = anchor; i < std::min(count, anchor + passages_below) && bodies < 2; ++i) {
    if (is_text(i)) {
      ++bodies;
    } else if (article.roles[i] != Role::caption) {
      ask(i);
    }
  }
  for (std::size_t i = anchor; i-- > first;) {
    if (!is_text(i) && article.roles[i] != Role::caption) ask(i);
  }
  return out;
}

}  // namespace

Metadata metadata_of(const Tree& tree) {
  return Gatherer(tree).gather();
}

Dates settle_dates(const Metadata& metadata, const Tree& tree, const Passages& passages, const Article& article) {
  using std::chrono::days;
  Dates out;
  if (!metadata.updated.empty()) out.updated = metadata.updated.front().date;
  const std::vector<DateFound> beside = dates_beside(metadata, tree, passages, article);
  const auto near = [](Day a, Day b) { return a - b <= days{1} && b - a <= days{1}; };
  if (metadata.published.empty()) {
    if (!beside.empty()) {
      out.published = beside.front().date;
      return out;
    }
    // Last, a mark of time beside the headline without words that could be read.
    for (std::uint32_t n = 1; n < tree.nodes.size(); ++n) {
      if (tree.nodes[n].tag != Tag::time || !tree.has(n, Attribute::datetime)) continue;
      const auto date = date_in(tree.value(n, Attribute::datetime), tree.find(n, Attribute::datetime)->span, 6);
      if (!date) continue;
      out.published = date->date;
      break;
    }
    return out;
  }
  const DateFound& stated = metadata.published.front();
  out.published = stated.date;
  // The head writes many dates in UTC; of the day before or after, what readers see is right.
  const auto same = std::find_if(beside.begin(), beside.end(),
                                 [&](const DateFound& seen) { return seen.date.day == stated.date.day; });
  if (same == beside.end()) {
    const auto seen = std::find_if(beside.begin(), beside.end(), [&](const DateFound& other) {
      return near(other.date.day, stated.date.day) && !(out.updated && out.updated->day == other.date.day);
    });
    if (seen != beside.end()) {
      out.published = seen->date;
    } else if (stated.in_utc) {
      const auto local =
          std::find_if(metadata.published.begin(), metadata.published.end(), [&](const DateFound& other) {
            return !other.in_utc && other.timed && near(other.date.day, stated.date.day) &&
                   other.date.day != stated.date.day && other.rank <= 3;
          });
      if (local != metadata.published.end()) out.published = local->date;
    }
  }
  for (const DateFound& other : metadata.published) {
    if (other.rank <= 3 && !near(other.date.day, out.published->day)) {
      out.notes.push_back({"date-conflict", "the page states " + to_string(out.published->day) + " and " +
                                                to_string(other.date.day) + " as its date; the first is taken"});
      break;
    }
  }
  return out;
}

}  // namespace histor::html
