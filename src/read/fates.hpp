#pragma once
// What became of those who were hurt. "A bullet struck Kovic" tells of a wound; where the report says elsewhere that
// Kovic died, it tells of a death. A noun phrase that takes somebody up ("he", "the child") is no claim, but it tells
// the fate of the one it takes up.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/claim.hpp"
#include "read/persons.hpp"
#include "read/sentence_view.hpp"

namespace histor {

class Fates {
 public:
  /// Notes that claim `claim` of sentence s was read; `weak` where its word yields to a death ("shot", "struck").
  void read(std::uint32_t s, std::size_t claim, bool weak) { told_.push_back({s, claim, weak}); }
  /// Looks for words of violence in a sentence, read or passed over.
  void scan(const SentenceView& view);
  /// Looks in sentence s, whose claims are read, for somebody taken up who is said to have died.
  void look(std::uint32_t s, const SentenceView& view, const std::vector<Claim>& claims);
  /// Makes deaths of the weak injuries of those who died. A report that tells of no violence and of nothing but single
  /// people who died is an obituary: its deaths are taken out of `claims`.
  void settle(std::vector<Claim>& claims, const Persons& persons) const;

 private:
  struct Told {
    std::uint32_t sentence = 0;
    std::size_t claim = 0;
    bool weak = false;
    bool died = false;  ///< by somebody taken up
  };

  std::vector<Told> told_;
  bool violent_ = false;  ///< the report tells of more than that somebody died
};

}  // namespace histor
