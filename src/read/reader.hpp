#pragma once
// From a document to its claims: the sieve, the analysis, the frames, and for each frame who says it and around what.

#include <memory>
#include <string_view>
#include <vector>

#include "model/claim.hpp"
#include "model/document.hpp"
#include "model/mention.hpp"
#include "read/trace.hpp"

namespace histor {

class Lexicon;
class Gazetteer;
class Actors;
struct ParsedText;

/// Rises whenever a change to the reader or its data gives other claims for the same text.
inline constexpr int reader_version = 3;

/// Immutable; any number of threads may read at once.
class Reader {
 public:
  /// A reader of English with the data compiled into the program.
  Reader();
  /// The arguments must outlive the reader.
  Reader(const Lexicon& lexicon, const Gazetteer& gazetteer, const Actors& actors);
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  /// The claims of `document` in text order. A pure function: no clock, no locale, no environment. Texts in a language
  /// without a pack give none.
  [[nodiscard]] std::vector<Claim> read(const Document& document) const;
  /// The same, and appends to `notes` what the reader of the claims should know: sentences cut at a budget.
  [[nodiscard]] std::vector<Claim> read(const Document& document, std::vector<Note>& notes) const;
  /// The same by trees that somebody else made of the document's text; `given.text` is that text.
  [[nodiscard]] std::vector<Claim> read(const Document& document, const ParsedText& given,
                                        std::vector<Note>& notes) const;

  /// What every sentence of `document` names, in text order: places, times, actors, persons, counts, attributions; with
  /// `events` its verbs too, each with its place. None in a language without a pack.
  [[nodiscard]] std::vector<Mention> mark(const Document& document, bool events = false) const;

  /// Whether there is a pack for documents of `language`; what is not known to be in another one is taken for English.
  [[nodiscard]] static bool reads(std::string_view language);

  struct Explained {
    std::vector<Claim> claims;  ///< as read() gives them
    std::vector<SentenceTrace> sentences;
  };
  /// The claims with what the rules saw in every sentence, also in those that the sieve passes over. `given` may be
  /// null. Slower than read(): for people, not for archives.
  [[nodiscard]] Explained explain(const Document& document, const ParsedText* given = nullptr) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace histor
