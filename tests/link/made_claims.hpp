#pragma once
// Claims made by hand, for tests: short to write, whole enough to link. Every claim gets a place of its own in its
// document.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/claim.hpp"
#include "model/document.hpp"
#include "model/ledger_view.hpp"

namespace histor::test {

inline Where town(std::string_view name, double latitude = 36.2, double longitude = 37.1) {
  Where where;
  where.text = name;
  where.name = name;
  where.place = "t:" + std::string(name);
  where.latitude = latitude;
  where.longitude = longitude;
  where.kind = "locality";
  where.country = "SY";
  return where;
}
inline Where aleppo() {
  return town("Aleppo", 36.20, 37.16);
}
inline Where idlib() {
  return town("Idlib", 35.93, 36.63);
}
inline Where syria() {
  Where where = town("Syria", 35, 38);
  where.kind = "country";
  where.precision = PlacePrecision::country;
  return where;
}
inline Where idlib_province() {
  Where where = town("Idlib province", 35.8, 36.7);
  where.kind = "region";
  where.precision = PlacePrecision::region;
  return where;
}
inline Where unknown_place(std::string_view name) {
  Where where;
  where.text = name;
  return where;
}
inline Where excluding(Where where) {
  where.role = PlaceRole::excluding;
  return where;
}

/// A document whose text is written claim by claim, one sentence each.
class Report {
 public:
  explicit Report(std::string outlet, std::string_view published = "2024-12-02") {
    document_.outlet = std::move(outlet);
    document_.id = "sha256:" + document_.outlet;
    document_.source = "reports/" + document_.outlet + ".txt";
    document_.title = "Report of " + document_.outlet;
    claims_.reserve(64);  // so that the claims it hands out stay where they are
    if (!published.empty()) document_.published = Published{*day_from(published), std::nullopt, Provenance::given};
  }

  /// "at least 16", "18", "about 125", "dozens", "a woman", with a group; the sentence is made from them.
  Claim& casualty(std::string_view count, Group group = Group::people, Outcome outcome = Outcome::killed) {
    std::string_view number = count;
    Number n;
    const auto hedged = [&number](std::string_view word) {
      if (number.substr(0, word.size()) != word) return false;
      number.remove_prefix(word.size());
      return true;
    };
    if (hedged("at least ")) {
      n.hedge = Hedge::at_least;
    } else if (hedged("more than ")) {
      n.hedge = Hedge::more_than;
    } else if (hedged("about ")) {
      n.hedge = Hedge::about;
    } else if (hedged("up to ")) {
      n.hedge = Hedge::at_most;
    }
    n.text = number;
    if (number.find_first_not_of("0123456789") == std::string_view::npos) {
      n.value = std::stoll(n.text);
      if (n.hedge == Hedge::exact || n.hedge == Hedge::at_least) n.low = n.value;
      if (n.hedge == Hedge::more_than) n.low = *n.value + 1;
      if (n.hedge == Hedge::exact || n.hedge == Hedge::at_most) n.high = n.value;
    } else if (number.substr(0, 2) == "a ") {
      n.form = NumberForm::article;
      n.value = n.low = n.high = 1;
    } else if (number[0] >= 'A' && number[0] <= 'Z') {
      n.form = NumberForm::name;
      n.value = n.low = n.high = 1;
    } else {
      n.form = NumberForm::vague;
      n.hedge = Hedge::vague;
    }
    const auto begin = static_cast<std::uint32_t>(document_.text.size());
    const auto at = static_cast<std::uint32_t>(begin + (count.size() - number.size()));
    document_.text += std::string(count) + " " + std::string(to_string(group)) + " were ";
    n.span = {at, static_cast<std::uint32_t>(at + number.size())};
    Claim claim;
    claim.trigger = word(to_string(outcome));
    document_.text += ".";
    const auto end = static_cast<std::uint32_t>(document_.text.size());
    document_.text += "\n";
    document_.blocks.push_back({{begin, end}, BlockKind::body});
    claim.sentence = {begin, end};
    claim.number = std::move(n);
    claim.group = group;
    claim.outcome = outcome;
    return add(std::move(claim));
  }

  Claim& control(ControlAction action, std::string_view actor, Where where) {
    Claim claim;
    claim.kind = ClaimKind::control;
    const auto begin = static_cast<std::uint32_t>(document_.text.size());
    claim.trigger = word(to_string(action));
    document_.text += " " + where.text + ".\n";
    claim.sentence = {begin, static_cast<std::uint32_t>(document_.text.size() - 1)};
    claim.action = action;
    claim.actor = Speaker{std::string(actor), std::string(actor), {}, {}};
    claim.where = {std::move(where)};
    return add(std::move(claim));
  }

  Claim& add(Claim claim) {
    claim.document = document_.id;
    claim.id = "c_" + document_.outlet + std::to_string(claims_.size());
    claims_.push_back(std::move(claim));
    return claims_.back();
  }

  Document& document() { return document_; }
  std::vector<Claim>& claims() { return claims_; }

 private:
  Quote word(std::string_view text) {
    const auto begin = static_cast<std::uint32_t>(document_.text.size());
    document_.text += text;
    return {std::string(text), {begin, static_cast<std::uint32_t>(document_.text.size())}};
  }

  Document document_;
  std::vector<Claim> claims_;
};

inline void says(Claim& claim, std::string_view actor) {
  claim.origin = Speaker{std::string(actor), std::string(actor), {}, {}};
}

inline void on(Claim& claim, std::string_view first, std::string_view last = {}) {
  Interval interval;
  if (!first.empty()) interval.start = day_from(first);
  interval.end = last.empty() ? interval.start : day_from(last);
  claim.when = interval;
}

inline void since(Claim& claim, std::string_view first, std::string_view last = {}) {
  Interval interval;
  interval.start = day_from(first);
  if (!last.empty()) interval.end = day_from(last);
  claim.when = interval;
  claim.aggregation = Aggregation::running;
}

/// The reports as the two sets that link() and reckon() take.
inline std::pair<std::vector<Document>, std::vector<Claim>> sets(std::initializer_list<Report*> reports) {
  std::pair<std::vector<Document>, std::vector<Claim>> both;
  for (Report* report : reports) {
    both.first.push_back(report->document());
    both.second.insert(both.second.end(), report->claims().begin(), report->claims().end());
  }
  return both;
}

/// A few actors as the actor file knows them.
inline std::optional<ActorFacts> made_actors(std::string_view id) {
  if (id == "sohr") return ActorFacts{"Syrian Observatory for Human Rights", ActorSide::counter, false};
  if (id == "white-helmets") return ActorFacts{"White Helmets", ActorSide::counter, false};
  if (id == "syria-military") return ActorFacts{"Syrian military", ActorSide::state, false};
  if (id == "syria-government") return ActorFacts{"Syrian government", ActorSide::state, false};
  if (id == "hts") return ActorFacts{"Hayat Tahrir al-Sham", ActorSide::rebel, false};
  if (id == "hts-and-allies") return ActorFacts{"Hayat Tahrir al-Sham and allies", ActorSide::rebel, false};
  if (id == "russia") return ActorFacts{"Russia", ActorSide::state, false};
  if (id == "un") return ActorFacts{"United Nations", ActorSide::counter, false};
  if (id == "witnesses") return ActorFacts{"witnesses", ActorSide::unknown, true};
  if (id == "rescue-workers") return ActorFacts{"rescue workers", ActorSide::unknown, true};
  if (id == "police") return ActorFacts{"police", ActorSide::unknown, true};
  return std::nullopt;
}

}  // namespace histor::test
