// A rule is a line: what it makes, the pattern, and what it adds. A pattern is a row of elements apart by blanks:
//   word        these letters, or this mark; word|word for a choice
//   <class>     a word that plays this part; may stand in a choice
//   $rule       another rule's longest match
//   ?           at the end: may be missing       ~  before: follows without a blank
//   :x          at the end: its value goes to the field that the letter names (see `assign`)
// Fields that a child rule has filled are taken over whole by ":b".

#include "ground/times_rules.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace histor::times {
namespace {

constexpr auto month_day = Rule::month_day;
constexpr auto date = Rule::date;
constexpr auto base = Rule::base;
constexpr auto timed = Rule::timed;
constexpr auto point = Rule::point;
constexpr auto mention = Rule::mention;

constexpr std::array lines{
    Line{Rule::month, "<month>:m"},
    Line{Rule::month, "<short_month>:m ~."},
    Line{Rule::month, "kanun|kanoun al|el -? awwal|awal", Kind::calendar, {}, {}, {}, 12},
    Line{Rule::month, "kanun|kanoun al|el|ath -? thani|tani", Kind::calendar, {}, {}, {}, 1},
    Line{Rule::month, "tishrin|teshrin al|el -? awwal|awal", Kind::calendar, {}, {}, {}, 10},
    Line{Rule::month, "tishrin|teshrin al|el|ath -? thani|tani", Kind::calendar, {}, {}, {}, 11},

    // Dates of the calendar.
    Line{month_day, "$numeric:b"},
    Line{month_day, "<weekday>:w ,? $numeric:b"},
    Line{month_day, "$month:b $day:d ,? $year:y"},
    Line{month_day, "$month:b the? $day:d of? ,? $year:y"},
    Line{month_day, "$month:b the? $day:d"},
    Line{month_day, "the? $day:d of? $month:b ,? $year:y"},
    Line{month_day, "$day:d -? $month:b -? $year:y"},
    Line{month_day, "the? $day:d -? of? $month:b"},
    Line{month_day, "<weekday>:w .? ,? the? $month:b $day:d ,? $year:y"},
    Line{month_day, "<weekday>:w .? ,? $month:b the? $day:d"},
    Line{month_day, "<weekday>:w .? ,? the? $day:d of? $month:b ,? $year:y"},
    Line{month_day, "<weekday>:w .? ,? the? $day:d of? $month:b"},
    Line{date, "$month_day:b"},
    Line{date, "<weekday>:w the $nth:d"},
    Line{date, "$month:b ,? of? $year:y"},
    Line{date, "$month:b"},
    Line{date, "the? <season>:s of|,? $year:y"},
    Line{date, "<holiday>:h day|eve? ,? $year:y"},
    Line{date, "<holiday>:h day|eve?"},
    Line{date, "new year '? s? day ,? $year:y", Kind::calendar, {}, {}, {}, 101},
    Line{date, "new year '? s? day", Kind::calendar, {}, {}, {}, 101},
    Line{date, "new year '? s? eve ,? $year:y", Kind::calendar, {}, {}, {}, 1231},
    Line{date, "new year '? s? eve", Kind::calendar, {}, {}, {}, 1231},
    Line{date, "$lone:y"},
    Line{date, "the? year of? $year:y"},
    Line{date, "the? first|second|latter|last:i half of $year:y"},
    Line{date, "$decade:b"},
    Line{date, "the $decade:b"},
    Line{date, "$nth:k -? century <era>:q?"},
    Line{date, "the <edge>:e? -? $nth:k -? century <era>:q?"},

    // Names for a day or longer.
    Line{base, "$date:b"},
    Line{base, "<weekday>:w"},
    Line{base, "<season>:s"},
    Line{base, "the <season>:s"},
    Line{base, "<deictic>:t"},
    Line{base, "the day before yesterday", Kind::deictic, {}, {}, {}, -2},
    Line{base, "the day after tomorrow", Kind::deictic, {}, {}, {}, 2},
    Line{base, "<relation>:r <unit>:u", Kind::relation},
    Line{base, "the <relation>:r <unit>:u", Kind::relation},
    Line{base, "the next <unit>:u", Kind::relation, Relation::following},
    Line{base, "that|the same <unit>:u", Kind::relation, Relation::same},
    Line{base, "the <unit>:u before|previous|prior", Kind::relation, Relation::previous},
    Line{base, "the <unit>:u after|following|afterwards|afterward", Kind::relation, Relation::following},
    Line{base, "<relation>:r <weekday>:w", Kind::relation},
    Line{base, "the <relation>:r <weekday>:w", Kind::relation},
    Line{base, "the next <weekday>:w", Kind::relation, Relation::following},
    Line{base, "<relation>:r $month:b", Kind::relation},
    Line{base, "the <relation>:r $month:b", Kind::relation},
    Line{base, "the next $month:b", Kind::relation, Relation::following},
    Line{base, "<relation>:r <season>:s", Kind::relation},
    Line{base, "the <relation>:r <season>:s", Kind::relation},
    Line{base, "the next <season>:s", Kind::relation, Relation::following},
    Line{base, "<weekday>:w last|next|this:r week", Kind::relation},
    Line{base, "$number:n <unit>|<units>:u <direction>:v", Kind::shift},
    Line{base, "$number:n <unit>|<units>:u from now", Kind::shift, {}, Direction::ahead},
    Line{base, "<units>:u <direction>:v", Kind::shift},
    Line{base, "$number:n <unit>|<units>:u before $base:x", Kind::shift, {}, Direction::earlier},
    Line{base, "$number:n <unit>|<units>:u after|following $base:x", Kind::shift, {}, Direction::later},
    Line{base, "the day|night before $base:x", Kind::shift, {}, Direction::earlier, {}, 1},
    Line{base, "the day|night after|following $base:x", Kind::shift, {}, Direction::later, {}, 1},
    Line{base, "later|earlier:e? in? that|the same? <unit>:u", Kind::relation, Relation::same},
    Line{base, "$month:m ,? of? that|the same? year:u", Kind::relation, Relation::same},
    Line{base, "$month:b $day:d of? that|the same? year:u", Kind::relation, Relation::same},
    Line{base, "$day:d $month:b of? that|the same? year:u", Kind::relation, Relation::same},
    Line{base, "$month:b last|this|next:r year:u", Kind::relation},
    Line{base, "$month:b $day:d ,? last|this|next:r year:u", Kind::relation},
    Line{base, "$day:d $month:b last|this|next:r year:u", Kind::relation},

    // With a part of the day or a clock.
    Line{timed, "$base:b"},
    Line{timed, "$base:b <part>:p"},
    Line{timed, "<part>:p hours? of|on|,? $base:b"},
    Line{timed, "the? <part>:p hours? of|on|,? $base:b"},
    Line{timed, "the? early|late|small <part>:p? hours of|on? $base:b"},
    Line{timed, "$clock:c <zone>? on|,|of? $base:b"},
    Line{timed, "$clock:c local|<zone>? time? ,? on|,|of? $base:b"},
    Line{timed, "$clock:c <part>:p? on|,|of? $base:b"},
    Line{timed, "$clock:c . on|,|of? $base:b"},
    Line{timed, "$base:b ,? at|around|by|about|from|till|until? about|around? $clock:c"},
    Line{timed, "$base:b , $clock:c"},
    Line{timed, "$base:b <part>:p ,? at|around|by|about? $clock:c"},
    Line{timed, "$base:b at|around|by|about <part>:p"},
    Line{timed, "$clock:c", Kind::clock},
    Line{timed, "$clock:c in the <part>:p", Kind::clock},
    Line{timed, "<part>:p", Kind::part},
    Line{timed, "tonight", Kind::part, Relation::current, {}, {}, 5},
    Line{timed, "<relation>:r <part>:p", Kind::part},
    Line{timed, "that same <part>:p", Kind::part, Relation::same},
    Line{timed, "the <relation>:r <part>:p", Kind::part},
    Line{timed, "the next <part>:p", Kind::part, Relation::following},

    // With an edge.
    Line{point, "$timed:b"},
    Line{point, "<edge>:e -? in|on? the? $timed:b"},
    Line{point, "very <edge>:e in|on? $timed:b"},
    Line{point, "the very? <edge>:e of $timed:b"},
    Line{point, "the? <edge>:e part|days|weeks|months|stages|hours|years of $timed:b"},
    Line{point, "the latter part|half|days|stages of $timed:b", Kind::calendar, {}, {}, Edge::end},
    Line{point, "the <edge>:e of the <unit>:u", Kind::whole},
    Line{point, "the? end|close|turn|start|beginning:e of the <unit>:u", Kind::whole},
    Line{point, "the latter|later part of the <unit>:u", Kind::whole, {}, {}, Edge::end},
    Line{point, "later|earlier|late|early:e in the <unit>:u", Kind::whole},
    Line{point, "later|earlier in|on? $timed:b"},
    Line{point, "the? first half of $timed:b", Kind::calendar, {}, {}, Edge::first_half},
    Line{point, "the? second|latter|last half of $timed:b", Kind::calendar, {}, {}, Edge::second_half},

    // What may stand as a mention.
    Line{mention, "the? past <unit>:u", Kind::window, Relation::last},
    Line{mention, "$point:b"},
    Line{mention, "ever? since $point:x", Kind::since},
    Line{mention, "since at least|about|around? least? $point:x", Kind::since},
    Line{mention, "$point:x onward|onwards", Kind::since},
    Line{mention, "from $point:x onward|onwards|on", Kind::since},
    Line{mention, "from|between $point:x to|until|till|through|and|-|/ $point:z", Kind::interval},
    Line{mention, "from|between $point:x -? to|until|till|through|and|-|/ the? $point:z", Kind::interval},
    Line{mention, "$point:x -|to|through|until|till $point:z", Kind::interval},
    Line{mention, "$point:x - $point:z", Kind::interval},
    Line{mention, "$timed:x and|or? into|through early|late? $timed:z", Kind::interval},
    Line{mention, "from|between the? $day:x to|until|till|through|and|-|/ the? $month_day:z", Kind::interval},
    Line{mention, "the? $day:x -|/|to|and|or|through the? $month_day:z", Kind::interval},
    Line{mention, "from|between? $month:x to|until|till|through|and|-|/ $date:z", Kind::interval},
    Line{mention, "from|between? $month_day:x -|/|to|through|until|and|or the? $day:z", Kind::interval},
    Line{mention, "from|between? $month:b $day:x -|/|to|and|or|through|until $day:z ,? $year:y", Kind::interval},
    Line{mention, "from|between? $year:x -|/|to|until|through $year:z", Kind::interval},
    Line{mention, "between $year:x and $year:z", Kind::interval},
    Line{mention, "from|between? $ancient:x -|/|to|until|through|and $year:z", Kind::interval},
    Line{mention, "from|between? $year:x -|/ $short_year:z", Kind::interval},
    Line{mention, "from? $year:x -|to|until present|today|now", Kind::since},

    Line{mention, "<reference>:f", Kind::reference},
    Line{mention, "right now", Kind::reference},
    Line{mention, "at present", Kind::reference},
    Line{mention, "the? present day|time", Kind::reference},
    Line{mention, "these days", Kind::reference},
    Line{mention, "at this time", Kind::reference},
    Line{mention, "to date", Kind::reference},
    Line{mention, "the time being", Kind::reference},
    Line{mention, "in the past", Kind::reference, {}, {}, {}, 1},
    Line{mention, "the? future", Kind::reference, {}, {}, {}, 2},
    Line{mention, "recent <units>:u", Kind::reference, {}, {}, {}, 1},
    Line{mention, "<relation>:r <units>:u", Kind::window},
    Line{mention, "the <relation>:r <units>:u", Kind::window},
    Line{mention, "the? <relation>:r $number:n <units>|<unit>:u", Kind::window},
    Line{mention, "the next $number:n <units>|<unit>:u", Kind::window, Relation::following},
    Line{mention, "the $number:n <relation>:r <units>|<unit>:u", Kind::window},
    Line{mention, "over the last|past:r <unit>:u", Kind::window},
    Line{mention, "in|during|for|within the last|past:r <unit>:u", Kind::window},
    Line{mention, "the? $number:n -? <units>|<unit>:u to|until|till|ending|up ending|to? on|at|in? $point:x",
         Kind::window},

    Line{mention, "$number:n -? <unit>|<units>:u -? long?", Kind::duration},
    Line{mention, "$number:n more|full|whole|consecutive|straight|additional|other|long|brutal|bloody <unit>|<units>:u",
         Kind::duration},
    Line{mention, "<unit>:u - long", Kind::duration},
    Line{mention, "<units>:u", Kind::duration},
    Line{mention, "<units>:u - long", Kind::duration},

    Line{mention, "<frequency>:g", Kind::set},
    Line{mention, "every|each other? <unit>:u", Kind::set},
    Line{mention, "everyday|day - to - day", Kind::set},
    Line{mention, "every|each $number:n <unit>|<units>:u", Kind::set},
    Line{mention, "every|each <part>:p", Kind::set},
    Line{mention, "every|each <weekday>:w", Kind::set},
    Line{mention, "per <unit>:u", Kind::set, {}, {}, {}, 1},
};

constexpr std::array<std::pair<std::string_view, WordClass>, 20> class_names{{
    {"month", WordClass::month},         {"weekday", WordClass::weekday},
    {"unit", WordClass::unit},           {"units", WordClass::units},
    {"number", WordClass::number},       {"ordinal", WordClass::ordinal},
    {"season", WordClass::season},       {"part", WordClass::part},
    {"parts", WordClass::parts},         {"meridiem", WordClass::meridiem},
    {"zone", WordClass::zone},           {"era", WordClass::era},
    {"edge", WordClass::edge},           {"relation", WordClass::relation},
    {"direction", WordClass::direction}, {"deictic", WordClass::deictic},
    {"holiday", WordClass::holiday},     {"reference", WordClass::reference},
    {"frequency", WordClass::frequency}, {"short_month", WordClass::short_month},
}};

constexpr std::array<std::pair<std::string_view, Rule>, rule_count> rule_names{{
    {"number", Rule::number},
    {"day", Rule::day},
    {"year", Rule::year},
    {"lone", Rule::lone},
    {"short_year", Rule::short_year},
    {"clock", Rule::clock},
    {"numeric", Rule::numeric},
    {"decade", Rule::decade},
    {"nth", Rule::nth},
    {"ancient", Rule::ancient},
    {"month", Rule::month},
    {"month_day", Rule::month_day},
    {"date", Rule::date},
    {"base", Rule::base},
    {"timed", Rule::timed},
    {"point", Rule::point},
    {"mention", Rule::mention},
}};

Element compile_element(std::string_view source) {
  Element element;
  if (source.front() == '~') {
    element.glued = true;
    source.remove_prefix(1);
  }
  if (source.size() > 1 && source.back() == '?') {
    element.optional = true;
    source.remove_suffix(1);
  }
  if (source.size() > 2 && source[source.size() - 2] == ':') {
    element.capture = source.back();
    source.remove_suffix(2);
  }
  while (!source.empty()) {
    const std::size_t bar = std::min(source.find('|'), source.size());
    const std::string_view choice = source.substr(0, bar);
    source.remove_prefix(std::min(bar + 1, source.size()));
    if (choice.front() == '$') {
      const auto* named = std::find_if(rule_names.begin(), rule_names.end(),
                                       [&](const auto& entry) { return entry.first == choice.substr(1); });
      assert(named != rule_names.end());
      element.rule = named->second;
    } else if (choice.front() == '<') {
      const auto* named = std::find_if(class_names.begin(), class_names.end(), [&](const auto& entry) {
        return entry.first == choice.substr(1, choice.size() - 2);
      });
      assert(named != class_names.end());
      element.classes |= bit(named->second);
    } else {
      element.words.push_back(intern(choice));
    }
  }
  return element;
}

}  // namespace

Grammar::Grammar() {
  for (const Line& line : lines) {
    CompiledLine compiled{&line, {}, {}};
    std::string_view rest = line.pattern;
    while (!rest.empty()) {
      const std::size_t blank = std::min(rest.find(' '), rest.size());
      compiled.elements.push_back(compile_element(rest.substr(0, blank)));
      rest.remove_prefix(std::min(blank + 1, rest.size()));
    }
    lines_[static_cast<std::size_t>(line.makes)].push_back(std::move(compiled));
  }
  find_firsts();
}

void Grammar::find_firsts() {
  for (std::size_t native = 0; native <= static_cast<std::size_t>(Rule::ancient); ++native)
    firsts_[native].digits = true;
  const std::uint64_t ordinals = bit(WordClass::ordinal) | bit(WordClass::number);
  firsts_[static_cast<std::size_t>(Rule::number)].classes = bit(WordClass::number) | bit(WordClass::vague);
  firsts_[static_cast<std::size_t>(Rule::day)].classes = ordinals;
  firsts_[static_cast<std::size_t>(Rule::nth)].classes = ordinals;
  for (bool grew = true; grew;) {
    grew = false;
    for (std::size_t rule = 0; rule < rule_count; ++rule) {
      for (CompiledLine& line : lines_[rule]) {
        for (const Element& element : line.elements) {
          line.first.classes |= element.classes;
          for (const WordId word : element.words) line.first.add(word);
          if (element.rule) line.first.join(first(*element.rule));
          if (!element.optional) break;
        }
        grew = firsts_[rule].join(line.first) || grew;
      }
    }
  }
}

const Grammar& grammar() {
  static const Grammar grammar;
  return grammar;
}

}  // namespace histor::times
