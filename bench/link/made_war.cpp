// Each day some towns are hit. One to three bodies count the dead and the injured, most of them wrong by a few, some
// again on the day after. Outlets carry the counts in reports of several incidents each, and lose things on the way:
// the body, the day, the place, the bound. Some print a sentence of another outlet word for word. Bodies also give
// totals since the beginning of the month, and every other report recalls the dead of the whole war.
#include "made_war.hpp"

#include <algorithm>
#include <array>

namespace histor::bench {

namespace {

constexpr int towns = 400;
constexpr int regions = 10;
constexpr int bodies = 12;
constexpr int roles = 4;
constexpr int outlets = 60;
constexpr int incidents_a_day = 12;

// splitmix64: the same numbers on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EB;
    return z ^ (z >> 31U);
  }
  int below(int end) { return static_cast<int>(next() % static_cast<std::uint64_t>(end)); }
  bool in_a_hundred(int chances) { return below(100) < chances; }
  /// Small counts are common and large ones rare: each step up halves the chance.
  int toll() {
    int top = 4;
    while (top < 256 && in_a_hundred(50)) top *= 2;
    return 1 + below(top);
  }

 private:
  std::uint64_t state_;
};

const Day first_day = *day_from("2011-03-15");

Where town(int number) {
  Where where;
  where.text = where.name = "Town " + std::to_string(number);
  where.place = "t:" + std::to_string(number);
  const int row = number / 20;
  const int column = number % 20;
  where.latitude = 30 + row * 0.3;
  where.longitude = 35 + column * 0.3;
  where.kind = "locality";
  where.country = "XA";
  where.region = "Region " + std::to_string(number % regions);
  return where;
}

Where region_of(int number) {
  Where where;
  where.text = where.name = "Region " + std::to_string(number % regions);
  where.place = "r:" + std::to_string(number % regions);
  where.kind = "region";
  where.country = "XA";
  where.precision = PlacePrecision::region;
  return where;
}

struct Counted {
  std::uint32_t id = 0;
  Outcome outcome = Outcome::killed;
  Group group = Group::people;
  int value = 0;
  int children = 0;  // among them; 0: not told
  bool at_least = false;
};

// What one body said of one incident at one time.
struct Word {
  std::uint32_t incident = 0;
  Day day{};      // of the incident
  int place = 0;  // town
  int body = 0;   // below `bodies` a body, else a role
  Means means = Means::airstrike;
  int hand = 0;  // who did it; 0: not told
  std::vector<Counted> counts;
};

class Press {
 public:
  Press(MadeWar& war, std::uint64_t seed) : war_(war), dice_(seed) {}

  void day(Day day) {
    std::vector<Word> words = std::move(tomorrow_);
    tomorrow_.clear();
    for (int i = 0; i < incidents_a_day; ++i) incident(day, words);
    std::vector<std::vector<const Word*>> desks(outlets);
    for (const Word& word : words) {
      for (int carried = 1 + dice_.below(5); carried > 0; --carried) {
        std::vector<const Word*>& desk = desks[static_cast<std::size_t>(dice_.below(outlets))];
        if (std::find(desk.begin(), desk.end(), &word) == desk.end()) desk.push_back(&word);
      }
    }
    for (int outlet = 0; outlet < outlets; ++outlet) {
      const std::vector<const Word*>& desk = desks[static_cast<std::size_t>(outlet)];
      for (std::size_t from = 0; from < desk.size(); from += 4) {
        report(outlet, day + std::chrono::days(1),
               {desk.begin() + static_cast<std::ptrdiff_t>(from),
                desk.begin() + static_cast<std::ptrdiff_t>(std::min(desk.size(), from + 4))});
      }
    }
  }

  [[nodiscard]] std::size_t claims() const { return war_.claims.size(); }

 private:
  void incident(Day day, std::vector<Word>& words) {
    Word word;
    word.incident = incidents_++;
    word.day = day;
    word.place = dice_.below(towns);
    constexpr std::array means{Means::airstrike, Means::shelling, Means::car_bomb, Means::shooting};
    word.means = means[static_cast<std::size_t>(dice_.below(4))];
    word.hand = dice_.below(4);
    const int killed = dice_.toll();
    const int injured = dice_.in_a_hundred(60) ? killed + dice_.toll() : 0;
    std::vector<int> counting;
    for (int i = 1 + dice_.below(3); i > 0; --i) {
      const int body = dice_.in_a_hundred(80) ? dice_.below(bodies) : bodies + dice_.below(roles);
      if (std::find(counting.begin(), counting.end(), body) == counting.end()) counting.push_back(body);
    }
    for (const int body : counting) {
      word.body = body;
      const int wrong = dice_.in_a_hundred(40) ? dice_.below(killed / 4 + 2) : 0;
      const auto tell = [&](int dead, int hurt) {
        word.counts.clear();
        word.counts.push_back({counts_++, Outcome::killed, dice_.in_a_hundred(30) ? Group::civilians : Group::people,
                               dead, dead > 3 && dice_.in_a_hundred(30) ? 1 + dead / 4 : 0, dice_.in_a_hundred(40)});
        if (hurt > 0)
          word.counts.push_back({counts_++, Outcome::injured, Group::people, hurt, 0, dice_.in_a_hundred(30)});
      };
      tell(std::max(1, killed - wrong), injured);
      words.push_back(word);
      if (dice_.in_a_hundred(20)) {  // the dead of the night
        tell(killed + 1 + dice_.below(killed / 3 + 1), 0);
        word.counts.back().group = words.back().counts.front().group;
        tomorrow_.push_back(word);
      }
    }
  }

  static std::string body_id(int body) {
    return body < bodies ? "body-" + std::to_string(body) : "role-" + std::to_string(body - bodies);
  }

  Claim& add(Claim claim, std::uint32_t incident, std::uint32_t count, std::uint32_t line) {
    Document& document = war_.documents.back();
    claim.document = document.id;
    claim.id = "c_" + std::to_string(war_.claims.size());
    war_.claims.push_back(std::move(claim));
    war_.incident.push_back(incident);
    war_.count.push_back(count);
    war_.line.push_back(line);
    return war_.claims.back();
  }

  Claim counting(int value, bool at_least, Outcome outcome, Group group, const std::string& words) {
    Document& document = war_.documents.back();
    Claim claim;
    const auto begin = static_cast<std::uint32_t>(document.text.size());
    Number number;
    number.text = std::to_string(value);
    number.span = {begin, begin + static_cast<std::uint32_t>(number.text.size())};
    number.value = number.low = value;
    if (at_least) {
      number.hedge = Hedge::at_least;
    } else {
      number.high = value;
    }
    document.text += number.text + " " + words + ".\n";
    const auto end = static_cast<std::uint32_t>(document.text.size() - 1);
    document.blocks.push_back({{begin, end}, BlockKind::body});
    claim.sentence = {begin, end};
    claim.trigger = {"killed", {end, end}};
    claim.number = std::move(number);
    claim.outcome = outcome;
    claim.group = group;
    claim.rule = "made";
    return claim;
  }

  void report(int outlet, Day published, const std::vector<const Word*>& words) {
    Document document;
    document.outlet = "Outlet " + std::to_string(outlet);
    document.id = "sha256:made-" + std::to_string(war_.documents.size());
    document.source = "made/" + std::to_string(war_.documents.size()) + ".txt";
    document.published = Published{published, std::nullopt, Provenance::given, TimePrecision::day};
    war_.documents.push_back(std::move(document));
    for (const Word* word : words) tell(*word);
    if (dice_.in_a_hundred(25)) total(published);
    if (dice_.in_a_hundred(50)) {
      const int year = static_cast<int>(std::chrono::year_month_day(published).year());
      Claim claim =
          counting(1000 * (year - 2000), false, Outcome::killed, Group::people, "people have been killed in the war");
      claim.aggregation = Aggregation::background;
      add(std::move(claim), MadeWar::none, MadeWar::none, MadeWar::none);
    }
  }

  void tell(const Word& word) {
    const bool origin = dice_.in_a_hundred(88);
    const bool day = dice_.in_a_hundred(82);
    const int place = dice_.below(100);
    const bool bound = dice_.in_a_hundred(80);
    const std::string said = "in Town " + std::to_string(word.place) + " on " + to_string(word.day) +
                             " when an attack began before dawn and went on for hours " +
                             (dice_.in_a_hundred(25) ? "wire" : std::to_string(war_.claims.size()));
    const std::size_t first_claim = war_.claims.size();
    const std::size_t first_block = war_.documents.back().blocks.size();
    std::string whole;
    for (const Counted& counted : word.counts) {
      Claim claim = counting(counted.value, counted.at_least && bound, counted.outcome, counted.group, said);
      scope(claim, word, origin, day, place);
      const Claim& told = add(std::move(claim), word.incident, counted.id, MadeWar::none);
      whole = told.id;
      if (counted.children == 0) continue;
      Claim part = counting(counted.children, false, counted.outcome, Group::children, "of them children, " + said);
      scope(part, word, origin, day, place);
      part.part_of = whole;
      add(std::move(part), word.incident, counted.id + 0x80000000U, MadeWar::none);
    }
    // One sentence gives all of it.
    std::vector<Block>& blocks = war_.documents.back().blocks;
    const Span sentence{blocks[first_block].span.begin, blocks.back().span.end};
    blocks.resize(first_block + 1);
    blocks.back().span = sentence;
    for (std::size_t i = first_claim; i < war_.claims.size(); ++i) war_.claims[i].sentence = sentence;
  }

  static void scope(Claim& claim, const Word& word, bool origin, bool day, int place) {
    if (origin) claim.origin = Speaker{body_id(word.body), body_id(word.body), {}, {}};
    if (day) claim.when = Interval{word.day, word.day, TimePrecision::day, {}, {}, Provenance::sentence};
    if (place < 85) {
      claim.where = {town(word.place)};
    } else if (place < 92) {
      claim.where = {region_of(word.place)};
    }
    claim.means = word.means;
    if (word.hand > 0) claim.by = {{"side-" + std::to_string(word.hand), {}, {}, false}};
  }

  // A body's total since the first of the month.
  void total(Day published) {
    const int body = dice_.below(bodies);
    const std::chrono::year_month_day date(published);
    const Day start(date.year() / date.month() / 1);
    const int days = static_cast<int>((published - start).count()) + 1;
    Claim claim =
        counting(days * (40 + body), dice_.in_a_hundred(50), Outcome::killed, Group::people, "killed this month");
    claim.aggregation = Aggregation::running;
    claim.when = Interval{start, published, TimePrecision::day, {}, {}, Provenance::sentence};
    claim.origin = Speaker{body_id(body), body_id(body), {}, {}};
    const auto month =
        static_cast<std::uint32_t>(static_cast<int>(date.year()) * 12) + static_cast<unsigned>(date.month());
    add(std::move(claim), MadeWar::none, MadeWar::none, month * bodies + static_cast<std::uint32_t>(body));
  }

  MadeWar& war_;
  Dice dice_;
  std::vector<Word> tomorrow_;
  std::uint32_t incidents_ = 0;
  std::uint32_t counts_ = 0;
};

}  // namespace

MadeWar make_war(std::size_t claims, std::uint64_t seed) {
  MadeWar war;
  war.claims.reserve(claims + claims / 100 + 1000);
  Press press(war, seed);
  for (Day day = first_day; press.claims() < claims; day += std::chrono::days(1)) press.day(day);
  return war;
}

MadeWar make_report(const MadeWar& war, std::uint64_t seed) {
  MadeWar one;
  Dice dice(seed);
  // The last days again, as one more outlet tells them.
  Document document = war.documents[war.documents.size() - 1 - static_cast<std::size_t>(dice.below(100))];
  const std::string id = document.id;
  document.id = "sha256:late-" + std::to_string(seed);
  document.outlet = "Outlet " + std::to_string(outlets + dice.below(10));
  for (std::size_t i = 0; i < war.claims.size(); ++i) {
    const Claim& claim = war.claims[war.claims.size() - 1 - i];
    if (claim.document != id) {
      if (!one.claims.empty()) break;
      continue;
    }
    one.claims.push_back(claim);
    one.claims.back().document = document.id;
    one.incident.push_back(war.incident[war.claims.size() - 1 - i]);
  }
  one.documents.push_back(std::move(document));
  return one;
}

}  // namespace histor::bench
