// Everything a rule may ask of a document is found once, before its first sentence is read; trees are made one by one,
// for they cost more than all else.

#include "read/document_view.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>

#include "ground/gazetteer.hpp"
#include "lexicon/lexicon.hpp"
#include "text/tree_parser.hpp"

namespace histor {
namespace {

bool after_preposition_of_place(const SentenceView& view, std::uint32_t i) {
  const SentenceTree& tree = view.tree();
  const auto marked = [&](std::uint32_t k, std::initializer_list<std::string_view> words) {
    const std::uint32_t mark = tree.child(k, UdRelation::case_mark);
    return mark != SentenceTree::none &&
           std::any_of(words.begin(), words.end(), [&](std::string_view word) { return view.is(mark, word); });
  };
  const UdRelation relation = tree.relation(i);
  if (relation == UdRelation::conjunct) {
    // To the first of the list.
    std::uint32_t at = i;
    for (std::uint32_t steps = 0; tree.relation(at) == UdRelation::conjunct && steps < view.size(); ++steps)
      at = tree.head(at);
    return tree.relation(at) != UdRelation::conjunct && after_preposition_of_place(view, at);
  }
  // "shelled Eastford": what is shelled or stormed is a place.
  if (relation == UdRelation::object && tree.head(i) != SentenceTree::none && tree.head(i) < i &&
      view.term(tree.head(i), TermKind::attack_of_place) != nullptr && !tree.has(i, UdRelation::flat))
    return true;
  if (relation != UdRelation::oblique && relation != UdRelation::nominal_modifier && relation != UdRelation::compound &&
      relation != UdRelation::apposition)
    return false;
  if (marked(i, {"in", "at", "near", "outside", "around", "inside", "across"})) return true;
  // "the village of X", "X district", "the town, X": the common noun stands where a place stands.
  const std::uint32_t noun = tree.head(i);
  const bool common = view.term(noun, TermKind::settlement_noun) != nullptr;
  // "the Department of Agriculture" governs no place of that name.
  return common && (relation != UdRelation::nominal_modifier || (marked(i, {"of"}) && !view.capital(noun)));
}
}  // namespace

DocumentView::DocumentView(const Document& document, const Lexicon& lexicon, const Gazetteer& gazetteer,
                           const Actors& actors, const ParsedText* given)
    : document_(document), lexicon_(lexicon), gazetteer_(gazetteer), actors_(actors), given_(given) {
  analysed_ = analyse(document_);
  if (given_ != nullptr) take_given_sentences();
  if (document_.published) published_ = document_.published->date;
  times_ = find_times(document_.text, analysed_, {published_});
  places_ = find_places(document_, analysed_, gazetteer_);
  mentions_ = find_actors(document_.text, analysed_.tokens, actors_, published_);
  for (std::size_t m = 0; m < mentions_.size(); ++m) {
    if (names_armed_group(mentions_[m])) armed_groups_.push_back(m);
  }
  country_ = country_of_places();
  mark_running_head();
  views_.reserve(analysed_.sentences.size());
  mentions_in_.reserve(analysed_.sentences.size());
  for (const Sentence& sentence : analysed_.sentences) {
    views_.emplace_back(document_.text, analysed_, sentence, lexicon_);
    mentions_in_.push_back(mentions_of(sentence));
  }
  drop_streets();
  know_former_names();
}

/// "the Eastford Front, once known as the Northern Brigade": its former name is the body of today. Elsewhere an old
/// name tells of its own time.
void DocumentView::know_former_names() {
  constexpr std::uint32_t longest = 4;  // "formerly known as the"
  for (std::size_t s = 0; s < views_.size(); ++s) {
    const SentenceView& view = views_[s];
    for (const LocalActor& actor : mentions_in_[s].actors) {
      const std::uint32_t today = actors_.latest(actor.mention->actor);
      if (today == actor.mention->actor) continue;
      for (std::uint32_t i = actor.first; i > 0 && actor.first - i < longest && !view.is_punct(i - 1); --i) {
        const bool former = view.is(i - 1, "formerly") || view.is(i - 1, "once") || view.is(i - 1, "previously") ||
                            view.is(i - 1, "originally");
        if (former) mentions_[static_cast<std::size_t>(actor.mention - mentions_.data())].actor = today;
      }
    }
  }
}

/// "the corner of Ridge and Stanton streets … sped off down Stanton": a name that is a street's once is one throughout.
void DocumentView::drop_streets() {
  std::set<std::string_view> streets;
  const auto street = [](const SentenceView& view, std::uint32_t i) {
    return view.is(i, "street") || view.is(i, "streets") || view.is(i, "avenue") || view.is(i, "avenues");
  };
  for (const SentenceView& view : views_) {
    for (std::uint32_t i = 1; i < view.size(); ++i) {
      if (!street(view, i) || !view.capital(i - 1)) continue;
      streets.insert(view.surface(i - 1));
      if (i > 2 && view.is(i - 2, WordClass::coordinator) && view.capital(i - 3)) streets.insert(view.surface(i - 3));
    }
  }
  if (streets.empty()) return;
  for (std::size_t s = 0; s < views_.size(); ++s) {
    std::erase_if(mentions_in_[s].places, [&](const LocalPlace& place) {
      return streets.count(slice(document_.text, place.mention->span)) > 0 && !street(views_[s], place.end);
    });
  }
}

/// A page that lost its lines begins with its headline as a sentence: one of a few words without an article.
void DocumentView::mark_running_head() {
  constexpr std::size_t longest = 16;  // tokens
  if (analysed_.sentences.size() < 2) return;
  Sentence& first = analysed_.sentences.front();
  const Block& block = document_.blocks[first.block];
  const std::span<const Token> tokens = analysed_.tokens_of(first);
  if (first.kind != BlockKind::body || analysed_.sentences[1].block != first.block || tokens.size() > longest) return;
  if (slice(document_.text, block.span).find('\n') != std::string_view::npos) return;
  const WordId opens = lexicon_.find(slice(document_.text, tokens.front().span));
  for (const WordClass type : {WordClass::pronoun, WordClass::preposition, WordClass::subordinator}) {
    if (lexicon_.is(opens, type)) return;
  }
  for (const Token& token : tokens) {
    if (lexicon_.is(lexicon_.find(slice(document_.text, token.span)), WordClass::determiner)) return;
  }
  first.kind = BlockKind::heading;
}

void DocumentView::parse(std::size_t s) {
  views_[s].take_tree(tree_of(s));
  add_unknown_places(s);
}

/// Who brings trees brings sentences: those of the trees take the place of ours, each in the block that it begins in.
void DocumentView::take_given_sentences() {
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

std::string DocumentView::country_of_places() const {
  std::map<std::string, int, std::less<>> votes;
  for (const PlaceMention& mention : places_) {
    // "Turkish soldiers" may be anywhere; what is named as a place is told of.
    constexpr int of_place = 2;
    if (mention.place) votes[std::string(gazetteer_.place(*mention.place).country)] += mention.adjective ? 1 : of_place;
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

SentenceMentions DocumentView::mentions_of(const Sentence& sentence) const {
  SentenceMentions out;
  const auto first = sentence.first_token;
  const auto end = sentence.token_end;
  // Mentions stand in text order: those of one sentence are a run.
  const auto run_of = [&](const auto& mentions) {
    auto from = std::lower_bound(mentions.begin(), mentions.end(), first,
                                 [](const auto& mention, std::uint32_t token) { return mention.first_token < token; });
    auto to = from;
    while (to != mentions.end() && to->first_token < end) ++to;
    return std::span(from, to);
  };
  const auto within = [&](const auto& mention) {
    return mention.token_end <= end && mention.first_token < mention.token_end;
  };
  // "IDLIB, Dec 2 (Agency N) - ": where and when the report was filed is not where and when it happened.
  const std::uint32_t filed = looks_datelined(sentence) ? after_dateline(sentence) : sentence.span.begin;
  for (const PlaceMention& mention : run_of(places_)) {
    if (!within(mention)) continue;
    if (mention.span.begin < filed || (document_.dateline && document_.dateline->span.overlaps(mention.span))) {
      out.proper_masks.push_back({mention.first_token - first, mention.token_end - first});
      continue;
    }
    // "in March 2003": a town's name that is a month here.
    const auto of_time = [&mention](const TimeMention& time) { return time.span.contains(mention.span); };
    if (const auto times = run_of(times_); std::any_of(times.begin(), times.end(), of_time)) continue;
    out.places.push_back({mention.first_token - first, mention.token_end - first, &mention});
    if (!mention.adjective) out.proper_masks.push_back({mention.first_token - first, mention.token_end - first});
  }
  for (const TimeMention& mention : run_of(times_)) {
    if (!within(mention)) continue;
    if (mention.span.begin < filed || (document_.dateline && mention.span.begin >= document_.dateline->span.end &&
                                       mention.span.begin - document_.dateline->span.end < 4)) {
      out.time_masks.push_back({mention.first_token - first, mention.token_end - first});
      continue;
    }
    out.times.push_back({mention.first_token - first, mention.token_end - first, &mention});
    out.time_masks.push_back({mention.first_token - first, mention.token_end - first});
  }
  for (const ActorMention& mention : run_of(mentions_)) {
    // "NORTHTOWN, Sudan - Gunmen killed six": the country of a dateline did nothing.
    if (!within(mention) || mention.span.begin < filed ||
        (document_.dateline && document_.dateline->span.overlaps(mention.span)))
      continue;
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
void DocumentView::add_unknown_places(std::size_t s) {
  const SentenceView& view = views_[s];
  SentenceMentions& local = mentions_in_[s];
  const SentenceTree& tree = view.tree();
  if (tree.empty()) return;
  const auto taken = [&](std::uint32_t i) {
    const auto holds = [i](const auto& mention) { return mention.first <= i && i < mention.end; };
    return std::any_of(local.places.begin(), local.places.end(), holds) ||
           std::any_of(local.times.begin(), local.times.end(), holds) ||
           std::any_of(local.actors.begin(), local.actors.end(), holds);
  };
  if (view.title_case()) {
    add_place_of_title(s);
    return;
  }
  std::vector<Masked> found;
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
    // "the Baltic Sea", "the High Dam": an adjective with a capital is part of the name.
    while (first > 1 && view.capital(first - 1) && tree.upos(first - 1) == Upos::adj && !taken(first - 1)) --first;
    if (gazetteer_.is_given_name(fold_place_name(view.surface(first), Articles::keep)) && end - first > 1) continue;
    bool house = false;
    for (std::uint32_t k = first; k < end + 1; ++k) {
      house = house || (view.capital(k) &&
                        (view.term(k, TermKind::street) != nullptr || view.term(k, TermKind::institution) != nullptr));
    }
    // "the Pinelake Health and Rehab center": what a name is part of that goes on in small letters.
    const std::uint32_t head = tree.head(end - 1);
    const bool of_thing = tree.relation(end - 1) == UdRelation::compound && head != SentenceTree::none && head >= end &&
                          head < end + 3 && !view.capital(head) &&
                          view.term(head, TermKind::settlement_noun) == nullptr &&
                          view.term(head, TermKind::place_noun) == nullptr;
    if (house || of_thing || view.term(first, TermKind::title) != nullptr ||
        view.term(end - 1, TermKind::person) != nullptr)
      continue;
    found.push_back({first, end});
    i = end - 1;
  }
  for (const Masked name : found) add_unknown_place(s, name);
}

/// A name that the gazetteer does not have: a place without a pin.
void DocumentView::add_unknown_place(std::size_t s, Masked name) {
  const SentenceView& view = views_[s];
  SentenceMentions& local = mentions_in_[s];
  PlaceMention& mention = unknown_places_.emplace_back();
  mention.span = view.span(name.first, name.end);
  mention.first_token = view.sentence().first_token + name.first;
  mention.token_end = view.sentence().first_token + name.end;
  mention.precision = PlacePrecision::district;
  // "the village of X", "X district": the common noun says what it is.
  const std::uint32_t head = view.tree().head(view.tree().top(name.first, name.end));
  const bool settled = view.term(name.end, TermKind::settlement_noun) != nullptr ||
                       view.term_before(name.first, TermKind::settlement_noun) != nullptr ||
                       (head != SentenceTree::none && view.term(head, TermKind::settlement_noun) != nullptr);
  mention.confidence = settled ? 0.7 : 0.5;
  local.places.push_back({name.first, name.end, &mention});
  local.proper_masks.push_back(name);
  const auto by_first = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::sort(local.places.begin(), local.places.end(), by_first);
  std::sort(local.proper_masks.begin(), local.proper_masks.end(), by_first);
}

/// "Shelling of Sheikh Maqsood", "Blast in Deir Hamra": the words that end a headline behind a preposition of place,
/// where none of them is a word.
void DocumentView::add_place_of_title(std::size_t s) {
  const SentenceView& view = views_[s];
  SentenceMentions& local = mentions_in_[s];
  std::uint32_t end = view.size();
  while (end > 0 && view.is_punct(end - 1)) --end;
  std::uint32_t first = end;
  constexpr std::uint32_t longest = 3;  // words
  const auto unknown = [&](std::uint32_t i) {
    const auto holds = [i](const auto& mention) { return mention.first <= i && i < mention.end; };
    return view.capital(i) && view.token(i).kind == TokenKind::word &&
           (view.term(i, TermKind::title) != nullptr ||
            (view.word(i) == 0 && !gazetteer_.is_word(fold_place_name(view.surface(i), Articles::keep)))) &&
           std::none_of(local.places.begin(), local.places.end(), holds) &&
           std::none_of(local.times.begin(), local.times.end(), holds) &&
           std::none_of(local.actors.begin(), local.actors.end(), holds);
  };
  while (first > 0 && end - first < longest && unknown(first - 1)) --first;
  if (first == end || first < 2) return;
  const bool in =
      view.is(first - 1, "in") || view.is(first - 1, "at") || view.is(first - 1, "near") || view.is(first - 1, "on");
  const bool of = view.is(first - 1, "of") && (view.term_before(first - 1, TermKind::means) != nullptr ||
                                               view.term_before(first - 1, TermKind::hand) != nullptr);
  if (!in && !of) return;
  add_unknown_place(s, {first, end});
}

std::size_t DocumentView::sentence_at(Span span) const {
  const std::size_t count = sentences().size();
  std::size_t low = 0;
  for (std::size_t high = count; low < high;) {
    const std::size_t middle = low + (high - low) / 2;
    if (sentence(middle).span.begin < span.begin) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < count && sentence(low).span == span ? low : count;
}

Surroundings DocumentView::surroundings(std::size_t s, std::span<const Attribution> attributions) const {
  const SentenceMentions& local = mentions_in_[s];
  Surroundings out;
  out.view = &views_[s];
  out.places = local.places;
  out.times = local.times;
  out.actors = local.actors;
  out.attributions = attributions;
  out.gazetteer = &gazetteer_;
  out.file = &actors_;
  out.country = country_;
  out.published = published_;
  // The last that was named before the sentence: mentions are in text order.
  const auto after = std::lower_bound(armed_groups_.begin(), armed_groups_.end(), sentence(s).span.begin,
                                      [this](std::size_t m, std::uint32_t at) { return mentions_[m].span.begin < at; });
  if (after != armed_groups_.begin()) out.armed_group = mentions_[*std::prev(after)].actor;
  constexpr std::size_t memory_of_names = 5;  // sentences
  for (std::size_t k = s; k-- > 0 && s - k <= memory_of_names;) {
    for (std::size_t i = mentions_in_[k].places.size(); i-- > 0;) {
      const PlaceMention& mention = *mentions_in_[k].places[i].mention;
      if (mention.adjective) continue;
      const PlaceKind kind = mention.place ? gazetteer_.place(*mention.place).kind : PlaceKind::locality;
      const bool settled = kind == PlaceKind::locality || kind == PlaceKind::neighbourhood;
      if (settled && out.settlement == nullptr) out.settlement = &mention;
      if (!settled && kind != PlaceKind::country && out.region == nullptr) out.region = &mention;
    }
  }
  return out;
}

const PlaceMention* DocumentView::filed_at() const {
  constexpr std::size_t lead = 3;  // sentences: a headline may have lost its line
  for (std::size_t s = 0; s < std::min(lead, sentences().size()); ++s) {
    const Sentence& first = sentence(s);
    const bool opens = looks_datelined(first);
    for (const PlaceMention& mention : places_) {
      if (!mention.place || mention.adjective || !first.span.contains(mention.span)) continue;
      const bool of_document = document_.dateline && document_.dateline->span.overlaps(mention.span);
      if (of_document || (opens && mention.first_token == first.first_token)) return &mention;
    }
  }
  return nullptr;
}

bool DocumentView::names_armed_group(const ActorMention& mention) const {
  const ActorKind kind = actors_[mention.actor].kind;
  return !mention.generic && !mention.person && !mention.adjective &&
         (kind == ActorKind::rebel || kind == ActorKind::militia);
}

/// "IDLIB, Dec 2 (Agency N) - ": a place in capitals, and a dash with blanks around it soon after.
bool DocumentView::looks_datelined(const Sentence& sentence) const {
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

/// Where the report itself begins in the sentence that its dateline opens: behind the dash or colon, behind the agency
/// in brackets, or at the next word.
std::uint32_t DocumentView::after_dateline(const Sentence& sentence) const {
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

void DocumentView::drop_place(std::size_t s, std::uint32_t i) {
  SentenceMentions& mentions = mentions_in_[s];
  const auto at = [i](const auto& mention) { return mention.first <= i && i < mention.end; };
  if (std::none_of(mentions.places.begin(), mentions.places.end(), at)) return;
  std::erase_if(mentions.places, at);
  std::erase_if(mentions.proper_masks, at);
}

SentenceTree DocumentView::tree_of(std::size_t s) {
  const Sentence& sentence = analysed_.sentences[s];
  if (given_ != nullptr) {
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

Trees DocumentView::trees_of(std::size_t s) const {
  return given_ == nullptr ? trees_ : one_sentence(given_->trees, given_sentence_[s]);
}

}  // namespace histor
