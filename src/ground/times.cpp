// Two passes: the first reads every sentence and learns what kind of text this is (a report of its own days, or a
// history of other days; which way it writes 03/04/2024); the second grounds the expressions in order, carrying the
// time told of.

#include "ground/times.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "ground/times_grammar.hpp"
#include "ground/times_lexicon.hpp"
#include "ground/times_resolve.hpp"

namespace histor {
namespace {

using times::Expression;
using times::Found;
using times::Grain;
using times::Kind;
using times::Piece;
using times::Relation;
using times::Stamp;
using times::WordClass;

/// One sentence's expressions and the pieces they were read from.
struct Read {
  std::uint32_t sentence = 0;  ///< index into AnalysedText::sentences
  std::vector<Piece> pieces;
  times::Parse parse;
};

std::vector<Read> read_all(std::string_view text, const AnalysedText& analysed) {
  times::prepare();
  std::vector<Read> out;
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < analysed.sentences.size(); ++i) {
    pieces.clear();
    times::cut(text, analysed, analysed.sentences[i], pieces);
    times::Parse parse = times::parse(pieces);
    if (parse.found.empty()) continue;
    out.push_back({static_cast<std::uint32_t>(i), pieces, std::move(parse)});
  }
  return out;
}

template <class F>
void for_each_said(const std::vector<Read>& reads, F&& visit) {
  for (const Read& read : reads) {
    for (const Found& found : read.parse.found) visit(found.expression);
    for (const Expression& child : read.parse.children) visit(child);
  }
}

/// A text whose years are mostly other than its own, and that does not speak of days as a report does, tells a history:
/// its "April" is that of the year it has come to.
bool tells_history(const std::vector<Read>& reads, std::optional<Day> document_date) {
  if (!document_date) return true;
  constexpr int recent_days = 90;
  const int own = static_cast<int>(std::chrono::year_month_day{*document_date}.year());
  int far = 0;
  int near = 0;
  for_each_said(reads, [&](const Expression& said) {
    const bool reports = said.kind == Kind::deictic || said.weekday != 0 || said.direction == times::Direction::ago ||
                         said.relation == Relation::last || said.relation == Relation::current;
    if (said.year != 0 && said.month != 0) {
      const Stamp month{.grain = Grain::month, .year = said.year, .month = said.month};
      const auto days = times::days_of(month);
      const bool recent = days && days->last >= *document_date - std::chrono::days{recent_days};
      ++(recent ? near : far);
    } else if (said.year != 0) {
      ++(said.year < own ? far : near);
    } else if (reports) {
      ++near;
    }
  });
  return far >= 6 && far > 2 * near;
}

/// "16/05/2016" tells how "03/04/2016" is meant, if nothing tells the other way.
std::optional<bool> writes_day_first(const std::vector<Read>& reads, std::string_view text) {
  bool day_first = false;
  bool month_first = false;
  for_each_said(reads, [&](const Expression& said) {
    if (said.kind != Kind::calendar || said.day == 0 || said.month == 0 || said.either_order) return;
    const std::string_view words = slice(text, said.span);
    const std::size_t slash = words.find('/');
    if (slash == std::string_view::npos || slash == 0 || slash > 2 || said.day == said.month) return;
    int leading = 0;
    for (const char c : words.substr(0, slash)) {
      if (c < '0' || c > '9') return;
      leading = leading * 10 + (c - '0');
    }
    (leading == said.day ? day_first : month_first) = true;
  });
  if (day_first == month_first) return std::nullopt;
  return day_first;
}

/// Whether the words before the expression look ahead: "will reopen on Monday", but not "will reopen, he said on
/// Monday".
bool looks_ahead(const Read& read, const Found& found) {
  for (std::uint32_t at = found.begin; at > 0; --at) {
    const Piece& piece = read.pieces[at - 1];
    if (piece.is(WordClass::report_cue)) return false;
    if (piece.is(WordClass::ahead_cue)) return true;
  }
  return false;
}

TimeType type_of(const Expression& said, const times::Parse& parse) {
  switch (said.kind) {
    case Kind::duration:
    case Kind::window:
      return TimeType::duration;
    case Kind::set:
      return TimeType::set;
    case Kind::clock:
    case Kind::part:
      return TimeType::time;
    case Kind::since:
    case Kind::interval:
      return type_of(parse.children[said.first], parse);
    default:
      return said.clock >= 0 || said.part != times::Part::none ? TimeType::time : TimeType::date;
  }
}

std::string clock_words(int minutes) {
  std::string out = "00:00";
  out[0] = static_cast<char>('0' + minutes / 600);
  out[1] = static_cast<char>('0' + minutes / 60 % 10);
  out[3] = static_cast<char>('0' + minutes % 60 / 10);
  out[4] = static_cast<char>('0' + minutes % 10);
  return out;
}

/// The time told of, and where it was told.
struct Told {
  Stamp stamp;
  std::uint32_t sentence = 0;
  std::uint32_t block = 0;
  bool with_year = false;  ///< the words gave the year
  bool heads = false;      ///< in a line that heads what follows
};

class Teller {
 public:
  Teller(const AnalysedText& analysed, const TimeContext& context, bool history, std::optional<bool> day_first)
      : analysed_(analysed), history_(history) {
    anchor_.document = context.document_date;
    anchor_.narrative = history;
    anchor_.day_first = day_first;
  }

  void tell(const Read& read, std::vector<TimeMention>& out) {
    for (std::size_t i = 0; i < read.parse.found.size(); ++i) {
      const Found& found = read.parse.found[i];
      const times::Grounded grounded = ground(read, i);
      remember(read, found.expression, grounded);
      out.push_back(mention(read, found, grounded));
    }
  }

 private:
  /// How far back the words reach for the time told of.
  enum class Reach { sentence, block, text };

  static Reach reach_of(const Expression& said) {
    switch (said.kind) {
      case Kind::relation:
      case Kind::part:
      case Kind::window:
        return said.relation == Relation::previous ? Reach::block : Reach::text;
      case Kind::shift:
        return said.direction == times::Direction::later ? Reach::text : Reach::block;
      default:
        return Reach::sentence;
    }
  }

  [[nodiscard]] bool in_reach(const Read& read, Reach reach) const {
    if (!told_) return false;
    if (history_ || section_ || reach == Reach::text) return true;
    if (reach == Reach::block) return told_->block == analysed_.sentences[read.sentence].block;
    return told_->sentence == read.sentence;
  }

  times::Grounded ground(const Read& read, std::size_t index) {
    const Found& found = read.parse.found[index];
    const Expression& said = found.expression;
    anchor_.ahead = looks_ahead(read, found);
    anchor_.told.reset();
    anchor_.told_month.reset();
    anchor_.year_is_nearer = false;
    leave_section(read.sentence);
    anchor_.narrative = history_ || section_.has_value();
    if (in_reach(read, reach_of(said))) {
      anchor_.told = told_->stamp;
      if (told_month_ && (history_ || section_ || told_month_->sentence == read.sentence)) {
        anchor_.told_month = told_month_->stamp;
        const std::uint32_t block = analysed_.sentences[read.sentence].block;
        anchor_.year_is_nearer =
            told_->stamp.grain == Grain::year && told_month_->block != block && (told_->block == block || told_->heads);
      }
      // In one sentence a date with its year lends it: "between 5 November 2005 and the raids of 9 December".
      const bool dated = told_->stamp.grain >= Grain::month && told_->with_year && told_->sentence == read.sentence;
      if (said.kind == Kind::calendar && said.month != 0 && dated) anchor_.narrative = true;
    }
    // A glance at another year does not lead out of the one that the heading names.
    const bool glanced = section_ && said.kind == Kind::calendar && told_ && told_->sentence != read.sentence &&
                         looked_beyond(*told_->stamp.year, *section_->stamp.year);
    if (glanced) {
      anchor_.told = section_->stamp;
      anchor_.told_month.reset();
    }
    if (said.kind == Kind::clock && (!told_ || told_->sentence != read.sentence)) {
      // "at 5:34 a.m. local time on 20 March": the day comes after.
      for (std::size_t next = index + 1; next < read.parse.found.size(); ++next) {
        const Expression& other = read.parse.found[next].expression;
        if (other.kind != Kind::calendar && other.kind != Kind::deictic) continue;
        if (const auto stamp = times::ground(other, read.parse, anchor_).stamp) {
          if (stamp->grain == Grain::day) anchor_.told = stamp;
          break;
        }
      }
    }
    return times::ground(said, read.parse, anchor_);
  }

  /// The next heading ends what a heading has begun.
  void leave_section(std::uint32_t sentence) {
    while (section_ && seen_ < sentence) {
      ++seen_;
      if (seen_ > section_->sentence && analysed_.sentences[seen_].kind == BlockKind::heading) section_.reset();
    }
    seen_ = sentence;
  }

  /// A history goes on from year to year; from one well behind its heading it comes back.
  [[nodiscard]] bool looked_beyond(int told, int section) const {
    constexpr int years = 3;
    return history_ ? told - section >= years : told != section;
  }

  /// A short line that does not end as a sentence does.
  [[nodiscard]] static bool is_heading(const Read& read) {
    constexpr std::size_t longest_heading = 12;
    return read.pieces.size() <= longest_heading && read.pieces.back().kind != times::PieceKind::mark;
  }

  void remember(const Read& read, const Expression& said, const times::Grounded& grounded) {
    if (!grounded.stamp || !grounded.stamp->year || said.kind == Kind::set) return;
    if ((history_ || section_) && said.kind == Kind::deictic) return;
    // "2004: the siege": what follows tells of that year, until a heading has this one.
    if (anchor_.document && said.year != 0 && is_heading(read)) {
      const int own = static_cast<int>(std::chrono::year_month_day{*anchor_.document}.year());
      section_.reset();
      if (said.year < own)
        section_ = Told{*grounded.stamp, read.sentence, analysed_.sentences[read.sentence].block, true, true};
    }
    told_ = Told{*grounded.stamp, read.sentence, analysed_.sentences[read.sentence].block, said.year != 0,
                 is_heading(read)};
    if (told_->stamp.month != 0) told_month_ = told_;
  }

  static TimeMention mention(const Read& read, const Found& found, const times::Grounded& grounded) {
    const Expression& said = found.expression;
    TimeMention out;
    out.span = said.span;
    out.first_token = read.pieces[found.begin].token;
    out.token_end = read.pieces[found.end - 1].token + 1;
    out.type = type_of(said, read.parse);
    out.value = grounded.value;
    out.start = grounded.start;
    out.end = grounded.end;
    out.open_end = grounded.open_end;
    out.precision = grounded.precision;
    if (grounded.clock >= 0) out.clock = clock_words(grounded.clock);
    out.anchored = grounded.anchored;
    if (said.kind == Kind::interval) {
      const auto end = [&](std::uint32_t child, const times::GroundedEnd& one) {
        out.ends.push_back({read.parse.children[child].span, one.value, one.start, one.end, one.precision});
      };
      end(said.first, grounded.from);
      end(said.second, grounded.to);
    }
    return out;
  }

  const AnalysedText& analysed_;
  bool history_;
  std::uint32_t seen_ = 0;       ///< the sentence read last
  std::optional<Told> section_;  ///< the other year that a heading has put what follows into
  times::Anchor anchor_;
  std::optional<Told> told_;
  std::optional<Told> told_month_;  ///< the last to the month or finer
};

}  // namespace

std::vector<TimeMention> find_times(std::string_view text, const AnalysedText& analysed, const TimeContext& context) {
  const std::vector<Read> reads = read_all(text, analysed);
  TimeContext known = context;
  if (known.document_date && day_from(to_string(*known.document_date)) != known.document_date)
    known.document_date.reset();  // no such year
  Teller teller(analysed, known, tells_history(reads, known.document_date), writes_day_first(reads, text));
  std::vector<TimeMention> out;
  for (const Read& read : reads) teller.tell(read, out);
  return out;
}

}  // namespace histor
