// Grounding. A date comes as a Stamp, known as far as it is told; what is missing is taken from the anchor that the
// words ask for: the time of writing ("last week", "ago") or the time told of ("the previous day", "later").

#include "ground/times_resolve.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <chrono>
#include <string_view>
#include <utility>

namespace histor::times {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

constexpr int most_looking_back = 4;  // months that a narrative steps back without a word

/// "P2W", "PT24H", "PXD"; empty where there is no such unit.
std::string duration_value(std::int64_t amount, bool vague, Unit unit) {
  constexpr std::array<std::string_view, 10> letters{"S", "M", "H", "D", "W", "M", "Q", "Y", "DE", "CE"};
  std::string out = unit < Unit::day ? "PT" : "P";
  out += vague ? std::string("X") : std::to_string(amount);
  out += letters[static_cast<std::size_t>(unit)];
  return out;
}

TimePrecision precision_of(Grain grain) {
  switch (grain) {
    case Grain::day:
      return TimePrecision::day;
    case Grain::week:
      return TimePrecision::week;
    case Grain::month:
    case Grain::season:
    case Grain::quarter:
      return TimePrecision::month;
    default:
      return TimePrecision::year;
  }
}

TimePrecision precision_of(Unit unit) {
  return unit < Unit::day ? TimePrecision::day : precision_of(grain_of(unit));
}

class Grounder {
 public:
  Grounder(const Parse& parse, const Anchor& anchor) : parse_(parse), anchor_(anchor) {}

  Grounded ground(const Expression& said) {
    switch (said.kind) {
      case Kind::calendar:
        return from_stamp(calendar(said), said);
      case Kind::deictic:
        return from_stamp(deictic(said), said);
      case Kind::relation:
        return from_stamp(relation(said), said);
      case Kind::shift:
        return shift(said);
      case Kind::whole:
        return from_stamp(whole(said), said);
      case Kind::part:
        return part(said);
      case Kind::clock:
        return clock(said);
      case Kind::reference:
        return reference(said);
      case Kind::duration:
        return duration(said);
      case Kind::window:
        return window(said);
      case Kind::set:
        return set(said);
      case Kind::interval:
        return interval(said);
      case Kind::since:
        return since(said);
    }
    return {};
  }

 private:
  [[nodiscard]] const Expression& child(std::uint32_t index) const { return parse_.children[index]; }

  [[nodiscard]] std::optional<Stamp> writing() const {
    if (!anchor_.document) return std::nullopt;
    return stamp_of(*anchor_.document);
  }

  /// What "last" and "ago" are set against: the time of writing, but the time told of in a narrative.
  [[nodiscard]] std::optional<Stamp> now() const {
    if (anchor_.narrative && anchor_.told) return anchor_.told;
    return writing();
  }

  /// What "earlier" and "the next day" are set against.
  [[nodiscard]] std::optional<Stamp> told() const { return anchor_.told ? anchor_.told : writing(); }

  static Stamp with_time(Stamp stamp, const Expression& said) {
    if (said.edge != Edge::none) stamp.edge = said.edge;
    if (stamp.grain == Grain::day) {
      if (said.part != Part::none) stamp.part = said.part;
      if (said.clock >= 0) stamp.clock = said.clock;
    }
    return stamp;
  }

  Grounded from_stamp(Stamp stamp, const Expression& said) {
    Grounded out;
    stamp = with_time(stamp, said);
    out.value = times::value_of(stamp);
    out.precision = precision_of(stamp.grain);
    if (stamp.clock >= 0) {
      out.precision = said.to_the_minute ? TimePrecision::minute : TimePrecision::hour;
      out.clock = stamp.clock;
    }
    if (const auto range = days_of(stamp)) {
      out.start = range->first;
      out.end = range->last;
    }
    if (stamp.year || stamp.grain == Grain::century || stamp.grain == Grain::decade) out.stamp = stamp;
    out.anchored = anchored_;
    return out;
  }

  /// The year of a month, a day or a season that is named without one.
  std::optional<int> year_for(int month, int day) {
    anchored_ = true;
    if (anchor_.told && anchor_.told->year && (anchor_.narrative || !anchor_.document)) {
      int told = told_year(month);
      while (month == 2 && day == 29 && told > 0 && told < last_year && !in_calendar(told, month, day)) ++told;
      return told;
    }
    if (!anchor_.document) {
      anchored_ = false;
      return std::nullopt;
    }
    const Day writing_day = *anchor_.document;
    const int year = static_cast<int>(year_month_day{writing_day}.year());
    // 29 February asks for a leap year; eight years hold one.
    const auto stands = [&](int candidate) { return in_calendar(candidate, month, day == 0 ? 1 : day); };
    const auto first_day = [&](int candidate) { return day_of(candidate, month, day == 0 ? 1 : day); };
    if (anchor_.ahead) {
      for (int candidate = year; candidate <= year + 8; ++candidate) {
        if (!stands(candidate)) continue;
        const Day last = day == 0 ? day_of(candidate, month, last_day_of(candidate, month)) : first_day(candidate);
        if (last >= writing_day) return candidate;
      }
    }
    for (int candidate = year; candidate >= year - 8; --candidate) {
      if (stands(candidate) && first_day(candidate) <= writing_day) return candidate;
    }
    return std::nullopt;
  }

  /// A narrative goes forward: a month that lies far behind the last one told is of the next year, unless a bare year
  /// has been told since.
  [[nodiscard]] int told_year(int month) const {
    const int year = *anchor_.told->year;
    const auto& last = anchor_.told_month;
    if (!last || !last->year || last->month == 0) return year;
    if (anchor_.year_is_nearer && year != *last->year) return year;
    const int gap = month - last->month;
    if (gap >= -most_looking_back) return *last->year;
    if (year > *last->year) return year;
    return *last->year == -1 ? 1 : *last->year + 1;
  }

  Stamp calendar(const Expression& said) {
    Stamp out;
    if (said.century >= 0) {
      out.grain = Grain::century;
      out.index = said.century;
      out.before_christ = said.year < 0;
      return out;
    }
    if (said.decade >= 0) {
      out.grain = Grain::decade;
      out.index = said.decade;
      out.before_christ = said.year < 0;
      return out;
    }
    if (said.year != 0) out.year = said.year;
    if (said.half != 0) {
      out.grain = Grain::half;
      out.index = said.half;
      return out;
    }
    if (said.season != Season::none) {
      out.grain = Grain::season;
      out.index = static_cast<int>(said.season);
      if (!out.year) out.year = year_for(out.index == 4 ? 12 : 3 * out.index, 0);
      return out;
    }
    if (said.holiday >= 0) return holiday(said);
    out.month = said.month;
    out.day = said.day;
    if (said.month == 0 && said.day == 0 && said.weekday != 0) return weekday(said.weekday);
    if (said.month == 0 && said.day != 0) return day_alone(said);
    if (said.month == 0) {
      out.grain = Grain::year;
      return out;
    }
    out.grain = said.day == 0 ? Grain::month : Grain::day;
    constexpr int leap_year = 2000;
    if (said.day > last_day_of(leap_year, said.month)) out.day = 0;  // "31 June": some day of June
    if (!out.year) out.year = year_for(out.month, out.day);
    if (said.year == 0 && said.weekday != 0 && out.day != 0 && out.year) agree_with_weekday(said.weekday, out);
    if (out.day == 29 && out.month == 2 && out.year && *out.year > 0 && !in_calendar(*out.year, 2, 29)) out.day = 0;
    if (said.either_order) settle_order(said, out);
    return out;
  }

  /// "Sunday, December 1": of the years beside the likeliest, the nearest in which that day is a Sunday.
  void agree_with_weekday(int weekday, Stamp& out) {
    const int likeliest = *out.year;
    for (const int distance : {0, -1, 1, -2, 2}) {
      const int year = likeliest + distance;
      if (year < first_year || year > last_year || !in_calendar(year, out.month, out.day)) continue;
      if (weekday_of(day_of(year, out.month, out.day)) != weekday) continue;
      out.year = year;
      return;
    }
  }

  /// "Sunday the 5th": the month is the one told of, or that of writing.
  Stamp day_alone(const Expression& said) {
    Stamp out;
    out.grain = Grain::day;
    out.day = said.day;
    const auto near = told();
    if (near && near->year && near->month != 0) {
      out.year = near->year;
      out.month = near->month;
      anchored_ = true;
      if (!anchor_.told && anchor_.document && said.day > near->day && !anchor_.ahead) {
        if (const auto earlier = shifted(*near, -1, Unit::month)) {
          out.year = earlier->year;
          out.month = earlier->month;
        }
      }
      if (*out.year > 0 && !in_calendar(*out.year, out.month, out.day)) {
        out.year.reset();
        out.month = 0;
        anchored_ = false;
      }
    }
    return out;
  }

  Stamp holiday(const Expression& said) {
    Stamp out;
    out.grain = Grain::day;
    out.month = said.holiday / 100;
    out.day = said.holiday % 100;
    if (said.year != 0) out.year = said.year;
    if (!out.year) out.year = year_for(out.month == 0 ? 4 : out.month, out.day);
    if (out.day != 0) return out;
    if (!out.year || *out.year < first_year || *out.year > last_year) {
      out.month = 0;
      return out;
    }
    const int year = *out.year;
    if (out.month == 0) return stamp_of(easter(year));
    const Day first = day_of(year, out.month, 1);  // Thanksgiving: the fourth Thursday
    return stamp_of(first + days{(4 - weekday_of(first) + 7) % 7 + 21});
  }

  /// A bare weekday: the last one that is not after the time of writing, or the next one where the words look ahead.
  Stamp weekday(int weekday) {
    Stamp open;
    open.grain = Grain::day;
    open.weekday = weekday;
    if (!anchor_.document && !anchor_.narrative) return open;  // which week is not told, and not guessed
    std::optional<Day> from;
    bool forward = anchor_.ahead;
    if (anchor_.narrative || !anchor_.document) {
      forward = true;  // a narrative goes on from the day it stands at
      if (anchor_.told && anchor_.told->grain == Grain::day) {
        if (const auto range = days_of(*anchor_.told); range && range->first == range->last) from = range->first;
      }
    } else {
      from = anchor_.document;
    }
    if (!from) return open;
    const int distance = forward ? (weekday - weekday_of(*from) + 7) % 7 : -((weekday_of(*from) - weekday + 7) % 7);
    const Day day = *from + days{distance};
    if (!within_years(day)) return open;
    anchored_ = true;
    return stamp_of(day);
  }

  /// "12/02/2024": by the weekday beside it, by not lying ahead of the time of writing, by the habit of the text, by
  /// nearness to the time of writing; else day and month stay open.
  void settle_order(const Expression& said, Stamp& out) {
    const Day day_first = day_of(said.year, said.month, said.day);
    const Day month_first = day_of(said.year, said.day, said.month);
    const auto settle = [&](bool is_day_first) {
      out.month = is_day_first ? said.month : said.day;
      out.day = is_day_first ? said.day : said.month;
    };
    if (said.weekday != 0 && (weekday_of(day_first) == said.weekday) != (weekday_of(month_first) == said.weekday)) {
      return settle(weekday_of(day_first) == said.weekday);
    }
    if (anchor_.document && !anchor_.ahead) {
      const Day latest = *anchor_.document + days{1};  // the date line may be of another zone
      if ((day_first <= latest) != (month_first <= latest)) return settle(day_first <= latest);
    }
    if (anchor_.day_first) return settle(*anchor_.day_first);
    if (anchor_.document) {
      const auto near = [this](Day day) { return std::chrono::abs(day - *anchor_.document) <= days{7}; };
      if (near(day_first) != near(month_first)) return settle(near(day_first));
    }
    out.month = 0;
    out.day = 0;
  }

  Stamp deictic(const Expression& said) {
    Stamp out;
    out.grain = Grain::day;
    if (anchor_.document && !anchor_.narrative) {
      if (const auto moved = shifted(stamp_of(*anchor_.document), said.amount, Unit::day)) {
        anchored_ = true;
        return *moved;
      }
    }
    return out;
  }

  static int step(Relation relation) {
    switch (relation) {
      case Relation::last:
      case Relation::previous:
        return -1;
      case Relation::next:
      case Relation::following:
        return 1;
      default:
        return 0;
    }
  }

  [[nodiscard]] std::optional<Stamp> anchor_for(Relation relation) const {
    return relation == Relation::last || relation == Relation::current || relation == Relation::next ? now() : told();
  }

  Stamp relation(const Expression& said) {
    const std::optional<Stamp> from = anchor_for(said.relation);
    const int by = step(said.relation);
    if (said.weekday != 0 && said.month == 0) return weekday_by(said, from, by);
    if (said.month != 0) return month_by(said, from, by);
    if (said.season != Season::none) return season_by(said, from, by);
    Stamp open;
    open.grain = grain_of(said.unit);
    if (!from || said.unit < Unit::day) return open;
    if (const auto moved = shifted(*from, by, said.unit)) {
      anchored_ = true;
      return *moved;
    }
    if (by == 0 && open.grain == Grain::day && from->year) {  // "that day" of a month
      open.year = from->year;
      open.month = from->month;
      return open;
    }
    if (by == 0) {
      if (const auto same = coarsened(*from, open.grain)) {
        anchored_ = true;
        return *same;
      }
    }
    return open;
  }

  Stamp weekday_by(const Expression& said, const std::optional<Stamp>& from, int by) {
    Stamp open;
    open.grain = Grain::day;
    open.weekday = said.weekday;
    if (!from || from->grain != Grain::day) return open;
    const auto range = days_of(*from);
    if (!range) return open;
    const Day day = range->first;
    Day wanted = monday_of(day) + days{said.weekday - 1};
    if (said.has_unit) {
      wanted += days{7 * by};
    } else if (by < 0) {
      wanted = day - days{(weekday_of(day) - said.weekday + 6) % 7 + 1};
    } else if (by > 0) {
      wanted = day + days{(said.weekday - weekday_of(day) + 6) % 7 + 1};
    }
    if (!within_years(wanted)) return open;
    anchored_ = true;
    return stamp_of(wanted);
  }

  /// "last July" is the July before; "July last year" is of the year before.
  Stamp month_by(const Expression& said, const std::optional<Stamp>& from, int by) {
    Stamp out;
    out.month = said.month;
    out.day = said.day;
    out.grain = said.day == 0 ? Grain::month : Grain::day;
    if (said.year != 0) {
      out.year = said.year;
      return out;
    }
    if (!from || !from->year) return out;
    int year = *from->year;
    if (said.has_unit || by == 0) {
      year += by;
    } else if (from->month != 0 && by < 0) {
      year -= said.month >= from->month ? 1 : 0;
    } else if (from->month != 0 && by > 0) {
      year += said.month <= from->month ? 1 : 0;
    } else {
      year += by;
    }
    if (year < first_year || year > last_year) return out;
    anchored_ = true;
    out.year = year;
    return out;
  }

  Stamp season_by(const Expression& said, const std::optional<Stamp>& from, int by) {
    Stamp out;
    out.grain = Grain::season;
    out.index = static_cast<int>(said.season);
    if (!from || !from->year) return out;
    int year = *from->year;
    if (by != 0 && from->month != 0) {
      const int begins = 3 * out.index;
      if (by < 0 && begins + 2 >= from->month) --year;
      if (by > 0 && begins <= from->month) ++year;
    } else {
      year += by;
    }
    if (year < first_year || year > last_year) return out;
    anchored_ = true;
    out.year = year;
    return out;
  }

  Stamp whole(const Expression& said) {
    Stamp open;
    open.grain = grain_of(said.unit);
    const auto from = now();
    if (!from || said.unit < Unit::day) return open;
    if (const auto here = coarsened(*from, open.grain)) {
      anchored_ = true;
      return *here;
    }
    return open;
  }

  Grounded shift(const Expression& said) {
    Grounded out;
    const bool back = said.direction == Direction::ago || said.direction == Direction::earlier;
    out.value = back ? "PAST_REF" : "FUTURE_REF";
    if (said.vague || said.amount == 0) return out;
    std::optional<Stamp> from;
    if (said.first != no_child) {
      from = ground(child(said.first)).stamp;
    } else {
      from = said.direction == Direction::ago || said.direction == Direction::ahead ? now() : told();
    }
    Stamp open;
    open.grain = grain_of(said.unit);
    if (said.unit < Unit::day) {
      // Hours may cross midnight; the day they start from is the best that can be said of a few.
      if (!from || from->grain != Grain::day || said.amount > 12) {
        out.value = times::value_of(open) + "TXX";
        return out;
      }
      Stamp day = *from;
      day.part = Part::none;
      day.clock = -1;
      anchored_ = true;
      out = from_stamp(day, said);
      out.value += "TXX";
      return out;
    }
    if (!from) return from_stamp(open, said);
    const std::int64_t amount = back ? -said.amount : said.amount;
    // Weeks from a day that the words name end at a day; "two weeks ago" is a week.
    const bool to_the_day = said.unit == Unit::week && said.first != no_child && from->grain == Grain::day;
    const auto moved = to_the_day && said.amount < longest_shift ? shifted(*from, amount * 7, Unit::day)
                                                                 : shifted(*from, amount, said.unit);
    if (!moved && said.amount > longest_shift) return out;
    if (!moved) return from_stamp(open, said);
    anchored_ = true;
    return from_stamp(*moved, said);
  }

  Grounded part(const Expression& said) {
    Stamp open;
    open.grain = Grain::day;
    std::optional<Stamp> from;
    int by = 0;
    switch (said.relation) {
      case Relation::none:
        if (said.part == Part::overnight && anchor_.document && !anchor_.narrative) return overnight(said);
        return from_stamp(open, said);
      case Relation::last:
      case Relation::current:
        if (!anchor_.narrative) from = writing();
        by = step(said.relation);
        break;
      default:
        from = told();
        by = step(said.relation);
    }
    if (!from) return from_stamp(open, said);
    if (const auto moved = shifted(*from, by, Unit::day)) {
      anchored_ = true;
      return from_stamp(*moved, said);
    }
    if (const auto month = coarsened(*from, Grain::month)) {
      open.year = month->year;
      open.month = month->month;
    }
    return from_stamp(open, said);
  }

  /// "overnight" in a report is the night that ended on its day.
  Grounded overnight(const Expression& said) {
    const Day day = *anchor_.document;
    anchored_ = true;
    if (!within_years(day - days{1})) return from_stamp(stamp_of(day), said);
    Grounded out = from_stamp(stamp_of(day - days{1}), said);
    out.end = day;
    return out;
  }

  Grounded clock(const Expression& said) {
    Stamp stamp;
    stamp.grain = Grain::day;
    const auto from = told();
    if (from && from->grain == Grain::day) {
      stamp = *from;
      stamp.part = Part::none;
      anchored_ = true;
    }
    return from_stamp(stamp, said);
  }

  static Grounded reference(const Expression& said) {
    Grounded out;
    switch (said.reference) {
      case Reference::past:
        out.value = "PAST_REF";
        break;
      case Reference::present:
        out.value = "PRESENT_REF";
        break;
      case Reference::future:
        out.value = "FUTURE_REF";
        break;
    }
    return out;
  }

  static Grounded duration(const Expression& said) {
    Grounded out;
    out.value = duration_value(said.amount, said.vague || said.amount == 0, said.unit);
    out.precision = precision_of(said.unit);
    return out;
  }

  /// The first or last day of a stretch of `amount` units before or after `day`. A vague stretch gets its outer bound:
  /// a few days are less than a week.
  static std::optional<Day> reach(Day day, std::int64_t amount, bool vague, Unit unit, int direction) {
    if (vague) {
      amount = unit < Unit::day ? 1 : unit == Unit::day ? 7 : unit == Unit::week ? 31 : unit == Unit::month ? 366 : 0;
      if (amount == 0) return std::nullopt;
      unit = Unit::day;
    }
    if (unit < Unit::day) {
      const std::int64_t in_a_day = unit == Unit::hour ? 24 : unit == Unit::minute ? 1440 : 86400;
      amount = amount / in_a_day + (amount % in_a_day == 0 ? 0 : 1);
      unit = Unit::day;
    }
    if (amount > longest_shift) return std::nullopt;
    if (unit == Unit::day || unit == Unit::week) {
      const auto moved = shifted(stamp_of(day), direction * amount * (unit == Unit::week ? 7 : 1), Unit::day);
      return moved ? std::optional(day_of(*moved->year, moved->month, moved->day)) : std::nullopt;
    }
    const std::int64_t months = amount * (unit == Unit::month     ? 1
                                          : unit == Unit::quarter ? 3
                                          : unit == Unit::year    ? 12
                                          : unit == Unit::decade  ? 120
                                                                  : 1200);
    const auto moved = shifted(stamp_of(day, Grain::month), direction * months, Unit::month);
    if (!moved) return std::nullopt;
    const int wanted = static_cast<int>(static_cast<unsigned>(year_month_day{day}.day()));
    return day_of(*moved->year, moved->month, std::min(wanted, last_day_of(*moved->year, moved->month)));
  }

  Grounded window(const Expression& said) {
    Expression counted = said;
    if (counted.amount == 0 && !counted.vague) {
      counted.amount = 1;
      counted.vague = counted.plural;
    }
    Grounded out = duration(counted);
    const bool vague = counted.vague;
    std::optional<Day> from;
    int direction = step(said.relation);
    if (said.first != no_child) {
      from = ground(child(said.first)).end;
      direction = -1;
    } else if (const auto stamp = anchor_for(said.relation)) {
      const auto range = days_of(*stamp);
      if (range && range->first == range->last) from = range->first;
    }
    if (!from || direction == 0) return out;
    const auto far = reach(*from, counted.amount, vague, counted.unit, direction);
    if (!far) return out;
    out.start = std::min(*from, *far);
    out.end = std::max(*from, *far);
    out.anchored = said.first == no_child || anchored_;
    if (vague) out.precision = counted.unit <= Unit::day ? TimePrecision::week : precision_of(Unit::month);
    return out;
  }

  static Grounded set(const Expression& said) {
    Grounded out;
    if (said.amount >= 1 && said.has_unit) {
      out.value = duration_value(said.amount, said.vague, said.unit);
      return out;
    }
    Stamp stamp;
    stamp.grain = said.has_unit ? grain_of(said.unit) : Grain::day;
    stamp.weekday = said.weekday;
    stamp.part = said.part;
    out.value = times::value_of(stamp);
    if (said.has_unit && said.unit == Unit::hour) out.value += "TXX";
    out.precision = precision_of(stamp.grain);
    return out;
  }

  Grounded interval(const Expression& said) {
    Expression from = child(said.first);
    Expression to = child(said.second);
    if (said.month != 0) {
      from.month = to.month = said.month;
      from.year = to.year = said.year;
    }
    const auto lacks_month = [](const Expression& e) { return e.kind == Kind::calendar && e.day != 0 && e.month == 0; };
    const auto lacks_year = [](const Expression& e) {
      return e.kind == Kind::calendar && e.year == 0 && e.month != 0 && e.decade < 0 && e.century < 0;
    };
    if (lacks_month(from) && to.kind == Kind::calendar && to.month != 0) {
      from.month = to.month;
      from.year = to.year;
    }
    if (lacks_month(to) && from.kind == Kind::calendar && from.month != 0) {
      to.month = from.month;
      to.year = from.year;
    }
    bool borrowed = false;
    if (lacks_year(from) && to.kind == Kind::calendar && to.year != 0) {
      from.year = to.year;
      borrowed = true;
    } else if (lacks_year(to) && from.kind == Kind::calendar && from.year != 0) {
      to.year = from.year;
      if (to.month < from.month && from.year > 0) ++to.year;
    }
    Grounded first = ground(from);
    Grounded second = ground(to);
    if (first.start && second.end && *first.start > *second.end) {
      if (borrowed && from.year > 1) {
        --from.year;
        first = ground(from);
      } else if (from.kind == Kind::calendar && from.weekday != 0 && from.month == 0) {
        const Day earlier = *first.start - days{7};
        if (within_years(earlier)) first = from_stamp(stamp_of(earlier), from);
      } else if (lacks_year(from) && first.stamp && first.stamp->year && *first.stamp->year > 1) {
        from.year = *first.stamp->year - 1;
        first = ground(from);
      }
    }
    if (from.kind == Kind::part && !first.start && second.stamp && second.stamp->grain == Grain::day) {
      Stamp day = *second.stamp;  // "from late morning to early evening on Thursday"
      day.clock = -1;
      first = from_stamp(day, from);
    }
    Grounded out;
    out.from = {first.value, first.start, first.end, first.precision};
    out.to = {second.value, second.start, second.end, second.precision};
    out.value = first.value + "/" + second.value;
    const bool years = first.stamp && second.stamp && second.stamp->grain == Grain::year;
    out.stamp = years ? first.stamp : second.stamp;  // what follows "1926-1928" begins in 1926
    out.anchored = first.anchored || second.anchored;
    out.precision = std::max(first.precision, second.precision);
    out.clock = first.clock;
    if (first.start && second.end && *first.start <= *second.end) {
      out.start = first.start;
      out.end = second.end;
    }
    return out;
  }

  Grounded since(const Expression& said) {
    Grounded out = ground(child(said.first));
    out.end.reset();
    out.open_end = true;
    return out;
  }

  const Parse& parse_;
  const Anchor& anchor_;
  bool anchored_ = false;
};

}  // namespace

Grounded ground(const Expression& said, const Parse& parse, const Anchor& anchor) {
  return Grounder(parse, anchor).ground(said);
}

}  // namespace histor::times
