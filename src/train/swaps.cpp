// The first group that a word fits is its group, so a list goes from the narrow to the wide.

#include "train/swaps.hpp"

#include <algorithm>
#include <cctype>

namespace histor::train {
namespace {

std::vector<std::string> split(std::string_view line, char by) {
  std::vector<std::string> out;
  std::string part;
  for (const char c : line) {
    if (c == by || (by == ' ' && (c == '\t' || c == '\r'))) {
      if (!part.empty()) out.push_back(part);
      part.clear();
    } else {
      part += c;
    }
  }
  if (!part.empty()) out.push_back(part);
  return out;
}

bool holds(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_upper(char c) {
  return std::isupper(static_cast<unsigned char>(c)) != 0;
}
bool is_lower(char c) {
  return std::islower(static_cast<unsigned char>(c)) != 0;
}
char to_upper(char c) {
  return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
}
char to_lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

/// `form` with the capitals of the word whose place it takes.
std::string with_capitals_of(std::string_view model, std::string form) {
  const bool shouts = model.size() > 1 && std::none_of(model.begin(), model.end(), is_lower) &&
                      std::any_of(model.begin(), model.end(), is_upper);
  if (shouts) std::transform(form.begin(), form.end(), form.begin(), to_upper);
  if (!model.empty() && is_upper(model.front())) form.front() = to_upper(form.front());
  return form;
}

/// The article before a word tells how it begins: "an attack" is no place for "raid".
bool begins_alike(std::string_view a, std::string_view b) {
  constexpr std::string_view vowels = "aeiou";
  const auto open = [&](std::string_view word) {
    return !word.empty() && vowels.find(to_lower(word.front())) != std::string_view::npos;
  };
  return open(a) == open(b);
}

bool fits(const SwapGroup& group, const ConlluSentence& sentence, std::size_t word) {
  const ConlluWord& here = sentence.words[word];
  bool wanted = group.has.empty() && group.is.empty();
  for (const SwapGroup::Relation& relation : group.is)
    wanted = wanted || (relation.deprel == here.deprel && (relation.xpos.empty() || relation.xpos == here.xpos));
  for (const ConlluWord& other : sentence.words) {
    if (other.head != word + 1) continue;
    if (holds(group.lacks, other.deprel)) return false;
    wanted = wanted || holds(group.has, other.deprel);
  }
  return wanted;
}

}  // namespace

Result<Swaps> Swaps::read(std::string_view bytes, std::string_view name) {
  Swaps out;
  std::size_t number = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = bytes.substr(at, end - at);
    at = end + 1;
    ++number;
    const auto wrong = [&](const char* what) {
      return failure(ErrorCode::parse, what, std::string(name) + ":" + std::to_string(number));
    };
    std::vector<std::string> parts = split(line.substr(0, line.find('#')), ' ');
    if (parts.empty()) continue;
    const std::string first = parts.front();
    if (first == "group:") {
      if (parts.size() < 3) return wrong("a group is a part of speech and its columns of tags");
      SwapGroup group;
      group.upos = parts[1];
      for (std::size_t i = 2; i < parts.size(); ++i) group.columns.push_back(split(parts[i], ','));
      out.groups_.push_back(std::move(group));
      continue;
    }
    if (out.groups_.empty()) return wrong("words before a group");
    SwapGroup& group = out.groups_.back();
    parts.erase(parts.begin());
    if (first == "gives:") {
      group.gives.insert(group.gives.end(), parts.begin(), parts.end());
    } else if (first == "has:") {
      group.has.insert(group.has.end(), parts.begin(), parts.end());
    } else if (first == "lacks:") {
      group.lacks.insert(group.lacks.end(), parts.begin(), parts.end());
    } else if (first == "is:") {
      for (const std::string& part : parts) {
        const std::size_t slash = part.find('/');
        group.is.push_back({part.substr(0, slash), slash == std::string::npos ? "" : part.substr(slash + 1)});
      }
    } else {
      if (parts.size() != group.columns.size()) return wrong("an entry is a lemma and one form a column");
      for (std::string& form : parts) {
        if (form == "-") form.clear();
      }
      group.entries.push_back({first, std::move(parts)});
    }
  }
  return out;
}

const SwapGroup* Swaps::group_of(const ConlluSentence& sentence, std::size_t word, std::size_t& column) const {
  const ConlluWord& here = sentence.words[word];
  for (const SwapGroup& group : groups_) {
    if (group.upos != here.upos) continue;
    const auto at = std::find_if(group.columns.begin(), group.columns.end(),
                                 [&](const std::vector<std::string>& tags) { return holds(tags, here.xpos); });
    if (at == group.columns.end()) continue;
    const bool gives = holds(group.gives, "*") || holds(group.gives, here.lemma) ||
                       std::any_of(group.entries.begin(), group.entries.end(),
                                   [&](const SwapGroup::Entry& entry) { return entry.lemma == here.lemma; });
    if (!gives || !fits(group, sentence, word)) continue;
    column = static_cast<std::size_t>(at - group.columns.begin());
    return &group;
  }
  return nullptr;
}

bool Swaps::touches(const ConlluSentence& sentence) const {
  std::size_t column = 0;
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    if (group_of(sentence, i, column) != nullptr) return true;
  }
  return false;
}

ConlluSentence Swaps::swapped(const ConlluSentence& sentence, double share, std::mt19937_64& random,
                              std::vector<ConlluWord>& put_in) const {
  ConlluSentence out = sentence;
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    std::size_t column = 0;
    const SwapGroup* group = group_of(sentence, i, column);
    if (group == nullptr || group->entries.empty()) continue;
    if (static_cast<double>(random() >> 11) * 0x1p-53 >= share) continue;
    const SwapGroup::Entry& entry = group->entries[random() % group->entries.size()];
    const std::string& form = entry.forms[column];
    ConlluWord& word = out.words[i];
    if (form.empty() || entry.lemma == word.lemma) continue;
    const bool article = i > 0 && sentence.words[i - 1].xpos == "DT" && sentence.words[i - 1].lemma == "a";
    if (article && !begins_alike(form, word.form)) continue;
    word.form = with_capitals_of(word.form, form);
    word.lemma = entry.lemma;
    put_in.push_back(word);
  }
  return out;
}

}  // namespace histor::train
