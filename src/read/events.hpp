#pragma once
// The attacks that a report tells of. A report spreads what it knows of one attack over its sentences: the lead has the
// toll, a later paragraph the quarter, another the day or who claimed it. Sentences and claims that can be of one
// attack are brought together, and what one of them tells the others take.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "ground/gazetteer.hpp"
#include "model/claim.hpp"
#include "read/document_view.hpp"

namespace histor {

/// The gazetteer's places that a document names, by id: the gazetteer itself finds no id quickly.
using NamedPlaces = std::unordered_map<std::string, Place>;

/// What a sentence tells of an attack by its own words; countries are no place.
struct Telling {
  std::uint32_t sentence = 0;
  std::vector<Where> where;
  std::vector<By> by;
  std::optional<Means> means;
  std::optional<Interval> when;
  bool heading = false;
};

/// An air strike told of as the deed of those who have no aircraft: two deeds were told, not one.
[[nodiscard]] bool flies_without_aircraft(const Actors& actors, const std::optional<Means>& means,
                                          const std::vector<By>& hands);

class Events {
 public:
  /// `document` must outlive it.
  explicit Events(const DocumentView& document);

  /// A sentence that tells of an attack, with or without a count.
  void note(Telling telling);
  /// Claim number `claim` with what its own sentence gives it. Call in text order with note().
  void note(std::uint32_t sentence, std::size_t claim, const Claim& own);
  /// The place of a claim is told with its own count ("six in Eastford"): its event narrows it no further.
  void keep_place(std::size_t claim) { placed_.push_back(claim); }
  /// What follows tells of other attacks than what stood before: an entry of a live page, with its own time.
  void part() { ++section_; }
  /// Gives the claims what the tellings of their attack have and their own sentences lack, marked as taken from the
  /// paragraph.
  void settle(std::vector<Claim>& claims) const;

 private:
  struct Member {
    Telling told;
    std::optional<std::size_t> claim;
    bool running = false;
    std::size_t event = 0;
    std::uint32_t section = 0;
  };
  /// One attack, as told so far.
  struct Event {
    std::vector<Where> where;
    std::vector<By> by;
    std::optional<Means> means;
    std::optional<Interval> when;
    std::uint32_t last = 0;            ///< the last sentence that told of it
    std::uint32_t where_sentence = 0;  ///< the sentence that gave `where`
    std::uint32_t by_sentence = 0;     ///< and so of the others
    std::uint32_t means_sentence = 0;
    std::uint32_t when_sentence = 0;
    std::uint32_t section = 0;
  };

  /// Whether what sentence `source` tells of an attack may fill in what sentence `s` leaves out: it stands before it or
  /// in its paragraph, or `s` opens the report, whose rest goes into detail.
  [[nodiscard]] bool fills(std::uint32_t source, std::uint32_t s) const;

  [[nodiscard]] bool own_losses(const Claim& claim, const Event& event) const;
  void take_region(Telling& telling) const;
  [[nodiscard]] bool lies_in(const Event& event, const Where& narrow, const Where& wide) const;
  [[nodiscard]] bool armed_group(const std::vector<By>& hands) const;
  [[nodiscard]] bool bears_arms(const By& by) const;
  [[nodiscard]] std::vector<Event> gather(std::vector<Member>& members) const;

  const DocumentView& document_;
  NamedPlaces places_;
  std::vector<Member> members_;
  std::uint32_t section_ = 0;
  std::vector<std::size_t> placed_;  ///< claims that keep their own place
};

}  // namespace histor
