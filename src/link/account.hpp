#pragma once
// What one report is about: the event that its headline and first sentences tell, with day, places, figures and
// origins. Figures of other days, running totals' history and the war's toll are left out, so that two reports that
// recall the same past are not taken for reports of one event.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "link/word_runs.hpp"
#include "model/claim.hpp"
#include "model/document.hpp"

namespace histor {

class Actors;

/// A count of the event. Of a count that is told more than once, the first.
struct ToldFigure {
  std::uint32_t claim = 0;  ///< index into the claims given
  Outcome outcome = Outcome::killed;
  std::int64_t value = 0;
  bool lead = false;  ///< told in the headline or the first sentences
};

struct ToldPlace {
  std::uint32_t claim = 0;
  const Where* where = nullptr;  ///< of that claim
  bool narrow = false;           ///< a quarter, a site, a village or town; not a province or the town it is named for
  bool lead = false;
  std::vector<std::string> spellings;  ///< keys of the name and of the words
};

struct Account {
  std::uint32_t document = 0;
  std::optional<Day> first, last;  ///< of the event
  bool stated = false;             ///< the day stands in a sentence of its own; else it was taken from around
  std::optional<Day> published;
  std::vector<std::uint32_t> claims;  ///< of the event, in text order
  std::vector<ToldFigure> figures;    ///< by outcome and value
  std::vector<ToldPlace> places;
  std::vector<std::string> names;         ///< spellings of what bears a capital in the sentences of the event, sorted
  std::vector<Means> means;               ///< that the lead tells of, sorted
  std::vector<std::string> origins;       ///< named ones of its counts, sorted
  std::vector<std::string> credits;       ///< agencies and media credited, sorted
  std::vector<std::string> agencies;      ///< those of them that the actor file knows as news agencies, sorted
  std::vector<std::uint64_t> runs;        ///< of words, but for the page's furniture
  std::vector<std::uint64_t> event_runs;  ///< of the sentences that tell the event
};

/// `own` are the indices in `claims` of what `document` claims, in text order. `claims` must outlive the result.
[[nodiscard]] Account account_of(const Document& document, std::uint32_t index, std::span<const Claim> claims,
                                 std::span<const std::uint32_t> own, const Actors& actors);

/// The words of the document but for the page's furniture.
[[nodiscard]] FoldedWords own_words(const Document& document);

}  // namespace histor
