#pragma once
// Who speaks and who fights: the dated actor file (actors/*.toml), and the places of a text where one of its actors is
// named.
//
// An actor is known by names ("White Helmets", "Syrian Civil Defence"), by adjectives ("Russian"), by the persons who
// speak for it ("Rami Abdel Rahman" for sohr) and, for unnamed sources, by common nouns ("witnesses", "a military
// source"). Ministries, armies and police of every country come from templates ("Turkey's health ministry" is
// turkey-health-ministry).

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.hpp"
#include "base/result.hpp"
#include "base/span.hpp"
#include "model/vocabulary.hpp"
#include "text/tokens.hpp"

namespace histor {

enum class ActorKind : std::uint8_t {
  state_force,  ///< an army, air force, security service
  government,   ///< a state as one that acts, and its government
  ministry,
  rebel,    ///< armed groups against a government
  militia,  ///< armed groups beside or for one
  monitor,  ///< counts and documents: sohr
  rescuers,
  agency,  ///< a news agency
  outlet,
  state_media,
  un_body,
  ngo,
  police,
  court,   ///< courts, prosecutors, coroners
  medics,  ///< hospitals, health workers
  person,
  coalition,
  other,
};

template <>
struct Words<ActorKind> {
  static constexpr std::array<std::string_view, 18> all{
      "state-force", "government", "ministry", "rebel",  "militia", "monitor", "rescuers", "agency",    "outlet",
      "state-media", "un-body",    "ngo",      "police", "court",   "medics",  "person",   "coalition", "other"};
};

/// One actor of the file. Indices are positions in Actors and hold for its lifetime only; ids hold for ever.
struct ActorRecord {
  std::string id;    ///< slug: "white-helmets"
  std::string name;  ///< as a page prints it
  ActorKind kind = ActorKind::other;
  std::vector<std::string> countries;   ///< ISO 3166-1 alpha-2; empty for bodies of no country
  std::string side;                     ///< in its conflict, such as "syria:opposition"; may be empty
  std::optional<std::uint32_t> parent;  ///< the body it belongs to: index of syria-government for syria-military
  std::vector<std::uint32_t> formerly;  ///< the actors that it continues under a new name: nusra-front for hts
  std::string role;  ///< what it is to its countries, so that "the army" finds it there: "military", "health-ministry"
  bool generic = false;  ///< unnamed: witnesses, police, officials
};

/// Words of a text that name an actor.
struct ActorMention {
  Span span;  ///< without article and possessive ending: "White Helmets" of "the White Helmets' toll"
  std::uint32_t first_token = 0;  ///< index into the tokens given
  std::uint32_t token_end = 0;    ///< one past the last; a mention may start or end within a token ("Russian-Syrian")
  std::uint32_t actor = 0;        ///< index into Actors; for a person who speaks for a body, the body
  bool adjective = false;         ///< "Russian": the actor only where the noun it stands by is a deed or a force
  bool generic = false;           ///< a common noun, whose bearer the text may name more closely around it
  bool place = false;   ///< the words name a country or capital as well: the actor only where it does something
  bool person = false;  ///< a person's name
};

/// One file of actors: its name is used in errors only.
struct ActorFile {
  std::string_view name;
  std::string_view text;
};

/// The actor file, ready for look-up. Immutable; copies share; any number of threads may read.
class Actors {
 public:
  /// Reads the files as one. The first fault is an Error with `where` "file:line" and, for a misspelt word, a
  /// suggestion.
  [[nodiscard]] static Result<Actors> from_toml(std::span<const ActorFile> files);

  /// The files of actors/, as they were when the program was built.
  [[nodiscard]] static const Actors& builtin();

  [[nodiscard]] std::uint32_t size() const;
  [[nodiscard]] const ActorRecord& operator[](std::uint32_t actor) const;
  [[nodiscard]] std::optional<std::uint32_t> find_by_id(std::string_view id) const;

  /// The actor that holds `role` in `country` on `date`: ("military", "SY") is syria-military. Of several, the one
  /// whose own dates fit and that stands first in the file.
  [[nodiscard]] std::optional<std::uint32_t> find_by_role(std::string_view role, std::string_view country,
                                                          std::optional<Day> date = std::nullopt) const;

  /// What a generic actor stands for in a text about `country`: "government-forces" in SY is syria-military,
  /// "coalition" in YE is saudi-coalition. `actor` itself where it is not generic or the file names no one.
  [[nodiscard]] std::uint32_t resolve(std::uint32_t actor, std::string_view country,
                                      std::optional<Day> date = std::nullopt) const;

  /// Who answers for what `actor` does: the state for its army, air force, police and ministries (the government of
  /// `date`, where the country has had several), else `actor` itself.
  [[nodiscard]] std::uint32_t answerable(std::uint32_t actor, std::optional<Day> date = std::nullopt) const;

  /// The latest name of the same body: hts for nusra-front. `actor` itself where nothing continues it.
  [[nodiscard]] std::uint32_t latest(std::uint32_t actor) const;

  /// For whom it fights or speaks: the side of its conflict, as "syria:opposition"; else that of the body it belongs
  /// to, for a state that of its army; else the id of the body that it all goes back to. Empty for roles ("rebels").
  [[nodiscard]] std::string camp(std::uint32_t actor) const;

  struct Tables;  ///< known to actors.cpp alone

 private:
  friend std::vector<ActorMention> find_actors(std::string_view text, std::span<const Token> tokens,
                                               const Actors& actors, std::optional<Day> date);
  explicit Actors(std::shared_ptr<const Tables> tables) : tables_(std::move(tables)) {}
  std::shared_ptr<const Tables> tables_;
};

/// The actors named in `tokens`, in text order, none overlapping: the longest match, then the alias whose dates hold
/// `date` (all dates hold where it is nullopt). Give the tokens of the whole document where possible: a short name
/// ("the Observatory", "Carter") is only taken where the full name stands somewhere in the tokens.
[[nodiscard]] std::vector<ActorMention> find_actors(std::string_view text, std::span<const Token> tokens,
                                                    const Actors& actors, std::optional<Day> date = std::nullopt);

/// A provisional id for words that no actor of the file bears: "the Marion County Sheriff's Office" is
/// "marion-county-sheriff-office". Articles and possessives are dropped, letters folded to ASCII; at most 60 bytes,
/// never empty ("unnamed" where nothing is left).
[[nodiscard]] std::string provisional_slug(std::string_view words);

}  // namespace histor
