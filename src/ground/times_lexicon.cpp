// The table of time words, and the cutting of tokens into pieces.

#include "ground/times_lexicon.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <deque>
#include <limits>
#include <string>
#include <unordered_map>

namespace histor::times {
namespace {

/// Whether a word plays its part in any spelling, or only with a capital ("May", "March", "Sun").
enum class Needs : std::uint8_t { nothing, capital };

struct Row {
  std::string_view words;  ///< apart by blanks
  WordClass word_class;
  int value;
  Needs needs = Needs::nothing;
};

template <class E>
constexpr int as_int(E value) {
  return static_cast<int>(value);
}

using enum WordClass;

constexpr std::array rows{
    Row{"january jan", month, 1, Needs::capital},
    Row{"february feb febuary shubat", month, 2, Needs::capital},
    Row{"march mar adhar", month, 3, Needs::capital},
    Row{"april apr nisan", month, 4, Needs::capital},
    Row{"may ayyar", month, 5, Needs::capital},
    Row{"june jun haziran huzayran", month, 6, Needs::capital},
    Row{"july jul tammuz tamuz", month, 7, Needs::capital},
    Row{"august aug ab", month, 8, Needs::capital},
    Row{"september sept sep aylul ailoul", month, 9, Needs::capital},
    Row{"october oct", month, 10, Needs::capital},
    Row{"november nov", month, 11, Needs::capital},
    Row{"december dec", month, 12, Needs::capital},

    Row{"jan", short_month, 1, Needs::capital},
    Row{"feb", short_month, 2, Needs::capital},
    Row{"mar", short_month, 3, Needs::capital},
    Row{"apr", short_month, 4, Needs::capital},
    Row{"jun", short_month, 6, Needs::capital},
    Row{"jul", short_month, 7, Needs::capital},
    Row{"aug", short_month, 8, Needs::capital},
    Row{"sep sept", short_month, 9, Needs::capital},
    Row{"oct", short_month, 10, Needs::capital},
    Row{"nov", short_month, 11, Needs::capital},
    Row{"dec", short_month, 12, Needs::capital},

    Row{"monday mon mondays", weekday, 1, Needs::capital},
    Row{"tuesday tue tues tuesdays", weekday, 2, Needs::capital},
    Row{"wednesday wed wednesdays", weekday, 3, Needs::capital},
    Row{"thursday thu thur thurs thursdays", weekday, 4, Needs::capital},
    Row{"friday fri fridays", weekday, 5, Needs::capital},
    Row{"saturday sat saturdays", weekday, 6, Needs::capital},
    Row{"sunday sun sundays", weekday, 7, Needs::capital},

    Row{"mondays tuesdays wednesdays thursdays fridays saturdays sundays", weekdays, 0, Needs::capital},

    Row{"minute", unit, as_int(Unit::minute)},
    Row{"hour", unit, as_int(Unit::hour)},
    Row{"day", unit, as_int(Unit::day)},
    Row{"week", unit, as_int(Unit::week)},
    Row{"month", unit, as_int(Unit::month)},
    Row{"year", unit, as_int(Unit::year)},
    Row{"decade", unit, as_int(Unit::decade)},
    Row{"century", unit, as_int(Unit::century)},
    Row{"seconds", units, as_int(Unit::second)},
    Row{"minutes mins", units, as_int(Unit::minute)},
    Row{"hours hrs", units, as_int(Unit::hour)},
    Row{"days", units, as_int(Unit::day)},
    Row{"weeks", units, as_int(Unit::week)},
    Row{"months", units, as_int(Unit::month)},
    Row{"years yrs", units, as_int(Unit::year)},
    Row{"decades", units, as_int(Unit::decade)},
    Row{"centuries", units, as_int(Unit::century)},

    Row{"zero", number, 0},
    Row{"one a an", number, 1},
    Row{"two", number, 2},
    Row{"three", number, 3},
    Row{"four", number, 4},
    Row{"five", number, 5},
    Row{"six", number, 6},
    Row{"seven", number, 7},
    Row{"eight", number, 8},
    Row{"nine", number, 9},
    Row{"ten", number, 10},
    Row{"eleven", number, 11},
    Row{"twelve dozen", number, 12},
    Row{"thirteen", number, 13},
    Row{"fourteen", number, 14},
    Row{"fifteen", number, 15},
    Row{"sixteen", number, 16},
    Row{"seventeen", number, 17},
    Row{"eighteen", number, 18},
    Row{"nineteen", number, 19},
    Row{"twenty", number, 20},
    Row{"thirty", number, 30},
    Row{"forty", number, 40},
    Row{"fifty", number, 50},
    Row{"sixty", number, 60},
    Row{"seventy", number, 70},
    Row{"eighty", number, 80},
    Row{"ninety", number, 90},
    Row{"hundred", scale, 100},
    Row{"thousand", scale, 1000},
    Row{"few several many some couple dozens numerous various countless", vague, 0},

    Row{"first", ordinal, 1},
    Row{"second", ordinal, 2},
    Row{"third", ordinal, 3},
    Row{"fourth", ordinal, 4},
    Row{"fifth", ordinal, 5},
    Row{"sixth", ordinal, 6},
    Row{"seventh", ordinal, 7},
    Row{"eighth", ordinal, 8},
    Row{"ninth", ordinal, 9},
    Row{"tenth", ordinal, 10},
    Row{"eleventh", ordinal, 11},
    Row{"twelfth", ordinal, 12},
    Row{"thirteenth", ordinal, 13},
    Row{"fourteenth", ordinal, 14},
    Row{"fifteenth", ordinal, 15},
    Row{"sixteenth", ordinal, 16},
    Row{"seventeenth", ordinal, 17},
    Row{"eighteenth", ordinal, 18},
    Row{"nineteenth", ordinal, 19},
    Row{"twentieth", ordinal, 20},
    Row{"thirtieth", ordinal, 30},

    Row{"spring springtime", season, as_int(Season::spring)},
    Row{"summer summertime", season, as_int(Season::summer)},
    Row{"autumn fall", season, as_int(Season::autumn)},
    Row{"winter wintertime", season, as_int(Season::winter)},

    Row{"morning", part, as_int(Part::morning)},
    Row{"dawn daybreak sunrise", part, as_int(Part::dawn)},
    Row{"noon midday", part, as_int(Part::noon)},
    Row{"afternoon", part, as_int(Part::afternoon)},
    Row{"evening dusk sunset", part, as_int(Part::evening)},
    Row{"night nighttime", part, as_int(Part::night)},
    Row{"midnight", part, as_int(Part::midnight)},
    Row{"overnight", part, as_int(Part::overnight)},
    Row{"mornings", parts, as_int(Part::morning)},
    Row{"afternoons", parts, as_int(Part::afternoon)},
    Row{"evenings", parts, as_int(Part::evening)},
    Row{"nights", parts, as_int(Part::night)},

    Row{"am", meridiem, 0},
    Row{"pm", meridiem, 12},
    Row{"gmt utc est edt cst cdt pst pdt bst cet cest eet eest msk ist jst", zone, 0},
    Row{"ad ce", era, 0, Needs::capital},
    Row{"bc bce", era, 1, Needs::capital},

    Row{"early beginning start onset outset opening", edge, as_int(Edge::start)},
    Row{"mid middle", edge, as_int(Edge::middle)},
    Row{"late end close closing", edge, as_int(Edge::end)},

    Row{"last past", relation, as_int(Relation::last)},
    Row{"this current", relation, as_int(Relation::current)},
    Row{"next coming upcoming", relation, as_int(Relation::next)},
    Row{"previous preceding prior", relation, as_int(Relation::previous)},
    Row{"same that", relation, as_int(Relation::same)},
    Row{"following subsequent ensuing succeeding", relation, as_int(Relation::following)},

    Row{"ago back", direction, as_int(Direction::ago)},
    Row{"earlier before previously beforehand prior", direction, as_int(Direction::earlier)},
    Row{"later after afterwards afterward", direction, as_int(Direction::later)},
    Row{"hence", direction, as_int(Direction::ahead)},

    Row{"yesterday yesterdays", deictic, 0},
    Row{"today todays", deictic, 1},
    Row{"tomorrow tomorrows", deictic, 2},

    Row{"christmas", holiday, 1225, Needs::capital},
    Row{"easter", holiday, 0, Needs::capital},
    Row{"thanksgiving", holiday, 1100, Needs::capital},

    Row{"now currently current nowadays presently", reference, as_int(Reference::present)},
    Row{"recently recent lately former formerly", reference, as_int(Reference::past)},

    Row{"hourly", frequency, as_int(Unit::hour)},
    Row{"daily", frequency, as_int(Unit::day)},
    Row{"weekly", frequency, as_int(Unit::week)},
    Row{"monthly", frequency, as_int(Unit::month)},
    Row{"yearly annually", frequency, as_int(Unit::year)},
    Row{"nightly", frequency, 100 + as_int(Part::night)},

    Row{"people persons civilians men women children soldiers troops fighters militants rebels insurgents officers "
        "policemen police prisoners detainees families houses homes buildings villages casualties deaths bodies "
        "victims "
        "dead wounded injured refugees residents inmates students workers members men tanks vehicles aircraft planes "
        "ships guns tons tonnes kilometres kilometers km miles metres meters feet yards acres hectares dollars euros "
        "pounds percent others strong cases shells bombs rockets missiles rounds weapons schools hospitals villagers "
        "protesters demonstrators migrants foreigners nationals citizens patients medics journalists activists "
        "individuals households volunteers recruits sorties hostages survivors boats tents units kg litres liters",
        counted, 0},
    Row{"war wars elections election uprising uprisings revolution coup conflict crisis invasion crackdown protests "
        "protest agreement agreements accord accords treaty ceasefire cease truce talks massacre massacres bombing "
        "bombings attack attacks siege offensive offensives campaign campaigns battle battles clashes riots riot "
        "genocide "
        "earthquake constitution referendum season budget census summit olympics report resolution law deal raid raids "
        "killings murder murders strike strikes operation operations insurgency rebellion occupation withdrawal "
        "demonstrations intervention famine floods flood fighting events film book highs levels",
        event, 0},

    Row{"in since until till during throughout year circa ca within early late mid spring summer autumn fall winter "
        "before "
        "after through between",
        year_cue, 0},
    Row{"of by from to into around about and or beyond up for over", weak_cue, 0},
    Row{"killed killing wounded injured than least most nearly almost some about over estimated total number "
        "roughly approximately exactly only nos no toll average population force army crowd sum",
        count_cue, 0},
    Row{"will shall scheduled due planned plans expected expects until upcoming next", ahead_cue, 0},
    Row{"march april may june august jan mar jun dec ab tammuz tamuz nisan mon tue wed thu fri sat sun", name_like, 0},
    Row{"the its his their this that a these those her our your", determiner, 0},
    Row{"and or to the in on at when that with by for was were is as had has have it he she they after before until "
        "through but while which who where would could did a an his its their there this only",
        follower, 0},
    Row{"said says told reported announced added warned stated confirmed wrote claimed was were had", report_cue, 0},
};

struct Meaning {
  WordClass word_class;
  Needs needs;
  int value;
};

class Lexicon {
 public:
  Lexicon() {
    meanings_.emplace_back();
    for (const Row& row : rows) {
      std::string_view rest = row.words;
      while (!rest.empty()) {
        const std::size_t blank = std::min(rest.find(' '), rest.size());
        if (blank > 0) {
          meanings_[add(rest.substr(0, blank))].push_back({row.word_class, row.needs, row.value});
        }
        rest.remove_prefix(std::min(blank + 1, rest.size()));
      }
    }
  }

  WordId add(std::string_view word) {
    const auto found = ids_.find(word);
    if (found != ids_.end()) return found->second;
    assert(meanings_.size() < std::numeric_limits<WordId>::max());
    const auto id = static_cast<WordId>(meanings_.size());
    words_.emplace_back(word);
    ids_.emplace(words_.back(), id);
    meanings_.emplace_back();
    return id;
  }

  [[nodiscard]] WordId find(std::string_view word) const {
    const auto found = ids_.find(word);
    return found == ids_.end() ? WordId{0} : found->second;
  }

  [[nodiscard]] const std::vector<Meaning>& meanings(WordId id) const { return meanings_[id]; }

 private:
  std::deque<std::string> words_;  // owns the keys of ids_; a deque, so that they stay where they are
  std::unordered_map<std::string_view, WordId> ids_;
  std::vector<std::vector<Meaning>> meanings_;
};

Lexicon& lexicon() {
  static Lexicon lexicon;
  return lexicon;
}

constexpr std::size_t longest_word = 24;

constexpr bool is_digit(unsigned char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_upper(unsigned char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_letter(unsigned char c) {
  return is_upper(c) || (c >= 'a' && c <= 'z') || c >= 0x80;
}

struct Mark {
  std::string_view as;  ///< the ASCII mark it stands for; " " for a blank
  std::uint32_t size;
};

/// The marks of print that stand for an ASCII one; size 0 where there is none here.
Mark printed_mark(std::string_view rest) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 13> marks{{{"\xE2\x80\x90", "-"},
                                                                                 {"\xE2\x80\x91", "-"},
                                                                                 {"\xE2\x80\x92", "-"},
                                                                                 {"\xE2\x80\x93", "-"},
                                                                                 {"\xE2\x80\x94", "-"},
                                                                                 {"\xE2\x88\x92", "-"},
                                                                                 {"\xE2\x80\x98", "'"},
                                                                                 {"\xE2\x80\x99", "'"},
                                                                                 {"\xE2\x80\x9C", "\""},
                                                                                 {"\xE2\x80\x9D", "\""},
                                                                                 {"\xC2\xA0", " "},
                                                                                 {"\xE2\x80\xAF", " "},
                                                                                 {"\xE2\x80\x89", " "}}};
  for (const auto& [bytes, as] : marks) {
    if (rest.substr(0, bytes.size()) == bytes) return {as, static_cast<std::uint32_t>(bytes.size())};
  }
  return {{}, 0};
}

void name_word(std::string_view text, Piece& piece) {
  piece.capital = is_upper(static_cast<unsigned char>(text[piece.span.begin]));
  if (piece.span.size() > longest_word) return;
  std::array<char, longest_word> buffer{};
  for (std::uint32_t i = 0; i < piece.span.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[piece.span.begin + i]);
    buffer[i] = static_cast<char>(is_upper(c) ? c + ('a' - 'A') : c);
  }
  const Lexicon& words = lexicon();
  piece.word = words.find(std::string_view(buffer.data(), piece.span.size()));
  for (const Meaning& meaning : words.meanings(piece.word)) {
    if (meaning.needs == Needs::capital && !piece.capital) continue;
    piece.classes |= bit(meaning.word_class);
  }
}

void name_digits(std::string_view text, Piece& piece) {
  std::uint64_t value = 0;
  for (std::uint32_t i = piece.span.begin; i < piece.span.end; ++i) {
    value = value * 10 + static_cast<std::uint64_t>(text[i] - '0');
    value = std::min<std::uint64_t>(value, std::numeric_limits<std::uint32_t>::max());
  }
  piece.number = static_cast<std::uint32_t>(value);
  piece.digits = static_cast<std::uint8_t>(std::min<std::uint32_t>(piece.span.size(), 255));
}

}  // namespace

WordId intern(std::string_view word) {
  return lexicon().add(word);
}

int value_of(const Piece& piece, WordClass c) {
  for (const Meaning& meaning : lexicon().meanings(piece.word)) {
    if (meaning.word_class == c) return meaning.value;
  }
  assert(false && "the piece does not play this part");
  return 0;
}

void cut(std::string_view text, const AnalysedText& analysed, const Sentence& sentence, std::vector<Piece>& out) {
  std::uint32_t last_end = std::numeric_limits<std::uint32_t>::max();
  const auto put = [&](Piece piece) {
    piece.glued = piece.span.begin == last_end;
    last_end = piece.span.end;
    out.push_back(piece);
  };
  for (std::uint32_t index = sentence.first_token; index < sentence.token_end; ++index) {
    const Token& token = analysed.tokens[index];
    if (token.kind != TokenKind::word && token.kind != TokenKind::number && token.kind != TokenKind::punct) {
      put({.span = token.span, .token = index});
      continue;
    }
    std::uint32_t at = token.span.begin;
    while (at < token.span.end) {
      const auto c = static_cast<unsigned char>(text[at]);
      Piece piece{.span = {at, at}, .token = index};
      if (c <= ' ') {
        ++at;
        continue;
      }
      const Mark mark = c >= 0x80 ? printed_mark(text.substr(at, token.span.end - at)) : Mark{{}, 0};
      if (mark.size > 0) {
        piece.span.end = at + mark.size;
        piece.kind = PieceKind::mark;
        piece.word = lexicon().find(mark.as);
        at = piece.span.end;
        if (mark.as == " ") continue;
      } else if (is_digit(c)) {
        while (at < token.span.end && is_digit(static_cast<unsigned char>(text[at]))) ++at;
        piece.span.end = at;
        piece.kind = PieceKind::digits;
        name_digits(text, piece);
      } else if (is_letter(c)) {
        while (at < token.span.end && is_letter(static_cast<unsigned char>(text[at])) &&
               (static_cast<unsigned char>(text[at]) < 0x80 ||
                printed_mark(text.substr(at, token.span.end - at)).size == 0)) {
          ++at;
        }
        piece.span.end = at;
        piece.kind = PieceKind::word;
        name_word(text, piece);
      } else {
        piece.span.end = ++at;
        piece.kind = PieceKind::mark;
        piece.word = lexicon().find(text.substr(piece.span.begin, 1));
      }
      put(piece);
    }
  }
}

}  // namespace histor::times
