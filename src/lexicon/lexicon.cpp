// From files a person edits to tables the reader walks. Inflection is done here, once: a file gives "kill" and
// "child/children", the tables hold every form.

#include "lexicon/lexicon.hpp"

#include "lexicon/check.hpp"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <unordered_map>

namespace histor {

struct Lexicon::Vocabulary {
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>{}(word); }
  };
  std::unordered_map<std::string, WordId, Hash, std::equal_to<>> ids;
};

namespace {

std::string lower(std::string_view word) {
  std::string out;
  out.reserve(word.size());
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    if (c >= 'A' && c <= 'Z') {
      out.push_back(static_cast<char>(c - 'A' + 'a'));
    } else if (word.substr(i, 3) == "’") {
      out.push_back('\'');
      i += 2;
    } else {
      out.push_back(c);
    }
  }
  return out;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> out;
  std::size_t from = 0;
  while (from <= text.size()) {
    const std::size_t to = std::min(text.find(separator, from), text.size());
    if (to > from) out.emplace_back(text.substr(from, to - from));
    from = to + 1;
  }
  return out;
}

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

bool ends_with(std::string_view word, std::string_view tail) {
  return word.size() >= tail.size() && word.substr(word.size() - tail.size()) == tail;
}

std::string plural_of(const std::string& word) {
  if (ends_with(word, "s") || ends_with(word, "x") || ends_with(word, "ch") || ends_with(word, "sh"))
    return word + "es";
  if (ends_with(word, "y") && word.size() > 1 && !is_vowel(word[word.size() - 2]))
    return word.substr(0, word.size() - 1) + "ies";
  return word + "s";
}

std::string third_of(const std::string& verb) {
  return plural_of(verb);
}

std::string past_of(const std::string& verb) {
  if (ends_with(verb, "e")) return verb + "d";
  if (ends_with(verb, "y") && verb.size() > 1 && !is_vowel(verb[verb.size() - 2]))
    return verb.substr(0, verb.size() - 1) + "ied";
  return verb + "ed";
}

std::string gerund_of(const std::string& verb) {
  if (ends_with(verb, "e") && !ends_with(verb, "ee")) return verb.substr(0, verb.size() - 1) + "ing";
  return verb + "ing";
}

}  // namespace

/// Fills a Lexicon from parsed files. Exceptions of the TOML library stop in Lexicon::from_toml.
class LexiconBuilder {
 public:
  struct Fault {
    std::string what;
    std::string where;
  };

  void collect(std::vector<Fault>& faults) { collected_ = &faults; }

  void read(const LexiconFile& file) {
    file_ = file.name;
    const toml::table root = toml::parse(file.text, file.name);
    std::string_view stem = file.name;
    stem.remove_prefix(std::min(stem.rfind('/') + 1, stem.size()));
    using Read = void (LexiconBuilder::*)(const toml::table&);
    static constexpr std::array<std::pair<std::string_view, Read>, 11> files{
        {{"words.toml", &LexiconBuilder::words},
         {"numbers.toml", &LexiconBuilder::numbers},
         {"people.toml", &LexiconBuilder::people},
         {"names.toml", &LexiconBuilder::names},
         {"harm.toml", &LexiconBuilder::harm},
         {"attribution.toml", &LexiconBuilder::attribution},
         {"speech.toml", &LexiconBuilder::speech},
         {"events.toml", &LexiconBuilder::events},
         {"means.toml", &LexiconBuilder::means},
         {"scope.toml", &LexiconBuilder::scope},
         {"control.toml", &LexiconBuilder::control}}};
    for (const auto& [name, step] : files) {
      if (stem != name) continue;
      (this->*step)(root);
      return only_known(root);
    }
    throw Fault{fmt::format("a language pack has no file of this name"), std::string(file_)};
  }

  Lexicon finish() {
    auto& terms = lexicon_.terms_;
    lexicon_.by_first_.resize(vocabulary_->ids.size() + 1);
    for (std::uint32_t i = 0; i < terms.size(); ++i) {
      for (const WordId first : terms[i].words.front()) lexicon_.by_first_[first].push_back(i);
    }
    for (auto& list : lexicon_.by_first_) {
      std::stable_sort(list.begin(), list.end(),
                       [&](std::uint32_t a, std::uint32_t b) { return terms[a].words.size() > terms[b].words.size(); });
    }
    lexicon_.classes_.resize(vocabulary_->ids.size() + 1);
    std::sort(lexicon_.triggers_.begin(), lexicon_.triggers_.end());
    lexicon_.triggers_.erase(std::unique(lexicon_.triggers_.begin(), lexicon_.triggers_.end()),
                             lexicon_.triggers_.end());
    lexicon_.vocabulary_ = vocabulary_;
    return std::move(lexicon_);
  }

 private:
  [[noreturn]] void fail(std::string what, const toml::node& node) const {
    throw Fault{std::move(what), fmt::format("{}:{}", file_, node.source().begin.line)};
  }

  WordId intern(std::string_view word) {
    std::string key = lower(word);
    const auto next = static_cast<WordId>(vocabulary_->ids.size() + 1);
    const auto id = vocabulary_->ids.emplace(std::move(key), next).first->second;
    if (lexicon_.numbers_.size() <= id) {
      lexicon_.numbers_.resize(id + 1, -1);
      lexicon_.scales_.resize(id + 1, -1);
      lexicon_.units_.resize(id + 1, -1);
      lexicon_.classes_.resize(id + 1, 0);
    }
    return id;
  }

  /// "lose|lost their|his lives|life" -> the term; words joined by hyphens are found as one token as well.
  void add(std::string_view words, TermKind kind, std::uint32_t value, bool trigger = false) {
    Lexicon::Term term;
    term.kind = kind;
    term.value = value;
    const std::vector<std::string> parts = split(words, ' ');
    if (parts.empty()) return;
    for (const std::string& part : parts) {
      std::vector<WordId>& alternatives = term.words.emplace_back();
      for (const std::string& word : split(part, '|')) alternatives.push_back(intern(word));
    }
    if (trigger) add_trigger(parts);
    if (parts.size() > 1 && words.find('|') == std::string_view::npos && words.find(',') == std::string_view::npos) {
      std::string joined;
      for (const std::string& part : parts) joined += (joined.empty() ? "" : "-") + part;
      Lexicon::Term one;
      one.kind = kind;
      one.value = value;
      one.words.push_back({intern(joined)});
      lexicon_.terms_.push_back(std::move(one));
      if (trigger) lexicon_.triggers_.push_back(lower(joined));
    }
    lexicon_.terms_.push_back(std::move(term));
  }

  /// The sieve looks for the longest of a term's words: "throats", not "had".
  void add_trigger(const std::vector<std::string>& parts) {
    std::vector<std::string> best;
    std::size_t best_size = 0;
    for (const std::string& part : parts) {
      std::vector<std::string> words = split(part, '|');
      std::size_t shortest = std::string::npos;
      for (const std::string& word : words) shortest = std::min(shortest, word.size());
      if (shortest != std::string::npos && shortest > best_size) {
        best_size = shortest;
        best = std::move(words);
      }
    }
    for (const std::string& word : best) lexicon_.triggers_.push_back(lower(word));
  }

  template <class Each>
  void each_string(const toml::node* node, Each each) {
    if (node == nullptr) return;
    const toml::array* list = node->as_array();
    if (list == nullptr) fail("a list of strings is needed here", *node);
    for (const toml::node& item : *list) {
      collecting([&] {
        const auto text = item.value<std::string>();
        if (!text) fail("a string is needed here", item);
        each(*text);
      });
    }
  }

  /// Each string of a list of a section, [section] key = [...]; the key is known from then on.
  template <class Each>
  void each_word(const toml::table& root, std::string_view section, std::string_view key, Each each) {
    known_[std::string(section)].emplace_back(key);
    each_string(root[section][key].node(), each);
  }

  void terms_of(const toml::table& root, std::string_view section, std::string_view key, TermKind kind,
                std::uint32_t value, bool trigger = false) {
    each_word(root, section, key, [&](const std::string& words) { add(words, kind, value, trigger); });
  }

  std::int64_t setting(const toml::table& root, std::string_view section, std::string_view key,
                       std::int64_t otherwise) {
    known_[std::string(section)].emplace_back(key);
    const toml::node* node = root[section][key].node();
    if (node == nullptr) return otherwise;
    const auto value = node->value<std::int64_t>();
    if (!value) fail("a whole number is needed here", *node);
    return *value;
  }

  /// The keys that nobody asked for, of the sections whose keys are all known by now.
  void only_known(const toml::table& root) {
    for (const auto& [section, known] : known_) {
      const toml::table* table = root[section].as_table();
      if (table == nullptr) continue;
      collecting([&] { only(*table, known); });
    }
    known_.clear();
  }

  /// Runs `step`; a fault in it is kept, and the rest goes on, where faults are collected.
  template <class Step>
  void collecting(Step step) {
    if (collected_ == nullptr) return step();
    try {
      step();
    } catch (const Fault& fault) {
      collected_->push_back(fault);
    }
  }

  /// A key that is none of `known` is a slip that would change nothing and be seen by nobody.
  template <class Keys = std::initializer_list<std::string_view>>
  void only(const toml::table& table, const Keys& known) const {
    for (const auto& [key, node] : table) {
      if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
      std::string list;
      for (const auto& word : known) list += (list.empty() ? "" : ", ") + std::string(word);
      fail(fmt::format("`{}` is none of the keys that may stand here: {}", key.str(), list), node);
    }
  }

  template <class Each>
  void each_table(const toml::table& root, std::string_view key, std::initializer_list<std::string_view> known,
                  Each each) {
    const toml::node* node = root.get(key);
    if (node == nullptr) return;
    const toml::array* list = node->as_array();
    if (list == nullptr) fail(fmt::format("[[{}]] is a list of tables", key), *node);
    for (const toml::node& item : *list) {
      collecting([&] {
        const toml::table* table = item.as_table();
        if (table == nullptr) fail(fmt::format("[[{}]] is a list of tables", key), item);
        only(*table, known);
        each(*table);
      });
    }
  }

  template <class E>
  E word_of(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) fail(fmt::format("`{}` is missing", key), table);
    return word_in<E>(*node);
  }

  template <class E>
  E word_in(const toml::node& node) {
    const auto text = node.value<std::string>();
    if (const auto value = text ? from_string<E>(*text) : std::nullopt) return *value;
    std::string known;
    for (const std::string_view word : Words<E>::all) known += (known.empty() ? "" : ", ") + std::string(word);
    fail(fmt::format("`{}` is none of: {}", text.value_or(""), known), node);
  }

  bool flag(const toml::table& table, std::string_view key) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) return false;
    if (!node->is_boolean()) fail(fmt::format("`{}` is true or false, without quotes", key), *node);
    return node->value_or(false);
  }

  void words(const toml::table& root) {
    only(root, {"classes"});
    static constexpr std::array<std::string_view, 13> names{
        "determiner", "possessive", "preposition", "conjunction", "coordinator", "subordinator", "relative",
        "pronoun",    "be",         "have",        "modal",       "adverb",      "report"};
    const toml::table* classes = root["classes"].as_table();
    if (classes == nullptr) return;
    for (const auto& [key, node] : *classes) {
      const auto at = std::find(names.begin(), names.end(), key.str());
      if (at == names.end()) fail(fmt::format("`{}` is no class of words", key.str()), node);
      const std::uint32_t bit = 1U << static_cast<unsigned>(at - names.begin());
      each_string(&node, [&](const std::string& word) {
        const WordId id = intern(word);
        lexicon_.classes_[id] |= bit;
      });
    }
  }

  void numbers(const toml::table& root) {
    only(root, {"words", "scales", "units", "vague", "zero", "hedges", "currencies"});
    terms_of(root, "currencies", "words", TermKind::currency, 0);
    const auto fill = [&](std::string_view key, std::vector<std::int64_t>& table) {
      const toml::table* entries = root[key].as_table();
      if (entries == nullptr) return;
      for (const auto& [word, node] : *entries) {
        const auto value = node.value<std::int64_t>();
        if (!value) fail("a whole number is needed here", node);
        const WordId id = intern(word.str());
        table[id] = *value;
      }
    };
    fill("words", lexicon_.numbers_);
    fill("scales", lexicon_.scales_);
    fill("units", lexicon_.units_);
    terms_of(root, "vague", "words", TermKind::vague, 0);
    terms_of(root, "zero", "words", TermKind::zero, 0);
    if (const toml::table* hedges = root["hedges"].as_table()) {
      for (const auto& [key, node] : *hedges) {
        const auto hedge = from_string<Hedge>(key.str());
        if (!hedge) fail(fmt::format("`{}` is no hedge", key.str()), node);
        each_string(&node,
                    [&](const std::string& word) { add(word, TermKind::hedge, static_cast<std::uint32_t>(*hedge)); });
      }
    }
  }

  void noun(const std::string& entry, Group group, std::optional<Outcome> outcome, bool bound) {
    const std::size_t slash = entry.find('/');
    const std::string singular = entry.substr(0, slash);
    const std::string plural = slash == std::string::npos ? plural_of(singular) : entry.substr(slash + 1);
    const auto put = [&](const std::string& word, bool is_singular, bool is_plural) {
      lexicon_.people_.push_back({group, is_plural, is_singular, bound, outcome});
      add(word, TermKind::person, static_cast<std::uint32_t>(lexicon_.people_.size() - 1), outcome.has_value());
    };
    if (singular == plural || (slash == std::string::npos && ends_with(singular, "people"))) {
      put(singular, false, true);
    } else {
      put(singular, true, false);
      put(plural, false, true);
    }
  }

  void people(const toml::table& root) {
    only(root, {"group", "pronouns", "not_people", "titles", "like_people", "age", "given_names", "particles"});
    given_names(root);
    each_table(root, "group", {"id", "nouns", "outcome", "bound"}, [&](const toml::table& table) {
      const auto group = word_of<Group>(table, "id");
      std::optional<Outcome> outcome;
      if (const toml::node* node = table.get("outcome")) outcome = word_in<Outcome>(*node);
      each_string(table.get("nouns"),
                  [&](const std::string& entry) { noun(entry, group, outcome, flag(table, "bound")); });
    });
    terms_of(root, "pronouns", "plural", TermKind::those, 0);
    terms_of(root, "pronouns", "remainder", TermKind::remainder, 0);
    each_word(root, "not_people", "nouns", [&](const std::string& entry) {
      const std::size_t slash = entry.find('/');
      const std::string singular = entry.substr(0, slash);
      add(singular, TermKind::no_person, 0);
      add(slash == std::string::npos ? plural_of(singular) : entry.substr(slash + 1), TermKind::no_person, 0);
    });
    if (const toml::table* titles = root["titles"].as_table()) {
      for (const auto& [key, node] : *titles) {
        const auto group = from_string<Group>(key.str());
        if (!group && key.str() != "words") fail(fmt::format("`{}` is neither `words` nor a group", key.str()), node);
        each_string(&node, [&](const std::string& word) {
          add(word, TermKind::title, group ? static_cast<std::uint32_t>(*group) + 1 : 0);
        });
      }
    }
    if (const toml::table* pronouns = root["pronouns"].as_table()) {
      for (const auto& [key, node] : *pronouns) {
        if (key.str() == "plural" || key.str() == "remainder") continue;
        const auto group = from_string<Group>(key.str());
        if (!group) fail(fmt::format("`{}` is neither plural, remainder nor a group", key.str()), node);
        known_["pronouns"].emplace_back(key.str());
        each_string(&node, [&](const std::string& word) {
          add(word, TermKind::pronoun_of, static_cast<std::uint32_t>(*group));
        });
      }
    }
    terms_of(root, "particles", "words", TermKind::particle, 0);
    each_word(root, "like_people", "endings",
              [&](const std::string& ending) { lexicon_.person_endings_.push_back(ending); });
    lexicon_.adult_age_ = static_cast<int>(setting(root, "age", "adult", 18));
  }

  void names(const toml::table& root) {
    only(root, {"given_names"});
    given_names(root);
  }

  /// Not terms: names are looked up where a name is found, not in every sentence.
  void given_names(const toml::table& root) {
    const toml::table* given = root["given_names"].as_table();
    if (given == nullptr) return;
    for (const auto& [key, node] : *given) {
      const auto group = from_string<Group>(key.str());
      if (!group) fail(fmt::format("`{}` is no group", key.str()), node);
      each_string(&node, [&](const std::string& name) { lexicon_.given_names_.emplace(name, *group); });
    }
  }

  void harm_term(std::string_view words, HarmWord word) {
    // "hit" and "beat" alone make no page worth reading; beside another word of harm they are read.
    const bool alone = !word.single && !(word.weak && word.people_only);
    lexicon_.harms_.push_back(std::move(word));
    add(words, TermKind::harm, static_cast<std::uint32_t>(lexicon_.harms_.size() - 1), alone);
  }

  HarmWord common(const toml::table& table) {
    HarmWord word;
    word.outcome = word_of<Outcome>(table, "outcome");
    word.weak = flag(table, "weak");
    word.passive_only = flag(table, "passive_only");
    word.people_only = flag(table, "people_only");
    word.single = flag(table, "single");
    word.by_police = flag(table, "by_police");
    word.natural = flag(table, "natural");
    word.of_deeds = flag(table, "of_deeds");
    word.bare = flag(table, "bare");
    word.headline = flag(table, "headline");
    if (const toml::node* node = table.get("means")) word.means = word_in<Means>(*node);
    if (const toml::node* node = table.get("group")) word.group = word_in<Group>(*node);
    if (const toml::node* node = table.get("patient")) {
      const auto side = node->value<std::string>();
      if (side != "object" && side != "subject") fail("`patient` is object or subject", *node);
      word.patient = *side == "object" ? Patient::object : Patient::subject;
    }
    return word;
  }

  void harm(const toml::table& root) {
    only(root, {"verb", "noun", "toll", "toll_links", "phrase", "borne", "companions", "victims", "severity", "causing",
                "freed"});
    terms_of(root, "freed", "words", TermKind::freed, 0);
    terms_of(root, "victims", "nouns", TermKind::victim, 0);
    terms_of(root, "victims", "remains", TermKind::victim, 1);
    terms_of(root, "severity", "words", TermKind::severity, 0);
    terms_of(root, "causing", "phrases", TermKind::causing, 0);
    terms_of(root, "companions", "phrases", TermKind::companion, 0);
    terms_of(root, "companions", "kin", TermKind::companion, 1);
    terms_of(root, "toll_links", "words", TermKind::toll_link, 0);
    each_table(root, "verb",
               {"lemma", "outcome", "patient", "third", "past", "participle", "gerund", "means", "group", "weak",
                "passive_only", "people_only", "single", "by_police", "natural", "of_deeds"},
               [&](const toml::table& table) {
                 HarmWord word = common(table);
                 const auto lemma = table["lemma"].value<std::string>();
                 if (!lemma) fail("`lemma` is missing", table);
                 const std::string third = table["third"].value_or(third_of(*lemma));
                 const std::string past = table["past"].value_or(past_of(*lemma));
                 const std::string participle = table["participle"].value_or(past);
                 const std::string gerund = table["gerund"].value_or(gerund_of(*lemma));
                 word.name = "verb:" + *lemma;
                 const auto put = [&](const std::string& words, VerbForm form, bool past_too = false) {
                   word.form = form;
                   word.past_too = past_too;
                   harm_term(words, word);
                 };
                 put(*lemma, *lemma == participle ? VerbForm::participle : VerbForm::base, *lemma == participle);
                 put(third, VerbForm::third);
                 if (*lemma != participle) put(participle, VerbForm::participle, participle == past);
                 if (past != participle) put(past, VerbForm::past);
                 put(gerund, VerbForm::gerund);
               });
    each_table(root, "noun", {"nouns", "outcome", "adjective", "means", "by_police", "natural", "weak", "headline"},
               [&](const toml::table& table) {
                 HarmWord word = common(table);
                 word.adjective = flag(table, "adjective");
                 word.noun = !word.adjective;
                 each_string(table.get("nouns"), [&](const std::string& entry) {
                   const std::size_t slash = entry.find('/');
                   const std::string singular = entry.substr(0, slash);
                   word.name = "noun:" + singular;
                   harm_term(singular, word);
                   if (!word.adjective)
                     harm_term(slash == std::string::npos ? plural_of(singular) : entry.substr(slash + 1), word);
                 });
               });
    each_table(root, "borne", {"nouns", "verbs", "with", "outcome", "weak", "means", "by_police"},
               [&](const toml::table& table) {
                 HarmWord word = common(table);
                 word.with = flag(table, "with");
                 each_string(table.get("verbs"), [&](const std::string& lemma) { word.bearers.push_back(lemma); });
                 each_string(table.get("nouns"), [&](const std::string& entry) {
                   const std::size_t slash = entry.find('/');
                   const std::string singular = entry.substr(0, slash);
                   word.name = "borne:" + singular;
                   lexicon_.harms_.push_back(word);
                   const auto index = static_cast<std::uint32_t>(lexicon_.harms_.size() - 1);
                   add(singular, TermKind::borne, index);
                   add(slash == std::string::npos ? plural_of(singular) : entry.substr(slash + 1), TermKind::borne,
                       index);
                 });
               });
    each_table(root, "toll", {"phrases", "outcome", "weak"}, [&](const toml::table& table) {
      TollWord word{word_of<Outcome>(table, "outcome"), flag(table, "weak")};
      lexicon_.tolls_.push_back(word);
      const auto index = static_cast<std::uint32_t>(lexicon_.tolls_.size() - 1);
      each_string(table.get("phrases"), [&](const std::string& words) { add(words, TermKind::toll, index, true); });
    });
    each_table(root, "phrase",
               {"words", "outcome", "patient", "tail", "followed", "means", "group", "weak", "by_police", "people_only",
                "single", "natural", "bare", "headline"},
               [&](const toml::table& table) {
                 HarmWord word = common(table);
                 const auto words = table["words"].value<std::string>();
                 if (!words) fail("`words` is missing", table);
                 word.phrase = true;
                 word.name = "phrase:" + *words;
                 if (table.contains("tail") || table.contains("followed")) {
                   const std::string tail = table["tail"].value_or(std::string{});
                   for (const std::string& one : split(tail, '|')) word.tails.push_back(intern(one));
                   each_string(table.get("followed"), [&](const std::string& run) {
                     std::vector<WordId>& follower = word.followers.emplace_back();
                     for (const std::string& one : split(run, ' ')) follower.push_back(intern(one));
                   });
                   lexicon_.harms_.push_back(std::move(word));
                   add(*words, TermKind::tail, static_cast<std::uint32_t>(lexicon_.harms_.size() - 1), true);
                   return;
                 }
                 harm_term(*words, word);
               });
  }

  void attribution(const toml::table& root) {
    only(root, {"say", "irregular", "before_source", "citing", "told", "anaphora", "responsibility", "accusing"});
    terms_of(root, "responsibility", "phrases", TermKind::claims_deed, 0);
    terms_of(root, "accusing", "words", TermKind::accusing, 0);
    std::vector<std::string> told;
    each_word(root, "told", "verbs", [&](const std::string& verb) { told.push_back(verb); });
    std::vector<std::string> blaming;
    each_word(root, "say", "blaming", [&](const std::string& verb) { blaming.push_back(verb); });
    each_word(root, "say", "verbs", [&](const std::string& verb) {
      for (const std::string& form : forms_of(root, verb)) {
        const bool has_hearer = std::find(told.begin(), told.end(), form) != told.end();
        const bool has_blamed = std::find(blaming.begin(), blaming.end(), verb) != blaming.end();
        add(form, TermKind::say, has_hearer ? 1 : has_blamed ? 2 : 0);
      }
    });
    terms_of(root, "say", "phrases", TermKind::say, 0);
    terms_of(root, "say", "figures", TermKind::figure_of, 0);
    terms_of(root, "before_source", "phrases", TermKind::before_source, 0);
    terms_of(root, "citing", "phrases", TermKind::citing, 0);
    terms_of(root, "anaphora", "words", TermKind::anaphora, 0);
    terms_of(root, "anaphora", "nouns", TermKind::anaphora, 1);
  }

  void speech(const toml::table& root) {
    only(root, {"act", "irregular"});
    each_table(root, "act", {"id", "verbs", "phrases", "nouns", "clause"}, [&](const toml::table& table) {
      SpeechWord word;
      word.act = word_of<SpeechAct>(table, "id");
      word.clause = flag(table, "clause");
      const auto put = [&](const std::string& words, const std::string& name) {
        word.name = name;
        lexicon_.speeches_.push_back(word);
        add(words, TermKind::speech, static_cast<std::uint32_t>(lexicon_.speeches_.size() - 1));
      };
      each_string(table.get("verbs"), [&](const std::string& verb) {
        for (const std::string& form : forms_of(root, verb)) put(form, "verb:" + verb);
      });
      each_string(table.get("phrases"), [&](const std::string& words) { put(words, "phrase:" + words); });
      word.noun = true;
      each_string(table.get("nouns"), [&](const std::string& noun) {
        put(noun, "noun:" + noun);
        put(plural_of(noun), "noun:" + noun);
      });
    });
  }

  /// The forms of a verb: those of [irregular] in the same file, else the regular ones.
  static std::vector<std::string> forms_of(const toml::table& root, const std::string& verb) {
    std::vector<std::string> forms{verb, third_of(verb), past_of(verb), gerund_of(verb)};
    if (const toml::array* irregular = root["irregular"][verb].as_array()) {
      forms = {verb};
      for (const toml::node& form : *irregular) forms.push_back(form.value_or(std::string{}));
    }
    std::sort(forms.begin(), forms.end());
    forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
    return forms;
  }

  void events(const toml::table& root) {
    only(root, {"attack", "movement", "movers", "irregular"});
    const auto verbs = [&](std::string_view key, TermKind kind) {
      each_word(root, "attack", key, [&](const std::string& verb) {
        for (const std::string& form : forms_of(root, verb)) add(form, kind, 0);
      });
    };
    verbs("verbs", TermKind::attack_verb);
    verbs("happens", TermKind::attack_happens);
    verbs("does", TermKind::attack_does);
    verbs("of_places", TermKind::attack_of_place);
    terms_of(root, "attack", "phrases", TermKind::attack_verb, 0);
    terms_of(root, "attack", "hands", TermKind::hand, 0);
    terms_of(root, "attack", "downed", TermKind::downed, 0);
    terms_of(root, "attack", "of_war", TermKind::of_war, 0, true);
    each_table(root, "movement", {"kind", "verbs", "phrases", "of_object"}, [&](const toml::table& table) {
      MovementWord word;
      word.kind = word_of<MovementKind>(table, "kind");
      word.of_object = flag(table, "of_object");
      const auto put = [&](const std::string& words, const std::string& name) {
        word.name = name;
        lexicon_.movements_.push_back(word);
        add(words, TermKind::movement, static_cast<std::uint32_t>(lexicon_.movements_.size() - 1));
      };
      each_string(table.get("verbs"), [&](const std::string& verb) {
        for (const std::string& form : forms_of(root, verb)) put(form, "verb:" + verb);
      });
      each_string(table.get("phrases"), [&](const std::string& words) { put(words, "phrase:" + words); });
    });
    terms_of(root, "movers", "nouns", TermKind::mover, 0);
  }

  void means(const toml::table& root) {
    only(root, {"deeds", "means"});
    deeds(root);
    each_table(root, "means", {"id", "words"}, [&](const toml::table& table) {
      const auto id = static_cast<std::uint32_t>(word_of<Means>(table, "id"));
      each_string(table.get("words"), [&](const std::string& words) {
        add(words, TermKind::means, id);
        if (!ends_with(words, "s")) add(plural_of(words), TermKind::means, id);
      });
    });
  }

  void deeds(const toml::table& root) { terms_of(root, "deeds", "words", TermKind::deed, 0); }

  void scope(const toml::table& root) {
    static constexpr std::array<std::pair<std::string_view, TermKind>, 17> sections{
        {{"background", TermKind::background},
         {"other_cause", TermKind::other_cause},
         {"trial", TermKind::trial},
         {"wide", TermKind::wide},
         {"superlative", TermKind::superlative},
         {"compared", TermKind::compared},
         {"violent_crime", TermKind::violent_crime},
         {"long_ago", TermKind::long_ago},
         {"running", TermKind::running},
         {"provisional", TermKind::provisional},
         {"feared", TermKind::feared},
         {"denied", TermKind::denied},
         {"planned", TermKind::planned},
         {"negated", TermKind::negated},
         {"excluding", TermKind::excluding},
         {"as_of", TermKind::as_of},
         {"breakdown", TermKind::breakdown}}};
    for (const auto& [key, node] : root) {
      const auto at =
          std::find_if(sections.begin(), sections.end(), [&](const auto& entry) { return entry.first == key.str(); });
      if (at == sections.end()) fail(fmt::format("`{}` is no section of scope.toml", key.str()), node);
      const TermKind kind = at->second;
      terms_of(root, key.str(), "phrases", kind, 0);
      terms_of(root, key.str(), "processes", TermKind::process, 0);
    }
    lexicon_.background_days_ = setting(root, "background", "days", 180);
  }

  void control(const toml::table& root) {
    only(root, {"control", "places", "contesting", "preventing", "fought", "unopposed", "idle"});
    terms_of(root, "contesting", "words", TermKind::contesting, 0);
    terms_of(root, "fought", "nouns", TermKind::fight, 0);
    terms_of(root, "fought", "phrases", TermKind::fought, 0);
    terms_of(root, "unopposed", "phrases", TermKind::unopposed, 0);
    terms_of(root, "preventing", "words", TermKind::preventing, 0);
    terms_of(root, "places", "others", TermKind::other_place, 0);
    each_word(root, "idle", "phrases", [&](const std::string& words) {
      ControlWord idle;
      idle.name = "idle:" + words;
      idle.idle = true;
      lexicon_.controls_.push_back(std::move(idle));
      add(words, TermKind::control, static_cast<std::uint32_t>(lexicon_.controls_.size() - 1), true);
    });
    terms_of(root, "places", "nouns", TermKind::place_noun, 0);
    terms_of(root, "places", "streets", TermKind::street, 0);
    terms_of(root, "places", "institutions", TermKind::institution, 0);
    terms_of(root, "places", "settlements", TermKind::settlement_noun, 0);
    terms_of(root, "places", "sites", TermKind::site_noun, 0);
    each_table(root, "control", {"action", "verbs", "phrases", "of_places", "of_subject", "under"},
               [&](const toml::table& table) {
                 const auto action = word_of<ControlAction>(table, "action");
                 const auto put = [&](const std::string& words, const std::string& name, bool strict = false,
                                      bool of_subject = false) {
                   lexicon_.controls_.push_back({action, name, of_subject, false, false, strict});
                   add(words, TermKind::control, static_cast<std::uint32_t>(lexicon_.controls_.size() - 1), true);
                 };
                 each_string(table.get("verbs"), [&](const std::string& verb) {
                   for (const std::string& form : {verb, third_of(verb), past_of(verb), gerund_of(verb)})
                     put(form, "verb:" + verb);
                   if (ends_with(verb, "rol")) {
                     put(verb + "led", "verb:" + verb);
                     put(verb + "ling", "verb:" + verb);
                   }
                 });
                 each_string(table.get("phrases"), [&](const std::string& words) { put(words, "phrase:" + words); });
                 each_string(table.get("of_places"),
                             [&](const std::string& words) { put(words, "phrase:" + words, true); });
                 each_string(table.get("under"), [&](const std::string& words) {
                   put(words, "under:" + words);
                   lexicon_.controls_.back().under = true;
                 });
                 each_string(table.get("of_subject"),
                             [&](const std::string& words) { put(words, "phrase:" + words, false, true); });
               });
  }

  Lexicon lexicon_;
  std::shared_ptr<Lexicon::Vocabulary> vocabulary_ = std::make_shared<Lexicon::Vocabulary>();
  std::string_view file_;
  std::map<std::string, std::vector<std::string>> known_;  ///< section -> its keys
  std::vector<Fault>* collected_ = nullptr;
};

std::vector<LexiconFault> Lexicon::faults_of(const LexiconFile& file) {
  std::vector<LexiconBuilder::Fault> faults;
  LexiconBuilder builder;
  builder.collect(faults);
  std::vector<LexiconFault> out;
  try {
    builder.read(file);
  } catch (const LexiconBuilder::Fault& fault) {
    faults.push_back(fault);
  } catch (const toml::parse_error& error) {
    out.push_back({fmt::format("{}:{}", file.name, error.source().begin.line), std::string(error.description())});
  }
  for (LexiconBuilder::Fault& fault : faults) out.push_back({std::move(fault.where), std::move(fault.what)});
  return out;
}

Result<Lexicon> Lexicon::from_toml(std::span<const LexiconFile> files) {
  LexiconBuilder builder;
  for (const LexiconFile& file : files) {
    try {
      builder.read(file);
    } catch (const LexiconBuilder::Fault& fault) {
      return failure(ErrorCode::parse, fault.what, fault.where, "see lang/README.md for the format");
    } catch (const toml::parse_error& error) {
      return failure(ErrorCode::parse, std::string(error.description()),
                     fmt::format("{}:{}", file.name, error.source().begin.line),
                     "mend the TOML; see lang/README.md for the format");
    }
  }
  return builder.finish();
}

bool Lexicon::like_person(std::string_view noun) const {
  return std::any_of(person_endings_.begin(), person_endings_.end(), [noun](const std::string& ending) {
    return noun.size() > ending.size() + 1 && noun.substr(noun.size() - ending.size()) == ending;
  });
}

std::optional<Group> Lexicon::given_name(std::string_view name) const {
  const auto found = given_names_.find(lower(name));
  return found == given_names_.end() ? std::nullopt : std::optional(found->second);
}

WordId Lexicon::find(std::string_view word) const {
  if (word.empty() || word.size() > 64) return 0;
  std::array<char, 64> buffer{};
  std::size_t size = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    if (c >= 'A' && c <= 'Z') {
      buffer[size++] = static_cast<char>(c - 'A' + 'a');
    } else if (c == '\xE2' && word.substr(i, 3) == "’") {
      buffer[size++] = '\'';
      i += 2;
    } else {
      buffer[size++] = c;
    }
  }
  const auto found = vocabulary_->ids.find(std::string_view(buffer.data(), size));
  return found == vocabulary_->ids.end() ? 0 : found->second;
}

namespace {
std::optional<std::int64_t> at_or_none(const std::vector<std::int64_t>& table, WordId word) {
  if (word >= table.size() || table[word] < 0) return std::nullopt;
  return table[word];
}
}  // namespace

std::optional<std::int64_t> Lexicon::number(WordId word) const {
  return at_or_none(numbers_, word);
}
std::optional<std::int64_t> Lexicon::scale(WordId word) const {
  return at_or_none(scales_, word);
}
std::optional<std::int64_t> Lexicon::unit(WordId word) const {
  return at_or_none(units_, word);
}

void Lexicon::terms_at(std::span<const WordId> words, std::uint32_t at, std::vector<TermMatch>& out) const {
  const WordId first = words[at];
  if (first == 0 || first >= by_first_.size()) return;
  for (const std::uint32_t index : by_first_[first]) {
    const Term& term = terms_[index];
    if (at + term.words.size() > words.size()) continue;
    bool fits = true;
    for (std::size_t i = 1; fits && i < term.words.size(); ++i) {
      const auto& alternatives = term.words[i];
      fits = std::find(alternatives.begin(), alternatives.end(), words[at + i]) != alternatives.end();
    }
    if (fits) out.push_back({at, at + static_cast<std::uint32_t>(term.words.size()), term.kind, term.value});
  }
}

}  // namespace histor
