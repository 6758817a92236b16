// Marks go first, so that the heads of what is left can be counted anew in one pass.

#include "train/worn.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

namespace histor::train {
namespace {

void set_blank_after(std::string& misc, bool blank) {
  if (no_space_after(misc) == !blank) return;
  misc = blank ? "" : "SpaceAfter=No";
}

/// The MISC column that says whether a blank follows the word.
std::string& misc_after(ConlluSentence& sentence, std::size_t word) {
  for (ConlluToken& token : sentence.multiword) {
    if (token.first <= word && word < token.end) return token.misc;
  }
  return sentence.words[word].misc;
}

ConlluSentence without(const ConlluSentence& sentence, const std::vector<bool>& dropped) {
  ConlluSentence out = sentence;
  std::vector<std::uint32_t> place(sentence.words.size() + 1,
                                   0);  // of each word, counted from 1, among those that stay
  std::uint32_t next = 0;
  std::size_t last = sentence.words.size();
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    if (!dropped[i]) {
      place[i + 1] = ++next;
      last = i;
    } else if (last < i) {
      // What stands before the mark is now followed by what stood after it.
      std::string& before = misc_after(out, last);
      set_blank_after(before, !no_space_after(before) || !no_space_after(out.words[i].misc));
    }
  }
  std::vector<ConlluWord> words;
  for (std::size_t i = 0; i < out.words.size(); ++i) {
    if (dropped[i]) continue;
    out.words[i].head = place[out.words[i].head];
    words.push_back(std::move(out.words[i]));
  }
  for (ConlluToken& token : out.multiword) {
    const std::uint32_t length = token.end - token.first;  // nothing is dropped within
    token.first = place[token.first + 1] - 1;
    token.end = token.first + length;
  }
  out.words = std::move(words);
  return out;
}

char to_upper(char c) {
  return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
}
char to_lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

}  // namespace

ConlluSentence worn(const ConlluSentence& sentence, std::mt19937_64& random) {
  const bool no_marks = random() % 2 == 0;
  const std::uint64_t letters = random() % 6;
  const std::size_t count = sentence.words.size();
  std::vector<bool> dropped(count);
  std::size_t left = count;
  for (std::size_t i = 0; i < count; ++i) {
    const ConlluWord& word = sentence.words[i];
    const std::string_view tag = word.xpos;
    const bool last_stop = i + 1 == count && word.form == ".";
    const bool mark = tag == "," || tag == "``" || tag == "''";
    if (word.upos != "PUNCT" || !(last_stop || (no_marks && mark)) || word.head == 0 || left == 1) continue;
    const auto holds = [&](const ConlluWord& other) { return other.head == i + 1; };
    if (std::any_of(sentence.words.begin(), sentence.words.end(), holds)) continue;
    const auto within = [&](const ConlluToken& token) { return token.first <= i && i < token.end; };
    if (std::any_of(sentence.multiword.begin(), sentence.multiword.end(), within)) continue;
    dropped[i] = true;
    --left;
  }
  ConlluSentence out = without(sentence, dropped);
  for (std::size_t i = 0; i < out.words.size(); ++i) {
    ConlluWord& word = out.words[i];
    const bool small = word.form.size() < 4 && (word.upos == "ADP" || word.upos == "DET" || word.upos == "CCONJ");
    const auto goes_on = [&](const ConlluToken& token) { return token.first < i && i < token.end; };
    const bool opens = std::none_of(out.multiword.begin(), out.multiword.end(), goes_on);
    if (letters == 0 && opens && !small) word.form.front() = to_upper(word.form.front());
    if (letters == 1) std::transform(word.form.begin(), word.form.end(), word.form.begin(), to_lower);
  }
  return out;
}

}  // namespace histor::train
