#pragma once
// A document as the rules see it: its sentences, the tree of each where it is asked for, and the places, times and
// actors that they name. Claims, mentions and explanations are all read from this.

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ground/places.hpp"
#include "ground/times.hpp"
#include "lexicon/actors.hpp"
#include "model/document.hpp"
#include "read/attribution.hpp"
#include "read/circumstances.hpp"
#include "read/sentence_view.hpp"
#include "text/parsed_text.hpp"
#include "text/sentences.hpp"
#include "text/trees.hpp"

namespace histor {

/// What one sentence names, in its own token indices.
struct SentenceMentions {
  std::vector<LocalPlace> places;
  std::vector<LocalTime> times;
  std::vector<LocalActor> actors;
  std::vector<Masked> time_masks;    ///< tokens of times: no counts
  std::vector<Masked> proper_masks;  ///< tokens of names of places and bodies: no people
};

class DocumentView {
 public:
  /// `given`: trees over the document's text that take the place of the parser's own; null for none. All arguments must
  /// outlive the view.
  DocumentView(const Document& document, const Lexicon& lexicon, const Gazetteer& gazetteer, const Actors& actors,
               const ParsedText* given);
  DocumentView(const DocumentView&) = delete;
  DocumentView& operator=(const DocumentView&) = delete;

  [[nodiscard]] const Document& document() const { return document_; }
  [[nodiscard]] const Lexicon& lexicon() const { return lexicon_; }
  [[nodiscard]] const Gazetteer& gazetteer() const { return gazetteer_; }
  [[nodiscard]] const Actors& actors() const { return actors_; }
  [[nodiscard]] const AnalysedText& analysed() const { return analysed_; }
  [[nodiscard]] std::span<const Sentence> sentences() const { return analysed_.sentences; }
  [[nodiscard]] const Sentence& sentence(std::size_t s) const { return analysed_.sentences[s]; }
  [[nodiscard]] std::span<const PlaceMention> places() const { return places_; }
  [[nodiscard]] std::span<const TimeMention> times() const { return times_; }
  [[nodiscard]] std::span<const ActorMention> actor_mentions() const { return mentions_; }
  [[nodiscard]] std::optional<Day> published() const { return published_; }
  /// The country most of the document's places lie in (ISO 3166-1 alpha-2); empty where it names none.
  [[nodiscard]] const std::string& country() const { return country_; }

  /// Where the report was filed, by its dateline; null where it tells none, or one that no gazetteer has.
  [[nodiscard]] const PlaceMention* filed_at() const;

  /// The words of sentence s; without its tree until parse(s).
  [[nodiscard]] const SentenceView& view(std::size_t s) const { return views_[s]; }
  /// What sentence s names; once it is parsed, also places that no gazetteer has.
  [[nodiscard]] const SentenceMentions& mentions(std::size_t s) const { return mentions_in_[s]; }
  /// Gives sentence s its tree: made now, or the given one.
  void parse(std::size_t s);
  /// What was taken for a place at token i of sentence s is none.
  void drop_place(std::size_t s, std::uint32_t i);
  /// The words and arcs of sentence s, which was parsed last, as they are printed.
  [[nodiscard]] Trees trees_of(std::size_t s) const;

  /// The index of the sentence that `span` is of; the number of sentences where it is none's.
  [[nodiscard]] std::size_t sentence_at(Span span) const;
  [[nodiscard]] Surroundings surroundings(std::size_t s, std::span<const Attribution> attributions) const;

 private:
  void take_given_sentences();
  void mark_running_head();
  void drop_streets();
  void know_former_names();
  [[nodiscard]] SentenceMentions mentions_of(const Sentence& sentence) const;
  [[nodiscard]] SentenceTree tree_of(std::size_t s);
  void add_unknown_places(std::size_t s);
  [[nodiscard]] std::string country_of_places() const;
  void add_place_of_title(std::size_t s);
  void add_unknown_place(std::size_t s, Masked name);
  [[nodiscard]] bool names_armed_group(const ActorMention& mention) const;
  std::vector<std::size_t> armed_groups_;  ///< indices of the mentions that name one
  [[nodiscard]] bool looks_datelined(const Sentence& sentence) const;
  [[nodiscard]] std::uint32_t after_dateline(const Sentence& sentence) const;

  const Document& document_;
  const Lexicon& lexicon_;
  const Gazetteer& gazetteer_;
  const Actors& actors_;
  const ParsedText* given_;
  std::vector<std::size_t> given_sentence_;  ///< sentence -> sentence of the given trees
  AnalysedText analysed_;
  Trees trees_;
  std::optional<Day> published_;
  std::vector<TimeMention> times_;
  std::vector<PlaceMention> places_;
  std::deque<PlaceMention> unknown_places_;  ///< names that stand where places do; pointers to them stay good
  std::vector<ActorMention> mentions_;
  std::string country_;
  std::vector<SentenceView> views_;
  std::vector<SentenceMentions> mentions_in_;
};

}  // namespace histor
