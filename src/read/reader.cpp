// The sieve decides whether a document is analysed at all. Then the sentences are taken in order, for what "he", "the
// attack" and a missing place stand for was said before; the rest of a sentence's reading looks at that sentence alone.

#include "read/reader.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <initializer_list>
#include <map>
#include <string>

#include "ground/gazetteer.hpp"
#include "ground/places.hpp"
#include "ground/times.hpp"
#include "lexicon/actors.hpp"
#include "lexicon/lexicon.hpp"
#include "model/identity.hpp"
#include "read/attribution.hpp"
#include "read/circumstances.hpp"
#include "read/control.hpp"
#include "read/frames.hpp"
#include "read/nominals.hpp"
#include "read/sentence_view.hpp"
#include "read/sieve.hpp"
#include "text/parsed_text.hpp"
#include "text/sentences.hpp"
#include "text/tree_parser.hpp"

namespace histor {

struct Reader::Impl {
  const Lexicon* lexicon;
  const Gazetteer* gazetteer;
  const Actors* actors;
  Sieve sieve;

  Impl(const Lexicon& lexicon_in, const Gazetteer& gazetteer_in, const Actors& actors_in)
      : lexicon(&lexicon_in), gazetteer(&gazetteer_in), actors(&actors_in), sieve(lexicon_in.triggers()) {}

  std::vector<Claim> read(const Document& document, const ParsedText* given, std::vector<Note>& notes) const;
};

namespace {

/// How many sentences back what was told of an attack still holds: its means in the same paragraph, its place, hand and
/// day across paragraphs as well. Reports name the place once and go on; the day changes sooner.
constexpr std::uint32_t memory = 3;
constexpr std::uint32_t memory_of_place = 8;
constexpr std::uint32_t memory_of_hand = 6;
constexpr std::uint32_t memory_of_time = 4;

bool is_given_name(std::string_view word) {
  return Gazetteer::builtin().is_given_name(fold_place_name(word, Articles::keep));
}

/// What the sentences before told of the attack that a claim belongs to.
struct Told {
  std::vector<Where> where;
  std::vector<By> by;
  std::optional<Means> means;
  std::optional<Interval> when;
  std::uint32_t where_sentence = 0;
  std::uint32_t by_sentence = 0;
  std::uint32_t means_sentence = 0;
  std::uint32_t when_sentence = 0;
};

/// A run of post blocks is one post: its source, its as-of and what it leaves out hold for all of it.
struct Post {
  std::optional<Speaker> origin;
  std::optional<AsOf> as_of;
  std::vector<Where> excluding;
  std::vector<Where> where;
  std::vector<By> by;
  std::optional<Means> means;
  std::optional<Interval> date;  ///< the day it was posted: its "today"
  bool provisional = false;
};

double confidence_of(const Frame& frame, const Nominal& nominal) {
  double value = 0.9;
  if (nominal.kind == NominalKind::plural) value -= 0.3;
  if (nominal.kind == NominalKind::name) value -= 0.2;
  if (!nominal.has_noun && nominal.kind == NominalKind::count) value -= 0.1;
  if (frame.planned) value -= 0.2;
  if (frame.word != nullptr && frame.word->weak) value -= 0.2;
  return std::max(value, 0.1);
}

class DocumentReader {
 public:
  /// `given`: trees over the document's text that take the place of the parser's own; null for none.
  DocumentReader(const Lexicon& lexicon, const Gazetteer& gazetteer, const Actors& actors, const Document& document,
                 const ParsedText* given)
      : lexicon_(lexicon), gazetteer_(gazetteer), actors_(actors), document_(document), given_(given) {}

  [[nodiscard]] std::size_t cut_sentences() const { return analysed_.cut; }
  /// From here on each sentence is parsed, and what is seen in it is written down here.
  void trace_to(std::vector<SentenceTrace>& trace) { trace_ = &trace; }

  std::vector<Claim> read(const std::vector<std::uint32_t>& hits) {
    analysed_ = analyse(document_);
    if (given_ != nullptr) take_given_sentences();
    if (document_.published) published_ = document_.published->date;
    times_ = find_times(document_.text, analysed_, {published_});
    places_ = find_places(document_, analysed_, gazetteer_);
    mentions_ = find_actors(document_.text, analysed_.tokens, actors_, published_);
    country_ = country_of_document();
    gather_posts();
    for (std::uint32_t s = 0; s < analysed_.sentences.size(); ++s) {
      const Sentence& sentence = analysed_.sentences[s];
      const auto hit = std::lower_bound(hits.begin(), hits.end(), sentence.span.begin);
      read_sentence(s, hit != hits.end() && *hit <= sentence.span.end);
    }
    std::stable_sort(claims_.begin(), claims_.end(),
                     [](const Claim& a, const Claim& b) { return anchor_of(a) < anchor_of(b); });
    name_claims();
    return std::move(claims_);
  }

 private:
  using Key = std::pair<Span, Outcome>;

  struct Local {
    std::vector<LocalPlace> places;
    std::vector<LocalTime> times;
    std::vector<LocalActor> actors;
    std::vector<Masked> time_masks;
    std::vector<Masked> proper_masks;
  };

  /// Who brings trees brings sentences: those of the trees take the place of ours, each in the block that it begins in.
  void take_given_sentences() {
    std::vector<Sentence> sentences;
    const std::vector<Sentence>& own = analysed_.sentences;
    std::size_t at = 0;
    for (std::size_t s = 0; s < given_->trees.sentences.size(); ++s) {
      const TreeSentence& tree = given_->trees.sentences[s];
      const Span words = cover(given_->trees.span[tree.first], given_->trees.span[tree.end - 1]);
      while (at < own.size() && own[at].span.end <= words.begin) ++at;
      if (at == own.size()) break;
      const auto token_from = [&](std::uint32_t offset) {
        return static_cast<std::uint32_t>(
            std::lower_bound(analysed_.tokens.begin(), analysed_.tokens.end(), offset,
                             [](const Token& token, std::uint32_t o) { return token.span.begin < o; }) -
            analysed_.tokens.begin());
      };
      Sentence sentence = own[at];
      sentence.first_token = token_from(words.begin);
      sentence.token_end = token_from(words.end);
      if (sentence.first_token >= sentence.token_end) continue;
      sentence.span = cover(analysed_.tokens[sentence.first_token].span, analysed_.tokens[sentence.token_end - 1].span);
      sentences.push_back(sentence);
      given_sentence_.push_back(s);
    }
    analysed_.sentences = std::move(sentences);
  }

  static Span anchor_of(const Claim& claim) { return claim.number ? claim.number->span : claim.trigger.span; }

  /// The country most of the document's places lie in; empty where it names none.
  std::string country_of_document() const {
    std::map<std::string, int, std::less<>> votes;
    for (const PlaceMention& mention : places_) {
      if (mention.place) ++votes[std::string(gazetteer_.place(*mention.place).country)];
    }
    std::string best;
    int most = 0;
    for (const auto& [country, count] : votes) {
      if (count > most && !country.empty()) {
        best = country;
        most = count;
      }
    }
    return best;
  }

  Local local_of(const Sentence& sentence) const {
    Local out;
    const auto first = sentence.first_token;
    const auto end = sentence.token_end;
    // Mentions stand in text order: those of one sentence are a run.
    const auto run_of = [&](const auto& mentions) {
      auto from =
          std::lower_bound(mentions.begin(), mentions.end(), first,
                           [](const auto& mention, std::uint32_t token) { return mention.first_token < token; });
      auto to = from;
      while (to != mentions.end() && to->first_token < end) ++to;
      return std::span(from, to);
    };
    const auto within = [&](const auto& mention) {
      return mention.token_end <= end && mention.first_token < mention.token_end;
    };
    for (const PlaceMention& mention : run_of(places_)) {
      if (!within(mention)) continue;
      // Where the report was filed from is not where it happened.
      if (document_.dateline && document_.dateline->span.overlaps(mention.span)) {
        out.proper_masks.push_back({mention.first_token - first, mention.token_end - first});
        continue;
      }
      out.places.push_back({mention.first_token - first, mention.token_end - first, &mention});
      if (!mention.adjective) out.proper_masks.push_back({mention.first_token - first, mention.token_end - first});
    }
    for (const TimeMention& mention : run_of(times_)) {
      if (!within(mention)) continue;
      if (document_.dateline && mention.span.begin >= document_.dateline->span.end &&
          mention.span.begin - document_.dateline->span.end < 4) {
        out.time_masks.push_back({mention.first_token - first, mention.token_end - first});
        continue;
      }
      out.times.push_back({mention.first_token - first, mention.token_end - first, &mention});
      out.time_masks.push_back({mention.first_token - first, mention.token_end - first});
    }
    for (const ActorMention& mention : run_of(mentions_)) {
      if (!within(mention)) continue;
      out.actors.push_back({mention.first_token - first, mention.token_end - first, &mention});
      if (!mention.generic && !mention.person)
        out.proper_masks.push_back({mention.first_token - first, mention.token_end - first});
    }
    std::sort(out.proper_masks.begin(), out.proper_masks.end(),
              [](const Masked& a, const Masked& b) { return a.first < b.first; });
    return out;
  }

  /// "in Nyangbor", "near the village of Tin Kebir": a name that the gazetteer does not have, where the tree puts it
  /// after a preposition of place. It gets no pin.
  void add_unknown_places(const SentenceView& view, Local& local) {
    const SentenceTree& tree = view.tree();
    if (tree.empty() || view.title_case()) return;
    const auto taken = [&](std::uint32_t i) {
      const auto holds = [i](const auto& mention) { return mention.first <= i && i < mention.end; };
      return std::any_of(local.places.begin(), local.places.end(), holds) ||
             std::any_of(local.times.begin(), local.times.end(), holds) ||
             std::any_of(local.actors.begin(), local.actors.end(), holds);
    };
    bool added = false;
    for (std::uint32_t i = 0; i < view.size(); ++i) {
      if (tree.upos(i) != Upos::propn || !view.capital(i) || taken(i) || !after_preposition_of_place(view, i)) continue;
      std::uint32_t first = i;
      std::uint32_t end = i + 1;
      const auto part = [&](std::uint32_t k) {
        return view.capital(k) && !taken(k) && tree.upos(k) == Upos::propn && tree.under(k, i) &&
               tree.relation(k) != UdRelation::conjunct && tree.relation(k) != UdRelation::apposition;
      };
      while (first > 0 && part(first - 1)) --first;
      while (end < view.size() && part(end)) ++end;
      if (is_given_name(view.surface(first)) && end - first > 1) continue;
      if (view.term(first, TermKind::title) != nullptr || view.term(end - 1, TermKind::person) != nullptr) continue;
      PlaceMention& mention = unknown_places_.emplace_back();
      mention.span = view.span(first, end);
      mention.first_token = view.sentence().first_token + first;
      mention.token_end = view.sentence().first_token + end;
      mention.precision = PlacePrecision::district;
      mention.confidence = 0.5;
      local.places.push_back({first, end, &mention});
      local.proper_masks.push_back({first, end});
      added = true;
    }
    if (!added) return;
    const auto by_first = [](const auto& a, const auto& b) { return a.first < b.first; };
    std::sort(local.places.begin(), local.places.end(), by_first);
    std::sort(local.proper_masks.begin(), local.proper_masks.end(), by_first);
  }

  static bool after_preposition_of_place(const SentenceView& view, std::uint32_t i) {
    const SentenceTree& tree = view.tree();
    const auto marked = [&](std::uint32_t k, std::initializer_list<std::string_view> words) {
      const std::uint32_t mark = tree.child(k, UdRelation::case_mark);
      return mark != SentenceTree::none &&
             std::any_of(words.begin(), words.end(), [&](std::string_view word) { return view.is(mark, word); });
    };
    const UdRelation relation = tree.relation(i);
    if (relation == UdRelation::conjunct) return after_preposition_of_place(view, tree.head(i));
    if (relation != UdRelation::oblique && relation != UdRelation::nominal_modifier &&
        relation != UdRelation::compound && relation != UdRelation::apposition)
      return false;
    if (marked(i, {"in", "at", "near", "outside", "around", "inside", "across"})) return true;
    // "the village of X", "X district", "the town, X": the common noun stands where a place stands.
    const std::uint32_t noun = tree.head(i);
    const bool common = view.term(noun, TermKind::settlement_noun) != nullptr;
    return common && (relation != UdRelation::nominal_modifier || marked(i, {"of"}));
  }

  Surroundings surroundings(const SentenceView& view, const Local& local,
                            std::span<const Attribution> attributions) const {
    Surroundings out;
    out.view = &view;
    out.places = local.places;
    out.times = local.times;
    out.actors = local.actors;
    out.attributions = attributions;
    out.gazetteer = &gazetteer_;
    out.file = &actors_;
    out.country = country_;
    out.published = published_;
    return out;
  }

  /// Posts are read whole before their sentences: the handle may stand before the figures or after them.
  void gather_posts() {
    post_of_.assign(document_.blocks.size(), -1);
    std::vector<bool> signs(document_.blocks.size(), false);  // the block holds a handle
    for (const Sentence& sentence : analysed_.sentences) {
      for (const Token& token : analysed_.tokens_of(sentence)) {
        if (token.kind == TokenKind::handle) signs[sentence.block] = true;
      }
    }
    bool signed_already = false;
    for (std::uint32_t b = 0; b < document_.blocks.size(); ++b) {
      if (document_.blocks[b].kind != BlockKind::post) continue;
      // One handle a post. What stands behind it belongs to it as long as no blank line parts them.
      const bool goes_on = b > 0 && post_of_[b - 1] >= 0;
      const bool another = goes_on && signed_already && (signs[b] || blank_line_before(b));
      if (!goes_on || another) {
        posts_.emplace_back();
        signed_already = false;
      }
      post_of_[b] = static_cast<std::int32_t>(posts_.size() - 1);
      signed_already = signed_already || signs[b];
    }
    for (const Sentence& sentence : analysed_.sentences) {
      const std::int32_t index = post_of_[sentence.block];
      if (index < 0) continue;
      Post& post = posts_[static_cast<std::size_t>(index)];
      const SentenceView view(document_.text, analysed_, sentence, lexicon_);
      const Local local = local_of(sentence);
      const Surroundings around = surroundings(view, local, {});
      if (!post.as_of) post.as_of = as_of_in(around);
      if (post.excluding.empty()) post.excluding = exclusions_in(around);
      if (view.has(TermKind::provisional)) post.provisional = true;
      for (std::uint32_t i = 0; i < view.size() && !post.origin; ++i) {
        if (view.token(i).kind != TokenKind::handle) continue;
        // "— The White Helmets (@SyriaCivilDef)": the name before the handle, else the handle itself.
        const LocalActor* named = nullptr;
        for (const LocalActor& actor : local.actors) {
          if (actor.end <= i && i - actor.end <= 3) named = &actor;
          if (actor.first <= i && i < actor.end) named = &actor;
        }
        Speaker speaker;
        speaker.span = named != nullptr ? named->mention->span : view.token(i).span;
        speaker.text = std::string(slice(document_.text, speaker.span));
        speaker.actor = named != nullptr ? actors_[named->mention->actor].id : provisional_slug(speaker.text);
        speaker.cue = Quote{std::string(view.surface(i)), view.token(i).span};
        post.origin = std::move(speaker);
        for (const LocalTime& time : local.times) {
          if (time.first < i || !time.mention->start || time.mention->start != time.mention->end) continue;
          Interval date;
          date.start = date.end = time.mention->start;
          date.span = time.mention->span;
          date.text = std::string(slice(document_.text, *date.span));
          date.from = Provenance::paragraph;
          post.date = std::move(date);
          break;
        }
      }
      const Anchor whole{0, view.size(), 0, 0, view.size()};
      if (post.where.empty()) {
        for (Where& where : places_of(around, whole)) post.where.push_back(std::move(where));
      }
      if (post.by.empty()) post.by = perpetrators_of(around, whole, nullptr);
      if (!post.means) post.means = means_of(around, whole, nullptr);
    }
  }

  /// The sieve finds single words; whether the sentence holds a whole term of harm, toll or control is known here.
  [[nodiscard]] bool may_claim(const SentenceView& view) const {
    return std::any_of(view.terms().begin(), view.terms().end(), [&](const TermMatch& match) {
      return match.kind == TermKind::harm || match.kind == TermKind::tail || match.kind == TermKind::toll ||
             match.kind == TermKind::control ||
             (match.kind == TermKind::person && lexicon_.people()[match.value].outcome.has_value());
    });
  }

  /// "IDLIB, Dec 2 (Agency N) - ": a place in capitals, and a dash with blanks around it soon after.
  [[nodiscard]] bool looks_datelined(const Sentence& sentence) const {
    constexpr std::size_t longest = 12;
    const std::span<const Token> tokens = analysed_.tokens_of(sentence);
    if (tokens.size() < 4 || tokens.front().span.size() < 3 || tokens.front().kind != TokenKind::word) return false;
    const std::string_view place = slice(document_.text, tokens.front().span);
    if (std::any_of(place.begin(), place.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return false;
    for (std::size_t i = 1; i + 1 < tokens.size() && i < longest; ++i) {
      const std::string_view mark = slice(document_.text, tokens[i].span);
      const bool dash = mark == "-" || mark == "–" || mark == "—" || mark == "--";
      if (dash && tokens[i].span.begin > tokens[i - 1].span.end && tokens[i + 1].span.begin > tokens[i].span.end)
        return true;
    }
    return false;
  }

  /// Where the report itself begins in the sentence that its dateline opens: behind the dash or colon, behind the
  /// agency in brackets, or at the next word.
  [[nodiscard]] std::uint32_t after_dateline(const Sentence& sentence) const {
    constexpr std::uint32_t longest = 12;  // tokens of agency and day
    const std::span<const Token> tokens = analysed_.tokens_of(sentence);
    std::size_t first = 0;
    while (document_.dateline && first < tokens.size() && tokens[first].span.begin < document_.dateline->span.end)
      ++first;
    std::size_t begin = first;
    while (begin < tokens.size() && tokens[begin].kind != TokenKind::word) ++begin;
    for (std::size_t i = first; i < tokens.size() && i < first + longest; ++i) {
      const std::string_view mark = slice(document_.text, tokens[i].span);
      if (mark == ")") begin = i + 1;
      if (mark == "—" || mark == "–" || mark == "--" || mark == "-" || mark == ":") {
        begin = i + 1;
        break;
      }
    }
    return begin < tokens.size() ? tokens[begin].span.begin : sentence.span.begin;
  }

  [[nodiscard]] SentenceTree tree_of(const Sentence& sentence) {
    if (given_ != nullptr) {
      const auto s = static_cast<std::size_t>(&sentence - analysed_.sentences.data());
      return {analysed_.tokens_of(sentence),
              given_->trees,
              {&given_->trees.sentences[given_sentence_[s]], 1},
              given_->labels};
    }
    thread_local TreeParser parser;  // its buffers are worth keeping from document to document
    trees_.clear();
    // "KYIV, April 8 — A strike …": the place and day of filing are no part of the sentence.
    Span words = sentence.span;
    if ((document_.dateline && words.contains(document_.dateline->span)) || looks_datelined(sentence))
      words.begin = after_dateline(sentence);
    parser.parse_sentence(document_.text, words, trees_);
    return {analysed_.tokens_of(sentence), trees_, trees_.sentences, parser.model().labels};
  }

  [[nodiscard]] bool blank_line_before(std::uint32_t b) const {
    const std::string_view gap =
        slice(document_.text, {document_.blocks[b - 1].span.end, document_.blocks[b].span.begin});
    return std::count(gap.begin(), gap.end(), '\n') >= 2;
  }

  void read_sentence(std::uint32_t s, bool sieved) {
    const Sentence& sentence = analysed_.sentences[s];
    const bool listed = list_of_ && list_sentence_ + 1 == s;
    const bool read = sieved || listed || (previous_whole_ && previous_whole_->second + 1 == s);
    SentenceView view(document_.text, analysed_, sentence, lexicon_);
    if (trace_ != nullptr || (read && may_claim(view))) view.take_tree(tree_of(sentence));
    Local local = local_of(sentence);
    add_unknown_places(view, local);
    const std::vector<Attribution> attributions =
        find_attributions(view, local.actors, local.time_masks, actors_, country_, published_, said_);
    const Surroundings around = surroundings(view, local, attributions);
    if (trace_ != nullptr) trace(sentence, read, local, attributions);
    if (listed && read_list_entry(s, around)) {
      list_sentence_ = s;
      remember(s, around);
      return;
    }
    open_list(s, view);
    if (read) {
      read_harm(s, around, local);
      for (Claim& claim : find_control(around)) {
        claim.document = document_.id;
        claim.sentence = sentence.span;
        claim.block = sentence.kind;
        const std::int32_t post = post_of_[sentence.block];
        if (!claim.origin && post >= 0) claim.origin = posts_[static_cast<std::size_t>(post)].origin;
        // "the city", "it": the place that was spoken of.
        if (claim.where.empty() && !told_.where.empty() && s - told_.where_sentence <= memory_of_place) {
          claim.where = told_.where;
          for (Where& where : claim.where) where.from = Provenance::paragraph;
        }
        claims_.push_back(std::move(claim));
      }
    }
    remember(s, around);
  }

  /// "The charity named the dead as:" opens a list of names, a line each.
  void open_list(std::uint32_t s, const SentenceView& view) {
    list_of_.reset();
    if (view.size() < 3 || view.surface(view.size() - 1) != ":") return;
    bool names = false;
    for (std::uint32_t i = 0; i < view.size(); ++i) {
      for (const std::string_view word : {"named", "names", "identified", "list", "listed", "as", "following", "are"})
        names = names || view.is(i, word);
      if (const TermMatch* harm = view.term(i, TermKind::harm)) {
        const HarmWord& word = lexicon_.harms()[harm->value];
        if (word.adjective || word.form == VerbForm::participle) list_of_ = word.outcome;
      }
      if (view.is(i, "victims") && !list_of_) list_of_ = Outcome::killed;
    }
    if (!names) list_of_.reset();
    list_sentence_ = s;
  }

  /// "Damir Begic, 35, Polish": a name that opens its line, and an age, a comma or nothing behind it.
  bool read_list_entry(std::uint32_t s, const Surroundings& around) {
    const SentenceView& view = *around.view;
    constexpr std::uint32_t longest_entry = 24;  // tokens
    if (view.size() > longest_entry || view.has(TermKind::harm) || view.has(TermKind::say)) return false;
    std::uint32_t first = 0;
    while (first < view.size() && (view.is_punct(first) || view.token(first).kind == TokenKind::number)) ++first;
    while (const TermMatch* title = view.term(first, TermKind::title)) first = title->end;
    std::uint32_t end = first;
    const auto of_name = [&](std::uint32_t i) {
      const bool nick =
          view.is_punct(i) && (view.surface(i) == "“" || view.surface(i) == "”" || view.surface(i) == "\"");
      return i < view.size() && (view.capital(i) || nick);
    };
    while (of_name(end)) ++end;
    while (end > first && view.is_punct(end - 1)) --end;
    const bool closed = end == view.size() || view.is_punct(end);
    if (end - first < 2 || end - first > 7 || !closed) return false;
    // The signature of a post, or a list of places or bodies.
    const auto overlaps = [&](const auto& mention) { return mention.first < end && first < mention.end; };
    if (std::any_of(around.actors.begin(), around.actors.end(), overlaps)) return false;
    for (std::uint32_t i = 0; i < view.size(); ++i) {
      if (view.token(i).kind == TokenKind::handle) return false;
    }
    std::vector<Nominal> nominals(1);
    Nominal& person = nominals.front();
    person.kind = NominalKind::name;
    person.first = first;
    person.end = end;
    person.has_noun = true;
    person.number.form = NumberForm::name;
    person.number.value = 1;
    apply_hedge(person.number, Hedge::exact);
    person.number.span = view.span(first, end);
    person.number.text = std::string(slice(view.text(), person.number.span));
    if (view.is_comma(end)) {
      const auto age = number_at(view, end + 1);
      if (age && age->number.value.value_or(200) < lexicon_.adult_age()) person.group = Group::children;
    }
    Frame frame;
    frame.outcome = *list_of_;
    frame.trigger_first = first;
    frame.trigger_end = end;
    frame.rule = "list-of-names";
    claims_.push_back(harm_claim(s, around, nominals, person, frame));
    return true;
  }

  void read_harm(std::uint32_t s, const Surroundings& around, const Local& local) {
    const SentenceView& view = *around.view;
    const std::vector<NameMention> names = find_names(view, local.proper_masks, is_given_name);
    std::vector<Nominal> nominals = find_nominals(view, local.time_masks, local.proper_masks, names);
    // Disease and age are no violence; a report headed by one tells of it throughout.
    const bool violent = view.has(TermKind::means) || view.has(TermKind::deed);
    if (view.sentence().kind == BlockKind::heading) other_cause_ = view.has(TermKind::other_cause) && !violent;
    if ((other_cause_ || view.has(TermKind::other_cause)) && !violent) return;
    std::vector<Masked> masks = local.proper_masks;
    masks.insert(masks.end(), local.time_masks.begin(), local.time_masks.end());
    const std::vector<Frame> frames = find_frames(view, masks, nominals);
    if (trace_ != nullptr) trace(view, nominals, frames);
    const std::size_t first_claim = claims_.size();
    for (const Frame& frame : frames) {
      const Nominal& nominal = nominals[frame.nominal];
      claims_.push_back(harm_claim(s, around, nominals, nominal, frame));
    }
    share_within_sentence(first_claim);
    for (std::size_t f = 0; f < frames.size(); ++f) {
      if (frames[f].whole < 0) continue;
      Claim& part = claims_[first_claim + f];
      const Claim& whole = claims_[first_claim + static_cast<std::size_t>(frames[f].whole)];
      take_whole(part, whole);
    }
    for (std::size_t f = 0; f < frames.size(); ++f) {
      if (nominals[frames[f].nominal].of_told && frames[f].whole < 0) take_told_whole(s, claims_[first_claim + f]);
    }
    read_parts_of_previous(s, around, nominals, first_claim);
    // The last whole count of this sentence, for a part that opens the next one.
    for (std::size_t c = first_claim; c < claims_.size(); ++c) {
      if (claims_[c].number && part_keys_.find({claims_[c].number->span, *claims_[c].outcome}) == part_keys_.end() &&
          (claims_[c].number->form == NumberForm::digits || claims_[c].number->form == NumberForm::words)) {
        previous_whole_ = {c, s};
      }
    }
  }

  void saw(std::string kind, Span span, std::string told) {
    trace_->back().seen.push_back({std::move(kind), span, std::move(told)});
  }

  void trace(const Sentence& sentence, bool read, const Local& local, const std::vector<Attribution>& attributions) {
    SentenceTrace& out = trace_->emplace_back();
    out.span = sentence.span;
    out.block = sentence.kind;
    out.read = read;
    if (given_ == nullptr) {
      out.trees = trees_;
    } else {
      const auto s = static_cast<std::size_t>(&sentence - analysed_.sentences.data());
      out.trees = one_sentence(given_->trees, given_sentence_[s]);
    }
    for (const LocalPlace& place : local.places) {
      const PlaceMention& mention = *place.mention;
      saw("place", mention.span,
          mention.place
              ? std::string(gazetteer_.id(*mention.place)) + " " + std::string(gazetteer_.place(*mention.place).name)
              : "not in the gazetteer");
    }
    for (const LocalTime& time : local.times) {
      const auto day = [](const std::optional<Day>& d) { return d ? to_string(*d) : std::string("…"); };
      saw("time", time.mention->span, day(time.mention->start) + " to " + day(time.mention->end));
    }
    for (const LocalActor& actor : local.actors) saw("actor", actor.mention->span, actors_[actor.mention->actor].id);
    for (const Attribution& said : attributions) {
      std::string told = said.origin.actor;
      if (said.origin.cue) told += ", by \"" + said.origin.cue->text + "\"";
      for (const Speaker& carrier : said.relay) told += ", carried by " + carrier.actor;
      saw("source", said.origin.span, std::move(told));
    }
  }

  void trace(const SentenceView& view, const std::vector<Nominal>& nominals, const std::vector<Frame>& frames) {
    for (const Nominal& nominal : nominals) {
      std::string told(to_string(nominal.number.form));
      if (nominal.number.value) told += " " + std::to_string(*nominal.number.value);
      told += ", " + std::string(to_string(nominal.group));
      if (nominal.thing) told += ", no people";
      saw("people", view.span(nominal.first, nominal.end), std::move(told));
    }
    std::vector<bool> used(view.size(), false);
    for (const Frame& frame : frames) {
      const Nominal& nominal = nominals[frame.nominal];
      std::string told = std::string(to_string(frame.outcome)) + " \"" +
                         std::string(slice(view.text(), view.span(nominal.first, nominal.end))) + "\" (" + frame.rule;
      if (frame.word != nullptr) told += "/" + frame.word->name;
      if (!frame.path.empty()) told += "/" + frame.path;
      saw("harm", view.span(frame.trigger_first, frame.trigger_end), told + ")");
      for (std::uint32_t i = frame.trigger_first; i < frame.trigger_end; ++i) used[i] = true;
    }
    for (const TermMatch& match : view.terms()) {
      if (match.kind != TermKind::harm || used[match.first]) continue;
      saw("harm", view.span(match.first, match.end), "said of nobody");
      for (std::uint32_t i = match.first; i < match.end; ++i) used[i] = true;
    }
  }

  /// Circumstances are the whole's: a part happened where its whole did.
  void take_whole(Claim& part, const Claim& whole) {
    part.where = whole.where;
    part.by = whole.by;
    part.means = whole.means;
    part.when = whole.when;
    part.aggregation = whole.aggregation;
    part.origin = whole.origin;
    part.relay = whole.relay;
    part.as_of = whole.as_of;
    part.provisional = whole.provisional;
    if (part.modality == Modality::asserted) part.modality = whole.modality;
    part_keys_[{part.number->span, *part.outcome}] = {whole.number->span, *whole.outcome};
  }

  /// "11 of the dead were from the camp": the dead are those of the last whole count of the sentences before.
  void take_told_whole(std::uint32_t s, Claim& part) {
    if (!previous_whole_ || s - previous_whole_->second > memory) return;
    const Claim whole = claims_[previous_whole_->first];
    if (!part.number || !whole.number || whole.outcome != part.outcome) return;
    part_keys_[{part.number->span, *part.outcome}] = {whole.number->span, *whole.outcome};
    if (part.where.empty()) part.where = whole.where;
    if (part.by.empty()) part.by = whole.by;
    if (!part.means) part.means = whole.means;
    if (!part.when) part.when = whole.when;
    part.aggregation = whole.aggregation;
    for (Where& where : part.where) where.from = Provenance::paragraph;
  }

  /// "… killed 11 civilians. Five were children.": a part that opens its sentence breaks down the count before it.
  void read_parts_of_previous(std::uint32_t s, const Surroundings& around, const std::vector<Nominal>& nominals,
                              std::size_t first_claim) {
    if (claims_.size() != first_claim || !previous_whole_ || s != previous_whole_->second + 1) return;
    for (const Nominal& nominal : nominals) {
      if (!nominal.introduced || nominal.thing || !nominal.has_noun || nominal.kind != NominalKind::count ||
          nominal.whole >= 0)
        continue;
      const Claim whole = claims_[previous_whole_->first];
      Claim part = whole;
      part.id.clear();
      part.sentence = analysed_.sentences[s].span;
      part.block = analysed_.sentences[s].kind;
      part.trigger = Quote{nominal.number.text, nominal.number.span};
      part.number = nominal.number;
      part.group = nominal.group;
      part.group_text = nominal.group_text;
      part.group_span = nominal.group_span;
      part.rule = "breakdown/previous-sentence";
      part.confidence = 0.6;
      take_whole(part, whole);
      for (Where& where : part.where) where.from = Provenance::paragraph;
      if (part.when) part.when->from = Provenance::paragraph;
      const Attribution* said = attribution_of(around.attributions, nominal.first);
      part.origin = said != nullptr ? std::optional(said->origin) : whole.origin;
      claims_.push_back(std::move(part));
    }
  }

  Claim harm_claim(std::uint32_t s, const Surroundings& around, const std::vector<Nominal>& nominals,
                   const Nominal& nominal, const Frame& frame) {
    const SentenceView& view = *around.view;
    const Sentence& sentence = analysed_.sentences[s];
    Claim claim;
    claim.document = document_.id;
    claim.kind = frame.outcome == Outcome::displaced || frame.outcome == Outcome::returned ? ClaimKind::displacement
                                                                                           : ClaimKind::casualty;
    claim.outcome = frame.outcome;
    claim.sentence = sentence.span;
    claim.block = sentence.kind;
    claim.trigger.span = view.span(frame.trigger_first, frame.trigger_end);
    claim.trigger.text = std::string(slice(document_.text, claim.trigger.span));
    claim.number = nominal.number;
    gapped_hedge(view, nominals, nominal, *claim.number);
    claim.group = group_of(nominals, nominal, frame);
    if (frame.word == nullptr || frame.word->tails.empty()) {  // "lives" are not who was counted
      claim.group_text = nominal.group_text;
      claim.group_span = nominal.group_span;
    }
    claim.rule = frame.rule;
    if (frame.word != nullptr) claim.rule += "/" + frame.word->name;
    if (!frame.path.empty()) claim.rule += "/" + frame.path;
    claim.confidence = confidence_of(frame, nominal);

    const Anchor anchor{std::min(nominal.first, frame.trigger_first),
                        std::max(nominal.end, frame.trigger_end),
                        nominal.first,
                        frame.trigger_first,
                        frame.trigger_end,
                        frame.word != nullptr && frame.word->patient == Patient::subject};
    const Attribution* said = attribution_of(around.attributions, nominal.first);
    if (said != nullptr) {
      claim.origin = said->origin;
      claim.relay = said->relay;
    }
    const Scope scope = scope_of(around, anchor, nominal.number);
    claim.when = scope.when;
    claim.aggregation = scope.aggregation;
    claim.modality = frame.planned && scope.modality == Modality::asserted ? Modality::planned : scope.modality;
    if (said != nullptr && view.term(said->cue_first, TermKind::denied) != nullptr && said->cue_end <= nominal.first) {
      claim.modality = Modality::denied;
    }
    claim.provisional = scope.provisional;
    claim.where = places_of(around, anchor);
    if (claim.modality != Modality::denied) claim.by = perpetrators_of(around, anchor, said);
    if (frame.word != nullptr && frame.word->group) {
      claim.by.clear();
      claim.by.push_back({"self", "", std::nullopt, false});
    }
    claim.means = means_of(around, anchor, frame.word);
    claim.as_of = as_of_in(around);
    for (Where& where : exclusions_in(around)) claim.where.push_back(std::move(where));
    complete(s, claim);
    return claim;
  }

  /// "at least 3 were killed and 14 injured": a second count without a clause of its own stands under the same hedge.
  static void gapped_hedge(const SentenceView& view, const std::vector<Nominal>& nominals, const Nominal& nominal,
                           Number& number) {
    if (nominal.has_noun || nominal.remainder || nominal.introduced || !number.value || number.hedge != Hedge::exact)
      return;
    if (nominal.first == 0 || !view.is(nominal.first - 1, WordClass::coordinator) ||
        view.is(nominal.end, WordClass::be))
      return;
    const Nominal* before = nullptr;
    for (const Nominal& other : nominals) {
      if (other.end <= nominal.first && !other.introduced && other.kind == NominalKind::count) before = &other;
    }
    if (before != nullptr && before->number.hedge == Hedge::at_least && nominal.first - before->end <= 12)
      apply_hedge(number, Hedge::at_least);
  }

  Group group_of(const std::vector<Nominal>& nominals, const Nominal& nominal, const Frame& frame) const {
    if (frame.word != nullptr && frame.word->group) return *frame.word->group;
    if (nominal.has_noun && !nominal.remainder) return nominal.group;
    if (nominal.has_noun && nominal.group != Group::people) return nominal.group;
    // "14 injured", "59 others": the people spoken of before.
    const Nominal* before = nullptr;
    for (const Nominal& other : nominals) {
      if (&other == &nominal) break;
      if (other.end <= nominal.first && other.has_noun && !other.thing && !other.introduced) before = &other;
    }
    if (before == nullptr || frame.word == nullptr) return nominal.group;
    const bool others = nominal.remainder && nominal.group_text.find("other") != std::string::npos;
    const bool keeps = before->group == Group::soldiers || before->group == Group::fighters ||
                       before->group == Group::rescuers || before->group == Group::police;
    return !others || keeps ? before->group : Group::people;
  }

  /// "killed 17 soldiers and left three others wounded": what one count of the sentence says of hand and means, the
  /// other means too, unless it says otherwise.
  void share_within_sentence(std::size_t first_claim) {
    for (std::size_t a = first_claim; a < claims_.size(); ++a) {
      for (std::size_t b = first_claim; b < claims_.size(); ++b) {
        if (a == b || claims_[a].aggregation != claims_[b].aggregation || claims_[a].kind != claims_[b].kind) continue;
        if (claims_[a].outcome == Outcome::detained || claims_[b].outcome == Outcome::detained) continue;
        if (claims_[a].by.empty()) claims_[a].by = claims_[b].by;
        if (!claims_[a].means) claims_[a].means = claims_[b].means;
        if (claims_[a].where.empty()) claims_[a].where = claims_[b].where;
        if (!claims_[a].when) claims_[a].when = claims_[b].when;
      }
    }
  }

  /// Whether the claim names a place of its own, other than that of the attack whose hand was told: another event,
  /// unless it is told right after.
  [[nodiscard]] bool elsewhere(std::uint32_t s, const Claim& claim) const {
    bool own = false;
    for (const Where& where : claim.where) {
      if (where.from != Provenance::sentence || where.role == PlaceRole::excluding) continue;
      own = true;
      for (const Where& told : told_.where) {
        const bool same = !where.place.empty() ? where.place == told.place : where.text == told.text;
        const bool within = !where.country.empty() && where.country == told.country &&
                            (where.kind == "country" || told.kind == "country" || where.region == told.region);
        if (same || within) return false;
      }
    }
    return own && (!told_.where.empty() || s - told_.by_sentence > 1);
  }

  /// Whether those who were harmed bear arms on the side that did the last attack told of: the losses of an army are
  /// not laid to its own air strikes.
  [[nodiscard]] bool own_side(const Claim& claim) const {
    const bool state = claim.group == Group::soldiers || claim.group == Group::police;
    const bool rebels = claim.group == Group::fighters;
    return std::any_of(told_.by.begin(), told_.by.end(), [&](const By& by) {
      const auto actor = actors_.find_by_id(by.actor);
      if (!actor) return false;
      const ActorKind kind = actors_[*actor].kind;
      return (state &&
              (kind == ActorKind::government || kind == ActorKind::state_force || kind == ActorKind::police)) ||
             (rebels && (kind == ActorKind::rebel || kind == ActorKind::militia));
    });
  }

  /// Whether the means that sentence `told` gave still hold for sentence `s`: not many sentences back in the same
  /// paragraph, or in the one right before.
  [[nodiscard]] bool still_means(std::uint32_t told, std::uint32_t s) const {
    const bool same_paragraph = analysed_.sentences[told].block == analysed_.sentences[s].block;
    return s - told <= (same_paragraph ? memory : 1);
  }

  /// What the sentence leaves out and the paragraph has told.
  void complete(std::uint32_t s, Claim& claim) {
    const std::int32_t post_index = post_of_[analysed_.sentences[s].block];
    if (post_index >= 0) {
      const Post& post = posts_[static_cast<std::size_t>(post_index)];
      if (!claim.origin) claim.origin = post.origin;
      if (!claim.as_of) claim.as_of = post.as_of;
      const bool has_place = std::any_of(claim.where.begin(), claim.where.end(),
                                         [](const Where& where) { return where.role != PlaceRole::excluding; });
      const auto from_post = [&claim](const std::vector<Where>& told, bool first) {
        std::vector<Where> copies = told;
        for (Where& where : copies) {
          if (!claim.sentence.contains(where.span)) where.from = Provenance::paragraph;
        }
        claim.where.insert(first ? claim.where.begin() : claim.where.end(), copies.begin(), copies.end());
      };
      if (!has_place) from_post(post.where, true);
      const bool has_exclusion = std::any_of(claim.where.begin(), claim.where.end(),
                                             [](const Where& where) { return where.role == PlaceRole::excluding; });
      if (!has_exclusion) from_post(post.excluding, false);
      if (claim.by.empty()) claim.by = post.by;
      if (!claim.means) claim.means = post.means;
      claim.provisional = claim.provisional || post.provisional;
      if (post.date && claim.aggregation == Aggregation::incident && !claim.as_of &&
          (!claim.when || claim.when->text == "today" || claim.when->text == "Today")) {
        claim.when = post.date;
      }
      if (!claim.when && claim.as_of) {
        if (const auto day = day_from(std::string_view(claim.as_of->time).substr(0, 10))) {
          Interval when;
          when.start = when.end = *day;
          when.text = claim.as_of->text;
          when.span = claim.as_of->span;
          if (!claim.sentence.contains(claim.as_of->span)) when.from = Provenance::paragraph;
          claim.when = when;
        }
      }
      return;
    }
    if (claim.block == BlockKind::heading || claim.aggregation == Aggregation::background) return;
    if (claim.where.empty() && !told_.where.empty() && s - told_.where_sentence <= memory_of_place) {
      claim.where = told_.where;
      for (Where& where : claim.where) where.from = Provenance::paragraph;
    }
    if (claim.aggregation == Aggregation::running) return;
    if (claim.by.empty() && claim.modality != Modality::denied && !told_.by.empty() &&
        s - told_.by_sentence <= memory_of_hand && !own_side(claim) && !elsewhere(s, claim))
      claim.by = told_.by;
    if (!claim.means && told_.means && still_means(told_.means_sentence, s) && !elsewhere(s, claim))
      claim.means = told_.means;
    if (!claim.when && told_.when && s - told_.when_sentence <= memory_of_time) {
      claim.when = told_.when;
      claim.when->from = Provenance::paragraph;
    }
  }

  /// Keeps what this sentence told of an attack for the ones after it.
  void remember(std::uint32_t s, const Surroundings& around) {
    const SentenceView& view = *around.view;
    const Sentence& sentence = analysed_.sentences[s];
    if (sentence.kind == BlockKind::heading || sentence.kind == BlockKind::caption || sentence.kind == BlockKind::post)
      return;
    const TermMatch* deed = nullptr;
    for (const TermMatch& match : view.terms()) {
      if (match.kind == TermKind::means || match.kind == TermKind::deed || match.kind == TermKind::harm) {
        deed = &match;
        break;
      }
    }
    if (deed == nullptr) return;
    const Anchor anchor{deed->first, deed->end, deed->end, deed->first, deed->end};
    std::vector<Where> where = places_of(around, anchor);
    std::erase_if(where, [](const Where& place) { return place.kind == "country" || place.role == PlaceRole::from; });
    if (!where.empty()) {
      told_.where = std::move(where);
      told_.where_sentence = s;
    }
    // Whose deed it was is kept from sentences that tell of a deed, never from ones that tell of taking places or
    // people.
    std::vector<By> by;
    if (deed->kind != TermKind::harm) by = perpetrators_of(around, anchor, nullptr);
    if (!by.empty()) {
      told_.by = std::move(by);
      told_.by_sentence = s;
    }
    if (const auto means = means_of(around, anchor, nullptr); means && *means != Means::clashes) {
      told_.means = means;
      told_.means_sentence = s;
    }
    const Scope scope = scope_of(around, anchor, Number{});
    if (scope.when && scope.aggregation == Aggregation::incident && scope.when->start && scope.when->end &&
        *scope.when->end - *scope.when->start <= std::chrono::days{2}) {
      told_.when = scope.when;
      told_.when_sentence = s;
    }
  }

  void name_claims() {
    std::map<std::string, unsigned, std::less<>> seen;
    for (Claim& claim : claims_) {
      claim.id = claim_id(claim, 0);
      const unsigned repeat = seen[claim.id]++;
      if (repeat > 0) claim.id = claim_id(claim, repeat);
    }
    std::map<Key, std::string> ids;
    for (const Claim& claim : claims_) {
      if (claim.number && claim.outcome) ids[{claim.number->span, *claim.outcome}] = claim.id;
    }
    for (Claim& claim : claims_) {
      if (!claim.number || !claim.outcome) continue;
      const auto key = part_keys_.find({claim.number->span, *claim.outcome});
      if (key == part_keys_.end()) continue;
      if (const auto whole = ids.find(key->second); whole != ids.end()) claim.part_of = whole->second;
    }
  }

  const Lexicon& lexicon_;
  const Gazetteer& gazetteer_;
  const Actors& actors_;
  const Document& document_;
  const ParsedText* given_;
  std::vector<SentenceTrace>* trace_ = nullptr;
  std::vector<std::size_t> given_sentence_;  ///< sentence -> sentence of the given trees
  AnalysedText analysed_;
  Trees trees_;
  std::optional<Day> published_;
  std::vector<TimeMention> times_;
  std::vector<PlaceMention> places_;
  std::deque<PlaceMention> unknown_places_;  ///< names that stand where places do; pointers to them stay good
  std::vector<ActorMention> mentions_;
  std::string country_;
  std::vector<std::int32_t> post_of_;
  std::vector<Post> posts_;
  AttributionState said_;
  Told told_;
  std::vector<Claim> claims_;
  std::map<Key, Key> part_keys_;
  std::optional<Outcome> list_of_;   ///< what happened to those of the list of names that is open
  std::uint32_t list_sentence_ = 0;  ///< the last sentence of it
  bool other_cause_ = false;         ///< the last heading was of a disease
  std::optional<std::pair<std::size_t, std::uint32_t>> previous_whole_;  ///< claim and sentence
};

}  // namespace

Reader::Reader() : Reader(Lexicon::english(), Gazetteer::builtin(), Actors::builtin()) {}
Reader::Reader(const Lexicon& lexicon, const Gazetteer& gazetteer, const Actors& actors)
    : impl_(std::make_unique<Impl>(lexicon, gazetteer, actors)) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

std::vector<Claim> Reader::read(const Document& document) const {
  std::vector<Note> notes;
  return read(document, notes);
}

std::vector<Claim> Reader::read(const Document& document, std::vector<Note>& notes) const {
  return impl_->read(document, nullptr, notes);
}

std::vector<Claim> Reader::read(const Document& document, const ParsedText& given, std::vector<Note>& notes) const {
  return impl_->read(document, &given, notes);
}

Reader::Explained Reader::explain(const Document& document, const ParsedText* given) const {
  Explained out;
  if (!document.language.empty() && document.language != "en") return out;
  DocumentReader reader(*impl_->lexicon, *impl_->gazetteer, *impl_->actors, document, given);
  reader.trace_to(out.sentences);
  out.claims = reader.read(impl_->sieve.hits(document.text));
  return out;
}

std::vector<Claim> Reader::Impl::read(const Document& document, const ParsedText* given,
                                      std::vector<Note>& notes) const {
  if (!document.language.empty() && document.language != "en") {
    notes.push_back({"language", "in a language that is not read yet (" + document.language + "); kept, not misread"});
    return {};
  }
  const std::vector<std::uint32_t> hits = sieve.hits(document.text);
  if (hits.empty()) return {};
  DocumentReader reader(*lexicon, *gazetteer, *actors, document, given);
  std::vector<Claim> claims = reader.read(hits);
  if (reader.cut_sentences() > 0) {
    notes.push_back({"budget", "a sentence of more than " + std::to_string(longest_sentence) +
                                   " words was cut; what spans the cut is not read"});
  }
  return claims;
}

}  // namespace histor
