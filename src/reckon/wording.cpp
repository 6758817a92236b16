#include "reckon/wording.hpp"

#include <array>
#include <chrono>
#include <set>

#include "link/figures.hpp"
#include "link/scope.hpp"

namespace histor {

namespace {

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// The words between the first of `number` and the last of the group, where they stand close together.
std::string phrase_in_text(const LedgerView& view, const Figure& figure) {
  constexpr std::uint32_t close = 16;  // bytes: "of the", "more than"
  const Claim& claim = view.claims[figure.claims.front()];
  const Document* document = document_of(view, claim);
  if (document == nullptr || !claim.group_span || !claim.number) return {};
  const Span number = claim.number->span;
  const Span group = *claim.group_span;
  if (number.end > group.begin || group.begin - number.end > close || group.end > document->text.size()) return {};
  return std::string(slice(document->text, cover(number, group)));
}

bool stands_alone(const Number& number) {
  return number.form == NumberForm::article || number.form == NumberForm::name || !number.value;
}

std::string modality_words(Modality modality) {
  switch (modality) {
    case Modality::denied:
      return "denied: ";
    case Modality::feared:
      return "feared: ";
    case Modality::planned:
      return "planned: ";
    case Modality::asserted:
    case Modality::negated:
      return {};
  }
  return {};
}

}  // namespace

std::string count_words(std::int64_t value) {
  std::string digits = std::to_string(value);
  const std::size_t start = value < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > start + 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string number_words(const Number& number) {
  if (number.hedge == Hedge::range && number.low && number.high) {
    return count_words(*number.low) + " to " + count_words(*number.high);
  }
  if (stands_alone(number)) {
    if (number.hedge == Hedge::at_most && number.high) return "up to " + count_words(*number.high);
    if (number.hedge == Hedge::at_least && number.low) return "at least " + count_words(*number.low);
    return number.text;
  }
  std::string value = count_words(*number.value);
  switch (number.hedge) {
    case Hedge::at_least:
      return "at least " + value;
    case Hedge::more_than:
      return "more than " + value;
    case Hedge::at_most:
      return "up to " + value;
    case Hedge::less_than:
      return "fewer than " + value;
    case Hedge::about:
      return "about " + value;
    case Hedge::exact:
    case Hedge::range:
    case Hedge::vague:
    case Hedge::unstated:
      return value;
  }
  return value;
}

std::string_view group_words(Group group, bool one) {
  struct Noun {
    std::string_view many, one;
  };
  constexpr std::array<Noun, 18> nouns{{{"people", "person"},
                                        {"civilians", "civilian"},
                                        {"children", "child"},
                                        {"women", "woman"},
                                        {"men", "man"},
                                        {"soldiers", "soldier"},
                                        {"police", "police officer"},
                                        {"fighters", "fighter"},
                                        {"combatants", "combatant"},
                                        {"attackers", "attacker"},
                                        {"medics", "medic"},
                                        {"rescuers", "rescuer"},
                                        {"aid workers", "aid worker"},
                                        {"journalists", "journalist"},
                                        {"officials", "official"},
                                        {"prisoners", "prisoner"},
                                        {"foreigners", "foreigner"},
                                        {"others", "other"}}};
  const Noun& noun = nouns[static_cast<std::size_t>(group)];
  return one ? noun.one : noun.many;
}

std::string_view outcome_words(Outcome outcome) {
  return outcome == Outcome::casualties ? std::string_view("killed or injured") : to_string(outcome);
}

std::string people_words(const LedgerView& view, const Figure& figure) {
  if (figure.modality == Modality::negated) return "nobody";
  std::string number = number_words(figure.number);
  if (stands_alone(figure.number)) {
    if (figure.number.form == NumberForm::plural || figure.number.form == NumberForm::none)
      return number + " (uncounted)";
    if (figure.number.form == NumberForm::article || figure.number.form == NumberForm::name) return number;
    std::string phrase = phrase_in_text(view, figure);
    if (!phrase.empty()) return phrase;
    return figure.group == Group::people ? number : number + " (" + std::string(group_words(figure.group)) + ")";
  }
  if (figure.group == Group::people) return number;
  return number + " " + std::string(group_words(figure.group, figure.number.value == 1));
}

std::string figure_words(const LedgerView& view, const Figure& figure) {
  if (figure.number.form == NumberForm::none) {  // the harm word is all there is
    return modality_words(figure.modality) + figure.number.text + " (" + std::string(to_string(figure.outcome)) +
           ", uncounted)";
  }
  return modality_words(figure.modality) + people_words(view, figure) + " " +
         std::string(outcome_words(figure.outcome));
}

std::string day_words(Day day) {
  const std::chrono::year_month_day ymd{day};
  return std::to_string(static_cast<unsigned>(ymd.day())) + " " +
         std::string(months[static_cast<unsigned>(ymd.month()) - 1]) + " " +
         std::to_string(static_cast<int>(ymd.year()));
}

std::string window_words(const std::optional<Day>& first, const std::optional<Day>& last) {
  if (!first && !last) return {};
  if (!last) return "since " + day_words(*first);
  if (!first) return "until " + day_words(*last);
  if (*first == *last) return day_words(*first);
  const std::chrono::year_month_day a{*first};
  const std::chrono::year_month_day b{*last};
  std::string from = day_words(*first);
  if (a.year() == b.year()) from.resize(from.size() - 5);  // the year once
  if (a.year() == b.year() && a.month() == b.month()) from.resize(from.size() - 4);
  return from + " to " + day_words(*last);
}

std::string time_words(std::string_view iso) {
  const std::optional<Day> day = day_from(iso.substr(0, 10));
  if (!day) return std::string(iso);
  std::string words = day_words(*day);
  if (iso.size() > 11) words += ", " + std::string(iso.substr(11, 5));
  return words;
}

std::string place_words(const Where& where) {
  const std::string& name = where.text.empty() ? where.name : where.text;
  switch (where.role) {
    case PlaceRole::near:
      return "near " + name;
    case PlaceRole::around:
      return "around " + name;
    case PlaceRole::in:
    case PlaceRole::from:
    case PlaceRole::to:
    case PlaceRole::excluding:
      break;
  }
  const bool wide = where.precision == PlacePrecision::region || where.precision == PlacePrecision::country ||
                    where.kind == "region" || where.kind == "country" || where.kind == "county";
  // "several towns" are words, not a place that something could lie in.
  const bool named = !where.place.empty() || (!name.empty() && !(name.front() >= 'a' && name.front() <= 'z'));
  return wide && named ? "somewhere in " + name : name;
}

std::string places_words(std::span<const Where> places) {
  std::string words;
  std::set<std::string> said;
  for (const Where& where : places) {
    const std::string one = place_words(where);
    if (!said.insert(one).second) continue;
    if (!words.empty()) words += ", ";
    words += one;
  }
  return words;
}

std::string actor_words(const LedgerView& view, std::string_view id) {
  if (id.empty()) return "no source named";
  if (id == "self") return "their own hand";
  const auto found = view.actors.find(std::string(id));
  return found == view.actors.end() || found->second.name.empty() ? std::string(id) : found->second.name;
}

std::string support_words(std::size_t origins, std::size_t outlets, std::size_t copied) {
  std::string words = origins == 0   ? "no source named"
                      : origins == 1 ? "1 origin"
                                     : std::to_string(origins) + " origins";
  words += ", " + std::to_string(outlets) + (outlets == 1 ? " outlet" : " outlets");
  if (copied > 0) words += ", " + std::to_string(copied) + " of them with another's text";
  return words;
}

std::string arithmetic_words(const LedgerView& view, const Figure& figure) {
  if (!figure.arithmetic) return {};
  const Arithmetic& sum = *figure.arithmetic;
  std::string words;
  bool bounded = false;
  for (const FigureIndex part : sum.parts) {
    if (!words.empty()) words += " + ";
    words += number_words(view.figures[part].number).empty() ? "?" : count_words(*view.figures[part].number.value);
    bounded = bounded || view.figures[part].number.hedge != Hedge::exact;
  }
  if (sum.parts.size() > 1) words += " = " + count_words(sum.sum);
  if (bounded) words = "at least " + words;
  if (sum.complete)
    return sum.parts.size() > 1 ? words + ", complete" : words + " of " + count_words(sum.sum) + ", all";
  words += " of " + number_words(figure.number);
  if (!sum.remainder) return words + ", the rest unstated";
  if (*sum.remainder < 0) return words + ": more than the whole";
  return words + (sum.at_least ? ", at least " : ", ") + count_words(*sum.remainder) + " unstated";
}

namespace {

// The words that a policy made numbers of: they stay beside the number.
std::string words_behind(const LedgerView& view, const Toll& toll) {
  std::set<std::string> words;
  for (const TollNote& note : toll.notes) {
    if (note.kind != TollNoteKind::vague_word && note.kind != TollNoteKind::uncounted) continue;
    for (const FigureIndex f : note.figures) words.insert("“" + view.figures[f].number.text + "”");
  }
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? " (" : ", ") + word;
  return out.empty() ? out : out + ")";
}

}  // namespace

std::string toll_words(const LedgerView& view, const Toll& toll) {
  // The figure's own words where they are all there is, and the policy made no other number of them.
  const auto made = [](const std::optional<Bound>& bound) {
    return bound && (bound->rule == "vague-word" || bound->rule == "uncounted" || bound->rule == "casualties-alone" ||
                     bound->rule == "contested-status" || bound->rule == "overlaps-subtracted");
  };
  const bool own_words = !made(toll.low) && !made(toll.best) && !made(toll.high);
  const bool counted = toll.low || toll.best || toll.high;
  if (toll.figures.empty()) return {};
  if (!counted || (own_words && toll.figures.size() == 1))
    return figure_words(view, view.figures[toll.figures.front()]);
  const std::optional<Bound>& top = toll.high ? toll.high : toll.best;
  const std::string group =
      toll.group == Group::people ? std::string{} : " " + std::string(group_words(toll.group, top && top->value == 1));
  const std::string outcome = " " + std::string(outcome_words(toll.outcome)) + words_behind(view, toll);
  const std::string about = toll.open_above ? "at least " : toll.about ? "about " : "";
  if (!toll.low && !toll.high) return (own_words ? about : "") + count_words(toll.best->value) + group + outcome;
  if (!toll.low)
    return "up to " + count_words(toll.high->value) + (toll.open_above ? " or more" : "") + group + outcome;
  if (toll.high && toll.low->value == toll.high->value) return about + count_words(toll.high->value) + group + outcome;
  std::string words = count_words(toll.low->value);
  words += " to " + (toll.high ? count_words(toll.high->value) : "?");
  if (toll.open_above) words += " or more";
  words += group + outcome;
  if (toll.best) words += ", best " + count_words(toll.best->value);
  return words;
}

std::string exclusion_words(const Figure& figure) {
  std::string words;
  for (const Where& where : figure.exclusions) {
    words += words.empty() ? "excluding " : " and ";
    words += where.text.empty() ? where.name : where.text;
  }
  return words;
}

}  // namespace histor
