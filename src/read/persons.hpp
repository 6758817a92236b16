#pragma once
// Persons by name. A report names somebody in full once ("Mirela Kovic, 34, a nurse") and goes on with a part of the
// name
// ("Kovic", "Mirela"): what stood beside the name anywhere, and the pronouns that took it up, tell who is counted.

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/vocabulary.hpp"
#include "read/nominals.hpp"
#include "read/sentence_view.hpp"

namespace histor {

class DocumentView;

/// Persons' names by shape: runs of capitalised words that are neither places nor actors, with a title, a known given
/// name or an age beside them. None in a sentence where most words have capitals.
[[nodiscard]] std::vector<NameMention> find_names(const SentenceView& view, std::span<const Masked> proper,
                                                  bool (*is_given_name)(std::string_view));

/// The persons that a document names in full, and where it names them.
class Persons {
 public:
  explicit Persons(DocumentView& document);

  /// The names of sentence s in text order, in full or by a part, each with its group where something tells it: an age
  /// under 18, a noun or title beside the name, or he and she.
  [[nodiscard]] std::vector<NameMention> names_in(std::size_t s) const;

  /// The person that a name, in full or in part, stands for; nullopt for one that the document names nowhere in full.
  [[nodiscard]] std::optional<std::size_t> bearer_of(std::string_view name) const;

 private:
  struct Person {
    Group group = Group::people;
    int men = 0;  ///< pronouns that took the name up
    int women = 0;
  };

  void add(const SentenceView& view, const NameMention& name);
  void take_pronouns();
  [[nodiscard]] bool taken_for_place(std::size_t s, std::uint32_t i) const;
  [[nodiscard]] std::size_t person_of(const SentenceView& view, const NameMention& name);
  [[nodiscard]] std::vector<NameMention> short_names(std::size_t s) const;
  [[nodiscard]] Group group_of(std::size_t person) const;

  DocumentView& document_;
  std::vector<Person> persons_;
  std::vector<std::vector<NameMention>> names_;              ///< by sentence
  std::vector<std::vector<std::size_t>> whose_;              ///< by sentence and name: the person
  std::map<std::string, std::size_t, std::less<>> by_full_;  ///< "Mirela Kovic", without what stands between
  std::map<std::string, std::size_t, std::less<>> by_word_;  ///< the last and the first word of a full name
};

}  // namespace histor
