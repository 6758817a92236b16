#pragma once
// What the sentences before told of an attack: reports name its place, day, hand and means once and go on.

#include <cstdint>
#include <optional>
#include <vector>

#include "model/claim.hpp"
#include "read/document_view.hpp"
#include "read/events.hpp"
#include "read/posts.hpp"

namespace histor {

class Told {
 public:
  /// The arguments must outlive it.
  Told(const DocumentView& document, const Posts& posts);

  /// Gives a claim of sentence s what its sentence leaves out and its post or the sentences before have told, each
  /// marked with where it came from.
  void complete(std::uint32_t s, Claim& claim) const;
  /// An arrest is the police's whom the report names, where nobody else is told to have made it.
  void give_police(Claim& claim) const;
  /// A figure of the whole war is of the country that the report is about, since the war began, where it says when.
  void give_war(Claim& claim) const;
  /// The country of the report, where the report names it.
  void give_country(Claim& claim) const;
  /// "the city", "it": the place that was spoken of, for a claim of sentence s that names none.
  void give_place(std::uint32_t s, Claim& claim) const;
  /// Keeps what sentence s told of an attack for the ones after it.
  /// Nothing where it tells of none.
  std::optional<Telling> remember(std::uint32_t s, const Surroundings& around);

  /// What was told so far is of other attacks than what follows: an entry of a live page begins.
  void forget();

 private:
  /// The day that opens the line of sentence s, and holds for all of it: "Feb. 3: A truce fails. Shells kill two."
  [[nodiscard]] std::optional<Interval> day_of_line(std::uint32_t s) const;
  [[nodiscard]] std::optional<Interval> since_the_war() const;
  void complete_in_post(const Post& post, Claim& claim) const;
  [[nodiscard]] bool elsewhere(std::uint32_t s, const Claim& claim) const;
  [[nodiscard]] bool own_side(const Claim& claim) const;
  [[nodiscard]] bool still_means(std::uint32_t s) const;

  const DocumentView& document_;
  const Posts& posts_;
  mutable bool war_known_ = false;
  mutable std::optional<Interval> war_since_;
  std::vector<const ActorMention*> police_;  ///< named in the report, in text order
  std::vector<Where> where_;
  std::vector<By> by_;
  std::optional<Means> means_;
  std::optional<Interval> when_;
  std::uint32_t where_sentence_ = 0;
  std::uint32_t by_sentence_ = 0;
  std::uint32_t means_sentence_ = 0;
  std::uint32_t when_sentence_ = 0;
};

}  // namespace histor
